"""The real pipeline, loaded once, and a way to read a few sentences with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kg.assemble import assemble
from kg.extract import extract
from kg.extract import nlp as language
from kg.model import Document, Statement

if TYPE_CHECKING:
    from spacy.language import Language


class Read(Protocol):
    """Reads a text into its assembled statements."""

    def __call__(self, text: str, published: str | None = None) -> list[Statement]: ...


@pytest.fixture(scope="session")
def nlp() -> Language:
    return language.load()


@pytest.fixture(scope="session")
def statements(nlp: Language) -> Read:
    """`statements(text, published=...)`: what the text states, once extracted and assembled."""

    def read(text: str, published: str | None = None) -> list[Statement]:
        return assemble(extract(Document.make(text, published=published), nlp))

    return read
