"""Any one file of articles, by the ending of its name, and folders of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from china_tech_metrics.documents import Documents, arguments
from china_tech_metrics.errors import InputError, SourceError
from china_tech_metrics.failures import PASSED_OVER, Complain, Failure
from china_tech_metrics.model import Document
from china_tech_metrics.sources.feed import feed_documents
from china_tech_metrics.sources.html import html_document
from china_tech_metrics.sources.opening import MAX_BYTES, Options, open_file, path_of
from china_tech_metrics.sources.tables import csv_documents, jsonl_documents, parquet_documents
from china_tech_metrics.sources.text import text_document

Opener = Callable[[Path, Options, str], Documents]
"""From a file to its documents; the last argument is what they are called by."""


def _text(path: Path, options: Options, name: str) -> Documents:
    opened = open_file(path, options.max_bytes, name)
    return Documents(name, lambda complain: iter([text_document(opened, options, complain)]))


def _html(path: Path, options: Options, name: str) -> Documents:
    opened = open_file(path, options.max_bytes, name)
    return Documents(name, lambda complain: iter([html_document(opened, options, complain)]))


def _feed(path: Path, options: Options, name: str) -> Documents:
    return feed_documents(open_file(path, options.max_bytes, name), options)


OPENERS: Mapping[str, Opener] = {
    "text": _text,
    "html": _html,
    "feed": _feed,
    "jsonl": jsonl_documents,
    "csv": csv_documents,
    "parquet": parquet_documents,
}
ENDINGS: Mapping[str, str] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
"""What is in a file, by the ending of its name."""


def read_file(
    path: Any,
    *,
    kind: str | None = None,
    published: Any = None,
    lang: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Documents:
    """The articles in a file of any kind that there is a reader for.

    Args:
        path: the file.
        kind: "text", "html", "feed", "jsonl", "csv" or "parquet"; as the ending of the file's name says, when not given.
        published: the day of articles that do not tell theirs.
        lang: the language of articles that do not tell theirs.
        encoding: the encoding of a text, page, feed or CSV file; UTF-8 or what the file itself says, when not given.
        columns: which column of a JSON Lines, CSV or Parquet file has which field of a document, as in :func:`read_jsonl`.
        clean: take out what is no part of an article (:func:`china_tech_metrics.sources.clean`).
        max_bytes: a larger file, or of a table a larger record, is refused.

    Returns:
        The documents, as the reader for that kind of file gives them.

    Raises:
        MissingExtraError: the reader needs a package that is not installed.
        SourceError: the file can not be read, or nothing says what is in it.
        InputError: there is no such kind, ``columns`` names no field, ``published`` is no day, or ``lang`` no language.
    """
    file = path_of(path)
    kind = kind or ENDINGS.get(file.suffix.lower())
    if kind is None and file.is_file():
        raise SourceError(
            f"{file}: nothing is known of files with the ending {file.suffix!r}; say of which kind it is: {', '.join(OPENERS)}"
        )
    if kind is None:
        raise SourceError(f"{file}: is no file")
    if kind not in OPENERS:
        raise InputError(f"kind must be one of {', '.join(OPENERS)}, not {kind!r}")
    return OPENERS[kind](file, Options(arguments(published, lang), clean, max_bytes, encoding, columns), file.name)


def read_folder(
    path: Any,
    pattern: str = "**/*",
    *,
    published: Any = None,
    lang: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Documents:
    """The articles in the files of a folder and the folders in it, sorted by path.

    Args:
        path: the folder.
        pattern: which files, as in ``pathlib.Path.glob``: ``"*.txt"`` for the text files of the folder itself. Hidden files and those
            whose ending is in no :data:`ENDINGS` are passed over.
        published: as in :func:`read_file`, and so are the arguments that follow.
        lang: see there.
        encoding: see there.
        columns: see there.
        clean: see there.
        max_bytes: see there.

    Returns:
        The documents. Those of text and HTML files are called by the file's path below the folder, ``2024/jd.txt``. The files are
        opened one after the other when the documents are gone over; one that can not be read is passed over with a warning.

    Raises:
        SourceError: there is no such folder, or no such file in it.
        InputError: as in :func:`read_file`.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> for day in ("2024-05-16", "2024-08-15"):
    ...     _ = (folder / f"{day}-jd.txt").write_text("JD's revenue rose.", encoding="utf-8")
    >>> [document.doc_id for document in read_folder(folder)]
    ['2024-05-16-jd.txt', '2024-08-15-jd.txt']
    """
    folder = path_of(path)
    if not folder.is_dir():
        raise SourceError(f"{folder}: is no folder")
    options = Options(arguments(published, lang), clean, max_bytes, encoding, columns)
    if not _files(folder, pattern):
        raise SourceError(f"{folder}: there is no file {pattern!r} with one of the endings {', '.join(ENDINGS)}")
    return Documents(folder.name or str(folder), lambda complain: _documents(folder, pattern, options, complain))


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        found = [file for file in folder.glob(pattern) if file.suffix.lower() in ENDINGS and file.is_file()]
    except (ValueError, NotImplementedError) as error:
        raise InputError(f"pattern {pattern!r}: {error}") from error
    hidden = [file for file in found if any(part.startswith(".") for part in file.relative_to(folder).parts)]
    return sorted(set(found).difference(hidden), key=lambda file: file.relative_to(folder).parts)


def _documents(folder: Path, pattern: str, options: Options, complain: Complain) -> Iterator[Document]:
    for file in _files(folder, pattern):
        name = file.relative_to(folder).as_posix()
        try:
            yield from OPENERS[ENDINGS[file.suffix.lower()]](file, options, name).read(complain)
        except SourceError as error:
            complain(Failure(name, "source", type(error).__name__, f"{error}{PASSED_OVER}"))
