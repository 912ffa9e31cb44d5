"""Facts instead of mentions: what several articles tell becomes one row, and what they contradict each other in is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.link.observation import OTHER
from china_tech_metrics.printed import claims
from china_tech_metrics.timeseries.evidence import BOUNDS, Evidence, is_reconciled, tuples
from china_tech_metrics.timeseries.mentions import Integers, Mentions, codes
from china_tech_metrics.timeseries.names import is_share
from china_tech_metrics.vocabulary import Vocabulary

Flags = np.ndarray[Any, np.dtype[np.bool_]]
KEY = ("entity", "metric", "segment", "measure", "basis", "period_start", "period_end")
"""What two rows must have in common to speak of the same fact, besides the kind of unit and the standing."""
NEEDED = ("entity", "metric", "period_start", "period_end")
"""Where one of these is missing, what is spoken of is known only inside the document."""


def reconcile(df: pd.DataFrame, *, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
    """One row for each thing that is told, with its mentions counted and its contradictions marked.

    Rows speak of the same fact if entity, metric, segment, measure, basis, first and last day, kind of unit and standing are the same;
    see :mod:`china_tech_metrics.timeseries.mentions` for what a standing is and when figures agree. Those that agree with its most
    believed row become one row with it; what is left over becomes further rows of the same fact, and rows of a fact that can not all
    be right are a conflict.

    Of some rows it is not known outside their document what exactly they speak of: those without entity, metric or period, those of the
    metric ``other``, those against a base that is ``other``, and shares of which it is not said what makes them up (no segment, and the
    metric is no share itself). They are only merged with rows of their own document, and contradict nothing.

    The result does not depend on the order of the rows, and reconciling it again changes nothing. Time grows with the number of rows and,
    for each fact, with the number of different values it has.

    Args:
        df: a table of observations, or several that were concatenated; it is not changed. Of a table that was reconciled before, each row
            counts as the mentions it stands for.
        vocabulary: tells by which names a company is its own source; ``Vocabulary.default()`` when not given.

    Returns:
        The table's columns, of the most believed row of each group, with a new index and these columns at the end:

        - ``mentions`` (int64): how many rows tell it; ``documents``: tuple of the ``doc_id`` that do.
        - ``quotes``: tuple of their quotes, the most believed first; ``rows``: tuple of their labels in the index of ``df``.
        - ``lowest``, ``highest`` (float64): the numbers these figures may stand for, rounding and hedges included, in the row's ``unit``.
          A mention in another currency does not widen them.
        - ``fact`` (int64): the same number for all rows of one fact; ``conflict`` (bool): another row of the fact contradicts this one.

        Sorted by entity, metric, segment, measure, basis, period, kind of unit, standing and order of belief; missing ones first.

    Raises:
        InputError: ``df`` is no table of observations.

    >>> import china_tech_metrics as ctm
    >>> told = {"a": "RMB 31.44 billion", "b": "RMB 31.4 billion", "c": "RMB 34.1 billion"}
    >>> df = ctm.extract([{"doc_id": d, "text": f"Pinduoduo's revenue was {q} in the second quarter of 2022."} for d, q in told.items()])
    >>> reconcile(df)[["quote", "mentions", "documents", "fact", "conflict"]]
                   quote  mentions documents  fact  conflict
    0  RMB 31.44 billion         2    (a, b)     0      True
    1   RMB 34.1 billion         1      (c,)     0      True
    """
    df = table.coerce(df)
    vocabulary = vocabulary or Vocabulary.default()
    mentions = Mentions.of(df, vocabulary)
    groups = _groups(df, mentions, _vague(df, vocabulary))
    found = [fact for number, rows in enumerate(groups.rows) for fact in _facts(mentions, number, rows, groups.alone[rows[0]])]
    return _frame(df, found)


@dataclass(frozen=True, slots=True)
class _Fact:
    """Rows that tell the same, by position, the most believed first."""

    number: int
    rows: list[int]
    conflict: bool


@dataclass(frozen=True, slots=True)
class _Groups:
    """The rows of each fact, and for each row whether it is known only inside its document."""

    rows: list[list[int]]
    alone: list[bool]


def _vague(df: pd.DataFrame, vocabulary: Vocabulary) -> Flags:
    """Whether it is known only inside the document what a row speaks of."""
    shares = [name for name, metric in vocabulary.metrics.items() if is_share(metric)]
    unsaid = (df["measure"] == "share") & df["segment"].isna() & ~df["metric"].isin(shares)
    vague = df[list(NEEDED)].isna().any(axis=1) | (df["metric"] == OTHER) | (df["basis"] == "other") | unsaid
    return vague.to_numpy(dtype=bool)


def _groups(df: pd.DataFrame, mentions: Mentions, vague: Flags) -> _Groups:
    """Rows by what they speak of, in the order of the result."""
    rank = np.array(mentions.rank, dtype=np.int64)
    document = codes(df["doc_id"])
    inside = np.where(document >= 0, document, len(df) + rank)
    keys = [codes(df[name]) for name in KEY]
    keys += [codes(pd.Series(list(words), dtype=object)) for words in (mentions.dimension, mentions.standing)]
    keys.append(np.where(vague, inside, -1))
    order = np.lexsort([rank, *reversed(keys)])
    new = np.zeros(len(df), dtype=bool)
    for key in keys:
        new[1:] |= np.diff(key[order]) != 0
    starts: Integers = np.flatnonzero(new)
    rows = [part.tolist() for part in np.split(order, starts)] if len(df) else []
    return _Groups(rows, vague.tolist())


def _facts(mentions: Mentions, number: int, rows: list[int], alone: bool) -> list[_Fact]:
    if len(rows) == 1:
        return [_Fact(number, rows, False)]
    clusters = mentions.clusters(rows)
    first = [cluster[0] for cluster in clusters]
    return [
        _Fact(number, cluster, not alone and any(mentions.contradict(cluster[0], other) for other in first if other != cluster[0]))
        for cluster in clusters
    ]


def _frame(df: pd.DataFrame, facts: list[_Fact]) -> pd.DataFrame:
    evidence = Evidence.of(df)
    bounds = df[list(BOUNDS)] if is_reconciled(df) else claims(df)
    lowest, highest = (bounds[name].to_numpy(dtype=float) for name in BOUNDS)
    units = df["unit"].tolist()
    result = df.iloc[[fact.rows[0] for fact in facts]].reset_index(drop=True)
    told = [evidence.together(fact.rows) for fact in facts]
    same = [[row for row in fact.rows if units[row] == units[fact.rows[0]] or row == fact.rows[0]] for fact in facts]
    added: dict[str, Any] = {
        "mentions": np.array([columns["mentions"] for columns in told], dtype=np.int64),
        **{name: tuples(columns[name] for columns in told) for name in ("documents", "quotes", "rows")},
        "lowest": np.array([lowest[rows].min() for rows in same], dtype=float),
        "highest": np.array([highest[rows].max() for rows in same], dtype=float),
        "fact": np.array([fact.number for fact in facts], dtype=np.int64),
        "conflict": np.array([fact.conflict for fact in facts], dtype=bool),
    }
    return result.assign(**added)
