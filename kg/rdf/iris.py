"""The IRIs of documents, statements, actors and places: made from their ids, and read back to them."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from kg.errors import UsageError
from kg.rdf.triples import checked
from kg.vocabulary import ID_NS

ACTORS_GRAPH = f"{ID_NS}actors"
ACTORS = f"{ID_NS}actor/"
DOCUMENTS = f"{ID_NS}document/"
STATEMENTS = f"{ID_NS}statement/"

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#]|$)")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WRITTEN = "%/:=&?~+!$,;'@()*"


def below(namespace: str, *steps: str) -> str:
    """The IRI that some texts have below a namespace, one step of its path each.

    >>> below("https://example.org/", "a b", "..")
    'https://example.org/a%20b/%2E%2E'
    """
    return namespace + "/".join(map(_encoded, steps))


def local_name(iri: str, namespace: str) -> str:
    """The text that an IRI has below a namespace. Raises UsageError where it is not below it."""
    if not iri.startswith(namespace):
        raise UsageError(f"<{iri}> is not below <{namespace}>, where this graph's terms are")
    return unquote(iri[len(namespace) :])


def document_iri(identifier: str) -> str:
    """The IRI of a document, which is also the name of its graph."""
    return below(DOCUMENTS, identifier)


def page_iri(document: str, number: int) -> str:
    """The IRI of a page, by the id of its document and its number."""
    return f"{document_iri(document)}/page/{number}"


def statement_iri(identifier: str) -> str:
    """The IRI of a statement.

    >>> statement_iri("0a1b")
    'https://w3id.org/diplograph/id/statement/0a1b'
    """
    return below(STATEMENTS, identifier)


def actor_iri(identifier: str) -> str:
    """The IRI of an actor: the parts of its id become steps of the path.

    >>> actor_iri("wd:Q42")
    'https://w3id.org/diplograph/id/actor/wd/Q42'
    """
    return below(ACTORS, *identifier.split(":"))


def actor_id(iri: str) -> str:
    """The id of the actor that has the IRI.

    >>> actor_id(actor_iri("local:person:jane-doe"))
    'local:person:jane-doe'
    """
    return ":".join(map(unquote, iri.removeprefix(ACTORS).split("/")))


def holding_iri(actor: str, position: int) -> str:
    """The IRI of an office that an actor holds or held, by the actor's id and the office's place among its offices."""
    return f"{below(f'{ID_NS}holding/', *actor.split(':'))}/{position}"


def place_iri(identifier: str) -> str:
    """The IRI of a place; a state is a place and an actor under two IRIs."""
    return below(f"{ID_NS}place/", *identifier.split(":"))


def publisher_iri(name: str) -> str:
    """The IRI of a publisher, which is known by its name alone."""
    return below(f"{ID_NS}publisher/", name)


def web_iri(address: str) -> str | None:
    """The IRI of a page of the web, with what no IRI may hold percent-encoded; None for a text that is no address.

    >>> web_iri("https://example.org/a b"), web_iri("Harbour Wire, story 7")
    ('https://example.org/a%20b', None)
    """
    if not _ADDRESS.match(address):
        return None
    page, mark, part = _BARE_PERCENT.sub("%25", checked(address)).partition("#")
    return "".join((quote(page, safe=_WRITTEN), mark, quote(part, safe=_WRITTEN)))


def _encoded(step: str) -> str:
    """A text as one step of an IRI's path; a step of dots alone would be taken for a way upward."""
    return quote(checked(step), safe="") if step.strip(".") or not step else step.replace(".", "%2E")
