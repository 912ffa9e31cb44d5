"""A small program of a user, to be checked with ``mypy --strict`` against the installed package, and run.

It uses every kind of thing that is public. The lines marked ``type: ignore`` are wrong on purpose: were the package not typed, mypy would
find the marks unused and fail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pandas as pd

import china_tech_metrics as ctm

ARTICLE = "Meituan's revenue rose 21% to RMB 82.3 billion in the second quarter. Meituan aims at revenue of RMB 340 billion in 2024."


class MonthlyRates:
    """Exchange rates of one's own: anything with these three will do."""

    name = "mine"
    base = "USD"

    def daily(self, currency: str) -> pd.Series[float] | None:
        days = pd.date_range("2024-01-01", "2024-12-31")
        return pd.Series(7.2, index=days) if currency == "CNY" else None


def tables(paths: list[Path]) -> Iterator[pd.DataFrame]:
    """A corpus, piece by piece."""
    documents: list[ctm.Document] = [ctm.read_text(path) for path in paths]
    yield from ctm.iter_extract(documents, chunk=100)


def parts(frames: list[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """As an engine would have it."""
    meta: pd.DataFrame = ctm.SCHEMA.with_errors().empty()
    assert ctm.SCHEMA.ddl().count(",") + 1 == len(meta.columns) - 3
    yield from ctm.extract_partitions(frames, errors="collect")


def summary(df: pd.DataFrame) -> dict[str, float]:
    """Revenue by quarter."""
    told: pd.DataFrame = ctm.series(df, "Meituan", "revenue", freq="Q", rates=MonthlyRates())
    return {str(period): float(value) for period, value in told["value"].dropna().items()}


def main() -> None:
    vocabulary: ctm.Vocabulary = ctm.Vocabulary.default()
    owner: str | None = vocabulary.entity("Taobao").parent
    document = ctm.Document("a", ARTICLE, published=dt.date(2024, 8, 28))
    policy: Literal["raise", "warn"] = "raise"
    df: pd.DataFrame = ctm.extract(document, vocabulary=vocabulary, rates=ctm.EcbRates(), errors=policy)
    findings: pd.DataFrame = ctm.audit(ctm.coerce(ctm.reconcile(df)))
    columns: list[str] = list(ctm.SCHEMA.names)
    periods: pd.Series = ctm.to_period(df, "Q")
    money: pd.DataFrame = ctm.convert(df, "EUR")
    wide: pd.DataFrame = ctm.panel(df, ["Meituan"], ["revenue"])
    page: str = ctm.to_html(df)
    try:
        ctm.extract(document, errors="ignore")  # type: ignore[arg-type]
    except ctm.InputError as error:
        print(error)
    try:
        ctm.extract(ARTICLE, publised="2024-08-28")  # type: ignore[call-arg]
    except TypeError as error:
        print(error)
    number: int = ctm.units.kind("CNY/day")  # type: ignore[assignment]
    print(owner, len(findings), len(columns), len(periods), money.shape[1], len(wide), len(page) > 0, number, summary(df))


if __name__ == "__main__":
    main()
