"""Which rows of a data set tell of one event, and that event with all its sources."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.coded.arrays import ITEM, Whole, column, distinct, each_distinct, joined, lengths, lists, ordered
from kg.model import Certainty
from kg.records import MARK, MENTION, PARTY, Coder, Identity, schema
from kg.vocabulary import cameo, load_table

ACT = ("kind", "code", "type", "mode", "issue")
"""The columns that tell which act it is."""

_ROLE = PARTY.index("role")
_SURENESS = pa.array([str(value) for value in reversed(Certainty)], pa.string())


@cache
def symmetric() -> frozenset[str]:
    """The CAMEO codes of acts that two sides do together. Raises VocabularyError where the table has one that CAMEO has not."""
    return frozenset(cameo(row["code"]).code for row in load_table("events/symmetric.csv"))


@cache
def merged_schema() -> pa.Schema:
    """The columns of `kg.records.schema()` with `sources` for `source`, and the text that makes each event itself."""
    last = len(schema()) - 1
    return schema().set(last, pa.field("sources", pa.list_(pa.string()))).append(pa.field("identity", pa.string()))


def merge(records: pa.Table, coder: Coder) -> pa.Table:
    """The events that the records tell of, one row each with all its sources, in the order of their identities.

    Of the rows with one key, the latest counts (`one_a_key`). Where `coder.identity` is the content, rows of one day, one act, one
    place and the same parties (whatever the order of the words for their roles) are one event, with the smallest of their keys;
    where `coder.mirrored`, so are two with the sides swapped whose act is `symmetric`: both sides are its actors then. An event is
    as sure as its surest row; what else the rows tell is taken from the row with that key. Mentions of no event among the records
    are left out. The order of the records, and whether some of them stand there twice, makes no difference.
    """
    rows, _ = parted(one_a_key(records))
    if coder.identity is Identity.CONTENT:
        rows, identity = _by_content(rows, coder)
        codes, known = distinct(identity)
    else:
        known = column(rows, "key")
        codes = np.arange(len(known))
    identities, places = ordered(known)
    groups = places[codes]
    chosen = rows.take(pa.array(_smallest(groups, column(rows, "key"), len(identities))))
    chosen = _replaced(chosen, "certainty", _surest(groups, column(rows, "certainty"), len(identities)))
    events = chosen.drop_columns("source").append_column("sources", _sources(groups, column(rows, "source"), len(identities)))
    return events.append_column("identity", identities).cast(merged_schema())


def one_a_key(records: pa.Table) -> pa.Table:
    """The records without those whose key another has, too: of these the latest stays, with the sources of what mentions it.

    That is the one with the greatest version, and of equal versions the greatest, column by column read as text. Mentions of
    events that are not there stay.
    """
    events, mentions = parted(records)
    return _with_mentions(_latest(events), mentions) if len(mentions) else _latest(events)


def parted(records: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The records of events, and those of mentions."""
    kinds = column(records, "kind")
    if kinds.null_count == len(kinds):
        return records, records.slice(0, 0)
    mentions = pc.fill_null(pc.equal(kinds, MENTION), False)
    return records.filter(pc.invert(mentions)), records.filter(mentions)


def _with_mentions(events: pa.Table, mentions: pa.Table) -> pa.Table:
    """The events with the sources and the certainty of their mentions, and the mentions of others."""
    events, mentions = events.combine_chunks(), mentions.combine_chunks()
    at = pc.index_in(column(mentions, "key"), value_set=column(events, "key"))
    meant = mentions.filter(pc.is_valid(at))
    groups = np.concatenate((np.arange(len(events)), at.drop_null().to_numpy(zero_copy_only=False)))
    sources, certainty = (pa.concat_arrays([column(events, name), column(meant, name)]) for name in ("source", "certainty"))
    addresses = pc.binary_join(_sources(groups, sources, len(events)), MARK)
    events = _replaced(events, "source", pc.if_else(pc.equal(addresses, ""), pa.scalar(None, pa.string()), addresses))
    events = _replaced(events, "certainty", _surest(groups, certainty, len(events)))
    return pa.concat_tables([events, mentions.filter(pc.is_null(at))]).combine_chunks()


def _replaced(rows: pa.Table, name: str, values: pa.Array) -> pa.Table:
    """The rows with other values in a column."""
    at = rows.schema.get_field_index(name)
    return rows.set_column(at, rows.schema.field(at), values)


def _latest(records: pa.Table) -> pa.Table:
    """Of the records with one key the latest."""
    keys = column(records, "key")
    groups, known = distinct(keys)
    if len(known) == len(keys):
        return records
    repeated = np.flatnonzero(np.bincount(groups)[groups] > 1)
    contents = _content(records.take(pa.array(repeated)))
    order = pc.sort_indices(
        pa.table({"group": groups[repeated], "content": contents}), [("group", "ascending"), ("content", "ascending")]
    ).to_numpy()
    sorted_groups = groups[repeated][order]
    last = np.append(sorted_groups[1:] != sorted_groups[:-1], True)
    keep = np.bincount(groups)[groups] == 1
    keep[repeated[order[last]]] = True
    return records.filter(pa.array(keep))


def _content(records: pa.Table) -> pa.Array:
    """The cells of each row in one text, which begins with key and version."""
    return joined(*(_text(column(records, name)) for name in records.column_names))


def _text(values: pa.Array) -> pa.Array:
    if pa.types.is_list(values.type):
        return pc.binary_join(values, ITEM)
    return values if pa.types.is_string(values.type) else values.cast(pa.string())


