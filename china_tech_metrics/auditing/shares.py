"""Rule ``share_over_100``: a part that is more than all of it, and market shares that add up to more than the market."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from china_tech_metrics.auditing.facts import Facts, is_place
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import amount, quoted
from china_tech_metrics.vocabulary import Vocabulary

WHOLE = {"percent": 100.0, "permille": 1000.0}


def find(facts: Facts) -> Iterator[Finding]:
    """Single shares over 100 %, and shares of one market that are more than 100 % together, beyond rounding."""
    df = facts.df
    shares = df[df["measure"].eq("share") & df["unit"].isin(WHOLE) & df["lowest"].notna()]
    over = shares["lowest"] > shares["unit"].map(WHOLE).astype(float)
    for row in shares.loc[over, "row"].tolist():
        unit = str(facts.text(row, "unit"))
        message = f"{quoted(facts, row)} is a share of more than all of it"
        yield Finding("share_over_100", (row,), message, WHOLE[unit], facts.number(row, "value"), unit)
    yield from _together(facts, shares[~over])


def _together(facts: Facts, shares: pd.DataFrame) -> Iterator[Finding]:
    """Shares of different businesses in one market and time, told by one sentence."""
    vocabulary = facts.vocabulary
    exclusive = {metric.seller_part for metric in vocabulary.metrics.values() if metric.seller_part}
    shares = shares[shares["metric"].isin(exclusive) & shares["unit"].eq("percent") & shares["subject"].ge(0)]
    shares = shares.drop_duplicates(["doc", "start", "end"])  # "A and B hold 80% together" is a row of each
    keys = ["doc", "sentence", "metric", "segment", "first", "last", "ahead", "source"]
    for _, group in shares[shares.duplicated(keys, keep=False)].groupby(keys, sort=True, dropna=False):
        group = group.sort_values("lowest", kind="stable").drop_duplicates("entity").sort_values("row")
        group = group[_separate(vocabulary, group["entity"].tolist())]
        if len(group) > 1 and group["lowest"].sum() > 100:
            rows, total = tuple(int(row) for row in group["row"]), float(group["value"].sum())
            quotes = " + ".join(f"{facts.text(row, 'entity')} {quoted(facts, row)}" for row in rows)
            yield Finding("share_over_100", rows, f"{quotes} is {amount(total, 'percent')} of one market", 100.0, total, "percent")


def _separate(vocabulary: Vocabulary, names: list[str]) -> np.ndarray:
    """Which of some entities have a share of their own: no place, and none whose owner is among them."""
    told = set(names)
    return np.array([not is_place(vocabulary, name) and told.isdisjoint(_owners(vocabulary, name)) for name in names], dtype=bool)


def _owners(vocabulary: Vocabulary, name: str) -> list[str]:
    owners: list[str] = []
    entity = vocabulary.entities.get(name)
    while entity is not None and entity.parent is not None and entity.parent not in owners:
        owners.append(entity.parent)
        entity = vocabulary.entities.get(entity.parent)
    return owners
