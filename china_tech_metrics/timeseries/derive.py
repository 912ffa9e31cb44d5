"""Figures that nobody tells but that follow from what is told, by arithmetic alone.

Three relations are used, and nothing is assumed beyond them:

- **Growth.** "Up 36% to X" gives the figure of the period before: X / 1.36. Likewise a multiple ("doubled to X") and a change ("up by
  RMB 2 billion to X"). The other way round the base gives the figure. ``yoy`` goes to the same days a year before, ``qoq`` to the quarter
  before, ``mom`` to the month before; a growth against something else gives nothing.
- **Sums**, only of flows whose parts add up. A missing period is a walk along the ones that are told: forward is plus, backward minus.
  From the end of March back over the first quarter, then forward over the first half, one arrives at the end of June: H1 - Q1 is Q2. Of
  several walks the one with the least uncertainty is taken, then the shortest.
- **Shares.** "Advertising made up 60% of revenue" and the revenue give the revenue of advertising.

Every figure is calculated with as the interval of what it may stand for, and the result's interval is what all combinations allow. A result
that is wider than :data:`WIDEST` of itself is dropped. Derived figures are used for further ones in at most :data:`ROUNDS` rounds. A figure
that is told is never replaced, and only facts are used: no forecast, no target.

A growth or share that something contradicts is not used. What is made from a contradicted figure is itself marked as a conflict, except
that a growth belongs to the figure that its own document tells with it.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from china_tech_metrics.model import Period
from china_tech_metrics.printed import Claim
from china_tech_metrics.resolve.expressions import Unit
from china_tech_metrics.resolve.spans import shift, whole_months
from china_tech_metrics.timeseries.choose import Point, Span

ROUNDS = 3
"""How often derived figures are taken to derive others from."""
WIDEST = 0.25
"""How wide the interval of a derived figure may be, as a part of the figure: a choice."""
MOST_TERMS = 12
"""How many figures one sum may have: a year of months."""
STEPS: Mapping[str, tuple[Unit, int | None]] = {"yoy": ("year", None), "qoq": ("quarter", 3), "mom": ("month", 1)}
"""The calendar unit to the base, and how many months a period with such a base has."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A figure against that of an earlier period: ``growth`` in percent, ``multiple`` of it, ``change`` in its unit.

    ``beside`` is the figure of the same period as the same document tells it.
    """

    point: Point
    measure: Literal["growth", "multiple", "change"]
    basis: str
    beside: Point | None = None

    @property
    def base(self) -> Span | None:
        """The days it is measured against, if they can be told."""
        unit, months = STEPS.get(self.basis, (None, None))
        period = Period(*self.point.span)
        if unit is None or self.point.span[0].year < 3:
            return None
        whole = whole_months(period)
        if whole != months if months is not None else (whole is None and period.start != period.end):
            return None
        before = shift(period, unit=unit, count=-1)
        return before.start, before.end


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be done with the figures of a metric."""

    adds: bool
    """It is a flow whose parts add up to the whole."""
    signed: bool
    """It can be below zero."""


def derive(
    told: Mapping[Span, Point],
    relations: Sequence[Relation],
    shares: Mapping[Span, Point],
    totals: Mapping[Span, Point],
    wanted: Iterable[Span],
    rules: Rules,
) -> dict[Span, Point]:
    """The figures that follow from others, for spans of which nothing is told.

    Args:
        told: the figures that are told, by span.
        relations: growth, multiples and changes of the same series.
        shares: its share of ``totals`` in percent, by span.
        totals: the figures of the whole.
        wanted: the spans to be found as sums.
        rules: of its metric.
    """
    known = {span: point for span, point in told.items() if point.is_fact}
    targets = {*wanted, *(span for r in relations for span in (r.point.span, r.base) if span)} if rules.adds else set()
    found: dict[Span, Point] = {}
    for _ in range(ROUNDS):
        offers: dict[Span, list[Point]] = {}
        for point in _offers(known, relations, shares, totals, targets):
            if point.span not in told and point.span not in known and _useful(point, rules):
                offers.setdefault(point.span, []).append(point)
        if not offers:
            break
        for span, points in offers.items():
            found[span] = known[span] = _narrowest(points)
    return found


