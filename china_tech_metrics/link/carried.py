"""The period of a figure whose sentence names none: carried on from what the text said before."""

from __future__ import annotations

from dataclasses import replace

from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.tense import told_then
from china_tech_metrics.link.timeline import (
    BASE_PERIOD,
    JUST_ENDED,
    PARTS,
    RECENT,
    REPORTED,
    SENTENCE_BEFORE,
    SHARES,
    TOLD,
    PeriodChoice,
    Question,
    Timeline,
    is_stock,
    lasting,
    related,
)
from china_tech_metrics.link.topic import REPORTING_LAG, RESULTS
from china_tech_metrics.model import CHANGES, Amount, Period
from china_tech_metrics.resolve.calendar import same_days, shift, term
from china_tech_metrics.resolve.spans import whole_months

ANNOUNCED_REACH, CARRIED_REACH, FORESEEN_REACH = 8, 2, 3
"""For how many sentences a period holds that was announced, that only a figure had, or that a figure was expected for."""
REVIEWED = {"month": JUST_ENDED, "quarter": REPORTING_LAG}
"""For how long behind its end a text reviews a month or quarter."""
WEEKEND = (5, 6)
"""The days of the week on which no exchange is open, counted from Monday."""


def from_context(
    timeline: Timeline,
    question: Question,
    before: Period | None,
    *,
    now: bool,
    today: bool,
    then: bool,
    part: bool,
    acted: bool,
    termed: bool,
) -> PeriodChoice:
    """The period of the figure before it, of the sentence before, or the one the whole text reports on.

    ``now`` and ``today`` say that it is told of now, ``then`` that a verb tells it of a time that is over, ``part`` that it was a part of
    what was told of, ``acted`` that the things counted did something then: "2 million **people bought** it", ``termed`` that its
    metric is said to be one of a month or year: "$200 million in **monthly** GMV".
    """
    if before is not None and _comes_before(question, before):
        return PeriodChoice(replace(shift(before, count=-1), source="context"), 4.0, BASE_PERIOD)
    if before is not None and before.source == "published" and question.restates:
        return PeriodChoice(before, 4.0, "same sentence")  # "has 1.7 trillion in loans, **or 15%** of the market"
    if before is not None and of_a_result(question, before):
        before = None
    if before is not None and (before.source == "published" or (now and (is_stock(question) or question.metric is None))):
        before = None
    if before is not None and not (is_stock(question) and question.measure == "level" and term(before) is None):
        return PeriodChoice(before, 4.0, "same sentence")
    nature = question.metric.nature if question.metric is not None else None
    flow = nature not in (None, "moment") and (not is_stock(question) or question.measure in CHANGES or acted)
    moved = flow or (nature is None and (then or question.measure in CHANGES))
    once = question.metric is not None and question.metric.once
    flowed = moved and not once and _can_carry(question)
    if timeline.summed_up is not None and not related(question, timeline):
        timeline.last, timeline.summed_up = timeline.summed_up, None  # "BYD sold 1.8 million so far. **Nio** handed over X": in the month
    if timeline.topic.as_of is not None and _counted_at_its_end(timeline, question, timeline.topic.as_of):
        return PeriodChoice(timeline.topic.as_of, 2.0, "the day counted at")
    if not today and not (now and nature == "average" and question.measure == "level"):
        again = timeline.topic.period if flowed and _told_again(timeline, question) else None
        if again is not None:
            return PeriodChoice(again, 3.5, "the period reported on")
        if flowed and (year := _back_to_the_year(timeline, question)) is not None:
            return PeriodChoice(replace(year, source="context"), 3.0, "the period reported on")
        if flowed and (term_told := _term_reviewed(timeline, question)) is not None:
            return PeriodChoice(replace(term_told, source="context"), 2.5, "the period reported on")
        if flowed and (_behind_a_count(timeline, question) or _back_to_the_accounts(timeline, question)):
            return PeriodChoice(timeline.topic.period, 3.0, "the period reported on")
        if flowed and (ended := _year_ended(timeline, question)) is not None:
            return PeriodChoice(ended, 2.0, SENTENCE_BEFORE)
        if timeline.last is not None and _goes_on(timeline, question, timeline.last, flow=moved, now=now):
            return PeriodChoice(replace(timeline.last, source="context"), 3.0, SENTENCE_BEFORE)
        if then and timeline.last is not None and _counted_too(timeline, question, timeline.last, part=part):
            return PeriodChoice(replace(timeline.last, source="context"), 3.0, SENTENCE_BEFORE)
        debut = timeline.debuts.get(question.entity or "") if question.metric is not None and question.metric.at_listing else None
        if debut is not None and question.status in TOLD:
            return PeriodChoice(replace(debut, source="context"), 3.0, "the first day of trading")
        day = timeline.day_near(question.sentence) if nature == "moment" or once else None
        if day is not None and nature == "moment" and day.start.weekday() in WEEKEND:
            day = None  # no share is traded then
        if day is not None and not now and question.status in TOLD:
            timeline.day_sentence = question.sentence
            return PeriodChoice(replace(day, source="context"), 3.0, SENTENCE_BEFORE)
        told = not once and (
            (moved and (_can_carry(question) or _of_event_ahead(timeline, question)))
            or (nature == "average" and question.status == "actual")
        )
        if told and timeline.topic.period is not None and timeline.topic.reports_on(question.entity):
            return PeriodChoice(timeline.topic.period, 2.0, "the period reported on")
        own = timeline.reports_of(question.owners) if told and question.metric is not None and question.metric.owner != "object" else None
        if own is not None:
            return PeriodChoice(own, 1.5, "the period its owner reports on")
        reported = timeline.topic.period if question.awaited and flowed else None
        if reported is not None and term(reported) in RESULTS:  # "Alibaba is next; **analysts expect** revenue of X"
            return PeriodChoice(reported, 1.5, "the period reported on")
        if timeline.foreseen is not None and _foreseen_too(timeline, question):
            return PeriodChoice(replace(timeline.foreseen, source="context"), 2.0, SENTENCE_BEFORE)
        lately = timeline.lately if nature == "flow" and not termed and _told_lately(timeline, question) else None
        if lately is not None:
            return PeriodChoice(replace(lately, source="context"), 1.5, "the latest period told")
    goal = timeline.goals.get(question.metric.id) if question.metric is not None and question.status in ("target", "forecast") else None
    if goal is not None and question.amount.per is None:
        return PeriodChoice(replace(goal, source="context"), 2.0, "the year of the goals")
    if timeline.aimed is not None and _aimed_too(timeline, question):
        last_day = timeline.aimed_end and is_stock(question)  # "by the end of 2026": a stock is that of its last day
        start = timeline.aimed.end if last_day else timeline.aimed.start
        return PeriodChoice(replace(timeline.aimed, start=start, source="context"), 2.0, "the aim before")
    standing = not flow or is_stock(question)
    if standing and question.status == "actual" and timeline.topic.as_of is not None and question.entity in (None, timeline.topic.place):
        return PeriodChoice(timeline.topic.as_of, 2.0, "the day counted at")
    if not flow and question.status in ("actual", "estimate") and timeline.published is not None:
        return PeriodChoice(Period(timeline.published, timeline.published, "published"), 2.0, "as of publication")
    return PeriodChoice(None, 0.0, "none")


