"""How often rows with the same evidence are right."""

from __future__ import annotations


def confidence(scores: tuple[float, float, float]) -> float:
    return min(1.0, max(0.0, min(scores) / 10))
