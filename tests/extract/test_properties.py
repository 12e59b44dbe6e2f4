"""Whatever the text is, what is read from it keeps its promises, and nothing crashes."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assemble import assemble
from kg.extract import extract
from kg.model import Certainty, Document, Eventuality, Kind, Page, Polarity, StanceValue, Statement
from kg.vocabulary import goldstein

PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
FRAGMENTS = (
    "Norway condemned Hungary",
    "The Chilean president met his Peruvian counterpart in Lima on Tuesday",
    "Sudan denied that it had attacked Eritrea",
    'Angela Merkel said: "Kenya must withdraw its troops',
    "according to Reuters",
    ", which Ghana had urged",
    "the two leaders",
    "They may impose sanctions on",
    "US-brokered ceasefire",
    "“We reject this”",
    "Dr. محمد بن سلمان visited the U.N.",
    "بنيامين نتنياهو",
    "习近平会见了普京。",
    "Der Außenminister traf seinen Amtskollegen",
    "3,14 % | 17 | 2019-06-12 |",
    "http://example.org/a?b=c&d=<e>",
    "<script>alert('x')</script>",
    "e\u0301tat-major",
    "🇳🇴🤝🇸🇪",
)
HOSTILE = tuple(
    " \n\n\t.,;:!?-–—'\"“”()[]{}<>&/\\|*#%$\x00\x07\x1b\x7f\u00a0\u00ad\u200b\u200f\u202e\u2028\ufeff\ufffd\U0001f600\ud800aB9"
)
DATES = (None, "2019", "2019-06", "2019-06-12")
GENEROUS = 60  # seconds; the machine may be busy

texts = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(HOSTILE), st.sampled_from((". ", " ", "\n\n"))), max_size=14
).map("".join)
thorough = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def check(document: Document, told: list[Statement]) -> None:
    """All that is promised of the statements of a document."""
    assert len({statement.id for statement in told}) == len(told)
    ids = {statement.id for statement in told}
    for statement in told:
        check_place(document, statement)
        check_values(statement)
        assert {*statement.content_of, *statement.contested_by, *statement.denies} <= ids - {statement.id}


def check_place(document: Document, statement: Statement) -> None:
    assert statement.document == document.id
    assert document.text[statement.start : statement.end] == statement.quote
    assert document.text[statement.trigger_start : statement.trigger_end] == statement.trigger
    assert statement.start <= statement.trigger_start < statement.trigger_end <= statement.end
    page = next(page for page in document.pages if page.number == statement.page)
    assert page.start <= statement.start < max(page.end, page.start + 1)
    assert statement.quote == statement.quote.strip()


def check_values(statement: Statement) -> None:
    assert statement.type in PLOVER | {None}
    assert isinstance(statement.kind, Kind)
    assert isinstance(statement.polarity, Polarity)
    assert isinstance(statement.certainty, Certainty)
    assert isinstance(statement.eventuality, Eventuality)
    assert statement.stance is None or isinstance(statement.stance, StanceValue)
    assert statement.cameo is None or statement.goldstein == goldstein(statement.cameo)
    assert not set(statement.actors) & set(statement.recipients) or statement.actors != statement.recipients
    for actor in (*statement.actors, *statement.recipients, *statement.speakers):
        assert actor.id
        assert actor.name.strip() == actor.name != ""
    for several in (statement.actors, statement.recipients, statement.speakers, statement.place):
        assert len(set(several)) == len(several)


@thorough
@given(text=texts, published=st.sampled_from(DATES))
def test_statements_of_any_text_keep_their_promises(nlp, text, published):
    document = Document.make(text, published=published)
    check(document, assemble(extract(document, nlp)))


@thorough
@given(text=texts, published=st.sampled_from(DATES))
def test_reading_again_gives_the_same_and_json_keeps_it(nlp, text, published):
    document = Document.make(text, published=published)
    told = assemble(extract(document, nlp))
    assert assemble(extract(document, nlp)) == told
    assert assemble(told) == told
    rows = [json.loads(json.dumps(statement.to_json())) for statement in told]
    assert [Statement.from_json(row) for row in rows] == told
    assert [row["id"] for row in rows] == [statement.id for statement in told]


@thorough
@given(parts=st.lists(texts, min_size=1, max_size=4))
def test_each_statement_is_on_the_page_where_it_begins(nlp, parts):
    pages, start = [], 0
    for number, part in enumerate(parts, 1):
        pages.append(Page(number, f"p{number}", start, start + len(part) + 2))
        start += len(part) + 2
    document = Document.make("".join(part + "\n\n" for part in parts), pages=tuple(pages))
    check(document, extract(document, nlp))


PLAIN = "Norway condemned Hungary."


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n \t\n",
        "\x00\x01\x02\x1b[31m\x7f",
        "\ud800",
        "\u202e\u202d\u2066\u2069\ufeff\u200b",
        ". . . ! ? ; : - -- — “ ” ( ) [ ]",
        "17 18 19\n2014 | 3,4 | 5.6 %\n2015 | 7,8 | 9.0 %\n" * 40,
        "Land\tBetrag\nChile\t17\nPeru\t18\n" * 20,
        "Der Minister sagte am Dienstag, die Verhandlungen mit den Nachbarn seien gescheitert.",
        "Le ministre a déclaré que les négociations étaient terminées.",
        "外交部长星期二说，谈判已经结束。",
        "قال الوزير إن المفاوضات انتهت يوم الثلاثاء.",
        "((((((((((((((((((((" * 30,
        "and " * 500,
        "Kenya, " * 150,
        '"' * 301,
        "a" * 5000,
        "who said that he said that she said that " * 40,
    ],
    ids=range(18),
)
def test_what_is_no_english_prose_does_no_harm(nlp, text):
    document = Document.make(text)
    check(document, assemble(extract(document, nlp)))


@pytest.mark.parametrize("text", ["", " \n\n ", "17 18 19", ". . .", "外交部长星期二说，谈判已经结束。"])
def test_where_nothing_is_told_nothing_is_stated(statements, text):
    assert statements(text) == []


@pytest.mark.parametrize(
    "around",
    ["\x00{}\x00", "\ufeff{}", "\u202e{}\u202c", "\n\n\n{}\n\n\n", "\t{}", "17 | 18\n\n{}\n\n19 | 20", "习近平。\n\n{}", "({})"],
    ids=range(8),
)
def test_a_plain_sentence_is_read_among_odd_characters(nlp, around):
    document = Document.make(around.format(PLAIN))
    told = assemble(extract(document, nlp))
    check(document, told)
    assert ("ACCUSE", "Norway", "Hungary") in [(s.type, *(a.name for a in (*s.actors, *s.recipients))) for s in told]


@pytest.mark.parametrize("text", ["Norway condemned\nHungary.", "Norway  condemned  Hungary.", "Norway\u00a0condemned Hungary."])
def test_quotes_keep_the_white_space_of_the_file(nlp, text):
    document = Document.make(text)
    (told,) = extract(document, nlp)
    assert told.quote == text.rstrip(".")


def read_with_name(nlp, name: str) -> list[Statement]:
    text = f"President {name} met the Norwegian foreign minister. {name} condemned Hungary."
    document = Document.make(text, published="2019-06-12")
    told = assemble(extract(document, nlp))
    check(document, told)
    return told


@pytest.mark.parametrize("name", ["محمد بن سلمان", "בנימין נתניהו", "习近平", "Αλέξης", "\u202eسلمان\u202c"])
def test_names_in_other_scripts_do_no_harm(nlp, name):
    assert any(s.type == "CONSULT" for s in read_with_name(nlp, name))


@pytest.mark.parametrize("name", ["Nguyễn Phú Trọng", "Žarko Šešelj", "Jean-Marc d’Arcy"])
def test_names_with_marks_are_read_as_names(nlp, name):
    assert any(s.type == "ACCUSE" and [a.name for a in s.recipients] == ["Hungary"] for s in read_with_name(nlp, name))


def test_a_hundred_thousand_characters_in_one_line_take_bounded_time(nlp):
    line = "Norway condemned Hungary, and the ship sailed on past the harbour while nobody looked. "
    document = Document.make((line * (100_000 // len(line) + 1))[:100_000])
    started = time.monotonic()
    told = extract(document, nlp)
    assert time.monotonic() - started < GENEROUS
    assert len(told) >= 0.9 * document.text.count("condemned")
    check(document, told)
