"""What a time that leans on another one counts from: "a week earlier", "the year before", "the next year"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.tense import told_then
from china_tech_metrics.link.timeline import Question, Timeline
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import Anchored, Relative, resolve, term
from china_tech_metrics.resolve.expressions import MONTHS, Unit
from china_tech_metrics.scan.periods import PeriodMention

A_WEEK, A_MONTH = dt.timedelta(days=7), dt.timedelta(days=30)
DAYS_TOLD = 4
"""For how many sentences a day told is the one that "the next day" comes behind."""


def leant_on(
    mention: PeriodMention, expr: Anchored, timeline: Timeline, question: Question, anchor: Period | None
) -> tuple[Anchored, Period | None]:
    """What a time leans on where that is not simply the period told before.

    A day or a week earlier is one before a day or some days, never before a quarter; "the year before" is a whole one where something
    else is told of it than what was done in a month: "was fined in October, 3% of its sales **the year before**".
    """
    if expr.unit in ("day", "week") and anchor is not None and anchor.end - anchor.start > A_WEEK:
        if timeline.day is not None and question.sentence - timeline.day_sentence <= DAYS_TOLD:
            return expr, timeline.day  # "plunged 29% on Monday. Profit soared. **The next day** it lost another 4%"
        day = timeline.published
        return expr, Period(day, day, "context") if day is not None and expr.offset < 0 else None

    whole = expr.unit == "year" and expr.offset == -1 and expr.named is None and mention.role == "when"
    metric = question.metric
    if whole and metric is not None and metric.nature == "flow" and not metric.once and not question.compared:
        told = metric.id in timeline.metrics_told or timeline.last_metric == metric.id
        if not told and anchor is not None and term(anchor) in ("month", None) and question.measure in ("level", "share"):
            return replace(expr, named="year"), anchor
    return expr, anchor


def told_on(scene: Scene, mention: PeriodMention, expr: Relative, question: Question) -> bool:
    """Whether "the next year" goes on with what is told of a time that is over: "was founded in 2014 and raised X **the next year**"."""
    if expr.offset != 1 or question.status not in ("actual", "estimate") or question.ahead or not mention.start < mention.end:
        return False
    given = scene.folded.startswith("the ", mention.start) or scene.before(mention.start, 1) == ("the",)
    return given and told_then(scene, question.amount)


def of_the_forecast(timeline: Timeline, question: Question) -> bool:
    """Whether a fact is compared with a forecast of the sentence before: "expects to sell 55,000 in May. **A year before** it sold X"."""
    told = question.status == "actual" and question.sentence - timeline.foreseen_sentence == 1
    return told and timeline.last_sentence < timeline.foreseen_sentence


def said_before(scene: Scene, timeline: Timeline, question: Question, mention: PeriodMention) -> Period | None:
    """The period a sentence names without a figure before one that leans on it: "fell in the second quarter and 2% **the next**"."""
    if not mention.anchored:
        return None
    named = [m for m in scene.periods if m.end <= mention.start and m.role == "when" and not m.anchored]
    if not named:
        return None
    return resolve(named[-1].expr, published=timeline.published, fiscal_years=question.fiscal_years)


def is_longer(period: Period | None, unit: Unit) -> bool:
    """Whether a month, quarter, half or year is a longer one than a unit; any span of more days is longer than a week."""
    if unit == "week":
        return period is not None and period.end - period.start >= A_WEEK
    longer: tuple[Unit, ...] = ("quarter", "half", "year")
    named = term(period) if period is not None else None
    if period is not None and named is None:
        return unit in MONTHS and period.end - period.start >= (MONTHS[unit] + 1) * A_MONTH  # "lost 5% **over the past year**"
    return any(named == other and MONTHS[other] > MONTHS.get(unit, 0) for other in longer)
