"""China's statutory holidays as the days people are off work, from the package ``holidays``.

The State Council's General Office gives notice each autumn of next year's holidays, and of the weekends that are worked instead. A
holiday's week is the run of days without work around its statutory day: Spring Festival 2024 is 10 to 17 February, because Sunday the
4th and Sunday the 18th were working days. Two holidays can share a week, as National Day and the Mid-Autumn Festival did in 2020.

Known are the years from 2001 to the last one whose notice the installed version of ``holidays`` has. In other years nobody has said
which weekends are worked, so there are no weeks. The package is imported at the first look-up, and its answers are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

FIRST_NOTICE = 2001
"""The first year of which ``holidays`` has the weekends worked."""
LAST_NOTICE = 2100
"""No year from here on is asked for."""
DAY = dt.timedelta(days=1)
SATURDAY = 5

Windows = tuple[tuple[int, dt.date, dt.date], ...]


class Calendar(NamedTuple):
    """The days off with the names of their holidays, and the weekends that are worked."""

    off: Mapping[dt.date, tuple[str, ...]]
    worked: frozenset[dt.date]

    def is_free(self, day: dt.date) -> bool:
        """Whether people are off work on a day."""
        return day in self.off or (day.weekday() >= SATURDAY and day not in self.worked)


@lru_cache(maxsize=16)
def holiday_weeks(name: str) -> Windows:
    """The weeks of a statutory holiday by year: (year, first, last day).

    Args:
        name: the holiday as the regulation on national holidays calls it, in Chinese.

    Returns:
        One week for each known year in which it is a holiday; none for a name that is no holiday's.

    >>> [(str(first), str(last)) for year, first, last in holiday_weeks("春节") if year == 2024]
    [('2024-02-10', '2024-02-17')]
    """
    calendar = _calendar()
    holidays: dict[int, dt.date] = {}
    for day in sorted(calendar.off):
        if name in calendar.off[day]:
            holidays.setdefault(day.year, day)
    return tuple((year, *_run(day, calendar)) for year, day in holidays.items())


@lru_cache(maxsize=1)
def _calendar() -> Calendar:
    """The years from the first to the last one whose notice is known: each has weekends that are worked."""
    from holidays import country_holidays

    off: dict[dt.date, tuple[str, ...]] = {}
    worked: set[dt.date] = set()
    for number in range(FIRST_NOTICE, LAST_NOTICE):
        year = country_holidays("CN", years=number, language="zh_CN")
        if not any(day.year == number for day in year.weekend_workdays):
            break
        off |= {day: tuple(year.get_list(day)) for day in year}
        worked |= year.weekend_workdays
    return Calendar(off, frozenset(worked))


def _run(day: dt.date, calendar: Calendar) -> tuple[dt.date, dt.date]:
    """The run of days without work that a day is in."""
    first = last = day
    while calendar.is_free(first - DAY):
        first -= DAY
    while calendar.is_free(last + DAY):
        last += DAY
    return first, last
