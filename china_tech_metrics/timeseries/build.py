"""From the rows of a table to the figures of one series: which rows, in which unit, what they tell, what follows, and in which period."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.timeseries.choose import Amounts, Point, Span, choose
from china_tech_metrics.timeseries.derive import Relation, Rules, derive
from china_tech_metrics.timeseries.evidence import Evidence
from china_tech_metrics.timeseries.mentions import Mentions, dimension
from china_tech_metrics.timeseries.money import Money
from china_tech_metrics.timeseries.names import is_share
from china_tech_metrics.timeseries.place import days_of, natural_frequency, periods_over, place
from china_tech_metrics.units import currency
from china_tech_metrics.vocabulary import Metric, Vocabulary

if TYPE_CHECKING:
    from china_tech_metrics.fx import Rates

YEARS = "Y-DEC"
"""The frequency at which what happens once in a while is looked at, unless another is asked for."""
BASES = ("yoy", "qoq", "mom")
SUMMED = ("M", "Q", "Y")
"""The frequencies, without anchor and number, whose periods are whole months: only those are added and subtracted."""
Against = Literal["growth", "multiple", "change"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which series is asked for: the arguments of :func:`china_tech_metrics.series`, with names as the table has them."""

    entity: str
    metric: str
    segment: str | None = None
    measure: str | None = None
    basis: str | None = None
    unit: str | None = None
    freq: str | None = None
    currency: str | None = None
    within: bool = False
    derive: bool = True


@dataclass(frozen=True)
class Work:
    """A table made ready: everything by position, worked out once for all series that are read from it."""

    df: pd.DataFrame
    mentions: Mentions
    evidence: Evidence
    money: Money
    vocabulary: Vocabulary
    _amounts: dict[str | None, Amounts] = field(default_factory=dict)
    _columns: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, df: pd.DataFrame, vocabulary: Vocabulary, rates: Rates | None) -> Work:
        return cls(df, Mentions.of(df, vocabulary), Evidence.of(df), Money(df, rates, vocabulary), vocabulary)

    @cached_property
    def values(self) -> list[float]:
        return [float(value) for value in self.df["value"].tolist()]

    @cached_property
    def spans(self) -> list[Span | None]:
        """First and last day of each row, None where one is missing or they are the wrong way round."""
        columns = (self.df[name].to_numpy().astype("datetime64[D]").tolist() for name in ("period_start", "period_end"))
        return [_span(start, end) for start, end in zip(*columns, strict=True)]

    @cached_property
    def texts(self) -> dict[str, list[str | None]]:
        """The columns that say what a row is of, as plain values."""
        names = ("entity", "parent", "segment", "metric", "measure", "basis", "status")
        return {name: [value if isinstance(value, str) else None for value in self.df[name].tolist()] for name in names}

    @cached_property
    def by_subject(self) -> Mapping[tuple[str | None, str | None], list[int]]:
        """Positions by entity and metric."""
        found: dict[tuple[str | None, str | None], list[int]] = {}
        for row, key in enumerate(zip(self.texts["entity"], self.texts["metric"], strict=True)):
            found.setdefault(key, []).append(row)
        return found

    @property
    def keys(self) -> set[tuple[str, str, str | None]]:
        """Entity, metric and segment of all rows that have the first two."""
        told = zip(self.texts["entity"], self.texts["metric"], self.texts["segment"], strict=True)
        return {(entity, metric, segment) for entity, metric, segment in told if entity is not None and metric is not None}

    def rows(self, entity: str, metric: str, segment: str | None, *measures: str, basis: str | None = None) -> list[int]:
        """Positions of the rows with a period that are of these; with ``basis``, only those that have it."""
        text = self.texts
        return [
            row
            for row in self.by_subject.get((entity, metric), ())
            if self.spans[row] is not None
            and math.isfinite(self.values[row])
            and text["segment"][row] == segment
            and text["measure"][row] in measures
            and (basis is None or text["basis"][row] == basis)
        ]

    def by_span(self, rows: Iterable[int]) -> dict[Span, list[int]]:
        found: dict[Span, list[int]] = {}
        for row in rows:
            if (span := self.spans[row]) is not None:
                found.setdefault(span, []).append(row)
        return found

    def amounts(self, unit: str) -> Amounts:
        """All rows in a unit: money in its currency, anything else as it stands."""
        code = currency(unit)
        if code not in self._amounts:
            values = self.values if code is None else self.money.amounts(code, required=False).values
            scales = [1.0 if value == own or not own else value / own for value, own in zip(values, self.values, strict=True)]
            self._amounts[code] = Amounts(values, scales, self.statuses)
        return self._amounts[code]

    @cached_property
    def ratios(self) -> Amounts:
        """All rows as they stand, but percent as parts of one: what a multiple says."""
        scales = [0.01 if unit == "percent" else 1.0 for unit in self.mentions.unit]
        return Amounts([value * scale for value, scale in zip(self.values, scales, strict=True)], scales, self.statuses, room=0.0)

    @cached_property
    def statuses(self) -> list[str]:
        """The status of each row; one that has none is told as a fact."""
        return [status or "actual" for status in self.texts["status"]]

    def column(self, name: str) -> list[Any]:
        """The values of a column."""
        if name not in self._columns:
            self._columns[name] = self.df[name].tolist()
        return self._columns[name]


