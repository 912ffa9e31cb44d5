"""One sentence with everything found in it, and what stands between two finds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from china_tech_metrics.link.gaps import NAME, NOTHING, TIME, Gap, SentenceTokens, Separation, TokenLine
from china_tech_metrics.model import Amount
from china_tech_metrics.scan.lexicon import Hit
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.scan.text import Sentence
from china_tech_metrics.vocabulary.entries import Cue, EntityKind, Grammar

NAMING = ("company", "platform", "unit")
NEAR = 40
"""How many characters may stand between what outdoes an expectation and the expectation."""
LEADING_ON = (" of ", " at ", " for a")
"""What leads from an expectation to its figure."""
REACHED = " at "
"""What leads from an expectation to the figure that was reached, if none is told before."""
MARKS = frozenset(",;:()\n")
OWNED = 3
"""How many words what belongs to a name may have: "Acme's **shipments of phones**, which"."""
EXCHANGE = 12
"""Within how many characters before a colon the name of an exchange stands: "(**NASDAQ**: PDD)"."""
GOVERNED = 5
"""How many words a preposition may govern before the names of it: "with four mobile apps"."""
ASIDE = 12
"""How many words of an inserted clause may stand before a find in it."""


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class CueMention(NamedTuple):
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


@dataclass(slots=True)
class Direction:
    """A word of change that governs an amount."""

    sign: int
    span: Spanned
    noun: bool
    by: bool
    behind: bool = False


@dataclass(slots=True)
class Scene:
    """One sentence, what was found in it, and helpers to look at the words between the finds.

    ``claimed`` is what the vocabulary, amounts and times take of the text, ``directions`` what was found to govern figures,
    ``tags`` what the words around them say they are for.
    """

    text: str
    folded: str
    sentence: Sentence
    grammar: Grammar
    separation: Separation
    claimed: Taken
    amounts: list[Amount] = field(default_factory=list)
    periods: Sequence[PeriodMention] = ()
    cues: list[CueMention] = field(default_factory=list)
    classes: dict[str, list[Hit]] = field(default_factory=dict)
    contexts: set[str] = field(default_factory=set)
    heads: list[tuple[Hit, frozenset[str]]] = field(default_factory=list)
    entities: list[EntityMention] = field(default_factory=list)
    directions: dict[tuple[int, str], Direction | None] = field(default_factory=dict)
    tags: dict[tuple[int, int, str], frozenset[str]] = field(default_factory=dict)
    _tokens: SentenceTokens | None = None
    _line: TokenLine | None = None
    _gaps: dict[tuple[int, int], Gap] = field(default_factory=dict)

    @property
    def line(self) -> TokenLine:
        """The sentence as tokens, with the names and times known so far."""
        if self._line is None:
            spans = [
                *((m.start, m.end, NAME) for m in self.entities if m.via != "pronoun"),
                *((p.start, p.end, TIME) for p in self.periods),
            ]
            self._line = self.tokens.line(spans)
        return self._line

    @property
    def tokens(self) -> SentenceTokens:
        """The sentence as tokens, those of names and times too."""
        if self._tokens is None:
            self._tokens = SentenceTokens(self.folded, self.sentence.start, self.sentence.end, self.separation)
        return self._tokens

    def names_changed(self) -> None:
        """To be called when entity mentions were added."""
        self._line = None
        self._gaps.clear()
        self.directions.clear()
        self.tags.clear()

    def gap(self, start: int, end: int) -> Gap:
        """What stands between two offsets."""
        found = self._gaps.get((start, end))
        if found is None:
            found = self._gaps[start, end] = (self._line or self.line).gap(start, end)
        return found

    def before(self, at: int, count: int) -> tuple[str, ...]:
        """Up to ``count`` tokens of the sentence that begin before ``at``, in reading order."""
        if at <= self.sentence.start:
            return ()
        line = self._line or self.line
        last = bisect_left(line.starts, at)
        return line.tokens[last - count if last > count else 0 : last]

    def after(self, at: int, count: int) -> tuple[str, ...]:
        """Up to ``count`` tokens of the sentence that begin at or behind ``at``."""
        line = self._line or self.line
        first = bisect_left(line.starts, at)
        return line.tokens[first : first + count]

    def nearest_before(self, at: int, *classes: str) -> Hit | None:
        """The last word of these classes that ends at or before ``at``."""
        best: Hit | None = None
        for name in classes:
            for span in self.classes.get(name, ()):
                if span.end <= at and (best is None or span.end > best.end):
                    best = span
        return best

    def nearest_after(self, at: int, *classes: str) -> Hit | None:
        """The first word of these classes that starts at or behind ``at``."""
        best: Hit | None = None
        for name in classes:
            for span in self.classes.get(name, ()):
                if span.start >= at and (best is None or span.start < best.start):
                    best = span
        return best

    def cue_between(self, start: int, end: int) -> bool:
        """Whether a metric is named between two offsets."""
        return any(c.start >= start and c.end <= end for c in self.cues)

    @property
    def tells(self) -> bool:
        """Whether the sentence speaks of somebody, something measured or a time that lasts: "The market was not surprised." does not."""
        found = self.amounts or self.entities or self.cues or self.heads
        return bool(found) or any(mention.granularity != "day" for mention in self.periods)

    def in_aside(self, find: Spanned, at: int) -> bool:
        """Whether a find stands in an insertion that ends before ``at``.

        "businesses, which include **X**, contributed", "MetaX, set up by engineers from **AMD**, is seeking"
        """
        if find.end > at or self.folded.find(",", find.end, at) < 0:
            return False
        tokens = (*self.before(find.start, ASIDE), NAME)
        if "," not in tokens and self.grammar.gaps["relative"].isdisjoint(tokens):
            return False
        if "," not in self.gap(find.end, at).tokens:
            return False
        for i in range(len(tokens) - 2, -1, -1):
            if tokens[i] == ",":
                if tokens[i + 1] == NAME and i and tokens[i - 1] == NAME:
                    continue  # a list of names
                return bool(i) and (self._opens_aside(tokens[i - 1], tokens[i + 1]) or self._lists_names(tokens[:i], tokens[i + 1]))
            if (
                tokens[i] in self.grammar.gaps["relative"]
                and not self._has_subject(tokens[i : i + 2])
                and not self._is_said(tokens[i], find)
            ):
                return bool(i) or len(tokens) > ASIDE  # "**That** brought the total to X" begins a sentence
        return False

    def _opens_aside(self, before: str, behind: str) -> bool:
        """Whether a comma between two words opens what is told in passing: "X, **a** rival", "the company, **founded** by"."""
        if self.only((behind,), "aside"):
            return before != TIME
        named = before == NAME or not self.grammar.head_groups.get(before, NOTHING).isdisjoint(NAMING)
        return named and (self.only((behind,), "apposed") or behind.endswith("ing"))

    def _lists_names(self, before: tuple[str, ...], behind: str) -> bool:
        """Whether a comma behind some words opens the names of what a preposition governs: "with four **apps, A and B**"."""
        if behind != NAME or not before[-1].endswith("s") or self.grammar.head_groups.get(before[-1][:-1], NOTHING).isdisjoint(NAMING):
            return False
        return any(self.only((word,), "preposition") for word in before[-GOVERNED:])

    def _has_subject(self, tokens: tuple[str, ...]) -> bool:
        """Whether "that" begins what somebody said and no relative clause: "told the media **that AliExpress** has", "said **that it**"."""
        word, behind = tokens
        return word in self.grammar.gaps["saying"] and (
            behind == NAME or self.only((behind,), "determiner", "subject", "owning", "place_preposition")
        )

    def _is_said(self, relative: str, find: Spanned) -> bool:
        """Whether "that" is the first one behind a word of saying: "said on Tuesday **that** revenue in the third quarter was X"."""
        said = self.nearest_before(find.start, "said") if relative in self.grammar.gaps["saying"] else None
        tokens = self.gap(said.end, find.start).tokens if said is not None else ()
        return tokens.count(relative) == 1 and "," not in tokens

    def antecedent_end(self, at: int) -> int | None:
        """Where the name ends that a relative clause around ``at`` is about: "matched **PDD**, whose revenue grew 50%".

        "Where" is about a place: "deeper in Japan than in **China**, where sales fell 2%", "whose" about what is owned if that has a name:
        "PDD, whose **Temu app** has 50 million users".
        """
        if not self.line.has_relative_pronoun:
            return None
        behind: EntityMention | None = None
        for mention in reversed(self.entities):
            if mention.end > at or mention.role == "source":
                continue
            if behind is not None and not behind.possessive and self._owns(mention, behind):
                return behind.end
            behind = mention if mention.role == "plain" else None
            tokens = self.gap(mention.end, at).tokens
            described = tokens[:1] == (",",) and tokens[1:2] in (("a",), ("an",), ("the",))
            if (mention.possessive and mention.via != "pronoun" and "," in tokens[2 : OWNED + 2]) or (described and "," in tokens[2:]):
                comma = tokens.index(",", 2)  # "beat **Acme's** sales, which grew 5%", "**Acme**, a maker of cars, which"
                if not described and "related" in self.grammar.head_groups.get(tokens[comma - 1], NOTHING):
                    continue  # "a brand of Acme's founder, which": the brand
                tokens = tokens[comma:]
            if tokens[:1] != (",",) or len(tokens) < 2 or tokens[1] not in self.grammar.gaps["relative_pronoun"]:
                continue
            if (mention.role == "place") == (tokens[1] in self.grammar.gaps["relative_place"]):
                return mention.end if not {",", ";", "("} & set(tokens[2:]) else None
        return None

    def _owns(self, owner: EntityMention, owned: EntityMention) -> bool:
        """Whether "whose" and at most what it is stand between two names: "ByteDance, **whose short-video app** Douyin"."""
        comma, whose, *words = (*self.gap(owner.end, owned.start).tokens, "", "")[: OWNED + 2]
        return comma == "," and self.only((whose,), "whom") and all(t not in self.grammar.groups and t != NAME for t in words if t)

    def apposed_to(self, at: int) -> EntityMention | None:
        """The name that a description around ``at`` tells of: "firms like **JD.com**, a $100bn retailer listed in New York".

        Of a place it is one of its market: "**China**, the largest market with 700 million users".
        """
        begin = self.sentence.start
        described, market = self.folded.find(", a", begin, at) >= 0, self.folded.find(", the ", begin, at) >= 0
        if not described and not market:
            return None
        for mention in reversed(self.entities):
            if mention.end > at or mention.role == "source" or mention.via == "pronoun":
                continue
            tokens = self.gap(mention.end, at).tokens
            if tokens[:1] != (",",):
                continue
            if mention.role == "place":
                found = market and tokens[1:2] in (("the",), (NAME,)) and any(self.only([t], "trade", "superlative") for t in tokens)
            else:
                found = tokens[:2] in ((",", "a"), (",", "an"))
            if found:
                apart = any(t in (",", ";", "(") or self.only([t], "clause") for t in tokens[2:])
                return mention if not apart else None
        return None

    def told_in_passing(self, find: Spanned) -> bool:
        """Whether a find stands in an inserted clause: "Lazada, **which Alibaba bought for $1 billion in 2016**, had X"."""
        inserted = self.line.insertion(find.start)
        return inserted is not None and self.text[inserted] == ","

    def only_in_passing(self, find: Spanned, other: Spanned) -> bool:
        """Whether a find stands in an inserted clause that another one does not stand in."""
        return self.told_in_passing(find) and self.set_apart(find, other)

    def set_apart(self, find: Spanned, other: Spanned) -> bool:
        """Whether one of two finds stands in brackets or an inserted clause that the other one does not."""
        return self.line.insertion(find.start) != self.line.insertion(other.start)

    def bracket(self, find: Spanned) -> int | None:
        """Where the brackets open that a find stands in."""
        opened = self.line.insertion(find.start)
        return opened if opened is not None and self.text[opened] == "(" else None

    def amounts_between(self, start: int, end: int) -> int:
        """How many other amounts stand between two offsets."""
        return len([a for a in self.amounts if a.start >= start and a.end <= end])

    def only(self, tokens: Iterable[str], *groups: str) -> bool:
        """Whether every token is a function word of one of the groups."""
        known = self.grammar.groups
        for token in tokens:  # noqa: SIM110 - asked so often that a generator for all() costs more than the answer
            if known.get(token, NOTHING).isdisjoint(groups):
                return False
        return True

    def some(self, tokens: Iterable[str], *groups: str) -> bool:
        """Whether one of the tokens is a function word of one of the groups."""
        words = self.grammar.gaps
        for group in groups:  # noqa: SIM110 - as above
            if not words[group].isdisjoint(tokens):
                return True
        return False


class Covered:
    """What is taken of a text by spans that may overlap each other."""

    def __init__(self, spans: Iterable[Spanned]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((s.start, s.end) for s in spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, start: int, end: int) -> bool:
        """Whether all that lies between two offsets is part of something longer."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end and self._ends[at - 1] - self._starts[at - 1] > end - start


