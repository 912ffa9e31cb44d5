"""What date expressions mean: from "the second quarter" or "a year earlier" to calendar days.

An expression says nothing but what is written. :func:`resolve` adds what is known around it: the day of publication, the
period the text spoke of before, the month the company's fiscal year ends in. What can not be known is None, never a guess
from today's date.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from china_tech_metrics.model import Period, PeriodSource

Unit = Literal["day", "week", "month", "quarter", "half", "year", "decade"]
Lean = Literal["past", "future"]
MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
NEARLY_OVER = dt.timedelta(days=20)
"""A quarter or half that ends this soon after publication can be spoken of as past ("618 sales in the first half")."""


@dataclass(frozen=True, slots=True)
class YearOf:
    """Which year: a number, relative to publication ("last year" is -1), relative to the anchor ("the previous year"), or none said."""

    absolute: int | None = None
    relative: int | None = None
    anchored: int | None = None

    @property
    def said(self) -> bool:
        return self != UNSAID


UNSAID = YearOf()


@dataclass(frozen=True, slots=True)
class Slice:
    """Consecutive units of a year: quarter 2 to 2, months 1 to 9, the year itself. ``fiscal`` counts from the company's year."""

    unit: Unit
    first: int
    last: int
    year: YearOf = UNSAID
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """Days by month and day number, both inside: "June 1-3", "the first week of November"."""

    start: tuple[int, int]
    end: tuple[int, int]
    year: YearOf = UNSAID


@dataclass(frozen=True, slots=True)
class Date:
    """A full calendar date as it is written, day, month and year."""

    day: dt.date


@dataclass(frozen=True, slots=True)
class Relative:
    """The calendar unit of the publication day moved by ``offset``: "last month" is month -1."""

    unit: Unit
    offset: int


@dataclass(frozen=True, slots=True)
class Window:
    """``count`` units that end (past) or begin (future) at publication; without a direction as the sentence leans."""

    unit: Unit
    count: int
    direction: Lean | None = None


@dataclass(frozen=True, slots=True)
class Anchored:
    """The period spoken of before, moved: "a year earlier", "the previous quarter"; offset 0 is that period itself.

    ``named`` is the unit of the period meant if the words say it ("the quarter").
    """

    unit: Unit
    offset: int
    named: Unit | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """The days of the period spoken of before, in another year: "the same period last year"."""

    year: YearOf


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 0. ``offset`` counts weeks: "last Friday" -1; None is the nearest such day as the sentence leans."""

    day: int
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class FestivalDays:
    """A festival with its days by year."""

    windows: tuple[tuple[int, dt.date, dt.date], ...]
    year: YearOf = UNSAID


@dataclass(frozen=True, slots=True)
class Since:
    """From the start of another expression to publication."""

    start: TimeExpr


@dataclass(frozen=True, slots=True)
class ToDate:
    """From the start of the running unit to publication: "so far this year"."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Between:
    """From the start of one expression to the end of another."""

    first: TimeExpr
    last: TimeExpr


TimeExpr = Slice | Days | Date | Relative | Window | Anchored | Same | Weekday | FestivalDays | Since | ToDate | Between


@dataclass(frozen=True, slots=True)
class _Known:
    published: dt.date | None
    anchor: Period | None
    fiscal_year_end: int
    lean: Lean


def resolve(
    expr: TimeExpr,
    *,
    published: dt.date | None,
    anchor: Period | None = None,
    fiscal_year_end: int = 12,
    lean: Lean = "past",
) -> Period | None:
    """The calendar days an expression means.

    Args:
        expr: what is written.
        published: the day relative expressions are counted from.
        anchor: the period spoken of before, for "a year earlier" and "the period".
        fiscal_year_end: the month the fiscal year ends in, 1 to 12, for fiscal expressions.
        lean: whether an expression without a year looks back ("sales in October") or ahead ("will open in October").

    Returns:
        The period, or None when it can't be known: relative without ``published``, anchored without ``anchor``.

    >>> resolve(Slice("quarter", 2, 2, YearOf(absolute=2022)), published=None)
    Period(start=datetime.date(2022, 4, 1), end=datetime.date(2022, 6, 30), source='stated')
    >>> resolve(Relative("year", -1), published=dt.date(2024, 6, 19)).start
    datetime.date(2023, 1, 1)
    >>> resolve(Relative("year", -1), published=None) is None
    True
    """
    try:
        return _resolve(expr, _Known(published, anchor, fiscal_year_end, lean))
    except (OverflowError, ValueError):  # beyond the calendar's years
        return None


