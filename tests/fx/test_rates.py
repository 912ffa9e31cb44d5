"""Sources of exchange rates: the ECB's, a table of the user's own, and several as one."""

from __future__ import annotations

import datetime as dt
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import china_tech_metrics as ctm
from china_tech_metrics.fx import EcbRates, FirstOf, FrameRates, Rates, market_of
from china_tech_metrics.fx.rates import check

ECB = EcbRates()


def frame(days: Any = ("2024-01-02", "2024-01-03"), **columns: Any) -> pd.DataFrame:
    return pd.DataFrame(columns or {"TWD": [33.8, 33.9]}, index=list(days))


@pytest.mark.parametrize(
    ("currency", "day", "units"),
    [
        pytest.param("USD", "2024-01-02", 1.0956, id="dollar"),
        pytest.param("CNY", "2024-01-02", 7.8264, id="renminbi"),
        pytest.param("HKD", "2024-01-02", 8.5609, id="Hong Kong dollar"),
        pytest.param("JPY", "2024-01-02", 155.68, id="yen"),
    ],
)
def test_ecb_rates_are_those_the_bank_published(currency: str, day: str, units: float) -> None:
    rates = ECB.daily(currency)
    assert rates is not None
    assert rates[day] == pytest.approx(units, rel=1e-4)


@pytest.mark.parametrize(("currency", "first"), [("USD", "1999-01-04"), ("CNY", "2005-04-01"), ("IDR", "2005-04-01")])
def test_ecb_rates_begin(currency: str, first: str) -> None:
    rates = ECB.daily(currency)
    assert rates is not None
    assert str(rates.index[0].date()) == first
    assert rates.index.is_monotonic_increasing and rates.index.is_unique
    assert np.is_busday(rates.index.to_numpy().astype("datetime64[D]")).all()
    assert rates.notna().all() and (rates > 0).all()


@pytest.mark.parametrize("currency", ["TWD", "VND", "EUR", "XXX", ""])
def test_ecb_knows_no(currency: str) -> None:
    assert ECB.daily(currency) is None


def test_ecb_rates_end_where_the_bank_stopped() -> None:
    rouble = ECB.daily("RUB")
    assert rouble is not None and str(rouble.index[-1].date()) == "2022-03-01"


def test_what_is_read_can_not_be_spoiled() -> None:
    first = ECB.daily("CNY")
    assert first is not None
    first.iloc[:] = 0
    again = ECB.daily("CNY")
    assert again is not None and (again > 0).all()


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "csv"])
def test_a_newer_file_of_the_bank(tmp_path: Path, packed: bool) -> None:
    text = "Date,USD,CNY,\n2031-05-02,1.25,7.5,\n2031-05-01,1.2,N/A,\n"
    file = tmp_path / ("eurofxref-hist.zip" if packed else "eurofxref-hist.csv")
    if packed:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("eurofxref-hist.csv", text)
    else:
        file.write_text(text, encoding="utf-8")
    rates = EcbRates(file)
    yuan = rates.daily("CNY")
    assert yuan is not None and yuan.to_dict() == {pd.Timestamp("2031-05-02"): 7.5}
    pair = market_of(rates).pair("USD", "CNY")
    assert not isinstance(pair, str) and pair.rates.tolist() == [6.0]


@pytest.mark.parametrize("content", [None, "", "no rates at all"], ids=["no file", "empty", "prose"])
def test_a_file_that_can_not_be_read(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "rates.csv"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(ctm.InputError, match=r"rates\.csv.*can not be read"):
        EcbRates(file).daily("USD")


def test_ecb_rates_travel_without_what_they_have_read() -> None:
    read = EcbRates()
    read.daily("USD")
    packed = pickle.dumps(read)
    assert len(packed) < 500
    again = pickle.loads(packed).daily("USD")
    assert again is not None and again.equals(read.daily("USD"))
    assert repr(pickle.loads(pickle.dumps(EcbRates("rates.csv")))) == "EcbRates('rates.csv')"


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(["2024-01-03", "2024-01-02"], id="strings, not sorted"),
        pytest.param([dt.date(2024, 1, 3), dt.date(2024, 1, 2)], id="dates"),
        pytest.param(pd.DatetimeIndex(["2024-01-03", "2024-01-02 17:30"]), id="time of day"),
        pytest.param(pd.PeriodIndex(["2024-01-03", "2024-01-02"], freq="D").to_timestamp(), id="from periods"),
    ],
)
def test_a_frame_of_any_days(days: Any) -> None:
    rates = FrameRates(pd.DataFrame({"TWD": [33.9, 33.8]}, index=days), name="bank")
    told = rates.daily("TWD")
    assert told is not None
    assert told.to_dict() == {pd.Timestamp("2024-01-02"): 33.8, pd.Timestamp("2024-01-03"): 33.9}
    assert told.index.is_monotonic_increasing


def test_a_frame_with_missing_cells() -> None:
    rates = FrameRates(frame(TWD=[33.8, None], VND=[np.nan, 26_700], KES=[None, None]))
    twd, vnd = rates.daily("TWD"), rates.daily("VND")
    assert twd is not None and vnd is not None
    assert (len(twd), len(vnd)) == (1, 1)
    assert rates.daily("KES") is None, "a column without any rate is none"


def test_a_frame_is_copied() -> None:
    df = frame()
    rates = FrameRates(df)
    df.iloc[0, 0] = 1.0
    told = rates.daily("TWD")
    assert told is not None and told.iloc[0] == 33.8


