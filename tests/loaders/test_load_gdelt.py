"""GDELT's events, mentions and knowledge graph, in rows made up in its layouts."""

from pathlib import Path

import pytest

from loaders.events import gkg, mentions, read
from loaders.events.gdelt import _NEW, _OLD, _SECOND

SAMPLES = Path(__file__).parents[3] / "shared" / "events"
EVENT = {
    "event_id": "101", "day": "20130330", "actor1_code": "USAGOV", "actor1_name": "UNITED STATES", "actor1_country": "USA",
    "actor1_known_group": "UNO", "actor1_type1": "GOV", "actor1_type2": "MIL", "actor2_code": "FRA", "event_code": "0211",
    "goldstein": "-3.4", "place_name": "Westport, North, Arland", "place_adm1": "AR01", "place_country": "AR",
    "place_latitude": "1.5", "place_longitude": "-2.25", "source": "http://news.example/1",
}  # fmt: skip


def line(names, cells):
    return "\t".join(cells.get(name, "") for name in names) + "\n"


def load(tmp_path, kind, text):
    path = tmp_path / "file.tsv"
    path.write_text(text)
    (batch,) = read(kind, [path])
    return batch


@pytest.mark.parametrize(("kind", "names"), [("gdelt1", _NEW), ("gdelt2", _SECOND)])
def test_an_event_has_its_parties_act_score_place_and_address(tmp_path, kind, names):
    (record,) = load(tmp_path, kind, line(names, EVENT)).records.to_pylist()
    told = {name: value for name, value in record.items() if value not in (None, [])}
    assert told == {
        "key": "101", "date": "2013-03-30", "actors": ["UNITED STATES\tUSA\tUNO,GOV,MIL\t"], "recipients": ["FRA\t\t\t"],
        "code": "0211", "score": -3.4, "place": "Westport\tAR01\tAR\t1.5\t-2.25\t", "source": "http://news.example/1",
    }  # fmt: skip


def test_widths_are_those_of_the_codebooks():
    assert (len(_OLD), len(_NEW), len(_SECOND), len(mentions._COLUMNS), len(gkg._COLUMNS)) == (57, 58, 61, 16, 27)


@pytest.mark.parametrize("widths", [(_OLD, _NEW), (_NEW, _OLD)])
def test_one_file_may_have_rows_with_and_without_an_address(tmp_path, widths):
    batch = load(tmp_path, "gdelt1", "".join(line(names, EVENT | {"event_id": str(n)}) for n, names in enumerate(widths)))
    assert batch.refused == ()
    assert batch.records.column("key").to_pylist() == ["0", "1"]
    assert batch.records.column("source").to_pylist() == [EVENT["source"] if names is _NEW else None for names in widths]


@pytest.mark.parametrize(
    ("cells", "party"),
    [
        ({"name": "POLICE", "type1": "COP"}, "POLICE\tKE\tCOP\t"),
        ({"name": "POLICE", "type1": "COP", "country": "UGA"}, "POLICE\tUGA\tCOP\t"),
        ({"name": "DEFENSE MINIST", "type1": "GOV", "type2": "MIL"}, "DEFENSE MINIST\tKE\tGOV,MIL\t"),
        ({"name": "REFUGEE", "type1": "REF"}, "REFUGEE\t\tREF\t"),
        ({"name": "THE UN", "type1": "IGO", "type2": "GOV", "known_group": "UNO"}, "THE UN\t\tUNO,IGO,GOV\t"),
        ({"name": "RELIGION"}, "RELIGION\t\t\t"),
    ],
)
def test_the_unnamed_police_are_those_of_the_place_nearest_to_them(tmp_path, cells, party):
    row = {"place1_country": "KE", "actor2_code": "FRA"} | {f"actor1_{name}": told for name, told in cells.items()}
    plain = {name: told for name, told in EVENT.items() if not name.startswith("actor")}
    assert load(tmp_path, "gdelt1", line(_NEW, plain | row)).records.column("actors").to_pylist() == [[party]]


def test_a_row_of_which_nobody_is_known_is_a_record_all_the_same(tmp_path):
    cells = {name: value for name, value in EVENT.items() if not name.startswith("actor")}
    (record,) = load(tmp_path, "gdelt1", line(_NEW, cells)).records.to_pylist()
    assert (record["actors"], record["recipients"]) == ([], [])


def test_wrong_coordinates_leave_the_place_without(tmp_path):
    batch = load(tmp_path, "gdelt1", line(_NEW, EVENT | {"place_latitude": "91"}))
    assert batch.records.column("place").to_pylist() == ["Westport\tAR01\tAR\t\t\t"]


