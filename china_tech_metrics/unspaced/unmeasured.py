"""What is measured by no metric of ours: stocks of goods, turnover of shares, rates of all kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import Word
from china_tech_metrics.unspaced.leading import direct_end
from china_tech_metrics.unspaced.measure import Link, Named
from china_tech_metrics.unspaced.sentences import Figure, within

COUNTED = "counted noun behind"
"""The feature of an amount that counts what is named right behind it."""


class Unmeasured:
    """Tells such amounts. Build once with the words looked for beside something."""

    def __init__(self, beside: Mapping[str, tuple[str, ...]]) -> None:
        self._times_of = beside["times_of"]
        self._rates = beside["rate_noun"]
        self._apart, self._of = frozenset(beside["apart_by"]), frozenset(beside["of"])
        self._gap = re.compile(rf"(?:{exact(beside['of'])})(?:{exact(beside['gap'])})")

    def says(self, figure: Figure, found: Named | None) -> bool:
        """Whether what stands before an amount is measured by no metric: "**存货**较年初增加34%", "**复购率**升到65%"."""
        if figure.amount.kind == "times" and figure.scene.folded.startswith(self._times_of, figure.amount.outer_end):
            return True  # "获33.8倍**认购**"
        words = figure.said("unmeasured", "compared")
        text, end = figure.scene.folded, figure.amount.outer_end
        if (words and self._is_gap(figure, words[-1])) or (text[end : end + 1] in self._of and self._gap.match(text, end) is not None):
            return True
        words = [word for word in words if "unmeasured" in word.classes]
        if not words and figure.amount.kind not in ("percent", "point"):
            return False
        end = words[-1].end if words else self._rate(figure)
        if end < 0 or (found is not None and found.at is not None and found.at.end > end):
            return False
        return not figure.scene.apart(end, figure.amount.start)

    def is_threshold(self, figure: Figure, last: Link) -> bool:
        """Whether an amount only says which of many are counted: "237个品牌**成交过亿元**"."""
        scene, at = figure.scene, last.cue_at
        if last.feature != COUNTED or at is None or not figure.index or last.amount.start != scene.amounts[figure.index - 1].start:
            return False
        between = scene.folded[at.end : figure.amount.outer_start]
        sums = [find for find in within(scene.cues, at.end, figure.amount.outer_start) if find.cues[0].units == {"money"}]
        for find in sums:
            between = between.replace(scene.folded[find.start : find.end], "")
        return bool(sums) and (not between or between in self._of)

    def _is_gap(self, figure: Figure, word: Word) -> bool:
        """Whether an amount is how far two are apart: "**落后**小鹏13辆"."""
        text, scene = figure.scene.folded, figure.scene
        if text[word.start : word.end] not in self._apart:
            return False
        at = next((name.end for name in scene.names if name.start == word.end), word.end)
        return not text[at : figure.amount.outer_start].strip()

    def _rate(self, figure: Figure) -> int:
        """Where the word for a rate that is part of no word of ours ends, -1 if there is none."""
        scene, amount = figure.scene, figure.amount
        for noun in self._rates:
            at = scene.folded.rfind(noun, figure.begin, amount.outer_start)
            if at < 0 or any([cue.start <= at <= cue.end for cue in scene.cues]):
                continue
            if not any([word.start <= at < word.end for word in figure.words]):
                return at + len(noun)
        return -1


def is_turnover(figure: Figure, tags: frozenset[str]) -> bool:
    """Whether the words right before an amount name something that is no metric in such a text: the turnover of shares."""
    finds = within(figure.scene.cues, figure.begin, figure.amount.outer_start) if "shares" in tags else []
    return bool(finds) and direct_end(figure, finds[-1]) and all("shares" in cue.unless for cue in finds[-1].cues)
