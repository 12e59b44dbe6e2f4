"""The catalogue: questions that analysts ask of the graph, each one a file of plain Cypher with its parameters.

catalogue()                      all queries, by name
find("rival-accounts").bind({})  the values to run one with

A file `NAME.cypher` opens with a comment that says what it answers, which parameters it takes and how to read the answer, and runs
unchanged on Neo4j and on the embedded engine. Where a `NAME.rq` stands beside it, the same question is asked in SPARQL.
"""

from __future__ import annotations

from kg.queries.catalogue import Query, QueryNotFound, catalogue, find
from kg.queries.values import Lookups, Parameter, ValueType

__all__ = ["Lookups", "Parameter", "Query", "QueryNotFound", "ValueType", "catalogue", "find"]
