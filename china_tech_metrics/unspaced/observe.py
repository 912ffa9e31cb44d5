"""Turns an amount whose metric and owner are known into an observation: its period, status, currency, segment and sign."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from china_tech_metrics.link.basis import against
from china_tech_metrics.link.markets import Markets
from china_tech_metrics.link.narrowed import Festive
from china_tech_metrics.link.observation import Features, Observation
from china_tech_metrics.model import Amount, Basis, Modifier, Period, Status
from china_tech_metrics.resolve.calendar import resolve, shift, term, whole_months
from china_tech_metrics.resolve.expressions import Slice, Unit
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.clock import ClockReader
from china_tech_metrics.unspaced.clock_state import Clock, Question, When
from china_tech_metrics.unspaced.finder import CueFind, Name
from china_tech_metrics.unspaced.kinds_of_time import looks_back
from china_tech_metrics.unspaced.lists import Place
from china_tech_metrics.unspaced.measure import Link, base_in_clause
from china_tech_metrics.unspaced.parts import Memory
from china_tech_metrics.unspaced.segments import SegmentReader
from china_tech_metrics.unspaced.sentences import OPENING_BRACKETS, Figure, Scene, within
from china_tech_metrics.unspaced.spoken_of import begins_a_move
from china_tech_metrics.unspaced.standing import awaited, read_status
from china_tech_metrics.unspaced.tellers import Said, TellerReader
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.unspaced.topic import Owner
from china_tech_metrics.unspaced.words import Exchange, TopicLanguage
from china_tech_metrics.vocabulary.entries import Entity, Metric, Segment

NOUN_OF_PRICE = 4
"""How far behind a price the noun for it may end: "29.8港元**的招股价**"."""
AVERAGE_REACH, AVERAGE_BEFORE = 16, 3
ASSUMED = "currency assumed"
"""The feature of an amount whose "元" was taken for the renminbi for want of anything that tells; the table's confidence is lower."""
HAN = "⺀"
RATED = ("level", "change")
OPEN = ("qoq", "other")
"""Bases that the period may tell better."""
LONG_OVER = 200
"""After so many days nothing is forecast of a period."""
UNFINISHED, YOUNG = 20, 240
"""A quarter or half that has so many days to go has no figures yet, nor has a year that has as many as the second."""
UNIT_BEFORE: dict[str, Unit] = {"yoy": "year", "qoq": "quarter", "mom": "month"}
"""How far a comparison goes back."""
LASTING = ("month", "quarter", "half", "year")
COMPARED = ("growth", "multiple", "change")


@dataclass(slots=True)
class Setting:
    """What holds for all figures of a sentence: whom it speaks of, with their traits, who told what, where it stands, the markets.

    ``quoted_in`` has the currencies in which the shares of firms are quoted, by the codes behind their names.
    ``memory`` is what narrowed the figure before, ``festivals`` are those the text has told of.
    """

    topics: list[Name]
    tags: frozenset[str]
    said: Said
    sentence: tuple[int, int]
    markets: Markets
    quoted_in: Mapping[str, str]
    memory: Memory
    festivals: Festive


