"""``extract`` with every kind of source, what it does with what can not be read, and what holds of every table it gives."""

from __future__ import annotations

import datetime as dt
import gc
import pickle
import warnings
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from china_tech_metrics.api import check_vocabulary, engine_for, observe, rows_of
from china_tech_metrics.link.engine import Engine
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import Document
from china_tech_metrics.table import SCHEMA

VOCABULARY = ctm.Vocabulary.default()
OWN = Path(__file__).parents[1] / "examples" / "own_vocabulary"
EXTENDED = VOCABULARY.extend(OWN)
TEXT = "JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter. Meituan has 100,000 employees."
OTHER = "Luckin Coffee opened 1,300 new stores in July."
PUBLISHED = dt.date(2024, 8, 15)
ROWS = [("JD", "revenue", 1.2), ("JD", "revenue", 291.4e9), ("Meituan", "employees", 100_000.0)]
OTHER_ROWS = [("Luckin Coffee", "stores", 1300.0)]


def facts(df: pd.DataFrame) -> list[tuple[str, str, float]]:
    return list(df[["entity", "metric", "value"]].itertuples(index=False, name=None))


def same_table(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Rows and dtypes are equal, documents aside."""
    assert_frame_equal(left.drop(columns="doc_id"), right.drop(columns="doc_id"))


# --- sources -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "doc_ids"),
    [
        pytest.param(TEXT, ["0"], id="str"),
        pytest.param(Document("d1", TEXT), ["d1"], id="Document"),
        pytest.param({"text": TEXT, "doc_id": "d1"}, ["d1"], id="mapping"),
        pytest.param([TEXT], ["0"], id="list of str"),
        pytest.param((TEXT,), ["0"], id="tuple"),
        pytest.param([Document("d1", TEXT)], ["d1"], id="list of Documents"),
        pytest.param([{"text": TEXT, "doc_id": "d1", "published": PUBLISHED}], ["d1"], id="list of mappings"),
        pytest.param(pd.Series([TEXT], index=["s1"]), ["s1"], id="Series"),
        pytest.param(pd.DataFrame({"text": [TEXT]}, index=[7]), ["7"], id="DataFrame"),
        pytest.param(pd.DataFrame({"text": [TEXT], "doc_id": ["d1"], "lang": ["en"], "more": [1]}), ["d1"], id="DataFrame with doc_id"),
    ],
)
def test_sources_give_the_same_rows(source: Any, doc_ids: list[str]) -> None:
    df = ctm.extract(source, published="2024-08-15")
    assert facts(df) == ROWS
    assert list(dict.fromkeys(df["doc_id"])) == doc_ids
    same_table(df, ctm.extract(TEXT, published=PUBLISHED))


def test_a_generator_is_read() -> None:
    df = ctm.extract((text for text in [TEXT, OTHER]), published="2024-08-15")
    assert facts(df) == ROWS + OTHER_ROWS


def test_the_order_of_documents_and_of_their_text_is_kept() -> None:
    df = ctm.extract({"z": 1, "text": OTHER} | {"doc_id": "z"}, published="2024-08-15")
    assert facts(df) == OTHER_ROWS
    df = ctm.extract([Document("z", OTHER), Document("a", TEXT), Document("m", OTHER)], published="2024-08-15")
    assert list(df["doc_id"]) == ["z", "a", "a", "a", "m"]
    assert facts(df) == OTHER_ROWS + ROWS + OTHER_ROWS
    assert all(part["start"].is_monotonic_increasing for _, part in df.groupby("doc_id"))
    assert list(df.index) == list(range(len(df)))


def test_a_document_keeps_its_own_day() -> None:
    df = ctm.extract(
        [{"text": OTHER, "published": "2022-09-01"}, {"text": OTHER}],
        published="2024-08-15",
    )
    assert list(df["period"]) == ["2022-07", "2024-07"]
    assert list(df["published"]) == [pd.Timestamp(2022, 9, 1), pd.Timestamp(2024, 8, 15)]


def test_without_a_day_relative_periods_are_missing() -> None:
    df = ctm.extract("Luckin Coffee opened 1,300 stores last month. JD's revenue was RMB 3 billion in 2022. JD has 500,000 employees.")
    assert list(df["period"].fillna("-")) == ["-", "2022", "-"]
    assert df["published"].isna().all()
    assert list(df["period_start"].isna()) == list(df["period_source"].isna()) == [True, False, True]


@pytest.mark.parametrize("source", ["", " \n", "No numbers here.", [], pd.DataFrame({"text": []}), pd.Series([], dtype=object)], ids=repr)
def test_nothing_to_find_gives_the_empty_table(source: Any) -> None:
    assert_frame_equal(ctm.extract(source), ctm.table.empty())


def test_the_same_document_twice_gives_the_same_rows() -> None:
    first, second = ctm.extract(TEXT, published=PUBLISHED), ctm.extract(TEXT, published=PUBLISHED)
    assert_frame_equal(first, second)
    both = ctm.extract([TEXT, TEXT], published=PUBLISHED)
    halves = [part.reset_index(drop=True) for _, part in both.groupby("doc_id")]
    same_table(halves[0], halves[1])
    same_table(halves[0], first)


def test_one_document_says_nothing_of_the_next() -> None:
    lonely = "Revenue was RMB 3 billion."
    df = ctm.extract([TEXT, lonely, OTHER], published=PUBLISHED)
    same_table(df[df["doc_id"] == "1"].reset_index(drop=True), ctm.extract(lonely, published=PUBLISHED))


def test_money_printed_twice_is_kept_as_reported() -> None:
    (row,) = ctm.extract("JD's revenue was RMB 31.44 billion ($4.69 billion) in 2023.").to_dict("records")
    assert (row["value"], row["unit"], row["also_value"], row["also_unit"]) == (31.44e9, "CNY", 4.69e9, "USD")
    assert (row["value_cny"], row["value_usd"], row["fx_source"]) == (31.44e9, 4.69e9, "reported")


def test_a_loss_printed_twice_is_negative_in_both_currencies() -> None:
    (row,) = ctm.extract("Nio's net loss was RMB 5.2 billion ($730 million) in 2023.").to_dict("records")
    assert (row["value_cny"], row["value_usd"]) == (-5.2e9, -0.73e9)


def test_a_range_has_its_ends_and_middle() -> None:
    (row,) = ctm.extract("Moonshot AI raised $300-500 million in 2023.").to_dict("records")
    assert (row["low"], row["value"], row["high"], row["modifier"]) == (300e6, 400e6, 500e6, "range")


# --- what can not be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["xx", "ru", "xx-YY"])
def test_an_unknown_language_is_named(lang: str) -> None:
    with pytest.warns(ctm.InputWarning, match=rf"document 'd1': no rules for '{lang[:2]}'; languages: .*en"):
        df = ctm.extract(Document("d1", TEXT, lang=lang))
    assert_frame_equal(df, ctm.table.empty())
    with pytest.raises(ctm.DocumentError, match="document 'd1': no rules for"):
        ctm.extract(Document("d1", TEXT), lang=lang, errors="raise")


def test_a_text_in_a_script_nobody_reads() -> None:
    with pytest.warns(ctm.InputWarning, match="document '1': no rules for its script"):
        df = ctm.extract([TEXT, "Выручка компании выросла на 5% до 3 млрд юаней.", OTHER], published=PUBLISHED)
    assert list(df["doc_id"].unique()) == ["0", "2"]


@pytest.mark.parametrize("lang", ["en", "en-US", "EN"])
def test_a_language_tag_is_reduced_to_its_language(lang: str) -> None:
    assert facts(ctm.extract(TEXT, lang=lang)) == ROWS


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading fails on every text with the word "Meituan"."""
    read: Callable[..., list[Observation]] = Engine.read

    def fails(self: Engine, document: Document, *finds: Any) -> list[Observation]:
        if "Meituan" in document.text:
            raise ZeroDivisionError("no such thing")
        return read(self, document, *finds)

    monkeypatch.setattr(Engine, "read", fails)


@pytest.mark.usefixtures("breaking")
def test_a_stage_that_fails_costs_only_its_own_document() -> None:
    with pytest.warns(ctm.InputWarning) as caught:
        df = ctm.extract([Document("a", OTHER), Document("b", TEXT), Document("c", OTHER)], published=PUBLISHED)
    assert [str(w.message) for w in caught] == ["document 'b': ZeroDivisionError: no such thing"]
    assert caught[0].filename == __file__
    assert list(df["doc_id"]) == ["a", "c"]


@pytest.mark.usefixtures("breaking")
def test_a_stage_that_fails_raises_when_asked_to() -> None:
    with pytest.raises(ctm.DocumentError, match="document 'b': ZeroDivisionError: no such thing") as error:
        ctm.extract([Document("a", OTHER), Document("b", TEXT)], errors="raise")
    assert isinstance(error.value.__cause__, ZeroDivisionError)


@pytest.mark.usefixtures("breaking")
def test_stopping_is_no_failure_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: Engine, document: Document, *finds: Any) -> list[Observation]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Engine, "read", stop)
    with pytest.raises(KeyboardInterrupt):
        ctm.extract(TEXT)


