"""Which rows of a data set tell of one event, and that event with all its sources."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.coded.arrays import ITEM, Whole, column, distinct, each_distinct, joined, lengths, lists, ordered
from kg.records import MARK, PARTY, Coder, Identity, schema
from kg.vocabulary import cameo, load_table

ACT = ("kind", "code", "type", "mode", "issue")
"""The columns that tell which act it is."""

_ROLE = PARTY.index("role")


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

    Of the rows with one key, the greatest counts. Where `coder.identity` is the content, rows of one day, one act, one place and
    the same parties (whatever the order of the words for their roles) are one event, with the smallest of their keys; where
    `coder.mirrored`, so are two with the sides swapped whose act is `symmetric`: both sides are its actors then. What else the
    rows tell is taken from the row with that key. The order of the records, and whether some of them stand there twice, makes
    no difference.
    """
    rows = one_a_key(records)
    if coder.identity is Identity.CONTENT:
        rows, identity = _by_content(rows, coder)
    else:
        identity = column(rows, "key")
    codes, known = distinct(identity)
    identities, places = ordered(known)
    groups = places[codes]
    chosen = rows.take(pa.array(_smallest(groups, column(rows, "key"), len(identities))))
    events = chosen.drop_columns("source").append_column("sources", _sources(groups, column(rows, "source"), len(identities)))
    return events.append_column("identity", identities).cast(merged_schema())


def one_a_key(records: pa.Table) -> pa.Table:
    """The records without those whose key another has, too: of these the greatest stays, column by column read as text."""
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


def _sources(groups: Whole, sources: pa.Array, count: int) -> pa.ListArray:
    """The distinct sources of each group, sorted."""
    told = np.flatnonzero(pc.is_valid(sources).to_numpy(zero_copy_only=False))
    codes, known = distinct(sources.take(pa.array(told)))
    texts, places = ordered(known)
    width = max(1, len(texts))
    pairs = np.sort(groups[told] * width + places[codes])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return lists(np.bincount(pairs // width, minlength=count), texts.take(pa.array(pairs % width)))


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
        at = rows.schema.get_field_index(name)
        sorted_ones = lists(lengths(parties), pa.array(known, pa.string()).take(pa.array(codes)))
        rows = rows.set_column(at, rows.schema.field(at), sorted_ones)
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
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, rows.schema.field(at), pc.if_else(mask, instead, column(rows, name)))
    return rows
