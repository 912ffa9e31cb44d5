"""Plain text files: an article each, perhaps with a few lines about it at its head.

The head is what site generators and note-taking programs write, "front matter": ``key: value`` lines between two lines of three hyphens.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Any

from china_tech_metrics.documents import arguments, document_of
from china_tech_metrics.failures import Complain, warn
from china_tech_metrics.model import Document
from china_tech_metrics.sources.boilerplate import clean as cleaned
from china_tech_metrics.sources.opening import MAX_BYTES, Opened, Options, decode, open_file

HEAD = re.compile(r"\ufeff?---[^\S\n]*\r?\n(?P<lines>(?:.*\n){0,40}?)---[^\S\n]*(?:\r?\n|\Z)")
FIELD = re.compile(r"(?P<key>[A-Za-z_-]+)[^\S\n]*:[^\S\n]*(?P<value>.*?)[^\S\n]*\Z")
KEYS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "pubdate": "published",
    "url": "url",
    "link": "url",
    "source_url": "url",
    "lang": "lang",
    "language": "lang",
    "doc_id": "doc_id",
    "id": "doc_id",
}
"""The keys of a head that are read, with the field each one fills."""
DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<between>[-_.]?)(?P<month>\d\d)(?P=between)(?P<day>\d\d)(?!\d)")
"""A day in a file's name: 2024-08-15, 2024_08_15, 20240815."""


def read_text(
    path: Any,
    *,
    published: Any = None,
    lang: str | None = None,
    doc_id: str | None = None,
    encoding: str | None = None,
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """An article in a plain text file.

    A head of ``key: value`` lines between two lines "---" is not part of the text; ``title``, ``date`` (``published``), ``url``
    (``link``), ``lang`` and ``doc_id`` are read from it.

    Args:
        path: the file.
        published: the day of publication, if neither the head nor the file's name (``2024-08-15-jd.txt``) tells it.
        lang: the language, if the head does not tell it.
        doc_id: the document's name; that in the head, or the file's name, when not given.
        encoding: the file's encoding; UTF-8, or what its byte order mark says, when not given.
        clean: take out what is no part of the article (:func:`china_tech_metrics.sources.clean`). Places in the table count in the
            text of the document returned.
        max_bytes: a larger file is refused.

    Raises:
        SourceError: the file can not be read, is too large, or is not in that encoding.
        InputError: ``published`` is no day, or ``lang`` no language.

    Warns:
        InputWarning: a field of the head is unusable; the document is read without it.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "2024-08-15-jd.txt")
    >>> _ = file.write_text("---\\ntitle: JD grows\\n---\\nJD's revenue rose 1.2%.\\n\\nAlso read: Temu's rise", encoding="utf-8")
    >>> read_text(file)     # doctest: +NORMALIZE_WHITESPACE
    Document(doc_id='2024-08-15-jd.txt', text="JD's revenue rose 1.2%.", published=datetime.date(2024, 8, 15), lang=None,
        title='JD grows', url=None)
    """
    options = Options(arguments(published, lang), clean, max_bytes, encoding)
    return text_document(open_file(path, max_bytes), options, warn, doc_id)


def text_document(opened: Opened, options: Options, complain: Complain, doc_id: str | None = None) -> Document:
    """The document of a text, with what its head and its name tell of it.

    Raises:
        SourceError: it is not in its encoding.
    """
    head, body = split_head(decode(opened, options.encoding))
    fields = {**options.known, **day_in(opened.name), **head, "text": cleaned(body) if options.clean else body}
    document = document_of(fields | ({"doc_id": doc_id} if doc_id is not None else {}), opened.name, complain)
    assert document is not None
    return document


def split_head(text: str) -> tuple[dict[str, str], str]:
    """The fields in a text's head, and the text below it.

    >>> split_head("---\\ntitle: 'JD'\\nmood: good\\n---\\nRevenue rose.")
    ({'title': 'JD'}, 'Revenue rose.')
    >>> split_head("---\\nNo head, but a line above a text.")
    ({}, '---\\nNo head, but a line above a text.')
    """
    head = HEAD.match(text)
    if head is None:
        return {}, text
    found = [FIELD.match(line.rstrip("\r")) for line in head["lines"].split("\n") if line.strip()]
    fields = {KEYS[field["key"].lower()]: field["value"].strip("'\"") for field in found if field and field["key"].lower() in KEYS}
    if not any(found):
        return {}, text
    return {key: value for key, value in fields.items() if value}, text[head.end() :].lstrip("\r\n")


def day_in(name: str) -> dict[str, dt.date]:
    """The day of publication in a file's name, if there is one that exists.

    >>> day_in("2024-08-15-jd.txt"), day_in("jd_20240815.html")
    ({'published': datetime.date(2024, 8, 15)}, {'published': datetime.date(2024, 8, 15)})
    >>> day_in("1988-02-31.txt"), day_in("rows-12345678901.txt")
    ({}, {})
    """
    for found in DAY.finditer(name):
        with suppress(ValueError):
            return {"published": dt.date(int(found["year"]), int(found["month"]), int(found["day"]))}
    return {}
