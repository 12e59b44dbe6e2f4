"""Lists every attribution of a text, political or not: who speaks, by which word the text says so, and what is said.

A text says whose words it passes on in few ways, and each has its function here: a clause behind its verb ("she said that ..."),
words in quotation marks before, around and behind it, a remark beside what it reports ("..., she said, ..."), a noun ("the
claim that"), a phrase ("according to"), a colon, and nothing at all where a quotation runs on.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.extract.clauses import children, is_passive, preposition, relation
from kg.extract.coreference import Discourse
from kg.extract.cues import (
    CueWords,
    Named,
    chunk_before,
    chunk_from,
    cue_words,
    left_of,
    named,
    own_subject,
    speaker_of,
    subject_before,
    subject_of,
)
from kg.extract.drafting import parsed
from kg.extract.lexicon import lexicon
from kg.extract.mentions import Word
from kg.extract.nlp import paragraphs
from kg.extract.quotemarks import Marked, marked
from kg.model import Document
from kg.resolve import directory

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_PARAGRAPHS_AT_ONCE = 128
_COMMAS = frozenset({",", "—", "–", "-", ";"})
_STOPS = _COMMAS | {":", ".", "!", "?"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BETWEEN = re.compile(r"[\s,.;:!?…—–\"'”’“‘«»`-]*")
_BEHIND = re.compile(r"[\s,.;:—–-]*(?:(?:and|but|adding|that|as|because)\s)?[\s:,]*")
_TRIMMED = " \t\n\r\u00a0,;:—–"
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_SUBORDINATE = frozenset(
    {"when", "after", "before", "if", "because", "although", "though", "while", "since", "once", "despite", "as", "unless"}
)
_CLAUSE_OPENERS = frozenset({"that", "whether", "how", "why", "what", "if", "who", "where", "when"})
_OPENING = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD"})
_FIRST_PERSON = frozenset({"i", "we", "you"})
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,}(?:, [\w ,.]{0,30}?)?(?: \([\w ./-]+\))? ?(?:--?|–|—) ")
_LABEL = re.compile(
    r"(?P<label>[A-Z][\w.'’-]*(?:[ \t](?:[A-Z][\w.'’-]*|of|the|de|van|von|and|\([^)]*\))){0,6})[ \t]*:[ \t]+(?=\S)"
)
_RELATIVE = frozenset({"which", "who", "whose", "whom", "where", "that"})
_SIGNS = frozenset({'"', "'", "``", "''", ":", "‹", "›"})
_HELPERS = frozenset({"aux", "aux:pass", "advmod"})
_EXPLETIVE = frozenset({"it", "there"})
_NEW_START = frozenset({"according", "and", "but"})
_BLAMING = frozenset({"blaming", "calling", "saying", "pointing"})
_INFINITE = frozenset({"VB", "VBN", "VBG", "RB"})
_NEAR = 9  # words between a noun and its "that"
_FAR = 300  # words behind a verb within which its content may end

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution, or one contiguous piece of it: `document.text[content_start:content_end] == content`, and so for the others.

    `speaker` is the phrase that names who speaks, as written ("he", "Mayor Ann Lee"), or None where nobody is named. `cue` is the
    word that says so ("said", "according to", "claim", ":"), or None where a quotation stands alone. What is said in two places ("A,"
    she said, "B") makes two rows with one speaker and one cue. `direct` is whether the content is quoted word for word: it
    is then what stands between the marks; else it is the reported clause, with the marks that are in it.
    """

    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    content: str
    content_start: int
    content_end: int
    direct: bool
    uri: str = ""

    def to_json(self) -> dict[str, Any]:
        """The JSON Lines form: one flat object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of what is said, in characters of its paragraph."""

    start: int
    end: int
    direct: bool = False
    mark: Marked | None = None  # the quotation that it takes, so that no other voice does