def of_a_result(question: Question, before: Period) -> bool:
    """Whether a share moved on the news of a result: "posted second-quarter revenue of X, **sending its shares down 29%**"."""
    moved = question.metric is not None and question.metric.nature == "moment" and question.measure in CHANGES
    return moved and term(before) in RESULTS


def _counted_at_its_end(timeline: Timeline, question: Question, counted: Period) -> bool:
    """Whether a stock is of the day the text counts at, behind a flow of the time that ends then: "In 2018 it took X. Users **rose**"."""
    last = timeline.last
    if last is None or timeline.announced or timeline.last_nature == "stock" or not last.start < last.end == counted.end:
        return False
    return is_stock(question) and question.status == "actual" and question.entity in (None, timeline.topic.place)


def _told_again(timeline: Timeline, question: Question) -> bool:
    """Whether the sentence before spoke of the period reported on: "Games slowed **in the fourth quarter**. Their revenue fell 3%"."""
    period, spoken = timeline.topic.period, timeline.spoken
    if period is None or spoken is None or question.sentence - timeline.spoken_sentence != 1 or term(period) not in RESULTS:
        return False
    return same_days(period, spoken) and timeline.topic.reports_on(question.entity)


def _back_to_the_year(timeline: Timeline, question: Question) -> Period | None:
    """The year reported on, or of the first figures, where a new paragraph goes on with it behind one that told of a part of it.

    "BYD sold 4 million cars last year. The final quarter brought 1.5 million. ¶ **Sales of its hybrids rose 9%**"
    """
    reported, last = timeline.topic.period, timeline.last
    year = reported or timeline.opening
    if year is None or last is None or timeline.announced or timeline.paragraph == timeline.last_paragraph:
        return None
    part = term(year) == "year" and year.start <= last.start and last.end <= year.end and term(last) in PARTS
    again = question.metric is not None and question.metric.id == timeline.opening_metric
    return year if part and (again if reported is None else timeline.topic.reports_on(question.entity)) else None


