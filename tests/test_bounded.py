"""Texts that nobody writes: no time that grows faster than they do, no exception, and rows that hold.

Texts made to be slow are measured by ``benchmarks/adversarial.py``, random ones by ``benchmarks/fuzz.py``; what these found stays here. A
few of the tests take a second, because a time has to be long enough to be compared.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics import Document
from china_tech_metrics.scan.text import LONGEST
from china_tech_metrics.table import SCHEMA

DAY = dt.date(2024, 6, 19)


def rows(text: str, lang: str, published: dt.date | None = DAY) -> list[dict[str, Any]]:
    """The rows of a text, after asking of each that it holds."""
    df = ctm.extract(Document("d", text, published, lang), errors="raise")
    assert df.dtypes.to_dict() == SCHEMA.dtypes
    found: list[dict[str, Any]] = df.to_dict("records")
    for row in found:
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["quote"] in row["sentence"] and row["sentence"] in text
        assert 0.0 <= row["confidence"] <= 1.0
        assert pd.isna(row["period_start"]) == pd.isna(row["period_end"]) == pd.isna(row["period"])
        assert pd.isna(row["period_start"]) or row["period_start"] <= row["period_end"]
        assert pd.isna(row["low"]) == pd.isna(row["high"])
        assert pd.isna(row["low"]) or row["low"] <= row["value"] <= row["high"]
    return found


# --- time and memory -------------------------------------------------------------------------------------------------

PIECES = {
    # figures of one sentence, each of which looked at all the others
    "en: digits and commas": "1,",
    "en: tabs and figures": "5\t6%\t",
    "en: nested brackets": "(5",
    "en: number words": "twenty ",
    "en: one hundred and one hundred": "one hundred and ",
    "en: percentages": "5% ",
    "en: figures and words": "5 users ",
    "en: money twice": "RMB 5 million ($3 million) ",
    "en: full days": "May 5, 2023, 7 users, ",
    "en: results in one sentence": "JD's revenue rose 5% to RMB 3 billion in the second quarter, ",
    "en: unknown owners": "Velqor's revenue rose 5%, ",
    "zh: figures": "3亿元，",
    "zh: results in one sentence": "京东营收3亿元，同比增长5%，",
    "zh: shares": "分别为5%、",
    "zh: a metric without figures": "营收",
    "zh: what firms say": "甲乙表示",
    "zh: mixture": "美团5%和3亿元去年的净利润，快手",
}


@pytest.mark.parametrize(("lang", "piece"), [pytest.param(name[:2], piece, id=name) for name, piece in PIECES.items()])
def test_time_grows_with_the_length_only(lang: str, piece: str) -> None:
    def seconds(size: int) -> float:
        document = Document("d", piece * (size // len(piece)), DAY, lang)
        started = time.process_time()
        ctm.extract(document, errors="raise")
        return time.process_time() - started

    seconds(1000)
    small, large = (min(seconds(size) for _ in range(2)) for size in (3_000, 24_000))
    assert large < 24 * small + 0.2  # 8 times as long; 64 times where time grows with the square


@pytest.mark.parametrize(("lang", "text"), [("en", "JD's revenue rose 5%, " * 2000), ("zh", "京东售出5部手机，" * 4000)])
def test_the_sentence_of_a_row_is_no_longer_than_a_sentence_may_be(lang: str, text: str) -> None:
    """Or a text without full stops would be in each of its rows."""
    found = rows(text, lang)
    assert len(found) > 1000
    assert max(len(row["sentence"]) for row in found) <= LONGEST


def test_a_line_of_five_megabytes_without_a_space() -> None:
    """Some seconds: the size is the point."""
    assert rows("a1," * 1_666_667, "en") == []


# --- what the fuzzer found -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "published"),
    [
        pytest.param("en", "2023/24 1.5m", dt.date.max, id="the last day of the calendar"),
        pytest.param("en", "7 users in the quarter", dt.date.min, id="the first day of the calendar"),
        pytest.param("zh", "去年营收5亿元，同比增长3%", dt.date.max, id="the last day, Chinese"),
        pytest.param("zh", "用户71\n十", DAY, id="digits and a numeral on two lines"),
        pytest.param("zh", "8辆增1.4至1.5倍", DAY, id="a range of multiples that rises"),
    ],
)
def test_found_by_the_fuzzer(lang: str, text: str, published: dt.date) -> None:
    rows(text, lang, published)


@pytest.mark.parametrize("published", [dt.date.min, dt.date(99, 12, 31), dt.date(9901, 1, 1), dt.date.max])
def test_from_a_day_at_an_end_of_the_calendar_nothing_is_counted(published: dt.date) -> None:
    [row] = rows("JD's revenue rose 5% last year.", "en", published)
    assert pd.isna(row["period"])
    [row] = rows("JD's revenue rose 5% in 2023.", "en", published)
    assert row["period"] == "2023"


def test_a_range_of_multiples_that_rises_is_one_larger_at_both_ends() -> None:
    [row] = [row for row in rows("蔚来交付量增长1.4至1.5倍。", "zh") if row["measure"] == "multiple"]
    assert (row["low"], row["value"], row["high"]) == (2.4, 2.45, 2.5)


# --- any text --------------------------------------------------------------------------------------------------------

RARE = [
    *("\x00", "\x1c", "\u2028", "\u00a0", "\u3000", "\u200b", "\u200d", "\ufeff", "\u202e", "\u0301", "\ud800", "\udfff", "\U0010ffff"),
    *("İ", "ﬁ", "²", "①", "٣", "３", "％", "￥", "🤖", "👩\u200d💻", "🇨🇳", "e\u0301", "Ж", "한", "の", "א", "ع", "𠮷", "\r\n", "\r", "\n"),
]
COMMON = {
    "en": [
        "JD's revenue rose ",
        "5%",
        "$3 million",
        " in 2023",
        "last year",
        "1,234",
        "RMB ",
        "billion ",
        "from ",
        "to ",
        ", ",
        ". ",
        "(",
        "-",
    ],
    "zh": [
        "京东营收",
        "增长",
        "5%",
        "3亿元",
        "2023年",
        "去年",
        "一百",
        "万",
        "同比",
        "至",
        "约",
        "，",
        "。",
        "（",
        "第二季度",
        "分别为",
        "、",
    ],
}


def spoiled(lang: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*COMMON[lang], *COMMON[lang], *RARE]), max_size=16).map("".join)


@settings(max_examples=150)
@given(spoiled("en"))
def test_rare_characters_between_english_words(text: str) -> None:
    rows(text, "en")


@settings(max_examples=150)
@given(spoiled("zh"))
def test_rare_characters_between_chinese_words(text: str) -> None:
    rows(text, "zh")


@pytest.mark.parametrize("rare", RARE, ids=ascii)
@pytest.mark.parametrize(
    ("lang", "text", "quote"),
    [("en", "JD's revenue rose 1.2% in 2023.", "1.2%"), ("zh", "京东去年营收3.5亿元。", "3.5亿元")],
    ids=["English", "Chinese"],
)
def test_rare_characters_on_the_lines_around_cost_nothing(rare: str, lang: str, text: str, quote: str) -> None:
    assert [row["quote"] for row in rows(f"{rare}\n{text}\n{rare}", lang)] == [quote]
