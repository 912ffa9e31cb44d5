"""The figures of a series as the rows of a DataFrame, in the currency that was asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from china_tech_metrics.table import DAY, NUMBER, SCHEMA, STRING, Dtype
from china_tech_metrics.timeseries.build import Found
from china_tech_metrics.timeseries.choose import Point
from china_tech_metrics.timeseries.evidence import tuples
from china_tech_metrics.units import currency

OBJECT = np.dtype("object")
COUNT = np.dtype("int64")
FLAG = np.dtype("bool")
PLACE = pd.Int64Dtype()
COLUMNS: dict[str, Dtype] = {
    "value": NUMBER,
    "unit": STRING,
    "low": NUMBER,
    "high": NUMBER,
    "modifier": SCHEMA["modifier"].dtype,
    "status": SCHEMA["status"].dtype,
    "source": STRING,
    "lowest": NUMBER,
    "highest": NUMBER,
    "spread": NUMBER,
    "mentions": COUNT,
    "documents": OBJECT,
    "conflict": FLAG,
    "derived": FLAG,
    "derivation": STRING,
    "as_of": DAY,
    "fx_source": STRING,
    "doc_id": STRING,
    "published": DAY,
    "quote": STRING,
    "start": PLACE,
    "end": PLACE,
    "sentence": STRING,
    "confidence": NUMBER,
    "quotes": OBJECT,
    "rows": OBJECT,
}
"""The columns of a series and their dtypes; ``documents``, ``quotes`` and ``rows`` hold tuples."""
COPIED = ("modifier", "source", "doc_id", "published", "quote", "start", "end", "sentence", "confidence")
"""What a figure that is told has from its chosen row as it stands."""
GAPS: dict[Dtype, Any] = {OBJECT: (), COUNT: 0, FLAG: False}
"""What a period without a figure has in columns that can not be empty."""


def records(found: Found) -> list[dict[str, Any]]:
    """One mapping from column to value for each figure, in the order of the periods."""
    return [_told(found, point) if point.derivation is None else _derived(found, point) for point in found.points.values()]


def assemble(parts: Sequence[dict[str, Any]], places: Sequence[Any] | pd.Index, index: pd.Index) -> pd.DataFrame:
    """The rows on an index: each of ``parts`` at its label in ``places``, gaps elsewhere."""
    at = index.get_indexer(pd.Index(places) if len(places) else index[:0])
    columns = {}
    for name, dtype in COLUMNS.items():
        values: list[Any] = [GAPS.get(dtype)] * len(index)
        for position, part in zip(at, parts, strict=True):
            values[position] = part.get(name, GAPS.get(dtype))
        columns[name] = pd.Series(tuples(values) if dtype == OBJECT else values, index=index, dtype=dtype)
    return pd.DataFrame(columns, index=index)


def _told(found: Found, point: Point) -> dict[str, Any]:
    work, row = found.work, point.rows[0]
    target, value, source = _in_currency(found, row)
    scale = value / point.value if point.value else 1.0
    factor = value / work.values[row] if work.values[row] else 1.0
    return {
        **{name: work.column(name)[row] for name in COPIED},
        **work.evidence.together(point.rows),
        "value": value,
        "unit": target,
        "low": work.column("low")[row] * factor,
        "high": work.column("high")[row] * factor,
        "status": point.status,
        "lowest": point.lowest * scale,
        "highest": point.highest * scale,
        "spread": point.spread,
        "conflict": point.conflict,
        "as_of": point.span[1],
        "fx_source": source,
    }


def _in_currency(found: Found, row: int) -> tuple[str, float, Any]:
    """The unit a row is shown in, its figure there, and where that comes from."""
    code = currency(found.unit)
    if code is None:
        return found.unit, found.work.values[row], None
    wanted = found.wish.currency or code
    amounts = found.work.money.amounts(wanted, required=found.wish.currency is not None)
    return wanted + found.unit.removeprefix(code), amounts.values[row], amounts.sources[row]


def _derived(found: Found, point: Point) -> dict[str, Any]:
    work = found.work
    published = max((day for row in point.rows if not pd.isna(day := work.column("published")[row])), default=None)
    unit, rate, source = _rate(found, point, published)
    return {
        **work.evidence.together(point.rows),
        "mentions": 0,
        "value": point.value * rate,
        "unit": unit,
        "status": point.status,
        "lowest": point.lowest * rate,
        "highest": point.highest * rate,
        "spread": math.nan,
        "conflict": point.conflict,
        "derived": True,
        "derivation": point.derivation,
        "as_of": point.span[1],
        "fx_source": source,
        "published": published,
        "confidence": min((sure for row in point.rows if not math.isnan(sure := work.column("confidence")[row])), default=math.nan),
    }


def _rate(found: Found, point: Point, published: Any) -> tuple[str, float, Any]:
    """The unit a derived figure is shown in, and what it is multiplied with: the rate of its own period, since no row has its amount."""
    code, wanted = currency(found.unit), found.wish.currency
    if code is None or wanted is None or wanted == code:
        return found.unit, 1.0, None
    from china_tech_metrics.fx import rate

    day = None if published is None else published.date()
    start, end = point.span
    at = rate(code, wanted, nature=found.nature, start=start, end=end, published=day, status=point.status, rates=found.work.money.rates)
    return wanted + found.unit.removeprefix(code), at.rate, at.source