def test_broken_items_of_many_are_passed_over() -> None:
    items: list[Any] = [OTHER, None, 3, {"doc_id": "x"}, OTHER]
    with pytest.warns(ctm.InputWarning, match="passed over") as caught:
        df = ctm.extract(items, published=PUBLISHED)
    assert len(caught) == 3
    assert list(df["doc_id"]) == ["0", "4"]


@pytest.mark.parametrize(
    ("source", "arguments", "message"),
    [
        pytest.param(3, {}, "the source is of type int", id="number"),
        pytest.param(None, {}, "the source is of type NoneType", id="nothing"),
        pytest.param(b"JD", {}, "the source is of type bytes", id="bytes"),
        pytest.param({"body": TEXT}, {}, "has no text", id="mapping without text"),
        pytest.param(pd.DataFrame({"body": [TEXT]}), {}, "no column 'text'", id="DataFrame without text"),
        pytest.param(TEXT, {"published": "the other day"}, "published='the other day' is not a day", id="day in words"),
        pytest.param(TEXT, {"lang": "English!"}, "not a language tag", id="no language tag"),
        pytest.param(TEXT, {"errors": "ignore"}, 'errors must be "raise", "warn" or "collect"', id="unknown errors"),
    ],
)
def test_wrong_arguments(source: Any, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        ctm.extract(source, **arguments)


# --- every text ------------------------------------------------------------------------------------------------------

FRAGMENTS = [
    "JD's revenue rose 5%",
    "from a year earlier",
    "Meituan, Nio and Xpeng",
    "delivered 20,976 vehicles",
    "in the second quarter of 2023",
    "RMB 3.4 billion ($470 million)",
    "$300-500 million",
    "doubled",
    "the company",
    "its cloud unit",
    "Counterpoint said",
    "according to",
    "aims to reach",
    "a market share of",
    "respectively",
    "during Singles' Day",
    "two-thirds of",
    "each",
    "last year",
    "7.5 hours a day",
    "0.3 percentage points",
    "\n\n",
    "\r\n",
    "(",
    ")",
    ",",
    ".",
    "—",
    "$",
    "¥",
    "€",
    "%",
    "1,2,3",
    "9" * 40,
    "-",
    "0",
    "½",
    "İ",
    "京东营收增长5%",
    "\x00",
    "🤖",
    "\u200b",
    "３０％",
]

texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=12).map("".join),
)
days = st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))


