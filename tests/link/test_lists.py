"""Figures that share one metric."""

from __future__ import annotations

from collections.abc import Callable

import pytest

OWNERS = [
    # continues
    pytest.param(
        "Nio delivered 20,976 vehicles, Xpeng 10,146 and Li Auto 35,020.",
        {"20,976": "Nio", "10,146": "Xpeng", "35,020": "Li Auto"},
        id="names in turn",
    ),
    pytest.param(
        "JD's revenue rose 5%, Meituan's 21% and Baidu's 6%.",
        {"5%": "JD", "21%": "Meituan", "6%": "Baidu"},
        id="possessives in turn",
    ),
    pytest.param(
        "Huawei had a market share of 17%, followed by Vivo with 16% and Oppo with 15%.",
        {"17%": "Huawei", "16%": "Vivo", "15%": "Oppo"},
        id="followed by",
    ),
    pytest.param("Revenue rose 5% at JD and 21% at Meituan.", {"5%": "JD", "21%": "Meituan"}, id="names behind the figures"),
    pytest.param(
        "Douyin has 750 million daily active users, against 400 million for Kuaishou.",
        {"750 million": "Douyin", "400 million": "Kuaishou"},
        id="against for",
    ),
    # respective_owner
    pytest.param(
        "Vivo, Apple and Oppo held 19.2%, 18% and 17.5% of the market.",
        {"19.2%": "Vivo", "18%": "Apple", "17.5%": "Oppo"},
        id="in the order of the names",
    ),
    pytest.param(
        "JD and Meituan reported revenue of RMB 3 billion and RMB 2 billion, respectively.",
        {"RMB 3 billion": "JD", "RMB 2 billion": "Meituan"},
        id="respectively",
    ),
    pytest.param(
        "Revenue of RMB 3 billion and RMB 2 billion was reported by JD and Meituan, respectively.",
        {"RMB 3 billion": "JD", "RMB 2 billion": "Meituan"},
        id="names behind, in order",
    ),
    # same owner, other times
    pytest.param(
        "JD's revenue was RMB 3 billion in 2023 and RMB 2 billion in 2022.",
        {"RMB 3 billion": "JD", "RMB 2 billion": "JD"},
        id="times in turn",
    ),
    pytest.param("JD's revenue rose 5% to RMB 3 billion.", {"5%": "JD", "RMB 3 billion": "JD"}, id="rose to"),
]


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_entity(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


METRICS = [
    pytest.param(
        "Nio delivered 20,976 vehicles, Xpeng 10,146 and Li Auto 35,020.",
        {"20,976": "shipments", "10,146": "shipments", "35,020": "shipments"},
        id="names in turn",
    ),
    pytest.param("JD's revenue rose 5% to RMB 3 billion.", {"5%": "revenue", "RMB 3 billion": "revenue"}, id="arrives"),
    pytest.param(
        "JD's revenue climbed to RMB 3 billion from RMB 2.5 billion.",
        {"RMB 3 billion": "revenue", "RMB 2.5 billion": "revenue"},
        id="to and from",
    ),
    pytest.param(
        "JD's revenue was RMB 3 billion in 2023 and RMB 2 billion in 2022.",
        {"RMB 3 billion": "revenue", "RMB 2 billion": "revenue"},
        id="times in turn",
    ),
    pytest.param(
        "JD's revenue grew 5%, 7% and 9% in the past three quarters.", {"5%": "revenue", "7%": "revenue", "9%": "revenue"}, id="enumeration"
    ),
    pytest.param(
        "JD earned revenue of RMB 3 billion and a net profit of RMB 200 million.",
        {"RMB 3 billion": "revenue", "RMB 200 million": "net_income"},
        id="another metric ends the list",
    ),
    pytest.param("Luckin Coffee had 16,200 stores, up from 8,200.", {"16,200": "stores", "8,200": "stores"}, id="plain number behind"),
    pytest.param(
        "Luckin Coffee had 16,200 stores and ranked 3rd in 2 surveys.", {"16,200": "stores"}, id="small plain numbers are no list"
    ),
    pytest.param(
        "Advertising revenue was RMB 14 billion, or 40% of total revenue, at Kuaishou.",
        {"RMB 14 billion": "revenue", "40%": "revenue"},
        id="said again as a share",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Advertising revenue was RMB 14 billion, or 40% of total revenue, at Kuaishou.",
            {"RMB 14 billion": "level +", "40%": "share +"},
            id="said again as a share",
            marks=pytest.mark.xfail(strict=True, reason="a part of a total is read as a ratio to it"),
        ),
        pytest.param(
            "Vivo, Apple and Oppo held 19.2%, 18% and 17.5% of the market.",
            {"19.2%": "share +", "18%": "share +", "17.5%": "share +"},
            id="shares",
        ),
        pytest.param("JD's revenue fell 5% in 2023 and 3% in 2022.", {"5%": "growth - yoy", "3%": "growth - yoy"}, id="sign is taken over"),
    ],
)
def test_reading(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "reading") == wanted
