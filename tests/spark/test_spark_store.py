"""What a cluster wrote, into a real Neo4j: the graph that one machine writes, node by node and edge by edge."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import chain

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from loads import empty, report, whole_graph
from test_spark_load import event_files, load

from kg import loading
from kg.coded import schema
from kg.errors import UsageError
from kg.spark import graph, output
from kg.spark.blocks import part_name
from kg.spark.reports import document_schema
from kg.spark.rounds import rounds
from kg.stores import rows

pytestmark = pytest.mark.neo4j


def folder_of(target, readings):
    """A folder as `kg spark extract` writes it, with these documents and statements."""
    by_part = {}
    for document, statements, _ in sorted(readings, key=lambda reading: reading[0].id):
        by_part.setdefault(int(document.id[:1], 16), []).append((document, statements))
    for part, found in by_part.items():
        named = [
            (one, {key: getattr(document, key) for key in ("title", "publisher", "published")})
            for document, own in found
            for one in own
        ]
        write(target / part_name(part), [one.to_json() | names for one, names in named], schema())
        documents = [rows.document_row(document, len(own), "") for document, own in found]
        write(target / output.DOCUMENTS / part_name(part), documents, document_schema())
    (target / output.SUCCESS).touch()
    return target


def write(folder, items, columns):
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(items, columns), folder / "00000.parquet")


@pytest.fixture
def login(neo4j_url):
    return graph.Login.of(neo4j_url, os.environ)


@pytest.fixture
def neo4j(login):
    """An empty Neo4j."""
    with login.store() as store:
        empty(store)
        yield store
        empty(store)


def alone(store, folders):
    """The graph that one machine makes of the folders, one after the other."""
    empty(store)
    for folder in folders:
        tables = output.files(folder)
        if (folder / output.DOCUMENTS).exists():
            for _ in store.add_all(chain.from_iterable(map(graph.entries, tables))):
                pass
            store.link()
        else:
            loading.store((pq.read_table(path, partitioning=None) for path in tables), store)
    return whole_graph(store)


def test_the_graph_is_the_one_that_one_machine_writes_and_twice_changes_nothing(spark, tmp_path, neo4j, login):
    load(spark, "icews", event_files(tmp_path, "icews", rows=90), tmp_path / "events", 3)
    told = folder_of(tmp_path / "reports", map(report, range(9)))
    expected = alone(neo4j, [tmp_path / "events", told])
    assert any("('DENIES'" in edge for edge in expected[1])
    empty(neo4j)
    added = [graph.store(spark, folder, login, 2) for folder in (tmp_path / "events", told)]
    assert whole_graph(neo4j) == expected
    assert added[1].added == 9
    again = [graph.store(spark, folder, login, 3) for folder in (tmp_path / "events", told)]
    assert whole_graph(neo4j) == expected
    assert [one.added for one in again] == [0, 0]
    assert [one.unchanged for one in again] == [one.added for one in added]


def test_a_run_that_was_broken_off_goes_on_where_it_was(spark, tmp_path, neo4j, login, monkeypatch):
    told = folder_of(tmp_path / "reports", map(report, range(9)))
    expected = alone(neo4j, [told])
    empty(neo4j)
    with monkeypatch.context() as broken:
        broken.setattr(type(spark.sparkContext), "runJob", breaking_off(type(spark.sparkContext).runJob, after=7))
        with pytest.raises(InterruptedError):
            graph.store(spark, told, login, 3)
    assert any("unfinished" in node for node in whole_graph(neo4j)[0])
    graph.store(spark, told, login, 3)
    assert whole_graph(neo4j) == expected


def breaking_off(run_job, after):
    """Spark's `runJob` for so many rounds; the next one is interrupted."""
    rounds_left = iter(range(after))

    def run(*arguments):
        if next(rounds_left, None) is None:
            raise InterruptedError
        return run_job(*arguments)

    return run


def test_another_version_takes_the_place_of_the_one_before_and_events_keep_their_sources(spark, tmp_path, neo4j, login):
    paths = event_files(tmp_path, "icews", rows=90)
    load(spark, "icews", paths[:2], tmp_path / "some", 2)
    load(spark, "icews", paths, tmp_path / "all", 2)
    first, *rest = map(report, range(3))
    changed = [(replace(first[0], title="Another title"), first[1], first[2]), *rest]
    before, after = folder_of(tmp_path / "before", [first, *rest]), folder_of(tmp_path / "after", changed)
    sequence = [tmp_path / "some", before, tmp_path / "all", tmp_path / "some", after]
    expected = alone(neo4j, sequence)
    empty(neo4j)
    stored = [graph.store(spark, folder, login, 2) for folder in sequence]
    assert whole_graph(neo4j) == expected
    assert stored[-1].others == (first[0].id,)


def test_what_cannot_be_stored_is_refused_in_one_line(tmp_path):
    with pytest.raises(UsageError, match="takes one writer"):
        graph.Login.of(f"embedded:{tmp_path}", {})
    with pytest.raises(UsageError, match="holds no output"):
        output.files(tmp_path)


@pytest.mark.parametrize("groups", range(1, 8))
def test_no_group_stands_twice_in_a_round_and_every_pair_in_one(groups):
    plan = rounds(groups)
    cells = [cell for cells in plan for cell in cells]
    assert len(set(cells)) == len(cells)
    assert {(cell.row, cell.column) for cell in cells if cell.sort == "ties"} == {
        (a, b) for b in range(groups) for a in range(b + 1)
    }
    assert {(cell.row, cell.column) for cell in cells if cell.sort == "roles"} == {
        (a, b) for a in range(groups) for b in range(groups)
    }
    for cells in plan:
        for side in ("row", "column"):
            taken = [getattr(cell, side) for cell in cells if cell.sort in ("roles", "people")]
            assert len(set(taken)) == len(taken)
        tied = [number for cell in cells if cell.sort == "ties" for number in {cell.row, cell.column}]
        assert len(set(tied)) == len(tied)
