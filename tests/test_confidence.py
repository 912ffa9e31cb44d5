"""Confidence is a measured share: the file that holds it is sound, and on annotated articles it tells right rows from wrong ones."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.api import engine_for
from china_tech_metrics.link.confidence import ASPECTS, Calibration, calibration
from china_tech_metrics.model import Document

CALIBRATION = calibration()
FEATURES = [sorted(CALIBRATION.weights[aspect]) for aspect in ASPECTS]
SMALL = Calibration(
    {"metric": {"near": 1.0, "far": -1.0}, "owner": {"possessive": 0.5, "carried": -0.5}, "period": {"behind": 0.5, "none": -0.5}},
    bounds=(-1.0, 1.0),
    shares=(0.2, 0.5, 0.9),
)


def load(name: str) -> ModuleType:
    """A module that stands beside the tests."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"beside_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# --- the file ----------------------------------------------------------------------------------------------------------


def test_there_is_one_more_share_than_bounds() -> None:
    assert len(CALIBRATION.shares) == len(CALIBRATION.bounds) + 1
    assert len(CALIBRATION.shares) >= 3


def test_bounds_and_shares_rise() -> None:
    assert list(CALIBRATION.bounds) == sorted(set(CALIBRATION.bounds))
    assert list(CALIBRATION.shares) == sorted(CALIBRATION.shares)
    assert CALIBRATION.shares[0] < CALIBRATION.shares[-1]


def test_shares_are_shares() -> None:
    assert all(0.0 <= share <= 1.0 for share in CALIBRATION.shares)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_aspect_has_weights(aspect: str) -> None:
    assert len(CALIBRATION.weights[aspect]) >= 5
    assert all(-6.0 < weight < 6.0 for weight in CALIBRATION.weights[aspect].values())


@given(*(st.sampled_from([*names, "never measured"]) for names in FEATURES))
def test_every_combination_has_a_confidence(metric: str, owner: str, period: str) -> None:
    assert 0.0 <= CALIBRATION.confidence((metric, owner, period)) <= 1.0


# --- the arithmetic ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("features", "total", "share"),
    [
        pytest.param(("near", "possessive", "behind"), 2.0, 0.9, id="all strong"),
        pytest.param(("near", "carried", "none"), 0.0, 0.5, id="mixed"),
        pytest.param(("far", "carried", "none"), -2.0, 0.2, id="all weak"),
        pytest.param(("near", "possessive", "none"), 1.0, 0.9, id="on a bound is above it"),
        pytest.param(("far", "possessive", "none"), -1.0, 0.5, id="on the lower bound"),
    ],
)
def test_band(features: tuple[str, str, str], total: float, share: float) -> None:
    assert SMALL.total(features) == pytest.approx(total)
    assert SMALL.confidence(features) == share


def test_an_unknown_feature_counts_as_the_weakest() -> None:
    assert SMALL.total(("new", "possessive", "behind")) == SMALL.total(("far", "possessive", "behind"))
    assert SMALL.confidence(("new", "new", "new")) == 0.2


def test_without_weights_there_is_still_a_confidence() -> None:
    bare = Calibration({aspect: {} for aspect in ASPECTS}, (), (0.6,))
    assert bare.confidence(("a", "b", "c")) == 0.6


def test_it_is_read_once() -> None:
    assert calibration() is CALIBRATION


# --- measured ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def judged() -> list[tuple[float, bool]]:
    """Confidence and rightness of every row on words that are annotated, or are on nothing annotated at all."""

    def rows() -> Iterator[tuple[float, bool]]:
        annotated = load("annotated")
        engine = engine_for(Vocabulary.default(), "en")
        for article in annotated.read_articles(annotated.ARTICLES):
            for found in engine.read(Document("", article.text, article.published)):
                same = [row for row in article.rows if annotated.overlap(row, found.amount)]
                if same and not any(row.core for row in same):
                    continue
                right = any(annotated.right_up_to_period(row, found, article.published) for row in same if row.core)
                yield found.confidence, right

    return list(rows())


def share(rows: list[bool]) -> float:
    return sum(rows) / len(rows)


def test_there_are_rows_to_judge(judged: list[tuple[float, bool]]) -> None:
    assert len(judged) >= 200
    assert {CALIBRATION.shares[0], CALIBRATION.shares[-1]} <= {confidence for confidence, _ in judged}


def test_the_surest_rows_are_right_more_often(judged: list[tuple[float, bool]]) -> None:
    bottom = share([right for confidence, right in judged if confidence == CALIBRATION.shares[0]])
    top = share([right for confidence, right in judged if confidence == CALIBRATION.shares[-1]])
    assert top >= bottom + 0.25


def test_a_confidence_above_the_middle_means_more_right_rows(judged: list[tuple[float, bool]]) -> None:
    middle = CALIBRATION.shares[len(CALIBRATION.shares) // 2]
    upper = share([right for confidence, right in judged if confidence >= middle])
    lower = share([right for confidence, right in judged if confidence < middle])
    assert upper > lower + 0.1


def test_confidence_is_about_the_share_of_right_rows(judged: list[tuple[float, bool]]) -> None:
    expected = sum(confidence for confidence, _ in judged) / len(judged)
    assert share([right for _, right in judged]) == pytest.approx(expected, abs=0.15)
