"""The word lists of a language read by this package, from the three TOML files of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from china_tech_metrics.scan.words import Lists
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.numerals import Numerals

Groups = Mapping[str, tuple[str, ...]]


def _groups(top: Lists, field: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(fold, words)) for name, words in top.groups(field).items()}


def _numbers(top: Lists, field: str) -> dict[str, float]:
    return {fold(word): value for word, value in top.numbers(field).items()}


@dataclass(frozen=True)
class AmountWords:
    """numbers.toml: see the comments there. ``groups`` maps "table.name" to its words."""

    digits: Mapping[str, int]
    small: Mapping[str, int]
    big: Mapping[str, int]
    fractions: Mapping[str, float]
    fractions_over: Mapping[str, float]
    multiples: Mapping[str, float]
    groups: Groups

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> AmountWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is of the wrong type.
        """
        top = Lists(data, "numbers.toml")
        tables = ("words", "units", "counted", "rates", "averages", "ranges", "restated", "money", "refused")
        groups = {f"{table}.{name}": words for table in tables for name, words in _groups(top, table).items()}
        hedges = top.table("hedges")
        for side in ("before", "after"):
            groups |= {f"hedges.{side}.{name}": tuple(map(fold, words)) for name, words in hedges.groups(side).items()}
        groups["hedges.inside"] = tuple(map(fold, hedges.words("inside")))
        digits, small, big = ({w: int(v) for w, v in _numbers(top, field).items()} for field in ("digits", "small", "big"))
        return cls(digits, small, big, _numbers(top, "fractions"), _numbers(top, "fractions_over"), _numbers(top, "multiples"), groups)

    @cached_property
    def numerals(self) -> Numerals:
        """The reader of numbers."""
        return Numerals(self.digits, self.small, self.big, self.groups["words.point"][0])


@dataclass(frozen=True)
class TimeWords:
    """time.toml: see the comments there. ``numbers`` maps the name of a table to its words and their values."""

    numbers: Mapping[str, Mapping[str, int]]
    groups: Groups

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> TimeWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is of the wrong type.
        """
        top = Lists(data, "time.toml")
        tables = ("years", "anchored_years", "numerals", "quarters", "months", "days", "weekdays", "halves")
        groups = {
            f"{table}.{name}": words
            for table in ("words", "base", "roles", "said", "refused")
            for name, words in _groups(top, table).items()
        }
        return cls({table: {w: int(v) for w, v in _numbers(top, table).items()} for table in tables}, groups)


@dataclass(frozen=True)
class ClauseWords:
    """grammar.toml: see the comments there."""

    sentence_end: str
    clause_end: str
    classes: Groups
    segments: Groups

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> ClauseWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        top = Lists(data, "grammar.toml")
        return cls(top.text("sentence_end"), top.text("clause_end"), _groups(top, "classes"), _groups(top, "segments"))


@dataclass(frozen=True)
class TopicLanguage:
    """Everything known of one such language."""

    code: str
    numbers: AmountWords
    time: TimeWords
    grammar: ClauseWords
    reader: str = "topic chain"

    @classmethod
    def from_toml(cls, code: str, numbers: Mapping[str, Any], time: Mapping[str, Any], grammar: Mapping[str, Any]) -> TopicLanguage:
        """Read and check the three files of a language.

        Raises:
            VocabularyError: a field is wrong or missing.
        """
        return cls(code, AmountWords.from_toml(numbers), TimeWords.from_toml(time), ClauseWords.from_toml(grammar))
