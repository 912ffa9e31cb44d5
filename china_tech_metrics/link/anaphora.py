"""Nouns and pronouns that stand for a figure said before: "**the figure** was about 30%", "**they** had slipped to 9.7 million"."""

from __future__ import annotations

from china_tech_metrics.link.lists import MOVES
from china_tech_metrics.link.moment import Linked, Moment
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import RATIOS, Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

TAKEN_UP = 5
"""How many words may lead from a pronoun to the figure it stands for: "**they had slipped to** 9.7 million"."""


def anaphor_before(scene: Scene, amount: Amount) -> bool:
    """Whether a noun that stands for a figure said before is the subject: "**the figure** was about 30%"."""
    span = scene.nearest_before(amount.outer_start, "anaphor")
    return span is not None and not scene.cue_between(span.end, amount.outer_start) and not scene.gap(span.end, amount.outer_start).breaks


def points_back(scene: Scene, amount: Amount) -> bool:
    """Whether such a noun is said of nothing else: "**its own figure** was 30 million", not "the number **of people** hit 3 million"."""
    if "anaphor" not in scene.classes or not anaphor_before(scene, amount):
        return False
    span = scene.nearest_before(amount.outer_start, "anaphor")
    return span is not None and scene.after(span.end, 1) != ("of",)


def share_meant(moment: Moment, amount: Amount) -> Linked | None:
    """The share said just before that a percentage under such a noun is again."""
    if amount.kind != "percent" or not (anaphor_before(moment.scene, amount) or _share_of_a_place(moment.scene, amount)):
        return None
    last = moment.last or next(iter(moment.remembered), None)
    return last if last is not None and last.amount.kind == "percent" and last.reading.measure == "share" else None


def _share_of_a_place(scene: Scene, amount: Amount) -> bool:
    """Whether a share is said to be another place's: "China generated 86% of revenue, while **the US share** slipped to 11%"."""
    noun = next((cue for cue in reversed(scene.cues) if cue.end <= amount.outer_start), None)
    if noun is None or not scene.only(scene.gap(noun.start, noun.end).tokens, "proportion"):
        return False
    place = next((m for m in scene.entities if m.end == noun.start - 1), None)
    return place is not None and place.kind in PLACE_KINDS and scene.only(scene.before(place.start, 1) or (",",), "determiner")


def goes_on_behind_ratios(moment: Moment, amount: Amount) -> bool:
    """Whether a number goes on with the sentence before, behind ratios: "60% of all, up from when **the tally** was X"."""
    return amount.kind not in RATIOS and all(m.amount.kind in RATIOS for m in moment.linked) and anaphor_before(moment.scene, amount)


def takes_it_up(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether a pronoun stands for the figure before: "losses were X; in 2024 **they reached** Y", "**it had slipped to** Y"."""
    words = scene.before(amount.outer_start, TAKEN_UP)
    at = next((i for i in range(len(words) - 1, -1, -1) if scene.only(words[i : i + 1], "takes_up")), None)
    if at is None or scene.amounts_between(last.outer_end, amount.outer_start):
        return False
    verbs = {scene.folded[span.start : span.end] for group in MOVES for span in scene.classes.get(group, ())}
    return at + 1 < len(words) and all(t in verbs or scene.only((t,), "reach", "copula", "adverb", "arriving") for t in words[at + 1 :])
