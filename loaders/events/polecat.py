"""POLECAT: a header and a row for each event, coded in PLOVER by its makers, with the articles of Wikipedia of who has a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.vocabulary import CONTEXTS, PLOVER_TYPES, plover
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_SIDES = ("actor", "recipient")
_NEEDED = (
    "event_id", "event_date", "event_type", "event_mode", "intensity", "contexts",
    *(f"{side}_name" for side in _SIDES), *(f"{side}_country" for side in _SIDES), *(f"{side}_sectors" for side in _SIDES),
    *(f"{side}_name_raw" for side in _SIDES), *(f"wikipedia_{side}_id" for side in _SIDES),
    "placename", "city", "district", "province", "country", "latitude", "longitude", "geonames_id", "source", "publication_date",
)  # fmt: skip


def records(table: pa.Table) -> Coded:
    """The records of rows; a mode or a context that PLOVER's manual has not is left out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(col.one_line(table.column(name))) for name in _NEEDED}
    day, nobody = col.days(cells["event_date"]), pa.scalar(None, pa.string())
    sort = pc.utf8_upper(cells["event_type"])
    mode = pc.utf8_lower(pc.replace_substring(cells["event_mode"], pattern="_", replacement="-"))
    pairs = pa.array([f"{name}/{each}" for name in PLOVER_TYPES for each in plover(name).modes])
    known = pc.is_in(pc.binary_join_element_wise(sort, mode, "/"), value_set=pairs)
    named = pc.coalesce(cells["city"], cells["placename"], cells["district"], cells["province"], cells["country"])
    published = pc.if_else(
        pc.is_valid(cells["publication_date"]), pc.binary_join_element_wise(", ", cells["publication_date"], ""), ""
    )
    return col.coded(
        {
            "key": cells["event_id"],
            "date": day,
            "actors": col.listed(_party(cells, "actor")),
            "recipients": col.listed(_party(cells, "recipient")),
            "type": sort,
            "mode": pc.if_else(known, mode, nobody),
            "contexts": _contexts(cells["contexts"]),
            "action": pc.utf8_lower(pc.coalesce(pc.binary_join_element_wise(sort, mode, ": "), sort)),
            "score": col.numbers(cells["intensity"]),
            "place": col.place(
                named, cells["province"], cells["country"], cells["latitude"], cells["longitude"], cells["geonames_id"]
            ),
            "source": pc.binary_join_element_wise(cells["source"], published, ""),
        },
        {
            "no event id": pc.is_valid(cells["event_id"]),
            "Event Date is no day": pc.is_valid(day),
            "unknown Event Type": pc.is_in(sort, value_set=pa.array(PLOVER_TYPES)),
        },
    )


def _party(cells: dict[str, col.Column], side: str) -> col.Column:
    import pyarrow.compute as pc

    name = pc.coalesce(cells[f"{side}_name"], cells[f"{side}_name_raw"])
    return col.party(name, cells[f"{side}_country"], cells[f"{side}_sectors"], cells[f"wikipedia_{side}_id"])


def _contexts(column: col.Column) -> pa.Array:
    """Lists of the contexts that PLOVER has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = pc.unique(texts)
    lists = [[each for each in _split(text) if each in CONTEXTS] for text in coded.to_pylist()]
    return pa.array(lists, pa.list_(pa.string())).take(pc.index_in(texts, value_set=coded, skip_nulls=False))


def _split(text: str | None) -> list[str]:
    return [part.strip().lower() for part in (text or "").replace(",", ";").split(";")]


LAYOUT = Layout("polecat", "\t", _NEEDED, records, plain=True)
