"""Actual, target, forecast or estimate; and who is cited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

STATUSES = [
    pytest.param("Orders at Trip.com for August 20 to 25 are up 30%.", {"30%": "actual"}, id="booked so far"),
    pytest.param("Nio delivered 20,498 cars in July, 12% below its target.", {"20,498": "actual", "12%": "actual"}, id="below the target"),
    pytest.param("Douyin took 46% of the market in 2023, Sensor Tower reckons.", {"46%": "estimate"}, id="reckons at the end"),
    pytest.param("Without options the profit of JD would have been RMB 8 billion.", {"RMB 8 billion": "actual"}, id="would have been"),
    pytest.param("JD's revenue was RMB 3 billion in 2023.", {"RMB 3 billion": "actual"}, id="fact"),
    # aims
    pytest.param("Luckin Coffee plans to open 5,000 stores in 2025.", {"5,000": "target"}, id="plans to"),
    pytest.param("Luckin Coffee aims to have 30,000 stores by 2026.", {"30,000": "target"}, id="aims to"),
    pytest.param("Alibaba pledged to invest RMB 380 billion in cloud computing.", {"RMB 380 billion": "target"}, id="pledged"),
    pytest.param("Luckin Coffee set a target of 30,000 stores.", {"30,000": "target"}, id="target of"),
    pytest.param("Luckin Coffee will open 5,000 stores next year.", {"5,000": "target"}, id="will do"),
    # expectations
    pytest.param("JD's revenue is expected to reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="is expected to"),
    pytest.param("Analysts forecast JD's revenue will reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="analysts forecast"),
    pytest.param("JD's revenue will reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="will happen"),
    pytest.param("JD's revenue could reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="could"),
    pytest.param("JD is on track to reach revenue of RMB 3 billion this year.", {"RMB 3 billion": "forecast"}, id="on track"),
    # doubt
    pytest.param("ByteDance reportedly had revenue of $120 billion in 2023.", {"$120 billion": "estimate"}, id="reportedly"),
    pytest.param("ByteDance's revenue was an estimated $120 billion in 2023.", {"$120 billion": "estimate"}, id="an estimated"),
    pytest.param("ByteDance is said to have 150,000 employees.", {"150,000": "estimate"}, id="is said to"),
    # only what is governed
    pytest.param(
        "JD's revenue was RMB 3 billion in 2023 and is expected to reach RMB 4 billion in 2025.",
        {"RMB 3 billion": "actual", "RMB 4 billion": "forecast"},
        id="fact and expectation",
    ),
    pytest.param(
        "Luckin Coffee has 20,000 stores and aims to reach 30,000 stores by 2026.",
        {"20,000": "actual", "30,000": "target"},
        id="fact and aim",
    ),
    # reached
    pytest.param("Luckin Coffee reached its goal of 20,000 stores in July.", {"20,000": "actual"}, id="goal reached"),
    pytest.param("Nio met its target of 20,000 deliveries in July.", {"20,000": "actual"}, id="target met"),
    pytest.param("Luckin Coffee set a 30,000 stores goal for 2026.", {"30,000": "target"}, id="goal behind"),
    pytest.param("Revenue of $3 billion is expected at JD in 2025.", {"$3 billion": "forecast"}, id="expected behind"),
    pytest.param("JD's revenue was forecast to reach RMB 3 billion in 2022.", {"RMB 3 billion": "actual"}, id="long over"),
    # the period decides
    pytest.param("JD's revenue is RMB 3 billion in 2026.", {"RMB 3 billion": "forecast"}, id="lies ahead"),
    # behind the figure
    pytest.param("Xpeng named 280,000 deliveries as its annual target.", {"280,000": "target"}, id="as its annual target"),
    pytest.param("Guming gave 12,000 stores as its goal for next year.", {"12,000": "target"}, id="as its goal"),
    pytest.param(
        "Zeekr sold 118,000 cars, half as much as its annual target.", {"118,000": "actual", "half": "actual"}, id="as much as its target"
    ),
    pytest.param(
        "Nio sees 230,000 deliveries as its annual target.",
        {"230,000": "target"},
        id="sees as its target",
        marks=pytest.mark.xfail(strict=True, reason='"sees" in front counts for more than "target" behind'),
    ),
    # what there is already
    pytest.param("ByteDance could surpass its $220 billion valuation.", {"$220 billion": "actual"}, id="could surpass its valuation"),
    pytest.param("Manus wants to surpass its $500 million valuation.", {"$500 million": "actual"}, id="wants to surpass its valuation"),
    pytest.param("DeepSeek could reach a $100 billion valuation.", {"$100 billion": "forecast"}, id="could reach a valuation"),
    pytest.param("Temu plans to reach twice its actual GMV of $18 billion in 2023.", {"$18 billion": "actual"}, id="twice its actual"),
    pytest.param("Kuaishou wants to reach GMV of RMB 900 billion in 2025.", {"RMB 900 billion": "target"}, id="wants to reach"),
    # what was done before
    pytest.param(
        "Alibaba will lift capital expenditure again after doubling it in 2023.", {"doubling": "actual"}, id="will again after doubling"
    ),
    pytest.param("JD will open even more stores after opening 120 in 2023.", {"120": "actual"}, id="will after opening"),
    pytest.param(
        "JD will spend RMB 3 billion on capital expenditure after tripling it in 2023.",
        {"RMB 3 billion": "target", "tripling": "actual"},
        id="aim and what was done",
    ),
    pytest.param("Alibaba will triple capital expenditure in 2025.", {"triple": "target"}, id="will triple"),
    # money put aside
    pytest.param("Huawei budgeted RMB 150 billion for research in 2025.", {"RMB 150 billion": "target"}, id="budgeted"),
    pytest.param("Meituan has set aside RMB 10 billion for subsidies in 2025.", {"RMB 10 billion": "target"}, id="has set aside"),
    pytest.param("Huawei's budget phone costs RMB 999.", {"RMB 999": "actual"}, id="a budget phone"),
    pytest.param(
        "Setting aside a one-off loss of RMB 600 million, Kuaishou made a profit in the quarter.",
        {"RMB 600 million": "actual"},
        id="setting aside a loss",
        marks=pytest.mark.xfail(strict=True, reason='"setting aside" is read as money put aside'),
    ),
    # an estimate of one of two
    pytest.param(
        "Temu's revenue was an estimated $15 billion, compared with Shein's $32 billion.",
        {"$15 billion": "estimate", "$32 billion": "actual"},
        id="estimated, compared with",
    ),
    pytest.param(
        "Honor shipped an estimated 15 million smartphones, compared with 11 million for Huawei.",
        {"15 million": "estimate", "11 million": "actual"},
        id="estimated, compared with for",
    ),
    pytest.param(
        "Honor shipped an estimated 15 million smartphones and Huawei 11 million.",
        {"15 million": "estimate", "11 million": "estimate"},
        id="estimates in a list",
    ),
    # what was expected of the period reported
    pytest.param(
        "Weibo's net profit was $110 million in the second quarter. Analysts had looked for $104 million.",
        {"$110 million": "actual", "$104 million": "forecast"},
        id="had looked for",
    ),
    pytest.param(
        "PDD's revenue was RMB 97 billion in the second quarter, below the RMB 100 billion analysts had expected.",
        {"RMB 97 billion": "actual", "RMB 100 billion": "forecast"},
        id="analysts had expected, behind",
    ),
    pytest.param(
        "Bilibili's second-quarter revenue was RMB 6.1 billion. Analysts had been expecting RMB 5.9 billion.",
        {"RMB 6.1 billion": "actual", "RMB 5.9 billion": "forecast"},
        id="had been expecting",
    ),
    pytest.param(
        "PDD's revenue was RMB 97 billion in the second quarter. Analysts had been looking for RMB 100 billion.",
        {"RMB 97 billion": "actual", "RMB 100 billion": "forecast"},
        id="had been looking for",
    ),
    # more of what there is already
    pytest.param("Moonshot AI wants to double its $3 billion valuation.", {"$3 billion": "actual"}, id="wants to double its valuation"),
    pytest.param("Moonshot AI wants a $3 billion valuation.", {"$3 billion": "target"}, id="wants a valuation"),
    pytest.param("Temu hopes to top its previous GMV of $18 billion.", {"$18 billion": "actual"}, id="its previous GMV"),
    pytest.param("Temu hopes to reach a GMV of $18 billion.", {"$18 billion": "target"}, id="hopes to reach"),
    pytest.param(
        "Temu hopes to top its initial target of $18 billion in GMV.",
        {"$18 billion": "target"},
        id="an initial target",
    ),
    # more of what was expected of the period reported
    pytest.param(
        "JD's revenue was RMB 291 billion in the second quarter; analysts had predicted RMB 286 billion.",
        {"RMB 291 billion": "actual", "RMB 286 billion": "forecast"},
        id="had predicted",
    ),
    pytest.param(
        "JD's revenue was RMB 291 billion in the second quarter. The consensus was RMB 286 billion.",
        {"RMB 291 billion": "actual", "RMB 286 billion": "forecast"},
        id="the consensus",
    ),
    pytest.param(
        "JD's revenue was RMB 291 billion in the second quarter, above analysts' estimates of RMB 286 billion.",
        {"RMB 291 billion": "actual", "RMB 286 billion": "forecast"},
        id="analysts' estimates",
    ),
    pytest.param(
        "PDD's revenue was RMB 97 billion in the second quarter, short of the RMB 100 billion analysts had forecast.",
        {"RMB 97 billion": "actual", "RMB 100 billion": "forecast"},
        id="analysts had forecast, behind",
    ),
    pytest.param(
        "Kuaishou had expected to lose RMB 1 billion in the second quarter, but made RMB 4 billion.",
        {"RMB 1 billion": "forecast", "RMB 4 billion": "actual"},
        id="had expected, but",
    ),
    # looking back
    pytest.param(
        "Alibaba will invest RMB 380 billion, after having spent RMB 100 billion in the past decade.",
        {"RMB 380 billion": "target", "RMB 100 billion": "actual"},
        id="after having spent",
    ),
    pytest.param(
        "JD expects revenue of RMB 1.2 trillion, having booked RMB 1.08 trillion in 2023.",
        {"RMB 1.2 trillion": "forecast", "RMB 1.08 trillion": "actual"},
        id="having booked",
    ),
    pytest.param("BYD plans a plant in Turkey after selling 3 million cars in 2023.", {"3 million": "actual"}, id="plans after selling"),
    pytest.param("After a weak spring, JD will open 120 stores in 2025.", {"120": "target"}, id="after, in front of the aim"),
    pytest.param(
        "JD's revenue will grow 5% after rising 1% in 2023.",
        {"5%": "forecast", "1%": "actual"},
        id="will grow after rising",
    ),
    # set against
    pytest.param(
        "Nio expects to sell 60,000 cars, compared with 57,373 in the second quarter.",
        {"60,000": "forecast", "57,373": "actual"},
        id="expects, compared with",
    ),
    pytest.param(
        "Nio expects to sell 60,000 cars in the third quarter, versus 55,432 a year earlier.",
        {"60,000": "forecast", "55,432": "actual"},
        id="expects, versus",
    ),
    pytest.param(
        "Xpeng expects deliveries of 41,000 vehicles in the third quarter, against 30,207 in the second quarter.",
        {"41,000": "forecast", "30,207": "actual"},
        id="expects, against",
    ),
    pytest.param(
        "Xpeng expects deliveries of 41,000 vehicles and revenue of RMB 9 billion.",
        {"41,000": "forecast", "RMB 9 billion": "forecast"},
        id="expects two things",
    ),
    pytest.param(
        "Nio aims to sell 230,000 cars this year, up from 160,038 in 2023.",
        {"230,000": "target", "160,038": "actual"},
        id="aims, up from",
    ),
    pytest.param(
        "Nio expects revenue of RMB 19 billion in the third quarter, up from RMB 17 billion in the second quarter.",
        {"RMB 19 billion": "forecast", "RMB 17 billion": "actual"},
        id="expects, up from",
    ),
    pytest.param(
        "Xpeng expects deliveries of 41,000 vehicles in the third quarter, close to 40,008 a year earlier.",
        {"41,000": "forecast", "40,008": "actual"},
        id="expects, close to",
    ),
    # who reckons, who wants, what is only inserted
    pytest.param(
        "Bernstein reckons the country's couriers earned RMB 900 billion in 2023.",
        {"RMB 900 billion": "estimate"},
        id="reckons of a year over",
    ),
    pytest.param(
        "Momentum Works reckons the region's platforms sold $115 billion of goods in 2023.",
        {"$115 billion": "estimate"},
        id="reckons sold",
    ),
    pytest.param(
        "Bernstein reckons Meituan will make RMB 45 billion in 2025.",
        {"RMB 45 billion": "forecast"},
        id="reckons of a year to come",
    ),
    pytest.param(
        "Vivo shipped 13 million smartphones and held 18% of the market, Canalys estimates.",
        {"13 million": "estimate", "18%": "estimate"},
        id="estimates at the end",
    ),
    pytest.param(
        "Temu had 50 million American users in July, Sensor Tower estimates.",
        {"50 million": "estimate"},
        id="estimates at the end of one",
    ),
    pytest.param(
        "Vivo shipped 13 million smartphones and held 18% of the market, Canalys says.",
        {"13 million": "actual", "18%": "actual"},
        id="says at the end",
    ),
    pytest.param(
        "Kuaishou, which will publish its report soon, has 395 million daily active users.",
        {"395 million": "actual"},
        id="will in a relative clause",
    ),
    pytest.param(
        "Kuaishou, which will publish its report next week, has 395 million daily active users.",
        {"395 million": "actual"},
        id="will and a time in a relative clause",
    ),
    pytest.param(
        "Analysts expect Baidu's revenue for the second quarter to fall 1%.",
        {"1%": "forecast"},
        id="an expected change of the quarter over",
    ),
    pytest.param(
        "Sensor Tower reckons Temu had 50 million users in July.",
        {"50 million": "estimate"},
        id="reckons of a month over",
    ),
    pytest.param(
        "JD, whose new depot will open in May, made RMB 12 billion in 2023.",
        {"RMB 12 billion": "actual"},
        id="will in a clause behind a subject",
    ),
    pytest.param(
        "Kuaishou, which has 20,000 employees, will hire 3,000 people.",
        {"20,000": "actual", "3,000": "target"},
        id="will behind a relative clause",
    ),
    pytest.param(
        "It is far from the 480,000 vehicles Li Auto aims to deliver this year.",
        {"480,000": "target"},
        id="the vehicles somebody aims to deliver",
    ),
    pytest.param(
        "Cotti Coffee has opened half of the 20,000 stores it plans to run by 2025.",
        {"half": "actual", "20,000": "target"},
        id="the stores it plans to open",
    ),
    pytest.param(
        "It is far from the 376,030 vehicles Li Auto delivered in 2023.",
        {"376,030": "actual"},
        id="the vehicles somebody delivered",
    ),
    pytest.param("Leapmotor fell short of its initial target of 250,000 deliveries.", {"250,000": "target"}, id="the initial target"),
    pytest.param("Seres raised its initial goal of 400,000 cars.", {"400,000": "target"}, id="beyond the initial goal"),
    pytest.param("Xiaomi kept the initial price of RMB 1,999.", {"RMB 1,999": "actual"}, id="the initial price"),
]

HEARSAY = [
    pytest.param(
        "Shein's sales last year reached $32 billion, three people familiar with the matter told Reuters.",
        {"$32 billion": "actual"},
        id="people familiar tell what was",
    ),
    pytest.param(
        "According to two sources, Moonshot AI lost $90 million in 2023, up from $40 million in 2022.",
        {"$90 million": "actual", "$40 million": "actual"},
        id="according to sources",
    ),
    pytest.param(
        "Shein's sales last year reached $32 billion, media reports said. Net profit rose to $2 billion.",
        {"$32 billion": "estimate", "$2 billion": "estimate"},
        id="media reports, and the sentence behind",
    ),
    pytest.param(
        "Shein's sales reached $32 billion in 2022, reports say. Tencent's games brought in RMB 44 billion.",
        {"$32 billion": "estimate", "RMB 44 billion": "actual"},
        id="the sentence behind is of another",
    ),
    pytest.param(
        "Shein's sales reached $32 billion in 2022, reports say. The company said it had 11,000 employees.",
        {"$32 billion": "estimate", "11,000": "actual"},
        id="the sentence behind has who tells it",
    ),
    pytest.param("The leaked accounts show Moonshot AI lost $90 million in 2023.", {"$90 million": "estimate"}, id="leaked"),
    pytest.param("Shein had a profit of $2 billion in 2022, the reports said.", {"$2 billion": "estimate"}, id="the reports said"),
    pytest.param("Shein plans to raise $2 billion, sources said.", {"$2 billion": "target"}, id="an aim of hearsay"),
    pytest.param("Douyin's GMV reached RMB 2 trillion in 2023, 36Kr reported, citing sources.", {"RMB 2 trillion": "actual"}, id="a paper"),
    pytest.param("Baidu had revenue of RMB 30 billion from a new source of income.", {"RMB 30 billion": "actual"}, id="a source of income"),
    pytest.param("People spent RMB 3 billion on Meituan, the company said.", {"RMB 3 billion": "actual"}, id="people spent"),
    pytest.param("Nio's shares fell 3% after sources said it needed cash.", {"3%": "actual"}, id="prices are no hearsay"),
    # who reckons
    pytest.param("Analysts put Shein's profit in 2022 at $2 billion.", {"$2 billion": "estimate"}, id="analysts put at"),
    pytest.param("JD put $2 billion into chips in 2022.", {"$2 billion": "actual"}, id="put into"),
    pytest.param("Temu probably sold goods worth $18 billion in 2023.", {"$18 billion": "estimate"}, id="probably"),
    pytest.param("Temu likely had revenue of $18 billion in 2023.", {"$18 billion": "estimate"}, id="likely had"),
    pytest.param("Temu's revenue is likely to reach $18 billion in 2025.", {"$18 billion": "forecast"}, id="is likely to"),
    pytest.param("Temu's revenue was $18 billion in 2023, reckons Bernstein, a broker.", {"$18 billion": "estimate"}, id="reckons behind"),
]

AHEAD = [
    # under way
    pytest.param("Pony.ai is raising $300 million.", {"$300 million": "target"}, id="is raising"),
    pytest.param("Baidu is hiring 3,000 engineers.", {"3,000": "target"}, id="is hiring"),
    pytest.param("Didi is losing $2 billion a quarter.", {"$2 billion": "actual"}, id="is losing"),
    pytest.param("Baidu plans $3 billion share buyback", {"$3 billion": "target"}, id="plans, in a headline"),
    pytest.param("Weibo is authorised to buy back up to $200 million of shares.", {"$200 million": "target"}, id="authorised"),
    pytest.param("Kuaishou's board approved a HK$16 billion share buyback programme.", {"HK$16 billion": "target"}, id="a programme"),
    pytest.param("Vipshop completed a $500 million share repurchase program in 2022.", {"$500 million": "actual"}, id="a completed one"),
    pytest.param("JD has repurchased $1.3 billion of its stock under the buyback plan.", {"$1.3 billion": "actual"}, id="under the plan"),
    pytest.param("Keep's IPO is expected to raise $300 million.", {"$300 million": "forecast"}, id="expected to raise"),
    # what is to happen
    pytest.param("The round would value Keep at $1.5 billion.", {"$1.5 billion": "forecast"}, id="would value"),
    pytest.param("Analysts anticipate that Nio will deliver 90,000 cars.", {"90,000": "forecast"}, id="anticipate that it will"),
    pytest.param("Shipments will double to 2 million in 2025.", {"double": "forecast", "2 million": "forecast"}, id="shipments will"),
    pytest.param("That should lead to revenue of RMB 5 billion at Nio.", {"RMB 5 billion": "forecast"}, id="should"),
    pytest.param("If shipments reach 5 million, BYD gets a bonus.", {"5 million": "forecast"}, id="if"),
    pytest.param("Even if it has 5 million users, Soul loses money.", {"5 million": "actual"}, id="even if"),
    pytest.param("Nio's revenue is estimated to be RMB 19 billion in 2025.", {"RMB 19 billion": "forecast"}, id="estimated to be"),
    # beside what was expected
    pytest.param(
        "Nio delivered 57,373 cars in the second quarter, above the estimated 55,332.",
        {"57,373": "actual", "55,332": "forecast"},
        id="above the estimated",
    ),
    pytest.param(
        "Nio's revenue in the second quarter was RMB 17.4 billion, ahead of the RMB 17.3 billion estimate.",
        {"RMB 17.4 billion": "actual", "RMB 17.3 billion": "forecast"},
        id="ahead of the estimate",
    ),
    pytest.param(
        "Xpeng's revenue jumped to RMB 5.7 billion to beat the FactSet consensus of RMB 5 billion, as deliveries rose to 25,666.",
        {"RMB 5.7 billion": "actual", "RMB 5 billion": "forecast", "25,666": "actual"},
        id="beat the consensus, as it rose",
    ),
    pytest.param(
        "Analysts expect JD, which is to report soon, to notch up revenue of RMB 111 billion and a profit of RMB 10 billion, up 26%.",
        {"RMB 111 billion": "forecast", "RMB 10 billion": "forecast", "26%": "forecast"},
        id="expect three things",
    ),
    pytest.param(
        "Meituan would pay RMB 24 billion a year, more than half of the RMB 35 billion profit it made in 2023.",
        {"RMB 24 billion": "target", "half": "target", "RMB 35 billion": "actual"},
        id="half of the one it made",
    ),
    pytest.param(
        "Bilibili's revenue reached RMB 5.7 billion, beating the RMB 5 billion consensus by far and showed growth of 16%.",
        {"RMB 5.7 billion": "actual", "RMB 5 billion": "forecast", "16%": "actual"},
        id="the consensus, and showed",
    ),
    pytest.param("The round could value China's top maker of robots at $20 billion.", {"$20 billion": "forecast"}, id="could value at"),
    pytest.param("SMIC has been approved to build a plant with an investment of $5 billion.", {"$5 billion": "target"}, id="approved to"),
    pytest.param("Kimi had 3 million users, according to estimates by Similarweb.", {"3 million": "estimate"}, id="according to estimates"),
    pytest.param("A $30 billion valuation would make Kimi a giant.", {"$30 billion": "target"}, id="a valuation would"),
    pytest.param("Kimi was sold; the $30 billion valuation would look cheap.", {"$30 billion": "actual"}, id="the valuation would"),
    pytest.param("Meituan is going to hire 3,000 engineers.", {"3,000": "target"}, id="is going to"),
    pytest.param(
        "Temu would remain small in comparison to Amazon's revenue of $600 billion.",
        {"$600 billion": "actual"},
        id="would, in comparison to",
    ),
    pytest.param("Baidu's above-forecast results sent its shares up 11%.", {"11%": "actual"}, id="above-forecast"),
]


@pytest.mark.parametrize(("text", "wanted"), [*STATUSES, *HEARSAY, *AHEAD])
def test_status(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "status") == wanted


SOURCES = [
    pytest.param("Huawei shipped 11 million smartphones, according to Counterpoint.", {"11 million": "Counterpoint"}, id="according to"),
    pytest.param(
        "According to Counterpoint, Huawei shipped 11 million smartphones.", {"11 million": "Counterpoint"}, id="according to, in front"
    ),
    pytest.param("Counterpoint said Huawei shipped 11 million smartphones.", {"11 million": "Counterpoint"}, id="said"),
    pytest.param("Data from IDC showed Huawei shipped 11 million smartphones.", {"11 million": "IDC"}, id="data from"),
    pytest.param("ByteDance has 150,000 employees, Reuters reported.", {"150,000": "Reuters"}, id="reported behind"),
    pytest.param("ByteDance has 150,000 employees, citing a report by Bloomberg.", {"150,000": "Bloomberg"}, id="report by"),
    pytest.param("JD said its revenue was RMB 3 billion.", {"RMB 3 billion": "company"}, id="company said"),
    pytest.param("JD's revenue was RMB 3 billion, according to JD.", {"RMB 3 billion": "company"}, id="according to the company"),
    pytest.param("JD's revenue was RMB 3 billion.", {"RMB 3 billion": "-"}, id="nobody"),
    pytest.param("Bloomberg's revenue was $12 billion in 2023.", {"$12 billion": "-"}, id="its own figure"),
    pytest.param(
        "Viya's show on Taobao sold goods worth RMB 300 million.",
        {"RMB 300 million": "-"},
        id="a show says nothing",
    ),
    pytest.param(
        'Analysts at Citi were cheerful. "We expect JD\'s revenue to rise 5%," they wrote.',
        {"5%": "Citi"},
        id="they wrote",
        marks=pytest.mark.xfail(strict=True, reason='"we" of analysts is read as the company'),
    ),
    pytest.param("Vivo shipped 13 million smartphones, Canalys estimates.", {"13 million": "Canalys"}, id="estimates behind"),
    pytest.param(
        "Momentum Works reckons Shopee sold $55 billion of goods in 2023.",
        {"$55 billion": "Momentum Works"},
        id="reckons",
    ),
]

TELLERS = [
    # who speaks for the company
    pytest.param("The carmaker said it sold 30,000 cars at Nio.", {"30,000": "company"}, id="the carmaker said"),
    pytest.param("Nio sold 30,000 cars in July, it said.", {"30,000": "company"}, id="it said"),
    pytest.param("Nio sold 30,000 cars in July, chairman William Li said.", {"30,000": "William Li"}, id="the chairman said"),
    pytest.param("Nio will sell 30,000 cars, an analyst at a bank said.", {"30,000": "-"}, id="an analyst said"),
    pytest.param("Nio's loss was RMB 5 billion in 2023, according to its prospectus.", {"RMB 5 billion": "company"}, id="a prospectus"),
    pytest.param("A stock exchange filing showed Nio lost RMB 5 billion in 2023.", {"RMB 5 billion": "company"}, id="a filing showed"),
    # who goes on telling
    pytest.param(
        "Nio said its revenue rose 5%. Deliveries were 30,000. It has 200 shops.",
        {"5%": "company", "30,000": "company", "200": "-"},
        id="the sentence behind",
    ),
    pytest.param("Nio said its revenue rose 5%. Xpeng's rose 7%.", {"5%": "company", "7%": "-"}, id="the sentence behind is of another"),
    pytest.param(
        "Reuters reported Nio had 30,000 employees. Its revenue was RMB 5 billion.",
        {"30,000": "Reuters", "RMB 5 billion": "Reuters"},
        id="a paper goes on",
    ),
    pytest.param(
        "Nio said its revenue rose 5%.\n\nDeliveries were 30,000.", {"5%": "company", "30,000": "-"}, id="not in the next paragraph"
    ),
    pytest.param(
        "Vivo shipped 13 million smartphones in 2023, according to Canalys. Sales were fierce.\n\nOppo shipped 11 million smartphones.",
        {"13 million": "Canalys", "11 million": "Canalys"},
        id="who counts the market",
    ),
    pytest.param(
        "Vivo will ship 13 million smartphones, Canalys said. Sales were fierce.\n\nOppo shipped 11 million smartphones.",
        {"13 million": "Canalys", "11 million": "-"},
        id="who only foresees",
    ),
]


CITED = [
    # people
    pytest.param("Nio sold 30,000 cars in July, CEO William Li told investors.", {"30,000": "William Li"}, id="a person behind a title"),
    pytest.param(
        "William Li, the founder of Nio, said it sold 30,000 cars. It employs 40,000 people, Li added. The company said it has 200 shops.",
        {"30,000": "William Li", "40,000": "William Li", "200": "company"},
        id="a title in apposition, and the surname later",
    ),
    pytest.param("Nio's chief executive said it sold 30,000 cars.", {"30,000": "company"}, id="a person without a name"),
    # who made a figure, and who passes it on
    pytest.param(
        "Vivo shipped 13 million smartphones, the Financial Times reported, citing Canalys.", {"13 million": "Canalys"}, id="the maker"
    ),
    pytest.param("(Yicai) July 3 -- Nio sold 30,000 cars, the company said.", {"30,000": "company"}, id="a dateline"),
    pytest.param("BEIJING (Reuters) - Nio sold 30,000 cars in June.", {"30,000": "-"}, id="a dateline behind a place"),
    pytest.param("Nio, listed on the Nasdaq, said it sold 30,000 cars.", {"30,000": "company"}, id="where shares are listed"),
    pytest.param("Nio sold 30,000 cars after Goldman Sachs said demand was weak.", {"30,000": "-"}, id="what is said on the occasion"),
    # those who expect
    pytest.param(
        "Nio's revenue was RMB 5 billion, above the RMB 4 billion analysts had expected.",
        {"RMB 5 billion": "-", "RMB 4 billion": "analysts"},
        id="analysts",
    ),
    pytest.param(
        "Nio's revenue was RMB 5 billion, above the RMB 4 billion expected by analysts polled by Bloomberg.",
        {"RMB 5 billion": "-", "RMB 4 billion": "Bloomberg"},
        id="who polled them",
    ),
    # reports
    pytest.param(
        "Canalys said Vivo shipped 13 million smartphones. The report also put Oppo's share at 15%.",
        {"13 million": "Canalys", "15%": "Canalys"},
        id="the report",
    ),
    pytest.param(
        "Oppo shipped 11 million smartphones.\n\nVivo shipped 13 million smartphones, according to Canalys.",
        {"11 million": "Canalys", "13 million": "Canalys"},
        id="in front of who counts",
    ),
    pytest.param(
        "China's tea market grew 5%, according to research by the Lotus Trade Association.",
        {"5%": "Lotus Trade Association"},
        id="a house in no vocabulary",
    ),
    pytest.param("Vivo shipped 13 million smartphones, industry group LMNO said.", {"13 million": "LMNO"}, id="a house by what it is"),
    # the company itself
    pytest.param("Nio posted a loss of RMB 5 billion.", {"RMB 5 billion": "-"}, id="posted"),
    pytest.param(
        "PDD, which runs a discount app, said it had 900 million buyers.", {"900 million": "company"}, id="an insertion before said"
    ),
    pytest.param("A prospectus on Monday showed Nio lost RMB 5 billion.", {"RMB 5 billion": "company"}, id="a paper and its day"),
    pytest.param(
        "SHANGHAI, /PRNewswire/ -- Nio today announced its results.\n\nRevenue was RMB 5 billion.",
        {"RMB 5 billion": "company"},
        id="a release",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [*SOURCES, *TELLERS, *CITED])
def test_source(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "source") == wanted