@dataclass(frozen=True, slots=True)
class _Remark:
    """First and last word of a reporting verb with what belongs to it, and its subject if that stands beside it."""

    first: int
    last: int
    subject: Named | None


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks and by which cue, in characters of the document."""

    speaker: Stretch | None
    cue: Stretch | None


def quotes(document: Document, nlp: Language) -> tuple[Quote, ...]:
    """The attributions of a document, in text order; the same document always gives the same.

    A quotation that runs over several sentences or paragraphs is one row for each paragraph.
    """
    discourse = Discourse(directory(), lexicon(), document.published)
    found: list[Quote] = []
    last: _Voice | None = None
    pending = paragraphs(document.text, nlp)
    while batch := list(islice(pending, _PARAGRAPHS_AT_ONCE)):
        promising = [paragraph for paragraph in batch if _may_attribute(paragraph.doc, cue_words())]
        for paragraph, words, doc in parsed(promising, discourse, document, nlp):
            passage = _Passage(document, paragraph.offset, len(paragraph.doc.text), words, doc, last)
            found.extend(passage.quotes())
            last = passage.last
    return tuple(sorted(set(found), key=lambda q: (q.content_start, q.content_end, q.cue_start or 0, q.speaker_start or 0)))


class _Passage:
    """The attributions of one paragraph; offsets within are those of the paragraph until `_quote` makes them the document's."""

    def __init__(self, document: Document, offset: int, size: int, words: list[Word], doc: Doc, before: _Voice | None) -> None:
        self.document = document
        self.offset = offset
        self.text = document.text[offset : offset + size]
        self.words = words
        self.doc = doc
        dateline = _DATELINE.match(self.text)
        self.lead = dateline.end() if dateline else 0
        self.marks = marked(self.text)
        self.lexicon: CueWords = cue_words()
        self.turn = False  # whether it is a turn of a transcript
        self.claimed: dict[Marked, _Voice] = {}
        self.found: list[tuple[_Voice, _Piece]] = []
        self.last = before

    def quotes(self) -> Iterator[Quote]:
        """The paragraph's attributions, in no order."""
        self._label()
        for token in self.doc:
            self._read(token)
        self._colons()
        self._continue()
        for voice, piece in self.found:
            start, end = self._trimmed(piece)
            if end > start:
                yield self._quote(voice, start, end, piece.direct)

    def _read(self, token: Token) -> None:
        kinds = self.lexicon.kinds(token)
        if kinds and token.lower_ not in self.lexicon.participles:
            self._verb(token, kinds)
        elif token.lemma_.lower() in self.lexicon.nouns and token.pos_ == "NOUN":
            self._noun(token)
        elif token.lower_ in self.lexicon.adverbs:
            self._adverb(token)
        self._source(token)
        if token.lower_ == "in":
            self._view(token)

    # -- verbs -------------------------------------------------------------------------------------------------------------

    def _verb(self, verb: Token, kinds: frozenset[str]) -> None:
        """An attribution by a verb, in the first of the ways in which a verb has its content."""
        if self._is_prompt(verb):
            return
        cue = self._cue(verb)
        remark = self._remark(verb)
        pieces = (
            self._around_quotation(verb, remark, kinds)
            or self._beside(verb, remark, kinds)
            or self._below(verb, kinds)
            or self._quoted_behind(verb, remark, kinds)
            or self._led(verb)
            or self._named(verb, kinds)
        )
        if not pieces:
            return
        speaker = self._speaker(verb, remark)
        if speaker is None and not children(verb, "aux:pass"):
            return  # "to say that", "asked whether": nobody says it
        voice = self._voice(speaker, cue)
        self._take(voice, pieces)
        if (quoting := _quoting(verb)) is not None:
            self.found.extend((self._voice(speaker_of(quoting), self._chars(quoting.i, quoting.i)), piece) for piece in pieces)
        self._cited(verb, pieces)

    def _is_prompt(self, verb: Token) -> bool:
        """Whether a participle only says what somebody answers: "Asked whether he would stay, ..."."""
        opens = verb.i == verb.sent.start or verb.nbor(-1).text == ","
        behind = verb.nbor(1).lower_ if verb.i + 1 < verb.sent.end else ""
        answered = verb.lower_ in ("asked", "told") and behind in _CLAUSE_OPENERS | {"about", "by"}
        return opens and answered and (own_subject(verb) is None or verb.tag_ == "VBN")

    def _cue(self, verb: Token) -> Stretch:
        """The verb with its particle; "quoted as saying" is one cue."""
        last = self.lexicon.particle(verb) or verb.i
        first = verb.i
        if (
            verb.lower_ == "saying"
            and verb.i > 1
            and verb.nbor(-1).lower_ == "as"
            and verb.nbor(-2).lower_ in ("quoted", "cited")
        ):
            first = verb.i - 2
        return self._chars(first, last)

    def _speaker(self, verb: Token, remark: _Remark) -> Named | None:
        if verb.lower_ == "saying" and (reported := _reported_saying(verb)) is not None:
            return named(reported)
        beside = remark.subject
        if beside is not None and not is_passive(verb) and self.doc[beside.first].lower_ not in _RELATIVE | _EXPLETIVE:
            if self.words[beside.last].end > self.lead:
                return beside
            return chunk_before(self.doc, verb.i - 1, verb.sent.start)
        if verb.tag_ == "VBG" and own_subject(verb) is None:
            above = self._finite_cue_before(verb)
            if above is not None:
                return self._speaker(above, self._remark(above))
            main = own_subject(verb.sent.root)
            set_off = verb.i > 0 and verb.nbor(-1).text in _COMMAS and main is not None and main.i < verb.i
            if not set_off or main is None:
                return speaker_of(verb)
            return (
                named(main)
                if self.words[main.i].end > self.lead
                else chunk_before(self.doc, verb.sent.root.i - 1, verb.sent.start)
            )
        return speaker_of(verb)

    def _finite_cue_before(self, participle: Token) -> Token | None:
        """The reporting verb whose speaker goes on in ", adding that": the nearest before it in its sentence."""
        if participle.i == 0 or participle.nbor(-1).text not in _COMMAS:
            return None
        for i in range(participle.i - 1, participle.sent.start - 1, -1):
            other = self.doc[i]
            if self.lexicon.kinds(other) & {"speech", "finding"} and other.tag_ in _FINITE and own_subject(other) is not None:
                return other
        return None

    def _remark(self, verb: Token) -> _Remark:
        """The verb with its subject and helpers, up to the next comma: what stands beside reported words."""
        first = last = verb.i
        while first > verb.sent.start and self.doc[first - 1].dep_ in _HELPERS and not self._mark_between(first - 1, first):
            first -= 1
        subject = subject_of(verb, inverted=self._set_off(first) and self._may_be_inverted(verb))
        if subject is None and verb.lower_ in self.lexicon.certain and not is_passive(verb):
            subject = subject_before(verb)
        if subject is not None and subject.first < verb.i:
            first = min(first, subject.first)
        elif subject is not None:
            last = max(last, subject.edge)
        if first > verb.sent.start and self.doc[first - 1].lower_ == "as":
            first -= 1
        while last + 1 < verb.sent.end and self.doc[last + 1].text not in _STOPS and not self._mark_between(last, last + 1):
            last += 1
        return _Remark(first, last, subject)

    def _may_be_inverted(self, verb: Token) -> bool:
        """Whether a subject may follow the verb: none stands before it, and a noun or a name comes next."""
        behind = self.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
        if (
            behind is None
            or behind.tag_ not in _OPENING
            or verb.tag_ not in _FINITE | {"VBN"}
            or self.lexicon.lemma(verb) == "tell"
        ):
            return False
        subject = own_subject(verb)
        return subject is None or subject.i > verb.i or self._breaks_in(verb, subject)

    def _breaks_in(self, verb: Token, subject: Token) -> bool:
        """Whether a verb with its speaker stands between commas, inside what is said: "Sleep, argues the author, is hard to define"."""
        speaker = next((c for c in children(verb, "obj", "iobj") if left_of(c) == verb.i + 1), None)
        if speaker is None or self.doc[verb.i - 1].text != "," or subject.right_edge.i > verb.i:
            return False
        comma = self._before_comma(speaker.i, verb.sent) + 1
        return comma + 1 < verb.sent.end and self.doc[comma].text == "," and self.doc[comma + 1].tag_ in _FINITE

    def _set_off(self, first: int) -> bool:
        """Whether a word follows a comma or a quotation."""
        before = self.doc[first - 1].text if first else ""
        return before in _COMMAS or self._mark_ending_at(self.words[first].start) is not None

    def _around_quotation(self, verb: Token, remark: _Remark, kinds: frozenset[str]) -> list[_Piece]:
        """The words in quotation marks right before a remark, and those right behind it: '"A," she said, "B"'."""
        if not kinds & {"speech", "quoting"} or not self._has_voice(verb, remark):
            return []
        start = self.words[remark.first].start
        before = self._mark_ending_at(start)
        if before is None or before in self.claimed or not self._leads_on(before, verb, remark):
            return []
        pieces = [self._with_lead_in(before)]
        behind = self._mark_opening_behind(remark.last)
        if behind is not None and behind not in self.claimed:
            pieces.append(_whole(behind))
        return pieces

    def _has_voice(self, verb: Token, remark: _Remark) -> bool:
        """Whether a remark names who speaks, or says that nobody does; a relative clause is no remark."""
        if remark.subject is None:
            return is_passive(verb)
        return self.doc[remark.subject.first].lower_ not in _RELATIVE

    def _leads_on(self, mark: Marked, verb: Token, remark: _Remark) -> bool:
        """Whether a quotation goes with the remark behind it and is no sentence of its own."""
        tail = self.text[mark.end - 1 : self.words[remark.first].start]
        if any(sign in tail for sign in ",—–"):
            return True
        complement = _complement(verb)
        inverted = remark.subject is not None and remark.subject.first > verb.i
        return inverted or (complement is None and tail[0] != "." and verb.sent.start <= remark.first)

    def _with_lead_in(self, mark: Marked) -> _Piece:
        """The quotation alone, or from the start of its sentence if that begins before the mark: 'It was "a farce,"'."""
        inside = self._token_at(mark.start)
        if inside is None:
            return _whole(mark)
        start = self.words[inside.sent.start].start
        lead = self.text[start : mark.first]
        if start >= mark.start or not re.search(r"\w", lead) or self._covers_other(start, mark.first):
            return _whole(mark)
        return _Piece(start, mark.last, mark=mark)

    def _covers_other(self, start: int, end: int) -> bool:
        return any(start < other.end and other.start < end for other in self.marks) or any(
            self.lexicon.kinds(t) & {"speech"} and start <= self.words[t.i].start < end for t in self.doc
        )

    def _beside(self, verb: Token, remark: _Remark, kinds: frozenset[str]) -> list[_Piece]:
        """The clause before a remark set off by commas, and its rest behind: "The talks, she said, failed"."""
        first, sentence = remark.first, verb.sent
        if not kinds & {"speech", "thinking", "finding"} or remark.subject is None or not self._has_voice(verb, remark):
            return []
        says_as = self.doc[first].lower_ == "as"
        rest = self._rest(remark.last, sentence)
        if says_as and first == sentence.start and rest is not None:
            return [self._piece(*rest)]
        complement = _complement(verb)
        held = complement is not None and left_of(complement) <= remark.last
        if first <= sentence.start or self.doc[first - 1].text not in _COMMAS or held or (children(verb, "mark") and not says_as):
            return []
        start = self._clause_start(first - 1, sentence)
        if not self._is_clause(start, first - 1) and not (rest and start < first - 1):
            return []
        if rest is None and any(
            c.dep_ == "obj" and c.i > verb.i and not _within(c.i, remark.subject) and c.lower_ != "so" for c in verb.children
        ):
            return []
        pieces = [self._piece(start, first - 2)]
        return pieces if rest is None else [*pieces, self._piece(*rest)]

    def _clause_start(self, end: int, sentence: Span) -> int:
        """Where the clause that ends at a comma begins: at its sentence, or behind a remark of its own."""
        start = sentence.start
        for token in self.doc[start:end]:
            if token.text in (":", ";") and token.i + 1 < end:
                start = token.i + 1
        for mark in self.marks:
            inside = self._token_at(mark.start)
            if inside is not None and mark.first < self.words[end].start < mark.end and inside.i > start:
                start = inside.i
        return start

    def _is_clause(self, first: int, stop: int) -> bool:
        """Whether words hold a clause of their own that is no mere circumstance ("When he arrived, she said nothing")."""
        tokens = self.doc[first:stop]
        heads = [t for t in tokens if t.tag_ in _FINITE or (t.pos_ == "VERB" and t.dep_ in ("ROOT", "ccomp", "parataxis"))]
        if not heads:
            return False
        return tokens[0].lower_ not in _SUBORDINATE or any(t.dep_ in ("ROOT", "ccomp") for t in heads)

    def _rest(self, last: int, sentence: Span) -> tuple[int, int] | None:
        """First and last word of the reported clause's rest behind a remark, if the remark stood inside it."""
        end = _last_word(sentence)
        at = last + 1
        if at >= end or self.doc[at].text not in _COMMAS:
            return None
        at += 1
        opener = self.doc[at]
        if (
            opener.tag_ in ("VBG", "WDT", "WP")
            or opener.lower_ in self.lexicon.participles | _SUBORDINATE | _RELATIVE | _NEW_START
        ):
            return None
        if opener.tag_ == "IN" and not self._finite_from(at, end):
            return None  # "in a statement"
        return at, end

    def _below(self, verb: Token, kinds: frozenset[str]) -> list[_Piece]:
        """The clause behind its verb: "that ...", a bare clause, or an infinitive where that is what is said."""
        first = self._complement_start(verb, kinds)
        if first is None or not kinds & {"speech", "finding", "thinking", "asking", "owning"}:
            return []
        speaker = own_subject(verb)
        inside = self._mark_around(verb)
        if (
            (inside or self.turn)
            and not kinds & {"speech", "finding"}
            and speaker is not None
            and speaker.lower_ in _FIRST_PERSON
        ):
            return []  # "I think" in a quotation softens it
        last = self._complement_end(verb, first)
        piece = self._piece(first, last)
        if self.text[piece.start :].lower().startswith(self.lexicon.anonymous):
            return []
        quotation = None if inside else self._led_up_to(verb, piece)
        return [self._widened(piece, inside, verb) if quotation is None else _whole(quotation)]

    def _led_up_to(self, verb: Token, piece: _Piece) -> Marked | None:
        """The quotation to which a verb leads, with nothing but whom or where between: 'told the court, "..."'.

        The parse may take those words into the clause reported, or end that clause within the quotation.
        """
        behind = self.words[verb.i].end
        mark = next((mark for mark in self.marks if mark.first >= behind), None)
        if mark is None or mark in self.claimed or not piece.start < mark.last or piece.end > mark.last + 2:
            return None
        between = self._tokens_between(behind, mark.first)
        opened = any(token.lower_ in _CLAUSE_OPENERS or token.tag_ in _FINITE for token in between)
        return mark if self.text[behind : mark.first].rstrip()[-1:] in (",", ":") and not opened else None

    def _complement_start(self, verb: Token, kinds: frozenset[str]) -> int | None:
        """The first word of the clause behind its verb: as the parse has it, else as the words show it."""
        telling = kinds & {"speech", "finding", "thinking"}
        complement = _complement(verb)
        if complement is not None and telling:
            first = max(verb.i + 1, left_of(complement))
            while first < complement.i and self.doc[first].is_punct:
                first += 1
            return first
        infinitive = _infinitive(verb)
        if infinitive is not None and kinds & {"expecting"} and (objects := children(verb, "obj")):
            return max(verb.i + 1, left_of(objects[0]))
        if infinitive is not None and kinds & {"asking"} and (led := _for_phrase(verb, infinitive)) is not None:
            return led
        if infinitive is not None and (
            kinds & {"asking"} or (is_passive(verb) and self.lexicon.lemma(verb) in self.lexicon.raising)
        ):
            return max(verb.i + 1, left_of(infinitive)) if infinitive.head.i == verb.i else _to_before(infinitive)
        behind = self.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
        if behind is not None and behind.tag_ == "VBG" and kinds & {"owning"}:
            return behind.i
        return self._clause_behind(verb) if telling else None

    def _clause_behind(self, verb: Token) -> int | None:
        """Where a clause begins that the parse does not show: at "that" or "why", or right behind "said"."""
        stop = verb.sent.end
        at = verb.i + 1
        while at < stop and self.doc[at].text not in (".", "!", "?", ";", ":"):
            token = self.doc[at]
            if token.lower_ == "that" and at > verb.i + 1 and self.doc[at - 1].lemma_.lower() in self.lexicon.nouns:
                return None  # the noun's own clause
            if token.lower_ in _CLAUSE_OPENERS and (at == verb.i + 1 or token.dep_ == "mark" or _subject_between(token)):
                return at if self._finite_from(at + 1, stop) else None
            if token.tag_ in _FINITE or token.dep_ == "mark":
                break
            at += 1
        if verb.lower_ not in self.lexicon.certain or own_subject(verb) is None:
            return None
        phrases = (c for c in verb.children if c.i > verb.i and c.dep_ in ("iobj", "obl"))
        told = chunk_from(self.doc, verb.i + 1, stop) if self.lexicon.lemma(verb) == "tell" else None
        at = (
            max((c.right_edge.i for c in phrases if c.right_edge.i < stop - 2), default=verb.i if told is None else told.last) + 1
        )
        return at if self._finite_from(at, stop) and self.doc[at].tag_ in _OPENING | {"EX"} else None

    def _finite_from(self, start: int, stop: int) -> bool:
        return any(t.tag_ in _FINITE for t in self.doc[start:stop])

    def _complement_end(self, verb: Token, first: int) -> int:
        """The last word of a reported clause: the sentence's, or the one before the next voice or act of who speaks."""
        end = min(_last_word(verb.sent), first + _FAR)
        for child in self.doc[first + 1 : end + 1]:
            if child.lower_ == "according":
                return self._before(child.i, first)
            if self._is_new_voice(child) or self._contrasts(child):
                return self._before(child.i, first)
            if child.text == ";":
                return child.i - 1
            head, dep = relation(child)
            inflected = child.lower_ != child.lemma_.lower()
            if head.i == verb.i and dep == "conj" and inflected and child.i > first + 1 and own_subject(child) is None:
                return self._before(child.i, first)
            if (
                child.head.i == verb.i
                and child.dep_ in ("conj", "parataxis")
                and child.i > first + 1
                and own_subject(child) is None
            ):
                return self._before(left_of(child), first)
            if child.head.i == verb.i and child.dep_ == "conj" and left_of(child) > first + 1 and own_subject(child) is not None:
                return self._before(left_of(child), first)
        return end

    def _is_new_voice(self, token: Token) -> bool:
        """Whether the speaker goes on or blames another: ", adding that", ", citing"."""
        lemma = self.lexicon.lemma(token)
        return (
            token.tag_ == "VBG"
            and self.doc[token.i - 1].text in _COMMAS
            and bool(
                self.lexicon.verbs.get(lemma, frozenset()) & {"speech", "leading", "naming", "quoting"}
                or token.lower_ in self.lexicon.participles | _BLAMING
            )
        )

    def _contrasts(self, token: Token) -> bool:
        return token.lower_ == "while" and self.doc[token.i - 1].text == ","

    def _before(self, at: int, first: int) -> int:
        """The last word before a place that is no comma or "and"."""
        at -= 1
        while at > first and (self.doc[at].text in _COMMAS or self.doc[at].dep_ == "cc" or self.doc[at].lower_ in ("and", "but")):
            at -= 1
        return at

    def _widened(self, piece: _Piece, inside: Marked | None, verb: Token) -> _Piece:
        """A reported clause with the whole of a quotation that it enters, and nothing beyond one that it stands in."""
        if inside is not None:
            return replace(piece, end=min(piece.end, inside.end))
        for mark in self.marks:
            if mark.first < self.words[verb.i].start:
                continue
            if mark.first <= piece.end and piece.start <= mark.last:
                if _BETWEEN.fullmatch(self.text[self.words[verb.i].end : mark.start]) and mark.last + 2 >= piece.end:
                    return _whole(mark)
                piece = _Piece(mark.first if mark.start == piece.start else piece.start, max(piece.end, mark.last))
            elif mark.first >= piece.end and re.fullmatch(r":?\s*", self.text[piece.end : mark.first]):
                piece = replace(piece, end=mark.last)
        return piece

    def _quoted_behind(self, verb: Token, remark: _Remark, kinds: frozenset[str]) -> list[_Piece]:
        """The quotation behind its verb, if there is nothing but whom or where between: 'she told the court: "..."'."""
        if not kinds & {"speech", "quoting", "finding", "naming", "thinking"} or self._mark_around(verb):
            return []
        end = self._sentence_end(verb)
        for mark in self.marks:
            if mark in self.claimed or mark.first < self.words[verb.i].end:
                continue
            if mark.first > end + 2 or re.search(r"[.!?]\s", self.text[self.words[verb.i].end : mark.first]):
                break
            between = self._tokens_between(self.words[verb.i].end, mark.first)
            if any(self.lexicon.kinds(t) & {"speech"} or t.tag_ in _FINITE for t in between):
                return []
            if self._mark_claimed(mark) and not kinds & {"naming"} and self.text[: mark.first].rstrip()[-1:] not in (":", ","):
                return []  # a few words in marks within what another says
            return [_whole(mark)]
        return []

    def _led(self, verb: Token) -> list[_Piece]:
        """What stands behind a preposition: "warned of floods", "accused the firm of lying"."""
        wanted = self.lexicon.leads.get(self.lexicon.lemma(verb), frozenset())
        for child in verb.subtree:
            if child.i > verb.i and child.lower_ in wanted and child.dep_ in ("case", "mark") and _governs(verb, child.head):
                first = child.i
                if self.lexicon.lemma(verb) == "accuse":
                    first = min((left_of(o) for o in children(verb, "obj")), default=first)
                return [
                    self._widened(
                        self._piece(max(first, verb.i + 1), self._complement_end(verb, first)), self._mark_around(verb), verb
                    )
                ]
        return []

    def _named(self, verb: Token, kinds: frozenset[str]) -> list[_Piece]:
        """What somebody is called: "described the deal as a betrayal"."""
        if "naming" not in kinds or (own_subject(verb) is None and not is_passive(verb)):
            return []
        objects = [c for c in children(verb, "obj") if c.i > verb.i]
        if objects and any(c.i > objects[0].i and c.tag_ != "VB" for c in children(verb, "xcomp", "obj")):
            return [self._piece(left_of(objects[0]), self._complement_end(verb, objects[0].i))]
        for child in verb.subtree:
            if child.i > verb.i and child.lower_ == "as" and child.dep_ in ("case", "mark") and child.i < verb.i + 12:
                objects = children(verb, "obj")
                first = left_of(objects[0]) if objects and objects[0].i > verb.i else child.i
                return [self._piece(max(first, verb.i + 1), self._complement_end(verb, child.i))]
        return []

    # -- nouns, phrases, adverbs -------------------------------------------------------------------------------------------

    def _noun(self, noun: Token) -> None:
        """An attribution by a noun with its clause: "the union's claim that ..."."""
        that = self._that_behind(noun)
        if that is None:
            return
        end = self._noun_clause_end(noun, that)
        piece = self._widened(self._piece(that.i, end), self._mark_around(noun), noun)
        self._take(self._voice(self._owner(noun), self._chars(noun.i, noun.i)), [piece])

    def _that_behind(self, noun: Token) -> Token | None:
        """The "that" that opens the clause of a noun, behind nothing but phrases of the noun's own."""
        for i in range(noun.i + 1, min(noun.i + _NEAR, noun.sent.end - 1)):
            token = self.doc[i]
            if token.lower_ == "that":
                holds = token.dep_ == "mark" or (token.dep_ != "obj" and _subject_between(token))
                return token if holds and self._finite_from(i + 1, noun.sent.end) else None
            if token.tag_ in _FINITE or token.text in _STOPS:
                return None
        return None

    def _noun_clause_end(self, noun: Token, that: Token) -> int:
        """The last word of a noun's clause; where the noun is a subject, its own verb comes after."""
        end = _last_word(noun.sent)
        if not self._finite_from(noun.sent.start, noun.i) or noun.dep_ in ("nsubj", "nsubj:pass"):
            return self._before_second_verb(that.i + 1, end)
        if that.head.i > that.i:
            end = min(end, max(that.head.right_edge.i, that.head.i))
        voice = next((t for t in self.doc[that.i + 2 : end + 1] if self._is_new_voice(t)), None)
        return end if voice is None else self._before(voice.i, that.i)

    def _before_second_verb(self, start: int, end: int) -> int:
        """The last word before the finite verb that has no clause of its own in these words."""
        at = start
        while at < end and self.doc[at].tag_ not in _FINITE:
            at += 1
        at += 1
        while at < end and self.doc[at].tag_ in _INFINITE:
            at += 1
        opened = False
        for token in self.doc[at : end + 1]:
            starts_clause = token.tag_ in ("CC", "WDT", "WP", "WRB") or token.text == "," or token.dep_ == "mark"
            if (
                token.tag_ in _FINITE
                or (token.tag_ == "VBN" and token.dep_ not in ("acl", "amod"))
                or (token.tag_ == "VBN" and token.i == at + 1)
            ):
                if not opened:
                    return token.i - 1
                opened = False
            opened = opened or starts_clause
        return end

    def _owner(self, noun: Token) -> Named | None:
        """Whose claim it is: "his", "the union's", "by the union", or who voices it."""
        for child in noun.children:
            if child.dep_ == "nmod:poss":
                return named(child)
        for child in noun.children:
            if child.dep_ == "nmod" and preposition(child) in ("by", "of", "from", "among"):
                return named(child)
        verb = noun.head
        if noun.dep_ in ("obj", "obl") and verb.lemma_.lower() in self.lexicon.voicing:
            return speaker_of(verb)
        return None

    def _source(self, token: Token) -> None:
        """An attribution by a phrase: "according to the police", "in the words of one fan"."""
        words = self._opens_with(token, self.lexicon.according)
        speaker = self._phrase_from(token.i + words, token.sent) if words else None
        if speaker is None:
            return
        end = max(speaker.last, min(speaker.edge, self._before_comma(speaker.last, token.sent)))
        pieces = self._without(token.i, end, token.sent)
        self._take(self._voice(speaker, self._chars(token.i, token.i + words - 1)), pieces)
        self._cited_in(token.sent, pieces)

    def _view(self, token: Token) -> None:
        """An attribution by a noun with "in": "in her view", "in the coach's words"."""
        for noun in self.doc[token.i + 1 : min(token.i + _NEAR, token.sent.end)]:
            if noun.lower_ in self.lexicon.views and (owner := next(iter(children(noun, "nmod:poss")), None)) is not None:
                if owner.i > token.i:
                    self._take(self._voice(named(owner), self._chars(noun.i, noun.i)), self._without(token.i, noun.i, token.sent))
                return

    def _before_comma(self, at: int, sentence: Span) -> int:
        while at + 1 < sentence.end and self.doc[at + 1].text not in _STOPS:
            at += 1
        return at

    def _phrase_from(self, i: int, sentence: Span) -> Named | None:
        """The noun phrase that begins at a word."""
        for token in self.doc[i : min(i + _NEAR, sentence.end)]:
            if token.text in _STOPS or token.tag_ in _FINITE:
                break
            if (
                token.pos_ in ("NOUN", "PROPN", "PRON")
                and left_of(token) <= i
                and not (token.dep_ in ("compound", "nmod:poss", "flat") and token.head.i > token.i)
            ):
                found = named(token)
                return Named(max(found.first, i), found.last, found.edge)
        return chunk_from(self.doc, i, sentence.end)

    def _without(self, first: int, last: int, sentence: Span) -> list[_Piece]:
        """A sentence without a phrase: the words before and behind it; words in quotation marks beside the phrase come whole."""
        before = self._mark_ending_at(self.words[first].start)
        if before is not None and before not in self.claimed and "." not in self.text[before.end - 1 : before.end]:
            return [self._with_lead_in(before)]
        start, end = sentence.start, _last_word(sentence)
        inside = self._mark_around(self.doc[first])
        pieces = []
        if (first - 1 > start and any(t.tag_ in _FINITE for t in self.doc[start:first])) or (
            first - 1 > start and last + 1 < end
        ):
            pieces.append(self._piece(start, first - 1))
        if last + 1 < end and not (pieces and self.doc[last + 1].text not in _COMMAS):
            pieces.append(self._piece(last + 1, end))
        return [self._within(piece, inside) for piece in pieces]

    def _within(self, piece: _Piece, inside: Marked | None) -> _Piece:
        if inside is None:
            for mark in self.marks:
                if mark.first < piece.end < mark.last:
                    piece = replace(piece, end=mark.last)
            return piece
        return replace(piece, start=max(piece.start, inside.start), end=min(piece.end, inside.end))

    def _adverb(self, adverb: Token) -> None:
        """An attribution to nobody: the clause in which "reportedly" stands, with it."""
        verb = adverb.head
        while verb.head.i != verb.i and verb.pos_ not in ("VERB", "AUX") and verb.dep_ not in ("ccomp", "conj", "acl:relcl"):
            verb = verb.head
        first, last = self._clause(verb)
        self._take(
            self._voice(None, self._chars(adverb.i, adverb.i)),
            [self._within(self._piece(first, last), self._mark_around(adverb))],
        )

    def _clause(self, verb: Token) -> tuple[int, int]:
        """First and last word of a clause, without clauses coordinated with it."""
        if verb.dep_ in ("ROOT", "root"):
            return verb.sent.start, _last_word(verb.sent)
        return verb.left_edge.i, min(verb.right_edge.i, _last_word(verb.sent))

    # -- a voice within a voice --------------------------------------------------------------------------------------------

    def _cited(self, verb: Token, pieces: list[_Piece]) -> None:
        """Whom a voice cites in its turn vouches for the same: "Kyodo, citing the ministry, said"."""
        self._cited_in(verb.sent, pieces)

    def _cited_in(self, sentence: Span, pieces: list[_Piece]) -> None:
        for token in sentence:
            words = self._opens_with(token, self.lexicon.citing)
            if (
                not words
                or token.nbor(-1 if token.i else 0).dep_ == "aux:pass"
                or any(p.start <= self.words[token.i].start < p.end for p in pieces)
            ):
                continue
            speaker = self._phrase_from(token.i + words, sentence)
            if speaker is not None:
                voice = self._voice(speaker, self._chars(token.i, token.i + words - 1))
                self.found.extend((voice, piece) for piece in pieces)

    def _opens_with(self, token: Token, phrases: tuple[tuple[str, ...], ...]) -> int:
        """How many words a phrase of these has that begins at a word; 0 if none does."""
        for words in phrases:
            stop = token.i + len(words)
            if token.lower_ == words[0] and stop < token.sent.end and tuple(t.lower_ for t in self.doc[token.i : stop]) == words:
                return len(words)
        return 0

    # -- quotations without a verb ---------------------------------------------------------------------------------------

    def _label(self) -> None:
        """A turn of a transcript: "CHAIR: The meeting is open."."""
        label = _LABEL.match(self.text)
        if label is None or not self._is_speaker_label(label["label"]):
            return
        self.turn = True
        start, end = label.end(), len(self.text)
        whole = next((m for m in self.marks if m.first == start and m.last >= end - 1), None)
        voice = _Voice(
            self._absolute(label.span("label")),
            self._absolute((label.end("label") + self.text[label.end("label") :].index(":"),) * 2),
        )
        voice = replace(voice, cue=(voice.cue[0], voice.cue[0] + 1) if voice.cue else None)
        self._take(voice, [_whole(whole) if whole else _Piece(start, end, direct=True)])

    def _is_speaker_label(self, label: str) -> bool:
        bare = re.sub(r"\s*\(.*?\)", "", label)
        if bare.isupper():
            return True
        first = self._token_at(0)
        return (
            first is not None
            and first.pos_ == "PROPN"
            and any(m.first <= len(label) + 3 and m.last >= len(self.text) - 1 for m in self.marks)
        )

    def _colons(self) -> None:
        """A quotation introduced by a colon alone: 'The minister: "..."', 'The coach was blunt: "..."'."""
        for mark in self.marks:
            if mark in self.claimed or self._mark_claimed(mark):
                continue
            before = self.text[: mark.first].rstrip()
            if not before.endswith(":"):
                continue
            last = self._last_token_before(len(before) - 1)
            if last is None:
                continue
            head = self._colon_speaker(last)
            if head is None:
                continue
            self._take(self._voice(named(head), (len(before) - 1, len(before))), [_whole(mark)])

    def _colon_speaker(self, last: Token) -> Token | None:
        """Who is named before a colon: the subject of the clause, or the phrase that stands there alone."""
        root = last.sent.root
        if root.i > last.i:
            root = last
            while root.head.i <= last.i and root.head.i != root.i:
                root = root.head
        subject = own_subject(root)
        if subject is not None:
            return subject if self._mark_around(subject) is None else None
        return root if self._mark_around(root) is None and root.pos_ in ("NOUN", "PROPN", "PRON") else None

    def _continue(self) -> None:
        """Gives each quotation that is a sentence of its own to who was quoted before it, else to the subject of the sentence before."""
        for mark in self.marks:
            known = self._mark_claimed(mark)
            if known is not None:
                self.last = known
                continue
            if not self._stands_alone(mark):
                continue
            voice = self._voice_before(mark)
            self._take(voice, [_whole(mark)])
            self.last = voice
        if self.text.endswith(":"):
            self.last = self._announced() or self.last

    def _announced(self) -> _Voice | None:
        """Who speaks in the next paragraph, if this one ends in "she said:"."""
        for token in reversed(self.doc):
            if self.lexicon.kinds(token) & {"speech", "quoting"} and (subject := subject_of(token)) is not None:
                return self._voice(subject, self._cue(token))
        return None

    def _mark_claimed(self, mark: Marked) -> _Voice | None:
        if mark in self.claimed:
            return self.claimed[mark]
        around = [(p.end - p.start, v) for v, p in self.found if p.start <= mark.start and mark.end <= p.end]
        return min(around, key=lambda item: item[0])[1] if around else None

    def _stands_alone(self, mark: Marked) -> bool:
        """Whether a quotation is made of whole sentences: it begins where one does and ends as one does."""
        before, behind = self.text[: mark.first].rstrip(), self.text[mark.last :].lstrip()
        opens = not before or before[-1] in ".!?:…\"”’'"
        closes = (
            not mark.closed
            or self.text[mark.end - 1] in ".!?…—"
            or (not behind or (behind[:1].isupper() and self.text[mark.end - 1] != ","))
        )
        return opens and closes and len(self.text[mark.start : mark.end].split()) > 1

    def _voice_before(self, mark: Marked) -> _Voice:
        """Who was quoted in the sentence before or the paragraph before; else the person whom that sentence is about."""
        token = self._last_token_before(mark.first)
        if token is None:
            return self.last or _Voice(None, None)
        sentence = token.sent
        start, end = self.words[sentence.start].start, self.words[sentence.end - 1].end
        told = [(v, p) for v, p in self.found if v.cue is not None and start <= v.cue[0] - self.offset < end]
        near = [v for v, p in self.found if p.start < end and start < p.end] if not told else [v for v, _ in told]
        if near:
            return near[-1] if told else near[0]
        subject = own_subject(sentence.root)
        if subject is None or subject.pos_ not in ("PROPN", "PRON", "NOUN"):
            return self.last or _Voice(None, None)
        return _Voice(self._named_chars(named(subject)), None)

    # -- places ------------------------------------------------------------------------------------------------------------

    def _take(self, voice: _Voice, pieces: list[_Piece]) -> None:
        for piece in pieces:
            self.found.append((voice, piece))
            if piece.mark is not None:
                self.claimed.setdefault(piece.mark, voice)

    def _voice(self, speaker: Named | None, cue: Stretch) -> _Voice:
        return _Voice(self._named_chars(speaker) if speaker is not None else None, self._absolute(cue))

    def _named_chars(self, speaker: Named) -> Stretch:
        """Where a speaker's name stands in the document, without an acronym in brackets or the place a dateline names."""
        start, end = self._chars(speaker.first, speaker.last)
        start = max(start, self.lead) if end > self.lead else start
        return self._absolute((start, start + len(_BRACKETS.sub("", self.text[start:end]))))

    def _absolute(self, stretch: Stretch) -> Stretch:
        return stretch[0] + self.offset, stretch[1] + self.offset

    def _chars(self, first: int, last: int) -> Stretch:
        return self.words[first].start, self.words[last].end

    def _piece(self, first: int, last: int) -> _Piece:
        return _Piece(*self._chars(first, max(first, last)))

    def _trimmed(self, piece: _Piece) -> Stretch:
        """A piece without the blanks and commas at its ends; of a quotation only the last comma goes."""
        start, end = max(piece.start, self.lead) if piece.end > self.lead else piece.start, piece.end
        while start < end and self.text[start] in _TRIMMED:
            start += 1
        while end > start and self.text[end - 1] in _TRIMMED:
            end -= 1
        if not piece.direct and end > start and self.text[end - 1] == "." and not re.search(r"\b\w\.$", self.text[start:end]):
            end -= 1
        return start, end

    def _quote(self, voice: _Voice, start: int, end: int, direct: bool) -> Quote:
        text = self.document.text
        start, end = start + self.offset, end + self.offset
        speaker, cue = voice.speaker, voice.cue
        return Quote(
            speaker=text[slice(*speaker)] if speaker else None,
            speaker_start=speaker[0] if speaker else None,
            speaker_end=speaker[1] if speaker else None,
            cue=text[slice(*cue)] if cue else None,
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            content=text[start:end],
            content_start=start,
            content_end=end,
            direct=direct,
            uri=self.document.uri,
        )

    def _token_at(self, char: int) -> Token | None:
        """The first word that ends behind a character."""
        i = bisect_right(self.words, char, key=lambda word: word.end)
        return self.doc[i] if i < len(self.words) else None

    def _last_token_before(self, char: int) -> Token | None:
        i = bisect_left(self.words, char, key=lambda word: word.start)
        return self.doc[i - 1] if i else None

    def _tokens_between(self, start: int, end: int) -> list[Token]:
        first, stop = (bisect_left(self.words, char, key=lambda word: word.start) for char in (start, end))
        return [self.doc[i] for i in range(first, stop)]

    def _mark_between(self, left: int, right: int) -> bool:
        start, end = self.words[left].end, self.words[right].start + 1
        return any(start <= mark.first < end or start <= mark.end < end for mark in self.marks)

    def _mark_around(self, token: Token) -> Marked | None:
        at = self.words[token.i].start
        return next((mark for mark in self.marks if mark.first < at < mark.end), None)

    def _mark_ending_at(self, char: int) -> Marked | None:
        """The quotation that closes right before a character."""
        return next((m for m in self.marks if m.closed and m.last <= char and _BETWEEN.fullmatch(self.text[m.last : char])), None)

    def _mark_opening_behind(self, last: int) -> Marked | None:
        """The quotation that goes on behind a remark in the same sentence."""
        end = self.words[last].end
        for mark in self.marks:
            if mark.first >= end:
                between = self.text[end : mark.first]
                return mark if "." not in between and _BEHIND.fullmatch(between) else None
        return None

    def _sentence_end(self, token: Token) -> int:
        return self.words[token.sent.end - 1].end


