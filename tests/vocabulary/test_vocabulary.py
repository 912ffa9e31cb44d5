"""The vocabulary as a whole: extended into a new one, looked up, never changed; and what the shipped one promises."""

from __future__ import annotations

import dataclasses
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from china_tech_metrics import Vocabulary, VocabularyError
from china_tech_metrics.link.purpose import TAGS
from china_tech_metrics.vocabulary import DATA
from china_tech_metrics.vocabulary.entries import ENTITY_KINDS, PLACE_KINDS, TRAITS, Entity, Metric

VOCABULARY = Vocabulary.default()
ENTITIES = list(VOCABULARY.entities.values())
METRICS = list(VOCABULARY.metrics.values())


def extend(folder: Path, **files: str) -> Vocabulary:
    """The default vocabulary with files written into a folder: ``entities__mine`` is ``entities/mine.toml``."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return VOCABULARY.extend(folder)


# --- extending ---------------------------------------------------------------------------------------------------------


def test_an_entity_of_the_same_name_replaces_the_whole_entry(tmp_path: Path) -> None:
    extended = extend(tmp_path, entities__mine='[[entity]]\nname = "JD"\nkind = "brand"\n')
    assert extended.entities["JD"].kind == "brand"
    assert extended.entities["JD"].listings == ()
    assert VOCABULARY.entities["JD"].kind == "company"


def test_a_metric_of_the_same_id_replaces_the_whole_entry(tmp_path: Path) -> None:
    text = 'id = "gmv"\nname = "GMV"\ndescription = "Ours."\nunits = ["money"]\nnature = "stock"\n'
    extended = extend(tmp_path, metrics__gmv=text)
    assert extended.metrics["gmv"].description == "Ours."
    assert not extended.metrics["gmv"].cues["en"]
    assert VOCABULARY.metrics["gmv"].description != "Ours."


def test_a_flat_folder_holds_entities(tmp_path: Path) -> None:
    extended = extend(tmp_path, mine='[[entity]]\nname = "Qinghe Autos"\n')
    assert extended.entity("qinghe autos").kind == "company"


def test_other_files_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("[[entity]]", encoding="utf-8")
    (tmp_path / "entities").mkdir()
    (tmp_path / "loose.toml").write_text("no TOML at all [", encoding="utf-8")
    assert VOCABULARY.extend(tmp_path).entities == VOCABULARY.entities


def test_a_folder_can_be_named_by_a_string(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[entity]]\nname = "Qinghe Autos"\n', encoding="utf-8")
    assert "Qinghe Autos" in VOCABULARY.extend(str(tmp_path)).entities


def test_a_parent_may_stand_in_another_file(tmp_path: Path) -> None:
    extended = extend(
        tmp_path,
        a='[[entity]]\nname = "Qinghe Go"\nkind = "platform"\nparent = "Qinghe Autos"\n',
        b='[[entity]]\nname = "Qinghe Autos"\n',
    )
    assert [e.name for e in extended.children("Qinghe Autos")] == ["Qinghe Go"]
    assert list(extended.children("Qinghe Go")) == []


def test_a_new_business_of_a_known_company(tmp_path: Path) -> None:
    extended = extend(tmp_path, mine='[[entity]]\nname = "Meituan Sea"\nkind = "platform"\nparent = "Meituan"\n')
    assert "Meituan Sea" in {e.name for e in extended.children("Meituan")}
    assert "Meituan Sea" not in {e.name for e in VOCABULARY.children("Meituan")}


def test_extending_twice_adds_up(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    once = extend(first, mine='[[entity]]\nname = "Qinghe Autos"\n')
    (second / "more.toml").write_text('[[entity]]\nname = "Qinghe Go"\nparent = "Qinghe Autos"\n', encoding="utf-8")
    assert {"Qinghe Autos", "Qinghe Go"} <= set(once.extend(second).entities)


def test_owners_in_a_circle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="parent"):
        extend(
            tmp_path,
            mine='[[entity]]\nname = "Qinghe Autos"\nparent = "Qinghe Go"\n\n[[entity]]\nname = "Qinghe Go"\nparent = "Qinghe Autos"\n',
        )


# --- looking up --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alias", "name"),
    [("JD", "JD"), ("jd.com", "JD"), ("Alibaba Group", "Alibaba"), ("ALIBABA GROUP", "Alibaba"), ("淘宝", "Taobao")],
)
def test_an_alias_in_any_case(alias: str, name: str) -> None:
    assert VOCABULARY.entity(alias).name == name


@pytest.mark.parametrize("alias", ["", "Nobody At All", "JD ", "%"])
def test_an_unknown_alias_is_named(alias: str) -> None:
    with pytest.raises(VocabularyError, match="no entity is named"):
        VOCABULARY.entity(alias)


def test_every_canonical_name_finds_its_own_entity() -> None:
    assert [e.name for e in ENTITIES if VOCABULARY.entity(e.name) is not e] == []


# --- immutable and picklable ---------------------------------------------------------------------------------------------


def test_it_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        VOCABULARY.examples = ()  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        VOCABULARY.entities["JD"].kind = "brand"  # type: ignore[misc]


def test_the_default_is_read_once() -> None:
    assert Vocabulary.default() is VOCABULARY


def test_it_can_be_pickled() -> None:
    copy = pickle.loads(pickle.dumps(VOCABULARY))
    assert copy.entities == VOCABULARY.entities
    assert copy.metrics == VOCABULARY.metrics
    assert copy.languages == VOCABULARY.languages
    assert copy.examples == VOCABULARY.examples
    assert copy.entity("jd.com").name == "JD"


# --- what ships --------------------------------------------------------------------------------------------------------


CONTEXTS = {*VOCABULARY.languages["en"].grammar.contexts, *TRAITS, *ENTITY_KINDS, *TAGS}


def kind_of(name: str) -> str | None:
    return VOCABULARY.entities[name].kind if name in VOCABULARY.entities else None


ENTITY_RULES: dict[str, Callable[[Entity], bool]] = {
    "kind is known": lambda e: e.kind in ENTITY_KINDS,
    "canonical name comes first": lambda e: e.names["en"][0] == e.name == e.name.strip(),
    "no name stands twice": lambda e: all(len(words) == len(set(words)) for words in e.names.values()),
    "fiscal year ends in a month": lambda e: 1 <= e.fiscal_year_end <= 12,
    "traits are known": lambda e: e.traits <= TRAITS,
    "currency is an ISO code": lambda e: e.currency is None or re.fullmatch("[A-Z]{3}", e.currency) is not None,
    "home is a place where the vocabulary has it": lambda e: e.home is None or kind_of(e.home) in (None, *PLACE_KINDS),
    "file is named": lambda e: e.file.endswith(".toml"),
}
METRIC_RULES: dict[str, Callable[[Metric], bool]] = {
    "file is called like it": lambda m: m.file == f"{m.id}.toml",
    "has a name and a sentence on it": lambda m: bool(m.name) and m.description.endswith("."),
    "has words": lambda m: bool(m.cues["en"]),
    "is said of known kinds": lambda m: set(m.about) <= set(ENTITY_KINDS),
    "its parts are metrics": lambda m: {m.part, m.seller_part, m.place_part} - {None} <= set(VOCABULARY.metrics),
    "its words depend on known contexts": lambda m: all(cue.when | cue.unless <= CONTEXTS for cue in m.cues["en"]),
    "its words accept some unit": lambda m: all(cue.units and cue.words for cue in m.cues["en"]),
}


@pytest.mark.parametrize("rule", ENTITY_RULES)
def test_entities(rule: str) -> None:
    assert [e.name for e in ENTITIES if not ENTITY_RULES[rule](e)] == []


@pytest.mark.parametrize("rule", METRIC_RULES)
def test_metrics(rule: str) -> None:
    assert [m.id for m in METRICS if not METRIC_RULES[rule](m)] == []


def test_sectors_are_known() -> None:
    known = set(VOCABULARY.languages["en"].grammar.sectors) | {"media", "research"}
    assert {s for e in ENTITIES for s in e.sectors} <= known


def test_no_owner_owns_itself_through_others() -> None:
    for entity in ENTITIES:
        seen, at = {entity.name}, entity.parent
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = VOCABULARY.entities[at].parent


def test_every_file_has_entries() -> None:
    used = {e.file for e in ENTITIES} | {m.file for m in METRICS}
    files = {p.name for folder in ("entities", "metrics") for p in (DATA / folder).glob("*.toml")}
    assert files == used


def test_one_metric_at_most_is_implied_in_each_way() -> None:
    implied = [(m.implied, m.implied_when) for m in METRICS if m.implied is not None]
    assert len(implied) == len(set(implied))
