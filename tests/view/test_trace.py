"""Reading a document with somebody watching gives the rows that it gives without, and the words they rest on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import china_tech_metrics as ctm
from annotated import ARTICLES, read_articles
from china_tech_metrics.api import observe
from china_tech_metrics.model import Document
from china_tech_metrics.view import trace as tracing
from china_tech_metrics.view.trace import Span, Trace, trace

VOCABULARY = ctm.Vocabulary.default()
DAY = dt.date(2024, 8, 28)
SOME = read_articles(ARTICLES)[::6]


def read(text: str) -> Trace:
    return trace(Document("d", text, DAY), VOCABULARY)


def words(found: Trace, quote: str, aspect: Any) -> str | None:
    """The words that a quote's aspect rests on."""
    start = found.document.text.index(quote)
    span = found.decisions[Span(start, start + len(quote))][aspect].words
    return None if span is None else found.document.text[span.start : span.end]


@pytest.mark.parametrize("article", SOME, ids=lambda article: article.name)
def test_watching_changes_nothing(article: Any) -> None:
    document = Document(article.name, article.text, article.published)
    found = trace(document, VOCABULARY)
    assert list(found.observations) == observe(document, VOCABULARY)
    assert {Span(o.amount.start, o.amount.end) for o in found.observations} == set(found.decisions)


@pytest.mark.parametrize("article", SOME, ids=lambda article: article.name)
def test_the_words_for_an_owner_name_it(article: Any) -> None:
    """In every article: where words decided whose a figure is, they are a mention of an entity it was given to."""
    found = trace(Document(article.name, article.text, article.published), VOCABULARY)
    named = {(m.start, m.end): m.names for m in found.mentions if m.kind in ("entity", "source")}
    for span, decision in found.decisions.items():
        chosen = decision["entity"].words
        if chosen is not None:
            assert {o.entity for o in found.observed(span)} & set(named[chosen]), article.text[span.start : span.end]


CASES = {
    "possessive": ("JD's revenue rose 5% in 2023.", "5%", {"entity": "JD", "metric": "revenue", "period": "2023", "measure": "rose"}),
    "pronoun": ("Weibo reported on 2023. Its revenue was RMB 12 billion.", "RMB 12 billion", {"entity": "Its", "metric": "revenue"}),
    "nobody named": ("Weibo did well in 2023. Revenue was RMB 12 billion.", "RMB 12 billion", {"entity": None, "metric": "Revenue"}),
    "change led to it": (
        "JD's revenue rose 5% to RMB 300 billion in 2023.",
        "RMB 300 billion",
        {"entity": "JD", "metric": "revenue", "period": "2023", "measure": None},
    ),
    "aim": ("BYD aims to sell 3 million vehicles in 2025.", "3 million", {"status": "aims", "metric": "vehicles", "period": "2025"}),
    "cited": ("Counterpoint said Oppo held 15% of the market in 2023.", "15%", {"source": "Counterpoint", "entity": "Oppo"}),
    "company": ("Meituan said its revenue rose 21% in 2023.", "21%", {"source": "said", "entity": "its"}),
    "time shared": (
        "Shopee held 4% of the market in Thailand while holding 5% in Vietnam in 2021.",
        "4%",
        {"period": "2021"},
    ),
    "base": ("JD's revenue was RMB 3 billion in 2023, up from RMB 2 billion in 2022.", "RMB 2 billion", {"period": "2022"}),
    "Chinese": ("快手在2023年共有营收310亿元。", "310亿元", {"entity": "快手", "metric": "营收", "period": "2023年"}),
    "Chinese source": (
        "据QuestMobile数据，抖音月活用户达7.2亿。",
        "7.2亿",
        {"source": "QuestMobile", "entity": "抖音", "metric": "月活用户"},
    ),
}


@pytest.mark.parametrize(("text", "quote", "expected"), CASES.values(), ids=list(CASES))
def test_words(text: str, quote: str, expected: dict[str, str | None]) -> None:
    found = read(text)
    assert {aspect: words(found, quote, aspect) for aspect in expected} == expected


OTHERS = {
    "another name": ("JD's revenue rose 5%, more than Alibaba did.", "5%", "entity", "Alibaba"),
    "cited only": ("Bloomberg said JD's revenue rose 5%.", "5%", "entity", "Bloomberg"),
    "spoken of before": (
        "Weibo did well. It had a good year, and revenue was RMB 12 billion, unlike JD.",
        "RMB 12 billion",
        "entity",
        "JD",
    ),
    "another cue": ("JD's revenue rose 5% while its net profit fell 2%.", "5%", "metric", "net_income"),
    "does not fit": ("The app had 5 million users and a GMV of RMB 3 billion.", "5 million", "metric", "gmv"),
    "another time": ("JD's revenue rose 5% in 2023 after a fall in 2022.", "5%", "period", "2022"),
    "Chinese": ("与京东不同，快手2023年营收310亿元，净利润20亿元。", "310亿元", "metric", "net_income"),
}


@pytest.mark.parametrize(("text", "quote", "aspect", "value"), OTHERS.values(), ids=list(OTHERS))
def test_what_else_was_considered(text: str, quote: str, aspect: Any, value: str) -> None:
    found = read(text)
    start = text.index(quote)
    choice = found.decisions[Span(start, start + len(quote))][aspect]
    candidate = next(c for c in choice.others if c.value == value)
    if candidate.score is not None and choice.score is not None:
        assert candidate.score < choice.score


def test_the_best_candidates_come_first() -> None:
    text = "JD's revenue, unlike that of Alibaba, Tencent or Baidu, rose 5% in 2023 and 3% in 2022."
    for decision in read(text).decisions.values():
        for choice in decision.values():
            scores = [c.score for c in choice.others if c.score is not None]
            assert scores == sorted(scores, reverse=True)
            assert [c.score is None for c in choice.others] == sorted(c.score is None for c in choice.others)


def test_an_engine_that_nobody_knows_gives_its_features(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "tracers", dict)
    found = read("JD's revenue rose 5% in 2023.")
    assert found.mentions == ()
    assert {aspect: choice.feature for aspect, choice in found.decisions[Span(18, 20)].items()} == {
        "entity": "possessive",
        "metric": "noun before",
        "period": "behind",
        "measure": "word of change",
        "status": "actual",
        "source": "none",
    }
    assert found.sentences[Span(18, 20)] == (0, 29)


def test_a_text_without_rules() -> None:
    with pytest.raises(ctm.DocumentError, match="document 'd': no rules for its script"):
        read("Выручка выросла на 5%.")


def test_a_failing_engine_is_an_error_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Trace:
        raise RuntimeError("out of order")

    monkeypatch.setattr(tracing, "tracers", lambda: {})
    monkeypatch.setattr(tracing, "plain", fail)
    with pytest.raises(ctm.DocumentError, match="document 'd': RuntimeError: out of order"):
        read("JD's revenue rose 5%.")


def test_an_empty_text() -> None:
    assert read("") == Trace(Document("d", "", DAY))