def _offers(
    known: Mapping[Span, Point],
    relations: Sequence[Relation],
    shares: Mapping[Span, Point],
    totals: Mapping[Span, Point],
    targets: Iterable[Span],
) -> Iterator[Point]:
    for relation in relations:
        yield from _by_relation(relation, known)
    for span, share in shares.items():
        if span in totals and share.is_fact and totals[span].is_fact and not share.conflict:
            yield _share_of(share, totals[span])
    edges = _edges(known.values())
    for span in targets:
        if span not in known and (walk := _walk(edges, *span)):
            yield _sum(span, walk)


def _useful(point: Point, rules: Rules) -> bool:
    width = point.claim.highest - point.claim.lowest
    return math.isfinite(point.value) and width <= WIDEST * abs(point.value) and (rules.signed or point.value >= 0)


def _narrowest(points: Sequence[Point]) -> Point:
    """The most certain of several derivations of one figure; the others say whether they agree."""
    best = min(points, key=lambda p: (p.claim.highest - p.claim.lowest, len(p.derivation or ""), p.derivation or ""))
    against = any(not best.claim.agrees(other.claim) for other in points)
    return _derived(best.span, best.value, best.claim, best.derivation or "", [best], conflict=against)


def _derived(span: Span, value: float, claim: Claim, words: str, sources: Sequence[Point], *, conflict: bool = False) -> Point:
    rows = tuple(dict.fromkeys(row for source in sources for row in _used(source)))
    status = "estimate" if any(source.status == "estimate" for source in sources) else "actual"
    contested = conflict or any(source.conflict for source in sources)
    return Point(span, value, claim, status, rows, claim.lowest, claim.highest, conflict=contested, derivation=words)


def _used(source: Point) -> tuple[int, ...]:
    """The rows a figure is taken from: of one that is told the chosen row, not all that agree with it."""
    return source.rows if source.derivation else source.rows[:1]


# Growth


def _by_relation(relation: Relation, known: Mapping[Span, Point]) -> Iterator[Point]:
    """The base of a figure, or the figure of a base."""
    base = relation.base
    if base is None or not relation.point.is_fact or relation.point.conflict:
        return
    later, earlier = known.get(relation.point.span), known.get(base)
    if later is not None and later.conflict and relation.beside is not None:
        later = relation.beside
    if later is not None and earlier is None:
        yield from _related(relation, later, base, backward=True)
    if earlier is not None and later is None:
        yield from _related(relation, earlier, relation.point.span, backward=False)


def _related(relation: Relation, source: Point, span: Span, *, backward: bool) -> Iterator[Point]:
    told = relation.point
    sources = [source, told]
    if relation.measure == "change":
        sign = -1 if backward else 1
        value = float(_exact(source.value) + sign * _exact(told.value))
        words = f"{source.words} {'-' if sign * told.value < 0 else '+'} {float(f'{abs(told.value):.4g}'):,.15g}"
        yield _derived(span, value, _added([(1, source.claim), (sign, told.claim)]), words, sources)
        return
    factor, written = _factor(relation, negative=source.value < 0)
    if factor is None or factor[0] <= 0 or factor[1].lowest <= 0:
        return
    ratio, ends = factor
    if backward:
        value, claim = float(_exact(source.value) / _exact(ratio)), _corners(source.claim, Claim(1 / ends.highest, 1 / ends.lowest))
    else:
        value, claim = float(_exact(source.value) * _exact(ratio)), _corners(source.claim, ends)
    yield _derived(span, value, claim, f"{source.words} {'/' if backward else 'x'} {written}", sources)


