"""Articles in JSON Lines, CSV and Parquet files."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.documents import Documents

JD = "JD's revenue rose 1.2% in the second quarter."
TEMU = "Temu spent $2 billion on advertising in 2023."
DAY = dt.date(2024, 8, 15)
Reader = Callable[..., Documents]


def jsonl(frame: pd.DataFrame, file: Path) -> None:
    lines = [json.dumps({name: value for name, value in row.items() if value is not None}) for row in frame.to_dict("records")]
    file.write_text("\n".join(lines), encoding="utf-8")


KINDS: dict[str, tuple[Reader, Callable[[pd.DataFrame, Path], None]]] = {
    "jsonl": (ctm.read_jsonl, jsonl),
    "csv": (ctm.read_csv, lambda frame, file: frame.to_csv(file, index=False)),
    "parquet": (ctm.read_parquet, lambda frame, file: frame.to_parquet(file, index=False)),
}


@pytest.fixture(params=list(KINDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., tuple[Reader, Path]]:
    """Writes rows into a file of one kind; gives its reader and path."""
    if request.param == "parquet":
        pytest.importorskip("pyarrow")
    reader, write = KINDS[request.param]

    def stored(*rows: dict[str, Any]) -> tuple[Reader, Path]:
        file = tmp_path / f"articles.{request.param}"
        write(pd.DataFrame(list(rows)).astype(object).where(lambda frame: frame.notna(), None), file)
        return reader, file

    return stored


Store = Callable[..., tuple[Reader, Path]]


def test_all_fields(store: Store) -> None:
    told = {"doc_id": "a", "text": JD, "published": "2024-08-15", "lang": "en-US", "title": "JD", "url": "https://lantern.example/1"}
    reader, file = store(told, {"text": TEMU})
    assert list(reader(file)) == [
        ctm.Document("a", JD, DAY, "en", "JD", "https://lantern.example/1"),
        ctm.Document(f"{file.name}:2", TEMU),
    ]


def test_other_names(store: Store) -> None:
    reader, file = store({"body": JD, "date": "15 August 2024", "text": "not this", "doc_id": 7})
    [document] = reader(file, columns={"text": "body", "published": "date"})
    assert (document.text, document.published, document.doc_id) == (JD, DAY, "7")


def test_what_holds_for_those_that_do_not_tell(store: Store) -> None:
    reader, file = store({"text": JD, "published": "2024-08-15"}, {"text": TEMU, "published": None})
    assert [d.published for d in reader(file, published="2023-01-01")] == [DAY, dt.date(2023, 1, 1)]


def test_an_unusable_field_is_told(store: Store) -> None:
    reader, file = store({"text": JD, "published": "6/7/2024", "doc_id": "a"}, {"text": TEMU, "published": "2024-08-15"})
    with pytest.warns(ctm.InputWarning, match="document 'a': published '6/7/2024' is not a day"):
        assert [d.published for d in reader(file, published="2020-01-01")] == [None, DAY]


def test_a_row_without_text_is_passed_over(store: Store) -> None:
    reader, file = store({"text": JD, "doc_id": "a"}, {"text": None, "doc_id": "b"}, {"text": TEMU, "doc_id": "c"})
    with pytest.warns(ctm.InputWarning, match="document 'b' has no text; passed over"):
        assert [document.doc_id for document in reader(file)] == ["a", "c"]


def test_texts_are_cleaned_if_not_told_otherwise(store: Store) -> None:
    reader, file = store({"text": f"5 min read\n{JD}"})
    assert [d.text for d in reader(file)] == [JD]
    assert [d.text for d in reader(file, clean=False)] == [f"5 min read\n{JD}"]


def test_a_text_that_is_too_long(store: Store) -> None:
    reader, file = store({"text": "x" * 500, "doc_id": "a"}, {"text": JD, "doc_id": "b"})
    with pytest.warns(ctm.InputWarning, match=r"articles\.\w+:1: (its text )?is longer than 300 (bytes|characters); raise max_bytes"):
        assert [document.doc_id for document in reader(file, max_bytes=300)] == ["b"]


def test_many_rows_are_in_order_and_can_be_read_again(store: Store) -> None:
    reader, file = store(*({"text": f"JD sold {n} phones."} for n in range(600)))
    documents = reader(file)
    assert [document.text for document in documents] == [f"JD sold {n} phones." for n in range(600)]
    assert [document.doc_id for document in documents][-1] == f"{file.name}:600"


@pytest.mark.parametrize("reader", [ctm.read_csv, ctm.read_parquet], ids=["csv", "parquet"])
def test_no_column_for_the_text(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "articles"
    frame = pd.DataFrame({"texts": [JD], "day": ["2024-08-15"]})
    _ = frame.to_csv(file, index=False) if reader is ctm.read_csv else frame.to_parquet(file)
    with pytest.raises(ctm.SourceError, match=r"has no column 'text'; its columns: 'texts', 'day'. Name it: columns=\{\"text\": 'texts'\}"):
        reader(file)


@pytest.mark.parametrize("kind", list(KINDS))
def test_wrong_arguments(kind: str, tmp_path: Path) -> None:
    reader, file = KINDS[kind][0], tmp_path / "missing"
    with pytest.raises(ctm.SourceError, match="missing: can not be read: No such file"):
        reader(file)
    with pytest.raises(ctm.SourceError, match="is an address"):
        reader("https://lantern.example/articles")
    file.write_text("x\n", encoding="utf-8")
    with pytest.raises(ctm.InputError, match="columns: 'body' is no field of a document; they are text, published"):
        reader(file, columns={"body": "text"})
    with pytest.raises(ctm.InputError, match="published='soon' is not a day"):
        reader(file, published="soon")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('{"text": "a"', r"a\.jsonl:2: is no JSON: Expecting", id="broken"),
        pytest.param('["text"]', r"a\.jsonl:2: is no JSON object, but of type list", id="list"),
        pytest.param('"text"', "is no JSON object, but of type str", id="string"),
        pytest.param('{"text": 5}', r"document 'a\.jsonl:2' has a text of type int", id="number as text"),
        pytest.param("[" * 100_000, "is no JSON", id="deep"),
        pytest.param('{"text": "\udcff"}', "is no JSON: 'utf-8' codec", id="no UTF-8"),
    ],
)
def test_a_bad_line_of_many(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "a.jsonl"
    good = json.dumps({"text": JD})
    file.write_bytes(f"{good}\n{line}\n\n{good}\n".encode("utf-8", "surrogateescape"))
    with pytest.warns(ctm.InputWarning, match=message):
        assert [document.doc_id for document in ctm.read_jsonl(file)] == ["a.jsonl:1", "a.jsonl:4"]


def test_a_long_line_is_left_behind_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps({"text": text}) for text in ("x" * 5000, JD, "y" * 500, JD)), encoding="utf-8")
    with pytest.warns(ctm.InputWarning, match=r"a\.jsonl:[13]: is longer than 100 bytes") as caught:
        assert [document.doc_id for document in ctm.read_jsonl(file, max_bytes=100)] == ["a.jsonl:2", "a.jsonl:4"]
    assert len(caught) == 2


def test_csv_with_quotes_lines_and_another_separator(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes('\ufefftext;published\n"JD said ""yes"";\nTemu; no.";2024-08-15\nNA;\n'.encode())
    first, second = ctm.read_csv(file, sep=";")
    assert (first.text, first.published) == ('JD said "yes";\nTemu; no.', DAY)
    assert second.text == "NA"


def test_a_csv_row_with_too_many_columns(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"text,published\n{JD},2024-08-15\n{JD},2024-08-15,more\n{TEMU},2024-08-15\n", encoding="utf-8")
    with pytest.warns(ctm.InputWarning, match=r"a\.csv: skipping line 3: expected 2 fields, saw 3; passed over"):
        assert [document.text for document in ctm.read_csv(file)] == [JD, TEMU]


def test_a_csv_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("text\n京东收入增长5%\n".encode("gb18030"))
    assert [document.text for document in ctm.read_csv(file, encoding="gb18030")] == ["京东收入增长5%"]
    with pytest.raises(ctm.SourceError, match=r"a\.csv: can not be read as CSV: 'utf-8' codec"):
        ctm.read_csv(file)


def test_a_csv_that_is_broken_further_down(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"text\n" + f"{JD}\n".encode() * 20_000 + "京东\n".encode("gb18030"))
    with pytest.warns(ctm.InputWarning, match=r"a\.csv:\d+: can not be read as CSV from here: 'utf-8' codec .*; passed over"):
        assert len(list(ctm.read_csv(file, clean=False))) > 10_000


@pytest.mark.parametrize(("text", "message"), [("", "has no column 'text'; its columns: none"), ("a,b\n", "its columns: 'a', 'b'")])
def test_a_csv_without_rows(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ctm.SourceError, match=message):
        ctm.read_csv(file)


def test_parquet_days_and_columns(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "a.parquet"
    pd.DataFrame({"text": [JD, TEMU], "published": pd.to_datetime(["2024-08-15 10:30", None]), "big": ["x" * 1000] * 2}).to_parquet(file)
    assert [document.published for document in ctm.read_parquet(file)] == [DAY, None]


def test_what_is_no_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "a.parquet"
    file.write_bytes(b"PAR1 is not all")
    with pytest.raises(ctm.SourceError, match=r"a\.parquet: can not be read as Parquet"):
        ctm.read_parquet(file)


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(b"")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ctm.MissingExtraError, match=r"pip install 'china-tech-metrics\[parquet\]'"):
        ctm.read_parquet(file)


@given(
    st.lists(
        st.fixed_dictionaries({"text": st.text(max_size=50)}, optional={"title": st.text(max_size=10), "other": st.integers()}), max_size=5
    )
)
def test_every_object_of_a_file_is_a_document(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    file = tmp_path_factory.mktemp("x") / "a.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = list(ctm.read_jsonl(file, clean=False)) if all(row["text"] for row in rows) else None
    if found is not None:
        assert [(d.text, d.title) for d in found] == [(row["text"], row.get("title") or None) for row in rows]
