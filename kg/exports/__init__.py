"""The graph in the forms of other programs.

    store --source--> documents with their statements --neo4j_admin--> a folder that Neo4j's own import tool reads
                      statements --parquet--> a table                 --networks--> GraphML, GEXF
    dataset, report --findings--> what the SHACL shapes found, for people

`files` writes files and folders that appear whole or not at all. RDF is `kg.rdf`'s.
"""
