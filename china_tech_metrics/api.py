"""``extract`` and ``iter_extract``: from texts to the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import groupby, islice, repeat
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.batch import Outcome, outcomes, shown
from china_tech_metrics.documents import Source, iter_documents
from china_tech_metrics.errors import DocumentError, InputError
from china_tech_metrics.failures import KEY, Complain, Failure, Failures, Policy, Stage, complaining, stage_of
from china_tech_metrics.fx.conversion import fill
from china_tech_metrics.fx.market import Market, market_of
from china_tech_metrics.fx.rates import Rates
from china_tech_metrics.garbage import collection_put_off
from china_tech_metrics.language import detect
from china_tech_metrics.link.engine import Engine
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import Document
from china_tech_metrics.resolve.calendar import label
from china_tech_metrics.texts import keep
from china_tech_metrics.units import currency
from china_tech_metrics.unspaced.engine import TopicEngine
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.check import Problem, check_example, uncovered

Rows = list[table.Row]
DOC_ID, UNIT = (itemgetter(table.SCHEMA.names.index(name)) for name in ("doc_id", "unit"))
NOT_CONVERTED = (None,) * sum(column.group == "converted" for column in table.SCHEMA)
STAGES_OF_TABLES: tuple[Stage, Stage] = ("table", "fx")


class Reader(Protocol):
    """What reads one language: it looks through many texts at once, and reads a document with what it found there."""

    def scan(self, texts: Sequence[str]) -> Sequence[Any]: ...
    def read(self, document: Document, finds: Any = None) -> list[Observation]: ...


READERS: Mapping[str, Callable[[Vocabulary, str], Reader]] = {"phrases": Engine, "topic chain": TopicEngine}
"""The engines by the kind of grammar they read, which a language's grammar.toml names."""


def extract(
    source: Source,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    rates: Rates | None = None,
    errors: Policy = "warn",
    n_jobs: int = 1,
    progress: bool = False,
) -> pd.DataFrame:
    """Every number an analyst would write down, one row an observation.

    Args:
        source: a text; a :class:`Document`; a mapping with ``text`` and optional ``published``, ``doc_id``, ``lang``, ``title``,
            ``url``; an iterable of these; a Series of texts; a DataFrame with a ``text`` column and optional ones of those names; or
            :class:`Documents`, as :func:`read_folder` and the other readers return them.
        published: the day relative dates ("last year", "in October") are counted from, for documents that bring none:
            a date, a datetime or an ISO string. Without it such periods are NA.
        lang: language code for documents that bring none; detected by script when not given.
        vocabulary: the words to read with; ``Vocabulary.default()`` when not given.
        rates: the exchange rates to convert amounts of money to renminbi and US dollars with; those of the European Central Bank when not
            given (:class:`EcbRates`).
        errors: what happens where a document of many can not be read: ``"warn"`` issues an :class:`InputWarning` and keeps the rows of all
            others, ``"raise"`` raises, and ``"collect"`` says nothing and keeps the failures with the table: ``df.ctm.errors()``.
        n_jobs: the number of processes to read in; 1 is this one, -1 as many as there are processors. The table is the same.
        progress: show a bar on the standard error stream, with the documents read.

    Returns:
        A DataFrame with the columns and dtypes of :data:`SCHEMA`, in the order of the documents and of their text.
        ``text[start:end] == quote`` holds in every row. The texts stay with it in ``df.attrs`` as long as it is in memory.

    Raises:
        InputError: the source is of no kind listed above, or the only document is broken; or ``rates`` has not what :class:`Rates` asks;
            with ``errors="raise"``, also if an item of many is no document (:class:`SourceError`: a file or a record is unreadable).
        DocumentError: with ``errors="raise"``, a document could not be read.

    >>> df = extract("JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter.", published="2024-08-15")
    >>> df[["entity", "metric", "measure", "period", "value", "unit"]].to_dict("records")[0]
    {'entity': 'JD', 'metric': 'revenue', 'measure': 'growth', 'period': '2024Q2', 'value': 1.2, 'unit': 'percent'}
    """
    vocabulary, at, failures = vocabulary or Vocabulary.default(), market_of(rates), list[Failure]()
    complain = complaining(errors, failures)
    rows: Rows = []
    documents: list[Document] = []
    for document, found in _read(source, published, lang, vocabulary, errors, complain, n_jobs, progress):
        documents.append(document)
        rows += found
    return keep(_table(rows, at, vocabulary, failures, complain), documents, vocabulary)


