"""Whose figure it is where its sentence names nobody: whom the text has been speaking of, or whose statistics it tells."""

from __future__ import annotations

from dataclasses import replace

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import MARKS
from china_tech_metrics.link.knowledge import KnowledgeBase, sectors_named
from china_tech_metrics.link.owner_score import OwnerChoice, told_in_passing
from china_tech_metrics.link.pronouns import is_of_management
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.link.topic import DEVICE
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Metric

COUNTED_AT_HOME = 6.0
"""Score of the country whose statistics office the sentence cites."""
LAST_RESORT = -9.0
"""Score of a place where the text has spoken of no company."""
OPENED = 4.0
"""Score of whom a text tells of where a sentence begins with a place and names nobody."""
CARRIED = "carried"
"""The feature of an owner that the text spoke of before."""
SELLERS = frozenset({"company", "brand", "person"})
LINE_WORDS = 4
"""How many words before a metric's name are looked at for its line of business: "**home appliance** revenue"."""
TIMES = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})
"""What is paid by time is no ware: "subscribers pay **49 yuan a month**"."""
NO_COMPANIES = PLACE_KINDS | REPORTER_KINDS


def home_of_statistics(scene: Scene, metric: Metric | None, knowledge: KnowledgeBase) -> OwnerChoice | None:
    """ "The State Post Bureau counted 59.5 billion parcels": those of its country."""
    of_places = metric is not None and set(metric.about) & PLACE_KINDS
    if not of_places and any(m.kind not in NO_COMPANIES for m in scene.entities):
        return None
    for mention in scene.entities:
        home = knowledge.counts_for(mention.name) if mention.role == "source" else None
        if home is not None:
            return OwnerChoice(home, COUNTED_AT_HOME, "home of the statistics")
    return None


def of_the_group(scene: Scene, choice: CueChoice | None) -> bool:
    """Whether the metric is said to be that of the whole group: "total revenue"."""
    if choice is None:
        return False
    words = (*scene.before(choice.mention.start, 1), *scene.gap(choice.mention.start, choice.mention.end).tokens[:1])
    return scene.some(words, "whole")


def _is_of_another_line(scene: Scene, choice: CueChoice | None, name: str, knowledge: KnowledgeBase) -> bool:
    """Whether a figure is one of a line of business that a daughter is not in: "Cainiao grew 30%. **Cloud** revenue rose 3%"."""
    entity = knowledge.get(name)
    if choice is None or entity is None or entity.parent is None or not entity.sectors:
        return False
    cue = choice.mention
    words = (*scene.before(cue.start, LINE_WORDS), *scene.gap(cue.start, cue.end).tokens[:-1])
    begin = max((i + 1 for i, t in enumerate(words) if t in MARKS or scene.only((t,), "preposition", "copula", "conjunction")), default=0)
    said = sectors_named(scene.grammar, words[begin:])
    behind = scene.after(cue.end, LINE_WORDS) if not said else ()
    if scene.only(behind[:1] or (",",), "narrowed_by"):  # "Revenue **from quick commerce** rose 60%"
        stop = next((i for i, t in enumerate(behind) if t in MARKS), len(behind))
        said = sectors_named(scene.grammar, behind[1:stop])
    return bool(said) and said.isdisjoint(entity.sectors)


def _comes_back(discourse: Discourse, name: str, knowledge: KnowledgeBase) -> bool:
    """Whether a new paragraph comes back from a daughter told of in passing to the group that the text is about."""
    if discourse.fresh or discourse.lead is None or not knowledge.owns(discourse.lead, name):
        return False
    daughters = sum(knowledge.owns(discourse.lead, other) for other in discourse.recent)
    return daughters > 1 or (name != discourse.central and discourse.counts[name] <= discourse.counts[discourse.lead])


def _market_of_wares(scene: Scene, amount: Amount, metric: Metric | None, discourse: Discourse, knowledge: KnowledgeBase) -> str | None:
    """Where wares have a price that nobody is said to ask: "**Polysilicon prices** fell to 40 yuan per kilogram"."""
    if metric is None or metric.implied != "unit price" or "/" not in amount.unit or amount.per in TIMES:
        return None
    if any(m.role in ("plain", "compare") and m.start < amount.start for m in scene.entities):
        return None
    opening = scene.gap(scene.sentence.start, amount.outer_start).tokens
    if scene.some(opening, "owning", "determiner"):
        return None
    named = next((m.name for m in scene.entities if m.kind in PLACE_KINDS and m.role == "place"), None)
    return named or discourse.home or knowledge.home_of(discourse.lead)


