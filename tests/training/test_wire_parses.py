"""The sentences of benchmarks/wire_parses.py are well formed, and the model shipped parses most of them."""

from wire_parses import read_wire

from kg.extract.nlp import load, parse

LEAST_SHARE = 0.88  # of the links; the model must not fall behind


def test_every_word_of_a_link_stands_once_in_its_sentence():
    for wire in read_wire():
        for link in wire.links:
            assert wire.words.count(link.word) == 1, (wire.words, link.word)
            assert all(wire.words.count(head) == 1 for head in link.heads), (wire.words, link.heads)


def test_the_model_finds_who_does_what():
    wires = list(read_wire())
    docs = list(parse(((list(wire.words), [True] * len(wire.words)) for wire in wires), load()))
    found = [link.holds_in(doc) for wire, doc in zip(wires, docs, strict=True) for link in wire.links]
    assert sum(found) / len(found) >= LEAST_SHARE