def _behind_a_count(timeline: Timeline, question: Question) -> bool:
    """Whether a flow is one of the time reported on, behind what was counted in a part of it: "Capacity was X **in June**. Customers at
    home brought in 80% of revenue"."""
    told, last = timeline.topic.period, timeline.last
    if told is None or last is None or timeline.announced or timeline.last_nature != "stock":
        return False
    counted_in = term(last) == "month" and told.start <= last.start and last.end <= told.end and not same_days(told, last)
    return counted_in and timeline.topic.reports_on(question.entity)


def _term_reviewed(timeline: Timeline, question: Question) -> Period | None:
    """The month or quarter just over that a text on goods begins with: "57% **in May**. ¶ Makers sold 1.7 million".

    What was told of one firm's other times, or of an event, does not end it: "It raised $1 billion in March. **Others sold** 9,000 cars".
    """
    opening, published, metric, last = timeline.opening, timeline.published, question.metric, timeline.last
    if opening is None or published is None or metric is None or timeline.announced:
        return None
    lag = REVIEWED.get(term(opening) or "")
    if lag is None or not opening.end <= published <= opening.end + lag:
        return None
    if last is None or same_days(last, opening):
        return opening if metric.goods or metric.units == SHARES else None
    event = timeline.last_of is not None and timeline.last_of.once and not metric.once
    if not (event or metric.goods or metric.units == SHARES):
        return None
    anew = timeline.paragraph != timeline.last_paragraph and not related(question, timeline)
    return opening if event or (anew and last.start < opening.start) else None


def _back_to_the_accounts(timeline: Timeline, question: Question) -> bool:
    """Whether a figure of the accounts is one of the term reported on, behind what was told of another time or of somebody else.

    "Acme cut 900 jobs **in April**. Its loss narrowed to X", "Beta's revenue fell 4% **in 2022**. ¶ Acme's advertising brought in X".
    """
    told, last, metric = timeline.topic.period, timeline.last, question.metric
    if told is None or last is None or metric is None or not metric.in_accounts or timeline.announced or term(told) not in RESULTS:
        return False
    if timeline.topic.names is None or question.entity not in timeline.topic.names or same_days(told, last):
        return False
    anew = timeline.paragraph != timeline.last_paragraph
    event = not (timeline.last_of is not None and timeline.last_of.in_accounts) and (anew or term(last) in (None, "month"))
    return event or (anew and not related(question, timeline))


def _year_ended(timeline: Timeline, question: Question) -> Period | None:
    """The year at whose end things were counted, for what was done in it: "had 6,440 shops **at the end of last year**. Revenue rose"."""
    last, topic = timeline.last, timeline.topic
    if last is None or topic.period is not None or not timeline.last_year_end or question.sentence - timeline.last_sentence > CARRIED_REACH:
        return None
    fits = related(question, timeline) and not is_stock(question)
    return replace(last, start=last.end.replace(month=1, day=1), source="context") if fits else None


def _comes_before(question: Question, before: Period) -> bool:
    """Whether a figure without a time is the one of a year before: "3.7 billion **from 4.9**", "RMB 3 billion, **compared with 2**"."""
    if question.measure not in ("level", "share"):
        return False
    if question.amount.paired == "from" and not is_stock(question) and question.measure == "level" and question.status == "actual":
        return True
    compared = question.compared or question.amount.paired == "from"
    return compared and question.status == "actual" and before.source != "published" and is_told_of(before)


def is_told_of(period: Period) -> bool:
    """Whether a time is one of those that results are told of: quarters, halves and years, "the first eight months"."""
    return term(period) in REPORTED or (whole_months(period) or 1) > 1


def counted_then(scene: Scene, amount: Amount, told: Period) -> bool:
    """Whether a stock is of the time at which another one was counted: "Acme had 585 million buyers in 2019. Beta **had 711**"."""
    unit, verb = term(told), scene.before(amount.outer_start, 1) or (",",)
    had = scene.only(verb, "reach") and not scene.only(verb, "preposition") and told_then(scene, amount)
    return unit in ("quarter", "half") or ((unit == "year" or told.start == told.end) and had)


def _can_carry(question: Question) -> bool:
    """Whether a flow without a time can be one of a period told before: no aim, no rate of "a day"."""
    return (question.status in TOLD or question.awaited) and question.amount.per is None


