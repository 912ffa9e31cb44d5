"""Actual, target, forecast or estimate; and who is cited for it."""

from __future__ import annotations

from china_tech_metrics.link.entities import Discourse
from china_tech_metrics.link.scene import Scene, Span
from china_tech_metrics.model import Amount, Period, Status
from china_tech_metrics.vocabulary.entries import REPORTER_KINDS, Cue

REACH = {"target": 14, "forecast": 12, "estimate": 18}


def read_status(scene: Scene, amount: Amount, cue: Cue | None, future: bool) -> Status:
    """The nearest word of aim, expectation or doubt that governs the amount; ``future`` says its period lies ahead."""
    if cue is not None and cue.status is not None:
        return cue.status  # type: ignore[return-value]
    best: tuple[float, Status] | None = None
    for status, bias in (("target", 0.0), ("forecast", 0.5), ("estimate", 3.0)):
        for span in scene.classes.get(status, ()):
            if status == "target" and _achieved(scene, span):
                continue
            cost = _cost(scene, amount, span, REACH[status])
            if cost is not None and (best is None or cost + bias < best[0]):
                best = (cost + bias, status)  # type: ignore[assignment]
    if best is not None:
        return best[1]
    return "forecast" if future else "actual"


def _achieved(scene: Scene, span: Span) -> bool:
    """Whether the aim has been reached: "has met its target", "topped its goal"."""
    return any(t in scene.grammar.gaps["achieved"] for t in scene.before(span.start, 5))


def _cost(scene: Scene, amount: Amount, span: Span, reach: int) -> float | None:
    if span.end <= amount.start:
        gap = scene.gap(span.end, amount.outer_start)
        if len(gap) > reach or gap.breaks > 2.0:
            return None
        others = scene.amounts_between(span.end, amount.outer_start)
        return len(gap) * 0.3 + gap.breaks * 2.0 + others * 0.5
    if span.start >= amount.end:
        gap = scene.gap(amount.outer_end, span.start)
        if len(gap) > 5 or gap.breaks > 0.5:
            return None
        return 2.0 + len(gap) * 0.6
    return 0.0


def read_source(scene: Scene, amount: Amount, owner: str | None, discourse: Discourse) -> str | None:
    """Who the sentence says gave the number: a research firm, paper or institution by name, else "company"."""
    reporters = [m for m in scene.entities if m.kind in REPORTER_KINDS and m.name != owner]
    marks = [*scene.classes.get("according", ()), *scene.classes.get("said", ())]
    best: tuple[int, str] | None = None
    for mention in reporters:
        for mark in marks:
            distance = max(mark.start - mention.end, mention.start - mark.end, 0)
            if distance <= 60 and (best is None or distance < best[0]):
                best = (distance, mention.name)
    if best is not None:
        return best[1]
    for mark in scene.classes.get("said", ()):
        for mention in scene.entities:
            if mention.role == "plain" and mention.name == owner and 0 <= mark.start - mention.end <= 30:
                return "company"
    for mark in scene.classes.get("according", ()):
        for mention in scene.entities:
            if mention.name == owner and 0 <= mention.start - mark.end <= 12:
                return "company"
    return None


def lies_ahead(period: Period | None, published: object) -> bool:
    return period is not None and published is not None and period.start > published  # type: ignore[operator]
