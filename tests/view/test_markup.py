"""Nothing of a text becomes markup, and the page brings all it needs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.view.markup import escape

EVIL = "</script><script>alert(1)</script></style></title><img src=x onerror=alert(1)>\"'`&amp;{{}}<!--"
TAGS = {"html", "head", "meta", "title", "style", "body", "section", "h2", "mark", "span", "article", "h3", "p", "div", "script", "a"}


class Reader(HTMLParser):
    """Collects the tags, their attributes, and the text of the articles without their tips."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        classes = {name for attrs in self.open for name in (attrs.get("class") or "").split()}
        if "ctm-text" in classes and "ctm-tip" not in classes:
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []  # every element is closed
    return reader


def own(page: str) -> str:
    """The page without its own style and script."""
    return re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("field", ["text", "doc_id", "title", "url"])
def test_no_field_of_a_document_is_markup(field: str) -> None:
    document = {"text": "JD's revenue rose 5%.", "doc_id": "a", "title": "t", field: f"{EVIL} JD's revenue rose 5% {EVIL}"}
    page = ctm.to_html(document)
    reader = read(page)
    assert {tag for tag, _ in reader.tags} <= TAGS
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on") or name == "style"]
    assert "<img" not in own(page)


EVIL_PAGE = """<html><head><title>JD &lt;script&gt;alert(0)&lt;/script&gt;</title><link rel="canonical" href="javascript:alert(1)">
<script>alert(2)</script></head><body onload="alert(3)"><article><p onclick="alert(4)">JD's revenue rose 5% in 2023.
<script>alert(5)</script>
<img src="x" onerror="alert(6)"><a href="javascript:alert(7)">It had 5 stores.</a> &lt;script&gt;alert(8)&lt;/script&gt;
&amp;lt;script&amp;gt;alert(9)&amp;lt;/script&amp;gt;</p></article></body></html>"""
EVIL_FEED = """<rss version="2.0"><channel><item><guid>javascript:alert(0)</guid><link>javascript:alert(1)</link>
<title>JD &lt;script&gt;alert(2)&lt;/script&gt;</title><description>JD's revenue rose 5% in 2023. &lt;script&gt;alert(3)&lt;/script&gt;
&lt;img src=x onerror=alert(4)&gt; &amp;lt;script&amp;gt;alert(5)&amp;lt;/script&amp;gt;
<![CDATA[<a href="javascript:alert(6)">It had 5 stores.</a>]]>
</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("reader", "package", "source"),
    [
        pytest.param(ctm.read_html, "trafilatura", EVIL_PAGE, id="page"),
        pytest.param(ctm.read_feed, "feedparser", EVIL_FEED, id="feed"),
    ],
)
def test_no_script_of_a_page_or_feed_survives(reader: Callable[[str], Any], package: str, source: str) -> None:
    pytest.importorskip(package)
    df = ctm.extract(reader(source))
    assert "5%" in set(df["quote"])
    found = read(ctm.to_html(df))
    assert {tag for tag, _ in found.tags} <= TAGS
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on") or name in ("style", "src")]
    assert not [attrs for tag, attrs in found.tags if tag == "a"]


@pytest.mark.parametrize("column", ["entity", "parent", "segment", "metric", "source", "unit", "period", "fx_source", "quote", "sentence"])
def test_no_value_of_a_row_is_markup(row: dict[str, Any], column: str) -> None:
    table = ctm.coerce(pd.DataFrame([{name: row.get(name) for name in ctm.SCHEMA.names} | {column: EVIL}]))
    page = ctm.to_html(table)
    assert {tag for tag, _ in read(page).tags} <= TAGS
    assert "<img" not in own(page)


def test_the_heading_is_no_markup() -> None:
    page = ctm.to_html("JD's revenue rose 5%.", title=EVIL)
    assert {tag for tag, _ in read(page).tags} <= TAGS
    assert page.count(html.escape(EVIL, quote=True)) == 2  # the title of the page, and its heading


URLS = {
    "https": ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
    "http in capitals": ("HTTP://example.org", "HTTP://example.org"),
    "quotes": ('https://example.org/"onclick="x', 'https://example.org/"onclick="x'),
    "javascript": ("javascript:alert(1)", None),
    "javascript behind a blank": (" javascript:alert(1)", None),
    "data": ("data:text/html,<script>alert(1)</script>", None),
    "file": ("file:///etc/hosts", None),
    "no scheme": ("example.org", None),
    "not to be parsed": ("http://[", None),
}


@pytest.mark.parametrize(("url", "leads_to"), URLS.values(), ids=list(URLS))
def test_only_web_addresses_are_links(url: str, leads_to: str | None) -> None:
    page = ctm.to_html({"text": "JD's revenue rose 5%.", "url": url})
    links = [attrs for tag, attrs in read(page).tags if tag == "a"]
    assert [link["href"] for link in links] == ([leads_to] if leads_to else [])
    assert all(link["rel"] == "noopener noreferrer" for link in links)


ESCAPED = {
    "markup": ("<b>\"&'", "&lt;b&gt;&quot;&amp;&#x27;"),
    "NUL and escape": ("a\x00\x1bb", "a␀␛b"),
    "delete": ("\x7f", "␡"),
    "C1 control": ("\x85\x9f", "��"),
    "white space": ("a\tb\r\nc", "a\tb\r\nc"),
    "lone surrogates": ("\ud800x\udfff", "�x�"),
    "two in a row": ("\ud800\ud800", "��"),
    "a pair that was torn": ("\ud83d\ude00", "��"),
    "replaced before": ("���", "���"),
    "no character": ("\uffff\ufffe", "��"),
    "reversed": ("\u202eabc\u202c", "�abc\u202c"),
    "right to left": ("إيرادات שקל", "إيرادات שקל"),
    "emoji": ("👩‍💻", "👩‍💻"),
}


@pytest.mark.parametrize(("text", "expected"), ESCAPED.values(), ids=list(ESCAPED))
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_escaped_text_is_plain(text: str) -> None:
    escaped = escape(text)
    escaped.encode("utf-8")
    assert not set(escaped) & set("<>\"'")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]", escaped)
    assert len(html.unescape(escaped)) == len(text)


@settings(max_examples=40)
@given(ANY, ANY)
def test_any_text_makes_a_page_that_says_it(before: str, title: str) -> None:
    text = f"{before}\nJD's revenue rose 5% in 2023. {before}"
    page = ctm.to_html({"text": text, "title": title, "lang": "en"})
    page.encode("utf-8")
    assert "".join(read(page).text) == html.unescape(escape(text))
    assert {tag for tag, _ in read(page).tags} <= TAGS


def test_the_page_loads_nothing(articles: list[dict[str, Any]]) -> None:
    page = ctm.to_html(articles)
    assert not re.search(r"\b(?:src|href)\s*=|@import|url\(|https?:", page.replace("system-ui", ""))
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page


def test_every_description_is_there_once(articles: list[dict[str, Any]]) -> None:
    page = ctm.to_html(articles)
    tags = read(page).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    named = [attrs[name] for _, attrs in tags for name in ("aria-describedby", "aria-labelledby") if name in attrs]
    assert len(named) > 8
    assert set(named) <= set(ids)


def test_every_quantity_can_be_reached_by_keyboard(df: pd.DataFrame) -> None:
    tags = read(df.ctm.to_html()).tags
    quantities = [attrs for _, attrs in tags if "ctm-quantity" in (attrs.get("class") or "") and "role" in attrs]
    assert len(quantities) == len(df)
    assert all(attrs["tabindex"] == "0" and attrs["role"] == "mark" for attrs in quantities)
    tips = [attrs for _, attrs in tags if attrs.get("role") == "tooltip"]
    assert len(tips) > len(df)
    assert all(attrs["hidden"] == "hidden" for attrs in tips)  # JupyterLab takes styles and empty attributes out of what it does not trust


def test_the_language_of_each_article_is_said(articles: list[dict[str, Any]]) -> None:
    texts = [attrs for _, attrs in read(ctm.to_html(articles)).tags if attrs.get("class") == "ctm-text"]
    assert [(attrs["lang"], attrs["dir"]) for attrs in texts] == [("en", "auto"), ("zh", "auto")]


def test_the_same_articles_make_the_same_page(articles: list[dict[str, Any]]) -> None:
    assert ctm.to_html(articles) == ctm.to_html(articles)
