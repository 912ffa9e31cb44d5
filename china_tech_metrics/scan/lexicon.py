"""Find every word of the vocabulary in a text: names, cues, grammar words, all in one Aho-Corasick pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from china_tech_metrics.scan.text import SentenceSplitter, fold
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Cue, Entity, Grammar, Metric

HAN = "⺀"
"""From here on letters do not bind into words: Chinese is written without spaces."""
APOSTROPHES = "’‘ʼ"
"""Read as the plain one."""
VERSION = re.compile(r"\d\.\d")
PARTICLES = ("adverb", "preposition", "conjunction")
"""Groups of words that also stand behind a name without being part of it: "SK **on** Tuesday"."""


@dataclass(slots=True)
class _Uses:
    """What one phrase can be, while the lexicon is built."""

    names: dict[str, list[str]] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    contexts: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What one phrase can be: entities with the spellings under which their capitals count, cues, and kinds of grammar word.

    ``grammar`` is the entry with nothing but its grammar words; None if it has none. An ignored phrase hides what is in it.
    ``opens`` and ``closes`` say that the phrase begins and ends with a letter or digit, so that no other may stand beside it.
    """

    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    cues: tuple[Cue, ...] = ()
    classes: tuple[str, ...] = ()
    contexts: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    ignored: bool = False
    grammar: Entry | None = None
    opens: bool = True
    closes: bool = True


NO_GRAMMAR = Entry()
NONE: frozenset[str] = frozenset()
"""One for all: Python makes a new one each time, and most entries have it twice."""


def _entry(phrase: str, uses: _Uses, *, whole: bool) -> Entry:
    """What a phrase can be; ``whole`` says that words have boundaries."""
    classes, contexts, heads = tuple(sorted(uses.classes)), frozenset(uses.contexts) or NONE, frozenset(uses.heads) or NONE
    names = tuple((name, tuple(spellings)) for name, spellings in uses.names.items())
    grammar = Entry(classes=classes, contexts=contexts, heads=heads) if classes or contexts or heads else None
    opens, closes = whole and phrase[0].isalnum(), whole and phrase[-1].isalnum()
    return Entry(names, tuple(uses.cues), classes, contexts, heads, uses.ignored, grammar, opens, closes)


class Hit(NamedTuple):
    """A phrase of the vocabulary at ``text[start:end]``."""

    start: int
    end: int
    entities: tuple[str, ...]
    entry: Entry


