"""``explain``: in words, why a row has its entity, metric, measure, period, status and source, and what else was considered."""

from __future__ import annotations

import datetime as dt
import reprlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from china_tech_metrics.documents import Source, is_missing
from china_tech_metrics.errors import InputError
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.resolve.calendar import label
from china_tech_metrics.table import SCHEMA
from china_tech_metrics.texts import need_texts
from china_tech_metrics.view.markup import escape
from china_tech_metrics.view.trace import Aspect, Candidate, Choice, Span, Trace, trace
from china_tech_metrics.vocabulary import Vocabulary

ASPECTS: tuple[Aspect, ...] = ("entity", "metric", "measure", "period", "status", "source")
FILE = Path(__file__).with_name("reasons.toml")
SCORED = "{why} ({score:.1f} points)"
LEFT = 'style="text-align: left; vertical-align: top"'
"""In a notebook the cells of a table are for numbers."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A value the row could have had and has not. ``words`` are those of the text for it, at ``start`` to ``end``, if there are any."""

    value: str
    why: str
    words: str | None = None
    start: int | None = None
    end: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one column of a row is what it is.

    ``feature`` is the engine's own name for what decided, ``why`` the same in words; ``words`` are those of the text it rests on, at
    ``start`` to ``end``, if it rests on any. ``score`` is None where nothing is scored. ``considered`` are the others, the likeliest first.
    """

    aspect: Aspect
    value: str | None
    why: str
    feature: str
    words: str | None = None
    start: int | None = None
    end: int | None = None
    score: float | None = None
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True, repr=False)
class Explanation:
    """Why a row is what it is: print it, or let a notebook show it. ``notes`` say where the text, read again, gives another row."""

    doc_id: str
    quote: str
    start: int
    end: int
    sentence: str
    confidence: float | None
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...] = ()

    def __getitem__(self, aspect: str) -> Reason:
        """The reason of one column."""
        for reason in self.reasons:
            if reason.aspect == aspect:
                return reason
        raise KeyError(aspect)

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        lines = [f"“{self.quote}” in document {self.doc_id!r}, {self.start} to {self.end}", f"  {' '.join(self.sentence.split())}", ""]
        for reason in self.reasons:
            lines.append(f"{reason.aspect:<8} {reason.value or 'none'}: {reason.why}")
            lines += [f"{'':<8}   not {other.value}: {other.why}" for other in reason.considered]
        if self.confidence is not None:
            lines += ["", f"confidence {self.confidence:.2f}: so often were rows with the same evidence right in annotated articles"]
        return "\n".join([*lines, *(f"note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        rows = "".join(_html_row(reason) for reason in self.reasons)
        head = "".join(f'<th scope="col" {LEFT}>{name}</th>' for name in ("column", "value", "why", "and not"))
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return (
            f'<div dir="auto"><p><strong>{escape(self.quote)}</strong> · {escape(self.doc_id)}, {self.start} to {self.end}</p>'
            f"<blockquote>{escape(self.sentence)}</blockquote>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{notes}</div>"
        )


def _html_row(reason: Reason) -> str:
    others = "<br>".join(f"{escape(other.value)}: {escape(other.why)}" for other in reason.considered)
    cells = "".join(f"<td {LEFT}>{cell}</td>" for cell in (escape(reason.value or "none"), escape(reason.why), others))
    return f'<tr><th scope="row" {LEFT}>{reason.aspect}</th>{cells}</tr>'


def explain(
    df: pd.DataFrame,
    row: Any,
    documents: Source | None = None,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Explanation:
    """Why a row has its entity, metric, measure, period, status and source, and what else was considered.

    The document is read once more with somebody watching, so the reasons are those of the engine itself: the names of the features that
    decided, and the scores where candidates are scored.

    Args:
        df: a table of observations.
        row: a label of its index, or a position if no row has that label, or a row as a Series (``df.iloc[3]``).
        documents: the source the table was read from, if it has lost its texts; matched by ``doc_id``.
        published: as in :func:`extract`, for documents that bring no date.
        lang: as in :func:`extract`, for documents that bring no language.
        vocabulary: the words to read with; those the table was read with when not given.

    Raises:
        InputError: there is no such row, or more than one; the texts are lost and not given; or they are other ones.
        DocumentError: the document can not be read any more.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter.", published="2024-08-15")
    >>> why = df.ctm.explain(0)
    >>> why["entity"].why
    "“JD” owns the metric by grammar, as in “X's revenue”"
    >>> why["metric"].feature, why["period"].words
    ('noun before', 'the second quarter')
    """
    one = _one_row(df, row)
    texts = need_texts(one, documents, published=published, lang=lang)
    told = {str(name): value for name, value in one.iloc[0].items()}
    document = texts.documents[told["doc_id"]]
    found = trace(document, vocabulary or texts.vocabulary)
    span = Span(int(told["start"]), int(told["end"]))
    observed = _same(found, span, told)
    reasons = _reasons(found, span, observed, told) if observed is not None else ()
    confidence = told["confidence"]
    return Explanation(
        told["doc_id"],
        told["quote"],
        *span,
        told["sentence"],
        None if is_missing(confidence) else float(confidence),
        reasons,
        tuple(_notes(observed, told)),
    )


def _one_row(df: pd.DataFrame, row: Any) -> pd.DataFrame:
    """The row as a table of one, with the texts of the whole."""
    if isinstance(row, pd.Series):
        missing = [name for name in SCHEMA.names if name not in row.index]
        if missing:
            raise InputError(f"the Series is no row of a table of observations: it has no {', '.join(missing)}")
        one = pd.DataFrame([row.to_dict()])
        one.attrs = dict(df.attrs)
        return one
    at = _labelled(df, row)
    if len(at) > 1:
        raise InputError(f"{len(at)} rows are labelled {row!r}; give one of them as a Series: df.iloc[{at[0]}]")
    if not at and isinstance(row, int) and -len(df) <= row < len(df):
        at = [row % len(df)]
    if not at:
        raise InputError(f"no row is labelled {reprlib.repr(row)}, and it is no position among {len(df)} rows")
    return df.iloc[at]


def _labelled(df: pd.DataFrame, row: Any) -> list[int]:
    """The positions of the rows with that label."""
    try:
        found = df.index.get_loc(row)
    except (KeyError, TypeError, pd.errors.InvalidIndexError):
        return []
    return [int(n) for n in np.atleast_1d(np.arange(len(df))[found])]


def _same(found: Trace, span: Span, told: Mapping[str, Any]) -> Observation | None:
    """The observation on the row's place: the one of its entity, if there are several."""
    observed = found.observed(span)
    return next((o for o in observed if o.entity == told["entity"]), next(iter(observed), None))