@settings(max_examples=60)
@given(texts, days)
@example("($", None)
@example("9" * 400 + "%", None)
@example("JD's revenue rose " + "1" * 500 + "% in 2023.", dt.date(2024, 1, 1))
@example("In February of next year JD's revenue was 5%.", dt.date(2024, 2, 29))
@example("JD's revenue was RMB 3 billion last year.", dt.date.min)
@example("JD's revenue will be RMB 3 billion next year.", dt.date.max)
def test_any_text(text: str, published: dt.date | None) -> None:
    df = ctm.extract(text, published=published, lang="en", errors="raise")
    assert df.dtypes.to_dict() == SCHEMA.dtypes
    assert tuple(df.columns) == SCHEMA.names
    for row in df.to_dict("records"):
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["quote"] in row["sentence"] and row["sentence"] in text
        assert 0.0 <= row["confidence"] <= 1.0
        assert row["metric"] in VOCABULARY.metrics or row["metric"] == "other"
        assert pd.isna(row["period_start"]) == pd.isna(row["period_end"]) == pd.isna(row["period"])
        assert pd.isna(row["period_start"]) or row["period_start"] <= row["period_end"]
        assert pd.isna(row["low"]) or row["low"] <= row["value"] <= row["high"]


def test_a_lone_surrogate_costs_nothing() -> None:
    assert facts(ctm.extract(f"\ud800 {TEXT} \udfff", published=PUBLISHED)) == ROWS


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_any_unicode_without_a_language(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ctm.InputWarning)
        df = ctm.extract(text)
    assert df.dtypes.to_dict() == SCHEMA.dtypes


