"""Which actor a name means that is spelled only roughly as the graph has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.errors import ActorAmbiguous, ActorNotFound
from kg.model import Actor
from kg.stores import rows

SURE = 88.0  # similarity (0 to 100) from which a misspelling is taken for the name: one letter in eight
ALIKE = 60.0  # similarity from which a name is worth suggesting
_SUGGESTIONS = 3
_SHORTEST = 5  # shorter words differ by one letter too easily: Iran, Iraq


def choose(name: str, found: Iterable[Actor]) -> Actor:
    """The one actor that was found; raises `ActorAmbiguous` when there are several."""
    actors = {actor.id: actor for actor in found}
    if len(actors) > 1:
        raise ActorAmbiguous(name, sorted(((actor.id, actor.name) for actor in actors.values()), key=lambda each: each[::-1]))
    return next(iter(actors.values()))


def nearest(name: str, candidates: Iterable[Mapping[str, Any]]) -> Actor:
    """The actor whose name or alias is likest, from rows of all actors; raises `ActorNotFound` with suggestions.

    In this order: the same words in another transliteration, some words of the name ("Pompeo"), a misspelling.
    """
    from kg.resolve.names import skeletons  # here, because most lookups do without the resolver

    labels = [(skeletons(label), row) for row in candidates for label in (row["name"], *(row["aliases"] or ()))]
    tried: list[tuple[str, ...]] = []
    for spelling in _spellings(name):
        wanted = skeletons(spelling)
        found = _meant(wanted, labels)
        if found:
            return choose(name, map(rows.actor_of, found))
        tried.append(wanted)
    raise ActorNotFound(name, _suggestions(tried[-1], labels))


def _spellings(name: str) -> Iterator[str]:
    """The name as given, in Latin letters where it is not, and without the title before it."""
    from kg.resolve.names import fold

    yield name
    if not fold(name).isascii():
        from anyascii import anyascii

        name = anyascii(name).replace("'", "")
        yield name
    from kg.resolve import records
    from kg.resolve.offices import Titles

    title, bare = Titles(records.table("titles")).split(name)
    if title:
        yield bare


Labels = list[tuple[tuple[str, ...], Mapping[str, Any]]]


def _meant(wanted: tuple[str, ...], labels: Labels) -> list[Mapping[str, Any]]:
    same = [row for words, row in labels if words == wanted]
    within = [row for words, row in labels if wanted and set(wanted) <= set(words)]
    return same or within or _misspelt(wanted, labels)


def _misspelt(wanted: tuple[str, ...], labels: Labels) -> list[Mapping[str, Any]]:
    key = " ".join(wanted)
    if len(key) < _SHORTEST:
        return []
    scored = [(score, labels[index][1]) for score, index in _likest(key, labels, SURE)]
    return [row for score, row in scored if score == scored[0][0]]


def _suggestions(wanted: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    words = [((word,), row) for parts, row in labels if len(parts) > 1 for word in parts if len(word) >= _SHORTEST]
    known = [*labels, *words]
    names = (known[index][1]["name"] for _, index in _likest(" ".join(wanted), known, ALIKE))
    return tuple(dict.fromkeys(names))[:_SUGGESTIONS]


def _likest(key: str, labels: Labels, least: float) -> list[tuple[float, int]]:
    """Similarity and index of the labels that are at least so like, likest first."""
    from rapidfuzz import fuzz, process  # here, because most names are spelled as the graph has them

    keys = [" ".join(words) for words, _ in labels]
    return [(score, index) for _, score, index in process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=least, limit=20)]
