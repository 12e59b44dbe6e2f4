"""How much of what a careful reader found is found: statements scored against annotated ones.

A gold folder holds `NAME.jsonl` (one annotated statement a line), `docs/NAME.txt` (the text), `docs/NAME.meta.json` (its title,
publisher and date) and perhaps `aliases.json` (other names of actors). Where two annotators read a statement differently, the
second reading stands under `or`, and either is right. Core rows are those that both called a statement.

Five levels, each asking more than the one before:

    found        a statement stands there
    dyad         and one of its actors and, where there are recipients, one of these is right
    event        and its PLOVER type, all its actors and all its recipients are right
    attributed   and the innermost outside voice is right
    full         and its polarity, certainty and eventuality are right

Recall counts the core rows, precision takes a match with any annotated row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.model import Document

LEVELS = ("found", "dyad", "event", "attributed", "full")
FIELDS = ("actors", "recipients", "type", "speakers", "polarity", "certainty", "eventuality", "date", "stance")

_FURTHEST_TRIGGERS = 40  # characters between two triggers that may still name one action
_LEAST_OVERLAP = 0.4  # of two quotes' union, where a trigger is missing
_SAME_NAME = 0.86  # likeness at which two spellings count as one name
_TITLES = re.compile(r"\b(the|of|government|president|mr|mrs|ms|gen|general)\b")
_SIDES = {"condemn": "oppose", "praise": "support"}

Row = Mapping[str, Any]
Aliases = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, end excluded."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def gap(self, other: Span) -> int:
        """Characters between the two, 0 where they touch or overlap."""
        return max(0, max(self.start, other.start) - min(self.end, other.end))

    def overlap(self, other: Span) -> float:
        """What the two share, as a part of what they cover together."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        covered = max(self.end, other.end) - min(self.start, other.start)
        return shared / covered if shared > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of a row, its names made comparable."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    speakers: tuple[str, ...]
    date: str
    values: tuple[str | None, ...]  # type, polarity, certainty, eventuality, stance


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its place in the text and its readings, the first annotator's first."""

    row: Row
    readings: tuple[Claim, ...]
    quote: Span | None
    trigger: Span | None

    @property
    def core(self) -> bool:
        """Whether both annotators called it a statement."""
        return bool(self.row.get("tier", "core") == "core")


