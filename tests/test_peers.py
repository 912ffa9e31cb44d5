"""The comparison with other readers: its annotation is sound, its scorer fair, and the page says of this library what is measured."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "comparison.md"
NEAR = 0.03
"""How far the page may be from a new measurement before it has to be written anew."""


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers", ROOT / "benchmarks" / "peers.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["peers"] = module
    spec.loader.exec_module(module)
    return module


peers = _benchmark()
Find = peers.Find
RANGE = "Shein hopes for $60bn to $70bn and 5% more."
ASKED = [peers.Quantity(16, 30, ((65e9,), (60e9, 70e9)), "USD"), peers.Quantity(35, 37, ((5,),), "percent")]


def test_every_quote_stands_in_its_sentence() -> None:
    told = peers.sentences()
    assert len(told) >= 60
    for text, quantities in told:
        spans = [(quantity.start, quantity.end) for quantity in quantities]
        assert spans == sorted(spans)
        assert all(re.search(r"\w", text[start:end]) for start, end in spans)


@pytest.mark.parametrize(
    ("finds", "number", "quantity"),
    [
        pytest.param([], (2, 0, 0), (2, 0, 0), id="nothing"),
        pytest.param([Find(16, 30, 65e9, "USD"), Find(35, 37, 5, "percent")], (2, 2, 0), (2, 2, 0), id="all, the range by its middle"),
        pytest.param([Find(16, 21, 60e9, "USD"), Find(25, 30, 70e9, "USD")], (2, 1, 0), (2, 1, 0), id="the range by its ends"),
        pytest.param([Find(16, 21, 60e9, "USD")], (2, 0, 1), (2, 0, 1), id="half a range is none, and false"),
        pytest.param([Find(35, 37, -5, "plain")], (2, 1, 0), (2, 0, 1), id="the number without its unit, and with another sign"),
        pytest.param([Find(35, 36, 0.05, "plain")], (2, 1, 0), (2, 0, 1), id="a percentage as a part of one"),
        pytest.param([Find(35, 37, 5.2, "percent")], (2, 0, 1), (2, 0, 1), id="another value"),
        pytest.param([Find(0, 5, 7, "plain"), Find(35, 37, 5, "percent")], (2, 1, 1), (2, 1, 1), id="something that is no quantity"),
        pytest.param([Find(35, 37, 5, "percent"), Find(35, 36, 5, "plain")], (2, 1, 0), (2, 1, 0), id="one quantity twice"),
    ],
)
def test_scorer(finds: list[tuple[int, int, float, str]], number: tuple[int, ...], quantity: tuple[int, ...]) -> None:
    assert peers.measure([(RANGE, ASKED)], [finds], units=False) == number
    assert peers.measure([(RANGE, ASKED)], [finds], units=True) == quantity


def test_the_page_says_of_this_library_what_is_measured() -> None:
    row = re.search(r"^\| china_tech_metrics [\d.]+ \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert row is not None
    printed = [float(cell) for cell in row[1].split("|")][:6]
    told = peers.sentences()
    read = peers.this_library()([text for text, _ in told])
    for (precision, recall, _), units in zip((printed[:3], printed[3:]), (False, True), strict=True):
        asked, found, false = peers.measure(told, read, units=units)
        assert precision == pytest.approx(found / (found + false), abs=NEAR), "measure it anew: python benchmarks/peers.py --markdown"
        assert recall == pytest.approx(found / asked, abs=NEAR)
