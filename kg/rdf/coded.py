"""Coded events as N-Quads, thousands at a time: the lines that `write_bulk` writes for the same events, in another order.

    table --which rows are alike--> shapes --an example of each, mapped as ever--> templates --columns--> lines

Rows have one *shape* where the mapping gives them the same triples but for the texts and numbers in them: as many actors and
sources, the same values missing, the same sources addresses of the web. For each shape a row of placeholders is mapped as every
statement is, and written. How a placeholder comes out of that, as text of a literal or as a step of an IRI, tells how the
values of its column do; between the placeholders stands what all rows of the shape have in common. So there is one mapping, that of
`translation`, and what is here knows nothing of it but the ways in which a value may be written.

Each template is tried on the first row of its shape. Where its lines are not those of the mapping, for shapes of few rows, for
sources out of their order and for statements that are linked to others, the rows are mapped one by one. A quad that a statement
tells twice, as of two sources that are one address, may stand there twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import IO, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kg.coded import readings, schema
from kg.coded.arrays import Whole, bounds, column, distinct, lengths, lists, ordered, raw
from kg.model import Actor, ActorKind, Place, Statement
from kg.rdf.actors import Register
from kg.rdf.formats import escaped, lines
from kg.rdf.iris import below, web_iri
from kg.rdf.translation import document_quads, register_quads
from kg.rdf.triples import Text, double

_AT_ONCE = 500  # rows of one shape: their lines take some 15 kB each
_FEW = 8  # rows of one shape that are mapped one by one sooner than a template is made and tried

_KEPT = ("page", "start", "kind", "stance", "polarity", "certainty", "eventuality")
"""The columns of few values, each of which makes a shape of its own."""

_LINKS = ("content_of", "contested_by", "denies")
_ROLES = ("speaker", "actor", "recipient")
"""The actors of a statement in the order in which the mapping meets them."""

Mask: TypeAlias = npt.NDArray[np.bool_]


def write(tables: Iterable[pa.Table], target: IO[bytes]) -> None:
    """Writes the statements of tables of `kg.coded.schema()` as N-Quads, some hundred in memory at a time.

    The graph is that which `write_bulk` writes for `readings` of the same tables.
    """
    register = Register({})
    templates = _Templates()
    for table in tables:
        for part in _written(table.combine_chunks(), register, templates):
            target.write(part)
    target.write(lines(register_quads(register)))


def _written(table: pa.Table, register: Register, templates: _Templates) -> Iterator[bytes | memoryview]:
    """The lines of a table: shape by shape, and at last what is mapped row by row."""
    columns = _Columns(table)
    alone = []
    for shape, rows in _alike(columns, register):
        template = templates.of(shape, rows, columns, register)
        if template is None:
            alone.append(rows)
        else:
            yield from (template.filled(columns, part) for part in _parts(rows))
    for part in _parts(np.concatenate([*alone, np.zeros(0, np.int64)])):
        yield _mapped(table.take(pa.array(part)), register)


def _mapped(table: pa.Table, register: Register) -> bytes:
    """The lines of a table, row by row as any documents and statements are written."""
    return lines(chain.from_iterable(document_quads(*reading, register) for reading in readings(table)))


def _parts(rows: Whole) -> Iterator[Whole]:
    yield from (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


# --- The ways in which a value is written


def _degree(coordinates: str, position: int) -> str | None:
    parts = coordinates.split(",")
    return double(float(parts[position])).value if len(parts) == 2 else None


Way: TypeAlias = Callable[[Any], str | None]

_WAYS: Mapping[type, tuple[Way, ...]] = {
    str: (
        escaped,
        lambda text: below("", text),
        lambda text: below("", *text.split(":")),
        web_iri,
        lambda text: hashlib.sha256(text.encode()).hexdigest(),
        lambda text: _degree(text, 0),
        lambda text: _degree(text, 1),
    ),
    int: (str,),
    float: (lambda number: double(number).value,),
}
"""As a literal, as one step of an IRI, as an id of several steps, as an address, as its hash, as degrees north and east."""


# --- Columns


@dataclass(frozen=True, slots=True)
class _Values:
    """A column, or the items of a column of lists: the distinct ones, and which of them stands where."""

    starts: Whole  # of each row's items, and of one row more
    codes: Whole
    distinct: pa.Array
    written: dict[Way, pa.Array] = field(default_factory=dict)

    @staticmethod
    def of(values: pa.Array) -> _Values:
        """The values of a column."""
        listed = pa.types.is_list(values.type)
        counts = lengths(values) if listed else np.ones(len(values), np.int64)
        return _Values(bounds(counts), *distinct(values.flatten() if listed else values))

    @property
    def rows(self) -> Whole:
        """The row of each item."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def at(self, rows: Whole, position: int | Whole, way: Way | None = None) -> pa.Array:
        """What stands at a position of some rows, as it is or written in a way that is worked out once a distinct value."""
        values = self.distinct if way is None else self._written(way)
        return values.take(pa.array(self.codes[self.starts[rows] + position]))

    def _written(self, way: Way) -> pa.Array:
        if way not in self.written:
            told = [None if value is None else way(value) for value in self.distinct.to_pylist()]
            self.written[way] = pa.array(told, pa.string())
        return self.written[way]


