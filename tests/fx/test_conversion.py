"""A table's amounts in other currencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics import fx, table
from china_tech_metrics.fx import FirstOf, FrameRates, Market

Row = dict[str, Any]

DAYS = pd.date_range("2022-01-01", "2024-12-31", freq="D")
STEADY = FrameRates(pd.DataFrame({"CNY": 8.0, "USD": 1.25, "HKD": 10.0}, index=DAYS), name="steady")
"""A dollar is always 6.4 yuan or 8 Hong Kong dollars."""
RISING = FrameRates(pd.DataFrame({"CNY": np.arange(1.0, len(DAYS) + 1), "USD": 1.0}, index=DAYS), name="rising")
"""A dollar is 1 yuan on the first day and one more each day."""


@pytest.fixture
def make(row: Row) -> Callable[..., pd.DataFrame]:
    def build(*changes: Row) -> pd.DataFrame:
        days = ("published", "period_start", "period_end")
        rows = [row | change for change in (changes or ({},))]
        full = [{n: dt.date.fromisoformat(r[n]) if n in days and r.get(n) else r.get(n) for n in ctm.SCHEMA.names} for r in rows]
        return table.build({name: [r[name] for r in full] for name in ctm.SCHEMA.names})

    return build


def amounts(df: pd.DataFrame) -> list[Any]:
    """The four converted columns of the first row, with None for what is missing and the day as text."""
    columns = df[["value_cny", "value_usd", "fx_rate_date", "fx_source"]].iloc[0].tolist()
    found = [None if pd.isna(value) else value for value in columns]
    return [str(value.date()) if isinstance(value, pd.Timestamp) else value for value in found]


YEAR_END = "2023-08-25"
"""Where the sample row's year is cut: at its publication."""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"value": 640.0}, [640.0, 100.0, YEAR_END, "steady"], id="renminbi"),
        pytest.param({"value": 100.0, "unit": "USD"}, [640.0, 100.0, YEAR_END, "steady"], id="dollars"),
        pytest.param({"value": 800.0, "unit": "HKD"}, [640.0, 100.0, YEAR_END, "steady"], id="neither"),
        pytest.param({"value": 1.0, "unit": "EUR"}, [8.0, 1.25, YEAR_END, "steady"], id="the base of the rates"),
        pytest.param({"value": -640.0}, [-640.0, -100.0, YEAR_END, "steady"], id="loss"),
        pytest.param({"value": 0.0}, [0.0, 0.0, YEAR_END, "steady"], id="nothing"),
        pytest.param({"value": 6.4, "unit": "CNY/kg"}, [6.4, 1.0, YEAR_END, "steady"], id="price per kilogram"),
        pytest.param({"value": 1.0, "unit": "USD/day"}, [6.4, 1.0, YEAR_END, "steady"], id="rate in time"),
        pytest.param({"value": 640.0, "measure": "change"}, [640.0, 100.0, YEAR_END, "steady"], id="change in money"),
        pytest.param({"value": 640.0, "metric": "of_mine"}, [640.0, 100.0, YEAR_END, "steady"], id="metric in no vocabulary"),
        pytest.param({"unit": "percent", "value": 22.0, "measure": "growth"}, [None] * 4, id="growth"),
        pytest.param({"unit": "count", "value": 5.0}, [None] * 4, id="count"),
        pytest.param({"unit": "count/day", "value": 5.0}, [None] * 4, id="count in time"),
        pytest.param({"unit": None}, [None] * 4, id="no unit"),
        pytest.param({"value": None}, [None] * 4, id="no value"),
        pytest.param({"value": 640.0, "also_value": 99.0, "also_unit": "USD"}, [640.0, 99.0, None, "reported"], id="both printed"),
        pytest.param(
            {"value": -640.0, "also_value": 99.0, "also_unit": "USD"}, [-640.0, -99.0, None, "reported"], id="loss, printed without sign"
        ),
        pytest.param(
            {"value": 99.0, "unit": "USD", "also_value": 640.0, "also_unit": "CNY"},
            [640.0, 99.0, None, "reported"],
            id="printed in dollars",
        ),
        pytest.param(
            {"value": 800.0, "unit": "HKD", "also_value": 99.0, "also_unit": "USD"}, [640.0, 99.0, YEAR_END, "steady"], id="one printed"
        ),
        pytest.param(
            {"value": 640.0, "also_value": 790.0, "also_unit": "HKD"}, [640.0, 100.0, YEAR_END, "steady"], id="restated in a third"
        ),
        pytest.param(
            {"value": 200.0, "unit": "CNY/day", "also_value": 28.0, "also_unit": "USD"}, [200.0, 28.0, None, "reported"], id="rate restated"
        ),
        pytest.param({"value": 1.0, "unit": "TWD"}, [None, None, None, "none: no rate for TWD"], id="no rate"),
        pytest.param(
            {"value": 1.0, "unit": "TWD", "also_value": 3.0, "also_unit": "USD"},
            [None, 3.0, None, "none: no rate for TWD"],
            id="no rate, one printed",
        ),
    ],
)
def test_the_two_currencies_of_the_table(make: Callable[..., pd.DataFrame], change: Row, expected: list[Any]) -> None:
    told = amounts(ctm.convert(make(change), "USD", rates=STEADY))
    assert told[2:] == expected[2:]
    assert told[:2] == [None if v is None else pytest.approx(v, rel=1e-12) for v in expected[:2]]


