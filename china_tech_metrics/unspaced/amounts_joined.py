"""Amounts that belong together: lists with one unit for all, ranges, and what is said again in another currency.

The amounts of a text are found one by one in ``amounts``; here the ends of "306亿元至335亿元" become one, "270亿、453亿和1239亿元" get
the currency said behind the last, and "28亿元（约合4亿美元）" is one amount with its restatement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from china_tech_metrics.model import Amount, Restatement
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.numerals import DIGITS, SPACE
from china_tech_metrics.unspaced.words import AmountWords

LONGEST_JOINT = 4
AWAY = 2
"""An end that is so many times the other, behind a word of change, is where something came to by the other."""
MOVED_REACH = 6
WIDEST = 100
"""Two ends of a range are not further apart than this factor."""
WIDEST_GROWTH = 5
"""The same of percentages joined by "to", which may also say by how much something grew and to what."""
DASHES = ("-", "–", "—", "~", "～", "－", "——")


class AmountJoiner:
    """Joins the amounts of a folded text. Build once for a language, with the hedges that may stand before a number."""

    def __init__(self, words: AmountWords, hedges: Sequence[str]) -> None:
        w = {name: exact(words) for name, words in words.groups.items()}
        self._numerals = words.numerals
        self._joint = re.compile(rf"{SPACE}(?:{w['ranges.dashes']}){SPACE}(?:{exact(hedges)})?")
        self._from = re.compile(rf"(?:{w['ranges.from']})[^，。；,;\d]{{0,8}}$")
        self._restated = re.compile(
            rf"{SPACE}(?:(?P<open>{w['restated.open']})(?:{w['restated.words']})?|[，,]?{SPACE}(?:{w['restated.words']})){SPACE}"
        )
        self._listed = re.compile(rf"{SPACE}(?:{w['ranges.series']}){{1,2}}{SPACE}")
        self._scale_ends = frozenset(word[-1] for word in (*words.small, *words.big))
        self._moves = re.compile(rf"(?:{w['ranges.moved']})[^，。；、至到达为]{{0,2}}\Z")
        self._moves_on = re.compile(w["ranges.onward"])
        self._closes = frozenset(words.groups["restated.close"])
        self._digits = re.compile(DIGITS)

    def join(self, text: str, amounts: list[Amount]) -> list[Amount]:
        """The amounts in order, those that belong together as one."""
        return self._restatements(text, self._ranges(text, self._in_one_unit(text, amounts)))

    def _in_one_unit(self, text: str, amounts: list[Amount]) -> list[Amount]:
        """The amounts, those of a list in the currency that is said behind its last: "270亿、453亿和1239亿**元**"."""
        for index in range(len(amounts) - 2, -1, -1):
            amount, following = amounts[index], amounts[index + 1]
            if amount.kind != "count" or following.kind != "money" or amount.bare or text[amount.end - 1] not in self._scale_ends:
                continue
            near = following.start - amount.end <= LONGEST_JOINT
            if near and self._listed.fullmatch(text, amount.outer_end, following.outer_start):
                unit = following.unit.partition("/")[0]
                amounts[index] = replace(amount, kind="money", unit=unit, ambiguous=following.ambiguous)
        return amounts

    def _ranges(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """The amounts with each range made one: "306亿元至335亿元", "18%-20%"."""
        merged: list[Amount] = []
        for amount in amounts:
            last = merged[-1] if merged else None
            between = last is not None and self._joint.fullmatch(text, last.end, amount.start)
            joined = self._join(text, last, amount) if last is not None and between else None
            if joined is None:
                merged.append(amount)
            else:
                merged[-1] = joined
        return merged

    def _join(self, text: str, low: Amount, high: Amount) -> Amount | None:
        """The range of two amounts, None if they are two values: "从5%到10%"."""
        first = low.value
        alike = low.kind == high.kind and low.unit == high.unit
        if low.low is not None or not (alike or low.bare or (low.kind == "count" and high.kind != "percent")):
            return None
        if low.bare:
            first *= self._scale_of(text, high)
        if not 0 <= abs(first) < abs(high.value) or (first and high.value / first > WIDEST):
            return None
        if text[low.end : high.start].strip() not in DASHES:
            if self._from.search(text, max(0, low.outer_start - 10), low.outer_start) and self._moves_on.match(text, high.end) is None:
                return None
            if high.kind == "percent" and first and high.value / first > WIDEST_GROWTH:
                return None  # "毛利率增长1.7%至17.1%"
        apart = low.kind != "percent" and high.value >= AWAY * abs(first)
        if apart and self._moves.search(text, max(0, low.outer_start - MOVED_REACH), low.outer_start) is not None:
            return None  # "增加2389家至16783家", "净增门店76家到187家"
        middle, assumed = (first + high.value) / 2, low.ambiguous or high.ambiguous
        return replace(
            high,
            start=low.start,
            outer_start=low.outer_start,
            low=first,
            high=high.value,
            value=middle,
            modifier="range",
            ambiguous=assumed,
        )

    def _scale_of(self, text: str, amount: Amount) -> Decimal:
        """What the scale behind the second number makes of the first: "297至325亿"."""
        written = self._digits.search(text, amount.start, amount.end)
        plain = self._numerals.value(written.group()) if written else None
        return abs(amount.value) / plain if plain else Decimal(1)

    def _restatements(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Amounts with the same figure in another currency behind them joined to one."""
        found: list[Amount] = []
        for amount in amounts:
            last = found[-1] if found else None
            if last is not None and (outer := self._restates(text, last, amount)) is not None:
                also = Restatement(amount.start, amount.end, amount.value, amount.unit)
                found[-1] = replace(last, also=also, outer_end=outer)
            else:
                found.append(amount)
        return found

    def _restates(self, text: str, first: Amount, second: Amount) -> int | None:
        """Where the restatement of an amount ends, None if the second amount is none."""
        if first.kind != "money" or second.kind != "money" or first.also is not None or first.unit == second.unit:
            return None
        between = self._restated.match(text, first.end)
        if between is None or not second.outer_start <= between.end() <= second.start:
            return None
        if between["open"] is None:
            return second.outer_end
        return second.outer_end + 1 if text[second.outer_end : second.outer_end + 1] in self._closes else None
