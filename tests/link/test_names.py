"""Names that are in no vocabulary are found by their shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMES = [
    pytest.param("The startup Qingfeng Robotics raised $50 million.", {"$50 million": "Qingfeng Robotics"}, id="kind word and suffix"),
    pytest.param("Qingfeng Robotics has 300 employees.", {"300": "Qingfeng Robotics"}, id="corporate suffix"),
    pytest.param("Chinese startup Velloro raised $50 million.", {"$50 million": "Velloro"}, id="kind word"),
    pytest.param(
        "Investors like Velloro, which makes robots. Velloro raised $50 million in May.", {"$50 million": "Velloro"}, id="relative clause"
    ),
    pytest.param("Tencent-backed startup Velloro has 300 employees.", {"300": "Velloro"}, id="backed startup"),
    pytest.param("VelloPay makes card readers. VelloPay has 300 employees.", {"300": "VelloPay"}, id="capital inside"),
    pytest.param("Qingfeng Robotics was founded in 2019. Qingfeng has 300 employees.", {"300": "Qingfeng Robotics"}, id="short form"),
    pytest.param("The startup Velloro makes robots. Velloro has 300 employees.", {"300": "Velloro"}, id="shown in another sentence"),
    pytest.param("Cambricon is small. Yet investors value it at 82 billion yuan.", {"82 billion yuan": "Cambricon"}, id="opening adverb"),
    pytest.param("Douyin grew. Live selling is now 20 percent of its revenue.", {"20 percent": "Douyin"}, id="opening adjective"),
    pytest.param("The startup Orchard raised $50 million. Orchard has 300 employees.", {"300": "Orchard"}, id="everyday word as a name"),
    pytest.param("CICC Capital manages $50 billion in assets.", {"$50 billion": "CICC Capital"}, id="known name extended"),
    pytest.param("Nio Power runs 2,400 stations and has 300 employees.", {"300": "Nio Power"}, id="known name and power"),
    pytest.param("Nio Inc has 300 employees.", {"300": "Nio"}, id="a legal form extends nothing"),
    # no names
    pytest.param("JD's CEO Wang Dalin said revenue rose 5%.", {"5%": "JD"}, id="person with a title"),
    pytest.param("Wang Dalin, an analyst in Shanghai, said JD's revenue rose 5%.", {"5%": "JD"}, id="person with a title behind"),
    pytest.param("However, revenue at JD rose 5%.", {"5%": "JD"}, id="adverb at the start"),
    pytest.param("Founded in 2010, Xiaomi has 30,000 employees.", {"30,000": "Xiaomi"}, id="participle at the start"),
    pytest.param("Many VCs think JD has 500 million users.", {"500 million": "JD"}, id="plural abbreviation"),
    pytest.param("AI-related revenue at Alibaba rose 5%.", {"5%": "Alibaba"}, id="hyphenated word"),
    pytest.param("Last Monday the Board met. JD has 500 million users.", {"500 million": "JD"}, id="capitalised common noun"),
    # capitals with an apposition
    pytest.param(
        "Shoppers bring handbags to ZZER, a Shanghai consignment startup. ZZER has 12 million users.",
        {"12 million": "ZZER"},
        id="capitals with an apposition",
    ),
    pytest.param(
        "ZZER, a Shanghai consignment startup, has 12 million users.",
        {"12 million": "ZZER"},
        id="capitals as subject with an apposition",
    ),
    pytest.param("QWAY, a Shenzhen maker of drones, raised $30 million.", {"$30 million": "QWAY"}, id="capitals as subject, a maker"),
    pytest.param(
        "VIRO, the Shenzhen drone firm, sold 90,000 drones.",
        {"90,000": "VIRO"},
        id="capitals with an apposition with the",
    ),
    pytest.param("XTRO, a Beijing-based maker of robots, has 400 employees.", {"400": "XTRO"}, id="capitals as subject, based in"),
    pytest.param("JD cut costs, and its ROI, a measure of returns, rose 5%.", {"5%": "JD"}, id="capitals of no company"),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES)
def test_entity(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    found = column(text, "entity")
    assert {quote: found.get(quote) for quote in wanted} == wanted