@settings(max_examples=20)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8).map(" ".join), st.text(alphabet=" \n\t\u00a0é京🤖", max_size=5))
def test_what_stands_in_front_moves_the_offsets_only(text: str, front: str) -> None:
    own = f"{text}. JD's revenue rose 5% in 2023."
    plain, moved = ctm.extract(own, lang="en"), ctm.extract(f"{front}\n\n{own}", lang="en")
    shift = len(front) + 2
    assert list(plain["start"] + shift) == list(moved["start"])
    assert list(plain["quote"]) == list(moved["quote"])


# --- vocabularies ----------------------------------------------------------------------------------------------------

ALL = [
    TEXT,
    OTHER,
    "Alibaba's cloud unit grew 7%. The startup Velloro raised $50 million, Reuters said.",
    "Temu's average daily GMV doubled.",
]


def read_all(engine: Engine) -> Sequence[Observation]:
    return [o for text in ALL for o in engine.read(Document("d", text, PUBLISHED))]


def test_a_pickled_vocabulary_reads_the_same() -> None:
    copy = pickle.loads(pickle.dumps(VOCABULARY))
    assert copy is not VOCABULARY
    assert_frame_equal(ctm.extract(ALL, published=PUBLISHED, vocabulary=copy), ctm.extract(ALL, published=PUBLISHED))


def test_a_pickled_document_and_observation_are_equal() -> None:
    document = Document("d", TEXT, PUBLISHED)
    observations = observe(document, VOCABULARY)
    assert pickle.loads(pickle.dumps(document)) == document
    assert pickle.loads(pickle.dumps(observations)) == observations


def test_an_engine_is_built_once_a_vocabulary() -> None:
    engine = engine_for(VOCABULARY, "en")
    assert engine_for(VOCABULARY, "en") is engine
    assert engine_for(EXTENDED, "en") is not engine


def test_a_pickled_engine_reads_the_same() -> None:
    engine = engine_for(VOCABULARY, "en")
    assert read_all(pickle.loads(pickle.dumps(engine))) == read_all(engine)


def test_a_fresh_engine_reads_the_same() -> None:
    assert read_all(Engine(VOCABULARY, "en")) == read_all(engine_for(VOCABULARY, "en"))


def test_a_vocabulary_nobody_needs_any_more_is_let_go() -> None:
    extended = VOCABULARY.extend(OWN)
    ctm.extract(OTHER, vocabulary=extended)
    gone = weakref.ref(extended)
    del extended
    gc.collect()
    assert gone() is None


LANTERN = "Lantern Noodles' revenue rose 12% in 2023. The return rate of Lantern Go was 6% in 2023."


def test_an_extended_vocabulary_changes_the_rows() -> None:
    before = ctm.extract(LANTERN)
    after = ctm.extract(LANTERN, vocabulary=EXTENDED)
    assert facts(after) == [("Lantern Noodles", "revenue", 12.0), ("Lantern Go", "return_rate", 6.0)]
    assert list(after["parent"].fillna("-")) == ["-", "Lantern Noodles"]
    assert "return_rate" not in set(before["metric"])
    assert_frame_equal(ctm.extract(LANTERN), before)


def test_extending_leaves_the_rest_alone() -> None:
    assert_frame_equal(ctm.extract(ALL, published=PUBLISHED, vocabulary=EXTENDED), ctm.extract(ALL, published=PUBLISHED))
    assert "Lantern Go" not in VOCABULARY.entities


def test_the_example_folder_is_sound() -> None:
    problems, examples = check_vocabulary(OWN)
    assert problems == []
    assert examples == 4


def test_checking_names_a_wrong_example(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[entity]]\nname = "Qinghe Autos"\n\n'
        '[[example]]\ntext = "Qinghe Autos has 300 employees."\n'
        'rows = [{ quote = "300", metric = "employees", entity = "Nio" }]\n',
        encoding="utf-8",
    )
    problems, examples = check_vocabulary(tmp_path)
    assert examples == 1
    assert "mine.toml: example 1: row '300': entity is 'Qinghe Autos', not 'Nio'" in str(problems[0])


def test_checking_an_example_on_which_reading_fails(tmp_path: Path, breaking: None) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[entity]]\nname = "Qinghe Autos"\n\n[[example]]\ntext = "Qinghe Autos and Meituan met."\nrows = []\n', encoding="utf-8"
    )
    with pytest.raises(ctm.DocumentError, match="ZeroDivisionError"):
        check_vocabulary(tmp_path)


def test_rows_have_the_columns_of_the_table() -> None:
    rows = rows_of(Document("d", TEXT, PUBLISHED), VOCABULARY)
    assert [tuple(row) for row in rows] == [SCHEMA.names] * 3
