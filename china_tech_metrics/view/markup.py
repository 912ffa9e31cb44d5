"""Articles as HTML: a fragment for notebooks, and a page that stands alone.

Nothing in it comes from elsewhere, and nothing of a text is taken for markup: every text, id and title is escaped, control characters
are shown by their pictures, what can not be written in UTF-8 is replaced, and writing directions stay inside their article. The page
forbids by its own policy any script and style but the two it brings.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from urllib.parse import urlsplit

from china_tech_metrics.documents import is_missing
from china_tech_metrics.language import detect
from china_tech_metrics.model import Document
from china_tech_metrics.view.articles import Article, Articles
from china_tech_metrics.view.marks import Mark, MarkKind, Piece, Row, cut, find_marks

LEGEND: dict[MarkKind, str] = {
    "quantity": "quantity",
    "restated": "printed again",
    "entity": "whose",
    "metric": "metric",
    "time": "when",
    "source": "who says so",
    "unmatched": "not in the table",
}
PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: "␡"}
"""Control characters and the signs that stand for them."""
UNPRINTABLE = {code: "�" for code in (*range(0x80, 0xA0), 0x202D, 0x202E, 0xFFFE, 0xFFFF)}
"""Characters that can not be shown, and the two that would turn figures round."""
SHOWN_AS = PICTURES | UNPRINTABLE
SURROGATE = re.compile(r"[\ud800-\udfff]")
SCHEMES = ("http", "https")
CONVERTED = (("value_cny", "CNY"), ("value_usd", "USD"))


def escape(text: str) -> str:
    """A text as it can stand in HTML, also in an attribute: nothing of it is markup, and all of it can be written in UTF-8.

    >>> escape('<script>"x"</script>' + chr(0) + chr(0xD800))
    '&lt;script&gt;&quot;x&quot;&lt;/script&gt;␀�'
    """
    return html.escape(SURROGATE.sub("�", text.translate(SHOWN_AS)), quote=True)


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    """The style or the script of the page."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def fragment(articles: Articles, heading: str | None) -> str:
    """The articles with their style and script, as one element for a page that is already there."""
    body = _body(articles, heading)
    return f"<style>{_asset('page.css')}</style>\n{body}\n<script>{_asset('page.js')}</script>"


def page(articles: Articles, heading: str | None) -> str:
    """The articles as a page of their own, which can be saved and opened without a network."""
    policy = f"default-src 'none'; style-src '{_hash('page.css')}'; script-src '{_hash('page.js')}'; base-uri 'none'; form-action 'none'"
    title = heading or next((a.document.title for a in articles.shown if a.document.title), None) or "Articles and their figures"
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>"
    )
    body = f'<body class="ctm-page">\n{fragment(articles, heading)}\n</body>'
    return f'<!doctype html>\n<html lang="en">\n<head>\n{head}\n</head>\n{body}\n</html>\n'


def _hash(name: str) -> str:
    return "sha256-" + b64encode(sha256(_asset(name).encode("utf-8")).digest()).decode("ascii")


def _body(articles: Articles, heading: str | None) -> str:
    shown = [(article, find_marks(article.rows, article.trace)) for article in articles.shown]
    kinds = {mark.kind for _, marks in shown for mark in marks}
    parts = [f'<h2 class="ctm-heading" dir="auto">{escape(heading)}</h2>'] if heading else []
    if kinds:
        parts.append(_legend(kinds))
    parts += [_article(article, marks) for article, marks in shown]
    if not articles.shown:
        parts.append('<p class="ctm-note">The table has no rows.</p>')
    if articles.left_out:
        parts.append(f'<p class="ctm-note">{articles.left_out:,} more articles are not shown; limit=None shows all.</p>')
    return '<section class="ctm-view" aria-label="Articles with their figures">\n' + "\n".join(parts) + "\n</section>"


def _legend(kinds: set[MarkKind]) -> str:
    items = " ".join(f'<span class="ctm-mark ctm-{kind}">{name}</span>' for kind, name in LEGEND.items() if kind in kinds)
    return f'<p class="ctm-legend">{items}</p>'


def _article(article: Article, marks: list[Mark]) -> str:
    document = article.document
    name = _name(document)
    facts = [str(document.published)] if document.published else []
    if document.title:
        facts.append(escape(document.doc_id))
    facts.append(f"{len(article.rows)} row{'s' * (len(article.rows) != 1)}")
    if not article.whole:
        facts.append("only the sentences of its rows: the table has lost its text")
    pieces = "".join(_piece(document.text, piece, article.rows, name) for piece in cut(len(document.text), marks))
    lang = escape(document.lang or detect(document.text) or "")
    return (
        f'<article class="ctm-article" aria-labelledby="{name}">\n'
        f'<h3 class="ctm-title" id="{name}" dir="auto">{_title(document)}</h3>\n'
        f'<p class="ctm-facts">{" · ".join(facts)}</p>\n'
        f'<div class="ctm-text" lang="{lang}" dir="auto">{pieces}</div>\n'
        "</article>"
    )