class Lexicon:
    """All phrases of one language. Build once, ``scan`` many texts; pickles by rebuilding."""

    def __init__(self, code: str, grammar: Grammar, entities: list[Entity], metrics: list[Metric]) -> None:
        self._source = (code, grammar, entities, metrics)
        table: dict[str, _Uses] = {}

        def entry(phrase: str) -> _Uses:
            return table.setdefault(_plain(fold(phrase)), _Uses())

        particles = frozenset[str]().union(*(grammar.gaps[group] for group in PARTICLES if group in grammar.gaps))
        self._exact: set[str] = set()
        for entity in entities:
            for names in entity.names.values():
                for name in names:
                    entry(name).names.setdefault(entity.name, []).append(name)
                    if any(word[0].isupper() and word.lower() in particles for word in name.split()[1:]):
                        self._exact.add(name)
        for metric in metrics:
            for cue in metric.cues.get(code, ()):
                for phrase in cue.words:
                    entry(phrase).cues.append(cue)
            for phrase in metric.ignore.get(code, ()):
                entry(phrase).ignored = True
        for kind, target in (("classes", grammar.classes), ("contexts", grammar.contexts), ("heads", grammar.heads)):
            for group, phrases in target.items():
                for phrase in phrases:
                    getattr(entry(phrase), kind).add(group)
        self._entries = [_entry(phrase, uses, whole=grammar.word_boundaries) for phrase, uses in table.items()]
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Lexicon, self._source)

    def scan(self, text: str, folded: str) -> list[Hit]:
        """Hits in order of their start. Where phrases overlap the longest stays; names and grammar words inside a cue stay too."""
        kept: list[Hit] = []
        cover, at = None, 0
        for hit in self._hits(text, folded):
            entry = hit.entry
            if cover is not None and hit.start < cover.end:
                if _only_grammar(cover):
                    if hit.end <= cover.end and _only_grammar(hit):
                        continue
                else:
                    if hit.end <= cover.end and cover.entry.cues and not cover.entities and not cover.entry.ignored:
                        if hit.entities or entry.grammar is not None:
                            kept.append(Hit(hit.start, hit.end, hit.entities, entry.grammar or NO_GRAMMAR))
                    elif (hit.end - hit.start > cover.end - cover.start and not _only_grammar(hit)) or _is_head(cover, hit):
                        kept[at] = cover = hit
                    continue
            cover, at = hit, len(kept)
            kept.append(hit)
        return kept

    def _hits(self, text: str, folded: str) -> list[Hit]:
        """Every phrase that is there as a word of its own, in order of their start, the longest first."""
        entries, size = self._entries, len(text)
        hits: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(_plain(folded), overlapping=True):
            entry = entries[index]
            if entry.opens and start and (before := text[start - 1]) < HAN and before.isalnum():
                continue
            if entry.closes and end < size and (behind := text[end]) < HAN and behind.isalnum():
                continue
            named: tuple[str, ...] = ()
            if entry.names:
                named = self._named(entry, text[start:end])
                if named and VERSION.match(text, end - 1):
                    named = tuple([name for name in named if not name[-1].isdigit()])  # "Kimi K2.6" is no Kimi K2, but "Qwen3.5" Qwen
                if not named and not (entry.cues or entry.grammar or entry.ignored):
                    continue
            hits.append(Hit(start, end, named, entry))
        hits.reverse()  # they came in order of their end
        hits.sort(key=itemgetter(0))
        return hits

    def _named(self, entry: Entry, found: str) -> tuple[str, ...]:
        """The entities that are written so: with the "Now" of a name in capitals, "JD **now** delivers" is of none."""
        exact = self._exact
        return tuple(
            [
                name
                for name, spellings in entry.names
                if found in spellings or any(s not in exact and _same_case(found, s) for s in spellings)
            ]
        )


def _plain(folded: str) -> str:
    """The text with every apostrophe the plain one."""
    for apostrophe in APOSTROPHES:
        folded = folded.replace(apostrophe, "'")
    return folded


def _same_case(found: str, spelling: str) -> bool:
    """Whether a name is written as a name: the first letter as listed, or the whole in capitals."""
    if len(found) <= 3 or not spelling[0].isalpha():
        return found == spelling or (len(found) > 3 and fold(found) == fold(spelling))
    return found[0] == spelling[0] or not spelling[0].isupper() or found.isupper()


def _is_head(cover: Hit, hit: Hit) -> bool:
    """Whether the second of two metrics that share a word is the one spoken of: in "smartphone **market share**" it is no market."""
    return hit.end > cover.end and bool(cover.entry.cues) and any(c.measure == "share" and c.role == "noun" for c in hit.entry.cues)


def _only_grammar(hit: Hit) -> bool:
    """Grammar words hide only each other ("up" in "set up"): in "a stake of" the cue "stake" counts too."""
    return not (hit.entities or hit.entry.cues or hit.entry.ignored)


def sentence_splitter(grammar: Grammar, entities: Iterable[Entity], lang: str) -> SentenceSplitter:
    """The one of a language, which knows the names of businesses and their goods."""
    gaps = grammar.gaps
    openers = gaps["determiner"] | gaps["preposition"] | gaps["clause"] | gaps["subject"]
    names = (name for e in entities if e.kind not in PLACE_KINDS | REPORTER_KINDS for name in e.names.get(lang, ()))
    return SentenceSplitter(grammar.sentence_end, grammar.abbreviations, gaps["legal_form"], openers, gaps["lettered"], names)