def seller_on(
    scene: Scene, medium: EntityMention, metric: Metric | None, discourse: Discourse, knowledge: KnowledgeBase
) -> OwnerChoice | None:
    """The seller that a paragraph speaks of where a sentence names the platform only: "Bemo lost money. Orders **on Douyin** fell"."""
    if metric is None or metric.nature != "flow" or medium.kind != "platform" or medium.possessive:
        return None
    seller = discourse.subject if discourse.fresh or discourse.subject == discourse.lead else None
    if seller is None or scene.before(medium.start, 2)[1:] != ("on",) or any(m.role == "plain" and m is not medium for m in scene.entities):
        return None
    shop, rival = knowledge.get(medium.name), knowledge.get(seller)
    if rival is not None and shop is not None and shop.sectors[:1] == rival.sectors[:1]:
        return None  # "JD's orders rose 9%. Sales **on Tmall** rose 5%"
    sells = knowledge.kind_of(seller, discourse) in SELLERS and not knowledge.owns(seller, medium.name)
    return OwnerChoice(seller, 3.0, CARRIED) if sells else None


def carried(
    scene: Scene,
    amount: Amount,
    choice: CueChoice | None,
    metric: Metric | None,
    discourse: Discourse,
    knowledge: KnowledgeBase,
    number: int,
) -> OwnerChoice | None:
    """Whom the text has been speaking of, for a sentence that names nobody."""
    if discourse.home is not None and metric is not None and set(metric.about) & PLACE_KINDS:
        return OwnerChoice(discourse.home, 2.2, "home of the statistics")
    if metric is not None and set(metric.about[:1]) & PLACE_KINDS:
        home = knowledge.home_of(discourse.lead)
        return place_spoken_of(discourse, knowledge, number) or (OwnerChoice(home, 1.0, "home of the lead") if home else None)
    if discourse.told_of is not None and any(m.role == "source" for m in scene.entities):
        return OwnerChoice(discourse.told_of, 2.2, "place told of")
    of_accounts = metric is not None and metric.in_accounts and discourse.back_to_the_lead()
    told_before = discourse.told_of is not None and discourse.last_owner[1] == number - 1 and not of_accounts
    if (
        told_before
        and metric is not None
        and set(metric.about) & PLACE_KINDS
        and not any(m.role in ("plain", "compare") for m in scene.entities)
    ):
        return OwnerChoice(discourse.told_of, 2.2, "place told of")
    of_markets = metric is not None and metric.goods and set(metric.about) & PLACE_KINDS
    opening = _opening_place(scene) if of_markets else None
    averaged = metric is not None and _is_averaged(scene, choice, metric)
    market = discourse.market or (None if (discourse.fresh and not averaged) or opening is not None else discourse.reported)
    if (of_markets or averaged) and market is not None and not any(m.role in ("plain", "compare") for m in scene.entities):
        return OwnerChoice(market, 2.2, "place told of")  # "Vivo had 20%, Oppo 18%. **Shipments** rose 3%"
    if opening is not None and metric is not None:
        told = {knowledge.kind_of(owner, discourse) for owner, other in discourse.told if owner is not None and other == metric.id}
        if _is_everywhere(scene, opening) or not told.isdisjoint(PLACE_KINDS):
            return OwnerChoice(opening.name, OPENED, "place told of")
    wares = _market_of_wares(scene, amount, metric, discourse, knowledge)
    if wares is not None:
        return OwnerChoice(wares, 3.0, "home of the lead")
    back = discourse.comes_back_to()
    has_figures = any(owner == discourse.subject for owner, _ in discourse.told)
    if back is None and of_accounts and (not has_figures or discourse.subject == discourse.lead):
        back = discourse.lead  # "Apple dropped to sixth. ¶ For the June quarter **revenue** was X", in a report on Huawei
    if back is not None and (of_markets or knowledge.kind_of(back, discourse) in PLACE_KINDS):
        return place_spoken_of(discourse, knowledge, number)
    begin = scene.after(scene.sentence.start, 1)
    if of_markets and scene.some(begin, "whole") and _rivals_told(discourse, knowledge, number):
        return place_spoken_of(discourse, knowledge, number)
    passing, whole, managed = told_in_passing(scene, amount), of_the_group(scene, choice), is_of_management(scene)
    for name in discourse.salient(number) if back is None else (back,):
        kind = knowledge.kind_of(name, discourse)
        if kind in REPORTER_KINDS or kind in PLACE_KINDS or (name in passing and discourse.counts[name] == 1):
            continue
        of_group = metric is not None and (metric.owner == "group" or (kind in ("brand", "platform") and metric.about[:1] == ("company",)))
        if of_group and discourse.lead is not None and knowledge.owns(discourse.lead, name):
            name = discourse.lead  # "Youdao grew 9%. **Gross profit** was X": that of NetEase, of whom the text speaks
        made = kind == "product" and metric is not None and metric.about[:1] == ("company",)
        if managed and discourse.lead is not None:
            name = discourse.lead
        if whole or made:
            name = knowledge.group_of(name, discourse, topmost=whole)
        elif _is_of_another_line(scene, choice, name, knowledge) or _comes_back(discourse, name, knowledge):
            name = knowledge.group_of(name, discourse, topmost=True)
        if made and metric is not None and knowledge.kind_of(name, discourse) not in metric.about:
            continue  # a game has no research spending
        recent = number - discourse.recent[name] <= 1
        if opening is not None and metric is not None and (name, metric.id) in discourse.told:
            return OwnerChoice(name, OPENED, CARRIED)  # "Xiaomi sold 40 million phones. **In India**, shipments fell 2%"
        return OwnerChoice(name, 2.2 if recent else 1.2, CARRIED)
    if metric is not None and set(metric.about) & PLACE_KINDS:
        return place_spoken_of(discourse, knowledge, number)
    if discourse.home is not None:
        return OwnerChoice(discourse.home, 1.0, "home of the statistics")
    place = place_spoken_of(discourse, knowledge, number)
    return replace(place, score=LAST_RESORT) if place is not None else None


