"""Calendar arithmetic: labels, shifts, and expressions whose meaning depends on what is known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import granularity, label, move, resolve, shift, whole_months
from china_tech_metrics.resolve.expressions import (
    Anchored,
    Between,
    Date,
    Days,
    Ending,
    NamedMonth,
    Relative,
    Same,
    Since,
    Slice,
    Starting,
    TimeExpr,
    ToDate,
    UnitEnd,
    Weekday,
    WeekOf,
    Window,
    YearOf,
)  # fmt: skip
from china_tech_metrics.resolve.fiscal import FiscalYears

TODAY = dt.date(2024, 2, 29)


def period(text: str) -> Period:
    start, _, end = text.partition("/")
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end or start))


LABELS = [
    ("2023-02-24", "2023-02-24", "day"),
    ("2024-06-10/2024-06-16", "2024-W24", "week"),
    ("2024-12-30/2025-01-05", "2025-W01", "week"),
    ("2023-10-01/2023-10-31", "2023-10", "month"),
    ("2024-02-01/2024-02-29", "2024-02", "month"),
    ("2022-04-01/2022-06-30", "2022Q2", "quarter"),
    ("2023-01-01/2023-06-30", "2023H1", "half"),
    ("2023-07-01/2023-12-31", "2023H2", "half"),
    ("2023-01-01/2023-12-31", "2023", "year"),
    ("2023-01-01/2023-09-30", "2023-01-01/2023-09-30", None),
    ("2023-05-20/2023-06-18", "2023-05-20/2023-06-18", None),
    ("2022-04-01/2023-03-31", "2022-04-01/2023-03-31", None),
    ("2022-05-01/2022-07-31", "2022-05-01/2022-07-31", None),
    ("2024-06-11/2024-06-17", "2024-06-11/2024-06-17", None),
    ("2010-01-01/2019-12-31", "2010-01-01/2019-12-31", None),
]


@pytest.mark.parametrize(("days", "expected", "unit"), [pytest.param(*case, id=case[0]) for case in LABELS])
def test_label_and_granularity(days: str, expected: str, unit: str | None) -> None:
    assert (label(period(days)), granularity(period(days))) == (expected, unit)


SHIFTS = [
    ("2024-02-01/2024-02-29", "year", -1, "2023-02-01/2023-02-28"),
    ("2023-02-01/2023-02-28", "year", 1, "2024-02-01/2024-02-29"),
    ("2023-10-01/2023-12-31", "quarter", -1, "2023-07-01/2023-09-30"),
    ("2023-01-01/2023-03-31", "quarter", -1, "2022-10-01/2022-12-31"),
    ("2023-03-01/2023-03-31", "month", -1, "2023-02-01/2023-02-28"),
    ("2023-05-20/2023-06-18", "year", -1, "2022-05-20/2022-06-18"),
    ("2024-02-29", "year", -1, "2023-02-28"),
    ("2024-06-10/2024-06-16", "week", -1, "2024-06-03/2024-06-09"),
]


@pytest.mark.parametrize(
    ("days", "unit", "count", "expected"), [pytest.param(*case, id=f"{case[0]} {case[2]} {case[1]}") for case in SHIFTS]
)
def test_shift(days: str, unit: str, count: int, expected: str) -> None:
    assert shift(period(days), unit=unit, count=count) == period(expected)  # type: ignore[arg-type]


WHOLE_MONTHS = [
    ("2024-02-01/2024-02-29", 1),
    ("2023-02-01/2023-02-28", 1),
    ("2023-11-01/2024-01-31", 3),
    ("2024-01-01/2024-07-31", 7),
    ("2023-04-01/2024-03-31", 12),
    ("2024-02-01/2024-02-28", None),
    ("2024-01-02/2024-02-01", None),
    ("2024-01-01", None),
]


@pytest.mark.parametrize(("days", "count"), [pytest.param(*case, id=case[0]) for case in WHOLE_MONTHS])
def test_whole_months(days: str, count: int | None) -> None:
    assert whole_months(period(days)) == count


JUNE_10 = Days((6, 10), (6, 10), YearOf(absolute=2024))
EXPRESSIONS: list[tuple[str, TimeExpr, str | None]] = [
    ("a date", Date(dt.date(2024, 1, 5)), "2024-01-05"),
    ("a day no year has", Days((2, 30), (2, 30), YearOf(absolute=2023)), "2023-02-28"),
    ("days over the turn of the year", Days((12, 30), (1, 2), YearOf(absolute=2024)), "2023-12-30/2024-01-02"),
    ("last month", Relative("month", -1), "2024-01"),
    ("last quarter", Relative("quarter", -1), "2023Q4"),
    ("next half", Relative("half", 1), "2024H2"),
    ("last week", Relative("week", -1), "2024-W08"),
    ("this decade", Relative("decade", 0), "2020-01-01/2029-12-31"),
    ("a past year from a leap day", Window("year", 1, "past"), "2023-02-28/2024-02-29"),
    ("the past three years", Window("year", 3, "past"), "2021-01-01/2023-12-31"),
    ("the last two quarters", Window("quarter", 2, "past"), "2023H2"),
    ("the next two quarters", Window("quarter", 2, "future"), "2024-04-01/2024-09-30"),
    ("to date", ToDate("quarter"), "2024-01-01/2024-02-29"),
    ("since a month", Since(Slice("month", 5, 5)), "2023-05-01/2024-02-29"),
    ("since a month ahead", Since(Slice("month", 5, 5), starting=True), "2024-05"),
    ("a weekday", Weekday(3), "2024-02-29"),
    ("last Friday", Weekday(4, -1), "2024-02-23"),
    ("the week to a day", Ending(JUNE_10, "week"), "2024-06-04/2024-06-10"),
    ("two months to a day", Ending(JUNE_10, "month", 2), "2024-04-11/2024-06-10"),
    ("the days from one on", Starting(JUNE_10, "day", 11), "2024-06-10/2024-06-20"),
    ("one day from a day on", Starting(JUNE_10, "day", 1), "2024-06-10"),
    ("two weeks from a day on", Starting(JUNE_10, "week", 2), "2024-06-10/2024-06-23"),
    ("the days from a day no calendar can tell", Starting(Relative("decade", 1000), "day", 3), None),
    ("the week of a day", WeekOf(JUNE_10), "2024-W24"),
    ("next February in February", NamedMonth(2, 1), "2025-02"),
    ("last February in February", NamedMonth(2, -1), "2023-02"),
    ("the wrong way round", Between(Date(dt.date(2024, 2, 2)), Date(dt.date(2024, 2, 1))), None),
    ("Monday to Friday", Between(Weekday(0), Weekday(4)), "2024-02-19/2024-02-23"),
    ("without an anchor", Anchored("year", -1), None),
    ("a year ago without an anchor", Anchored("year", -1, deictic=True), "2023"),
    ("the same period without an anchor", Same(YearOf(relative=-1)), None),
    ("the following year without an anchor", Window("year", 2, "future", anchored=True), None),
    ("the calendar's last year, which has no next", Slice("year", 1, 1, YearOf(absolute=9999)), None),
    ("the same three years without an anchor", Ending(Anchored("year", 0), "year", 3), None),
    ("beyond the calendar", Relative("decade", 1000), None),
]


@pytest.mark.parametrize(("expr", "expected"), [pytest.param(*case[1:], id=case[0]) for case in EXPRESSIONS])
def test_resolve(expr: TimeExpr, expected: str | None) -> None:
    found = resolve(expr, published=TODAY)
    assert (label(found) if found else None) == expected


FISCAL_ANCHOR = period("2022-04-01/2023-03-31")
ANCHORED: list[tuple[str, TimeExpr, Period, str]] = [
    ("the year before a fiscal year", Anchored("year", -1, "year"), FISCAL_ANCHOR, "2021-04-01/2022-03-31"),
    ("the quarter before the half", Anchored("quarter", -1, "quarter"), period("2023-01-01/2023-06-30"), "2023Q1"),
    ("the year of the quarter", Anchored("year", 0, "year"), period("2023-04-01/2023-06-30"), "2023"),
    ("the same period of last year", Same(YearOf(relative=-1)), period("2024-01-01/2024-01-31"), "2023-01"),
    ("last year's, when last year is spoken of", Same(YearOf(relative=-1)), period("2023-10-01/2023-12-31"), "2022Q4"),
    ("the same period of a year", Same(YearOf(absolute=2019)), period("2023-10-01/2023-12-31"), "2019Q4"),
    ("the three months before", Window("month", 3, "past", anchored=True), period("2023-10-01/2023-12-31"), "2023Q3"),
    ("those three months", Anchored("year", 0, "quarter"), period("2023-10-01/2023-12-31"), "2023Q4"),
    ("the same days", Anchored("year", 0), period("2023-10-20/2023-10-31"), "2023-10-20/2023-10-31"),
    ("the following quarter", Anchored("quarter", 1, "quarter"), period("2023-10-01/2023-12-31"), "2024Q1"),
    ("the two years after", Window("year", 2, "future", anchored=True), period("2023-01-01/2023-12-31"), "2024-01-01/2025-12-31"),
    ("the same three years", Ending(Anchored("year", 0), "year", 3), period("2023-01-01/2023-12-31"), "2021-01-01/2023-12-31"),
    ("the same three years, spoken of", Ending(Anchored("year", 0), "year", 3), period("2021-01-01/2023-12-31"), "2021-01-01/2023-12-31"),
    ("the same two quarters", Ending(Anchored("year", 0), "quarter", 2), period("2023-10-01/2023-12-31"), "2023H2"),
    ("the same six months", Ending(Anchored("year", 0), "month", 6), period("2023-06-01/2023-06-30"), "2023H1"),
    ("at the end of the quarter", UnitEnd("quarter"), period("2023-10-01/2023-12-31"), "2023Q4"),
]


@pytest.mark.parametrize(("expr", "anchor", "expected"), [pytest.param(*case[1:], id=case[0]) for case in ANCHORED])
def test_resolve_against_what_was_spoken_of(expr: TimeExpr, anchor: Period, expected: str) -> None:
    found = resolve(expr, published=TODAY, anchor=anchor)
    assert found is not None
    assert (label(found), found.source) == (expected, "context")


SOURCES: list[tuple[TimeExpr, int, str]] = [
    (Slice("quarter", 2, 2, YearOf(absolute=2022)), 3, "stated"),
    (Starting(Days((6, 10), (6, 10), YearOf()), "day", 11), 12, "relative"),
    (Slice("quarter", 2, 2), 3, "relative"),
    (Slice("quarter", 2, 2, YearOf(absolute=2022), fiscal=True), 3, "fiscal"),
    (Slice("quarter", 2, 2, fiscal=True), 3, "fiscal"),
    (Slice("quarter", 2, 2, YearOf(absolute=2022), fiscal=True), 12, "stated"),
    (Relative("year", -1), 12, "relative"),
]


@pytest.mark.parametrize(("expr", "year_end", "source"), SOURCES)
def test_the_source_says_how_it_is_known(expr: TimeExpr, year_end: int, source: str) -> None:
    found = resolve(expr, published=TODAY, fiscal_years=FiscalYears.ending(year_end))
    assert found is not None
    assert found.source == source


@pytest.mark.parametrize(
    "expr",
    [
        Relative("day", 0),
        Window("year", 2),
        ToDate("year"),
        Weekday(1),
        NamedMonth(3, -1),
        Slice("quarter", 1, 1),
        Days((5, 1), (5, 3)),
        Starting(Days((5, 1), (5, 1)), "day", 3),
    ],
)
def test_no_publication_day_no_guess(expr: TimeExpr) -> None:
    assert resolve(expr, published=None) is None


DATES = st.dates(dt.date(1980, 1, 1), dt.date(2060, 12, 31))
UNITS = st.sampled_from(["month", "quarter", "half", "year"])


def unit_of(day: dt.date, unit: str) -> Period:
    found = resolve(Relative(unit, 0), published=day)  # type: ignore[arg-type]
    assert found is not None
    return found


@settings(max_examples=60, deadline=None)
@given(DATES, UNITS, UNITS, st.integers(-40, 40))
def test_whole_units_shift_there_and_back(day: dt.date, named: str, unit: str, count: int) -> None:
    there = unit_of(day, named)
    assert shift(shift(there, unit=unit, count=count), unit=unit, count=-count) == there  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(DATES, st.sampled_from(["day", "week", "month", "quarter", "half", "year"]), st.integers(-40, 40))
def test_a_relative_unit_is_one_of_that_unit(day: dt.date, unit: str, offset: int) -> None:
    found = resolve(Relative(unit, offset), published=day)  # type: ignore[arg-type]
    assert found is not None
    assert granularity(found) == unit
    assert found.start <= found.end


@settings(max_examples=60, deadline=None)
@given(DATES, st.integers(1, 12), st.integers(1, 4), st.sampled_from(["past", "future"]))
def test_a_fiscal_quarter_has_three_months_on_its_side(day: dt.date, year_end: int, quarter: int, lean: str) -> None:
    found = resolve(Slice("quarter", quarter, quarter, fiscal=True), published=day, fiscal_years=FiscalYears.ending(year_end), lean=lean)  # type: ignore[arg-type]
    assert found is not None
    assert move(found.start, "month", 3) == found.end + dt.timedelta(days=1)
    assert found.end >= day if lean == "future" else found.start < day
    assert abs(found.end - day) < dt.timedelta(days=480)
