"""A text as a string of one-letter codes, one a token, so that the grammar of dates is a regular expression over word classes.

"the second quarter of 2022" becomes ``hO4oY``: article, ordinal, quarter, of, year. Which word has which class is data
(time.toml); the codes are listed in :mod:`time_words`. Every step over all tokens runs inside the interpreter's own loops (``findall``,
``map``), only numbers and words of several tokens are looked at one by one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, repeat
from typing import Any

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.time_words import (
    BASE,
    COUNTED,
    DIGITS,
    FESTIVAL,
    FISCAL_YEAR,
    MARKS,
    MONTH,
    NTH,
    NUMBER,
    OTHER,
    QUARTER,
    REFUSED,
    WEEKDAY,
    WORD_CODES,
    YEAR,
    TimeWords,
)

LONG_LOWER = "İ"
"""The one letter whose lower case is longer than itself; every other one keeps its place in a lowered text."""
TOKEN = re.compile(r"\s*(?:[a-z]++(?![^\W_])|[^\W_]++|'s\b|[^\w\s]|_)")
"""A word, number or mark with the white space before it; most are words of plain letters, which are told fastest."""
NUMBER_IN_WORD = re.compile(r"[0-9]+")
ASCII_DIGITS = "0123456789"
FIRST_YEAR, LAST_YEAR = 1970, 2069
LATEST_SHORT_YEAR = 49
"""Up to here two digits behind an apostrophe are a year of this century."""
ARTICLE, DESCRIBED = "a", 3
"""The code of "a", and within how many words behind a year stands what was done then: "a **2021** Series C funding round"."""
ROUND_YEAR = 2000
"""More often a count than a year, so it needs a preposition or a date around it."""


@dataclass(slots=True)
class Tokens:
    """A text cut into tokens: a code for each, and what only the few that tell time are asked for.

    ``places`` are the first words of the tokens, ``last`` the last word of those that have several; ``ends`` is where each word
    ends. ``values`` are those of single words where they have one.
    """

    codes: str
    places: Sequence[int]
    words: list[str]
    ends: list[int]
    last: Mapping[int, int]
    values: Mapping[int, Any]
    word_values: Mapping[str, Any]

    def start(self, at: int) -> int:
        """Where a token begins."""
        place = self.places[at]
        return self.ends[place] - len(self.words[place])

    def end(self, at: int) -> int:
        """Where a token ends."""
        place = self.places[at]
        return self.ends[self.last.get(place, place)]

    def value(self, at: int) -> Any:
        """What a token means beyond its code; None if that is nothing."""
        place = self.places[at]
        return self.values[place] if place in self.values else self.word_values.get(self.words[place])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase of the table. ``cased`` ones begin with a capital, ``exact`` ones are written just so, ``digits`` begin with one."""

    tokens: list[str]
    code: str
    value: Any
    cased: bool
    exact: str | None
    digits: bool


@dataclass(slots=True)
class _Draft:
    """A text cut into tokens while their codes are being found."""

    text: str
    words: list[str]
    ends: list[int]
    codes: list[str]
    values: dict[int, Any]
    last: dict[int, int]

    def start(self, at: int) -> int:
        """Where word ``at`` begins."""
        return self.ends[at] - len(self.words[at])

    def glued(self, at: int) -> bool:
        """Whether word ``at`` touches the one before it."""
        return self.ends[at - 1] == self.start(at)


