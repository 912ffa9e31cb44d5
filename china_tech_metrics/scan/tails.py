"""What stands behind a number: magnitude, plus sign, unit or currency, and the rate in time."""

from __future__ import annotations

import re

from china_tech_metrics.scan.numerals import NumberWords
from china_tech_metrics.scan.ranges import Raw
from china_tech_metrics.scan.units import Currencies, Units
from china_tech_metrics.scan.words import BLANK, BLANKS, Page, alternation, exact, squeeze

END = r"(?![^\W_])"
WEAK_FROM = 1000
"""A currency word that is an ordinary word too ("40 won prizes") needs a magnitude or a number of this size."""

OCCASIONS = 1000
"""So many "times" are occasions, not a multiple, unless a comparison follows."""


class TailReader:
    """Reads on from the end of a number as far as it belongs to the amount."""

    def __init__(self, numbers: NumberWords, currencies: Currencies, units: Units) -> None:
        self._numbers, self._currencies, self._units = numbers, currencies, units
        scales = alternation(numbers.scales, left=False)
        self._attached = re.compile(rf"(?:{exact(numbers.attached)}){END}")
        capitals = [letter for letter in numbers.attached if len(letter) == 1 and letter.isupper() and letter not in numbers.money_only]
        self._letter = re.compile(rf"({exact(capitals)})(?=,| [a-z]{{3}})")
        self._scale = re.compile(rf"(?:{BLANK}|-{BLANK}?){{1,2}}(?P<first>{scales})(?:[{BLANKS}-](?P<second>{scales}))?")
        self._plus = re.compile(rf"(?:{exact(numbers.lists['grammar.plus'])}){END}(?!{BLANK}?(?:\d|{exact(currencies.prefixes)}))")
        self._number_follows = re.compile(rf"{BLANK}?\d")
        self._prefixes = frozenset(squeeze(prefix) for prefix in currencies.prefixes)
        self._meanings = self._unit_words()
        self._unit = re.compile(rf"(?:{BLANK}|-)?(?P<word>{alternation(self._meanings, left=False)})")
        self._symbol = re.compile(rf"{BLANK}?(?P<word>{exact(units.attached)}){END}")
        self._comparing = re.compile(rf"{BLANK}+(?:{alternation(numbers.lists['multiple.comparing'], left=False)})")
        self._against = re.compile(alternation(numbers.lists["ranges.against"]))
        self._compile_rates()

    def _unit_words(self) -> dict[str, tuple[str, str]]:
        """Every word that may stand behind a number: what sort it is and what it means."""
        lists = self._numbers.lists
        meanings: dict[str, tuple[str, str]] = {word: ("unit", name) for word, name in self._units.words.items()}
        meanings |= {word: ("suffix", code) for word, code in self._currencies.suffixes.items()}
        meanings |= {word: ("cents", code) for word, code in self._currencies.cents.items()}
        for group in ("percent", "permille", "point", "basis_point"):
            meanings |= {squeeze(word): (group, group) for word in lists[f"percent.{group}"]}
        meanings |= {word: ("fold", "times") for word in lists["multiple.fold"]}
        meanings |= {word: ("times", "times") for word in lists["multiple.times"]}
        meanings |= {word: ("glued", "times") for word in lists["multiple.attached"]}
        return meanings

    def _compile_rates(self) -> None:
        numbers, lists = self._numbers, self._numbers.lists
        unit = alternation(numbers.rate_units, left=False)
        stop = alternation(lists["rates.not_between"], left=False)
        never, later = alternation(lists["rates.not_followed"]), alternation(lists["rates.adverb_before"])
        per = "|".join(re.escape(w) + (rf"{BLANK}?" if w == "/" else rf"{BLANK}+") for w in lists["rates.per"])
        each, weak = ("|".join(re.escape(w) + rf"{BLANK}+" for w in lists[f"rates.{name}"]) for name in ("each", "weak"))
        adverb = alternation(numbers.rate_adverbs, left=False)
        self._rate = re.compile(
            rf"(?P<words>(?:{BLANK}+(?!(?:{stop}))(?:\d{{1,3}}-)?[^\W\d_][\w'’-]*){{0,5}}?)(?:{BLANK}+|(?=/))"
            rf"(?:(?:{per})(?P<per>{unit})|(?:{each})(?P<each>{unit})|(?:{weak})(?P<weak>{unit})(?!{BLANK}+(?:{never}))"
            rf"|(?P<adverb>{adverb})(?!-)(?!{BLANK}+(?!{later})[^\W\d_]))"
        )
        words, symbols = alternation(self._units.words, left=False), exact(self._units.attached)
        hyphened = exact([*lists["rates.weak"], *lists["rates.per"]])
        self._hyphened_rate = re.compile(rf"-(?:{hyphened})-(?P<unit>{unit})")
        self._per_word = re.compile(rf"{BLANK}?(?:{per}|{each}|{weak})(?P<unit>{words})")
        self._per_symbol = re.compile(rf"{BLANK}?(?:{per}|{each}|{weak})(?P<unit>{symbols}){END}")
        self._not_last = frozenset(lists["rates.not_last"])

    def read(self, page: Page, raw: Raw, *, attached: bool = True) -> Raw:
        """``raw`` with everything behind it; ``attached`` says whether letters may stick to the number ("13bn")."""
        raw = self._with_plus(page, self._with_scale(page, raw, attached))
        unit = self._with_unit(page, raw)
        if unit.end > raw.end:
            raw = self._with_plus(page, unit)
        return self.with_rate(page, raw)

    def percent_at(self, page: Page, at: int) -> int | None:
        """Where a percent sign that begins right at ``at`` ends."""
        match = self._unit.match(page.low, at)
        return match.end() if match and match.start("word") == at and self._meanings[squeeze(match["word"])][0] == "percent" else None

    def _with_scale(self, page: Page, raw: Raw, attached: bool) -> Raw:
        at = raw.end + page.text.startswith("+", raw.end)
        match = self._attached.match(page.text, at) if attached else None
        if match is not None:
            if match.group() in self._numbers.money_only and raw.currency is None:
                return raw
            return raw._replace(end=match.end(), scale=self._numbers.attached[match.group()], plus=at > raw.end)
        match = self._scale.match(page.low, at)
        if match is None:
            return self._with_letter(page, raw) if attached else raw
        scale = self._numbers.scales[squeeze(match["first"])] * (raw.scale or 1)
        if match["second"]:
            scale *= self._numbers.scales[squeeze(match["second"])]
        return raw._replace(end=match.end(), scale=scale, plus=at > raw.end)

    def _with_letter(self, page: Page, raw: Raw) -> Raw:
        """A magnitude letter that a space sets off: "172 M and 32.9 M monthly users"."""
        if raw.end - raw.start < 2 or not page.text.startswith(" ", raw.end):
            return raw
        match = self._letter.match(page.text, raw.end + 1)
        return raw if match is None else raw._replace(end=match.end(1), scale=self._numbers.attached[match[1]])

    def _with_plus(self, page: Page, raw: Raw) -> Raw:
        match = self._plus.match(page.text, raw.end)
        return raw if match is None else raw._replace(end=match.end(), plus=True)

    def _with_unit(self, page: Page, raw: Raw) -> Raw:
        match = self._unit.match(page.low, raw.end)
        if match is None:
            return self._with_symbol(page, raw)
        word = squeeze(match["word"])
        group, meaning = self._meanings[word]
        end = match.end()
        if group == "suffix":
            return self._with_currency(page, raw, word, meaning, end)
        if raw.currency is not None or (group == "glued" and match.start("word") > raw.end):
            return raw
        if group == "times" and raw.number * (raw.scale or 1) >= OCCASIONS and self._comparing.match(page.low, end) is None:
            return raw
        match group:
            case "percent" | "permille":
                return raw._replace(end=end, kind="percent", unit=meaning)
            case "point":
                return raw._replace(end=end, kind="point", unit="percentage_point")
            case "basis_point":
                return raw._replace(end=end, kind="point", unit="percentage_point", number=raw.number / 100)
            case "cents":
                return raw._replace(end=end, currency=meaning, number=raw.number / 100)
            case "unit" if self._against.match(page.low, match.start("word")):
                return raw  # "grew to 395 from 344 **year-on-year**"
            case "unit":
                return raw._replace(end=end, kind="quantity", unit=meaning)
            case _:
                return raw._replace(end=end, kind="times", unit="times")

    def _with_currency(self, page: Page, raw: Raw, word: str, code: str, end: int) -> Raw:
        if self._number_follows.match(page.text, end) and word in self._prefixes:
            return raw
        if raw.currency is not None and code != raw.currency and raw.currency != "USD":
            return raw
        if word in self._currencies.weak and raw.scale is None and raw.number < WEAK_FROM and raw.currency is None:
            return raw
        return raw._replace(end=end, currency=code)

    def _with_symbol(self, page: Page, raw: Raw) -> Raw:
        match = self._symbol.match(page.text, raw.end) if raw.currency is None else None
        return raw if match is None else raw._replace(end=match.end(), kind="quantity", unit=self._units.attached[match["word"]])

    def with_rate(self, page: Page, raw: Raw) -> Raw:
        """``raw`` with the rate behind it; "per day" and "/kg" belong to the quote where nothing stands between, "a day" does not."""
        follower = page.text[raw.end : raw.end + 1]
        if follower == "-" and not raw.plain and (hyphened := self._hyphened_rate.match(page.low, raw.end)):
            return raw._replace(per=self._numbers.rate_units[hyphened["unit"]], outer=hyphened.end())
        if raw.kind not in (None, "quantity") or not (follower.isspace() or follower == "/") or (raw.plain and raw.number < 1):
            return raw
        if raw.currency is not None and (priced := self._per_unit(page, raw)) is not None:
            return priced
        match = self._rate.match(page.low, raw.end)
        if match is None:
            return raw
        words = match["words"].split()
        if words and words[-1] in self._not_last:
            return raw
        adverb = match["adverb"]
        per = self._numbers.rate_adverbs[adverb] if adverb else self._numbers.rate_units[match["per"] or match["each"] or match["weak"]]
        if per == raw.unit:
            return raw
        if words:
            return raw._replace(per=per)
        if match["per"]:
            return raw._replace(per=per, end=match.end())
        return raw._replace(per=per, outer=match.end())

    def _per_unit(self, page: Page, raw: Raw) -> Raw | None:
        """A price for a physical unit: "RMB 303/kg"."""
        match = self._per_symbol.match(page.text, raw.end)
        if match is not None:
            return raw._replace(end=match.end(), per=self._units.attached[match["unit"]])
        match = self._per_word.match(page.low, raw.end)
        if match is None or (word := squeeze(match["unit"])) in self._numbers.rate_units:
            return None
        return raw._replace(end=match.end(), per=self._units.words[word])
