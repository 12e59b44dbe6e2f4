"""Says which actors a noun phrase or pronoun stands for, given all that the document has told so far.

`Reader` takes the phrase as a whole and hands each head to the module for its sort: `pronouns`, `officeholders`, `countries`
or `groups`. These ask it back, because whose army it is may itself be said by a pronoun; `discourse` remembers for them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import children, clause_of, conjuncts, preposition, relative_antecedent
from kg.extract.countries import state_of, unnamed_country
from kg.extract.discourse import Discourse, Referent
from kg.extract.groups import authorities, bodies, listed, members, people_of, told_again
from kg.extract.mentions import Mention, Word
from kg.extract.officeholders import counterpart, officeholders, person_beside
from kg.extract.pronouns import BOTH, PLURAL, read_pronoun
from kg.model import Actor, ActorKind
from kg.resolve import local_actor

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR_PHRASE = 4  # words from a noun within which a phrase behind it still describes it


class Reader:
    """Reads noun phrases of one parsed block against the discourse."""

    def __init__(self, words: list[Word], discourse: Discourse) -> None:
        self.words = words
        self.discourse = discourse
        self.directory = discourse.directory
        self.people = discourse.lexicon.people
        self._known: dict[int, tuple[Actor, ...]] = {}

    # -- the phrase as a whole -----------------------------------------------------------------------------------

    def actors(self, token: Token) -> tuple[Actor, ...]:
        """All actors that a phrase names, with those coordinated with its head, in text order and without repeats."""
        found: list[Actor] = []
        for item in conjuncts(relative_antecedent(token)):
            found.extend(actor for actor in self.named(item) if actor not in found)
        return tuple(found)

    def named(self, token: Token) -> tuple[Actor, ...]:
        """The actors that the phrase headed by `token` names, without those coordinated with it."""
        token = relative_antecedent(token)
        if token.i not in self._known:
            self._known[token.i] = ()  # a phrase that refers to itself names nobody
            self._known[token.i] = tuple(self.discourse.at_home(actor) for actor in self._read(token))
        return self._known[token.i]

    def state_of(self, token: Token) -> tuple[Actor, ...]:
        """The states that a noun is said to belong to: "Kenyan troops", "the army of Chad", "Kenya's and Chad's"."""
        return state_of(token, self)

    # -- its words -----------------------------------------------------------------------------------------------

    def mention(self, token: Token) -> Mention | None:
        """The name that stands at this word, if one does."""
        return self.words[token.i].mention

    def text(self, first: Token, last: Token | None = None) -> str:
        """A word, or all from it to another, as the block has it."""
        block = str(first.doc.user_data["block"])
        return block[self.words[first.i].start : self.words[(last or first).i].end]

    def description(self, token: Token) -> str:
        """A noun with its adjectives and nouns before it, in text order: "deputy foreign minister"."""
        parts = [token, *children(token, "amod", "compound")]
        parts += [t for t in children(token, "nmod") if preposition(t) in ("of", "for") and t.i - token.i < _NEAR_PHRASE]
        plain = [part for part in sorted(parts, key=lambda part: part.i) if self.mention(part) is None]
        return " ".join(("of " if part.dep_ == "nmod" else "") + part.text for part in plain)

    def in_quotes(self, token: Token) -> bool:
        """Whether a word stands between quotation marks, where the speaker is "I" and never "she"."""
        block = str(token.doc.user_data["block"])
        return block.count('"', 0, self.words[token.i].start) % 2 == 1

    # -- what was told before ------------------------------------------------------------------------------------

    def note(self, token: Token) -> None:
        """Tell the discourse of the actors named at a word, once the sentence is read."""
        actors = self.named(token)
        if len(actors) > 1 and token.dep_ == "conj":
            return  # the whole group is kept instead
        if token.pos_ == "PRON" and not token.dep_.startswith("nsubj"):
            return
        if actors and not self._is_modifier(token):
            subject = token.dep_.startswith("nsubj") or (
                token.dep_ == "conj" and conjuncts(token.head)[0].dep_.startswith("nsubj")
            )
            noun = token.lemma_.lower() if self.mention(token) is None else ""
            if noun in self.people["audience"]:
                return  # to whom things are told; nothing is told of them
            self.discourse.remember(Referent(actors, self.discourse.sentence, token.i, subject, clause_of(token).i, noun))

    def told_before(self, token: Token) -> list[Referent]:
        """The mentions of the sentences before, then those before `token` in its own."""
        return self.discourse.referents + self.mentions_before(token)

    def mentions_before(self, token: Token) -> list[Referent]:
        """The mentions before `token` in its own sentence."""
        found = []
        together = token.lower_ in PLURAL  # "they" may be the members of a body named before a noun: "the NATO treaty"
        for word in token.sent:
            if word.i >= token.i:
                break
            attached = self._is_modifier(word)
            if word.pos_ not in ("PROPN", "NOUN") or (attached and not (together and self._is_body(word))):
                continue
            actors = self.named(word)
            if actors:
                found.append(self._referent(actors, word))
                group = self.actors(word) if children(word, "conj") else ()
                if len(group) > 1:
                    found.append(self._referent(group, word))
        return found

    def _referent(self, actors: tuple[Actor, ...], word: Token) -> Referent:
        return Referent(actors, self.discourse.sentence, word.i, word.dep_.startswith("nsubj"), clause_of(word).i)

    def _is_modifier(self, token: Token) -> bool:
        """Demonyms and names before a noun do not become the topic: "US-brokered", "Kenyan troops" is about the troops."""
        return token.dep_ in ("amod", "compound") and self.mention(token) is not None

    def _is_body(self, token: Token) -> bool:
        mention = self.mention(token)
        return mention is not None and any(actor.kind is ActorKind.ORGANIZATION for actor in mention.actors)

    # -- one head ------------------------------------------------------------------------------------------------

    def _read(self, token: Token) -> tuple[Actor, ...]:
        mention = self.mention(token)
        if mention is not None:
            return self._read_name(token, mention)
        if token.pos_ == "PRON" or token.lower_ in BOTH:
            return read_pronoun(token, self)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
            return self._read_noun(token)
        return ()

    def _read_name(self, token: Token, mention: Mention) -> tuple[Actor, ...]:
        if mention.use == "place" or (not mention.actors):
            return ()
        if mention.use == "demonym_adj" and token.dep_ == "obj":
            return ()  # a language: "they speak Kenyan"
        if mention.actors[0].kind is ActorKind.STATE and mention.use in ("name", "demonym_adj"):
            named = self._apposed_person(token)
            if named:
                return named
        if mention.use == "demonym_noun" and any(c.lower_ == "ethnic" for c in token.children):
            return (local_actor(f"ethnic {self.text(token)}", ActorKind.GROUP, None),)
        return mention.actors

    def _apposed_person(self, token: Token) -> tuple[Actor, ...]:
        """A name that the parser hung under another as one name."""
        for child in children(token, "flat", "appos"):
            mention = self.mention(child)
            if mention is not None and mention.is_person and child.i == token.i + 1:
                return mention.actors
        return ()

    def _read_noun(self, token: Token) -> tuple[Actor, ...]:
        """Whom a common noun means, by the first reading that finds anybody."""
        named = person_beside(token, self)
        if named:
            return named
        lemma = token.lemma_.lower()
        states = self.state_of(token)
        return (
            listed(token, self)
            or counterpart(token, lemma, states, self)
            or officeholders(token, lemma, states, self)
            or unnamed_country(token, lemma, self)
            or bodies(token, lemma, states, self)
            or members(token, lemma, self)
            or told_again(token, lemma, states, self)
            or authorities(token, lemma, states, self)
            or people_of(token, lemma, states, self)
        )


def speaker_phrase(token: Token) -> Token:
    """The head of the phrase that names a speaker: "a spokesman for the ministry" speaks for the ministry."""
    for child in token.children:
        if child.dep_ == "nmod" and preposition(child) in ("for", "of", "from"):
            return child
    return token
