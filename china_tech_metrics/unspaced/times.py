"""Dates and spans of time in a folded text without spaces: what each says, and the part it plays.

A pattern a form ("2023年第二季度", "截至9月30日止三个月", "去年同期"); of forms that begin at the same place the longest counts. All words
are those of time.toml and festivals.toml; what days are meant is told by :func:`china_tech_metrics.resolve.calendar.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.expressions import (
    UNSAID,
    Anchored,
    Between,
    Days,
    Ending,
    FestivalDays,
    Relative,
    Same,
    Since,
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
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.words import TimeWords

S = r"[ \t\xa0\u3000]?"
CENTURY = 2000
SHORTEST_COMPARISON = 3
DIGITS = "0123456789"
DASHES = "-–—~～至到"
UNITS: tuple[Unit, ...] = ("year", "half", "quarter", "month", "week", "day")
Groups = dict[str, str]


class TimeMention(NamedTuple):
    """A time expression at ``text[start:end]``.

    ``role`` is "when", "as_of", "by", "since", "now", or "base" of a comparison; ``basis`` is what a base makes of the comparison,
    ``granularity`` the unit named, ``end_of`` says that its last day is meant.
    """

    start: int
    end: int
    expr: TimeExpr | None
    role: str
    granularity: str | None
    basis: Basis | None = None
    end_of: bool = False


Reader = Callable[[Groups], tuple[TimeExpr | None, str | None] | None]


class _Form(NamedTuple):
    """One way to write a time: its pattern, what the parts of a match say, and the characters it can begin with."""

    pattern: re.Pattern[str]
    read: Reader
    firsts: frozenset[str]


class TimeScanner:
    """Finds the time expressions of a text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, words: TimeWords, festivals: Festivals, lang: str) -> None:
        self._source = (words, festivals, lang)
        self._numbers, self._groups = words.numbers, words.groups
        self._festivals = festivals
        self._festival_names = {fold(name): festival for name, festival in festivals.names.get(lang, {}).items()}
        self._bases: dict[str, Basis] = {
            word: basis.partition(".")[2]  # type: ignore[misc]
            for basis, group in self._groups.items()
            if basis.startswith("base.")
            for word in group
        }
        forms = list(self._all_forms())
        firsts = frozenset().union(*(form.firsts for form in forms))
        self._forms = {first: [form for form in forms if first in form.firsts] for first in firsts}
        self._base_words = re.compile(exact(self._bases))
        self._opener = self._openers(firsts)
        self._refused = re.compile(exact(self._groups["refused.phrases"]))
        self._compile_roles()

    def __reduce__(self) -> tuple[Any, ...]:
        return (TimeScanner, self._source)

    def _openers(self, firsts: frozenset[str]) -> re.Pattern[str]:
        """Where a time can begin: a number only if a unit of time follows soon, else any character that a form begins with."""
        numeral = frozenset(DIGITS) | _firsts(self._numbers["numerals"])
        units = ("year", "fiscal", "quarter", "month", "day", "whole", "unit_week", "unit_day", "unit_month", "unit_quarter")
        behind = frozenset("qh./-") | frozenset().union(*(_firsts(self._groups[f"words.{unit}"]) for unit in units))
        between = rf"[\d \t{''.join(map(re.escape, numeral))}]"
        festivals = exact(name for name in self._festival_names if name[0] in numeral)
        others = "".join(map(re.escape, sorted((firsts | _firsts(self._bases)) - numeral)))
        unit = "".join(map(re.escape, behind | frozenset(DASHES)))
        return re.compile(rf"[{''.join(numeral)}](?={between}{{0,4}}[{unit}])|{festivals}|[{others}]")

    def _compile_roles(self) -> None:
        groups = self._groups
        self._as_of = re.compile(rf"(?:{exact(groups['words.until'])}){S}$")
        self._by = re.compile(rf"(?:{exact(groups['roles.by'])}){S}$")
        self._by_after = re.compile(rf"(?:{exact(groups['roles.by_after'])})")
        self._since = re.compile(rf"(?:{exact(groups['roles.since'])}){S}$")
        self._since_after = re.compile(rf"(?:{exact(groups['roles.since_after'])})")
        self._base = re.compile(rf"(?:{exact(groups['roles.base_before'])}){S}$")
        self._base_after = re.compile(rf"(?:{exact(groups['roles.base_after'])})")
        self._end = re.compile(rf"{S}(?:{exact(groups['words.end'])})")

    # --- the forms ------------------------------------------------------------------------------------------------

    def _all_forms(self) -> Iterator[_Form]:
        """Every way to write a time. The parts of a pattern are words of time.toml; named groups say what was written."""
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
        years = frozenset(DIGITS) | _firsts(numbers["years"]) | _firsts(numbers["anchored_years"]) | _firsts(words["words.fiscal"])
        digits = frozenset(DIGITS) | _firsts(numbers["numerals"])

        def form(pattern: str, read: Reader, *openers: Iterable[str]) -> _Form:
            return _Form(re.compile(pattern), read, frozenset().union(*openers))

        def of(*names: str) -> frozenset[str]:
            return frozenset().union(*(_firsts(words[f"words.{name}"]) for name in names))

        yield form(r"(?P<iso>(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)", self._iso, DIGITS)
        yield form(rf"{dated}{S}{day}{span}", self._ended_on, years, digits)
        yield form(rf"{dated}{S}(?:{w['end']}|{w['stop']}){{1,2}}{span}", self._ended_in, years, digits)
        yield form(
            rf"{dated}{S}{day}{dash}(?:(?P<month2>\d{{1,2}}){S}{w['month']}{S})?(?P<day2>\d{{1,2}}){S}{w['day']}", self._days, years, digits
        )
        yield form(rf"{dated}{S}{day}", self._date, years, digits)
        no_day = rf"(?!\d|{S}\d+{S}{w['day']})"
        yield form(
            rf"{of_year}(?P<first>{number})(?:{S}{w['month']})?{dash}(?P<last>{number}){S}{w['month']}{no_day}", self._months, years, digits
        )
        yield form(rf"{of_year}{w['first']}{S}(?P<count>{number}){S}{w['unit_quarter']}", self._first_quarters, years, of("first"))
        yield form(rf"{of_year}{w['first']}{S}(?P<count>{number}){S}{w['unit_month']}", self._first_months, years, of("first"))
        quarter = rf"{w['ordinal']}?{S}(?P<quarter>[1-4]|{n['numerals']}){S}(?P<kind>{w['quarter']})"
        yield form(rf"{of_year}{quarter}", self._quarter, years, digits, of("ordinal"))
        yield form(rf"(?:(?P<year4>20\d\d)|{of_year})q(?P<quarter>[1-4])(?![a-z0-9])", self._quarter, years, "q")
        yield form(r"(?P<quarter>[1-4])q(?:(?P<year2>20\d\d)|(?P<short>\d\d))(?![a-z0-9])", self._quarter_label, DIGITS)
        yield form(rf"(?P<which>{n['quarters']}){S}个?{w['quarter']}", self._relative_quarter, _firsts(numbers["quarters"]))
        yield form(rf"{of_year}(?P<half>{n['halves']})(?:{w['year']}|{w['fiscal']})?", self._half, years, _firsts(numbers["halves"]))
        yield form(rf"{of_year}h(?P<half>[12])(?![a-z0-9])", self._half, years, "h")
        yield form(rf"{of_year}{month}(?!\d)", self._month, years, digits)
        yield form(rf"(?P<which>{n['months']}){w['month']}", self._relative_month, _firsts(numbers["months"]))
        yield form(rf"{year}{S}(?:{w['links']}|{w['whole']})?|(?P<year3>(?:19|20)\d\d){S}{w['whole']}", self._year, years)
        yield form(w["whole"], lambda g: (Anchored("year", 0, "year", deictic=True), "year"), of("whole"))
        yield form(rf"(?P<year>(?:19|20)\d\d){S}{w['year']}?{dash}(?P<year2>20\d\d){S}{w['year']}", self._years, DIGITS)
        yield form(r"fy[ ]?(?P<fy>(?:20)?\d\d)(?!\d)(?:[ ]?q(?P<quarter>[1-4]))?", self._fiscal_label, "f")
        yield form(r"q(?P<quarter>[1-4])[ ]?fy[ ]?(?P<fy>(?:20)?\d\d)(?!\d)", self._fiscal_label, "q")
        yield form(rf"(?:{year}{S}{w['links']}?{S})?{w['same']}", self._same, years, of("same"))
        yield form(w["year_ago"], lambda g: (Anchored("year", -1), "same"), of("year_ago"))
        yield form(w["period"], lambda g: (Anchored("day", 0), None), of("period"))
        yield form(w["now"], lambda g: (Relative("day", 0), "now"), of("now"))
        yield form(w["year_end"], lambda g: (Relative("year", 0), "year_end"), of("year_end"))
        yield form(w["so_far"], lambda g: (ToDate("year"), "year"), of("so_far"))
        yield form(rf"(?P<which>{n['days']})", self._relative_day, _firsts(numbers["days"]))
        yield form(
            rf"(?:(?P<before>{w['last_week']})|{w['weekday']})(?P<weekday>{n['weekdays']})", self._weekday, of("last_week", "weekday")
        )
        yield form(w["last_week"], lambda g: (Relative("week", -1), "week"), of("last_week"))
        yield form(w["this_week"], lambda g: (Relative("week", 0), "week"), of("this_week"))
        yield form(
            rf"(?:(?P<past>{w['past']})|{w['future']}){S}(?P<count>{number}){S}(?:{units}){w['within']}?",
            self._window,
            of("past", "future"),
        )
        festival = rf"(?P<festival>{exact(self._festival_names)})(?![亿万千百元%.]){w['festival_tail']}?"
        yield form(rf"(?:{year}{S}{w['links']}?{S})?{festival}", self._festival, years, _firsts(self._festival_names))

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

    def _iso(self, g: Groups) -> tuple[TimeExpr, str] | None:
        year, month, day = (int(part) for part in re.split(r"[-/.]", g["iso"]))
        return Days((month, day), (month, day), YearOf(absolute=year)), "day"

    def _date(self, g: Groups) -> tuple[TimeExpr, str] | None:
        at = (self._number(g["month"]), int(g["day"]))
        return (Days(at, at, self._year_of(g)[0]), "day") if _is_day(*at) else None

    def _days(self, g: Groups) -> tuple[TimeExpr, str] | None:
        first = (self._number(g["month"]), int(g["day"]))
        last = (self._number(g["month2"]) if g.get("month2") else first[0], int(g["day2"]))
        return (Days(first, last, self._year_of(g)[0]), "days") if _is_day(*first) and _is_day(*last) else None

    def _ended_on(self, g: Groups) -> tuple[TimeExpr, str] | None:
        found = self._date(g)
        return found and self._ending(found[0], g)

    def _ended_in(self, g: Groups) -> tuple[TimeExpr, str] | None:
        month = self._number(g["month"])
        return self._ending(Slice("month", month, month, self._year_of(g)[0]), g) if 1 <= month <= 12 else None

    def _ending(self, last: TimeExpr, g: Groups) -> tuple[TimeExpr, str] | None:
        unit = _unit(g)
        count = self._number(g["count"]) if g.get("count") else 1
        alone = unit in ("month", "week", "day") and not g.get("count")
        return None if alone or not count else (Ending(last, unit, count), "ended")

    def _months(self, g: Groups) -> tuple[TimeExpr, str] | None:
        first, last = self._number(g["first"]), self._number(g["last"])
        return (Slice("month", first, last, self._year_of(g)[0]), "months") if 1 <= first < last <= 12 else None

    def _first_quarters(self, g: Groups) -> tuple[TimeExpr, str] | None:
        count, (year, fiscal) = self._number(g["count"]), self._year_of(g)
        return (Slice("quarter", 1, count, year, fiscal), "quarters") if 1 <= count <= 4 else None

    def _first_months(self, g: Groups) -> tuple[TimeExpr, str] | None:
        count = self._number(g["count"])
        return (Slice("month", 1, count, self._year_of(g)[0]), "months") if 2 <= count <= 12 else None

    def _quarter(self, g: Groups) -> tuple[TimeExpr, str]:
        year, fiscal = self._year_of(g)
        number = self._number(g["quarter"])
        named = fiscal or g.get("kind") in self._groups["words.fiscal_quarter"]
        return Slice("quarter", number, number, year, named), "quarter"

    def _quarter_label(self, g: Groups) -> tuple[TimeExpr, str]:
        year = int(g["year2"]) if g.get("year2") else CENTURY + int(g["short"])
        number = int(g["quarter"])
        return Slice("quarter", number, number, YearOf(absolute=year)), "quarter"

    def _fiscal_label(self, g: Groups) -> tuple[TimeExpr, str]:
        year = YearOf(absolute=CENTURY + int(g["fy"]) % 100)
        quarter = g.get("quarter")
        if quarter:
            return Slice("quarter", int(quarter), int(quarter), year, True), "quarter"
        return Slice("year", 1, 1, year, True), "year"

    def _relative_quarter(self, g: Groups) -> tuple[TimeExpr, str]:
        return Relative("quarter", self._numbers["quarters"][g["which"]]), "quarter"

    def _half(self, g: Groups) -> tuple[TimeExpr, str]:
        year, fiscal = self._year_of(g)
        number = int(g["half"]) if g["half"].isdigit() else self._numbers["halves"][g["half"]]
        return Slice("half", number, number, year, fiscal), "half"

    def _month(self, g: Groups) -> tuple[TimeExpr, str] | None:
        month = self._number(g["month"])
        return (Slice("month", month, month, self._year_of(g)[0]), "month") if 1 <= month <= 12 else None

    def _relative_month(self, g: Groups) -> tuple[TimeExpr, str]:
        return Relative("month", self._numbers["months"][g["which"]]), "month"

    def _year(self, g: Groups) -> tuple[TimeExpr, str] | None:
        year, fiscal = (YearOf(absolute=int(g["year3"])), False) if g.get("year3") else self._year_of(g)
        if year == UNSAID:
            return Anchored("year", 0, "year", deictic=True), "year"
        if year.anchored is not None:
            return Anchored("year", year.anchored, "year", deictic=True), "year"
        if year.relative is not None and not fiscal:
            return Relative("year", year.relative), "year"
        return Slice("year", 1, 1, year, fiscal), "year"

    def _years(self, g: Groups) -> tuple[TimeExpr, str]:
        first, last = (Slice("year", 1, 1, YearOf(absolute=int(g[name]))) for name in ("year", "year2"))
        return Between(first, last), "years"

    def _same(self, g: Groups) -> tuple[TimeExpr, str]:
        year, _ = self._year_of(g)
        return (Same(year) if year != UNSAID else Anchored("day", 0)), ("same" if year != UNSAID else "anchored")

    def _relative_day(self, g: Groups) -> tuple[TimeExpr, str]:
        return Relative("day", self._numbers["days"][g["which"]]), "day"

    def _weekday(self, g: Groups) -> tuple[TimeExpr, str]:
        return Weekday(self._numbers["weekdays"][g["weekday"]], -1 if g.get("before") else None), "day"

    def _window(self, g: Groups) -> tuple[TimeExpr, str] | None:
        count = self._number(g["count"])
        return (Window(_unit(g), count, "past" if g.get("past") else "future"), "window") if count else None

    def _festival(self, g: Groups) -> tuple[TimeExpr, str]:
        name = self._festival_names[g["festival"]]
        return FestivalDays(self._festivals.windows_of(name), self._year_of(g)[0]), "festival"

    # --- scanning -------------------------------------------------------------------------------------------------

    def scan(self, text: str, names: Iterable[tuple[int, int]] = ()) -> list[TimeMention]:
        """The times in order, none overlapping another or a name."""
        taken = {i for start, end in names for i in range(start, end)}
        found: list[TimeMention] = []
        at = 0
        for opener in self._opener.finditer(text):
            start = opener.start()
            if start < at or start in taken:
                continue
            mention = self._at(text, start)
            if mention is not None:
                found.append(mention)
                at = mention.end
        return found

    def _at(self, text: str, start: int) -> TimeMention | None:
        """The longest time that begins at an offset."""
        best: tuple[int, TimeExpr | None, str | None] | None = None
        for form in self._forms.get(text[start], ()):
            match = form.pattern.match(text, start)
            if match is None or (best is not None and match.end() <= best[0]):
                continue
            said = form.read(match.groupdict())
            if said is not None:
                best = (match.end(), *said)
        base = self._base_words.match(text, start)
        if base is not None and (best is None or base.end() >= best[0]):
            return TimeMention(start, base.end(), self._compared_with(text, base), "base", None, self._bases[base.group()])
        if best is None or _in_number(text, start):
            return None
        refused = self._refused.match(text, start)
        if refused is not None and refused.end() >= best[0]:
            return None
        return self._with_role(text, start, *best)

    def _compared_with(self, text: str, base: re.Match[str]) -> TimeExpr | None:
        """The time in a comparison: "去年同期" in "较去年同期"."""
        inner = self._at(text, base.start() + 1) if base.end() - base.start() > SHORTEST_COMPARISON else None
        return inner.expr if inner is not None and inner.end == base.end() else None

    def _with_role(self, text: str, start: int, end: int, expr: TimeExpr | None, granularity: str | None) -> TimeMention:
        closing = self._end.match(text, end) if granularity in ("year", "month", "quarter", "half") else None
        end_of = closing is not None
        end = closing.end() if closing else end
        before = text[max(0, start - 5) : start]
        if granularity == "year_end":
            role = "by" if self._by_after.match(text, end) or self._by.search(before) else "as_of"
            return TimeMention(start, end, expr, role, "year", end_of=True)
        if granularity == "now":
            return TimeMention(start, end, expr, "now", None)
        if granularity == "ended":
            return TimeMention(start, end, expr, "when", None)
        if self._base.search(before) and granularity not in ("now", "anchored"):
            return TimeMention(start, end, expr, "base", granularity, _basis_of(expr, granularity))
        if self._base_after.match(text, end) and granularity in ("same", "year"):
            return TimeMention(start, end, expr, "base", granularity, _basis_of(expr, granularity))
        if (self._since.search(before) and self._since_after.match(text, end)) or text.startswith(("以来", "至今"), end):
            return TimeMention(start, end, None if expr is None else Since(expr), "since", granularity)
        if self._as_of.search(before):
            return TimeMention(start, end, expr, "as_of", granularity, end_of=end_of or granularity == "day")
        if self._by_after.match(text, end) and granularity != "window":
            return TimeMention(start, end, expr, "by", granularity, end_of=end_of)
        if self._by.search(before):
            return TimeMention(start, end, expr, "by", granularity, end_of=end_of)
        return TimeMention(start, end, expr, "as_of" if end_of else "when", granularity, end_of=end_of)


def _unit(g: Groups) -> Unit:
    """The unit of time that was written."""
    return next(unit for unit in UNITS if g.get(f"unit_{unit}"))


def _firsts(words: Iterable[str]) -> frozenset[str]:
    """The characters that words begin with."""
    return frozenset(word[0] for word in words)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _in_number(text: str, start: int) -> bool:
    """Whether the digits before go on: the "3月" of "13月" or "1.3月"."""
    return bool(start) and text[start].isdigit() and (text[start - 1].isdigit() or text[start - 1] in ".,")


def _basis_of(expr: TimeExpr | None, granularity: str | None) -> Basis:
    """What a comparison with this time is called."""
    match expr:
        case Same(year) if year.relative == -1 or year.absolute is not None:
            return "yoy"
        case Relative("year", -1) | Anchored("year", -1):
            return "yoy"
        case Slice(year=year) if year.relative == -1:
            return "yoy"
        case Relative("quarter", -1):
            return "qoq"
        case Relative("month", -1):
            return "mom"
    return "other"
