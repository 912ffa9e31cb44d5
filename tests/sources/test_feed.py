"""RSS, Atom, and what people keep of them."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.sources.briefs import split_briefs
from china_tech_metrics.sources.fragments import fragment_text

pytest.importorskip("feedparser")

JD = "JD's revenue rose 1.2% in the second quarter."
TEMU = "Temu spent $2 billion on advertising in 2023."
BYD = "BYD sold 342,000 cars in July."
DAY = dt.date(2024, 8, 15)


def rss(*items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lantern</title>{head}{"".join(items)}</channel></rss>'


def item(description: str, **fields: str) -> str:
    told = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<item>{told}<description>{description}</description></item>"


def texts(source: str | bytes, **arguments: bool) -> list[str]:
    return [document.text for document in ctm.read_feed(source, **arguments)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("<pubDate>Thu, 15 Aug 2024 23:30:00 +0800</pubDate>", id="RSS, in its own zone"),
        pytest.param("<pubDate>2024-08-15</pubDate>", id="ISO"),
        pytest.param('<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2024-08-15T01:00:00+08:00</dc:date>', id="Dublin Core"),
        pytest.param("<pubDate>15 Aug 24 10:00:00 GMT</pubDate>", id="short year"),
    ],
)
def test_the_day(printed: str) -> None:
    [document] = ctm.read_feed(rss(f"<item>{printed}<description>{JD}</description></item>"), published="2020-01-01")
    assert document.published == DAY


def test_what_an_entry_tells_of_itself() -> None:
    link = "https://lantern.example/jd"
    feed = rss(
        item(JD, title="JD &amp; Meituan", link=link, guid="g-1"), item(TEMU, link=link), item(BYD), head="<language>en-gb</language>"
    )
    first, second, third = ctm.read_feed(feed, published="2024-08-15")
    assert first == ctm.Document("g-1", JD, DAY, "en", "JD & Meituan", link)
    assert (second.doc_id, third.doc_id) == (link, "feed:3")


def test_atom() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id><title>JD grows</title>
    <link href="https://lantern.example/1"/><updated>2024-08-15T10:00:00Z</updated><summary>Short.</summary>
    <content type="html">{escape(f"<p>{JD}</p><p>{BYD}</p>")}</content></entry></feed>"""
    [document] = ctm.read_feed(feed)
    assert document == ctm.Document("urn:1", f"{JD}\n{BYD}", DAY, None, "JD grows", "https://lantern.example/1")


def test_the_whole_article_is_taken_where_there_is_one() -> None:
    content = (
        f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>{JD}</p><p>{BYD}</p>]]></content:encoded>'
    )
    assert texts(rss(f"<item><description>JD's revenue rose …</description>{content}</item>")) == [f"{JD}\n{BYD}"]


