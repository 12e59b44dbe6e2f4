"""The parts of an attribution while it is looked for: who speaks, and the pieces of what is said."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.quoting.quotemarks import Marked

Stretch = tuple[int, int]  # of characters: the first, and the one behind the last


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of what is said, in characters of its paragraph."""

    start: int
    end: int
    direct: bool = False
    mark: Marked | None = None  # the quotation that it takes, so that no other voice does

    @classmethod
    def of(cls, mark: Marked) -> Piece:
        """The whole of a quotation."""
        return cls(mark.start, mark.end, direct=True, mark=mark)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks and by which cue, in characters of the document."""

    speaker: Stretch | None
    cue: Stretch | None
