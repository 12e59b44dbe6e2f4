"""Train the English model of Diplograph from the treebanks, in one command.

The steps: convert the treebanks, make wire copy of them, train in the stages of ``STAGES``, put the parts together, write the result to
``kg/extract/model`` and measure it. Seeds are fixed in the configurations.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

import spacy
from augment import augment
from average import average
from convert import convert
from evaluate import evaluate
from fast_ops import use_blas, use_one_thread
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "kg" / "extract" / "model"
CARD = "MODEL_CARD.md"
WIRE_SHARE = 0.45  # of the wire stage's weights, the rest from the stage before: the treebanks lose nothing
BATCH_SIZE = 64  # documents at once; larger batches only cost memory and time
META = {
    "lang": "en",
    "name": "diplograph_ud",
    "version": "1.0.0",
    "description": "Tags, lemmas, dependencies and names of English news, trained on Universal Dependencies.",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD_English-EWT 2.16 (train)", "license": "CC BY-SA 4.0"},
        {"name": "UD_English-GUM 2.16 without its NC texts (train)", "license": "CC BY 4.0"},
    ],
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One training run: the name of its configuration, the documents it reads and the stage it goes on from."""

    name: str
    documents: str
    first: str | None = None


STAGES = (
    Stage("syntax", "syntax"),
    Stage("parser", "syntax", first="syntax"),
    Stage("polish", "syntax", first="parser"),
    Stage("wire", "wire", first="polish"),
    Stage("lemmatizer", "syntax", first="average"),
    Stage("ner", "ner"),
)


GROWN = frozenset({"wire", "lemmatizer"})  # stages that remain when a finished model stands for the others


def best_states(work: Path, grown_from: Path | None) -> dict[str, Path]:
    """Name the folder of each stage's best state; a finished model stands for the stages before the wire and for the recogniser."""
    found = {name: work / name / "model-best" for name in (*(stage.name for stage in STAGES), "average")}
    return found if grown_from is None else {**found, "polish": grown_from, "ner": grown_from}


def train_stage(stage: Stage, work: Path, best: dict[str, Path]) -> None:
    """Train one stage from its configuration, and average the wire stage with the one before."""
    documents = work / "documents"
    overrides = {
        "paths.train": str(documents / f"{stage.documents}-train.spacy"),
        "paths.dev": str(documents / f"{stage.documents}-dev.spacy"),
    }
    if stage.first is not None:
        overrides["paths.first"] = str(best[stage.first])
    output = work / stage.name
    output.mkdir(parents=True, exist_ok=True)
    run_training(init_nlp(load_config(HERE / f"{stage.name}.cfg", overrides=overrides, interpolate=False)), output)
    if stage.name == "wire":
        best["average"].parent.mkdir(parents=True, exist_ok=True)
        average(best["polish"], best["wire"], WIRE_SHARE).to_disk(best["average"])


def assemble(syntax: Path, lemmatizer: Path, entities: Path) -> Language:
    """Join the trained components in one pipeline and leave out what only training needs."""
    nlp = spacy.load(syntax)
    for name, source in (("trainable_lemmatizer", lemmatizer), ("ner", entities)):
        if name in nlp.pipe_names:
            nlp.remove_pipe(name)
        nlp.add_pipe(name, source=spacy.load(source))
    for section in ("paths", "corpora", "training", "initialize"):
        nlp.config[section] = {}
    nlp.config["nlp"]["batch_size"] = BATCH_SIZE
    nlp.meta.update(META)
    nlp.meta.pop("performance", None)
    return nlp


def install(nlp: Language, target: Path) -> None:
    """Write a pipeline to a folder beside the target and put it in the target's place in one move.

    The model card of the earlier model is kept.
    """
    fresh, old = (target.with_name(f"{target.name}.{suffix}") for suffix in ("new", "old"))
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(fresh, exclude=["vectors"])
    if (target / CARD).exists():
        shutil.copyfile(target / CARD, fresh / CARD)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Convert, train, install and evaluate from the command line."""
    parser = argparse.ArgumentParser(description="Train the model and write it to kg/extract/model.")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the CoNLL-U files")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for documents and checkpoints")
    parser.add_argument("--output", type=Path, default=MODEL, help="folder of the finished model")
    parser.add_argument("--grow-from", type=Path, help="finished model to go on from with the wire stage alone")
    parser.add_argument("--skip-training", action="store_true", help="use the checkpoints already in the work folder")
    arguments = parser.parse_args()
    use_one_thread()
    use_blas()
    work: Path = arguments.work
    best = best_states(work, arguments.grow_from)
    if not arguments.skip_training:
        convert(arguments.treebanks, work / "documents")
        augment(arguments.treebanks, work / "documents")
        for stage in STAGES:
            if arguments.grow_from is None or stage.name in GROWN:
                train_stage(stage, work, best)
    install(assemble(best["average"], best["lemmatizer"], best["ner"]), arguments.output)
    evaluate(arguments.output, arguments.treebanks)


if __name__ == "__main__":
    main()
