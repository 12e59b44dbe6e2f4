"""How a statement looks to a person: as one row of a table, and whole, with its evidence marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.cli.output import LABEL, NARROW, Format, Segment, fact, new_table, printable, show, show_text, terminal, visible
from kg.model import Certainty, Eventuality, Polarity

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Actor, Document, Place, Statement

SHORT_ID = 8  # digits of an id that people see; any beginning that fits one statement only will do
CONTEXT = 240  # characters shown on either side of the evidence

COLUMNS = (
    "date", "actors", "type", "trigger", "recipients", "stance", "target_issue", "said_by", "polarity", "certainty",
    "eventuality", "document", "page", "id", "evidence",
)  # fmt: skip
TABLE = {
    "date": "date", "who": "who", "action": "action", "to_whom": "to whom", "stance": "stance", "voices": "said by", "how": "how",
    "source": "source", "short_id": "id", "evidence": "evidence",
}  # fmt: skip

_USUAL = (Polarity.ASSERTED, Certainty.CERTAIN, Eventuality.HAPPENED)
_TRIGGER = "reverse"
_PLAIN = "certain"


def row(statement: Statement) -> dict[str, Any]:
    """The statement as a row: under `COLUMNS` for programs, under `TABLE` for people."""
    actors, recipients = [actor.name for actor in statement.actors], [actor.name for actor in statement.recipients]
    return {
        "date": statement.date,
        "actors": actors,
        "type": statement.type,
        "trigger": statement.trigger,
        "recipients": recipients,
        "stance": statement.stance,
        "target_issue": statement.target_issue,
        "said_by": [speaker.name for speaker in statement.speakers],
        "polarity": statement.polarity,
        "certainty": statement.certainty,
        "eventuality": statement.eventuality,
        "document": statement.document,
        "page": statement.page,
        "id": statement.id,
        "evidence": statement.quote,
        "who": ", ".join(actors),
        "action": statement.type or f"“{statement.trigger}”",
        "to_whom": ", ".join(recipients) or statement.target_issue,
        "voices": _voices(statement),
        "how": manner(statement),
        "source": source(statement),
        "short_id": statement.id[:SHORT_ID],
    }


def source(statement: Statement) -> str:
    """The file or address that tells it, without its folders, and the page there."""
    return f"{statement.uri.rstrip('/').rpartition('/')[2] or statement.document}, p. {statement.page}"


def manner(statement: Statement) -> str:
    """How the content is told where it is not simply said to have happened: denied, probable, planned."""
    told = (statement.polarity, statement.certainty, statement.eventuality)
    return ", ".join(value for value in told if value not in _USUAL) or _PLAIN


def print_list(statements: Iterable[Statement], form: Format) -> None:
    """Prints statements one below the other, each with its evidence."""
    console = terminal()
    if console is None or form is not Format.TABLE:
        show((row(statement) for statement in statements), COLUMNS, form, TABLE)
    elif console.width < NARROW:
        for told in statements:
            show_text([((told.date or "undated", LABEL),), *brief(told, identified=True)])
    else:
        _draw(console, statements)


def _draw(console: Console, statements: Iterable[Statement]) -> None:
    from rich.text import Text

    table = new_table()
    for head in ("date", "statement", "id"):
        table.add_column(head, overflow="fold", no_wrap=head != "statement")
    for told in statements:
        table.add_row(told.date or "", Text("\n").join(Text.assemble(*line) for line in brief(told)), told.id[:SHORT_ID])
    if table.row_count:
        console.print(table)


def brief(told: Statement, *, identified: bool = False) -> Iterator[tuple[Segment, ...]]:
    """Who does what to whom; how it is told, where that is not simply as a fact; and the words with their source."""
    yield deed(told)
    remarks = remarks_on(told)
    if remarks:
        yield ((visible(" · ".join(remarks)), "yellow"),)
    where = f"  {visible(source(told))}" + (f"  {told.id[:SHORT_ID]}" if identified else "")
    yield (("“", ""), *evidence(told), ("”", ""), (where, LABEL))


def deed(told: Statement) -> tuple[Segment, ...]:
    """Who does what to whom, in one line."""
    shown = row(told)
    whom = f" → {visible(shown['to_whom'])}" if shown["to_whom"] else ""
    return ((visible(shown["who"] or "somebody"), "bold"), (f" {visible(shown['action'])}", "bold cyan"), (whom, "bold"))


def remarks_on(told: Statement) -> list[str]:
    """Who says it, how surely, and the side taken in it, where there is anything to remark."""
    voices = _voices(told)
    how = manner(told)
    remarks = (f"{voices} says" if voices else "", how if how != _PLAIN else "", told.stance)
    return [remark for remark in remarks if remark]


def evidence(told: Statement) -> tuple[Segment, ...]:
    """The quote, the words that name the action marked in it."""
    start, end = told.trigger_start - told.start, told.trigger_end - told.start
    return (
        (printable(told.quote[:start]), ""),
        (printable(told.quote[start:end]), _TRIGGER),
        (printable(told.quote[end:]), ""),
    )


def print_whole(statement: Statement, document: Document, linked: Iterable[tuple[str, Statement]]) -> None:
    """Prints the statement with everything that is known of it and the passage that it rests on."""
    show_text((*_facts(statement, document), *_links(linked), (), _passage(statement, document)))


def context(statement: Statement, document: Document) -> tuple[str, str]:
    """What stands before and after the evidence, cut between words."""
    before = document.text[max(0, statement.start - CONTEXT) : statement.start]
    after = document.text[statement.end : statement.end + CONTEXT]
    if statement.start > CONTEXT:
        before = re.sub(r"^\S*\s", "", before, count=1)
    if statement.end + CONTEXT < len(document.text):
        after = re.sub(r"\s\S*$", "", after, count=1)
    return before, after


def _facts(statement: Statement, document: Document) -> Iterator[tuple[Segment, ...]]:
    place = document.locate(statement.start)
    facts = {
        "statement": f"{statement.id}, {statement.kind}",
        "action": " ".join(filter(None, (statement.type, statement.mode and f"({statement.mode})", f"“{statement.trigger}”"))),
        "who": _named(statement.actors),
        "to whom": _named(statement.recipients),
        "issue": statement.target_issue,
        "stance": statement.stance,
        "said by": _voices(statement),
        "how": f"{statement.polarity}, {statement.certainty}, {statement.eventuality}",
        "date": statement.date and statement.date + (f", from “{statement.date_text}”" if statement.date_text else ""),
        "place": ", ".join(map(_located, statement.place)),
        "codes": ", ".join(filter(None, (statement.cameo and f"CAMEO {statement.cameo}", *statement.contexts))),
        "document": ", ".join(filter(None, (document.title, document.publisher, document.published))) or document.id,
        "file": document.uri,
        "page": f"{place.label}, characters {statement.start} to {statement.end} of the text",
        "coded by" if statement.sources else "read by": _made_by(statement),
    }
    return (fact(label, value) for label, value in facts.items() if value)


def _links(linked: Iterable[tuple[str, Statement]]) -> Iterator[tuple[Segment, ...]]:
    for relation, other in linked:
        brief = row(other)
        told = " ".join(str(brief[key]) for key in ("short_id", "who", "action", "to_whom") if brief[key])
        yield fact(relation, f"{told}: “{other.quote}”")


def _passage(statement: Statement, document: Document) -> tuple[Segment, ...]:
    before, after = context(statement, document)
    return (
        ("… " if statement.start > CONTEXT else "", ""),
        (printable(before), ""),
        ("⟦", _TRIGGER),
        *((text, f"bold {style}".strip()) for text, style in evidence(statement)),
        ("⟧", _TRIGGER),
        (printable(after), ""),
        (" …" if statement.end + CONTEXT < len(document.text) else "", ""),
    )


def _voices(statement: Statement) -> str:
    return " → ".join(speaker.name for speaker in statement.speakers)


def _made_by(statement: Statement) -> str:
    """The program or data set that made it, and the reports on which a coder of events rests it."""
    return statement.extractor + (f" from: {'; '.join(statement.sources)}" if statement.sources else "")


def _located(place: Place) -> str:
    """The place with its degrees of latitude and longitude, where they are known."""
    return place.name if place.coordinates is None else f"{place.name} ({place.latitude}, {place.longitude})"


def _named(actors: Iterable[Actor]) -> str:
    return ", ".join(f"{actor.name} [{actor.id}]" for actor in actors)
