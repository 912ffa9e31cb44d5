"""Which metric a share is, by what it is a share of: a seller's part of a city's orders is a market share."""

from __future__ import annotations

from china_tech_metrics.link.anaphora import anaphor_before
from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.implied import has_alone
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.measure import share_word
from china_tech_metrics.link.moment import About, Linked, Moment
from china_tech_metrics.link.restated import SAID_AGAIN
from china_tech_metrics.link.scene import CueMention, EntityMention, Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Metric

WORLD_REACH = 2
"""How many words may stand between "global" and the thing counted: "global **production of** cars"."""


class Wholes:
    """Tells what parts of one vocabulary's metrics are."""

    def __init__(self, vocabulary: Vocabulary, knowledge: KnowledgeBase) -> None:
        self._vocabulary = vocabulary
        self._knowledge = knowledge

    def metric(self, moment: Moment, amount: Amount, about: About, metric: Metric) -> Metric | None:
        """The metric that a share of another one is, if it has a name of its own: a seller's part of a city's orders is a market share."""
        scene, owner, part = moment.scene, about.owner, metric.part
        if whole_of_place(scene, amount, about.choice) or self._of_the_whole_told(moment, about, metric):
            kind = self._knowledge.kind_of(owner.name, moment.discourse) if owner.name else None
            supplied = not scene.grammar.content["makers_verbs"].isdisjoint(scene.before(amount.outer_start, 1))
            of_a_place = (kind is None or kind in PLACE_KINDS) and not supplied and not accounts_for(scene, amount, owner.mention)
            sold = metric.goods or (metric.nature == "flow" and kind not in PLACE_KINDS)  # not "China has half of the world's **output**"
            seller = metric.seller_part if sold else None
            part = (metric.place_part if of_a_place else seller) or part
        elif metric.goods and owner.mention is None and part_of_all_goods(scene, amount, about.choice):
            part = metric.place_part
        elif metric.seller_part is not None and metric.nature == "flow" and not moment.columns and owner.name is not None:
            own = of_somebody(scene, amount, about.choice) or _restates_a_sum(moment, amount, metric)
            told = moment.has_told(metric.seller_part) and not own
            of_all = metric.goods or scene.gap(amount.outer_end, about.choice.mention.start).tokens == ("of",)  # "has 17% **of sales**"
            taken = (of_all and takes_part(scene, amount, about.choice, owner.mention)) or (
                metric.goods and (beside_a_volume(scene, moment.last, amount) or has_alone(scene, amount))
            )
            of_places = set(metric.about) <= PLACE_KINDS  # "its share of Southeast Asian **online retail** rose to 21%"
            if (told or taken or of_places or is_a_share(scene, amount)) and self._knowledge.kind_of(
                owner.name, moment.discourse
            ) not in PLACE_KINDS:
                part = metric.seller_part  # "Xiaomi had a market share of 19%. Huawei shipped 13 million units for **18%**"
        return None if part is None else self._vocabulary.metrics[part]

    def margin(self, scene: Scene, amount: Amount, metric: Metric) -> Metric | None:
        """The margin that a result told as a part of the turnover is: "profits amounted to **4.3% of revenue**"."""
        ratio = next((m for m in self._vocabulary.metrics.values() if m.ratio and m.ratio[0] == metric.id), None)
        whole = next((cue for cue in scene.cues if cue.start >= amount.outer_end), None)
        if ratio is None or whole is None or all(c.metric != ratio.ratio[1] for c in whole.cues):
            return None
        words = scene.gap(amount.outer_end, whole.start).tokens
        return ratio if scene.only(words[:1] or (",",), "part") and scene.only(words[1:], "owning", "determiner") else None

    def _of_the_whole_told(self, moment: Moment, about: About, metric: Metric) -> bool:
        """Whether a seller's share is one of what a place's were said to be: "took 58% **of the sales**" after those of all platforms."""
        again = about.feature == SAID_AGAIN  # "sold 13 million, **equal to 19% of the total**"
        if not (about.choice.follows or again) or about.owner.name is None:
            return False
        before = (*moment.linked, *moment.remembered) if metric.goods else moment.wholes  # a report on goods tells one story
        alike = [m for m in before if m.about.cue.metric == metric.id]
        told = [m for m in alike if m.reading.measure in ("level", "growth")]
        if again and all(m is moment.last for m in told if m.about.owner.name == about.owner.name):
            told = [m for m in told if self._knowledge.kind_of(m.about.owner.name or "", moment.discourse) in PLACE_KINDS]
        kinds = {self._knowledge.kind_of(m.about.owner.name, moment.discourse) for m in told if m.about.owner.name is not None}
        return bool(kinds) and kinds <= PLACE_KINDS


def whole_of_place(scene: Scene, amount: Amount, choice: CueChoice) -> bool:
    """Whether a share is one of all that a place or market has: "44% of **the city's** orders", "half of new car sales **in China**"."""
    if not choice.follows:
        return share_word(scene, amount) and _said_of_the_world(scene, choice.mention)
    if of_somebody(scene, amount, choice):
        return False  # "45% of JD's orders in China"
    between = scene.gap(amount.outer_end, choice.mention.start).tokens
    makes = scene.only(scene.before(amount.outer_start, 1) or (",",), "making")
    taken = between[:2] == ("of", "all") and (makes or any(accounts_for(scene, amount, m) for m in scene.entities))
    if taken or scene.some(between, "trade"):
        # "28% of **all** shoe sales", "18% of the **market's** revenue"
        return not _owned_between(scene, amount, choice)
    for mention in scene.entities:
        if mention.role == "place" and mention.start >= amount.outer_end:
            behind = scene.gap(choice.mention.end, mention.start).tokens
            if mention.end <= choice.mention.start or (len(behind) <= 2 and scene.only(behind[-1:] or (",",), "place_preposition")):
                return True
    return False


