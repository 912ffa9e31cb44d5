"""The time of a rate said before an amount: "average **daily** GMV of $1.5 million"."""

from __future__ import annotations

from china_tech_metrics.link.moment import About
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount, Measure
from china_tech_metrics.vocabulary.entries import Metric

COUNTED_BY_TIME = "average"
"""The nature of metrics that count all that come in a day or month: their figures are no rates, "120 million **users a day**"."""
RATES = (("hourly", "hour"), ("daily", "day"), ("weekly", "week"), ("monthly", "month"))


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
    if 0 <= amount.outer_start - span.end <= 1 and scene.only(scene.before(span.start, 1) or (",",), "determiner"):
        return True  # "up from **a daily** 76 million"
    if span.end < amount.outer_start and _averages(scene, scene.gap(span.end, amount.outer_start).tokens):
        return True
    mentions = [
        m
        for m in scene.cues
        if m is chosen
        or (m.end <= amount.start and any(c.metric == metric.id for c in m.cues) and not scene.amounts_between(m.end, amount.outer_start))
    ]
    if any(m.start <= span.start < m.end for m in mentions):
        return True
    if about.choice.follows and span.end < amount.start:
        counted = scene.only(scene.after(span.end, 1) or (",",), "number_noun")
        return counted and not scene.amounts_between(span.end, amount.outer_start)  # "the **daily volume** of X exceeded 10 million orders"
    ahead = next((m for m in mentions if span.end <= m.start), None)
    if ahead is not None:
        gap = scene.gap(span.end, ahead.start)
        return len(gap) <= 2 and not gap.breaks and (not about.choice.follows or span.end > amount.outer_end)
    if span.start < amount.outer_end or scene.amounts_between(amount.outer_end, span.start):
        return False
    gap = scene.gap(amount.outer_end, span.start)
    return len(gap) <= 4 and not gap.breaks and not (gap.tokens and scene.only(gap.tokens[-1:], "preposition"))


def _averages(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether only an average leads from the time to the figure: "the daily **average of** 304 million"."""
    return bool(tokens) and tokens[0] in scene.grammar.content["averaging"] and scene.only(tokens[1:], "reach", "adverb")


def unit_of(amount: Amount, metric: Metric | None, rate: str | None) -> str:
    """The unit of a figure with the ``rate`` told for it; that of daily or monthly users is "count" however it is written."""
    if metric is not None and metric.nature == COUNTED_BY_TIME and amount.kind == "count":
        return amount.kind
    return f"{amount.unit}/{rate}" if rate and "/" not in amount.unit else amount.unit
