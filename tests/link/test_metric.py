"""Which words name the metric of an amount."""

from __future__ import annotations

from collections.abc import Callable

import pytest

METRICS = [
    # where a noun may stand
    pytest.param("JD's revenue was RMB 3 billion.", {"RMB 3 billion": "revenue"}, id="noun right before"),
    pytest.param("JD reported RMB 3 billion in revenue.", {"RMB 3 billion": "revenue"}, id="noun behind in"),
    pytest.param("JD reported RMB 3 billion of net profit.", {"RMB 3 billion": "net_income"}, id="noun behind of"),
    pytest.param("JD saw a 6% rise in net profit.", {"6%": "net_income"}, id="rise in"),
    pytest.param("JD's revenue, hit by weak demand, was RMB 3 billion.", {"RMB 3 billion": "revenue"}, id="insertion"),
    pytest.param("JD's RMB 3 billion revenue disappointed.", {"RMB 3 billion": "revenue"}, id="noun right behind"),
    pytest.param("Revenue: RMB 3 billion", {"RMB 3 billion": "revenue"}, id="colon"),
    # counted nouns
    pytest.param("Luckin Coffee has 20,000 stores.", {"20,000": "stores"}, id="counted"),
    pytest.param("Luckin Coffee has 4,500 self-operated coffee shops.", {"4,500": "stores"}, id="adjectives between"),
    pytest.param("Kuaishou has 390 million daily active users.", {"390 million": "dau"}, id="longest phrase"),
    pytest.param("Kuaishou has 700 million monthly active users.", {"700 million": "mau"}, id="another longest phrase"),
    pytest.param("Kuaishou has 700 million users.", {"700 million": "users"}, id="plain users"),
    pytest.param("JD has 500,000 employees.", {"500,000": "employees"}, id="employees"),
    # verbs
    pytest.param("Nio delivered 20,000 vehicles.", {"20,000": "shipments"}, id="verb and noun"),
    pytest.param("Moonshot AI raised $1 billion.", {"$1 billion": "funding"}, id="verb of money"),
    pytest.param("DJI laid off 300 people.", {"300": "layoffs"}, id="verb of people"),
    pytest.param("Moonshot AI is valued at $3 billion.", {"$3 billion": "valuation"}, id="passive"),
    pytest.param("Meituan was fined RMB 3.4 billion.", {"RMB 3.4 billion": "fine"}, id="passive fine"),
    # what "sales" are depends on whose
    pytest.param("Sales on Taobao reached RMB 3 billion on Singles' Day.", {"RMB 3 billion": "gmv"}, id="sales on a marketplace"),
    pytest.param("Xiaomi's smartphone sales reached 40 million units.", {"40 million": "shipments"}, id="unit sales of a maker"),
    pytest.param("Luckin Coffee's sales rose 35%.", {"35%": "revenue"}, id="sales of a chain"),
    pytest.param("CATL raised $4.6 billion in its Hong Kong IPO.", {"$4.6 billion": "ipo_proceeds"}, id="raised in an IPO"),
    pytest.param("Sales at Pop Mart climbed 62%.", {"62%": "revenue"}, id="sales at a maker of toys"),
    pytest.param("Mixue charges 4 yuan a cup.", {"4 yuan": "price"}, id="charges"),
    pytest.param("Users spent 90 minutes a day on Douyin.", {"90 minutes": "time_spent"}, id="minutes spent"),
    pytest.param("Meituan will spend $1 billion on share buybacks.", {"$1 billion": "buyback"}, id="spend on"),
    # two metrics in one sentence
    pytest.param(
        "JD's revenue was RMB 3 billion and its net profit RMB 100 million.",
        {"RMB 3 billion": "revenue", "RMB 100 million": "net_income"},
        id="each its own",
    ),
    pytest.param(
        "Luckin Coffee opened 1,300 stores and booked RMB 8 billion in revenue.",
        {"1,300": "stores", "RMB 8 billion": "revenue"},
        id="counted and noun",
    ),
    # shares of a market
    pytest.param("Huawei holds 17% of China's smartphone market.", {"17%": "market_share"}, id="part of a market"),
    pytest.param("China's smartphone market was worth $100 billion.", {"$100 billion": "market_size"}, id="the market itself"),
    # words that only look like a metric
    pytest.param("JD's chief revenue officer is 45.", {}, id="ignored phrase"),
    pytest.param("JD ships GPT-4 with 3 models.", {}, id="number in a name"),
    pytest.param("The talks took 3 hours.", {}, id="duration"),
    pytest.param("JD named 2 of its 5 directors.", {}, id="list counts"),
    pytest.param("Users liked the 2024 edition.", {}, id="year"),
    # measured, but nobody's metric
    pytest.param("A mural shows RMB 3 billion in golden paint.", {"RMB 3 billion": "other"}, id="money without a metric"),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted
