"""When: the last time named before an amount in its sentence, else the one the text goes on with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import resolve
from china_tech_metrics.resolve.expressions import Anchored
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.clock_state import Clock, Question, When, is_counted, is_price
from china_tech_metrics.unspaced.dating import (
    CLOSES,
    OPENS,
    dates_an_aim,
    describes_name,
    in_closed_brackets,
    is_dated_before,
    is_end,
    is_of_clause,
    is_planned,
    is_told_again,
    is_told_of,
    is_year_before,
    leads_to_multiple,
    of_another,
    only_describes,
    tells_event,
)
from china_tech_metrics.unspaced.days import days_of, lies_ahead, settled, since_then, year_of_aim
from china_tech_metrics.unspaced.kinds_of_time import (
    PARTS_OF_YEAR,
    REPORTED,
    in_context,
    is_month_of,
    is_reported,
    is_running,
    is_running_quarter,
    lasts,
    looks_back,
    spans_up_to_now,
)
from china_tech_metrics.unspaced.measure import RATIOS, has_words_of_change
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.spoken_of import (
    LONG_AGO,
    beside_spoken,
    dated_a_base,
    days_said,
    festival_just_over,
    is_history,
    names_part,
    part_of_spoken,
    quarter_reported,
)
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary.entries import Metric

BEHIND_REACH = 10
SAID_REACH = 12
OPENING = 4
"""So many sentences open a text."""
HEADING = 20
"""A line that is no longer than this heads what follows."""
OF_BASE = 6
"""How many characters may lead from the time of a base to its multiple: "是2009年**首届时的**1457倍"."""
UNTIL = 3
"""How many characters may stand between an amount and a time in brackets behind it: "（截至6月底）"."""


class ClockReader:
    """Chooses the period of amounts. Build once with the words that only tell when something was said, and those of the grammar."""

    def __init__(self, said: Iterable[str], longer: Iterable[str], grammar: ClauseWords) -> None:
        self._said, self._longer = re.compile(exact(said)), re.compile(exact(longer))
        self._dateline, self._is = grammar.beside["dateline"], grammar.beside["base_is"]
        self._times_than = grammar.beside["times_than"]
        self._base_is = frozenset(("", *self._is))
        self._part = (*grammar.beside["of_those"], *grammar.beside["alone"])
        self._of, self._totals, self._so_far = grammar.beside["of"], grammar.beside["totals"], grammar.beside["so_far"]
        self._results, self._reports, self._occasions = (grammar.beside[name] for name in ("results", "monthly", "occasions"))
        self._most, self._issues = grammar.beside["most"], grammar.beside["issues"]

    def read(self, figure: Figure, question: Question, clock: Clock) -> When:
        """The period of an amount."""
        at, listed = figure.amount.start, question.listed
        if question.item and clock.first is not None and clock.first[0] == question.metric.id:
            return When(in_context(clock.first[1]), "before")
        if question.awaited and clock.spoken_of_plan and clock.spoken is not None and not figure.times:
            return When(in_context(clock.spoken), "same sentence")  # "预计四季度营收215亿元，低于**市场预期**的240亿元"
        if listed is None and (listed := self._in_brackets(figure)) is not None:
            question = replace(question, listed=listed)
        for mention in reversed(figure.scene.times) if listed is None else (listed,):
            if listed is None and mention.end > at:
                continue
            told_now = mention.end <= figure.begin and (question.metric.nature == "stock" or mention.role == "now")
            if listed is None and (told_now or mention.granularity == "launch") and self._counts_to_now(figure, mention, question):
                return self._published(clock)
            if listed is None and not self._dates(figure, mention, question):
                continue
            if question.measure == "multiple" and self._is_of_base(figure, mention):
                continue  # "恢复到2019年同期的80%", "是2009年首届时的1457倍"
            if listed is None and mention.start == clock.stock_end and mention.start < figure.begin and question.metric.nature == "flow":
                continue  # "6月末门店1万家；收入25亿元"
            earlier = listed is None and mention.role == "when" and mention.start < figure.begin
            if earlier and self._is_total(figure, question.metric):
                return self._published(clock)
            period = beside_spoken(figure, mention, question, clock) or part_of_spoken(figure, mention, clock, self._part)
            if period is None and question.status == "target":
                period = year_of_aim(figure, mention, question, clock)
            period = period or days_of(mention, question, clock)
            if (
                period is not None
                and (not lies_ahead(period, question, clock) or is_of_clause(figure, mention))
                and (listed is not None or not dated_a_base(figure, mention, period, question, clock, self._is))
            ):
                until = settled(period, mention, question.metric)
                if is_end(mention) and question.metric.nature != "flow" and mention.start >= figure.begin:
                    clock.stock_end = mention.start
                of_base = mention.role == "base" or looks_back(mention)
                part = mention.granularity in PARTS_OF_YEAR and names_part(figure.scene, mention, self._part)
                return When(since_then(figure, mention, until, question, clock), "before", of_base, part)
        behind = self._behind(figure)
        period = None if behind is None else days_of(behind, question, clock)
        if behind is not None and period is not None:
            return When(settled(period, behind, question.metric), "behind")
        return self._from_context(question, clock)

    def _dates(self, figure: Figure, mention: TimeMention, question: Question) -> bool:
        """Whether a time before an amount can be its period."""
        metric = question.metric
        if mention.expr is None or (mention.role == "base" and not self._is_level_of(figure, mention)):
            return False
        if figure.scene.folded[mention.end : mention.end + 1] in CLOSES and of_another(figure, mention):
            return False
        if figure.scene.brackets and in_closed_brackets(figure, mention):
            return False
        spans = spans_up_to_now(mention)
        if spans and metric.nature == "moment" and question.measure == "level" and figure.scene.apart(mention.end, figure.amount.start):
            return False  # "8月以来涨一成，市值1050亿元"
        if spans and only_describes(figure.scene, mention, figure.amount.start):
            return False
        if (spans or mention.granularity == "launch") and self._is_superlative(figure, mention):
            return False
        if mention.role == "from" and figure.scene.said(mention.end, figure.amount.outer_start, "up", "down", "narrow", "widen"):
            return False  # "从3月的峰值下滑了48%"
        if figure.scene.amounts and leads_to_multiple(figure.scene, mention, self._of):
            return False
        names = figure.scene.names
        if mention.role == "when" and names and names[-1].start > mention.end and describes_name(figure, mention, self._of):
            return False
        if mention.granularity == "streak" and len(figure.scene.times) > 1:
            return False  # "2月销量增长136%，**连续五个月**翻番"
        earlier = mention.start < figure.begin
        if earlier and looks_back(mention) and is_told_of(figure, mention, self._is):
            return metric.nature != "moment" and not has_words_of_change(figure)
        if earlier and (mention.role == "from" or looks_back(mention) or is_year_before(figure.scene, mention, self._is)):
            return False  # "去年同期为4亿元，营收…", "从1月的3万辆升至5万辆": it dated only the figure before
        if earlier and metric.nature == "flow" and mention.role == "now":
            return False
        if metric.nature == "moment" and earlier and mention.granularity in (*REPORTED, "in_year") and mention.role != "since":
            return False  # "9月销量39.6万辆，股价仍升1.8%"
        if mention.granularity == "year" and dates_an_aim(figure, mention):
            return False
        if mention.role == "now" and is_dated_before(figure.scene, mention):
            return False
        if metric.nature == "stock" and self._only_tells(figure.scene.folded, mention.end):
            return self._is_issued(figure, mention)  # but not "去年7月发布的模型参数量为1万亿"
        if mention.role != "when":
            return True
        if self._is_month_of_saying(figure.scene, mention):
            return figure.scene.apart(mention.end, figure.amount.start) == 0
        return mention.granularity not in ("day", "that_day", None) or not self._only_said(figure.scene, mention, metric)

    def _is_of_base(self, figure: Figure, mention: TimeMention) -> bool:
        """Whether a multiple is of what there was then: "**2019年同期的**80%", "**是2009年首届时的**1457倍"."""
        between = figure.scene.folded[mention.end : figure.amount.outer_start]
        if between in self._of:
            return True
        led = figure.scene.folded.endswith(self._is, figure.scene.start, mention.start)
        return led and len(between) <= OF_BASE and between.endswith(tuple(filter(None, self._of))) and "，" not in between

    def _is_level_of(self, figure: Figure, mention: TimeMention) -> bool:
        """Whether an amount is that of the period compared with: "比上年二季度的**5.062亿**多15.9%"."""
        between = figure.scene.folded[mention.end : figure.amount.outer_start]
        tied = not between and figure.scene.folded.endswith(self._of, mention.start, mention.end)  # "比**2016年的**2.2%"
        if figure.amount.kind in RATIOS and (figure.amount.kind != "percent" or not (tied or self._is_noun(figure, between))):
            return False
        for cue in within(figure.scene.cues, mention.end, figure.amount.outer_start):
            between = between.replace(figure.scene.folded[cue.start : cue.end], "")  # "较去年同期的亏损12.8亿元"
        return between.strip() in self._base_is

    def _is_noun(self, figure: Figure, between: str) -> bool:
        """Whether a percentage behind the time of a comparison is one of that time: "较首季**的20%**放缓", "较上季**24%增幅**"."""
        end = figure.amount.outer_end
        following = figure.scene.amounts[figure.index + 1 : figure.index + 2]
        if not between and following and following[0].kind == "point" and not figure.scene.apart(end, following[0].start):
            return True  # "比第2季**3.6%**增加0.4个百分点"
        nouns = figure.scene.said(end, end + BEHIND_REACH, "growth_noun", "fall_noun")
        return figure.scene.folded.startswith(self._of, end) or between.strip() in self._of or any(w.start == end for w in nouns)

    def _is_total(self, figure: Figure, metric: Metric) -> bool:
        """Whether an amount is all there has been so far, which no time of an earlier clause dates: "，**累计**交付量**已**达90万辆"."""
        if metric.nature != "flow":
            return False
        clause = figure.scene.folded[figure.scene.clause_start(figure.amount.start) : figure.amount.outer_start]
        total = next((word for word in self._totals if word in clause), None)
        return total is not None and any(word in clause for word in self._so_far)

    def _counts_to_now(self, figure: Figure, mention: TimeMention, question: Question) -> bool:
        """Whether an amount is as of publication: what there is since a launch, and what has become so much by now.

        "截至目前，覆盖500城，订单**已**达10亿", "上半年收入138亿元，月产能**已**提高到3000万只".
        """
        metric = question.metric
        if mention.granularity == "launch":
            return mention.end > figure.begin and self._dates(figure, mention, question)
        if mention.role != "now" or metric.nature != "flow":
            if metric.nature != "stock" or mention.role != "when" or not is_reported(mention):
                return False
            if is_price(metric) and question.measure == "level":
                return True  # told in passing
        clause = figure.scene.folded[figure.scene.clause_start(figure.amount.start) : figure.amount.outer_start]
        return any(word in clause for word in self._so_far)

    def _is_superlative(self, figure: Figure, mention: TimeMention) -> bool:
        """Whether a span up to now only says among what something is the most: "是**今年以来**最大的新股，认购203亿港元"."""
        text, end = figure.scene.folded, min(figure.scene.clause_end(mention.end), figure.amount.outer_start)
        return any([word in text[mention.end : end] for word in self._most])

    def _only_said(self, scene: Scene, mention: TimeMention, metric: Metric) -> bool:
        """Whether a day only tells when somebody said it: "周四公布", "8月10日消息", a dateline."""
        if isinstance(mention.expr, Anchored) and mention.granularity != "that_day":
            return False
        behind = self._longer.sub("", scene.folded[mention.end : mention.end + SAID_REACH].split("，")[0].lstrip())
        if behind.startswith(self._dateline) or self._said.match(behind):
            return True
        if metric.nature == "moment":
            return False
        if mention.start == scene.start and scene.apart(mention.end, scene.amounts[0].start) > 1:
            between = scene.folded[mention.end : scene.amounts[0].outer_start]  # "11月17日晚，阿里公布**业绩**，营收2071亿元"
            return any([word in between for word in self._results])
        return self._said.search(behind) is not None

    def _is_issued(self, figure: Figure, mention: TimeMention) -> bool:
        """Whether an amount is that of an issue which was announced then: "1月宣布**发行**125亿元公司债"."""
        between = figure.scene.folded[mention.end : figure.amount.outer_start]
        return not figure.scene.apart(mention.end, figure.amount.start) and any([word in between for word in self._issues])

    def _is_month_of_saying(self, scene: Scene, mention: TimeMention) -> bool:
        """Whether a month only tells when somebody said something: "6月透露，员工达4万人", "在3月的一次**会议**上"."""
        if mention.granularity != "month":
            return False
        clause = scene.folded[mention.end : scene.clause_end(mention.end)]
        return self._only_tells(scene.folded, mention.end) or any([word in clause for word in self._occasions])

    def _only_tells(self, text: str, at: int) -> bool:
        """Whether a word that somebody said something stands at an offset, and no longer word."""
        return self._said.match(text, at) is not None and self._longer.match(text, at) is None

    @staticmethod
    def _in_brackets(figure: Figure) -> TimeMention | None:
        """The time in brackets right behind an amount, where nothing else is in them: "74亿杯（2023年）"."""
        text, end, times = figure.scene.folded, figure.amount.outer_end, figure.scene.times
        if text[end : end + 1] not in OPENS or not times or times[-1].start < end:
            return None
        said = [t for t in times if end < t.start <= end + UNTIL and text[t.end : t.end + 1] in CLOSES]
        return said[0] if said and said[0].role in ("when", "as_of") and said[0].expr is not None else None

    def _behind(self, figure: Figure) -> TimeMention | None:
        """A time right behind in brackets or the same clause: "3亿（截至6月底）"."""
        scene, end = figure.scene, figure.amount.outer_end
        later = scene.amounts[figure.index + 1 : figure.index + 2]
        for mention in within(scene.times, end, later[0].start if later else scene.end):
            near = mention.start - end <= BEHIND_REACH and not scene.apart(end, mention.start)
            dates = mention.role in ("when", "as_of", "by") and mention.expr is not None and mention.granularity not in ("day", "in_year")
            aside = any(c in OPENS for c in scene.folded[end : mention.start]) and scene.folded[mention.end : mention.end + 1] not in CLOSES
            than = figure.amount.kind == "times" and scene.folded[end : mention.start] in self._times_than
            if near and dates and not than and not aside and not looks_back(mention) and not leads_to_multiple(scene, mention, self._of):
                return mention
        return None

    def _from_context(self, question: Question, clock: Clock) -> When:
        """The period of the sentence so far, of the sentences before, or the day of publication."""
        nature = question.metric.nature
        spoken, carried = clock.spoken, clock.carried
        if question.metric.at_listing and question.status == "actual" and clock.day is not None:
            return When(in_context(clock.day), "sentence before")
        if spoken is not None and (lies_ahead(spoken, question, clock) or (clock.spoken_of_plan and question.status == "actual")):
            spoken = None
        if nature == "moment":
            day = clock.day
            if spoken is not None and spoken.start == spoken.end:
                day = spoken
            if day is not None:
                return When(in_context(day), "same sentence")
            return self._published(clock)
        if spoken is not None and not (spoken.start == spoken.end and nature == "flow"):
            return When(in_context(spoken), "same sentence")
        told = question.status in ("actual", "estimate")
        stays = question.measure != "growth" or "percent" in question.metric.units
        if told and stays and clock.told is not None:
            metric, period = clock.told
            counted = is_counted(question.metric) or not (clock.turned or is_price(question.metric))
            if metric.id == question.metric.id or (nature == metric.nature == "stock" and counted):
                return When(in_context(period), "sentence before")
        flowing = nature in ("flow", "average") or question.measure in ("growth", "change", "multiple")
        if flowing and carried is not None and (told or question.awaited) and not question.metric.once:
            return When(in_context(carried), "sentence before")
        if flowing and question.status == "forecast" and clock.expected is not None:
            return When(in_context(clock.expected), "sentence before")
        if nature == "stock" and told and stays and question.metric.id in clock.closing:
            return When(in_context(clock.closing[question.metric.id]), "sentence before")
        if nature != "flow" and told:
            return self._published(clock)
        return When(None, "none")

    @staticmethod
    def _published(clock: Clock) -> When:
        if clock.published is None:
            return When(None, "none")
        return When(Period(clock.published, clock.published, "published"), "as of publication")

    def announce(self, scene: Scene, clock: Clock) -> None:
        """A line without figures names the period of those below it: "首九个月", "IDC的二季度全球出货表："."""
        heads = scene.is_line() and scene.end - scene.start <= HEADING
        for mention in reversed(scene.times):
            if mention.role == "when" and is_reported(mention) and mention.expr is not None:
                if is_planned(scene, mention) or (not heads and tells_event(scene, mention, self._reports)):
                    continue
                period = resolve(mention.expr, published=clock.published, anchor=clock.carried, fiscal_years=clock.fiscal_years)
                if period is not None and clock.published is not None and period.end > clock.published and is_running_quarter(mention):
                    period = quarter_reported(period, clock)
                if period is None or not lasts(period) or (clock.published is not None and period.start > clock.published):
                    continue
                if clock.published is not None and is_running(mention.expr, period, clock.published):
                    continue
                told_of = clock.report is None or not is_month_of(period, clock.report)
                if heads or (told_of and not is_history(period, clock)):
                    clock.carried = clock.listed = period
                    return

    def quote_day(self, scene: Scene, clock: Clock) -> None:
        """The day that a sentence about the market names is that of the prices behind it: "周四美股低开低走"."""
        if not scene.times or not scene.has("quoted"):
            return
        for mention in scene.times:
            dated = mention.granularity == "day" and mention.role == "when" and mention.expr is not None
            if dated and mention.expr is not None and not self._said.match(scene.folded[mention.end : mention.end + SAID_REACH].lstrip()):
                clock.day = resolve(mention.expr, published=clock.published)
                return

    def report(self, scenes: Sequence[Scene], published: dt.date | None, years: FiscalYears) -> tuple[Period | None, int]:
        """The period that a whole text reports on, and which sentence names it: the first quarter, half or year that its opening names.

        The fiscal ``years`` are those of the firm that it opens with.
        """
        for number, scene in enumerate(scenes[:OPENING]):
            for mention in scene.times:
                dates = mention.role == "when" and is_reported(mention) and not mention.end_of
                if dates and mention.expr is not None and not isinstance(mention.expr, Anchored):
                    period = resolve(mention.expr, published=published, fiscal_years=years)
                    if period is None or not lasts(period):
                        continue
                    over = published is not None and period.end < published
                    if (is_planned(scene, mention) and not over) or self._is_month_of_saying(scene, mention):
                        continue
                    if (
                        not scene.is_line()
                        and tells_event(scene, mention, self._reports)
                        and not (scene.amounts and is_told_again(mention, scenes))
                    ):
                        continue
                    if published is not None and is_running(mention.expr, period, published, expected=scene.has("forecast", "target")):
                        continue  # "预估第三季…"
                    if published is not None and period.end > published and scene.amounts and not scene.has("forecast", "target"):
                        return festival_just_over(scenes[:OPENING], published)  # the running year, of which there are figures
                    if published is None or (period.end <= published and period.end.year > published.year - LONG_AGO):
                        feast, named = festival_just_over(scenes[:OPENING], published)
                        later = feast is not None and named <= number and mention.granularity == "year" and period.end < feast.start
                        if mention.granularity == "festival":
                            period = days_said(scenes[:OPENING], published, period)
                        return (feast, named) if later else (period, number)
        return festival_just_over(scenes[:OPENING], published)
