"""What an amount is about: the cue that names its metric and the entity it belongs to.

The ways to find out are tried from the most certain to the least: the amount continues a list, a change led to it, the
best cue of the sentence, a metric that is meant without a word, the amount before it, the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.link.direction import find_direction, growth_named, opens_with_change
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.implied import goes_on, grew, of_a_sector, priced_by_the_piece
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.lists import (
    arrives,
    came_from,
    compared_owner,
    compares_itself,
    continues,
    ends_at,
    enumeration,
    listed_owner,
    place_in,
    respective_cue,
    respective_owner,
    restates_as_share,
    stands_alone,
)  # fmt: skip
from china_tech_metrics.link.measure import Reading, share_word
from china_tech_metrics.link.metric import CueChoice, choose_record, fits, rank_cues
from china_tech_metrics.link.owner import CARRIED, choose_owner, possessor_of
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.purpose import purposes, tags_of_amount
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.link.witness import Witness
from china_tech_metrics.model import Amount, Period
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Cue, Metric

CANDIDATES = 4
CERTAIN, WEAK, REMEMBERED = 8.0, 3.0, 2.5
"""Scores of a metric taken over from another amount: by grammar, by nearness, from the sentence before."""
CUE_THRESHOLD = 2.5
PLAIN_THRESHOLD = 6.0
SMALL_THRESHOLD = 11.5
SMALL = 13
"""Plain numbers below this count things in passing ("six key areas") unless the counted noun follows at once."""
RECALLED = 1000
"""Plain numbers below this are not taken for the metric of the sentence before."""
PART = "part of the one before"
"""The feature of a figure that is a part of the one said before it."""
REPEATED = "as the sentence before"
"""The feature of a metric that no word of the sentence names."""
OPENING = 4
SPANS_OF_TIME = ("day", "week", "month", "quarter", "year")
RATIOS = ("percent", "times", "point")


@dataclass(slots=True)
class About:
    """The metric and owner found for an amount, and the feature that decided."""

    choice: CueChoice
    cue: Cue
    owner: OwnerChoice
    feature: str

    @classmethod
    def unmatched(cls, amount: Amount, cue: Cue, owner: OwnerChoice) -> About:
        """For an amount nothing names."""
        return cls(CueChoice(CueMention(amount.start, amount.start, (cue,)), 0.0, "no cue", follows=False), cue, owner, "no cue")


@dataclass(slots=True)
class Linked:
    """What was decided of an amount, as the next one may continue it. ``period`` is the one the sentence speaks of."""

    amount: Amount
    about: About
    reading: Reading
    period: Period | None


@dataclass(slots=True)
class Moment:
    """Where the reading of a document is: the sentence, what was decided in it so far, and what came before.

    ``remembered`` are the figures the sentence may go on with, the last one first; ``contexts`` are the topics of the whole text.
    ``in_list`` says that it is an item of a list, ``columns`` what the figures of every item are, ``heading`` what all of them
    are, ``split`` that they are parts. ``witness`` is who watches, if anybody does.
    """

    scene: Scene
    number: int
    discourse: Discourse
    linked: list[Linked] = field(default_factory=list)
    remembered: Sequence[Linked] = ()
    contexts: frozenset[str] = frozenset()
    in_list: bool = False
    columns: Sequence[CueMention | None] = ()
    heading: CueMention | None = None
    split: bool = False
    witness: Witness | None = None

    @property
    def last(self) -> Linked | None:
        """The amount of this sentence that was linked last."""
        return self.linked[-1] if self.linked else None


class AboutReader:
    """Finds metric and owner of amounts. Build once for a vocabulary and language."""

    def __init__(self, vocabulary: Vocabulary, knowledge: KnowledgeBase) -> None:
        self._vocabulary = vocabulary
        self._knowledge = knowledge
        self._of_places = frozenset(m.id for m in vocabulary.metrics.values() if set(m.about[:1]) & PLACE_KINDS)
        self._implied = [m for m in vocabulary.metrics.values() if m.implied is not None]

    def read(self, moment: Moment, amount: Amount) -> About | None:
        """What the amount is about; None if nothing says it."""
        ranked = rank_cues(moment.scene, amount, enumeration(moment.scene, amount)[-1].outer_end, moment.contexts)
        return (
            self._by_column(moment, amount)
            or self._by_whole(moment, amount)
            or self._by_sector(moment, amount)
            or self._by_grammar(moment, amount, ranked)
            or self._by_level(moment, amount)
            or self._by_cue(moment, amount, ranked)
            or self._by_implication(moment, amount)
            or self._by_the_one_before(moment, amount)
            or self._by_heading(moment, amount)
            or self._by_memory(moment, amount)
        )

    def owner(self, moment: Moment, amount: Amount, choice: CueChoice, metric: Metric) -> OwnerChoice:
        """The owner; a figure that shares its cue with the one before shares the owner too unless another was named since."""
        direct = possessor_of(moment.scene, amount)
        if direct is not None:
            return direct
        listed = respective_owner(moment.scene, amount)
        if listed is not None and not self._only_places(listed, metric):
            return listed
        last = moment.last
        if last is not None and choice.mention is last.about.choice.mention and choice.mention.end <= last.amount.start:
            return self._next_owner(moment, amount, last)
        found = choose_owner(moment.scene, amount, choice, metric, moment.discourse, self._knowledge, moment.number)
        if last is not None and found.feature == CARRIED == last.about.owner.feature:
            return last.about.owner  # who is spoken of in a sentence does not change without a word
        return found

    @staticmethod
    def _only_places(found: OwnerChoice, metric: Metric) -> bool:
        """Whether a company's figures are listed by place: "the United States and Japan contributed 32% and 20% of overseas revenue"."""
        placed = found.mention is not None and found.mention.role == "place"
        return placed and not set(metric.about) & PLACE_KINDS

    def _next_owner(self, moment: Moment, amount: Amount, last: Linked) -> OwnerChoice:
        """The owner of a figure that repeats the metric of the one before: a new name if one is tied to it, else the same.

        A figure in brackets is passed over: "4% in Thailand (compared to Shopee's 20%) while holding 5% in Vietnam".
        """
        scene, owner = moment.scene, last.about.owner.mention
        places = owner is not None and owner.kind in PLACE_KINDS
        return (
            possessor_of(scene, amount)
            or respective_owner(scene, amount)
            or compared_owner(scene, last.amount, amount, places=places)
            or listed_owner(scene, last.amount, amount, places=places or owner is None)
            or next((m for m in reversed(moment.linked) if not scene.set_apart(m.amount, amount)), last).about.owner
        )

    def _again(self, last: Linked, owner: OwnerChoice, score: float, feature: str) -> About:
        return About(replace(last.about.choice, score=score), last.about.cue, owner, feature)

    def _by_grammar(self, moment: Moment, amount: Amount, ranked: list[CueChoice]) -> About | None:
        scene, last = moment.scene, moment.last
        if last is None:
            return None
        told = self._in_their_order(moment, amount)
        if told is not None:
            return self._again(told, told.about.owner, CERTAIN, "in the order of the figures")
        if continues(scene, last.amount, amount, ranked):
            return self._again(last, self._next_owner(moment, amount, last), CERTAIN, "continues a list")
        alikes = (m for m in reversed(moment.linked) if m.amount.kind == amount.kind and m.amount.unit == amount.unit)
        alike = next((m for m in alikes if not self._too_much(amount, m)), last)
        if alike.reading.measure in ("level", "share") and came_from(scene, alike.amount, amount):
            return self._again(alike, alike.about.owner, CERTAIN, "where it came from")
        if compares_itself(scene, last.amount, amount):
            return self._again(last, last.about.owner, CERTAIN, "measured against another")
        if arrives(scene, last.amount, amount) or (self._is_moment(last) and ends_at(scene, last.amount, amount)):
            return self._again(last, last.about.owner, CERTAIN, "where the change led to")
        if restates_as_share(scene, last.amount, amount) and not _names_a_share(amount, ranked):
            return self._again(last, last.about.owner, CERTAIN, "said again as a share")
        return None

    @staticmethod
    def _in_their_order(moment: Moment, amount: Amount) -> Linked | None:
        """The figure that a change in a list belongs to: "turnover hit X and earnings Y, up **12% and 31%, respectively**"."""
        scene = moment.scene
        run = enumeration(scene, amount)
        if len(run) < 2 or amount.kind not in RATIOS or not any(scene.only([t], "respective") for t in scene.after(run[-1].outer_end, 2)):
            return None
        told = [m for m in moment.linked if m.amount.end <= run[0].start and m.reading.measure == "level"][-len(run) :]
        return told[place_in(run, amount)] if len(told) == len(run) else None

    def _by_column(self, moment: Moment, amount: Amount) -> About | None:
        """What the line before a list says of the figures of every item: "(units, market share, change):"."""
        amounts = moment.scene.amounts
        if not moment.columns or len(moment.columns) != len(amounts):
            return None
        at = next(i for i, a in enumerate(amounts) if a is amount)
        mention = moment.columns[at] or moment.columns[0]
        return None if mention is None else self._as_named_before(moment, amount, mention, CERTAIN, "column of the list")

    def _by_whole(self, moment: Moment, amount: Amount) -> About | None:
        """A part of the figure said before: "Tmall took 57.8% **of that**", "half **of the total**"."""
        scene = moment.scene
        split = moment.split and not moment.linked and find_direction(scene, amount) is None
        if amount.kind != "percent" or not (split or _of_that(scene, amount)):
            return None
        told = [*reversed(moment.linked), *moment.remembered]
        whole = next((m for m in told if m.reading.measure == "level" and m.amount.kind in ("money", "count")), None)
        if whole is None:
            return None
        found = self._without_words(moment, amount, replace(whole.about.cue, measure="share"), CERTAIN, PART)
        if found.owner.mention is None:
            return replace(found, owner=whole.about.owner)
        seller = self._vocabulary.metrics[whole.about.cue.metric].seller_part
        if seller is not None and found.owner.name != whole.about.owner.name and self._is_place(whole.about.owner.name, moment):
            found = replace(found, cue=replace(found.cue, metric=seller))
        return found

    def _is_place(self, name: str | None, moment: Moment) -> bool:
        return name is None or self._knowledge.kind_of(name, moment.discourse) in PLACE_KINDS

    def _is_moment(self, last: Linked) -> bool:
        return self._vocabulary.metrics[last.about.cue.metric].nature == "moment"

    def _by_level(self, moment: Moment, amount: Amount) -> About | None:
        """A change that leads to counted things is one of these: "sales rose 5% **to 300,000 vehicles**"."""
        scene = moment.scene
        named = _level_named_behind(scene, amount)
        if named is not None:
            return self._by_cue(moment, amount, [named])
        level = _level_behind(scene, amount)
        if level is None or level.kind != "count":
            return None
        counted = [c for c in rank_cues(scene, level)[:1] if c.follows and c.feature == "counted noun behind"]
        if not counted:
            return None
        found = self._by_cue(moment, level, counted)
        return found and replace(found, feature="counted behind the change")

    def _by_cue(self, moment: Moment, amount: Amount, ranked: list[CueChoice]) -> About | None:
        threshold = CUE_THRESHOLD
        if amount.bare and not amount.paired:
            threshold = SMALL_THRESHOLD if amount.value < SMALL else PLAIN_THRESHOLD
        named = respective_cue(moment.scene, amount)
        if named is not None:
            ranked = [CueChoice(named, CERTAIN, "in the order of the metrics", follows=False), *ranked]
        for choice in ranked[:CANDIDATES]:
            if choice.score < threshold:
                return None
            first = self._vocabulary.metrics[choice.mention.cues[0].metric]
            owner = self.owner(moment, amount, choice, first)
            cue = self._record(moment, amount, choice, ranked, owner)
            if cue is None:
                continue
            metric = self._vocabulary.metrics[cue.metric]
            if metric is not first:
                owner = self.owner(moment, amount, choice, metric)
            return About(choice, cue, owner, choice.feature)
        return None

    def _record(self, moment: Moment, amount: Amount, choice: CueChoice, ranked: Sequence[CueChoice], owner: OwnerChoice) -> Cue | None:
        """Which of the metrics with the same words is meant; the one decided for the figure before, if it shares the words."""
        last = moment.last
        if last is not None and choice.mention is last.about.choice.mention:
            known = [c for c in choice.mention.cues if c.metric == last.about.cue.metric and fits(c, amount)]
            same = next((c for c in known if not c.when or c is last.about.cue), None)
            if same is not None:
                return same
        tags = frozenset(moment.scene.contexts) | moment.contexts | self._knowledge.traits_of(owner.name)
        tags |= tags_of_amount(moment.scene, amount) | purposes(moment.scene, choice.mention.end)
        place = owner.mention is not None and owner.mention.kind in PLACE_KINDS
        kind = self._knowledge.kind_of(owner.name, moment.discourse) if owner.name else None
        likely = [c for c in choice.mention.cues if amount.kind in RATIOS or amount.value <= self._vocabulary.metrics[c.metric].most]
        likely = [c for c in likely if c.metric in _metrics_behind(moment.scene, amount, ranked)] or likely
        level = _level_behind(moment.scene, amount)
        if level is not None:
            likely = [c for c in likely if level.kind in c.units] or likely
        return choose_record(choice, likely, amount, tags | {str(kind)}, self._of_places if place else frozenset())

    def _by_implication(self, moment: Moment, amount: Amount) -> About | None:
        """A metric no word names: "Alibaba's cloud unit grew 7%" is revenue, "RMB 303 per kilogram" a price."""
        if amount.kind == "money" and (priced_by_the_piece(moment.scene, amount) or amount.per not in (None, *SPANS_OF_TIME)):
            kind = "unit price"
        elif grew(moment.scene, amount):
            kind = "growth"
        else:
            return None
        return self._without_a_word(moment, amount, kind, None)

    def _by_sector(self, moment: Moment, amount: Amount) -> About | None:
        """A market share no word names: "half of the region's e-commerce"."""
        return self._without_a_word(moment, amount, "share of a sector", "share") if of_a_sector(moment.scene, amount) else None

    def _without_a_word(self, moment: Moment, amount: Amount, kind: str, measure: str | None) -> About | None:
        first: About | None = None
        for metric in self._implied_by(kind, moment):
            cue = Cue(metric=metric.id, words=(), role="noun", units=metric.units, measure=measure)
            found = self._without_words(moment, amount, cue, WEAK, f"implied {kind}")
            owner = found.owner.name
            if owner is None or self._knowledge.kind_of(owner, moment.discourse) in metric.about:
                return found
            first = first or found
        return first

    def _implied_by(self, kind: str, moment: Moment) -> list[Metric]:
        """The metrics that can be meant without a word; those that need a context go before others where sentence or text have it."""
        contexts = moment.scene.contexts | moment.contexts
        for last in moment.remembered[:1]:
            metric = self._vocabulary.metrics[last.about.cue.metric]
            if metric.implied == kind or (kind == "growth" and _counts_of_makers(metric)):
                return [metric]  # "Tablet shipments slipped 5%. Apple **fell 8%**"
        fitting = [m for m in self._implied if m.implied == kind and (not m.implied_when or m.implied_when & contexts)]
        return sorted(fitting, key=lambda m: not m.implied_when)

    def _by_the_one_before(self, moment: Moment, amount: Amount) -> About | None:
        scene, last = moment.scene, moment.last
        if last is None:
            return None
        if amount.bare:
            last = next((m for m in reversed(moment.linked) if m.amount.kind == "count"), last)
            if last.amount.kind == "count" and (stands_alone(scene, amount) or find_direction(scene, amount) or _is_some_of(scene, amount)):
                return self._again(last, self._next_owner(moment, amount, last), WEAK, "counts the same")
            return None
        same_kind = amount.kind in last.about.cue.units or amount.kind in RATIOS
        near = scene.gap(last.amount.outer_end, amount.outer_start).breaks <= 3
        goes_on = last.reading.measure == "growth" and growth_named(scene, amount)
        if same_kind and (near or goes_on or opens_with_change(scene, amount)):
            return self._again(last, self._next_owner(moment, amount, last), WEAK, "as the one before")
        return None

    def _by_heading(self, moment: Moment, amount: Amount) -> About | None:
        """What the line before a list names, "Deliveries in July:", or the sentence before of one that begins with "It stood at"."""
        if moment.heading is None or moment.linked or (amount.bare and not stands_alone(moment.scene, amount)):
            return None
        if not moment.in_list and not _taken_up(moment.scene, amount):
            return None
        if (
            amount.kind in RATIOS
            and find_direction(moment.scene, amount) is None
            and all(amount.kind not in c.units for c in moment.heading.cues)
        ):
            return None
        return self._as_named_before(moment, amount, moment.heading, REMEMBERED, "named before the list")

    def _as_named_before(self, moment: Moment, amount: Amount, mention: CueMention, score: float, feature: str) -> About | None:
        """The metric of words that stand in another line; the owner decides which of several is meant."""
        choice = CueChoice(mention, score, feature, follows=False)
        owner = choose_owner(moment.scene, amount, None, None, moment.discourse, self._knowledge, moment.number)
        cue = self._record(moment, amount, choice, (), owner)
        return None if cue is None else self._without_words(moment, amount, cue, score, feature)

    def _by_memory(self, moment: Moment, amount: Amount) -> About | None:
        """What the sentence before was about, for one that names no metric: "BYD held 16%." after a sentence on market shares."""
        if moment.linked or amount.kind == "quantity":
            return None
        candidates = moment.remembered[:1] if amount.bare else moment.remembered
        last = next((m for m in candidates if self._repeats(moment.scene, amount, m) and not self._too_much(amount, m)), None)
        if last is None:
            return None
        if amount.bare and not (amount.value >= RECALLED or stands_alone(moment.scene, amount)):
            return None
        found = self._without_words(moment, amount, last.about.cue, REMEMBERED, REPEATED)
        if moment.in_list and found.owner.mention is None and last.about.owner.name is not None:
            return replace(found, owner=last.about.owner)
        return found

    def _too_much(self, amount: Amount, last: Linked) -> bool:
        """Whether no level of the metric that a figure before had is so high: RMB 7.8 billion after earnings per share."""
        return amount.kind not in RATIOS and amount.value > self._vocabulary.metrics[last.about.cue.metric].most

    @staticmethod
    def _repeats(scene: Scene, amount: Amount, last: Linked) -> bool:
        """Whether an amount can be one more of the metric that a figure of the sentence before had."""
        if anaphor_before(scene, amount) and amount.kind == last.amount.kind:
            return True  # "the rate stood at 38.4 percent"
        if amount.kind in last.about.cue.units:
            return True
        if amount.kind == "times":
            return scene.only(scene.before(amount.outer_start, 2), "owning", "subject", "saying", "preposition")
        if amount.kind == "percent" and last.reading.measure == "share" and share_word(scene, amount):
            return True  # "Germany and Britain **accounted for** 10% between them"
        return amount.kind == "percent" and (find_direction(scene, amount) is not None or growth_named(scene, amount))

    def _without_words(self, moment: Moment, amount: Amount, cue: Cue, score: float, feature: str) -> About:
        choice = CueChoice(CueMention(amount.start, amount.start, (cue,)), score, feature, follows=False)
        metric = self._vocabulary.metrics[cue.metric]
        listed = respective_owner(moment.scene, amount)
        if listed is None or self._only_places(listed, metric):
            listed = choose_owner(moment.scene, amount, choice, metric, moment.discourse, self._knowledge, moment.number)
        return About(choice, cue, listed, feature)


