"""The period an amount is about: date expressions of the sentence scored by where they stand, else what came before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from china_tech_metrics.link.lists import enumerates, enumeration, restates_as_share
from china_tech_metrics.link.metric import CueChoice
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.topic import NO_TOPIC, Topic
from china_tech_metrics.model import Amount, Measure, Period, Status
from china_tech_metrics.resolve.calendar import (
    Anchored,
    Between,
    Relative,
    Same,
    Slice,
    Weekday,
    Window,
    granularity,
    resolve,
    shift,
    whole_months,
)
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary.entries import Metric

NEAR = 6
BY_THE_YEAR = 5
"""A single day counts only this close to the amount or its metric; elsewhere it is when somebody said so."""
THRESHOLD = 2.0
OPENING = 24
COMPARED = 6
"""How many words may stand between "compared" and the figure: "compared with a net loss of X"."""
BACK = 5
"""How many words may stand between "after" and the level of the year before: "after a net profit of X a year earlier"."""
RIGHT_BEFORE = 9.0
EVENT_COST = 5.0
SAID_REACH = 2
ASIDE_COST = 4.0
CLAUSE, ELSEWHERE = 4, 2.0
"""A time behind a comma and so many words of content belongs to what another clause tells."""
TAKEN_COST = 3.5
EVENT_REACH = 9
ANNOUNCED = ("quarter", "half", "year", "month", "span")
ANNOUNCED_REACH = 8
CARRIED = ("month", "quarter", "half", "year")
SENTENCE_BEFORE = "sentence before"
BASE_PERIOD = "base period"
"""The feature of a figure from an earlier period that another one is compared with; it is no period the text goes on with."""


@dataclass(slots=True)
class PeriodChoice:
    """The period chosen for an amount, with the feature that spoke for it."""

    period: Period | None
    score: float
    feature: str


def _same_days(first: Period, second: Period | None) -> bool:
    return second is not None and (first.start, first.end) == (second.start, second.end)


@dataclass(slots=True)
class Timeline:
    """What a document has said of time so far: the last period of a figure, and the period it reports on as a whole."""

    published: dt.date | None
    topic: Topic = NO_TOPIC
    last: Period | None = None
    last_sentence: int = -9
    last_owners: tuple[str | None, ...] = ()
    last_metric: str | None = None
    announced: bool = False
    spoken: Period | None = None
    spoken_sentence: int = -9

    def hear(self, period: Period | None, sentence: int) -> None:
        """Remember a time a sentence speaks of, with or without a figure, that has come."""
        if period is not None and (self.published is None or period.start <= self.published):
            self.spoken, self.spoken_sentence = period, sentence

    def note(self, choice: PeriodChoice, sentence: int, owners: tuple[str | None, ...], metric: str) -> None:
        """Remember the period a figure was found to have, for the sentences that name none. ``owners`` are its owner and the owners of that."""
        if choice.feature == SENTENCE_BEFORE:
            self.last_sentence = sentence
        elif choice.period is not None and choice.period.source != "published":
            if self.last is None or not _same_days(self.last, choice.period):
                self.last = choice.period
            self.last_sentence, self.last_owners, self.last_metric, self.announced = sentence, owners, metric, False

    def announce(self, scene: Scene, sentence: int) -> None:
        """Remember the period that a sentence without figures says the next ones are of.

        "The second-quarter results looked fine.", "For the three months ended June 30:"
        """
        leads = scene.text[scene.sentence.end - 1] == ":"
        for mention in scene.periods:
            if mention.role in ("when", "as_of") and not mention.anchored:
                self.hear(resolve(mention.expr, published=self.published), sentence)
        for mention in scene.periods:
            if mention.role not in ("when", "as_of") or mention.granularity not in ANNOUNCED or not (leads or _of_results(scene, mention)):
                continue
            period = resolve(mention.expr, published=self.published)
            if period is not None:
                self.last, self.last_sentence, self.announced = replace(period, source="context"), sentence, True
                return


@dataclass(slots=True)
class Question:
    """What is known of the amount when its period is asked for. ``awaited`` is a forecast of what is reported now."""

    amount: Amount
    choice: CueChoice | None
    metric: Metric | None
    measure: Measure
    status: Status
    fiscal_year_end: int
    entity: str | None
    sentence: int
    owners: tuple[str | None, ...] = ()
    ahead: bool = False
    awaited: bool = False


def _of_results(scene: Scene, mention: PeriodMention) -> bool:
    """Whether results are said to be those of a time: "the second-quarter results", "its report for the first half"."""
    return any(
        len(scene.gap(mention.end, word.start)) == 0 if word.start >= mention.end else len(scene.gap(word.end, mention.outer_start)) <= 1
        for word in scene.classes.get("results", ())
    )


def choose_period(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> PeriodChoice:
    """The likeliest period. ``before`` is the period of the amount before it in the sentence, if any."""
    best: tuple[float, PeriodMention, str] | None = _respective(scene, question.amount)
    for mention in scene.periods if best is None else ():
        scored = _score(scene, question, mention)
        if scored is not None and _another_lies_ahead(scene, timeline, question, mention):
            continue
        if scored is not None and (best is None or scored[0] > best[0]):
            best = (scored[0], mention, scored[1])
    earlier = _earlier_level(scene, timeline, question, before)
    if earlier is not None and (best is None or earlier.score > best[0]):
        return earlier
    if best is not None and best[0] >= THRESHOLD:
        period = _resolve(scene, best[1], timeline, question, before)
        if period is not None and _came_from(scene, question, best[1]):
            return PeriodChoice(replace(shift(period, count=-1), source="context"), best[0], BASE_PERIOD)
        if period is not None:
            return PeriodChoice(
                _settle(scene, timeline, period, best[1], question), best[0], BASE_PERIOD if _is_base(scene, question, best[1]) else best[2]
            )
    return _from_context(timeline, question, before, now=_said_now(scene, question.amount), today=_said_of_today(scene, question))


def _another_lies_ahead(scene: Scene, timeline: Timeline, question: Question, mention: PeriodMention) -> bool:
    """Whether a fact stands before another figure of a time to come: "has 63% today and sees it at **55% by 2025**"."""
    if question.status != "actual" or mention.outer_start < question.amount.outer_end or timeline.published is None:
        return False
    if not scene.amounts_between(question.amount.outer_end, mention.outer_start):
        return False
    period = resolve(mention.expr, published=timeline.published)
    return period is not None and period.start > timeline.published


def _respective(scene: Scene, amount: Amount) -> tuple[float, PeriodMention, str] | None:
    """Times and figures listed in the same order: "losses for 2022, 2023 and 2024 were X, Y and Z"."""
    run = enumeration(scene, amount)
    if len(run) < 2:
        return None
    chains: list[list[PeriodMention]] = []
    for mention in scene.periods:
        if chains and enumerates(scene.gap(chains[-1][-1].end, mention.outer_start).tokens):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    fitting = next((c for c in chains if len(c) == len(run) and all(m.role in ("when", "as_of") for m in c)), None)
    return fitting and (RIGHT_BEFORE, fitting[next(i for i, a in enumerate(run) if a.start == amount.start)], "before")


def _score(scene: Scene, question: Question, mention: PeriodMention) -> tuple[float, str] | None:
    amount = question.amount
    if mention.role == "base" and _right_before(scene, amount, mention):
        return RIGHT_BEFORE, "right before"
    if mention.role in ("duration", "base", "mention") or _is_base_of_another(scene, amount, mention):
        return None
    if _is_base_of_ratio(scene, amount, mention):
        return None
    if _of_the_compared(scene, amount, mention) or (question.status == "actual" and _of_an_aim(scene, amount, mention)):
        return None
    if mention.outer_start >= amount.outer_end:
        score, feature, distance = _score_behind(scene, amount, mention)
    else:
        score, feature, distance = _score_before(scene, question, mention)
    if _when_said(scene, amount, mention):
        return None
    if _single_day(mention) and not _day_counts(scene, question, mention, distance):
        return None
    if (
        _looks_back(mention)
        and not _right_before(scene, amount, mention)
        and (question.measure in ("growth", "multiple", "change") or _another_is_compared(scene, amount, mention))
    ):
        return None  # "doubled from a year ago": the base, not the period that grew
    if isinstance(mention.expr, Window) and _is_stock(question) and question.measure in ("level", "share") and question.status == "actual":
        return None  # what there is now was not there "in four months"
    if _dates_an_event(scene, amount, mention):
        score -= EVENT_COST
    if scene.in_aside(mention, amount.outer_start):
        score -= ASIDE_COST + ASIDE_COST * _single_day(mention)
    if _dates_the_one_before(scene, amount, mention):
        score -= TAKEN_COST
    return score, feature


def _is_base_of_ratio(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a ratio is taken to the level of a time: "double the **2024** figure", "three times **last year's** total"."""
    if amount.kind not in ("times", "percent") or mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    if amount.kind == "percent" and not any(t in ("above", "below") for t in tokens):
        return False
    behind = scene.after(mention.end, 1)
    noun = bool(behind) and behind[0] not in ",.;:)" and not scene.only(behind, "preposition", "copula", "conjunction", "clause", "adverb")
    return noun and scene.only(tokens, "determiner", "of", "adverb")


