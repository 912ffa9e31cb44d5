"""Amounts in a text without spaces: ``hedge currency number scale hedge unit|currency|measure word hedge``.

One pattern finds the numbers with all that stands around them; then the ends of ranges are joined and what brackets or "约合" say
again is put beside the amount. All words are those of numbers.toml, currencies.toml and units.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from china_tech_metrics.model import Amount, Kind, Modifier, Restatement
from china_tech_metrics.scan.units import Currencies, Units
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.words import AmountWords

SPACE = r"[ \t\xa0\u3000]?"
LEAST_SCALE = 10_000
"""A number in characters needs a scale of at least this, or a unit, to be an amount: "三家公司" counts nothing worth a row."""
WIDEST = 100
"""Two ends of a range are not further apart than this factor."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the words behind a number make of it."""

    kind: Kind
    unit: str
    divisor: int = 1


class AmountScanner:
    """Finds the amounts of a folded text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, words: AmountWords, currencies: Currencies, units: Units, lang: str) -> None:
        self._source = (words, currencies, units, lang)
        self._words = words
        self._numerals = words.numerals
        groups = words.groups
        self._meanings = _meanings(words, currencies, units, lang)
        names = {fold(name): code for name, code in currencies.names.get(lang, {}).items()}
        self._prefixes = {fold(prefix): code for prefix, code in currencies.prefixes.items()} | names
        self._hedges_before = _by_word(groups, "hedges.before")
        self._longest_first = sorted(self._hedges_before.items(), key=lambda pair: -len(pair[0]))
        self._hedges_after = _by_word(groups, "hedges.after")
        self._rates = _by_word(groups, "rates")
        self._fractions = {word: Decimal(str(value)) for word, value in words.fractions.items()}
        self._multiples = {word: Decimal(str(value)) for word, value in words.multiples.items()}
        self._home = frozenset(groups["money.plain"])
        self._ambiguous = frozenset(fold(prefix) for prefix in currencies.ambiguous)
        self._compile(groups)

    def __reduce__(self) -> tuple[Any, ...]:
        return (AmountScanner, self._source)

    def _compile(self, groups: dict[str, tuple[str, ...]] | Any) -> None:
        numerals = self._numerals
        number = rf"{numerals.mixed}|{numerals.han}+"
        percent_of, permille_of, parts = (exact(groups[f"words.{name}"]) for name in ("percent_of", "permille_of", "parts"))
        tenths, half = exact(groups["words.tenths"]), exact(groups["words.half_more"])
        before = exact(self._hedges_before)
        prefix = exact(self._prefixes)
        minus = exact([*groups["words.minus"], "-", "−"])
        units = exact(self._meanings)
        inside = exact(groups["hedges.inside"])
        after = exact(self._hedges_after)
        digit = f"[{''.join(self._words.digits)}]"
        self._amount = re.compile(
            rf"(?P<hedge>(?:(?:{before}){SPACE})*)(?P<quote>"
            rf"(?:(?P<minus>(?<![\d%{self._word_characters()}])(?:{minus}))?(?:(?P<prefix>{prefix}){SPACE})?"
            rf"(?:(?:(?P<permille>{permille_of})|(?P<percent>{percent_of}))(?P<hundredths>{number})"
            rf"|(?P<denominator>{number})(?:{parts})(?P<numerator>{number})"
            rf"|(?P<tenth>{digit})(?:{tenths})(?P<tenth_more>{half}|{digit})?(?![\u4e00-\u9fff]?(?:人|本|为|立|绩|熟|功|交|果|员|分))"
            rf"|(?P<number>{number})(?:(?P<inside>{inside})(?P<late>{numerals.scales})?)?(?:{SPACE}(?P<unit>{units}))?))"
            rf"|(?P<fraction>{exact(self._fractions)})|(?P<multiple>{exact(self._multiples)}))"
            rf"(?P<rate>{exact(self._rates)})?(?P<after>{SPACE}(?:{after}))?"
        )
        self._anchor = re.compile(rf"\d|{numerals.han}|{exact(self._fractions)}|{exact(self._multiples)}")
        self._refused = re.compile(exact(groups["refused.phrases"]))
        self._behind = re.compile(rf"{SPACE}(?:{exact(groups['refused.after'])})")
        self._not_prefixed = re.compile(rf"(?:{exact(groups['words.prefix_no'])}){SPACE}$")
        self._vague = re.compile(rf"(?:{exact(groups['words.vague'])})$")
        self._joint = re.compile(rf"{SPACE}(?:{exact(groups['ranges.dashes'])}){SPACE}")
        self._from = re.compile(rf"(?:{exact(groups['ranges.from'])})[^，。；,;\d]{{0,8}}$")
        opens, words = exact(groups["restated.open"]), exact(groups["restated.words"])
        self._restated = re.compile(rf"{SPACE}(?:(?P<open>{opens})(?:{words})?|[，,]?{SPACE}(?:{words})){SPACE}")
        self._closes = frozenset(groups["restated.close"])
        self._not_counted = re.compile(exact(groups["counted.not_before"]))
        self._not_money = re.compile(exact(groups["money.not_before"]))

    @staticmethod
    def _word_characters() -> str:
        return r"a-z"

    def scan(self, text: str, taken: Iterable[tuple[int, int]] = (), currency: str = "CNY") -> list[Amount]:
        """The amounts in order, none overlapping another.

        Args:
            text: a text as :func:`fold` gives it; the spans count its characters.
            taken: spans of names and times, in which digits are no amounts.
            currency: what a bare currency word ("元") means in this text.
        """
        spans = sorted([*taken, *(m.span() for m in self._refused.finditer(text))])
        starts = [start for start, _ in spans]
        found: list[Amount] = []
        at = 0
        for match in self._amount.finditer(text):
            start = match.start("quote")
            if start < at:
                continue
            inside = bisect_right(starts, start) - 1
            if inside >= 0 and spans[inside][1] > start:
                continue
            amount = self._read(text, match, currency)
            if amount is not None:
                found.append(amount)
                at = amount.end
        return self._restatements(text, self._ranges(text, found))

    def _read(self, text: str, match: re.Match[str], currency: str) -> Amount | None:
        """The amount of one match, None if it is none."""
        start, end = match.span("quote")
        modifier, hedged = self._modifier(match)
        outer = (match.start() if hedged else start, match.end())
        worded = match["fraction"] or match["multiple"]
        if match["fraction"]:
            return Amount(start, end, *outer, "percent", self._fractions[worded], "percent", modifier=modifier, worded=True)
        if match["multiple"]:
            return Amount(start, end, *outer, "times", self._multiples[worded], "times", modifier=modifier, worded=True)
        if match["tenth"]:
            return self._tenths(match, start, end, outer, modifier)
        if match["hundredths"] or match["denominator"]:
            return self._parts(match, start, end, outer, modifier)
        return self._number(text, match, start, end, outer, modifier, currency, hedged=hedged)

    def _modifier(self, match: re.Match[str]) -> tuple[Modifier, bool]:
        """What the words around a number say of it; behind it they weigh more than before."""
        after = match["after"]
        if after and (name := self._hedges_after.get(after.strip())):
            return name, bool(match["hedge"])  # type: ignore[return-value]
        if match["inside"]:
            return "over", bool(match["hedge"])
        hedge = match["hedge"].strip()
        name = next((name for word, name in self._longest_first if hedge.endswith(word)), None) if hedge else None
        return (name or "exact"), name is not None  # type: ignore[return-value]

    def _tenths(self, match: re.Match[str], start: int, end: int, outer: tuple[int, int], modifier: Modifier) -> Amount:
        value = Decimal(self._words.digits[match["tenth"]]) * 10
        more = match["tenth_more"]
        if more:
            value += self._words.digits.get(more, 5)
        return Amount(start, end, *outer, "percent", value, "percent", modifier=modifier, worded=True)

    def _parts(self, match: re.Match[str], start: int, end: int, outer: tuple[int, int], modifier: Modifier) -> Amount | None:
        if match["hundredths"]:
            value = self._numerals.value(match["hundredths"])
            unit = "permille" if match["permille"] else "percent"
            return None if value is None else Amount(start, end, *outer, "percent", value, unit, modifier=modifier)
        over, under = self._numerals.value(match["numerator"]), self._numerals.value(match["denominator"])
        if not over or not under or over >= under:
            return None
        return Amount(start, end, *outer, "percent", over / under * 100, "percent", modifier=modifier, worded=True)

    def _number(
        self,
        text: str,
        match: re.Match[str],
        start: int,
        end: int,
        outer: tuple[int, int],
        modifier: Modifier,
        currency: str,
        *,
        hedged: bool,
    ) -> Amount | None:
        written, unit, prefix = match["number"], match["unit"], match["prefix"]
        value = self._numerals.value(written)
        if value is None or (start and text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] in "._")):
            return None
        if match["late"]:
            value *= self._numerals.value("1" + match["late"]) or 1
        meaning = self._meanings.get(unit or "")
        if meaning is not None and meaning.kind == "count" and self._not_counted.match(text, match.start("unit")):
            unit, end = None, match.end("number")
        if unit in self._home and self._not_money.match(text, match.start("unit")):
            unit, end = None, match.end("number")
        meaning = self._meanings.get(unit or "")
        in_characters = not written[0].isdigit()
        if in_characters and not self._counts(written, value, meaning, prefix, hedged=hedged):
            return None
        if meaning is None and prefix is None and self._labelled(text, match, start, written):
            return None
        if start and self._vague.search(text, max(0, start - 3), start) and not hedged and value >= LEAST_SCALE and in_characters:
            return None
        return self._amount_of(match, value, meaning, prefix, start, end, outer, modifier, currency, unit)

    def _amount_of(
        self,
        match: re.Match[str],
        value: Decimal,
        meaning: _Meaning | None,
        prefix: str | None,
        start: int,
        end: int,
        outer: tuple[int, int],
        modifier: Modifier,
        currency: str,
        unit: str | None,
    ) -> Amount:
        if match["minus"]:
            value = -value
        if prefix is not None and (meaning is None or meaning.kind == "money" or unit in self._home):
            kind: Kind = "money"
            code = self._prefixes[prefix]
            ambiguous = prefix in self._ambiguous
        elif meaning is None:
            written = match["number"]
            bare = not match["late"] and written.replace(",", "").replace(".", "").isdigit()
            return Amount(start, end, outer[0], max(outer[1], end), "count", value, "count", modifier=modifier, bare=bare)
        else:
            kind, ambiguous = meaning.kind, unit in self._home
            code = currency if unit in self._home else meaning.unit
        per = self._rates.get(match["rate"] or "")
        name = f"{code}/{per}" if per and kind in ("money", "count", "quantity") else code
        return Amount(
            start, end, outer[0], max(outer[1], end), kind, value / (meaning.divisor if meaning else 1), name,
            modifier=modifier, per=per, ambiguous=ambiguous,
        )  # fmt: skip

    def _counts(self, written: str, value: Decimal, meaning: _Meaning | None, prefix: str | None, *, hedged: bool) -> bool:
        """Whether a number in characters is an amount: "两亿", "三倍", "八百元"; not "三家", "百亿", "十几亿"."""
        if not any(c in self._words.digits for c in written):  # "百亿" alone is no number, "超百亿元" is one
            return hedged and value >= LEAST_SCALE * 100
        if value >= LEAST_SCALE:
            return True
        return prefix is not None or (meaning is not None and meaning.kind in ("money", "times", "point", "percent"))

    def _labelled(self, text: str, match: re.Match[str], start: int, written: str) -> bool:
        """Whether a plain number is part of a name or a date: "第3", "10nm", "5G"."""
        end = match.end("number")
        behind = text[end : end + 1]
        if behind.isascii() and (behind.isalnum() or (behind in "./:" and text[end + 1 : end + 2].isdigit())):
            return True
        if self._behind.match(text, end) or self._not_prefixed.search(text, max(0, start - 6), start):
            return True
        return text[start - 1 : start] in ("-", "/", ":", "：") and text[start - 2 : start - 1].isalnum()

    # --- amounts that belong together -------------------------------------------------------------------------------

    def _ranges(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        merged: list[Amount] = []
        for amount in amounts:
            last = merged[-1] if merged else None
            joined = None
            if last is not None and self._joint.fullmatch(text, last.end, amount.start):
                joined = self._join(text, last, amount)
            if joined is not None:
                merged[-1] = joined
            else:
                merged.append(amount)
        return merged

    def _join(self, text: str, low: Amount, high: Amount) -> Amount | None:
        """The range of two amounts, None if they are two values: "从5%到10%"."""
        first = low.value
        if low.kind != high.kind or low.unit != high.unit:
            if not (low.bare or (low.kind == "count" and high.kind != "percent")) or low.low is not None:
                return None
        if low.bare:
            first *= self._scale(text, high)
        if low.low is not None or not 0 <= abs(first) < abs(high.value) or (first and high.value / first > WIDEST):
            return None
        if self._from.search(text, max(0, low.outer_start - 10), low.outer_start):
            return None
        return replace(
            high, start=low.start, outer_start=low.outer_start, low=first, high=high.value, value=(first + high.value) / 2, modifier="range",
            ambiguous=low.ambiguous or high.ambiguous,
        )  # fmt: skip

    def _scale(self, text: str, amount: Amount) -> Decimal:
        """What the scale behind the second number makes of the first: "297至325亿"."""
        written = text[amount.start : amount.end]
        bare = re.search(r"\d[\d,]*(?:\.\d+)?", written)
        plain = Decimal(bare.group().replace(",", "")) if bare else Decimal(0)
        return abs(amount.value) / plain if plain else Decimal(1)

    def _restatements(self, text: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Amounts with the same figure in another currency behind them joined to one."""
        found: list[Amount] = []
        for amount in amounts:
            last = found[-1] if found else None
            if last is None or last.kind != "money" or last.also is not None or amount.kind not in ("money", "count"):
                found.append(amount)
                continue
            between = self._restated.match(text, last.end)
            if between is None or between.end() < amount.outer_start or between.end() > amount.start:
                found.append(amount)
                continue
            bracketed = between["open"] is not None
            if amount.kind != "money" or amount.unit == last.unit or (bracketed and text[amount.outer_end : amount.outer_end + 1] not in self._closes):
                found.append(amount)
                continue
            also = Restatement(amount.start, amount.end, amount.value, amount.unit)
            found[-1] = replace(last, also=also, outer_end=amount.outer_end + bracketed)
        return found


