"""Folders of articles, and files of any kind."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import china_tech_metrics as ctm
from china_tech_metrics.sources.folder import ENDINGS, OPENERS

JD = "JD's revenue rose 1.2% in the second quarter."
PAGE = f"<html><body><article><p>{JD}</p></article></body></html>"
FEED = f'<rss version="2.0"><channel><item><guid>g</guid><description>{JD}</description></item></channel></rss>'
CONTENT = {
    "a.txt": JD,
    "b/2024-08-15.md": JD,
    "b/c/page.html": PAGE,
    "b/feed.xml": FEED,
    "d.jsonl": json.dumps({"text": JD}) + "\n" + json.dumps({"text": JD, "doc_id": "own"}),
    "e.csv": f"text\n{JD}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("trafilatura")
    pytest.importorskip("feedparser")
    for name, text in CONTENT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


IDS = ["a.txt", "b/2024-08-15.md", "b/c/page.html", "g", "d.jsonl:1", "own", "e.csv:1"]


def test_all_files_in_order(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / ".hidden.txt").write_text("hidden", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("hidden", encoding="utf-8")
    documents = list(ctm.read_folder(folder))
    assert [document.doc_id for document in documents] == IDS
    assert {document.text for document in documents} == {JD}
    assert str(documents[1].published) == "2024-08-15"


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [("*", ["a.txt", "d.jsonl:1", "own", "e.csv:1"]), ("**/*.md", ["b/2024-08-15.md"]), ("b/*", ["b/2024-08-15.md", "g"])],
)
def test_a_pattern(folder: Path, pattern: str, ids: list[str]) -> None:
    assert [document.doc_id for document in ctm.read_folder(folder, pattern)] == ids


def test_it_is_a_source_of_extract(folder: Path) -> None:
    df = ctm.extract(ctm.read_folder(folder), published="2024-08-20")
    assert list(df["doc_id"]) == IDS
    assert set(df["period"]) == {"2024Q2"}


BAD = {
    "f.txt": (b"\xc4\xe3", r"f\.txt: is not utf-8 at byte 0; give its encoding.*; passed over"),
    "f.html": (b"<html></html>", r"f\.html: no article is found on the page; passed over"),
    "f.rss": (b"words", r"f\.rss: is no RSS or Atom feed; passed over"),
    "f.csv": (b"a,b\n", r"f\.csv: has no column 'text'"),
    "f.parquet": (b"no", r"f\.parquet: can not be read as Parquet"),
    "f.jsonl": (b"{", r"f\.jsonl:1: is no JSON"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_one_bad_file_of_many(folder: Path, name: str) -> None:
    data, message = BAD[name]
    (folder / name).write_bytes(data)
    with pytest.warns(ctm.InputWarning, match=message):
        assert [document.doc_id for document in ctm.read_folder(folder)] == IDS
    df = ctm.extract(ctm.read_folder(folder), errors="collect")
    assert len(df) == len(IDS)
    assert df.ctm.errors()[["stage", "error"]].to_dict("records") == [{"stage": "source", "error": "SourceError"}]
    assert df.ctm.errors()["doc_id"].iloc[0].startswith(name)
    with pytest.raises(ctm.SourceError):
        ctm.extract(ctm.read_folder(folder), errors="raise")


def test_a_file_that_is_too_large(folder: Path) -> None:
    (folder / "a.txt").write_text(JD * 100, encoding="utf-8")
    with pytest.warns(ctm.InputWarning, match=r"a\.txt: is larger than 1,000 bytes; raise max_bytes to read it; passed over"):
        assert [d.doc_id for d in ctm.read_folder(folder, max_bytes=1000)] == IDS[1:]


def test_a_missing_package_is_not_a_bad_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(ctm.MissingExtraError):
        list(ctm.read_folder(folder))


@pytest.mark.parametrize(
    ("path", "pattern", "error", "message"),
    [
        ("nowhere", "**/*", ctm.SourceError, "nowhere: is no folder"),
        ("a.txt", "**/*", ctm.SourceError, "is no folder"),
        (".", "*.docx", ctm.SourceError, r"there is no file '\*\.docx' with one of the endings \.txt"),
        (".", "/etc/*", ctm.InputError, "pattern '/etc/"),
        (".", "", ctm.InputError, "pattern ''"),
    ],
)
def test_no_folder(folder: Path, path: str, pattern: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ctm.read_folder(folder / path, pattern)


def test_files_are_opened_when_it_is_gone_over(folder: Path) -> None:
    documents = iter(ctm.read_folder(folder))
    assert next(documents).doc_id == "a.txt"
    (folder / "b" / "2024-08-15.md").write_text("Changed.", encoding="utf-8")
    assert next(documents).text == "Changed."


@pytest.mark.parametrize("name", list(CONTENT))
def test_one_file_by_its_ending(folder: Path, name: str) -> None:
    assert {document.text for document in ctm.read_file(folder / name)} == {JD}


def test_one_file_by_its_kind(folder: Path) -> None:
    (folder / "page").write_text(PAGE, encoding="utf-8")
    [document] = ctm.read_file(folder / "page", kind="html")
    assert (document.doc_id, document.text) == ("page", JD)
    with pytest.raises(ctm.SourceError, match="nothing is known of files with the ending ''; say of which kind it is: text, html, feed"):
        ctm.read_file(folder / "page")
    with pytest.raises(ctm.InputError, match=r"kind must be one of text, html, .*, not 'pdf'"):
        ctm.read_file(folder / "page", kind="pdf")
    with pytest.raises(ctm.SourceError, match="nowhere: is no file"):
        ctm.read_file(folder / "nowhere")


def test_every_ending_has_a_reader() -> None:
    assert set(ENDINGS.values()) == set(OPENERS)


def test_the_same_name_twice(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    pd.DataFrame({"text": [JD, JD], "doc_id": ["a", "a"]}).to_csv(file, index=False)
    with pytest.warns(ctm.InputWarning, match="a document before this one is called 'a', too; it becomes 'a#2'"):
        assert list(ctm.extract(ctm.read_csv(file))["doc_id"]) == ["a", "a#2"]
