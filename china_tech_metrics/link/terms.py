"""The month, quarter, half or year that an adjective names: "**quarterly** revenue", "**nine-month** profit"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.timeline import TOLD, Question, Timeline
from china_tech_metrics.model import CHANGES, Period
from china_tech_metrics.resolve.calendar import Relative, Slice, Unit, Window, resolve
from china_tech_metrics.resolve.expressions import YearOf
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.periods import PeriodMention

UNITS: tuple[tuple[str, Unit], ...] = (
    ("of_a_quarter", "quarter"),
    ("of_a_half", "half"),
    ("of_a_whole_year", "year"),
    ("of_a_month", "month"),
)
"""The groups of adjectives and the unit each names."""
RANKED: tuple[tuple[str, Unit], ...] = (("a_month", "month"), ("a_quarter", "quarter"), ("a_half", "half"))
"""The groups of nouns that are said to be the best of their kind, and the unit each names."""
REACH = 2
"""How many words may stand between the adjective and its metric: "quarterly **net operating** profit"."""
REPORTED_WITHIN = {
    "month": dt.timedelta(days=20),
    "quarter": dt.timedelta(days=100),
    "half": dt.timedelta(days=150),
    "year": dt.timedelta(days=150),
}
"""For how long behind its end a term is the one whose results appear."""
MONTHS_OF_A_YEAR = range(2, 12)


def first_months(scene: Scene, timeline: Timeline, question: Question) -> Period | None:
    """The first months of a year whose figure is told: "**nine-month** earnings reached 2.9 billion yuan"."""
    if question.metric is None or question.metric.nature != "flow":
        return None
    for mention in scene.periods:
        expr = mention.expr
        if mention.role != "duration" or not isinstance(expr, Window) or expr.unit != "month" or expr.count not in MONTHS_OF_A_YEAR:
            continue
        if mention.end <= question.amount.start and _is_the_metrics(scene, mention) and question.fiscal_years.by_calendar:
            months = Slice("month", 1, expr.count)
            return resolve(months, published=timeline.published, lean="future" if question.ahead else "past")
    return None


def _is_the_metrics(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a time stands before what is measured, with nothing but words for it between."""
    cue = next((cue for cue in scene.cues if cue.start >= mention.end), None)
    if cue is None:
        return False
    gap = scene.gap(mention.end, cue.start)
    return len(gap) <= REACH and NAME not in gap.tokens and not scene.some(gap.tokens, "preposition", "looking_back")


def latest_term(scene: Scene, timeline: Timeline, question: Question) -> Period | None:
    """The last full quarter, half, year or month of whose results a sentence tells: "its **quarterly** revenue fell 9%"."""
    choice, metric, published = question.choice, question.metric, timeline.published
    if choice is None or metric is None or metric.nature != "flow" or question.status not in TOLD or published is None:
        return None
    named = term_named(scene, choice)
    told = named is not None and not scene.some(scene.before(choice.mention.start, REACH + 1), "having") and _reported(scene, question)
    unit = named if told else _ranked(scene)
    if unit is None:
        return None
    term = _last(unit, published, question.fiscal_years)
    return term if term is not None and published - term.end <= REPORTED_WITHIN[unit] else None


def term_named(scene: Scene, choice: CueChoice | None) -> Unit | None:
    """The term whose figures a metric is said to be: "**quarterly** revenue", "$200 million in **monthly** GMV"."""
    if choice is None:
        return None
    cue = choice.mention
    tokens = (*scene.before(cue.start, REACH + 1), *scene.gap(cue.start, cue.end).tokens)
    return next((unit for group, unit in UNITS if scene.some(tokens, group)), None)


def _ranked(scene: Scene) -> Unit | None:
    """The unit of a time that is only said to be the best or worst of its kind: "enjoyed **another record month**"."""
    content = scene.grammar.content
    words = [t for t in scene.gap(scene.sentence.start, scene.sentence.end).tokens if t not in content["at_any_time"]]
    ranked = {second for first, second in pairwise(words) if first in content["ranked"]}
    return next((unit for group, unit in RANKED if not ranked.isdisjoint(content[group])), None)


def _reported(scene: Scene, question: Question) -> bool:
    """Whether results are told: a change, a figure that is compared, or one that somebody posts or tells of."""
    return question.measure in CHANGES or bool(scene.classes.get("said")) or bool(scene.classes.get("results"))


def _last(unit: Unit, published: dt.date, years: FiscalYears) -> Period | None:
    """The last full one before a day; a year is the company's own."""
    expr = Slice("year", 1, 1, YearOf(relative=-1), fiscal=True) if unit == "year" else Relative(unit, -1)
    term = resolve(expr, published=published, fiscal_years=years)
    return replace(term, source="context") if term is not None else None