@pytest.mark.parametrize(
    "description",
    [
        pytest.param(f"{JD} ]]> {TEMU}", id="leftover"),
        pytest.param(f"{JD}]]>{TEMU}", id="leftover without space"),
        pytest.param(f"{JD}]]> ]]>\n]]> {TEMU} ]]>", id="leftovers in a row, and at the end"),
        pytest.param(f"<![CDATA[{JD}]]> {TEMU}]]>", id="section, then text"),
        pytest.param(f"<![CDATA[{JD} ]]]]><![CDATA[> {TEMU}]]>", id="leftover in a section"),
        pytest.param(f"{JD} ]]&gt; {TEMU}", id="escaped leftover"),
        pytest.param(f"<![CDATA[<p>{JD}</p><hr/><p>{TEMU}</p>]]>", id="rule"),
        pytest.param(f"<![CDATA[<p>{JD}</p><p>* * *</p><p>{TEMU}</p>]]>", id="asterisks"),
        pytest.param(f"<![CDATA[<p>{JD}</p><p>———</p><p>{TEMU}</p>]]>", id="dashes"),
        pytest.param(f"{JD} Keep Reading Show less {TEMU}", id="teaser"),
        pytest.param(f"<![CDATA[<p>{JD}</p><p>The post <a>JD</a> appeared first on <a>Lantern</a>.</p><p>{TEMU}</p>]]>", id="foot"),
    ],
)
def test_pieces_that_run_together(description: str) -> None:
    documents = list(ctm.read_feed(rss(item(description, guid="a", title="Two"), item(BYD, guid="b"))))
    assert [(document.doc_id, document.text) for document in documents] == [("a/1", JD), ("a/2", TEMU), ("b", BYD)]


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(f"{item(JD)}]]>\n{item(TEMU)} ]]> {item(BYD)}]]>", id="items without a root, leftovers between"),
        pytest.param(rss(item(JD), "]]>", item(TEMU), "\n]]>\n", item(BYD)), id="leftovers between items"),
        pytest.param(rss(item(f"A &amp; B: {JD}"), item(f"{TEMU} & more"), item(BYD)), id="an ampersand"),
        pytest.param(rss(item(f"<p>{JD}"), item(f"<b>{TEMU}"), item(BYD)), id="open tags"),
        pytest.param(f"{JD}]]>{TEMU} <![CDATA[{BYD}]]>", id="no markup at all"),
    ],
)
def test_broken_feeds(feed: str) -> None:
    found = " ".join(texts(feed))
    assert all(text in found for text in (JD, TEMU, BYD))
    assert len(texts(feed)) == 3
    assert "]]" not in found


def test_a_feed_that_is_sound_is_not_split_at_a_section() -> None:
    assert texts(rss(item("AT<![CDATA[&]]>T sold 30% of its stake."))) == ["AT&T sold 30% of its stake."]


def test_a_change_of_subject_does_not_split() -> None:
    assert texts(rss(item(f"<![CDATA[<p>{JD}</p><p>{TEMU}</p>]]>"))) == [f"{JD}\n{TEMU}"]


def test_a_newsletter_is_split_at_its_headings() -> None:
    letter = rss(item(f"<![CDATA[<h2>Retail</h2><p>{JD}</p><h2>Cars</h2><p>{BYD}</p>]]>", title="Monday"))
    assert texts(letter) == [f"Retail\n{JD}\nCars\n{BYD}"]
    documents = list(ctm.read_feed(letter, split_at_headings=True))
    assert [(d.title, d.text) for d in documents] == [("Retail", f"Retail\n{JD}"), ("Cars", f"Cars\n{BYD}")]


def test_the_foot_of_an_entry_is_no_data() -> None:
    feed = rss(item(f"<![CDATA[<p>{JD}</p><p>The post JD earns 30% more appeared first on Lantern.</p>]]>"))
    assert texts(feed) == [JD]
    assert "30%" in texts(feed, clean=False)[0]


def test_an_entry_without_text_is_passed_over() -> None:
    feed = ctm.read_feed(rss(item("", title="Only a title", guid="a"), item(JD, guid="b")))
    with pytest.warns(ctm.InputWarning, match="feed: entry 'a' has no text; passed over"):
        assert [document.doc_id for document in feed] == ["b"]


def test_a_feed_without_entries_is_empty() -> None:
    assert list(ctm.read_feed(rss())) == []


def test_it_can_be_gone_over_again() -> None:
    feed = ctm.read_feed(rss(item(JD), item(TEMU)))
    assert list(feed) == list(feed)
    assert repr(feed) == "Documents('feed')"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_encodings(encoding: str) -> None:
    feed = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>{item("京東收入增長5%")}</channel></rss>'
    assert texts(feed.encode(encoding)) == ["京東收入增長5%"]
    assert texts(feed) == ["京東收入增長5%"]


