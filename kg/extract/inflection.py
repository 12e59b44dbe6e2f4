"""Regular and irregular forms of English verbs and nouns for finding a word again whatever the trained lemmatizer makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

_SIBILANT = ("s", "sh", "ch", "x", "z")


def verb_forms(
    lemma: str, irregular: Mapping[str, Sequence[str]], doubling: frozenset[str], either: frozenset[str]
) -> Iterator[str]:
    """All forms of a verb; a verb with an irregular past has no regular one beside it.

    >>> sorted(verb_forms("ban", {}, frozenset({"ban"}), frozenset()))
    ['ban', 'banned', 'banning', 'bans']
    """
    yield lemma
    yield plural(lemma)
    stems = {lemma + lemma[-1]} if lemma in doubling else {lemma, lemma + lemma[-1]} if lemma in either else {lemma}
    for stem in stems:
        yield _continuous(stem, lemma)
        if lemma not in irregular:
            yield _past(stem)
    yield from irregular.get(lemma, ())


def _continuous(stem: str, lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "ye", "oe")) and len(stem) > 2:
        return stem[:-1] + "ing"
    return stem + "ing"


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem[:-1] + "ied"
    return stem + "ed"


def plural(word: str) -> str:
    """The regular plural of a noun, which is also the third person of a verb.

    >>> plural("treaty"), plural("clash"), plural("veto")
    ('treaties', 'clashes', 'vetos')
    """
    if word.endswith(_SIBILANT):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def lemma_of(
    lemmas: Iterable[str], irregular: Mapping[str, Sequence[str]], doubling: frozenset[str], either: frozenset[str]
) -> dict[str, str]:
    """Form to lemma for these verbs; where two share a form, the one whose own spelling it is, else the first, has it."""
    names = list(dict.fromkeys(lemmas))
    table = {name: name for name in names}
    for name in names:
        for form in verb_forms(name, irregular, doubling, either):
            table.setdefault(form, name)
    return table


def singular_of(nouns: Iterable[str], irregular: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """Plural to singular for these nouns.

    >>> singular_of(["raid", "man"], {"man": "men"})
    {'raids': 'raid', 'men': 'man'}
    """
    table: dict[str, str] = {}
    for noun in nouns:
        forms = irregular.get(noun, plural(noun))
        for form in [forms] if isinstance(forms, str) else forms:
            table.setdefault(form, noun)
    return table
