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
    """The festivals.toml. ``names`` maps a language to its names of festivals, ``windows`` a festival to (year, first, last day)."""

    names: Mapping[str, Mapping[str, str]]
    windows: Mapping[str, Windows]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Festivals:
        """Read and check the file.

        Raises:
            VocabularyError: a name or a window is missing or no date.
        """
        names: dict[str, dict[str, str]] = {}
        windows: dict[str, Windows] = {}
        for number, record in enumerate(data.get("festival", []), 1):
            name = record.get("name")
            if not isinstance(name, str) or not name:
                raise VocabularyError(f"festivals.toml: festival {number}: name: is missing")
            for lang, words in record.items():
                if lang not in ("name", "windows"):
                    names.setdefault(lang, {}).update(dict.fromkeys(words, name))
            windows[name] = tuple(_window(name, pair) for pair in record.get("windows", ()))
        return cls(names, windows)


def _window(name: str, pair: Any) -> tuple[int, dt.date, dt.date]:
    try:
        first, last = (dt.date.fromisoformat(day) for day in pair)
    except (TypeError, ValueError):
        raise VocabularyError(f"festivals.toml: festival {name!r}: windows: {pair!r} is no pair of days") from None
    if last < first:
        raise VocabularyError(f"festivals.toml: festival {name!r}: windows: {pair!r} ends before it begins")
    return last.year, first, last
