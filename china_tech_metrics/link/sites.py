"""Places and groups that only say where something is, and whose figure it never is: a seat, the place of a plant."""

from __future__ import annotations

from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

PLANT = 7
"""How many words may lead from whose plant it is to the country it is in: "**its new plant in** Debrecen, Hungary"."""


def is_seat(scene: Scene, mention: EntityMention) -> bool:
    """Whether a place only says where somebody or a plant is: "**Hangzhou**-based Hikvision", be its name known or not."""
    if mention.role == "place":
        return _is_of_a_plant(scene, mention)
    return mention.role == "modifier" and (
        mention.kind in PLACE_KINDS or scene.folded.startswith(tuple(scene.grammar.gaps["seated"]), mention.end)
    )


def _is_of_a_plant(scene: Scene, mention: EntityMention) -> bool:
    """Whether a place only says where somebody's plant is: "the **Beijing** plant", "a plant **in Debrecen, Hungary**, with 100 GWh"."""
    if mention.possessive:
        return False
    if scene.only(scene.after(mention.end, 1) or (",",), "works"):
        return True
    words = scene.before(mention.start, PLANT)
    at = next((i for i in range(len(words) - 1, 0, -1) if scene.only(words[i : i + 1], "place_preposition")), None)
    if at is None or not scene.only(words[at - 1 : at], "works") or not scene.some(words[:at], "owning", "determiner"):
        return False
    rest = words[at + 1 :]
    return not rest or (len(rest) > 1 and rest[-1] == "," and rest[0].isalpha())
