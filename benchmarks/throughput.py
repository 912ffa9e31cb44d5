"""How fast ``extract`` reads, and how long the package takes to import.

    python benchmarks/throughput.py [PATH] [--megabytes N]

PATH is a JSON Lines file of documents with ``text`` or a folder of ``.txt`` files or article tests; without it the articles of the
tests are read. The texts are repeated, each as a document of its own, until they have the size asked for. One process, one core.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

ARTICLES = Path(__file__).parents[1] / "tests" / "articles"


def texts(path: Path) -> list[str]:
    """The texts below a path."""
    if path.is_dir():
        files = [p for p in sorted(path.rglob("*")) if p.suffix in (".txt", ".jsonl", ".toml")]
        return [text for file in files for text in texts(file)]
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in content.splitlines() if line.strip()]
    if path.suffix == ".toml":
        return [tomllib.loads(content)["text"]]
    return [content]


def repeated(sample: list[str], size: int) -> Iterator[str]:
    """The sample again and again until it has so many bytes."""
    for text in itertools.cycle(sample):
        if size <= 0:
            return
        yield text
        size -= len(text.encode())


def import_seconds(module: str, tries: int = 5) -> float:
    """The best time of importing a module in a new process."""
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    return min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(tries))


def peak_megabytes() -> float:
    """The most memory this process has had. What ``getrusage`` says would, on Linux, include the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return float(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--megabytes", type=float, default=1.0, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    sample = [text for text in texts(options.path) if text]
    if not sample:
        parser.error(f"no texts in {options.path}")

    import china_tech_metrics as ctm

    ctm.extract(sample[0], published="2024-06-19")  # builds the vocabulary
    documents = list(repeated(sample, int(options.megabytes * 1e6)))
    size = sum(len(text.encode()) for text in documents)
    started, worked = time.perf_counter(), time.process_time()
    rows = len(ctm.extract(documents, published="2024-06-19"))
    seconds, processor_seconds = time.perf_counter() - started, time.process_time() - worked
    result = {
        "documents": len(documents),
        "kB": round(size / 1000),
        "rows": rows,
        "kB_per_second": round(size / 1000 / seconds, 1),
        "kB_per_processor_second": round(size / 1000 / processor_seconds, 1),
        "import_over_pandas": round(import_seconds("china_tech_metrics") / import_seconds("pandas"), 2),
    }
    print(json.dumps(result) if options.json else "\n".join(f"{name:24} {value}" for name, value in result.items()))


if __name__ == "__main__":
    main()
