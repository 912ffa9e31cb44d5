"""What engines cost beside the reading itself: processor time on Spark and Dask with two worker processes each, and the size of the rows.

    python benchmarks/engines.py [--megabytes N]

The articles of the tests are repeated, each as a document of its own, until they have the size asked for, and stored as Parquet. Then they
are read from there into Parquet of observations: in one process, on Dask and on Spark. Counted is the processor time of the worker
processes, Java's included, from the first batch to the last; the start of the engine and of its processes is not in it, the one of the
interpreters that Spark starts for the first batch is.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import psutil
import pyarrow.parquet as pq
from throughput import ARTICLES, repeated, texts

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import china_tech_metrics as ctm
from engines import dask_cluster, spark_cluster

PARTS = 8


def processor_seconds() -> float:
    """Of this process and all below it that are alive."""
    used = 0.0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        times = process.cpu_times()
        used += times.user + times.system
    return used


def measured(run: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock and of processors."""
    started, worked = time.perf_counter(), processor_seconds()
    run()
    return time.perf_counter() - started, processor_seconds() - worked


def stored(folder: Path, megabytes: float) -> int:
    """Writes the articles in parts; the size of their texts in bytes."""
    documents = list(repeated([text for text in texts(ARTICLES) if text], int(megabytes * 1e6)))
    frame = pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(documents))], "published": "2024-06-19", "text": documents})
    for n in range(PARTS):
        frame.iloc[n::PARTS].to_parquet(folder / f"{n}.parquet", index=False)
    return int(frame["text"].str.encode("utf-8").str.len().sum())


def size_of_rows(path: Path) -> tuple[int, int]:
    """How many rows the articles give, and how many bytes they take in Parquet; a file's description of itself is not counted."""
    df = ctm.extract([text for text in texts(ARTICLES) if text], published="2024-06-19")
    df.to_parquet(path, schema=ctm.SCHEMA.arrow(), index=False, compression="zstd")
    groups = pq.ParquetFile(path).metadata.to_dict()["row_groups"]
    return len(df), sum(column["total_compressed_size"] for group in groups for column in group["columns"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=20.0, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles, schema = folder / "articles", ctm.SCHEMA.with_errors()
        articles.mkdir()
        size = stored(articles, options.megabytes)
        ctm.extract("JD's revenue rose 5%.", published="2024-06-19")  # builds the vocabulary

        def alone() -> None:
            (folder / "alone").mkdir()
            for part in articles.iterdir():
                df = ctm.extract_partition(pd.read_parquet(part), errors="collect")
                df.to_parquet(folder / "alone" / part.name, schema=schema.arrow(), index=False)

        def on_dask() -> None:
            import dask.dataframe as dd

            found = dd.read_parquet(articles).map_partitions(ctm.extract_partition, errors="collect", meta=schema.empty())
            found.to_parquet(folder / "dask", schema=schema.arrow(), write_index=False)

        def on_spark() -> None:
            from functools import partial

            documents = spark.read.parquet(str(articles))
            found = documents.mapInPandas(partial(ctm.extract_partitions, errors="collect"), schema.ddl())
            found.write.parquet(str(folder / "spark"))

        results = {"one process": measured(alone)}
        with dask_cluster(folder):
            results["Dask"] = measured(on_dask)
        (folder / "cluster").mkdir()
        with spark_cluster(folder / "cluster") as spark:
            results["Spark"] = measured(on_spark)
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        print(f"{size / 1e6:.1f} MB of text; load {load} on {os.cpu_count()} processors")
        for engine, (seconds, processors) in results.items():
            print(f"{engine:<12} {seconds:6.1f} s {processors:6.1f} processor s {size / 1000 / processors:7.0f} kB per processor second")
        rows, bytes_of_rows = size_of_rows(folder / "rows.parquet")
        print(f"{bytes_of_rows / rows:.0f} bytes a row in Parquet, {rows} rows of articles that are there once")


if __name__ == "__main__":
    main()
