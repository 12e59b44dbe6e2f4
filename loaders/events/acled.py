"""ACLED: a row for each event of political violence or protest, with a note in prose (codebooks of 2023 and 2024)."""

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
_OPTIONAL = ("timestamp",)
_WIDEST = 20  # digits of a timestamp, so that texts of digits are in the order of the numbers
_GENERIC = r"^(?P<sort>Protesters|Rioters|Civilians) \("  # "Protesters (Iran)"
_TIMES = r"\s*\(\d{4}(?:-\d{0,4})?\)"  # "Military Forces of France (2017-)"


def records(table: pa.Table) -> Coded:
    """The records of rows: two sides that clash are both actors, else one acts upon the other.

    Which one does is told by the generic name of a side where there is one (`ontology/events/acled.csv`), else the first does.
    A revised event keeps its id; its later `timestamp` is the version.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(col.one_line(table.column(name))) for name in LAYOUT.read}
    sorts = load_table("events/acled.csv")
    at = pc.index_in(cells["sub_event_type"], value_set=pa.array([row["sub_event_type"] for row in sorts]))

    def told(name: str) -> pa.Array:
        return pc.take(pa.array([row[name] or None for row in sorts], pa.string()), at)

    day = _days(cells["event_date"])
    one, other = _in_order(cells, told("acts"), told("suffers"))
    together, nobody = pc.is_valid(told("together")), pa.scalar(None, pa.string())
    return col.coded(
        {
            "key": cells["event_id_cnty"],
            "version": pc.utf8_lpad(col.without_zeros(cells["timestamp"]), _WIDEST, "0"),
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


def _in_order(cells: dict[str, col.Column], acts: pa.Array, suffers: pa.Array) -> tuple[col.Column, col.Column]:
    """Who acts and who is acted upon: the codebook gives the order of the two no meaning, so a side's generic name counts first."""
    import pyarrow.compute as pc

    first, second = (_party(cells, side) for side in "12")
    sorts = [pc.struct_field(pc.extract_regex(cells[f"actor{side}"], _GENERIC), "sort") for side in "12"]

    def only(side: int, sort: pa.Array) -> pa.Array:
        here, there = (pc.fill_null(pc.equal(sorts[at], sort), False) for at in (side, 1 - side))
        return pc.and_not(here, there)

    turned = pc.or_(only(1, acts), only(0, suffers))
    return pc.if_else(turned, second, first), pc.if_else(turned, first, second)


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


LAYOUT = Layout("acled", ",", _NEEDED, records, optional=_OPTIONAL)
