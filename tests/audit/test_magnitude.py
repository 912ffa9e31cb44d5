"""Jumps by a power of ten against the entity's own history."""

from __future__ import annotations

from typing import Any

import pytest

import china_tech_metrics as ctm

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")


def history(make: Any, values: list[float], periods: tuple[str, ...] = YEARS, **columns: Any) -> Any:
    rows = [
        {"value": value, "quote": f"{value:.4g}", "period": period, "doc_id": f"d{period}", **columns}
        for value, period in zip(values, periods, strict=False)
    ]
    return make(*rows)


TOLD = {
    "ten times too little": ([577e9, 746e9, 952e9, 104.6e9, 1085e9, 1159e9], 3, 1),
    "ten times too much": ([5.8e9, 7.5e9, 95.2e9, 10.5e9, 10.9e9, 11.6e9], 2, 1),
    "a thousand times": ([5.8e9, 7.5e9, 9.5e12, 10.5e9, 10.9e9, 11.6e9], 2, 3),
    "the last but one": ([577e9, 646e9, 652e9, 704e9, 71e9, 708e9], 4, 1),
    "the second": ([577e9, 64.6e9, 652e9, 704e9, 708e9, 710e9], 1, 1),
}
HISTORIES = {
    "steady": [577e9, 746e9, 952e9, 1046e9, 1085e9, 1159e9],
    "doubling": [1e9, 2e9, 4e9, 8e9, 16e9, 32e9],
    "ten times a year": [1e6, 1e7, 1e8, 1e9, 1e10, 1e11],
    "up by three": [1e9, 1.1e9, 1.2e9, 3.6e9, 3.7e9, 4e9],
    "a jump that stays": [1e9, 1.1e9, 1.2e9, 12e9, 13e9, 12.5e9],
    "a fall that stays": [12e9, 11e9, 12e9, 1.1e9, 1.2e9, 1e9],
    "a jump at the end": [577e9, 646e9, 652e9, 704e9, 708e9, 7100e9],
    "a small beginning": [4e6, 41e6, 41.6e6, 32e6, 45e6],
    "two of them": [1e9, 10e9],
    "three of them": [1e9, 1.1e9, 10e9],
}


@pytest.mark.parametrize(("values", "position", "power"), TOLD.values(), ids=TOLD)
def test_a_slip_is_told(values: list[float], position: int, power: int, make: Any) -> None:
    findings = ctm.audit(history(make, values), rules=["magnitude"])
    assert [rows[0] for rows in findings["rows"]] == [position]
    finding = findings.iloc[0]
    others = [values[row] for row in finding["rows"][1:]]
    assert min(others) <= finding["expected"] <= max(others)
    assert finding["found"] == values[position]
    assert {1: "ten times", 3: "a thousand times"}[power] in finding["message"]


@pytest.mark.parametrize("values", HISTORIES.values(), ids=HISTORIES)
def test_growth_is_not_told(values: list[float], make: Any) -> None:
    assert ctm.audit(history(make, values), rules=["magnitude"]).empty


SLIP = [577e9, 746e9, 952e9, 104.6e9, 1085e9, 1159e9]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"metric": "valuation", "unit": "USD"}, True),
        ({"metric": "users", "unit": "count"}, True),
        ({"metric": "dau", "unit": "count"}, True),
        ({"metric": "share_price"}, True),
        ({"metric": "somebody's own"}, False),
        ({"metric": "price"}, False),
        ({"metric": "funding"}, False),
        ({"metric": "net_income"}, False),
        ({"metric": "gross_margin", "unit": "percent"}, False),
        ({"status": "target"}, False),
        ({"status": "estimate"}, True),
        ({"entity": None}, False),
        ({"entity": "China", "metric": "users", "unit": "count"}, False),
        ({"entity": "China", "metric": "retail_sales"}, True),
        ({"measure": "change"}, False),
    ],
    ids=lambda value: " ".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_what_has_a_history(columns: dict[str, Any], told: bool, make: Any) -> None:
    assert len(ctm.audit(history(make, SLIP, **columns), rules=["magnitude"])) == told


def test_a_profit_may_come_close_to_zero(make: Any) -> None:
    small, large = [3e9, 2.9e9, 0.3e9, 3.1e9, 3.2e9], [3e9, 2.9e9, 3e11, 3.1e9, 3.2e9]
    assert ctm.audit(history(make, small, metric="net_income")).empty
    assert ctm.audit(history(make, large, metric="net_income"))["expected"].tolist() == [pytest.approx(3.05e9, rel=0.1)]


def test_a_year_has_quarters_for_neighbours(make: Any) -> None:
    periods = ("2021Q4", "2022Q1", "2022", "2023Q1", "2023Q2")
    assert ctm.audit(history(make, [276e9, 240e9, 1046e9, 243e9, 288e9], periods), rules=["magnitude"]).empty
    assert ctm.audit(history(make, [276e9, 240e9, 104.6e9, 243e9, 288e9], periods), rules=["magnitude"])["rows"].str[0].tolist() == [2]


def test_a_day_is_no_neighbour_of_a_year(make: Any) -> None:
    periods = ("2021", "2022", "2022-11-11", "2023", "2024")
    assert ctm.audit(history(make, [1000e9, 1100e9, 100e9, 1000e9, 1200e9], periods, metric="gmv"), rules=["magnitude"]).empty


def test_other_figures_of_the_same_time_are_on_both_sides(make: Any) -> None:
    values, periods = [704e9, 708e9, 711e9, 71e9], ("2023", "2023", "2023", "2023")
    assert ctm.audit(history(make, values, periods), rules=["magnitude"])["rows"].str[0].tolist() == [3]
    assert ctm.audit(history(make, values, (*periods[:3], "2024")), rules=["magnitude"]).empty


def test_far_away_years_are_no_neighbours(make: Any) -> None:
    assert ctm.audit(history(make, [1e9, 1.1e9, 1e9, 10e9], ("2001", "2002", "2003", "2023"))).empty


def test_currencies_are_compared_in_dollars_where_the_table_has_them(make: Any) -> None:
    values, units = [577e9, 107e9, 136e9, 104.6e9, 1085e9, 160e9], ["CNY", "USD", "USD", "CNY", "CNY", "USD"]
    df = history(make, values).assign(unit=units)
    assert ctm.audit(df, rules=["magnitude"]).empty, "too few of one currency"
    df["value_usd"] = [value / (7 if unit == "CNY" else 1) for value, unit in zip(values, units, strict=True)]
    findings = ctm.audit(df, rules=["magnitude"])
    assert [rows[0] for rows in findings["rows"]] == [3]
    assert findings["unit"].tolist() == ["CNY"], "told as it is printed"
    assert findings["expected"].tolist() == [pytest.approx(136e9 * 7)]
