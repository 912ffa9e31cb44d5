"""Numbers as they are written, in digits and in words, as exact Decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from price_parser import Price

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.scan.words import BLANKS, Lists, alternation, squeeze

# begins with a plain set of characters, which re looks for an order of magnitude faster than for alternatives
DIGITS = re.compile(r"[0-9](?:[0-9]{0,2}(?:,[0-9]{2,3})+(?:\.[0-9]+)?(?![0-9])|[0-9]*(?:\.[0-9]+)?)")
LONGEST = 40
"""Digits beyond this are no quantity."""


@lru_cache(maxsize=65536)
def numeral(digits: str) -> Decimal | None:
    """The value of digits with grouping commas and a decimal point, None when the commas group nothing ("1,2").

    >>> numeral("1,234.5"), numeral("1,20,000"), numeral("12,34")
    (Decimal('1234.5'), Decimal('120000'), None)
    """
    if len(digits) > LONGEST:
        return None
    if "," not in digits:
        return Decimal(digits)
    whole = digits.split(".")[0].split(",")
    if len(whole[-1]) != 3:
        return None
    # price-parser is right on an isolated numeral once it is told the decimal separator.
    return Price.fromstring(digits, decimal_separator=".", digit_group_separator=",").amount


@dataclass(frozen=True)
class NumberWords:
    """The numbers.toml of one language."""

    boundaries: bool
    scales: Mapping[str, Decimal]
    attached: Mapping[str, Decimal]
    words: Mapping[str, Decimal]
    fractions: Mapping[str, int]
    multiples: Mapping[str, Decimal]
    must_precede: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    rate_units: Mapping[str, str]
    rate_adverbs: Mapping[str, str]
    hedges: Mapping[str, str]
    hedges_after: Mapping[str, str]
    money_only: frozenset[str] = frozenset()

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> NumberWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        top = Lists(data, "numbers.toml")
        scales, attached, money_only = _scales(top)
        hedges = top.table("hedges")
        before, after, rates = _modifiers(hedges, "before"), _modifiers(hedges, "after"), top.table("rates")
        return cls(
            boundaries=data.get("word_boundaries", True) is True,
            scales=scales,
            attached=attached,
            words={word: Decimal(str(value)) for word, value in top.numbers("words").items()},
            fractions={word: int(value) for word, value in top.numbers("fractions").items()},
            multiples={word: Decimal(str(value)) for word, value in top.numbers("multiples").items()},
            must_precede=top.table("multiple").groups("must_precede"),
            lists=_lists(top),
            rate_units={word: unit for unit, words in rates.groups("units").items() for word in words},
            rate_adverbs={word: unit for unit, words in rates.groups("adverbs").items() for word in words},
            hedges={squeeze(word): modifier for word, modifier in before.items()},
            hedges_after=after,
            money_only=money_only,
        )


LISTS = {
    "grammar": ("articles", "determiners", "half", "and", "minus", "plus", "takers"),
    "part": ("moved", "hedged", "compared", "of", "in", "adverbial", "ratio", "not_after", "not_before", "time", "arrived", "closing"),
    "multiple": ("fold", "times", "attached", "comparing", "not_after"),
    "percent": ("percent", "permille", "point", "basis_point"),
    "hedges": ("between", "verbs", "definite", "marks", "phrasal", "moving", "comparing"),
    "ranges": ("dashes", "to", "between", "and", "or", "from", "words", "by", "change", "against", "fillers", "series", "series_last"),
    "rates": ("per", "each", "weak", "not_followed", "not_between", "not_last", "adverb_before"),
    "restated": ("open", "close", "words", "joint"),
    "refused": (
        "phrases",
        "before",
        "before_thousands",
        "before_words",
        "after",
        "ranking",
        "written",
        "letters",
        "closes",
        "telling",
        "denominators",
        "quite",
        "people",
        "aged",
    ),
}
"""The word lists a numbers.toml has, by table; one that a language has no use for may be left out."""


def _lists(top: Lists) -> dict[str, tuple[str, ...]]:
    return {f"{group}.{name}": top.table(group).words(name) for group, names in LISTS.items() for name in names}


def _modifiers(hedges: Lists, side: str) -> dict[str, str]:
    """Hedge phrases with what they say of the amount."""
    groups = hedges.groups(side)
    if unknown := groups.keys() - {"approx", "over", "under"}:
        raise VocabularyError(f"numbers.toml: hedges.{side}: unknown modifier {min(unknown)!r}; there are approx, over and under")
    return {word: modifier for modifier, words in groups.items() for word in words}


def _scales(top: Lists) -> tuple[dict[str, Decimal], dict[str, Decimal], frozenset[str]]:
    """The factors of the magnitude words and of the attached ones, and which of these need a currency."""
    scales: dict[str, Decimal] = {}
    attached: dict[str, Decimal] = {}
    money_only: set[str] = set()
    for scale in top.tables("scale"):
        factor = Decimal(str(scale.number("factor")))
        scales |= dict.fromkeys(scale.words("words"), factor)
        attached |= dict.fromkeys((*scale.words("attached"), *scale.words("money_only")), factor)
        money_only.update(scale.words("money_only"))
    return scales, attached, frozenset(money_only)


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words that ends at ``end``; ``scaled`` says that a magnitude word is in it."""

    end: int
    value: Decimal
    scaled: bool


class WordNumberParser:
    """Reads "twenty-five", "two hundred thousand", "one and a half million" from a given place of a lower-case text."""

    def __init__(self, words: NumberWords) -> None:
        self._words, self._scales = words.words, words.scales
        number, scale = alternation(words.words, left=False), alternation(words.scales, left=False)
        articles, half, both = (alternation(words.lists[f"grammar.{k}"]) for k in ("articles", "half", "and"))
        self._first = re.compile(number)
        self._next = re.compile(rf"[{BLANKS}-]+(?:(?P<number>{number})|(?P<scale>{scale}))")
        self._half = re.compile(rf"[{BLANKS}-]+(?:{both})[{BLANKS}-]+(?:{articles})[{BLANKS}-]+(?:{half})")

    def parse(self, low: str, start: int) -> WordNumber | None:
        """The longest number that begins at ``start``, None when no number word begins there."""
        first = self._first.match(low, start)
        if first is None:
            return None
        at, total, current = first.end(), Decimal(0), self._words[first.group()]
        if (extra := self._half.match(low, at)) is not None:
            at, current = extra.end(), current + Decimal("0.5")
        last_scale: Decimal | None = None
        after_unit = True
        while (match := self._next.match(low, at)) is not None:
            if match["number"] is not None:
                value = self._words[match["number"]]
                if after_unit and not (value < 10 and current % 100 >= 20 and current % 10 == 0):
                    break
                current, after_unit = current + value, True
            else:
                factor = self._scales[squeeze(match["scale"])]
                if not current or (last_scale is not None and factor >= last_scale):
                    break
                if factor == 100:
                    current *= factor
                else:
                    total, current, last_scale = total + current * factor, Decimal(0), factor
                after_unit = False
            at = match.end()
        return WordNumber(at, total + current, last_scale is not None or current >= 100)
