"""How times are written in a text without spaces: a pattern a form, and what the parts of a match say.

All words are those of time.toml and festivals.toml; only the order in which they stand is told here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from china_tech_metrics.resolve.expressions import (
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
    ToDate,
    Unit,
    Weekday,
    Window,
    YearOf,
)
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.words import TimeWords

S = r"[ \t\xa0\u3000]?"
CENTURY = 2000
UNITS: tuple[Unit, ...] = ("year", "half", "quarter", "month", "week", "day")
NONE: frozenset[str] = frozenset()
Groups = dict[str, str]
Said = tuple[TimeExpr | None, str | None]
"""What a time says, and its granularity."""


class Form(NamedTuple):
    """One way to write a time: its pattern, and what the parts of a match say, None if it is no time.

    It begins with one of ``words``, or with a number behind which one of the characters ``behind_number`` stands.
    """

    pattern: re.Pattern[str]
    read: Callable[[Groups], Said | None]
    words: frozenset[str]
    behind_number: frozenset[str]


class TimeForms:
    """Every way to write a time in one language; iterate over it. ``festival_names`` maps names to those of ``festivals``."""

    def __init__(self, words: TimeWords, festivals: Festivals, festival_names: Mapping[str, str]) -> None:
        self._numbers, self._groups = words.numbers, words.groups
        self._festivals, self._festival_names = festivals, festival_names

    def __iter__(self) -> Iterator[Form]:
        """The forms; of two that match as much the first one counts."""
        words, numbers = self._groups, self._numbers
        w = {name.partition(".")[2]: f"(?:{exact(group)})" for name, group in words.items()}
        n = {name: f"(?:{exact(values)})" for name, values in numbers.items()}
        absolute = (
            rf"(?P<year>(?:19|20)\d\d){S}{w['year']}|(?P<short>\d\d){w['year']}|(?P<rel>{n['years']})|(?P<anchored>{n['anchored_years']})"
        )
        fiscal = rf"(?P<fy>(?:20)?\d\d){S}{w['fiscal']}|(?P<relfy>{n['years']})?{w['fiscal']}"
        year = f"(?:{absolute}|{fiscal})"
        of_year = rf"(?:{year}{S}{w['links']}?{S}{w['whole']}?)?{S}"
        number, dash = rf"(?:\d{{1,2}}|{n['numerals']})", rf"{S}{w['dash']}{S}"
        month, day = rf"(?P<month>{number}){S}{w['month']}", rf"(?P<day>\d{{1,2}}){S}{w['day']}"
        units = "|".join(rf"(?P<unit_{unit}>{w[f'unit_{unit}']})" for unit in UNITS)
        span = rf"{S}{w['fillers']}*{S}(?:(?P<count>{number}){S})?(?:{units}){w['within']}?"
        dated = rf"(?:{year}{S})?{month}"

        def of(*names: str) -> frozenset[str]:
            return frozenset(word for name in names for word in words[f"words.{name}"])

        def firsts(*names: str) -> frozenset[str]:
            return frozenset(word[0] for word in of(*names))

        years = frozenset([*numbers["years"], *numbers["anchored_years"]]) | of("fiscal")
        year_behind = firsts("year", "fiscal")
        month_behind, dash_behind = year_behind | firsts("month"), year_behind | firsts("dash")

        yield _form(r"(?P<iso>(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)", self._iso, NONE, "-/.")
        yield _form(rf"{dated}{S}{day}{span}", self._ended_on, years, month_behind)
        yield _form(rf"{dated}{S}(?:{w['end']}|{w['stop']}){{1,2}}{span}", self._ended_in, years, month_behind)
        second_day = rf"(?:(?P<month2>\d{{1,2}}){S}{w['month']}{S})?(?P<day2>\d{{1,2}}){S}{w['day']}"
        yield _form(rf"{dated}{S}{day}{dash}{second_day}", self._days, years, month_behind)
        yield _form(rf"{dated}{S}{day}", self._date, years, month_behind)
        no_day = rf"(?!\d|{S}\d+{S}{w['day']})"
        months = rf"(?P<first>{number})(?:{S}{w['month']})?{dash}(?P<last>{number}){S}{w['month']}{no_day}"
        yield _form(rf"{of_year}{months}", self._months, years, month_behind | dash_behind)
        count = rf"{w['first']}{S}(?P<count>{number}){S}"
        yield _form(rf"{of_year}{count}{w['unit_quarter']}", self._first_quarters, years | of("first"), year_behind)
        yield _form(rf"{of_year}{count}{w['unit_month']}", self._first_months, years | of("first"), year_behind)
        quarter = rf"{w['ordinal']}?{S}(?P<quarter>[1-4]|{n['numerals']}){S}(?P<kind>{w['quarter']})"
        yield _form(rf"{of_year}{quarter}", self._quarter, years | of("ordinal"), year_behind | firsts("quarter"))
        labelled = rf"(?:(?P<year4>20\d\d)|{of_year})q(?P<quarter>[1-4])(?![a-z0-9])"
        yield _form(labelled, self._quarter, years | {"q"}, year_behind | {"q"})
        yield _form(r"(?P<quarter>[1-4])q(?:(?P<year2>20\d\d)|(?P<short>\d\d))(?![a-z0-9])", self._quarter_label, NONE, "q")
        yield _form(rf"(?P<which>{n['quarters']}){S}{w['counter']}?{w['quarter']}", self._relative_quarter, numbers["quarters"])
        half = rf"{of_year}(?P<half>{n['halves']})(?:{w['year']}|{w['fiscal']})?"
        yield _form(half, self._half, years | frozenset(numbers["halves"]), year_behind)
        yield _form(rf"{of_year}h(?P<half>[12])(?![a-z0-9])", self._half, years | {"h"}, year_behind)
        yield _form(rf"{of_year}{month}(?!\d)", self._month, years, month_behind)
        yield _form(rf"(?P<which>{n['months']}){w['month']}", self._relative_month, numbers["months"])
        whole_year = rf"{year}{S}(?:{w['links']}|{w['whole']})?|(?P<year3>(?:19|20)\d\d){S}{w['whole']}"
        yield _form(whole_year, self._year, years, year_behind | firsts("whole"))
        yield _form(w["whole"], lambda g: (Anchored("year", 0, "year", deictic=True), "year"), of("whole"))
        years_on = rf"(?P<year>(?:19|20)\d\d){S}{w['year']}?{dash}(?P<year2>20\d\d){S}{w['year']}"
        yield _form(years_on, self._years, NONE, dash_behind)
        yield _form(r"fy[ ]?(?P<fy>(?:20)?\d\d)(?!\d)(?:[ ]?q(?P<quarter>[1-4]))?", self._fiscal_label, {"f"})
        yield _form(r"q(?P<quarter>[1-4])[ ]?fy[ ]?(?P<fy>(?:20)?\d\d)(?!\d)", self._fiscal_label, {"q"})
        yield _form(rf"(?:{year}{S}{w['links']}?{S})?{w['same']}", self._same, years | of("same"), year_behind)
        yield _form(w["year_ago"], lambda g: (Anchored("year", -1), "same"), of("year_ago"))
        yield _form(w["period"], lambda g: (Anchored("day", 0), None), of("period"))
        yield _form(w["now"], lambda g: (Relative("day", 0), "now"), of("now"))
        yield _form(w["year_end"], lambda g: (Relative("year", 0), "year_end"), of("year_end"))
        yield _form(w["so_far"], lambda g: (ToDate("year"), "year"), of("so_far"))
        yield _form(rf"(?P<which>{n['days']})", self._relative_day, numbers["days"])
        weekday = rf"(?:(?P<before>{w['last_week']})|{w['weekday']})(?P<weekday>{n['weekdays']})"
        yield _form(weekday, self._weekday, of("last_week", "weekday"))
        yield _form(w["last_week"], lambda g: (Relative("week", -1), "week"), of("last_week"))
        yield _form(w["this_week"], lambda g: (Relative("week", 0), "week"), of("this_week"))
        window = rf"(?:(?P<past>{w['past']})|{w['future']}){S}(?P<count>{number}){S}(?:{units}){w['within']}?"
        yield _form(window, self._window, of("past", "future"))
        festival = rf"(?P<festival>{exact(self._festival_names)})(?!{w['no_festival']}){w['festival_tail']}?"
        dated_festival = rf"(?:{year}{S}{w['links']}?{S})?{festival}"
        yield _form(dated_festival, self._festival, years | frozenset(self._festival_names), year_behind)

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
            return YearOf(relative=self._numbers["years"][g["relfy"]]), True
        if g.get("anchored"):
            return YearOf(anchored=self._numbers["anchored_years"][g["anchored"]]), False
        if g.get("rel"):
            return YearOf(relative=self._numbers["years"][g["rel"]]), False
        return UNSAID, False

    def _number(self, written: str) -> int:
        return int(written) if written.isdigit() else self._numbers["numerals"].get(written, 0)

    def _iso(self, g: Groups) -> Said | None:
        year, month, day = (int(part) for part in re.split(r"[-/.]", g["iso"]))
        return Days((month, day), (month, day), YearOf(absolute=year)), "day"

    def _date(self, g: Groups) -> Said | None:
        at = (self._number(g["month"]), int(g["day"]))
        return (Days(at, at, self._year_of(g)[0]), "day") if _is_day(*at) else None

    def _days(self, g: Groups) -> Said | None:
        first = (self._number(g["month"]), int(g["day"]))
        last = (self._number(g["month2"]) if g.get("month2") else first[0], int(g["day2"]))
        return (Days(first, last, self._year_of(g)[0]), "days") if _is_day(*first) and _is_day(*last) else None

    def _ended_on(self, g: Groups) -> Said | None:
        found = self._date(g)
        return None if found is None else self._ending(found[0], g)

    def _ended_in(self, g: Groups) -> Said | None:
        month = self._number(g["month"])
        return self._ending(Slice("month", month, month, self._year_of(g)[0]), g) if 1 <= month <= 12 else None

    def _ending(self, last: TimeExpr | None, g: Groups) -> Said | None:
        unit = _unit(g)
        count = self._number(g["count"]) if g.get("count") else 1
        alone = unit in ("month", "week", "day") and not g.get("count")
        return None if last is None or alone or not count else (Ending(last, unit, count), "ended")

    def _months(self, g: Groups) -> Said | None:
        first, last = self._number(g["first"]), self._number(g["last"])
        return (Slice("month", first, last, self._year_of(g)[0]), "months") if 1 <= first < last <= 12 else None

    def _first_quarters(self, g: Groups) -> Said | None:
        count, (year, fiscal) = self._number(g["count"]), self._year_of(g)
        return (Slice("quarter", 1, count, year, fiscal), "quarters") if 1 <= count <= 4 else None

    def _first_months(self, g: Groups) -> Said | None:
        count = self._number(g["count"])
        return (Slice("month", 1, count, self._year_of(g)[0]), "months") if 2 <= count <= 12 else None

    def _quarter(self, g: Groups) -> Said:
        year, fiscal = self._year_of(g)
        number = self._number(g["quarter"])
        named = fiscal or g.get("kind") in self._groups["words.fiscal_quarter"]
        return Slice("quarter", number, number, year, named), "quarter"

    def _quarter_label(self, g: Groups) -> Said:
        year = int(g["year2"]) if g.get("year2") else CENTURY + int(g["short"])
        number = int(g["quarter"])
        return Slice("quarter", number, number, YearOf(absolute=year)), "quarter"

    def _fiscal_label(self, g: Groups) -> Said:
        year = YearOf(absolute=CENTURY + int(g["fy"]) % 100)
        quarter = g.get("quarter")
        if quarter:
            return Slice("quarter", int(quarter), int(quarter), year, True), "quarter"
        return Slice("year", 1, 1, year, True), "year"

    def _relative_quarter(self, g: Groups) -> Said:
        return Relative("quarter", self._numbers["quarters"][g["which"]]), "quarter"

    def _half(self, g: Groups) -> Said:
        year, fiscal = self._year_of(g)
        number = int(g["half"]) if g["half"].isdigit() else self._numbers["halves"][g["half"]]
        return Slice("half", number, number, year, fiscal), "half"

    def _month(self, g: Groups) -> Said | None:
        month = self._number(g["month"])
        return (Slice("month", month, month, self._year_of(g)[0]), "month") if 1 <= month <= 12 else None

    def _relative_month(self, g: Groups) -> Said:
        return Relative("month", self._numbers["months"][g["which"]]), "month"

    def _year(self, g: Groups) -> Said | None:
        year, fiscal = (YearOf(absolute=int(g["year3"])), False) if g.get("year3") else self._year_of(g)
        if year == UNSAID:
            return Anchored("year", 0, "year", deictic=True), "year"
        if year.anchored is not None:
            return Anchored("year", year.anchored, "year", deictic=True), "year"
        if year.relative is not None and not fiscal:
            return Relative("year", year.relative), "year"
        return Slice("year", 1, 1, year, fiscal), "year"

    def _years(self, g: Groups) -> Said:
        first, last = (Slice("year", 1, 1, YearOf(absolute=int(g[name]))) for name in ("year", "year2"))
        return Between(first, last), "years"

    def _same(self, g: Groups) -> Said:
        year, _ = self._year_of(g)
        return (Same(year) if year != UNSAID else Anchored("day", 0)), ("same" if year != UNSAID else "anchored")

    def _relative_day(self, g: Groups) -> Said:
        return Relative("day", self._numbers["days"][g["which"]]), "day"

    def _weekday(self, g: Groups) -> Said:
        return Weekday(self._numbers["weekdays"][g["weekday"]], -1 if g.get("before") else None), "day"

    def _window(self, g: Groups) -> Said | None:
        count = self._number(g["count"])
        return (Window(_unit(g), count, "past" if g.get("past") else "future"), "window") if count else None

    def _festival(self, g: Groups) -> Said:
        name = self._festival_names[g["festival"]]
        return FestivalDays(self._festivals.windows_of(name), self._year_of(g)[0]), "festival"


def _form(pattern: str, read: Callable[[Groups], Said | None], words: Iterable[str], behind_number: Iterable[str] = ()) -> Form:
    return Form(re.compile(pattern), read, frozenset(words), frozenset(behind_number))


def _unit(g: Groups) -> Unit:
    """The unit of time that was written."""
    return next(unit for unit in UNITS if g.get(f"unit_{unit}"))


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31
