"""Coded events on a real cluster: the same statements as on one machine, whatever happens to the machines."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from spark_cluster import await_workers

from kg import loading
from kg.errors import LoadError, UsageError
from kg.records import CODERS
from kg.spark import events, output
from loaders.events import gdelt, mentions, read
from loaders.events.splits import read_split, splits

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)
STATES = ("Armenia", "Iran", "Peru")
ROWS = 600


def icews(number, chance):
    one, other = chance.sample(STATES, 2)
    act = chance.choice(("Consult\t040\t1", "Sign formal agreement\t057\t8", "Accuse\t112\t-2", "Demonstrate\t13y\t-6"))
    parties = [
        f"Foreign Affairs ({state})\t{chance.choice(('Government,Executive', 'Executive,Government'))}\t{state}"
        for state in (one, other)
    ]
    day, story = f"2020-11-{chance.randint(1, 3):02}", chance.randint(1, 4)
    place = "Fenwick\tNA\tRidge\tPeru\t-3.5\t-71.25"
    key = number - 7 if number % 40 == 39 else number  # some rows come again with other contents
    return f"{key}\t{day}\t{parties[0]}\t{act}\t{parties[1]}\t{story}\t2\tWire {story}\t{place}\n"


def gdelt1(number, chance):
    if number % 50 == 7:
        return "no\tevent\n"
    cells = {
        "event_id": str(number % 550), "day": chance.choice(("20130330", "20130331", "20130401", "20130231")), "event_code": chance.choice(("0211", "040")),
        "actor1_code": chance.choice(("USAGOV", "FRA")), "actor1_country": "USA", "actor2_code": "CHN", "actor2_country": "CHN",
        "source": f"http://news.example/{number % 9}",
    }  # fmt: skip
    return "\t".join(cells.get(name, "") for name in gdelt._NEW) + "\n"


def gdelt_mentions(number, chance):
    cells = {
        "globaleventid": str(number % 90), "mentiontimedate": "20170701234500" if number % 60 else "soon", "mentiontype": "1",
        "mentionsourcename": "news.example", "mentionidentifier": f"http://news.example/{number % 7}", "sentenceid": "3",
        "confidence": str(chance.choice((10, 50, 100))),
    }  # fmt: skip
    return "\t".join(cells.get(name, "") for name in mentions._COLUMNS) + "\n"


KINDS = {"icews": (ICEWS, icews), "gdelt1": ("", gdelt1), "gdelt-mentions": ("", gdelt_mentions)}


def event_files(folder, kind, rows=ROWS):
    """Three files of a data set, the second one packed; what is in one of them may go on in another."""
    header, row = KINDS[kind]
    chance = Random(kind)
    texts = ["".join(row(number, chance) for number in range(start, rows, 3)) for start in range(3)]
    paths = [folder / f"{kind}-{number}.tab" for number in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(header + text, encoding="utf-8")
    packed = paths[1].with_suffix(".tab.gz")
    packed.write_bytes(gzip.compress(paths[1].read_bytes()))
    return [paths[0], packed, paths[2]]


def alone(kind, paths):
    """The statements that one process makes of the files, and what it refuses."""
    batches = list(read(kind, paths))
    refused = Counter({(batch.path, each.reason): each.count for batch in batches for each in batch.refused})
    first = {(batch.path, each.reason): each.lines for batch in batches for each in batch.refused}
    return in_order(loading.tables((batch.records for batch in batches), CODERS[kind])), refused, first


def in_order(tables):
    whole = pa.concat_tables(tables)
    return whole.take(pc.sort_indices(whole, [("id", "ascending")])).combine_chunks()


def written(folder):
    return in_order([pq.read_table(path, partitioning=None) for path in output.files(folder)])


def parts(folder):
    return {
        identifier: path.parent.name
        for path in output.files(folder)
        for identifier in pq.read_table(path, columns=["id"], partitioning=None)["id"].to_pylist()
    }


def load(spark, kind, paths, target, partitions, size=9000, **options):
    return events.load(spark, list(splits(kind, paths, size)), read_split, CODERS[kind], target, partitions, **options)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cluster_makes_the_statements_that_one_machine_makes(spark, tmp_path, kind):
    paths = event_files(tmp_path, kind)
    expected, refused, first = alone(kind, paths)
    loaded = load(spark, kind, paths, tmp_path / "out", 3)
    assert written(tmp_path / "out").equals(expected)
    assert sum(loaded.types.values()) == len(expected) > 10
    found = Counter()
    lines = {}
    for tally in loaded.tallies:
        for each in tally.refused:
            found[tally.path, each.reason] += each.count
            lines.setdefault((tally.path, each.reason), []).extend(each.lines)
    assert found == refused
    assert found
    assert {key: tuple(numbers[:5]) for key, numbers in lines.items()} == first
    assert sum(tally.rows for tally in loaded.tallies) == ROWS


def test_days_and_actors_choose_as_they_do_on_one_machine(spark, tmp_path):
    paths, days, actors = event_files(tmp_path, "icews"), {"since": "2020-11-02", "until": "2020-11-02"}, ["state:PER"]
    batches = list(read("icews", paths, **days))
    expected = in_order(loading.tables((batch.records for batch in batches), CODERS["icews"], actors))
    given = list(splits("icews", paths))
    loaded = events.load(spark, given, partial(read_split, **days), CODERS["icews"], tmp_path / "out", 2, actors=actors)
    assert written(tmp_path / "out").equals(expected)
    assert 0 < len(expected) < ROWS / 3
    assert sum(tally.left_out for tally in loaded.tallies) == sum(batch.left_out for batch in batches) > 0


def test_a_statement_is_in_the_same_part_whatever_the_number_of_tasks(spark, tmp_path):
    paths = event_files(tmp_path, "icews")
    load(spark, "icews", paths, tmp_path / "two", 2)
    load(spark, "icews", paths[::-1], tmp_path / "five", 5, size=100_000)
    assert parts(tmp_path / "two") == parts(tmp_path / "five")


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(spark, cluster, tmp_path):
    paths = event_files(tmp_path, "icews", rows=3 * ROWS)
    expected, *_ = alone("icews", paths)
    staging, seen = tmp_path.glob, []
    worker = next(one for one in cluster.workers if one.process.poll() is None)

    def kill():
        while not (finished := list(staging("out.*.part/part=*/[0-9]*.parquet"))):
            time.sleep(0.005)
        worker.kill()
        seen.extend(finished)

    killer = threading.Thread(target=kill)
    killer.start()
    load(spark, "icews", paths, tmp_path / "out", 12)
    killer.join()
    cluster.start_worker()
    await_workers(cluster, 2)
    assert 0 < len(seen) < len(output.files(tmp_path / "out"))
    assert written(tmp_path / "out").equals(expected)


def test_a_folder_that_is_there_is_replaced_only_when_asked_and_never_by_nothing(spark, tmp_path):
    paths = event_files(tmp_path, "icews")
    target = tmp_path / "out"
    load(spark, "icews", paths[:1], target, 1)
    before = written(target)
    with pytest.raises(UsageError, match="--replace"):
        load(spark, "icews", paths, target, 1)

    def refuse(loaded):
        raise LoadError("icews", "nothing could be read")

    with pytest.raises(LoadError):
        load(spark, "icews", paths, target, 1, replace=True, accept=refuse)
    assert written(target).equals(before)
    load(spark, "icews", paths, target, 1, replace=True)
    assert len(written(target)) > len(before)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == ["out"]


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("Dear Ada")
    with pytest.raises(UsageError, match="not written by kg spark"):
        output.check(tmp_path / "letters", replace=True)


@pytest.mark.parametrize("size", [1, 7, 100, 1000, 10**9])
@pytest.mark.parametrize("kind", ["icews", "gdelt1"])
def test_every_line_is_in_one_split_wherever_these_begin(tmp_path, kind, size):
    header, row = KINDS[kind]
    chance = Random(1)
    path = tmp_path / "rows.tab"
    path.write_text("\ufeff" + header + "".join(row(number, chance) for number in range(9)).removesuffix("\n"), encoding="utf-8")
    whole = [batch.records for batch in read(kind, [path])]
    split = [batch.records for one in splits(kind, [path], size) for batch in read_split(one)]
    assert pa.concat_tables(split).combine_chunks().equals(pa.concat_tables(whole).combine_chunks())


def test_what_is_packed_or_in_quotes_is_one_split_and_what_is_not_there_is_named(tmp_path):
    packed = tmp_path / "a.tab.gz"
    packed.write_bytes(gzip.compress(ICEWS.encode() * 9))
    (found,) = splits("icews", [packed], 10)
    assert found.form is None
    (error,) = splits("icews", [tmp_path / "nowhere.tab"])
    assert isinstance(error, LoadError)
    assert Path(error.path).name == "nowhere.tab"