@dataclass(frozen=True, slots=True)
class Found:
    """A series as figures by period, with what is needed to write them down; ``unplaced`` counts the spans told if none has a period."""

    work: Work
    wish: Wish
    points: Mapping[pd.Period, Point]
    freq: str | None
    unit: str
    nature: str
    unplaced: int = 0


def read(work: Work, wish: Wish) -> Found:
    """The figures of a series.

    Raises:
        InputError: there are rows, but none in a unit of the kind that was asked for.
    """
    metric = work.vocabulary.metrics.get(wish.metric)
    nature = metric.nature if metric else "flow"
    measure = wish.measure or ("share" if is_share(metric) else "level")
    basis = None if measure in ("level", "share") else wish.basis or (metric.basis if metric else "yoy")
    rows = _of_one_kind(work, work.rows(wish.entity, wish.metric, wish.segment, measure, basis=basis), wish.unit)
    whole = _whole(work, wish) if measure == "level" and wish.derive else _Whole([], [])
    unit = _home(work, rows or whole.totals, wish.currency)
    levels = work.by_span(rows)
    told = choose(work.mentions, work.amounts(unit), levels)
    freq = wish.freq or (YEARS if wish.within else natural_frequency(told or work.by_span(whole.parts), nature))
    derived: dict[Span, Point] = {}
    if wish.derive and freq and basis is None:
        shares, totals = whole.points(work, unit)
        rules = _rules(metric, measure, unit)
        relations = list(_relations(work, wish, unit, levels))
        derived = derive(told, relations, shares, totals, _wanted(told, freq) if rules.adds else (), rules)
    points = place({**told, **derived}, freq, nature, within=wish.within) if freq else {}
    ordered = dict(sorted(points.items(), key=lambda item: item[0].ordinal))
    return Found(work, wish, ordered, freq, unit, nature, 0 if ordered else len(told))


def _rules(metric: Metric | None, measure: str, unit: str) -> Rules:
    adds = metric is not None and metric.nature == "flow" and metric.parts == "add" and measure == "level"
    return Rules(adds=adds and "/" not in unit and unit != "percent", signed=metric is not None and metric.signed)


def _wanted(told: Iterable[Span], freq: str) -> list[Span]:
    """The periods that are to be found as sums."""
    if freq.lstrip("0123456789")[:1] not in SUMMED:
        return []
    return [days_of(period) for period in periods_over(told, freq)]


