"""What becomes of time and memory when there is more to read, and what starting costs.

    python benchmarks/scaling.py [--kilobytes N] [--tries N]

Articles of the tests are repeated to 100 kB and to 2, 4, 8 and 16 times that: as many documents, and as one text. Printed are, as Markdown,
the processor time per kB of ``extract``, the least of several tries; the time by the clock in one process and with ``n_jobs=2``; the peak
memory of a process that goes through ``iter_extract`` and keeps nothing, and of one that has the whole table; and what a new interpreter
takes to import pandas, to import the library, and to read a first sentence.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from adversarial import PUBLISHED, articles, weight
from throughput import peak_megabytes, repeated  # noqa: F401 - the first for the processes of PEAK

import china_tech_metrics as ctm
from china_tech_metrics import Document

TIMES = (1, 2, 4, 8, 16)
LANGUAGES = ("en", "zh")
PEAK = """
import sys
sys.path.append({here!r})
import scaling
import china_tech_metrics as ctm
source = scaling.documents({lang!r}, {size})
if {pieces}:
    rows = sum(len(df) for df in ctm.iter_extract(source, chunk=50, published=scaling.PUBLISHED))
else:
    rows = len(ctm.extract(source, published=scaling.PUBLISHED))
print(scaling.peak_megabytes())
"""
COLD = {
    "`import pandas`": "import pandas",
    "`import china_tech_metrics`": "import china_tech_metrics",
    "a first English sentence": "import china_tech_metrics as ctm; ctm.extract('Sales rose 5%.')",
    "a first Chinese sentence": "import china_tech_metrics as ctm; ctm.extract('营收增长5%。')",
}


def documents(lang: str, size: int) -> Iterator[Document]:
    """Documents of so many bytes, made when they are asked for."""
    return (Document(str(n), text, lang=lang) for n, text in enumerate(repeated(articles(lang), size)))


def least(work: Callable[[], object], tries: int, clock: Callable[[], float]) -> float:
    """The least time that something takes."""

    def once() -> float:
        started = clock()
        work()
        return clock() - started

    return min(once() for _ in range(tries))


def peak(lang: str, size: int, *, pieces: bool) -> float:
    """The peak memory in MB of a process that reads so much."""
    code = PEAK.format(here=str(Path(__file__).parent), lang=lang, size=size, pieces=pieces)
    return float(subprocess.check_output([sys.executable, "-c", code]))


def table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---", *["---:"] * (len(head) - 1)], *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, default=100, metavar="N")
    parser.add_argument("--tries", type=int, default=3, metavar="N")
    options = parser.parse_args()
    base, tries = options.kilobytes * 1000, options.tries
    head = ["", *(f"{times} × {options.kilobytes} kB" for times in TIMES)]
    for lang in LANGUAGES:
        ctm.extract(articles(lang)[0], lang=lang)

    rows = []
    for lang in LANGUAGES:
        for name, together in (("documents", False), ("one text", True)):
            per_kilobyte = []
            for times in TIMES:
                read = list(documents(lang, base * times))
                if together:
                    read = [Document("d", "\n".join(d.text for d in read), lang=lang)]
                size = sum(weight(d.text) for d in read)
                per_kilobyte.append(least(partial(ctm.extract, read, published=PUBLISHED), tries, time.process_time) / size)
            rows.append([f"{lang}, {name}, ms per kB", *(f"{seconds * 1000:.2f}" for seconds in per_kilobyte)])
    for jobs in (1, 2):
        row = [f"en, documents, seconds by the clock, `n_jobs={jobs}`"]
        for times in TIMES:
            read = list(documents("en", base * times))
            row.append(f"{least(partial(ctm.extract, read, published=PUBLISHED, n_jobs=jobs), tries, time.perf_counter):.1f}")
        rows.append(row)
    for name, pieces in (("`iter_extract`", True), ("`extract`", False)):
        rows.append([f"en, documents, peak MB of {name}", *(f"{peak('en', base * times, pieces=pieces):.0f}" for times in TIMES)])
    print(table(head, rows))

    cold = {}
    for name, code in COLD.items():
        cold[name] = least(partial(subprocess.run, [sys.executable, "-c", code], check=True), 5, time.perf_counter)
    first = next(iter(cold.values()))
    print()
    print(table(["a new interpreter and", "seconds", "pandas is 1"], [[name, f"{s:.2f}", f"{s / first:.2f}"] for name, s in cold.items()]))


if __name__ == "__main__":
    main()
