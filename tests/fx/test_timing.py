"""The days a row is converted at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.fx.timing import natures, timing
from china_tech_metrics.vocabulary import Vocabulary

NONE = ""


def days(text: str) -> Any:
    return np.array([text or "NaT"], dtype="datetime64[D]")


def told(nature: str | None, status: str, start: str, end: str, published: str) -> tuple[str, str, bool, Any]:
    first, last, mean, reason = timing([nature], [status], days(start), days(end), days(published))
    return str(first[0]), str(last[0]), bool(mean[0]), reason[0]


Q2 = "2023-04-01", "2023-06-30"


@pytest.mark.parametrize(
    ("nature", "status", "period", "published", "expected"),
    [
        pytest.param("flow", "actual", Q2, "2023-08-25", (*Q2, True), id="flow: mean of its period"),
        pytest.param("average", "actual", Q2, "2023-08-25", (*Q2, True), id="average: as a flow"),
        pytest.param("flow", "estimate", Q2, "2023-08-25", (*Q2, True), id="estimate: as actual"),
        pytest.param("flow", "actual", Q2, NONE, (*Q2, True), id="flow without a publication day"),
        pytest.param("stock", "actual", Q2, "2023-08-25", ("2023-06-30", False), id="stock: the end of its period"),
        pytest.param("moment", "actual", Q2, "2023-08-25", ("2023-06-30", False), id="moment: the end of its period"),
        pytest.param("stock", "actual", Q2, NONE, ("2023-06-30", False), id="stock without a publication day"),
        pytest.param("flow", "target", Q2, "2023-02-01", ("2023-02-01", False), id="target: publication"),
        pytest.param("stock", "forecast", Q2, "2023-02-01", ("2023-02-01", False), id="forecast: publication"),
        pytest.param("flow", "forecast", Q2, "2023-08-25", ("2023-08-25", False), id="forecast of a period just over: publication"),
        pytest.param("flow", "actual", Q2, "2023-05-10", ("2023-04-01", "2023-05-10", True), id="running flow: up to publication"),
        pytest.param("stock", "actual", Q2, "2023-05-10", ("2023-05-10", False), id="running stock: publication"),
        pytest.param("flow", "actual", Q2, "2023-02-01", ("2023-02-01", False), id="flow of a period to come: publication"),
        pytest.param("flow", "actual", (NONE, NONE), "2023-08-25", ("2023-08-25", False), id="no period: publication"),
        pytest.param(None, "actual", Q2, "2023-08-25", (*Q2, True), id="unknown metric over a period: as a flow"),
        pytest.param(None, "actual", ("2023-06-30",) * 2, "2023-08-25", ("2023-06-30", False), id="unknown metric on a day: as a stock"),
        pytest.param("flow", "actual", ("2023-06-30",) * 2, "2023-08-25", ("2023-06-30", "2023-06-30", True), id="flow of a day"),
        pytest.param("flow", "actual", ("2023-06-30", NONE), NONE, ("2023-06-30", "2023-06-30", True), id="a start alone"),
        pytest.param("flow", "actual", (NONE, "2023-06-30"), NONE, ("2023-06-30", "2023-06-30", True), id="an end alone"),
    ],
)
def test_days(nature: str | None, status: str, period: tuple[str, str], published: str, expected: tuple[Any, ...]) -> None:
    *span, mean = expected
    first, last = (span[0], span[-1])
    assert told(nature, status, *period, published) == (first, last, mean, None)


@pytest.mark.parametrize(
    ("status", "period", "reason"),
    [
        pytest.param("actual", (NONE, NONE), "none: no period", id="neither period nor publication"),
        pytest.param("target", Q2, "none: no publication day", id="target"),
        pytest.param("forecast", (NONE, NONE), "none: no publication day", id="forecast without a period"),
    ],
)
def test_no_day(status: str, period: tuple[str, str], reason: str) -> None:
    *_, told_reason = told("flow", status, *period, NONE)
    assert told_reason == reason


def test_natures_are_the_vocabulary_s() -> None:
    known = Vocabulary.default().metrics
    assert natures(["revenue", "cash", "share_price", "dau", "of_mine"], known) == ["flow", "stock", "moment", "average", None]


day = st.none() | st.integers(0, 3000)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["flow", "stock", "average", "moment", None]),
            st.sampled_from(["actual", "estimate", "target", "forecast"]),
            day,
            day,
            day,
        ),
        max_size=20,
    )
)
def test_never_a_day_behind_the_publication(rows: list[tuple[Any, ...]]) -> None:
    def column(at: int) -> Any:
        return np.array(["NaT" if row[at] is None else np.datetime64("2015-01-01") + row[at] for row in rows], dtype="datetime64[D]")

    start, end, published = column(2), column(3), column(4)
    first, last, mean, reason = timing([row[0] for row in rows], [row[1] for row in rows], start, end, published)
    missing = np.array([why is not None for why in reason], dtype=bool)
    assert (np.isnat(last) <= missing).all(), "every row has a day or a reason"
    known = ~missing & ~np.isnat(published)
    assert (last[known] <= published[known]).all()
    assert (first[~missing & ~mean] == last[~missing & ~mean]).all()
