"""When it was: ties the sentence's expressions of time to its acts, and carries the day of the story onward."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.extract.clauses import children, clause_of, relation
from kg.extract.coding import Act
from kg.extract.dates import Anchor, TimeExpression, find_times
from kg.extract.mentions import Word
from kg.model import ActorKind, Eventuality, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_DAY = 10  # characters of an ISO day
_STORY_REACH = 3  # sentences over which a day told holds for the same people
_TOLD_IN_PAST = frozenset({"VBD", "VBN", "VBG"})
_TO_COME = frozenset({"will", "would", "shall", "'ll"})
_SHARED = frozenset({"conj", "xcomp", "advcl", "acl"})
_STEPS = 4  # clauses up which the time of a verb is looked for


@dataclass(frozen=True, slots=True)
class Story:
    """The day on which somebody's story stands, and in which sentence it was told."""

    date: str
    sentence: int


@dataclass
class Clock:
    """The times of a document as its reader knows them: the document's date, the day told last, the day of each actor's story."""

    published: str | None
    told: str | None = None
    stories: dict[str, Story] = field(default_factory=dict)
    _here: list[tuple[TimeExpression, Token]] = field(default_factory=list)

    def read(self, sentence: Span, words: list[Word], block: str) -> None:
        """Take in the expressions of time of the sentence that is read next."""
        start, end = words[sentence.start].start, words[sentence.end - 1].end
        future = any(t.lower_ in _TO_COME or t.lemma_ in ("plan", "schedule") for t in sentence)
        self._here = []
        for time in self._reckoned(block[start:end], future):
            head = next((t for t in sentence if words[t.i].end > start + time.start), None)
            if head is not None:
                self._here.append((replace(time, start=start + time.start, end=start + time.end), head))
        exact = [time.edtf for time, _ in self._here if time.edtf and len(time.edtf) == _DAY]
        if exact and not future:
            self.told = exact[-1]

    def is_time(self, token: Token) -> bool:
        """Whether a word begins an expression of time."""
        return any(head.i == token.i for _, head in self._here)

    def of(self, act: Act, eventuality: Eventuality) -> TimeExpression | None:
        """The time told in the act's own clause, or in the clause whose subject and time it shares."""
        if not self._here:
            return None
        if not act.is_verb:
            within = {t.i for t in act.token.subtree}
            own = next((time for time, head in self._here if head.i in within), None)
            if own is not None or not act.token.dep_.startswith("nsubj"):
                return own
            clause = clause_of(act.token.head)
            return next((time for time, head in self._here if clause_of(head) == clause), None)
        at = act.token
        for _ in range(_STEPS):
            here = [time for time, head in self._here if clause_of(head) == at]
            if here:
                return next((time for time in here if not time.deictic), here[0])
            head, dep = relation(at)
            shared = _SHARED | {"ccomp"} if eventuality is Eventuality.PLANNED else _SHARED
            if dep not in shared or head == at or eventuality is Eventuality.CALLED_FOR:
                return None  # the date of a plan is the day planned, else that of its announcement
            at = clause_of(head)
        return None

    def carried(self, told: Statement, verb: Token, sentence: int, *, spoken: bool = False) -> Statement:
        """The statement with the story's day where it tells, without a date, what the same people did next.

        `spoken` says that its actors say it themselves, in whatever tense.
        """
        if told.eventuality is not Eventuality.HAPPENED:
            return told
        if told.date is None:
            told = self._with_day(told, verb, sentence, spoken)
        if told.date is not None and len(told.date) == _DAY:
            for actor in told.actors:
                self.stories[actor.id] = Story(told.date, sentence)
        return told

    def _with_day(self, told: Statement, verb: Token, sentence: int, spoken: bool) -> Statement:
        past = verb.tag_ in _TOLD_IN_PAST and not any(helper.lower_ == "had" for helper in children(verb, "aux"))
        met = told.type == "CONSULT" and verb.tag_ in ("NN", "NNS")
        if not (past or spoken or met):
            return told  # the pluperfect steps back from the story, the present out of it
        people = [actor for actor in told.actors if actor.kind in (ActorKind.PERSON, ActorKind.ORGANIZATION)]
        known = [story for actor in people if (story := self.stories.get(actor.id)) and sentence - story.sentence <= _STORY_REACH]
        return replace(told, date=max(known, key=lambda story: story.sentence).date) if known else told

    def _reckoned(self, text: str, future: bool) -> tuple[TimeExpression, ...]:
        """The expressions of time, those told from the story counting from the day told last, be it in this very sentence."""
        times = find_times(text, Anchor(self.published, self.told), future=future)
        days = [time for time in times if time.edtf and len(time.edtf) == _DAY and not time.deictic]
        if not days or not any(time.deictic for time in times):
            return times
        again = find_times(text, Anchor(self.published, days[0].edtf), future=future)
        return tuple(new if new.deictic and new.start > days[0].start else old for old, new in zip(times, again, strict=True))
