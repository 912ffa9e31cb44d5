"""The place a figure is limited to: behind it, where its clause opens, before "where", where shares are traded; and firms that are held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from china_tech_metrics.link.gaps import MARKS, NAME
from china_tech_metrics.link.lists import PAIR, chained, enumeration, place_in
from china_tech_metrics.link.moment import About
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Metric

HELD_REACH = 6
"""So many words behind a sum the firm that it is put into may be named."""
DESCRIBED = 4
"""How many words may describe a place behind its preposition: "in **its largest foreign market** Brazil"."""
WORLD_REACH, MADE_REACH = 5, 8
"""How many words may stand between a part and the world, and between the world and where things are made."""
NEAR = 5
"""So many words behind a figure or its metric may say where."""


def place_of(scene: Scene, amount: Amount, about: About) -> str | None:
    """The place a figure is limited to: "rose 5% **in Malaysia**", "sales **in Malaysia** rose 5%", "**In Malaysia**, sales rose 5%"."""
    places = [m for m in scene.entities if m.role == "place" and m.name != about.owner.name]
    if not places:
        return None
    listed = _respective(scene, amount, places)
    if listed is not None:
        return listed.name
    behind = _behind(scene, amount, about, places, scene.grammar.gaps["place_preposition"])
    opening = next((place for place in reversed(places) if place.end < amount.start and _opens(scene, place, amount)), None)
    found = behind or opening or _behind(scene, amount, about, places, scene.grammar.gaps["part"])
    return found.name if found is not None else None


def _respective(scene: Scene, amount: Amount, places: Sequence[EntityMention]) -> EntityMention | None:
    """The place at the turn of a figure in a list of as many: "sales **in France and Italy** rose 5% and 7%"."""
    run = enumeration(scene, amount) if len(places) > 1 and len(scene.amounts) > 1 else []
    if len(run) < PAIR or not scene.only(scene.before(run[-1].outer_start, 1), "joining"):
        return None
    fits = (c for c in chained(scene, places, [p.start for p in places]) if len(c) == len(run))
    return next((c[place_in(run, amount)] for c in fits if c[-1].end <= run[0].start or c[0].start >= run[-1].end), None)


def _behind(
    scene: Scene, amount: Amount, about: About, places: Sequence[EntityMention], prepositions: Collection[str]
) -> EntityMention | None:
    """The place that one of some prepositions leads to, behind a figure or its metric: "3,000 vehicles **in Germany**"."""
    for end in (amount.outer_end, about.choice.mention.end):
        for place in places:
            tokens = scene.gap(end, place.start).tokens if place.start >= end else ()
            if not 0 < len(tokens) <= NEAR + DESCRIBED:
                continue
            led = (
                tokens[:-1] if tokens[-1] == "the" else tokens if tokens[-1] in prepositions else _without_description(scene, tokens, place)
            )
            near = 0 < len(led) <= NEAR and led[-1] in prepositions and not scene.some(led[-2:-1], "beyond") and not _leaves(scene, tokens)
            if near and not _leads_to_another(scene, tokens, place) and not scene.amounts_between(end, place.start):
                return place
    return None


def _is_part_of_business(scene: Scene, place: EntityMention, before: Sequence[str], amount: Amount) -> bool:
    """Whether a place stands for the business there: "**Its US unit** had sales of X", "while **Europe grew** 6%".

    "Has" and "is" tell that only right before the figure: "**Indonesia has** 2,400 of these", not "Beijing has raised".
    """
    gaps = scene.grammar.gaps
    behind = scene.after(place.end, 1)
    if not gaps["business_of_place"].isdisjoint(behind):
        return True
    opens = not before or before[-1] in (";", ":") or before[-1] in gaps["clause"] or before[-1:] == ("and",)
    if before[-2:-1] == (NAME,) or (len(before) > 1 and before[-2:] == (NAME, ",")):
        return False  # one of a list of places
    told = opens and not place.possessive and not gaps["does"].isdisjoint(behind)
    if not told or behind[0] in MARKS:
        return False
    return not scene.only(behind, "copula", "perfect") or len(scene.gap(place.end, amount.outer_start).tokens) == 1


def _without_description(scene: Scene, tokens: Sequence[str], place: EntityMention) -> Sequence[str]:
    """Words before a place without what describes it: "3 billion parcels **in** its home market China", not "in its Turkish unit"."""
    stop = len(tokens)
    while stop and (tokens[stop - 1] in scene.grammar.gaps["before_place"] or scene.only(tokens[stop - 1 : stop], "superlative")):
        stop -= 1
    if stop == len(tokens):
        return tokens
    behind = scene.after(place.end, 1)
    ends = not behind or behind[0] in MARKS or scene.only(behind, "preposition", "conjunction", "copula", "clause", "joining", "adverb")
    return tokens[:stop] if ends else tokens


def _leads_to_another(scene: Scene, tokens: Sequence[str], place: EntityMention) -> bool:
    """Whether a place opens what is told next: "170 million users in the US **and in Europe 150 million**"."""
    if scene.grammar.gaps["joining"].isdisjoint(tokens):
        return False
    return any(a.outer_start >= place.end and not scene.gap(place.end, a.outer_start).tokens for a in scene.amounts)


def held(scene: Scene, amount: Amount, owner: str | None) -> str | None:
    """The firm that money is put into, or a part of which somebody holds: "Apple's $1 billion investment **in Didi**"."""
    if owner is None:
        return None
    into = scene.grammar.gaps["purpose"]
    for mention in scene.entities:
        if mention.start < amount.outer_end or mention.kind in PLACE_KINDS:
            continue
        tokens = scene.gap(amount.outer_end, mention.start).tokens
        if len(tokens) > HELD_REACH or ";" in tokens or "," in tokens:
            break
        led = [token for token in tokens if token in into]
        if led and NAME not in tokens and mention.name != owner and mention.via != "pronoun" and not mention.possessive:
            return mention.name
    return None


def venue(scene: Scene, amount: Amount) -> str | None:
    """Where shares are traded whose price a figure is: "its **Hong Kong**-listed shares fell 3%", "shares of JD **in Hong Kong** fell"."""
    for mention in reversed(scene.entities):
        if mention.end > amount.start:
            continue
        if mention.kind not in PLACE_KINDS:
            if mention.via != "pronoun" and not _in_brackets(scene, mention):
                return None
            continue
        before, behind = scene.before(mention.start, 2), scene.folded[mention.end : mention.end + 1]
        shares = not scene.grammar.gaps["equity"].isdisjoint(scene.after(mention.end, 1))
        if behind == "-" or shares or (before[-1:] == ("in",) and not scene.amounts_between(mention.end, amount.start)):
            return mention.name
    return None


def _in_brackets(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name stands in brackets: "its US-listed shares [NASDAQ: **NIO**] fell"."""
    begin = scene.sentence.start
    return scene.folded.rfind("[", begin, mention.start) > scene.folded.rfind("]", begin, mention.start)


