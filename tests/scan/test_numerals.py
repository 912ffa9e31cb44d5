"""Numbers in digits and in words, and the checks of numbers.toml."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.scan.numerals import DIGITS, NumberWords, WordNumberParser, numeral
from china_tech_metrics.scan.units import Currencies, Units
from china_tech_metrics.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        pytest.param("7", "7", id="one digit"),
        pytest.param("1,234", "1234", id="grouped"),
        pytest.param("1,234,567.89", "1234567.89", id="grouped twice with decimals"),
        pytest.param("1,20,000", "120000", id="Indian"),
        pytest.param("12,34,56,789", "123456789", id="Indian crores"),
        pytest.param("1.234", "1.234", id="dot is decimal"),
        pytest.param("0.05", "0.05", id="below one"),
        pytest.param("007", "7", id="leading zeros"),
        pytest.param("12,34", None, id="commas that group nothing"),
        pytest.param("9" * 41, None, id="no quantity"),
    ],
)
def test_numeral(digits: str, value: str | None) -> None:
    assert numeral(digits) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("1, 2 and 3", ["1", "2", "3"], id="list"),
        pytest.param("1,2,3", ["1", "2", "3"], id="list without spaces"),
        pytest.param("5.", ["5"], id="full stop"),
        pytest.param("3.2.1", ["3.2", "1"], id="version"),
        pytest.param("2,000,5", ["2,000", "5"], id="a group too short"),
        pytest.param("٣", [], id="other digits"),
    ],
)
def test_digits(text: str, found: list[str]) -> None:
    assert DIGITS.findall(text) == found


@pytest.fixture(scope="module")
def parser() -> WordNumberParser:
    return WordNumberParser(Vocabulary.default().languages["en"].numbers)


@pytest.mark.parametrize(
    ("text", "read", "value"),
    [
        pytest.param("six", "six", 6, id="unit"),
        pytest.param("nineteen", "nineteen", 19, id="teen"),
        pytest.param("twenty-five shops", "twenty-five", 25, id="tens and unit"),
        pytest.param("twenty five shops", "twenty five", 25, id="without hyphen"),
        pytest.param("three hundred", "three hundred", 300, id="hundred"),
        pytest.param("two hundred thousand", "two hundred thousand", 200_000, id="hundred thousand"),
        pytest.param("one million two hundred thousand", "one million two hundred thousand", 1_200_000, id="two magnitudes"),
        pytest.param("three hundred fifty", "three hundred fifty", 350, id="hundred and tens"),
        pytest.param("one and a half million", "one and a half million", 1_500_000, id="and a half"),
        pytest.param("one-and-a-half billion", "one-and-a-half billion", 1_500_000_000, id="and a half with hyphens"),
        pytest.param("two two", "two", 2, id="no sum of units"),
        pytest.param("ten five", "ten", 10, id="no sum of ten and unit"),
        pytest.param("two million million", "two million", 2_000_000, id="a magnitude that does not fall"),
        pytest.param("sixteenth", "", 0, id="ordinal"),
        pytest.param("million", "", 0, id="magnitude alone"),
    ],
)
def test_number_in_words(parser: WordNumberParser, text: str, read: str, value: int) -> None:
    found = parser.parse(text, 0)
    assert (text[: found.end] if found else "", found.value if found else 0) == (read, value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param({"words": {"one": "1"}}, "numbers.toml: words: must map words to numbers", id="value no number"),
        pytest.param({"scale": [{"words": ["million"]}]}, "numbers.toml: scale 1: factor: must be a number", id="scale without factor"),
        pytest.param({"refused": {"phrases": "one of"}}, "numbers.toml: refused: phrases: must be a list", id="list no list"),
        pytest.param({"hedges": {"before": {"maybe": ["perhaps"]}}}, "hedges.before: unknown modifier 'maybe'", id="unknown modifier"),
    ],
)
def test_wrong_numbers_toml(data: dict[str, Any], message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        NumberWords.from_toml(data)


def test_wrong_currencies_toml() -> None:
    with pytest.raises(VocabularyError, match=r"currencies.toml: currency 1: code: must be a text"):
        Currencies.from_toml({"currency": [{"prefix": ["$"]}]})


def test_wrong_units_toml() -> None:
    with pytest.raises(VocabularyError, match=r"units.toml: unit 1: words: must be a list of words"):
        Units.from_toml({"unit": [{"name": "hour", "words": [3]}]})


def test_every_prefix_and_suffix_is_one_currency() -> None:
    """A word of two currencies would be read as whichever stands last in the file."""
    vocabulary = Vocabulary.default()
    assert len(set(vocabulary.currencies.prefixes.values())) > 20
    assert not set(vocabulary.currencies.suffixes) & set(vocabulary.units.words)
