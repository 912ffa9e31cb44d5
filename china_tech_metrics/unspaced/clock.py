"""When: the last time named before an amount in its sentence, else the one the text goes on with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from china_tech_metrics.model import Period, Status
from china_tech_metrics.resolve.calendar import granularity, resolve, shift
from china_tech_metrics.resolve.expressions import Anchored, Days, Lean, Relative, Same, Slice, TimeExpr
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.measure import RATIOS
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary.entries import Metric

CARRIED = ("month", "quarter", "half", "year")
BEHIND_REACH = 10
SAID_REACH = 12
OPENING = 4
"""So many sentences open a text."""
LONGEST_MONTH = 27
REPORTED = ("quarter", "half", "year", "ended", "month", "months", "quarters")


@dataclass(slots=True)
class Clock:
    """What time the text speaks of: that of the sentence, that of the sentences before, and the one that all of it reports on.

    ``resolved`` keeps the days of times that mean the same to every figure, by where they stand and whether they look ahead.
    """

    published: dt.date | None
    report: Period | None = None
    spoken: Period | None = None
    carried: Period | None = None
    day: Period | None = None
    resolved: dict[tuple[int, Lean], Period | None] = field(default_factory=dict)

    def turn_page(self, *, goes_on: bool) -> None:
        """A new paragraph speaks of the period that the text reports on until it says otherwise; one that ``goes_on`` keeps the last."""
        if self.report is not None and not goes_on:
            self.carried = self.report


@dataclass(slots=True)
class When:
    """The period of an amount and what told it."""

    period: Period | None
    feature: str


@dataclass(slots=True)
class Question:
    """What is known of an amount when its period is asked for; ``listed`` is the time that a list gives it.

    ``same_owner`` says that the two levels said last in the sentence are of one owner.
    """

    metric: Metric
    measure: str
    status: Status
    awaited: bool
    fiscal_years: FiscalYears
    listed: TimeMention | None = None
    same_owner: bool = False


class ClockReader:
    """Chooses the period of amounts. Build once with the words that only tell when something was said, and those of the grammar."""

    def __init__(self, said: Iterable[str], grammar: ClauseWords) -> None:
        self._said = re.compile(exact(said))
        self._dateline, self._base_is = grammar.beside["dateline"], frozenset(("", *grammar.beside["base_is"]))

    def read(self, figure: Figure, question: Question, clock: Clock) -> When:
        """The period of an amount."""
        at, listed = figure.amount.start, question.listed
        for mention in reversed(figure.scene.times) if listed is None else (listed,):
            if listed is None and (mention.end > at or not self._dates(figure, mention, question.metric)):
                continue
            period = self._resolve(mention, question, clock)
            if (
                period is not None
                and not self._ahead(period, question, clock)
                and not _dated_a_base(figure, mention, period, question, clock)
            ):
                return When(self._settled(period, mention, question.metric), "before")
        behind = self._behind(figure)
        period = None if behind is None else self._resolve(behind, question, clock)
        if behind is not None and period is not None:
            return When(self._settled(period, behind, question.metric), "behind")
        return self._from_context(question, clock)

    @staticmethod
    def _ahead(period: Period, question: Question, clock: Clock) -> bool:
        """Whether a time lies ahead and the figure is a fact: "计划2025年投入500亿美元，员工已增至4,000人"."""
        return question.status == "actual" and clock.published is not None and period.start > clock.published

    @staticmethod
    def _resolve(mention: TimeMention, question: Question, clock: Clock) -> Period | None:
        """The days a time means; the running quarter of a report is the one reported."""
        if mention.expr is None:
            return None
        lean: Lean = "future" if question.status in ("target", "forecast") and not question.awaited else "past"
        known = (mention.start, lean)
        if known in clock.resolved:
            period = clock.resolved[known]
        else:
            period = ClockReader._days(mention, mention.expr, question, clock, lean)
            if clock.published is not None and _by_itself(mention.expr):
                clock.resolved[known] = period
        if period is None or question.status != "actual" or clock.published is None or period.end <= clock.published:
            return period
        if isinstance(mention.expr, Relative) and mention.expr.unit == "quarter" and mention.expr.offset == 0:
            return (
                clock.carried
                if clock.carried is not None and granularity(clock.carried) == "quarter"
                else shift(period, unit="quarter", count=-1)
            )
        return shift(period, count=-1) if isinstance(mention.expr, Anchored) else period

    @staticmethod
    def _days(mention: TimeMention, expr: TimeExpr, question: Question, clock: Clock, lean: Lean) -> Period | None:
        """The days a time means to a question."""
        whole = isinstance(expr, Anchored)
        anchor = clock.carried if whole and clock.carried is not None else clock.spoken or clock.carried
        based = mention.role == "base" and isinstance(expr, Relative) and anchor is not None
        day = anchor.end if based and anchor is not None else clock.published
        return resolve(expr, published=day, anchor=anchor, fiscal_years=question.fiscal_years, lean=lean)

    def _dates(self, figure: Figure, mention: TimeMention, metric: Metric) -> bool:
        """Whether a time before an amount can be its period."""
        if mention.expr is None or (mention.role == "base" and not self._is_level_of(figure, mention)):
            return False
        earlier = mention.start < figure.begin
        if earlier and looks_back(mention):
            return False  # "去年同期为4亿元，营收…": it dated only the figure before
        if earlier and mention.role == "now" and metric.nature == "flow":
            return False
        if metric.nature == "moment" and earlier and mention.granularity in REPORTED:
            return False  # "9月销量39.6万辆，股价仍升1.8%"
        if metric.nature == "stock" and self._said.match(figure.scene.folded, mention.end):
            return False  # "去年7月发布的模型参数量为1万亿"
        dated = mention.granularity in ("day", None) and mention.role == "when"
        return not (dated and self._only_said(figure.scene, mention, metric))

    def _is_level_of(self, figure: Figure, mention: TimeMention) -> bool:
        """Whether an amount is that of the period compared with: "比上年二季度的**5.062亿**多15.9%"."""
        if figure.amount.kind in RATIOS:
            return False
        between = figure.scene.folded[mention.end : figure.amount.outer_start]
        for cue in within(figure.scene.cues, mention.end, figure.amount.outer_start):
            between = between.replace(figure.scene.folded[cue.start : cue.end], "")  # "较去年同期的亏损12.8亿元"
        return between in self._base_is

    def _only_said(self, scene: Scene, mention: TimeMention, metric: Metric) -> bool:
        """Whether a day only tells when somebody said it: "周四公布", "8月10日消息", a dateline."""
        if isinstance(mention.expr, Anchored):
            return False
        behind = scene.folded[mention.end : mention.end + SAID_REACH].split("，")[0].lstrip()
        if behind.startswith(self._dateline) or self._said.match(behind):
            return True
        if metric.nature == "moment":
            return False
        far = mention.start == scene.start and scene.apart(mention.end, scene.amounts[0].start) > 1
        return far or self._said.search(behind) is not None

    @staticmethod
    def _behind(figure: Figure) -> TimeMention | None:
        """A time right behind in brackets or the same clause: "3亿（截至6月底）"."""
        scene, end = figure.scene, figure.amount.outer_end
        later = scene.amounts[figure.index + 1 : figure.index + 2]
        for mention in within(scene.times, end, later[0].start if later else scene.end):
            near = mention.start - end <= BEHIND_REACH and not scene.apart(end, mention.start)
            dates = mention.role in ("when", "as_of", "by") and mention.expr is not None and mention.granularity != "day"
            if near and dates and not looks_back(mention):
                return mention
        return None

    @staticmethod
    def _settled(period: Period, mention: TimeMention, metric: Metric) -> Period:
        """A stock at the end of a period is the last day's, and so is what was done "as of" its end."""
        stock = metric.nature in ("stock", "moment")
        if mention.end_of and (stock or mention.role == "as_of"):
            return Period(period.end, period.end, period.source)
        return period

    def _from_context(self, question: Question, clock: Clock) -> When:
        """The period of the sentence so far, of the sentences before, or the day of publication."""
        nature = question.metric.nature
        spoken, carried = clock.spoken, clock.carried
        if spoken is not None and self._ahead(spoken, question, clock):
            spoken = None
        if nature == "moment":
            day = clock.day
            if spoken is not None and spoken.start == spoken.end:
                day = spoken
            if day is not None:
                return When(_in_context(day), "same sentence")
            return self._published(clock)
        if spoken is not None and not (spoken.start == spoken.end and nature == "flow"):
            return When(_in_context(spoken), "same sentence")
        flowing = nature in ("flow", "average") or question.measure in ("growth", "change", "multiple")
        told = question.status in ("actual", "estimate")
        if flowing and carried is not None and (told or question.awaited):
            return When(_in_context(carried), "sentence before")
        if nature != "flow" and told:
            return self._published(clock)
        return When(None, "none")

    @staticmethod
    def _published(clock: Clock) -> When:
        if clock.published is None:
            return When(None, "none")
        return When(Period(clock.published, clock.published, "published"), "as of publication")

    @staticmethod
    def note(clock: Clock, when: When, mention_is_base: bool, metric: Metric, status: Status, *, same_owner: bool) -> None:
        """Remember the period for the clauses and sentences that follow."""
        period = when.period
        if period is None or mention_is_base:
            return
        if metric.nature == "moment":
            clock.day = period if period.start == period.end else clock.day
            return
        looks_back = same_owner and clock.spoken is not None and period.end < clock.spoken.start
        if when.feature in ("before", "behind") and not looks_back:
            clock.spoken = period
        looks_far_back = clock.report is not None and period.end < clock.report.start
        if when.feature in ("before", "behind") and status == "actual" and _lasts(period) and not looks_far_back:
            clock.carried = period

    @staticmethod
    def announce(scene: Scene, clock: Clock) -> None:
        """A line without figures names the period of those below it: "首九个月", "IDC的二季度全球出货表："."""
        for mention in reversed(scene.times):
            if mention.role == "when" and mention.granularity in REPORTED and mention.expr is not None:
                period = resolve(mention.expr, published=clock.published, anchor=clock.carried)
                if period is not None and _lasts(period) and (clock.published is None or period.start <= clock.published):
                    clock.carried = period
                    return

    def report(self, scenes: Sequence[Scene], published: dt.date | None) -> Period | None:
        """The period that a whole text reports on: the first quarter, half or year that its opening names."""
        for scene in scenes[:OPENING]:
            for mention in scene.times:
                if mention.role == "when" and mention.granularity in REPORTED and mention.expr is not None:
                    period = resolve(mention.expr, published=published)
                    if period is not None and (published is None or period.end <= published) and _lasts(period):
                        return period
        return None


def _by_itself(expr: TimeExpr) -> bool:
    """Whether the days of a time depend on nothing but the day of publication: on no company's fiscal year and no time said before."""
    return isinstance(expr, Days | Slice) and expr.year.anchored is None and not (isinstance(expr, Slice) and expr.fiscal)


def _in_context(period: Period) -> Period:
    """A period that was said before."""
    return period if period.source == "context" else Period(period.start, period.end, "context")


def _lasts(period: Period) -> bool:
    """Whether a period holds for the sentences that follow."""
    return (period.end - period.start).days > LONGEST_MONTH or granularity(period) in CARRIED


def _dated_a_base(figure: Figure, mention: TimeMention, period: Period, question: Question, clock: Clock) -> bool:
    """Whether a time said before dated only a level to compare with: "2020年第二季度为2.614亿元，**涨幅144.2%**"."""
    changes = question.measure in ("growth", "multiple", "change") and mention.start < figure.begin
    return changes and question.same_owner and clock.report is not None and period.end < clock.report.start


def looks_back(mention: TimeMention) -> bool:
    return isinstance(mention.expr, Same) or mention.granularity == "same"
