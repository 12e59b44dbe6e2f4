"""Tables of coded events as files for neo4j-admin, column by column.

What a row of the graph holds is asked of `kg.stores.rows`, once for each distinct value; only what differs from row to row is
worked out here. As `kg.coded` makes them, each statement has a document of its own and is asserted, has happened, takes no
stance and has no link to another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.coded import readings
from kg.coded.arrays import Whole, bounds, column, distinct, each_distinct, joined, lengths, lists
from kg.coded.schema import DOCUMENT_COLUMNS
from kg.columns import COLUMNS
from kg.errors import UsageError
from kg.exports.files import whole_folder
from kg.exports.neo4j_admin.folder import END, NUMBER, ROLE_KEY, START, Files, Sort, Written
from kg.exports.neo4j_admin.numbers import Numbers
from kg.exports.neo4j_admin.recurring import Profiles, Recurring
from kg.model import Actor, Place
from kg.stores import rows
from kg.stores.rows import MUTUAL_TYPES, SHORT_KEYS, Row

Columns = dict[str, pa.Array]

_ROLES = ("actor", "recipient", "speaker")
_LISTED = (
    ("ACTOR", "Actor", "actor_ids"),
    ("RECIPIENT", "Actor", "recipient_ids"),
    ("SAID_BY", "Actor", "speaker_ids"),
    ("AT", "Place", "place_ids"),
)
"""The edges from a statement to all that a list of it names: their type, and of which label those are."""

_ELSEWHERE = {"statement": "id", "action": "trigger", "chain": "speakers", "status": "eventuality", "doc": "document"}
"""What a short edge holds that a statement has under another name."""

_PAGE = rows.page_id("", 1)  # what the id of a document's only page has behind that of the document


def write_coded(folder: Path, made: Iterable[pa.Table], profiles: Profiles = None) -> Written:
    """Write the events of tables of `kg.coded.schema()` as a folder that `neo4j-admin database import full` reads.

    One table is in memory at a time; what stays in memory are actors and places. `profiles` are as for `write`. The graph is the
    one that `kg.loading.store` writes, but for the documents' digests, which are those of their texts alone: none is what a store
    would work out, so a document that is added once more is written once more, the same as before. `kg.loading.store` compares
    ids and sources and does not ask for digests.

    The folder appears whole or not at all. Raises UsageError where it holds something already or cannot be written, and where
    there is no event at all.
    """
    with whole_folder(folder) as part:
        numbers = Numbers()
        files, recurring = Files(part, numbers), Recurring(profiles)
        try:
            for table in made:
                recurring.note(_actors(table), _places(table))
                _write(table, files, numbers)
            nodes, _ = files.counts()
            if not nodes:
                raise UsageError("there is no event to write")
            recurring.write(files)
            files.finish()
        finally:
            files.close()
        return Written(folder, *files.counts())


def _write(table: pa.Table, files: Files, numbers: Numbers) -> None:
    """Write the documents and statements of a table, and all edges that begin in them."""
    told = _statements(table)
    documents, pages = _documents(table)
    document, page, statement = (pa.array(numbers.new(len(table))) for _ in range(3))
    files.columns(Sort("Document"), {NUMBER: document, **documents})
    files.columns(Sort("Page"), {NUMBER: page, **pages})
    files.columns(Sort("Statement"), {NUMBER: statement, **told})
    files.columns(Sort("IN", "Page", "Document"), {START: page, END: document})
    files.columns(Sort("ON", "Statement", "Page"), {START: statement, END: page})
    for kind, label, name in _LISTED:
        items = told[name]
        position = {ROLE_KEY[kind]: pa.array(_positions(items))} if kind in ROLE_KEY else {}
        ends = {START: statement.take(pa.array(_parents(items))), END: numbers.of_all(label, items.flatten())}
        files.columns(Sort(kind, "Statement", label), {**ends, **position})
    for kind, edges in _short(told, numbers):
        files.columns(Sort(kind, "Actor", "Actor"), edges)


# --- Nodes


def _statements(table: pa.Table) -> Columns:
    """The properties of the statements, as `rows.statement_row` has them."""
    told = {name: _without_nulls(column(table, name)) for name in COLUMNS}
    codes, days = each_distinct(told["date"], rows.days)
    first, last = (pa.array([ends[side] for ends in days], pa.string()).take(pa.array(codes)) for side in (0, 1))
    return told | {
        "text": told["quote"],
        "by": pc.coalesce(_last_items(told["speakers"]), column(table, "publisher")),
        "first_day": first,
        "last_day": last,
    }


def _documents(table: pa.Table) -> tuple[Columns, Columns]:
    """The properties of the documents and of their pages; what the table does not tell depends on the length of the text alone."""
    _, first, codes = np.unique(column(table, "end").to_numpy(), return_index=True, return_inverse=True)
    examples = list(readings(table.take(pa.array(first))))
    documents = [rows.document_row(document, len(told), "") for document, told in examples]
    pages = [page for document, told in examples for page in rows.page_rows(document, told)]
    ids, texts = column(table, "document"), column(table, "quote")
    hashes = _hashes(texts)
    return (
        {name: column(table, name) for name in (*DOCUMENT_COLUMNS, "uri")}
        | {"id": ids, "text": texts, "sha256": hashes, "digest": hashes}
        | _taken(documents, ("pages", "runs", "page_count", "statements"), codes),
        {"id": joined(ids, pa.scalar(_PAGE), separator="")} | _taken(pages, ("number", "label"), codes),
    )


def _actors(table: pa.Table) -> list[Actor]:
    """All who act, are acted upon or speak, each as the table tells of them last."""
    people = pa.concat_tables(_people(table, rank, prefix) for rank, prefix in enumerate(_ROLES)).sort_by("order")
    return [rows.actor_of(row) for row in _last_of_each(people, "id").to_pylist()]


def _people(table: pa.Table, rank: int, prefix: str) -> pa.Table:
    """The actors of a role; the countries at the receiving end are more than the recipients' own."""
    ids, countries = column(table, f"{prefix}_ids"), column(table, f"{prefix}_countries")
    parents = _parents(ids)
    own = bounds(lengths(countries))[parents] + _positions(ids)
    return pa.table(
        {
            "order": parents * len(_ROLES) + rank,
            "id": ids.flatten(),
            "name": column(table, f"{prefix}s").flatten(),
            "kind": column(table, f"{prefix}_kinds").flatten(),
            "country": countries.flatten().take(pa.array(own)),
        }
    )


