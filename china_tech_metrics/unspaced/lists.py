"""What "分别" gives each figure of a list: the owner, metric, time or base that stands at its place in another list.

"营收和净利润**分别**为100亿元和5亿元", "A和B的毛利率**分别**为14.0%和17.2%", "按年和按季**分别**升4%和7%".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from china_tech_metrics.model import Amount
from china_tech_metrics.resolve.expressions import Between, Relative, Slice, TimeExpr, Window, YearOf
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Name
from china_tech_metrics.unspaced.sentences import Figure, Scene, Spanned, within
from china_tech_metrics.unspaced.times import TimeMention

LONGEST_MARK = 4
COMMAS = (",", "，")
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
        self._close = joint(word for word in series if word not in COMMAS)
        self._joint, self._run = joint(series), re.compile(rf"[ ]?(?:{exact(series)})[^，。；]{{0,3}}")

    def place(self, figure: Figure, topics: Sequence[Name]) -> Place:
        """The place of an amount in the lists of its sentence."""
        scene, amount = figure.scene, figure.amount
        at = max((scene.folded.rfind(mark, scene.start, amount.start) for mark in self._marks), default=-1)
        if at < 0:
            return self._unmarked(figure, topics)
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
            time=self._at(scene, within(whens, begin, at), place, count) or _unit_of(within(whens, begin, run[0].start), place, count),
            base=self._at(scene, within(bases, begin, at), place, count),
            number=place,
            count=count,
            first=run[0] if run[0].outer_start - at <= LONGEST_MARK else None,
        )

    def _unmarked(self, figure: Figure, topics: Sequence[Name]) -> Place:
        """The place in a list without such a word: "2021年至2023年，营收为**1亿元、2亿元和3亿元**", "三星和苹果以**19%和16%**的份额…"."""
        scene, amounts, first = figure.scene, figure.scene.amounts, figure.index
        last = first
        while first and self._joined(scene, amounts[first - 1], amounts[first]):
            first -= 1
        while last + 1 < len(amounts) and self._joined(scene, amounts[last], amounts[last + 1]):
            last += 1
        if first == last:
            return NOWHERE
        at, place, count = amounts[first].start, figure.index - first, last - first + 1
        begin = amounts[first - 1].outer_end if first else scene.start
        time = _unit_of(within(scene.times, begin, at), place, count)
        owner = self._at(scene, within(topics, max(begin, scene.clause_start(at)), at), place, count)
        return Place(owner=owner, time=time, number=place, count=count)

    def _goes_on(self, scene: Scene, last: Amount, amount: Amount) -> bool:
        """Whether an amount is the next one of a list."""
        return amount.kind == last.kind and self._run.fullmatch(scene.folded, last.outer_end, amount.outer_start) is not None

    def _joined(self, scene: Scene, last: Amount, amount: Amount) -> bool:
        """Whether nothing but a word that joins stands between two amounts of a list."""
        return amount.kind == last.kind and self._close.fullmatch(scene.folded, last.outer_end, amount.outer_start) is not None

    def _amounts_behind(self, scene: Scene, at: int) -> list[Amount]:
        """The amounts behind "respectively" that are joined to each other."""
        found: list[Amount] = []
        for amount in scene.amounts:
            if amount.start < at:
                continue
            if found and not self._goes_on(scene, found[-1], amount):
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


def spans_units(mention: TimeMention) -> bool:
    """Whether a time goes through several years, quarters or months: "2021年至2023年", "4月至6月", "近三年"."""
    return isinstance(mention.expr, Between | Window) or (isinstance(mention.expr, Slice) and mention.expr.last > mention.expr.first)


def _unit_of(mentions: Sequence[TimeMention], place: int, count: int) -> TimeMention | None:
    """The unit at a place of the last time, if that goes through just so many."""
    expr = _unit(mentions[-1].expr, place, count) if mentions else None
    return None if expr is None else replace(mentions[-1], expr=expr)


def _unit(expr: TimeExpr | None, place: int, count: int) -> TimeExpr | None:
    match expr:
        case Slice(unit, first, last, year, fiscal) if last - first + 1 == count:
            return Slice(unit, first + place, first + place, year, fiscal)
        case Between(Slice("year", year=YearOf(absolute=int(first))), Slice("year", year=YearOf(absolute=int(last)))):
            return Slice("year", 1, 1, YearOf(absolute=first + place)) if last - first + 1 == count else None
        case Window("year" | "quarter" as unit, number, "past") if number == count:
            return Relative(unit, place - count)
    return None


def joint(series: Iterable[str]) -> re.Pattern[str]:
    """What stands between two items of a list."""
    return re.compile(rf"[ ]?(?:{exact(series)})[ ]?")
