"""What an amount is of its metric: the level, its growth, multiple, change or share, with sign and base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from china_tech_metrics.model import Amount, Basis, Measure
from china_tech_metrics.unspaced.dating import is_part_of_aim
from china_tech_metrics.unspaced.finder import CueFind
from china_tech_metrics.unspaced.sentences import Figure, within
from china_tech_metrics.unspaced.times import TimeMention
from china_tech_metrics.vocabulary.entries import Cue, Metric

RATIOS = ("percent", "times", "point")
DIRECTION_REACH = 14
"""How many characters may stand between a word of change and its amount."""
SHARE_REACH = 14
BEHIND_REACH = 8
COMPARABLE = 3
"""What one time and another added differ by less than this factor; more is what there was of it."""
RIGHT_BEFORE = 4
TOTAL_REACH = 8
"""How far before a percentage the word for a total may stand, with what it is a total of."""


PART_OF_WHOLE = "part of the whole"
"""The feature of a figure that its clause gives as a part, or so many times, of another one."""


@dataclass(slots=True)
class Named:
    """A metric's cue, where it stands, and what told it."""

    cue: Cue
    at: CueFind | None
    feature: str


@dataclass(slots=True)
class Link:
    """What was decided of one amount; ``whole`` is the cue of what it is a part of, where the part has a metric of its own."""

    amount: Amount
    cue: Cue
    cue_at: CueFind | None
    measure: Measure
    sign: int
    basis: Basis | None
    feature: str
    whole: Cue | None = None


