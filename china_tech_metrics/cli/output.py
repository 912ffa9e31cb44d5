"""Tables on standard output or in a file: as text to read, CSV, JSON Lines or Parquet."""

from __future__ import annotations

import json
import math
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.extras import require

FORMATS = ("table", "csv", "jsonl", "parquet")
ENDINGS = {".txt": "table", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
WIDEST = 60
"""Characters of a cell in a table to read; one in the last column may be longer."""


def write(tables: Iterable[pd.DataFrame], options: Namespace, shown: Sequence[str], schema: Any = None) -> int:
    """Write tables of the same columns, one below the other, as soon as each is there.

    Args:
        tables: at least one.
        options: have ``format`` and ``output``.
        shown: the columns of a table to read; the other formats have all.
        schema: an Arrow schema for Parquet; that of the first table when not given.

    Returns:
        How many rows were written.

    Raises:
        InputError: Parquet was to be written to a terminal.
    """
    kind = options.format or ENDINGS.get(Path(options.output or "").suffix.lower(), "table")
    if kind == "parquet":
        return _parquet(tables, options.output, schema)
    with _opened(options.output) as out:
        if kind == "table":
            return _table(tables, shown, out)
        return sum(_part(df, kind, number == 0, out) for number, df in enumerate(tables))


@contextmanager
def _opened(path: str | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
    else:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file


def _part(df: pd.DataFrame, kind: str, first: bool, out: TextIO) -> int:
    if kind == "csv":
        plain = df.apply(lambda column: column.map(_joined)) if len(df) else df
        plain.to_csv(out, index=False, header=first, lineterminator="\n")
    else:
        for row in df.to_dict("records"):
            told = {str(name): _json(value) for name, value in row.items()}
            out.write(json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n")
    return len(df)


def _table(tables: Iterable[pd.DataFrame], shown: Sequence[str], out: TextIO) -> int:
    parts = [df[list(shown)] for df in tables]
    df = pd.concat(parts, ignore_index=True)
    if len(df):
        cells = {name: [_cell(value, math.inf if name == shown[-1] else WIDEST) for value in df[name]] for name in shown}
        rights = {name: pd.api.types.is_numeric_dtype(df[name]) for name in shown}
        widths = {name: max(map(len, [name, *cells[name]])) for name in shown}
        for row in zip(*([name, *cells[name]] for name in shown), strict=True):
            line = "  ".join(
                cell.rjust(widths[name]) if rights[name] else cell.ljust(widths[name]) for name, cell in zip(shown, row, strict=True)
            )
            out.write(line.rstrip() + "\n")
    return len(df)


def _parquet(tables: Iterable[pd.DataFrame], path: str | None, schema: Any) -> int:
    pa, parquet = require("pyarrow", "parquet"), require("pyarrow.parquet", "parquet")
    if path is None and sys.stdout.isatty():
        raise InputError("Parquet is not for a terminal: give --output FILE, or another --format")
    rows, writer = 0, None
    try:
        for df in tables:
            part = pa.Table.from_pandas(df, schema=schema, preserve_index=False)
            writer = writer or parquet.ParquetWriter(path or sys.stdout.buffer, part.schema)
            writer.write_table(part)
            rows += len(df)
    finally:
        if writer is not None:
            writer.close()
    return rows


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _json(value: Any) -> Any:
    """A cell as JSON has it: a day as ISO 8601, several as a list, a missing one as null."""
    if _missing(value):
        return None
    if isinstance(value, tuple | list):
        return [_json(item) for item in value]
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and math.isinf(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _joined(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, tuple | list) else value


def _cell(value: Any, widest: float) -> str:
    if _missing(value):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.12g}"
    told = " ".join(str(_joined(_json(value))).split())
    return told if len(told) <= widest else told[: WIDEST - 1] + "…"
