"""What a caller may choose between in an analysis; light, so that a command line can offer it without loading the analysis."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """A centrality, by the name of its field in `kg.analysis.centrality.Standing`."""

    GIVEN = "given"
    RECEIVED = "received"
    PARTNERS = "partners"
    BETWEEN = "between"
    CLOSE = "close"
    EIGENVECTOR = "eigenvector"
    PAGERANK = "pagerank"


class Direction(StrEnum):
    """Whose acts count: both sides', the first one's toward the second, or the other way round."""

    EITHER = "either"
    FORTH = "forth"
    BACK = "back"


class Grouping(StrEnum):
    """What sort of group a broker stands between."""

    COUNTRY = "country"
    KIND = "kind"
    COMMUNITY = "community"
    BLOC = "bloc"


class Method(StrEnum):
    """How a pair of untied actors is scored, by who their partners are (Liben-Nowell and Kleinberg 2007).

    `common-neighbours` counts the partners that both have (Newman 2001); `jaccard` is their share of all partners of either (Jaccard 1901).
    `adamic-adar` (2003) and `resource-allocation` (Zhou, Lü and Zhang 2009) weigh a common partner the less, the more partners
    that one has: 1 / log of them, and 1 / them. `preferential-attachment` (Barabási and Albert 1999) multiplies the two actors'
    numbers of partners, with nothing in common asked for: that the busy meet the busy is what the others must do better than.
    """

    ADAMIC_ADAR = "adamic-adar"
    RESOURCE_ALLOCATION = "resource-allocation"
    COMMON_NEIGHBOURS = "common-neighbours"
    JACCARD = "jaccard"
    PREFERENTIAL_ATTACHMENT = "preferential-attachment"
