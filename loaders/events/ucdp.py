"""UCDP's Georeferenced Event Dataset: a row for each event of deadly violence, with its sources (codebook of GED)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.records import MARK
from kg.vocabulary import load_table
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id",
    "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid",
    "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_NEEDED = (
    "id", "type_of_violence", "side_a", "side_b", "source_article", "where_coordinates", "adm_1", "country", "latitude", "longitude",
    "event_clarity", "date_start", "date_end", "best",
)  # fmt: skip
_BETWEEN_SIDES = "\n"  # in none of their names
_BETWEEN_NAMES = re.compile(r"[,\n](?![^()]*\))")  # not the comma of "Military faction (forces of one, another and a third)"


def records(table: pa.Table) -> Coded:
    """The records of rows: two sides that fight are both actors; who kills civilians is the actor, and they are the recipients.

    A side of several, which the codebook divides by commas, is several actors. Where the first is, it acts upon the second, as
    those of one side do not fight each other.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(table.column(name)) for name in _NEEDED}
    sort = col.without_zeros(cells["type_of_violence"])
    kinds = {row["violence"]: row for row in load_table("events/ucdp.csv") if row["violence"]}
    place_of = pc.index_in(sort, value_set=pa.array(list(kinds)))
    first, last = col.days(cells["date_start"]), col.days(cells["date_end"])
    span = pc.if_else(pc.equal(first, pc.coalesce(last, first)), first, pc.binary_join_element_wise(first, last, "/"))
    side_a, side_b = (col.one_line(cells[f"side_{side}"]) for side in "ab")
    alone = pc.equal(sort, "3")
    mutual = pc.and_not(pc.less_equal(pc.list_value_length(_parties(side_a)), 1), pc.fill_null(alone, False))
    nobody = pa.scalar(None, pa.string())
    civilians = col.party(pa.array(["Civilians"] * len(table), pa.string()), cells["country"])
    best = col.without_zeros(cells["best"])
    deaths = pc.if_else(pc.equal(best, "1"), "1 death", pc.binary_join_element_wise(best, " deaths", ""))
    clear = {row["clarity"]: row["certainty"] for row in load_table("events/ucdp.csv") if row["clarity"]}
    return col.coded(
        {
            "key": col.without_zeros(cells["id"]),
            "date": span,
            "actors": _parties(
                pc.binary_join_element_wise(side_a, pc.if_else(mutual, side_b, nobody), _BETWEEN_SIDES, null_handling="replace")
            ),
            "recipients": pc.if_else(alone, col.listed(civilians), _parties(pc.if_else(mutual, nobody, side_b))),
            "code": pc.take(pa.array([row["cameo"] for row in kinds.values()]), place_of),
            "type": pc.take(pa.array([row["type"] for row in kinds.values()]), place_of),
            "action": pc.take(pa.array([row["label"] for row in kinds.values()]), place_of),
            "words": pc.coalesce(deaths, "an unknown number of deaths"),
            "certainty": pc.take(
                pa.array(list(clear.values())), pc.index_in(col.without_zeros(cells["event_clarity"]), value_set=pa.array(list(clear)))
            ),
            "place": col.place(
                col.one_line(pc.coalesce(cells["where_coordinates"], cells["adm_1"])), cells["adm_1"], cells["country"],
                cells["latitude"], cells["longitude"],
            ),
            "source": col.one_line(cells["source_article"]),
        },
        {
            "no id": pc.is_valid(cells["id"]),
            "date_start is no day": pc.is_valid(first),
            "date_end is no day": pc.or_(pc.is_valid(last), pc.is_null(cells["date_end"])),
            "date_end lies before date_start": pc.less_equal(first, pc.coalesce(last, first)),
            "unknown type_of_violence": pc.is_valid(place_of),
        },
    )  # fmt: skip


def _parties(sides: col.Column) -> pa.Array:
    """The parties of one side or of both."""
    import pyarrow as pa

    return col.each(sides, _divided, pa.list_(pa.string()))


def _divided(names: str | None) -> list[str]:
    """The parties of a list of names."""
    return [MARK.join((name.strip(), "", "", "")) for name in _BETWEEN_NAMES.split(names or "") if name.strip()]


LAYOUT = Layout("ucdp", ",", _NEEDED, records, {len(_COLUMNS): _COLUMNS})
