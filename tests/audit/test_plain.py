"""Rules that look at one row alone: unit, sign, future_actual."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm

UNITS = [
    ({"metric": "revenue", "unit": "CNY"}, True),
    ({"metric": "revenue", "unit": "USD/month"}, True),
    ({"metric": "revenue", "unit": "count"}, False),
    ({"metric": "revenue", "unit": "percent"}, False),
    ({"metric": "employees", "unit": "count"}, True),
    ({"metric": "employees", "unit": "percent"}, False),
    ({"metric": "employees", "unit": "CNY"}, False),
    ({"metric": "users", "unit": "gigawatt_hour"}, False),
    ({"metric": "gross_margin", "unit": "percent"}, True),
    ({"metric": "gross_margin", "unit": "CNY"}, False),
    ({"metric": "time_spent", "unit": "minute/day"}, True),
    ({"metric": "revenue", "unit": "percent", "measure": "growth"}, True),
    ({"metric": "revenue", "unit": "CNY", "measure": "growth"}, False),
    ({"metric": "orders", "unit": "count", "measure": "share"}, False),
    ({"metric": "orders", "unit": "times", "measure": "multiple"}, True),
    ({"metric": "orders", "unit": "percent", "measure": "multiple"}, True),
    ({"metric": "gross_margin", "unit": "percentage_point", "measure": "change"}, True),
    ({"metric": "revenue", "unit": "CNY", "measure": "change"}, True),
    ({"metric": "revenue", "unit": "minute", "measure": "change"}, False),
    ({"metric": "somebody's own", "unit": "bananas"}, True),
    ({"metric": "somebody's own", "unit": "bananas", "measure": "share"}, False),
    ({"metric": "capacity", "unit": "meter**2"}, True),
    ({"metric": "revenue", "unit": "meter**2"}, False),
    ({"metric": "revenue", "unit": None}, True),
]


@pytest.mark.parametrize(("row", "fits"), UNITS, ids=[" ".join(map(str, row.values())) for row, _ in UNITS])
def test_the_unit_fits_the_metric(row: dict[str, Any], fits: bool, make: Any) -> None:
    findings = ctm.audit(make({"value": 5.0, **row}))
    assert findings["rule"].tolist() == ([] if fits else ["unit"])
    assert fits or f"is in {row['unit']}" in findings["message"].iloc[0]


SIGNS = [
    ({"metric": "users", "unit": "count"}, True),
    ({"metric": "revenue", "unit": "CNY"}, True),
    ({"metric": "market_share", "unit": "percent", "measure": "share"}, True),
    ({"metric": "net_income", "unit": "CNY"}, False),
    ({"metric": "gross_margin", "unit": "percent"}, False),
    ({"metric": "revenue", "unit": "percent", "measure": "growth"}, False),
    ({"metric": "users", "unit": "count", "measure": "change"}, False),
    ({"metric": "somebody's own", "unit": "CNY"}, False),
]


@pytest.mark.parametrize(("row", "told"), SIGNS, ids=[" ".join(map(str, row.values())) for row, _ in SIGNS])
def test_what_can_not_be_below_zero(row: dict[str, Any], told: bool, make: Any) -> None:
    assert ctm.audit(make({**row, "value": -5.0}))["rule"].tolist() == (["sign"] if told else [])
    assert ctm.audit(make({**row, "value": 5.0})).empty
    assert ctm.audit(make({**row, "value": 0.0})).empty


@pytest.mark.parametrize(
    ("row", "days"),
    [
        ({"period": "2025"}, 134),
        ({"period": "2024Q4"}, 42),
        ({"period": "2024-10-05"}, 46),
        ({"period_start": "2024-09-14", "period_end": "2024-11-30"}, 25),
        ({"period_start": "2024-09-14", "period_end": "2024-09-17"}, None),
        ({"period": "2024-08-20"}, None),
        ({"period": "2024"}, None),
        ({"period": "2024Q3"}, None),
        ({"period": "2023"}, None),
        ({"period": "2025", "status": "forecast"}, None),
        ({"period": "2025", "status": "target"}, None),
        ({"period": "2025", "status": "estimate"}, None),
        ({"period": "2025", "published": None}, None),
        ({"period": None}, None),
    ],
    ids=str,
)
def test_a_fact_about_days_to_come(row: dict[str, Any], days: int | None, make: Any) -> None:
    findings = ctm.audit(make({"value": 1e9, **row}))
    assert findings[["rule", "found", "unit"]].to_dict("records") == (
        [] if days is None else [{"rule": "future_actual", "found": days, "unit": "day"}]
    )


def test_a_text_that_is_older_than_what_it_tells(read: Any, found: Any) -> None:
    df = read(("2025-02-01", "Meituan's revenue was RMB 337.6 billion in 2024, and RMB 220 billion in 2022."))
    assert found(df) == []
    assert found(df.assign(published=pd.Timestamp("2023-03-01").as_unit("us"))) == [("future_actual", ("RMB 337.6 billion",))]
