"""Amounts as English news prints them. Each case is a sentence and what is read, as tests/scan/conftest.py describes it."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from china_tech_metrics.scan.amounts import AmountScanner

Read = Callable[[str], list[str]]


def cases(*rows: tuple[str, str, str]) -> pytest.MarkDecorator:
    """Rows of id, sentence and expected amounts (several are separated by " ; ")."""
    return pytest.mark.parametrize(
        ("text", "expected"),
        [pytest.param(text, expected.split(" ; ") if expected else [], id=name) for name, text, expected in rows],
    )


@cases(
    ("rmb billion", "Sales came to RMB 31.44 billion.", "RMB 31.44 billion = 31440000000 CNY"),
    ("rmb glued bn", "Profit was RMB13bn.", "RMB13bn = 13000000000 CNY"),
    ("rmb and yuan", "It paid RMB 13 billion yuan.", "RMB 13 billion yuan = 13000000000 CNY"),
    ("Rmb", "It paid Rmb2.5m.", "Rmb2.5m = 2500000 CNY"),
    ("cny code", "It paid CNY 8,400.", "CNY 8,400 = 8400 CNY"),
    ("cn yen sign", "It paid CN¥12.5 million.", "CN¥12.5 million = 12500000 CNY"),
    ("yuan", "The market is worth 400 billion yuan.", "400 billion yuan = 400000000000 CNY"),
    ("chinese yuan", "It spent 28.5 billion Chinese yuan.", "28.5 billion Chinese yuan = 28500000000 CNY"),
    ("renminbi", "It spent 60 million renminbi.", "60 million renminbi = 60000000 CNY"),
    ("dollar sign bn", "It raised $4.69bn.", "$4.69bn = 4690000000 USD"),
    ("us dollar sign", "It raised US$1.2B.", "US$1.2B = 1200000000 USD"),
    ("us dollar sign with space", "It raised US$ 90 million.", "US$ 90 million = 90000000 USD"),
    ("usd code", "It raised USD 3.2 million.", "USD 3.2 million = 3200000 USD"),
    ("capital M", "It raised $500M.", "$500M = 500000000 USD"),
    ("k", "A seat costs $30k.", "$30k = 30000 USD"),
    ("hyphenated", "A $1.5-billion fund closed.", "$1.5-billion = 1500000000 USD"),
    ("adjective", "They signed a $3bn deal.", "$3bn = 3000000000 USD"),
    ("US dollars", "It raised 4.1 billion US dollars.", "4.1 billion US dollars = 4100000000 USD"),
    ("U.S. dollars", "It raised 4 billion U.S. dollars.", "4 billion U.S. dollars = 4000000000 USD"),
    ("hong kong dollars", "Shares closed at HK$71.07.", "HK$71.07 = 71.07 HKD"),
    ("hkd words", "It sold 2 billion Hong Kong dollars of stock.", "2 billion Hong Kong dollars = 2000000000 HKD"),
    ("euro", "The fine was €345 million.", "€345 million = 345000000 EUR"),
    ("eur code", "The fine was EUR 3 million.", "EUR 3 million = 3000000 EUR"),
    ("euro behind", "The fine was 345 million euros.", "345 million euros = 345000000 EUR"),
    ("pound m", "ICO fined it £12.7m.", "£12.7m = 12700000 GBP"),
    ("lira", "Exports were 382 billion Lira.", "382 billion Lira = 382000000000 TRY"),
    ("taiwan", "It made NT$540 billion.", "NT$540 billion = 540000000000 TWD"),
    ("singapore", "A stall costs S$4.50.", "S$4.50 = 4.5 SGD"),
    ("australia", "It pays A$20 million.", "A$20 million = 20000000 AUD"),
    ("won sign", "It costs ₩9,900.", "₩9,900 = 9900 KRW"),
    ("won word", "Coupang lost 2.3 trillion won.", "2.3 trillion won = 2300000000000 KRW"),
    ("crore rupees", "It invests 1.2 crore rupees.", "1.2 crore rupees = 12000000 INR"),
    ("lakh crore", "The plan is worth ₹2 lakh crore.", "₹2 lakh crore = 2000000000000 INR"),
    ("rs", "The phone costs Rs 14,999.", "Rs 14,999 = 14999 INR"),
    ("indian grouping", "The phone costs Rs. 1,20,000.", "Rs. 1,20,000 = 120000 INR"),
    ("bare yen sign is yuan", "The cup costs ¥9.9.", "¥9.9 = 9.9 CNY ambiguous"),
    ("japanese yen sign", "Tickets cost JP¥1,500.", "JP¥1,500 = 1500 JPY"),
    ("yen", "It invests 20 billion yen.", "20 billion yen = 20000000000 JPY"),
    ("baht", "It sold 3 million baht of fruit.", "3 million baht = 3000000 THB"),
    ("rupiah", "GoTo lost Rp 1.3 trillion.", "Rp 1.3 trillion = 1300000000000 IDR"),
    ("dong", "It pays 5 billion dong.", "5 billion dong = 5000000000 VND"),
    ("ringgit", "Tickets cost RM 12.50.", "RM 12.50 = 12.5 MYR"),
    ("real", "It invests R$100 million.", "R$100 million = 100000000 BRL"),
    ("roubles", "Haval sold for 2 billion roubles.", "2 billion roubles = 2000000000 RUB"),
    ("dirhams", "It raised 50 million dirhams.", "50 million dirhams = 50000000 AED"),
    ("riyals", "It raised 50 million riyals.", "50 million riyals = 50000000 SAR"),
    ("pesos", "It raised 50 million pesos.", "50 million pesos = 50000000 MXN"),
    ("cents", "Each message costs 3 cents.", "3 cents = 0.03 USD"),
    ("rmb and words", "It raised RMB one billion.", "RMB one billion = 1000000000 CNY worded"),
    ("half a billion dollars", "It raised half a billion dollars.", "half a billion dollars = 500000000 USD worded"),
    ("trillion-yuan", "It is a trillion-yuan market.", "a trillion-yuan = 1000000000000 CNY worded"),
    ("trillion-RMB", "It is a trillion-RMB business.", "a trillion-RMB = 1000000000000 CNY worded"),
    ("the trillion-dollar", "It passed the trillion-dollar mark.", "trillion-dollar = 1000000000000 USD over worded"),
    ("dollar plus", "It closed a $100-million-plus round.", "$100-million-plus = 100000000 USD over"),
    ("10 billion-yuan", "The 10 billion-yuan plan is on.", "10 billion-yuan = 10000000000 CNY"),
    ("ten-billion-yuan", "The ten-billion-yuan plan is on.", "ten-billion-yuan = 10000000000 CNY worded"),
    ("minus before", "Net income was -RMB 3.2 billion.", "-RMB 3.2 billion = -3200000000 CNY"),
    ("negative", "Cash flow was negative $1.2 billion.", "negative $1.2 billion = -1200000000 USD"),
    ("minus inside", "Net income was RMB -3.2 billion.", "RMB -3.2 billion = -3200000000 CNY"),
    ("bracket alone is no minus", "The loss (RMB 3.2 billion) was large.", "RMB 3.2 billion = 3200000000 CNY"),
    ("full width sign", "It costs ￥99.", "￥99 = 99 CNY ambiguous"),
    ("two currencies", "It swapped $5 million for RMB 36 million.", "$5 million = 5000000 USD ; RMB 36 million = 36000000 CNY"),
)
def test_money(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("million", "It has 200 million users.", "200 million = 200000000 count"),
    ("grouped", "It hired 28,000 people.", "28,000 = 28000 count bare"),
    ("billion", "It has 1.3 billion users.", "1.3 billion = 1300000000 count"),
    ("plus before magnitude", "It has 500+ million users.", "500+ million = 500000000 count over"),
    ("plus behind magnitude", "It has 10 million+ users.", "10 million+ = 10000000 count over"),
    ("plus on bare", "It has 300+ shops.", "300+ = 300 count over"),
    ("M", "The app has 10M users.", "10M = 10000000 count"),
    ("mn", "The app has 3.2mn users.", "3.2mn = 3200000 count"),
    ("k", "The app has 45k users.", "45k = 45000 count"),
    ("one million", "It hit one million users.", "one million = 1000000 count worded"),
    ("half a million", "It hit half a million users.", "half a million = 500000 count worded"),
    ("two million", "It hit two million users.", "two million = 2000000 count worded"),
    ("one and a half million", "It hit one and a half million users.", "one and a half million = 1500000 count worded"),
    ("a dozen", "It has a dozen labs.", "a dozen = 12 count worded"),
    ("hyphenated words", "It has twenty-five labs.", "twenty-five = 25 count bare worded"),
    ("three hundred", "It has three hundred labs.", "three hundred = 300 count worded"),
    ("a thousand", "It has a thousand labs.", "a thousand = 1000 count worded"),
    ("hundred million", "It has 1.5 hundred million users.", "1.5 hundred million = 150000000 count"),
    ("hundred thousand in words", "Two hundred thousand people came.", "Two hundred thousand = 200000 count worded"),
    ("indian grouping", "It has 1,20,000 users.", "1,20,000 = 120000 count bare"),
    ("dot is decimal", "The team grew to 1.900 people.", "1.900 = 1.9 count bare"),
    ("bare digits", "It runs 4500 stores.", "4500 = 4500 count bare"),
    ("bare word", "It runs six stores.", "six = 6 count bare worded"),
    ("grouped year-like", "It runs 2,023 stores.", "2,023 = 2023 count bare"),
    ("list of percents", "Shares were 19.2%, 18%, and 17.5%.", "19.2% = 19.2 percent ; 18% = 18 percent ; 17.5% = 17.5 percent"),
    ("opening word", "Some 500 shops closed.", "500 = 500 count approx bare"),
    ("another", "Another 300 shops will open.", "300 = 300 count bare"),
    ("these", "These 40 shops are new.", "40 = 40 count bare"),
    ("sentence end", "The number of shops is now 486.", "486 = 486 count bare"),
    ("quote mark", "“We have 70 engineers,” she said.", "70 = 70 count bare"),
    ("title-case headline", "Luckin Opens 300 Stores in Jiangsu", "300 = 300 count bare"),
    ("title-case with magnitude", "Douyin Hits 600 Million Users", "600 Million = 600000000 count"),
    ("title-case cuts", "Weibo Cuts 200 Jobs", "200 = 200 count bare"),
    ("title-case to", "BYD Expands to 70 Countries", "70 = 70 count bare"),
    (
        "gapped",
        "Denza sold 12,223 cars, Fangchengbao 2,442 and Yangwang 418.",
        "12,223 = 12223 count bare ; 2,442 = 2442 count bare ; 418 = 418 count bare",
    ),
    ("gapped with a time", "It had 7,780 shops and Top Toy 276 at the end of May.", "7,780 = 7780 count bare ; 276 = 276 count bare"),
    ("a name after a count", "It has 7,780 shops and sells the Xiaomi 14 Ultra.", "7,780 = 7780 count bare"),
    (
        "gapped with letters",
        "Apple sold 52.9m, Xiaomi 42.3m and Oppo 25.8m.",
        "52.9m = 52900000 count ; 42.3m = 42300000 count ; 25.8m = 25800000 count",
    ),
    ("a fixed expression with a magnitude", "It earned 12.12 billion yuan.", "12.12 billion yuan = 12120000000 CNY"),
    ("occasions", "It was downloaded 200 million times.", "200 million = 200000000 count"),
    ("occasions in digits", "It was played 18,000 times.", "18,000 = 18000 count bare"),
    ("after a bracket", "The firms (12 in all) agreed.", "12 = 12 count bare"),
)
def test_counts(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("sign", "Sales rose 36%.", "36% = 36 percent"),
    ("word", "Sales rose 36 percent.", "36 percent = 36 percent"),
    ("per cent", "Sales rose 8.45 per cent.", "8.45 per cent = 8.45 percent"),
    ("pct", "Sales rose 36 pct.", "36 pct = 36 percent"),
    ("permille", "The tax is 3‰ of sales.", "3‰ = 3 permille"),
    ("full width", "Sales rose 36％.", "36％ = 36 percent"),
    ("points", "The margin rose 10 percentage points.", "10 percentage points = 10 percentage_point"),
    ("ppts", "The margin rose 4.1 ppts.", "4.1 ppts = 4.1 percentage_point"),
    ("basis points", "The margin rose 120 basis points.", "120 basis points = 1.2 percentage_point"),
    ("bps", "The margin rose 50bps.", "50bps = 0.5 percentage_point"),
    ("hyphen", "Growth was -5.2%.", "-5.2% = -5.2 percent"),
    ("minus sign", "Growth was −5%.", "−5% = -5 percent"),
    ("minus word", "Growth was minus 3%.", "minus 3% = -3 percent"),
    ("accountants' bracket", "Growth was (5.2)%.", "(5.2)% = -5.2 percent"),
    ("worded", "Sales rose ten percent.", "ten percent = 10 percent worded"),
    ("adjective", "It holds a 5-percent stake.", "5-percent = 5 percent"),
    ("share with plus", "It grew 20%+ a year.", "20%+ = 20 percent over"),
    ("top 1% is no verb", "The top 1% of sellers left.", "1% = 1 percent"),
)
def test_percent(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("fold", "Orders rose 42-fold.", "42-fold = 42 times"),
    ("fold apart", "Orders rose 42 fold.", "42 fold = 42 times"),
    ("tenfold", "Orders rose tenfold.", "tenfold = 10 times worded"),
    ("hedged fourfold", "Orders rose more than fourfold.", "fourfold = 4 times over worded"),
    ("ten-fold", "Orders saw a ten-fold rise.", "ten-fold = 10 times worded"),
    ("x", "Orders grew 3x.", "3x = 3 times"),
    ("decimal x", "It is 1.65x faster.", "1.65x = 1.65 times"),
    ("times", "Sales are 2.5 times last year's.", "2.5 times = 2.5 times"),
    ("a thousand times more", "It is 1,000 times more dear.", "1,000 times = 1000 times"),
    ("six times", "Sales are six times higher.", "six times = 6 times worded"),
    ("twice", "Sales are twice the figure of 2020.", "twice = 2 times worded"),
    ("doubled", "Sales doubled.", "doubled = 2 times worded"),
    ("more than double", "Sales more than doubled.", "doubled = 2 times over worded"),
    ("doubling", "Users are doubling every year.", "doubling = 2 times worded"),
    ("to double", "It plans to double sales.", "double = 2 times worded"),
    ("nearly tripled", "Sales nearly tripled.", "tripled = 3 times approx worded"),
    ("quadrupled", "Sales quadrupled.", "quadrupled = 4 times worded"),
    ("quintupled", "Sales quintupled.", "quintupled = 5 times worded"),
    ("halved", "It halved its losses.", "halved = 0.5 times worded"),
    ("halving", "It is halving its staff.", "halving = 0.5 times worded"),
    ("double the", "Sales are double the level of 2020.", "double = 2 times worded"),
)
def test_multiples(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("more than half", "More than half of users are women.", "half = 50 percent over worded"),
    ("half the", "It lost half the staff.", "half = 50 percent worded"),
    ("nearly half", "It makes up nearly half of sales.", "half = 50 percent approx worded"),
    ("lost of its value", "It lost two-thirds of its value.", "two-thirds = 66.67 percent worded"),
    ("fell a fifth", "Shares fell a fifth.", "a fifth = 20 percent worded"),
    ("by half", "Staff was cut by half.", "half = 50 percent worded"),
    ("by a third", "Its worth fell by a third to $66 billion.", "a third = 33.33 percent worded ; $66 billion = 66000000000 USD"),
    ("a quarter of", "A quarter of users pay.", "A quarter = 25 percent worded"),
    ("a third of", "It closed a third of its shops.", "a third = 33.33 percent worded"),
    ("two-thirds", "It has two-thirds of the market.", "two-thirds = 66.67 percent worded"),
    ("two thirds alone", "Staff fell by two thirds.", "two thirds = 66.67 percent worded"),
    ("three quarters of", "It has three quarters of the market.", "three quarters = 75 percent worded"),
    ("one-tenth", "It met one-tenth of the target.", "one-tenth = 10 percent worded"),
    ("one in five", "One in five buyers is abroad.", "One in five = 20 percent worded"),
    ("digits in digits", "Around 3 in 10 users pay.", "3 in 10 = 30 percent approx worded"),
    ("one in three", "At least 1 in 3 adults uses it.", "1 in 3 = 33.33 percent over worded"),
    ("in every", "One in every six people uses it.", "One in every six = 16.67 percent worded"),
    ("rating", "It is rated 4.8 out of 5.", "4.8 = 4.8 count bare ; 5 = 5 count bare"),
    ("sold in a time is no share", "It sold 3 in 10 minutes.", "3 = 3 count bare ; 10 minutes = 10 minute"),
    ("one out of ten", "One out of ten orders is late.", "One out of ten = 10 percent worded"),
    ("quarter of peak", "Its worth is a quarter of its peak value.", "a quarter = 0.25 times worded"),
    ("sixth the size", "It is one-sixth the size of JD.", "one-sixth = 0.17 times worded"),
    ("half the size", "It is half the size of JD.", "half = 0.5 times worded"),
    ("half the price", "It sells at half the price of rivals.", "half = 0.5 times worded"),
    ("third of the cost", "It does so at a third of the cost of rivals.", "a third = 0.33 times worded"),
    ("tenth of that", "Costs are a tenth of that in London.", "a tenth = 0.1 times worded"),
    ("by around a third", "Sales fell by around a third.", "a third = 33.33 percent approx worded"),
    ("by about a quarter", "Prices have dropped by about a quarter.", "a quarter = 25 percent approx worded"),
    ("rose almost a fifth", "Orders rose almost a fifth.", "a fifth = 20 percent approx worded"),
    ("by more than a third", "Costs fell by more than a third.", "a third = 33.33 percent over worded"),
    ("a quarter more than", "It sold a quarter more than a year before.", "a quarter = 25 percent worded"),
    ("a third fewer than", "It opened a third fewer than in May.", "a third = 33.33 percent worded"),
    ("a third less", "It charges a third less than rivals.", "a third = 33.33 percent worded"),
)
def test_fractions(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("orders a day", "It handles 60 million orders a day.", "60 million = 60000000 count/day"),
    ("minutes per day", "They watch 30 minutes per day.", "30 minutes per day = 30 minute/day"),
    ("minutes a day on", "They spend 99 minutes a day on it.", "99 minutes = 99 minute/day"),
    ("hyphened rate", "It is a $1.2-billion-a-year business.", "$1.2-billion = 1200000000 USD/year"),
    ("money per day", "A courier earns RMB 200 per day.", "RMB 200 per day = 200 CNY/day"),
    ("money per minute", "Calls cost $1 per minute.", "$1 per minute = 1 USD/minute"),
    ("slash kg", "Nickel costs RMB 303/kg.", "RMB 303/kg = 303 CNY/kg"),
    ("per kilogram", "Nickel costs RMB 303 per kilogram.", "RMB 303 per kilogram = 303 CNY/kg"),
    ("per ton", "Lithium costs 98,000 yuan a ton.", "98,000 yuan a ton = 98000 CNY/ton"),
    ("cars per month", "It builds 15,000 cars per month.", "15,000 = 15000 count/month"),
    ("a month", "Plans start at $15 a month.", "$15 = 15 USD/month"),
    ("annually", "It spends RMB 3 billion annually.", "RMB 3 billion = 3000000000 CNY/year"),
    ("every day", "It ships 2 million parcels every day.", "2 million = 2000000 count/day"),
    ("each month", "It adds 300,000 users each month.", "300,000 = 300000 count/month"),
    ("daily", "It ships 2 million parcels daily.", "2 million = 2000000 count/day"),
    ("per second", "It handles 500,000 orders per second.", "500,000 = 500000 count/second"),
    ("per week", "It adds 40 shops per week.", "40 = 40 count/week"),
    (
        "per quarter since",
        "Costs stay above RMB 10 billion per quarter since 2021.",
        "RMB 10 billion per quarter = 10000000000 CNY/quarter over",
    ),
    ("time with a place", "People spent 2.5 hours on the apps every day.", "2.5 hours = 2.5 hour/day"),
    ("plus hours", "People spent 2.5 plus hours on the apps every day.", "2.5 plus hours = 2.5 hour/day over"),
    ("in sales every month", "It makes $4 million in sales every single month.", "$4 million = 4000000 USD/month"),
    ("in every month", "It makes $4 million in GMV in every month of the year.", "$4 million = 4000000 USD/month"),
    ("a day in june", "It sold 9,000 cars a day in June.", "9,000 = 9000 count/day"),
    ("a month or", "A plan is $5 a month or $50 a year.", "$5 = 5 USD/month ; $50 = 50 USD/year"),
    ("a year earlier", "It had 20 million users a year earlier.", "20 million = 20000000 count"),
    ("a year ago", "It had 20 million users a year ago.", "20 million = 20000000 count"),
    ("a day after", "It sold 2,000 cars a day after launch.", "2,000 = 2000 count bare"),
    ("a year later", "It had 20 million users a year later.", "20 million = 20000000 count"),
    ("per cup", "Coffee costs RMB 9.9 per cup.", "RMB 9.9 = 9.9 CNY"),
    ("per share", "It pays $0.5 per share.", "$0.5 = 0.5 USD"),
    ("monthly active users", "It has 135.9 million monthly active users.", "135.9 million = 135900000 count"),
    (
        "active users later a month",
        "It has 135.9 million monthly active users, while Kimi takes RMB 5 a month.",
        "135.9 million = 135900000 count ; RMB 5 = 5 CNY/month",
    ),
    ("users monthly", "Over 30 million people use it monthly.", "30 million = 30000000 count/month over"),
    ("daily active users", "It has 10 million daily active users.", "10 million = 10000000 count"),
    (
        "users over months",
        "It has 135.9 million users after two months of growth.",
        "135.9 million = 135900000 count ; two months = 2 month worded",
    ),
    ("in a single day", "It sold 3 million phones in a single day.", "3 million = 3000000 count"),
    ("km per hour", "The taxi flies at 130 km/h.", "130 km/h = 130 kilometer/hour"),
)
def test_rates(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


@cases(
    ("minutes", "It takes 36 minutes.", "36 minutes = 36 minute"),
    ("hours", "It takes 2.5 hours.", "2.5 hours = 2.5 hour"),
    ("seconds", "It takes 10 seconds.", "10 seconds = 10 second"),
    ("hyphen", "It is a 20-minute trip.", "20-minute = 20 minute"),
    ("weeks in words", "It takes two weeks.", "two weeks = 2 week worded"),
    ("kg", "The dog weighs 15 kg.", "15 kg = 15 kg"),
    ("kg glued", "The dog weighs 15kg.", "15kg = 15 kg"),
    ("tonnes", "It mines 30,000 tonnes.", "30,000 tonnes = 30000 ton"),
    ("million tons", "It mines 1.2 million tons.", "1.2 million tons = 1200000 ton"),
    ("km", "It drove 500 km.", "500 km = 500 kilometer"),
    ("square metres", "The lab has 8,000 square metres.", "8,000 square metres = 8000 square_meter"),
    ("gw", "It built 40 GW.", "40 GW = 40 gigawatt"),
    ("gwh glued", "It built 40GWh.", "40GWh = 40 gigawatt_hour"),
    ("kwh price", "Power costs 0.6 yuan per kWh.", "0.6 yuan per kWh = 0.6 CNY/kilowatt_hour"),
    ("tb", "It stores 2TB.", "2TB = 2 terabyte"),
    ("tops", "The chip reaches 508 TOPS.", "508 TOPS = 508 tops"),
    ("mah", "It has a 5,000mAh battery.", "5,000mAh = 5000 milliampere_hour"),
    ("celsius", "It melts at 40 degrees Celsius.", "40 degrees Celsius = 40 degree_celsius"),
    ("litres", "It sold 30 litres.", "30 litres = 30 liter"),
    ("hours and minutes", "It takes 2 hours and 5 minutes.", "2 hours and 5 minutes = 125 minute"),
    ("hours and minutes a day", "They spend 1 hour 46 minutes a day on it.", "1 hour 46 minutes = 106 minute/day"),
    ("two times", "It takes 2 hours and 90 minutes.", "2 hours = 2 hour ; 90 minutes = 90 minute"),
    ("two or three", "Delivery takes two or three days.", "two or three days = 2.5 day [2 3] worded"),
)
def test_quantities(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


HEDGES = {
    "approx": (
        "about", "around", "nearly", "almost", "roughly", "some", "approximately", "close to", "an estimated", "circa", "about a total of",
        "just shy of", "short of", "near", "just about", "essentially",
    ),
    "over": (
        "more than", "over", "above", "at least", "exceeding", "surpassing", "topping", "beyond", "upwards of", "north of",
        "as little as", "no less than", "not less than", "a minimum of", "crossing", "in excess of", "just over", "surpassing a record",
        "exceeding the milestone of", "cleared", "priced from", "past", "slightly above",
    ),
    "under": (
        "less than", "fewer than", "up to", "below", "under", "at most", "as much as", "as many as", "no more than", "a maximum of",
        "just under", "as high as", "well short of", "a shade under",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("hedge", "modifier"), [pytest.param(h, m, id=h) for m, words in HEDGES.items() for h in words])
def test_hedges_before(amount_scanner: AmountScanner, hedge: str, modifier: str) -> None:
    text = f"It spent {hedge} RMB 40 million on it."
    (amount,) = amount_scanner.scan(text)
    assert (text[amount.start : amount.end], amount.modifier) == ("RMB 40 million", modifier)
    assert text[amount.outer_start : amount.start].split()[0] == hedge.split()[0]


@cases(
    ("tilde", "It spent ~$40 million.", "$40 million = 40000000 USD approx"),
    ("or so", "It has 400 million or so users.", "400 million = 400000000 count approx"),
    ("odd", "It has 400-odd shops.", "400 = 400 count approx bare"),
    ("or more", "Buy 400 million or more of them.", "400 million = 400000000 count over"),
    ("or less", "Pay $40 or less.", "$40 = 40 USD under"),
    ("or fewer", "With 40 or fewer staff.", "40 = 40 count under bare"),
    ("and counting", "It has 30 million users and counting.", "30 million = 30000000 count"),
    ("number and counting", "Its users: 30 million and counting.", "30 million = 30000000 count over"),
    ("the mark", "Sales exceeded the RMB 100 billion mark.", "RMB 100 billion = 100000000000 CNY over"),
    ("record", "Loans topped a record 1.2 trillion yuan.", "1.2 trillion yuan = 1200000000000 CNY over"),
    ("milestone", "Users surpassed the milestone of 1 billion.", "1 billion = 1000000000 count over"),
    ("passed mark", "Users passed the 50 million mark.", "50 million = 50000000 count over"),
    ("tops", "Sales top RMB 100 million.", "RMB 100 million = 100000000 CNY over"),
    ("surpass a rival's figure", "The unit may surpass its $250 billion valuation.", "$250 billion = 250000000000 USD"),
    ("surpass last month's", "Growth was 5%, surpassing the 4.6% rise of August.", "5% = 5 percent ; 4.6% = 4.6 percent"),
    ("time is no hedge", "Over 2022 sales fell 4%.", "4% = 4 percent"),
    ("over the past years", "Over the past 3 years sales fell 4%.", "3 years = 3 year ; 4% = 4 percent"),
    ("clause end stops a hedge", "It grew more than planned, 4% in all.", "4% = 4 percent"),
)
def test_hedges(read_amounts: Read, text: str, expected: list[str]) -> None:
    assert read_amounts(text) == expected


def test_taken_digits_are_no_amounts(amount_scanner: AmountScanner) -> None:
    text = "On June 18 it sold 300 Mate 60 phones."
    taken = [(text.index("June"), text.index(" it")), (text.index("Mate"), text.index(" phones"))]
    assert [text[a.start : a.end] for a in amount_scanner.scan(text, taken)] == ["300"]


def test_scanner_pickles(amount_scanner: AmountScanner) -> None:
    text = "It raised about $3 million (RMB 21 million)."
    assert pickle.loads(pickle.dumps(amount_scanner)).scan(text) == amount_scanner.scan(text)
