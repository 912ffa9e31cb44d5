"""Compare scores with the floors recorded in ``floors.json``: exit status 1 if a score is below its floor.

    python benchmarks/floors.py FOLDER

FOLDER has the annotated files that ``floors.json`` names, and the ``score.py`` that prints their scores.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")


def shortfalls(folder: Path, floors: dict[str, dict[str, float]]) -> list[str]:
    """What is below its floor, or can not be scored, in words."""
    problems = []
    for name, levels in floors.items():
        if not (folder / name).exists():
            problems.append(f"{name}: not in {folder.name}")
            continue
        output = subprocess.check_output([sys.executable, str(folder / "score.py"), "--json", str(folder / name)], text=True)
        scores = json.loads(output)["levels"]
        for level, floor in levels.items():
            score = scores[level]["f1"]
            print(f"{name:16} {level:10} F1 {score:.3f}  floor {floor:.3f}")
            if score < floor:
                problems.append(f"{name}: F1 of {level} is {score:.3f}, below its floor of {floor:.3f}")
    return problems


def main() -> int:
    problems = shortfalls(Path(sys.argv[1]), json.loads(FLOORS.read_text(encoding="utf-8")))
    for problem in problems:
        print(f"FAILED {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
