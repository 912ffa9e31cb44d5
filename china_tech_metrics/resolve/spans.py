"""Arithmetic on periods: moving them by calendar units, which unit one is, and the label the table prints."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from functools import lru_cache

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.expressions import MONTHS, Unit

FIRST_DAY, LAST_DAY = dt.date(100, 1, 1), dt.date(9900, 12, 31)
"""Days that texts speak of. Python's calendar ends a century before and behind them, so that there is room to count from each."""


def countable(day: dt.date | None) -> dt.date | None:
    """A day that others can be counted from; None for one at an end of the calendar, which data have where a day is not known.

    >>> countable(dt.date(2024, 6, 19)), countable(dt.date.max), countable(None)
    (datetime.date(2024, 6, 19), None, None)
    """
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def month_start(months: int) -> dt.date:
    """The first day of a month, counted in months from the year 0."""
    return dt.date(months // 12, months % 12 + 1, 1)


def clamped(year: int, month: int, day: int) -> dt.date:
    """A day, or the last one of its month if the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def same_days(first: Period, second: Period) -> bool:
    """Whether two periods are the same days, wherever each was found."""
    return (first.start, first.end) == (second.start, second.end)


def whole_months(period: Period) -> int | None:
    """How many whole months a period is, None for any other span."""
    if period.start.day != 1 or (period.end + dt.timedelta(days=1)).day != 1:
        return None
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def from_january(period: Period) -> bool:
    """Whether a period is the first whole months of a year."""
    return (period.start.month, period.start.year) == (1, period.end.year) and whole_months(period) is not None


def move(day: dt.date, unit: Unit, count: int) -> dt.date:
    """A day moved by whole units; the day of the month is kept or becomes the month's last."""
    if unit == "day":
        return day + dt.timedelta(days=count)
    if unit == "week":
        return day + dt.timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
    return clamped(months // 12, months % 12 + 1, day.day)


def shift(period: Period, *, unit: Unit = "year", count: int) -> Period:
    """The same period ``count`` units later (earlier if negative); whole months stay whole months.

    >>> shift(Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29)), unit="year", count=-1).end
    datetime.date(2023, 2, 28)
    """
    start = move(period.start, unit, count)
    if unit in MONTHS and whole_months(period) is not None:
        return replace(period, start=start, end=move(period.end + dt.timedelta(days=1), unit, count) - dt.timedelta(days=1))
    return replace(period, start=start, end=move(period.end, unit, count))


def granularity(period: Period) -> Unit | None:
    """The calendar unit a period is exactly one of, None for any other span."""
    start, end = period.start, period.end
    if start == end:
        return "day"
    if start.weekday() == 0 and end - start == dt.timedelta(days=6):
        return "week"
    months = whole_months(period)
    for unit, size in MONTHS.items():
        if months == size and (start.year * 12 + start.month - 1) % size == 0 and unit != "decade":
            return unit
    return None


def term(period: Period) -> Unit | None:
    """The unit a period is, None for any other span: three months are a quarter of somebody's fiscal year whichever they are.

    Six and twelve months that are no half or year of the calendar are as often the last ones as part of a fiscal year.

    >>> term(Period(dt.date(2024, 3, 1), dt.date(2024, 5, 31)))
    'quarter'
    """
    return "quarter" if whole_months(period) == MONTHS["quarter"] else granularity(period)


@lru_cache(maxsize=16384)
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
