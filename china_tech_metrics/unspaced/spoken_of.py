"""What the times that a text has spoken of so far make of another one: the quarter it reports on, the one before that, history."""

from __future__ import annotations

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import resolve, shift, term
from china_tech_metrics.resolve.expressions import Relative
from china_tech_metrics.unspaced.clock_state import Clock, Question
from china_tech_metrics.unspaced.kinds_of_time import of_years
from china_tech_metrics.unspaced.sentences import Figure
from china_tech_metrics.unspaced.times import TimeMention

LONG_AGO = 2
"""What was so many years ago is history in a text, not what it reports on."""
UNIT_NAMED = 3
"""So many characters has what names the unit before another: "上季度", "前一季"."""


def quarter_reported(running: Period, clock: Clock) -> Period:
    """The quarter that a text speaks of, else the one before the running one."""
    if clock.carried is not None and term(clock.carried) == "quarter":
        return clock.carried
    return shift(running, unit="quarter", count=-1)


def is_history(period: Period, clock: Clock) -> bool:
    """Whether a period lies before the one that the text reports on, or long ago: "早在2007年就开始建厂"."""
    if clock.report is not None and period.end < clock.report.start:
        return True
    return clock.published is not None and period.end.year <= clock.published.year - LONG_AGO


def dated_a_base(figure: Figure, mention: TimeMention, period: Period, question: Question, clock: Clock) -> bool:
    """Whether a time said before dated only a level to compare with: "2020年第二季度为2.614亿元，**涨幅144.2%**"."""
    changes = question.measure in ("growth", "multiple", "change") and mention.start < figure.begin
    return changes and question.same_owner and clock.report is not None and period.end < clock.report.start and not of_years(period)


def beside_spoken(figure: Figure, mention: TimeMention, clock: Clock) -> Period | None:
    """The unit before or behind the one spoken of, where that is not the one that lies there as of publication.

    "三季度营收60亿元，**上季度**为52亿元" in October, "预计**下季**营收" in a text on the quarter that is over.
    """
    expr = mention.expr
    if not isinstance(expr, Relative) or expr.unit not in ("quarter", "month") or abs(expr.offset) != 1 or mention.role == "base":
        return None
    behind = expr.offset > 0
    anchor = clock.carried if behind else clock.spoken
    if anchor is None or clock.published is None or term(anchor) != expr.unit or anchor.end >= clock.published:
        return None
    if not behind and (mention.end - mention.start < UNIT_NAMED or figure.scene.apart(mention.end, figure.amount.start)):
        return None  # "上季" is in Hong Kong and Taiwan the quarter that is reported
    if any(time.expr == expr and time.start < mention.start for time in figure.scene.times):
        return None  # "上季收入294亿元，上季净利43.9亿元"
    seen = resolve(expr, published=clock.published)
    if seen is None or (not behind and (seen.start != anchor.start or not figure.index or mention.start < figure.begin)):
        return None
    return shift(anchor, unit=expr.unit, count=expr.offset)
