"""ACLED: a row for each event of political violence or protest, with a note in prose (codebook of 2023)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.vocabulary import load_table, month_numbers
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_NEEDED = (
    "event_id_cnty", "event_date", "sub_event_type", "actor1", "actor2", "inter1", "inter2", "country", "admin1", "location", "latitude",
    "longitude", "source", "notes",
)  # fmt: skip
_TIMES = r"\s*\(\d{4}(?:-\d{0,4})?\)"  # "Military Forces of France (2017-)"


def records(table: pa.Table) -> Coded:
    """The records of rows: two sides that clash are both actors, else the first acts upon the second."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(col.one_line(table.column(name))) for name in _NEEDED}
    sorts = load_table("events/acled.csv")
    at = pc.index_in(cells["sub_event_type"], value_set=pa.array([row["sub_event_type"] for row in sorts]))

    def told(name: str) -> pa.Array:
        return pc.take(pa.array([row[name] or None for row in sorts], pa.string()), at)

    day = _days(cells["event_date"])
    one, other = (_party(cells, side) for side in "12")
    together, nobody = pc.is_valid(told("together")), pa.scalar(None, pa.string())
    return col.coded(
        {
            "key": cells["event_id_cnty"],
            "date": day,
            "actors": col.listed(one, pc.if_else(together, other, nobody)),
            "recipients": col.listed(pc.if_else(together, nobody, other)),
            "code": told("cameo"),
            "type": told("type"),
            "mode": told("mode"),
            "action": pc.utf8_lower(cells["sub_event_type"]),
            "words": cells["notes"],
            "place": col.place(cells["location"], cells["admin1"], cells["country"], cells["latitude"], cells["longitude"]),
            "source": cells["source"],
        },
        {
            "no event id": pc.is_valid(cells["event_id_cnty"]),
            "event_date is no day": pc.is_valid(day),
            "unknown sub_event_type": pc.is_valid(at),
        },
    )


def _party(cells: dict[str, col.Column], side: str) -> col.Column:
    """The actor without the years of its existence; old files have numbers for the sort of actor, which say nothing by themselves."""
    import pyarrow as pa
    import pyarrow.compute as pc

    name = pc.replace_substring_regex(cells[f"actor{side}"], pattern=_TIMES, replacement="")
    sort = cells[f"inter{side}"]
    sort = pc.if_else(pc.match_substring_regex(sort, r"^\d+$"), pa.scalar(None, pa.string()), sort)
    return pc.if_else(pc.is_valid(name), col.party(name, None, sort), pa.scalar(None, pa.string()))


def _days(column: col.Column) -> col.Column:
    """ISO days out of "2025-05-16" and "16 May 2025"."""
    import pyarrow as pa
    import pyarrow.compute as pc

    written = pc.extract_regex(column, r"^(?P<d>\d{1,2}) (?P<m>[A-Za-z]+) (?P<y>\d{4})$")
    months = month_numbers()
    at = pc.index_in(pc.utf8_lower(pc.struct_field(written, "m")), value_set=pa.array(list(months)))
    month = pc.take(pa.array([f"{number:02}" for number in months.values()]), at)
    iso = pc.binary_join_element_wise(
        pc.struct_field(written, "y"), month, pc.utf8_lpad(pc.struct_field(written, "d"), 2, "0"), "-"
    )
    return pc.coalesce(col.days(column), col.days(iso))


LAYOUT = Layout("acled", ",", _NEEDED, records)
