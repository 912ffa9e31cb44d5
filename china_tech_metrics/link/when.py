"""The period an amount is about: the likeliest time of its sentence, resolved to days, else what came before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from china_tech_metrics.link.carried import from_context, is_told_of
from china_tech_metrics.link.compared import is_compared, leads_to_base
from china_tech_metrics.link.days import day_done, day_of_the_news, done_today
from china_tech_metrics.link.lists import chained, change_between, enumeration, place_in
from china_tech_metrics.link.meaning import by_the_year, days_meant, settled_days, years_passed
from china_tech_metrics.link.restated import end_by_the_share
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.telling import counted_when_said
from china_tech_metrics.link.tense import (
    describes,
    did_something,
    has_it_today,
    has_now,
    held_today,
    is_now,
    lasts,
    said_now,
    said_of_today,
    told_then,
)
from china_tech_metrics.link.terms import first_months, latest_term, term_named
from china_tech_metrics.link.timeline import BASE_PERIOD, DEBUT, RECENT, REPORTED, TOLD, PeriodChoice, Question, Timeline, is_stock
from china_tech_metrics.link.times import RIGHT_BEFORE, came_from, is_base, looks_back, score_time
from china_tech_metrics.link.topic import REPORTING_LAG
from china_tech_metrics.model import CHANGES, Amount, Period
from china_tech_metrics.resolve.calendar import (
    Between,
    Date,
    Since,
    Slice,
    ToDate,
    resolve,
    same_days,
    shift,
    term,
)
from china_tech_metrics.resolve.expressions import YearOf
from china_tech_metrics.scan.periods import PeriodMention

THRESHOLD = 2.0
LATEST = "the latest of its kind"
"""The feature of a quarterly, yearly or monthly figure whose results are told."""
CLAUSE, CLAUSE_REACH = "clause of a time", 5
"""The feature of a figure told in a clause behind its time, and within how many words that clause must begin."""
AIM_REACH = 6
"""How many words back "annual" may stand from an aim: "its **annual** sales goal of"."""
GIVEN, MADE_UP = 2, 5
"""How many words back the verb of a part of a whole may stand: "**accounted** for more than half"."""
BACK = 5
"""How many words may stand between "after" and the level of the year before: "after a net profit of X a year earlier"."""


def choose_period(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> PeriodChoice:
    """The likeliest period. ``before`` is the period of the amount before it in the sentence, if any."""
    yearly = _of_the_whole_year(scene, timeline, question, before)
    if yearly is not None:
        return yearly
    months = first_months(scene, timeline, question)
    if months is not None:
        return PeriodChoice(months, RIGHT_BEFORE, "before the metric")
    best: tuple[float, PeriodMention, str] | None = (
        _respective(scene, question.amount) or _of_the_level_reached(scene, question) or _of_its_clause(scene, question.amount)
    )
    for mention in scene.periods if best is None else ():
        scored = score_time(scene, question, mention, at_least=THRESHOLD if best is None else best[0])
        if scored is not None and (
            _another_lies_ahead(scene, timeline, question, mention)
            or _told_first(scene, timeline, question, mention)
            or has_it_today(scene, question, mention)
        ):
            continue
        if scored is not None and (best is None or scored[0] > best[0]):
            best = (scored[0], mention, scored[1])
    if best is None or best[0] < THRESHOLD:
        day = day_of_the_news(scene, question, before)
        best = (THRESHOLD, day, "before") if day is not None else None
    if question.base is not None and _is_fact(question) and not _has_its_own(scene, question.amount):
        return PeriodChoice(question.base, THRESHOLD, BASE_PERIOD)
    earlier = _earlier_level(scene, timeline, question, before)
    if earlier is not None and (best is None or earlier.score > best[0]):
        return earlier
    if best is not None and best[0] >= THRESHOLD:
        period = days_meant(scene, best[1], timeline, question, before)
        spanned = isinstance(best[1].expr, Between)
        earlier_one = period is not None and not spanned and came_from(scene, question, best[1])
        if period is not None and earlier_one and (question.amount.paired is not None or is_told_of(period)):
            return PeriodChoice(replace(shift(period, count=-1), source="context"), best[0], BASE_PERIOD)
        if period is not None and _there_is(timeline, question, period):
            return PeriodChoice(
                Period(timeline.published or period.start, timeline.published or period.start, "published"), best[0], BASE_PERIOD
            )
        if period is not None:
            told_by_base = is_base(scene, question, best[1]) or (best[2] == CLAUSE and best[1].role == "base")
            feature = BASE_PERIOD if told_by_base else best[2]
            settled = settled_days(scene, timeline, period, best[1], question)
            passing = best[1].granularity == "season" or _likened_to(scene, best[1])
            return PeriodChoice(settled, best[0], feature, passing=passing)
    then_said = counted_when_said(scene, timeline, question)
    if then_said is not None:
        return PeriodChoice(then_said, THRESHOLD, "before")
    if done_today(scene, question) and timeline.published is not None:
        return PeriodChoice(Period(timeline.published, timeline.published, "published"), THRESHOLD, "as of publication")
    done = day_done(scene, timeline, question) if before is None else None
    if done is not None:
        return PeriodChoice(done, THRESHOLD, "the day it was told")
    if timeline.goal is not None and before is None and _part_of_an_aim(scene, timeline, question):
        return PeriodChoice(replace(timeline.goal, source="context"), THRESHOLD, "the aim before")
    debut = timeline.debuts.get(question.entity or "") if before is None and _on_its_debut(scene, question) else None
    if debut is not None:
        return PeriodChoice(replace(debut, source="context"), THRESHOLD, "the first day of trading")
    over = _a_year_behind_its_base(scene, timeline, question) if before is None else None
    if over is not None:
        return PeriodChoice(over, THRESHOLD, "a year behind its base")
    lasting = question.status in TOLD and lasts(scene, question)
    if question.status in TOLD:
        today = lasting or said_of_today(scene, question) or held_today(scene, timeline, question) or describes(scene, question)
    else:
        today = by_the_year(scene, question)
    at_hand = question.measure in ("level", "share") and has_now(scene, question.amount)
    if at_hand and question.metric is not None and question.metric.nature == "flow":
        opens = any(m.start == scene.sentence.start for m in scene.periods)
        if opens or scene.amounts[0].start < question.amount.start:
            before, today = None, True  # "sold 5 million in India, where it **now** has 30% of the market"
    unnamed = question.metric is None
    then = (question.measure == "share" or unnamed) and told_then(scene, question.amount)
    part = then and scene.some(scene.before(question.amount.outer_start, MADE_UP), "made_up")
    now = (lasting and question.measure == "level") or said_now(scene, question.amount)
    if question.metric is not None and question.metric.nature == "moment":
        now = now or any(is_now(m) for m in scene.periods)  # "rose 9% to HK$28 **today**"
    if now and not at_hand and _quoted_then(timeline, question, before):
        now = today = False
    acted = is_stock(question) and did_something(scene, question.amount)
    if before is not None and _lies_ahead(scene, timeline, question, before):
        before = None
    termed = question.measure == "level" and term_named(scene, question.choice) is not None
    context = from_context(timeline, question, before, now=now, today=today, then=then, part=part, acted=acted, termed=termed)
    if (context.period is None or context.period.source == "published") and _behind_its_base(scene, question):
        told = _reported_now(timeline, question)
        if told is not None:
            return PeriodChoice(told, THRESHOLD, "the period reported on")
    latest = latest_term(scene, timeline, question) if context.period is None and not today else None
    return PeriodChoice(latest, THRESHOLD, LATEST) if latest is not None else context


def _quoted_then(timeline: Timeline, question: Question, before: Period | None) -> bool:
    """Whether what a company is worth is that of the day its shares had a price: "closed at HK$300, **and with that is worth** X"."""
    metric, published = question.metric, timeline.published
    if metric is None or metric.nature != "moment" or before is None or before.start != before.end:
        return False
    return published is None or published - before.end <= RECENT


def _part_of_an_aim(scene: Scene, timeline: Timeline, question: Question) -> bool:
    """Whether a sum is a part of one aimed at before: "will spend $12 billion next year. Some $5 billion **of the budget** will go"."""
    tokens = scene.after(question.amount.outer_end, 3)
    part = tokens[:1] == ("of",) and scene.only(tokens[1:2], "given", "that") and scene.some(tokens[2:], "sum", "programme", "set_aim")
    goal, published = timeline.goal, timeline.published
    return part and goal is not None and published is not None and goal.end > published and question.sentence - timeline.goal_sentence <= 1


def _on_its_debut(scene: Scene, question: Question) -> bool:
    """Whether a share price is said to have moved on the first day of trading: "popped 35% **on the first day**"."""
    moved = question.metric is not None and question.metric.nature == "moment" and question.measure in CHANGES
    return moved and DEBUT in scene.contexts and question.status in TOLD


def _there_is(timeline: Timeline, question: Question, period: Period) -> bool:
    """Whether a figure is the one there is, and the time that of what it will become: "will rise to 12,000 yuan **from 9,900** in May"."""
    ahead = timeline.published is not None and period.start > timeline.published
    return ahead and question.amount.paired == "from" and question.status == "actual" and is_stock(question)


def _has_its_own(scene: Scene, amount: Amount) -> bool:
    """Whether a time stands behind a figure in its own clause: "32.9 million **a year earlier**"."""
    for mention in scene.periods:
        if mention.outer_start >= amount.outer_end and not scene.gap(amount.outer_end, mention.outer_start).breaks:
            return not scene.amounts_between(amount.outer_end, mention.outer_start)
    return False


def _is_fact(question: Question) -> bool:
    return question.status == "actual" and question.measure in ("level", "share")


def _another_lies_ahead(scene: Scene, timeline: Timeline, question: Question, mention: PeriodMention) -> bool:
    """Whether a fact stands before another figure of a time to come: "has 63% today and sees it at **55% by 2025**"."""
    if question.status != "actual" or mention.outer_start < question.amount.outer_end or timeline.published is None:
        return False
    if not scene.amounts_between(question.amount.outer_end, mention.outer_start):
        return False
    period = resolve(mention.expr, published=timeline.published)
    return period is not None and period.start > timeline.published


def _told_first(scene: Scene, timeline: Timeline, question: Question, mention: PeriodMention) -> bool:
    """Whether a time that is over is that of a fact told before what is expected: "was 61 billion **in 2019** and may grow 12%"."""
    if not question.ahead or mention.end > question.amount.outer_start or timeline.published is None:
        return False
    marks = [span for group in ("target", "forecast", "will") for span in scene.classes.get(group, ()) if span.end <= question.amount.start]
    between = [span for span in marks if mention.end <= span.start]
    if len(between) < len(marks) or all(scene.only([scene.folded[span.start : span.end]], "reckoning") for span in between):
        return False
    begun = between and scene.some(scene.gap(mention.end, between[0].start).tokens, "clause")
    if not begun and not scene.amounts_between(scene.sentence.start, mention.outer_start):
        return False
    period = resolve(mention.expr, published=timeline.published)
    return period is not None and period.end < timeline.published


def _of_the_level_reached(scene: Scene, question: Question) -> tuple[float, PeriodMention, str] | None:
    """The time of the level that a change led to: "grew 8-fold from 12,000 in 2019 to 96,000 **in 2022**"."""
    if question.measure not in CHANGES:
        return None
    times = change_between(scene, question.amount)
    return (RIGHT_BEFORE, times[1], "behind") if times is not None else None


def _respective(scene: Scene, amount: Amount) -> tuple[float, PeriodMention, str] | None:
    """Times and figures listed in the same order: "losses for 2022, 2023 and 2024 were X, Y and Z"."""
    run = enumeration(scene, amount)
    if len(run) < 2:
        return None
    chains = chained(scene, scene.periods, [m.outer_start for m in scene.periods])
    fitting = next((c for c in chains if len(c) == len(run) and all(m.role in ("when", "as_of") for m in c)), None)
    fitting = _running_and_all(scene) or fitting
    if fitting is None or len(fitting) != len(run):
        return _each_year(scene, run, place_in(run, amount))
    return RIGHT_BEFORE, fitting[place_in(run, amount)], "before"


def _running_and_all(scene: Scene) -> list[PeriodMention] | None:
    """The year so far and the last day counted: "As of October 31, its **year-to-date and cumulative** sales reached X and Y"."""
    running = next((m for m in scene.periods if isinstance(m.expr, ToDate)), None)
    last = next((m for m in scene.periods if m.role == "as_of" and m.granularity == "day"), None)
    if running is None or last is None:
        return None
    tokens = scene.after(running.end, 2)
    if len(tokens) < 2 or not scene.only(tokens[:1], "joining") or not scene.only(tokens[1:], "summed_up"):
        return None
    year = YearOf(absolute=last.expr.day.year) if isinstance(last.expr, Date) else YearOf(relative=0)
    return [replace(running, expr=Between(Slice("year", 1, 1, year), last.expr)), last]


def _each_year(scene: Scene, run: Sequence[Amount], place: int) -> tuple[float, PeriodMention, str] | None:
    """The year of a figure in a list of as many as the years they are of: "for 2022 to 2024 the shares were 60%, 63% and 67%"."""
    for mention in scene.periods:
        if years_passed(mention.expr) and isinstance(mention.expr.first, Slice) and isinstance(mention.expr.last, Slice):
            first, last = mention.expr.first.year.absolute, mention.expr.last.year.absolute
            if first is not None and last is not None and last - first + 1 == len(run):
                year = replace(mention.expr.first, year=YearOf(absolute=first + place))
                return RIGHT_BEFORE, replace(mention, expr=year), "before"
    return None


def _of_the_whole_year(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> PeriodChoice | None:
    """The running year, for what is aimed at or expected of it: "its **annual** sales goal of 350,000"."""
    if question.status not in ("target", "forecast") or question.measure != "level" or is_stock(question):
        return None
    tokens = scene.before(question.amount.outer_start, AIM_REACH)
    at = next((i for i, t in enumerate(tokens) if scene.only([t], "of_a_year")), None)
    if at is None or "," in tokens[at:] or any(m.granularity == "year" for m in scene.periods):
        return None
    told = before if before is not None and before.source != "published" else None
    day = told.end if told is not None else timeline.published
    if day is None or (told is None and day.month == 1):
        return None  # in January it may be that of either year
    return PeriodChoice(Period(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), "context"), THRESHOLD, "the whole year")


def _of_its_clause(scene: Scene, amount: Amount) -> tuple[float, PeriodMention, str] | None:
    """The time that a clause behind it tells of: "fell from **March**, **when** it handed over X", "April, **during which** it sold X"."""
    openings = scene.grammar.gaps["clause_of_time"]
    for mention in reversed(scene.periods):
        if mention.end > amount.outer_start:
            continue
        tokens = scene.gap(mention.end, amount.outer_start).tokens
        others = scene.amounts_between(mention.end, amount.outer_start)
        if others and (amount.paired is not None or "," in tokens[1:]):
            continue
        at = next((i for i, t in enumerate(tokens[:CLAUSE_REACH]) if t in openings), None)
        if at is not None and scene.only([tokens[at]], "told_of_place") and tokens[:at] != (",",):
            continue  # "in May entered Japan, **where** it has 5 stores"
        if at is not None and tokens[at] == "which" and not scene.only(tokens[at - 1 : at] or (",",), "preposition"):
            return None  # "in May, which gave it X"
        if mention.role == "since" and isinstance(mention.expr, Since):
            mention = replace(mention, role="when", expr=mention.expr.start)  # "since its May listing, **in which** it raised X"
        if at is None or mention.role in ("duration", "since", "mention") or not {",", ";", ":"}.isdisjoint(tokens[at:]):
            return None
        words = [t for t in tokens[:at] if t not in (",", "during", "in")]
        named = len(words) < CLAUSE_REACH - 1 and not scene.only(words, "preposition", "clause", "conjunction")
        return (RIGHT_BEFORE, mention, CLAUSE) if not words or named else None
    return None


def _likened_to(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a time is only one that another is compared with: "in line **with last year**, when it sold X", "the same **as in 2023**"."""
    if not any(t in scene.grammar.gaps["clause_of_time"] for t in scene.after(mention.end, 2)):
        return False
    return any(scene.only([word], "as") or word in ("with", "to", "than") for word in scene.before(mention.start, 2))


