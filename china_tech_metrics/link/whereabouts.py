"""The place a figure is limited to: said behind it, where its clause opens, before the word "where", or where shares are traded."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.moment import About
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

NEAR = 5
"""So many words behind a figure or its metric may say where."""


def place_of(scene: Scene, amount: Amount, about: About) -> str | None:
    """The place a figure is limited to: "rose 5% **in Malaysia**", "sales **in Malaysia** rose 5%", "**In Malaysia**, sales rose 5%"."""
    places = [m for m in scene.entities if m.role == "place" and m.name != about.owner.name]
    if not places:
        return None
    for end in (amount.outer_end, about.choice.mention.end):
        for place in places:
            tokens = scene.gap(end, place.start).tokens if place.start >= end else ()
            near = 0 < len(tokens) <= NEAR and tokens[-1] in ("in", "the") and not _leaves(scene, tokens)
            if near and not scene.amounts_between(end, place.start):
                return place.name
    return next((place.name for place in reversed(places) if place.end < amount.start and _opens(scene, place, amount)), None)


def venue(scene: Scene, amount: Amount) -> str | None:
    """Where shares are traded whose price a figure is: "its **Hong Kong**-listed shares fell 3%", "shares of JD **in Hong Kong** fell"."""
    for mention in reversed(scene.entities):
        if mention.end > amount.start:
            continue
        if mention.kind not in PLACE_KINDS:
            if mention.via != "pronoun":
                return None
            continue
        before, behind = scene.before(mention.start, 2), scene.folded[mention.end : mention.end + 1]
        if behind == "-" or (before[-1:] == ("in",) and not scene.amounts_between(mention.end, amount.start)):
            return mention.name
    return None


def _leaves(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether some words lead into another clause: "led with 18%, **while** in Europe"."""
    return ";" in tokens or not scene.grammar.gaps["clause"].isdisjoint(tokens)


def _opens(scene: Scene, place: EntityMention, amount: Amount) -> bool:
    """Whether a place opens the clause of a figure, or the clause tells of it: "strong in Europe, **where** sales rose 5%"."""
    gaps = scene.grammar.gaps
    before = scene.before(place.start, 3)
    before = before[:-1] if before[-1:] == ("the",) else before[-2:]
    led = bool(before) and before[-1] in gaps["place_preposition"]
    between = scene.gap(place.end, amount.start).tokens
    if led and (len(before) == 1 or before[-2] in (",", ";", ":") or before[-2] in gaps["clause"]):
        return ";" not in between
    if between[:1] == (",",) and gaps["relative_place"].intersection(between[1:2]):
        return True
    told = not gaps["told_of_place"].isdisjoint(between)
    return told and NAME not in between and before[-1:] != ("outside",)
