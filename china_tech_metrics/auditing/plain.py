"""Rules that look at one row alone: ``unit``, ``sign`` and ``future_actual``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pandas as pd

from china_tech_metrics.auditing.facts import Facts, kind_of
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import quoted
from china_tech_metrics.model import Measure
from china_tech_metrics.units import RATIOS

CHANGES = frozenset({"point"})
"""What a change may be in besides the metric's own kinds."""
SOON = 31
"""Days: for a festival no further off and no longer there are bookings and advance sales, which are facts before it begins."""


def units(facts: Facts) -> Iterator[Finding]:
    """Units that do not fit the metric or the measure."""
    for row in facts.df["row"][_odd(facts)].tolist():
        metric, measure, unit = (facts.text(row, name) or "?" for name in ("metric", "measure", "unit"))
        fit = " or ".join(sorted(_kinds(facts, metric, measure) or ()))
        of_kind = "" if kind_of(unit) == unit else f", which is {kind_of(unit)}"
        message = f"{quoted(facts, row)} is in {unit}{of_kind}, but {metric} ({measure}) is in {fit}"
        yield Finding("unit", (row,), message, found=facts.number(row, "value"), unit=unit)


def _odd(facts: Facts) -> pd.Series:
    """Whether each row's unit is none that its metric and measure can have. Every combination is looked at once."""
    keys = ["metric", "measure", "unit"]
    told = facts.df[keys].astype(object).dropna()
    each = told.drop_duplicates()
    odd = []
    for metric, measure, unit in each.itertuples(index=False, name=None):
        kinds = _kinds(facts, metric, measure)
        odd.append(kinds is not None and kind_of(unit) not in kinds)
    found = told.merge(each.assign(odd=odd), on=keys, how="left")["odd"].to_numpy(dtype=bool)
    return pd.Series(found, index=told.index).reindex(facts.df.index, fill_value=False)


def _kinds(facts: Facts, metric: str, measure: str) -> frozenset[str] | None:
    """The kinds of amount a measure of a metric may have; None for any, as for a level of a metric that is in no vocabulary."""
    ratio = RATIOS.get(cast(Measure, measure))
    known = facts.vocabulary.metrics.get(metric)
    if ratio is not None or known is None:
        return ratio
    return known.units | CHANGES if measure == "change" else known.units


def signs(facts: Facts) -> Iterator[Finding]:
    """Amounts and shares below zero where there can be none."""
    df = facts.df
    amounts = df["measure"].eq("level") & df["kind"].isin(["money", "count", "quantity"]) & ~df["signed"]
    below = df["highest"].lt(0) & (amounts | df["measure"].isin(["share", "multiple"]))
    for row in df["row"][below].tolist():
        thing = f"{facts.text(row, 'metric')} ({facts.text(row, 'measure')})"
        message = f"{quoted(facts, row)} is below zero, which {thing} can not be"
        yield Finding("sign", (row,), message, 0.0, facts.number(row, "value"), facts.text(row, "unit"))


def future(facts: Facts) -> Iterator[Finding]:
    """Facts told of a period that begins after the document was published, unless it is a festival or a few days soon to come."""
    df = facts.df
    days, length = (df["first"] - df["published"]).dt.days, (df["last"] - df["first"]).dt.days
    soon = days.le(SOON) & length.lt(SOON)
    published = df["published"].to_numpy().astype("datetime64[D]")
    for row in df["row"][df["status"].eq("actual") & days.gt(0) & ~soon].tolist():
        message = f"{quoted(facts, row)} is told as a fact, but its period begins after {published[row]}, when the document was published"
        yield Finding("future_actual", (row,), message, 0.0, float(days[row]), "day")
