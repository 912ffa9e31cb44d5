"""What is handed on while a text's times are read: what time it speaks of, what is asked of an amount, and the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from china_tech_metrics.model import Period, Status
from china_tech_metrics.resolve.expressions import Anchored, Lean, Slice, TimeExpr
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS, FiscalYears
from china_tech_metrics.unspaced.kinds_of_time import DAYS_OF_MONTH, is_month_of, lasts, lies_in, of_years
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.vocabulary.entries import Metric

OF_A_YEAR = ("year", "half", "quarter", "month", "day")
"""What lies in one year, which "当年" then means."""


@dataclass(slots=True)
class Clock:
    """What time the text speaks of: that of the sentence, that of the sentences before, and the one that all of it reports on.

    ``listed`` is the one that a list began with, which holds for each of its items, ``expected`` that of the last forecast.
    ``begun`` is the first that was carried on, which stands for ``report`` where the opening names none.
    ``reported_from`` is where the sentence begins from which on ``report`` holds.
    ``stock_end`` is where the end of a period stands at which a stock was counted.
    ``closing`` has those of which a text told the level at the end of what it reports on.
    ``said`` is the last one named, history or not, which is what "同年" goes back to.
    ``told`` is the rate or stock that was said last in the paragraph, with its period, if that is a day or a month; ``turned`` says that
    it was said in an earlier paragraph.
    ``spoken_of_plan`` says that the time of the sentence is that of an aim or expectation and not over.
    ``opened`` is the day that the opening names, ``first`` the metric and period of the first level of a sentence of the paragraph, which
    hold for those of others that are only named behind it.
    ``feast`` is the festival named last, else the one that the opening names.
    ``fiscal_years`` are those of the firm the text opens with.
    ``resolved`` keeps the days of times that mean the same to every figure, by where they stand and whether they look ahead.
    """

    published: dt.date | None
    report: Period | None = None
    spoken: Period | None = None
    carried: Period | None = None
    day: Period | None = None
    listed: Period | None = None
    expected: Period | None = None
    stock_end: int = -1
    begun: Period | None = None
    reported_from: int = 0
    closing: dict[str, Period] = field(default_factory=dict)
    said: Period | None = None
    told: tuple[Metric, Period] | None = None
    turned: bool = False
    spoken_of_plan: bool = False
    opened: Period | None = None
    first: tuple[str, Period] | None = None
    in_list: bool = False
    feast: Period | None = None
    fiscal_years: FiscalYears = CALENDAR_YEARS
    resolved: dict[tuple[int, Lean], Period | None] = field(default_factory=dict)

    def note_first(self, metric: str, period: Period | None) -> None:
        """Remember the first level of a sentence; a total as of some day says nothing of those of others."""
        if self.first is None or period is None or period.start < period.end or self.first[0] != metric:
            self.first = (metric, period) if period is not None else None

    def note(self, when: When, question: Question, status: Status, *, of_base: bool) -> None:
        """Remember the period for the clauses and sentences that follow; one that is only compared with, ``of_base``, holds for none."""
        period, metric = when.period, question.metric
        if period is None or of_base:
            return
        if metric.nature == "moment":
            self.day = period if period.start == period.end else self.day
            return
        stays = metric.nature == "stock" or "percent" in metric.units
        again = self.told is not None and (self.told[1].start, self.told[1].end) == (period.start, period.end)
        stated = when.feature in ("before", "behind")
        of_month = (period.end - period.start).days < DAYS_OF_MONTH and (again or stated)
        of_day = stays and (period.start == period.end or of_month) and period.source != "published"
        if of_day and metric.nature == "stock" and self.report is not None and period.end == self.report.end:
            self.closing[metric.id] = period
        earlier = self.told is not None and self.told[0].id == metric.id and period.end < self.told[1].end
        self.turned, self.told = False, self.told if of_day and earlier else (metric, period) if of_day else None
        told_of = self.spoken or self.carried
        if stated and period.source == "festival" and (self.feast is None or period.end >= self.feast.end):
            self.feast = period
        if stated and not (question.same_owner and told_of is not None and period.end < told_of.start):
            self.said = self.spoken = period
            self.spoken_of_plan = status in ("target", "forecast") and self.published is not None and period.end > self.published
            if status == "forecast":
                self.expected = period
        of_flow = stated and status == "actual" and metric.nature != "stock" and not metric.once
        if of_flow and (period is self.feast or lasts(period)) and not of_years(period):
            report = self.report or self.begun
            aside = report is not None and (period.end < report.start or is_month_of(period, report))
            aside = aside or (when.part and self.carried is not None and lies_in(period, self.carried))
            self.carried = self.carried if aside else period
            self.begun = self.begun or period

    def has_gone_on(self) -> bool:
        """Whether the text went on from the first level to a longer time with that in it: "3月交付1万辆，**前三个月**3万辆"."""
        first, now = self.first, self.carried
        if first is None or now is None or (now.start, now.end) == (first[1].start, first[1].end):
            return False
        return lies_in(first[1], now)

    def turn_page(self, *, goes_on: bool, item: bool, of_place: bool) -> None:
        """A new paragraph speaks of the period that the text reports on until it says otherwise; one that ``goes_on`` keeps the last.

        An ``item`` of a list begins with the period that the list began with. In a text ``of_place``, of statistics, all that is
        counted is as of one day: "截至12月，网民10.8亿。⏎应用方面，短视频用户**10.5亿**".
        """
        self.turned = not goes_on
        if self.turned and not (of_place and self.told is not None and is_counted(self.told[0])):
            self.told = None
        self.first = None if not goes_on else self.first
        if item and self.in_list and self.listed is not None:
            self.carried = self.listed
        elif item:
            self.listed = self.carried
        elif not goes_on and self.carried is not None:
            self.carried = self.report or self.carried
        self.in_list = item


def is_counted(metric: Metric) -> bool:
    """Whether a metric counts what there is, people and things, or tells how large a part of them something is."""
    return metric.nature == "stock" and "money" not in metric.units and not is_price(metric)


def is_price(metric: Metric) -> bool:
    """Whether a metric belongs to one thing and has no parts: a price, the parameters of a model."""
    return metric.parts == "none" and "percent" not in metric.units


def _says_year(expr: TimeExpr | None) -> bool:
    """Whether a part of a year is told with its year: "**今年**一季度58亿元，**全年**目标200亿元"."""
    return isinstance(expr, Slice) and expr.year.said


@dataclass(slots=True)
class When:
    """The period of an amount and what told it.

    ``of_base`` says that it is the time that another figure is compared with, ``part`` that it is named as a part of the one told before.
    """

    period: Period | None
    feature: str
    of_base: bool = False
    part: bool = False


@dataclass(slots=True)
class Question:
    """What is known of an amount when its period is asked for; ``listed`` is the time that a list gives it.

    ``same_owner`` says that the two levels said last in the sentence are of one owner, ``times`` are those of the sentence;
    an ``item`` is the level of somebody who is only named: "小米3月交付3万辆，一季度9万辆；**理想36674辆**".
    """

    metric: Metric
    measure: str
    status: Status
    awaited: bool
    fiscal_years: FiscalYears
    listed: TimeMention | None = None
    same_owner: bool = False
    times: Sequence[TimeMention] = ()
    item: bool = False

    def year_of(self, mention: TimeMention) -> TimeExpr | None:
        """The year named last before a time in its sentence: "2020年财报显示，其**全年**营收"; for "当年" any time in a year."""
        before = [t for t in self.times if t.end <= mention.start and t.role != "base"]
        if isinstance(mention.expr, Anchored) and not mention.expr.deictic:
            named = [t.expr for t in before if t.granularity in OF_A_YEAR and not isinstance(t.expr, Anchored)]
            return named[-1] if named else None
        years = [t.expr for t in before if t.role == "when" and (t.granularity == "year" or _says_year(t.expr))]
        return years[-1] if years and not isinstance(years[-1], Anchored) else None
