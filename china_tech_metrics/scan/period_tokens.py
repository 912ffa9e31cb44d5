"""A text as a string of one-letter codes, one a token, so that the grammar of dates is a regular expression over word classes.

"the second quarter of 2022" becomes ``hO4oY``: article, ordinal, quarter, of, year. Which word has which class is data
(time.toml); the codes are listed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.words import Lists, squeeze

TOKEN = re.compile(r"['’]s\b|[^\W_]+|[^\w\s]")
UNIT_CODES = {"day": "1", "week": "2", "month": "3", "quarter": "4", "half": "5", "year": "6", "decade": "7"}
UNITS = {code: unit for unit, code in UNIT_CODES.items()}
WORD_CODES = {
    "last": "L", "this": "T", "next": "X", "previous": "V", "following": "G", "past": "P", "same": "S", "that": "K", "period": "p", "year_ago": "A",
    "full": "U", "fiscal": "f", "earlier": "e", "later": "l", "early": "E", "end": "Z", "year_end": "z", "ended": "D", "to": "t", "of": "o", "between": "b", "and": "&",
    "article": "a", "the": "h", "festival_tail": "g", "to_date": "c", "weekend": "k", "now": "w", "yesterday": "y", "tomorrow": "r",
}  # fmt: skip
MARKS = {"-": "-", "–": "-", "—": "-", "~": "-", ",": ",", ".": ".", "/": "/"}
MONTH, WEEKDAY, ORDINAL, NUMBER, YEAR, QUARTER, HALF, FISCAL_YEAR, FESTIVAL, BASE, REFUSED, OTHER, DIGITS = "MWOnYqHJFBRx#"
FIRST_YEAR, LAST_YEAR = 1970, 2069


@dataclass(frozen=True)
class TimeWords:
    """The time.toml of one language."""

    phrases: Mapping[str, tuple[str, Any]]
    roles: Mapping[str, str]
    growth: frozenset[str]
    labels: Mapping[str, str]
    not_after: frozenset[str]
    not_before: frozenset[str]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> TimeWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        top = Lists(data, "time.toml")
        phrases: dict[str, tuple[str, Any]] = {}

        def add(words: tuple[str, ...], code: str, value: Any) -> None:
            for word in words:
                phrases.setdefault(squeeze(word), (code, value))

        for phrase in top.table("refused").words("phrases"):
            add((phrase,), REFUSED, None)
        for basis, words in top.groups("base").items():
            add(words, BASE, basis)
        for field, code in (("months", MONTH), ("weekdays", WEEKDAY), ("ordinals", ORDINAL), ("numbers", NUMBER)):
            for number, words in top.groups(field).items():
                if not number.isdigit():
                    raise VocabularyError(f"time.toml: {field}: {number!r} must be a number")
                add(words, code, int(number))
        for unit, words in top.groups("units").items():
            if unit not in UNIT_CODES:
                raise VocabularyError(f"time.toml: units: {unit!r} is none of {', '.join(UNIT_CODES)}")
            add(words, UNIT_CODES[unit], None)
        classes = top.groups("words")
        for name, code in WORD_CODES.items():
            add(classes.get(name, ()), code, None)
        roles = {squeeze(word): role for role, words in top.groups("roles").items() if role not in ("base", "growth") for word in words}
        for word in top.groups("roles").get("base", ()):
            roles[squeeze(word)] = "base" if squeeze(word) not in roles else f"{roles[squeeze(word)]}|base"
        return cls(
            phrases=phrases,
            roles=roles,
            growth=frozenset(squeeze(w) for w in top.groups("roles").get("growth", ())),
            labels={
                letters.lower(): code
                for field, code in (("quarter_label", QUARTER), ("half_label", HALF), ("fiscal_label", FISCAL_YEAR))
                for letters in classes.get(field, ())
            },
            not_after=frozenset(top.table("refused").words("not_after")),
            not_before=frozenset(top.table("refused").words("not_before")),
        )


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: a code, a span and a value for each token."""

    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Any]


