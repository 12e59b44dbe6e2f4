"""Polarity, certainty and eventuality: is it so, how sure is it, has it come about?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses import CONCEDING, ancestors, children, is_passive, is_verbal, preposition
from kg.extract.coding import Act
from kg.extract.lexicon import Frame, Lexicon
from kg.extract.wordlists import word_list
from kg.model import Certainty, Eventuality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
_TO_COME = frozenset({Eventuality.PLANNED, Eventuality.CALLED_FOR, Eventuality.CONDITIONAL})
_HAPPENING = word_list("happening")
_NEGATING_SUBJECTS = frozenset({"no", "neither", "nobody", "none", "nothing"})
_CONTENT = frozenset({"ccomp", "xcomp", "advcl", "acl", "obj", "obl", "nmod", "csubj", "parataxis", "nsubj:pass", "nsubj"})


@dataclass(frozen=True, slots=True)
class Qualified:
    """How a statement's content stands."""

    polarity: Polarity = Polarity.ASSERTED
    certainty: Certainty = Certainty.CERTAIN
    eventuality: Eventuality = Eventuality.HAPPENED


def weaker(one: Certainty, other: Certainty | str | None) -> Certainty:
    """The less sure of two degrees of certainty."""
    return one if other is None else max(one, Certainty(other), key=_ORDER.index)


def qualify(act: Act, acts: Mapping[int, Act], lexicon: Lexicon) -> Qualified:
    """How the content of an act stands, by its own words and by those above it."""
    token = act.token
    if act.is_verb:
        own = _of_verb(token, lexicon)
        said = lexicon.speech.get(token.lemma_.lower())
        if act.object is not None and said is not None and said.announces:
            own = replace(own, eventuality=Eventuality.PLANNED)
    else:
        default = Eventuality(act.frame.eventuality) if act.frame and act.frame.eventuality else Eventuality.HAPPENED
        own = _of_noun(token, Qualified(eventuality=default), lexicon)
    return _under(token, own, acts, lexicon)


def _of_verb(token: Token, lexicon: Lexicon) -> Qualified:
    state = Qualified(eventuality=_tense(token))
    negative = _negated(token, lexicon)
    for helper in children(token, "aux"):
        effect = lexicon.modals.get(helper.lower_) or lexicon.modals.get(helper.lemma_.lower())
        if effect is None:
            continue
        state = replace(state, certainty=weaker(state.certainty, effect.certainty))
        if effect.eventuality:
            state = replace(state, eventuality=Eventuality(effect.eventuality))
    state = _hedged(token, state, lexicon)
    if _conditional(token, lexicon):
        state = replace(state, eventuality=Eventuality.CONDITIONAL)
    if _is_asked(token):
        state = replace(state, certainty=Certainty.UNKNOWN)
    return replace(state, polarity=Polarity.NEGATED) if negative else state


def _is_asked(token: Token) -> bool:
    """Whether a question asks if it is so: "Did Kenya attack?"; "Why did Kenya attack?" takes it for granted."""
    if token.dep_ not in ("ROOT", "root", "conj", "parataxis") or token.sent[-1].text != "?":
        return False
    subjects = children(token, "nsubj", "nsubj:pass", "expl")
    helpers = children(token, "aux", "aux:pass", "cop")
    opened = any(helper.i < subject.i for helper in helpers for subject in subjects)
    return opened and not any(child.tag_ in ("WP", "WRB", "WDT", "WP$") for child in token.children)


def _tense(token: Token) -> Eventuality:
    """What the form of the verb says: going on, done, or to come; what something is used for goes on as its use does."""
    user = token.head if token.head.pos_ == "VERB" else token.head.head
    if (
        user.lemma_ == "use"
        and user != token
        and token.dep_ in ("advcl", "acl", "xcomp")
        and any(m.lower_ == "to" for m in children(token, "mark"))
    ):
        return _tense(user)
    if token.dep_ in ("advcl", "acl", "ccomp", "csubj") and any(mark.lower_ == "to" for mark in children(token, "mark")):
        return Eventuality.PLANNED
    if token.dep_ == "conj" and token.tag_ == "VB" and token.head.tag_ == "VB" and not children(token, "aux"):
        return _tense(token.head)
    if (
        token.tag_ == "VB"
        and token.dep_ in ("ROOT", "parataxis")
        and not children(token, "aux", "aux:pass", "nsubj", "nsubj:pass", "mark")
    ):
        return Eventuality.CALLED_FOR  # an imperative
    helpers = [child.lower_ for child in children(token, "aux", "aux:pass", "cop")]
    if token.tag_ == "VBG" and any(h in ("is", "are", "am", "'s", "'re", "was", "were", "been", "be") for h in helpers):
        return Eventuality.ONGOING
    if any(h in ("have", "has", "had", "'ve", "did", "was", "were") for h in helpers) or token.tag_ in ("VBD", "VBN"):
        return Eventuality.HAPPENED
    if token.tag_ in ("VBZ", "VBP") or any(h in ("is", "are", "do", "does", "am") for h in helpers):
        return Eventuality.ONGOING
    return Eventuality.HAPPENED


