"""Tells in which language a passage is written, so that only English is read as English.

English betrays itself by its small words, which costs next to nothing to see. Only a passage that lacks them is given to
py3langid, whose model is loaded when the first such passage comes. Names prove nothing: "Recep Tayyip Erdoğan" stands in English
reports, so the judgement rests on the words that begin with a small letter; headlines and lists of names have too few of these.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.vocabulary import load_yaml

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "English"
OTHER = "another language"

_ADDRESS = re.compile(r"://|@|www\.|\w\.[a-z]{2,}/")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Of 23,386 sentences of the English treebanks, these three numbers refuse one, which is French.
_ENOUGH_WORDS = 8  # words in small letters, the least to judge a language by
_ENGLISH_SHARE = 0.12  # of them; an English sentence has twice as many of the small words
_SURE = 0.5  # of py3langid's probability
_NOT_LATIN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2000-\u206f]")
_ENOUGH_LETTERS = 8  # of another script
_FEW_WORDS = 4  # an English word among so few shows the language of a heading


def language_of(text: str) -> str | None:
    """The language by its English name, or None where the passage is too short to tell.

    >>> language_of("The minister said on Tuesday that the talks with the neighbours had failed.")
    'English'
    >>> language_of("Le ministre a déclaré mardi que les négociations avec les voisins avaient échoué.")
    'French'
    >>> language_of("Recep Tayyip Erdoğan, Mevlüt Çavuşoğlu, Hulusi Akar")
    """
    if in_other_script(text):
        return recognised(text)
    words = _small_words(text)
    common = sum(word in _common() for word in words)
    if len(words) >= _FEW_WORDS and common >= _ENGLISH_SHARE * len(words):
        return ENGLISH
    if len(words) < _ENOUGH_WORDS:
        return None
    code, probability = _identifier().classify(" ".join(words))
    return ENGLISH if code == "en" or probability < _SURE else _name(code)


def has_english_words(text: str) -> bool:
    """Whether any of the words that show English is in the text."""
    return any(word.lower() in _common() for word in _WORD.findall(text))


def recognised(text: str) -> str:
    """The most likely language, however short the passage."""
    return _name(_identifier().classify(_without_addresses(text))[0])


def _name(code: str) -> str:
    names: dict[str, str] = _data()["names"]
    return ENGLISH if code == "en" else names.get(code, OTHER)


def in_other_script(text: str) -> bool:
    """Whether most letters are none of the Latin alphabet's."""
    if text.isascii():
        return False
    other = sum(map(str.isalpha, _NOT_LATIN.findall(text)))
    return other >= _ENOUGH_LETTERS and 2 * other > sum(map(str.isalpha, text))


def _small_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(_without_addresses(text)) if word[0].islower()]


def _without_addresses(text: str) -> str:
    """The text without the links and mail addresses, whose words are of no language."""
    return " ".join(word for word in text.split() if not _ADDRESS.search(word)) if _ADDRESS.search(text) else text


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("languages.yaml")
    return data


@cache
def _common() -> frozenset[str]:
    return frozenset(_data()["english"].split())


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(identifier.labels) - set(_data()["left_out"]))
    return identifier
