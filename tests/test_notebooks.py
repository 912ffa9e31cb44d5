"""The notebooks in ``examples/`` run from top to bottom and print what is stored in them.

``python tests/test_notebooks.py`` runs them and stores what they print.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
SECONDS = 120
"""How long a cell may take; a kernel of its own starts slowly on a busy machine."""
LINES, CELLS = 12, 20
"""How long the code of a cell and a notebook may be: they are there to be read."""


def executed(path: Path) -> Any:
    """A notebook after it was run in its own folder, with nothing that differs from run to run."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(EXAMPLES)}})
    client.execute(env=os.environ | {"MPLBACKEND": "module://matplotlib_inline.backend_inline"})
    for cell in notebook.cells:
        cell.metadata = {}
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def printed(notebook: Any) -> list[str]:
    """What each cell of code prints, white space apart."""
    outputs = [
        [o.text if o.output_type == "stream" else o.data["text/plain"] for o in c.outputs] for c in notebook.cells if c.cell_type == "code"
    ]
    texts = [re.sub(r" at 0x[0-9a-f]+>", ">", "\n".join(parts)) for parts in outputs]
    return [" ".join(text.split()) for text in texts]


def test_there_are_two() -> None:
    assert [path.name for path in NOTEBOOKS] == ["company_series.ipynb", "first_look.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs_and_prints_what_is_stored(path: Path) -> None:
    assert printed(executed(path)) == printed(nbformat.read(path, as_version=4)), "store it anew: python tests/test_notebooks.py"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_small_enough_to_read(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell.source.splitlines() for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= CELLS
    assert max(map(len, code)) <= LINES
    assert path.stat().st_size < 200_000


if __name__ == "__main__":
    for file in NOTEBOOKS:
        nbformat.write(executed(file), file)
