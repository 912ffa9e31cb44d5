"""Patterns for periods that another one names: relative to publication or to what was spoken of, festivals, bases of comparison.

The codes are those of :mod:`time_words`; the patterns hold for every language that says time in this order.
"""

from __future__ import annotations

import re

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.expressions import (
    MONTHS,
    Anchored,
    Between,
    Ending,
    FestivalDays,
    Lean,
    Relative,
    Same,
    Since,
    Slice,
    TimeExpr,
    ToDate,
    Unit,
    UnitEnd,
    Weekday,
    Window,
    YearOf,
)
from china_tech_metrics.scan.period_phrase import (
    ENDED,
    LEADING_YEAR,
    TRAILING_YEAR,
    Phrase,
    Rule,
    basis_of_year,
    count_of,
    number,
    said_year,
)
from china_tech_metrics.scan.period_tokens import Tokens, basis_of_unit
from china_tech_metrics.scan.time_words import UNITS

NEAR_DAYS = {"w": 0, "y": -1, "r": 1}
TO_PUBLICATION = {"L": -1, "T": 0, "X": 1}
TO_ANCHOR = {"V": -1, "G": 1, "K": 0}


def _unit(hit: re.Match[str]) -> Unit:
    unit: Unit = UNITS[hit["unit"]]  # type: ignore[assignment]
    return unit


