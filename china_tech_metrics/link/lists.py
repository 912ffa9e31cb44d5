"""Lists of figures that share one metric: "Nio delivered 20,976 vehicles, Xpeng 10,146 and Li Auto 35,020"."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.metric import CueChoice
from china_tech_metrics.link.owner import OwnerChoice
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.model import Amount

LONGEST_GAP = 14
"""Tokens that may stand between two figures of a list, names included."""
MOVES = ("up_verb", "down_verb")


def continues(scene: Scene, last: Amount, amount: Amount, ranked: Sequence[CueChoice]) -> bool:
    """Whether an amount only repeats the sentence pattern of the one before, with another name or time in between."""
    if amount.kind != last.kind or amount.unit != last.unit or amount.paired or scene.cue_between(last.outer_end, amount.outer_start):
        return False
    if ranked and ranked[0].follows and ranked[0].score >= 8.0:
        return False
    gap = scene.gap(last.outer_end, amount.outer_start)
    if len(gap) > LONGEST_GAP:
        return False
    names = _between(scene, last, amount)
    times = [p for p in scene.periods if p.start >= last.outer_end and p.end <= amount.outer_start]
    if not names and not times and not _enumerates(gap.tokens):
        return False
    at, rest = last.outer_end, list[str]()
    for span in sorted([*names, *times], key=lambda s: s.start):
        rest += scene.gap(at, span.start).tokens
        at = span.end
    rest += scene.gap(at, amount.outer_start).tokens
    moves = {t for group in MOVES for s in scene.classes.get(group, ()) if s.start >= at for t in scene.folded[s.start : s.end].split()}
    return all(t in moves or t in ",();" or scene.only([t], "conjunction", "copula", "adverb", "possessive", "reach", "determiner", "clause", "preposition") for t in rest)


def _enumerates(tokens: Sequence[str]) -> bool:
    return bool(tokens) and all(t in (",", "and", "or") for t in tokens)


def _between(scene: Scene, last: Amount, amount: Amount) -> list[EntityMention]:
    return [m for m in scene.entities if m.start >= last.outer_end and m.end <= amount.outer_start and m.via in ("name", "shape", "head")]


def listed_owner(scene: Scene, last: Amount, amount: Amount) -> OwnerChoice | None:
    """The name between two figures of a list, if it is the second figure's and not something of the first."""
    for mention in reversed(_between(scene, last, amount)):
        if mention.role == "modifier" or mention.role == "source":
            continue
        lead = scene.gap(last.outer_end, mention.start).tokens
        if lead and scene.only(lead[-1:], "preposition") and "," not in lead and "and" not in lead and "while" not in lead:
            continue  # "5% in China, 7% …": the place belongs to the figure before
        return OwnerChoice(mention.name, 8.0, "named in the list", mention)
    return None
