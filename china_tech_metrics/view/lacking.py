"""``unmatched``: the quantities that were found and that no metric claims, so that one sees what the vocabulary lacks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from china_tech_metrics.documents import Source, iter_documents
from china_tech_metrics.errors import DocumentError, warn_input
from china_tech_metrics.link.observation import OTHER
from china_tech_metrics.model import Amount, Document
from china_tech_metrics.table import NUMBER, OFFSET, STRING
from china_tech_metrics.texts import Texts, need_texts
from china_tech_metrics.view.articles import is_table
from china_tech_metrics.view.trace import Span, Trace, trace
from china_tech_metrics.vocabulary import Vocabulary

NO_ROW, PLAIN = "no row", "plain number"
"""Why a quantity is here, besides ``other``."""
WORDS = 5
"""So many words before and behind are shown."""
CHARACTERS = 24
"""... or so many characters, where words are not parted by spaces."""
ENDS = re.compile(r"[。！？；\n]|[.!?](?=\s)")
DTYPES = {
    "doc_id": STRING,
    "before": STRING,
    "quote": STRING,
    "after": STRING,
    "why": STRING,
    "kind": STRING,
    "value": NUMBER,
    "unit": STRING,
    "start": OFFSET,
    "end": OFFSET,
    "sentence": STRING,
}


def unmatched(
    source: Source | pd.DataFrame,
    documents: Source | None = None,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """The quantities that were found in the texts and that no metric of the vocabulary claims.

    Args:
        source: what :func:`extract` takes, or a table of observations: then all texts it was read from are looked through.
        documents: for a table that has lost its texts: the source it was read from.
        published: as in :func:`extract`, for texts that bring no date.
        lang: as in :func:`extract`, for texts that bring no language.
        vocabulary: the words to read with; those the table was read with when not given.

    Returns:
        A DataFrame with a row a quantity, in the order of the texts: ``doc_id``, the words ``before``, the ``quote`` and the words
        ``after`` it in its sentence, ``why``, the ``kind`` of amount (money, percent, count ...), ``value`` and ``unit``, ``start`` and
        ``end`` in the text, and the ``sentence``. ``why`` is ``other`` for a measured figure that is in the table under that metric,
        ``no row`` for one that is not, and ``plain number`` for a number without scale, currency or unit: most of these count things
        in passing. A document that can not be read is an :class:`InputWarning` and has no rows.

    Raises:
        InputError: the source can not be read; or the table has lost its texts and they are not given, or are other ones.

    >>> found = unmatched("The bridge carried 48,000 tonnes of zinc. JD's revenue rose 1.2%.")
    >>> found[["before", "quote", "after", "why"]].to_dict("records")
    [{'before': 'The bridge carried', 'quote': '48,000 tonnes', 'after': 'of zinc.', 'why': 'no row'}]
    """
    if is_table(source):
        texts = need_texts(source, documents, published=published, lang=lang)
    else:
        texts = Texts(iter_documents(source, published=published, lang=lang))
    words = vocabulary or texts.vocabulary
    rows = [row for document in texts.documents.values() for row in _rows(document, words)]
    return pd.DataFrame({name: pd.array([row[name] for row in rows], dtype=dtype) for name, dtype in DTYPES.items()})  # type: ignore[call-overload]


def _rows(document: Document, vocabulary: Vocabulary) -> Iterator[Mapping[str, Any]]:
    try:
        found = trace(document, vocabulary)
    except DocumentError as error:
        warn_input(str(error))
        return
    for amount in found.amounts:
        observed = found.observed(Span(amount.start, amount.end))
        if any(o.metric != OTHER for o in observed):
            continue
        yield _row(found, amount, OTHER if observed else PLAIN if amount.bare else NO_ROW)


def _row(found: Trace, amount: Amount, why: str) -> Mapping[str, Any]:
    text = found.document.text
    begin, stop = found.sentences.get(Span(amount.start, amount.end)) or sentence_around(text, amount)
    return {
        "doc_id": found.document.doc_id,
        "before": words_before(text[begin : amount.start]),
        "quote": text[amount.start : amount.end],
        "after": words_after(text[amount.end : stop]),
        "why": why,
        "kind": amount.kind,
        "value": float(amount.value),
        "unit": amount.unit,
        "start": amount.start,
        "end": amount.end,
        "sentence": text[begin:stop].strip(),
    }


def sentence_around(text: str, amount: Amount) -> tuple[int, int]:
    """Where the sentence of an amount begins and ends, for readers that do not say."""
    begin = max((m.end() for m in ENDS.finditer(text, 0, amount.start)), default=0)
    end = ENDS.search(text, amount.end)
    return begin, end.end() if end else len(text)


def words_before(text: str) -> str:
    """The last words of a text.

    >>> words_before("one two three four five six "), words_before("公司表示，将在未来三年内向人工智能和云计算基础设施投入不少于")
    ('two three four five six', '在未来三年内向人工智能和云计算基础设施投入不少于')
    """
    return " ".join(_few(text.split()[::-1], backwards=True)[::-1])


def words_after(text: str) -> str:
    """The first words of a text.

    >>> words_after(" one two three four five six")
    'one two three four five'
    """
    return " ".join(_few(text.split(), backwards=False))


def _few(words: Iterable[str], *, backwards: bool) -> list[str]:
    """The first words, no longer than so many of the usual length."""
    kept_words = list(words)[:WORDS]
    return [w if len(w) <= CHARACTERS else w[-CHARACTERS:] if backwards else w[:CHARACTERS] for w in kept_words]
