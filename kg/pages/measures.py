"""What the statements of an actor or a pair come to: cooperation against conflict, the mean score, the time they span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.analysis.projections import CONFLICT, COOPERATION
from kg.analysis.timeline import score
from kg.graph import SHORT_EDGES, Family, family_of, status_of
from kg.model import Statement
from kg.pages.dates import bounds, in_words
from kg.pages.site import Site


def weighed(told: Iterable[Statement]) -> tuple[int, int]:
    """How many of the statements that hold tell of cooperation, and how many of conflict."""
    families = Counter(family_of(one) for one in told if status_of(one) in SHORT_EDGES)
    return sum(families[family] for family in COOPERATION), sum(families[family] for family in CONFLICT)


def balance(told: Iterable[Statement]) -> str:
    """The family in whose colour statements are drawn together: of cooperation or conflict the one that outweighs."""
    cooperation, conflict = weighed(told)
    if cooperation == conflict:
        return "none"
    return str(Family.MATERIAL_COOPERATION if cooperation > conflict else Family.MATERIAL_CONFLICT)


def outweighing(told: Iterable[Statement]) -> str:
    """Cooperation and conflict as a remark; nothing where there is neither."""
    cooperation, conflict = weighed(told)
    return f"{cooperation:,} cooperation, {conflict:,} conflict" if cooperation or conflict else ""


def signed(score: float) -> str:
    """A score with its sign, as it is printed.

    >>> signed(-2.5), signed(0.0)
    ('−2.5', '0.0')
    """
    return f"{score:+.1f}".replace("-", "−") if score else "0.0"


def course(site: Site, scored: Sequence[Statement], told: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """The mean score of the ones and the time that the others span, as figures; neither where there is none."""
    mean = score(scored)
    if mean is not None:
        yield signed(mean), "mean score"
    if span := extent(site, told):
        yield span, "told of"


def extent(site: Site, told: Sequence[Statement]) -> str:
    """The months from the first to the last date, the date itself where all is of one; nothing where nothing is dated."""
    dates = sorted({date.partition("/")[0] for date in map(site.when, told) if date and bounds(date)[0]})
    if len(dates) < 2:
        return "".join(dates)
    first, last = dates[0][:7], dates[-1][:7]
    return first if first == last else f"{first} – {last}"


def latest(site: Site, told: Sequence[Statement]) -> str:
    """The last date, as it is told; nothing where nothing is dated."""
    dates = [date for date in map(site.when, told) if date and bounds(date)[0]]
    return in_words(max(dates, key=lambda date: (bounds(date)[0], date), default=None))