def iter_extract(
    source: Source,
    *,
    chunk: int = 1000,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    rates: Rates | None = None,
    errors: Policy = "warn",
    n_jobs: int = 1,
    progress: bool = False,
) -> Iterator[pd.DataFrame]:
    """As :func:`extract`, in pieces: for a source whose texts or rows do not fit into memory.

    The source is read as far as the tables asked for need it. Nothing is kept of a table that was handed out but the names of its
    documents, which must not occur twice: about a hundred bytes each.

    Args:
        source: as in :func:`extract`; an iterator or :class:`Documents` if the texts are not to be in memory all at once.
        chunk: so many documents make a table.
        published: as in :func:`extract`, and so are the arguments that follow.
        lang: see there.
        vocabulary: see there.
        rates: see there.
        errors: see there; with ``"collect"`` a table has the failures that were noticed since the one before it, and the last table,
            which may have no row, the rest.
        n_jobs: see there; the processes are there until the last table, or until the iterator is closed.
        progress: see there.

    Returns:
        An iterator over tables as :func:`extract` returns them, at least one, each with an index from 0 and without the texts. Their
        rows one after the other are those of ``extract``.

    Raises:
        InputError: at once for the arguments, and as in :func:`extract`.
        DocumentError: as in :func:`extract`.

    >>> articles = ("JD's revenue rose %d%% in 2023." % n for n in range(5))
    >>> [df["value"].to_list() for df in iter_extract(articles, chunk=2)]
    [[0.0, 1.0], [2.0, 3.0], [4.0]]
    """
    if isinstance(chunk, bool) or not isinstance(chunk, int) or chunk < 1:
        raise InputError(f"chunk must be a number of documents, not {chunk!r}")
    vocabulary, at, failures = vocabulary or Vocabulary.default(), market_of(rates), list[Failure]()
    complain = complaining(errors, failures)
    read = _read(source, published, lang, vocabulary, errors, complain, n_jobs, progress)
    return _tables(read, chunk, lambda rows: _table(rows, at, vocabulary, failures, complain), failures)


def _tables(
    read: Iterator[tuple[Document, Rows]], chunk: int, build: Callable[[Rows], pd.DataFrame], failures: list[Failure]
) -> Iterator[pd.DataFrame]:
    first = True
    while (part := list(islice(read, chunk))) or failures or first:
        yield build([row for _, rows in part for row in rows])
        failures.clear()
        first = False


def _read(
    source: Source,
    published: dt.date | str | None,
    lang: str | None,
    vocabulary: Vocabulary,
    errors: Policy,
    complain: Complain,
    n_jobs: int,
    progress: bool,
) -> Iterator[tuple[Document, Rows]]:
    """The documents with their rows; ``complain`` is told of failures. Arguments are checked at once."""
    documents = iter_documents(source, published=published, lang=lang, complain=complain)
    return told(shown(outcomes(documents, partial(read_together, vocabulary=vocabulary), n_jobs), source, progress), errors, complain)


def told(read: Iterator[tuple[Document, Outcome]], errors: Policy, complain: Complain) -> Iterator[tuple[Document, Rows]]:
    """The documents with their rows; where there is a failure instead, it is raised or ``complain`` is told."""
    for document, outcome in read:
        if outcome.failure is not None:
            if errors == "raise" and outcome.error is not None:
                raise outcome.error
            complain(outcome.failure)
        yield document, outcome.rows


def _table(rows: Rows, at: Market, vocabulary: Vocabulary, failures: list[Failure], complain: Complain) -> pd.DataFrame:
    df = filled(rows, at, vocabulary, complain)
    if failures:
        df.attrs[KEY] = Failures.of(failures)
    return df


def filled(rows: Rows, at: Market, vocabulary: Vocabulary, complain: Complain) -> pd.DataFrame:
    """The table of some rows, with their amounts converted; ``complain`` is told of documents that fit none."""
    try:
        return _converted(_built(rows), rows, at, vocabulary)
    except Exception as error:
        return _without_broken(rows, at, vocabulary, complain, error)


def _built(rows: Rows) -> pd.DataFrame:
    return table.build(dict(zip(table.SCHEMA.names, zip(*rows, strict=True) if rows else repeat(()), strict=False)))


def _converted(df: pd.DataFrame, rows: Rows, at: Market, vocabulary: Vocabulary) -> pd.DataFrame:
    return fill(df, at, vocabulary) if any(map(currency, map(UNIT, rows))) else df


def _without_broken(rows: Rows, at: Market, vocabulary: Vocabulary, complain: Complain, error: Exception) -> pd.DataFrame:
    """The table of the documents that can be in it, after one of all could not be made.

    Raises:
        Exception: what was raised for all of them is raised for each: it is not the documents.
    """
    whole: Rows = []
    lost: list[Failure] = []
    for doc_id, group in groupby(rows, key=DOC_ID):
        part, stage = list(group), STAGES_OF_TABLES[0]
        try:
            df = _built(part)
            stage = STAGES_OF_TABLES[1]
            _converted(df, part, at, vocabulary)
        except Exception as own:
            lost.append(Failure(doc_id, stage, type(own).__name__, f"document {doc_id!r}: {type(own).__name__}: {own}"))
        else:
            whole += part
    if not whole or not lost:
        raise error
    for failure in lost:
        complain(failure)
    return _converted(_built(whole), whole, at, vocabulary)


