"""Reads Parquet of articles on Dask, and writes Parquet of what they say, by year, with what could not be read beside it.

    python examples/dask_articles.py                            reads a small sample, in a folder that is gone afterwards
    python examples/dask_articles.py ARTICLES ROWS [ADDRESS]    ARTICLES has the columns doc_id, published and text

It needs the extra ``dask``. ADDRESS is the one of a scheduler; without it two processes are started on this machine.
"""

import sys
import tempfile
from pathlib import Path

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pyarrow as pa
from distributed import Client, LocalCluster

import china_tech_metrics as ctm


def with_kind_and_year(df: pd.DataFrame) -> pd.DataFrame:
    """The table with the two columns that name its folders; no value is missing there, because pandas could not read such a folder."""
    kind = np.where(df["stage"].isna(), "observation", "failure")
    return df.assign(kind=kind, year=df["published"].dt.strftime("%Y").astype(object).fillna("unknown"))


def read(articles: str, rows: str) -> None:
    """From Parquet to Parquet."""
    schema = ctm.SCHEMA.with_errors()
    documents = dd.read_parquet(articles, columns=["doc_id", "published", "text"])
    found = documents.map_partitions(ctm.extract_partition, errors="collect", meta=schema.empty())
    found = found.map_partitions(with_kind_and_year, meta=with_kind_and_year(schema.empty()))
    arrow = schema.arrow().append(pa.field("kind", pa.string())).append(pa.field("year", pa.string()))
    found.to_parquet(rows, partition_on=["kind", "year"], schema=arrow, write_index=False)

    print("Rows by kind and year:")
    written = pd.read_parquet(rows, columns=["doc_id", "kind", "year", "stage", "message"])
    for (kind, year), number in written.groupby(["kind", "year"], observed=True).size().sort_index(ascending=[False, True]).items():
        print(f"{kind:<12} {year:<8} {number:>6}")
    print("\nWhat could not be read:")
    for row in written[written["kind"] == "failure"].sort_values("doc_id").itertuples():
        print(f"{row.doc_id}: {row.stage}: {row.message}")


def sample(path: Path) -> None:
    """The articles of the examples, and one without a text."""
    documents = [(d.doc_id, d.published, d.text) for d in ctm.read_folder(Path(__file__).with_name("articles"))]
    pd.DataFrame([*documents, ("empty", None, None)], columns=["doc_id", "published", "text"]).to_parquet(path, index=False)


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if len(arguments) == 3:
            with Client(arguments[2]):
                return read(*arguments[:2])
        # processes, and no threads: a thread that reads a text holds the lock of its interpreter
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", local_directory=folder) as cluster, Client(cluster):
            if len(arguments) == 2:
                return read(*arguments)
            sample(Path(folder, "articles.parquet"))
            read(f"{folder}/articles.parquet", f"{folder}/rows")


if __name__ == "__main__":
    main(sys.argv[1:])
