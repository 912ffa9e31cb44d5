"""Rule ``margin``: a stated margin against the two stated levels it is the ratio of. Which two they are is said in the metric's file."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from china_tech_metrics.auditing.facts import ELSEWHERE, Facts
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import amount, quoted

SLACK = 0.5
"""Percentage points a ratio may be off beyond rounding if one document states all three figures."""
SLACK_ACROSS = 2.0
"""The same if they are from different documents, which may mean different profits."""


def find(facts: Facts) -> Iterator[Finding]:
    """Margins that the stated part and whole do not give."""
    df, metrics = facts.df, facts.vocabulary.metrics
    ratios = {name: metric.ratio for name, metric in metrics.items() if metric.ratio}
    told = df["metric"].isin(ratios) & df["measure"].eq("level") & df["unit"].eq("percent") & df["subject"].ge(0) & df["lowest"].notna()
    rows = df[told & df["first"].notna() & df["last"].notna()]
    if rows.empty:
        return
    part, whole = (facts.subject_with(rows, metric=rows["metric"].map({name: ratio[n] for name, ratio in ratios.items()})) for n in (0, 1))
    yield from off_ratio(facts, rows, part, whole, "margin")


def off_ratio(facts: Facts, rows: pd.DataFrame, part: pd.Series, whole: pd.Series, rule: str) -> Iterator[Finding]:
    """Percentages that are off the ratio of two levels of the same days.

    Args:
        rows: rows of ``facts.df`` whose value is in percent.
        part, whole: the ``subject`` of the two levels for each of them.
    """
    if rows.empty:
        return
    asked = rows[["row", "first", "last", "ahead", "lowest", "highest", "value"]].assign(subject=part, whole_subject=whole)
    with_part = facts.beside(asked, "part")
    pairs = facts.beside(with_part.assign(subject=with_part["whole_subject"]), "whole")
    certain = pairs["whole_lowest"].gt(0) & pairs["part_agree"] & pairs["whole_agree"]
    pairs = pairs[certain].sort_values(["row", "unit"], ignore_index=True)
    pairs["off"] = _off(pairs)
    for pair in pairs[pairs.groupby("row")["off"].transform("all")].drop_duplicates("row").to_dict("records"):
        rows_of = int(pair["row"]), int(pair["part_row"]), int(pair["whole_row"])
        expected = pair["part_value"] / pair["whole_value"] * 100
        stated, one, other = (quoted(facts, row, beside=rows_of[0]) for row in rows_of)
        message = f"{stated} is stated, but {one} of {other} is {amount(expected, 'percent')}"
        yield Finding(rule, rows_of, message, expected, pair["value"], "percent")


def _off(pairs: pd.DataFrame) -> pd.Series:
    """Whether the stated percentage lies beyond all that rounding allows the ratio to be."""
    with np.errstate(all="ignore"):
        ratios = [pairs[f"part_{a}"] / pairs[f"whole_{b}"] * 100 for a in ("lowest", "highest") for b in ("lowest", "highest")]
    slack = pairs[["part_near", "whole_near"]].min(axis=1).map({ELSEWHERE: SLACK_ACROSS}).fillna(SLACK)
    return (pairs["lowest"] > pd.concat(ratios, axis=1).max(axis=1) + slack) | (
        pairs["highest"] < pd.concat(ratios, axis=1).min(axis=1) - slack
    )
