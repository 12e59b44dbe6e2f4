"""A query that was not given leave to write changes nothing, reads no file and meddles with nobody, on both engines."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from loads import empty, report, whole_graph

from kg.errors import QueryError
from kg.stores import Store, open_store

REFUSAL = "the query would change the graph"

WRITING = [
    "CREATE (n:Intruder)",
    "MERGE (n:Actor {id: 'intruder'})",
    "MATCH (n:Actor) SET n.name = 'x'",
    "MATCH (n:Actor) SET n:Intruder",
    "MATCH (n:Actor) REMOVE n.name",
    "MATCH (n:Actor) DETACH DELETE n",
    "MATCH (a:Actor) CREATE (a)-[:ASSAULT]->(a)",
    "MATCH (n:Actor) CALL { WITH n SET n.name = 'x' RETURN n AS m } RETURN m",
    "CALL { CREATE (n:Actor {id: 'intruder'}) RETURN n } RETURN n",
    "UNWIND [1, 2] AS x CALL { WITH x CREATE (:Actor {id: 'intruder'}) } IN TRANSACTIONS",
    "UNWIND [1, 2] AS x CALL { WITH x MATCH (a:Actor) SET a.name = x } IN TRANSACTIONS OF 1 ROWS",
    "LOAD CSV FROM $file AS line RETURN line",
    "CALL { LOAD CSV FROM $file AS line RETURN line } RETURN line",
    "LOAD CSV FROM $file AS line CREATE (:Intruder {text: line[0]})",
    "CREATE USER intruder SET PASSWORD 'longenough1'",
    "CREATE CONSTRAINT intruder FOR (n:Actor) REQUIRE n.name IS UNIQUE",
    "CREATE INDEX intruder FOR (n:Actor) ON (n.kind)",
]
WRITING_NEO4J = [
    "L\\u004FAD CSV FROM $file AS line RETURN line",
    "CYPHER runtime=slotted LOAD CSV FROM $file AS line RETURN line",
    "MATCH (n:Actor) WHERE EXISTS { CALL dbms.killConnections(['bolt-0']) YIELD message RETURN message } RETURN n",
    "RETURN COLLECT { CALL dbms.killConnection('bolt-0') YIELD message RETURN message }",
    "CALL dbms.killConnections(['bolt-0'])",
    "CALL dbms.listConnections() YIELD connectionId AS c CALL dbms.killConnection(c) YIELD message RETURN message",
    "CALL dbms.listConfig()",
    "CALL dbms.queryJmx('*:*')",
    "CALL tx.setMetaData({a: 1})",
    "CALL db.clearQueryCaches()",
    "CALL db.createLabel('Intruder')",
    "CALL db.createProperty('intruder')",
    "CALL db.createRelationshipType('INTRUDER')",
    "CALL db.index.vector.createNodeIndex('intruder', 'Actor', 'v', 2, 'cosine')",
    "MATCH (n:Actor) CALL db.create.setNodeVectorProperty(n, 'v', [1.0, 2.0]) RETURN n",
    "MATCH (n:Actor) CALL db.create.setVectorProperty(n, 'v', [1.0, 2.0]) YIELD node RETURN node",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message",
    "ALTER USER neo4j SET PASSWORD 'longenough1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'longenough1'",
    "DROP USER neo4j",
    "DROP CONSTRAINT actor_id",
    "DROP INDEX actor_name",
]
WRITING_EMBEDDED = [
    "LOAD CSV FROM '/etc/hostname' AS line RETURN line",
    "CALL merge.node(['Actor'], {id: 'local:state:landavia'}, {}, {name: 'x'}) YIELD node RETURN node",
    "CALL merge.node(['Actor'], {id: 'intruder'}, {}, {}) YIELD node RETURN node",
    "MATCH (a:Actor) CALL merge.relationship(a, 'ASSAULT', {}, {}, a, {}) YIELD rel RETURN rel",
    "CALL do.when(true, \"MATCH (a:Actor) SET a.name = 'x' RETURN a\", '', {}) YIELD value RETURN value",
    "CALL db.migrateLegacyTemporals()",
    "DROP INDEX `Actor[name]`",
    "DROP CONSTRAINT `Actor[id]`",
    "SHOW USERS",
    "ALTER USER root SET PASSWORD 'longenough1'",
    "DROP USER root",
]
REFUSED_SOMEHOW = [
    "CREATE (n:Intruder); RETURN 1",
    "RETURN 1; MATCH (n) DETACH DELETE n",
    ":auto CREATE (n:Intruder)",
    "PROFILE CREATE (n:Intruder)",
    "INSERT INTO Actor SET id = 'intruder'",
    "COMMIT",
    "DROP DATABASE kg",
    "DROP DATABASE neo4j",
    "CREATE DATABASE intruder",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DETACH DELETE n', {})",
    "CALL apoc.load.json('file:///etc/hostname')",
    "MATCH (a:Actor) CALL refactor.mergeNodes([a, a]) YIELD node RETURN node",
    "RETURN sql.eval('(DELETE FROM Actor)')",
]


@dataclass(frozen=True)
class Small:
    """A store with one report in it, and all that is there before anybody asks."""

    store: Store
    before: object

    def refused(self, query, file):
        """The one line with which a query is refused, having changed nothing."""
        with pytest.raises(QueryError) as caught:
            self.store.query(query, {"file": file})
        assert all_of(self.store) == self.before
        assert "\n" not in str(caught.value)
        return str(caught.value)


def all_of(store):
    """The graph, and constraints, indexes, labels, relationship types and property keys by name."""
    names = [store.query(f"SHOW {what} YIELD name RETURN name ORDER BY name").rows for what in ("INDEXES", "CONSTRAINTS")]
    listed = [sorted(store.query(f"CALL db.{what}()").rows) for what in ("labels", "relationshipTypes", "propertyKeys")]
    return whole_graph(store), names, listed


def filled(url):
    with open_store(url) as store:
        empty(store)
        store.add(*report(0))
        yield Small(store, all_of(store))


@pytest.fixture(scope="module")
def embedded(embedded_url):
    yield from filled(embedded_url)


@pytest.fixture(scope="module")
def neo4j(neo4j_url):
    yield from filled(neo4j_url)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def small(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("the secret\n")
    return file.as_uri()


@pytest.mark.parametrize("query", WRITING)
def test_what_would_write_or_read_files(small, secret, query):
    assert REFUSAL in small.refused(query, secret)


@pytest.mark.parametrize("query", REFUSED_SOMEHOW)
def test_what_is_no_question_at_all(small, secret, query):
    small.refused(query, secret)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.csv", "https://127.0.0.1:9/x.csv", "ftp://127.0.0.1:9/x.csv"])
def test_no_address_is_fetched(small, address):
    line = small.refused("LOAD CSV FROM $file AS line RETURN line", address)
    assert REFUSAL in line or "disabled" in line


@pytest.mark.neo4j
@pytest.mark.parametrize("query", WRITING_NEO4J)
def test_what_only_neo4j_offers(neo4j, secret, query):
    assert REFUSAL in neo4j.refused(query, secret)


@pytest.mark.parametrize("query", WRITING_EMBEDDED)
def test_what_only_the_embedded_engine_offers(embedded, secret, query):
    assert REFUSAL in embedded.refused(query, secret)


@pytest.mark.neo4j
def test_every_procedure_of_neo4j_that_does_more_than_read_is_closed(neo4j):
    found = neo4j.store.query("SHOW PROCEDURES YIELD name, mode, signature WHERE mode <> 'READ' RETURN name, signature").rows
    assert found
    for name, signature in found:
        arguments = signature.partition("(")[2].partition(") ::")[0].split(", ")
        needed = ", ".join("null" for argument in arguments if argument and "=" not in argument)
        neo4j.refused(f"CALL {name}({needed})", "")


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (a:Actor) RETURN a.name AS `CREATE (n)` // SET n.x = 1",
        "CALL db.labels()",
        "CALL db.labels() YIELD label RETURN label",
        "SHOW INDEXES",
        "EXPLAIN MATCH (a:Actor) RETURN a",
        "MATCH (a:Actor) RETURN a.name UNION MATCH (p:Place) RETURN p.name AS `a.name`",
        "MATCH p = shortestPath((a:Actor {id: 'local:state:landavia'})-[*..3]-(b:Place)) RETURN length(p)",
    ],
)
def test_what_only_reads_is_answered(small, query):
    small.store.query(query)


@pytest.mark.parametrize(
    ("query", "place"),
    [("MATCH (a:Actor) RETRUN a", "line 1, column 17"), ("MATCH (a:Actor)\n  RETRUN a", "line 2, column 3")],
)
def test_a_mistake_is_found_where_the_user_made_it(small, query, place):
    with pytest.raises(QueryError, match=place):
        small.store.query(query)
