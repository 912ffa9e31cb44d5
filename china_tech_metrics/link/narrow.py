"""What narrows a metric beyond its name: the product line, place or festival it is limited to, and the time of a rate."""

from __future__ import annotations

from collections.abc import Mapping

from china_tech_metrics.link.moment import About
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount, Measure
from china_tech_metrics.resolve.calendar import FestivalDays
from china_tech_metrics.vocabulary.entries import Metric

RATES = (("hourly", "hour"), ("daily", "day"), ("weekly", "week"), ("monthly", "month"))
LONGEST = 3
"""Words of a product line's name: "local life services"."""
PLACE_REACH = 5


def read_rate(scene: Scene, amount: Amount, about: About, metric: Metric, measure: Measure) -> str | None:
    """The time unit of a rate said before the amount or in the cue: "average daily GMV of $1.5 million" gives "day"."""
    if amount.kind not in ("money", "count", "quantity") or amount.per is not None or measure not in ("level", "change"):
        return None
    if about.cue.rate is not None:
        return about.cue.rate
    if metric.nature != "flow" and not (metric.nature == "average" and amount.kind == "quantity"):
        return None  # "average daily users" are no rate, "average daily time spent" is one
    for group, unit in RATES:
        if any(_governs(scene, amount, about, metric, span) for span in scene.classes.get(group, ())):
            return unit
    return None


def _governs(scene: Scene, amount: Amount, about: About, metric: Metric, span: Spanned) -> bool:
    chosen = about.choice.mention
    mentions = [
        m
        for m in scene.cues
        if m is chosen
        or (m.end <= amount.start and any(c.metric == metric.id for c in m.cues) and not scene.amounts_between(m.end, amount.outer_start))
    ]
    if any(m.start <= span.start < m.end for m in mentions):
        return True
    ahead = next((m for m in mentions if span.end <= m.start), None)
    if ahead is not None:
        gap = scene.gap(span.end, ahead.start)
        return len(gap) <= 2 and not gap.breaks and (not about.choice.follows or span.end > amount.outer_end)
    if span.start < amount.outer_end or scene.amounts_between(amount.outer_end, span.start):
        return False
    gap = scene.gap(amount.outer_end, span.start)
    return len(gap) <= 4 and not gap.breaks and not (gap.tokens and scene.only(gap.tokens[-1:], "preposition"))


def read_segment(scene: Scene, amount: Amount, about: About, segments: Mapping[str, str]) -> str | None:
    """The product line the cue or the words right before it name, else the festival or the place the figure is limited to."""
    if about.cue.segment is not None:
        return about.cue.segment
    mention = about.choice.mention
    words = scene.before(mention.start, LONGEST)
    for size in range(LONGEST, 0, -1):
        found = segments.get(" ".join(words[-size:])) if len(words) >= size else None
        if found is not None:
            return found
    for period in scene.periods:
        if isinstance(period.expr, FestivalDays) and period.role == "when":
            return scene.text[period.start : period.end]
    return _place(scene, amount, about)


def _place(scene: Scene, amount: Amount, about: About) -> str | None:
    for mention in scene.entities:
        if mention.role != "place" or mention.name == about.owner.name:
            continue
        for end in (amount.outer_end, about.choice.mention.end):
            tokens = scene.gap(end, mention.start).tokens
            if (
                mention.start >= end
                and len(tokens) <= PLACE_REACH
                and tokens[-1:] in (("in",), ("the",))
                and not scene.amounts_between(end, mention.start)
            ):
                return mention.name
    return None