def _meanings(words: AmountWords, currencies: Currencies, units: Units, lang: str) -> dict[str, _Meaning]:
    """Every word that may stand behind a number and what it makes of it."""
    groups = words.groups
    found: dict[str, _Meaning] = {word: _Meaning("count", "count") for word in groups["counted.words"]}
    found |= {fold(symbol): _Meaning("quantity", name) for symbol, name in units.attached.items() if len(symbol) > 1}
    found |= {fold(word): _Meaning("quantity", name) for word, name in units.names.get(lang, {}).items()}
    found |= dict.fromkeys(groups["units.percent"], _Meaning("percent", "percent"))
    found |= dict.fromkeys(groups["units.permille"], _Meaning("percent", "permille"))
    found |= dict.fromkeys(groups["units.point"], _Meaning("point", "percentage_point"))
    found |= dict.fromkeys(groups["units.basis_point"], _Meaning("point", "percentage_point", 100))
    found |= dict.fromkeys(groups["units.times"], _Meaning("times", "times"))
    plain = groups["money.plain"]
    found |= dict.fromkeys(plain, _Meaning("money", ""))
    for name, code in currencies.names.get(lang, {}).items():
        found[fold(name)] = _Meaning("money", code)
        for tail in plain[:1]:
            found[tail + fold(name)] = _Meaning("money", code)
    found |= {fold(suffix): _Meaning("money", code) for suffix, code in currencies.suffixes.items() if suffix.isupper()}
    return found


def _by_word(groups: Any, prefix: str) -> dict[str, str]:
    return {word: name.rpartition(".")[2] for name, words in groups.items() if name.startswith(prefix + ".") for word in words}
