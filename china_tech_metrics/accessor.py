"""``df.ctm``: what can be done with a table, as methods of the table itself.

Each method is the function of the same name with the table as its first argument; nothing is decided here. The modules behind them are
imported at the first call, so that ``import china_tech_metrics`` stays quick.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.table import SCHEMA


@pd.api.extensions.register_dataframe_accessor("ctm")
class TableAccessor:
    """Methods of a table of observations; ``df.ctm`` raises :class:`InputError` if columns of :data:`SCHEMA` are missing."""

    def __init__(self, df: Any) -> None:
        missing = [name for name in SCHEMA.names if name not in df.columns]
        if missing:
            raise InputError(f"not a table of observations: it has no column {', '.join(missing)}")
        self._df: pd.DataFrame = df
