"""Patterns for periods with a name of their own: days, months, quarters, halves, years, and spans between them.

The codes are those of :mod:`time_words`; the patterns hold for every language that says time in this order.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace

from china_tech_metrics.resolve.expressions import (
    UNSAID,
    Anchored,
    Between,
    Date,
    Days,
    Ending,
    NamedMonth,
    Slice,
    Starting,
    TimeExpr,
    Unit,
    UnitEnd,
    WeekOf,
    YearOf,
)
from china_tech_metrics.scan.period_phrase import (
    ENDED,
    LEADING_SPLIT_YEAR,
    LEADING_YEAR,
    SPLIT_YEAR,
    TRAILING_SPLIT_YEAR,
    TRAILING_YEAR,
    Phrase,
    Rule,
    basis_of_year,
    number,
    of_two_years,
    said_year,
)  # fmt: skip
from china_tech_metrics.scan.period_tokens import Tokens
from china_tech_metrics.scan.time_words import UNITS

PER_YEAR = {"quarter": 4, "half": 2, "month": 12}
DAYS = {"1": 1, "2": 7}
MONTHS = {"quarter": 3, "half": 6}
SEASON_MONTHS = 3
FINAL = 4
"""The number of "final", which is said of quarters first of all."""
MONTH_END = 28
"""From this day on a day stands for the end of its month: "the quarter ended June 30"."""


def _ordinal_unit(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the second quarter of 2022", "fiscal first quarter", "first nine months of 2023", "the first to third quarters"."""
    year, fiscal = said_year(tokens, hit)
    unit: Unit = UNITS[hit["unit"]]  # type: ignore[assignment]
    count = number(tokens, hit, "count")
    at = 0 if hit["ordinal"] == "L" else number(tokens, hit, "ordinal")
    closes = not at or (at == FINAL and at * count > PER_YEAR[unit])  # "the **final six** months"
    first = PER_YEAR[unit] - count + 1 if closes else (at - 1) * count + 1
    last = first + count - 1
    if "until" in hit.re.groupindex and hit["until"]:
        last = number(tokens, hit, "until")
    if not 1 <= first <= last <= PER_YEAR[unit] or (unit == "month" and last == first and not year.said):
        return None
    granularity = unit if first == last else "span"
    return Phrase(Slice(unit, first, last, year, fiscal or "f" in hit.group()), granularity, basis=basis_of_year(year))


