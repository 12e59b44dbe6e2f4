"""Says which states a phrase belongs to or means without their names: "Kenyan troops", "both countries", "its neighbour"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.extract.clauses import children, conjuncts, is_plural, is_verbal, preposition, slot
from kg.extract.discourse import FIRST_PLURAL, FIRST_SINGULAR
from kg.extract.wordlists import word_list
from kg.model import Actor, ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.coreference import Reader

PAIR = frozenset({"two", "three", "four", "both", "neighbouring", "neighboring", "warring", "rival"})
_BESIDE = word_list("beside")
_DEFINITE = frozenset({"the", "this", "that", "these"})
_INDEFINITE = frozenset({"a", "an", "another", "other", "any", "every", "many", "several", "some"})
_ABROAD = word_list("abroad")
_NEAR_BEHIND = 3  # words from a noun to the country behind it, in "police in the Gambia"


def state_of(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The states that a noun is said to belong to: "Kenyan troops", "the army of Chad", "Kenya's and Chad's"."""
    found: list[Actor] = []
    for child in token.children:
        owner = child.dep_ in ("nmod:poss", "amod", "compound", "nmod:desc", "det") or (
            child.dep_ in ("nmod", "obl") and (preposition(child) in ("of", "from") or _seat(token, child, reader))
        )
        if not owner:
            continue
        for item in conjuncts(child):
            if (reader.mention(item) is None and child.dep_ != "nmod:poss") or _only_sides(item):
                continue
            found.extend(a for a in reader.named(item) if a.country and a not in found and a.kind is ActorKind.STATE)
    return tuple(found) or _where_they_are(token, reader)


def _seat(noun: Token, place: Token, reader: Reader) -> bool:
    """Whether a capital says whose a body is: "the foreign ministry in Nairobi"."""
    mention = reader.mention(place)
    return (
        mention is not None
        and mention.use == "capital"
        and preposition(place) == "in"
        and noun.lemma_.lower() in (reader.people["body"] | reader.people["state"]) - _ABROAD
    )


def _only_sides(name: Token) -> bool:
    """Whether a name before a noun is only what the noun is for or against: "pro-Kenyan rebels", "an anti-Kenya rally"."""
    before = name.doc[max(0, name.i - 2) : name.i].text.lower().replace(" ", "")
    return before in ("pro-", "anti-")


def _where_they_are(noun: Token, reader: Reader) -> tuple[Actor, ...]:
    """The state in which people without another are, named right behind them: "police in Uganda", "miners in Chile"."""
    people = reader.people
    if not is_plural(noun) and noun.lemma_.lower() not in people["state"]:
        return ()
    if noun.lemma_.lower() not in (people["group"] | people["state"]) - _ABROAD or noun.dep_ in ("obl", "nmod"):
        return ()
    for place in children(noun, "nmod"):
        mention = reader.mention(place)
        near = preposition(place) == "in" and place.i - noun.i <= _NEAR_BEHIND
        if near and mention is not None and mention.use in ("name", "capital") and not mention.is_person:
            return tuple(actor for actor in reader.named(place) if actor.kind is ActorKind.STATE)
    return ()


def unnamed_country(token: Token, lemma: str, reader: Reader) -> tuple[Actor, ...]:
    """Countries without a name: "the country", "both nations", "its two neighbours"."""
    if lemma not in reader.people["country"] or any(reader.mention(c) is not None for c in token.children):
        return ()
    owners = children(token, "nmod:poss")
    owner = [a for c in owners for a in reader.actors(c)]
    plural = is_plural(token)
    counted = (plural or lemma == "side") and any(c.lower_ in PAIR for c in token.children if c.dep_ in ("nummod", "det", "amod"))
    if any(c.lower_ in _INDEFINITE for c in token.children):
        return ()
    if not (counted or owners or any(c.lower_ in _DEFINITE for c in token.children)):
        return ()
    if owner and not plural and lemma in _BESIDE:
        return _other_state(token, owner, reader)
    if owner and not counted:
        ours = any(c.lower_ in FIRST_SINGULAR | FIRST_PLURAL for c in owners)
        if ours and lemma in ("country", "nation", "government", "state"):
            return reader.discourse.we()
        return _owned_government(lemma, owner, reader)
    return states_together(token, reader, plural=plural or counted, exclude=(*owner, *_addressing(token, reader)))


def _other_state(token: Token, owner: list[Actor], reader: Reader) -> tuple[Actor, ...]:
    """The state beside another one: "its neighbour" is the last named that is not itself, or the next that the sentence names."""
    own = {actor.country for actor in owner}
    later = [reader.named(word) for word in token.sent if word.i > token.i and reader.mention(word) is not None]
    for actors in [*(r.actors for r in reversed(reader.discourse.recent())), *later]:
        if len(actors) == 1 and actors[0].kind is ActorKind.STATE and actors[0].country not in own:
            return actors
    return ()


def _owned_government(lemma: str, owner: list[Actor], reader: Reader) -> tuple[Actor, ...]:
    """The state behind a government by its owner: "its government", "President NAME's government"."""
    if lemma in ("country", "nation", "homeland", "state"):
        owner = [actor for actor in owner if actor.kind is ActorKind.PERSON]
    elif lemma not in ("government", "side", "capital", "administration", "cabinet"):
        return ()
    return reader.discourse.home_states(owner)


def _addressing(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Who urges, invites or asks the countries that a phrase means: never the same ones."""
    verb = token.head
    asked = is_verbal(verb) and token.dep_ in ("obj", "iobj", "obl")
    speaking = [a for s in slot(verb, "subj") if s.i < token.i for a in reader.actors(s)] if asked else []
    return (*speaking, *reader.discourse.home_states(speaking))


def states_together(token: Token, reader: Reader, *, plural: bool, exclude: Collection[Actor] = ()) -> tuple[Actor, ...]:
    """The state last named, or the states last named together, else the two most spoken of."""
    sizes = {2} if any(c.lower_ in ("two", "both") for c in token.children) else range(2, 99)
    for referent in reversed(reader.discourse.recent() + reader.mentions_before(token)):
        states = [a for a in referent.actors if a.kind is ActorKind.STATE and a not in exclude]
        if not plural and len(referent.actors) == 1 and states:
            return (states[0],)
        if plural and len(states) == len(referent.actors) > 1 and len(states) in sizes:
            return tuple(states)
        if plural and len(referent.actors) > 1 and all(a.kind is ActorKind.PERSON and a.country for a in referent.actors):
            return reader.discourse.home_states(referent.actors)
    return _most_spoken_of(reader, exclude) if plural else ()


def _most_spoken_of(reader: Reader, exclude: Collection[Actor]) -> tuple[Actor, ...]:
    """The two states named most often, where at least two were."""
    counts = Counter(a for r in reader.discourse.referents for a in r.actors if a.kind is ActorKind.STATE and a not in exclude)
    return tuple(state for state, _ in counts.most_common(2)) if len(counts) > 1 else ()


def topic(token: Token, reader: Reader) -> Actor | None:
    """The state that was last spoken of."""
    for referent in reversed(reader.told_before(token)):
        if len(referent.actors) == 1 and referent.actors[0].kind is not ActorKind.PERSON:
            for state in reader.discourse.home_states(referent.actors):
                return state
    return None
