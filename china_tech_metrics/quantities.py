"""The table's amounts as pint quantities, on demand: the table itself has plain numbers, which can be stored anywhere."""

from __future__ import annotations

import pandas as pd

from china_tech_metrics import units
from china_tech_metrics.errors import InputError
from china_tech_metrics.table import NUMBER, SCHEMA

UNITS = {"value": "unit", "low": "unit", "high": "unit", "also_value": "also_unit"}
"""The column that has the unit of each column of amounts."""


def quantities(df: pd.DataFrame, column: str = "value") -> pd.Series:
    """One column of amounts as pint quantities, with which pint does arithmetic and converts.

    All are of one registry, that of :mod:`china_tech_metrics.units`, in which each currency is a dimension of its own, and so are
    counts, percent, percentage points and multiples: a sum of yuan and dollars, or of percent and percentage points, is an error.

    Args:
        df: a table of observations.
        column: "value", "low", "high", "also_value", "value_cny" or "value_usd".

    Returns:
        A series of dtype object with the index of ``df``: a ``pint.Quantity`` a row, None where amount or unit is missing.

    Raises:
        InputError: ``column`` is no column of amounts.
        UnitError: a unit in the table is none that it can have.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Users spent 36 minutes a day on Kuaishou in 2023. Kuaishou had 390 million daily users in 2023.")
    >>> time, people = df.ctm.quantities()
    >>> print((time * people).to("hour * count / day"))
    234000000.0 count * hour / day
    """
    wanted = [c.name for c in SCHEMA if c.dtype == NUMBER and c.name != "confidence"]
    if column not in wanted:
        raise InputError(f"column must be one of {', '.join(wanted)}, not {column!r}")
    printed = df[UNITS.get(column, "unit")]
    code = column.removeprefix("value_").upper() if column not in UNITS else None
    found = [_quantity(amount, unit, code) for amount, unit in zip(df[column], printed, strict=True)]
    return pd.Series(found, index=df.index, name=column, dtype=object)


def _quantity(amount: float, unit: object, code: str | None) -> object:
    """An amount with its unit, in which ``code`` stands in the place of the currency."""
    if pd.isna(amount) or not isinstance(unit, str):
        return None
    old = units.currency(unit)
    if code is not None and old is not None:
        unit = code + unit.removeprefix(old)
    return amount * units.parse(unit)
