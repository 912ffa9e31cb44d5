"""Names with the role they play, and the words that stand for a name said before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.scene import EntityMention

DESCRIPTIONS = [
    # "the company", "the platform": _referent
    pytest.param("Kuaishou published its results. The company has 20,000 employees.", {"20,000": "Kuaishou"}, id="the company"),
    pytest.param(
        "Kuaishou published its results. The short video platform has 400 million daily active users.",
        {"400 million": "Kuaishou"},
        id="the platform",
    ),
    pytest.param(
        "Alibaba runs Taobao. The e-commerce platform has 900 million users.", {"900 million": "Taobao"}, id="the platform, not its owner"
    ),
    pytest.param("Nio competes with Meituan. The carmaker delivered 20,000 vehicles.", {"20,000": "Nio"}, id="the fitting sector"),
    pytest.param("Meituan met Tesla in court. The food delivery giant has 100,000 employees.", {"100,000": "Meituan"}, id="the giant"),
    # "its cloud unit": _division
    pytest.param("Alibaba said its cloud unit's revenue rose 6%.", {"6%": "Alibaba Cloud"}, id="its cloud unit"),
    pytest.param(
        "Alibaba's cloud unit reported revenue of RMB 26 billion.",
        {"RMB 26 billion": "Alibaba Cloud"},
        id="possessive and unit",
    ),
    pytest.param("JD said its logistics arm's revenue rose 7%.", {"7%": "JD Logistics"}, id="its logistics arm"),
    # a relation: "the TikTok owner"
    pytest.param("The TikTok owner has 150,000 employees.", {"150,000": "ByteDance"}, id="the owner"),
    pytest.param("The owner of TikTok has 150,000 employees.", {"150,000": "ByteDance"}, id="the owner of"),
    pytest.param("The operator of WeChat has 100,000 employees.", {"100,000": "Tencent"}, id="the operator of"),
    pytest.param(
        "TikTok's parent company has 150,000 employees.",
        {"150,000": "ByteDance"},
        id="parent company",
    ),
    pytest.param(
        "TikTok and its parent company ByteDance parted. ByteDance has 150,000 employees.",
        {"150,000": "ByteDance"},
        id="its parent and its name",
    ),
    pytest.param(
        "ByteDance runs Douyin and TikTok. The Douyin sister app has 1 billion users.", {"1 billion": "TikTok"}, id="the sister app"
    ),
    pytest.param(
        "ByteDance owns Douyin and TikTok. TikTok's sister app Douyin has 750 million users.",
        {"750 million": "Douyin"},
        id="sister app named",
    ),
    # pronouns
    pytest.param("Xiaomi sells phones. It has 30,000 employees.", {"30,000": "Xiaomi"}, id="it"),
    pytest.param("Xiaomi said it has 30,000 employees.", {"30,000": "Xiaomi"}, id="it in the sentence"),
    pytest.param("Xiaomi said its revenue rose 32%.", {"32%": "Xiaomi"}, id="its"),
    pytest.param("Xiaomi is growing. Its revenue rose 32%.", {"32%": "Xiaomi"}, id="its, a sentence later"),
    # the country
    pytest.param("China published figures. The country's retail sales rose 2.7%.", {"2.7%": "China"}, id="the country"),
    pytest.param("China published figures. The country's exports rose 8%.", {"8%": "China"}, id="the country's exports"),
    pytest.param("BYD sells cars in Germany. In the country, it sold 3,000 vehicles.", {"3,000": "BYD"}, id="a country owns no sales"),
    # predicates and indefinite descriptions name nobody
    pytest.param("Luckin Coffee is the largest coffee chain and has 20,000 stores.", {"20,000": "Luckin Coffee"}, id="is the largest"),
    pytest.param("Luckin Coffee, the largest coffee chain, has 20,000 stores.", {"20,000": "Luckin Coffee"}, id="apposition"),
    pytest.param("E-commerce giant JD has 500,000 employees.", {"500,000": "JD"}, id="description and name"),
    # roles
    pytest.param("Alibaba-owned Ele.me has 3 million riders and 10 million users.", {"10 million": "Ele.me"}, id="owned"),
    pytest.param("Ele.me, owned by Alibaba, has 10 million users.", {"10 million": "Ele.me"}, id="owned by"),
    pytest.param("Tencent's super app WeChat has 1.3 billion monthly active users.", {"1.3 billion": "WeChat"}, id="super app"),
    pytest.param("HANGZHOU, Aug. 14 — Alibaba has 200,000 employees.", {"200,000": "Alibaba"}, id="dateline"),
    pytest.param("Bloomberg's revenue was $12 billion in 2023.", {"$12 billion": "Bloomberg"}, id="a reporter's own figure"),
    # rivals as subjects
    pytest.param(
        "Mixue has 36,000 stores. Its smaller rival Guming said it has 9,000 stores.",
        {"36,000": "Mixue", "9,000": "Guming"},
        id="its smaller rival said",
    ),
    pytest.param(
        "Luckin Coffee opened 1,400 stores. Its younger rival Cotti Coffee opened 300 stores.",
        {"1,400": "Luckin Coffee", "300": "Cotti Coffee"},
        id="its younger rival",
    ),
    pytest.param("Mixue beat its smaller rival Guming, with 36,000 stores.", {"36,000": "Mixue"}, id="a rival that was beaten"),
    # first persons
    pytest.param(
        "Interview with Pony.ai\n\nQ: How large is the fleet?\n\nA: We have 250 robotaxis and 1,300 employees.",
        {"250": "Pony.ai", "1,300": "Pony.ai"},
        id="we, in an interview",
    ),
    pytest.param(
        "Miniso spoke to us about its plans. We opened 500 stores abroad last year, its founder said.",
        {"500": "Miniso"},
        id="we, who spoke",
    ),
    pytest.param(
        'Zhipu AI gave an interview on Tuesday. "Our revenue doubled," its chief executive said.',
        {"doubled": "Zhipu AI"},
        id="our, in a quote",
    ),
    pytest.param("Our survey counted 5,000 people.", {"5,000": "-"}, id="our, of nobody"),
    # people are no companies
    pytest.param("Mr. Lin owns 4,000 shops.", {"4,000": "-"}, id="Mr."),
    pytest.param("Ms. Chen's revenue was RMB 3 million.", {"RMB 3 million": "-"}, id="Ms., possessive"),
    pytest.param('"The market is cooling," said Mr. Lin, who paid RMB 300,000 for a car.', {"RMB 300,000": "-"}, id="Mr., relative clause"),
    pytest.param("Mr. Lin of Nio said deliveries rose 12%.", {"12%": "Nio"}, id="Mr. of a company"),
    # who said it
    pytest.param(
        "Haidilao, a rival of Xiabuxiabu, said it operates 1,300 restaurants.", {"1,300": "Haidilao"}, id="said it, behind an apposition"
    ),
    pytest.param(
        "Trip.com, an investor in Tongcheng, said it has 40,000 employees.", {"40,000": "Trip.com"}, id="said it, behind an investor"
    ),
    pytest.param(
        "Kuaishou's rival Bilibili said it has 100 million daily active users.", {"100 million": "Bilibili"}, id="said it, a rival"
    ),
    pytest.param(
        "iFlytek beat Baidu in a test and said it has 8 million developers.", {"8 million": "iFlytek"}, id="said it, behind the beaten"
    ),
]


@pytest.mark.parametrize(("text", "wanted"), DESCRIPTIONS)
def test_entity(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    found = column(text, "entity")
    assert {quote: found.get(quote) for quote in wanted} == wanted


def test_the_subject_is_the_likeliest_referent() -> None:
    discourse = Discourse(lead="JD", subject="Meituan")
    for number, name in enumerate(["JD", "Meituan", "Nio"]):
        discourse.note(EntityMention(0, 1, name, "company"), number)
    assert discourse.salient(2) == ["Meituan", "JD", "Nio"]


def test_a_name_said_long_ago_gives_way() -> None:
    discourse = Discourse()
    discourse.note(EntityMention(0, 1, "JD", "company"), 0)
    discourse.note(EntityMention(0, 1, "Nio", "company"), 6)
    assert discourse.salient(7) == ["Nio", "JD"]


def test_nobody_was_spoken_of() -> None:
    assert Discourse().salient(3) == []