def on(text: str) -> float:
    """What a dollar is on a day in yuan, of the rising rates."""
    return float((pd.Timestamp(text) - DAYS[0]).days + 1)


def over(first: str, last: str) -> float:
    """The same over a period."""
    return (on(first) + on(last)) / 2


Q1 = {"period_start": "2023-01-01", "period_end": "2023-03-31"}


@pytest.mark.parametrize(
    ("change", "rate", "date"),
    [
        pytest.param(Q1, over("2023-01-01", "2023-03-31"), "2023-03-31", id="flow"),
        pytest.param(Q1 | {"metric": "cash"}, on("2023-03-31"), "2023-03-31", id="stock"),
        pytest.param(Q1 | {"metric": "share_price"}, on("2023-03-31"), "2023-03-31", id="moment"),
        pytest.param(Q1 | {"status": "target"}, on("2023-08-25"), "2023-08-25", id="target"),
        pytest.param(Q1 | {"metric": "cash", "status": "forecast"}, on("2023-08-25"), "2023-08-25", id="forecast of a stock"),
        pytest.param(Q1 | {"status": "estimate"}, over("2023-01-01", "2023-03-31"), "2023-03-31", id="estimate"),
        pytest.param({}, over("2023-01-01", "2023-08-25"), "2023-08-25", id="year that is running"),
        pytest.param({"metric": "cash"}, on("2023-08-25"), "2023-08-25", id="stock of a year that is running"),
        pytest.param({"period_start": None, "period_end": None}, on("2023-08-25"), "2023-08-25", id="no period"),
        pytest.param(Q1 | {"metric": "of_mine"}, over("2023-01-01", "2023-03-31"), "2023-03-31", id="unknown metric over a quarter"),
        pytest.param(Q1 | {"published": None}, over("2023-01-01", "2023-03-31"), "2023-03-31", id="no publication day"),
    ],
)
def test_whose_day(make: Callable[..., pd.DataFrame], change: Row, rate: float, date: str) -> None:
    cny, usd, day, source = amounts(ctm.convert(make({"unit": "USD", "value": 1.0} | change), "CNY", rates=RISING))
    assert (cny, usd, day, source) == (pytest.approx(rate), 1.0, date, "rising")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"period_start": None, "period_end": None, "published": None}, "no period", id="no day at all"),
        pytest.param({"status": "target", "published": None}, "no publication day", id="target"),
        pytest.param({"unit": "TWD"}, "no rate for TWD", id="no rate"),
        pytest.param({"period_start": "2004-01-01", "period_end": "2004-12-31"}, "before the first rate", id="before"),
        pytest.param({"period_start": "2005-01-01", "period_end": "2005-12-31"}, "before the first rate", id="partly before"),
        pytest.param({"unit": "RUB", "period_start": "2022-01-01", "period_end": "2022-06-30"}, "after the last rate", id="partly after"),
        pytest.param({"unit": "ISK", "period_start": "2008-01-01", "period_end": "2018-12-31"}, "gap in the rates", id="gap"),
    ],
)
def test_what_can_not_be_converted(make: Callable[..., pd.DataFrame], change: Row, reason: str) -> None:
    df = ctm.convert(make({}, change), ["CNY", "USD"])
    told = df.ctm.unconverted()
    assert told.index.tolist() == [1]
    assert told["reason"].tolist() == [reason]
    assert df["fx_source"].tolist() == ["ecb", f"none: {reason}"]
    assert df["fx_rate_date"].isna().tolist() == [False, True]
    printed = df["unit"].iloc[1] == "CNY"
    assert df["value_cny"].isna().tolist() == [False, not printed] and df["value_usd"].isna().tolist() == [False, True]