@dataclass(frozen=True, slots=True)
class Match:
    """An annotated row and the predicted one that tells the same, with the fields that are right and the levels reached."""

    gold: Row
    predicted: Row
    core: bool
    right: tuple[str, ...]
    levels: tuple[str, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The fields in which the prediction differs."""
        return tuple(name for name in FIELDS if name not in self.right)


@dataclass(frozen=True, slots=True)
class Score:
    """The matches of one or more documents, and what was left over on either side."""

    matches: tuple[Match, ...] = ()
    missed: tuple[Row, ...] = ()
    extra: tuple[Row, ...] = ()
    gold: int = 0
    core: int = 0
    predicted: int = 0
    unplaced: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in Score.__slots__))

    def precision(self, level: str) -> float:
        """Of the predicted rows, how many reach the level; 0 where nothing was predicted."""
        return _ratio(sum(level in match.levels for match in self.matches), self.predicted)

    def recall(self, level: str) -> float:
        """Of the core rows, how many are matched at the level."""
        return _ratio(sum(level in match.levels for match in self.matches if match.core), self.core)

    def f1(self, level: str) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision(level), self.recall(level)
        return _ratio(2 * precision * recall, precision + recall)

    def field(self, name: str) -> float:
        """Of the matched rows, how many have the field right."""
        return _ratio(sum(name in match.right for match in self.matches), len(self.matches))


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its annotated statements."""

    name: str
    document: Document
    rows: tuple[Row, ...] = field(repr=False)


def gold_documents(folder: Path) -> Iterator[GoldDocument]:
    """The annotated documents of a gold folder, by name. Raises `UsageError` where the folder holds none."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise UsageError(f"{folder}: no annotated documents here (*.jsonl with docs/NAME.txt)")
    for path in files:
        yield GoldDocument(path.stem, _document(folder / "docs" / f"{path.stem}.txt"), read_rows(path))


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a JSON Lines file. Raises `UsageError` with the line that is none."""
    rows: list[Row] = []
    for number, line in enumerate(_read(path).splitlines(), start=1):
        if line.strip():
            rows.append(_object(line, f"{path}, line {number}"))
    return tuple(rows)


def read_aliases(folder: Path) -> dict[str, str]:
    """Each other name in the gold folder's `aliases.json`, made comparable, with the name it stands for."""
    path = folder / "aliases.json"
    if not path.exists():
        return {}
    table = _object(_read(path), str(path))
    return {
        comparable(name, {}): comparable(canonical, {}) for canonical, others in table.items() for name in (canonical, *others)
    }  # fmt: skip


def score(gold: Sequence[Row], predicted: Sequence[Row], text: str, aliases: Aliases) -> Score:
    """How well the predicted rows of one text agree with its annotated ones."""
    placed_gold, placed_predicted = _place(gold, text, aliases), _place(predicted, text, aliases)
    pairs = _pair(placed_gold, placed_predicted)
    matches = tuple(_match(placed_gold[i], placed_predicted[j]) for i, j in pairs)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    return Score(
        matches=matches,
        missed=tuple(item.row for i, item in enumerate(placed_gold) if i not in found and item.core),
        extra=tuple(item.row for j, item in enumerate(placed_predicted) if j not in used),
        gold=len(gold),
        core=sum(item.core for item in placed_gold),
        predicted=len(predicted),
        unplaced=sum(item.quote is None for item in placed_predicted),
    )


def comparable(name: object, aliases: Aliases) -> str:
    """A name without case, punctuation and titles, replaced by what it is another name of."""
    words = re.sub(r"[^\w\s]", " ", str(name).casefold())
    words = " ".join(_TITLES.sub(" ", words).split())
    return aliases.get(words, words)


def same_name(one: str, other: str) -> bool:
    """Whether two comparable names mean one actor: equal, one within the other, or spelt nearly alike."""
    if one == other:
        return True
    ours, theirs = set(one.split()), set(other.split())
    within = bool(ours and theirs) and (ours <= theirs or theirs <= ours)
    if within and max(map(len, ours & theirs)) >= 4:
        return True
    return SequenceMatcher(None, one, other).ratio() >= _SAME_NAME


def _match(gold: Placed, predicted: Placed) -> Match:
    claim = predicted.readings[0]
    right = _right(gold, claim)
    event = {"actors", "recipients", "type"} <= right
    attributed = event and "speakers" in right
    reached = {
        "found": True,
        "dyad": event or any(_dyad_right(reading, claim) for reading in gold.readings),
        "event": event,
        "attributed": attributed,
        "full": attributed and {"polarity", "certainty", "eventuality"} <= right,
    }
    return Match(
        gold=gold.row,
        predicted=predicted.row,
        core=gold.core,
        right=tuple(name for name in FIELDS if name in right),
        levels=tuple(level for level in LEVELS if reached[level]),
    )


def _pair(gold: Sequence[Placed], predicted: Sequence[Placed]) -> list[tuple[int, int]]:
    """One to one, the pairs with most fields right first, then those whose triggers stand nearest."""
    ranked: list[tuple[float, int, int]] = []
    for i, annotated in enumerate(gold):
        for j, candidate in enumerate(predicted):
            distance = _distance(annotated, candidate)
            if distance is not None:
                claim = candidate.readings[0]
                agreement = 2 * len(_right(annotated, claim)) + 2 * _overlap(annotated.readings[0].actors, claim.actors)
                ranked.append((distance / 20 - agreement, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(ranked):
        if all(i != paired and j != taken for paired, taken in pairs):
            pairs.append((i, j))
    return pairs


def _distance(gold: Placed, predicted: Placed) -> int | None:
    """How far the triggers stand from each other, or None where the two rows cannot tell the same."""
    if not gold.quote or not predicted.quote:
        return None
    if not gold.trigger or not predicted.trigger:
        return 20 if gold.quote.overlap(predicted.quote) >= _LEAST_OVERLAP else None
    if gold.trigger.start not in predicted.quote or predicted.trigger.start not in gold.quote:
        return None
    gap = gold.trigger.gap(predicted.trigger)
    return gap if gap <= _FURTHEST_TRIGGERS else None


def _right(gold: Placed, claim: Claim) -> set[str]:
    return set().union(*(_agreeing(reading, claim) for reading in gold.readings))


def _agreeing(gold: Claim, predicted: Claim) -> set[str]:
    agreeing = {
        "actors": _same_names(gold.actors, predicted.actors),
        "recipients": _same_names(gold.recipients, predicted.recipients),
        "speakers": _same_voice(gold.speakers, predicted.speakers),
        "date": _same_date(gold.date, predicted.date),
    }
    names = ("type", "polarity", "certainty", "eventuality", "stance")
    agreeing |= {name: ours == theirs for name, ours, theirs in zip(names, gold.values, predicted.values, strict=True)}
    return {name for name, right in agreeing.items() if right}


def _same_names(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    left = list(predicted)
    for name in gold:
        hit = next((other for other in left if same_name(name, other)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _same_voice(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    if not gold or not predicted:
        return not gold and not predicted
    return same_name(gold[-1], predicted[-1])


def _same_date(gold: str, predicted: str) -> bool:
    """A date agrees with a part of itself, such as its month; none agrees with none."""
    if not gold or not predicted:
        return gold == predicted
    return predicted.startswith(gold) or gold.startswith(predicted)


def _overlap(ours: Iterable[str], theirs: Sequence[str]) -> bool:
    return any(same_name(one, other) for one in ours for other in theirs)


def _dyad_right(gold: Claim, predicted: Claim) -> bool:
    actors = _overlap(gold.actors, predicted.actors) if gold.actors else not predicted.actors
    return actors and (not gold.recipients or _overlap(gold.recipients, predicted.recipients))


def _claim(row: Row, aliases: Aliases) -> Claim:
    actors = _names(row, "actors", aliases)
    own_voice = [speaker for speaker in _names(row, "speakers", aliases) if not _overlap(actors, [speaker])]
    stance = row.get("stance")
    return Claim(
        actors=actors,
        recipients=_names(row, "recipients", aliases),
        speakers=tuple(own_voice),
        date=str(row.get("date") or ""),
        values=(
            row.get("type") or None,
            row.get("polarity") or None,
            row.get("certainty") or None,
            row.get("eventuality") or None,
            _SIDES.get(stance, stance) if stance else None,
        ),
    )


def _names(row: Row, key: str, aliases: Aliases) -> tuple[str, ...]:
    return tuple(comparable(name, aliases) for name in row.get(key) or ())


def _place(rows: Sequence[Row], text: str, aliases: Aliases) -> list[Placed]:
    """The rows with their spans in the text, white space squeezed; a quote without offset is sought onward from the last one."""
    flat, new_offset = _squeeze(text)
    placed: list[Placed] = []
    at = 0
    for row in rows:
        readings = tuple(_claim(reading, aliases) for reading in _readings(row))
        quote = _find_quote(row, text, flat, new_offset, at)
        at = quote.start if quote else at
        placed.append(Placed(row, readings, quote, _find_trigger(row, quote)))
    return placed


def _readings(row: Row) -> tuple[Row, ...]:
    return (row, {**row, **row["or"]}) if row.get("or") else (row,)


def _find_quote(row: Row, text: str, flat: str, new_offset: Sequence[int], at: int) -> Span | None:
    raw = row.get("quote") or ""
    quote = _flat(raw)
    if not quote:
        return None
    places = [flat.find(quote, max(0, at - 400)), flat.find(quote)]
    given = row.get("start")
    if given is not None and text[given : given + len(raw)] == raw:
        places.insert(0, flat.find(quote, max(0, new_offset[given] - 1)))
    start = next((place for place in places if place >= 0), None)
    return None if start is None else Span(start, start + len(quote))


def _find_trigger(row: Row, quote: Span | None) -> Span | None:
    trigger = _flat(row.get("trigger") or "")
    if not quote or not trigger:
        return None
    within = _flat(row["quote"]).find(trigger)
    return None if within < 0 else Span(quote.start + within, quote.start + within + len(trigger))


def _flat(text: str) -> str:
    return _squeeze(text)[0].strip()


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one blank, and for each old offset the new one."""
    kept: list[str] = []
    new_offset: list[int] = []
    after_space = True
    for character in text:
        new_offset.append(len(kept))
        if not character.isspace():
            kept.append(character)
        elif not after_space:
            kept.append(" ")
        after_space = character.isspace()
    return "".join(kept), [*new_offset, len(kept)]


def _document(path: Path) -> Document:
    meta_path = path.with_suffix(".meta.json")
    meta = _object(_read(meta_path), str(meta_path)) if meta_path.exists() else {}
    return Document.make(
        _read(path), title=meta.get("title"), publisher=meta.get("publisher"), published=meta.get("date"), uri=str(path)
    )  # fmt: skip


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: not found; a gold folder holds NAME.jsonl and docs/NAME.txt") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where}: a JSON object is needed, not {type(value).__name__}")
    return value


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