def _may_attribute(doc: Doc, words: CueWords) -> bool:
    """Whether a paragraph is worth a parse: it holds a word that reports, a quotation mark or a colon."""
    return any(token.lower_ in words.signs or token.text in _SIGNS for token in doc)


def _whole(mark: Marked) -> _Piece:
    return _Piece(mark.start, mark.end, direct=True, mark=mark)


def _complement(verb: Token) -> Token | None:
    """The clause behind a verb that is what it reports."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("ccomp", "csubj:pass", "csubj") and child.tag_ != "VBG":
            return child
    return None


def _infinitive(verb: Token) -> Token | None:
    """The infinitive that says what is promised, asked or expected."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 40, verb.sent.end)]:
        head, dep = relation(token)
        of_object = dep == "acl" and head.dep_ == "obj" and head.head.i == verb.i
        if (of_object or (head.i == verb.i and dep in ("xcomp", "ccomp", "advcl"))) and any(
            m.lower_ == "to" for m in children(token, "mark", "aux")
        ):
            return token
    return None


def _for_phrase(verb: Token, infinitive: Token) -> int | None:
    """Where "for" stands in "appealed for witnesses to come forward"."""
    behind = verb.doc[verb.i + 1]
    return behind.i if behind.lower_ == "for" and behind.i < infinitive.i else None


