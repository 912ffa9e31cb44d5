"""Files, folders and standard input as documents, or as a table that was stored."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.documents import Documents, arguments
from china_tech_metrics.errors import InputError, SourceError
from china_tech_metrics.failures import PASSED_OVER, Complain, Failure
from china_tech_metrics.model import Document
from china_tech_metrics.sources.folder import ENDINGS, OPENERS, read_file, read_folder
from china_tech_metrics.sources.opening import MAX_BYTES, Options
from china_tech_metrics.sources.tables import open_parquet
from china_tech_metrics.vocabulary import Vocabulary

STDIN = "-"


def vocabulary_of(options: Namespace) -> Vocabulary:
    """The library's words, with those of ``--vocabulary``.

    Raises:
        VocabularyError: a file of theirs is wrong.
    """
    default = Vocabulary.default()
    return default.extend(options.vocabulary) if options.vocabulary else default


def documents_of(options: Namespace) -> Documents:
    """The documents of all inputs, one after the other. A file of several in which no article is found is passed over.

    Raises:
        SourceError: a file or folder is not there, or can not be read.
        InputError: an option is wrong.
    """
    arguments(options.published, options.lang)
    inputs = [_documents(name, options) for name in options.input]

    def read(complain: Complain) -> Iterator[Document]:
        for one in inputs:
            try:
                yield from one.read(complain)
            except SourceError as error:
                if len(inputs) == 1:
                    raise
                complain(Failure(one.name, "source", type(error).__name__, f"{error}{PASSED_OVER}"))

    return Documents(", ".join(options.input), read)


def _documents(name: str, options: Namespace) -> Documents:
    common: dict[str, Any] = {"encoding": options.encoding, "clean": not options.as_is, "max_bytes": _limit(options)}
    if name == STDIN:
        return _standard_input(options)
    if Path(name).is_dir():
        return read_folder(name, **common)
    return read_file(name, kind=options.kind, **common)


def _limit(options: Namespace) -> int:
    if options.max_bytes is not None and options.max_bytes < 1:
        raise InputError(f"--max-bytes must be a number of bytes, not {options.max_bytes}")
    return options.max_bytes or MAX_BYTES


def _standard_input(options: Namespace) -> Documents:
    """What is piped in. It is put into a file first, so that every reader can be used on it; a table of any length fits there."""
    kind = options.kind or "text"
    settings = Options({}, not options.as_is, _limit(options), options.encoding)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "stdin")
        with copy.open("wb") as file:
            while part := sys.stdin.buffer.read(1 << 20):
                file.write(part)
        documents = list(OPENERS[kind](copy, settings, "stdin"))
    return Documents("stdin", lambda complain: iter(documents))


def stored_table(options: Namespace) -> pd.DataFrame | None:
    """The table that ``extract`` wrote, if the only input is one.

    Raises:
        InputError: it is, but something in it is wrong.
    """
    if len(options.input) != 1 or options.input[0] == STDIN:
        return None
    file = Path(options.input[0])
    kind = options.kind or ENDINGS.get(file.suffix.lower())
    if not file.is_file() or kind not in READERS or not set(table.SCHEMA.names) <= set(READERS[kind][0](file)):
        return None
    try:
        return table.coerce(READERS[kind][1](file))
    except ValueError as error:
        raise SourceError(f"{file}: {error}") from error


def _csv_names(file: Path) -> list[str]:
    try:
        return list(pd.read_csv(file, nrows=0).columns)
    except ValueError:
        return []


def _jsonl_names(file: Path) -> list[str]:
    with file.open("rb") as lines:
        try:
            return list(json.loads(lines.readline(MAX_BYTES)))
        except (ValueError, TypeError):
            return []


def _jsonl_rows(file: Path) -> pd.DataFrame:
    with file.open(encoding="utf-8") as lines:
        return pd.DataFrame([json.loads(line) for line in lines])


def _parquet_names(file: Path) -> list[str]:
    with open_parquet(file) as parquet:
        return list(parquet.schema_arrow.names)


READERS: dict[str, tuple[Any, Any]] = {
    "csv": (_csv_names, pd.read_csv),
    "jsonl": (_jsonl_names, _jsonl_rows),
    "parquet": (_parquet_names, pd.read_parquet),
}
"""For each kind of file that a table is stored in: its columns, and the table."""
