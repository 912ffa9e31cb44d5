"""Amounts in words: numbers, "a million", parts of a whole, words of change such as "doubled"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from math import gcd

from ahocorasick_rs import AhoCorasick, MatchKind

from china_tech_metrics.scan.labels import DASHES, LabelJudge
from china_tech_metrics.scan.numerals import NumberWords, WordNumber, WordNumberParser
from china_tech_metrics.scan.ranges import Raw
from china_tech_metrics.scan.tails import TailReader
from china_tech_metrics.scan.units import Currencies
from china_tech_metrics.scan.words import BLANK, BLANKS, Page, alternation, squeeze

MOST_HEDGES = 3
LARGEST_PART = 20
""""One in five" is a share; "one in fifty" things is seldom one."""
REFUSED = "refused"


class WordReader:
    """Finds the words an amount can begin with and reads on from them."""

    def __init__(self, numbers: NumberWords, currencies: Currencies, tails: TailReader, labels: LabelJudge) -> None:
        self._numbers, self._tails, self._labels = numbers, tails, labels
        self._parser = WordNumberParser(numbers)
        self._folds = {
            f"{stem}{joint}{fold}": value
            for fold in numbers.lists["multiple.fold"]
            for joint in ("", "-")
            for stem, value in (*numbers.words.items(), *numbers.scales.items())
        }
        self._compile_words()
        self._compile_parts(currencies)
        self._readers: dict[str, Callable[[Page, int, int], Raw | None]] = {
            "number": self._number,
            "scale": self._scale,
            "fraction": self._fraction,
            "multiple": self._multiple,
            "fold": self._fold,
        }

    def _compile_words(self) -> None:
        """The automaton of words that can begin an amount, each with how it is read."""
        numbers = self._numbers
        groups = {
            "number": numbers.words,
            "scale": numbers.scales,
            "fraction": numbers.fractions,
            "multiple": numbers.multiples,
            "fold": self._folds,
            REFUSED: numbers.lists["refused.phrases"],
        }
        table = {squeeze(word): kind for kind, words in groups.items() for word in words}
        self._compared_with = {word: _behind(phrases) for word, phrases in numbers.must_precede.items()}
        self._kinds = list(table.values())
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)

    def _compile_parts(self, currencies: Currencies) -> None:
        lists = self._numbers.lists
        fractions, scales, words = (
            alternation(w, left=False) for w in (self._numbers.fractions, self._numbers.scales, self._numbers.words)
        )
        articles, of = alternation(lists["grammar.articles"]), alternation(lists["part.of"])
        self._articles, self._determiners = frozenset(lists["grammar.articles"]), frozenset(lists["grammar.determiners"])
        self._half, self._time_parts = frozenset(lists["grammar.half"]), frozenset(lists["part.time"])
        self._not_after, self._adverbial = frozenset(lists["part.not_after"]), frozenset(lists["part.adverbial"])
        self._moved, self._hedged = frozenset(lists["part.moved"]), frozenset(lists["part.hedged"])
        self._arrived = frozenset(lists["part.arrived"])
        self._closes = re.compile(rf"[.,;:)]|\Z|{BLANK}+(?:{alternation(lists['part.closing'])})")
        self._compared = re.compile(rf"{BLANK}+(?:{alternation(lists['part.compared'])})")
        self._multiple_not_after = frozenset(lists["multiple.not_after"])
        self._fraction_tail = re.compile(rf"[{BLANKS}-]+(?P<part>{fractions})")
        self._one_in = re.compile(rf"{BLANK}+(?:{alternation(lists['part.in'])}){BLANK}+(?P<number>{words}|\d{{1,3}}(?!\d))")
        self._part_of = re.compile(rf"{BLANK}+(?:{of})(?!{BLANK}+\d{{4}}\b)")
        self._ratio = re.compile(rf"(?:{BLANK}+(?:{of}))?{_behind(lists['part.ratio']).pattern}")
        self._half_scale = re.compile(rf"[{BLANKS}-]+(?:(?:{articles})[{BLANKS}-]+)?(?P<scale>{scales})")
        self._part_not_before = re.compile(rf"[{BLANKS}-]+(?:{alternation(lists['part.not_before'])})")
        self._money = re.compile(rf"[{BLANKS}-](?:{alternation(currencies.suffixes, left=False)})")

    def anchors(self, low: str) -> list[tuple[int, int, str]]:
        """Start, end and kind of every word an amount can begin with, and of idioms in which such a word means nothing."""
        kinds = self._kinds
        return [(start, end, kinds[i]) for i, start, end in self._automaton.find_matches_as_indexes(low) if self._whole(low, start, end)]

    def _whole(self, low: str, start: int, end: int) -> bool:
        """Whether a word is not part of a longer one."""
        if not self._numbers.boundaries:
            return True
        before, after = low[start - 1 : start], low[end : end + 1]
        return not (before and (before.isalnum() or before in "_&@#")) and not (after.isalpha() or after == "_")

    def read(self, page: Page, start: int, end: int, kind: str) -> Raw | None:
        """The amount that begins with the word ``start:end``, None when it is none."""
        return self._readers[kind](page, start, end)

    def _number(self, page: Page, start: int, end: int) -> Raw | None:
        parsed = self._parser.parse(page.low, start)
        if parsed is None or _hyphened(page, start):
            return None
        part = None if parsed.scaled else self._number_of_parts(page, start, parsed)
        if part is not None:
            return part
        if self._labels.refused_after(page, parsed.end):
            return None
        raw = self._tails.read(page, Raw(start, parsed.end, parsed.value, worded=True), attached=False)
        if parsed.scaled:
            return raw if raw.scale is not None else raw._replace(scale=Decimal(1))
        if raw.plain and not self._labels.free_word(page, raw):
            return None
        lone = parsed.value == 1 and raw.scale is None and raw.kind in ("quantity", "times")
        return None if lone else raw

    def _number_of_parts(self, page: Page, start: int, parsed: WordNumber) -> Raw | None:
        """ "two-thirds", "one in five"."""
        fraction = self._fraction_tail.match(page.low, parsed.end)
        if fraction is not None:
            parts = self._numbers.fractions[fraction["part"]]
            if parsed.value < parts and gcd(int(parsed.value), parts) == 1:
                timed = fraction["part"] in self._time_parts and page.low[parsed.end] not in DASHES  # "three-quarters" are no time
                if timed and page.word_before(start).lower() in self._not_after:
                    return None
                certain = not timed or self._moves(page, start, fraction.end())
                return self._part(page, start, fraction.end(), parsed.value / parts, certain=certain)
        return self.share(page, start, parsed.end, parsed.value)

    def share(self, page: Page, start: int, end: int, value: Decimal) -> Raw | None:
        """The "one in five" whose first number is ``start:end``; "3 in 10 minutes" is none."""
        match = self._one_in.match(page.low, end)
        if match is None:
            return None
        whole = self._numbers.words.get(match["number"]) or Decimal(match["number"])
        if value != int(value) or not value < whole <= LARGEST_PART:
            return None
        if not self._tails.read(page, Raw(start, match.end(), whole, worded=False)).plain:
            return None
        return Raw(start, match.end(), value / whole * 100, worded=True, kind="percent", unit="percent")

    def _scale(self, page: Page, start: int, end: int) -> Raw | None:
        """ "a million", "the trillion-yuan market": a magnitude word with an article before it."""
        word = page.word_before(start)
        if word.lower() in self._articles:
            begin = start - 1 - len(word)
        elif word.lower() in self._determiners and self._money.match(page.low, end):
            begin = start
        else:
            return None
        raw = Raw(begin, end, Decimal(1), worded=True, scale=self._numbers.scales[squeeze(page.low[start:end])])
        return self._tails.read(page, raw, attached=False)

    def _fraction(self, page: Page, start: int, end: int) -> Raw | None:
        word = page.low[start:end]
        before = page.word_before(start).lower()
        half = word in self._half
        if half and (scaled := self._half_scale.match(page.low, end)) is not None:
            scale = self._numbers.scales[squeeze(scaled["scale"])]
            return self._tails.read(page, Raw(start, scaled.end(), Decimal("0.5"), worded=True, scale=scale), attached=False)
        if before in self._not_after or (start and page.text[start - 1] in DASHES):
            return None
        if half:
            return self._part(page, start, end, Decimal("0.5"), certain=before in self._adverbial)
        if before not in self._articles:
            return None
        begin = start - 1 - len(before)
        certain = self._moves(page, begin, end) or self._compared.match(page.low, end) is not None
        return self._part(page, begin, end, Decimal(1) / self._numbers.fractions[word], certain=certain)

    def _moves(self, page: Page, at: int, end: int) -> bool:
        """Whether a word of change stands before, with at most a hedge between: "fell by **around** a third", "up **from** a fifth"."""
        for _ in range(MOST_HEDGES + 1):
            word = page.word_before(at).lower()
            if word in self._moved:
                return True
            if word in self._arrived:
                begin = at - 1 - len(word)
                changed = page.text[begin - 2 : begin - 1] == "," or page.word_before(begin).lower() in self._moved
                return changed and self._closes.match(page.low, end) is not None
            if word not in self._hedged:
                return False
            at -= 1 + len(word)
        return False

    def _part(self, page: Page, start: int, end: int, value: Decimal, *, certain: bool) -> Raw | None:
        """A part of a whole, or a ratio to something else; without ``certain`` only where the whole is named."""
        if self._part_not_before.match(page.low, end):
            return None
        if self._ratio.match(page.low, end) and not self._moves(page, start, end):
            return Raw(start, end, value, worded=True, kind="times", unit="times")
        if certain or self._part_of.match(page.low, end):
            return Raw(start, end, value * 100, worded=True, kind="percent", unit="percent")
        return None

    def _multiple(self, page: Page, start: int, end: int) -> Raw | None:
        word = page.low[start:end]
        if page.text[end : end + 1] == "-" or (start and page.text[start - 1] in DASHES):
            return None
        compared = self._compared_with.get(word)
        if compared is not None and compared.match(page.low, end) is None:
            return None
        if page.word_before(start).lower() in self._multiple_not_after:
            return None
        return Raw(start, end, self._numbers.multiples[word], worded=True, kind="times", unit="times")

    def _fold(self, page: Page, start: int, end: int) -> Raw | None:
        return Raw(start, end, self._folds[page.low[start:end]], worded=True, kind="times", unit="times")


def _behind(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """What must stand behind a word, "…" for any word: "twice **that**", "twice **last year's**" and not "twice last year"."""
    written = "|".join(re.escape(phrase).replace("'", "['’]").replace("…", r"[\w-]+") for phrase in phrases)
    return re.compile(rf"{BLANK}+(?:{written})(?![^\W_]|['’])")


def _hyphened(page: Page, start: int) -> bool:
    """Whether the word is the second half of a hyphened one."""
    return start > 1 and page.text[start - 1] in DASHES and page.text[start - 2].isalnum()
