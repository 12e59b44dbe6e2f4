"""Documents, statements and actors as rows of the property graph, and back again without loss."""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import product
from operator import itemgetter
from typing import Any

import orjson

from kg.errors import StoreError, UsageError, VocabularyError
from kg.model import Actor, ActorKind, Document, Eventuality, Kind, Office, Page, Polarity, Profile, Run, Statement, stable_id
from kg.stores.base import DocumentInfo
from kg.vocabulary import PLOVER_TYPES

Row = dict[str, Any]

# In these a None becomes "": no engine keeps a null inside a list.
_WITH_NULLS = ("actor_countries", "recipient_countries", "speaker_countries", "place_countries", "place_coordinates")
_REAL = frozenset({Eventuality.HAPPENED, Eventuality.ONGOING, Eventuality.PLANNED})
MUTUAL_TYPES = frozenset({"AGREE", "CONSULT", "COOPERATE", "ASSAULT"})
_SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})

SHORT_TYPES: tuple[str, ...] = (*PLOVER_TYPES, "STANCE", "DENIES")
STATEMENT_KEYS: tuple[str, ...] = (
    "id", "document", "page", "start", "end", "quote", "trigger", "trigger_start", "trigger_end", "kind",
    "actors", "actor_ids", "actor_kinds", "actor_countries",
    "recipients", "recipient_ids", "recipient_kinds", "recipient_countries",
    "speakers", "speaker_ids", "speaker_kinds", "speaker_countries",
    "type", "mode", "contexts", "cameo", "goldstein", "stance", "target_issue", "polarity", "certainty", "eventuality",
    "date", "date_text", "place", "place_ids", "place_countries", "place_coordinates", "content_of", "contested_by", "denies", "extractor",
    "uri", "sources",
    "text", "by", "first_day", "last_day",
)  # fmt: skip
DOCUMENT_KEYS: tuple[str, ...] = (
    "id", "title", "publisher", "published", "uri", "sha256", "text", "pages", "runs", "page_count", "statements", "digest",
)  # fmt: skip
SHORT_KEYS: tuple[str, ...] = (
    "statement", "date", "date_text", "text", "page", "action", "by", "chain", "certainty", "polarity", "status", "mode", "cameo",
    "goldstein", "doc", "start", "end", "value", "issue",
)  # fmt: skip


def digest(document: Document, statements: Iterable[Statement], profiles: Iterable[Profile]) -> str:
    """A hash of all that adding a document would write, to see whether anything is new."""
    parts = (
        asdict(document),
        sorted((statement.to_json() for statement in statements), key=itemgetter("id")),
        sorted((asdict(profile) for profile in profiles), key=lambda row: str(row["actor"]["id"])),
    )
    try:
        return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()
    except orjson.JSONEncodeError as error:
        raise StoreError("a text holds half of a surrogate pair, which no store can keep", "mend it when loading it") from error


def document_row(document: Document, statements: int, digest: str) -> Row:
    """The properties of a Document node; pages and runs are JSON, because a node holds no lists of records."""
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "uri": document.uri,
        "sha256": document.sha256,
        "text": document.text,
        "pages": json.dumps([[page.number, page.label, page.start, page.end] for page in document.pages]),
        "runs": json.dumps([[run.start, run.end, run.page, run.position] for run in document.runs]),
        "page_count": len(document.pages),
        "statements": statements,
        "digest": digest,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    """The document that `document_row` wrote."""
    return Document(
        id=row["id"],
        text=row["text"],
        pages=tuple(Page(*values) for values in json.loads(row["pages"])),
        title=row.get("title"),
        publisher=row.get("publisher"),
        published=row.get("published"),
        uri=row.get("uri") or "",
        sha256=row.get("sha256") or "",
        runs=tuple(Run(*values) for values in json.loads(row["runs"])),
    )


def document_info(row: Mapping[str, Any]) -> DocumentInfo:
    """What is shown of a document in a list."""
    return DocumentInfo(
        row["id"], row.get("title"), row.get("publisher"), row.get("published"), row["uri"], row["page_count"], row["statements"]
    )


