"""The lists of words by which grammar is read, from `ontology/lexicon/grammar.yaml`."""

from __future__ import annotations

from functools import cache

from kg.errors import VocabularyError
from kg.vocabulary import load_yaml


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list.

    Raises:
        VocabularyError: when there is no such list.

    >>> "urge" in word_list("object_control")
    True
    """
    lists = load_yaml("lexicon/grammar.yaml")
    if name not in lists:
        raise VocabularyError(f"ontology/lexicon/grammar.yaml has no list {name!r}")
    return frozenset(lists[name])
