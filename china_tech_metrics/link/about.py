"""What an amount is about: the cue that names its metric and the entity it belongs to.

The ways to find out are tried from the most certain to the least: the amount continues a list, a change led to it, the
best cue of the sentence, a metric that is meant without a word, the amount before it, the sentence before.
"""

from __future__ import annotations

from dataclasses import replace

from china_tech_metrics.link.aims import aim_behind
from china_tech_metrics.link.anaphora import points_back
from china_tech_metrics.link.choices import COUNTED, RIGHT_BEHIND, CueChoice, is_set_off
from china_tech_metrics.link.direction import changes_another, find_direction, grows_aside, names_another
from china_tech_metrics.link.ellipsis import CERTAIN, GROWN, REMEMBERED, WEAK, EllipsisReader
from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.handed_on import COUNTED_BEHIND
from china_tech_metrics.link.implied import (
    OF_NO_GOODS,
    comes_to,
    contributed,
    given_a_share,
    grew,
    has_alone,
    holds_too,
    makes_a_business,
    moves_like_a_share,
    moves_too,
    of_a_sector,
    of_energy,
    of_one_share,
    on_a_day,
    part_of_a_company,
    people_doing,
    price_closed_at,
    priced_by_the_piece,
    share_of_a_name,
    whole_behind,
    worth_of_a_company,
)
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.lists import enumeration, respective_cue, stands_alone
from china_tech_metrics.link.metric import rank_cues
from china_tech_metrics.link.moment import About, Moment
from china_tech_metrics.link.owner import OwnerReader
from china_tech_metrics.link.purpose import MODEST, SPANS_OF_TIME, WORTH_FROM
from china_tech_metrics.link.purpose import SMALL as SMALL_SUM
from china_tech_metrics.link.record import RecordReader, level_behind, level_named_behind, level_with
from china_tech_metrics.link.repeating import leaves_out_the_metric
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.link.topic import BATTERIES, DEVICE, FESTIVAL
from china_tech_metrics.model import RATIOS, Amount
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import LISTED, PLACE_KINDS, Cue, Metric

CANDIDATES = 4
CUE_THRESHOLD = 2.5
PLAIN_THRESHOLD = 6.0
SMALL_THRESHOLD = 11.5
SMALL = 13
"""Plain numbers below this count things in passing ("six key areas") unless the counted noun follows at once."""
OPENING = 4
TIME_FIRST = 3
"""Within so many words a sentence begins with its time: "In the first quarter they rose"."""
SOLD_FROM = 10_000_000
"""From here on a sum that nothing names is what was sold, in a text on a festival."""
MAKER = "maker"
SUM_OF_A_BUSINESS = "sum of a business"
"""Meant where a business came to a sum, and it is not said in what."""
GROWTH_IN_ENERGY = "growth in energy"
"""Meant where a name grew to so much energy, and it is not said of what."""
TRADING, LISTINGS = "trading", frozenset({"listing", "debut"})
"""Topics of sentences in which a small sum is the price of a share: "finished its first day **as a listed company** at HK$345"."""
PRICE_OF_A_SHARE = "price of a share"
"""Meant where a name rose or fell to a sum so small that no company earns it."""


