"""Shorter periods against a longer one: quarters against the year, months against the quarter, a festival against its month.

Only flows of metrics that have parts are looked at, in one unit, and never rates ("a day"). What covers the longer period without a gap
must add up to it; what covers some of it must not exceed it, unless a level of the metric can be below zero. The longer periods are whole
calendar months: three, six, nine or twelve of them, for single shorter ones also one. Every period is looked up by its first month and
its length, so that the work grows with the number of periods and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from china_tech_metrics.auditing.facts import AMOUNTS, ELSEWHERE, SENTENCE, Facts
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import amount, quoted

SLACK = 0.01
"""How far the parts may be off the whole beyond rounding, as a part of it, if one document states them all."""
SLACK_ACROSS = 0.03
"""The same if they are from different documents: what was reported for a quarter is restated later."""
WHOLES = (1, 3, 6, 9, 12)
TILINGS: Mapping[int, tuple[tuple[int, ...], ...]] = {
    3: ((1, 1, 1),),
    6: ((3, 3),),
    9: ((3, 3, 3), (6, 3), (3, 6)),
    12: ((3, 3, 3, 3), (6, 6), (9, 3), (3, 9), (6, 3, 3), (3, 6, 3), (3, 3, 6)),
}
"""The lengths in months that a longer period is put together from."""


class Span(NamedTuple):
    """A level over some days. ``month`` counts from January 1970; ``months`` is 0 if they are no whole months."""

    month: int
    months: int
    last_month: int
    lowest: float
    highest: float
    value: float
    row: int


class Group(NamedTuple):
    """Levels of one thing over different days."""

    spans: Sequence[Span]
    by_months: Mapping[tuple[int, int], Span]
    unit: str
    adds: bool
    signed: bool


def find(facts: Facts) -> Iterator[Finding]:
    """Longer periods that their parts do not add up to, first within documents, then across them."""
    own = [finding for group in _groups(facts, facts.levels_by_document, ["doc"]) for finding in _off(facts, group, SLACK)]
    yield from own
    told = {finding.rows[-1] for finding in own}
    for group in _groups(facts, facts.levels, []):
        for finding in _off(facts, group, SLACK_ACROSS):
            rows = facts.df.loc[list(finding.rows)]
            if rows["doc"].nunique() > 1 and rows["reach"].eq(ELSEWHERE).all() and finding.rows[-1] not in told:
                yield finding


def _groups(facts: Facts, levels: pd.DataFrame, keys: list[str]) -> Iterator[Group]:
    levels = levels.join(facts.df[["kind", "nature", "parts", "signed", "reach"]], on="row")
    levels = levels[levels["nature"].eq("flow") & levels["parts"].ne("none") & levels["kind"].isin(AMOUNTS)]
    levels = levels[~levels["unit"].str.contains("/", regex=False) & levels["reach"].ne(SENTENCE)]
    keys = [*keys, "subject", "unit", "ahead"]
    levels = levels[levels.duplicated(keys, keep=False)].sort_values([*keys, "first", "last"])
    first, last = (levels[name].to_numpy().astype("datetime64[M]").astype(np.int64) for name in ("first", "last"))
    whole = (levels["first"].dt.day.to_numpy() == 1) & levels["last"].dt.is_month_end.to_numpy()
    spans = zip(first, np.where(whole, last - first + 1, 0), last, *(levels[n] for n in ("lowest", "highest", "value", "row")), strict=True)
    described = zip(zip(*(levels[key] for key in keys), strict=True), levels["parts"], levels["signed"], spans, strict=True)
    for key, members in groupby(described, key=lambda item: item[0]):
        together = list(members)
        found = [Span(*span) for _, _, _, span in together]
        by_months = {(span.month, span.months): span for span in found if span.months}
        yield Group(found, by_months, str(key[-2]), together[0][1] == "add", bool(together[0][2]))


def _off(facts: Facts, group: Group, slack: float) -> Iterator[Finding]:
    """At most one finding a longer period: what covers it before what lies in it."""
    told = set()
    for whole in group.spans:
        parts = _tiling(group, whole, slack) if group.adds else None
        if parts:
            told.add(whole.row)
            yield _finding(facts, group, whole, parts)
    if group.signed:
        return
    for part in group.spans:
        for whole in _around(group, part):
            if whole.row not in told and part.lowest > whole.highest + slack * abs(whole.highest):
                told.add(whole.row)
                yield _finding(facts, group, whole, [part])


def _tiling(group: Group, whole: Span, slack: float) -> list[Span] | None:
    """The shorter periods that do not add up to a longer one, if there are some."""
    room = slack * max(abs(whole.lowest), abs(whole.highest))
    for lengths in TILINGS.get(whole.months, ()):
        starts = np.cumsum([whole.month, *lengths[:-1]])
        parts = [group.by_months.get((int(start), length)) for start, length in zip(starts, lengths, strict=True)]
        present = [part for part in parts if part is not None]
        too_much = sum(part.lowest for part in present) > whole.highest + room
        if len(present) == len(parts):
            if too_much or sum(part.highest for part in present) < whole.lowest - room:
                return present
        elif len(present) > 1 and too_much and not group.signed:
            return present
    return None


def _around(group: Group, part: Span) -> Iterator[Span]:
    """The longer periods of whole months in which a period lies."""
    for months in WHOLES:
        for month in range(part.last_month - months + 1, part.month + 1):
            whole = group.by_months.get((month, months))
            if whole is not None and whole.row != part.row:
                yield whole


def _finding(facts: Facts, group: Group, whole: Span, parts: Sequence[Span]) -> Finding:
    rows = [part.row for part in parts]
    total = sum(part.value for part in parts)
    quotes = " + ".join(quoted(facts, row, beside=rows[0]) for row in rows)
    added = f" = {amount(total, group.unit)}" if len(parts) > 1 else ""
    compared = "more" if total > whole.value else "less"
    message = f"{quotes}{added} is {compared} than the whole period, {quoted(facts, whole.row, beside=rows[0])}"
    return Finding("parts", (*rows, whole.row), message, whole.value, total, group.unit)