def _dates_the_one_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time stands right behind another figure before a comma: "above 10 billion **since 2021**, reaching X"."""
    if mention.role != "since" or mention.end > amount.outer_start or not scene.gap(mention.end, amount.outer_start).breaks:
        return False
    earlier = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    return bool(earlier) and not scene.gap(earlier[-1].outer_end, mention.outer_start).breaks


def _when_said(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time only tells when somebody said it: "told investors **last week** that", "said **in August** it would"."""
    if mention.granularity not in ("day", "week", "month") or mention.end > amount.start or mention.role != "when":
        return False
    said = scene.nearest_before(mention.outer_start, "said")
    if said is None or scene.cue_between(said.end, mention.start) or scene.amounts_between(said.end, mention.start):
        return False
    behind = scene.after(mention.end, 1)
    return len(scene.gap(said.end, mention.outer_start)) <= SAID_REACH and scene.only(behind or (",",), "saying", "owning", "subject")


def _of_an_aim(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time belongs to an aim said behind the fact: "has 20,000 stores and aims to reach 30,000 **by 2026**"."""
    if mention.outer_start < amount.outer_end or not scene.amounts_between(amount.outer_end, mention.outer_start):
        return False
    marks = [span for group in ("target", "forecast", "will") for span in scene.classes.get(group, ())]
    return any(amount.outer_end <= span.start and span.end <= mention.outer_start for span in marks)


def _of_the_compared(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a figure that another is compared with stands between: "climbed to $429, from $411 **in 2023**"."""
    return any(_is_compared(scene, a) and amount.end <= a.start and a.end <= mention.outer_start for a in scene.amounts)


def _is_compared(scene: Scene, amount: Amount) -> bool:
    """Whether the figure is there to compare another one with: "from X", "compared with X", "against a loss of X"."""
    if amount.paired is not None:
        return amount.paired == "from"
    tokens = scene.before(amount.outer_start, COMPARED)
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i] in scene.grammar.gaps["set_against"]), None)
    return at is not None and not {",", ";", "("} & set(tokens[at:])