def test_one_of_two_may_be_found(make: Callable[..., pd.DataFrame]) -> None:
    """In 2004 the ECB had rates for the Hong Kong dollar and none for the renminbi."""
    df = ctm.convert(make({"unit": "HKD", "period_start": "2004-01-01", "period_end": "2004-12-31"}), "USD")
    cny, usd, day, source = amounts(df)
    assert cny is None and usd == pytest.approx(67.9e9 / 7.79, rel=2e-3)
    assert (day, source) == ("2004-12-31", "none: before the first rate")


def test_every_reason_is_one_of_the_closed_set() -> None:
    assert all(reason.startswith("none: ") for reason in fx.Reason)
    assert len(set(fx.Reason)) == len(fx.Reason) == 7


def test_own_rates_first(make: Callable[..., pd.DataFrame]) -> None:
    taiwan = FrameRates(pd.DataFrame({"TWD": 40.0}, index=DAYS), name="my bank")
    df = ctm.convert(make({"unit": "TWD", "value": 400.0}, {}), "USD", rates=FirstOf(taiwan, STEADY))
    assert df["fx_source"].tolist() == ["my bank+steady", "steady"]
    assert df["value_cny"].iloc[0] == pytest.approx(80.0) and df["value_usd"].iloc[0] == pytest.approx(12.5)


def test_further_currencies_have_columns_of_their_own(make: Callable[..., pd.DataFrame]) -> None:
    df = make({"value": 640.0}, {"value": 5.0, "unit": "HKD"}, {"value": 640.0, "also_value": 9.0, "also_unit": "HKD"}, {"unit": "count"})
    more = df.ctm.convert(["HKD", "EUR", "HKD"], rates=STEADY)
    added = [f"{name}_{code}" for code in ("hkd", "eur") for name in ("value", "fx_rate_date", "fx_source")]
    assert list(more.columns) == [*ctm.SCHEMA.names, *added]
    assert more["value_hkd"].tolist()[:3] == [pytest.approx(800.0), 5.0, 9.0]
    assert more["value_eur"].tolist()[:3] == [pytest.approx(80.0), pytest.approx(0.5), pytest.approx(80.0)]
    assert more["fx_source_hkd"].tolist()[:3] == ["steady", "reported", "reported"]
    assert more["fx_rate_date_hkd"].isna().tolist() == [False, True, True, True]
    assert more.iloc[3][added].isna().all()
    assert [more[f"{name}_hkd"].dtype for name in ("value", "fx_rate_date", "fx_source")] == [table.NUMBER, table.DAY, table.STRING]
    assert more[list(ctm.SCHEMA.names)].equals(df), "nothing else changes"


