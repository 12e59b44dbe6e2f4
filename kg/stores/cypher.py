"""Every query that the store itself runs: plain Cypher that Neo4j 5 and ArcadeDB read alike, values only as parameters."""

from __future__ import annotations

from functools import cache

from kg.model import Filter
from kg.stores.base import Only
from kg.stores.rows import DOCUMENT_KEYS, SHORT_KEYS, SHORT_TYPES, STATEMENT_KEYS


def _properties(keys: tuple[str, ...]) -> str:
    return ", ".join(f"{key}: row.{key}" for key in keys)


# Writing: a document and its statements

VERSIONS_BY_ID = """
UNWIND $rows AS row MATCH (d:Document {id: row.id}) RETURN row.id AS wanted, d.id AS id, d.digest AS digest
"""
VERSIONS_BY_URI = """
UNWIND $rows AS row MATCH (d:Document {uri: row.uri}) RETURN row.id AS wanted, d.id AS id, d.digest AS digest
"""
CREATE_DOCUMENT = f"UNWIND $rows AS row CREATE (d:Document {{{_properties(DOCUMENT_KEYS)}}})"
CREATE_PAGES = """
UNWIND $rows AS row MATCH (d:Document {id: row.document})
CREATE (p:Page {id: row.id, number: row.number, label: row.label})-[:IN]->(d)
"""
KNOWN_ACTORS = "UNWIND $ids AS id MATCH (a:Actor {id: id}) RETURN a.id AS id, a.aliases AS aliases, a.wikidata AS wikidata"
MERGE_ACTORS = """
UNWIND $rows AS row MERGE (a:Actor {id: row.id})
SET a.name = row.name, a.kind = row.kind, a.country = row.country, a.aliases = row.aliases, a.alias_text = row.alias_text,
    a.wikidata = row.wikidata
"""
MERGE_PLACES = """
UNWIND $rows AS row MERGE (p:Place {id: row.id}) SET p.name = row.name, p.country = row.country,
  p.latitude = row.latitude, p.longitude = row.longitude
"""
MERGE_OFFICES = """
UNWIND $rows AS row MERGE (o:Office {id: row.id}) SET o.title = row.title, o.country = row.country, o.kind = row.kind
"""
FORGET_OFFICES = "UNWIND $ids AS id MATCH (a:Actor {id: id})-[r:HELD]->(:Office) DELETE r"
CREATE_HELD = """
UNWIND $rows AS row MATCH (a:Actor {id: row.person}) MATCH (o:Office {id: row.id})
CREATE (a)-[:HELD {start: row.start, end: row.end}]->(o)
"""
CREATE_STATEMENTS = f"""
UNWIND $rows AS row MATCH (p:Page {{id: row.page_id}})
CREATE (s:Statement {{{_properties(STATEMENT_KEYS)}}})-[:ON]->(p)
"""
CREATE_ROLES = {
    role: (
        "UNWIND $rows AS row MATCH (s:Statement {id: row.statement}) MATCH (a:Actor {id: row.actor}) "
        f"CREATE (s)-[:{role} {{{key}: row.position}}]->(a)"
    )
    for role, key in {"ACTOR": "position", "RECIPIENT": "position", "SAID_BY": "depth"}.items()
}
CREATE_AT = """
UNWIND $rows AS row MATCH (s:Statement {id: row.statement}) MATCH (p:Place {id: row.place}) CREATE (s)-[:AT]->(p)
"""
MERGE_LINKS = {
    link: (
        f"UNWIND $rows AS row MATCH (s:Statement {{id: row.from}}) MATCH (t:Statement {{id: row.to}}) MERGE (s)-[:{link}]->(t)"
    )
    for link in ("CONTESTS", "DENIES", "CONTENT_OF")
}
CREATE_SHORT = {
    kind: (
        "UNWIND $rows AS row MATCH (a:Actor {id: row.from}) MATCH (b:Actor {id: row.to}) "
        f"CREATE (a)-[:{kind} {{{_properties(SHORT_KEYS)}}}]->(b)"
    )
    for kind in SHORT_TYPES
}
MERGE_DENIAL = f"""
UNWIND $rows AS row MATCH (a:Actor {{id: row.from}}) MATCH (b:Actor {{id: row.to}})
MERGE (a)-[r:DENIES {{statement: row.statement}}]->(b) SET {", ".join(f"r.{key} = row.{key}" for key in SHORT_KEYS)}
"""
LINKING = """
MATCH (s:Statement) WHERE size(s.contested_by) > 0 OR size(s.denies) > 0 OR size(s.content_of) > 0
RETURN s.id AS id, s.contested_by AS contested_by, s.denies AS denies, s.content_of AS content_of
"""
LINKED = "MATCH (s:Statement)-[r:CONTESTS|DENIES|CONTENT_OF]->(t:Statement) RETURN type(r) AS type, s.id AS from, t.id AS to"

