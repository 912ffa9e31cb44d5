"""What narrows a figure, put together: the same in every language, however the words are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from china_tech_metrics.link.markets import Market
from china_tech_metrics.vocabulary.entries import Metric, Segment

LINES = ("line", "goods")
"""Kinds of segments that are part of a business; a figure has one of them at most by its own words."""


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
    metric: Metric,
    owner: str | None,
    worlds: frozenset[str],
    *,
    fixed: str | None,
    last: str | None,
) -> str | None:
    """The names of what narrows a figure, joined by commas: place, what is ``fixed`` by the cue, segments, ``last``; None if nothing does.

    The owner's own place is no part of it, and neither is the whole world (one of ``worlds``), unless it is the market of goods.
    """
    if place == owner or (place in worlds and not (metric.goods and says_line(segments))):
        place = None
    names = [segment.name for segment in segments if place is None or segment.name.casefold() != place.casefold()]
    return joined([place, fixed, *names, last])


def joined(names: Iterable[str | None]) -> str | None:
    """Names joined by commas, each once; None if there are none."""
    return ", ".join(dict.fromkeys(filter(None, names))) or None
