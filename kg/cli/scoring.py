"""`kg evaluate`: how much of what careful readers found is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Form, Jobs, Model
from kg.cli.output import Format, show, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.evaluate import GoldDocument, Row, Score


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Annotated statements: NAME.jsonl with docs/NAME.txt.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(metavar="PREDICTED_DIR", show_default=False, help="Score NAME.jsonl in this folder, not our extraction."),
    ] = None,
    *,
    misses: Annotated[bool, typer.Option("--show", help="Tell on standard error what is wrong, missed and extra.")] = False,
    model: Model = None,
    jobs: Jobs = 1,
    form: Form = Format.TABLE,
) -> None:
    """Score extraction against annotated statements.

    Prints precision, recall and F1 at five levels, each asking more than the one before, and how often each field alone is right.
    """
    from kg.evaluate import FIELDS, LEVELS, Score, gold_documents, read_aliases, score

    aliases = read_aliases(gold)
    documents = tuple(gold_documents(gold))
    total = Score()
    for document, rows in zip(documents, _predicted(documents, predicted, model, jobs), strict=True):
        result = score(document.rows, rows, document.document.text, aliases)
        total += result
        if misses:
            _tell_misses(document.name, result)
    levels = [
        {"measure": level, "precision": total.precision(level), "recall": total.recall(level), "F1": total.f1(level)}
        for level in LEVELS
    ]
    fields = [{"measure": f"field {name}", "right": total.field(name)} for name in FIELDS]
    columns = ("measure", "precision", "recall", "F1", "right")
    show([_rounded(row) for row in (*levels, *fields)], columns, form)
    tell(
        f"gold {total.gold} ({total.core} core), predicted {total.predicted}, matched {len(total.matches)}, unplaced {total.unplaced}"
    )


def _predicted(
    documents: Iterable[GoldDocument], folder: Path | None, model: str | None, jobs: int
) -> Iterator[tuple[Row, ...]]:  # fmt: skip
    from kg import pipeline
    from kg.evaluate import read_rows

    if folder is None:
        for reading in pipeline.statements_of((document.document for document in documents), model, jobs):
            yield tuple(statement.to_json() for statement in reading.statements)
        return
    for document in documents:
        path = folder / f"{document.name}.jsonl"
        yield read_rows(path) if path.exists() else ()


def _tell_misses(name: str, result: Score) -> None:
    tell(f"== {name}")
    for match in result.matches:
        wrong = ", ".join(f"{key}={match.predicted.get(key)!r} (gold {match.gold.get(key)!r})" for key in match.wrong)
        if wrong:
            tell(f"  ~ {match.gold['id']} wrong: {wrong}")
    for mark, rows in (("- missed", result.missed), ("+ extra", result.extra)):
        for row in rows:
            tell(
                f"  {mark} {row.get('id')} {row.get('type')} {row.get('actors')} -> {row.get('recipients')} | {row.get('quote', '')[:90]}"
            )


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}
