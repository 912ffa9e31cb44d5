"""Every name, metric cue and grammar word of a folded text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary.entries import Cue, Entity, Metric

SHORTEST_LATIN = 2
BLANK = "\0"
JOINS = frozenset("、和及与")
"""Before a word for a metric these may join it to others that are told with its ending."""
LONGEST_BEGINNING = 6
"""So many characters has the beginning of such a word at most: "**销售及营销**费用"."""
_start = attrgetter("start")
BESIDE = frozenset({"more", "less"})
"""Classes of words that are so short that inside a metric's name ("时长") they mean nothing."""


@dataclass(slots=True)
class Name:
    """A name at ``text[start:end]``; several entities may be written so, the first is meant."""

    start: int
    end: int
    entity: str


@dataclass(slots=True)
class CueFind:
    """Words that name a metric; several metrics may claim the same words."""

    start: int
    end: int
    cues: tuple[Cue, ...]


@dataclass(slots=True)
class Word:
    """A grammar word and the classes it is in."""

    start: int
    end: int
    classes: frozenset[str]


@dataclass(slots=True)
class Finds:
    """What the vocabulary marks in a text, each list in order."""

    names: list[Name] = field(default_factory=list)
    cues: list[CueFind] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """What a word of the vocabulary can be: an ``entity`` however it is written, or one of ``names`` by its capitals, or cues."""

    latin: bool
    digits: bool
    entity: str | None
    names: tuple[tuple[str, str], ...]
    cues: tuple[Cue, ...]


class Finder:
    """Finds the words of a vocabulary. Build once for a language; pickles by rebuilding."""

    def __init__(self, lang: str, grammar: ClauseWords, entities: Sequence[Entity], metrics: Sequence[Metric]) -> None:
        self._source = (lang, grammar, entities, metrics)
        names: dict[str, list[tuple[str, str]]] = {}
        for entity in entities:
            for code, spellings in entity.names.items():
                for spelling in spellings:
                    if code == lang or len(spelling) > SHORTEST_LATIN or (len(spelling) == SHORTEST_LATIN and spelling.isupper()):
                        names.setdefault(fold(spelling), []).append((entity.name, spelling))
        cues: dict[str, list[Cue]] = {}
        for metric in metrics:
            for cue in metric.cues.get(lang, ()):
                for word in cue.words if cue.role != "unit" else ():
                    cues.setdefault(fold(word), []).append(cue)
        ignored = {fold(word) for metric in metrics for word in metric.ignore.get(lang, ())} | set(grammar.classes["no_names_in"])
        known = list({**names, **cues, **dict.fromkeys(ignored)})
        self._entries = [_entry(word, names.get(word, ()), tuple(cues.get(word, ()))) for word in known]
        self._automaton = AhoCorasick(known, matchkind=MatchKind.LeftmostLongest)
        classes: dict[str, set[str]] = {}
        for group, words in grammar.classes.items():
            for word in words:
                classes.setdefault(word, set()).add(group)
        self._classes = [frozenset(groups) for groups in classes.values()]
        self._beside_only = [groups <= BESIDE for groups in classes.values()]
        self._words = AhoCorasick(list(classes), matchkind=MatchKind.LeftmostLongest)
        self._figure_behind = grammar.beside["figure_behind"]
        self._endings = grammar.beside["endings"]
        self._last = frozenset(ending[-1] for ending in self._endings)
        self._ended = {end: {w[: -len(end)]: tuple(found) for w, found in cues.items() if w.endswith(end)} for end in self._endings}

    def __reduce__(self) -> tuple[Any, ...]:
        return (Finder, self._source)

    def scan(self, text: str, folded: str) -> Finds:
        """All finds; a grammar word inside a name is none, one inside a cue is."""
        found = Finds()
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            entry = self._entries[index]
            if entry.latin and not _whole(folded, start, end, before_number=bool(entry.cues)):
                continue
            if entry.digits and folded.startswith(self._figure_behind, end):
                continue  # "营收618亿元"
            entity = entry.entity
            if entry.names:
                entity = next((name for name, spelling in entry.names if _written(text[start:end], spelling)), None)
            if entity is not None:
                found.names.append(Name(start, end, entity))
            elif entry.cues:
                found.cues.append(CueFind(start, end, entry.cues))
        joined = [cue for cue in found.cues if folded[cue.start - 1] in JOINS and folded[cue.end - 1] in self._last]
        if joined:
            found.cues = self._with_shared_endings(folded, found.cues, joined)
        for index, start, end in self._words.find_matches_as_indexes(_without(folded, found.names)):
            if not (self._beside_only[index] and _inside(found.cues, start)):
                found.words.append(Word(start, end, self._classes[index]))
        return found

    def _with_shared_endings(self, folded: str, cues: list[CueFind], joined: Sequence[CueFind]) -> list[CueFind]:
        """The cues with those of a list that is told with one ending: "**销售、管理**和研发费用"; ``joined`` are those that may end one."""
        shared: list[CueFind] = []
        for cue in joined:
            ending = next((end for end in self._endings if folded.endswith(end, cue.start, cue.end)), None)
            end = cue.start - 1
            while ending is not None and folded[end : end + 1] in JOINS:
                begins = range(max(0, end - LONGEST_BEGINNING), end - 1)
                start = next((at for at in begins if folded[at:end] in self._ended[ending]), end)
                if start == end:
                    break
                shared.append(CueFind(start, end, self._ended[ending][folded[start:end]]))
                end = start - 1
        others = [c for c in cues if not any([c.start < other.end and other.start < c.end for other in shared])]
        return sorted([*others, *shared], key=_start) if shared else cues


def _entry(word: str, names: Sequence[tuple[str, str]], cues: tuple[Cue, ...]) -> _Entry:
    """What a word can be; ``names`` are entities with the spelling that is this word when folded."""
    always = names[0][0] if names and not _has_capital(names[0][1]) else None
    return _Entry(word.isascii(), word.isascii() and word.isdigit(), always, () if always is not None else tuple(names), cues)


def _inside(cues: Sequence[CueFind], at: int) -> bool:
    """Whether an offset is inside one of some cues, which are in order."""
    index = bisect_right(cues, at, key=_start) - 1
    return index >= 0 and at < cues[index].end


def _without(folded: str, names: Sequence[Name]) -> str:
    """The text with names blanked, so that no grammar word reaches into one: "星图**数据显示**"."""
    pieces, at = [], 0
    for name in names:
        pieces += [folded[at : name.start], BLANK * (name.end - name.start)]
        at = name.end
    return "".join([*pieces, folded[at:]]) if names else folded


def _whole(folded: str, start: int, end: int, *, before_number: bool = False) -> bool:
    """Whether a Latin word is no part of a longer one; one for a metric may stand right before its number."""
    before, behind = folded[start - 1 : start], folded[end : end + 1]
    if before.isascii() and before.isalnum():
        return False
    return not (behind.isascii() and behind.isalnum()) or (before_number and behind.isdigit())


def _written(found: str, spelling: str) -> bool:
    """Whether a Latin name is written as one: its first letter as listed, or in capitals."""
    if not _has_capital(spelling):
        return True
    return found[0] == spelling[0] and (len(spelling) > 3 or found == spelling)


def _has_capital(spelling: str) -> bool:
    """Whether a name begins with a Latin capital letter."""
    return spelling[0].isascii() and spelling[0].isupper()
