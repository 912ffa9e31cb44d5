"""What reading does to the world around it: nothing. And what goes on around it does nothing to the table.

The tests with processes and fresh interpreters take a second or two each, because the library is imported and compiled anew in them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import china_tech_metrics as ctm

TEXTS = [
    "JD's revenue rose 1.2% to RMB 291.4 billion ($40.1 billion) in the second quarter. Its net income was RMB 12.6 billion.",
    "快手二季度营收310亿元，同比增长11.6%；平均日活跃用户达3.95亿。",
    "During last year's Singles' Day the GMV of Taobao grew 5%, Reuters said. The startup Velloro raised $50 million in fiscal 2024.",
    "蔚来去年交付22.1万辆，今年目标是44万辆，上半年亏损NT$3.5亿。",
] * 4
PUBLISHED = "2024-08-20"

WATCHED = """
    import json
    import sys

    seen = []

    def watch(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            written = (mode or "r").strip("bt") != "r" if isinstance(mode, str) else bool(flags & 0b11)
            if written:
                seen.append(["open to write", str(path)])
        elif event.partition(".")[0] in FORBIDDEN or event in FORBIDDEN:
            seen.append([event, repr(arguments)])

    FORBIDDEN = {
        "socket", "urllib", "http", "ftplib", "smtplib", "subprocess", "webbrowser", "shutil", "tempfile", "sqlite3",
        "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime",
        "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.putenv", "os.unsetenv", "os.chdir", "os.kill",
        "signal.pthread_kill",
    }
    sys.dont_write_bytecode = True
    sys.addaudithook(watch)
"""
"""Notes every event of the interpreter that writes, connects, or starts something; Python's own cache of compiled modules is off."""


def printed_by(script: str, folder: Path) -> str:
    """What a fresh interpreter prints, with ``folder`` as home and current directory."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "XDG_CACHE_HOME": str(folder)}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(ctm.__file__).parents[1]), environment.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=environment, encoding="utf-8").stdout


def events(script: str, folder: Path, before: str = "") -> list[list[str]]:
    """The events that a script causes; what is done ``before`` is not watched."""
    found: list[list[str]] = json.loads(printed_by(f"    {before}{WATCHED}{script}\n    print(json.dumps(seen))\n", folder))
    return found


READ = f"""
    import china_tech_metrics as ctm

    texts = {TEXTS!r}
    df = ctm.extract(texts, published="{PUBLISHED}")
    assert len(df) > 20 and df["value_cny"].notna().any() and df["value_usd"].notna().any(), df
    next(ctm.iter_extract(texts, published="{PUBLISHED}", errors="collect"))
    df.ctm.series("JD", "revenue")
    df.ctm.convert("EUR")
    ctm.audit(df)
    ctm.to_html(df)
    ctm.Vocabulary.default().entity("JD")
"""


def test_importing_and_reading_connects_writes_and_starts_nothing(tmp_path: Path) -> None:
    """Default vocabulary, default rates, English and Chinese, from the import on."""
    assert events(READ, tmp_path, before="import numpy  # it sets a variable of the environment and deletes it again") == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "event"),
    [
        pytest.param('open("x", "w").close()', "open to write", id="a file"),
        pytest.param('import os; os.close(os.open("x", os.O_RDWR | os.O_CREAT))', "open to write", id="a descriptor"),
        pytest.param("import os; os.mkdir('x')", "os.mkdir", id="a folder"),
        pytest.param("import socket; socket.socket().close()", "socket.__new__", id="a socket"),
        pytest.param("import subprocess; subprocess.run(['true'])", "subprocess.Popen", id="a process"),
    ],
)
def test_the_watch_sees(script: str, event: str, tmp_path: Path) -> None:
    assert event in [name for name, _ in events(f"\n    {script}", tmp_path)]


# --- threads and forks -----------------------------------------------------------------------------------------------

TOGETHER = f"""
    import sys
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from pandas.testing import assert_frame_equal

    import china_tech_metrics as ctm

    sys.setswitchinterval(1e-5)
    texts, threads = {TEXTS!r}, 6
    start = Barrier(threads)

    def read(number):
        start.wait()
        vocabulary = ctm.Vocabulary.default()
        table = ctm.extract(texts[number:] + texts[:number], published="{PUBLISHED}")
        return vocabulary, table.sort_values(["quote", "doc_id"], ignore_index=True)

    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(read, range(threads)))
    for number, (vocabulary, table) in enumerate(found):
        assert vocabulary is ctm.Vocabulary.default()
        alone = ctm.extract(texts[number:] + texts[:number], published="{PUBLISHED}")
        assert_frame_equal(table, alone.sort_values(["quote", "doc_id"], ignore_index=True))
    import gc
    print(len(alone), gc.isenabled())
"""

FORKED = f"""
    import multiprocessing

    from pandas.testing import assert_frame_equal

    import china_tech_metrics as ctm

    texts = {TEXTS!r}

    def read(number):
        return ctm.extract(texts, published="{PUBLISHED}")

    fork = multiprocessing.get_context("fork")
    with fork.Pool(2) as pool:  # nothing is compiled yet
        cold = pool.map(read, range(4), chunksize=1)
    here = read(0)
    with fork.Pool(2) as pool:  # all is compiled
        warm = pool.map(read, range(4), chunksize=1)
    for table in cold + warm:
        assert_frame_equal(table, here)
    print(len(here), len(cold + warm))
"""


def test_threads_that_begin_together_read_the_same(tmp_path: Path) -> None:
    """Six threads race for the first use of everything that is built lazily."""
    rows, collecting = printed_by(TOGETHER, tmp_path).split()
    assert int(rows) > 20
    assert collecting == "True"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_forked_processes_read_the_same(tmp_path: Path) -> None:
    """Four tables from processes that were forked before anything was compiled, four from such that were forked behind."""
    rows, tables = printed_by(FORKED, tmp_path).split()
    assert int(rows) > 20
    assert tables == "8"