def _values(o: Observation) -> dict[Aspect, str | None]:
    """What an observation has in each column that is explained."""
    measure = o.measure if o.basis is None else f"{o.measure} ({o.basis})"
    period = None if o.period is None else f"{label(o.period)} ({o.period.source})"
    return {"entity": o.entity, "metric": o.metric, "measure": measure, "period": period, "status": o.status, "source": o.source}


def _notes(o: Observation | None, told: Mapping[str, Any]) -> list[str]:
    """Where the row is not what the text gives when it is read again."""
    if o is None:
        return ["read again, the text gives no row here: the table was changed, or read with another vocabulary or version"]
    again: dict[str, Any] = {"entity": o.entity, "metric": o.metric, "measure": o.measure, "basis": o.basis, "status": o.status}
    again |= {"source": o.source, "period": None if o.period is None else label(o.period)}
    return [
        f"read again, {name} is {value or 'none'} and not {'none' if is_missing(told[name]) else told[name]}: "
        "the table was changed, or read with another vocabulary or version"
        for name, value in again.items()
        if value != (None if is_missing(told[name]) else told[name])
    ]


def _reasons(found: Trace, span: Span, o: Observation, told: Mapping[str, Any]) -> tuple[Reason, ...]:
    decision, values = found.decisions.get(span, {}), _values(o)
    return tuple(_reason(found.document.text, aspect, values[aspect], decision[aspect]) for aspect in ASPECTS if aspect in decision)


def _reason(text: str, aspect: Aspect, value: str | None, choice: Choice) -> Reason:
    words = choice.words
    why = in_words(aspect, choice.feature, _written(text, words))
    if choice.score is not None and any(other.score is not None for other in choice.others):
        why = SCORED.format(why=why, score=choice.score)
    return Reason(
        aspect,
        value,
        why,
        choice.feature,
        _written(text, words),
        words.start if words else None,
        words.end if words else None,
        choice.score,
        tuple(_considered(text, aspect, other) for other in choice.others),
    )


def _considered(text: str, aspect: Aspect, other: Candidate) -> Considered:
    why = in_words(aspect, other.why, _written(text, other.words))
    if other.score is not None:
        why = SCORED.format(why=why, score=other.score)
    start, end = other.words or (None, None)
    return Considered(other.value, why, _written(text, other.words), start, end, other.score)


def _written(text: str, words: Span | None) -> str | None:
    return None if words is None else text[words.start : words.end]


def in_words(aspect: str, feature: str, words: str | None) -> str:
    """What a feature says of some words, or of words unknown; a feature without a sentence of its own is told by its name.

    >>> in_words("metric", "noun right before", "revenue"), in_words("metric", "noun right before", None)
    ('“revenue” stands right before the figure', 'a word for it stands right before the figure')
    >>> in_words("metric", "a new one", "revenue")
    'by the feature “a new one”'
    """
    told = sentences()
    sentence = told.get(aspect, {}).get(feature, f"by the feature “{feature}”")
    return sentence.replace("{words}", told["unknown"][aspect] if words is None else f"“{' '.join(words.split())}”")


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentences for the features, by aspect; ``unknown`` is what stands for words that were not found."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
