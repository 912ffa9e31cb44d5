"""Pictures are drawn without a window, and none is left open."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib
import pytest
from matplotlib import pyplot


@pytest.fixture(autouse=True)
def pictures() -> Iterator[None]:
    matplotlib.use("Agg")
    yield
    pyplot.close("all")
