"""What a date expression says, symbolically: frozen values that :func:`china_tech_metrics.resolve.calendar.resolve` reads.

They hold nothing but what is written. Which days are meant depends on what is known around them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "half", "year", "decade"]
Lean = Literal["past", "future"]
MONTHS: Mapping[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class YearOf:
    """Which year: a number, relative to publication ("last year" is -1), relative to the anchor ("the previous year"), or none said.

    ``spans_two`` says that both calendar years of a fiscal one are written, "2023/24"; ``absolute`` is then the later one.
    """

    absolute: int | None = None
    relative: int | None = None
    anchored: int | None = None
    spans_two: bool = False

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
    """``count`` units that end (past) or begin (future) at publication; without a direction as the sentence leans.

    ``anchored`` ones ("the preceding three months") end or begin at the period spoken of before.
    """

    unit: Unit
    count: int
    direction: Lean | None = None
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Anchored:
    """The period spoken of before, moved: "a year earlier", "the previous quarter"; offset 0 is that period itself.

    ``named`` is the unit of the period meant if the words say it ("the quarter"). ``deictic`` ones ("a year ago") count from
    publication where nothing was spoken of.
    """

    unit: Unit
    offset: int
    named: Unit | None = None
    deictic: bool = False


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
class NamedMonth:
    """ "last March" (-1), "this March" (0), "next March" (1)."""

    month: int
    which: int


@dataclass(frozen=True, slots=True)
class FestivalDays:
    """A festival with its days by year. ``direction`` is said by "the upcoming"; ``day`` is the one day in it that is meant."""

    windows: tuple[tuple[int, dt.date, dt.date], ...]
    year: YearOf = UNSAID
    direction: Lean | None = None
    day: tuple[int, int] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """From the start of another expression to publication. ``starting`` ones may also lie ahead ("starting in September")."""

    start: TimeExpr
    starting: bool = False


@dataclass(frozen=True, slots=True)
class ToDate:
    """From the start of the running unit to publication: "so far this year"."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Between:
    """From the start of one expression to the end of another."""

    first: TimeExpr
    last: TimeExpr


@dataclass(frozen=True, slots=True)
class Ending:
    """``count`` units of which another expression is the last day: "the week to June 10"."""

    last: TimeExpr
    unit: Unit
    count: int = 1


@dataclass(frozen=True, slots=True)
class UnitEnd:
    """The unit whose end is spoken of: "at the end of the quarter" is the one reported, "by the end of the year" the running one."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Starting:
    """``count`` units of which another expression is the first day: "the 11 days that began on November 1"."""

    first: TimeExpr
    unit: Unit
    count: int = 1


@dataclass(frozen=True, slots=True)
class WeekOf:
    """Monday to Sunday around a day: "the week of June 10"."""

    day: TimeExpr


TimeExpr = (
    Slice | Days | Date | Relative | Window | Anchored | Same | Weekday | NamedMonth | FestivalDays | Since | ToDate | Between | Ending
    | Starting | UnitEnd | WeekOf
)  # fmt: skip
"""Any of them."""


def is_anchored(expr: TimeExpr) -> bool:
    """Whether the meaning depends on the period spoken of before."""
    match expr:
        case Anchored() | Same():
            return True
        case Window():
            return expr.anchored
        case Since(start):
            return is_anchored(start)
        case Ending(last):
            return is_anchored(last)
        case Between(first, last):
            return is_anchored(first) or is_anchored(last)
        case _:
            year = getattr(expr, "year", None)
            return isinstance(year, YearOf) and year.anchored is not None
