"""Chinese times and what days they mean, read on 22 August 2024, a Thursday."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.resolve.calendar import label, resolve
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.times import TimeMention, TimeScanner
from china_tech_metrics.unspaced.words import TopicLanguage

VOCABULARY = Vocabulary.default()
LANGUAGE = VOCABULARY.languages["zh"]
assert isinstance(LANGUAGE, TopicLanguage)
SCANNER = TimeScanner(LANGUAGE.time, VOCABULARY.festivals, "zh")
PUBLISHED = dt.date(2024, 8, 22)
ALIBABA = VOCABULARY.entities["Alibaba"].fiscal_years


def only(text: str) -> TimeMention:
    [found] = SCANNER.scan(fold(text))
    return found


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年第二季度", "2023Q2"),
        ("2023 年第 2 季", "2023Q2"),
        ("二季度", "2024Q2"),
        ("今年首季", "2024Q1"),
        ("上季", "2024Q2"),
        ("2Q24", "2024Q2"),
        ("2024Q1", "2024Q1"),
        ("今年上半年", "2024H1"),
        ("2023年下半年", "2023H2"),
        ("前三季度", "2023-01-01/2023-09-30"),
        ("今年前7个月", "2024-01-01/2024-07-31"),
        ("1—7月份", "2024-01-01/2024-07-31"),
        ("截至9月30日止三个月", "2023Q3"),
        ("截至2024年3月31日止年度", "2023-04-01/2024-03-31"),
        ("截至 2022 年 9 月 30 日的 12 个月中", "2021-10-01/2022-09-30"),
        ("截至6月底止六個月", "2024H1"),
        ("8月10日", "2024-08-10"),
        ("2024年8月10日", "2024-08-10"),
        ("2024-08-10", "2024-08-10"),
        ("8月1日至15日", "2024-08-01/2024-08-15"),
        ("上月", "2024-07"),
        ("11月", "2023-11"),
        ("2022年", "2022"),
        ("去年", "2023"),
        ("2019年至2023年", "2019-01-01/2023-12-31"),
        ("近三年", "2021-01-01/2023-12-31"),
        ("今年以来", "2024-01-01/2024-08-22"),
        ("周三", "2024-08-21"),
        ("上周五", "2024-08-16"),
        ("昨日", "2024-08-21"),
        ("618期间", "2024-05-20/2024-06-18"),
        ("2023年双11", "2023-10-31/2023-11-11"),
        ("国庆黄金周", "2023-09-29/2023-10-06"),
    ],
)
def test_periods(text: str, period: str) -> None:
    mention = only(text)
    assert mention.expr is not None
    found = resolve(mention.expr, published=PUBLISHED)
    assert found is not None
    assert label(found) == period


@pytest.mark.parametrize(("text", "period"), [("2024财年第四财季", "2024Q1"), ("FY25Q1", "2024Q2"), ("2024财年", "2023-04-01/2024-03-31")])
def test_fiscal_periods_are_those_of_the_company(text: str, period: str) -> None:
    mention = only(text)
    assert mention.expr is not None
    found = resolve(mention.expr, published=PUBLISHED, fiscal_years=ALIBABA)
    assert found is not None
    assert label(found) == period


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("同比增长5%", "yoy"),
        ("按年升5%", "yoy"),
        ("年增5%", "yoy"),
        ("較去年同期成長5%", "yoy"),
        ("环比增长5%", "qoq"),
        ("按季跌5%", "qoq"),
        ("季減5%", "qoq"),
        ("月增5%", "mom"),
        ("较年初增长5%", "other"),
    ],
)
def test_bases(text: str, basis: str) -> None:
    mention = only(text)
    assert (mention.role, mention.basis) == ("base", basis)


@pytest.mark.parametrize(
    ("text", "role", "end_of"),
    [
        ("截至2023年底", "as_of", True),
        ("6月末", "as_of", True),
        ("2025年前", "by", False),
        ("到2025年", "by", False),
        ("自2021年以来", "since", False),
        ("目前", "now", False),
        ("2023年", "when", False),
    ],
)
def test_roles(text: str, role: str, end_of: bool) -> None:
    mention = only(text)
    assert (mention.role, mention.end_of) == (role, end_of)


@pytest.mark.parametrize("text", ["周期", "日活", "月活用户", "年轻人", "日本市场", "3.5%", "12家", "一加手机"])
def test_what_is_no_time(text: str) -> None:
    assert SCANNER.scan(fold(text)) == []


@given(
    st.integers(min_value=2000, max_value=2029),
    st.integers(min_value=1, max_value=4),
    st.sampled_from(["{y}年第{q}季度", "{y}年{c}季度", "{y}Q{q}", "{y}年Q{q}", "{y} 年第 {q} 季"]),
)
def test_quarters_in_any_style_are_read_back(year: int, quarter: int, style: str) -> None:
    mention = only(style.format(y=year, q=quarter, c="一二三四"[quarter - 1]))
    assert mention.expr is not None
    found = resolve(mention.expr, published=None)
    assert found is not None
    assert label(found) == f"{year}Q{quarter}"


@given(st.text(alphabet="年月日季度半上下去今前首第截至止底末个0123456789一二三四十同比环周近 -", max_size=40))
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str) -> None:
    at = 0
    for mention in SCANNER.scan(text):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
