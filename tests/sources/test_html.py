"""Articles on HTML pages."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

import china_tech_metrics as ctm

pytest.importorskip("trafilatura")

DAY = dt.date(2024, 8, 15)
BODY = "<p>JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter.</p><p>Its net income was RMB 12.6 billion.</p>"
TEXT = "JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter.\nIts net income was RMB 12.6 billion."


def page(head: str = "", before: str = "", after: str = "", lang: str = "") -> str:
    return f"<!doctype html><html{lang}><head>{head}</head><body>{before}<article>{BODY}</article>{after}</body></html>"


@pytest.mark.parametrize(
    ("head", "before"),
    [
        pytest.param('<meta property="article:published_time" content="2024-08-15T23:30:00+08:00">', "", id="open graph, in its own zone"),
        pytest.param('<meta name="date" content="2024-08-15">', "", id="meta"),
        pytest.param('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-08-15"}</script>', "", id="JSON-LD"),
        pytest.param("", '<time datetime="2024-08-15T08:00:00Z">yesterday</time>', id="time"),
        pytest.param('<link rel="canonical" href="https://lantern.example/2024/08/15/jd-grows">', "", id="address"),
        pytest.param(
            '<meta property="article:modified_time" content="2024-09-30"><meta name="date" content="2024-08-15">', "", id="not the update"
        ),
    ],
)
def test_the_day(head: str, before: str) -> None:
    assert ctm.read_html(page(head, before)).published == DAY


def test_the_day_is_not_guessed_from_the_text() -> None:
    document = ctm.read_html("<html><body><article><p>JD's revenue rose 1.2% on 12 May 2023, and in 2024.</p></article></body></html>")
    assert document.published is None


def test_a_day_in_the_name_or_the_argument(tmp_path: Path) -> None:
    file = tmp_path / "2024-08-15-jd.html"
    file.write_text(page(), encoding="utf-8")
    assert ctm.read_html(file, published="2020-01-01").published == DAY
    assert ctm.read_html(page(), published="2024-08-15").published == DAY


def test_what_the_page_tells_of_itself() -> None:
    head = '<title>JD grows again | The Daily Lantern</title><meta property="og:title" content="JD grows again">'
    address = "https://lantern.example/jd"
    document = ctm.read_html(page(head + f'<link rel="canonical" href="{address}">', lang=' lang="en-GB"'))
    assert (document.title, document.url, document.lang, document.doc_id) == ("JD grows again", address, "en", address)
    assert ctm.read_html(page(), url=address).url == address


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param('<nav><a href="/">Home</a><a href="/tech">Tech</a></nav>', id="navigation"),
        pytest.param("<header><p>Lantern, read by 3 million people</p></header>", id="header"),
        pytest.param("<footer><p>Copyright 2024. 50 editors work for us.</p></footer>", id="footer"),
        pytest.param('<aside class="related"><h3>Latest stories</h3><a href="x">Tencent sells 20% of its stake</a></aside>', id="aside"),
        pytest.param("<script>var users = 300;</script><style>p {width: 40%}</style>", id="script and style"),
        pytest.param('<div class="newsletter"><p>Subscribe to our newsletter and get 20% off.</p></div>', id="subscription box"),
        pytest.param('<div class="share"><a>Share on Facebook</a><a>Tweet</a></div>', id="share bar"),
        pytest.param("<p>5 min read</p>", id="reading time"),
        pytest.param("<p>Also read: Meituan's revenue up 21%</p>", id="also read"),
        pytest.param("<p>This article was originally published on 3 May by Lantern.</p>", id="first published elsewhere"),
        pytest.param("<p>Keep Reading Show less</p>", id="teaser"),
        pytest.param("<table><tr><td>Revenue</td><td>291.4</td></tr></table>", id="table"),
        pytest.param("<!-- JD's revenue rose 99%. -->", id="comment"),
    ],
)
@pytest.mark.parametrize("where", ["above", "below"])
def test_the_frame_is_not_read(frame: str, where: str) -> None:
    document = ctm.read_html(page(before=frame) if where == "above" else page(after=frame))
    assert document.text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_encodings(encoding: str) -> None:
    told = f'<html><head><meta charset="{encoding}"></head><body><article><p>京東集團第二季度收入為2914億元。</p></article></body></html>'
    assert ctm.read_html(told.encode(encoding)).text == "京東集團第二季度收入為2914億元。"
    silent = told.replace(f'<meta charset="{encoding}">', "").encode(encoding)
    assert ctm.read_html(silent, encoding=encoding).text == "京東集團第二季度收入為2914億元。"


def test_no_external_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    for source in (
        f"{head}<html><body><p>JD &x; rose 5%.</p></body></html>",
        f'<?xml version="1.0"?>{head}<html><body><p>JD &x; rose 5%.</p></body></html>',
    ):
        assert "secret" not in ctm.read_html(source).text


def test_no_entity_grows() -> None:
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    head = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "{"a" * 100}">{grown}]>'
    assert len(ctm.read_html(f"{head}<html><body><p>JD &i; rose 5%.</p></body></html>").text) < 1000


@pytest.mark.parametrize(
    ("source", "arguments", "message"),
    [
        pytest.param("<html></html>", {}, "page: no article is found on the page", id="empty page"),
        pytest.param("<", {}, "page: is no HTML page", id="no page"),
        pytest.param(b"", {}, "page: is no HTML page", id="nothing"),
        pytest.param("<html><body><p>5 min read</p></body></html>", {}, "no article is found", id="nothing but a widget"),
        pytest.param(page(), {"max_bytes": 100}, "page: is larger than 100 bytes", id="too large"),
        pytest.param("https://lantern.example/jd", {}, "is an address", id="address"),
        pytest.param("jd.html", {}, "jd.html: can not be read: No such file", id="missing file"),
        pytest.param(7, {}, "7 is of type int", id="number"),
    ],
)
def test_what_can_not_be_read(source: object, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ctm.SourceError, match=message):
        ctm.read_html(source, **arguments)  # type: ignore[arg-type]


def test_a_deep_page() -> None:
    assert ctm.read_html(f"<html><body>{'<div>' * 200}{BODY}{'</div>' * 200}</body></html>").text == TEXT


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ctm.MissingExtraError, match=r"trafilatura is not installed; run: pip install 'china-tech-metrics\[html\]'"):
        ctm.read_html(page())


def test_places_count_in_the_text_of_the_document() -> None:
    document = ctm.read_html(page('<meta name="date" content="2024-08-15">', "<p>5 min read</p>"))
    df = ctm.extract(document)
    assert df["quote"].to_list() == ["1.2%", "RMB 291.4 billion", "RMB 12.6 billion"]
    assert [document.text[start:end] for start, end in zip(df["start"], df["end"], strict=True)] == df["quote"].to_list()
