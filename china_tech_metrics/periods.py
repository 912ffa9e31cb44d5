"""Periods of the table as pandas periods: which frequency a span of days has, and ``to_period``.

A row has its period as first and last day, because a column of mixed frequencies can not be stored. pandas knows days, weeks, months,
quarters and years by one frequency each. It has none for halves and nine months, but it does have multiples of quarters, and a multiple
holds all its days: ``Period("2023Q1", freq="2Q-DEC")`` is January to June 2023. This module uses, of a year that ends in December:

============  =========================================  ==============  =================================
frequency     is                                         for example     a fiscal year ending in March has
============  =========================================  ==============  =================================
``D``         a day                                      2023-02-24      ``D``
``W-SUN``     a week, Monday to Sunday                   2024-W24        ``W-SUN``
``M``         a month                                    2023-10         ``M``
``Q-DEC``     a quarter                                  2022Q2          ``Q-MAR`` (the same days)
``2Q-DEC``    a half: quarters 1 and 2, or 3 and 4       2023H1          ``2Q-MAR``: April to September …
``3Q-DEC``    nine months: quarters 1 to 3               2023-01/09      ``3Q-MAR``: April to December
``Y-DEC``     a year                                     2023            ``Y-MAR``
============  =========================================  ==============  =================================

pandas names a fiscal year, and its quarters, by the calendar year it ends in: April to June 2023 is ``2024Q1`` of ``Q-MAR``.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.spans import whole_months

__all__ = ["period_frequency", "to_period"]

MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
KINDS = ("D", "W", "M", "Q", "Y")
"""The frequencies a table's period can have, without their anchors."""
DIGITS = "0123456789"
PER_YEAR = {"M": 12, "Q": 4}
"""Of these a multiple has its place in the year; that of days, weeks or years could begin anywhere."""


def period_frequency(start: dt.date, end: dt.date) -> str | None:
    """The pandas frequency of which a span of days is exactly one period.

    Quarters and halves of different fiscal years can be the same days; the anchor is then the year end that is the earliest in the year,
    but December before all: a calendar quarter is ``Q-DEC``, also that of a company whose year ends in March.

    Args:
        start: first day, a date or a Timestamp.
        end: last day, inside the span.

    Returns:
        ``D``, ``W-SUN`` (Monday to Sunday), ``M``, ``Q-DEC``, ``Q-JAN`` or ``Q-FEB``, ``2Q-…`` for six months, ``3Q-…`` for the first nine
        months of a year that ends in the anchor's month, ``Y-…`` for twelve months; None for any other span and for missing days.

    >>> day = dt.date.fromisoformat
    >>> period_frequency(day("2023-04-01"), day("2023-06-30")), period_frequency(day("2022-11-01"), day("2023-01-31"))
    ('Q-DEC', 'Q-JAN')
    >>> period_frequency(day("2023-01-01"), day("2023-06-30")), period_frequency(day("2023-01-01"), day("2023-09-30"))
    ('2Q-DEC', '3Q-DEC')
    >>> period_frequency(day("2023-04-01"), day("2024-03-31"))
    'Y-MAR'
    >>> period_frequency(day("2024-05-20"), day("2024-06-18")) is None
    True
    """
    if pd.isna(start) or pd.isna(end):
        return None
    if start == end:
        return "D"
    if start.weekday() == 0 and end - start == dt.timedelta(days=6):
        return "W-SUN"
    months = whole_months(Period(start, end))
    match months:
        case 1:
            return "M"
        case 3 | 6:
            quarters = "" if months == 3 else "2"
            return f"{quarters}Q-{MONTH_NAMES[end.month % months - 1]}"
        case 9:
            return f"3Q-{MONTH_NAMES[(end.month + 2) % 12]}"
        case 12:
            return f"Y-{MONTH_NAMES[end.month - 1]}"
        case _:
            return None


