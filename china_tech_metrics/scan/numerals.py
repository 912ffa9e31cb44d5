"""Numbers as they are written, in digits and in words, as exact Decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from price_parser import Price

from china_tech_metrics.scan.words import Lists, alternation, squeeze

DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?", re.ASCII)
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

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> NumberWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        top = Lists(data, "numbers.toml")
        scales: dict[str, Decimal] = {}
        attached: dict[str, Decimal] = {}
        for scale in top.tables("scale"):
            factor = Decimal(str(scale.number("factor")))
            scales |= {word: factor for word in scale.words("words")}
            attached |= {word: factor for word in scale.words("attached")}
        lists: dict[str, tuple[str, ...]] = {}
        for group in ("grammar", "part", "multiple", "percent", "ranges", "restated", "refused"):
            table = top.table(group)
            lists |= {f"{group}.{key}": table.words(key) for key in table._data if key != "must_precede"}
        rates, hedges = top.table("rates"), top.table("hedges")
        lists |= {f"rates.{key}": rates.words(key) for key in ("per", "not_followed", "not_between")}
        before = hedges.groups("before")
        lists["hedges.between"] = before.pop("between", ())
        return cls(
            boundaries=data.get("word_boundaries", True) is True,
            scales=scales,
            attached=attached,
            words={word: Decimal(str(value)) for word, value in top.numbers("words").items()},
            fractions={word: int(value) for word, value in top.numbers("fractions").items()},
            multiples={word: Decimal(str(value)) for word, value in top.numbers("multiples").items()},
            must_precede=top.table("multiple").groups("must_precede"),
            lists=lists,
            rate_units={word: unit for unit, words in rates.groups("units").items() for word in words},
            rate_adverbs={word: unit for unit, words in rates.groups("adverbs").items() for word in words},
            hedges={squeeze(word): modifier for modifier, words in before.items() for word in words},
            hedges_after={word: modifier for modifier, words in hedges.groups("after").items() for word in words},
        )


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words that ends at ``end``; ``scaled`` says that a magnitude word is in it."""

    end: int
    value: Decimal
    scaled: bool


class WordNumberParser:
    """Reads "twenty-five", "two hundred thousand", "one and a half million" from a given place."""

    def __init__(self, words: NumberWords) -> None:
        self._words, self._scales = words.words, words.scales
        join = r"[\s-]+"
        number, scale = alternation(words.words), alternation(words.scales)
        articles, half, both = (alternation(words.lists[f"grammar.{k}"]) for k in ("articles", "half", "and"))
        self._token = re.compile(rf"(?:{join})?(?:(?P<number>{number})|(?P<scale>{scale}))", re.IGNORECASE)
        self._half = re.compile(rf"\s+(?:{both})\s+(?:{articles})\s+(?:{half})", re.IGNORECASE)

    def parse(self, text: str, start: int) -> WordNumber | None:
        """The longest number that begins at ``start``; it begins with a number word."""
        total = current = Decimal(0)
        last_scale: Decimal | None = None
        at, scaled, previous_unit = start, False, False
        while (match := self._token.match(text, at)) is not None and match.end() > at:
            if at == start and match.start("number") != start:
                return None
            if match["number"] is not None:
                value = self._words[match["number"].lower()]
                if previous_unit and not (value < 10 <= current % 100 and current % 10 == 0):
                    break
                current += value
                previous_unit = True
            else:
                factor = self._scales[squeeze(match["scale"])]
                if not current or (last_scale is not None and factor >= last_scale):
                    break
                if factor == 100:
                    current *= factor
                else:
                    total, current, last_scale = total + current * factor, Decimal(0), factor
                scaled, previous_unit = True, False
            at = match.end()
            if (extra := self._half.match(text, at)) is not None and not scaled:
                current += Decimal("0.5")
                at = extra.end()
        return WordNumber(at, total + current, scaled) if at > start else None
