"""Actual, target, forecast or estimate."""

from __future__ import annotations

from china_tech_metrics.model import Amount, Status
from china_tech_metrics.unspaced.dating import is_part_of_aim
from china_tech_metrics.unspaced.finder import Word
from china_tech_metrics.unspaced.kinds_of_time import looks_past
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.vocabulary.entries import Cue

AWAITED_REACH = 5
EXPECTATION_REACH = 6
"""How far behind an amount the word may end that says it was expected: "98.5亿元的平均预期"."""
BEHIND_REACH = 8
COMPARED_REACH, BESIDE = 12, 3
DONE_REACH = 4
CLAUSES = {"forecast": 4, "target": 1}
"""How many clauses an expectation and an aim hold for."""


def read_status(figure: Figure, cue: Cue, *, awaited: bool) -> Status:
    """The status that the words before an amount, or right behind it, give it; ``awaited`` says that it is what was expected."""
    scene, amount = figure.scene, figure.amount
    if awaited:
        return "forecast"
    if not scene.has("target", "forecast", "estimate"):
        return cue.status or "actual"  # type: ignore[return-value]
    if is_part_of_aim(figure):
        return "actual"  # "全年目标的52%"
    if any(not scene.apart(amount.outer_end, w.start) for w in scene.said(amount.outer_end, amount.outer_end + BEHIND_REACH, "target")):
        return "target"
    if _is_called_awaited(figure):
        return "forecast"
    marks = [w for w in scene.said(scene.start, amount.start, "target", "forecast", "estimate") if _governs(figure, w)]
    if marks:
        classes = marks[-1].classes
        adverb = "target" in classes and any(a.outer_start == marks[-1].end for a in scene.amounts)
        if adverb and len(marks) > 1 and "forecast" in marks[-2].classes and scene.apart(marks[-2].end, marks[-1].start) < 2:
            return "forecast"  # "预计市场**将以**36%的增速增长"
        return "forecast" if "forecast" in classes else "target" if "target" in classes else "estimate"
    return cue.status or "actual"  # type: ignore[return-value]


def awaited(figure: Figure) -> bool:
    """Whether the figure is what was expected: "高于市场预期的309.6亿元"."""
    if not figure.scene.has("awaited", "expectation"):
        return False
    amount, words = figure.amount, figure.said("awaited")
    behind = figure.scene.said(amount.outer_end, amount.outer_end + EXPECTATION_REACH, "expectation")
    if behind and _of_expected(figure.scene, behind[0]) is amount:
        return True
    if _is_called_awaited(figure) and (figure.said("compared") or (figure.index and not figure.times)):
        return True
    if not words or figure.amount.outer_start - words[-1].end > AWAITED_REACH or figure.scene.apart(words[-1].end, figure.amount.start):
        return False
    if "compared" in words[-1].classes or figure.scene.said(figure.begin, words[-1].start, "compared", "expected_by"):
        return True
    return _only_compares(figure.scene, words[-1])


def _of_expected(scene: Scene, mark: Word) -> Amount | None:
    """The amount that a word right behind it says was expected: not "营收355亿元，好于**预期**"."""
    amount = next((a for a in reversed(scene.amounts) if a.outer_end <= mark.start), None)
    if amount is None or mark.end - amount.outer_end > EXPECTATION_REACH or scene.apart(amount.outer_end, mark.start):
        return None
    return None if scene.said(amount.outer_end, mark.end, "compared") else amount


def _is_called_awaited(figure: Figure) -> bool:
    """Whether what was expected is said right behind the amount: "落在19%至21%**的指引区间**"."""
    scene, end = figure.scene, figure.amount.outer_end
    behind = scene.said(end, end + BEHIND_REACH, "awaited")
    return bool(behind) and behind[0].start - end <= 1 and not scene.apart(end, behind[0].start)


def _governs(figure: Figure, mark: Word) -> bool:
    """Whether an aim or expectation still holds where the amount stands."""
    scene, amount = figure.scene, figure.amount
    if "expectation" in mark.classes and _of_expected(scene, mark) is not None:
        return False
    if _right_before(scene, mark, COMPARED_REACH if "awaited" in mark.classes else BESIDE, "compared"):
        return False  # "好过市场预期；按季则跌37%", "胜过估计"
    done = scene.said(mark.end, amount.start, "done")
    if "target" in mark.classes and amount.kind != "percent":
        done = [w for w in done if "reaches" not in w.classes or scene.apart(mark.end, w.start)]  # "力争实现…"
    if done or _right_before(scene, mark, DONE_REACH, "done"):
        return False
    between = within(scene.times, mark.end, amount.start)
    if any(t.role == "now" or ((t.role == "as_of" or looks_past(t)) and scene.apart(mark.end, t.start)) for t in between):
        return False  # "预计第三季度…，目前员工约52万人", "预计将有波动，而过去四季的资本开支…", "承诺投入…，截至6月末账上现金"
    if not mark.classes & {"forecast", "target"}:
        return not ("hearsay" in mark.classes and _is_passed_on(scene, mark, amount.start))
    clauses = scene.apart(mark.end, amount.start)
    if clauses and _only_compares(scene, mark):
        return False
    if clauses and "target" in mark.classes and any(a.outer_end == mark.start for a in scene.amounts):
        rest = scene.clause_end(mark.end)
        if rest == mark.end or within(scene.amounts, mark.end, rest):
            return False  # "完成460万辆**目标**的七成；海外销量70万辆"
    if "forecast" not in mark.classes:
        return clauses <= CLAUSES["target"]
    return clauses - len(within(scene.amounts, mark.end, amount.start)) <= CLAUSES["forecast"]


def _only_compares(scene: Scene, mark: Word) -> bool:
    """Whether what was expected stands behind a fact: "营收205亿元，**市场预期**200亿元，净亏48亿元", "营收232亿元，**预估**230亿元"."""
    if "expected_by" not in mark.classes and not any(a.outer_start == mark.end for a in scene.amounts):
        return False
    earlier = scene.said(scene.start, mark.start, "forecast", "target")
    if any(not _only_compares(scene, word) for word in earlier):
        return False  # "预计第四季营收322亿美元，预估312亿美元"
    clause = scene.clause_start(mark.start)
    return mark.start == clause and any(scene.apart(a.outer_end, clause) == 1 for a in scene.amounts if a.outer_end < clause)


def _is_passed_on(scene: Scene, mark: Word, at: int) -> bool:
    """Whether what was heard is what somebody with a name publishes: "**外媒报道**，IDC公布，…"."""
    telling = scene.said(mark.end, at, "shows", "publishes")
    return bool(telling) and any(mark.end <= name.start < telling[-1].start for name in scene.names)


def _right_before(scene: Scene, mark: Word, reach: int, name: str) -> bool:
    """Whether a word of a class stands shortly before, in the same clause."""
    return any(not scene.apart(w.end, mark.start) for w in scene.said(max(scene.start, mark.start - reach), mark.start, name))
