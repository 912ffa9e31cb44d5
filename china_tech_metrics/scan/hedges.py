"""Words before and behind an amount that say it is not exact: "nearly", "more than", "or so"."""

from __future__ import annotations

import re
from typing import cast

from china_tech_metrics.model import Modifier
from china_tech_metrics.scan.numerals import NumberWords
from china_tech_metrics.scan.words import BLANKS, Page, alternation, squeeze

WINDOW = 60
"""How far before the amount its hedge may begin."""
LONGEST = 5
"""Words of the longest hedge."""
BETWEEN = 3
"""Words that may stand between hedge and amount: "topped a record 1.2 trillion"."""

CLAUSE = re.compile(r"[,;:()\n]")
QUOTES = dict.fromkeys(map(ord, '“"‘'), " ")
""" "said it had sold **“over** 28,000”"."""


class HedgeReader:
    """Finds the hedge of an amount. A hedge is a phrase of the language file; only its words are compared."""

    def __init__(self, numbers: NumberWords) -> None:
        lists = numbers.lists
        self._before, self._after = numbers.hedges, {squeeze(w): m for w, m in numbers.hedges_after.items()}
        self._last_words = frozenset(hedge.split()[-1] for hedge in self._before)
        self._signs = frozenset(hedge for hedge in self._before if not hedge.isalpha() and len(hedge) == 1)
        self._comparing = frozenset(lists["hedges.comparing"])
        self._between, self._verbs = frozenset(lists["hedges.between"]), frozenset(lists["hedges.verbs"])
        self._definite, self._articles = frozenset(lists["hedges.definite"]), frozenset(lists["grammar.articles"])
        self._phrasal, self._moving = frozenset(lists["hedges.phrasal"]), frozenset(lists["hedges.moving"])
        self._marks = frozenset(lists["hedges.marks"])
        self._mark_behind = re.compile(rf"(?:[{BLANKS}-]+[^\W\d_]+){{0,2}}?[{BLANKS}-]+(?:{alternation(self._marks, left=False)})")
        self._behind = re.compile(alternation(numbers.hedges_after))

    def after(self, page: Page, end: int) -> tuple[int, Modifier] | None:
        """Where a hedge that begins at ``end`` ends, and what it says."""
        match = self._behind.match(page.low, end)
        return None if match is None else (match.end(), cast(Modifier, self._after[squeeze(match.group())]))

    def before(self, page: Page, start: int, end: int) -> tuple[int, Modifier]:
        """Where the hedge of the amount ``start:end`` begins, and what it says; ``start`` and "exact" when there is none."""
        tokens = self._tokens(page, start)
        if not tokens:
            return start, "exact"
        for skip in range(min(BETWEEN + 1, len(tokens))):
            if skip and tokens[-skip] not in self._between:
                break
            last = len(tokens) - skip
            if tokens[last - 1] in self._last_words and (size := self._phrase(tokens, last)):
                modifier = self._before[" ".join(tokens[last - size : last])]
                if self._compares(page, tokens, last, size, end) or self._moves(tokens, last, size):
                    return start, "exact"
                return _start_of(page, start, len(tokens) - last + size), cast(Modifier, modifier)
        if tokens[-1][-1] in self._signs and page.low[start - 1] == tokens[-1][-1]:
            return start - 1, cast(Modifier, self._before[tokens[-1][-1]])
        return start, "exact"

    def _tokens(self, page: Page, start: int) -> list[str]:
        """The words before ``start`` in the same clause, in lower case."""
        begin = max(0, start - WINDOW)
        window = page.low[begin:start]
        if begin:
            window = window[len(window.split(None, 1)[0]) :] if window.strip() else ""
        window = CLAUSE.split(window)[-1].translate(QUOTES)
        stop = window.rfind(". ")
        if stop >= 0 and window[: stop + 1].split()[-1] not in self._last_words:
            window = window[stop + 1 :]
        tokens = window.split()
        if tokens and tokens[-1][-1] == "-":
            tokens[-1] = tokens[-1].rstrip("-") or "-"
        return tokens

    def _phrase(self, tokens: list[str], last: int) -> int:
        """How many words the longest hedge that ends before token ``last`` has."""
        for size in range(min(LONGEST, last), 0, -1):
            if " ".join(tokens[last - size : last]) in self._before:
                return size
        return 0

    def _moves(self, tokens: list[str], last: int, size: int) -> bool:
        """Whether "up to" says where a figure went and not its limit: "**edged up to** $40"."""
        return size > 1 and last > size and tokens[last - size] == "up" and tokens[last - size - 1] in self._moving

    def _compares(self, page: Page, tokens: list[str], last: int, size: int, end: int) -> bool:
        """Whether the phrase is no hedge: "handed over 40", "the top 1%", "surpass its $250 billion", "more than the 40 of May"."""
        ahead = tokens[last - 2] if last > 1 else ""
        if size == 1 and ahead in self._phrasal:
            return True
        compared = tokens[last - 1] in self._comparing
        if not compared and (size > 1 or tokens[last - 1] not in self._verbs):
            return False
        if not compared and (ahead in self._definite or ahead in self._articles):
            return True
        between = tokens[last:]
        if not self._definite.intersection(between) or self._marks.intersection(between):
            return False
        return self._mark_behind.match(page.low, end) is None


def _start_of(page: Page, start: int, words: int) -> int:
    """Where the word begins that is ``words`` words before ``start``."""
    at = start
    for _ in range(words):
        while page.text[at - 1].isspace():
            at -= 1
        while at and not page.text[at - 1].isspace() and page.text[at - 1] not in ",;:()":
            at -= 1
    return at
