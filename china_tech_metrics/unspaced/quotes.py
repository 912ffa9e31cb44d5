"""Prices of shares that are quoted without being named: "腾讯涨2.3%", "腾讯报521港元"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from china_tech_metrics.unspaced.measure import Named
from china_tech_metrics.unspaced.sentences import Figure
from china_tech_metrics.vocabulary.entries import Cue, Metric

BRACKET = re.compile(r"[（(][^（()）]*[)）]")
QUOTED_REACH = 4
"""How many characters may stand between a name and the word that its shares moved: "现涨", "盘中大跌"."""
HIGHEST = 1_000_000
"""No share costs more: "腾讯报营收521亿元"."""


class QuoteReader:
    """Finds such prices. Build once with the metrics and the words looked for beside something."""

    def __init__(self, metrics: Mapping[str, Metric], beside: Mapping[str, tuple[str, ...]]) -> None:
        quoted = next((m.id for m in metrics.values() if m.nature == "moment" and m.implied == "growth"), None)
        self._cue = Cue(quoted, (), "noun", frozenset({"money"})) if quoted is not None else None
        self._stands_at = beside["stands_at"]

    def read(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """The metric of an amount by which shares moved or at which they stand, None if it is neither."""
        scene, amount = figure.scene, figure.amount
        if self._cue is None or not scene.names:
            return None
        start = None
        if amount.kind == "money" and amount.value < HIGHEST:
            word = next((word for word in self._stands_at if scene.folded.endswith(word, figure.begin, amount.outer_start)), None)
            start = amount.outer_start - len(word) if word is not None else None
        elif amount.kind == "percent" and "shares" in tags:
            start = next((word.start for word in figure.said("quoted") if word.end == amount.outer_start), None)
        if start is None:
            return None
        if any(time.basis is not None and time.start < start for time in figure.times):
            return None  # "乐道**环比**大跌32%"
        between = [BRACKET.sub("", scene.folded[name.end : start]) for name in scene.names if name.end <= start]
        if not between or len(between[-1]) > (QUOTED_REACH if amount.kind == "percent" else 0):
            return None
        return Named(self._cue, None, "moves without being named")
