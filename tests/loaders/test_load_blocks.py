"""The bytes of event files: how they are packed, where they are cut, and what is said of those that cannot be read."""

import gzip
import io
import os
import sys
import zipfile

import pytest

from kg.errors import LoadError, UsageError
from loaders.events import blocks, read
from loaders.events.gdelt import _NEW

HEADER = (
    "event_id_cnty,event_date,sub_event_type,actor1,actor2,inter1,inter2,country,admin1,location,latitude,longitude,source,notes"
)


def event(key, **cells):
    told = {"event_id": str(key), "day": "20130401", "actor1_code": "USA", "event_code": "010"} | cells
    return "\t".join(told.get(name, "") for name in _NEW) + "\n"


def protest(key, notes):
    return f'{key},2025-05-16,Peaceful protest,Protesters (Arland),,,,Arland,North,Westport,1.5,2.5,Gazette,"{notes}"\n'


def keys(batches):
    return [key for batch in batches for key in batch.records.column("key").to_pylist()]


def refusals(batches):
    return [(one.reason, one.count, one.lines) for batch in batches for one in batch.refused]


@pytest.mark.parametrize("name", ["plain.tsv", "packed.gz", "packed.zip"])
def test_plain_gzip_and_zip_files_give_the_same_records(tmp_path, name):
    path, data = tmp_path / name, (event(1) + event(2)).encode()
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("b.csv", event(2))
            archive.writestr("a.csv", event(1))
    else:
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert keys(read("gdelt1", [path])) == ["1", "2"]


def test_a_glob_names_its_files_in_order_and_one_that_fits_none_is_an_error(tmp_path):
    for number in (2, 1):
        (tmp_path / f"{number}.tsv").write_text(event(number))
    assert keys(read("gdelt1", [tmp_path / "*.tsv"])) == ["1", "2"]
    assert "no file has such a name" in str(next(read("gdelt1", [tmp_path / "*.csv"])))


def test_standard_input_is_read_packed_or_not_and_its_size_is_unknown(monkeypatch):
    for data in (event(7).encode(), gzip.compress(event(7).encode())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
        told = []
        assert keys(read("gdelt1", ["-"], on_progress=lambda *at: told.append(at))) == ["7"]  # noqa: B023
        assert told == [(0, len(event(7)), None)]


def test_files_are_cut_between_rows_whatever_the_size_of_a_block(tmp_path, monkeypatch):
    path = tmp_path / "acled.csv"
    path.write_bytes(("\ufeff" + HEADER + "\n" + "".join(protest(f"A{n}", f"line {n}\nnext, x") for n in range(20))).encode())
    whole = [batch.records for batch in read("acled", [path])]
    monkeypatch.setattr(blocks, "BLOCK", 300)
    cut = list(read("acled", [path]))
    assert len(whole) == 1
    assert len(cut) > 5
    assert keys(cut) == whole[0].column("key").to_pylist() == [f"A{n}" for n in range(20)]


def test_a_lone_quote_in_a_file_without_quoting_cuts_and_swallows_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 200)
    monkeypatch.setattr(blocks, "_LONGEST", 400)
    path = tmp_path / "e.tsv"
    path.write_text("".join(event(n, actor1_name='THE "FRONT' if n == 1 else "FRONT") for n in range(30)))
    batches = list(read("gdelt1", [path]))
    assert keys(batches) == [str(n) for n in range(30)]
    assert batches[0].records.column("actors")[1].as_py()[0].startswith('THE "FRONT') or len(batches) > 1


def test_a_quote_that_is_never_closed_ends_in_one_line_that_says_where(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 400)
    monkeypatch.setattr(blocks, "_LONGEST", 800)
    path = tmp_path / "acled.csv"
    path.write_text(HEADER + "\n" + 'A1,"' + "no end\n" * 400)
    error = list(read("acled", [path]))[-1]
    assert isinstance(error, LoadError)
    assert "line 2: a quote is never closed" in str(error)


