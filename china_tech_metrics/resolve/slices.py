"""Quarters, halves, months and days of a year: which year is meant, and which days that makes.

The year is the one named, the one counted from publication or from the period spoken of, or, where the text says none, the nearest one
on the side of publication that the sentence leans to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from china_tech_metrics.model import Period, PeriodSource
from china_tech_metrics.resolve.expressions import MONTHS, Days, Lean, Slice, YearOf
from china_tech_metrics.resolve.fiscal import FiscalYear, FiscalYears
from china_tech_metrics.resolve.spans import clamped, month_start

NEARLY_OVER = dt.timedelta(days=20)
"""A quarter or half that ends this soon after publication can be spoken of as past ("618 sales in the first half")."""
YEARS_AROUND = (-2, -1, 0, 1, 2)
"""The years in which the nearest occurrence of something that happens every year is looked for, in order."""

FirstLast = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known around an expression: see :func:`china_tech_metrics.resolve.calendar.resolve`."""

    published: dt.date | None
    anchor: Period | None
    fiscal_years: FiscalYears
    lean: Lean


def said_year(year: YearOf, known: Known) -> tuple[int, PeriodSource] | None:
    """The calendar year that is named, with how it is known; None if none is, or if it can't be known."""
    if year.absolute is not None:
        return year.absolute, "stated"
    if year.relative is not None:
        return None if known.published is None else (known.published.year + year.relative, "relative")
    if year.anchored is not None:
        return None if known.anchor is None else (known.anchor.end.year + year.anchored, "context")
    return None


def resolve_slice(expr: Slice, known: Known) -> Period | None:
    """The days of a part of a year, fiscal or not."""
    if expr.fiscal and not known.fiscal_years.by_calendar:
        return _fiscal_slice(expr, known)
    said = said_year(expr.year, known)
    if said is not None:
        return Period(*_span(expr, said[0]), said[1])
    if expr.year.said:
        return None
    if known.published is None:
        return None if known.anchor is None else Period(*_span(expr, known.anchor.end.year), "context")
    year = known.published.year
    found = _nearest(lambda years: _span(expr, year + years), known.published, known.lean, _whole(expr))
    return Period(*found, "relative") if found else None


def resolve_days(expr: Days, known: Known) -> Period | None:
    """The days given by month and day of the month; one without its month is the last of that number."""
    if not expr.start[0]:
        today = known.published
        return None if today is None else _last_of_number(expr.start[1], today)
    wraps = expr.end < expr.start

    def build(year: int) -> FirstLast:
        return clamped(year - wraps, *expr.start), clamped(year, *expr.end)

    said = said_year(expr.year, known)
    if said is not None:
        return Period(*build(said[0]), said[1])
    if expr.year.said:
        return None
    if known.published is None:
        return None if known.anchor is None else Period(*build(known.anchor.end.year), "context")
    year = known.published.year
    found = _nearest(lambda years: build(year + years), known.published, known.lean, False)
    return Period(*found, "relative") if found else None


def _last_of_number(day: int, today: dt.date) -> Period:
    month = today if day <= today.day else today.replace(day=1) - dt.timedelta(days=1)
    found = month.replace(day=day)
    return Period(found, found, "relative")


def _nearest(within: Callable[[int], FirstLast | None], today: dt.date, lean: Lean, whole: bool) -> FirstLast | None:
    """The occurrence closest to publication on the side the sentence leans to. ``whole`` ones must be over to be past.

    ``within`` gives the occurrence so many years after publication's, earlier if negative.
    """
    if lean == "future":
        return next((found for years in YEARS_AROUND if (found := within(years)) is not None and found[1] >= today), None)
    last = today + NEARLY_OVER
    for years in reversed(YEARS_AROUND):
        found = within(years)
        if found is not None and (found[1] < last if whole else found[0] <= today):
            return found
    return None


def _whole(expr: Slice) -> bool:
    """Whether it is spoken of as past when it is over, as a quarter is; a month is spoken of so while it lasts."""
    return expr.unit in ("year", "quarter", "half") or expr.last > expr.first


def _span(expr: Slice, year: int) -> FirstLast:
    """First and last day of a slice of a calendar year."""
    size = MONTHS[expr.unit]
    return month_start(year * 12 + (expr.first - 1) * size), month_start(year * 12 + expr.last * size) - dt.timedelta(days=1)


# --- fiscal years ----------------------------------------------------------------------------------------------------


def _fiscal_slice(expr: Slice, known: Known) -> Period | None:
    """A part of a fiscal year in calendar days; its source is "fiscal" unless that year is the calendar's."""
    if expr.year.said:
        named = _fiscal_year(expr.year, known)
        days = _part(named, expr) if named else None
        said = said_year(expr.year, known)
        source: PeriodSource = said[1] if said else "fiscal"
    else:
        days, source = _nearest_part(expr, known), "context" if known.published is None else "relative"
    if days is None:
        return None
    return Period(*days, source if known.fiscal_years.year_of(days[0]).is_calendar_year else "fiscal")


def _part(year: FiscalYear, expr: Slice) -> FirstLast | None:
    """What a slice is of a fiscal year: the whole of it, or some of its quarters, halves or months."""
    return (year.start, year.end) if expr.unit == "year" else year.part(MONTHS[expr.unit], expr.first, expr.last)


def _fiscal_year(year: YearOf, known: Known) -> FiscalYear | None:
    """The fiscal year that is named: by its number, or counted from that of publication or of the period spoken of."""
    years = known.fiscal_years
    if year.absolute is not None:
        return years.ending_in(year.absolute) if year.spans_two else years.called(year.absolute)
    if year.relative is not None and known.published is not None:
        return years.step(years.year_of(known.published), year.relative)
    if year.anchored is not None and known.anchor is not None:
        return years.step(years.year_of(known.anchor.end), year.anchored)
    return None


def _nearest_part(expr: Slice, known: Known) -> FirstLast | None:
    """That part of the fiscal year spoken of, or the nearest one to publication."""
    years = known.fiscal_years
    if known.published is None:
        return None if known.anchor is None else _part(years.year_of(known.anchor.end), expr)
    running = years.year_of(known.published)
    return _nearest(lambda count: _part(years.step(running, count), expr), known.published, known.lean, _whole(expr))
