"""Says which person an office stands for: "the Kenyan president", "his Chadian counterpart", "the two leaders"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import children, is_plural, is_verbal, preposition, slot
from kg.extract.countries import PAIR, states_together
from kg.model import Actor, ActorKind
from kg.resolve import local_actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.coreference import Reader

# Offices that one person holds at a time, so that the office names the person.
_SINGLE_OFFICES = frozenset(
    [
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "interior_minister",
        "leader",
        "supreme_leader",
        "head_of_organization",
        "secretary_general",
        "head",
        "crown_prince",
        "finance_minister",
        "high_representative",
        "speaker_of_parliament",
    ]
)
_NOT_THE_HOLDER = frozenset({"former", "then", "ex", "a", "an", "some", "several", "many", "another"})
_BETWEEN_NAMES = frozenset({",", "and", "—", "–", "-", ":"})
_FULL_NAME = 2  # words


def person_beside(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The person whose name stands beside a noun for the same one: "foreign minister NAME", "the envoy for peace, NAME,"."""
    return _introduced_here(token, reader) or _named_behind(token, reader) or _stranger(token, reader)


def _introduced_here(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The person whose name hangs on a noun: "foreign minister NAME", "the minister, NAME"."""
    for child in children(token, "flat", "appos", "compound", "nmod:desc"):
        mention = reader.mention(child)
        if mention is not None and mention.is_person and _introduces(token, child, reader):
            return mention.actors
    return ()


def _introduces(token: Token, child: Token, reader: Reader) -> bool:
    """Whether a noun and a person's name are one, and not two that stand side by side."""
    if child.dep_ == "appos":
        is_office = reader.directory.office(reader.description(token)) is not None
        return is_office or token.lemma_ in reader.people["group"] | reader.people["kin"]
    return child.i > token.i or token.pos_ == "PROPN"


def _named_behind(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Whose name stands behind an office and its phrase, though the parser hung it on the last noun: "the envoy for peace, NAME,"."""
    if token.right_edge == token or reader.directory.office(reader.description(token)) is None:
        return ()
    for word in token.subtree:
        mention = reader.mention(word)
        apposed = word.dep_ == "appos" and word.head != token and word.head.i < word.i and word.nbor(-1).text == ","
        if apposed and mention is not None and mention.is_person and reader.mention(word.head) is None:
            return mention.actors
    return ()


def _stranger(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Somebody unknown whose name stands behind an office: "the Kenyan foreign minister, NAME," is that person, whoever held it."""
    if token.right_edge == token or reader.directory.office(reader.description(token)) is None:
        return ()
    for child in children(token, "appos"):
        mention = reader.mention(child)
        words = [child, *children(child, "flat")]
        known = mention is not None and mention.known and mention.use != "local"
        plain = child.pos_ == "PROPN" and child.i > token.i and child.nbor(-1).text == ","
        if not plain or known or len(words) + (mention is not None) < _FULL_NAME:
            continue
        name = reader.text(child, max(words, key=lambda word: word.i))
        states = reader.state_of(token)
        country = states[0].country if len(states) == 1 else None
        person = local_actor(name, ActorKind.PERSON, country)
        reader.discourse.names.learn(name, person)
        return (person,)
    return ()


def counterpart(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """Who holds for Kenya the office that he holds: "his Kenyan counterpart"."""
    if lemma != "counterpart" or not states:
        return ()
    owners = [a for c in children(token, "nmod:poss") for a in reader.actors(c)] or list(_own_subject_actors(token, reader))
    listed = _names_behind(token, len(states), reader)
    if listed:
        return listed
    office = next((held.office for held in reversed(reader.discourse.names.offices) if held.actor in owners), None)
    if office is None:
        return states
    return tuple(_holder(office, state, reader) or state for state in states)


def _holder(office: str, state: Actor, reader: Reader) -> Actor | None:
    """Who held a state's office when the document was published."""
    return reader.directory.holder(office, state.country or "", reader.discourse.published)


def _names_behind(token: Token, number: int, reader: Reader) -> tuple[Actor, ...]:
    """The people listed right behind a plural, as many as it counts: "his Kenyan and Chadian counterparts, NAME and NAME"."""
    names: list[Actor] = []
    for word in token.doc[token.i + 1 : token.sent.end]:
        mention = reader.mention(word)
        if mention is not None and mention.is_person:
            names.append(mention.actors[0])
        elif word.text not in _BETWEEN_NAMES:
            break
    return tuple(names) if len(names) == number > 1 else ()


def officeholders(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """Office-holders by their office: "the Kenyan president", "the leaders of Kenya and Chad", "the two leaders", "the minister"."""
    office = reader.directory.office(reader.description(token))
    plural = is_plural(token)
    if plural and lemma in reader.people["leader"] and not states:
        return _people_together(token, reader)
    if office is None or any(c.lower_ in _NOT_THE_HOLDER for c in token.children):
        return ()
    if plural and len(states) == 1:
        return ()
    if office not in _SINGLE_OFFICES:
        return (_known_holder(office, states, reader) or _described(token, states, reader)) if states and not plural else ()
    if states:
        held = [reader.discourse.introduced(office, state.country) or _holder(office, state, reader) for state in states]
        return tuple(actor for actor in held if actor is not None)
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in token.children) or token.text[:1].isupper()
    known = reader.discourse.introduced(office, None) if definite and not plural else None
    return (known,) if known else ()


def _known_holder(office: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """One of those spoken of who holds an office that several may hold: a deputy minister, an envoy."""
    for referent in reversed(reader.discourse.referents):
        for actor in referent.actors:
            compatriot = actor.kind is ActorKind.PERSON and actor.country == states[0].country
            known = compatriot and not actor.id.startswith("local:")
            if known and any(held.kind == office for held in reader.directory.profile(actor.id).offices):
                return (actor,)
    return ()


def _described(token: Token, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """Somebody known by an office that many hold: "the Kenyan ambassador to Chad"."""
    country = states[0].country
    words = [f"{reader.directory.adjective(country or '')} {reader.description(token)}"]
    for child in children(token, "nmod"):
        where = [a.name for a in reader.actors(child) if a not in states]
        if preposition(child) in ("to", "in") and where:
            words.append(f"{preposition(child)} {' and '.join(where)}")
    return (local_actor(" ".join(words), ActorKind.PERSON, country),)


def _people_together(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """The people last named together, or the last ones named, as many as the phrase counts."""
    counted = [c.lower_ for c in token.children if c.dep_ in ("nummod", "det", "amod")]
    owner = [reader.named(c) for c in children(token, "nmod:poss")]
    if any(owner) or any(c.dep_ == "nmod" for c in token.children):
        return ()
    if not any(word in PAIR or word in ("the", "these") for word in counted):
        return ()
    singles: list[Actor] = []
    busy = _own_subject_actors(token, reader)
    for referent in reversed(reader.told_before(token)):
        group = [a for a in referent.actors if a.kind is ActorKind.PERSON and a not in busy]
        if len(group) > 1:
            return tuple(group)
        if len(referent.actors) == 1 and group and group[0] not in singles:
            singles.insert(0, group[0])
        if len(singles) == 2:
            return tuple(singles)
    return _of_both(token, reader)


def _of_both(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Those who hold the office in the two states spoken of: "both presidents"."""
    office = reader.directory.office(token.lemma_.lower())
    if office not in _SINGLE_OFFICES or not any(c.lower_ in ("both", "two") for c in token.children):
        return ()
    held = [_holder(office, state, reader) for state in states_together(token, reader, plural=True)]
    return tuple(actor for actor in held if actor is not None) if all(held) else ()


def _own_subject_actors(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Who acts in the clause in which a noun stands."""
    verb = token.head
    return tuple(a for s in slot(verb, "subj") if s.i < token.i for a in reader.named(s)) if is_verbal(verb) else ()
