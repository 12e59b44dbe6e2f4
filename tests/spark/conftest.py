"""What the tests on a cluster share: one real standalone cluster, and one application on it, for all of them."""

from __future__ import annotations

import os

import pytest
from spark_cluster import SparkUnavailableError, spark_cluster
from spark_settings import SETTINGS


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """A master and two workers; where Java or pyspark is missing the test is skipped with the reason, in CI (CI=true) it fails."""
    try:
        with spark_cluster(tmp_path_factory.mktemp("spark"), cores=2) as running:
            yield running
    except SparkUnavailableError as error:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no Spark: {error}")


@pytest.fixture(scope="session")
def spark(cluster):
    """An application on the cluster."""
    from kg.spark.session import session

    with session(cluster.url, SETTINGS) as application:
        yield application