def _places(table: pa.Table) -> list[Place]:
    """Where it happened, each place as the table tells of it last."""
    names = {"identifier": "place_ids", "name": "place", "country": "place_countries", "coordinates": "place_coordinates"}
    places = pa.table({part: column(table, name).flatten() for part, name in names.items()})
    return [Place.at(**row) for row in _last_of_each(places, "identifier").to_pylist()]


# --- Edges


def _short(told: Columns, numbers: Numbers) -> Iterator[tuple[str, Columns]]:
    """The edges between actors, as `rows.short_rows` has them, by type; `value` and `issue` are only of stances."""
    parents, *ends = _pairs(told)
    givers, takers = (numbers.of_all("Actor", each) for each in ends)
    codes, types = distinct(told["type"].take(pa.array(parents)))
    for code, kind in enumerate(types.to_pylist()):
        chosen = np.flatnonzero(codes == code)
        own, of = pa.array(chosen), pa.array(parents[chosen])
        shared = {key: told[name].take(of) for key in SHORT_KEYS if (name := _ELSEWHERE.get(key, key)) in told}
        yield rows.plover_type(kind), {START: givers.take(own), END: takers.take(own), **shared}


def _pairs(told: Columns) -> tuple[Whole, pa.Array, pa.Array]:
    """Who did it to whom, as `rows.pairs` has it: the row of each pair, and the ids of its two."""
    actors, recipients = told["actor_ids"], told["recipient_ids"]
    doing, done = lengths(actors), lengths(recipients)
    mutual = _bools(pc.is_in(told["type"], pa.array(sorted(MUTUAL_TYPES)))) & (done == 0)
    counts = np.where(mutual, np.maximum(doing - 1, 0), doing * done) * _bools(pc.is_valid(told["type"]))
    parents, within = np.repeat(np.arange(len(counts)), counts), _running(counts)
    first = bounds(doing)[parents]
    first_recipient = doing.sum() + bounds(done)[parents]
    each, together = np.maximum(done, 1)[parents], mutual[parents]
    givers = np.where(together, first, first + within // each)
    takers = np.where(together, first + 1 + within, first_recipient + within % each)
    everybody = pa.concat_arrays([actors.flatten(), recipients.flatten()])
    return parents, everybody.take(pa.array(givers)), everybody.take(pa.array(takers))


# --- Columns


def _parents(items: pa.ListArray) -> Whole:
    """The row in which each item of a list stands."""
    return np.repeat(np.arange(len(items)), lengths(items))


def _positions(items: pa.ListArray) -> Whole:
    """The place of each item in its list."""
    return _running(lengths(items))


def _running(counts: Whole) -> Whole:
    """Numbers from 0 for each of the counts."""
    return np.arange(counts.sum()) - np.repeat(bounds(counts)[:-1], counts)


def _last_items(items: pa.ListArray) -> pa.Array:
    """The last item of each list, null where there is none."""
    counts = lengths(items)
    return items.flatten().take(pa.array(bounds(counts)[1:] - 1, mask=counts == 0))


def _last_of_each(table: pa.Table, key: str) -> pa.Table:
    """The last row of each key."""
    codes, found = distinct(column(table, key))
    last = np.empty(len(found), np.int64)
    last[codes] = np.arange(len(codes))
    return table.take(pa.array(last))


def _without_nulls(values: pa.Array) -> pa.Array:
    """The column with an empty text for each null in a list: no engine keeps such a null."""
    if not pa.types.is_list(values.type) or not values.flatten().null_count:
        return values
    return lists(lengths(values), values.flatten().fill_null(""))


def _taken(examples: Sequence[Row], names: Sequence[str], codes: Whole) -> Columns:
    """For each row some columns of the example that its code stands for."""
    return {name: pa.array([example[name] for example in examples]).take(pa.array(codes)) for name in names}


def _hashes(texts: pa.Array) -> pa.Array:
    return pa.array([hashlib.sha256(text.encode()).hexdigest() for text in texts.to_pylist()])


def _bools(values: pa.Array) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(values.to_numpy(zero_copy_only=False), np.bool_)
