"""Which language a text is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.language import SAMPLE, detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("JD's revenue rose 5%.", "en", id="English"),
        pytest.param("京东营收增长5%，达到30亿元。", "zh", id="Chinese"),
        pytest.param("京東營收增長5%", "zh", id="traditional characters"),
        pytest.param("拼多多（Pinduoduo）上季度营收增长131%", "zh", id="Chinese with a Latin name"),
        pytest.param("Meituan (美团) said its revenue rose 22% in the second quarter.", "en", id="English with a Chinese name"),
        pytest.param("Nestlé's café chain grew 7%", "en", id="accents"),
        # no letters at all count as English
        pytest.param("", "en", id="empty"),
        pytest.param("12%", "en", id="only a number"),
        pytest.param("🤖 ¥ — !", "en", id="only marks"),
        pytest.param(" \n\t", "en", id="white space"),
        # scripts there are no rules for
        pytest.param("Выручка выросла на 5%", None, id="Cyrillic"),
        pytest.param("매출이 5% 증가했다", None, id="Hangul"),
        pytest.param("アリババのサービス", None, id="Kana"),
        pytest.param("ارتفعت الإيرادات", None, id="Arabic"),
        pytest.param("Τα έσοδα αυξήθηκαν", None, id="Greek"),
        pytest.param("רבעון", None, id="Hebrew"),
        pytest.param("Выручка компании ByteDance выросла на 5%", None, id="Cyrillic with a Latin name"),
        pytest.param("ByteDance and Yandex (Яндекс) met in Moscow", "en", id="Latin with a Cyrillic name"),
        # only the beginning is looked at
        pytest.param("Revenue rose. " * 400 + "营收增长" * 5000, "en", id="the beginning decides"),
        pytest.param(" " * SAMPLE + "营收增长", "en", id="nothing in the sample"),
    ],
)
def test_detect(text: str, code: str | None) -> None:
    assert detect(text) == code


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert detect(text) in ("en", "zh", None)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=100))
def test_ascii_is_english(text: str) -> None:
    assert detect(text) == "en"


@given(st.text(alphabet="一二三营收增长", min_size=1, max_size=100))
def test_characters_are_chinese(text: str) -> None:
    assert detect(text) == "zh"


def test_a_lone_surrogate_is_no_letter() -> None:
    assert detect("\ud800 revenue") == "en"
