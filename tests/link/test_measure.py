"""Level, growth, multiple, change or share; the sign; and what it is measured against."""

from __future__ import annotations

from collections.abc import Callable

import pytest

READINGS = [
    # losses of a result
    pytest.param(
        "JD's operating result swung to a loss of RMB 1 billion in 2023.", {"RMB 1 billion": "level -"}, id="a result that turned"
    ),
    pytest.param("JD's operating result was RMB 1 billion in 2023.", {"RMB 1 billion": "level +"}, id="a result"),
    pytest.param("Zhihu lost 32 cents a share in 2023.", {"32 cents": "level -"}, id="lost by the share"),
    pytest.param(
        "Miniso had 7420 stores in September after a net increase of 859.", {"7420": "level +", "859": "change + yoy"}, id="a net increase"
    ),
    pytest.param("Nio delivered 20,498 cars, 12% below its target.", {"20,498": "level +", "12%": "growth - other"}, id="below a target"),
    pytest.param("Nio's shares lost a third of their value in 2022.", {"a third": "growth - yoy"}, id="a third of the value"),
    # find_direction: the word of change on either side
    pytest.param("JD's revenue rose 5%.", {"5%": "growth + yoy"}, id="verb up"),
    pytest.param("JD's revenue fell 5%.", {"5%": "growth - yoy"}, id="verb down"),
    pytest.param("JD's revenue was up 5% from a year earlier.", {"5%": "growth + yoy"}, id="was up"),
    pytest.param("JD reported a 5% increase in revenue.", {"5%": "growth + yoy"}, id="noun up behind"),
    pytest.param("JD reported a 5% drop in revenue.", {"5%": "growth - yoy"}, id="noun down behind"),
    pytest.param("JD posted revenue growth of 5%.", {"5%": "growth + yoy"}, id="growth of"),
    pytest.param("JD saw a decline of 5% in revenue.", {"5%": "growth - yoy"}, id="decline of"),
    pytest.param("JD's revenue was 5% higher than a year earlier.", {"5%": "growth + yoy"}, id="comparative higher"),
    pytest.param("JD's revenue was 5% lower than a year earlier.", {"5%": "growth - yoy"}, id="comparative lower"),
    pytest.param("JD's revenue increased by about 5%.", {"5%": "growth + yoy"}, id="by about"),
    pytest.param("JD's revenue edged up 0.4%.", {"0.4%": "growth + yoy"}, id="verb of two words"),
    pytest.param("JD's revenue plunged a record 22%.", {"22%": "growth - yoy"}, id="determiner between"),
    pytest.param(
        "Growing 5% year-on-year, JD's revenue came to RMB 3 billion.", {"5%": "growth + yoy", "RMB 3 billion": "level +"}, id="participle"
    ),
    pytest.param("JD's revenue stayed flat at RMB 3 billion.", {"RMB 3 billion": "level +"}, id="flat"),
    # where a change led to, and what it started from
    pytest.param("JD's revenue rose 5% to RMB 3 billion.", {"5%": "growth + yoy", "RMB 3 billion": "level +"}, id="rose to"),
    pytest.param("JD's revenue fell to RMB 3 billion.", {"RMB 3 billion": "level +"}, id="fell to keeps the level"),
    pytest.param(
        "JD's revenue rose to RMB 3 billion from RMB 2.5 billion a year earlier.",
        {"RMB 3 billion": "level +", "RMB 2.5 billion": "level +"},
        id="from is a level",
    ),
    # growth named by a noun
    pytest.param("JD's revenue growth slowed to 5%.", {"5%": "growth + yoy"}, id="growth slowed to"),
    pytest.param("Growth in JD's revenue was 5%.", {"5%": "growth + yoy"}, id="growth in"),
    pytest.param("JD's revenue growth rate was 5%.", {"5%": "growth + yoy"}, id="growth rate"),
    # change: an absolute difference
    pytest.param("JD's revenue fell by RMB 2 billion.", {"RMB 2 billion": "change - yoy"}, id="money down by"),
    pytest.param("JD's revenue rose by RMB 2 billion.", {"RMB 2 billion": "change + yoy"}, id="money up by"),
    pytest.param("Luckin Coffee opened 1,300 new stores.", {"1,300": "change +"}, id="opened new"),
    pytest.param("Kuaishou added 3 million daily active users.", {"3 million": "change +"}, id="added users"),
    pytest.param("Luckin Coffee has 20,000 stores.", {"20,000": "level +"}, id="has is a level"),
    pytest.param("Alibaba's market value fell by $20 billion.", {"$20 billion": "change - other"}, id="market value fell by"),
    pytest.param("Alibaba lost $23 billion in market value.", {"$23 billion": "change - other"}, id="lost market value"),
    pytest.param(
        "Kuaishou added 3 million daily active users from a year earlier.", {"3 million": "change + yoy"}, id="added from a year earlier"
    ),
    pytest.param("In four months, Temu gained 50 million users.", {"50 million": "change +"}, id="gained"),
    # points
    pytest.param("JD's gross margin rose 1.2 percentage points.", {"1.2 percentage points": "change + yoy"}, id="points up"),
    pytest.param("JD's gross margin fell by 1.2 percentage points.", {"1.2 percentage points": "change - yoy"}, id="points down"),
    pytest.param("JD's gross margin fell 80 basis points.", {"80 basis points": "change - yoy"}, id="basis points"),
    # multiples
    pytest.param("Temu's GMV doubled.", {"doubled": "multiple + yoy"}, id="doubled"),
    pytest.param("Temu's GMV halved from a year earlier.", {"halved": "multiple + yoy"}, id="halved"),
    pytest.param("Temu's GMV increased threefold from a year earlier.", {"threefold": "multiple + yoy"}, id="threefold"),
    # shares, and rates that are levels
    pytest.param("Huawei's market share was 17%.", {"17%": "share +"}, id="market share"),
    pytest.param("Advertising accounted for 17% of Bilibili's revenue.", {"17%": "share +"}, id="accounted for"),
    pytest.param("Advertising made up a third of Bilibili's revenue.", {"a third": "share +"}, id="fraction of"),
    pytest.param("JD's gross margin was 15.8%.", {"15.8%": "level +"}, id="margin is a level"),
    pytest.param("JD's gross margin rose to 15.8%.", {"15.8%": "level +"}, id="margin rose to"),
    pytest.param("Tencent sold a 5% stake in JD.", {"5%": "share +"}, id="stake"),
    pytest.param("Baidu cut 10% of its workforce.", {"10%": "share +"}, id="part cut"),
    pytest.param("JD's revenue was 40% of its peak.", {"40%": "multiple + other"}, id="of an earlier level"),
    pytest.param(
        "Passenger trips in China recovered to 90% of 2019 levels.",
        {"90%": "multiple + other"},
        id="recovered to a level",
    ),
    # losses
    pytest.param("Nio's net loss was RMB 5 billion.", {"RMB 5 billion": "level -"}, id="loss is negative"),
    pytest.param("Nio's net loss widened 20%.", {"20%": "growth - yoy"}, id="loss widened"),
    pytest.param("Nio's net loss narrowed 20%.", {"20%": "growth + yoy"}, id="loss narrowed"),
    pytest.param("Nio lost RMB 5 billion in the second quarter.", {"RMB 5 billion": "level -"}, id="lost money"),
    # the base
    pytest.param("JD's revenue rose 5% from the previous quarter.", {"5%": "growth + qoq"}, id="previous quarter"),
    pytest.param("JD's revenue rose 5% quarter-on-quarter.", {"5%": "growth + qoq"}, id="quarter-on-quarter"),
    pytest.param("Nio's deliveries fell 5% month-on-month in July.", {"5%": "growth - mom"}, id="month-on-month"),
    pytest.param(
        "Nio's deliveries in July fell 5% from June.",
        {"5%": "growth - mom"},
        id="from the month before",
    ),
    pytest.param(
        "JD's revenue rose 5% from a year earlier and 2% from the previous quarter.",
        {"5%": "growth + yoy", "2%": "growth + qoq"},
        id="two bases",
    ),
    pytest.param("From the previous quarter, JD's revenue rose 5%.", {"5%": "growth + qoq"}, id="base in front"),
    pytest.param("Compared with a year earlier, JD's revenue rose 5%.", {"5%": "growth + yoy"}, id="compared with, in front"),
    pytest.param("JD's revenue: 5% year-on-year.", {"5%": "growth + yoy"}, id="base alone makes it growth"),
    pytest.param("JD saw revenue increase 5%.", {"5%": "growth + yoy"}, id="saw increase"),
    pytest.param("JD's revenue rose 5% year over year.", {"5%": "growth + yoy"}, id="year over year"),
    pytest.param("JD's revenue rose 5% on the year.", {"5%": "growth + yoy"}, id="on the year"),
    pytest.param("JD's revenue fell 5% sequentially.", {"5%": "growth - qoq"}, id="sequentially"),
    pytest.param("JD's revenue rose 5% compared with 2019.", {"5%": "growth + other"}, id="compared with a year"),
    pytest.param("JD's shares closed 3% lower at HK$120.", {"3%": "growth - other", "HK$120": "level +"}, id="closed lower at"),
    pytest.param("JD's user base grew by 20 million over the past year.", {"20 million": "change + yoy"}, id="base grew by"),
    pytest.param(
        "Tencent's revenue, up 8%, was RMB 161 billion.", {"8%": "growth + yoy", "RMB 161 billion": "level +"}, id="inserted growth"
    ),
    pytest.param(
        "Tencent's revenue was RMB 161 billion, an increase of 8%.",
        {"RMB 161 billion": "level +", "8%": "growth + yoy"},
        id="apposed growth",
    ),
    pytest.param("Half of Temu's sellers are from Guangdong.", {"Half": "share +"}, id="half of"),
    pytest.param("About 40% of Bilibili's users are women.", {"40%": "share +"}, id="part of the users"),
    pytest.param("Alibaba's shares fell 4%.", {"4%": "growth - other"}, id="shares against the day before"),
    pytest.param(
        "JD's revenue has risen 40% since 2021.",
        {"40%": "growth + other"},
        id="since a year",
    ),
    # differences
    pytest.param("Mixue had 900 stores in Vietnam, an increase of 48.", {"900": "level +", "48": "change + yoy"}, id="an increase of"),
    pytest.param(
        "Heytea had 3,200 stores, an increase of 410 from a year earlier.",
        {"3,200": "level +", "410": "change + yoy"},
        id="an increase of, from a year earlier",
    ),
    pytest.param(
        "Heytea had 3,200 stores, an increase of 14% from a year earlier.",
        {"3,200": "level +", "14%": "growth + yoy"},
        id="an increase of a percentage",
    ),
    pytest.param(
        "Baidu's capital spending was $1.1 billion in 2023, $300 million less than in 2022.",
        {"$1.1 billion": "level +", "$300 million": "change - yoy"},
        id="less than in",
    ),
    pytest.param(
        "Didi's marketing costs were RMB 2 billion, RMB 500 million less than in the previous quarter.",
        {"RMB 2 billion": "level +", "RMB 500 million": "change - qoq"},
        id="less than in the previous quarter",
    ),
    pytest.param(
        "Huawei's Pura 70 costs 5,499 yuan, 500 yuan more than a year earlier.",
        {"5,499 yuan": "level +", "500 yuan": "change + yoy"},
        id="more than a year earlier",
    ),
    pytest.param(
        "SMIC's net profit was $900 million in 2023, less than $1.8 billion in 2022.",
        {"$900 million": "level +", "$1.8 billion": "level +"},
        id="less than a level",
    ),
    pytest.param("SMIC spends more than $7 billion a year.", {"$7 billion": "level +"}, id="more than is a bound"),
    # the offer price
    pytest.param(
        "Laopu Gold's shares closed at HK$55, 11% above the offer price.",
        {"HK$55": "level +", "11%": "growth + other"},
        id="above the offer price",
    ),
    pytest.param("Black Sesame's shares closed 27% below the offer price.", {"27%": "growth - other"}, id="below the offer price"),
    # longer
    pytest.param(
        "Users spent 61 minutes a day on Xiaohongshu, 12% longer than a year earlier.",
        {"61 minutes": "level +", "12%": "growth + yoy"},
        id="longer than a year earlier",
    ),
    pytest.param(
        "Kuaishou's users spent 122 minutes a day on the app, 8% longer than a year earlier, and its revenue rose 11%.",
        {"122 minutes": "level +", "8%": "growth + yoy", "11%": "growth + yoy"},
        id="longer, then another metric",
    ),
    # told by the days compared
    pytest.param("Baidu's shares fell 23% in 2023.", {"23%": "growth - yoy"}, id="shares over a year"),
    pytest.param("BYD's market value fell 18% last year.", {"18%": "growth - yoy"}, id="market value over last year"),
    pytest.param("Li Auto's shares rose 3% on Monday.", {"3%": "growth + other"}, id="shares on a day"),
    pytest.param(
        "Douyu's revenue was RMB 5.5 billion in 2023, down 22% on 2022.",
        {"RMB 5.5 billion": "level +", "22%": "growth - yoy"},
        id="down on the year before",
    ),
    pytest.param(
        "Ctrip's revenue in 2023 was RMB 44 billion, up 25% on 2019.",
        {"RMB 44 billion": "level +", "25%": "growth + other"},
        id="up on an earlier year",
    ),
    pytest.param(
        "Xiaomi's shipments in the second quarter of 2024 rose 4% from the first quarter of 2024.",
        {"4%": "growth + qoq"},
        id="two quarters in a row",
    ),
    pytest.param(
        "Miniso's sales in the first half of 2024 rose 16% from the first half of 2023.", {"16%": "growth + yoy"}, id="the same half"
    ),
    pytest.param("Xpeng's deliveries in 2023 rose 17% from 2021.", {"17%": "growth + other"}, id="two years before"),
    pytest.param(
        "NetEase's revenue in the second quarter rose 6% on the first quarter.",
        {"6%": "growth + qoq"},
        id="on the first quarter",
    ),
    # months earlier
    pytest.param(
        "Full Truck Alliance's revenue was RMB 2.7 billion, up 34% from twelve months earlier.",
        {"RMB 2.7 billion": "level +", "34%": "growth + yoy"},
        id="twelve months earlier",
    ),
    pytest.param(
        "Vipshop had 44 million users, up 3% from 12 months earlier.",
        {"44 million": "level +", "3%": "growth + yoy"},
        id="12 months earlier",
    ),
    pytest.param(
        "Vipshop had 44 million users, down 1% from three months earlier.",
        {"44 million": "level +", "1%": "growth - qoq"},
        id="three months earlier",
    ),
    pytest.param(
        "Vipshop had 44 million users, down 1% from six months earlier.",
        {"44 million": "level +", "1%": "growth - other"},
        id="six months earlier",
    ),
    # what the growth before was measured against
    pytest.param(
        "Miniso's revenue rose 22% in 2023, slowing from the previous year's 39% jump.",
        {"22%": "growth + yoy", "39%": "growth + yoy"},
        id="from the previous year's jump",
    ),
    pytest.param(
        "Miniso's revenue rose 22% in the second quarter, slowing from the previous quarter's 26% increase.",
        {"22%": "growth + yoy", "26%": "growth + yoy"},
        id="from the previous quarter's increase",
    ),
    # units
    pytest.param(
        "Alibaba's cloud division, once a loss maker, grew 17%.",
        {"17%": "growth + yoy"},
        id="once a loss maker",
    ),
    # parts
    pytest.param(
        "Half of Tencent's RMB 160 billion in revenue came from games.",
        {"Half": "share +", "RMB 160 billion": "level +"},
        id="half of a level",
    ),
    pytest.param(
        "Meituan handled three times as many orders as Ele.me.",
        {"three times": "multiple + other"},
        id="as many as another",
        marks=pytest.mark.xfail(strict=True, reason="a ratio to another company is read as growth"),
    ),
    # more differences
    pytest.param(
        "Heytea had 3,200 stores, a drop of 100 from the previous quarter.", {"3,200": "level +", "100": "change - qoq"}, id="a drop of"
    ),
    pytest.param(
        "Nayuki had 1,597 stores, 20 fewer than in the previous quarter.", {"1,597": "level +", "20": "change - qoq"}, id="fewer than in"
    ),
    pytest.param(
        "Weibo had 255 million daily users, 4 million more than a year earlier.",
        {"255 million": "level +", "4 million": "change + yoy"},
        id="millions more than",
    ),
    pytest.param(
        "Weibo had 255 million daily users, more than 4 million of them abroad.",
        {"255 million": "level +", "4 million": "level +"},
        id="more than, of them",
    ),
    pytest.param(
        "Huawei's revenue was RMB 417 billion, an increase of RMB 107 billion.",
        {"RMB 417 billion": "level +", "RMB 107 billion": "change + yoy"},
        id="an increase of money",
    ),
    pytest.param(
        "Nayuki's net loss was RMB 438 million, RMB 300 million more than a year earlier.",
        {"RMB 438 million": "level -", "RMB 300 million": "change - yoy"},
        id="a loss grew by",
    ),
    # more units
    pytest.param("Kingsoft's cloud unit shrank 7%.", {"7%": "growth - yoy"}, id="a unit shrank"),
    pytest.param("Baidu's cloud arm expanded 14% from the previous quarter.", {"14%": "growth + qoq"}, id="an arm expanded"),
    pytest.param("The cloud unit of Kingsoft grew 7%.", {"7%": "growth + yoy"}, id="the unit of a company grew"),
    # more levels
    pytest.param("Leapmotor's sales rose 5% to 300,000 vehicles.", {"5%": "growth + yoy", "300,000": "level +"}, id="rose to vehicles"),
    # figures said again by a noun
    pytest.param("Huawei's market share was 14%. That share rose to 17%.", {"14%": "share +", "17%": "share +"}, id="that share rose to"),
    pytest.param(
        "Mixue's gross margin was 28% in 2022. The figure was 30% in 2023.", {"28%": "level +", "30%": "level +"}, id="the figure"
    ),
    pytest.param("Huawei's market share was 14%. That share rose 3%.", {"14%": "share +", "3%": "growth + yoy"}, id="that share rose"),
    # parts of what a place has
    pytest.param("Xiaomi took 14% of India's smartphone shipments.", {"14%": "share +"}, id="of a country's shipments"),
    pytest.param("Members placed 45% of JD's orders.", {"45%": "share +"}, id="of one's own orders"),
    # bases of ratios and of changes before
    pytest.param(
        "Trip.com's sales grew 20% in 2023. Against 2019, they rose 40%.", {"20%": "growth + yoy", "40%": "growth + other"}, id="against"
    ),
    pytest.param("Trip.com's revenue in 2023 rose 25% over 2022.", {"25%": "growth + yoy"}, id="over the year before"),
    pytest.param(
        "Leapmotor sold 144,155 cars in 2023, triple the 2022 figure.",
        {"144,155": "level +", "triple": "multiple + yoy"},
        id="triple the figure of",
    ),
    pytest.param(
        "Leapmotor sold 144,155 cars in 2023, triple the 2021 figure.",
        {"144,155": "level +", "triple": "multiple + other"},
        id="triple the figure of two years before",
    ),
    pytest.param(
        "Xpeng's deliveries rose 26% over the first six months of the year.",
        {"26%": "growth + yoy"},
        id="over some months",
    ),
    pytest.param(
        "Trip.com's bookings rose 20% over the May Day holiday.",
        {"20%": "growth + yoy"},
        id="over a holiday",
    ),
    pytest.param(
        "Trip.com's bookings in May surpassed the 2019 level by 20%.",
        {"20%": "growth + other"},
        id="surpassed a level by",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), READINGS)
def test_reading(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "reading") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Nio's net loss was RMB 5 billion.", {"RMB 5 billion": "-5e+09 CNY"}, id="loss"),
        pytest.param("JD's revenue fell by RMB 2 billion.", {"RMB 2 billion": "-2e+09 CNY"}, id="fell by"),
        pytest.param("Temu's GMV tripled.", {"tripled": "3 times"}, id="tripled"),
        pytest.param("Temu's GMV halved.", {"halved": "0.5 times"}, id="halved"),
        pytest.param("Nio's net loss narrowed 20%.", {"20%": "20 percent"}, id="loss narrowed"),
        pytest.param("Advertising made up a third of Bilibili's revenue.", {"a third": "33.3333 percent"}, id="a third"),
        pytest.param("JD's gross margin fell 80 basis points.", {"80 basis points": "-0.8 percentage_point"}, id="basis points"),
    ],
)
def test_signed_value(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "amount") == wanted