def _told_lately(timeline: Timeline, question: Question) -> bool:
    """Whether a fact goes with the latest period told of: a change, or a figure of what was told of it before.

    "Sedan sales fell 9% in May. ... **Acme sold** 8,600 cars"
    """
    metric = question.metric
    if metric is None or question.status != "actual":
        return False
    return question.measure in CHANGES or (metric.id in timeline.latest_metrics and question.amount.per is None and not metric.once)


def _of_event_ahead(timeline: Timeline, question: Question) -> bool:
    """Whether a figure without a time is what is expected of the festival or holiday that is about to come or runs."""
    event, published = timeline.topic.period, timeline.published
    ahead = event is not None and published is not None and event.end >= published
    return ahead and question.status == "forecast" and question.amount.per is None


def _goes_on(timeline: Timeline, question: Question, last: Period, *, flow: bool, now: bool) -> bool:
    """Whether a figure is one of the period of the figure before: flows of months and years, share prices of a day, averages."""
    nature = question.metric.nature if question.metric is not None else None
    next_to_it = question.sentence - timeline.last_sentence <= 1
    if flow and _can_carry(question):
        near = question.sentence - timeline.last_sentence <= (ANNOUNCED_REACH if timeline.announced else CARRIED_REACH)
        repeats = question.metric is not None and question.metric.id in timeline.metrics_told
        counted_then = timeline.last_nature != "flow" and term(last) in (None, "month")
        goes_with = related(question, timeline) or (timeline.last_paragraph == timeline.paragraph and next_to_it and not question.compared)
        same = timeline.announced or repeats or (goes_with and not (counted_then and not is_stock(question)))
        if question.metric is not None and question.metric.once and not (repeats and related(question, timeline)):
            return False
        same_day = last.start == last.end and repeats and next_to_it and not question.compared
        if same_day and timeline.last_nature == "flow" and not _within_the_event(timeline, last):
            return True  # "sold X on Oct. 20 ... Only Y **did better**, with Z"
        if not _digressed(timeline, question, last) and (last.source == "festival" or (near and same and lasting(last))):
            return True
    if nature == "moment":
        recent = timeline.published is None or timeline.published - last.end <= RECENT
        quoted = recent and last.start == last.end and timeline.last_nature in ("moment", "flow")
        heard = timeline.last_nature == "flow" and timeline.day_near(question.sentence) is not None
        return next_to_it and related(question, timeline) and not now and quoted and not heard
    announced = timeline.announced and question.sentence - timeline.last_sentence <= ANNOUNCED_REACH
    same_nature = nature == timeline.last_nature and next_to_it and related(question, timeline)
    return nature == "average" and (same_nature or announced) and question.status == "actual" and lasting(last)


def _within_the_event(timeline: Timeline, day: Period) -> bool:
    """Whether a day is one of the festival or holiday that the whole text reports on, or that holiday itself."""
    event = timeline.topic.period
    return day.source == "festival" or (event is not None and event.start <= day.start <= event.end)


def _counted_too(timeline: Timeline, question: Question, last: Period, *, part: bool) -> bool:
    """Whether a share of a stock is one of the day the figure before was counted at: "X held 41% as of June 30. Y **was** next with 9%".

    A ``part`` is one of the time told of: "sales rose 9% in May. Men **made up** 60% of buyers".
    """
    if part and question.sentence - timeline.last_sentence <= 1 and (lasting(last) or last.source == "festival"):
        return True
    same = question.metric is not None and question.metric.id == timeline.last_metric and question.metric.nature == "stock"
    return same and last.start == last.end and question.sentence - timeline.last_sentence <= 1


def _foreseen_too(timeline: Timeline, question: Question) -> bool:
    """Whether a figure of business is forecast for the time of the forecast before: "sales of X in 2027. Profit **will grow** 5%"."""
    metric = question.metric
    if metric is None or metric.nature == "moment" or metric.basis != "yoy" or question.status != "forecast":
        return False
    same = bool(timeline.foreseen_owners) and timeline.foreseen_owners[0] in question.owners
    return same and question.sentence - timeline.foreseen_sentence <= FORESEEN_REACH and question.amount.per is None


def _aimed_too(timeline: Timeline, question: Question) -> bool:
    """Whether a figure is aimed at or expected for the time of the aims told right before: "95% by 2030. Subscribers are to reach X"."""
    near = question.sentence - timeline.aimed_sentence <= 1
    return near and question.status in ("target", "forecast") and question.measure in ("level", "share")


def _digressed(timeline: Timeline, question: Question, last: Period) -> bool:
    """Whether the figure before looked back far beyond the period that the text reports on for this owner."""
    topic = timeline.topic
    period = topic.period if topic.reports_on(question.entity) else timeline.reports_of(question.owners)
    return period is not None and last.end.year < period.start.year - 1
