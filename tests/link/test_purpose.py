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
    # more sources and purposes
    pytest.param("NetEase earned RMB 21 billion from games in the first quarter.", {"RMB 21 billion": "revenue"}, id="earned from games"),
    pytest.param(
        "Weibo earned $375 million from advertising in the second quarter.",
        {"$375 million": "revenue"},
        id="earned from advertising",
    ),
    pytest.param("Maoyan made RMB 1.9 billion from film tickets in 2023.", {"RMB 1.9 billion": "revenue"}, id="made from tickets"),
    pytest.param(
        "Meituan made about RMB 23 billion from delivery last quarter.",
        {"RMB 23 billion": "revenue"},
        id="made from delivery, adverb",
    ),
    pytest.param(
        "Gree earned RMB 14 billion, up from RMB 12 billion a year earlier.",
        {"RMB 14 billion": "net_income", "RMB 12 billion": "net_income"},
        id="earned, from last year",
    ),
    pytest.param(
        "Haier earned RMB 10 billion, up 9% from last year.",
        {"RMB 10 billion": "net_income", "9%": "net_income"},
        id="earned, up from",
    ),
    pytest.param("Temu spent $2 billion on ads in 2023.", {"$2 billion": "marketing_expense"}, id="spent on ads"),
    pytest.param("Shein spent $120 million on US advertising last year.", {"$120 million": "marketing_expense"}, id="spent on US ads"),
    pytest.param("AliExpress's spending on ads rose 40% in Spain.", {"40%": "marketing_expense"}, id="spending on ads"),
    pytest.param("Guming spent RMB 220 million on new ovens.", {"RMB 220 million": "cost"}, id="spent on stores"),
    pytest.param("Honor spent RMB 10 billion on research in 2023.", {"RMB 10 billion": "rnd_expense"}, id="spent on research"),
    pytest.param(
        "Midea invested RMB 14 billion in research and development in 2023.",
        {"RMB 14 billion": "rnd_expense"},
        id="invested in research",
    ),
    pytest.param("Spending on research rose 12% at Hisense.", {"12%": "rnd_expense"}, id="spending for research"),
    pytest.param("The robot costs $30,000 to build, Galbot said.", {"$30,000": "cost"}, id="costs to build"),
    pytest.param("DeepSeek's model cost $5.6 million to train.", {"$5.6 million": "cost"}, id="cost to train"),
    pytest.param("Xiaomi's car costs RMB 215,900 in China.", {"RMB 215,900": "price"}, id="costs in China"),
    pytest.param("Tencent paid $8.6 billion for Supercell in 2016.", {"$8.6 billion": "acquisition"}, id="paid for a studio"),
    pytest.param(
        "Anta spent 4.6 billion euros on Amer Sports.",
        {"4.6 billion euros": "acquisition"},
        id="spent for a name",
        marks=pytest.mark.xfail(strict=True, reason='only "for" ties a price to a name, "on" does not'),
    ),
    pytest.param("JD offered 2.2 billion euros for Ceconomy.", {"2.2 billion euros": "acquisition"}, id="offered for a name"),
    pytest.param("Hema paid RMB 30 million for new shelves.", {"RMB 30 million": "cost"}, id="paid for things"),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Column, text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted
