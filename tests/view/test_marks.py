"""What is highlighted, which rows it is linked to, and how overlapping highlights are cut."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.view.articles import collect, from_sentences
from china_tech_metrics.view.marks import ORDER, Mark, cut, find_marks

DAY = dt.date(2024, 8, 28)


def marked(source: Any, documents: Any = None) -> list[tuple[str, str, tuple[int, ...]]]:
    """The kind, the words and the rows of each highlight of one article."""
    article = collect(source, documents, published=None if isinstance(source, pd.DataFrame) else DAY).shown[0]
    marks = find_marks(article.rows, article.trace)
    return [(mark.kind, article.document.text[mark.start : mark.end], mark.rows) for mark in marks]


CASES = {
    "everything": (
        "Bloomberg said JD's revenue rose 5% to RMB 300 billion ($41 billion) in 2023.",
        [
            ("source", "Bloomberg", (0, 1)),
            ("entity", "JD", (0, 1)),
            ("metric", "revenue", (0, 1)),
            ("quantity", "5%", (0,)),
            ("quantity", "RMB 300 billion", (1,)),
            ("restated", "$41 billion", (1,)),
            ("time", "2023", (0, 1)),
        ],
    ),
    "said by the company": (
        "Meituan said its revenue rose 21%.",
        [
            ("entity", "Meituan", ()),
            ("source", "said", (0,)),
            ("entity", "its", (0,)),
            ("metric", "revenue", (0,)),
            ("quantity", "21%", (0,)),
        ],
    ),
    "said of two": (
        "WeChat Pay and Alipay each saw revenue of RMB 2 billion in 2023.",
        [
            ("entity", "WeChat Pay", (0,)),
            ("entity", "Alipay", (1,)),
            ("metric", "revenue", (0, 1)),
            ("quantity", "RMB 2 billion", (0, 1)),
            ("time", "2023", (0, 1)),
        ],
    ),
    "carried": (
        "JD's revenue rose 5% in 2023. Net profit was RMB 24 billion.",
        [
            ("entity", "JD", (0, 1)),
            ("metric", "revenue", (0,)),
            ("quantity", "5%", (0,)),
            ("time", "2023", (0, 1)),
            ("metric", "Net profit", (1,)),
            ("quantity", "RMB 24 billion", (1,)),
        ],
    ),
    "in no row": ("A crane lifted 48,000 tonnes of 3 things.", [("unmatched", "48,000 tonnes", ())]),
    "nothing": ("It was a quiet day.", []),
    "Chinese": (
        "据QuestMobile数据，抖音月活用户达7.2亿。",
        [
            ("source", "QuestMobile", (0,)),
            ("entity", "抖音", (0,)),
            ("metric", "月活用户", (0,)),
            ("quantity", "7.2亿", (0,)),
        ],
    ),
    "a language without rules": ("Выручка выросла на 5%.", []),
}


@pytest.mark.filterwarnings("ignore:document '0'. no rules:china_tech_metrics.InputWarning")
@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=list(CASES))
def test_marks(text: str, expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    assert marked(text) == expected


def test_a_row_that_was_taken_out_is_said_to_be(df: pd.DataFrame) -> None:
    english = df[(df["doc_id"] == "quarter") & (df["metric"] == "dau")]
    article = collect(english).shown[0]
    marks = find_marks(article.rows, article.trace)
    notes = {article.document.text[mark.start : mark.end]: mark.note for mark in marks if mark.kind == "unmatched"}
    assert notes == {
        "11.6%": "its row is not in this table",
        "RMB 31.0 billion": "its row is not in this table",
        "21%": "its row is not in this table",
        "120,000": "its row is not in this table",
        "48,000 tonnes": "no metric claims it, so it is in no row",
    }


def test_the_table_is_believed_and_not_the_second_reading() -> None:
    df = ctm.extract("Bloomberg said JD's revenue rose 5% in 2023, unlike that of Alibaba.")
    edited = df.assign(entity="Alibaba", metric="gmv", source=None, period_start=pd.Timestamp("2022-01-01"))
    linked = [words for _, words, rows in marked(edited) if rows]
    assert linked == ["5%", "Alibaba"]


def test_a_row_without_texts_stands_in_its_sentence(df: pd.DataFrame) -> None:
    lost = df[df["doc_id"] == "quarter"]
    lost.attrs.clear()
    found = marked(lost)
    assert [(words, rows) for kind, words, rows in found if kind == "quantity"] == [
        ("11.6%", (0,)),
        ("RMB 31.0 billion", (1,)),
        ("395 million", (2,)),
        ("21%", (3,)),
        ("120,000", (4,)),
    ]
    assert ("entity", "Meituan", (3,)) in found


def row(start: int, quote: str, sentence: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(quote), "quote": quote, "sentence": sentence, "published": DAY}


SENTENCES = {
    "two rows of one": ([row(100, "5%", "5% and 5%."), row(107, "5%", "5% and 5%.")], "5% and 5%.", [0, 7]),
    "the second of two equal quotes": ([row(107, "6%", "5%, 6% and 6%.")], "5%, 6% and 6%.", [11]),
    "twice the same sentence": ([row(0, "5%", "Up 5%."), row(90, "5%", "Up 5%.")], "Up 5%.\nUp 5%.", [3, 10]),
    "offsets that fit nothing": ([row(0, "5%", "Up 5%."), row(0, "6%", "And 6%.")], "Up 5%.\nAnd 6%.", [3, 11]),
    "no rows": ([], "", []),
}


@pytest.mark.parametrize(("rows", "text", "starts"), SENTENCES.values(), ids=list(SENTENCES))
def test_sentences_of_rows(rows: list[dict[str, Any]], text: str, starts: list[int]) -> None:
    document, moved = from_sentences("a", dict(enumerate(rows)))
    assert document.text == text
    assert [moved[n]["start"] for n in range(len(rows))] == starts
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in moved.values())


MARKS = st.builds(lambda a, n, kind: Mark(a, a + n, kind), st.integers(0, 30), st.integers(1, 12), st.sampled_from(ORDER))


@given(st.integers(0, 40), st.lists(MARKS, max_size=8))
def test_pieces_cover_the_text(size: int, marks: list[Mark]) -> None:
    marks = [mark for mark in marks if mark.end <= size]
    pieces = list(cut(size, marks))
    assert [at for piece in pieces for at in range(piece.start, piece.end)] == list(range(size))
    for piece in pieces:
        over = [mark for mark in marks if mark.start <= piece.start and piece.end <= mark.end]
        best = min((ORDER.index(mark.kind) for mark in over), default=None)
        assert (piece.mark is None) == (best is None)
        assert piece.mark is None or ORDER.index(piece.mark.kind) == best
    firsts = [id(piece.mark) for piece in pieces if piece.mark is not None and piece.first]
    assert len(firsts) == len(set(firsts))
