"""Reads a document sentence by sentence and turns its amounts into observations."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from china_tech_metrics.link.confidence import confidence
from china_tech_metrics.link.entities import Discourse, EntityReader, traits_of
from china_tech_metrics.link.measure import Reading, find_direction, grows_itself, read_measure
from china_tech_metrics.link.metric import CueChoice, choose_record, rank_cues
from china_tech_metrics.link.lists import arrives, compared_owner, continues, enumeration, listed_owner, respective_owner, restates_as_share, stands_alone
from china_tech_metrics.link.names import add_names, find_names
from china_tech_metrics.link.owner import OwnerChoice, choose_owner, possessor_of
from china_tech_metrics.link.scene import CueMention, EntityMention, Scene, add_hits
from china_tech_metrics.link.standing import read_source, read_status, said_status, settled
from china_tech_metrics.link.when import PeriodChoice, Question, Timeline, choose_period
from china_tech_metrics.model import Amount, Basis, Document, Measure, Modifier, Period, Restatement, Status
from china_tech_metrics.resolve.calendar import resolve
from china_tech_metrics.scan.amounts import AmountScanner
from china_tech_metrics.scan.lexicon import Lexicon
from china_tech_metrics.scan.periods import PeriodScanner
from china_tech_metrics.scan.text import SentenceSplitter, fold, sentence_index
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Cue, Metric

CUE_THRESHOLD = 2.5
BARE_THRESHOLD = 6.0
RECALLED = 1000
"""Plain numbers below this are not taken for the metric of the sentence before."""
SPANS = ("day", "week", "month", "quarter", "year")
SMALL_THRESHOLD = 11.5
SMALL = 13
"""Plain numbers below this count things in passing ("six key areas") unless the counted noun follows at once."""
STATED = ("behind", "before", "before the metric", "between metric and amount")
"""Features of a period that the sentence itself states."""
HEADLINE = 3
"""The period of a report is said in its first sentences."""
REPORTING_LAG = dt.timedelta(days=150)
"""Results of a quarter or half appear within this time."""
RATES = (("hourly", "hour"), ("daily", "day"), ("weekly", "week"), ("monthly", "month"))


@dataclass(frozen=True, slots=True)
class Observation:
    """This metric of this entity, over this period, was this value, says this text."""

    amount: Amount
    metric: str
    measure: Measure
    basis: Basis | None
    entity: str | None
    parent: str | None
    segment: str | None
    period: Period | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    modifier: Modifier
    also: Restatement | None
    status: Status
    source: str | None
    sentence: tuple[int, int]
    scores: tuple[float, float, float]
    features: tuple[str, str, str, str]

    @property
    def confidence(self) -> float:
        return confidence(self.scores)


@dataclass(slots=True)
class Linked:
    """What was decided of an amount, as the next one of the sentence may continue it."""

    amount: Amount
    choice: CueChoice
    cue: Cue
    reading: Reading
    period: Period | None
    owner: OwnerChoice
    rate: str | None


@dataclass(slots=True)
class Memory:
    """The last figure of the last sentence that had one, and where it stood."""

    last: Linked | None = None
    number: int = -9
    paragraph: int = -1


class Engine:
    """Everything compiled for one vocabulary and one language. Build once; ``read`` is pure."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        language = vocabulary.languages[lang]
        self._vocabulary = vocabulary
        self._grammar = language.grammar
        self._kinds = {name: e.kind for name, e in vocabulary.entities.items()}
        self._lexicon = Lexicon(lang, language.grammar, list(vocabulary.entities.values()), list(vocabulary.metrics.values()))
        self._sentences = SentenceSplitter(language.grammar.sentence_end, language.grammar.abbreviations)
        self._periods = PeriodScanner(language.time, vocabulary.festivals)
        self._amounts = AmountScanner(language.numbers, vocabulary.currencies, vocabulary.units)
        self._entities = EntityReader(vocabulary, lang)

    def scenes(self, text: str) -> list[Scene]:
        """The sentences of a text with all that is written in them; nothing is linked yet."""
        folded = fold(text)
        hits = self._lexicon.scan(text, folded)
        periods = self._periods.scan(text)
        named = [(h.start, h.end) for h in hits if h.entities and any(c.isdigit() for c in text[h.start : h.end])]
        taken = sorted([*named, *((p.start, p.end) for p in periods)])
        amounts = self._amounts.scan(text, taken)
        sentences = self._sentences.split(text)
        if not sentences:
            return []
        starts = [s.start for s in sentences]
        scenes = [Scene(text, folded, s, self._grammar) for s in sentences]
        buckets: list[tuple[list[Amount], list[object], list[object]]] = [([], [], []) for _ in sentences]
        for amount in amounts:
            buckets[sentence_index(sentences, starts, amount.start)][0].append(amount)
        for period in periods:
            buckets[sentence_index(sentences, starts, period.start)][1].append(period)
        for hit in hits:
            buckets[sentence_index(sentences, starts, hit.start)][2].append(hit)
        for scene, (own, dates, words) in zip(scenes, buckets, strict=True):
            scene.amounts = own
            scene.periods = dates  # type: ignore[assignment]
            add_hits(scene, words, self._kinds)  # type: ignore[arg-type]
        return scenes

    def read(self, document: Document) -> list[Observation]:
        """The observations of a document, in the order of the text."""
        scenes = self.scenes(document.text)
        discourse = Discourse()
        names = find_names(scenes)
        for scene in scenes:
            add_names(scene, names)
        timeline = Timeline(document.published, *self._report(scenes, document.published))
        found: list[Observation] = []
        memory = Memory()
        for number, scene in enumerate(scenes):
            self._entities.read(scene, discourse, number)
            scene.forget_gaps()
            if scene.amounts:
                found += self._link(scene, discourse, timeline, number, memory)
        return found

    def _report(self, scenes: Sequence[Scene], published: dt.date | None) -> tuple[Period | None, frozenset[str]]:
        """The quarter or half whose results a text reports, and the names that stand in sentences about it."""
        votes: Counter[Period] = Counter()
        names: dict[Period, set[str]] = {}
        lead = next((m.name for scene in scenes for m in scene.entities if self._kinds.get(m.name, "company") not in REPORTER_KINDS | PLACE_KINDS), None)
        for number, scene in enumerate(scenes):
            for mention in scene.periods:
                if mention.granularity not in ("quarter", "half") or mention.role not in ("when", "as_of"):
                    continue
                period = resolve(mention.expr, published=published)
                if period is None or (published is not None and not dt.timedelta(0) <= published - period.end <= REPORTING_LAG):
                    continue
                period = replace(period, source="context")
                votes[period] += 1 + bool(scene.classes.get("results")) + (number < HEADLINE)
                spoken = [m.name for m in scene.entities] + ([lead] if lead else [])
                names.setdefault(period, set()).update(self._family(spoken))
        if not votes:
            return None, frozenset()
        best = max(votes, key=lambda p: (votes[p], p.end))
        return (best, frozenset(names[best])) if votes[best] > 1 else (None, frozenset())

    def _family(self, names: Iterable[str]) -> Iterator[str]:
        """The names with the businesses they own."""
        for name in names:
            yield name
            yield from (child.name for child in self._vocabulary.children(name))

    # --- one sentence ------------------------------------------------------------------------------------------

    def _link(self, scene: Scene, discourse: Discourse, timeline: Timeline, number: int, memory: Memory) -> Iterator[Observation]:
        linked: list[Linked] = []
        for amount in scene.amounts:
            found = self._choose(scene, amount, discourse, number, linked) or self._recall(scene, amount, discourse, number, linked, memory)
            if found is None:
                other = self._unmatched(scene, amount, discourse, timeline, number)
                if other is not None:
                    yield other
                continue
            choice, cue, owner, feature = found
            metric = self._vocabulary.metrics[cue.metric]
            previous = linked[-1] if linked else None
            reading = read_measure(scene, amount, cue, metric, choice.mention, previous.reading if previous else None)
            if reading.measure == "share" and metric.part is not None:
                cue, metric = replace(cue, metric=metric.part, segment=None), self._vocabulary.metrics[metric.part]
                owner = self._owner(scene, amount, choice, metric, discourse, number, previous)
            yield from self._observe(scene, amount, choice, cue, metric, owner, reading, discourse, timeline, number, linked, feature)
        if linked:
            memory.last, memory.number, memory.paragraph = linked[-1], number, scene.sentence.paragraph

    def _choose(
        self, scene: Scene, amount: Amount, discourse: Discourse, number: int, linked: list[Linked]
    ) -> tuple[CueChoice, Cue, OwnerChoice, str] | None:
        """Cue, its record and the owner: what a list of figures is about, else the best cue whose context allows it."""
        ranked = rank_cues(scene, amount, enumeration(scene, amount)[-1].outer_end)
        last = linked[-1] if linked else None
        if last is not None and continues(scene, last.amount, amount, ranked):
            owner = respective_owner(scene, amount) or compared_owner(scene, last.amount, amount) or listed_owner(scene, last.amount, amount) or last.owner
            return replace(last.choice, score=8.0), last.cue, owner, "continues a list"
        if last is not None and arrives(scene, last.amount, amount):
            return replace(last.choice, score=8.0), last.cue, last.owner, "where the change led to"
        if last is not None and restates_as_share(scene, last.amount, amount):
            return replace(last.choice, score=8.0), last.cue, last.owner, "said again as a share"
        threshold = SMALL_THRESHOLD if amount.bare and amount.value < SMALL else BARE_THRESHOLD if amount.bare and not amount.paired else CUE_THRESHOLD
        for choice in ranked[:4]:
            if choice.score < threshold:
                break
            first = self._vocabulary.metrics[choice.mention.cues[0].metric]
            owner = self._owner(scene, amount, choice, first, discourse, number, last)
            tags = frozenset(scene.contexts) | traits_of(owner.name, self._vocabulary.entities)
            cue = choose_record(choice, amount, tags)
            if cue is None:
                continue
            metric = self._vocabulary.metrics[cue.metric]
            if metric is not first:
                owner = self._owner(scene, amount, choice, metric, discourse, number, last)
            return choice, cue, owner, choice.feature
        implied = self._implied(scene, amount, discourse, number)
        if implied is not None:
            return implied
        if last is not None and amount.bare and last.amount.kind == "count" and (stands_alone(scene, amount) or find_direction(scene, amount)):
            owner = compared_owner(scene, last.amount, amount) or listed_owner(scene, last.amount, amount) or last.owner
            return replace(last.choice, score=3.0), last.cue, owner, "counts the same"
        if last is not None and not amount.bare:
            same_kind = amount.kind in last.cue.units or amount.kind in ("percent", "times", "point")
            gap = scene.gap(last.amount.outer_end, amount.outer_start)
            if same_kind and gap.breaks <= 3:
                owner = compared_owner(scene, last.amount, amount) or listed_owner(scene, last.amount, amount) or last.owner
                return replace(last.choice, score=3.0), last.cue, owner, "as the one before"
        return None

    def _implied(self, scene: Scene, amount: Amount, discourse: Discourse, number: int) -> tuple[CueChoice, Cue, OwnerChoice, str] | None:
        """A metric no word names: "Alibaba's cloud unit grew 7%" is revenue, "RMB 303 per kilogram" a price."""
        if amount.kind == "money" and amount.per is not None and amount.per not in SPANS:
            kind = "unit price"
        elif amount.kind == "percent" and grows_itself(scene, amount):
            kind = "growth"
        else:
            return None
        metric = next((m for m in self._vocabulary.metrics.values() if m.implied == kind), None)
        if metric is None:
            return None
        cue = Cue(metric=metric.id, words=(), role="noun", units=metric.units)
        choice = CueChoice(CueMention(amount.start, amount.start, (cue,)), 3.0, f"implied {kind}", follows=False)
        return choice, cue, choose_owner(scene, amount, choice, metric, discourse, self._entities, number), choice.feature

    def _recall(
        self, scene: Scene, amount: Amount, discourse: Discourse, number: int, linked: list[Linked], memory: Memory
    ) -> tuple[CueChoice, Cue, OwnerChoice, str] | None:
        """What the sentence before was about, for one that names no metric: "BYD held 16%." after a sentence on market shares."""
        last = memory.last
        if last is None or linked or number - memory.number > 1 or scene.sentence.paragraph != memory.paragraph:
            return None
        if amount.kind not in last.cue.units and not (amount.kind == "percent" and find_direction(scene, amount)):
            return None
        if amount.bare and not (amount.value >= RECALLED or stands_alone(scene, amount)) or amount.kind == "quantity":
            return None
        choice = CueChoice(CueMention(amount.start, amount.start, (last.cue,)), 2.5, "as the sentence before", follows=False)
        owner = choose_owner(scene, amount, choice, self._vocabulary.metrics[last.cue.metric], discourse, self._entities, number)
        return choice, last.cue, owner, choice.feature

    def _owner(
        self, scene: Scene, amount: Amount, choice: CueChoice, metric: Metric, discourse: Discourse, number: int, last: Linked | None
    ) -> OwnerChoice:
        """The owner; a figure that shares its cue with the one before shares the owner too unless another was named since."""
        possessor = possessor_of(scene, amount)
        if possessor is not None:
            return possessor
        respective = respective_owner(scene, amount)
        if respective is not None:
            return respective
        if last is not None and choice.mention is last.choice.mention and choice.mention.end <= last.amount.start:
            return compared_owner(scene, last.amount, amount) or listed_owner(scene, last.amount, amount) or last.owner
        return choose_owner(scene, amount, choice, metric, discourse, self._entities, number)

    def _observe(
        self,
        scene: Scene,
        amount: Amount,
        choice: CueChoice,
        cue: Cue,
        metric: Metric,
        owner: OwnerChoice,
        reading: Reading,
        discourse: Discourse,
        timeline: Timeline,
        number: int,
        linked: list[Linked],
        feature: str,
    ) -> Iterator[Observation]:
        entity = self._vocabulary.entities.get(owner.name or "")
        status = read_status(scene, amount, cue)
        question = Question(
            amount, choice, metric, reading.measure, status, entity.fiscal_year_end if entity else 12, owner.name, number, said_status(scene, amount) in ("target", "forecast")
        )
        before = linked[-1].period if linked else None
        when = choose_period(scene, timeline, question, before)
        status = settled(status, when.period, timeline.published, stated=when.feature in STATED)
        rate = self._rate(scene, amount, choice, cue, reading)
        linked.append(Linked(amount, choice, cue, reading, before if when.feature == "base period" else when.period, owner, rate))
        if when.period is not None and status == "actual" and when.feature not in ("as of publication", "base period") and when.period.source != "published":
            timeline.last, timeline.last_sentence, timeline.last_entity, timeline.last_metric = when.period, number, owner.name, cue.metric
        elif when.feature == "sentence before":
            timeline.last_sentence = number
        for name in self._sharers(scene, amount, owner):
            yield self._row(scene, amount, cue, reading, name, when, status, rate, discourse, (choice.score, owner.score, when.score), (feature, reading.feature, owner.feature, when.feature))

    def _row(
        self,
        scene: Scene,
        amount: Amount,
        cue: Cue,
        reading: Reading,
        name: str | None,
        when: PeriodChoice,
        status: Status,
        rate: str | None,
        discourse: Discourse,
        scores: tuple[float, float, float],
        features: tuple[str, str, str, str],
    ) -> Observation:
        entity = self._vocabulary.entities.get(name or "")
        sign = reading.sign

        def signed(value: Decimal | None) -> Decimal | None:
            return None if value is None else value * sign

        low, high = signed(amount.low), signed(amount.high)
        if low is not None and high is not None and low > high:
            low, high = high, low
        value = amount.value * sign
        unit = f"{amount.unit}/{rate}" if rate and "/" not in amount.unit else amount.unit
        return Observation(
            amount=amount,
            metric=cue.metric,
            measure=reading.measure,
            basis=reading.basis,
            entity=name,
            parent=entity.parent if entity else None,
            segment=cue.segment,
            period=when.period,
            value=value,
            low=low,
            high=high,
            unit=unit,
            modifier=amount.modifier,
            also=amount.also,
            status=status,
            source=read_source(scene, amount, name, discourse),
            sentence=(scene.sentence.start, scene.sentence.end),
            scores=scores,
            features=features,
        )

    def _unmatched(self, scene: Scene, amount: Amount, discourse: Discourse, timeline: Timeline, number: int) -> Observation | None:
        """An amount no metric claims: kept as ``other`` when it is surely a measured figure."""
        if amount.bare or amount.worded or amount.kind not in ("money", "percent", "count") or (amount.kind == "count" and amount.per is None and amount.value < 1000):
            return None
        owner = choose_owner(scene, amount, None, None, discourse, self._entities, number)
        reading = read_measure(scene, amount, None, None, None, None)
        status = read_status(scene, amount, None)
        question = Question(amount, None, None, reading.measure, status, 12, owner.name, number)
        when = choose_period(scene, timeline, question, None)
        cue = Cue(metric="other", words=("",), role="noun", units=frozenset({amount.kind}))
        return self._row(scene, amount, cue, reading, owner.name, when, status, None, discourse, (0.0, owner.score, when.score), ("no cue", reading.feature, owner.feature, when.feature))

    def _rate(self, scene: Scene, amount: Amount, choice: CueChoice, cue: Cue, reading: Reading) -> str | None:
        """The time unit of a rate said before the amount or in the cue: "average daily GMV of $1.5 million"."""
        if amount.kind not in ("money", "count", "quantity") or amount.per is not None or reading.measure not in ("level", "change"):
            return None
        if cue.rate is not None:
            return cue.rate
        if self._vocabulary.metrics[cue.metric].nature == "stock":
            return None
        mentions = [m for m in scene.cues if m is choice.mention or (m.end <= amount.start and any(c.metric == cue.metric for c in m.cues))]
        for group, unit in RATES:
            for span in scene.classes.get(group, ()):
                if any(m.start <= span.start < m.end for m in mentions):
                    return unit
                ahead = [m for m in mentions if span.end <= m.start]
                if ahead:
                    gap = scene.gap(span.end, ahead[0].start)
                    if len(gap) <= 2 and not gap.breaks and span.end > (amount.outer_end if choice.follows else 0):
                        return unit
                elif span.start >= amount.outer_end:
                    gap = scene.gap(amount.outer_end, span.start)
                    if len(gap) <= 4 and not gap.breaks and not scene.only(gap.tokens[-1:] or ("",), "preposition") and not scene.amounts_between(amount.outer_end, span.start):
                        return unit
        return None

    @staticmethod
    def _sharers(scene: Scene, amount: Amount, owner: OwnerChoice) -> list[str | None]:
        """Everyone a distributive figure is said of: "WeChat Pay and Alipay each saw 20%"."""
        if owner.mention is None or "each" not in scene.gap(owner.mention.end, amount.outer_start).tokens:
            return [owner.name]
        plain = [m for m in scene.entities if m.role == "plain" and m.via == "name" and m.end <= amount.start]
        names: list[str | None] = []
        for mention in reversed(plain):
            if names and not _joined(scene, mention, following):
                break
            following = mention
            if mention.name not in names:
                names.append(mention.name)
        return list(reversed(names)) or [owner.name]


def _joined(scene: Scene, first: EntityMention, second: EntityMention) -> bool:
    return all(t in (",", "and", "both") for t in scene.gap(first.end, second.start).tokens)