def test_the_table_s_own_currencies_get_no_further_columns(make: Callable[..., pd.DataFrame]) -> None:
    more = ctm.convert(make({"value": 640.0}), ["USD", "EUR", "CNY"], rates=STEADY)
    assert list(more.columns) == [*ctm.SCHEMA.names, "value_eur", "fx_rate_date_eur", "fx_source_eur"]
    assert amounts(more) == [640.0, pytest.approx(100.0), YEAR_END, "steady"]


def test_the_table_itself_is_not_changed(make: Callable[..., pd.DataFrame]) -> None:
    df = make({"value": 640.0})
    before = df.copy(deep=True)
    for currencies in ("USD", "EUR", ["CNY", "EUR"]):
        ctm.convert(df, currencies, rates=FrameRates(pd.DataFrame({"CNY": 8.0, "USD": 1.0}, index=DAYS)))
    assert df.equals(before)


def test_other_rates_replace_what_was_converted(make: Callable[..., pd.DataFrame]) -> None:
    df = ctm.convert(make({}, {"also_value": 1.0, "also_unit": "USD"}, {"unit": "count"}), "USD")
    again = ctm.convert(df, "USD", rates=STEADY)
    assert again["fx_source"].tolist()[:2] == ["steady", "reported"]
    assert again["value_usd"].tolist()[:2] == [pytest.approx(67.9e9 / 6.4), 1.0]
    assert ctm.convert(again, "USD").equals(df)


def test_a_stored_table_and_its_index(make: Callable[..., pd.DataFrame]) -> None:
    df = make({"value": 640.0}, {"unit": "percent"}).set_index(pd.Index(["x", "y"]))
    told = ctm.convert(df.astype(object), "EUR", rates=STEADY)
    assert told.index.tolist() == ["x", "y"]
    assert told["value_eur"].iloc[0] == pytest.approx(80.0)
    assert fx.rates_of(df, "USD", rates=STEADY).index.tolist() == ["x", "y"]


def test_an_empty_table() -> None:
    df = ctm.convert(table.empty(), ["CNY", "EUR"])
    assert len(df) == 0 and df["value_eur"].dtype == table.NUMBER
    assert len(df.ctm.unconverted()) == 0


@pytest.mark.parametrize(
    ("currencies", "message"),
    [
        pytest.param("euro", "'euro' is no currency code", id="name"),
        pytest.param(["EUR", 7], "7 is no currency code", id="number"),
        pytest.param("TWD", "'ecb' have none for TWD; add your own", id="no rates"),
    ],
)
def test_currencies_that_are_none(make: Callable[..., pd.DataFrame], currencies: Any, message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        ctm.convert(make(), currencies)


def test_a_table_that_is_none() -> None:
    with pytest.raises(ctm.InputError, match="no column"):
        ctm.convert(pd.DataFrame({"value": [1.0]}), "EUR")


def test_rates_of_rows(make: Callable[..., pd.DataFrame]) -> None:
    df = make({"also_value": 1.0, "also_unit": "USD"}, {"unit": "USD/day"}, {"unit": "count"}, {"unit": "TWD"})
    told = fx.rates_of(df, "USD", rates=STEADY)
    assert told["rate"].tolist()[:2] == [pytest.approx(1 / 6.4), 1.0], "also where the amount is printed"
    assert told["rate"].isna().tolist() == [False, False, True, True]
    assert told["fx_source"].fillna("").tolist() == ["steady", "", "", "none: no rate for TWD"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"source": "count"}, "'count' has no currency", id="unit"),
        pytest.param({"target": "dollars"}, "'dollars' has no currency", id="target"),
        pytest.param({"nature": "river"}, "nature 'river' is none of flow", id="nature"),
        pytest.param({"start": "soon"}, "start='soon' is not a day", id="day"),
    ],
)
def test_rate_of_nothing(arguments: Row, message: str) -> None:
    base: Row = {"source": "CNY", "target": "USD", "start": "2023-01-02"}
    with pytest.raises(ctm.InputError, match=message):
        fx.rate(**(base | arguments))


