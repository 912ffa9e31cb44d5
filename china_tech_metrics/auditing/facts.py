"""What every rule starts from: the table in an order of its own, with what each figure claims, and the levels by what they are of.

The rows are put in a canonical order first (document, place in the text, then all other columns), so that no rule depends on the order
of the rows it was given. Everything is grouped or merged; no step compares all rows of a group with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from china_tech_metrics.errors import UnitError
from china_tech_metrics.fx.rates import Rates
from china_tech_metrics.printed import claims
from china_tech_metrics.table import SCHEMA, coerce
from china_tech_metrics.units import kind
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

LEADING = ["doc_id", "start", "end", "entity", "metric", "measure", "period_start", "period_end", "value"]
"""Columns that tell most rows apart; the others are looked at only among rows that agree in these."""
AMOUNTS = ("money", "count", "quantity")
"""Kinds that have parts."""
AHEAD = ("target", "forecast")
LEVEL = ["subject", "unit", "first", "last", "ahead"]
"""What makes a level that others can be compared with: of what, in which unit, over which days, told or yet to come."""
SENTENCE, DOCUMENT, ELSEWHERE = 2, 1, 0
"""How near a level stands to the figure it is held against."""


@dataclass(frozen=True)
class Facts:
    """A table to be audited.

    Attributes:
        df: the table in canonical order with a plain index, and these columns besides: ``row`` (its position), ``doc`` and ``said`` (a
            number for each document and each sentence), ``first`` and ``last`` (the days of its period), ``ahead`` (a target or
            forecast), ``subject`` (a number for each entity, segment and metric; -1 if entity or metric is missing), ``reach`` (how near
            a level must stand that the row can be held against), ``kind`` (of its unit: money, count, percent, point, times, quantity),
            ``lowest`` and ``highest`` (what the figure claims), and ``nature``, ``parts`` and ``signed`` of its metric (missing, "add"
            and True for one that the vocabulary does not have), and ``defined`` (whether its metric has one definition alone: no profit
            and no margin).
        labels: the index labels of the table as it was given, in canonical order.
        vocabulary: the metrics, units and entities.
        rates: the exchange rates; None for those of the European Central Bank.
    """

    df: pd.DataFrame
    labels: tuple[Any, ...]
    vocabulary: Vocabulary
    rates: Rates | None = None

    @classmethod
    def of(cls, df: pd.DataFrame, vocabulary: Vocabulary, rates: Rates | None = None) -> Facts:
        """The facts of a table that :func:`coerce` accepts."""
        table = coerce(df)[list(SCHEMA.names)]
        order = _canonical(table)
        labels = tuple(table.index[order])
        return cls(_described(table.iloc[order].reset_index(drop=True), vocabulary), labels, vocabulary, rates)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """One row for each level that can be compared: its ``subject``, ``unit``, days and standing, and what its mentions claim together.

        ``lowest`` and ``highest`` span all mentions, ``agree`` says whether one number fits them all, ``row`` and ``value`` are those of
        the first one. Mentions that contradict each other are not the audit's to settle.
        """
        return _mentions_together(self._told, LEVEL)

    @cached_property
    def levels_by_document(self) -> pd.DataFrame:
        """The same, apart for each document (``doc``)."""
        return _mentions_together(self._told, ["doc", *LEVEL])

    @cached_property
    def levels_by_sentence(self) -> pd.DataFrame:
        """The same, apart for each sentence (``said``)."""
        return _mentions_together(self._told, ["said", *LEVEL])

    def beside(self, rows: pd.DataFrame, name: str) -> pd.DataFrame:
        """Each of some rows with every level of the same ``subject``, ``first``, ``last`` and ``ahead``.

        The levels of the row's own sentence go before those of its document, and these before those of other documents; ``reach`` says how
        far is looked. A row without any level is left out.

        Args:
            rows: with ``row`` and the columns of :data:`LEVEL`; without ``unit`` the level may have any.
            name: begins the names of the columns added: ``_lowest``, ``_highest``, ``_agree``, ``_value``, ``_row`` and ``_near``
                (:data:`SENTENCE`, :data:`DOCUMENT` or :data:`ELSEWHERE`); ``unit`` is added if there was none.
        """
        keys = [key for key in LEVEL if key in rows.columns]
        added = {column: f"{name}_{column}" for column in ("lowest", "highest", "agree", "value", "row")}
        rows = rows[rows["subject"].isin(self.levels["subject"])]
        rows = rows.assign(**{key: self.df[key].reindex(rows["row"]).to_numpy() for key in ("doc", "said", "reach")})
        found = []
        for near, more in ((SENTENCE, ["said"]), (DOCUMENT, ["doc"]), (ELSEWHERE, [])):
            asked = rows[rows["reach"] <= near]
            if not asked.empty:
                levels = self._levels_near(near).rename(columns=added)
                found.append(asked.merge(levels, on=[*more, *keys]).assign(**{f"{name}_near": near}))
                rows = rows[~rows["row"].isin(found[-1]["row"])]
        return pd.concat(found, ignore_index=True) if found else _none(rows, self.levels.rename(columns=added), f"{name}_near")

    def _levels_near(self, near: int) -> pd.DataFrame:
        if near == SENTENCE:
            return self.levels_by_sentence
        return self.levels_by_document if near == DOCUMENT else self.levels

    def number(self, row: int, column: str) -> float:
        """A cell of a column of numbers."""
        return float(self.df[column].to_numpy()[row])

    def text(self, row: int, column: str) -> str | None:
        """A cell of a column of strings or categories; None if it is missing."""
        value: Any = self.df[column].array[row]
        return value if isinstance(value, str) else None

    def subject_with(self, rows: pd.DataFrame, **changed: Any) -> pd.Series:
        """The ``subject`` of other entities, segments or metrics beside those of some rows; -1 where the table has none.

        Args:
            rows: rows of ``df``.
            changed: ``entity``, ``segment`` or ``metric`` with the values to look for, one for each row or one for all; a missing segment
                is the empty string.
        """
        if rows.empty:
            return pd.Series(dtype=np.int64, index=rows.index)
        keys = ["entity", "segment", "metric"]
        wanted = rows[keys].fillna({"segment": ""}).assign(**changed).astype(object)
        known = self.df[["subject", *keys]].fillna({"segment": ""}).drop_duplicates("subject").astype({key: object for key in keys})
        found = wanted.merge(known[known["subject"] >= 0], on=keys, how="left")["subject"]
        return pd.Series(found.fillna(-1).astype(np.int64).to_numpy(), index=rows.index)

    @cached_property
    def _told(self) -> pd.DataFrame:
        df = self.df
        told = df["measure"].eq("level") & df["subject"].ge(0) & df["lowest"].notna() & df["unit"].notna() & df["kind"].ne("times")
        return df[told & df["first"].notna() & df["last"].notna() & df["first"].le(df["last"])]


def _none(rows: pd.DataFrame, levels: pd.DataFrame, near: str) -> pd.DataFrame:
    """No row, with the columns of both."""
    columns = {name: part[name].iloc[:0].array for part in (levels, rows) for name in part.columns}
    return pd.DataFrame({**columns, near: np.empty(0, dtype=np.int64)})


def _canonical(table: pd.DataFrame) -> Any:
    """The positions of the rows in canonical order: by their content, and among equal rows by their label."""
    tied = table.duplicated(LEADING, keep=False).to_numpy()
    rank = np.zeros(len(table), dtype=np.int64)
    if tied.any():
        rest = table[tied]
        labels = pd.Series([f"{type(label).__name__} {label!r}" for label in rest.index], index=rest.index)
        keys = [labels, *(rest[name] for name in reversed(SCHEMA.names) if name not in LEADING)]
        rank[np.flatnonzero(tied)[np.lexsort([_codes(key) for key in keys])]] = np.arange(tied.sum())
    return np.lexsort([rank, *(_codes(table[name]) for name in reversed(LEADING))])


def _codes(column: pd.Series) -> Any:
    """Numbers in the order of the values, -1 for a missing one."""
    return pd.factorize(column, sort=True)[0]


def _described(df: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """The table with what the rules ask of each row."""
    metrics = vocabulary.metrics
    known = df["entity"].notna() & df["metric"].notna()
    df = df.assign(
        row=np.arange(len(df)),
        doc=_codes(df["doc_id"]),
        first=df["period_start"],
        last=df["period_end"],
        kind=_looked_up(df["unit"], kind_of),
        nature=_looked_up(df["metric"], lambda m: metrics[m].nature if m in metrics else None),
        parts=_looked_up(df["metric"], lambda m: metrics[m].parts if m in metrics else "add"),
        signed=_looked_up(df["metric"], lambda m: m not in metrics or metrics[m].signed).eq(True),
        reach=reach_of(df, vocabulary),
        said=df.groupby(["doc_id", "sentence"], sort=True, dropna=False).ngroup(),
        defined=_looked_up(df["metric"], lambda m: m in metrics and not (metrics[m].signed or metrics[m].ratio)).eq(True),
        ahead=df["status"].isin(AHEAD),
        subject=df.fillna({"segment": ""}).groupby(["entity", "segment", "metric"], sort=True).ngroup().where(known, -1),
        lowest=np.nan,
        highest=np.nan,
    )
    finite = np.isfinite(df["value"])
    df.loc[finite, ["lowest", "highest"]] = claims(df[finite])
    return df


def _looked_up(column: pd.Series, look_up: Callable[[str], Any]) -> pd.Series:
    """A value for each string of a column, looked up once for all that are equal; None for missing ones."""
    codes, values = pd.factorize(column)
    found = np.array([*(look_up(value) for value in values), None], dtype=object)
    return pd.Series(found[codes], index=column.index, dtype=object)


def kind_of(unit: str) -> str:
    """What sort of amount a unit is for; "quantity" for one that the library does not know, as a table made by hand may have.

    >>> kind_of("CNY/kg"), kind_of("meter**2")
    ('money', 'quantity')
    """
    try:
        return kind(unit)
    except UnitError:
        return "quantity"


def reach_of(df: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series:
    """How near a level must stand to be of the same thing, for each row.

    Figures of a company can be told apart by entity, segment and metric. What is told of a country or region is often of some part of it
    that has no column: "users in China" are these in one sentence and those in the next, and only the metrics that are said of places
    before anything else, as retail sales are, mean the same throughout a document.
    """
    place = _looked_up(df["entity"], lambda name: is_place(vocabulary, name)).eq(True)
    return pd.Series(ELSEWHERE, index=df.index).mask(place, SENTENCE).mask(place & df["metric"].isin(of_places(vocabulary)), DOCUMENT)


def of_places(vocabulary: Vocabulary) -> frozenset[str]:
    """The metrics said of places before anything else; not the size of a market, of which a place has many."""
    metrics = vocabulary.metrics.values()
    shares_of_markets = {metric.seller_part for metric in metrics if metric.seller_part}
    return frozenset(m.id for m in metrics if {*m.about[:1]} & PLACE_KINDS and m.part not in shares_of_markets)


def is_place(vocabulary: Vocabulary, name: str) -> bool:
    """Whether a name is that of a country or region in the vocabulary."""
    entity = vocabulary.entities.get(name)
    return entity is not None and entity.kind in PLACE_KINDS


def _mentions_together(told: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    levels = (
        told.groupby(keys, sort=True, dropna=False)
        .agg(
            lowest=("lowest", "min"),
            highest=("highest", "max"),
            above=("lowest", "max"),
            below=("highest", "min"),
            value=("value", "first"),
            row=("row", "first"),
        )
        .reset_index()
    )
    return levels.assign(agree=levels["above"] <= levels["below"]).drop(columns=["above", "below"])
