"""Files of events that are not what they were given for: what each is and what to do is told in one line, and the others are read."""

import csv
import gzip
import io
import zipfile

import pytest

from kg.errors import LoadError
from loaders.events import read
from loaders.events.gdelt import _NEW, _SECOND
from loaders.events.icews import LAYOUT as ICEWS
from loaders.events.ucdp import _COLUMNS as UCDP

ACT = dict.fromkeys(ICEWS.needed, "") | {
    "event_id": "7", "event_date": "2020-10-04", "source_name": "Foreign Affairs (Arland)", "event_text": 'Say "no", and go',
    "cameo_code": "057", "publisher": "Bay Times", "country": "Arland",
}  # fmt: skip
GDELT = {"event_id": "101", "day": "20130330", "actor1_code": "USA", "event_code": "0211", "source": "http://news.example/1"}


def icews(header=True):
    names = "\t".join(name.replace("_", " ").title() for name in ICEWS.needed)
    return "\n".join([*([names] if header else []), "\t".join(ACT.values())]) + "\n"


def gdelt(names=_NEW):
    return "\t".join(GDELT.get(name, "") for name in names) + "\n"


def saved_again(text, delimiter):
    """The table as a spreadsheet saves it: with a mark of its encoding, carriage returns, and cells in quotes."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(row.split("\t") for row in text.splitlines())
    return out.getvalue().encode("utf-8-sig")


def error_of(kind, path):
    (error,) = read(kind, [path])
    assert isinstance(error, LoadError)
    assert "\n" not in str(error)
    assert str(error).startswith(str(path))
    return error.reason


@pytest.mark.parametrize(
    ("wanted", "given", "text"),
    [
        ("gdelt1", "icews", icews()),
        ("icews", "gdelt1", gdelt()),
        ("gdelt1", "gdelt2", gdelt(_SECOND)),
        ("acled", "icews", icews()),
        ("icews", "ucdp", ",".join(UCDP) + "\n"),
    ],
)
def test_a_file_of_another_data_set_is_named(tmp_path, wanted, given, text):
    path = tmp_path / "events.tab"
    path.write_text(text)
    assert error_of(wanted, path) == f"is no file of {wanted}, but looks like one of {given}; try kg load {given}"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\n\r\n\n", "is empty"),
        (icews(header=False).encode(), "put the header back"),
        (icews().encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (bytes(range(256)) * 1000, "binary"),
        (b"\r".join([b"a,b"] * 9), "put the header back"),
        (icews().replace("Publisher", "Paper").encode(), "its header lacks publisher"),
        (icews().replace("Event", "E").replace("Country", "C").encode(), "lacks event_id, event_date, source_country and 3 more"),
    ],
)
def test_what_is_no_table_of_events_is_told_in_one_line(tmp_path, data, told):
    path = tmp_path / "events.tab"
    path.write_bytes(data)
    assert told in error_of("icews", path)


def test_a_folder_and_an_archive_that_was_cut_short_are_told(tmp_path):
    assert "name the files in it" in error_of("icews", tmp_path)
    path = tmp_path / "cut.tab.gz"
    path.write_bytes(gzip.compress(icews().encode() * 100)[:-20])
    assert "broken archive" in error_of("icews", path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_that_a_spreadsheet_saved_again_is_the_same(tmp_path, delimiter):
    plain, again = tmp_path / "plain.tab", tmp_path / "again.csv"
    plain.write_text(icews())
    again.write_bytes(saved_again(icews(), delimiter))
    assert [batch.records for batch in read("icews", [again])] == [batch.records for batch in read("icews", [plain])]


def test_a_table_without_header_may_stand_in_quotes(tmp_path):
    path = tmp_path / "again.txt"
    path.write_bytes(saved_again(gdelt(), "\t"))
    (batch,) = read("gdelt1", [path])
    assert batch.records.column("code").to_pylist() == ["0211"]


def test_a_bad_file_keeps_no_other_from_being_read(tmp_path):
    (tmp_path / "a.tab").write_text("no table\n")
    (tmp_path / "b.tab").write_text(icews())
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("README", "About these files.\n")
        archive.writestr("events.tab", icews())
    told = list(read("icews", [tmp_path / "*"]))
    errors = [each.path.rpartition("/")[2] for each in told if isinstance(each, LoadError)]
    assert errors == ["a.tab", "c.zip:README"]
    assert [batch.records.column("key").to_pylist() for batch in told if not isinstance(batch, LoadError)] == [
        ["7@2020-10-04"]
    ] * 2


def test_a_row_in_disorder_is_refused_alone(tmp_path):
    path = tmp_path / "events.csv"
    broken = "\t".join(["8", "2020-10-05", "a b", '"c', "x" * 200_000])
    path.write_text(icews() + broken + "\n" + icews(header=False).replace("7\t", "9\t", 1), newline="")
    (batch,) = read("icews", [path])
    assert batch.records.column("key").to_pylist() == ["7@2020-10-04", "9@2020-10-04"]
    assert [(one.reason, one.lines) for one in batch.refused] == [("5 cells instead of 20", (3,))]
