"""Which days a time of a sentence means for a figure: past or ahead, of what year, the quarter that a report is about."""

from __future__ import annotations

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import resolve, shift, term
from china_tech_metrics.resolve.expressions import Anchored, Days, Lean, Relative, Same, TimeExpr
from china_tech_metrics.unspaced.clock_state import Clock, Question
from china_tech_metrics.unspaced.kinds_of_time import (
    PARTS_OF_YEAR,
    REPORTED,
    by_itself,
    is_bare,
    is_running,
    is_running_quarter,
    lies_in,
    year_of,
)
from china_tech_metrics.unspaced.sentences import Figure
from china_tech_metrics.unspaced.spoken_of import (
    before_named,
    days_of_month,
    ends_with,
    feast_told,
    is_day_beside,
    period_said,
    quarter_reported,
    tells_of_year_before,
    that_day,
    year_given,
    year_in_brackets,
)
from china_tech_metrics.unspaced.time_readings import OF_MONTH
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.vocabulary.entries import Metric

YEAR_ALONE = len("2019年")
FAR_AHEAD, JUST_OVER = 100, 75
"""So many days ahead is too far for a unit that ended so few days ago and is still to be reported: in July the second quarter "料升9%"."""


def since_then(figure: Figure, mention: TimeMention, until: Period, question: Question, clock: Clock) -> Period:
    """What flowed from one time to another has both: "**自2018年以来**，**截至二季度**累计投入120亿元"."""
    feast = clock.report if clock.report is not None and clock.report.source == "festival" else clock.feast
    if (
        mention.role == "as_of"
        and question.metric.nature == "flow"
        and feast is not None
        and feast.start <= until.start == until.end <= feast.end
    ):
        return Period(feast.start, until.end, until.source)  # "国庆档…，**截至10月5日**总票房17亿元"
    if mention.role == "since" and feast is not None and until.end == clock.published and until.start <= feast.end < until.end:
        return Period(until.start, feast.end, until.source)  # "双11…，**11月1日起**累计下单1598亿元"
    adds_up = question.metric.nature == "flow" or (question.metric.nature == "moment" and question.measure == "growth")
    if not adds_up or mention.role not in ("as_of", "now", "by"):
        return until
    since = [t for t in figure.scene.times if t.role == "since" and t.end <= mention.start and t.expr is not None]
    first = days_of(since[-1], question, clock) if since else None
    if since and mention.role == "now":
        ends = [t for t in figure.scene.times if since[-1].end <= t.start and t.end <= mention.start and t.role == "as_of"]
        until = (days_of(ends[-1], question, clock) if ends else None) or until
    return until if first is None or first.start > until.end else Period(first.start, until.end, until.source)


def year_of_aim(figure: Figure, mention: TimeMention, question: Question, clock: Clock) -> Period | None:
    """The year of which a part that is over was told before an aim: "**1-10月**交付36万辆，已完成**38万辆**的目标"."""
    earlier = mention.start < figure.begin and mention.granularity in PARTS_OF_YEAR and mention.role != "base"
    if not earlier or question.metric.nature != "flow" or mention.expr is None or not is_bare(mention.expr):
        return None
    past = resolve(mention.expr, published=clock.published, fiscal_years=question.fiscal_years)
    return year_of(past) if past is not None and clock.published is not None and past.end < clock.published else None


def lies_ahead(period: Period, question: Question, clock: Clock) -> bool:
    """Whether a time lies ahead and the figure is a fact: "计划2025年投入500亿美元，员工已增至4,000人"."""
    return question.status == "actual" and clock.published is not None and period.start > clock.published


def days_of(mention: TimeMention, question: Question, clock: Clock) -> Period | None:
    """The days a time means; the running quarter of a report is the one reported."""
    if mention.expr is None:
        return None
    ahead = question.status in ("target", "forecast") and not question.awaited and mention.role != "base"
    lean: Lean = "future" if ahead else "past"
    known = (mention.start, lean)
    if known in clock.resolved and mention is not question.listed:
        period = clock.resolved[known]
    else:
        period = _days(mention, mention.expr, question, clock, lean)
        told_once = by_itself(mention.expr) or (mention.granularity == "that_day" and is_day_beside(mention.expr))
        if clock.published is not None and mention is not question.listed and told_once:
            clock.resolved[known] = period
    if period is None or clock.published is None:
        return period
    if question.awaited and is_running_quarter(mention):
        return quarter_reported(period, clock)
    if question.status != "actual":
        return period
    if question.metric.nature == "moment" and question.measure == "growth" and period.start < clock.published < period.end:
        return Period(period.start, clock.published, period.source)  # "股价**今年**涨25%"
    if period.end <= clock.published:
        other_year = period.end.year != clock.published.year
        runs = other_year and is_running(mention.expr, period, clock.published)
        return None if runs and not (question.times and year_given(mention, question)) else period
    if is_running_quarter(mention):
        return quarter_reported(period, clock)
    if mention.role == "as_of" and mention.expr == Relative("year", 0):
        return shift(period, count=-1)  # "2024年营收3938亿元。截至**年末**，现金3316亿元"
    told_of = clock.carried is not None and clock.carried.end.year == clock.published.year
    if not isinstance(mention.expr, Anchored) or told_of:
        return period
    return shift(period, unit="month" if mention.expr.unit == "month" else "year", count=-1)


