"""What a pattern of the date grammar yields, and how its year is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.expressions import UNSAID, Lean, TimeExpr, YearOf
from china_tech_metrics.scan.period_tokens import Tokens

LEADING_YEAR = r"(?P<lead>(?:Y|J|f6?Y|Yf6|[LTXVGK]f?6)o?-?)?"
TRAILING_YEAR = r"(?P<year>,?o?h?Yf6|o?h?(?:f6?Y|U?6?Y|J|[LTXVGKS]f?6|(?<=h)(?:6|f6(?!,?[Dt])))|,?[a]6[eVs])?"
ENDED = r"[Dt]o?h?Z?o?-?(?P<before>[ni])?(?:(?<=i)o)?(?P<month>M)(?P<day>[ni])?(?:,(?=Y))?"
SPLIT_YEAR = r"(?:(?:J|f6?Y)[-/][nY]|Y[-/][nY]f6)"
"""A fiscal year by both its calendar years: "FY2023/24", "the 2023-24 fiscal year"."""
LEADING_SPLIT_YEAR = rf"(?P<lead>{SPLIT_YEAR}o?-?)"
TRAILING_SPLIT_YEAR = rf"(?P<year>,?o?h?{SPLIT_YEAR})"


class Phrase(NamedTuple):
    """What a pattern found.

    ``base`` says the words name a base of comparison by themselves ("a year earlier"), ``basis`` which one it would be.
    ``comparable`` says that behind "from" or "over" it is one. ``needs_article``, ``needs_role`` and ``needs_change`` hold back
    words that tell time only with "the", a preposition or a percentage before them. ``at_end`` is what "the end of" it means
    if that is another expression, ``alone`` what it means when it is no base, ``with_article`` behind "the".
    ``adverbial`` ones need no preposition where a clause ends ("spent as much that month."). ``adjective`` is a span that only
    describes ("a three-year plan"), ``now`` the present.
    """

    expr: TimeExpr
    granularity: str | None
    basis: Basis | None = None
    base: bool = False
    comparable: bool = True
    duration: bool = False
    adjective: bool = False
    direction: Lean | None = None
    needs_article: bool = False
    needs_role: bool = False
    needs_change: bool = False
    at_end: TimeExpr | None = None
    adverbial: bool = False
    alone: TimeExpr | None = None
    with_article: TimeExpr | None = None
    end_of: bool = False
    festival: str | None = None
    now: bool = False


Builder = Callable[[Tokens, "re.Match[str]"], Phrase | None]
Rule = tuple[str, str, Builder]
"""The codes a pattern can start with, the pattern over codes, and what builds its meaning."""


def year_of(tokens: Tokens, begin: int, stop: int) -> tuple[YearOf, bool]:
    """Which year the tokens of a year group name, and whether it is a fiscal one."""
    codes = tokens.codes[begin:stop]
    fiscal = "f" in codes or "J" in codes
    split = _split_at(codes)
    if split is not None:
        return YearOf(absolute=_first_year(tokens, begin + split) + 1, spans_two=True), fiscal
    for i, code in enumerate(codes):
        value = tokens.value(begin + i)
        if code == "Y":
            return YearOf(absolute=value[0]), fiscal
        if code == "J":
            return YearOf(absolute=value), True
        if code in "LTX":
            return YearOf(relative={"L": -1, "T": 0, "X": 1}[code]), fiscal
        if code in "VGKSes":
            return YearOf(anchored={"G": 1, "K": 0, "S": 0}.get(code, -1)), fiscal
    return UNSAID, fiscal


def _split_at(codes: str) -> int | None:
    """Where the first of two calendar years stands in the codes of a year, if it is given by two."""
    hit = re.search(r"[YJ](?=[-/][nY])", codes)
    return hit.start() if hit else None


def _first_year(tokens: Tokens, at: int) -> int:
    value = tokens.value(at)
    year: int = value if tokens.codes[at] == "J" else value[0]
    return year


def of_two_years(build: Builder) -> Builder:
    """For a pattern with a fiscal year given by two calendar years: nothing, unless they follow each other."""

    def checked(tokens: Tokens, hit: re.Match[str]) -> Phrase | None:
        begin = hit.start("year" if "year" in hit.re.groupindex else "lead")
        first = begin + (_split_at(tokens.codes[begin : hit.end()]) or 0)
        second = tokens.value(first + 2)
        follows = _first_year(tokens, first) + 1
        return build(tokens, hit) if second in (follows % 100, (follows, 1)) else None

    return checked


def said_year(tokens: Tokens, hit: re.Match[str]) -> tuple[YearOf, bool]:
    """The year a pattern's leading or trailing year group names."""
    for group in ("year", "lead"):
        if group in hit.re.groupindex and hit[group]:
            return year_of(tokens, *hit.span(group))
    return UNSAID, False


def number(tokens: Tokens, hit: re.Match[str], group: str, default: int = 1) -> int:
    """The value of the token a group begins with; the default where the group is empty."""
    if group not in hit.re.groupindex or not hit[group]:
        return default
    value: int = tokens.value(hit.start(group))
    return value


def count_of(tokens: Tokens, hit: re.Match[str]) -> int:
    """The number of units: "a" is one."""
    return 1 if hit["count"] == "a" else number(tokens, hit, "count")


def basis_of_year(year: YearOf) -> Basis:
    """What a comparison with a period of that year is called."""
    return "yoy" if -1 in (year.relative, year.anchored) else "other"
