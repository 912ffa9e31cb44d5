"""What the words around an amount say it measures: the noun behind it, the nearest noun or verb before it, what money is paid for.

What no words around it name is told by what was said before, in ``chain``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.dating import CLOSES, OPENS
from china_tech_metrics.unspaced.finder import CueFind, Word
from china_tech_metrics.unspaced.leading import WEAK, direct_end, weak_before
from china_tech_metrics.unspaced.lists import joint
from china_tech_metrics.unspaced.measure import PART_OF_WHOLE, RATIOS, Named, has_words_of_change
from china_tech_metrics.unspaced.quotes import BRACKET
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary.entries import Cue, Metric

COUNTED_REACH = 5
"""How many characters may stand between an amount and the noun it counts: "3万名全职员工"."""
SHARE_REACH = 16
"""How far behind a percentage the word for a share may end, with the market between."""
SHARED = 10
"""How far before the end of an amount a word that makes it a part may stand: "贡献近**六成**收入"."""
LISTED_REACH = 20
"""How far apart two amounts of a list may stand, with something in brackets between them."""
BOUGHT_REACH = 20
"""How far behind what is paid the word for buying may stand."""
OF_VERB = 2
DURATIONS = ("second", "minute", "hour", "day", "week", "month", "year")
"""Only what is an average can last so long; otherwise it is said how long something took: "连续第3个月"."""
COLONS = "：:"
"""These lead from a topic to what is said of it: "员工数也在膨胀：去年底4万人"."""
NO_NOUN = re.compile(r"[，。；：,;:、（(）)\d]")

ARRIVES_REACH = 5
"""How many characters of a clause, with its mark, may stand before the word that says where something arrived: "**，盘中一度**触及"."""


class AroundReader:
    """Finds the metric that words around an amount name. Build once for the metrics of a vocabulary and a language."""

    def __init__(self, metrics: Mapping[str, Metric], language: TopicLanguage) -> None:
        beside = language.grammar.beside
        self._metrics = metrics
        self._scales = frozenset((*language.numbers.small, *language.numbers.big))
        self._joint = joint(language.numbers.groups["ranges.series"])
        self._pieces = language.numbers.groups["money.coins"]
        self._of, self._from = beside["of"], frozenset(beside["from"])
        self._over = frozenset("".join(beside["leads_over"]))
        self._spends, self._buys = beside["spends"], frozenset(beside["buys"])
        self._before_noun = re.compile(
            rf"[ ]?(?:{exact(beside['before_noun'])}){{0,2}}[ ]?(?:{exact(beside['counter'])}|{exact(beside['rounds'])})?[ ]?"
        )

    def read(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """The metric that words around an amount name; ``tags`` are those of the owner and sentence."""
        kind, found = figure.amount.kind, None
        if kind == "percent":
            found = self._in_brackets(figure, tags)
        elif kind == "money":
            found = self._spent(figure, tags)
        return found or self._named(figure, tags)

    def listed(self, figure: Figure, find: CueFind, tags: frozenset[str]) -> Named | None:
        """The metric at the amount's place in a list of metrics."""
        cue = choose([c for c in find.cues if self.fits(figure, c)], tags)
        return Named(cue, find, "in the order of the metrics") if cue else None

    def _spent(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """What money is paid for, where that is named behind it: "以27亿美元的价格**收购**摩拜"."""
        scene, amount = figure.scene, figure.amount
        if not scene.folded.endswith(self._spends, figure.begin, amount.outer_start):
            return None
        for find in within(scene.cues, amount.outer_end, min(scene.clause_end(amount.outer_end), amount.outer_end + BOUGHT_REACH)):
            if scene.folded[find.start : find.end] in self._buys:
                cue = choose([c for c in find.cues if "money" in c.units], tags)
                return Named(cue, find, "noun behind") if cue else None
        return None

    def _in_brackets(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """A percentage alone in brackets behind a source of something: "**收入**主要**来自**佣金（42%）和广告（25%）"."""
        scene, amount = figure.scene, figure.amount
        if BRACKET.fullmatch(scene.folded, amount.outer_start - 1, amount.outer_end + 1) is None:
            return None
        for word in reversed(scene.said(scene.start, amount.start, "share")):
            if scene.folded[word.start : word.end] in self._from and not scene.apart(word.end, amount.start):
                for find in reversed(within(scene.cues, scene.clause_start(word.start), word.start)):
                    cue = choose([c for c in find.cues if c.role == "noun" and "money" in c.units], tags)
                    if cue is not None:
                        return Named(cue, find, PART_OF_WHOLE)
        return None

    def _named(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """The metric that words around the amount name."""
        behind, before = self._behind(figure, tags), self._before(figure, tags)
        if behind is None or before is None:
            return behind or before
        assert before.at is not None
        if figure.amount.kind == "percent" and self._is_part_of(figure, before.at):
            return behind
        if before.cue.metric == behind.cue.metric or behind.cue.weight <= WEAK < before.cue.weight:
            return before
        if before.cue.weight <= WEAK:
            return behind
        if figure.amount.kind == "money" and behind.cue.weight > before.cue.weight:
            return behind  # "斥资6亿美元回购"
        start = figure.amount.outer_start
        if direct_end(figure, before.at) and before.cue.weight > behind.cue.weight:
            return before  # "上下文视窗达100万个token"
        if before.cue.role == "verb" and start - before.at.end <= OF_VERB:
            return before  # "裁减3000名员工"
        return before if direct_end(figure, before.at) and behind.cue.role != "counted" else behind

    def _is_part_of(self, figure: Figure, whole: CueFind) -> bool:
        """Whether what stands behind a percentage is the part, and the word before it the whole: "**占总收入**10.9%**的**研发开支"."""
        tied = figure.scene.folded.startswith(self._of, figure.amount.outer_end)
        return tied and any([word.start < whole.start for word in figure.said("part_of")]) and direct_end(figure, whole)

    def _behind(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """A noun right behind: "4.16亿用户", "24%的市场份额", "600亿元的营收"."""
        scene, amounts, index = figure.scene, figure.scene.amounts, figure.index
        found = self._noun_behind(scene, amounts[index], tags) or self._share_behind(scene, amounts[index], tags)
        while found is None and index + 1 < len(amounts) and self._listed_with(scene, amounts[index], amounts[index + 1]):
            index += 1
            found = self._noun_behind(scene, amounts[index], tags)
        return found

    def _listed_with(self, scene: Scene, first: Amount, second: Amount) -> bool:
        """Whether two amounts are joined, so that a noun behind the second is of both: "28亿杯（2023年）和15亿杯的**销量**"."""
        if first.kind != second.kind or second.outer_start - first.end > LISTED_REACH:
            return False
        between = BRACKET.sub("", scene.folded[first.end : second.outer_start])
        return self._joint.fullmatch(between) is not None

    def _noun_behind(self, scene: Scene, amount: Amount, tags: frozenset[str]) -> Named | None:
        """A noun right behind an amount, or behind brackets behind it."""
        end = amount.outer_end if amount.also is not None else amount.end
        aside = BRACKET.match(scene.folded, end)
        if aside is not None and scene.folded.startswith(self._of, aside.end()):
            end = aside.end()
        for find in scene.cues:
            if find.start >= end or find.end > end > find.start > amount.start:  # "50亿**美元债**券"
                break
        else:
            return None
        if find.start - end > COUNTED_REACH:
            return None
        gap = scene.folded[end : find.start]
        if NO_NOUN.search(gap) or scene.said(end, find.start, "up", "down", "share", "said", "compared"):
            return None
        kinds = {amount.kind, "money"} if self._may_be_money(scene, amount) else {amount.kind}
        counted = [c for c in find.cues if c.role == "counted" and not kinds.isdisjoint(c.units)]
        if counted and (amount.kind == "count" or not gap):
            cue = choose(counted, tags)
            return Named(cue, find, "counted noun behind") if cue else None
        part = amount.kind in RATIOS and (gap in self._of or (not gap and bool(scene.said(end - SHARED, amount.outer_start, "share"))))
        nouns = [c for c in find.cues if c.role == "noun" and (part or amount.kind in c.units) and self._may_last(amount, c)]
        if not nouns and not gap and "money" in kinds:
            nouns = [c for c in find.cues if c.role == "noun" and c.units == {"money"} and c.weight >= 0]  # "417亿现金"
        fits = gap.endswith(self._of) or part or "money" in kinds or (bool(nouns) and amount.kind in nouns[0].units)
        if nouns and fits and self._before_noun.fullmatch(gap):
            closes = part and scene.clause_end(find.end) == find.end  # "拿走33%的**市场**"
            cue = choose(nouns, tags, weak=amount.kind == "money" or closes)
            return Named(cue, find, "noun behind") if cue else None
        return None

    def _may_be_money(self, scene: Scene, amount: Amount) -> bool:
        """Whether an amount is a number with a scale and nothing else: "2.82亿用于研发中心"."""
        return amount.kind == "count" and not amount.bare and scene.folded[amount.end - 1] in self._scales

    def _share_behind(self, scene: Scene, amount: Amount, tags: frozenset[str]) -> Named | None:
        """What a percentage is a share of may be said between: "22.5%**的**全球智能手机**市场份额**"."""
        end = amount.outer_end
        if amount.kind != "percent" or not scene.folded.startswith(self._of, end):
            return None
        for find in within(scene.cues, end, min(scene.clause_end(end), end + SHARE_REACH)):
            cue = choose([c for c in find.cues if c.role == "noun" and c.measure == "share"], tags)
            if cue is not None:
                moves = scene.said(end, find.start, "up", "down", "said", "compared")
                return None if moves else Named(cue, find, "noun behind")
        return None

    def _before(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """The nearest noun or verb before that can have such an amount."""
        scene, amount = figure.scene, figure.amount
        finds = within(scene.cues, figure.begin, amount.start)
        earlier = None
        if scene.brackets and len(finds) > 1:
            finds = [find for find in finds if not _glosses(scene, find, finds)]
        for find in reversed(self._subjects_first(figure, finds)):
            cue = choose([c for c in find.cues if c.role != "counted" and self.fits(figure, c)], tags)
            apart = scene.apart(find.end, amount.start)
            if cue is None or (apart and cue.weight < 0 and (apart > 1 or not self._goes_on(scene, find, amount))):
                continue
            if not apart:
                return Named(cue, find, "noun in the clause")
            if amount.kind == "percent" and cue.measure == "share" and find.start <= figure.begin + OF_VERB and has_words_of_change(figure):
                continue  # "以1890万台的出货量和27.4%的**份额**居首，同比增长15%"
            earlier = Named(cue, find, "noun in an earlier clause")
            break
        weak = weak_before(figure, finds, self._over, self._of) if finds else None
        return earlier if weak is None else Named(*weak, "noun in the clause")

    @staticmethod
    def _goes_on(scene: Scene, find: CueFind, amount: Amount) -> bool:
        """Whether a clause only goes on with what the one before speaks of: "股价开高走高，最高**达**312元"."""
        end = scene.clause_end(find.end)
        return scene.folded[end] in COLONS or any(
            [word.start <= end + ARRIVES_REACH for word in scene.said(end, amount.outer_start, "arrival")]
        )

    @staticmethod
    def _subjects_first(figure: Figure, finds: Sequence[CueFind]) -> Sequence[CueFind]:
        """Of a part of something the part is the topic: "研发费用占收入的23%" is about the expense."""
        said = figure.said("part_of") if figure.amount.kind in ("percent", "point") else []
        parts = [w for w in said if leads_to_part(figure, w) and not any(c.start < w.start < c.end for c in finds)]
        if not parts:
            return finds
        clause = figure.scene.clause_start(parts[-1].start)
        before = [c for c in finds if clause <= c.start and c.end <= parts[-1].start]
        subjects = [c for c in before if any("money" in cue.units for cue in c.cues)]
        if not before:  # "**研发费用**方面，三年占营收的比重分别为…"
            subjects = [c for c in finds if c.end <= clause and any("money" in cue.units for cue in c.cues)][:1]
        return [*(c for c in finds if c not in subjects), *subjects]

    def _may_last(self, amount: Amount, cue: Cue) -> bool:
        """Whether a metric can have so long a time, if an amount is one: "开售**18小时**锁单24万台"."""
        return amount.kind != "quantity" or amount.unit not in DURATIONS or self._metrics[cue.metric].nature == "average"

    def fits(self, figure: Figure, cue: Cue) -> bool:
        """Whether a metric can have such an amount; a number with a scale and nothing else is money where the metric is: "亏6万"."""
        kind = figure.amount.kind
        if kind in cue.units:
            return self._may_last(figure.amount, cue)
        if kind in RATIOS:
            return cue.role == "noun" or kind != "percent"
        if kind == "money" and "count" in cue.units and "money" not in cue.units:
            return figure.written.endswith(self._pieces)  # "集成电路产量3819亿**块**"
        return kind == "count" and "money" in cue.units and "count" not in cue.units and figure.written[-1] in self._scales


def leads_to_part(figure: Figure, word: Word) -> bool:
    """Whether "占" is said of an amount: in its clause, or in one that ends with the ratio: "费用**占**收入的比例，由9%降到8%"."""
    scene, at = figure.scene, figure.amount.start
    if not scene.apart(word.end, at):
        return True
    end = scene.clause_end(word.end)
    ratios = scene.said(word.end, end, "share")
    return bool(ratios) and ratios[-1].end == end and scene.apart(end, at) == 1


def _glosses(scene: Scene, find: CueFind, finds: Sequence[CueFind]) -> bool:
    """Whether a word stands in closed brackets that explain a Latin one: "经调整EBITA（**息税前利润**）跌1%"."""
    opening = max(scene.folded.rfind(bracket, scene.start, find.start) for bracket in OPENS)
    if not scene.folded[opening - 1 : opening].isascii() or not any(other.end == opening for other in finds):
        return False
    closing = min((at for bracket in CLOSES if (at := scene.folded.find(bracket, find.end, scene.end)) >= 0), default=-1)
    return closing >= 0 and not within(scene.amounts, opening, closing)


def choose(cues: Sequence[Cue], tags: frozenset[str], *, weak: bool = False) -> Cue | None:
    """Which of the metrics with the same words is meant, by the tags of owner and text; ``weak`` ones are asked for."""
    fitting = [c for c in cues if not c.unless & tags and (not c.when or c.when & tags) and (weak or c.weight > WEAK)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(fitting, key=_weight)


def _weight(cue: Cue) -> float:
    """What is said of few owners and texts counts more than what is said of all."""
    return cue.weight + 3.0 * bool(cue.when)
