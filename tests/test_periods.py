"""Periods of the table as pandas periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics import table
from china_tech_metrics.errors import InputError
from china_tech_metrics.model import Period
from china_tech_metrics.periods import period_frequency, to_period
from china_tech_metrics.resolve.calendar import resolve
from china_tech_metrics.resolve.expressions import MONTHS, Slice, Unit, YearOf
from china_tech_metrics.resolve.fiscal import FiscalYears

Span = tuple[dt.date, dt.date]
ANCHORS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def span(text: str) -> Span:
    start, _, end = text.partition("/")
    return dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)


def rows(spans: Iterable[Span | None]) -> pd.DataFrame:
    """The columns of a table that have the periods."""
    days = [(None, None) if found is None else found for found in spans]
    return pd.DataFrame(days, columns=["period_start", "period_end"]).astype("datetime64[us]")


FREQUENCIES = [
    ("2023-02-24", "D"),
    ("2024-06-10/2024-06-16", "W-SUN"),
    ("2024-06-11/2024-06-17", None),
    ("2024-02-01/2024-02-29", "M"),
    ("2024-02-01/2024-02-28", None),
    ("2023-01-01/2023-02-28", None),
    ("2022-04-01/2022-06-30", "Q-DEC"),
    ("2022-10-01/2022-12-31", "Q-DEC"),
    ("2022-11-01/2023-01-31", "Q-JAN"),
    ("2023-03-01/2023-05-31", "Q-FEB"),
    ("2023-01-01/2023-06-30", "2Q-DEC"),
    ("2023-07-01/2023-12-31", "2Q-DEC"),
    ("2023-04-01/2023-09-30", "2Q-MAR"),
    ("2023-06-01/2023-11-30", "2Q-MAY"),
    ("2023-01-01/2023-09-30", "3Q-DEC"),
    ("2023-04-01/2023-12-31", "3Q-MAR"),
    ("2023-06-01/2024-02-29", "3Q-MAY"),
    ("2023-01-01/2023-12-31", "Y-DEC"),
    ("2023-02-01/2024-01-31", "Y-JAN"),
    ("2023-04-01/2024-03-31", "Y-MAR"),
    ("2020-01-01/2021-03-31", None),
    ("2021-01-01/2023-12-31", None),
    ("2024-05-20/2024-06-18", None),
]


@pytest.mark.parametrize(("days", "expected"), [pytest.param(*case, id=case[0]) for case in FREQUENCIES])
def test_frequency_of_a_span(days: str, expected: str | None) -> None:
    assert period_frequency(*span(days)) == expected
    assert period_frequency(*map(pd.Timestamp, span(days))) == expected


def test_missing_days_have_no_frequency() -> None:
    assert period_frequency(pd.NaT, pd.NaT) is None  # type: ignore[arg-type]


PERIODS = [
    # days, frequency, the period that is it, the period that holds it
    ("2023-02-24", "D", "2023-02-24", "2023-02-24"),
    ("2023-02-24", "W", None, "2023-02-20/2023-02-26"),
    ("2024-06-10/2024-06-16", "W", "2024-06-10/2024-06-16", "2024-06-10/2024-06-16"),
    ("2024-06-10/2024-06-16", "W-MON", None, None),
    ("2023-10-01/2023-10-31", "M", "2023-10", "2023-10"),
    ("2023-10-01/2023-10-31", "Q", None, "2023Q4"),
    ("2023-04-01/2023-06-30", "Q", "2023Q2", "2023Q2"),
    ("2023-04-01/2023-06-30", "Q-MAR", "2024Q1", "2024Q1"),
    ("2023-04-01/2023-06-30", "Q-JAN", None, None),
    ("2023-04-01/2023-06-30", "2Q", None, "2023Q1"),
    ("2023-01-01/2023-06-30", "2Q", "2023Q1", "2023Q1"),
    ("2023-07-01/2023-12-31", "2Q", "2023Q3", "2023Q3"),
    ("2023-04-01/2023-09-30", "2Q", None, None),
    ("2023-04-01/2023-09-30", "2Q-MAR", "2024Q1", "2024Q1"),
    ("2023-01-01/2023-06-30", "6M", "2023-01", "2023-01"),
    ("2023-01-01/2023-09-30", "3Q", "2023Q1", "2023Q1"),
    ("2023-10-01/2023-12-31", "3Q", None, None),
    ("2023-11-01/2023-12-31", "5M", None, None),
    ("2023-06-01/2023-10-31", "5M", "2023-06", "2023-06"),
    ("2023-01-01/2023-12-31", "4Q", "2023Q1", "2023Q1"),
    ("2023-01-01/2023-12-31", "Y", "2023", "2023"),
    ("2023-04-01/2024-03-31", "Y", None, None),
    ("2023-04-01/2024-03-31", "Y-MAR", "2024", "2024"),
    ("2024-05-20/2024-06-18", "Q", None, "2024Q2"),
    ("2023-12-31/2024-01-01", "Y", None, None),
    ("0001-01-01/0001-12-31", "Y", "0001", "0001"),
    ("9999-07-01/9999-12-31", "2Q", "9999Q3", "9999Q3"),
]


@pytest.mark.parametrize(("days", "freq", "exact", "holding"), [pytest.param(*case, id=f"{case[0]} {case[1]}") for case in PERIODS])
def test_to_period(days: str, freq: str, exact: str | None, holding: str | None) -> None:
    frame = rows([span(days), None])
    for within, expected in ((False, exact), (True, holding)):
        found = to_period(frame, freq, within=within)
        assert found.dtype == pd.PeriodDtype(freq)
        assert found.isna().tolist() == [expected is None, True]
        assert expected is None or found[0] == pd.Period(expected, freq=freq)


def test_it_has_the_index_and_length_of_the_table() -> None:
    frame = rows([span("2023-04-01/2023-06-30")] * 3)
    frame.index = pd.Index(["a", "a", "b"])
    found = to_period(frame, "Q")
    assert found.index.equals(frame.index)
    assert found.name == "period"
    assert to_period(table.empty(), "2Q").dtype == pd.PeriodDtype("2Q")


def test_the_accessor_is_the_function() -> None:
    frame = ctm.extract("Keep's revenue rose 5% in the second quarter of 2024 and 3% in 2023.")
    assert frame.ctm.to_period("Q", within=True).equals(ctm.to_period(frame, "Q", within=True))
    assert frame.ctm.to_period("Y").tolist() == [pd.NaT, pd.Period("2023", freq="Y")]


@pytest.mark.parametrize(
    ("freq", "message"),
    [
        ("h", "one of D, W, M, Q, Y"),
        ("B", "one of D, W, M, Q, Y"),
        ("half", "one of D, W, M, Q, Y"),
        ("QE", "one of D, W, M, Q, Y"),
        ("A", "one of D, W, M, Q, Y"),
        ("", "one of D, W, M, Q, Y"),
        (None, "one of D, W, M, Q, Y"),
        ("Q-FOO", "pandas has no frequency 'Q-FOO'"),
        ("2W", "none has its place in a year"),
        ("5Q", "none has its place in a year"),
        ("13M", "none has its place in a year"),
        ("0Q", "none has its place in a year"),
    ],
)
def test_a_frequency_no_period_can_have_is_refused(freq: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        to_period(table.empty(), freq)


def test_a_table_without_days_is_refused() -> None:
    with pytest.raises(InputError, match="no column period_end"):
        to_period(table.empty().drop(columns="period_end"), "Q")
    with pytest.raises(InputError, match="no column period_start"):
        to_period(None, "Q")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"period_start: holds .* and no days"):
        to_period(table.empty().astype({"period_start": str}), "Q")


SINGLE = st.one_of(
    st.sampled_from(["D", "M"]),
    st.sampled_from(["W", "W-MON", "W-SAT"]),
    st.builds("{}-{}".format, st.sampled_from("QY"), st.sampled_from(ANCHORS)),
)
DAYS = st.dates(dt.date(1980, 1, 1), dt.date(2060, 12, 31))


def days_of(period: pd.Period) -> Span:
    return period.start_time.date(), period.end_time.date()


@settings(max_examples=80, deadline=None)
@given(SINGLE, DAYS)
def test_the_days_of_any_pandas_period_give_it_back(freq: str, day: dt.date) -> None:
    period = pd.Period(day, freq=freq)
    assert to_period(rows([days_of(period)]), freq).tolist() == [period]


@settings(max_examples=80, deadline=None)
@given(SINGLE, DAYS, DAYS)
def test_a_period_that_is_given_holds_the_days(freq: str, first: dt.date, second: dt.date) -> None:
    days = min(first, second), max(first, second)
    exact, holding = (to_period(rows([days]), freq, within=within)[0] for within in (False, True))
    whole = days_of(pd.Period(days[0], freq=freq))
    assert (exact is not pd.NaT) == (whole == days)
    assert (holding is not pd.NaT) == (days[1] <= whole[1])


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 12), st.integers(1980, 2060), st.sampled_from(["month", "quarter", "half", "year"]), st.data())
def test_every_part_of_a_fiscal_year_has_a_frequency_that_gives_its_days_back(
    month: int, year: int, unit: Unit, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, 12 // MONTHS[unit]))
    expr = Slice(unit, number, number, YearOf(absolute=year), fiscal=True)
    found = resolve(expr, published=None, fiscal_years=FiscalYears.ending(month))
    assert found is not None
    frequency = period_frequency(found.start, found.end)
    assert frequency is not None
    assert to_period(rows([(found.start, found.end)]), frequency).map(days_of).tolist() == [(found.start, found.end)]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(1980, 2060))
def test_nine_months_are_the_first_three_quarters_of_their_year(month: int, year: int) -> None:
    found = resolve(Slice("month", 1, 9, YearOf(absolute=year), fiscal=True), published=None, fiscal_years=FiscalYears.ending(month))
    assert isinstance(found, Period)
    frequency = f"3Q-{ANCHORS[month - 1]}"
    assert period_frequency(found.start, found.end) == frequency
    assert to_period(rows([(found.start, found.end)]), frequency)[0].qyear == year