def _name(document: Document) -> str:
    """An id for the article that no other text on the page has."""
    told = f"{document.doc_id}\0{document.text}".encode("utf-8", "surrogatepass")
    return f"ctm-{blake2b(told, digest_size=6).hexdigest()}"


def _title(document: Document) -> str:
    """The title, linked to where the article came from if that is a web address."""
    title = escape(document.title or document.doc_id)
    if document.url is None or not _leads_out(document.url):
        return title
    return f'<a href="{escape(document.url)}" rel="noopener noreferrer" target="_blank">{title}</a>'


def _leads_out(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in SCHEMES
    except ValueError:
        return False


def _piece(text: str, piece: Piece, rows: Mapping[int, Row], name: str) -> str:
    written, mark = escape(text[piece.start : piece.end]), piece.mark
    if mark is None:
        return written
    linked = f' data-rows="{" ".join(f"{name}-{n}" for n in mark.rows)}"' if mark.rows else ""
    tip = _tip(mark, rows) if piece.first else ""
    if not tip:
        return f'<span class="ctm-mark ctm-{mark.kind}"{linked}>{written}</span>'
    target = f"{name}-{mark.start}"
    element = "mark" if mark.kind == "quantity" else "span"  # a mark is seen as one even where a notebook takes the style away
    reach = ' tabindex="0"' if mark.kind in ("quantity", "unmatched") else ""
    return (
        f'<{element} class="ctm-mark ctm-{mark.kind}"{linked} role="mark"{reach} aria-describedby="{target}">{written}'
        f'<span class="ctm-tip" role="tooltip" id="{target}" hidden="hidden">{tip}</span></{element}>'
    )


def _tip(mark: Mark, rows: Mapping[int, Row]) -> str:
    """What there is to say of a highlight: the values of its rows, or its note."""
    if mark.kind == "quantity":
        return "".join(f'<span class="ctm-row">{_values(facts(rows[number]))}</span>' for number in mark.rows)
    if not mark.note or mark.kind == "restated":
        return ""
    return f'<span class="ctm-value">{escape(mark.note)}</span>'


def _values(told: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<span class="ctm-name">{name}</span><span class="ctm-value">{escape(value)}</span>' for name, value in told)


def facts(row: Row) -> Iterator[tuple[str, str]]:
    """A row in words, without what is missing in it.

    >>> list(facts({"entity": "JD", "metric": "revenue", "measure": "growth", "basis": "yoy", "value": 1.2, "unit": "percent"}))
    [('entity', 'JD'), ('metric', 'revenue, growth (yoy)'), ('value', '1.2 percent')]
    """
    known = {name: value for name, value in row.items() if not is_missing(value)}
    if "entity" in known:
        yield "entity", known["entity"] + (f" ({known['parent']})" if "parent" in known else "")
    basis = f" ({known['basis']})" if "basis" in known else ""
    yield "metric", f"{known['metric']}, {known['measure']}{basis}"
    if "segment" in known:
        yield "segment", known["segment"]
    if "period" in known:
        yield "period", f"{known['period']} ({known['period_source']})"
    hedge = f", {known['modifier']}" if known.get("modifier", "exact") != "exact" else ""
    yield "value", f"{number(known['value'])} {known['unit']}{hedge}"
    if "low" in known and "high" in known:
        yield "range", f"{number(known['low'])} to {number(known['high'])}"
    if "also_value" in known:
        yield "printed again", f"{number(known['also_value'])} {known['also_unit']}"
    converted = [f"{number(known[name], 6)} {code}" for name, code in CONVERTED if name in known and not known["unit"].startswith(code)]
    if converted:
        yield "converted", f"{', '.join(converted)} ({known.get('fx_source', '')})"
    if "status" in known:
        yield "status", known["status"]
    if "source" in known:
        yield "source", known["source"]
    if "confidence" in known:
        yield "confidence", f"{known['confidence']:.2f}"


def number(value: float, digits: int = 15) -> str:
    """A value with its thousands apart, to so many digits.

    >>> number(82300000000.0), number(1.2), number(3945936663.4321, 6), number(6.5e22)
    ('82,300,000,000', '1.2', '3,945,940,000', '65,000,000,000,000,000,000,000')
    """
    return f"{Decimal(format(value, f'.{digits}g')):,f}"
