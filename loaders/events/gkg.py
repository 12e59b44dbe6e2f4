"""GDELT's Global Knowledge Graph 2.1: a row for each article, with whom and where it names, its tone and what it quotes (codebook 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.records import MARK
from loaders.events import columns as col
from loaders.events.layout import Coded, Layout

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = (
    "gkgrecordid", "date", "sourcecollection", "source", "document", "counts1", "counts", "themes1", "themes", "locations1",
    "locations", "persons1", "persons", "organizations1", "organizations", "tone", "dates", "gcam", "sharingimage", "relatedimages",
    "socialimages", "socialvideos", "quotations", "allnames", "amounts", "translation", "extras",
)  # fmt: skip
_NEEDED = ("gkgrecordid", "date", "source", "document", "locations1", "persons1", "organizations1", "tone", "quotations")


def records(table: pa.Table) -> Coded:
    """A record for each article, which mentions persons and organisations, and one for each quotation in it.

    The knowledge graph does not tell who is quoted: the record has the words, the verb before them and the article.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: col.told(table.column(name)) for name in _NEEDED}
    day = col.days(cells["date"])
    rows = zip(*(cells[name].to_pylist() for name in _NEEDED), day.to_pylist(), strict=True)
    told = [record for row in rows for record in _records(*row)]
    columns = {
        name: pa.array([record.get(name) for record in told], pa.string())
        for name in ("key", "date", "action", "words", "place", "source")
    }
    lists = {
        name: pa.array([record.get(name, []) for record in told], pa.list_(pa.string())) for name in ("actors", "recipients")
    }
    made = col.coded(columns | lists, {})
    refused = col.coded(
        {"key": cells["gkgrecordid"], "date": day},
        {"no record id": pc.is_valid(cells["gkgrecordid"]), "DATE is no day": pc.is_valid(day)},
    ).refused
    return Coded(made.records, refused)


def _records(
    key: str | None, _: str, source: str | None, document: str | None, locations: str | None, persons: str | None,
    organizations: str | None, tone: str | None, quotations: str | None, day: str | None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    if key is None or day is None:
        return
    by = [_party(source, "MED")] if source else []
    shared = {"date": day, "actors": by, "source": document and " ".join(document.split())}
    named = [_party(name, "") for names in (persons, organizations) for name in _split(names)]
    mean = (tone or "").partition(",")[0]
    yield {
        **shared,
        "key": key,
        "recipients": list(dict.fromkeys(named)),
        "action": "mentions",
        "words": f"tone {mean}" if mean else None,
        "place": _place(locations),
    }
    for number, quotation in enumerate((quotations or "").split("#")):
        _, _, verb, words = (*quotation.split("|", 3), "", "", "", "")[:4]
        if words.strip():
            yield {
                **shared,
                "key": f"{key}/quotation/{number}",
                "action": verb.strip() or "quotes",
                "words": " ".join(words.split()),
            }


def _split(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(";") if name.strip()]


def _party(name: str, role: str) -> str:
    return MARK.join((" ".join(name.split()), "", role, ""))


def _place(locations: str | None) -> str | None:
    """The first place: type, full name, country, first division, latitude, longitude and feature, divided by number signs."""
    parts = (locations or "").partition(";")[0].split("#")
    if len(parts) < 7 or not parts[1]:
        return None
    name, country, region, latitude, longitude = (part.replace(MARK, " ").strip() for part in parts[1:6])
    where = (latitude, longitude) if _degrees(latitude, 90) and _degrees(longitude, 180) else ("", "")
    return MARK.join((name.partition(",")[0].strip(), region, country, *where, ""))


def _degrees(text: str, most: int) -> bool:
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


LAYOUT = Layout("gkg", "\t", _NEEDED, records, {len(_COLUMNS): _COLUMNS}, plain=True)
