"""The events of a data set as statements: one row each, in columns, with everything told once a distinct text worked out once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.coded.arrays import FIELD, Whole, bounds, column, digests, distinct, each_distinct, joined, lengths, lists
from kg.coded.schema import schema
from kg.model import Actor, ActorKind, Certainty, Document, Eventuality, Kind, Page, Place, Polarity, Run, Statement
from kg.records import MARK, Coder
from kg.resolve import coded
from kg.vocabulary import cameo, default_cameo, plover

_BATCH = 10_000
_DASH = " – "
_PLACES = 200_000  # remembered over the tables of a data set, which name the same ones
_OF_PLACE = ("", "_ids", "_countries", "_coordinates")
_USUAL = ("id", "stance", "polarity", "eventuality", "date_text", "content_of", "contested_by", "denies")
"""The columns that tell of no coded event anything but what a statement has by default, or what follows from others."""


@dataclass(frozen=True, slots=True)
class _Act:
    """What the codes of an act stand for; `words` name it where the data set has no words of its own."""

    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    goldstein: float | None
    words: str | None


@dataclass(frozen=True, slots=True)
class _Actors:
    """A column of lists of actors: how many each row has, and their parts, all rows one after the other."""

    counts: Whole
    ids: pa.Array
    names: pa.Array
    kinds: pa.Array
    countries: pa.Array

    def columns(self, prefix: str) -> dict[str, pa.Array]:
        """The columns of the table, such as `actors`, `actor_ids`, `actor_kinds` and `actor_countries`."""
        parts = {"s": self.names, "_ids": self.ids, "_kinds": self.kinds, "_countries": self.countries}
        return {prefix + suffix: lists(self.counts, values) for suffix, values in parts.items()}


def statements(merged: pa.Table, coder: Coder) -> pa.Table:
    """The statements that `coder` vouches for, one row for each event that `kg.coded.merge` gave, in the form of `schema`.

    The columns are those of a Parquet table of statements, and title, publisher and day of each one's document, whose text is
    the statement's quote. Raises VocabularyError for a code, type or mode that the ontology has not.
    """
    size = len(merged)
    acts = _acts(merged)
    people = {prefix: _actors(column(merged, f"{prefix}s")) for prefix in ("actor", "recipient", "speaker")}
    places, located = _places(column(merged, "place"))
    address = joined(pa.scalar(coder.slug), column(merged, "key"), separator=":")
    columns = {
        **_constants(size, coder),
        **{name: values for prefix, actors in people.items() for name, values in actors.columns(prefix).items()},
        **places,
        **acts,
        **_words(merged, acts["action"], located),
        "document": digests(joined(pa.scalar("event"), pa.scalar(coder.name), column(merged, "identity"))),
        "kind": column(merged, "kind").fill_null(Kind.EVENT),
        "certainty": column(merged, "certainty").fill_null(Certainty.UNKNOWN),
        "target_issue": column(merged, "issue"),
        "date": column(merged, "date"),
        "uri": address,
        "sources": column(merged, "sources"),
        "title": joined(pa.scalar(coder.name), column(merged, "date"), separator=", "),
        "published": pc.replace_substring_regex(column(merged, "date"), "^.*/", ""),  # the last day of an interval
    }
    columns["recipient_countries"] = _target_countries(columns)
    columns["id"] = digests(_identifying(columns))
    return pa.Table.from_arrays([_filled(columns[name], size) for name in schema().names], schema=schema())


def readings(table: pa.Table) -> Iterator[tuple[Document, list[Statement]]]:
    """Each statement of a table that `statements` made, with the document it stands in, as `kg.stores` take them."""
    for batch in table.drop_columns(list(_USUAL)).to_batches(_BATCH):
        for row in batch.to_pylist():
            yield _document(row), [Statement.from_json(row)]


def _document(row: dict[str, Any]) -> Document:
    text, size = row["quote"], row["end"]
    return Document(
        id=row["document"],
        text=text,
        pages=(Page(1, "1", 0, size),),
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        uri=row["uri"],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        runs=(Run(0, size, 1, 0),),
    )


def _constants(size: int, coder: Coder) -> dict[str, pa.Scalar | pa.Array]:
    """What is the same in every row: single values, which cost nothing where texts are joined, and empty lists."""
    texts = {"polarity": Polarity.ASSERTED, "eventuality": Eventuality.HAPPENED, "extractor": coder.name, "publisher": coder.name}
    nobody = lists(np.zeros(size, np.int64), pa.array([], pa.string()))
    return {
        **{name: pa.scalar(str(value)) for name, value in texts.items()},
        **dict.fromkeys(("stance", "date_text"), pa.scalar(None, pa.string())),
        **dict.fromkeys(("content_of", "contested_by", "denies"), nobody),
        "page": pa.scalar(1, pa.int64()),
        "start": pa.scalar(0, pa.int64()),
    }


def _filled(value: pa.Scalar | pa.Array, size: int) -> pa.Array:
    return pa.repeat(value, size) if isinstance(value, pa.Scalar) else value


def _acts(merged: pa.Table) -> dict[str, pa.Array]:
    """Type, mode, contexts, code and score of each act, and the words for it."""
    typed = column(merged, "type")
    codes, acts = each_distinct(joined(column(merged, "code"), typed, column(merged, "mode")), _act)
    rows = pa.array(codes)
    texts = {name: pa.array([getattr(act, name) for act in acts], pa.string()) for name in ("type", "mode", "cameo", "words")}
    contexts = pa.array([list(act.contexts) for act in acts], pa.list_(pa.string())).take(rows)
    scores = pa.array([act.goldstein for act in acts], pa.float64()).take(rows)
    return {
        **{name: values.take(rows) for name, values in texts.items() if name != "words"},
        "contexts": pc.if_else(pc.is_valid(typed), column(merged, "contexts"), contexts),
        "goldstein": pc.coalesce(column(merged, "score"), scores),
        "action": pc.coalesce(
            column(merged, "action"), texts["words"].take(rows), column(merged, "kind"), pa.scalar(str(Kind.EVENT))
        ),
    }


def _act(codes: str) -> _Act:
    """What a CAMEO code, a PLOVER type and a mode stand for, one of which may do for the others."""
    code, type_, mode = (part or None for part in codes.split(FIELD))
    if type_ is None:
        known = cameo(code) if code else None
        return (
            _Act(known.plover_type, known.mode, known.contexts, code, known.goldstein, known.label.lower())
            if known
            else _Act(None, None, (), None, None, None)
        )
    known = cameo(code or default_cameo(type_, mode))
    return _Act(plover(type_).name, mode, (), known.code, known.goldstein, known.label.lower() if code else type_)


def _actors(parties: pa.ListArray) -> _Actors:
    """Who is meant by the parties of each row, nobody twice in one row."""
    counts = lengths(parties)
    codes, known = each_distinct(parties.flatten(), coded.party)
    counts, codes = _without_repeats(counts, codes, known)
    rows = pa.array(codes)
    parts = (
        [actor.id for actor in known],
        [actor.name for actor in known],
        [str(actor.kind) for actor in known],
        [actor.country for actor in known],
    )
    return _Actors(counts, *(pa.array(part, pa.string()).take(rows) for part in parts))


def _without_repeats(counts: Whole, codes: Whole, known: Any) -> tuple[Whole, Whole]:
    """The items of each row without those that mean an actor of the same row once more."""
    if not len(counts) or counts.max() < 2:
        return counts, codes
    actors, identifiers = distinct(pa.array([actor.id for actor in known], pa.string()))
    rows = np.repeat(np.arange(len(counts)), counts)
    _, first = np.unique(rows * len(identifiers) + actors[codes], return_index=True)
    first.sort()
    return np.bincount(rows[first], minlength=len(counts)), codes[first]


def _places(texts: pa.Array) -> tuple[dict[str, pa.Array], pa.Array]:
    """Where it happened, no place or one in each row, and the words for it."""
    there = pc.is_valid(texts)
    counts = np.asarray(there.to_numpy(zero_copy_only=False), np.int64)
    codes, known = each_distinct(texts.filter(there), _located)
    parts = [pa.array(part, pa.string()) for part in zip(*known, strict=True)] or [pa.nulls(0, pa.string())] * 5
    rows = pa.array(codes)
    columns = {f"place{suffix}": lists(counts, part.take(rows)) for suffix, part in zip(_OF_PLACE, parts, strict=False)}
    words = parts[-1].take(rows).take(pc.if_else(there, pa.array(bounds(counts)[:-1]), None))
    return columns, words


@lru_cache(maxsize=_PLACES)
def _located(text: str) -> tuple[str | None, ...]:
    """Name, id, country and coordinates of a place, and what the coder calls it, with its country."""
    place = coded.place(text)
    name, _, country, *_rest = [*text.split(MARK), "", ""]
    words = ", ".join(dict.fromkeys(part for part in (name, country) if part)) or None
    return place.name, place.id, place.country, place.coordinates, words


def _words(merged: pa.Table, action: pa.Array, place: pa.Array) -> dict[str, pa.Array]:
    """The text of each row's document, and where in it the words for the act are."""
    actors, recipients = (_names(column(merged, name)) for name in ("actors", "recipients"))
    before = joined(column(merged, "date"), pa.scalar(": "), _after(actors, _DASH), separator="")
    quote = joined(
        before, action, _before(_DASH, recipients), _before("; ", place), _before("; ", column(merged, "words")), separator=""
    )
    start = pc.utf8_length(before).cast(pa.int64())
    end = pc.add(start, pc.utf8_length(action).cast(pa.int64()))
    return {
        "quote": quote,
        "end": pc.utf8_length(quote).cast(pa.int64()),
        "trigger": action,
        "trigger_start": start,
        "trigger_end": end,
    }


