"""A text cut into sentences and clauses, each with what was found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.text import LONG, Most, between, cuts
from china_tech_metrics.unspaced.finder import CueFind, Finds, Name, Word
from china_tech_metrics.unspaced.times import TimeMention, mark_base

MOST = Most(amounts=32, finds=150)
"""So many are read as one sentence: more than twice as many as in any of the annotated articles."""


class Spanned(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)
T = TypeVar("T")
ANY: frozenset[str] = frozenset()
PEAK = 4
"""So many characters may name what a time was before its level: "2021年**高点**100亿元"."""
OPENING_BRACKETS = "（("


@dataclass(slots=True)
class Scene:
    """One sentence, ``text[start:end]``, with all that was found in it; ``breaks`` are where its clauses end.

    ``brackets`` says whether some are opened in it.
    """

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
    brackets: bool = field(init=False)
    _starts: list[int] = field(init=False)
    _classes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.brackets = any([self.folded.find(bracket, self.start, self.end) >= 0 for bracket in OPENING_BRACKETS])
        self._starts = [word.start for word in self.words]
        self._classes = classes_of(self.words)

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
        if self._classes.isdisjoint(classes):
            return []
        return [word for word in self.words_between(first, last) if not word.classes.isdisjoint(classes)]

    def has(self, *classes: str) -> bool:
        """Whether a word of these classes is in the sentence."""
        return not self._classes.isdisjoint(classes)

    def words_between(self, first: int, last: int) -> list[Word]:
        """The words that stand between two offsets."""
        begin, stop = bisect_left(self._starts, first), bisect_left(self._starts, last)
        if begin < stop and self.words[stop - 1].end > last:  # words do not overlap, so only the last one can reach beyond
            stop -= 1
        return self.words[begin:stop]

    def apart(self, first: int, last: int) -> int:
        """How many clause marks stand between two offsets."""
        return bisect_left(self.breaks, last) - bisect_left(self.breaks, first)

    def is_line(self) -> bool:
        """Whether it ends with its line, as headings do, and not with a mark."""
        return self.folded[self.end : self.end + 1] in ("", "\n")

    def trimmed(self) -> tuple[int, int]:
        """The sentence without white space around it."""
        start, end = self.start, self.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end


def leave_out(scene: Scene, left_out: re.Pattern[str]) -> None:
    """Drop names, times and cues that only say what a figure leaves out: "**若不考虑**京东，营收升22%", "**不计**已出售的银泰**则**增15%".

    ``left_out`` are the words that end this in the clause of the figure.
    """
    for word in scene.said(scene.start, scene.end, "leaves_out"):
        if word.start != scene.clause_start(word.start):
            continue
        end = scene.clause_end(word.end)
        amounts = within(scene.amounts, word.end, end)
        if amounts:
            ended = left_out.search(scene.folded, word.end, amounts[0].start)
            end = ended.start() if ended is not None else word.end
        scene.names = [name for name in scene.names if not word.end <= name.start < end]
        scene.times = [time for time in scene.times if not word.end <= time.start < end]
        scene.cues = [cue for cue in scene.cues if not word.end <= cue.start < end]


def compare_multiples(scene: Scene, of: tuple[str, ...]) -> None:
    """Make the time of a level that a multiple is of what is compared with: "2017年收入339亿元，是**2015年**40亿元的8倍"."""
    for level, multiple in pairwise(scene.amounts):
        tied = level.kind in ("money", "count") and scene.folded[level.outer_end : multiple.outer_start] in of
        if multiple.kind not in ("times", "percent") or not tied:
            continue
        told = next((time for time in scene.times if 0 <= level.outer_start - time.end <= PEAK), None)
        if told is None or told.role != "when" or scene.clause_start(level.start) == scene.start:
            continue
        if multiple.kind == "times":
            mark_base(told)
        elif level is not scene.amounts[0] and multiple.worded:
            told.role = "from"  # it dates that level and nothing else


@dataclass(slots=True)
class Figure:
    """One amount of a sentence; ``begin`` is where the one before it ends, ``words`` and ``times`` are those between the two."""

    scene: Scene
    index: int
    amount: Amount
    begin: int
    words: list[Word]
    times: list[TimeMention]
    _classes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._classes = classes_of(self.words)

    def said(self, *classes: str, near: int | None = None) -> list[Word]:
        """The words of these classes between the amount before and this one, or only in so many characters before it."""
        if self._classes.isdisjoint(classes):
            return []
        first = self.begin if near is None else self.amount.outer_start - near
        return [word for word in self.words if word.start >= first and not word.classes.isdisjoint(classes)]

    @property
    def written(self) -> str:
        """The folded words of the amount."""
        return self.scene.folded[self.amount.start : self.amount.end]


def figures(scene: Scene) -> list[Figure]:
    """The amounts of a sentence in order."""
    found, begin = [], scene.start
    for index, amount in enumerate(scene.amounts):
        words, times = scene.words_between(begin, amount.outer_start), within(scene.times, begin, amount.start)
        found.append(Figure(scene, index, amount, begin, words, times))
        begin = amount.outer_end
    return found


def classes_of(words: Sequence[Word]) -> frozenset[str]:
    """All the classes that some words are in."""
    if len(words) < 2:
        return words[0].classes if words else ANY
    return ANY.union(*[word.classes for word in words])


def within(items: Sequence[S], first: int, last: int) -> list[S]:
    """The items that stand between two offsets."""
    return [item for item in items if item.start >= first and item.end <= last] if items else []


class SceneCutter:
    """Cuts texts at the marks that end sentences and clauses."""

    def __init__(self, sentence_end: str, clause_end: str) -> None:
        self._cut = re.compile(rf"[{re.escape(sentence_end)}]+[”」』）)\"]*")
        self._clause = re.compile(rf"[{re.escape(clause_end)}](?!\d{{3}}(?!\d))")

    def cut(self, text: str, folded: str, finds: Finds, times: Sequence[TimeMention], amounts: Sequence[Amount]) -> Iterator[Scene]:
        """The sentences in order."""
        inside = {at for name in finds.names for at in range(name.start, name.end)}
        breaks = [at for match in self._clause.finditer(folded) if (at := match.start()) not in inside]
        figures, names, cues = _bucket(amounts), _bucket(finds.names), _bucket(finds.cues)
        spoken, words, marks = _bucket(times), _bucket(finds.words), _Bucket(breaks, breaks)
        begin, paragraph = 0, 0
        for match in [*self._cut.finditer(folded), None]:
            end = match.start() if match else len(folded)
            inner: list[int] = []
            if end - begin > LONG:
                sorts: tuple[Sequence[Spanned], ...] = (finds.names, finds.cues, times, finds.words)
                inner = cuts(folded, begin, end, between(amounts, begin, end), [between(sort, begin, end) for sort in sorts], MOST)
            for stop in (*inner, end):
                here = (figures.until(stop), names.until(stop), cues.until(stop), spoken.until(stop), words.until(stop), marks.until(stop))
                if not text[begin:stop].isspace() and begin < stop:
                    yield Scene(text, folded, begin, stop, paragraph, *here)
                begin = stop
            if match:
                begin = match.end()
                paragraph += "\n" in match.group()


class _Bucket(Generic[T]):
    """Items in the order of their ``starts``, handed out sentence by sentence."""

    def __init__(self, items: Sequence[T], starts: Sequence[int]) -> None:
        self._items, self._starts, self._at = items, starts, 0

    def until(self, end: int) -> list[T]:
        """The next ones that begin before an offset."""
        first, self._at = self._at, bisect_left(self._starts, end, self._at)
        return list(self._items[first : self._at])


def _bucket(items: Sequence[S]) -> _Bucket[S]:
    return _Bucket(items, [item.start for item in items])
