"""What narrows a figure, put together: the same in every language, however the words are found.

The parts of a name stand in one order, from the widest to the narrowest: the place, what the metric's own words say ("exports"), then
lines of business, goods, scopes and ways of accounting in the order of the text, the festival or the unit of a price at the end, all joined
by commas: "India, smartphones", "exports, solar modules", "non-GAAP, per ADS".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from china_tech_metrics.link.markets import Market
from china_tech_metrics.model import CHANGES, Measure, Period
from china_tech_metrics.resolve.expressions import FestivalDays
from china_tech_metrics.vocabulary.entries import Metric, Segment

LINES = ("line", "goods")
"""Kinds of segments that are part of a business; a figure has one of them at most by its own words."""


@dataclass(slots=True)
class Narrowed:
    """What narrows a figure: the place first, then the rest in the order of the text.

    ``mention`` are the words that name its ``metric``, ``end`` is where the figure ends. ``said`` is whether lines of business or goods
    are said at all, those too that narrow no such metric: a carmaker's deliveries are of **vehicles**.
    """

    mention: object
    metric: Metric
    end: int
    place: str | None = None
    segments: list[Segment] = field(default_factory=list)
    said: bool = False

    def add(self, segments: Sequence[Segment], place: str | None = None) -> None:
        self.place = self.place or place
        self.said = self.said or says_line(segments)
        self.segments += [segment for segment in segments if segment not in self.segments and narrows(segment, self.metric)]

    def goes_on_from(self, last: Narrowed | None, begin: int, measure: Measure, *, added: bool) -> None:
        """Take over what narrowed the ``last`` figure of the sentence, which begins at ``begin``, where this one is a change of that.

        What is ``added`` to a result of a business is one, too: "cloud revenue rose 18% to $2 billion, **with an operating margin of 7%**".
        A share of a market is one of the goods that were told of just before: "shipped 42 million smartphones for a **14%** share".
        """
        if last is None or last.end < begin or self.segments or self.place is not None:
            return
        result = self.metric.signed or bool(self.metric.ratio)
        if (last.mention == self.mention and measure in CHANGES) or (added and last.named and result):
            self.add(last.segments, last.place)
        elif not self.said and last.metric is not self.metric and last.metric.goods and self.metric.goods:
            self.add([segment for segment in last.segments if segment.kind == "goods"], last.place)

    @property
    def named(self) -> bool:
        """Whether a line of business or goods are among them."""
        return says_line(self.segments)


class Festive:
    """The festivals whose days a text tells of: figures of the same days are theirs, too, where they do not name them."""

    def __init__(self) -> None:
        self._names: dict[tuple[dt.date, dt.date], str] = {}

    def name(self, period: Period | None, named: Iterable[object]) -> str | None:
        """The festival that a period is; ``named`` are the times that the figure's sentence names."""
        if period is None:
            return None
        days = (period.start, period.end)
        if period.source == "festival":
            said = next((time.name for time in named if isinstance(time, FestivalDays)), None)
            if said is not None:
                self._names[days] = said
                return said
        return self._names.get(days) if self._names else None


def says_line(segments: Iterable[Segment]) -> bool:
    """Whether a line of business or goods are among some segments."""
    for segment in segments:  # noqa: SIM110 - asked of every figure, and mostly of none
        if segment.kind in LINES:
            return True
    return False


def of_market(
    market: Market | None, place: str | None, segments: Sequence[Segment], metric: Metric, *, said: bool
) -> tuple[str | None, Sequence[Segment]]:
    """Place and segments of a figure, with those of the market the text speaks of; ``said`` that its own words name a line or goods."""
    if market is None or market.goods.name in metric.whole:
        return place, segments
    if not said:
        return place or market.place, [*segments, market.goods]
    return place or (market.place if market.goods in segments else None), segments


def label(
    place: str | None,
    segments: Sequence[Segment],
    owner: str | None,
    worlds: frozenset[str],
    *,
    fixed: str | None,
    last: str | None,
) -> str | None:
    """The names of what narrows a figure, joined by commas: place, what is ``fixed`` by the cue, segments, ``last``; None if nothing does.

    The owner's own place is no part of it, and neither is the whole world (one of ``worlds``), which narrows nothing.
    """
    if place == owner or place in worlds:
        place = None
    names = [segment.name for segment in segments if place is None or segment.name.casefold() != place.casefold()]
    return joined([place, fixed, *names, last])


def narrows(segment: Segment, metric: Metric) -> bool:
    """Whether a metric has a segment: one that names its metrics is for these, others for all that lines of business have."""
    if segment.metrics:
        return metric.id in segment.metrics
    return metric.segmented and segment.name not in metric.whole


def special(segments: Iterable[Segment], lang: str) -> Iterator[tuple[str, str, Segment]]:
    """The words of segments that name their metrics: the metric, the word and the segment."""
    for segment in segments:
        for metric in segment.metrics:
            for word in segment.names.get(lang, ()):
                yield metric, word, segment


def joined(names: Iterable[str | None]) -> str | None:
    """Names joined by commas, each once; None if there are none."""
    return ", ".join(dict.fromkeys(filter(None, names))) or None