def _negated(token: Token, lexicon: Lexicon) -> bool:
    for child in token.children:
        if child.lower_ in lexicon.negators and child.dep_ in (
            "advmod",
            "cc",
            "det",
            "mark",
            "neg",
            "preconj",
            "obl",
            "cc:preconj",
        ):
            return True
        if child.dep_ in ("nsubj", "nsubj:pass") and (
            child.lower_ in _NEGATING_SUBJECTS or any(c.lower_ in ("no", "neither") for c in child.children)
        ):
            return True
    return False


def _hedged(token: Token, state: Qualified, lexicon: Lexicon) -> Qualified:
    for child in token.children:
        if child.dep_ in ("advmod", "amod", "discourse", "obl") and child.lower_ in lexicon.hedges:
            state = replace(state, certainty=weaker(state.certainty, lexicon.hedges[child.lower_]))
    return state


def _conditional(token: Token, lexicon: Lexicon) -> bool:
    """Whether an if-clause holds the verb, or hangs on a verb that says what would follow."""
    if any(mark.lower_ in lexicon.conditionals and mark.lower_ != "until" for mark in children(token, "mark")):
        return token.dep_ in ("advcl", "root", "ROOT", "parataxis")
    would = any(helper.lower_ in ("would", "could", "will", "'ll", "'d") for helper in children(token, "aux"))
    return would and any(
        mark.lower_ in lexicon.conditionals for clause in children(token, "advcl") for mark in children(clause, "mark")
    )


def _of_noun(token: Token, state: Qualified, lexicon: Lexicon) -> Qualified:
    state = _hedged(token, state, lexicon)
    if any(child.lower_ == "no" and child.dep_ == "det" for child in token.children) or preposition(token) == "without":
        state = replace(state, polarity=Polarity.NEGATED)
    if any(child.lower_ in ("possible", "potential") for child in children(token, "amod")):
        state = replace(state, certainty=Certainty.POSSIBLE, eventuality=Eventuality.CONDITIONAL)
    if any(
        child.lower_
        in ("future", "planned", "imminent", "upcoming", "coming", "forthcoming", "proposed", "scheduled", "impending")
        for child in children(token, "amod")
    ):
        state = replace(state, eventuality=Eventuality.PLANNED)
    return state


def _under(token: Token, state: Qualified, acts: Mapping[int, Act], lexicon: Lexicon) -> Qualified:
    """What the words above an act make of it: asked for, planned, denied, believed, begun."""
    for child, head, dep in ancestors(token):
        if preposition(child) in CONCEDING:
            break  # the writer's own remark
        if dep == "conj":
            continue  # what hangs above the first conjunct holds for all; it comes next on the way up
        if dep in _CONTENT:
            if not dep.startswith(("ccomp", "parataxis")) and is_verbal(head) and _conditional(head, lexicon):
                state = replace(state, eventuality=Eventuality.CONDITIONAL)
            if (
                dep.startswith("nsubj")
                and child == token
                and is_verbal(head)
                and head.lemma_.lower() in _HAPPENING | lexicon.transparent.keys()
            ):
                state = _as_its_verb(state, _of_verb(head, lexicon))
            state = _from_head(child, head, dep, state, acts, lexicon)
            if state.eventuality in _TO_COME and is_verbal(head) and dep == "ccomp":
                break
        elif dep in ("acl:relcl", "appos", "amod", "compound"):
            break
    return state


