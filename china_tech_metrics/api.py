"""``extract``: from texts to the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Literal, Protocol

import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.documents import Source, iter_documents
from china_tech_metrics.errors import DocumentError, InputError, warn_input
from china_tech_metrics.fx.conversion import fill
from china_tech_metrics.fx.market import market_of
from china_tech_metrics.fx.rates import Rates
from china_tech_metrics.language import detect
from china_tech_metrics.link.engine import Engine
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import Document
from china_tech_metrics.resolve.calendar import label
from china_tech_metrics.units import currency
from china_tech_metrics.unspaced.engine import TopicEngine
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.check import Problem, check_example, uncovered


class Reader(Protocol):
    """What reads one language: it looks through many texts at once, and reads a document with what it found there."""

    def scan(self, texts: Sequence[str]) -> Sequence[Any]: ...
    def read(self, document: Document, finds: Any = None) -> list[Observation]: ...


READERS: Mapping[str, Callable[[Vocabulary, str], Reader]] = {"phrases": Engine, "topic chain": TopicEngine}
"""The engines by the kind of grammar they read, which a language's grammar.toml names."""
BATCH = 64
"""So many documents are looked through at once, which is faster than one by one."""


def extract(
    source: Source,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    rates: Rates | None = None,
    errors: Literal["raise", "warn"] = "warn",
) -> pd.DataFrame:
    """Every number an analyst would write down, one row an observation.

    Args:
        source: a text; a :class:`Document`; a mapping with ``text`` and optional ``published``, ``doc_id``, ``lang``, ``title``,
            ``url``; an iterable of these; a Series of texts; or a DataFrame with a ``text`` column and optional ones of those names.
        published: the day relative dates ("last year", "in October") are counted from, for documents that bring none:
            a date, a datetime or an ISO string. Without it such periods are NA.
        lang: language code for documents that bring none; detected by script when not given.
        vocabulary: the words to read with; ``Vocabulary.default()`` when not given.
        rates: the exchange rates to convert amounts of money to renminbi and US dollars with; those of the European Central Bank when not
            given (:class:`EcbRates`).
        errors: what a document does that can not be read: ``"warn"`` issues an :class:`InputWarning` and keeps the rows of all
            others, ``"raise"`` raises a :class:`DocumentError`.

    Returns:
        A DataFrame with the columns and dtypes of :data:`SCHEMA`, in the order of the documents and of their text.
        ``text[start:end] == quote`` holds in every row.

    Raises:
        InputError: the source is of no kind listed above, or the only document is broken; or ``rates`` has not what :class:`Rates` asks.
        DocumentError: with ``errors="raise"``, a document could not be read.

    >>> df = extract("JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter.", published="2024-08-15")
    >>> df[["entity", "metric", "measure", "period", "value", "unit"]].to_dict("records")[0]
    {'entity': 'JD', 'metric': 'revenue', 'measure': 'growth', 'period': '2024Q2', 'value': 1.2, 'unit': 'percent'}
    """
    if errors not in ("raise", "warn"):
        raise InputError(f'errors must be "raise" or "warn", not {errors!r}')
    vocabulary = vocabulary or Vocabulary.default()
    at = market_of(rates)
    rows: list[dict[str, Any]] = []
    for document, finds in _with_finds(iter_documents(source, published=published, lang=lang), vocabulary):
        try:
            rows += rows_of(document, vocabulary, finds)
        except DocumentError as error:
            if errors == "raise":
                raise
            warn_input(str(error))
    df = table.build({name: [row[name] for row in rows] for name in table.SCHEMA.names})
    return fill(df, at, vocabulary) if any(currency(row["unit"]) for row in rows) else df


