"""People who tell something and are not named."""

from __future__ import annotations

from china_tech_metrics.link.scene import Scene, Spanned

TOLD_BY = 3
"""How many words may stand between "citing" and those who are not named: "citing **two people close to** it"."""


def by_hearsay(scene: Scene) -> bool:
    """Whether those who tell a sentence are not named: "people familiar with the matter".

    What a paper prints as its own knowledge is no hearsay, though it quotes some: "36Kr reported, **citing sources**".
    """
    tellers = [*scene.classes.get("hearsay", ()), *(h for h in scene.classes.get("unnamed", ()) if _tells(scene, h))]
    if not tellers:
        return False
    return not any(m.kind == "media" for m in scene.entities) or not all(_behind(scene, h, "quoting") for h in tellers)


def by_rumour(scene: Scene) -> bool:
    """Whether what a sentence tells only goes round: "the reports said", "rumours", "according to estimates"."""
    if not (rumours := scene.classes.get("rumour", ())):
        return False
    return not any(m.kind == "media" for m in scene.entities) or not all(_behind(scene, r, "quoting") for r in rumours)


def _tells(scene: Scene, teller: Spanned) -> bool:
    """Whether a word of saying stands right behind those who are not named, or a word of quoting before them."""
    says = any(0 < mark.start - teller.end <= 1 for mark in scene.classes.get("said", ()))
    return says or _behind(scene, teller, "according") or _behind(scene, teller, "quoting")


def _behind(scene: Scene, teller: Spanned, group: str) -> bool:
    """Whether those who are not named stand soon behind a word of a class."""
    marks = (mark for mark in scene.classes.get(group, ()) if mark.end <= teller.start)
    return any(len(scene.gap(mark.end, teller.start)) <= TOLD_BY for mark in marks)
