"""Actual, target, forecast or estimate."""

from __future__ import annotations

from china_tech_metrics.model import Amount, Status
from china_tech_metrics.unspaced.finder import Word
from china_tech_metrics.unspaced.sentences import Scene
from china_tech_metrics.vocabulary.entries import Cue

AWAITED_REACH = 5
BEHIND_REACH = 6
COMPARED_REACH = 12
MODAL_REACH = 12


def read_status(scene: Scene, amount: Amount, begin: int, cue: Cue) -> Status:
    """The status that the words before an amount, or right behind it, give it."""
    if awaited(scene, amount, begin):
        return "forecast"
    if any(not scene.apart(amount.outer_end, w.start) for w in scene.said(amount.outer_end, amount.outer_end + BEHIND_REACH, "target")):
        return "target"
    marks = [w for w in scene.said(scene.start, amount.start, "target", "forecast", "estimate") if _governs(scene, w, amount)]
    if marks:
        classes = marks[-1].classes
        return "forecast" if "forecast" in classes else "target" if "target" in classes else "estimate"
    return cue.status or "actual"  # type: ignore[return-value]


def awaited(scene: Scene, amount: Amount, begin: int) -> bool:
    """Whether the figure is what was expected: "高于市场预期的309.6亿元"."""
    words = scene.said(begin, amount.outer_start, "awaited")
    return bool(words) and amount.outer_start - words[-1].end <= AWAITED_REACH and bool(scene.said(begin, words[-1].start, "compared"))


def _governs(scene: Scene, mark: Word, amount: Amount) -> bool:
    """Whether an aim or expectation still holds where the amount stands."""
    near = scene.said(max(scene.start, mark.start - COMPARED_REACH), mark.start, "compared")
    if "awaited" in mark.classes and any(not scene.apart(w.end, mark.start) for w in near):
        return False  # "好过市场预期；按季则跌37%"
    if scene.said(mark.end, amount.start, "done") or any(not scene.apart(w.end, mark.start) for w in scene.said(max(scene.start, mark.start - 4), mark.start, "done")):
        return False
    if "estimate" in mark.classes and not mark.classes & {"forecast", "target"}:
        return True
    return scene.apart(mark.end, amount.start) <= (4 if "forecast" in mark.classes else 1)
