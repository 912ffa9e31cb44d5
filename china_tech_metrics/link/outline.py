"""The lines of a text: which are items of a list, whom the text spoke of before the list, and what its items repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from china_tech_metrics.link.about import Linked, Moment
from china_tech_metrics.link.entities import Discourse, EntityReader
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.scan.text import item_marker


def opens_item(scene: Scene) -> bool:
    """Whether the first sentence of a line begins an item of a list: "- Cloud: RMB 2 billion", "1. Apple", "Shopee: 48%"."""
    start = scene.sentence.start
    if EntityReader.is_heading(scene):
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


@dataclass(slots=True)
class Outline:
    """Where the reading is: in running text or in a list.

    A name in an item holds for its own line; behind it the text speaks of whom it spoke before. An item that names no metric
    repeats that of an item before it or of the paragraph that leads to the list; ``columns`` are what the line right before the
    list says of every item, ``split`` says that the items are the parts of a whole.
    """

    paragraph: int = -1
    in_list: bool = False
    columns: Sequence[CueMention | None] = ()
    split: bool = False
    _heading: Scene | None = None
    _subject: str | None = None
    _figures: list[Linked] = field(default_factory=list)
    _figures_in: int = -1
    _last: Moment | None = None

    def enter(self, scene: Scene, discourse: Discourse) -> None:
        """To be called before the sentences are read, in their order."""
        if scene.sentence.paragraph != self.paragraph:
            self.paragraph = scene.sentence.paragraph
            self._enter_line(scene, discourse)
        if not self.in_list:
            self._heading = None if scene.amounts else scene

    def _enter_line(self, scene: Scene, discourse: Discourse) -> None:
        was, self.in_list = self.in_list, opens_item(scene)
        if was:
            discourse.subject = self._subject
        elif self.in_list:
            self._subject = discourse.subject
            self.columns = read_columns(self._heading) if self._heading is not None else ()
            self.split = self._heading is not None and bool(self._heading.classes.get("split"))
        if not self.in_list:
            self.columns, self.split = (), False

    def remembered(self, scene: Scene, number: int) -> Sequence[Linked]:
        """The figures a sentence may go on with, the last one first: those of the sentence before it in its paragraph or of its list."""
        if self.in_list:
            return self._figures[::-1]
        last = self._last
        if last is None or number - last.number > 1 or scene.sentence.paragraph != last.scene.sentence.paragraph:
            return ()
        return last.linked[::-1]

    def note(self, moment: Moment) -> None:
        """Remember the figures of a sentence."""
        if moment.linked:
            self._last = moment
            if not self.in_list and self.paragraph != self._figures_in:
                self._figures, self._figures_in = [], self.paragraph
            self._figures += moment.linked
