"""Whether a single day, or the time of another clause, is that of a figure, or only when something else was said or done."""

from __future__ import annotations

from china_tech_metrics.link.carried import of_a_result
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.tense import is_now
from china_tech_metrics.link.timeline import TOLD, Question, Timeline, is_stock
from china_tech_metrics.link.topic import FESTIVAL
from china_tech_metrics.model import Amount, Period
from china_tech_metrics.resolve.calendar import Between, Weekday, resolve
from china_tech_metrics.scan.periods import PeriodMention

TIME_FIRST = 3
"""Within so many words a sentence begins with its time: "**In the first quarter**, it lost X; …"."""
NEAR = 6
"""A single day counts only this close to the amount or its metric; elsewhere it is when somebody said so."""
TERMS, OF_TERM = ("month", "quarter", "half", "year"), 2
"""Times that results are told of, and how many words may stand between one and its metric: "first-quarter **core** revenue"."""


def is_single_day(mention: PeriodMention) -> bool:
    """Whether a time is one day, or a few named by weekdays."""
    return mention.role == "when" and (
        mention.granularity == "day" or (isinstance(mention.expr, Between) and isinstance(mention.expr.first, Weekday))
    )


def told_of_a_term(scene: Scene, question: Question, day: PeriodMention) -> bool:
    """Whether a day is when the figure of a longer time was told: "posted **first-quarter** revenue of X **on Thursday**"."""
    choice, metric = question.choice, question.metric
    if choice is not None:
        cue = choice.mention
        if scene.some((*scene.before(cue.start, OF_TERM), *scene.gap(cue.start, cue.end).tokens), "of_a_term"):
            return True  # "a 70% jump in **quarterly** profit on Tuesday"
    if choice is None or choice.follows or metric is None or metric.nature not in ("flow", "average"):
        return False
    cue = choice.mention
    for mention in scene.periods:
        if mention.end > cue.start:
            return False
        if mention is not day and mention.granularity in TERMS:
            tokens = scene.gap(mention.end, cue.start).tokens
            if len(tokens) <= OF_TERM and not scene.only(tokens[:1] or (",",), "preposition") and "," not in tokens:
                return True
    return False


def _in_its_clause(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether nothing separates a time from the figure before it."""
    if mention.outer_start < amount.outer_end:
        return False
    return scene.gap(amount.outer_end, mention.outer_start).breaks < 1 and not scene.amounts_between(amount.outer_end, mention.start)


def _lasted_hours(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether what the figure counts took a part of the day: "10,000 orders **within an hour** of its launch **on Thursday**"."""
    gap = scene.gap(amount.outer_end, mention.outer_start) if mention.outer_start >= amount.outer_end else None
    return gap is not None and not gap.breaks and not scene.grammar.content["part_of_a_day"].isdisjoint(gap.tokens)


def _begins(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a time begins a sentence, maybe behind the number of an item."""
    if mention.outer_start == scene.sentence.start:
        return True
    return all(token.isdigit() for token in scene.gap(scene.sentence.start, mention.outer_start).tokens)


def day_counts(scene: Scene, question: Question, mention: PeriodMention, distance: int) -> bool:
    """Whether a day is that of the figure and no day on which somebody said so; ``distance`` is how many words lie between them."""
    if FESTIVAL in scene.contexts and scene.only(scene.before(mention.outer_start, 1) or (",",), "ending"):
        return False  # "the 618 sale **closed on Saturday** with X": of all its days
    if _lasted_hours(scene, question.amount, mention):
        return True
    said = scene.classes.get("said", ())
    own = mention.outer_start >= question.amount.end and scene.text[mention.end : mention.end + 1] == ","
    for span in (*said, *scene.classes.get("according", ())):
        if own and span.start >= mention.end:
            continue  # "passed 100 million **on June 22**, the company said"
        if abs(span.start - mention.end) <= 12 and span in said:
            return False
        if abs(mention.outer_start - span.end) <= 30 and not scene.amounts_between(span.end, mention.outer_start):
            return False
    if question.metric is not None and question.metric.nature == "moment":
        return True
    if not scene.classes.get("said") and mention.outer_start == scene.sentence.start and question.measure != "share":
        return True  # "On May 15 it priced the model at X"
    nobody_said_it = not scene.classes.get("said") and not is_stock(question)
    if nobody_said_it and (_begins(scene, mention) or _in_its_clause(scene, question.amount, mention)):
        return True  # "On Monday the bureau fined it X", "sold X of shoes in a livestream on June 18"
    anchor = question.choice.mention if question.choice is not None else question.amount
    if mention.end <= anchor.start:
        near = len(scene.gap(mention.end, anchor.start))
    elif mention.outer_start >= anchor.end:
        near = len(scene.gap(anchor.end, mention.outer_start))
    else:
        near = 0
    return min(near, distance) <= NEAR


def day_of_the_news(scene: Scene, question: Question, before: Period | None) -> PeriodMention | None:
    """The day a result was told of, for the share it moved: "**On Monday** posted revenue of X, sending its shares down 29%"."""
    if before is None or not of_a_result(question, before):
        return None
    days = (m for m in scene.periods if m.end <= question.amount.start and is_single_day(m) and m.role == "when")
    return next((m for m in days if not isinstance(m.expr, Between)), None)


def done_today(scene: Scene, question: Question) -> bool:
    """Whether what is done but once is told as of today: "**today** announces the close of a $300 million round"."""
    once = question.metric is not None and question.metric.once and question.status == "actual"
    return once and any(is_now(m) and m.end <= question.amount.start for m in scene.periods)


def day_done(scene: Scene, timeline: Timeline, question: Question) -> Period | None:
    """The day or month in which what is done but once was told: "said **on Friday** it had been fined 3 billion yuan"."""
    if question.metric is None or not question.metric.once or question.status not in TOLD or question.measure != "level":
        return None
    before = (m for m in scene.periods if m.end <= question.amount.start)
    told = [m for m in before if m.role == "when" and m.granularity in ("day", "month") and not m.anchored]
    if len(told) != 1 or told[0].granularity == "day":
        return timeline.recent_day(told[0]) if len(told) == 1 else None
    said = any(0 < told[0].outer_start - span.end <= 1 for span in scene.classes.get("said", ()))
    return resolve(told[0].expr, published=timeline.published) if said else None


def of_the_clause_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a semicolon closes the clause of a time that tells why: "hit by delays **in the first quarter;** its sales fell 2%"."""
    if mention.end > amount.start or ";" not in scene.gap(mention.end, amount.outer_start).tokens:
        return False
    close = scene.folded.rfind(";", mention.end, amount.start)
    if scene.amounts_between(scene.sentence.start, mention.outer_start) or scene.amounts_between(mention.end, close):
        return False  # the figures of one sentence share their time
    return len(scene.gap(scene.sentence.start, mention.outer_start)) > TIME_FIRST


def of_the_run_behind(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a price moved on a day and the time is that of a longer run behind: "fell 2%, **and has lost 30% this year**".

    A price itself is never one of a year so far.
    """
    if question.measure == "level" and mention.granularity == "span":
        return True
    amount = question.amount
    behind = next((a for a in reversed(scene.amounts) if amount.outer_end <= a.start and a.outer_end <= mention.outer_start), None)
    if behind is None:
        return False
    if is_single_day(mention):  # "dropped 10% to HK$140, **adding to** an 11% fall **overnight**"
        return scene.some(scene.gap(amount.outer_end, behind.outer_start).tokens, "on_top_of")
    return scene.some(scene.gap(amount.outer_end, behind.outer_start).tokens, "perfect", "has", "copula")
