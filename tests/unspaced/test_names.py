"""Names in no vocabulary, told by a stock code behind them or by the word for a firm at their end. The firms are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.unspaced.engine import TopicEngine
from china_tech_metrics.unspaced.finder import Finder
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.words import TopicLanguage

VOCABULARY = Vocabulary.default()
LANGUAGE = VOCABULARY.languages["zh"]
assert isinstance(LANGUAGE, TopicLanguage)
FINDER = Finder("zh", LANGUAGE.grammar, list(VOCABULARY.entities.values()), list(VOCABULARY.metrics.values()))
GUESSER = TopicEngine(VOCABULARY, "zh")._guesser


def guessed(text: str) -> list[str]:
    folded = fold(text)
    return [text[n.start : n.end] for n in GUESSER.guess(text, folded, FINDER.scan(text, folded))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("禾青远航（688901）公布财报", ["禾青远航"]),
        ("禾青远航 (688901.SH)公布财报", ["禾青远航"]),
        ("禾青遠航（06789.HK）公布財報", ["禾青遠航"]),
        ("昨晚上市公司禾青远航（688901）公布财报", ["禾青远航"]),
        ("禾青远航（NYSE: HQYH）公布财报", ["禾青远航"]),
        ("禾青科技第二季度营收3亿元", ["禾青科技"]),
        ("营收3亿元，禾青集团营收2亿元，苏禾科技营收1亿元", ["禾青集团", "苏禾科技"]),
        ("禾青集团的营收3亿元", []),
        ("其中科技业务营收3亿元", []),
        ("快手（01024）营收3亿元", []),
        ("营收3亿元（去年同期2亿元）", []),
        ("禾青远航（下称禾青）营收3亿元，其中禾青海外营收1亿元", ["禾青", "禾青"]),
        ("工业软件公司禾青机器人完成1亿元融资，禾青机器人去年营收2亿元", ["禾青机器人", "禾青机器人"]),
        ("人形机器人完成首次交付", []),
        ("禾青科技（HQ）第二季度营收3亿元", ["禾青科技"]),
        ("远航茶饮招股书显示，远航茶饮营收3亿元，而去年远航茶饮亏损", ["远航茶饮"] * 3),
        ("据新茶饮品牌远航招股书，远航营收3亿元，去年远航亏损", ["远航"] * 3),
        ("近日，禾青正式递交招股书。禾青营收3亿元，禾青亏损", ["禾青"] * 3),
        ("上半年禾青实现营收3亿元，禾青亏损，禾青裁员", ["禾青"] * 3),
        ("公司招股书显示，公司营收3亿元，公司亏损", []),
        ("周四公布财报，周四收涨，周四高开", []),
        ("上半年实现营收3亿元，上半年亏损，上半年裁员", []),
        ("禾青远航股份有限公司（以下简称“公司”）营收3亿元", []),
        ("该模式（以下简称“新模式”）营收3亿元", []),
        ("禾青控股营收3亿元，后来入股禾青控股", ["禾青控股"] * 2),
        # By what is said of it in several places.
        ("禾青2023年的营收为3亿元。同期，禾青净利润1亿元。与其他品牌相比，禾青门店更少，禾青网店也少", ["禾青"] * 4),
        ("仓储软件公司禾青去年估值翻倍。此后，禾青宣布融资", ["禾青"] * 2),
        ("禾青科技发布财报。上半年，禾青营收3亿元，禾青亏损；目前，禾青有300名员工", ["禾青科技", *["禾青"] * 3]),
        ("小程序营收3亿元，小程序净利润1亿元，小程序增长20%", []),
        ("手机营收3亿元，手机毛利率20%，手机发布会后，手机净利润1亿元", []),
        ("陈禾青表示，营收会增长。陈禾青认为，成本会下降。陈禾青称，亏损会收窄", []),
        ("海外营收3亿元，海外净利润1亿元，海外毛利率20%", []),
        ("智慧禾青招股书显示，智慧禾青营收3亿元。在智慧交通行业，智慧禾青亏损，智慧停车增长", ["智慧禾青"] * 3),
        # In a list of firms.
        ("小鹏、禾青、理想的交付量分别为3万辆、2万辆和1万辆", ["禾青"]),
        ("小鹏、理想、禾青等交付量上升", ["禾青"]),
        ("北京、禾青、上海的订单", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert guessed(text) == names


@given(st.text(alphabet="禾青远航快手小米集团科技股份的，。（）()01234 :.hk\n", max_size=40))
def test_any_text_gives_names_in_order(text: str) -> None:
    folded = fold(text)
    found = GUESSER.guess(text, folded, FINDER.scan(text, folded))
    assert [n.start for n in found] == sorted(n.start for n in found)
    assert all(n.entity in text and n.end - n.start > 1 for n in found)
