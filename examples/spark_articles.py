"""Reads Parquet of articles on Spark, and writes Parquet of what they say, by year, with what could not be read beside it.

    python examples/spark_articles.py                   reads a small sample, in a folder that is gone afterwards
    python examples/spark_articles.py ARTICLES ROWS     ARTICLES has the columns doc_id, published and text

It needs the extra ``spark`` and a Java, 17 or newer. On a cluster, spark-submit starts it with the same arguments.
"""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path

import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import china_tech_metrics as ctm


def read(articles: str, rows: str) -> None:
    """From Parquet to Parquet; the folder ``rows`` must not be there."""
    spark = SparkSession.builder.appName("china_tech_metrics").getOrCreate()
    documents = spark.read.parquet(articles).select("doc_id", "published", "text")
    found = documents.mapInPandas(partial(ctm.extract_partitions, errors="collect"), ctm.SCHEMA.with_errors().ddl())
    kind = F.when(F.col("stage").isNull(), "observation").otherwise("failure")
    year = F.coalesce(F.year("published").cast("string"), F.lit("unknown"))
    found.withColumn("kind", kind).withColumn("year", year).write.partitionBy("kind", "year").parquet(rows)

    print("Rows by kind and year:")
    written = spark.read.parquet(rows)
    for row in written.groupBy("kind", "year").count().orderBy(F.desc("kind"), "year").collect():
        print(f"{row['kind']:<12} {row['year']:<8} {row['count']:>6}")
    print("\nWhat could not be read:")
    for row in written.where("kind = 'failure'").orderBy("doc_id").collect():
        print(f"{row['doc_id']}: {row['stage']}: {row['message']}")


def sample(path: Path) -> None:
    """The articles of the examples, and one without a text."""
    documents = [(d.doc_id, d.published, d.text) for d in ctm.read_folder(Path(__file__).with_name("articles"))]
    pd.DataFrame([*documents, ("empty", None, None)], columns=["doc_id", "published", "text"]).to_parquet(path, index=False)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        read(*sys.argv[1:])
    else:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        with tempfile.TemporaryDirectory() as folder:
            sample(Path(folder, "articles.parquet"))
            read(f"{folder}/articles.parquet", f"{folder}/rows")