def _leaves(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether some words lead into another clause: "led with 18%, **while** in Europe"."""
    gaps = scene.grammar.gaps
    and_so_on = any(token == "," and other in gaps["joining"] for token, other in pairwise(tokens))
    return and_so_on or ";" in tokens or not gaps["clause"].isdisjoint(tokens)


def _opens(scene: Scene, place: EntityMention, amount: Amount) -> bool:
    """Whether a place opens the clause of a figure, or the clause tells of it: "strong in Europe, **where** sales rose 5%"."""
    gaps = scene.grammar.gaps
    before = scene.before(place.start, 4)
    before = before[:-1] if before[-1:] == ("the",) else before[-3:]
    led = bool(before) and before[-1] in gaps["place_preposition"]
    if before[-2:-1] and before[-2] in gaps["joining"] and before[:-2] == (",",):
        before = before[1:2] and (",", before[-1])  # "56% in Mexico, **and in Brazil** 41%"
    between = scene.gap(place.end, amount.start).tokens
    if led and (len(before) == 1 or before[-2] in (",", ";", ":") or before[-2] in gaps["clause"]):
        return ";" not in between
    if between[:1] == (",",) and gaps["relative_place"].intersection(between[1:2]):
        return True
    if NAME not in between and ";" not in between and _is_part_of_business(scene, place, before, amount):
        return True
    told = not gaps["told_of_place"].isdisjoint(between)
    return told and NAME not in between and not scene.some(before[-1:], "beyond")


def made_there(scene: Scene, amount: Amount) -> EntityMention | None:
    """Where a part of what all the world has is made or found: "60% of **the world's** solar panels are **made in China**"."""
    if amount.kind != "percent" or scene.after(amount.outer_end, 1) != ("of",):
        return None
    world = next((m for m in scene.entities if m.start >= amount.outer_end and _is_the_world(scene, m)), None)
    if world is None or len(scene.gap(amount.outer_end, world.start)) > WORLD_REACH:
        return None
    for place in scene.entities:
        tokens = scene.gap(world.end, place.start).tokens if place.kind in PLACE_KINDS and place.start >= world.end else ()
        led = scene.only(tokens[-1:], "place_preposition") or tokens[-1:] == ("from",)
        if led and 1 < len(tokens) <= MADE_REACH and not _is_the_world(scene, place):
            return place if not scene.grammar.content["made_there"].isdisjoint(tokens[:-1]) else None
    return None


def _is_the_world(scene: Scene, mention: EntityMention) -> bool:
    return mention.kind in PLACE_KINDS and scene.folded[mention.start : mention.end] in scene.grammar.gaps["world"]


def place_right_behind(scene: Scene, amount: Amount) -> EntityMention | None:
    """The place that a figure is said to be of right behind it."""
    place = next((m for m in scene.entities if m.start >= amount.outer_end), None)
    led = [t for t in scene.gap(amount.outer_end, place.start).tokens if t != "the"] if place is not None else []
    return place if place is not None and place.role == "place" and len(led) == 1 and scene.only(led, "place_preposition") else None


def narrows_people(amount: Amount, place: EntityMention | None, metric: Metric | None) -> bool:
    """Whether a place only says whose people are counted: "A ban would cut off 170 million **American** users", behind "TikTok sued"."""
    if place is None or place.role != "place" or metric is None or metric.about[:1] != ("platform",):
        return False
    return 0 < place.start - amount.outer_end <= 1
