"""Who tells the figures of a sentence: the company itself, somebody who is named, or people who are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Status
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Metric

COMPANY = "company"
SPEAKING = frozenset({"company", "platform", "unit"})
CITED_NEAR, SAID_NEAR, CITED = 60, 30, 12
"""How many characters may stand between a word of saying and a reporter, a company that speaks, and one that is cited."""
SPEAKER = 4
"""How many words of a name may stand between who somebody is and that he says something: "chairman Lei Jun **said**"."""
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
    _told: str | None = None
    _counts: str | None = None
    _told_of: str | None = None
    _told_in: int = -1
    _told_number: int = -9

    def enter(self, scene: Scene, number: int) -> None:
        """To be called before a sentence with figures is read, in their order."""
        follows = number == self._number + 1 and scene.sentence.paragraph == self._paragraph
        self.heard = by_hearsay(scene)
        self._goes_on = follows and not self.heard and "said" not in scene.classes and "according" not in scene.classes
        if self.heard:
            self._paragraph, self._number, self._owners = scene.sentence.paragraph, number, set()

    def source(self, scene: Scene, number: int, owner: str | None, metric: Metric | None, status: Status) -> str | None:
        """Who gave a figure: who the sentence names, or told the sentence before it in its paragraph, a company only of itself.

        Who counts a market is the source of all that the text tells of it.
        """
        source = read_source(scene, owner)
        counted = metric is not None and metric.goods
        if source is not None:
            self._told, self._told_of, self._told_in, self._told_number = source, owner, scene.sentence.paragraph, number
            if counted and status == "actual" and any(mention.kind == "research" and mention.name == source for mention in scene.entities):
                self._counts = source
            return source
        if counted and self._counts is not None:
            return self._counts
        if metric is not None and metric.nature == "moment":
            return None  # the prices of shares are there for all
        goes_on = scene.sentence.paragraph == self._told_in and number <= self._told_number + 1 and not self.heard
        if "estimate" in scene.classes and number > self._told_number:
            return None  # "Huawei **reportedly** sold X": somebody else says so
        return self._told if goes_on and (self._told != COMPANY or owner == self._told_of) else None

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


def read_source(scene: Scene, owner: str | None) -> str | None:
    """Who the sentence says gave a figure of an owner: a research firm, paper or institution by name, else "company"."""
    said, according = scene.classes.get("said", ()), scene.classes.get("according", ())
    if not said and not according:
        return None
    return _reporter(scene, owner, [*according, *said]) or _company(scene, owner, said, according) or _cited(scene, owner, according)


def _reporter(scene: Scene, owner: str | None, marks: Iterable[Spanned]) -> str | None:
    """The reporter whose name stands next to a word of saying."""
    best: tuple[int, str] | None = None
    for mention in scene.entities:
        if mention.kind not in REPORTER_KINDS or mention.name == owner:
            continue
        for mark in marks:
            distance = max(mark.start - mention.end, mention.start - mark.end, 0)
            if distance <= CITED_NEAR and (best is None or distance < best[0]):
                best = (distance, mention.name)
    return best[1] if best is not None else None


def _company(scene: Scene, owner: str | None, said: Iterable[Spanned], according: Iterable[Spanned]) -> str | None:
    """Whether the company says it itself, through one of its people or in a paper of its own."""
    for mark in said:
        for mention in scene.entities:
            if mention.role == "plain" and mention.name == owner and 0 <= mark.start - mention.end <= SAID_NEAR:
                return COMPANY
        if _speaks(scene, mark):
            return COMPANY
    for paper in scene.classes.get("paper", ()):
        if any(0 <= mark.start - paper.end <= 1 for mark in said):
            return COMPANY
        if any(mark.end <= paper.start and len(scene.gap(mark.end, paper.start)) <= TOLD_BY for mark in according):
            return COMPANY
    return None


def _speaks(scene: Scene, mark: Spanned) -> bool:
    """Whether who stands before a word of saying speaks for the company: "**the carmaker** said", "**it** said", "**chairman** X said"."""
    before = scene.before(mark.start, SPEAKER)
    if scene.only(before[-1:] or (",",), "subject"):
        return True
    if any(0 < mark.start - head.end <= 1 and kinds & SPEAKING for head, kinds in scene.heads):
        return True
    for person in scene.classes.get("person", ()):
        if person.end <= mark.start and scene.folded[person.start : person.end] not in scene.grammar.gaps["outsider"]:
            gap = scene.gap(person.end, mark.start)
            if len(gap) <= SPEAKER and not gap.breaks:
                return True
    return False


def _cited(scene: Scene, owner: str | None, according: Iterable[Spanned]) -> str | None:
    """Whom "according to" names."""
    for mark in according:
        for mention in scene.entities:
            if 0 <= mention.start - mark.end <= CITED and mention.kind not in PLACE_KINDS:
                return COMPANY if mention.name == owner else mention.name
    return None
