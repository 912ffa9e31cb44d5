"""The code in the README and the documentation runs and prints what stands below it.

All Python blocks of a file run in one namespace, one after the other. A block's last expression is shown as an interactive session shows
it. Where a ``text`` or ``console`` block follows with nothing but blank lines between, it has to be what was printed; ``...`` stands for
anything and white space does not count.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(page for page in [ROOT / "README.md", *(ROOT / "docs").glob("**/*.md")] if page.exists())
BLOCK = re.compile(r"^```(?P<kind>\w+)[^\n]*\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
OUTPUT = re.compile(r"\s*```(?:text|console)\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def run(code: str, file: str, line: int, namespace: dict[str, Any]) -> str:
    """What a block prints."""
    tree = ast.parse(code, file)
    ast.increment_lineno(tree, line)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, file, "exec"), namespace)
        if isinstance(last, ast.Expr) and (value := eval(compile(ast.Expression(last.value), file, "eval"), namespace)) is not None:
            print(repr(value))
    return printed.getvalue()


def run_session(code: str, file: str, line: int, namespace: dict[str, Any]) -> None:
    """A block with prompts, as a doctest."""
    test = doctest.DocTestParser().get_doctest(code, namespace, file, file, line)
    test.globs = namespace
    report = io.StringIO()
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.write, clear_globs=False)
    assert not report.getvalue(), report.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("examples", "docs"):
        if (ROOT / folder).exists():
            (tmp_path / folder).symlink_to(ROOT / folder)
    text = page.read_text(encoding="utf-8")
    namespace: dict[str, Any] = {"__name__": page.stem}
    for block in BLOCK.finditer(text):
        if block["kind"] not in ("python", "pycon"):
            continue
        line = text.count("\n", 0, block.start("body"))
        if block["body"].lstrip().startswith(">>>"):
            run_session(block["body"], str(page), line, namespace)
            continue
        printed = run(block["body"], str(page), line, namespace)
        if output := OUTPUT.match(text, block.end()):
            expected = output["body"]
            assert doctest.OutputChecker().check_output(expected, printed, FLAGS), (
                f"{page.name}, line {line}: expected\n{expected}\nprinted\n{printed}"
            )
