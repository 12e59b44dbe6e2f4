"""The reader of a document: its whole text, every statement marked where it stands, and what each one says beside it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from kg.graph import Family, edge_type, family_of, status_of
from kg.model import Actor, Certainty, Document, Statement
from kg.pages.html import element, markup, network_link, page, template
from kg.pages.names import actor_file
from kg.pages.parts import masthead

_FAMILY_WORDS = {
    Family.MATERIAL_COOPERATION: "cooperation, deeds", Family.VERBAL_COOPERATION: "cooperation, words",
    Family.VERBAL_CONFLICT: "conflict, words", Family.MATERIAL_CONFLICT: "conflict, deeds",
    Family.STANCE: "stance held", Family.RELATION: "standing tie", None: "comment",
}  # fmt: skip
_STATUS_WORDS = {
    "fact": "told as fact", "claimed": "claimed by somebody", "denied": "denied by somebody", "negated": "told as not so",
    "called-for": "only called for", "conditional": "only conditional",
}  # fmt: skip


def reader_name(document: Document) -> str:
    """The file name of a document's reader."""
    return f"doc-{document.id}.html"


def reader_page(document: Document, statements: Sequence[Statement], *, actor_pages: Collection[str] | None = None) -> str:
    """The page as one string of HTML, from the document and the statements found in it.

    Names lead to dossier pages: those of the ids in `actor_pages`, or of everybody where it is None.
    """
    told = sorted(
        {one.id: one for one in statements if one.document == document.id}.values(), key=lambda one: (one.start, one.end, one.id)
    )
    body = element("main", _text(document, told), _beside(told, actor_pages), class_="reading", id_="content")
    return page(
        f"{_title(document)} — Diplograph",
        markup(_head(document, len(told)), body),
        styles=(template("base.css"), template("pages.css"), template("reader.css")),
        scripts=(template("common.js"), template("page.js"), template("reader.js")),
    )


def _title(document: Document) -> str:
    return document.title or document.uri or document.id