def _with_finds(documents: Iterator[Document], vocabulary: Vocabulary) -> Iterator[tuple[Document, Any]]:
    """The documents, their language told, with what is found in their texts; several of one language are looked through at once.

    None stands for the finds of documents among which one can not be read: which one is told when they are read one by one.
    """
    while batch := list(islice(documents, BATCH)):
        for code, group in groupby(batch, key=_language):
            together = [document if document.lang == code else replace(document, lang=code) for document in group]
            finds: Sequence[Any] = [None] * len(together)
            if code is not None and code in vocabulary.languages:
                with suppress(Exception):
                    finds = engine_for(vocabulary, code).scan([document.text for document in together])
            yield from zip(together, finds, strict=True)


def _language(document: Document) -> str | None:
    return document.lang or detect(document.text)


def observe(document: Document, vocabulary: Vocabulary, finds: Any = None) -> list[Observation]:
    """The observations of one document, before they become rows; ``finds`` are those of its text, where the caller has them.

    Raises:
        DocumentError: there are no rules for the document's language, or a stage failed on it.
    """
    code = _language(document)
    if code is None or code not in vocabulary.languages:
        name = "its script" if code is None else repr(code)
        raise DocumentError(f"document {document.doc_id!r}: no rules for {name}; languages: {', '.join(vocabulary.languages)}")
    try:
        return engine_for(vocabulary, code).read(document, finds)
    except Exception as error:
        raise DocumentError(f"document {document.doc_id!r}: {type(error).__name__}: {error}") from error


def engine_for(vocabulary: Vocabulary, code: str) -> Reader:
    """The compiled engine of a vocabulary and language, built at its first use."""
    if code not in vocabulary.engines:
        vocabulary.engines[code] = READERS[vocabulary.languages[code].reader](vocabulary, code)
    return vocabulary.engines[code]  # type: ignore[no-any-return]


def _row(document: Document, o: Observation) -> dict[str, Any]:
    """An observation as a mapping with the table's column names; the converted ones are filled for whole tables."""
    amount, period, also = o.amount, o.period, o.also
    return {
        "doc_id": document.doc_id,
        "published": document.published,
        "entity": o.entity,
        "parent": o.parent,
        "segment": o.segment,
        "metric": o.metric,
        "measure": o.measure,
        "basis": o.basis,
        "period": label(period) if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_source": period.source if period else None,
        "value": o.value,
        "low": o.low,
        "high": o.high,
        "unit": o.unit,
        "modifier": o.modifier,
        "also_value": also.value if also else None,
        "also_unit": also.unit if also else None,
        "value_cny": None,
        "value_usd": None,
        "fx_rate_date": None,
        "fx_source": None,
        "status": o.status,
        "source": o.source,
        "quote": document.text[amount.start : amount.end],
        "start": amount.start,
        "end": amount.end,
        "sentence": document.text[o.sentence[0] : o.sentence[1]],
        "confidence": o.confidence,
    }


def check_vocabulary(folder: str | Path, *, vocabulary: Vocabulary | None = None) -> tuple[list[Problem], int]:
    """Extend a vocabulary with a folder and run the examples in it.

    Returns:
        The problems found (an example that does not give its rows, an entry without an example) and how many examples ran.

    Raises:
        VocabularyError: the folder, a file, an entry or a field is wrong.
    """
    base = vocabulary or Vocabulary.default()
    extended = base.extend(folder)
    examples = extended.examples[len(base.examples) :]
    problems = [
        problem for example in examples if example.gap is None for problem in check_example(example, lambda d: rows_of(d, extended))
    ]
    problems += uncovered(extended, {example.file for example in examples} | _new_files(base, extended))
    return problems, len(examples)


def rows_of(document: Document, vocabulary: Vocabulary, finds: Any = None) -> list[dict[str, Any]]:
    """The rows of one document as mappings with the table's column names, before conversion.

    Raises:
        DocumentError: the document could not be read.
    """
    return [_row(document, observation) for observation in observe(document, vocabulary, finds)]


def _new_files(base: Vocabulary, extended: Vocabulary) -> set[str]:
    return {e.file for name, e in extended.entities.items() if base.entities.get(name) is not e} | {
        m.file for name, m in extended.metrics.items() if base.metrics.get(name) is not m
    }
