"""Amounts that belong together: ranges, from–to pairs, and the same amount restated in another currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from china_tech_metrics.model import Amount, Kind, Restatement
from china_tech_metrics.scan.numerals import NumberWords
from china_tech_metrics.scan.words import alternation

WIDEST = 40
"""Two ends of a range written with "to" are not further apart than this factor; else they are two values."""
REACH = 60
"""How many characters may stand between the two values of "from X … to Y"."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A number with what is written around it, before scales are multiplied and ranges joined."""

    start: int
    end: int
    number: Decimal
    worded: bool
    scale: Decimal | None = None
    currency: str | None = None
    kind: Kind | None = None
    unit: str | None = None
    per: str | None = None
    plus: bool = False
    ambiguous: bool = False
    high: Decimal | None = None
    high_scale: Decimal | None = None

    @property
    def plain(self) -> bool:
        """Whether nothing but the number is written."""
        return self.kind is None and self.scale is None and self.currency is None and self.per is None


class RangeReader:
    """Joins the ends of ranges, and marks values that are the two ends of a change."""

    def __init__(self, numbers: NumberWords) -> None:
        lists = numbers.lists
        dashes = "|".join(re.escape(d) for d in lists["ranges.dashes"] if not d.isalpha())
        words = alternation([*lists["ranges.to"], *(d for d in lists["ranges.dashes"] if d.isalpha())])
        self._dash = re.compile(rf"\s?(?:{dashes})\s?")
        self._to = re.compile(rf"\s+(?:{words})\s+", re.IGNORECASE)
        self._and = re.compile(rf"\s+(?:{alternation(lists['ranges.and'])})\s+", re.IGNORECASE)
        self._or = re.compile(rf"\s+(?:{alternation(lists['ranges.or'])})\s+", re.IGNORECASE)
        self._between = frozenset(lists["ranges.between"])
        self._from = frozenset(lists["ranges.from"])
        self._by = frozenset(lists["ranges.by"])
        self._words = frozenset(lists["ranges.words"])
        self._ends = frozenset(lists["ranges.to"])

    def merge(self, text: str, raws: Sequence[Raw]) -> list[Raw]:
        """The amounts with each range made one: "$300-500 million", "5% to 30%", "between X and Y", "two or three"."""
        merged: list[Raw] = []
        for raw in raws:
            if merged and (joined := self._join(text, merged[-1], raw)) is not None:
                merged[-1] = joined
            else:
                merged.append(raw)
        return merged

    def _join(self, text: str, low: Raw, high: Raw) -> Raw | None:
        if low.high is not None or high.start - low.end > 8:
            return None
        between = text[low.end : high.start]
        if not self._connects(text, between, low, high):
            return None
        fitted = _fit(low, high)
        if fitted is None:
            return None
        bottom, top = fitted.number * (fitted.scale or 1), high.number * (high.scale or 1)
        dashed = self._dash.fullmatch(between) is not None
        if not bottom < top or (top > bottom * WIDEST and bottom > 0 and not dashed):
            return None
        return replace(fitted, end=high.end, high=high.number, high_scale=high.scale, per=high.per or low.per, plus=high.plus)

    def _connects(self, text: str, between: str, low: Raw, high: Raw) -> bool:
        before = [w.strip("(,").lower() for w in text[max(0, low.start - 40) : low.start].split()[-4:]]
        if self._dash.fullmatch(between):
            return not (low.plain and high.plain and (low.number < 10 and high.number < 10 or low.worded != high.worded)) or low.worded
        if self._or.fullmatch(between):
            return low.worded == high.worded and high.number <= 2 * low.number and low.kind == high.kind
        if self._and.fullmatch(between):
            return any(w in self._between for w in before)
        if self._to.fullmatch(between):
            if before and before[-1] in self._by or (before and before[-1] in self._from):
                return any(w in self._words for w in before)
            return not (low.plain and low.worded) or high.worded
        return False

    def pair(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Amounts with "from X … to Y" and "to Y from X" marked as the two ends of a change."""
        found = list(amounts)
        for i in range(len(found) - 1):
            first, second = found[i], found[i + 1]
            if second.outer_start - first.outer_end > REACH or first.paired == "to" or first.unit != second.unit:
                continue
            between = text[first.outer_end : second.outer_start].lower().split()
            before = text[max(0, first.outer_start - 12) : first.outer_start].lower().split()
            if not between or any(w[-1] in ".;" for w in between):
                continue
            if before and before[-1] in self._from and between[-1] in self._ends:
                found[i], found[i + 1] = replace(first, paired="from"), replace(second, paired="to")
            elif between[-1] in self._from and len(between) <= 5:
                found[i], found[i + 1] = replace(first, paired="to"), replace(second, paired="from")
        return found


def _fit(low: Raw, high: Raw) -> Raw | None:
    """``low`` with the magnitude, currency or unit it leaves to ``high``: "$300-500 million", "5-30%". None if they do not fit."""
    if low.currency and high.currency and low.currency != high.currency:
        return None
    scale, kind, unit, currency = low.scale, low.kind, low.unit, low.currency or high.currency
    if low.kind is None and high.kind is not None and not low.currency:
        kind, unit = high.kind, high.unit
    elif low.kind != high.kind or low.unit != high.unit:
        return None
    if low.currency is None and high.currency and low.kind is not None:
        return None
    if scale is None and high.scale is not None and low.number < 1000 and (low.number < high.number or low.number >= 1):
        scale = high.scale
    if kind is None and low.currency and not high.currency and high.kind is not None:
        return None
    if low.scale is not None and high.scale is None and high.plain and low.currency is None:
        return None
    return replace(low, scale=scale, kind=kind, unit=unit, currency=currency, ambiguous=low.ambiguous or high.ambiguous)


class RestatementReader:
    """Finds the same amount printed again in another currency."""

    def __init__(self, numbers: NumberWords) -> None:
        lists = numbers.lists
        opened = "|".join(re.escape(c) for c in lists["restated.open"])
        closed = "|".join(re.escape(c) for c in lists["restated.close"])
        words = alternation(lists["restated.words"])
        joints = "|".join(re.escape(w) for w in sorted(lists["restated.joint"], key=len, reverse=True))
        self._open = re.compile(rf"\s*(?:{opened})\s*(?:(?:{words})\s*)*", re.IGNORECASE)
        self._close = re.compile(rf"[^()\[\]（）\d]{{0,40}}?(?:{closed})")
        self._joint = re.compile(rf"(?:\s+[^\W\d_]+){{0,3}}?(?:{joints})\s+(?:(?:{words})\s*)*|\s?/\s?", re.IGNORECASE)

    def join(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """The amounts without restatements; each of these is ``also`` of the amount it restates."""
        found: list[Amount] = []
        for amount in amounts:
            last = found[-1] if found else None
            if last is not None and self._restates(last, amount):
                end = self._end(text, last, amount)
                if end is not None:
                    also = Restatement(amount.start, amount.end, amount.value, amount.unit)
                    found[-1] = replace(last, also=also, outer_end=end)
                    continue
            found.append(amount)
        return found

    @staticmethod
    def _restates(first: Amount, second: Amount) -> bool:
        if first.kind != "money" or second.kind != "money" or first.also is not None:
            return False
        return first.unit.split("/")[0] != second.unit.split("/")[0]

    def _end(self, text: str, first: Amount, second: Amount) -> int | None:
        if self._open.fullmatch(text, first.outer_end, second.start):
            close = self._close.match(text, second.outer_end)
            return close.end() if close else second.outer_end
        if self._joint.fullmatch(text, first.outer_end, second.start):
            return second.outer_end
        return None
