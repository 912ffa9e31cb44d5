"""A table's amounts in one unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics import fx, table, units
from china_tech_metrics.fx import FrameRates

STEADY = FrameRates(pd.DataFrame({"CNY": 8.0, "USD": 1.25}, index=pd.date_range("2022-01-01", "2024-12-31")), name="steady")
MONTH = 365.2425 / 12


def tabled(*rows: dict[str, Any]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {name: [row.get(name) for row in rows] for name in ctm.SCHEMA.names}
    columns |= {"start": [0] * len(rows), "end": [0] * len(rows), "published": [dt.date(2023, 8, 25)] * len(rows)}
    columns["metric"] = [row.get("metric", "cash") for row in rows]
    return table.build(columns)


def listed(df: pd.DataFrame) -> list[Any]:
    """The first row, without what is missing."""
    return [None if pd.isna(value) else value for value in df.iloc[0].tolist()]


DAY = pd.Timestamp("2023-08-25")
OTHER = [None, None, None, None, None, "none: other dimension"]


@pytest.mark.parametrize(
    ("row", "unit", "expected"),
    [
        pytest.param({"value": 2.0, "unit": "count/day"}, "count/month", [2 * MONTH, None, None, "count/month", None, None], id="time"),
        pytest.param({"value": 2.0, "low": 1.0, "high": 3.0, "unit": "ton"}, "kg", [2000.0, 1000.0, 3000.0, "kg", None, None], id="range"),
        pytest.param({"value": 5.0, "unit": "percent"}, "permille", [50.0, None, None, "permille", None, None], id="percent"),
        pytest.param({"value": 5.0, "unit": "count"}, "count/day", OTHER, id="a total is no rate"),
        pytest.param({"value": 5.0, "unit": "CNY"}, "count", OTHER, id="money is no count"),
        pytest.param({"value": 5.0, "unit": "count"}, "USD", OTHER, id="count is no money"),
        pytest.param({"value": 5.0, "unit": "parsecs"}, "kilometer", OTHER, id="unknown unit"),
        pytest.param({"value": 5.0, "unit": None}, "count", OTHER, id="no unit"),
        pytest.param({"value": 64.0, "unit": "CNY"}, "USD", [10.0, None, None, "USD", DAY, "steady"], id="currency"),
        pytest.param(
            {"value": 64.0, "low": 32.0, "high": 96.0, "unit": "CNY/day"},
            "USD/month",
            [10 * MONTH, 5 * MONTH, 15 * MONTH, "USD/month", DAY, "steady"],
            id="currency and time",
        ),
        pytest.param({"value": 64.0, "unit": "USD/day"}, "USD/week", [448.0, None, None, "USD/week", None, "reported"], id="same currency"),
        pytest.param(
            {"value": 64.0, "low": 32.0, "high": 96.0, "unit": "CNY", "also_value": 9.0, "also_unit": "USD"},
            "USD",
            [9.0, 4.5, 13.5, "USD", None, "reported"],
            id="printed in it",
        ),
        pytest.param(
            {"value": 0.0, "low": -64.0, "high": 64.0, "unit": "CNY"}, "USD", [0.0, -10.0, 10.0, "USD", DAY, "steady"], id="around nothing"
        ),
        pytest.param({"value": 64.0, "unit": "TWD"}, "USD", [None] * 5 + ["none: no rate for TWD"], id="no rate"),
    ],
)
def test_to(row: dict[str, Any], unit: str, expected: list[Any]) -> None:
    told = fx.to(tabled(row), unit, rates=STEADY)
    assert list(told.columns) == ["value", "low", "high", "unit", "fx_rate_date", "fx_source"]
    assert listed(told) == [pytest.approx(value) if isinstance(value, float) else value for value in expected]


def test_to_is_a_method_and_keeps_the_index() -> None:
    df = tabled({"value": 1.0, "unit": "hour/day"}, {"value": 1.0, "unit": "count"}).set_index(pd.Index(["a", "b"]))
    before = df.copy(deep=True)
    told = df.ctm.to("minute/day")
    assert told.index.tolist() == ["a", "b"] and told["value"].tolist()[0] == pytest.approx(60.0)
    assert told.dtypes.tolist() == [table.NUMBER] * 3 + [table.STRING, table.DAY, table.STRING]
    assert df.equals(before)
    assert df.join(told.add_suffix("_to"))["unit_to"].tolist()[0] == "minute/day"


def test_to_of_an_empty_table() -> None:
    for unit in ("USD/month", "count"):
        told = table.empty().ctm.to(unit)
        assert len(told) == 0 and told["value"].dtype == table.NUMBER


@pytest.mark.parametrize(
    ("unit", "error", "message"),
    [
        pytest.param("USD per month", ctm.UnitError, "is no unit", id="words"),
        pytest.param("dollars", ctm.UnitError, "there is no unit 'dollars'", id="unknown"),
        pytest.param("TWD/day", ctm.InputError, "none for TWD", id="no rates"),
    ],
)
def test_to_nothing(unit: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        fx.to(tabled({"value": 1.0, "unit": "count"}), unit)


UNITS = ["CNY", "USD", "USD/day", "CNY/month", "CNY/kg", "USD/ton", "count", "count/day", "minute/day", "hour/week", "kg", "percent"]


@given(st.floats(-1e12, 1e12), st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_there_and_back(value: float, one: str, other: str) -> None:
    """A stock, which has the rate of one day."""
    df = tabled({"value": value, "unit": one})
    there = fx.to(df, other, rates=STEADY)
    if units.factor(one, other) is None:
        assert np.isnan(there["value"].iloc[0]) and there["fx_source"].iloc[0] == "none: other dimension"
        return
    back = fx.to(tabled({"value": there["value"].iloc[0], "unit": other}), one, rates=STEADY)
    assert back["value"].iloc[0] == pytest.approx(value, rel=1e-9, abs=1e-300)
