"""The table is the same whatever is in it and wherever it has been."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from china_tech_metrics import SCHEMA, InputError, coerce
from china_tech_metrics.table import STRING, build, empty

Row = dict[str, Any]


def table(*rows: Row) -> pd.DataFrame:
    days = [c.name for c in SCHEMA if c.dtype == np.dtype("datetime64[us]")]
    full = [{n: dt.date.fromisoformat(r[n]) if n in days and r.get(n) else r.get(n) for n in SCHEMA.names} for r in rows]
    return build({name: [r[name] for r in full] for name in SCHEMA.names})


def same_schema(df: pd.DataFrame) -> None:
    """Stricter than comparing dtypes, which takes categories of another string dtype for equal."""
    assert tuple(df.columns) == SCHEMA.names
    for column in SCHEMA:
        dtype = df[column.name].dtype
        assert dtype == column.dtype, column.name
        if isinstance(dtype, pd.CategoricalDtype):
            assert dtype.categories.dtype == STRING
            assert tuple(dtype.categories) == column.values


def test_schema_is_a_constant_to_look_at() -> None:
    assert len(SCHEMA) == len(set(SCHEMA.names)) == 30
    assert SCHEMA.names[0] == "doc_id" and SCHEMA.names[-1] == "confidence"
    assert SCHEMA["measure"].values == ("level", "growth", "multiple", "change", "share")
    assert "value" in SCHEMA and "Value" not in SCHEMA
    assert list(SCHEMA.dtypes) == [column.name for column in SCHEMA]
    assert all(column.name in str(SCHEMA) and column.description for column in SCHEMA)
    with pytest.raises(KeyError):
        SCHEMA["Value"]
    with pytest.raises(AttributeError):
        SCHEMA.columns = ()  # type: ignore[misc]


@pytest.mark.parametrize("count", [0, 1, 1000])
def test_schema_for_any_number_of_rows(row: Row, count: int) -> None:
    df = table(*[row] * count)
    assert len(df) == count
    same_schema(df)


def test_a_row_of_nothing_but_its_place() -> None:
    df = table({"start": 0, "end": 1})
    same_schema(df)
    assert df.drop(columns=["start", "end"]).isna().all(axis=None)


def test_decimals_become_floats(row: Row) -> None:
    df = table(row | {"value": Decimal("16.4") * 10**8, "low": None})
    assert df["value"][0] == 1.64e9 and np.isnan(df["low"][0])


def test_days_reach_beyond_nanoseconds(row: Row) -> None:
    df = table(row | {"period_start": "0001-01-01", "period_end": "9999-12-31"})
    assert df["period_start"].dt.year[0] == 1 and df["period_end"].dt.year[0] == 9999


def test_lone_surrogates_are_held(row: Row) -> None:
    assert table(row | {"quote": "\ud800"})["quote"][0] == "\ud800"


def test_build_refuses_what_is_not_legal(row: Row) -> None:
    with pytest.raises(InputError, match="column measure: 'levl' is none of level, growth"):
        table(row | {"measure": "levl"})
    with pytest.raises(InputError, match="column start"):
        table(row | {"start": None})
    with pytest.raises(InputError, match="no column entity, value"):
        build({name: [] for name in SCHEMA.names if name not in ("entity", "value")})


def by_parquet(df: pd.DataFrame) -> pd.DataFrame:
    file = io.BytesIO()
    df.to_parquet(file)
    return pd.read_parquet(file)


def by_csv(df: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(df.to_csv(index=False)))


@pytest.mark.parametrize(
    "travel",
    [
        by_parquet,
        by_csv,
        lambda df: df.astype(object),
        lambda df: df.convert_dtypes(),
        lambda df: df[df.columns[::-1]],
        lambda df: df.astype({c.name: "datetime64[ns]" for c in SCHEMA if "datetime" in str(c.dtype)}),
        lambda df: pd.DataFrame(df.astype(object).to_dict("records"), columns=df.columns),
    ],
    ids=["parquet", "csv", "object", "nullable", "reversed", "nanoseconds", "records"],
)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_coerce_brings_it_back(row: Row, count: int, travel: Any) -> None:
    df = table(*[row | {"doc_id": str(n)} | ({"period": None, "published": None} if n == 1 else {}) for n in range(count)])
    back = coerce(travel(df))
    same_schema(back)
    pd.testing.assert_frame_equal(back, df)


def test_concat_keeps_the_schema(row: Row) -> None:
    other = table(row | {"measure": "growth", "published": None})
    both = pd.concat([table(row), other, table(row)])
    same_schema(both)
    assert both["measure"].tolist() == ["level", "growth", "level"]
    same_schema(pd.concat([table(row), empty()]))
    same_schema(pd.concat([empty(), empty()]))


def test_coerce_keeps_other_columns_index_and_attrs(row: Row) -> None:
    df = table(row, row).assign(note=["x", "y"])
    df = df[["note", *SCHEMA.names]].set_index(pd.Index([5, 9]))
    df.attrs["made"] = "today"
    back = coerce(df)
    assert tuple(back.columns) == (*SCHEMA.names, "note")
    assert back.index.tolist() == [5, 9] and back["note"].tolist() == ["x", "y"] and back.attrs == {"made": "today"}


def test_coerce_does_not_share_memory(row: Row) -> None:
    df = table(row)
    back = coerce(df)
    back.loc[0, "value"] = 1.0
    assert df["value"][0] == row["value"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "rumour"),
        ("published", "yesterday"),
        ("published", 5),
        ("value", "much"),
        ("start", 1.5),
        ("start", None),
        ("doc_id", [1]),
    ],
)
def test_coerce_refuses_what_does_not_fit(row: Row, column: str, value: Any) -> None:
    df = table(row).astype(object)
    df.at[0, column] = value
    with pytest.raises(InputError, match=f"column {column}"):
        coerce(df)


def test_coerce_refuses_other_tables(row: Row) -> None:
    with pytest.raises(InputError, match="no column value, confidence"):
        coerce(table(row).drop(columns=["value", "confidence"]))
    with pytest.raises(InputError, match="columns twice: value"):
        coerce(pd.concat([table(row), table(row)[["value"]]], axis=1))
    with pytest.raises(InputError, match="not list"):
        coerce([row])  # type: ignore[arg-type]
