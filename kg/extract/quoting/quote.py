"""One attribution, as `kg quotes` lists it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution, or one contiguous piece of it: `document.text[content_start:content_end] == content`, and so for the others.

    `speaker` is the phrase that names who speaks, as written ("he", "Mayor Ann Lee"), or None where nobody is named. `cue` is the
    word that says so ("said", "according to", "claim", ":"), or None where a quotation stands alone. What is said in two places ("A,"
    she said, "B") makes two rows with one speaker and one cue. `direct` is whether the content is quoted word for word: it
    is then what stands between the marks; else it is the reported clause, with the marks that are in it.
    """

    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    content: str
    content_start: int
    content_end: int
    direct: bool
    uri: str = ""

    def to_json(self) -> dict[str, Any]:
        """The JSON Lines form: one flat object."""
        return asdict(self)
