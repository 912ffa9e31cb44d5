"""Parts against the whole: segments, metrics within others, shorter periods, shares."""

from __future__ import annotations

from typing import Any

import pytest

import china_tech_metrics as ctm

FITS = {
    "a segment": [
        "Tencent's revenue was RMB 160 billion in the second quarter. Its games revenue was RMB 48 billion in the second quarter."
    ],
    "a segment as large": ["Tencent's revenue was RMB 160 billion in 2020. Its games revenue was RMB 160.3 billion in 2020."],
    "a segment's profit": ["Alibaba's net profit was RMB 10 billion in 2023. Its cloud net profit was RMB 12 billion in 2023."],
    "prices": ["Xiaomi's price was RMB 2,000 in 2023. Its smartphones price was RMB 4,000 in 2023."],
    "a quarter": ["Weibo's revenue was RMB 12 billion in 2023. In the first quarter of 2023 it had revenue of RMB 3 billion."],
    "a quarter of another year": [
        "Weibo's revenue was RMB 1 billion in 2013. In the first quarter of 2023 it had revenue of RMB 3 billion."
    ],
    "a profit in one quarter": [
        "Nio's net profit was RMB 1 billion in 2023. In the first quarter of 2023 it had net profit of RMB 3 billion."
    ],
    "a rate": ["JD handled 30 million orders a day in June 2024. JD handled 20 million orders a day in 2024."],
    "a stock": ["Keep had 36 million users in the first quarter of 2023. Keep had 34 million users in 2023."],
    "single deals": ["Alibaba invested $2 billion in Trendyol in March 2023. Alibaba invested $1 billion in a start-up in 2023."],
    "daily users": ["Kuaishou had 395 million daily active users and 692 million monthly active users in the second quarter of 2024."],
    "daily users of another": [
        "Douyin had 695 million daily active users in the second quarter of 2024. "
        "Kuaishou had 392 million monthly active users in the second quarter of 2024."
    ],
}

OFF = {
    "a segment": (
        ["Tencent's revenue was RMB 160 billion in the second quarter. Its games revenue was RMB 248 billion in the second quarter."],
        ("RMB 248 billion", "RMB 160 billion"),
    ),
    "a segment of another document": (
        [
            "Tencent's revenue was RMB 160 billion in the second quarter.",
            "Tencent's games revenue was RMB 248 billion in the second quarter.",
        ],
        ("RMB 248 billion", "RMB 160 billion"),
    ),
    "daily users": (
        ["Kuaishou had 495 million daily active users and 392 million monthly active users in the second quarter of 2024."],
        ("495 million", "392 million"),
    ),
    "a quarter": (
        ["Weibo's revenue was RMB 10 billion in 2023. In the first quarter of 2023 it had revenue of RMB 12 billion."],
        ("RMB 12 billion", "RMB 10 billion"),
    ),
    "a day": (
        ["Kuaishou's GMV was RMB 200 billion in 2023. On June 18, 2023 its GMV was RMB 390 billion."],
        ("RMB 390 billion", "RMB 200 billion"),
    ),
    "a month of another document": (
        ["BYD delivered 240,000 vehicles in May 2024.", "BYD delivered 98,000 vehicles in the second quarter of 2024."],
        ("240,000", "98,000"),
    ),
}


@pytest.mark.parametrize("texts", FITS.values(), ids=FITS)
def test_what_fits_is_not_told(texts: list[Any], read: Any, found: Any) -> None:
    df = read(*texts)
    assert len(df) >= 2
    assert found(df) == []


@pytest.mark.parametrize(("texts", "quotes"), OFF.values(), ids=OFF)
def test_what_is_too_large_is_told(texts: list[Any], quotes: tuple[str, ...], read: Any, found: Any) -> None:
    assert found(read(*texts)) == [("parts", quotes)]


def periods(make: Any, **values: float) -> Any:
    """Revenue in billions by period: ``y2023=100, q2023Q1=20``."""
    rows = [{"period": name[1:], "value": value * 1e9, "quote": f"{value:.1f} billion"} for name, value in values.items()]
    return make(*rows)


SUMS = {
    "four quarters": {"y2023": 100, "q2023Q1": 20, "r2023Q2": 25, "s2023Q3": 25, "t2023Q4": 30},
    "two halves": {"y2023": 100, "h2023H1": 45, "i2023H2": 55},
    "a half and two quarters": {"y2023": 100, "h2023H1": 45, "s2023Q3": 25, "t2023Q4": 30},
    "quarters of a half": {"h2023H1": 45, "q2023Q1": 20, "r2023Q2": 25},
    "months of a quarter": {"q2023Q1": 20, "a2023-01": 7, "b2023-02": 6, "c2023-03": 7},
}


@pytest.mark.parametrize("values", SUMS.values(), ids=SUMS)
def test_parts_that_add_up_are_not_told(values: dict[str, float], make: Any) -> None:
    assert ctm.audit(periods(make, **values)).empty