def _resolve(expr: TimeExpr, known: _Known) -> Period | None:
    match expr:
        case Slice():
            return _slice(expr, known)
        case Days():
            return _days(expr, known)
        case Date(day):
            return Period(day, day)
        case Relative(unit, offset):
            return None if known.published is None else _around(known.published, unit, offset)
        case Window():
            return _window(expr, known)
        case Anchored(unit, offset, named):
            return _anchored(unit, offset, named, known)
        case Same(year):
            return _same(year, known)
        case Weekday(day, offset):
            return _weekday(day, offset, known)
        case FestivalDays():
            return _festival(expr, known)
        case Since(start):
            begin = _resolve(start, known)
            if begin is None or known.published is None or begin.start > known.published:
                return begin
            return Period(begin.start, known.published, begin.source)
        case ToDate(unit):
            if known.published is None:
                return None
            return replace(_around(known.published, unit, 0), end=known.published)
        case Between(first, last):
            return _between(first, last, known)


def _between(first: TimeExpr, last: TimeExpr, known: _Known) -> Period | None:
    end = _resolve(last, known)
    if end is None:
        return None
    start = _resolve(first, replace(known, published=end.end, lean="past") if not _has_year(first) else known)
    if start is None or start.start > end.end:
        return None
    return Period(start.start, end.end, end.source)


def _has_year(expr: TimeExpr) -> bool:
    return not isinstance(expr, (Slice, Days)) or expr.year.said


# --- which year ------------------------------------------------------------------------------------------------------


def _year(year: YearOf, known: _Known) -> tuple[int, PeriodSource] | None:
    if year.absolute is not None:
        return year.absolute, "stated"
    if year.relative is not None:
        return None if known.published is None else (known.published.year + year.relative, "relative")
    if year.anchored is not None:
        return None if known.anchor is None else (known.anchor.end.year + year.anchored, "context")
    return None


def _nearest(build: Callable[[int], tuple[dt.date, dt.date]], known: _Known, *, whole: bool) -> Period | None:
    """The occurrence closest to publication on the side the sentence leans to. ``whole`` ones must be over to be past."""
    if known.published is None:
        if known.anchor is None:
            return None
        return Period(*build(known.anchor.end.year), "context")
    today = known.published
    candidates = [build(today.year + shift) for shift in (2, 1, 0, -1, -2)]
    if known.lean == "future":
        ahead = [c for c in candidates if c[1] >= today]
        return Period(*min(ahead), "relative")
    behind = [c for c in candidates if (c[1] < today + NEARLY_OVER if whole else c[0] <= today)]
    return Period(*max(behind), "relative")


def _slice(expr: Slice, known: _Known) -> Period | None:
    shift = known.fiscal_year_end % 12 if expr.fiscal else 0

    def build(year: int) -> tuple[dt.date, dt.date]:
        return _span(expr, year, shift)

    said = _year(expr.year, known)
    fiscal = expr.fiscal and shift != 0
    if said is not None:
        year, source = said
        if fiscal and expr.year.relative is not None and known.published is not None:
            year = _fiscal_year(known.published, shift) + expr.year.relative
        return Period(*build(year), "fiscal" if fiscal else source)
    if expr.year.said:
        return None
    if expr.unit == "year":
        return _nearest(build, known, whole=True)
    found = _nearest(build, known, whole=expr.unit in ("quarter", "half") or expr.last > expr.first)
    return replace(found, source="fiscal") if found and fiscal else found


def _fiscal_year(day: dt.date, end_month: int) -> int:
    """The fiscal year a day is in, named by the calendar year it ends in."""
    return day.year + (1 if day.month > end_month else 0)


def _span(expr: Slice, year: int, shift: int) -> tuple[dt.date, dt.date]:
    """First and last day of the slice; a fiscal year that ends in month ``shift`` begins in the calendar year before."""
    size = MONTHS[expr.unit]
    begin = (year * 12 if not shift else (year - 1) * 12 + shift) + (expr.first - 1) * size
    stop = begin + (expr.last - expr.first + 1) * size
    return _month_start(begin), _month_start(stop) - dt.timedelta(days=1)


def _month_start(months: int) -> dt.date:
    return dt.date(months // 12, months % 12 + 1, 1)


def _days(expr: Days, known: _Known) -> Period | None:
    wraps = expr.end < expr.start

    def build(year: int) -> tuple[dt.date, dt.date]:
        return _clamped(year - wraps, *expr.start), _clamped(year, *expr.end)

    said = _year(expr.year, known)
    if said is not None:
        return Period(*build(said[0]), said[1])
    if expr.year.said:
        return None
    return _nearest(build, known, whole=False)


def _clamped(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


# --- relative to publication -----------------------------------------------------------------------------------------


def _around(day: dt.date, unit: Unit, offset: int) -> Period:
    """The calendar unit that holds a day, moved by ``offset`` units."""
    if unit == "day":
        moved = day + dt.timedelta(days=offset)
        return Period(moved, moved, "relative")
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=offset)
        return Period(monday, monday + dt.timedelta(days=6), "relative")
    size = MONTHS[unit]
    index = (day.year * 12 + day.month - 1) // size + offset
    return Period(_month_start(index * size), _month_start((index + 1) * size) - dt.timedelta(days=1), "relative")


def _window(expr: Window, known: _Known) -> Period | None:
    today = known.published
    if today is None:
        return None
    if (expr.direction or known.lean) == "future":
        return Period(today, move(today, expr.unit, expr.count), "relative")
    if expr.unit == "year" and expr.count > 1 and expr.direction == "past":
        return Period(dt.date(today.year - expr.count, 1, 1), dt.date(today.year - 1, 12, 31), "relative")
    return Period(move(today, expr.unit, -expr.count), today, "relative")


def _weekday(day: int, offset: int | None, known: _Known) -> Period | None:
    today = known.published
    if today is None:
        return None
    if offset:
        found = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=day, weeks=offset)
    elif known.lean == "future":
        found = today + dt.timedelta(days=(day - today.weekday()) % 7)
    else:
        found = today - dt.timedelta(days=(today.weekday() - day) % 7)
    return Period(found, found, "relative")


