"""``df.ctm``: what can be done with a table, as methods of the table itself.

Each method is the function of the same name with the table as its first argument; nothing is decided here. The modules behind them are
imported at the first call, so that ``import china_tech_metrics`` stays quick.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.table import SCHEMA

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from china_tech_metrics.documents import Source
    from china_tech_metrics.fx import Rates
    from china_tech_metrics.view import Explanation, View
    from china_tech_metrics.vocabulary import Vocabulary


@pd.api.extensions.register_dataframe_accessor("ctm")
class TableAccessor:
    """Methods of a table of observations; ``df.ctm`` raises :class:`InputError` if columns of :data:`SCHEMA` are missing."""

    def __init__(self, df: Any) -> None:
        missing = [name for name in SCHEMA.names if name not in df.columns]
        if missing:
            raise InputError(f"not a table of observations: it has no column {', '.join(missing)}")
        self._df: pd.DataFrame = df

    def errors(self) -> pd.DataFrame:
        """What could not be read, of a table from ``extract(…, errors="collect")``: :func:`china_tech_metrics.failures.frame`."""
        from china_tech_metrics.failures import frame

        return frame(self._df)

    def convert(self, currencies: str | Iterable[str], *, rates: Rates | None = None, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
        """The table with its amounts in further currencies: :func:`china_tech_metrics.convert`."""
        from china_tech_metrics.fx import convert

        return convert(self._df, currencies, rates=rates, vocabulary=vocabulary)

    def to(self, unit: str, *, rates: Rates | None = None, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
        """The amounts in one unit, where their dimension is its: :func:`china_tech_metrics.fx.to`."""
        from china_tech_metrics.fx import to

        return to(self._df, unit, rates=rates, vocabulary=vocabulary)

    def unconverted(self) -> pd.DataFrame:
        """The monetary rows without a conversion, and why: :func:`china_tech_metrics.fx.unconverted`."""
        from china_tech_metrics.fx import unconverted

        return unconverted(self._df)

    def quantities(self, column: str = "value") -> pd.Series:
        """One column of amounts as pint quantities: :func:`china_tech_metrics.quantities.quantities`."""
        from china_tech_metrics.quantities import quantities

        return quantities(self._df, column)

    def to_period(self, freq: str, *, within: bool = False) -> pd.Series:
        """The rows' periods as pandas periods of one frequency: :func:`china_tech_metrics.to_period`."""
        from china_tech_metrics.periods import to_period

        return to_period(self._df, freq, within=within)

    def audit(
        self, *, rates: Rates | None = None, vocabulary: Vocabulary | None = None, rules: Iterable[str] | None = None
    ) -> pd.DataFrame:
        """What does not go together in the table: :func:`china_tech_metrics.audit`."""
        from china_tech_metrics.auditing import audit

        return audit(self._df, rates=rates, vocabulary=vocabulary, rules=rules)

    def series(
        self,
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
        """One metric of one entity over time: :func:`china_tech_metrics.series`."""
        from china_tech_metrics.timeseries import series

        return series(
            self._df,
            entity,
            metric,
            segment=segment,
            measure=measure,
            basis=basis,
            unit=unit,
            freq=freq,
            currency=currency,
            within=within,
            derive=derive,
            rates=rates,
            vocabulary=vocabulary,
        )

    def panel(
        self,
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
        """Many series in one tidy frame: :func:`china_tech_metrics.panel`."""
        from china_tech_metrics.timeseries import panel

        return panel(
            self._df,
            entities,
            metrics,
            segments=segments,
            freq=freq,
            currency=currency,
            within=within,
            derive=derive,
            rates=rates,
            vocabulary=vocabulary,
        )

    def plot(
        self,
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
        ax: Axes | None = None,
        color: str | None = None,
        title: str | None = None,
        hover: bool = True,
    ) -> Axes:
        """A series as a picture that shows how sure each point is: :func:`china_tech_metrics.plot`."""
        from china_tech_metrics.plotting import plot

        return plot(
            self._df,
            entity,
            metric,
            segment=segment,
            measure=measure,
            basis=basis,
            unit=unit,
            freq=freq,
            currency=currency,
            within=within,
            derive=derive,
            rates=rates,
            vocabulary=vocabulary,
            ax=ax,
            color=color,
            title=title,
            hover=hover,
        )

    def reconcile(self, *, vocabulary: Vocabulary | None = None) -> pd.DataFrame:
        """One row for each thing that is told, contradictions marked: :func:`china_tech_metrics.reconcile`."""
        from china_tech_metrics.timeseries import reconcile

        return reconcile(self._df, vocabulary=vocabulary)

    def show(
        self,
        documents: Source | None = None,
        *,
        published: dt.date | str | None = None,
        lang: str | None = None,
        vocabulary: Vocabulary | None = None,
        title: str | None = None,
        limit: int | None = 50,
    ) -> View:
        """The articles that the rows are from, every quantity highlighted: :func:`china_tech_metrics.show`."""
        from china_tech_metrics.view import show

        return show(self._df, documents, published=published, lang=lang, vocabulary=vocabulary, title=title, limit=limit)

    def to_html(
        self,
        documents: Source | None = None,
        *,
        published: dt.date | str | None = None,
        lang: str | None = None,
        vocabulary: Vocabulary | None = None,
        title: str | None = None,
        limit: int | None = None,
    ) -> str:
        """The same as a page of its own: :func:`china_tech_metrics.to_html`."""
        from china_tech_metrics.view import to_html

        return to_html(self._df, documents, published=published, lang=lang, vocabulary=vocabulary, title=title, limit=limit)

    def explain(
        self,
        row: Any,
        documents: Source | None = None,
        *,
        published: dt.date | str | None = None,
        lang: str | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> Explanation:
        """Why a row is what it is, and what else was considered: :func:`china_tech_metrics.explain`."""
        from china_tech_metrics.view import explain

        return explain(self._df, row, documents, published=published, lang=lang, vocabulary=vocabulary)

    def unmatched(
        self,
        documents: Source | None = None,
        *,
        published: dt.date | str | None = None,
        lang: str | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> pd.DataFrame:
        """The quantities of the texts that no metric claims: :func:`china_tech_metrics.unmatched`."""
        from china_tech_metrics.view import unmatched

        return unmatched(self._df, documents, published=published, lang=lang, vocabulary=vocabulary)
