"""Tables, noise, endless lines and odd characters: no crash, no hang, nothing invented, and the prose beside them is read."""

import time

import pytest

from kg.extract.passages import passages, unread
from kg.model import Document
from kg.pipeline import read

PLAIN = "Norway condemned Hungary."
TABLES = {
    "tabs": "Country\tMeasure\tYear\nIran\tEU sanctions\t2012\nSyria\toil embargo\t2011\nRussia\tattack on Ukraine\t2014",
    "pipes": "Sender | Target | Act\n--- | --- | ---\nIran | Israel | threat\nTurkey | Greece | accusation",
    "spaces": "Sender       Target      Act\nIran         Israel      threatened\nTurkey       Greece      accused\nSudan        Chad        attack",
    "one line": "Country Measure Year Iran EU Sanctions 2012 Syria Oil Embargo 2011 Russia Arms Embargo 2014 Belarus Visa Ban 2020",
    "figures": "Iran 12 34 5.6 Iraq 13 45 7.8 Syria 14 56 9.0 Turkey attack 15 67 8.1 Greece 16 78 7.2",
}
MEGABYTES = 10
ENDLESS = {
    "one letter": "a" * 1_000_000,
    "one word": "sanctions " * 100_000,
    "names": "Norway Hungary " * 66_000,
    "brackets": "(" * 500_000 + ")" * 500_000,
    "nested": "(Norway (Hungary " * 60_000,
    "quotation marks": '"' * 1_000_000,
    "hyphens": "Norway-" * 140_000,
    "dots": "." * 1_000_000,
    "accents": "é" * 1_000_000,
    "links": "http://a.b/" * 90_000,
    "cells": "a|" * 500_000,
    "zero width": "\u200b" * 1_000_000,
    "blank": " " * 500_000 + "\n" * 500_000 + "x",
}
GENEROUS = 60  # seconds; the machine may be busy


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_made_of_a_table_and_the_prose_beside_it_is_read(nlp, table):
    text = f"{PLAIN}\n\n{TABLES[table]}\n\nKenya praised Chile."
    reading = read(Document.make(text), nlp)
    assert [statement.quote for statement in reading.statements] == ["Norway condemned Hungary", "Kenya praised Chile"]
    assert {passage.unread for passage in reading.skipped} == {"table"}


def test_a_whole_sentence_in_a_cell_is_read_and_none_over_two_cells(nlp):
    text = "Day\tWhat happened\n1 May\tNorway condemned Hungary over the shelling.\n2 May\tHungary rejected"
    reading = read(Document.make(text), nlp)
    assert [statement.type for statement in reading.statements] == ["ACCUSE"]


@pytest.mark.parametrize(
    "text",
    [
        "The vet\tsaid: the horse is well.",
        "The vet\tsaid that the horse was well\nand could go\thome on Monday.",
        "The   vet   said that the horse\nwas   well.",
        "The\tvet\tsaid: the horse is well.",
        "1.\tThe parties agree to a truce\n2.\tThe parties withdraw their forces",
        "ANNA:\tGood morning.\nBORIS:\tThe horse is well.",
    ],
)
def test_gaps_do_not_make_prose_a_table(text):
    assert unread(text) == ()
    assert " ".join(text[passage.start : passage.end] for passage in passages(text)).split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "Peru\toil embargo\nChile\tarms embargo",
        "Peru | attack.\nChile | threat.",
        "Peru\tChile\nKenya\tNorway.",
        "Total:\t17\nRest:\t4",
    ],
)
def test_two_columns_are_a_table(text):
    assert [passage.unread for passage in unread(text)] == ["table"]


@pytest.mark.parametrize("kind", ENDLESS)
def test_endless_nonsense_ends_soon_and_states_nothing(nlp, kind):
    started = time.monotonic()
    reading = read(Document.make(ENDLESS[kind]), nlp)
    assert reading.statements == ()
    assert time.monotonic() - started < GENEROUS


def test_ten_megabytes_in_one_line_are_cut_into_small_passages_between_sentences():
    sentence = "The ship of the Norwegian minister sailed on past the harbour while nobody looked, "
    text = (sentence * (MEGABYTES * 1_000_000 // len(sentence)))[:-1]
    found = passages(text)
    assert max(passage.end - passage.start for passage in found) <= 5_000
    assert all(text[passage.start - 1].isspace() for passage in found[1:])
    assert sum(passage.end - passage.start for passage in found) > 0.99 * len(text)


def test_every_paragraph_of_a_long_document_is_read(nlp):
    text = "\n\n".join([PLAIN] * 300)
    statements = read(Document.make(text), nlp).statements
    assert [statement.start for statement in statements] == [number * (len(PLAIN) + 2) for number in range(300)]


@pytest.mark.parametrize(
    "text",
    [
        "Nor\x07way\x1b[31m praised \x00Chile, and Norway condemned Hungary.",
        "\ufeff\u202eNorway condemned Hungary.\u202c\u200f",
        "محمد بن سلمان said on Tuesday that Norway condemned Hungary.",
        "The Israeli minister, בנימין נתניהו, said that Norway condemned Hungary.",
    ],
)
def test_odd_characters_leave_offsets_right_and_add_nobody(nlp, text):
    reading = read(Document.make(text), nlp)
    assert ("Norway", "Hungary") in [
        (*(a.name for a in s.actors), *(r.name for r in s.recipients)) for s in reading.statements if s.type == "ACCUSE"
    ]
    for statement in reading.statements:
        assert text[statement.start : statement.end] == statement.quote
        assert all(actor.name in text or actor.id.startswith("state:") for actor in (*statement.actors, *statement.recipients))


@pytest.mark.parametrize(
    "noise",
    [
        "l7 .,;: ~~ ^^ |l1 ]]",
        "T h e m i n i s t e r s a i d",
        "- 17 -",
        "Nor way cond emned Hung ary",
        "%PDF obj << /Type >> stream \ufffd\ufffd",
    ],
)
def test_scanning_noise_beside_prose_does_not_keep_it_from_being_read(nlp, noise):
    statements = read(Document.make(f"{noise}\n\n{PLAIN}\n\n{noise}"), nlp).statements
    assert [statement.quote for statement in statements] == ["Norway condemned Hungary"]


def test_what_is_left_out_is_named_once_for_neighbours_of_a_kind():
    rows = "Chile\t17\t18\nPeru\t19\t20\n"
    assert [passage.unread for passage in unread(f"{PLAIN}\n\n{rows}\n{rows}\n{PLAIN}\n\n{'((((' * 60}")] == ["table", "noise"]
