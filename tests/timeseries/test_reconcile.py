"""Rows that tell the same become one, contradictions are marked, and neither the order of rows nor a second time changes anything."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from told import row, told

Rows = list[dict[str, Any]]


def grouped(df: pd.DataFrame) -> list[tuple[int, bool]]:
    """Mentions and conflict of each fact, in the order of the result."""
    facts = ctm.reconcile(df)
    return list(zip(facts["mentions"].tolist(), facts["conflict"].tolist(), strict=True))


SAME: dict[str, Rows] = {
    "the same figure in two documents": [row("2022", "31.44bn CNY"), row("2022", "31.44bn CNY", doc_id="b")],
    "twice in one document": [row("2022", "31.44bn CNY"), row("2022", "31.44bn CNY", start=50, end=60)],
    "rounded": [row("2022", "31.44bn CNY"), row("2022", "31.4bn CNY", doc_id="b")],
    "over": [row("2022", "31.44bn CNY"), row("2022", "over 30bn CNY", doc_id="b")],
    "about": [row("2022", "31.44bn CNY"), row("2022", "about 32bn CNY", doc_id="b")],
    "inside a range": [
        row("2022", "31.44bn CNY"),
        row("2022", "32bn CNY", doc_id="b", low=30e9, high=34e9, modifier="range"),
    ],
    "in another currency, at the rate of the year": [row("2022", "31.44bn CNY"), row("2022", "4.67bn USD", doc_id="b")],
    "in another currency, at another day's rate": [row("2022", "31.44bn CNY"), row("2022", "4.58bn USD", doc_id="b")],
    "two rates in two currencies": [row("2022", "2.0m CNY/day", metric="gmv"), row("2022", "0.297m USD/day", metric="gmv", doc_id="b")],
    "an estimate and a fact": [row("2022", "31.44bn CNY"), row("2022", "31.4bn CNY", status="estimate", source="36Kr", doc_id="b")],
    "without an entity, in one document": [row("2022", "5m", entity=None), row("2022", "5m", entity=None, start=40, end=49)],
    "without a period, in one document": [row(None, "5m"), row(None, "5m", start=40, end=49)],
    "a forecast that is told again": [
        row("2030", "5.0bn CNY", status="forecast", source="CICC"),
        row("2030", "5.0bn CNY", status="forecast", source="CICC", published="2024-03-01", doc_id="b"),
    ],
}
CONFLICT: dict[str, Rows] = {
    "another figure": [row("2022", "31.44bn CNY"), row("2022", "34.1bn CNY", doc_id="b")],
    "ten times as much": [row("2022", "104.62bn CNY"), row("2022", "1046bn CNY", doc_id="b")],
    "over more than it was": [row("2022", "31.44bn CNY"), row("2022", "over 40bn CNY", doc_id="b")],
    "in another currency": [row("2022", "31.44bn CNY"), row("2022", "5.1bn USD", doc_id="b")],
    "an estimate and a fact": [row("2022", "31.44bn CNY"), row("2022", "36bn CNY", status="estimate", source="36Kr", doc_id="b")],
    "two growths": [row("2022", "13%"), row("2022", "17%", doc_id="b")],
    "one forecaster on one day": [
        row("2030", "5.0bn CNY", status="forecast", source="CICC"),
        row("2030", "6.0bn CNY", status="forecast", source="CICC", doc_id="b"),
    ],
}
APART: dict[str, Rows] = {
    "another period": [row("2022", "31.44bn CNY"), row("2022Q4", "34.1bn CNY")],
    "another segment": [row("2022", "31.44bn CNY"), row("2022", "34.1bn CNY", segment="advertising")],
    "another entity": [row("2022", "31.44bn CNY"), row("2022", "34.1bn CNY", entity="JD")],
    "a growth against another base": [row("2022Q4", "13%"), row("2022Q4", "17%", basis="qoq")],
    "growths against something else": [row("2022", "13%", basis="other"), row("2022", "17%", basis="other", doc_id="b")],
    "a total and a daily number": [row("2022", "31m", metric="orders"), row("2022", "2m count/day", metric="orders")],
    "a forecast and what came": [row("2022", "31.44bn CNY"), row("2022", "40bn CNY", status="forecast", doc_id="b")],
    "a target and a forecast": [row("2030", "31bn CNY", status="target"), row("2030", "40bn CNY", status="forecast")],
    "two forecasters": [
        row("2030", "5.0bn CNY", status="forecast", source="CICC"),
        row("2030", "6.0bn CNY", status="forecast", source="UBS"),
    ],
    "a forecast that was raised": [
        row("2030", "5.0bn CNY", status="forecast", source="CICC"),
        row("2030", "6.0bn CNY", status="forecast", source="CICC", published="2024-03-01"),
    ],
    "without a period": [row(None, "5m"), row(None, "5m", doc_id="b")],
    "without a period, different": [row(None, "5m"), row(None, "8m")],
    "without an entity": [row("2022", "5m", entity=None), row("2022", "5m", entity=None, doc_id="b")],
    "without a document and a period": [row(None, "5m", doc_id=None), row(None, "5m", doc_id=None)],
    "figures of no metric": [row("2022", "5m", metric="other"), row("2022", "8m", metric="other")],
    "shares of nobody knows what": [row("2022", "43%", measure="share", basis=None), row("2022", "57%", measure="share", basis=None)],
    "a currency without a rate": [row("2022", "31.44bn CNY"), row("2022", "34bn TWD", doc_id="b")],
    "without a value": [row("2022", "5m", value=None), row("2022", "8m", value=None)],
}


@pytest.mark.parametrize("rows", SAME.values(), ids=SAME.keys())
def test_one_fact(rows: Rows) -> None:
    assert grouped(told(*rows)) == [(2, False)]


@pytest.mark.parametrize("rows", CONFLICT.values(), ids=CONFLICT.keys())
def test_conflict(rows: Rows) -> None:
    assert grouped(told(*rows)) == [(1, True), (1, True)]
    assert ctm.reconcile(told(*rows))["fact"].tolist() == [0, 0]


@pytest.mark.parametrize("rows", APART.values(), ids=APART.keys())
def test_no_fact_of_the_same(rows: Rows) -> None:
    assert grouped(told(*rows)) == [(1, False), (1, False)]


def test_two_shares_of_the_same_part_are_a_conflict() -> None:
    share = {"measure": "share", "basis": None, "segment": "advertising"}
    assert grouped(told(row("2022", "43%", **share), row("2022", "57%", **share))) == [(1, True), (1, True)]


def test_the_evidence_of_all_mentions_is_kept() -> None:
    df = told(row("2022", "31.4bn CNY"), row("2022", "34.1bn CNY", doc_id="b"), row("2022", "31.44bn CNY", doc_id="c"))
    df.index = pd.Index(["x", "y", "z"])
    facts = ctm.reconcile(df)
    assert facts["value"].tolist() == [31.44e9, 34.1e9]
    assert facts["quotes"].tolist() == [("CNY 31.44 billion", "CNY 31.4 billion"), ("CNY 34.1 billion",)]
    assert facts["documents"].tolist() == [("c", "a"), ("b",)]
    assert facts["rows"].tolist() == [("z", "x"), ("y",)]
    assert facts["lowest"].tolist() == [31.35e9, 34.05e9]
    assert facts["highest"].tolist() == [31.45e9, 34.15e9]


BELIEVED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a fact before an estimate": (row("2022", "about 31bn CNY"), row("2022", "31.44bn CNY", status="estimate")),
    "nobody cited before somebody": (row("2022", "31.4bn CNY"), row("2022", "31.44bn CNY", source="36Kr")),
    "the company before somebody": (row("2022", "31.4bn CNY", source="company"), row("2022", "31.44bn CNY", source="36Kr")),
    "its name before somebody's": (row("2022", "31.4bn CNY", source="meituan"), row("2022", "31.44bn CNY", source="36Kr")),
    "its owner before somebody": (
        row("2022", "31.4bn CNY", entity="Tmall", parent="Alibaba", source="Alibaba"),
        row("2022", "31.44bn CNY", entity="Tmall", parent="Alibaba", source="36Kr"),
    ),
    "exact before hedged": (row("2022", "31bn CNY"), row("2022", "about 31.4bn CNY", published="2024-05-01")),
    "more digits first": (row("2022", "31.44bn CNY"), row("2022", "31.4bn CNY", published="2024-05-01")),
    "then the later": (row("2022", "31.44bn CNY", published="2024-05-01", doc_id="z"), row("2022", "31.44bn CNY", confidence=1.0)),
    "a known day first": (row("2022", "31.44bn CNY", doc_id="z"), row("2022", "31.44bn CNY", published=None)),
    "then the more confident": (row("2022", "31.44bn CNY", doc_id="z"), row("2022", "31.44bn CNY", confidence=0.4)),
    "then the first document": (row("2022", "31.44bn CNY", start=9, end=20), row("2022", "31.44bn CNY", doc_id="b")),
}


@pytest.mark.parametrize(("first", "second"), BELIEVED.values(), ids=BELIEVED.keys())
def test_order_of_belief(first: dict[str, Any], second: dict[str, Any]) -> None:
    for rows in ((first, second), (second, first)):
        fact = ctm.reconcile(told(*rows)).iloc[0]
        assert fact["mentions"] == 2
        assert told(*rows).loc[fact["rows"][0], list(ctm.SCHEMA.names)].equals(told(first).loc[0, list(ctm.SCHEMA.names)])


def test_agreement_is_not_passed_on() -> None:
    df = told(row("2022", "about 100m"), row("2022", "95m", doc_id="b"), row("2022", "105m", doc_id="c"))
    facts = ctm.reconcile(df)
    assert facts["quotes"].tolist() == [("105 million", "100 million"), ("95 million",)]
    assert facts["conflict"].tolist() == [True, True]


def test_a_bound_belongs_to_the_nearest_figure() -> None:
    df = told(
        row("2022", "over 60bn CNY"), row("2022", "60.4bn CNY", doc_id="b"), row("2022", "64.0bn CNY", doc_id="c", published="2024-05-01")
    )
    assert ctm.reconcile(df)["documents"].tolist() == [("c",), ("b", "a")]
    assert ctm.reconcile(df[:2])["documents"].tolist() == [("b", "a")]


def test_own_columns_are_kept() -> None:
    assert ctm.reconcile(told(row("2022", "5m")).assign(mine="yes"))["mine"].tolist() == ["yes"]


def test_an_empty_table_has_all_columns() -> None:
    empty, full = ctm.reconcile(told(row("2022", "5m")).iloc[:0]), ctm.reconcile(told(row("2022", "5m")))
    assert list(empty.columns) == list(full.columns)
    assert (empty.dtypes == full.dtypes).all()
    assert empty.empty


def test_tables_that_were_reconciled_add_up() -> None:
    one = ctm.reconcile(told(row("2022", "31.44bn CNY"), row("2022", "31.4bn CNY", doc_id="b")))
    other = ctm.reconcile(told(row("2022", "31.44bn CNY", doc_id="c"), row("2022", "31.44bn CNY", doc_id="b")))
    facts = pd.concat([one, other], ignore_index=True).ctm.reconcile()
    assert facts["mentions"].tolist() == [4]
    assert sorted(facts["documents"][0]) == ["a", "b", "c"]


@pytest.mark.parametrize("bad", [None, "text", pd.DataFrame({"value": [1.0]})], ids=["none", "text", "other columns"])
def test_what_is_no_table(bad: Any) -> None:
    with pytest.raises(ctm.InputError):
        ctm.reconcile(bad)


ANY = st.builds(
    row,
    st.sampled_from(["2022", "2022Q4", "2023-10", None]),
    st.sampled_from(["31.44bn CNY", "31.4bn CNY", "over 30bn CNY", "about 32bn CNY", "34bn CNY", "4.67bn USD", "5bn USD", "9bn TWD"]),
    doc_id=st.sampled_from(["a", "b", "c", None]),
    published=st.sampled_from(["2024-01-15", "2024-02-20", None]),
    entity=st.sampled_from(["Meituan", "JD", None]),
    segment=st.sampled_from([None, None, "advertising"]),
    status=st.sampled_from(["actual", "actual", "estimate", "forecast", "target", None]),
    source=st.sampled_from([None, "company", "36Kr"]),
    start=st.integers(0, 3),
)
TABLES = st.lists(ANY, max_size=14)
FEW = settings(max_examples=40)
"""A table takes some 20 ms to make and as long to reconcile."""


@FEW
@given(TABLES)
def test_reconciling_again_changes_nothing(rows: Rows) -> None:
    once = ctm.reconcile(told(*rows))
    assert_frame_equal(ctm.reconcile(once), once)


@FEW
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: Rows, random: Any) -> None:
    df = told(*rows)
    order = list(range(len(df)))
    random.shuffle(order)
    assert_frame_equal(ctm.reconcile(df.iloc[order]), ctm.reconcile(df))


@FEW
@given(TABLES)
def test_no_mention_is_lost_and_a_conflict_has_two_sides(rows: Rows) -> None:
    facts = ctm.reconcile(told(*rows))
    assert sorted(label for labels in facts["rows"] for label in labels) == list(range(len(rows)))
    assert facts["mentions"].tolist() == [len(labels) for labels in facts["rows"]]
    assert facts["mentions"].tolist() == [len(quotes) for quotes in facts["quotes"]]
    sides = facts[facts["conflict"]].groupby("fact").size()
    assert (sides >= 2).all()
