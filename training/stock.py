"""What wire copy is made of: the words of wire.yaml, and pieces cut from the trees of the treebanks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from convert import Sentence
from trees import Node, Tree, copy, number, tree_of, without

WORDS = Path(__file__).resolve().parent / "wire.yaml"
LONGEST_NOMINAL = 9
LONGEST_CLAUSE = 12
RELATIVE_PRONOUNS = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of wire.yaml."""

    stand_ins: dict[str, list[str]]
    days: list[str]
    periods: list[str]
    parts_of_day: list[str]
    speakers: list[str]
    audiences: list[str]
    says: list[str]
    cites: list[str]
    demands: list[str]
    urges: list[str]
    presses: list[str]
    calls: list[str]
    gives: list[str]
    amounts: list[str]
    goods: list[str]
    scales: list[str]
    prepositional: list[str]
    openers: list[str]
    whens: list[str]
    transitive: list[str]
    irregular: dict[str, list[str]]
    doubling: list[str]

    def past(self, verb: str) -> str:
        """Spell the past form of a verb in the list."""
        return self.irregular[verb][0] if verb in self.irregular else self._with(verb, "ed")

    def participle(self, verb: str) -> str:
        """Spell the past participle."""
        return self.irregular[verb][1] if verb in self.irregular else self._with(verb, "ed")

    def gerund(self, verb: str) -> str:
        """Spell the form in -ing."""
        return self._with(verb, "ing")

    def third(self, verb: str) -> str:
        """Spell the third person of the present."""
        if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
            return f"{verb}es"
        return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"

    def _with(self, verb: str, ending: str) -> str:
        if verb in self.doubling:
            return f"{verb}{verb[-1]}{ending}"
        if verb.endswith("e") and (ending == "ed" or not verb.endswith("ee")):
            return f"{verb[:-1]}{ending}"
        if ending == "ed" and verb.endswith("y") and verb[-2] not in "aeiou":
            return f"{verb[:-1]}ied"
        return f"{verb}{ending}"


@dataclass(frozen=True, slots=True)
class Stock:
    """The words of wire.yaml and pieces cut from the trees of the treebanks, noun phrases and relative clauses by number."""

    words: Words
    nominals: dict[str, list[list[Node]]] = field(default_factory=lambda: defaultdict(list))
    appositions: list[list[Node]] = field(default_factory=list)
    relatives: dict[str, list[list[Node]]] = field(default_factory=lambda: defaultdict(list))
    participles: list[list[Node]] = field(default_factory=list)
    tails: list[list[Node]] = field(default_factory=list)


def read_words(path: Path = WORDS) -> Words:
    """Read wire.yaml."""
    return Words(**yaml.safe_load(path.read_text(encoding="utf-8")))


def build_stock(sentences: Iterable[Sentence], words: Words) -> Stock:
    """Cut pieces from the projective trees among the sentences."""
    stock = Stock(words)
    for sentence in sentences:
        tree = tree_of(sentence)
        if not tree.is_projective():
            continue
        if tree.nodes and tree.nodes[0].upos != "PROPN" and tree.nodes[0].form != "I":
            tree.nodes[0].form = tree.nodes[0].form[:1].lower() + tree.nodes[0].form[1:]
        for node in tree.nodes:
            _cut(tree, node, stock)
    return stock


def _cut(tree: Tree, node: Node, stock: Stock) -> None:
    """Put the piece below a node in the stock, if it is one that is wanted."""
    piece = tree.subtree(node)
    if len(piece) > LONGEST_CLAUSE + 2 or not all(word.form.isprintable() and "\u201c" not in word.form for word in piece):
        return
    match node.deprel:
        case "nsubj" | "nsubj:pass" | "obj" | "obl" | "nmod":
            _cut_nominal(piece, node, stock)
        case "appos" if node.upos in ("NOUN", "PROPN"):
            inner = without(piece, lambda child: child.deprel in ("punct", "cc", "case"))
            if 2 <= len(inner) <= LONGEST_NOMINAL and _is_plain(inner):
                stock.appositions.append(inner)
        case "acl:relcl":
            inner = _without_edges(piece)
            fits = 3 <= len(inner) <= LONGEST_CLAUSE and inner[0].lemma in RELATIVE_PRONOUNS
            if fits and node.head is not None and _is_plain(inner):
                stock.relatives[number(node.head)].append(inner)
        case "acl" if node.xpos in ("VBN", "VBG") and piece[0] is node:
            inner = copy(piece)
            if 2 <= len(inner) <= LONGEST_NOMINAL and _is_plain(inner):
                stock.participles.append(inner)
        case "advcl" if node.xpos == "VBG":
            inner = _without_edges(piece)
            if inner and inner[0].xpos == "VBG" and 3 <= len(inner) <= LONGEST_CLAUSE and _is_plain(inner):
                stock.tails.append(inner)
        case _:
            pass


def _cut_nominal(piece: Sequence[Node], node: Node, stock: Stock) -> None:
    if node.upos not in ("NOUN", "PROPN") or not number(node):
        return
    inner = without(piece, lambda child: child.deprel in ("case", "mark", "cc", "punct"))
    if len(inner) <= LONGEST_NOMINAL and _is_plain(inner):
        stock.nominals[number(node)].append(inner)


def _without_edges(piece: Sequence[Node]) -> list[Node]:
    """Copy a clause without the commas that set it off."""
    return without(piece, lambda child: child.deprel == "punct")


def _is_plain(piece: Sequence[Node]) -> bool:
    """Tell whether a piece has one top and none of the marks and relations of loose web prose."""
    tops = sum(node.head is None for node in piece)
    loose = {"parataxis", "discourse", "vocative", "dep", "orphan", "reparandum", "goeswith", "list"}
    return tops == 1 and not any(
        node.deprel in loose
        or (node.deprel == "punct" and node.form not in (",", "-"))
        or (node.upos == "SYM" and node.form != "$")
        or "Typo" in node.feats
        for node in piece
    )
