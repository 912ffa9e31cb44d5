"""``unmatched`` has the quantities that were found and that no metric claims."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm
from china_tech_metrics.model import Amount
from china_tech_metrics.view import trace as tracing
from china_tech_metrics.view.lacking import DTYPES, sentence_around

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "physical unit": ("A crane lifted 48,000 tonnes.", [("48,000 tonnes", "no row")]),
    "measured and unnamed": ("The lighthouse shone on 3.5 million crates.", [("3.5 million", "other")]),
    "plain number": ("They planted 4,500 saplings and 12 oaks.", [("4,500", "plain number"), ("12", "plain number")]),
    "all matched": ("JD's revenue rose 5% to RMB 300 billion in 2023.", []),
    "nothing found": ("GPT-4 is a name, and 2023 was a year.", []),
    "Chinese": ("共有3,000吨锌。", [("3,000吨", "no row")]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=list(CASES))
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    found = ctm.unmatched(text)
    assert list(zip(found["quote"], found["why"], strict=True)) == expected
    assert dict(found.dtypes) == DTYPES
    assert all(text[row.start : row.end] == row.quote for row in found.itertuples())


def test_the_words_around() -> None:
    text = (
        "A long line before it. In all, so they say on the pier, a crane lifted 48,000 tonnes of zinc, tin and some other metals. Then 5 %."
    )
    one = ctm.unmatched(text).iloc[0]
    assert (one["before"], one["after"]) == ("the pier, a crane lifted", "of zinc, tin and some")
    assert one["sentence"] == "In all, so they say on the pier, a crane lifted 48,000 tonnes of zinc, tin and some other metals."
    assert (one["kind"], one["value"], one["unit"]) == ("quantity", 48000.0, "ton")


def test_a_table_and_its_source_give_the_same(df: pd.DataFrame, articles: list[dict[str, Any]]) -> None:
    from_source = ctm.unmatched(articles)
    assert list(from_source["quote"]) == ["48,000 tonnes"]
    pd.testing.assert_frame_equal(df.ctm.unmatched(), from_source)
    pd.testing.assert_frame_equal(df.iloc[:0].ctm.unmatched(), from_source)  # rows that were filtered out have their metric
    df.attrs.clear()
    pd.testing.assert_frame_equal(df.ctm.unmatched(articles), from_source)


def test_a_table_without_texts_asks_for_them(df: pd.DataFrame) -> None:
    df.attrs.clear()
    with pytest.raises(ctm.InputError, match="give them again: documents="):
        df.ctm.unmatched()


def test_a_vocabulary_that_has_the_metric_claims_it(tmp_path: Any) -> None:
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "cargo.toml").write_text(
        'id = "cargo"\nname = "Cargo"\ndescription = "tonnes lifted"\nnature = "flow"\nunits = ["quantity"]\n'
        '[[en.cue]]\nwords = ["lifted"]\nrole = "verb"\n',
        encoding="utf-8",
    )
    text = "A crane in Ningbo lifted 48,000 tonnes."
    assert list(ctm.unmatched(text)["quote"]) == ["48,000 tonnes"]
    own = ctm.Vocabulary.default().extend(tmp_path)
    assert ctm.unmatched(text, vocabulary=own).empty
    assert ctm.extract(text, vocabulary=own).ctm.unmatched().empty


def test_a_document_that_can_not_be_read_is_a_warning() -> None:
    with pytest.warns(ctm.InputWarning, match="document '0': no rules for its script"):
        found = ctm.unmatched(["Выручка выросла на 5%.", "A crane lifted 48,000 tonnes."])
    assert list(found["doc_id"]) == ["1"]


def test_no_documents() -> None:
    assert dict(ctm.unmatched([]).dtypes) == DTYPES
    with pytest.raises(ctm.InputError, match="the source is of type int"):
        ctm.unmatched(42)


AROUND = {
    "middle": ("One. Two 5 kg three! Four.", "Two 5 kg three!"),
    "no end": ("It was 5 kg", "It was 5 kg"),
    "decimal point": ("It was 1.5 and 5 kg or 2.5.", "It was 1.5 and 5 kg or 2.5."),
    "Chinese": ("一。重5 kg左右。三。", "重5 kg左右。"),
    "lines": ("one\n5 kg\nthree", "5 kg"),
}


@pytest.mark.parametrize(("text", "sentence"), AROUND.values(), ids=list(AROUND))
def test_sentence_around(text: str, sentence: str) -> None:
    start = text.index("5 kg")
    begin, end = sentence_around(text, Amount(start, start + 4, start, start + 4, "quantity", 5, "kg"))  # type: ignore[arg-type]
    assert text[begin:end].strip() == sentence


def test_an_engine_that_nobody_knows_says_the_same(monkeypatch: pytest.MonkeyPatch, articles: list[dict[str, Any]]) -> None:
    before = ctm.unmatched(articles)
    monkeypatch.setattr(tracing, "tracers", dict)
    pd.testing.assert_frame_equal(ctm.unmatched(articles), before)
