"""ICEWS coded events: a header and a row for each act, of which one of two sides together has a row from each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_NEEDED = (
    "event_id", "event_date", "source_name", "source_sectors", "source_country", "event_text", "cameo_code", "intensity",
    "target_name", "target_sectors", "target_country", "story_id", "sentence_number", "publisher", "city", "district", "province",
    "country", "latitude", "longitude",
)  # fmt: skip


def records(table: pa.Table) -> Coded:
    """The records of rows; a row is known by its number and its day, since numbers come back."""
    import pyarrow.compute as pc

    cells = {name: col.told(table.column(name)) for name in _NEEDED}
    full = pc.not_equal(pc.utf8_length(cells["cameo_code"]), 2)  # ICEWS has no root codes: "10" was "010", and would be a demand
    day = col.days(cells["event_date"])
    named = pc.coalesce(cells["city"], cells["district"], cells["province"], cells["country"])
    publisher = pc.if_else(pc.is_valid(cells["publisher"]), col.one_line(cells["publisher"]), "unnamed publisher")
    return col.coded(
        {
            "key": pc.binary_join_element_wise(cells["event_id"], day, "@"),
            "date": day,
            "actors": col.listed(_party(cells, "source")),
            "recipients": col.listed(_party(cells, "target")),
            "code": cells["cameo_code"],
            "action": cells["event_text"],
            "score": col.numbers(cells["intensity"]),
            "place": col.place(named, cells["province"], cells["country"], cells["latitude"], cells["longitude"]),
            "source": _source(publisher, cells),
        },
        {
            "no event id": pc.is_valid(cells["event_id"]),
            "Event Date is no day": pc.is_valid(day),
            "no CAMEO code": pc.is_valid(cells["cameo_code"]),
            "CAMEO code of two digits, perhaps without its leading zero": full,
            "unknown CAMEO code": col.known_codes(cells["cameo_code"]),
        },
    )


def _source(publisher: col.Column, cells: dict[str, col.Column]) -> col.Column:
    """Where the sentence stands: publisher, story and sentence, as far as they are told."""
    import pyarrow.compute as pc

    story = pc.if_else(pc.is_valid(cells["story_id"]), pc.binary_join_element_wise(", story ", cells["story_id"], ""), "")
    sentence = pc.if_else(
        pc.is_valid(cells["sentence_number"]), pc.binary_join_element_wise(", sentence ", cells["sentence_number"], ""), ""
    )
    return pc.binary_join_element_wise(publisher, story, sentence, "")


def _party(cells: dict[str, col.Column], side: str) -> col.Column:
    name, country = col.one_line(cells[f"{side}_name"]), cells[f"{side}_country"]
    return col.party(name, country, cells[f"{side}_sectors"])


LAYOUT = Layout("icews", "\t", _NEEDED, records, plain=True)
