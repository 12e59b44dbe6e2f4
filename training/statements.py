"""What a sentence must be to be made wire copy, and what its main clause is made of."""

from __future__ import annotations

from trees import Node, Tree

SUBJECTS = ("nsubj", "nsubj:pass")
LONGEST_SOURCE = 38  # words of a treebank sentence that is transformed


def subject_of(tree: Tree, clause: Node) -> Node | None:
    """Give the only subject of a clause, if it stands before its verb."""
    found = tree.children(clause, *SUBJECTS)
    if len(found) != 1 or tree.at(found[0]) > tree.at(clause):
        return None
    return found[0]


def is_declarative(tree: Tree) -> bool:
    """Tell whether a tree is a statement with a subject before a verb and a full stop, short and without loose parts."""
    if not 4 <= len(tree.nodes) <= LONGEST_SOURCE or tree.nodes[-1].form != "." or not tree.is_sound():
        return False
    root, last = tree.root, tree.nodes[-1]
    subject = subject_of(tree, root)
    loose = ("discourse", "vocative", "parataxis", "list", "dep", "csubj", "expl", "dislocated", "orphan")
    return (
        root.upos == "VERB"
        and root.xpos in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")
        and subject is not None
        and subject.upos in ("NOUN", "PROPN", "PRON", "NUM")
        and subject.xpos not in ("WP", "WDT", "EX")
        and last.head is root
        and not tree.children(last)
        and not tree.children(root, *loose)
        and not any(node.form in ("?", "!", "*", "|", "http") for node in tree.nodes)
    )


def auxiliaries(tree: Tree, clause: Node) -> list[Node]:
    """List the auxiliaries and copulas of a clause."""
    return tree.children(clause, "aux", "aux:pass", "cop")


def is_simple(tree: Tree, clause: Node) -> bool:
    """Tell whether a clause has a finite verb alone: no auxiliary, no particle before it."""
    return clause.xpos in ("VBD", "VBZ", "VBP") and not auxiliaries(tree, clause)


def is_noun(node: Node) -> bool:
    """Tell whether a word is a common or proper noun."""
    return node.upos in ("NOUN", "PROPN")


def lower_first(tree: Tree) -> None:
    """Write the first word as within a sentence."""
    first = tree.nodes[0]
    if first.upos != "PROPN" and first.form not in ("I", "Iraqi", "Iraqis") and first.form[1:] == first.form[1:].lower():
        first.form = first.form[:1].lower() + first.form[1:]


def capitalise(tree: Tree) -> None:
    """Write the first word as at the start of a sentence."""
    first = tree.nodes[0]
    first.form = first.form[:1].upper() + first.form[1:]
