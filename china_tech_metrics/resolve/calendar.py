"""What date expressions mean: from "the second quarter" or "a year earlier" to calendar days.

An expression says nothing but what is written. :func:`resolve` adds what is known around it: the day of publication, the
period the text spoke of before, the company's fiscal years. What can not be known is None, never a guess
from today's date.

No date parser is asked: the scanner's tokens already hold day, month and year as numbers, and ``dateparser`` would take half
a millisecond to read the same three words again, for quarters, fiscal years and festivals it has no words at all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.expressions import (
    MONTHS,
    UNSAID,
    Anchored,
    Between,
    Date,
    Days,
    Ending,
    FestivalDays,
    Lean,
    NamedMonth,
    Relative,
    Same,
    Since,
    Slice,
    Starting,
    TimeExpr,
    ToDate,
    Unit,
    UnitEnd,
    Weekday,
    WeekOf,
    Window,
    YearOf,
)  # fmt: skip
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS, FiscalYears
from china_tech_metrics.resolve.slices import NEARLY_OVER, Known, resolve_days, resolve_slice, said_year
from china_tech_metrics.resolve.spans import (
    FIRST_DAY,
    LAST_DAY,
    clamped,
    from_january,
    granularity,
    label,
    month_start,
    move,
    same_days,
    shift,
    term,
    whole_months,
)

__all__ = [
    "MONTHS",
    "UNSAID",
    "Anchored",
    "Between",
    "Date",
    "Days",
    "Ending",
    "FestivalDays",
    "Lean",
    "NamedMonth",
    "Relative",
    "Same",
    "Since",
    "Slice",
    "Starting",
    "TimeExpr",
    "ToDate",
    "Unit",
    "UnitEnd",
    "WeekOf",
    "Weekday",
    "Window",
    "YearOf",
    "from_january",
    "granularity",
    "label",
    "move",
    "resolve",
    "same_days",
    "shift",
    "term",
    "whole_months",
]  # fmt: skip

LAST_MONTH_DISTANCE = dt.timedelta(days=55)
"""How long a month of the running year must be over for "last March" to be the year before's: in late May one would have said
"in March" of the running year's, while "last October" in early December is the one just over."""


def resolve(
    expr: TimeExpr,
    *,
    published: dt.date | None,
    anchor: Period | None = None,
    fiscal_years: FiscalYears = CALENDAR_YEARS,
    lean: Lean = "past",
) -> Period | None:
    """The calendar days an expression means.

    Args:
        expr: what is written.
        published: the day relative expressions are counted from.
        anchor: the period spoken of before, for "a year earlier" and "the period".
        fiscal_years: the company's, for fiscal expressions and for "last quarter".
        lean: whether an expression without a year looks back ("sales in October") or ahead ("will open in October").

    Returns:
        The period, or None when it can't be known: relative without ``published``, anchored without ``anchor``, or at an end of the
        calendar.

    >>> resolve(Slice("quarter", 2, 2, YearOf(absolute=2022)), published=None)
    Period(start=datetime.date(2022, 4, 1), end=datetime.date(2022, 6, 30), source='stated')
    >>> years_to_march = FiscalYears.ending(3)
    >>> resolve(Slice("year", 1, 1, YearOf(absolute=2024), fiscal=True), published=None, fiscal_years=years_to_march)
    Period(start=datetime.date(2023, 4, 1), end=datetime.date(2024, 3, 31), source='fiscal')
    >>> resolve(Relative("year", -1), published=dt.date(2024, 6, 19)).start
    datetime.date(2023, 1, 1)
    >>> resolve(Relative("year", -1), published=None) is None
    True
    """
    try:
        found = _resolve(expr, Known(published, anchor, fiscal_years, lean))
    except (OverflowError, ValueError):  # beyond the calendar's years
        return None
    return found if found is not None and found.start >= FIRST_DAY and found.end <= LAST_DAY else None


