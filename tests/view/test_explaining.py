"""``explain`` says what decided, what else there was, and where the row is not what the text gives."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm
from annotated import ARTICLES, read_articles
from china_tech_metrics.link import confidence
from china_tech_metrics.view.explaining import ASPECTS, explain, in_words, sentences

CASES: dict[str, tuple[str, str, str]] = {
    "possessive": ("JD's revenue rose 5%.", "entity", "“JD” owns the metric by grammar, as in “X's revenue”"),
    "pronoun": ("Weibo had a good year. Its revenue rose 5%.", "entity", "“Its” owns the metric by grammar, as in “X's revenue”"),
    "carried": (
        "Weibo had a good year. Revenue rose 5%.",
        "entity",
        "the sentence names nobody who could own it, and this is who the text has been speaking of",
    ),
    "counted": ("Weibo had 5 million users.", "metric", "“users” stands right behind the figure as what it counts"),
    "change led to": (
        "JD's revenue rose from RMB 200 billion to RMB 300 billion.",
        "metric",
        "“revenue” stands before the figure",
    ),
    "word of change": ("JD's revenue rose 5%.", "measure", "“rose” governs it"),
    "level": ("JD's revenue was RMB 300 billion.", "measure", "no word of change governs it, so it is the amount itself"),
    "period behind": ("JD's revenue rose 5% in 2023.", "period", "“2023” stands behind the figure"),
    "no period": (
        "JD's revenue rose 5%.",
        "period",
        "no time is said that it could be of, or no day of publication is known to count from",
    ),
    "aim": ("BYD aims to sell 3 million vehicles in 2025.", "status", "“aims” governs it"),
    "fact": ("JD's revenue rose 5%.", "status", "no word of aim, expectation or doubt governs it"),
    "cited": ("Bloomberg said JD's revenue rose 5%.", "source", "“Bloomberg” is cited for it"),
    "nobody": ("JD's revenue rose 5%.", "source", "the sentence cites nobody for it"),
    "Chinese": ("快手营收310亿元。", "entity", "“快手” is the topic of its clause"),
}


@pytest.mark.parametrize(("text", "aspect", "why"), CASES.values(), ids=list(CASES))
def test_why(text: str, aspect: str, why: str) -> None:
    assert ctm.extract(text).ctm.explain(0)[aspect].why == why


def test_the_fields() -> None:
    text = "Bloomberg said JD's revenue rose 5% in 2023 while its net profit fell."
    why = ctm.extract(text).ctm.explain(0)
    assert (why.doc_id, why.quote, why.sentence) == ("0", "5%", text)
    assert text[why.start : why.end] == "5%"
    assert [reason.aspect for reason in why.reasons] == list(ASPECTS)
    entity, metric = why["entity"], why["metric"]
    assert (entity.value, entity.feature, entity.words, entity.score is not None) == ("JD", "possessive", "JD", True)
    assert entity.start is not None and text[entity.start : entity.end] == "JD"
    assert [(c.value, c.words, c.why) for c in entity.considered] == [("Bloomberg", "Bloomberg", "“Bloomberg” is cited as the source")]
    other = metric.considered[0]
    assert (other.value, other.words) == ("net_income", "net profit")
    assert other.score is not None and metric.score is not None and other.score < metric.score
    assert re.fullmatch(r"“revenue” stands before the figure \(\d+\.\d points\)", metric.why)
    assert why.notes == ()
    with pytest.raises(KeyError):
        why["value"]


def test_printed() -> None:
    told = str(ctm.extract("JD's revenue rose 5%, unlike that of Meituan.").ctm.explain(0))
    assert told.splitlines()[:2] == ["“5%” in document '0', 18 to 20", "  JD's revenue rose 5%, unlike that of Meituan."]
    assert re.search(r"^entity   JD: .*\n +not Meituan: .*points\)$", told, re.MULTILINE)
    assert re.search(r"^metric   revenue: “revenue” stands before the figure$", told, re.MULTILINE)
    assert re.search(r"^source   none: ", told, re.MULTILINE)
    assert re.search(r"^confidence 0\.\d\d: ", told, re.MULTILINE)
    assert repr(ctm.extract("JD's revenue rose 5%.").ctm.explain(0)).startswith("“5%”")


def test_in_a_notebook_nothing_is_markup() -> None:
    found: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            found.add(tag)

    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    df = ctm.extract({"doc_id": evil, "text": f"{evil} JD's revenue rose 5% in 2023 {evil}."})
    page = df.ctm.explain(0)._repr_html_()
    Tags().feed(page)
    assert found <= {"div", "p", "strong", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "br"}
    assert "JD" in page


LABELLED = pd.Index(["a", "b", "c", "d", "e", "f", "g", "h"])
WAYS: dict[str, Callable[[pd.DataFrame], tuple[pd.DataFrame, Any]]] = {
    "label": lambda df: (df, 2),
    "label of a filtered table": lambda df: (df[df["metric"] == "dau"], 2),
    "position": lambda df: (df.set_axis(LABELLED), 2),
    "position from the end": lambda df: (df, -6),
    "text label": lambda df: (df.set_axis(LABELLED), "c"),
    "tuple label": lambda df: (df.set_index(["doc_id", "start"], drop=False), ("quarter", df["start"].iloc[2])),
    "row": lambda df: (df, df.iloc[2]),
    "row by label": lambda df: (df, df.loc[2]),
    "row of another order of columns": lambda df: (df, df[sorted(df.columns)].iloc[2]),
    "numpy position": lambda df: (df, df.index.to_numpy()[2]),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_ways_to_name_a_row(df: pd.DataFrame, way: Callable[[pd.DataFrame], tuple[pd.DataFrame, Any]]) -> None:
    table, row = way(df)
    assert table.ctm.explain(row).quote == "395 million"


NO_ROW: dict[str, tuple[Callable[[pd.DataFrame], Any], str]] = {
    "no label": (lambda df: explain(df, "x"), "no row is labelled 'x', and it is no position among 8 rows"),
    "too far": (lambda df: explain(df, 8), "no row is labelled 8"),
    "unhashable": (lambda df: explain(df, [1]), r"no row is labelled \[1\]"),
    "twice": (lambda df: explain(pd.concat([df, df]), 1), r"2 rows are labelled 1; give one of them as a Series: df.iloc\[1\]"),
    "another Series": (lambda df: explain(df, pd.Series({"a": 1})), "the Series is no row of a table of observations: it has no doc_id"),
}


@pytest.mark.parametrize(("call", "told"), NO_ROW.values(), ids=list(NO_ROW))
def test_no_such_row(df: pd.DataFrame, call: Callable[[pd.DataFrame], Any], told: str) -> None:
    with pytest.raises(ctm.InputError, match=f"^{told}"):
        call(df)


def test_without_texts_they_are_asked_for(df: pd.DataFrame, articles: list[dict[str, Any]]) -> None:
    before = str(df.ctm.explain(0))
    df.attrs.clear()
    with pytest.raises(ctm.InputError, match="give them again: documents="):
        df.ctm.explain(0)
    assert str(df.ctm.explain(0, articles)) == before


def test_only_the_document_of_the_row_is_needed(df: pd.DataFrame, articles: list[dict[str, Any]]) -> None:
    df.attrs.clear()
    assert df.ctm.explain(0, articles[0])["entity"].value == "Kuaishou"


def test_an_edited_row_is_noticed(df: pd.DataFrame) -> None:
    edited = df.assign(entity="Bilibili", period=None)
    notes = edited.ctm.explain(0).notes
    assert [note.partition(":")[0] for note in notes] == [
        "read again, entity is Kuaishou and not Bilibili",
        "read again, period is 2024Q2 and not none",
    ]
    assert edited.ctm.explain(0)["entity"].value == "Kuaishou"
    assert "note: read again" in str(edited.ctm.explain(0))


def test_a_row_that_the_text_does_not_give_is_noticed(df: pd.DataFrame, articles: list[dict[str, Any]]) -> None:
    start = articles[0]["text"].index("48,000 tonnes")
    foreign = df.assign(start=start, end=start + 13, quote="48,000 tonnes")
    why = foreign[foreign["doc_id"] == "quarter"].ctm.explain(0)
    assert why.reasons == ()
    assert why.notes == ("read again, the text gives no row here: the table was changed, or read with another vocabulary or version",)


def test_each_of_several_owners_is_explained() -> None:
    df = ctm.extract("WeChat Pay and Alipay each saw revenue of RMB 2 billion in 2023.")
    assert [df.ctm.explain(n)["entity"].value for n in range(2)] == ["WeChat Pay", "Alipay"]
    assert [df.ctm.explain(n).notes for n in range(2)] == [(), ()]


@pytest.mark.parametrize("article", read_articles(ARTICLES)[::9], ids=lambda article: article.name)
def test_rows_of_whole_articles_are_explained_in_words(article: Any) -> None:
    df = ctm.extract(article.text, published=article.published)
    for n in range(0, len(df), 2):
        why = df.ctm.explain(n)
        assert why.notes == (), why
        assert len(why.reasons) == len(ASPECTS)
        wordless = [r.feature for r in why.reasons if r.why.startswith("by the feature")]
        assert wordless == [], why


def test_every_measured_feature_has_its_words() -> None:
    """A feature that decides rows is explained in view/reasons.toml; a new one is added there."""
    measured = tomllib.loads(confidence.FILE.read_text(encoding="utf-8"))
    told = {"metric": "metric", "owner": "entity", "period": "period"}
    assert not [(name, feature) for name, aspect in told.items() for feature in measured[name] if feature not in sentences()[aspect]]


def test_the_engines_name_no_feature_without_words() -> None:
    """The names of features stand in the engines as strings next to a score, or as the last argument of what is chosen."""
    told = {feature for aspect in ASPECTS for feature in sentences()[aspect]}
    root = Path(ctm.__file__).parent
    chosen = re.compile(r'(?:OwnerChoice|PeriodChoice|Owner|Named|When|Reading|CueChoice)\([^\n]*, "([a-z][^"]+)"')
    scored = re.compile(r'\d\.\d[^\n]*, "([a-z][^"]+)"$', re.MULTILINE)
    named = {
        name
        for file in [*(root / "link").glob("*.py"), *(root / "unspaced").glob("*.py")]
        for pattern in (chosen, scored)
        for name in pattern.findall(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 60
    assert sorted(named - told) == []


def test_words_that_are_missing_are_not_made_up() -> None:
    assert in_words("entity", "possessive", None) == "a name of it owns the metric by grammar, as in “X's revenue”"
    assert in_words("entity", "no such feature", "JD") == "by the feature “no such feature”"
    assert in_words("entity", "possessive", "the\n company") == "“the company” owns the metric by grammar, as in “X's revenue”"
