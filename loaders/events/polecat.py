"""POLECAT: a header and a row for each event, coded in PLOVER by its makers, with the articles of Wikipedia of who has a part."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.records import MARK
from kg.vocabulary import CONTEXTS, PLOVER_TYPES, load_table, plover
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_SEVERAL = ";"  # between several parties, modes or contexts in a cell
_NOBODY = ("None", "NA")
_SIDES = ("actor", "recipient")
_NEEDED = (
    "event_id", "event_date", "event_type", "event_mode", "intensity", "contexts",
    *(f"{side}_name" for side in _SIDES), *(f"{side}_country" for side in _SIDES), *(f"{side}_sectors" for side in _SIDES),
    *(f"{side}_name_raw" for side in _SIDES), *(f"wikipedia_{side}_id" for side in _SIDES),
    "placename", "city", "district", "province", "country", "latitude", "longitude", "geonames_id", "source", "publication_date",
)  # fmt: skip


def records(table: pa.Table) -> Coded:
    """The records of rows, each with all the parties that a cell names.

    Modes and contexts under other names than PLOVER's manual has are taken for its own (`ontology/events/polecat.csv`); a mode that
    has none stands in the action alone, and a context that has none in the words.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(col.one_line(table.column(name))) for name in _NEEDED}
    day = col.days(cells["event_date"])
    sort = pc.utf8_upper(cells["event_type"])
    acts = pc.coalesce(pc.binary_join_element_wise(sort, pc.utf8_lower(cells["event_mode"]), ": "), sort)
    contexts = pc.utf8_lower(cells["contexts"])
    named = pc.coalesce(cells["city"], cells["placename"], cells["district"], cells["province"], cells["country"])
    published = pc.if_else(
        pc.is_valid(cells["publication_date"]), pc.binary_join_element_wise(", ", cells["publication_date"], ""), ""
    )
    return col.coded(
        {
            "key": cells["event_id"],
            "date": day,
            "actors": _parties(cells, "actor"),
            "recipients": _parties(cells, "recipient"),
            "type": sort,
            "mode": col.each(acts, _mode, pa.string()),
            "contexts": col.each(contexts, _contexts, pa.list_(pa.string())),
            "action": pc.utf8_lower(acts),
            "words": col.each(contexts, _other_contexts, pa.string()),
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


def _parties(cells: dict[str, col.Column], side: str) -> pa.Array:
    """Lists of the parties of one side, which the cells divide by semicolons."""
    import pyarrow as pa
    import pyarrow.compute as pc

    name = pc.coalesce(cells[f"{side}_name"], cells[f"{side}_name_raw"])
    whole = col.party(name, cells[f"{side}_country"], cells[f"{side}_sectors"], cells[f"wikipedia_{side}_id"])
    return col.each(whole, _divided, pa.list_(pa.string()))


def _divided(party: str | None) -> list[str]:
    """The parties of a text of parties; a part that is not told of each of them is told of none."""
    if party is None:
        return []
    name, country, role, wikipedia = (
        [part.strip() for part in cell.split(_SEVERAL)] if cell else [] for cell in party.split(MARK)
    )
    size = len(name) or len(country) or 1
    if size == 1:
        role = [",".join(role)]  # all the sorts are of the one party
    told = (cell if len(cell) == size else [""] * size for cell in (name, country, role, wikipedia))
    parties = (MARK.join("" if part in _NOBODY else part for part in parts) for parts in zip(*told, strict=True))
    return [each for each in parties if each.strip(MARK)]


def _mode(act: str | None) -> str | None:
    """The mode of "ASSAULT: firearms", or of "ASSAULT: assault-firearms", if it is the manual's or has an equal there."""
    sort, _, told = (act or "").partition(": ")
    if sort not in PLOVER_TYPES:
        return None
    modes = (each.strip().replace("_", "-").removeprefix(f"{sort.lower()}-") for each in told.split(_SEVERAL))
    return next((mode for mode in (_ours().get((sort, each), each) for each in modes) if mode in plover(sort).modes), None)


def _contexts(text: str | None) -> list[str]:
    """The contexts that PLOVER has, each once."""
    return list(dict.fromkeys(each for each in _context_names(text) if each in CONTEXTS))


def _other_contexts(text: str | None) -> str | None:
    """The contexts that PLOVER has not, in words."""
    others = [each for each in _context_names(text) if each not in CONTEXTS]
    return f"other contexts: {', '.join(others)}" if others else None


def _context_names(text: str | None) -> list[str]:
    parts = (part.strip() for part in (text or "").replace(",", _SEVERAL).split(_SEVERAL))
    names = (part.replace(" ", "_").replace("-", "_") for part in parts if part)
    return [_ours().get(("context", name), name) for name in names]


@cache
def _ours() -> dict[tuple[str, str], str]:
    return {(row["of"], row["theirs"]): row["ours"] for row in load_table("events/polecat.csv")}


LAYOUT = Layout("polecat", "\t", _NEEDED, records, plain=True)
