"""The words of time of one language, and the one-letter code of each class of words.

``time.toml`` says which word has which class; the grammar of dates is written over the codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.scan.words import Lists, squeeze

UNIT_CODES = {"day": "1", "week": "2", "month": "3", "quarter": "4", "half": "5", "year": "6", "decade": "7"}
UNITS = {code: unit for unit, code in UNIT_CODES.items()}
WORD_CODES = {
    "last": "L", "this": "T", "next": "X", "previous": "V", "following": "G", "past": "P", "same": "S", "that": "K", "period": "p",
    "time": "m",
    "year_ago": "A", "full_year": "u", "full": "U", "fiscal": "f", "earlier": "e", "ago": "s", "later": "l", "early": "E",
    "end": "Z", "year_end": "z",
    "ended": "D", "to": "t", "of": "o", "from": "v", "between": "b", "and": "&", "article": "a", "the": "h", "every": "Q",
    "festival_tail": "g",
    "to_date": "c", "weekend": "k", "now": "w", "yesterday": "y", "tomorrow": "r", "levels": "C", "change": "N",
    "began": "<", "edition": "=", "at_the_time": "%", "then": "$", "running": ">",
}  # fmt: skip
MARKS = {"-": "-", "–": "-", "—": "-", "~": "-", ",": ",", "/": "/", "'": "'"}
(
    MONTH,
    WEEKDAY,
    ORDINAL,
    NUMBER,
    NTH,
    YEAR,
    QUARTER,
    HALF,
    FISCAL_YEAR,
    FESTIVAL,
    BASE,
    PACE,
    PACE_ADVERB,
    REFUSED,
    COUNTED,
    OTHER,
    DIGITS,
    SEASON,
) = "MWOniYqHJFBjdRIx#@"


@dataclass(frozen=True)
class TimeWords:
    """The time.toml of one language.

    ``phrases`` maps a phrase as written in the file to its code and value, ``roles`` a preposition to the roles it can give,
    ``labels`` the letters of "Q2", "H1", "FY24" to their codes. ``months_unsure`` are months that need a preposition or a day,
    one of the ``month_openers`` before them, or to open a sentence with none of the ``verb_openers`` behind.
    ``hedges`` undo a "than", ``extremes`` ("the first rise in two years") undo a window of time. ``not_after`` and
    ``not_before`` are the neighbours that make a count of four digits, ``changed`` what before "over 2019" keeps it a year.
    """

    phrases: Mapping[str, tuple[str, Any]]
    roles: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    months_unsure: frozenset[str]
    month_openers: frozenset[str]
    verb_openers: frozenset[str]
    hedges: frozenset[str]
    extremes: frozenset[str]
    happenings: frozenset[str]
    closings: frozenset[str]
    at_its_close: frozenset[str]
    dated_things: frozenset[str]
    changed: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> TimeWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is of the wrong type or a name is unknown.
        """
        top = Lists(data, "time.toml")
        classes = top.groups("words")
        roles: dict[str, set[str]] = {}
        for role, words in top.groups("roles").items():
            for word in words:
                roles.setdefault(squeeze(word), set()).add(role)
        context, refused = top.groups("context"), top.table("refused")
        return cls(
            phrases=_phrases(top, classes),
            roles={word: frozenset(names) for word, names in roles.items()},
            labels={
                letters.lower(): code
                for field, code in (("quarter_label", QUARTER), ("half_label", HALF), ("fiscal_label", FISCAL_YEAR))
                for letters in classes.get(field, ())
            },
            months_unsure=frozenset(refused.words("months_unsure")),
            month_openers=frozenset(refused.words("month_openers")),
            verb_openers=frozenset(refused.words("verb_openers")),
            hedges=frozenset(context.get("hedges", ())),
            extremes=frozenset(context.get("extremes", ())),
            happenings=frozenset(context.get("happenings", ())),
            dated_things=frozenset(context.get("dated_things", ())),
            closings=frozenset(context.get("closings", ())),
            at_its_close=frozenset(context.get("at_its_close", ())),
            changed=frozenset(context.get("changed", ())),
            not_after=frozenset(refused.words("not_after")),
            not_before=frozenset(refused.words("not_before")),
        )


def _phrases(top: Lists, classes: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, Any]]:
    """Every word and phrase with its code and value; where two tables have the same one, the first counts."""
    found: dict[str, tuple[str, Any]] = {}

    def add(words: tuple[str, ...], code: str, value: Any = None) -> None:
        for word in words:
            found.setdefault(word, (code, value))

    add(top.table("refused").words("phrases"), REFUSED)
    for field, code in (("base", BASE), ("pace", PACE), ("pace_adverbs", PACE_ADVERB)):
        for basis, words in top.groups(field).items():
            add(words, code, basis)
    for field, code in (("months", MONTH), ("weekdays", WEEKDAY), ("seasons", SEASON), ("ordinals", ORDINAL), ("numbers", NUMBER)):
        for number, words in top.groups(field).items():
            if not number.isdigit():
                raise VocabularyError(f"time.toml: {field}: {number!r} must be a number")
            add(words, code, int(number))
    for field, many in (("units", False), ("plurals", True)):
        for unit, words in top.groups(field).items():
            if unit not in UNIT_CODES:
                raise VocabularyError(f"time.toml: {field}: {unit!r} is none of {', '.join(UNIT_CODES)}")
            add(words, UNIT_CODES[unit], many)
    for name, code in WORD_CODES.items():
        add(classes.get(name, ()), code)
    return found