class MeasureReader:
    """Finds the measure of amounts. Build once with the words that a language looks for beside something."""

    def __init__(self, beside: Mapping[str, tuple[str, ...]]) -> None:
        self._those = beside["of_those"]
        self._of, self._change_behind, self._arrives = beside["of"], beside["change_behind"], beside["arrives"]
        self._ratio_is = beside["ratio_is"]
        self._of_level, self._of_past = beside["of_level"], beside["of_past"]
        self._ties = frozenset(word[-1] for word in beside["of"])

    def read(self, figure: Figure, named: Named, metric: Metric, last: Link | None) -> Link:
        """What an amount is of its metric; ``last`` is the amount before it."""
        measure, sign, basis = self._measure(figure, named, metric, last)
        return Link(figure.amount, named.cue, named.at, measure, sign, basis, named.feature)

    def _measure(self, figure: Figure, named: Named, metric: Metric, last: Link | None) -> tuple[Measure, int, Basis | None]:
        """Level, growth, multiple, change or share, with sign and base."""
        amount, cue = figure.amount, named.cue
        basis = _basis(figure, metric)
        usual = "yoy" if cue.nature == "average" and metric.basis == "other" else metric.basis  # of what is reported: "单票收入下跌8.9%"
        default: Basis = basis or usual  # type: ignore[assignment]
        if amount.kind == "times":
            if named.feature == PART_OF_WHOLE:
                return "multiple", 1, "other"  # "研发开支14亿元，**相当于收入的**1.5倍"
            past = figure.scene.folded.endswith(self._of_past, figure.begin, amount.outer_start)  # "涨到原来的4倍"
            return "multiple", 1, "other" if basis is None and (past or self._of_another(figure)) else default
        direction, arrived = self._direction(figure, named, metric)
        if amount.kind == "point":
            return "change", direction or 1, default
        if amount.kind == "percent":
            if "percent" not in metric.units and figure.scene.folded[amount.outer_start - 1] in self._ties:
                if self._of_an_earlier_level(figure, last):
                    return "multiple", 1, "other"  # "恢复至2019年同期的九成"
                if self._of_another(figure, self._ratio_is):
                    return "multiple", 1, "other"  # "仅为理想的四成"
                if self._of_a_total(figure) or is_part_of_aim(figure):
                    return "share", 1, None
            if not direction and basis is None and "percent" not in metric.units and metric.parts != "none" and self._opens_part(figure):
                return "share", 1, None  # "门店增加17.5%，**其中81%**开在三线及以下城市"
            measure, sign = _of_percent(
                figure, cue, metric, direction, arrived=arrived, compared=basis is not None, of_base=self._is_of_base(figure), last=last
            )
            if measure != "growth":
                return measure, sign, None
            if basis is not None or last is None:
                return measure, sign, default
            told = _continues(figure, last) or _moves_alike(figure, metric, last) or _moves_along(figure, named, last)
            return measure, sign, last.basis if told else default
        counted = named.at.end - named.at.start if named.at is not None and named.at.end == amount.outer_start else 0
        if (
            amount.kind == "count"
            and figure.said("added", near=RIGHT_BEFORE + counted)
            and not figure.scene.folded.endswith(self._arrives, figure.begin, amount.outer_start)
        ):
            return "change", -1 if figure.said("lost", near=RIGHT_BEFORE + counted) else 1, basis
        added = _is_of_added(figure, named) if amount.kind == "count" else 0
        if added:
            return "change", added, basis
        loss = cue.sign < 0
        if direction and not arrived and cue.measure is None and figure.said("up", "down", "more", "less", near=RIGHT_BEFORE):
            return "change", direction * (-1 if loss else 1), default
        if cue.measure is not None:
            return cue.measure, 1, None  # type: ignore[return-value]
        if last is not None and last.measure == "change" and _is_compared_change(figure, named, last):
            return "change", last.sign, last.basis
        return "level", -1 if loss and amount.value > 0 else 1, None

    def _opens_part(self, figure: Figure) -> bool:
        """Whether the clause of a percentage opens with a word for a part of what was told."""
        return figure.scene.folded.startswith(self._those, figure.scene.clause_start(figure.amount.start))

    def _of_another(self, figure: Figure, behind: tuple[str, ...] = ("",)) -> bool:
        """Whether a multiple is of somebody else's figure, perhaps ``behind`` one of some words: "是**京东**的三倍"."""
        text, at = figure.scene.folded, figure.amount.outer_start
        if not text.endswith(self._of, 0, at):
            return False
        names = [n for n in figure.scene.names if n.end < at and text[n.end : at].strip() in self._of]
        return bool(names) and text.endswith(behind, figure.scene.start, names[-1].start)

    def _is_of_base(self, figure: Figure) -> bool:
        """Whether an amount is that of the time it is compared with: "比2016年**的**2.2%"."""
        text, times, at = figure.scene.folded, figure.times, figure.amount.outer_start
        if not times or times[-1].role != "base" or at - times[-1].end > 1:
            return False
        return text.endswith(self._of, times[-1].start, at)

    def _of_a_total(self, figure: Figure) -> bool:
        """Whether a percentage is a part of a total right before it: "销量达到汽车**总销量的**46.7%"."""
        at = figure.amount.outer_start
        if not figure.said("whole", near=TOTAL_REACH):
            return False
        return any(at - find.end == 1 for find in figure.scene.cues)

    def _of_an_earlier_level(self, figure: Figure, told: Link | None) -> bool:
        """Whether a percentage is taken of the level of a time: "2019年的七成", "2019年水平的七成", "原价的五成"."""
        text, at = figure.scene.folded, figure.amount.outer_start
        if text.endswith(self._of_past, figure.begin, at):
            return True
        if told is not None and told.measure == "share" and arrives_from(figure, told):
            return False  # "占收入的比例由一季度的69%降到**三季度的54%**"
        if not figure.times or not text.endswith(self._of, 0, at) or figure.said("share"):
            return False
        last = figure.times[-1]
        tied = self._of if last.role != "base" else self._of_level
        return last.expr is not None and last.role != "from" and text[last.end : at] in tied

    def _direction(self, figure: Figure, named: Named, metric: Metric) -> tuple[int, bool]:
        """The sign of the word of change that governs the amount, 0 if none does, and whether the amount is where it arrived."""
        scene, amount = figure.scene, figure.amount
        words = figure.said("up", "down", "growth_noun", "fall_noun", "narrow", "widen", near=DIRECTION_REACH)
        if named.at is not None and named.at.end <= amount.start and "percent" in metric.units:
            words = [w for w in words if w.start >= named.at.start]  # "效率在提高：毛利率67.4%"
        elif named.at is not None and named.at.end <= amount.start:
            words = [w for w in words if w.end > named.at.start or not scene.apart(w.end, named.at.start)]  # "优化明显：费用率从8%"
        shares = figure.said("share", near=SHARE_REACH) if words and figure.index and amount.kind == "percent" else []
        if shares and not scene.apart(shares[-1].end, amount.start) and scene.apart(words[-1].end, amount.start):
            words = []  # "较第2季的65%略增，笔电**占比**22%"
        if named.cue.role == "verb" and named.at is not None:
            words = [w for w in words if not named.at.start <= w.start < named.at.end]  # "**裁减**10%的岗位"
        beside = figure.said("more", "less", near=RIGHT_BEFORE)
        if beside and beside[-1].end == amount.outer_start:
            return (-1 if "less" in beside[-1].classes else 1), False
        if words:
            word = words[-1]
            arrived = bool(scene.said(word.end, amount.outer_start, "arrival")) and not word.classes & {"growth_noun", "fall_noun"}
            arrived = arrived or ("arrival" in word.classes and word.end == amount.outer_start)
            down = word.classes & {"down", "fall_noun"} or (word.classes & {"narrow"} and not word.classes & {"up"})
            return -1 if down else 1, arrived
        at = amount.outer_end
        if scene.folded.startswith(self._of, at) and figure.said("part_of", near=SHARE_REACH):
            return 0, False  # "占收入七成的广告收入增长"
        if not scene.folded.startswith(self._change_behind, at) or scene.folded.startswith(self._arrives, at + 1):
            return 0, False  # "由53%升至57%"
        behind = scene.said(amount.outer_end, amount.outer_end + BEHIND_REACH, "up", "growth_noun", "down", "fall_noun")
        behind = [w for w in behind if not scene.apart(amount.outer_end, w.start)]
        compared = bool(figure.times) and figure.times[-1].role == "base" and amount.outer_start - figure.times[-1].end <= 1
        if behind and compared and any(amount.outer_end <= find.start < behind[0].start for find in scene.cues):
            return 0, False  # "较去年同期34.9%的渗透率提升13.5个百分点"
        if behind and compared and any(0 <= a.outer_start - behind[0].end <= RIGHT_BEFORE for a in scene.amounts):
            return 0, False  # "比2016年的2.2%提升了近一倍"
        if not behind or scene.folded.startswith(self._arrives, behind[0].end):
            return 0, False  # "由7.7%增加到14.7%"
        return (-1 if behind[0].classes & {"down", "fall_noun"} else 1), False


