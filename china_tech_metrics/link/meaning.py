"""Which days a time of a sentence means for a figure, with all that is known around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypeGuard

from china_tech_metrics.link.aims import is_part_of_aim
from china_tech_metrics.link.anchors import is_longer, leant_on, of_the_forecast, said_before, told_on
from china_tech_metrics.link.compared import is_compared
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.telling import when_pledged
from china_tech_metrics.link.tense import told_then
from china_tech_metrics.link.timeline import REPORTED, Question, Timeline, is_stock
from china_tech_metrics.link.topic import FESTIVAL
from china_tech_metrics.model import CHANGES, Amount, Period
from china_tech_metrics.resolve.calendar import (
    Anchored,
    Between,
    Days,
    FestivalDays,
    Relative,
    Same,
    Since,
    Slice,
    Weekday,
    Window,
    from_january,
    move,
    resolve,
    same_days,
    shift,
    term,
    whole_months,
)
from china_tech_metrics.resolve.expressions import UNSAID, Lean, TimeExpr, YearOf
from china_tech_metrics.scan.periods import PeriodMention

LAST_YEAR, THIS_QUARTER = Relative("year", -1), Relative("quarter", 0)
AWAITED = dt.timedelta(days=100)
"""A quarter without a year that is expected is the one just over, if the next of its name is further away than this."""
BY_THE_YEAR = 5
"""How many words may stand between a yearly growth and the words that say so."""
SOON, RECENTLY_OVER, LONG_OVER = dt.timedelta(days=14), dt.timedelta(days=31), dt.timedelta(days=300)
"""Days that come so soon are meant, rather than those that have been over for so long."""
EVENT_WORDS = 3
"""How many words of content may stand between a year and the days of it."""
SUMMED_UP, PLANNED, BESIDE = 10, 6, 2
"""How many words back "cumulative" and a plan may stand, and how many behind: "a $5 billion **buyback**"."""
PLEDGED = 1
"""How many words may stand between a pledge and its month: "**in May** Acme **pledged**"."""
ENDS = 7
"""How many words back the verb of "**ending** the quarter with" may stand."""


def days_meant(scene: Scene, mention: PeriodMention, timeline: Timeline, question: Question, before: Period | None) -> Period | None:
    over = _fiscal_year_over(mention, timeline, question, before) if not question.fiscal_years.by_calendar else None
    if over is not None:
        return over
    whole = isinstance(mention.expr, Anchored) and mention.expr.offset == 0 and mention.expr.named in ("quarter", "half")
    heard = timeline.heard(question.sentence) if not whole else None
    foreseen = timeline.foreseen if question.sentence - timeline.foreseen_sentence <= 1 and not question.awaited else None
    reported = timeline.topic.period
    if mention.expr == THIS_QUARTER and question.status == "actual" and reported is not None and term(reported) == "quarter":
        return reported  # "This quarter our revenue grew 6%", says who reports on the one just over
    unit = mention.expr.named if isinstance(mention.expr, Anchored) else None
    if whole and question.ahead and foreseen is not None and term(foreseen) == unit:
        return replace(foreseen, source="context")  # "expects to sell 70,000 in the fourth quarter. Revenue **for the quarter** is seen at"
    told = timeline.last or timeline.topic.period
    if not whole and timeline.spoken_sentence > timeline.last_sentence:
        told = (
            timeline.spoken if timeline.spoken is not None and timeline.spoken.start != timeline.spoken.end else told
        )  # "was founded in 2012. An app came out. It raised $2 million **later that year**"
    if whole and timeline.last is not None and term(timeline.last) not in REPORTED:
        told = (
            timeline.reports_of(question.owners) or timeline.topic.period or timeline.told.get(unit or "") or timeline.last
        )  # "in June. Margin **for the quarter**"
    if whole and timeline.last is not None and term(timeline.last) == "year" and reported is not None and term(reported) == unit:
        told = reported  # "left 12 cities in 2022. It told of its third straight quarterly profit. Revenue **in the quarter**"
    again = isinstance(mention.expr, Anchored) and mention.expr.offset == 0
    if again and question.ahead and unit is None and question.sentence - timeline.goal_sentence <= 1 and timeline.goal is not None:
        return replace(timeline.goal, source="context")  # "wants 20,000 shops by the end of 2025. Its rival will have 9,000 **by then**"
    if again and question.ahead and foreseen is not None and unit is None:
        told = heard = replace(foreseen, source="context")  # "350 million users by 2015. Sales will triple to X **in the same period**"
    beside = said_before(scene, timeline, question, mention)
    days = isinstance(mention.expr, Anchored) and mention.expr.unit == "day"  # "**on Thursday** and 9% the next day to $21"
    anchor = (beside if days else None) or (before if before is None or before.source != "published" else None) or beside or heard or told
    if again and unit is not None and unit in timeline.told and is_longer(anchor, unit):
        anchor = timeline.told[unit]  # "386 in February. In all of 2019 it was 16,608. NIO sold 707 **during the month**"
    expr = mention.expr
    if isinstance(expr, FestivalDays) and not expr.windows:
        event = timeline.topic.event_of(expr.year, timeline.published)  # "last year it sold 5 billion. **This time** it sold 6 billion"
        if event is not None or not any(m.expr == LAST_YEAR for m in scene.periods):
            return event
        expr = Relative("year", expr.year.relative or 0)  # "aimed for 3 million last year and for 3.6 million **this time**"
    if isinstance(expr, Anchored):
        expr, anchor = leant_on(mention, expr, timeline, question, anchor)
    elif isinstance(expr, Relative) and told_on(scene, mention, expr, question):
        expr = Anchored(expr.unit, 1, expr.unit)
    if (
        before is None
        and (isinstance(expr, Same) or (isinstance(expr, Anchored) and expr.offset < 0))
        and of_the_forecast(timeline, question)
    ):
        anchor = timeline.foreseen
    if isinstance(expr, Between) and question.amount.paired is not None:
        expr = expr.first if question.amount.paired == "from" else expr.last  # "from $17 billion to $95 billion between 2019 and 2028"
    elif years_passed(expr) and question.measure in ("level", "share") and scene.before(question.amount.outer_start, 1) == ("to",):
        expr = expr.last  # "between 2018 and 2022 it doubled **to** $28 billion"
    if isinstance(expr, Anchored) and mention.role == "base" and question.measure != "level":
        expr = replace(expr, named=None)  # "slowing from the previous year's 27%": the same days a year before
    if isinstance(expr, Slice) and not expr.year.said and expr.unit in ("quarter", "half"):
        expr = next(
            (
                replace(expr, year=p.expr.year, fiscal=True)
                for p in scene.periods
                if isinstance(p.expr, Slice) and p.expr.fiscal and p.expr.unit == "year"
            ),
            expr,
        )

    months = _months_counted(expr)
    counted = isinstance(expr, Window)
    if reported is not None and months and whole_months(reported) == months and (counted or from_january(reported)):
        return reported  # "fly 500 million **in nine months**", where the text reports on the first three quarters
    if months in timeline.spans and (counted or from_january(timeline.spans[months])):
        return replace(timeline.spans[months], source="context")  # "in the first nine months of 2020. Revenue **for the nine months**"
    if isinstance(expr, Window) and expr.unit == "year" and expr.direction is None and _grew_by_then(question):
        expr = replace(expr, direction="past")  # "revenue has doubled in four years": full ones
    if isinstance(expr, Window) and expr.direction is None and _of_a_programme(scene, question, mention):
        expr = replace(expr, direction="future")  # "approved **a buyback programme** of $5 billion over three years"
    if isinstance(expr, Window) and not expr.anchored and question.status == "target" and not is_stock(question):
        pledged = _pledged(scene, mention, timeline)
        if pledged is not None:  # "**last March** pledged to invest X over three years"
            return Period(pledged.start, move(pledged.start, expr.unit, expr.count) - dt.timedelta(days=1), "relative")
    if isinstance(expr, Days) and not expr.year.said:
        expr = replace(expr, year=_year_of_event(scene, mention))

    year = _calendar_year(expr)
    if year is not None and (_of_the_event(scene, timeline, question, before) or _of_an_occasion(scene, timeline, mention)):
        return timeline.topic.event_of(year, timeline.published)
    if expr == LAST_YEAR and not mention.end_of and (same := _same_days_last_year(scene, timeline, question, before)) is not None:
        return same

    def resolved(lean: Lean) -> Period | None:
        return resolve(expr, published=timeline.published, anchor=anchor, fiscal_years=question.fiscal_years, lean=lean)

    begun = isinstance(expr, Since) and not expr.starting  # "it cut its forecast, and its shares have lost 9% **since January**"
    full_year = isinstance(expr, Slice) and expr.unit == "year" and not expr.year.said
    aimed_at = full_year and (question.status == "target" or is_part_of_aim(scene, question.amount))
    ahead = (question.ahead or aimed_at) and not begun and not (isinstance(expr, Weekday) and told_then(scene, question.amount))
    period = resolved("future" if ahead else "past")
    if ahead and isinstance(expr, Slice | Days) and _just_past(over := resolved("past"), period, timeline.published):
        return over
    if isinstance(expr, FestivalDays) and period is not None and (said := _days_said(timeline, period)) is not None:
        return said
    behind = mention.start >= question.amount.end
    if behind and isinstance(expr, Relative) and period is not None and _is_that_of_the_figure_before(scene, question, period, before):
        return shift(period, count=-1, unit=expr.unit)  # of April on May 2: "down from 15,400 **last month**"
    if whole and anchor is None and question.status == "actual":
        return _just_over(timeline.published, expr)
    if isinstance(expr, Days | FestivalDays) and _comes_soon(soon := resolved("future"), period, timeline.published):
        return soon
    if whole and period is not None and question.status == "actual" and timeline.published is not None:
        before_it = shift(period, unit=term(period) or "quarter", count=-1)
        if timeline.published < period.end and timeline.published - before_it.end < AWAITED:
            return replace(before_it, source="context")  # "in the half" at the end of August: the one reported on
    named = isinstance(expr, Slice) and mention.granularity in ("quarter", "half")
    if (question.status == "forecast" or question.ahead) and timeline.published is not None and named:
        over = resolved("past")
        if over is not None and period is not None and timeline.published - over.end < AWAITED < period.start - timeline.published:
            return over  # "PDD reports next week; analysts expect revenue of X for the second quarter"
        if question.awaited and over is not None and timeline.published - over.end > AWAITED:
            return resolved("future")  # the quarter that runs
    return period


def _fiscal_year_over(mention: PeriodMention, timeline: Timeline, question: Question, before: Period | None) -> Period | None:
    """The fiscal year that ended with the quarter told of: "fell in the March quarter. **For the full year** it rose 8%"."""
    expr, told = mention.expr, before or timeline.last or timeline.topic.period
    whole = isinstance(expr, Slice) and expr.unit == "year" and not expr.year.said
    again = isinstance(expr, Anchored) and expr.offset == 0 and expr.named == "year"
    if not (whole or again) or told is None or (term(told) != "quarter" and told.source != "fiscal"):
        return None
    year = question.fiscal_years.year_of(told.end)
    return Period(year.start, year.end, "fiscal") if year.end == told.end else None


def _months_counted(expr: TimeExpr) -> int:
    """How many months a time is that says no year: "in nine months", "in the first nine months"; 0 if it is no such time."""
    if isinstance(expr, Window):
        return expr.count if expr.unit == "month" and expr.direction is None and expr.count > 1 else 0
    first = isinstance(expr, Slice) and expr.unit == "month" and expr.first == 1 < expr.last and not expr.year.said
    return expr.last if first and isinstance(expr, Slice) else 0


def _grew_by_then(question: Question) -> bool:
    flow = question.metric is not None and question.metric.nature == "flow"
    return flow and question.measure in CHANGES and question.status == "actual"


def years_passed(expr: TimeExpr) -> TypeGuard[Between]:
    """Whether a time is one from a year to another."""
    return isinstance(expr, Between) and isinstance(expr.last, Slice) and expr.last.unit == "year"


def _calendar_year(expr: TimeExpr) -> YearOf | None:
    """Which year a time is, if it is one: "last year", "2015"."""
    if isinstance(expr, Relative) and expr.unit == "year":
        return YearOf(relative=expr.offset)
    return expr.year if isinstance(expr, Slice) and expr.unit == "year" and not expr.fiscal and expr.year.absolute is not None else None


def _of_an_occasion(scene: Scene, timeline: Timeline, mention: PeriodMention) -> bool:
    """Whether a year is said to be that of the festival the text is about: "during **last year's festival**"."""
    if timeline.topic.event is None:
        return False
    tokens = scene.after(mention.end, 4)
    owned = tokens[1:] if scene.only(tokens[:1] or (",",), "possessive") else tokens
    return scene.some(owned[:2], "festivity")


def _of_the_event(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> bool:
    """Whether a figure is one more of what was told of the festival: "took $25 billion. **Last year** it sold $18 billion".

    It is if its metric was told of the festival before, if it is compared with a figure of the festival, or if its words mean it only
    where one is spoken of, as "sales" do.
    """
    event, metric = timeline.topic.period, question.metric
    if event is None or timeline.topic.event is None or metric is None or metric.nature != "flow":
        return False
    if question.compared and before is not None and same_days(before, event):
        return True
    again = timeline.last is not None and same_days(event, timeline.last) and metric.id == timeline.last_metric
    cues = question.choice.mention.cues if question.choice is not None else ()
    festive = any(FESTIVAL in cue.when for cue in cues if cue.metric == metric.id)
    festive = festive and (timeline.last is None or FESTIVAL in scene.contexts)
    return (again or festive) and question.measure in ("level", "growth")


def _same_days_last_year(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> Period | None:
    """The days a year before the ones reported on, for what they are compared with: "rose to 6 billion from **last year's** 4"."""
    if question.measure not in ("level", "share") or not is_compared(scene, question.amount) or is_stock(question):
        return None
    told = before or (timeline.topic.period if timeline.topic.reports_on(question.entity) else None)
    short = told is not None and told.source != "published" and term(told) in ("month", "quarter", "half")
    return replace(shift(told, count=-1), source="context") if told is not None and short else None


def _just_over(published: dt.date | None, expr: TimeExpr) -> Period | None:
    """The quarter or half before the running one: "in the quarter" where a text has named none."""
    unit = expr.named if isinstance(expr, Anchored) else None
    period = resolve(Relative(unit, -1), published=published) if unit is not None else None
    return period if period is not None and published is not None and published - period.end < AWAITED else None


def _days_said(timeline: Timeline, festival: Period) -> Period | None:
    """The days a text gives for the festival it is about: "this year's 618, which ran **from May 31 to June 18**"."""
    told = timeline.topic.period
    if timeline.topic.event is None or told is None or same_days(told, festival) or told.start == told.end:
        return None
    return replace(told, source="festival") if festival.start <= told.start <= told.end <= festival.end else None


def _comes_soon(ahead: Period | None, past: Period | None, published: dt.date | None) -> bool:
    """Whether days without a year are those about to come and not those of a year ago: "orders **for October 1 to 7**" in September."""
    if ahead is None or past is None or published is None:
        return False
    return published < ahead.start <= published + SOON and published - past.end > LONG_OVER


def _is_that_of_the_figure_before(scene: Scene, question: Question, period: Period, before: Period | None) -> bool:
    """Whether a figure is there to compare, but its time would be the one of the figure it is compared with."""
    same = before is not None and same_days(period, before) and question.measure in ("level", "share")
    return same and is_compared(scene, question.amount)


def _just_past(past: Period | None, ahead: Period | None, published: dt.date | None) -> bool:
    """Whether days without a year are those just over, though an aim is told: "its target was X **on April 22**", said on April 25."""
    if ahead is None or past is None or published is None:
        return False
    return past.end <= published <= past.end + RECENTLY_OVER and ahead.end - published > LONG_OVER


def _year_of_event(scene: Scene, mention: PeriodMention) -> YearOf:
    """The year said right before days without one: "the **2021** event, from June 1 to 18", "**last year's** sale, from …"."""
    for other in scene.periods:
        expr = other.expr
        year = _calendar_year(expr) if other.end <= mention.outer_start else None
        if year is not None:
            gap = scene.gap(other.end, mention.outer_start)
            if gap.content <= EVENT_WORDS and "," in gap.tokens and not scene.amounts_between(other.end, mention.start):
                return year
    return UNSAID


def by_the_year(scene: Scene, question: Question) -> bool:
    """Whether a growth is said as one of every year: "a compound annual growth rate of 14% until 2025"."""
    if question.measure != "growth" or question.status == "actual":
        return False
    amount = question.amount
    for span in scene.classes.get("compound", ()):
        if scene.text.startswith("-", span.end):
            continue  # "**a year**-over-year rise"
        gap = scene.gap(span.end, amount.outer_start) if span.end <= amount.start else scene.gap(amount.outer_end, span.start)
        if len(gap) <= BY_THE_YEAR and not gap.breaks:
            return True
    return False


def settled_days(scene: Scene, timeline: Timeline, period: Period, mention: PeriodMention, question: Question) -> Period:
    """A stock at the end of a period is the last day's; growth by the year **until** one from that of publication."""
    if timeline.published is not None and period.start.year > timeline.published.year and by_the_year(scene, question):
        told = scene.periods if mention.anchored else ()  # "1 million in 2025 and 5 million in 2030, with a CAGR of 50% **in the period**"
        years = [m.expr.year.absolute for m in told if isinstance(m.expr, Slice) and m.expr.unit == "year"]
        named = [year for year in years if year is not None and year < period.start.year]
        return replace(period, start=dt.date(min(named, default=timeline.published.year), 1, 1))
    running = timeline.published is not None and period.start <= timeline.published < period.end
    moved = question.metric is not None and question.metric.nature == "moment" and question.measure in CHANGES
    if running and moved and term(period) == "year" and question.status == "actual":
        return replace(period, end=timeline.published or period.end)  # "has tripled **this year**": so far
    if running and _so_far(scene, period, question):
        return replace(period, end=_counted_until(timeline, period))
    counted_up = mention.role in ("as_of", "by") and question.status == "actual" and question.measure == "level"
    if (
        (is_stock(question) or counted_up)
        and mention.role != "since"
        and (mention.end_of or _ended_with(scene, mention) or _ends_with(scene, question.amount))
    ):
        return replace(period, start=period.end)
    return period


