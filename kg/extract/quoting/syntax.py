"""What the tags and the tree of a parse show of clauses, for all that look for who says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

COMMAS = frozenset({",", "—", "–", "-", ";"})
STOPS = COMMAS | {":", ".", "!", "?"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLAUSE_OPENERS = frozenset({"that", "whether", "how", "why", "what", "if", "who", "where", "when"})
OPENING = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD"})
RELATIVE = frozenset({"which", "who", "whose", "whom", "where", "that"})
NEAR = 9  # words between a noun and its "that", or within which a phrase's noun comes


def complement_of(verb: Token) -> Token | None:
    """The clause behind a verb that is what it reports."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("ccomp", "csubj:pass", "csubj") and child.tag_ != "VBG":
            return child
    return None


def subject_between(that: Token) -> bool:
    """Whether a clause that "that" opens has a subject of its own."""
    return that.head.i > that.i and any(
        c.dep_ in ("nsubj", "nsubj:pass") and that.i < c.i < that.head.i for c in that.head.children
    )


def last_word(sentence: Span) -> int:
    """The last word of a sentence that is no full stop."""
    last = sentence.end - 1
    while last > sentence.start and sentence.doc[last].text in (".", "!", "?", "…", "'", ")", ";", ":"):
        last -= 1
    return last
