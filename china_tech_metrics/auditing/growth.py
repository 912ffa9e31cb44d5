"""Rule ``growth``: stated growth, multiples and changes against the two stated levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from china_tech_metrics.auditing.facts import ELSEWHERE, SENTENCE, Facts
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import amount, quoted
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.expressions import Unit
from china_tech_metrics.resolve.spans import shift
from china_tech_metrics.table import DAY

UNITS: Mapping[str, Unit] = {"yoy": "year", "qoq": "quarter", "mom": "month"}
"""How far back the base of each basis is."""
SLACK = 0.005
"""How far the levels may be apart beyond rounding, as a part of the base, if one document states all three figures."""
SLACK_ACROSS = 0.03
"""The same if they are from different documents: figures are restated by a few percent, or said at constant currency."""
ALIKE = 2.0
"""How many times one level may be the other if they are from different documents."""
COMPARED = ["row", "subject", "first", "last", "ahead", "measure", "defined", "modifier", "lowest", "highest", "value"]


def find(facts: Facts) -> Iterator[Finding]:
    """Growth, multiples and changes that no pair of stated levels allows, and falls by more than everything there was."""
    yield from _impossible(facts)
    stated = _stated(facts)
    pairs = _with_levels(facts, stated) if len(stated) else stated
    if pairs.empty:
        return
    pairs["expected"], pairs["off"] = _compare(pairs)
    pairs = pairs[pairs.groupby("row")["off"].transform("all")]
    for pair in pairs.drop_duplicates("row").to_dict("records"):
        row, later, base = int(pair["row"]), int(pair["later_row"]), int(pair["base_row"])
        unit = facts.text(row, "unit")
        message = (
            f"{quoted(facts, row)} is stated, but {quoted(facts, later, beside=row)} against {quoted(facts, base, beside=row)} "
            f"is {amount(pair['expected'], unit)}"
        )
        yield Finding("growth", (row, later, base), message, pair["expected"], pair["value"], unit)


def _impossible(facts: Facts) -> Iterator[Finding]:
    df = facts.df
    below = df["measure"].eq("growth") & df["unit"].eq("percent") & df["highest"].lt(-100) & ~df["signed"]
    for row in df["row"][below].tolist():
        message = f"{quoted(facts, row)} is a fall by more than all of it"
        yield Finding("growth", (row,), message, -100.0, facts.number(row, "value"), "percent")


def _stated(facts: Facts) -> pd.DataFrame:
    """The rows that say how a level came from another one, with the days of both."""
    df = facts.df
    told = df["measure"].isin(["growth", "multiple", "change"]) & df["basis"].isin(UNITS) & df["subject"].ge(0) & df["lowest"].notna()
    told &= df["first"].notna() & df["last"].notna() & df["first"].le(df["last"])
    told &= ~(df["measure"].eq("growth") & df["unit"].ne("percent")) & ~(df["measure"].eq("multiple") & df["unit"].ne("times"))
    rows = df[told & df["subject"].isin(facts.levels["subject"])]
    return _generous(rows[[*COMPARED, "unit"]].rename(columns={"unit": "own_unit"})).join(bases(rows))


def _generous(rows: pd.DataFrame) -> pd.DataFrame:
    """A multiple "more than" or "less than" a number may be anything up to the next one people say: 2.9 is more than double.

    Above one that is the next whole number; "more than half" may be nearly all, and "less than half" a quarter.
    """
    multiple, value = rows["measure"].eq("multiple"), rows["value"]
    above = (value + 1).where(value >= 1, 1.0)
    below = (value - 1).where(value > 1, value / 2)
    over, under = (multiple & rows["modifier"].eq(modifier) for modifier in ("over", "under"))
    return rows.assign(highest=rows["highest"].mask(over, above), lowest=rows["lowest"].mask(under, below))


def bases(rows: pd.DataFrame) -> pd.DataFrame:
    """The days that growth is measured against.

    Args:
        rows: with ``first``, ``last`` and ``basis`` ("yoy", "qoq" or "mom").

    Returns:
        ``base_first`` and ``base_last``, with the same index; missing where no such days are in the calendar.

    >>> days = {"first": [pd.Timestamp("2024-01-01")], "last": [pd.Timestamp("2024-02-29")]}
    >>> bases(pd.DataFrame(days | {"basis": ["yoy"]}))["base_last"].astype(str).tolist()
    ['2023-02-28']
    """
    keys = ["first", "last", "basis"]
    each = rows[keys].astype({"basis": object}).drop_duplicates()
    days = [_before(first.date(), last.date(), basis) for first, last, basis in each.itertuples(index=False, name=None)]
    told = each.assign(**{name: np.array([day[at] for day in days], dtype=DAY) for at, name in enumerate(("base_first", "base_last"))})
    return rows[keys].astype({"basis": object}).merge(told, on=keys, how="left").set_index(rows.index)[["base_first", "base_last"]]


def _before(first: dt.date, last: dt.date, basis: str) -> tuple[dt.date | None, dt.date | None]:
    """The period before, of a last day of a month the last day of a month; None beyond the calendar's beginning or end."""
    try:
        closing = first == last and (last + dt.timedelta(days=1)).day == 1
        base = shift(Period(first.replace(day=1) if closing else first, last), unit=UNITS[basis], count=-1)
    except (OverflowError, ValueError):
        return None, None
    return base.end if closing else base.start, base.end