class AboutReader:
    """Finds metric and owner of amounts. Build once for a vocabulary and language."""

    def __init__(self, vocabulary: Vocabulary, knowledge: KnowledgeBase, owner: OwnerReader) -> None:
        self._vocabulary = vocabulary
        self._knowledge = knowledge
        self._owner = owner
        self._ellipsis = EllipsisReader(vocabulary.metrics, knowledge, owner)
        self._of_markets = frozenset(m.id for m in vocabulary.metrics.values() if set(m.about) <= PLACE_KINDS)
        self._records = RecordReader(vocabulary.metrics, knowledge)
        self._implied = [m for m in vocabulary.metrics.values() if m.implied is not None]

    def read(self, moment: Moment, amount: Amount) -> About | None:
        """What the amount is about; None if nothing says it."""
        if amount.kind == "times" and moment.scene.only(moment.scene.before(amount.outer_start, 1), "subscribing"):
            return None  # "the offering was **oversubscribed** 81 times"
        about = self._read(moment, amount)
        if about is None or amount.kind in RATIOS:
            return about
        metric = self._vocabulary.metrics[about.cue.metric]
        no_goods = metric.nature == "flow" and amount.unit in OF_NO_GOODS  # "sold 64,000 in **20 minutes**"
        return None if no_goods or amount.kind not in (metric.units | about.cue.units) else about

    def _read(self, moment: Moment, amount: Amount) -> About | None:
        if changes_another(moment.scene, amount) or names_another(moment.scene, amount):
            return None
        ranked = rank_cues(moment.scene, amount, enumeration(moment.scene, amount)[-1].outer_end, moment.contexts)
        return (
            self._by_column(moment, amount)
            or self._ellipsis.by_whole(moment, amount)
            or self._by_sector(moment, amount)
            or self._by_growth(moment, amount)
            or self._ellipsis.by_grammar(moment, amount, ranked)
            or self._ellipsis.by_share_meant(moment, amount)
            or self._by_level(moment, amount)
            or self._by_use(moment, amount)
            or self._by_label(moment, amount, ranked)
            or self._by_its_whole(moment, amount)
            or self._ellipsis.by_rank(moment, amount, ranked)
            or self._by_cue(moment, amount, ranked)
            or self._by_implication(moment, amount)
            or self._ellipsis.by_the_one_before(moment, amount)
            or self._by_heading(moment, amount)
            or self._ellipsis.by_memory(moment, amount)
            or self._by_energy(moment, amount, amount)
            or self._by_business(moment, amount)
            or self._by_sum(moment, amount)
            or self._ellipsis.by_recency(moment, amount)
        )

    def _by_column(self, moment: Moment, amount: Amount) -> About | None:
        """What the line before a list says of the figures of every item: "(units, market share, change):"."""
        amounts = moment.scene.amounts
        if not moment.columns or len(moment.columns) != len(amounts):
            return None
        at = next(i for i, a in enumerate(amounts) if a is amount)
        mention = moment.columns[at] or moment.columns[0]
        return None if mention is None else self._as_named_before(moment, amount, mention, CERTAIN, "column of the list")

    def _by_level(self, moment: Moment, amount: Amount) -> About | None:
        """A change that leads to counted things is one of these: "sales rose 5% **to 300,000 vehicles**"."""
        scene = moment.scene
        named = level_named_behind(scene, amount)
        if named is not None:
            return self._by_cue(moment, amount, [named])
        level = level_behind(scene, amount) or level_with(scene, amount)
        if level is None or level.kind != "count":
            return None
        ranked = rank_cues(scene, level)
        if not any(c.follows and c.feature == "counted noun behind" for c in ranked[:1]):
            return None
        found = self._by_cue(moment, level, ranked)
        return found and replace(found, feature=COUNTED_BEHIND)

    def _by_cue(self, moment: Moment, amount: Amount, ranked: list[CueChoice]) -> About | None:
        threshold = CUE_THRESHOLD
        if amount.bare and not amount.paired and not is_set_off(moment.scene, amount):
            threshold = SMALL_THRESHOLD if amount.value < SMALL else PLAIN_THRESHOLD
        named = respective_cue(moment.scene, amount)
        if named is not None:
            ranked = [CueChoice(named, CERTAIN, "in the order of the metrics", follows=False), *ranked]
        for choice in ranked[:CANDIDATES]:
            if choice.score < threshold:
                return None
            first = self._vocabulary.metrics[self._records.first(moment, choice).metric]
            owner = self._owner.read(moment, amount, choice, first)
            cue = self._records.choose(moment, amount, choice, ranked, owner)
            if cue is None:
                continue
            metric = self._vocabulary.metrics[cue.metric]
            if amount.bare and amount.value < metric.least:
                return None
            if metric is not first:
                owner = self._owner.read(moment, amount, choice, metric)
            return About(choice, cue, owner, choice.feature)
        return None

    def _by_its_whole(self, moment: Moment, amount: Amount) -> About | None:
        """A part that no word names is counted like the whole behind: "**700** of its 2,400 staff", "**7%** of its goal of 9 cars"."""
        whole = whole_behind(moment.scene, amount) or aim_behind(moment.scene, amount)
        if whole is None or (amount.kind == "count" and amount.value < SMALL):
            return None
        named = [c for c in rank_cues(moment.scene, whole)[:1] if c.feature in (COUNTED, RIGHT_BEHIND)]
        found = self._by_cue(moment, amount if amount.kind == whole.kind else whole, named)
        return found and replace(found, cue=replace(found.cue, status=None), feature="part of the figure behind")

    def _by_growth(self, moment: Moment, amount: Amount) -> About | None:
        """What a name grew by beside its market or share: "Acme led the market with a 6% share, **growing 19%**"."""
        scene, last = moment.scene, moment.last
        if amount.kind != "percent" or (last is not None and last.reading.measure != "share") or not grows_aside(scene, amount):
            return None
        named = [c for c in scene.cues if c.end <= amount.outer_start and any(k.role != "verb" for k in c.cues)]
        named = [c for c in named if not scene.only(scene.gap(c.start, c.end).tokens[-1:], "trade")]
        others = {k.metric for c in named for k in c.cues if k.measure != "share"} - self._of_markets
        grown = next((m for m in self._implied if m.implied == "growth" and {m.id} == others), None)
        if grown is not None:  # "shipped 10 million units for a 15% share **and grew 2%**"
            cue = Cue(metric=grown.id, words=(), role="noun", units=grown.units)
            return self._ellipsis.without_words(moment, amount, cue, WEAK, GROWN)
        if others:
            return None
        level = level_behind(scene, amount)
        return (
            self._by_energy(moment, amount, level)
            if level is not None and of_energy(level)
            else self._without_a_word(moment, amount, "growth", None)
        )

    def _by_implication(self, moment: Moment, amount: Amount) -> About | None:
        """A metric no word names: "the cloud unit grew 7%" is revenue, "RMB 303 per kilogram" a price, "65 GWh" a capacity."""
        if (has_alone(moment.scene, amount) or share_of_a_name(moment.scene, amount)) and self._goods_told(moment):
            return self._without_a_word(moment, amount, "share of a sector", "share")
        level = level_behind(moment.scene, amount) or price_closed_at(moment.scene, amount)
        if level is not None and of_energy(level):
            return self._by_energy(moment, amount, level)
        if amount.kind == "money" and (priced_by_the_piece(moment.scene, amount) or amount.per not in (None, *SPANS_OF_TIME)):
            kind = "unit price"
        elif on_a_day(moment.scene, amount) and moves_like_a_share(moment.scene, amount):
            kind = PRICE_OF_A_SHARE
        elif (told := moment.last) is not None and moves_too(moment.scene, told, amount):
            return self._ellipsis.without_words(moment, amount, told.about.cue, WEAK, "as the one before")
        elif grew(moment.scene, amount):
            kind = PRICE_OF_A_SHARE if of_one_share(level or amount) or self._on_the_market(moment, amount) else "growth"
        elif worth_of_a_company(moment.scene, amount):
            kind = "worth"
        elif makes_a_business(moment.scene, amount):
            kind = SUM_OF_A_BUSINESS
        else:
            return None
        return self._without_a_word(moment, amount, kind, None)

    def _on_the_market(self, moment: Moment, amount: Amount) -> bool:
        """Whether it is the share of a company that moved: "Alibaba sank 4%", where nothing before tells of another figure."""
        told = [self._vocabulary.metrics[m.about.cue.metric] for m in (*moment.linked[-1:], *moment.remembered)]
        if any(metric.implied == "growth" or _counts_of_makers(metric) for metric in told):
            return False
        contexts = moment.scene.contexts | moment.contexts
        if any(m.implied == "growth" and m.implied_when & contexts for m in self._implied) or not moves_like_a_share(moment.scene, amount):
            return False
        owner = self._owner.spoken_of(moment, amount, None, None)
        mention = owner.mention
        if mention is None or mention.via != "name":
            return False
        return LISTED in self._knowledge.traits_of(owner.name)

    def _by_business(self, moment: Moment, amount: Amount) -> About | None:
        """What a business is said to have come to or contributed, after nothing that it could be more of, is its revenue."""
        if contributed(moment.scene, amount):
            told = (m for m in (*reversed(moment.linked), *moment.remembered) if m.amount.unit == amount.unit)
            alike = next((m for m in told if self._vocabulary.metrics[m.about.cue.metric].nature == "flow"), None)
            if alike is not None:
                return self._ellipsis.without_words(moment, amount, alike.about.cue, WEAK, "as the one before")
            return self._without_a_word(moment, amount, SUM_OF_A_BUSINESS, None)
        return self._without_a_word(moment, amount, SUM_OF_A_BUSINESS, None) if comes_to(moment.scene, amount) else None

    def _by_sum(self, moment: Moment, amount: Amount) -> About | None:
        """What a sum is that nothing names: of a festival it is sales, a small one a price."""
        if amount.kind != "money" or amount.per is not None or amount.worded:
            return None
        least = SOLD_FROM if FESTIVAL in moment.contexts else WORTH_FROM
        if FESTIVAL in moment.scene.contexts | moment.contexts and amount.value >= least:
            return self._without_a_word(moment, amount, "sum", None)
        if amount.value < SMALL_SUM or (amount.value < MODEST and self._of_goods(moment)):
            last = moment.last
            moves = last is not None and self._vocabulary.metrics[last.about.cue.metric].nature == "moment"
            moves = moves or self._of_shares(moment)
            return self._without_a_word(moment, amount, PRICE_OF_A_SHARE if moves else "unit price", None)
        return None

    def _of_shares(self, moment: Moment) -> bool:
        """Whether a sentence speaks of shares, and if only of that they are traded, of no goods."""
        contexts = moment.scene.contexts
        return not LISTINGS.isdisjoint(contexts) or (TRADING in contexts and not self._of_goods(moment))

    def _of_goods(self, moment: Moment) -> bool:
        """Whether a sentence speaks of goods, or of who makes them."""
        names = {m.name for m in moment.scene.entities if m.name is not None}
        made = any(self._knowledge.kind_of(n, moment.discourse) == "product" or MAKER in self._knowledge.traits_of(n) for n in names)
        return made or DEVICE in moment.scene.contexts

    def _by_energy(self, moment: Moment, amount: Amount, level: Amount) -> About | None:
        """What so much power or energy is, or a change that led to it: what the figures before in the same unit are, else a capacity.

        What somebody grew to is what was shipped: "Acme **rose 14% to** 13.9 GWh".
        """
        if not of_energy(level):
            return None
        alike = next((m for m in (*reversed(moment.linked), *moment.remembered) if m.amount.unit == level.unit), None)
        if alike is not None:
            return self._ellipsis.without_words(moment, amount, alike.about.cue, WEAK, "counted like the figure before")
        return self._without_a_word(
            moment, amount, "energy" if level is amount and BATTERIES not in moment.contexts else GROWTH_IN_ENERGY, None
        )

    def _by_sector(self, moment: Moment, amount: Amount) -> About | None:
        """A market share or stake no word names: "half of the region's e-commerce", "paid $3 million for 33% of Alibaba"."""
        if part_of_a_company(moment.scene, amount) or (holds_too(moment.scene, amount) and self._of_holdings(moment)):
            return self._without_a_word(moment, amount, "part of a company", "share")
        if given_a_share(moment.scene, amount) and self._goods_told(moment):
            return self._without_a_word(moment, amount, "share of a sector", "share")
        return self._without_a_word(moment, amount, "share of a sector", "share") if of_a_sector(moment.scene, amount) else None

    def _goods_told(self, moment: Moment) -> bool:
        """Whether the figure before tells how many goods were sold."""
        before = moment.last or next(iter(moment.remembered), None)
        return before is not None and before.reading.measure != "share" and self._vocabulary.metrics[before.about.cue.metric].goods

    def _of_holdings(self, moment: Moment) -> bool:
        """Whether the figures before tell what parts of companies somebody has."""
        told = (m.about.cue.metric for m in (*moment.linked, *moment.remembered))
        return any(self._vocabulary.metrics[metric].implied == "part of a company" for metric in told)

    def _by_use(self, moment: Moment, amount: Amount) -> About | None:
        """People counted by what they do are users of it, or its viewers."""
        kind = people_doing(moment.scene, amount)
        return None if kind is None else self._without_a_word(moment, amount, kind, "level")

    def _without_a_word(self, moment: Moment, amount: Amount, kind: str, measure: str | None) -> About | None:
        first: About | None = None
        for metric in self._implied_by(kind, moment):
            cue = Cue(metric=metric.id, words=(), role="noun", units=metric.units, measure=measure)
            found = self._ellipsis.without_words(moment, amount, cue, WEAK, f"implied {kind}")
            owner = found.owner.name
            if owner is not None and self._knowledge.kind_of(owner, moment.discourse) in PLACE_KINDS:
                found = replace(found, cue=self._records.of_the_market(moment, found.owner, cue))
            contexts = moment.scene.contexts | moment.contexts | self._knowledge.traits_of(owner)
            if LISTED in metric.implied_when and metric.implied_when.isdisjoint(contexts):
                continue
            if owner is None or self._knowledge.kind_of(owner, moment.discourse) in metric.about:
                return found
            first = first or found
        return first

    def _implied_by(self, kind: str, moment: Moment) -> list[Metric]:
        """The metrics that can be meant without a word; those that need a context go before others where sentence or text have it."""
        contexts = moment.scene.contexts | moment.contexts
        if kind == PRICE_OF_A_SHARE:
            return [m for m in self._implied if m.implied == "growth" and m.nature == "moment"]
        if kind == GROWTH_IN_ENERGY:
            return [m for m in self._implied if m.implied == "growth" and "quantity" in m.units]
        if kind == SUM_OF_A_BUSINESS:
            return [m for m in self._implied if m.implied == "growth" and not m.implied_when]
        for last in [m for m in moment.remembered if kind != "growth" or m.reading.measure != "share"][:1]:
            metric = self._vocabulary.metrics[last.about.cue.metric]
            if metric.implied == kind or (kind == "growth" and _counts_of_makers(metric)):
                return [metric]  # "Tablet shipments slipped 5%. Apple **fell 8%**"
        fitting = [m for m in self._implied if m.implied == kind and (not m.implied_when or m.implied_when & (contexts | {LISTED}))]
        return sorted(fitting, key=lambda m: not m.implied_when)

    def _by_heading(self, moment: Moment, amount: Amount) -> About | None:
        """What the line before a list names, "Deliveries in July:", or the sentence before of one that begins with "It stood at"."""
        if moment.heading is None or moment.linked or (amount.bare and not stands_alone(moment.scene, amount)):
            return None
        scene = moment.scene
        if not (moment.in_list or _taken_up(scene, amount) or leaves_out_the_metric(scene, amount) or points_back(scene, amount)):
            return None  # "Margins narrowed. **BYD's** fell to 17.6%"
        if (
            amount.kind in RATIOS
            and not amount.worded
            and find_direction(moment.scene, amount) is None
            and all(amount.kind not in c.units for c in moment.heading.cues)
        ):
            return None
        return self._as_named_before(moment, amount, moment.heading, REMEMBERED, "named before the list")

    def _by_label(self, moment: Moment, amount: Amount, ranked: list[CueChoice]) -> About | None:
        """An item that only says of what things its figure is: "Capacity in June: - Wafers: **43 GW**"."""
        if moment.heading is None or not moment.in_list or moment.linked or not ranked or ranked[0].follows:
            return None
        labels = all(c.role == "counted" for c in ranked[0].mention.cues)
        told = any(amount.kind in c.units for c in moment.heading.cues)
        colon = moment.scene.gap(ranked[0].mention.end, amount.outer_start).tokens == (":",)
        return (
            self._as_named_before(moment, amount, moment.heading, REMEMBERED, "named before the list")
            if labels and told and colon
            else None
        )

    def _as_named_before(self, moment: Moment, amount: Amount, mention: CueMention, score: float, feature: str) -> About | None:
        """The metric of words that stand in another line; the owner decides which of several is meant."""
        choice = CueChoice(mention, score, feature, follows=False)
        owner = self._owner.spoken_of(moment, amount, None, None)
        cue = self._records.choose(moment, amount, choice, (), owner)
        return None if cue is None else self._ellipsis.without_words(moment, amount, cue, score, feature)


def _counts_of_makers(metric: Metric) -> bool:
    """Whether a metric counts what companies do in a period: shipments, orders, downloads."""
    return metric.nature == "flow" and "count" in metric.units and "company" in metric.about


def _taken_up(scene: Scene, amount: Amount) -> bool:
    """Whether a sentence begins with a pronoun for what the one before spoke of: "**It** stood at 674 million"."""
    moved = find_direction(scene, amount)
    end = amount.outer_start if moved is None or moved.noun else min(moved.span.start, amount.outer_start)  # "**It sank** 97.5%"
    words = scene.gap(scene.sentence.start, end).tokens
    if TIME in words[:TIME_FIRST]:
        words = tuple(t for t in words[words.index(TIME) + 1 :] if t != ",")  # "**In the first quarter** they rose"
    if scene.only(words[:1] or (",",), "preposition") and words[1:2] == (NAME,):
        words = tuple(t for t in words[2:] if t != ",")  # "**At Nio** they fell 20%"
    first, *rest = words or ("",)
    return scene.only((first,), "takes_up") and scene.only(rest, "reach", "adverb", "copula") and len(rest) <= OPENING
