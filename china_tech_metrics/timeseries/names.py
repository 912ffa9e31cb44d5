"""What a user calls an entity, a metric or a segment, as the table calls it; a name that is nowhere is an error with what is near it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import pandas as pd

from china_tech_metrics.errors import InputError, VocabularyError
from china_tech_metrics.vocabulary import Metric, Vocabulary

NEAR = 3
"""How many similar names an error tells."""


def find_entity(df: pd.DataFrame, name: object, vocabulary: Vocabulary) -> str:
    """The entity of that name in the table, or the one the vocabulary knows by it; upper and lower case are the same.

    Raises:
        InputError: neither knows it.
    """
    here = _names(df["entity"])
    try:
        return _find("entity", name, here, ())
    except InputError:
        try:
            return vocabulary.entity(str(name)).name
        except VocabularyError:
            aliases = [alias for entity in vocabulary.entities.values() for names in entity.names.values() for alias in names]
            return _find("entity", name, here, aliases)


def find_metric(df: pd.DataFrame, name: object, vocabulary: Vocabulary) -> str:
    """The id of a metric in the table or the vocabulary, by its id or its name there ("Revenue").

    Raises:
        InputError: neither knows it.
    """
    titles = {metric.name.casefold(): metric.id for metric in vocabulary.metrics.values()}
    if isinstance(name, str) and name.casefold() in titles:
        return titles[name.casefold()]
    return _find("metric", name, [*vocabulary.metrics, *_names(df["metric"])], [metric.name for metric in vocabulary.metrics.values()])


def find_segment(df: pd.DataFrame, name: object) -> str:
    """A segment of the table.

    Raises:
        InputError: no row has it.
    """
    return _find("segment", name, _names(df["segment"]), ())


def is_share(metric: Metric | None) -> bool:
    """Whether a metric is itself a part of something, so that its amounts are shares: its words say so, and percent is a unit of it."""
    return metric is not None and "percent" in metric.units and any(cue.measure == "share" for cues in metric.cues.values() for cue in cues)


def _names(column: pd.Series) -> list[str]:
    return list(column.dropna().astype(str).unique())


def _find(kind: str, name: object, known: Iterable[str], others: Iterable[str]) -> str:
    """The one of ``known`` that is so named; ``others`` are names that might have been meant."""
    if not isinstance(name, str):
        raise InputError(f"{kind} must be a name, not {type(name).__name__}")
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
        if candidate == name:
            return name
    if name.casefold() in folded:
        return folded[name.casefold()]
    for other in others:
        folded.setdefault(other.casefold(), other)
    near = [folded[match] for match in difflib.get_close_matches(name.casefold(), folded, n=NEAR)]
    raise InputError(f"no {kind} is named {name!r}" + (f"; near it: {', '.join(near)}" if near else ""))
