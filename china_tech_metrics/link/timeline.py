"""What a text has said of time so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.topic import HEADLINE, NO_TOPIC, REPORTING_LAG, RESULTS, Topic
from china_tech_metrics.model import Amount, Measure, Period, Status
from china_tech_metrics.resolve.calendar import Anchored, Since, ToDate, from_january, resolve, same_days, term, whole_months
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary.entries import Metric

ANNOUNCED = ("quarter", "half", "year", "month", "span")
KINDS_OF_RESULTS = 2
"""How many words may say what the results of a time are: "its first-half **vehicle delivery** figures"."""
QUARTERS_OF_A_YEAR = (6, 9, 12)
"""So many months are those of a fiscal year, whichever it is."""
CARRIED = ("month", "quarter", "half", "year")
PARTS = ("month", "quarter")
REPORTED = ("quarter", "half", "year")
"""Figures of these are compared with those of a year before."""
"""The measures that say how something moved."""
TOLD: tuple[Status, ...] = ("actual", "estimate")
"""The statuses of figures of times that are over."""
DAY_REACH = 2
"""For how many sentences a day told holds for share prices."""
JUST_ENDED = dt.timedelta(days=20)
"""So long behind its end a month is the one whose figures appear."""
STILL_TOLD = dt.timedelta(days=365)
"""A text tells no longer than this of a period as the latest one."""
RECENT = dt.timedelta(days=14)
"""Share prices are told of days not longer ago than this."""
AHEAD = ("target", "forecast", "will", "expectation")
"""Classes of words that speak of a time to come."""
SHARES = frozenset({"percent"})
"""The units of what is only told as a share."""
SENTENCE_BEFORE = "sentence before"
DEBUT = "debut"
"""The topic of a sentence that tells of a first day of trading."""
BASE_PERIOD = "base period"
"""The feature of a figure from an earlier period that another one is compared with; it is no period the text goes on with."""


@dataclass(slots=True)
class PeriodChoice:
    """The period chosen for an amount, with the feature that spoke for it; a season is told in ``passing``, reports go on without it."""

    period: Period | None
    score: float
    feature: str
    passing: bool = False


@dataclass(slots=True)
class Timeline:
    """What a document has said of time so far: the last period of a figure, and the period it reports on as a whole."""

    published: dt.date | None
    topic: Topic = NO_TOPIC
    last: Period | None = None
    last_sentence: int = -9
    paragraph: int = -1
    last_paragraph: int = -1
    latest: Period | None = None
    """The period that ended last of those that flows were of."""
    latest_metrics: frozenset[str] = frozenset()
    """The flows that were told of it."""
    opening: Period | None = None
    opening_metric: str | None = None
    """The time of the first flow of months or a year, and what it was."""
    told: dict[str, Period] = field(default_factory=dict)
    """The last month, quarter, half and year that figures were of, by the unit."""
    spans: dict[int, Period] = field(default_factory=dict)
    """The last span of so many months that figures were of."""
    last_owners: tuple[str | None, ...] = ()
    last_metric: str | None = None
    metrics_told: frozenset[str] = frozenset()
    """The metrics of the last sentence that named a time, or went on with it."""
    last_nature: str = "flow"
    last_of: Metric | None = None
    """What the figure was that the last period was told of."""
    announced: bool = False
    summed_up: Period | None = None
    """The month or quarter that was told of before the figure of a year so far, "bringing the total for the first five months to X"."""
    spoken: Period | None = None
    spoken_sentence: int = -9
    reported: dict[str, Period] = field(default_factory=dict)
    foreseen: Period | None = None
    foreseen_sentence: int = -9
    foreseen_owners: tuple[str | None, ...] = ()
    goal: Period | None = None
    goal_sentence: int = -9
    """The time of the last goal told, for "by that time"."""
    goals: dict[str, Period] = field(default_factory=dict)
    """The running or next year that the goals told of a metric are for."""
    day: Period | None = None
    day_sentence: int = -9
    day_ahead: int = -9
    """The last day told that share prices may be of, and the sentence further on that says it while none has."""
    debuts: dict[str, Period] = field(default_factory=dict)
    """The first days of trading that the text tells of, by the names: what was raised then is told anywhere behind."""
    aimed: Period | None = None
    aimed_sentence: int = -9
    aimed_end: bool = False

    def aim(self, scene: Scene, sentence: int) -> None:
        """Remember a time to come that opens a sentence, for what is aimed at in the next: "**By 2030**, output will reach X"."""
        opening = next((m for m in scene.periods if m.outer_start == scene.sentence.start and m.role in ("when", "by")), None)
        if opening is None or self.published is None:
            return
        ahead = opening.role == "by" and any(scene.classes.get(name) for name in ("target", "forecast", "will"))
        period = resolve(opening.expr, published=self.published, lean="future" if ahead else "past")
        if period is not None and period.end > self.published:
            self.aimed, self.aimed_sentence, self.aimed_end = period, sentence, opening.end_of

    def hear_day(self, scene: Scene, sentence: int) -> None:
        """Remember a day not long ago that something happened on, for the share prices of the next sentence."""
        day = self._day_of(scene)
        if day is not None:
            self.day, self.day_sentence, self.day_ahead = day, sentence, -9
        if DEBUT in scene.contexts:
            self._hear_debut(scene, sentence, day)

    def _hear_debut(self, scene: Scene, sentence: int, day: Period | None) -> None:
        """Remember whose first day of trading a sentence tells; one in the opening that says no time is that of publication."""
        if day is None:
            told = next((m for m in scene.periods if m.granularity == "day" and m.role == "when" and not m.anchored), None)
            day = resolve(told.expr, published=self.published) if told is not None else None
        undated = sentence < HEADLINE and all(isinstance(m.expr, ToDate) for m in scene.periods)
        if day is None and undated and self.published is not None:
            day = Period(self.published, self.published, "published")
        if day is None:
            return
        for name in {m.name for m in scene.entities}:
            if name not in self.debuts or self.debuts[name].source == "published":
                self.debuts[name] = day

    def look_ahead(self, scenes: Sequence[Scene], places: Sequence[int]) -> None:
        """Remember the first day that the opening tells of, for share prices before it: "Acme **doubles on its first day**".

        ``places`` are those of the sentences in the text.
        """
        for number, scene in zip(places[:HEADLINE], scenes[:HEADLINE], strict=True):
            day = self._day_of(scene)
            if day is not None:
                self.day, self.day_sentence = day, number
                self.day_ahead = number
                return

    def _day_of(self, scene: Scene) -> Period | None:
        """The first day not long ago that a sentence tells of."""
        for mention in scene.periods:
            if mention.granularity == "day" and mention.role in ("when", "since") and not mention.anchored:
                day = self.recent_day(mention)
                if day is not None:
                    return day
        return None

    def day_near(self, sentence: int) -> Period | None:
        """The day that a sentence before, or the opening further on, has told."""
        return self.day if sentence - self.day_sentence <= DAY_REACH and sentence != self.day_ahead else None

    def recent_day(self, mention: PeriodMention) -> Period | None:
        """The single day a time means, if it is not long ago."""
        expr = mention.expr.start if isinstance(mention.expr, Since) else mention.expr
        day = resolve(expr, published=self.published)
        recent = self.published is None or (day is not None and self.published - RECENT <= day.end <= self.published)
        return day if day is not None and day.start == day.end and recent else None

    def hear(self, period: Period | None, sentence: int) -> None:
        """Remember a time a sentence speaks of, with or without a figure, that has come and is not one it only looks back to."""
        if sentence == self.spoken_sentence and self.spoken is not None and period is not None and period.end < self.spoken.start:
            return
        if period is not None and (self.published is None or period.start <= self.published):
            self.spoken, self.spoken_sentence = period, sentence

    def heard(self, sentence: int) -> Period | None:
        """The time that the sentence before spoke of."""
        return self.spoken if sentence - self.spoken_sentence == 1 else None

    def foresee(self, period: Period | None, sentence: int, owners: tuple[str | None, ...]) -> None:
        """Remember the time that a figure was forecast for: "expects X for the fourth quarter"."""
        if period is not None:
            self.foreseen, self.foreseen_sentence, self.foreseen_owners = period, sentence, owners

    def set_goal(self, period: Period | None, metric: Metric, sentence: int) -> None:
        """Remember the time of a goal, and the year of one for what is done in a period: "wants to sell 1 million cars **this year**"."""
        published = self.published
        self.goal, self.goal_sentence = period, sentence
        if period is None or published is None or metric.nature != "flow" or metric.once or term(period) != "year":
            return
        if published.year <= period.start.year <= published.year + 1:
            self.goals[metric.id] = period

    def note(self, choice: PeriodChoice, sentence: int, owners: tuple[str | None, ...], metric: Metric) -> None:
        """Remember the period a figure was found to have, for the sentences that name none.

        ``owners`` are its owner, the owner of that and so on.
        """
        if choice.period is not None and choice.period.source != "published":
            self.metrics_told = (self.metrics_told if sentence == self.last_sentence else frozenset()) | {metric.id}
        unit = term(choice.period) if choice.period is not None else None
        flows = metric.nature == "flow" and not metric.once
        opens = flows or (metric.units == SHARES and unit == "month")  # "a penetration of 57% **in October**"
        if self.opening is None and choice.period is not None and opens and lasting(choice.period):
            self.opening, self.opening_metric = choice.period, metric.id
        if choice.period is not None and flows and lasting(choice.period) and self._is_latest(choice.period):
            again = self.latest is not None and same_days(self.latest, choice.period)
            self.latest, self.latest_metrics = choice.period, (self.latest_metrics if again else frozenset()) | {metric.id}
        if choice.period is not None and unit is not None and unit in (*CARRIED, "week"):
            self.told[unit] = choice.period
        elif choice.period is not None and (months := whole_months(choice.period)) is not None:
            self.spans[months] = choice.period
        if choice.feature == SENTENCE_BEFORE:
            self.go_on(choice, sentence)
        elif choice.period is not None and choice.period.source != "published":
            if sentence == self.last_sentence and self.last is not None and choice.period.end < self.last.end:
                return  # "added 5 million in the quarter, more than in **Q1** (4 million)": it only looks back
            told_beside = self._is_running_year(choice.period) or self._is_its_end(choice.period, metric)
            if told_beside or self._looks_back(choice.period, owners, metric):
                self.last_sentence = sentence
                return
            if self.last is None or not same_days(self.last, choice.period):
                self.summed_up = self.last if self.last is not None and _sums_up(choice.period, self.last) else None
                self.last = choice.period
            self.last_sentence, self.last_owners, self.last_metric, self.announced = sentence, owners, metric.id, False
            self.last_paragraph = self.paragraph
            self.last_nature, self.last_of = metric.nature, metric
            self._note_report(choice.period, owners)

    def go_on(self, choice: PeriodChoice, sentence: int) -> None:
        """Remember that a sentence went on with the time told before it."""
        if choice.feature == SENTENCE_BEFORE:
            self.last_sentence, self.last_paragraph = sentence, self.paragraph

    @property
    def last_year_end(self) -> bool:
        """Whether the figures told last were counted on the last day of a year that is over."""
        last = self.last
        ended = last is not None and last.start == last.end and (last.end.month, last.end.day) == (12, 31)
        return ended and self.last_nature == "stock" and (self.published is None or (last is not None and last.end < self.published))

    def _is_latest(self, period: Period) -> bool:
        """Whether no period that is over ended later than this one."""
        return (self.published is None or period.end <= self.published) and (self.latest is None or period.end >= self.latest.end)

    @property
    def lately(self) -> Period | None:
        """The latest period that flows were of, if it is not long over."""
        if self.latest is None or (self.published is not None and self.published > self.latest.end + STILL_TOLD):
            return None
        return self.latest

    def _looks_back(self, period: Period, owners: tuple[str | None, ...], metric: Metric) -> bool:
        """Whether a figure is that of an earlier time, told to compare with: "sold 707 in February. **In January** it sold 1,598"."""
        last, told = self.last, self.published
        over = last is not None and (told is None or last.end <= told) and period.end < last.start
        return over and metric.id == self.last_metric and owners == self.last_owners

    def _is_running_year(self, period: Period) -> bool:
        """Whether a figure is that of a year that runs, told beside a part of it: "70,000 in May. **This year** it sold 300,000"."""
        last, told = self.last, self.published
        if last is None or told is None or not period.start <= told < period.end or term(period) != "year":
            return False
        return term(last) in PARTS and period.start <= last.start and last.end <= told

    def _is_its_end(self, period: Period, metric: Metric) -> bool:
        """Whether a figure is of the last day of the time told of: "doubled in 2020, with 8 million users **at its end**"."""
        last = self.last
        ends = period.start == period.end and last is not None and period.end == last.end
        return ends and metric.nature == "stock" and last is not None and lasting(last)

    def _note_report(self, period: Period, owners: tuple[str | None, ...]) -> None:
        """Remember the quarter or half just over that a figure of an owner was one of: it reports on that."""
        lately = self.published is not None and period.end <= self.published <= period.end + REPORTING_LAG
        if lately and term(period) in RESULTS:
            self.reported.update((name, replace(period, source="context")) for name in owners if name is not None)

    def reports_of(self, owners: tuple[str | None, ...]) -> Period | None:
        """The quarter or half that an owner, or who owns it, reports on."""
        return next((self.reported[name] for name in owners if name in self.reported), None)

    def forget(self) -> None:
        """To be called where a section about another name begins."""
        self.last_sentence, self.announced = -9, False

    def announce(self, scene: Scene, sentence: int, fiscal_years: FiscalYears, *, leads: bool) -> None:
        """Remember the period that a sentence without figures says the next ones are of; ``leads`` if a list follows.

        ``fiscal_years`` are those of whom it tells.

        "The second-quarter results looked fine.", "For the three months ended June 30:"
        """
        leads = leads or scene.text[scene.sentence.end - 1] == ":"
        ahead = any(scene.classes.get(name) for name in AHEAD)
        for mention in scene.periods:
            if mention.role in ("when", "as_of") and not mention.anchored and not ahead and scene.tells:
                self.hear(resolve(mention.expr, published=self.published, fiscal_years=fiscal_years), sentence)
        if self.last is not None and sentence - self.last_sentence <= 1 and any(_same_time(mention) for mention in scene.periods):
            self.last_sentence, self.announced = sentence, True  # "The number of shoppers fell over the same period, too."
            return
        for mention in scene.periods:
            if mention.role not in ("when", "as_of") or mention.granularity not in ANNOUNCED:
                continue
            told = leads or _of_results(scene, mention) or _is_subject(scene, mention)
            period = resolve(mention.expr, published=self.published, fiscal_years=fiscal_years)
            if period is not None and self.published is not None and period.end <= self.published:
                told = told or _fared_then(scene, mention)
            if period is not None and (told or (sentence < HEADLINE and self._just_over(scene, mention, period))):
                self.last, self.last_sentence, self.announced = replace(period, source="context"), sentence, True
                return

    def _just_over(self, scene: Scene, mention: PeriodMention, period: Period) -> bool:
        """Whether a month, quarter or half just over is told of: "Car sales kept their pace **in September**.", "**Record October**"."""
        if self.last is not None or self.topic.period is not None or mention.anchored or self.published is None:
            return False
        if mention.granularity not in ("month", *RESULTS) or not period.end <= self.published <= period.end + REPORTING_LAG:
            return False
        measured = any(c.role == "noun" and c.weight > -2 for cue in scene.cues for c in cue.cues)
        return measured or scene.tokens.has_any(scene.grammar.content["ranked"]) or self._heads(scene, mention, period)

    def _heads(self, scene: Scene, mention: PeriodMention, period: Period) -> bool:
        """Whether a headline names the month that has just ended, which what stands below it is of: "Carmakers shine **in October**"."""
        headline = scene.sentence.start == 0 and scene.text[scene.sentence.end - 1] not in ".!?"
        return headline and mention.granularity == "month" and self.published is not None and self.published <= period.end + JUST_ENDED


@dataclass(slots=True)
class Question:
    """What is known of the amount when its period is asked for.

    ``awaited`` is a forecast of what is reported now, ``restates`` says that the figure is the one before as a share, ``compared``
    that it is there to compare the same metric of the same owner with; ``base`` is the time of such a figure that this one goes with.
    """

    amount: Amount
    choice: CueChoice | None
    metric: Metric | None
    measure: Measure
    status: Status
    fiscal_years: FiscalYears
    entity: str | None
    sentence: int
    owners: tuple[str | None, ...] = ()
    ahead: bool = False
    awaited: bool = False
    restates: bool = False
    compared: bool = False
    base: Period | None = None


def _same_time(mention: PeriodMention) -> bool:
    """Whether a time is the one told before: "over the same period"."""
    return isinstance(mention.expr, Anchored) and mention.expr.offset == 0 and mention.role == "when"


def _is_subject(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a sentence is about a month or quarter: "**November** was a slow month"."""
    opens = mention.start == mention.outer_start == scene.sentence.start and mention.granularity in PARTS
    return opens and scene.only(scene.after(mention.end, 1) or (",",), "copula", "past")


