"""What a user of `kg quotes` depends on: who speaks, by which word, and what is said, at the very place where the text has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from quoted_sentences import SENTENCES, Row
from quoted_texts import TEXTS

from kg.extract import Quote, quotes
from kg.extract.quoting.quotemarks import marked
from kg.model import Document
from kg.vocabulary import load_yaml

Rows = Callable[[str], list[Row]]


@pytest.fixture(scope="session")
def attributions(nlp) -> Callable[[str], tuple[Quote, ...]]:
    return lambda text: quotes(Document.make(text), nlp)


@pytest.fixture(scope="session")
def rows(attributions) -> Rows:
    return lambda text: [(quote.speaker, quote.cue, quote.content, quote.direct) for quote in attributions(text)]


def stands_where_it_says(text: str, quote: Quote) -> bool:
    spans = [
        (quote.speaker, quote.speaker_start, quote.speaker_end),
        (quote.cue, quote.cue_start, quote.cue_end),
        (quote.content, quote.content_start, quote.content_end),
    ]
    return all((words, start, end) == (None, None, None) or text[start:end] == words for words, start, end in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=f"{kind}: {text}") for kind, cases in SENTENCES.items() for text, expected in cases],
)
def test_a_sentence_is_read_as_annotated(rows, text, expected):
    assert set(rows(text)) == set(expected)


def overlap(one: str, other: str) -> float:
    """The F1 of the words that two contents share."""
    mine, theirs = (Counter(re.findall(r"\w+", words)) for words in (one, other))
    return 2 * (mine & theirs).total() / (mine.total() + theirs.total())


def matched(gold: list[Row], told: list[Row]) -> list[tuple[Row, Row]]:
    """Each annotated row with the told one that is nearest to it, none twice."""
    near = sorted(
        ((overlap(g[2], t[2]) + (g[1] == t[1]), i, j) for i, g in enumerate(gold) for j, t in enumerate(told)), reverse=True
    )
    pairs: dict[int, int] = {}
    for _, i, j in near:
        if i not in pairs and j not in pairs.values() and overlap(gold[i][2], told[j][2]) > 0.3:
            pairs[i] = j
    return [(gold[i], told[j]) for i, j in pairs.items()]


def test_paragraphs_in_the_styles_of_the_trade_are_read_well(rows):
    """Over all texts of `quoted_texts`: what is found, and how often each part of it is exactly right."""
    gold = told = 0
    pairs: list[tuple[Row, Row]] = []
    for text, expected in TEXTS.values():
        found = rows(text)
        gold, told = gold + len(expected), told + len(found)
        pairs += matched(expected, found)
    right = {
        name: sum(g[i] == t[i] for g, t in pairs) / len(pairs) for i, name in enumerate(("speaker", "cue", "content", "direct"))
    }
    assert (len(pairs) / gold > 0.96, len(pairs) / told > 0.94) == (True, True)
    assert {name: part > 0.95 for name, part in right.items()} == dict.fromkeys(right, True), right
    assert sum(overlap(g[2], t[2]) for g, t in pairs) / len(pairs) > 0.98


@pytest.mark.parametrize("name", TEXTS)
def test_every_span_is_the_text_itself(attributions, name):
    text = TEXTS[name][0]
    found = attributions(text)
    assert found
    assert all(stands_where_it_says(text, quote) for quote in found)
    assert [quote.content_start for quote in found] == sorted(quote.content_start for quote in found)


def test_spans_hold_in_untidy_text(attributions):
    text = "\ufeff  The\u00a0vet said:\r\n“Feed\u200b the  cat.”\r\n\r\n\x07According to Ann\u00a0Lee (42),  the cat is fat.  "
    found = attributions(text)
    assert [quote.cue for quote in found] == ["said", "According to"]
    assert all(stands_where_it_says(text, quote) for quote in found)


def test_a_quotation_over_paragraphs_keeps_its_speaker(rows):
    text = "“It was cold,” said Ann Lee. “We had no wood.\n\n“We burned the chairs. Then the table.”"
    assert rows(text) == [
        ("Ann Lee", "said", "It was cold", True),
        ("Ann Lee", "said", "We had no wood.", True),
        ("Ann Lee", "said", "We burned the chairs. Then the table.", True),
    ]


def test_a_quotation_announced_at_the_end_of_a_paragraph_has_its_speaker(rows):
    assert rows("The captain wrote in her log:\n\n“No wind. No birds. No hope.”") == [
        ("The captain", "wrote", "No wind. No birds. No hope.", True)
    ]


def test_a_quotation_of_nobody_has_no_speaker(rows):
    assert rows("“The sea is wide. The boat is small.”") == [(None, None, "The sea is wide. The boat is small.", True)]


def test_the_same_text_always_gives_the_same(attributions):
    text = TEXTS["wire"][0]
    assert attributions(text) == attributions(text)


def test_nothing_comes_of_nothing(rows):
    assert rows("") == rows("\n\n") == rows("The bridge is long.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The players' bus and the fans' cars", []),
        ("He said ‘it’s the players’ fault’ and left.", ["it’s the players’ fault"]),
        ("In the ’90s they sang 'rock 'n' roll' a lot.", ["rock 'n' roll"]),
        ("„Nein“, «non» and “no”", ["Nein", "non", "no"]),
        ('It "never ends', ["never ends"]),
        ("She said, “He told me ‘go’ and I went.”", ["He told me ‘go’ and I went."]),
        ("A 6'2\" forward", []),
    ],
)
def test_quotation_marks_are_told_from_apostrophes(text, expected):
    assert [text[mark.start : mark.end] for mark in marked(text)] == expected


def test_the_words_of_the_lexicon_are_words():
    data = load_yaml("lexicon/quotes.yaml")
    lists = [
        *data["verbs"].values(),
        *data["leads"].values(),
        *data["according"],
        *data["citing"],
        data["nouns"],
        data["certain"],
    ]
    assert all(isinstance(word, str) for words in lists for word in words)
    assert all(len(word.split()) <= 2 for words in data["verbs"].values() for word in words)


@pytest.mark.parametrize(
    "text", ['"' * 3000, "he said " * 800, "“a” said b, " * 600, "that " * 1500, "'s " * 1500], ids=lambda text: text[:12]
)
def test_nonsense_is_read_without_harm(attributions, text):
    assert all(stands_where_it_says(text, quote) for quote in attributions(text))
