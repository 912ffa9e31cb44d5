"""Reads a document sentence by sentence and turns its amounts into observations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from china_tech_metrics.link.about import AboutReader
from china_tech_metrics.link.aims import is_aimed_at
from china_tech_metrics.link.basis import metric_basis
from china_tech_metrics.link.carried import counted_then
from china_tech_metrics.link.choices import SAID_AS_PART
from china_tech_metrics.link.compared import is_compared
from china_tech_metrics.link.currency import share_currency, with_currency
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.ellipsis import PART, REPEATED
from china_tech_metrics.link.elsewhere import is_base_of_ratio
from china_tech_metrics.link.entities import EntityReader, is_heading
from china_tech_metrics.link.gaps import Separation
from china_tech_metrics.link.handed_on import (
    STATED,
    adds_a_share,
    as_of_rivals,
    figure_before,
    from_now,
    of_no_other,
    over_one_year,
    over_years,
    rate_again,
    repeats,
    restates,
    same_time,
    shared_base,
    sharers,
    signed,
    told_by_time,
    window_of_another,
    with_points,
    with_shared_time,
    with_time_of_lead,
)
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.line_heads import join_head
from china_tech_metrics.link.lists import change_between
from china_tech_metrics.link.markets import Markets, market_finder
from china_tech_metrics.link.measure import Reading, read_measure
from china_tech_metrics.link.moment import About, Linked, Moment
from china_tech_metrics.link.names import mark_names
from china_tech_metrics.link.observation import OTHER, Features, Observation
from china_tech_metrics.link.outline import Outline, opens_item, places_of
from china_tech_metrics.link.owner import OwnerReader, of_another
from china_tech_metrics.link.owner_before import CARRIED
from china_tech_metrics.link.rate import read_rate, unit_of
from china_tech_metrics.link.record import cuts_off, metric_of
from china_tech_metrics.link.scene import Covered, Scene, Taken, add_hits
from china_tech_metrics.link.segments import SegmentReader, words_of
from china_tech_metrics.link.settling import is_over, settled, told_so_far
from china_tech_metrics.link.standing import read_status, reckoned, said_status
from china_tech_metrics.link.tellers import Tellers
from china_tech_metrics.link.tense import is_now
from china_tech_metrics.link.timeline import BASE_PERIOD, DEBUT, TOLD, PeriodChoice, Question, Timeline
from china_tech_metrics.link.topic import TopicReader, central_name
from china_tech_metrics.link.when import choose_period
from china_tech_metrics.link.wholes import Wholes
from china_tech_metrics.link.witness import Witness
from china_tech_metrics.model import CHANGES, Amount, Document, Status
from china_tech_metrics.resolve.calendar import term
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS
from china_tech_metrics.resolve.spans import countable
from china_tech_metrics.scan.amounts import AmountScanner
from china_tech_metrics.scan.lexicon import Hit, Lexicon, sentence_splitter
from china_tech_metrics.scan.periods import PeriodMention, PeriodScanner
from china_tech_metrics.scan.text import Sentence, by_sentence, fold, item_marker, readable, unwrap
from china_tech_metrics.vocabulary import Language, Vocabulary
from china_tech_metrics.vocabulary.entries import Cue

COUNTED_FROM = 1000
"""Counts below this that no metric claims are passed over."""


class Finds(NamedTuple):
    """What the scanners find in a text, each in order."""

    text: str
    folded: str
    sentences: list[Sentence]
    hits: list[Hit]
    periods: list[PeriodMention]
    amounts: list[Amount]


class Engine:
    """Everything compiled for one vocabulary and one language. Build once; ``read`` is pure."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        language = vocabulary.languages[lang]
        assert isinstance(language, Language)
        self._vocabulary = vocabulary
        segments = vocabulary.segments.values()
        self._grammar = replace(language.grammar, segments=words_of(segments, lang))
        self._separation = Separation(language.grammar.groups)
        self._kinds = {name: e.kind for name, e in vocabulary.entities.items()}
        self._segments = SegmentReader(segments, vocabulary.entities.values(), vocabulary.metrics.values(), lang)
        self._markets = market_finder(segments, vocabulary.entities.values(), self._grammar, lang)
        self._lexicon = Lexicon(lang, language.grammar, list(vocabulary.entities.values()), list(vocabulary.metrics.values()))
        self._sentences = sentence_splitter(language.grammar, vocabulary.entities.values(), lang)
        self._periods = PeriodScanner(language.time, vocabulary.festivals)
        self._amounts = AmountScanner(language.numbers, vocabulary.currencies, vocabulary.units)
        self._knowledge = KnowledgeBase(vocabulary)
        self._entities = EntityReader(language.grammar, self._knowledge)
        self._owner = OwnerReader(self._knowledge)
        self._about = AboutReader(vocabulary, self._knowledge, self._owner)
        self._wholes = Wholes(vocabulary, self._knowledge)
        self._topics = TopicReader(vocabulary)
        self._held = frozenset(metric.id for metric in vocabulary.metrics.values() if metric.implied == "part of a company")
        self._of_goods = frozenset(metric.id for metric in vocabulary.metrics.values() if metric.goods)

    def scan(self, texts: Sequence[str]) -> list[Finds]:
        """What is written in each text. One stage reads all texts before the next: its tables are in the processor's cache then."""
        texts = [unwrap(text) for text in texts]
        folded = [fold(text) for text in texts]
        sentences = [self._sentences.split(text) for text in texts]
        hits = [self._lexicon.scan(*page) for page in zip(texts, folded, strict=True)]
        periods = [self._times(*found) for found in zip(texts, hits, strict=True)]
        amounts = [self._figures(*found) for found in zip(texts, folded, sentences, hits, periods, strict=True)]
        sentences = [readable(*found) for found in zip(texts, sentences, hits, periods, amounts, strict=True)]
        return [Finds(*found) for found in zip(texts, folded, sentences, hits, periods, amounts, strict=True)]

    def _times(self, text: str, hits: Sequence[Hit]) -> list[PeriodMention]:
        """The times of a text that are no part of a name."""
        names = Covered(hit for hit in hits if hit.entities)
        return [p for p in self._periods.scan(text) if not names.covers(p.start, p.end)]

    def _figures(
        self, text: str, folded: str, sentences: Sequence[Sentence], hits: Sequence[Hit], periods: Sequence[PeriodMention]
    ) -> list[Amount]:
        """The amounts of a text outside of names, times and the marks of lists."""
        markers = filter(None, (item_marker(text, s) for s in sentences))
        taken = [*((h.start, h.end) for h in hits if h.entities), *((p.start, p.end) for p in periods), *markers]
        return self._amounts.scan(text, taken, folded)

    def scenes(self, text: str) -> list[Scene]:
        """The sentences of a text with all that is written in them; nothing is linked yet."""
        return self._scenes(self.scan([text])[0], last=len(text))

    def _scenes(self, finds: Finds, last: int) -> list[Scene]:
        """The sentences of a text that begin up to an offset, each with what was found in it."""
        text, folded, sentences, hits, periods, amounts = finds
        if not sentences:
            return []
        restated = (amount.also for amount in amounts if amount.also is not None)
        covered = Taken(len(text), [*amounts, *restated, *(p for p in periods if p.role != "base" and not is_now(p))])
        claimed = covered.copy()
        for period in periods:
            claimed.add(period.start, period.end)
        scenes = []
        buckets = (by_sentence(sentences, amounts), by_sentence(sentences, periods), by_sentence(sentences, hits))
        for sentence, own, dates, words in zip(sentences, *buckets, strict=True):
            if sentence.start > last:
                break
            scene = Scene(text, folded, sentence, self._grammar, self._separation, claimed, amounts=own, periods=dates)
            add_hits(scene, words, self._kinds, covered)
            join_head(scene)
            scenes.append(scene)
        return scenes

    def read(self, document: Document, finds: Finds | None = None, witness: Witness | None = None) -> list[Observation]:
        """The observations of a document, in the order of the text; ``finds`` are those of its text, where the caller has them."""
        finds = finds or self.scan([document.text])[0]
        if not finds.amounts:
            return []
        scenes = self._scenes(finds, finds.amounts[-1].start)  # what is said behind the last figure changes none
        mark_names(scenes)
        published = countable(document.published)
        topic = self._topics.read(scenes, published)
        discourse = Discourse(topic.place, topic.origin, topic.lead, central_name(scenes), markets=Markets(self._markets, finds.folded))
        timeline = Timeline(published, topic)
        places = places_of(scenes)
        timeline.look_ahead(scenes, places)
        found: list[Observation] = []
        outline, tellers = Outline(), Tellers(self._vocabulary.entities)
        tellers.look_ahead(scenes, self._of_goods)
        for at, (number, scene) in enumerate(zip(places, scenes, strict=True)):
            outline.enter(scene, discourse)
            subject = discourse.subject
            self._entities.read(scene, discourse, number)
            timeline.paragraph = timeline.paragraph if outline.in_list else scene.sentence.paragraph
            timeline.aim(scene, number)
            told = False
            if scene.amounts:
                tellers.enter(scene, number)
                moment = Moment(
                    scene,
                    number,
                    discourse,
                    remembered=outline.remembered(number),
                    latest=outline.latest,
                    anew=outline.begins_anew(scene),
                    contexts=outline.topics(scene, topic.contexts),
                    in_list=outline.in_list,
                    columns=outline.columns,
                    heading=outline.metric,
                    split=outline.split,
                    expected=outline.in_list and outline.expected,
                    tellers=tellers,
                    witness=witness,
                )
                found += with_shared_time(scene, list(self._link(moment, timeline)))
                outline.note(moment)
                told = bool(moment.linked)
                if told:
                    owner = moment.linked[0].about.owner
                    self._entities.note_owner(scene, discourse, owner.mention)
                    if subject is not None and moment.lists_owners():
                        discourse.subject = subject
                    moment.tell(self._knowledge)
                    if moment.is_of_the_lead(self._held):
                        discourse.subject = discourse.lead
                    if owner.feature == CARRIED:
                        discourse.back_to(owner.name)
            else:
                tellers.hear(scene, number)
                if is_heading(scene):
                    timeline.forget()
                self._segments.hear(scene, discourse)
            if scene.periods and not told:
                leads = at + 1 < len(scenes) and opens_item(scenes[at + 1])
                timeline.announce(scene, number, self._topics.fiscal_years([scene]), leads=leads)
            if scene.periods or DEBUT in scene.contexts:
                timeline.hear_day(scene, number)
        return with_time_of_lead(scenes, found)

    # --- one sentence ------------------------------------------------------------------------------------------

    def _link(self, moment: Moment, timeline: Timeline) -> Iterator[Observation]:
        amounts = moment.scene.amounts
        share_currency(moment.scene)
        for i in range(len(amounts)):
            amounts[i] = amount = with_points(moment, with_currency(moment, amounts[i]))
            if amount.kind == "money":
                moment.discourse.currency = amount.unit.partition("/")[0]
            about = self._about.read(moment, amount)
            if about is None:
                yield from self._unmatched(moment, timeline, amount)
                continue
            metric = metric_of(self._vocabulary.metrics, about.cue)
            last = moment.last
            reading = read_measure(moment.scene, amount, about.cue, metric, about.choice.mention, last.reading if last else None)
            if last is not None and adds_a_share(moment, amount, about, reading):
                sign = 1 if last.amount.value >= 0 else -1
                reading = Reading("growth", sign, last.reading.basis or metric_basis(metric), last.reading.feature)
            margin = self._wholes.margin(moment.scene, amount, metric) if reading.measure == "share" else None
            if margin is not None:
                metric, reading = margin, replace(reading, measure="level")
                about = replace(about, cue=replace(about.cue, metric=margin.id, units=margin.units, measure=None))
            part = self._wholes.metric(moment, amount, about, metric) if reading.measure == "share" else None
            if part is not None:
                metric = part
                owner = self._owner.read(moment, amount, about.choice, metric)
                cue = replace(about.cue, metric=metric.id, measure="share", units=metric.units, segment=None)
                about = replace(about, cue=cue, owner=owner, whole=about.cue)
            elif metric.cut is not None and reading.sign < 0 and cuts_off(moment.scene, amount, about.choice.mention):
                metric = self._vocabulary.metrics[metric.cut]
                reading = Reading("share" if amount.kind == "percent" else "level", 1, None, "part cut or added")
                about = replace(about, cue=replace(about.cue, metric=metric.id))
            yield from self._observe(moment, timeline, amount, about, reading)

    def _observe(self, moment: Moment, timeline: Timeline, amount: Amount, about: About, reading: Reading) -> Iterator[Observation]:
        scene, metric = moment.scene, metric_of(self._vocabulary.metrics, about.cue)
        entity = self._vocabulary.entities.get(about.owner.name or "")
        status = read_status(scene, amount, about.cue)
        expected = moment.expected and (is_compared(scene, amount) or not any(is_compared(scene, a) for a in scene.amounts))
        status = "forecast" if expected else "actual" if moment.expected else status
        awaited = status == "forecast" and (expected or bool(scene.classes.get("awaited")))
        thought = status == "forecast" and not awaited and reckoned(scene, amount)
        status = "estimate" if thought else status
        question = Question(
            amount=amount,
            choice=about.choice,
            metric=metric,
            measure=reading.measure,
            status=status,
            fiscal_years=entity.fiscal_years if entity else CALENDAR_YEARS,
            entity=about.owner.name,
            sentence=moment.number,
            owners=self._owners(about.owner.name),
            ahead=not awaited and said_status(scene, amount) in ("target", "forecast"),
            awaited=awaited,
            restates=restates(moment, amount),
            base=shared_base(moment, amount),
            compared=not awaited and repeats(moment, about) and is_compared(scene, amount) and not of_another(scene, amount, about.owner),
        )
        before = figure_before(moment, amount)
        spoken_of = before.period if before and not window_of_another(before, about, timeline) else None
        if not moment.linked and moment.spoken is not None:
            spoken_of = moment.spoken
        elif before is None and (
            about.feature == PART or (about.feature == REPEATED and metric.nature == "average") or about.feature == SAID_AS_PART
        ):
            spoken_of = next((m.period for m in moment.remembered if m.about.cue.metric == about.cue.metric or about.feature == PART), None)
        elif before is None and about.feature == REPEATED and metric.nature == "stock":
            repeated = next((m.period for m in moment.remembered if m.about.cue.metric == about.cue.metric), None)
            spoken_of = repeated if repeated is not None and counted_then(scene, amount, repeated) else None
        when = choose_period(scene, timeline, question, spoken_of)
        if moment.witness is not None:
            moment.witness(moment, amount, about, reading, question, when)
        if awaited and when.feature == BASE_PERIOD and not same_time(when.period, spoken_of):
            status = "actual"  # "compared to expectations of 3 billion and a loss of **2 billion a year earlier**"
        stated = when.feature in STATED and not awaited
        so_far = reading.measure in CHANGES and told_so_far(scene, amount, about.choice.mention)
        status = settled(status, when.period, timeline.published, stated=stated, reckoned=thought, so_far=so_far)
        looks_back = when.feature == BASE_PERIOD and not awaited and is_over(when.period, timeline.published)
        if looks_back and status in ("target", "forecast") and not is_aimed_at(scene, amount):
            status = "actual"  # "a rise from the 4,800 units it shipped last year"
        compared = next((m for m in scene.periods if reading.measure == "multiple" and is_base_of_ratio(scene, amount, m)), None)
        if reading.basis == "yoy" and (over_years(scene, reading, when) or from_now(scene, reading, metric, status)):
            reading = replace(reading, basis="other")
        elif over_one_year(reading, metric, when):
            reading = replace(reading, basis="yoy")
        elif reading.measure in CHANGES and (between := change_between(scene, amount)) is not None:
            reading = replace(reading, basis=told_by_time(scene, amount, metric, reading, when, between[0]))
        elif (reading.basis == "other" or compared is not None) and reading.measure in CHANGES:
            reading = replace(reading, basis=told_by_time(scene, amount, metric, reading, when, compared))
        reading = as_of_rivals(scene, amount, reading, about.owner.name, moment.discourse.grown.setdefault(metric.id, {}))
        moment.discourse.told.add((about.owner.name, metric.id))
        base = when.feature == BASE_PERIOD
        moment.take(Linked(amount, about, reading, spoken_of if base else when.period, when.period if base else None))
        alone = when.passing or of_no_other(scene, amount, metric, when)
        if status in TOLD and when.feature != BASE_PERIOD and not alone:
            timeline.note(when, moment.number, question.owners, metric)
        elif status == "target" and when.feature in STATED:
            timeline.set_goal(when.period, metric, moment.number)
        elif status == "forecast" and when.feature in STATED:
            timeline.foresee(when.period, moment.number, question.owners)
        if (
            when.feature in STATED
            and not (alone and metric.nature == "flow")
            and (status in TOLD or awaited or is_over(when.period, timeline.published))
        ):
            timeline.hear(when.period, moment.number)
        rate = read_rate(scene, amount, about, metric, reading.measure) or rate_again(before, amount, about, compared=question.compared)
        if when.period is not None and when.feature in STATED and term(when.period) == rate:
            rate = None  # "daily orders exceeded 150 million on Saturday": the total of that day
        festive = moment.discourse.festivals.name(when.period, (p.expr for p in scene.periods if p.role == "when"))
        segment = self._segments.read(scene, amount, about, metric, reading.measure, moment.discourse, festive=festive)
        status = "estimate" if status == "actual" and moment.tellers.rumour(about.owner, metric, question.owners) else status
        for name in sharers(moment.scene, amount, about.owner):
            yield self._row(moment, amount, about, reading, name, when, status, rate, segment)

    def _owners(self, name: str | None) -> tuple[str | None, ...]:
        """A name, its owner, the owner of that, and so on."""
        found: list[str | None] = [name]
        entity = self._vocabulary.entities.get(name or "")
        while entity is not None and entity.parent is not None:
            found.append(entity.parent)
            entity = self._vocabulary.entities.get(entity.parent)
        return tuple(found)

    def _unmatched(self, moment: Moment, timeline: Timeline, amount: Amount) -> Iterator[Observation]:
        """An amount no metric claims: kept as ``other`` when it is surely a measured figure."""
        if amount.bare or amount.worded or amount.kind not in ("money", "percent", "count"):
            return
        if amount.kind == "count" and amount.per is None and amount.value < COUNTED_FROM:
            return
        scene = moment.scene
        owner = self._owner.unexplained(moment, amount)
        reading = read_measure(scene, amount, None, None, None, None)
        status = read_status(scene, amount, None)
        ahead = status in ("target", "forecast")
        question = Question(amount, None, None, reading.measure, status, CALENDAR_YEARS, owner.name, moment.number, ahead=ahead)
        before = figure_before(moment, amount)
        when = choose_period(scene, timeline, question, before.period if before is not None else moment.spoken)
        if when.feature != BASE_PERIOD and when.period is not None and when.period.source != "published":
            moment.spoken = when.period
        timeline.go_on(when, moment.number)
        about = About.unmatched(amount, Cue(metric=OTHER, words=(), role="noun", units=frozenset({amount.kind})), owner)
        if moment.witness is not None:
            moment.witness(moment, amount, about, reading, question, when)
        status = "estimate" if status == "actual" and moment.tellers.rumoured else status
        yield self._row(moment, amount, about, reading, owner.name, when, status, None, None)

    def _row(
        self,
        moment: Moment,
        amount: Amount,
        about: About,
        reading: Reading,
        name: str | None,
        when: PeriodChoice,
        status: Status,
        rate: str | None,
        segment: str | None,
    ) -> Observation:
        scene, entity, metric = moment.scene, self._vocabulary.entities.get(name or ""), self._vocabulary.metrics.get(about.cue.metric)
        low, high = signed(amount.low, reading.sign), signed(amount.high, reading.sign)
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Observation(
            amount=amount,
            metric=about.cue.metric,
            measure=reading.measure,
            basis=reading.basis,
            entity=name,
            parent=entity.parent if entity else None,
            segment=segment,
            period=when.period,
            value=amount.value * reading.sign,
            low=low,
            high=high,
            unit=unit_of(amount, self._vocabulary.metrics.get(about.cue.metric), rate),
            modifier=amount.modifier,
            also=amount.also,
            status=status,
            source=moment.tellers.source(scene, moment.number, name, metric, status, amount, when.period),
            sentence=(scene.sentence.start, scene.sentence.end),
            features=Features(about.feature, reading.feature, about.owner.feature, when.feature),
        )
