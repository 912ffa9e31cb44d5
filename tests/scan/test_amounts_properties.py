"""What holds for amounts in any text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.amounts import AmountScanner
from china_tech_metrics.vocabulary import Vocabulary

SCANNER = AmountScanner(
    Vocabulary.default().languages["en"].numbers, Vocabulary.default().currencies, Vocabulary.default().units
)  # fmt: skip
SCALES = {
    "": 1,
    " thousand": 10**3,
    " million": 10**6,
    " billion": 10**9,
    " trillion": 10**12,
    "m": 10**6,
    "bn": 10**9,
    "-million": 10**6,
}
PREFIXES = {"RMB ": "CNY", "RMB": "CNY", "$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP", "NT$": "TWD"}
SUFFIXES = {" yuan": "CNY", " dollars": "USD", " euros": "EUR", " yen": "JPY"}
NUMBERS = st.decimals(min_value=0, max_value=999_999, places=2)
WORDS = [
    "RMB",
    "$",
    "US$",
    "¥",
    "5",
    "12.5",
    "1,200",
    "300",
    "2024",
    "million",
    "billion",
    "bn",
    "%",
    "percent",
    "-",
    "–",
    "to",
    "and",
    ",",
    ".",
    "from",
    "between",
    "about",
    "more",
    "than",
    "half",
    "a",
    "the",
    "quarter",
    "of",
    "two",
    "thirds",
    "doubled",
    "times",
    "a",
    "day",
    "per",
    "month",
    "users",
    "(",
    ")",
    "yuan",
    "or",
    "Model",
    "kg",
    "/",
    "+",
    "x",
    "hundred",
    "its",
    "İ",
    "no.",
]


def written(value: Decimal, grouped: bool) -> str:
    text = f"{value:,f}" if grouped else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def check(text: str, amounts: list[Amount]) -> None:
    """Spans lie in the text, in order, apart, and are what the outer spans hold."""
    at = 0
    for amount in amounts:
        assert at <= amount.start < amount.end <= len(text)
        assert amount.outer_start <= amount.start and amount.end <= amount.outer_end <= len(text)
        assert text[amount.start : amount.end].strip() == text[amount.start : amount.end]
        assert amount.value.is_finite()
        if amount.modifier == "range":
            assert amount.low is not None and amount.high is not None and amount.low <= amount.value <= amount.high
        at = amount.end
        if amount.also is not None:
            assert at <= amount.also.start < amount.also.end <= amount.outer_end
            at = amount.also.end


@settings(max_examples=150, deadline=None)
@given(NUMBERS, st.booleans(), st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(PREFIXES)))
def test_money_with_a_currency_before_reads_back(value: Decimal, grouped: bool, scale: str, prefix: str) -> None:
    quote = f"{prefix}{written(value, grouped)}{scale}"
    text = f"It paid {quote} for it."
    (amount,) = SCANNER.scan(text)
    assert (text[amount.start : amount.end], amount.value, amount.unit) == (quote, value * SCALES[scale], PREFIXES[prefix])


@settings(max_examples=150, deadline=None)
@given(NUMBERS, st.booleans(), st.sampled_from([s for s in sorted(SCALES) if len(s) != 1]), st.sampled_from(sorted(SUFFIXES)))
def test_money_with_a_currency_behind_reads_back(value: Decimal, grouped: bool, scale: str, suffix: str) -> None:
    quote = f"{written(value, grouped)}{scale}{suffix}"
    text = f"It paid {quote} for it."
    (amount,) = SCANNER.scan(text)
    assert (text[amount.start : amount.end], amount.value, amount.unit) == (quote, value * SCALES[scale], SUFFIXES[suffix])


@settings(max_examples=100, deadline=None)
@given(NUMBERS, st.sampled_from(["%", " percent", " per cent"]), st.sampled_from(["", "-", "−"]))
def test_percent_reads_back(value: Decimal, sign: str, minus: str) -> None:
    quote = f"{minus}{written(value, False)}{sign}"
    text = f"It changed {quote} in May."
    (amount,) = SCANNER.scan(text)
    assert (text[amount.start : amount.end], amount.value, amount.kind) == (quote, -value if minus else value, "percent")


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 400), st.integers(1, 500), st.sampled_from(["-", "–", " to "]))
def test_ranges_read_back(low: int, step: int, joint: str) -> None:
    high = low + min(step, low * 30)
    text = f"It costs ${low} million{joint}${high} million."
    (amount,) = SCANNER.scan(text)
    assert (amount.low, amount.high, amount.modifier) == (low * 10**6, high * 10**6, "range")


@settings(max_examples=80, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text, SCANNER.scan(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(["", " "]))
def test_any_mixture_of_its_own_words(words: list[str], joint: str) -> None:
    text = joint.join(words)
    check(text, SCANNER.scan(text))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.lists(st.integers(0, 60), max_size=4))
def test_nothing_is_read_from_taken_spans(words: list[str], cuts: list[int]) -> None:
    text = " ".join(words)
    taken = [(cut, cut + 5) for cut in sorted(cuts)]
    for amount in SCANNER.scan(text, taken):
        assert not any(start <= amount.start < end for start, end in taken)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_paragraphs_around_change_nothing(words: list[str]) -> None:
    text = " ".join(words).replace("\n", " ")
    before = "Shops opened again.\n\n"
    alone, inside = SCANNER.scan(text), SCANNER.scan(f"{before}{text}\n\nThat is all.")
    assert [(a.start + len(before), a.value, a.unit, a.modifier) for a in alone] == [(a.start, a.value, a.unit, a.modifier) for a in inside]


ADVERSARIAL = {
    "digits": "1",
    "digits and commas": "1,",
    "groups": "111,",
    "dashes": "1-",
    "magnitudes": "million ",
    "number and magnitudes": "1 million ",
    "currencies": "$",
    "number words": "twenty ",
    "halves": "half a ",
    "spaces": " ",
    "hedges": "more than ",
    "words": "users ",
    "series": "5, ",
    "percents": "5% and ",
    "open brackets": "$5 (",
    "rates": "5 a ",
    "from to": "from 5 to 6 ",
    "commas and names": "5, Abc 5 ",
    "minus": "-",
}


@pytest.mark.parametrize("piece", [pytest.param(piece, id=name) for name, piece in ADVERSARIAL.items()])
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        SCANNER.scan(text)
        return time.process_time() - started

    seconds(1000)
    small, large = (min(seconds(size) for _ in range(2)) for size in (8_000, 32_000))
    assert large < 10 * small + 0.1
