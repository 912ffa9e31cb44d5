"""The fiscal years of a company: when they end, how they are named, and what happens when the year end is moved.

Fiscal years are whole months here. Companies that count 52 or 53 weeks ("the last Sunday of January") are off by some days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from china_tech_metrics.resolve.spans import month_start

LONGEST = 18
"""So many months a period between two year ends may have at most: a check on the data, after section 392 of the UK Companies Act 2006."""
DAY = dt.timedelta(days=1)


class FiscalYear(NamedTuple):
    """First and last day of a fiscal year, or of the period between the years before and after a change."""

    start: dt.date
    end: dt.date

    @property
    def months(self) -> int:
        """How many months it has: 12, but for a period of change."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def is_calendar_year(self) -> bool:
        """Whether it is January to December."""
        return self.months == 12 and self.end.month == 12

    def part(self, size: int, first: int, last: int) -> tuple[dt.date, dt.date] | None:
        """First and last day of its parts ``first`` to ``last``, of ``size`` months each; None where it has no such parts."""
        if last * size > self.months:
            return None
        begin = self.start.year * 12 + self.start.month - 1
        return month_start(begin + (first - 1) * size), month_start(begin + last * size) - DAY


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The month fiscal years end in, from the first day of the first to the last day of the last such year; None is always."""

    month: int
    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether a day is in a fiscal year that ends so."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """All fiscal years of a company.

    ``ends`` are its year ends in order; what lies between one's last day and the next one's first is a single period of another
    length, reported as such: six months, or fifteen. ``named`` says whether "fiscal 2024" is the year that ends in 2024 or the one
    that starts then.

    >>> moved = FiscalYears((YearEnd(6, until=dt.date(2023, 6, 30)), YearEnd(12, since=dt.date(2024, 1, 1))))
    >>> moved.year_of(dt.date(2023, 2, 14)).end, moved.year_of(dt.date(2023, 8, 1)).months, moved.year_of(dt.date(2024, 8, 1)).end
    (datetime.date(2023, 6, 30), 6, datetime.date(2024, 12, 31))
    """

    ends: tuple[YearEnd, ...] = (YearEnd(12),)
    named: Literal["end", "start"] = "end"

    @classmethod
    def ending(cls, month: int, named: Literal["end", "start"] = "end") -> FiscalYears:
        """Years that always ended in one month."""
        return cls((YearEnd(month),), named)

    @property
    def month(self) -> int:
        """The month the year ends in now."""
        return self.ends[-1].month

    @property
    def by_calendar(self) -> bool:
        """Whether they have always been the calendar's years."""
        return len(self.ends) == 1 and self.month == 12

    def year_of(self, day: dt.date) -> FiscalYear:
        """The fiscal year, or the period of change, that a day is in."""
        for end in self.ends:
            if end.holds(day):
                first = (day.year - (day.month <= end.month)) * 12 + end.month
                return FiscalYear(month_start(first), month_start(first + 12) - DAY)
        before = max(e.until for e in self.ends if e.until is not None and e.until < day)
        after = min(e.since for e in self.ends if e.since is not None and e.since > day)
        return FiscalYear(before + DAY, after - DAY)

    def step(self, year: FiscalYear, count: int) -> FiscalYear:
        """The fiscal year ``count`` years later, earlier if negative; a period of change counts as one."""
        for _ in range(abs(count)):
            year = self.year_of(year.end + DAY if count > 0 else year.start - DAY)
        return year

    def called(self, number: int) -> FiscalYear | None:
        """The year of that name: "fiscal 2024"."""
        return self._only(number, self.named)

    def ending_in(self, number: int) -> FiscalYear | None:
        """The year that ends in a calendar year, whatever its name: "fiscal 2023/24" ends in 2024."""
        return self._only(number, "end")

    def _only(self, number: int, by: Literal["end", "start"]) -> FiscalYear | None:
        """The year that ends or starts in a calendar year; of two the one of twelve months, and of two such the later."""
        found = [year for year in self._within(number) if getattr(year, by).year == number]
        return max(found, key=lambda year: (year.months == 12, year.end), default=None)

    def _within(self, number: int) -> list[FiscalYear]:
        """The fiscal years with days in a calendar year."""
        years = [self.year_of(dt.date(number, 1, 1))]
        while years[-1].end < dt.date(number, 12, 31):
            years.append(self.step(years[-1], 1))
        return years


CALENDAR_YEARS = FiscalYears()
"""The fiscal years of a company of which nothing else is known."""
