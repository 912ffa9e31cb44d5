"""What kind of time is told: a quarter that companies report on, one without its year, one that still runs, one long enough to hold on."""

from __future__ import annotations

import datetime as dt

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import shift, term
from china_tech_metrics.resolve.expressions import Days, Ending, Relative, Same, Since, Slice, TimeExpr, ToDate, Window
from china_tech_metrics.unspaced.times import TimeMention

CARRIED = ("month", "quarter", "half", "year")
LONGEST_MONTH = 27
DAYS_OF_MONTH, DAYS_OF_HALF = 31, 184
SHORTEST_YEAR, LONGEST_YEAR = 360, 366
SOON = 60
"""So many days before it begins a quarter is told of that is expected."""
PARTS_OF_YEAR = ("quarter", "half", "month", "months", "quarters")
REPORTED = ("quarter", "half", "year", "month", "months", "quarters")


def is_reported(mention: TimeMention) -> bool:
    """Whether a time is one that companies report on: a quarter, a year, "截至6月30日止季度"."""
    return mention.granularity in REPORTED or isinstance(mention.expr, Ending)


def is_running_quarter(mention: TimeMention) -> bool:
    """Whether a time is "this quarter", which in a report is the one reported."""
    return isinstance(mention.expr, Relative) and mention.expr.unit == "quarter" and mention.expr.offset == 0


def is_bare(expr: TimeExpr) -> bool:
    """Whether a time is a quarter, half, month or day without its year."""
    return (isinstance(expr, Days) or (isinstance(expr, Slice) and expr.unit != "year")) and not expr.year.said


def is_running(expr: TimeExpr, past: Period, published: dt.date, *, expected: bool = False) -> bool:
    """Whether a quarter or half without its year is the running one, so that the ``past`` one of that name is that of the year before.

    One that is to begin soon is as good as running where something is ``expected`` of it.
    """
    if not is_bare(expr) or past.end.year == published.year or term(past) not in ("quarter", "half"):
        return False
    now = shift(past, unit="year", count=1)
    return now is not None and (now.start - published).days <= (SOON if expected else 0) and published <= now.end


def by_itself(expr: TimeExpr) -> bool:
    """Whether the days of a time depend on nothing but the day of publication: on no company's fiscal year and no time said before."""
    return isinstance(expr, Days | Slice) and expr.year.anchored is None and not (isinstance(expr, Slice) and expr.fiscal)


def looks_back(mention: TimeMention) -> bool:
    return isinstance(mention.expr, Same) or mention.granularity == "same"


def lasts(period: Period) -> bool:
    """Whether a period holds for the sentences that follow."""
    return (period.end - period.start).days > LONGEST_MONTH or term(period) in CARRIED


def of_years(period: Period) -> bool:
    """Whether a period is longer than any report: "2021年至2023年累计"."""
    return (period.end - period.start).days > LONGEST_YEAR


def year_of(period: Period) -> Period:
    """The year in which a period is, a fiscal one as it is."""
    if (period.end - period.start).days >= SHORTEST_YEAR:
        return period
    return Period(period.end.replace(month=1, day=1), period.end.replace(month=12, day=31), period.source)


def in_context(period: Period) -> Period:
    """A period that was said before."""
    return period if period.source == "context" else Period(period.start, period.end, "context")


def lies_in(period: Period, whole: Period) -> bool:
    """Whether a period is a part of another one, or all of it."""
    return whole.start <= period.start and period.end <= whole.end


def is_month_of(period: Period, report: Period) -> bool:
    """Whether a period is a month of the quarter or half that is reported on: "今年9月发布新模型"."""
    if period.start < report.start or period.end > report.end:
        return False
    return (period.end - period.start).days <= DAYS_OF_MONTH < (report.end - report.start).days <= DAYS_OF_HALF


def spans_up_to_now(mention: TimeMention) -> bool:
    """Whether a time goes on until now: "今年以来", "连续三个季度"."""
    return isinstance(mention.expr, ToDate | Since) or (isinstance(mention.expr, Window) and mention.expr.direction == "past")


def looks_past(mention: TimeMention) -> bool:
    """Whether a time is over or up to now by its own words: "去年", "过去四季", "今年以来"."""
    match mention.expr:
        case Window(direction="past") | ToDate():
            return True
        case Relative(offset=offset):
            return offset < 0
    return False
