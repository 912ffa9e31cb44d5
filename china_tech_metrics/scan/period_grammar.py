"""The order in which words of time stand: patterns over word classes, each with what it means.

The codes are those of :mod:`period_tokens`; the patterns hold for every language that says time in this order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.calendar import (
    UNSAID, Anchored, Between, Date, Days, FestivalDays, Lean, Relative, Same, Slice, TimeExpr, ToDate, Unit, Weekday, Window, YearOf,
)  # fmt: skip
from china_tech_metrics.scan.period_tokens import UNITS, Tokens, basis_of_unit

LEADING_YEAR = r"(?P<lead>(?:Y|J|f6?Y|[LTXVGK]f?6)o?-?)?"
TRAILING_YEAR = r"(?P<year>o?h?(?:f6?Y|U?6?Y|J|[LTXVGKS]f?6|(?<=h)6)|,?[a]6[eV])?"
PER_YEAR = {"quarter": 4, "half": 2, "month": 12}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a pattern found.

    ``base`` says the words name a base of comparison by themselves ("a year earlier"), ``basis`` which one it would be.
    ``comparable`` says that behind "from" or "over" it is one. ``needs_article`` and ``needs_role`` hold back words that
    tell time only with "the" or a preposition. ``at_end`` is what "the end of" it means if that is another expression.
    """

    expr: TimeExpr
    granularity: str | None
    basis: Basis | None = None
    base: bool = False
    comparable: bool = True
    duration: bool = False
    direction: Lean | None = None
    needs_article: bool = False
    needs_role: bool = False
    at_end: TimeExpr | None = None
    end_of: bool = False
    festival: str | None = None


def _year_of(tokens: Tokens, begin: int, stop: int) -> tuple[YearOf, bool]:
    """Which year the tokens of a year group name, and whether it is a fiscal one."""
    codes = tokens.codes[begin:stop]
    fiscal = "f" in codes or "J" in codes
    for i, code in enumerate(codes):
        value = tokens.values[begin + i]
        if code == "Y":
            return YearOf(absolute=value[0]), fiscal
        if code == "J":
            return YearOf(absolute=value), True
        if code in "LTX":
            return YearOf(relative={"L": -1, "T": 0, "X": 1}[code]), fiscal
        if code in "VGKS":
            return YearOf(anchored={"V": -1, "G": 1, "K": 0, "S": 0}[code]), fiscal
        if code == "e":
            return YearOf(anchored=-1), fiscal
    if codes[-1:] == "V":
        return YearOf(anchored=-1), fiscal
    return UNSAID, fiscal


def _said_year(tokens: Tokens, hit: re.Match[str]) -> tuple[YearOf, bool]:
    for group in ("year", "lead"):
        if group in hit.re.groupindex and hit[group]:
            return _year_of(tokens, *hit.span(group))
    return UNSAID, False


def _value(tokens: Tokens, hit: re.Match[str], group: str) -> int | None:
    return None if hit[group] is None else tokens.values[hit.start(group)]


# --- quarters, halves, months of a year ----------------------------------------------------------------------------------


