"""Annotated articles: the project's own under ``tests/articles``, or others in the same terms as JSON Lines."""

from __future__ import annotations

import datetime as dt
import json
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from china_tech_metrics.link.observation import Observation
from china_tech_metrics.resolve.calendar import label

LEVELS: tuple[str | None, ...] = ("quantity", "metric", "entity", "period", None)
ARTICLES = Path(__file__).parent / "articles"


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated observation. ``core`` ones must be found; others may be found or not."""

    start: int
    end: int
    fields: Mapping[str, Any]

    @property
    def core(self) -> bool:
        return bool(self.fields.get("core", True))


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its rows."""

    name: str
    text: str
    published: dt.date
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()


def compare(article: Annotated, found: Sequence[Observation]) -> tuple[list[tuple[Row, str | None]], list[str]]:
    """The core rows, each with the first thing wrong with it (None: all right), and the quotes of rows that should not be there."""
    left = list(found)
    verdicts: list[tuple[Row, str | None]] = []
    for row in article.rows:
        candidates = [o for o in left if overlap(row, o.amount)]
        if not candidates:
            if row.core:
                verdicts.append((row, "quantity"))
            continue
        best = max(candidates, key=lambda o: LEVELS.index(_wrong(row, o, article.published)))
        left.remove(best)
        if row.core:
            verdicts.append((row, _wrong(row, best, article.published)))
    extra = [article.text[o.amount.start : o.amount.end] for o in left if not any(overlap(row, o.amount) for row in article.rows)]
    return verdicts, extra


def _wrong(row: Row, found: Observation, published: dt.date) -> str | None:
    if not right_quantity(row, found):
        return "quantity"
    if not right_metric(row, found):
        return "metric"
    if not right_entity(row, found):
        return "entity"
    return None if right_up_to_period(row, found, published) else "period"


def read_articles(path: Path) -> list[Annotated]:
    """The articles of a folder of TOML files, or of a JSON Lines file."""
    if path.is_dir():
        records: Iterator[tuple[str, Mapping[str, Any]]] = (
            (p.stem, tomllib.loads(p.read_text(encoding="utf-8"))) for p in sorted(path.glob("*.toml"))
        )
        return [_article(name, data, data["rows"]) for name, data in records]
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_article(data["doc_id"], data, data["observations"]) for data in lines]


def _article(name: str, data: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> Annotated:
    text = data["text"]
    published = data["published"]
    day = published if isinstance(published, dt.date) else dt.date.fromisoformat(published)
    return Annotated(name, text, day, tuple(_row(text, row) for row in rows), tuple(data.get("extra", ())))


def _row(text: str, row: Mapping[str, Any]) -> Row:
    start = nth(text, row["quote"], row.get("nth") or 1)
    return Row(start, start + len(row["quote"]), row)


def nth(text: str, quote: str, number: int) -> int:
    """Offset of the nth occurrence of a quote that is not glued to other digits or letters."""
    at = -1
    while (at := text.find(quote, at + 1)) >= 0:
        before, after = text[at - 1 : at], text[at + len(quote) : at + len(quote) + 1]
        glued_left = (
            quote[0].isdigit() and (before.isdigit() or (before in ("", ".", ",") and text[at - 2 : at - 1].isdigit() and before != ""))
        ) or (quote[0].isalpha() and quote[0].isascii() and before.isalpha() and before.isascii())
        glued_right = (quote[-1].isdigit() and after.isdigit()) or (
            quote[-1].isalpha() and quote[-1].isascii() and after.isalpha() and after.isascii()
        )
        if glued_left or glued_right:
            continue
        number -= 1
        if number == 0:
            return at
    raise ValueError(f"{quote!r} does not occur as often in the text")


def overlap(row: Row, amount: Spanned) -> bool:
    return amount.start < row.end and row.start < amount.end


def right_quantity(row: Row, found: Observation) -> bool:
    """Value within half a percent and the same unit."""
    return found.unit == row.fields["unit"] and math.isclose(float(found.value), float(row.fields["value"]), rel_tol=0.005, abs_tol=1e-9)


def right_metric(row: Row, found: Observation) -> bool:
    return right_quantity(row, found) and found.metric == row.fields["metric"] and found.measure == row.fields["measure"]


def right_entity(row: Row, found: Observation) -> bool:
    names = row.fields.get("entity") or []
    accepted = [names] if isinstance(names, str) else names
    return right_metric(row, found) and (found.entity or "").casefold() in {name.casefold() for name in accepted}


def right_up_to_period(row: Row, found: Observation, published: dt.date) -> bool:
    """Also the period; where none is annotated, none or the day of publication."""
    if not right_entity(row, found):
        return False
    expected = row.fields.get("period")
    if expected is None:
        return found.period is None or found.period.source == "published" or found.period.start == found.period.end == published
    return found.period is not None and label(found.period) == expected
