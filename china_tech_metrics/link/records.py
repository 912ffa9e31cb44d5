"""Times that only say since when, or among what, something is the most: "the slowest pace **since 2019**"."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.resolve.calendar import Anchored, Relative, ToDate, Window
from china_tech_metrics.resolve.expressions import TimeExpr
from china_tech_metrics.scan.periods import SINCE_REACH, PeriodMention

WINDOW_REACH = 5
"""How many words may stand between a superlative and the span it holds for: ", its slowest annual growth **in the past decade**"."""
RECORD_OF_YEAR = 10
"""How many words may stand between a superlative and the year it holds for: "the **largest** share sale in the city **this year**"."""
RANK_REACH = 4
"""How many words may stand between the "from" of a place held before and its time: "**from** the second spot **in** 2020"."""
RECORD_REACH = 3
"""How many words may stand between a superlative and its "since": "the slowest pace since"."""


def since_a_record(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time says for how long nothing was like it: "**the slowest since** it listed in 2004"."""
    if isinstance(mention.expr, ToDate):
        words = scene.before(mention.outer_start, WINDOW_REACH)  # "the most in any month **so far**", "the best week **so far**"
        return (scene.some(words, "record") and scene.some(words, "indefinite")) or scene.only(words[-2:-1] or (",",), "record")
    if isinstance(mention.expr, Window):
        words = scene.before(mention.outer_start, WINDOW_REACH)
        return scene.some(words, "record") and "," in scene.before(mention.outer_start, WINDOW_REACH + 2)
    if mention.role != "since":
        return False
    part = next((a for a in reversed(scene.amounts) if a.end <= mention.start and a.worded), None)
    before = scene.before(mention.start, SINCE_REACH)
    if part is not None:  # "lost a **third** since January"
        before = scene.gap(part.end, mention.start).tokens[-SINCE_REACH:]
    at = next((i for i in range(len(before) - 1, -1, -1) if scene.only(before[i : i + 1], "since")), None)
    return at is not None and scene.some(before[max(0, at - RECORD_REACH) : at], "record", "rank")


def of_a_record(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a year only says among what something is the largest: "raised $1 billion in the **biggest listing this year**"."""
    if mention.outer_start < amount.outer_end or not _is_running(mention.expr):
        return False
    led = scene.gap(mention.outer_start, mention.start).tokens
    if scene.amounts_between(amount.outer_end, mention.start) or not scene.only(led, "of"):
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens[-RECORD_OF_YEAR:]
    at = max((i for i, word in enumerate(tokens) if scene.only([word], "record") and not _in_idiom(tokens, i)), default=None)
    return at is not None and "," not in tokens[at:]


def _in_idiom(tokens: Sequence[str], at: int) -> bool:
    """Whether a superlative is none: "**at least**", "for the **first time**"."""
    return tokens[at - 1 : at] == ("at",) or tokens[at + 1 : at + 2] == ("time",)


def _is_running(expr: TimeExpr) -> bool:
    """Whether a time is a year that runs, or the one told of: "this year", "so far this year", "that year"."""
    told = isinstance(expr, Anchored) and expr.offset == 0 and expr.named == "year"
    return told or (isinstance(expr, Relative | ToDate) and expr.unit == "year")


def came_from_a_rank(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is that of a place held before: "dropped to fifth **from second in 2021**, on a share of 9%"."""
    tokens = scene.before(mention.outer_start, RANK_REACH)
    at = next((i for i in range(len(tokens) - 1) if tokens[i] == "from"), None)
    return at is not None and scene.only(tokens[at + 1 : at + 2], "rank") and "," not in tokens[at:]
