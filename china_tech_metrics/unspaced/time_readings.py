"""What the parts of a written time say: from the groups of a form's match to an expression and its granularity."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from china_tech_metrics.resolve.expressions import (
    MONTHS,
    UNSAID,
    Anchored,
    Between,
    Days,
    Ending,
    FestivalDays,
    Relative,
    Same,
    Slice,
    TimeExpr,
    Unit,
    Weekday,
    Window,
    YearOf,
)
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.unspaced.words import TimeWords

CENTURY = 2000
OF_MONTH = 0
"""The month of days whose month is the one told."""
TEN, WEEK, MOST_WEEKS, QUARTERS = 10, 7, 4, 4
NO_LEAP_YEAR = 2001
EARLIEST_SHORT, LATEST_SHORT = 13, 29
"""Years of two digits; others say how long something takes."""
HALF_YEAR, MOST_AGO, YEARS_OF_PLAN = 6, 12, 5
UNITS: tuple[Unit, ...] = ("year", "half", "quarter", "month", "week", "day")
Groups = Mapping[str, Any]
Said = tuple[TimeExpr | None, str | None]
"""What a time says, and its granularity."""


class Readings:
    """One method a form of time; each gives None if what matched is no time."""

    def __init__(self, words: TimeWords, festivals: Festivals, festival_names: Mapping[str, str]) -> None:
        self._numbers, self._groups = words.numbers, words.groups
        self._festivals, self._festival_names = festivals, festival_names

    def _year_of(self, g: Groups) -> tuple[YearOf, bool]:
        """The year that is said, and whether it is a fiscal one."""
        absolute = g.get("year") or g.get("year4")
        if absolute:
            return YearOf(absolute=int(absolute)), False
        if g.get("short"):
            return YearOf(absolute=CENTURY + int(g["short"])), False
        if g.get("fy"):
            return YearOf(absolute=CENTURY + int(g["fy"]) % 100), True
        if g.get("relfy"):
            years = self._numbers["fiscal_years"] if g["relfy"] in self._numbers["fiscal_years"] else self._numbers["years"]
            return YearOf(relative=years[g["relfy"]]), True
        if g.get("infy"):
            return UNSAID, True  # "财年首季"
        if g.get("anchored"):
            return YearOf(anchored=self._numbers["anchored_years"][g["anchored"]]), False
        if g.get("rel"):
            return YearOf(relative=self._numbers["years"][g["rel"]]), False
        return UNSAID, False

    def _number(self, written: str) -> int:
        return int(written) if written.isdigit() else self._numbers["numerals"].get(written, 0)

    def iso(self, g: Groups) -> Said | None:
        year, month, day = (int(part) for part in re.split(r"[-/.]", g["iso"]))
        return Days((month, day), (month, day), YearOf(absolute=year)), "day"

    def date(self, g: Groups) -> Said | None:
        at = (self._number(g["month"]), int(g["day"]))
        return (Days(at, at, self._year_of(g)[0]), "day") if _is_day(*at) else None

    def days(self, g: Groups) -> Said | None:
        first = (self._number(g["month"]), int(g["day"]))
        last = (self._number(g["month2"]) if g.get("month2") else first[0], int(g["day2"]))
        return (Days(first, last, self._year_of(g)[0]), "days") if _is_day(*first) and _is_day(*last) else None

    def days_of_month(self, g: Groups) -> Said | None:
        """Days without their month: "1日至11日"."""
        first, last = int(g["day"] or g["day0"]), int(g["day2"])
        return (Days((OF_MONTH, first), (OF_MONTH, last)), "days") if first < last and _is_day(1, last) else None

    def day_of_month(self, g: Groups) -> Said | None:
        """A day without its month: "**15日**，字节跳动发布…"."""
        day = int(g["day"] or g["day0"])
        return (Days((OF_MONTH, day), (OF_MONTH, day)), "day") if _is_day(1, day) else None

    def first_days(self, g: Groups) -> Said | None:
        """So many days from the first of the month that is named before: "8月**前18天**"."""
        last = int(g["day2"])
        return (Days((OF_MONTH, 1), (OF_MONTH, last)), "days") if last > 1 and _is_day(1, last) else None

    def first_days_of_feast(self, g: Groups) -> Said | None:
        """The same of the festival told: "假期**前五天**"."""
        last = self._number(g["day2"])
        return (Days((OF_MONTH, 1), (OF_MONTH, last)), "feast") if last > 1 else None

    def ended_on(self, g: Groups) -> Said | None:
        found = self.date(g)
        return None if found is None else self._ending(found[0], g)

    def ended_in(self, g: Groups) -> Said | None:
        month = self._number(g["month"])
        return self._ending(Slice("month", month, month, self._year_of(g)[0]), g) if 1 <= month <= 12 else None

    def _ending(self, last: TimeExpr | None, g: Groups) -> Said | None:
        unit: Unit = "quarter" if g.get("unit_quarter2") else _unit(g)
        count = self._number(g["count"]) if g.get("count") else 1
        alone = unit in ("month", "week", "day") and not g.get("count")
        return None if last is None or alone or not count else (Ending(last, unit, count), "ended")

    def months(self, g: Groups) -> Said | None:
        first, last = self._number(g["first"]), self._number(g["last"])
        return (Slice("month", first, last, self._year_of(g)[0]), "months") if 1 <= first < last <= 12 else None

    def first_quarters(self, g: Groups) -> Said | None:
        count, (year, fiscal) = self._number(g["count"]), self._year_of(g)
        return (Slice("quarter", 1, count, year, fiscal), "quarters") if 1 < count <= 4 else None  # "前一季" is the one before

    def first_months(self, g: Groups) -> Said | None:
        count = self._number(g["count"])
        return (Slice("month", 1, count, self._year_of(g)[0]), "months") if 2 <= count <= 12 else None

    def quarter(self, g: Groups) -> Said:
        year, fiscal = self._year_of(g)
        number = self._number(g["quarter"]) if g["quarter"] else QUARTERS
        named = fiscal or (g.get("kind") or g.get("kind2") or g.get("kind3")) in self._groups["words.fiscal_quarter"]
        return Slice("quarter", number, number, year, named), "quarter"

    def quarter_label(self, g: Groups) -> Said:
        year = int(g["year2"]) if g.get("year2") else CENTURY + int(g["short"])
        number = int(g["quarter"])
        return Slice("quarter", number, number, YearOf(absolute=year)), "quarter"

    def fiscal_label(self, g: Groups) -> Said:
        year = YearOf(absolute=CENTURY + int(g["fy"]) % 100)
        quarter = g.get("quarter")
        if quarter:
            return Slice("quarter", int(quarter), int(quarter), year, True), "quarter"
        return Slice("year", 1, 1, year, True), "year"

    def relative_quarter(self, g: Groups) -> Said:
        return Relative("quarter", self._numbers["quarters"][g["which"]]), "quarter"

    def half(self, g: Groups) -> Said:
        year, fiscal = self._year_of(g)
        number = int(g["half"]) if g["half"].isdigit() else self._numbers["halves"][g["half"]]
        return Slice("half", number, number, year, fiscal), "half"

    def month(self, g: Groups) -> Said | None:
        if g["month"] in self._groups["words.first"]:
            return None  # "上线首月"
        month = self._number(g["month"])
        return (Slice("month", month, month, self._year_of(g)[0]), "month") if 1 <= month <= 12 else None

    def relative_month(self, g: Groups) -> Said:
        return Relative("month", self._numbers["months"][g["which"]]), "month"

    def part_of_month(self, g: Groups) -> Said | None:
        """The first, second or last ten days of a month, or so many weeks of seven days from its first."""
        month, weeks = self._number(g["month"]), self._number(g["weeks"]) if g["weeks"] else 0
        nth = 0 if weeks or g["third"] else self._number(g["week"]) if g["week"] else 1
        if not 1 <= month <= 12 or weeks > MOST_WEEKS or nth > MOST_WEEKS:
            return None
        if nth:
            return Days((month, nth * WEEK - WEEK + 1), (month, nth * WEEK), self._year_of(g)[0]), "days"
        first = 1 if weeks else 1 + TEN * self._groups["words.thirds"].index(g["third"])
        last = weeks * WEEK or (first + TEN - 1 if first <= 2 * TEN else monthrange(NO_LEAP_YEAR, month)[1])
        return Days((month, first), (month, last), self._year_of(g)[0]), "days"

    def year(self, g: Groups) -> Said | None:
        year, fiscal = (YearOf(absolute=int(g["year3"])), False) if g.get("year3") else self._year_of(g)
        if year == UNSAID:
            return Anchored("year", 0, "year", deictic=True), "year"
        if g.get("short") and not EARLIEST_SHORT <= int(g["short"]) <= LATEST_SHORT:
            return None  # "计划10年投入100亿美元"
        if year.anchored is not None:
            return Anchored("year", year.anchored, "year", deictic=year.anchored != 0), "year"
        if year.relative is not None and not fiscal:
            return Relative("year", year.relative), "year"
        return Slice("year", 1, 1, year, fiscal), "year"

    def years(self, g: Groups) -> Said | None:
        """From one year to another, or into one of which a part has gone by: "2019年至2021年上半年"."""
        first, year = int(g["year"]), YearOf(absolute=int(g["year2"]))
        last = Slice("year", 1, 1, year)
        if g.get("half"):
            half = self._numbers["halves"][g["half"]]
            last = Slice("half", half, half, year)
        elif g.get("count"):
            last = Slice("month" if g.get("months") else "quarter", 1, self._number(g["count"]), year)
        elif g.get("quarter"):
            last = Slice("quarter", self._number(g["quarter"]), self._number(g["quarter"]), year)
        elif g.get("last"):
            last = Slice("month", 1, int(g["last"]), year)
        fits = last.last * MONTHS[last.unit] <= MONTHS["year"]
        return (Between(Slice("year", 1, 1, YearOf(absolute=first)), last), "years") if fits else None

    def same(self, g: Groups) -> Said:
        year, _ = self._year_of(g)
        return (Same(year) if year != UNSAID else Anchored("day", 0)), ("same" if year != UNSAID else "anchored")

    def relative_day(self, g: Groups) -> Said:
        return Relative("day", self._numbers["days"][g["which"]]), "day"

    def weekday(self, g: Groups) -> Said:
        return Weekday(self._numbers["weekdays"][g["weekday"]], -1 if g.get("before") else 1 if g.get("after") else None), "day"

    def window(self, g: Groups) -> Said | None:
        count = self._number(g["count"])
        kind = "streak" if g.get("past") in self._groups["words.in_a_row"] else "window"
        return (Window(_unit(g), count, "past" if g.get("past") else "future"), kind) if count else None

    def ago(self, g: Groups) -> Said | None:
        """The year, month, week or day that lies so many back."""
        if g.get("half_year"):
            return Relative("month", -HALF_YEAR), "month"
        unit: Unit = next(unit for unit in UNITS if g.get(f"ago_{unit}"))
        count = self._number(g["count"])
        return (Relative(unit, -count), unit) if 0 < count <= MOST_AGO else None  # "24年前" may be before 2024

    def days_after(self, g: Groups) -> Said | None:
        """So many days behind the one that was named: "5月6日发布，**两天后**降价"."""
        count = self._number(g["count"])
        return (Anchored("day", count, "day"), "that_day") if 0 < count <= MOST_AGO else None

    def plan(self, g: Groups) -> Said:
        first = self._numbers["plans"][g["plan"]]
        last = Slice("year", 1, 1, YearOf(absolute=first + YEARS_OF_PLAN - 1))
        return Between(Slice("year", 1, 1, YearOf(absolute=first)), last), "years"

    def years_ago(self, g: Groups) -> Said | None:
        count = self._number(g["count"])
        return (Anchored("year", -count), "same") if 0 < count <= MOST_AGO else None

    def festival(self, g: Groups) -> Said:
        name = self._festival_names[g["festival"]]
        day = self._festivals.days.get(name) if g["on_day"] else None
        return FestivalDays(self._festivals.windows_of(name), self._year_of(g)[0], day=day, name=name), "festival"


def _unit(g: Groups) -> Unit:
    """The unit of time that was written."""
    return next(unit for unit in UNITS if g.get(f"unit_{unit}"))


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31
