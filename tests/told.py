"""Tables of observations in a few words, for tests of what is done with them."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

import china_tech_metrics as ctm

MONTHS = {"Q": 3, "H": 6}
SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}
WORDS = {"k": " thousand", "m": " million", "bn": " billion", "": ""}


def days(label: str) -> tuple[str, str]:
    """First and last day of ``2023``, ``2023Q2``, ``2023H1``, ``2023-10``, a day, or ``first/last``."""
    if "/" in label:
        first, last = label.split("/")
        return first, last
    if len(label) == 10:
        return label, label
    year, rest = int(label[:4]), label[4:]
    months = MONTHS.get(rest[:1], 1 if rest else 12)
    last = int(rest[1:] or 1) * months
    end = pd.Timestamp(year, last, 1) + pd.offsets.MonthEnd(0)
    return f"{year}-{last - months + 1:02d}-01", f"{end:%Y-%m-%d}"


def row(period: str | None, figure: str, **fields: Any) -> dict[str, Any]:
    """One row: its period and its figure as "31.44bn CNY", "36%", "over 200m", "2 times", and whatever else is not as usual."""
    found = re.fullmatch(r"(?:(about|over|under) )?(-?[\d.]+)(bn|m|k|)\s*(%|\S*)", figure)
    assert found, figure
    hedge, number, scale, unit = found.groups()
    unit = {"%": "percent", "": "count", "pp": "percentage_point"}.get(unit, unit)
    printed = number.removeprefix("-") + WORDS[scale]
    quote = f"{printed}%" if unit == "percent" else f"{unit} {printed}" if len(unit) == 3 else printed
    start, end = days(period) if period else (None, None)
    return {
        "doc_id": "a",
        "published": "2024-01-15",
        "entity": "Meituan",
        "metric": "revenue",
        "measure": "growth" if unit == "percent" else "multiple" if unit == "times" else "level",
        "basis": "yoy" if unit in ("percent", "times") else None,
        "period": period,
        "period_start": start,
        "period_end": end,
        "period_source": "stated",
        "value": float(number) * SCALES.get(scale, 1),
        "unit": unit,
        "modifier": {"about": "approx", None: "exact"}.get(hedge, hedge),
        "status": "actual",
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "sentence": f"It was {quote}.",
        "confidence": 0.9,
    } | fields


def told(*rows: dict[str, Any]) -> pd.DataFrame:
    """The table of some rows, with converted amounts."""
    listed = [{name: None for name in ctm.SCHEMA.names} | one for one in rows]
    df = ctm.coerce(pd.DataFrame(listed, columns=list(ctm.SCHEMA.names)))
    return ctm.convert(df, "USD")
