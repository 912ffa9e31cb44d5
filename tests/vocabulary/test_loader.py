"""A vocabulary file with a mistake is refused with its name, the entry and the field."""

import copy
import datetime as dt
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from china_tech_metrics import Vocabulary, VocabularyError, check_vocabulary
from china_tech_metrics.vocabulary import loader

ENTITY = '[[entity]]\nname = "Fenglin Robotics"\nkind = "company"\n'
METRIC = 'id = "robots"\nname = "Robots"\ndescription = "Robots at work."\nunits = ["count"]\nnature = "stock"\n'
SEGMENT = '[[segment]]\nname = "tea bags"\nen = ["tea bags"]\n'


@pytest.mark.parametrize(
    ("folder", "text", "message"),
    [
        pytest.param("entities", "name = [", "is no TOML", id="broken TOML"),
        pytest.param("entities", '[[entity]]\nkind = "company"\n', "entity '?': name: is missing", id="no name"),
        pytest.param("entities", '[[entity]]\nname = "X1"\nkind = "firm"\n', "entity 'X1': kind: 'firm' is none of", id="unknown kind"),
        pytest.param("entities", ENTITY + "colour = 3\n", "entity 'Fenglin Robotics': colour: unknown field", id="unknown field"),
        pytest.param("entities", ENTITY + 'en = "x"\n', "en: must be a list of words", id="word instead of list"),
        pytest.param("entities", ENTITY + "fiscal_year_end = 13\n", "fiscal_year_end: must be a number from 1 to 12", id="month 13"),
        pytest.param("entities", ENTITY + 'parent = "Nobody At All"\n', "no entity is named 'Nobody At All'", id="unknown parent"),
        pytest.param("entities", ENTITY + ENTITY, "also stands in", id="same entity twice"),
        pytest.param("segments", SEGMENT + SEGMENT, "segment 'tea bags': also stands in", id="same segment twice"),
        pytest.param("segments", SEGMENT + 'kind = "tea"\n', "segment 'tea bags': kind: 'tea' is none of accounting", id="kind of segment"),
        pytest.param("segments", '[[segment]]\nname = "tea bags"\n', "en or zh: is missing", id="segment without words"),
        pytest.param(
            "entities",
            ENTITY + '[[example]]\ntext = "a"\nrows = [{ quote = "5%" }]\n',
            "quote '5%' is not in the text",
            id="quote not in text",
        ),
        pytest.param("metrics", METRIC.replace("count", "robots"), "units: must name kinds out of", id="unknown unit kind"),
        pytest.param("metrics", METRIC + '[[en.cue]]\nrole = "noun"\n', "cue '?': words: is missing", id="cue without words"),
        pytest.param(
            "metrics", METRIC + '[[en.cue]]\nwords = ["bots"]\nrole = "object"\n', "cue 'bots': role: 'object'", id="unknown role"
        ),
        pytest.param("entities", "name = 3\n" + ENTITY, "file: name: unknown field", id="field outside of an entity"),
        pytest.param("entities", "entity = 3\n", "file: entity: must be a list of tables", id="entity that is no table"),
        pytest.param("entities", '[[entity]]\nname = ""\n', "name: is missing", id="empty name"),
        pytest.param("entities", "[[entity]]\nname = 3\n", "entity 3: name: must be a string, not 3", id="name that is a number"),
        pytest.param("entities", ENTITY + 'zh = ["", "a"]\n', "zh: must be a list of words", id="empty word"),
        pytest.param("entities", ENTITY + "fiscal_year_end = true\n", "fiscal_year_end: must be a number", id="truth for a month"),
        pytest.param("entities", ENTITY + "[[example]]\nrows = []\n", "example 1: text: is missing", id="example without text"),
        pytest.param(
            "entities",
            ENTITY + '[[example]]\ntext = "a"\npublished = "May 2024"\n',
            "example 1: published: must be a day such as 2024-06-19",
            id="example without a proper day",
        ),
        pytest.param("entities", ENTITY + '[[example]]\ntext = "a"\nrows = [3]\n', "rows: must be a list of tables", id="row that is none"),
        pytest.param(
            "entities", ENTITY + '[[example]]\ntext = "5"\nrows = [{ metric = "gmv" }]\n', "quote None is not in the text", id="no quote"
        ),
        pytest.param("metrics", 'name = "Robots"\n', "metric: id: is missing", id="no id"),
        pytest.param("metrics", METRIC.replace('description = "Robots at work."\n', ""), "description: is missing", id="no description"),
        pytest.param("metrics", METRIC.replace('units = ["count"]\n', ""), "units: must name kinds", id="no units"),
        pytest.param(
            "metrics", METRIC.replace("stock", "pond"), "nature: 'pond' is none of average, flow, moment, stock", id="unknown nature"
        ),
        pytest.param("metrics", METRIC + 'basis = "weekly"\n', "basis: 'weekly' is none of", id="unknown basis"),
        pytest.param("metrics", METRIC + "en = 3\n", "en: must be a table", id="language that is no table"),
        pytest.param(
            "metrics", METRIC + '[[en.cue]]\nwords = ["bots"]\nmeasure = "size"\n', "cue 'bots': measure: 'size'", id="unknown measure"
        ),
        pytest.param(
            "metrics",
            METRIC + '[[en.cue]]\nwords = ["bots"]\nweight = "heavy"\n',
            "cue 'bots': weight: must be a number",
            id="weight in words",
        ),
        pytest.param(
            "metrics",
            METRIC + '[[en.cue]]\nwords = ["bots"]\nunits = ["bots"]\n',
            "cue 'bots': units: must name kinds",
            id="unknown unit of a cue",
        ),
        pytest.param(
            "metrics", METRIC + '[[en.cue]]\nwords = ["bots"]\nsoft = 1\n', "cue 'bots': soft: unknown field", id="unknown field of a cue"
        ),
    ],
)
def test_mistakes_are_named(tmp_path: Path, folder: str, text: str, message: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        Vocabulary.default().extend(tmp_path)
    assert message in str(error.value)
    assert "mine.toml" in str(error.value)


ENTITIES = {
    "entity": [
        {
            "name": "Fenglin Robotics",
            "kind": "company",
            "en": ["Fenglin"],
            "zh": ["丰林机器人"],
            "parent": "JD",
            "sectors": ["restaurants"],
            "traits": ["marketplace"],
            "listings": ["NASDAQ:FEN"],
            "fiscal_year_end": 3,
            "currency": "CNY",
            "home": "China",
        }
    ],
    "example": [
        {"text": "Fenglin has 300 employees.", "published": dt.date(2024, 1, 1), "lang": "en", "rows": [{"quote": "300", "value": 300}]}
    ],
}
A_METRIC = {
    "id": "robots",
    "name": "Robots",
    "description": "Robots at work.",
    "units": ["count"],
    "nature": "stock",
    "about": ["company"],
    "basis": "yoy",
    "most": 5,
    "parts": "add",
    "within": "revenue",
    "ratio": ["revenue", "net_income"],
    "part": "market_share",
    "owner": "subject",
    "en": {
        "cue": [{"words": ["robots"], "role": "noun", "units": ["count"], "sign": -1, "weight": 1, "when": ["a"], "unless": ["b"]}],
        "ignore": ["robots of others"],
    },
    "zh": {"cue": [{"words": ["机器人"], "role": "noun"}]},
    "example": [{"text": "JD had 5 robots in 2023.", "rows": []}],
}
WRONG = [
    3,
    -1,
    1.5,
    math.nan,
    math.inf,
    10**400,
    True,
    "",
    "x",
    "\x00",
    [],
    [""],
    [3],
    [[]],
    ["("],
    {},
    {"a": 1},
    [{}],
    dt.date(2024, 1, 1),
]
Place = tuple[str | int, ...]


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """The place of every field, list and item in nested tables."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*at, key)
        yield from places(inner, (*at, key))


@pytest.mark.parametrize(
    ("read", "whole", "place"),
    [
        pytest.param(read, whole, place, id=f"{read.__name__} {'.'.join(map(str, place))}")
        for read, whole in ((loader.read_entities, ENTITIES), (loader.read_metric, A_METRIC))
        for place in places(whole)
    ],
)
def test_any_value_in_any_place_is_taken_or_named(
    read: Callable[[Path], object], whole: dict[str, Any], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every field of an entry with every sort of value in it, and without it."""
    for value in (*WRONG, None):
        changed = copy.deepcopy(whole)
        inside: Any = changed
        for key in place[:-1]:
            inside = inside[key]
        if value is None:
            del inside[place[-1]]
        else:
            inside[place[-1]] = value
        monkeypatch.setattr(loader, "read_toml", lambda path, changed=changed: changed)
        try:
            read(Path("mine.toml"))
        except VocabularyError as error:
            assert str(error).startswith("mine.toml: ")
            assert str(error).count(": ") >= 3  # file, entry, field, problem


@pytest.mark.parametrize("words", ["3", "{ a = 1 }", "2024-01-01"])
def test_the_words_of_a_cue_are_a_list(words: str, tmp_path: Path) -> None:
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "mine.toml").write_text(METRIC + f'[[en.cue]]\nwords = {words}\nrole = "noun"\n', encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"mine.toml: cue '\?': words: must be a list of words"):
        Vocabulary.default().extend(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'name = "\xe4"', b"\x00"], ids=["UTF-16", "Latin-1", "NUL"])