class Tokenizer:
    """Cuts a text into tokens and gives each its code. Words of several tokens become one."""

    def __init__(self, words: TimeWords, festivals: Mapping[str, str]) -> None:
        self._words = words
        table: dict[str, list[tuple[tuple[str, ...], str, Any, bool]]] = {}
        phrases = dict(words.phrases)
        phrases |= {squeeze(name): (FESTIVAL, festival) for name, festival in festivals.items()}
        for phrase, (code, value) in phrases.items():
            tokens = tuple(TOKEN.findall(phrase.replace("’", "'")))
            table.setdefault(tokens[0], []).append((tokens, code, value, code in (MONTH, WEEKDAY)))
        self._table = {first: sorted(entries, key=lambda e: -len(e[0])) for first, entries in table.items()}
        letters = "|".join(sorted(map(re.escape, words.labels), key=len, reverse=True)) or "(?!)"
        self._label = re.compile(rf"(?P<n1>[1-4])?(?P<letter>{letters})(?P<n2>\d{{1,4}})?(?:(?P<letter2>{letters})(?P<n3>\d{{2,4}}))?", re.ASCII)

    def read(self, text: str) -> Tokens:
        """The tokens of a text."""
        spans = [m.span() for m in TOKEN.finditer(text)]
        words = [text[s:e] for s, e in spans]
        lowered = [w.lower().replace("’", "'") for w in words]
        codes: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[Any] = []
        table, count, at = self._table, len(words), 0
        while at < count:
            word = lowered[at]
            size, code, value = 1, OTHER, None
            entries = table.get(word)
            if entries is not None:
                for tokens, entry_code, entry_value, capital in entries:
                    length = len(tokens)
                    if (length == 1 or tuple(lowered[at : at + length]) == tokens) and not (capital and not words[at][0].isupper()):
                        size, code, value = length, entry_code, entry_value
                        break
            if code == OTHER and word[0].isdigit():
                code, value = self._number(word, at, lowered, spans)
            elif word in MARKS:
                code = MARKS[word]
            if code == OTHER and 1 < len(word) < 9 and word[-1].isdigit() and not word.isdigit():
                code, value = self._labelled(word)
            elif code in (DIGITS, OTHER) and word[0].isdigit() and not word.isdigit():
                code, value = self._labelled(word)
            codes.append(code)
            starts.append(spans[at][0])
            ends.append(spans[at + size - 1][1])
            values.append(value)
            at += size
        return Tokens("".join(codes), starts, ends, values)

    def _number(self, word: str, at: int, lowered: list[str], spans: list[tuple[int, int]]) -> tuple[str, Any]:
        if not word.isdigit():
            stripped = word[:-2]
            if word[-2:] in ("st", "nd", "rd", "th") and stripped.isdigit() and 0 < int(stripped) <= 31:
                return NUMBER, int(stripped)
            if len(word) == 5 and word[:4].isdigit() and word[3] == "0" and word[4] == "s":
                return YEAR, (int(word[:4]), 10)
            return DIGITS, None
        if not word.isascii():
            return DIGITS, None
        glued_left = at > 0 and spans[at - 1][1] == spans[at][0] and lowered[at - 1] in (".", ",") and at > 1 and lowered[at - 2][-1:].isdigit()
        glued_right = at + 2 < len(spans) and lowered[at + 1] in (".", ",") and spans[at][1] == spans[at + 1][0] and spans[at + 1][1] == spans[at + 2][0] and lowered[at + 2][0].isdigit()
        if glued_right and lowered[at + 1] == "," and len(lowered[at + 2]) == 4:
            glued_right = False
        if glued_left and lowered[at - 1] == "," and len(word) == 4:
            glued_left = False
        if glued_left or glued_right:
            return DIGITS, None
        value = int(word) if len(word) <= 4 else 0
        if len(word) <= 2 and 0 < value <= 31:
            return NUMBER, value
        if len(word) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
            before = lowered[at - 1] if at else ""
            after = lowered[at + 1] if at + 1 < len(lowered) else ""
            if before in self._words.not_after or after in self._words.not_before:
                return DIGITS, None
            return YEAR, (value, 1)
        return DIGITS, None

    def _labelled(self, word: str) -> tuple[str, Any]:
        """"Q2", "2Q22", "1H23", "FY2024", "1QFY25", "Q1FY25": (number, year) for quarters and halves, a year for fiscal years."""
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
        if n1 and n2 and len(n2) in (2, 4):
            number, year = int(n1), _full_year(n2)
        elif n1 and not n2:
            number, year = int(n1), _full_year(match["n3"]) if fiscal else None
        elif n2 and len(n2) == 1 and not n1:
            number, year = int(n2), _full_year(match["n3"]) if fiscal else None
        else:
            return OTHER, None
        if not 1 <= number <= (4 if code == QUARTER else 2):
            return OTHER, None
        return code, (number, year, fiscal)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def basis_of_unit(unit: str, count: int = 1) -> Basis:
    """What a comparison with the unit before is called: yoy, qoq, mom, else other."""
    if count != 1:
        return "other"
    return {"year": "yoy", "quarter": "qoq", "month": "mom"}.get(unit, "other")  # type: ignore[return-value]


def festival_names(festivals: Festivals, lang: str) -> Mapping[str, str]:
    return festivals.names.get(lang, {})
