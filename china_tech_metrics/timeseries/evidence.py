"""The columns that say what a fact was made from: how many rows tell it, which documents, with which words, and where they are.

A table that was reconciled has them already, and its rows stand for as many mentions as they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

COLUMNS = ("mentions", "documents", "quotes", "rows")
BOUNDS = ("lowest", "highest")
JUDGED = ("fact", "conflict")
ADDED = (*COLUMNS, *BOUNDS, *JUDGED)
"""What :func:`reconcile` adds to the table."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """For each row of a table, by position, the mentions it stands for."""

    mentions: tuple[int, ...]
    documents: tuple[tuple[str, ...], ...]
    quotes: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, df: pd.DataFrame) -> Evidence:
        if is_reconciled(df):
            told = [tuple(map(tuple, df[name])) for name in COLUMNS[1:]]
            return cls(tuple(df["mentions"].astype(int)), *told)
        return cls((1,) * len(df), _singles(df["doc_id"]), _singles(df["quote"]), tuple((label,) for label in df.index))

    def together(self, positions: Iterable[int]) -> dict[str, Any]:
        """The four columns of a row that stands for several; nothing is named twice among the documents."""
        at = list(positions)
        documents = dict.fromkeys(name for n in at for name in self.documents[n])
        return {
            "mentions": sum(self.mentions[n] for n in at),
            "documents": tuple(documents),
            "quotes": tuple(quote for n in at for quote in self.quotes[n]),
            "rows": tuple(label for n in at for label in self.rows[n]),
        }


def is_reconciled(df: pd.DataFrame) -> bool:
    """Whether a table has all columns that :func:`reconcile` adds."""
    return all(name in df.columns for name in ADDED)


def tuples(values: Iterable[tuple[Any, ...]]) -> Any:
    """Tuples as one column, which pandas would otherwise take apart."""
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def _singles(column: pd.Series) -> tuple[tuple[str, ...], ...]:
    return tuple((value,) if isinstance(value, str) else () for value in column.tolist())
