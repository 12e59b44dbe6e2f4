"""Small clauses in the words of the wire: somebody did something to somebody."""

from __future__ import annotations

from random import Random

from pieces import PAST, any_name, hung_on, leaf, lemma_of_past, nominal, phrase, under
from stock import Stock
from trees import Node, number, top


def participant(rng: Random, stock: Stock, *, actor: bool) -> list[Node]:
    """Pick who acts or is acted on: a noun phrase of the treebanks, a name, or one of the wire's people."""
    pick = rng.random()
    if pick < (0.35 if actor else 0.65):
        return nominal(rng, stock)
    if pick < (0.65 if actor else 0.85):
        return [any_name(rng, stock.words)]
    return phrase(rng.choice(stock.words.speakers))


def predicate(rng: Random, stock: Stock, agreement: str) -> list[Node]:
    """Build a past verb with what it takes: an object, or a preposition and a noun phrase."""
    words = stock.words
    feats = PAST.format(number=agreement)
    if rng.random() < 0.75:
        base = rng.choice(words.transitive)
        verb = leaf(words.past(base), "VERB", "VBD", "root", feats, base)
        return [verb, *_complement(participant(rng, stock, actor=False), verb, "obj")]
    form, preposition = rng.choice(words.prepositional).split()
    verb = leaf(form, "VERB", "VBD", "root", feats, lemma_of_past(form))
    noun = participant(rng, stock, actor=False)
    case = hung_on(top(noun), leaf(preposition, "ADP", "IN", "case"))
    return [verb, case, *_complement(noun, verb, "obl")]


def _complement(noun: list[Node], verb: Node, relation: str) -> list[Node]:
    head = top(noun)
    head.head, head.deprel = verb, relation
    return noun


def small_clause(rng: Random, stock: Stock) -> list[Node]:
    """Build a subject with its predicate."""
    subject = participant(rng, stock, actor=True)
    agreement = "Plur" if number(top(subject)) == "Plur" else "Sing"
    rest = predicate(rng, stock, agreement)
    return [*_complement(subject, top(rest), "nsubj"), *rest]


def small_sentence(rng: Random, stock: Stock) -> list[Node]:
    """Build a small clause with a full stop."""
    clause = small_clause(rng, stock)
    stop = leaf(".", "PUNCT", ".", "punct")
    under(top(clause), stop)
    clause[-1].space = False
    clause[0].form = clause[0].form[:1].upper() + clause[0].form[1:]
    return [*clause, stop]
