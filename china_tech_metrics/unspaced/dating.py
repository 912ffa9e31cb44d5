"""What keeps a time from dating a figure: it is another figure's, stands in brackets that are closed, only describes, or is planned."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.resolve.expressions import Anchored
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.times import CLOSED, TimeMention

OPENS, CLOSES = frozenset("（("), frozenset("）)")
ASIDE = 6
"""How many characters may stand between a bracket and a time in it: "（北京时间8月10日）"."""
OF_AIM = 6
COMPARED_REACH = 4
DESCRIBES = 3
"""So many characters tell at least what somebody did, with what ties it to the name."""
OPENS_CLAUSE = 2
"""How many characters may open a clause before the time it is about: "**自**2018年以来", "**公司**过去三年"."""


def of_another(figure: Figure, mention: TimeMention) -> bool:
    """Whether a time stands in brackets right behind another amount, or says again in brackets what stands before them."""
    at = max(figure.scene.folded.rfind(opening, figure.scene.start, mention.start) for opening in OPENS)
    if mention.start - at > ASIDE:
        return False
    others = [a for a in figure.scene.amounts if a is not figure.amount]
    return any(a.outer_end == at for a in others) or any(t.end == at and t.granularity == mention.granularity for t in figure.scene.times)


def leads_to_multiple(scene: Scene, mention: TimeMention, of: tuple[str, ...]) -> bool:
    """Whether a time is what a multiple is of: "是上年**的2.4倍**", "卖出上年**2.4倍的**32万辆"."""
    text = scene.folded
    for amount in scene.amounts:
        if amount.start < mention.end:
            continue
        if amount.kind != "times":
            return False
        between = text[mention.end : amount.outer_start].strip()
        tied = between in of or (not between and text.endswith(of, mention.start, mention.end))
        return tied or (not between and text.startswith(of, amount.outer_end))
    return False


def only_describes(scene: Scene, mention: TimeMention, at: int) -> bool:
    """Whether a span tells something in a clause of its own: "延续了**今年以来**的增势；净利50亿元", "日活**连续三季**增长，达4亿"."""
    if not scene.apart(mention.end, at):
        return False
    first = scene.clause_start(mention.start)
    names = sum(name.end - name.start for name in within(scene.names, first, mention.start))
    return mention.start - first - names > OPENS_CLAUSE


def describes_name(figure: Figure, mention: TimeMention, of: tuple[str, ...]) -> bool:
    """Whether a time only tells of whom something is: "**2021年入股的**腾讯占5%"."""
    scene = figure.scene
    for name in scene.names:
        if name.start >= mention.end:
            break
    else:
        return False
    if name.start - mention.end < DESCRIBES or name.end > figure.amount.start or scene.apart(mention.end, name.start):
        return False
    if not scene.folded.endswith(of, mention.end, name.start) or scene.folded.startswith(of, mention.end):
        return False
    done = name.start - 1
    return all(cue.end == done for cue in within(scene.cues, mention.end, done)) and not within(scene.amounts, mention.end, done)


def in_closed_brackets(figure: Figure, mention: TimeMention) -> bool:
    """Whether a time stands with other words in brackets that are closed before an amount: "（2025年-2030年复合增长率14%），中国…"."""
    text, scene = figure.scene.folded, figure.scene
    opening = max(text.rfind(bracket, scene.start, mention.start) for bracket in OPENS)
    if opening < 0 or opening < max(text.rfind(bracket, scene.start, mention.start) for bracket in CLOSES):
        return False
    closing = min((at for bracket in CLOSES if (at := text.find(bracket, mention.end, figure.amount.start)) >= 0), default=-1)
    return closing > mention.end and bool(within(scene.amounts, opening, closing))


def is_end(mention: TimeMention) -> bool:
    """Whether a time is the end of a period, where stocks are counted: "6月末"."""
    return mention.end_of and mention.granularity in CLOSED


def is_dated_before(scene: Scene, now: TimeMention) -> bool:
    """Whether a word for now only goes on with a day that is named: "**截至3月31日**，公司**已累计**斥资11亿美元"."""
    dated = [time for time in scene.times if time.role == "as_of" and time.end <= now.start]
    return bool(dated) and not within(scene.amounts, dated[-1].end, now.start)


def is_year_before(scene: Scene, mention: TimeMention, base_is: tuple[str, ...]) -> bool:
    """Whether a time only says what something was a year before: "日销7200元，**前一年为**9000元；每单26.7元"."""
    if mention.granularity != "year" or not isinstance(mention.expr, Anchored) or mention.expr.offset >= 0:
        return False
    return scene.folded.startswith(base_is, mention.end)


def is_planned(scene: Scene, mention: TimeMention) -> bool:
    """Whether months are those of a plan: "预计**10月至12月**提交申请"."""
    return mention.granularity in ("month", "months") and bool(
        scene.said(scene.clause_start(mention.start), mention.start, "forecast", "target")
    )


NEXT_TO_IT = 3
"""So many characters may stand between a year and the report of it: "2024财年**全年**业绩"."""


def tells_event(scene: Scene, mention: TimeMention, reports: tuple[str, ...]) -> bool:
    """Whether a time only tells when something happened, or may happen: "今年3月推出特价版", "今年很可能成为搅局者".

    A month behind which what is measured or one of the ``reports`` is named tells none: "**10月交付**数据", "**10月**，零跑登上**榜首**".
    """
    if mention.granularity == "month":
        reported = any([0 <= cue.start - mention.end <= 1 for cue in scene.cues])
        if reported or any([scene.folded.find(word, mention.end, scene.end) >= 0 for word in reports]):
            return scene.has("forecast", "target")
    if mention.granularity == "year" and any([0 <= scene.folded.find(word, mention.end) - mention.end <= NEXT_TO_IT for word in reports]):
        return scene.has("forecast", "target")  # "披露**2024财年业绩**"
    if mention.granularity in ("month", "year"):
        return True
    words = scene.said(scene.start, scene.end, "forecast", "target")
    return any(not scene.said(word.start - COMPARED_REACH, word.start, "compared") for word in words)  # "业绩**好过**市场预期"


def is_part_of_aim(figure: Figure) -> bool:
    """Whether an amount says how much of an aim is reached: "目标的**52%**", "**完成**指引的96%"."""
    at = figure.amount.outer_start
    if figure.amount.kind != "percent" or not figure.scene.has("target", "awaited"):
        return False
    tied = [word for word in figure.said("target", "awaited", near=OF_AIM) if at - word.end == 1]
    return any("target" in word.classes or figure.said("reaches", "part_of") for word in tied)


def dates_an_aim(figure: Figure, mention: TimeMention) -> bool:
    """Whether a year is only that of an aim behind it: "前8个月销量286万辆，为**全年**550万辆目标的52%；海外80万辆"."""
    if is_part_of_aim(figure):
        return True
    scene = figure.scene
    if mention.start >= figure.begin or not scene.has("target"):
        return False
    aim = next((a for a in scene.amounts if a.start >= mention.end), None)
    behind = scene.said(aim.outer_end, aim.outer_end + OF_AIM, "target") if aim is not None and aim.start < figure.begin else []
    return bool(behind) and aim is not None and not scene.apart(aim.outer_end, behind[0].start)


def is_of_clause(figure: Figure, mention: TimeMention) -> bool:
    """Whether a time stands in the clause of an amount, which is then none of the past: "2027年的出货量**能到**5万台"."""
    return mention.role in ("when", "by") and not figure.scene.apart(mention.start, figure.amount.start) and not figure.said("done")


def is_told_of(figure: Figure, mention: TimeMention, base_is: tuple[str, ...]) -> bool:
    """Whether a sentence is about the same time of another year: "**去年同期**，公司盈利3亿元，收入157亿元"; not "去年同期为3亿元"."""
    scene = figure.scene
    first = scene.amounts[0]
    if first.start < mention.end or mention.role != "when":
        return False
    if scene.folded.startswith(base_is, mention.end) and not scene.apart(mention.end, first.start):
        return False  # but "**一年前的**冠军是vivo，其出货1420万台，份额20%"
    named = any(mention.end <= cue.start for cue in scene.cues if cue.end <= first.start)
    return (
        named
        and not any([time.role != "base" for time in scene.times if time is not mention and time.start < figure.amount.start])
        and "；" not in scene.folded[first.end : figure.amount.start]
    )


def is_told_again(mention: TimeMention, scenes: Sequence[Scene]) -> bool:
    """Whether a month that a text opens with is named again, or in its first sentence; a year needs no other."""
    if mention.granularity != "month" or mention in scenes[0].times:
        return True
    return sum(time.expr == mention.expr for scene in scenes for time in scene.times) > 1
