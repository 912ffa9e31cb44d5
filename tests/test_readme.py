"""The code in the README and the documentation runs and prints what stands below it.

All Python blocks of a file run in one namespace, one after the other. A block's last expression is shown as an interactive session shows
it. Where a ``text`` or ``console`` block follows with nothing but blank lines between, it has to be what was printed; ``...`` stands for
anything and white space does not count.

The list of metrics in ``docs/metrics.md`` is written from the vocabulary by ``python tests/test_readme.py``.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import re
import runpy
import sys
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

import china_tech_metrics as ctm
from china_tech_metrics.vocabulary.entries import EntityKind, Metric

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
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("examples", "docs"):
        if (ROOT / folder).exists():
            (tmp_path / folder).symlink_to(ROOT / folder)
    text = page.read_text(encoding="utf-8")
    if "from pyspark" in text:
        request.getfixturevalue("spark")
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


LINK = re.compile(r"\[[^\]]*\]\((?!https?:)(?P<path>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The names that the headings of a page have in links."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in LINK.finditer(text):
        target = page.parent / link["path"] if link["path"] else page
        assert target.exists(), link[0]
        assert not link["anchor"] or link["anchor"] in anchors(target), link[0]


@pytest.mark.parametrize("script", sorted((ROOT / "examples").glob("*.py")), ids=lambda script: script.name)
def test_example_script_runs(
    script: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(sys, "argv", [str(script)])
    if "pyspark" in script.read_text(encoding="utf-8"):
        request.getfixturevalue("spark")
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out


def test_the_example_vocabulary_reads_its_examples() -> None:
    problems, examples = ctm.check_vocabulary(ROOT / "examples" / "own_vocabulary")
    assert not list(map(str, problems))
    assert examples == 4


def test_the_first_table_has_every_number_of_its_article() -> None:
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    df = ctm.extract(text, published="2024-08-28")
    written = [n for n in re.findall(r"\d[\d.,]*\d|\d", text) if n not in ("2024", "618", "40.1", "4")]
    assert [re.search(r"\d[\d.,]*\d|\d", quote)[0] for quote in df["quote"]] == written  # type: ignore[index]
    assert df["entity"].notna().all()
    assert df["period"].notna().all()


def test_the_table_page_has_every_column_and_value() -> None:
    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[`(\w+)`\]", page, re.MULTILINE) == list(ctm.SCHEMA.names)
    assert not [(c.name, value) for c in ctm.SCHEMA for value in c.values if f"`{value}`" not in page]


def test_the_vocabulary_page_has_every_kind_of_entity() -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    assert not [kind for kind in get_args(EntityKind) if kind not in page]


def test_the_vocabulary_page_shows_files_that_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    entities, segments, metric = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    files = [("entities", "family", entities), ("segments", "lines", segments), ("metrics", tomllib.loads(metric)["id"], metric)]
    for folder, name, text in files:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.toml").write_text(text, encoding="utf-8")
    problems, examples = ctm.check_vocabulary(tmp_path)
    assert examples == 4
    assert not list(map(str, problems))


def test_the_files_that_decide_are_there() -> None:
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:documents|api|model|table|(?:scan|resolve|link|vocabulary)/[\w/.-]*)(?:\.py|\.toml|/))`", page)
    assert len(paths) > 20
    assert not [path for path in paths if not (ROOT / "china_tech_metrics" / path).exists()]


METRICS = ROOT / "docs" / "metrics.md"
GROUPS = {
    "Commerce": """
        gmv orders retail_sales trade market_size market_share penetration price discount commission_rate shipments stores merchants""",
    "Users": "mau dau users buyers subscribers followers viewers views visits downloads queries time_spent creators",
    "Finance": """
        revenue net_income operating_income gross_profit ebitda gross_margin operating_margin net_margin marketing_expense rnd_expense
        capex cost cash debt dividend buyback market_cap valuation share_price eps stake funding ipo_proceeds investment acquisition fine
        fund_size net_worth compensation""",
    "Operations and technology": "employees layoffs cities model_parameters context_window capacity patents deals",
    "Economy": "gdp population trips travel_spending unemployment employment",
}
"""The order of the metrics on their page; one that is not named stands at the end."""


def metrics_page() -> str:
    """The list of metrics as it stands in the documentation."""
    metrics = ctm.Vocabulary.default().metrics
    groups = {title: names.split() for title, names in GROUPS.items()}
    groups["More"] = [name for name in sorted(metrics) if not any(name in names for names in groups.values())]
    lines = [
        "# The metrics",
        "",
        "<!-- Written by `python tests/test_readme.py` from the metric files. Change those, not this page. -->",
        "",
        "The ids that `metric` has in the table. A *flow* is over a period, a *stock* at a moment. *Amounts* are the kinds a `level` may",
        "have; growth, multiples and changes are read for every metric. A measured figure that fits none may come out as `other`.",
    ]
    for title, names in groups.items():
        if rows := [metric_row(metrics[name]) for name in names if name in metrics]:
            lines += ["", f"## {title}", "", "| id | is | amounts | nature |", "|---|---|---|---|", *rows]
    return "\n".join([*lines, ""])


def metric_row(metric: Metric) -> str:
    return f"| `{metric.id}` | {metric.description.replace('|', '/')} | {', '.join(sorted(metric.units))} | {metric.nature} |"


def test_the_metrics_page_names_every_metric() -> None:
    named = re.findall(r"^\| `(\w+)` \|", METRICS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(ctm.Vocabulary.default().metrics), "write it anew: python tests/test_readme.py"


if __name__ == "__main__":
    METRICS.write_text(metrics_page(), encoding="utf-8")
