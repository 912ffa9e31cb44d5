"""``python -m china_tech_metrics check DIR``: exit statuses and messages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from china_tech_metrics.__main__ import main

OWN = Path(__file__).parents[1] / "examples" / "own_vocabulary"
ENTITY = '[[entity]]\nname = "Qinghe Autos"\nkind = "company"\n'
RIGHT = '[[example]]\ntext = "Qinghe Autos has 300 employees."\nrows = [{ quote = "300", metric = "employees", entity = "Qinghe Autos" }]\n'
WRONG = RIGHT.replace('metric = "employees"', 'metric = "stores"')


def write(folder: Path, text: str) -> str:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return str(folder)


def test_a_sound_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(OWN)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "4 examples, 0 problems\n"
    assert printed.err == ""


@pytest.mark.parametrize(
    ("text", "problem", "total"),
    [
        pytest.param(
            ENTITY + WRONG, "mine.toml: example 1: row '300': metric is 'employees', not 'stores'", "1 examples, 1 problems", id="field"
        ),
        pytest.param(
            ENTITY + RIGHT + '[[example]]\ntext = "Qinghe Autos has 300 employees."\nrows = []\n',
            "mine.toml: example 2: unexpected row '300' (employees)",
            "2 examples, 1 problems",
            id="row too many",
        ),
        pytest.param(
            ENTITY + RIGHT.replace("has 300 employees", "was born 300 days ago"),
            "mine.toml: example 1: no row '300'",
            "1 examples, 1 problems",
            id="row missing",
        ),
        pytest.param(ENTITY, "mine.toml: entity 'Qinghe Autos': no example names it", "0 examples, 1 problems", id="no example"),
    ],
)
def test_problems_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str, total: str) -> None:
    assert main(["check", write(tmp_path, text)]) == 1
    printed = capsys.readouterr()
    assert problem in printed.out
    assert printed.out.endswith(total + "\n")
    assert printed.err == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[[entity]\n", "mine.toml: is no TOML", id="broken TOML"),
        pytest.param(ENTITY + "colour = 3\n", "mine.toml: entity 'Qinghe Autos': colour: unknown field", id="unknown field"),
        pytest.param('[[entity]]\nkind = "company"\n', "mine.toml: entity '?': name: is missing", id="no name"),
    ],
)
def test_a_folder_that_can_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    assert main(["check", write(tmp_path, text)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert "Traceback" not in printed.err


def test_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "nowhere: is no folder" in capsys.readouterr().err


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, ENTITY)
    assert main(["check", str(tmp_path / "mine.toml")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_an_empty_folder_has_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "0 examples, 0 problems\n"


@pytest.mark.parametrize("arguments", [[], ["check"], ["chek", "x"], ["check", "a", "b"]], ids=" ".join)
def test_wrong_arguments(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: china-tech-metrics" in capsys.readouterr().err


def test_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "china_tech_metrics", "check", str(tmp_path / "nowhere")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "is no folder" in done.stderr
    assert "Traceback" not in done.stderr
