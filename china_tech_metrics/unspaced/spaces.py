"""A text without the spaces that only set off Latin letters and digits: "出货 2.99 亿台" is read as "出货2.99亿台".

Where they stood is kept, so that whatever is found there has its place in the text as it was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from china_tech_metrics.model import Amount

BLANK = r"[ \t\xa0\u2009\u202f\u3000]"
NUMERALS = "〇零一二三四五六七八九十两兩"
"""Between a digit and one of these a space keeps two numbers apart: "1 三星"."""
LETTER = r"0-9A-Za-z０-９"
MARK = r"$¥€£%％‰()"
HAN = r"\u4e00-\u9fff，。；：、！？（）「」『』《》“”"
SET_OFF = re.compile(
    rf"(?<=[{LETTER}{MARK}]){BLANK}(?=[{HAN}])(?!(?<=\d.)[{NUMERALS}])|(?<=[{HAN}])(?<![{NUMERALS}]){BLANK}(?=[{LETTER}{MARK}])"
)


class Placed(Protocol):
    """What stands somewhere in a text."""

    start: int
    end: int


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A text with some spaces left out; ``gaps`` are where in it they stood, in order."""

    text: str
    gaps: Sequence[int] = ()

    def first(self, at: int) -> int:
        """Where in the text as written a character stands."""
        return at + bisect_right(self.gaps, at)

    def last(self, end: int) -> int:
        """Where in it what ends before a character ends."""
        return end + bisect_left(self.gaps, end)

    def placed(self, items: Sequence[P]) -> list[P]:
        """The items with their places in the text as written."""
        if not self.gaps:
            return list(items)
        return [replace(item, start=self.first(item.start), end=self.last(item.end)) for item in items]  # type: ignore[type-var]

    def amount(self, amount: Amount) -> Amount:
        """An amount with its places in the text as written."""
        a, also = amount, amount.also
        if also is not None:
            also = replace(also, start=self.first(also.start), end=self.last(also.end))
        start, end, outer_start, outer_end = self.first(a.start), self.last(a.end), self.first(a.outer_start), self.last(a.outer_end)
        placed = Amount(start, end, outer_start, outer_end, a.kind, a.value, a.unit, a.low, a.high, a.modifier, also)
        placed.bare, placed.worded, placed.paired, placed.per, placed.ambiguous = a.bare, a.worded, a.paired, a.per, a.ambiguous
        return placed


def press(text: str) -> Pressed:
    """The text without the spaces that set off letters and digits.

    >>> press("营收 3 亿元，Q2 增长 5%"), press("营收3亿元").gaps
    (Pressed(text='营收3亿元，Q2增长5%', gaps=[2, 3, 8, 10]), ())
    """
    spaces = [match.start() for match in SET_OFF.finditer(text)]
    if not spaces:
        return Pressed(text)
    pieces = [text[first + 1 : last] for first, last in zip([-1, *spaces], [*spaces, len(text)], strict=True)]
    return Pressed("".join(pieces), [at - index for index, at in enumerate(spaces)])
