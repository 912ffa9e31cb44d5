"""Amounts in a text: anchors on digits and number words, then small patterns to the left and right of each anchor.

Currencies, magnitudes, units and hedges are words of the vocabulary; the modules of this package have the order in which
they may stand: ``hedge currency digits magnitude currency|percent|unit rate hedge``. ``labels`` says which numbers are no
amounts, ``tails`` and ``worded`` read a single amount, ``ranges`` puts amounts together, ``hedges`` reads what qualifies them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from china_tech_metrics.model import Amount, Kind
from china_tech_metrics.scan.hedges import HedgeReader
from china_tech_metrics.scan.labels import DASHES, LabelJudge
from china_tech_metrics.scan.numerals import DIGITS, NumberWords, numeral
from china_tech_metrics.scan.ranges import RangeReader, Raw, RestatementReader
from china_tech_metrics.scan.tails import TailReader
from china_tech_metrics.scan.units import Currencies, Units
from china_tech_metrics.scan.worded import REFUSED, WordReader
from china_tech_metrics.scan.words import Page

__all__ = ["AmountScanner", "Currencies", "NumberWords", "Units"]


class AmountScanner:
    """Finds the amounts of a text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, numbers: NumberWords, currencies: Currencies, units: Units) -> None:
        self._source = (numbers, currencies, units)
        self._currencies = currencies
        self._minus = tuple(word for word in numbers.lists["grammar.minus"] if len(word) > 1)
        self._prefix_lengths = sorted({len(p) for p in currencies.prefixes}, reverse=True)
        self._prefix_ends = frozenset(p[-1] for p in currencies.prefixes)
        self._labels = LabelJudge(numbers)
        self._tails = TailReader(numbers, currencies, units)
        self._words = WordReader(numbers, currencies, self._tails, self._labels)
        self._hedges = HedgeReader(numbers)
        self._ranges = RangeReader(numbers, units)
        self._restatements = RestatementReader(numbers)

    def __reduce__(self) -> tuple[Any, ...]:
        return (AmountScanner, self._source)

    def scan(self, text: str, taken: Sequence[tuple[int, int]] = (), folded: str | None = None) -> list[Amount]:
        """The amounts in order, none overlapping another.

        Args:
            text: any text; the spans of the result count its characters.
            taken: spans of dates and names, in which digits and number words are no amounts.
            folded: the text in lower case, where the caller has it.
        """
        page = Page.of(text, folded)
        raws = self._ranges.merge(text, list(self._raws(page, sorted(taken))))
        amounts = self._restatements.join(text, [self._finish(page, raw) for raw in raws])
        return self._ranges.pair(text, [self._late_rate(page, amount) for amount in amounts])

    def _raws(self, page: Page, taken: Sequence[tuple[int, int]]) -> Iterator[Raw]:
        """Every single number that is an amount, in order."""
        digits = [(m.start(), m.end(), "") for m in DIGITS.finditer(page.text)]
        starts = [start for start, _ in taken]
        at, last, plain = 0, -1, -1
        for start, end, kind in sorted([*self._words.anchors(page.low), *digits]):
            if start < at:
                continue
            inside = bisect_right(starts, start) - 1
            if inside >= 0 and taken[inside][1] > start:
                continue
            at = end
            if kind == REFUSED:
                continue
            raw = self._worded(page, start, end, kind) if kind else self._digits(page, start, end, last, plain)
            if raw is not None and raw.start >= last:
                yield raw
                at = last = raw.end
                plain = raw.end if raw.plain else -1

    def _worded(self, page: Page, start: int, end: int, kind: str) -> Raw | None:
        """The amount that begins with the word ``start:end``; "RMB" may stand before it."""
        raw = self._words.read(page, start, end, kind)
        if raw is None or raw.kind is not None or raw.currency is not None or (found := self._prefix(page.text, raw.start)) is None:
            return raw
        return raw._replace(start=found[0], currency=self._currencies.prefixes[found[1]])

    def _digits(self, page: Page, start: int, end: int, last: int, plain: int) -> Raw | None:
        """The amount whose digits are ``start:end``; ``last`` is where the amount before ended, ``plain`` too if it was a plain one."""
        value = numeral(page.text[start:end])
        if value is None:
            return None
        begin, currency, symbol, negative = self._left(page.text, start)
        if currency is None:
            if not negative and self._labels.glued(page, start, last):
                return None
            if self._labels.refused_after(page, end) or self._labels.lettered(page, start, end):
                return None
            share = self._words.share(page, start, end, value)
            if share is not None:
                return share
            bracket = self._bracketed_percent(page, start, end)
            if bracket is not None:
                return Raw(start - 1, bracket, -value, worded=False, kind="percent", unit="percent")
        number = Raw(begin, end, value, worded=False, currency=currency, ambiguous=symbol in self._currencies.ambiguous)
        raw = self._tails.read(page, number)
        if raw.plain and not self._labels.free(page, start, raw, plain):
            return None
        if self._labels.wholehearted(page, raw):
            return None
        if raw.currency is None and raw.kind is None and raw.scale is not None and self._labels.model_name(page, start, raw):
            return None
        return raw._replace(number=-raw.number) if negative else raw

    def _bracketed_percent(self, page: Page, start: int, end: int) -> int | None:
        """Where the "(5.2)%" of a financial table ends, which is negative."""
        if page.text[start - 1 : start] != "(" or page.text[end : end + 1] != ")":
            return None
        return self._tails.percent_at(page, end + 1)

    def _left(self, text: str, start: int) -> tuple[int, str | None, str, bool]:
        """Where the amount begins, its currency with the symbol that says it, and whether a minus stands before it."""
        at, negative = start, False
        if at and text[at - 1] in DASHES and _signs(text, at - 1):
            negative, at = True, at - 1
        found = self._prefix(text, at)
        code, symbol = None, ""
        if found is not None:
            at, symbol = found
            code = self._currencies.prefixes[symbol]
            if at and text[at - 1] in DASHES and _signs(text, at - 1):
                negative, at = True, at - 1
        for word in () if negative else self._minus:
            begin = at - len(word)
            if begin >= 0 and text[begin:at].lower() == word and not (begin and text[begin - 1].isalnum()):
                return begin, code, symbol, True
        return at, code, symbol, negative

    def _prefix(self, text: str, at: int) -> tuple[int, str] | None:
        """Where the currency that ends at ``at``, or a space before it, begins, and its symbol."""
        stop = at - 1 if at and text[at - 1] in "  " else at
        if not stop or text[stop - 1] not in self._prefix_ends:
            return None
        for length in self._prefix_lengths:
            begin = stop - length
            symbol = text[max(0, begin) : stop]
            if begin >= 0 and symbol in self._currencies.prefixes and not (symbol[0].isalpha() and begin and text[begin - 1].isalnum()):
                return begin, symbol
        return None

    def _finish(self, page: Page, raw: Raw) -> Amount:
        """The amount with its hedges and the value in base units."""
        low = high = None
        value = raw.number * (raw.scale or Decimal(1))
        outer_start, modifier = self._hedges.before(page, raw.start, raw.end)
        end = max(raw.end, raw.outer)
        outer_end, behind = self._hedges.after(page, end) or (end, None)
        modifier = "over" if raw.plus else behind or modifier
        if raw.high is not None:
            low, high = value, raw.high * (raw.high_scale or Decimal(1))
            value, modifier = (low + high) / 2, "range"
        unit = raw.currency or raw.unit or "count"
        return Amount(
            start=raw.start,
            end=raw.end,
            outer_start=outer_start,
            outer_end=outer_end,
            kind=_kind(raw),
            value=value,
            unit=f"{unit}/{raw.per}" if raw.per else unit,
            low=low,
            high=high,
            modifier=modifier,
            bare=raw.plain and not raw.plus,
            worded=raw.worded,
            per=raw.per,
            ambiguous=raw.ambiguous,
        )

    def _late_rate(self, page: Page, amount: Amount) -> Amount:
        """The amount with a rate that stands behind its restatement: "RMB 70 ($10) a month"."""
        if amount.also is None or amount.per is not None:
            return amount
        raw = Raw(amount.start, amount.outer_end, amount.value, worded=False, currency=amount.unit)
        rated = self._tails.with_rate(page, raw)
        if rated.per is None:
            return amount
        return replace(amount, unit=f"{amount.unit}/{rated.per}", per=rated.per, outer_end=max(amount.outer_end, rated.end, rated.outer))


def _kind(raw: Raw) -> Kind:
    return raw.kind or ("money" if raw.currency else "count")


def _signs(text: str, at: int) -> bool:
    """Whether a dash at ``at`` is a minus sign and no hyphen: something open stands before it."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([:$€£¥"
