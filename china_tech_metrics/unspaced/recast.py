"""What a figure's metric becomes by what stands around it: a part of a market is a market share, users "每天" are daily ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.dating import is_part_of_aim
from china_tech_metrics.unspaced.finder import CueFind
from china_tech_metrics.unspaced.kinds_of_time import looks_back
from china_tech_metrics.unspaced.measure import Link
from china_tech_metrics.unspaced.sentences import Figure, within
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Entity, Metric

OBTAINED_REACH = 12
"""How far before an amount the word for getting it may stand, with the giver between: "**获**阿里巴巴8亿美元投资"."""


class Recaster:
    """Settles the metrics of links. Build once for the metrics of a vocabulary and a language."""

    def __init__(self, metrics: Mapping[str, Metric], entities: Mapping[str, Entity], language: TopicLanguage) -> None:
        groups = language.numbers.groups
        self._metrics = metrics
        self._firms = frozenset(name for name, entity in entities.items() if entity.kind not in PLACE_KINDS | REPORTER_KINDS)
        self._of_markets = frozenset(metric.seller_part for metric in metrics.values() if metric.seller_part is not None)
        self._margins = {metric.ratio[0]: metric.id for metric in metrics.values() if metric.ratio}
        self._profits = frozenset(metric.id for metric in metrics.values() if metric.signed and "money" in metric.units)
        self._cut_from = {
            metric.cut: metric.id for metric in metrics.values() if metric.cut not in (None, metric.id) and metric.about[0] == "company"
        }
        self._left = language.grammar.beside["left"]
        self._bare_margins = language.grammar.beside["bare_margin"]
        self._bare_profits = language.grammar.beside["bare_profit"]
        self._obtains = language.grammar.beside["obtains"]
        by, measured = (exact(language.grammar.beside[name]) for name in ("yardstick_from", "yardstick_to"))
        self._by, self._measured = re.compile(rf"[^，。；]{{0,2}}(?:{by})"), re.compile(measured)
        self._those = language.grammar.beside["of_those"]
        self._market = language.grammar.beside["markets"]
        self._by_time = {unit: re.compile(exact(groups.get(f"averages.{unit}", ()))) for unit in ("day", "month")}

    def recast(self, figure: Figure, link: Link, last: Link | None) -> Link:
        """A link with the metric that is meant; ``last`` is what the figure before was."""
        metric = self._metrics[link.cue.metric]
        if last is not None and link.cue_at is not None and (metric.ratio or metric.id in self._profits):
            kind = self._kind_told(figure, link.cue_at, last)
            if kind is not None:
                return replace(link, cue=replace(link.cue, metric=kind))
        if link.measure == "share" or figure.amount.kind == "point":
            return self._part(figure, link, metric, last)
        if link.measure != "level":
            return link
        meant = None
        if metric.received is not None and self._is_obtained(figure, link):
            meant = metric.received
        elif metric.active:
            meant = self._active(figure, metric)
        elif metric.id in self._cut_from and figure.scene.folded.endswith(self._left, figure.begin, figure.amount.outer_start):
            meant = self._cut_from[metric.id]  # "裁员3000人，**只剩**5000人"
        return link if meant is None else replace(link, cue=replace(link.cue, metric=meant, weight=0.0))

    def _kind_told(self, figure: Figure, cue: CueFind, last: Link) -> str | None:
        """The kind of profit or margin that a bare word means behind one of that kind.

        "经营溢利增加44%，**利润率**升至21%", "经营亏损148亿元，上年同期仅**亏**7亿元".
        """
        word, told = figure.scene.folded[cue.start : cue.end], self._metrics[last.cue.metric]
        if word in self._bare_margins:
            of_margin = told.ratio and told.ratio[0] in self._profits  # not a gross margin
            return told.id if of_margin else self._margins.get(told.id)
        if word in self._bare_profits and told.id in self._profits and last.amount.start >= figure.scene.start:
            return told.id if any([looks_back(time) or time.role == "base" for time in figure.times]) else None
        return None

    def _part(self, figure: Figure, link: Link, metric: Metric, last: Link | None) -> Link:
        """A part that has a metric of its own: a seller's of all that is sold ("vivo出货1140万部，占18%"), anybody's of a market."""
        if link.cue_at is None and (last is None or not self._firm_named(figure, last.amount.start)):
            return link
        part = metric.part if metric.part in self._of_markets and link.measure == "share" else None
        if part is None and link.measure == "share" and self._is_measured_by(figure, link, last):
            part = next(iter(self._of_markets))
        if part is None and metric.seller_part is not None and self._is_of_all(figure):
            part = metric.seller_part
        sold = "count" in metric.units or self._is_of_all_told(figure, link)
        own = link.cue.measure == "share"  # "**产能利用率**降到68.1%"
        if part is None and link.measure == "share" and sold and not own and self._is_of_a_seller(figure, link):
            part = metric.seller_part
        if part is None and link.measure == "share" and "money" in metric.units:
            part = metric.part  # not of people, a part of whom is often a group of them: "老年人口占22%"
        if part is None:
            return link
        nature = "average" if metric.nature == "flow" and self._metrics[part].nature == "stock" else None
        whole = link.cue if part != metric.part else None
        return replace(link, cue=replace(link.cue, metric=part, measure="share", nature=nature), whole=whole)  # type: ignore[arg-type]

    def of_place(self, link: Link) -> Link:
        """What a figure is where a place has it and no firm: what all sell is a market's size, a part of that no market share."""
        if link.whole is not None:
            return replace(link, cue=link.whole, whole=None)
        return link if link.cue.of_place is None else replace(link, cue=replace(link.cue, metric=link.cue.of_place))

    def _is_measured_by(self, figure: Figure, link: Link, last: Link | None) -> bool:
        """Whether the metric only says how a firm's part of a market is measured: "**按成交额计**，京东占19%"."""
        scene, at = figure.scene, link.cue_at
        if at is None or at.start < scene.start or self._measured.match(scene.folded, at.end) is None:
            return False
        if self._by.match(scene.folded, scene.clause_start(at.start), at.start) is None:
            return False
        if last is not None and last.measure in ("level", "share") and last.cue.metric == link.cue.metric:
            return False  # "营收3376亿元。按营收计，**本地商业**占74%"
        if last is not None and last.cue.metric in self._of_markets:
            return True
        firms = any(name.entity in self._firms for name in within(scene.names, at.end, figure.amount.start))
        return firms or any(word in scene.folded[at.end : figure.amount.start] for word in self._market)

    def _is_of_all(self, figure: Figure) -> bool:
        """Whether the whole is what all firms of a country or trade have, and a firm has the part: "天猫**占全网**销售额的66%"."""
        scene, at = figure.scene, figure.amount.start
        first = max(figure.begin, scene.clause_start(at))
        words = scene.said(first, at, "part_of")
        if not words or not scene.said(words[-1].end, at, "industry"):
            return False
        names = [name for name in scene.names if name.end <= at]
        if not names or names[-1].entity not in self._firms:
            return False
        return not scene.said(names[-1].end, words[-1].start, "industry")  # "京东2000亿元；直播电商3325亿元，占全网23%"

    def _is_of_all_told(self, figure: Figure, link: Link) -> bool:
        """Whether the whole was told before of all firms, and a firm has a part: "**全网成交**9651亿元，天猫占57.8%，京东占27.1%"."""
        scene, clause = figure.scene, figure.scene.clause_start(figure.amount.start)
        if (
            link.cue_at is None
            or link.cue_at.start >= clause
            or not scene.said(scene.clause_start(link.cue_at.start), link.cue_at.start, "industry")
        ):
            return False
        return any(name.entity in self._firms for name in within(scene.names, clause, figure.amount.start))

    def _is_of_a_seller(self, figure: Figure, link: Link) -> bool:
        """Whether a share is that of a firm in what all firms sell."""
        scene = figure.scene
        named = bool(within(scene.names, figure.begin, figure.amount.start))
        if link.cue_at is not None and link.cue_at.start >= figure.begin:
            before = link.cue_at.end <= scene.clause_start(figure.amount.start)
            return before and self._firm_named(figure, figure.amount.start)  # "比较3月装车量，**宁德时代**的占比为45.5%"
        if is_part_of_aim(figure) or scene.said(scene.clause_start(figure.amount.start), figure.amount.start, "target"):
            return False  # "进度只有全年**目标**的56.58%"
        if self._is_of_a_firm_told(figure):
            return False
        whole = scene.said(figure.begin, figure.amount.start, "whole")
        return not (whole and not named) and not self._of_a_firm(figure)

    def _is_of_a_firm_told(self, figure: Figure) -> bool:
        """Whether the whole was told before of a firm: "**赛力斯**销量5万辆，**其中**问界4.8万辆，占九成"."""
        scene, at = figure.scene, figure.amount.start
        those = max([scene.folded.rfind(word, scene.start, at) for word in self._those])
        return those >= 0 and any(name.entity in self._firms for name in scene.names if name.end <= those)

    def _firm_named(self, figure: Figure, at: int) -> bool:
        """Whether a firm is named before a figure, in the clause of an offset or behind that."""
        scene = figure.scene
        return any(name.entity in self._firms for name in within(scene.names, scene.clause_start(at), figure.amount.start))

    def _of_a_firm(self, figure: Figure) -> bool:
        """Whether the whole is that of a firm, which is no market: "占**上汽**销量的7成"."""
        words = figure.scene.said(figure.scene.clause_start(figure.amount.start), figure.amount.start, "part_of")
        return any(n.entity in self._firms for n in within(figure.scene.names, words[-1].end, figure.amount.start)) if words else False

    def _is_obtained(self, figure: Figure, link: Link) -> bool:
        """Whether money that is given is told of the one who gets it: "**获**阿里巴巴8亿美元投资"."""
        scene, start = figure.scene, figure.amount.outer_start
        if link.cue_at is not None and scene.clause_start(start) <= link.cue_at.start < start:
            at = max([scene.folded.rfind(word, scene.clause_start(start), link.cue_at.start) for word in self._obtains])
            return at >= 0 and any(at < name.start and name.end <= link.cue_at.start for name in scene.names)  # "**获**腾讯增资16亿元"
        if link.cue_at is None or link.cue_at.start < figure.amount.end:
            return False
        first = max(scene.clause_start(start), start - OBTAINED_REACH, figure.begin)
        return any([scene.folded.find(word, first, start) >= 0 for word in self._obtains])

    def _active(self, figure: Figure, metric: Metric) -> str | None:
        """The metric of users who come every day or month: "**每天**有4亿人使用"."""
        scene, start = figure.scene, figure.amount.outer_start
        if figure.said("added"):
            return None
        first = max(scene.clause_start(start), figure.begin)
        for unit, meant in metric.active.items():
            said = self._by_time[unit].search(scene.folded, first, start)
            if said is not None and not any(name.start <= said.start() < name.end for name in scene.names):
                return meant
        return None
