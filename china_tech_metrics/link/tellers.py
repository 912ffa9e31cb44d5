"""Who tells the figures of a sentence: the company itself, somebody who is named, or people who are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Metric

TOLD_BY = 3
"""How many words may stand between "citing" and those who are not named: "citing **two people close to** it"."""


@dataclass(slots=True)
class Tellers:
    """Who tells the sentence that is read; one that names nobody goes on with what the one before it told of somebody by hearsay."""

    heard: bool = False
    _goes_on: bool = False
    _paragraph: int = -1
    _number: int = -2
    _owners: set[str | None] = field(default_factory=set)

    def enter(self, scene: Scene, number: int) -> None:
        """To be called before a sentence with figures is read, in their order."""
        follows = number == self._number + 1 and scene.sentence.paragraph == self._paragraph
        self.heard = by_hearsay(scene)
        self._goes_on = follows and not self.heard and "said" not in scene.classes and "according" not in scene.classes
        if self.heard:
            self._paragraph, self._number, self._owners = scene.sentence.paragraph, number, set()

    def hearsay(self, owner: OwnerChoice, metric: Metric, owners: Iterable[str | None]) -> bool:
        """Whether a figure is one of hearsay; ``owners`` are its owner, the owner of that and so on.

        What anybody can look up is none: prices of shares, and figures of others it is compared with.
        """
        if metric.nature == "moment" or (owner.mention is not None and owner.mention.role == "compare"):
            return False
        if self.heard:
            self._owners.add(owner.name)
        return self.heard or (self._goes_on and not self._owners.isdisjoint(owners))


def by_hearsay(scene: Scene) -> bool:
    """Whether those who tell a sentence are not named: "people familiar with the matter", "the reports said".

    What a paper prints as its own knowledge is no hearsay, though it quotes some: "36Kr reported, **citing sources**".
    """
    tellers = [*scene.classes.get("hearsay", ()), *(h for h in scene.classes.get("unnamed", ()) if _tells(scene, h))]
    if not tellers:
        return False
    return not any(m.kind == "media" for m in scene.entities) or not all(_behind(scene, h, "quoting") for h in tellers)


def _tells(scene: Scene, teller: Spanned) -> bool:
    """Whether a word of saying stands right behind those who are not named, or a word of quoting before them."""
    says = any(0 < mark.start - teller.end <= 1 for mark in scene.classes.get("said", ()))
    return says or _behind(scene, teller, "according") or _behind(scene, teller, "quoting")


def _behind(scene: Scene, teller: Spanned, group: str) -> bool:
    """Whether those who are not named stand soon behind a word of a class."""
    marks = (mark for mark in scene.classes.get(group, ()) if mark.end <= teller.start)
    return any(len(scene.gap(mark.end, teller.start)) <= TOLD_BY for mark in marks)


def read_source(scene: Scene, amount: Amount, owner: str | None, discourse: Discourse) -> str | None:
    """Who the sentence says gave the number: a research firm, paper or institution by name, else "company"."""
    reporters = [m for m in scene.entities if m.kind in REPORTER_KINDS and m.name != owner]
    marks = [*scene.classes.get("according", ()), *scene.classes.get("said", ())]
    best: tuple[int, str] | None = None
    for mention in reporters:
        for mark in marks:
            distance = max(mark.start - mention.end, mention.start - mark.end, 0)
            if distance <= 60 and (best is None or distance < best[0]):
                best = (distance, mention.name)
    if best is not None:
        return best[1]
    for mark in scene.classes.get("said", ()):
        for mention in scene.entities:
            if mention.role == "plain" and mention.name == owner and 0 <= mark.start - mention.end <= 30:
                return "company"
    for mark in scene.classes.get("according", ()):
        for mention in scene.entities:
            if 0 <= mention.start - mark.end <= 12 and mention.kind not in PLACE_KINDS:
                return "company" if mention.name == owner else mention.name
    return None
