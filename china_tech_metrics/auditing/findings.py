"""The table of findings: its columns, and how it is built from what the rules found."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from china_tech_metrics.table import NUMBER, STRING, Column, Schema

if TYPE_CHECKING:
    from china_tech_metrics.auditing.facts import Facts

NAMES = ("conversion", "growth", "margin", "parts", "share_over_100", "magnitude", "unit", "sign", "future_actual")
"""Every rule there is, in the order findings on one row are told."""
OBJECT = np.dtype(object)

FINDINGS = Schema(
    (
        Column("rule", "what", pd.CategoricalDtype(pd.Index(NAMES, dtype=STRING)), "the rule that found it", NAMES),
        Column("doc_id", "where", STRING, "document of the first row"),
        Column("entity", "where", STRING, "entity of the first row"),
        Column("segment", "where", STRING, "segment of the first row"),
        Column("metric", "where", STRING, "metric of the first row"),
        Column("period", "where", STRING, "period of the first row"),
        Column("rows", "where", OBJECT, "tuple of index labels of the table: the figure in question, then those it is held against"),
        Column("expected", "how much", NUMBER, "the number that the other figures, or the market, would give"),
        Column("found", "how much", NUMBER, "the number that stands there"),
        Column("unit", "how much", STRING, "unit of both"),
        Column("difference", "how much", NUMBER, "found - expected"),
        Column("ratio", "how much", NUMBER, "found / expected; missing where that is zero"),
        Column("message", "why", STRING, "the finding in words, with the quotes"),
    )
)
"""The columns of every table that :func:`audit` returns, in order and with their dtypes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. ``rows`` are positions in the table in its canonical order, the figure in question first."""

    rule: str
    rows: tuple[int, ...]
    message: str
    expected: float = math.nan
    found: float = math.nan
    unit: str | None = None


def build(facts: Facts, findings: Iterable[Finding]) -> pd.DataFrame:
    """The table of some findings, in the order of documents and of their text, whatever order they come in."""
    ordered = sorted(findings, key=lambda f: (f.rows, NAMES.index(f.rule), f.message))
    first = facts.df.iloc[[finding.rows[0] for finding in ordered]]
    expected = np.array([finding.expected for finding in ordered], dtype=NUMBER)
    found = np.array([finding.found for finding in ordered], dtype=NUMBER)
    with np.errstate(all="ignore"):
        columns: dict[str, Any] = {
            "rule": [finding.rule for finding in ordered],
            **{name: first[name].array for name in ("doc_id", "entity", "segment", "metric", "period")},
            "rows": _tuples([tuple(facts.labels[row] for row in finding.rows) for finding in ordered]),
            "expected": expected,
            "found": found,
            "unit": pd.array([finding.unit for finding in ordered], dtype=STRING),
            "difference": found - expected,
            "ratio": np.where(expected == 0, np.nan, found / np.where(expected == 0, np.nan, expected)),
            "message": pd.array([finding.message for finding in ordered], dtype=STRING),
        }
    return pd.DataFrame({c.name: pd.Series(columns[c.name], dtype=c.dtype) for c in FINDINGS})


def _tuples(values: list[tuple[Any, ...]]) -> Any:
    """An array of tuples, which numpy would take for a table."""
    array = np.empty(len(values), dtype=object)
    for position, value in enumerate(values):
        array[position] = value
    return array
