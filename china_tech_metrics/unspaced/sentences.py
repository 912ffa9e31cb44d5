"""A text cut into sentences and clauses, each with what was found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.text import LONG, Most, between, cuts
from china_tech_metrics.unspaced.finder import CueFind, Finds, Name, Word
from china_tech_metrics.unspaced.times import TimeMention

MOST = Most(amounts=32, finds=150)
"""So many are read as one sentence: more than twice as many as in any of the annotated articles."""


class Spanned(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)
ANY: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scene:
    """One sentence, ``text[start:end]``, with all that was found in it; ``breaks`` are where its clauses end."""

    text: str
    folded: str
    start: int
    end: int
    paragraph: int
    amounts: list[Amount]
    names: list[Name]
    cues: list[CueFind]
    times: list[TimeMention]
    words: list[Word]
    breaks: list[int]
    _starts: list[int] = field(init=False)
    _present: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [word.start for word in self.words]
        self._present = frozenset().union(*(word.classes for word in self.words)) if self.amounts else ANY

    def clause_start(self, at: int) -> int:
        """Where the clause that an offset stands in begins."""
        index = bisect_left(self.breaks, at)
        return self.breaks[index - 1] + 1 if index else self.start

    def clause_end(self, at: int) -> int:
        """Where it ends."""
        index = bisect_left(self.breaks, at)
        return self.breaks[index] if index < len(self.breaks) else self.end

    def said(self, first: int, last: int, *classes: str) -> list[Word]:
        """The words of these classes that stand between two offsets."""
        if self.amounts and self._present.isdisjoint(classes):
            return []
        begin, stop = bisect_left(self._starts, first), bisect_left(self._starts, last)
        return [w for w in self.words[begin:stop] if w.end <= last and not w.classes.isdisjoint(classes)] if begin < stop else []

    def apart(self, first: int, last: int) -> int:
        """How many clause marks stand between two offsets."""
        return bisect_left(self.breaks, last) - bisect_left(self.breaks, first)


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of a sentence; ``begin`` is where the one before it ends."""

    scene: Scene
    index: int
    amount: Amount
    begin: int

    def said(self, *classes: str, near: int | None = None) -> list[Word]:
        """The words of these classes between the amount before and this one, or only in so many characters before it."""
        first = self.begin if near is None else max(self.begin, self.amount.outer_start - near)
        return self.scene.said(first, self.amount.outer_start, *classes)

    def times(self) -> list[TimeMention]:
        """The times between the amount before and this one."""
        return within(self.scene.times, self.begin, self.amount.start)

    @property
    def written(self) -> str:
        """The folded words of the amount."""
        return self.scene.folded[self.amount.start : self.amount.end]


def figures(scene: Scene) -> list[Figure]:
    """The amounts of a sentence in order."""
    ends = [scene.start, *(amount.outer_end for amount in scene.amounts)]
    return [Figure(scene, index, amount, ends[index]) for index, amount in enumerate(scene.amounts)]


def within(items: Iterable[S], first: int, last: int) -> list[S]:
    """The items that stand between two offsets."""
    return [item for item in items if item.start >= first and item.end <= last]


class SceneCutter:
    """Cuts texts at the marks that end sentences and clauses."""

    def __init__(self, sentence_end: str, clause_end: str) -> None:
        self._cut = re.compile(rf"[{re.escape(sentence_end)}]+[”」』）)\"]*")
        self._clause = re.compile(rf"[{re.escape(clause_end)}](?!\d{{3}}(?!\d))")

    def cut(self, text: str, folded: str, finds: Finds, times: Sequence[TimeMention], amounts: Sequence[Amount]) -> Iterator[Scene]:
        """The sentences in order."""
        buckets = (_Bucket(amounts), _Bucket(finds.names), _Bucket(finds.cues), _Bucket(times), _Bucket(finds.words))
        begin, paragraph = 0, 0
        for match in [*self._cut.finditer(folded), None]:
            end = match.start() if match else len(folded)
            inner: list[int] = []
            if end - begin > LONG:
                sorts: tuple[Sequence[Spanned], ...] = (finds.names, finds.cues, times, finds.words)
                inner = cuts(folded, begin, end, between(amounts, begin, end), [between(sort, begin, end) for sort in sorts], MOST)
            for stop in (*inner, end):
                figures, names, cues = buckets[0].until(stop), buckets[1].until(stop), buckets[2].until(stop)
                spoken, words = buckets[3].until(stop), buckets[4].until(stop)
                if text[begin:stop].strip():
                    inside = {at for name in names for at in range(name.start, name.end)}
                    breaks = [m.start() for m in self._clause.finditer(folded, begin, stop) if m.start() not in inside]
                    yield Scene(text, folded, begin, stop, paragraph, figures, names, cues, spoken, words, breaks)
                begin = stop
            if match:
                begin = match.end()
                paragraph += "\n" in match.group()


class _Bucket(Generic[S]):
    """Finds in order, handed out sentence by sentence."""

    def __init__(self, items: Sequence[S]) -> None:
        self._items, self._at = items, 0

    def until(self, end: int) -> list[S]:
        """The next ones that begin before an offset."""
        first, items = self._at, self._items
        at, last = first, len(items)
        while at < last and items[at].start < end:
            at += 1
        self._at = at
        return list(items[first:at])
