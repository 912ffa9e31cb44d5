"""RSS and Atom feeds, and the copies of them that people keep: without a root element, with leftovers of CDATA sections, with several
pieces of news in one entry.

feedparser reads them; it is given bytes, so that it can not take a text for an address or a file, and it resolves no external entity.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException

from china_tech_metrics.documents import Documents, arguments, document_of, to_day
from china_tech_metrics.errors import SourceError
from china_tech_metrics.extras import require
from china_tech_metrics.failures import PASSED_OVER, Complain, Failure
from china_tech_metrics.model import Document
from china_tech_metrics.sources.boilerplate import CDATA
from china_tech_metrics.sources.boilerplate import clean as cleaned
from china_tech_metrics.sources.briefs import headline, split_briefs
from china_tech_metrics.sources.fragments import BREAK, fragment_text
from china_tech_metrics.sources.opening import MAX_BYTES, Content, Fields, Opened, Options, decode, open_markup

LEFTOVER = re.compile(r"\]\]>(?=\s*[^<\s])")
"""The end of a CDATA section with text behind it: in a feed that is no XML any more, something else begins there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: its text as one or more pieces of news, and what is told of it."""

    briefs: tuple[str, ...]
    doc_id: str
    fields: Fields


def read_feed(
    source: Content,
    *,
    published: Any = None,
    lang: str | None = None,
    encoding: str | None = None,
    clean: bool = True,
    split_at_headings: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Documents:
    """The entries of an RSS or Atom feed, one document each; needs the extra ``feed``.

    A feed need not be well formed. An entry in which several pieces of news run together becomes several documents,
    ``id/1``, ``id/2``, …: they are told by leftovers of CDATA sections ("]]>"), by rules (``<hr>``, "* * *"), and by what pages
    print below a teaser or entry. A text without entries but with "]]>" is split in the same way.

    Args:
        source: a file, or the feed itself as a string (with a "<" in it) or bytes. An address is refused: nothing is downloaded.
        published: the day of entries that do not tell theirs.
        lang: the language, if the feed does not tell it.
        encoding: the feed's encoding; found out from the feed when not given.
        clean: take out what is no part of the news (:func:`china_tech_metrics.sources.clean`). Places in the table count in the text
            of the documents.
        split_at_headings: every heading in an entry (``<h1>`` to ``<h6>``) begins another piece, as in a newsletter.
        max_bytes: a larger feed is refused.

    Returns:
        The documents, with the entry's ``id`` or link as ``doc_id``, its title, link and day. An entry without text is passed over
        with a warning when they are read.

    Raises:
        MissingExtraError: feedparser is not installed.
        SourceError: the file can not be read, is too large or not in that encoding, or is no feed.
        InputError: ``published`` is no day, or ``lang`` no language.

    >>> feed = '''<rss version="2.0"><channel><item><guid>a</guid><pubDate>Thu, 15 Aug 2024 20:00:00 +0800</pubDate>
    ... <description>JD's revenue rose 1.2%. ]]> Temu spent $2 billion.</description></item></channel></rss>'''
    >>> for document in read_feed(feed):
    ...     print(document.doc_id, document.published, document.text)
    a/1 2024-08-15 JD's revenue rose 1.2%.
    a/2 2024-08-15 Temu spent $2 billion.
    """
    options = Options(arguments(published, lang), clean, max_bytes, encoding, split_at_headings=split_at_headings)
    return feed_documents(open_markup(source, "feed", max_bytes), options)


def feed_documents(opened: Opened, options: Options) -> Documents:
    """The documents of a feed that was opened.

    Raises:
        SourceError: it is no feed.
    """
    entries = _entries(opened, options)
    return Documents(opened.name, lambda complain: _documents(entries, opened.name, options.clean, complain))


def _entries(opened: Opened, options: Options) -> list[Entry]:
    encoding, known = options.encoding, options.known
    parsed = _parse(decode(opened, encoding) if encoding else opened.data)
    if not parsed.entries or _is_broken(parsed):
        text = decode(opened, encoding or parsed.get("encoding"))
        parsed = _parse(LEFTOVER.sub(f"]]>{BREAK}", text))
        if not parsed.entries and not parsed.get("version"):
            return _dump(opened, text, known)
    if language := parsed.feed.get("language"):
        known = {**known, "lang": language}
    return [_entry(entry, f"{opened.name}:{n}", known, options.split_at_headings) for n, entry in enumerate(parsed.entries, 1)]


def _parse(data: str | bytes) -> Any:
    feedparser = require("feedparser", "feed")
    kind = "application/xml; charset=utf-8" if isinstance(data, str) else "application/xml"
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    return feedparser.parse(io.BytesIO(raw), response_headers={"content-type": kind}, resolve_relative_uris=False)


def _is_broken(parsed: Any) -> bool:
    """Whether it is no well-formed XML; in what is, a CDATA section may stand beside text."""
    return isinstance(parsed.get("bozo_exception"), SAXException)


def _dump(opened: Opened, text: str, known: Fields) -> list[Entry]:
    """The pieces of a text that is no feed any more.

    Raises:
        SourceError: nothing says that it was one.
    """
    if not CDATA.search(text):
        raise SourceError(f"{opened.where}: is no RSS or Atom feed")
    return [Entry(tuple(_briefs(text, True, False)), opened.name, known)]


def _entry(entry: Any, doc_id: str, known: Fields, split_at_headings: bool) -> Entry:
    told = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    best = max(told, key=lambda part: len(part.get("value") or ""))
    briefs = _briefs(best.get("value") or "", "html" in (best.get("type") or "html"), split_at_headings)
    fields = {
        "title": fragment_text(entry.get("title") or "").replace(BREAK, " ").replace("\n", " ").strip(),
        "url": (entry.get("link") or "").strip(),
        "published": _day(entry),
    }
    return Entry(tuple(briefs), entry.get("id") or entry.get("link") or doc_id, {**known, **{k: v for k, v in fields.items() if v}})


def _briefs(value: str, html: bool, split_at_headings: bool) -> list[str]:
    marked = CDATA.sub(BREAK, value)
    return split_briefs(fragment_text(marked, break_at_headings=split_at_headings) if html else marked)


def _day(entry: Any) -> Any:
    """The day of an entry: as it is printed, which names it in its own time zone, or as feedparser understands it."""
    for name in ("published", "updated", "created"):
        if printed := entry.get(name):
            try:
                return to_day(printed)
            except ValueError:
                parsed = entry.get(f"{name}_parsed")
                return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}" if parsed else printed
    return None


def _documents(entries: list[Entry], name: str, clean: bool, complain: Complain) -> Iterator[Document]:
    for entry in entries:
        texts = [text for brief in entry.briefs if (text := cleaned(brief) if clean else brief)]
        if not texts:
            told = f"{name}: entry {entry.doc_id!r} has no text{PASSED_OVER}"
            complain(Failure(entry.doc_id, "source", SourceError.__name__, told))
        for number, text in enumerate(texts, 1):
            fields = dict(entry.fields)
            if len(texts) > 1 and (own := headline(text)):
                fields["title"] = own
            doc_id = entry.doc_id if len(texts) == 1 else f"{entry.doc_id}/{number}"
            document = document_of({**fields, "doc_id": doc_id, "text": text}, doc_id, complain)
            if document is not None:
                yield document
