"""From what a reader is given to text: a path, a page or feed in a string, or bytes; never a network address.

Nothing is read beyond ``max_bytes``, which is looked at before the content is.
"""

from __future__ import annotations

import codecs
import re
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from china_tech_metrics.errors import SourceError

MAX_BYTES = 20_000_000
"""The largest page, feed, text or record that is read if nothing else is said: a thousand times an article."""
ADDRESS = re.compile(r"\s*(?:https?|ftp|feed|file):", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""Byte order marks, and what they say of the encoding."""

Fields = Mapping[str, Any]
"""Fields of a document by their names."""
Content = str | bytes | PathLike[str]
"""A path, or the content itself."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened: its name in ids, its bytes or text, and the path if it is a file."""

    name: str
    data: bytes | str
    path: Path | None = None

    @property
    def where(self) -> str:
        """What it is called in messages."""
        return str(self.path or self.name)


@dataclass(frozen=True, slots=True)
class Options:
    """How something is read: what holds for documents that do not tell it themselves, and what the readers' arguments say."""

    known: Fields
    clean: bool = True
    max_bytes: int = MAX_BYTES
    encoding: str | None = None
    columns: Mapping[str, str] | None = None
    sep: str = ","
    split_at_headings: bool = False


def open_markup(source: Content, kind: str, max_bytes: int) -> Opened:
    """A page or feed. A string with "<" in it is the content, any other one is a path; bytes are the content.

    Args:
        source: the content or a path.
        kind: what it is, for messages and as the name of what is no file: "page" or "feed".
        max_bytes: no more is read.

    Raises:
        SourceError: it is too large, a network address, or a file that can not be read.
    """
    if isinstance(source, str) and "<" in source:
        return Opened(kind, _limited(source, len(source.encode("utf-8", "surrogatepass")), kind, max_bytes))
    if isinstance(source, bytes):
        return Opened(kind, _limited(source, len(source), kind, max_bytes))
    return open_file(source, max_bytes)


def open_file(source: object, max_bytes: int, name: str | None = None) -> Opened:
    """The bytes of a file, called by its own name if not by another one.

    Raises:
        SourceError: it is no path, is too large, or can not be read.
    """
    path = path_of(source)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: can not be read: {reason(error)}") from error
    return Opened(name or path.name, _limited(data, len(data), str(path), max_bytes), path)


def path_of(source: object) -> Path:
    """The path that a string or path names.

    Raises:
        SourceError: it is neither, or a network address.
    """
    if isinstance(source, str) and ADDRESS.match(source):
        raise SourceError(f"{source}: is an address; nothing is read from a network, so download it first and give the file")
    if isinstance(source, str | PathLike):
        path = fspath(source)
        if isinstance(path, str) and path:
            return Path(path)
    raise SourceError(f"{reprlib.repr(source)} is of type {type(source).__name__}; it has to be a path")


def reason(error: Exception) -> str:
    """Why a file could not be read, in the system's own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def decode(opened: Opened, encoding: str | None) -> str:
    """The text of a file: in the encoding given, else the one its byte order mark names, else UTF-8.

    Raises:
        SourceError: it is not in that encoding, or there is no such encoding.
    """
    if isinstance(opened.data, str):
        return opened.data
    known = encoding or next((name for mark, name in MARKS if opened.data.startswith(mark)), "utf-8")
    where = opened.where
    try:
        return opened.data.decode(known)
    except UnicodeError as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise SourceError(f'{where}: is not {known}{at}; give its encoding, such as encoding="gb18030"') from error
    except LookupError as error:
        raise SourceError(f"{where}: there is no encoding {known!r}") from error


def _limited(data: Any, size: int, where: str, max_bytes: int) -> Any:
    if size > max_bytes:
        raise SourceError(f"{where}: is larger than {max_bytes:,} bytes; raise max_bytes to read it")
    return data
