"""A table's amounts in other currencies: what the text prints first, what the rates of the row's days give where it prints nothing.

Only the currency of a unit is converted: an amount in ``CNY/kg`` becomes one per kilogram in the other currency. Everything is done
for whole columns, one pair of currencies after the other, and no printed amount is ever replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.documents import is_missing, to_day
from china_tech_metrics.errors import InputError
from china_tech_metrics.fx.market import NO_DAY, Days, Floats, Market, Objects, market_of
from china_tech_metrics.fx.rates import CODE, Rates
from china_tech_metrics.fx.timing import Timing, natures, timing
from china_tech_metrics.units import currency
from china_tech_metrics.vocabulary import Vocabulary

STANDARD = ("CNY", "USD")
"""The currencies that have columns of their own in every table."""
NATURES = ("flow", "stock", "average", "moment")


class Rate(NamedTuple):
    """An exchange rate: so many units of the target for one of the source.

    ``rate`` is NaN and ``day`` None where there is none, and ``source`` begins with "none: " and says why. Else ``day`` is the day on
    which the rate was published, the last day of the period for a mean of several, and ``source`` the name of the rates.
    """

    rate: float
    day: dt.date | None
    source: str


def rate(
    source: str,
    target: str,
    *,
    nature: str = "flow",
    start: dt.date | str | None = None,
    end: dt.date | str | None = None,
    published: dt.date | str | None = None,
    status: str = "actual",
    rates: Rates | None = None,
) -> Rate:
    """The rate that one row would be converted at, by the rules of :mod:`china_tech_metrics.fx.timing`.

    Args:
        source: the unit or currency converted from: ``CNY``, ``CNY/kg``.
        target: the currency converted to, or a unit with it.
        nature: of the metric: "flow", "average", "stock" or "moment".
        start: first day of the period, a date or an ISO string.
        end: last day of the period; ``start`` when not given.
        published: the day of publication.
        status: "actual", "estimate", "target" or "forecast".
        rates: where the rates come from; the ECB's when not given.

    Raises:
        InputError: ``source`` or ``target`` has no currency, ``nature`` is none of the four, or a day is no day.

    >>> saturday = rate("USD", "CNY", start="2023-11-11")
    >>> round(saturday.rate, 4), str(saturday.day), saturday.source
    (7.2895, '2023-11-10', 'ecb')
    >>> year = rate("USD", "CNY", start="2023-01-01", end="2023-12-31")     # a mean of 255 days
    >>> round(year.rate, 4), str(year.day), year.source
    (7.0846, '2023-12-31', 'ecb')
    >>> rate("TWD", "USD", start="2023-11-11")
    Rate(rate=nan, day=None, source='none: no rate for TWD')
    """
    codes = [currency(unit) for unit in (source, target)]
    for unit, code in zip((source, target), codes, strict=True):
        if code is None:
            raise InputError(f"{unit!r} has no currency")
    if nature not in NATURES:
        raise InputError(f"nature {nature!r} is none of {', '.join(NATURES)}")
    days = [_day(name, value) for name, value in (("start", start), ("end", end), ("published", published))]
    when = timing([nature], [status], *days)
    found = _look_up(np.array(codes[:1], dtype=object), when, str(codes[1]), market_of(rates))
    day = None if np.isnat(found.day[0]) else found.day[0].item()
    return Rate(float(found.rate[0]), day, str(found.source[0]))


def rates_of(df: pd.DataFrame, target: str, *, rates: Rates | None = None, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
    """The rate that each row is converted at, whether or not the text prints the amount in the target currency itself.

    Args:
        df: a table of observations.
        target: a currency code.
        rates: where the rates come from; the ECB's when not given.
        vocabulary: knows which metrics are flows; ``Vocabulary.default()`` when not given.

    Returns:
        A frame with the index of ``df``: ``rate`` (float64: units of the target for one of the row's currency, 1 where they are the
        same), ``fx_rate_date`` and ``fx_source`` as in the table. Rows that are not monetary have NaN, NaT and NaN.

    Raises:
        InputError: ``df`` is no table of observations, or ``target`` no currency code.
    """
    target = _code(target)
    df = table.coerce(df)
    money = _money(df, vocabulary)
    found = _look_up(money.currency, money.when, target, market_of(rates))
    return pd.DataFrame(
        {
            "rate": _spread(found.rate, money.at, len(df)),
            "fx_rate_date": _spread_days(found.day, money.at, len(df)),
            "fx_source": _spread_text(found.source, money.at, len(df)),
        },
        index=df.index,
    )


def convert(
    df: pd.DataFrame, currencies: str | Iterable[str], *, rates: Rates | None = None, vocabulary: Vocabulary | None = None
) -> pd.DataFrame:
    """A table with its amounts in further currencies.

    For ``EUR`` it gets the columns ``value_eur``, ``fx_rate_date_eur`` and ``fx_source_eur``, which mean what ``value_usd``,
    ``fx_rate_date`` and ``fx_source`` mean for US dollars: the amount as the text prints it, if it does, else converted. ``CNY`` and
    ``USD`` have columns of their own in every table; either of them fills ``value_cny``, ``value_usd``, ``fx_rate_date`` and ``fx_source``
    anew, as :func:`extract` does, for a table that was stored or changed or is to have other rates.

    Args:
        df: a table of observations; it is not changed.
        currencies: a currency code or several.
        rates: where the rates come from; the ECB's when not given.
        vocabulary: knows which metrics are flows; ``Vocabulary.default()`` when not given.

    Returns:
        The table with the new columns at its end.

    Raises:
        InputError: ``df`` is no table of observations, a code is none, or the rates do not know the currency.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Meituan's revenue was RMB 67.9 billion in the second quarter of 2023.", published="2023-08-25")
    >>> row = convert(df, "EUR").iloc[0]
    >>> f"{row['value_eur'] / 1e9:.2f} billion", str(row["fx_rate_date_eur"].date()), row["fx_source_eur"]
    ('8.88 billion', '2023-06-30', 'ecb')
    """
    codes = [_code(code) for code in ([currencies] if isinstance(currencies, str) else currencies)]
    df = table.coerce(df)
    at = market_of(rates)
    for code in codes:
        require(at, code)
    if set(codes) & set(STANDARD):
        df = fill(df, at, vocabulary)
    for code in dict.fromkeys(code for code in codes if code not in STANDARD):
        told = _told(df, [code], at, vocabulary)
        df[f"value_{code.lower()}"] = told.values[0]
        df[f"fx_rate_date_{code.lower()}"] = told.day
        df[f"fx_source_{code.lower()}"] = told.source
    return df


def require(at: Market, code: str) -> None:
    """Nothing, if there are rates for a currency.

    Raises:
        InputError: there are none.
    """
    if not at.knows(code):
        raise InputError(f"the rates {at.rates.name!r} have none for {code}; add your own: FirstOf(FrameRates(...), EcbRates())")


def fill(df: pd.DataFrame, at: Market, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
    """A table that was just built or coerced, with its four converted columns filled: ``df`` itself is changed."""
    told = _told(df, STANDARD, at, vocabulary)
    for code, values in zip(STANDARD, told.values, strict=True):
        df[f"value_{code.lower()}"] = values
    df["fx_rate_date"] = told.day
    df["fx_source"] = told.source
    return df


def unconverted(df: pd.DataFrame) -> pd.DataFrame:
    """The monetary rows whose amount could not be converted to renminbi or US dollars, and why.

    Args:
        df: a table of observations.

    Returns:
        A frame with the index labels those rows have in ``df``, and the columns ``doc_id``, ``entity``, ``metric``, ``period``,
        ``published``, ``value``, ``unit``, ``quote`` and ``reason``: ``fx_source`` without its "none: ".

    Raises:
        InputError: ``df`` is no table of observations.

    >>> import china_tech_metrics as ctm
    >>> unconverted(ctm.extract("Acer's revenue was NT$241.3 billion in 2023."))[["value", "unit", "reason"]].to_dict("records")
    [{'value': 241300000000.0, 'unit': 'TWD', 'reason': 'no rate for TWD'}]
    """
    df = table.coerce(df)
    rows = df[df["fx_source"].str.startswith("none: ", na=False)]
    columns = rows[["doc_id", "entity", "metric", "period", "published", "value", "unit", "quote"]]
    return columns.assign(reason=rows["fx_source"].str.removeprefix("none: "))


class Amounts(NamedTuple):
    """A table's amounts in one currency: ``value``, how many times the row's own that is, and the columns that tell of the rate."""

    value: Floats
    scale: Floats
    day: Any
    source: Any


def amounts_in(df: pd.DataFrame, target: str, at: Market, vocabulary: Vocabulary | None = None) -> Amounts:
    """The amounts of a coerced table in one currency, as the text prints them or converted; missing in rows that are not monetary."""
    told = _told(df, [target], at, vocabulary)
    value = df["value"].to_numpy()
    zero = value == 0
    scale = told.values[0] / np.where(zero, np.nan, value)
    if zero.any():
        money = _money(df[zero], vocabulary)
        scale[np.flatnonzero(zero)[money.at]] = _look_up(money.currency, money.when, target, at).rate
    return Amounts(told.values[0], scale, told.day, told.source)


class _Money(NamedTuple):
    """The monetary rows of a table: where they stand, their currency, their amount, and the days of their rate."""

    at: np.ndarray[Any, np.dtype[np.intp]]
    currency: Objects
    value: Floats
    when: Timing


class _Told(NamedTuple):
    """Columns for a whole table: one of amounts for each currency, the day of the rates, and where the amounts come from."""

    values: list[Floats]
    day: Any
    source: Any


class _LookUp(NamedTuple):
    rate: Floats
    day: Days
    source: Objects


def _money(df: pd.DataFrame, vocabulary: Vocabulary | None) -> _Money:
    value = df["value"].to_numpy()
    codes = np.array([currency(unit) for unit in df["unit"].tolist()], dtype=object)
    at = np.flatnonzero(codes.astype(bool) & ~np.isnan(value))
    known = (vocabulary or Vocabulary.default()).metrics
    days = (df[name].to_numpy()[at].astype("datetime64[D]") for name in ("period_start", "period_end", "published"))
    when = timing(natures(df["metric"].to_numpy()[at], known), df["status"].to_numpy()[at], *days)
    return _Money(at, codes[at], value[at], when)


def _printed(df: pd.DataFrame, money: _Money, target: str) -> Floats:
    """The amounts that the text itself prints in a currency, with the sign of the row's value; NaN where it prints none."""
    also = df["also_value"].to_numpy()[money.at]
    again = np.array([currency(unit) == target for unit in df["also_unit"].to_numpy()[money.at]], dtype=bool)
    restated = np.where(again, np.copysign(also, money.value), np.nan)
    return np.where(money.currency == target, money.value, restated)


