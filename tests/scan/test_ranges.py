"""Ranges, from–to pairs, series and restatements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


def cases(*rows: tuple[str, str, str]) -> pytest.MarkDecorator:
    """Rows of id, sentence and expected amounts (several are separated by " ; ")."""
    return pytest.mark.parametrize(
        ("text", "expected"),
        [pytest.param(text, expected.split(" ; ") if expected else [], id=name) for name, text, expected in rows],
    )


@cases(
    ("shared all", "It will raise $300-500 million.", "$300-500 million = 400000000 USD [300000000 500000000]"),
    ("both full", "It will raise $300 million-$500 million.", "$300 million-$500 million = 400000000 USD [300000000 500000000]"),
    ("to", "It made RMB 40 billion to RMB 50 billion.", "RMB 40 billion to RMB 50 billion = 45000000000 CNY [40000000000 50000000000]"),
    ("shared rmb", "It made RMB 40-50 billion.", "RMB 40-50 billion = 45000000000 CNY [40000000000 50000000000]"),
    ("en dash", "It made RMB 40–50 billion.", "RMB 40–50 billion = 45000000000 CNY [40000000000 50000000000]"),
    (
        "between",
        "Sales are between $12 billion and $13 billion.",
        "$12 billion and $13 billion = 12500000000 USD [12000000000 13000000000]",
    ),
    ("between shared", "Sales are between 12 and 13 billion yuan.", "12 and 13 billion yuan = 12500000000 CNY [12000000000 13000000000]"),
    (
        "between, restated",
        "Sales are between RMB 14 billion ($2 billion) and RMB 21 billion ($3 billion).",
        "RMB 14 billion ($2 billion) and RMB 21 billion = 17500000000 CNY [14000000000 21000000000]",
    ),
    (
        "rose from, restated",
        "Sales rose from RMB 14 billion ($2 billion) to RMB 21 billion ($3 billion).",
        "RMB 14 billion = 14000000000 CNY from also $2 billion = 2000000000 USD ; "
        "RMB 21 billion = 21000000000 CNY to also $3 billion = 3000000000 USD",
    ),
    ("by, shared percent", "It cut prices by 5 to 20 percent.", "5 to 20 percent = 12.5 percent [5 20]"),
    ("by, both full", "It rose by 5% to 30%.", "5% = 5 percent ; 30% = 30 percent"),
    ("fall of", "That is a decrease of 41% to 37%.", "41% to 37% = 39 percent [37 41]"),
    ("fell to", "The share fell 41% to 37%.", "41% = 41 percent ; 37% = 37 percent"),
    ("percent dash", "Rates are 5%-30%.", "5%-30% = 17.5 percent [5 30]"),
    ("percent dash shared", "Rates are 5-30%.", "5-30% = 17.5 percent [5 30]"),
    ("percent to", "Rates are 5% to 30%.", "5% to 30% = 17.5 percent [5 30]"),
    ("low percent to", "Rates are 1% to 5%.", "1% to 5% = 3 percent [1 5]"),
    ("decimal percent to", "Rates are 50% to 87.5%.", "50% to 87.5% = 68.75 percent [50 87.5]"),
    ("to shared percent", "Rates are 10 to 15 percent.", "10 to 15 percent = 12.5 percent [10 15]"),
    ("counts en dash", "It hires 20,000–30,000 people.", "20,000–30,000 = 25000 count [20000 30000] bare"),
    ("two or three", "It has two or three rivals.", "two or three = 2.5 count [2 3] bare worded"),
    ("ranging from", "Prices range from RMB 10 to RMB 30.", "RMB 10 to RMB 30 = 20 CNY [10 30]"),
    ("anywhere from", "It costs anywhere from $5 to $10.", "$5 to $10 = 7.5 USD [5 10]"),
    ("word to digits", "It has nine to 12 months left.", "nine to 12 months = 10.5 month [9 12] worded"),
    ("words to words", "It has six to twelve months left.", "six to twelve months = 9 month [6 12] worded"),
    ("one to two", "It grew one to two percent.", "one to two percent = 1.5 percent [1 2] worded"),
    ("one or two", "It has one or two rivals.", "one or two = 1.5 count [1 2] bare worded"),
    ("currency twice with a dash", "Shares cost HK$10.00-HK$12.00 each.", "HK$10.00-HK$12.00 = 11 HKD [10 12]"),
    ("currency word twice with a dash", "It costs RMB 5-RMB 10.", "RMB 5-RMB 10 = 7.5 CNY [5 10]"),
    ("headline verb", "Rose 3.5 to 4 per cent", "3.5 to 4 per cent = 3.75 percent [3.5 4]"),
    ("phone is none", "It won 731-8429.", ""),
)
def test_ranges(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    (
        "rose from to",
        "Sales rose from 310 billion lira in 2020 to 720 billion lira last year.",
        "310 billion lira = 310000000000 TRY from ; 720 billion lira = 720000000000 TRY to",
    ),
    ("going from to only", "Its share went from 92.5% in 2018 to only 7.3% in 2022.", "92.5% = 92.5 percent from ; 7.3% = 7.3 percent to"),
    ("cut from to", "The fee was cut from 30% to 20%.", "30% = 30 percent from ; 20% = 20 percent to"),
    ("rose from to near", "The fee rose from 20% to 30%.", "20% = 20 percent from ; 30% = 30 percent to"),
    ("counts", "Staff is up from 100 to 1,900.", "100 = 100 count bare from ; 1,900 = 1900 count bare to"),
    (
        "hedged ends",
        "It grew from about $5 million to nearly $9 million.",
        "$5 million = 5000000 USD approx from ; $9 million = 9000000 USD approx to",
    ),
    ("to from", "Sales rose to $9 million from $5 million.", "$9 million = 9000000 USD to ; $5 million = 5000000 USD from"),
    (
        "to with time from",
        "Sales rose to $9 million last year from $5 million.",
        "$9 million = 9000000 USD to ; $5 million = 5000000 USD from",
    ),
    ("up from", "Users hit 90 million, up from 50 million.", "90 million = 90000000 count to ; 50 million = 50000000 count from"),
    ("magnitude left out", "It grew from 5 to 9 million users.", "5 = 5000000 count from ; 9 million = 9000000 count to"),
    ("origin", "It drew 20,000 visitors from 47 countries.", "20,000 = 20000 count bare ; 47 = 47 count bare"),
    (
        "noun and comma",
        "It has 90 million users, from 50 million in May.",
        "90 million = 90000000 count to ; 50 million = 50000000 count from",
    ),
    ("currency left out", "It grew from 30 to 60 yuan.", "30 = 30 CNY from ; 60 yuan = 60 CNY to"),
    ("compared with", "It took $9 million, compared with $5 million.", "$9 million = 9000000 USD ; $5 million = 5000000 USD"),
    ("units differ", "It went from 5 shops to 9% of the market.", "5 = 5 count bare ; 9% = 9 percent"),
    ("sentence end", "It rose from 5%. Next to 9% is much.", "5% = 5 percent ; 9% = 9 percent"),
)
def test_pairs(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    (
        "three with a currency",
        "It pays RMB 5, 10 and 15 billion.",
        "RMB 5 = 5000000000 CNY ; 10 = 10000000000 CNY ; 15 billion = 15000000000 CNY",
    ),
    ("oxford comma", "It pays $5, $10, and $15 million.", "$5 = 5000000 USD ; $10 = 10000000 USD ; $15 million = 15000000 USD"),
    ("percent", "Fees are 5, 10 and 15 percent.", "5 = 5 percent ; 10 = 10 percent ; 15 percent = 15 percent"),
    ("two", "Fees are 5 and 10 percent.", "5 = 5 percent ; 10 percent = 10 percent"),
    ("counts", "They have 20, 30 and 40 million users.", "20 = 20000000 count ; 30 = 30000000 count ; 40 million = 40000000 count"),
    ("currency behind", "Tickets cost 5, 10 and 15 yuan.", "5 = 5 CNY ; 10 = 10 CNY ; 15 yuan = 15 CNY"),
    ("minutes", "It takes 20 and 30 minutes.", "20 = 20 minute ; 30 minutes = 30 minute"),
    ("a currency of its own", "It won 5 and $10 million.", "5 = 5 count bare ; $10 million = 10000000 USD"),
    ("other things", "It has 5 shops and 10 million users.", "5 = 5 count bare ; 10 million = 10000000 count"),
    ("money and users", "It has $5 and 10 million users.", "$5 = 5 USD ; 10 million = 10000000 count"),
    ("year before", "In 2021, 15 million came.", "15 million = 15000000 count"),
    ("comma only", "Of 300, 15 million is much.", "300 = 300 count bare ; 15 million = 15000000 count"),
)
def test_series(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("bracket", "It made RMB 31.44 billion ($4.69 billion).", "RMB 31.44 billion = 31440000000 CNY also $4.69 billion = 4690000000 USD"),
    ("about", "It made RMB 33 billion (about US$4.7 billion).", "RMB 33 billion = 33000000000 CNY also US$4.7 billion = 4700000000 USD"),
    (
        "approximately",
        "It made $4 billion (approximately RMB 30 billion).",
        "$4 billion = 4000000000 USD also RMB 30 billion = 30000000000 CNY",
    ),
    (
        "words",
        "It made 33 billion yuan (4.7 billion U.S. dollars).",
        "33 billion yuan = 33000000000 CNY also 4.7 billion U.S. dollars = 4700000000 USD",
    ),
    (
        "or about",
        "It made RMB 33 billion, or about $4.7 billion, in May.",
        "RMB 33 billion = 33000000000 CNY also $4.7 billion = 4700000000 USD",
    ),
    ("or", "It made RMB 33 billion, or $4.7bn.", "RMB 33 billion = 33000000000 CNY also $4.7bn = 4700000000 USD"),
    (
        "equal to with noun",
        "It is a trillion-yuan business, equal to about $150 billion.",
        "a trillion-yuan = 1000000000000 CNY worded also $150 billion = 150000000000 USD",
    ),
    (
        "equivalent to",
        "It pays RMB 70 million, equivalent to $10 million.",
        "RMB 70 million = 70000000 CNY also $10 million = 10000000 USD",
    ),
    (
        "current rates",
        "It pays RMB 70 million (roughly $10 million at current rates).",
        "RMB 70 million = 70000000 CNY also $10 million = 10000000 USD",
    ),
    ("square", "It pays RMB 70 million [$10 million].", "RMB 70 million = 70000000 CNY also $10 million = 10000000 USD"),
    (
        "range",
        "It pays RMB 70-140 million ($10-20 million).",
        "RMB 70-140 million = 105000000 CNY [70000000 140000000] also $10-20 million = 15000000 USD",
    ),
    ("rate", "It pays RMB 70 ($10) a month.", "RMB 70 = 70 CNY/month also $10 = 10 USD"),
    ("two others", "It pays $3 million (€2.9 million; £2.5 million).", "$3 million = 3000000 USD also €2.9 million = 2900000 EUR"),
    ("same currency", "It pays $70 million ($10 million of it now).", "$70 million = 70000000 USD ; $10 million = 10000000 USD"),
    ("percent", "It pays $70 million (10% of sales).", "$70 million = 70000000 USD ; 10% = 10 percent"),
    ("other sentence", "It pays $70 million. RMB 10 million is left.", "$70 million = 70000000 USD ; RMB 10 million = 10000000 CNY"),
    (
        "both ends of a pair",
        "It rose from RMB 7 million ($1 million) to RMB 14 million ($2 million).",
        "RMB 7 million = 7000000 CNY from also $1 million = 1000000 USD ; RMB 14 million = 14000000 CNY to also $2 million = 2000000 USD",
    ),
)
def test_restatements(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected
