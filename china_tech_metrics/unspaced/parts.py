"""What a sentence says of the parts it tells of one after the other: places that open clauses, items before their figures, lists.

"**在印尼市场**，OPPO份额为20%", "其中**纯电动乘用车**72.6万辆，**插电混动乘用车**88.1万辆", "**云服务和广告**收入分别增长5%和6%".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import Name
from china_tech_metrics.unspaced.lists import Place
from china_tech_metrics.unspaced.sentences import Figure, Scene
from china_tech_metrics.vocabulary.entries import Segment

NEAR = 8
"""So many characters may stand between an item and its figure: "美妆**同比增长**10%"."""


@dataclass(slots=True)
class Narrowing:
    """A place and segments that narrow a figure."""

    place: str | None = None
    segments: Sequence[Segment] = ()

    def __bool__(self) -> bool:
        return self.place is not None or bool(self.segments)


@dataclass(slots=True)
class Memory:
    """What narrowed the figure before in a sentence, ``of`` which metric that was and where it ends.

    ``unit`` says that the words name a unit of the firm, whose results the sentence may go on with, ``item`` that they stood as an item
    of a list before the figure, and not beside the metric. ``special`` are the segments that only this metric has; it ``leads``
    if they stood before whom the clause speaks of. ``places`` are
    those the sentence names, once they are known, and ``opened`` the ones that open its clauses, and where. It ``lacks`` words that only
    these metrics have.
    """

    of: str | None = None
    told: Narrowing | None = None
    end: int = 0
    unit: bool = False
    item: bool = False
    special: Sequence[Segment] = ()
    leads: bool = False
    places: Sequence[Name] | None = None
    opened: Sequence[tuple[int, str]] = ()
    lacks: set[str] = field(default_factory=set)


class PartReader:
    """Finds items, places and lists. Build once with the words of segments, the names of places and what a language writes beside them."""

    def __init__(
        self, segments: Mapping[str, Segment], places: Collection[str], beside: Mapping[str, tuple[str, ...]], joiners: Sequence[str]
    ) -> None:
        self._segments, self._places = segments, places
        self._inside, self._last_characters = re.compile(exact(segments)), frozenset(word[-1] for word in segments)
        self._tails = re.compile(rf"(?:{exact(beside['place_tails'])})?\s*(?=[，,：:]|\Z)")
        self._tail = re.compile(exact(beside["place_tails"]))
        self._openers = frozenset(beside["place_openers"])
        self._within, self._held = beside["place_within"], beside["held_within"]
        narrow = [word for word in joiners if len(word) == 1 and word not in "，,"]
        self._splits = [re.compile(exact(narrow)), re.compile(exact(narrow[:2]))]

    def place(self, figure: Figure, memory: Memory) -> str | None:
        """The place in which a clause tells what is the case ("目前**在中国**的同比增长为11%"), or that opens one before."""
        scene, at = figure.scene, figure.amount.start
        if memory.places is None:
            memory.places = [name for name in scene.names if name.entity in self._places]
            memory.opened = list(self._opened(scene, memory.places))
        if not memory.places:
            return None
        begin = max(figure.begin, scene.clause_start(at))
        for name in reversed(memory.places):
            if begin <= name.start < at and scene.folded.endswith(self._within, begin, name.start):
                return name.entity
        return next((place for start, place in reversed(memory.opened) if start < at), None)

    def _opened(self, scene: Scene, places: Iterable[Name]) -> Iterator[tuple[int, str]]:
        for name in places:
            begin = scene.clause_start(name.start)
            before = scene.folded[begin : name.start].strip()
            if before and before not in self._openers:
                continue
            tail = self._tails.match(scene.folded, name.end)
            if tail is not None and (before or tail.end() > name.end) and scene.clause_end(name.end) <= tail.end():
                yield name.start, name.entity

    def item(self, figure: Figure) -> Narrowing:
        """The place or segment that stands as an item right before a figure, behind the one before: "其中**新加坡**68家"."""
        scene, at = figure.scene, figure.amount.outer_start
        last = None
        if not self._last_characters.isdisjoint(scene.folded[figure.begin : at]):
            for match in self._inside.finditer(scene.folded, figure.begin, at):
                last = match
        names = [n for n in scene.names if figure.begin <= n.start and n.end <= at]
        if names and (last is None or names[-1].end > last.start()):
            name = names[-1]
            tail = self._tail.match(scene.folded, name.end)
            end = tail.end() if tail is not None else name.end
            return Narrowing(name.entity) if name.entity in self._places and at - end <= NEAR else Narrowing()
        if last is None or at - last.end() > NEAR:
            return Narrowing()
        return Narrowing(None, [self._segments[last.group()]])

    def held(self, figure: Figure, owner: str | None) -> str | None:
        """The firm that money is put into, or a part of which somebody holds: "腾讯**在快手**的持股比例", "以5亿元**对快手**进行投资"."""
        scene, at = figure.scene, figure.amount
        if owner is None:
            return None
        begin, end = max(figure.begin, scene.clause_start(at.start)), scene.clause_end(at.outer_end)
        led = [
            name for name in scene.names if begin <= name.start and name.end <= end and scene.folded.endswith(self._held, begin, name.start)
        ]
        firm = next((name for name in led if not at.start <= name.start < at.outer_end), None)
        return firm.entity if firm is not None and firm.entity not in (owner, *self._places) else None

    def listed(self, figure: Figure, place: Place, each: Callable[[str], list[Segment]]) -> Narrowing:
        """The item at the figure's place in a list of as many before it: "**云服务、广告和游戏**收入分别增长5%、6%和7%"."""
        if place.count < 2 or place.number < 0:
            return Narrowing()
        scene, first = figure.scene, figure.index - place.number
        begin = scene.amounts[first - 1].outer_end if first else scene.start
        said = scene.folded[max(begin, scene.clause_start(scene.amounts[first].start)) : scene.amounts[first].start]
        for split in self._splits:
            pieces = split.split(said)
            if len(pieces) == place.count:
                found = [each(piece) for piece in pieces]
                return Narrowing(None, found[place.number]) if sum(map(bool, found)) > 1 else Narrowing()
        return Narrowing()
