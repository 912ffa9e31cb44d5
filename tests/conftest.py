"""What several test files use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from engines import dask_cluster, spark_cluster

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("repeatable")

ROW = {
    "doc_id": "a",
    "published": "2023-08-25",
    "entity": "Meituan",
    "metric": "revenue",
    "measure": "level",
    "period": "2023",
    "period_start": "2023-01-01",
    "period_end": "2023-12-31",
    "period_source": "stated",
    "value": 67.9e9,
    "unit": "CNY",
    "modifier": "exact",
    "status": "actual",
    "quote": "RMB 67.9 billion",
    "start": 10,
    "end": 26,
    "sentence": "It took in RMB 67.9 billion.",
    "confidence": 0.9,
}


@pytest.fixture
def row() -> dict[str, Any]:
    """One row of the table with what is known of it."""
    return dict(ROW)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark session on two executors. It takes half a minute to start, so all tests share it."""
    pytest.importorskip("pyspark")
    with spark_cluster(tmp_path_factory.mktemp("spark")) as session:
        yield session


@pytest.fixture(scope="module")
def dask_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Dask client of two worker processes."""
    pytest.importorskip("distributed")
    with dask_cluster(tmp_path_factory.mktemp("dask")) as client:
        yield client
