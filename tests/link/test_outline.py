"""Lists: whose the items are, which metric they repeat, and where a section begins. The texts are of 15 August 2024."""

from __future__ import annotations

from collections.abc import Callable

import pytest

OWNERS = [
    # a name holds for its line
    pytest.param(
        "NetEase's revenue was RMB 25 billion in the second quarter.\n- Cloud Music: RMB 2 billion (up 1.3%)\n- Youdao: RMB 1.4 billion\n"
        "Its net profit was RMB 7 billion.",
        {
            "RMB 25 billion": "NetEase",
            "RMB 2 billion": "NetEase Cloud Music",
            "1.3%": "NetEase Cloud Music",
            "RMB 1.4 billion": "Youdao",
            "RMB 7 billion": "NetEase",
        },
        id="names of items do not outlast the list",
    ),
    pytest.param(
        "Tencent published its results.\n• Net profit of RMB 47 billion\n• Tencent Music: revenue of RMB 7 billion\n"
        "• Capital expenditure of RMB 9 billion",
        {"RMB 47 billion": "Tencent", "RMB 7 billion": "Tencent Music", "RMB 9 billion": "Tencent"},
        id="an item behind one with a name",
    ),
    pytest.param(
        "JD's results:\n- Revenue: RMB 291 billion, up 1.2%\n- JD Logistics: RMB 44 billion\nThe company has 500,000 employees.",
        {"RMB 291 billion": "JD", "1.2%": "JD", "RMB 44 billion": "JD Logistics", "500,000": "JD"},
        id="the company behind a list",
    ),
    pytest.param(
        "Meituan published its results.\nKeeta has 3,000 employees.\nThe app's revenue rose 21%.",
        {"3,000": "Keeta", "21%": "Keeta"},
        id="lines without a mark are no items",
    ),
    # marks
    pytest.param(
        "(1) JD: revenue of RMB 3 billion\n(2) Meituan: revenue of RMB 2 billion",
        {"RMB 3 billion": "JD", "RMB 2 billion": "Meituan"},
        id="numbers in brackets",
    ),
    pytest.param(
        "1. Huawei shipped 11 million smartphones.\n2. Vivo shipped 13 million smartphones.",
        {"11 million": "Huawei", "13 million": "Vivo"},
        id="numbers with a full stop",
    ),
    pytest.param(
        "Shopee held a market share of 48% in 2023.\nLazada: 16%\nTikTok Shop: 14%",
        {"48%": "Shopee", "16%": "Lazada", "14%": "TikTok Shop"},
        id="names with a colon",
    ),
    # sections
    pytest.param(
        "1. Moonshot AI\nThe start-up raised $1 billion.\n2. Zhipu AI\nIt has 800 employees.\n3. MiniMax\nIts valuation is $2.5 billion.",
        {"$1 billion": "Moonshot AI", "800": "Zhipu AI", "$2.5 billion": "MiniMax"},
        id="numbered headings",
    ),
    pytest.param("3. MiniMax\nThe company has 500 employees.", {"500": "MiniMax"}, id="one numbered heading"),
    pytest.param(
        "Moonshot AI told its story.\n3. MiniMax users are young\nThe company has 500 employees.",
        {"500": "Moonshot AI"},
        id="an item with more than a name is no heading",
    ),
    # items without a name in the vocabulary
    pytest.param(
        "Alibaba's revenue rose 4% in the second quarter.\n- Taobao and Tmall: RMB 113 billion\n- Cloud: RMB 27 billion (up 6%)",
        {"4%": "Alibaba", "RMB 113 billion": "Taobao and Tmall Group", "RMB 27 billion": "Alibaba", "6%": "Alibaba"},
        id="an item that only names a segment",
    ),
    pytest.param(
        "Temu has 91 million monthly active users.\n1. Brazil: 30 million\n2. Mexico: 25 million",
        {"91 million": "Temu", "30 million": "Temu", "25 million": "Temu"},
        id="places, users",
    ),
    pytest.param(
        "Xiaomi's shipments rose 27% to 42 million units.\n* India: 6.7 million\n* Europe: 5.6 million",
        {"27%": "Xiaomi", "42 million": "Xiaomi", "6.7 million": "Xiaomi", "5.6 million": "Xiaomi"},
        id="places, shipments",
    ),
    # items without a name
    pytest.param(
        "Kuaishou published its results.\n- Revenue: RMB 31 billion\n- Daily active users: 395 million",
        {"RMB 31 billion": "Kuaishou", "395 million": "Kuaishou"},
        id="items without a name are the list's",
    ),
    pytest.param(
        "Bilibili's revenue was RMB 6 billion.\n- Youdao: RMB 1.3 billion\n- Games: RMB 1 billion",
        {"RMB 6 billion": "Bilibili", "RMB 1.3 billion": "Youdao", "RMB 1 billion": "Bilibili"},
        id="an item without a name behind one with a name",
    ),
    pytest.param(
        "Xiaomi's revenue by business:\n- Smartphones: RMB 46 billion\n- Cars: RMB 6 billion",
        {"RMB 46 billion": "Xiaomi", "RMB 6 billion": "Xiaomi"},
        id="the owner in the heading",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_entity(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


METRICS = [
    # of the paragraph before
    pytest.param(
        "Tencent's games revenue was RMB 48 billion, with two leading titles:\n- Honor of Kings: RMB 9 billion\n"
        "- Peacekeeper Elite: RMB 5 billion",
        {"RMB 48 billion": "revenue", "RMB 9 billion": "revenue", "RMB 5 billion": "revenue"},
        id="of what leads to the list",
    ),
    pytest.param(
        "Baidu's revenue was RMB 34 billion.\nThe group is based in Beijing.\n- iQiyi: RMB 7.4 billion",
        {"RMB 34 billion": "revenue", "RMB 7.4 billion": "revenue"},
        id="a paragraph without figures between",
    ),
    pytest.param(
        "Kuaishou's monthly active users were 692 million.\n- Bilibili: 336 million\n- Weibo: 583 million",
        {"692 million": "mau", "336 million": "mau", "583 million": "mau"},
        id="counted people",
    ),
    pytest.param(
        "Xpeng delivered 11,145 vehicles in July.\n- Nio: 20,498\n- Zeekr: 15,655",
        {"11,145": "shipments", "20,498": "shipments", "15,655": "shipments"},
        id="plain numbers",
    ),
    # of an item before
    pytest.param(
        "The leaders in July:\n- Nio: 20,498 vehicles\n- Xpeng: 11,145\n- Zeekr: 15,655",
        {"20,498": "shipments", "11,145": "shipments", "15,655": "shipments"},
        id="of the first item",
    ),
    pytest.param(
        "Mixue's gross margin was 30%.\n- Guming: 31%\n- Revenue of Chagee: RMB 4.6 billion\n- Nayuki: RMB 5.2 billion",
        {"30%": "gross_margin", "31%": "gross_margin", "RMB 4.6 billion": "revenue", "RMB 5.2 billion": "revenue"},
        id="of the last item of the kind",
    ),
    pytest.param(
        "NetEase's revenue was RMB 25 billion.\n- Youdao: RMB 1.4 billion (up 9.5%)",
        {"RMB 25 billion": "revenue", "RMB 1.4 billion": "revenue", "9.5%": "revenue"},
        id="growth in brackets",
    ),
    # each its own
    pytest.param(
        "Kuaishou at a glance\n- Revenue: RMB 31 billion\n- Adjusted net profit: RMB 4.7 billion\n- Daily active users: 395 million",
        {"RMB 31 billion": "revenue", "RMB 4.7 billion": "net_income", "395 million": "dau"},
        id="every item its own",
    ),
    pytest.param(
        "JD's gross margin was 15.8%.\nThe buyers of a survey were content.\nSome 12% said so.",
        {"15.8%": "gross_margin", "12%": "other"},
        id="another paragraph is no item",
    ),
    pytest.param("- Vipshop: 88 million", {"88 million": "other"}, id="nothing before the list"),
    # named without a figure
    pytest.param(
        "Deliveries in July:\n- Nio: 20,498\n- Xpeng: 11,145",
        {"20,498": "shipments", "11,145": "shipments"},
        id="of a heading without a figure, plain numbers",
    ),
    pytest.param(
        "NetEase's revenue by business in the second quarter:\n- Cloud Music: RMB 2 billion\n- Youdao: RMB 1.3 billion",
        {"RMB 2 billion": "revenue", "RMB 1.3 billion": "revenue"},
        id="of a heading without a figure, money",
    ),
    # numbers of items
    pytest.param("1. Apple shipped 10 million smartphones.", {"10 million": "shipments"}, id="one is no amount"),
    pytest.param("The best three:\n14. Nio delivered 20,498 vehicles.", {"20,498": "shipments"}, id="fourteen is no amount"),
    pytest.param("20,498 vehicles were delivered by Nio.", {"20,498": "shipments"}, id="an amount that begins a line"),
    # columns, splits and headings
    pytest.param(
        "India in the spring (units, share of the market, change on 2023):\n- Vivo: 7.2 million, 19%, 23%\n- Xiaomi: 6.7 million, 18%, -2%",
        {
            "7.2 million": "shipments",
            "19%": "market_share",
            "23%": "shipments",
            "6.7 million": "shipments",
            "18%": "market_share",
            "-2%": "shipments",
        },
        id="columns, in the order of the brackets",
    ),
    pytest.param(
        "The biggest brands (revenue, gross margin):\n- Anta: RMB 33 billion, 64%\n- Li-Ning: RMB 14 billion, 50%",
        {"RMB 33 billion": "revenue", "64%": "gross_margin", "RMB 14 billion": "revenue", "50%": "gross_margin"},
        id="columns of money",
    ),
    pytest.param(
        "The biggest brands (all listed in Hong Kong):\n- Anta: net profit of RMB 10 billion\n- Li-Ning: net profit of RMB 3 billion",
        {"RMB 10 billion": "net_income", "RMB 3 billion": "net_income"},
        id="brackets without a metric",
    ),
    pytest.param(
        "The five largest sellers in India (shipments, share):\n1. Vivo: 7 million, 19%\n2. Xiaomi: 6.5 million, 18%",
        {"7 million": "shipments", "19%": "market_share", "6.5 million": "shipments", "18%": "market_share"},
        id="columns of a numbered list",
    ),
    pytest.param(
        "Market share in Vietnam in 2023:\n- Shopee: 63%\n- Lazada: 9%",
        {"63%": "market_share", "9%": "market_share"},
        id="a heading with a share",
    ),
    pytest.param(
        "Online shoppers in the Philippines bought goods worth $16 billion in 2023. The split:\n"
        "- Shopee: 50%\n"
        "- Lazada: 30%\n"
        "- TikTok Shop: 20%",
        {"$16 billion": "gmv", "50%": "market_share", "30%": "market_share", "20%": "market_share"},
        id="a split",
    ),
    pytest.param(
        "Tencent's revenue was RMB 161 billion in the second quarter. The breakdown:\n- Games: 30%\n- Advertising: 19%",
        {"RMB 161 billion": "revenue", "30%": "revenue", "19%": "revenue"},
        id="a breakdown of revenue",
    ),
    pytest.param(
        "Vietnam's online sales reached $20 billion in 2023, split as follows:\n- Shopee: 63%\n- Lazada: 9%",
        {"$20 billion": "gmv", "63%": "market_share", "9%": "market_share"},
        id="split as follows",
        marks=pytest.mark.xfail(strict=True, reason="a heading with a figure leads to no list"),
    ),
    pytest.param(
        "Tencent's revenue was RMB 161 billion in the second quarter. The breakdown:\n- Games: up 9%\n- Advertising: up 19%",
        {"RMB 161 billion": "revenue", "9%": "revenue", "19%": "revenue"},
        id="growth in a split",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted


PERIODS = [
    pytest.param(
        "NetEase's revenue was RMB 25 billion in the second quarter.\n- Cloud Music: RMB 2 billion\n- Youdao: RMB 1.4 billion",
        {"RMB 25 billion": "2024Q2", "RMB 2 billion": "2024Q2", "RMB 1.4 billion": "2024Q2"},
        id="of what leads to the list",
    ),
    pytest.param(
        "In the three months ended June 30:\n- Revenue: RMB 3 billion\n- Net profit: RMB 1 billion",
        {"RMB 3 billion": "2024Q2", "RMB 1 billion": "2024Q2"},
        id="of a heading that ends with a colon",
    ),
    pytest.param(
        "Carmakers reported July deliveries.\n- Nio: 20,498 vehicles\n- Xpeng: 11,145 vehicles",
        {"20,498": "2024-07", "11,145": "2024-07"},
        id="of a heading that ends with a full stop",
    ),
    pytest.param(
        "1. Moonshot AI\nThe start-up raised $1 billion in February.\n2. Zhipu AI\nIt raised RMB 3 billion.",
        {"$1 billion": "2024-02", "RMB 3 billion": "-"},
        id="not of the section before",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), PERIODS)
def test_period(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period") == wanted