def _weekday(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "Monday", "last Friday"."""
    return Phrase(Weekday(tokens.value(hit.end() - 1), TO_PUBLICATION.get(hit.group()[0]) or None), "day", comparable=False)


def _days_to_weekday(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the five days to Sunday", "the week that ended on Wednesday"."""
    count = count_of(tokens, hit) if hit["count"] else 1
    unit: Unit = UNITS[hit["unit"]]  # type: ignore[assignment]
    return Phrase(Ending(Weekday(tokens.value(hit.end() - 1), None), unit, count), "span", comparable=False)


def _near_day(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "today", "now", "yesterday"."""
    return Phrase(Relative("day", NEAR_DAYS[hit.group()]), "day", comparable=False, now=hit.group() == "w")


def _weekend(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "last weekend", "this weekend", "over the weekend"."""
    offset = {"L": -1, "P": -1, "X": 1}.get(hit["which"] or "")
    return Phrase(Between(Weekday(5, offset), Weekday(6, offset)), "span", comparable=False, needs_article=not hit["which"])


def _relative(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "last year", "this quarter", "next month", "the previous quarter", "that year"; a plural alone ("in past years") tells none."""
    which, unit = hit["which"], _unit(hit)
    if tokens.value(hit.end() - 1):
        return None
    if which == "X" and unit == "day":
        return Phrase(Anchored(unit, 1, unit), unit, comparable=False)  # "rose 4% on Wednesday and 9% **the next day**"
    if which == "P" and "f" in hit.group() and unit == "year":
        which = "L"  # "the past financial year"
    if which == "P" or (unit == "decade" and which in "LX"):
        return Phrase(Window(unit, 1, "future" if which == "X" else "past"), "span", comparable=False)
    if which in TO_PUBLICATION:
        offset = TO_PUBLICATION[which]
        basis = basis_of_unit(unit) if which == "L" else None
        if "f" in hit.group() and unit == "year":
            return Phrase(Slice("year", 1, 1, YearOf(relative=offset), fiscal=True), "year", basis=basis)
        return Phrase(Relative(unit, offset), unit, basis=basis)
    basis = basis_of_unit(unit) if which == "V" else None
    that = which == "K"
    return Phrase(Anchored(unit, TO_ANCHOR[which], unit), unit, basis=basis, needs_role=that and unit != "year", adverbial=that)


def _and_next(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "this year and next"."""
    unit = _unit(hit)
    return Phrase(Between(Relative(unit, 0), Relative(unit, 1)), "span", comparable=False)


def _running(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the quarter now ending"."""
    unit = _unit(hit)
    return Phrase(Relative(unit, 0), unit)


def _counted_relative(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the past three years", "the next five years", "the previous five months"."""
    direction: Lean = "future" if hit["which"] in "XG" else "past"
    unit, count = _unit(hit), number(tokens, hit, "count")
    before = hit["which"] == "V"  # "1% less than in **the previous three months**"
    basis = basis_of_unit(unit, count) if before else None
    return Phrase(Window(unit, count, direction, hit["which"] in "VG"), "span", basis=basis, comparable=before)


def _window(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "three years", "in four months", "a three-year plan"."""
    unit, count = _unit(hit), number(tokens, hit, "count")
    several = unit in ("month", "quarter", "year", "decade")
    whole = _whole(unit, count) if count > 1 else None
    adjective = not tokens.value(hit.start("unit")) and count > 1
    return Phrase(
        Window(unit, count),
        "span",
        duration=True,
        adjective=adjective,
        direction="past" if several else None,
        comparable=False,
        needs_role=True,
        with_article=Anchored(whole, 0, whole) if whole is not None else _first_months(unit, count),
    )


def _first_months(unit: Unit, count: int) -> TimeExpr | None:
    """The first months of a year, said again by their number: "in **the nine months**"."""
    return Slice("month", 1, count) if unit == "month" and 1 < count < MONTHS["year"] else None


def _ago(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "a year earlier", "two quarters ago", "a month later"."""
    unit, count = _unit(hit), count_of(tokens, hit)
    if unit == "decade":
        unit, count = "year", 10 * count
    if hit["when"] == "l":
        return Phrase(Anchored(unit, count), unit, comparable=False)
    basis = basis_of_unit(unit, count)
    if basis == "yoy":
        unit, count = "year", 1  # "twelve months ago"
    if hit["when"] == "s":
        return Phrase(Anchored(unit, -count, deictic=True), unit, basis=basis, alone=Relative(unit, -count) if count > 1 else None)
    before = Window(unit, count, "past", anchored=True) if hit["count"] != "a" else None  # "in **the** six months before"
    return Phrase(Anchored(unit, -count), unit, basis=basis, base=basis == "yoy", with_article=before)


def _year_ago(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the year-ago quarter", "the year-earlier period", "the prior year period"."""
    return Phrase(Anchored("year", -1), None, basis="yoy", base=True)


def _same(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the same period last year", "the same quarter of 2022", "the corresponding period a year earlier"."""
    year, _ = said_year(tokens, hit)
    if not year.said:
        if "A" in hit.group():
            return Phrase(Anchored("year", -1), None, basis="yoy", base=True)
        if hit["unit"] in "pm" or hit["period"]:
            return Phrase(Anchored("year", 0), None, comparable=False) if hit["unit"] != "m" else None
        one = not hit["count"] and not tokens.value(hit.start("unit"))
        return _spoken_of(_unit(hit), 1 if one else number(tokens, hit, "count", 0))
    if year.anchored is not None:
        return Phrase(Anchored("year", -1), None, basis="yoy", base=True)
    return Phrase(Same(year), None, basis="yoy", base=True)


LONG = ("month", "quarter", "year")


def _spoken_of(unit: Unit, count: int) -> Phrase:
    """The period spoken of, said again as one unit ("the same quarter") or as several ("those six months", "the same days")."""
    whole = _whole(unit, count)
    expr = Ending(Anchored("year", 0), unit, count) if count and unit in LONG and whole is None else Anchored("year", 0, whole)
    return Phrase(expr, None, needs_role=True, comparable=False)


def _whole(unit: Unit, count: int) -> Unit | None:
    """The calendar unit that so many others make: three months a quarter, one week a week."""
    if unit == "week" and count == 1:
        return unit
    return next((name for name, months in MONTHS.items() if count and months == count * MONTHS.get(unit, 0)), None)


def _those(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "in those six months", "over these 11 days"; "these days" without a number tells none."""
    return _spoken_of(_unit(hit), number(tokens, hit, "count"))


def _that_period(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "during that period", "for the period to June 30": the one spoken of."""
    return Phrase(Anchored("year", 0), None, needs_role=True, comparable=False)


def _then(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "at the time", "by then": the time spoken of; "then" alone where a clause ends ("had 500 stores then") and behind "since"."""
    alone = hit.group() == "$"
    return Phrase(Anchored("year", 0), None, needs_role=alone, adverbial=alone, comparable=False)


def _the_unit(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the quarter", "the year", "the period": the one spoken of; "the year so far": the one that runs."""
    if hit["unit"] == "p":
        return Phrase(Anchored("year", 0), None, needs_article=True, needs_role=True, comparable=False)
    if tokens.value(hit.start("unit")):
        return None
    unit = _unit(hit)
    if hit["far"]:
        return Phrase(ToDate(unit), "span", comparable=False, needs_article=True)
    return Phrase(Anchored(unit, 0, unit), unit, needs_article=True, needs_role=True, comparable=False, at_end=UnitEnd(unit))


def _base(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "year-on-year", "quarter-on-quarter"."""
    return _against(tokens.value(hit.start()))


def _against(basis: Basis) -> Phrase:
    units: dict[Basis, Unit] = {"yoy": "year", "qoq": "quarter", "mom": "month"}
    return Phrase(Anchored(units.get(basis, "week"), -1), None, basis=basis, base=True)


def _pace(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "annual" before "growth" or "revenue growth", "sequential" and "monthly" before a word of change; only the adjective is taken."""
    basis: Basis = tokens.value(hit.start())
    return None if hit["apart"] and basis != "yoy" else _against(basis)


def _pace_adverb(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "annually" behind a percentage."""
    return _against(tokens.value(hit.start()))._replace(needs_change=True)


def _levels(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "2019 levels", "last year's level": what something is measured against."""
    year, fiscal = said_year(tokens, hit)
    return Phrase(Slice("year", 1, 1, year, fiscal), "year", basis=basis_of_year(year), base=True)


def _to_date(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "so far this year", "this year to date", "so far in 2024"."""
    year, fiscal = said_year(tokens, hit)
    if year.absolute is not None:
        return Phrase(Since(Slice("year", 1, 1, year, fiscal)), "span", comparable=False)
    unit = _unit(hit) if hit["unit"] else "year"
    return Phrase(ToDate(unit), "span", comparable=False)


def _festival(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "this year's 618", "the 2022 Singles' Day", "the upcoming Lunar New Year holiday"."""
    year, _ = said_year(tokens, hit)
    if hit["which"] == "T" and not year.said:
        year = YearOf(relative=0)
    direction: Lean | None = {"L": "past", "X": "future"}.get(hit["which"] or "")  # type: ignore[assignment]
    granularity = "festival" if hit["tail"] else "festival day"
    return Phrase(FestivalDays((), year, direction), granularity, basis="other", festival=tokens.value(hit.start("name")))


def _edition(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "this time", "the previous edition", "during this campaign": of the festival that the text is about, if it is about one."""
    year = YearOf(relative=0 if hit["which"] == "T" else -1)
    return Phrase(FestivalDays((), year), "festival", basis="other", needs_role=bool(hit["tail"]))


def _unit_before(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
    """ "the week before", "the month prior", "the year before", where nothing follows."""
    unit = _unit(hit)
    return Phrase(
        Anchored(unit, -1, unit if unit != "year" else None),
        unit,
        basis=basis_of_unit(unit),
        needs_article=True,
        needs_role=True,
        adverbial=True,
    )


Y, LEAD = TRAILING_YEAR, LEADING_YEAR
RULES: tuple[Rule, ...] = (
    ("WLTX", r"[LTX]?W", _weekday),
    ("wyr", r"[wyr]", _near_day),
    ("LTXPk", r"(?:T(?=[PX]))?(?P<which>[LTXP])?k", _weekend),
    ("LTXVGPK", r"(?:T(?=[PX]))?(?P<which>[LTXVGPK])f?U?f?(?P<unit>[1-7])", _relative),
    ("3456", r"(?P<unit>[3-6])>", _running),
    ("T", r"T(?P<unit>[346])&X(?![f1-7])", _and_next),
    ("LTXVGP", r"(?:T(?=[PX]))?(?P<which>[LXVGP])(?:n[-t])?(?P<count>n)-?(?P<unit>[1-7])", _counted_relative),
    ("n", r"(?P<count>n)-?(?P<unit>[12])[Dt]o?h?W", _days_to_weekday),
    ("2", r"(?P<count>n)?(?P<unit>2)[D]o?h?W", _days_to_weekday),
    ("n", r"(?:n[-t])?(?P<count>n)-?(?P<unit>[1-7])p?", _window),
    ("an", r"(?P<count>[an])(?P<unit>[1-7])(?P<when>[eslV])(?:(?<=e)K)?", _ago),
    ("12346", r"(?P<unit>[12346])[eV]K?", _unit_before),
    ("A", r"A[p1-6]?", _year_ago),
    ("V", r"V-?6-?[p345]", _year_ago),
    ("S", r"S-?f?(?:(?P<count>n)-?)?(?P<unit>[pm1-6])(?P<period>p?)(?P<year>,?o?h?(?:Y|[LTVK]6)|,?[ah]6[eVs]|,?A)?", _same),
    ("K", r"K(?P<count>n)-?(?P<unit>[1-6])", _those),
    ("K", r"Kp", _that_period),
    ("%", r"%(?!o)", _then),
    ("$", r"\$", _then),
    ("p", rf"p{ENDED}{TRAILING_YEAR}", _that_period),
    ("23456p", r"(?P<unit>[2-6p])(?P<far>c)?(?!D|Y|t(?:h?Z?o?[ni]?M|Y))", _the_unit),
    ("B", r"B", _base),
    ("j", r"j(?=(?P<apart>x?)N)", _pace),
    ("d", r"d", _pace_adverb),
    ("YLV", r"(?P<year>Y|[LV]6)o?C", _levels),
    ("c", r"c(?:o?[hT](?P<unit>[346])|(?P<year>o?Y))?", _to_date),
    ("T", r"(?P<year>)T(?P<unit>[346])c", _to_date),
    ("T", r"(?P<which>T)(?:m(?!,?[LTa]|o[MFY1h])|(?P<tail>g))", _edition),
    ("TLVP", r"(?P<which>[TLVP])(?:=|(?<!T)(?P<tail>g))", _edition),
    ("FYLTX", rf"{LEAD}(?P<which>[LTX])?(?P<name>F)(?P<tail>g)?{Y}", _festival),
)
