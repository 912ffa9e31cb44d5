"""What stands between two finds: tokens, how much they separate, and that parts add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.link.gaps import CLAUSE_BREAK, EMPTY, LIST_COMMA, NAME, TIME, TOKEN, SentenceTokens, Separation, TokenLine
from china_tech_metrics.scan.text import fold
from china_tech_metrics.vocabulary import Vocabulary

SEPARATION = Separation(Vocabulary.default().languages["en"].grammar.groups)
WORDS = [
    "revenue",
    "of",
    "the",
    "rose",
    ",",
    ";",
    "and",
    "but",
    "which",
    "in",
    "JD's",
    "5%",
    "—",
    ":",
    "|",
    "to",
    "e-commerce",
    "Q2",
    "\n",
    "’s",
]


def line(text: str, *spans: tuple[str, str]) -> TokenLine:
    """A text as tokens; each span is a substring and what it stands for."""
    placed = [(text.index(part), text.index(part) + len(part), kind) for part, kind in spans]
    return SentenceTokens(fold(text), 0, len(text), SEPARATION).line(placed)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("rose 5% in May", ("rose", "5", "in", "may"), id="lower case words"),
        pytest.param("JD's year-on-year", ("jd", "'s", "year-on-year"), id="possessive and hyphens"),
        pytest.param("A, B; C: D", ("a", ",", "b", ";", "c", ":", "d"), id="breaks are tokens"),
        pytest.param("up 5% — a record", ("up", "5", "—", "a", "record"), id="dash"),
        pytest.param("“quoted” text.", ("quoted", "text"), id="quotation marks and stops are none"),
        pytest.param("", (), id="nothing"),
        pytest.param(" \t ", (), id="white space"),
    ],
)
def test_tokens(text: str, tokens: tuple[str, ...]) -> None:
    assert line(text).gap(0, len(text)).tokens == tokens


def test_a_name_and_a_time_are_one_token() -> None:
    text = "Li Auto rose in the second quarter of 2023 again"
    found = line(text, ("Li Auto", NAME), ("the second quarter of 2023", TIME)).gap(0, len(text))
    assert found.tokens == (NAME, "rose", "in", TIME, "again")


def test_of_two_spans_at_one_place_the_longer_counts() -> None:
    text = "Li Auto rose"
    assert line(text, ("Li", TIME), ("Li Auto", NAME)).gap(0, len(text)).tokens == (NAME, "rose")


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        pytest.param("revenue rose", 0.0, id="words"),
        pytest.param("revenue, rose", 1.0, id="comma"),
        pytest.param("revenue; rose", 3.0, id="semicolon"),
        pytest.param("revenue — rose", 2.0, id="dash"),
        pytest.param("revenue which rose", CLAUSE_BREAK, id="clause"),
        pytest.param("revenue and rose", 0.5, id="and"),
        pytest.param("revenue, and rose", 2.0, id="comma and"),
    ],
)
def test_breaks(text: str, breaks: float) -> None:
    assert line(text).gap(0, len(text)).breaks == pytest.approx(breaks)


def test_a_list_of_names_separates_little() -> None:
    text = "Vivo, Oppo and Apple rose"
    found = line(text, ("Vivo", NAME), ("Oppo", NAME), ("Apple", NAME)).gap(0, len(text))
    assert found.breaks == pytest.approx(LIST_COMMA)


def test_a_comma_behind_a_time_separates_little() -> None:
    text = "in 2023, revenue rose"
    assert line(text, ("2023", TIME)).gap(0, len(text)).breaks == pytest.approx(LIST_COMMA)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("of the", 0, id="function words"),
        pytest.param("revenue of the group", 2, id="two nouns"),
        pytest.param(", ;", 0, id="marks"),
    ],
)
def test_content(text: str, content: int) -> None:
    assert line(text).gap(0, len(text)).content == content


def test_what_stands_in_brackets_does_not_separate() -> None:
    text = "RMB 3 billion ($400 million, or so) in revenue"
    found = line(text).gap(text.index("("), text.index("revenue"))
    assert found.tokens == ("in",)
    assert found.breaks == 0.0


def test_a_bracket_that_is_cut_counts() -> None:
    text = "RMB 3 billion ($400 million) in revenue"
    assert "(" in line(text).gap(0, text.index("million")).tokens


def test_an_unclosed_bracket_counts() -> None:
    text = "sales (rose"
    assert line(text).gap(0, len(text)).tokens == ("sales", "(", "rose")


def test_nothing_lies_between_swapped_or_equal_offsets() -> None:
    tokens = line("JD said that revenue rose")
    assert tokens.gap(9, 3) == tokens.gap(4, 4) == EMPTY
    assert len(EMPTY) == 0


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.data())
def test_adjacent_parts_add_up(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    tokens = line(text)
    start, middle, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=3, max_size=3)))
    first, second, whole = tokens.gap(start, middle), tokens.gap(middle, end), tokens.gap(start, end)
    assert first.tokens + second.tokens == whole.tokens
    assert first.breaks + second.breaks == pytest.approx(whole.breaks, abs=0.02)
    assert first.content + second.content == whole.content


@given(st.text(max_size=80), st.integers(-5, 90), st.integers(-5, 90))
def test_any_text_and_offsets(text: str, start: int, end: int) -> None:
    found = line(text).gap(start, end)
    assert found.breaks >= 0
    assert 0 <= found.content <= len(found) <= len(TOKEN.findall(fold(text)))


@given(st.text(alphabet="()a, ", max_size=30))
def test_any_brackets(text: str) -> None:
    found = line(text).gap(0, len(text))
    assert found.breaks >= 0
    assert found.content >= 0
