"""Writes docs/queries.md: each query of the catalogue with its parameters, an example and what it answers.

tools/queries.py            the page, from the queries and the golden answers of the tests
tools/queries.py --check    nothing is written; fails where the page has drifted
tools/queries.py --golden   the golden answers too, asked anew of the embedded engine: read what has changed before you keep it
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "queries")]

from crisis_graph import crisis  # noqa: E402
from golden_cases import FOLDER, asked, commands, golden, written  # noqa: E402

from kg.cli.output import cell  # noqa: E402
from kg.queries import Query, catalogue  # noqa: E402
from kg.stores import open_store  # noqa: E402

PAGE = ROOT / "docs" / "queries.md"
_HEAD = """# The catalogue of queries

{count} questions that an analyst asks, each one a file of plain Cypher in `kg/queries/` that Neo4j and the embedded engine read alike.
`kg query` lists them and `kg query NAME VALUE...` asks one; `--param NAME=VALUE` sets a parameter by its name, and
`--format json|jsonl|csv|tsv` gives the rows to a program. The values go to the parameters without a default first, then to the others in
their order.

`kg query NAME --show` prints the file. It pastes into Neo4j Browser as it is, where `:param` sets the parameters:
`kg query NAME VALUE... --show` prints those lines, too. In Python:

```python
from kg.queries import find
from kg.stores import open_store

with open_store("embedded:./kg-data") as store:
    query = find("denials")
    table = store.query(query.text, query.bind({{"since": "2020-10"}}))
```

Types of parameters: `actor` is a name in any known spelling or an id, `statement` an id or its beginning, `document` an id or an
address (in Cypher all three are ids); `first-day` and `last-day` are dates such as 2020-10-27, 2020-10 or 2020, of which the first
or the last day counts; `texts` are separated by commas. In a result `said_by` is who vouches in the end: the last of the chain of
speakers, or else the report's publisher; `text` are the words themselves, `statement` is the id that `kg show` takes.

The examples are about a crisis between states that do not exist, and so are the answers.

"""
_SPARQL = """## SPARQL

`kg sparql` asks the same graph as RDF: all of it, or what the filters let pass, is loaded into memory for each query. A graph that was
exported once is read faster: `kg export --output graph.nq`, then `kg sparql --from graph.nq '...'`.

```console
$ kg sparql 'SELECT ?name (COUNT(?s) AS ?said) WHERE {{ ?s dk:holder ?who . ?who skos:prefLabel ?name }} GROUP BY ?name ORDER BY DESC(?said)'
```

SELECT and ASK give rows in every `--format`; CONSTRUCT and DESCRIBE give Turtle. The prefixes of the ontology are declared. The default
graph has every triple once; `GRAPH ?g {{ ... }}` tells which document says it. Updates are refused, and so is SERVICE: nothing leaves
the machine.

These queries of the catalogue exist in SPARQL, too, in `kg/queries/*.rq`, and give the same rows with lists joined by `; `
(`kg query NAME VALUE... --sparql`, and `--show --sparql` for the text): {names}. For example:

```sparql
{example}```
"""


def page() -> str:
    """The whole page."""
    queries = catalogue()
    listed = "\n".join(f"- [`{query.name}`](#{query.name}): {query.purpose}" for query in queries)
    both = [query for query in queries if query.sparql is not None]
    tail = _SPARQL.format(names=", ".join(f"`{query.name}`" for query in both), example=both[-1].sparql)
    return _HEAD.format(count=len(queries)) + "\n".join([listed, "", *map(_section, queries), tail])


def answers(names: Iterable[str] = ()) -> Iterator[tuple[Query, list[dict[str, Any]]]]:
    """The answers of the embedded engine to all commands, for each query."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"embedded:{folder}/kg-data") as store:
        try:
            crisis().store(store)
            found: dict[Query, list[dict[str, Any]]] = {}
            for command in commands():
                query, values = asked(command, store)
                table = store.query(query.text, values)
                rows = [list(row) for row in table.rows]
                found.setdefault(query, []).append({"command": command, "columns": list(query.columns), "rows": rows})
            yield from found.items()
        finally:
            store.drop()


def main(arguments: list[str]) -> int:
    """Writes the page, or says that it has drifted."""
    if "--golden" in arguments:
        FOLDER.mkdir(exist_ok=True)
        for query, found in answers():
            (FOLDER / f"{query.name}.json").write_text(written(found), encoding="utf-8")
    text = page()
    if "--check" in arguments:
        drifted = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text
        if drifted:
            print("docs/queries.md has drifted from kg/queries: run tools/queries.py", file=sys.stderr)
        return int(drifted)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def _section(query: Query) -> str:
    example = golden(query)[0]
    return f"""## {query.name}

{query.purpose}

{_parameters(query)}
```console
$ {query.example}
```

{_table(example["columns"], example["rows"])}
Reading: {query.reading}

<details><summary>Cypher</summary>

```cypher
{_body(query)}```

</details>
"""


def _parameters(query: Query) -> str:
    if not query.parameters:
        return "It takes no parameters.\n"
    return _table(
        ("parameter", "type", "meaning"), [(f"`{one.name}`", f"`{one.declared}`", one.meaning) for one in query.parameters]
    )


def _table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    heads = list(columns)
    lines = [heads, ["---"] * len(heads), *([cell(value).replace("|", "\\|") for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _body(query: Query) -> str:
    return "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("//"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
