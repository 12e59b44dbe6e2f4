"""Names as keys: folding of spelling and transliteration, slugs, tokens with their offsets.

Three depths of folding, each a key for look-up and never shown: `cased` keeps capitals (the gazetteer: "US" is not "us"),
`fold` drops them, `skeleton` also levels the usual transliterations (Qaddafi, Gaddafi, Kadhafi; Pashinyan, Pashinian).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.model import stable_id

_LETTERS = str.maketrans(
    {
        "ı": "i", "İ": "I", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ß": "ss",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A", "ŋ": "n", "ħ": "h", "Ħ": "H",
        "ʿ": None, "ʾ": None, "ʻ": None, "ʼ": None, "ʹ": None, "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None,
        "\u2060": None,
    }
)  # fmt: skip
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z](?:\.[A-Z])+(?![^\W_])"
    r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|[\u00ad\u200b-\u200d\u2060]+[^\W_]+)*"
)
_ARTICLES = frozenset({"Al", "El", "el"})
_PARTICLES = frozenset(
    {"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ul", "ol", "bin", "ibn", "ben", "bint", "the", "de"}
)
_TRANSLITERATIONS = (
    (re.compile(r"kh|ck|c(?=[aouklr])"), "k"),
    (re.compile(r"gh|q"), "g"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"tz|ts"), "c"),
    (re.compile(r"tch|tsch|tj"), "ch"),
    (re.compile(r"dj|dzh|zh"), "j"),
    (re.compile(r"w"), "v"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"[iyj]+e(?=v)"), "e"),
    (re.compile(r"[iy]+"), "i"),
    (re.compile(r"o"), "u"),
    (re.compile(r"e"), "a"),
)
_ARTICLE_BEFORE = re.compile(r" (?:[Aa]l|[Ee]l|as|ash|ad|ar|an|at|az)[- ](?=[A-Z])")
_HYPHEN_BEFORE_LOWER = re.compile(r"(?<=[a-z])-([a-z])")
_REPEATED = re.compile(r"(.)\1+")
_HARD_G = re.compile(r"^k(?=ad)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


class Token(NamedTuple):
    """A word of a text: its key, and the offsets of the words as they stand."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def cased(word: str) -> str:
    """The word without diacritics, dots and joiners; capitals stay, and the Arabic article is "al"."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        word = "".join(char for char in word if not unicodedata.combining(char))
    return "al" if word in _ARTICLES else word.replace(".", "")


def tokens(text: str) -> list[Token]:
    """The words of a text in order.

    >>> [token.key for token in tokens("U.S.-brokered, Ankara’s")]
    ['US', 'brokered', 'Ankara', 's']
    """
    return [Token(cased(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def cased_key(name: str) -> str:
    """The key of a name in the gazetteer.

    >>> cased_key("Côte d’Ivoire")
    'Cote d Ivoire'
    """
    if name.isascii() and name.replace(" ", "").isalpha() and "El " not in name and "Al " not in name:
        return name
    return " ".join(token.key for token in tokens(name))


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """The name without capitals, diacritics and punctuation.

    >>> fold("Jean-Yves Le Drian")
    'jean yves le drian'
    """
    return cased_key(name).lower()


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """One folded word with the usual transliterations levelled, for comparison only.

    >>> skeleton("pashinyan") == skeleton("pashinian"), skeleton("qaddafi") == skeleton("gaddafi")
    (True, True)
    """
    for pattern, replacement in _TRANSLITERATIONS:
        word = pattern.sub(replacement, word)
    return _HARD_G.sub("g", _REPEATED.sub(r"\1", word))


def skeletons(name: str) -> tuple[str, ...]:
    """The words of a name as skeletons, without articles and particles."""
    words = fold(name).split()
    kept = [word for word in words if word not in _PARTICLES]
    return tuple(skeleton(word) for word in kept or words)


def variants(name: str) -> Iterator[str]:
    """Other usual ways to write a full name: without the Arabic article, without a hyphen's lower case.

    >>> list(variants("Bashar al-Assad")), list(variants("Kim Jong-un"))
    (['Bashar Assad'], ['Kim Jong Un'])
    """
    bare = _ARTICLE_BEFORE.sub(" ", name)
    if bare != name and " " in bare:
        yield bare
    if "-" in name and not _ARTICLE_BEFORE.search(name):
        spaced = _HYPHEN_BEFORE_LOWER.sub(lambda found: f" {found[1].upper()}", name)
        if spaced != name:
            yield spaced


def clean(name: str) -> str:
    """The name on one line, without control characters and marks that turn the direction of writing."""
    return " ".join(_CONTROLS.sub(" ", name).split())


def slug(name: str) -> str:
    """A short ASCII key of a name that is never empty; what ASCII cannot tell apart is told by a hash.

    >>> slug("Jane Doe"), slug("OSCE Minsk Group")
    ('jane-doe', 'osce-minsk-group')
    """
    folded = fold(name)
    ascii_part = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
    if ascii_part and folded.isascii() and len(ascii_part) <= 60:
        return ascii_part
    return f"{ascii_part[:48].strip('-')}-{stable_id('slug', clean(name))[:10]}".strip("-")
