"""Run the examples that vocabulary entries carry, the library's own and a user's alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from china_tech_metrics.model import Document
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import Example

Row = Mapping[str, Any]
Reader = Callable[[Document], Sequence[Row]]
"""Reads a document into rows, each a mapping with the table's column names."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What an example expects and does not get. ``entry`` is the example's number in its file."""

    file: str
    entry: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.problem}"


def check_example(example: Example, read: Reader) -> Iterator[Problem]:
    """Problems of one example: rows that are missing, rows too many, and fields that differ."""
    entry = f"example {example.number}"
    document = Document(doc_id=entry, text=example.text, published=example.published, lang=example.lang)
    left = list(read(document))
    for expected in example.rows:
        fits = [row for row in left if row["quote"] == expected["quote"]]
        if not fits:
            yield Problem(example.file, entry, f"no row {expected['quote']!r} in {example.text!r}")
            continue
        row = min(fits, key=lambda r: len(list(differences(expected, r))))
        left.remove(row)
        for difference in differences(expected, row):
            yield Problem(example.file, entry, f"row {expected['quote']!r}: {difference} in {example.text!r}")
    for row in left:
        yield Problem(example.file, entry, f"unexpected row {row['quote']!r} ({row['metric']}) in {example.text!r}")


def differences(expected: Row, row: Row) -> Iterator[str]:
    """The fields an expected row names that the row has otherwise. A list accepts any of its values."""
    for name, want in expected.items():
        if name in ("quote", "nth", "core"):
            continue
        got = row.get(name)
        if isinstance(want, Mapping):  # also
            got, want = row.get("also_value"), want.get("value")
        accepted = want if isinstance(want, list) else [want]
        if not any(_same(got, value) for value in accepted):
            yield f"{name} is {got!r}, not {want!r}"


def _same(got: Any, want: Any) -> bool:
    if isinstance(want, (int, float)) and not isinstance(want, bool):
        return got is not None and math.isclose(float(got), want, rel_tol=0.005, abs_tol=1e-9)
    return got == want or (isinstance(got, str) and isinstance(want, str) and got.casefold() == want.casefold())


def uncovered(vocabulary: Vocabulary, files: Iterable[str]) -> Iterator[Problem]:
    """Entities, metrics and segments of these files that no example of their file names."""
    named: dict[str, set[str]] = {}
    for example in vocabulary.examples:
        for row in example.rows:
            for field in ("entity", "source", "metric", "segment"):
                value = row.get(field)
                named.setdefault(example.file, set()).update(value if isinstance(value, list) else [value] if value else [])
    wanted = set(files)
    for entity in vocabulary.entities.values():
        if entity.file in wanted and entity.name not in named.get(entity.file, ()):
            yield Problem(entity.file, f"entity {entity.name!r}", "no example names it")
    for metric in vocabulary.metrics.values():
        if metric.file in wanted and metric.id not in named.get(metric.file, ()):
            yield Problem(metric.file, f"metric {metric.id!r}", "no example names it")
    for segment in vocabulary.segments.values():
        if segment.file in wanted and segment.name not in named.get(segment.file, ()):
            yield Problem(segment.file, f"segment {segment.name!r}", "no example names it")
