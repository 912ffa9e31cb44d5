"""Rule ``parts``: parts against the whole they are of.

A part is a segment of an entity, a metric that is within another one (daily users within monthly ones), or a shorter period within a
longer one, at which :mod:`china_tech_metrics.auditing.spans` looks. Which metrics have parts is said in their files (``parts``).
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from china_tech_metrics.auditing import spans
from china_tech_metrics.auditing.facts import AMOUNTS, ELSEWHERE, Facts, is_place
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.margin import off_ratio
from china_tech_metrics.auditing.wording import amount, quoted

SLACK = 0.01
"""How far the parts may exceed the whole beyond rounding, as a part of it, if one document states them all."""
SLACK_ACROSS = 0.03
"""The same if they are from different documents."""


def find(facts: Facts) -> Iterator[Finding]:
    """Segments, parts of a metric, shorter periods and shares that do not go together with their whole."""
    segments, within = _beside_wholes(facts)
    yield from _larger(facts, segments)
    yield from _together(facts, segments)
    yield from _larger(facts, within)
    yield from _shares(facts)
    yield from spans.find(facts)


def _beside_wholes(facts: Facts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The levels of segments, and of metrics that are within another one, each beside the level of its whole."""
    described = facts.df[["kind", "parts", "signed", "entity", "segment", "metric", "sentence"]]
    levels = facts.levels_by_document.join(described, on="row")
    levels = levels[levels["kind"].isin(AMOUNTS)]
    wider = {name: metric.within for name, metric in facts.vocabulary.metrics.items() if metric.within}
    segments = levels[levels["segment"].notna() & levels["parts"].ne("none") & ~levels["signed"]]
    within = levels[levels["metric"].isin(wider)]
    return (
        facts.beside(segments.assign(subject=facts.subject_with(segments, segment="")), "whole"),
        facts.beside(within.assign(subject=facts.subject_with(within, metric=within["metric"].map(wider))), "whole"),
    )


def _larger(facts: Facts, pairs: pd.DataFrame) -> Iterator[Finding]:
    """Parts that are larger than their whole."""
    if pairs.empty:
        return
    slack = pairs["whole_near"].map({ELSEWHERE: SLACK_ACROSS}).fillna(SLACK)
    off = pairs["lowest"] > pairs["whole_highest"] + slack * pairs["whole_highest"].abs()
    for pair in pairs[off].drop_duplicates("row").to_dict("records"):
        row, whole = int(pair["row"]), int(pair["whole_row"])
        message = f"{quoted(facts, row)} is larger than {quoted(facts, whole, beside=row)}, of which it is a part"
        yield Finding("parts", (row, whole), message, pair["whole_value"], pair["value"], pair["unit"])


def _together(facts: Facts, pairs: pd.DataFrame) -> Iterator[Finding]:
    """Segments of one sentence that add up to more than their whole, even if the second largest is in the largest ("of which games")."""
    if pairs.empty:
        return
    pairs = pairs[pairs["parts"].eq("add") & pairs["whole_near"].ne(ELSEWHERE)]
    keys = ["doc", "sentence", "subject", "unit", "first", "last", "ahead"]
    for _, group in pairs[pairs.duplicated(keys, keep=False)].groupby(keys, sort=True):
        total, whole = group["lowest"].sum() - group["lowest"].nlargest(2).iloc[-1], group.iloc[0]
        if total <= whole["whole_highest"] * (1 + SLACK) or not _disjoint(facts, group["segment"]):
            continue
        rows = sorted(int(row) for row in group["row"])
        added = group["value"].sum()
        quotes = " + ".join(quoted(facts, row) for row in rows)
        message = f"{quotes} is {amount(added, whole['unit'])}, more than the whole, {quoted(facts, int(whole['whole_row']))}"
        yield Finding("parts", (*rows, int(whole["whole_row"])), message, whole["whole_value"], added, whole["unit"])


def _disjoint(facts: Facts, segments: pd.Series) -> bool:
    """Whether segments seem to share nothing: places and product lines are not mixed, and no name is in another one."""
    names = [str(segment) for segment in segments]
    nested = any(a != b and a.casefold() in b.casefold() for a in names for b in names)
    return not nested and len({is_place(facts.vocabulary, name) for name in names}) == 1


def _shares(facts: Facts) -> Iterator[Finding]:
    """Shares of a segment that are off its level divided by that of the whole."""
    df = facts.df
    told = df["measure"].eq("share") & df["unit"].eq("percent") & df["segment"].notna() & df["subject"].ge(0) & df["lowest"].notna()
    rows = df[told & df["parts"].ne("none") & df["first"].notna() & df["last"].notna()]
    yield from off_ratio(facts, rows, rows["subject"], facts.subject_with(rows, segment=""), "parts")