def _days(mention: TimeMention, expr: TimeExpr, question: Question, clock: Clock, lean: Lean) -> Period | None:
    """The days a time means to a question."""
    kind = mention.granularity
    if kind == "that_day":
        return that_day(question, clock, mention)
    if kind == "feast":
        return feast_told(question, clock, mention)
    if kind == "festival" and clock.report is not None and clock.report.source == "festival":
        usual = resolve(expr, published=clock.published, lean=lean)
        if usual is not None and ends_with(clock.report, usual) and abs(usual.end.year - clock.report.end.year) <= 1:
            return shift(clock.report, count=usual.end.year - clock.report.end.year)  # the days that were said of it
    if kind == "days" and isinstance(expr, Days) and not expr.year.said:
        if expr.start[0] == OF_MONTH:
            return days_of_month(expr, question, clock, mention)
        if (bracketed := year_in_brackets(expr, question, clock, mention)) is not None:
            return bracketed
    if mention.role == "from" and (earlier := before_named(mention, question, clock)) is not None:
        return earlier
    told = clock.spoken or clock.carried
    if (
        kind == "year"
        and told is not None
        and _is_of_festival(mention, question)
        and (told.source == "festival" or _is_in_feast(told, clock))
    ):
        base = resolve(expr, published=clock.published, anchor=told)  # "今年双11客单价184元，高于2016年的165元"
        return None if base is None else shift(told, count=base.start.year - told.start.year)
    if kind == "in_year" and tells_of_year_before(question, clock):
        return clock.report
    anchored = expr if isinstance(expr, Anchored) else None
    its_end = (
        mention.role == "as_of" and expr == Relative("year", 0) and question.status == "actual"
    )  # "**2022年**裁员4300人，**年底**余下10.8万人"
    if kind == "in_year" or its_end or (anchored is not None and anchored.unit == "year" and not anchored.offset):
        year = question.year_of(mention)
        if year is not None:
            told_of = resolve(year, published=clock.published, fiscal_years=question.fiscal_years)
            return None if told_of is None else year_of(told_of)
    if kind in ("period", "report") and anchored is not None and (said := period_said(clock, of_report=kind == "report")) is not None:
        return said
    first = not question.times or question.times[0] is mention
    if not first and kind in ("quarter", "half", "month") and (given := year_given(mention, question)) is not None:
        return resolve(given, published=clock.published, fiscal_years=question.fiscal_years)
    anchor = told
    if anchored is not None:
        anchor = _anchor(anchored, mention, question, clock) or told
    elif isinstance(expr, Same) and (before := [t for t in question.times if t.end <= mention.start and _dates_itself(t)]):
        named = before[-1].expr if before[-1].granularity in REPORTED and not is_running_quarter(before[-1]) else None
        anchor = (resolve(named, published=clock.published, fiscal_years=question.fiscal_years) if named else None) or told
    based = mention.role == "base" and isinstance(expr, Relative) and anchor is not None
    day = anchor.end if based and anchor is not None else clock.published
    period = resolve(expr, published=day, anchor=anchor, fiscal_years=question.fiscal_years, lean=lean)
    if lean == "future" and day is not None and period is not None and (period.start - day).days > FAR_AHEAD and is_bare(expr):
        over = resolve(expr, published=day, anchor=anchor, fiscal_years=question.fiscal_years)
        return over if over is not None and (day - over.end).days <= JUST_OVER else period
    return period


def _is_of_festival(mention: TimeMention, question: Question) -> bool:
    """Whether a year behind a festival's figure is the festival of that year: "成交4982亿元，**2019年**为2684亿元", not "2019年全年"."""
    return mention.role == "base" or (mention.role == "when" and question.same_owner and mention.end - mention.start <= YEAR_ALONE)


def _is_in_feast(period: Period, clock: Clock) -> bool:
    """Whether a day or more is of the festival that the text tells of."""
    return clock.report is not None and clock.report.source == "festival" and lies_in(period, clock.report)


def _dates_itself(mention: TimeMention) -> bool:
    """Whether a time is told in a way that needs no other: not "从**上一季度**的44%"."""
    return mention.role == "when" or (mention.role == "from" and not isinstance(mention.expr, Relative))


def _anchor(expr: Anchored, mention: TimeMention, question: Question, clock: Clock) -> Period | None:
    """The period from which a time counts that goes back to one told before: its own unit in the sentence, else what the text tells of."""
    told = clock.spoken or clock.carried
    if expr.unit in ("quarter", "month"):
        same = [t.expr for t in question.times if t.end <= mention.start and t.granularity == expr.unit and t.role == "when"]
        named = [time for time in same if time is not None and not isinstance(time, Anchored)]
        found = resolve(named[-1], published=clock.published, anchor=told) if named else None
        if expr.unit == "month" and found is None and clock.first is not None and (told is None or term(told) != "month"):
            return clock.first[1]  # "3月交付3万辆，一季度9万辆；小米**单月**2万辆"
        return found or (told if expr.unit == "month" else clock.carried or told)
    if expr.unit == "year" and expr.offset >= 0 and clock.said is not None and not (expr.deictic and not expr.offset):
        return clock.said  # "2020年营收1071亿元，**次年**升至1245亿元"
    of_year = expr.unit == "year" and clock.spoken is not None and term(clock.spoken) == "year"  # "2020年营收72亿元，**上年**为53亿元"
    return told if of_year else clock.carried or told


def settled(period: Period, mention: TimeMention, metric: Metric) -> Period:
    """A stock at the end of a period is the last day's, and so is what was done "as of" its end."""
    stock = metric.nature in ("stock", "moment")
    if mention.end_of and (stock or mention.role == "as_of" or (mention.role == "base" and metric.nature == "average")):
        return Period(period.end, period.end, period.source)
    return period