def _counts_of_makers(metric: Metric) -> bool:
    """Whether a metric counts what companies do in a period: shipments, orders, downloads."""
    return metric.nature == "flow" and "count" in metric.units and "company" in metric.about


def _metrics_behind(scene: Scene, amount: Amount, ranked: Sequence[CueChoice]) -> set[str]:
    """The metrics that a noun tied to the amount names: "raised RMB 1.5 billion **in fresh capital**" ahead of a listing."""
    if scene.after(amount.outer_end, 1) not in (("in",), ("of",), ("from",)):
        return set()
    nouns = [choice.mention for choice in ranked if choice.follows and choice.feature.startswith("noun")]
    first = min(nouns, key=lambda mention: mention.start, default=None)
    return {cue.metric for cue in first.cues} if first is not None else set()


def _level_behind(scene: Scene, amount: Amount) -> Amount | None:
    """The level that a change led to: the RMB 3 billion of "rose 5% to RMB 3 billion"."""
    at = next((i for i, a in enumerate(scene.amounts) if a is amount), -1) + 1
    level = scene.amounts[at] if amount.kind in RATIOS and 0 < at < len(scene.amounts) else None
    return level if level is not None and arrives(scene, amount, level) else None


def _level_named_behind(scene: Scene, amount: Amount) -> CueChoice | None:
    """The metric of the level that a change led to: "added 24.6 per cent **to reach sales of** 46 billion yuan"."""
    if amount.kind != "percent" or scene.after(amount.outer_end, 1) != ("to",):
        return None
    level = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    if level is None or find_direction(scene, amount) is None:
        return None
    for choice in rank_cues(scene, level)[:1]:
        words = scene.gap(amount.outer_end, choice.mention.start).tokens
        named = choice.feature == "noun right before" and choice.mention.start > amount.outer_end
        if named and scene.only(words, "reach", "determiner", "adverb"):
            return CueChoice(choice.mention, CERTAIN, "named with the level behind", follows=False)
    return None


