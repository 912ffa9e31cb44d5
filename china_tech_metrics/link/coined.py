"""Words that are nobody's but a name's: none that English has, or built of the syllables of Chinese."""

from __future__ import annotations

import re
from functools import cache

from china_tech_metrics.link.gaps import TIME
from china_tech_metrics.link.scene import Scene

PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ong|ing|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|a|o|e|i|u)){2,}"
)
"""Two syllables and more of Hanyu Pinyin (ISO 7098), without its tones."""
AHEAD = ("target", "forecast", "will")
"""Classes of verbs of what is still to come."""
MUTE = "e"
"""What some words lose before an ending: "gam**e**", "gam**ing**"."""


def is_coined(word: str, scene: Scene) -> bool:
    """Whether a lower-case word is no word of everyday use, no form of one and no family name, nor built as English nouns are."""
    gaps, known = scene.grammar.gaps, scene.grammar.ordinary
    if word in known or word in gaps["family_name"] or not word.isalpha():
        return False
    if any(_is_form_of(word[: -len(ending)], known) for ending in _endings(gaps["form_ending"]) if word.endswith(ending)):
        return False
    return PINYIN.fullmatch(word) is not None or not ends_as_noun(word, scene)


def _is_form_of(stem: str, known: frozenset[str]) -> bool:
    """Whether what is left of a word without its ending is a known word, but for a mute or doubled last letter."""
    return stem in known or stem + MUTE in known or (stem[-1:] == stem[-2:-1] and stem[:-1] in known)


def ends_as_noun(word: str, scene: Scene) -> bool:
    """Whether a word ends as ordinary nouns do."""
    return word.endswith(_endings(scene.grammar.gaps["noun_ending"]))


@cache
def _endings(written: frozenset[str]) -> tuple[str, ...]:
    """Endings without the hyphen they are written with in the vocabulary."""
    return tuple(ending.lstrip("-") for ending in written)


def is_subject_of_verb(scene: Scene, end: int) -> bool:
    """Whether a verb stands right behind a word: "Acme **told** a different story", "Acme **now has**", "Acme **plans to** open"."""
    words = scene.after(end, 2)
    if scene.only(words[:1] or (",",), "adverb", "time_adverb") or words[:1] == (TIME,):
        words = words[1:]
    if not words:
        return False
    if words[0].endswith("ed") or scene.only(words[:1], "past", "told", "perfect", "copula"):
        return True
    ahead = scene.nearest_after(end, *AHEAD)
    return ahead is not None and ahead.start - end <= 1
