"""Festivals and holidays by name, with their days in each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from china_tech_metrics.errors import VocabularyError

Windows = tuple[tuple[int, dt.date, dt.date], ...]


@dataclass(frozen=True)
class Festivals:
    """The festivals.toml.

    ``names`` maps a language to its names of festivals, ``windows`` a festival to (year, first, last day), ``days`` to the
    (month, day) that "on Singles' Day" means where it is one and the same each year.
    """

    names: Mapping[str, Mapping[str, str]]
    windows: Mapping[str, Windows]
    days: Mapping[str, tuple[int, int]]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Festivals:
        """Read and check the file.

        Raises:
            VocabularyError: a name or a window is missing or no date.
        """
        names: dict[str, dict[str, str]] = {}
        days: dict[str, tuple[int, int]] = {}
        windows: dict[str, Windows] = {}
        for number, record in enumerate(data.get("festival", []), 1):
            name = record.get("name")
            if not isinstance(name, str) or not name:
                raise VocabularyError(f"festivals.toml: festival {number}: name: is missing")
            for lang, words in record.items():
                if lang not in ("name", "windows", "day"):
                    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
                        raise VocabularyError(f"festivals.toml: festival {name!r}: {lang}: must be a list of names")
                    names.setdefault(lang, {}).update(dict.fromkeys(words, name))
            windows[name] = tuple(_window(name, pair) for pair in record.get("windows", ()))
            if "day" in record:
                days[name] = _day(name, record["day"])
        return cls(names, windows, days)


def _day(name: str, day: Any) -> tuple[int, int]:
    try:
        date = dt.date.fromisoformat(f"2023-{day}")
    except ValueError:
        raise VocabularyError(f"festivals.toml: festival {name!r}: day: {day!r} is no month and day") from None
    return date.month, date.day


def _window(name: str, pair: Any) -> tuple[int, dt.date, dt.date]:
    try:
        first, last = (dt.date.fromisoformat(day) for day in pair)
    except (TypeError, ValueError):
        raise VocabularyError(f"festivals.toml: festival {name!r}: windows: {pair!r} is no pair of days") from None
    if last < first:
        raise VocabularyError(f"festivals.toml: festival {name!r}: windows: {pair!r} ends before it begins")
    return last.year, first, last
