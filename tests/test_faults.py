"""One document in many on which some stage of reading fails: it costs that document, and it is told which and where.

A fault is a function of a stage that raises for the text with :data:`MARK` in it. In worker processes it is set there, by the reader that
is sent to them. Tests with ``n_jobs`` take seconds, because fresh interpreters are started.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from china_tech_metrics import Document, Vocabulary, api
from china_tech_metrics.api import read_together
from china_tech_metrics.batch import Outcome

MARK = "Marked"
DAY, MARKED_DAY = dt.date(2024, 8, 15), dt.date(2024, 8, 16)
TEXTS = {
    "en": "{}Meituan's revenue rose {}% to RMB {} billion last year.",
    "zh": "{}美团去年营收增长{}%，达{}亿元。",
}
ENGLISH = [
    ("scan", "china_tech_metrics.link.engine", "fold"),
    ("scan", "china_tech_metrics.scan.text.SentenceSplitter", "split"),
    ("scan", "china_tech_metrics.scan.lexicon.Lexicon", "scan"),
    ("scan", "china_tech_metrics.scan.periods.PeriodScanner", "scan"),
    ("scan", "china_tech_metrics.scan.amounts.AmountScanner", "scan"),
    ("scan", "china_tech_metrics.link.engine", "readable"),
    ("resolve", "china_tech_metrics.resolve.calendar", "_resolve"),
    ("link", "china_tech_metrics.link.engine", "add_hits"),
    ("link", "china_tech_metrics.link.topic.TopicReader", "read"),
    ("link", "china_tech_metrics.link.entities.EntityReader", "read"),
    ("link", "china_tech_metrics.link.about.AboutReader", "read"),
    ("link", "china_tech_metrics.link.owner", "choose_owner"),
    ("link", "china_tech_metrics.link.engine", "read_measure"),
    ("link", "china_tech_metrics.link.engine", "choose_period"),
    ("link", "china_tech_metrics.link.engine", "read_status"),
    ("extract", "china_tech_metrics.api", "_row"),
]
CHINESE = [
    ("scan", "china_tech_metrics.unspaced.engine", "fold"),
    ("scan", "china_tech_metrics.unspaced.finder.Finder", "scan"),
    ("scan", "china_tech_metrics.unspaced.times.TimeScanner", "scan"),
    ("scan", "china_tech_metrics.unspaced.amounts.AmountScanner", "scan"),
    ("resolve", "china_tech_metrics.resolve.calendar", "_resolve"),
    ("link", "china_tech_metrics.unspaced.sentences.SceneCutter", "cut"),
    ("link", "china_tech_metrics.unspaced.chain.MetricReader", "read"),
    ("link", "china_tech_metrics.unspaced.topic.TopicReader", "topics"),
    ("link", "china_tech_metrics.unspaced.clock.ClockReader", "read"),
    ("link", "china_tech_metrics.unspaced.observe", "read_status"),
    ("extract", "china_tech_metrics.api", "_row"),
]
FAULTS = [
    pytest.param(lang, *fault, id=f"{lang} {fault[1].rpartition('.')[2]}.{fault[2]}")
    for lang, faults in (("en", ENGLISH), ("zh", CHINESE))
    for fault in faults
]


def articles(number: int, marked: Sequence[int] = (), lang: str = "") -> Iterator[Document]:
    """Documents of a row each, English and Chinese by turns if not told otherwise; some are marked."""
    for n in range(number):
        code = lang or ("en", "zh")[n % 2]
        mark = "" if n not in marked else f"{MARK}. " if code == "en" else f"{MARK}。"
        yield Document(f"d{n}", TEXTS[code].format(mark, n % 90 + 1, n + 1), MARKED_DAY if mark else DAY)


def is_marked(argument: object) -> bool:
    """Whether an argument of some function belongs to a marked text, as far as can be told from it."""
    if isinstance(argument, str):
        return MARK.lower() in argument.lower()
    if MARKED_DAY in (argument, getattr(argument, "published", None)):
        return True
    return any(is_marked(part) for part in (getattr(argument, name, None) for name in ("text", "scene")) if part is not None)


def holder(path: str) -> Any:
    """The module or class of a path."""
    try:
        return import_module(path)
    except ModuleNotFoundError:
        module, _, name = path.rpartition(".")
        return getattr(import_module(module), name)


def with_fault(path: str, name: str) -> Any:
    """A patch: the function raises if one of its arguments belongs to a marked text."""
    where = holder(path)
    real = getattr(where, name)

    def fails(*arguments: Any, **named: Any) -> Any:
        if any(map(is_marked, (*arguments, *named.values()))):
            raise ZeroDivisionError("no such thing")
        return real(*arguments, **named)

    return patch.object(where, name, fails)


def read_with_fault(documents: Sequence[Document], vocabulary: Vocabulary, path: str, name: str) -> list[Outcome]:
    """What a worker process reads with: the fault is in that process."""
    with with_fault(path, name):
        return read_together(documents, vocabulary)


def check(df: pd.DataFrame, whole: pd.DataFrame, lost: list[str], stage: str) -> None:
    """The table is the whole one but for some documents, which are told."""
    assert_frame_equal(df, whole[~whole["doc_id"].isin(lost)].reset_index(drop=True))
    errors = df.ctm.errors()
    assert errors.to_dict("records") == [
        {"doc_id": name, "stage": stage, "error": "ZeroDivisionError", "message": f"document {name!r}: ZeroDivisionError: no such thing"}
        for name in lost
    ]


@pytest.mark.parametrize(("lang", "stage", "path", "name"), FAULTS)
def test_a_fault_costs_its_document_and_names_its_stage(lang: str, stage: str, path: str, name: str) -> None:
    source = list(articles(6, [2, 5], lang))
    whole = ctm.extract(source)
    assert whole["doc_id"].nunique() == 6
    with with_fault(path, name):
        df = ctm.extract(source, errors="collect")
    check(df, whole, ["d2", "d5"], stage)


@pytest.mark.parametrize(
    ("stage", "path", "name"),
    [
        pytest.param("scan", "china_tech_metrics.scan.lexicon.Lexicon", "scan", id="English scan"),
        pytest.param("link", "china_tech_metrics.unspaced.clock.ClockReader", "read", id="Chinese link"),
    ],
)
def test_a_fault_in_a_process_costs_its_document(stage: str, path: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    marked = 142 if stage == "scan" else 143
    source = list(articles(300, [marked]))
    whole = ctm.extract(source)
    monkeypatch.setattr(api, "read_together", partial(read_with_fault, path=path, name=name))
    check(ctm.extract(source, errors="collect", n_jobs=2), whole, [f"d{marked}"], stage)


def test_one_of_ten_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some seconds for ten thousand documents, of which one in five has a figure."""
    source = [d if n % 10 in (0, 3) else Document(d.doc_id, "美团", DAY) for n, d in enumerate(articles(10_000, [6543]))]
    monkeypatch.setattr(api, "read_together", partial(read_with_fault, path="china_tech_metrics.unspaced.observe", name="read_status"))
    df = ctm.extract(source, errors="collect")
    assert list(df["doc_id"].unique()) == [f"d{n}" for n in range(10_000) if n % 10 in (0, 3) and n != 6543]
    assert df.ctm.errors()[["doc_id", "stage"]].to_numpy().tolist() == [["d6543", "link"]]


