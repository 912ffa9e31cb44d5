"""The amounts of a table in one currency: printed where the text prints it, else from the table's converted columns, else converted now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.table import STRING
from china_tech_metrics.units import currency
from china_tech_metrics.vocabulary import Vocabulary

if TYPE_CHECKING:
    from china_tech_metrics.fx import Rates

STANDARD = ("CNY", "USD")
"""The currencies that have columns of their own in every table."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Amounts by position, NaN where there is none, and where each comes from: missing if it is the printed one, else as ``fx_source``."""

    values: list[float]
    sources: list[Any]


@dataclass(frozen=True)
class Money:
    """The amounts of a table in any currency; each currency is worked out once."""

    df: pd.DataFrame
    rates: Rates | None
    vocabulary: Vocabulary
    _found: dict[str, Converted] = field(default_factory=dict)

    def amounts(self, code: str, *, required: bool) -> Converted:
        """The amounts in a currency.

        Args:
            code: a currency code.
            required: raise where the rates do not have the currency; else such amounts are missing.

        Raises:
            InputError: the rates do not have it.
        """
        if code not in self._found:
            try:
                self._found[code] = self._amounts(code)
            except InputError:
                if required:
                    raise
                own = [value if currency(unit) == code else np.nan for value, unit in self._printed]
                return Converted(own, [None] * len(own))
        return self._found[code]

    @property
    def _printed(self) -> list[tuple[float, Any]]:
        return list(zip(self.df["value"].tolist(), self.df["unit"].tolist(), strict=True))

    def _amounts(self, code: str) -> Converted:
        own = np.array([currency(unit) == code for _, unit in self._printed], dtype=bool)
        money = np.array([currency(unit) is not None for _, unit in self._printed], dtype=bool)
        values, sources = self._columns(code, money & ~own)
        again = np.array([currency(unit) == code for unit in self.df["also_unit"].tolist()], dtype=bool)
        values = np.where(own, self.df["value"].to_numpy(), values)
        told = [None if mine else "reported" if twice else source for mine, twice, source in zip(own, again, sources, strict=True)]
        return Converted(values.tolist(), told)

    def _columns(self, code: str, foreign: Any) -> tuple[Any, list[Any]]:
        """What the table's own columns say, filled up by a conversion for rows that nobody tried to convert."""
        suffix = "" if code in STANDARD else f"_{code.lower()}"
        value, source = f"value_{code.lower()}", f"fx_source{suffix}"
        if value in self.df.columns and source in self.df.columns:
            values, sources = self.df[value].to_numpy(dtype=float, copy=True), self.df[source].astype(object).to_numpy(copy=True)
        else:
            values, sources = np.full(len(self.df), np.nan), np.full(len(self.df), None, dtype=object)
        open_ = np.flatnonzero(foreign & np.isnan(values) & pd.isna(sources))
        if len(open_):
            from china_tech_metrics.fx import convert

            done = convert(self.df.iloc[open_].reset_index(drop=True), code, rates=self.rates, vocabulary=self.vocabulary)
            values[open_], sources[open_] = done[value].to_numpy(), done[source].astype(STRING).to_numpy()
        return values, sources.tolist()
