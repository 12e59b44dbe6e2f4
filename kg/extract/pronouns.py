"""Says whom a pronoun means: of those named before it who fit it, the most salient.

Salience is plain: who was named last, subjects before the rest, and of the right sort: "he" is a person, "it" a state or
body, "they" those last named together. A pronoun never stands for its own clause's other arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.extract.clauses import clause_of
from kg.extract.countries import states_together
from kg.extract.discourse import FIRST_PLURAL, FIRST_SINGULAR, Referent
from kg.model import Actor, ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.coreference import Reader

PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
BOTH = frozenset({"both", "each", "neither"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_NEAR, _FAR = 4.5, 14  # sentences back that "they" and "she" may reach
_COLLECTIVE = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.NEWS, ActorKind.GROUP})


def read_pronoun(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The actors that a pronoun stands for; none when nobody fits."""
    word = token.lower_
    if word in FIRST_SINGULAR:
        return reader.discourse.speaker
    if word in FIRST_PLURAL:
        return reader.discourse.we()
    if word in _SINGULAR:
        return _single_person(token, reader)
    if word in _NEUTER:
        return _antecedent(token, reader, lambda r: len(r.actors) == 1 and r.actors[0].kind in _COLLECTIVE)
    if word in BOTH:
        pair = _antecedent(token, reader, lambda r: len(r.actors) == 2)
        return pair or states_together(token, reader, plural=True)
    if word in PLURAL:
        together = _antecedent(token, reader, _several)
        return together or _antecedent(token, reader, lambda r: r.actors[0].kind in _COLLECTIVE)
    return ()


def _single_person(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The person that "he" or "she" means: of that gender, else whoever was named."""
    female_names = reader.people["female_name"]
    female = token.lower_ in _FEMININE
    of_gender = _antecedent(token, reader, lambda r: _is_person(r) and (_first_name(r) in female_names) == female)
    return of_gender or _antecedent(token, reader, _is_person)


def _is_person(referent: Referent) -> bool:
    return len(referent.actors) == 1 and referent.actors[0].kind is ActorKind.PERSON


def _first_name(referent: Referent) -> str:
    return referent.actors[0].name.split()[0]


def _several(referent: Referent) -> bool:
    """Whether "they" most likely means these: actors named together, or a subject that is many."""
    kinds = {actor.kind for actor in referent.actors}
    return len(referent.actors) > 1 or (referent.subject and kinds <= _COLLECTIVE)


def _antecedent(token: Token, reader: Reader, fits: Callable[[Referent], bool]) -> tuple[Actor, ...]:
    """The most salient referent that fits: this sentence's earlier subjects, its other mentions, then the sentences before."""
    discourse = reader.discourse
    own_clause = clause_of(token)
    bound = token.dep_ in ("obj", "obl", "iobj") and token.head.i == own_clause.i
    best: tuple[float, tuple[Actor, ...]] | None = None
    ours = _never_meant(token, reader)
    for referent in reader.mentions_before(token) + discourse.referents:
        if not fits(referent) or not ours.isdisjoint(referent.actors):
            continue
        here = referent.word >= 0 and referent.sentence == discourse.sentence
        if here and bound and referent.clause == own_clause.i:
            continue
        distance = discourse.sentence - referent.sentence
        score = -4.0 * distance + 2.5 * referent.subject + (0.5 if here else 0) + referent.word / 1000
        score += 2.0 * (token.lower_ in PLURAL and len(referent.actors) > 1)
        if best is None or score > best[0]:
            best = score, referent.actors
    reach = _FAR if token.lower_ in _SINGULAR else _NEAR
    return best[1] if best and best[0] > -4 * reach else ()


def _never_meant(token: Token, reader: Reader) -> set[Actor]:
    """Those who speak the quoted words in which a pronoun stands: they are "I" and "we", never "she" or "they"."""
    if token.lower_ in _NEUTER or not reader.in_quotes(token):
        return set()
    return {*reader.discourse.speaker, *(reader.discourse.we() if token.lower_ in PLURAL else ())}