def _ordinal_unit(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the second quarter of 2022", "fiscal first quarter", "first nine months of 2023", "the last quarter of 2021"."""
    year, fiscal = _said_year(tokens, hit)
    fiscal = fiscal or "f" in hit.group()
    unit = UNITS[hit["unit"]]
    count = _value(tokens, hit, "count") or 1
    if hit["ordinal"] == "L":
        if not year.said:
            return None
        first = PER_YEAR[unit] - count + 1
    else:
        number = _value(tokens, hit, "ordinal") or 1
        first = number if count == 1 else (number - 1) * count + 1
    last = first + count - 1
    if last > PER_YEAR[unit] or first < 1:
        return None
    granularity = unit if count == 1 else "span"
    return Phrase(Slice(unit, first, last, year, fiscal), granularity, basis=_explicit_basis(year))


def _explicit_basis(year: YearOf) -> Basis:
    return "yoy" if year.relative == -1 or year.anchored == -1 else "other"


def _days_of_month(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the first three days of June", "the first week of November", "the last week of May"."""
    year, _ = _said_year(tokens, hit)
    month = tokens.values[hit.start("month")]
    days = (_value(tokens, hit, "count") or 1) * {"1": 1, "2": 7}[hit["unit"]]
    if hit["ordinal"] == "L":
        length = (dt.date(2023, month % 12 + 1, 1) - dt.timedelta(days=1)).day
        return Phrase(Days((month, max(1, length - days + 1)), (month, length), year), "span")
    number = _value(tokens, hit, "ordinal") or 1
    first = (number - 1) * days + 1
    if first + days - 1 > 31:
        return None
    return Phrase(Days((month, first), (month, first + days - 1), year), "span")


def _weeks_of_year(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the first six weeks of 2024", "the first 20 days of the year": counted from the first of January."""
    year, _ = _said_year(tokens, hit)
    days = (_value(tokens, hit, "count") or 1) * {"1": 1, "2": 7}[hit["unit"]]
    if tokens.values[hit.start("ordinal")] != 1 or days > 180 or not hit["year"]:
        return None
    end = dt.date(2023, 1, 1) + dt.timedelta(days=days - 1)
    return Phrase(Days((1, 1), (end.month, end.day), year), "span")


def _label(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"Q2 2022", "2Q22", "H1 2023", "Q1 FY25"."""
    number, own, own_fiscal = tokens.values[hit.start("label")]
    year, fiscal = _said_year(tokens, hit)
    if own is not None:
        year = YearOf(absolute=own)
    unit: Unit = "quarter" if hit["label"] == "q" else "half"
    return Phrase(Slice(unit, number, number, year, fiscal or own_fiscal or "f" in hit.group()), unit, basis=_explicit_basis(year))


def _ended(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the three months to September", "the quarter ended June 30, 2023", "the year ended March 31"."""
    year, _ = _said_year(tokens, hit)
    month = tokens.values[hit.start("month")]
    unit = UNITS[hit["unit"]]
    if unit == "week":
        day = _value(tokens, hit, "day")
        if day is None or day < 7:
            return None
        return Phrase(Days((month, day - 6), (month, day), year), "week")
    months = {"month": _value(tokens, hit, "count") or 1, "quarter": 3, "half": 6, "year": 12}[unit]
    if months > 24:
        return None
    granularity = {3: "quarter", 6: "half", 12: "year"}.get(months, "span")
    return Phrase(Slice("month", month - months + 1, month, year), granularity, basis=_explicit_basis(year))


def _months(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"from January to May 2024", "the July-September quarter", "the June quarter", "June 2020", "last March", "in June"."""
    year, _ = _said_year(tokens, hit)
    last = tokens.values[hit.start("month")]
    first = tokens.values[hit.start("first")] if "first" in hit.re.groupindex and hit["first"] else None
    quarter = "quarter" in hit.re.groupindex and hit["quarter"] == "4"
    if first is None and quarter:
        first = last - 2
    if first is not None:
        begin = first if first <= last else first - 12
        size = last - begin + 1
        return Phrase(Slice("month", begin, last, year), "quarter" if size == 3 else "span", basis=_explicit_basis(year))
    return Phrase(Slice("month", last, last, year), "month", basis=_explicit_basis(year))


def _named_month(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"last March", "this October", "next June"."""
    month = tokens.values[hit.start("month")]
    year = UNSAID if hit["which"] in "LT" else YearOf(relative=1)
    if hit["which"] == "X":
        year = UNSAID
    return Phrase(Slice("month", month, month, year), "month", basis="other")


# --- days --------------------------------------------------------------------------------------------------------------


def _day(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"Feb. 11", "11 February 2021", "June 1-3", "May 20 to June 18"."""
    year, _ = _said_year(tokens, hit)
    month, day = tokens.values[hit.start("month")], tokens.values[hit.start("day")]
    until = _value(tokens, hit, "until") if "until" in hit.re.groupindex else None
    if until is None:
        if year.absolute is not None:
            return _full_date(year.absolute, month, day)
        return Phrase(Days((month, day), (month, day), year), "day", basis="other")
    last_month = tokens.values[hit.start("month2")] if hit["month2"] else month
    if (last_month, until) < (month, day) and last_month == month:
        return None
    return Phrase(Days((month, day), (last_month, until), year), "span", basis="other")


def _iso(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"2021-02-11", "2021/2/11"."""
    return _full_date(tokens.values[hit.start("y")][0], tokens.values[hit.start("m")], tokens.values[hit.start("d")])


def _full_date(year: int, month: int, day: int) -> Phrase | None:
    try:
        return Phrase(Date(dt.date(year, month, day)), "day", basis="other")
    except ValueError:
        return None


def _weekday(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    offset = {"L": -1, "X": 1}.get(hit.group()[0])
    return Phrase(Weekday(tokens.values[hit.end() - 1], offset), "day", comparable=False)


def _near_day(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    return Phrase(Relative("day", {"y": -1, "r": 1}.get(hit.group(), 0)), "day", comparable=False)


# --- years -------------------------------------------------------------------------------------------------------------


def _year(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"2022", "fiscal 2024", "full-year 2022", "the 2010s", "FY2024"."""
    codes = hit.group()
    at = hit.end() - 1
    if codes[-1] == "J":
        return Phrase(Slice("year", 1, 1, YearOf(absolute=tokens.values[at]), fiscal=True), "year", basis="other")
    year, size = tokens.values[at]
    if size == 10:
        return Phrase(Between(Slice("year", 1, 1, YearOf(absolute=year)), Slice("year", 1, 1, YearOf(absolute=year + 9))), "span")
    return Phrase(Slice("year", 1, 1, YearOf(absolute=year), fiscal="f" in codes), "year", basis="other")


def _years(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"2019-2022", "from 2020 to 2022", "2021-22"."""
    first = tokens.values[hit.start("y1")][0]
    second = tokens.values[hit.start("y2")]
    last = second[0] if isinstance(second, tuple) else first // 100 * 100 + second
    if not first < last <= first + 60:
        return None
    return Phrase(Between(Slice("year", 1, 1, YearOf(absolute=first)), Slice("year", 1, 1, YearOf(absolute=last))), "span")


def _year_end(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"year-end", "year-end 2025"."""
    year, _ = _said_year(tokens, hit)
    expr: TimeExpr = Slice("year", 1, 1, year) if year.said else Relative("year", 0)
    return Phrase(expr, "year", end_of=True)


# --- relative ------------------------------------------------------------------------------------------------------------


def _relative(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"last year", "this quarter", "next month", "the previous quarter", "that year"."""
    which, code = hit["which"], hit["unit"]
    if code == "k":
        return Phrase(Between(Weekday(5, -1 if which in "LP" else None), Weekday(6, -1 if which in "LP" else None)), "span")
    unit = UNITS[code]
    if which in "LTX":
        offset = {"L": -1, "T": 0, "X": 1}[which]
        if "f" in hit.group() and unit in ("year", "quarter"):
            return Phrase(Slice("year", 1, 1, YearOf(relative=offset), fiscal=True), "year", basis=basis_of_unit(unit)) if unit == "year" else Phrase(Relative(unit, offset), unit, basis="qoq")
        return Phrase(Relative(unit, offset), unit, basis=basis_of_unit(unit) if which == "L" else None)
    if which == "P":
        return Phrase(Window(unit, 1, "past"), "span", comparable=False)
    offset = {"V": -1, "G": 1, "K": 0}[which]
    return Phrase(Anchored(unit, offset, unit), unit, basis=basis_of_unit(unit) if which == "V" else None, needs_role=which == "K")


def _counted_relative(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the past three years", "the next five years", "the previous five months"."""
    unit, count = UNITS[hit["unit"]], tokens.values[hit.start("count")]
    direction: Lean = "future" if hit["which"] in "XG" else "past"
    return Phrase(Window(unit, count, direction), "span", comparable=False)


def _window(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"three years", "in four months", "within a year"."""
    unit = UNITS[hit["unit"]]
    count = tokens.values[hit.start("count")] if hit["count"] != "a" else 1
    if unit in ("day", "week", "half"):
        return Phrase(Window(unit, count), "span", duration=True, comparable=False, needs_role=True)
    return Phrase(Window(unit, count), "span", duration=True, direction="past", comparable=False, needs_role=True)


def _ago(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"a year earlier", "two quarters ago", "a month later"."""
    unit = UNITS[hit["unit"]]
    count = tokens.values[hit.start("count")] if hit["count"] != "a" else 1
    if hit["when"] == "l":
        return Phrase(Anchored(unit, count), unit, comparable=False)
    single = count == 1
    return Phrase(Anchored(unit, -count), unit, basis=basis_of_unit(unit, count), base=single and unit in ("year", "quarter", "month"))


def _year_ago(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the year-ago quarter", "the year-earlier period"."""
    return Phrase(Anchored("year", -1), None, basis="yoy", base=True)


def _same(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the same period last year", "the same quarter of 2022", "the corresponding period a year earlier"."""
    year, _ = _said_year(tokens, hit)
    if not year.said:
        if hit.group()[0] == "S" and hit.group()[1:2] == "p":
            return Phrase(Anchored("year", 0), None, comparable=False)
        return None
    if year.anchored is not None:
        return Phrase(Anchored("year", -1), None, basis="yoy", base=True)
    return Phrase(Same(year), None, basis="yoy", base=True)


def _the_unit(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"the quarter", "the year", "the period": the one spoken of."""
    code = hit.group()[-1]
    if code == "p":
        return Phrase(Anchored("year", 0), None, needs_article=True, needs_role=True, comparable=False)
    unit = UNITS[code]
    return Phrase(Anchored("year", 0, unit), unit, needs_article=True, needs_role=True, comparable=False, at_end=Relative(unit, 0))


def _base(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"year-on-year", "quarter-on-quarter"."""
    basis: Basis = tokens.values[hit.start()]
    unit: Unit = {"yoy": "year", "qoq": "quarter", "mom": "month"}.get(basis, "year")  # type: ignore[assignment]
    return Phrase(Anchored(unit, -1), None, basis=basis, base=True)


def _to_date(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"so far this year", "this year to date"."""
    unit = UNITS[hit["unit"]] if hit["unit"] else "year"
    return Phrase(ToDate(unit), "span", comparable=False)


def _festival(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """"this year's 618", "the 2022 Singles' Day", "Lunar New Year holiday"."""
    year, _ = _said_year(tokens, hit)
    return Phrase(FestivalDays((), year), "festival", festival=tokens.values[hit.start("name")], basis="other")


Builder = Callable[[Tokens, "re.Match[str]"], Phrase | None]
Y, LEAD = TRAILING_YEAR, LEADING_YEAR
PATTERNS: tuple[tuple[str, str, Builder], ...] = (
    ("YJLTXVGKfO", rf"{LEAD}f?(?P<ordinal>O)-?f?(?P<count>n)?-?(?P<unit>[345])p?{Y}", _ordinal_unit),
    ("L", rf"(?P<ordinal>L)(?P<count>n)?(?P<unit>[345])(?P<year>o?h?(?:f6?Y|U?6?Y|J|[TXVGK]f?6))", _ordinal_unit),
    ("OL", rf"(?P<ordinal>[OL])(?P<count>n)?-?(?P<unit>[12])o(?P<month>M)\.?{Y}", _days_of_month),
    ("O", rf"(?P<ordinal>O)(?P<count>n)-?(?P<unit>[12])(?P<year>oh?(?:Y|[LT]6|6))", _weeks_of_year),
    ("qHYJLTXf", rf"{LEAD}f?(?P<label>[qH]){Y}", _label),
    ("n", rf"(?P<count>n)-?(?P<unit>3)p?[Dt]o?h?Z?o?-?(?P<month>M)\.?(?P<day>n)?{Y}", _ended),
    ("456f2", rf"f?(?P<count>x)?(?P<unit>[2456])[Dt]o?h?Z?o?-?(?P<month>M)\.?(?P<day>n)?{Y}", _ended),
    ("M", rf"(?P<month>M)\.?(?P<quarter>4){Y}", _months),
    ("YLTXVK", rf"{LEAD}(?P<month>M)\.?(?P<quarter>4)", _months),
    ("b", rf"b(?P<first>M)\.?&(?P<month>M)\.?(?!n){Y}", _months),
    ("b", r"b(?P<y1>Y)&(?P<y2>Y)", _years),
    ("M", rf"(?P<first>M)\.?(?:-|-?t-?)(?P<month>M)\.?(?!n)(?P<quarter>[4p3])?{Y}", _months),
    ("M", rf"(?P<month>M)\.?,?{Y}", _months),
    ("LTX", r"(?P<which>[LTX])(?P<month>M)\.?", _named_month),
    ("M", rf"(?P<month>M)\.?(?P<day>n)(?:(?:-|t)(?P<month2>M)?\.?(?P<until>n))?(?P<year>,?o?h?(?:Y|[LT]6))?", _day),
    ("n", rf"(?P<day>n)(?:(?:-|t)(?P<until>n))?o?h?(?P<month2>)(?P<month>M)\.?(?P<year>,?o?(?:Y|[LT]6))?", _day),
    ("Y", r"(?P<y>Y)[-/](?P<m>n)[-/](?P<d>n)", _iso),
    ("WLTX", r"[LTX]?W", _weekday),
    ("wyr", r"[wyr]", _near_day),
    ("YJfU6", r"(?:f6?|U?f?6?-?)?(?:Y|J)", _year),
    ("Y", r"(?P<y1>Y)(?:-|t)(?:f6?)?(?P<y2>Y)", _years),
    ("zY", rf"(?P<lead>Y)?z{Y}", _year_end),
    ("LTXVGPK", r"(?P<which>[LTXVGPK])f?U?f?(?P<unit>[1-7k])", _relative),
    ("LXVGP", r"(?P<which>[LXVGP])(?P<count>n)-?(?P<unit>[1-7])", _counted_relative),
    ("n", r"(?P<count>n)-?(?P<unit>[1-7])p?", _window),
    ("a", r"(?P<count>a)(?P<unit>[2-6])(?P<when>[elV])", _ago),
    ("n", r"(?P<count>n)(?P<unit>[1-6])(?P<when>[elV])", _ago),
    ("A", r"A[p1-6]?", _year_ago),
    ("S", rf"S-?[p1-6](?P<year>,?o?h?(?:Y|[LTVK]6)|,?a6[eV]|,?A)?", _same),
    ("3456p", r"[3456p](?![DtY])", _the_unit),
    ("B", r"B", _base),
    ("c", r"c(?:o?[hT](?P<unit>[346]))?", _to_date),
    ("T", r"T(?P<unit>[346])c", _to_date),
    ("FYLTX", rf"{LEAD}(?P<name>F)g?{Y}", _festival),
)
"""(codes a pattern can start with, pattern, what it means); the longest match wins, the earlier of two equal ones."""
