"""Amounts printed in two currencies."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm

RIGHT = {
    "the period's mean": "JD's revenue was RMB 291.4 billion ($40.1 billion) in the second quarter.",
    "the day of publication": "Bilibili lost 608 million yuan ($85 million) in the second quarter of 2024.",
    "few digits": "A bubble tea costs 2 yuan ($0.3).",
    "a range": "Dingdong plans purchases of RMB 30 billion to RMB 36 billion ($4.2 billion to $5.0 billion) in 2024.",
    "hedged": "Xiaomi spent more than RMB 24 billion (about $3.3 billion) on research and development in 2024.",
    "Hong Kong dollars": "Lenovo will pay HK$4.7 billion ($600 million) for the business.",
    "euros": "Temu was fined 20 million euros ($21.8 million).",
    "yuan behind dollars": "Shein raised $2 billion (14.3 billion yuan) in a new round.",
    "a loss": "Nio's net loss was 5.05 billion yuan ($694 million) in the second quarter of 2024.",
    "a year ago, at today's rate": "Luckin's revenue was 24.9 billion yuan ($3.5 billion) in 2023.",
}

WRONG = {
    "ten times too much": ("JD's revenue was RMB 291.4 billion ($401 billion) in the second quarter.", 40.8e9, "ten times less"),
    "ten times too little": ("Temu was fined 20 million euros ($2.2 million).", 21.7e6, "ten times more"),
    "billion for million": (
        "Bilibili lost 608 million yuan ($83.7 billion) in the second quarter of 2024.",
        85.1e6,
        "a thousand times less",
    ),
    "a range": (
        "Dingdong plans purchases of RMB 30 billion to RMB 36 billion ($42.0 billion to $50.4 billion) in 2024.",
        4.6e9,
        "ten times less",
    ),
    "the same number twice": ("Lenovo will pay HK$4.7 billion ($4.7 billion) for the business.", 603e6, "if the second amount were in HKD"),
    "Hong Kong dollars for US dollars": (
        "Meituan's revenue was RMB 82.3 billion (US$88.9 billion) in the second quarter.",
        11.5e9,
        "if the second amount were in HKD",
    ),
    "yen for yuan": (
        "The Japanese toy maker sold goods worth CNY 20 billion ($130 million) in China in 2023.",
        2.8e9,
        "amount were in JPY",
    ),
    "off without an explanation": ("Weibo's revenue was 12.2 billion yuan ($1.4 billion) in 2023.", 1.7e9, ""),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_fair_conversion_is_not_told(text: str, read: Any, found: Any) -> None:
    df = read(text)
    assert df["also_value"].notna().sum() == 1
    assert found(df) == []


@pytest.mark.parametrize(("text", "expected", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_conversion_is_told(text: str, expected: float, words: str, read: Any) -> None:
    df = read(text)
    finding = ctm.audit(df).iloc[0]
    assert finding["rule"] == "conversion"
    assert finding["rows"] == (df.index[df["also_value"].notna()][0],)
    assert abs(finding["expected"]) == pytest.approx(expected, rel=0.08)
    assert finding["found"] == df["also_value"].dropna().iloc[0]
    assert finding["unit"] == df["also_unit"].dropna().iloc[0]
    assert words in finding["message"]
    assert ("would fit" in finding["message"]) == ("amount were" in words)


def test_one_quote_of_two_companies_is_one_finding(make: Any) -> None:
    pair = {"value": 1e9, "also_value": 1e9, "also_unit": "USD", "quote": "RMB 1 billion", "start": 3, "end": 16, "period": "2023"}
    findings = ctm.audit(make({**pair, "entity": "Weibo"}, {**pair, "entity": "Bilibili"}))
    assert findings["rows"].tolist() == [(1, 0)]


@pytest.mark.parametrize(
    "change",
    [
        {"also_unit": "XYZ"},
        {"published": None},
        {"unit": "count"},
        {"value": 0.0},
        {"value": float("nan")},
        {"also_value": float("inf")},
        {"published": "1990-01-01"},
        {"also_unit": "CNY"},
    ],
    ids=str,
)
def test_what_can_not_be_compared_is_passed_over(change: dict[str, Any], make: Any) -> None:
    row = {"value": 1e9, "quote": "RMB 1 billion", "also_value": 1e9, "also_unit": "USD", "metric": "valuation"}
    assert ctm.audit(make(row), rules=["conversion"])["rule"].tolist() == ["conversion"]
    assert ctm.audit(make({**row, **change}), rules=["conversion"]).empty


def test_own_rates_are_used(make: Any) -> None:
    df = make({"value": 1.24e9, "quote": "NT$1.24 billion", "unit": "TWD", "also_value": 40e6, "also_unit": "USD", "period": "2023"})
    days = pd.bdate_range("2023-01-02", "2024-08-20")
    right, wrong = (ctm.FrameRates(pd.DataFrame({"TWD": [rate] * len(days)}, index=days), base="USD", name="bank") for rate in (31.0, 25.0))
    assert ctm.audit(df).empty, "the ECB has no rates for TWD"
    assert ctm.audit(df, rates=right).empty
    assert ctm.audit(df, rates=wrong)["expected"].tolist() == [pytest.approx(49.6e6)]
