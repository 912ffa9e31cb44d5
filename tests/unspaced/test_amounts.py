"""What is an amount in a Chinese text, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.unspaced.amounts import AmountScanner
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.words import TopicLanguage

VOCABULARY = Vocabulary.default()
LANGUAGE = VOCABULARY.languages["zh"]
assert isinstance(LANGUAGE, TopicLanguage)
SCANNER = AmountScanner(LANGUAGE.numbers, VOCABULARY.currencies, VOCABULARY.units, "zh", "CNY")


def read(text: str) -> list[tuple[str, float, str, str]]:
    return [(text[a.start : a.end], float(a.value), a.unit, a.modifier) for a in SCANNER.scan(fold(text))]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("营收314亿元", "314亿元", 31.4e9, "CNY"),
        ("营收人民币888.88亿元", "人民币888.88亿元", 88.888e9, "CNY"),
        ("營收達725.50億元人民幣", "725.50億元人民幣", 72.55e9, "CNY"),
        ("收入 28 亿元", "28 亿元", 2.8e9, "CNY"),
        ("市值港币4,817亿", "港币4,817亿", 481.7e9, "HKD"),
        ("報159港元", "159港元", 159, "HKD"),
        ("融资10亿美元", "10亿美元", 1e9, "USD"),
        ("募资US$5.5亿", "US$5.5亿", 550e6, "USD"),
        ("營收新台幣2,400億元", "新台幣2,400億元", 240e9, "TWD"),
        ("八点五亿元", "八点五亿元", 850e6, "CNY"),
        ("罚款三千万元", "三千万元", 30e6, "CNY"),
        ("交付2萬7307輛", "2萬7307輛", 27307, "count"),
        ("用户达4.16亿", "4.16亿", 416e6, "count"),
        ("门店6,000家", "6,000家", 6000, "count"),
        ("增长12.1%", "12.1%", 12.1, "percent"),
        ("增长12.1％", "12.1％", 12.1, "percent"),
        ("下降百分之十二", "百分之十二", 12, "percent"),
        ("三成", "三成", 30, "percent"),
        ("三成五", "三成五", 35, "percent"),
        ("占三分之一", "三分之一", 100 / 3, "percent"),
        ("提升3个百分点", "3个百分点", 3, "percentage_point"),
        ("下调50个基点", "50个基点", 0.5, "percentage_point"),
        ("增长1.8倍", "1.8倍", 1.8, "times"),
        ("营收翻番", "翻番", 2, "times"),
        ("翻了两番", "翻了两番", 4, "times"),
        ("股价腰斩", "腰斩", 0.5, "times"),
        ("每天120分钟", "120分钟", 120, "minute"),
        ("产能30GWh", "30GWh", 30, "gigawatt_hour"),
        ("同比-3.1%", "-3.1%", -3.1, "percent"),
        ("增速为负5.2%", "负5.2%", -5.2, "percent"),
    ],
)
def test_amounts(text: str, quote: str, value: float, unit: str) -> None:
    [found] = read(text)
    assert found[0] == quote
    assert found[1] == pytest.approx(value)
    assert found[2] == unit


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("约3亿元", "approx"),
        ("近三成", "approx"),
        ("3亿元左右", "approx"),
        ("逾3亿元", "over"),
        ("超过320家", "over"),
        ("至少5亿元", "over"),
        ("七成以上", "over"),
        ("300多家", "over"),
        ("20余万家", "over"),
        ("3亿多元", "over"),
        ("超百亿元", "over"),
        ("不到3亿元", "under"),
        ("不超过500万元", "under"),
        ("500元以下", "under"),
        ("3亿元", "exact"),
    ],
)
def test_hedges(text: str, modifier: str) -> None:
    [found] = read(text)
    assert found[3] == modifier


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        ("306亿元至335亿元之间", "306亿元至335亿元", 30.6e9, 33.5e9, "CNY"),
        ("介乎310至340億元人民幣", "310至340億元人民幣", 31e9, 34e9, "CNY"),
        ("人民币 31 亿元至人民币 34 亿元", "人民币 31 亿元至人民币 34 亿元", 3.1e9, 3.4e9, "CNY"),
        ("增长18%-20%", "18%-20%", 18, 20, "percent"),
        ("增长20-30%", "20-30%", 20, 30, "percent"),
        ("500—800元", "500—800元", 500, 800, "CNY"),
        ("7.2万至7.5万辆", "7.2万至7.5万辆", 72_000, 75_000, "count"),
    ],
)
def test_ranges(text: str, quote: str, low: float, high: float, unit: str) -> None:
    [amount] = SCANNER.scan(fold(text))
    assert (text[amount.start : amount.end], amount.unit, amount.modifier) == (quote, unit, "range")
    assert (float(amount.low or 0), float(amount.high or 0)) == (pytest.approx(low), pytest.approx(high))
    assert float(amount.value) == pytest.approx((low + high) / 2)


@pytest.mark.parametrize("text", ["由5.5%提升至16.1%", "从10%到15%"], ids=["raised", "from-to"])
def test_where_a_change_came_from_and_went_to_are_two_amounts(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("净利润399亿元，约合55.6亿美元", 5.56e9),
        ("净利润399亿元（约55.6亿美元）", 5.56e9),
        ("營收725.5億元（約新台幣3218億元）", 321.8e9),
        ("10亿美元，相当于71亿元人民币", 7.1e9),
    ],
)
def test_the_same_amount_in_another_currency_is_no_second_one(text: str, also: float) -> None:
    [amount] = SCANNER.scan(fold(text))
    assert amount.also is not None
    assert float(amount.also.value) == pytest.approx(also)


@pytest.mark.parametrize(
    "text",
    [
        "百亿补贴频道", "十几亿元", "数亿用户", "几十万人", "上百家", "三家公司", "两个季度",
        "第3名", "前三", "5G手机", "7nm芯片", "7纳米", "元宇宙", "一方面", "双十一", "一站式",
        "九九六", "第一", "二次元", "万亿俱乐部", "半导体", "成立",
    ],
)  # fmt: skip
def test_names_idioms_and_vague_numbers_are_no_amounts(text: str) -> None:
    assert [quote for quote, *_ in read(text) if not quote.isdigit()] == []


@given(st.text())
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str) -> None:
    folded = fold(text)
    at = 0
    for amount in SCANNER.scan(folded):
        assert at <= amount.start < amount.end <= len(text)
        assert amount.outer_start <= amount.start
        assert amount.end <= amount.outer_end
        at = amount.end


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("萬億", 10**12)]),
    st.sampled_from([("", "元", "CNY"), ("人民币", "元", "CNY"), ("", "美元", "USD"), ("港币", "", "HKD"), ("", "億新台幣", "TWD")][:4]),
)
def test_money_in_any_style_is_read_back(number: int, scale: tuple[str, int], style: tuple[str, str, str]) -> None:
    before, behind, unit = style
    text = f"达到{before}{number:,}{scale[0]}{behind}，"
    [(quote, value, found, _)] = read(text)
    assert (quote, found) == (text[2:-1], unit)
    assert value == number * scale[1]
