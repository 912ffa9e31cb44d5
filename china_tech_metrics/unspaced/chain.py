"""Follows the topic from clause to clause and says of each amount what it measures; ``around`` reads the words around it.

A sentence names its topic first and drops it afterwards: "百度二季度营收314亿元，同比增长20%，净利润…". So a metric holds until
another one is named, an owner until another becomes the topic, a time until the next one; a ratio without a metric belongs to the
figure before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from china_tech_metrics.unspaced.around import SHARED, AroundReader, choose
from china_tech_metrics.unspaced.finder import CueFind, Word
from china_tech_metrics.unspaced.leading import WEAK
from china_tech_metrics.unspaced.lists import Place, joint
from china_tech_metrics.unspaced.measure import (
    PART_OF_WHOLE,
    RATIOS,
    Link,
    MeasureReader,
    Named,
    arrives_from,
    has_words_of_change,
    has_words_of_move,
)
from china_tech_metrics.unspaced.quotes import BRACKET, QuoteReader
from china_tech_metrics.unspaced.recast import Recaster
from china_tech_metrics.unspaced.sentences import Figure, within
from china_tech_metrics.unspaced.unmeasured import Unmeasured, is_turnover
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary.entries import Cue, Entity, Metric

BEHIND_REACH = 8
OPENS = 4
"""How many characters may open a clause before "占": "约占", "大约占"."""
FAR_OFF = 10_000
LARGE = 10_000_000
"""From here on a sum beside a festival is what was sold at it; smaller ones are prices and coupons."""
MEMORY = 6
"""So many figures back a metric is remembered."""


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
        self._around = AroundReader(metrics, language)
        self._recaster = Recaster(metrics, entities, language)
        self._of, self._asked = beside["of"], beside["asked"]
        self._those, self._to = beside["of_those"], beside["arrives"]
        self._no_metric, self._that = language.numbers.groups["counted.no_metric"], beside["that_figure"]
        units = [c for m in metrics.values() for cues in m.cues.values() for c in cues if c.role == "unit"]
        self._by_measure_word = {word: [c for c in units if word in c.words] for c in units for word in c.words}
        self._quotes = QuoteReader(metrics, beside)
        sums = [metric for metric in metrics.values() if metric.implied == "sum"]
        nouns = [(next((c for c in m.cues.get(language.code, ()) if c.role == "noun" and not c.when), None), m) for m in sums]
        self._sums = [(cue, metric.implied_when) for cue, metric in nouns if cue is not None]
        self._unmeasured = Unmeasured(beside)

    def read(self, figure: Figure, chain: Chain, tags: frozenset[str], place: Place) -> Link | None:
        """What an amount is; None if nothing says it. ``place`` is its place in a list, ``tags`` those of the owner and sentence."""
        if figure.amount.kind == "count" and figure.written.endswith(self._no_metric):
            chain.blocked = chain.blocked or is_turnover(figure, tags)  # "成交291万股，涉资8494万元"
            return None
        found = (
            (self._around.listed(figure, place.cue, tags) if place.cue is not None else None)
            or self._part_of_that(figure, chain)
            or self._around.read(figure, tags)
            or self._quotes.read(figure, tags)
        )
        if figure.amount.modifier == "over" and chain.last is not None and self._unmeasured.is_threshold(figure, chain.last):
            return None
        blocked = self._unmeasured.says(figure, found)
        chain.blocked = blocked or (found is None and chain.blocked)
        if chain.blocked or (found is None and is_turnover(figure, tags)):
            return None
        found = found or self._by_context(figure, chain, tags)
        if found is None:
            return None
        link = self._measures.read(figure, found, self._metrics[found.cue.metric], chain.last)
        if link.measure == "share" and self._has_no_parts(link, chain):
            whole = next((told for told in reversed(chain.links) if self._has_parts(told)), None) if figure.said("share") else None
            if whole is None:
                return None
            link.cue, link.cue_at = whole.cue, whole.cue_at  # "每股盈利3元，7纳米**占比**14%"
        if place.number > 0 and chain.last is not None and chain.last.cue.metric == link.cue.metric:
            same = (chain.last.measure, link.measure) in (("change", "level"), ("growth", "share"))
            link = replace(link, measure=chain.last.measure, sign=chain.last.sign, basis=chain.last.basis) if same else link
        link = self._recaster.recast(figure, link, chain.last)
        if place.base is not None and link.basis is not None:
            return replace(link, basis=place.base.basis)
        return link

    def of_place(self, link: Link, chain: Chain) -> Link:
        """A figure of a place and of no firm, which may be of another metric; the next ones go on with that."""
        meant = self._recaster.of_place(link)
        if meant is not link and chain.links and chain.links[-1] is link:
            chain.links[-1] = meant
        return meant

    def _has_no_parts(self, link: Link, chain: Chain) -> bool:
        """Whether a part is said behind a level that has none."""
        goes_on = link.feature == "ratio of the figure before" and chain.last is not None and chain.last.measure == "level"
        return goes_on and not self._has_parts(link)

    def _has_parts(self, link: Link) -> bool:
        """Whether there can be a part of what was measured: not of a price, or of what a share earns."""
        metric = self._metrics[link.cue.metric]
        return metric.parts != "none" or "percent" in metric.units

    def _by_context(self, figure: Figure, chain: Chain, tags: frozenset[str]) -> Named | None:
        """The metric of an amount that no words around it name."""
        return (
            self._of_those(figure, chain)
            or self._again(figure, chain)
            or self._under_heading(figure, chain, tags)
            or self._by_unit(figure, chain, tags)
            or self._remembered(figure, chain)
            or self._sold_at_festival(figure, tags)
        )

    def _part_of_that(self, figure: Figure, chain: Chain) -> Named | None:
        """A clause that opens with "占" goes on with the figure before: "资本开支274.8亿元，约占总营收的15%"."""
        scene, amount, last = figure.scene, figure.amount, chain.last
        if amount.kind not in ("percent", "times") or last is None or scene.folded.startswith(self._of, amount.outer_end):
            return None
        clause = scene.clause_start(amount.start)
        opening = [w for w in scene.said(clause, amount.start, "part_of") if w.start - clause <= OPENS]
        if not figure.index:
            goes_on = not chain.fresh and bool(opening) and any([name.end == opening[0].start for name in scene.names])
            if not goes_on or last.measure not in ("level", "share") or self._metrics[last.cue.metric].seller_part is None:
                return None  # "**石头**占23%" goes on with what all firms sold
        if opening and any(find.start <= opening[0].start < find.end for find in scene.cues):
            return None  # "市占率"
        whole = within(scene.cues, opening[0].end, amount.start) if opening else []
        if any(cue.measure == "share" and cue.weight > WEAK for find in whole for cue in find.cues):
            return None  # "直接持有5162万股，占公司**股本**总额的44%"
        if amount.kind == "times" and (last.amount.kind != "money" or not any("money" in cue.units for find in whole for cue in find.cues)):
            return None  # "研发开支14亿元，**相当于收入的**1.5倍"
        before = within(scene.cues, clause, opening[0].start) if opening else []
        if not opening or (before and not self._is_whole_of(before[0], opening[0], clause, last)):
            return None
        of_sellers = None if whole else self._share_of_seller(chain, last)
        return Named(of_sellers or last.cue, None if of_sellers else last.cue_at, PART_OF_WHOLE)

    def _is_whole_of(self, whole: CueFind, part: Word, clause: int, last: Link) -> bool:
        """Whether a word that opens a clause only names the whole of which the last figure is a part: "研发费用12亿元，**营收**占比18%"."""
        if (whole.start, whole.end) != (clause, part.start) or last.cue.metric in {cue.metric for cue in whole.cues}:
            return False
        spent, of_whole = self._metrics[last.cue.metric], self._metrics[whole.cues[0].metric]
        return spent.units == of_whole.units and of_whole.seller_part is not None and spent.seller_part is None

    def _share_of_seller(self, chain: Chain, last: Link) -> Cue | None:
        """The share of a market that the text told of sellers just before: "营收22亿美元，市占率5.1%；联电19亿美元，**占4.4%**"."""
        part = self._metrics[last.cue.metric].seller_part if last.measure == "level" else None
        told = (link.cue for link in reversed(chain.links[-MEMORY:]) if link.measure == "share" and link.cue.metric == part)
        return next(told, None) if part is not None else None

    def _of_those(self, figure: Figure, chain: Chain) -> Named | None:
        """A percentage of what the sentence before counted: "商家达1000万。**其中**65%是中小商家"."""
        scene, last = figure.scene, chain.last
        if figure.index or figure.amount.kind != "percent" or last is None or chain.fresh or last.measure not in ("level", "change"):
            return None
        if not scene.folded[scene.start : figure.amount.start].lstrip().startswith(self._those) or has_words_of_change(figure):
            return None
        return Named(last.cue, None, PART_OF_WHOLE)

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
            beside = self._beside_level(figure, chain) if not (first or changed) else None
            if beside is not None:
                return Named(beside.cue, beside.cue_at, "as the figures before")
            if (
                changed
                and last.measure == last.cue.measure == "share"
                and figure.amount.kind != "point"
                and not self._arrives(figure, last)
            ):
                moved = [link for link in chain.links[-MEMORY:] if link.measure == "level"] or [
                    link for link in chain.links[-MEMORY:] if link.measure == "growth" and link.cue.measure != "share"
                ]
                last = moved[-1] if moved else last
            return Named(last.cue, last.cue_at, "ratio of the figure before") if not first or changed else None
        if not (figure.amount.kind in last.cue.units or self._around.fits(figure, last.cue)):
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
        if leads or any([t.granularity == "same" or (t.role == "now" and not self._counts_others(figure, last)) for t in figure.times]):
            return Named(last.cue, last.cue_at, "goes on with the figure before")
        return None

    def _beside_level(self, figure: Figure, chain: Chain) -> Link | None:
        """The share beside the level before, where one more such pair follows: "A出货142万台，**份额20%**，B为127万台、18%"."""
        told = [link for link in chain.links[-MEMORY:] if link.amount.start >= figure.scene.start]
        if figure.amount.kind != "percent" or len(told) < 3 or told[-1].measure != "level" or figure.said("share"):
            return None
        share = next((link for link in reversed(told) if link.amount.kind == "percent"), None)
        if share is None or share.cue.measure != "share":
            return None
        level = told[told.index(share) - 1] if told.index(share) else None
        return share if level is not None and level.amount.kind == told[-1].amount.kind else None

    def _arrives(self, figure: Figure, last: Link) -> bool:
        """Whether a part is what the one before came to, or that of somebody else: "A占15%，B占10%，C**滑落至**7%"."""
        scene, start = figure.scene, figure.amount.outer_start
        if arrives_from(figure, last):
            return True
        to = scene.folded.endswith(self._to, figure.begin, start) and not figure.said("growth_noun", "fall_noun")
        return to and bool(within(scene.names, scene.clause_start(start), start))

    def _under_heading(self, figure: Figure, chain: Chain, tags: frozenset[str]) -> Named | None:
        """The metric that the line above names: "收入", "問：收入又如何？"."""
        if chain.heading is None or figure.amount.bare:
            return None
        cue = choose([c for c in chain.heading.cues if c.role == "noun" and figure.amount.kind in c.units], tags)
        return Named(cue, None, "metric of the heading") if cue else None

    def _by_unit(self, figure: Figure, chain: Chain, tags: frozenset[str]) -> Named | None:
        """What is counted in such a unit, where nothing else names it: "理想：26,421辆"."""
        if figure.scene.folded.startswith(self._asked, figure.amount.outer_end):
            return None
        text, end = figure.scene.folded, figure.amount.end
        word = text[end : end + 2] if figure.amount.kind == "money" else figure.written[-1]  # "1.72美元**/股**"
        cues = [c for c in self._by_measure_word.get(word, ()) if figure.amount.kind in c.units]
        told = figure.amount.kind in ("count", "money") and not (figure.amount.bare or figure.amount.worded)
        cue = choose(cues, tags) if told else None
        return Named(cue, None, "unit of the amount") if cue and not self._counts_on(figure, chain, cue) else None

    @staticmethod
    def _counts_on(figure: Figure, chain: Chain, cue: Cue) -> bool:
        """Whether the sentence counted something else in the same measure word: "耳机出货320万**件**；手表45万**件**"."""
        counted = next((link for link in reversed(chain.links) if link.amount.kind == figure.amount.kind == "count"), None)
        if counted is None or counted.amount.start < figure.scene.start or counted.measure != "level" or counted.cue.metric == cue.metric:
            return False
        return figure.scene.folded[counted.amount.end - 1] == figure.written[-1]

    def _remembered(self, figure: Figure, chain: Chain) -> Named | None:
        """The metric of the last figure of the same kind, where a list goes on without naming it: "；直播打赏86亿元"."""
        before = chain.last
        if figure.amount.kind == "percent" and before is not None and self._in_bracket_of_name(figure):
            part = next((link for link in reversed(chain.links[-MEMORY:]) if link.measure == link.cue.measure == "share"), None)
            return None if part is None else Named(part.cue, part.cue_at, "as the figures before")
        links = chain.links[1:] if chain.fresh else chain.links
        told = [link for link in reversed(links[-MEMORY:]) if self._of_one_kind(figure, link) and not self._is_price_far_off(figure, link)]
        if figure.amount.kind == "count" and figure.said("whole", near=SHARED):
            alike = next((link for link in told if self._ends_alike(figure, link)), None)
            return None if alike is None else Named(alike.cue, alike.cue_at, "as the figures before")  # "年底**总数**将达500家"
        last = next(iter(told), None)
        if last is not None and last.measure == "change" and within(figure.scene.names, figure.begin, figure.amount.start):
            levels = [link for link in links[-MEMORY:] if link.amount.kind == figure.amount.kind and link.measure == "level"]
            last = levels[-1] if levels else None  # "移动7.99亿户，净增331万户；**电信**3.24亿户"
        if last is None or figure.amount.bare or last.measure != "level" or figure.amount.kind not in ("money", "count", "quantity"):
            return None
        same = last.amount.kind != figure.amount.kind or (last.amount.unit == figure.amount.unit and self._ends_alike(figure, last))
        return Named(last.cue, last.cue_at, "as the figures before") if same else None

    def _is_price_far_off(self, figure: Figure, link: Link) -> bool:
        """Whether what was told is a price, and an amount no such: "平均票价50.8元；《哪吒2》独揽**48.4亿元**"."""
        metric = self._metrics[link.cue.metric]
        priced = metric.parts == "none" and metric.nature != "flow"
        return priced and abs(figure.amount.value) > FAR_OFF * abs(link.amount.value)

    def _sold_at_festival(self, figure: Figure, tags: frozenset[str]) -> Named | None:
        """A large sum that a sentence tells of a festival without a word for it: "小米双11战报：全渠道累计**290亿元**"."""
        scene, amount = figure.scene, figure.amount
        if amount.kind != "money" or amount.value < LARGE or not any([time.granularity == "festival" for time in scene.times]):
            return None
        if within(scene.cues, max(figure.begin, scene.clause_start(amount.start)), amount.outer_start):
            return None
        cue = next((cue for cue, when in self._sums if when & tags), None)
        return None if cue is None else Named(cue, None, "as the figures before")

    def _of_one_kind(self, figure: Figure, link: Link) -> bool:
        """Whether an amount is of the kind of one before, or a number with a scale behind money: "1400亿元，其中广告**1200亿**"."""
        kind = figure.amount.kind
        if link.amount.kind == kind:
            return True
        near = kind == "count" and link.amount.start >= figure.scene.start
        return near and link.cue.units == {"money"} and self._around.fits(figure, link.cue)

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