class Observer:
    """Makes observations of links. Build once for a language and its vocabulary."""

    def __init__(
        self,
        language: TopicLanguage,
        tellers: TellerReader,
        entities: Mapping[str, Entity],
        metrics: Mapping[str, Metric],
        clock: ClockReader,
        segments: Iterable[Segment],
    ) -> None:
        self._entities, self._metrics, self._clock, self.tellers = entities, metrics, clock, tellers
        groups, grammar = language.numbers.groups, language.grammar
        self._home = grammar.home
        self._codes = [(re.compile(_share_code(exchange)), exchange) for exchange in grammar.home.exchanges]
        self._times, self._starts = groups["units.times"], groups["ranges.from"]
        self._averages = {word: name.partition(".")[2] for name, words in groups.items() if name.startswith("averages.") for word in words}
        self._average_words = tuple(sorted(self._averages, key=len, reverse=True))
        self._average = re.compile(exact(self._averages))
        self._short_rates = {
            word: name.partition(".")[2] for name, words in groups.items() if name.startswith("rates_beside.") for word in words
        }
        self._of, self._averaged = grammar.beside["of"], grammar.beside["averaged"]
        self._natures = {
            (cue.metric, cue.nature): replace(metrics[cue.metric], nature=cue.nature)
            for metric in metrics.values()
            for cue in metric.cues.get(language.code, ())
            if cue.nature is not None
        }
        parts = [metrics[whole.part] for whole in metrics.values() if whole.part is not None and whole.part in metrics]
        parts += [metric for metric in metrics.values() if metric.nature == "stock"]
        self._natures |= {(part.id, "average"): replace(part, nature="average") for part in parts}
        self.segments = SegmentReader(segments, entities, metrics.values(), grammar, language.code, groups["ranges.series"])

    def observe(
        self, figure: Figure, link: Link, owner: Owner, place: Place, setting: Setting, clock: Clock, *, same_owner: bool, item: bool
    ) -> Observation:
        """The observation of an amount, whose period the clock remembers; ``same_owner`` and ``item`` as in :class:`Question`."""
        scene, metric = figure.scene, self._measured(link)
        if metric.nature == "stock" and self._is_averaged(figure, link):
            metric = self._natures[metric.id, "average"]
        entity = self._entities.get(owner.name) if owner.name is not None else None
        expected = awaited(figure)
        status = read_status(figure, link.cue, awaited=expected)
        years = entity.fiscal_years if entity is not None else CALENDAR_YEARS
        question = Question(metric, link.measure, status, expected, years, place.time, same_owner, scene.times, item)
        when = self._clock.read(figure, question, clock)
        starts = bool(figure.times) and figure.times[-1].role == "from"
        base = starts or when.of_base or (link.measure in ("level", "share") and any([looks_back(t) for t in figure.times]))
        moves = status == "actual" and figure.index + 1 < len(scene.amounts) and when.period is not None and not base and place.time is None
        began = UNIT_BEFORE.get(begins_a_move(figure, self._starts, metric) or "") if moves else None
        if began == "quarter" and when.period is not None and term(when.period) == "month":
            began = "month"
        if began is not None and when.period is not None and _is_whole(when.period, began):
            when, base = When(shift(when.period, unit=began, count=-1), when.feature), True
        clock.note(when, question, status, of_base=base)
        basis = link.basis
        if when.period is not None:
            if status == "forecast" or basis in OPEN or (basis is not None and (link.measure == "change" or _compares_with_slice(figure))):
                status, basis = _settled(figure, link, status, when, clock, awaited=expected)
            if when.of_base and link.measure == "growth":
                basis = metric.basis  # type: ignore[assignment]
            if status == "target" and clock.published is not None and when.period.end < clock.published:
                status = "actual" if when.of_base or starts or _is_told_apart(figure) else status
            if status == "forecast" and clock.published is not None and when.period.end < clock.published:
                told = when.of_base or _is_base(figure, link) or _is_past(figure, place, when.period, clock)
                status = "actual" if told else _of_the_past(status, when.period, clock)
            if status == "actual" and clock.published is not None and clock.published < when.period.end:
                begins = link.measure == "level" and when.period.start == clock.published  # "**未来三年**投入3800亿元"
                status = "target" if begins else "forecast" if _lies_ahead(figure, when.period, clock.published) else status
        amount = self._priced(figure, metric, owner, entity, setting.quoted_in)
        value, low, high = self._signed(figure, link)
        rate = self._rate(scene, link, metric)
        unit = f"{amount.unit}/{rate}" if rate and "/" not in amount.unit else amount.unit
        parent = entity.parent if entity is not None else None
        festive = setting.festivals.name(when.period, (time.expr for time in scene.times))
        segment = self.segments.read(figure, link, place, owner, metric, setting.markets, setting.memory, festive=festive)
        source = self.tellers.source(figure, setting.said, owner, metric, status, awaited=expected)
        told_by = ASSUMED if _assumed(scene, amount, entity) else owner.feature
        features = Features(link.feature, link.measure, told_by, when.feature)
        what = (amount, metric.id, link.measure, basis, owner.name, parent, segment, when.period)
        how_much = (value, low, high, unit, _modifier(figure, place, metric), amount.also)
        return Observation(*what, *how_much, status, source, setting.sentence, features)

    def _measured(self, link: Link) -> Metric:
        """The metric of a link, of the nature of what its words name: output is a flow, though capacity is a stock."""
        cue = link.cue
        return self._metrics[cue.metric] if cue.nature is None else self._natures[cue.metric, cue.nature]

    def _is_averaged(self, figure: Figure, link: Link) -> bool:
        """Whether a stock is told as its average over a period: "**月均**付费用户2390万", "**平均**售价"."""
        first, last = figure.scene.clause_start(figure.amount.start), figure.amount.outer_start
        if link.cue_at is not None and link.cue_at.end <= last:
            first = max(first, link.cue_at.start - AVERAGE_BEFORE)
        said = figure.scene.folded[first:last]
        return any([word in said for word in self._averaged])

    def _priced(self, figure: Figure, metric: Metric, owner: Owner, entity: Entity | None, quoted_in: Mapping[str, str]) -> Amount:
        """The amount in the currency that is meant, where the words leave that open.

        A number of pieces ("3819亿块") is no money where the metric is not; one with a scale and no currency is money where the metric is
        ("亏6万"), "元" is the currency of the place the owner is from, and prices of shares are in that of the exchange whose code stands
        before them.
        """
        amount = figure.amount
        if amount.kind == "count" and "money" in metric.units and "count" not in metric.units:
            told = [a for a in figure.scene.amounts[: figure.index] if a.kind == "money" and not a.ambiguous and "/" not in a.unit]
            told = [a for a in told if figure.scene.folded[a.outer_start - 1] not in OPENING_BRACKETS]
            amount = replace(amount, kind="money", unit=told[-1].unit if told else self._home.currency)
        if not amount.ambiguous or amount.kind != "money":
            return amount
        if "money" not in metric.units:
            return replace(amount, kind="count", unit="count", ambiguous=False)
        if entity is not None and entity.currency is not None and entity.home in self._home.elsewhere:
            amount = replace(amount, unit=amount.unit.replace(self._home.currency, entity.currency, 1))
        if metric.nature == "moment" or metric.once:
            currency = self._currency_of_shares(figure, owner, entity, quoted_in)
            return amount if currency is None else replace(amount, unit=currency)
        return amount

    def _currency_of_shares(self, figure: Figure, owner: Owner, entity: Entity | None, quoted_in: Mapping[str, str]) -> str | None:
        """The currency of what is paid for shares: by a code in the sentence or behind the firm's name, or by where the text is from."""
        scene = figure.scene
        for code, exchange in self._codes:
            if code.search(scene.folded, scene.start, figure.amount.start):
                return exchange.currency
            listed = entity is not None and any(listing.startswith(exchange.market_id) for listing in entity.listings)
            if listed and is_traditional(scene):
                return exchange.currency
        return quoted_in.get(owner.name) if owner.name is not None else None

    def quoted_in(self, folded: str, names: Iterable[Name]) -> dict[str, str]:
        """The currencies in which the shares of firms are quoted whose names have a code behind them: "禾青(01234)"."""
        found: dict[str, str] = {}
        for code, exchange in self._codes:
            starts = {match.start() for match in code.finditer(folded)}
            if starts:
                found |= {name.entity: exchange.currency for name in names if name.end in starts}
        return found

    def _signed(self, figure: Figure, link: Link) -> tuple[Decimal, Decimal | None, Decimal | None]:
        """Value and ends of the range with the sign that words give them: "增长1.8倍" is 2.8 times the base, "是去年的1.8倍" 1.8."""
        amount, value, low, high = figure.amount, figure.amount.value, figure.amount.low, figure.amount.high
        if link.measure == "multiple" and not amount.worded and figure.written.endswith(self._times) and _rises(figure):
            value += 1
            low, high = (None if x is None else x + 1 for x in (low, high))
        if low is not None and high is not None:
            low, high = sorted((low * link.sign, high * link.sign))
        return value * link.sign, low, high

    def _rate(self, scene: Scene, link: Link, metric: Metric) -> str | None:
        """The time of a rate said before the metric: "日均订单1.2亿单"."""
        if link.measure not in RATED or link.amount.per is not None or link.amount.kind not in ("money", "count", "quantity"):
            return None
        if link.cue.rate is not None:
            return link.cue.rate
        if metric.nature != "flow" and not (metric.nature == "average" and link.amount.kind == "quantity"):
            return self._rate_right_before(scene, link.amount.outer_start)
        beside = self._rate_beside(scene, link.cue_at) if link.cue_at is not None else None
        if beside is not None:
            return beside
        at = link.cue_at.end if link.cue_at is not None else link.amount.start
        clause = scene.clause_start(link.amount.start)
        if scene.start <= at < clause and (
            link.measure == "change" or any([looks_back(t) for t in within(scene.times, clause, link.amount.start)])
        ):
            clause = scene.clause_start(at)  # "**日均**时长70分钟，去年同期为**41分钟**"
        said = self._average.search(scene.folded, max(clause, at - AVERAGE_REACH), link.amount.start)
        if said is None or any(name.start <= said.start() < name.end for name in scene.names):
            return None
        return self._averages[said.group()]

    def _rate_right_before(self, scene: Scene, at: int) -> str | None:
        """The time of a rate right before a price or what something can make: "**每月**15元", "产能为**每年**20万辆"."""
        if not scene.folded.endswith(self._average_words, scene.start, at):
            return None
        return next(self._averages[word] for word in self._average_words if scene.folded.endswith(word, scene.start, at))

    def _rate_beside(self, scene: Scene, cue: CueFind) -> str | None:
        """The time of a rate in one character before the metric, where nothing else ends with it: "快手**日**订单", not "首日订单"."""
        at = cue.start - 1
        rate = self._short_rates.get(scene.folded[at : cue.start])
        if rate is None or at < scene.start:
            return None
        opens = at == scene.start or not scene.folded[at - 1].isalnum() or scene.folded.startswith(self._of, at - 1)
        ends = {*(name.end for name in scene.names), *(time.end for time in scene.times), *(amount.end for amount in scene.amounts)}
        return rate if opens or at in ends else None  # "上线40天**日**订单"