def _smallest(groups: Whole, keys: pa.Array, count: int) -> Whole:
    """The row with the smallest key of each group."""
    chosen = np.empty(count, np.int64)
    chosen[groups] = np.arange(len(groups))
    repeated = np.flatnonzero(np.bincount(groups, minlength=count)[groups] > 1)
    if len(repeated):
        order = pc.sort_indices(keys.take(pa.array(repeated))).to_numpy()[::-1]
        chosen[groups[repeated[order]]] = repeated[order]  # the last one written is the smallest
    return chosen


def _surest(groups: Whole, certainty: pa.Array, count: int) -> pa.Array:
    """The greatest certainty of each group; null where none is told."""
    if certainty.null_count == len(certainty):
        return pa.nulls(count, pa.string())
    best = np.full(count, -1)
    np.maximum.at(best, groups, pc.index_in(certainty, value_set=_SURENESS).fill_null(-1).to_numpy(zero_copy_only=False))
    return _SURENESS.take(pa.array(best, mask=best < 0))


def _sources(groups: Whole, sources: pa.Array, count: int) -> pa.ListArray:
    """The distinct sources of each group, sorted."""
    if pc.any(pc.match_substring(sources, MARK)).as_py():
        several = pc.split_pattern(sources, MARK)
        groups, sources = groups[pc.list_parent_indices(several).to_numpy(zero_copy_only=False)], several.flatten()
    told = np.flatnonzero(pc.is_valid(sources).to_numpy(zero_copy_only=False))
    alone = np.bincount(groups, minlength=count)[groups[told]] == 1  # as nearly all are: these need no comparing
    several = told[~alone]
    codes, known = distinct(sources.take(pa.array(several)))
    ranks = ordered(known)[1][codes]
    _, first = np.unique(groups[several] * max(1, len(known)) + ranks, return_index=True)
    chosen = np.concatenate((told[alone], several[first]))
    chosen = chosen[np.argsort(groups[chosen], kind="stable")]
    return lists(np.bincount(groups[chosen], minlength=count), sources.take(pa.array(chosen)))


def _by_content(rows: pa.Table, coder: Coder) -> tuple[pa.Table, pa.Array]:
    """The rows, those of mirrored acts with both sides as actors, and the content that makes each one's event itself."""
    rows = _with_roles_in_order(rows)
    actors, recipients = (_text(column(rows, name)) for name in ("actors", "recipients"))
    rest = joined(*(column(rows, name) for name in ("date", "place", *ACT)), _text(column(rows, "speakers")))
    mutual = _mutual(actors, recipients, rest, column(rows, "code")) if coder.mirrored else np.zeros(0, np.int64)
    if len(mutual):
        both = _both(actors.take(pa.array(mutual)), recipients.take(pa.array(mutual)))
        rows = _with_both(rows, mutual, both)
        actors, recipients = (_text(column(rows, name)) for name in ("actors", "recipients"))
    return rows, joined(rest, actors, recipients)


def _with_roles_in_order(rows: pa.Table) -> pa.Table:
    """The rows with the words for each party's sorts sorted: coders write the same ones now so, now so."""
    for name in ("actors", "recipients"):
        parties = column(rows, name)
        codes, known = each_distinct(parties.flatten(), _role_order)
        rows = _replaced(rows, name, lists(lengths(parties), pa.array(known, pa.string()).take(pa.array(codes))))
    return rows


def _role_order(party: str) -> str:
    parts = party.split(MARK)
    return MARK.join(",".join(sorted(part.split(","))) if at == _ROLE else part for at, part in enumerate(parts))


def _mutual(actors: pa.Array, recipients: pa.Array, rest: pa.Array, codes: pa.Array) -> Whole:
    """The rows of symmetric acts for which there is another with the sides swapped."""
    together = pc.is_in(codes, pa.array(sorted(symmetric()), pa.string()))
    sided = pc.and_(pc.and_(pc.not_equal(actors, ""), pc.not_equal(recipients, "")), pc.not_equal(actors, recipients))
    rows = np.flatnonzero(pc.and_(together, sided).to_numpy(zero_copy_only=False))
    ours, theirs, told = (texts.take(pa.array(rows)) for texts in (actors, recipients, rest))
    forward = pc.less(ours, theirs)
    groups, known = distinct(joined(told, pc.if_else(forward, ours, theirs), pc.if_else(forward, theirs, ours)))
    ways = forward.to_numpy(zero_copy_only=False)
    there = np.bincount(groups, weights=ways, minlength=len(known)) > 0
    back = np.bincount(groups, weights=~ways, minlength=len(known)) > 0
    return rows[(there & back)[groups]]


def _both(actors: pa.Array, recipients: pa.Array) -> pa.ListArray:
    """The parties of both sides, sorted."""
    codes, pairs = distinct(joined(actors, recipients, separator=ITEM))
    return pa.array([sorted(pair.split(ITEM)) for pair in pairs.to_pylist()], pa.list_(pa.string())).take(pa.array(codes))


def _with_both(rows: pa.Table, mutual: Whole, both: pa.ListArray) -> pa.Table:
    """The rows with these parties as actors of the mutual ones, which have no recipients then."""
    counts = np.zeros(len(rows), np.int64)
    counts[mutual] = lengths(both)
    chosen = np.zeros(len(rows), np.bool_)
    chosen[mutual] = True
    mask = pa.array(chosen)
    nobody = lists(np.zeros(len(rows), np.int64), pa.array([], pa.string()))
    for name, instead in (("actors", lists(counts, both.flatten())), ("recipients", nobody)):
        rows = _replaced(rows, name, pc.if_else(mask, instead, column(rows, name)))
    return rows
