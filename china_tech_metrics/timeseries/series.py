"""Time series from a table of observations: one figure a period, with what it was chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from china_tech_metrics import table
from china_tech_metrics.errors import InputError, warn_input
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.spans import label
from china_tech_metrics.table import DAY, SCHEMA, STRING
from china_tech_metrics.timeseries.build import Wish, Work, read
from china_tech_metrics.timeseries.frame import COLUMNS, assemble, records
from china_tech_metrics.timeseries.names import find_entity, find_metric, find_segment
from china_tech_metrics.timeseries.place import days_of, regular
from china_tech_metrics.units import currency as currency_of
from china_tech_metrics.vocabulary import Vocabulary

if TYPE_CHECKING:
    from china_tech_metrics.fx import Rates

__all__ = ["COLUMNS", "panel", "series"]

UNDATED = "Y"
"""The frequency of a series without a single period."""


def series(
    df: pd.DataFrame,
    entity: str,
    metric: str,
    *,
    segment: str | None = None,
    measure: str | None = None,
    basis: str | None = None,
    unit: str | None = None,
    freq: str | None = None,
    currency: str | None = None,
    within: bool = False,
    derive: bool = True,
    rates: Rates | None = None,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """One metric of one entity over time: one row a period, chosen from all rows that speak of it, with the evidence.

    What is chosen: rows of the same days that agree are one figure, told by the most exact of them. Between figures that contradict each
    other, ``actual`` comes before ``estimate``, ``forecast`` and ``target``; the company's own word before that of others; a later
    publication before an earlier one. :mod:`china_tech_metrics.timeseries.place` says which rows belong to a period,
    :mod:`china_tech_metrics.timeseries.derive` what follows from other figures.

    Args:
        df: a table of observations, also one that was reconciled.
        entity: a name in the table, or any name the vocabulary has for the entity.
        metric: the id of a metric, or its name.
        segment: one of the table's segments; when not given, only rows without a segment.
        measure: "level", "growth", "multiple", "change" or "share"; when not given, "share" for a metric that is one, such as a market
            share, and "level" for all others.
        basis: of growth, multiple and change; when not given, the metric's usual one.
        unit: of which kind the figures are to be ("count/day"); when not given, the kind that most periods are told in. Figures of another
            kind are never mixed in: a daily number is no total. Currencies are one kind.
        freq: a pandas period frequency ("Q", "Y-MAR", "2Q" for halves); when not given, the one that most of the periods told have (the
            finer one in a draw), and years with ``within``.
        currency: to which all money is converted. When not given, the series is in the currency in which most periods are told (before
            that, in which most can be had at all); a period that is told only in others is converted to it.
        within: a flow whose days only lie inside a period counts too: for what happens once in it, as a festival.
        derive: fill missing periods with figures that follow from others.
        rates: exchange rates for rows that have no converted amount yet, and for derived figures; the ECB's when not given.
        vocabulary: knows the names, and what adds up; ``Vocabulary.default()`` when not given.

    Returns:
        A frame on a regular PeriodIndex named "period", from the first period with a figure to the last, with the columns of
        :data:`COLUMNS`. Periods without a figure have missing values, 0 mentions and empty tuples. Empty, by years, if there is no row.

        - ``value``, ``unit``, ``low``, ``high``, ``modifier``, ``status``, ``source``: as in the table; money in the series' currency.
        - ``lowest``, ``highest``: the numbers that the mentions of the figure may stand for, contradictions included; of a derived figure
          what the figures it was made from allow.
        - ``spread``: how far the values told are apart, as a part of ``value``; ``conflict``: one of them contradicts it, or a derivation
          another one.
        - ``mentions``: how many rows agree with the chosen one, itself included, 0 if derived; ``documents``: tuple of their ``doc_id``.
        - ``derived``, ``derivation``: whether and how it follows from others: "2023H1 - 2023Q1".
        - ``as_of``: the last day of the chosen row's period, which for a stock may lie inside the series' period.
        - ``fx_source``: missing for an amount in the currency it was printed in, else as in the table.
        - ``doc_id``, ``published``, ``quote``, ``start``, ``end``, ``sentence``, ``confidence``: of the chosen row; a derived figure has
          the latest ``published`` and the lowest ``confidence`` of those it was made from.
        - ``quotes``, ``rows``: tuples of the quotes and of the labels in ``df`` of the rows that agree, or that it was made from.

    Raises:
        InputError: ``df`` is no table of observations, a name is unknown, an option has no legal value, or the rates do not have
            the currency.

    Warns:
        InputWarning: there are rows, but none of them belongs to a period of the frequency.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Pinduoduo's revenue rose 36% to RMB 31.44 billion in the second quarter of 2022.", published="2022-08-29")
    >>> told = series(df, "Pinduoduo", "revenue").dropna(subset="value")
    >>> [(str(period), round(value / 1e9, 2)) for period, value in told["value"].items()]
    [('2021Q2', 23.12), ('2022Q2', 31.44)]
    >>> told["derivation"].iloc[0]
    '2022Q2 / (1 + 36%)'
    """
    vocabulary = vocabulary or Vocabulary.default()
    if not isinstance(df, pd.DataFrame):
        raise InputError(f"series takes a table of observations, not {type(df).__name__}")
    df = table.coerce(df)
    wish = Wish(
        entity=find_entity(df, entity, vocabulary),
        metric=find_metric(df, metric, vocabulary),
        segment=None if segment is None else find_segment(df, segment),
        measure=_legal("measure", measure),
        basis=_legal("basis", basis),
        unit=unit,
        freq=freq,
        currency=_code(currency),
        within=within,
        derive=derive,
    )
    found = read(Work.of(_about(df, wish, vocabulary), vocabulary, rates), wish)
    if found.unplaced:
        warn_input(
            f"series of {wish.entity}, {wish.metric}: none of the {found.unplaced} periods told is one of a regular frequency"
            f"{f' {freq}' if freq else ''}; try another freq, or within=True for events inside a period"
        )
    index = regular(found.points, found.freq or freq or UNDATED)
    return assemble(records(found), list(found.points), index)


def panel(
    df: pd.DataFrame,
    entities: Iterable[str] | None = None,
    metrics: Iterable[str] | None = None,
    *,
    segments: bool = False,
    freq: str | None = None,
    currency: str | None = None,
    within: bool = False,
    derive: bool = True,
    rates: Rates | None = None,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """Many series in one tidy frame: one row for each entity, metric and period that has a figure.

    Args:
        df: a table of observations, also one that was reconciled.
        entities: names as for :func:`series`; all of the table when not given.
        metrics: ids or names as for :func:`series`; all of the table when not given.
        segments: also the series of each segment.
        freq: as for :func:`series`; when not given, each series has its own.
        currency: as for :func:`series`; when not given, each series has its own.
        within: as for :func:`series`.
        derive: as for :func:`series`.
        rates: as for :func:`series`.
        vocabulary: as for :func:`series`.

    Returns:
        A frame with ``entity``, ``metric``, ``segment`` (missing: the whole), ``period`` (the table's label of it), ``freq``,
        ``period_start`` and ``period_end`` (first and last day of the period), and then the columns of :func:`series`. Sorted by entity,
        metric, segment and period. Periods without a figure are left out, and so is what belongs to no period.

    Raises:
        InputError: as for :func:`series`.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Weibo had 598 million monthly active users and 257 million daily active users in December 2023.")
    >>> panel(df)[["entity", "metric", "period", "value"]]
      entity metric   period        value
    0  Weibo    dau  2023-12  257000000.0
    1  Weibo    mau  2023-12  598000000.0
    """
    vocabulary = vocabulary or Vocabulary.default()
    if not isinstance(df, pd.DataFrame):
        raise InputError(f"panel takes a table of observations, not {type(df).__name__}")
    df = table.coerce(df)
    chosen = {
        "entity": None if entities is None else {find_entity(df, name, vocabulary) for name in _listed("entities", entities)},
        "metric": None if metrics is None else {find_metric(df, name, vocabulary) for name in _listed("metrics", metrics)},
    }
    work = Work.of(df, vocabulary, rates)
    keys = sorted({(e, m, None if pd.isna(s) else s) for e, m, s in work.keys}, key=lambda key: (key[0], key[1], key[2] or ""))
    parts, told = [], []
    for entity, metric, segment in keys:
        wanted = all(names is None or name in names for name, names in zip((entity, metric), chosen.values(), strict=True))
        if wanted and (segments or segment is None):
            wish = Wish(entity, metric, segment, freq=freq, currency=_code(currency), within=within, derive=derive)
            found = read(work, wish)
            parts += records(found)
            told += [(entity, metric, segment, period) for period in found.points]
    return _tidy(parts, told)


def _tidy(parts: list[dict[str, Any]], told: list[tuple[str, str, str | None, pd.Period]]) -> pd.DataFrame:
    spans = [days_of(period) for *_, period in told]
    lead = pd.DataFrame(
        {
            "entity": pd.array([key[0] for key in told], dtype=STRING),
            "metric": pd.array([key[1] for key in told], dtype=STRING),
            "segment": pd.array([key[2] for key in told], dtype=STRING),
            "period": pd.array([label(Period(*span)) for span in spans], dtype=STRING),
            "freq": pd.array([key[3].freqstr for key in told], dtype=STRING),
            "period_start": pd.Series([span[0] for span in spans], dtype=DAY),
            "period_end": pd.Series([span[1] for span in spans], dtype=DAY),
        }
    )
    return pd.concat([lead, assemble(parts, lead.index, lead.index)], axis=1)


def _about(df: pd.DataFrame, wish: Wish, vocabulary: Vocabulary) -> pd.DataFrame:
    """The rows that can bear on a series: of the metric, and of the entity or of those it is a part of."""
    owners = set(df.loc[df["entity"] == wish.entity, "parent"].dropna())
    return df[(df["metric"] == wish.metric) & df["entity"].isin({wish.entity, *owners})]


def _legal(name: str, value: str | None) -> str | None:
    if value is not None and value not in SCHEMA[name].values:
        raise InputError(f"{name} must be one of {', '.join(SCHEMA[name].values)}, not {value!r}")
    return value


def _code(value: str | None) -> str | None:
    if value is not None and currency_of(value) != value:
        raise InputError(f'currency must be a code such as "USD", not {value!r}')
    return value


def _listed(name: str, values: Iterable[str]) -> list[str]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InputError(f"{name} must be a list of names, not {values!r}")
    return list(values)
