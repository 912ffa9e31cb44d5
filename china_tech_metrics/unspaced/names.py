"""Names that are in no vocabulary, by their shape: a stock code behind them, or a word for a firm at their end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Finds, Name
from china_tech_metrics.unspaced.words import ClauseWords

CODE = re.compile(r"[（(](?:[a-z]{2,7}[:：. ]\s?)?(?:\d{4,6}|[a-z]{2,5})(?:\.[a-z]{1,2})?[）)]")
LISTED = re.compile(r"\d{4,6}|[:：]")
CODED = re.compile(r"[\u4e00-\u9fffa-z][\u4e00-\u9fffa-z0-9]{1,11}\Z")
LONGEST = 12
"""Characters of the longest name before a code."""
SHORT_NAME = 4
"""Characters of the short name under which a firm is listed."""
FORMED = re.compile(r"(?:\A|(?<=[，。；：\n、“「《\s]))[\u4e00-\u9fff]{2,6}\Z")
LONGEST_STEM = 6
"""Characters that may stand before the word for a firm."""


class NameGuesser:
    """Finds names by shape. Build once with the words that end the names of firms and those that no name begins with."""

    def __init__(self, grammar: ClauseWords) -> None:
        of = exact(grammar.beside["of"])
        self._form = re.compile(rf"(?:{exact(grammar.classes['firm'])})(?=[\u4e00-\u9fff，])(?!{of})")
        self._no_names = re.compile(exact(grammar.classes["no_name"]))

    def guess(self, text: str, folded: str, finds: Finds) -> list[Name]:
        """The names, in order; none overlaps a word of the vocabulary."""
        coded, formed = self._before_codes(folded), self._formed(folded)
        if not coded and not formed:
            return []
        known: list[Name | CueFind] = [*finds.names, *finds.cues]
        taken = {i for find in known for i in range(find.start, find.end)}
        spans = [_shortened(folded, start, end, taken) for start, end in coded if end - 1 not in taken]
        spans += [span for span in formed if taken.isdisjoint(range(*span)) and not self._no_names.search(folded, *span)]
        return [Name(start, end, text[start:end]) for start, end in sorted(spans) if end - start > 1]

    @staticmethod
    def _before_codes(folded: str) -> list[tuple[int, int]]:
        """What stands before codes of shares: "快手(01024)", up to the longest name there is."""
        found = []
        for code in CODE.finditer(folded):
            end = code.start() - folded.startswith(" ", code.start() - 1, code.start())
            name = CODED.search(folded, max(0, end - LONGEST), end)
            if name is not None and LISTED.search(folded, end, code.end()):
                found.append(name.span())
        return found

    def _formed(self, folded: str) -> list[tuple[int, int]]:
        """What looks like a firm by the word at its end, and stands where a clause or an item begins."""
        found: list[tuple[int, int]] = []
        for form in self._form.finditer(folded):
            stem = FORMED.search(folded, max(0, form.start() - LONGEST_STEM), form.start())
            if stem is not None and (not found or stem.start() >= found[-1][1]):
                found.append((stem.start(), form.end()))
        return found


def _shortened(folded: str, start: int, end: int, taken: set[int]) -> tuple[int, int]:
    """A name before a code without words of the vocabulary before it; of what stands inside a sentence only the short name."""
    while start < end and start in taken:
        start += 1
    opens = start == 0 or not folded[start - 1].isalnum()
    if not opens or end - start > SHORT_NAME + 2:
        start = max(start, end - SHORT_NAME)
    return start, end


def with_guesses(names: Sequence[Name], guesses: Sequence[Name]) -> list[Name]:
    """Both in order."""
    return sorted([*names, *guesses], key=attrgetter("start")) if guesses else list(names)