def _is_of_added(figure: Figure, named: Named) -> int:
    """The sign of what is counted where it is what was added or lost: "**净增**门店目标由2100家上调到2500家"; 0 if it is neither."""
    scene, at = figure.scene, named.at
    if at is None or not scene.has("added") or not scene.start < at.start < figure.amount.start or scene.apart(at.end, figure.amount.start):
        return 0
    if figure.begin > at.end and not figure.said("up", "down"):
        return 0  # "净增门店76家到187家"
    word = next((w for w in scene.said(at.start - RIGHT_BEFORE, at.start, "added") if w.end == at.start), None)
    return 0 if word is None else -1 if "lost" in word.classes else 1


def _of_percent(
    figure: Figure, cue: Cue, metric: Metric, direction: int, *, arrived: bool, compared: bool, of_base: bool, last: Link | None
) -> tuple[Measure, int]:
    """Measure and sign of a percentage."""
    amount, scene = figure.amount, figure.scene
    share_metric = cue.measure == "share"
    rate = "percent" in metric.units and not share_metric
    if amount.value < 0 and not (rate or share_metric):
        return "growth", 1
    if direction and arrived and any(not scene.apart(w.end, amount.start) for w in figure.said("share")):
        return "share", 1  # "占月活的比例升至5%"
    if direction and arrived and last is not None and last.measure == "share" and last.cue is cue and arrives_from(figure, last):
        return "share", 1  # "占收入的比重从16.8%降至5.3%"
    if direction and arrived and not (share_metric or rate):
        direction = _sign_of_rate(figure, last) or direction
    if direction and not (arrived and (share_metric or rate)):
        if cue.sign < 0:  # a loss that narrows is a rise of net income
            direction = 1 if figure.said("narrow") else -direction
        return "growth", direction
    if share_metric:
        return "share", 1
    if rate:
        return "level", -1 if cue.sign < 0 else 1
    if figure.said("share", near=SHARE_REACH) or scene.said(amount.end, amount.end + BEHIND_REACH, "share"):
        return "share", 1
    if compared and last is not None and last.amount.kind == "percent" and last.measure in ("share", "growth") and of_base:
        return last.measure, last.sign  # "占比为4.3%，高于2016年的2.2%"
    if compared:
        return "growth", 1
    if last is not None and _continues(figure, last):
        return last.measure, last.sign
    return ("share" if cue.role == "noun" else "growth"), 1


def _sign_of_rate(figure: Figure, last: Link | None) -> int:
    """The sign of a rate of change that itself moved: "**增速**从44%降到**24%**", "**降幅**收窄至3%"; 0 if none is named."""
    if last is not None and last.measure == "growth" and arrives_from(figure, last):
        return last.sign
    nouns = [w for w in figure.said("growth_noun", "fall_noun") if not figure.scene.apart(w.end, figure.amount.start)]
    return 0 if not nouns else -1 if "fall_noun" in nouns[-1].classes else 1


def _continues(figure: Figure, last: Link) -> bool:
    """Whether a percentage without words of its own is one more of a list of such."""
    words = figure.said("up", "down", "growth_noun", "fall_noun", "share")
    return last.measure in ("growth", "share") and last.amount.kind == "percent" and not words


def _moves_alike(figure: Figure, metric: Metric, last: Link) -> bool:
    """Whether a change without a base has that of the one before: "DRAM价格季增18%，NAND**涨幅**为5%"."""
    alike = metric.basis == "other" and metric.nature != "moment" and last.measure == "growth" and last.cue.metric == metric.id
    return alike and last.amount.start >= figure.scene.start


def _moves_along(figure: Figure, named: Named, last: Link) -> bool:
    """Whether a change of what only somebody else's was told of has its base: "5月GMV环比下降25%，**Shein只降了8%**"."""
    if last.measure != "growth" or named.at is not last.cue_at or named.at is None or figure.times:
        return False
    return last.amount.start >= figure.scene.start and bool(within(figure.scene.names, figure.begin, figure.amount.start))


def arrives_from(figure: Figure, last: Link) -> bool:
    """Whether a figure is where the one before it came to: "从6.8%升至7.1%"."""
    text, start = figure.scene.folded, figure.amount.outer_start
    same = last.amount.kind == figure.amount.kind and last.amount.outer_end == figure.begin
    words = figure.said("arrival") if same else []
    arrives = bool(words) and words[-1].end == start and not figure.scene.apart(figure.begin, start)
    return arrives and bool(text[figure.begin : start].strip(" "))


def has_words_of_move(figure: Figure) -> bool:
    return bool(figure.said("up", "down", "growth_noun", "fall_noun"))


def has_words_of_change(figure: Figure) -> bool:
    return any(t.role == "base" for t in figure.times) or has_words_of_move(figure)


def _is_compared_change(figure: Figure, named: Named, last: Link) -> bool:
    """Whether a number is what another time added: "净增6873家，超过**去年全年的6092家**", not "净增1265家，较去年同期的9516家增17%"."""
    if named.cue.metric != last.cue.metric or named.at is not last.cue_at or not any([time.role == "base" for time in figure.times]):
        return False
    return figure.amount.kind == last.amount.kind and abs(figure.amount.value) < COMPARABLE * abs(last.amount.value)


def base_in_clause(figure: Figure) -> TimeMention | None:
    """What a change in the clause of its base is measured against: "**较上季度**22.3%的毛利率下降1.6个百分点"."""
    if not figure.index or not figure.scene.times or figure.amount.kind not in RATIOS:
        return None
    bases = within(figure.scene.times, figure.scene.clause_start(figure.amount.start), figure.begin)
    bases = [t for t in bases if t.basis is not None]
    between = within(figure.scene.amounts, bases[-1].end, figure.amount.start) if bases else []
    return bases[-1] if len(between) == 1 and between[0].start - bases[-1].end <= 1 else None


def _basis(figure: Figure, metric: Metric) -> Basis | None:
    """What the nearest comparison before the amount is with; one right behind it counts if the clause ends with it."""
    if metric.nature == "moment":
        return "other"
    before = [t for t in figure.times if t.basis is not None]
    if before:
        return before[-1].basis
    base = base_in_clause(figure)
    if base is not None:
        return base.basis
    end, times = figure.amount.outer_end, figure.scene.times
    if not times or times[-1].start < end:
        return None
    behind = [t for t in times if t.basis is not None and end <= t.start <= end + RIGHT_BEFORE]
    return behind[0].basis if behind and not figure.scene.apart(end, behind[0].start) else None