def _fared_then(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a sentence tells how somebody fared in a time: "Anker did **well** in 2022", "2022 was a **good** year for Anker"."""
    return mention.role == "when" and not mention.anchored and scene.tokens.has_any(scene.grammar.content["fared_well"])


def _of_results(scene: Scene, mention: PeriodMention) -> bool:
    """Whether results are said to be those of a time: "the second-quarter results", "its report for the first half"."""
    return any(
        _only_names(scene, mention.end, word.start) if word.start >= mention.end else len(scene.gap(word.end, mention.outer_start)) <= 1
        for word in scene.classes.get("results", ())
    )


def _only_names(scene: Scene, begin: int, stop: int) -> bool:
    """Whether between a time and the results stands nothing but what they are: "its May **delivery** figures"."""
    gap = scene.gap(begin, stop)
    linked = scene.some(gap.tokens, "preposition", "clause", "copula")
    return len(gap) <= KINDS_OF_RESULTS and not gap.breaks and not linked


def is_stock(question: Question) -> bool:
    return question.metric is not None and question.metric.nature != "flow"


def related(question: Question, timeline: Timeline) -> bool:
    """Whether the owner is the one of the figure before, or one of the two owns the other."""
    return question.entity in timeline.last_owners or bool(timeline.last_owners and timeline.last_owners[0] in question.owners)


def lasting(period: Period) -> bool:
    """Whether a period holds for the next sentence too: months, quarters and up to a year of them do, days and open spans do not."""
    return term(period) in CARRIED or from_january(period) or whole_months(period) in QUARTERS_OF_A_YEAR


def _sums_up(total: Period, part: Period) -> bool:
    """Whether a period is the year so far with the month or quarter told of before as its last one."""
    return from_january(total) and term(total) is None and term(part) in PARTS and part.end == total.end
