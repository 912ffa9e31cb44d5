"""Follows the topic from clause to clause and says of each amount what it measures.

A sentence names its topic first and drops it afterwards: "百度二季度营收314亿元，同比增长20%，净利润…". So a metric holds until
another one is named, an owner until another becomes the topic, a time until the next one; a ratio without a metric belongs to the
figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind
from china_tech_metrics.unspaced.leading import WEAK, direct_end, weak_before
from china_tech_metrics.unspaced.lists import Place, joint
from china_tech_metrics.unspaced.measure import RATIOS, Link, MeasureReader, Named, arrives_from, has_words_of_change, has_words_of_move
from china_tech_metrics.unspaced.quotes import BRACKET, QuoteReader
from china_tech_metrics.unspaced.recast import Recaster
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.unmeasured import Unmeasured, is_turnover
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary.entries import Cue, Entity, Metric

COUNTED_REACH = 5
"""How many characters may stand between an amount and the noun it counts: "3万名全职员工"."""
BEHIND_REACH = 8
SHARE_REACH = 16
"""How far behind a percentage the word for a share may end, with the market between."""
SHARED = 10
"""How far before the end of an amount a word that makes it a part may stand: "贡献近**六成**收入"."""
LISTED_REACH = 20
"""How far apart two amounts of a list may stand, with something in brackets between them."""
BOUGHT_REACH = 20
"""How far behind what is paid the word for buying may stand."""
OF_VERB = 2
OPENS = 4
"""How many characters may open a clause before "占": "约占", "大约占"."""
DURATIONS = ("day", "week", "month", "year")
"""Only what is an average can last so long; otherwise it is said how long something took: "连续第3个月"."""
MEMORY = 6
"""So many figures back a metric is remembered."""
COLONS = "：:"
"""These lead from a topic to what is said of it: "员工数也在膨胀：去年底4万人"."""
NO_NOUN = re.compile(r"[，。；：,;:、（(）)\d]")


@dataclass(slots=True)
class Chain:
    """What was said last, for the clauses that go on with it; a ``fresh`` one begins a paragraph that is no item of a list.

    ``heading`` is the metric that the line above names; a ``blocked`` one spoke last of something that is measured by none.
    """

    links: list[Link] = field(default_factory=list)
    fresh: bool = False
    heading: CueFind | None = None
    blocked: bool = False

    @property
    def last(self) -> Link | None:
        """The amount that was linked last."""
        return self.links[-1] if self.links else None


class MetricReader:
    """Finds the metric of amounts. Build once for the metrics of a vocabulary and a language."""

    def __init__(self, metrics: Mapping[str, Metric], entities: Mapping[str, Entity], language: TopicLanguage) -> None:
        beside = language.grammar.beside
        self._metrics, self._measures = metrics, MeasureReader(beside)
        self._scales = frozenset((*language.numbers.small, *language.numbers.big))
        self._joint = joint(language.numbers.groups["ranges.series"])
        self._recaster = Recaster(metrics, entities, language)
        self._of, self._asked = beside["of"], beside["asked"]
        self._from, self._those = frozenset(beside["from"]), beside["of_those"]
        self._no_metric, self._that = language.numbers.groups["counted.no_metric"], beside["that_figure"]
        self._over = frozenset("".join(beside["leads_over"]))
        self._spends, self._buys = beside["spends"], frozenset(beside["buys"])
        self._before_noun = re.compile(
            rf"[ ]?(?:{exact(beside['before_noun'])}){{0,2}}[ ]?(?:{exact(beside['counter'])}|{exact(beside['rounds'])})?[ ]?"
        )
        units = [c for m in metrics.values() for cues in m.cues.values() for c in cues if c.role == "unit"]
        self._by_measure_word = {word: [c for c in units if word in c.words] for c in units for word in c.words}
        self._quotes = QuoteReader(metrics, beside)
        self._unmeasured = Unmeasured(beside)

    def read(self, figure: Figure, chain: Chain, tags: frozenset[str], place: Place) -> Link | None:
        """What an amount is; None if nothing says it. ``place`` is its place in a list, ``tags`` those of the owner and sentence."""
        if figure.amount.kind == "count" and figure.written.endswith(self._no_metric):
            return None
        found = (
            (self._listed(figure, place.cue, tags) if place.cue is not None else None)
            or self._part_of_that(figure, chain)
            or self._in_brackets(figure, tags)
            or self._spent(figure, tags)
            or self._named(figure, tags)
            or self._quotes.read(figure, tags)
        )
        blocked = self._unmeasured.says(figure, found)
        chain.blocked = blocked or (found is None and chain.blocked)
        if chain.blocked or (found is None and is_turnover(figure, tags)):
            return None
        found = found or self._by_context(figure, chain, tags)
        if found is None:
            return None
        link = self._recaster.recast(figure, self._measures.read(figure, found, self._metrics[found.cue.metric], chain.last))
        if place.base is not None and link.basis is not None:
            return replace(link, basis=place.base.basis)
        return link

    def _by_context(self, figure: Figure, chain: Chain, tags: frozenset[str]) -> Named | None:
        """The metric of an amount that no words around it name."""
        return (
            self._of_those(figure, chain)
            or self._again(figure, chain)
            or self._under_heading(figure, chain, tags)
            or self._by_unit(figure, tags)
            or self._remembered(figure, chain)
        )

    def _part_of_that(self, figure: Figure, chain: Chain) -> Named | None:
        """A clause that opens with "占" goes on with the figure before: "资本开支274.8亿元，约占总营收的15%"."""
        scene, amount, last = figure.scene, figure.amount, chain.last
        if amount.kind != "percent" or last is None or not figure.index or scene.folded.startswith(self._of, amount.outer_end):
            return None
        clause = scene.clause_start(amount.start)
        opening = [w for w in scene.said(clause, amount.start, "part_of") if w.start - clause <= OPENS]
        if opening and any(find.start <= opening[0].start < find.end for find in scene.cues):
            return None  # "市占率"
        whole = within(scene.cues, opening[0].end, amount.start) if opening else []
        if any(cue.measure == "share" and cue.weight > WEAK for find in whole for cue in find.cues):
            return None  # "直接持有5162万股，占公司**股本**总额的44%"
        named = within(scene.cues, clause, opening[0].start) if opening else []
        return Named(last.cue, last.cue_at, "part of the whole") if opening and not named else None

    def _listed(self, figure: Figure, find: CueFind, tags: frozenset[str]) -> Named | None:
        """The metric at the amount's place in a list of metrics."""
        cue = _choose([c for c in find.cues if self._fits(figure, c)], tags)
        return Named(cue, find, "in the order of the metrics") if cue else None

    def _spent(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """What money is paid for, where that is named behind it: "以27亿美元的价格**收购**摩拜"."""
        scene, amount = figure.scene, figure.amount
        if amount.kind != "money" or not scene.folded.endswith(self._spends, figure.begin, amount.outer_start):
            return None
        for find in within(scene.cues, amount.outer_end, min(scene.clause_end(amount.outer_end), amount.outer_end + BOUGHT_REACH)):
            if scene.folded[find.start : find.end] in self._buys:
                cue = _choose([c for c in find.cues if "money" in c.units], tags)
                return Named(cue, find, "noun behind") if cue else None
        return None

    def _in_brackets(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """A percentage alone in brackets behind a source of something: "**收入**主要**来自**佣金（42%）和广告（25%）"."""
        scene, amount = figure.scene, figure.amount
        if amount.kind != "percent" or BRACKET.fullmatch(scene.folded, amount.outer_start - 1, amount.outer_end + 1) is None:
            return None
        for word in reversed(scene.said(scene.start, amount.start, "share")):
            if scene.folded[word.start : word.end] in self._from and not scene.apart(word.end, amount.start):
                for find in reversed(within(scene.cues, scene.clause_start(word.start), word.start)):
                    cue = _choose([c for c in find.cues if c.role == "noun" and "money" in c.units], tags)
                    if cue is not None:
                        return Named(cue, find, "part of the whole")
        return None

    def _of_those(self, figure: Figure, chain: Chain) -> Named | None:
        """A percentage of what the sentence before counted: "商家达1000万。**其中**65%是中小商家"."""
        scene, last = figure.scene, chain.last
        if figure.index or figure.amount.kind != "percent" or last is None or chain.fresh or last.measure not in ("level", "change"):
            return None
        if not scene.folded[scene.start : figure.amount.start].lstrip().startswith(self._those) or has_words_of_change(figure):
            return None
        return Named(last.cue, None, "part of the whole")

    def _named(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """The metric that words around the amount name."""
        behind, before = self._behind(figure, tags), self._before(figure, tags)
        if behind is None or before is None:
            return behind or before
        assert before.at is not None
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
            cue = _choose(counted, tags)
            return Named(cue, find, "counted noun behind") if cue else None
        part = amount.kind in RATIOS and (gap in self._of or (not gap and bool(scene.said(end - SHARED, amount.outer_start, "share"))))
        nouns = [c for c in find.cues if c.role == "noun" and (part or amount.kind in c.units)]
        if not nouns and not gap and "money" in kinds:
            nouns = [c for c in find.cues if c.role == "noun" and c.units == {"money"} and c.weight >= 0]  # "417亿现金"
        fits = gap.endswith(self._of) or part or "money" in kinds or (bool(nouns) and amount.kind in nouns[0].units)
        if nouns and fits and self._before_noun.fullmatch(gap):
            cue = _choose(nouns, tags, weak=amount.kind == "money")
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
            cue = _choose([c for c in find.cues if c.role == "noun" and c.measure == "share"], tags)
            if cue is not None:
                moves = scene.said(end, find.start, "up", "down", "said", "compared")
                return None if moves else Named(cue, find, "noun behind")
        return None

    def _before(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """The nearest noun or verb before that can have such an amount."""
        scene, amount = figure.scene, figure.amount
        finds = within(scene.cues, figure.begin, amount.start)
        earlier = None
        for find in reversed(self._subjects_first(figure, finds)):
            cue = _choose([c for c in find.cues if c.role != "counted" and self._fits(figure, c)], tags)
            apart = scene.apart(find.end, amount.start)
            if cue is None or (apart and cue.weight < 0 and (apart > 1 or scene.folded[scene.clause_end(find.end)] not in COLONS)):
                continue
            if not apart:
                return Named(cue, find, "noun in the clause")
            earlier = Named(cue, find, "noun in an earlier clause")
            break
        weak = weak_before(figure, finds, self._over, self._of) if finds else None
        return earlier if weak is None else Named(*weak, "noun in the clause")

    @staticmethod
    def _subjects_first(figure: Figure, finds: Sequence[CueFind]) -> Sequence[CueFind]:
        """Of a part of something the part is the topic: "研发费用占收入的23%" is about the expense."""
        said = figure.said("part_of") if figure.amount.kind in ("percent", "point") else []
        parts = [
            w for w in said if not figure.scene.apart(w.end, figure.amount.start) and not any(c.start < w.start < c.end for c in finds)
        ]
        if not parts:
            return finds
        clause = figure.scene.clause_start(parts[-1].start)
        before = [c for c in finds if clause <= c.start and c.end <= parts[-1].start]
        subjects = [c for c in before if any("money" in cue.units for cue in c.cues)]
        if not before:  # "**研发费用**方面，三年占营收的比重分别为…"
            subjects = [c for c in finds if c.end <= clause and any("money" in cue.units for cue in c.cues)][:1]
        return [*(c for c in finds if c not in subjects), *subjects]

    def _fits(self, figure: Figure, cue: Cue) -> bool:
        """Whether a metric can have such an amount; a number with a scale and nothing else is money where the metric is: "亏6万"."""
        kind = figure.amount.kind
        if kind in cue.units:
            return kind != "quantity" or figure.amount.unit not in DURATIONS or self._metrics[cue.metric].nature == "average"
        if kind in RATIOS:
            return cue.role == "noun" or kind != "percent"
        return kind == "count" and cue.units == {"money"} and figure.written[-1] in self._scales

    def _again(self, figure: Figure, chain: Chain) -> Named | None:
        """The metric of the figure before, where the sentence goes on with it."""
        last, first = chain.last, figure.index == 0
        if last is None:
            return None
        clause = figure.scene.folded[figure.scene.clause_start(figure.amount.start) : figure.amount.start]
        if first and any(word in clause for word in self._that):
            same = next((link for link in reversed(chain.links[-MEMORY:]) if link.amount.kind == figure.amount.kind), None)
            return None if same is None else Named(same.cue, same.cue_at, "goes on with the figure before")
        if figure.amount.kind in RATIOS:
            changed = has_words_of_change(figure)
            if changed and last.measure == "share" and figure.amount.kind != "point" and not arrives_from(figure, last):
                last = next((link for link in reversed(chain.links[-MEMORY:]) if link.measure == "level"), last)
            return Named(last.cue, last.cue_at, "ratio of the figure before") if not first or changed else None
        if not (figure.amount.kind in last.cue.units or self._fits(figure, last.cue)):
            return None
        based = any(t.role == "base" for t in figure.times) and not has_words_of_move(figure)
        if first:
            compared = based or (figure.said("awaited") and figure.said("compared"))
            alike = last.amount.kind == figure.amount.kind and not chain.fresh
            return Named(last.cue, last.cue_at, "goes on with the figure before") if compared and alike else None
        joined = self._joint.fullmatch(figure.scene.folded, figure.begin, figure.amount.outer_start)
        aimed = figure.scene.said(figure.amount.outer_end, figure.amount.outer_end + BEHIND_REACH, "target")
        arrives = figure.said("arrival") and not self._counts_others(figure, last)
        total = last.measure == "change" and figure.said("whole", near=SHARED) and self._ends_alike(figure, last)
        leads = total or joined or aimed or based or arrives or figure.said("compared", "awaited", "added")
        if leads or any(t.granularity == "same" for t in figure.times):
            return Named(last.cue, last.cue_at, "goes on with the figure before")
        return None

    def _under_heading(self, figure: Figure, chain: Chain, tags: frozenset[str]) -> Named | None:
        """The metric that the line above names: "收入", "問：收入又如何？"."""
        if chain.heading is None or figure.amount.bare:
            return None
        cue = _choose([c for c in chain.heading.cues if c.role == "noun" and figure.amount.kind in c.units], tags)
        return Named(cue, None, "metric of the heading") if cue else None

    def _by_unit(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """What is counted in such a unit, where nothing else names it: "理想：26,421辆"."""
        if figure.scene.folded.startswith(self._asked, figure.amount.outer_end):
            return None
        text, end = figure.scene.folded, figure.amount.end
        word = text[end : end + 2] if figure.amount.kind == "money" else figure.written[-1]  # "1.72美元**/股**"
        cues = [c for c in self._by_measure_word.get(word, ()) if figure.amount.kind in c.units]
        told = figure.amount.kind in ("count", "money") and not (figure.amount.bare or figure.amount.worded)
        cue = _choose(cues, tags) if told else None
        return Named(cue, None, "unit of the amount") if cue else None

    def _remembered(self, figure: Figure, chain: Chain) -> Named | None:
        """The metric of the last figure of the same kind, where a list goes on without naming it: "；直播打赏86亿元"."""
        before = chain.last
        if figure.amount.kind == "percent" and before is not None and self._in_bracket_of_name(figure):
            of_market = before.measure == "share" and before.cue.measure == "share"
            return Named(before.cue, before.cue_at, "as the figures before") if of_market else None
        links = chain.links[1:] if chain.fresh else chain.links
        last = next((link for link in reversed(links[-MEMORY:]) if self._of_one_kind(figure, link)), None)
        if last is not None and last.measure == "change" and within(figure.scene.names, figure.begin, figure.amount.start):
            levels = [link for link in links[-MEMORY:] if link.amount.kind == figure.amount.kind and link.measure == "level"]
            last = levels[-1] if levels else None  # "移动7.99亿户，净增331万户；**电信**3.24亿户"
        if last is None or figure.amount.bare or last.measure != "level" or figure.amount.kind not in ("money", "count"):
            return None
        alike = last.amount.kind != figure.amount.kind or (last.amount.unit == figure.amount.unit and self._ends_alike(figure, last))
        return Named(last.cue, last.cue_at, "as the figures before") if alike else None

    def _of_one_kind(self, figure: Figure, link: Link) -> bool:
        """Whether an amount is of the kind of one before, or a number with a scale behind money: "1400亿元，其中广告**1200亿**"."""
        kind = figure.amount.kind
        if link.amount.kind == kind:
            return True
        near = kind == "count" and link.amount.start >= figure.scene.start
        return near and link.cue.units == {"money"} and self._fits(figure, link.cue)

    def _counts_others(self, figure: Figure, last: Link) -> bool:
        """Whether an amount counts something else by its measure word: "117个国家…，上调至460万辆"."""
        if figure.amount.kind != "count" or figure.amount.bare or (last.amount.kind == "count" and self._ends_alike(figure, last)):
            return False
        counted = self._by_measure_word.get(figure.written[-1], ())
        return bool(counted) and all(cue.metric != last.cue.metric for cue in counted)

    @staticmethod
    def _in_bracket_of_name(figure: Figure) -> bool:
        """Whether a figure is all that stands in brackets behind a name: "随后是小米（9.4%）"."""
        scene, amount = figure.scene, figure.amount
        if BRACKET.fullmatch(scene.folded, amount.outer_start - 1, amount.outer_end + 1) is None:
            return False
        return any(name.end == amount.outer_start - 1 for name in scene.names)

    def _ends_alike(self, figure: Figure, last: Link) -> bool:
        """Whether both are counted in the same word, or in none: "1.45亿", "3286万"."""
        text = figure.scene.folded
        one, other = text[figure.amount.end - 1], text[last.amount.end - 1]
        return figure.amount.kind == "money" or one == other or (one in self._scales and other in self._scales)


def _choose(cues: Sequence[Cue], tags: frozenset[str], *, weak: bool = False) -> Cue | None:
    """Which of the metrics with the same words is meant, by the tags of owner and text; ``weak`` ones are asked for."""
    fitting = [c for c in cues if not c.unless & tags and (not c.when or c.when & tags) and (weak or c.weight > WEAK)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(fitting, key=_weight)


def _weight(cue: Cue) -> float:
    """What is said of few owners and texts counts more than what is said of all."""
    return cue.weight + 3.0 * bool(cue.when)