class Tokenizer:
    """Cuts a text into tokens and gives each its code. Words of several tokens become one."""

    def __init__(self, words: TimeWords, festivals: Mapping[str, str]) -> None:
        self._words = words
        self._codes: dict[str, str] = dict(MARKS)
        self._values: dict[str, Any] = {}
        self._entries: dict[str, list[_Entry]] = {}
        phrases = dict(words.phrases) | {name: (FESTIVAL, festival) for name, festival in festivals.items()}
        for phrase, (code, value) in phrases.items():
            self._add(phrase, code, value)
        for word in words.not_before:
            self._codes.setdefault(word, COUNTED)
        self._followers: dict[str, frozenset[str] | None] = {}
        for first, entries in self._entries.items():
            entries.sort(key=lambda entry: -len(entry.tokens))
            single = any(len(entry.tokens) == 1 for entry in entries)
            self._followers[first] = None if single else frozenset(entry.tokens[1] for entry in entries)
        letters = "|".join(sorted(map(re.escape, words.labels), key=len, reverse=True)) or "(?!)"
        year = rf"(?:(?P<letter2>{letters})(?P<n3>\d{{2,4}}))?"
        self._label = re.compile(rf"(?P<n1>[1-4])?(?P<letter>{letters})(?P<n2>\d{{1,4}})?{year}", re.ASCII)

    def _add(self, phrase: str, code: str, value: Any) -> None:
        tokens = _split(phrase)
        cased = code in (MONTH, WEEKDAY)
        exact = phrase if code == BASE and phrase != phrase.lower() else None
        if len(tokens) == 1 and not cased and exact is None and not phrase[0].isdigit():
            self._codes.setdefault(tokens[0], code)
            self._values.setdefault(tokens[0], value)
        else:
            self._entries.setdefault(tokens[0], []).append(_Entry(tokens, code, value, cased, exact, phrase[0].isdigit()))

    def read(self, text: str) -> Tokens:
        """The tokens of a text."""
        folded = text.replace(LONG_LOWER, "i").lower().replace("’", "'").rstrip()
        raw = TOKEN.findall(folded)
        words = list(map(str.lstrip, raw))
        draft = _Draft(
            text=text,
            words=words,
            ends=list(accumulate(map(len, raw))),
            codes=list(map(self._codes.get, words, repeat(OTHER))),
            values={},
            last={},
        )
        self._read_numbers(draft, folded)
        entries, followers, stop = self._entries, self._followers, 0
        for at in compress(range(len(words)), map(entries.__contains__, words)):
            follower = followers[words[at]]
            if at >= stop and (follower is None or (at + 1 < len(words) and words[at + 1] in follower)):
                stop = self._phrase(draft, at, entries[words[at]])
        codes = draft.codes
        places = list(compress(range(len(words)), codes)) if draft.last else range(len(words))
        return Tokens("".join(codes), places, words, draft.ends, draft.last, draft.values, self._values)

    def _read_numbers(self, draft: _Draft, folded: str) -> None:
        """Code and value of the words that begin or end with a digit."""
        words, read = draft.words, -1
        for match in NUMBER_IN_WORD.finditer(folded):
            at = bisect_right(draft.ends, match.start())
            if at != read and (words[at][0] in ASCII_DIGITS or words[at][-1] in ASCII_DIGITS):
                if at > 1 and words[at - 1] == "'" and self._is_short_year(draft, at):
                    draft.codes[at - 1 : at + 1] = [YEAR, ""]
                    draft.values[at - 1], draft.last[at - 1] = (_full_year(words[at]), 1), at
                else:
                    draft.codes[at], draft.values[at] = self._number(draft, at)
            read = at

    def _is_short_year(self, draft: _Draft, at: int) -> bool:
        """Whether two digits behind an apostrophe are a year: "in **'23**", "Aug **'25**"."""
        words, before = draft.words, draft.words[at - 2]
        if len(words[at]) != 2 or not words[at].isdigit() or int(words[at]) > LATEST_SHORT_YEAR:
            return False
        if not draft.glued(at) or draft.glued(at - 1) or self._counts(draft, at, at + 1):
            return False
        return before in self._words.roles or before in self._entries or self._codes.get(before) == WORD_CODES["early"]

    def _phrase(self, draft: _Draft, at: int, entries: list[_Entry]) -> int:
        """Put the longest phrase that begins at a token in its place; the first token behind it."""
        for entry in entries:
            size = len(entry.tokens)
            if size > 1 and draft.words[at : at + size] != entry.tokens:
                continue
            start, end = draft.start(at), draft.ends[at + size - 1]
            if entry.cased and not draft.text[start].isupper():
                continue
            if entry.exact is not None and draft.text[start:end] != entry.exact:
                continue
            if entry.digits and entry.code == FESTIVAL and self._counts(draft, at, at + size):
                continue
            if entry.code == REFUSED and at and draft.text[start].isupper() and draft.words[at - 1] in self._words.roles:
                continue  # "shops that opened **in May** have sold"
            draft.codes[at : at + size] = [entry.code, *[""] * (size - 1)]
            draft.values[at] = entry.value
            if size > 1:
                draft.last[at] = at + size - 1
            return at + size
        return at + 1

    def _counts(self, draft: _Draft, at: int, stop: int) -> bool:
        """Whether the words around a number at tokens ``at`` to ``stop`` make it a count or an amount."""
        words = draft.words
        if stop < len(words) and words[stop] in self._words.not_before:
            return True
        if not at:
            return False
        before = words[at - 1]
        if before.isdigit() and stop < len(words) and words[stop].isdigit():
            return True
        if before in self._words.not_after:
            if draft.codes[at - 1] == ARTICLE and any(word in self._words.happenings for word in words[stop : stop + DESCRIBED]):
                return False  # "raised X in **a 2021 funding** round"
            return not (before in self._words.roles and any(word in self._words.changed for word in words[max(0, at - 4) : at - 1]))
        return draft.glued(at) and before in ".," and at > 1 and words[at - 2][-1:].isdigit()

    def _number(self, draft: _Draft, at: int) -> tuple[str, Any]:
        """Code and value of a word with digits: a day or count, "3rd", "2010s", a year, a label, or mere digits."""
        word = draft.words[at]
        if not word.isascii():
            return OTHER, None
        if not word.isdigit():
            if word[0].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit() and 0 < int(word[:-2][:4]) <= 31:
                return NTH, int(word[:-2])
            if len(word) == 5 and word[:4].isdigit() and word[3:] == "0s":
                return YEAR, (int(word[:4]), 10)
            return self._labelled(word) if len(word) < 10 else (OTHER, None)
        if len(word) > 4 or _decimal(draft, at):
            return DIGITS, None
        value = int(word)
        if len(word) <= 2 and 0 < value <= 31:
            return NUMBER, value
        if len(word) != 4 or not FIRST_YEAR <= value <= LAST_YEAR or self._counts(draft, at, at + 1):
            return DIGITS, None
        if value == ROUND_YEAR and not self._dated(draft.words, at):
            return DIGITS, None
        return YEAR, (value, 1)

    def _dated(self, words: list[str], at: int) -> bool:
        """Whether a preposition, a month or the marks of a date stand beside a number."""
        before, behind = words[at - 1 : at], words[at + 1 : at + 2]
        return bool(before and (before[0] in self._words.roles or before[0] in self._entries or not before[0].isalpha())) or behind in (
            ["-"],
            ["/"],
        )

    def _labelled(self, word: str) -> tuple[str, Any]:
        """ "Q2", "2Q22", "1H23", "FY2024", "1QFY25", "Q1FY25": (number, year) for quarters and halves, a year for fiscal years."""
        match = self._label.fullmatch(word)
        if match is None:
            return OTHER, None
        code = self._words.labels[match["letter"]]
        n1, n2 = match["n1"], match["n2"]
        if code == FISCAL_YEAR:
            if n1 or match["letter2"] or n2 is None or len(n2) not in (2, 4):
                return OTHER, None
            return code, _full_year(n2)
        fiscal = match["letter2"] is not None and self._words.labels[match["letter2"]] == FISCAL_YEAR
        if match["letter2"] is not None and not fiscal:
            return OTHER, None
        year: int | None
        said = _full_year(match["n3"]) if fiscal else None
        if n1 and n2 and len(n2) in (2, 4):
            number, year = int(n1), _full_year(n2)
        elif n1 and not n2:
            number, year = int(n1), said
        elif n2 and len(n2) == 1 and not n1:
            number, year = int(n2), said
        else:
            return OTHER, None
        if not 1 <= number <= (4 if code == QUARTER else 2):
            return OTHER, None
        return code, (number, year, fiscal)


