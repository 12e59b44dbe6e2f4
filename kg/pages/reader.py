"""The reader of a document: its whole text, every statement marked where it stands, and what each one says beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from kg.graph import edge_type, family_of, status_of
from kg.model import Actor, Certainty, Document, Statement
from kg.pages.html import element, markup, network_link, page, template

_STATUS_WORDS = {
    "fact": "told as fact", "claimed": "claimed by somebody", "denied": "denied by somebody", "negated": "told as not so",
    "called-for": "only called for", "conditional": "only conditional",
}  # fmt: skip


def reader_name(document: Document) -> str:
    """The file name of a document's reader."""
    return f"doc-{document.id}.html"


def reader_page(document: Document, statements: Sequence[Statement]) -> str:
    """The page as one string of HTML, from the document and the statements found in it."""
    told = sorted(
        {one.id: one for one in statements if one.document == document.id}.values(), key=lambda one: (one.start, one.end, one.id)
    )
    body = element("main", _text(document, told), _beside(told), class_="reading")
    return page(
        f"{_title(document)} — Diplograph",
        markup(_head(document, len(told)), body),
        styles=(template("base.css"), template("reader.css")),
        scripts=(template("common.js"), template("reader.js")),
    )


def _title(document: Document) -> str:
    return document.title or document.uri or document.id


def _head(document: Document, count: int) -> Element:
    about = " · ".join(filter(None, (document.publisher, document.published, document.uri)))
    return element(
        "header",
        element("p", element("a", "Diplograph", href="index.html"), " ", element("span", "Reader"), class_="brand"),
        element("h1", _title(document), dir="auto"),
        element("p", element("bdi", about), f" · {count} statement{'' if count == 1 else 's'}", class_="quiet"),
        class_="reader-head",
    )


def _text(document: Document, told: Sequence[Statement]) -> Element:
    """The text in pages; every stretch that belongs to the same statements is one element."""
    article = element("article", dir="auto", data_testid="text")
    for sheet in document.pages:
        many = len(document.pages) > 1
        article.append(
            element(
                "section",
                element("p", f"Page {sheet.label}", class_="page-label") if many else None,
                element("div", *_stretches(document, sheet.start, sheet.end, told), class_="page-text"),
                class_="sheet",
            )
        )
    return article


def _stretches(document: Document, start: int, end: int, told: Sequence[Statement]) -> Iterator[str | Element]:
    """The text from start to end, cut wherever a quote or a trigger begins or ends."""
    here = [(index, one) for index, one in enumerate(told) if one.start < end and start < one.end]
    cuts = {start, end}
    for _, one in here:
        cuts.update(cut for cut in (one.start, one.end, one.trigger_start, one.trigger_end) if start < cut < end)
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        within = [(index, one) for index, one in here if one.start <= left and right <= one.end]
        yield _stretch(document.text[left:right], left, right, within)


def _stretch(text: str, left: int, right: int, within: Sequence[tuple[int, Statement]]) -> str | Element:
    if not within:
        return text
    names_action = any(one.trigger_start <= left and right <= one.trigger_end for _, one in within)
    innermost = min(within, key=lambda pair: pair[1].end - pair[1].start)
    classes = f"said {family_of(innermost[1]) or 'none'} {status_of(innermost[1])}" + (" trigger" if names_action else "")
    return element("mark", text, class_=classes, data_statements=" ".join(str(index) for index, _ in within))


def _beside(told: Sequence[Statement]) -> Element:
    cards = (_card(index, one) for index, one in enumerate(told))
    nothing = (
        element("p", "Nothing that anybody did, said or holds was found in this text.", class_="quiet") if not told else None
    )
    return element(
        "aside", element("h2", "Statements"), nothing, element("ol", *cards), aria_label="Statements", data_testid="beside"
    )


def _card(index: int, told: Statement) -> Element:
    status = status_of(told)
    title = element("b", *_who(told.actors), " → " if told.recipients else "", *_who(told.recipients))
    details = [(edge_type(told) or "COMMENT").capitalize(), f"“{told.trigger}”", told.stance, told.date, _surely(told)]
    return element(
        "li",
        element(
            "button",
            title,
            element("span", element("bdi", " · ".join(str(detail) for detail in details if detail)), class_="what"),
            element("span", "said by ", *_who(told.speakers, " → "), class_="what") if told.speakers else None,
            element("span", element("span", _STATUS_WORDS[status], class_=f"badge {status}"), _contested(told), class_="badges"),
            type="button", aria_pressed="false", data_statement=str(index),
        ),
        element("a", "In the network", href=network_link(s=told.id), class_="small"),
        id=f"s-{told.id}", class_=f"card {family_of(told) or 'none'}",
    )  # fmt: skip


def _surely(told: Statement) -> str | None:
    return None if told.certainty is Certainty.CERTAIN else str(told.certainty)


def _contested(told: Statement) -> Element | None:
    return element("span", "✕ contested", class_="badge contested") if told.contested_by else None


def _who(people: Iterable[Actor], between: str = ", ") -> Iterator[str | Element]:
    for index, actor in enumerate(people):
        if index:
            yield between
        yield element("bdi", actor.name)
