"""A table's amounts in one unit: per month instead of per day, tons instead of kilograms, dollars instead of yuan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.errors import UnitError
from china_tech_metrics.fx.conversion import Amounts, amounts_in, require
from china_tech_metrics.fx.market import NO_DAY, Floats, Reason, market_of
from china_tech_metrics.fx.rates import Rates
from china_tech_metrics.units import currency, factor, parse
from china_tech_metrics.vocabulary import Vocabulary


def to(df: pd.DataFrame, unit: str, *, rates: Rates | None = None, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
    """The amounts of all rows whose unit has the dimension of another one, in that unit.

    Spans of time have the length they have on average: a year is 365.2425 days, a month a twelfth and a quarter a fourth of it, so that
    one order a day makes 30.436875 a month. A total of a named month is no rate in time and does not become one. Currencies change as in
    :func:`convert`: an amount the text itself prints in the currency is taken as printed, any other is converted at the rate of its row's
    days.

    Args:
        df: a table of observations; it is not changed.
        unit: as in the table's ``unit``: ``USD/month``, ``hour/day``, ``ton``.
        rates: where exchange rates come from; the ECB's when not given.
        vocabulary: knows which metrics are flows; ``Vocabulary.default()`` when not given.

    Returns:
        A frame with the index of ``df``, to be joined to it: ``value``, ``low`` and ``high`` (float64, in the new unit), ``unit`` (the
        new unit), ``fx_rate_date`` and ``fx_source`` (of the currency, as in the table). A row that can not be converted has all of them
        missing but ``fx_source``, which says why: "none: other dimension", or what :func:`unconverted` says.

    Raises:
        InputError: ``df`` is no table of observations, or the rates do not know the currency.
        UnitError: ``unit`` is no unit of the table.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Meituan handled 60 million orders a day in July. Its revenue was RMB 67.9 billion.", published="2023-08-25")
    >>> to(df, "count/month")[["value", "unit", "fx_source"]].to_dict("records")
    [{'value': 1826212500.0, 'unit': 'count/month', 'fx_source': nan}, {'value': nan, 'unit': nan, 'fx_source': 'none: other dimension'}]
    """
    parse(unit)
    df = table.coerce(df)
    factors = _factors(df["unit"], unit)
    other = np.isnan(factors)
    code = currency(unit)
    if code is None:
        length = len(df)
        own = df["value"].to_numpy()
        found = Amounts(own, np.ones(length), np.full(length, NO_DAY), np.full(length, None, dtype=object))
    else:
        at = market_of(rates)
        require(at, code)
        found = amounts_in(df, code, at, vocabulary)
    value = found.value * factors
    return pd.DataFrame(
        {
            "value": value,
            "low": df["low"].to_numpy() * found.scale * factors,
            "high": df["high"].to_numpy() * found.scale * factors,
            "unit": pd.array([None if missing else unit for missing in np.isnan(value)], dtype=table.STRING),
            "fx_rate_date": np.where(other, NO_DAY, found.day).astype(table.DAY),
            "fx_source": pd.array(np.where(other, Reason.DIMENSION.value, found.source), dtype=table.STRING),
        },
        index=df.index,
    )


def _factors(units: pd.Series, target: str) -> Floats:
    """For each row how many of the target its unit is, currencies aside; NaN where the dimensions differ or the unit is unknown."""
    known: dict[str, float] = {}
    for unit in units.dropna().unique():
        try:
            found = factor(unit, target)
        except UnitError:
            found = None
        known[unit] = np.nan if found is None else found
    return np.array([known.get(unit, np.nan) for unit in units.tolist()], dtype=np.float64)