class _Columns(dict[str, _Values]):
    """The columns of a table, each looked into when it is asked for."""

    def __init__(self, table: pa.Table) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, name: str) -> _Values:
        values = self[name] = _Values.of(column(self.table, name))
        return values


# --- Templates


@dataclass(frozen=True, slots=True)
class _Slot:
    """What stands in a column at a position of its list, 0 where it has none, written in one way."""

    column: str
    position: int
    way: Way


@dataclass(frozen=True, slots=True)
class _Template:
    """The lines of all statements of one shape: texts that they share, and slots."""

    pieces: tuple[pa.Scalar | _Slot, ...]
    slots: frozenset[_Slot]

    def filled(self, columns: _Columns, rows: Whole) -> memoryview:
        """The lines of some rows. Raises ValueError where a row has no value for a slot."""
        slots = {slot: columns[slot.column].at(rows, slot.position, slot.way) for slot in self.slots}
        joined = pc.binary_join_element_wise(*(slots.get(piece, piece) for piece in self.pieces), "")
        if joined.null_count:
            raise ValueError("a row has no value where others of its shape have one")
        return raw(joined)[1].data


class _Templates:
    """The templates of shapes, each made when enough rows have had the shape."""

    def __init__(self) -> None:
        self._made: dict[str, _Template | None] = {_ODD: None}
        self._seen: dict[str, int] = {}

    def of(self, shape: str, rows: Whole, columns: _Columns, register: Register) -> _Template | None:
        """The template of the shape of some rows; None where it has none that tells the same as the mapping."""
        if shape not in self._made:
            self._seen[shape] = self._seen.get(shape, 0) + len(rows)
            if self._seen[shape] < _FEW:
                return None
            self._made[shape] = _tried(columns, rows[:1], register)
            del self._seen[shape]
        return self._made[shape]


def _tried(columns: _Columns, row: Whole, register: Register) -> _Template | None:
    """The template of a row's shape, if it gives for that row the lines of the mapping."""
    example = columns.table.take(pa.array(row))
    template = _template(example, register)
    lines_of = [set(bytes(text).splitlines()) for text in (template.filled(columns, row), _mapped(example, register))]
    return template if lines_of[0] == lines_of[1] else None


def _template(example: pa.Table, register: Register) -> _Template:
    """The lines of a row of placeholders that has the shape of an example, parted at the placeholders."""
    (values,) = example.to_pylist()
    row = {name: _placeholders(name, value) for name, value in values.items()}
    ((_, (told,)),) = readings(example)
    ((document, (stand_in,)),) = readings(pa.Table.from_pylist([row], schema=schema()))
    text = lines(document_quads(document, [stand_in], _described(told, stand_in, register))).decode()
    known = (*_slots(row, values), (stand_in.id, _Slot("id", 0, escaped)))
    slots = {mark: slot for mark, slot in known if mark in text}
    marks = "|".join(re.escape(mark) for mark in sorted(slots, key=len, reverse=True))
    pieces = [slots.get(piece, pa.scalar(piece)) for piece in re.split(f"({marks})", text) if piece]
    return _Template(tuple(pieces), frozenset(piece for piece in pieces if isinstance(piece, _Slot)))


