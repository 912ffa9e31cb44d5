"""Length-preserving views of a text and its sentences. The text itself is never rewritten."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from china_tech_metrics.model import Amount

GOES_ON = re.compile(r"\n(?=[a-z][a-z])")
"""A line end in the middle of a sentence, as where lines are broken at a width, unless one of these marks or an empty line is before."""
FINAL = "\n.!?:;"
WIDTHS = range(30, 121)
"""How long the lines of a text may be that is broken at a width."""
FEWEST, OTHERS = 2, 3
"""So many lines go on in the middle of a sentence, and one in so many."""
LINE_END = re.compile(r"(?<=[^\s.!?:;\"”])[ \t]*\n(?=\S)")
LINE_WORD = re.compile(r"\S+")
FULL = 0.75
"""A line is full if the next word would make it longer than so much of the width."""
SURROGATES = re.compile("[\ud800-\udfff]")
NUMBERED = re.compile(r"[ \t]*\d{1,2}")
"""What stands before the full stop of a numbered item: "1. Apple"."""
MARKER = re.compile(r"[-–—•*·▪●‣◦](?=[ \t])|\(?\d{1,2}[.)](?=[ \t])")
WORD = re.compile(r"\s+([A-Z][a-z]*)")
FULL_WIDTH = "。！？；"
"""Marks that end a sentence without a space behind them."""
LONG = 300
"""A sentence that has no more characters is left alone, whatever is in it."""
LONGEST = 2000
"""A sentence has no more characters."""


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


def unwrap(text: str) -> str:
    """The text with a blank for every line end that only breaks a line at a width, as in mail and on old wires.

    Every character stays one character. A text whose lines are paragraphs, items or rows stays as it is.

    >>> unwrap("Nio sold 20,976 vehicles in May, which\\nwas 5% more than a year before and the\\nmost ever.\\nXpeng sold 10,146.")
    'Nio sold 20,976 vehicles in May, which was 5% more than a year before and the most ever.\\nXpeng sold 10,146.'
    """
    broken = [at.end() for at in GOES_ON.finditer(text) if text[max(0, at.start() - 9) : at.start()].rstrip(" \t")[-1:] not in FINAL]
    width = max((at - 1 - (text.rfind("\n", 0, at - 1) + 1) for at in broken), default=0)
    if len(broken) < FEWEST or width not in WIDTHS:
        return text
    ends = [match.end() - 1 for match in LINE_END.finditer(text)]
    if len(broken) * OTHERS < len(ends):
        return text
    wrapped = {at - 1 for at in broken}
    wrapped.update(at for at in ends if at - text.rfind("\n", 0, at) + _first_word(text, at + 1) > FULL * width)
    pieces, begin = list[str](), 0
    for at in sorted(wrapped):
        pieces += (text[begin:at], " ")
        begin = at + 1
    return "".join(pieces) + text[begin:]


def _first_word(text: str, at: int) -> int:
    """The length of the word at an offset; too short for any line where a new paragraph or item begins."""
    word = LINE_WORD.match(text, at)
    return -len(text) if word is None or MARKER.match(text, at) else word.end() - at


class Most(NamedTuple):
    """So many amounts, and so many amounts, times and words of the vocabulary together, are read as one sentence."""

    amounts: int
    finds: int


LETTERED = 24
"""Within so many characters the word before a letter begins."""
MOST = Most(amounts=12, finds=64)
"""About twice as many as in any sentence of the annotated articles."""


class Placed(Protocol):
    """What begins somewhere in a text."""

    @property
    def start(self) -> int: ...


class Spanned(Placed, Protocol):
    """What stands somewhere in a text."""

    @property
    def end(self) -> int: ...


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
    ``legal_forms`` ("Inc.") it ends a sentence if one of ``openers`` follows with a capital. ``lettered`` things ("Series C.") are told
    apart by a letter, which is no initial. Of ``names`` those begin sentences, too, that have no capital: "It led. **vivo** came second".
    """

    def __init__(
        self,
        marks: str,
        abbreviations: frozenset[str],
        legal_forms: frozenset[str] = frozenset(),
        openers: frozenset[str] = frozenset(),
        lettered: frozenset[str] = frozenset(),
        names: Iterable[str] = (),
    ) -> None:
        self._legal_forms = legal_forms
        self._lettered = lettered
        self._openers = openers
        inner = re.escape(marks)
        small = "|".join(re.escape(name) for name in names if name[0].islower())
        spaced = rf"(?<=[{inner}])[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?(?:[^\sa-z]|[a-z][A-Z]|(?:{small or '(?!)'})\b))"  # iQiyi, eBay
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
            self.add(sentences, text, begin, match.end(), paragraph)
            begin = match.end()
            paragraph += line_end
        self.add(sentences, text, begin, len(text), paragraph)
        return sentences

    def _is_abbreviation(self, text: str, mark: int) -> bool:
        if text[mark] != ".":
            return False
        if NUMBERED.fullmatch(text, text.rfind("\n", 0, mark) + 1, mark):
            return True
        word = text[max(0, mark - 11) : mark].rsplit(None, 1)[-1:] or [""]
        bare = word[0].lstrip("(\"“‘'").lower()
        if bare in self._legal_forms and word[0].lstrip("(\"“‘'")[:1].isupper():
            following = WORD.match(text, mark + 1)
            return following is None or following[1].lower() not in self._openers
        if bare in self._legal_forms:
            return bare in self._abbreviations  # "to the company. However, …"
        if len(bare) == 1 and bare.isalpha():
            before = text[max(0, mark - LETTERED) : mark - 1].split()[-1:] or [""]
            return before[0].lower() not in self._lettered  # "closed its Series C. The company": no initial
        return bare in self._abbreviations

    @staticmethod
    def add(sentences: list[Sentence], text: str, begin: int, end: int, paragraph: int) -> None:
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
    bounds = [0, *(bisect_left(starts, sentence.start) for sentence in sentences[1:]), len(starts)]
    return [found[first:last] for first, last in pairwise(bounds)]


