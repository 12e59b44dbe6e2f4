"""GDELT events, 1.0 and 2.0: lines without header, a row for each event and report (codebooks of 2013 and 2015)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.vocabulary import load_table
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_PARTY = ("code", "name", "country", "known_group", "ethnic", "religion1", "religion2", "type1", "type2", "type3")
_PLACE = ("type", "name", "country", "adm1", "latitude", "longitude", "feature")
_PLACE_2 = (*_PLACE[:4], "adm2", *_PLACE[4:])
_ACT = (
    "is_root", "event_code", "base_code", "root_code", "quad", "goldstein", "mentions", "sources", "articles", "tone",
)  # fmt: skip
_ROLE = _PARTY[3:]


def _names(place: tuple[str, ...], source: bool) -> tuple[str, ...]:
    return (
        *("event_id", "day", "month", "year", "fraction"),
        *(f"actor{side}_{part}" for side in (1, 2) for part in _PARTY),
        *_ACT,
        *(f"{of}_{part}" for of in ("place1", "place2", "place") for part in place),
        "added",
        *(("source",) if source else ()),
    )


_NEEDED = (
    *("event_id", "day"),
    *(f"actor{side}_{part}" for side in (1, 2) for part in _PARTY),
    *("event_code", "root_code", "goldstein", "source"),
    *(f"place{side}_country" for side in (1, 2)),
    *(f"place_{part}" for part in ("name", "adm1", "country", "latitude", "longitude")),
)
_OLD, _NEW, _SECOND = _names(_PLACE, False), _names(_PLACE, True), _names(_PLACE_2, True)


def records(table: pa.Table) -> Coded:
    """The records of rows; a row of which no party is known is a record all the same."""
    cells = {name: col.told(table.column(name)) for name in _NEEDED}
    day = col.days(cells["day"])
    return col.coded(
        {
            "key": cells["event_id"],
            "date": day,
            "actors": col.listed(_party(cells, 1)),
            "recipients": col.listed(_party(cells, 2)),
            "code": cells["event_code"],
            "score": col.numbers(cells["goldstein"]),
            "place": col.place(
                _first(cells["place_name"]), *(cells[f"place_{part}"] for part in ("adm1", "country", "latitude", "longitude"))
            ),
            "source": cells["source"],
        },
        {
            "no event id": _given(cells["event_id"]),
            "SQLDATE is no day": _given(day),
            "no CAMEO code": _given(cells["event_code"]),
            "unknown CAMEO code": col.known_codes(cells["event_code"]),
            "EventCode not of its EventRootCode, perhaps without its leading zero": _of(cells["root_code"], cells["event_code"]),
        },
    )


def _first(names: col.Column) -> col.Column:
    """The place itself out of "Accra, Greater Accra, Ghana"."""
    import pyarrow.compute as pc

    return pc.struct_field(pc.extract_regex(names, r"^(?P<name>[^,]*[^, ])"), "name")


def _given(column: col.Column) -> col.Column:
    import pyarrow.compute as pc

    return pc.is_valid(column)


def _of(root: col.Column, code: col.Column) -> col.Column:
    """Whether a code is one of its root's: "10" of the root "1" was "010" before a spreadsheet had it, which is no demand."""
    import pyarrow.compute as pc

    return pc.fill_null(pc.equal(pc.utf8_slice_codeunits(code, 0, 2), root), True)


def _party(cells: dict[str, col.Column], side: int) -> col.Column:
    """The party of one side, with its code for a name where it has no more.

    Unnamed ones, such as "POLICE", are those of the place nearest to them where no country of theirs is told.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = [cells[f"actor{side}_{part}"] for part in _ROLE]
    roles = pc.binary_join_element_wise(*codes, ",", null_handling="replace", null_replacement="")
    roles = pc.replace_substring_regex(pc.utf8_trim(roles, characters=","), pattern=",+", replacement=",")
    roles = pc.if_else(pc.equal(roles, ""), pa.scalar(None, pa.string()), roles)
    name = pc.coalesce(cells[f"actor{side}_name"], cells[f"actor{side}_code"])
    near = pc.if_else(pc.match_substring_regex(roles, _local()), cells[f"place{side}_country"], pa.scalar(None, pa.string()))
    return col.party(name, pc.coalesce(cells[f"actor{side}_country"], near), roles)


@cache
def _local() -> str:
    """The pattern of the sorts of actors who are taken for those of the country where they are seen."""
    codes = "|".join(row["code"] for row in load_table("events/local.csv"))
    return f"^(?:(?:{codes})(?:,|$))+$"


GDELT_1 = Layout("gdelt1", "\t", _NEEDED, records, {len(_OLD): _OLD, len(_NEW): _NEW}, plain=True)
GDELT_2 = Layout("gdelt2", "\t", _NEEDED, records, {len(_SECOND): _SECOND}, plain=True)