def _factor(relation: Relation, *, negative: bool) -> tuple[tuple[float, Claim] | None, str]:
    """What the base is multiplied with, and how that is written. A loss that grew has a negative growth, so its factor is turned."""
    value, claim = relation.point.value, relation.point.claim
    if relation.measure == "multiple":
        return (None if negative else (value, claim)), f"{value:g}"
    if negative:
        value, claim = -value, Claim(-claim.highest, -claim.lowest)
    ratio = float(1 + _exact(value) / 100)
    return (ratio, Claim(1 + claim.lowest / 100, 1 + claim.highest / 100)), f"(1 {'-' if value < 0 else '+'} {abs(value):g}%)"


# Shares


def _share_of(share: Point, total: Point) -> Point:
    value = float(_exact(total.value) * _exact(share.value) / 100)
    part = Claim(share.claim.lowest / 100, share.claim.highest / 100)
    return _derived(share.span, value, _corners(total.claim, part), f"{share.value:g}% of {total.words}", [total, share])


# Sums

Edge = tuple[dt.date, int, Point]
"""Where one step leads, with its sign, over which figure."""
Walk = list[tuple[int, Point]]


def _edges(points: Iterable[Point]) -> dict[dt.date, list[Edge]]:
    """From each boundary between days, the steps over the figures of whole months that begin or end there."""
    edges: dict[dt.date, list[Edge]] = {}
    for point in points:
        first, last = point.span
        if last < dt.date.max - dt.timedelta(days=31) and whole_months(Period(first, last)):
            after = last + dt.timedelta(days=1)
            edges.setdefault(first, []).append((after, 1, point))
            edges.setdefault(after, []).append((first, -1, point))
    return edges


def _walk(edges: Mapping[dt.date, Sequence[Edge]], first: dt.date, last: dt.date) -> Walk | None:
    """The way from the beginning of a span to its end with the least uncertainty, then the fewest and the first figures (Dijkstra)."""
    if last >= dt.date.max - dt.timedelta(days=31) or first not in edges:
        return None
    goal = last + dt.timedelta(days=1)
    queue: list[tuple[float, int, tuple[str, ...], dt.date, int, Walk]] = [(0.0, 0, (), first, 0, [])]
    reached: set[dt.date] = set()
    pushed = 0
    while queue:
        width, terms, words, at, _, walk = heapq.heappop(queue)
        if at == goal:
            return walk
        if at in reached or terms == MOST_TERMS:
            continue
        reached.add(at)
        for then, sign, point in edges.get(at, ()):
            if then not in reached:
                pushed += 1
                wider = width + point.claim.highest - point.claim.lowest
                heapq.heappush(queue, (wider, terms + 1, (*words, point.words), then, pushed, [*walk, (sign, point)]))
    return None


def _sum(span: Span, walk: Walk) -> Point:
    ordered = sorted(walk, key=lambda step: (-step[0], step[1].span))
    value = float(sum((sign * _exact(point.value) for sign, point in ordered), Decimal(0)))
    words = "".join(f" {'+' if sign > 0 else '-'} {point.words}" for sign, point in ordered).removeprefix(" + ")
    return _derived(span, value, _added([(sign, point.claim) for sign, point in ordered]), words, [point for _, point in ordered])


# Intervals


def _exact(value: float) -> Decimal:
    """The decimal number a float was made from."""
    return Decimal(repr(float(value)))


def _added(terms: Iterable[tuple[int, Claim]]) -> Claim:
    """The interval of a sum of intervals, each taken with its sign."""
    lowest = highest = Decimal(0)
    for sign, claim in terms:
        low, high = (claim.lowest, claim.highest) if sign > 0 else (-claim.highest, -claim.lowest)
        lowest, highest = lowest + _exact(low), highest + _exact(high)
    return Claim(float(lowest), float(highest))


def _corners(a: Claim, b: Claim) -> Claim:
    """The interval of a product of intervals."""
    products = [float(_exact(one) * _exact(other)) for one in a for other in b]
    return Claim(min(products), max(products))