def page_rows(document: Document, statements: Iterable[Statement]) -> list[Row]:
    """One row a page of the document, and one a page that only a statement names."""
    labels = {statement.page: str(statement.page) for statement in statements}
    labels.update({page.number: page.label for page in document.pages})
    return [
        {"id": page_id(document.id, number), "document": document.id, "number": number, "label": label}
        for number, label in sorted(labels.items())
    ]


def page_id(document_id: str, number: int) -> str:
    """The id of a page's node."""
    return f"{document_id}/{number}"


def statement_row(statement: Statement, publisher: str | None) -> Row:
    """The properties of a Statement node: every JSON field, and some more to search and show by."""
    row = statement.to_json()
    for key in _WITH_NULLS:
        row[key] = [country or "" for country in row[key]]
    first, last = days(statement.date)
    row["page_id"] = page_id(statement.document, statement.page)
    return row | {"text": statement.quote, "by": innermost(statement, publisher), "first_day": first, "last_day": last}


def statement_of(row: Mapping[str, Any]) -> Statement:
    """The statement that `statement_row` wrote."""
    countries = {key: [country or None for country in row.get(key) or ()] for key in _WITH_NULLS}
    return Statement.from_json({**row, **countries})


def innermost(statement: Statement, publisher: str | None) -> str | None:
    """Who vouches in the end: the last of the chain, else the document's publisher."""
    return statement.speakers[-1].name if statement.speakers else publisher


def distinct(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without repetition by id; raises `UsageError` for one of another document."""
    strangers = [statement.id for statement in statements if statement.document != document.id]
    if strangers:
        raise UsageError(f"statement {strangers[0]} is not of document {document.id}")
    return tuple({statement.id: statement for statement in statements}.values())


def actors_of(statements: Iterable[Statement]) -> dict[str, Actor]:
    """All who act, are acted upon or speak, by id."""
    people = (actor for each in statements for actor in (*each.actors, *each.recipients, *each.speakers))
    return {actor.id: actor for actor in people}


def role_rows(statement: Statement) -> Iterator[tuple[str, Row]]:
    """The edges from a statement to its actors: relationship type and properties."""
    roles = {"ACTOR": statement.actors, "RECIPIENT": statement.recipients, "SAID_BY": statement.speakers}
    for role, actors in roles.items():
        for position, actor in enumerate(actors):
            yield role, {"statement": statement.id, "actor": actor.id, "position": position}


def links_told(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The edges between statements that a statement's properties tell of: relationship type, from and to."""
    yield from (("CONTESTS", contester, row["id"]) for contester in row["contested_by"])
    yield from (("DENIES", row["id"], denied) for denied in row["denies"])
    yield from (("CONTENT_OF", row["id"], whole) for whole in row["content_of"])


def link_rows(statement: Statement) -> Iterator[tuple[str, Row]]:
    """The same edges of a statement as rows to write."""
    told = {key: getattr(statement, key) for key in ("id", "contested_by", "denies", "content_of")}
    for kind, start, end in links_told(told):
        yield kind, {"from": start, "to": end}


def short_rows(statement: Statement, publisher: str | None, denied: Sequence[Statement]) -> Iterator[tuple[str, Row]]:
    """The short edges between actors for a statement that is asserted and real: relationship type and properties.

    `denied` are the statements that this one denies. An act with several actors and no recipient gives, where its type is
    mutual, an edge from the first to each other actor in list order: match it without an arrow.
    """
    if statement.polarity is not Polarity.ASSERTED or statement.eventuality not in _REAL:
        return
    shared = _short_properties(statement, publisher)
    if statement.type is not None:
        for giver, taker in pairs(statement):
            yield plover_type(statement.type), {"from": giver.id, "to": taker.id, **shared}
    if statement.stance is not None:
        extra = {"value": str(statement.stance), "issue": statement.target_issue}
        for giver, taker in product(statement.actors, statement.recipients):
            yield "STANCE", {"from": giver.id, "to": taker.id, **shared, **extra}
    for giver, taker in denials(statement, denied):
        yield "DENIES", {"from": giver.id, "to": taker.id, **shared}


def plover_type(name: str) -> str:
    """The name, when it is one of PLOVER's types, so that it may be a relationship type."""
    if name not in PLOVER_TYPES:
        raise VocabularyError(f"{name!r} is no PLOVER type; there are {', '.join(PLOVER_TYPES)}")
    return name


def pairs(statement: Statement) -> Iterator[tuple[Actor, Actor]]:
    """Who did it to whom; for a mutual act the first actor with each other one."""
    if statement.recipients:
        yield from product(statement.actors, statement.recipients)
    elif statement.type in MUTUAL_TYPES:
        yield from product(statement.actors[:1], statement.actors[1:])


def denials(denial: Statement, denied: Iterable[Statement]) -> Iterator[tuple[Actor, Actor]]:
    """Who denies whose statement: its innermost speaker, or who made it when it is itself a speech act or a stance."""
    deniers = denial.actors or denial.speakers[-1:]
    for other in denied:
        made = other.actors if other.type in _SPOKEN or other.kind is Kind.STANCE else ()
        for denier, holder in product(deniers, other.speakers[-1:] or made):
            if denier.id != holder.id:
                yield denier, holder


def _short_properties(statement: Statement, publisher: str | None) -> Row:
    return {
        "statement": statement.id,
        "date": statement.date,
        "date_text": statement.date_text,
        "text": statement.quote,
        "page": statement.page,
        "action": statement.trigger,
        "by": innermost(statement, publisher),
        "chain": [actor.name for actor in statement.speakers],
        "certainty": str(statement.certainty),
        "polarity": str(statement.polarity),
        "status": str(statement.eventuality),
        "mode": statement.mode,
        "cameo": statement.cameo,
        "goldstein": statement.goldstein,
        "doc": statement.document,
        "start": statement.start,
        "end": statement.end,
    }


def actor_row(actor: Actor, profile: Profile | None, known: Mapping[str, Any]) -> Row:
    """The properties of an Actor node: what the profile adds to the aliases that are `known` already."""
    aliases = tuple(dict.fromkeys((*(known.get("aliases") or ()), *(profile.aliases if profile else ()))))
    wikidata = (profile.wikidata if profile else None) or known.get("wikidata")
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "country": actor.country,
        "aliases": list(aliases),
        "alias_text": alias_text((actor.name, *aliases)),
        "wikidata": wikidata,
    }