class Taken:
    """Which characters of a text spans take, to ask what is free."""

    def __init__(self, size: int, spans: Iterable[Spanned] = ()) -> None:
        self._taken = bytearray(size)
        for span in spans:
            self.add(span.start, span.end)

    def copy(self) -> Taken:
        """One of its own, to which more can be added."""
        other = Taken(0)
        other._taken = self._taken.copy()
        return other

    def add(self, start: int, end: int) -> None:
        """Take what lies between two offsets."""
        self._taken[start:end] = b"\x01" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of it lies between two offsets."""
        return self._taken.find(1, start, end) >= 0


def _is_ticker(scene: Scene, colon: int) -> bool:
    """Whether a colon stands behind an exchange, and so before the code of a share: "(NASDAQ**:** PDD)"."""
    words = scene.folded[max(scene.sentence.start, colon - EXCHANGE) : colon].replace("(", " ").replace("[", " ").split()
    return bool(words) and words[-1] in scene.grammar.content["exchanges"]


def add_hits(scene: Scene, hits: Sequence[Hit], kinds: Mapping[str, EntityKind], covered: Taken) -> None:
    """Sort the vocabulary's hits of the sentence into cues, grammar words, contexts, heads and names.

    Hits inside an amount or a date expression are part of it and mean nothing by themselves: these have ``covered`` the text.
    """
    joined = -1
    """Where "-backed" ends, in which "backed" names no metric."""
    free, claim, classes = not (scene.amounts or scene.periods), scene.claimed.add, scene.classes
    for hit in hits:
        start, end, entities, entry = hit
        if entry.contexts:
            scene.contexts |= entry.contexts
        if not free and covered.overlaps(end - 1, end):
            continue
        if entities:
            if scene.text[start - 2 : start - 1] == ":" and _is_ticker(scene, start - 2):
                continue
            scene.entities.append(EntityMention(start, end, entities[0], kinds[entities[0]]))
        else:
            if entry.cues and end != joined:
                scene.cues.append(CueMention(start, end, entry.cues))
            if entry.heads and not entry.ignored:
                scene.heads.append((hit, entry.heads))
                joined = end if scene.text[start] == "-" else joined
            for name in entry.classes:
                if name in classes:
                    classes[name].append(hit)
                else:
                    classes[name] = [hit]
            if not (entry.cues or entry.classes or (entry.heads and not entry.ignored)):
                continue  # it only tells the topic
        claim(start, end)
    if "expectation" in classes and "outdone" in classes:
        awaited = [hit for hit in classes["expectation"] if any(_right_behind(scene, mark, hit) for mark in classes["outdone"])]
        if awaited:
            classes["awaited"] = sorted([*classes.get("awaited", ()), *awaited], key=lambda hit: hit.start)


def _right_behind(scene: Scene, first: Hit, second: Hit) -> bool:
    """Whether only a few words and no mark stand between two hits: "**beating** Wall Street **forecasts** of 13%".

    A figure stands beside the second one: "**ahead of** the 4 billion **estimate**", "**above** the **estimated** 55,000".
    """
    if not 0 < second.start - first.end <= NEAR or not MARKS.isdisjoint(scene.text[first.end : second.start]):
        return False
    if scene.folded.startswith(REACHED, second.end) and all(a.start >= second.end for a in scene.amounts):
        return False  # "revenue **beat estimates at** 5.3 billion": what was reached
    if scene.folded.startswith(LEADING_ON, second.end):
        return True
    return any(0 < second.start - a.end <= 1 or 0 < a.start - second.end <= 1 for a in scene.amounts)
