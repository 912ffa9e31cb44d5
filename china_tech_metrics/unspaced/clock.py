"""When: the last time named before an amount in its sentence, else the one the text goes on with."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from china_tech_metrics.model import Amount, Period, Status
from china_tech_metrics.resolve.calendar import granularity, resolve, shift
from china_tech_metrics.resolve.expressions import Anchored, Lean, Relative, Same
from china_tech_metrics.unspaced.sentences import Scene, within
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.vocabulary.entries import Metric

CARRIED = ("month", "quarter", "half", "year")
BEHIND_REACH = 10
SAID_REACH = 12
BRACKET = re.compile(r"[（(]")


@dataclass(slots=True)
class Clock:
    """What time the text speaks of: that of the sentence, and that of the sentences before."""

    published: dt.date | None
    spoken: Period | None = None
    carried: Period | None = None
    day: Period | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The period of an amount and what told it."""

    period: Period | None
    feature: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of an amount when its period is asked for; ``listed`` is the time that a list gives it."""

    metric: Metric | None
    measure: str
    status: Status
    awaited: bool
    fiscal_year_end: int
    listed: TimeMention | None = None


class ClockReader:
    """Chooses the period of amounts. Build once with the words that only tell when something was said."""

    def __init__(self, said: frozenset[str]) -> None:
        self._said = re.compile("|".join(map(re.escape, sorted(said, key=len, reverse=True))))

    def read(self, scene: Scene, index: int, question: Question, clock: Clock) -> When:
        """The period of ``scene.amounts[index]``."""
        amount, metric = scene.amounts[index], question.metric
        begin = scene.amounts[index - 1].outer_end if index else scene.start
        before = reversed([t for t in scene.times if t.end <= amount.start and self._dates(scene, t, amount, begin, metric)])
        for mention in ([question.listed] if question.listed is not None else before):
            period = self._resolve(mention, question, clock)
            if period is not None and not self._ahead(period, question, clock):
                return When(self._settled(period, mention, metric), "before")
        behind = self._behind(scene, index)
        period = None if behind is None else self._resolve(behind, question, clock)
        if behind is not None and period is not None:
            return When(self._settled(period, behind, metric), "behind")
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
        whole = isinstance(mention.expr, Anchored)
        anchor = clock.carried if whole and clock.carried is not None else clock.spoken or clock.carried
        lean: Lean = "future" if question.status in ("target", "forecast") and not question.awaited else "past"
        period = resolve(mention.expr, published=clock.published, anchor=anchor, fiscal_year_end=question.fiscal_year_end, lean=lean)
        if period is None or question.status != "actual" or clock.published is None or period.end <= clock.published:
            return period
        if isinstance(mention.expr, Relative) and mention.expr.unit == "quarter" and mention.expr.offset == 0:
            return clock.carried if clock.carried is not None and granularity(clock.carried) == "quarter" else shift(period, unit="quarter", count=-1)
        return shift(period, count=-1) if whole else period

    def _dates(self, scene: Scene, mention: TimeMention, amount: Amount, begin: int, metric: Metric | None) -> bool:
        """Whether a time before an amount can be its period."""
        if mention.role == "base" or mention.expr is None:
            return False
        if looks_back(mention) and mention.start < begin:
            return False  # "去年同期为4亿元，营收…": it dated only the figure before
        if mention.granularity in ("day", None) and mention.role == "when" and self._only_said(scene, mention, metric):
            return False
        if mention.role == "now" and metric is not None and metric.nature == "flow" and mention.start < begin:
            return False
        return True

    def _only_said(self, scene: Scene, mention: TimeMention, metric: Metric | None) -> bool:
        """Whether a day only tells when somebody said it: "周四公布", "8月10日消息", a dateline."""
        if isinstance(mention.expr, Anchored):
            return False
        if scene.folded[mention.end : mention.end + 3].strip().startswith(("-", "电", "讯")):
            return True
        behind = scene.folded[mention.end : mention.end + SAID_REACH].split("，")[0]
        if self._said.search(behind) and metric is not None and metric.nature != "moment":
            return True
        if self._said.match(behind.strip()):
            return True
        return metric is not None and metric.nature not in ("moment",) and scene.apart(mention.end, scene.amounts[0].start) > 1 and mention.start == scene.start

    @staticmethod
    def _behind(scene: Scene, index: int) -> TimeMention | None:
        """A time right behind in brackets or the same clause: "3亿（截至6月底）"."""
        amount = scene.amounts[index]
        stop = scene.amounts[index + 1].start if index + 1 < len(scene.amounts) else scene.end
        for mention in within(scene.times, amount.outer_end, stop):
            near = mention.start - amount.outer_end <= BEHIND_REACH and not scene.apart(amount.outer_end, mention.start)
            if near and mention.role in ("when", "as_of", "by") and mention.expr is not None and not looks_back(mention) and mention.granularity != "day":
                return mention
        return None

    @staticmethod
    def _settled(period: Period, mention: TimeMention, metric: Metric | None) -> Period:
        """A stock at the end of a period is the last day's, and so is what was done "as of" its end."""
        stock = metric is not None and metric.nature in ("stock", "moment")
        if mention.end_of and (stock or mention.role == "as_of"):
            return replace(period, start=period.end)
        return period

    def _from_context(self, question: Question, clock: Clock) -> When:
        """The period of the sentence so far, of the sentences before, or the day of publication."""
        nature = question.metric.nature if question.metric is not None else None
        spoken, carried = clock.spoken, clock.carried
        if nature == "moment":
            day = clock.day
            if spoken is not None and spoken.start == spoken.end:
                day = spoken
            if day is not None:
                return When(replace(day, source="context"), "same sentence")
            return self._published(clock)
        if spoken is not None and not (spoken.start == spoken.end and nature == "flow"):
            return When(replace(spoken, source="context"), "same sentence")
        flowing = nature in ("flow", "average") or question.measure in ("growth", "change", "multiple")
        told = question.status in ("actual", "estimate")
        if flowing and carried is not None and (told or question.awaited):
            return When(replace(carried, source="context"), "sentence before")
        if nature not in (None, "flow") and told:
            return self._published(clock)
        return When(None, "none")

    @staticmethod
    def _published(clock: Clock) -> When:
        if clock.published is None:
            return When(None, "none")
        return When(Period(clock.published, clock.published, "published"), "as of publication")

    @staticmethod
    def note(clock: Clock, when: When, mention_is_base: bool, metric: Metric | None, status: Status) -> None:
        """Remember the period for the clauses and sentences that follow."""
        period = when.period
        if period is None or mention_is_base:
            return
        if metric is not None and metric.nature == "moment":
            clock.day = period if period.start == period.end else clock.day
            return
        if when.feature in ("before", "behind"):
            clock.spoken = period
        lasting = granularity(period) in CARRIED or (period.end - period.start).days > 27
        if when.feature in ("before", "behind") and status == "actual" and lasting:
            clock.carried = period


def looks_back(mention: TimeMention) -> bool:
    return isinstance(mention.expr, Same)
