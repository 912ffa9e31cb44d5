"""Which of several metrics that share their words is meant: by whose figure it is, the topics around, and what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.direction import find_direction, is_cut, line_before
from china_tech_metrics.link.gaps import NAME, NOTHING, TIME
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.lists import arrives, enumeration
from china_tech_metrics.link.metric import fits, rank_cues
from china_tech_metrics.link.moment import Linked, Moment
from china_tech_metrics.link.owner_score import OwnerChoice, place_behind
from china_tech_metrics.link.purpose import (
    BY_THE_SHARE,
    HELD,
    IN_BULK,
    MODEST,
    OF_A_LINE,
    OF_A_UNIT,
    ON_A_MARKETPLACE,
    PURPOSES,
    purposes,
    tags_of_amount,
)
from china_tech_metrics.link.scene import CueMention, EntityMention, Scene
from china_tech_metrics.link.topic import DEVICE
from china_tech_metrics.model import RATIOS, Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Cue, Metric

SELLERS = ("company", "brand", "platform")
SPAN_WORDS = {"day": "daily", "month": "monthly"}
"""The class of the words for each time that people can be told by."""
MARKETPLACE = "marketplace"
ON_AN_EXCHANGE = "on an exchange"
PASSIVE = "passive verb behind"
ONE_SHARE = 1000
"""Below this a result is that of one share, whatever the currency."""
NAMED_BEHIND = 8.0
"""The score of a metric that is named with the level a change led to."""
NAMES_TOO = 5.0
"""A word that scores so much names the figure, too: "**exported** 5 million cars"."""
AGAIN_REACH = 4
"""How many words may lead from a sum to the part it is: "1.9 billion yuan, **or nearly** 31% of sales"."""


class RecordReader:
    """Chooses among the metrics of a cue. Build once for a vocabulary."""

    def __init__(self, metrics: Mapping[str, Metric], knowledge: KnowledgeBase) -> None:
        self._metrics = metrics
        self._knowledge = knowledge
        self._margins = {metric.ratio[0]: metric.id for metric in metrics.values() if metric.ratio}
        self._of_places = frozenset(m.id for m in metrics.values() if set(m.about[:1]) & PLACE_KINDS)
        self._of_places_only = frozenset(m.id for m in metrics.values() if m.seller_part and set(m.about) <= PLACE_KINDS)
        self._of_shares = frozenset(m.id for m in metrics.values() if m.implied == "growth" and m.nature == "moment")
        self._by_the_share = frozenset(
            c.metric for m in metrics.values() for cues in m.cues.values() for c in cues if BY_THE_SHARE in c.when
        )

    def first(self, moment: Moment, choice: CueChoice) -> Cue:
        """The first metric a cue may name, the one of places where its place stands right behind: "**e-commerce sales in the region**"."""
        cues = choice.mention.cues
        if choice.follows or len(cues) == 1:
            return cues[0]
        of_a_line = next((c for c in cues if OF_A_LINE in c.when), None)
        if of_a_line is not None and line_before(moment.scene, choice.mention.start):
            return of_a_line
        of_places = next((c for c in cues if c.metric in self._of_places and not c.when), None)
        if of_places is None:  # "quarterly sales" are a market's only where a place is told of
            return next((c for c in cues if c.metric not in self._of_places), cues[0])
        return of_places if place_behind(moment.scene, choice.mention.end) else cues[0]

    def choose(self, moment: Moment, amount: Amount, choice: CueChoice, ranked: Sequence[CueChoice], owner: OwnerChoice) -> Cue | None:
        """Which of the metrics with the same words is meant; the one decided for the figure before, if it shares the words."""
        last = moment.last
        if last is not None and choice.mention is last.about.choice.mention:
            known = [c for c in choice.mention.cues if c.metric == last.about.cue.metric and fits(moment.scene, c, amount)]
            same = next((c for c in known if not c.when or c is last.about.cue), None)
            if same is not None and same.unless & tags_of_amount(moment.scene, amount):
                same = None  # "will hit one in five of **its 5,000** employees"
            if same is not None and (amount.kind in same.units or all(amount.kind not in c.units for c in choice.mention.cues)):
                return same
        margin = self._margins.get(last.about.cue.metric) if last is not None else None
        if margin is not None and amount.kind == "percent":
            same = next((c for c in choice.mention.cues if c.metric == margin), None)
            if same is not None:
                return same  # "**gross profit** rose to X, as **the margin** improved to 30%"
        whole = self._whole_of_the_one_before(moment, amount, choice)
        if whole is not None:
            return whole
        tags = frozenset(moment.scene.contexts) | moment.contexts | self._knowledge.traits_of(owner.name)
        tags |= tags_of_amount(moment.scene, amount) | purposes(moment.scene, choice.mention.end)
        if moment.scene.after(choice.mention.end, 2) == ("on", NAME) and self._marketplace_behind(moment.scene, choice.mention.end):
            tags |= {ON_A_MARKETPLACE}
        if amount.kind == "money" and amount.value >= MODEST and self._spent_by_shoppers(moment.scene, amount, choice):
            tags |= {ON_A_MARKETPLACE}
        if choice.mention.cues[0].role == "verb" and line_before(moment.scene, choice.mention.start):
            tags |= {OF_A_LINE}
        if owner.mention is not None and _is_a_unit(moment.scene, owner.mention):
            tags |= {OF_A_UNIT}
        if amount.kind == "money":
            tags |= _purpose_told(moment, amount, choice.mention.cues)
        if last is not None and last.about.cue.metric in self._by_the_share and amount.unit == last.amount.unit:
            tags |= {BY_THE_SHARE} if amount.value <= self._metrics[last.about.cue.metric].most else set()
        if amount.kind == "money" and any(m.reading.measure == "growth" and m.about.cue.metric in self._of_shares for m in moment.linked):
            tags |= {ON_AN_EXCHANGE}  # "closed 2% lower at HK$229, **valuing** it at HK$680 billion"
        kind = self._knowledge.kind_of(owner.name, moment.discourse) if owner.name else None
        place = kind in PLACE_KINDS and (owner.mention is not None or amount.kind == "money")  # "people" told of a country may be users
        likely = [
            c
            for c in choice.mention.cues
            if fits(moment.scene, c, amount) and (amount.kind in RATIOS or self._can_be_so_much(c.metric, amount))
        ]
        if kind in PLACE_KINDS:  # "**Retail sales** rose 5% in China": no company's revenue
            likely = [c for c in likely if self._metrics[c.metric].place_form not in {o.metric for o in likely if not o.when}] or likely
        named = _metrics_behind(moment.scene, amount, ranked)
        if named and any(c.metric in named for c in likely):
            likely = [c for c in likely if c.metric in named]
            if not choice.follows:
                tags -= frozenset().union(*(c.unless for c in likely))  # "before its listing it raised $1.5 billion **in seven rounds**"
        if self._earned_by_no_goods(moment, amount, choice, owner, tags):
            likely = [c for c in likely if "money" in c.units] or likely
        level, told = level_behind(moment.scene, amount), _told_before(moment, owner)
        if level is not None:
            tags |= {HELD, IN_BULK} if level.kind == "quantity" else {HELD}
            likely = [c for c in likely if level.kind in c.units] or likely
        elif find_direction(moment.scene, amount) is not None:
            again = [
                c
                for c in likely
                if c.metric == told and fits(moment.scene, c, amount) and (not c.when or c.when & tags or _can_go_on(last, c))
            ]
            likely = again or likely  # "revenue was X. **Sales** in Europe fell 5%"
            tags |= frozenset().union(*(c.when for c in again))
        elif amount.kind == "count" and not choice.follows and choice.mention.cues[0].role == "verb":
            again = [c for c in likely if c.metric == told]
            likely = again or likely  # "50 million orders a day. It **handles** 23 million"
            tags |= frozenset().union(*(c.when for c in again))
        if amount.kind == "quantity" and len(likely) > 1:
            alike = next((m.about.cue.metric for m in (*reversed(moment.linked), *moment.remembered) if m.amount.unit == amount.unit), None)
            likely = [c for c in likely if c.metric == alike] or likely  # "battery shipments of 9 GWh. Gotion **installed** 3 GWh"
            tags |= frozenset().union(*(c.when for c in likely if c.metric == alike))
        if amount.kind != "count" and len(likely) > 1 and all(c.role == "noun" for c in likely):
            fitting = [c for c in likely if amount.kind in c.units] or likely  # "paid $3 billion **for a stake** of 8%"
            before = {c.metric for c in fitting if (owner.name, c.metric) in moment.discourse.told and (not c.when or c.when & tags)}
            if len(before) == 1:  # "revenue … **Sales** of phones rose 5%"
                likely = [c for c in likely if c.metric in before]
                tags -= frozenset().union(*(c.unless for c in likely))
        if kind in SELLERS and owner.mention is not None:
            likely = [c for c in likely if c.metric not in self._of_places_only] or likely  # "Mixue's **retail sales**"
        found = _best(moment.scene, choice, likely, amount, tags | {str(kind)}, self._of_places if place else frozenset())
        if found is not None and self._metrics[found.metric].active:
            found = self._of_a_span(moment.scene, choice, found)
        per_share = self._metrics[found.metric].per_share if found is not None and amount.kind == "money" else None
        if found is not None and per_share is not None and (BY_THE_SHARE in tags or _of_one_share(moment.scene, amount)):
            return replace(found, metric=per_share)
        received = self._metrics[found.metric].received if found is not None else None
        if found is not None and received is not None and not found.when and _given_by_investors(moment.scene, amount, choice, owner):
            return replace(found, metric=received)
        if found is not None and found.role == "counted" and self._metrics[found.metric].made is not None:
            found = self._as_made(moment, amount, choice, found, ranked)
        moved = amount.kind == "percent" and found is not None and find_direction(moment.scene, amount) is not None
        if moved and not choice.follows and _is_a_market(moment.scene, choice):
            goods = (m.about.cue for m in (*reversed(moment.linked), *moment.remembered) if self._counts_goods(m))
            counted = next(goods, None)
            if counted is not None:
                return replace(counted, measure=None)  # "sold 90,000 cars, a jump of 149% in a **market** that expanded 11%"
        of_no_firm = kind in PLACE_KINDS or owner.name is None
        return self._as_statistics(moment, amount, owner, choice, found, ranked) if found is not None and of_no_firm else found

    def _can_be_so_much(self, metric: str, amount: Amount) -> bool:
        """Whether an amount is no more than a metric can be and, if it is a sum, no less: no company is worth $180."""
        known = self._metrics[metric]
        least = known.least if amount.kind == "money" and amount.per is None and known.per_share is None else 0
        return least <= amount.value <= known.most

    def _whole_of_the_one_before(self, moment: Moment, amount: Amount, choice: CueChoice) -> Cue | None:
        """The metric of a sum that is told once more as a part of the same: "Ads brought in 1.9 billion yuan, **or 31% of sales**"."""
        last, scene = moment.last, moment.scene
        if amount.kind != "percent" or not choice.follows or last is None or last.amount.kind != "money":
            return None
        tokens = scene.gap(amount.outer_end, choice.mention.start).tokens
        if last.reading.measure != "level" or not scene.only(tokens[:1], "part") or not scene.only(tokens[1:], "owning", "whole"):
            return None
        tied = scene.gap(last.amount.outer_end, amount.outer_start)
        cue = next((c for c in choice.mention.cues if c.metric == last.about.cue.metric), None)
        return cue if cue is not None and NAME not in tied.tokens and len(tied) <= AGAIN_REACH else None

    def _of_a_span(self, scene: Scene, choice: CueChoice, cue: Cue) -> Cue:
        """People told by the time in which they come, where a place stands between: "**monthly** US **users**"."""
        for unit, metric in self._metrics[cue.metric].active.items():
            word = scene.nearest_before(choice.mention.start, SPAN_WORDS[unit])
            tokens = scene.gap(word.end, choice.mention.start).tokens if word is not None else ()
            if word is not None and tokens in ((), (NAME,)):
                return replace(cue, metric=metric)
        return cue

    def _earned_by_no_goods(self, moment: Moment, amount: Amount, choice: CueChoice, owner: OwnerChoice, tags: frozenset[str]) -> bool:
        """Whether a part is one of somebody's "sales" where no goods were told of: "makes 31% **of its sales** in China"."""
        if amount.kind != "percent" or not choice.follows or DEVICE in tags or owner.name is None:
            return False
        words = moment.scene.gap(amount.outer_end, choice.mention.start).tokens
        if not moment.scene.only(words[:1], "part") or not moment.scene.only(words[1:], "owning"):
            return False
        sold = {c.metric for c in choice.mention.cues if self._metrics[c.metric].goods}
        return not any((owner.name, metric) in moment.discourse.told or moment.has_told(metric) for metric in sold)

    def _counts_goods(self, linked: Linked) -> bool:
        """Whether a figure tells how many goods makers sold."""
        metric = self._metrics[linked.about.cue.metric]
        return metric.goods and metric.nature == "flow" and "count" in metric.units and linked.reading.measure != "share"

    def _as_made(self, moment: Moment, amount: Amount, choice: CueChoice, cue: Cue, ranked: Sequence[CueChoice]) -> Cue:
        """What things that are counted are where somebody produced them and sold none: "**turned out** 84,000 cars and 30,000 vans"."""
        made, last = self._metrics[cue.metric].made, moment.last
        if last is not None and last.about.cue.metric == made and last.about.cue.nature is not None:
            between = (m for m in moment.scene.cues if last.amount.outer_end <= m.start < m.end <= amount.outer_start)
            if all(c.role == "counted" for m in between for c in m.cues):
                return last.about.cue
        if amount.kind != "count":
            return cue
        done = next((o for o in ranked if o is not choice and any(c.role != "counted" for c in o.mention.cues)), None)
        if done is None or done.score < NAMES_TOO or (done.follows and done.feature != PASSIVE):
            return cue
        return next((c for c in done.mention.cues if c.metric == made and c.nature is not None and fits(moment.scene, c, amount)), cue)

    def _as_statistics(
        self, moment: Moment, amount: Amount, owner: OwnerChoice, choice: CueChoice, cue: Cue, ranked: Sequence[CueChoice]
    ) -> Cue:
        """What is counted or taken in where the text tells of a place and no firm.

        Goods that it "**exported**" are its trade; where a text has told its retail sales, so are its "sales", "spending" and what shops
        "took in".
        """
        if amount.kind == "count":
            form = self._metrics[cue.metric].place_form
            named = (c for other in ranked if other.score >= NAMES_TOO for c in other.mention.cues if c.metric == form)
            return next(named, cue)
        words = moment.scene.gap(choice.mention.start, choice.mention.end).tokens
        if moment.scene.some(words, "of_an_industry"):
            return cue
        forms = (self._metrics[c.metric].place_form for c in choice.mention.cues)
        told = next((form for form in forms if form is not None and (owner.name, form) in moment.discourse.told), None)
        if told is not None:
            return replace(cue, metric=told)
        return self.of_the_market(moment, owner, cue) if cue.role == "verb" else cue

    def of_the_market(self, moment: Moment, owner: OwnerChoice, cue: Cue) -> Cue:
        """What a business took in or grew by in a place whose market was told: "the market grew 2%. PC games **brought in** X".

        All companies or apps of a kind have revenue of their own.
        """
        form = self._metrics[cue.metric].market_form
        if form is None or (owner.name, form) not in moment.discourse.told or "industry" in moment.scene.classes:
            return cue
        return replace(cue, metric=form)

    def _spent_by_shoppers(self, scene: Scene, amount: Amount, choice: CueChoice) -> bool:
        """Whether people spent a sum on a marketplace: "South Koreans **spent $3 billion on Temu**", and no company spent it."""
        behind = scene.after(amount.outer_end, 2)
        if choice.follows or behind[1:] != (NAME,) or behind[0] not in scene.grammar.gaps["spent_on"]:
            return False
        before = next((m for m in reversed(scene.entities) if m.end <= choice.mention.start), None)
        return (before is None or before.role == "place") and self._marketplace_behind(scene, amount.outer_end)

    def _marketplace_behind(self, scene: Scene, at: int) -> bool:
        """Whether the next name is that of a marketplace: "spending on **Temu**"."""
        name = next((m.name for m in scene.entities if m.start >= at), None)
        return MARKETPLACE in self._knowledge.traits_of(name)


