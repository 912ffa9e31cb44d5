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
    # profits on sales
    pytest.param(
        "Anker made RMB 1.6 billion on sales of RMB 17.5 billion in 2023.",
        {"RMB 1.6 billion": "net_income", "RMB 17.5 billion": "revenue"},
        id="made on sales of",
    ),
    pytest.param(
        "Geely earned RMB 5.3 billion on revenue of RMB 179 billion in 2023.",
        {"RMB 5.3 billion": "net_income", "RMB 179 billion": "revenue"},
        id="earned on revenue of",
    ),
    pytest.param("Anker made RMB 1.6 billion in advertising revenue.", {"RMB 1.6 billion": "revenue"}, id="made in revenue"),
    # prices by the piece
    pytest.param("Moonshot AI charges RMB 12 for every 1,000 tokens.", {"RMB 12": "price"}, id="for every 1,000"),
    pytest.param("MiniMax now asks 1 yuan for every 10,000 tokens.", {"1 yuan": "price"}, id="asks for every 10,000"),
    pytest.param("MiniMax spent RMB 300 million on tokens.", {"RMB 300 million": "cost"}, id="spent on tokens"),
    # penetration
    pytest.param("TikTok Shop is used by 34% of Indonesian consumers.", {"34%": "penetration"}, id="of consumers of a country"),
    pytest.param(
        "Some 62% of the country's online shoppers use Alipay in China.", {"62%": "penetration"}, id="of the country's online shoppers"
    ),
    pytest.param(
        "Douyin's livestreams were watched by 58% of the country's internet users.", {"58%": "penetration"}, id="watched by internet users"
    ),
    pytest.param("China has 900 million online shoppers.", {"900 million": "users"}, id="a number of shoppers"),
    pytest.param(
        "Half of JD's shoppers live in small towns.",
        {"Half": "users"},
        id="part of a company's shoppers",
        marks=pytest.mark.xfail(strict=True, reason="a part of one's own shoppers is read as a reach"),
    ),
    # nouns of another noun
    pytest.param("GMV of its hotel business doubled, Kuaishou said.", {"doubled": "gmv"}, id="GMV of a business"),
    pytest.param("Orders of Meituan's grocery business rose 30%.", {"30%": "orders"}, id="orders of a business"),
    pytest.param("Sales of hotel vouchers on Meituan rose 80%.", {"80%": "gmv"}, id="sales of vouchers"),
    pytest.param("The price of hotel rooms rose 9% in Sanya.", {"9%": "price"}, id="price of rooms"),
    # describing clauses
    pytest.param("On Dewu, sales of handbags that have high prices fell 12%.", {"12%": "gmv"}, id="that have high prices"),
    pytest.param(
        "The number of Bilibili creators with over 8,000 fans grew 24%.",
        {"8,000": "followers", "24%": "creators"},
        id="number of those with fans",
    ),
    pytest.param(
        "Xiaohongshu creators with over 5,000 followers grew 27%.", {"5,000": "followers", "27%": "creators"}, id="those with followers"
    ),
    pytest.param("Kuaishou's fans rose 24%.", {"24%": "followers"}, id="fans themselves"),
    # changes that lead to counted things
    pytest.param("Leapmotor's sales rose 62% to 86,000 vehicles.", {"62%": "shipments", "86,000": "shipments"}, id="rose to vehicles"),
    pytest.param("Great Wall Motor's sales fell 3% to 98,000 cars in June.", {"3%": "shipments", "98,000": "shipments"}, id="fell to cars"),
    pytest.param("Vivo's sales grew 4% to 27 million units.", {"4%": "shipments", "27 million": "shipments"}, id="grew to units"),
    pytest.param("Pop Mart's sales rose 10% to RMB 6 billion.", {"10%": "revenue", "RMB 6 billion": "revenue"}, id="rose to money"),
    pytest.param(
        "Midea's sales rose 10% to RMB 217 billion.",
        {"10%": "revenue", "RMB 217 billion": "revenue"},
        id="a maker's sales rose to money",
    ),
    # too large for a share
    pytest.param(
        "Blackstone agreed to buy the shares for HK$2.1 billion.", {"HK$2.1 billion": "acquisition"}, id="buy the shares for billions"
    ),
    pytest.param("Ctrip's investors offered to buy the shares at $25.", {"$25": "share_price"}, id="buy the shares at"),
    # as many
    pytest.param("UnionPay processed twice as many transactions as a year ago.", {"twice": "orders"}, id="twice as many transactions"),
    pytest.param("On Taobao, buyers placed three times as many orders.", {"three times": "orders"}, id="three times as many orders"),
    pytest.param("Meituan handled as many as 150 million orders.", {"150 million": "orders"}, id="as many as a count"),
    pytest.param(
        "On Pinduoduo, shoppers made five times as many transactions.",
        {"five times": "orders"},
        id="as many transactions on a marketplace",
        marks=pytest.mark.xfail(strict=True, reason="transactions on a marketplace are read as their value"),
    ),
    # a part and the whole it is of
    pytest.param(
        "Tencent published its results. Games brought in half of the company's RMB 160 billion in revenue.",
        {"half": "revenue", "RMB 160 billion": "revenue"},
        id="half of the company's revenue",
    ),
    pytest.param(
        "Douyin generated half of ByteDance's $120 billion in revenue.",
        {"half": "revenue", "$120 billion": "revenue"},
        id="half of another's revenue",
    ),
    pytest.param("Half of Tencent's employees work in Shenzhen.", {"Half": "employees"}, id="half of the employees"),
    # parts of what a place has
    pytest.param("Meituan is strong in Chengdu. It delivers 65% of the city's orders.", {"65%": "market_share"}, id="of the city's orders"),
    pytest.param("Xiaomi took 14% of India's smartphone shipments.", {"14%": "market_share"}, id="of a country's shipments"),
    pytest.param("Xiaomi took 14% of smartphone shipments in India.", {"14%": "market_share"}, id="of shipments in a country"),
    pytest.param("Pinduoduo accounts for 19% of China's e-commerce GMV.", {"19%": "market_share"}, id="of a country's GMV"),
    pytest.param("J&T handled 12% of China's parcels.", {"12%": "market_share"}, id="of a country's parcels"),
    pytest.param("BYD accounted for 35% of China's new energy vehicle sales.", {"35%": "market_share"}, id="of a country's car sales"),
    pytest.param("Livestreams made up 27% of e-commerce GMV in China.", {"27%": "penetration"}, id="nobody's part of the GMV"),
    pytest.param("New energy vehicles made up 50% of new car sales in China.", {"50%": "penetration"}, id="nobody's part of car sales"),
    pytest.param("Members placed 45% of JD's orders.", {"45%": "orders"}, id="a part of one's own orders"),
    pytest.param("India made up 14% of Xiaomi's smartphone shipments.", {"14%": "shipments"}, id="a part of one's own shipments"),
    pytest.param("Overseas buyers placed 30% of AliExpress's orders.", {"30%": "orders"}, id="a part of a business's own orders"),
    pytest.param(
        "Members placed 45% of JD's orders in China.",
        {"45%": "orders"},
        id="a part of one's own orders in a country",
    ),
    pytest.param(
        "In Chengdu, Meituan handled 65% of the city's takeout orders.",
        {"65%": "market_share"},
        id="of the orders of the city named in front",
    ),
    pytest.param(
        "China has many shops. Pinduoduo accounts for 19% of the country's GMV.",
        {"19%": "market_share"},
        id="of the country's GMV",
    ),
    pytest.param(
        "BYD made 35% of new car sales in China.",
        {"35%": "market_share"},
        id="of new car sales",
        marks=pytest.mark.xfail(strict=True, reason="a seller's part of new car sales is read as a reach"),
    ),
    pytest.param(
        "Foldables made up 3% of China's smartphone shipments.",
        {"3%": "penetration"},
        id="nobody's part of shipments",
        marks=pytest.mark.xfail(strict=True, reason="a kind of thing is read as a seller"),
    ),
    pytest.param(
        "Electric cars made up half of China's car sales.",
        {"half": "penetration"},
        id="nobody's half of car sales",
        marks=pytest.mark.xfail(strict=True, reason="a kind of thing is read as a seller"),
    ),
    pytest.param(
        "Online sales made up 27% of China's retail sales.",
        {"27%": "penetration"},
        id="online sales of retail sales",
        marks=pytest.mark.xfail(strict=True, reason="what makes up the part names the metric"),
    ),
    # more changes that lead to counted things
    pytest.param("Chery's sales climbed 12% to 1.1 million cars.", {"12%": "shipments", "1.1 million": "shipments"}, id="climbed to cars"),
    pytest.param("Sales of Oppo shrank 3% to 25 million phones.", {"3%": "shipments", "25 million": "shipments"}, id="shrank to phones"),
    pytest.param("Haier's sales edged up 3% to RMB 136 billion.", {"3%": "revenue", "RMB 136 billion": "revenue"}, id="edged up to money"),
    pytest.param("The industry's revenue rose 15%.", {"15%": "revenue"}, id="the industry's revenue"),
    pytest.param("Revenue of the industry rose 15%.", {"15%": "revenue"}, id="revenue of the industry"),
    # what was sold, attributes, the figure that stands for a metric
    pytest.param("Douyin sold RMB 90 billion of vouchers in 2023.", {"RMB 90 billion": "gmv"}, id="sold of vouchers"),
    pytest.param("Kuaishou hosts sold RMB 3 billion worth of flowers.", {"RMB 3 billion": "gmv"}, id="sold worth of flowers"),
    pytest.param("ZhongAn sold RMB 29 billion of insurance in 2023.", {"RMB 29 billion": "revenue"}, id="sold of insurance"),
    pytest.param("Tesla is offering buyers a 15% discount.", {"15%": "discount"}, id="a discount"),
    pytest.param("With sales weak, Zeekr gives buyers an 8% discount.", {"8%": "discount"}, id="a discount behind another metric"),
    pytest.param("Zeekr announced a 3% price increase.", {"3%": "price"}, id="a rise"),
    pytest.param(
        "Oppo's shipments posted a 14% slump in the third quarter of 2023 even as rivals recovered.",
        {"14%": "shipments"},
        id="a drop even as another grew",
    ),
    pytest.param(
        "Vipshop's orders posted a 6% decline although its margin widened.",
        {"6%": "orders"},
        id="a decline although revenue grew",
    ),
    pytest.param("Oppo saw a 25% drop in shipments even as the market grew.", {"25%": "shipments"}, id="a drop in what stands behind"),
    pytest.param("Downloads of short drama apps reached 110 million in July.", {"110 million": "downloads"}, id="downloads of apps"),
    pytest.param("Users of Kuaishou's shopping service numbered 130 million.", {"130 million": "users"}, id="users of an app"),
    pytest.param("Exports of electric cars fell 4% in China.", {"4%": "trade"}, id="exports of cars"),
    pytest.param("Revenue from Tencent's mobile games rose 9%.", {"9%": "revenue"}, id="revenue from games"),
    pytest.param(
        "Xiaohongshu does not disclose GMV, but LatePost put the figure at RMB 400 billion.",
        {"RMB 400 billion": "gmv"},
        id="the figure for what it does not disclose",
    ),
    pytest.param(
        "Temu does not publish its GMV, but analysts at Citi say the figure reached $15 billion.",
        {"$15 billion": "gmv"},
        id="the figure reached",
    ),
    pytest.param("Manner keeps quiet on its stores, but the number stood at 1,200 in June.", {"1,200": "stores"}, id="the number stood at"),
    pytest.param(
        "Shein does not reveal its profit. The figure topped $2 billion in 2023.",
        {"$2 billion": "net_income"},
        id="the figure of the sentence before",
    ),
    pytest.param(
        "Shein does not reveal its profit, though the figure topped $2 billion in 2023.",
        {"$2 billion": "net_income"},
        id="though the figure topped",
    ),
    pytest.param("Temu does not publish its GMV, but its net loss reached $1 billion.", {"$1 billion": "net_income"}, id="no figure"),
]


@pytest.mark.parametrize(("text", "wanted"), METRICS)
def test_metric(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted
