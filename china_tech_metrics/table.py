"""The table: its columns, how it is built, and how a stored one comes back.

Every table has the columns of :data:`SCHEMA`, in its order and with its dtypes, whether it has no row or a million:

- **Strings** are ``StringDtype("python", na_value=nan)``, which pandas 2.3 and 3 both have and print as ``str``: a missing value is
  ``NaN`` and a comparison gives plain booleans, as in pandas 3's own default. The storage is named because that default depends on
  whether pyarrow is installed, and because Arrow can not hold a lone surrogate, which a quote may contain.
- **Closed vocabularies** (``measure``, ``basis``, ``period_source``, ``modifier``, ``status``) are categories, always all of them
  and in the same order, so that ``concat`` keeps them. ``metric``, ``unit``, ``entity`` and ``fx_source`` are strings: users add their own.
- **Days** are naive ``datetime64[us]``, which reach from the year 1 to 9999; **numbers** are ``float64``, made from exact decimals here
  and nowhere before; **offsets** are ``int64``.

Parquet and ``concat`` with other tables may change a dtype, and CSV loses them all: :func:`coerce` brings them back.
"""

from __future__ import annotations

import datetime as dt
import reprlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype

from china_tech_metrics.documents import is_missing, to_day
from china_tech_metrics.errors import InputError
from china_tech_metrics.extras import require
from china_tech_metrics.model import Basis, Measure, Modifier, PeriodSource, Status

STRING = pd.StringDtype("python", na_value=np.nan)
DAY = np.dtype("datetime64[us]")
NUMBER = np.dtype("float64")
OFFSET = np.dtype("int64")

DATES = frozenset({dt.date, type(None)})
EPOCH = dt.date(1970, 1, 1).toordinal()
NO_DAY = np.iinfo("int64").min
"""The number that is no day to numpy, NaT."""

Dtype = np.dtype[Any] | ExtensionDtype
Row = tuple[Any, ...]
"""The values of an observation, in the order of the columns: with them a row takes half the memory it does as a mapping."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table. ``values`` are the legal ones where only some are legal; any column but an offset may be missing."""

    name: str
    group: str
    dtype: Dtype
    description: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The table's columns in order: iterate over it, look one up by name, or print it."""

    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def dtypes(self) -> dict[str, Dtype]:
        """Fit for ``DataFrame.astype``."""
        return {column.name: column.dtype for column in self.columns}

    def arrow(self) -> Any:
        """The columns as a ``pyarrow.Schema``: what Arrow and Parquet make of the table, needed where no row shows it.

        Strings are ``string``, days ``timestamp[us]``, numbers ``double``, offsets ``int64``, and closed vocabularies
        ``dictionary<string>`` with 8-bit indices. Offsets are never null.

        Raises:
            MissingExtraError: pyarrow is not installed.

        >>> import pyarrow
        >>> pyarrow.Table.from_pandas(empty(), schema=SCHEMA.arrow(), preserve_index=False).num_columns == len(SCHEMA)
        True
        """
        pa = require("pyarrow", "parquet")
        kinds: dict[Dtype, Any] = {DAY: pa.timestamp("us"), NUMBER: pa.float64(), OFFSET: pa.int64()}
        closed = pa.dictionary(pa.int8(), pa.string())
        kind = {c.name: closed if c.values else kinds.get(c.dtype, pa.string()) for c in self.columns}
        return pa.schema([pa.field(c.name, kind[c.name], nullable=c.dtype != OFFSET) for c in self.columns])

    def ddl(self) -> str:
        """The columns as a Spark DDL string: the schema of ``DataFrame.mapInPandas`` and of ``spark.read.schema``.

        Strings and closed vocabularies are ``STRING``, numbers ``DOUBLE``, offsets ``BIGINT``, and days ``DATE``: a ``TIMESTAMP`` of
        Spark is a moment, which another time zone shows as another day. Every column may be null. What Spark has written becomes the
        table again with :func:`coerce`.

        >>> SCHEMA.ddl()
        'doc_id STRING, published DATE, entity STRING, ... start BIGINT, end BIGINT, sentence STRING, confidence DOUBLE'
        """
        kinds: dict[Dtype, str] = {DAY: "DATE", NUMBER: "DOUBLE", OFFSET: "BIGINT"}
        return ", ".join(f"{c.name} {kinds.get(c.dtype, 'STRING')}" for c in self.columns)

    def empty(self) -> pd.DataFrame:
        """The columns without a row: the ``meta`` of Dask's ``map_partitions``.

        >>> SCHEMA.empty().dtypes.to_dict() == SCHEMA.dtypes
        True
        """
        return build({name: [] for name in self.names}, self)

    def with_errors(self) -> Schema:
        """The columns and behind them ``stage``, ``error`` and ``message``: those of :func:`extract_partition` if errors are collected.

        >>> SCHEMA.with_errors().names[-4:]
        ('confidence', 'stage', 'error', 'message')
        """
        return Schema((*self.columns, *(column for column in ERRORS if column.name not in self.names)))

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def __str__(self) -> str:
        lines = []
        for column in self.columns:
            legal = f" ({', '.join(column.values)})" if column.values else ""
            lines.append(f"{column.group:<10} {column.name:<13} {column.dtype!s:<15} {column.description}{legal}")
        return "\n".join(lines)


def _closed(name: str, group: str, description: str, literal: Any) -> Column:
    values = get_args(literal)
    return Column(name, group, pd.CategoricalDtype(pd.Index(values, dtype=STRING)), description, values)


SCHEMA = Schema(
    (
        Column("doc_id", "document", STRING, "the document's name"),
        Column("published", "document", DAY, "the day it was published, from which relative dates are counted"),
        Column("entity", "what", STRING, "whose metric it is: a company, platform, person, place or industry"),
        Column("parent", "what", STRING, "the corporate family the entity belongs to"),
        Column("segment", "what", STRING, "product line, category or region that narrows it"),
        Column("metric", "what", STRING, "id of the metric in the vocabulary"),
        _closed("measure", "what", "the amount itself, its change in percent, its ratio to a base, its change, its part", Measure),
        _closed("basis", "what", "what growth, multiple and change are measured against", Basis),
        Column("period", "when", STRING, "label: 2023, 2023H1, 2022Q2, 2023-10, 2024-W24, 2023-02-24 or start/end"),
        Column("period_start", "when", DAY, "first day of the period"),
        Column("period_end", "when", DAY, "last day of the period"),
        _closed("period_source", "when", "where the period comes from", PeriodSource),
        Column("value", "how much", NUMBER, "the amount in base units; losses and falls are negative, a range has its middle"),
        Column("low", "how much", NUMBER, "lower end of a range"),
        Column("high", "how much", NUMBER, "upper end of a range"),
        Column("unit", "how much", STRING, "currency code, percent, percentage_point, permille, times, count or a physical unit"),
        _closed("modifier", "how much", "how exact the text says it is", Modifier),
        Column("also_value", "restated", NUMBER, "the same amount as the text prints it again, in another unit"),
        Column("also_unit", "restated", STRING, "that other unit"),
        Column("value_cny", "converted", NUMBER, "the amount in renminbi, per what the unit is per"),
        Column("value_usd", "converted", NUMBER, "the amount in US dollars, per what the unit is per"),
        Column("fx_rate_date", "converted", DAY, "day of the exchange rate, the period's last one for an average"),
        Column("fx_source", "converted", STRING, 'reported if the text prints both, else whose rates; "none: " and why if there are none'),
        _closed("status", "standing", "fact, goal, expectation, or uncertain figure for the past or present", Status),
        Column("source", "standing", STRING, "who is cited for it"),
        Column("quote", "evidence", STRING, "the quantity as written: text[start:end]"),
        Column("start", "evidence", OFFSET, "where the quote starts, in characters of the text"),
        Column("end", "evidence", OFFSET, "where the quote ends"),
        Column("sentence", "evidence", STRING, "the sentence it stands in"),
        Column("confidence", "evidence", NUMBER, "share of right rows among those with the same evidence in annotated text"),
    )
)


ERRORS = (
    Column("stage", "failure", STRING, "where a document went wrong; missing in every row that is an observation"),
    Column("error", "failure", STRING, "the name of the exception's class"),
    Column("message", "failure", STRING, "what was wrong with it"),
)
"""The columns of :meth:`Schema.with_errors`."""


def empty() -> pd.DataFrame:
    """The table without rows."""
    return SCHEMA.empty()


def build(columns: Mapping[str, Sequence[Any]], schema: Schema = SCHEMA) -> pd.DataFrame:
    """The table from one sequence of plain values a column; None is missing.

    Raises:
        InputError: a column is missing, or holds a value that is not legal in it.
    """
    _need(columns, schema)
    return pd.DataFrame({column.name: _array(column, columns[column.name]) for column in schema}, copy=False)


def coerce(df: pd.DataFrame) -> pd.DataFrame:
    """A table that was stored, joined or edited, with the columns and dtypes of :data:`SCHEMA` again.

    Columns that the schema does not know are kept as they are, after its own; the index is kept.

    Raises:
        InputError: it is not a DataFrame, columns are missing or there twice, or a value is not legal in its column.

    >>> bool((coerce(empty().astype(object)).dtypes == empty().dtypes).all())
    True
    """
    if not isinstance(df, pd.DataFrame):
        raise InputError(f"coerce takes a DataFrame, not {type(df).__name__}")
    if not df.columns.is_unique:
        raise InputError(f"the table has columns twice: {', '.join(map(str, df.columns[df.columns.duplicated()].unique()))}")
    _need(df.columns)
    known = {c.name: df[c.name].array if df[c.name].dtype == c.dtype else _array(c, _plain(c, df[c.name])) for c in SCHEMA}
    others = {name: df[name] for name in df.columns if name not in SCHEMA}
    result = pd.DataFrame({**known, **others}, index=df.index)
    result.attrs = dict(df.attrs)
    return result


def _need(names: Any, schema: Schema = SCHEMA) -> None:
    missing = [name for name in schema.names if name not in names]
    if missing:
        raise InputError(f"the table has no column {', '.join(missing)}")


def _array(column: Column, values: Sequence[Any]) -> Any:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _codes(column, values)
    if isinstance(column.dtype, np.dtype):
        try:
            return _days(values) if column.dtype == DAY and DATES.issuperset(map(type, values)) else np.array(values, dtype=column.dtype)
        except (TypeError, ValueError) as error:
            raise InputError(f"column {column.name}: {error}") from error
    return pd.array(values, dtype=column.dtype)  # type: ignore[call-overload]


def _codes(column: Column, values: Sequence[Any]) -> pd.Categorical:
    """A column of a closed vocabulary, by the places of its values there: pandas would look each of them up by itself."""
    places: dict[Any, int] = {None: -1, **{value: place for place, value in enumerate(column.values)}}
    try:
        codes = [places[value] for value in values]
    except (KeyError, TypeError):
        illegal = next(value for value in values if value is not None and value not in column.values)
        raise InputError(f"column {column.name}: {reprlib.repr(illegal)} is none of {', '.join(column.values)}") from None
    return pd.Categorical.from_codes(codes, dtype=column.dtype)  # type: ignore[call-overload, no-any-return]


def _days(values: Sequence[dt.date | None]) -> Any:
    """A column of plain dates, counted in days first: numpy takes its time over each date object."""
    days = [NO_DAY if value is None else value.toordinal() - EPOCH for value in values]
    return np.array(days, dtype="int64").view("datetime64[D]").astype(DAY)


def _plain(column: Column, series: pd.Series) -> list[Any]:
    """A column of any dtype as the values that :func:`_array` takes."""
    converters: dict[Any, Callable[[Any], Any]] = {DAY: to_day, NUMBER: float, OFFSET: _whole}
    convert: Callable[[Any], Any] = converters.get(column.dtype, _text)
    result = []
    for value in series.tolist():
        try:
            result.append(None if is_missing(value) else convert(value))
        except (TypeError, ValueError) as error:
            raise InputError(f"column {column.name}: {reprlib.repr(value)} does not fit {column.dtype}") from error
    return result


def _text(value: Any) -> str:
    """A string, also one that CSV gave back as a number: the period "2023" as 2023, or as 2023.0 in a column with gaps."""
    if isinstance(value, str):
        return value
    return str(_whole(value))


def _whole(value: Any) -> int:
    if float(value) != int(value):
        raise ValueError("not a whole number")
    return int(value)
