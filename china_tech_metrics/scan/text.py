"""Length-preserving views of a text and its sentences. The text itself is never rewritten."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SURROGATES = re.compile("[\ud800-\udfff]")


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


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` is one sentence; ``paragraph`` counts the line it stands on."""

    start: int
    end: int
    paragraph: int


class SentenceSplitter:
    """Cuts a text at line ends and at sentence-ending marks that are followed by the start of another sentence.

    ``marks`` are the ending characters, ``abbreviations`` words (lower case) after which a full stop ends nothing.
    """

    def __init__(self, marks: str, abbreviations: frozenset[str]) -> None:
        inner = re.escape(marks)
        self._cut = re.compile(rf"\n+|(?<=[{inner}])[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?[^\sa-z])|(?<=[。！？；])[”’」』）]*")
        self._abbreviations = abbreviations

    def split(self, text: str) -> list[Sentence]:
        """The sentences, in order, without white space around them."""
        sentences: list[Sentence] = []
        begin, paragraph = 0, 0
        for match in self._cut.finditer(text):
            line_end = text[match.start() : match.start() + 1] == "\n"
            if not line_end and self._is_abbreviation(text, match.start()):
                continue
            self._add(sentences, text, begin, match.end(), paragraph)
            begin = match.end()
            paragraph += line_end
        self._add(sentences, text, begin, len(text), paragraph)
        return sentences

    def _is_abbreviation(self, text: str, stop: int) -> bool:
        if text[stop - 1 : stop] != ".":
            return False
        word = text[max(0, stop - 12) : stop - 1].rsplit(None, 1)[-1:] or [""]
        bare = word[0].lstrip("(\"“‘'").lower()
        return bare in self._abbreviations or (len(bare) == 1 and bare.isalpha())

    @staticmethod
    def _add(sentences: list[Sentence], text: str, begin: int, end: int, paragraph: int) -> None:
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin < end:
            sentences.append(Sentence(begin, end, paragraph))


def sentence_index(sentences: Sequence[Sentence], starts: Sequence[int], at: int) -> int:
    """Index of the sentence that holds offset ``at``; ``starts`` are the sentences' starts."""
    return max(0, min(bisect_right(starts, at) - 1, len(sentences) - 1))
