"""Names as labels for formats that know no escapes: one line, no quotation marks, no two the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_UNFIT = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")


def plain(text: str) -> str:
    r"""The text in one line, without control characters, byte order marks and lone surrogates.

    >>> plain(" North\r\nWind ")
    'North Wind'
    """
    return _UNFIT.sub(" ", text).strip()


def unquoted(text: str) -> str:
    r"""The plain text with apostrophes for quotation marks and slashes for backslashes, which some readers take for an escape.

    >>> unquoted('the "Wire" \\')
    "the 'Wire' /"
    """
    return plain(text).replace('"', "'").replace("\\", "/")


def labels(names: Iterable[tuple[str, str | None]]) -> Mapping[str, str]:
    """A label for each actor, from pairs of id and name; actors of the same name, or of none, have their ids in it.

    >>> labels([("p:1", "Ann"), ("p:2", "Ann"), ("p:3", "Ben")])
    {'p:1': 'Ann (p:1)', 'p:2': 'Ann (p:2)', 'p:3': 'Ben'}
    """
    told = {actor: unquoted(name or "") for actor, name in names}
    often = Counter(name.casefold() for name in told.values())
    unique = {
        actor: name if name and often[name.casefold()] == 1 else f"{name} ({unquoted(actor)})".strip()
        for actor, name in told.items()
    }
    taken = Counter(label.casefold() for label in unique.values())
    return {
        actor: label if taken[label.casefold()] == 1 else f"{label} #{number}"
        for number, (actor, label) in enumerate(unique.items(), 1)
    }
