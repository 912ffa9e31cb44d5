"""Series, panels and reconciliation over annotated articles: how much comes out, and whether anything fails.

    python benchmarks/series.py GOLD.jsonl [GOLD.jsonl ...]

Two tables are made of each file: from the annotations themselves, and by reading the texts. For each table it prints how many entities and
metrics are told of at least three different periods, whether all of these series come out regular and without an error (also those of each
segment and measure, in the currency told and in dollars), every conflict and every derived figure. The exit code is 1 if a series fails.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

import pandas as pd

import china_tech_metrics as ctm
from china_tech_metrics.table import build

PERIODS = 3
"""How many different periods an entity's metric must be told of."""


def days(label: str) -> tuple[dt.date, dt.date]:
    """First and last day of a period as the annotation labels it."""
    if "/" in label:
        first, last = label.split("/")
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if len(label) == 10:
        return dt.date.fromisoformat(label), dt.date.fromisoformat(label)
    if "W" in label:
        monday = dt.date.fromisocalendar(int(label[:4]), int(label[6:]), 1)
        return monday, monday + dt.timedelta(days=6)
    year, rest = int(label[:4]), label[4:]
    months = {"": 12, "H": 6, "Q": 3, "-": 1}[rest[:1]]
    last = int(rest[1:] or 1) * months
    return dt.date(year, last - months + 1, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def annotated(documents: list[dict[str, Any]]) -> pd.DataFrame:
    """The table that a reader without a fault would give."""
    rows = []
    for document in documents:
        published = dt.date.fromisoformat(document["published"])
        for told in document["observations"]:
            start, end = days(told["period"]) if told["period"] else (published, published)
            also = told["also"] or {}
            rows.append(
                {name: None for name in ctm.SCHEMA.names}
                | {
                    name: told[name]
                    for name in ("metric", "measure", "basis", "segment", "value", "low", "high", "unit", "modifier", "status")
                }
                | {
                    "doc_id": document["doc_id"],
                    "published": published,
                    "entity": told["entity"][0] if told["entity"] else None,
                    "period": told["period"] or published.isoformat(),
                    "period_start": start,
                    "period_end": end,
                    "period_source": "stated" if told["period"] else "published",
                    "also_value": also.get("value"),
                    "also_unit": also.get("unit"),
                    "source": told["source"],
                    "quote": told["quote"],
                    "start": 0,
                    "end": len(told["quote"]),
                    "sentence": told["quote"],
                }
            )
    table = build({name: [row[name] for row in rows] for name in ctm.SCHEMA.names})
    return ctm.convert(table, "USD")


def read(documents: list[dict[str, Any]]) -> pd.DataFrame:
    """The table that the library gives."""
    return ctm.extract(pd.DataFrame([{name: document[name] for name in ("doc_id", "published", "lang", "text")} for document in documents]))


def attempt(df: pd.DataFrame, entity: str, metric: str, **options: str | None) -> pd.DataFrame | None:
    """A series, or None and what went wrong printed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ctm.InputWarning)
            series = df.ctm.series(entity, metric, **options)
        assert series.index.is_unique and series.index.is_monotonic_increasing
    except Exception:
        print(f"FAILED {entity}, {metric}, {options}\n{traceback.format_exc()}")
        return None
    return series


def report(name: str, df: pd.DataFrame) -> int:
    """Print what comes of a table, and how many series failed."""
    told = df.groupby(["entity", "metric"])["period"].nunique()
    subjects = [(str(entity), str(metric)) for entity, metric in told[told >= PERIODS].index]
    print(f"{name}: {len(df)} rows; {len(subjects)} entities and metrics with at least {PERIODS} periods")
    plain = [attempt(df, *subject) for subject in subjects]
    every = [
        attempt(df, entity, metric, segment=segment, measure=measure, currency=currency)
        for entity, metric in subjects
        for segment in [None, *df.loc[(df["entity"] == entity) & (df["metric"] == metric), "segment"].dropna().unique()]
        for measure in ctm.SCHEMA["measure"].values
        for currency in (None, "USD")
    ]
    failed = sum(series is None for series in [*plain, *every])
    told_of = [series for series in plain if series is not None and len(series)]
    print(f"  {len(plain)} series, and {len(every)} of each segment and measure in two currencies: {failed} failed")
    print(f"  {len(told_of)} of the {len(plain)} have figures of the whole: {sum(s['value'].notna().sum() for s in told_of)} figures")
    return failed


def facts(df: pd.DataFrame) -> None:
    """Print what is told more than once, and every conflict."""
    before = time.perf_counter()
    found = df.ctm.reconcile()
    seconds = time.perf_counter() - before
    several, conflict = found[found["mentions"] > 1], found[found["conflict"]]
    print(f"  reconcile: {len(found)} facts in {seconds:.2f} s; {len(several)} told more than once, {len(conflict)} in conflict")
    for _, group in conflict.groupby("fact"):
        first = group.iloc[0]
        print(f"    {first['entity']}, {first['metric']}, {first['segment']}, {first['measure']}, {first['period']}:")
        for _, row in group.iterrows():
            print(f"      {row['quote']} ({', '.join(row['documents'])})")


def derivations(df: pd.DataFrame) -> None:
    """Print every derived figure."""
    panel = df.ctm.panel(segments=True)
    groups = panel.groupby(["entity", "metric", "segment"], dropna=False).ngroups
    print(f"  panel: {len(panel)} figures of {groups} series, {panel['derived'].sum()} derived")
    for _, row in panel[panel["derived"]].iterrows():
        subject = f"{row['entity']}, {row['metric']}, {row['segment']}, {row['period']}"
        print(f"    {subject}: {row['value']:,.4g} {row['unit']} = {row['derivation']}")


def main(paths: list[str]) -> int:
    if not paths:
        print(__doc__)
        return 2
    failed = 0
    for path in paths:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        documents = [json.loads(line) for line in lines if line.strip()]
        print(path)
        for name, df in (("from the annotations", annotated(documents)), ("from the texts", read(documents))):
            failed += report(name, df)
            facts(df)
            derivations(df)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
