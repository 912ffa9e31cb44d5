"""Films, games and series that are in no vocabulary, found by their title in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from china_tech_metrics.link.gaps import NOTHING
from china_tech_metrics.link.scene import EntityMention, Scene

CINEMA = "film business"
"""The context of sentences on films."""
QUOTED = re.compile(r"[\"“‘]([A-Z0-9][^\"“”‘’\n]{1,60}?),?[\"”’]")
QUOTES = re.compile('["“‘]')
LONGEST = 6
"""Titles of more words than this are rather what somebody said."""
CREATOR = 2
"""How many words stand before a title that is somebody's: "Acme**'s** "Pegasus 2"", "Acme's **hit game** "Pegasus 2""."""
APPOSITION = 7
"""Within so many words it is said what a title is of: ", a boxing **comedy** directed by"."""
NEAR, RESULT_WIDTH = 4, 60
"""How many characters stand between a title and a figure right behind it, and one that a verb tells of it."""


def mark_titles(scenes: Sequence[Scene]) -> None:
    """Add a mention of every work whose title some sentence of the text shows to be one."""
    found = [(scene, spans) for scene in scenes if (spans := _titles(scene))]
    if not found:
        return
    of_films = sum(CINEMA in scene.contexts for scene in scenes) > 1
    names = {scene.text[start:end] for scene, spans in found for start, end in spans if _is_work(scene, start, end, of_films)}
    for scene, spans in found:
        mentions = [EntityMention(start, end, scene.text[start:end], "product", via="shape") for start, end in spans]
        mentions = [m for m in mentions if m.name in names]
        if mentions:
            scene.entities.extend(mentions)
            scene.entities.sort(key=lambda m: m.start)
            scene.names_changed()


def _titles(scene: Scene) -> Sequence[tuple[int, int]]:
    """What stands in quotation marks and is written like a title: "Pegasus 2", "Detective of the West"."""
    if not QUOTES.search(scene.text, scene.sentence.start, scene.sentence.end):
        return ()
    spans = [match.span(1) for match in QUOTED.finditer(scene.text, scene.sentence.start, scene.sentence.end)]
    return [span for span in spans if _is_title(scene, *span) and not any(m.start < span[1] and span[0] < m.end for m in scene.entities)]


def _is_title(scene: Scene, start: int, end: int) -> bool:
    words = scene.text[start:end].split()
    small = (word for word in words if not (word[0].isupper() or word[0].isdigit()))
    first = words[0][0]
    return len(words) <= LONGEST and (first.isupper() or first.isdigit()) and scene.only(small, "determiner", "preposition", "joining")


def _is_work(scene: Scene, start: int, end: int, of_films: bool) -> bool:
    """Whether the words around a title say that it is that of a work, or that it earned or reached something.

    In a text on films it is one where a sum stands right behind it.
    """
    before = scene.before(start, 1 + CREATOR)
    named = before[:-1] if before[-1:] == (",",) else before  # "its hit **game,** "Pegasus 2","
    if named and (_is_head(scene, named[-1]) or named[-1] in scene.grammar.content["called_works"]):
        return True
    behind = scene.after(end, APPOSITION)
    if behind[:1] == (",",) and scene.only(behind[1:2], "determiner") and any(_is_head(scene, t) for t in behind[2:]):
        return True
    figure = next((a for a in scene.amounts if a.outer_start > end), None)
    if figure is None or figure.outer_start > end + RESULT_WIDTH:
        return False
    owned = any(scene.only([t], "possessive") for t in before)
    near = figure.outer_start <= end + NEAR
    if of_films and figure.kind == "money" and _leads_to(scene, end, figure.outer_start):
        return True
    told = any(k.role == "verb" for c in scene.cues if 0 <= c.start - end <= NEAR - 1 for k in c.cues) or scene.only(behind[:1], "has")
    return told or (owned and near)


def _leads_to(scene: Scene, end: int, start: int) -> bool:
    """Whether nothing but a bracket or a word of ranking parts a title from what it took: ""Row to Win" **with** 161 million"."""
    tokens = scene.gap(end, start).tokens
    return tokens == ("(",) or scene.only(tokens, "share_link", "listed")


def _is_head(scene: Scene, token: str) -> bool:
    return "work" in scene.grammar.head_groups.get(token, NOTHING)