def test_refused_rows_are_counted_by_reason_with_their_lines_in_the_file(tmp_path, monkeypatch):
    path = tmp_path / "acled.csv"
    bad = b"A9,\xff\n"
    path.write_bytes(
        (HEADER + "\r\n").encode() + protest("A1", "two\nlines").encode() + bad + b"\n" + protest("A2", "x").encode() + b"A3,2025\n"
        + protest("", "y").encode() + protest("A4", "é\nz").encode("latin-1") + protest("A5", "last").rstrip().encode()
    )  # fmt: skip
    for size in (blocks.BLOCK, 250):
        monkeypatch.setattr(blocks, "BLOCK", size)
        batches = list(read("acled", [path]))
        assert keys(batches) == ["A1", "A2", "A5"]
        assert sum(batch.rows for batch in batches) == 7
        lines = sorted((line, reason) for reason, _, lines in refusals(batches) for line in lines)
        assert lines == [(4, "not UTF-8"), (7, "2 cells instead of 14"), (8, "no event id"), (9, "not UTF-8")]


def test_many_refusals_are_a_count_and_the_first_lines(tmp_path):
    path = tmp_path / "e.tsv"
    path.write_text(event(1) + event(2, event_code="9999") * 1000)
    assert refusals(read("gdelt1", [path])) == [("unknown CAMEO code", 1000, (2, 3, 4, 5, 6))]


def test_files_that_cannot_be_read_say_why_and_the_others_are_read(tmp_path):
    empty, short, locked, wrong, fine = (tmp_path / name for name in ("empty", "short.gz", "bad.zip", "wrong.csv", "fine.tsv"))
    empty.touch()
    short.write_bytes(gzip.compress(os.urandom(5000))[:-900])
    locked.write_bytes(b"PK\x03\x04 no archive")
    wrong.write_text("a,b\n1,2\n")
    fine.write_text(event(5))
    told = list(read("gdelt1", [tmp_path, tmp_path / "none.tsv", empty, short, locked, wrong, fine]))
    errors = [str(one) for one in told if isinstance(one, LoadError)]
    assert keys(one for one in told if not isinstance(one, LoadError)) == ["5"]
    assert len(errors) == 6
    assert all("\n" not in error for error in errors)
    assert "is empty" in errors[2]
    assert "broken archive" in errors[3]
    assert "broken archive" in errors[4]
    assert "its first line has 1 cells instead of 57 or 58" in errors[5]


def test_a_header_that_lacks_a_column_names_it(tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text(HEADER.replace("notes", "remarks") + "\n")
    assert str(next(read("acled", [path]))).endswith("its header lacks notes")


def test_an_unknown_data_set_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="gdelt1, gdelt2"):
        next(read("gdelt3", []))


def test_a_limit_ends_the_reading_and_a_span_of_days_leaves_out_and_counts(tmp_path):
    path = tmp_path / "e.tsv"
    path.write_text("".join(event(n, day=f"201304{n:02}") for n in range(1, 11)))
    assert keys(read("gdelt1", [path, path], limit=12)) == [*map(str, range(1, 11)), "1", "2"]
    (batch,) = read("gdelt1", [path], since="2013-04-03", until="2013-04-05")
    assert (keys([batch]), batch.rows, batch.left_out) == (["3", "4", "5"], 10, 7)


def test_progress_of_a_packed_file_counts_its_own_bytes(tmp_path):
    path = tmp_path / "e.gz"
    path.write_bytes(gzip.compress((event(1) * 50_000).encode()))
    told = []
    rows = sum(batch.rows for batch in read("gdelt1", [path], on_progress=lambda *at: told.append(at)))
    size = path.stat().st_size
    assert rows == 50_000
    assert told[-1][1:] == (size, size)
    assert [at[1] for at in told] == sorted(at[1] for at in told)
