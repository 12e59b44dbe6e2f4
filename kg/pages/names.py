"""The file names and addresses of the pages.

What a page is about is in its name as a hash, so that the name is safe on every file system and stays from run to run.
"""

from __future__ import annotations

from urllib.parse import urlencode

from kg.model import stable_id

INDEX, NETWORK, CONTESTED, ANALYSIS = "index.html", "network.html", "contested.html", "analysis.html"

# The pages that there is one of, with what they are called and what can be found there: the way to them is on every page.
SECTIONS = (
    (INDEX, "Index", "What is in this graph"),
    (NETWORK, "Network", "Who did, said and holds what toward whom, as a graph"),
    (CONTESTED, "Contested accounts", "What one voice says and another denies or tells otherwise, side by side"),
    (ANALYSIS, "Analysis", "What the statements show together, and on which of them it rests"),
)


def actor_file(actor_id: str) -> str:
    """The file name of an actor's dossier.

    >>> actor_file("state:AZE")
    'actor-b10efd87814ab85c.html'
    """
    return f"actor-{stable_id('actor', actor_id)}.html"


def dyad_file(a: str, b: str) -> str:
    """The file name of the page of two actors, the same in either order.

    >>> dyad_file("state:AZE", "state:ARM") == dyad_file("state:ARM", "state:AZE")
    True
    """
    return f"dyad-{stable_id('dyad', *sorted((a, b)))}.html"


def evidence_address(document_id: str | None, statement_id: str) -> str:
    """Where a statement stands in its document's reader, or in the network where there is no document to read.

    >>> evidence_address("00c1", "7f"), evidence_address(None, "7f")
    ('doc-00c1.html#s-7f', 'network.html#s=7f')
    """
    return f"doc-{document_id}.html#s-{statement_id}" if document_id else f"{NETWORK}#{urlencode({'s': statement_id})}"