def _is_whole(period: Period, began: Unit) -> bool:
    """Whether there is a period of the same length before: so many whole months a year before, or a unit."""
    return whole_months(period) is not None if began == "year" else term(period) in LASTING


def _settled(figure: Figure, link: Link, status: Status, when: When, clock: Clock, *, awaited: bool) -> tuple[Status, Basis | None]:
    """Status and base once the period is known: what is reckoned of the past is an estimate, the year before makes "yoy"."""
    period, basis = when.period, link.basis
    assert period is not None
    over = clock.published is not None and period.end < clock.published
    if status == "forecast" and over and not awaited and figure.scene.said(figure.scene.start, figure.amount.start, "reckon"):
        status = "estimate"
    if basis == "qoq" and term(period) == "month":
        basis = "mom"  # "环比" is with the unit before, whichever that is
    beside = _base_of_change(figure) if figure.index and not figure.times else None
    if (basis == "other" or beside is not None or _compares_with_slice(figure)) and link.measure in COMPARED:
        named = [t for t in (beside, base_in_clause(figure), *figure.times) if t is not None]
        bases = [t for t in named if (t.role == "base" or t is beside) and t.granularity is not None]
        expr = bases[-1].expr if bases else None
        earlier = resolve(expr, published=period.end, anchor=period) if expr is not None else None
        if earlier is not None:
            of_day = bases[-1].end_of and term(period) != "year"  # "上半年，门店**较2023年末**净减31家"
            basis = against(period, Period(earlier.end, earlier.end) if of_day else earlier)
    return status, basis