@pytest.mark.parametrize(
    ("df", "options", "message"),
    [
        pytest.param({"TWD": [1]}, {}, "must be a DataFrame", id="mapping"),
        pytest.param(frame(Taiwan=[1, 2]), {}, "'Taiwan' is no currency code", id="column"),
        pytest.param(frame(EUR=[1, 1]), {}, "EUR, which is the base", id="base as column"),
        pytest.param(pd.DataFrame([[1, 2]], columns=["TWD", "TWD"], index=["2024-01-02"]), {}, "TWD is there twice", id="column twice"),
        pytest.param(frame(["2024-01-02", "2024-01-02"]), {}, "TWD: 2024-01-02 is there twice", id="day twice"),
        pytest.param(frame(["2024-01-02", "2024-01-02 09:00"]), {}, "2024-01-02 is there twice", id="two rates a day"),
        pytest.param(frame(["2024-01-02", "soon"]), {}, "TWD: .*soon", id="no day"),
        pytest.param(frame(["2024-01-02", None]), {}, "a day is missing", id="missing day"),
        pytest.param(frame([0, 1]), {}, "the index must have the days", id="numbers for days"),
        pytest.param(frame(pd.DatetimeIndex(["2024-01-02", "2024-01-03"], tz="UTC")), {}, "no time zone", id="time zone"),
        pytest.param(frame(TWD=[33.8, 0]), {}, "TWD: 0.0 on 2024-01-03 is no positive number", id="zero"),
        pytest.param(frame(TWD=[-1, 33.8]), {}, "-1.0 on 2024-01-02 is no positive number", id="negative"),
        pytest.param(frame(TWD=[33.8, np.inf]), {}, "inf on 2024-01-03 is no positive number", id="infinite"),
        pytest.param(frame(TWD=["33.8", "x"]), {}, "TWD: ", id="text"),
        pytest.param(frame(), {"base": "euro"}, "base must be a currency code", id="base"),
        pytest.param(frame(), {"name": ""}, "name must say whose", id="empty name"),
        pytest.param(frame(), {"name": "reported"}, "name must say whose", id="name with a meaning"),
        pytest.param(frame(), {"name": "none: mine"}, "name must say whose", id="name like a reason"),
    ],
)
def test_a_frame_that_is_none_of_rates(df: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        FrameRates(df, **options)


def test_first_of_takes_each_currency_from_the_first_that_has_it() -> None:
    own = FrameRates(frame(TWD=[33.8, 33.9], CNY=[8.0, 8.1]), name="bank")
    rates = FirstOf(own, ECB)
    yuan, dollar = rates.daily("CNY"), rates.daily("USD")
    assert yuan is not None and yuan.tolist() == [8.0, 8.1]
    assert dollar is not None and len(dollar) > 5000
    assert rates.daily("VND") is None and rates.pick("VND") is None
    assert rates.daily("EUR") is None
    assert rates.pick("TWD") is own and rates.pick("USD") is ECB


def test_first_of_brings_a_frame_to_the_base_of_the_last() -> None:
    own = FrameRates(frame(["2024-01-02", "2024-01-06"], TWD=[31.0, 31.1]), base="USD", name="bank")
    rates = FirstOf(own, ECB)
    twd, dollar = rates.daily("TWD"), ECB.daily("USD")
    assert twd is not None and dollar is not None
    assert twd.to_dict() == {pd.Timestamp("2024-01-02"): pytest.approx(31.0 * dollar["2024-01-02"])}, "Saturday has no dollar rate"
    pair = market_of(rates).pair("TWD", "USD")
    assert not isinstance(pair, str)
    assert pair.rates.tolist() == [pytest.approx(1 / 31.0)]
    assert pair.source == "bank+ecb"


def test_first_of_needs_the_base_of_each() -> None:
    own = FrameRates(frame(), base="VND", name="bank")
    with pytest.raises(ctm.InputError, match="no rates for VND, the base of 'bank'"):
        FirstOf(own, ECB).daily("TWD")


def test_first_of_nothing() -> None:
    with pytest.raises(ctm.InputError, match="at least one"):
        FirstOf()


class Bare:
    """Rates by somebody else, with nothing but what the protocol asks for."""

    name = "bare"
    base = "CNY"

    def __init__(self, series: Any) -> None:
        self._series = series

    def daily(self, currency: str) -> Any:
        return self._series if currency == "USD" else None


def test_rates_of_somebody_else() -> None:
    series = pd.Series([0.14, np.nan, 0.16], index=pd.DatetimeIndex(["2024-01-05", "2024-01-04", "2024-01-03"]))
    bare = Bare(series)
    assert isinstance(bare, Rates)
    pair = market_of(bare).pair("CNY", "USD")
    assert not isinstance(pair, str)
    assert pair.rates.tolist() == [0.16, 0.14] and pair.source == "bare"
    assert market_of(bare).pair("CNY", "HKD") == "none: no rate for HKD"


@pytest.mark.parametrize(
    ("series", "message"),
    [
        pytest.param([0.14], "rates 'bare': USD: ", id="no series"),
        pytest.param(pd.Series([0.0], index=pd.DatetimeIndex(["2024-01-05"])), "0.0 on 2024-01-05 is no positive", id="zero"),
        pytest.param(pd.Series([0.1, 0.2], index=pd.DatetimeIndex(["2024-01-05"] * 2)), "2024-01-05 is there twice", id="twice"),
    ],
)
def test_rates_of_somebody_else_are_checked(series: Any, message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        market_of(Bare(series)).pair("CNY", "USD")


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        pytest.param(frame(), r"FrameRates\(df", id="a bare frame"),
        pytest.param({"USD": 7.1}, "name, base and daily", id="mapping"),
        pytest.param("ecb", "name, base and daily", id="name"),
        pytest.param(EcbRates, "name, base and daily", id="class"),
    ],
)
def test_what_are_no_rates(rates: Any, message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        check(rates)
    with pytest.raises(ctm.InputError, match=message):
        ctm.extract("JD earned RMB 1 billion.", rates=rates)
