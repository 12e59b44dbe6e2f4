"""Says which body or group a common noun stands for: "the Kenyan foreign ministry", "members of the guard", "Chadian teachers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import children, is_plural, preposition
from kg.extract.countries import states_together, topic
from kg.extract.wordlists import word_list
from kg.model import Actor, ActorKind
from kg.resolve import local_actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.coreference import Reader

# "Kenyan divers", "rulers of Chad" are people, whoever they are
_AGENTS = ("er", "or", "ist", "ian", "ant", "man", "eer", "arch", "crat")
_BESIDE = word_list("beside")
_LISTING = frozenset({"—", "–", "-", ":"})
_SPOKEN_OF = 12  # sentences back to which "the ministry" may reach


def listed(token: Token, reader: Reader) -> tuple[Actor, ...]:
    """Those whom a plural noun announces and a list then names: "three capitals - Nairobi, Kampala and Juba"."""
    if not is_plural(token):
        return ()
    behind = token.doc[token.i + 2] if token.i + 2 < token.sent.end and token.nbor(1).text in _LISTING else None
    near = [behind] if behind is not None and behind.dep_ in ("appos", "parataxis", "list") else []
    for child in [*children(token, "appos"), *near]:
        found = reader.actors(child) if reader.mention(child) is not None and child.i > token.i else ()
        if found:
            return found
    return ()


def bodies(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """Ministries, armies and authorities of states: "the Kenyan foreign ministry", "Kenyan forces"."""
    found = []
    for state in states:
        body = reader.directory.body(state.country or "", reader.description(token))
        if body is None and lemma in reader.people["state"]:
            body = state
        if body is not None:
            found.append(body)
    return tuple(dict.fromkeys(found))


def members(token: Token, lemma: str, reader: Reader) -> tuple[Actor, ...]:
    """Those who are counted or who fight for a body: "hundreds of rebels", "Hezbollah fighters", "members of the guard"."""
    people = reader.people
    inner = [c for c in children(token, "nmod") if preposition(c) in ("of", "for")]
    if lemma in people["fighter"]:
        inner += [c for c in children(token, "nmod") if preposition(c) in ("from", "with")]
    if lemma in people["quantity"] | people["collective"] and inner:
        return tuple(dict.fromkeys(a for c in inner for a in reader.actors(c)))
    if lemma in people["state"] or lemma in people["fighter"]:
        owned = [*children(token, "compound", "amod", "nmod:poss"), *inner]
        owners = [a for c in owned if reader.mention(c) is not None for a in reader.actors(c)]
        speaks = lemma.startswith("spokes")
        return tuple(dict.fromkeys(a for a in owners if speaks or a.kind in (ActorKind.ORGANIZATION, ActorKind.GROUP)))
    return ()


def told_again(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """A body or group spoken of before: "the ministry", "the group", "the embassy"."""
    definite = any(c.lower_ in ("the", "this", "that", "these", "those") for c in children(token, "det"))
    definite = definite or (lemma == "police" and not children(token, "amod", "compound"))
    if states or not definite or token.pos_ == "VERB" or children(token, "nmod", "acl", "acl:relcl"):
        return ()
    for referent in reversed(reader.discourse.referents):
        if reader.discourse.sentence - referent.sentence > _SPOKEN_OF:
            break
        for actor in referent.actors:
            words = actor.name.lower().split()
            if actor.kind not in (ActorKind.PERSON, ActorKind.STATE) and (lemma in words or token.lower_ in words):
                return (actor,)
    return ()


def authorities(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """Authorities of the state that the text is about: "the government", "government forces", "state media"."""
    people = reader.people
    if states or lemma not in people["state"] | people["body"] or children(token, "nmod", "nmod:poss", "acl:relcl"):
        return ()
    if is_plural(token) and any(c.lower_ in ("two", "both") for c in children(token, "nummod", "det")):
        return states_together(token, reader, plural=True)
    unknown = [c for c in children(token, "compound", "amod") if c.pos_ == "PROPN" and _is_unknown(c, reader)]
    if unknown and lemma in people["body"]:
        return (local_actor(f"{reader.text(unknown[0])} {token.text}", ActorKind.ORGANIZATION),)
    state = topic(token, reader) if _is_official(token, lemma, reader) else None
    if state is None:
        return ()
    body = reader.directory.body(state.country or "", reader.description(token))
    return (body,) if body is not None else (state,) if lemma in people["state"] else ()


def _is_unknown(token: Token, reader: Reader) -> bool:
    """Whether a name before a noun is nobody's, such as a county's: "the Rutland police"."""
    mention = reader.mention(token)
    return mention is None or mention.use == "place"


def _is_official(token: Token, lemma: str, reader: Reader) -> bool:
    """Whether a noun alone means those of the state: "state media", "police said", "its parliament"."""
    official = any(c.lower_ in reader.people["official"] for c in children(token, "compound", "amod"))
    definite = any(c.lower_ in ("the", "its", "their") for c in children(token, "det", "nmod:poss"))
    bare = lemma in ("authority", "police") and token.dep_.startswith(("nsubj", "obl"))
    return official or bare or (definite and lemma in reader.people["body"])


def people_of(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> tuple[Actor, ...]:
    """People known only by what they are, with their state: "Kenyan teachers", "analysts"."""
    if not _are_people(token, lemma, states, reader):
        return ()
    tied = lemma in _BESIDE and bool(children(token, "nmod:poss"))  # its enemies are not its own people
    name = _group_name(token, states, reader)
    country = (states[0].country if len(states) == 1 and not tied else None) if states else _home(token, lemma, reader)
    return (local_actor(name, ActorKind.GROUP, country),)


def _are_people(token: Token, lemma: str, states: tuple[Actor, ...], reader: Reader) -> bool:
    """Whether a noun names people as a group and tells enough of them: that they are many, or whose."""
    agents = bool(states) and token.tag_ == "NNS" and lemma.endswith(_AGENTS) and lemma not in reader.people["thing"]
    if not (agents or lemma in reader.people["group"]) or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    plural = is_plural(token)
    family = any(c.pos_ == "PROPN" and reader.mention(c) is None for c in children(token, "compound"))
    told = plural or states or token.pos_ == "PROPN" or family
    return bool(told) and token.dep_ not in ("compound", "amod")


def _group_name(token: Token, states: tuple[Actor, ...], reader: Reader) -> str:
    """The words that say who a group is: the noun, what stands before it, and of whom it is."""
    parts = [c for c in children(token, "amod", "compound") if c.lemma_.lower() not in reader.people["quantity"]]
    name = " ".join(reader.text(part) for part in sorted([*parts, token], key=lambda part: part.i))
    for child in children(token, "nmod"):
        if preposition(child) in ("of", "from") and reader.mention(child) is not None and not states:
            name += f" {preposition(child)} {' and '.join(a.name for a in reader.actors(child))}"
    return name


def _home(token: Token, lemma: str, reader: Reader) -> str | None:
    """The country of a group without a state's name: of who leads it, of where it is based, else the one the text is about."""
    for child in children(token, "amod", "compound"):
        maker = reader.words[child.i].maker
        if maker is not None and maker.actors and reader.words[child.i].suffix == "led":
            return maker.actors[0].country
    for clause in children(token, "acl"):
        for place in children(clause, "obl") if clause.lower_ in ("based", "operating", "living") else ():
            mention = reader.mention(place)
            if mention is not None and mention.actors:
                return mention.actors[0].country
            if mention is not None and mention.place_id:
                return reader.directory.place_country(mention.place_id)
    for place in children(token, "nmod", "obl"):
        mention = reader.mention(place)
        if mention is None and preposition(place) == "of":
            within = next((actor.country for actor in reader.actors(place) if actor.country), None)
            if within is not None:
                return within  # "leaders of Chad's striking workers"
        if mention is not None and preposition(place) in ("in", "of", "from", "across", "throughout") and mention.actors:
            return mention.actors[0].country
        if mention is not None and preposition(place) == "in" and mention.place_id:
            return reader.directory.place_country(mention.place_id)
    state = topic(token, reader) if lemma in reader.people["domestic"] else None
    return state.country if state is not None else None
