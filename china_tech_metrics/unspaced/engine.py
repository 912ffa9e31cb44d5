"""Reads a document sentence by sentence and turns its amounts into observations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from china_tech_metrics.link.measure import against
from china_tech_metrics.link.observation import Features, Observation
from china_tech_metrics.model import Amount, Basis, Document, Modifier, Status
from china_tech_metrics.resolve.calendar import granularity, resolve
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS
from china_tech_metrics.resolve.spans import countable
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.amounts import PLAIN_CURRENCY, AmountScanner
from china_tech_metrics.unspaced.chain import Chain, Link, MetricReader
from china_tech_metrics.unspaced.clock import Clock, ClockReader, Question, When, looks_back
from china_tech_metrics.unspaced.finder import Finder, Name
from china_tech_metrics.unspaced.finder import Finds as Marks
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.lists import Place, place_in_lists
from china_tech_metrics.unspaced.names import NameGuesser, with_guesses
from china_tech_metrics.unspaced.sentences import Figure, Scene, SceneCutter, figures
from china_tech_metrics.unspaced.standing import awaited, read_status
from china_tech_metrics.unspaced.times import TimeMention, TimeScanner
from china_tech_metrics.unspaced.topic import HOME, INDUSTRY, Owner, Topic, TopicReader
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import Entity, Metric

SEGMENT_REACH = 10
NO_TAGS: frozenset[str] = frozenset()
HONG_KONG_CODE, HONG_KONG_DOLLARS = re.compile(r"[（(]0\d{4}(?:\.hk)?[)）]"), "HKD"
"""A code of five digits is one of the Hong Kong exchange, where shares are quoted in its dollars."""
AVERAGE_REACH = 16
OPENING = 3
"""A festival named in so many first sentences is what the text is about."""
ASSUMED = "currency assumed"
"""The feature of an amount whose "元" was taken for the renminbi for want of anything that tells; the table's confidence is lower."""
HAN = "⺀"
HEADING = 20
"""A line without a figure that is no longer than this heads what follows."""
REGIONS = frozenset({"Taiwan", "Hong Kong"})
"""Places with a "元" of their own; at `HOME` it is the renminbi."""


class Finds(NamedTuple):
    """What the scanners find in a text, each in order."""

    text: str
    folded: str
    marks: Marks
    times: list[TimeMention]
    amounts: list[Amount]


