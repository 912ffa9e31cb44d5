"""What conversion does on annotated texts: which monetary rows have both amounts, and how far printed pairs are from the market's rates.

    python benchmarks/conversion.py GOLD [--tolerance 0.03]

GOLD is a JSON Lines file of annotated documents. Two tables are looked at: the rows that ``extract`` reads, and the annotations themselves.
Printed are, for each, how many monetary rows with a period there are and which have no conversion; every amount that is printed in two
currencies with a rate more than the tolerance off ours; and how long a table of 300,000 rows takes.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import pandas as pd

import china_tech_metrics as ctm
from china_tech_metrics import fx, table
from china_tech_metrics.units import currency

WIDE = 300_000


def annotated(documents: list[dict[str, Any]]) -> pd.DataFrame:
    """The annotations as a table."""
    rows = []
    for document in documents:
        for o in document["observations"]:
            start, end = days(o["period"])
            at = find(document["text"], o["quote"], o.get("nth") or 1)
            also = o.get("also") or {}
            rows.append(
                dict.fromkeys(table.SCHEMA.names)
                | {name: o[name] for name in ("value", "low", "high", "unit", "modifier", "metric", "measure", "basis", "status", "source")}
                | {"doc_id": document["doc_id"], "published": document["published"], "period": o["period"], "quote": o["quote"]}
                | {"entity": (o["entity"] or [None])[0], "segment": o["segment"], "period_start": start, "period_end": end}
                | {"also_value": also.get("value"), "also_unit": also.get("unit"), "start": at, "end": at + len(o["quote"])}
                | {"sentence": around(document["text"], at, at + len(o["quote"])), "confidence": 1.0}
            )
    return ctm.convert(table.coerce(pd.DataFrame(rows, columns=list(table.SCHEMA.names))), ["CNY", "USD"])


def days(label: str | None) -> tuple[Any, ...]:
    """The first and the last day of an annotated period."""
    if label is None:
        return None, None
    if "/" in label:
        return tuple(label.split("/"))
    if "H" in label:
        first = pd.Timestamp(int(label[:4]), 1 if label.endswith("1") else 7, 1)
        return first, first + pd.DateOffset(months=6, days=-1)
    if "W" in label:
        first = pd.Timestamp.fromisocalendar(int(label[:4]), int(label[-2:]), 1)
        return first, first + pd.Timedelta(days=6)
    period = pd.Period(label)
    return period.start_time.normalize(), period.end_time.normalize()


def find(text: str, quote: str, nth: int) -> int:
    """Where the nth occurrence of a quote starts."""
    at = -1
    for _ in range(nth):
        at = text.index(quote, at + 1)
    return at


def around(text: str, start: int, end: int) -> str:
    """The line a span stands in, or the part of it around the span."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text[max(first, start - 150) : min(last if last >= 0 else len(text), end + 100)]


def coverage(df: pd.DataFrame) -> None:
    """Which monetary rows have both amounts."""
    money = df[df["unit"].map(lambda unit: currency(unit) is not None)]
    dated = money[money["period_end"].notna()]
    both = dated["value_cny"].notna() & dated["value_usd"].notna()
    print(f"  monetary rows {len(money)}, with a period {len(dated)}, of these with both conversions {both.sum()}")
    print(f"  fx_source: {money['fx_source'].value_counts(dropna=False).to_dict()}")
    for _, row in df.ctm.unconverted().iterrows():
        print(f"  none: {row['reason']}: {row['quote']} [{row['doc_id']}, period {row['period']}]")


def pairs(df: pd.DataFrame, tolerance: float) -> None:
    """The amounts printed in two currencies, and those whose rate is far from ours."""
    both = df[df["also_unit"].map(currency).notna() & df["unit"].map(currency).notna()]
    far = farther = 0
    for code in both["also_unit"].unique():
        rows = both[both["also_unit"] == code]
        ours = off(rows, fx.rates_of(rows, code))
        theirs = off(rows, fx.rates_of(rows.assign(status="forecast"), code))
        for label in rows.index[~(ours.abs() <= tolerance)]:
            row = rows.loc[label]
            far, farther = far + 1, farther + (not abs(theirs[label]) <= tolerance)
            print(f"  {ours[label]:+.1%}, at publication {theirs[label]:+.1%}: {row['quote']} = {row['also_value']:g} {code}", end=" ")
            print(f"[{row['doc_id']}, {row['metric']}, {row['period']}]\n      {row['sentence'].strip()}")
    print(f"  amounts printed in two currencies {len(both)}: {far} more than {tolerance:.0%} off the rate of their period", end=", ")
    print(f"{farther} of them off that of the publication, too")


def off(rows: pd.DataFrame, rates: pd.DataFrame) -> pd.Series:
    """How far the printed pairs are from some rates, as a part of these."""
    return rows["also_value"].abs() / (rows["value"].abs() * rates["rate"]) - 1


def seconds(df: pd.DataFrame) -> None:
    """How long a table of :data:`WIDE` rows takes to convert, rates already read."""
    wide = pd.concat([df] * (WIDE // len(df) + 1), ignore_index=True).iloc[:WIDE]
    wide = table.coerce(wide)
    started = time.perf_counter()
    ctm.convert(wide, "USD")
    took = time.perf_counter() - started
    print(f"{WIDE} rows to CNY and USD: {took:.2f} s, {WIDE / took:,.0f} rows a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--tolerance", type=float, default=0.03)
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    extracted = ctm.extract([{name: d.get(name) for name in ("text", "published", "doc_id", "lang")} for d in documents])
    for name, df in (("extracted", extracted), ("annotated", annotated(documents))):
        print(f"{name}: {len(df)} rows")
        coverage(df)
        pairs(df, options.tolerance)
    seconds(extracted)


if __name__ == "__main__":
    main()
