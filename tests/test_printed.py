"""What a printed figure may stand for."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from china_tech_metrics.printed import Claim, claim, claims, step
from told import row, told

STEPS: dict[str, tuple[str, float, float]] = {
    "two decimals and a scale": ("RMB 31.44 billion", 31.44e9, 10e6),
    "no decimals": ("31 billion", 31e9, 1e9),
    "thousands": ("28,451", 28_451, 1),
    "round thousands": ("28,000", 28_000, 1000),
    "two digits count": ("200 million", 200e6, 10e6),
    "one digit": ("2 billion", 2e9, 1e9),
    "zeros behind the point are printed": ("1.20 trillion", 1.2e12, 10e9),
    "percent": ("36%", 36, 1),
    "a loss": ("RMB 7.2 billion", -7.2e9, 100e6),
    "in words": ("doubled", 2, 0.2),
    "nothing": ("zero", 0, 0),
}


@pytest.mark.parametrize(("quote", "value", "expected"), STEPS.values(), ids=STEPS.keys())
def test_step(quote: str, value: float, expected: float) -> None:
    assert step(quote, value) == pytest.approx(expected)


CLAIMS: dict[str, tuple[float, str, str, tuple[float, float]]] = {
    "exact": (31.4e9, "31.4 billion", "exact", (31.35e9, 31.45e9)),
    "about": (31.4e9, "31.4 billion", "approx", (31.3e9, 31.5e9)),
    "about a round number": (70.0, "70%", "approx", (66.5, 73.5)),
    "about a number that is not round": (67.0, "67%", "approx", (66, 68)),
    "over, ten steps": (36.0, "36%", "over", (36, 39.6)),
    "over, ten small steps": (31.44e9, "31.44 billion", "over", (31.44e9, 31.54e9)),
    "over, one digit": (1e9, "1 billion", "over", (1e9, 2e9)),
    "under": (200e6, "200 million", "under", (180e6, 200e6)),
    "a loss of more than": (-7.2e9, "7.2 billion", "over", (-7.92e9, -7.2e9)),
    "a loss of less than": (-7.2e9, "7.2 billion", "under", (-7.2e9, -6.48e9)),
}


@pytest.mark.parametrize(("value", "quote", "modifier", "expected"), CLAIMS.values(), ids=CLAIMS.keys())
def test_claim(value: float, quote: str, modifier: str, expected: tuple[float, float]) -> None:
    assert claim(value, quote, modifier) == pytest.approx(expected)


def test_a_range_claims_what_is_between_its_ends() -> None:
    assert claim(400e6, "$300-500 million", "range", 300e6, 500e6) == (300e6, 500e6)


def test_a_range_without_ends_claims_its_middle() -> None:
    assert claim(400e6, "400 million", "range") == claim(400e6, "400 million")


AGREE: dict[str, tuple[Claim, Claim, bool]] = {
    "the same": (Claim(1, 2), Claim(1, 2), True),
    "inside": (Claim(1, 4), Claim(2, 3), True),
    "an end in common": (Claim(1, 2), Claim(2, 3), True),
    "apart": (Claim(1, 2), Claim(2.1, 3), False),
    "negative": (Claim(-3, -2), Claim(-2.5, -1), True),
}


@pytest.mark.parametrize(("a", "b", "expected"), AGREE.values(), ids=AGREE.keys())
def test_agreement(a: Claim, b: Claim, expected: bool) -> None:
    assert a.agrees(b) is b.agrees(a) is expected


SCALES = {"": 1, " thousand": 1e3, " million": 1e6, " billion": 1e9, " trillion": 1e12, "%": 1}
HEDGES = st.sampled_from(["exact", "approx", "over", "under"])


@given(st.integers(1, 10**6), st.integers(0, 4), st.sampled_from(list(SCALES)), HEDGES, st.sampled_from([1, -1]))
def test_a_claim_holds_its_figure(digits: int, decimals: int, scale: str, modifier: str, sign: int) -> None:
    number = digits / 10**decimals
    quote = f"{number:,.{decimals}f}{scale}"
    value = sign * number * SCALES[scale]
    told = claim(value, quote, modifier)
    assert told.lowest <= value <= told.highest
    assert told.lowest < told.highest


@given(st.floats(1, 1e6), st.integers(0, 4), st.integers(0, 4), st.sampled_from(list(SCALES)))
def test_a_number_agrees_with_itself_rounded(number: float, fine: int, coarse: int, scale: str) -> None:
    printed = [f"{number:.{places}f}" for places in (fine, coarse)]
    assume(all(float(text) for text in printed))
    a, b = (claim(float(text) * SCALES[scale], text + scale) for text in printed)
    assert a.agrees(b)


@given(st.floats(1, 1e6), st.sampled_from(["exact", "approx"]))
def test_a_hedge_never_narrows(number: float, modifier: str) -> None:
    quote = f"{number:.2f}"
    exact, hedged = claim(float(quote), quote), claim(float(quote), quote, modifier)
    assert hedged.lowest <= exact.lowest <= exact.highest <= hedged.highest


@given(st.floats(1, 1e6), st.sampled_from(["exact", "approx", "over", "under"]))
def test_a_loss_is_the_mirror_of_a_profit(number: float, modifier: str) -> None:
    quote = f"{number:.1f} million"
    profit, loss = (claim(sign * float(f"{number:.1f}") * 1e6, quote, modifier) for sign in (1, -1))
    assert (loss.lowest, loss.highest) == (-profit.highest, -profit.lowest)


@given(st.floats(), st.text(), HEDGES)
def test_no_figure_and_no_quote_is_refused(value: float, quote: str, modifier: str) -> None:
    told = claim(value, quote, modifier)
    assert math.isnan(value) or math.isinf(value) or told.lowest <= told.highest


def test_claims_has_the_index_of_the_table() -> None:
    df = told(row("2022", "31.4bn CNY"), row("2023", "about 36%")).set_axis(["x", "y"])
    expected = pd.DataFrame({"lowest": [31.35e9, 35.0], "highest": [31.45e9, 37.0]}, index=["x", "y"])
    pd.testing.assert_frame_equal(claims(df), expected)


def test_claims_of_an_empty_table() -> None:
    assert claims(told(row("2022", "5m")).iloc[:0]).shape == (0, 2)