def _split(phrase: str) -> list[str]:
    return [token.lstrip() for token in TOKEN.findall(phrase.lower().replace("’", "'"))]


def _decimal(draft: _Draft, at: int) -> bool:
    """Whether a run of digits is part of a longer number: "2,023", "9.12"; a year behind a comma without space is not."""
    words = draft.words
    if at > 1 and draft.glued(at) and words[at - 1] in ".," and draft.glued(at - 1) and words[at - 2][-1].isdigit():
        return not (words[at - 1] == "," and len(words[at]) == 4)
    if at + 2 < len(words) and words[at + 1] in ".," and draft.glued(at + 1) and draft.glued(at + 2) and words[at + 2][0].isdigit():
        return not (words[at + 1] == "," and len(words[at + 2]) == 4)
    return False


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits[-2:])


def basis_of_unit(unit: str, count: int = 1) -> Basis:
    """What a comparison with the unit before is called: yoy, qoq, mom, else other."""
    bases: dict[tuple[str, int], Basis] = {
        ("year", 1): "yoy", ("quarter", 4): "yoy", ("month", 12): "yoy", ("half", 2): "yoy",
        ("quarter", 1): "qoq", ("month", 3): "qoq", ("month", 1): "mom",
    }  # fmt: skip
    return bases.get((unit, count), "other")


def festival_names(festivals: Festivals, lang: str) -> Mapping[str, str]:
    """The names of festivals in a language, each with the festival's own."""
    return festivals.names.get(lang, {})
