"""The word lists of a language in this package: what may be left out, and what is said of mistakes."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import china_tech_metrics as ctm
from china_tech_metrics import Vocabulary, VocabularyError
from china_tech_metrics.unspaced.words import AmountWords, ClauseWords, TimeWords, TopicLanguage

FOLDER = Path(ctm.__file__).parent / "vocabulary" / "data" / "languages" / "zh"


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("read", "name", "table", "known"),
    [
        (AmountWords.from_toml, "numbers", "words", "tenths"),
        (TimeWords.from_toml, "time", "roles", "since_alone"),
        (ClauseWords.from_toml, "grammar", "classes", "up"),
        (ClauseWords.from_toml, "grammar", "beside", "change_behind"),
    ],
)
def test_a_list_that_nothing_reads_is_a_mistake(read: Callable[[Any], Any], name: str, table: str, known: str) -> None:
    words = data(name)
    words[table]["misspelled"] = ["词"]
    with pytest.raises(VocabularyError, match=rf"{name}\.toml: {table}: misspelled: no list of that name; there are .*{known}"):
        read(words)


def test_a_list_may_be_left_out() -> None:
    words = data("grammar")
    del words["beside"]["arrives"]
    assert ClauseWords.from_toml(words).beside["arrives"] == ()


def test_some_words_every_language_has() -> None:
    words = data("numbers")
    del words["money"]["plain"]
    with pytest.raises(VocabularyError, match=r"numbers\.toml: money: plain: must have a word"):
        AmountWords.from_toml(words)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"home": {"country": "China"}}, "grammar.toml: home: currency: must be a text, not None"),
        ({"home": {"country": "China", "currency": "CNY", "elsewhere": "Taiwan"}}, "grammar.toml: home: elsewhere: must be a list"),
        (
            {"exchange": [{"begins": "0", "market": ".hk", "currency": "HKD"}]},
            "grammar.toml: exchange 1: digits: must be a number, not None",
        ),
        ({"exchange": {"digits": 5}}, "grammar.toml: exchange: must be a list"),
        ({"clause_end": ""}, "grammar.toml: clause_end: must be a text"),
    ],
    ids=["no currency", "no list of places", "no digits", "no array", "no marks"],
)
def test_what_is_wrong_is_told_by_file_and_field(change: dict[str, Any], message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        ClauseWords.from_toml({**data("grammar"), **change})


def test_the_home_of_a_language_is_data() -> None:
    """A language from elsewhere needs no other code: its currency, country and exchanges stand in its grammar.toml."""
    grammar = data("grammar")
    grammar["home"] = {"country": "Taiwan", "currency": "TWD", "elsewhere": ["China"]}
    grammar["exchange"] = [{"digits": 5, "begins": "0", "market": ".hk", "currency": "EUR"}]
    default = Vocabulary.default()
    language = TopicLanguage.from_toml("zh", data("numbers"), data("time"), grammar)
    changed = Vocabulary(
        default.entities, default.metrics, {**default.languages, "zh": language}, default.currencies, default.units, default.festivals
    )
    df = ctm.extract("某某科技第二季度營收12億元。快手（01024）股价收涨3%，报48元。", published="2024-08-22", vocabulary=changed)
    assert df["unit"].to_list() == ["TWD", "percent", "EUR"]
    home = ctm.extract("全國第二季度新能源車銷量達30萬輛。", published="2024-08-22", vocabulary=changed)
    assert home["entity"].to_list() == ["Taiwan"]
