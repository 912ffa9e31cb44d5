"""Which place a description means: "the country", "the city", "the smartphone market"."""

from __future__ import annotations

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import MARKS
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.roles import superlative_behind
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned

SUPERLATIVE_REACH = 3
"""How many words may stand between a superlative and its head: "the world's **largest** smartphone **market**"."""


def described_place(scene: Scene, discourse: Discourse, knowledge: KnowledgeBase, span: Spanned, number: int) -> EntityMention | None:
    """ "the country", "the city": the one spoken of last, for a country else where the lead of the text is at home."""
    word = scene.folded[span.start : span.end]
    trade = scene.only((word,), "trade")
    before = scene.before(span.start, SUPERLATIVE_REACH)
    meant = before[-1:] in (("the",), ("this",)) or scene.some(before, "superlative")
    if not meant and not (trade and _is_market_of_goods(scene, scene.before(span.start, SUPERLATIVE_REACH + 1))):
        return None
    group = next((g for g in ("city", "parts_of_world") if word in scene.grammar.gaps[g]), "country")

    def is_meant(place: str) -> bool:
        sorts = knowledge.sorts_of_place(place)
        return group in sorts or (not meant and "parts_of_world" in sorts)

    here = [m.name for m in scene.entities if m.end <= span.start and m.role == "place" and is_meant(m.name)]
    places = [name for name in discourse.places if is_meant(name)]
    name = (
        here[-1]
        if here
        else max(places, key=lambda n: discourse.weight_of_place(n, number), default=None)
        or (knowledge.home_of(discourse.lead) if group == "country" else None)
    )
    if not meant:
        name = _place_of_market(scene, discourse, span) or name
    if name is None:
        return None
    kind = knowledge.kind_of(name, discourse)
    possessive = scene.folded[span.end : span.end + 2].replace("’", "'") == "'s"
    if possessive and superlative_behind(scene, span):
        return None  # "the country's largest maker"
    return EntityMention(span.start, span.end, name, kind, via="head", role="place", possessive=possessive)


def is_part_of_market(scene: Scene, span: Spanned, opener: str, lead: tuple[str, ...]) -> bool:
    """Whether a segment is one of a market, not of a group: "**in the premium segment**, shipments rose 12%"."""
    if opener != "the" or scene.folded[span.start : span.end] not in scene.grammar.gaps["market_heads"]:
        return False
    return scene.only(lead[-1:] or (",",), "preposition")


def _is_market_of_goods(scene: Scene, before: tuple[str, ...]) -> bool:
    """Whether only goods stand between "the" and "market", and the market is no circumstance: "the **smartphone** market grew 5%"."""
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i] == "the"), None)
    if at is None or (at and scene.only(before[at - 1 : at], "preposition") and not scene.only(before[at - 1 : at], "clause")):
        return False
    return all(t not in MARKS and t not in scene.grammar.groups for t in before[at + 1 :])


def _place_of_market(scene: Scene, discourse: Discourse, span: Spanned) -> str | None:
    """Where a text last said that goods are sold whose market is named again: "the **global** phone market … the phone market"."""
    market = discourse.markets.spoken_of(span.start, span.end) if discourse.markets is not None else None
    return market.place if market is not None and scene.sentence.start <= market.at < span.start else None