def _is_averaged(scene: Scene, choice: CueChoice | None, metric: Metric) -> bool:
    """Whether a price is the average one of goods that are named: "**The average price of a smartwatch** fell to 1,100 yuan"."""
    if choice is None or metric.about[:1] != ("product",) or DEVICE not in scene.contexts:
        return False
    return not scene.grammar.content["averaging"].isdisjoint(scene.gap(choice.mention.start, choice.mention.end).tokens)


def _opening_place(scene: Scene) -> EntityMention | None:
    """The place that a sentence begins with which names nobody: "**In China alone**, shipments rose 36%"."""
    place = scene.entities[0] if scene.entities else None
    if (
        place is None
        or place.role != "place"
        or not scene.only(scene.gap(scene.sentence.start, place.start).tokens[:1], "place_preposition")
    ):
        return None
    return place if all(m.role in ("place", "source") for m in scene.entities) else None


def _is_everywhere(scene: Scene, place: EntityMention) -> bool:
    """Whether a place that opens a sentence is that of what follows at once: "**Globally**, shipments fell 13%"."""
    cue = next((cue for cue in scene.cues if cue.start >= place.end), None)
    return place.start == scene.sentence.start and cue is not None and scene.gap(place.end, cue.start).tokens == (",",)


def _rivals_told(discourse: Discourse, knowledge: KnowledgeBase, number: int) -> bool:
    """Whether the sentence before was about several sellers, whose "total" is that of their market: "**Total shipments** grew 3%"."""
    told = [name for name, sentence in discourse.recent.items() if sentence == number - 1]
    return sum(knowledge.kind_of(name, discourse) in SELLERS for name in told) > 1


def place_spoken_of(discourse: Discourse, knowledge: KnowledgeBase, number: int) -> OwnerChoice | None:
    """The country the text speaks of most and last, else another place."""
    countries = [name for name in discourse.places if knowledge.kind_of(name, discourse) == "country"]
    named = countries or list(discourse.places)
    if number not in discourse.places.values():
        named.reverse()  # of those of an earlier sentence the last one
    place = max(named, key=lambda name: discourse.weight_of_place(name, number), default=None)
    return OwnerChoice(place, 2.0, "place spoken of") if place is not None else None
