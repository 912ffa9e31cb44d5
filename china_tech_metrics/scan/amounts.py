"""Amounts in a text: anchors on digits and number words, then small patterns to the left and right of each anchor.

Currencies, magnitudes, units and hedges are words of the vocabulary; this module has the order in which they may stand:
``hedge currency digits magnitude currency|percent|unit rate hedge``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from china_tech_metrics.model import Amount, Kind, Modifier
from china_tech_metrics.scan.numerals import DIGITS, NumberWords, WordNumberParser, numeral
from china_tech_metrics.scan.ranges import RangeReader, Raw, RestatementReader
from china_tech_metrics.scan.text import fold
from china_tech_metrics.scan.words import Lists, alternation, squeeze

MINUS = "-−–"
YEARS = range(1900, 2100)
"""Four plain digits in this range are a year unless a currency, magnitude or unit is written."""
LABEL = 1000
"""A plain number below this right behind a capitalised word is part of its name ("Pico 4")."""
HEDGE_WORDS = 5


@dataclass(frozen=True)
class Currencies:
    """The currencies.toml: how each currency is written before and behind digits."""

    prefixes: Mapping[str, str]
    suffixes: Mapping[str, str]
    cents: Mapping[str, str]
    ambiguous: frozenset[str]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Currencies:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        prefixes: dict[str, str] = {}
        suffixes: dict[str, str] = {}
        cents: dict[str, str] = {}
        ambiguous: set[str] = set()
        for currency in Lists(data, "currencies.toml").tables("currency"):
            code = currency.text("code")
            prefixes |= dict.fromkeys(currency.words("prefix"), code)
            prefixes |= dict.fromkeys(currency.words("ambiguous"), code)
            ambiguous.update(currency.words("ambiguous"))
            suffixes |= {squeeze(word): code for word in currency.words("suffix")}
            cents |= {squeeze(word): code for word in currency.words("cents")}
        return cls(prefixes, suffixes, cents, frozenset(ambiguous))


@dataclass(frozen=True)
class Units:
    """The units.toml: physical units and spans of time by the name the table prints."""

    words: Mapping[str, str]
    attached: Mapping[str, str]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Units:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        words: dict[str, str] = {}
        attached: dict[str, str] = {}
        for unit in Lists(data, "units.toml").tables("unit"):
            name = unit.text("name")
            words |= {squeeze(word): name for word in unit.words("words")}
            attached |= dict.fromkeys(unit.words("attached"), name)
        return cls(words, attached)


class AmountScanner:
    """Finds the amounts of a text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, numbers: NumberWords, currencies: Currencies, units: Units) -> None:
        self._source = (numbers, currencies, units)
        self._numbers, self._currencies, self._units = numbers, currencies, units
        self._parser = WordNumberParser(numbers)
        self._ranges = RangeReader(numbers)
        self._restatements = RestatementReader(numbers)
        self._prefix_lengths = sorted({len(p) for p in currencies.prefixes}, reverse=True)
        self._prefix_ends = frozenset(p[-1] for p in currencies.prefixes)
        self._compile()

    def __reduce__(self) -> tuple[Any, ...]:
        return (AmountScanner, self._source)

    def _compile(self) -> None:
        numbers, lists = self._numbers, self._numbers.lists
        letter = r"[^\W\d_]"
        scale_words, attached = alternation(numbers.scales), _exact(numbers.attached)
        plus, units = _exact(lists["grammar.plus"]), alternation(self._units.words)
        suffix, cents = alternation(self._currencies.suffixes), alternation(self._currencies.cents)
        symbols = _exact(self._units.attached)
        percents = {key: alternation(lists[f"percent.{key}"]) for key in ("percent", "permille", "point", "basis_point")}
        self._tail = re.compile(
            rf"""
            (?P<plus1>\+)?
            (?:(?P<attached>{attached})(?!{letter}|\d) | (?:\s|-\s?){{1,2}}(?P<scale>{scale_words}) (?:[\s-](?P<scale2>{scale_words}))?)?
            (?P<plus2>(?:{plus})(?!\d))?
            (?:
                \s?-?(?P<basis_point>{percents["basis_point"]}) | \s?-?(?P<point>{percents["point"]})
              | \s?-?(?P<percent>{percents["percent"]}) | \s?(?P<permille>{percents["permille"]})
              | (?P<fold>(?:{alternation(lists["multiple.fold"])})) | (?P<times>(?:{alternation(lists["multiple.times"])})(?!\d))
              | [\s-]?(?P<cents>{cents}) | [\s-]?(?P<suffix>{suffix})
              | [\s-]?(?P<unit>{units}) | \s?(?P<symbol>{symbols})(?!{letter}|\d)
            )?
            """.replace("\n", " "),
            re.IGNORECASE | re.VERBOSE,
        )
        rate = alternation(numbers.rate_units)
        stop = alternation(lists["rates.not_followed"])
        not_between = alternation(lists["rates.not_between"])
        per = "|".join(re.escape(w) + (r"\s?" if w == "/" else r"\s+") for w in sorted(lists["rates.per"], key=len, reverse=True))
        after = rf"(?!\s+(?:{stop}))"
        self._rate = re.compile(rf"(?P<words>(?:\s+(?!(?:{not_between})\b)[^\W\d_][\w'’-]*){{0,4}}?)(?:\s+|(?=/))(?:{per})(?P<unit>{rate}){after}", re.IGNORECASE)
        self._adverb = re.compile(rf"\s+(?P<adverb>{alternation(numbers.rate_adverbs)})(?!\s+{letter})", re.IGNORECASE)
        self._per_unit = re.compile(rf"\s?(?:{per})(?P<unit>{units}|{symbols})(?!{letter})", re.IGNORECASE)
        self._refused_after = re.compile(rf"(?:{alternation(lists['refused.after'])})", re.IGNORECASE)
        self._refused_before = frozenset(lists["refused.before"])
        self._ranking = re.compile(rf"\s+(?:{alternation(lists['refused.ranking'])})", re.IGNORECASE)
        self._hedge_after = re.compile(rf"(?:{_exact(numbers.hedges_after)})(?!{letter}|\d)")
        self._hedge_between = frozenset(lists["hedges.between"])
        self._articles = frozenset(lists["grammar.articles"])
        self._compile_words()

    def _compile_words(self) -> None:
        """The automaton of words that can begin an amount, each with how it is read."""
        numbers, lists = self._numbers, self._numbers.lists
        table: dict[str, str] = {}
        for kind, words in (
            ("number", numbers.words),
            ("scale", numbers.scales),
            ("fraction", numbers.fractions),
            ("multiple", numbers.multiples),
            ("fold", [w + f for w in (*numbers.words, *numbers.scales) for f in lists["multiple.fold"] if not f[:1].isspace()]),
            ("refused", lists["refused.phrases"]),
        ):
            for word in words:
                table[fold(word)] = kind
        self._kinds = list(table.values())
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)
        of, ratio = alternation(lists["part.of"]), alternation(lists["part.ratio"])
        articles, scales = alternation(lists["grammar.articles"]), alternation(numbers.scales)
        fractions, values = alternation(numbers.fractions), alternation(numbers.words)
        self._fraction_tail = re.compile(rf"[\s-]+(?P<part>{fractions})", re.IGNORECASE)
        self._one_in = re.compile(rf"\s+(?:{alternation(lists['part.in'])})\s+(?:every\s+)?(?P<number>{values}|\d+)(?!\d)", re.IGNORECASE)
        self._part_of = re.compile(rf"\s+(?P<of>{of})", re.IGNORECASE)
        self._ratio = re.compile(rf"\s+(?:of\s+)?(?:{ratio})", re.IGNORECASE)
        self._half_scale = re.compile(rf"[\s-]+(?:(?:{articles})[\s-]+)?(?P<scale>{scales})", re.IGNORECASE)
        self._part_not_before = re.compile(rf"[\s-]+(?:{alternation(lists['part.not_before'])})", re.IGNORECASE)

    # --- scanning ------------------------------------------------------------------------------------------------

    def scan(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Amount]:
        """The amounts in order, none overlapping another. ``taken`` are spans (dates, names) whose digits are no amounts."""
        raws = self._ranges.merge(text, list(self._raws(text, sorted(taken))))
        amounts = [self._finish(text, raw) for raw in raws]
        return self._ranges.pair(text, self._restatements.join(text, amounts))

    def _raws(self, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Raw]:
        folded = fold(text)
        words = [(s, e, self._kinds[i]) for i, s, e in self._automaton.find_matches_as_indexes(folded)]
        digits = [(m.start(), m.end(), "digits") for m in DIGITS.finditer(text)]
        starts = [s for s, _ in taken]
        at, end_of_last = 0, -1
        for start, end, kind in sorted([*words, *digits]):
            if start < at:
                continue
            inside = bisect_right(starts, start) - 1
            if inside >= 0 and taken[inside][1] > start:
                continue
            if kind == "digits":
                raw = self._digits(text, start, end, end_of_last)
            elif not self._whole(text, start, end):
                continue
            elif kind == "refused":
                at = end
                continue
            else:
                raw = getattr(self, f"_{kind}")(text, folded, start, end)
            at = max(at, end)
            if raw is not None and raw.start >= end_of_last:
                yield raw
                at = end_of_last = raw.end

    @staticmethod
    def _whole(text: str, start: int, end: int) -> bool:
        """Whether a word is not part of a longer one, nor behind a hyphen that makes it one."""
        return not (start and (text[start - 1].isalnum() or text[start - 1] in "_&@#")) and not (end < len(text) and (text[end].isalpha() or text[end] == "_"))

    def _digits(self, text: str, start: int, end: int, last: int) -> Raw | None:
        value = numeral(text[start:end])
        if value is None:
            return None
        begin, currency, symbol, negative = self._left(text, start)
        before = text[start - 1] if start else ""
        if currency is None:
            if before.isalnum() or before in "_/#@." and before or (before == ":" and start > 1 and text[start - 2].isdigit()):
                return None
            if before in MINUS and before and not negative and start > 1 and text[start - 2].isalnum() and last != start - 1:
                return None
        if self._refused_after.match(text, end) and currency is None:
            return None
        raw = self._read_tail(text, Raw(begin, end, value, worded=False), currency, symbol, attached=True)
        if raw is None or (raw.plain and raw.currency is None and not self._free(text, start, raw)):
            return None
        return replace(raw, number=-raw.number) if negative else raw

    def _left(self, text: str, start: int) -> tuple[int, str | None, str, bool]:
        """Where the amount begins, its currency with the symbol that says it, and whether a minus stands before it."""
        at, negative = start, False
        if at and text[at - 1] in MINUS and _signs(text, at - 1):
            negative, at = True, at - 1
        stop = at - 1 if at and text[at - 1] in "  " else at
        if stop and text[stop - 1] in self._prefix_ends:
            for length in self._prefix_lengths:
                symbol = text[stop - length : stop]
                code = self._currencies.prefixes.get(symbol) if length <= stop else None
                if code and not (symbol[0].isalpha() and stop > length and text[stop - length - 1].isalnum()):
                    begin = stop - length
                    if begin and text[begin - 1] in MINUS and _signs(text, begin - 1):
                        negative, begin = True, begin - 1
                    return begin, code, symbol, negative
        for word in self._numbers.lists["grammar.minus"]:
            if len(word) > 1 and text[max(0, start - len(word)) : start].lower() == word and (start == len(word) or not text[start - len(word) - 1].isalnum()):
                return start - len(word), None, "", True
        return at if negative else start, None, "", negative

    def _read_tail(self, text: str, raw: Raw, currency: str | None, symbol: str, *, attached: bool) -> Raw | None:
        """Magnitude, plus sign, unit and rate behind the number."""
        match = self._tail.match(text, raw.end)
        assert match is not None  # every part is optional
        found = match.groupdict()
        number, scale, end = raw.number, raw.scale, raw.end
        if found["attached"] and attached:
            scale = self._numbers.attached.get(found["attached"])
            if scale is None:
                return self._bare(raw, currency, symbol)
            if currency is None and found["attached"] in ("m", "b", "T") and not any(found[k] for k in ("suffix", "plus2")) and text[raw.end : raw.end + 2] == "T ":
                return None
            end = match.end("attached")
        elif found["scale"]:
            scale = self._numbers.scales[squeeze(found["scale"])] * (raw.scale or 1)
            end = match.end("scale")
            if found["scale2"]:
                scale *= self._numbers.scales[squeeze(found["scale2"])]
                end = match.end("scale2")
        plus = bool(found["plus1"] or found["plus2"])
        if plus:
            end = max(end, match.end("plus2" if found["plus2"] else "plus1"))
        done = replace(raw, end=end, number=number, scale=scale, currency=currency, plus=plus, ambiguous=symbol in self._currencies.ambiguous)
        done = self._unit(found, match, done)
        return self._with_rate(text, done)

    def _bare(self, raw: Raw, currency: str | None, symbol: str) -> Raw:
        return replace(raw, currency=currency, ambiguous=symbol in self._currencies.ambiguous)

    def _unit(self, found: Mapping[str, str | None], match: re.Match[str], raw: Raw) -> Raw:
        for group in ("percent", "permille", "point", "basis_point", "fold", "times", "cents", "suffix", "unit", "symbol"):
            word = found[group]
            if not word:
                continue
            if raw.currency is not None:
                if group == "suffix" and (self._currencies.suffixes[squeeze(word)] == raw.currency or raw.currency == "USD"):
                    return replace(raw, end=match.end(), currency=self._currencies.suffixes[squeeze(word)])
                return raw
            match group:
                case "percent" | "permille":
                    return replace(raw, end=match.end(), kind="percent", unit=group)
                case "point" | "basis_point":
                    number = raw.number / 100 if group == "basis_point" else raw.number
                    return replace(raw, end=match.end(), kind="point", unit="percentage_point", number=number)
                case "fold" | "times":
                    return replace(raw, end=match.end(), kind="times", unit="times")
                case "cents":
                    return replace(raw, end=match.end(), currency=self._currencies.cents[squeeze(word)], number=raw.number / 100)
                case "suffix":
                    return replace(raw, end=match.end(), currency=self._currencies.suffixes[squeeze(word)])
                case "unit":
                    return replace(raw, end=match.end(), kind="quantity", unit=self._units.words[squeeze(word)])
                case _:
                    unit = self._units.attached.get(word)
                    return raw if unit is None else replace(raw, end=match.end(), kind="quantity", unit=unit)
        return raw

    def _with_rate(self, text: str, raw: Raw) -> Raw:
        if raw.kind not in (None, "quantity"):
            return raw
        if raw.currency is not None:
            match = self._per_unit.match(text, raw.end)
            if match is not None and (word := squeeze(match["unit"])) not in self._numbers.rate_units:
                unit = self._units.words.get(word) or self._units.attached.get(match["unit"])
                if unit is not None:
                    return replace(raw, end=match.end(), per=unit)
        match = self._rate.match(text, raw.end)
        if match is not None and (raw.plain is False or raw.number >= 1) and not (raw.kind == "quantity" and match["words"].strip()):
            per = self._numbers.rate_units[match["unit"].lower()]
            if per != raw.unit:
                return replace(raw, end=raw.end if match["words"].strip() else match.end(), per=per)
        match = self._adverb.match(text, raw.end)
        if match is not None and not raw.plain:
            return replace(raw, per=self._numbers.rate_adverbs[match["adverb"].lower()])
        return raw

    def _free(self, text: str, start: int, raw: Raw) -> bool:
        """Whether a plain number stands by itself and not in a name, a year, a time of day, a rank or a label."""
        end, size = raw.end, len(text)
        follower = text[end : end + 1]
        if follower.isalnum() or follower == "_" or (follower and follower in ".:/,-–" and end + 1 < size and text[end + 1].isdigit() and follower in ".:/"):
            return False
        if follower == "-" and end + 1 < size and text[end + 1].isalpha():
            return False
        written = text[start : raw.end]
        grouped = "," in written
        if not grouped and len(written) == 4 and written.isdigit() and int(written) in YEARS:
            return False
        if self._ranking.match(text, end):
            return False
        if grouped or raw.plus:
            return True
        word = self._word_before(text, start)
        if word.lower() in self._refused_before or word.rstrip(".").lower() in self._refused_before:
            return False
        named = word[:1].isupper() or (len(word) > 2 and any(c.isupper() for c in word[1:]))
        return not (named and raw.number < LABEL and word.lower() not in self._numbers.hedges and not self._opens_sentence(text, start, word))

    @staticmethod
    def _word_before(text: str, start: int) -> str:
        if not start or text[start - 1] != " ":
            return ""
        left = max(0, start - 26)
        return text[left : start - 1].rsplit(None, 1)[-1] if text[left : start - 1].strip() and not text[start - 2].isspace() else ""

    @staticmethod
    def _opens_sentence(text: str, start: int, word: str) -> bool:
        """An ordinary word may have its capital from the sentence's start ("Some 500 shops"): it is short and has no digit."""
        at = start - 1 - len(word)
        return (at == 0 or text[at - 1] == "\n" or text[max(0, at - 2) : at] in (". ", "? ", "! ")) and word.isalpha() and word[1:].islower() and len(word) <= 5

    # --- words ---------------------------------------------------------------------------------------------------

    def _number(self, text: str, folded: str, start: int, end: int) -> Raw | None:
        parsed = self._parser.parse(text, start)
        if parsed is None:
            return None
        if start and text[start - 1] in MINUS and start > 1 and text[start - 2].isalnum():
            return None
        fraction = self._fraction_tail.match(text, parsed.end)
        if fraction is not None and not parsed.scaled:
            parts = self._numbers.fractions[fraction["part"].lower()]
            if parsed.value < parts:
                return self._part(text, start, fraction.end(), parsed.value / parts, certain=True)
        one_in = self._one_in.match(text, parsed.end)
        if one_in is not None and not parsed.scaled:
            word = one_in["number"].lower()
            parts_of = Decimal(word) if word.isdigit() else self._numbers.words[word]
            if parsed.value < parts_of <= 20:
                return Raw(start, one_in.end(), parsed.value / parts_of * 100, worded=True, kind="percent", unit="percent")
        if self._refused_after.match(text, parsed.end):
            return None
        raw = self._read_tail(text, Raw(start, parsed.end, parsed.value, worded=True), None, "", attached=False)
        if raw is None or (raw.plain and raw.currency is None and not parsed.scaled and (parsed.value == 1 or not self._free_word(text, raw))):
            return None
        if parsed.value == 1 and raw.scale is None and not parsed.scaled and raw.kind in ("quantity", "times"):
            return None
        if parsed.scaled and raw.scale is None:
            raw = replace(raw, scale=Decimal(1))
        return raw

    def _free_word(self, text: str, raw: Raw) -> bool:
        return not (text[raw.end : raw.end + 1] == "-" or self._ranking.match(text, raw.end))

    def _scale(self, text: str, folded: str, start: int, end: int) -> Raw | None:
        """"a million": a magnitude word with an article before it."""
        word = self._word_before(text, start) if start and text[start - 1] == " " else ""
        if word.lower() not in self._articles:
            return None
        begin = start - 1 - len(word)
        raw = Raw(begin, end, Decimal(1), worded=True, scale=self._numbers.scales[squeeze(text[start:end])])
        return self._read_tail(text, raw, None, "", attached=False)

    def _fraction(self, text: str, folded: str, start: int, end: int) -> Raw | None:
        word = folded[start:end]
        before = self._word_before(text, start).lower()
        half = word in self._numbers.lists["grammar.half"]
        if half:
            scaled = self._half_scale.match(text, end)
            if scaled is not None:
                raw = Raw(start, scaled.end(), Decimal("0.5"), worded=True, scale=self._numbers.scales[squeeze(scaled["scale"])])
                return self._read_tail(text, raw, None, "", attached=False)
        if before in self._numbers.lists["part.not_after"] or (start and text[start - 1] in MINUS):
            return None
        if half:
            return self._part(text, start, end, Decimal("0.5"), certain=before in self._numbers.lists["part.adverbial"])
        if before not in self._articles:
            return None
        begin = start - 1 - len(before)
        return self._part(text, begin, end, Decimal(1) / self._numbers.fractions[word], certain=False)

    def _part(self, text: str, start: int, end: int, value: Decimal, *, certain: bool) -> Raw | None:
        """A part of a whole, or a ratio to something else."""
        if self._part_not_before.match(text, end):
            return None
        if self._ratio.match(text, end):
            return Raw(start, end, value, worded=True, kind="times", unit="times")
        if certain or self._part_of.match(text, end):
            return Raw(start, end, value * 100, worded=True, kind="percent", unit="percent")
        return None

    def _multiple(self, text: str, folded: str, start: int, end: int) -> Raw | None:
        word = folded[start:end]
        if text[end : end + 1] == "-" or (start and text[start - 1] in MINUS):
            return None
        needed = self._numbers.must_precede.get(word)
        if needed is not None and (text[end : end + 24].split() or [""])[0].lower().strip(",.") not in needed:
            return None
        return Raw(start, end, self._numbers.multiples[word], worded=True, kind="times", unit="times")

    def _fold(self, text: str, folded: str, start: int, end: int) -> Raw | None:
        word = folded[start:end]
        for suffix in self._numbers.lists["multiple.fold"]:
            stem = word.removesuffix(suffix)
            if stem != word:
                value = self._numbers.words.get(stem, self._numbers.scales.get(stem))
                if value is not None:
                    return Raw(start, end, value, worded=True, kind="times", unit="times")
        return None

    # --- hedges --------------------------------------------------------------------------------------------------

    def _finish(self, text: str, raw: Raw) -> Amount:
        factor = raw.scale or Decimal(1)
        value = raw.number * factor
        outer_start, modifier = self._hedge_left(text, raw.start)
        outer_end = raw.end
        if raw.plus:
            modifier = "over"
        elif (after := self._hedge_after.match(text, raw.end)) is not None:
            modifier = self._numbers.hedges_after[after.group()]  # type: ignore[assignment]
            outer_end = after.end()
        low = high = None
        if raw.high is not None:
            low, high = raw.number * factor, raw.high * (raw.high_scale or Decimal(1))
            value, modifier = (low + high) / 2, "range"
        kind: Kind = raw.kind or ("money" if raw.currency else "count")
        unit = raw.currency or raw.unit or "count"
        return Amount(
            start=raw.start,
            end=raw.end,
            outer_start=outer_start,
            outer_end=outer_end,
            kind=kind,
            value=value,
            unit=f"{unit}/{raw.per}" if raw.per else unit,
            low=low,
            high=high,
            modifier=modifier,
            bare=raw.kind is None and raw.currency is None and raw.scale is None and not raw.plus and raw.per is None,
            worded=raw.worded,
            per=raw.per,
            ambiguous=raw.ambiguous,
        )

    def _hedge_left(self, text: str, start: int) -> tuple[int, Modifier]:
        """The hedge that ends before ``start``; a few words such as "a record" may stand between."""
        left = max(0, start - 60)
        window = text[left:start]
        stop = max(window.rfind(c) for c in ".,;:()\n")
        window = window[stop + 1 :]
        if not window.strip():
            return start, "exact"
        tokens = window.split()
        base = start - len(window)
        offsets: list[int] = []
        at = 0
        for token in tokens:
            at = window.index(token, at)
            offsets.append(base + at)
            at += len(token)
        for skip in range(min(4, len(tokens))):
            if skip and tokens[-skip].lower() not in self._hedge_between:
                break
            last = len(tokens) - skip
            for size in range(min(HEDGE_WORDS, last), 0, -1):
                phrase = " ".join(tokens[last - size : last]).lower()
                modifier = self._numbers.hedges.get(phrase)
                if modifier is not None:
                    return offsets[last - size], modifier  # type: ignore[return-value]
            if not skip and tokens[-1][-1:] in "~≈><" and (found := self._numbers.hedges.get(tokens[-1][-1])):
                return start - 1, found  # type: ignore[return-value]
        return start, "exact"


def _signs(text: str, at: int) -> bool:
    """Whether a dash at ``at`` is a minus sign and no hyphen: something open stands before it."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([:$€£¥"


def _exact(words: Iterable[str]) -> str:
    """A pattern for words compared as printed, also under IGNORECASE."""
    inner = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
    return f"(?-i:{inner})" if inner else r"(?!)"
