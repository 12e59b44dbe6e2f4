"""Measure a trained model on the development parts of the treebanks.

Three conditions are measured, and in each the model finds the sentences itself. ``gold tokens``: the model is given
the words of the treebank. ``raw text``: spaCy's tokenizer reads the text, ten sentences at a time with no trace of
paragraphs. ``raw by paragraph``: the same, paragraph by paragraph, as Diplograph reads a document. Words per second
are taken on raw text, on one core, with every component running.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from convert import read_docs
from fast_ops import use_blas, use_one_thread
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

CORPORA = {"EWT dev": "en_ewt-dev.conllu", "GUM dev": "en_gum_ccby-dev.conllu"}
COLUMNS = (
    "LAS",
    "UAS",
    "LAS+p",
    "UAS+p",
    "LASmain",
    "POS",
    "tag",
    "morph",
    "lemma",
    "sent F",
    "NER P",
    "NER R",
    "NER F",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a model read a text."""

    words: int
    seconds: float

    @property
    def words_per_second(self) -> float:
        """Give the words read in a second."""
        return self.words / self.seconds


CONDITIONS = ("gold tokens", "raw text", "raw by paragraph")


def _relation(token: Token, attr: str) -> str:
    """Read the relation of a word as text, for the scorer."""
    return str(token.dep_)


def _main_relation(token: Token, attr: str) -> str:
    """Read the relation of a word without its subtype, for the scorer."""
    return str(token.dep_).split(":")[0]


def _predictions(nlp: Language, gold: Sequence[Doc], *, gold_tokens: bool) -> list[Example]:
    """Let the model annotate the documents and pair each with the gold one."""
    if gold_tokens:
        inputs = [
            Doc(
                nlp.vocab,
                words=[token.text for token in doc],
                spaces=[bool(token.whitespace_) for token in doc],
            )
            for doc in gold
        ]
    else:
        inputs = [nlp.make_doc(doc.text) for doc in gold]
    return [Example(predicted, reference) for predicted, reference in zip(nlp.pipe(inputs), gold, strict=True)]


def scores(examples: Sequence[Example]) -> dict[str, Any]:
    """Score annotated documents against the gold ones, in percent.

    LAS and UAS leave punctuation out as spaCy's scorer does; ``LAS+p`` and ``UAS+p`` count it.
    ``LASmain`` leaves out punctuation and the subtypes of relations.
    """
    found: dict[str, Any] = {}
    for name, ignored in (("", ("punct",)), ("+p", ())):
        result = Scorer.score_deps(examples, "dep", getter=_relation, ignore_labels=ignored)
        found[f"LAS{name}"], found[f"UAS{name}"] = result["dep_las"], result["dep_uas"]
    found["LASmain"] = Scorer.score_deps(examples, "dep", getter=_main_relation, ignore_labels=("punct",))["dep_las"]
    found["POS"] = Scorer.score_token_attr(examples, "pos")["pos_acc"]
    found["tag"] = Scorer.score_token_attr(examples, "tag")["tag_acc"]
    found["morph"] = Scorer.score_token_attr(examples, "morph")["morph_acc"]
    found["lemma"] = Scorer.score_token_attr(examples, "lemma")["lemma_acc"]
    sentences = Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))
    found["sent F"] = sentences["sents_f"]
    entities = Scorer.score_spans(examples, "ents", has_annotation=lambda doc: doc.has_annotation("ENT_IOB"))
    for letter in "prf":
        found[f"NER {letter.upper()}"] = entities[f"ents_{letter}"]
    found["NER types"] = entities["ents_per_type"]
    return {name: value if name == "NER types" else 100 * value for name, value in found.items() if value is not None}


def measure_speed(nlp: Language, texts: Sequence[str]) -> Speed:
    """Take the processor time of the whole pipeline over the texts after a short warm-up."""
    list(nlp.pipe(texts[:10]))
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return Speed(words, time.process_time() - start)


def size_on_disk(model: Path) -> int:
    """Add up the bytes of the files of a model."""
    return sum(path.stat().st_size for path in model.rglob("*") if path.is_file())


def _row(name: str, values: dict[str, Any]) -> str:
    """Format one line of the table."""
    cells = (f"{values[column]:7.2f}" if column in values else "      -" for column in COLUMNS)
    return f"{name:28s}" + " ".join(cells)


def evaluate(model: Path, treebanks: Path, *, ascii_marks: bool = False) -> None:
    """Print the figures of a model."""
    nlp = spacy.load(model)
    marks = "curly quotes and dashes mapped to ASCII" if ascii_marks else "text as in the treebank"
    print(f"pipeline: {', '.join(nlp.pipe_names)}; {size_on_disk(model) / 1e6:.1f} MB on disk; {marks}")
    print(f"{'':28s}" + " ".join(f"{column:>7s}" for column in COLUMNS))
    joined: dict[str, list[Example]] = {condition: [] for condition in CONDITIONS}
    texts: list[str] = []
    for name, file in CORPORA.items():
        for condition in CONDITIONS:
            gold = read_docs(
                treebanks / file,
                nlp.vocab,
                entities="gum" in file,
                ascii_marks=ascii_marks,
                paragraphs=condition == "raw by paragraph",
            )
            examples = _predictions(nlp, gold, gold_tokens=condition == "gold tokens")
            print(_row(f"{name}, {condition}", scores(examples)), flush=True)
            joined[condition] += examples
            if condition == "raw text":
                texts += [doc.text for doc in gold]
    for condition, examples in joined.items():
        print(_row(f"joined, {condition}", scores(examples)))
    _print_types(scores(joined["raw text"]))
    speed = measure_speed(nlp, texts)
    print(f"speed, joined raw text, one core: {speed.words_per_second:,.0f} words/s ({speed.words:,} words)")


def _print_types(values: dict[str, Any]) -> None:
    """Print how well each entity type is found."""
    for label, result in sorted((values.get("NER types") or {}).items()):
        print(f"  {label:14s} P {100 * result['p']:5.1f}  R {100 * result['r']:5.1f}  F {100 * result['f']:5.1f}")


def main() -> None:
    """Evaluate a model from the command line."""
    parser = argparse.ArgumentParser(description="Measure a model on the development parts of the treebanks.")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the CoNLL-U files")
    default = Path(__file__).resolve().parent.parent / "kg" / "extract" / "model"
    parser.add_argument("--model", type=Path, default=default, help="model folder (default: kg/extract/model)")
    parser.add_argument("--ascii", action="store_true", help="map curly quotes and dashes to ASCII first")
    parser.add_argument("--stock-ops", action="store_true", help="keep thinc's own matrix product")
    arguments = parser.parse_args()
    use_one_thread()
    if not arguments.stock_ops:
        use_blas()
    evaluate(arguments.model, arguments.treebanks, ascii_marks=arguments.ascii)


if __name__ == "__main__":
    main()
