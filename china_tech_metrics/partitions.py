"""The parts of a corpus that an engine with many machines hands out: a DataFrame of documents in, a DataFrame of rows out.

Spark and Dask decide what is read where, and read again what a dead machine had. They know nothing of a DataFrame but its columns, and
keep these in Arrow. So what ``extract`` does otherwise for the whole corpus has to be right for each part by itself:

- **Names.** A part does not know the others, so documents bring their ``doc_id``, and none is renamed.
- **Failures** are no attribute of the table, which engines lose, but rows of their own if they are collected.
- **Texts** are not kept with the table: they would travel with it.
- **Half of a surrogate pair**, which a damaged text may contain, can not be held by Arrow and would end the whole run. In the rows of
  such a document each half is U+FFFD, one character for one, so that offsets hold.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.api import filled, read_together, told
from china_tech_metrics.batch import outcomes
from china_tech_metrics.documents import iter_partition
from china_tech_metrics.errors import InputError
from china_tech_metrics.failures import Complain, Failure, Policy, complaining
from china_tech_metrics.fx.market import market_of
from china_tech_metrics.fx.rates import Rates
from china_tech_metrics.vocabulary import Vocabulary

HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: in a Python string no pair is written as two halves."""
REPLACEMENT = "\ufffd"


def extract_partition(
    documents: pd.DataFrame,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    rates: Rates | None = None,
    errors: Policy = "warn",
) -> pd.DataFrame:
    """As :func:`extract`, for one part of a corpus: what to give to ``map_partitions`` of Dask, and to whatever maps DataFrames.

    Args:
        documents: a DataFrame with the columns ``doc_id`` and ``text`` and, if known, ``published``, ``lang``, ``title`` and ``url``. A
            ``doc_id`` should be there once in the whole corpus: it is not told here if it is not, and no document is renamed. A
            document without one is a failure.
        published: as in :func:`extract`, and so are the arguments that follow.
        lang: see there.
        vocabulary: see there. It goes along to other processes; each unpacks and compiles it once.
        rates: see there; to be used in other processes they have to be picklable.
        errors: what happens where a document can not be read: ``"warn"`` issues an :class:`InputWarning`, which goes to the log of the
            process, ``"raise"`` raises, which ends the run of most engines, and ``"collect"`` gives each failure a row of its own.

    Returns:
        The rows that ``extract`` would give, with the columns and dtypes of :data:`SCHEMA` and an index from 0. With
        ``errors="collect"`` those of ``SCHEMA.with_errors()``: ``stage``, ``error`` and ``message`` are missing in all rows that are
        observations; behind these are the failures, of which nothing is there but ``doc_id`` and these three, and offsets of 0.
        ``df.ctm.errors()`` has them alone. Half a surrogate pair of a text is U+FFFD in its rows, and a failure of the stage ``field``.

    Raises:
        InputError: ``documents`` is no DataFrame with these columns, or an argument has no legal value; with ``errors="raise"``, also if
            a document has no text or no ``doc_id``.
        DocumentError: with ``errors="raise"``, a document could not be read.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["JD's revenue rose 5% in 2023.", None]})
    >>> df = extract_partition(documents, errors="collect")
    >>> df[["doc_id", "metric", "value", "stage"]].to_dict("records")
    [{'doc_id': 'a', 'metric': 'revenue', 'value': 5.0, 'stage': nan}, {'doc_id': 'b', 'metric': nan, 'value': nan, 'stage': 'document'}]
    """
    vocabulary, at, failures = vocabulary or Vocabulary.default(), market_of(rates), list[Failure]()
    complain = complaining(errors, failures)
    found = iter_partition(documents, published=published, lang=lang, complain=complain)
    rows: list[table.Row] = []
    for document, those in told(outcomes(found, partial(read_together, vocabulary=vocabulary)), errors, complain):
        rows += those if _fits_arrow(document.text) and _fits_arrow(document.doc_id) else _mended(document.doc_id, those, complain)
    df = filled(rows, at, vocabulary, complain)
    return _with_errors(df, failures) if errors == "collect" else df


def extract_partitions(
    partitions: Iterable[pd.DataFrame],
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    rates: Rates | None = None,
    errors: Policy = "warn",
) -> Iterator[pd.DataFrame]:
    """As :func:`extract_partition`, for one DataFrame after the other: what to give to ``mapInPandas`` of Spark.

    Args:
        partitions: DataFrames as :func:`extract_partition` takes them; each is read when its table is asked for.
        published: as in :func:`extract_partition`, and so are the arguments that follow.
        lang: see there.
        vocabulary: see there.
        rates: see there.
        errors: see there.

    Returns:
        An iterator over their tables.

    Raises:
        InputError: as in :func:`extract_partition`, when a table is asked for.
        DocumentError: as in :func:`extract_partition`.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["JD's revenue rose 5%.", "JD's revenue rose 6%."]})
    >>> [df["value"].to_list() for df in extract_partitions([documents[:1], documents[1:]])]
    [[5.0], [6.0]]
    """
    for documents in partitions:
        yield extract_partition(documents, published=published, lang=lang, vocabulary=vocabulary, rates=rates, errors=errors)


def _fits_arrow(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mended(doc_id: str, rows: Sequence[table.Row], complain: Complain) -> Sequence[table.Row]:
    """The rows of a document without halves of surrogate pairs; if they had one it is told."""
    mended = [tuple(map(_without_halves, row)) for row in rows]
    if mended != rows:
        message = f"document {doc_id!r}: half of a surrogate pair, which Arrow can not hold, is U+FFFD in its rows"
        complain(Failure(doc_id, "field", InputError.__name__, message))
    return mended


def _without_halves(value: Any) -> Any:
    return HALF.sub(REPLACEMENT, value) if isinstance(value, str) else value


def _with_errors(df: pd.DataFrame, failures: list[Failure]) -> pd.DataFrame:
    """The table with the columns for failures, and behind its rows one for each."""
    schema = table.SCHEMA.with_errors()
    missing = pd.array([None] * len(df), dtype=table.STRING)
    df = df.assign(**{column.name: missing for column in table.ERRORS})
    if not failures:
        return df
    told = [{name: _without_halves(value) or None for name, value in asdict(failure).items()} for failure in failures]
    lost = table.build({name: [{"start": 0, "end": 0, **row}.get(name) for row in told] for name in schema.names}, schema)
    return pd.concat([df, lost], ignore_index=True) if len(df) else lost
