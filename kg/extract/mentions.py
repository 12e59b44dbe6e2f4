"""Finds who and what is named, and rewrites each name as one plain word so that the parser sees through it.

A small parser stumbles over "US Secretary of State Mike Pompeo"; it does not stumble over a single familiar name. So every
known mention, with the titles before it and the acronym behind it, becomes one word, and a familiar word of the same sort
stands in for it while parsing. `Word` keeps the way back to the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.lexicon import lexicon
from kg.extract.wordlists import word_list
from kg.model import Actor, ActorKind
from kg.resolve import Directory, Match, local_actor, slug

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What the parser reads in place of a name: words that its training data knows well.
_STAND_IN = {
    "person": "Smith",
    "state": "America",
    "body": "Hamas",
    "place": "Baghdad",
    "adjective": "Iraqi",
    "plural": "Iraqis",
    "time": "Monday",
    "quality": "foreign",
}
_COMPOUND = 3  # a word, its hyphen, a word
_HALVES = frozenset({"North", "South", "East", "West"})  # "the North" is North Korea once that has been named
_OFFICES = 300  # office-holders that a later "the minister" may still mean
_PAIR = 2  # words: "North Korea"
_PREFIXES = word_list("prefixes")
_IN_CHIEF = ("-", "in", "-", "chief")
_CO = {
    "chair": "member",
    "chairs": "members",
    "chairman": "member",
    "chairmen": "members",
    "founder": "member",
    "founders": "members",
}
_LEFT_OUT = frozenset({'"', "[", "]", "``", "''"})
_UP_TO = (("up", "to"), ("as", "many", "as"), ("as", "much", "as"), ("no", "fewer", "than"), ("no", "less", "than"))
_NUMBERS = word_list("numbers")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{1,9}")
_OWNERS = frozenset({"name", "demonym_adj", "metonym", "body", "capital", "local"})
_LONGEST_TITLE = 10  # words
_HYPHENATED = re.compile(r"(?:-[A-Z]\w+)*")
_AT = re.compile(r"\b(?:at|in|near|around|outside|from|into|towards?)\s+(?:the\s+)?$")
_LOOSE = frozenset({"of", "for", "and", "the", "'s", "'", "to", "-"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something: `use` as in `kg.resolve.Match`, with `person` and `local` for those found here."""

    start: int
    end: int
    use: str
    actors: tuple[Actor, ...] = ()
    place_id: str | None = None
    titled: str | None = None  # the office in whose title the name stands
    owner: Actor | None = None  # the state or body in the title
    known: bool = True  # whether the directory knows its place

    @property
    def is_person(self) -> bool:
        """Whether it names one human being."""
        return len(self.actors) == 1 and self.actors[0].kind is ActorKind.PERSON

    @property
    def stand_in(self) -> str:
        """The familiar word that the parser reads instead."""
        if self.use == "time":
            return _STAND_IN["time"]
        if self.use == "demonym_adj":
            return _STAND_IN["adjective"]
        if self.use == "demonym_noun":
            return _STAND_IN["plural"]
        if self.is_person or self.use == "person":
            return _STAND_IN["person"]
        if self.use in ("place", "capital"):
            return _STAND_IN["place"]
        return _STAND_IN["state" if self.actors and self.actors[0].kind is ActorKind.STATE else "body"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the parser reads it: its range in the block's text, and the mention it stands for, if any."""

    start: int
    end: int
    text: str
    space: bool
    mention: Mention | None = None
    maker: Mention | None = None  # of a compound: the name before the hyphen, "Kenya" in "Kenya-backed"
    suffix: str = ""  # of a compound: the word behind the hyphen


@dataclass(frozen=True, slots=True)
class Held:
    """An office as the document gives it to a person: "Kenyan President NAME"; `owner` is the state or body it is of."""

    office: str
    owner: Actor | None
    actor: Actor


@dataclass
class Names:
    """What a document has taught about names: surnames, acronyms and offices of those introduced in full."""

    people: dict[str, Actor] = field(default_factory=dict)
    short: dict[str, Actor] = field(default_factory=dict)
    offices: list[Held] = field(default_factory=list)

    def learn(self, name: str, actor: Actor) -> None:
        """Remember a person's surname and later shorter forms of a full name."""
        parts = name.split()
        if actor.kind is ActorKind.PERSON and len(parts) > 1:
            for i in range(1, len(parts)):
                rest = " ".join(parts[i:])
                if len(rest) > 2 and rest[0].isupper():
                    self.people.setdefault(rest, actor)
        elif actor.kind is ActorKind.STATE and parts[0] in _HALVES and len(parts) == _PAIR:
            self.short.setdefault(f"the {parts[0]}", actor)
            self.short.setdefault(f"The {parts[0]}", actor)
        elif actor.kind is not ActorKind.STATE and len(parts) > 1:
            self.short.setdefault(name, actor)


def find_mentions(
    doc: Doc, entities: Iterable[tuple[int, int, str]], directory: Directory, names: Names, published: str | None
) -> list[Mention]:
    """The mentions of one block, left to right, not overlapping; `entities` are the entity model's (start, end, label)."""
    text = doc.text
    found = [m for match in directory.find(text) if (m := _known(match, directory, published)) is not None]
    _learn(found, names)
    found = [_of_its_owner(text, mention, found) for mention in _institutions(text, found)]
    found += _introduced(text, found, names)
    found += _unknown(text, entities, found, directory)
    _learn(found, names)
    found = _titled(doc, _with_introduced(text, found, names), directory, names, published)
    for mention in found:
        if mention.is_person:
            names.learn(_bare_name(text, mention), mention.actors[0])
            names.learn(mention.actors[0].name, mention.actors[0])
            if mention.titled:
                names.offices.append(Held(mention.titled, mention.owner, mention.actors[0]))
    del names.offices[:-_OFFICES]
    found = _with_introduced(text, found, names)  # again, for those whose full name has only now been put together
    return _without_glosses(text, [_with_class_noun(text, _with_acronym(text, mention, names)) for mention in found])


def _with_introduced(text: str, found: list[Mention], names: Names) -> list[Mention]:
    """The mentions with those of people and bodies introduced before, which outweigh a place of the same name."""
    kept = [mention for mention in found if not _is_surname(text, mention, names)]
    return sorted([*kept, *_introduced(text, kept, names)], key=lambda mention: mention.start)


def _learn(found: Iterable[Mention], names: Names) -> None:
    for mention in found:
        if mention.is_person or mention.use == "name":
            for actor in mention.actors[:1]:
                names.learn(actor.name, actor)


def _of_its_owner(text: str, mention: Mention, found: list[Mention]) -> Mention:
    """A body whose kind every state has, read as that of the state named right before it: "Chad's National Assembly"."""
    if mention.use not in ("name", "body") or len(mention.actors) != 1 or mention.actors[0].kind is not ActorKind.ORGANIZATION:
        return mention
    body = mention.actors[0]
    owner = next(
        (other.actors[0] for other in found if other.actors and re.fullmatch(r"['’]s\s+", text[other.end : mention.start])), None
    )
    if owner is None or owner.kind is not ActorKind.STATE or body.country is None or owner.country == body.country:
        return mention
    own = local_actor(f"{owner.name}'s {text[mention.start : mention.end]}", ActorKind.ORGANIZATION, owner.country)
    return replace(mention, use="local", actors=(own,))


def _is_surname(text: str, mention: Mention, names: Names) -> bool:
    """Whether what looks like a place is somebody whom the document has named in full, and no preposition says that it is a place."""
    place = mention.use == "place" or not mention.known
    return (
        place
        and text[mention.start : mention.end] in names.people
        and not _AT.search(text, max(0, mention.start - 20), mention.start)
    )


_CLASS = re.compile(
    r"\s+(?:news agency|think tank|newspaper|daily|weekly|website|news website|television channel|television|broadcaster|channel|group|movement|militia|party|faction|rebels)\b"
)


def _with_class_noun(text: str, mention: Mention) -> Mention:
    """Takes in the noun that says what a body is: "the IRNA news agency", "the Fatah movement" are one name to a parser."""
    body = len(mention.actors) == 1 and mention.actors[0].kind in (ActorKind.ORGANIZATION, ActorKind.NEWS, ActorKind.GROUP)
    noun = _CLASS.match(text, mention.end) if body and mention.use in ("name", "local", "surname") else None
    return replace(mention, end=noun.end()) if noun is not None else mention


def _without_glosses(text: str, found: list[Mention]) -> list[Mention]:
    """Lets a name take in the other name of the same actor that stands in brackets behind it: "ISIS (Islamic State)"."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.actors
            and last.actors == mention.actors
            and re.fullmatch(r"\s*\(\s*(?:the\s+)?", text[last.end : mention.start])
            and text[mention.end : mention.end + 1] == ")"
        ):
            kept[-1] = replace(last, end=mention.end + 1)
        else:
            kept.append(mention)
    return kept


def rewrite(doc: Doc, mentions: list[Mention], times: Iterable[tuple[int, int]], suffixes: Container[str]) -> list[Word]:
    """The block's tokens as the parser shall read them: each mention and each date one word, quotation marks and brackets left out.

    `times` are the (start, end) of dates such as "October 27", which stand as "Monday" does in the treebanks. `suffixes` are
    the words that make an adjective of the name before a hyphen ("backed"); "co-chairs" and its like become one word too.
    """
    dates = [Mention(start, end, "time") for start, end in times if _free(start, end, mentions)]
    pending = sorted([*mentions, *dates], key=lambda mention: mention.start)
    words: list[Word] = []
    for token in doc:
        start, end = token.idx, token.idx + len(token.text)
        while pending and pending[0].end <= start:
            pending.pop(0)
        mention = pending[0] if pending else None
        if mention is None or end <= mention.start:
            if token.text not in _LEFT_OUT and not token.is_space:
                words.append(Word(start, end, "and" if token.text == "&" else token.text, bool(token.whitespace_)))
                _join_quantity(words)
                _join_compound(words, suffixes)
        elif words and words[-1].mention is mention:
            words[-1] = replace(words[-1], end=max(end, mention.end), space=bool(token.whitespace_))
        else:
            words.append(
                Word(
                    min(start, mention.start),
                    max(mention.end, end),
                    _stand_in(mention, doc.text),
                    bool(token.whitespace_),
                    mention,
                )
            )
    return [replace(word, mention=None) if word.mention is not None and word.mention.use == "time" else word for word in words]


def _stand_in(mention: Mention, text: str) -> str:
    """The familiar word for a mention; a group whose name is a plain plural ("Chadian rebels") is read as a plural, too."""
    last = text[mention.start : mention.end].rsplit(maxsplit=1)[-1]
    if mention.stand_in == _STAND_IN["body"] and last.islower() and last.endswith(("s", "men")):
        return _STAND_IN["plural"]
    return mention.stand_in


def _makes_quality(word: str, suffixes: Container[str]) -> bool:
    """Whether a word makes an adjective of the name before its hyphen: "-backed", "-based", "-held"."""
    return (
        word in suffixes
        or (word.endswith("ed") and len(word) > 4)
        or word in ("led", "held", "run", "built", "born", "made", "speaking", "friendly")
    )


def _join_quantity(words: list[Word]) -> None:
    """Makes one word of "up to" and "as many as" before a number, which a parser takes for particles of the verb."""
    if not words[-1].text[:1].isdigit() and words[-1].text.lower() not in _NUMBERS:
        return
    for phrase in _UP_TO:
        first = len(words) - 1 - len(phrase)
        if first >= 0 and tuple(w.text.lower() for w in words[first:-1]) == phrase:
            words[first:-1] = [Word(words[first].start, words[-2].end, "about", True)]
            return


def _join_compound(words: list[Word], suffixes: Container[str]) -> None:
    """Makes one word of "Kenya-backed" and of "co-chairs" when their last part has just been added."""
    if len(words) < _COMPOUND:
        return
    if tuple(word.text.lower() for word in words[-len(_IN_CHIEF) :]) == _IN_CHIEF and len(words) > len(_IN_CHIEF):
        head = words[-len(_IN_CHIEF) - 1]
        words[-len(_IN_CHIEF) - 1 :] = [replace(head, end=words[-1].end, space=words[-1].space)]
        return
    first, hyphen, last = words[-_COMPOUND:]
    if hyphen.text not in ("-", "–", "‑") or first.space or hyphen.space:
        return
    if (
        first.mention is not None
        and (first.mention.actors or first.mention.place_id)
        and _makes_quality(last.text.lower(), suffixes)
    ):
        words[-_COMPOUND:] = [
            Word(first.start, last.end, _STAND_IN["quality"], last.space, maker=first.mention, suffix=last.text.lower())
        ]
    elif first.text.lower() in _PREFIXES and first.mention is None and last.mention is None and last.text.islower():
        words[-_COMPOUND:] = [Word(first.start, last.end, first.text + last.text, last.space)]
    elif first.text.lower() == "co" and last.text.lower() in _CO:
        words[-_COMPOUND:] = [Word(first.start, last.end, _CO[last.text.lower()], last.space)]


_CAPITALISED = re.compile(r"(?:\s+(?:(?:of|for|and|the)\s+)?[A-Z][\w&-]+)+")


def _institutions(text: str, found: list[Mention]) -> list[Mention]:
    """Lets a state's name that opens a longer name of a body be read as that body: "Kenya National Petroleum Corporation"."""
    people = lexicon().people
    made: list[Mention] = []
    for mention in found:
        state = mention.actors[0] if mention.use in ("name", "demonym_adj") and len(mention.actors) == 1 else None
        rest = _CAPITALISED.match(text, mention.end) if state is not None and state.kind is ActorKind.STATE else None
        if (
            state is None
            or rest is None
            or rest.group().split()[-1].lower() not in people["institution"]
            or not _free(rest.start(), rest.end(), found)
        ):
            made.append(mention)
            continue
        body = local_actor(text[mention.start : rest.end()], ActorKind.ORGANIZATION, state.country)
        made.append(Mention(mention.start, rest.end(), "local", (body,)))
    return made


def _known(match: Match, directory: Directory, published: str | None) -> Mention | None:
    """A gazetteer match as a mention; of several people of one surname the one in office at the document's date."""
    actors = tuple(directory.actor(identifier) for identifier in match.actor_ids)
    if len(actors) > 1:
        if actors[0].kind is ActorKind.PERSON:
            person = directory.person(match.text, published)
            actors = (person,) if person else actors[:1]
        else:
            actors = actors[:1]
    if not actors and not match.place_id:
        return None
    return Mention(match.start, match.end, match.use, actors, match.place_id)


def _free(start: int, end: int, taken: Iterable[Mention]) -> bool:
    return all(end <= mention.start or mention.end <= start for mention in taken)


@lru_cache(maxsize=16)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of these names, the longest first."""
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b")


def _introduced(text: str, found: list[Mention], names: Names) -> Iterator[Mention]:
    """Later mentions, by surname or short form, of those whom the document named in full."""
    known = {**names.short, **names.people}
    if not known:
        return
    for match in _any_of(tuple(known)).finditer(text):
        if _free(match.start(), match.end(), found):
            yield Mention(match.start(), match.end(), "surname", (known[match.group()],))


def _unknown(
    text: str, entities: Iterable[tuple[int, int, str]], found: list[Mention], directory: Directory
) -> Iterator[Mention]:
    """People and bodies that only the entity model knows, as local actors."""
    people = lexicon().people
    for start, end, label in entities:  # the label in lower case
        start, end = _trim_name(text, start, end)  # noqa: PLW2901 - the entity without article and possessive
        rest = _HYPHENATED.match(text, end)
        end = rest.end() if rest else end  # noqa: PLW2901 - with the rest of a hyphenated name
        while (
            label in _PEOPLE
            and (title := re.match(r"([\w'-]+)\s*", text[start:end]))
            and title[1].lower() in directory.title_words
        ):
            start += title.end()  # noqa: PLW2901 - the title is no part of the name
        name = text[start:end]
        if directory.office(name) is not None or name.lower() in directory.title_words:
            continue  # an office without its holder is read from its words, with the date
        if label not in _ENTITY_KINDS.keys() | _PLACES or not name[:1].isupper() or not _free(start, end, found):
            continue
        if label in _PEOPLE and len(name.split()) < 2:
            continue
        if label not in _PEOPLE and " " in name and _follows_title(text, start, directory):
            label = "person"  # noqa: PLW2901 - "President NAME" is nobody's place
        if label in _PLACES or (label in _PEOPLE and _AT.search(text, max(0, start - 20), start)):
            yield Mention(start, end, "place", place_id=f"local:place:{slug(name)}", known=False)
            continue
        if " " not in name and _only_begins_sentences(text, start, name):
            continue
        if name.split()[-1].lower() in people["document"]:
            continue  # a treaty is nobody
        kind = _ENTITY_KINDS[label]
        yield Mention(start, end, "person" if kind is ActorKind.PERSON else "local", (local_actor(name, kind),))


def _follows_title(text: str, start: int, directory: Directory) -> bool:
    """Whether the word right before a name is the last of a person's title: "President", "leader"."""
    before = re.search(r"([\w-]+)\s+$", text[max(0, start - 30) : start])
    return before is not None and directory.office(before[1]) is not None


_ENTITY_KINDS = {
    "person": ActorKind.PERSON,
    "per": ActorKind.PERSON,
    "organization": ActorKind.ORGANIZATION,
    "org": ActorKind.ORGANIZATION,
}


def _only_begins_sentences(text: str, start: int, name: str) -> bool:
    """Whether a single capitalised word owes its capital to the start of its sentence, as far as the paragraph shows."""
    opens = re.search(r"(?:^|[.!?:]\W*|[\"(])\s*$", text[max(0, start - 4) : start]) is not None
    return opens and len(re.findall(rf"[a-z,;]\s+{re.escape(name)}\b", text)) == 0


_PEOPLE = frozenset({"person", "per"})
_PLACES = frozenset({"place", "gpe", "loc"})


def _trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """An entity without leading article or lower-case words and without a trailing possessive."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\s]+", text[start:end])]
    while words and not text[words[0][0] : words[0][1]].lstrip("\"'(")[:1].isupper():
        words.pop(0)
    if words and text[words[0][0] : words[0][1]].lower() == "the":
        words.pop(0)
    if not words:
        return start, start
    name = text[words[0][0] : words[-1][1]]
    stripped = re.sub(r"(?:['’]s?)?[\"'’),.;:]*$", "", name)
    lead = len(name) - len(name.lstrip("\"'("))
    return words[0][0] + lead, words[0][0] + len(stripped)


def _bare_name(text: str, mention: Mention) -> str:
    """The person's name at the end of a mention with its title."""
    words = text[mention.start : mention.end].split()
    size = len(mention.actors[0].name.split())
    return " ".join(words[-size:])


def _titled(doc: Doc, found: list[Mention], directory: Directory, names: Names, published: str | None) -> list[Mention]:
    """Lets each person's mention begin at the title before the name, and finds people named by title and surname alone."""
    taken = {i: mention for mention in found for i in range(mention.start, mention.end)}
    tokens = list(doc)
    result: list[Mention] = []
    absorbed: set[int] = set()
    for i, token in enumerate(tokens):
        mention = taken.get(token.idx)
        if mention is not None and mention.start != token.idx:
            continue
        named = mention is not None and (mention.is_person or mention.use == "person")
        bare = mention is None and i > 0 and _looks_like_name(token, directory)
        if not (named or bare):
            continue
        first, office, owner = _title_before(tokens, i, taken, directory)
        if office is None:
            continue
        if bare:
            end = _end_of_name(tokens, i, taken)
            name = doc.text[token.idx : end]
            country = owner.country if owner else None
            person = names.people.get(name) or directory.person(name, published, country, office)
            if person is None and " " not in name:
                continue
            mention = Mention(token.idx, end, "surname", (person or local_actor(name, ActorKind.PERSON, country),))
            found.append(mention)
        assert mention is not None
        start = tokens[first].idx
        absorbed.update(id(other) for other in found if start <= other.start and other.end <= mention.end)
        actors = mention.actors
        if owner and owner.country and actors[0].country is None:
            actors = (replace(actors[0], country=owner.country),)
        result.append(replace(mention, start=start, actors=actors, titled=office, owner=owner))
        absorbed.add(id(mention))
    result += [mention for mention in found if id(mention) not in absorbed]
    return sorted(result, key=lambda mention: mention.start)


def _looks_like_name(token: Token, directory: Directory) -> bool:
    return token.text[:1].isupper() and token.text[1:2].islower() and token.lower_ not in directory.title_words


def _end_of_name(tokens: list[Token], i: int, taken: dict[int, Mention]) -> int:
    """Where the capitalised words that begin at token `i` end; at most four make a name."""
    last = i
    for token in tokens[i + 1 : i + 4]:
        known = taken.get(token.idx)
        somebody = known is not None and (known.use != "place" or " " in token.doc.text[known.start : known.end])
        if not (token.text[:1].isupper() and token.text[1:2].islower()) or somebody:
            break
        last = token.i
    return tokens[last].idx + len(tokens[last].text)


def _title_before(
    tokens: list[Token], i: int, taken: dict[int, Mention], directory: Directory
) -> tuple[int, str | None, Actor | None]:
    """The index of the first token of the title that ends before token `i`, its office, and the state or body it is of."""
    first, j = i, i - 1
    owner: Actor | None = None
    while j >= 0 and i - j <= _LONGEST_TITLE:
        mention = taken.get(tokens[j].idx)
        if mention is not None:
            if not mention.is_person and mention.actors and mention.use in _OWNERS:
                owner = mention.actors[0]
                while j > 0 and taken.get(tokens[j - 1].idx) is mention:
                    j -= 1
                first = j
            break
        if tokens[j].lower_ in directory.title_words:
            first = j
        elif tokens[j].lower_ not in _LOOSE:
            break
        j -= 1
    words = " ".join(t.text for t in tokens[first:i])
    return first, directory.office(words) if first < i else None, owner


def _with_acronym(text: str, mention: Mention, names: Names) -> Mention:
    """Takes in the acronym in brackets behind a name and remembers it."""
    match = re.compile(r"\s*\(([^()]{2,12})\)").match(text, mention.end)
    if match is None or mention.is_person or not mention.actors or not _ACRONYM.fullmatch(match[1]):
        return mention
    names.short.setdefault(match[1], mention.actors[0])
    return replace(mention, end=match.end())
