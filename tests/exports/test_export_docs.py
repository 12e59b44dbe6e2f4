"""What the documents for graph engineers say can be pasted and run."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from hostile import ASKED, PROFILES, READINGS, SHELLED

from kg import rdf
from kg.stores.rows import DOCUMENT_KEYS, SHORT_KEYS, SHORT_TYPES, STATEMENT_KEYS

ROOT = Path(__file__).resolve().parents[2]
NEO4J, RDF = ((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("neo4j", "rdf"))
CYPHER = [
    query for block in re.findall(r"```cypher\n(.*?)```", NEO4J, re.DOTALL) for query in block.split(";\n") if query.strip()
]


@pytest.mark.parametrize("query", CYPHER, ids=range(len(CYPHER)))
def test_each_cypher_example_runs(hostile, query):
    hostile.query(query.rstrip().rstrip(";"), {"id": SHELLED.id})


def test_the_examples_find_what_they_say(hostile):
    contested = next(query for query in CYPHER if "CONTESTS" in query)
    assert [row[1] for row in hostile.query(contested).rows] == [SHELLED.quote]
    met = next(query for query in CYPHER if "CONSULT" in query)
    assert len(hostile.query(met).rows) == 2


def test_the_schema_table_names_every_property_and_relationship():
    told = set(re.findall(r"`(\w+)", NEO4J))
    assert set(SHORT_TYPES) | set(SHORT_KEYS) - {"value", "issue"} <= told
    assert set(DOCUMENT_KEYS) <= told
    assert {"text", "by", "first_day", "last_day"} <= told & set(STATEMENT_KEYS)


def test_the_sparql_example_finds_the_request(tmp_path):
    path = tmp_path / "graph.trig"
    rdf.write_bulk(READINGS, path, "trig", PROFILES)
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.TRIG)
    query = re.search(r'store\.query\(\s*"""(.*?)"""', RDF, re.DOTALL)
    rows = list(store.query(query[1], use_default_graph_as_union=True))
    assert [row["words"].value for row in rows] == [ASKED.quote]


def test_the_compose_file_is_a_server_on_the_loopback_interface_and_nothing_else():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    composed = yaml.safe_load(text)
    (server,) = composed["services"].values()
    assert all(port.startswith("127.0.0.1:") for port in server["ports"])
    assert "${NEO4J_PASSWORD:?" in server["environment"]["NEO4J_AUTH"]
    assert {volume.partition(":")[0] for volume in server["volumes"]} == set(composed["volumes"])
    assert server["healthcheck"]["test"]


@pytest.mark.skipif(
    not shutil.which("docker")
    or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode != 0,
    reason="no docker compose here",
)
@pytest.mark.parametrize(("password", "code"), [("longenough", 0), ("", 1)])
def test_docker_compose_reads_the_file_and_asks_for_a_password(monkeypatch, password, code):
    monkeypatch.setenv("NEO4J_PASSWORD", password)
    done = subprocess.run(["docker", "compose", "config"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode != 0) == code, done.stderr
