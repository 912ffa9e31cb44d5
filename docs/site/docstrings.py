"""Docstrings as the documentation site needs them: an extension of griffe, which reads them for ``docs/api.md``.

In the code the examples of a docstring stand behind everything else without a heading, and other objects are named by Sphinx roles, which
editors show. Here the examples get the heading that makes them code, and a role becomes a link if the object has a place on the page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import griffe

PAGE = Path(__file__).parents[1] / "api.md"
DOCUMENTED = {path.rpartition(".")[2]: path for path in re.findall(r"^::: (\S+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)}
"""What has a place on the page, by its name in the package."""
ROLE = re.compile(r":(?:attr|class|data|exc|func|meth|mod):`~?([\w.]+)`")
PACKAGE = "china_tech_metrics"


class Docstrings(griffe.Extension):
    """Rewrites every docstring of the package before it is parsed."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called for each object that is read."""
        if obj.docstring is not None and obj.path.partition(".")[0] == PACKAGE:
            obj.docstring.value = rewritten(obj.docstring.value)


def rewritten(text: str) -> str:
    """A docstring with its roles as links and its examples under a heading."""
    words, mark, examples = ROLE.sub(link, text).partition("\n\n>>> ")
    return words + "\n\nExamples:\n" + indented(">>> " + examples) + "\n" if mark else words


def link(role: re.Match[str]) -> str:
    """A reference to what has a place on the page, the name of anything else."""
    name = role[1].removeprefix(f"{PACKAGE}.")
    return f"[`{name}`][{DOCUMENTED[name]}]" if name in DOCUMENTED else f"`{name}`"


def indented(text: str) -> str:
    return "\n".join(f"    {line}" if line.strip() else "" for line in text.splitlines())