def _numbered_quarter(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "quarter two of 2021", "quarter 3 2022"."""
    year, fiscal = said_year(tokens, hit)
    at = number(tokens, hit, "at")
    if not 1 <= at <= PER_YEAR["quarter"] or not year.said:
        return None
    return Phrase(Slice("quarter", at, at, year, fiscal or "f" in hit.group()), "quarter", basis=basis_of_year(year))


def _label(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "Q2 2022", "2Q22", "Q2'22", "H1 2023", "Q1 FY25", "Q1-Q3 2023"."""
    first, own, own_fiscal = tokens.value(hit.start("label"))
    last = first
    if hit["until"]:
        last, own, own_fiscal = tokens.value(hit.start("until"))
    year, fiscal = said_year(tokens, hit)
    if own is not None:
        year = YearOf(absolute=own)
    elif "short" in hit.re.groupindex and hit["short"]:
        year = YearOf(absolute=2000 + number(tokens, hit, "short"))
    if last < first or (hit["both"] and last != first + 1):
        return None
    unit: Unit = "quarter" if hit["label"] == "q" else "half"
    return Phrase(
        Slice(unit, first, last, year, fiscal or own_fiscal or "f" in hit.group()),
        unit if first == last else "span",
        basis=basis_of_year(year),
    )


def _label_of_two_years(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "1QFY24/25", "Q1FY2024-25"."""
    part, year, fiscal = tokens.value(hit.start("label"))
    if not fiscal or year is None or number(tokens, hit, "more") != (year + 1) % 100:
        return None
    unit: Unit = "quarter" if hit["label"] == "q" else "half"
    return Phrase(Slice(unit, part, part, YearOf(absolute=year + 1, spans_two=True), fiscal=True), unit, basis="other")


def _half_of_month(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the first half of June"."""
    year, _ = said_year(tokens, hit)
    month, half = number(tokens, hit, "month"), number(tokens, hit, "ordinal")
    if half > 2:
        return None
    return Phrase(Days((month, 1), (month, 15), year) if half == 1 else Days((month, 16), (month, 31), year), "span")


def _days_of_month(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the first three days of June", "the first week of November", "the last week of May"."""
    year, _ = said_year(tokens, hit)
    month = number(tokens, hit, "month")
    days = number(tokens, hit, "count") * DAYS[hit["unit"]]
    length = calendar.monthrange(2023, month)[1]
    if hit["ordinal"] == "L":
        return Phrase(Days((month, max(1, length - days + 1)), (month, 31), year), "span")
    first = (number(tokens, hit, "ordinal") - 1) * days + 1
    if first > length or days > 31:
        return None
    return Phrase(Days((month, first), (month, min(31, first + days - 1)), year), "span" if days > 1 else "day", comparable=False)


def _days_of_year(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the first six weeks of 2024", "the second week of the year": counted from the first of January."""
    year, _ = said_year(tokens, hit)
    days = number(tokens, hit, "count") * DAYS[hit["unit"]]
    first = dt.date(2023, 1, 1) + dt.timedelta(days=(number(tokens, hit, "ordinal") - 1) * days)
    last = first + dt.timedelta(days=days - 1)
    if last.month > 6:
        return None
    return Phrase(Days((first.month, first.day), (last.month, last.day), year), "span")


def _ended(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the three months to September", "the quarter ended June 30, 2023", "the full year ended March 31", "the week to June 10"."""
    year, _ = said_year(tokens, hit)
    month = number(tokens, hit, "month")
    day = number(tokens, hit, "day", number(tokens, hit, "before", 0))
    count = number(tokens, hit, "count")
    unit: Unit = UNITS.get(hit["unit"], "year")  # type: ignore[assignment]
    if unit in ("day", "week"):
        return Phrase(Ending(_month_day(year, month, day), unit, count), unit if count == 1 else "span") if day else None
    months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    if months > 60:
        return None
    granularity = {3: "quarter", 6: "half", 12: "year"}.get(months, "span")
    if 0 < day < MONTH_END:
        return Phrase(Ending(_month_day(year, month, day), "month", months), granularity)
    return Phrase(Slice("month", month - months + 1, month, year), granularity, basis=basis_of_year(year))


def _began(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the 11 days that began on November 1", "the two weeks from May 20"."""
    year, _ = said_year(tokens, hit)
    first = _month_day(year, number(tokens, hit, "month"), number(tokens, hit, "day"))
    unit: Unit = UNITS[hit["unit"]]  # type: ignore[assignment]
    return Phrase(Starting(first, unit, number(tokens, hit, "count")), "span", comparable=False)


def _month_day(year: YearOf, month: int, day: int) -> Days:
    return Days((month, day), (month, day), year)


def _years_ended(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the three years to 2023"."""
    year, fiscal = said_year(tokens, hit)
    last = Slice("year", 1, 1, year, fiscal)
    return Phrase(Ending(last, "year", number(tokens, hit, "count")), "span")


def _months(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "from January to May 2024", "in January and February", "the July-September quarter", "the June quarter", "June 2020", "in June".

    "From" before two months with "to" between belongs to them and names no base.
    """
    year, _ = said_year(tokens, hit)
    last = number(tokens, hit, "month")
    first = number(tokens, hit, "first", 0)
    if not first and "quarter" in hit.re.groupindex and hit["quarter"] == "4":
        first = (last - 3) % 12 + 1
    if first and "both" in hit.re.groupindex and hit["both"] and last != first + 1:
        return None
    if first:
        begin = first if first <= last else first - 12
        unit, base = "quarter" if last - begin == 2 else "span", basis_of_year(year)
        return Phrase(Slice("month", begin, last, year), unit, basis=base, comparable="t" not in hit.group() or last == first + 1)
    return Phrase(Slice("month", last, last, year), "month", basis=basis_of_year(year))


def _named_month(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "last March", "this October", "next June"."""
    return Phrase(NamedMonth(number(tokens, hit, "month"), {"L": -1, "T": 0, "X": 1}[hit["which"]]), "month", basis="other")


def _month_spoken_of(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "that November", "the following March": of the year spoken of, or the one behind it."""
    month = number(tokens, hit, "month")
    return Phrase(Slice("month", month, month, YearOf(anchored=0 if hit["which"] == "K" else 1)), "month", basis="other")


def _season(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the summer of 2019", "last winter": the three months that begin with its first."""
    month = number(tokens, hit, "season")
    if hit["which"] and hit["which"] in "LTX":
        named = NamedMonth(month, {"L": -1, "T": 0, "X": 1}[hit["which"]])
        return Phrase(Starting(named, "month", SEASON_MONTHS), "season")
    year = YearOf(anchored=0) if hit["which"] else said_year(tokens, hit)[0]
    return Phrase(Slice("month", month, month + SEASON_MONTHS - 1, year), "season") if year.said else None


def _day(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "Feb. 11", "11 February 2021", "June 1-3", "May 20 to June 18"."""
    year, _ = said_year(tokens, hit)
    month, day = number(tokens, hit, "month"), number(tokens, hit, "day")
    if not hit["until"]:
        if year.absolute is not None:
            return _full_date(year.absolute, month, day)
        return Phrase(_month_day(year, month, day), "day", basis="other")
    until = number(tokens, hit, "until")
    last_month = number(tokens, hit, "month2", month)
    if last_month == month and until < day:
        return None
    return Phrase(Days((month, day), (last_month, until), year), "span", comparable=False)


def _iso(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "2021-02-11", "2021/2/11"."""
    return _full_date(tokens.value(hit.start("y"))[0], number(tokens, hit, "m"), number(tokens, hit, "d"))


def _full_date(year: int, month: int, day: int) -> Phrase | None:
    try:
        return Phrase(Date(dt.date(year, month, day)), "day", basis="other")
    except ValueError:
        return None


def _week_of(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the week of June 10"."""
    year, _ = said_year(tokens, hit)
    return Phrase(WeekOf(_month_day(year, number(tokens, hit, "month"), number(tokens, hit, "day"))), "week")


def _calendar_year(year: int, *, fiscal: bool = False) -> Slice:
    return Slice("year", 1, 1, YearOf(absolute=year), fiscal)


def _year(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "2022", "fiscal 2024", "full-year 2022", "the 2010s", "FY2024"."""
    value = tokens.value(hit.end() - 1)
    if hit.group()[-1] == "J":
        return Phrase(_calendar_year(value, fiscal=True), "year", basis="other")
    year, size = value
    if size == 10:
        return Phrase(Between(_calendar_year(year), _calendar_year(year + 9)), "span")
    return Phrase(_calendar_year(year, fiscal="f" in hit.group()), "year", basis="other")


def _fiscal_year(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the 2024 fiscal year", "FY2023/24", "fiscal 2023-24", "the 2023/2024 financial year"."""
    year, _ = said_year(tokens, hit)
    return Phrase(Slice("year", 1, 1, year, fiscal=True), "year", basis="other")


def _year_and_more(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "2023-24" for two years, and "2023-06" for a month."""
    year = tokens.value(hit.start("y"))[0]
    more = number(tokens, hit, "more")
    if more > max(12, year % 100):
        return Phrase(Between(_calendar_year(year), _calendar_year(year // 100 * 100 + more)), "span", comparable=False)
    two_digits = tokens.end(hit.end() - 1) - tokens.start(hit.end() - 1) == 2
    if more > 12 or not two_digits or more == (year + 1) % 100:
        return None
    return Phrase(Slice("month", more, more, YearOf(absolute=year)), "month", basis="other")


def _years(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "2019-2022", "from 2020 to 2022"."""
    first, last = tokens.value(hit.start("y1"))[0], tokens.value(hit.start("y2"))[0]
    if not first < last <= first + 60:
        return None
    return Phrase(Between(_calendar_year(first), _calendar_year(last)), "span", comparable=False)


def _full_year(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "full-year revenue", "for the whole year", "throughout the fiscal year"."""
    return Phrase(Slice("year", 1, 1, UNSAID, "f" in hit.group()), "year", needs_article="u" not in hit.group())


def _year_end(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "year-end", "year-end 2025"."""
    year, _ = said_year(tokens, hit)
    expr: TimeExpr = Slice("year", 1, 1, year) if year.said else UnitEnd("year")
    return Phrase(expr, "year", end_of=True, needs_role=not year.said)


def _unit_end(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "at quarter-end"."""
    unit: Unit = UNITS[hit["unit"]]  # type: ignore[assignment]
    return Phrase(Anchored(unit, 0, unit), unit, end_of=True, needs_role=True)


def in_year_of(part: Phrase, whole: Phrase) -> Phrase | None:
    """A quarter or half without a year in that of the time said with it: "**the fourth quarter** and full year ended March 31, 2024".

    None if that has no year either, or the part has one of its own.
    """
    first, second = part.expr, whole.expr
    if not (isinstance(first, Slice) and isinstance(second, Slice)) or part.granularity not in MONTHS or first.year.said:
        return None
    if not second.year.said:
        return None
    if second.unit != "month":
        return part._replace(expr=replace(first, year=second.year, fiscal=second.fiscal), basis=whole.basis)
    size = MONTHS[part.granularity]
    begin = second.first + size * (first.first - 1)
    if begin + size - 1 > second.last:
        return None
    return part._replace(expr=Slice("month", begin, begin + size - 1, second.year), basis=whole.basis)


Y, LEAD = TRAILING_YEAR, LEADING_YEAR
ORDINAL = r"f?(?P<ordinal>[Oi])(?:-?[-t&]h?(?P<until>[Oi]))?-?f?(?P<count>n)?-?(?P<unit>[345])p?"
LABEL = r"f?(?P<label>[qH])(?:(?:[-t]|(?P<both>&))f?(?P<until>(?P=label)))?"
LAST_DAY = r"(?P<month2>M)?(?P<until>[ni])(?:(?<=M[ni])|(?!I))"
"""A day that a noun follows is a count ("June 1 to 18 stores") unless its month is said."""


def _split(part: str, starts: str) -> tuple[tuple[str, str], ...]:
    """A part of a year with a fiscal year of two calendar years behind or before it, and the codes these can start with."""
    return (f"f{starts}", f"{part}{TRAILING_SPLIT_YEAR}"), ("YJf", f"{LEADING_SPLIT_YEAR}{part}")


RULES: tuple[Rule, ...] = (
    ("YJLTXVGKfOi", rf"{LEAD}{ORDINAL}{Y}", _ordinal_unit),
    ("4", rf"4(?P<at>n),?{Y}", _numbered_quarter),
    *((starts, pattern, of_two_years(_ordinal_unit)) for starts, pattern in _split(ORDINAL, "Oi")),
    *((starts, pattern, of_two_years(_label)) for starts, pattern in _split(LABEL, "qH")),
    ("T", r"(?P<lead>T)(?P<ordinal>O)-?(?P<unit>[45])", _ordinal_unit),
    ("YJLTXVGKf", r"(?P<lead>(?:Y|J|f6?Y|[LTXVGK]f?6)o)(?P<ordinal>L)(?P<count>n)?-?(?P<unit>[345])", _ordinal_unit),
    ("L", r"(?P<ordinal>L)(?P<count>n)?-?(?P<unit>[345])(?P<year>o?h?(?:f6?Y|U?6?Y|J|[TXVGK]f?6|[L](?=f?6)f?6)|oh6)", _ordinal_unit),
    ("Oi", rf"(?P<ordinal>[Oi])-?5o(?P<month>M){Y}", _half_of_month),
    ("OLi", rf"(?P<ordinal>[OLi])(?P<count>n)?-?(?P<unit>[12])o(?P<month>M){Y}", _days_of_month),
    ("Oi", r"(?P<ordinal>[Oi])(?P<count>n)?-?(?P<unit>[12])(?P<year>oh?(?:Y|[LT]6|(?<=h)6))", _days_of_year),
    ("qHYJLTXf", rf"{LEAD}{LABEL}(?:'(?P<short>n))?{Y}", _label),
    ("qH", r"(?P<label>[qH])[-/](?P<more>n)", _label_of_two_years),
    ("n", rf"(?P<count>n)-?(?P<unit>[1-6])p?{ENDED}{Y}", _ended),
    ("456f2", rf"f?-?(?P<unit>[2456])p?{ENDED}{Y}", _ended),
    ("uU", rf"(?:U?f?-?(?=6)|(?=u))(?P<unit>[6u])p?{ENDED}{Y}", _ended),
    ("fOi", rf"f?[Oi]-?f?(?P<count>n)?-?(?P<unit>[345])p?,?(?=D){ENDED}{Y}", _ended),
    ("n", r"(?P<count>n)-?(?P<unit>[12])[<v](?P<month>M)(?P<day>[ni])(?P<year>,?o?h?(?:Y|[LT]6))?", _began),
    ("n", r"(?P<count>n)-?6[Dt](?P<year>f?6?Y|[LT]6)", _years_ended),
    ("M", rf"(?P<month>M)-?(?:D-?)?(?P<quarter>4){Y}", _months),
    ("M", r"(?P<month>M)(?P<year>,?Y)(?P<quarter>4)", _months),
    ("3", rf"3o(?P<month>M){Y}", _months),
    ("YLTXVK", rf"{LEAD}(?P<month>M)-?(?:D-?)?(?P<quarter>4)", _months),
    ("Mn4p", rf"(?:(?:n-?3|[4p])p?[vo])?(?P<first>M)(?:-|-?t-?|(?P<both>&))(?P<month>M)(?!n)(?P<quarter>[4p3])?{Y}", _months),
    ("M", rf"(?P<month>M),?{Y}", _months),
    ("LTX", r"(?P<which>[LTX])(?P<month>M)", _named_month),
    ("KG", r"(?P<which>[KG])(?P<month>M)(?![ni])", _month_spoken_of),
    ("LTXK@YJ", r"(?P<lead>Yo?)?(?P<which>[LTXK])?(?P<season>@)(?P<year>,?o?h?(?:Y|[LT]6|(?<=h)6))?", _season),
    ("MW", rf"(?:W,?)?(?P<month>M)(?P<day>[ni])(?!I)(?:[-t]{LAST_DAY})?(?P<year>,?o?h?(?:Y|[LT]6))?", _day),
    ("b", rf"b(?P<month>M)(?P<day>[ni])&{LAST_DAY}(?P<year>,?o?h?(?:Y|[LT]6))?", _day),
    ("ni", r"(?P<day>[ni])(?:[-t](?P<until>[ni]))?(?:(?<=i)oh?)?(?P<month2>)(?P<month>M)(?P<year>,?o?(?:Y|[LT]6))?", _day),
    ("2", r"2o(?:(?P<day0>)(?P<month>M)(?P<day>[ni])(?!I))(?P<year>,?o?h?(?:Y|[LT]6))?", _week_of),
    ("Y", r"(?P<y>Y)[-/](?P<m>n)[-/](?P<d>n)", _iso),
    ("YJfU6u", r"(?:f6?|u-?o?|Uf?6o|U?f?6?-?)?(?:Y|J)", _year),
    ("Y", r"(?P<y>Y)[-/](?P<more>n)(?![-/I])", _year_and_more),
    ("Y", r"(?P<year>Yf6)", _fiscal_year),
    ("YJf", rf"(?P<year>{SPLIT_YEAR})(?![-/I])", of_two_years(_fiscal_year)),
    ("Y", r"(?P<y1>Y)[-t](?:f6?)?(?P<y2>Y)", _years),
    ("uUf", r"u|Uf?6|f6", _full_year),
    ("zY", rf"(?P<lead>Y)?z{Y}", _year_end),
    ("345", r"(?P<unit>[345])-Z", _unit_end),
)
