"""Sentences and the length-preserving fold."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.text import (
    LONG,
    LONGEST,
    MOST,
    Sentence,
    SentenceSplitter,
    by_sentence,
    cuts,
    fold,
    item_marker,
    readable,
)

SPLITTER = SentenceSplitter(
    ".!?", frozenset({"feb", "u.s", "e.g", "inc", "co"}), frozenset({"inc", "ltd"}), frozenset({"excluding", "the", "in"})
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Sales rose. Profit fell.", ["Sales rose.", "Profit fell."], id="two sentences"),
        pytest.param("Sales rose 1.5 times. Good.", ["Sales rose 1.5 times.", "Good."], id="decimal point"),
        pytest.param("On Feb. 11 it opened in the U.S. market.", ["On Feb. 11 it opened in the U.S. market."], id="abbreviations"),
        pytest.param("J. Ma founded it.", ["J. Ma founded it."], id="initial"),
        pytest.param("Headline\n\nFirst line.", ["Headline", "First line."], id="line ends"),
        pytest.param("“We grew.” Then he left.", ["“We grew.”", "Then he left."], id="closing quote"),
        pytest.param("It has 3 apps, e.g. a map", ["It has 3 apps, e.g. a map"], id="lower case goes on"),
        pytest.param("营收增长。利润下降。", ["营收增长。", "利润下降。"], id="chinese full stop"),
        # names that begin with a small letter
        pytest.param("Sales rose. iFlytek lost money.", ["Sales rose.", "iFlytek lost money."], id="iFlytek begins one"),
        pytest.param("It left. eBay stayed! iPhone sales fell.", ["It left.", "eBay stayed!", "iPhone sales fell."], id="eBay and iPhone"),
        pytest.param("It sold phones, e.g. iPhones.", ["It sold phones, e.g. iPhones."], id="iPhones behind an abbreviation"),
        pytest.param("It sold games vs. apps.", ["It sold games vs. apps."], id="small letters go on"),
        # legal forms
        pytest.param(
            "It bought Piotech Inc. Excluding one-off items, profit fell.",
            ["It bought Piotech Inc.", "Excluding one-off items, profit fell."],
            id="inc before a function word",
        ),
        pytest.param(
            "It left Zeekr Ltd. In May it came back.", ["It left Zeekr Ltd.", "In May it came back."], id="ltd before a function word"
        ),
        pytest.param("He met Baidu Inc. CEO Robin Li.", ["He met Baidu Inc. CEO Robin Li."], id="inc before a title"),
        pytest.param("He met Apple Inc. in May.", ["He met Apple Inc. in May."], id="inc before a small letter"),
        pytest.param("Xiaomi Ltd. Theatre opened.", ["Xiaomi Ltd. Theatre opened."], id="a word that only begins like one"),
        pytest.param("It works with Foxconn Co. The firm grew.", ["It works with Foxconn Co. The firm grew."], id="only after legal forms"),
        # numbers of items
        pytest.param("1. Apple rose.\n2. Vivo fell.", ["1. Apple rose.", "2. Vivo fell."], id="numbered lines"),
        pytest.param("  12. Apple rose. Vivo fell.", ["12. Apple rose.", "Vivo fell."], id="an indented number"),
        pytest.param("It came in at 12. Apple rose.", ["It came in at 12.", "Apple rose."], id="a number that ends a sentence"),
        pytest.param("2024. Apple rose.", ["2024.", "Apple rose."], id="a year is no number of an item"),
        pytest.param("  \n ", [], id="white space only"),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in SPLITTER.split(text)] == sentences


def test_paragraphs_are_lines() -> None:
    text = "One. Two.\nThree.\n\nFour. Five."
    assert [(text[s.start : s.end], s.paragraph) for s in SPLITTER.split(text)] == [
        ("One.", 0),
        ("Two.", 0),
        ("Three.", 1),
        ("Four.", 2),
        ("Five.", 2),
    ]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        pytest.param("- Cloud: 2 billion", "-", id="hyphen"),
        pytest.param("— Cloud: 2 billion", "—", id="dash"),
        pytest.param("  • Cloud: 2 billion", "•", id="bullet behind white space"),
        pytest.param("* Cloud: 2 billion", "*", id="asterisk"),
        pytest.param("1. Apple", "1.", id="number and full stop"),
        pytest.param("12) Apple", "12)", id="number and bracket"),
        pytest.param("(3) Apple", "(3)", id="number in brackets"),
        # none
        pytest.param("-5% in May", None, id="a negative number"),
        pytest.param("1.5 billion users", None, id="a decimal number"),
        pytest.param("2024. A year", None, id="a year"),
        pytest.param("Cloud - 2 billion", None, id="a dash inside"),
        pytest.param("1 Apple", None, id="a number alone"),
    ],
)
def test_item_marker(text: str, marker: str | None) -> None:
    (sentence,) = SPLITTER.split(text)[:1]
    found = item_marker(text, sentence)
    assert (found and text[found[0] : found[1]]) == marker


def test_finds_between_sentences_belong_to_the_first() -> None:
    sentences = SPLITTER.split("One.  Two.")
    finds = [Sentence(0, 3, 0), Sentence(4, 5, 0), Sentence(6, 9, 0)]
    assert by_sentence(sentences, finds) == [finds[:2], finds[2:]]


@given(st.text())
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    sentences = SPLITTER.split(text)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    outside = list(text)
    for s in sentences:
        outside[s.start : s.end] = " " * (s.end - s.start)
    assert not "".join(outside).strip()


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def amounts(spans: list[tuple[int, int]]) -> list[Amount]:
    return [Amount(start, end, start, end, "count", Decimal(5), "count") for start, end in spans]


@pytest.mark.parametrize(
    ("text", "spans", "figures", "pieces"),
    [
        pytest.param("9" * LONG, [], 0, [LONG], id="short"),
        pytest.param("5 " * (LONG // 2), [(n, n + 1) for n in range(0, LONG, 2)], LONG // 2, [LONG], id="short and full of amounts"),
        pytest.param("word " * (LONGEST // 5), [], 0, [LONGEST], id="as long as may be"),
        pytest.param("word " * (LONGEST // 5 + 1), [], 0, [LONGEST, 5], id="one word more"),
        pytest.param("a" * (2 * LONGEST + 7), [], 0, [LONGEST, LONGEST, 7], id="no space"),
        pytest.param("a" * 10 + " " + "b" * LONGEST, [], 0, [11, LONGEST], id="the only space"),
        pytest.param("a" * (3 * LONGEST), [(0, 2 * LONGEST)], 0, [2 * LONGEST, LONGEST], id="a find is not cut"),
        pytest.param("a" * (LONGEST + 10), [(LONGEST - 5, LONGEST + 5)], 0, [LONGEST - 5, 15], id="before a find that would be cut"),
        pytest.param("a" * 500, [(n, n + 2) for n in range(0, 500, 4)], 0, [4 * MOST.finds, 500 - 4 * MOST.finds], id="finds"),
        pytest.param("a" * 350, [(n, n + 2) for n in range(0, 200, 10)], 20, [10 * MOST.amounts, 350 - 10 * MOST.amounts], id="amounts"),
        pytest.param("a" * 500, [(n, n + 4) for n in range(0, 400, 2)], 200, [500], id="a chain of finds that overlap is not cut"),
    ],
)
def test_what_is_too_long_for_a_sentence_is_cut(text: str, spans: list[tuple[int, int]], figures: int, pieces: list[int]) -> None:
    places = [Sentence(start, end, 0) for start, end in spans]
    found = cuts(text, 0, len(text), amounts(spans[:figures]), [places[figures:]])
    assert [b - a for a, b in pairwise([0, *found, len(text)])] == pieces


@given(
    st.lists(st.sampled_from(["word ", "5 ", "a" * 700, " " * 300, "。"]), max_size=60).map("".join),
    st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 2500)), max_size=80),
)
def test_pieces_are_the_sentence_and_no_find_is_cut(text: str, spans: list[tuple[int, int]]) -> None:
    finds = [Sentence(start, min(start + size, len(text)), 0) for start, size in sorted(spans) if start < len(text)]
    pieces = readable(text, [Sentence(0, len(text), 3)] if text.strip() else [], finds, [], [])
    assert "".join("".join(text[p.start : p.end] for p in pieces).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert {p.paragraph for p in pieces} <= {3}
    for find in finds:
        assert not any(find.start < p.start < find.end for p in pieces if find.start >= pieces[0].start)