def _head(document: Document, count: int) -> Element:
    about = " · ".join(filter(None, (document.publisher, document.published, document.uri)))
    return element(
        "header",
        masthead(),
        element(
            "div",
            element("p", "Document", class_="eyebrow"),
            element("h1", _title(document), dir="auto"),
            element("p", element("bdi", about), f" · {count} statement{'' if count == 1 else 's'}", class_="quiet"),
            class_="reader-head",
        ),
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
    coming, within = deque(here), list[tuple[int, Statement]]()
    cuts = {start, end}
    for _, one in here:
        cuts.update(cut for cut in (one.start, one.end, one.trigger_start, one.trigger_end) if start < cut < end)
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        while coming and coming[0][1].start <= left:
            within.append(coming.popleft())
        within = [(index, one) for index, one in within if one.end >= right]
        yield _stretch(document.text[left:right], left, right, within)


def _stretch(text: str, left: int, right: int, within: Sequence[tuple[int, Statement]]) -> str | Element:
    if not within:
        return text
    names_action = any(one.trigger_start <= left and right <= one.trigger_end for _, one in within)
    innermost = min(within, key=lambda pair: pair[1].end - pair[1].start)
    classes = f"said {family_of(innermost[1]) or 'none'} {status_of(innermost[1])}" + (" trigger" if names_action else "")
    return element("mark", text, class_=classes, data_statements=" ".join(str(index) for index, _ in within))


def _beside(told: Sequence[Statement], actor_pages: Collection[str] | None) -> Element:
    cards = (_card(index, one, actor_pages) for index, one in enumerate(told))
    nothing = (
        element("p", "Nothing that anybody did, said or holds was found in this text.", class_="quiet") if not told else None
    )
    head = element("div", element("h2", "Statements"), _steps(told), class_="beside-head")
    return element(
        "aside", head, _choice(told), _legend(told), nothing, element("ol", *cards) if told else None,
        aria_label="Statements", data_testid="beside",
    )  # fmt: skip


def _steps(told: Sequence[Statement]) -> Element | None:
    """The way from one statement to the next, and which one it is."""
    if not told:
        return None
    return element(
        "div",
        element("button", "↑", type="button", id="previous", aria_label="Previous statement", data_testid="previous"),
        element("span", f"{len(told)}", id="place", class_="small quiet", role="status", data_testid="place"),
        element("button", "↓", type="button", id="next", aria_label="Next statement", data_testid="next"),
        class_="steps no-print",
    )  # fmt: skip


def _choice(told: Sequence[Statement]) -> Element | None:
    """A choice of which statements are marked: by how they are told, and the contested ones."""
    counts = Counter(str(status_of(one)) for one in told)
    if contested := sum(bool(one.contested_by) for one in told):
        counts["contested"] = contested
    if len(counts) < 2:
        return None
    words = {**_STATUS_WORDS, "contested": "contested by others"}
    options = (element("option", f"{words[name]} ({counts[name]})", value=name) for name in words if counts[name])
    return element(
        "p",
        element("label", "Mark ", for_="marked"),
        element("select", element("option", f"all ({len(told)})", value=""), *options, id="marked", data_testid="marked"),
        class_="choice no-print",
    )  # fmt: skip


def _legend(told: Sequence[Statement]) -> Element | None:
    present = {family_of(one) for one in told}
    if not told:
        return None
    families = (
        element("li", element("span", words, class_=f"key {family or 'none'}"))
        for family, words in _FAMILY_WORDS.items()
        if family in present
    )
    ways = (("fact", "told as fact"), ("claimed", "claimed or only called for"), ("denied", "denied or not so"))
    statuses = (element("li", element("span", words, class_=f"key none {name}")) for name, words in ways)
    return element("ul", *families, *statuses, class_="legend", aria_label="Legend", data_testid="legend")


def _card(index: int, told: Statement, actor_pages: Collection[str] | None) -> Element:
    status = status_of(told)
    details = [(edge_type(told) or "COMMENT").capitalize(), f"“{told.trigger}”", told.stance, told.date, _surely(told)]
    return element(
        "li",
        element(
            "button",
            element("b", *_headline(told)),
            element("span", element("bdi", " · ".join(str(detail) for detail in details if detail)), class_="what"),
            element("span", "said by ", *_who(told.speakers, " → "), class_="what") if told.speakers else None,
            element("span", element("span", _STATUS_WORDS[status], class_=f"badge {status}"), _contested(told), class_="badges"),
            type="button", aria_pressed="false", data_statement=str(index),
        ),
        element("p", *_ways(told, actor_pages), class_="ways small no-print"),
        id=f"s-{told.id}", class_=f"card {family_of(told) or 'none'}",
        data_marked=" ".join((str(status), *(("contested",) if told.contested_by else ()))),
    )  # fmt: skip


def _headline(told: Statement) -> Iterator[str | Element]:
    """From whom to whom, or, where the text names nobody, the words of the action."""
    if not told.actors and not told.recipients:
        yield element("bdi", f"“{told.trigger}”")
        return
    yield from _who(told.actors)
    if told.recipients:
        yield " → " if told.actors else "→ "
    yield from _who(told.recipients)


def _ways(told: Statement, actor_pages: Collection[str] | None) -> Iterator[str | Element]:
    """Where to go from a statement: the network, and the dossiers of those it names."""
    yield element("a", "In the network", href=network_link(s=told.id))
    people = {actor.id: actor for actor in (*told.actors, *told.recipients, *told.speakers)}
    for actor in people.values():
        if actor_pages is None or actor.id in actor_pages:
            yield " · "
            yield element("a", actor.name or actor.id, href=actor_file(actor.id), dir="auto")


def _surely(told: Statement) -> str | None:
    return None if told.certainty is Certainty.CERTAIN else str(told.certainty)


def _contested(told: Statement) -> Element | None:
    return element("span", "✕ contested", class_="badge contested") if told.contested_by else None


def _who(people: Iterable[Actor], between: str = ", ") -> Iterator[str | Element]:
    for index, actor in enumerate(people):
        if index:
            yield between
        yield element("bdi", actor.name)
