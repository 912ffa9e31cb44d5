"""Length-preserving views of a text and its sentences. The text itself is never rewritten."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

SURROGATES = re.compile("[\ud800-\udfff]")
NUMBERED = re.compile(r"[ \t]*\d{1,2}")
"""What stands before the full stop of a numbered item: "1. Apple"."""
MARKER = re.compile(r"[-–—•*·▪●‣◦](?=[ \t])|\(?\d{1,2}[.)](?=[ \t])")
WORD = re.compile(r"\s+([A-Z][a-z]*)")
FULL_WIDTH = "。！？；"
"""Marks that end a sentence without a space behind them."""


def fold(text: str) -> str:
    """Lower case with every character staying one character, so that offsets hold in both.

    Lone surrogates, which have no UTF-8, become replacement characters.

    >>> fold("RMB İ")
    'rmb i'
    """
    clean = text if text.isascii() else SURROGATES.sub("\ufffd", text)
    lowered = clean.lower()
    if len(lowered) == len(text):
        return lowered
    return clean.replace("\u0130", "I").lower()  # the one character whose lower case is longer


class Placed(Protocol):
    """What begins somewhere in a text."""

    @property
    def start(self) -> int: ...


S = TypeVar("S", bound=Placed)


@dataclass(slots=True)
class Sentence:
    """``text[start:end]`` is one sentence; ``paragraph`` counts the line it stands on."""

    start: int
    end: int
    paragraph: int


class SentenceSplitter:
    """Cuts a text at line ends and at sentence-ending marks that are followed by the start of another sentence.

    ``marks`` are the ending characters, ``abbreviations`` words (lower case) after which a full stop ends nothing; after
    ``legal_forms`` ("Inc.") it ends a sentence if one of ``openers`` follows with a capital.
    """

    def __init__(
        self,
        marks: str,
        abbreviations: frozenset[str],
        legal_forms: frozenset[str] = frozenset(),
        openers: frozenset[str] = frozenset(),
    ) -> None:
        self._legal_forms = legal_forms
        self._openers = openers
        inner = re.escape(marks)
        spaced = rf"(?<=[{inner}])[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?(?:[^\sa-z]|[a-z][A-Z]))"  # iQiyi, eBay
        unspaced = rf"(?<=[{FULL_WIDTH}])[”’」』）]*"
        # begins with a plain set of characters, which re looks for an order of magnitude faster than for alternatives
        self._cut = re.compile(rf"[\n{inner}{FULL_WIDTH}](?:(?<=\n)\n*|(?!\n)(?:{spaced}|{unspaced}))")
        self._abbreviations = abbreviations

    def split(self, text: str) -> list[Sentence]:
        """The sentences, in order, without white space around them."""
        sentences: list[Sentence] = []
        begin, paragraph = 0, 0
        for match in self._cut.finditer(text):
            line_end = text[match.start()] == "\n"
            if not line_end and self._is_abbreviation(text, match.start()):
                continue
            self._add(sentences, text, begin, match.end(), paragraph)
            begin = match.end()
            paragraph += line_end
        self._add(sentences, text, begin, len(text), paragraph)
        return sentences

    def _is_abbreviation(self, text: str, mark: int) -> bool:
        if text[mark] != ".":
            return False
        if NUMBERED.fullmatch(text, text.rfind("\n", 0, mark) + 1, mark):
            return True
        word = text[max(0, mark - 11) : mark].rsplit(None, 1)[-1:] or [""]
        bare = word[0].lstrip("(\"“‘'").lower()
        if bare in self._legal_forms:
            following = WORD.match(text, mark + 1)
            return following is None or following[1].lower() not in self._openers
        return bare in self._abbreviations or (len(bare) == 1 and bare.isalpha())

    @staticmethod
    def _add(sentences: list[Sentence], text: str, begin: int, end: int, paragraph: int) -> None:
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin < end:
            sentences.append(Sentence(begin, end, paragraph))


def item_marker(text: str, sentence: Sentence) -> tuple[int, int] | None:
    """Where the dash, dot or number stands that makes a sentence an item of a list: "- Cloud: 2 billion", "1. Apple"."""
    match = MARKER.match(text, sentence.start, sentence.end)
    return match and match.span()


def by_sentence(sentences: Sequence[Sentence], found: list[S]) -> list[list[S]]:
    """What was found in a text, in order, for each of its sentences; what stands between two belongs to the first."""
    starts = [item.start for item in found]
    cuts = [0, *(bisect_left(starts, sentence.start) for sentence in sentences[1:]), len(starts)]
    return [found[first:last] for first, last in pairwise(cuts)]
