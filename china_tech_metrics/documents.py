"""Whatever the user has, as a stream of documents.

A source is one text or many:

===============================  ==============================================================================
one                              ``str``; :class:`Document`; mapping with ``text``
many                             iterable of these three; Series of texts; DataFrame with a ``text`` column; :class:`Documents`
===============================  ==============================================================================

A mapping and a DataFrame may also have ``published``, ``doc_id``, ``lang``, ``title`` and ``url``; other keys and columns
are ignored. ``None``, ``NaN``, ``NaT``, ``NA`` and the empty string in these five mean "not known".

What happens with what can not be used:

- A source of another kind (a number, ``None``, bytes, a path, an open file), a DataFrame or a single mapping without
  ``text``, and an unusable ``published`` or ``lang`` argument are an :class:`InputError`.
- One broken text is an :class:`InputError` if it is the source itself, and an :class:`InputWarning` if it is one of many
  (in a list of one, too): that document is passed over and the others are read. An item that is no text, document or
  mapping, a missing text, and bytes count as broken. An empty text is fine.
- An unusable ``published``, ``doc_id``, ``lang``, ``title`` or ``url`` of one document is an :class:`InputError` if it is
  the source itself. Of one among many it is an :class:`InputWarning`, and the document is read as if the field were not known;
  an unusable ``published`` is not replaced by the ``published`` argument, because it says that the date is another one.
- ``published`` is a date, a datetime or ``Timestamp``, a ``numpy.datetime64`` of a day or finer, or a string: ISO 8601, or day,
  month in English letters and year as bylines and feeds print them ("19 June 2024", "Wed, 19 Jun 2024 08:00:00 GMT"). Time of
  day is dropped; with a time zone the day is the one in that zone. Anything else is unusable: "6/7/2024" would need a guess,
  and so would months and years, numbers, and days that do not exist.
- ``lang`` is a language tag of which the primary language counts: "en-US" is read as "en".
- ``doc_id`` is a string or a whole number (also printed as a float, as pandas does in a column with gaps). Without one, or
  with an empty one, a document is called by its label in the index of its Series or DataFrame, else by its position, from "0".
- A ``doc_id`` that an earlier document has is an :class:`InputWarning`, once for each; the later documents get the first
  free of ``id#2``, ``id#3``, … so that every row of the table leads to one text.

What is passed over is told to a function, ``complain``, as a :class:`Failure`; an :class:`InputWarning` is what it is by default.

The text itself is never changed: lone surrogates, NUL characters and line ends of any sort pass through.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.failures import PASSED_OVER, Complain, Failure, Stage, warn
from china_tech_metrics.model import Document


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents that are read when they are gone over, and again each time: what the readers of many return.

    ``list(documents)`` has them all; :func:`extract` and :func:`iter_extract` read one after the other, so that they need not fit into
    memory. What can not be read is passed over with an :class:`InputWarning`, unless ``extract`` is told to do something else with it.
    ``name`` says where they come from, and ``read`` reads them and tells a function what can not be read.
    """

    name: str
    read: Callable[[Complain], Iterator[Document]]

    def __iter__(self) -> Iterator[Document]:
        return self.read(warn)

    def __repr__(self) -> str:
        return f"Documents({self.name!r})"


Text = str | Document | Mapping[str, Any]
Source = Text | Iterable[Text] | pd.Series | pd.DataFrame | Documents

FIELDS = ("text", "published", "doc_id", "lang", "title", "url")
ACCEPTED = (
    "a str, a Document, a mapping with text, an iterable of these, a Series, a DataFrame with a text column, or what read_file or "
    "read_folder returns"
)
LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
WRITTEN_DATE = re.compile(
    r"(?=.*\b\d{4}\b)(?:[A-Za-z]{3,9}\.?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?|[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?),?\s+\d{4}(?:,?\s+(?:at\s+)?\d{1,2}:\d{2}.{0,20})?"
)
"""A day and year with the month in letters, perhaps with a weekday before and a time of day behind."""
COARSE = ("generic", "Y", "M", "W")
"""Units of ``numpy.datetime64`` that name no single day."""


