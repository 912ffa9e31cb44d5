"""Write what the library gets wrong today into the articles under ``tests/articles`` and list the examples that fail.

    python benchmarks/known_gaps.py

Run it after an improvement and read the diff: marks that go are gains, marks that come are losses.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from annotated import ARTICLES, compare, read_articles
from china_tech_metrics.api import observe, rows_of
from china_tech_metrics.model import Document
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.check import check_example


def mark_articles(vocabulary: Vocabulary) -> None:
    """Rewrite the gap and extra lines of every article."""
    for article in read_articles(ARTICLES):
        verdicts, extra = compare(article, observe(Document(article.name, article.text, article.published), vocabulary))
        gaps = {id(row): gap for row, gap in verdicts}
        rows = iter(article.rows)
        path = ARTICLES / f"{article.name}.toml"
        head, *blocks = path.read_text(encoding="utf-8").split("[[rows]]\n")
        lines = [line for line in head.splitlines(keepends=True) if not line.startswith("extra = ")]
        if extra:
            listed = ", ".join('"' + quote.replace('"', '\\"') + '"' for quote in extra)
            lines.insert(next(i for i, line in enumerate(lines) if line.startswith("text = ")), f"extra = [{listed}]\n")
        written = ["".join(lines)]
        for block in blocks:
            kept = [line for line in block.splitlines(keepends=True) if not line.startswith("gap = ")]
            gap = gaps.get(id(next(rows)))
            if gap is not None:
                kept.insert(1, f'gap = "{gap}"\n')
            written.append("".join(kept))
        path.write_text("[[rows]]\n".join(written), encoding="utf-8")


def main() -> None:
    vocabulary = Vocabulary.default()
    mark_articles(vocabulary)
    for example in vocabulary.examples:
        problems = list(check_example(example, lambda document: rows_of(document, vocabulary)))
        if bool(problems) != (example.gap is not None):
            print(f"{example.file}: example {example.number}: {problems[0].problem if problems else 'is read rightly now'}")


if __name__ == "__main__":
    main()
