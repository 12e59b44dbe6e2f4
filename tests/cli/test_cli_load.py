"""`kg load` on rows of our own in the layouts of GDELT and ICEWS, with the real engine."""

import gzip
import json
import zipfile

import pytest

from kg.exports.reading import read_statements
from kg.stores import open_store

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
ARMENIA = "Foreign Affairs (Armenia)\tExecutive,Foreign Ministry,Government\tArmenia"
IRAN = "Foreign Affairs (Iran)\tExecutive,Foreign Ministry,Government\tIran"
PLACE = "Yerevan\tNA\tYerevan\tArmenia\t40.1811\t44.5136"


def row(key, day, one, act, other, publisher="Harbour Wire", story=1):
    return f"{key}\t{day}\t{one}\t{act}\t{other}\t{story}\t2\t{publisher}\t{PLACE}"


MEET, ACCUSE = "Consult\t040\t1", "Accuse\t112\t-2"
ROWS = [
    HEADER,
    row(1, "2020-10-04", ARMENIA, MEET, IRAN),
    row(2, "2020-10-04", IRAN, MEET, ARMENIA),  # the same meeting from the other side
    row(3, "2020-10-05", ARMENIA, ACCUSE, IRAN),
    row(4, "2020-10-05", ARMENIA, ACCUSE, IRAN, "Ridge Post", 7),  # the same accusation in another paper
    row(5, "2020-11-06", IRAN, "Demonstrate\t13y\t-6.5", ARMENIA),
    row(6, "2020-11-07", IRAN, "Praise or endorse\t051\t3.4", ARMENIA),
]


@pytest.fixture
def events(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.tab").write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return tmp_path / "events.tab"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    url = f"embedded:{tmp_path_factory.mktemp('loading') / 'kg-data'}"
    yield url
    with open_store(url) as opened:
        opened.drop()


def statements(kg, *arguments):
    """What is written to a Parquet file, and what the command said."""
    outcome = kg("load", *arguments, "--output", "out.parquet")
    from pathlib import Path

    return {told.type: told for told in read_statements(Path("out.parquet"))}, outcome


def test_rows_of_one_event_become_one_statement_with_all_its_sources(kg, events):
    told, outcome = statements(kg, "icews", events)
    assert set(told) == {"CONSULT", "ACCUSE", "SUPPORT"}
    assert [actor.country for actor in told["CONSULT"].actors] == ["ARM", "IRN"]
    assert told["CONSULT"].recipients == ()
    assert [source.partition(",")[0] for source in told["ACCUSE"].sources] == ["Harbour Wire", "Ridge Post"]
    assert told["ACCUSE"].goldstein == -2
    assert told["ACCUSE"].extractor == "ICEWS"
    assert [(place.latitude, place.longitude) for place in told["CONSULT"].place] != []
    assert outcome.code == 5
    assert "13y" not in outcome.out


def test_a_malformed_row_is_counted_and_named_by_its_line(kg, events):
    _, outcome = statements(kg, "icews", events)
    assert outcome.code == 5
    assert "6 rows read, 5 taken" in outcome.err
    assert "1 row refused: " in outcome.err
    assert "events.tab:6" in outcome.err


def test_strict_stops_at_the_first_malformed_row_and_writes_nothing(kg, events, tmp_path):
    outcome = kg("load", "icews", events, "--strict", "--output", "out.parquet")
    assert outcome.code == 2
    assert "line 6" in outcome.err
    assert not (tmp_path / "out.parquet").exists()


def test_loading_twice_changes_nothing_and_more_reports_extend_an_event(kg, events, engine):
    first = kg("--store", engine, "load", "icews", events, "--format", "json")
    assert {each["type"]: each["statements"] for each in json.loads(first.out)} == {"CONSULT": 1, "ACCUSE": 1, "SUPPORT": 1}
    again = kg("--store", engine, "load", "icews", events)
    assert "3 statements: 0 added, 0 with more sources, 3 unchanged" in again.err
    events.write_text("\n".join([HEADER, row(9, "2020-10-05", ARMENIA, ACCUSE, IRAN, "Bay Times", 8)]) + "\n", encoding="utf-8")
    more = kg("--store", engine, "load", "icews", events)
    assert more.code == 0
    assert "1 statements: 0 added, 1 with more sources, 0 unchanged" in more.err
    with open_store(engine) as store:
        (accusation,) = [told for told in store.statements() if told.type == "ACCUSE"]
    assert [source.partition(",")[0] for source in accusation.sources] == ["Bay Times", "Harbour Wire", "Ridge Post"]
    shown = kg("--store", engine, "show", accusation.id).out
    assert f"ICEWS from: {'; '.join(accusation.sources)}" in " ".join(shown.split())
    (place,) = accusation.place
    assert f"Yerevan ({place.latitude}, {place.longitude})" in shown
    listed = kg("--store", engine, "relations", "Armenia", "--format", "json")
    assert listed.code in (0, 3)


def test_days_actors_and_a_limit_choose_what_is_loaded(kg, events):
    assert set(statements(kg, "icews", events, "--since", "2020-11")[0]) == {"SUPPORT"}
    assert set(statements(kg, "icews", events, "--until", "2020-10-04")[0]) == {"CONSULT"}
    assert set(statements(kg, "icews", events, "--limit", "2")[0]) == {"CONSULT"}
    assert statements(kg, "icews", events, "--actors", "France")[0] == {}
    assert set(statements(kg, "icews", events, "--actors", "Iran")[0]) == {"CONSULT", "ACCUSE", "SUPPORT"}


def test_packed_files_and_globs_give_the_same_statements(kg, events, tmp_path):
    plain, _ = statements(kg, "icews", events)
    (tmp_path / "a.tab.gz").write_bytes(gzip.compress(events.read_bytes()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(events, "inner.tab")
    for named in ("a.tab.gz", "b.zip", "*.tab"):
        assert statements(kg, "icews", named)[0] == plain


def test_n_quads_hold_what_the_parquet_table_holds(kg, events, tmp_path):
    plain, _ = statements(kg, "icews", events)
    assert kg("load", "icews", events, "--output", "out.nq").code == 5
    assert {told.type: told for told in read_statements(tmp_path / "out.nq")} == plain


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("cricket", "events.tab"), 2, "no data set"),
        (("icews", "nowhere.tab"), 2, "nowhere.tab"),
        (("icews", "events.tab", "--output", "out.csv"), 2, "suffix"),
        (("icews", "events.tab", "--actors", "Nobodyland", "--output", "out.parquet"), 3, "Nobodyland"),
        (("icews", "events.tab", "--since", "soon", "--output", "out.parquet"), 2, "soon"),
        (("acled", "events.tab", "--output", "out.parquet"), 2, "events.tab"),
    ],
)
def test_a_mistake_ends_in_one_line(kg, events, arguments, code, told):
    outcome = kg("load", *arguments)
    assert outcome.code == code
    assert told in outcome.err
    assert "Traceback" not in outcome.err


