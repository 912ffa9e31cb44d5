"""Plain text files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.sources.text import day_in, split_head

NEWS = "JD's revenue rose 1.2% in the second quarter."
DAY = dt.date(2024, 8, 15)


def write(folder: Path, name: str, data: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        pytest.param("title: JD grows\ndate: 2024-08-15", {"title": "JD grows", "published": DAY}, id="title and day"),
        pytest.param(
            "Title: 'JD: up'\nPublished: 15 August 2024", {"title": "JD: up", "published": DAY}, id="quotes, capitals, a written day"
        ),
        pytest.param("url: https://lantern.example/1", {"url": "https://lantern.example/1"}, id="address"),
        pytest.param("lang: en-GB\nid: jd-2", {"lang": "en", "doc_id": "jd-2"}, id="language and id"),
        pytest.param("tags: [retail]\nauthor: Mei", {}, id="other keys"),
        pytest.param("date:\ntitle: x", {"title": "x"}, id="empty value"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_head_tells_of_the_article(tmp_path: Path, head: str, fields: dict[str, object], end: str) -> None:
    document = ctm.read_text(write(tmp_path, "a.txt", f"---\n{head}\n---\n\n{NEWS}".replace("\n", end)))
    expected = {"doc_id": "a.txt", "published": None, "lang": None, "title": None, "url": None, "text": NEWS} | fields
    assert {name: getattr(document, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\nA line above, and no end.\n" + NEWS, id="no end"),
        pytest.param("---\nNothing with a colon\n---\n" + NEWS, id="no field"),
        pytest.param(NEWS + "\n---\ntitle: x\n---\n", id="further down"),
    ],
)
def test_what_is_no_head_is_text(tmp_path: Path, text: str) -> None:
    document = ctm.read_text(write(tmp_path, "a.txt", text), clean=False)
    assert (document.text, document.title) == (text, None)


def test_which_day_is_taken(tmp_path: Path) -> None:
    named = write(tmp_path, "2024-08-15-jd.txt", NEWS)
    told = write(tmp_path, "2023-01-01-jd.txt", f"---\ndate: 2024-08-15\n---\n{NEWS}")
    silent = write(tmp_path, "jd.txt", NEWS)
    assert [ctm.read_text(file, published="2022-02-02").published for file in (named, told)] == [DAY, DAY]
    assert ctm.read_text(silent, published="2024-08-15").published == DAY
    assert ctm.read_text(silent).published is None


def test_an_unusable_day_in_a_head_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, "2024-08-15.txt", f"---\ndate: last week\n---\n{NEWS}")
    with pytest.warns(ctm.InputWarning, match=r"document '2024-08-15\.txt': published 'last week' is not a day"):
        assert ctm.read_text(file).published is None


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param("京东收入增长5%".encode(), None, id="UTF-8"),
        pytest.param("京东收入增长5%".encode("utf-8-sig"), None, id="UTF-8 with a mark"),
        pytest.param("京东收入增长5%".encode("utf-16"), None, id="UTF-16 with a mark"),
        pytest.param("京东收入增长5%".encode("gb18030"), "gb18030", id="GB 18030, told"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str | None) -> None:
    assert ctm.read_text(write(tmp_path, "a.txt", data), encoding=encoding).text == "京东收入增长5%"


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        pytest.param("京东".encode("gb18030"), {}, r"a\.txt: is not utf-8 at byte 0; give its encoding", id="wrong encoding"),
        pytest.param(b"x", {"encoding": "utf-99"}, r"a\.txt: there is no encoding 'utf-99'", id="unknown encoding"),
        pytest.param(b"x" * 11, {"max_bytes": 10}, r"a\.txt: is larger than 10 bytes; raise max_bytes", id="too large"),
    ],
)
def test_what_can_not_be_read(tmp_path: Path, data: bytes, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ctm.SourceError, match=message):
        ctm.read_text(write(tmp_path, "a.txt", data), **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("no-such.txt", "no-such.txt: can not be read: No such file", id="missing"),
        pytest.param(".", "can not be read: Is a directory", id="folder"),
        pytest.param("https://lantern.example/a.txt", "is an address; nothing is read from a network", id="address"),
        pytest.param("a\0b", "can not be read: embedded null", id="NUL"),
        pytest.param(3, "3 is of type int; it has to be a path", id="number"),
        pytest.param("", "'' is of type str; it has to be a path", id="empty"),
    ],
)
def test_what_is_no_file(path: object, message: str) -> None:
    with pytest.raises(ctm.SourceError, match=message):
        ctm.read_text(path)


def test_as_large_as_allowed(tmp_path: Path) -> None:
    assert ctm.read_text(write(tmp_path, "a.txt", b"x" * 10), max_bytes=10).text == "x" * 10


def test_places_count_in_the_text_of_the_document(tmp_path: Path) -> None:
    document = ctm.read_text(write(tmp_path, "a.txt", f"5 min read\n\n{NEWS}\n\nShare on Facebook"))
    assert document.text == NEWS
    df = ctm.extract(document, published="2024-08-15")
    assert [document.text[start:end] for start, end in zip(df["start"], df["end"], strict=True)] == ["1.2%"]


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)), st.sampled_from(["-", "_", ".", ""]))
def test_every_day_in_a_name_is_found(day: dt.date, between: str) -> None:
    assert day_in(f"news_{day.strftime(between.join(['%Y', '%m', '%d']))}-jd.txt") == {"published": day}


@given(st.text(max_size=100))
def test_without_a_head_the_text_is_whole(text: str) -> None:
    fields, rest = split_head(text)
    assert fields or rest == text
