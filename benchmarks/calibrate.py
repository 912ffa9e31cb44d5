"""Measure how often rows with the same evidence are right and write ``china_tech_metrics/link/confidence.toml``.

    python benchmarks/calibrate.py ARTICLES [ARTICLES …]

ARTICLES are folders of article tests (TOML) or annotated JSON Lines files. A row is right when value, unit, metric, measure,
entity and period are those of an annotated row on the same words; rows on words annotated as borderline are left out.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from annotated import Annotated, overlap, read_articles, right_up_to_period
from china_tech_metrics.api import engine_for
from china_tech_metrics.language import detect
from china_tech_metrics.link.confidence import ASPECTS, FILE, Calibration
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import Document
from china_tech_metrics.vocabulary import Vocabulary

SMOOTHING = 4.0
BANDS = 6


def outcomes(articles: list[Annotated]) -> Iterator[tuple[tuple[str, str, str], bool]]:
    """For every row that can be judged: its features, and whether it is right."""
    vocabulary = Vocabulary.default()
    for article in articles:
        engine = engine_for(vocabulary, detect(article.text) or "en")
        for found in engine.read(Document("", article.text, article.published)):
            same_words = [row for row in article.rows if overlap(row, found.amount)]
            if same_words and not any(row.core for row in same_words):
                continue
            yield features_of(found), any(right_up_to_period(row, found, article.published) for row in same_words if row.core)


def features_of(found: Observation) -> tuple[str, str, str]:
    """Features of metric, owner and period."""
    return found.features.metric, found.features.owner, found.features.period


def measure(judged: list[tuple[tuple[str, str, str], bool]]) -> Calibration:
    """Log-odds by feature, smoothed towards the overall share, and the share of right rows in bands of equal size."""
    overall = sum(right for _, right in judged) / len(judged)
    weights: dict[str, dict[str, float]] = {}
    for i, aspect in enumerate(ASPECTS):
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for features, right in judged:
            counts[features[i]][right] += 1
        weights[aspect] = {
            name: round(math.log((good + SMOOTHING * overall) / (bad + SMOOTHING * (1 - overall))), 2)
            for name, (bad, good) in sorted(counts.items())
        }
    bare = Calibration(weights, (), (overall,))
    totals = sorted((bare.total(features), right) for features, right in judged)
    size = math.ceil(len(totals) / BANDS)
    bands = [totals[i : i + size] for i in range(0, len(totals), size)]
    shares: list[float] = []
    for band in bands:
        shares.append(max([round(sum(right for _, right in band) / len(band), 2), *shares[-1:]]))
    return Calibration(weights, tuple(round(band[0][0], 2) for band in bands[1:]), tuple(shares))


def main() -> None:
    judged = list(outcomes([article for path in sys.argv[1:] for article in read_articles(Path(path))]))
    found = measure(judged)
    lines = [
        "# Measured by benchmarks/calibrate.py; do not edit by hand.",
        f"bounds = {list(found.bounds)}",
        f"shares = {list(found.shares)}",
    ]
    for aspect in ASPECTS:
        lines += ["", f"[{aspect}]", *(f'"{name}" = {weight}' for name, weight in found.weights[aspect].items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(judged)} rows, {sum(right for _, right in judged)} right; shares by band {list(found.shares)}")


if __name__ == "__main__":
    main()
