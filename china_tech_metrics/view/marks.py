"""What is highlighted in a text, and which rows of the table each highlight belongs to.

A row's quote is where the table says. The words around it come from the document read once more (:mod:`.trace`), and each is linked to
a row only if it says what the row says: the table is right, whatever the second reading makes of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from china_tech_metrics.documents import is_missing
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.view.trace import Aspect, Choice, Decision, Mention, Span, Trace

MarkKind = Literal["quantity", "restated", "unmatched", "source", "entity", "time", "metric"]
ORDER: tuple[MarkKind, ...] = ("quantity", "restated", "unmatched", "source", "entity", "time", "metric")
"""Where highlights overlap, the one named first is seen."""
NO_METRIC, NOT_HERE = "no metric claims it, so it is in no row", "its row is not in this table"

Row = Mapping[str, Any]
"""One row of the table, by column."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight of ``text[start:end]``; ``rows`` are the positions of its rows among those of the page, ``note`` what to say of it."""

    start: int
    end: int
    kind: MarkKind
    rows: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text under one highlight, or none; ``first`` if it is the beginning of it."""

    start: int
    end: int
    mark: Mark | None
    first: bool = True


def find_marks(rows: Mapping[int, Row], found: Trace) -> list[Mark]:
    """The highlights of a document. ``rows`` are its rows by their position on the page, with ``start`` and ``end`` in its text."""
    by_span: dict[Span, tuple[int, ...]] = {}
    for number, row in rows.items():
        span = _span(row)
        by_span[span] = (*by_span.get(span, ()), number)
    marks = [Mark(*span, "quantity", numbers) for span, numbers in by_span.items()]
    for amount in found.amounts:
        span = Span(amount.start, amount.end)
        if span in by_span and amount.also is not None:
            marks.append(Mark(amount.also.start, amount.also.end, "restated", by_span[span]))
        elif span not in by_span and found.observed(span):
            marks.append(Mark(*span, "unmatched", (), NOT_HERE))
        elif span not in by_span and not amount.bare:
            marks.append(Mark(*span, "unmatched", (), NO_METRIC))
    links = _links(rows, found)
    for mention in found.mentions:
        marks.append(Mark(mention.start, mention.end, mention.kind, tuple(links.get(mention.span, ())), ", ".join(mention.names)))
    return sorted(marks, key=lambda mark: (mark.start, ORDER.index(mark.kind)))


def _span(row: Row) -> Span:
    return Span(row["start"], row["end"])


def _links(rows: Mapping[int, Row], found: Trace) -> dict[Span, list[int]]:
    """The rows that words belong to, by where these stand: words that say what the row says."""
    links: dict[Span, list[int]] = {}
    times: dict[tuple[Any, Any], Span] = {}
    named: dict[str, list[Mention]] = {}
    for mention in found.mentions:
        for name in mention.names if mention.kind in ("entity", "source") else ():
            named.setdefault(name, []).append(mention)
    for number, row in sorted(rows.items(), key=lambda item: item[1]["start"]):
        decision = found.decisions.get(_span(row), {})
        same = _agreeing(row, found.observed(_span(row)))
        words = {
            "entity": _entity(row, decision.get("entity"), named.get(row["entity"], ())),
            "metric": _words(decision, "metric", same, row["metric"], "metric"),
            "period": _time(row, _words(decision, "period", same, row["period_start"], "start"), times),
            "source": _words(decision, "source", same, row["source"], "source"),
        }
        for span in {span for span in words.values() if span is not None}:
            links.setdefault(span, []).append(number)
    return {span: sorted(numbers) for span, numbers in links.items()}


def _agreeing(row: Row, observed: Sequence[Observation]) -> Observation | None:
    """The observation that the row was made from: the one of its entity if there are several."""
    same = [o for o in observed if o.entity == row["entity"]]
    return next(iter(same or observed), None)


def _words(decision: Decision, aspect: Aspect, same: Observation | None, value: Any, name: str) -> Span | None:
    """The words that decided an aspect, if they still say what the table says."""
    choice = decision.get(aspect)
    if choice is None or same is None or is_missing(value):
        return None
    if name == "start":
        return choice.words if same.period is not None and pd.Timestamp(same.period.start) == value else None
    return choice.words if getattr(same, name) == value else None


def _entity(row: Row, choice: Choice | None, named: Sequence[Mention]) -> Span | None:
    """The words for the row's entity among those for it: the ones that decided, else the last ones before the figure."""
    if choice is not None and choice.words is not None:
        at = bisect_left(named, choice.words.start, key=lambda m: m.start)
        if at < len(named) and named[at].span == choice.words:
            return choice.words
    before = bisect_right(named, row["start"], key=lambda m: m.end)
    nearest = named[before - 1 : before] or named[:1]
    return nearest[0].span if nearest else None


def _time(row: Row, words: Span | None, times: dict[tuple[Any, Any], Span]) -> Span | None:
    """The words for the row's period: its own, or those that gave an earlier figure the same days."""
    if is_missing(row["period_start"]):
        return None
    days = (row["period_start"], row["period_end"])
    if words is not None:
        times[days] = words
    return times.get(days)


def cut(size: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """A text of so many characters as pieces under one highlight each, in order and without gaps.

    >>> name, cue = Mark(3, 8, "entity"), Mark(0, 15, "metric")
    >>> [(p.start, p.end, p.mark and p.mark.kind, p.first) for p in cut(20, [cue, name])]
    [(0, 3, 'metric', True), (3, 8, 'entity', True), (8, 15, 'metric', False), (15, 20, None, True)]
    """
    listed = sorted(marks, key=lambda mark: ORDER.index(mark.kind), reverse=True)
    over = [-1] * size
    for number, mark in enumerate(listed):
        over[mark.start : mark.end] = [number] * (min(mark.end, size) - mark.start)
    seen: set[int] = set()
    start = 0
    for at in range(1, size + 1):
        if at == size or over[at] != over[start]:
            number = over[start]
            yield Piece(start, at, listed[number] if number >= 0 else None, number not in seen)
            if number >= 0:
                seen.add(number)
            start = at
