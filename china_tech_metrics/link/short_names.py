"""Short forms of names that a text also writes in full: "Horizon" of "Horizon Robotics", "SF" of "SF Holding", "Ali" of "Alibaba"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from china_tech_metrics.link.scene import Scene
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, EntityKind

LETTERS = re.compile(r"([A-Z]{2,4}) [A-Z]")
ORDINARY = re.compile(r"\b[a-z]+\b")
SHORTEST = 4
"""First words up to this length do not stand for a longer name, unless they are letters."""


def short_forms(scenes: Sequence[Scene], runs: Sequence[Sequence[tuple[int, int]]]) -> dict[str, str]:
    """Known names that the text also writes without what they end with: "Horizon" after "Horizon Robotics", "Great Wall"."""
    alone = {scene.text[start:end] for scene, spans in zip(scenes, runs, strict=True) for start, end in spans}
    found: dict[str, str] = {}
    for scene in scenes if alone else ():
        for mention in scene.entities:
            first, _, rest = scene.text[mention.start : mention.end].partition(" ")
            but_last, _, _ = scene.text[mention.start : mention.end].rpartition(" ")
            if " " in but_last and but_last in alone and mention.kind not in PLACE_KINDS | REPORTER_KINDS:
                found[but_last] = mention.name
            if not rest or first not in alone or len(first) <= SHORTEST or mention.kind in PLACE_KINDS | REPORTER_KINDS:
                continue
            if not is_ordinary(first.lower(), scene.text):
                found[first] = mention.name
    return found


def lengthen(names: dict[str, str], kinds: Mapping[str, EntityKind]) -> None:
    """Let names stand for known ones that begin so: "Ali" for "Alibaba"."""
    known = [name for name, kind in kinds.items() if kind not in PLACE_KINDS | REPORTER_KINDS]
    for name, full in names.items():
        if name == full and name.isalpha():
            names[name] = next((other for other in known if other.startswith(name) and " " not in other), full)


def first_letters(scenes: Sequence[Scene]) -> dict[str, str]:
    """The letters that known names begin with, if the text also writes them alone: "SF" after "SF Holding"."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for scene in scenes:
        for mention in scene.entities:
            if not scene.text[mention.start + 1 : mention.start + 2].isupper():
                continue
            letters = LETTERS.match(scene.text, mention.start, mention.end)
            if letters is None or mention.kind in PLACE_KINDS | REPORTER_KINDS or (letters[1].lower(),) in scene.grammar.lines:
                continue
            if found.setdefault(letters[1], mention.name) != mention.name:
                shared.add(letters[1])
    text = scenes[0].text if found else ""
    return {word: name for word, name in found.items() if word not in shared and not is_ordinary(word.lower(), text)}


def written(scene: Scene, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a sentence has words that nothing else claims."""
    for word in words:
        at = scene.text.find(word, scene.sentence.start, scene.sentence.end)
        while at >= 0:
            end = at + len(word)
            if not (scene.text[at - 1 : at].isalnum() or scene.text[end : end + 1].isalnum() or scene.claimed.overlaps(at, end)):
                yield at, end
            at = scene.text.find(word, end, scene.sentence.end)


def is_ordinary(word: str, text: str) -> bool:
    """Whether the text also writes a lower-case word so, without a capital."""
    at = text.find(word)
    while at >= 0:
        found = ORDINARY.match(text, at)
        if found is not None and found.group() == word:
            return True
        at = text.find(word, at + 1)
    return False
