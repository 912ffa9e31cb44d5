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
    pytest.param("百度非在线营销收入增长5%。", {"5%": "non-online marketing"}, id="the longest counts"),
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
    pytest.param(
        "双11期间，天猫成交额达300亿元，服饰成交额增长5%。",
        {"300亿元": "Singles' Day", "5%": "apparel, Singles' Day"},
        id="of a festival told before",
    ),
    # places
    pytest.param(
        "在泰国市场，OPPO份额为20%，传音为18%；在越南，三星占28%的份额。",
        {"20%": "Thailand", "18%": "Thailand", "28%": "Vietnam"},
        id="places that open clauses",
    ),
    pytest.param("印度市场方面，vivo出货5万部。", {"5万部": "India"}, id="a market that opens the sentence"),
    pytest.param("小米全球出货下降5%，目前小米在德国出货增长7%。", {"5%": "-", "7%": "Germany"}, id="a place within the clause"),
    pytest.param("中国、日本厂商众多，小米出货增长5%。", {"5%": "-"}, id="places that open nothing"),
    pytest.param("全球智能手机出货量下降。苹果份额为20%。", {"20%": "smartphones"}, id="the whole world narrows nothing"),
    # items and lists
    pytest.param(
        "吉利5月销量9万辆，其中纯电动乘用车3万辆，插混车型4万辆，同比增长5%。",
        {"9万辆": "-", "3万辆": "battery electric vehicles", "4万辆": "plug-in hybrids", "5%": "plug-in hybrids"},
        id="items before their figures",
    ),
    pytest.param(
        "泡泡玛特海外门店130家，其中泰国8家、韩国14家。",
        {"130家": "overseas", "8家": "Thailand", "14家": "South Korea"},
        id="places as items",
    ),
    pytest.param(
        "哔哩哔哩广告、游戏和直播收入分别增长5%、6%和7%。", {"5%": "advertising", "6%": "games", "7%": "livestreaming"}, id="in their order"
    ),
    pytest.param(
        "美的空调和洗衣机线上份额分别为27%和36%。", {"27%": "air conditioners", "36%": "washing machines"}, id="goods before channels"
    ),
    pytest.param("百度营收和净利润分别为8亿元和3亿元。", {"8亿元": "-", "3亿元": "-"}, id="a list of metrics"),
    # the same unit
    pytest.param(
        "联想云业务收入80亿元，同比增长5%，毛利率为20%。",
        {"80亿元": "cloud", "5%": "cloud", "20%": "cloud"},
        id="another result of the unit",
    ),
    pytest.param(
        "联想硬件收入60亿元，同比增长5%，占总收入的30%。", {"60亿元": "hardware", "5%": "hardware", "30%": "hardware"}, id="its part"
    ),
    pytest.param("联想云业务收入80亿元；公司毛利率为20%。", {"80亿元": "cloud", "20%": "-"}, id="a result of the firm"),
    # what only some metrics have
    pytest.param("优必选完成8亿元C轮融资，投后估值60亿元。", {"8亿元": "Series C", "60亿元": "post-money"}, id="rounds"),
    pytest.param("中通单票收入1.2元，同比下降5%。", {"1.2元": "per parcel", "5%": "per parcel"}, id="what a price is for"),
    pytest.param("腾讯派发末期息每股4.5港元。", {"4.5港元": "final, per share"}, id="dividends"),
    pytest.param(
        "港股方面，小米跌5%，美团涨6%；美股拼多多收涨7%。", {"5%": "Hong Kong", "6%": "Hong Kong", "7%": "US"}, id="where shares are traded"
    ),
    pytest.param("腾讯将以5亿元对虎牙进行战略投资。", {"5亿元": "Huya"}, id="what money is put into"),
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
