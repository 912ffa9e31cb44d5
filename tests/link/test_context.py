"""What a figure takes from the lines and sentences around it: columns and headings of lists, the whole it is a part of, industries."""

from __future__ import annotations

import pytest

from .conftest import Column

VENDORS = (
    "Top vendors in China, Q2 2024 (units, market share, change from a year earlier):\n\n"
    "1. Vivo - 13.1 million, 19%, up 15%\n2. Apple - 10.2 million, 14%, down 6%"
)
SPLIT = "Southeast Asia's platforms sold $114.6 billion worth of goods in 2023. The split:\n\nShopee: 48%\nLazada: 16.4%"
DELIVERIES = "Deliveries in July:\n\n- Nio: 20,498\n- Xpeng: 11,145, up 1%"

METRICS = [
    pytest.param(
        VENDORS,
        {
            "13.1 million": "shipments",
            "19%": "market_share",
            "15%": "shipments",
            "10.2 million": "shipments",
            "14%": "market_share",
            "6%": "shipments",
        },
        id="columns of a list",
    ),
    pytest.param(SPLIT, {"$114.6 billion": "gmv", "48%": "market_share", "16.4%": "market_share"}, id="a split"),
    pytest.param(DELIVERIES, {"20,498": "shipments", "11,145": "shipments", "1%": "shipments"}, id="a heading"),
    pytest.param(
        "Sales across all platforms in China reached 965 billion yuan in 2023. Tmall took 57.8% of that.",
        {"965 billion yuan": "gmv", "57.8%": "market_share"},
        id="a seller's part of that",
    ),
    pytest.param(
        "Cloud revenue at Alibaba was RMB 20 billion in 2023. Half of that came from AI.",
        {"RMB 20 billion": "revenue", "Half": "revenue"},
        id="half of that",
    ),
    pytest.param("JD has 40% of that market.", {"40%": "market_share"}, id="that market is no figure"),
    pytest.param("SMIC finished Thursday 2.8% higher at HK$77.45.", {"2.8%": "share_price", "HK$77.45": "share_price"}, id="higher at"),
    pytest.param(
        "Trip.com's shares slipped 2.1% on Tuesday. They are still up about 9% since the start of the year.",
        {"2.1%": "share_price", "9%": "share_price"},
        id="they are shares",
    ),
    pytest.param(
        "Apple's sales in Greater China declined 8% to $66.95 billion.", {"8%": "revenue", "$66.95 billion": "revenue"}, id="down to money"
    ),
    pytest.param(
        "Apple's sales in Greater China declined 8% to 10.2 million units.",
        {"8%": "shipments", "10.2 million": "shipments"},
        id="down to units",
    ),
    pytest.param(
        "Biren raised 1.5 billion yuan in fresh capital ahead of a Hong Kong listing.", {"1.5 billion yuan": "funding"}, id="fresh capital"
    ),
    pytest.param(
        "AMEC had 2,480 employees in 2023, of whom 1,190 worked in research.", {"2,480": "employees", "1,190": "employees"}, id="of whom"
    ),
    pytest.param("Overseas downloads of short drama apps climbed to 110 million.", {"110 million": "downloads"}, id="head of a phrase"),
    pytest.param("Douyin sold more than 200 billion yuan of vouchers in 2023.", {"200 billion yuan": "gmv"}, id="what was sold"),
    pytest.param(
        "Xiaohongshu does not disclose GMV, but one investor said the figure reached RMB 400 billion.",
        {"RMB 400 billion": "gmv"},
        id="the figure",
    ),
]

OWNERS = [
    pytest.param(DELIVERIES, {"20,498": "Nio", "11,145": "Xpeng", "1%": "Xpeng"}, id="names of items"),
    pytest.param(
        "Li Jiaqi sells on Taobao.\n\nPlatforms sold a combined RMB 1.12 trillion of goods in 2022.",
        {"RMB 1.12 trillion": "China"},
        id="platforms of a country",
    ),
    pytest.param("Chinese carmakers exported 5 million cars in 2023.", {"5 million": "China"}, id="carmakers of a country"),
    pytest.param("Regulators fined ride-hailing company Didi $1.2 billion in July.", {"$1.2 billion": "Didi"}, id="fined"),
    pytest.param("Ant Group was fined 7.1 billion yuan by regulators.", {"7.1 billion yuan": "Ant Group"}, id="was fined"),
    pytest.param(
        "LianLian wants to go public.\n\nRival Airwallex is in no hurry.\n\nRevenue climbed to RMB 1.03 billion.",
        {"RMB 1.03 billion": "LianLian"},
        id="a rival in passing",
    ),
    pytest.param(
        "Deliveroo left Hong Kong. Revenue at Meituan grew 22%. The operating loss of its new segment narrowed to RMB 7.3 billion.",
        {"22%": "Meituan", "RMB 7.3 billion": "Meituan"},
        id="its, of an owner without a subject",
    ),
    pytest.param(
        "Shares in Horizon Robotics rose. Horizon lost 5.1 billion yuan in 2023.",
        {"5.1 billion yuan": "Horizon Robotics"},
        id="a short form",
    ),
]

PERIODS = [
    pytest.param(VENDORS.partition("\n2.")[0], {"13.1 million": "2024Q2", "19%": "2024Q2", "15%": "2024Q2"}, id="of the line before"),
    pytest.param("Luckin ended March with 18,590 stores.", {"18,590": "2024-03-31"}, id="ended a month with"),
    pytest.param("Luckin opened 1,342 stores in March.", {"1,342": "2024-03"}, id="in a month"),
    pytest.param(
        "BYD sold 3 million cars in 2023, double the 2021 figure.", {"3 million": "2023", "double": "2023"}, id="the figure of another year"
    ),
    pytest.param(
        "PDD reports next week. Analysts expect revenue of RMB 100 billion for the second quarter.",
        {"RMB 100 billion": "2024Q2"},
        id="an awaited quarter",
    ),
    pytest.param("Pinduoduo in April pledged to invest RMB 100 billion.", {"RMB 100 billion": "-"}, id="time of a pledge"),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Column, text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_entity(column: Column, text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


@pytest.mark.parametrize(("text", "wanted"), PERIODS)
def test_period(column: Column, text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period") == wanted
