"""What is drawn of each period: its ends, its looks, its words, and which periods a line joins."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.plotting.marks import SENTENCE, WIDTH, Mark, links, marks_of
from told import row, told

Rows = list[dict[str, Any]]
FIGURES = st.builds(
    lambda year, size, hedge, status: row(str(year), f"{hedge}{size}m", status=status),
    st.integers(2015, 2024),
    st.integers(1, 9999),
    st.sampled_from(["", "about ", "over ", "under "]),
    st.sampled_from(["actual", "estimate", "forecast", "target"]),
)


def marks(*rows: dict[str, Any], **options: Any) -> tuple[Mark, ...]:
    return marks_of(ctm.series(told(*rows), "Meituan", "revenue", **options))


def test_a_fact_told_exactly() -> None:
    (mark,) = marks(row("2022", "5.12bn CNY"))
    assert (mark.status, mark.modifier, mark.derived, mark.conflict) == ("actual", "exact", False, False)
    assert (mark.lowest, mark.value, mark.highest) == (5.115e9, 5.12e9, 5.125e9)


@pytest.mark.parametrize(
    ("figure", "fields", "expected"),
    [
        pytest.param("over 200m", {}, (200e6, 220e6), id="over: up from the figure"),
        pytest.param("under 200m", {}, (180e6, 200e6), id="under: down from it"),
        pytest.param("about 210m", {}, (199.5e6, 220.5e6), id="about: to both sides"),
        pytest.param("400m", {"modifier": "range", "low": 300e6, "high": 500e6}, (300e6, 500e6), id="a range: its ends"),
    ],
)
def test_a_bar_has_the_ends_of_what_is_told(figure: str, fields: dict[str, Any], expected: tuple[float, float]) -> None:
    (mark,) = marks(row("2022", figure, **fields))
    assert (mark.lowest, mark.highest) == expected


def test_a_bar_has_all_that_contradicting_articles_say() -> None:
    (mark,) = marks(row("2022", "58.22m"), row("2022", "52.28m", published="2024-05-01"))
    assert mark.conflict
    assert (mark.value, mark.highest) == (52.28e6, 58.225e6)
    assert mark.note.splitlines()[1] == "contradicted, 52.27 million to 58.23 million"


def test_a_figure_that_follows_from_others() -> None:
    first, second = marks(row("2022", "110m"), row("2022", "10%"))
    assert (first.derived, second.derived) == (True, False)
    assert first.note.splitlines() == ["2021: 100 million", "= 2022 / (1 + 10%)", "a"]


@pytest.mark.parametrize(
    ("figure", "fields", "expected"),
    [
        pytest.param("5.12bn CNY", {}, "2022: 5.12 billion CNY", id="exact"),
        pytest.param("over 5.1bn CNY", {}, "2022: over 5.1 billion CNY", id="hedged"),
        pytest.param("400m", {"modifier": "range", "low": 300e6, "high": 500e6}, "2022: 300 million to 500 million", id="range"),
        pytest.param("5.12bn CNY", {"status": "forecast"}, "2022: 5.12 billion CNY, forecast", id="forecast"),
        pytest.param("36%", {}, "2022: 36%", id="percent"),
    ],
)
def test_the_first_line_of_a_note_is_the_figure(figure: str, fields: dict[str, Any], expected: str) -> None:
    measure = "growth" if figure.endswith("%") else None
    (mark,) = marks(row("2022", figure, **fields), measure=measure)
    assert mark.note.splitlines()[0] == expected


def test_a_note_has_the_sentence_and_who_tells_it() -> None:
    rows = [row("2022", "5m", doc_id=name, sentence="It earned $5 million in 2022.") for name in "abcd"]
    (mark,) = marks(*rows)
    assert mark.note.splitlines()[1:] == ["“It earned $5 million in 2022.”", "a, b, c, …"]


def test_a_long_sentence_is_cut_and_broken_into_lines() -> None:
    (mark,) = marks(row("2022", "5m", sentence="five " * 200))
    assert max(map(len, mark.note.splitlines())) <= WIDTH
    assert len(mark.note) < SENTENCE + 100
    assert "…" in mark.note


def test_a_sentence_that_is_not_known_is_left_out() -> None:
    (mark,) = marks(row("2022", "5m", sentence=None))
    assert mark.note.splitlines() == ["2022: 5 million", "a"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row("2021", "5m"), row("2022", "6m")], [("2021", "2022", True)], id="two facts"),
        pytest.param([row("2021", "5m"), row("2023", "6m")], [], id="a gap"),
        pytest.param([row("2021", "5m"), row("2022", "6m", status="forecast")], [("2021", "2022", False)], id="to a forecast"),
        pytest.param(
            [row("2020Q4", "4m"), row("2021Q1", "5m"), row("2021Q3", "6m"), row("2021Q4", "7m")],
            [("2020Q4", "2021Q1", True), ("2021Q3", "2021Q4", True)],
            id="a gap in the middle",
        ),
        pytest.param(
            [row(f"{year}-01-01/{year}-09-30", f"{year}m") for year in (2020, 2021, 2022, 2023)],
            [("to Sep 2020", "to Sep 2021", True), ("to Sep 2021", "to Sep 2022", True), ("to Sep 2022", "to Sep 2023", True)],
            id="nine months, year by year",
        ),
        pytest.param([row("2021", "5m")], [], id="one figure"),
    ],
)
def test_links(rows: Rows, expected: list[tuple[str, str, bool]]) -> None:
    found = [(first.note.split(":")[0], second.note.split(":")[0], firm) for first, second, firm in links(marks(*rows))]
    assert found == expected


def test_rows_taken_out_of_a_series_leave_gaps() -> None:
    series = ctm.series(told(*(row(str(year), f"{year}m") for year in (2020, 2021, 2022))), "Meituan", "revenue")
    assert [mark.place for mark in marks_of(series.iloc[[0, 2]])] == [0, 2]
    assert not list(links(marks_of(series.iloc[[0, 2]])))


@settings(max_examples=25)  # each makes a whole series
@given(st.lists(FIGURES, min_size=1, max_size=8))
def test_there_is_a_mark_for_each_figure_by_time_and_inside_its_bar(rows: Rows) -> None:
    series = ctm.series(told(*rows), "Meituan", "revenue")
    found = marks_of(series)
    assert len(found) == series["value"].notna().sum() > 0
    assert [mark.day for mark in found] == sorted({mark.day for mark in found})
    assert all(mark.lowest <= mark.value <= mark.highest for mark in found)
    assert series.index[[mark.place for mark in found]].equals(series.index[series["value"].notna()])


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(pd.DataFrame({"value": [1.0]}), id="any frame"),
        pytest.param([1.0, 2.0], id="a list"),
        pytest.param(ctm.extract("JD had 5 stores in 2023."), id="the table itself"),
    ],
)
def test_what_is_no_series_is_told(thing: Any) -> None:
    with pytest.raises(ctm.InputError, match="not a series"):
        marks_of(thing)
