"""Reads a document sentence by sentence and turns its amounts into observations."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from china_tech_metrics.link.markets import Markets
from china_tech_metrics.link.narrowed import Festive
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import CHANGES, Amount, Document
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS
from china_tech_metrics.resolve.spans import countable
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.amounts import AmountScanner
from china_tech_metrics.unspaced.chain import Chain, MetricReader
from china_tech_metrics.unspaced.clock import ClockReader
from china_tech_metrics.unspaced.clock_state import Clock
from china_tech_metrics.unspaced.finder import Finder, Name
from china_tech_metrics.unspaced.finder import Finds as Marks
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.kinds_of_time import in_context
from china_tech_metrics.unspaced.lists import NOWHERE, ListReader, Place, spans_units
from china_tech_metrics.unspaced.measure import PART_OF_WHOLE, Link
from china_tech_metrics.unspaced.names import NameGuesser, outside, with_guesses
from china_tech_metrics.unspaced.observe import Observer, Setting
from china_tech_metrics.unspaced.parts import Memory
from china_tech_metrics.unspaced.sentences import Figure, Scene, SceneCutter, compare_multiples, figures, leave_out, within
from china_tech_metrics.unspaced.spaces import Pressed, press
from china_tech_metrics.unspaced.spoken_of import day_of_opening, festival_just_over
from china_tech_metrics.unspaced.subjects import SubjectGuesser
from china_tech_metrics.unspaced.tellers import Said, TellerReader
from china_tech_metrics.unspaced.times import TimeMention, TimeScanner
from china_tech_metrics.unspaced.topic import INDUSTRY, OF_TEXT, PLACE, Owner, Topic, TopicReader
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import Entity

OPENING = 3
"""A festival named in so many first sentences is what the text is about."""
HEADED = 2
"""A period that one of so many first sentences names is that of a headline before it as well."""
JOINT = 3
"""How far apart two amounts of a list may stand."""
ITEM_REACH = 2
"""How many characters other than its metric may lead to the level of one who is only named: "**则以**1万辆"."""
OPENS = 2
"""How many characters may stand before the time that a paragraph opens with."""
FIRM_KINDS = frozenset({"company", "brand", "platform"})
HEADING = 20
"""A line without a figure that is no longer than this heads what follows."""


class Read(NamedTuple):
    """What the scanners find in a text, each in order."""

    text: str
    folded: str
    marks: Marks
    times: list[TimeMention]
    amounts: list[Amount]


@dataclass(frozen=True, slots=True)
class Finds:
    """What the scanners find in a text without spaces, ``found``, and where that is in the text as written."""

    pressed: Pressed
    found: Read

    @property
    def amounts(self) -> list[Amount]:
        """The amounts of the text as written."""
        return [self.pressed.amount(amount) for amount in self.found.amounts] if self.pressed.gaps else self.found.amounts

    @property
    def times(self) -> list[TimeMention]:
        """Its times."""
        return self.pressed.placed(self.found.times)

    @property
    def marks(self) -> Marks:
        """Its names, cues and grammar words."""
        marks = self.found.marks
        return Marks(self.pressed.placed(marks.names), self.pressed.placed(marks.cues), self.pressed.placed(marks.words))


@dataclass(slots=True)
class Told:
    """What the sentences so far leave to the next one: ``headed`` says that the last one had no figure.

    ``listed`` are the times that the last list of the paragraph went through.
    """

    topic: Topic
    clock: Clock
    chain: Chain
    festive: bool
    markets: Markets
    quoted_in: Mapping[str, str]
    paragraph: int = 0
    headed: bool = False
    listed: Sequence[TimeMention] = ()
    said: Said = field(default_factory=Said)
    festivals: Festive = field(default_factory=Festive)


class TopicEngine:
    """Everything compiled for one vocabulary and one language. Build once; ``read`` is pure."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        language = vocabulary.languages[lang]
        assert isinstance(language, TopicLanguage)
        numbers, grammar = language.numbers, language.grammar
        self._vocabulary = vocabulary
        self._finder = Finder(lang, grammar, list(vocabulary.entities.values()), list(vocabulary.metrics.values()))
        goods = [fold(word) for segment in vocabulary.segments.values() for word in segment.names.get(lang, ())]
        firms = frozenset(name for name, entity in vocabulary.entities.items() if entity.kind in FIRM_KINDS)
        self._guesser = NameGuesser(grammar, SubjectGuesser(grammar, vocabulary.metrics.values(), goods), firms)
        self._times = TimeScanner(language.time, vocabulary.festivals, lang)
        self._amounts = AmountScanner(numbers, vocabulary.currencies, vocabulary.units, lang, grammar.home.currency)
        self._cutter = SceneCutter(grammar.sentence_end, grammar.clause_end)
        self._metrics = MetricReader(vocabulary.metrics, vocabulary.entities, language)
        self._topics = TopicReader(vocabulary, grammar, lang)
        self._lists = ListReader(numbers.groups, language.time.groups["words.until"], grammar.beside["compound"], grammar.beside["totals"])
        self._clock = ClockReader(language.time.groups["said.words"], language.time.groups["said.not"], grammar)
        self._tellers = TellerReader(vocabulary, grammar)
        self._observer = Observer(
            language, self._tellers, vocabulary.entities, vocabulary.metrics, self._clock, vocabulary.segments.values()
        )
        self._of, self._totals = grammar.beside["of"], grammar.beside["totals"]
        self._left_out = re.compile(exact(grammar.beside["left_out"]))
        self._fraction = re.compile(exact([*numbers.groups["words.parts"], *numbers.fractions]))
        self._each = re.compile(exact(numbers.groups["words.each"]))
        self._item = re.compile(rf"\s*(?:(?:{exact(grammar.classes['item'])})|\d{{1,2}}[.、)]|[^，。；的了仍也还]{{1,14}}[：:])")
        self._quoted = frozenset(metric.id for metric in vocabulary.metrics.values() if metric.nature == "moment")
        self._sold = frozenset(m.id for m in vocabulary.metrics.values() if m.goods and "count" in m.units)

    def scan(self, texts: Sequence[str]) -> list[Finds]:
        """What is written in each text."""
        return [self._scan(text) for text in texts]

    def _scan(self, text: str) -> Finds:
        pressed = press(text)
        text = pressed.text
        folded = fold(text)
        marks = self._finder.scan(text, folded)
        guesses = self._guesser.guess(text, folded, marks)
        if guesses:
            marks = Marks(with_guesses(marks.names, guesses), outside(marks.cues, guesses), outside(marks.words, guesses))
        names = [(n.start, n.end) for n in marks.names]
        times = self._times.scan(folded, names)
        cues = {cue.end for cue in marks.cues}
        amounts = self._amounts.scan(folded, [*names, *((t.start, t.end) for t in times)], cues)
        return Finds(pressed, Read(text, folded, marks, times, amounts))

    def read(self, document: Document, finds: Finds | None = None) -> list[Observation]:
        """The observations of a document, in the order of the text; ``finds`` are those of its text, where the caller has them."""
        finds = finds or self._scan(document.text)
        if not finds.found.amounts:
            return []
        scenes = list(self._cutter.cut(*finds.found))
        told = self._begin(scenes, finds.found.folded, countable(document.published))
        found: list[Observation] = []
        for scene in scenes:
            self._turn_page(scene, told)
            if scene.amounts:
                found += self._observe(scene, told)
            else:
                self._announce(scene, told)
        _date_heading(found, scenes[0])
        if finds.pressed.gaps:
            for observation in found:
                _place(observation, finds.pressed)
        return found

    def _begin(self, scenes: Sequence[Scene], folded: str, published: dt.date | None) -> Told:
        """What is known before the first sentence: the period that the text reports on, and whether it is about a festival."""
        years = next((e.fiscal_years for scene in scenes[:OPENING] for n in scene.names if (e := self._firm(n.entity))), CALENDAR_YEARS)
        report, named = self._clock.report(scenes, published, years)
        kinds = {time.granularity for scene in scenes for time in scene.times}
        headed = bool(scenes[0].amounts) and not scenes[0].times and scenes[0].is_line()
        opened = day_of_opening(scenes, published) if headed or "that_day" in kinds else None
        feast = festival_just_over(scenes[:OPENING], published)[0] if "feast" in kinds else None
        clock = Clock(published, report, day=opened if headed else None, opened=opened, feast=feast, fiscal_years=years)
        clock.reported_from = scenes[named].start if named >= HEADED else 0
        festive = any(t.granularity == "festival" for scene in scenes[:OPENING] for t in scene.times)
        topic = Topic(named=Counter(name.entity for scene in scenes for name in scene.names))
        quoted_in = self._observer.quoted_in(folded, [name for scene in scenes for name in scene.names])
        return Told(
            topic,
            clock,
            Chain(),
            festive,
            self._observer.segments.markets(folded),
            quoted_in,
        )

    def _firm(self, name: str) -> Entity | None:
        """The entry of a firm or a business of one, None for anything else that has a name."""
        entity = self._vocabulary.entities.get(name)
        return entity if entity is not None and entity.kind in FIRM_KINDS else None

    def _turn_page(self, scene: Scene, told: Told) -> None:
        """What still holds in a sentence: less where it begins a paragraph, unless that is an item of a list or stands under a heading."""
        told.clock.spoken = None
        if told.clock.carried is None and scene.start >= told.clock.reported_from:
            told.clock.carried = told.clock.report
        if scene.paragraph == told.paragraph:
            return
        goes_on = self._is_item(scene)
        told.paragraph = scene.paragraph
        if not (scene.times and scene.times[0].granularity == "anchored" and scene.times[0].start - scene.trimmed()[0] <= OPENS):
            told.listed = ()  # but for "**同期**，毛利分别为…"
        told.clock.turn_page(goes_on=goes_on or told.headed, item=goes_on, of_place=told.topic.of_place or told.topic.lead is None)
        if not goes_on:
            told.chain = Chain(told.chain.links[-1:], fresh=bool(told.chain.links), heading=told.chain.heading if told.headed else None)
        kin = self._topics.is_kin(told.topic)
        told.topic.turn_page(goes_on=goes_on or self._topics.goes_on(scene), item=goes_on, kin=kin)

    def _announce(self, scene: Scene, told: Told) -> None:
        """A sentence without figures: whom, when and what it names is what those behind it speak of."""
        told.headed = True
        self._tellers.hear(scene, told.said)
        self._clock.announce(scene, told.clock)
        self._clock.quote_day(scene, told.clock)
        if scene.end - scene.start <= HEADING:
            told.chain.heading = scene.cues[-1] if scene.cues else None
        self._topics.note(scene, self._topics.topics(scene), told.topic, None)

    def _observe(self, scene: Scene, told: Told) -> list[Observation]:
        """The observations of a sentence with figures."""
        told.headed = False
        setting = self._setting(scene, told)
        listed = self._each.search(scene.folded, scene.start, scene.end) is not None
        if not listed and (len(scene.amounts) > 1 or len(scene.times) > 1):
            listed = len(scene.times) > 1 or any(spans_units(time) for time in scene.times)
            if listed:
                listed = self._lists.is_told(scene)
            elif told.listed or len(setting.topics) > 1:
                listed = any(b.outer_start - a.outer_end <= JOINT for a, b in pairwise(scene.amounts))
        found: list[Observation] = []
        owner: Owner | None = None
        levels: list[Owner] = []
        measured: list[Link] = []
        for figure in figures(scene):
            place = self._lists.place(figure, setting.topics, told.listed) if listed else NOWHERE
            told.listed = place.times or told.listed
            link = self._metrics.read(figure, told.chain, setting.tags, place)
            if link is None:
                continue
            if listed and place.cue is None and link.measure in CHANGES and 1 < place.count <= len(measured) and _goes_back(link, measured):
                of = measured[len(measured) - place.count + place.number]
                link = replace(link, cue=of.cue, cue_at=of.cue_at)
            told.chain.links.append(link)
            owner = self._owner(figure, setting.topics, link, place, told.topic, levels, owner)
            named = link.measure == "share" and within(scene.names, figure.begin, figure.amount.start)  # "**中国**占22%"
            if owner.feature in (INDUSTRY, PLACE, OF_TEXT) and not named:
                link = self._metrics.of_place(link, told.chain)
            if link.measure == "level":
                levels.append(owner)
                measured.append(link)
            same = len(levels) > 1 and levels[-2].name == levels[-1].name and measured[-2].cue.metric == measured[-1].cue.metric
            item = link.measure == "level" and place is NOWHERE and not figure.times and self._is_item_of(figure, owner, levels, told)
            observation = self._observer.observe(figure, link, owner, place, setting, told.clock, same_owner=same, item=item)
            if len(levels) == 1 and link.measure == "level" and observation.features.period == "before" and observation.status == "actual":
                told.clock.note_first(observation.metric, observation.period)
            if place.count < 2 and len(setting.topics) > 1:
                for other in self._topics.others(scene, setting.topics, figure, link.cue_at, owner):
                    entity = self._vocabulary.entities.get(other)
                    found.append(replace(observation, entity=other, parent=entity.parent if entity is not None else None))
            found.append(observation)
        if told.clock.day is None:
            self._clock.quote_day(scene, told.clock)
        first = levels[0] if levels and levels[0].feature in (INDUSTRY, PLACE) else owner
        self._topics.note(scene, setting.topics, told.topic, first)
        return found

    def _is_item_of(self, figure: Figure, owner: Owner, levels: Sequence[Owner], told: Told) -> bool:
        """Whether nothing but a new name leads to a level: "；**理想**36674辆", or in a sentence of its own "**小鹏**交付9026辆".

        ``levels`` are the owners of those so far in the sentence, its own the last.
        """
        if levels[-2].name == owner.name if len(levels) > 1 else owner.name == told.topic.current:
            return False
        text, at = figure.scene.folded, figure.amount.outer_start
        named = [name for name in figure.scene.names if figure.begin <= name.start < at and name.entity == owner.name]
        if not named or named[-1].end == at:
            return bool(named)
        if len(levels) > 1 or named[-1].start - figure.scene.start > ITEM_REACH or not told.clock.has_gone_on():
            return False
        led = len(text[named[-1].end : at]) - sum(cue.end - cue.start for cue in within(figure.scene.cues, named[-1].end, at))
        return led <= ITEM_REACH and not any([total in text[named[-1].end : at] for total in self._totals])

    def _setting(self, scene: Scene, told: Told) -> Setting:
        """What holds for all figures of a sentence."""
        if scene.has("leaves_out"):
            leave_out(scene, self._left_out)
        if len(scene.amounts) > 1 and scene.times:
            compare_multiples(scene, self._of)
        if any([amount.worded and amount.kind == "percent" for amount in scene.amounts]):
            self._topics.mark_ratios(scene, self._fraction)
        topics = self._topics.topics(scene)
        self._tellers.enter(scene, told.said)
        return Setting(
            topics, self._tags(scene, topics, told), told.said, scene.trimmed(), told.markets, told.quoted_in, Memory(), told.festivals
        )

    def _is_item(self, scene: Scene) -> bool:
        """Whether a line is one of a list: "① 蔚来：5,055辆", "3. 苹果，1,040万部", "理想：26,421辆"."""
        return self._item.match(scene.folded, scene.start, scene.end) is not None

    def _owner(
        self,
        figure: Figure,
        topics: Sequence[Name],
        link: Link,
        place: Place,
        topic: Topic,
        levels: Sequence[Owner],
        told_last: Owner | None,
    ) -> Owner:
        """Whose figure it is; ``levels`` are the owners of the sentence's levels so far, whose changes may be listed behind them.

        ``told_last`` is that of the figure before.
        """
        scene = figure.scene
        if place.owner is not None:
            return Owner(place.owner.entity, "in the order of the names")
        if place.cue is None and link.measure in CHANGES and 1 < place.count <= len(levels):
            return levels[len(levels) - place.count + place.number]
        if link.feature == PART_OF_WHOLE and told_last is not None and not within(topics, figure.begin, link.amount.start):
            return told_last
        cue = link.cue_at if link.cue_at is not None and scene.start <= link.cue_at.start < scene.end else None
        return self._topics.owner(scene, topics, link.amount.start, cue, self._vocabulary.metrics[link.cue.metric], topic, told_last)

    def _tags(self, scene: Scene, named: Sequence[Name], told: Told) -> frozenset[str]:
        """The traits of whom the sentence speaks of, which decide what "sales" are."""
        entity = self._vocabulary.entities.get(named[0].entity if named else told.topic.current or "")
        tags = {*entity.traits, entity.kind} if entity else set()
        if told.festive or any(t.granularity == "festival" for t in scene.times):
            tags.add("festival")
        metrics = {cue.metric for find in scene.cues for cue in find.cues}
        tags |= {cue.metric for find in scene.cues for cue in find.cues if not cue.when}
        counted = not self._sold.isdisjoint(metrics) and all(amount.kind != "money" for amount in scene.amounts)
        if not self._quoted.isdisjoint(metrics) or (scene.has("quoted") and not counted):
            tags.add("shares")  # "出货增长5%，**荣耀跌**8.1%" tells of no shares
        if scene.has("listing"):
            tags.add("listing")
        return frozenset(tags)


