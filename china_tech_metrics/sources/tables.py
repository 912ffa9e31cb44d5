"""Articles in JSON Lines, CSV and Parquet files: one a line or row, read a few at a time."""

from __future__ import annotations

import difflib
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from china_tech_metrics.documents import FIELDS, Documents, arguments, document_of, is_missing
from china_tech_metrics.errors import InputError, SourceError
from china_tech_metrics.extras import require
from china_tech_metrics.failures import PASSED_OVER, Complain, Failure
from china_tech_metrics.model import Document
from china_tech_metrics.sources.boilerplate import clean as cleaned
from china_tech_metrics.sources.opening import MAX_BYTES, Options, path_of, reason

ROWS = 256
"""So many rows are read at once."""

Rows = Iterator[tuple[int, Mapping[str, Any]]]
"""Rows with their numbers, from 1."""


def read_jsonl(
    path: Any,
    *,
    columns: Mapping[str, str] | None = None,
    published: Any = None,
    lang: str | None = None,
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Documents:
    """The articles in a JSON Lines file: an object a line, in UTF-8.

    Args:
        path: the file.
        columns: which key has which field of a document: ``{"text": "body", "published": "date"}``. A field that is not named is under
            its own name: ``text``, ``published``, ``doc_id``, ``lang``, ``title``, ``url``; other keys are ignored.
        published: the day of articles that bring none.
        lang: the language of articles that bring none.
        clean: take out what is no part of an article (:func:`china_tech_metrics.sources.clean`). Places in the table count in the text
            of the documents.
        max_bytes: a longer line is refused.

    Returns:
        The documents; one without a ``doc_id`` is called by the file's name and its line, ``articles.jsonl:12``. The file is read when
        they are gone over. A line that is no object, is too long or has no text is passed over with a warning.

    Raises:
        SourceError: the file can not be read.
        InputError: ``columns`` names no field, ``published`` is no day, or ``lang`` no language.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "articles.jsonl")
    >>> _ = file.write_text('{"body": "Temu grew.", "date": "2024-08-15"}\\n', encoding="utf-8")
    >>> [document] = read_jsonl(file, columns={"text": "body", "published": "date"})
    >>> document.doc_id, document.text, str(document.published)
    ('articles.jsonl:1', 'Temu grew.', '2024-08-15')
    """
    return jsonl_documents(path, Options(arguments(published, lang), clean, max_bytes, columns=columns))


def read_csv(
    path: Any,
    *,
    columns: Mapping[str, str] | None = None,
    published: Any = None,
    lang: str | None = None,
    sep: str = ",",
    encoding: str = "utf-8-sig",
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Documents:
    """The articles in a CSV file with a header: one a row.

    Args:
        path: the file.
        columns: which column has which field of a document, as in :func:`read_jsonl`.
        published: the day of articles that bring none.
        lang: the language of articles that bring none.
        sep: what stands between two columns: ``"\\t"`` for TSV.
        encoding: the file's encoding.
        clean: take out what is no part of an article (:func:`china_tech_metrics.sources.clean`).
        max_bytes: a longer text is refused.

    Returns:
        The documents; one without a ``doc_id`` is called by the file's name and the number of its row below the header,
        ``articles.csv:12``. A row with too many columns or without text is passed over with a warning.

    Raises:
        SourceError: the file can not be read, is not in that encoding, or has no column for the text.
        InputError: as in :func:`read_jsonl`.
    """
    return csv_documents(path, Options(arguments(published, lang), clean, max_bytes, encoding, columns, sep))


def read_parquet(
    path: Any,
    *,
    columns: Mapping[str, str] | None = None,
    published: Any = None,
    lang: str | None = None,
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Documents:
    """The articles in a Parquet file: one a row; needs the extra ``parquet``.

    Args:
        path: the file.
        columns: which column has which field of a document, as in :func:`read_jsonl`. Only these are read.
        published: the day of articles that bring none.
        lang: the language of articles that bring none.
        clean: take out what is no part of an article (:func:`china_tech_metrics.sources.clean`).
        max_bytes: a longer text is refused.

    Returns:
        The documents; one without a ``doc_id`` is called by the file's name and the number of its row, ``articles.parquet:12``.

    Raises:
        MissingExtraError: pyarrow is not installed.
        SourceError: the file can not be read, is no Parquet, or has no column for the text.
        InputError: as in :func:`read_jsonl`.
    """
    return parquet_documents(path, Options(arguments(published, lang), clean, max_bytes, columns=columns))


def jsonl_documents(path: Any, options: Options, name: str | None = None) -> Documents:
    """As :func:`read_jsonl`; ``name`` is what the documents are called by."""
    file, fields = _file(path), _fields(options.columns)
    name = name or file.name
    return Documents(name, lambda complain: _documents(_lines(file, name, options.max_bytes, complain), name, fields, options, complain))


def csv_documents(path: Any, options: Options, name: str | None = None) -> Documents:
    """As :func:`read_csv`; ``name`` is what the documents are called by."""
    file, fields = _file(path), _fields(options.columns)
    name = name or file.name
    _need_text(file, fields, _csv_header(file, options))
    return Documents(name, lambda complain: _documents(_csv_rows(file, name, options, complain), name, fields, options, complain))


def parquet_documents(path: Any, options: Options, name: str | None = None) -> Documents:
    """As :func:`read_parquet`; ``name`` is what the documents are called by."""
    file, fields = _file(path), _fields(options.columns)
    name = name or file.name
    with open_parquet(file) as parquet:
        _need_text(file, fields, parquet.schema_arrow.names)
    return Documents(name, lambda complain: _documents(_parquet_rows(file, fields), name, fields, options, complain))


def _documents(rows: Rows, name: str, fields: Mapping[str, str], options: Options, complain: Complain) -> Iterator[Document]:
    for number, row in rows:
        label = f"{name}:{number}"
        told = {field: row.get(column) for field, column in fields.items()}
        item = {**options.known, **{field: value for field, value in told.items() if not is_missing(value)}}
        text = item.get("text")
        if isinstance(text, str):
            if len(text) > options.max_bytes:
                complain(_unread(label, f"its text is longer than {options.max_bytes:,} characters; raise max_bytes to read it"))
                continue
            item["text"] = cleaned(text) if options.clean else text
        document = document_of(item, label, complain)
        if document is not None:
            yield document


def _unread(label: str, why: str) -> Failure:
    return Failure(label, "source", SourceError.__name__, f"{label}: {why}{PASSED_OVER}")


def _fields(columns: Mapping[str, str] | None) -> dict[str, str]:
    """The column of each field of a document.

    Raises:
        InputError: a name is none of a field.
    """
    unknown = [name for name in columns or {} if name not in FIELDS]
    if unknown:
        raise InputError(f"columns: {unknown[0]!r} is no field of a document; they are {', '.join(FIELDS)}")
    return {name: name for name in FIELDS} | dict(columns or {})


def _need_text(file: Path, fields: Mapping[str, str], names: Iterable[str]) -> None:
    known = list(map(str, names))
    if fields["text"] not in known:
        near = difflib.get_close_matches(fields["text"], known, n=1)
        hint = near[0] if near else "body"
        told = ", ".join(map(repr, known)) or "none"
        raise SourceError(f'{file}: has no column {fields["text"]!r}; its columns: {told}. Name it: columns={{"text": {hint!r}}}')


def _file(path: Any) -> Path:
    """A path to a file that is there and may be read.

    Raises:
        SourceError: it is not.
    """
    file = path_of(path)
    try:
        with file.open("rb"):
            return file
    except (OSError, ValueError) as error:
        raise SourceError(f"{file}: can not be read: {reason(error)}") from error


def _lines(file: Path, name: str, max_bytes: int, complain: Complain) -> Rows:
    """The objects of a JSON Lines file. A line longer than allowed is never in memory as a whole."""
    with file.open("rb") as lines:
        number = 0
        while line := lines.readline(max_bytes + 1):
            number += 1
            label = f"{name}:{number}"
            if len(line) > max_bytes:
                while line and not line.endswith(b"\n"):
                    line = lines.readline(max_bytes)
                complain(_unread(label, f"is longer than {max_bytes:,} bytes; raise max_bytes to read it"))
                continue
            if not line.strip():
                continue
            try:
                item = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                complain(_unread(label, f"is no JSON: {error}"))
                continue
            if isinstance(item, dict):
                yield number, item
            else:
                complain(_unread(label, f"is no JSON object, but of type {type(item).__name__}"))


def _csv_header(file: Path, options: Options) -> list[str]:
    try:
        return list(pd.read_csv(file, sep=options.sep, encoding=options.encoding, nrows=0, dtype=str).columns)
    except pd.errors.EmptyDataError:
        return []
    except (ValueError, LookupError) as error:
        raise SourceError(f"{file}: can not be read as CSV: {error}") from error


def _csv_rows(file: Path, name: str, options: Options, complain: Complain) -> Rows:
    """The rows of a CSV file, every cell as a string. pandas tells of rows with too many columns by a warning, which is caught."""
    number = 0
    with pd.read_csv(
        file,
        sep=options.sep,
        encoding=options.encoding,
        dtype=str,
        keep_default_na=False,
        chunksize=ROWS,
        on_bad_lines="warn",
        index_col=False,
    ) as parts:
        while True:
            try:
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always", pd.errors.ParserWarning)
                    part = next(parts, None)
            except (ValueError, LookupError) as error:
                complain(_unread(f"{name}:{number + 1}", f"can not be read as CSV from here: {error}"))
                return
            for warning in caught:
                for told in filter(None, map(str.strip, str(warning.message).splitlines())):
                    complain(_unread(name, told[0].lower() + told[1:]))
            if part is None:
                return
            for row in part.to_dict("records"):
                number += 1
                yield number, {str(column): value for column, value in row.items()}


def open_parquet(file: Path) -> Any:
    """A Parquet file, opened.

    Raises:
        MissingExtraError: pyarrow is not installed.
        SourceError: it is none.
    """
    parquet = require("pyarrow.parquet", "parquet")
    try:
        return parquet.ParquetFile(file)
    except Exception as error:
        raise SourceError(f"{file}: can not be read as Parquet: {error}") from error


def _parquet_rows(file: Path, fields: Mapping[str, str]) -> Rows:
    with open_parquet(file) as parquet:
        names = [name for name in dict.fromkeys(fields.values()) if name in parquet.schema_arrow.names]
        number = 0
        for batch in parquet.iter_batches(batch_size=ROWS, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield number, row
