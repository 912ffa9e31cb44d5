"""Amounts that belong together: ranges, from–to pairs, and the same amount restated in another currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from china_tech_metrics.model import Amount, Kind, Restatement
from china_tech_metrics.scan.numerals import NumberWords
from china_tech_metrics.scan.units import Units
from china_tech_metrics.scan.words import BLANK, alternation

WIDEST = 40
"""Two ends of a range written with "to" are not further apart than this factor; else they are two values."""
CLOSE_ENDS = Decimal("1.5")
"""The same for a range of growth that is said with neither "between" nor "by": "is to grow 8% to 10%"."""
PLAIN_WIDEST = 10
"""The same for two plain numbers with a dash; else they are codes."""
JOINT = 8
"""How many characters may stand between the ends of a range."""
NEAR = 5
"""How many words may stand between Y and the "from" of "to Y from X"."""
RATE = 100_000
"""No unit of a currency buys more of another one: "RMB 6.8 billion, or $1.45 per ADS" are two figures."""
LIKE_RATE = 20
"""Of a number without a currency a restatement may be so many times smaller."""
EQUATION = "="
REACH = 60
"""How many characters may stand between the two values of "from X … to Y"."""


class Raw(NamedTuple):
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
    outer: int = -1
    """Where the "a day" behind it ends, which is no part of the quote."""

    @property
    def plain(self) -> bool:
        """Whether nothing but the number is written."""
        return self.kind is None and self.scale is None and self.currency is None and self.per is None


MOVED = 8
"""How many words before "from X to Y" may say that something moved: "**raised** its target price for Nio from $5 to $6"."""


class RangeReader:
    """Joins the ends of ranges, shares magnitudes along series, and marks values that are the two ends of a change."""

    def __init__(self, numbers: NumberWords, units: Units) -> None:
        self._parts = units.parts
        lists = numbers.lists
        dashes = "|".join(re.escape(d) for d in lists["ranges.dashes"])
        self._dash = re.compile(rf"{BLANK}?(?:{dashes}){BLANK}?")
        self._to = re.compile(rf"{BLANK}+(?:{alternation(lists['ranges.to'])}){BLANK}+", re.IGNORECASE)
        self._and = re.compile(rf"{BLANK}+(?:{alternation(lists['ranges.and'])}){BLANK}+", re.IGNORECASE)
        self._or = re.compile(rf"{BLANK}+(?:{alternation(lists['ranges.or'])}){BLANK}+", re.IGNORECASE)
        self._comma = re.compile(rf"{BLANK}?(?:{alternation(lists['ranges.series'])}){BLANK}+")
        commas, lasts = alternation(lists["ranges.series"]), alternation(lists["ranges.series_last"])
        self._last_comma = re.compile(rf"(?:{BLANK}?(?:{commas}))?{BLANK}+(?:{lasts}){BLANK}+", re.IGNORECASE)
        self._against = re.compile(rf"{BLANK}+(?:{alternation(lists['ranges.against'])})\b", re.IGNORECASE)
        self._between, self._words, self._by, self._change, self._fillers, self._from, self._ends = (
            frozenset(lists[f"ranges.{name}"]) for name in ("between", "words", "by", "change", "fillers", "from", "to")
        )

    def merge(self, text: str, raws: Sequence[Raw]) -> list[Raw]:
        """The amounts with each range made one: "$300-500 million", "5% to 30%", "between X and Y", "two or three".

        Plain numbers with dashes between them that are no range are dropped (scores, telephone numbers), and so are both sides
        of an equation and the word "one", which counts only as the end of a range.
        """
        merged: list[Raw] = []
        dropped: set[int] = set()
        for raw in raws:
            last = merged[-1] if merged else None
            if last is None or not 0 < raw.start - last.end <= JOINT:
                merged.append(raw)
            elif text[last.end : raw.start].strip() == EQUATION:
                dropped |= {len(merged) - 1, len(merged)}  # "($1 = 7.1 yuan)" tells a rate of exchange
                merged.append(raw)
            elif (joined := self._compound(text, last, raw) or self._join(text, last, self._unsigned(text, raw))) is not None:
                merged[-1] = joined
            else:
                if last.plain and raw.plain and self._dash.fullmatch(text, last.end, raw.start) and not text[last.end].isspace():
                    dropped |= {len(merged) - 1, len(merged)}
                merged.append(raw)
        kept = [raw for i, raw in enumerate(merged) if i not in dropped and not _indefinite(raw)]
        return self._series(text, kept)

    def _compound(self, text: str, large: Raw, small: Raw) -> Raw | None:
        """ "2 hours and 5 minutes" in the smaller unit, None when the two are not parts of one quantity."""
        part, size = self._parts.get(large.unit or "", ("", Decimal(0)))
        if not part or small.unit != part or large.per or large.high is not None or small.number >= size:
            return None
        if text[large.end : small.start].strip() and not self._and.fullmatch(text, large.end, small.start):
            return None
        return small._replace(start=large.start, number=large.number * size + small.number, worded=large.worded)

    def _unsigned(self, text: str, raw: Raw) -> Raw:
        """A negative number as the end of a range, if a dash at its start is what makes it negative: "US$8 **-**US$10 billion"."""
        dash = self._dash.match(text, raw.start) if raw.number < 0 else None
        return raw if dash is None else raw._replace(start=dash.end(), number=-raw.number)

    def _join(self, text: str, low: Raw, high: Raw) -> Raw | None:
        """The range of both, None when they are two amounts."""
        dashed = self._dash.fullmatch(text, low.end, high.start) is not None
        if low.high is not None or not self._connects(text, low, high, dashed):
            return None
        fitted = _fit(low, high)
        if fitted is None:
            return None
        bottom, top = fitted.number * (fitted.scale or 1), high.number * (high.scale or 1)
        if fitted.kind == high.kind == "percent" and top < bottom <= top * WIDEST and self._falls(text, low):
            return fitted._replace(end=high.end, number=high.number, high=fitted.number, per=high.per or low.per, outer=high.outer)
        widest = PLAIN_WIDEST if dashed and low.plain and high.plain else WIDEST
        if not bottom < top or (top > bottom * widest and bottom > 0 and not (dashed and widest == WIDEST)):
            return None
        per = high.per or low.per
        return fitted._replace(end=high.end, high=high.number, high_scale=high.scale, per=per, plus=high.plus, outer=high.outer)

    def _falls(self, text: str, low: Raw) -> bool:
        """Whether a range of a fall is told from its larger end: "a **decrease of** 43.8% to 41.3%"."""
        before = _words_before(text, low.start, 2)
        return before[1:] == ["of"] and before[0] in self._change

    def _connects(self, text: str, low: Raw, high: Raw, dashed: bool) -> bool:
        """Whether the words before and between the two say that they are one range."""
        if dashed:
            return low.worded == high.worded and not (low.plain and high.plain and not low.worded and low.number < 10 and high.number < 10)
        between = text[low.end : high.start]
        if self._or.fullmatch(between):
            return low.plain and low.worded == high.worded and low.number < high.number <= 2 * low.number
        before = _words_before(text, low.start, 4)
        if self._and.fullmatch(between):
            return any(word in self._between for word in before)
        if self._to.fullmatch(between):
            if before and before[-1] in self._by and low.plain and not low.worded and high.kind == "percent":
                return True  # "by 5 to 20 percent"
            if before and before[-1] in self._by and low.kind == high.kind == "percent" and low.number < high.number <= 2 * low.number:
                return True  # "grow **by 20% to 24%**"
            if before and (before[-1] in self._by or before[-1] in self._from):
                moved = not self._change.isdisjoint(_words_before(text, low.start, MOVED))  # "the largest **cost**, fell by 2 billion to 5"
                return any(word in self._words for word in before) and not moved
            if before and before[-1] in self._change and not low.plain:
                close = low.number < high.number <= low.number * CLOSE_ENDS  # "is to **grow 8% to 10%**", but "grew 8% to 100 million"
                return low.kind == high.kind == "percent" and (close or self._against.match(text, high.end) is not None)
            return not (low.plain and low.worded) or high.worded or not high.plain
        return False

    def _series(self, text: str, raws: list[Raw]) -> list[Raw]:
        """Raws where a magnitude or unit written once counts for all of a series: "RMB 5, 10 and 15 billion", "from 5 to 9%"."""
        found = list(raws)
        for last in range(len(found) - 1, 0, -1):
            high = found[last]
            if high.plain or high.high is not None:
                continue
            first = self._first_of_series(text, found, last)
            if first == last or (first == last - 1 and not self._shared_pair(text, found[first], high)):
                continue
            currency = found[first].currency or high.currency
            for i in range(first, last + 1):
                fitted = found[i] if i == last else _fit(found[i], high)
                if fitted is not None:
                    found[i] = fitted._replace(currency=currency)
        return found

    def _first_of_series(self, text: str, raws: Sequence[Raw], last: int) -> int:
        """The index of the first member of the series that ends with ``last``; ``last`` itself when there is none."""
        first, pattern = last, self._last_comma
        while first and _unfinished(raws[first - 1]) and self._linked(text, raws[first - 1], raws[first], pattern):
            first, pattern = first - 1, self._comma
        return first

    def _linked(self, text: str, low: Raw, high: Raw, pattern: re.Pattern[str]) -> bool:
        if not 0 < high.start - low.end <= JOINT:
            return False
        if pattern.fullmatch(text, low.end, high.start):
            return high.currency is None or low.currency == high.currency or (low.currency is None and text[high.start].isdigit())
        return pattern is self._last_comma and self._to.fullmatch(text, low.end, high.start) is not None

    def _shared_pair(self, text: str, low: Raw, high: Raw) -> bool:
        """Whether two numbers alone share what the second has: "5 and 10 percent", not "$5 and 10 million users"."""
        if self._to.fullmatch(text, low.end, high.start):
            before = _words_before(text, low.start, 1)
            return bool(before) and before[-1] in self._from and low.currency is None
        return low.currency is None and low.number <= 100

    def pair(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Amounts with "from X … to Y" and "to Y from X" marked as the two ends of a change."""
        found = self._restated_ends(text, amounts)
        for i in range(len(found) - 1):
            first, second = found[i], found[i + 1]
            if second.outer_start - first.outer_end > REACH or first.paired == "to" or not _alike(first, second):
                continue
            between = text[first.outer_end : second.outer_start].lower().split()
            if any(word[-1] in ".;" for word in between):
                continue
            while between and between[-1] in self._fillers:
                between.pop()
            before = (_words_before(text, first.outer_start, 1) or [""])[0]
            if not between:
                continue
            if before in self._from and between[-1] in self._ends:
                found[i], found[i + 1] = replace(first, paired="from"), replace(second, paired="to")
            elif between[-1] in self._from and self._came_from(before, between[:-1]):
                found[i], found[i + 1] = replace(first, paired="to"), replace(second, paired="from")
        return found

    def _restated_ends(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Amounts with a range made one whose ends are restated in brackets: "between RMB 5 billion ($0.7 billion) and RMB 6 billion"."""
        found: list[Amount] = []
        for amount in amounts:
            last = found[-1] if found else None
            if last is None or last.also is None or not self._reaches(text, last, amount):
                found.append(amount)
                continue
            middle = (last.value + amount.value) / 2
            ends = replace(last, end=amount.end, outer_end=amount.outer_end, low=last.value, high=amount.value)
            found[-1] = replace(ends, value=middle, modifier="range", also=None)
        return found

    def _reaches(self, text: str, low: Amount, high: Amount) -> bool:
        """Whether two amounts are the ends of one range by the words before and between them."""
        if low.unit != high.unit or low.low is not None or high.low is not None or not low.value < high.value:
            return False
        before = _words_before(text, low.outer_start, 4)
        if self._and.fullmatch(text, low.outer_end, high.start):
            return any(word in self._between for word in before)
        if not before or not self._to.fullmatch(text, low.outer_end, high.start):
            return False
        return before[-1] not in self._from or not self._words.isdisjoint(before)

    def _came_from(self, before: str, between: Sequence[str]) -> bool:
        """Whether "from" leads to the earlier value and not to an origin ("20,000 visitors from 47 countries")."""
        if len(between) > NEAR:
            return False
        if not between or before in self._ends:
            return True
        return between[0][0] == "," or between[0][-1] == "," or between[-1][-1] == "," or between[-1] in self._change


def _alike(first: Amount, second: Amount) -> bool:
    """Whether two amounts can be the ends of one change; the second may leave the currency to the first."""
    return first.unit == second.unit or (first.kind == "money" and second.kind == "count" and not second.bare)


def _words_before(text: str, at: int, count: int) -> list[str]:
    """The last words before ``at`` in lower case, without opening brackets and commas."""
    return [word.strip("(,").lower() for word in text[max(0, at - 12 * count) : at].split()[-count:]]


def _indefinite(raw: Raw) -> bool:
    return raw.worded and raw.plain and raw.number == 1 and raw.high is None


def _unfinished(raw: Raw) -> bool:
    """Whether a number is written without magnitude or unit, so that it may take those of a later one."""
    return raw.scale is None and raw.kind is None and raw.per is None and raw.high is None and not raw.worded and raw.number < 1000


def _fit(low: Raw, high: Raw) -> Raw | None:
    """``low`` with the magnitude, currency or unit it leaves to ``high``: "$300-500 million", "5-30%". None if they do not fit."""
    if low.currency and high.currency and low.currency != high.currency:
        return None
    if low.currency is None and high.currency and low.kind is not None:
        return None
    if low.currency and not high.currency and high.kind is not None:
        return None
    kind, unit = low.kind, low.unit
    if kind is None and high.kind is not None:
        kind, unit = high.kind, high.unit
    elif kind != high.kind or unit != high.unit:
        return None
    if low.scale is not None and high.scale is None and high.plain and low.currency is None:
        return None
    scale = low.scale
    if scale is None and high.scale is not None and 1 <= low.number < 1000:
        scale = high.scale
    currency = low.currency or high.currency
    return low._replace(scale=scale, kind=kind, unit=unit, currency=currency, ambiguous=low.ambiguous or high.ambiguous)


class RestatementReader:
    """Finds the same amount printed again in another currency."""

    def __init__(self, numbers: NumberWords) -> None:
        lists = numbers.lists
        opened = "|".join(re.escape(c) for c in lists["restated.open"])
        closed = "|".join(re.escape(c) for c in lists["restated.close"])
        words = alternation(lists["restated.words"])
        joints = "|".join(re.escape(w) for w in sorted(lists["restated.joint"], key=len, reverse=True))
        self._open = re.compile(rf"{BLANK}*(?:{opened}){{1,2}}{BLANK}*(?:(?:{words}){BLANK}*){{0,4}}", re.IGNORECASE)
        self._close = re.compile(rf"[^()\[\]（）\d]{{0,40}}?(?:{closed})")
        self._again = re.compile(rf"{BLANK}?[;,/]?{BLANK}?(?:(?:{words}){BLANK}*){{0,4}}", re.IGNORECASE)
        noun, hedge = rf"(?:{BLANK}+[^\W\d_]+){{0,3}}?", rf"(?:(?:{words}){BLANK}*){{0,4}}"
        self._joint = re.compile(rf"{noun}(?:{joints}){BLANK}+{hedge}|{BLANK}?/{BLANK}?", re.IGNORECASE)

    def join(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """The amounts without restatements; each of these is ``also`` of the amount it restates."""
        found: list[Amount] = []
        for amount in amounts:
            last = found[-1] if found else None
            if last is not None and self._restates_again(text, last, amount):
                close = self._close.match(text, amount.outer_end)
                found[-1] = replace(last, outer_end=close.end() if close else amount.outer_end)
                continue
            if last is not None and amount.kind == "money" and self._is_money_too(text, last, amount):
                unit = next((a.unit for a in reversed(found[:-1]) if a.kind == "money" and a.per is None), amount.unit)
                if unit != amount.unit:
                    found[-1] = last = replace(last, kind="money", unit=unit)
            if last is not None and self._restates(last, amount):
                end = self._end(text, last, amount)
                if end is not None:
                    also = Restatement(amount.start, amount.end, amount.value, amount.unit)
                    found[-1] = replace(last, also=also, outer_end=end)
                    continue
            found.append(amount)
        return found

    def _restates_again(self, text: str, first: Amount, second: Amount) -> bool:
        """Whether a second other currency follows in the same bracket: "($3.2 billion; €2.9 billion)"."""
        if first.also is None or second.kind != "money" or second.unit.split("/")[0] in (first.unit.split("/")[0], first.also.unit):
            return False
        return self._again.fullmatch(text, first.also.end, second.start) is not None

    def _is_money_too(self, text: str, first: Amount, second: Amount) -> bool:
        """Whether a number without a currency is restated in brackets with one: "rose 68% to **5,654 million** (US$822 million)"."""
        if first.kind != "count" or first.bare or first.worded or first.per is not None or second.per is not None:
            return False
        near = abs(second.value) <= abs(first.value) <= abs(second.value) * LIKE_RATE
        return near and self._open.fullmatch(text, first.outer_end, second.start) is not None

    @staticmethod
    def _restates(first: Amount, second: Amount) -> bool:
        if first.kind != "money" or second.kind != "money" or first.also is not None:
            return False
        less, more = sorted((abs(first.value), abs(second.value)))
        return first.unit.split("/")[0] != second.unit.split("/")[0] and more <= less * RATE

    def _end(self, text: str, first: Amount, second: Amount) -> int | None:
        if self._open.fullmatch(text, first.outer_end, second.start):
            close = self._close.match(text, second.outer_end)
            return close.end() if close else second.outer_end
        if self._joint.fullmatch(text, first.outer_end, second.start):
            return second.outer_end
        return None