def _came_from(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether the figure is where another one came from and only that one's time is said: "shrank to 3.7 billion **in Q1** from 4.9"."""
    amount, metric = question.amount, question.metric
    if amount.paired != "from" or metric is None or metric.nature != "flow" or question.measure != "level":
        return False
    if mention.outer_start >= amount.outer_end:
        return scene.amounts_between(amount.outer_end, mention.outer_start) > 0
    return mention.role == "when" and not _looks_back(mention)


def _is_base(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether the figure is what another one is compared with."""
    amount = question.amount
    return (question.measure in ("level", "share") and _is_compared(scene, amount)) or (
        _looks_back(mention) and not _right_before(scene, amount, mention)
    )


def _looks_back(mention: PeriodMention) -> bool:
    return isinstance(mention.expr, Same) or (isinstance(mention.expr, Anchored) and mention.expr.offset < 0)


def _is_base_of_another(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a ratio said before is measured against it: "more than twice what it lost **a year ago**, though revenue was X"."""
    if not _looks_back(mention) or mention.end > amount.outer_start or _right_before(scene, amount, mention):
        return False
    earlier = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    return bool(earlier) and earlier[-1].kind in ("percent", "times", "point")


def _right_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """ "the previous year's 27.7% increase": the earlier period is the figure's own."""
    tokens = scene.gap(mention.end, amount.outer_start).tokens
    owns = mention.role != "base" or (scene.only(tokens[:1], "possessive") and bool(tokens))
    return mention.end <= amount.outer_start and owns and scene.only(tokens, "possessive", "adverb")


def _another_is_compared(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the earlier period belongs to a second figure: "73%, versus 72% in the preceding quarter"."""
    return mention.outer_start >= amount.outer_end and scene.amounts_between(amount.outer_end, mention.outer_start) > 0


def _score_behind(scene: Scene, amount: Amount, mention: PeriodMention) -> tuple[float, str, int]:
    gap = scene.gap(amount.outer_end, mention.outer_start)
    run = {a.start for a in enumeration(scene, amount)}
    between = [a for a in scene.amounts if a.start >= amount.outer_end and a.end <= mention.outer_start and a.start not in run]
    breaks, others = gap.breaks, len(between)
    if others == 1 and restates_as_share(scene, amount, between[0]):
        breaks, others = max(0.0, breaks - 2.0), 0
    score = 8.5 - 0.22 * len(gap) - 1.3 * breaks - 2.5 * others - ELSEWHERE * (breaks >= 1 and gap.content >= CLAUSE)
    following = next((a for a in scene.amounts if a.outer_start >= mention.end), None)
    if following is not None and breaks >= 1 and breaks > _breaks_behind(scene, mention, following):
        score -= 5.0  # it opens the clause of the next figure
    return score, "behind", len(gap)


def _breaks_behind(scene: Scene, mention: PeriodMention, following: Amount) -> float:
    """How much separates a time from the next figure; a comma right behind the time in full."""
    gap = scene.gap(mention.end, following.outer_start)
    return max(gap.breaks, 1.0 if gap.tokens[:1] == (",",) else 0.0)


def _score_before(scene: Scene, question: Question, mention: PeriodMention) -> tuple[float, str, int]:
    amount = question.amount
    if _is_stock(question) and any(mention.end <= m.start and m.end <= amount.outer_start and _is_now(m) for m in scene.periods):
        return -1.0, "before", 0
    anchor = question.choice.mention if question.choice is not None else amount
    gap = scene.gap(mention.end, amount.outer_start)
    others = scene.amounts_between(mention.end, amount.outer_start)
    taken = scene.amounts_between(scene.sentence.start, mention.outer_start)
    opening = mention.outer_start - scene.sentence.start <= OPENING or not taken
    first = mention.outer_start == scene.sentence.start
    score = 6.8 + 0.7 * first - 0.08 * len(gap) - (0.5 if opening else 0.9) * gap.breaks - (0.3 if opening else 2.5) * others
    feature = "before"
    if anchor is not amount and mention.end <= anchor.start:
        close = scene.gap(mention.end, anchor.start)
        if (
            len(close) <= 4
            and not close.breaks
            and not scene.amounts_between(mention.end, anchor.start)
            and not _said_anew(scene, anchor.end, amount.outer_start)
        ):
            score, feature = max(score, 8.4 - 0.2 * len(close)), "before the metric"
    elif anchor is not amount and anchor.end <= mention.outer_start and others == 0:
        score, feature = max(score, 7.6 - 2.0 * gap.breaks), "between metric and amount"
    return score, feature, len(gap)


def _said_anew(scene: Scene, begin: int, stop: int) -> bool:
    """Whether a clause between metric and amount names a time of its own: "22% of first-quarter revenue; its **2024** figure was 12%"."""
    return any(
        m.role == "when" and begin <= m.start and m.end <= stop and scene.gap(begin, m.start).breaks >= 1 and not m.anchored
        for m in scene.periods
    )


def _dates_an_event(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time tells when something began and not what the figure covers: "after its launch in September"."""
    if mention.role == "since":
        return False
    word = scene.nearest_before(mention.outer_start, "event")
    if word is None:
        return False
    gap = scene.gap(word.end, mention.outer_start)
    if len(gap) > EVENT_REACH or "," in gap.tokens:
        return False
    return not scene.amounts_between(word.start, mention.outer_start) and not (
        amount.start < word.start and scene.gap(amount.outer_end, word.start).breaks == 0
    )


def _is_stock(question: Question) -> bool:
    return question.metric is not None and question.metric.nature != "flow"


def _single_day(mention: PeriodMention) -> bool:
    return mention.role == "when" and (
        mention.granularity == "day" or (isinstance(mention.expr, Between) and isinstance(mention.expr.first, Weekday))
    )


def _in_its_clause(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether nothing separates a time from the figure before it."""
    if mention.outer_start < amount.outer_end:
        return False
    return scene.gap(amount.outer_end, mention.outer_start).breaks < 1 and not scene.amounts_between(amount.outer_end, mention.start)


def _day_counts(scene: Scene, question: Question, mention: PeriodMention, distance: int) -> bool:
    for span in scene.classes.get("said", ()):
        if abs(span.start - mention.end) <= 12:
            return False
        if abs(mention.outer_start - span.end) <= 30 and not scene.amounts_between(span.end, mention.outer_start):
            return False
    if question.metric is not None and question.metric.nature == "moment":
        return True
    nobody_said_it = not scene.classes.get("said") and not _is_stock(question)
    if nobody_said_it and (mention.outer_start == scene.sentence.start or _in_its_clause(scene, question.amount, mention)):
        return True  # "On Monday the bureau fined it X", "sold X of shoes in a livestream on June 18"
    anchor = question.choice.mention if question.choice is not None else question.amount
    if mention.end <= anchor.start:
        near = len(scene.gap(mention.end, anchor.start))
    elif mention.outer_start >= anchor.end:
        near = len(scene.gap(anchor.end, mention.outer_start))
    else:
        near = 0
    return min(near, distance) <= NEAR


def _resolve(scene: Scene, mention: PeriodMention, timeline: Timeline, question: Question, before: Period | None) -> Period | None:
    lean = "future" if question.ahead else "past"
    heard = timeline.spoken if question.sentence - timeline.spoken_sentence == 1 else None
    anchor = before or _said_before(scene, timeline, question, mention) or heard or timeline.last or timeline.topic.period
    expr = mention.expr
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
    return resolve(
        expr,
        published=timeline.published,
        anchor=anchor,
        fiscal_year_end=question.fiscal_year_end,
        lean=lean,  # type: ignore[arg-type]
    )


def _by_the_year(scene: Scene, question: Question) -> bool:
    """Whether a growth is said as one of every year: "a compound annual growth rate of 14% until 2025"."""
    if question.measure != "growth" or question.status == "actual":
        return False
    amount = question.amount
    for span in scene.classes.get("compound", ()):
        gap = scene.gap(span.end, amount.outer_start) if span.end <= amount.start else scene.gap(amount.outer_end, span.start)
        if len(gap) <= BY_THE_YEAR and not gap.breaks:
            return True
    return False


def _said_before(scene: Scene, timeline: Timeline, question: Question, mention: PeriodMention) -> Period | None:
    """The period a sentence names without a figure before one that leans on it: "fell in the second quarter and 2% **the next**"."""
    if not mention.anchored:
        return None
    named = [m for m in scene.periods if m.end <= mention.start and m.role == "when" and not m.anchored]
    if not named:
        return None
    return resolve(named[-1].expr, published=timeline.published, fiscal_year_end=question.fiscal_year_end)


def _settle(scene: Scene, timeline: Timeline, period: Period, mention: PeriodMention, question: Question) -> Period:
    """A stock at the end of a period is the last day's; growth by the year **until** one runs from the year of publication."""
    if timeline.published is not None and _by_the_year(scene, question) and period.start.year > timeline.published.year:
        return replace(period, start=dt.date(timeline.published.year, 1, 1))
    if _is_stock(question) and mention.end_of:
        return replace(period, start=period.end)
    return period


def _earlier_level(scene: Scene, timeline: Timeline, question: Question, before: Period | None) -> PeriodChoice | None:
    """ "compared to a loss of X a year earlier", "up from X last year": the level of the base period."""
    amount = question.amount
    if question.measure not in ("level", "share"):
        return None
    for mention in scene.periods:
        if mention.role != "base" or mention.outer_start < amount.outer_end:
            continue
        gap = scene.gap(amount.outer_end, mention.outer_start)
        if len(gap) > 3 or scene.amounts_between(amount.outer_end, mention.outer_start):
            continue
        compared = (
            amount.paired == "from"
            or scene.nearest_before(amount.outer_start, "compare") is not None
            or any(t in scene.grammar.gaps["looking_back"] for t in scene.before(amount.outer_start, BACK))
            or "from" in scene.before(amount.outer_start, 3)
        )
        if not compared:
            continue
        period = resolve(
            mention.expr,
            published=timeline.published,
            anchor=before or timeline.last or timeline.topic.period,
            fiscal_year_end=question.fiscal_year_end,
        )
        if period is None and before is not None and mention.basis == "yoy":
            period = shift(before, count=-1)
        if period is not None:
            return PeriodChoice(period, 8.0, BASE_PERIOD)
    return None


def related(question: Question, timeline: Timeline) -> bool:
    """Whether the owner is the one of the figure before, or one of the two owns the other."""
    return question.entity in timeline.last_owners or bool(timeline.last_owners and timeline.last_owners[0] in question.owners)


def _lasting(period: Period) -> bool:
    """Whether a period holds for the next sentence too: months, quarters and the months of a year so far do, days and open spans do not."""
    from_january = (period.start.month, period.start.year) == (1, period.end.year)
    return granularity(period) in CARRIED or (from_january and whole_months(period) is not None)


def _said_now(scene: Scene, amount: Amount) -> bool:
    """Whether "now" stands between the figure before and this one."""
    begin = max((a.outer_end for a in scene.amounts if a.outer_end <= amount.outer_start), default=scene.sentence.start)
    return any(_is_now(m) and begin <= m.start and m.end <= amount.outer_start for m in scene.periods)


def _is_now(mention: PeriodMention) -> bool:
    return mention.role == "mention" and mention.expr == Relative("day", 0)


def _said_of_today(scene: Scene, question: Question) -> bool:
    """Whether a verb in the present tense ties the figure to its metric: "gross margin **is** just under 25%"."""
    choice, amount = question.choice, question.amount
    if choice is None or choice.follows or choice.mention.end > amount.outer_start:
        return False
    tokens = scene.gap(choice.mention.end, amount.outer_start).tokens
    return any(scene.only([t], "present") for t in tokens)


def _from_context(timeline: Timeline, question: Question, before: Period | None, *, now: bool, today: bool) -> PeriodChoice:
    """The period of the figure before it, of the sentence before, or the one the whole text reports on."""
    if before is not None and question.amount.paired == "from" and not _is_stock(question) and question.measure == "level":
        return PeriodChoice(replace(shift(before, count=-1), source="context"), 4.0, BASE_PERIOD)
    if before is not None and (now if _is_stock(question) else before.source == "published"):
        before = None
    if before is not None and not (_is_stock(question) and question.measure == "level" and granularity(before) is None):
        return PeriodChoice(before, 4.0, "same sentence")
    moment = question.metric is not None and question.metric.nature == "moment"
    flow = question.metric is not None and not moment and (not _is_stock(question) or question.measure in ("growth", "change", "multiple"))
    if flow and not today and (question.status == "actual" or question.awaited) and question.amount.per is None:
        near = question.sentence - timeline.last_sentence <= (ANNOUNCED_REACH if timeline.announced else 2)
        festival = timeline.last is not None and timeline.last.source == "festival"
        same = timeline.announced or related(question, timeline) or (question.metric is not None and question.metric.id == timeline.last_metric)
        if timeline.last is not None and (festival or (near and same and _lasting(timeline.last))):
            return PeriodChoice(replace(timeline.last, source="context"), 3.0, SENTENCE_BEFORE)
        if timeline.topic.period is not None and timeline.topic.reports_on(question.entity):
            return PeriodChoice(timeline.topic.period, 2.0, "the period reported on")
    day = timeline.last is not None and timeline.last.start == timeline.last.end and question.sentence - timeline.last_sentence <= 1
    if moment and not today and not now and day and related(question, timeline) and timeline.last is not None:
        return PeriodChoice(replace(timeline.last, source="context"), 3.0, SENTENCE_BEFORE)
    average = question.metric is not None and question.metric.nature == "average"
    if average and not today and question.status == "actual" and timeline.topic.reports_on(question.entity) and timeline.topic.period:
        return PeriodChoice(timeline.topic.period, 2.0, "the period reported on")
    if not flow and question.status == "actual" and timeline.topic.as_of is not None and question.entity in (None, timeline.topic.place):
        return PeriodChoice(timeline.topic.as_of, 2.0, "the day counted at")
    if not flow and question.status in ("actual", "estimate") and timeline.published is not None:
        return PeriodChoice(Period(timeline.published, timeline.published, "published"), 2.0, "as of publication")
    return PeriodChoice(None, 0.0, "none")
