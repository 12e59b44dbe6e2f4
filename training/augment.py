"""Make wire copy of treebank sentences: correct trees with the constructions that news has in every sentence and the web hardly has.

A plain declarative sentence of the treebanks gets noun phrases of other sentences, verbs of the wire, a day between subject and verb,
an apposition or relative clause behind its subject, a reporting clause around it, and so on; names become the words that stand in for
them when Diplograph parses. Annotation follows the treebanks: "S, police said" makes S a `ccomp` of "said", "X, police said, V" makes
"said" a `parataxis`; bare days are `obl:unmarked`; the addressee of "told" and "urged" is `iobj`.

Each transform takes a tree, a source of chance and the stock, changes the tree in place and tells whether it applied. `wire_sentences`
runs them in a fixed order with fixed odds and a seed, so that the result is the same every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from clauses import small_sentence
from convert import (
    CHUNK_SENTENCES,
    SYNTAX_ATTRIBUTES,
    TRAIN_CHUNK_SENTENCES,
    Sentence,
    chunks,
    read_docs,
    read_sentences,
    to_doc,
    write,
)
from frames import according_to, ask_to, call_for, demand_that, leading_attribution, medial_attribution, trailing_attribution
from names import stand_in
from spacy.tokens import Doc
from spacy.vocab import Vocab
from statements import SUBJECTS, capitalise, is_declarative
from stock import Stock, build_stock, read_words
from transforms import (
    Transform,
    add_acronym,
    add_apposition,
    add_participle,
    add_relative,
    add_second_verb,
    add_subordinate,
    add_tail,
    add_time,
    give,
    leave_out_marks,
    list_names,
    make_passive,
    swap_objects,
    swap_subject,
    swap_verb,
)
from trees import Tree, sentence_of, tree_of

TREEBANKS = ("en_ewt", "en_gum_ccby")
WIRE_PASSES = 3  # over the train files
LONGEST_RESULT = 60  # words
SMALL_SHARE = 0.5  # small clauses of our own beside the sentences of the treebanks
MODIFIERS: tuple[tuple[Transform, float], ...] = (
    (add_apposition, 0.14),
    (add_relative, 0.09),
    (add_participle, 0.12),
    (add_acronym, 0.03),
)
ADDITIONS: tuple[tuple[Transform, float], ...] = (
    (add_tail, 0.07),
    (add_second_verb, 0.1),
    (add_subordinate, 0.1),
)
FRAMES: tuple[tuple[Transform, float], ...] = (
    (trailing_attribution, 0.24),
    (leading_attribution, 0.13),
    (medial_attribution, 0.05),
    (according_to, 0.05),
    (demand_that, 0.1),
    (ask_to, 0.12),
    (call_for, 0.03),
)
RARELY_PERSONAL = 0.9  # odds that "I", "we" and "you" give way to a noun: the wire seldom says them
STEPS: tuple[tuple[Transform, float], ...] = (
    (swap_subject, 0.5),
    (swap_objects, 0.4),
)


def _one_of(choices: Sequence[tuple[Transform, float]], tree: Tree, rng: Random, stock: Stock) -> None:
    """Try at most one of some transforms, each with its odds."""
    pick = rng.random()
    for transform, odds in choices:
        pick -= odds
        if pick < 0:
            transform(tree, rng, stock)
            return


def to_wire(sentence: Sentence, rng: Random, stock: Stock) -> Sentence | None:
    """Make wire copy of a sentence, or give None when it is no plain statement or grows too long."""
    tree = tree_of(sentence)
    leave_out_marks(tree, rng, stock)
    if not is_declarative(tree):
        return None
    personal = any("Person=1" in node.feats or "Person=2" in node.feats for node in tree.children(tree.root, *SUBJECTS))
    for transform, odds in STEPS:
        if rng.random() < (RARELY_PERSONAL if personal and transform is swap_subject else odds):
            transform(tree, rng, stock)
    capitalise(tree)
    _one_of(((make_passive, 0.2), (give, 0.2)), tree, rng, stock)
    if rng.random() < 0.7:
        stand_in(tree, rng, stock)
    _one_of(MODIFIERS, tree, rng, stock)
    if rng.random() < 0.6:
        swap_verb(tree, rng, stock)
    if rng.random() < 0.12:
        list_names(tree, rng, stock)
    _one_of(ADDITIONS, tree, rng, stock)
    if rng.random() < 0.5:
        add_time(tree, rng, stock)
    _one_of(FRAMES, tree, rng, stock)
    if rng.random() < 0.4:
        stand_in(tree, rng, stock)
    capitalise(tree)
    return sentence_of(tree) if len(tree.nodes) <= LONGEST_RESULT and tree.is_sound() else None


def wire_sentences(sentences: Sequence[Sentence], stock: Stock, seed: int) -> Iterator[Sentence]:
    """Make wire copy of each sentence that is a plain statement, and of a small clause of our own beside each second one."""
    rng = Random(seed)
    for sentence in sentences:
        made = to_wire(sentence, rng, stock)
        if made is None:
            continue
        yield made
        small = to_wire(sentence_of(Tree(small_sentence(rng, stock))), rng, stock) if rng.random() < SMALL_SHARE else None
        if small is not None:
            yield small


def named_sentences(sentences: Sequence[Sentence], stock: Stock, seed: int) -> Iterator[Sentence]:
    """Give each sentence with stand-ins for its names and without quotation marks; the rest of it stays."""
    rng = Random(seed)
    for sentence in sentences:
        tree = tree_of(sentence)
        leave_out_marks(tree, rng, stock)
        if len(tree.nodes) > 0 and tree.is_sound():
            stand_in(tree, rng, stock)
            if tree.is_sound():
                made = sentence_of(tree)
                made.starts_document, made.starts_paragraph = sentence.starts_document, sentence.starts_paragraph
                yield made
                continue
        yield sentence


def in_paragraphs(sentences: Iterable[Sentence], seed: int, longest: int = 4) -> Iterator[list[Sentence]]:
    """Group sentences into paragraphs of one to a few, as wire copy has them."""
    rng = Random(seed)
    paragraph: list[Sentence] = []
    size = rng.randint(1, longest)
    for sentence in sentences:
        paragraph.append(sentence)
        if len(paragraph) == size:
            yield paragraph
            paragraph, size = [], rng.randint(1, longest)
    if paragraph:
        yield paragraph


def _documents(treebanks: Path, split: str, stock: Stock, passes: int) -> Iterator[Doc]:
    """Make the documents of a split: the treebanks, the treebanks with stand-ins for names, and wire copy in so many passes."""
    vocab = Vocab()
    train = split == "train"
    for treebank in TREEBANKS:
        path = treebanks / f"{treebank}-{split}.conllu"
        yield from read_docs(path, vocab, size=TRAIN_CHUNK_SENTENCES if train else CHUNK_SENTENCES, mix_marks=train)
        sentences = list(read_sentences(path))
        if train:
            for chunk in chunks(named_sentences(sentences, stock, seed=0), TRAIN_CHUNK_SENTENCES):
                yield to_doc(vocab, chunk, ascii_marks=True)
        for seed in range(1, passes + 1):
            for chunk in in_paragraphs(wire_sentences(sentences, stock, seed), seed):
                yield to_doc(vocab, chunk, ascii_marks=True)


def augment(treebanks: Path, output: Path) -> None:
    """Write the training and development documents of the wire stage; pieces come from the train files alone."""
    sentences = (sentence for name in TREEBANKS for sentence in read_sentences(treebanks / f"{name}-train.conllu"))
    stock = build_stock(sentences, read_words())
    output.mkdir(parents=True, exist_ok=True)
    for split, passes in (("train", WIRE_PASSES), ("dev", 1)):
        write(_documents(treebanks, split, stock, passes), output / f"wire-{split}.spacy", SYNTAX_ATTRIBUTES)


def main() -> None:
    """Write the documents from the command line."""
    parser = argparse.ArgumentParser(description="Make wire copy of the treebanks, as spaCy documents.")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the CoNLL-U files")
    parser.add_argument("--output", type=Path, required=True, help="folder to write the .spacy files to")
    arguments = parser.parse_args()
    augment(arguments.treebanks, arguments.output)


if __name__ == "__main__":
    main()
