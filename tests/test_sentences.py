"""Sentences in the wordings of news, filed by what is hard about them, against the figures expected of each.

A file of ``tests/sentences`` has blocks: the day of publication and a text (``\\n`` ends a line of it), then a line a figure: its quote,
metric (with ``/measure`` and ``/basis`` where they matter), entity, period, source and status; an empty field is not asked for, ``or``
separates what may stand there, ``-`` means none and ``pub`` the day of publication. A line that begins with ``~`` is read wrongly today.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from china_tech_metrics import Document, Vocabulary
from china_tech_metrics.api import rows_of
from china_tech_metrics.documents import to_day

VOCABULARY = Vocabulary.default()
FILES = sorted((Path(__file__).parent / "sentences").glob("*.txt"))


class Figure(NamedTuple):
    line: str
    quote: str
    metric: str
    entity: str
    period: str
    source: str
    status: str


class Sample(NamedTuple):
    published: str
    text: str
    figures: list[Figure]


def samples() -> Iterator[object]:
    for file in FILES:
        blocks = file.read_text(encoding="utf-8").split("\n\n")
        for number, block in enumerate(blocks, 1):
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            if lines:
                published, _, text = lines[0].partition(" ")
                figures = [
                    Figure(line, *([*(f.strip() for f in line.lstrip("~").split("|")), "", "", "", "", ""][:6])) for line in lines[1:]
                ]
                yield pytest.param(Sample(published, text.replace("\\n", "\n"), figures), id=f"{file.stem}-{number}")


def read(sample: Sample) -> dict[str, str]:
    """What is wrong with each line, nothing if it is right."""
    rows = rows_of(Document("sample", sample.text, to_day(sample.published)), VOCABULARY)
    wrong: dict[str, str] = {}
    for figure in sample.figures:
        row = next((r for r in rows if figure.quote in r["quote"]), None)
        if row is None:
            wrong[figure.line] = "is not found"
            continue
        rows.remove(row)
        counted_from = row["period_source"] == "published"
        depth = max(name.count("/") for name in figure.metric.split(" or "))
        found = {
            "metric": "/".join([row["metric"], row["measure"], row["basis"] or "-"][: depth + 1]),
            "entity": row["entity"] or "-",
            "period": "pub" if counted_from and row["period"] == sample.published else row["period"] or "-",
            "source": row["source"] or "-",
            "status": row["status"],
        }
        for name, value in found.items():
            expected = getattr(figure, name)
            if expected and value not in expected.split(" or "):
                wrong.setdefault(figure.line, f"{name} is {value}")
    return wrong


@pytest.mark.parametrize("sample", list(samples()))
def test_sentence(sample: Sample) -> None:
    wrong = read(sample)
    for figure in sample.figures:
        if figure.line.startswith("~"):
            assert figure.line in wrong, f"{figure.line}: is read rightly now, so its mark must go"
        else:
            assert figure.line not in wrong, f"{figure.line}: {wrong[figure.line]}"
