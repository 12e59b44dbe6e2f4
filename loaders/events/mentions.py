"""GDELT 2.0 mentions: a row for each report that mentions an event, with how sure the coder is (codebook of 2015)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.records import MENTION
from kg.vocabulary import load_table
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = (
    "globaleventid", "eventtimedate", "mentiontimedate", "mentiontype", "mentionsourcename", "mentionidentifier", "sentenceid",
    "actor1charoffset", "actor2charoffset", "actioncharoffset", "inrawtext", "confidence", "mentiondoclen", "mentiondoctone",
    "mentiondoctranslationinfo", "extras",
)  # fmt: skip
_NEEDED = ("globaleventid", "mentiontimedate", "mentionsourcename", "mentionidentifier", "sentenceid", "confidence")

_EVENT = "gdelt:"  # before the number of an event, which is its address in the graph


def records(table: pa.Table) -> Coded:
    """A record for each mention: the source mentions an event, which is known by its number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(table.column(name)) for name in _NEEDED}
    day, size = col.days(cells["mentiontimedate"]), len(table)
    address = col.one_line(cells["mentionidentifier"])
    event = pc.binary_join_element_wise(_EVENT, cells["globaleventid"], "")
    words = pc.binary_join_element_wise(
        "event ", cells["globaleventid"], ", sentence ", pc.coalesce(cells["sentenceid"], "?"), ", confidence ",
        pc.coalesce(cells["confidence"], "?"), "",
    )  # fmt: skip
    media = pa.array(["MED"] * size, pa.string())
    return col.coded(
        {
            "key": pc.binary_join_element_wise(
                cells["globaleventid"],
                pc.coalesce(address, cells["mentionsourcename"]),
                pc.coalesce(cells["sentenceid"], ""),
                "@",
            ),
            "date": day,
            "actors": col.listed(col.party(cells["mentionsourcename"], None, media)),
            "action": pa.array(["mentions"] * size, pa.string()),
            "words": words,
            "issue": event,
            "certainty": certainty(col.numbers(cells["confidence"])),
            "source": address,
        },
        {
            "no event id": pc.is_valid(cells["globaleventid"]),
            "MentionTimeDate is no day": pc.is_valid(day),
            "no source": pc.is_valid(cells["mentionsourcename"]),
        },
    )


def of_events(records: pa.Table) -> pa.Table:
    """The records of mentions as those that add their sources to the events with their numbers, loaded together with them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pc.replace_substring(records.column("issue"), pattern=_EVENT, replacement="", max_replacements=1)
    told = {"key": numbers, "kind": pa.repeat(pa.scalar(MENTION), len(records))}
    return col.coded(told | {name: records.column(name) for name in ("date", "source", "certainty")}, {}).records


def certainty(confidence: col.Column) -> col.Column:
    """How sure a coder is who gives so many percent; null where it gives none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: col.Column = pa.nulls(len(confidence), pa.string())
    for least, value in _steps():
        found = pc.if_else(pc.fill_null(pc.greater_equal(confidence, least), False), value, found)
    return found


@cache
def _steps() -> tuple[tuple[float, str], ...]:
    return tuple((float(row["least"]), row["certainty"]) for row in load_table("events/confidence.csv"))


LAYOUT = Layout("gdelt-mentions", "\t", _NEEDED, records, {len(_COLUMNS): _COLUMNS}, plain=True)
