"""Builds the small pieces that are put into trees: words, phrases, when it was, who says it."""

from __future__ import annotations

from random import Random

from stock import Stock, Words
from trees import Node, copy, number, top

PAST = "Mood=Ind|Number={number}|Person=3|Tense=Past|VerbForm=Fin"


def leaf(form: str, upos: str, xpos: str, deprel: str, feats: str = "", lemma: str | None = None) -> Node:
    """Make a word that hangs nowhere yet."""
    return Node(form, form if lemma is None else lemma, upos, xpos, feats, deprel)


def under(head: Node, *children: Node) -> None:
    """Hang words on a head."""
    for child in children:
        child.head = head


def hung_on(head: Node, node: Node) -> Node:
    """Hang a word on a head and give the word back."""
    node.head = head
    return node


def comma(head: Node) -> Node:
    """Make a comma that hangs on a word."""
    mark = leaf(",", "PUNCT", ",", "punct")
    mark.head = head
    return mark


_KINDS = {
    "det": ("DET", "DT", "det"),
    "adj": ("ADJ", "JJ", "amod"),
    "noun": ("NOUN", "NN", "compound"),
    "num": ("NUM", "CD", "nummod"),
    "head": ("NOUN", "NN", ""),
    "heads": ("NOUN", "NNS", ""),
    "name": ("PROPN", "NNP", ""),
}
_FEATS = {
    "the": "Definite=Def|PronType=Art",
    "a": "Definite=Ind|PronType=Art",
    "an": "Definite=Ind|PronType=Art",
    "adj": "Degree=Pos",
    "noun": "Number=Sing",
    "head": "Number=Sing",
    "heads": "Number=Plur",
    "name": "Number=Sing",
    "num": "NumForm=Word|NumType=Card",
}


def phrase(written: str) -> list[Node]:
    """Build a noun phrase from its notation in wire.yaml: "a/det military/adj spokesman/head"."""
    nodes = []
    for word in written.split():
        form, _, kind = word.rpartition("/")
        upos, xpos, deprel = _KINDS[kind]
        lemma = _singular(form) if kind == "heads" else {"an": "a"}.get(form, form)
        if form == "sources":
            lemma = "source"
        nodes.append(leaf(form, upos, xpos, deprel, _FEATS.get(form, _FEATS.get(kind, "")), lemma))
    head = next(node for node in nodes if not node.deprel)
    under(head, *(node for node in nodes if node is not head))
    return nodes


def _singular(form: str) -> str:
    if form.endswith("ies"):
        return f"{form[:-3]}y"
    return {"police": "police", "media": "media", "witnesses": "witness", "troops": "troop", "people": "person"}.get(
        form, form.removesuffix("s")
    )


def verb(form: str, subject: Node | None, lemma: str) -> Node:
    """Make a finite past form that agrees with its subject."""
    plural = subject is not None and number(subject) == "Plur"
    return leaf(form, "VERB", "VBD", "root", PAST.format(number="Plur" if plural else "Sing"), lemma)


def speaker(rng: Random, stock: Stock) -> list[Node]:
    """Pick who says it: an official, a name, a pronoun, or now and then a noun phrase of the treebanks."""
    if rng.random() < 0.15:
        form, person = rng.choice([("he", "Gender=Masc|Number=Sing"), ("she", "Gender=Fem|Number=Sing"), ("they", "Number=Plur")])
        gender = f"Case=Nom|{person}|Person=3|PronType=Prs"
        return [leaf(form, "PRON", "PRP", "", gender)]
    if rng.random() < 0.2:
        return nominal(rng, stock)
    return phrase(rng.choice(stock.words.speakers))


def nominal(rng: Random, stock: Stock, grammatical_number: str | None = None) -> list[Node]:
    """Pick a noun phrase of the treebanks."""
    return copy(rng.choice(stock.nominals[grammatical_number or rng.choice(["Sing", "Plur"])]))


def any_name(rng: Random, words: Words) -> Node:
    """Pick one of the words that stand in for names."""
    sort = rng.choice(["person", "person", "state", "state", "body", "body", "place"])
    return leaf(rng.choice(words.stand_ins[sort]), "PROPN", "NNP", "", "Number=Sing")


