"""What is drawn of each period of a series, before anything is drawn.

A mark says with one thing what the table says in one column: its shape is ``status``, its fill ``modifier`` and ``derived``, its bar
``lowest`` and ``highest``, a ring around it ``conflict``. So any mixture of them can be read.
"""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.plotting.scale import amount, middle, period_name
from china_tech_metrics.timeseries.place import regular
from china_tech_metrics.timeseries.series import COLUMNS

HEDGES = {"approx": "about ", "over": "over ", "under": "under "}
"""How a note writes a modifier before the amount."""
WIDTH = 60
"""The characters in a line of a note."""
SENTENCE = 240
"""The characters of a sentence in a note, the rest is cut."""
NAMED = 3
"""So many documents are named in a note."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One period's figure: where it stands, how sure it is, and the words behind it.

    ``place`` counts the periods of the series, gaps included. ``lowest`` and ``highest`` are the ends of its bar, ``value`` among them.
    ``modifier`` and ``status`` are the table's; a derived figure is ``exact``.
    """

    place: int
    day: dt.datetime
    value: float
    lowest: float
    highest: float
    modifier: str
    status: str
    derived: bool
    conflict: bool
    note: str


def marks_of(told: pd.DataFrame) -> tuple[Mark, ...]:
    """The marks of a series, by time; a period without a figure has none.

    Args:
        told: as :func:`china_tech_metrics.series` gives it, or some of its rows in their order.

    Raises:
        InputError: it is no series.
    """
    missing = [name for name in COLUMNS if not isinstance(told, pd.DataFrame) or name not in told.columns]
    if missing or not isinstance(told.index, pd.PeriodIndex):
        raise InputError("not a series: give what ctm.series returns, a frame on a PeriodIndex" + _listed(missing))
    places = regular(told.index, told.index.freqstr).get_indexer(told.index)
    rows = zip(places.tolist(), told.index, told.to_dict("records"), strict=True)
    return tuple(_mark(place, period, row) for place, period, row in rows if not math.isnan(row["value"]))


def _listed(missing: list[str]) -> str:
    return f"; it has no column {', '.join(missing)}" if missing else ""


def _mark(place: int, period: pd.Period, row: dict[Any, Any]) -> Mark:
    ends = [end for name in ("lowest", "highest", "low", "high") if not math.isnan(end := row[name])]
    return Mark(
        place=place,
        day=middle(period),
        value=row["value"],
        lowest=min(row["value"], *ends),
        highest=max(row["value"], *ends),
        modifier="exact" if pd.isna(row["modifier"]) else row["modifier"],
        status=row["status"],
        derived=row["derived"],
        conflict=row["conflict"],
        note=_note(period, row),
    )


def _note(period: pd.Period, row: dict[Any, Any]) -> str:
    """What is told of a point that is pointed at: the figure, the sentence or the arithmetic behind it, and who tells it."""
    figure = f"{HEDGES.get(row['modifier'], '')}{amount(row['value'], row['unit'])}"
    if row["modifier"] == "range":
        figure = f"{amount(row['low'], row['unit'])} to {amount(row['high'], row['unit'])}"
    status = "" if row["status"] == "actual" else f", {row['status']}"
    ends = f"contradicted, {amount(row['lowest'], row['unit'])} to {amount(row['highest'], row['unit'])}" if row["conflict"] else ""
    words = f"= {row['derivation']}" if row["derived"] else _shortened(row["sentence"])
    names = [name for name in row["documents"][:NAMED] if name] + (["…"] if len(row["documents"]) > NAMED else [])
    lines = [f"{period_name(period)}: {figure}{status}", ends, words, ", ".join(names)]
    return "\n".join(line for part in lines if part for line in textwrap.wrap(part, WIDTH))


def _shortened(sentence: Any) -> str:
    if pd.isna(sentence):
        return ""
    return f"“{sentence if len(sentence) <= SENTENCE else sentence[:SENTENCE].rstrip() + ' …'}”"


def links(marks: Sequence[Mark]) -> Iterator[tuple[Mark, Mark, bool]]:
    """The pairs of neighbouring periods that a line joins, and whether both are facts. Nothing is drawn over a gap."""
    for first, second in pairwise(marks):
        if second.place == first.place + 1:
            yield first, second, first.status == second.status == "actual"
