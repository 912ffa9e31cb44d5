"""Whole articles of our own writing, in many house styles, against the table expected of each.

A core row the library gets wrong carries ``gap``, the first thing wrong with it: "quantity", "metric", "entity" or "period".
``extra`` lists the quotes of rows the table should not have. ``python benchmarks/known_gaps.py`` writes both.
"""

import pytest

from annotated import ARTICLES, Annotated, compare, read_articles
from china_tech_metrics import Vocabulary
from china_tech_metrics.api import observe
from china_tech_metrics.model import Document

VOCABULARY = Vocabulary.default()
READ = read_articles(ARTICLES)


@pytest.mark.parametrize("article", READ, ids=lambda a: a.name)
def test_article(article: Annotated) -> None:
    found = observe(Document(article.name, article.text, article.published), VOCABULARY)
    verdicts, extra = compare(article, found)
    recorded = [row.fields.get("gap") for row in article.rows if row.core]
    changed = [
        f"{row.fields['quote']!r}: {recorded_gap or 'right'} -> {gap or 'right'}"
        for (row, gap), recorded_gap in zip(verdicts, recorded, strict=True)
        if gap != recorded_gap
    ]
    assert not changed, "\n".join(changed)
    assert extra == list(article.extra)


def test_most_rows_are_right() -> None:
    rows = [row for article in READ for row in article.rows if row.core]
    assert sum("gap" not in row.fields for row in rows) >= 0.6 * len(rows)
