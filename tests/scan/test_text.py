"""Sentences and the length-preserving fold."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.scan.text import SentenceSplitter, fold

SPLITTER = SentenceSplitter(".!?", frozenset({"feb", "u.s", "inc", "co"}))


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
        pytest.param("  \n ", [], id="white space only"),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in SPLITTER.split(text)] == sentences


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