def _earlier_level(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> PeriodChoice | None:
    """ "compared to a loss of X a year earlier", "up from X last year": the level of the base period."""
    amount = question.amount
    growth = question.measure == "growth" and question.compared  # "rose 11%, compared with 13% a year earlier"
    if question.measure not in ("level", "share") and amount.paired != "from" and not growth:
        return None
    for mention in scene.periods:
        if mention.outer_start < amount.outer_end or (mention.role != "base" and not looks_back(mention)):
            continue
        # "compared with **X and Y**, respectively, a year earlier"
        listed = max(enumeration(scene, amount)[-1].outer_end, end_by_the_share(scene, amount))
        gap = scene.gap(listed, mention.outer_start)
        led = scene.gap(mention.outer_start, mention.start).tokens
        beside = not gap.tokens and (not led or scene.only(led, "part"))  # "a loss of X **a year earlier**", "the X **of a year earlier**"
        beside = beside or (not gap.tokens and scene.only(led, "place_preposition"))  # "it lost X **in the same quarter** of 2023"
        given = _given_then(scene, amount, gap.tokens)
        if mention.role != "base" and not given:
            continue
        beside = beside or given
        if not (leads_to_base(scene, amount, mention) or (len(gap) <= 3 and not scene.amounts_between(listed, mention.outer_start))):
            continue
        if "than" in (*gap.tokens[-1:], *scene.gap(mention.outer_start, mention.start).tokens[:1]):
            continue  # "having sold 9 million, a few more **than a year earlier**"
        compared = (
            beside
            or amount.paired == "from"
            or scene.nearest_before(amount.outer_start, "compare") is not None
            or any(t in scene.grammar.gaps["looking_back"] for t in scene.before(amount.outer_start, BACK))
            or "from" in scene.before(amount.outer_start, 3)
            or is_compared(scene, amount)
        )
        if not compared:
            continue
        period = resolve(
            mention.expr,
            published=timeline.published,
            anchor=before or timeline.heard(question.sentence) or timeline.last or timeline.topic.period,
            fiscal_years=question.fiscal_years,
        )
        if period is None and before is not None and mention.basis == "yoy":
            period = shift(before, count=-1)
        if period is not None:
            return PeriodChoice(period, RIGHT_BEFORE if beside else 8.0, BASE_PERIOD)
    return None


def _given_then(scene: Scene, amount: Amount, tokens: Sequence[str]) -> bool:
    """Whether a participle dates a given figure: "a fraction of **the** X **booked** in the year-earlier quarter"."""
    given = scene.before(amount.outer_start, 1) == ("the",)
    owned = scene.only(tokens[:-1], "subject") and len(tokens) <= GIVEN  # "a quarter of **the** 5 billion **it lost** in May 2023"
    return given and owned and bool(tokens) and (tokens[-1].endswith("ed") or scene.only(tokens[-1:], "past"))


def _a_year_behind_its_base(scene: Scene, timeline: Timeline, question: Question) -> Period | None:
    """The period just over, if a figure is compared with that of a year before: "costs were X, compared with Y **in Q2 2023**".

    Of a stock it is the last day, if the one compared is of a last day.
    """
    amount, published = question.amount, timeline.published
    if published is None or question.status != "actual" or question.metric is None or question.metric.nature == "moment":
        return None
    behind = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    if behind is None or behind.kind != amount.kind or not is_compared(scene, behind):
        return None
    for mention in scene.periods:
        if mention.role != "when" or mention.granularity not in REPORTED or len(scene.gap(behind.outer_end, mention.outer_start)) > 1:
            continue
        base = resolve(mention.expr, published=published, fiscal_years=question.fiscal_years) if mention.start >= behind.end else None
        later = shift(base, count=1) if base is not None else None
        if later is not None and later.end <= published <= later.end + REPORTING_LAG:
            return replace(later, start=later.end if is_stock(question) and mention.end_of else later.start, source="context")
    return None


def _behind_its_base(scene: Scene, question: Question) -> bool:
    """Whether a figure is compared with one of the time before: "narrowed its loss to X **from Y in the previous quarter**"."""
    amount, metric = question.amount, question.metric
    behind = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    if behind is None or behind.kind != amount.kind or metric is None or metric.nature == "moment" or question.status != "actual":
        return False
    close = (m for m in scene.periods if m.start >= behind.end and len(scene.gap(behind.outer_end, m.outer_start)) <= 1)
    return any(m.anchored and looks_back(m) and m.granularity != "day" for m in close) and is_compared(scene, behind)


def _lies_ahead(scene: Scene, timeline: Timeline, question: Question, before: Period) -> bool:
    """Whether a figure is one to come, and the time before it one that is over: "raised X last May **and is in talks for** Y more".

    Or a fact, and the time before it one to come.
    """
    over = timeline.published is not None and before.end < timeline.published
    if before.start == timeline.published and before.start < before.end and question.status == "actual":
        return True  # "will buy back $5 billion over the next three years, a day after Walmart **sold** its stake for X"
    if not over or not question.ahead or question.status not in ("target", "forecast") or question.measure != "level":
        return False
    told = timeline.foreseen is not None and same_days(before, timeline.foreseen)
    leading = scene.before(question.amount.outer_start, AIM_REACH)
    return not told and not is_compared(scene, question.amount) and not scene.some(leading, "set_aim", "set_against")


def _reported_now(timeline: Timeline, question: Question) -> Period | None:
    """The period a text reports on, or the latest that its flows were of."""
    topic = timeline.topic
    if topic.period is not None and term(topic.period) in REPORTED and topic.reports_on(question.entity):
        return topic.period
    told = timeline.reports_of(question.owners) or (timeline.lately if not is_stock(question) else None)
    return replace(told, source="context") if told is not None else None
