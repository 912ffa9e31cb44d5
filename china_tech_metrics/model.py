"""What passes between the stages: frozen values with character spans of the original text.

    documents -> Document
    scan      -> Amount, PeriodMention, and the vocabulary's mentions      (what is written)
    resolve   -> Period                                                    (what it means)
    link      -> Observation                                               (what belongs together)
    table     -> the pandas DataFrame

Every ``start`` and ``end`` counts Python characters of the text the user passed in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["money", "percent", "point", "times", "count", "quantity"]
"""What sort of thing an amount measures.

``money`` is any currency, also per unit or in time; ``percent`` also permille; ``point`` is percentage points
and basis points; ``times`` is a ratio ("42-fold", "doubled"); ``count`` a plain number of things, also in time;
``quantity`` a physical unit (minutes, kilograms, kilometres, gigawatt hours).
"""

Modifier = Literal["exact", "approx", "over", "under", "range"]
Measure = Literal["level", "growth", "multiple", "change", "share"]
CHANGES: tuple[Measure, ...] = ("growth", "change", "multiple")
"""Measures that compare a figure with an earlier one."""
RATIOS: tuple[Kind, ...] = ("percent", "times", "point")
"""Kinds of amount that every metric can have."""
Basis = Literal["yoy", "qoq", "mom", "other"]
Status = Literal["actual", "target", "forecast", "estimate"]
PeriodSource = Literal["stated", "relative", "fiscal", "festival", "context", "published"]


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about it. ``published`` is the day every relative date is counted from."""

    doc_id: str
    text: str
    published: dt.date | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Restatement:
    """The same amount printed again in another currency: the ``($4.69 billion)`` of ``RMB 31.44 billion ($4.69 billion)``."""

    start: int
    end: int
    value: Decimal
    unit: str


@dataclass(slots=True, unsafe_hash=True)
class Amount:
    """A quantity as it is written: ``text[start:end]`` is number, magnitude and unit, without hedges.

    ``outer_start`` and ``outer_end`` also take in the hedge and the bracketed restatement, so that what stands
    left and right of the whole expression can be looked at. ``bare`` says that neither currency, unit nor
    magnitude word was written ("4,500"): such a number is an observation only if something counted follows.
    ``worded`` says that it was written as a word of change or number words ("doubled", "half", "fifteen").
    ``paired`` is "from" or "to" in "from 382 billion lira in 2021 to 801 billion".
    ``per`` is the time unit when a rate was written ("a day", "per month"); it is already part of ``unit``.
    ``ambiguous`` says that the currency had to be assumed ("$" may be Hong Kong dollars, "¥" yen).

    Nothing changes one that was made; it is not frozen because a frozen one of so many fields takes twice as long to make.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: Kind
    value: Decimal
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: Modifier = "exact"
    also: Restatement | None = None
    bare: bool = False
    worded: bool = False
    paired: Literal["from", "to"] | None = None
    per: str | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days, both inside, with the label that the gold schema prints (``2022Q2``, ``2023-01-01/2023-09-30``)."""

    start: dt.date
    end: dt.date
    source: PeriodSource = "stated"
