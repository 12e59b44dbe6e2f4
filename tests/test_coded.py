"""Coded events: which rows are one event, what its statement tells, and that neither order nor batches matter."""

from __future__ import annotations

import random
import signal
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import loading
from kg.coded import Buckets, merge, parted, readings, schema, statements
from kg.coded.merging import symmetric
from kg.coded.schema import DOCUMENT_COLUMNS
from kg.columns import COLUMNS
from kg.errors import StoreError, VocabularyError
from kg.exports import parquet
from kg.model import Statement
from kg.records import CODERS, MENTION, Coder, Identity
from kg.records import schema as records_schema

ICEWS, GDELT, ACLED = CODERS["icews"], CODERS["gdelt2"], CODERS["acled"]
NORTH, SOUTH = "Foreign Affairs (Norway)\tNorway\tGovernment\t", "Military (Sweden)\tSweden\tMilitary\t"
PORT = "Östersund\tJämtland\tSweden\t63.1792\t14.6357\t"


def record(key: str, **told: Any) -> dict[str, Any]:
    lists = {name: [] for name in ("actors", "recipients", "speakers", "contexts")}
    return {"key": key, "date": "2019-03-04", **lists, "code": "112", "actors": [NORTH], "recipients": [SOUTH], **told}


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=records_schema())