def _is_told_apart(figure: Figure) -> bool:
    """Whether a clause with a time of its own no longer tells of an aim: "目标为1.8亿台，**而2023年**这一数字是1.46亿台"."""
    scene = figure.scene
    return any(not scene.said(scene.clause_start(t.start), figure.amount.start, "target") for t in figure.times if t.role == "when")


def _base_of_change(figure: Figure) -> TimeMention | None:
    """The time of what something changed from, before by how much: "较**3月末**的11.6万人少了5498人", "从**二季度**的2亿增2%"."""
    scene, level = figure.scene, figure.scene.amounts[figure.index - 1]
    told = within(scene.times, scene.clause_start(figure.amount.start), level.start)
    return told[-1] if told and told[-1].role in ("base", "from") and level.outer_start - told[-1].end <= 1 else None


def _of_the_past(status: Status, period: Period, clock: Clock) -> Status:
    """What is reckoned of a time that is long over is an estimate: in 2022 "沙利文预测，2020年市场规模约1858亿元"."""
    long_over = clock.published is not None and (clock.published - period.end).days > LONG_OVER
    return "estimate" if long_over else status


def _lies_ahead(figure: Figure, period: Period, published: dt.date) -> bool:
    """Whether a time lies ahead, or is a quarter or half that is named and far from over, or a year that has just begun."""
    if period.start > published:
        return True
    left, unit = (period.end - published).days, term(period)
    unfinished = left > UNFINISHED if unit in ("quarter", "half") else unit == "year" and left > YOUNG
    return unfinished and period.source in ("stated", "fiscal") and not figure.said("done")


