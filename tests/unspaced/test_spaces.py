"""Spaces that set off letters and digits change nothing that is read, and every place is one of the text as written."""

from __future__ import annotations

import datetime as dt

import pytest

from china_tech_metrics import Document, Vocabulary
from china_tech_metrics.api import rows_of
from china_tech_metrics.unspaced.engine import TopicEngine
from china_tech_metrics.unspaced.spaces import press

VOCABULARY = Vocabulary.default()
PLAIN = "小米第2季度营收889亿元，同比增长32%，手机出货4220万台（约占15%的份额），相当于122亿美元。"
SPACED = "小米第 2 季度营收 889 亿元，同比增长 32%，手机出货 4220 万台（约占 15% 的份额），相当于 122 亿美元。"
TOLD = ("value", "unit", "metric", "measure", "entity", "period", "basis", "modifier")


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("出货 2.99 亿台", "出货2.99亿台"),
        ("与 vivo 相比 ，OPPO 更高", "与vivo相比 ，OPPO更高"),
        ("1 三星 5730 万台", "1 三星5730万台"),
        ("iPhone 15 Pro", "iPhone 15 Pro"),
        ("营收  3 亿元", "营收  3亿元"),
        ("收入\n3 亿元", "收入\n3亿元"),
    ],
)
def test_what_is_pressed(text: str, pressed: str) -> None:
    assert press(text).text == pressed


def test_spaces_change_no_row() -> None:
    plain, spaced = (rows_of(Document("d", text, dt.date(2024, 8, 22)), VOCABULARY) for text in (PLAIN, SPACED))
    assert [[row[name] for name in TOLD] for row in plain] == [[row[name] for name in TOLD] for row in spaced]
    assert [row["quote"].replace(" ", "") for row in spaced] == [row["quote"] for row in plain]


def test_places_are_those_of_the_text_as_written() -> None:
    rows = rows_of(Document("d", SPACED, dt.date(2024, 8, 22)), VOCABULARY)
    assert all(SPACED[row["start"] : row["end"]] == row["quote"] for row in rows)
    finds = TopicEngine(VOCABULARY, "zh").scan([SPACED])[0]
    assert [SPACED[a.start : a.end] for a in finds.amounts] == ["889 亿元", "32%", "4220 万台", "15%", "122 亿美元"]
    assert [SPACED[t.start : t.end] for t in finds.times] == ["第 2 季度", "同比"]
    assert [SPACED[n.start : n.end] for n in finds.marks.names] == ["小米"]
