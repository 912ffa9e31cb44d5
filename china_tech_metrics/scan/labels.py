"""Numbers that are no amounts: parts of names, versions, years, ranks, times of day, stock codes, telephone numbers."""

from __future__ import annotations

import re

from china_tech_metrics.scan.numerals import NumberWords
from china_tech_metrics.scan.ranges import Raw
from china_tech_metrics.scan.words import BLANK, Page, alternation

YEARS = range(1900, 2100)
"""Four plain digits in this range are a year unless a currency, magnitude or unit is written."""
OWNED = 100
"""From here on a number behind whose it is counts something: below it may be a model, as in "Xiaomi's 14"."""
LABEL = 1000
"""A plain number below this right behind a capitalised word is part of its name ("Pico 4")."""
WHOLE = 100
AGES = range(14, 100)
AGED_REACH = 40
GAPPED = 80
"""How far the number before may be in "A has 40 shops and B 25"."""
DASHES = "-−–"
TOLD_REACH = 8
LONGEST_HEDGE = 16
"""Within so many characters a hedge with a dash behind it begins."""


class LabelJudge:
    """Says whether a number stands by itself."""

    def __init__(self, numbers: NumberWords) -> None:
        lists = numbers.lists
        self._before = frozenset(lists["refused.before"])
        self._before_thousands = frozenset(lists["refused.before_thousands"])
        self._denominators = frozenset(lists["refused.denominators"])
        self._before_words = self._before | frozenset(lists["refused.before_words"])
        self._written = frozenset(lists["refused.written"])
        self._telling = (":", ",", ";", ".", *(f" {word}" for word in lists["refused.telling"]))
        self._letters = frozenset(lists["refused.letters"])
        self._hedges = frozenset(hedge for hedge in numbers.hedges if hedge.isalpha())
        hedges = (hedge.split()[-1] for hedge in numbers.hedges)
        self._takers = frozenset([*lists["grammar.takers"], *lists["ranges.change"], *hedges])
        self._after = re.compile(rf"{BLANK}?(?:{alternation(lists['refused.after'], left=False)})")
        self._quite = re.compile(rf"{BLANK}+(?:{alternation(lists['refused.quite'], left=False)})")
        people, aged = (alternation(lists[f"refused.{name}"], left=False) for name in ("people", "aged"))
        self._aged = re.compile(rf"\b(?:{people}){BLANK}+(?:{aged}){BLANK}+$")
        self._ranking = re.compile(rf"{BLANK}+(?:{alternation(lists['refused.ranking'], left=False)})")
        joins = alternation([*lists["ranges.series"], *lists["ranges.series_last"]])
        self._joins = re.compile(rf"(?:{joins})(?:{BLANK}+[^\s,;]+){{1,3}}{BLANK}+$")
        self._closes = re.compile(rf"\.?\s*(?:$|\n)|[.,;](?=\s)|{BLANK}+(?:{alternation(lists['refused.closes'], left=False)})")
        self._sentence_end = re.compile(r"[.?!;]\s|\n")
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
        return before in DASHES and ahead.isalnum() and last != start - 1 and not self._hedged(page, start - 1)

    def _hedged(self, page: Page, dash: int) -> bool:
        """Whether the word before a dash is a hedge: "a **near**-5x jump", "an **over**-50% fall"."""
        return page.low[max(0, dash - LONGEST_HEDGE) : dash].rsplit(None, 1)[-1] in self._hedges

    def wholehearted(self, page: Page, raw: Raw) -> bool:
        """Whether it says no more than "quite": "100 percent sure"."""
        return raw.kind == "percent" and raw.number == WHOLE and self._quite.match(page.low, raw.end) is not None

    def refused_after(self, page: Page, end: int) -> bool:
        """Whether what follows makes the number an age, an ordinal or a shape."""
        return self._after.match(page.low, end) is not None

    def lettered(self, page: Page, start: int, end: int) -> bool:
        """Whether the digits and the letter behind them are a fixed expression ("4K")."""
        return page.text[start : end + 1] in self._written

    def free(self, page: Page, start: int, raw: Raw, previous: int = -1) -> bool:
        """Whether a plain number in digits is neither part of a name nor a year, time, rank, code or version.

        ``previous`` is where the last plain number ended: after "A has 40 shops and B 25" the 25 is one more of them.
        """
        if self._runs_on(page, start, raw.end) or self._ranking.match(page.low, raw.end) or self._numbers_a_line(page.text, start, raw.end):
            return False
        if page.word_before(start).lower() in self._denominators or self._is_footnote(page.text, start, raw.end):
            return False
        written = page.text[start : raw.end]
        if self._is_age(page.text, start, raw) or (raw.number in AGES and self._aged.search(page.low, max(0, start - AGED_REACH), start)):
            return False
        if "," in written or raw.plus:
            return page.word_before(start).lower() not in self._before_thousands
        if written in self._written or written.endswith(".0") or (len(written) == 4 and written.isdigit() and int(written) in YEARS):
            return False
        return not self._named(page, start, raw) or (previous >= 0 and self._repeats(page, start, raw.end, previous))

    def _repeats(self, page: Page, start: int, end: int, previous: int) -> bool:
        """Whether the clause is one of several with the verb and the counted noun left out: ", Fangchengbao 2,442 and Yangwang 418"."""
        between = page.text[previous:start]
        if len(between) > GAPPED or self._sentence_end.search(between) or self._closes.match(page.low, end) is None:
            return False
        return self._joins.search(page.low, previous, start) is not None

    def model_name(self, page: Page, start: int, raw: Raw) -> bool:
        """Whether a number with a letter stuck to it belongs to the name before it ("Ascend 910B")."""
        written = page.text[start : raw.end]
        return written[:-1].isdigit() and written[-1] in self._letters and self._named(page, start, raw)

    def free_word(self, page: Page, raw: Raw) -> bool:
        """The same for a number in words."""
        if page.text[raw.end : raw.end + 1] == "-" or self._ranking.match(page.low, raw.end):
            return False
        return page.word_before(raw.start).lower() not in self._before_words

    @staticmethod
    def _is_age(text: str, start: int, raw: Raw) -> bool:
        """Whether it stands between commas behind somebody: "the driver, 67, was less sure"."""
        return raw.number in AGES and text[max(0, start - 2) : start] == ", " and text[raw.end : raw.end + 2] == ", "

    def _is_footnote(self, text: str, start: int, end: int) -> bool:
        """Whether it refers to a note ("MAU[1]", "GMV(2) was") or numbers what is told one by one: "by **(1)** opening stores"."""
        marks = text[start - 1 : start] + text[end : end + 1]
        if marks != "()" or end - start > 2:
            return marks == "[]"
        return start < 2 or text[start - 2].isalpha() or text[max(0, start - TOLD_REACH) : start - 1].rstrip().endswith(self._telling)

    @staticmethod
    def _numbers_a_line(text: str, start: int, end: int) -> bool:
        """Whether it is the "1." or "2)" of a list."""
        return (not start or text[start - 1] == "\n") and text[end : end + 1] in (".", ")", "、") and text[end + 1 : end + 2] in (" ", "\t")

    def _runs_on(self, page: Page, start: int, end: int) -> bool:
        """Whether the characters behind the digits go on with a word, a time, a code or a web address.

        A number with its thousands set off is no part of a word: "a **3,000**-store chain".
        """
        follower, next_one = page.text[end : end + 1], page.text[end + 1 : end + 2]
        if follower.isalnum() or follower == "_":
            return True
        if follower and follower in ".:/":
            return next_one.isdigit() or (follower == "." and next_one.isalpha() and not page.text[end + 1 : end + 3].istitle())
        if follower == ")":
            return next_one.isdigit()
        joined = follower == "-" and next_one.isalpha() and "," not in page.text[start:end]
        return joined and self._hedges_after.match(page.low, end) is None

    def _named(self, page: Page, start: int, raw: Raw) -> bool:
        """Whether the word before makes the number a label: "No. 5", "Pico 4", "HKG: 0700"."""
        word = page.word_before(start)
        low = word.lower()
        if low in self._before or low.rstrip(".:") in self._before:
            return True
        if not word or word[-1] in ',;)”"—':
            return False
        if word[-1] in ":：":
            return word[:-1].isupper()
        if raw.number >= OWNED and word.endswith(("'s", "’s")):
            return False  # "**Luckin's 300** stores"
        named = word[0].isupper() or (len(word) > 2 and any(c.isupper() for c in word[1:]))
        return named and raw.number < LABEL and low not in self._takers