def read_together(documents: Sequence[Document], vocabulary: Vocabulary) -> list[Outcome]:
    """What becomes of some documents; it works in any process."""
    with collection_put_off():
        return [_outcome(document, vocabulary, finds) for document, finds in _with_finds(documents, vocabulary)]


def _outcome(document: Document, vocabulary: Vocabulary, finds: Any) -> Outcome:
    try:
        return Outcome(_rows(document, vocabulary, finds))
    except DocumentError as error:
        cause = error.__cause__
        failure = Failure(document.doc_id, stage_of(cause) if cause else "language", type(cause or error).__name__, str(error))
        return Outcome([], failure, error)


def _with_finds(documents: Sequence[Document], vocabulary: Vocabulary) -> Iterator[tuple[Document, Any]]:
    """The documents, their language told, with what is found in their texts; several of one language are looked through at once.

    None stands for the finds of documents among which one can not be read: which one is told when they are read one by one.
    """
    for code, group in groupby(documents, key=_language_known):
        together = [document if document.lang == code else replace(document, lang=code) for document in group]
        finds: Sequence[Any] = [None] * len(together)
        if code is not None and code in vocabulary.languages:
            with suppress(Exception):
                finds = engine_for(vocabulary, code).scan([document.text for document in together])
        yield from zip(together, finds, strict=True)


def _language(document: Document) -> str | None:
    return document.lang or detect(document.text)


def _language_known(document: Document) -> str | None:
    """The language of a document among others; what is wrong with telling it is told when it is read by itself."""
    with suppress(Exception):
        return _language(document)
    return None


def observe(document: Document, vocabulary: Vocabulary, finds: Any = None) -> list[Observation]:
    """The observations of one document, before they become rows; ``finds`` are those of its text, where the caller has them.

    Raises:
        DocumentError: there are no rules for the document's language, or a stage failed on it.
    """
    try:
        code = _language(document)
    except Exception as error:
        raise _broken(document, error) from error
    if code is None or code not in vocabulary.languages:
        name = "its script" if code is None else repr(code)
        raise DocumentError(f"document {document.doc_id!r}: no rules for {name}; languages: {', '.join(vocabulary.languages)}")
    try:
        return engine_for(vocabulary, code).read(document, finds)
    except Exception as error:
        raise _broken(document, error) from error


def _broken(document: Document, error: Exception) -> DocumentError:
    return DocumentError(f"document {document.doc_id!r}: {type(error).__name__}: {error}")


def engine_for(vocabulary: Vocabulary, code: str) -> Reader:
    """The compiled engine of a vocabulary and language, built at its first use; the same one for every thread."""
    engines: dict[str, Reader] = vocabulary.engines
    found = engines.get(code)
    return engines.setdefault(code, READERS[vocabulary.languages[code].reader](vocabulary, code)) if found is None else found


def _row(document: Document, o: Observation) -> table.Row:
    """The values of an observation for the table's columns, without the converted ones, which are filled for whole tables."""
    amount, period, also, text = o.amount, o.period, o.also, document.text
    when = (label(period), period.start, period.end, period.source) if period else (None, None, None, None)
    what = (o.entity, o.parent, o.segment, o.metric, o.measure, o.basis, *when)
    restated = (also.value, also.unit) if also else (None, None)
    how_much = (o.value, o.low, o.high, o.unit, o.modifier, *restated, *NOT_CONVERTED)
    quote, sentence = text[amount.start : amount.end], text[o.sentence[0] : o.sentence[1]]
    evidence = (quote, amount.start, amount.end, sentence, o.confidence)
    return (document.doc_id, document.published, *what, *how_much, o.status, o.source, *evidence)


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


def rows_of(document: Document, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The rows of one document as mappings with the table's column names, before conversion.

    Raises:
        DocumentError: the document could not be read.
    """
    return [dict(zip(table.SCHEMA.names, row, strict=True)) for row in _rows(document, vocabulary)]


def _rows(document: Document, vocabulary: Vocabulary, finds: Any = None) -> Rows:
    """The rows of one document; ``finds`` are those of its text, where the caller has them."""
    observations = observe(document, vocabulary, finds)
    try:
        return [_row(document, observation) for observation in observations]
    except Exception as error:
        raise _broken(document, error) from error


def _new_files(base: Vocabulary, extended: Vocabulary) -> set[str]:
    kinds: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = (
        (base.entities, extended.entities),
        (base.metrics, extended.metrics),
        (base.segments, extended.segments),
    )
    return {entry.file for before, now in kinds for name, entry in now.items() if before.get(name) is not entry}
