"""What several test files use."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

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
