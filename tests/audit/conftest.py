"""What the tests of the audit share: tables made by hand or read from short texts, and what is found in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm
from china_tech_metrics import table

ROW: dict[str, Any] = {
    "doc_id": "a",
    "published": "2024-08-20",
    "entity": "Weibo",
    "metric": "revenue",
    "measure": "level",
    "unit": "CNY",
    "modifier": "exact",
    "status": "actual",
    "confidence": 0.9,
}

Table = Callable[..., pd.DataFrame]
Found = Callable[..., list[tuple[str, tuple[Any, ...]]]]


def make_table(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """A table of some rows, each with what it has beside or instead of ROW. ``period`` gives the days, ``quote`` the whole sentence."""
    full = []
    for number, row in enumerate(rows):
        told = {**ROW, "quote": f"{row.get('value')}", "start": number * 10, "end": number * 10 + 5, **row}
        if isinstance(told.get("period"), str) and "period_start" not in told:
            days = pd.Period(told["period"].replace("H1", "Q1").replace("H2", "Q3"), freq=None)
            last = days.end_time if "H" not in told["period"] else (days + 1).end_time
            told |= {"period_start": str(days.start_time.date()), "period_end": str(last.date())}
        told.setdefault("sentence", told["quote"])
        full.append(told)
    return table.build({name: [row.get(name) for row in full] for name in table.SCHEMA.names})


@pytest.fixture
def make() -> Table:
    return make_table


@pytest.fixture
def read() -> Table:
    """A table read from (published, text) pairs, or from one text of 2024-08-20."""

    def from_texts(*texts: str | tuple[str, str]) -> pd.DataFrame:
        pairs = [("2024-08-20", text) if isinstance(text, str) else text for text in texts]
        return ctm.extract([{"doc_id": f"d{n}", "published": day, "text": text} for n, (day, text) in enumerate(pairs)])

    return from_texts


@pytest.fixture
def found() -> Found:
    """The findings in a table as pairs of the rule and the quotes of its rows."""

    def in_table(df: pd.DataFrame, **options: Any) -> list[tuple[str, tuple[Any, ...]]]:
        findings = ctm.audit(df, **options)
        return [(rule, tuple(df.loc[row, "quote"] for row in rows)) for rule, rows in zip(findings["rule"], findings["rows"], strict=True)]

    return in_table
