"""What a metric's file says for the audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import china_tech_metrics as ctm

METRIC = """
id = "{id}"
name = "{id}"
description = "A metric of the tests."
units = ["{unit}"]
nature = "stock"
about = ["company"]
basis = "yoy"
{more}

[[en.cue]]
words = ["{id}"]
role = "noun"
"""


def vocabulary(folder: Path, **metrics: str) -> ctm.Vocabulary:
    (folder / "metrics").mkdir()
    for name, more in metrics.items():
        unit = "percent" if name == "ratio" else "count"
        (folder / "metrics" / f"{name}.toml").write_text(METRIC.format(id=name, unit=unit, more=more), encoding="utf-8")
    return ctm.Vocabulary.default().extend(folder)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('parts = "some"', "parts: 'some' is none of add"),
        ('within = "nothing"', "within: no metric has the id 'nothing'"),
        ('ratio = ["revenue"]', "ratio: must name two metrics"),
        ('ratio = ["revenue", "nothing"]', "ratio: no metric has the id 'nothing'"),
    ],
)
def test_a_mistake_names_file_and_field(more: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ctm.VocabularyError, match=rf"owl\.toml: .*{message}"):
        vocabulary(tmp_path, owl=more)


def test_own_metrics_are_audited_as_their_files_say(make: Any, tmp_path: Path) -> None:
    own = vocabulary(tmp_path, birds="", owls='within = "birds"\nparts = "none"', ratio='ratio = ["owls", "birds"]')
    row = {"unit": "count", "period": "2023"}
    rows = [
        {**row, "metric": "birds", "value": 100.0, "quote": "100"},
        {**row, "metric": "owls", "value": 140.0, "quote": "140"},
        {**row, "metric": "ratio", "value": 30.0, "quote": "30%", "unit": "percent"},
        {**row, "metric": "owls", "value": 900.0, "quote": "900", "segment": "barn"},
    ]
    assert ctm.audit(make(*rows), vocabulary=own)[["rule", "rows"]].values.tolist() == [["parts", (1, 0)], ["margin", (2, 1, 0)]]
    assert ctm.audit(make(*rows)).empty, "the default vocabulary does not know them"