def to_period(df: pd.DataFrame, freq: str, *, within: bool = False) -> pd.Series:
    """The rows' periods as pandas periods of one frequency.

    A row has one if ``period_start`` and ``period_end`` are its first and last day; rows without a period, and those of any other span,
    are ``NaT``. A multiple of quarters or months is counted from the year's beginning and must lie in one year: ``2Q`` are halves,
    ``3Q`` is the first nine months, ``2Q-MAR`` the halves of a year that ends in March.

    Args:
        df: a table with ``period_start`` and ``period_end``.
        freq: a pandas period frequency of a day or more: ``D``, ``W``, ``M``, ``Q``, ``Q-MAR``, ``Y``, ``Y-JUN``, ``2Q`` …
        within: also give the period to rows whose days only lie inside it: a stock on the last day of a quarter, a festival in it.

    Returns:
        A Series of dtype ``period[freq]``, named ``period``, with the index of ``df``.

    Raises:
        InputError: it is no table with these columns of days, or no period of the table can have that frequency.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Keep's revenue was RMB 1.0 billion in the first half of 2024 and RMB 2.1 billion in 2023.")
    >>> to_period(df, "Y").tolist(), to_period(df, "2Q").tolist()
    ([NaT, Period('2023', 'Y-DEC')], [Period('2024Q1', '2Q-DEC'), NaT])
    >>> to_period(df, "Y", within=True).astype(str).tolist()
    ['2024', '2023']
    """
    dtype = _dtype(freq)
    start, end = (_days(df, name) for name in ("period_start", "period_end"))
    day = pd.Timedelta(days=1).as_unit("us")
    inside = _places(start, dtype)
    fits = inside.notna() & (inside == _places(end, dtype))
    if not within:
        fits &= (_places(start - day, dtype) != inside) & (_places(end + day, dtype) != inside)
    return inside.where(fits).rename("period")


def _dtype(freq: str) -> pd.PeriodDtype:
    """The dtype of a frequency that the periods of a table can have."""
    code = freq.lstrip(DIGITS).partition("-")[0] if isinstance(freq, str) else ""
    if code not in KINDS:
        raise InputError(f"freq must be one of {', '.join(KINDS)}, with an anchor (Q-MAR) or a number (2Q) if need be, not {freq!r}")
    try:
        dtype = pd.PeriodDtype(freq)
    except ValueError as error:
        raise InputError(f"freq: pandas has no frequency {freq!r}") from error
    count = dtype.freq.n
    if count < 1 or (count > 1 and count > PER_YEAR.get(code, 1)):
        raise InputError(f"freq: of {freq!r} none has its place in a year; multiples are of M, up to 12, and of Q, up to 4")
    return dtype


def _days(df: pd.DataFrame, name: str) -> pd.Series:
    """A column of days, in the unit that reaches from the year 1 to 9999."""
    if not isinstance(df, pd.DataFrame) or name not in df.columns:
        raise InputError(f"not a table of observations: it has no column {name}")
    if not pd.api.types.is_datetime64_dtype(df[name].dtype):
        raise InputError(f"column {name}: holds {df[name].dtype} and no days; ctm.coerce brings the table's dtypes back")
    return df[name].astype("datetime64[us]")


def _places(days: pd.Series, dtype: pd.PeriodDtype) -> pd.Series:
    """The period each day is in. Multiples count from the beginning of the year; what is left over at its end is in none."""
    count, single = dtype.freq.n, _freq(dtype).lstrip(DIGITS)
    periods: pd.Series = days.dt.to_period(single)
    if count == 1:
        return periods
    in_year = (periods.dt.month if single == "M" else periods.dt.quarter) - 1
    first = pd.PeriodIndex(periods).asi8 - in_year.to_numpy() % count
    whole = periods.notna() & (in_year // count < PER_YEAR[single[0]] // count)
    multiples = pd.PeriodIndex.from_ordinals(first, freq=_freq(dtype))  # type: ignore[attr-defined]
    return pd.Series(multiples, index=days.index).where(whole)


def _freq(dtype: pd.PeriodDtype) -> str:
    """The name of a dtype's frequency, with its number and anchor."""
    return str(dtype).removeprefix("period[").removesuffix("]")
