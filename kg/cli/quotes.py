"""`kg quotes`: who says what in a text, by which word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.cli.options import Form, Model
from kg.cli.output import Format, progress, show
from kg.cli.reading import Inputs, Paths

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS = (
    *("speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end"),
    *("content", "content_start", "content_end", "direct", "uri"),
)
_IN_TABLE = ("speaker", "cue", "content", "direct", "uri")


def quotes(paths: Paths, *, model: Model = None, form: Form = Format.JSONL) -> None:
    """List who says what in texts, political or not, as JSON Lines or in another form.

    One row for each attribution: reported speech, quotations, "according to", "the claim that". `speaker`, `cue` and `content`
    are the text's own words, with the offsets at which they stand; nothing is named where the text names nobody.
    """
    inputs = Inputs(paths, None, None, None)
    with progress("reading", printing=True) as step:
        show(_rows(inputs, model, step), _COLUMNS, form, {name: name for name in _IN_TABLE})
    inputs.leave()


def _rows(inputs: Inputs, model: str | None, step: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    from kg.extract import nlp as language
    from kg.extract import quotes as quotes_of
    from kg.extract.passages import unread

    for document in inputs:
        found = quotes_of(document, language.load(model))
        step(f"{document.uri}: {len(found)} attributions")
        inputs.skips.tell_of(document, unread(document.text))
        yield from (quote.to_json() for quote in found)
