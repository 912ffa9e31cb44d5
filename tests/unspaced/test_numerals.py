"""Numbers in Chinese characters, in digits and in both."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.unspaced.words import TopicLanguage

LANGUAGE = Vocabulary.default().languages["zh"]
assert isinstance(LANGUAGE, TopicLanguage)
NUMERALS = LANGUAGE.numbers.numerals
DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3,500万", 35_000_000),
        ("1.2万亿", 1_200_000_000_000),
        ("2万7307", 27_307),
        ("3亿5000万", 350_000_000),
        ("1亿2千万", 120_000_000),
        ("5百万", 5_000_000),
        ("八点五亿", 850_000_000),
        ("三点五万亿", 3_500_000_000_000),
        ("两亿", 200_000_000),
        ("三亿五千万", 350_000_000),
        ("一千二百", 1200),
        ("一百零五", 105),
        ("两百五", 250),
        ("二十五", 25),
        ("十二", 12),
        ("二〇二三", 2023),
        ("五二六亿", 52_600_000_000),
        ("二○六点五亿", 20_650_000_000),
        ("百亿", 10_000_000_000),
    ],
)
def test_values(written: str, value: int) -> None:
    assert NUMERALS.value(written) == value


@pytest.mark.parametrize("written", ["1,2", "12,34万", "三五七十", "七八亿"])
def test_what_is_no_number(written: str) -> None:
    assert NUMERALS.value(written) is None


def in_characters(number: int) -> str:
    """A whole number as Chinese writes it out."""
    if number == 0:
        return "零"
    groups, scales = [], ["", "万", "亿", "万亿"]
    while number:
        groups.append(number % 10_000)
        number //= 10_000
    text, gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(text)
            continue
        part = four_digits(group)
        if text and (gap or group < 1000):
            part = "零" + part
        text, gap = text + part + scales[place], False
    return text


def four_digits(number: int) -> str:
    text, gap = "", False
    for factor, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // factor % 10
        if digit:
            text, gap = text + ("零" if gap and text else "") + DIGITS[digit] + name, False
        else:
            gap = True
    return text


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_whole_numbers_written_out_are_read_back(number: int) -> None:
    assert NUMERALS.value(in_characters(number)) == number


@given(
    st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=99), st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12)])
)
def test_digits_with_a_scale_are_read_back(whole: int, cents: int, scale: tuple[str, int]) -> None:
    name, power = scale
    value = (Decimal(whole) + Decimal(cents) / 100) * 10**power
    for written in (f"{whole}.{cents:02d}{name}", f"{whole:,}.{cents:02d}{name}", f"{whole}.{cents:02d} {name}"):
        assert NUMERALS.value(written) == value
        assert re.fullmatch(NUMERALS.mixed, written)


@given(st.integers(min_value=1, max_value=9), st.text(alphabet=DIGITS, min_size=1, max_size=3), st.sampled_from([("万", 4), ("亿", 8)]))
def test_decimals_in_characters_are_read_back(whole: int, decimals: str, scale: tuple[str, int]) -> None:
    name, power = scale
    digits = "".join(str(DIGITS.index(c)) for c in decimals)
    assert NUMERALS.value(f"{DIGITS[whole]}点{decimals}{name}") == Decimal(f"{whole}.{digits}") * 10**power


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿点0123456789,. ", min_size=1, max_size=30))
def test_no_text_raises(written: str) -> None:
    NUMERALS.value(written)
