"""Puts the words that stand in for names when Diplograph parses in the place of names."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from stock import Stock, Words
from trees import Node, Tree

MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan.",
        "Feb.",
        "Mar.",
        "Apr.",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
    ]
)
BARE = frozenset({"compound", "flat", "nmod:desc", "amod", "goeswith"})


def stand_in(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put the words that stand in for names in the place of most names, dates and adjectives of origin."""
    changed = False
    for node in list(tree.nodes):
        if any(node is other for other in tree.nodes) and rng.random() < 0.85:
            changed = _replace_name(tree, node, rng, stock.words) or changed
    return changed


def _replace_name(tree: Tree, node: Node, rng: Random, words: Words) -> bool:
    """Replace the name that a word heads, with the titles and first names in it, by one word."""
    if node.upos == "ADJ" and node.form[:1].isupper() and node.deprel == "amod" and tree.at(node) > 0:
        node.form = node.lemma = words.stand_ins["adjective"][0]
        return True
    if node.upos != "PROPN" or not _heads_a_name(node) or node.form in words.days:
        return False
    inside = _name_words(tree, node)
    start, end = tree.at(inside[0]), tree.at(inside[-1]) + 1
    if end - start != len(inside):
        return False
    sort = _sort_of_name(tree, node, inside, rng)
    form = words.stand_ins[sort][0]
    new_tag = "NNPS" if sort == "plural" else "NNP"
    gone = {id(word) for word in inside if word is not node}
    for child in tree.nodes:
        if child.head is not None and id(child.head) in gone and id(child) not in gone:
            child.head = node
    node.space = inside[-1].space
    node.form, node.lemma, node.xpos = form, "Iraqi" if sort == "plural" else form, new_tag
    node.feats = "Number=Plur" if sort == "plural" else "Number=Sing"
    tree.remove(word for word in inside if word is not node)
    return True


def _heads_a_name(node: Node) -> bool:
    """Tell whether a proper noun heads a name; before a common noun, as in "Kenya troops", it is one as well."""
    if node.deprel == "compound":
        return node.head is not None and node.head.upos == "NOUN" and node.head.form.islower()
    return node.deprel not in ("flat", "fixed", "goeswith", "nmod:desc")


def _name_words(tree: Tree, node: Node) -> list[Node]:
    """List the words of the name that a word heads."""
    found = [node]
    for child in tree.children(node):
        named = child.upos == "PROPN" or (child.upos in ("ADJ", "NOUN") and child.form[:1].isupper() and tree.at(child) > 0)
        dated = child.deprel == "nummod" and node.form in MONTHS
        if child.deprel == "nmod:desc" or (child.deprel in BARE and named) or dated:
            found += tree.subtree(child)
    return sorted(found, key=tree.at)


def _sort_of_name(tree: Tree, node: Node, inside: Sequence[Node], rng: Random) -> str:
    """Tell of what sort a name is, as far as its tree shows; chance decides the rest."""
    if node.form in MONTHS:
        return "day"
    if node.deprel == "compound":
        return rng.choice(["state", "state", "body", "body", "place"])
    if node.xpos == "NNPS":
        return "plural" if len(inside) == 1 else "state"
    if any(word.deprel in ("flat", "nmod:desc") for word in inside):
        return "person"
    if tree.children(node, "det"):
        return rng.choice(["body", "body", "state"])
    if node.deprel == "obl" and any(child.form in ("in", "at", "near") for child in tree.children(node, "case")):
        return rng.choice(["place", "place", "state"])
    return rng.choice(["person", "person", "state", "state", "body", "place"])
