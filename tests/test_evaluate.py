"""The score agrees with what one counts by hand, and forgives what the annotation guide forgives."""

import json

import pytest

from kg.errors import UsageError
from kg.evaluate import LEVELS, gold_documents, read_aliases, read_rows, same_name, score

TEXT = "Norvania's minister condemned the raid on Tuesday.\nBelmark denied that its troops\nhad crossed the border."
RAID = {
    "id": "n-01", "quote": "Norvania's minister condemned the raid", "trigger": "condemned", "actors": ["Norvania"],
    "recipients": [], "speakers": [], "type": "ACCUSE", "stance": "condemn", "polarity": "asserted", "certainty": "certain",
    "eventuality": "happened", "date": "2031-05", "tier": "core",
}  # fmt: skip
DENIAL = {
    **RAID, "id": "n-02", "quote": "Belmark denied that its troops\nhad crossed the border", "trigger": "denied",
    "actors": ["Belmark"], "type": "REJECT", "stance": None, "date": None,
}  # fmt: skip


def test_the_annotations_score_full_against_themselves():
    result = score([RAID, DENIAL], [DENIAL, RAID], TEXT, {})
    assert [result.f1(level) for level in LEVELS] == [1.0] * 5
    assert result.missed == result.extra == ()


def test_each_level_asks_for_what_it_says():
    predicted = [{**RAID, "speakers": ["Example Wire"]}, {**DENIAL, "actors": ["Belmark", "Norvania"]}]
    result = score([RAID, DENIAL], predicted, TEXT, {})
    assert [result.f1(level) for level in LEVELS] == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert [match.wrong for match in result.matches] == [("speakers",), ("actors",)]


def test_minor_rows_cost_no_recall_but_count_for_precision():
    minor = {**DENIAL, "tier": "minor"}
    assert score([RAID, minor], [RAID], TEXT, {}).recall("full") == 1.0
    assert score([RAID, minor], [RAID, DENIAL], TEXT, {}).precision("full") == 1.0
    assert score([RAID], [RAID, DENIAL], TEXT, {}).precision("full") == 0.5


def test_either_annotator_is_right():
    gold = {**RAID, "or": {"type": "PROTEST", "actors": ["Foreign Ministry"]}}
    predicted = {**RAID, "type": "PROTEST", "actors": ["Foreign Ministry"]}
    assert score([gold], [predicted], TEXT, {}).f1("full") == 1.0


def test_quotes_are_found_across_line_breaks_and_those_not_in_the_text_are_counted():
    flat = {**DENIAL, "quote": DENIAL["quote"].replace("\n", " ")}
    result = score([DENIAL], [flat, {**RAID, "quote": "never written"}], TEXT, {})
    assert (len(result.matches), result.unplaced) == (1, 1)


def test_who_speaks_of_an_act_of_its_own_is_no_outside_voice():
    assert score([RAID], [{**RAID, "speakers": ["Norvania"]}], TEXT, {}).f1("attributed") == 1.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("nikol varga", "varga", True), ("osce minsk", "minsk", True), ("nikol", "nikol", True), ("iran", "iraq", False)],
)
def test_names_are_one_where_a_reader_takes_them_for_one(one, other, same):
    assert same_name(one, other) is same


def test_a_gold_folder_is_read_with_texts_dates_and_aliases(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "note.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "docs" / "note.meta.json").write_text(
        json.dumps({"date": "2031-05-02", "publisher": "Example Wire"}), encoding="utf-8"
    )
    (tmp_path / "note.jsonl").write_text(json.dumps(RAID) + "\n\n", encoding="utf-8")
    (tmp_path / "aliases.json").write_text(json.dumps({"Norvania": ["the Republic of Norvania"]}), encoding="utf-8")
    (only,) = gold_documents(tmp_path)
    assert (only.name, only.document.published, only.rows) == ("note", "2031-05-02", (RAID,))
    renamed = {**RAID, "actors": ["The Republic of Norvania"]}
    assert score(only.rows, [renamed], TEXT, read_aliases(tmp_path)).f1("full") == 1.0


def test_mistakes_in_a_gold_folder_are_named(tmp_path):
    with pytest.raises(UsageError, match="no annotated documents"):
        list(gold_documents(tmp_path))
    (tmp_path / "note.jsonl").write_text('{"id": 1}\n{"id": ', encoding="utf-8")
    with pytest.raises(UsageError, match=r"note\.jsonl, line 2: not JSON"):
        read_rows(tmp_path / "note.jsonl")
    (tmp_path / "note.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"note\.txt: not found"):
        list(gold_documents(tmp_path))