# Writing: taking a document away

ACTORS_OF = """
MATCH (s:Statement {document: $document})-[:ACTOR|RECIPIENT|SAID_BY]->(a:Actor) RETURN DISTINCT a.id AS id
"""
PLACES_OF = "MATCH (s:Statement {document: $document})-[:AT]->(p:Place) RETURN DISTINCT p.id AS id"
DELETE_SHORT = "UNWIND $ids AS id MATCH (a:Actor {id: id})-[r]->(:Actor) WHERE r.doc = $document DELETE r"
COUNT_STATEMENTS = "MATCH (s:Statement {document: $document}) RETURN count(s) AS n"
DELETE_STATEMENTS = "MATCH (s:Statement {document: $document}) DETACH DELETE s"
DELETE_PAGES = "MATCH (p:Page)-[:IN]->(d:Document {id: $document}) DETACH DELETE p"
DELETE_DOCUMENT = "MATCH (d:Document {id: $document}) DETACH DELETE d"
DELETE_IDLE_ACTORS = """
UNWIND $ids AS id MATCH (a:Actor {id: id}) WHERE NOT (a)<-[:ACTOR|RECIPIENT|SAID_BY]-(:Statement) DETACH DELETE a
"""
DELETE_IDLE_PLACES = "UNWIND $ids AS id MATCH (p:Place {id: id}) WHERE NOT (p)<-[:AT]-(:Statement) DETACH DELETE p"
DELETE_IDLE_OFFICES = "MATCH (o:Office) WHERE NOT (o)<-[:HELD]-(:Actor) DETACH DELETE o"
DELETE_SOME = {
    label: f"MATCH (n:{label}) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n"
    for label in ("Statement", "Page", "Document", "Place", "Office", "Actor")
}

# Reading

COUNT = {label: f"MATCH (n:{label}) RETURN count(n) AS n" for label in ("Document", "Statement", "Actor")}
DOCUMENTS = """
MATCH (d:Document) RETURN d.id AS id, d.title AS title, d.publisher AS publisher, d.published AS published, d.uri AS uri,
    d.page_count AS page_count, d.statements AS statements
"""
DOCUMENT = "MATCH (d:Document) WHERE d.id = $key OR d.uri = $key RETURN properties(d) AS row"
STATEMENTS_BY_ID = "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id, properties(s) AS row"
STATEMENTS_BY_DOCUMENT = "UNWIND $ids AS id MATCH (s:Statement {document: id}) RETURN properties(s) AS row"
STATEMENTS_WITH_PUBLISHER = """
UNWIND $ids AS id MATCH (s:Statement {id: id})-[:ON]->(:Page)-[:IN]->(d:Document)
RETURN s.id AS id, d.publisher AS publisher, properties(s) AS row
"""
STATEMENTS_BY_PREFIX = "MATCH (s:Statement) WHERE s.id STARTS WITH $prefix RETURN properties(s) AS row LIMIT 2"
RIVALRIES = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id})<-[r:CONTESTS|DENIES]-(t:Statement) "
    "RETURN s.id AS account, t.id AS rival, type(r) AS type",
    "UNWIND $ids AS id MATCH (t:Statement {id: id})-[r:CONTESTS|DENIES]->(s:Statement) "
    "RETURN s.id AS account, t.id AS rival, type(r) AS type",
)
ACTORS = """
MATCH (a:Actor) RETURN a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, a.aliases AS aliases
"""
COUNT_ROLES = """
MATCH (s:Statement)-[:ACTOR|RECIPIENT]->(a:Actor) WITH a, count(DISTINCT s) AS n RETURN a.id AS id, n
"""
COUNT_SAID = "MATCH (s:Statement)-[:SAID_BY]->(a:Actor) WITH a, count(DISTINCT s) AS n RETURN a.id AS id, n"
TOLD_OF = """
UNWIND $ids AS id MATCH (a:Actor {id: id}) RETURN a.id AS id, COUNT { (a)<-[:ACTOR|RECIPIENT]-() } AS n
"""
ACTOR_BY_ID = "MATCH (a:Actor {id: $id}) RETURN properties(a) AS row"
ACTORS_BY_NAME = "MATCH (a:Actor {name: $name}) RETURN properties(a) AS row"
ACTORS_BY_ALIAS = "MATCH (a:Actor) WHERE a.alias_text CONTAINS $key RETURN properties(a) AS row"
NAMES = "MATCH (a:Actor) WHERE toLower(a.name) STARTS WITH toLower($beginning) RETURN a.name AS name"
ALIASES = """
MATCH (a:Actor) UNWIND a.aliases AS name WITH name WHERE toLower(name) STARTS WITH toLower($beginning) RETURN name
"""
OFFICES = """
MATCH (a:Actor {id: $id})-[r:HELD]->(o:Office)
RETURN o.title AS title, o.country AS country, o.kind AS kind, r.start AS start, r.end AS end
"""