def _to_before(infinitive: Token) -> int:
    return min(m.i for m in children(infinitive, "mark", "aux") if m.lower_ == "to")


def _subject_between(that: Token) -> bool:
    """Whether a clause that "that" opens has a subject of its own."""
    return that.head.i > that.i and any(
        c.dep_ in ("nsubj", "nsubj:pass") and that.i < c.i < that.head.i for c in that.head.children
    )


def _governs(verb: Token, token: Token) -> bool:
    """Whether a phrase hangs on a verb, or on its object."""
    above = token.head
    return above.i == verb.i or (above.head.i == verb.i and above.dep_ in ("obj", "iobj"))


def _within(i: int, phrase: Named) -> bool:
    return phrase.first <= i <= phrase.edge


def _quoting(verb: Token) -> Token | None:
    """The verb that quotes somebody "as saying": "The paper quoted him as saying"."""
    quoting = verb.head
    if verb.lower_ != "saying" or _reported_saying(verb) is None:
        return None
    if is_passive(quoting):
        return quoting if speaker_of(quoting) is not None else None
    return quoting


def _reported_saying(verb: Token) -> Token | None:
    """Who is quoted "as saying": the object of who quotes, the subject of "was quoted"."""
    quoting = verb.head
    if quoting.lemma_.lower() not in ("quote", "cite") or not any(c.lower_ == "as" for c in children(verb, "mark", "case")):
        return None
    return own_subject(quoting) if is_passive(quoting) else next(iter(children(quoting, "obj")), None)


def _last_word(sentence: Span) -> int:
    """The last word of a sentence that is no full stop."""
    last = sentence.end - 1
    while last > sentence.start and sentence.doc[last].text in (".", "!", "?", "…", "'", ")", ";", ":"):
        last -= 1
    return last