@pytest.mark.parametrize(
    ("arguments", "rate", "day"),
    [
        pytest.param({"nature": "stock"}, on("2023-03-31"), "2023-03-31", id="stock"),
        pytest.param({}, over("2023-01-01", "2023-03-31"), "2023-03-31", id="flow"),
        pytest.param({"status": "forecast"}, on("2022-12-01"), "2022-12-01", id="forecast"),
        pytest.param({"source": "USD/kg", "target": "CNY/kg"}, on("2022-12-01"), "2022-12-01", id="published before it began"),
    ],
)
def test_rate_is_that_of_a_row(arguments: Row, rate: float, day: str) -> None:
    published = "2022-12-01" if {"status", "source"} & set(arguments) else "2023-08-25"
    period = {"start": Q1["period_start"], "end": Q1["period_end"], "published": published}
    base: Row = {"source": "USD", "target": "CNY", "rates": RISING}
    told = fx.rate(**(base | period | arguments))
    assert told.rate == pytest.approx(rate)
    assert (str(told.day), told.source) == (day, "rising")


def test_rate_of_a_currency_in_itself() -> None:
    assert fx.rate("USD", "USD/day", start="2023-01-02").rate == 1.0


def test_extract_converts_and_takes_own_rates() -> None:
    text = "Meituan's revenue was RMB 64 billion in the second quarter of 2023, up 33%."
    own = ctm.extract(text, published="2023-08-25", rates=STEADY)
    assert own["value_usd"].tolist()[0] == pytest.approx(1e10) and own["fx_source"].tolist()[0] == "steady"
    assert own["fx_source"].isna().tolist() == [False, True]
    ecb = ctm.extract(text, published="2023-08-25")
    assert ecb["value_usd"].tolist()[0] == pytest.approx(64e9 / 7.0, rel=0.02) and ecb["fx_source"].tolist()[0] == "ecb"


def test_a_metric_is_what_the_vocabulary_says() -> None:
    default = ctm.Vocabulary.default()
    stock = replace(default, metrics={**default.metrics, "revenue": replace(default.metrics["revenue"], nature="stock")})
    text = "Meituan's revenue was $10 billion in the first quarter of 2023."
    for vocabulary, rate in ((default, over("2023-01-01", "2023-03-31")), (stock, on("2023-03-31"))):
        df = ctm.extract(text, published="2023-08-25", vocabulary=vocabulary, rates=RISING)
        assert df["value_cny"].tolist() == [pytest.approx(1e10 * rate)]
        assert df.ctm.convert("CNY", vocabulary=vocabulary, rates=RISING).equals(df)
        assert fx.rates_of(df, "CNY", vocabulary=vocabulary, rates=RISING)["rate"].tolist() == [pytest.approx(rate)]
        assert df.ctm.to("CNY", vocabulary=vocabulary, rates=RISING)["value"].tolist() == [pytest.approx(1e10 * rate)]


def test_a_table_without_money_reads_no_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("rates were looked up")

    monkeypatch.setattr(Market, "pair", refuse)
    df = ctm.extract("WeChat had 1.3 billion users in 2023, up 3%.", published="2024-03-20")
    assert len(df) == 2
    assert df[["value_cny", "value_usd", "fx_rate_date", "fx_source"]].isna().all(axis=None)
    with pytest.raises(AssertionError, match="looked up"):
        ctm.extract("JD earned RMB 1 billion in 2023.", published="2024-03-20")


rows = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["revenue", "cash", "share_price", "dau", "of_mine"]),
        "status": st.sampled_from(["actual", "estimate", "target", "forecast"]),
        "unit": st.sampled_from(["CNY", "USD", "HKD", "USD/day", "CNY/kg", "TWD", "EUR", "count", "percent"]),
        "value": st.floats(-1e13, 1e13),
        "also": st.none() | st.tuples(st.floats(0, 1e13), st.sampled_from(["CNY", "USD", "HKD"])),
        "start": st.none() | st.dates(dt.date(2004, 1, 1), dt.date(2026, 12, 31)),
        "length": st.integers(0, 400),
        "published": st.none() | st.dates(dt.date(2004, 1, 1), dt.date(2026, 12, 31)),
    }
)


