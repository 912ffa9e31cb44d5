"""What a printed figure claims: the numbers it may stand for.

"RMB 31.44 billion" is some number that rounds to it, "over 200 million" one above it, "$300-500 million" one between the ends. Two figures
agree if what they claim overlaps: that is how mentions of one fact are told from contradictions.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import numpy as np
import pandas as pd

_DIGITS = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
WORDED = 0.1
"""How far a figure in words ("nearly tripled", "half") may be from its number, as a part of it: a choice, not a measurement."""

ROUND = 0.05
"""How far an approximate figure that ends in a zero may be from its number, as a part of it: a choice, too."""


class Claim(NamedTuple):
    """The lowest and the highest number a figure may stand for."""

    lowest: float
    highest: float

    def agrees(self, other: Claim, tolerance: float = 1e-9) -> bool:
        """Whether some number fits both; ``tolerance`` is relative to the larger end."""
        slack = tolerance * max(map(abs, (*self, *other)))
        return self.lowest <= other.highest + slack and other.lowest <= self.highest + slack


def step(quote: str, value: float) -> float:
    """One unit of the last digit that is printed, in the figure's own size: 10 million for "RMB 31.44 billion".

    Zeros at the end of a whole number may be rounding ("28,000"), but at least two digits count: "200 million" has a step of 10 million.
    A figure in words has a step of a tenth of itself.

    >>> step("RMB 31.44 billion", 31.44e9), step("28,000", 28_000), step("200 million", 200e6), step("doubled", 2.0)
    (10000000.0, 1000.0, 10000000.0, 0.2)
    """
    found = _DIGITS.search(quote)
    number = float(found.group().replace(",", "")) if found else 0.0
    size = abs(value) / number if number else 0.0
    if not found or not 0 < size < math.inf:  # in words, or a quote that can not be this value's
        return abs(value) * WORDED
    whole, _, decimals = found.group().replace(",", "").partition(".")
    if decimals:
        unit = 10.0 ** -len(decimals)
    else:
        zeros = len(whole) - len(whole.rstrip("0"))
        unit = 10.0 ** min(zeros, max(len(whole) - 2, 0))
    scale = 10.0 ** round(math.log10(size))
    return unit * scale


def claim(value: float, quote: str, modifier: str = "exact", low: float = math.nan, high: float = math.nan) -> Claim:
    """What one figure claims.

    An exact figure stands for what rounds to it, an approximate one for a whole step to either side (and for at least a twentieth of
    itself if it ends in a zero: "nearly 70%" may be 67.9), one "over" or "under" a bound for up to a tenth, or ten steps if that is less,
    beyond it, a range for what lies between its ends.

    Args:
        value: the figure in base units, as in the table's ``value``.
        quote: its words, from which its precision is read.
        modifier: as in the table.
        low, high: the ends of a range.

    >>> claim(31.44e9, "RMB 31.44 billion")
    Claim(lowest=31435000000.0, highest=31445000000.0)
    >>> claim(200e6, "200 million", "over")
    Claim(lowest=200000000.0, highest=220000000.0)
    """
    if modifier == "range" and not (math.isnan(low) or math.isnan(high)):
        return Claim(min(low, high), max(low, high))
    unit = step(quote, value)
    if modifier in ("over", "under"):
        reach = max(min(10 * unit, 0.1 * abs(value)), unit)
        away = reach if (modifier == "over") == (value >= 0) else -reach
        return Claim(min(value, value + away), max(value, value + away))
    room = unit / 2
    if modifier == "approx":
        room = max(unit, ROUND * abs(value)) if _is_round(quote) else unit
    return Claim(value - room, value + room)


def _is_round(quote: str) -> bool:
    """Whether the figure is a whole number that ends in a zero."""
    found = _DIGITS.search(quote)
    return found is not None and "." not in found.group() and found.group().endswith("0")


def claims(df: pd.DataFrame) -> pd.DataFrame:
    """``lowest`` and ``highest`` of every row of a table, with its index.

    >>> import china_tech_metrics as ctm
    >>> claims(ctm.extract("Keep had 34 million users in 2021 and over 36 million in 2022.")).to_dict("list")
    {'lowest': [33500000.0, 36000000.0], 'highest': [34500000.0, 39600000.0]}
    """
    columns = (df[name].to_numpy() for name in ("value", "quote", "modifier", "low", "high"))
    ends = [
        claim(float(value), str(quote), str(modifier), float(low), float(high))
        for value, quote, modifier, low, high in zip(*columns, strict=True)
    ]
    return pd.DataFrame(np.array(ends, dtype=float).reshape(-1, 2), columns=["lowest", "highest"], index=df.index)
