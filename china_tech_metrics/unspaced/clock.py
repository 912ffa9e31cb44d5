"""When: the last time named before an amount in its sentence, else the one the text goes on with."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from china_tech_metrics.model import Amount, Period, Status
from china_tech_metrics.resolve.calendar import granularity, resolve, shift
from china_tech_metrics.resolve.expressions import Anchored, Same
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


class ClockReader:
    """Chooses the period of amounts. Build once with the words that only tell when something was said."""

    def __init__(self, said: frozenset[str]) -> None:
        self._said = re.compile("|".join(map(re.escape, sorted(said, key=len, reverse=True))))

    def read(self, scene: Scene, index: int, metric: Metric | None, measure: str, status: Status, clock: Clock, fiscal_year_end: int) -> When:
        """The period of ``scene.amounts[index]``."""
        amount = scene.amounts[index]
        begin = scene.amounts[index - 1].outer_end if index else scene.start
        lean = "future" if status in ("target", "forecast") else "past"
        for mention in reversed([t for t in scene.times if t.end <= amount.start]):
            if not self._dates(scene, mention, amount, begin, metric):
                continue
            anchor = clock.spoken or clock.carried
            period = resolve(
                mention.expr, published=clock.published, anchor=anchor, fiscal_year_end=fiscal_year_end, lean=lean  # type: ignore[arg-type]
            )
            if period is not None:
                return When(self._settled(period, mention, metric, clock), "before")
        behind = self._behind(scene, index, metric)
        if behind is not None:
            period = resolve(behind.expr, published=clock.published, anchor=clock.carried, fiscal_year_end=fiscal_year_end, lean=lean)  # type: ignore[arg-type]
            if period is not None:
                return When(self._settled(period, behind, metric, clock), "behind")
        return self._from_context(scene, metric, measure, status, clock)

    def _dates(self, scene: Scene, mention: TimeMention, amount: Amount, begin: int, metric: Metric | None) -> bool:
        """Whether a time before an amount can be its period."""
        if mention.role == "base" or mention.expr is None:
            return False
        if _looks_back(mention) and mention.start < begin:
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

    def _behind(self, scene: Scene, index: int, metric: Metric | None) -> TimeMention | None:
        """A time right behind in brackets or the same clause: "3亿（截至6月底）"."""
        amount = scene.amounts[index]
        stop = scene.amounts[index + 1].start if index + 1 < len(scene.amounts) else scene.end
        for mention in within(scene.times, amount.outer_end, stop):
            near = mention.start - amount.outer_end <= BEHIND_REACH and not scene.apart(amount.outer_end, mention.start)
            if near and mention.role in ("when", "as_of", "by") and mention.expr is not None and not _looks_back(mention) and mention.granularity != "day":
                return mention
        return None

    @staticmethod
    def _settled(period: Period, mention: TimeMention, metric: Metric | None, clock: Clock) -> Period:
        """A stock at the end of a period is the last day's; a flow "as of" a moment is what the text reports on."""
        stock = metric is not None and metric.nature in ("stock", "moment")
        if stock and mention.end_of:
            return replace(period, start=period.end)
        return period

    def _from_context(self, scene: Scene, metric: Metric | None, measure: str, status: Status, clock: Clock) -> When:
        """The period of the sentence so far, of the sentences before, or the day of publication."""
        nature = metric.nature if metric is not None else None
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
        flowing = nature in ("flow", "average") or measure in ("growth", "change", "multiple")
        if flowing and carried is not None and status in ("actual", "estimate"):
            return When(replace(carried, source="context"), "sentence before")
        if not flowing and status in ("actual", "estimate"):
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


def _looks_back(mention: TimeMention) -> bool:
    return isinstance(mention.expr, Same)


def year_before(period: Period) -> Period:
    """The same days of the year before."""
    return shift(period, count=-1)