def _as_its_verb(noun: Qualified, verb: Qualified) -> Qualified:
    """An event stands as the verb that only says that it takes place: "talks may begin", "fighting goes on"."""
    eventuality = noun.eventuality if verb.eventuality is Eventuality.HAPPENED else verb.eventuality
    polarity = verb.polarity if verb.polarity is Polarity.NEGATED else noun.polarity
    return Qualified(polarity, weaker(noun.certainty, verb.certainty), eventuality)


def _from_head(child: Token, head: Token, dep: str, state: Qualified, acts: Mapping[int, Act], lexicon: Lexicon) -> Qualified:
    act = acts.get(head.i)
    frame = act.frame if act else None
    if frame is not None and (frame.content or frame.negates) and is_content(child, dep, frame.content_slot):
        return _from_frame(state, frame)
    if not is_verbal(head):
        return state
    lemma = head.lemma_.lower()
    said = lexicon.speech.get(lemma)
    complement = dep in ("xcomp", "ccomp", "advcl", "acl", "csubj")
    if complement and lemma in lexicon.denying:
        return replace(state, polarity=Polarity.DENIED)
    if dep in ("xcomp", "csubj", "ccomp") and _raises(head, lemma, lexicon):
        return replace(state, certainty=weaker(state.certainty, Certainty.PROBABLE))
    if dep in ("ccomp", "xcomp", "nsubj:pass") and said is not None and is_passive(head) and not _agent(head):
        return replace(state, certainty=weaker(state.certainty, Certainty.PROBABLE))
    if complement and said is not None and said.certainty in ("probable", "possible"):
        return replace(state, certainty=weaker(state.certainty, said.certainty))
    if dep == "obj" and said is not None and said.announces:
        return replace(state, eventuality=Eventuality.PLANNED)
    return _from_control(head, lemma, state, lexicon) if dep == "xcomp" else state


def _from_frame(state: Qualified, frame: Frame) -> Qualified:
    if frame.content == "called-for":
        return replace(state, eventuality=Eventuality.CALLED_FOR, certainty=Certainty.UNKNOWN)
    if frame.content:
        state = replace(state, eventuality=Eventuality(frame.content))
    return replace(state, polarity=Polarity.NEGATED) if frame.negates else state


def _from_control(head: Token, lemma: str, state: Qualified, lexicon: Lexicon) -> Qualified:
    """What a verb that shares its subject with an infinitive makes of it: failed to, plans to, needs to, began to."""
    if lemma in lexicon.negating and _negated(head, lexicon):
        above = _of_verb(head, lexicon).eventuality  # "will not hesitate to", "did not fail to": it is or will be so
        return replace(state, polarity=Polarity.ASSERTED, eventuality=above)
    if lemma in lexicon.negating:
        return replace(state, polarity=Polarity.NEGATED)
    if lemma in lexicon.planning:
        return replace(state, eventuality=Eventuality.PLANNED)
    if lemma in ("need", "have"):
        return replace(state, eventuality=Eventuality.CALLED_FOR)
    if lemma in lexicon.transparent or lemma in lexicon.attempts:
        return replace(state, eventuality=_tense_above(head, state, lexicon))
    return state


def _raises(head: Token, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a verb lends its subject to its complement without vouching: "seems to", "is believed to"."""
    return lemma in lexicon.raising or (is_passive(head) and f"be {head.lower_} to" in lexicon.raising and not _agent(head))


def _agent(token: Token) -> bool:
    return any(child.dep_ == "obl:agent" or (child.dep_ == "obl" and preposition(child) == "by") for child in token.children)


def _tense_above(head: Token, state: Qualified, lexicon: Lexicon) -> Eventuality:
    above = _of_verb(head, lexicon).eventuality
    return above if above is not Eventuality.HAPPENED or state.eventuality is not Eventuality.ONGOING else state.eventuality


def is_content(child: Token, dep: str, slots: tuple[str, ...]) -> bool:
    """Whether a dependent is the content of what its head asks, promises or says (see `Frame.content_slot`)."""
    if dep in slots:
        return True
    if dep in ("advcl", "acl", "xcomp", "ccomp") and is_verbal(child) and {"xcomp", "ccomp"} & set(slots):
        return any(mark.lower_ in ("to", "that", "not", *slots) for mark in children(child, "mark")) or dep == "ccomp"
    case = preposition(child)
    return case is not None and case in slots
