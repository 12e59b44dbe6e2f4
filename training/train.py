"""Train the English model of Diplograph from the treebanks, in one command.

The steps: convert the treebanks, train the syntax model and the entity model, put them together, write the result
to ``kg/extract/model`` and measure it. Seeds are fixed in the two configurations.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fast_ops import use_blas, use_one_thread

use_one_thread()

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config

from convert import convert
from evaluate import evaluate

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "kg" / "extract" / "model"
CARD = "MODEL_CARD.md"
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


def train_pipeline(config: Path, output: Path, documents: Path, task: str) -> Path:
    """Train one pipeline from its configuration and return the folder of its best state."""
    overrides = {
        "paths.train": str(documents / f"{task}-train.spacy"),
        "paths.dev": str(documents / f"{task}-dev.spacy"),
    }
    output.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(load_config(config, overrides=overrides, interpolate=False))
    run_training(nlp, output)
    return output / "model-best"


def assemble(syntax: Path, entities: Path) -> Language:
    """Join the trained syntax components and the entity recogniser in one pipeline."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(entities))
    for section in ("paths", "corpora", "training", "initialize"):
        nlp.config[section] = {}
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
    parser.add_argument("--skip-training", action="store_true", help="use the checkpoints already in the work folder")
    arguments = parser.parse_args()
    use_blas()
    work: Path = arguments.work
    if not arguments.skip_training:
        convert(arguments.treebanks, work / "documents")
        for task in ("syntax", "ner"):
            train_pipeline(HERE / f"{task}.cfg", work / task, work / "documents", task)
    install(assemble(work / "syntax" / "model-best", work / "ner" / "model-best"), arguments.output)
    evaluate(arguments.output, arguments.treebanks)


if __name__ == "__main__":
    main()