def test_rows_that_are_no_events_are_refused_with_the_reason(tmp_path):
    wrong = [{"event_id": ""}, {"day": "20130231"}, {"event_code": "---"}, {"event_code": ""}, {"event_code": "13y"}]
    wrong += [{"event_code": "10", "root_code": "1"}]
    batch = load(tmp_path, "gdelt1", line(_NEW, EVENT) + "".join(line(_NEW, EVENT | cells) for cells in wrong) + "1\t2\n")
    assert len(batch.records) == 1
    assert {one.reason: one.lines for one in batch.refused} == {
        "no event id": (2,), "SQLDATE is no day": (3,), "no CAMEO code": (4, 5), "unknown CAMEO code": (6,),
        "EventCode not of its EventRootCode, perhaps without its leading zero": (7,), "2 cells instead of 58": (8,),
    }  # fmt: skip


def test_a_root_code_and_a_day_long_before_the_report_are_taken_as_they_stand(tmp_path):
    rows = [{"event_code": "10", "root_code": "10"}, {"day": "19030330", "added": "20130330"}]
    batch = load(tmp_path, "gdelt1", "".join(line(_NEW, EVENT | cells) for cells in rows))
    assert batch.refused == ()
    assert batch.records.column("code").to_pylist() == ["10", "0211"]
    assert batch.records.column("date").to_pylist() == ["2013-03-30", "1903-03-30"]


def test_mentions_tell_which_source_mentions_which_event_and_how_sure(tmp_path):
    def mention(number, confidence):
        return {
            "globaleventid": "101", "mentiontimedate": "20170701234500", "mentiontype": "1", "mentionsourcename": "news.example",
            "mentionidentifier": f"http://news.example/{number}", "sentenceid": "3", "confidence": confidence,
        }  # fmt: skip

    rows = [mention(n, confidence) for n, confidence in enumerate(("100", "50", "10", ""))]
    header = ",".join(mentions._COLUMNS) + "\n"
    with_header = load(
        tmp_path, "gdelt-mentions", header + "".join(line(mentions._COLUMNS, row).replace("\t", ",") for row in rows)
    )
    without = load(tmp_path, "gdelt-mentions", "".join(line(mentions._COLUMNS, row) for row in rows))
    assert with_header.records == without.records
    first, *_ = without.records.to_pylist()
    assert first["date"] == "2017-07-01"
    assert first["actors"] == ["news.example\t\tMED\t"]
    assert (first["action"], first["issue"], first["source"]) == ("mentions", "gdelt:101", "http://news.example/0")
    assert without.records.column("certainty").to_pylist() == ["probable", "possible", "unknown", None]


def test_an_article_mentions_who_it_names_and_each_quotation_is_a_record_of_its_own(tmp_path):
    article = {
        "gkgrecordid": "20150218230000-1", "date": "20150218230000", "source": "news.example", "document": "http://news.example/2",
        "locations1": "4#Westport, North, Arland#AR#AR01#1.5#2.5#77;1#Other#OT##x#y#OT", "persons1": "ada north;ben south;",
        "organizations1": "arland bank;ada north", "tone": "-2.5,1,3.5,4.5,20,0,300",
        "quotations": "12|9|said|we agree;|not yet#90|4||well|then",
    }  # fmt: skip
    mention, *quotations = load(tmp_path, "gkg", line(gkg._COLUMNS, article)).records.to_pylist()
    assert mention["recipients"] == ["ada north\t\t\t", "ben south\t\t\t", "arland bank\t\t\t"]
    assert (mention["action"], mention["words"], mention["place"]) == ("mentions", "tone -2.5", "Westport\tAR01\tAR\t1.5\t2.5\t")
    assert [(one["key"], one["action"], one["words"]) for one in quotations] == [
        ("20150218230000-1/quotation/0", "said", "we agree;|not yet"),
        ("20150218230000-1/quotation/1", "quotes", "well|then"),
    ]
    assert all(one["actors"] == ["news.example\t\tMED\t"] and one["speakers"] == [] for one in quotations)


def test_articles_without_id_or_day_are_refused(tmp_path):
    rows = [{"date": "20150218230000"}, {"gkgrecordid": "x-1", "date": "soon"}]
    batch = load(tmp_path, "gkg", "".join(line(gkg._COLUMNS, row) for row in rows))
    assert [(one.reason, one.lines) for one in batch.refused] == [("no record id", (1,)), ("DATE is no day", (2,))]
    assert len(batch.records) == 0


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples of real files are not here")
def test_real_files_are_read_whole_as_pandas_counts_them():
    import pandas as pd

    events = pd.read_csv(SAMPLES / "gdelt1-events-sample.tsv", sep="\t", header=None, dtype=str, keep_default_na=False, quoting=3)
    (batch,) = read("gdelt1", [SAMPLES / "gdelt1-events-sample.tsv"])
    assert len(batch.records) == len(events)
    assert sum(1 for one in batch.records.column("actors").to_pylist() if one) == (events[[5, 6]] != "").any(axis=1).sum()
    (batch,) = read("gdelt-mentions", [SAMPLES / "gdelt2-mentions-sample.csv"])
    assert len(batch.records) == len(pd.read_csv(SAMPLES / "gdelt2-mentions-sample.csv", dtype=str))