def alias_text(names: Iterable[str]) -> str:
    """All names folded, one a line with a line break around each, so that a whole name can be found in it."""
    from kg.resolve.names import fold  # here, because lookups do without the resolver

    return "\n" + "".join(f"{name}\n" for name in dict.fromkeys(fold(name) for name in names))


def office_rows(actor_id: str, profile: Profile) -> Iterator[Row]:
    """The offices that an actor held."""
    for office in profile.offices:
        yield {
            "person": actor_id,
            "id": f"office:{stable_id(office.title, office.country, office.kind)}",
            "title": office.title,
            "country": office.country,
            "kind": office.kind,
            "start": office.start,
            "end": office.end,
        }


def actor_of(row: Mapping[str, Any]) -> Actor:
    """The actor of an Actor node's properties."""
    return Actor(row["id"], row["name"], ActorKind(row["kind"]), row.get("country"))


def office_of(actor_id: str, row: Mapping[str, Any]) -> Office:
    """An office of a row with title, country, kind, start and end."""
    return Office(actor_id, row["title"], row["country"], row["kind"], row["start"], row["end"])


_DAY = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def days(date: str | None) -> tuple[str | None, str | None]:
    """The first and the last day (ISO) of an EDTF date or interval; None for an end that is open, unknown or not a date.

    >>> days("2020-10"), days("2020-10-26/2020-10-29")
    (('2020-10-01', '2020-10-31'), ('2020-10-26', '2020-10-29'))
    """
    if not date:
        return None, None
    first, slash, last = date.partition("/")
    return _bounds(first)[0], _bounds(last if slash else first)[1]


def _bounds(date: str) -> tuple[str | None, str | None]:
    match = _DAY.fullmatch(date.strip("?~% "))
    if match is None:
        return None, None
    year, month, day = (part if part and part != "XX" else None for part in match.groups())
    if month is None or not 1 <= int(month) <= 12 or not year or int(year) == 0:
        return f"{match[1]}-01-01", f"{match[1]}-12-31"
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]}"
    return (f"{year}-{month}-{day}",) * 2