def tabled(drawn: list[Row]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {name: [None] * len(drawn) for name in ctm.SCHEMA.names}
    for name in ("metric", "status", "unit", "value", "published"):
        columns[name] = [row[name] for row in drawn]
    columns["also_value"] = [row["also"] and row["also"][0] for row in drawn]
    columns["also_unit"] = [row["also"] and row["also"][1] for row in drawn]
    columns["period_start"] = [row["start"] for row in drawn]
    columns["period_end"] = [row["start"] and row["start"] + dt.timedelta(days=row["length"]) for row in drawn]
    columns["start"] = columns["end"] = [0] * len(drawn)
    return table.build(columns)


@settings(max_examples=50)
@given(st.lists(rows, max_size=12), st.randoms(use_true_random=False))
def test_properties_of_any_table(drawn: list[Row], random: Any) -> None:
    df = ctm.convert(tabled(drawn), ["CNY", "USD", "EUR"])
    money = np.array([len(unit.split("/")[0]) == 3 for unit in df["unit"]], dtype=bool)
    sources = df["fx_source"].to_numpy()
    assert (df["fx_source"].notna() == money).all(), "every monetary row says where its amounts come from, and no other"
    for code, also in (("CNY", "value_cny"), ("USD", "value_usd")):
        own = df["unit"].str.startswith(code)
        assert (df.loc[own, also] == df.loc[own, "value"]).all(), "printed amounts stay"
        again = (df["also_unit"] == code) & ~own & money
        assert (df.loc[again, also].abs() == df.loc[again, "also_value"]).all()
        known = df[also].notna() & (df[also] != 0) & (df["value"] != 0)
        assert (np.sign(df.loc[known, also]) == np.sign(df.loc[known, "value"])).all(), "the sign stays"
    for label, source in enumerate(sources):
        if isinstance(source, str):
            both = df[["value_cny", "value_usd"]].iloc[label].notna().all()
            assert both != source.startswith("none: ")
            assert source in ("ecb", "reported") or source.startswith(tuple(fx.Reason))
            assert source != "reported" or pd.isna(df["fx_rate_date"].iloc[label])
            assert source != "ecb" or pd.notna(df["fx_rate_date"].iloc[label])
    order = list(range(len(df)))
    random.shuffle(order)
    shuffled = ctm.convert(tabled([drawn[n] for n in order]), ["CNY", "USD", "EUR"])
    assert shuffled.equals(df.iloc[order].reset_index(drop=True)), "the order of rows does not matter"


@given(rows, st.floats(1, 1e9), st.floats(1.001, 1e3))
def test_more_is_more(drawn: Row, value: float, times: float) -> None:
    base = drawn | {"also": None}
    df = ctm.convert(tabled([base | {"value": value}, base | {"value": value * times}]), ["CNY", "USD"])
    for name in ("value_cny", "value_usd"):
        less, more = df[name].tolist()
        assert np.isnan(less) == np.isnan(more)
        assert np.isnan(less) or (less < more and more / less == pytest.approx(times, rel=1e-9))


@given(rows, st.sampled_from(["USD", "HKD", "GBP"]))
def test_there_and_back(drawn: Row, target: str) -> None:
    """At one day's rate exactly; over a period nearly, because the mean of inverse rates is not the inverse of the mean."""
    base = drawn | {"unit": "CNY", "also": None, "value": 1e9}
    there = ctm.convert(tabled([base]), target)
    name = f"value_{target.lower()}"
    back = ctm.convert(tabled([base | {"unit": target, "value": float(there[name].iloc[0])}]), "CNY")["value_cny"].iloc[0]
    assert np.isnan(back) == np.isnan(there[name].iloc[0])
    exact = drawn["metric"] in ("cash", "share_price") or drawn["status"] in ("target", "forecast")
    assert np.isnan(back) or back == pytest.approx(1e9, rel=1e-12 if exact else 0.02)
