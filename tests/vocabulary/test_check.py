"""Examples are compared with rows field by field."""

from __future__ import annotations

from typing import Any

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.model import Document
from china_tech_metrics.vocabulary.check import Problem, check_example, differences, uncovered
from china_tech_metrics.vocabulary.entries import Example

ROW = {
    "quote": "5%",
    "value": 5.0,
    "unit": "percent",
    "metric": "revenue",
    "entity": "JD",
    "segment": None,
    "also_value": 700.0,
}


@pytest.mark.parametrize(
    ("expected", "wanted"),
    [
        pytest.param({"value": 5}, [], id="whole number"),
        pytest.param({"value": 5.01}, [], id="within half a percent"),
        pytest.param({"value": 5.1}, ["value is 5.0, not 5.1"], id="outside of it"),
        pytest.param({"value": -5}, ["value is 5.0, not -5"], id="sign"),
        pytest.param({"entity": "JD"}, [], id="word"),
        pytest.param({"entity": "jd"}, [], id="case does not count"),
        pytest.param({"entity": "Nio"}, ["entity is 'JD', not 'Nio'"], id="another word"),
        pytest.param({"entity": ["Nio", "JD"]}, [], id="any of a list"),
        pytest.param({"entity": ["Nio", "Xpeng"]}, ["entity is 'JD', not ['Nio', 'Xpeng']"], id="none of a list"),
        pytest.param({"segment": "cloud"}, ["segment is None, not 'cloud'"], id="missing"),
        pytest.param({"period": "2023"}, ["period is None, not '2023'"], id="no such column"),
        pytest.param({"also": {"value": 700, "quote": "$700"}}, [], id="restatement"),
        pytest.param({"also": {"value": 800}}, ["also is 700.0, not 800"], id="another restatement"),
        pytest.param({"quote": "6%", "nth": 2, "core": False}, [], id="what is no column"),
        pytest.param({"value": 6, "metric": "gmv"}, ["value is 5.0, not 6", "metric is 'revenue', not 'gmv'"], id="two fields"),
    ],
)
def test_differences(expected: dict[str, Any], wanted: list[str]) -> None:
    assert list(differences(expected, ROW)) == wanted


def problems(rows: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    example = Example(text="JD rose 5% and 5%.", published=None, lang="en", rows=tuple(rows), file="mine.toml", number=2)

    def read(document: Document) -> list[Any]:
        assert document.text == example.text
        return found

    return [p.problem.removesuffix(f" in {example.text!r}") for p in check_example(example, read)]


def test_a_row_that_fits() -> None:
    assert problems([{"quote": "5%", "metric": "revenue"}], [ROW]) == []


def test_a_row_that_is_missing() -> None:
    assert problems([{"quote": "5%", "metric": "revenue"}], []) == ["no row '5%'"]


def test_a_row_too_many() -> None:
    assert problems([], [ROW]) == ["unexpected row '5%' (revenue)"]


def test_rows_on_the_same_quote_are_matched_by_what_fits_best() -> None:
    other = ROW | {"entity": "Nio"}
    assert problems([{"quote": "5%", "entity": "Nio"}, {"quote": "5%", "entity": "JD"}], [ROW, other]) == []


def test_each_row_is_used_once() -> None:
    assert problems([{"quote": "5%"}, {"quote": "5%"}], [ROW]) == ["no row '5%'"]


def test_a_problem_names_file_and_example() -> None:
    assert str(Problem("mine.toml", "example 2", "no row '5%'")) == "mine.toml: example 2: no row '5%'"


def test_only_entries_of_the_named_files_have_to_be_covered() -> None:
    assert list(uncovered(Vocabulary.default(), [])) == []
    assert list(uncovered(Vocabulary.default(), ["nowhere.toml"])) == []
