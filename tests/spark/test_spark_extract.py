"""Reports on a real cluster: the statements of our examples, as one machine reads them."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg import pipeline
from kg.errors import LoadError
from kg.exports.reading import read_statements
from kg.spark import output, reports
from loaders import read_all, walk

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORTS = [
    EXAMPLES / name for name in ("truce-talks.html", "shuttle-diplomacy.txt", "front-line-notes.docx", "ankara-and-paris.md")
]


def extracted(folder):
    return {told for path in output.files(folder) for told in read_statements(path)}


@pytest.fixture
def copies(tmp_path):
    """The reports, one of them twice, and a file that cannot be read."""
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "truce-talks.html").write_bytes(REPORTS[0].read_bytes())
    (tmp_path / "broken.pdf").write_bytes(b"no PDF at all")
    return [*REPORTS, tmp_path / "again" / "truce-talks.html", tmp_path / "broken.pdf"]


def test_reports_are_read_by_many_as_by_one(spark, tmp_path, copies):
    files = [path.absolute() for path in walk(copies) if isinstance(path, Path)]
    alone = {read.document.id: read for read in pipeline.statements_of(read_all(REPORTS))}
    found = reports.extract(spark, files, read_all, tmp_path / "out", 2)
    told = extracted(tmp_path / "out")
    assert {one.id for one in told} == {one.id for read in alone.values() for one in read.statements}
    assert {one for one in told if Path(one.uri).parent == EXAMPLES} | {one for one in told if "again" in one.uri} == told
    assert found.documents == len(alone)
    assert sum(found.types.values()) == len(told) > 20
    assert [Path(failure.path).name for failure in found.failures] == ["broken.pdf"]
    rows = [
        row
        for path in (tmp_path / "out" / output.DOCUMENTS).rglob("*.parquet")
        for row in pq.read_table(path, partitioning=None).to_pylist()
    ]
    assert {row["id"]: row["text"] for row in rows} == {key: read.document.text for key, read in alone.items()}
    assert {row["id"]: row["statements"] for row in rows} == {key: len(read.statements) for key, read in alone.items()}


def test_where_nothing_can_be_read_nothing_is_written(spark, tmp_path, copies):
    def accept(found):
        if not found.documents:
            raise LoadError(found.failures[0].path, found.failures[0].reason)

    with pytest.raises(LoadError, match=r"broken\.pdf"):
        reports.extract(spark, [tmp_path / "broken.pdf"], read_all, tmp_path / "out", 1, accept=accept)
    assert not (tmp_path / "out").exists()
