"""Fiscal years: their days, their names, and what a moved year end does to them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import label, resolve
from china_tech_metrics.resolve.expressions import Ending, Relative, Slice, TimeExpr, YearOf
from china_tech_metrics.resolve.fiscal import DAY, LONGEST, FiscalYear, FiscalYears, YearEnd

VOCABULARY = Vocabulary.default()


def years_of(name: str) -> FiscalYears:
    return VOCABULARY.entities[name].fiscal_years


def text_of(days: tuple[dt.date, dt.date] | FiscalYear | None) -> str | None:
    return None if days is None else f"{days[0]}/{days[1]}"


CALLED = [
    ("Alibaba", 2024, "2023-04-01/2024-03-31"),
    ("Lenovo", 2024, "2023-04-01/2024-03-31"),
    ("New Oriental", 2024, "2023-06-01/2024-05-31"),
    ("TAL Education", 2024, "2023-03-01/2024-02-29"),
    ("Apple", 2024, "2023-10-01/2024-09-30"),
    ("Microsoft", 2024, "2023-07-01/2024-06-30"),
    ("Nvidia", 2025, "2024-02-01/2025-01-31"),
    ("Walmart", 2025, "2024-02-01/2025-01-31"),
    ("Fast Retailing", 2023, "2022-09-01/2023-08-31"),
    ("Reliance", 2024, "2023-04-01/2024-03-31"),
    ("Toyota", 2024, "2023-04-01/2024-03-31"),
    ("Nintendo", 2024, "2023-04-01/2024-03-31"),
    ("Sony", 2023, "2023-04-01/2024-03-31"),
    ("SoftBank", 2023, "2023-04-01/2024-03-31"),
    ("Nissan", 2023, "2023-04-01/2024-03-31"),
    ("Kioxia", 2024, "2024-04-01/2025-03-31"),
    ("Inditex", 2023, "2023-02-01/2024-01-31"),
    ("Samsung", 2023, "2023-01-01/2023-12-31"),
    ("Tencent", 2023, "2023-01-01/2023-12-31"),
    ("Miniso", 2023, "2022-07-01/2023-06-30"),
    ("Miniso", 2024, "2024-01-01/2024-12-31"),
    ("Sun Art", 2019, "2019-01-01/2019-12-31"),
    ("Sun Art", 2020, None),
    ("Sun Art", 2021, "2020-01-01/2021-03-31"),
    ("Sun Art", 2022, "2021-04-01/2022-03-31"),
    ("Damai Entertainment", 2016, "2016-01-01/2016-12-31"),
    ("Damai Entertainment", 2018, "2017-01-01/2018-03-31"),
    ("Damai Entertainment", 2019, "2018-04-01/2019-03-31"),
    ("Skyworth", 2018, "2017-04-01/2018-03-31"),
    ("Skyworth", 2019, "2019-01-01/2019-12-31"),
]


@pytest.mark.parametrize(("name", "number", "days"), [pytest.param(*case, id=f"{case[0]} {case[1]}") for case in CALLED])
def test_fiscal_years_by_name(name: str, number: int, days: str | None) -> None:
    assert text_of(years_of(name).called(number)) == days


def test_the_month_of_an_entity_on_a_day() -> None:
    miniso = VOCABULARY.entities["Miniso"]
    days = (dt.date(2023, 6, 30), dt.date(2023, 7, 1), dt.date(2024, 1, 1))
    assert [miniso.fiscal_year_end_on(day) for day in days] == [6, 12, 12]
    assert miniso.fiscal_year_end == 12


MOVED = FiscalYears((YearEnd(6, until=dt.date(2023, 6, 30)), YearEnd(12, since=dt.date(2024, 1, 1))))
LENGTHENED = FiscalYears((YearEnd(12, until=dt.date(2019, 12, 31)), YearEnd(3, since=dt.date(2021, 4, 1))))
TODAY = dt.date(2023, 11, 20)
QUARTER_2 = Slice("quarter", 2, 2, fiscal=True)
AROUND_A_CHANGE: list[tuple[str, TimeExpr, FiscalYears, dt.date | None, str | None]] = [
    ("a quarter of the last year before", Slice("quarter", 4, 4, YearOf(absolute=2023), fiscal=True), MOVED, TODAY, "2023Q2"),
    ("a quarter of the first year after", Slice("quarter", 1, 1, YearOf(absolute=2024), fiscal=True), MOVED, TODAY, "2024Q1"),
    ("a half", Slice("half", 1, 1, YearOf(absolute=2023), fiscal=True), MOVED, TODAY, "2022H2"),
    ("the running year is the one between", Slice("year", 1, 1, YearOf(relative=0), fiscal=True), MOVED, TODAY, "2023H2"),
    ("the year before it", Slice("year", 1, 1, YearOf(relative=-1), fiscal=True), MOVED, TODAY, "2022-07-01/2023-06-30"),
    ("the year after it", Slice("year", 1, 1, YearOf(relative=1), fiscal=True), MOVED, TODAY, "2024"),
    ("the nearest second quarter is one of the period between", QUARTER_2, MOVED, dt.date(2024, 2, 1), "2023Q4"),
    ("six months have no third quarter", Slice("quarter", 3, 3, fiscal=True), MOVED, dt.date(2024, 2, 1), "2023Q1"),
    ("a year nobody named so", Slice("year", 1, 1, YearOf(absolute=2020), fiscal=True), LENGTHENED, TODAY, None),
    ("fifteen months", Slice("year", 1, 1, YearOf(absolute=2021), fiscal=True), LENGTHENED, TODAY, "2020-01-01/2021-03-31"),
    ("their first nine", Slice("month", 1, 9, YearOf(absolute=2021), fiscal=True), LENGTHENED, TODAY, "2020-01-01/2020-09-30"),
    (
        "two fiscal years to one",
        Ending(Slice("year", 1, 1, YearOf(absolute=2023), fiscal=True), "year", 2),
        LENGTHENED,
        None,
        "2021-04-01/2023-03-31",
    ),
]


@pytest.mark.parametrize(("expr", "years", "published", "expected"), [pytest.param(*case[1:], id=case[0]) for case in AROUND_A_CHANGE])
def test_around_a_change(expr: TimeExpr, years: FiscalYears, published: dt.date | None, expected: str | None) -> None:
    found = resolve(expr, published=published, fiscal_years=years)
    assert (label(found) if found else None) == expected


MARCH = FiscalYears.ending(3)
NAMED_BY_START = FiscalYears.ending(3, "start")
TWO_YEARS = YearOf(absolute=2024, spans_two=True)


def test_a_year_given_by_two_numbers_needs_no_rule_for_names() -> None:
    expr = Slice("year", 1, 1, TWO_YEARS, fiscal=True)
    found = {label(p) for years in (MARCH, NAMED_BY_START) if (p := resolve(expr, published=None, fiscal_years=years))}
    assert found == {"2023-04-01/2024-03-31"}


@pytest.mark.parametrize(("years", "expected"), [(MARCH, "2022-04-01/2023-03-31"), (NAMED_BY_START, "2023-04-01/2024-03-31")])
def test_the_name_decides(years: FiscalYears, expected: str) -> None:
    found = resolve(Slice("year", 1, 1, YearOf(absolute=2023), fiscal=True), published=None, fiscal_years=years)
    assert found is not None
    assert label(found) == expected


def test_the_year_before_is_counted_from_the_fiscal_year_spoken_of() -> None:
    quarter = Period(dt.date(2023, 4, 1), dt.date(2023, 6, 30))
    found = resolve(Slice("year", 1, 1, YearOf(anchored=-1), fiscal=True), published=TODAY, anchor=quarter, fiscal_years=MARCH)
    assert found is not None
    assert label(found) == "2022-04-01/2023-03-31"


def test_without_publication_it_is_the_year_spoken_of() -> None:
    quarter = Period(dt.date(2023, 4, 1), dt.date(2023, 6, 30))
    assert resolve(QUARTER_2, published=None, fiscal_years=MARCH) is None
    found = resolve(QUARTER_2, published=None, anchor=quarter, fiscal_years=MARCH)
    assert found is not None
    assert label(found) == "2023Q3"


@pytest.mark.parametrize(
    ("expr", "years", "source"),
    [
        (Slice("year", 1, 1, YearOf(absolute=2023), fiscal=True), MARCH, "fiscal"),
        (QUARTER_2, MARCH, "fiscal"),
        (Slice("year", 1, 1, YearOf(absolute=2024), fiscal=True), MOVED, "stated"),
        (Slice("year", 1, 1, YearOf(absolute=2023), fiscal=True), MOVED, "fiscal"),
        (Relative("quarter", -1), FiscalYears.ending(1), "fiscal"),
        (Relative("quarter", -1), MARCH, "relative"),
    ],
)
def test_the_source_is_fiscal_where_the_days_are_not_those_of_the_calendar_year(expr: TimeExpr, years: FiscalYears, source: str) -> None:
    found = resolve(expr, published=TODAY, fiscal_years=years)
    assert found is not None
    assert found.source == source


def test_quarters_follow_the_year_end_of_their_time() -> None:
    """ "Last quarter" of a company that closed in January, and then in March."""
    years = FiscalYears((YearEnd(1, until=dt.date(2022, 1, 31)), YearEnd(3, since=dt.date(2022, 4, 1))))
    found = [resolve(Relative("quarter", -1), published=day, fiscal_years=years) for day in (dt.date(2021, 6, 3), dt.date(2023, 6, 3))]
    assert [label(p) for p in found if p] == ["2021-02-01/2021-04-30", "2023Q1"]


@pytest.mark.parametrize(("number", "years"), [(1, MARCH), (9999, NAMED_BY_START)])
def test_beyond_the_calendar_is_not_known(number: int, years: FiscalYears) -> None:
    assert resolve(Slice("year", 1, 1, YearOf(absolute=number), fiscal=True), published=None, fiscal_years=years) is None


# --- properties --------------------------------------------------------------------------------------------------------


@st.composite
def companies(draw: st.DrawFn) -> FiscalYears:
    """Fiscal years with up to two changes of their end, of any legal length."""
    ends = [YearEnd(draw(st.integers(1, 12)))]
    for _ in range(draw(st.integers(0, 2))):
        last = ends[-1]
        begin = last.since or dt.date(1995, last.month, 1)
        until = FiscalYears.ending(last.month).year_of(begin.replace(year=begin.year + draw(st.integers(1, 6)))).end
        months = draw(st.integers(1, LONGEST).filter(lambda n: n != 12))
        total = until.year * 12 + until.month + months
        ends[-1] = YearEnd(last.month, last.since, until)
        ends.append(YearEnd((last.month + months - 1) % 12 + 1, dt.date(total // 12, total % 12 + 1, 1)))
    return FiscalYears(tuple(ends), draw(st.sampled_from(["end", "start"])))


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))


@settings(max_examples=100, deadline=None)
@given(companies(), DAYS)
def test_fiscal_years_tile_the_calendar(years: FiscalYears, day: dt.date) -> None:
    year = years.year_of(day)
    assert year.start <= day <= year.end
    assert years.year_of(year.start) == years.year_of(year.end) == year
    assert years.step(year, 1).start == year.end + DAY
    assert years.step(years.step(year, 1), -1) == year
    assert 1 <= year.months <= LONGEST


@settings(max_examples=100, deadline=None)
@given(companies(), DAYS, st.sampled_from([1, 3, 6]))
def test_parts_tile_the_fiscal_year(years: FiscalYears, day: dt.date, size: int) -> None:
    year = years.year_of(day)
    count = year.months // size
    parts = [year.part(size, number, number) for number in range(1, count + 1)]
    days = [year.start, *(part[1] + DAY for part in parts if part)]
    assert [part[0] for part in parts if part] == days[:-1]
    assert (days[-1] == year.end + DAY) == (year.months % size == 0)
    assert year.part(size, count + 1, count + 1) is None


@settings(max_examples=100, deadline=None)
@given(companies(), st.integers(1991, 2038))
def test_years_of_different_names_do_not_overlap(years: FiscalYears, number: int) -> None:
    first, second = years.called(number), years.called(number + 1)
    assert first is None or second is None or first.end < second.start
    assert first is None or getattr(first, years.named).year == number


@settings(max_examples=100, deadline=None)
@given(companies(), DAYS)
def test_a_year_of_twelve_months_goes_by_its_name(years: FiscalYears, day: dt.date) -> None:
    year = years.year_of(day)
    assume(year.months == 12)
    assert years.called(getattr(year, years.named).year) == year
    assert years.ending_in(year.end.year) == year


@settings(max_examples=100, deadline=None)
@given(companies(), DAYS, st.integers(1, 4), st.sampled_from(["past", "future"]))
def test_the_nearest_fiscal_quarter_is_one_of_its_year(years: FiscalYears, day: dt.date, quarter: int, lean: str) -> None:
    found = resolve(Slice("quarter", quarter, quarter, fiscal=True), published=day, fiscal_years=years, lean=lean)  # type: ignore[arg-type]
    assert found is not None
    assert years.year_of(found.start).part(3, quarter, quarter) == (found.start, found.end)
    assert found.end >= day if lean == "future" else found.start < day
