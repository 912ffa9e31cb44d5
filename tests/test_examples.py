"""The examples that vocabulary entries carry give the rows they promise."""

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.api import rows_of
from china_tech_metrics.vocabulary.check import check_example, uncovered
from china_tech_metrics.vocabulary.entries import Example

VOCABULARY = Vocabulary.default()


@pytest.mark.parametrize("example", VOCABULARY.examples, ids=lambda e: f"{e.file}-{e.number}")
def test_example(example: Example) -> None:
    problems = list(check_example(example, lambda document: rows_of(document, VOCABULARY)))
    if example.gap is None:
        assert not problems, "\n".join(map(str, problems))
    else:
        assert problems, f"{example.file}: example {example.number}: is read rightly now, so its gap mark must go"


def test_few_examples_are_marked_as_gaps() -> None:
    gaps = [e for e in VOCABULARY.examples if e.gap is not None]
    assert len(gaps) <= len(VOCABULARY.examples) * 0.03


def test_every_entry_has_an_example() -> None:
    files = {e.file for e in VOCABULARY.entities.values()} | {m.file for m in VOCABULARY.metrics.values()}
    assert not list(map(str, uncovered(VOCABULARY, files)))


def test_the_vocabulary_is_large_enough() -> None:
    assert len(VOCABULARY.entities) >= 300
    assert len(VOCABULARY.metrics) >= 60
