"""Optional packages: imported where they are needed, and named with the pip command where they are not installed."""

from __future__ import annotations

import importlib
from typing import Any

from china_tech_metrics.errors import MissingExtraError

DISTRIBUTION = "china-tech-metrics"


def require(module: str, extra: str) -> Any:
    """A module of an optional package.

    Args:
        module: its name, as in an import statement.
        extra: the extra of this library that installs it.

    Raises:
        MissingExtraError: it can not be imported; the message has the command that installs it.

    >>> require("json", "plot").__name__
    'json'
    >>> require("no_such_module", "plot")
    Traceback (most recent call last):
    china_tech_metrics.errors.MissingExtraError: no_such_module is not installed; run: pip install 'china-tech-metrics[plot]'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtraError(f"{package} is not installed; run: pip install '{DISTRIBUTION}[{extra}]'") from error