def _resolve(expr: TimeExpr, known: Known) -> Period | None:
    match expr:
        case Slice():
            return resolve_slice(expr, known)
        case Days():
            return resolve_days(expr, known)
        case Date(day):
            return Period(day, day)
        case Relative(unit, offset):
            return None if known.published is None else _around(known.published, unit, offset, known.fiscal_years)
        case Window():
            return _window(expr, known)
        case Anchored():
            return _anchored(expr, known)
        case Same(year):
            return _same(year, known)
        case Weekday(day, offset):
            return _weekday(day, offset, known)
        case NamedMonth(month, which):
            return None if known.published is None else _named_month(month, which, known.published)
        case FestivalDays():
            return _festival(expr, known)
        case Since():
            return _since(expr, known)
        case Ending():
            return _ending(expr, known)
        case UnitEnd(unit):
            return _unit_end(unit, known)
        case Starting(first, unit, count):
            begin = _resolve(first, known)
            ahead = isinstance(first, NamedMonth) and first.which == 0 and known.lean == "past"
            if begin is None or (ahead and known.published is not None and begin.start > known.published):
                return None  # "was sold **this summer**", said in May
            return replace(begin, end=move(begin.start, unit, count) - dt.timedelta(days=1))
        case WeekOf(day):
            found = _resolve(day, known)
            return None if found is None else replace(_around(found.start, "week", 0), source=found.source)
        case ToDate(unit):
            if known.published is None:
                return None
            return replace(_around(known.published, unit, 0), end=known.published)
        case Between(first, last):
            return _between(first, last, known)


def _between(first: TimeExpr, last: TimeExpr, known: Known) -> Period | None:
    """The end without a year follows the start's, else the start is the last one before the end."""
    if _open(last) and not _open(first):
        start = _resolve(first, known)
        end = None if start is None else _resolve(last, replace(known, published=start.start, lean="future"))
    else:
        end = _resolve(last, known)
        start = None if end is None else _resolve(first, replace(known, published=end.end, lean="past") if _open(first) else known)
    if start is None or end is None or start.start > end.end:
        return None
    return Period(start.start, end.end, end.source)


def _open(expr: TimeExpr) -> bool:
    """Whether an expression can mean several days by itself, a month without a year or a day of the week."""
    match expr:
        case Slice() | Days():
            return not expr.year.said
        case Weekday(_, offset):
            return offset is None
        case _:
            return False


def _since(expr: Since, known: Known) -> Period | None:
    begin = _resolve(expr.start, known)
    today = known.published
    if begin is None or today is None:
        return begin
    if expr.starting and _open(expr.start):
        ahead = _resolve(expr.start, replace(known, lean="future"))
        if ahead is not None and ahead.start - today < today - begin.start:
            begin = ahead
    if begin.start > today:
        return begin
    return Period(begin.start, today, begin.source)


def _unit_end(unit: Unit, known: Known) -> Period | None:
    """Looking back it is over: the unit spoken of, else the last one; looking ahead the running one."""
    today, anchor = known.published, known.anchor
    if known.lean == "past" and anchor is not None:
        spoken_of = replace(_around(anchor.end, unit, 0), source="context")
        if today is None or spoken_of.end <= today:
            return spoken_of
    if today is None:
        return None
    running = _around(today, unit, 0)
    return running if known.lean == "future" or running.end <= today + NEARLY_OVER else _around(today, unit, -1)


def _ending(expr: Ending, known: Known) -> Period | None:
    last = _resolve(expr.last, known)
    if last is None:
        return None
    return Period(move(last.end + dt.timedelta(days=1), expr.unit, -expr.count), last.end, last.source)


# --- relative to publication -----------------------------------------------------------------------------------------


