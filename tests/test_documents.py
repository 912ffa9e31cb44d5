"""Every rule of the docstring of ``china_tech_metrics.documents``."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Document, InputError, InputWarning
from china_tech_metrics.documents import iter_documents, to_day

DAY, AFTER = dt.date(2024, 6, 19), dt.date(2024, 6, 20)


def read(source: Any, **arguments: Any) -> list[Document]:
    return list(iter_documents(source, **arguments))


def ids(source: Any) -> list[str]:
    return [document.doc_id for document in read(source)]


@pytest.mark.parametrize(
    "source",
    [
        "JD",
        {"text": "JD"},
        Document("0", "JD"),
        ["JD"],
        ("JD",),
        iter(["JD"]),
        np.array(["JD"]),
        pd.Series(["JD"]),
        pd.Series(["JD"], dtype="category"),
        pd.DataFrame({"text": ["JD"], "other": [1]}),
    ],
    ids=lambda source: type(source).__name__,
)
def test_every_kind_of_source(source: Any) -> None:
    assert read(source) == [Document("0", "JD")]


@pytest.mark.parametrize("source", [[], (), pd.Series([], dtype=object), pd.DataFrame({"text": []})], ids=repr)
def test_nothing_gives_no_documents(source: Any) -> None:
    assert read(source) == []


@pytest.mark.parametrize(
    "source",
    [None, 1, True, b"JD", bytearray(b"JD"), memoryview(b"JD"), Path("a.txt"), io.StringIO("JD"), io.BytesIO(b"JD"), object()],
    ids=lambda source: type(source).__name__,
)
def test_other_sources_are_refused_at_once(source: Any) -> None:
    with pytest.raises(InputError, match=f"of type {type(source).__name__}"):
        iter_documents(source)


def test_an_iterator_is_read_lazily() -> None:
    def texts() -> Any:
        yield "JD"
        raise RuntimeError("not asked for")

    assert next(iter_documents(texts())).text == "JD"


def test_frame_without_text_names_the_columns_it_has() -> None:
    with pytest.raises(InputError, match="'body', 'day'"):
        iter_documents(pd.DataFrame({"body": ["JD"], "day": [1]}))


def test_frame_with_two_text_columns() -> None:
    with pytest.raises(InputError, match="more than one column 'text'"):
        iter_documents(pd.DataFrame([["JD", "Meituan"]], columns=["text", "text"]))


def test_all_fields_of_a_frame() -> None:
    frame = pd.DataFrame(
        {"text": ["JD"], "published": [pd.Timestamp(DAY)], "doc_id": [7], "lang": ["en-US"], "title": ["T"], "url": ["https://example.org"]}
    )
    assert read(frame) == [Document("7", "JD", DAY, "en", "T", "https://example.org")]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), ""], ids=repr)
def test_missing_fields_are_not_known(missing: Any) -> None:
    fields = dict.fromkeys(("published", "doc_id", "lang", "title", "url"), missing)
    assert read({"text": "JD", **fields}) == [Document("0", "JD")]
    assert read({"text": "JD", **fields}, published="2024-06-19", lang="zh") == [Document("0", "JD", DAY, "zh")]


@pytest.mark.parametrize("broken", [None, float("nan"), pd.NA, b"JD", 1, ["JD"]], ids=repr)
class TestBrokenText:
    def test_is_an_error_alone(self, broken: Any) -> None:
        with pytest.raises(InputError, match="document '0' has"):
            iter_documents({"text": broken})

    @pytest.mark.parametrize("wrap", [lambda b: {"text": b}, lambda b: Document("1", b)], ids=["mapping", "document"])
    def test_is_passed_over_among_many(self, broken: Any, wrap: Any) -> None:
        with pytest.warns(InputWarning, match=r"document '1' has .*passed over"):
            assert ids(["JD", wrap(broken), "Meituan"]) == ["0", "2"]

    def test_item_is_passed_over(self, broken: Any) -> None:
        with pytest.warns(InputWarning, match="document '1' "):
            assert ids(["JD", broken, "Meituan"]) == ["0", "2"]

    def test_is_passed_over_in_a_frame(self, broken: Any) -> None:
        frame = pd.Series(["JD", broken, "Meituan"], index=["x", "y", "z"], dtype=object).to_frame("text")
        with pytest.warns(InputWarning, match="document 'y' has"):
            assert ids(frame) == ["x", "z"]


def test_mapping_without_text() -> None:
    with pytest.raises(InputError, match="has no text"):
        iter_documents({"body": "JD"})


@pytest.mark.parametrize("text", ["", "\ud800", "a\0b", "a\r\nb\rc\u2028d", "\ufeffJD"], ids=repr)
def test_texts_pass_through_untouched(text: str) -> None:
    assert [d.text for d in read([text, {"text": text}])] == [text, text]


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime(2024, 6, 19, 23, 59),
        dt.datetime(2024, 6, 19, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-8))),
        pd.Timestamp("2024-06-19 23:59"),
        pd.Timestamp("2024-06-19 23:59", tz="Asia/Shanghai"),
        np.datetime64("2024-06-19"),
        np.datetime64("2024-06-19T23:59", "ns"),
        "2024-06-19",
        " 2024-06-19\n",
        "20240619",
        "2024-06-19 23:59:59",
        "2024-06-19T23:59:59Z",
        "2024-06-19T23:59:59.5-08:00",
        "19 June 2024",
        "June 19, 2024",
        "Wed, 19 Jun 2024 08:00:00 GMT",
    ],
    ids=repr,
)
def test_published_of_every_kind(value: Any) -> None:
    assert to_day(value) == DAY
    assert read({"text": "JD", "published": value})[0].published == DAY
    assert read("JD", published=value)[0].published == DAY
    assert type(read("JD", published=value)[0].published) is dt.date


NO_DAYS = [
    "2024-13-45",
    "2023-02-29",
    "30 February 2023",
    "June 2024",
    "19 June",
    "yesterday",
    "6/7/2024",
    "2024-06",
    "2024",
    20240619,
    1.5,
    True,
    [DAY],
]
NO_DAYS += [np.datetime64("2024-06"), np.datetime64("2024")]


@pytest.mark.parametrize("value", NO_DAYS, ids=repr)
class TestUnusablePublished:
    def test_as_argument(self, value: Any) -> None:
        with pytest.raises(InputError, match=r"published=.* such as \"2024-06-19\""):
            iter_documents(["JD"], published=value)

    def test_of_the_only_text(self, value: Any) -> None:
        with pytest.raises(InputError, match=r"document '0': published .* is not a day"):
            iter_documents({"text": "JD", "published": value})

    def test_of_one_among_many_is_not_replaced(self, value: Any) -> None:
        with pytest.warns(InputWarning, match=r"document 'x': published .* is not a day"):
            documents = read([{"text": "JD", "published": value, "doc_id": "x"}, "Meituan"], published=DAY)
        assert [d.published for d in documents] == [None, DAY]


def test_a_year_beyond_the_calendar_is_no_day() -> None:
    with pytest.raises(ValueError, match="not a day"):
        to_day(np.datetime64("20240-06-19"))


@pytest.mark.parametrize(("value", "lang"), [("en", "en"), ("EN-us", "en"), ("zh_CN", "zh"), ("zh-Hant-TW", "zh"), ("yue", "yue")])
def test_language_tags(value: str, lang: str) -> None:
    assert read("JD", lang=value)[0].lang == lang


@pytest.mark.parametrize(
    ("field", "value"),
    [("lang", "English please"), ("lang", 1), ("title", 1), ("url", b"x"), ("doc_id", 1.5), ("doc_id", True)],
)
def test_other_unusable_fields(field: str, value: Any) -> None:
    with pytest.raises(InputError, match=field):
        iter_documents({"text": "JD", field: value})
    with pytest.warns(InputWarning, match=f"document '0': {field}"):
        assert read([{"text": "JD", field: value}]) == [Document("0", "JD")]


def test_unusable_language_argument() -> None:
    with pytest.raises(InputError, match="lang="):
        iter_documents("JD", lang="!")


@pytest.mark.parametrize(("index", "names"), [(["x", "y"], ["x", "y"]), ([5, 6], ["5", "6"]), ([1.0, float("nan")], ["1", "1#2"])])
@pytest.mark.filterwarnings("ignore::china_tech_metrics.InputWarning")
def test_the_index_names_documents(index: list[Any], names: list[str]) -> None:
    assert ids(pd.Series(["JD", "Meituan"], index=index)) == names
    assert ids(pd.DataFrame({"text": ["JD", "Meituan"]}, index=index)) == names


def test_other_labels_are_printed() -> None:
    assert ids(pd.Series(["JD"], index=pd.MultiIndex.from_tuples([("a", 1)]))) == ["('a', 1)"]


def test_doc_ids_that_are_numbers_or_missing() -> None:
    assert ids(pd.DataFrame({"text": ["a", "b", "c"], "doc_id": [7, None, 9]}, index=["x", "y", "z"])) == ["7", "y", "9"]


def test_repeated_doc_ids_become_unique() -> None:
    source = [{"text": "JD", "doc_id": name} for name in ("a", "a#2", "a", "a", "b")]
    with pytest.warns(InputWarning, match="called 'a', too") as caught:
        assert ids(source) == ["a", "a#2", "a#3", "a#4", "b"]
    assert len(caught) == 2


def test_a_warning_points_at_the_caller() -> None:
    with pytest.warns(InputWarning) as caught:
        read([1])
    assert caught[0].filename == __file__


NIGHT = "2024-06-19T23:30:00"
TEXT_DTYPES = ["object", "string", "str", "category"]


@pytest.mark.parametrize("dtype", TEXT_DTYPES)
def test_texts_of_every_dtype(dtype: str) -> None:
    texts = pd.Series(["JD", None, "BYD"], dtype="object").astype(dtype)
    with pytest.warns(InputWarning, match="document '1' has no text") if texts.isna().any() else nullcontext():
        found = read(pd.DataFrame({"text": texts, "lang": pd.Categorical(["en", "zh", None])}))
    assert [(d.text, type(d.text), d.lang) for d in found if d.doc_id != "1"] == [("JD", str, "en"), ("BYD", str, None)]


@pytest.mark.parametrize(
    ("published", "days"),
    [
        pytest.param(pd.to_datetime([NIGHT, None]), [DAY, None], id="datetimes and NaT"),
        pytest.param(pd.to_datetime([NIGHT, None]).tz_localize("Asia/Shanghai"), [DAY, None], id="with a time zone"),
        pytest.param(
            pd.to_datetime([NIGHT, None]).tz_localize("Asia/Shanghai").tz_convert("UTC"), [DAY, None], id="in another zone, same day"
        ),
        pytest.param(
            pd.to_datetime([NIGHT, None]).tz_localize("America/New_York").tz_convert("Asia/Shanghai"), [AFTER, None], id="next day"
        ),
        pytest.param(pd.Categorical([NIGHT, None]), [DAY, None], id="categories"),
        pytest.param(pd.Series([pd.Timestamp(NIGHT), DAY], dtype="object"), [DAY, DAY], id="mixed objects"),
        pytest.param(pd.Series([pd.Timestamp(NIGHT, tz="UTC"), NIGHT], dtype="object"), [DAY, DAY], id="mixed, some with a zone"),
        pytest.param(pd.Series([pd.NaT, pd.NaT]), [None, None], id="nothing but NaT"),
    ],
)
def test_days_of_a_frame(published: Any, days: list[dt.date | None]) -> None:
    assert [d.published for d in read(pd.DataFrame({"text": ["JD", "BYD"], "published": published}))] == days


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        pytest.param(pd.DataFrame(), "no column 'text'; its columns: none", id="no columns"),
        pytest.param(pd.DataFrame([["JD"]]), "no column 'text'; its columns: 0", id="numbered columns"),
        pytest.param(pd.DataFrame({"Text": ["JD"], "body": [1]}), "no column 'text'; its columns: 'Text', 'body'", id="other names"),
        pytest.param(
            pd.DataFrame([["JD"]], columns=pd.MultiIndex.from_tuples([("text", "a")])),
            "more than one column 'text'",
            id="columns in levels",
        ),
    ],
)
def test_frames_that_can_not_be_read(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(frame)


def test_a_repeated_index_gives_every_row_a_name() -> None:
    with pytest.warns(InputWarning, match="called 'a', too"):
        assert ids(pd.DataFrame({"text": ["JD", "BYD", "Nio"]}, index=["a", "a", "b"])) == ["a", "a#2", "b"]


def test_a_frame_without_rows() -> None:
    assert read(pd.DataFrame({"text": pd.Categorical([]), "published": pd.to_datetime([])})) == []


GOOD = st.text() | st.builds(lambda text: {"text": text}, st.text()) | st.builds(lambda text: Document("d", text), st.text())
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates() | st.datetimes() | st.just(pd.NaT)
LOOSE = st.dictionaries(st.sampled_from(["text", "published", "doc_id", "lang", "title", "url", "other"]), ANYTHING)


@given(st.lists(GOOD | LOOSE | ANYTHING))
def test_no_mixture_loses_a_good_text(source: list[Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputWarning)
        documents = read(source)
    texts = [item.text if isinstance(item, Document) else item.get("text") if isinstance(item, dict) else item for item in source]
    assert [d.text for d in documents] == [text for text in texts if isinstance(text, str)]
    assert len({d.doc_id for d in documents}) == len(documents)
    assert all(d.published is None or type(d.published) is dt.date for d in documents)


@given(ANYTHING | LOOSE, ANYTHING, ANYTHING)
def test_nothing_but_input_errors(source: Any, published: Any, lang: Any) -> None:
    try:
        documents = read(source, published=published, lang=lang)
    except InputError as error:
        assert str(error)
    else:
        assert len(documents) == 1
