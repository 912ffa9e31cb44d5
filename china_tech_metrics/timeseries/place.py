"""The regular periods of a series: which frequency its rows have, and which rows give the figure of which period.

============  ==================================================================================================
nature        a row belongs to the period
============  ==================================================================================================
flow          whose first and last day it has; with ``within`` also one whose days only lie inside it
average       the same, and one of a single day inside it ("has 600 million daily users", at publication)
stock,        one inside it (the end of the month, the day of publication), and a longer one that ends with it,
moment        because a stock over a longer time is one at its end ("buyers in the twelve months to June")
============  ==================================================================================================

Where several spans of days belong to one period, a fact comes before a forecast, then the period's own days, then the latest day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from china_tech_metrics.periods import DIGITS, PER_YEAR, period_frequency, to_period
from china_tech_metrics.timeseries.choose import Point, Span
from china_tech_metrics.timeseries.mentions import STATUSES

FINEST_FIRST = ("D", "W", "M", "Q", "2Q", "Y", "3Q")
"""Frequencies in the order in which they win a draw; the first nine months of a year are a frequency only where nothing else is told."""
HELD = ("stock", "moment")
"""Natures of what is so much at a time."""


def natural_frequency(spans: Iterable[Span], nature: str) -> str | None:
    """The frequency that most spans of days have; the finer one in a draw, and None if there is no regular one among them.

    A day at which a stock or an average is told counts as its month. Years of a stock that end in different months are those of the twelve
    months before a day, told every quarter or month, and count as that.

    >>> day = dt.date.fromisoformat
    >>> natural_frequency([(day("2023-01-01"), day("2023-03-31")), (day("2023-01-01"), day("2023-06-30"))], "flow")
    'Q-DEC'
    """
    told = [found for start, end in spans if (found := period_frequency(start, end))]
    if nature != "flow":
        told = ["M" if found == "D" else found for found in told]
    years = {found for found in told if found.startswith("Y")}
    if nature in HELD and len(years) > 1:
        ends = {end.month % 3 for start, end in spans if (period_frequency(start, end) or "").startswith("Y")}
        told = [("Q-DEC" if ends == {0} else "M") if found in years else found for found in told]
    votes = Counter(found for found in told if not found.startswith("3Q")) or Counter(told)
    if not votes:
        return None
    return min(votes, key=lambda found: (-votes[found], FINEST_FIRST.index(found.partition("-")[0]), found))


@dataclass(frozen=True, slots=True)
class Grid:
    """The periods of one frequency, which may be a multiple: halves are ``2Q``, counted from the beginning of the year.

    The same periods as those of :func:`china_tech_metrics.periods.to_period`, one at a time: a series has few.
    """

    name: str
    single: str
    count: int

    def at(self, day: dt.date) -> pd.Period | None:
        """The period a day is in; the months a multiple leaves over at the end of the year are in none."""
        period = pd.Period(year=day.year, month=day.month, day=day.day, freq=self.single)
        if self.count == 1:
            return period
        in_year = (period.month if self.single == "M" else period.quarter) - 1
        if in_year // self.count >= PER_YEAR[self.single[0]] // self.count:
            return None
        return pd.Period(ordinal=period.ordinal - in_year % self.count, freq=self.name)

    def over(self, first: pd.Period, last: pd.Period) -> Iterator[pd.Period]:
        """All periods from one to another."""
        for ordinal in range(first.ordinal, last.ordinal + 1):
            period = pd.Period(ordinal=ordinal, freq=self.single)
            in_year = 0 if self.count == 1 else (period.month if self.single == "M" else period.quarter) - 1
            if in_year % self.count == 0 and (self.count == 1 or in_year // self.count < PER_YEAR[self.single[0]] // self.count):
                yield pd.Period(ordinal=ordinal, freq=self.name)


@lru_cache
def grid(freq: str) -> Grid:
    """The periods of a frequency.

    Raises:
        InputError: the periods of a table can not have it.
    """
    no_days = pd.Series([], dtype="datetime64[us]")
    dtype = to_period(pd.DataFrame({"period_start": no_days, "period_end": no_days}), freq).dtype
    name = str(dtype).removeprefix("period[").removesuffix("]")
    single = name.lstrip(DIGITS)
    return Grid(name, single, int(name.removesuffix(single) or 1))


def place(points: Mapping[Span, Point], freq: str, nature: str, *, within: bool = False) -> dict[pd.Period, Point]:
    """The figure of each period of a frequency.

    Raises:
        InputError: the periods of a table can not have that frequency.
    """
    periods = grid(freq)
    best: dict[pd.Period, tuple[tuple[int, ...], Point]] = {}
    for span, point in points.items():
        found = _period(periods, span, nature, within)
        if found is None:
            continue
        exact = days_of(found) == span
        order = (STATUSES.index(point.status), not exact, -span[1].toordinal(), -span[0].toordinal())
        if found not in best or order < best[found][0]:
            best[found] = (order, point)
    return {period: point for period, (_, point) in best.items()}


def _period(periods: Grid, span: Span, nature: str, within: bool) -> pd.Period | None:
    """The period a span of days belongs to."""
    first, last = periods.at(span[0]), periods.at(span[1])
    if last is None:
        return None
    if first == last:
        inside = within or nature in HELD or (nature == "average" and span[0] == span[1])
        return last if inside or days_of(last) == span else None
    return last if nature in HELD and days_of(last)[1] == span[1] else None


def days_of(period: pd.Period) -> Span:
    """The first and the last day of a period."""
    first, last = (period.asfreq("D", how) for how in ("start", "end"))
    return dt.date(first.year, first.month, first.day), dt.date(last.year, last.month, last.day)


def regular(told: Iterable[pd.Period], freq: str) -> pd.PeriodIndex:
    """All periods of a frequency from the first to the last of some; a multiple (halves, nine months) has its place in each year."""
    periods = grid(freq)
    ordered = sorted(told, key=lambda period: period.ordinal)
    every = list(periods.over(ordered[0], ordered[-1])) if ordered else []
    return pd.PeriodIndex(every, freq=periods.name, name="period")


def periods_over(spans: Iterable[Span], freq: str) -> list[pd.Period]:
    """All periods of a frequency that lie inside the time which some spans cover together."""
    periods, listed = grid(freq), list(spans)
    if not listed:
        return []
    first, last = periods.at(min(start for start, _ in listed)), periods.at(max(end for _, end in listed))
    return [] if first is None or last is None else list(periods.over(first, last))
