"""From documents to the graph, with the real model and the real engine."""

import pytest

from kg.extract import nlp
from kg.model import Document
from kg.pipeline import BuildReport, build, read, statements_of
from kg.resolve import profiles_of
from kg.stores import open_store

TEXTS = (
    "Iran's foreign minister accused Turkey on Monday of arming the rebels. Turkey denied the accusation.",
    "The president of Armenia met the Russian ambassador in Yerevan.",
    "France and Germany imposed sanctions on Belarus, according to Reuters.",
    "Nothing happened in the harbour.",
)
DOCUMENTS = tuple(Document.make(text, published="2020-10-27", uri=f"notes/{number}.txt") for number, text in enumerate(TEXTS))


@pytest.fixture(scope="module")
def readings():
    return tuple(statements_of(DOCUMENTS))


def test_each_statement_quotes_its_own_document(readings):
    assert [reading.document for reading in readings] == list(DOCUMENTS)
    told = [(reading.document, statement) for reading in readings for statement in reading.statements]
    assert len(told) >= 4
    for document, statement in told:
        assert document.text[statement.start : statement.end] == statement.quote
        assert document.text[statement.trigger_start : statement.trigger_end] == statement.trigger
        assert (statement.document, statement.uri) == (document.id, document.uri)


def test_two_readings_of_one_document_are_equal(readings):
    assert read(DOCUMENTS[0], nlp.load()) == readings[0]


def test_processes_change_neither_content_nor_order(readings):
    assert tuple(statements_of(DOCUMENTS, jobs=2)) == readings


def test_documents_are_taken_as_they_are_needed():
    taken = []

    def documents():
        for document in DOCUMENTS:
            taken.append(document)
            yield document

    next(statements_of(documents()))
    assert len(taken) == 1


def test_no_document_needs_no_model():
    assert list(statements_of([], model="no_such_pipeline")) == []


def test_everybody_has_a_profile_those_we_know_with_their_other_names(readings):
    statements = [statement for reading in readings for statement in reading.statements]
    profiles = profiles_of(statements)
    involved = {actor.id for told in statements for actor in (*told.actors, *told.recipients, *told.speakers)}
    assert set(profiles) == involved
    assert "Ankara" in profiles["state:TUR"].aliases


def test_building_twice_changes_nothing(readings, tmp_path):
    seen = []
    with open_store(f"embedded:{tmp_path / 'kg-data'}") as store:
        first = build(DOCUMENTS, store, on_document=lambda document, added: seen.append((document.id, added.statements)))
        before = [tuple(store.statements()), store.documents()]
        again = build(DOCUMENTS, store)
        after = [tuple(store.statements()), store.documents()]
        store.stop()
    total = sum(len(reading.statements) for reading in readings)
    assert first == BuildReport(added=4, statements=total)
    assert again == BuildReport(unchanged=4, statements=total)
    assert before == after
    assert seen == [(reading.document.id, len(reading.statements)) for reading in readings]
