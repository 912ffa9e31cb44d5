"""``python -m china_tech_metrics check DIR``: read a folder of vocabulary files and run their examples."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from china_tech_metrics.api import check_vocabulary
from china_tech_metrics.errors import ChinaTechMetricsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the return value is the exit status: 0 fine, 1 problems found, 2 the folder can not be read."""
    parser = argparse.ArgumentParser(prog="china-tech-metrics", description="Numbers about Chinese tech, from prose to a table.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="read a folder of vocabulary files and run their examples")
    check.add_argument("folder", type=Path, metavar="DIR", help="holds entity files, or entities/ and metrics/ with them")
    options = parser.parse_args(arguments)
    try:
        problems, examples = check_vocabulary(options.folder)
    except ChinaTechMetricsError as error:
        print(error, file=sys.stderr)
        return 2
    for problem in problems:
        print(problem)
    print(f"{examples} examples, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
