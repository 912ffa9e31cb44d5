"""What each command does: a function from its options to the exit status."""

from __future__ import annotations

import difflib
import sys
from argparse import Namespace
from collections.abc import Iterator

import pandas as pd

import china_tech_metrics as ctm
from china_tech_metrics.cli.inputs import documents_of, stored_table, vocabulary_of
from china_tech_metrics.cli.output import write
from china_tech_metrics.errors import InputError, VocabularyError
from china_tech_metrics.table import SCHEMA
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import Entity, Metric

ROWS = ("doc_id", "entity", "segment", "metric", "measure", "period", "value", "unit", "modifier", "status", "quote")
"""The columns of a table of observations to read."""
POINTS = ("period", "value", "unit", "modifier", "status", "mentions", "conflict", "derivation", "quote", "doc_id")
"""Those of a series."""
FINDINGS = ("doc_id", "rule", "entity", "metric", "period", "message")
"""Those of an audit."""


class Told:
    """The failures of the tables that were read: told at once, or at the end."""

    def __init__(self, at_once: bool) -> None:
        self.number, self._later, self._at_once = 0, list[str](), at_once

    def of(self, tables: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for df in tables:
            messages = df.ctm.errors()["message"].to_list()
            self.number += len(messages)
            if self._at_once:
                self._print(messages)
            else:
                self._later += messages
            yield df

    def finish(self) -> int:
        """The rest, and the exit status."""
        self._print(self._later)
        return 1 if self.number else 0

    @staticmethod
    def _print(messages: list[str]) -> None:
        for message in messages:
            print(f"warning: {message}", file=sys.stderr)


def version() -> str:
    return f"china-tech-metrics {ctm.__version__}"


def extract(options: Namespace) -> int:
    vocabulary = vocabulary_of(options)
    metrics = [_metric(name, vocabulary).id if name != "other" else name for name in options.metric or []]
    entities = [_canonical(name, vocabulary) for name in options.entity or []]
    told = Told(options.errors != "collect")
    tables = told.of(_tables(options, vocabulary))
    schema = SCHEMA.arrow() if _is_parquet(options) else None
    write((_only(df, metrics, entities) for df in tables), options, ROWS, schema)
    return told.finish()


def series(options: Namespace) -> int:
    vocabulary, told = vocabulary_of(options), Told(options.errors != "collect")
    df = _rows(options, vocabulary, told)
    names = ("segment", "measure", "basis", "unit", "freq", "currency")
    wish = {name: getattr(options, name) for name in names}
    found = ctm.series(df, options.entity, options.metric, derive=not options.no_derive, vocabulary=vocabulary, **wish)
    period = pd.Series(found.index.astype(str), index=found.index)
    write([found.assign(period=period)[["period", *found.columns]]], options, POINTS)
    if not len(found):
        print(f"no {options.metric} of {options.entity} in {len(df)} rows", file=sys.stderr)
    return max(told.finish(), 0 if len(found) else 1)


def audit(options: Namespace) -> int:
    vocabulary, told = vocabulary_of(options), Told(options.errors != "collect")
    findings = ctm.audit(_rows(options, vocabulary, told), vocabulary=vocabulary, rules=options.rule)
    write([findings], options, FINDINGS)
    return max(told.finish(), 1 if len(findings) else 0)


def check(options: Namespace) -> int:
    problems, examples = ctm.check_vocabulary(options.folder)
    for problem in problems:
        print(problem)
    print(f"{examples} examples, {len(problems)} problems")
    return 1 if problems else 0


def list_entries(options: Namespace) -> int:
    vocabulary = vocabulary_of(options)
    if options.what == "metrics":
        rows = [(metric.id, metric.name) for metric in vocabulary.metrics.values()]
    else:
        rows = [(entity.name, entity.kind + (f" of {entity.parent}" if entity.parent else "")) for entity in vocabulary.entities.values()]
    width = max(len(name) for name, _ in rows)
    for name, what in sorted(rows, key=lambda row: row[0].casefold()):
        print(f"{name:<{width}}  {what}")
    return 0


def show_entry(options: Namespace) -> int:
    vocabulary = vocabulary_of(options)
    metric = vocabulary.metrics.get(options.name)
    print("\n  ".join(_metric_lines(metric) if metric else _entity_lines(_entity(options.name, vocabulary))))
    return 0


def _tables(options: Namespace, vocabulary: Vocabulary) -> Iterator[pd.DataFrame]:
    return ctm.iter_extract(
        documents_of(options),
        published=options.published,
        lang=options.lang,
        vocabulary=vocabulary,
        errors="raise" if options.errors == "raise" else "collect",
        n_jobs=options.jobs,
        progress=options.progress,
    )


def _rows(options: Namespace, vocabulary: Vocabulary, told: Told) -> pd.DataFrame:
    """The table that was stored, or that of the articles."""
    stored = stored_table(options)
    if stored is not None:
        return stored
    parts = list(told.of(_tables(options, vocabulary)))
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _only(df: pd.DataFrame, metrics: list[str], entities: list[str]) -> pd.DataFrame:
    if metrics:
        df = df[df["metric"].isin(metrics)]
    if entities:
        df = df[df["entity"].isin(entities)]
    return df


def _is_parquet(options: Namespace) -> bool:
    return options.format == "parquet" or (options.format is None and str(options.output or "").lower().endswith(".parquet"))


def _metric(name: str, vocabulary: Vocabulary) -> Metric:
    found = vocabulary.metrics.get(name)
    if found is None:
        near = difflib.get_close_matches(name, vocabulary.metrics, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "; see: china-tech-metrics vocabulary list metrics"
        raise InputError(f"no metric has the id {name!r}{hint}")
    return found


def _entity(name: str, vocabulary: Vocabulary) -> Entity:
    try:
        return vocabulary.entity(name)
    except VocabularyError:
        near = difflib.get_close_matches(name, [*vocabulary.entities, *vocabulary.metrics], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise VocabularyError(f"no entity or metric is named {name!r}{hint}") from None


def _canonical(name: str, vocabulary: Vocabulary) -> str:
    """An entity's name in the table. One that is in no vocabulary is taken as it is: texts name others."""
    try:
        return vocabulary.entity(name).name
    except VocabularyError:
        return name


def _metric_lines(metric: Metric) -> list[str]:
    words = {lang: dict.fromkeys(word for cue in cues for word in cue.words) for lang, cues in metric.cues.items()}
    return [
        f"{metric.id}: {metric.name}",
        metric.description,
        f"amounts: {', '.join(sorted(metric.units))}",
        f"nature: {metric.nature}",
        *(f"words{'' if lang == 'en' else f' ({lang})'}: {', '.join(found)}" for lang, found in words.items() if found),
    ]


def _entity_lines(entity: Entity) -> list[str]:
    year = entity.fiscal_years.ends[-1].month
    fields = {
        "kind": entity.kind,
        "parent": entity.parent,
        "sectors": ", ".join(entity.sectors),
        "listings": ", ".join(entity.listings),
        "currency": entity.currency,
        "fiscal year ends in month": "" if year == 12 else str(year),
        **{f"names{'' if lang == 'en' else f' ({lang})'}": ", ".join(names) for lang, names in entity.names.items()},
    }
    return [entity.name, *(f"{name}: {value}" for name, value in fields.items() if value)]