def _names(parties: pa.ListArray) -> pa.Array:
    """The parties of each row as the coder names them; nothing where there are none."""
    codes, names = each_distinct(parties.flatten(), _name)
    named = pc.binary_join(lists(lengths(parties), pa.array(names, pa.string()).take(pa.array(codes))), " and ")
    return pc.if_else(pc.equal(named, ""), pa.scalar(None, pa.string()), named)


def _name(party: str) -> str:
    return next((part for part in party.split(MARK) if part), "")


def _before(mark: str, texts: pa.Array) -> pa.Array:
    """The texts with the mark before each; a null stays one."""
    return pc.binary_join_element_wise(pa.scalar(mark), texts, "")


def _after(texts: pa.Array, mark: str) -> pa.Array:
    """The texts with the mark after each; a null stays one."""
    return pc.binary_join_element_wise(texts, pa.scalar(mark), "")


def _target_countries(columns: dict[str, pa.Array]) -> pa.ListArray:
    """The countries at the receiving end, by the rules of `Statement.target_countries`, asked once for each set of countries."""
    recipients = columns["recipient_countries"]
    counts = lengths(recipients)
    known = _any_valid(recipients, counts)
    rows = np.flatnonzero(~known)
    chosen = pa.array(rows)
    asked = joined(
        columns["type"].take(chosen),
        pa.array(counts[rows].astype("U4")),
        _flat(columns["actor_countries"].take(chosen)),
        _flat(columns["place_countries"].take(chosen)),
    )
    codes, found = each_distinct(asked, _targets)
    places = np.zeros(len(counts), np.int64)
    places[rows] = codes
    answers = pa.array(found or [()], pa.list_(pa.string()))
    return pc.if_else(pa.array(known), recipients, answers.take(pa.array(places)))


