"""One currency in another: the last rate by a day, the mean of a period, and what is not covered."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.fx.market import LONGEST_PAUSE, Pair, market_of

WORKING = pd.bdate_range("2024-01-02", "2024-03-29").drop(pd.bdate_range("2024-02-08", "2024-02-16"))
"""The working days of a quarter, without a week's holidays."""


def pair(days: Any = WORKING, rates: Any = None) -> Pair:
    days = np.array([str(day)[:10] for day in days], dtype="datetime64[D]")
    return Pair.of(days, np.arange(1.0, len(days) + 1) if rates is None else np.array(rates, dtype=float), "test")


def day(*texts: str) -> Any:
    return np.array(texts, dtype="datetime64[D]")


def on(p: Pair, text: str) -> tuple[float, str, Any]:
    found = p.on(day(text))
    return float(found.rate[0]), str(found.day[0]), found.reason[0]


def mean(p: Pair, first: str, last: str) -> tuple[float, str, Any]:
    found = p.mean(day(first), day(last))
    return float(found.rate[0]), str(found.day[0]), found.reason[0]


@pytest.mark.parametrize(
    ("text", "rate", "of"),
    [
        pytest.param("2024-01-02", 1.0, "2024-01-02", id="first"),
        pytest.param("2024-01-05", 4.0, "2024-01-05", id="published"),
        pytest.param("2024-01-06", 4.0, "2024-01-05", id="Saturday"),
        pytest.param("2024-01-07", 4.0, "2024-01-05", id="Sunday"),
        pytest.param("2024-01-08", 5.0, "2024-01-08", id="Monday"),
        pytest.param("2024-02-14", 27.0, "2024-02-07", id="holiday"),
        pytest.param("2024-03-29", 57.0, "2024-03-29", id="last"),
        pytest.param("2024-03-31", 57.0, "2024-03-29", id="weekend after the last"),
    ],
)
def test_the_last_rate_by_a_day(text: str, rate: float, of: str) -> None:
    assert on(pair(), text) == (rate, of, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("2024-01-01", "none: before the first rate", id="day before"),
        pytest.param("1979-06-01", "none: before the first rate", id="long before"),
        pytest.param("2024-04-01", "none: after the last rate", id="Monday after"),
        pytest.param("2030-01-05", "none: after the last rate", id="a Saturday long after"),
    ],
)
def test_a_day_that_is_not_covered(text: str, reason: str) -> None:
    rate, of, why = on(pair(), text)
    assert np.isnan(rate) and of == "NaT" and why == reason


@pytest.mark.parametrize(
    ("first", "last", "rate", "of"),
    [
        pytest.param("2024-01-02", "2024-01-05", 2.5, "2024-01-05", id="four days"),
        pytest.param("2024-01-05", "2024-01-08", 4.5, "2024-01-08", id="over a weekend"),
        pytest.param("2024-01-03", "2024-01-07", 3.0, "2024-01-07", id="ends on a Sunday"),
        pytest.param("2024-01-06", "2024-01-07", 4.0, "2024-01-05", id="weekend: the last one before"),
        pytest.param("2024-01-06", "2024-01-08", 5.0, "2024-01-08", id="one published day"),
        pytest.param("2024-01-01", "2024-03-31", 29.0, "2024-03-31", id="quarter, with 1 January and the last Sunday"),
        pytest.param("2024-02-07", "2024-02-19", 27.5, "2024-02-19", id="over holidays"),
    ],
)
def test_the_mean_of_a_period(first: str, last: str, rate: float, of: str) -> None:
    assert mean(pair(), first, last) == (rate, of, None)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        pytest.param("2023-12-29", "2024-03-29", "none: before the first rate", id="begins a working day before"),
        pytest.param("2023-01-01", "2024-12-31", "none: after the last rate", id="wider on both sides"),
        pytest.param("2024-01-02", "2024-04-01", "none: after the last rate", id="ends a working day after"),
        pytest.param("2022-01-01", "2022-12-31", "none: before the first rate", id="before"),
        pytest.param("2025-01-01", "2025-12-31", "none: after the last rate", id="after"),
    ],
)
def test_a_period_that_is_not_covered_as_a_whole(first: str, last: str, reason: str) -> None:
    rate, of, why = mean(pair(), first, last)
    assert np.isnan(rate) and of == "NaT" and why == reason


GAPPED = ["2024-01-02", "2024-01-03", "2024-01-31", "2024-02-01"]


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [
        pytest.param("2024-01-02", "2024-01-03", True, id="before the gap"),
        pytest.param("2024-01-31", "2024-02-01", True, id="behind the gap"),
        pytest.param("2024-01-02", "2024-02-01", False, id="over the gap"),
        pytest.param("2024-01-02", "2024-01-10", False, id="into the gap"),
        pytest.param("2024-01-20", "2024-02-01", False, id="out of the gap"),
        pytest.param("2024-01-08", "2024-01-12", False, id="within the gap"),
        pytest.param("2024-01-05", "2024-01-05", True, id="a day soon after the last rate"),
        pytest.param("2024-01-25", "2024-01-25", False, id="a day long after the last rate"),
    ],
)
def test_gaps(first: str, last: str, covered: bool) -> None:
    rate, _, reason = mean(pair(GAPPED), first, last)
    assert np.isnan(rate) != covered
    assert reason == (None if covered else "none: gap in the rates")


@pytest.mark.parametrize(("pause", "covered"), [(14, True), (15, False)])
def test_the_longest_pause(pause: int, covered: bool) -> None:
    first = np.datetime64("2024-03-01", "D")
    p = pair([first, first + pause, first + pause + 1])
    assert (mean(p, str(first), str(first + pause))[2] is None) == covered
    assert on(p, str(first + pause - 1))[2] is None