def test_no_external_entity_is_resolved_and_none_grows(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    entities = f'<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "{"a" * 100}">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    begin = time.perf_counter()
    found = "".join(texts(f'<!DOCTYPE rss [{entities}]><rss version="2.0"><channel>{item("JD &x; &i; rose.")}</channel></rss>'))
    assert "secret" not in found
    assert len(found) < 10_000
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize(
    ("source", "arguments", "message"),
    [
        pytest.param("<html><body><p>x</p></body></html>", {}, "feed: is no RSS or Atom feed", id="page"),
        pytest.param(b"Only words.", {}, "feed: is no RSS or Atom feed", id="words"),
        pytest.param(b"", {}, "feed: is no RSS or Atom feed", id="nothing"),
        pytest.param(rss(item(JD)), {"max_bytes": 50}, "feed: is larger than 50 bytes", id="too large"),
        pytest.param("https://lantern.example/feed", {}, "is an address; nothing is read from a network", id="address"),
        pytest.param("feed://lantern.example/<x>", {}, "feed: is no RSS or Atom feed", id="address in disguise"),
        pytest.param("no-such.xml", {}, "no-such.xml: can not be read", id="missing file"),
        pytest.param(rss(item(JD)).encode(), {"encoding": "utf-99"}, "there is no encoding", id="unknown encoding"),
    ],
)
def test_what_can_not_be_read(source: str | bytes, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ctm.SourceError, match=message):
        ctm.read_feed(source, **arguments)  # type: ignore[arg-type]


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(ctm.MissingExtraError, match=r"feedparser is not installed; run: pip install 'china-tech-metrics\[feed\]'"):
        ctm.read_feed(rss(item(JD)))


# --- every feed ------------------------------------------------------------------------------------------------------

BRIEF = st.lists(st.sampled_from([JD, TEMU, BYD, "It is < 5%, not > 6%.", "京东收入增长5%。"]), min_size=1, max_size=3).map(" ".join)
BETWEEN = st.sampled_from(["]]>", " ]]> ", "]]>\n]]>", "\n* * *\n", "\n---\n", " Keep Reading Show less ", "\n<![CDATA["])


@given(st.lists(BRIEF, min_size=1, max_size=6), st.data())
def test_every_piece_is_kept_as_it_is(briefs: list[str], data: st.DataObject) -> None:
    text = briefs[0]
    for brief in briefs[1:]:
        text += data.draw(BETWEEN) + brief
    assert [piece.removesuffix("Keep Reading Show less").strip() for piece in split_briefs(text)] == briefs


@given(st.lists(BRIEF, min_size=1, max_size=5))
def test_every_entry_is_kept_in_a_sound_feed(briefs: list[str]) -> None:
    assert texts(rss(*(item(escape(escape(brief))) for brief in briefs))) == briefs


@given(st.text(max_size=200))
def test_splitting_loses_no_letter_or_digit(text: str) -> None:
    def told(pieces: list[str]) -> str:
        return "".join(c for c in "".join(pieces).replace("CDATA", "") if c.isalnum())

    assert told(split_briefs(text)) == told([text])


@given(st.text(alphabet=st.sampled_from("ab <>/&;p\"'=!-[]#x0"), max_size=80))
def test_any_markup_gives_lines(html: str) -> None:
    lines = fragment_text(html).split("\n")
    assert lines == [""] or all(line and line == " ".join(line.split()) for line in lines)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("one<br>two<br/>three", "one\ntwo\nthree", id="line ends"),
        pytest.param("<p>a <b>b</b>\n c</p>", "a b c", id="space"),
        pytest.param("a<script>1 < 2</script>b<style>x</style>c", "abc", id="script"),
        pytest.param("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>c", "c", id="tables in tables"),
        pytest.param("RMB&nbsp;5 &amp; &#8364;6 &lt; 7", "RMB 5 & €6 < 7", id="character references"),
        pytest.param("revenue < 5% and > 3%", "revenue < 5% and > 3%", id="signs that are no tags"),
        pytest.param("<svg/>a<iframe/>b", "ab", id="empty elements that are not read"),
    ],
)
def test_pieces_of_html(html: str, text: str) -> None:
    assert fragment_text(html) == text