@lru_cache(maxsize=100_000)
def _targets(asked: str) -> tuple[str | None, ...]:
    type_, recipients, actors, places = asked.split(FIELD)
    nobody = Actor("", "", ActorKind.STATE)
    statement = Statement(
        "", 1, 0, 0, "", "", 0, 0, Kind.EVENT,
        type=type_ or None,
        recipients=(nobody,) * int(recipients),
        actors=tuple(replace(nobody, country=country or None) for country in _split(actors)),
        place=tuple(Place("", "", country or None) for country in _split(places)),
    )  # fmt: skip
    return statement.target_countries


def _flat(countries: pa.ListArray) -> pa.Array:
    """The countries of each row as one text, each with a comma after it."""
    return pc.binary_join(lists(lengths(countries), _after(countries.flatten().fill_null(""), ",")), "")


def _split(countries: str) -> list[str]:
    return countries.split(",")[:-1]


def _any_valid(values: pa.ListArray, counts: Whole) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows have an item that is no null."""
    valid = bounds(np.asarray(pc.is_valid(values.flatten()).to_numpy(zero_copy_only=False), np.int64))
    ends = bounds(counts)
    return np.asarray(valid[ends[1:]] > valid[ends[:-1]])


def _identifying(columns: dict[str, pa.Array]) -> pa.Array:
    """For each row the parts of `Statement.id`, joined as `kg.model.stable_id` joins them."""
    numbers = {name: columns[name].cast(pa.string()) for name in ("start", "end", "trigger_start", "trigger_end")}
    names = ("document", *numbers, "kind", "type", "mode", "cameo", "stance", "polarity", "certainty", "eventuality", "date")
    return joined(
        pa.scalar("statement"),
        *(numbers.get(name, columns[name]) for name in (*names, "target_issue")),
        *(_labelled(prefix, columns[f"{prefix}_ids"]) for prefix in ("actor", "recipient", "speaker", "place")),
    )


def _labelled(label: str, identifiers: pa.ListArray) -> pa.Array:
    some = pc.greater(pc.list_value_length(identifiers), 0)
    told = pc.binary_join(identifiers, FIELD)
    return pc.if_else(some, joined(pa.scalar(label), told), pa.scalar(label))