def test_a_fault_in_telling_the_language_costs_its_document() -> None:
    source = [Document(d.doc_id, d.text, d.published) for d in articles(6, [2, 3])]
    whole = ctm.extract(source)
    with with_fault("china_tech_metrics.api", "detect"):
        df = ctm.extract(source, errors="collect")
    check(df, whole, ["d2", "d3"], "extract")


# --- the table and its conversion, which are made for many documents at once -------------------------------------------


@pytest.mark.parametrize(
    ("stage", "path", "name"),
    [
        pytest.param("table", "china_tech_metrics.table", "build", id="table"),
        pytest.param("fx", "china_tech_metrics.api", "fill", id="conversion"),
    ],
)
@pytest.mark.parametrize("chunk", [None, 4])
def test_a_fault_in_the_table_costs_its_document(
    stage: str, path: str, name: str, chunk: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = list(articles(10, [3, 6]))
    whole = ctm.extract(source)
    where, real = holder(path), getattr(holder(path), name)

    def fails(table: Any, *arguments: Any) -> pd.DataFrame:
        if MARKED_DAY in [day.date() if isinstance(day, pd.Timestamp) else day for day in table["published"]]:
            raise ZeroDivisionError("no such thing")
        return real(table, *arguments)  # type: ignore[no-any-return]

    monkeypatch.setattr(where, name, fails)
    if chunk is None:
        check(ctm.extract(source, errors="collect"), whole, ["d3", "d6"], stage)
        with pytest.raises(ctm.DocumentError, match="document 'd3': ZeroDivisionError: no such thing"):
            ctm.extract(source, errors="raise")
        return
    parts = list(ctm.iter_extract(source, chunk=chunk, errors="collect"))
    assert [list(part.ctm.errors()["doc_id"]) for part in parts] == [["d3"], ["d6"], []]
    assert_frame_equal(pd.concat(parts, ignore_index=True), whole[~whole["doc_id"].isin(["d3", "d6"])].reset_index(drop=True))


def test_what_fails_for_every_document_is_no_fault_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: Any) -> pd.DataFrame:
        raise ZeroDivisionError("no rates today")

    monkeypatch.setattr(api, "fill", fails)
    with pytest.raises(ZeroDivisionError, match="no rates today"):
        ctm.extract(articles(4), errors="collect")
