"""The phrases that name who speaks: a verb's subject, its agent, or what the sorts of the words show where the parse does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses import children, is_passive, preposition, relative_antecedent, surface_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEFORE = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod", "flat", "advmod", "nmod:desc", "appos", "nmod:unmarked"}
)
_BEHIND = frozenset(
    {
        "flat",
        "nmod",
        "compound",
        "fixed",
        "amod",
        "acl",
        "appos",
        "conj",
        "nummod",
        "nmod:desc",
        "nmod:unmarked",
        "list",
        "goeswith",
    }
)
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow"}
    | {"week", "month", "year", "morning", "afternoon", "evening", "night"}
)
_NOMINAL = frozenset({"DT", "PRP", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "HYPH", "PDT"})
_LINKS = frozenset({"of", "for", "at", "from", "in", "and", "&", "de", "von"})
_EMPTY = frozenset({"there", "nobody", "it's"})
_RELATIVE = frozenset({"who", "which", "that", "what"})
_DEPTH = 12  # a parse that nests deeper is no phrase
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose"})


@dataclass(frozen=True, slots=True)
class Named:
    """The words that name who speaks: [first, last] as in the text, and `edge`, the last word of all that is said of them."""

    first: int
    last: int
    edge: int


def own_subject(verb: Token) -> Token | None:
    """The subject that stands nearest to its verb; of two, the farther one belongs to what is said around it."""
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    return min(found, key=lambda child: abs(child.i - verb.i)) if found else None


def subject_of(verb: Token, *, inverted: bool = False) -> Named | None:
    """The subject that stands beside a verb, before it or, where `inverted`, behind it ("said the coach"); None if there is none."""
    head = own_subject(verb)
    if inverted:
        head = head if head is not None and head.i > verb.i else None
        behind = head or next(
            (c for c in verb.children if c.dep_ in ("obj", "iobj", "obl", "xcomp") and left_of(c) == verb.i + 1), None
        )
        if behind is not None:
            return named(behind)
        return chunk_from(verb.doc, verb.i + 1, verb.sent.end)
    if head is not None:
        return named(head)
    return None


def speaker_of(verb: Token) -> Named | None:
    """Whose words a verb reports: its subject, the agent of a passive, or who is named farther up; None where nobody is."""
    if is_passive(verb):
        agent = next((c for c in verb.children if c.dep_ == "obl:agent" or (c.dep_ == "obl" and preposition(c) == "by")), None)
        return named(agent) if agent is not None else None
    found = own_subject(verb)
    inherited = surface_subject(verb) if found is None else [relative_antecedent(found)]
    head = inherited[-1] if inherited else None
    if head is not None and head.lower_ in _EMPTY | _RELATIVE:
        return chunk_before(verb.doc, head.i - 2, verb.sent.start) if head.lower_ in _RELATIVE else None
    if head is not None and head.dep_ == "expl":
        return None
    return named(head) if head is not None else subject_before(verb)


def subject_before(verb: Token) -> Named | None:
    """The noun phrase right before a verb, or before the remark between commas that stands there: "Kyodo, citing officials, said"."""
    at = verb.i - 1
    start = verb.sent.start
    while (at > start and verb.doc[at].tag_ in ("RB", "MD")) or (at > start and verb.doc[at].lower_ in ("has", "have", "had")):
        at -= 1
    if at < start or verb.tag_ == "VBG" or verb.dep_ == "conj":
        return None
    if verb.doc[at].text != ",":
        return chunk_before(verb.doc, at, start)
    for comma in range(at - 1, start, -1):
        if verb.doc[comma].text == "," and verb.doc[comma + 1].tag_ in ("VBG", "VBN", "WP", "DT", "NN", "NNP", "JJ", "CD"):
            return chunk_before(verb.doc, comma - 1, start)
    return None


def named(head: Token) -> Named:
    """The phrase of a head, widened to the title before it that a parse may have left outside."""
    while head.dep_ == "flat" and head.head != head:
        head = head.head
    first, last = phrase(head)
    doc = head.doc
    at = first
    while at > head.sent.start and doc[at - 1].tag_ in _NOMINAL and doc[at].tag_ not in ("DT", "PRP$", "PRP", "WP"):
        at -= 1
    if at < first and (at == head.sent.start or doc[at - 1].is_punct or doc[at - 1].lower_ in ("and", "that", "as", "but")):
        first = at
    while (
        head.lower_ not in _OWNERS
        and doc[last].tag_ in ("DT", "CD", "PRP$", "JJ")
        and last + 1 < head.sent.end
        and doc[last + 1].tag_[:2] == "NN"
    ):
        last += 1
    return Named(first, last, max(last, head.right_edge.i))


def chunk_from(doc: Doc, start: int, stop: int) -> Named | None:
    """The noun phrase that begins at a word, by the sorts of its words alone."""
    end = start
    while (
        end < stop
        and not _begins_anew(doc, start, end)
        and (
            doc[end].tag_ in _NOMINAL
            or (end > start and doc[end].lower_ in _LINKS and end + 1 < stop and doc[end + 1].tag_ in _NOMINAL)
        )
    ):
        end += 1
    return Named(start, end - 1, end - 1) if any(t.tag_[:2] in ("NN", "PR") for t in doc[start:end]) else None


def _begins_anew(doc: Doc, start: int, at: int) -> bool:
    """Whether another noun phrase begins: "told the conference he", "told reporters the"."""
    return at > start and (doc[at].tag_ == "PRP" or (doc[at].tag_ in ("DT", "PRP$") and doc[at - 1].tag_[:2] in ("NN", "PR")))


def chunk_before(doc: Doc, last: int, start: int) -> Named | None:
    """The noun phrase that ends at a word, by the sorts of its words alone."""
    if last < start:
        return None
    first = last + 1
    while first > start and (
        doc[first - 1].tag_ in _NOMINAL
        or (first <= last and doc[first - 1].lower_ in _LINKS and first - 2 >= start and doc[first - 2].tag_[:2] == "NN")
    ):
        first -= 1
    return Named(first, last, last) if any(t.tag_[:2] in ("NN", "PR") for t in doc[first : last + 1]) else None


def left_of(token: Token) -> int:
    """The first word of a phrase that is no mark."""
    at = token.left_edge.i
    while at < token.i and token.doc[at].is_punct:
        at += 1
    return at


def phrase(head: Token) -> tuple[int, int]:
    """First and last word of the phrase that names somebody: with titles, without apposition or relative clause.

    Where several are named together ("Ann Lee and Bo Ek") the phrase holds them all.
    """
    if head.lower_ in _OWNERS:
        return head.i, head.i
    kept = sorted(set(_kept(head)))
    first = last = kept.index(head.i)
    while first and _joined(head, kept[first - 1], kept[first]):
        first -= 1
    while last + 1 < len(kept) and _joined(head, kept[last], kept[last + 1]):
        last += 1
    return kept[first], kept[last]


def _joined(head: Token, left: int, right: int) -> bool:
    between = head.doc[left + 1 : right]
    return all(token.is_punct or token.lower_ in ("and", "or", "as", "well") for token in between)


def _kept(head: Token, depth: int = 0) -> Iterator[int]:
    yield head.i
    for child in head.children:
        if depth < _DEPTH and _is_kept(child, head, depth):
            described = child.dep_ == "acl" or (child.dep_ == "amod" and child.i > head.i)
            yield from (word.i for word in child.subtree) if described else _kept(child, depth + 1)


def _is_kept(child: Token, head: Token, depth: int) -> bool:
    if child.dep_ == "case" and child.lower_ in ("'s", "'"):
        return depth > 0 and head.dep_ == "nmod:poss"
    if child.dep_ in ("case", "cc"):
        return depth > 0 and child.i < head.i
    if child.dep_ == "punct":
        return child.text in ("-", "–", "/", "'") and head.left_edge.i < child.i < head.right_edge.i
    return child.dep_ in _BEFORE if child.i < head.i else _belongs_behind(child, head)


def _belongs_behind(child: Token, head: Token) -> bool:
    """Whether what follows a noun is part of its name or description, and not a remark set off by a comma or a date."""
    if child.dep_ not in _BEHIND:
        return False
    left = left_of(child)
    if child.dep_ == "conj":
        together = any(c.dep_ == "cc" for other in children(head, "conj") for c in other.children)
        return together and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and not children(child, *_SUBJECTS, "cop")
    if left and child.doc[left - 1].text in (",", "(", "—", "–"):
        return False
    return child.lower_ not in _DAYS and (child.dep_ != "appos" or left <= head.i + 2)