def _goes_back(link: Link, measured: Sequence[Link]) -> bool:
    """Whether a listed change names no metric behind the last levels: not "销量分别为4万和5万辆，**纯利**分别减少6%和8%"."""
    return link.measure in CHANGES and (link.cue_at is None or link.cue_at.start < measured[-1].amount.start)


def _date_heading(found: Sequence[Observation], heading: Scene) -> None:
    """Give what a heading tells without a time that of the same figure below it: "滴滴被罚80亿⏎**7月21日**，网信办开出80亿元罚单"."""
    if not heading.is_line() or heading.times:
        return
    for first in found:
        if first.amount.start >= heading.end:
            return
        if first.period is None or first.period.source == "published":
            same = (other for other in found if other.amount.start >= heading.end and _is_same(first, other) and other.period is not None)
            told = next(same, None)
            if told is not None and told.period is not None:
                first.period = in_context(told.period)
                first.features = replace(first.features, period="the same figure in the lead")


def _is_same(one: Observation, other: Observation) -> bool:
    """Whether two observations tell of the same figure, but for its time."""
    return (one.value, one.unit, one.metric, one.measure) == (other.value, other.unit, other.metric, other.measure)


def _place(observation: Observation, pressed: Pressed) -> None:
    """Give an observation that was just made its places in the text as written."""
    amount, (start, end) = pressed.amount(observation.amount), observation.sentence
    observation.amount, observation.also = amount, amount.also
    observation.sentence = (pressed.first(start), pressed.last(end))