def _festival(expr: FestivalDays, known: _Known) -> Period | None:
    windows = {year: (start, end) for year, start, end in expr.windows}
    said = _year(expr.year, known)
    if said is not None:
        found = windows.get(said[0])
    elif expr.year.said or known.published is None:
        return None
    elif known.lean == "future":
        found = min((w for w in windows.values() if w[1] >= known.published), default=None)
    else:
        found = max((w for w in windows.values() if w[0] <= known.published), default=None)
    return Period(*found, "festival") if found else None


# --- relative to the period spoken of before ---------------------------------------------------------------------------


def _anchored(unit: Unit, offset: int, named: Unit | None, known: _Known) -> Period | None:
    if known.anchor is None:
        if offset and known.published is not None and unit in ("year", "month", "week", "day"):
            return Period(move(known.published, unit, offset), move(known.published, unit, offset), "relative")
        if named and not offset and known.published is not None:
            return replace(_around(known.published, named, 0), source="relative")
        return None
    if named is not None and granularity(known.anchor) != named:
        if MONTHS.get(named, 0) >= 1 and offset == 0:
            return replace(_around(known.anchor.end, named, 0), source="context")
        if MONTHS.get(named, 0) >= 1:
            return replace(_around(known.anchor.end, named, offset), source="context")
    return replace(shift(known.anchor, unit=unit, count=offset), source="context")


def _same(year: YearOf, known: _Known) -> Period | None:
    said = _year(year, known)
    if known.anchor is None or said is None:
        return None
    years = said[0] - known.anchor.end.year
    if years == 0:
        years = -1
    return replace(shift(known.anchor, unit="year", count=years), source="context")


def move(day: dt.date, unit: Unit, count: int) -> dt.date:
    """A day moved by whole units; the day of the month is kept or becomes the month's last."""
    if unit == "day":
        return day + dt.timedelta(days=count)
    if unit == "week":
        return day + dt.timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
    return _clamped(months // 12, months % 12 + 1, day.day)


def shift(period: Period, *, unit: Unit = "year", count: int) -> Period:
    """The same period ``count`` units later (earlier if negative); whole months stay whole months.

    >>> shift(Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29)), unit="year", count=-1).end
    datetime.date(2023, 2, 28)
    """
    start = move(period.start, unit, count)
    whole = period.start.day == 1 and (period.end + dt.timedelta(days=1)).day == 1
    if whole and unit in MONTHS:
        return replace(period, start=start, end=move(period.end + dt.timedelta(days=1), unit, count) - dt.timedelta(days=1))
    return replace(period, start=start, end=move(period.end, unit, count))


# --- labels ------------------------------------------------------------------------------------------------------------


def granularity(period: Period) -> Unit | None:
    """The calendar unit a period is exactly one of, None for any other span."""
    start, end = period.start, period.end
    if start == end:
        return "day"
    if start.weekday() == 0 and end - start == dt.timedelta(days=6):
        return "week"
    if start.day != 1 or (end + dt.timedelta(days=1)).day != 1:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    for unit, size in MONTHS.items():
        if months == size and (start.year * 12 + start.month - 1) % size == 0:
            return unit  # type: ignore[return-value]
    return None


def label(period: Period) -> str:
    """The period as the table prints it.

    >>> label(Period(dt.date(2022, 4, 1), dt.date(2022, 6, 30)))
    '2022Q2'
    >>> label(Period(dt.date(2023, 1, 1), dt.date(2023, 9, 30)))
    '2023-01-01/2023-09-30'
    """
    start, end = period.start, period.end
    match granularity(period):
        case "day":
            return start.isoformat()
        case "week":
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02d}"
        case "month":
            return f"{start.year}-{start.month:02d}"
        case "quarter":
            return f"{start.year}Q{(start.month + 2) // 3}"
        case "half":
            return f"{start.year}H{1 if start.month == 1 else 2}"
        case "year":
            return str(start.year)
        case _:
            return f"{start.isoformat()}/{end.isoformat()}"
