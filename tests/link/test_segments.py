"""The line of business, goods, place or festival that a figure is limited to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.link.markets import Markets, market_finder
from china_tech_metrics.vocabulary.entries import Segment

VOCABULARY = Vocabulary.default()

SEGMENTS = [
    pytest.param("Kuaishou's advertising revenue rose 5%.", {"5%": "advertising"}, id="in the cue"),
    pytest.param("Tencent's games revenue rose 5%.", {"5%": "games"}, id="word before"),
    pytest.param("Tencent's domestic games revenue rose 5%.", {"5%": "domestic games"}, id="words before, the longest counts"),
    pytest.param("Kuaishou's local services GMV rose 5%.", {"5%": "local services"}, id="words before that reach into the cue"),
    pytest.param("Baidu's non-advertising revenue rose 5%.", {"5%": "non-advertising"}, id="a hyphen before the cue"),
    pytest.param("Xiaomi's overseas smartphone revenue rose 5%.", {"5%": "overseas, smartphones"}, id="two of them"),
    pytest.param("Baidu's cloud business revenue rose 5%.", {"5%": "cloud"}, id="a plain word between"),
    pytest.param("Baidu's revenue from its cloud business rose 5%.", {"5%": "cloud"}, id="behind the metric"),
    pytest.param("JD earned RMB 5 billion in revenue from advertising.", {"RMB 5 billion": "advertising"}, id="behind both"),
    pytest.param("Sales of home appliances on JD rose 5%.", {"5%": "home appliances"}, id="sales of goods"),
    pytest.param("Xiaomi's shipments of tablets rose 5% to 3 million units.", {"5%": "tablets", "3 million": "tablets"}, id="both figures"),
    pytest.param("Huawei shipped 70,000 tablets in May.", {"70,000": "tablets"}, id="counted goods"),
    pytest.param("Weibo's livestreaming unit saw revenue rise 5%.", {"5%": "livestreaming"}, id="a unit as the subject"),
    pytest.param("Meituan's food delivery unit saw revenue rise 5%.", {"5%": "-"}, id="a unit that is an entity of its own"),
    pytest.param("Games made up 30% of Tencent's revenue.", {"30%": "games"}, id="a part as the subject"),
    pytest.param("Xiaomi's adjusted net profit rose 5%.", {"5%": "adjusted"}, id="a way of accounting"),
    pytest.param(
        "On a non-GAAP basis, JD's net income rose 5% to RMB 9 billion.", {"5%": "non-GAAP", "RMB 9 billion": "non-GAAP"}, id="said before"
    ),
    pytest.param(
        "JD's net income was RMB 8 billion. Non-GAAP net income was RMB 9 billion.",
        {"RMB 8 billion": "-", "RMB 9 billion": "non-GAAP"},
        id="of one",
    ),
    pytest.param("Zhipu charges RMB 0.8 per million tokens.", {"RMB 0.8": "per million tokens"}, id="what a price is for"),
    pytest.param(
        "JD's revenue was RMB 9 billion, of which advertising accounted for RMB 2 billion and logistics RMB 1 billion.",
        {"RMB 9 billion": "-", "RMB 2 billion": "advertising", "RMB 1 billion": "logistics"},
        id="parts told one after the other",
    ),
    # places
    pytest.param("BYD sold 3,000 vehicles in Germany.", {"3,000": "Germany"}, id="place behind"),
    pytest.param("In Malaysia, Shopee's revenue rose 5%.", {"5%": "Malaysia"}, id="place that opens the sentence"),
    pytest.param(
        "Lazada's GMV hit $2 billion in Thailand, and $3 billion in Vietnam.", {"$2 billion": "Thailand", "$3 billion": "Vietnam"}, id="two"
    ),
    pytest.param("Xiaomi's Indian smartphone shipments rose 5%.", {"5%": "India, smartphones"}, id="place before goods"),
    pytest.param("Its European sales are up. BYD's European sales rose 5%.", {"5%": "Europe"}, id="place in the metric's name"),
    pytest.param(
        "In Peru Xiaomi led with a share of 18%, while in Chile it had 19%.", {"18%": "Peru", "19%": "Chile"}, id="places that open clauses"
    ),
    pytest.param(
        "Growth was strong in Mexico, where BYD's deliveries rose 5% to 4,000 vehicles.",
        {"5%": "Mexico", "4,000": "Mexico"},
        id="what is told of a place",
    ),
    pytest.param(
        "Chery delivered 8,000 vehicles overseas in May, up 5%.", {"8,000": "overseas", "5%": "overseas"}, id="a part of the world behind"
    ),
    pytest.param("Chery's deliveries abroad rose 5%.", {"5%": "overseas"}, id="a part of the world behind the metric"),
    pytest.param(
        "Alibaba's Hong Kong-listed shares fell 5% to HK$90.", {"5%": "Hong Kong", "HK$90": "Hong Kong"}, id="where shares are traded"
    ),
    # what a clause tells of
    pytest.param(
        "Bilibili's revenue rose 5% to RMB 9 billion. Value-added services gained 7% to RMB 3 billion, while live streaming fell 2%.",
        {
            "5%": "-",
            "RMB 9 billion": "-",
            "7%": "value-added services",
            "RMB 3 billion": "value-added services",
            "2%": "livestreaming",
        },
        id="what clauses begin with",
    ),
    pytest.param("The country's car industry had a gross margin of 5%.", {"5%": "-"}, id="an industry is no line of business"),
    pytest.param(
        "Kuaishou's local services unit is growing. The unit generated GMV of RMB 5 billion in May.",
        {"RMB 5 billion": "local services"},
        id="the unit told of before",
    ),
    pytest.param(
        "NetEase's games, music and advertising revenue rose 5%, 6% and 7%, respectively.",
        {"5%": "games", "6%": "music", "7%": "advertising"},
        id="in their order",
    ),
    pytest.param(
        "Lenovo's services revenue climbed 5% to $2 billion, with an operating margin of 20%.",
        {"5%": "services", "$2 billion": "services", "20%": "services"},
        id="a result added",
    ),
    pytest.param(
        "BYD's domestic sales fell 5%; its overseas sales rose 6%.", {"5%": "domestic", "6%": "overseas"}, id="each sales have their own"
    ),
    pytest.param(
        "WeRide's robotaxi revenue was $7 million and its total revenue $20 million.",
        {"$7 million": "robotaxi", "$20 million": "-"},
        id="revenue said again",
    ),
    pytest.param("Smartphones accounted for 21% of SMIC's wafer revenue.", {"21%": "smartphones"}, id="a part before the whole"),
    pytest.param(
        "Weibo's revenue was RMB 9 billion; value-added services contributed RMB 2 billion, or 22% of revenue.",
        {"RMB 9 billion": "-", "RMB 2 billion": "value-added services", "22%": "value-added services"},
        id="said again as a share",
    ),
    pytest.param("Alibaba's logistics arm Cainiao saw revenue rise 5%.", {"5%": "-"}, id="the owner's only business"),
    pytest.param(
        "Ant generated RMB 5 billion of revenue from its payments business.", {"RMB 5 billion": "payments"}, id="in a description"
    ),
    pytest.param("MetaX is seeking $500 million in a Shanghai IPO.", {"$500 million": "Shanghai"}, id="where a firm goes public"),
    pytest.param("In Chile, Shopee holds 20% of the region's web traffic.", {"20%": "Chile"}, id="the place that opens before others"),
    pytest.param(
        "Temu has 9 million monthly active users in Germany, France 8 million.",
        {"9 million": "Germany", "8 million": "France"},
        id="a place right before its figure",
    ),
    # what only some metrics have
    pytest.param("Alibaba announced a $2 billion investment in Lazada.", {"$2 billion": "Lazada"}, id="what money is put into"),
    pytest.param(
        "Galbot raised $90 million in a Series B at a pre-money valuation of $2 billion.",
        {"$90 million": "Series B", "$2 billion": "pre-money"},
        id="rounds",
    ),
    pytest.param("Baidu earned RMB 9 per ADS.", {"RMB 9": "per ADS"}, id="a share of which kind"),
    # markets told before
    pytest.param(
        "The Indian smartphone market is changing. Xiaomi had a market share of 20%, and Vivo shipped 7 million units.",
        {"20%": "India, smartphones", "7 million": "India, smartphones"},
        id="of the market spoken of",
    ),
    pytest.param(
        "Xiaomi is the top phone maker in India. Its shipments in Brazil rose 5%.", {"5%": "Brazil, smartphones"}, id="another place"
    ),
    pytest.param("The smartphone market is slow. Nio delivered 20,000 vehicles.", {"20,000": "-"}, id="other goods are counted"),
    # festivals
    pytest.param("JD's GMV hit RMB 3 billion during Singles' Day.", {"RMB 3 billion": "Singles' Day"}, id="festival"),
    pytest.param("JD's GMV hit RMB 3 billion in last year's 618 event.", {"RMB 3 billion": "618"}, id="festival by its own name"),
    # none
    pytest.param("JD's revenue rose 5%.", {"5%": "-"}, id="whole company"),
    pytest.param("China's retail sales rose 5%.", {"5%": "-"}, id="the country is the owner"),
    pytest.param("JD's net profit rose 5% in 2023.", {"5%": "-"}, id="a year is no segment"),
    pytest.param("Huawei's global revenue rose 5%.", {"5%": "-"}, id="all the world is no segment"),
    pytest.param("Alibaba Cloud's cloud revenue rose 5%.", {"5%": "-"}, id="the owner's name says it"),
    pytest.param("Nio delivered 20,000 vehicles in May.", {"20,000": "-"}, id="a carmaker delivers vehicles"),
    pytest.param("Shares of the e-commerce giant JD fell 5%.", {"5%": "-"}, id="describes the company"),
    pytest.param("Lenovo's smartphone and tablet shipments rose 5%.", {"5%": "-"}, id="two kinds of goods together"),
]


def test_the_last_of_many_markets_is_looked_up() -> None:
    """Not searched for figure by figure: a text may name as many markets as it has figures."""
    segments = [Segment("phones", "goods", {"en": ("phone",)}), Segment("tablets", "goods", {"en": ("tablet",)})]
    markets = Markets(market_finder(segments, [], VOCABULARY.languages["en"].grammar, "en"), "phone market. " * 9 + "tablet market. " + "x")
    assert [found.goods.name for at in (0, 20, 126, 150) if (found := markets.spoken_of(at, at)) is not None] == [
        "phones", "phones", "tablets", "tablets",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SEGMENTS)
def test_segment(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "segment") == wanted