@pytest.mark.parametrize("factor", [0.7, 1.4])
@pytest.mark.parametrize("values", SUMS.values(), ids=SUMS)
def test_parts_that_do_not_add_up_are_told(values: dict[str, float], factor: float, make: Any) -> None:
    whole, *parts = values
    df = periods(make, **{**values, whole: values[whole] * factor})
    findings = ctm.audit(df, rules=["parts"])
    assert findings["rows"].iloc[-1] == (*range(1, len(parts) + 1), 0)
    last = findings.iloc[-1]
    assert (last["expected"], last["found"]) == pytest.approx((values[whole] * factor * 1e9, values[whole] * 1e9))


def test_some_quarters_are_told_only_if_they_are_too_much(make: Any) -> None:
    assert ctm.audit(periods(make, y2023=100, q2023Q1=40, r2023Q2=45)).empty
    findings = ctm.audit(periods(make, y2023=100, q2023Q1=60, r2023Q2=65))
    assert findings["rows"].tolist() == [(1, 2, 0)]


@pytest.mark.parametrize("losses", [False, True])
def test_a_profit_may_be_less_than_its_quarters(losses: bool, make: Any, found: Any) -> None:
    df = periods(make, y2023=10, q2023Q1=6, r2023Q2=8, s2023Q3=8, **({"t2023Q4": -12} if losses else {})).assign(metric="net_income")
    assert ctm.audit(df).empty


def test_a_festival_is_within_its_year(make: Any) -> None:
    festival = {"value": 390e9, "quote": "390.0 billion", "period_start": "2023-05-31", "period_end": "2023-06-18"}
    assert ctm.audit(make({"value": 1200e9, "quote": "1.2 trillion", "period": "2023"}, festival)).empty
    assert ctm.audit(make({"value": 300e9, "quote": "300 billion", "period": "2023"}, festival))["rows"].tolist() == [(1, 0)]
    assert ctm.audit(make({"value": 300e9, "quote": "300 billion", "period": "2023-06"}, festival)).empty, "it begins in May"


def test_contradictory_mentions_are_not_told(make: Any) -> None:
    df = periods(make, y2023=100, h2023H1=45, i2023H2=85, z2023=130)
    assert ctm.audit(df).empty


SEGMENTS = {"advertising": 60, "games": 70, "cloud": 50}


def segments(make: Any, values: dict[str, float], whole: float = 100, **columns: Any) -> Any:
    """Levels of segments in one sentence behind that of the whole, in billions."""
    rows = [{"value": value * 1e9, "quote": f"{value:.1f} billion", "segment": name, "sentence": "parts"} for name, value in values.items()]
    return make(*({"period": "2023", **columns, **row} for row in [{"value": whole * 1e9, "quote": f"{whole:.1f} billion"}, *rows]))


def test_segments_of_one_sentence_are_added(make: Any) -> None:
    assert ctm.audit(segments(make, SEGMENTS))[["rows", "expected", "found"]].to_dict("records") == [
        {"rows": (1, 2, 3, 0), "expected": 100e9, "found": 180e9}
    ]
    df = segments(make, SEGMENTS)
    df.loc[3, "sentence"] = "elsewhere"
    assert ctm.audit(df).empty


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ({"games": 50, "advertising": 30, "cloud": 20}, 100),
        ({"services": 91.4, "games": 40.4, "advertising": 35.8, "fintech": 55.5}, 184.5),
        ({"advertising": 60, "games": 70}, 100),
        ({"advertising": 60, "games": 70, "advertising abroad": 50}, 100),
        ({"advertising": 60, "games": 70, "US": 50}, 100),
    ],
    ids=["they fit", "of which games", "one may be in the other", "its name says so", "a place may have both"],
)
def test_segments_that_may_share_something_are_not_told(values: dict[str, float], whole: float, make: Any) -> None:
    assert ctm.audit(segments(make, values, whole)).empty


def test_people_are_in_several_segments(make: Any) -> None:
    assert ctm.audit(segments(make, SEGMENTS, metric="users", unit="count")).empty


@pytest.mark.parametrize(("share", "told"), [(30.0, False), (30.4, False), (13.0, True), (43.0, True)])
def test_a_share_of_the_whole_is_held_against_the_part(share: float, told: bool, make: Any) -> None:
    whole = {"value": 160e9, "quote": "RMB 160.0 billion", "period": "2023"}
    part = {"value": 48e9, "quote": "RMB 48.0 billion", "period": "2023", "segment": "games"}
    stated = {"measure": "share", "unit": "percent", "value": share, "quote": f"{share}%", "period": "2023", "segment": "games"}
    findings = ctm.audit(make(whole, part, stated))
    assert findings["rows"].tolist() == ([(2, 1, 0)] if told else [])
    assert findings["expected"].tolist() == ([pytest.approx(30.0)] if told else [])
