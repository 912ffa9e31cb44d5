"""Figures that follow from others: which arithmetic, how uncertain, and what is left alone."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.printed import Claim
from china_tech_metrics.timeseries.choose import Point, Span
from china_tech_metrics.timeseries.derive import WIDEST, Rules, derive
from told import row, told

Rows = list[dict[str, Any]]
NINE = "2022-01-01/2022-09-30"


def derived(rows: Rows, freq: str | None, metric: str = "revenue", **options: Any) -> dict[str, tuple[float, str]]:
    """Value and derivation of what is derived, by period."""
    df = ctm.series(told(*rows), "Meituan", metric, freq=freq, **options)
    return {str(p): (value, words) for p, value, words in df.loc[df["derived"], ["value", "derivation"]].itertuples()}


SUMS: dict[str, tuple[Rows, str, dict[str, tuple[float, str]]]] = {
    "a half less its first quarter": (
        [row("2022H1", "50.2bn CNY"), row("2022Q1", "20.1bn CNY")],
        "Q",
        {"2022Q2": (30.1e9, "2022H1 - 2022Q1")},
    ),
    "a half less its second quarter": (
        [row("2022H1", "50.2bn CNY"), row("2022Q2", "30.1bn CNY")],
        "Q",
        {"2022Q1": (20.1e9, "2022H1 - 2022Q2")},
    ),
    "nine months less the half": (
        [row(NINE, "80.2bn CNY"), row("2022H1", "50.2bn CNY"), row("2022Q2", "30.1bn CNY")],
        "Q",
        {"2022Q1": (20.1e9, "2022H1 - 2022Q2"), "2022Q3": (30.0e9, f"{NINE} - 2022H1")},
    ),
    "a year less nine months": ([row("2022", "110.2bn CNY"), row(NINE, "80.1bn CNY")], "Q", {"2022Q4": (30.1e9, f"2022 - {NINE}")}),
    "a year less its first half": ([row("2022", "110.2bn CNY"), row("2022H1", "50.1bn CNY")], "2Q", {"2022Q3": (60.1e9, "2022 - 2022H1")}),
    "two quarters are a half": (
        [row("2022Q1", "20.1bn CNY"), row("2022Q2", "30.1bn CNY")],
        "2Q",
        {"2022Q1": (50.2e9, "2022Q1 + 2022Q2")},
    ),
    "four quarters are a year": (
        [row(f"2022Q{n}", f"2{n}.1bn CNY") for n in (1, 2, 3, 4)],
        "Y",
        {"2022": (90.4e9, "2022Q1 + 2022Q2 + 2022Q3 + 2022Q4")},
    ),
    "twelve months are a year": (
        [row(f"2022-{n:02d}", "30.5k", metric="shipments") for n in range(1, 13)],
        "Y",
        {"2022": (366e3, " + ".join(f"2022-{n:02d}" for n in range(1, 13)))},
    ),
    "two months of a quarter": (
        [row("2022Q1", "30.5k", metric="shipments"), row("2022-01-01/2022-02-28", "20.2k", metric="shipments")],
        "M",
        {"2022-03": (10.3e3, "2022Q1 - 2022-01-01/2022-02-28")},
    ),
    "a fiscal year": (
        [row("2022-04-01/2023-03-31", "110.2bn CNY"), row("2022-04-01/2022-12-31", "80.1bn CNY")],
        "Q-MAR",
        {"2023Q4": (30.1e9, "2022-04-01/2023-03-31 - 2022-04-01/2022-12-31")},
    ),
}


@pytest.mark.parametrize(("rows", "freq", "expected"), SUMS.values(), ids=SUMS.keys())
def test_sums(rows: Rows, freq: str, expected: dict[str, tuple[float, str]]) -> None:
    found = derived(rows, freq, rows[0]["metric"])
    assert {p: words for p, (_, words) in found.items()} == {p: words for p, (_, words) in expected.items()}
    assert [value for value, _ in found.values()] == pytest.approx([value for value, _ in expected.values()])


LOSS = {"metric": "net_income"}
BASES: dict[str, tuple[Rows, str, dict[str, tuple[float, str]]]] = {
    "up": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%")], "Q", {"2021Q2": (31.44e9 / 1.36, "2022Q2 / (1 + 36%)")}),
    "down": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "-20%")], "Q", {"2021Q2": (39.3e9, "2022Q2 / (1 - 20%)")}),
    "quarter on quarter": (
        [row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%", basis="qoq")],
        "Q",
        {"2022Q1": (31.44e9 / 1.36, "2022Q2 / (1 + 36%)")},
    ),
    "month on month": (
        [row("2022-03", "31.4k", metric="shipments"), row("2022-03", "25%", metric="shipments", basis="mom")],
        "M",
        {"2022-02": (25_120, "2022-03 / (1 + 25%)")},
    ),
    "tripled": ([row("2022", "31.44bn CNY"), row("2022", "3.0 times")], "Y", {"2021": (10.48e9, "2022 / 3")}),
    "by an amount": (
        [row("2022", "31.44bn CNY"), row("2022", "2.0bn CNY", measure="change", basis="yoy")],
        "Y",
        {"2021": (29.44e9, "2022 - 2,000,000,000")},
    ),
    "by points": (
        [
            row("2022", "31%", metric="gross_margin", measure="level"),
            row("2022", "-4pp", metric="gross_margin", measure="change", basis="yoy"),
        ],
        "Y",
        {"2021": (35.0, "2022 + 4")},
    ),
    "a loss that narrowed": ([row("2022", "-4.5bn CNY", **LOSS), row("2022", "55.0%", **LOSS)], "Y", {"2021": (-10e9, "2022 / (1 - 55%)")}),
    "a loss that widened": (
        [row("2022", "-15.0bn CNY", **LOSS), row("2022", "-50.0%", **LOSS)],
        "Y",
        {"2021": (-10e9, "2022 / (1 + 50%)")},
    ),
    "users at a day": (
        [row("2022-12-31", "300m", metric="users"), row("2022-12-31", "25%", metric="users")],
        "M",
        {"2021-12": (240e6, "2022-12-31 / (1 + 25%)")},
    ),
    "forward": ([row("2021", "10.0bn CNY"), row("2022", "36%"), row("2023", "15bn CNY")], "Y", {"2022": (13.6e9, "2021 x (1 + 36%)")}),
    "two years back": (
        [row("2022", "31.44bn CNY"), row("2022", "36%"), row("2021", "25%")],
        "Y",
        {"2021": (31.44e9 / 1.36, "2022 / (1 + 36%)"), "2020": (31.44e9 / 1.36 / 1.25, "(2022 / (1 + 36%)) / (1 + 25%)")},
    ),
    "the base of a difference": (
        [row("2022H1", "50.2bn CNY"), row("2022Q1", "20.1bn CNY"), row("2022Q2", "36%")],
        "Q",
        {"2021Q2": (30.1e9 / 1.36, "(2022H1 - 2022Q1) / (1 + 36%)"), "2022Q2": (30.1e9, "2022H1 - 2022Q1")},
    ),
}


@pytest.mark.parametrize(("rows", "freq", "expected"), BASES.values(), ids=BASES.keys())
def test_growth(rows: Rows, freq: str, expected: dict[str, tuple[float, str]]) -> None:
    found = derived(rows, freq, rows[0]["metric"])
    assert {p: words for p, (_, words) in found.items()} == {p: words for p, (_, words) in expected.items()}
    assert {p: value for p, (value, _) in found.items()} == pytest.approx({p: value for p, (value, _) in expected.items()})


def test_shares() -> None:
    share = row("2022", "60%", measure="share", basis=None, segment="advertising")
    assert derived([row("2022", "94.2bn CNY"), share], None, segment="advertising") == {"2022": (pytest.approx(56.52e9), "60% of 2022")}


def test_the_share_of_an_entity_in_its_owner() -> None:
    rows = [row("2022", "94.2bn CNY", entity="Alibaba"), row("2022", "9%", measure="share", basis=None, entity="Tmall", parent="Alibaba")]
    assert ctm.series(told(*rows), "Tmall", "revenue")["value"].tolist() == pytest.approx([8.478e9])


NOTHING: dict[str, tuple[Rows, str]] = {
    "stocks are not added": ([row("2022H1", "50m", metric="users"), row("2022Q1", "20m", metric="users")], "Q"),
    "averages are not added": ([row("2022H1", "50m", metric="dau"), row("2022Q1", "20m", metric="dau")], "Q"),
    "people are not added": ([row("2022H1", "50m", metric="viewers"), row("2022Q1", "20m", metric="viewers")], "Q"),
    "margins are not added": (
        [row(p, f"{n}%", metric="gross_margin", measure="level", basis=None) for p, n in (("2022H1", 20), ("2022Q1", 15))],
        "Q",
    ),
    "daily numbers are not added": (
        [row("2022H1", "50m count/day", metric="orders"), row("2022Q1", "20m count/day", metric="orders")],
        "Q",
    ),
    "a figure that is told": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%"), row("2021Q2", "20bn CNY")], "Q"),
    "a forecast": ([row("2022Q2", "31.44bn CNY", status="forecast"), row("2022Q2", "36%", status="forecast")], "Q"),
    "growth against something else": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%", basis="other")], "Q"),
    "growth of another segment": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%", segment="advertising")], "Q"),
    "growth of another entity": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%", entity="JD")], "Q"),
    "growth that is contradicted": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%"), row("2022Q2", "41%", doc_id="b")], "Q"),
    "down by all of it": ([row("2022Q2", "31.44bn CNY"), row("2022Q2", "-100%")], "Q"),
    "too uncertain": ([row("2022H1", "about 50bn CNY"), row("2022Q1", "about 45bn CNY")], "Q"),
    "less than nothing": ([row("2022H1", "50.2m", metric="orders"), row("2022Q1", "70.1m", metric="orders")], "Q"),
    "a margin up by percent, or by points": (
        [row("2022", "31%", metric="gross_margin", measure="level", basis=None), row("2022", "4%", metric="gross_margin")],
        "Y",
    ),
    "quarter on quarter of a year": ([row("2022", "31.44bn CNY"), row("2022", "36%", basis="qoq")], "Y"),
    "switched off": ([row("2022H1", "50.2bn CNY"), row("2022Q1", "20.1bn CNY")], "off"),
}


@pytest.mark.parametrize(("rows", "freq"), NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_derived(rows: Rows, freq: str) -> None:
    options = {"derive": False, "freq": "Q"} if freq == "off" else {"freq": freq}
    assert derived(rows, metric=rows[0]["metric"], **options) == {}


def test_the_evidence_is_what_it_was_made_from() -> None:
    rows = [
        row("2022H1", "50.2bn CNY", status="estimate"),
        row("2022Q1", "20.1bn CNY", doc_id="b", confidence=0.5),
        row("2022H1", "50bn CNY"),
    ]
    point = ctm.series(told(*rows), "Meituan", "revenue", freq="Q").loc["2022Q2"]
    assert (point["rows"], point["documents"], point["mentions"]) == ((2, 1), ("a", "b"), 0)
    assert (point["status"], point["confidence"]) == ("actual", 0.5)


def test_a_figure_made_from_an_estimate_is_one() -> None:
    rows = [row("2022H1", "50.2bn CNY", status="estimate"), row("2022Q1", "20.1bn CNY")]
    assert ctm.series(told(*rows), "Meituan", "revenue", freq="Q").loc["2022Q2", "status"] == "estimate"


def test_the_interval_is_what_rounding_allows() -> None:
    point = ctm.series(told(row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%")), "Meituan", "revenue").loc["2021Q2"]
    assert (point["lowest"], point["highest"]) == pytest.approx((31.435e9 / 1.365, 31.445e9 / 1.355))


def test_the_narrowest_way_is_taken_and_contradictions_are_told() -> None:
    rows = [row("2022H1", "50.21bn CNY"), row("2022Q1", "20.11bn CNY"), row("2023Q2", "60bn CNY"), row("2023Q2", "50%")]
    point = ctm.series(told(*rows), "Meituan", "revenue", freq="Q").loc["2022Q2"]
    assert point["derivation"] == "2022H1 - 2022Q1"
    assert point["conflict"]


def test_growth_belongs_to_the_figure_of_its_document() -> None:
    rows = [row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%"), row("2022Q2", "34.1bn CNY", doc_id="b", published="2024-05-01")]
    df = ctm.series(told(*rows), "Meituan", "revenue")
    assert df.loc["2022Q2", "value"] == 34.1e9
    assert df.loc["2021Q2", "value"] == pytest.approx(31.44e9 / 1.36)
    assert df["conflict"].tolist() == [False, False, False, False, True]


def test_what_follows_from_a_contradicted_figure_is_a_conflict() -> None:
    rows = [row("2022H1", "50.2bn CNY"), row("2022H1", "55.2bn CNY", doc_id="b"), row("2022Q1", "20.1bn CNY")]
    assert ctm.series(told(*rows), "Meituan", "revenue", freq="Q")["conflict"].tolist() == [False, True]


# Properties

QUARTERS = [(dt.date(2022, 3 * n + 1, 1), dt.date(2022, 3 * n + 3, 30 if n in (1, 2) else 31)) for n in range(4)]
CUMULATIVE = {(QUARTERS[a][0], QUARTERS[b][1]): (a, b + 1) for a in range(4) for b in range(a, 4)}
"""All spans of whole quarters in a year, with the quarters they hold."""
FLOW = Rules(adds=True, signed=False)


def point(span: Span, value: float) -> Point:
    return Point(span, value, Claim(value - 0.5, value + 0.5), "actual", (0,), value - 0.5, value + 0.5)


@given(st.lists(st.integers(1000, 10**6), min_size=4, max_size=4), st.sets(st.sampled_from(sorted(CUMULATIVE))))
def test_derived_periods_add_up(quarters: list[int], given_spans: set[Span]) -> None:
    """Whatever is told of a year, what is derived are its true figures, inside their intervals, and parts add up to wholes."""
    true = {span: float(sum(quarters[a:b])) for span, (a, b) in CUMULATIVE.items()}
    stated = {span: point(span, true[span]) for span in given_spans}
    found = derive(stated, [], {}, {}, CUMULATIVE, FLOW)
    assert not set(found) & set(stated)
    for span, made in found.items():
        assert made.value == true[span]
        assert made.lowest <= true[span] <= made.highest
        assert made.highest - made.lowest <= WIDEST * made.value
    known = {span: p.value for span, p in (stated | found).items()}
    for whole, (a, b) in CUMULATIVE.items():
        for cut in range(a + 1, b):
            first, second = (QUARTERS[a][0], QUARTERS[cut - 1][1]), (QUARTERS[cut][0], QUARTERS[b - 1][1])
            if {whole, first, second} <= set(known):
                assert known[first] + known[second] == known[whole]


@given(st.lists(st.integers(1000, 10**6), min_size=4, max_size=4), st.sets(st.sampled_from(sorted(CUMULATIVE)), min_size=1))
def test_every_period_that_can_be_found_is_found(quarters: list[int], given_spans: set[Span]) -> None:
    """A span follows from others exactly if its two ends hang together through the ends of what is told."""
    stated = {span: point(span, 1e9 * sum(quarters[slice(*CUMULATIVE[span])])) for span in given_spans}
    found = derive(stated, [], {}, {}, CUMULATIVE, FLOW)
    group = {n: n for n in range(5)}
    for span in given_spans:
        a, b = (group[n] for n in CUMULATIVE[span])
        group = {n: a if g == b else g for n, g in group.items()}
    assert set(found) | set(stated) == {span for span, (a, b) in CUMULATIVE.items() if group[a] == group[b]}


@settings(max_examples=40)
@given(st.integers(10**3, 10**9), st.integers(-90, 900))
def test_a_base_grows_to_its_figure(value: int, growth: int) -> None:
    rows = [row("2022", "1.0m", value=float(value), quote=f"{value:,}"), row("2022", "1%", value=float(growth), quote=f"{abs(growth)}%")]
    df = ctm.series(told(*rows), "Meituan", "revenue")
    if len(df) > 1:
        base = df.loc["2021"]
        assert base["value"] * (1 + growth / 100) == pytest.approx(value)
        assert base["lowest"] <= base["value"] <= base["highest"]
    assert math.isfinite(df["value"].iloc[-1])
    assert isinstance(df.index, pd.PeriodIndex)
