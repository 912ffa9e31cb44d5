"""Of all rows that tell a figure of the same days, the one to show, and what the others say to it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from china_tech_metrics.model import Period
from china_tech_metrics.printed import Claim
from china_tech_metrics.resolve.spans import label
from china_tech_metrics.timeseries.mentions import RATE_ROOM, Mentions

Span = tuple[dt.date, dt.date]
"""First and last day, both inside."""


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of a span of days.

    Attributes:
        value: the figure, in the unit of the series.
        claim: the numbers it may stand for, rounding and hedges included: what derivations calculate with.
        status: ``actual``, ``estimate``, ``forecast`` or ``target``.
        rows: positions of the rows that tell it, the chosen one first; of a derived figure those it was made from.
        lowest, highest: the ends of all that is claimed of this fact, contradictions included; a mention in another currency that agrees
            does not widen them.
        spread: how far the values told are apart, as a part of the chosen one; NaN of a derived figure.
        conflict: something contradicts it.
        derivation: how it was made from others, in words; None of a figure that is told.
    """

    span: Span
    value: float
    claim: Claim
    status: str
    rows: tuple[int, ...]
    lowest: float
    highest: float
    spread: float = math.nan
    conflict: bool = False
    derivation: str | None = None

    @property
    def words(self) -> str:
        """What stands for it in the derivation of another: its period, or its own derivation in brackets."""
        return f"({self.derivation})" if self.derivation else label(Period(*self.span))

    @property
    def is_fact(self) -> bool:
        return self.status in ("actual", "estimate")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The rows of a table as figures in one unit.

    Attributes:
        values: the figures by position, NaN where there is none in that unit.
        scales: what the printed figure was multiplied with.
        status: the rows' status.
        room: how far a figure that was multiplied may be off, as a part of it: money in another currency depends on the rate.
    """

    values: Sequence[float]
    scales: Sequence[float]
    status: Sequence[str]
    room: float = RATE_ROOM

    def claim(self, told: Claim, row: int) -> Claim:
        """What a row's figure may stand for in this unit."""
        scale = self.scales[row]
        ends = [end * scale for end in told]
        room = 0.0 if scale == 1 else self.room * max(map(abs, ends))
        return Claim(min(ends) - room, max(ends) + room)


def choose(mentions: Mentions, amounts: Amounts, rows: Mapping[Span, Iterable[int]]) -> dict[Span, Point]:
    """The figure of each span of which there is one.

    Rows that agree are taken together, and the most believed one among them stands for all: the most exact of the company's own. Between
    groups that contradict each other comes first what is ``actual``, then ``estimate``, ``forecast`` and ``target``; then the company's own
    word; then what was told last, because figures are restated; then the order of belief.

    Args:
        mentions: the rows, ready to be compared.
        amounts: the rows' figures in the unit of the series; rows without one are passed over.
        rows: positions by span.
    """
    found = {}
    for span, positions in rows.items():
        usable = [row for row in positions if math.isfinite(amounts.values[row])]
        if usable:
            found[span] = _point(mentions, amounts, span, mentions.clusters(usable))
    return found


def _point(mentions: Mentions, amounts: Amounts, span: Span, clusters: list[list[int]]) -> Point:
    def order(cluster: list[int]) -> tuple[int, bool, int, int]:
        first = cluster[0]
        return mentions.status[first], not mentions.primary[first], -max(mentions.published[row] for row in cluster), mentions.rank[first]

    best = min(clusters, key=order)
    first = best[0]
    against = [cluster for cluster in clusters if cluster is not best and mentions.contradict(first, cluster[0])]
    told = [row for row in best if mentions.unit[row] == mentions.unit[first]] + [row for cluster in against for row in cluster]
    claims = [amounts.claim(mentions.claims[row], row) for row in told]
    values = [amounts.values[row] for row in told]
    value = amounts.values[first]
    return Point(
        span=span,
        value=value,
        claim=amounts.claim(mentions.claims[first], first),
        status=amounts.status[first],
        rows=tuple(best),
        lowest=min(claim.lowest for claim in claims),
        highest=max(claim.highest for claim in claims),
        spread=(max(values) - min(values)) / abs(value) if value else float(max(values) > min(values)),
        conflict=bool(against),
    )
