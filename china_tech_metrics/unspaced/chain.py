"""Follows the topic from clause to clause and says of each amount what it measures.

A sentence names its topic first and drops it afterwards: "百度二季度营收314亿元，同比增长20%，净利润…". So a metric holds until another one is
named, an owner until another becomes the topic, a time until the next one; a ratio without a metric belongs to the figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.model import Amount, Basis, Measure
from china_tech_metrics.unspaced.finder import CueFind
from china_tech_metrics.unspaced.lists import Place
from china_tech_metrics.unspaced.sentences import Scene, within
from china_tech_metrics.vocabulary.entries import Cue, Metric

RATIOS = ("percent", "times", "point")
COUNTED_REACH = 5
"""How many characters may stand between an amount and the noun it counts: "3万名全职员工"."""
DIRECTION_REACH = 14
"""How many characters may stand between a word of change and its amount."""
SHARE_REACH = 14
QUOTED_REACH = 4
"""How many characters may stand between a name and the word that its shares moved: "现涨", "盘中大跌"."""
NO_NOUN = re.compile(r"[，。；：,;:、（(）)\d]")
PLAIN_BEHIND = re.compile(r"[ ]?(?:的|多|余|以上|左右)?(?:[名位个家款件次台]?)")
JOINED = re.compile(r"[ ]?(?:、|和|及|与|以及|，|,)[ ]?")


@dataclass(frozen=True, slots=True)
class Link:
    """What was decided of one amount."""

    amount: Amount
    cue: Cue
    cue_at: CueFind | None
    measure: Measure
    sign: int
    basis: Basis | None
    feature: str


@dataclass(slots=True)
class Chain:
    """What was said last, for the clauses that go on with it."""

    links: list[Link] = field(default_factory=list)

    @property
    def last(self) -> Link | None:
        """The amount that was linked last."""
        return self.links[-1] if self.links else None


class MetricReader:
    """Finds the metric and measure of amounts. Build once for a vocabulary."""

    def __init__(self, metrics: Mapping[str, Metric], scales: frozenset[str]) -> None:
        self._metrics, self._scales = metrics, scales
        self._of_quotes = next((m.id for m in metrics.values() if m.nature == "moment" and m.implied == "growth"), None)

    def read(self, scene: Scene, index: int, chain: Chain, tags: frozenset[str], place: Place) -> Link | None:
        """What the amount ``scene.amounts[index]`` is; None if nothing says it."""
        amount = scene.amounts[index]
        begin = scene.amounts[index - 1].outer_end if index else scene.start
        found = (
            self._listed(scene, amount, place, tags)
            or self._named(scene, amount, begin, tags)
            or self._again(scene, amount, begin, chain, first=index == 0)
            or self._quoted(scene, amount, begin)
        )
        if found is None:
            return None
        cue, at, feature = found
        link = self._measured(scene, amount, begin, cue, at, feature, chain)
        if place.base is not None and link.basis is not None:
            return replace(link, basis=place.base.basis)
        return link

    def _listed(self, scene: Scene, amount: Amount, place: Place, tags: frozenset[str]) -> tuple[Cue, CueFind, str] | None:
        """The metric at the amount's place in a list of metrics."""
        if place.cue is None:
            return None
        cue = _choose([c for c in place.cue.cues if self._fits(scene, c, amount)], tags)
        return cue and (cue, place.cue, "in the order of the metrics")

    # --- the metric -----------------------------------------------------------------------------------------------

    def _named(self, scene: Scene, amount: Amount, begin: int, tags: frozenset[str]) -> tuple[Cue, CueFind, str] | None:
        """The metric that words around the amount name."""
        behind = self._behind(scene, amount, tags)
        before = self._before(scene, amount, begin, tags)
        if behind is None or before is None:
            return behind or before
        direct = scene.said(before[1].end, amount.outer_start, "arrival") or before[1].end == amount.outer_start
        if before[0].metric == behind[0].metric:
            return before
        if amount.kind == "money" and behind[0].weight > before[0].weight:
            return behind  # "斥资6亿美元回购"
        return before if direct and behind[0].role != "counted" else behind

    def _behind(self, scene: Scene, amount: Amount, tags: frozenset[str]) -> tuple[Cue, CueFind, str] | None:
        """A noun right behind: "4.16亿用户", "24%的市场份额", "600亿元的营收"."""
        for find in scene.cues:
            if find.start < amount.end:
                continue
            gap = scene.folded[amount.end : find.start]
            if len(gap) > COUNTED_REACH or NO_NOUN.search(gap) or scene.said(amount.end, find.start, "up", "down", "share", "said", "compared"):
                return None
            counted = [c for c in find.cues if c.role == "counted" and amount.kind in c.units]
            if counted and (amount.kind == "count" or not gap):
                cue = _choose(counted, tags)
                return cue and (cue, find, "counted noun behind")
            nouns = [c for c in find.cues if c.role == "noun" and (amount.kind in c.units or (amount.kind in RATIOS and gap == "的"))]
            if nouns and PLAIN_BEHIND.fullmatch(gap) and (gap.endswith("的") or amount.kind == "money" or amount.kind in nouns[0].units):
                cue = _choose(nouns, tags)
                return cue and (cue, find, "noun behind")
            return None
        return None

    def _before(self, scene: Scene, amount: Amount, begin: int, tags: frozenset[str]) -> tuple[Cue, CueFind, str] | None:
        """The nearest noun or verb before that can have such an amount."""
        for find in reversed(within(scene.cues, begin, amount.start)):
            fitting = [c for c in find.cues if c.role != "counted" and self._fits(scene, c, amount)]
            cue = _choose(fitting, tags)
            if cue is not None:
                apart = scene.apart(find.end, amount.start)
                return cue, find, "noun in the clause" if not apart else "noun in an earlier clause"
        return None

    def _fits(self, scene: Scene, cue: Cue, amount: Amount) -> bool:
        """Whether a metric can have such an amount; a number with a scale and nothing else is money where the metric is: "亏6万"."""
        if amount.kind in cue.units:
            return True
        if amount.kind in RATIOS:
            return cue.role == "noun" or amount.kind != "percent"
        return amount.kind == "count" and cue.units == {"money"} and scene.folded[amount.end - 1] in self._scales

    def _again(self, scene: Scene, amount: Amount, begin: int, chain: Chain, *, first: bool) -> tuple[Cue, CueFind | None, str] | None:
        """The metric of the figure before, where the sentence goes on with it."""
        last = chain.last
        if last is None:
            return None
        gap = scene.folded[begin : amount.outer_start]
        cue = last.cue
        if amount.kind in RATIOS:
            return (cue, last.cue_at, "ratio of the figure before") if not first or self._has_ratio_words(scene, amount, begin) else None
        if amount.kind not in cue.units and not self._fits(scene, cue, amount):
            return None
        if first:
            return None
        if JOINED.fullmatch(gap) or scene.said(begin, amount.outer_start, "arrival", "compared", "awaited") or self._looks_back(scene, begin, amount):
            return cue, last.cue_at, "goes on with the figure before"
        return None

    def _quoted(self, scene: Scene, amount: Amount, begin: int) -> tuple[Cue, CueFind | None, str] | None:
        """What is quoted day by day, and moves without being named: "腾讯涨2.3%"."""
        moved = [w for w in scene.said(begin, amount.outer_start, "quoted") if amount.outer_start - w.end <= 1]
        if amount.kind != "percent" or not moved or self._of_quotes is None:
            return None
        named = any(0 <= moved[-1].start - n.end <= QUOTED_REACH for n in scene.names)
        return (Cue(self._of_quotes, (), "noun", frozenset({"money"})), None, "moves without being named") if named else None

    @staticmethod
    def _has_ratio_words(scene: Scene, amount: Amount, begin: int) -> bool:
        bases = [t for t in scene.times if t.role == "base" and begin <= t.start and t.end <= amount.start]
        return bool(bases or scene.said(begin, amount.start, "up", "down", "growth_noun", "fall_noun"))

    @staticmethod
    def _looks_back(scene: Scene, begin: int, amount: Amount) -> bool:
        """Whether the base period's figure follows: "去年同期为4亿元"."""
        return any(t.granularity == "same" for t in within(scene.times, begin, amount.start))

    # --- the measure ----------------------------------------------------------------------------------------------

    def _measured(
        self, scene: Scene, amount: Amount, begin: int, cue: Cue, at: CueFind | None, feature: str, chain: Chain
    ) -> Link:
        metric = self._metrics[cue.metric]
        loss = cue.sign < 0
        direction, arrived = self._direction(scene, amount, begin)
        basis = self._basis(scene, amount, begin, metric)

        def link(measure: Measure, sign: int, basis: Basis | None) -> Link:
            return Link(amount, cue, at, measure, sign, basis, feature)

        if amount.kind == "times":
            return link("multiple", 1, basis or _default(metric))
        if amount.kind == "point":
            return link("change", direction or 1, basis or _default(metric))
        if amount.kind == "percent":
            return self._percent(scene, amount, begin, cue, metric, direction, arrived, basis, loss, link, chain)
        if scene.said(max(begin, amount.outer_start - 4), amount.outer_start, "added") and amount.kind == "count":
            lost = scene.said(max(begin, amount.outer_start - 4), amount.outer_start, "lost")
            return link("change", -1 if lost else 1, basis)
        if direction and not arrived and (cue.measure is None) and self._right_before(scene, amount, begin):
            return link("change", direction * (-1 if loss else 1), basis or _default(metric))
        if cue.measure is not None:
            return link(cue.measure, 1, None)  # type: ignore[arg-type]
        return link("level", -1 if loss and amount.value > 0 else 1, None)

    def _percent(self, scene, amount, begin, cue, metric, direction, arrived, basis, loss, link, chain):  # type: ignore[no-untyped-def]
        share_metric = cue.measure == "share"
        rate = "percent" in metric.units and not share_metric
        if amount.value < 0 and not (rate or share_metric):
            return link("growth", 1, basis or _default(metric))
        if direction and not (arrived and (share_metric or rate)):
            if loss:
                direction = self._loss_sign(scene, amount, begin, direction)
            return link("growth", direction, basis or _default(metric))
        if share_metric:
            return link("share", 1, None)
        if rate:
            return link("level", 1, None)
        near = max(begin, amount.outer_start - SHARE_REACH)
        if scene.said(near, amount.outer_start, "share") or scene.said(amount.end, amount.end + 8, "share"):
            return link("share", 1, None)
        if basis is not None:
            return link("growth", 1, basis)
        last = chain.last
        if last is not None and last.measure in ("growth", "share") and last.amount.kind == "percent":
            return link(last.measure, last.sign, last.basis)
        return link("share" if cue.role == "noun" else "growth", 1, None if cue.role == "noun" else _default(metric))

    @staticmethod
    def _loss_sign(scene: Scene, amount: Amount, begin: int, direction: int) -> int:
        """A loss that narrows is a rise of net income."""
        if scene.said(begin, amount.outer_start, "narrow"):
            return 1
        return -direction

    def _right_before(self, scene: Scene, amount: Amount, begin: int) -> bool:
        near = max(begin, amount.outer_start - 4)
        return bool(scene.said(near, amount.outer_start, "up", "down"))

    @staticmethod
    def _direction(scene: Scene, amount: Amount, begin: int) -> tuple[int, bool]:
        """The sign of the word of change that governs the amount, 0 if none does, and whether the amount is where it arrived."""
        words = scene.said(max(begin, amount.outer_start - DIRECTION_REACH), amount.outer_start, "up", "down", "growth_noun", "fall_noun", "narrow", "widen")
        clause = scene.clause_start(amount.outer_start)
        words = [w for w in words if w.start >= clause] or words[-1:]
        if words:
            word = words[-1]
            arrived = bool(scene.said(word.end, amount.outer_start, "arrival")) and not word.classes & {"growth_noun", "fall_noun"}
            arrived = arrived or (bool(word.classes & {"arrival"}) and word.end == amount.outer_start)
            if word.classes & {"down", "fall_noun"} or (word.classes & {"narrow"} and not word.classes & {"up"}):
                return -1, arrived
            return 1, arrived
        behind = scene.folded[amount.outer_end : amount.outer_end + 1]
        after = [w for w in scene.said(amount.outer_end, amount.outer_end + 8, "up", "growth_noun", "down", "fall_noun") if not scene.apart(amount.outer_end, w.start)]
        if after and behind in ("的", "增", "升", "跌", "降", "涨"):
            return (-1 if after[0].classes & {"down", "fall_noun"} else 1), False
        return 0, False

    @staticmethod
    def _basis(scene: Scene, amount: Amount, begin: int, metric: Metric) -> Basis | None:
        """What the nearest comparison before the amount is with; one behind it counts if nothing else follows in the clause."""
        if metric.nature == "moment":
            return "other"
        bases = [t for t in scene.times if t.basis is not None]
        before = [t for t in bases if begin <= t.start and t.end <= amount.start]
        if before:
            return before[-1].basis
        behind = [t for t in bases if amount.outer_end <= t.start <= amount.outer_end + 4]
        return behind[0].basis if behind and not scene.apart(amount.outer_end, behind[0].start) else None


def _default(metric: Metric) -> Basis:
    return metric.basis  # type: ignore[return-value]


def _choose(cues: Sequence[Cue], tags: frozenset[str]) -> Cue | None:
    """Which of the metrics with the same words is meant, by the tags of owner and text."""
    fitting = [c for c in cues if not c.unless & tags and (not c.when or c.when & tags)]
    return max(fitting, key=lambda c: c.weight + 3.0 * bool(c.when), default=None)
