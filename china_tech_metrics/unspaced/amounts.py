"""Amounts in a text without spaces: ``hedge currency number scale hedge unit|currency|measure word rate hedge``.

Each number is read with what stands right before and behind it; ``amounts_joined`` makes one of those that belong together. All words
are those of numbers.toml, currencies.toml and units.toml.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from china_tech_metrics.model import Amount, Kind, Modifier
from china_tech_metrics.scan.units import Currencies, Units
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.amounts_joined import AmountJoiner
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.numerals import SPACE
from china_tech_metrics.unspaced.words import AmountWords, by_last, by_word

LEAST_SCALE = 10_000
"""A number in characters needs a scale of at least this, or a unit, to be an amount: "三家公司" counts nothing worth a row."""
LEAST_COUNTED = 100
"""What a number in characters with a measure word counts at least: "四千多家"."""
CODE = re.compile(r"(?<=[^\W\d])[（(]\d{4,6}[)）]")
"""A stock's number in brackets behind its name: "越疆科技（2432）"."""
LEAST_KILO, KILO = 10, 1000
"""From here on "K" is a thousand and no kind of screen: "128K" tokens, "4K" films."""
LEAST_ROUND = 1_000_000
"""The same for a scale without a digit before it, which needs a hedge too: "超百亿元"."""
SPACES = " \t\xa0\u3000"
BLANKS = (*SPACES, "\n")
STICKING = frozenset(string.ascii_letters + string.digits + "._")
"""A number right behind one of these is part of something else."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the words behind a number make of it."""

    kind: Kind
    unit: str
    divisor: int = 1


BRACKET_OPENS = 1
"""So much stands between an amount and the currency stated behind it in brackets."""


@dataclass(slots=True)
class _Left:
    """What stands before a number: where the quote and the hedge begin, the currency, the sign and what the hedge says."""

    start: int
    outer: int
    prefix: str | None
    minus: bool
    modifier: Modifier | None