def of_somebody(scene: Scene, amount: Amount, choice: CueChoice) -> bool:
    """Whether the whole is what one company has: "2% of **the company's** total revenue"."""
    if not choice.follows:
        return False
    return any(m.possessive and m.role != "place" and amount.outer_end <= m.start < choice.mention.start for m in scene.entities)


def _restates_a_sum(moment: Moment, amount: Amount, metric: Metric) -> bool:
    """Whether a part is the sum right before it told once more: "brought in 1.9 billion yuan, **making up 31% of revenue**"."""
    last = moment.last
    if last is None or last.amount.kind != "money" or last.about.cue.metric != metric.id or last.reading.measure != "level":
        return False
    return (
        moment.scene.after(amount.outer_end, 1) == ("of",)
        and NAME not in moment.scene.gap(last.amount.outer_end, amount.outer_start).tokens
    )


def _owned_between(scene: Scene, amount: Amount, choice: CueChoice) -> bool:
    """Whether the whole is somebody's: "47% of **its** car sales"."""
    return any(scene.only([t], "owning") or t == NAME for t in scene.gap(amount.outer_end, choice.mention.start).tokens)


def part_of_all_goods(scene: Scene, amount: Amount, choice: CueChoice) -> bool:
    """Whether goods have a part of all sales: "**NEVs accounted for** 47% of passenger car sales"."""
    word = scene.nearest_before(amount.outer_start, "share") if choice.follows else None
    if word is None or scene.gap(word.end, amount.outer_start).content or _owned_between(scene, amount, choice):
        return False
    goods = (m for m in scene.cues if m.end <= word.start and any(c.role == "counted" for c in m.cues))
    return any(scene.only(scene.gap(m.end, word.start).tokens, "copula", "adverb") for m in goods)


def is_a_share(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is called a share and no whole is said behind it: "shipped 5.8 million phones for **a share of** 19.3%"."""
    called = scene.some(scene.before(amount.outer_start, 2), "proportion") and not anaphor_before(scene, amount)
    return called and not scene.only(scene.after(amount.outer_end, 1) or (",",), "part")


def beside_a_volume(scene: Scene, last: Linked | None, amount: Amount) -> bool:
    """Whether a percentage stands beside the units somebody sold: "shipped 9 million phones, **good for 14%**", "9 million **and 14%**"."""
    if last is None or last.reading.measure != "level" or last.amount.kind not in ("count", "quantity"):
        return False
    if scene.after(amount.outer_end, 1) == ("of",) or scene.grammar.content["with_units"].isdisjoint(scene.before(amount.outer_start, 1)):
        return False
    return not share_word(scene, amount) and scene.gap(last.amount.outer_end, amount.outer_start).breaks <= 1


def takes_part(scene: Scene, amount: Amount, choice: CueChoice, owner: EntityMention | None) -> bool:
    """Whether somebody takes a part of what is sold by all: "**Acme had** 37% of installations", but not "sold 37% of its cars abroad"."""
    if owner is None or owner.end > amount.outer_start or not choice.follows or scene.after(amount.outer_end, 1) != ("of",):
        return False
    words = [t for t in scene.gap(owner.end, amount.outer_start).tokens if not scene.only([t], "adverb")]
    led = [t for t in words if t != ","]
    # "**took the top spot** in China **with** 22% of shipments"
    ranked = led[-1:] == ["with"] and not scene.grammar.content["leading_with"].isdisjoint(led)
    if ranked or (len(led) == 1 and scene.only(led, "having")):
        return not _owned_between(scene, amount, choice)  # "DJI, **with over 70% of** consumer drones"
    takes = bool(words) and all(t in scene.grammar.content["taking_part_of"] or scene.only([t], "copula") for t in words)
    return takes and not _owned_between(scene, amount, choice) and not of_somebody(scene, amount, choice)


def _said_of_the_world(scene: Scene, mention: CueMention) -> bool:
    """Whether the metric named before a share is that of all the world: "dominates **global production**, accounting for 60%"."""
    places = (
        m for m in scene.entities if m.role == "place" and m.end <= mention.start and len(scene.gap(m.end, mention.start)) <= WORLD_REACH
    )
    return any(scene.folded[m.start : m.end] in scene.grammar.gaps["world"] for m in places)


def accounts_for(scene: Scene, amount: Amount, owner: EntityMention | None) -> bool:
    """Whether the owner is who takes the share, and no place the whole is of: "**China** accounted for 60% of all EV sales"."""
    if owner is None or owner.end > amount.outer_start or owner.role not in ("plain", "place"):
        return False
    takes = share_word(scene, amount) or not scene.grammar.content["taking_part_of"].isdisjoint(scene.before(amount.outer_start, 1))
    return takes and not scene.only(scene.before(owner.start, 1) or (",",), "preposition")