def test_the_icelandic_gap_of_the_ecb() -> None:
    found = market_of(None).pair("ISK", "CNY")
    assert not isinstance(found, str)
    assert on(found, "2012-06-01")[2] == "none: gap in the rates"
    assert mean(found, "2007-01-01", "2007-12-31")[2] is None
    assert mean(found, "2008-01-01", "2018-12-31")[2] == "none: gap in the rates"


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        pytest.param("2005-04-01", None, id="from the first day"),
        pytest.param("2005-01-01", "none: before the first rate", id="the year it begins"),
        pytest.param("2004-01-01", "none: before the first rate", id="before"),
    ],
)
def test_the_renminbi_begins_in_april_2005(first: str, reason: str | None) -> None:
    found = market_of(None).pair("CNY", "USD")
    assert not isinstance(found, str)
    assert mean(found, first, "2005-12-31")[2] == reason


@pytest.mark.parametrize(
    ("source", "target", "same"),
    [
        pytest.param("EUR", "USD", lambda eur, usd: usd, id="from the base"),
        pytest.param("USD", "EUR", lambda eur, usd: 1 / usd, id="to the base"),
    ],
)
def test_pairs_with_the_base(source: str, target: str, same: Any) -> None:
    at = market_of(None)
    found, dollars = at.pair(source, target), at.rates.daily("USD")
    assert not isinstance(found, str) and dollars is not None
    assert np.allclose(found.rates, same(1, dollars.to_numpy()))


@pytest.mark.parametrize(("source", "target", "unknown"), [("TWD", "USD", "TWD"), ("USD", "TWD", "TWD"), ("TWD", "VND", "TWD")])
def test_a_currency_without_rates(source: str, target: str, unknown: str) -> None:
    assert market_of(None).pair(source, target) == f"none: no rate for {unknown}"


def test_the_mean_of_a_year_is_the_mean_of_its_days() -> None:
    """Told by pandas, without cumulative sums."""
    at = market_of(None)
    yuan, dollars, found = at.rates.daily("CNY"), at.rates.daily("USD"), at.pair("CNY", "USD")
    assert yuan is not None and dollars is not None and not isinstance(found, str)
    for year in range(2006, 2026):
        daily = (dollars / yuan).dropna()[f"{year}-01-01" : f"{year}-12-31"]
        rate, of, reason = mean(found, f"{year}-01-01", f"{year}-12-31")
        assert reason is None and of == f"{year}-12-31"
        assert rate == pytest.approx(daily.mean(), rel=1e-12)


offsets = st.integers(0, 120)


@given(st.lists(offsets, min_size=1, max_size=60, unique=True), st.data(), offsets, offsets)
def test_look_ups_agree_with_counting(numbers: list[int], data: Any, one: int, other: int) -> None:
    """Whatever the days and the rates: a slow reading of the rules gives the same."""
    origin = np.datetime64("2024-01-03", "D")
    days = sorted(origin + number for number in numbers)
    rates = data.draw(st.lists(st.floats(0.01, 1e4), min_size=len(days), max_size=len(days)))
    p = pair(days, rates)
    first, last = origin + min(one, other), origin + max(one, other)
    rate, _, reason = mean(p, str(first), str(last))
    inside = [rate for day, rate in zip(days, rates, strict=True) if first <= day <= last]
    before = [(day, rate) for day, rate in zip(days, rates, strict=True) if day <= last]
    if reason is None:
        assert rate == pytest.approx(np.mean(inside) if inside else before[-1][1], rel=1e-9)
        assert (last - before[-1][0]).astype(int) <= LONGEST_PAUSE
        assert np.busday_count(days[-1] + 1, max(last, days[-1]) + 1) == 0
    else:
        assert np.isnan(rate)
        around = [d for d in days if d <= first][-1:], [d for d in days if first < d < last], [d for d in days if d >= last][:1]
        long = any((b - a).astype(int) > LONGEST_PAUSE for a, b in pairwise(chain(*around)))
        assert long or first < days[0] or last > days[-1]


@given(st.integers(0, 700), st.sampled_from(["USD", "HKD", "EUR"]))
def test_the_mean_of_a_day_is_its_rate(number: int, target: str) -> None:
    p = market_of(None).pair("CNY", target)
    assert not isinstance(p, str)
    text = str(np.datetime64("2022-06-01") + number)
    assert mean(p, text, text) == on(p, text)


@given(st.integers(0, 1500), st.integers(0, 400))
def test_there_and_back_over_a_period(number: int, length: int) -> None:
    """A mean is not undone by the mean the other way round, but nearly, and never below: what lies between is the period's spread."""
    at = market_of(None)
    there, back = at.pair("CNY", "USD"), at.pair("USD", "CNY")
    assert not isinstance(there, str) and not isinstance(back, str)
    first = np.datetime64("2020-01-01") + number
    one, _, reason = mean(there, str(first), str(first + length))
    two, *_ = mean(back, str(first), str(first + length))
    assert reason is None
    inside = there.rates[(there.days >= first) & (there.days <= first + length)]
    low, high = (inside.min(), inside.max()) if len(inside) else (one, one)
    assert 1 - 1e-12 <= one * two <= (low + high) ** 2 / (4 * low * high) + 1e-12  # Kantorovich's inequality
    assert on(there, str(first))[0] * on(back, str(first))[0] == pytest.approx(1, rel=1e-12)