def _told(df: pd.DataFrame, targets: Iterable[str], at: Market, vocabulary: Vocabulary | None) -> _Told:
    money = _money(df, vocabulary)
    values, day = [], np.full(len(money.at), NO_DAY)
    sources: list[Objects] = []
    for target in targets:
        amount, source = _printed(df, money, target), np.full(len(money.at), None, dtype=object)
        blank = np.flatnonzero(np.isnan(amount))
        found = _look_up(money.currency[blank], money.when.rows(blank), target, at)
        amount[blank] = money.value[blank] * found.rate
        source[blank] = found.source
        day[blank] = np.fmax(day[blank], found.day)
        values.append(_spread(amount, money.at, len(df)))
        sources.append(source)
    said = list(zip(*sources, strict=True))
    words = {told: _join(told) for told in set(said)}
    joined = np.array([words[told] for told in said], dtype=object)
    return _Told(values, _spread_days(day, money.at, len(df)), _spread_text(joined, money.at, len(df)))


def _join(told: Iterable[str | None]) -> str:
    """Where the amounts of a row in several currencies come from, in one word: the first reason there is, else the names of the rates."""
    needed = [source for source in told if source is not None]
    for source in needed:
        if source.startswith("none: "):
            return source
    return "+".join(dict.fromkeys(name for source in needed for name in source.split("+"))) or "reported"