def test_where_nothing_can_be_read_an_older_file_stays(kg, events, tmp_path):
    (tmp_path / "out.parquet").write_bytes(b"older")
    assert kg("load", "gdelt1", events, "--output", "out.parquet").code == 2
    assert (tmp_path / "out.parquet").read_bytes() == b"older"


def gdelt(key, day="20201004", code="112", source="https://wire.example/a"):
    told = {0: key, 1: day, 5: "IRN", 7: "IRN", 15: "TUR", 17: "TUR", 26: code, 27: code, 28: code[:2], 60: source}
    return "\t".join(told.get(number, "") for number in range(61))


def mention(key, address, confidence):
    return f"{key}\t20201004120000\t20201004121500\t1\tbay.example\t{address}\t4\t-1\t9\t8\t1\t{confidence}\t900\t0.5\t\t"


def test_mentions_add_their_sources_and_certainty_to_their_events(kg, engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.tsv").write_text("\n".join([gdelt("11"), gdelt("12", source=""), gdelt("13", code="051")]))
    told = [mention("12", "https://bay.example/1", 50), mention("11", "https://bay.example/2", 20), mention("99", "x", 100)]
    (tmp_path / "mentions.tsv").write_text("\n".join(told))
    found, outcome = statements(kg, "gdelt2", "events.tsv", "--mentions", "mentions.tsv")
    assert outcome.code == 0
    assert "1 of them are mentions of events that are not among these" in outcome.err
    assert found["ACCUSE"].sources == ("https://bay.example/1", "https://bay.example/2", "https://wire.example/a")
    assert [found[sort].certainty for sort in ("ACCUSE", "SUPPORT")] == ["possible", "unknown"]
    assert "2 added" in kg("--store", engine, "load", "gdelt2", "events.tsv", "--mentions", "mentions.tsv").err
    (tmp_path / "later.tsv").write_text(mention("11", "https://bay.example/3", 100))
    again = kg("--store", engine, "load", "gdelt2", "events.tsv", "--mentions", "later.tsv").err
    assert "0 added, 1 with more sources, 1 unchanged" in again
    with open_store(engine) as store:
        (accusation,) = [told for told in store.statements() if told.extractor == "GDELT 2.0" and told.type == "ACCUSE"]
    assert [source[-1] for source in accusation.sources] == ["1", "2", "3", "a"]
    assert accusation.certainty == "probable"


def test_only_gdelt_has_mentions(kg, events):
    outcome = kg("load", "icews", events, "--mentions", "m.tsv", "--output", "out.parquet")
    assert (outcome.code, "those of gdelt2" in outcome.err) == (2, True)


def test_a_revised_event_that_is_loaded_later_takes_the_place_of_the_older_one(kg, engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = "event_id_cnty,event_date,sub_event_type,actor1,actor2,inter1,inter2,country,admin1,location,latitude,longitude,source,notes"
    for number, day in enumerate(("2020-10-04", "2020-10-05")):
        event = f"MLI1,{day},Attack,Ridge Front,Civilians (Mali),,,Mali,North,Westport,1.5,2.5,Gazette,Shots."
        (tmp_path / "acled.csv").write_text(f"{names},timestamp\n{event},{1601900000 + number}\n")
        assert kg("--store", engine, "load", "acled", "acled.csv").code == 0
    with open_store(engine) as store:
        assert [told.date for told in store.statements() if told.extractor == "ACLED"] == ["2020-10-05"]
