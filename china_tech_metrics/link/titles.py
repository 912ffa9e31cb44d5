"""Films, games and series that are in no vocabulary, found by their title in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from china_tech_metrics.link.gaps import NOTHING
from china_tech_metrics.link.scene import EntityMention, Scene

QUOTED = re.compile(r"[\"“‘]([A-Z0-9][^\"“”‘’\n]{1,60}?),?[\"”’]")
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
    found = [(scene, list(_titles(scene))) for scene in scenes]
    names = {scene.text[start:end] for scene, spans in found for start, end in spans if _is_work(scene, start, end)}
    for scene, spans in found:
        mentions = [EntityMention(start, end, scene.text[start:end], "product", via="shape") for start, end in spans]
        mentions = [m for m in mentions if m.name in names]
        if mentions:
            scene.entities.extend(mentions)
            scene.entities.sort(key=lambda m: m.start)
            scene.names_changed()


def _titles(scene: Scene) -> Sequence[tuple[int, int]]:
    """What stands in quotation marks and is written like a title: "Pegasus 2", "Detective of the West"."""
    spans = [match.span(1) for match in QUOTED.finditer(scene.text, scene.sentence.start, scene.sentence.end)]
    return [span for span in spans if _is_title(scene, *span) and not any(m.start < span[1] and span[0] < m.end for m in scene.entities)]


def _is_title(scene: Scene, start: int, end: int) -> bool:
    words = scene.text[start:end].split()
    small = (word for word in words if not (word[0].isupper() or word[0].isdigit()))
    return len(words) <= LONGEST and words[0][0].isupper() and scene.only(small, "determiner", "preposition", "joining")


def _is_work(scene: Scene, start: int, end: int) -> bool:
    """Whether the words around a title say that it is that of a work, or that it earned or reached something."""
    before = scene.before(start, 1 + CREATOR)
    named = before[:-1] if before[-1:] == (",",) else before  # "its hit **game,** "Pegasus 2","
    if named and _is_head(scene, named[-1]):
        return True
    behind = scene.after(end, APPOSITION)
    if behind[:1] == (",",) and scene.only(behind[1:2], "determiner") and any(_is_head(scene, t) for t in behind[2:]):
        return True
    figure = next((a for a in scene.amounts if a.outer_start > end), None)
    if figure is None or figure.outer_start > end + RESULT_WIDTH:
        return False
    owned = any(scene.only([t], "possessive") for t in before)
    near = figure.outer_start <= end + NEAR
    told = any(k.role == "verb" for c in scene.cues if 0 <= c.start - end <= NEAR - 1 for k in c.cues) or scene.only(behind[:1], "has")
    return told or (owned and near)


def _is_head(scene: Scene, token: str) -> bool:
    return "work" in scene.grammar.head_groups.get(token, NOTHING)
