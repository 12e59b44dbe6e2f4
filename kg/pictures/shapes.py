"""The parts that charts are made of: elements, texts cut to their room, scales with round numbers."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from xml.etree.ElementTree import Element

WIDTH = 640.0  # units of every chart; text is 12 units high
CHARACTER = 6.9  # units that a letter takes on the average
LINE = 16.0
_LEAST = 1e-9  # a difference that no scale shows

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def shape(tag: str, *parts: Element | None, **attributes: str | float | None) -> Element:
    """An element of an SVG; numbers are written short, attributes of None left out, `class_` and `text_anchor` spelled so."""
    made = Element(
        tag, {name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items() if value is not None}
    )
    made.extend(part for part in parts if part is not None)
    return made


def words(text: str, x: float, y: float, class_: str = "", anchor: str | None = None, room: float | None = None) -> Element:
    """A line of text at a point, cut to the room that there is; what is cut can be read in full where it is pointed at."""
    whole = fit(text)
    cut = whole if room is None else shortened(whole, room)
    made = shape("text", x=x, y=y, class_=class_ or None, text_anchor=anchor)
    made.text = cut
    if cut != whole:
        made.append(title(whole))
    return made


def title(text: str) -> Element:
    """What is shown where the element around it is pointed at."""
    made = shape("title")
    made.text = fit(text)
    return made


def linked(link: str, *parts: Element | None) -> Element:
    """The parts as a link, or as a mere group where there is no address."""
    return shape("a", *parts, href=link) if link else shape("g", *parts)


def fit(text: str) -> str:
    """The text in one line, without what no XML may hold."""
    return _UNFIT.sub("\ufffd", " ".join(text.split()))


def shortened(text: str, room: float) -> str:
    """As much of the text as fits into so many units.

    >>> shortened("Organisation for Security", 100.0)
    'Organisation…'
    """
    if extent(text) <= room:
        return text
    taken = 0.0
    for place, character in enumerate(text):
        taken += extent(character)
        if taken > room - CHARACTER:
            return text[:place].rstrip() + "…"
    return text


def extent(text: str) -> float:
    """About how many units the text is long."""
    return sum(CHARACTER * (2 if unicodedata.east_asian_width(character) in "WF" else 1) for character in text)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from low to high, at most so many and one.

    >>> ticks(0, 43), ticks(-10, 10, 4)
    ([0.0, 10.0, 20.0, 30.0, 40.0], [-10.0, -5.0, 0.0, 5.0, 10.0])
    """
    if high - low < _LEAST:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    return [round(number * step, 10) + 0.0 for number in range(first, math.floor(high / step + 1e-9) + 1)]


def number(value: float) -> str:
    """The number as a person writes it, with at most three figures behind the point.

    >>> number(3.0), number(-0.25), number(12345.0)
    ('3', '−0.25', '12,345')
    """
    rounded = round(value, 3) + 0.0
    text = f"{rounded:,.3f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def widest(texts: Iterable[str]) -> float:
    """The units that the longest of the texts takes."""
    return max((extent(fit(text)) for text in texts), default=0.0)


def _written(value: str | float) -> str:
    return fit(value) if isinstance(value, str) else f"{round(value, 2):g}"
