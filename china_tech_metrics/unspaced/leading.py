"""Which words lead to an amount: nothing between says anything else. Weak words for a metric count only where they do."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.unspaced.finder import CueFind
from china_tech_metrics.unspaced.sentences import Figure, within
from china_tech_metrics.vocabulary.entries import Cue

WEAK = -3.0
"""Words with this weight name a metric only where they lead to the amount: "咖啡**市场**已达4856亿元", "会员业务**贡献**26亿元"."""
REACH = 18
"""How many characters may stand between such a word and the amount it leads to."""
LEADING = ("arrival", "up", "down", "forecast", "target", "estimate", "done", "about_so", "reckon")


def direct_end(figure: Figure, at: CueFind) -> bool:
    """Whether a cue leads straight to the amount: "用户达3亿"."""
    start = figure.amount.outer_start
    return at.end == start or bool(figure.scene.said(at.end, start, "arrival"))


def weak_before(figure: Figure, finds: Sequence[CueFind], over: frozenset[str], of: tuple[str, ...]) -> tuple[Cue, CueFind] | None:
    """The weak word that leads to an amount, if one does.

    ``over`` are the characters that may stand between, besides times and words for arriving, moving and expecting:
    "市场**将在**2026年增至". ``of`` ties a whole to the part behind it: "占全球市场**的**36.8%".
    """
    kind, scene = figure.amount.kind, figure.scene
    for find in reversed(finds):
        if scene.said(figure.begin, find.start, "compared"):
            continue  # "低于市场预计的169亿元"
        for cue in find.cues:
            if cue.weight > WEAK or cue.role != "noun":
                continue
            if (kind in cue.units and _leads(figure, find, over)) or (kind == "percent" and _is_whole(figure, find, of)):
                return cue, find
    return None


def _leads(figure: Figure, find: CueFind, over: frozenset[str]) -> bool:
    """Whether a word leads to the amount."""
    scene, start = figure.scene, figure.amount.outer_start
    if start - find.end > REACH or scene.apart(find.end, start):
        return False
    covered = {at for item in within(scene.times, find.end, start) for at in range(item.start, item.end)}
    covered |= {at for word in scene.said(find.end, start, *LEADING) for at in range(word.start, word.end)}
    return all(at in covered or scene.folded[at] in over for at in range(find.end, start))


def _is_whole(figure: Figure, find: CueFind, of: tuple[str, ...]) -> bool:
    """Whether a percentage is a part of what a word names: "**占**中国公有云**市场**34%"."""
    scene, start = figure.scene, figure.amount.outer_start
    if scene.folded[find.end : start].strip() not in ("", *of):
        return False
    return bool(scene.said(max(figure.begin, scene.clause_start(find.start)), find.start, "part_of"))
