"""The articles of a page: each a text with the rows read from it, and the words around their quotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import pandas as pd

from china_tech_metrics.api import extract
from china_tech_metrics.documents import Source, is_missing
from china_tech_metrics.errors import DocumentError, InputError
from china_tech_metrics.model import Document
from china_tech_metrics.table import SCHEMA
from china_tech_metrics.texts import Texts, kept, texts_of
from china_tech_metrics.view.marks import Row
from china_tech_metrics.view.trace import Trace, trace
from china_tech_metrics.vocabulary import Vocabulary


@dataclass(frozen=True)
class Article:
    """A document with its rows by their position on the page. ``whole`` is False if only the sentences of its rows are there."""

    document: Document
    rows: Mapping[int, Row]
    trace: Trace
    whole: bool = True


@dataclass(frozen=True)
class Articles:
    """The articles that are shown, and how many are not."""

    shown: list[Article] = field(default_factory=list)
    left_out: int = 0

    @property
    def rows(self) -> int:
        """How many rows the shown articles have."""
        return sum(len(article.rows) for article in self.shown)


def is_table(source: Any) -> TypeGuard[pd.DataFrame]:
    """Whether it is a table of observations, and no frame of articles."""
    return isinstance(source, pd.DataFrame) and all(name in source.columns for name in SCHEMA.names)


def collect(
    source: Source | pd.DataFrame,
    documents: Source | None = None,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    limit: int | None = None,
) -> Articles:
    """The articles of a table, or those of a source once it is read.

    Raises:
        InputError: the source or ``documents`` can not be read, or a row's text is not the one it was read from; ``limit`` is below 1.
    """
    if limit is not None and limit < 1:
        raise InputError(f"limit={limit!r}: at least one article has to be shown; None shows all")
    if not is_table(source):
        if documents is not None:
            raise InputError("documents= goes with a table; the source given is none, so its own texts are shown")
        df = extract(source, published=published, lang=lang, vocabulary=vocabulary)
        texts = kept(df)
        assert texts is not None
        return _articles(df, texts, list(texts.documents.values()), limit)
    found = texts_of(source, documents, published=published, lang=lang)
    names = dict.fromkeys(source["doc_id"])
    if found is None:
        found = Texts((), vocabulary)
        return _articles(source, found, [Document(name, "") for name in names], limit)
    if vocabulary is not None:
        found = Texts(found.documents.values(), vocabulary)
    return _articles(source, found, [found.documents[name] for name in names], limit)


def _articles(df: pd.DataFrame, texts: Texts, documents: list[Document], limit: int | None) -> Articles:
    shown = documents[:limit]
    by_document: dict[str, dict[int, Row]] = {document.doc_id: {} for document in shown}
    for number, row in enumerate(df[list(SCHEMA.names)].to_dict("records")):
        if row["doc_id"] in by_document:
            by_document[row["doc_id"]][number] = {str(name): value for name, value in row.items()}
    made = []
    for document in shown:
        rows, whole = by_document[document.doc_id], document.doc_id in texts.documents
        if not whole:
            document, rows = from_sentences(document.doc_id, rows)
        made.append(Article(document, rows, _traced(document, texts.vocabulary), whole))
    return Articles(made, len(documents) - len(shown))


def _traced(document: Document, vocabulary: Vocabulary) -> Trace:
    """The document read once more; one that can not be read has nothing but its rows."""
    try:
        return trace(document, vocabulary)
    except DocumentError:
        return Trace(document)


def from_sentences(doc_id: str, rows: Mapping[int, Row]) -> tuple[Document, dict[int, Row]]:
    """A document made of the sentences of its rows, a line each, with the rows at their places in it.

    >>> row = {"start": 107, "end": 111, "quote": "1.2%", "sentence": "It rose 1.2%.", "published": None}
    >>> document, moved = from_sentences("a", {0: row | {"start": 208, "end": 212}, 1: row})
    >>> document.text, moved[0]["start"], moved[1]["start"]
    ('It rose 1.2%.\\nIt rose 1.2%.', 22, 8)
    """
    lines: list[str] = []
    moved: dict[int, Row] = {}
    published = None
    at = 0
    for sentence, begin, members in _blocks(rows):
        for number in members:
            row = rows[number]
            published = published if is_missing(row["published"]) else pd.Timestamp(row["published"]).date()
            start = at + row["start"] - begin
            if sentence[start - at : start - at + len(row["quote"])] != row["quote"]:
                start = at + max(sentence.find(row["quote"]), 0)
            moved[number] = {**row, "start": start, "end": start + len(row["quote"])}
        lines.append(sentence)
        at += len(sentence) + 1
    return Document(doc_id, "\n".join(lines), published), moved


def _blocks(rows: Mapping[int, Row]) -> Iterator[tuple[str, int, list[int]]]:
    """The sentences in order, each with the offset it begins at in the lost text and the rows in it.

    Where a sentence began follows from where its quotes are: the offsets that fit all of them.
    """
    sentence, begins, members = "", set[int](), list[int]()
    for number, row in sorted(rows.items(), key=lambda item: item[1]["start"]):
        fitting = {row["start"] - place for place in _places(row["quote"], row["sentence"])}
        if members and row["sentence"] == sentence and begins & fitting:
            begins &= fitting
            members.append(number)
            continue
        if members:
            yield sentence, min(begins, default=0), members
        sentence, begins, members = row["sentence"], fitting, [number]
    if members:
        yield sentence, min(begins, default=0), members


def _places(quote: str, sentence: str) -> Iterable[int]:
    """Where a quote stands in a sentence."""
    at = sentence.find(quote)
    while at >= 0:
        yield at
        at = sentence.find(quote, at + 1)
