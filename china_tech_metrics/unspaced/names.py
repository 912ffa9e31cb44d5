"""Names that are in no vocabulary: by a stock code behind them, a word for a firm at their end, a short name said in brackets, or by
what only a firm has behind them, such as a prospectus. What was told to be a name once is one wherever it stands in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import Finds, Name
from china_tech_metrics.unspaced.sentences import Spanned, within
from china_tech_metrics.unspaced.subjects import TAKEN, SubjectGuesser, listed_names, taken
from china_tech_metrics.unspaced.words import ClauseWords

S = TypeVar("S", bound=Spanned)

CODE = re.compile(r"[（(](?:[a-z]{2,7}[:：. ]\s?)?(?:\d{4,6}|[a-z]{2,5})(?:\.[a-z]{1,2})?[）)]")
LISTED = re.compile(r"\d{4,6}|[:：]")
CODED = re.compile(r"[\u4e00-\u9fffa-z][\u4e00-\u9fffa-z0-9]{1,11}\Z")
CLASS = re.compile(r"-[a-z]{1,2}\Z")
"""What marks a class of shares behind a name: weighted votes, no profit yet, a second listing."""
LONGEST = 12
"""Characters of the longest name before a code."""
SHORT_NAME = 4
"""Characters of the short name under which a firm is listed."""
FORMED = re.compile(r"(?:\A|(?<=[，。；：！？!?,;:\n、“「《\s]))[\u4e00-\u9fff]{2,6}\Z")
LEAD = 60
"""So early a text names whom it is about."""
OFTEN = 6
SHORT = 2
"""Characters of the shortest name."""
LONGEST_MARKED = 20
LONGEST_STEM = 6
"""Characters that may stand before the word for a firm."""


class NameGuesser:
    """Finds names by shape. Build once with the words that end the names of firms and those that no name begins with."""

    def __init__(self, grammar: ClauseWords, subjects: SubjectGuesser, firms: frozenset[str]) -> None:
        beside = grammar.beside
        self._subjects, self._firms = subjects, firms
        self._form = re.compile(rf"(?:{exact(grammar.classes['firm'])})(?=[\u4e00-\u9fff，（(”」])(?!{exact(beside['of'])})")
        self._ending = re.compile(rf"(?:{exact([*grammar.classes['firm'], *beside['made_by']])})\Z")
        self._act = re.compile(rf"(?:{exact(beside['made_by'])})(?={exact(beside['acts'])})")
        self._behind = re.compile(rf"(?:\A|[，。；：\n、“「《\s—]|{exact(beside['described'])})(?P<stem>[\u4e00-\u9fff]{{2,4}})\Z")
        self._short = re.compile(rf"(?:{exact(beside['called'])})[“「『\"'：: ]*(?P<name>[\u4e00-\u9fffa-z0-9]{{2,10}})[”」』\"' ]*[）)]")
        self._listed_as = re.compile(rf"(?:{exact(beside['listed_as'])})[：: ]*(?P<name>[\u4e00-\u9fff][\u4e00-\u9fffa-z0-9]{{1,5}})")
        self._no_names = re.compile(exact(grammar.classes["no_name"]))
        self._no_owners = re.compile(exact([*grammar.classes["no_name"], *grammar.classes["pronoun"]]))
        self._firm = re.compile(exact([*grammar.classes["firm"], *grammar.classes["of_group"], "ltd", "inc"]))

    def guess(self, text: str, folded: str, finds: Finds) -> list[Name]:
        """The names, in order; none overlaps a word of the vocabulary."""
        coded, formed, called = self._before_codes(folded), self._formed(folded), self._called(folded)
        mask = taken(folded, [finds.names, finds.cues])
        if not self._is_of_known(finds.names):
            subjects = self._subjects.names(folded, finds, mask)
            called |= {name for name in subjects if self._stands_alone(folded, name, called | subjects)}
        called |= listed_names(folded, finds.names, self._firms)
        known = self._short_of_known(folded, finds.names)
        if not coded and not formed and not called and not known:
            return []
        spans = [_shortened(folded, start, end, mask) for start, end in coded if not mask[end - 1]]
        described = {name.start for name in finds.names}  # "新茶饮**集团**蜜雪冰城"
        formed = [(span, stem) for span, stem in formed if span[1] not in described]
        spans += [s for s, stem in formed if self._is_formed(folded, s, stem, mask) and not self._no_names.search(folded, *s)]
        told = called | {folded[start:end] for start, end in spans if end - start >= SHORT}
        found = self._everywhere(text, folded, dict.fromkeys(told) | self._stems(folded, told) | {stem: stem for stem in known}, finds)
        return [replace(name, entity=known.get(folded[name.start : name.end], name.entity)) for name in found] if known else found

    def _short_of_known(self, folded: str, names: Sequence[Name]) -> dict[str, str]:
        """What firms of the vocabulary are called without the word for a firm, where a text often does so, with the firms."""
        written = {folded[name.start : name.end]: name.entity for name in names if name.entity in self._firms}
        found: dict[str, str] = {}
        for name, entity in written.items():
            stem = self._ending.sub("", name)
            if SHORT <= len(stem) < len(name) and self._no_owners.search(stem) is None and self._subjects.opens(folded, stem, name):
                found[stem] = entity
        return found

    def _is_of_known(self, names: Sequence[Name]) -> bool:
        """Whether a text names a known firm at its beginning and often."""
        first = {name.entity for name in within(names, 0, LEAD)} & self._firms
        return bool(first) and len([name for name in names if name.entity in first]) >= OFTEN

    def _stands_alone(self, folded: str, name: str, told: Collection[str]) -> bool:
        """Whether a name is said without what goes on in a longer one: no "智慧" beside "智慧禾青"."""
        return all(self._subjects.opens(folded, name, longer) for longer in told if longer != name and longer.startswith(name))

    def _stems(self, folded: str, told: Collection[str]) -> dict[str, str]:
        """What firms are called without the word for a firm, where a text often does so: "禾青科技" and "**禾青**上半年营收".

        Each is a name, and so is the longer one, of the firm of that short name.
        """
        found: dict[str, str] = {}
        for name in told:
            stem = self._ending.sub("", name)
            if SHORT <= len(stem) < len(name) and self._no_owners.search(stem) is None and self._subjects.opens(folded, stem, name):
                found |= {name: stem, stem: stem}
        return found

    def _called(self, folded: str) -> set[str]:
        """What firms are called for short ("（以下简称“某某”）"), and those of one product by what they do: "某某机器人**完成**融资"."""
        found: set[str] = set()
        if "称" in folded:
            found = {match["name"] for match in self._short.finditer(folded) if self._is_firms(folded, match)}
            found |= {match["name"] for match in self._listed_as.finditer(folded)}
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
    def _everywhere(text: str, folded: str, told: Mapping[str, str | None], finds: Finds) -> list[Name]:
        """All places where names stand, none in a name of the vocabulary; of two that overlap the longer one counts.

        ``told`` has the names with that of the same firm, where the text has several.
        """
        mask = taken(folded, [finds.names])
        found: list[Name] = []
        for name in sorted(told, key=lambda name: (-len(name), name)):
            start = folded.find(name)
            short = told[name]
            first = folded.find(short) if short is not None else 0
            firm = text[first : first + len(short)] if short is not None else None
            while start >= 0:
                end = start + len(name)
                if not any(mask[start:end]):
                    found.append(Name(start, end, firm or text[start:end]))
                    mask[start:end] = TAKEN * (end - start)
                start = folded.find(name, end)
        return sorted(found, key=attrgetter("start"))

    @staticmethod
    def _is_formed(folded: str, span: tuple[int, int], stem: int, mask: bytearray) -> bool:
        """Whether nothing else is meant by the words; "股份" is often a share, so what ends with such a word must stand there again."""
        again = not any(mask[slice(*span)]) or folded.count(folded[slice(*span)]) > 1
        return again and not any(mask[span[0] : stem])

    @staticmethod
    def _before_codes(folded: str) -> list[tuple[int, int]]:
        """What stands before codes of shares: "快手(01024)", up to the longest name there is."""
        found = []
        for code in CODE.finditer(folded):
            end = code.start() - folded.startswith(" ", code.start() - 1, code.start())
            marked = CLASS.search(folded, max(0, end - 3), end)
            end = marked.start() if marked is not None else end  # "蔚来**-SW**（09866）"
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


def _shortened(folded: str, start: int, end: int, mask: bytearray) -> tuple[int, int]:
    """A name before a code without words of the vocabulary before it; of what stands inside a sentence only the short name."""
    while start < end and mask[start]:
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
