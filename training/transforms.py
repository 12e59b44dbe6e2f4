"""Transforms inside the main clause: other words in it, a passive, two objects, modifiers behind nouns, lists, when it was."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from clauses import predicate, small_clause
from pieces import PAST, amount, any_name, comma, goods, hung_on, leaf, lemma_of_past, nominal, phrase, time_adjunct, under
from statements import SUBJECTS, auxiliaries, capitalise, is_noun, lower_first, subject_of
from stock import Stock, Words
from trees import Node, Tree, copy, number, top

LEFT_OUT = frozenset({'"', "``", "''", "[", "]", "\u201c", "\u201d"})
PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"

Transform = Callable[[Tree, Random, Stock], bool]


def leave_out_marks(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Drop quotation marks and square brackets, as Diplograph does before parsing."""
    marks = [node for node in tree.nodes if node.form in LEFT_OUT and not tree.children(node) and node.head is not None]
    tree.remove(marks)
    return bool(marks)


def swap_subject(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put another noun phrase of the treebanks in the place of the subject, of the same number."""
    subject = subject_of(tree, tree.root)
    if subject is None or (subject.form == "I" and not _agrees_with_any(tree, tree.root)):
        return False
    return _swap(tree, subject, rng, stock)


def _agrees_with_any(tree: Tree, clause: Node) -> bool:
    """Tell whether the finite verb of a clause has the same form for "I" and "he"."""
    finite = next((helper for helper in auxiliaries(tree, clause) if helper.deprel == "aux"), clause)
    return finite.xpos in ("VBD", "MD")


def swap_objects(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put other noun phrases in the place of some objects and prepositional phrases."""
    changed = False
    for node in tree.children(tree.root, "obj", "obl"):
        if rng.random() < 0.5:
            changed = _swap(tree, node, rng, stock) or changed
    return changed


def _swap(tree: Tree, node: Node, rng: Random, stock: Stock) -> bool:
    """Replace the noun phrase of a node, and leave its preposition and commas."""
    if node.upos not in ("NOUN", "PROPN", "PRON") or not number(node) or tree.children(node, "conj", "appos"):
        return False
    kept = [child for child in tree.children(node, "case", "punct", "mark", "cc", "advmod") if not tree.children(child)]
    old = [word for word in tree.subtree(node) if not any(word is other for other in kept)]
    start = tree.at(old[0])
    if [id(word) for word in tree.nodes[start : start + len(old)]] != [id(word) for word in old]:
        return False
    new = nominal(rng, stock, number(node))
    head = top(new)
    head.head, head.deprel = node.head, node.deprel
    for child in kept:
        child.head = head
    new[-1].space = old[-1].space
    tree.nodes[start : start + len(old)] = new
    return True


def swap_verb(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put a verb of the wire in the place of each verb that has a plain object or is in the passive."""
    changed = False
    for node in tree.nodes:
        if node.upos == "VERB" and _takes_plain_object(tree, node):
            base = rng.choice(stock.words.transitive)
            form = _inflected(node.xpos, base, stock.words)
            if form is not None:
                node.form, node.lemma, changed = form, base, True
    return changed


def _takes_plain_object(tree: Tree, node: Node) -> bool:
    passive = node.xpos == "VBN" and "Voice=Pass" in node.feats
    objects = tree.children(node, "obj")
    return (bool(objects) or passive) and not tree.children(node, "xcomp", "ccomp", "iobj", "compound:prt", "expl", "csubj")


def _inflected(tag: str, base: str, words: Words) -> str | None:
    match tag:
        case "VBD":
            return words.past(base)
        case "VBN":
            return words.participle(base)
        case "VBZ":
            return words.third(base)
        case "VBG":
            return words.gerund(base)
        case "VB" | "VBP":
            return base
        case _:
            return None


def make_passive(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Turn "Hamas seized the town ..." around: "The town was seized by Hamas ...", or "has been seized"."""
    root = tree.root
    subject, objects = subject_of(tree, root), tree.children(root, "obj")
    if subject is None or len(objects) != 1 or root.xpos != "VBD" or auxiliaries(tree, root) or not root.form.endswith("ed"):
        return False
    if not (is_noun(subject) and is_noun(objects[0])) or tree.children(root, "xcomp", "ccomp", "iobj", "compound:prt", "conj"):
        return False
    first, last = tree.span(subject), tree.span(objects[0])
    if first[0] != 0 or first[1] != tree.at(root) or last[0] != tree.at(root) + 1:
        return False
    lower_first(tree)
    agent, patient, rest = tree.nodes[: first[1]], tree.nodes[last[0] : last[1]], tree.nodes[last[1] :]
    helpers = _passive_helpers(root, objects[0], rng)
    root.xpos, root.feats = "VBN", PASSIVE
    tree.hang(objects[0], root, "nsubj:pass")
    tree.hang(subject, root, "obl:agent")
    by = [hung_on(subject, leaf("by", "ADP", "IN", "case")), *agent]
    if rng.random() < 0.35:
        by = []
    tree.nodes = [*patient, *helpers, root, *by, *rest]
    capitalise(tree)
    return True


def _passive_helpers(root: Node, patient: Node, rng: Random) -> list[Node]:
    """Make "was" or "have been", in agreement with the new subject."""
    plural = number(patient) == "Plur"
    grammatical_number = "Plur" if plural else "Sing"
    if rng.random() < 0.5:
        past = leaf("were" if plural else "was", "AUX", "VBD", "aux:pass", PAST.format(number=grammatical_number), "be")
        return [hung_on(root, past)]
    present = f"Mood=Ind|Number={grammatical_number}|Person=3|Tense=Pres|VerbForm=Fin"
    have = leaf("have" if plural else "has", "AUX", "VBP" if plural else "VBZ", "aux", present, "have")
    been = leaf("been", "AUX", "VBN", "aux:pass", "Tense=Past|VerbForm=Part", "be")
    return [hung_on(root, have), hung_on(root, been)]


def give(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Make the verb one of giving with two objects: "gave America 5.1 million dollars"."""
    root = tree.root
    objects = tree.children(root, "obj")
    if len(objects) != 1 or root.xpos != "VBD" or not _takes_plain_object(tree, root) or auxiliaries(tree, root):
        return False
    start, end = tree.span(objects[0])
    if start != tree.at(root) + 1 or tree.children(objects[0], "conj", "appos", "acl:relcl"):
        return False
    root.form = rng.choice(stock.words.gives)
    root.lemma = lemma_of_past(root.form)
    thing = amount(rng, stock.words) if rng.random() < 0.7 else goods(rng, stock.words)
    taker = phrase(rng.choice(stock.words.audiences)) if rng.random() < 0.6 else nominal(rng, stock)
    for nodes, relation in ((taker, "iobj"), (thing, "obj")):
        tree.hang(top(nodes), root, relation)
    thing[-1].space = tree.nodes[end - 1].space
    tree.nodes[start:end] = []
    tree.insert(start, [*taker, *thing])
    return True


def _subject_noun(tree: Tree) -> Node | None:
    """Give the subject of the main clause if it is a noun without conjuncts, appositions or relative clauses."""
    subject = subject_of(tree, tree.root)
    if subject is None or not is_noun(subject) or tree.children(subject, "conj", "appos", "acl:relcl", "acl", "punct"):
        return None
    return subject


def _behind(tree: Tree, host: Node, piece: list[Node], relation: str, *, commas: bool) -> None:
    """Put a piece behind all that hangs on a noun, between commas if so asked."""
    head = top(piece)
    tree.hang(head, host, relation)
    if commas:
        piece = [comma(head), *piece, comma(host)]
    tree.insert(tree.span(host)[1], piece)


def add_apposition(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Say behind the subject who or what it is: "Smith, the leader of the party, ..."."""
    subject = _subject_noun(tree)
    if subject is None:
        return False
    piece = copy(rng.choice(stock.appositions)) if rng.random() < 0.6 else nominal(rng, stock, number(subject))
    _behind(tree, subject, piece, "appos", commas=True)
    return True


def add_relative(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put a relative clause behind the subject, with or without commas."""
    subject = _subject_noun(tree)
    if subject is None or not stock.relatives[number(subject)]:
        return False
    piece = copy(rng.choice(stock.relatives[number(subject)]))
    commas = piece[0].lemma != "that" and rng.random() < 0.6
    _behind(tree, subject, piece, "acl:relcl", commas=commas)
    return True


def add_participle(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put a reduced relative clause behind a noun, "weapons seized in the raid"; behind a name mostly between commas."""
    barred = ("conj", "acl", "acl:relcl", "appos", "punct")
    found = tree.children(tree.root, *SUBJECTS, "obj", "obl")
    hosts = [noun for noun in found if is_noun(noun) and not tree.children(noun, *barred)]
    if not hosts:
        return False
    host = rng.choice(hosts)
    commas = host.deprel in SUBJECTS and rng.random() < (0.6 if host.upos == "PROPN" else 0.1)
    _behind(tree, host, copy(rng.choice(stock.participles)), "acl", commas=commas)
    return True


def add_acronym(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Put an acronym in brackets behind the subject."""
    subject = _subject_noun(tree)
    if subject is None or tree.span(subject)[1] - 1 != tree.at(subject):
        return False
    letters = "".join(rng.choice("ABCDFGIKLMNPRSTU") for _ in range(rng.randint(2, 5)))
    short = leaf(letters, "PROPN", "NNP", "appos", "Number=Sing")
    opened, closed = leaf("(", "PUNCT", "-LRB-", "punct"), leaf(")", "PUNCT", "-RRB-", "punct")
    under(short, opened, closed)
    opened.space = short.space = False
    tree.hang(short, subject, "appos")
    tree.insert(tree.span(subject)[1], [opened, short, closed])
    return True


def list_names(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Make a list of a name: "Smith, Hamas and America"."""
    names = [node for node in tree.nodes if _may_be_listed(tree, node)]
    if not names:
        return False
    host = rng.choice(names)
    joined: list[Node] = []
    others = [any_name(rng, stock.words) for _ in range(rng.randint(1, 3))]
    for i, other in enumerate(others):
        tree.hang(other, host, "conj")
        link = leaf("and", "CCONJ", "CC", "cc") if i == len(others) - 1 else leaf(",", "PUNCT", ",", "punct")
        joined += [hung_on(other, link), other]
    tree.insert(tree.at(host) + 1, joined)
    return True


def _may_be_listed(tree: Tree, node: Node) -> bool:
    """Tell whether a word is a bare name that others may join; as a subject only where the verb agrees with any number."""
    relations = (*SUBJECTS, "obj", "obl", "nmod", "obl:agent", "iobj")
    bare = not tree.children(node, "conj", "appos", "flat", "acl:relcl", "punct", "nmod") and tree.span(node)[1] - 1 == tree.at(
        node
    )
    agrees = node.deprel not in SUBJECTS or (node.head is not None and node.head.xpos == "VBD")
    return node.upos == "PROPN" and node.deprel in relations and bare and agrees


def add_tail(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Let a participle with its words follow the clause: "..., killing two soldiers"."""
    root = tree.root
    piece = copy(rng.choice(stock.tails))
    head = top(piece)
    tree.hang(head, root, "advcl")
    tree.insert(len(tree.nodes) - 1, [comma(head), *piece])
    return True


def add_second_verb(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Let the subject do a second thing: "... and accused the rebels"."""
    root = tree.root
    subject = subject_of(tree, root)
    if subject is None or root.xpos != "VBD" or tree.children(root, "conj") or auxiliaries(tree, root):
        return False
    second = predicate(rng, stock, "Plur" if number(subject) == "Plur" else "Sing")
    head = top(second)
    tree.hang(head, root, "conj")
    link = hung_on(head, leaf(rng.choice(["and", "and", "and", "but"]), "CCONJ", "CC", "cc"))
    tree.insert(len(tree.nodes) - 1, [link, *second])
    return True


def add_subordinate(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Say after or before what: "... after Hamas shelled the town", at the end or, with a comma, at the beginning."""
    root = tree.root
    clause = small_clause(rng, stock)
    head = top(clause)
    tree.hang(head, root, "advcl")
    opening = [hung_on(head, leaf(rng.choice(stock.words.openers), "SCONJ", "IN", "mark")), *clause]
    if rng.random() < 0.3 and not tree.children(root, "cc"):
        lower_first(tree)
        tree.insert(0, [*opening, comma(head)])
        capitalise(tree)
        return True
    if rng.random() < 0.2:
        opening = [comma(head), *_so_long(rng, stock, head), *opening]
    tree.insert(len(tree.nodes) - 1, opening)
    return True


def _so_long(rng: Random, stock: Stock, clause: Node) -> list[Node]:
    """Make the measure before "after": "hours", "two days"."""
    return [hung_on(clause, leaf(rng.choice(stock.words.whens), "NOUN", "NNS", "obl:unmarked", "Number=Plur"))]


def add_time(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Say when: mostly between subject and verb, else behind the verb and its object, or at the end."""
    root = tree.root
    subject = subject_of(tree, root)
    if subject is None or (subject.upos == "PRON" and rng.random() < 0.7) or (root.xpos in ("VBZ", "VBP") and rng.random() < 0.6):
        return False
    pick = rng.random()
    if pick < 0.62:
        at = tree.span(subject)[1]
        if tree.nodes[at].form in (",", "-", "--"):
            return False
    elif pick < 0.8:
        at = _behind_verb(tree, root)
    else:
        at = len(tree.nodes) - 1
    adjunct = time_adjunct(rng, stock)
    head = top(adjunct)
    tree.hang(head, root, head.deprel)
    tree.insert(at, adjunct)
    return True


def _behind_verb(tree: Tree, root: Node) -> int:
    """Give the place behind the verb and its object."""
    behind = [tree.span(n)[1] for n in tree.children(root, "obj", "iobj", "compound:prt") if tree.at(n) > tree.at(root)]
    return max([tree.at(root) + 1, *behind])