def time_adjunct(rng: Random, stock: Stock) -> list[Node]:
    """Build when it was: "on Monday", "Monday", "today", "last week", "late Monday", "on Monday night", "earlier this month"."""
    words = stock.words
    pick = rng.random()
    if pick < 0.34:
        day = _day(rng, words)
        day.deprel = "obl"
        return [hung_on(day, leaf("on", "ADP", "IN", "case")), day]
    if pick < 0.55:
        return [_day(rng, words)]
    if pick < 0.72:
        form = rng.choice(["today", "today", "yesterday", "tonight"])
        return [leaf(form, "NOUN", "NN", "obl:unmarked", "Number=Sing")]
    if pick < 0.84:
        return _period(rng, words)
    if pick < 0.92:
        day = _day(rng, words)
        form = rng.choice(["late", "early"])
        return [hung_on(day, leaf(form, "ADV", "RB", "advmod", "Degree=Pos")), day]
    part = leaf(rng.choice(words.parts_of_day), "NOUN", "NN", "obl", "Number=Sing")
    day = hung_on(part, leaf(rng.choice(words.days), "PROPN", "NNP", "compound", "Number=Sing"))
    return [hung_on(part, leaf("on", "ADP", "IN", "case")), day, part]


def _day(rng: Random, words: Words) -> Node:
    return leaf(rng.choice(words.days), "PROPN", "NNP", "obl:unmarked", "Number=Sing")


def _period(rng: Random, words: Words) -> list[Node]:
    period = leaf(rng.choice(words.periods), "NOUN", "NN", "obl:unmarked", "Number=Sing")
    if rng.random() < 0.6:
        return [hung_on(period, leaf("last", "ADJ", "JJ", "amod", "Degree=Pos")), period]
    this = hung_on(period, leaf("this", "DET", "DT", "det", "Number=Sing|PronType=Dem"))
    if rng.random() < 0.5:
        return [this, period]
    return [hung_on(period, leaf("earlier", "ADV", "RBR", "advmod", "Degree=Cmp")), this, period]


def says(subject: list[Node], form: str) -> Node:
    """Make the reporting verb of a subject and hang the subject on it."""
    who = top(subject)
    said = verb(form, who, lemma_of_past(form))
    who.head, who.deprel = said, "nsubj"
    return said


def lemma_of_past(form: str) -> str:
    """Give the base form of a regular past form, or of one of the few irregular ones in wire.yaml."""
    if form in _LEMMAS:
        return _LEMMAS[form]
    stem = form.removesuffix("ed")
    return f"{stem}e" if stem in _STEMS_IN_E else stem


_LEMMAS = {
    "said": "say",
    "told": "tell",
    "gave": "give",
    "sent": "send",
    "lent": "lend",
    "paid": "pay",
    "sold": "sell",
    "begged": "beg",
    "fled": "flee",
    "met": "meet",
    "fought": "fight",
    "spoke": "speak",
    "went": "go",
    "came": "come",
    "broke": "break",
    "led": "lead",
    "left": "leave",
    "stood": "stand",
    "fell": "fall",
    "rose": "rise",
    "withdrew": "withdraw",
    "agreed": "agree",
}
_STEMS_IN_E = frozenset(
    [
        "acknowledg",
        "advis",
        "argu",
        "arriv",
        "authoriz",
        "collid",
        "cooperat",
        "declar",
        "demonstrat",
        "decid",
        "encourag",
        "escap",
        "forc",
        "invit",
        "negotiat",
        "not",
        "oblig",
        "ow",
        "pledg",
        "promis",
        "propos",
        "stat",
        "urg",
    ]
)


def goods(rng: Random, words: Words) -> list[Node]:
    """Pick what is given: "food"."""
    return phrase(f"{rng.choice(words.goods)}/head")


def amount(rng: Random, words: Words) -> list[Node]:
    """Make "5.1 million dollars", "$ 5.1 million" or "500 tons of food"."""
    scale = leaf(rng.choice(words.scales), "NUM", "CD", "nummod", "NumForm=Word|NumType=Card")
    figure = rng.choice([f"{rng.randint(1, 99)}.{rng.randint(1, 9)}", str(rng.randint(2, 900))])
    kind = "Frac" if "." in figure else "Card"
    count = leaf(figure, "NUM", "CD", "compound", f"NumForm=Digit|NumType={kind}")
    if rng.random() < 0.35:
        dollar = leaf("$", "SYM", "$", "obj")
        under(dollar, scale)
        dollar.space = False
        return [dollar, hung_on(scale, count), scale]
    unit = leaf(rng.choice(words.amounts), "NOUN", "NNS", "obj", "Number=Plur")
    unit.lemma = _singular(unit.form)
    if rng.random() < 0.6:
        under(unit, scale)
        return [hung_on(scale, count), scale, unit]
    count.deprel = "nummod"
    of = leaf("of", "ADP", "IN", "case")
    thing = leaf(rng.choice(words.goods), "NOUN", "NN", "nmod", "Number=Sing")
    under(unit, count, thing)
    return [count, unit, hung_on(thing, of), thing]
