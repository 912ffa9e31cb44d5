"""One sentence with everything found in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.api import engine_for
from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.vocabulary import Vocabulary

ENGINE = engine_for(Vocabulary.default(), "en")
TEXT = "In 2023, JD's revenue rose 5% to RMB 3 billion, while Meituan's revenue fell 2%, Reuters said."


def scene_of(text: str) -> Scene:
    (scene,) = ENGINE.scenes(text)
    return scene


def test_what_is_found() -> None:
    scene = scene_of(TEXT)
    assert [TEXT[a.start : a.end] for a in scene.amounts] == ["5%", "RMB 3 billion", "2%"]
    assert [m.name for m in scene.entities] == ["JD", "Meituan", "Reuters"]
    assert [TEXT[p.start : p.end] for p in scene.periods] == ["2023"]
    assert [TEXT[c.start : c.end] for c in scene.cues] == ["revenue", "revenue"]


def test_words_inside_an_amount_are_no_words_of_their_own() -> None:
    text = "JD's GMV doubled in the second quarter."
    scene = scene_of(text)
    doubled = text.index("doubled")
    assert not any(span.start == doubled for spans in scene.classes.values() for span in spans)


def test_nearest_words() -> None:
    scene = scene_of(TEXT)
    five = TEXT.index("5%")
    before, after = scene.nearest_before(five, "up_verb", "down_verb"), scene.nearest_after(five, "down_verb")
    assert before is not None and TEXT[before.start : before.end] == "rose"
    assert after is not None and TEXT[after.start : after.end] == "fell"
    assert scene.nearest_before(0, "up_verb") is None
    assert scene.nearest_after(len(TEXT), "up_verb") is None
    assert scene.nearest_after(0, "no such class") is None


def test_what_stands_between() -> None:
    scene = scene_of(TEXT)
    assert scene.amounts_between(0, len(TEXT)) == 3
    assert scene.amounts_between(TEXT.index("5%") + 1, TEXT.index("2%")) == 1
    assert scene.cue_between(0, TEXT.index("rose"))
    assert not scene.cue_between(TEXT.index("rose"), TEXT.index("while"))


def test_words_before_and_behind_an_offset() -> None:
    text = "The firm said that revenue rose"
    scene, at = scene_of(text), text.index("revenue")
    assert scene.before(at, 2) == ("said", "that")
    assert scene.before(at, 99) == ("the", "firm", "said", "that")
    assert scene.before(0, 3) == scene.before(-4, 3) == ()
    assert scene.after(at, 1) == ("revenue",)
    assert scene.after(len(text), 5) == ()


@given(st.integers(-5, len(TEXT) + 5), st.integers(0, 9))
def test_no_more_words_than_asked_for(at: int, count: int) -> None:
    scene = scene_of(TEXT)
    assert len(scene.before(at, count)) <= count
    assert len(scene.after(at, count)) <= count


def test_names_and_times_are_tokens() -> None:
    scene = scene_of(TEXT)
    assert scene.after(0, 4) == ("in", TIME, ",", NAME)


def test_a_name_added_later_is_a_token() -> None:
    text = "Yesterday Velloro rose 5%."
    scene = scene_of(text)
    assert "velloro" in scene.after(0, 9)
    scene.entities.append(EntityMention(10, 17, "Velloro", "company", via="shape"))
    scene.names_changed()
    assert "velloro" not in scene.after(0, 9)
    assert NAME in scene.gap(0, len(text)).tokens


def test_gaps_are_remembered() -> None:
    scene = scene_of(TEXT)
    assert scene.gap(3, 40) is scene.gap(3, 40)


def test_only() -> None:
    scene = scene_of(TEXT)
    assert scene.only(["of", "in"], "preposition")
    assert scene.only([], "preposition")
    assert not scene.only(["of", "revenue"], "preposition", "determiner")


def test_no_sentence() -> None:
    assert ENGINE.scenes("") == ENGINE.scenes(" \n\n ") == []


@given(st.text(max_size=120))
def test_finds_lie_inside_their_sentence(text: str) -> None:
    for scene in ENGINE.scenes(text):
        start, end = scene.sentence.start, scene.sentence.end
        assert 0 <= start < end <= len(text)
        words = [(s.start, s.end) for spans in scene.classes.values() for s in spans]
        for first, last in [*words, *((c.start, c.end) for c in scene.cues), *((m.start, m.end) for m in scene.entities)]:
            assert start <= first < last <= len(text)
        assert len(scene.gap(start, end).tokens) >= 0
