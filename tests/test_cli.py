"""The command line: what it prints where, and its exit status."""

from __future__ import annotations

import doctest
import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from china_tech_metrics.__main__ import main
from china_tech_metrics.cli.arguments import AUDIT, CHECK, EXTRACT, SERIES, VOCABULARY

JD = "JD's revenue rose 1.2% to RMB 291.4 billion ($40.1 billion) in the second quarter of 2024."
MEITUAN = "Meituan's revenue was RMB 82.3 billion ($99 billion) in the second quarter of 2024."
TEMU = "Temu's revenue was $30 billion in 2024."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; gives its exit status and what it printed."""

    def ran(*arguments: object, piped: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return ran


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in {"jd.txt": JD, "meituan.txt": MEITUAN, "temu.md": TEMU}.items():
        (folder / name).write_text(f"{text}\n\nShare on Facebook | 5 min read\n", encoding="utf-8")
    return folder


# --- extract ---------------------------------------------------------------------------------------------------------


def test_a_file_as_a_table(run: Run, articles: Path) -> None:
    status, out, err = run("extract", articles / "jd.txt")
    lines = [line.split() for line in out.splitlines()]
    assert status == 0
    assert lines[0] == ["doc_id", "entity", "segment", "metric", "measure", "period", "value", "unit", "modifier", "status", "quote"]
    assert lines[1] == ["jd.txt", "JD", "-", "revenue", "growth", "2024Q2", "1.2", "percent", "exact", "actual", "1.2%"]
    assert lines[2] == [
        "jd.txt",
        "JD",
        "-",
        "revenue",
        "level",
        "2024Q2",
        "291,400,000,000",
        "CNY",
        "exact",
        "actual",
        "RMB",
        "291.4",
        "billion",
    ]
    assert len(lines) == 3
    assert err == ""


def test_a_folder_as_csv_is_the_table(run: Run, articles: Path) -> None:
    status, out, _ = run("extract", articles, "--format", "csv")
    assert status == 0
    assert_frame_equal(ctm.coerce(pd.read_csv(io.StringIO(out))), ctm.extract(ctm.read_folder(articles)))


def test_json_lines_are_the_table(run: Run, articles: Path) -> None:
    status, out, _ = run("extract", articles, "--format", "jsonl", "--published", "2024-08-20")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert list(rows[0]) == list(ctm.SCHEMA.names)
    assert rows[0]["published"] == "2024-08-20"
    assert rows[0]["segment"] is None
    expected = ctm.extract(ctm.read_folder(articles), published="2024-08-20")
    assert_frame_equal(ctm.coerce(pd.DataFrame(rows)), expected)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_table_that_was_written_is_the_table(run: Run, articles: Path, tmp_path: Path, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    file = tmp_path / f"rows.{ending}"
    assert run("extract", articles, "--output", file) == (0, "", "")
    read = {
        "csv": pd.read_csv,
        "jsonl": lambda f: pd.DataFrame(map(json.loads, f.read_text(encoding="utf-8").splitlines())),
        "parquet": pd.read_parquet,
    }
    assert_frame_equal(ctm.coerce(read[ending](file)), ctm.extract(ctm.read_folder(articles)))


@pytest.mark.parametrize(
    ("options", "entities"),
    [
        (["--entity", "jd.com"], {"JD"}),
        (["--entity", "JD", "--entity", "Temu"], {"JD", "Temu"}),
        (["--metric", "revenue", "--entity", "Meituan"], {"Meituan"}),
        (["--metric", "gmv"], set()),
        (["--entity", "Nobody Knows"], set()),
    ],
)
def test_only_some_rows(run: Run, articles: Path, options: list[str], entities: set[str]) -> None:
    status, out, _ = run("extract", articles, *options, "--format", "jsonl")
    assert status == 0
    assert {json.loads(line)["entity"] for line in out.splitlines()} == entities


def test_no_rows(run: Run, articles: Path) -> None:
    assert run("extract", articles, "--metric", "gmv") == (0, "", "")
    assert run("extract", articles, "--metric", "gmv", "--format", "csv")[1] == ",".join(ctm.SCHEMA.names) + "\n"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        pytest.param(None, JD.encode(), id="text"),
        pytest.param("html", f"<html><body><article><p>{JD}</p></article></body></html>".encode(), id="html"),
        pytest.param(
            "feed", f"<rss version='2.0'><channel><item><description>{JD}</description></item></channel></rss>".encode(), id="feed"
        ),
        pytest.param("jsonl", json.dumps({"text": JD}).encode(), id="jsonl"),
        pytest.param("csv", f"text\n{JD}\n".encode(), id="csv"),
    ],
)
def test_standard_input(run: Run, kind: str | None, data: bytes) -> None:
    for package in {"html": ["trafilatura"], "feed": ["feedparser"]}.get(kind or "", []):
        pytest.importorskip(package)
    status, out, err = run("extract", "-", *(["--from", kind] if kind else []), "--format", "jsonl", piped=data)
    assert (status, err) == (0, "")
    assert [json.loads(line)["quote"] for line in out.splitlines()] == ["1.2%", "RMB 291.4 billion"]
    assert json.loads(out.splitlines()[0])["doc_id"].startswith("stdin") or kind in ("html", "feed")


def test_several_inputs(run: Run, articles: Path) -> None:
    _, out, _ = run("extract", articles / "temu.md", "-", articles / "jd.txt", "--format", "jsonl", piped=MEITUAN.encode())
    assert list(dict.fromkeys(json.loads(line)["doc_id"] for line in out.splitlines())) == ["temu.md", "stdin", "jd.txt"]


def test_texts_can_be_left_as_they_are(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Also read: {MEITUAN}\n{JD}", encoding="utf-8")
    assert [len(run("extract", file, *options, "--format", "jsonl")[1].splitlines()) for options in ([], ["--as-is"])] == [2, 3]


def test_chinese_in_and_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "京东.txt"
    file.write_bytes("京东第二季度收入为2914亿元，同比增长1.2%。".encode("gb18030"))
    status, out, _ = run("extract", file, "--encoding", "gb18030", "--format", "jsonl", "--published", "2024-08-15")
    assert status == 0
    assert "2914亿元" in out
    assert "京东.txt" in out


def test_problems_are_told_and_the_rest_is_read(run: Run, articles: Path) -> None:
    (articles / "bad.txt").write_bytes(b"\xc4\xe3")
    for options in ([], ["--errors", "collect"]):
        status, out, err = run("extract", articles, "--format", "jsonl", *options)
        assert (status, len(out.splitlines())) == (1, 4)
        assert err.splitlines() == [
            f'warning: {articles}/bad.txt: is not utf-8 at byte 0; give its encoding, such as encoding="gb18030"; passed over'
        ]
    status, out, err = run("extract", articles, "--errors", "raise")
    assert (status, out) == (2, "")
    assert "bad.txt: is not utf-8" in err


def test_one_of_several_files_without_an_article(run: Run, articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "empty.html").write_text("<html></html>", encoding="utf-8")
    status, out, err = run("extract", tmp_path / "empty.html", articles, "--format", "jsonl")
    assert (status, len(out.splitlines())) == (1, 4)
    assert err == f"warning: {tmp_path}/empty.html: no article is found on the page; passed over\n"
    assert run("extract", tmp_path / "empty.html")[0] == 2


def test_in_processes_with_a_bar(run: Run, articles: Path) -> None:
    """Over a second: it starts processes."""
    _, alone, _ = run("extract", articles, "--format", "csv")
    status, out, err = run("extract", articles, "--format", "csv", "--jobs", "2", "--progress")
    assert (status, out) == (0, alone)
    assert "3doc" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["nowhere.txt"], "nowhere.txt: can not be read: No such file or directory", id="no file"),
        pytest.param(["nowhere"], "nowhere: is no file", id="no file, no ending"),
        pytest.param(["https://lantern.example/a.txt"], "is an address; nothing is read from a network", id="address"),
        pytest.param(["{}/empty"], "empty: there is no file '**/*' with one of the endings", id="empty folder"),
        pytest.param(["{}/a.pdf"], "nothing is known of files with the ending '.pdf'", id="unknown ending"),
        pytest.param(["{}/a.csv"], "has no column 'text'; its columns: 'x'", id="no text column"),
        pytest.param(["{}/a.txt", "--published", "soon"], "published='soon' is not a day", id="day"),
        pytest.param(["{}/a.txt", "--lang", "!"], "lang='!' is not a language tag", id="language"),
        pytest.param(["{}/a.txt", "--metric", "revenu"], "no metric has the id 'revenu'; did you mean 'revenue'?", id="metric"),
        pytest.param(["{}/a.txt", "--jobs", "0"], "n_jobs must be a number of processes", id="jobs"),
        pytest.param(["{}/a.txt", "--max-bytes", "0"], "--max-bytes must be a number of bytes", id="limit"),
        pytest.param(["{}/a.txt", "--max-bytes", "2"], "is larger than 2 bytes", id="too large"),
        pytest.param(["{}/a.txt", "--vocabulary", "nowhere"], "nowhere: is no folder", id="vocabulary"),
        pytest.param(["{}/a.txt", "--output", "{}/no/such/rows.csv"], "rows.csv: No such file or directory", id="output"),
        pytest.param(["{}/a.txt", "--encoding", "utf-99"], "there is no encoding 'utf-99'", id="encoding"),
    ],
)
def test_what_can_not_be_done(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(JD, encoding="utf-8")
    (tmp_path / "a.csv").write_text("x\ny\n", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    status, out, err = run("extract", *(argument.format(tmp_path) for argument in arguments))
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extrat", "x"],
        ["extract", "x", "--format", "xls"],
        ["extract", "x", "--errors", "loud"],
        ["series", "JD"],
        ["vocabulary"],
    ],
    ids=" ".join,
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "usage: china-tech-metrics" in err


# --- series and audit ------------------------------------------------------------------------------------------------


@pytest.fixture(params=["articles", "csv", "jsonl", "parquet"])
def rows(request: pytest.FixtureRequest, run: Run, articles: Path, tmp_path: Path) -> Path:
    """The articles, or the table that was made of them."""
    if request.param == "articles":
        return articles
    if request.param == "parquet":
        pytest.importorskip("pyarrow")
    file = tmp_path / f"rows.{request.param}"
    run("extract", articles, "--output", file)
    return file


def test_series(run: Run, rows: Path) -> None:
    status, out, err = run("series", "JD", "revenue", rows, "--format", "jsonl")
    points = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [(point["period"], point["value"]) for point in points if point["value"]] == [
        ("2023Q2", pytest.approx(287.94e9, rel=1e-4)),
        ("2024Q2", 291.4e9),
    ]
    assert points[-1]["documents"] == ["jd.txt"]


def test_series_options(run: Run, articles: Path) -> None:
    _, out, _ = run("series", "jd.com", "revenue", articles, "--no-derive", "--currency", "USD")
    assert out.split()[10:14] == ["2024Q2", "40,100,000,000", "USD", "exact"]


def test_a_series_that_is_not_there(run: Run, articles: Path) -> None:
    status, out, err = run("series", "JD", "gmv", articles)
    assert (status, out, err) == (1, "", "no gmv of JD in 4 rows\n")
    status, _, err = run("series", "JD", "profits", articles)
    assert status == 2
    assert "no metric is named 'profits'" in err


def test_audit(run: Run, rows: Path) -> None:
    status, out, err = run("audit", rows)
    assert (status, err) == (1, "")
    assert len(out.splitlines()) == 2
    assert "conversion" in out
    assert "99 billion" in out
    assert "…" not in out.splitlines()[1][-1]


def test_audit_of_one_rule(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("audit", articles, "--rule", "unit") == (0, "", "")
    status, _, err = run("audit", articles, "--rule", "colour")
    assert status == 2
    assert "colour" in err
    pytest.importorskip("pyarrow")
    assert run("audit", articles, "--output", tmp_path / "findings.parquet")[0] == 1
    assert len(pd.read_parquet(tmp_path / "findings.parquet")) == 1


def test_a_stored_table_with_a_wrong_value(run: Run, tmp_path: Path, articles: Path) -> None:
    file = tmp_path / "rows.csv"
    run("extract", articles, "--output", file)
    file.write_text(file.read_text(encoding="utf-8").replace(",level,", ",height,"), encoding="utf-8")
    status, _, err = run("audit", file)
    assert status == 2
    assert "rows.csv: column measure: 'height' is none of level" in err


# --- vocabulary, help ------------------------------------------------------------------------------------------------


def test_the_vocabulary_is_listed(run: Run) -> None:
    status, out, _ = run("vocabulary", "list", "metrics")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == sorted(ctm.Vocabulary.default().metrics)
    _, out, _ = run("vocabulary", "list", "entities")
    assert len(out.splitlines()) == len(ctm.Vocabulary.default().entities)
    assert any(line.split() == ["Taobao", "platform", "of", "Alibaba"] for line in out.splitlines())


def test_an_entry_is_shown(run: Run) -> None:
    status, out, _ = run("vocabulary", "show", "taobao")
    assert status == 0
    assert out.splitlines()[:3] == ["Taobao", "  kind: platform", "  parent: Alibaba"]
    assert "淘宝" in out
    _, out, _ = run("vocabulary", "show", "gmv")
    assert out.splitlines()[0] == "gmv: Gross merchandise value"
    status, _, err = run("vocabulary", "show", "Taobaoo")
    assert (status, err) == (2, "china-tech-metrics: no entity or metric is named 'Taobaoo'; did you mean 'Taobao'?\n")


def test_words_of_ones_own(run: Run, tmp_path: Path) -> None:
    own = Path(__file__).parents[1] / "examples" / "own_vocabulary"
    assert "return_rate" in run("vocabulary", "list", "metrics", "--vocabulary", own)[1]
    file = tmp_path / "a.txt"
    file.write_text("The return rate of Lantern Go was 6% in 2023.", encoding="utf-8")
    assert "return_rate" in run("extract", file, "--vocabulary", own)[1]


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"china-tech-metrics {ctm.__version__}\n", "")


@pytest.mark.parametrize(
    ("command", "examples"),
    [("extract", EXTRACT), ("series", SERIES), ("audit", AUDIT), ("check", CHECK), ("vocabulary", VOCABULARY)],
)
def test_help_has_examples(run: Run, command: str, examples: str) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert examples in out


@pytest.mark.parametrize(
    "line", [line.strip() for text in (EXTRACT, SERIES, AUDIT, CHECK, VOCABULARY) for line in text.splitlines() if "  china-tech" in line]
)
def test_the_examples_of_the_help_work(run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    pytest.importorskip("trafilatura")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(JD, encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<html><body><p>{JD}</p></body></html>", encoding="utf-8")
    (tmp_path / "my_terms").symlink_to(Path(__file__).parents[1] / "examples" / "own_vocabulary")
    run("extract", "articles/", "--output", "rows.parquet")
    words = line.partition("china-tech-metrics ")[2].partition(" > ")[0].split()
    status, _, err = run(*words, piped=JD.encode())
    assert status == (1 if words[0] == "audit" and "rows.parquet" not in words else status)
    assert status in (0, 1), err
    assert "Traceback" not in err


# --- the page about it -----------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "command-line.md"
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_what_the_page_shows_is_printed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    shown = [part for block in CONSOLE.findall(PAGE.read_text(encoding="utf-8")) for part in block.split("$ ")[1:]]
    assert len(shown) > 6
    for part in shown:
        line, _, expected = part.partition("\n")
        commands = [shlex.split(command) for command in line.split(" | ")]
        piped = " ".join(commands.pop(0)[1:]).encode() if commands[0][0] == "echo" else b""
        _, out, err = run(*commands[0][1:], piped=piped)
        printed = out.splitlines(keepends=True)[0] if len(commands) == 2 else out + err
        assert doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS), f"{line}\n{printed}"


# --- as a program ----------------------------------------------------------------------------------------------------


def test_a_reader_that_goes_away(articles: Path) -> None:
    command = [sys.executable, "-m", "china_tech_metrics", "vocabulary", "list", "entities"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_utf8_whatever_the_terminal_says(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("京东第二季度收入为2914亿元。", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "china_tech_metrics", "extract", str(file)],
        capture_output=True,
        check=False,
        env={"PATH": "", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "2914亿元" in done.stdout.decode("utf-8")
