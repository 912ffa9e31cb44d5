"""Whole sentences: what the clauses of a chain take from each other."""

import pandas as pd
import pytest

import china_tech_metrics as ctm


def read(text: str, published: str = "2024-08-22") -> pd.DataFrame:
    return ctm.extract(text, published=published)


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        pytest.param(
            "快手二季度营收310亿元，同比增长11.6%，经调整净利润46.8亿元。",
            ["entity", "metric", "measure", "period", "value"],
            [("Kuaishou", "revenue", "level", "2024Q2", 31e9), ("Kuaishou", "revenue", "growth", "2024Q2", 11.6),
             ("Kuaishou", "net_income", "level", "2024Q2", 4.68e9)],
            id="topic, metric and time hold until the next one",
        ),
        pytest.param(
            "小鹏汽车和极氪第二季度毛利率分别为14.0%和17.2%。",
            ["entity", "metric", "value"],
            [("Xpeng", "gross_margin", 14.0), ("Zeekr", "gross_margin", 17.2)],
            id="respectively, of owners",
        ),
        pytest.param(
            "理想汽车7月交付51,000辆，蔚来交付20,498辆，同比分别增长49.4%和0.2%。",
            ["entity", "measure", "value"],
            [("Li Auto", "level", 51000.0), ("Nio", "level", 20498.0), ("Li Auto", "growth", 49.4), ("Nio", "growth", 0.2)],
            id="respectively, of the levels before",
        ),
        pytest.param(
            "今年宁德时代预计营收达1300亿元，2021年~2022年营收分别为457亿元和503亿元。",
            ["status", "period", "value"],
            [("forecast", "2024", 130e9), ("actual", "2021", 45.7e9), ("actual", "2022", 50.3e9)],
            id="years that are long over are no forecast",
        ),
        pytest.param(
            "预计2024年至2026年，国内平板电脑出货量将以12.5%的速度增长。",
            ["status", "value"],
            [("forecast", 12.5)],
            id="what will go on so is no aim",
        ),
        pytest.param(
            "愛奇藝第二季收入按年和按季分別升6%和3%。",
            ["basis", "value"],
            [("yoy", 6.0), ("qoq", 3.0)],
            id="respectively, of bases",
        ),
        pytest.param(
            "蔚来第二季度净亏损50.5亿元，同比收窄17%，去年同期为亏损60.6亿元。",
            ["metric", "measure", "period", "value"],
            [("net_income", "level", "2024Q2", -5.05e9), ("net_income", "growth", "2024Q2", 17.0),
             ("net_income", "level", "2023Q2", -6.06e9)],
            id="losses and what they are compared with",
        ),
        pytest.param(
            "京东预计第三季度营收达2,600亿元至2,700亿元，目前员工约52万人。",
            ["metric", "period", "status", "modifier"],
            [("revenue", "2024Q3", "forecast", "range"), ("employees", "2024-08-22", "actual", "approx")],
            id="an expectation",
        ),
        pytest.param(
            "据IDC统计，vivo第二季度出货1,140万部，占18%，同比增长17%。",
            ["entity", "metric", "measure", "source"],
            [("Vivo", "shipments", "level", "IDC"), ("Vivo", "market_share", "share", "IDC"), ("Vivo", "shipments", "growth", "IDC")],
            id="a seller's part of all that is shipped",
        ),
        pytest.param(
            "台積電第二季營收6,735億元，年增40%。",
            ["entity", "unit"],
            [("TSMC", "TWD"), ("TSMC", "percent")],
            id="the currency of the owner's home",
        ),
    ],
)  # fmt: skip
def test_sentences(text: str, columns: list[str], rows: list[tuple[object, ...]]) -> None:
    assert list(read(text)[columns].itertuples(index=False, name=None)) == rows


def test_english_names_and_abbreviations_stand_inside_chinese() -> None:
    df = read("2024年第二季度Temu的GMV突破200亿美元，MAU达3.8亿。")
    assert df["entity"].to_list() == ["Temu", "Temu"]
    assert df["metric"].to_list() == ["gmv", "mau"]


def test_languages_may_be_mixed_in_one_source() -> None:
    df = ctm.extract(
        ["美团二季度营收822.5亿元。", "Meituan's revenue was RMB 82.25 billion in the second quarter."], published="2024-08-28"
    )
    assert df["value"].to_list() == [82.25e9, 82.25e9]
    assert df["entity"].to_list() == ["Meituan", "Meituan"]


def test_a_currency_that_nothing_tells_has_a_lower_confidence() -> None:
    told = read("騰訊第二季營收1,611億元。")["confidence"].item()
    assumed = read("晶澄科技第二季營收1,611億元。")["confidence"].item()
    assert assumed < told


def test_spans_are_those_of_the_text_that_was_passed_in() -> None:
    text = "營收達１２．５億元，ＧＭＶ按年增２０％。"
    for row in read(text).itertuples():
        assert text[row.start : row.end] == row.quote
