"""The lines of a text: which are items of a list, whom the text spoke of before the list, and what its items repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.entities import is_heading
from china_tech_metrics.link.gaps import NOTHING
from china_tech_metrics.link.moment import Linked, Moment
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.scan.text import item_marker

REPORTED = ("quarter", "half", "year")
"""Units of time that results are told of."""
LONGEST_OPENING = 8
"""Within so many characters a word that points back opens a sentence."""


def _points_to_the_one_before(scene: Scene) -> bool:
    """Whether a paragraph opens with a word for what the one before told: "**This** compares with …"."""
    start = scene.sentence.start
    opening = scene.folded[start : start + LONGEST_OPENING].replace("'", " ").replace("’", " ").split(None, 1)
    return bool(opening) and scene.only(opening[:1], "pointing")


def _points_back(scene: Scene) -> bool:
    """Whether a sentence begins with what stands for the figure before: "**This represents** a 5% increase", "**Of the total**, X"."""
    opening = scene.after(scene.sentence.start, 3)
    if opening[:2] == ("of", "the"):
        return scene.only(opening[2:], "sum")
    opening = opening[:2]
    return len(opening) == 2 and scene.only(opening[:1], "pointing") and scene.only(opening[1:], "equating", "sum")


def opens_item(scene: Scene) -> bool:
    """Whether the first sentence of a line begins an item of a list: "- Cloud: RMB 2 billion", "1. Apple", "Shopee: 48%"."""
    start = scene.sentence.start
    if is_heading(scene):
        return False
    if item_marker(scene.text, scene.sentence):
        return True
    return any(m.start == start and scene.text[m.end : m.end + 1] == ":" for m in scene.entities)


def read_columns(heading: Scene) -> list[CueMention | None]:
    """What the figures of every item of a list are, in their order, as the line before it says in brackets.

    "Top vendors (units, market share, change from a year earlier):" — None stands for the change of what the first column has.
    """
    opened = heading.text.find("(", heading.sentence.start, heading.sentence.end)
    if opened < 0:
        return []
    changes = [(hit.start, None) for hit in heading.classes.get("change", ())]
    found = sorted([*((cue.start, cue) for cue in heading.cues), *changes], key=lambda column: column[0])
    return [column for start, column in found if start > opened]


NOBODY = OwnerChoice(None, 0.0, "none")


@dataclass(slots=True)
class Outline:
    """Where the reading is: in running text or in a list.

    A name in an item holds for its own line; behind it the text speaks of whom it spoke before. An item that names no metric
    repeats that of an item before it or of the paragraph that leads to the list; ``columns`` are what the line right before the
    list says of every item, ``metric`` names what they all are, ``split`` says that they are the parts of a whole and ``expected``
    that the list has what was expected, of all or behind "versus". ``latest`` is the last figure of each kind, unit and measure with its
    sentence.
    """

    paragraph: int = -1
    in_list: bool = False
    columns: Sequence[CueMention | None] = ()
    metric: CueMention | None = None
    split: bool = False
    expected: bool = False
    latest: dict[tuple[str, str, str], tuple[int, Linked]] = field(default_factory=dict)
    _heard: tuple[frozenset[str], frozenset[str], frozenset[str]] = (NOTHING, NOTHING, NOTHING)
    _heading: Scene | None = None
    _subject: str | None = None
    _figures: list[Linked] = field(default_factory=list)
    _figures_in: int = -1
    _sentences: int = 0
    _owner: OwnerChoice | None = None
    _last: Moment | None = None

    def enter(self, scene: Scene, discourse: Discourse) -> None:
        """To be called before the sentences are read, in their order."""
        gaps = scene.grammar.gaps
        self._heard = (*self._heard[1:], (gaps["carried_topics"] | gaps["kept_topics"]) & scene.contexts)
        if scene.sentence.paragraph != self.paragraph:
            self.paragraph = scene.sentence.paragraph
            if discourse.aside_from is not None:
                discourse.subject, discourse.aside_from = discourse.aside_from, None
            self._enter_line(scene, discourse)
            discourse.item = self.paragraph if self.in_list else None
            discourse.fresh = self.in_list or _points_to_the_one_before(scene)
            discourse.turned = self._sentences > 1
            self._sentences = 0
        self._sentences += 1
        if not self.in_list:
            named = self._heading is not None and self._heading.sentence.paragraph == scene.sentence.paragraph
            self._read_heading(self._heading if named and scene.amounts else None)
            self._heading = None if scene.amounts else scene

    def topics(self, scene: Scene, whole: frozenset[str]) -> frozenset[str]:
        """What a sentence is about: the topics of the ``whole`` text and those of the two sentences before: "It listed. It **raised** X".

        One about a reported quarter or year tells of no listing.
        """
        heard = self._heard[0] | self._heard[1]
        if any(p.granularity in REPORTED for p in scene.periods):
            gaps = scene.grammar.gaps
            return (whole - gaps["carried_topics"]) | (heard & gaps["kept_topics"])
        return whole | heard

    def _enter_line(self, scene: Scene, discourse: Discourse) -> None:
        was, self.in_list = self.in_list, opens_item(scene)
        if was:
            discourse.subject = self._subject
        elif self.in_list:
            self._subject = discourse.subject
            self._read_heading(self._heading)
        if not self.in_list:
            self._read_heading(None)

    def _read_heading(self, heading: Scene | None) -> None:
        """Take over what the line before a list says of its items."""
        nouns = [c for c in heading.cues if any(cue.role != "verb" for cue in c.cues)] if heading is not None else []
        self.columns = read_columns(heading) if heading is not None else ()
        self.metric = nouns[-1] if nouns and not self.columns else None
        self.split = heading is not None and bool(heading.classes.get("split"))
        self.expected = heading is not None and bool(heading.classes.get("awaited"))

    def remembered(self, number: int) -> Sequence[Linked]:
        """The figures a sentence may go on with, the last one first: those of the sentence before it or of its list."""
        if self.in_list:
            return self._figures[::-1]
        last = self._last
        return last.linked[::-1] if last is not None and number - last.number <= 1 else ()

    def begins_anew(self, scene: Scene) -> bool:
        """Whether a paragraph begins with a sentence that does not point back to the one before."""
        last = self._last
        return last is not None and scene.sentence.paragraph != last.scene.sentence.paragraph and not (self.in_list or _points_back(scene))

    def note(self, moment: Moment) -> None:
        """Remember the figures of a sentence."""
        for linked in moment.linked:
            self.latest[linked.amount.kind, linked.amount.unit, linked.reading.measure] = (moment.number, linked)
        if moment.linked:
            self._last = moment
            if not self.in_list and self.paragraph != self._figures_in:
                self._figures, self._figures_in = [], self.paragraph
            if not self.in_list:
                self._owner = moment.linked[-1].about.owner
            self._figures += [self._without_label(linked) for linked in moment.linked] if self.in_list else moment.linked

    def _without_label(self, linked: Linked) -> Linked:
        """A figure of an item, as one of whom the list is about: the name of the item is not the next one's."""
        about = linked.about
        return linked if about.owner.mention is None else replace(linked, about=replace(about, owner=self._owner or NOBODY))


def places_of(scenes: Sequence[Scene]) -> list[int]:
    """The place of each sentence in a text; one that tells of nothing within a paragraph has that of the one before it."""
    places: list[int] = []
    for at, scene in enumerate(scenes):
        counts = at > 0 and (scene.tells or scene.sentence.paragraph != scenes[at - 1].sentence.paragraph)
        places.append(places[-1] + counts if places else 0)
    return places