_KEYS = "RETURN DISTINCT s.date AS date, s.document AS document, s.start AS start, s.id AS id"
_OF_ACTORS = "UNWIND $starts AS actor MATCH (a:Actor {{id: actor}})<-[:{roles}]-(s:Statement)"
_CLAUSES = {
    "types": "s.type IN $types",
    "since": "s.last_day >= $since",
    "until": "s.first_day <= $until",
    "said_by": "$said_by IN s.speaker_ids",
    "stance": "s.stance = $stance",
    "certainty": "s.certainty IN $certainty",
    "polarity": "s.polarity = $polarity",
    "document": "s.document IN $document",
}
_OPPOSITE = (
    "(any(x IN $actors WHERE x IN s.actor_ids AND any(y IN $actors WHERE y <> x AND y IN s.recipient_ids))"
    " OR (size(s.recipient_ids) = 0 AND size([x IN $actors WHERE x IN s.actor_ids]) > 1))"
)


_ONLY = {
    Only.TYING: "(s.type IS NOT NULL OR s.stance IS NOT NULL) AND s.polarity = 'asserted' AND s.eventuality IN ['happened', 'ongoing', 'planned']",
    Only.SIDING: "s.stance IS NOT NULL AND any(x IN $actors WHERE x IN s.actor_ids)",
    Only.DISPUTED: "(size(s.contested_by) > 0 OR size(s.denies) > 0 OR (s)-[:CONTESTS]->(:Statement))",
}


@cache
def select(filters: tuple[str, ...], of_actors: bool, between: bool, only: Only | None = None) -> str:
    """The query for the sort keys of the statements that pass the named filters."""
    roles = "ACTOR|RECIPIENT|SAID_BY" if only is Only.DISPUTED else "ACTOR|RECIPIENT"
    matched = _OF_ACTORS.format(roles=roles) if of_actors else "MATCH (s:Statement)"
    return f"{matched}{_where(filters, only, _OPPOSITE if between else None)} {_KEYS}"


# Without a filter the short edges tell who is tied; only they can be walked for thousands of actors in a second.
TIES = (
    f"UNWIND $actors AS id MATCH (a:Actor {{id: id}})-[r:{'|'.join(kind for kind in SHORT_TYPES if kind != 'DENIES')}]-(b:Actor) "
    "WHERE a <> b WITH id, b, count(r) AS n RETURN id AS a, b.id AS b, n"
)
_TIED = (
    "b.id <> id AND (type(x) <> type(y) OR (size(s.recipient_ids) = 0 AND s.type IN $mutual AND s.actor_ids[0] IN [id, b.id]))"
)


@cache
def ties(filters: tuple[str, ...], only: Only | None) -> str:
    """The query for whom actors are tied to by the statements that pass the named filters, and by how many."""
    return (
        "UNWIND $actors AS id MATCH (a:Actor {id: id})<-[x:ACTOR|RECIPIENT]-(s:Statement)-[y:ACTOR|RECIPIENT]->(b:Actor)"
        f"{_where(filters, only, _TIED)} WITH id, b, count(DISTINCT s) AS n RETURN id AS a, b.id AS b, n"
    )


def _where(filters: tuple[str, ...], only: Only | None, more: str | None) -> str:
    clauses = [*(_CLAUSES[name] for name in filters), *([_ONLY[only]] if only else []), *([more] if more else [])]
    return f" WHERE {' AND '.join(clauses)}" if clauses else ""


def filters_of(filter: Filter) -> tuple[str, ...]:  # noqa: A002
    """The names of the filters that are set."""
    return tuple(name for name in _CLAUSES if getattr(filter, name) not in (None, ()))