class TopicEngine:
    """Everything compiled for one vocabulary and one language. Build once; ``read`` is pure."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        language = vocabulary.languages[lang]
        assert isinstance(language, TopicLanguage)
        self._vocabulary = vocabulary
        self._finder = Finder(lang, language.grammar, list(vocabulary.entities.values()), list(vocabulary.metrics.values()))
        self._times = TimeScanner(language.time, vocabulary.festivals, lang)
        self._amounts = AmountScanner(language.numbers, vocabulary.currencies, vocabulary.units, lang)
        self._cutter = SceneCutter(language.grammar.sentence_end, language.grammar.clause_end)
        scales = frozenset((*language.numbers.small, *language.numbers.big))
        self._metrics = MetricReader(vocabulary.metrics, scales)
        self._topics = TopicReader(vocabulary, language.grammar.classes["whole"])
        self._each = language.numbers.groups["words.each"]
        self._clock = ClockReader(frozenset(language.time.groups["said.words"]))
        classes = language.grammar.classes
        self._item = re.compile(rf"\s*(?:(?:{exact(classes['item'])})|\d{{1,2}}[.、)]|[^，。；]{{1,14}}[：:])")
        self._guesser = NameGuesser(classes["firm"], classes["no_name"])
        self._averages = {
            w: name.partition(".")[2] for name, ws in language.numbers.groups.items() if name.startswith("averages.") for w in ws
        }
        self._segments = {word: name for name, words in language.grammar.segments.items() for word in words}
        self._segment_words = re.compile(f"(?:{exact(self._segments)})$")
        self._average = re.compile(exact(self._averages))

    def scan(self, texts: Sequence[str]) -> list[Finds]:
        """What is written in each text."""
        return [self._scan(text) for text in texts]

    def _scan(self, text: str) -> Finds:
        folded = fold(text)
        marks = self._finder.scan(text, folded)
        marks.names = with_guesses(marks.names, self._guesser.guess(text, folded, marks))
        names = [(n.start, n.end) for n in marks.names]
        times = self._times.scan(folded, names)
        amounts = self._amounts.scan(folded, [*names, *((t.start, t.end) for t in times)])
        return Finds(text, folded, marks, times, amounts)

    def read(self, document: Document, finds: Finds | None = None) -> list[Observation]:
        """The observations of a document, in the order of the text; ``finds`` are those of its text, where the caller has them."""
        text, folded, marks, times, amounts = finds or self._scan(document.text)
        if not amounts:
            return []
        scenes = list(self._cutter.cut(text, folded, marks, times, amounts))
        published = countable(document.published)
        report = self._clock.report(scenes, published)
        topic, clock, chain = Topic(), Clock(published, report, carried=report), Chain()
        found: list[Observation] = []
        festive = any(t.granularity == "festival" for scene in scenes[:OPENING] for t in scene.times)
        paragraph, heading = 0, False
        for scene in scenes:
            if scene.paragraph != paragraph:
                paragraph = scene.paragraph
                goes_on = self._is_item(scene)
                clock.turn_page(goes_on=goes_on or heading)
                chain = chain if goes_on else Chain(chain.links[-1:], fresh=True, heading=chain.heading if heading else None)
                topic.turn_page(goes_on=goes_on)
            clock.spoken = None
            heading = not scene.amounts
            if heading:
                self._clock.announce(scene, clock)
                if scene.end - scene.start <= HEADING:
                    chain.heading = scene.cues[-1] if scene.cues else None
            owner: Owner | None = None
            owners: list[Owner] = []
            topics = self._topics.topics(scene)
            tags = self._tags(scene, topics, topic, festive=festive) if scene.amounts else NO_TAGS
            for figure in figures(scene):
                place = place_in_lists(figure, self._each, topics)
                link = self._metrics.read(figure, chain, tags, place)
                if link is not None:
                    chain.links.append(link)
                    owner = self._owner(scene, topics, link, place, topic, owners)
                    if link.measure == "level":
                        owners.append(owner)
                    same = len(owners) > 1 and owners[-2].name == owners[-1].name
                    found.append(self._observe(figure, link, owner, place, clock, same_owner=same))
            first = owners[0] if owners and owners[0].feature == INDUSTRY else owner
            self._topics.note(scene, topics, topic, first)
        return found

    def _is_item(self, scene: Scene) -> bool:
        """Whether a line is one of a list: "① 蔚来：5,055辆", "3. 苹果，1,040万部", "理想：26,421辆"."""
        return self._item.match(scene.folded, scene.start, scene.end) is not None

    def _owner(self, scene: Scene, topics: Sequence[Name], link: Link, place: Place, topic: Topic, levels: Sequence[Owner]) -> Owner:
        """Whose figure it is; ``levels`` are the owners of the sentence's levels so far, whose changes may be listed behind them."""
        if place.owner is not None:
            return Owner(place.owner.entity, "in the order of the names")
        if place.cue is None and link.measure == "growth" and 1 < place.count <= len(levels):
            return levels[len(levels) - place.count + place.number]
        cue = link.cue_at if link.cue_at is not None and scene.start <= link.cue_at.start < scene.end else None
        return self._topics.owner(scene, topics, link.amount.start, cue, self._vocabulary.metrics[link.cue.metric], topic)

    def _tags(self, scene: Scene, named: Sequence[Name], topic: Topic, *, festive: bool) -> frozenset[str]:
        """The traits of whom the sentence speaks of, which decide what "sales" are."""
        entity = self._vocabulary.entities.get(named[0].entity if named else topic.current or "")
        tags = set(entity.traits) | {entity.kind} if entity else set()
        if festive or any(t.granularity == "festival" for t in scene.times):
            tags.add("festival")
        tags.update(c.metric for find in scene.cues for c in find.cues if not c.when)
        if any(self._vocabulary.metrics[c.metric].nature == "moment" for find in scene.cues for c in find.cues) or scene.said(
            scene.start, scene.end, "quoted"
        ):
            tags.add("shares")
        return frozenset(tags)

    def _observe(self, figure: Figure, link: Link, owner: Owner, place: Place, clock: Clock, *, same_owner: bool) -> Observation:
        scene, amount, metric = figure.scene, figure.amount, self._vocabulary.metrics[link.cue.metric]
        entity = self._vocabulary.entities.get(owner.name or "")
        status = read_status(figure, link.cue)
        years = entity.fiscal_years if entity else CALENDAR_YEARS
        question = Question(metric, link.measure, status, awaited(figure), years, place.time, same_owner)
        when = self._clock.read(figure, question, clock)
        base = any(looks_back(t) for t in figure.times()) and link.measure in ("level", "share")
        self._clock.note(clock, when, base, metric, status, same_owner=same_owner)
        status, basis = self._settled(figure, link, status, when, clock)
        if status == "actual" and when.period is not None and clock.published is not None and when.period.start > clock.published:
            status = "forecast"
        amount = self._in_currency_of(self._as_money(amount, metric), entity)
        if metric.nature == "moment" and amount.ambiguous and HONG_KONG_CODE.search(scene.folded, scene.start, amount.start):
            amount = replace(amount, unit=HONG_KONG_DOLLARS)
        sign = link.sign
        risen = _risen(figure, link)
        low, high = (None if x is None else (x + risen) * sign for x in (amount.low, amount.high))
        if low is not None and high is not None and low > high:
            low, high = high, low
        rate = self._rate(scene, link, metric)
        return Observation(
            amount=amount,
            metric=metric.id,
            measure=link.measure,
            basis=basis,
            entity=owner.name,
            parent=entity.parent if entity else None,
            segment=link.cue.segment or self._segment(scene, link),
            period=when.period,
            value=(amount.value + risen) * sign,
            low=low,
            high=high,
            unit=f"{amount.unit}/{rate}" if rate and "/" not in amount.unit else amount.unit,
            modifier=_modifier(figure, place),
            also=amount.also,
            status=status,
            source=self._topics.source(scene, owner.name, amount.start),
            sentence=_trimmed(scene),
            features=Features(link.feature, link.measure, ASSUMED if _assumed(scene, amount, entity) else owner.feature, when.feature),
        )

    @staticmethod
    def _settled(figure: Figure, link: Link, status: Status, when: When, clock: Clock) -> tuple[Status, Basis | None]:
        """Status and base once the period is known: what is reckoned of the past is an estimate, the year before makes "yoy"."""
        period, basis = when.period, link.basis
        if period is None:
            return status, basis
        over = clock.published is not None and period.end < clock.published
        if status == "forecast" and over and not awaited(figure) and figure.scene.said(figure.scene.start, figure.amount.start, "reckon"):
            status = "estimate"
        if basis == "qoq" and granularity(period) == "month":
            basis = "mom"  # "环比" is with the unit before, whichever that is
        if basis == "other" and link.measure in ("growth", "multiple", "change"):
            bases = [t for t in figure.times() if t.role == "base" and t.granularity is not None]
            earlier = resolve(bases[-1].expr, published=period.end, anchor=period) if bases and bases[-1].expr is not None else None
            basis = against(period, earlier) if earlier is not None else basis
        return status, basis

    @staticmethod
    def _as_money(amount: Amount, metric: Metric) -> Amount:
        """ "亏6万": a number with a scale and no currency is money where the metric is."""
        if amount.kind == "count" and metric.units == {"money"}:
            return replace(amount, kind="money", unit=PLAIN_CURRENCY)
        return amount

    @staticmethod
    def _in_currency_of(amount: Amount, entity: Entity | None) -> Amount:
        """ "元" is the currency of the place the owner is from: New Taiwan dollars for a firm of Taiwan."""
        if amount.kind != "money" or not amount.ambiguous or entity is None or entity.currency is None or entity.home in (None, HOME):
            return amount
        return replace(amount, unit=amount.unit.replace(PLAIN_CURRENCY, entity.currency, 1)) if entity.home in REGIONS else amount

    def _rate(self, scene: Scene, link: Link, metric: Metric) -> str | None:
        """The time of a rate said before the metric: "日均订单1.2亿单"."""
        if link.measure not in ("level", "change") or link.amount.per is not None or link.amount.kind not in ("money", "count", "quantity"):
            return None
        if link.cue.rate is not None:
            return link.cue.rate
        if metric.nature != "flow" and not (metric.nature == "average" and link.amount.kind == "quantity"):
            return None
        at = link.cue_at.end if link.cue_at is not None else link.amount.start
        said = self._average.search(scene.folded, max(scene.clause_start(link.amount.start), at - AVERAGE_REACH), link.amount.start)
        return self._averages[said.group()] if said else None

    def _segment(self, scene: Scene, link: Link) -> str | None:
        """The product line named right before the metric."""
        if link.cue_at is None:
            return None
        named = max((n.end for n in scene.names if n.end <= link.cue_at.start), default=scene.start)
        window = scene.folded[max(named, scene.start, link.cue_at.start - SEGMENT_REACH) : link.cue_at.start]
        said = self._segment_words.search(window)
        return self._segments[said.group()] if said else None


