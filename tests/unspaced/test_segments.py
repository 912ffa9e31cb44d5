"""The line of business, goods, place or festival that a figure of a Chinese text is limited to."""

from __future__ import annotations

import datetime as dt

import pytest

from china_tech_metrics import Document, Vocabulary
from china_tech_metrics.api import rows_of

PUBLISHED = dt.date(2024, 8, 22)

SEGMENTS = [
    pytest.param("快手广告收入增长5%。", {"5%": "advertising"}, id="before the metric"),
    pytest.param("小米海外智能手机收入增长5%。", {"5%": "overseas, smartphones"}, id="two of them"),
    pytest.param("联想云业务的收入增长5%。", {"5%": "cloud"}, id="plain words between"),
    pytest.param("百度非在线营销收入增长5%。", {"5%": "non-advertising"}, id="the longest counts"),
    pytest.param("比亚迪新能源汽车销量增长5%。", {"5%": "new energy vehicles"}, id="reaches into the metric's name"),
    pytest.param("小米经调整净利润增长5%。", {"5%": "adjusted"}, id="in the metric's name"),
    pytest.param("京东非国际财务报告准则（Non-IFRS）下净利润增长5%。", {"5%": "non-IFRS"}, id="a way of accounting before the metric"),
    pytest.param("京东净利润为80亿元，非公认会计准则净利润为90亿元。", {"80亿元": "-", "90亿元": "non-GAAP"}, id="of one of two"),
    pytest.param("中芯国际首季智能手机占收入的24%。", {"24%": "smartphones"}, id="a part of the whole"),
    pytest.param("京东物流业务上半年表现稳健，收入增长5%。", {"5%": "-"}, id="of an earlier clause"),
    pytest.param("哔哩哔哩游戏业务同比扭亏，毛利率为40%。", {"40%": "-"}, id="of an earlier clause, another metric"),
    pytest.param("快手直播业务毛利率为40%。", {"40%": "livestreaming"}, id="a line of business as the topic"),
    pytest.param("华为5月出货500万台平板电脑。", {"500万台": "tablets"}, id="counted goods"),
    pytest.param("小米在印度智能手机市场排名第一，市场份额为20%。", {"20%": "India, smartphones"}, id="of the market spoken of"),
    pytest.param("中国智能手机市场回暖。vivo出货量增长5%。", {"5%": "China, smartphones"}, id="of the market of the sentence before"),
    pytest.param("天猫双11成交额达300亿元。", {"300亿元": "Singles' Day"}, id="festival"),
    # none
    pytest.param("京东收入增长5%。", {"5%": "-"}, id="whole company"),
    pytest.param("阿里云云业务收入增长5%。", {"5%": "-"}, id="the owner's name says it"),
    pytest.param("蔚来5月交付汽车2万辆。", {"2万辆": "-"}, id="a carmaker delivers vehicles"),
]


@pytest.mark.parametrize(("text", "wanted"), SEGMENTS)
def test_segment(text: str, wanted: dict[str, str]) -> None:
    rows = rows_of(Document("d", text, PUBLISHED, "zh"), Vocabulary.default())
    assert {row["quote"]: row["segment"] or "-" for row in rows} == wanted


def test_no_word_is_of_two_segments() -> None:
    """In any language: else the file read last would decide."""
    for lang in ("en", "zh"):
        words = [word.lower() for segment in Vocabulary.default().segments.values() for word in segment.names.get(lang, ())]
        assert len(words) == len(set(words))
