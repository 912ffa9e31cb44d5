"""What stands at the axes: steps, words of units, names of periods."""

from __future__ import annotations

import datetime as dt
import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.plotting.scale import amount, middle, period_name, step, unit_words
from china_tech_metrics.timeseries.place import days_of

WORDS = {"trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3, "": 1.0}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([31.44e9, 2e6], "billion", id="the largest decides"),
        pytest.param([-7.2e9, 1e6], "billion", id="losses count by their size"),
        pytest.param([1.2e12], "trillion", id="trillions"),
        pytest.param([28_000], "thousand", id="stores"),
        pytest.param([9_999], "", id="four digits are written out"),
        pytest.param([math.nan, 5e6], "million", id="gaps do not count"),
        pytest.param([math.nan], "", id="only gaps"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_step(values: list[float], expected: str) -> None:
    assert step(values) == (WORDS[expected], expected)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=1e4, max_value=1e15))
def test_a_step_leaves_a_number_that_can_be_read(value: float) -> None:
    size, word = step([value])
    assert size == WORDS[word]
    assert value / size >= 1


@pytest.mark.parametrize(
    ("unit", "word", "expected"),
    [
        pytest.param("CNY", "billion", "billion CNY", id="money"),
        pytest.param("USD/day", "million", "million USD per day", id="money in a time"),
        pytest.param("count", "million", "million", id="people"),
        pytest.param("count", "", "", id="few things"),
        pytest.param("count/day", "", "per day", id="things in a time"),
        pytest.param("percent", "", "%", id="percent"),
        pytest.param("percentage_point", "", "percentage points", id="points"),
        pytest.param("times", "", "times", id="multiples"),
        pytest.param("minute/day", "", "minute per day", id="a physical unit"),
    ],
)
def test_unit_words(unit: str, word: str, expected: str) -> None:
    assert unit_words(unit, word) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(742.8e9, "CNY", "742.8 billion CNY", id="four digits"),
        pytest.param(9_999.0, "count", "9,999", id="written out"),
        pytest.param(0.0, "CNY", "0 CNY", id="zero"),
        pytest.param(-55.0, "percent", "-55%", id="a fall"),
        pytest.param(3.0, "permille", "3‰", id="permille"),
        pytest.param(0.14, "USD", "0.14 USD", id="cents"),
        pytest.param(0.5, "times", "0.5 times", id="halved"),
    ],
)
def test_amount(value: float, unit: str, expected: str) -> None:
    assert amount(value, unit) == expected


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_an_amount_says_its_value_in_four_digits(value: float) -> None:
    written = re.fullmatch(r"(-?[\d,.]+) ?(\w*)", amount(value, "count"))
    assert written is not None
    assert float(written[1].replace(",", "")) * WORDS[written[2]] == pytest.approx(value, rel=5.1e-4)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(pd.Period("2023", "Y"), "2023", id="year"),
        pytest.param(pd.Period("2023Q3", "Q"), "2023Q3", id="quarter"),
        pytest.param(pd.Period("2024Q3", "2Q-DEC"), "2024H2", id="half"),
        pytest.param(pd.Period("2024-02", "M"), "2024-02", id="month"),
        pytest.param(pd.Period("2024-06-18", "D"), "2024-06-18", id="day"),
        pytest.param(pd.Period("2024", "Y-MAR"), "to Mar 2024", id="a fiscal year by its end"),
        pytest.param(pd.Period("2024Q1", "Q-JAN"), "to Apr 2023", id="a quarter across the calendar's"),
        pytest.param(pd.Period("2024Q1", "3Q-DEC"), "to Sep 2024", id="nine months"),
    ],
)
def test_period_name(period: pd.Period, expected: str) -> None:
    assert period_name(period) == expected


@given(st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31)), st.sampled_from(["D", "W", "M", "Q", "Q-JAN", "Y", "Y-MAR"]))
def test_the_middle_is_inside_the_period(day: dt.date, freq: str) -> None:
    period = pd.Period(day, freq)
    first, last = days_of(period)
    at = middle(period)
    assert first <= at.date() <= last
    assert at - dt.datetime.combine(first, dt.time()) == dt.datetime.combine(last + dt.timedelta(days=1), dt.time()) - at
