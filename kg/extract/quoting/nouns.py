"""Reads an attribution by a noun with its clause: "the union's claim that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import preposition
from kg.extract.quoting.contents import is_new_voice, last_before
from kg.extract.quoting.fitting import widened
from kg.extract.quoting.paragraph import MarkedParagraph
from kg.extract.quoting.speakers import Named, named, speaker_of
from kg.extract.quoting.syntax import FINITE, NEAR, STOPS, last_word, subject_between

if TYPE_CHECKING:
    from spacy.tokens import Token

_INFINITE = frozenset({"VB", "VBN", "VBG", "RB"})


def read_noun(paragraph: MarkedParagraph, noun: Token) -> None:
    """An attribution by a noun with its clause: "the union's claim that ..."."""
    that = _that_behind(paragraph, noun)
    if that is None:
        return
    end = _noun_clause_end(paragraph, noun, that)
    piece = widened(paragraph, paragraph.piece(that.i, end), paragraph.mark_around(noun), noun)
    paragraph.take(paragraph.voice(_owner(paragraph, noun), paragraph.chars(noun.i, noun.i)), [piece])


def _that_behind(paragraph: MarkedParagraph, noun: Token) -> Token | None:
    """The "that" that opens the clause of a noun, behind nothing but phrases of the noun's own."""
    for i in range(noun.i + 1, min(noun.i + NEAR, noun.sent.end - 1)):
        token = paragraph.doc[i]
        if token.lower_ == "that":
            holds = token.dep_ == "mark" or (token.dep_ != "obj" and subject_between(token))
            return token if holds and paragraph.finite_from(i + 1, noun.sent.end) else None
        if token.tag_ in FINITE or token.text in STOPS:
            return None
    return None


def _noun_clause_end(paragraph: MarkedParagraph, noun: Token, that: Token) -> int:
    """The last word of a noun's clause; where the noun is a subject, its own verb comes after."""
    end = last_word(noun.sent)
    if not paragraph.finite_from(noun.sent.start, noun.i) or noun.dep_ in ("nsubj", "nsubj:pass"):
        return _before_second_verb(paragraph, that.i + 1, end)
    if that.head.i > that.i:
        end = min(end, max(that.head.right_edge.i, that.head.i))
    voice = next((t for t in paragraph.doc[that.i + 2 : end + 1] if is_new_voice(paragraph, t)), None)
    return end if voice is None else last_before(paragraph, voice.i, that.i)


def _before_second_verb(paragraph: MarkedParagraph, start: int, end: int) -> int:
    """The last word before the finite verb that has no clause of its own in these words."""
    at = start
    while at < end and paragraph.doc[at].tag_ not in FINITE:
        at += 1
    at += 1
    while at < end and paragraph.doc[at].tag_ in _INFINITE:
        at += 1
    opened = False
    for token in paragraph.doc[at : end + 1]:
        starts_clause = token.tag_ in ("CC", "WDT", "WP", "WRB") or token.text == "," or token.dep_ == "mark"
        if (
            token.tag_ in FINITE
            or (token.tag_ == "VBN" and token.dep_ not in ("acl", "amod"))
            or (token.tag_ == "VBN" and token.i == at + 1)
        ):
            if not opened:
                return token.i - 1
            opened = False
        opened = opened or starts_clause
    return end


def _owner(paragraph: MarkedParagraph, noun: Token) -> Named | None:
    """Whose claim it is: "his", "the union's", "by the union", or who voices it."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return named(child)
    for child in noun.children:
        if child.dep_ == "nmod" and preposition(child) in ("by", "of", "from", "among"):
            return named(child)
    verb = noun.head
    if noun.dep_ in ("obj", "obl") and verb.lemma_.lower() in paragraph.lexicon.voicing:
        return speaker_of(verb)
    return None