def _placeholders(name: str, value: Any) -> Any:
    """What stands in for a value, or for each item of a list."""
    if name in _KEPT or name.endswith("_kinds") or (name == "contexts" and value != sorted(set(value))):
        return value
    if isinstance(value, list):
        return [item if item is None else _placeholder(name, item, position) for position, item in enumerate(value)]
    return value if value in (None, "") else _placeholder(name, value, 0)


def _placeholder(name: str, value: Any, position: int) -> Any:
    """A value that is written in each way otherwise, and that no other column or position has; in the order of the positions."""
    number = 7_000_000_000 + 10_000 * schema().names.index(name) + position
    if not isinstance(value, str):
        return number + type(value)(0.5)
    if name == "place_coordinates":
        return f"{number}.25,{number}.75"
    mark = f"\ue000{name}:{number}\ue000"
    return f"https://{number}{'/' if web_iri(value) else ' '}{mark}" if name == "sources" else mark


def _slots(row: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[tuple[str, _Slot]]:
    """What each placeholder of a row looks like in each way, and what belongs there; no value that was kept is one."""
    for name, items in row.items():
        pairs = zip(items, values[name], strict=True) if isinstance(items, list) else [(items, values[name])]
        for position, (item, value) in enumerate(pairs):
            if item != value:
                marks = ((way(item), way) for way in _WAYS[type(item)])
                yield from ((mark, _Slot(name, position, way)) for mark, way in marks if mark)


def _described(told: Statement, stand_in: Statement, register: Register) -> Register:
    """A register that knows those of the placeholders by another name whose likes the register knows by another."""
    known = Register({})
    for name in ("speakers", "actors", "recipients", "place"):
        for real, placeholder in zip(getattr(told, name), getattr(stand_in, name), strict=True):
            if any(register.deviations("", real)):
                list(known.deviations("", replace(placeholder, name="")))
    return known


# --- Shapes

_ODD = ""


def _alike(columns: _Columns, register: Register) -> Iterator[tuple[str, Whole]]:
    """The rows of each shape; those of the shape `_ODD` have none that a template could have."""
    codes, shapes = distinct(_shapes(columns, register))
    order = np.argsort(codes, kind="stable")
    ends = bounds(np.bincount(codes, minlength=len(shapes)))
    yield from ((shape, order[start:end]) for shape, (start, end) in zip(shapes.to_pylist(), pairwise(ends), strict=True))


def _shapes(columns: _Columns, register: Register) -> pa.Array:
    """What tells the shape of each row."""
    table = columns.table
    single = [name for name in table.column_names if not pa.types.is_list(table.schema.field(name).type)]
    kept = [column(table, name).cast(pa.string()).fill_null("") for name in _KEPT]
    given = [_given(column(table, name)) for name in single if name not in _KEPT]
    items = {
        "contexts": _contexts(columns["contexts"]),
        "sources": _addresses(columns["sources"]),
        **_deviations(columns, register),
    }
    listed = [pc.binary_join(lists(np.diff(columns[name].starts), marks), "") for name, marks in items.items()]
    odd = np.logical_or.reduce([_out_of_order(columns["sources"]), *(_linked(columns[name]) for name in _LINKS)])
    return pc.if_else(pa.array(odd), pa.scalar(_ODD), pc.binary_join_element_wise(*kept, *given, *listed, ","))


def _given(values: pa.Array) -> pa.Array:
    """For each row whether it has no value, an empty text or something."""
    empty = pc.equal(values, "") if pa.types.is_string(values.type) else pa.scalar(False)
    return pc.if_else(pc.is_null(values), "no", pc.if_else(empty, "empty", "yes"))


def _contexts(contexts: _Values) -> pa.Array:
    """The contexts themselves where they are out of order: there are few such lists, and the mapping writes them as a whole."""
    told = contexts.at(contexts.rows, _within(contexts), json.dumps)
    return pc.if_else(pa.array(_out_of_order(contexts)[contexts.rows]), told, pa.scalar(";"))


def _addresses(sources: _Values) -> pa.Array:
    """For each source whether it is an address of the web."""
    web = pc.is_valid(sources.at(sources.rows, _within(sources), web_iri))
    return pc.if_else(web, "web;", ";")


def _within(values: _Values) -> Whole:
    """The position of each item in its row."""
    return np.arange(len(values.codes)) - values.starts[values.rows]


def _linked(links: _Values) -> Mask:
    return np.diff(links.starts) > 0


def _out_of_order(values: _Values) -> Mask:
    """Which rows have a list that is not in the order in which the mapping would put it, or that has a text twice."""
    _, places = ordered(values.distinct)
    items, rows = places[values.codes], values.rows
    found = np.zeros(len(values.starts) - 1, bool)
    found[rows[1:][(items[1:] <= items[:-1]) & (rows[1:] == rows[:-1])]] = True
    return found


def _deviations(columns: _Columns, register: Register) -> dict[str, pa.Array]:
    """For each participant what the mapping adds where the register knows it by other words; those new to it are put in."""
    people = [_Participants.of(columns, f"{role}_ids", f"{role}s", f"{role}_kinds", f"{role}_countries") for role in _ROLES]
    places = _Participants.of(columns, "place_ids", "place", "place_countries", "place_coordinates")
    return {**dict(_deviating(people, _actor, register)), **dict(_deviating([places], Place.at, register))}


@dataclass(frozen=True, slots=True)
class _Participants:
    """All actors of one role or all places: the row of each, and their parts, the ids first."""

    column: str
    rows: Whole
    parts: tuple[pa.Array, ...]

    @staticmethod
    def of(columns: _Columns, identifiers: str, *others: str) -> _Participants:
        """Those of some columns; what other columns have beyond the ids is of nobody named."""
        rows, within = columns[identifiers].rows, _within(columns[identifiers])
        return _Participants(identifiers, rows, tuple(columns[name].at(rows, within) for name in (identifiers, *others)))


def _deviating(
    groups: Sequence[_Participants], make: Callable[..., Actor | Place], register: Register
) -> Iterator[tuple[str, pa.Array]]:
    """What the mapping adds for each participant of some groups, who are met row by row and in the order of the groups."""
    parts = [pa.concat_arrays(arrays) for arrays in zip(*(group.parts for group in groups), strict=True)]
    codes = _combined(parts)
    met = np.argsort(np.concatenate([group.rows for group in groups]), kind="stable")
    _, first = np.unique(codes[met], return_index=True)
    order = np.argsort(first)
    values = zip(*(part.take(pa.array(met[first[order]])).to_pylist() for part in parts), strict=True)
    added = np.empty(len(order), object)
    added[order] = [_added(make(*each), register) for each in values]
    told = pa.array(added, pa.string()).take(pa.array(codes))
    ends = bounds(np.array([len(group.rows) for group in groups]))
    yield from (
        (group.column, told.slice(start, end - start)) for group, (start, end) in zip(groups, pairwise(ends), strict=True)
    )


def _combined(parts: Sequence[pa.Array]) -> Whole:
    """A number for each combination of parts, from 0 without gaps."""
    combined = np.zeros(len(parts[0]), np.int64)
    for part in parts:
        codes, found = distinct(part)
        _, combined = np.unique(combined * len(found) + codes, return_inverse=True)
    return combined


def _added(used: Actor | Place, register: Register) -> str:
    triples = register.deviations("", used)
    return "".join(f"{predicate} {'' if isinstance(node, Text) else node}," for _, predicate, node in triples) + ";"


def _actor(identifier: str, name: str, kind: str, country: str | None) -> Actor:
    return Actor(identifier, name, ActorKind(kind), country)