def _relations(work: Work, wish: Wish, unit: str, levels: Mapping[Span, Sequence[int]]) -> Iterator[Relation]:
    """What is told of the series against an earlier period. A margin or share that rose by so many percent may have risen by points."""
    changes = ("percentage_point",) if unit == "percent" else (dimension(unit),)
    ways: Sequence[tuple[Against, tuple[str, ...], Amounts]] = (
        ("growth", ("percent",) if unit != "percent" else (), work.amounts("percent")),
        ("multiple", ("times", "percent"), work.ratios),
        ("change", changes, work.amounts(unit)),
    )
    for measure, kinds, amounts in ways:
        for basis in BASES:
            rows = work.rows(wish.entity, wish.metric, wish.segment, measure, basis=basis)
            usable = work.by_span(row for row in rows if work.mentions.dimension[row] in kinds)
            for span, point in choose(work.mentions, amounts, usable).items():
                document = work.column("doc_id")[point.rows[0]]
                same = [row for row in levels.get(span, ()) if work.column("doc_id")[row] == document]
                beside = choose(work.mentions, work.amounts(unit), {span: same}).get(span)
                yield Relation(point, measure, basis, beside)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Positions of the rows that tell what part a series is of a whole, and of those that tell the whole."""

    parts: list[int]
    totals: list[int]

    def points(self, work: Work, unit: str) -> tuple[dict[Span, Point], dict[Span, Point]]:
        """The shares in percent and the totals in a unit, by span."""
        totals = [row for row in self.totals if work.mentions.dimension[row] == dimension(unit)]
        shares = choose(work.mentions, work.amounts("percent"), work.by_span(self.parts))
        return shares, choose(work.mentions, work.amounts(unit), work.by_span(totals))


def _whole(work: Work, wish: Wish) -> _Whole:
    """What a series is part of: a segment of the entity's whole, an entity of its owner's."""
    owner = wish.entity if wish.segment is not None else _owner(work, wish)
    if owner is None:
        return _Whole([], [])
    parts = [row for row in work.rows(wish.entity, wish.metric, wish.segment, "share") if work.mentions.unit[row] == "percent"]
    return _Whole(parts, _of_one_kind(work, work.rows(owner, wish.metric, None, "level"), None) if parts else [])


def _owner(work: Work, wish: Wish) -> str | None:
    owners = {work.texts["parent"][row] for row in work.by_subject.get((wish.entity, wish.metric), ())} - {None, wish.entity}
    return min(owners) if len(owners) == 1 else None  # type: ignore[type-var]


def _of_one_kind(work: Work, rows: Sequence[int], unit: str | None) -> list[int]:
    """The rows of one kind of unit: the one asked for, else the one that most spans are told in."""
    kind = dimension(unit) if unit is not None else _most(work, rows, work.mentions.dimension)
    if unit is not None and rows and not any(work.mentions.dimension[row] == kind for row in rows):
        raise InputError(
            f"no row has a unit of the kind of {unit!r}; there are {', '.join(sorted({work.mentions.unit[row] for row in rows}))}"
        )
    return [row for row in rows if work.mentions.dimension[row] == kind]


def _home(work: Work, rows: Sequence[int], wanted: str | None) -> str:
    """The unit in which a series is put together: of currencies the one in which most spans can be had, then the one most are told in."""
    units = {work.mentions.unit[row] for row in rows}
    if len(units) < 2:
        return next(iter(units), "")

    def order(unit: str) -> tuple[int, int, bool, str]:
        values = work.amounts(unit).values
        had = {work.spans[row] for row in rows if math.isfinite(values[row])}
        told = {work.spans[row] for row in rows if work.mentions.unit[row] == unit}
        return -len(had), -len(told), currency(unit) != wanted, unit

    return min(units, key=order)


def _most(work: Work, rows: Iterable[int], words: Sequence[str]) -> str:
    """What most spans are told in; in a draw a total before a rate, then by the alphabet."""
    votes = Counter(word for word, _ in {(words[row], work.spans[row]) for row in rows})
    return min(votes, key=lambda word: (-votes[word], "/" in word, word), default="")


def _span(start: dt.date | None, end: dt.date | None) -> Span | None:
    return (start, end) if start is not None and end is not None and start <= end else None
