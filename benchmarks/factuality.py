"""Does it know what happened? Polarity, certainty and eventuality of predicates against what annotators said of them.

    python benchmarks/factuality.py FACTUALITY.jsonl TREEBANK.conllu [--model NAME] [--part N]

FACTUALITY has one row a predicate: `sent_id`, `token` (the word's number in the treebank's sentence, from 1), `form` and
`happened`, each annotator's 0 or 1: did it, or will it, happen according to the author? TREEBANK gives the sentences' text; its
trees are not used: each sentence is parsed as a report would be. Rows whose annotators disagree evenly have no right answer.

A predicate counts as happened where we call it happened or ongoing, asserted, and certain or probable. Annotators also count what
*will* happen; the second line therefore lets what is planned pass too. A predicate is covered where we see an act in
it: a verb that heads a clause, or another word that the lexicon knows as one; adjectives and most nouns are none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract import nlp as language
from kg.extract.coding import Act, acts
from kg.extract.coreference import Reader
from kg.extract.discourse import Discourse
from kg.extract.drafting import parsed  # the stages before coding, in the order in which `extract` takes them
from kg.extract.lexicon import lexicon
from kg.extract.nlp import paragraphs
from kg.extract.qualifiers import Qualified, qualify
from kg.model import Certainty, Document, Eventuality, Polarity
from kg.resolve import directory

if TYPE_CHECKING:
    from spacy.language import Language

SURE = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})
STRICT = frozenset({Eventuality.HAPPENED, Eventuality.ONGOING})
WITH_PLANNED = STRICT | {Eventuality.PLANNED}


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word of a treebank's sentence, and whether most annotators say that it happens; None where they are split."""

    sentence: str
    number: int
    form: str
    happened: bool | None


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """A sentence's text, and where in it each numbered word starts."""

    text: str
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What we say of one predicate, beside the annotators' majority."""

    qualified: Qualified
    happened: bool

    def says(self, eventualities: frozenset[Eventuality]) -> bool:
        """Whether we take it to happen, these eventualities counting as that."""
        mine = self.qualified
        return mine.eventuality in eventualities and mine.polarity is Polarity.ASSERTED and mine.certainty in SURE


def read_predicates(path: Path) -> list[Predicate]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Predicate(row["sent_id"], row["token"], row["form"], majority(row["happened"])) for row in rows]


def majority(votes: list[int]) -> bool | None:
    """What more than half of the votes say; None for a tie."""
    yes, no = votes.count(1), votes.count(0)
    return None if yes == no else yes > no


def read_sentences(path: Path, wanted: frozenset[str]) -> dict[str, TreebankSentence]:
    """The wanted sentences of a CoNLL-U file by their ids."""
    found: dict[str, TreebankSentence] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        about = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        if about.get("sent_id") in wanted:
            rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
            found[about["sent_id"]] = TreebankSentence(about["text"], dict(word_starts(rows, about["text"])))
    return found


def word_starts(rows: Iterable[list[str]], text: str) -> Iterator[tuple[int, int]]:
    """The number and start of each word; the parts of a contraction start where they stand in it, or else where it does."""
    at, contraction_end, last_part = 0, 0, 0
    for number, form, *_ in rows:
        first, dash, last = number.partition("-")
        if dash:
            start = text.index(form, at)
            at, contraction_end, last_part = start, start + len(form), int(last)
        elif number.isdecimal():
            inside = int(first) <= last_part
            start = text.find(form, at, contraction_end if inside else len(text))
            start = max(start, at)
            yield int(first), start
            at = contraction_end if inside and int(first) == last_part else max(at, min(start + len(form), len(text)))


def qualified_at(text: str, nlp: Language) -> dict[int, tuple[str, Qualified]]:
    """Each act that we see in a text, by the offset at which its word starts: the word and how it stands."""
    document = Document.make(text)
    discourse = Discourse(directory(), lexicon(), document.published)
    found: dict[int, tuple[str, Qualified]] = {}
    for paragraph, words, doc in parsed(list(paragraphs(text, nlp)), discourse, document, nlp):
        reader = Reader(words, discourse)
        for sentence in doc.sents:
            seen: dict[int, Act] = acts(sentence, reader, discourse.lexicon)
            for position, act in seen.items():
                start = paragraph.offset + words[position].start
                found[start] = (doc[position].text, qualify(act, seen, discourse.lexicon))
    return found


def answers(predicates: Iterable[Predicate], sentences: Mapping[str, TreebankSentence], nlp: Language) -> Iterator[Answer | None]:
    """For each decided predicate whose sentence is there, our answer, or None where we see no act in it."""
    waiting: dict[str, list[Predicate]] = defaultdict(list)
    for predicate in predicates:
        if predicate.happened is not None and predicate.sentence in sentences:
            waiting[predicate.sentence].append(predicate)
    for name, asked in waiting.items():
        sentence = sentences[name]
        acts_here = qualified_at(sentence.text, nlp)
        for predicate in asked:
            seen = acts_here.get(sentence.starts.get(predicate.number, -1))
            yield Answer(seen[1], bool(predicate.happened)) if seen and predicate.happened is not None else None


def balanced_accuracy(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float, float]:
    """The mean of the two recalls of (ours, theirs), then that of what happened, then that of what did not."""
    table = Counter(pairs)
    recalls = []
    for truth in (True, False):
        total = table[True, truth] + table[False, truth]
        recalls.append(table[truth, truth] / total if total else 0.0)
    return sum(recalls) / 2, recalls[0], recalls[1]


def report(told: list[Answer]) -> Iterator[str]:
    for name, passing in (("happened or ongoing", STRICT), ("or planned", WITH_PLANNED)):
        pairs = [(answer.says(passing), answer.happened) for answer in told]
        balanced, yes, no = balanced_accuracy(pairs)
        plain = sum(ours == theirs for ours, theirs in pairs) / len(pairs)
        yield f"{name:20} balanced accuracy {balanced:.3f} (recall of happened {yes:.3f}, of not {no:.3f}), plain accuracy {plain:.3f}"
    yield "what annotators say of each of our values:"
    for field in ("eventuality", "polarity", "certainty"):
        groups: dict[str, list[bool]] = defaultdict(list)
        for answer in told:
            groups[str(getattr(answer.qualified, field))].append(answer.happened)
        yield from (f"  {field:12} {value:12} {len(g):6}  happened {sum(g) / len(g):.2f}" for value, g in sorted(groups.items()))


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("factuality", type=Path)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--model", help="another spaCy pipeline than our own")
    parser.add_argument("--part", type=int, metavar="N", help="only the first N predicates")
    options = parser.parse_args()
    predicates = read_predicates(options.factuality)[: options.part]
    sentences = read_sentences(options.treebank, frozenset(p.sentence for p in predicates))
    asked = list(answers(predicates, sentences, language.load(options.model)))
    told = [answer for answer in asked if answer is not None]
    if not told:
        sys.exit("no predicate of these rows is in that treebank: give the treebank that the rows' sent_id come from")
    ties = sum(predicate.happened is None for predicate in predicates)
    missing = sum(predicate.happened is not None and predicate.sentence not in sentences for predicate in predicates)
    print(f"predicates {len(predicates)}: {ties} undecided, {missing} of no sentence in the treebank, {len(asked)} asked")
    print(
        f"coverage {len(told) / len(asked):.3f} ({len(told)} of {len(asked)}); of these happened: {sum(a.happened for a in told)}"
    )
    print("\n".join(report(told)))


if __name__ == "__main__":
    main()