def _taken_up(scene: Scene, amount: Amount) -> bool:
    """Whether a sentence begins with a pronoun for what the one before spoke of: "**It** stood at 674 million"."""
    first, *rest = scene.gap(scene.sentence.start, amount.outer_start).tokens or ("",)
    return scene.only((first,), "takes_up") and scene.only(rest, "reach", "adverb", "copula") and len(rest) <= OPENING


def _is_some_of(scene: Scene, amount: Amount) -> bool:
    """Whether a number counts some of those before: "2,480 employees, **of whom** 1,190 worked in research"."""
    before = scene.before(amount.outer_start, 2)
    return before[:1] == ("of",) and scene.only(before[1:], "relative_pronoun", "whom", "that")


def _of_that(scene: Scene, amount: Amount) -> bool:
    """Whether a part is said to be one of a figure before: "of that", "of it", "of the total", "of that sum"."""
    after = scene.after(amount.outer_end, 4)
    if after[:1] != ("of",) or len(after) < 2:
        return False
    if after[1] == "the":
        return scene.only(after[2:3], "sum") and len(after) > 2 and not goes_on(scene, after[3:4])
    if not scene.only(after[1:2], "that"):
        return False
    return not goes_on(scene, after[2:3]) or (scene.only(after[2:3], "sum") and not goes_on(scene, after[3:4]))


def _names_a_share(amount: Amount, ranked: list[CueChoice]) -> bool:
    """Whether the noun behind names a metric that is always a share: "or 76% **of its population**"."""
    first = ranked[0] if ranked else None
    return first is not None and first.follows and any(c.measure == "share" and c.units == {amount.kind} for c in first.mention.cues)


def anaphor_before(scene: Scene, amount: Amount) -> bool:
    """Whether a noun that stands for a figure said before is the subject: "**the figure** was about 30%"."""
    span = scene.nearest_before(amount.outer_start, "anaphor")
    return span is not None and not scene.cue_between(span.end, amount.outer_start) and not scene.gap(span.end, amount.outer_start).breaks
