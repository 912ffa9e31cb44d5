"""Which frequency a series has, and which span of days belongs to which period."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_tech_metrics.printed import Claim
from china_tech_metrics.timeseries.choose import Point, Span
from china_tech_metrics.timeseries.place import days_of, natural_frequency, periods_over, place, regular
from told import days


def span(label: str) -> Span:
    start, end = days(label)
    return dt.date.fromisoformat(start), dt.date.fromisoformat(end)


def point(label: str, status: str = "actual") -> tuple[Span, Point]:
    return span(label), Point(span(label), 1.0, Claim(1, 1), status, (0,), 1.0, 1.0)


FREQUENCIES: dict[str, tuple[str, str, str | None]] = {
    "years": ("flow", "2021 2022 2022Q1", "Y-DEC"),
    "the finer in a draw": ("flow", "2022 2022Q1", "Q-DEC"),
    "halves": ("flow", "2021H1 2022H1 2022", "2Q-DEC"),
    "nine months are no frequency beside others": ("flow", "2021-01-01/2021-09-30 2022-01-01/2022-09-30 2022", "Y-DEC"),
    "nine months alone": ("flow", "2021-01-01/2021-09-30 2022-01-01/2022-09-30", "3Q-DEC"),
    "fiscal years": ("flow", "2021-04-01/2022-03-31 2022-04-01/2023-03-31 2022", "Y-MAR"),
    "days of a flow": ("flow", "2022-11-11 2021-11-11", "D"),
    "days of a stock are months": ("stock", "2022-11-11 2021-11-11", "M"),
    "days of an average are months": ("average", "2022-11-11 2021-11-11", "M"),
    "twelve months told every quarter": ("stock", "2021-04-01/2022-03-31 2021-07-01/2022-06-30 2022", "Q-DEC"),
    "twelve months told every month": ("stock", "2021-04-01/2022-03-31 2021-06-01/2022-05-31", "M"),
    "no regular one": ("flow", "2022-11-01/2022-11-11", None),
    "nothing": ("flow", "", None),
}


@pytest.mark.parametrize(("nature", "labels", "expected"), FREQUENCIES.values(), ids=FREQUENCIES.keys())
def test_natural_frequency(nature: str, labels: str, expected: str | None) -> None:
    assert natural_frequency([span(label) for label in labels.split()], nature) == expected


PLACES: dict[str, tuple[str, str, str, str]] = {
    "a flow of the same days": ("flow", "Q", "2022Q1 2022H1 2022-03", "2022Q1"),
    "a flow by fiscal year": ("flow", "Y-MAR", "2021-04-01/2022-03-31 2022", "2021-04-01/2022-03-31"),
    "an average of one day": ("average", "Q", "2022-03-05 2022-02", "2022-03-05"),
    "an average of the period first": ("average", "Q", "2022-03-05 2022Q1", "2022Q1"),
    "the last day of a stock": ("stock", "Q", "2022-03-05 2022-03-31 2022-01-10", "2022-03-31"),
    "the period itself before a day": ("stock", "Q", "2022-03-31 2022Q1", "2022Q1"),
    "a month of a stock": ("stock", "Q", "2022-03 2022-02-25", "2022-03"),
    "twelve months of a stock at their end": ("stock", "Q", "2021-04-01/2022-03-31", "2021-04-01/2022-03-31"),
    "twelve months of a stock behind a day": ("stock", "Q", "2021-04-01/2022-03-31 2022-03-31", "2022-03-31"),
    "halves": ("flow", "2Q", "2022H1 2022Q1 2022-04-01/2022-09-30", "2022H1"),
}


@pytest.mark.parametrize(("nature", "freq", "labels", "expected"), PLACES.values(), ids=PLACES.keys())
def test_place(nature: str, freq: str, labels: str, expected: str) -> None:
    points = dict(point(label) for label in labels.split())
    assert [found.span for found in place(points, freq, nature).values()] == [span(expected)]


def test_a_fact_comes_before_a_forecast_of_the_period_itself() -> None:
    points = dict([point("2022Q1", "forecast"), point("2022-02-10")])
    assert [found.span for found in place(points, "Q", "stock").values()] == [span("2022-02-10")]


def test_events_inside_a_period() -> None:
    points = dict(point(label) for label in ("2021-11-01/2021-11-11", "2022-10-31/2022-11-11", "2022-05-31/2022-06-18"))
    assert place(points, "Y", "flow") == {}
    found = place(points, "Y", "flow", within=True)
    assert {str(period): p.span for period, p in found.items()} == {
        "2021": span("2021-11-01/2021-11-11"),
        "2022": span("2022-10-31/2022-11-11"),
    }


REGULAR: dict[str, tuple[str, list[str], list[str]]] = {
    "quarters": ("Q", ["2022Q1", "2022Q4"], ["2022Q1", "2022Q2", "2022Q3", "2022Q4"]),
    "halves": ("2Q", ["2022Q1", "2023Q1"], ["2022Q1", "2022Q3", "2023Q1"]),
    "nine months": ("3Q", ["2021Q1", "2023Q1"], ["2021Q1", "2022Q1", "2023Q1"]),
    "two months": ("2M", ["2022-01", "2022-07"], ["2022-01", "2022-03", "2022-05", "2022-07"]),
    "one": ("Y", ["2022"], ["2022"]),
    "none": ("Y", [], []),
}


@pytest.mark.parametrize(("freq", "told", "expected"), REGULAR.values(), ids=REGULAR.keys())
def test_regular(freq: str, told: list[str], expected: list[str]) -> None:
    index = regular([pd.Period(label, freq=freq) for label in told], freq)
    assert [str(period) for period in index] == expected
    assert index.name == "period"


def test_periods_over_some_spans() -> None:
    assert [str(period) for period in periods_over([span("2021H1"), span("2022-03")], "Q")] == [
        "2021Q1",
        "2021Q2",
        "2021Q3",
        "2021Q4",
        "2022Q1",
    ]
    assert len(periods_over([], "Q")) == 0


@settings(max_examples=40)
@given(st.dates(dt.date(2, 1, 1), dt.date(9998, 12, 31)), st.sampled_from(["D", "W", "M", "Q", "Q-JAN", "2Q-MAR", "3Q", "Y-FEB"]))
def test_a_day_lies_in_its_period(day: dt.date, freq: str) -> None:
    told = Point((day, day), 1.0, Claim(1, 1), "actual", (0,), 1.0, 1.0)
    found = list(place({told.span: told}, freq, "stock"))
    assert len(found) == 1 or freq == "3Q"
    assert all(first <= day <= last for first, last in map(days_of, found))
