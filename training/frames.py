"""Transforms around the main clause: who says it, who demands it, who is asked to do it."""

from __future__ import annotations

from random import Random

from pieces import comma, hung_on, leaf, phrase, says, speaker, time_adjunct, under
from statements import auxiliaries, capitalise, is_noun, is_simple, lower_first, subject_of
from stock import Stock
from trees import Node, Tree, number, top

SUBJUNCTIVE = "Mood=Sub|Number={number}|Person=3|Tense=Pres|VerbForm=Fin"


def trailing_attribution(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Let somebody say it at the end: "S, police said on Monday."; S hangs on "said" as its `ccomp`."""
    clause, stop = tree.root, tree.nodes[-1]
    subject = speaker(rng, stock)
    said = says(subject, rng.choice(stock.words.says))
    tree.hang(clause, said, "ccomp")
    tree.hang(stop, said, "punct")
    inverted = rng.random() < 0.12 and top(subject).upos != "PRON"
    words = [said, *subject] if inverted else [*subject, said]
    tree.insert(len(tree.nodes) - 1, [comma(clause), *words, *_around_saying(said, rng, stock)])
    return True


def _around_saying(said: Node, rng: Random, stock: Stock) -> list[Node]:
    """Make what follows a reporting verb: when, in what, whom it cites."""
    words: list[Node] = []
    if rng.random() < 0.35:
        words += _hung(time_adjunct(rng, stock), said)
    if rng.random() < 0.15:
        statement = phrase(rng.choice(["a/det statement/head", "an/det interview/head", "a/det report/head", "Baghdad/name"]))
        words += [hung_on(top(statement), leaf("in", "ADP", "IN", "case")), *_hung(statement, said, "obl")]
    if rng.random() < 0.15:
        cited = speaker(rng, stock)
        if top(cited).upos != "PRON":
            form = rng.choice(stock.words.cites)
            citing = leaf(form, "VERB", "VBG", "advcl", "Tense=Pres|VerbForm=Part", "cite" if form == "citing" else "quote")
            words += [comma(citing), hung_on(said, citing), *_hung(cited, citing, "obj")]
    return words


def _hung(piece: list[Node], head: Node, relation: str | None = None) -> list[Node]:
    """Hang a piece on a word, by its own relation unless another is given."""
    topmost = top(piece)
    topmost.head = head
    topmost.deprel = relation or topmost.deprel
    return piece


def leading_attribution(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Let somebody say it first: "Police said on Monday that S.", "Smith told reporters S.", "Smith said, S.", without quotation marks."""
    if tree.children(tree.root, "cc") or tree.nodes[0].xpos == "CC":
        return False
    subject = speaker(rng, stock)
    told = rng.random() < 0.2
    said = says(subject, "told" if told else rng.choice(stock.words.says))
    listener = _hung(phrase(rng.choice(stock.words.audiences)), said, "iobj") if told else []
    before = _hung(time_adjunct(rng, stock), said) if rng.random() < 0.2 else []
    after = _hung(time_adjunct(rng, stock), said) if not before and rng.random() < 0.4 else []
    opening = [*subject, *before, said, *listener, *after]
    if rng.random() < 0.25:
        _quote(tree, said, opening, rng)
    else:
        _govern(tree, said, "ccomp", opening, that=bool(after) or rng.random() < 0.7)
    return True


def _govern(tree: Tree, governor: Node, relation: str, opening: list[Node], *, that: bool) -> None:
    """Put the whole sentence under a verb whose words open it."""
    clause = tree.root
    lower_first(tree)
    tree.hang(clause, governor, relation)
    tree.hang(tree.nodes[-1], governor, "punct")
    if that:
        opening = [*opening, hung_on(clause, leaf("that", "SCONJ", "IN", "mark"))]
    tree.insert(0, opening)
    capitalise(tree)


def _quote(tree: Tree, said: Node, opening: list[Node], rng: Random) -> None:
    """Put the whole sentence as direct speech behind a comma or colon, with its capital letter."""
    clause = tree.root
    tree.hang(clause, said, "ccomp")
    tree.hang(tree.nodes[-1], said, "punct")
    mark = comma(clause) if rng.random() < 0.85 else hung_on(clause, leaf(":", "PUNCT", ":", "punct"))
    tree.insert(0, [*opening, mark])
    opening[-1].space = False
    capitalise(tree)


def medial_attribution(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Let somebody say it in between: "The troops, police said, left ..."; "said" is a `parataxis` of the verb."""
    root = tree.root
    subject = subject_of(tree, root)
    if subject is None or not is_noun(subject):
        return False
    at = tree.span(subject)[1]
    if tree.nodes[at].form == "," or tree.nodes[at - 1].form == ",":
        return False
    source = speaker(rng, stock)
    said = says(source, rng.choice(stock.words.says))
    tree.hang(said, root, "parataxis")
    tree.insert(at, [comma(said), *source, said, comma(said)])
    return True


def according_to(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Name the source with "according to", at the end or at the beginning."""
    root = tree.root
    source = speaker(rng, stock)
    head = top(source)
    if head.upos == "PRON" or tree.children(root, "cc"):
        return False
    tree.hang(head, root, "obl")
    according = leaf("according", "VERB", "VBG", "case", "ExtPos=ADP|Tense=Pres|VerbForm=Part", "accord")
    under(head, according)
    to = hung_on(according, leaf("to", "ADP", "IN", "fixed"))
    if rng.random() < 0.7:
        tree.insert(len(tree.nodes) - 1, [comma(head), according, to, *source])
    else:
        lower_first(tree)
        tree.insert(0, [according, to, *source, comma(head)])
        capitalise(tree)
    return True


def demand_that(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Make it a demand: "Smith demanded that the army release them.", with the bare form of the verb."""
    root = tree.root
    subject = subject_of(tree, root)
    if subject is None or tree.children(root, "cc", "conj") or subject.upos == "PRON" or not _make_bare(tree, root, subject):
        return False
    demander = speaker(rng, stock)
    demanded = says(demander, rng.choice(stock.words.demands))
    time = _hung(time_adjunct(rng, stock), demanded) if rng.random() < 0.3 else []
    early = bool(time) and rng.random() < 0.5
    opening = [*demander, *time, demanded] if early else [*demander, demanded, *time]
    _govern(tree, demanded, "ccomp", opening, that=rng.random() < 0.93)
    return True


def _make_bare(tree: Tree, clause: Node, subject: Node) -> bool:
    """Turn the finite verb of a clause into the bare form of the subjunctive."""
    feats = SUBJUNCTIVE.format(number=number(subject) or "Sing")
    if is_simple(tree, clause):
        clause.form, clause.xpos, clause.feats = clause.lemma, "VB", feats
        return True
    helpers = auxiliaries(tree, clause)
    if len(helpers) == 1 and helpers[0].deprel == "aux:pass" and helpers[0].xpos in ("VBD", "VBZ", "VBP"):
        helpers[0].form, helpers[0].xpos, helpers[0].feats = "be", "VB", feats
        return True
    return False


def ask_to(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Make it a request: "Smith urged the army to release them.", "... called on the army to ..."."""
    root = tree.root
    subject = subject_of(tree, root)
    if subject is None or not is_noun(subject) or not is_simple(tree, root) or tree.children(root, "cc", "conj", "nsubj:pass"):
        return False
    start, end = tree.span(subject)
    between = ("obl", "obl:unmarked", "advmod", "case")
    if start != 0 or any(node.deprel not in between for node in tree.nodes[end : tree.at(root)]):
        return False
    asker = speaker(rng, stock)
    asked, link, relation = _asking(asker, rng, stock)
    lower_first(tree)
    moved = tree.nodes[end : tree.at(root)]
    rest = tree.nodes[tree.at(root) + 1 : -1]
    stop = tree.nodes[-1]
    root.form, root.xpos, root.feats = root.lemma, "VB", "VerbForm=Inf"
    to = hung_on(root, leaf("to", "PART", "TO", "mark"))
    time = _hung(time_adjunct(rng, stock), asked) if rng.random() < 0.3 else []
    taken = tree.nodes[:end]
    if link is not None:
        taken = [hung_on(subject, link), *taken]
    tree.hang(root, asked, "xcomp")
    tree.hang(subject, asked, relation)
    tree.hang(stop, asked, "punct")
    tree.nodes = []
    tree.insert(0, [*asker, *time, asked, *taken, to, root, *moved, *rest, stop])
    capitalise(tree)
    return True


def _asking(asker: list[Node], rng: Random, stock: Stock) -> tuple[Node, Node | None, str]:
    """Pick a verb of asking, the preposition of its addressee and the addressee's relation."""
    pick = rng.random()
    if pick < 0.6:
        return says(asker, rng.choice(stock.words.urges)), None, "iobj"
    if pick < 0.8:
        return says(asker, rng.choice(stock.words.presses)), None, "obj"
    form, preposition = rng.choice(stock.words.calls).split()
    asked = says(asker, form)
    return asked, leaf(preposition, "ADP" if preposition != "upon" else "SCONJ", "IN", "case"), "obl"


def call_for(tree: Tree, rng: Random, stock: Stock) -> bool:
    """Make it a call: "Smith called for the army to release them."; the treebanks hang the clause as `advcl`."""
    root = tree.root
    subject = subject_of(tree, root)
    if subject is None or not is_noun(subject) or not is_simple(tree, root) or tree.children(root, "cc", "conj"):
        return False
    if tree.span(subject) != (0, tree.at(root)):
        return False
    caller = speaker(rng, stock)
    called = says(caller, rng.choice(["called", "called", "asked", "appealed", "pushed"]))
    root.form, root.xpos, root.feats = root.lemma, "VB", "VerbForm=Inf"
    to, link = leaf("to", "PART", "TO", "mark"), leaf("for", "SCONJ", "IN", "mark")
    tree.insert(tree.at(root), [hung_on(root, to)])
    _govern(tree, called, "advcl", [*caller, called, hung_on(root, link)], that=False)
    return True
