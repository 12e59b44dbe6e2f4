"""The example reports, read for real: what an analyst would look for is there, and their graphs keep the ontology's shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import rdf
from kg.extract import nlp as language
from kg.model import Document, Polarity
from kg.pipeline import Reading, read
from kg.resolve import profiles_of
from loaders import read_all

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    documents = [found for found in read_all([str(EXAMPLES)]) if isinstance(found, Document)]
    return [read(document, language.load()) for document in documents]


def test_every_example_is_read_and_tells_something(readings: list[Reading]) -> None:
    assert {Path(reading.document.uri.partition("#")[0]).suffix for reading in readings} == {
        ".pdf",
        ".html",
        ".docx",
        ".md",
        ".txt",
        ".jsonl",
    }
    assert all(reading.statements for reading in readings)


def test_the_graph_of_each_example_conforms_to_the_shapes(readings: list[Reading]) -> None:
    for reading in readings:
        dataset = rdf.to_dataset([(reading.document, reading.statements)], profiles_of(reading.statements))
        report = rdf.validate(dataset)
        assert report.conforms, (reading.document.uri, report.results)


def test_the_examples_survive_the_way_through_rdf(readings: list[Reading]) -> None:
    pairs = [(reading.document, list(reading.statements)) for reading in readings]
    dataset = rdf.to_dataset(pairs, profiles_of(told for _, statements in pairs for told in statements))
    back = {
        document.id: (document, statements)
        for document, statements in rdf.from_dataset(rdf.parse(rdf.serialise(dataset, "trig"), "trig"))
    }
    assert {document.id: (document, statements) for document, statements in pairs} == back


def test_who_called_whom_is_found_across_formats(readings: list[Reading]) -> None:
    asked = {
        (actor.name, recipient.name)
        for reading in readings
        for told in reading.statements
        if told.type == "REQUEST"
        for actor in told.actors
        for recipient in told.recipients
    }
    assert {("Mike Pompeo", "Nikol Pashinian"), ("Mike Pompeo", "Ilham Aliyev")} <= asked


def test_denials_answer_what_they_deny(readings: list[Reading]) -> None:
    for reading in readings:
        told = {statement.id: statement for statement in reading.statements}
        for statement in reading.statements:
            assert all(statement.id in told[other].contested_by for other in statement.denies)
            if statement.polarity is Polarity.DENIED and statement.contested_by:
                assert all(other in told for other in statement.contested_by)
    assert any(statement.denies for reading in readings for statement in reading.statements)