def _with_levels(facts: Facts, stated: pd.DataFrame) -> pd.DataFrame:
    """Each statement with its level and its base, one row for each unit both are told in.

    Profits and margins have several definitions (adjusted or not, for shareholders or all) that go by one name: these are compared within
    a sentence. Levels of different documents that differ by more than a factor of :data:`ALIKE` are hardly of one thing: sales at home are
    told as those of the world.
    """
    later = facts.beside(stated, "later")
    if later.empty:
        return later
    base = later.assign(first=later["base_first"], last=later["base_last"], ahead=False)
    pairs = facts.beside(base, "base")
    near = pairs[["later_near", "base_near"]].min(axis=1)
    ratio = (pairs["later_value"] / pairs["base_value"]).abs()
    alike = near.ne(ELSEWHERE) | ratio.between(1 / ALIKE, ALIKE)
    certain = pairs["later_agree"] & pairs["base_agree"] & (near.eq(SENTENCE) | pairs["defined"]) & alike
    return pairs[certain].sort_values(["row", "unit"], ignore_index=True)


def _compare(pairs: pd.DataFrame) -> tuple[Any, Any]:
    """What the two levels give, in the statement's own terms, and whether the statement is off it in every reading."""
    ratio_low, ratio, ratio_high = _ratio(pairs)
    sign = np.where(pairs["base_value"] < 0, -1.0, 1.0)
    near = np.minimum(pairs["later_near"], pairs["base_near"])
    slack = np.where(near == ELSEWHERE, SLACK_ACROSS, SLACK)
    low, high = pairs["lowest"].to_numpy(), pairs["highest"].to_numpy()
    measure, percent = pairs["measure"].astype(str), pairs["unit"].eq("percent").to_numpy()

    ends = np.sort(np.stack([(ratio_low - 1) * sign * 100, (ratio_high - 1) * sign * 100]), axis=0)
    growth_off = _apart(low, high, ends[0], ends[1], slack * 100 * ratio_high)
    multiple_off = _apart(low, high, ratio_low, ratio_high, slack * ratio_high)
    more_off = _apart(low, high, ratio_low - 1, ratio_high - 1, slack * ratio_high)  # "rose threefold" is three times, or three times more
    fall, rise = pairs["later_lowest"] - pairs["base_highest"], pairs["later_highest"] - pairs["base_lowest"]
    size = np.maximum(np.abs(pairs["later_value"]), np.abs(pairs["base_value"])).to_numpy()
    change_off = _apart(low, high, fall.to_numpy(), rise.to_numpy(), slack * size)
    same = (pairs["own_unit"].eq(pairs["unit"]) | (pairs["own_unit"].eq("percentage_point") & percent)).to_numpy()

    change = (pairs["later_value"] - pairs["base_value"]).to_numpy()
    expected = np.select([measure.eq("growth"), measure.eq("multiple")], [(ratio - 1) * sign * 100, ratio], change)
    off = np.select(
        [measure.eq("growth"), measure.eq("multiple")],
        [growth_off & (change_off | ~percent), multiple_off & more_off],
        change_off & same,
    )
    return expected, off.astype(bool)


def _ratio(pairs: pd.DataFrame) -> tuple[Any, Any, Any]:
    """Level to base: lowest, as printed, highest. NaN unless both have one sign for certain."""
    sign = np.sign(pairs["base_value"].to_numpy())
    near, far = ("lowest", "highest")
    later = np.sort(np.stack([pairs[f"later_{end}"].to_numpy() * sign for end in (near, far)]), axis=0)
    base = np.sort(np.stack([pairs[f"base_{end}"].to_numpy() * sign for end in (near, far)]), axis=0)
    with np.errstate(all="ignore"):
        comparable = (later[0] > 0) & (base[0] > 0)
        bounds = [later[0] / base[1], (pairs["later_value"] / pairs["base_value"]).to_numpy(), later[1] / base[0]]
    low, middle, high = (np.where(comparable, bound, np.nan) for bound in bounds)
    return low, middle, high


def _apart(low: Any, high: Any, expected_low: Any, expected_high: Any, slack: Any) -> Any:
    """Whether two spans are further apart than the slack; never if one of them is unknown."""
    return (low > expected_high + slack) | (high < expected_low - slack)