def _is_a_unit(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name is said to be a unit of a group: "the **overseas arm's** sales", "its **cloud unit**"."""
    word = scene.folded[mention.start : mention.end].split()[-1]
    return "unit" in scene.grammar.head_groups.get(word, NOTHING)


def _is_a_market(scene: Scene, choice: CueChoice) -> bool:
    """Whether the words that name a metric are those for a market, and no sum is told: "in a **market** that expanded 11%"."""
    words = scene.gap(choice.mention.start, choice.mention.end).tokens
    return scene.only(words[-1:] or (",",), "trade") and all(a.kind != "money" for a in scene.amounts)


def _can_go_on(last: Linked | None, cue: Cue) -> bool:
    """Whether a cue that needs a context can go on with the sentence before: not "EPS rose 41%. **Net income** rose 37%"."""
    return last is None and BY_THE_SHARE not in cue.when


def _of_one_share(scene: Scene, amount: Amount) -> bool:
    """Whether a result is so small that it can only be that of a share: "it had a loss of **6 cents**"."""
    behind = scene.after(amount.outer_end, 3)
    return amount.value < ONE_SHARE and amount.per is None and not scene.some(behind[:1], "each_one", "spent_on") and "each" not in behind


def metric_of(metrics: Mapping[str, Metric], cue: Cue) -> Metric:
    """The metric a cue names, of the nature that its words give it: output is a flow, though capacity is a stock."""
    metric = metrics[cue.metric]
    return metric if cue.nature in (None, metric.nature) else replace(metric, nature=cue.nature)


def _given_by_investors(scene: Scene, amount: Amount, choice: CueChoice, owner: OwnerChoice) -> bool:
    """Whether somebody is given money by investors of no name: "**Investors** have poured $7 billion **into Didi**"."""
    if owner.mention is None or owner.mention.start < amount.outer_end or choice.follows:
        return False
    words = scene.gap(scene.sentence.start, choice.mention.start).tokens
    return NAME not in words and not scene.grammar.content["financiers"].isdisjoint(words)


def _best(scene: Scene, choice: CueChoice, cues: Iterable[Cue], amount: Amount, tags: frozenset[str], likely: frozenset[str]) -> Cue | None:
    """Which of the cues that share their words is meant: by the context tags around them, and ``likely`` metrics before others."""
    best: tuple[float, Cue] | None = None
    direct = choice.feature == "noun right before" and choice.score >= 10.0 + 0.5 * max(c.weight for c in choice.mention.cues) - 0.2
    for cue in cues:
        if not fits(scene, cue, amount) or cue.unless & tags or (cue.when and not cue.when & tags):
            continue
        score = cue.weight + 3.0 * bool(cue.when) + 1.5 * (amount.kind in cue.units) + 0.5 * len(cue.when & tags)
        score += 1.0 * (cue.role == "counted" and choice.follows and amount.kind == "count")
        score += 1.5 * (cue.role == "verb" and direct)
        score += 1.5 * (cue.metric in likely)
        if best is None or score > best[0]:
            best = (score, cue)
    return best[1] if best else None


def level_behind(scene: Scene, amount: Amount) -> Amount | None:
    """The level that a change led to: the RMB 3 billion of "rose 5% to RMB 3 billion"."""
    at = next((i for i, a in enumerate(scene.amounts) if a is amount), -1) + 1
    level = scene.amounts[at] if amount.kind in RATIOS and 0 < at < len(scene.amounts) else None
    return level if level is not None and arrives(scene, amount, level) else None


def level_with(scene: Scene, amount: Amount) -> Amount | None:
    """The level told behind a growth of nothing named: "experienced a 11% decline, **with 4,200** vehicles handed over"."""
    at = next((i for i, a in enumerate(scene.amounts) if a is amount), -1) + 1
    if amount.kind != "percent" or not 0 < at < len(scene.amounts) or find_direction(scene, amount) is None:
        return None
    level = scene.amounts[at]
    told = scene.gap(amount.outer_end, level.outer_start).tokens[-1:] == ("with",)
    named = any(m.end <= level.outer_start and any(c.role != "verb" for c in m.cues) for m in scene.cues)  # "**recorded** a 7% gain"
    return level if told and not named else None


def level_named_behind(scene: Scene, amount: Amount) -> CueChoice | None:
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
            return CueChoice(choice.mention, NAMED_BEHIND, "named with the level behind", follows=False)
    return None


def cuts_off(scene: Scene, amount: Amount, mention: CueMention) -> bool:
    """Whether a part is cut off what the metric names, and not down to a level: "cut its staff by a fifth", but not "by half to 5,000"."""
    return is_cut(scene, amount, mention) and level_behind(scene, amount) is None


def _told_before(moment: Moment, owner: OwnerChoice) -> str | None:
    """The metric of the figure before, in the sentence or the one before it, if it is one of the same owner."""
    before = moment.last or next(iter(moment.remembered), None)
    return before.about.cue.metric if before is not None and before.about.owner.name == owner.name else None


def _purpose_told(moment: Moment, amount: Amount, cues: Sequence[Cue]) -> frozenset[str]:
    """What money went to that the figure before was for: "will keep its research budget at X. Last year it **spent** Y"."""
    before, behind = moment.last or next(iter(moment.remembered), None), moment.scene.after(amount.outer_end, 2)
    if before is None or (moment.scene.only(behind[:1] or (",",), "purpose") and behind[1:] != (TIME,)):
        return NOTHING
    return frozenset(tag for c in cues if c.metric == before.about.cue.metric for tag in c.when if tag in PURPOSES)


def _metrics_behind(scene: Scene, amount: Amount, ranked: Sequence[CueChoice]) -> set[str]:
    """The metrics that a noun tied to the amount names: "raised RMB 1.5 billion **in fresh capital**" ahead of a listing."""
    behind = scene.after(enumeration(scene, amount)[-1].outer_end, 2)
    behind = behind[1:] if scene.only(behind[:1] or (",",), "respective") else behind[:1]
    if behind not in (("in",), ("of",), ("from",)):
        return set()
    whole = next((cue for cue in scene.cues if cue.start >= amount.outer_end), None) if amount.kind == "percent" else None
    if whole is not None and scene.only(scene.gap(amount.outer_end, whole.start).tokens, "part", "owning", "determiner", "whole"):
        return {cue.metric for cue in whole.cues}  # "sales abroad were 42% **of its revenue**"
    nouns = [choice.mention for choice in ranked if choice.follows and choice.feature.startswith("noun")]
    first = min(nouns, key=lambda mention: mention.start, default=None)
    return {cue.metric for cue in first.cues} if first is not None else set()