def _is_past(figure: Figure, place: Place, period: Period, clock: Clock) -> bool:
    """Whether a figure behind a forecast has a time of its own that is long over: "今年预计营收40亿元，**2019年为30亿元**"."""
    own = place.time is not None or any(t.role == "when" for t in figure.times)
    long_over = clock.published is not None and (clock.published - period.end).days > LONG_OVER
    return own and long_over and not figure.said("forecast", "target")


def _is_base(figure: Figure, link: Link) -> bool:
    """Whether an amount is the level that another one is compared with: "有望达到100亿，较2021年的**40亿**增长"."""
    return link.measure in ("level", "share") and bool(figure.times) and figure.times[-1].role == "base"


def _compares_with_slice(figure: Figure) -> bool:
    """Whether a part of a year is what an amount is compared with, as in "较去年12月": what that is called the period tells."""
    if figure.index and not figure.times:
        began = _base_of_change(figure)
        return began is not None and isinstance(began.expr, Slice)
    bases = [t for t in figure.times if t.role == "base"]
    return bool(bases) and isinstance(bases[-1].expr, Slice)


def _modifier(figure: Figure, place: Place, metric: Metric) -> Modifier:
    """What hedges the amount: the words beside it, "约占" before it, or the hedge of the list it is in.

    A price that another one is compared with has none: "高于**29.8港元**招股价".
    """
    amount, scene = figure.amount, figure.scene
    if metric.nature == "moment" and amount.outer_start < amount.start and scene.said(amount.outer_start, amount.start, "compared"):
        named = within(scene.cues, amount.outer_end, amount.outer_end + NOUN_OF_PRICE)
        return "exact" if named else amount.modifier
    if amount.modifier != "exact":
        return amount.modifier
    if place.count > 1 and place.first is not None and place.first.modifier != "range":
        return place.first.modifier
    words = figure.said("about_so")
    return "approx" if words and not figure.scene.apart(words[-1].end, figure.amount.start) else "exact"


def _rises(figure: Figure) -> bool:
    """Whether a multiple says by how much something grew and not to what."""
    words = figure.said("up", "more", "growth_noun", "arrival")
    rises = bool(words) and not words[-1].classes.isdisjoint(("up", "more", "growth_noun")) and "arrival" not in words[-1].classes
    return rises or bool(figure.said("growth_noun"))


def _assumed(scene: Scene, amount: Amount, entity: Entity | None) -> bool:
    """Whether "元" may be another place's: in a traditional text, of an owner whose home is not known."""
    if amount.kind != "money" or not amount.ambiguous or (entity is not None and entity.home is not None):
        return False
    return is_traditional(scene)


def is_traditional(scene: Scene) -> bool:
    """Whether a sentence is written in traditional characters."""
    written, folded = scene.text[scene.start : scene.end], scene.folded[scene.start : scene.end]
    return written != folded and any(a != b and a >= HAN for a, b in zip(written, folded, strict=True))


def _share_code(exchange: Exchange) -> str:
    """The pattern of an exchange's codes, in brackets."""
    rest = exchange.digits - len(exchange.begins)
    return rf"[（(]{re.escape(exchange.begins)}\d{{{rest}}}(?:{re.escape(exchange.market)})?[)）]"