def test_a_file_that_is_no_text_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(content)
    with pytest.raises(VocabularyError, match=r"mine\.toml"):
        Vocabulary.default().extend(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="is no folder"):
        Vocabulary.default().extend(tmp_path / "nowhere")


def test_checking_reports_wrong_rows_and_uncovered_entries(tmp_path: Path) -> None:
    rows = '[{ quote = "300", metric = "stores", entity = "Fenglin Robotics" }]'
    example = f'[[example]]\ntext = "Fenglin Robotics has 300 employees."\nrows = {rows}\n'
    other = '[[entity]]\nname = "Qinghe Autos"\nkind = "company"\n'
    (tmp_path / "mine.toml").write_text(ENTITY + other + example, encoding="utf-8")
    problems, examples = check_vocabulary(tmp_path)
    assert examples == 1
    assert [str(p).split(" in ")[0] for p in problems] == [
        "mine.toml: example 1: row '300': metric is 'employees', not 'stores'",
        "mine.toml: entity 'Qinghe Autos': no example names it",
    ]


def test_an_added_company_is_found(tmp_path: Path) -> None:
    example = (
        '[[example]]\ntext = "Fenglin Robotics said it has 300 employees."\npublished = "2024-03-01"\n'
        'rows = [{ quote = "300", metric = "employees", entity = "Fenglin Robotics" }]\n'
    )
    (tmp_path / "mine.toml").write_text(ENTITY + example, encoding="utf-8")
    assert check_vocabulary(tmp_path) == ([], 1)


def test_an_added_metric_is_found(tmp_path: Path) -> None:
    (tmp_path / "metrics").mkdir()
    cue = '[[en.cue]]\nwords = ["picking robots"]\nrole = "counted"\n'
    rows = '[{ quote = "1,200", metric = "robots", entity = "JD" }]'
    example = f'[[example]]\ntext = "JD runs 1,200 picking robots."\npublished = "2024-03-01"\nrows = {rows}\n'
    (tmp_path / "metrics" / "robots.toml").write_text(METRIC + 'about = ["company"]\n' + cue + example, encoding="utf-8")
    assert check_vocabulary(tmp_path) == ([], 1)


def test_an_alias_finds_its_entity() -> None:
    assert Vocabulary.default().entity("jd.com").name == "JD"
    with pytest.raises(VocabularyError, match="no entity is named 'Nobody'"):
        Vocabulary.default().entity("Nobody")
