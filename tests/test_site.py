"""The documentation site: what is public has a place on the API page, and docstrings become Markdown that is read as it is meant."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import china_tech_metrics as ctm

pytest.importorskip("griffe", reason="the site is built with the extra docs")

DOCS = Path(__file__).parents[1] / "docs"


def _extension() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docstrings", DOCS / "site" / "docstrings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


site = _extension()


def test_all_that_is_public_has_a_place_on_the_api_page() -> None:
    things = {name: getattr(ctm, name) for name in ctm.__all__}
    errors = {name for name, thing in things.items() if isinstance(thing, type) and issubclass(thing, (Exception, Warning))}
    assert "errors" in site.DOCUMENTED  # the page has the whole module
    assert not sorted(set(things) - errors - set(site.DOCUMENTED))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Plain words.", "Plain words.", id="nothing to do"),
        pytest.param("As :func:`china_tech_metrics.extract`.", "As [`extract`][china_tech_metrics.extract].", id="a link"),
        pytest.param("See :class:`Document`.", "See [`Document`][china_tech_metrics.Document].", id="a short name"),
        pytest.param("See :mod:`china_tech_metrics.link.owner`.", "See `link.owner`.", id="what has no place on the page"),
        pytest.param(
            "It adds.\n\n>>> 1 + 1\n2\n\n>>> [0.0, 1.0](x)",
            "It adds.\n\nExamples:\n    >>> 1 + 1\n    2\n\n    >>> [0.0, 1.0](x)\n",
            id="examples",
        ),
    ],
)
def test_docstrings(written: str, expected: str) -> None:
    assert site.rewritten(written) == expected


def test_no_page_names_an_object_by_a_role() -> None:
    pages = [page for page in DOCS.rglob("*.md") if re.search(r":(?:func|class|mod|data):`", page.read_text(encoding="utf-8"))]
    assert not pages
