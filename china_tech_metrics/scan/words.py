"""Word lists of a language file, checked, and the patterns built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.scan.text import fold

BLANKS = r" \t\xa0\u2009\u202f\u3000"
"""White space inside a line, for a character class: no amount goes on behind a line's end."""
BLANK = f"[{BLANKS}]"


class Lists:
    """Reads one table of a language file and says exactly what is wrong with it."""

    def __init__(self, data: Mapping[str, Any], where: str) -> None:
        self._data = data
        self._where = where

    @property
    def where(self) -> str:
        """The file, and the table in it, for messages."""
        return self._where

    def _get(self, field: str, kind: type) -> Any:
        value = self._data.get(field, kind())
        if not isinstance(value, kind):
            raise VocabularyError(f"{self._where}: {field}: must be a {kind.__name__}, not {value!r}")
        return value

    def words(self, field: str) -> tuple[str, ...]:
        """A list of strings; empty when the field is not there."""
        value = self._get(field, list)
        if not all(isinstance(v, str) and v for v in value):
            raise VocabularyError(f"{self._where}: {field}: must be a list of words")
        return tuple(value)

    def numbers(self, field: str) -> dict[str, float]:
        """A table of word = number."""
        value = self._get(field, dict)
        if not all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in value.values()):
            raise VocabularyError(f"{self._where}: {field}: must map words to numbers")
        return dict(value)

    def groups(self, field: str) -> dict[str, tuple[str, ...]]:
        """A table of name = list of words."""
        inner = Lists(self._get(field, dict), f"{self._where}: {field}")
        return {key: inner.words(key) for key in inner._data}

    def table(self, field: str) -> Lists:
        """A table inside this one; empty when the field is not there."""
        return Lists(self._get(field, dict), f"{self._where}: {field}")

    def tables(self, field: str) -> list[Lists]:
        """The tables of an array, each with its number in what it says of mistakes."""
        value = self._get(field, list)
        if not all(isinstance(v, dict) for v in value):
            raise VocabularyError(f"{self._where}: {field}: must be a list of tables")
        return [Lists(v, f"{self._where}: {field} {i}") for i, v in enumerate(value, 1)]

    def text(self, field: str) -> str:
        """A string that must be there."""
        value = self._data.get(field)
        if not isinstance(value, str) or not value:
            raise VocabularyError(f"{self._where}: {field}: must be a text, not {value!r}")
        return value

    def option(self, field: str) -> str | None:
        """A string that may be there."""
        return self.text(field) if field in self._data else None

    def number(self, field: str) -> float:
        """A number that must be there."""
        value = self._data.get(field)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise VocabularyError(f"{self._where}: {field}: must be a number, not {value!r}")
        return value


def alternation(words: Iterable[str], *, left: bool = True) -> str:
    """A pattern that matches any of the words, the longest first; a space stands for any run of white space.

    A word that begins or ends with a letter is matched whole; ``left=False`` leaves out the check before the word,
    where the caller's pattern has seen to it.
    """
    parts = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        body = f"{BLANK}+".join(re.escape(piece) for piece in word.split())
        if word[:1].isspace():
            body = f"{BLANK}+{body}"
        before = r"(?<![^\W\d_])" if left and word[:1].isalpha() else ""
        behind = r"(?![^\W_])" if word[-1:].isalpha() else ""
        parts.append(f"{before}{body}{behind}")
    return "|".join(parts) or r"(?!)"


def exact(words: Iterable[str]) -> str:
    """A pattern for words compared as they are printed, the longest first.

    Words that begin alike share their beginning, so that each character of a text is compared with few of them.

    >>> exact(["ab", "a", "abc", "xy"])
    'a(?:b(?:c)?)?|xy'
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted({word for word in words if word}):
        by_first.setdefault(word[0], []).append(word)
    return "|".join(_beginning_alike(group) for group in by_first.values()) or r"(?!)"


def _beginning_alike(words: Sequence[str]) -> str:
    """The pattern of different words, in order, that have their first character in common."""
    if len(words) == 1:
        return re.escape(words[0])
    rests = [word[1:] for word in words]
    optional = "" if rests[0] else "?"
    return f"{re.escape(words[0][0])}(?:{exact(rests)}){optional}"


def squeeze(word: str) -> str:
    """Lower case with single spaces, the form in which matched words are looked up."""
    return " ".join(word.lower().split())


class Page(NamedTuple):
    """A text and its lower case of the same length, so that offsets hold in both."""

    text: str
    low: str

    @classmethod
    def of(cls, text: str, folded: str | None = None) -> Page:
        """The page of any text; ``folded`` is its lower case, where the caller has it."""
        return cls(text, fold(text) if folded is None else folded)

    def word_before(self, at: int) -> str:
        """The word that ends one space before ``at``, as printed and with its punctuation; empty when there is none."""
        if at < 2 or self.text[at - 1] != " " or self.text[at - 2].isspace():
            return ""
        return self.text[max(0, at - 26) : at - 1].rsplit(None, 1)[-1]
