"""What stands at the axes: amounts in steps of a thousand, the words of a unit, and the names of periods."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

import pandas as pd

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.spans import label
from china_tech_metrics.timeseries.place import days_of

STEPS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
FROM = 10_000.0
"""Below this, amounts are written out."""
SIGNS = {"count": "", "percent": "%", "permille": "‰", "percentage_point": "percentage points"}
"""How a unit is written at an axis, where not by its own name."""
LONGEST = 10
"""The most characters the name of a period has at the axis: as many as a day."""


def step(values: Iterable[float]) -> tuple[float, str]:
    """What amounts are divided by to be read easily, and its word.

    >>> step([6.5e9, 88.9e9]), step([9_500]), step([])
    ((1000000000.0, 'billion'), (1.0, ''), (1.0, ''))
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return next((found for found in STEPS if largest >= max(found[0], FROM)), (1.0, ""))


def unit_words(unit: str, word: str = "") -> str:
    """A unit of the table as it is written at an axis.

    Args:
        unit: as in the table.
        word: the word of the step the amounts are divided by.

    >>> unit_words("CNY", "billion"), unit_words("count/day", "million"), unit_words("percent"), unit_words("count")
    ('billion CNY', 'million per day', '%', '')
    """
    name, *per = unit.split("/")
    return " ".join(part for part in (word, SIGNS.get(name, name), *(f"per {unit}" for unit in per)) if part)


def amount(value: float, unit: str) -> str:
    """An amount with its unit, in four digits.

    >>> amount(31.44e9, "CNY"), amount(36.0, "percent"), amount(-7_180, "count")
    ('31.44 billion CNY', '36%', '-7,180')
    """
    size, word = step([value])
    shown = value / size
    digits = max(0, 3 - math.floor(math.log10(abs(shown)))) if shown else 0
    number = f"{shown:,.{digits}f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    words = unit_words(unit, word)
    return f"{number}{words}" if words[:1] in ("%", "‰") else f"{number} {words}".strip()


def period_name(period: pd.Period) -> str:
    """The table's label of a period, or its last month where that is long, as for a fiscal year.

    >>> period_name(pd.Period("2023Q2")), period_name(pd.Period("2024", "Y-MAR")), period_name(pd.Period("2024Q1", "2Q-DEC"))
    ('2023Q2', 'to Mar 2024', '2024H1')
    """
    start, end = days_of(period)
    name = label(Period(start, end))
    return name if len(name) <= LONGEST else f"to {end:%b %Y}"


def middle(period: pd.Period) -> dt.datetime:
    """The moment in the middle of a period, where its point stands.

    >>> middle(pd.Period("2023-02", "M"))
    datetime.datetime(2023, 2, 15, 0, 0)
    """
    start, end = days_of(period)
    first, after = dt.datetime.combine(start, dt.time()), dt.datetime.combine(end, dt.time()) + dt.timedelta(days=1)
    return first + (after - first) / 2
