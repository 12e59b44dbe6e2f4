"""Columns of texts turned into the columns of records: whole columns at a time, by Arrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.records import MARK, schema
from kg.vocabulary import cameo_codes
from loaders.events.layout import Coded, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

    Column: TypeAlias = pa.Array | pa.ChunkedArray

_NOTHING = ("", "NA", "None", "--", "---", "NULL", "nan")
_BREAKS = r"[\t\r\n]+"


def told(column: Column) -> Column:
    """The texts without space around them; null where the data set writes one of its words for nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.is_in(trimmed, value_set=pa.array(_NOTHING)), pa.scalar(None, pa.string()), trimmed)


def whole(column: Column) -> pa.Array:
    """The column as one array."""
    import pyarrow as pa

    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def one_line(column: Column) -> Column:
    """The texts with a space for line breaks and tabs."""
    import pyarrow.compute as pc

    return pc.replace_substring_regex(column, pattern=_BREAKS, replacement=" ")


def joined(parts: Sequence[Column], mark: str = MARK) -> Column:
    """The parts of a party or a place as one text, a missing part empty; null where all are missing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.binary_join_element_wise(*parts, mark, null_handling="replace", null_replacement="")
    return pc.if_else(pc.equal(text, mark * (len(parts) - 1)), pa.scalar(None, pa.string()), text)


def party(name: Column, country: Column | None = None, role: Column | None = None, wikipedia: Column | None = None) -> Column:
    """Parties as `kg.records` writes them; null where there is neither name nor country nor role."""
    import pyarrow as pa

    nothing = pa.nulls(len(name), pa.string())
    return joined([name, *(nothing if part is None else part for part in (country, role, wikipedia))])


def listed(*columns: Column) -> pa.Array:
    """Lists of what the columns have in each row, without nulls."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    arrays = [whole(column) for column in columns]
    there = np.stack([pc.is_valid(array).to_numpy(zero_copy_only=False) for array in arrays], axis=1)
    offsets = np.concatenate([[0], np.cumsum(there.sum(axis=1))]).astype(np.int32)
    size = len(arrays[0])
    order = (np.arange(len(arrays))[None, :] * size + np.arange(size)[:, None])[there]
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.concat_arrays(arrays).take(pa.array(order)))


def each(column: Column, made: Callable[[str | None], Any], kind: pa.DataType) -> pa.Array:
    """What `made` makes of each text, asked once for each distinct one; null is a text to it, too."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = whole(column)
    known = pc.unique(texts)
    answers = pa.array([made(text) for text in known.to_pylist()], kind)
    return answers.take(pc.index_in(texts, value_set=known, skip_nulls=False))


def days(column: Column, pattern: str = r"^(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})") -> Column:
    """ISO days out of texts that begin with year, month and day; null where there is no such day."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = whole(column)
    each = pc.dictionary_encode(texts)  # a day is there many times
    parts = pc.extract_regex(each.dictionary, pattern)
    iso = pc.binary_join_element_wise(pc.struct_field(parts, "y"), pc.struct_field(parts, "m"), pc.struct_field(parts, "d"), "-")
    parsed = pc.strptime(iso, format="%Y-%m-%d", unit="s", error_is_null=True)
    right = pc.if_else(pc.equal(pc.strftime(parsed, format="%Y-%m-%d"), iso), iso, pa.scalar(None, pa.string()))
    return right.take(each.indices)


def numbers(column: Column) -> Column:
    """The numbers that texts write; null for any other text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.match_substring_regex(column, r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$")
    return pc.cast(pc.if_else(plain, column, pa.scalar(None, pa.string())), pa.float64())


def without_zeros(column: Column) -> Column:
    """Whole numbers without the ".0" that some programs give them."""
    import pyarrow.compute as pc

    return pc.replace_substring_regex(column, pattern=r"\.0+$", replacement="")


def place(
    name: Column, region: Column, country: Column, latitude: Column, longitude: Column, geonames: Column | None = None
) -> Column:
    """Places as `kg.records` writes them; coordinates only where both are degrees, null where there is neither name nor country."""
    import pyarrow as pa
    import pyarrow.compute as pc

    north, east = numbers(latitude), numbers(longitude)
    right = pc.and_(pc.less_equal(pc.abs(north), 90.0), pc.less_equal(pc.abs(east), 180.0))
    nothing = pa.scalar(None, pa.string())
    where = (pc.if_else(right, latitude, nothing), pc.if_else(right, longitude, nothing))
    text = joined([name, region, country, *where, pa.nulls(len(name), pa.string()) if geonames is None else geonames])
    return pc.if_else(pc.or_(pc.is_valid(name), pc.is_valid(country)), text, nothing)


def known_codes(column: Column) -> Column:
    """Whether each text is a CAMEO code."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(column, value_set=pa.array(list(cameo_codes())))


def coded(columns: Mapping[str, Column], checks: Mapping[str, Column]) -> Coded:
    """Records of these columns, the others null or empty; a row that fails a check is refused for the first that it fails."""
    import pyarrow as pa
    import pyarrow.compute as pc

    size = len(columns["key"])
    arrays = []
    for field in schema():
        column = columns.get(field.name)
        if column is None:
            column = _empty_lists(size) if pa.types.is_list(field.type) else pa.nulls(size, field.type)
        arrays.append(column)
    fine = pa.array([True] * size, pa.bool_())
    refused: list[Refusal] = []
    for reason, check in checks.items():
        good = whole(pc.fill_null(check, False))
        failing = pc.and_(fine, pc.invert(good))
        refused += [Refusal(int(row), reason) for row in pc.indices_nonzero(failing).to_numpy()]
        fine = pc.and_(fine, good)
    names = schema().names
    made = pa.table(arrays, names=names).filter(fine).cast(schema())
    return Coded(made, tuple(sorted(refused, key=lambda one: one.row)))


def _empty_lists(size: int) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    return pa.ListArray.from_arrays(pa.array(np.zeros(size + 1, dtype=np.int32)), pa.array([], pa.string()))
