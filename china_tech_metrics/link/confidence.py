"""How often rows with the same evidence are right, measured on annotated articles.

Each row carries the names of the features that decided its metric, owner and period. ``confidence.toml`` holds, for each
feature, the log-odds that a row decided by it is right (value, unit, metric, measure, entity and period), and the share of
right rows in bands of their sum. ``benchmarks/calibrate.py`` measures both and writes the file.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("confidence.toml")
ASPECTS = ("metric", "owner", "period")


@dataclass(frozen=True)
class Calibration:
    """``weights`` by aspect and feature; of the rows whose sum is below ``bounds[i]`` but not the one before, ``shares[i]`` are right."""

    weights: Mapping[str, Mapping[str, float]]
    bounds: tuple[float, ...]
    shares: tuple[float, ...]

    def total(self, features: tuple[str, str, str]) -> float:
        """The sum of the features' weights; a feature never measured counts as the weakest of its aspect."""
        return sum(self.weights[aspect].get(name, self._weakest[aspect]) for aspect, name in zip(ASPECTS, features, strict=True))

    @cached_property
    def _weakest(self) -> Mapping[str, float]:
        return {aspect: min(weights.values(), default=0.0) for aspect, weights in self.weights.items()}

    def confidence(self, features: tuple[str, str, str]) -> float:
        """The measured share of right rows with such features, from 0 to 1."""
        return self.shares[bisect_right(self.bounds, self.total(features))]


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The one that ships with the library."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Calibration({aspect: data[aspect] for aspect in ASPECTS}, tuple(data["bounds"]), tuple(data["shares"]))


@lru_cache(maxsize=16384)
def confidence(features: tuple[str, str, str]) -> float:
    """The measured share of right rows with such features, by the calibration that ships with the library.

    There are some thousand combinations of features, and far more rows.
    """
    return calibration().confidence(features)
