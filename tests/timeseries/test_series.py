"""Series and panels: what is chosen, in which period and unit, and what comes out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from china_tech_metrics.timeseries.series import COLUMNS
from told import row, told

Rows = list[dict[str, Any]]


def values(rows: Rows, metric: str = "revenue", **options: Any) -> dict[str, float]:
    """The figures by period, gaps left out."""
    df = ctm.series(told(*rows), "Meituan", metric, **{"derive": False, **options})
    return {str(period): value for period, value in df["value"].dropna().items()}


# What is chosen

CHOSEN: dict[str, tuple[Rows, float]] = {
    "a fact before an estimate": ([row("2022", "5m"), row("2022", "8m", status="estimate", published="2024-05-01")], 5e6),
    "an estimate before a forecast": ([row("2022", "5m", status="estimate"), row("2022", "8m", status="forecast")], 5e6),
    "a forecast before a target": ([row("2022", "5m", status="forecast"), row("2022", "8m", status="target")], 5e6),
    "a target where there is nothing else": ([row("2022", "8m", status="target")], 8e6),
    "the company before others": ([row("2022", "5m", source="company"), row("2022", "8m", source="36Kr", published="2024-05-01")], 5e6),
    "the later of two that contradict": ([row("2022", "5m"), row("2022", "about 8m", published="2024-05-01")], 8e6),
    "the more exact of two that agree": ([row("2022", "5.12m"), row("2022", "5.1m", published="2024-05-01")], 5.12e6),
    "the exact one of a group told later": (
        [row("2022", "5.12m"), row("2022", "8m", published="2024-03-01"), row("2022", "about 5.1m", published="2024-05-01")],
        5.12e6,
    ),
}


@pytest.mark.parametrize(("rows", "expected"), CHOSEN.values(), ids=CHOSEN.keys())
def test_choice(rows: Rows, expected: float) -> None:
    assert values(rows) == {"2022": expected}
    assert values(rows[::-1]) == {"2022": expected}


def test_mentions_spread_and_conflict() -> None:
    rows = [row("2022", "5.12m"), row("2022", "5.1m", doc_id="b"), row("2022", "4.0m", doc_id="c", published="2023-01-01")]
    point = ctm.series(told(*rows), "Meituan", "revenue").loc["2022"]
    assert (point["value"], point["mentions"], point["documents"]) == (5.12e6, 2, ("a", "b"))
    assert (point["lowest"], point["highest"]) == pytest.approx((3.95e6, 5.15e6))
    assert point["spread"] == pytest.approx(1.12 / 5.12)
    assert point["conflict"]
    assert (point["quotes"], point["rows"]) == (("5.12 million", "5.1 million"), (0, 1))


def test_a_forecast_does_not_contradict_a_fact() -> None:
    point = ctm.series(told(row("2022", "5m"), row("2022", "8m", status="forecast")), "Meituan", "revenue").loc["2022"]
    assert (point["conflict"], point["mentions"], point["spread"]) == (False, 1, 0)


def test_a_mention_in_another_currency_does_not_widen_the_bounds() -> None:
    point = ctm.series(told(row("2022", "31.44bn CNY"), row("2022", "4.67bn USD", doc_id="b")), "Meituan", "revenue").loc["2022"]
    assert (point["mentions"], point["lowest"], point["highest"]) == (2, 31.435e9, 31.445e9)


# Which rows

OTHERS: dict[str, dict[str, Any]] = {
    "of another entity": {"entity": "JD"},
    "of another metric": {"metric": "gmv"},
    "of a segment": {"segment": "advertising"},
    "of another measure": {"measure": "change"},
    "without a period": {"period_start": None},
    "ending before it begins": {"period_start": "2024-01-01"},
    "without a value": {"value": None},
}


@pytest.mark.parametrize("fields", OTHERS.values(), ids=OTHERS.keys())
def test_other_rows_are_left_alone(fields: dict[str, Any]) -> None:
    assert values([row("2022", "5m"), row("2023", "8m", **fields)]) == {"2022": 5e6}


def test_a_segment() -> None:
    rows = [row("2022", "5m"), row("2022", "3m", segment="advertising")]
    assert values(rows, segment="Advertising") == {"2022": 3e6}


@pytest.mark.parametrize("metric", ["market_share", "penetration", "stake"])
def test_the_measure_of_a_share_is_share(metric: str) -> None:
    rows = [row("2022", "43%", metric=metric, measure="share", basis=None), row("2022", "43%", metric=metric)]
    assert values(rows, metric) == {"2022": 43}


def test_growth_is_against_the_usual_base() -> None:
    rows = [row("2022Q1", "43%"), row("2022Q1", "7%", basis="qoq")]
    assert values(rows, measure="growth") == {"2022Q1": 43}
    assert values(rows, measure="growth", basis="qoq") == {"2022Q1": 7}


def test_names_are_looked_up() -> None:
    rows = [row("2022", "5m", entity="Pinduoduo", metric="mau")]
    for entity in ("Pinduoduo", "pinduoduo", "Pin Duo Duo"):
        for metric in ("mau", "MAU", "Monthly active users"):
            assert ctm.series(told(*rows), entity, metric)["value"].tolist() == [5e6]


def test_entities_and_metrics_of_the_table_need_no_vocabulary() -> None:
    df = told(row("2022", "5m", entity="Lantern Go", metric="lanterns"))
    assert ctm.series(df, "lantern go", "Lanterns")["value"].tolist() == [5e6]


# Units and currencies


def test_totals_and_rates_are_never_mixed() -> None:
    rows = [row("2021", "31m", metric="orders"), row("2022", "36m", metric="orders"), row("2022", "2m count/day", metric="orders")]
    assert values(rows, "orders") == {"2021": 31e6, "2022": 36e6}
    assert values(rows, "orders", unit="count/day") == {"2022": 2e6}


def test_as_many_totals_as_rates_give_totals() -> None:
    rows = [row("2022", "36m", metric="orders"), row("2022", "2m count/day", metric="orders")]
    assert values(rows, "orders") == {"2022": 36e6}


def test_most_periods_decide_the_currency_and_the_others_are_converted() -> None:
    df = told(
        row("2020", "10bn CNY"),
        row("2021", "11bn CNY"),
        row("2022", "2.0bn USD", also_value=13.4e9, also_unit="CNY"),
        row("2023", "2.0bn USD"),
    )
    found = ctm.series(df, "Meituan", "revenue")
    assert found["unit"].tolist() == ["CNY"] * 4
    assert found["value"].tolist() == [10e9, 11e9, 13.4e9, df["value_cny"][3]]
    assert found["fx_source"].astype(object).where(found["fx_source"].notna(), None).tolist() == [None, None, "reported", "ecb"]


def test_a_currency_of_choice() -> None:
    df = told(row("2021", "11bn CNY"), row("2022", "13.4bn CNY", also_value=1.9e9, also_unit="USD"), row("2023", "2.0bn USD"))
    found = ctm.series(df, "Meituan", "revenue", currency="USD")
    assert found["value"].tolist() == [df["value_usd"][0], 1.9e9, 2e9]
    assert set(found["unit"]) == {"USD"}


def test_bounds_and_ranges_are_converted_with_the_figure() -> None:
    df = told(row("2022", "32bn CNY", low=30e9, high=34e9, modifier="range"))
    point = ctm.series(df, "Meituan", "revenue", currency="USD").iloc[0]
    rate = df["value_usd"][0] / 32e9
    assert (point["low"], point["high"], point["lowest"], point["highest"]) == pytest.approx((30e9 * rate, 34e9 * rate) * 2)


def test_a_derived_figure_is_converted_at_the_rate_of_its_own_period() -> None:
    df = told(row("2022Q2", "31.44bn CNY"), row("2022Q2", "36%"))
    point = ctm.series(df, "Meituan", "revenue", currency="USD").loc["2021Q2"]
    own = told(row("2021Q2", "31.44bn CNY", value=31.44e9 / 1.36))["value_usd"][0]
    assert point["value"] == pytest.approx(own)
    assert point["fx_source"] == "ecb"


def test_any_other_currency_and_own_rates() -> None:
    rates = ctm.FrameRates(pd.DataFrame({"CNY": 8.0}, index=pd.bdate_range("2021-12-20", "2023-01-10")), base="EUR", name="mine")
    found = ctm.series(told(row("2022", "32bn CNY")), "Meituan", "revenue", currency="EUR", rates=rates)
    assert (found["value"].iloc[0], found["unit"].iloc[0], found["fx_source"].iloc[0]) == (4e9, "EUR", "mine")


def test_a_currency_the_rates_do_not_have() -> None:
    df = told(row("2022", "32bn TWD"), row("2023", "1.0bn USD"))
    assert ctm.series(df, "Meituan", "revenue", currency="USD")["value"].tolist() == [1e9]
    assert ctm.series(df[:1], "Meituan", "revenue", currency="USD")["fx_source"].tolist() == ["none: no rate for TWD"]
    with pytest.raises(ctm.InputError, match="TWD"):
        ctm.series(df, "Meituan", "revenue", currency="TWD")


def test_rates_in_time_keep_their_time() -> None:
    found = ctm.series(told(row("2022", "2m CNY/day", metric="gmv")), "Meituan", "gmv", currency="USD")
    assert found["unit"].tolist() == ["USD/day"]


# What comes out


def test_gaps_are_rows_without_a_figure() -> None:
    found = ctm.series(told(row("2022Q1", "5m"), row("2022Q3", "8m")), "Meituan", "revenue")
    assert found.index.equals(pd.period_range("2022Q1", "2022Q3", freq="Q", name="period"))
    gap = found.loc["2022Q2"]
    assert (gap["mentions"], gap["rows"], gap["documents"], gap["conflict"], gap["derived"]) == (0, (), (), False, False)
    assert gap.drop(["mentions", "rows", "documents", "quotes", "conflict", "derived"]).isna().all()


def test_columns_and_dtypes_are_always_the_same() -> None:
    full = ctm.series(told(row("2022Q1", "5m"), row("2022Q3", "8m")), "Meituan", "revenue")
    one = ctm.series(told(row("2022", "5m")), "Meituan", "revenue")
    empty = ctm.series(told(row("2022", "5m")), "JD", "revenue")
    for found in (full, one, empty):
        assert found.dtypes.to_dict() == COLUMNS
        assert found.index.name == "period"
    assert empty.empty


def test_the_accessor_gives_the_same() -> None:
    df = told(row("2022", "5m"), row("2023", "8m"))
    assert_frame_equal(df.ctm.series("Meituan", "revenue"), ctm.series(df, "Meituan", "revenue"))
    assert_frame_equal(df.ctm.panel(), ctm.panel(df))
    assert_frame_equal(df.ctm.reconcile(), ctm.reconcile(df))


def test_rows_are_labels_of_the_table() -> None:
    df = told(row("2022", "5m"), row("2023", "8m")).set_axis(["x", "y"])
    assert ctm.series(df, "Meituan", "revenue")["rows"].tolist() == [("x",), ("y",)]


def test_a_reconciled_table_gives_the_same_figures_and_mentions() -> None:
    df = told(row("2022", "5.12m"), row("2022", "5.1m", doc_id="b"), row("2023", "8m"), row("2023", "9.0m", doc_id="b"))
    columns = ["value", "mentions", "documents", "conflict", "quotes", "rows"]
    assert_frame_equal(ctm.series(df.ctm.reconcile(), "Meituan", "revenue")[columns], ctm.series(df, "Meituan", "revenue")[columns])


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an entity that is nowhere": ({"entity": "Meituann"}, "no entity is named 'Meituann'; near it: Meituan"),
    "an entity that is no name": ({"entity": 3}, "entity must be a name, not int"),
    "a metric that is nowhere": ({"metric": "revenu"}, "no metric is named 'revenu'; near it: revenue"),
    "a metric like nothing": ({"metric": "qqqq"}, "no metric is named 'qqqq'$"),
    "a segment that is nowhere": ({"segment": "advertisin"}, "no segment is named 'advertisin'; near it: advertising"),
    "a measure": ({"measure": "size"}, "measure must be one of level"),
    "a basis": ({"basis": "yearly"}, "basis must be one of yoy"),
    "a unit nobody tells": ({"unit": "kg"}, "no row has a unit of the kind of 'kg'; there are count"),
    "a frequency": ({"freq": "often"}, "freq must be one of"),
    "a frequency in hours": ({"freq": "h"}, "freq must be one of"),
    "a currency": ({"currency": "dollars"}, "currency must be a code"),
    "a currency with a unit": ({"currency": "USD/day"}, "currency must be a code"),
}


@pytest.mark.parametrize(("options", "message"), BAD.values(), ids=BAD.keys())
def test_bad_input(options: dict[str, Any], message: str) -> None:
    df = told(row("2022", "5m"), row("2022", "3m", segment="advertising"))
    with pytest.raises(ctm.InputError, match=message):
        ctm.series(df, **{"entity": "Meituan", "metric": "revenue", **options})


def test_what_is_no_table() -> None:
    for function in (lambda df: ctm.series(df, "Meituan", "revenue"), ctm.panel):
        for bad in (None, pd.DataFrame({"value": [1]})):
            with pytest.raises(ctm.InputError):
                function(bad)


def test_rows_of_no_regular_period_are_told() -> None:
    df = told(row("2022-11-01/2022-11-11", "5m"))
    with pytest.warns(ctm.InputWarning, match="none of the 1 periods told"):
        assert ctm.series(df, "Meituan", "revenue").empty


# Panels


def test_a_panel_is_its_series() -> None:
    rows = [row(f"202{year}", f"{year}m", entity=entity) for entity in ("JD", "Meituan") for year in (1, 3)]
    df = told(*rows, row("2022Q2", "7m", metric="mau"), row("2022", "3m", segment="advertising"))
    found = ctm.panel(df)
    assert found[["entity", "metric", "period", "freq"]].values.tolist() == [
        ["JD", "revenue", "2021", "Y-DEC"],
        ["JD", "revenue", "2023", "Y-DEC"],
        ["Meituan", "mau", "2022Q2", "Q-DEC"],
        ["Meituan", "revenue", "2021", "Y-DEC"],
        ["Meituan", "revenue", "2023", "Y-DEC"],
    ]
    assert found["period_end"].iloc[2] == pd.Timestamp("2022-06-30")
    for (entity, metric), part in found.groupby(["entity", "metric"]):
        series = ctm.series(df, entity, metric).dropna(subset="value")
        assert_frame_equal(part[list(COLUMNS)].reset_index(drop=True), series.reset_index(drop=True))


def test_a_panel_of_some_with_segments() -> None:
    df = told(row("2022", "5m"), row("2022", "3m", segment="advertising"), row("2022", "7m", metric="mau"), row("2022", "7m", entity="JD"))
    found = ctm.panel(df, ["meituan"], ["Revenue"], segments=True)
    assert found["segment"].fillna("").tolist() == ["", "advertising"]
    assert ctm.panel(df, ["Tencent"]).empty


def test_an_empty_panel_has_all_columns() -> None:
    df = told(row("2022", "5m"))
    assert (ctm.panel(df.iloc[:0]).dtypes == ctm.panel(df).dtypes).all()


@pytest.mark.parametrize("options", [{"entities": "Meituan"}, {"metrics": "revenue"}, {"entities": ["Meituann"]}, {"currency": "usd"}])
def test_a_panel_of_bad_names(options: dict[str, Any]) -> None:
    with pytest.raises(ctm.InputError):
        ctm.panel(told(row("2022", "5m")), **options)


# Properties

ANY = st.builds(
    row,
    st.sampled_from(
        ["2021", "2022", "2022Q1", "2022Q2", "2022H1", "2022-03", "2022-03-07/2022-03-13", "2022-03-05", "2022-01-01/2022-09-30", None]
    ),
    st.sampled_from(
        ["31.44bn CNY", "over 30bn CNY", "34bn CNY", "4.67bn USD", "9bn TWD", "36%", "0.5 times", "5m", "2m count/day", "-3bn CNY"]
    ),
    doc_id=st.sampled_from(["a", "b", None]),
    published=st.sampled_from(["2024-01-15", "2024-02-20", None]),
    metric=st.sampled_from(["revenue", "users", "dau", "market_share", "net_income", "unheard of"]),
    segment=st.sampled_from([None, None, "advertising"]),
    status=st.sampled_from(["actual", "actual", "estimate", "forecast", "target", None]),
    measure=st.sampled_from(list(ctm.SCHEMA["measure"].values)),
    basis=st.sampled_from([None, "yoy", "qoq", "mom", "other"]),
)


@settings(max_examples=40)
@given(
    st.lists(ANY, max_size=12),
    st.sampled_from(["revenue", "users", "dau", "market_share"]),
    st.sampled_from([None, "M", "Q", "2Q", "Y", "Y-MAR", "D"]),
    st.sampled_from([None, "USD"]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
@pytest.mark.filterwarnings("ignore::china_tech_metrics.InputWarning")
def test_a_series_is_regular_and_does_not_depend_on_the_order_of_rows(
    rows: Rows, metric: str, freq: str | None, currency: str | None, within: bool, random: Any
) -> None:
    df = told(*rows)
    found = ctm.series(df, "Meituan", metric, freq=freq, currency=currency, within=within)
    assert found.dtypes.to_dict() == COLUMNS
    assert found.index.is_unique and found.index.is_monotonic_increasing
    assert found.empty or found[["mentions", "derived"]].iloc[[0, -1]].any(axis=None)
    told_figures = found[(found["mentions"] > 0) & found["value"].notna() & found["highest"].notna()]
    assert (told_figures["lowest"] <= told_figures["value"]).all()
    assert (told_figures["value"] <= told_figures["highest"]).all()
    shuffled = df.sample(frac=1, random_state=random.randrange(1000))
    assert_frame_equal(ctm.series(shuffled, "Meituan", metric, freq=freq, currency=currency, within=within), found)