def iter_documents(source: Source, *, published: Any = None, lang: str | None = None, complain: Complain = warn) -> Iterator[Document]:
    """The documents of a source, one at a time; the module's docstring has every rule.

    Args:
        source: one text or many.
        published: the day of documents that bring none.
        lang: the language of documents that bring none.
        complain: is told what is passed over.

    Raises:
        InputError: at once for the source and the arguments.

    >>> [d.doc_id for d in iter_documents(["JD", {"text": "Meituan", "doc_id": "m"}])]
    ['0', 'm']
    """
    defaults = arguments(published, lang)
    if isinstance(source, str | Document | Mapping):
        return iter([d for d in [_read(source, "0", defaults, _refuse)] if d is not None])
    items = enumerate(source.read(complain)) if isinstance(source, Documents) else _items(source)
    return _unique((d for label, item in items if (d := _read(item, str(label), defaults, complain)) is not None), complain)


def iter_partition(frame: pd.DataFrame, *, published: Any = None, lang: str | None = None, complain: Complain = warn) -> Iterator[Document]:
    """The documents of one part of a corpus, whose other parts are not known here.

    The rules are those of one among many with two differences. A position is no name, because every part has a document 0: a document
    without a usable ``doc_id`` is passed over. And no document is renamed, because those of the same name may be in another part.

    Args:
        frame: documents with the columns ``doc_id`` and ``text`` and, if known, ``published``, ``lang``, ``title`` and ``url``.
        published: the day of documents that bring none.
        lang: the language of documents that bring none.
        complain: is told what is passed over.

    Raises:
        InputError: at once for the frame and the arguments.
    """
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"a partition has to be a DataFrame, not {type(frame).__name__}")
    if "doc_id" not in frame.columns:
        raise InputError("the partition has no column 'doc_id'; positions would name a document in every partition alike")
    defaults, rows = arguments(published, lang), _rows(frame)
    return (d for row in rows if _is_named(row, complain) and (d := _read(row, "", defaults, complain)) is not None)


def _is_named(row: Mapping[str, Any], complain: Complain) -> bool:
    name = row["doc_id"]
    try:
        if not is_missing(name):
            return bool(_doc_id(name))
        what = "has no doc_id"
    except ValueError as error:
        what = f"has the doc_id {reprlib.repr(name)}, which is {error}"
    complain(Failure("", "document", InputError.__name__, f"a document {what}; its text is {reprlib.repr(row['text'])}{PASSED_OVER}"))
    return False


def arguments(published: Any, lang: Any) -> dict[str, Any]:
    """What holds for documents that do not tell it themselves, as a document has it.

    Raises:
        InputError: ``published`` is no day, or ``lang`` no language tag.
    """
    return {name: _argument(name, value) for name, value in (("published", published), ("lang", lang))}


def to_day(value: Any) -> dt.date:
    """The day that a date, a datetime, a ``numpy.datetime64`` or an ISO string names.

    Raises:
        ValueError: it names none.

    >>> to_day("2024-06-19T23:30:00-08:00"), to_day("Wed, 19 Jun 2024 08:00:00 GMT")
    (datetime.date(2024, 6, 19), datetime.date(2024, 6, 19))
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            day = _written_day(value)
            if day is not None:
                return day
    if isinstance(value, np.datetime64) and np.datetime_data(value)[0] not in COARSE:
        item = value.astype("datetime64[D]").item()
        if isinstance(item, dt.date):
            return item
    raise ValueError('not a day; give a date, a datetime or an ISO string such as "2024-06-19"')


@lru_cache(maxsize=4096)
def _written_day(text: str) -> dt.date | None:
    """The day of a date whose month is in letters, None if day, month or year is missing or more than a date is written.

    dateparser knows the many ways to print one; it is asked only where nothing is left to guess: the month is a word, and a
    year of four digits and a day are there. It is imported when first needed, because that takes a while.
    """
    if not WRITTEN_DATE.fullmatch(text.strip()):
        return None
    import dateparser

    found = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]})
    return None if found is None else found.date()


def is_missing(value: Any) -> bool:
    """Whether a value stands for "not known"."""
    if isinstance(value, str):
        return not value
    return value is None or bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _doc_id(value: Any) -> str:
    if isinstance(value, str):
        return str(value)
    whole = isinstance(value, int | np.integer) or (isinstance(value, float | np.floating) and float(value).is_integer())
    if whole and not isinstance(value, bool):
        return str(int(value))
    raise ValueError("neither a string nor a whole number")


def _lang(value: Any) -> str:
    tag = LANGUAGE_TAG.fullmatch(value) if isinstance(value, str) else None
    if tag is None:
        raise ValueError('not a language tag such as "en" or "zh"')
    return tag[1].lower()


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a string")
    return str(value)


PARSERS: dict[str, Callable[[Any], Any]] = {
    "published": to_day,
    "doc_id": _doc_id,
    "lang": _lang,
    "title": _string,
    "url": _string,
}


def _argument(name: str, value: Any) -> Any:
    try:
        return None if is_missing(value) else PARSERS[name](value)
    except ValueError as error:
        raise InputError(f"{name}={reprlib.repr(value)} is {error}") from None


def _items(source: Any) -> Iterator[tuple[str, Any]]:
    """Each item of a source of many, with the name that its document has when it brings none."""
    if isinstance(source, pd.DataFrame):
        return zip(_labels(source.index), _rows(source), strict=True)
    if isinstance(source, pd.Series):
        return zip(_labels(source.index), source.tolist(), strict=True)
    unfit = bytes | bytearray | memoryview | io.IOBase
    try:
        if isinstance(source, unfit):
            raise TypeError
        return ((str(n), item) for n, item in enumerate(iter(source)))
    except TypeError:
        raise InputError(f"the source is of type {type(source).__name__}, {reprlib.repr(source)}; it has to be {ACCEPTED}") from None


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as mappings; raises an :class:`InputError` at once if the columns are wrong."""
    if "text" not in frame.columns:
        columns = ", ".join(map(repr, frame.columns)) or "none"
        raise InputError(f"the DataFrame has no column 'text'; its columns: {columns}")
    names = [name for name in FIELDS if name in frame.columns]
    for name in names:
        if not isinstance(frame[name], pd.Series):
            raise InputError(f"the DataFrame has more than one column {name!r}")
    values = [frame[name].tolist() for name in names]
    return (dict(zip(names, row, strict=True)) for row in zip(*values, strict=True))