def _modifier(figure: Figure, place: Place) -> Modifier:
    """What hedges the amount: the words beside it, "约占" before it, or the hedge of the list it is in."""
    if figure.amount.modifier != "exact":
        return figure.amount.modifier
    if place.count > 1 and place.first is not None and place.first.modifier != "range":
        return place.first.modifier
    words = [w for w in figure.said("about_so") if not figure.scene.apart(w.end, figure.amount.start)]
    return "approx" if words else "exact"


def _risen(figure: Figure, link: Link) -> int:
    """What is to be added to a ratio: "增长1.8倍" is 2.8 times the base; "是去年的1.8倍" is 1.8."""
    if link.measure != "multiple" or not figure.written.endswith("倍") or figure.amount.worded:
        return 0
    words = figure.said("up", "growth_noun", "arrival")
    rises = bool(words) and bool(words[-1].classes & {"up", "growth_noun"}) and "arrival" not in words[-1].classes
    return int(rises or bool(figure.said("growth_noun")))


def _assumed(scene: Scene, amount: Amount, entity: Entity | None) -> bool:
    """Whether "元" may be another place's: in a traditional text, of an owner whose home is not known."""
    if amount.kind != "money" or not amount.ambiguous or (entity is not None and entity.home is not None):
        return False
    written, folded = scene.text[scene.start : scene.end], scene.folded[scene.start : scene.end]
    return any(a != b and a >= HAN for a, b in zip(written, folded, strict=True))


def _trimmed(scene: Scene) -> tuple[int, int]:
    """The sentence without white space around it."""
    start, end = scene.start, scene.end
    while start < end and scene.text[start].isspace():
        start += 1
    while end > start and scene.text[end - 1].isspace():
        end -= 1
    return start, end