def _look_up(codes: Objects, when: Timing, target: str, at: Market) -> _LookUp:
    """The rate of each row from its currency to the target."""
    found = _LookUp(np.full(len(codes), np.nan), np.full(len(codes), NO_DAY), when.reason.copy())
    dated = ~np.isnat(when.last)
    for code in dict.fromkeys(codes):
        rows = np.flatnonzero((codes == code) & dated)
        if code == target:
            found.rate[codes == code] = 1.0
            found.source[codes == code] = None
            continue
        pair = at.pair(code, target)
        if isinstance(pair, str):
            found.source[codes == code] = pair
            continue
        for mean in (True, False):
            some = rows[when.mean[rows] == mean]
            if not len(some):
                continue
            rate, day, reason = pair.mean(when.first[some], when.last[some]) if mean else pair.on(when.last[some])
            found.rate[some], found.day[some] = rate, day
            found.source[some] = np.where(np.isnan(rate), reason, pair.source)
    return found


def _spread(values: Floats, at: Any, length: int) -> Floats:
    column = np.full(length, np.nan)
    column[at] = values
    return column


def _spread_days(days: Days, at: Any, length: int) -> Any:
    column = np.full(length, NO_DAY).astype(table.DAY)
    column[at] = days
    return column


def _spread_text(texts: Objects, at: Any, length: int) -> Any:
    column = np.full(length, None, dtype=object)
    column[at] = texts
    return pd.array(column, dtype=table.STRING)


def _code(value: Any) -> str:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise InputError(f'{value!r} is no currency code such as "EUR"')
    return value


def _day(name: str, value: Any) -> Days:
    if is_missing(value):
        return np.array([NO_DAY])
    try:
        return np.array([to_day(value)], dtype="datetime64[D]")
    except ValueError as error:
        raise InputError(f"{name}={value!r} is {error}") from None