class AmountScanner:
    """Finds the amounts of a folded text. Build once for a language; ``scan`` is pure; pickles by rebuilding.

    ``currency`` is what a bare currency word ("元") means where nothing else is known.
    """

    def __init__(self, words: AmountWords, currencies: Currencies, units: Units, lang: str, currency: str) -> None:
        self._source = (words, currencies, units, lang, currency)
        self._words, self._numerals, self._currency = words, words.numerals, currency
        names = {fold(name): code for name, code in currencies.names.get(lang, {}).items()}
        self._prefixes = {fold(prefix): code for prefix, code in currencies.prefixes.items()} | names
        self._ambiguous = frozenset(fold(prefix) for prefix in currencies.ambiguous)
        self._home = frozenset(words.groups["money.plain"])
        self._currencies, currency_words = names, exact(names)
        below, units_in = (exact(words.groups[name]) for name in ("money.below", "money.units_in"))
        self._stated = re.compile(rf"(?P<same>{currency_words})[，、；,;]?{SPACE}(?:{below})|(?:{units_in})(?P<all>{currency_words})")
        self._minus = dict.fromkeys([*words.groups["words.minus"], "-", "−"], "-")
        self._meanings = _meanings(words, currencies, units, lang)
        self._hedges_before, self._hedges_after = (by_word(words, f"hedges.{side}") for side in ("before", "after"))
        self._rates = by_word(words, "rates")
        self._fractions, self._multiples = (
            {word: Decimal(str(value)) for word, value in table.items()}
            for table in ({**words.fractions, **words.fractions_over, **words.fractions_near}, words.multiples)
        )
        self._joiner = AmountJoiner(words, tuple(self._hedges_before))
        self._compile_number()
        self._compile_neighbours()

    def __reduce__(self) -> tuple[Any, ...]:
        return (AmountScanner, self._source)

    def _compile_number(self) -> None:
        """The pattern of a number with what stands behind it."""
        w = {name: exact(words) for name, words in self._words.groups.items()}
        numerals = self._numerals
        number, digit = rf"{numerals.mixed}|{numerals.han}+", f"[{''.join(self._words.digits)}]"
        behind = (
            rf"(?P<kilo>k(?![a-z0-9]))?(?:(?!{w['hedges.no_inside']})(?P<inside>{w['hedges.inside']})(?P<late>{numerals.scales})?)?"
            rf"(?:{SPACE}(?P<unit>{exact(self._meanings)})(?:(?<={'|'.join(self._words.groups['money.coins'])})(?P<coins>{digit}|\d)(?![\d.,]))?)?"
        )
        forms = (
            rf"(?:(?P<permille>{w['words.permille_of']})|(?:{w['words.percent_of']}))(?P<hundredths>{number})",
            rf"(?P<denominator>{number})(?:{w['words.parts']})(?P<numerator>{number})",
            rf"(?P<tenth>{digit}|[1-9])(?:{w['words.tenths']})(?P<more>{w['words.half_more']}|{digit})?(?!{w['words.no_tenth']})",
            rf"(?P<fraction>{exact(self._fractions)})|(?P<multiple>{exact(self._multiples)})",
            rf"(?P<number>{number}){behind}",
        )
        after = rf"(?P<rate>{exact(self._rates)})?(?P<after>{SPACE}(?!{w['hedges.longer']})(?:{exact(self._hedges_after)})(?!\d))?"
        self._number = re.compile(rf"(?P<quote>{'|'.join(forms)}){after}")
        no_part = rf"(?!{w['words.parts']}|{w['words.tenths']})"
        self._digits_first = re.compile(rf"(?P<quote>(?P<number>(?>{numerals.mixed})){no_part}{behind}){after}")
        """Most numbers begin with a digit and are no fraction; they need no look at the other forms."""
        openers = [*self._fractions, *self._multiples, *self._words.groups["words.percent_of"], *self._words.groups["words.permille_of"]]
        self._anchor = re.compile(rf"[\d{numerals.han[1:-1]}{''.join({word[0] for word in openers})}](?:(?<=\d)\d+)?")

    def _compile_neighbours(self) -> None:
        """The patterns of what stands before a number and beside it."""
        w = {name: exact(words) for name, words in self._words.groups.items()}
        self._before_number = [by_last(words) for words in (self._prefixes, self._minus, self._hedges_before)]
        self._left_ends = frozenset(" ").union(*self._before_number)
        self._refused = re.compile(w["refused.phrases"])
        self._label_behind = re.compile(rf"{SPACE}(?!{w['refused.not_after']})(?:{w['refused.after']})")
        self._counters = frozenset(self._words.groups["counted.words"])
        self._no_label = self._words.groups["words.no_prefix"]
        self._label_before, self._vague = self._words.groups["words.prefix_no"], self._words.groups["words.vague"]
        self._not_counted, self._not_money = re.compile(w["counted.not_before"]), re.compile(w["money.not_before"])

    def scan(self, text: str, taken: Iterable[tuple[int, int]] = (), cues: Container[int] = ()) -> list[Amount]:
        """The amounts in order, none overlapping another.

        Args:
            text: a text as :func:`fold` gives it; the spans count its characters.
            taken: spans of names and times, in which digits are no amounts.
            cues: where words for metrics end, behind which a number is part of no name: "GMV4.8亿元".
        """
        spans = sorted([*taken, *(m.span() for m in self._refused.finditer(text))])
        starts = [start for start, _ in spans]
        found: list[Amount] = []
        at = 0
        for anchor in self._anchor.finditer(text):
            start = anchor.start()
            if start < at:
                continue
            inside = bisect_right(starts, start) - 1
            if inside >= 0 and spans[inside][1] > start:
                continue
            amount, at = self._at(text, start, at, stuck=start not in cues)
            if amount is not None:
                found.append(amount)
        joined = self._joiner.join(text, found)
        stated = self._stated.search(text)
        return joined if stated is None else self._in_currency(joined, stated)

    def _in_currency(self, amounts: list[Amount], stated: re.Match[str]) -> list[Amount]:
        """Amounts in the currency that is stated for all from some on: "纯利1.49亿元（**美元，下同**），收入21亿元"."""
        code, first = self._currencies[stated["same"] or stated["all"]], stated.start() - BRACKET_OPENS
        if code == self._currency:
            return amounts
        meant = (a.ambiguous and a.end >= first and a.unit.startswith(self._currency) for a in amounts)
        return [replace(a, unit=a.unit.replace(self._currency, code, 1)) if m else a for a, m in zip(amounts, meant, strict=True)]

    # --- one amount ---------------------------------------------------------------------------------------------------

    def _at(self, text: str, start: int, stop: int, *, stuck: bool = True) -> tuple[Amount | None, int]:
        """The amount of a number that begins at an offset, None if it is none, and where to go on; it begins at ``stop`` or behind.

        Behind a letter it is ``stuck`` in a name, unless that ends a word for a metric.
        """
        match = self._digits_first.match(text, start)
        if match is not None:
            amount = self._plain(text, match, self._before(text, start, stop), stuck=stuck)
        else:
            match = self._number.match(text, start)
            if match is None:
                return None, stop
            amount = self._read(text, match, self._before(text, start, stop))
        return amount, match.end("number") if amount is None else amount.end

    def _before(self, text: str, start: int, stop: int) -> _Left:
        """What stands before a number that begins at ``start``; it does not reach back beyond ``stop``."""
        if text[start - 1 : start] not in self._left_ends:
            return _Left(start, start, None, False, None)
        prefixes, signs, hedges = self._before_number
        prefix, begin = _ending(text, start, stop, prefixes)
        minus, signed = _ending(text, begin, stop, signs)
        if minus is not None and signed and ((text[signed - 1].isascii() and text[signed - 1].isalnum()) or text[signed - 1] == "%"):
            minus, signed = None, begin
        hedge, outer = _ending(text, signed, stop, hedges)
        modifier: Modifier | None = self._hedges_before[hedge] if hedge else None  # type: ignore[assignment]
        quote = signed if minus is not None else begin if prefix is not None else start
        return _Left(quote, outer if hedge else quote, prefix, minus is not None, modifier)

    def _read(self, text: str, match: re.Match[str], left: _Left) -> Amount | None:
        """The amount of one number in any form, None if it is none."""
        modifier = self._hedged(match["inside"], match["after"], left)
        span = (left.start, match.end("quote"), left.outer, match.end())
        if match["fraction"]:
            fraction, words = match["fraction"], self._words
            modifier = "over" if fraction in words.fractions_over else "approx" if fraction in words.fractions_near else modifier
            return Amount(*span, "percent", self._fractions[match["fraction"]], "percent", modifier=modifier, worded=True)
        if match["multiple"]:
            hedge = self._hedges_before.get(match["multiple"][0])  # "增长**逾**倍"
            modifier = hedge if hedge is not None and modifier == "exact" else modifier  # type: ignore[assignment]
            return Amount(*span, "times", self._multiples[match["multiple"]], "times", modifier=modifier, worded=True)
        if match["tenth"]:
            return Amount(*span, "percent", self._tenths(match), "percent", modifier=modifier, worded=True)
        if match["hundredths"] or match["denominator"]:
            value = self._parts(match)
            unit = "permille" if match["permille"] else "percent"
            return None if value is None else Amount(*span, "percent", value, unit, modifier=modifier, worded=not match["hundredths"])
        return self._plain(text, match, left)

    def _hedged(self, inside: str | None, after: str | None, left: _Left) -> Modifier:
        """What the words before, in and behind a number say of how exact it is."""
        behind = self._hedges_after.get(after.strip()) if after else "over" if inside else None
        return behind or left.modifier or "exact"  # type: ignore[return-value]

    def _tenths(self, match: re.Match[str]) -> Decimal:
        """ "三成" is 30 percent, "三成五" and "三成半" 35."""
        more = match["more"]
        tenths = match["tenth"]
        whole = int(tenths) if tenths.isdigit() and tenths.isascii() else self._words.digits[tenths]
        return Decimal(whole * 10 + (self._words.digits.get(more, 5) if more else 0))

    def _parts(self, match: re.Match[str]) -> Decimal | None:
        """ "百分之十二", "三分之一"."""
        if match["hundredths"]:
            return self._numerals.value(match["hundredths"])
        over, under = self._numerals.value(match["numerator"]), self._numerals.value(match["denominator"])
        return over / under * 100 if over and under and over < under else None

    def _plain(self, text: str, match: re.Match[str], left: _Left, *, stuck: bool = True) -> Amount | None:
        """A number with its unit, None if it is no amount."""
        written, kilo, inside, late, unit, said_rate, after = match.group("number", "kilo", "inside", "late", "unit", "rate", "after")
        value = self._numerals.value(written)
        if value is None or (stuck and text[left.start - 1 : left.start] in STICKING):
            return None
        if kilo:
            if value < LEAST_KILO:
                return None  # "4K"
            value *= KILO
        if match["coins"]:
            value += (self._numerals.value(match["coins"]) or 0) / Decimal(10)  # "8块5"
        if late:
            value *= self._numerals.value("1" + late) or 1
        end, meaning = match.end("quote"), self._meanings[unit] if unit else None
        behind = max(end, match.end())
        if meaning is not None and self._goes_on(text, match.start("unit"), meaning):
            unit, meaning, end = None, None, match.end("late") if late else match.end("number")
            behind = end  # what stands behind is no part of the amount: "7起售价"
        if not written[0].isdigit() and not self._counts(text, written, value, meaning, left):
            return None
        counted = meaning is None or meaning.kind == "count" or (unit is not None and unit[0] in self._counters)  # "第8个月"
        if left.prefix is None and counted and self._numbered(text, match.start("number")):
            return None
        if written[0] == "0" and written.isdigit() and len(written) > 1:
            return None  # "01": a heading
        if left.prefix is None and meaning is None and not kilo and not left.minus and self._labelled(text, match):
            return None
        value = -value if left.minus else value
        modifier = self._hedged(inside, after, left) if inside or after else left.modifier or "exact"
        span = (left.start, end, left.outer, behind)
        if meaning is None and left.prefix is None:
            bare = not late and not kilo and written.replace(",", "").replace(".", "").isdigit()
            return Amount(*span, "count", value, "count", modifier=modifier, bare=bare)
        kind, code, ambiguous = self._unit(left.prefix, unit, meaning)
        per = self._rates[said_rate] if said_rate else None
        worded = kind == "count" and not written[0].isdigit()
        name = f"{code}/{per}" if per and kind in ("money", "count", "quantity") else code
        if meaning is not None and meaning.divisor != 1:
            value /= meaning.divisor
        return Amount(*span, kind, value, name, modifier=modifier, worded=worded, per=per, ambiguous=ambiguous)

    def _unit(self, prefix: str | None, unit: str | None, meaning: _Meaning | None) -> tuple[Kind, str, bool]:
        """Kind and unit of an amount, and whether its currency had to be assumed."""
        if prefix is not None and (meaning is None or meaning.kind == "money"):
            return "money", self._prefixes[prefix], prefix in self._ambiguous
        assert meaning is not None
        if unit in self._home:
            return "money", self._currency, True
        return meaning.kind, meaning.unit, False

    def _goes_on(self, text: str, at: int, meaning: _Meaning) -> bool:
        """Whether what looks like a unit begins a longer word: "3个月", "100元宇宙"."""
        if meaning.kind == "count":
            return self._not_counted.match(text, at) is not None
        return meaning.kind == "money" and self._not_money.match(text, at) is not None

    def _counts(self, text: str, written: str, value: Decimal, meaning: _Meaning | None, left: _Left) -> bool:
        """Whether a number in characters is an amount: "两亿", "三倍", "八百元"; not "三家", "百亿", "十几亿"."""
        if not any(c in self._words.digits for c in written):
            counted = meaning is not None and meaning.kind == "count" and value >= LEAST_COUNTED  # "近百家", "超千名"
            return left.modifier is not None and (counted or value >= LEAST_ROUND)
        if value >= LEAST_SCALE:
            return left.modifier is not None or not text.endswith(self._vague, 0, left.start)
        if meaning is not None and meaning.kind == "quantity":
            return left.modifier is not None  # "将近两小时"; "两年" is how long something took
        return left.prefix is not None or (
            meaning is not None and (meaning.kind != "count" or (value >= LEAST_COUNTED and written[0] in self._words.digits))
        )

    def _numbered(self, text: str, start: int) -> bool:
        """Whether a number is an ordinal: "第3名", "前10家", "排名" in the line above."""
        at = start - text.startswith(BLANKS, start - 1, start)
        return text.endswith(self._label_before, 0, at) and not text.endswith(self._no_label, 0, at)

    def _labelled(self, text: str, match: re.Match[str]) -> bool:
        """Whether a plain number is part of a name or a code: "第3", "10nm", "5G", "1:30"."""
        start, end = match.span("number")
        behind = text[end : end + 1]
        scaled = not text[end - 1].isdigit()  # "114.2万亿tokens"
        before = text[start - 2 : start - 1] if text[start - 1 : start] == " " else ""
        if not scaled and before.isascii() and before.isalpha():
            return True  # "iPhone 17"
        if behind.isascii() and not scaled and (behind.isalnum() or (behind in "./:" and text[end + 1 : end + 2].isdigit())):
            return True
        if self._label_behind.match(text, end) or CODE.match(text, start - 1):
            return True
        joined = text[start - 2 : start - 1]
        return text[start - 1 : start] in ("-", "/", ":", "：") and joined.isalnum() and (joined.isascii() or not scaled)


def _ending(text: str, end: int, stop: int, words: Mapping[str, Sequence[str]]) -> tuple[str | None, int]:
    """The longest of some words that ends at an offset or one space before it, and where it begins; it begins at ``stop`` or behind."""
    at = end - 1 if end > stop and text[end - 1] in SPACES else end
    for word in words.get(text[at - 1 : at], ()):
        if text.endswith(word, stop, at):
            return word, at - len(word)
    return None, end


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
    found |= dict.fromkeys(groups["money.plain"], _Meaning("money", ""))
    for name, words_of in groups.items():
        if name.startswith("hundredths."):
            found |= dict.fromkeys(words_of, _Meaning("money", name.rpartition(".")[2].upper(), 100))
    found |= {fold(suffix): _Meaning("money", code) for suffix, code in currencies.suffixes.items() if suffix.isupper()}
    for name, code in currencies.names.get(lang, {}).items():
        found |= dict.fromkeys((fold(name), groups["money.plain"][0] + fold(name)), _Meaning("money", code))
    return found
