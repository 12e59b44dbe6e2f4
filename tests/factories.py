"""Documents and statements for tests, built from one's own sentences: the offsets follow from the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kg.model import Actor, ActorKind, Document, Kind, Page, Statement

_KIND_OF_PREFIX = {"state": ActorKind.STATE, "org": ActorKind.ORGANIZATION, "news": ActorKind.NEWS, "group": ActorKind.GROUP}


def make_actor(name: str, kind: ActorKind | None = None, country: str | None = None) -> Actor:
    """An actor by its name; "org:Council" or "news:Wire" says what sort, a bare name is a state."""
    prefix, _, rest = name.rpartition(":")
    sort = kind or _KIND_OF_PREFIX.get(prefix, ActorKind.PERSON if prefix == "person" else ActorKind.STATE)
    slug = re.sub(r"\W+", "-", rest.lower()).strip("-") or "nameless"
    return Actor(f"local:{sort.lower()}:{slug}", rest, sort, country)


def make_document(text: str | Iterable[str], **fields: Any) -> Document:
    """A document of one page, or of as many as there are texts, which are joined by an empty line."""
    if isinstance(text, str):
        return Document.make(text, **fields)
    parts, pages, start = tuple(text), [], 0
    for number, part in enumerate(parts, 1):
        end = start + len(part) + (2 if number < len(parts) else 0)
        pages.append(Page(number, str(number), start, end))
        start = end
    return Document.make("\n\n".join(parts), pages=tuple(pages), **fields)


def make_statement(
    document: Document,
    quote: str,
    trigger: str,
    actors: Iterable[str | Actor] = (),
    recipients: Iterable[str | Actor] = (),
    speakers: Iterable[str | Actor] = (),
    **fields: Any,
) -> Statement:
    """The statement that `quote` makes in the document, with `trigger` as the words that name the action."""
    start = document.text.index(quote)
    trigger_start = start + quote.index(trigger)
    return Statement(
        document=document.id,
        page=document.page_at(start).number,
        start=start,
        end=start + len(quote),
        quote=quote,
        trigger=trigger,
        trigger_start=trigger_start,
        trigger_end=trigger_start + len(trigger),
        kind=fields.pop("kind", Kind.EVENT),
        actors=_actors(actors),
        recipients=_actors(recipients),
        speakers=_actors(speakers),
        uri=document.uri,
        **fields,
    )


def _actors(given: Iterable[str | Actor]) -> tuple[Actor, ...]:
    return tuple(who if isinstance(who, Actor) else make_actor(who) for who in given)
