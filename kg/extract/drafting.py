"""Puts the stages together: reads a document paragraph by paragraph and drafts a statement for each act it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.attribution import CITING, Quotation, Voices, attribute_quotations, quotations, speakers_of, speech, voices
from kg.extract.clauses import (
    ancestors,
    children,
    clause_of,
    extent,
    first_conjunct,
    is_passive,
    is_verbal,
    preposition,
    relation,
    slot,
    subject,
)
from kg.extract.coding import HOSTILE, Act, acts, find_slots, future_type
from kg.extract.coreference import Reader
from kg.extract.dates import Anchor, find_times, is_day
from kg.extract.discourse import Discourse, Happening, Referent
from kg.extract.judgement import judged
from kg.extract.lexicon import Frame, Lexicon, lexicon
from kg.extract.mending import mend
from kg.extract.mentions import Word, find_mentions, rewrite
from kg.extract.nlp import Paragraph, paragraphs, parse
from kg.extract.participants import Participants
from kg.extract.qualifiers import Qualified, is_content, qualify, weaker
from kg.extract.timing import Clock
from kg.extract.wordlists import word_list
from kg.model import Actor, ActorKind, Certainty, Document, Eventuality, Kind, Place, Polarity, StanceValue, Statement
from kg.resolve import directory
from kg.vocabulary import default_cameo, goldstein

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_PARAGRAPHS_AT_ONCE = 128
_MEMORY = 40  # events that a definite noun may still mean
_LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "into",
        "across",
        "around",
        "inside",
        "outside",
        "from",
        "to",
        "toward",
        "towards",
        "along",
        "within",
        "over",
    }
)
_ISSUE_SLOTS = ("over", "about", "on", "for", "towards", "toward", "against", "regarding", "concerning", "of", "to", "with")
_ISSUE_WORDS = 9
# Acts that are done by saying so.
_PERFORMED = frozenset({"REQUEST", "ACCUSE", "REJECT", "AGREE", "THREATEN", "CONCEDE"})
_FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
_DUTY = frozenset({"must", "should", "ought"})
_PALE = word_list("pale")


def extract(document: Document, nlp: Language) -> list[Statement]:
    """The statements of a document, in text order; the same document always gives the same statements.

    Links between them (`content_of`) are set; denials and rival accounts are linked by `kg.assemble`.
    """
    discourse = Discourse(directory(), lexicon(), document.published)
    found: list[Statement] = []
    clock = Clock(document.published)
    pending = paragraphs(document.text, nlp)
    while batch := list(islice(pending, _PARAGRAPHS_AT_ONCE)):
        for paragraph, words, doc in parsed(batch, discourse, document, nlp):
            found.extend(_Drafter(document, paragraph, words, doc, discourse, clock).statements())
    return found


def parsed(
    batch: list[Paragraph], discourse: Discourse, document: Document, nlp: Language
) -> Iterator[tuple[Paragraph, list[Word], Doc]]:
    """Each paragraph with its words as the parser read them, and the parse."""
    rewritten = []
    for paragraph in batch:
        entities = [(e.start, e.end, e.label.lower()) for e in paragraph.entities]
        mentions = find_mentions(paragraph.doc, entities, discourse.directory, discourse.names, document.published)
        times = [(t.start, t.end) for t in find_times(paragraph.doc.text, Anchor(document.published)) if is_day(t)]
        rewritten.append(rewrite(paragraph.doc, mentions, times, discourse.lexicon.suffixes))
    docs = parse((([w.text for w in words], [w.space for w in words]) for words in rewritten), nlp)
    for paragraph, words, doc in zip(batch, rewritten, docs, strict=True):
        doc.user_data["block"] = paragraph.doc.text
        mend(doc)
        _mend_lemmas(doc, discourse.lexicon)
        yield paragraph, words, doc


def _mend_lemmas(doc: Doc, words: Lexicon) -> None:
    """Gives verbs and plurals that the lemmatizer missed the lemma under which the lexicon knows them."""
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN":
            token.lemma_ = words.noun_forms.get(token.lower_, token.lemma_)
        if (token.pos_ == "VERB" or token.tag_ in ("VBN", "VBG")) and lemma not in words.verbs and lemma not in words.speech:
            token.lemma_ = words.verb_forms.get(token.lower_, lemma)


@dataclass(frozen=True)
class _Draft:
    """A statement with what is needed to link it: the word that names it and the word whose content it is."""

    statement: Statement
    word: int
    content_of: int | None
    object: int | None = None


class _Drafter:
    """Drafts the statements of one paragraph."""

    def __init__(
        self, document: Document, paragraph: Paragraph, words: list[Word], doc: Doc, discourse: Discourse, clock: Clock
    ) -> None:
        self.document = document
        self.offset = paragraph.offset
        self.block = paragraph.doc.text
        self.words = words
        self.doc = doc
        self.discourse = discourse
        self.lexicon: Lexicon = discourse.lexicon
        self.reader = Reader(words, discourse)
        self.participants = Participants(self.reader, discourse)
        self.clock = clock
        self.quoted_last: tuple[Actor, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """The paragraph's statements, sentence by sentence."""
        spans = quotations(self.block)
        for sentence in self.doc.sents:
            self.discourse.sentence += 1
            quoted, self.quoted_last = attribute_quotations(sentence, spans, self.reader, self.lexicon, self.quoted_last)
            self.discourse.speaker = self.quoted_last
            self.clock.read(sentence, self.words, self.block)
            drafts = [
                replace(
                    d,
                    statement=self.clock.carried(d.statement, self.doc[d.word], self.discourse.sentence, spoken=self._spoken(d)),
                )
                for d in self._sentence(sentence, quoted)
            ]
            self._note_happenings(drafts)
            yield from _linked(drafts)
            for token in sentence:
                if token.pos_ in ("PROPN", "NOUN", "ADJ", "PRON"):
                    self.reader.note(token)
            self._note_groups(sentence)

    def _spoken(self, draft: _Draft) -> bool:
        """Whether a statement is what its own actors say within quotation marks: "I hope ...", "we demand ..."."""
        return draft.statement.actors == self.discourse.speaker and self.reader.in_quotes(self.doc[draft.word])

    def _note_happenings(self, drafts: list[_Draft]) -> None:
        for draft in drafts:
            told = draft.statement
            if told.kind is Kind.EVENT and told.actors:
                noun = self.doc[draft.word].lemma_.lower()
                if draft.object is not None:
                    noun = self.doc[draft.object].lemma_.lower()
                self.discourse.happenings.append(Happening(noun, told.type, told.actors, self.discourse.sentence, told.speakers))
        del self.discourse.happenings[:-_MEMORY]

    def _note_groups(self, sentence: Span) -> None:
        for token in sentence:
            if children(token, "conj") and token.dep_ != "conj" and token.pos_ in ("PROPN", "NOUN"):
                group = self.reader.actors(token)
                if len(group) > 1:
                    self.discourse.remember(
                        Referent(group, self.discourse.sentence, token.i, token.dep_.startswith("nsubj"), clause_of(token).i)
                    )

    # -- one sentence --------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Span, quoted: list[Quotation]) -> list[_Draft]:
        found = acts(sentence, self.reader, self.lexicon)
        drafts: list[_Draft] = []
        for token in sentence:
            act = found.get(token.i)
            if (
                act is None
                or self._is_auxiliary_act(act, found)
                or self._is_mere_purpose(act, found)
                or self._is_answered(act, found)
                or self.participants.is_told_before(act)
            ):
                continue
            draft = self._draft(act, found, quoted)
            if draft is not None:
                drafts.append(draft)
        drafts += self._comments(sentence, drafts, found, quoted)
        drafts += self._demands(drafts)
        return sorted(drafts, key=lambda d: (d.statement.trigger_start, d.statement.start))

    def _is_auxiliary_act(self, act: Act, found: Mapping[int, Act]) -> bool:
        """Whether a verb only prepares another act ("began to", "tried to", "plans to") or only reports."""
        token = act.token
        if act.frame is not None:
            return False
        judges = token.lemma_.lower() in self.lexicon.judgements["verbs"] and children(token, "xcomp")
        if self._is_circumstance(token) and not judges:
            return True
        if speech(token, self.lexicon) or token.lemma_.lower() in _PALE:
            return True
        prepares = (
            token.lemma_.lower() in self.lexicon.transparent
            or token.lemma_.lower() in self.lexicon.attempts | self.lexicon.planning | self.lexicon.negating
        )
        return prepares and bool(children(token, "xcomp"))

    def _is_circumstance(self, token: Token) -> bool:
        """Whether a verb that the lexicon does not know only paints the scene: "by saying", "based on", "if they stay", "while speaking"."""
        _, dep = relation(first_conjunct(token) if not children(token, "nsubj", "nsubj:pass") else token)
        if dep in ("advcl", "acl") and not children(token, "nsubj", "nsubj:pass"):
            return True
        return any(mark.lower_ in self.lexicon.conditionals for mark in children(token, "mark"))

    def _is_mere_purpose(self, act: Act, found: Mapping[int, Act]) -> bool:
        """Whether a "to"-clause only says what another act is for: "met to discuss", "to resolve their differences"."""
        token = act.token
        if not act.is_verb or relation(token)[1] != "advcl" or not any(m.lower_ == "to" for m in children(token, "mark")):
            return False
        above = found.get(token.head.i)
        return act.frame is None or (
            act.frame.type in ("CONSULT", "AGREE")
            and above is not None
            and above.frame is not None
            and above.frame.type in ("CONSULT", "AGREE")
        )

    def _is_answered(self, act: Act, found: Mapping[int, Act]) -> bool:
        """Whether a noun only names the charge that its verb answers: "denied the accusation" denies what was said, not that it was said."""
        above = found.get(act.token.head.i)
        charge = (
            not act.is_verb
            and act.frame is not None
            and act.frame.type in ("ACCUSE", "REJECT")
            and act.token.dep_ in ("obj", "nsubj:pass")
        )
        return charge and above is not None and above.frame is not None and above.frame.type in ("REJECT", "ACCUSE")

    def _draft(self, act: Act, found: Mapping[int, Act], quoted: list[Quotation]) -> _Draft | None:
        actors, recipients = self.participants.of(act, found)
        frame = act.frame
        suffered = recipients and not self._of_pronoun(act) and (frame is not None or is_passive(act.token))
        if not (actors or suffered or self._stands_alone(act) or self._struck(act)):
            return None
        if frame is not None and frame.kind == "relation" and not actors:
            return None  # a tie of nobody's
        qualified = qualify(act, found, self.lexicon)
        voice = voices(act.token, found, quoted, self.reader, self.lexicon)
        if voice.unnamed and not voice.speakers:
            qualified = replace(qualified, certainty=weaker(qualified.certainty, Certainty.PROBABLE))
        if act.frame is not None and act.frame.mutual and is_passive(act.token) and not subject(act.token) and voice.speakers:
            actors = tuple(dict.fromkeys((voice.speakers[-1], *actors)))  # "an agreement has been reached with Chad", said Kenya
        if (
            actors == self.discourse.speaker
            and act.frame is not None
            and act.frame.type in _PERFORMED
            and qualified.eventuality is Eventuality.ONGOING
        ):
            qualified = replace(qualified, eventuality=Eventuality.HAPPENED)  # to say "I ask you" is to ask
        parent = self._parent(act, found)
        thing = act.object.i if act.object is not None else None
        told = self._statement(act, actors, recipients, qualified, voice, within=parent is not None)
        if act.frame is None and (
            children(act.token, "xcomp") or any(preposition(c) == "as" for c in children(act.token, "obl", "advcl"))
        ):
            told = judged(told, act.token, (), self.participants)
        return _Draft(told, act.token.i, parent, thing)

    def _of_pronoun(self, act: Act) -> bool:
        """Whether a passive without a frame is said of an "it" or "they", which by itself tells nobody's act."""
        return act.frame is None and any(s.pos_ == "PRON" for s in children(act.token, "nsubj:pass"))

    def _stands_alone(self, act: Act) -> bool:
        """Whether an event noun counts without parties: as subject of its sentence, or as what is reported ("Fighting was reported")."""
        return not act.is_verb and act.frame is not None and act.frame.kind == "event" and act.token.dep_.startswith("nsubj")

    def _struck(self, act: Act) -> bool:
        """Whether an act of force or pressure counts without anybody named, since it says where: "A bomb exploded in Kandahar"."""
        frame = act.frame
        forced = act.is_verb and frame is not None and frame.kind == "event" and frame.type in _FORCE
        return forced and any(place.country for place in self._places(act))

    def _parent(self, act: Act, found: Mapping[int, Act]) -> int | None:
        """The act whose content this one is: what is asked for, promised, denied."""
        for child, head, dep in ancestors(act.token):
            above = found.get(head.i)
            if above is not None and above.frame is not None and is_content(child, dep, above.frame.content_slot):
                return head.i
            if dep in ("acl:relcl", "nsubj"):
                return None
        return None

    # -- comments ------------------------------------------------------------------------------------------------

    def _comments(self, sentence: Span, drafts: list[_Draft], found: Mapping[int, Act], quoted: list[Quotation]) -> list[_Draft]:
        """A statement for each thing said that holds nobody's act: its speaker comments."""
        extra = []
        for token in sentence:
            entry = speech(token, self.lexicon)
            if entry is None or token.lower_ in CITING or (entry.opinion and not children(token, "ccomp")):
                continue
            if (token.i in found and found[token.i].frame is not None) or not is_verbal(token):
                continue
            speakers = speakers_of(token, self.reader, self.lexicon).speakers if not is_passive(token) else ()
            content = self._content_words(token)
            if not speakers or not content or any(d.word in content and is_verbal(self.doc[d.word]) for d in drafts):
                continue
            if any(self._tells_more(self.doc[i]) for i in content if i != token.i):
                continue
            act = Act(token, None)
            recipients = tuple(a for a in find_slots(act, entry.recipient, self.reader) if a not in speakers)
            qualified = replace(qualify(act, found, self.lexicon), eventuality=Eventuality.HAPPENED)
            voice = voices(token, found, [], self.reader, self.lexicon)
            voice = Voices(tuple(s for s in voice.speakers if s not in speakers), voice.unnamed)
            told = judged(
                self._widened(self._statement(act, speakers, recipients, qualified, voice), content),
                token,
                [self.doc[i] for i in sorted(content)],
                self.participants,
            )
            extra.append(_Draft(told, token.i, None))
        return extra

    def _widened(self, told: Statement, content: set[int]) -> Statement:
        """The comment with what is said in its quote, where that stands beside the verb."""
        start, end = self._chars(min(content), max(content))
        start, end = min(start, told.start), max(end, told.end)
        return replace(told, start=start, end=end, quote=self.document.text[start:end])

    def _tells_more(self, token: Token) -> bool:
        """Whether a word within the content is itself a reporting verb with something to report."""
        return speech(token, self.lexicon) is not None and bool(children(token, "ccomp", "xcomp", "obj", "parataxis"))

    def _demands(self, drafts: list[_Draft]) -> list[_Draft]:
        """Who says that another must do something asks it of them: "Chad must leave, Kenya said"."""
        extra = []
        for draft in drafts:
            token, told = self.doc[draft.word], draft.statement
            modal = self._obligation(token)
            if modal is None or not told.speakers or not told.actors or told.content_of or draft.content_of is not None:
                continue
            voice = told.speakers[-1]
            if voice in told.actors:
                continue
            start, end = self._chars(modal.i, modal.i)
            code = default_cameo("REQUEST", None)
            asked = replace(
                told, actors=(voice,), recipients=told.actors, speakers=told.speakers[:-1], type="REQUEST", mode=None, cameo=code, goldstein=goldstein(code),
                kind=Kind.EVENT, stance=None, polarity=Polarity.ASSERTED, certainty=Certainty.CERTAIN, eventuality=Eventuality.HAPPENED,
                trigger_start=start, trigger_end=end, trigger=self.document.text[start:end], start=min(start, told.start),
            )  # fmt: skip
            asked = replace(asked, quote=self.document.text[asked.start : asked.end])
            extra.append(_Draft(asked, modal.i, None))
            drafts[drafts.index(draft)] = replace(draft, content_of=modal.i, statement=replace(told, certainty=Certainty.UNKNOWN))
        return extra

    def _obligation(self, token: Token) -> Token | None:
        """The word that makes an act a duty: must, should, ought to, need to, have to."""
        for helper in children(token, "aux"):
            if helper.lemma_.lower() in _DUTY or helper.lower_ in _DUTY:
                return helper
        head = token.head
        if token.dep_ == "xcomp" and head.lemma_.lower() in ("need", "have") and head.pos_ in ("VERB", "AUX"):
            return head
        return None

    def _content_words(self, verb: Token) -> set[int]:
        """The positions of what a reporting verb reports, whether it stands below the verb or beside it."""
        below = children(verb, "ccomp", "xcomp", "obj", "parataxis")
        if not below and verb.dep_ in ("parataxis", "conj", "advcl"):
            own = {t.i for t in verb.subtree}
            return {t.i for t in verb.head.subtree} - own
        return {t.i for item in below for t in item.subtree}

    # -- the statement -------------------------------------------------------------------------------------------

    def _statement(
        self,
        act: Act,
        actors: tuple[Actor, ...],
        recipients: tuple[Actor, ...],
        qualified: Qualified,
        voice: Voices,
        *,
        within: bool = False,
    ) -> Statement:
        frame = act.frame
        name = self._type(act, actors, qualified, voice, within=within)
        code = self._code(act, name, qualified, voice, within=within)
        first, last = self._quote(act)
        trigger_first, trigger_last = self._trigger(act)
        first, last = min(first, trigger_first), max(last, trigger_last)
        start, end = self._chars(first, last)
        trigger_start, trigger_end = self._chars(trigger_first, trigger_last)
        time = self.clock.of(act, qualified.eventuality)
        text = self.document.text
        return Statement(
            document=self.document.id,
            page=self.document.page_at(start).number,
            start=start,
            end=end,
            quote=text[start:end],
            trigger=text[trigger_start:trigger_end],
            trigger_start=trigger_start,
            trigger_end=trigger_end,
            kind=Kind(frame.kind) if frame else Kind.EVENT,
            actors=actors,
            recipients=recipients,
            speakers=tuple(s for s in voice.speakers if (s,) != actors or s.kind is not ActorKind.PERSON),
            type=name,
            mode=frame.mode if frame and name == frame.type else None,
            contexts=frame.contexts if frame else (),
            cameo=code,
            goldstein=goldstein(code) if code else None,
            stance=_stance(frame, qualified),
            target_issue=self._issue(act),
            polarity=qualified.polarity,
            certainty=qualified.certainty,
            eventuality=qualified.eventuality,
            date=time.edtf if time else None,
            date_text=time.text if time else None,
            place=self._places(act),
            uri=self.document.uri,
        )

    def _type(self, act: Act, actors: tuple[Actor, ...], qualified: Qualified, voice: Voices, *, within: bool) -> str | None:
        """PLOVER's type: that of the act, of what its announcement is, or REJECT for who says that it will not do it.

        `within` says that the act is what another act promises, asks for or threatens: then it keeps its own type.
        """
        name = act.frame.type if act.frame else None
        if qualified.eventuality not in (Eventuality.PLANNED, Eventuality.CONDITIONAL):
            return name
        to_come = future_type(name, act.frame.mode if act.frame else None)
        own = bool(actors) and set(actors) <= set(voice.speakers)
        if qualified.polarity is Polarity.NEGATED and own and act.is_verb and to_come != name:
            return "REJECT"
        if qualified.polarity is Polarity.ASSERTED and own and act.is_verb and not within and name in HOSTILE:
            return "THREATEN"  # "Chad said it would invade Mali", "... unless its demands were met"
        return to_come if qualified.eventuality is Eventuality.PLANNED else name

    def _code(self, act: Act, name: str | None, qualified: Qualified, voice: Voices, *, within: bool) -> str | None:
        """CAMEO's code: of the act where it is done, promised or will plainly be done, of the intent where it is only announced."""
        frame = act.frame
        if name is None or frame is None:
            return None
        if qualified.eventuality is Eventuality.PLANNED and name in (frame.type, future_type(frame.type, frame.mode)):
            voiced = bool(voice.speakers) or any(
                dep == "xcomp" and head.lemma_.lower() in self.lexicon.planning and not is_passive(head)
                for _, head, dep in ancestors(act.token)
            )
            intent = self.lexicon.intent.get(frame.type or "")
            if voiced and not within and intent is not None:
                return intent
            return frame.cameo or default_cameo(frame.type or name, None)
        return frame.cameo if frame.cameo and name == frame.type else default_cameo(name, None)

    def _chars(self, first: int, last: int) -> tuple[int, int]:
        return self.offset + self.words[first].start, self.offset + self.words[last].end

    def _quote(self, act: Act) -> tuple[int, int]:
        if act.maker:
            return extent(act.token.head)
        return extent(act.token)

    def _trigger(self, act: Act) -> tuple[int, int]:
        """The naming word with its particle and the noun that a light verb has eaten."""
        token = act.token
        last = token.i
        for child in token.children:
            near = token.i < child.i <= token.i + 2
            if near and (child.dep_ == "compound:prt" or (act.frame and act.frame.particle == child.lower_)):
                last = child.i
            elif near and act.frame and act.frame.particle and preposition(child) == act.frame.particle:
                last = child.left_edge.i
        if (
            act.frame
            and act.frame.particle
            and last == token.i
            and token.i + 1 < len(self.doc)
            and self.doc[token.i + 1].lower_ == act.frame.particle
        ):
            last = token.i + 1
        if act.object is not None and token.i < act.object.i <= token.i + 6:
            last = max(last, act.object.i)
        first = act.object.i if act.object is not None and act.object.i < token.i and token.i - act.object.i <= 4 else token.i
        before = len(act.frame.before) if act.frame else 0
        return (token.i - before if before and not act.is_verb else first), last

    def _issue(self, act: Act) -> str | None:
        """What the act is about, in few words of the text."""
        candidates: Iterable[Token] = [t for t in slot(act.token, "obj") if not self.reader.actors(t)] if act.is_verb else []
        about = [
            t for name in _ISSUE_SLOTS for t in slot(act.token, name) if not self.reader.actors(t) and t.pos_ in ("NOUN", "PROPN")
        ]
        for token in [*candidates, *about]:
            if self.clock.is_time(token):
                continue
            first, last = extent(
                token,
                without=frozenset({"acl", "acl:relcl", "conj", "cc", "parataxis", "appos", "case", "det", "advmod", "punct"}),
            )
            if 0 <= last - first < _ISSUE_WORDS and token.pos_ != "PRON":
                return self.block[self.words[first].start : self.words[last].end]
        return None

    def _places(self, act: Act) -> tuple[Place, ...]:
        found: list[Place] = []
        for token in act.token.subtree:
            word = self.words[token.i]
            mention = word.mention
            if mention is None or not (mention.place_id or mention.use in ("place", "capital", "name")):
                continue
            clause = clause_of(token)
            if act.is_verb and clause != act.token:
                continue
            head = first_conjunct(token)
            struck = (
                act.is_verb
                and mention.use in ("place", "capital")
                and head.dep_ in ("obj", "nsubj:pass")
                and act.frame is not None
            )
            if preposition(head) in _LOCATIVE or struck or (mention.use == "place" and head.dep_ in ("obl", "nmod")):
                if mention.place_id and mention.place_id.startswith("local:") and not mention.known:
                    place = Place(mention.place_id, self.block[mention.start : mention.end])
                elif mention.place_id:
                    place = self.discourse.directory.place(mention.place_id)
                elif mention.actors and mention.actors[0].kind is ActorKind.STATE:
                    place = Place(mention.actors[0].id, mention.actors[0].name, mention.actors[0].country)
                else:
                    continue
                if place not in found:
                    found.append(place)
        return tuple(found)


def _stance(frame: Frame | None, qualified: Qualified) -> StanceValue | None:
    """The side that the word takes: turned about where it is negated, none where it is only asked for."""
    if frame is None or frame.stance is None or qualified.eventuality is Eventuality.CALLED_FOR:
        return None
    stance = StanceValue(frame.stance)
    if qualified.polarity is not Polarity.NEGATED:
        return stance
    return StanceValue.OPPOSE if stance in (StanceValue.SUPPORT, StanceValue.PRAISE) else None


def _linked(drafts: list[_Draft]) -> Iterator[Statement]:
    """The drafts as statements, each content pointing at the statement whose content it is."""
    ids = {draft.word: draft.statement.id for draft in drafts}
    for draft in drafts:
        parent = ids.get(draft.content_of) if draft.content_of is not None else None
        yield draft.statement.linked(content_of=(parent,)) if parent else draft.statement