def _labels(index: pd.Index) -> Iterator[str]:
    for position, label in enumerate(index):
        try:
            yield str(position) if is_missing(label) else _doc_id(label)
        except ValueError:
            yield str(label)


def document_of(item: Mapping[str, Any], label: str, complain: Complain) -> Document | None:
    """The document of a mapping, by the rules of one among many; None if it has no text."""
    return _read(item, label, {}, complain)


def _read(item: Any, label: str, defaults: Mapping[str, Any], complain: Complain) -> Document | None:
    if isinstance(item, str):
        return Document(label, item, **defaults)
    if isinstance(item, Document):
        fields = {name: getattr(item, name) for name in FIELDS}
    elif isinstance(item, Mapping):
        fields = {name: item.get(name) for name in FIELDS}
    elif is_missing(item):
        fields = {"text": None}
    else:
        what = f"is of type {type(item).__name__}, not a str, a Document or a mapping"
        complain(_failure(label, "document", f" {what}{PASSED_OVER}"))
        return None
    text, problems = fields.pop("text"), []
    known: dict[str, Any] = {"doc_id": label, **defaults}
    for name, value in fields.items():
        if is_missing(value):
            continue
        try:
            known[name] = PARSERS[name](value)
        except ValueError as error:
            problems.append(f"{name} {reprlib.repr(value)} is {error}")
            if name == "published":
                known[name] = None
    if not isinstance(text, str):
        what = "has no text" if is_missing(text) else f"has a text of type {type(text).__name__}, not a str"
        complain(_failure(known["doc_id"], "document", f" {what}{PASSED_OVER}"))
        return None
    for problem in problems:
        complain(_failure(known["doc_id"], "field", f": {problem}"))
    return Document(text=text, **known)


def _failure(doc_id: str, stage: Stage, what: str) -> Failure:
    return Failure(doc_id, stage, InputError.__name__, f"document {doc_id!r}{what}")


def _refuse(failure: Failure) -> NoReturn:
    raise failure.exception()


def _unique(documents: Iterable[Document], complain: Complain) -> Iterator[Document]:
    counts: dict[str, int] = {}
    for document in documents:
        doc_id = name = document.doc_id
        while name in counts:
            counts[doc_id] += 1
            name = f"{doc_id}#{counts[doc_id]}"
        counts[name] = 1
        if name != doc_id:
            told = f"a document before this one is called {doc_id!r}, too; it becomes {name!r}"
            complain(Failure(name, "field", InputError.__name__, told))
            document = replace(document, doc_id=name)
        yield document
