"""``show`` and ``to_html``: what they take, what they show, what they refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm
from china_tech_metrics.view import View

TEXT = "JD's revenue rose 5% in 2023."

SOURCES: dict[str, Callable[[], Any]] = {
    "text": lambda: TEXT,
    "document": lambda: ctm.Document("0", TEXT),
    "mapping": lambda: {"text": TEXT},
    "list": lambda: [TEXT],
    "iterator": lambda: iter([TEXT]),
    "series": lambda: pd.Series([TEXT]),
    "frame of articles": lambda: pd.DataFrame({"text": [TEXT]}),
    "table": lambda: ctm.extract(TEXT),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_shows(source: Callable[[], Any]) -> None:
    view = ctm.show(source())
    assert repr(view) == "<View of 1 article, 1 row; .save(path) writes it as a page>"
    assert ctm.to_html(source()) == view.html
    assert view._repr_html_() in view.html


def test_the_accessor_shows_the_same(df: pd.DataFrame) -> None:
    assert df.ctm.to_html() == ctm.to_html(df) == df.ctm.show().html == ctm.show(df).html


def test_published_and_title_are_passed_on() -> None:
    view = ctm.show("JD's revenue rose 5% last year.", published="2024-02-01", title="Results")
    assert "2023 (relative)" in view.html
    assert ">Results</h2>" in view.html


def test_a_vocabulary_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "families.toml").write_text('[[entity]]\nname = "Zhaoba"\nkind = "company"\n', encoding="utf-8")
    own = ctm.Vocabulary.default().extend(tmp_path)
    text = "A firm said that at zhaoba, or Zhaoba in full, revenue rose 5%."
    assert "Zhaoba" in str(ctm.show(text, vocabulary=own).articles.shown[0].trace.mentions)
    lost = ctm.extract(text)
    assert "Zhaoba" in str(ctm.show(lost, vocabulary=own).articles.shown[0].trace.mentions)


def test_saves_a_page(df: pd.DataFrame, tmp_path: Path) -> None:
    path = df.ctm.show().save(tmp_path / "page.html")
    assert path == tmp_path / "page.html"
    assert path.read_bytes().decode("utf-8") == df.ctm.to_html()


def shown(view: View) -> list[str]:
    return [article.document.doc_id for article in view.articles.shown]


def test_a_table_shows_the_articles_of_its_rows(df: pd.DataFrame) -> None:
    assert shown(df.ctm.show()) == ["quarter", "财报"]
    assert shown(df[df["doc_id"] == "财报"].ctm.show()) == ["财报"]
    assert shown(df.iloc[::-1].ctm.show()) == ["财报", "quarter"]


def test_a_source_shows_articles_without_rows_too() -> None:
    assert shown(ctm.show(["Nothing here.", TEXT])) == ["0", "1"]


def test_a_table_without_rows_says_so(df: pd.DataFrame) -> None:
    assert "The table has no rows." in df.iloc[:0].ctm.to_html()


def test_the_limit_is_said() -> None:
    texts = [TEXT] * 60
    view = ctm.show(texts)
    assert len(shown(view)) == 50
    assert "10 more articles are not shown; limit=None shows all." in view.html
    assert len(shown(ctm.show(texts, limit=None))) == 60
    assert ctm.to_html(texts).count("<article") == 60
    assert ctm.extract(texts).ctm.to_html(limit=1).count("<article") == 1


def test_a_table_without_texts_shows_the_sentences_of_its_rows(df: pd.DataFrame) -> None:
    df.attrs.clear()
    page = df.ctm.to_html()
    assert page.count("only the sentences of its rows: the table has lost its text") == 2
    assert "A crane in Ningbo" not in page
    assert "Xiaomi" in page


def test_documents_bring_the_texts_back(df: pd.DataFrame, articles: list[dict[str, Any]]) -> None:
    page = df.ctm.to_html()
    df.attrs.clear()
    assert df.ctm.to_html(articles) == page
    assert df.ctm.to_html(pd.DataFrame(articles)) == page


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "a number": (lambda: ctm.show(42), "the source is of type int"),
    "no text column": (lambda: ctm.show(pd.DataFrame({"a": [1]})), "the DataFrame has no column 'text'"),
    "documents of a text": (lambda: ctm.show(TEXT, [TEXT]), "documents= goes with a table"),
    "no articles": (lambda: ctm.show(TEXT, limit=0), "limit=0: at least one article has to be shown; None shows all"),
    "a date that is none": (lambda: ctm.show(TEXT, published="soon"), "published='soon' is not a day"),
}


@pytest.mark.parametrize(("call", "told"), REFUSED.values(), ids=list(REFUSED))
def test_refuses(call: Callable[[], Any], told: str) -> None:
    with pytest.raises(ctm.InputError, match=f"^{re.escape(told)}"):
        call()


TIPS = {
    "growth": ("JD's revenue rose 5% in 2023.", ["entity JD", "metric revenue, growth (yoy)", "period 2023 (stated)", "value 5 percent"]),
    "hedged": ("WeChat has over 1.3 billion monthly active users.", ["entity WeChat (Tencent)", "value 1,300,000,000 count, over"]),
    "range": ("JD plans capital expenditure of RMB 3 billion to RMB 5 billion.", ["range 3,000,000,000 to 5,000,000,000"]),
    "restated": (
        "JD's revenue was RMB 291.4 billion ($40.1 billion) in 2023.",
        ["printed again 40,100,000,000 USD", "converted 40,100,000,000 USD (reported)"],
    ),
    "target": ("BYD aims to sell 3 million vehicles in 2025.", ["status target", "value 3,000,000 count"]),
    "cited": ("Bloomberg said JD's revenue rose 5%.", ["source Bloomberg"]),
}


@pytest.mark.parametrize(("text", "lines"), TIPS.values(), ids=list(TIPS))
def test_the_tip_has_the_values(text: str, lines: list[str]) -> None:
    page = ctm.to_html(text, published="2024-02-01")
    told = re.findall(r'<span class="ctm-name">([^<]*)</span><span class="ctm-value">([^<]*)</span>', page)
    assert set(lines) <= {f"{name} {value}" for name, value in told}
