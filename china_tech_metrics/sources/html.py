"""An article on an HTML page: its text, title, day and address, without what stands around it.

trafilatura finds the article, and its htmldate the day it was published; both look at the page alone and fetch nothing. The day is
taken only from where a page says it on purpose (metadata, ``<time>``, the address, a byline), never guessed from days in the text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from china_tech_metrics.documents import arguments, document_of
from china_tech_metrics.errors import SourceError
from china_tech_metrics.extras import require
from china_tech_metrics.failures import Complain, warn
from china_tech_metrics.model import Document
from china_tech_metrics.sources.boilerplate import clean as cleaned
from china_tech_metrics.sources.opening import MAX_BYTES, Content, Opened, Options, decode, open_markup
from china_tech_metrics.sources.text import day_in

DAY_ON_PURPOSE = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
"""How htmldate looks for the day: no guesses, the first day and not that of an update, and without regard to the reader's clock."""


def read_html(
    source: Content,
    *,
    published: Any = None,
    lang: str | None = None,
    doc_id: str | None = None,
    url: str | None = None,
    encoding: str | None = None,
    clean: bool = True,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """The article on an HTML page; needs the extra ``html``.

    Args:
        source: a file, or the page itself as a string (with a "<" in it) or bytes. An address is refused: nothing is downloaded.
        published: the day of publication, if neither the page nor the file's name tells it.
        lang: the language, for a page without a ``lang`` of its own.
        doc_id: the document's name; the file's name when not given, or the address of a page that is no file, or "page".
        url: the page's address, if it does not tell it.
        encoding: the page's encoding; found out from the page when not given.
        clean: take out notices that are marked up as text (:func:`china_tech_metrics.sources.clean`). Places in the table count in the
            text of the document returned, in which a paragraph is a line.
        max_bytes: a larger page is refused.

    Raises:
        MissingExtraError: trafilatura is not installed.
        SourceError: the file can not be read, the page is too large or not in that encoding, or no article is on it.
        InputError: ``published`` is no day, or ``lang`` no language.

    >>> page = '''<html><head><title>JD grows</title><meta property="article:published_time" content="2024-08-15T20:00:00+08:00"></head>
    ... <body><nav><a href="/">Home</a></nav><article><h1>JD grows</h1><p>JD's revenue rose 1.2%.</p></article></body></html>'''
    >>> read_html(page)     # doctest: +NORMALIZE_WHITESPACE
    Document(doc_id='page', text="JD grows\\nJD's revenue rose 1.2%.", published=datetime.date(2024, 8, 15), lang=None,
        title='JD grows', url=None)
    """
    options = Options(arguments(published, lang) | {"url": url}, clean, max_bytes, encoding)
    return html_document(open_markup(source, "page", max_bytes), options, warn, doc_id)


def html_document(opened: Opened, options: Options, complain: Complain, doc_id: str | None = None) -> Document:
    """The document of a page.

    Raises:
        SourceError: no article is on it.
    """
    trafilatura = require("trafilatura", "html")
    tree = trafilatura.load_html(decode(opened, options.encoding) if options.encoding else opened.data)
    if tree is None:
        raise SourceError(f"{opened.where}: is no HTML page")
    about = trafilatura.extract_metadata(tree, default_url=options.known.get("url"), date_config=DAY_ON_PURPOSE)
    found = {"title": about.title, "url": about.url, "lang": tree.get("lang"), "published": about.date} if about else {}
    text = trafilatura.extract(tree, include_comments=False, include_tables=False, config=_whole_pages())
    if text and options.clean:
        text = cleaned(text)
    if not text:
        raise SourceError(f"{opened.where}: no article is found on the page")
    fields = {**options.known, **day_in(opened.name), **{name: value for name, value in found.items() if value}}
    name = opened.name if opened.path else fields.get("url") or opened.name
    document = document_of({**fields, "doc_id": doc_id or name, "text": text}, name, complain)
    assert document is not None
    return document


@lru_cache(maxsize=1)
def _whole_pages() -> Any:
    """trafilatura's settings, but for short articles, too: what is shorter than 250 characters it takes for a failure otherwise."""
    config = require("trafilatura.settings", "html").use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "0")
    return config
