"""Festivals and holidays by name, with their days in each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.resolve.holiday_weeks import Windows, holiday_weeks

FIELDS = ("name", "windows", "day", "statutory")
"""What is said of a festival; all other fields are languages."""


@dataclass(frozen=True)
class Festivals:
    """The festivals.toml.

    ``names`` maps a language to its names of festivals, ``windows`` a festival to the days that stand in the file, ``statutory`` to the
    holiday whose week it is, and ``days`` to the (month, day) that "on Singles' Day" means where it is one and the same each year.
    """

    names: Mapping[str, Mapping[str, str]]
    windows: Mapping[str, Windows]
    days: Mapping[str, tuple[int, int]]
    statutory: Mapping[str, str]

    def windows_of(self, name: str) -> Windows:
        """The days of a festival by year: (year, first, last day), one for each year in which they are known, in order.

        Those of a statutory holiday are looked up in the official notices; the file is asked for years these are silent about.

        Raises:
            KeyError: the file has no festival of that name.

        >>> from china_tech_metrics import Vocabulary
        >>> Vocabulary.default().festivals.windows_of("National Day")[-1]
        (2026, datetime.date(2026, 10, 1), datetime.date(2026, 10, 7))
        """
        if name not in self.statutory:
            return self.windows[name]
        by_year = {window[0]: window for window in (*self.windows[name], *holiday_weeks(self.statutory[name]))}
        return tuple(by_year[year] for year in sorted(by_year))

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Festivals:
        """Read and check the file.

        Raises:
            VocabularyError: a name or a window is missing or no date.
        """
        names: dict[str, dict[str, str]] = {}
        days: dict[str, tuple[int, int]] = {}
        windows: dict[str, Windows] = {}
        statutory: dict[str, str] = {}
        for number, record in enumerate(data.get("festival", []), 1):
            name = record.get("name")
            if not isinstance(name, str) or not name:
                raise VocabularyError(f"festivals.toml: festival {number}: name: is missing")
            for lang, words in record.items():
                if lang not in FIELDS:
                    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
                        raise _wrong(name, lang, "must be a list of names")
                    names.setdefault(lang, {}).update(dict.fromkeys(words, name))
            windows[name] = tuple(_window(name, window) for window in record.get("windows", ()))
            if "day" in record:
                days[name] = _day(name, record["day"])
            if "statutory" in record:
                statutory[name] = _holiday(name, record["statutory"])
        return cls(names, windows, days, statutory)


def _wrong(festival: str, field: str, problem: str) -> VocabularyError:
    return VocabularyError(f"festivals.toml: festival {festival!r}: {field}: {problem}")


def _holiday(name: str, holiday: Any) -> str:
    if not isinstance(holiday, str) or not holiday:
        raise _wrong(name, "statutory", f"{holiday!r} is no name of a holiday")
    return holiday


def _day(name: str, day: Any) -> tuple[int, int]:
    try:
        date = dt.date.fromisoformat(f"2023-{day}")
    except ValueError:
        raise _wrong(name, "day", f"{day!r} is no month and day") from None
    return date.month, date.day


def _window(name: str, window: Any) -> tuple[int, dt.date, dt.date]:
    """A pair of days, or a table with ``days`` and what is to be said of them: ``counts`` and ``source``."""
    pair: Any = window.get("days") if isinstance(window, dict) else window
    try:
        first, last = (dt.date.fromisoformat(day) for day in pair)
    except (TypeError, ValueError):
        raise _wrong(name, "windows", f"{window!r} is no pair of days") from None
    if last < first:
        raise _wrong(name, "windows", f"{pair!r} ends before it begins")
    return last.year, first, last