def _around(day: dt.date, unit: Unit, offset: int, fiscal_years: FiscalYears = CALENDAR_YEARS) -> Period:
    """The unit that holds a day, moved by ``offset`` units. Quarters are the company's if its year ends inside a calendar quarter."""
    if unit == "day":
        moved = day + dt.timedelta(days=offset)
        return Period(moved, moved, "relative")
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=offset)
        return Period(monday, monday + dt.timedelta(days=6), "relative")
    size = MONTHS[unit]
    begin = 0 if unit != "quarter" or fiscal_years.by_calendar else (fiscal_years.year_of(day).start.month - 1) % size
    first = ((day.year * 12 + day.month - 1 - begin) // size + offset) * size + begin
    return Period(month_start(first), month_start(first + size) - dt.timedelta(days=1), "fiscal" if begin else "relative")


BARELY_BEGUN = 10
"""Up to this day of a month "the past five months" are those before it."""


def _window(expr: Window, known: Known) -> Period | None:
    direction = expr.direction or known.lean
    if expr.anchored and known.anchor is not None:
        return _beside(known.anchor, expr, direction)
    today = known.published
    if today is None or (expr.anchored and direction == "future"):
        return None
    if expr.direction is not None and expr.count > 1 and expr.unit in ("quarter", "half"):
        first, last = (-expr.count, -1) if direction == "past" else (1, expr.count)
        return Period(_around(today, expr.unit, first).start, _around(today, expr.unit, last).end, "relative")
    if direction == "future":
        return Period(today, move(today, expr.unit, expr.count), "relative")
    if expr.unit == "month" and expr.count > 1 and expr.direction == "past" and today.day <= BARELY_BEGUN:
        return Period(_around(today, "month", -expr.count).start, _around(today, "month", -1).end, "relative")
    if expr.unit == "year" and expr.count > 1 and expr.direction == "past":
        return Period(dt.date(today.year - expr.count, 1, 1), dt.date(today.year - 1, 12, 31), "relative")
    return Period(move(today, expr.unit, -expr.count), today, "relative")


def _beside(anchor: Period, window: Window, direction: Lean) -> Period:
    """The units right before or behind the period spoken of."""
    day = dt.timedelta(days=1)
    if direction == "past":
        return Period(move(anchor.start, window.unit, -window.count), anchor.start - day, "context")
    return Period(anchor.end + day, move(anchor.end + day, window.unit, window.count) - day, "context")


def _named_month(month: int, which: int, today: dt.date) -> Period:
    """See :data:`LAST_MONTH_DISTANCE`; the next one is never the running month."""
    year = today.year
    if which > 0 and month <= today.month:
        year += 1
    elif which < 0:
        over = month < today.month and today - clamped(year, month, 31) < LAST_MONTH_DISTANCE
        year -= not over
    return Period(dt.date(year, month, 1), clamped(year, month, 31), "relative")


def _weekday(day: int, offset: int | None, known: Known) -> Period | None:
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


def _festival(expr: FestivalDays, known: Known) -> Period | None:
    windows = {year: (start, end) for year, start, end in expr.windows}
    if expr.day is not None:
        windows = {year: (dt.date(year, *expr.day),) * 2 for year in windows}
    said = said_year(expr.year, known)
    if said is not None:
        found = windows.get(said[0])
    elif expr.year.said or known.published is None:
        return None
    elif (expr.direction or known.lean) == "future":
        begins = known.published if expr.direction is None else known.published + dt.timedelta(days=1)
        found = min((w for w in windows.values() if (w[1] if expr.direction is None else w[0]) >= begins), default=None)
    else:
        found = max((w for w in windows.values() if w[0] <= known.published), default=None)
    return Period(*found, "festival") if found else None


# --- relative to the period spoken of before ---------------------------------------------------------------------------


def _anchored(expr: Anchored, known: Known) -> Period | None:
    unit, offset, named, anchor = expr.unit, expr.offset, expr.named, known.anchor
    if anchor is None:
        return _around(known.published, unit, offset) if expr.deictic and known.published is not None else None
    if (named == "day" and anchor.start != anchor.end) or (named == "week" and not offset and granularity(anchor) != "week"):
        return None
    if named == "month" and known.published is not None and (whole_months(anchor) or 0) >= MONTHS["year"]:
        return _around(known.published, named, offset)  # "earned X in 2024. It listed at the beginning of **the month**"
    if named is not None and named in MONTHS and whole_months(anchor) != MONTHS[named]:
        return replace(_around(anchor.end, named, offset), source="context")
    return replace(shift(anchor, unit=unit, count=offset), source="context")


def _same(year: YearOf, known: Known) -> Period | None:
    said = said_year(year, known)
    if known.anchor is None or said is None:
        return None
    years = said[0] - known.anchor.end.year
    if years == 0:
        years = -1
    return replace(shift(known.anchor, unit="year", count=years), source="context")