def _of_a_programme(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a plan is named beside a figure and the time behind it."""
    amount = question.amount
    if mention.outer_start < amount.outer_end or question.measure != "level":
        return False
    words = (*scene.before(amount.outer_start, PLANNED), *scene.gap(amount.outer_end, mention.outer_start).tokens[:BESIDE])
    return scene.some(words, "programme")


def _pledged(scene: Scene, window: PeriodMention, timeline: Timeline) -> Period | None:
    """The month that is over in which somebody pledged what is to be done in a span of time."""
    for mention in scene.periods:
        if mention.granularity != "month" or mention.role != "when" or mention.end > window.start:
            continue
        near = [s for s in scene.classes.get("target", ()) if s.start >= mention.end or s.end <= mention.outer_start]
        if when_pledged(scene, mention) or any(
            len(scene.gap(min(s.end, mention.end), max(s.start, mention.outer_start))) <= PLEDGED for s in near
        ):
            period = resolve(mention.expr, published=timeline.published)
            if period is not None and timeline.published is not None and period.end < timeline.published:
                return period
    return None


def _so_far(scene: Scene, period: Period, question: Question) -> bool:
    """Whether a sum of a year is one of the year so far: "**cumulative** sales this year reached X"."""
    if term(period) != "year" or question.status != "actual":
        return False
    return scene.some(scene.before(question.amount.outer_start, SUMMED_UP), "summed_up")


def _counted_until(timeline: Timeline, year: Period) -> dt.date:
    """The end of the month or quarter of the year that was told before, else the day of publication."""
    last, published = timeline.last, timeline.published or year.end
    return last.end if last is not None and year.start <= last.start and last.end <= published else published


def _ends_with(scene: Scene, amount: Amount) -> bool:
    """ "ending the quarter with 113 million", "closed it with net cash of RMB 102 billion"."""
    tokens = scene.before(amount.outer_start, ENDS)
    at = next((i for i, t in enumerate(tokens) if scene.only([t], "ending")), None)
    return at is not None and "with" in tokens[at + 1 : at + 4] and "," not in tokens[at:]


def _ended_with(scene: Scene, mention: PeriodMention) -> bool:
    """ "ended March with 24,097 stores"."""
    return scene.only(scene.before(mention.outer_start, 1) or (",",), "ending") and scene.after(mention.end, 1) == ("with",)
