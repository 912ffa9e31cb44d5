"""What a text as a whole is about: the period it reports on, the country it counts, its topics. The texts are of 15 August 2024."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

AFTER_618 = dt.date(2024, 6, 20)
SPRING = dt.date(2024, 3, 28)
IDLE = "The stores looked tidy.\nA guard waved.\nRain fell.\n"
"""Sentences that carry nothing to the one behind."""

RESULTS = [
    pytest.param(
        f"Kuaishou reports second-quarter results\nKuaishou's revenue rose 12% in the second quarter.\n{IDLE}Its net profit doubled.",
        {"12%": "2024Q2", "doubled": "2024Q2"},
        id="the quarter, far behind",
    ),
    pytest.param(
        f"Midea's half-year report is out\nMidea's revenue rose 10% in the first half of 2024.\n{IDLE}Its net profit was RMB 20 billion.",
        {"10%": "2024H1", "RMB 20 billion": "2024H1"},
        id="the half, far behind",
    ),
    pytest.param(
        f"Weibo posts second-quarter results\nIts revenue was $438 million in the second quarter.\n{IDLE}Revenue from advertising fell 3%.",
        {"$438 million": "2024Q2", "3%": "2024Q2"},
        id="a figure of nobody in particular",
    ),
    pytest.param(
        f"Alibaba reports second-quarter results\nAlibaba's revenue rose 4% in the second quarter.\n{IDLE}Cainiao's revenue rose 16%.",
        {"4%": "2024Q2", "16%": "2024Q2"},
        id="a business of the one that reports",
    ),
    # others
    pytest.param(
        f"Kuaishou reports second-quarter results\nKuaishou's revenue rose 12% in the second quarter.\n{IDLE}Meituan's orders rose 14%.",
        {"12%": "2024Q2", "14%": "2024Q2"},
        id="what another company's figure moved by",
    ),
    pytest.param(
        f"Kuaishou reports second-quarter results\nKuaishou's revenue rose 12% in the second quarter.\n{IDLE}Its profit doubled in 2023.",
        {"12%": "2024Q2", "doubled": "2023"},
        id="a time of its own",
    ),
    pytest.param(
        f"Kuaishou reports second-quarter results\nKuaishou's revenue rose 12% in the second quarter.\n{IDLE}It has 20,000 employees.",
        {"12%": "2024Q2", "20,000": "2024-08-15"},
        id="a stock is one of today",
    ),
    pytest.param(
        f"Kuaishou looks back on the second quarter of 2022\nKuaishou's revenue rose 13% in the second quarter of 2022.\n{IDLE}"
        "Its net profit doubled.",
        {"13%": "2022Q2", "doubled": "-"},
        id="a quarter long over",
    ),
    pytest.param(
        f"Midea's plants\n{IDLE}{IDLE}Midea's revenue rose 10% in the first half of 2024.\n{IDLE}Its net profit was RMB 20 billion.",
        {"10%": "2024H1", "RMB 20 billion": "2024H1"},
        id="the half its owner reported on further down",
    ),
    pytest.param(
        f"Midea's revenue rose 10% in the first half of 2024.\n{IDLE * 3}Haier's net profit was RMB 20 billion.",
        {"10%": "2024H1", "RMB 20 billion": "-"},
        id="the half of somebody else",
    ),
    pytest.param(
        f"SNE Research: CATL and BYD lead in July\nCATL shipped 40 GWh in July, SNE Research said.\n{IDLE}BYD's shipments rose 20%.",
        {"40 GWh": "2024-07", "20%": "2024-07"},
        id="a month of a research report",
    ),
    pytest.param(
        f"CATL and BYD lead in July\nCATL shipped 40 GWh in July.\n{IDLE}BYD's shipments rose 20%.",
        {"40 GWh": "2024-07", "20%": "2024-07"},
        id="what moved, without a research firm",
    ),
    pytest.param(
        f"Xiaomi and Honor lead in July, Counterpoint says\nXiaomi's sales rose 22% in July, Counterpoint said.\n{IDLE}"
        "Honor's sales fell 4%.",
        {"22%": "2024-07", "4%": "2024-07"},
        id="a month of a market report",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), RESULTS)
def test_results(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period") == wanted


ANNUAL = [
    pytest.param(
        f"Midea reports results for 2023\nMidea's revenue rose 8% in 2023.\n{IDLE}Its net profit was RMB 33 billion.",
        {"8%": "2023", "RMB 33 billion": "2023"},
        id="the year whose results are out",
    ),
    pytest.param(
        f"Midea's year\nMidea's revenue rose 8% in 2023.\n{IDLE}Its net profit was RMB 33 billion.",
        {"8%": "2023", "RMB 33 billion": "-"},
        id="a year without results",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ANNUAL)
def test_annual_results(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period", published=SPRING) == wanted


FESTIVALS = [
    pytest.param(
        f"Sales during 618 disappoint\nTmall's GMV rose 5% during this year's 618.\n{IDLE}JD's orders rose 7%.",
        {"5%": "2024-05-20/2024-06-18", "7%": "2024-05-20/2024-06-18"},
        id="named twice",
    ),
    pytest.param(
        f"Tmall's 618 ends\nFrom May 31 to June 18, Tmall's GMV rose 5%.\n{IDLE}JD's orders rose 7%.",
        {"5%": "2024-05-31/2024-06-18", "7%": "2024-05-31/2024-06-18"},
        id="days that are said",
    ),
    pytest.param(
        f"Tmall's 618 ends\n{IDLE}Tmall's GMV rose 5%.\n{IDLE}JD's orders rose 7%.",
        {"5%": "2024-05-20/2024-06-18", "7%": "2024-05-20/2024-06-18"},
        id="named in the headline",
    ),
    pytest.param(
        f"Tmall's spring\nIts 618 has ended. Tmall's GMV rose 5%.\n{IDLE}JD's orders rose 7%.",
        {"5%": "-", "7%": "-"},
        id="named once further down",
    ),
    pytest.param(
        f"China's mid-year shopping season is over.\nJD's GMV rose 10%.\n{IDLE}Vouchers brought shops 7% more orders.",
        {"10%": "2024-05-20/2024-06-18", "7%": "2024-05-20/2024-06-18"},
        id="named by its season",
    ),
    pytest.param(
        f"Sales during Singles' Day of 2022\nTmall's GMV rose 5% during Singles' Day of 2022.\n{IDLE}JD has 500 million users.",
        {"5%": "2022-10-31/2022-11-11", "500 million": "2024-06-20"},
        id="a festival long over, and a stock",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), FESTIVALS)
def test_festivals(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period", published=AFTER_618) == wanted


OWNERS = [
    pytest.param(
        "CNNIC counted 1.1 billion internet users by the end of June.\nThe number of online shoppers was 905 million.",
        {"1.1 billion": "China", "905 million": "China"},
        id="users",
    ),
    pytest.param(
        "The State Post Bureau released figures on Monday.\nCouriers handled 80 billion parcels in the first half.",
        {"80 billion": "China"},
        id="an office without a figure",
    ),
    pytest.param(
        "The National Bureau of Statistics said retail sales rose 2.7% in July.\nAlibaba's revenue rose 4%.",
        {"2.7%": "China", "4%": "Alibaba"},
        id="a company among statistics",
    ),
    pytest.param(
        "Alibaba has 900 million users.\nThe National Bureau of Statistics praised it.\nUsers rose 3%.",
        {"900 million": "Alibaba", "3%": "Alibaba"},
        id="an office behind a company",
    ),
    pytest.param(
        "The National Bureau of Statistics said retail sales rose 2.7% in July.\nOnline retail sales rose 9%.",
        {"2.7%": "China", "9%": "China"},
        id="sales of the sentence behind",
    ),
    pytest.param(
        "The General Administration of Customs published trade data for July.\nExports rose 7%.",
        {"7%": "China"},
        id="exports",
    ),
    pytest.param(
        "CNNIC counted 1.1 billion internet users by the end of June.\nPenetration reached 78%.",
        {"1.1 billion": "China", "78%": "China"},
        id="penetration of the sentence behind",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_home_of_the_statistics(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


INDUSTRY = [
    pytest.param(
        "China's video game market took in RMB 144 billion in the first half.\nSales of console games rose 9%.",
        {"RMB 144 billion": "China", "9%": "China"},
        id="an industry of a country",
    ),
    pytest.param(
        "China's courier industry handled 80 billion parcels in the first half.\nRevenue rose 15%.",
        {"80 billion": "China", "15%": "China"},
        id="an industry, and no company",
    ),
    pytest.param(
        "China's video game market took in RMB 144 billion in the first half.\nNetEase did well. Revenue rose 7%.",
        {"RMB 144 billion": "China", "7%": "NetEase"},
        id="an industry, then a company",
    ),
    pytest.param(
        "NetEase leads.\nChina's video game market took in RMB 144 billion.\nRevenue rose 7%.",
        {"RMB 144 billion": "China", "7%": "NetEase"},
        id="a company in front of an industry",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), INDUSTRY)
def test_industry_of_a_country(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


COUNTED = [
    pytest.param(
        "CNNIC counted 1.1 billion internet users by the end of June.\nRural users numbered 304 million.",
        {"1.1 billion": "2024-06-30", "304 million": "2024-06-30"},
        id="by the end of a month",
    ),
    pytest.param(
        "CNNIC counted 1.09 billion internet users at the end of 2023.\nUsers of online video numbered 1.07 billion.",
        {"1.09 billion": "2023-12-31", "1.07 billion": "2023-12-31"},
        id="at the end of a year",
    ),
    pytest.param(
        "CNNIC counted 1.1 billion internet users by the end of June.\nDouyin has 750 million users.",
        {"1.1 billion": "2024-06-30", "750 million": "2024-08-15"},
        id="a company's are those of today",
    ),
    pytest.param(
        "Douyin had 750 million users by the end of June.\nKuaishou's users number 600 million.",
        {"750 million": "2024-06-30", "600 million": "2024-08-15"},
        id="no statistics",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTED)
def test_the_day_counted_at(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period") == wanted


CONTEXTS = [
    pytest.param(
        "Nio's shares fell 3% on Monday.\nXpeng's shares rose 2% and those of BYD 1%.\nLi Auto lost 4%.",
        {"3%": "share_price", "2%": "share_price", "1%": "share_price", "4%": "share_price"},
        id="lost among share prices",
    ),
    pytest.param(
        "Nio's shares fell 3% on Monday.\nXpeng's shares rose 2%.\nLeapmotor gained 5%.",
        {"3%": "share_price", "2%": "share_price", "5%": "share_price"},
        id="gained among share prices",
    ),
    pytest.param(
        "Nio's revenue fell 3%.\nXpeng's revenue rose 2%.\nJD Logistics grew 7%.",
        {"3%": "revenue", "2%": "revenue", "7%": "revenue"},
        id="grew among revenues",
    ),
    # travel
    pytest.param(
        "Tourists made 295 million trips over the May Day holiday.\nThey spent RMB 167 billion during the holiday.",
        {"295 million": "trips", "RMB 167 billion": "travel_spending"},
        id="travel spending in a holiday report",
    ),
    pytest.param(
        "The May Day holiday drew crowds, with travel spending of RMB 167 billion.\nSpending rose 13% from 2023, and trips rose 8%.",
        {"RMB 167 billion": "travel_spending", "13%": "travel_spending", "8%": "trips"},
        id="spending of travellers",
    ),
    pytest.param(
        "Shoppers like Miniso. They spent RMB 3 billion in its stores.",
        {"RMB 3 billion": "cost"},
        id="spent in no travel report",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CONTEXTS)
def test_contexts(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "metric") == wanted
