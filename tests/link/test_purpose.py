"""What money is for and where it comes from, as far as it tells which metric is meant."""

from __future__ import annotations

import pytest

from .conftest import Column

METRICS = [
    # comes from a source
    pytest.param("Tencent earned RMB 42.9 billion from games in the first quarter.", {"RMB 42.9 billion": "revenue"}, id="earned from"),
    pytest.param("ReelShort took $5.7 million from American users in January.", {"$5.7 million": "revenue"}, id="took from"),
    pytest.param("Tencent earned RMB 42.9 billion in the first quarter.", {"RMB 42.9 billion": "net_income"}, id="earned, from nothing"),
    pytest.param(
        "Meituan's profit rose to RMB 8.6 billion from RMB 7.3 billion.",
        {"RMB 8.6 billion": "net_income", "RMB 7.3 billion": "net_income"},
        id="from an earlier level",
    ),
    # for ads
    pytest.param("Moonshot AI spent about 220 million yuan on ads in November.", {"220 million yuan": "marketing_expense"}, id="on ads"),
    pytest.param("Temu's spending on US ads dropped 31%.", {"31%": "marketing_expense"}, id="on the ads of a country"),
    pytest.param("Temu's spending on warehouses dropped 31%.", {"31%": "cost"}, id="on something else"),
    # for research
    pytest.param(
        "Research and development outlays at AMEC nearly doubled to 2.45 billion yuan.",
        {"doubled": "rnd_expense", "2.45 billion yuan": "rnd_expense"},
        id="outlays on research",
    ),
    pytest.param("Baidu spent RMB 5.4 billion on AI research in 2023.", {"RMB 5.4 billion": "rnd_expense"}, id="on research"),
    # for making something
    pytest.param("Each Baidu RT6 costs under $30,000 to build.", {"$30,000": "cost"}, id="to build"),
    pytest.param("A series on Douyin costs 500,000 yuan to shoot.", {"500,000 yuan": "cost"}, id="to shoot"),
    pytest.param("The Xiaomi 15 costs 4,499 yuan.", {"4,499 yuan": "price"}, id="costs its buyer"),
    # small sums
    pytest.param("An americano at Luckin that cost 9.9 yuan in December is popular.", {"9.9 yuan": "price"}, id="cost so little"),
    pytest.param("Shoppers at Freshippo paid RMB 258 a year for a basic card.", {"RMB 258": "price"}, id="paid so little"),
    # for something that has a name
    pytest.param("Alibaba paid $2 billion for Kaola.", {"$2 billion": "acquisition"}, id="paid for a name"),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Column, text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted
