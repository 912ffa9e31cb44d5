"""Shares over 100 %, alone and together."""

from __future__ import annotations

from typing import Any

import pytest

import china_tech_metrics as ctm

FITS = {
    "one": "Huawei held 15% of China's smartphone market in 2023.",
    "all of it": "Taobao accounted for 100% of livestreaming orders in 2023.",
    "a growth": "Huawei's smartphone shipments rose 115% in 2023.",
    "several": "Huawei held 15% of China's smartphone market in 2023, Vivo 19% and Apple 18%.",
    "rounded": "Huawei held 34% of China's smartphone market in 2023, Vivo 33.5% and Apple 33%.",
    "of two markets": "Huawei held 60% of China's smartphone market in 2023. Xiaomi held 55% of the wearables market in 2023.",
    "two years": "Huawei held 60% of China's smartphone market in 2023, and Vivo held 55% in 2020.",
    "more than half each time": "Meituan held 67% of the food delivery market in 2023, up from 60% in 2020.",
}
OVER = {
    "one": ("Huawei held 115% of China's smartphone market in 2023.", ("115%",)),
    "penetration": ("Some 140% of consumers in China used mobile payment in 2023.", ("140%",)),
    "of revenue": ("Advertising accounted for 187% of Weibo's revenue in 2023.", ("187%",)),
    "three": ("Huawei held 45% of China's smartphone market in 2023, Vivo 35% and Apple 30%.", ("45%", "35%", "30%")),
    "two": ("Meituan held 67% of the food delivery market in 2023 and Ele.me 43%.", ("67%", "43%")),
}


@pytest.mark.parametrize("text", FITS.values(), ids=FITS)
def test_possible_shares_are_not_told(text: str, read: Any, found: Any) -> None:
    df = read(text)
    assert not df.empty
    assert found(df) == []


@pytest.mark.parametrize(("text", "quotes"), OVER.values(), ids=OVER)
def test_impossible_shares_are_told(text: str, quotes: tuple[str, ...], read: Any, found: Any) -> None:
    df = read(text)
    assert found(df) == [("share_over_100", quotes)]
    finding = ctm.audit(df).iloc[0]
    assert (finding["expected"], finding["found"]) == (100.0, df.loc[[*finding["rows"]], "value"].sum())


SHARE = {"metric": "market_share", "measure": "share", "unit": "percent", "period": "2023", "sentence": "shares"}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"entity": "Huawei"}, {"entity": "Vivo"}, True),
        ({"entity": "Huawei"}, {"entity": "Huawei"}, False),
        ({"entity": "Huawei"}, {"entity": "China"}, False),
        ({"entity": "Alibaba"}, {"entity": "Taobao"}, False),
        ({"entity": "Huawei"}, {"entity": "Vivo", "segment": "US"}, False),
        ({"entity": "Huawei"}, {"entity": "Vivo", "source": "IDC"}, False),
        ({"entity": "Huawei"}, {"entity": "Vivo", "status": "forecast"}, False),
        ({"entity": "Huawei", "start": 3}, {"entity": "Vivo", "start": 3, "end": 5}, False),
        ({"entity": "Huawei"}, {"entity": "Vivo", "metric": "penetration"}, False),
    ],
    ids=["two", "one twice", "a place", "owner and platform", "two markets", "two sources", "yet to come", "together", "not a market"],
)
def test_whose_shares_are_added(one: dict[str, Any], other: dict[str, Any], told: bool, make: Any) -> None:
    df = make({**SHARE, "value": 60.0, "quote": "60%", "end": 5, **one}, {**SHARE, "value": 70.0, "quote": "70%", **other})
    assert len(ctm.audit(df)) == told


def test_permille(make: Any) -> None:
    df = make(
        {**SHARE, "unit": "permille", "value": 900.0, "quote": "900"}, {**SHARE, "unit": "permille", "value": 1100.0, "quote": "1,100"}
    )
    assert ctm.audit(df)[["rows", "expected", "unit"]].to_dict("records") == [{"rows": (1,), "expected": 1000.0, "unit": "permille"}]
