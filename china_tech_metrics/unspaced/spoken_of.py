"""What the times that a text has spoken of so far make of another one: the quarter it reports on, the one before that, history."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace

from china_tech_metrics.model import Basis, Period
from china_tech_metrics.resolve.calendar import resolve, shift, term
from china_tech_metrics.resolve.expressions import Anchored, Days, Relative, Slice, TimeExpr, Unit, YearOf
from china_tech_metrics.resolve.spans import move
from china_tech_metrics.unspaced.clock_state import Clock, Question
from china_tech_metrics.unspaced.kinds_of_time import in_context, is_bare, lasts, looks_back, of_years
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.vocabulary.entries import Metric

LONG_AGO = 2
"""What was so many years ago is history in a text, not what it reports on."""
UNIT_NAMED = 3
"""So many characters has what names the unit before another: "上季度", "前一季"."""

EACH = "每"
"""Opens what a price is for, with what is counted: "由**每部**1102元降至1063元"."""

OF_ONE_MONTH = ("day", "days", "month")
OPENING = 4
"""So many sentences open a text."""
EARLIER = 25
"""Sales of a festival begin at most so many days before or behind the day that the calendar gives."""
JUST_OVER = 20
"""So many days after a festival a text that opens with it tells of it."""


def festival_just_over(opening: Sequence[Scene], published: dt.date | None) -> tuple[Period | None, int]:
    """The festival that a text tells of, and which sentence names it: the one its opening names, if that is just over."""
    for number, scene in enumerate(opening):
        for mention in scene.times:
            period = resolve(mention.expr, published=published) if mention.granularity == "festival" and mention.expr is not None else None
            if period is not None and (published is None or 0 <= (published - period.end).days <= JUST_OVER):
                return days_said(opening, published, period), number
    return None, 0


def days_said(opening: Sequence[Scene], published: dt.date | None, festival: Period) -> Period:
    """The days that the opening of a text says a festival had, else those of the calendar: "**5月31日20时至6月18日**，全网成交7987亿元"."""
    for scene in opening:
        for mention in scene.times:
            said = resolve(mention.expr, published=published) if mention.granularity == "days" and mention.expr is not None else None
            if said is not None and ends_with(said, festival) and abs((said.start - festival.start).days) <= EARLIER:
                return replace(said, source="festival")
    return festival


def ends_with(period: Period, festival: Period) -> bool:
    """Whether some days end with a festival of the same or another year."""
    same_year = move(period.end, "year", festival.end.year - period.end.year)
    return period.start < period.end and abs((same_year - festival.end).days) <= 1


def day_of_opening(scenes: Sequence[Scene], published: dt.date | None) -> Period | None:
    """The day that the opening of a text names, where "当晚" comes later: "11月17日晚，阿里公布…**当晚**股价涨7%"."""
    if published is None:
        return None
    for scene in scenes[:OPENING]:
        for mention in scene.times:
            period = resolve(mention.expr, published=published) if mention.granularity == "day" and mention.expr is not None else None
            if period is not None and 0 <= (published - period.end).days <= JUST_OVER:
                return period
    return None


def tells_of_year_before(question: Question, clock: Clock) -> bool:
    """Whether "年内" is the year that a report is about, not the running one: "2020年营收588亿元。**年内**亏损1166亿元"."""
    if clock.report is None or clock.published is None or term(clock.report) != "year" or clock.report.end >= clock.published:
        return False
    metric = question.metric
    return question.status == "actual" and metric.nature == "flow" and metric.about[:1] == ("company",) and not metric.once


def begins_a_move(figure: Figure, starts: tuple[str, ...], metric: Metric) -> Basis | None:
    """What the comparisons before call the time at which a move began, where no other time says it: "同比增3%，毛利率**由12%**升至15%"."""
    scene, at = figure.scene, figure.amount.outer_start
    following = scene.amounts[figure.index + 1 : figure.index + 3]
    if not following or not scene.folded.endswith(starts, figure.begin, at - 2 if scene.folded[at - 2] in EACH else at):
        return None
    if following[0].kind in ("percent", "point") and following[-1].kind == figure.amount.kind != following[0].kind:
        moved = [time.basis for time in within(scene.times, figure.amount.outer_end, following[0].start) if time.basis is not None]
        if moved:
            return moved[0]  # "从2259万**环比**下降8%至2081万"
    if following[0].kind != figure.amount.kind:
        return None
    if any(not (time.role == "base" or (time.role == "when" and time.granularity in ("quarter", "half", "year"))) for time in figure.times):
        return None
    if not scene.said(figure.amount.outer_end, following[0].start, "arrival"):
        return None
    bases = [time.basis for time in scene.times if time.basis is not None and time.end <= at]
    if bases:
        return bases[-1]
    told = metric.nature == "average" and any([time.role == "from" and looks_back(time) for time in scene.times])
    return "yoy" if told else metric.basis if metric.nature == "flow" else None  # type: ignore[return-value]


def before_named(mention: TimeMention, question: Question, clock: Clock) -> Period | None:
    """The unit before one named in the sentence, at which a move begins: "2020年第二季度渗透率**从上一季度的**7%提高到11%"."""
    expr = mention.expr
    if mention.role != "from" or not isinstance(expr, Relative) or not expr.offset:
        return None
    named = [t.expr for t in question.times if t.end <= mention.start and t.granularity == expr.unit and isinstance(t.expr, Slice)]
    period = resolve(named[-1], published=clock.published, fiscal_years=question.fiscal_years) if named else None
    return None if period is None else shift(period, unit=expr.unit, count=expr.offset)


def that_day(question: Question, clock: Clock, mention: TimeMention) -> Period | None:
    """The day meant by "当日", or the one beside it that "次日" or "前一天" means; that one may be unknown."""
    day = _day_told(question, clock, mention)
    if isinstance(mention.expr, Anchored) and mention.expr.offset:
        return None if day is None else shift(day, unit="day", count=mention.expr.offset)
    if day is not None or clock.published is None:
        return day
    first = isinstance(mention.expr, Anchored) and mention.expr.deictic
    return Period(clock.published, clock.published, "published" if first else "stated")


def is_day_beside(expr: TimeExpr | None) -> bool:
    """Whether a time is the day behind or before the one that was told."""
    return isinstance(expr, Anchored) and expr.unit == "day" and expr.offset != 0


def feast_told(question: Question, clock: Clock, mention: TimeMention) -> Period | None:
    """The festival that "活动期间" means: the one named last before in the sentence, else in the text; or its "前五天"."""
    feast = clock.feast
    for time in reversed(question.times):
        if time.end <= mention.start and time.granularity == "festival" and time.expr is not None:
            feast = resolve(time.expr, published=clock.published)
            break
    if feast is None or not isinstance(mention.expr, Days):
        return feast
    return Period(feast.start, min(feast.end, feast.start + dt.timedelta(days=mention.expr.end[1] - 1)), feast.source)


def days_of_month(expr: Days, question: Question, clock: Clock, mention: TimeMention) -> Period | None:
    """The days of the month told, else of the last month in which they are over: "11月揽收繁忙，**1日至11日**共47亿件"."""
    (_, first), (_, last) = expr.start, expr.end
    for time in reversed(question.times):
        if time.end <= mention.start and time.granularity in OF_ONE_MONTH and time.expr is not None and time.role != "base":
            told = resolve(time.expr, published=clock.published)
            break
    else:
        told = clock.spoken or clock.carried
    if told is None or (told.start.year, told.start.month) != (told.end.year, told.end.month):
        if clock.published is None:
            return None
        month = Period(clock.published, clock.published)
        over = clock.published.day >= last or question.status in ("target", "forecast")
        told = month if over else shift(month, unit="month", count=-1)
    if last > monthrange(told.start.year, told.start.month)[1]:
        return None
    return Period(told.start.replace(day=first), told.start.replace(day=last), "stated")


def year_given(mention: TimeMention, question: Question) -> TimeExpr | None:
    """A quarter, half or month with the year of the one named before it: "**去年**一季度和**二季度**", "2022年上半年…，**下半年**"."""
    expr, times = mention.expr, question.times
    if times[0] is mention or mention.role == "base" or not isinstance(expr, Slice) or expr.year.said:
        return None
    last = None
    for time in times:
        if time is mention:
            break
        if time.role != "base" and isinstance(time.expr, Slice | Days) and time.expr.year.said:
            last = time.expr
    if not isinstance(last, Slice) or last.unit != expr.unit or last.last >= expr.first:
        return None
    return replace(expr, year=last.year, fiscal=last.fiscal)


def year_in_brackets(expr: TimeExpr, question: Question, clock: Clock, mention: TimeMention) -> Period | None:
    """The days in brackets behind the festival they are of are those of its year: "去年618（**5月20日至6月18日**）"."""
    if not isinstance(expr, Days) or expr.year.said:
        return None
    of = next((t for t in question.times if t.end == mention.start - 1 and t.granularity == "festival"), None)
    told = resolve(of.expr, published=clock.published) if of is not None and of.expr is not None else None
    return None if told is None else resolve(replace(expr, year=YearOf(absolute=told.end.year)), published=clock.published)


def _day_told(question: Question, clock: Clock, mention: TimeMention) -> Period | None:
    """The day named last before in the sentence, else the one spoken of, else that of the festival."""
    for day in reversed(question.times):
        if day.end <= mention.start and day.granularity == "day" and day.expr is not None:
            return resolve(day.expr, published=clock.published)
    if isinstance(mention.expr, Anchored) and mention.expr.deictic and (named := _named(question, mention)) is not None:
        return resolve(named.expr, published=clock.published) if named.expr is not None else None
    if clock.day is not None:
        return clock.day
    if clock.report is not None and clock.report.source == "festival":
        return Period(clock.report.end, clock.report.end, "festival")
    said = clock.said if clock.report is None or clock.said is None or clock.said.end != clock.report.end else None
    if said is not None and said.start == said.end and is_day_beside(mention.expr):
        return said  # not the last day of what is reported on, where stocks are counted
    return clock.opened if question.metric.nature == "moment" else None


def _named(question: Question, mention: TimeMention) -> TimeMention | None:
    """The month or year named last before in the sentence, in which a first day was: "**2018年**上市，首日涨近44%"."""
    named = [t for t in question.times if t.end <= mention.start and t.role == "when" and t.granularity in ("month", "year")]
    return named[-1] if named else None


def period_said(clock: Clock, *, of_report: bool) -> Period | None:
    """The period that "期内" means, the one told last: "**上半年**收入196亿元。**期内**镜头出货增长7%".

    "报告期" is all that is reported on, if the one told last is a part of that: "一、二季度营收2亿和3亿元。**报告期内**研发投入4亿元".
    """
    said, report = clock.said, clock.report
    if of_report and said is not None and report is not None and report.start <= said.start and said.end <= report.end:
        return in_context(report)
    if said is None or not lasts(said) or of_years(said) or (clock.published is not None and said.end > clock.published):
        return None
    return in_context(said)


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


def dated_a_base(figure: Figure, mention: TimeMention, period: Period, question: Question, clock: Clock, base_is: tuple[str, ...]) -> bool:
    """Whether a time said before dated only a level to compare with: "2020年第二季度为2.614亿元，**涨幅144.2%**".

    A level that is named anew has a change of its own: "4月**出货**曾低见209万件，按年跌44%".
    """
    if within(figure.scene.cues, mention.start, figure.begin) and not figure.scene.folded.startswith(base_is, mention.end):
        return False
    changes = question.measure in ("growth", "multiple", "change") and mention.start < figure.begin
    return changes and question.same_owner and clock.report is not None and period.end < clock.report.start and not of_years(period)


def names_part(scene: Scene, mention: TimeMention, those: tuple[str, ...]) -> bool:
    """Whether a time is named as a part of the one told: "**其中**，四季度", "**单看**二季度"."""
    at = mention.start - 1 if scene.folded[mention.start - 1] == "，" else mention.start
    return scene.folded.endswith(those, scene.start, at)


def part_of_spoken(figure: Figure, mention: TimeMention, clock: Clock, those: tuple[str, ...]) -> Period | None:
    """The part of the year spoken of that a time behind one of ``those`` words names: "2023年卖出586万台，**其中四季度**150万台"."""
    expr, year = mention.expr, clock.spoken
    if year is None or not isinstance(expr, Slice) or not is_bare(expr):
        return None
    if not names_part(figure.scene, mention, those):
        return None
    part = resolve(replace(expr, year=YearOf(absolute=year.start.year)), published=clock.published)
    return part if part is not None and (term(year) == "year" or (part.start, part.end) == (year.start, year.end)) else None


def _year_before(expr: Slice, mention: TimeMention, question: Question, clock: Clock) -> Period | None:
    """The fiscal year before the one told, where that is the last one that is over: "2025财年GMV从**上一财年**的143亿元掉到87亿元"."""
    told = clock.spoken or (clock.carried if mention.role in ("from", "base") else None)
    if told is None or any([time.expr == expr and time.start < mention.start for time in question.times]):
        return None
    seen = resolve(expr, published=clock.published, fiscal_years=question.fiscal_years)
    return shift(seen, unit="year", count=-1) if seen is not None and (seen.start, seen.end) == (told.start, told.end) else None


def _unit_to(day: Period, unit: Unit) -> Period | None:
    """The unit of which a day is the last: "**截至3月31日**员工11.4万人，上一季末为10.9万人"."""
    behind = day.end + dt.timedelta(days=1)
    return Period(move(behind, unit, -1), day.end, day.source) if behind.day == 1 else None


def beside_spoken(figure: Figure, mention: TimeMention, question: Question, clock: Clock) -> Period | None:
    """The unit before or behind the one spoken of, where that is not the one that lies there as of publication.

    "三季度营收60亿元，**上季度**为52亿元" in October, "预计**下季**营收" in a text on the quarter that is over.
    """
    expr = mention.expr
    if mention.granularity == "year" and isinstance(expr, Slice) and expr.year.relative == -1:
        return _year_before(expr, mention, question, clock)
    if not isinstance(expr, Relative) or expr.unit not in ("quarter", "month") or abs(expr.offset) != 1 or mention.role == "base":
        return None
    behind = expr.offset > 0
    anchor = clock.carried if behind else clock.spoken or clock.carried
    day = anchor if anchor is not None and mention.end_of and anchor.start == anchor.end else None
    anchor = anchor if day is None else _unit_to(day, expr.unit)
    if anchor is None or clock.published is None or term(anchor) != expr.unit or anchor.end >= clock.published:
        return None
    moves = mention.role == "from"  # "毛利率**由上季的**32%降至21%"
    if not (behind or moves) and (mention.end - mention.start < UNIT_NAMED or figure.scene.apart(mention.end, figure.amount.start)):
        return None  # "上季" is in Hong Kong and Taiwan the quarter that is reported
    if any(time.expr == expr and time.start < mention.start for time in figure.scene.times):
        return None  # "上季收入294亿元，上季净利43.9亿元"
    seen = resolve(expr, published=clock.published)
    first = not (figure.index or moves)
    if seen is None or (not behind and (first or mention.start < figure.begin or (seen.start != anchor.start and not (moves or day)))):
        return None
    return shift(anchor, unit=expr.unit, count=expr.offset)
