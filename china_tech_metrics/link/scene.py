"""One sentence with everything found in it, and what stands between two finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.lexicon import Hit
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.scan.text import Sentence
from china_tech_metrics.vocabulary.entries import Cue, EntityKind, Grammar

TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|'s|’s|[,;:()—–|]")
BREAKS = {",": 1.0, ";": 3.0, ":": 1.0, "(": 1.0, ")": 1.0, "—": 2.0, "–": 2.0, "|": 3.0}
CLAUSE_BREAK = 1.5
LIST_COMMA = 0.2
NAME, TIME = "<name>", "<time>"
"""Stand for a name and a time expression among the tokens of a gap."""


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Plain offsets of a grammar word."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CueMention:
    """Words that name a metric; several metrics may claim the same words."""

    start: int
    end: int
    cues: tuple[Cue, ...]


@dataclass(slots=True)
class EntityMention:
    """A name, or words that stand for one.

    ``via`` is "name", "head" ("the company"), "pronoun" or "shape" (a name that is in no vocabulary). ``role`` is
    "plain", or says why it is unlikely to own a number: "modifier" (Alibaba in "Alibaba-backed Lazada"),
    "compare" (in "rival Meituan"), "source" (in "Counterpoint said"), "place" (a country where something happens).
    """

    start: int
    end: int
    name: str
    kind: EntityKind
    via: str = "name"
    role: str = "plain"
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two finds: lower-case words and marks, and how much they separate (0 is nothing)."""

    tokens: tuple[str, ...]
    breaks: float
    content: int

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(slots=True)
class Scene:
    """One sentence, what was found in it, and helpers to look at the words between the finds."""

    text: str
    folded: str
    sentence: Sentence
    grammar: Grammar
    amounts: list[Amount] = field(default_factory=list)
    periods: Sequence[PeriodMention] = ()
    cues: list[CueMention] = field(default_factory=list)
    classes: dict[str, list[Span]] = field(default_factory=dict)
    contexts: set[str] = field(default_factory=set)
    heads: list[tuple[Span, frozenset[str]]] = field(default_factory=list)
    entities: list[EntityMention] = field(default_factory=list)
    _gaps: dict[tuple[int, int], Gap] = field(default_factory=dict)

    def gap(self, start: int, end: int) -> Gap:
        """What stands between two offsets."""
        key = (start, end)
        found = self._gaps.get(key)
        if found is None:
            found = self._gaps[key] = self._read_gap(start, end)
        return found

    def _read_gap(self, start: int, end: int) -> Gap:
        if end <= start:
            return Gap((), 0.0, 0)
        tokens = self._tokens(start, end)
        gaps = self.grammar.gaps
        breaks, content, previous = 0.0, 0, ""
        for i, token in enumerate(tokens):
            following = tokens[i + 1] if i + 1 < len(tokens) else ""
            strength = BREAKS.get(token)
            if token == "," and (previous == TIME or (previous == NAME and following in (NAME, "and", "or", "&"))):
                breaks += LIST_COMMA
            elif strength is not None:
                breaks += strength
            elif token in gaps["clause"]:
                breaks += CLAUSE_BREAK
            elif token in gaps["conjunction"]:
                breaks += 0.0 if following == NAME and previous in (NAME, ",") else 0.5 if previous != "," else 1.0
            elif token not in (NAME, TIME) and not self.only([token], "determiner", "preposition", "copula", "adverb", "reach", "possessive"):
                content += 1
            previous = token
        return Gap(tokens, breaks, content)

    def _tokens(self, start: int, end: int) -> tuple[str, ...]:
        """Words and marks between two offsets. A name or a time is one token, what stands in brackets is none."""
        found: list[str] = []
        skip, depth = start, 0
        spans = [*((m.start, m.end, NAME) for m in self.entities if m.via != "pronoun"), *((p.start, p.end, TIME) for p in self.periods)]
        inside = sorted(span for span in spans if span[0] >= start and span[1] <= end)
        bracketed = ")" in self.folded[start:end]
        at = 0
        for match in TOKEN.finditer(self.folded, start, end):
            if match.start() < skip:
                continue
            while at < len(inside) and inside[at][0] < match.start():
                at += 1
            token = match.group()
            if at < len(inside) and inside[at][0] == match.start():
                skip, token = inside[at][1], inside[at][2]
            if bracketed and token == "(":
                depth += 1
            elif depth:
                depth -= token == ")"
            else:
                found.append(token)
        return tuple(found)

    def forget_gaps(self) -> None:
        """To be called when entity mentions were added."""
        self._gaps.clear()

    def before(self, at: int, count: int) -> tuple[str, ...]:
        """Up to ``count`` tokens of the sentence that end before ``at``, in reading order."""
        begin = max(self.sentence.start, at - 14 * count)
        while begin > self.sentence.start and not self.folded[begin - 1].isspace():
            begin -= 1
        return self.gap(begin, at).tokens[-count:]

    def after(self, at: int, count: int) -> tuple[str, ...]:
        """Up to ``count`` tokens of the sentence that begin at or behind ``at``."""
        stop = min(self.sentence.end, at + 14 * count)
        while stop < self.sentence.end and not self.folded[stop].isspace():
            stop += 1
        return self.gap(at, stop).tokens[:count]

    def nearest_before(self, at: int, *classes: str) -> Span | None:
        """The last word of these classes that ends at or before ``at``."""
        best: Span | None = None
        for name in classes:
            for span in self.classes.get(name, ()):
                if span.end <= at and (best is None or span.end > best.end):
                    best = span
        return best

    def nearest_after(self, at: int, *classes: str) -> Span | None:
        """The first word of these classes that starts at or behind ``at``."""
        best: Span | None = None
        for name in classes:
            for span in self.classes.get(name, ()):
                if span.start >= at and (best is None or span.start < best.start):
                    best = span
        return best

    def cue_between(self, start: int, end: int) -> bool:
        """Whether a metric is named between two offsets."""
        return any(c.start >= start and c.end <= end for c in self.cues)

    def amounts_between(self, start: int, end: int) -> int:
        """How many other amounts stand between two offsets."""
        return sum(1 for a in self.amounts if a.start >= start and a.end <= end)

    def only(self, tokens: Iterable[str], *groups: str) -> bool:
        """Whether every token is a function word of one of the groups."""
        gaps = self.grammar.gaps
        return all(any(t in gaps[g] for g in groups) for t in tokens)


def overlaps(span: Spanned, others: Iterable[Spanned]) -> bool:
    return any(span.start < o.end and o.start < span.end for o in others)


def add_hits(scene: Scene, hits: Sequence[Hit], kinds: Mapping[str, EntityKind]) -> None:
    """Sort the vocabulary's hits of the sentence into cues, grammar words, contexts, heads and names.

    Hits inside an amount or a date expression are part of it and mean nothing by themselves.
    """
    covers: list[Spanned] = [*scene.amounts, *(p for p in scene.periods if p.role != "base")]
    for hit in hits:
        entry = hit.entry
        scene.contexts |= entry.contexts
        if covers and overlaps(hit, covers):
            continue
        span = Span(hit.start, hit.end)
        if hit.entities:
            name = hit.entities[0]
            scene.entities.append(EntityMention(hit.start, hit.end, name, kinds[name]))
        elif entry.cues and not entry.ignored:
            scene.cues.append(CueMention(hit.start, hit.end, tuple(entry.cues)))
        if entry.heads and not hit.entities and not entry.ignored:
            scene.heads.append((span, frozenset(entry.heads)))
        if not hit.entities:
            for name in entry.classes:
                scene.classes.setdefault(name, []).append(span)