def told(coder: Coder, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of some records, in which all that must hold of any statement has been looked at."""
    made = statements(merge(table(*rows), coder), coder)
    assert made.schema == schema()
    found = made.to_pylist()
    for row, (document, (statement,)) in zip(found, readings(made), strict=True):
        assert statement.to_json() == {name: row[name] for name in COLUMNS}
        assert statement.id == row["id"]
        assert statement.document == document.id
        assert document.text[statement.start : statement.end] == statement.quote == document.text
        assert document.text[statement.trigger_start : statement.trigger_end] == statement.trigger
        assert (document.title, document.publisher, document.published) == tuple(row[name] for name in DOCUMENT_COLUMNS)
    return found


def test_the_table_has_the_columns_and_types_of_a_parquet_export(tmp_path: Path) -> None:
    made = statements(merge(table(record("1")), ACLED), ACLED)
    path = tmp_path / "statements.parquet"
    with path.open("wb") as target:
        parquet.write((statement for _, found in readings(made) for statement in found), target)
    exported = pa.parquet.read_table(path)
    assert exported.schema.equals(pa.schema([field for field in schema() if field.name not in DOCUMENT_COLUMNS]))
    assert exported.to_pylist() == made.select(COLUMNS).to_pylist()


def test_the_words_of_a_row_are_the_text_of_its_document() -> None:
    (row,) = told(ACLED, record("NOR7", place=PORT, action="Zürnt über", words="„Genug“", source="Östlicher Bote", issue="fish"))
    assert row["quote"] == (
        "2019-03-04: Foreign Affairs (Norway) – Zürnt über – Military (Sweden); Östersund, Sweden; „Genug“"
    )  # fmt: skip
    assert row["trigger"] == "Zürnt über"
    assert (row["uri"], row["sources"], row["target_issue"]) == ("acled:NOR7", ["Östlicher Bote"], "fish")
    assert (row["title"], row["publisher"], row["extractor"]) == ("ACLED, 2019-03-04", "ACLED", "ACLED")
    assert row["certainty"] == "unknown"
    assert row["place_coordinates"] == ["63.1792,14.6357"]


def test_a_row_without_parties_place_or_words_is_a_statement_too() -> None:
    (row,) = told(ACLED, record("1", actors=[], recipients=[], code=None))
    assert row["quote"] == "2019-03-04: event"
    assert row["actors"] == row["recipients"] == row["place"] == row["sources"] == []


def test_the_last_day_of_an_interval_is_when_it_was_told() -> None:
    (row,) = told(ACLED, record("1", date="2019-03-04/2019-03-09"))
    assert (row["date"], row["published"]) == ("2019-03-04/2019-03-09", "2019-03-09")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"code": "0256"}, ("REQUEST", "yield", ["military"], "0256", -0.3, "appeal for military de-escalation")),
        ({"code": "010"}, (None, None, [], "010", 0.0, "statement not otherwise specified")),
        ({"code": "112", "score": 1.5, "action": "Accuse"}, ("ACCUSE", "disapprove", [], "112", 1.5, "Accuse")),
        ({"code": None, "type": "REJECT", "mode": "meet", "contexts": ["cyber"]}, ("REJECT", "meet", ["cyber"], "125", -5.0, "REJECT")),
        ({"code": "190", "type": "COERCE", "contexts": []}, ("COERCE", None, [], "190", -10.0, None)),
    ],
)  # fmt: skip
def test_type_mode_contexts_and_score_come_from_the_row_or_else_from_its_code(
    given: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    (row,) = told(ACLED, record("1", **given))
    found = tuple(row[name] for name in ("type", "mode", "contexts", "cameo", "goldstein", "trigger"))
    assert found[:-1] == expected[:-1]
    assert expected[-1] in (None, found[-1])


@pytest.mark.parametrize("wrong", [{"code": "999"}, {"type": "SHOUT"}, {"code": None, "type": "ACCUSE", "mode": "softly"}])
def test_a_code_or_type_that_the_ontology_has_not_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(VocabularyError, match=r"999|SHOUT|softly"):
        told(ACLED, record("1", **wrong))


def test_parties_are_the_actors_of_the_reports_and_nobody_is_there_twice() -> None:
    (row,) = told(ACLED, record("1", actors=["Norway\tNorway\t\t", "NORWAY\tNOR\t\t", SOUTH], recipients=["Sweden\tSweden\t\t"]))
    assert row["actor_ids"][0] == "state:NOR"
    assert len(row["actor_ids"]) == len(set(row["actor_ids"])) == 2
    assert row["recipient_ids"] == ["state:SWE"]
    assert "Norway and NORWAY and Military (Sweden)" in row["quote"]


def test_an_act_against_nobody_named_is_aimed_at_home_or_where_it_happens() -> None:
    rows = [record("1", code="141", recipients=[]), record("2", code="141", recipients=[], place=PORT)]
    rows += [record("3", code="040", recipients=[], actors=[NORTH, SOUTH]), record("4", code="112", recipients=[])]
    rows += [record("5", recipients=["Crowd\t\t\t"]), record("6", recipients=[SOUTH, "Crowd\t\t\t"])]
    assert [row["recipient_countries"] for row in told(ACLED, *rows)] == [
        ["NOR"], ["SWE"], ["NOR", "SWE"], [], [None], ["SWE", None],
    ]  # fmt: skip


def test_a_row_that_stands_there_twice_counts_once_and_of_two_versions_the_greatest() -> None:
    assert len(told(ACLED, record("1"), record("1"))) == 1
    for versions in ((record("1", words="a"), record("1", words="b")), (record("1", words="b"), record("1", words="a"))):
        (row,) = told(ACLED, *versions)
        assert row["quote"].endswith("; b")


def test_of_two_versions_the_later_one_counts_whatever_else_they_tell() -> None:
    early, late = record("1", version="0999", words="z"), record("1", version="1000", words="a", date="2019-03-01")
    for versions in ((early, late), (late, early, record("1", words="zz"))):
        (row,) = told(ACLED, *versions)
        assert (row["date"], row["quote"][-3:]) == ("2019-03-01", "; a")


def test_rows_of_equal_content_are_one_event_with_all_their_sources() -> None:
    rows = [record("12", source="Wire B"), record("11", source="Wire A"), record("13", source="Wire B"), record("14")]
    (row,) = told(GDELT, *rows)
    assert (row["sources"], row["uri"]) == (["Wire A", "Wire B"], "gdelt:11")
    assert len(told(ACLED, *rows)) == 4


def test_the_order_of_a_partys_roles_makes_no_other_party() -> None:
    one, other = "Police\tNorway\tGovernment,Police\t", "Police\tNorway\tPolice,Government\t"
    (row,) = told(GDELT, record("1", actors=[one]), record("2", actors=[other]))
    assert row["uri"] == "gdelt:1"


@pytest.mark.parametrize("other", [{"date": "2019-03-05"}, {"place": PORT}, {"code": "111"}, {"recipients": [NORTH]}])
def test_rows_that_differ_in_day_place_act_or_party_are_two_events(other: dict[str, Any]) -> None:
    assert len(told(GDELT, record("1"), record("2", **other))) == 2


def test_an_act_of_two_sides_written_down_from_each_is_one_event_of_both() -> None:
    there = record("2", code="040", actors=[SOUTH], recipients=[NORTH], source="Wire B")
    back = record("1", code="040", source="Wire A")
    (row,) = told(ICEWS, there, back)
    assert row["quote"].startswith("2019-03-04: Foreign Affairs (Norway) and Military (Sweden) – ")
    assert (len(row["actors"]), row["recipients"], row["sources"]) == (2, [], ["Wire A", "Wire B"])
    assert row["recipient_countries"] == ["NOR", "SWE"]
    assert len(told(GDELT, there, back)) == 2, "a data set that is not mirrored means what it says"


def test_acts_that_one_side_does_stay_two_and_a_meeting_told_from_one_side_stays_as_it_is() -> None:
    there, back = record("1"), record("2", actors=[SOUTH], recipients=[NORTH])
    assert len(told(ICEWS, there, back)) == 2
    (row,) = told(ICEWS, record("1", code="040"))
    assert (len(row["actors"]), len(row["recipients"])) == (1, 1)
    assert len(told(ICEWS, record("1", code="040"), record("2", code="040", actors=[SOUTH], recipients=[NORTH], place=PORT))) == 2


def test_no_records_give_an_empty_table() -> None:
    assert told(ICEWS) == []
    assert list(readings(statements(merge(table(), ACLED), ACLED))) == []


PARTIES = st.sampled_from([NORTH, SOUTH, "Crowd\t\t\t", "Ünion\tNorway\tSocial\t"])
RECORDS = st.lists(
    st.builds(
        record,
        st.integers(0, 12).map(str),
        version=st.sampled_from([None, "0", "1"]),
        date=st.sampled_from(["2019-03-04", "2019-03-05"]),
        code=st.sampled_from(["040", "112", "057", None]),
        type=st.sampled_from([None, None, "CONSULT"]),
        actors=st.lists(PARTIES, max_size=2),
        recipients=st.lists(PARTIES, max_size=2),
        place=st.sampled_from([None, PORT]),
        source=st.sampled_from([None, "Wire A", "Wire B", "Wire C"]),
        score=st.sampled_from([None, 1.0]),
    ),
    max_size=16,
)


def merged_one_by_one(rows: list[dict[str, Any]], coder: Coder) -> set[tuple[Any, ...]]:
    """What merging is, said row by row: act, place, parties, key and sources of each event."""
    latest: dict[str, dict[str, Any]] = {}
    for row in (dict.fromkeys(records_schema().names) | row for row in rows):
        latest[row["key"]] = max(latest.get(row["key"], row), row, key=greatest)
    acts = {key: tuple(row[name] for name in ("date", "place", "code", "type")) for key, row in latest.items()}
    sides = {key: (tuple(row["actors"]), tuple(row["recipients"])) for key, row in latest.items()}
    sided = {(acts[key], *sides[key]) for key in latest}
    events: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for key, (actors, recipients) in sides.items():
        symmetrical = coder.mirrored and latest[key]["code"] in symmetric() and (acts[key], recipients, actors) in sided
        mutual = symmetrical and actors and recipients and actors != recipients
        parties = (tuple(sorted((*actors, *recipients))), ()) if mutual else (actors, recipients)
        events[key if coder.identity is Identity.KEY else "", acts[key], *parties].append(key)
    return {
        (*act, actors, recipients, min(keys), tuple(sorted({latest[key]["source"] for key in keys} - {None})))
        for (_, act, actors, recipients), keys in events.items()
    }


def greatest(row: dict[str, Any]) -> bytes:
    cells = ["\x1e".join(value) if isinstance(value, list) else "" if value is None else str(value) for value in row.values()]
    return "\x1f".join("1" if cell == "1.0" else cell for cell in cells).encode()


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.sampled_from([ICEWS, GDELT, ACLED]), st.randoms(use_true_random=False), st.integers(1, 5))
def test_neither_order_nor_batches_nor_loading_twice_make_a_difference(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], coder: Coder, chance: random.Random, size: int
) -> None:
    whole = merge(table(*rows), coder)
    found = {
        (row["date"], row["place"], row["code"], row["type"], tuple(row["actors"]), tuple(row["recipients"]), row["key"],
         tuple(row["sources"]))
        for row in whole.to_pylist()
    }  # fmt: skip
    assert found == merged_one_by_one(rows, coder)
    shuffled = chance.sample(rows + rows, 2 * len(rows))
    assert merge(table(*shuffled), coder).equals(whole)
    buckets = Buckets(coder, tmp_path_factory.mktemp("buckets"), 3, memory=1500, limit=600)
    for start in range(0, len(shuffled), size):
        buckets.add(table(*shuffled[start : start + size]))
    parts = [merge(part, coder) for part in buckets.tables()]
    assert statements(merge(table(*shuffled), coder), coder).equals(statements(whole, coder))
    assert pa.concat_tables([whole.slice(0, 0), *parts]).sort_by("identity").combine_chunks().equals(whole)


def mention(key: str, source: str, certainty: str | None = None) -> dict[str, Any]:
    return record(key, kind=MENTION, code=None, actors=[], recipients=[], source=source, certainty=certainty)


def test_an_event_has_the_sources_of_its_mentions_and_is_as_sure_as_the_surest() -> None:
    rows = [record("1", source="b"), record("2"), mention("2", "c", "possible"), mention("2", "a", "probable"), mention("1", "b")]
    (row,) = told(GDELT, *rows)
    assert (row["sources"], row["certainty"], row["uri"]) == (["a", "b", "c"], "probable", "gdelt:1")
    assert told(GDELT, mention("1", "a"), mention("3", "b")) == [], "no event without a row of its own"


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z"]), st.sampled_from([None, "possible", "probable"]))
    ),
    st.randoms(use_true_random=False),
)
def test_mentions_find_their_events_whatever_the_order_and_the_batches(
    tmp_path_factory: pytest.TempPathFactory, mentioned: list[tuple[str, str, str | None]], chance: random.Random
) -> None:
    events = [record(key, date=f"2019-03-{10 + at // 2}") for at, key in enumerate("abcd")]
    rows = [*events, *(mention(*one) for one in mentioned)]
    whole = merge(table(*rows), GDELT)
    assert whole.column("sources").to_pylist() == [
        sorted({source for key, source, _ in mentioned if key in both}) for both in ("ab", "cd")
    ]
    buckets = Buckets(GDELT, tmp_path_factory.mktemp("buckets"), 3, memory=1500, limit=600)
    for row in chance.sample(rows, len(rows)):
        buckets.add(table(row))
    parts = list(buckets.tables())
    assert sum(len(parted(part)[1]) for part in parts) == sum(key not in "abcd" for key, _, _ in mentioned)
    assert pa.concat_tables([merge(part, GDELT) for part in parts]).sort_by("identity").combine_chunks().equals(whole)


def test_few_records_never_touch_the_disk_and_many_leave_nothing_there(tmp_path: Path) -> None:
    rows = [record(str(number), source=f"Wire {number}") for number in range(300)]
    few = Buckets(ICEWS, tmp_path / "few")
    few.add(table(*rows))
    assert sum(len(part) for part in few.tables()) == 300
    assert not (tmp_path / "few").exists()
    many = Buckets(ACLED, tmp_path / "many", 4, memory=10_000, limit=5_000)
    for row in rows:
        many.add(table(row))
    assert list((tmp_path / "many").rglob("*.arrows"))
    parts = list(many.tables())
    assert sorted(key for part in parts for key in part["key"].to_pylist()) == sorted(row["key"] for row in rows)
    assert len(parts) > 4
    assert all(part.nbytes < 10_000 for part in parts), "a bucket that is too big is parted once more"
    assert not list((tmp_path / "many").rglob("*.arrows"))


def test_equal_records_that_no_parting_can_part_come_as_one_table(tmp_path: Path) -> None:
    buckets = Buckets(GDELT, tmp_path, 2, memory=1_000, limit=1_000)
    for number in range(200):
        buckets.add(table(record(str(number))))
    assert [len(part) for part in buckets.tables()] == [200]


@pytest.fixture
def little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files in which none may grow beyond some kilobytes, and memory for few records."""
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(Buckets.__init__, "__kwdefaults__", {"memory": 20_000, "limit": 20_000})
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    yield tmp_path
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("coder", [ACLED, GDELT])
def test_a_disk_that_fills_up_is_told_with_what_to_do_and_nothing_is_left_there(little_room: Path, coder: Coder) -> None:
    records = (table(*(record(f"{part}-{row}", source=f"Wire {row}" * 99) for row in range(100))) for part in range(200))
    with pytest.raises(StoreError, match="is full; free some space there, or name a folder with more") as caught:
        list(loading.tables(records, coder))
    assert str(little_room) in str(caught.value)
    assert list(little_room.iterdir()) == []


def test_a_statement_has_the_same_id_in_every_run() -> None:
    (row,) = told(ACLED, record("NOR7", place=PORT))
    assert Statement.from_json(row).id == row["id"]
    (again,) = told(ACLED, record("NOR7", place=PORT, source="Wire A"))
    assert again["id"] == row["id"], "sources do not count"
