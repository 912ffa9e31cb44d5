"""Whose number it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

OWNERS = [
    # by grammar
    pytest.param("JD's revenue was RMB 3 billion.", {"RMB 3 billion": "JD"}, id="possessive"),
    pytest.param("Revenue at JD was RMB 3 billion.", {"RMB 3 billion": "JD"}, id="at"),
    pytest.param("The revenue of JD was RMB 3 billion.", {"RMB 3 billion": "JD"}, id="of"),
    pytest.param("JD revenue hit RMB 3 billion.", {"RMB 3 billion": "JD"}, id="compound"),
    pytest.param("JD reported revenue of RMB 3 billion.", {"RMB 3 billion": "JD"}, id="subject"),
    pytest.param("In the second quarter, JD booked RMB 3 billion in revenue.", {"RMB 3 billion": "JD"}, id="subject behind a time"),
    pytest.param("Revenue of RMB 3 billion was reported by JD.", {"RMB 3 billion": "JD"}, id="by behind"),
    pytest.param("There were 40 million daily active users on Kuaishou.", {"40 million": "Kuaishou"}, id="on behind"),
    pytest.param("With 40 million daily active users, Kuaishou is growing fast.", {"40 million": "Kuaishou"}, id="subject behind"),
    pytest.param("20,000 vehicles were delivered by Nio in July.", {"20,000": "Nio"}, id="passive by"),
    pytest.param("GMV of 500 million yuan was generated on Kuaishou.", {"500 million yuan": "Kuaishou"}, id="passive on"),
    pytest.param("Orders rose to 60 million daily at Meituan.", {"60 million": "Meituan"}, id="at, at the end"),
    # several names
    pytest.param(
        "JD's revenue was RMB 3 billion, while Meituan's revenue was RMB 2 billion.",
        {"RMB 3 billion": "JD", "RMB 2 billion": "Meituan"},
        id="two clauses",
    ),
    pytest.param(
        "Tencent, which owns a part of JD, reported revenue of RMB 3 billion.", {"RMB 3 billion": "Tencent"}, id="relative clause"
    ),
    pytest.param("Alibaba's Taobao has 900 million users.", {"900 million": "Taobao"}, id="owner only qualifies"),
    pytest.param("Alibaba-backed Lazada has 50 million users.", {"50 million": "Lazada"}, id="backed by"),
    pytest.param(
        "TikTok rival Kuaishou has 50 million users.",
        {"50 million": "Kuaishou"},
        id="rival qualifies",
    ),
    pytest.param(
        "Unlike Meituan, JD reported revenue of RMB 3 billion.",
        {"RMB 3 billion": "JD"},
        id="compared name",
    ),
    pytest.param("JD's revenue of RMB 3 billion topped that of Meituan.", {"RMB 3 billion": "JD"}, id="beaten name"),
    pytest.param("Xpeng, whose deliveries fell, has 13,000 employees.", {"13,000": "Xpeng"}, id="whose"),
    pytest.param("Pinduoduo parent PDD's revenue rose 86%.", {"86%": "PDD"}, id="parent and its name"),
    pytest.param("Nvidia supplier SK Hynix's profit rose 5%.", {"5%": "SK Hynix"}, id="supplier and its name"),
    pytest.param(
        "Douyin, TikTok's Chinese sibling, has 750 million users.",
        {"750 million": "Douyin"},
        id="relation in an apposition",
    ),
    # reporters and places own nothing of others
    pytest.param("Counterpoint said Huawei shipped 11 million smartphones.", {"11 million": "Huawei"}, id="reporter in front"),
    pytest.param("Huawei shipped 11 million smartphones, according to Counterpoint.", {"11 million": "Huawei"}, id="reporter behind"),
    pytest.param("Hangzhou-based Alibaba has 200,000 employees.", {"200,000": "Alibaba"}, id="based in"),
    pytest.param("Xiaomi sold 3 million smartphones in India.", {"3 million": "Xiaomi"}, id="place of the sale"),
    pytest.param("China's retail sales rose 2.7% in July.", {"2.7%": "China"}, id="a country's own figure"),
    pytest.param("In China, Apple shipped 10 million smartphones.", {"10 million": "Apple"}, id="place in front"),
    pytest.param("Apple's China revenue fell 8%.", {"8%": "Apple"}, id="place inside the metric"),
    pytest.param("Shenzhen-listed BYD's profit rose 24%.", {"24%": "BYD"}, id="listed in"),
    pytest.param("Xiaomi founder Lei Jun said the company delivered 10,000 cars.", {"10,000": "Xiaomi"}, id="who said so"),
    pytest.param("Analysts at Morgan Stanley expect JD's revenue to rise 5%.", {"5%": "JD"}, id="analysts at a bank"),
    # what is bought or held
    pytest.param("Tencent bought a 10% stake in Ubisoft.", {"10%": "Ubisoft"}, id="stake is the target's"),
    pytest.param("Alibaba acquired Sun Art for $3.6 billion.", {"$3.6 billion": "Sun Art"}, id="deal is the target's"),
    # carried from before
    pytest.param("JD published its results. Revenue rose 5%.", {"5%": "JD"}, id="sentence before"),
    pytest.param("JD published its results. The company's revenue rose 5%.", {"5%": "JD"}, id="the company"),
    pytest.param("JD published its results. It had 500 million users.", {"500 million": "JD"}, id="it"),
    pytest.param("Xiaomi published its results. Total revenue rose 5%.", {"5%": "Xiaomi"}, id="total of the one spoken of"),
    # distributive
    pytest.param("Mixue and Luckin Coffee each have 20,000 stores.", {"20,000": "Mixue & Luckin Coffee"}, id="each"),
    # possessor of the amount
    pytest.param("JD's revenue grew 5%, more than Meituan's 3%.", {"5%": "JD", "3%": "Meituan"}, id="possessive of the amount"),
    pytest.param("Amazon's 20% share of the market exceeded Temu's 5%.", {"20%": "Amazon", "5%": "Temu"}, id="possessive shares"),
    pytest.param(
        "Meta's $60.6 billion in capital expenditure exceeded Tencent's $10 billion.",
        {"$60.6 billion": "Meta", "$10 billion": "Tencent"},
        id="possessive money",
    ),
    pytest.param("Meituan's 70% market share dwarfs that of Ele.me.", {"70%": "Meituan"}, id="that of another"),
    pytest.param("Growth in China's retail sales slowed to 2% from 3.7%.", {"2%": "China", "3.7%": "China"}, id="possessive of the metric"),
    # nobody
    pytest.param("Revenue rose 5%.", {"5%": "-"}, id="nobody named"),
]


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_entity(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Taobao has 900 million users.", {"900 million": "Alibaba"}, id="business"),
        pytest.param("Alibaba has 200,000 employees.", {"200,000": "-"}, id="group"),
        pytest.param("Revenue rose 5%.", {"5%": "-"}, id="nobody"),
    ],
)
def test_parent(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "parent") == wanted
