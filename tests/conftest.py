"""What all tests share: no setting of the user's own reaches them, and the servers they need."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import ExitStack
from functools import cache
from secrets import token_urlsafe

import pytest
import typer.main
from neo4j_server import ROOT, Neo4jUnavailableError, neo4j_server

from kg.stores import open_store

# Two test processes share the cores, and so do the commands and servers that they start, for small work: more threads for a matrix
# product only wait for each other, and what Java's thorough compiler does for a server is not earned back before it stops.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")

_COMPOSE = ["docker", "compose", "--project-name", "diplograph-tests"]


@pytest.fixture(scope="session", autouse=True)
def _commands_are_built_once():
    """Typer builds all commands anew for each that is run, which takes longer than most of those that tests run in their own process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch):
    for name in ("KG_STORE", "KG_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def embedded_url(tmp_path_factory):
    """One engine for all tests of a session; it is gone afterwards."""
    url = f"embedded:{tmp_path_factory.mktemp('store')}/kg-data"
    yield url
    with open_store(url) as store:
        store.drop()


@pytest.fixture(scope="session", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def shared_store(request):
    url = request.getfixturevalue(f"{request.param}_url")
    with open_store(url) as store:
        yield store


@pytest.fixture
def store(shared_store):
    """An empty store."""
    for document in shared_store.documents():
        shared_store.remove(document.id)
    return shared_store


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory):
    """A real Neo4j: the one that NEO4J_URI names, else one that Maven puts together, else one of docker compose.

    Where none can be had the test is skipped with the reason; in CI (CI=true) it fails.
    """
    given = os.environ.get("NEO4J_URI")
    if given:
        yield given
        return
    with ExitStack() as stack, pytest.MonkeyPatch.context() as environment:
        try:
            server = stack.enter_context(neo4j_server(tmp_path_factory.mktemp("neo4j")))
            url, settings = server.uri, server.environment
        except Neo4jUnavailableError as error:
            url, settings = _composed(stack, str(error))
        for name, value in settings.items():
            environment.setenv(name, value)
        yield url


def _composed(stack, reason):
    """A Neo4j of docker compose, and how to log in; `reason` is why none was put together."""
    settings = {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": token_urlsafe(16), "NEO4J_DATABASE": "neo4j"}
    if shutil.which("docker"):
        run = {"cwd": ROOT, "env": {**os.environ, **settings}, "capture_output": True, "text": True}
        started = subprocess.run([*_COMPOSE, "up", "--wait"], check=False, **run)
        if started.returncode == 0:
            stack.callback(subprocess.run, [*_COMPOSE, "down", "--volumes"], **run)
            return "bolt://127.0.0.1:7687", settings
        reason += f"; docker compose: {started.stderr.strip()[-200:]}"
    no_neo4j = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    return no_neo4j(f"no Neo4j: {reason}")
