"""Dependency trees that can be edited: words are cut out, put in and hung elsewhere, and the numbers of the heads follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from convert import Sentence, Token

NO_SPACE_BEFORE = frozenset({",", ".", ")", ";", ":", "'s", "'", "%"})


@dataclass(eq=False, slots=True)
class Node:
    """One word of a tree; nodes are told apart by identity, and the root's head is None."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    deprel: str
    head: Node | None = None
    space: bool = True

    def is_under(self, other: Node) -> bool:
        """Tell whether the node is the other one or hangs below it."""
        node: Node | None = self
        while node is not None and node is not other:
            node = node.head
        return node is other


@dataclass(eq=False, slots=True)
class Tree:
    """The words of a sentence in their order; every transform keeps it a projective tree with one root."""

    nodes: list[Node] = field(default_factory=list)

    @property
    def root(self) -> Node:
        """The word without a head."""
        return next(node for node in self.nodes if node.head is None)

    def at(self, node: Node) -> int:
        """Give the position of a word."""
        return self.nodes.index(node)

    def children(self, node: Node, *relations: str) -> list[Node]:
        """List the words that hang on a word, of the given relations if any are given."""
        return [child for child in self.nodes if child.head is node and (not relations or child.deprel in relations)]

    def span(self, node: Node) -> tuple[int, int]:
        """Give the position of the first word below a node, itself included, and the one after the last."""
        inside = [i for i, other in enumerate(self.nodes) if other.is_under(node)]
        return inside[0], inside[-1] + 1

    def subtree(self, node: Node) -> list[Node]:
        """List the words below a node, itself included, in their order."""
        return [other for other in self.nodes if other.is_under(node)]

    def insert(self, at: int, nodes: Sequence[Node]) -> None:
        """Put words before the one at the position; a comma or full stop among them closes up to the word before it."""
        self.nodes[at:at] = nodes
        for i in range(max(at, 1), at + len(nodes)):
            if self.nodes[i].form in NO_SPACE_BEFORE:
                self.nodes[i - 1].space = False

    def remove(self, nodes: Iterable[Node]) -> None:
        """Take words out; nothing that stays may hang on them."""
        gone = set(map(id, nodes))
        self.nodes = [node for node in self.nodes if id(node) not in gone]

    def hang(self, node: Node, head: Node | None, relation: str) -> None:
        """Give a word another head and relation."""
        node.head, node.deprel = head, relation

    def is_projective(self) -> bool:
        """Tell whether no arc crosses another: each subtree is a stretch without gaps."""
        places: dict[int, list[int]] = {id(node): [] for node in self.nodes}
        for i, node in enumerate(self.nodes):
            above: Node | None = node
            while above is not None:
                places[id(above)].append(i)
                above = above.head
        return all(inside[-1] - inside[0] + 1 == len(inside) for inside in places.values())

    def is_sound(self) -> bool:
        """Tell whether it has one root, every head is in it, no word is its own ancestor, and no arc crosses another."""
        here = set(map(id, self.nodes))
        roots = [node for node in self.nodes if node.head is None]
        return (
            len(roots) == 1
            and all(node.head is None or id(node.head) in here for node in self.nodes)
            and all(_ends(node, len(self.nodes)) for node in self.nodes)
            and self.is_projective()  # only now: the way up ends for every word
        )


def _ends(node: Node, longest: int) -> bool:
    """Tell whether the way from a node to its root has an end."""
    at: Node | None = node
    for _ in range(longest + 1):
        if at is None:
            return True
        at = at.head
    return False


def tree_of(sentence: Sentence) -> Tree:
    """Read the words of a sentence as a tree."""
    nodes = [Node(t.form, t.lemma, t.upos, t.xpos, t.feats, t.deprel, None, t.space) for t in sentence.tokens]
    for node, token in zip(nodes, sentence.tokens, strict=True):
        node.head = nodes[token.head] if token.head >= 0 else None
    return Tree(nodes)


def sentence_of(tree: Tree) -> Sentence:
    """Write a tree as a sentence; entities are not kept."""
    position = {id(node): i for i, node in enumerate(tree.nodes)}
    tokens = [
        Token(n.form, n.lemma, n.upos, n.xpos, n.feats, -1 if n.head is None else position[id(n.head)], n.deprel, n.space, "")
        for n in tree.nodes
    ]
    return Sentence(tokens)


def copy(nodes: Sequence[Node]) -> list[Node]:
    """Copy a stretch of words; a head outside the stretch becomes None."""
    twins = {id(node): replace(node) for node in nodes}
    for twin in twins.values():
        twin.head = twins.get(id(twin.head)) if twin.head is not None else None
    return list(twins.values())


def top(nodes: Sequence[Node]) -> Node:
    """Give the word of a stretch that has no head within it."""
    inside = set(map(id, nodes))
    return next(node for node in nodes if id(node.head) not in inside)


def without(nodes: Sequence[Node], unwanted: Callable[[Node], bool]) -> list[Node]:
    """Copy a stretch without the direct children of its top that are unwanted, and without what is below them."""
    twins = copy(nodes)
    head = top(twins)
    gone = [node for node in twins if node.head is head and unwanted(node)]
    return [node for node in twins if not any(node.is_under(other) for other in gone)]


def number(node: Node) -> str:
    """Give the grammatical number of a word: Sing, Plur or nothing."""
    return next((item[7:] for item in node.feats.split("|") if item.startswith("Number=")), "")
