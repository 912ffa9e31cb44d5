"""Rule ``magnitude``: a level ten, a hundred … times off what all its neighbours in time say.

A figure's neighbours are the up to three before and after it among those of the same entity, segment and metric, within three years.
It is told if at least three of them, before and after it, are within a factor of two of their median, none is near the figure itself, and
the figure is off the median by nearly a whole power of ten. What has grown has its like on one side only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from china_tech_metrics.auditing.facts import AHEAD, AMOUNTS, SENTENCE, Facts
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import amount, power, quoted

REACH = 3
"""Neighbours to either side."""
ENOUGH = 3
YEARS = 3
NEAR = np.log10(2)
"""Figures within a factor of two of each other are of one size."""
OFF = 0.2
"""How far from a whole power of ten the ratio may be, in decimal logarithms: a factor of 1.58."""
SWING = 2
"""Profits come close to zero and back: they are told only if they are so many powers of ten too large."""
MONTH = 28
"""Days from which on a flow is compared by its rate."""
LENGTHS = (1.5, 5, 10)
"""Days that part the shorter flows: a day, a few days, a week, a festival of weeks."""
DOLLARS = "USD"
"""The currency of ``value_usd``."""

Floats = npt.NDArray[np.float64]


def find(facts: Facts) -> Iterator[Finding]:
    """Levels that are a power of ten off their neighbours."""
    levels = _comparable(facts)
    if len(levels) <= ENOUGH:
        return
    logs = np.log10(levels["rate"].to_numpy(dtype=float))
    places = _places(levels)
    beside = np.where(places >= 0, logs[places], np.nan)
    median = _median(beside)
    with np.errstate(invalid="ignore"):
        agree = np.abs(beside - median[:, None]) <= NEAR
        enough = (np.sum(agree, axis=1) >= ENOUGH) & _on_both_sides(levels, places, agree)
        like = np.any(np.abs(beside - logs[:, None]) <= NEAR, axis=1)
        exponent = np.round(logs - median)
        possible = np.where(levels["signed"], exponent >= SWING, np.abs(exponent) >= 1)
        off = enough & ~like & possible & (np.abs(logs - median - exponent) <= OFF)
    rows = levels["row"].to_numpy()
    for at in np.flatnonzero(off).tolist():
        others = rows[[place for place in places[at] if place >= 0]].tolist()
        yield _finding(facts, [int(rows[at]), *others], float(median[at] - logs[at]))


def _comparable(facts: Facts) -> pd.DataFrame:
    """One row for each different level, sorted by what it is of and by time, with its ``rate``.

    Money is compared in dollars where the table has them for all amounts of a subject, else by currency. A flow over a month or more is
    compared by its rate, the amount a day, so that a year has quarters for neighbours; shorter flows, a festival's or a day's, with others
    of about the same length.
    """
    df = facts.df
    told = df["measure"].eq("level") & df["subject"].ge(0) & df["kind"].isin(AMOUNTS)
    told &= df["parts"].ne("none") | df["nature"].eq("moment")  # each price or deal is a thing of its own
    told &= df["reach"].ne(SENTENCE)  # "users in China" are others in each sentence
    levels = df[told & ~df["status"].isin(AHEAD) & df["first"].notna() & df["last"].notna() & df["first"].le(df["last"])]
    money = levels["kind"].eq("money")
    dollars = money & (levels["value_usd"].notna() | ~money).groupby(levels["subject"]).transform("all")
    amounts = levels["value"].where(~dollars, levels["value_usd"])
    days = (levels["last"] - levels["first"]).dt.days + 1
    over_time = (levels["nature"].eq("flow") | levels["nature"].isna()) & ~levels["unit"].str.contains("/", regex=False)
    levels = levels.assign(
        series=levels["unit"].where(~dollars, levels["unit"].str.replace("^[^/]*", DOLLARS, regex=True)),
        rate=amounts.abs() / days.where(over_time & days.ge(MONTH), 1),
        middle=levels["first"] + (levels["last"] - levels["first"]) / 2,
        length=np.where(over_time & days.lt(MONTH), np.searchsorted(LENGTHS, days), -1),
    )
    levels = levels[np.isfinite(levels["rate"]) & levels["rate"].gt(0)]
    keys = ["subject", "series", "length"]
    levels = levels.drop_duplicates([*keys, "first", "last", "rate"]).sort_values([*keys, "middle", "row"], ignore_index=True)
    return pd.DataFrame(levels.assign(group=levels.groupby(keys, sort=False).ngroup()))


def _places(levels: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Where the neighbours of each level are, one column for each; -1 where there is none in the group or near enough in time."""
    groups, middles = levels["group"].to_numpy(), levels["middle"].to_numpy()
    columns = []
    for step in [step for step in range(-REACH, REACH + 1) if step]:
        at = np.arange(len(levels)) + step
        inside = (at >= 0) & (at < len(levels))
        at = np.clip(at, 0, len(levels) - 1)
        near = np.abs(middles[at] - middles) <= np.timedelta64(YEARS * 366, "D")
        columns.append(np.where(inside & near & (groups[at] == groups), at, -1))
    return np.stack(columns, axis=1)


def _on_both_sides(levels: pd.DataFrame, places: npt.NDArray[np.int64], agree: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether some neighbours that agree are of the same time or earlier, and some of the same time or later."""
    middles = levels["middle"].to_numpy()
    beside = middles[places]
    earlier, later = (np.any(agree & side, axis=1) for side in (beside <= middles[:, None], beside >= middles[:, None]))
    return np.asarray(earlier & later)


def _median(beside: Floats) -> Floats:
    """The median of each row's numbers; NaN for a row without."""
    ordered: Any = np.sort(beside, axis=1)
    number = np.sum(np.isfinite(beside), axis=1)
    low, high = np.maximum(number - 1, 0) // 2, np.maximum(number, 1) // 2
    each = np.arange(len(beside))
    return np.where(number > 0, (ordered[each, low] + ordered[each, np.minimum(high, np.maximum(number - 1, 0))]) / 2, np.nan)


def _finding(facts: Facts, rows: list[int], off: float) -> Finding:
    """The finding on the first of some rows, which is ``off`` the others by so many powers of ten."""
    row, others, unit = rows[0], rows[1:], facts.text(rows[0], "unit")
    found = facts.number(row, "value")
    expected = found * 10**off
    times = f"{power(abs(round(off)))} times too {'much' if off < 0 else 'little'}"
    example = quoted(facts, min(others, key=lambda other: abs(other - row)), beside=row)
    neighbours = f"{len(others)} neighbours such as {example}"
    message = f"{quoted(facts, row)} looks like {times}: by {neighbours} it would be about {amount(expected, unit)}"
    return Finding("magnitude", tuple(rows), message, expected, found, unit)
