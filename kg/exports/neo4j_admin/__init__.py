"""The property graph as files for `neo4j-admin database import full`, the fastest way to fill an empty Neo4j database.

    documents with statements --write-->  a folder
    tables of coded events --write_coded-->  the same, some ten thousand statements a second

One Parquet file for each label, and for each relationship type with the labels at its ends; `import.args`, which names them
all to neo4j-admin; and `after-import.cypher`, the constraints and indexes. What a node or an edge holds is said by
`kg.stores.rows`, as for the store itself, so the imported graph is the one that the store writes over Bolt.

Parquet, not CSV: the import tool drops every empty list that a CSV file holds, and the list of a statement's recipients or
contexts is often empty. From a Parquet file it keeps empty lists, lists of empty texts, line breaks and any character, but drops
an empty text outside a list; a node or edge that has one says so in `_empty`, and `after-import.cypher` puts it back.

The nodes of coded events are numbered, and edges name their ends by those numbers (`--id-type=actual`): the tool then neither sorts
nor looks up millions of ids, which saves it a fifth of its work. Documents come with ids alone, as their links lead anywhere.
"""

from __future__ import annotations

from kg.exports.neo4j_admin.coded import write_coded
from kg.exports.neo4j_admin.documents import write
from kg.exports.neo4j_admin.folder import AFTER, ARGUMENTS, Written

__all__ = ["AFTER", "ARGUMENTS", "Written", "write", "write_coded"]
