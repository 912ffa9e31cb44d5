"""The texts stay with a table as long as pandas keeps its attrs, and cost nothing to keep."""

from __future__ import annotations

import copy
import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm
from china_tech_metrics.model import Document
from china_tech_metrics.texts import KEY, Texts, kept, need_texts, texts_of

Change = Callable[[pd.DataFrame], pd.DataFrame]

KEEPING: dict[str, Change] = {
    "filter": lambda df: df[df["measure"] == "growth"],
    "query": lambda df: df.query("metric == 'revenue'"),
    "sort": lambda df: df.sort_values("value"),
    "copy": lambda df: df.copy(),
    "deep copy": lambda df: copy.deepcopy(df),
    "assign": lambda df: df.assign(checked=True),
    "head": lambda df: df.head(2),
    "some columns": lambda df: df[list(reversed(df.columns))],
    "another index": lambda df: df.reset_index(drop=True),
    "coerce": ctm.coerce,
    "convert": lambda df: ctm.convert(df, "EUR"),
    "concat with itself": lambda df: pd.concat([df, df]),
}


@pytest.mark.parametrize("change", KEEPING.values(), ids=list(KEEPING))
def test_keeps_its_texts(df: pd.DataFrame, change: Change) -> None:
    changed = change(df)
    assert kept(changed) is kept(df)
    assert changed.ctm.show().articles.rows == len(changed)


def test_the_texts_are_those_given_and_no_copies() -> None:
    text = "JD's revenue rose 1.2%. " * 3
    texts = kept(ctm.extract([text]))
    assert texts is not None
    assert texts.documents["0"].text is text


def test_every_document_is_kept_also_one_without_rows() -> None:
    texts = kept(ctm.extract({"doc_id": "a", "text": "Nothing to count here.", "title": "Quiet"}))
    assert texts is not None
    assert [(d.doc_id, d.title) for d in texts.documents.values()] == [("a", "Quiet")]


def test_pickle_takes_them_along(df: pd.DataFrame) -> None:
    again = pickle.loads(pickle.dumps(df))
    texts, before = kept(again), kept(df)
    assert texts is not None and texts is not before
    assert texts == before and hash(texts) == hash(before)
    assert texts.documents == before.documents  # type: ignore[union-attr]
    assert texts.vocabulary is ctm.Vocabulary.default()
    pd.testing.assert_frame_equal(pd.concat([again, df]), pd.concat([df, df]))
    assert kept(pd.concat([again, df])) == before


def test_a_vocabulary_of_ones_own_goes_along(tmp_path: Path) -> None:
    (tmp_path / "families.toml").write_text('[[entity]]\nname = "Zhaoba"\nkind = "company"\n', encoding="utf-8")
    own = ctm.Vocabulary.default().extend(tmp_path)
    df = ctm.extract("Zhaoba's revenue rose 5% in 2023.", vocabulary=own)
    assert kept(df).vocabulary is own  # type: ignore[union-attr]
    again = kept(pickle.loads(pickle.dumps(df)))
    assert "Zhaoba" in again.vocabulary.entities  # type: ignore[union-attr]
    assert df.ctm.explain(0)["entity"].feature == "possessive"


def test_concat_of_tables_with_other_texts_has_none() -> None:
    one, other = (
        ctm.extract({"doc_id": "a", "text": "JD's revenue rose 1.2%."}),
        ctm.extract({"doc_id": "b", "text": "JD's revenue rose 3%."}),
    )
    both = pd.concat([one, other], ignore_index=True)
    assert kept(both) is None
    sources = [{"doc_id": "a", "text": "JD's revenue rose 1.2%."}, {"doc_id": "b", "text": "JD's revenue rose 3%."}]
    assert both.ctm.show(sources).articles.rows == 2


def test_parquet_writes_a_short_note_and_no_text(df: pd.DataFrame, tmp_path: Path, articles: list[dict[str, Any]]) -> None:
    df.to_parquet(tmp_path / "rows.parquet", compression=None)
    again = ctm.coerce(pd.read_parquet(tmp_path / "rows.parquet"))
    assert again.attrs.get(KEY, "2 texts, kept in memory only") == "2 texts, kept in memory only"
    assert kept(again) is None
    written = (tmp_path / "rows.parquet").read_bytes()
    assert b"Xiaomi aims to deliver" in written  # the sentence of a row
    assert b"A crane in Ningbo" not in written  # one of no row
    assert again.ctm.show(articles).articles.rows == len(df)


def test_json_has_the_note(df: pd.DataFrame) -> None:
    assert json.loads(json.dumps(df.attrs)) == {KEY: "2 texts, kept in memory only"}
    assert str(Texts([Document("a", "")])) == "1 text, kept in memory only"
    assert repr(Texts()) == "<0 texts, kept in memory only>"


def test_csv_loses_them(df: pd.DataFrame, articles: list[dict[str, Any]]) -> None:
    again = ctm.coerce(pd.read_csv(io.StringIO(df.to_csv(index=False))))
    with pytest.raises(ctm.InputError, match="lost the texts it was read from; give them again: documents="):
        need_texts(again, None)
    assert need_texts(again, articles).documents.keys() == {"quarter", "财报"}


def test_attrs_can_be_cleared(df: pd.DataFrame) -> None:
    df.attrs.clear()
    assert texts_of(df) is None


EQUAL = {
    "same": (Document("a", "x"), True),
    "other text": (Document("a", "y"), False),
    "other id": (Document("b", "x"), False),
    "other title": (Document("a", "x", title="t"), False),
    "text and id run together": (Document("ax", ""), False),
}


@pytest.mark.parametrize(("document", "equal"), EQUAL.values(), ids=list(EQUAL))
def test_equal_if_the_documents_are(document: Document, equal: bool) -> None:
    texts = Texts([Document("a", "x")])
    assert (texts == Texts([document])) is equal
    assert (texts != Texts([document])) is not equal


def test_a_note_from_a_file_is_not_the_texts() -> None:
    texts = Texts([Document("a", "x")])
    note = "1 text, kept in memory only"
    assert str(texts) == note
    assert texts != note and note != texts
    assert not texts == note and not note == texts  # noqa: SIM201 - both operators are the class's own


def test_lone_surrogates_can_be_compared() -> None:
    assert Texts([Document("\ud800", "\udfff")]) == Texts([Document("\ud800", "\udfff")])


WRONG: dict[str, tuple[Any, str]] = {
    "not there": ({"doc_id": "other", "text": "x"}, "no text of document 'quarter' and 1 more is among documents: 1 there"),
    "another text": (
        [{"doc_id": "quarter", "text": "JD's revenue rose 1.2%."}, {"doc_id": "财报", "text": ""}],
        "document 'quarter' is not the text the table was read from: at 24 to 29 it has '', the table '11.6%'",
    ),
    "no source": (42, "the source is of type int"),
}


@pytest.mark.parametrize(("documents", "told"), WRONG.values(), ids=list(WRONG))
def test_refuses_texts_that_do_not_fit(df: pd.DataFrame, documents: Any, told: str) -> None:
    with pytest.raises(ctm.InputError, match=f"^{told}"):
        df.ctm.show(documents)


def test_texts_that_came_along_are_checked_too(df: pd.DataFrame) -> None:
    renamed = df.assign(doc_id="mine")
    with pytest.raises(ctm.InputError, match="no text of document 'mine' is among the texts that came with the table: 2 there"):
        renamed.ctm.show()
