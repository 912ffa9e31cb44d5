"""Names that are in no vocabulary: by a stock code behind them, a word for a firm at their end, a short name said in brackets, or by
what only a firm has behind them, such as a prospectus. What was told to be a name once is one wherever it stands in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Finds, Name, Word
from china_tech_metrics.unspaced.sentences import Spanned
from china_tech_metrics.unspaced.words import ClauseWords

S = TypeVar("S", bound=Spanned)

CODE = re.compile(r"[（(](?:[a-z]{2,7}[:：. ]\s?)?(?:\d{4,6}|[a-z]{2,5})(?:\.[a-z]{1,2})?[）)]")
LISTED = re.compile(r"\d{4,6}|[:：]")
CODED = re.compile(r"[\u4e00-\u9fffa-z][\u4e00-\u9fffa-z0-9]{1,11}\Z")
LONGEST = 12
"""Characters of the longest name before a code."""
SHORT_NAME = 4
"""Characters of the short name under which a firm is listed."""
FORMED = re.compile(r"(?:\A|(?<=[，。；：！？!?,;:\n、“「《\s]))[\u4e00-\u9fff]{2,6}\Z")
BEFORE_MARK = re.compile(r"[\u4e00-\u9fffa-z0-9]{2,20}\Z")
"""What stands before a word that only a firm has, back to the mark before it."""
SHORT, OFTEN = 2, 3
"""Characters of the shortest name that is told by what stands behind it, and how often the text has it at least."""
LONGEST_TOLD, LONGEST_MARKED = 8, 20
TELLS = frozenset({"of_firm", "reaches"})
REACHED = 2
"""How many characters may stand between "实现" and what was reached."""
LONGEST_STEM = 6
"""Characters that may stand before the word for a firm."""


class NameGuesser:
    """Finds names by shape. Build once with the words that end the names of firms and those that no name begins with."""

    def __init__(self, grammar: ClauseWords) -> None:
        beside = grammar.beside
        self._form = re.compile(rf"(?:{exact(grammar.classes['firm'])})(?=[\u4e00-\u9fff，（(”」])(?!{exact(beside['of'])})")
        self._act = re.compile(rf"(?:{exact(beside['made_by'])})(?={exact(beside['acts'])})")
        self._behind = re.compile(rf"(?:\A|[，。；：\n、“「《\s—]|{exact(beside['described'])})(?P<stem>[\u4e00-\u9fff]{{2,4}})\Z")
        self._short = re.compile(rf"(?:{exact(beside['called'])})[“「『\"'：: ]*(?P<name>[\u4e00-\u9fffa-z0-9]{{2,10}})[”」』\"' ]*[）)]")
        self._no_names = re.compile(exact(grammar.classes["no_name"]))
        self._no_owners = re.compile(exact([*grammar.classes["no_name"], *grammar.classes["pronoun"]]))
        self._from = re.compile(rf".*(?:{exact([*beside['described'], *beside['name_from']])})")
        self._firm = re.compile(exact([*grammar.classes["firm"], *grammar.classes["of_group"], "ltd", "inc"]))
        self._until = re.compile(exact(beside["name_until"]))

    def guess(self, text: str, folded: str, finds: Finds) -> list[Name]:
        """The names, in order; none overlaps a word of the vocabulary."""
        coded, formed, called = self._before_codes(folded), self._formed(folded), self._called(folded)
        marks = [word for word in finds.words if not word.classes.isdisjoint(TELLS) and self._tells(word, finds.cues)]
        owners = [span for word in marks if (span := self._owner(folded, word.start)) is not None]
        if not coded and not formed and not called and not owners:
            return []
        known: list[Name | CueFind] = [*finds.names, *finds.cues]
        taken = {i for find in known for i in range(find.start, find.end)}
        spans = [_shortened(folded, start, end, taken) for start, end in coded if end - 1 not in taken]
        spans += [s for s, stem in formed if self._is_formed(folded, s, stem, taken) and not self._no_names.search(folded, *s)]
        words = {i for word in finds.words if word.end - word.start > 1 for i in range(word.start, word.end)} if owners else set()
        taken |= words
        spans += [span for span in owners if taken.isdisjoint(range(*span)) and not self._no_owners.search(folded, *span)]
        return self._everywhere(text, folded, called | {folded[start:end] for start, end in spans if end - start >= SHORT}, finds)

    def _called(self, folded: str) -> set[str]:
        """What firms are called for short ("（以下简称“某某”）"), and those of one product by what they do: "某某机器人**完成**融资"."""
        found = {match["name"] for match in self._short.finditer(folded) if self._is_firms(folded, match)} if "称" in folded else set()
        for act in self._act.finditer(folded):
            stem = self._behind.search(folded, max(0, act.start() - LONGEST), act.start())
            if stem is not None and not self._no_names.search(stem["stem"]):
                found.add(stem["stem"] + act.group())
        return found

    def _is_firms(self, folded: str, short: re.Match[str]) -> bool:
        """Whether it is a firm that has a short name, and no law or word of the trade: "禾青远航股份有限**公司**（下称“禾青”）"."""
        first = max(0, short.start() - LONGEST_MARKED)
        if self._firm.search(folded, first, short.start()) is not None:
            return self._no_owners.fullmatch(short["name"]) is None
        return folded.find(short["name"][:SHORT], first, short.start()) >= 0 and self._no_owners.search(short["name"]) is None

    @staticmethod
    def _tells(word: Word, cues: Sequence[CueFind]) -> bool:
        """Whether a firm stands before a word: before its prospectus, or before what it reached: "**实现**营业收入"."""
        if "of_firm" in word.classes:
            return True
        index = bisect_left(cues, word.end, key=attrgetter("start"))
        return index < len(cues) and cues[index].start - word.end <= REACHED

    @staticmethod
    def _everywhere(text: str, folded: str, told: set[str], finds: Finds) -> list[Name]:
        """All places where names stand, none in a name of the vocabulary; of two that overlap the longer one counts."""
        taken = {i for name in finds.names for i in range(name.start, name.end)}
        found: list[Name] = []
        for name in sorted(told, key=lambda name: (-len(name), name)):
            start = folded.find(name)
            while start >= 0:
                end = start + len(name)
                if taken.isdisjoint(range(start, end)):
                    found.append(Name(start, end, text[start:end]))
                    taken.update(range(start, end))
                start = folded.find(name, end)
        return sorted(found, key=attrgetter("start"))

    @staticmethod
    def _is_formed(folded: str, span: tuple[int, int], stem: int, taken: set[int]) -> bool:
        """Whether nothing else is meant by the words; "股份" is often a share, so what ends with such a word must stand there again."""
        again = taken.isdisjoint(range(*span)) or folded.count(folded[slice(*span)]) > 1
        return again and taken.isdisjoint(range(span[0], stem))

    def _owner(self, folded: str, at: int) -> tuple[int, int] | None:
        """Whose something is that only firms have, if that is named often: "**禾青远航**招股书显示", "而新茶饮品牌**禾青**创始人"."""
        before = BEFORE_MARK.search(folded, max(0, at - LONGEST_MARKED), at)
        if before is None:
            return None
        start, end = before.span()
        led = self._from.match(folded, start, end)
        start = led.end() if led is not None else start
        until = self._until.search(folded, start, end)
        end = until.start() if until is not None else end
        if not SHORT <= end - start <= LONGEST_TOLD or folded[start].isdigit():
            return None
        return (start, end) if folded.count(folded[start:end]) >= OFTEN else None

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

    def _formed(self, folded: str) -> list[tuple[tuple[int, int], int]]:
        """What looks like a firm by the word at its end, and stands where a clause or an item begins; and where that word begins."""
        found: list[tuple[tuple[int, int], int]] = []
        for form in self._form.finditer(folded):
            stem = FORMED.search(folded, max(0, form.start() - LONGEST_STEM), form.start())
            if stem is not None and (not found or stem.start() >= found[-1][0][1]):
                found.append(((stem.start(), form.end()), form.start()))
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


def outside(marks: Sequence[S], names: Sequence[Name]) -> list[S]:
    """The marks that no name has inside: the "控股" in "禾青控股" says nothing of a stake."""
    inside = {at for name in names for at in range(name.start, name.end)}
    return [mark for mark in marks if mark.start not in inside]
