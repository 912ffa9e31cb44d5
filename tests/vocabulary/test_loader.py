"""A vocabulary file with a mistake is refused with its name, the entry and the field."""

from pathlib import Path

import pytest

from china_tech_metrics import Vocabulary, VocabularyError, check_vocabulary

ENTITY = '[[entity]]\nname = "Fenglin Robotics"\nkind = "company"\n'
METRIC = 'id = "robots"\nname = "Robots"\ndescription = "Robots at work."\nunits = ["count"]\nnature = "stock"\n'


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
    ],
)
def test_mistakes_are_named(tmp_path: Path, folder: str, text: str, message: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        Vocabulary.default().extend(tmp_path)
    assert message in str(error.value)
    assert "mine.toml" in str(error.value)


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
