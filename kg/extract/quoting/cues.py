"""The words that pass on what somebody says or thinks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.clauses import is_verbal
from kg.extract.inflection import lemma_of, plural
from kg.vocabulary import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class CueWords:
    """The words of `ontology/lexicon/quotes.yaml`: verbs by lemma with their kinds, nouns, and phrases that introduce a source."""

    verbs: Mapping[str, frozenset[str]]
    particles: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    certain: frozenset[str]
    leads: Mapping[str, frozenset[str]]
    nouns: frozenset[str]
    voicing: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    citing: tuple[tuple[str, ...], ...]
    participles: frozenset[str]
    adverbs: frozenset[str]
    raising: frozenset[str]
    views: frozenset[str]
    anonymous: tuple[str, ...]
    signs: frozenset[str]  # every word that may begin or be a cue

    def kinds(self, token: Token) -> frozenset[str]:
        """The kinds of reporting verb that a word is; none if it is no verb."""
        certain = token.lower_ in self.certain
        if not certain and not is_verbal(token):
            return frozenset()
        lemma = self.lemma(token)
        found = self.verbs.get(lemma, frozenset())
        nearby = {other.lower_ for other in token.doc[token.i + 1 : token.i + 3]}
        for particle in self.particles.get(lemma, frozenset()) & nearby:
            found |= self.verbs[f"{lemma} {particle}"]
        return found

    def lemma(self, token: Token) -> str:
        """The verb of which a word is a form, as far as it is one of ours."""
        return self.forms.get(token.lower_, token.lemma_.lower())

    def particle(self, token: Token) -> int | None:
        """The position of the particle that goes with a verb here, if one does."""
        lemma = self.lemma(token)
        for i in (token.i + 1, token.i + 2):
            if i < len(token.doc) and token.doc[i].lower_ in self.particles.get(lemma, frozenset()):
                return i if i == token.i + 1 else None
        return None


@cache
def cue_words() -> CueWords:
    """The words of `ontology/lexicon/quotes.yaml`, read once."""
    data, inflection = load_yaml("lexicon/quotes.yaml"), load_yaml("lexicon/inflection.yaml")
    verbs: dict[str, set[str]] = {}
    particles: dict[str, set[str]] = {}
    for kind, words in data["verbs"].items():
        for word in words:
            verbs.setdefault(word, set()).add(kind)
            lemma, _, particle = word.partition(" ")
            if particle:
                particles.setdefault(lemma, set()).add(particle)
    for word in data["leads"]:
        verbs.setdefault(word, set()).add("leading")
    doubling = frozenset(inflection["doubling"])
    forms = lemma_of(
        [word.partition(" ")[0] for word in verbs],
        inflection["irregular_verbs"],
        doubling,
        frozenset(inflection["doubling_or_not"]),
    )
    phrases = [words[0] for words in (*data["according"], *data["citing"])]
    nouns = {form for noun in data["nouns"] for form in (noun, plural(noun))}
    return CueWords(
        verbs=_frozen(verbs),
        particles=_frozen(particles),
        forms=forms,
        certain=frozenset(data["certain"]),
        leads={word: frozenset(led) for word, led in data["leads"].items()},
        nouns=frozenset(data["nouns"]),
        voicing=frozenset(data["voicing"]),
        according=tuple(tuple(words) for words in data["according"]),
        citing=tuple(tuple(words) for words in data["citing"]),
        participles=frozenset(words[0] for words in data["citing"] if len(words) == 1),
        adverbs=frozenset(data["adverbs"]),
        raising=frozenset(data["raising"]),
        views=frozenset(data["views"]),
        anonymous=tuple(data["anonymous"]),
        signs=frozenset([*forms, *nouns, *phrases, *data["adverbs"], *data["views"]]),
    )


def _frozen(words: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(values) for word, values in words.items()}
