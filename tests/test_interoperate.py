"""The table in Arrow, Parquet, DuckDB, Polars and pint."""

from __future__ import annotations

import datetime as dt
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm

TEXT = """Meituan's revenue rose 21% to RMB 82.3 billion ($11.6 billion) in the second quarter. BYD sold over 342,000 cars in July.
Temu's average daily GMV was $1.5 million. Users spent 36 minutes a day on Kuaishou. Its gross margin rose by 2 percentage points.
Moonshot AI raised $300-500 million in 2023. TSMC's revenue was NT$2,161.7 billion in 2023. Pinduoduo's profit doubled in 2022."""


@pytest.fixture(scope="module")
def df() -> pd.DataFrame:
    found = ctm.extract(TEXT, published="2024-08-28")
    assert len(found) >= 9
    return found


def bare(df: pd.DataFrame) -> pd.DataFrame:
    df = df.copy()
    df.attrs = {}
    return df


# --- Arrow and Parquet -----------------------------------------------------------------------------------------------


def test_the_arrow_schema_is_what_arrow_makes_of_the_table(df: pd.DataFrame) -> None:
    pa = pytest.importorskip("pyarrow")
    made = pa.Table.from_pandas(df, preserve_index=False).schema.remove_metadata()
    ours = ctm.SCHEMA.arrow()
    assert ours.names == made.names
    full = df.notna().any()
    assert {name: str(ours.field(name).type) for name in ours.names if full[name]} == {
        name: str(made.field(name).type) for name in made.names if full[name]
    }
    assert [field.name for field in ours if not field.nullable] == ["start", "end"]


@pytest.mark.parametrize("rows", [0, 1, None], ids=["no row", "one row", "all"])
def test_there_and_back_through_arrow(df: pd.DataFrame, rows: int | None) -> None:
    pa = pytest.importorskip("pyarrow")
    part = df.head(rows) if rows is not None else df
    table = pa.Table.from_pandas(part, schema=ctm.SCHEMA.arrow(), preserve_index=False)
    assert_frame_equal(bare(ctm.coerce(table.to_pandas())), bare(part.reset_index(drop=True)))


def test_there_and_back_through_parquet(df: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    df.to_parquet(tmp_path / "rows.parquet", schema=ctm.SCHEMA.arrow())
    assert_frame_equal(bare(ctm.coerce(pd.read_parquet(tmp_path / "rows.parquet"))), bare(df))


def test_pieces_in_one_parquet_file(tmp_path: Path) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = ["JD's revenue rose 5% in 2023.", "No number at all.", "Temu spent $2 billion in 2023."]
    with parquet.ParquetWriter(tmp_path / "rows.parquet", ctm.SCHEMA.arrow()) as file:
        for part in ctm.iter_extract(texts, chunk=1):
            file.write_table(pa.Table.from_pandas(part, schema=ctm.SCHEMA.arrow(), preserve_index=False))
    assert_frame_equal(ctm.coerce(pd.read_parquet(tmp_path / "rows.parquet")), bare(ctm.extract(texts)))


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ctm.MissingExtraError, match=r"pip install 'china-tech-metrics\[parquet\]'"):
        ctm.SCHEMA.arrow()


# --- DuckDB and Polars -----------------------------------------------------------------------------------------------


def test_duckdb_reads_the_table(df: pd.DataFrame) -> None:
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(
        "select entity, value, period_start from df where metric = 'revenue' and measure = 'level' order by start"
    ).fetchall()
    assert found == [("Meituan", 82.3e9, dt.datetime(2024, 4, 1)), ("TSMC", 2161.7e9, dt.datetime(2023, 1, 1))]
    assert duckdb.sql("select count(*) from df where segment is null and basis is null").fetchall()[0][0] == int(
        (df["segment"].isna() & df["basis"].isna()).sum()
    )


def test_duckdb_reads_its_parquet_and_gives_it_back(df: pd.DataFrame, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    df.to_parquet(tmp_path / "rows.parquet")
    again = duckdb.sql(f"select * from '{tmp_path}/rows.parquet'").df()
    assert_frame_equal(bare(ctm.coerce(again)), bare(df))


def test_polars_reads_the_table_and_gives_it_back(df: pd.DataFrame, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    table = polars.from_pandas(df)
    assert table.columns == list(ctm.SCHEMA.names)
    assert table.filter(polars.col("measure") == "growth")["quote"].to_list() == ["21%"]
    assert table["value"].null_count() == 0
    assert_frame_equal(bare(ctm.coerce(table.to_pandas())), bare(df))
    df.to_parquet(tmp_path / "rows.parquet")
    assert_frame_equal(bare(ctm.coerce(polars.read_parquet(tmp_path / "rows.parquet").to_pandas())), bare(df))


# --- pint ------------------------------------------------------------------------------------------------------------


def test_quantities_have_the_amounts_and_units_of_the_rows(df: pd.DataFrame) -> None:
    quantities = df.ctm.quantities()
    assert list(quantities.index) == list(df.index)
    assert quantities.name == "value"
    assert [quantity.magnitude for quantity in quantities] == df["value"].to_list()
    assert all(quantity.check(ctm.units.parse(unit).dimensionality) for quantity, unit in zip(quantities, df["unit"], strict=True))


@pytest.mark.parametrize(
    ("column", "quote", "expected"),
    [
        ("low", "$300-500 million", "300000000.0 USD"),
        ("high", "$300-500 million", "500000000.0 USD"),
        ("also_value", "RMB 82.3 billion", "11600000000.0 USD"),
        ("value_cny", "RMB 82.3 billion", "82300000000.0 CNY"),
        ("value_usd", "$1.5 million", "1500000.0 USD / day"),
        ("value_usd", "21%", "None"),
        ("low", "21%", "None"),
    ],
)
def test_other_columns(df: pd.DataFrame, column: str, quote: str, expected: str) -> None:
    row = df.index[df["quote"] == quote][0]
    assert str(df.ctm.quantities(column)[row]) == expected


def test_a_converted_rate_keeps_what_it_is_per(df: pd.DataFrame) -> None:
    row = df.index[df["unit"] == "USD/day"][0]
    yuan = df.ctm.quantities("value_cny")[row]
    assert str(yuan.units) == "CNY / day"
    assert math.isclose(yuan.to("CNY/week").magnitude, 7 * df["value_cny"][row])


def test_units_do_not_mix(df: pd.DataFrame) -> None:
    pint = pytest.importorskip("pint")
    quantities = df.ctm.quantities()
    by_unit = dict(zip(df["unit"], quantities, strict=True))
    for one, other in [("CNY", "USD"), ("percent", "percentage_point"), ("count", "times"), ("minute/day", "USD/day")]:
        with pytest.raises(pint.DimensionalityError):
            by_unit[one] + by_unit[other]


@pytest.mark.parametrize("column", ["unit", "confidence", "start", "colour"])
def test_no_column_of_amounts(df: pd.DataFrame, column: str) -> None:
    with pytest.raises(ctm.InputError, match="column must be one of value, low, high, also_value, value_cny, value_usd, not"):
        df.ctm.quantities(column)


def test_a_unit_of_an_edited_table_that_is_none(df: pd.DataFrame) -> None:
    edited = df.assign(unit=np.where(df["unit"] == "CNY", "sheep", df["unit"]))
    with pytest.raises(ctm.UnitError, match="sheep"):
        edited.ctm.quantities()


def test_an_empty_table() -> None:
    empty: Any = ctm.extract([]).ctm.quantities()
    assert len(empty) == 0
    assert empty.dtype == object
