"""Names that are in no vocabulary, by their shape: a stock code behind them, a word for a firm at their end, a short name in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
        beside = grammar.beside
        self._form = re.compile(rf"(?:{exact(grammar.classes['firm'])})(?=[\u4e00-\u9fff，（(])(?!{exact(beside['of'])})")
        self._act = re.compile(rf"(?:{exact(beside['made_by'])})(?={exact(beside['acts'])})")
        self._behind = re.compile(rf"(?:\A|[，。；：\n、“「《\s—]|{exact(beside['described'])})(?P<stem>[\u4e00-\u9fff]{{2,4}})\Z")
        self._short = re.compile(rf"(?:{exact(beside['called'])})[“「『\"'：: ]*(?P<name>[\u4e00-\u9fffa-z0-9]{{2,10}})[”」』\"' ]*[）)]")
        self._no_names = re.compile(exact(grammar.classes["no_name"]))

    def guess(self, text: str, folded: str, finds: Finds) -> list[Name]:
        """The names, in order; none overlaps a word of the vocabulary."""
        coded, formed, called = self._before_codes(folded), self._formed(folded), self._called(folded)
        if not coded and not formed and not called:
            return []
        known: list[Name | CueFind] = [*finds.names, *finds.cues]
        taken = {i for find in known for i in range(find.start, find.end)}
        spans = [_shortened(folded, start, end, taken) for start, end in coded if end - 1 not in taken]
        spans += [span for span in formed if taken.isdisjoint(range(*span)) and not self._no_names.search(folded, *span)]
        names = {(start, end): text[start:end] for start, end in spans if end - start > 1}
        if called:
            inside = {i for name in finds.names for i in range(name.start, name.end)}
            inside |= {i for start, end in names for i in range(start, end)}
            for start, end in _occurrences(folded, called, inside):
                names[start, end] = text[start:end]
        return [Name(start, end, name) for (start, end), name in sorted(names.items())]

    def _called(self, folded: str) -> set[str]:
        """What firms are called for short ("（以下简称“某某”）"), and those of one product by what they do: "某某机器人**完成**融资"."""
        found = {match["name"] for match in self._short.finditer(folded)} if "称" in folded else set()
        for act in self._act.finditer(folded):
            stem = self._behind.search(folded, max(0, act.start() - LONGEST), act.start())
            if stem is not None and not self._no_names.search(stem["stem"]):
                found.add(stem["stem"] + act.group())
        return found

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


def _occurrences(folded: str, names: Iterable[str], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Everywhere that one of some names stands, the longest first, where nothing else is."""
    for name in sorted(names, key=len, reverse=True):
        at = folded.find(name)
        while at >= 0:
            span = range(at, at + len(name))
            if taken.isdisjoint(span):
                taken.update(span)
                yield at, at + len(name)
            at = folded.find(name, at + len(name))


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
