"""Numbers that are no amounts: parts of names, versions, years, ranks, times of day, stock codes, telephone numbers."""

from __future__ import annotations

import re

from china_tech_metrics.scan.numerals import NumberWords
from china_tech_metrics.scan.ranges import Raw
from china_tech_metrics.scan.words import Page, alternation

YEARS = range(1900, 2100)
"""Four plain digits in this range are a year unless a currency, magnitude or unit is written."""
LABEL = 1000
"""A plain number below this right behind a capitalised word is part of its name ("Pico 4")."""
DASHES = "-−–"


class LabelJudge:
    """Says whether a number stands by itself."""

    def __init__(self, numbers: NumberWords) -> None:
        lists = numbers.lists
        self._before = frozenset(lists["refused.before"])
        self._before_words = self._before | frozenset(lists["refused.before_words"])
        self._written = frozenset(lists["refused.written"])
        self._takers = frozenset(lists["grammar.takers"]) | {hedge.split()[-1] for hedge in numbers.hedges}
        self._after = re.compile(rf"\s?(?:{alternation(lists['refused.after'], left=False)})")
        self._ranking = re.compile(rf"\s+(?:{alternation(lists['refused.ranking'], left=False)})")
        self._hedges_after = re.compile(rf"(?:{alternation(numbers.hedges_after)})")

    def glued(self, page: Page, start: int, last: int) -> bool:
        """Whether digits without a currency at ``start`` belong to what stands before them; ``last`` is where the last amount ended."""
        if not start:
            return False
        text, before = page.text, page.text[start - 1]
        ahead = text[start - 2] if start > 1 else ""
        if before.isalnum() or before in "_/#@.":
            return True
        if before in ":：":
            return ahead.isdigit() or ahead.isupper()
        if before == ")":
            return ahead.isdigit()
        return before in DASHES and ahead.isalnum() and last != start - 1

    def refused_after(self, page: Page, end: int) -> bool:
        """Whether what follows makes the number an age, an ordinal or a shape."""
        return self._after.match(page.low, end) is not None

    def refused_written(self, page: Page, start: int, end: int) -> bool:
        """Whether the number, with a letter behind it, is a fixed expression ("618", "4K")."""
        return page.text[start:end] in self._written or page.text[start : end + 1] in self._written

    def free(self, page: Page, start: int, raw: Raw) -> bool:
        """Whether a plain number in digits is neither part of a name nor a year, time, rank, code or version."""
        if self._runs_on(page, raw.end) or self._ranking.match(page.low, raw.end):
            return False
        written = page.text[start : raw.end]
        if "," in written or raw.plus:
            return True
        if written.endswith(".0") or (len(written) == 4 and written.isdigit() and int(written) in YEARS):
            return False
        return not self._named(page, start, raw)

    def free_word(self, page: Page, raw: Raw) -> bool:
        """The same for a number in words."""
        if page.text[raw.end : raw.end + 1] == "-" or self._ranking.match(page.low, raw.end):
            return False
        return page.word_before(raw.start).lower() not in self._before_words

    def _runs_on(self, page: Page, end: int) -> bool:
        """Whether the characters behind the digits go on with a word, a time, a code or a web address."""
        follower, next_one = page.text[end : end + 1], page.text[end + 1 : end + 2]
        if follower.isalnum() or follower == "_":
            return True
        if follower and follower in ".:/":
            return next_one.isdigit() or (follower == "." and next_one.isalpha() and not page.text[end + 1 : end + 3].istitle())
        if follower == ")":
            return next_one.isdigit()
        return follower == "-" and next_one.isalpha() and self._hedges_after.match(page.low, end) is None

    def _named(self, page: Page, start: int, raw: Raw) -> bool:
        """Whether the word before makes the number a label: "No. 5", "Pico 4", "HKG: 0700"."""
        word = page.word_before(start)
        low = word.lower()
        if low in self._before or low.rstrip(".:") in self._before:
            return True
        if not word or word[-1] in ",;)”\"—":
            return False
        if word[-1] in ":：":
            return word[:-1].isupper()
        named = word[0].isupper() or (len(word) > 2 and any(c.isupper() for c in word[1:]))
        return named and raw.number < LABEL and low not in self._takers
