"""What "分别" gives each figure of a list: the owner, metric, time or base that stands at its place in another list.

"营收和净利润**分别**为100亿元和5亿元", "A和B的毛利率**分别**为14.0%和17.2%", "按年和按季**分别**升4%和7%".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Name
from china_tech_metrics.unspaced.sentences import Figure, Scene, Spanned, within
from china_tech_metrics.unspaced.times import TimeMention

LONGEST_MARK = 4
S = TypeVar("S", bound=Spanned)


@dataclass(slots=True)
class Place:
    """What stands at an amount's place in the lists before it; it is the amount of that ``number`` in a run of so many.

    ``first`` is the first of the run if the word for "respectively" leads straight to it: its hedge holds for all of them.
    """

    owner: Name | None = None
    cue: CueFind | None = None
    time: TimeMention | None = None
    base: TimeMention | None = None
    number: int = -1
    count: int = 0
    first: Amount | None = None


NOWHERE = Place()


class ListReader:
    """Finds the places of amounts. Build once with the words for "respectively" and those that join the items of a list."""

    def __init__(self, marks: Sequence[str], series: Sequence[str]) -> None:
        self._marks = marks
        self._joint, self._run = joint(series), re.compile(rf"[ ]?(?:{exact(series)})[^，。；]{{0,3}}")

    def place(self, figure: Figure, topics: Sequence[Name]) -> Place:
        """The place of an amount in the lists of its sentence."""
        scene, amount = figure.scene, figure.amount
        at = max((scene.folded.rfind(mark, scene.start, amount.start) for mark in self._marks), default=-1)
        if at < 0:
            return NOWHERE
        run = self._amounts_behind(scene, at)
        if len(run) < 2 or amount not in run:
            return NOWHERE
        place, count = run.index(amount), len(run)
        begin = max((a.outer_end for a in scene.amounts if a.outer_end <= at), default=scene.start)
        whens = [t for t in scene.times if t.role != "base"]
        bases = [t for t in scene.times if t.role == "base"]
        return Place(
            owner=self._at(scene, within(topics, begin, at), place, count),
            cue=self._at(scene, within(scene.cues, begin, at), place, count),
            time=self._at(scene, within(whens, begin, at), place, count),
            base=self._at(scene, within(bases, begin, at), place, count),
            number=place,
            count=count,
            first=run[0] if run[0].outer_start - at <= LONGEST_MARK else None,
        )

    def _amounts_behind(self, scene: Scene, at: int) -> list[Amount]:
        """The amounts behind "respectively" that are joined to each other."""
        found: list[Amount] = []
        for amount in scene.amounts:
            if amount.start < at:
                continue
            if found and (not self._run.fullmatch(scene.folded, found[-1].outer_end, amount.outer_start) or amount.kind != found[0].kind):
                break
            found.append(amount)
        return found

    def _at(self, scene: Scene, items: Sequence[S], place: int, count: int) -> S | None:
        """The item at a place of the last list of so many items."""
        chain: list[S] = []
        best: list[S] = []
        for item in items:
            if chain and not self._joint.fullmatch(scene.folded, chain[-1].end, item.start):
                chain = []
            chain.append(item)
            if len(chain) == count:
                best = list(chain)
        return best[place] if len(best) == count else None


def joint(series: Iterable[str]) -> re.Pattern[str]:
    """What stands between two items of a list."""
    return re.compile(rf"[ ]?(?:{exact(series)})[ ]?")