def cuts(text: str, begin: int, end: int, amounts: Sequence[Amount], others: Iterable[Sequence[Spanned]], most: Most = MOST) -> list[int]:
    """Where a sentence that is too long to be one is cut.

    What belongs together is looked for among all finds of a sentence, so that the time grows with the square of their number. The sentences
    people write are short enough for that. What is not is a table or a list without full stops: it is read in pieces. No find is cut.

    Args:
        text: the whole text.
        begin: where the sentence begins.
        end: where it ends.
        amounts: its amounts, in order.
        others: its other finds, each sort in order.
        most: how many are read together.

    >>> cuts("one two", 0, 7, [], [])
    []
    """
    if end - begin <= LONG:
        return []
    spans = [(a.outer_start, a.outer_end, 1) for a in amounts] + [(find.start, find.end, 0) for finds in others for find in finds]
    found = [begin]
    last, count, figures = begin, 0, 0
    for start, stop, figure in sorted(spans):
        if start >= last:
            words = _without_finds(text, found[-1], last, start)
            found += words
            full = stop - found[-1] > LONGEST or count >= most.finds or figures >= most.amounts
            if full and start > found[-1]:
                found.append(start)
            if words or found[-1] == start:
                count = figures = 0
        last, count, figures = max(last, stop), count + 1, figures + figure
    return [*found[1:], *_without_finds(text, found[-1], last, end)]


def _without_finds(text: str, begin: int, free: int, end: int) -> list[int]:
    """Where words between two finds are cut, so that no more than :data:`LONGEST` characters from ``begin`` on are together."""
    found: list[int] = []
    while end - begin > LONGEST:
        free = max(free, begin)
        begin = text.rfind(" ", free, begin + LONGEST) + 1 or (free if free > begin else begin + LONGEST)
        found.append(begin)
    return found


def readable(
    text: str, sentences: list[Sentence], hits: Sequence[Spanned], periods: Sequence[Spanned], amounts: Sequence[Amount]
) -> list[Sentence]:
    """The sentences of a text, those that are too long for one (:func:`cuts`) in pieces."""
    if all(sentence.end - sentence.start <= LONG for sentence in sentences):
        return sentences
    found: list[Sentence] = []
    for sentence in sentences:
        begin, end = sentence.start, sentence.end
        if end - begin > LONG:
            inside = [between(finds, begin, end) for finds in (hits, periods)]
            for cut in cuts(text, begin, end, between(amounts, begin, end), inside):
                SentenceSplitter.add(found, text, begin, cut, sentence.paragraph)
                begin = cut
        SentenceSplitter.add(found, text, begin, end, sentence.paragraph)
    return found


def between(finds: Sequence[S], begin: int, end: int) -> Sequence[S]:
    """Those that begin between two offsets."""
    first = bisect_left(finds, begin, key=_start)
    return finds[first : bisect_left(finds, end, first, key=_start)]


def _start(find: Placed) -> int:
    return find.start
