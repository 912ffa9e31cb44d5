"""What the tests of what belongs together share: short texts read into the rows of the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from china_tech_metrics.api import rows_of
from china_tech_metrics.model import Document
from china_tech_metrics.vocabulary import Vocabulary

PUBLISHED = dt.date(2024, 8, 15)
VOCABULARY = Vocabulary.default()

Column = Callable[..., dict[str, str]]
"""``column(text, "entity")`` is what each quote has in that column."""


def read_column(text: str, name: str, published: dt.date | None = PUBLISHED) -> dict[str, str]:
    """One column by quote, ``-`` for a missing value. Rows on the same quote are joined with ``&``.

    ``reading`` is measure, sign and basis: ``growth + yoy``; ``amount`` is value and unit: ``3e+09 CNY/day``.
    """
    found: dict[str, list[str]] = {}
    for row in rows_of(Document("d", text, published, "en"), VOCABULARY):
        if name == "reading":
            value = " ".join(filter(None, (row["measure"], "-" if row["value"] < 0 else "+", row["basis"])))
        elif name == "amount":
            value = f"{float(row['value']):g} {row['unit']}"
        else:
            value = row[name] or "-"
        found.setdefault(row["quote"], []).append(value)
    return {quote: " & ".join(values) for quote, values in found.items()}


@pytest.fixture(scope="session")
def column() -> Column:
    """Reads one column of a text."""
    return read_column
