"""What narrows a metric in a text without spaces: the line of business, the goods, the place or the festival a figure is limited to.

The words are those of ``segments/*.toml``; where they may stand is told here: in the metric's name and before it ("**广告**收入"), as what
the clause is about ("**云业务**同比增长"), or counted ("出货500万台**智能手机**").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from china_tech_metrics.link.markets import MarketFinder, Markets
from china_tech_metrics.link.narrowed import LINES, joined, label, narrows, of_market, says_line, special
from china_tech_metrics.model import CHANGES, Measure
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.lists import Place
from china_tech_metrics.unspaced.measure import Link
from china_tech_metrics.unspaced.parts import Memory, Narrowing, PartReader
from china_tech_metrics.unspaced.sentences import Figure, Scene
from china_tech_metrics.unspaced.topic import Owner
from china_tech_metrics.unspaced.words import ClauseWords, by_last
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Metric, Segment

SPECIAL_REACH = 10
"""So many characters behind a figure it may be said of which round or edition it is."""
MOST = 4
"""So many words may stand before a metric's name that narrow it or say nothing: "海外智能手机业务收入"."""


class SegmentReader:
    """Finds what narrows figures. Build once for the segments of a vocabulary and a language; pickles by rebuilding."""

    def __init__(
        self,
        segments: Iterable[Segment],
        entities: Mapping[str, Entity],
        metrics: Iterable[Metric],
        grammar: ClauseWords,
        lang: str,
        joiners: Sequence[str],
    ) -> None:
        self._source = (tuple(segments), entities, tuple(metrics), grammar, lang, tuple(joiners))
        self._accounted_for = frozenset(metric.id for metric in self._source[2] if metric.signed)
        self._segments = {fold(word): segment for segment in self._source[0] for word in segment.names.get(lang, ()) if not segment.metrics}
        self._accounting = re.compile(exact(word for word, segment in self._segments.items() if segment.kind == "accounting"))
        self._places = frozenset(name for name, entity in entities.items() if entity.kind in PLACE_KINDS)
        self._worlds = frozenset(entity.name for entity in entities.values() if "world" in entity.traits)
        self._narrows = by_last(self._segments)
        self._plain = by_last(grammar.beside["unnarrowing"])
        self._ends = frozenset((*self._narrows, *self._plain))
        self._inside, self._units = re.compile(exact(self._segments)), re.compile(exact(grammar.beside["units_of_firm"]))
        self._parts = PartReader(self._segments, self._places, grammar.beside, joiners)
        self._special_words = {(metric, fold(word)): segment for metric, word, segment in special(self._source[0], lang)}
        by_metric: dict[str, list[str]] = {}
        for metric, word in self._special_words:
            by_metric.setdefault(metric, []).append(word)
        self._specials = {metric: re.compile(exact(words)) for metric, words in by_metric.items()}
        self._in = lru_cache(maxsize=4096)(self._all_inside)
        self._markets = MarketFinder(
            segments, entities.values(), lang, fold, lambda place, goods: _market(place, goods, grammar), joining=grammar.beside["joins"]
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (SegmentReader, self._source)

    def markets(self, text: str) -> Markets:
        """The markets that a folded text speaks of."""
        return Markets(self._markets, text)

    def read(
        self,
        figure: Figure,
        link: Link,
        place: Place,
        owner: Owner,
        metric: Metric,
        markets: Markets,
        memory: Memory,
        *,
        festive: str | None,
    ) -> str | None:
        """The name of what narrows a figure, several joined by commas.

        ``place`` is the figure's in the lists of its sentence, ``markets`` are those of the text, ``memory`` is the sentence's, and
        ``festive`` names the festival that the figure's period is.
        """
        special = self._special_of(figure, metric, link.measure, memory) if metric.id in self._specials else ()
        told, unit, item = self._told(figure, link, place, metric, memory) if metric.segmented else (Narrowing(), False, False)
        where, found = told.place, told.segments
        firm = self._parts.held(figure, owner.name) if not metric.segmented and (metric.owner == "object" or metric.received) else None
        memory.of, memory.told, memory.unit, memory.item, memory.special = metric.id, told, unit, item, special
        memory.end = figure.amount.outer_end
        if metric.id in self._accounted_for:
            found = [*[s for s in self._accounted(figure.scene, link) if s not in found], *found]
        said = says_line(found)
        if found:
            found = [s for s in found if narrows(s, metric) and (metric.goods or not _says_owner(s, owner))]
        narrowing: Sequence[Segment] = found
        if metric.goods and (not said or where is None):
            market = markets.spoken_of(figure.amount.start, figure.amount.end)
            where, narrowing = of_market(market, where, found, metric, said=said)
        narrowing = [*narrowing, *[s for s in special if s not in narrowing]] if special else narrowing
        if not narrowing and where is None:
            return joined((link.cue.segment, firm, festive))
        return label(where, narrowing, owner.name, self._worlds, fixed=link.cue.segment, last=firm or festive)

    def _told(self, figure: Figure, link: Link, place: Place, metric: Metric, memory: Memory) -> tuple[Narrowing, bool, bool]:
        """What the sentence says that narrows a figure, whether that names a unit of the firm, and whether it is an item of a list."""
        before = link.cue_at is None or link.cue_at.end <= figure.begin
        if place.count > 1 and place.owner is None:
            listed = self._parts.listed(figure, place, self._in_piece)
            if listed:
                return listed, False, True
        if before and figure.index and memory.end == figure.begin:
            item = self._parts.item(figure) if figure.amount.outer_start - figure.begin > 1 else Narrowing()
            if item:
                return item, False, True
            if memory.item and memory.told and memory.of == metric.id and link.measure in CHANGES:
                return memory.told, False, True
        part = self._part(figure) if link.measure == "share" else None
        if part is not None:
            return Narrowing(None, [part]), True, False
        where, found, unit = self._modifiers(figure.scene, link) if link.cue_at is not None else (None, [], False)
        if not says_line(found):
            spoken_of = (self._counted(figure) if metric.goods else None) or self._spoken_of(figure)
            if spoken_of is not None:
                found, unit = [*found, spoken_of], True
        where = where or self._parts.place(figure, memory)
        part_again = link.measure == "share" and memory.of == metric.id
        if (memory.unit or part_again) and memory.told and not says_line(found) and self._goes_on(figure, metric, memory):
            return Narrowing(where or memory.told.place, [*memory.told.segments, *found]), True, False
        return Narrowing(where, found), unit, False

    @staticmethod
    def _goes_on(figure: Figure, metric: Metric, memory: Memory) -> bool:
        """Whether a figure is one more result of the unit that the one before is of: "云业务收入80亿元，同比增长5%，**毛利率为20%**"."""
        scene, at = figure.scene, figure.amount.start
        if not (metric.signed or metric.ratio or memory.of == metric.id) or memory.end != figure.begin:
            return False
        apart = any(mark in scene.folded[memory.end : at] for mark in "；;") or scene.said(memory.end, at, "of_group", "pronoun")
        return not apart and not any(memory.end <= name.start and name.end <= at for name in scene.names)

    def _special_of(self, figure: Figure, metric: Metric, measure: Measure, memory: Memory) -> Sequence[Segment]:
        """The segments that only such a metric has, right behind a figure or between it and the one before: "**A轮**融资2亿元"."""
        if metric.id in memory.lacks:
            return ()
        scene, amount = figure.scene, figure.amount
        words = self._specials[metric.id]
        if words.search(scene.folded, scene.start, scene.end) is None:
            memory.lacks.add(metric.id)
            return ()
        after = figure.index + 1
        stop = scene.amounts[after].outer_start if after < len(scene.amounts) else scene.end
        stop = min(stop, scene.clause_end(amount.outer_end), amount.outer_end + SPECIAL_REACH)
        found = words.search(scene.folded, amount.outer_end, stop)
        said = [found] if found is not None else words.finditer(scene.folded, figure.begin, amount.start)
        told: list[re.Match[str]] = []
        for match in said:
            told = [*told, match] if told and told[-1].end() == match.start() else [match]
        if told:
            memory.leads = not any([scene.clause_start(told[0].start()) <= name.start < told[0].start() for name in scene.names])
            return [self._special_words[metric.id, match.group()] for match in told]
        same = memory.of == metric.id and memory.end == figure.begin and (metric.nature == "moment" or measure in CHANGES)
        return (
            memory.special if same and (memory.leads or not any(figure.begin <= name.start < amount.start for name in scene.names)) else ()
        )

    def _in_piece(self, piece: str) -> list[Segment]:
        """The segment that a piece of a list names, lines of business and goods first: "**洗衣机**线上份额"."""
        found = [self._segments[match.group()] for match in self._inside.finditer(piece)]
        return ([s for s in found if s.kind in LINES] or found)[-1:]

    # --- where words that narrow may stand ------------------------------------------------------------------------------

    def _modifiers(self, scene: Scene, link: Link) -> tuple[str | None, list[Segment], bool]:
        """What stands in a metric's name and right before it, and the place before that: "**中国智能手机**业务收入".

        The last says whether the words name a unit of the firm.
        """
        assert link.cue_at is not None
        last = link.cue_at.end
        at, text = link.cue_at.start, scene.folded
        inside, reaching = self._in(text[at : link.cue_at.end])
        found = list(inside)
        for end, words in reaching:
            word = next((word for word in words if text.endswith(word, scene.start, at + end)), None)
            if word is not None:
                found, at = [self._segments[word]], at + end - len(word)
                break
        for _ in range(MOST):
            if text[at - 1 : at] not in self._ends:
                break
            word = _ending(text, at, scene.start, self._narrows)
            if word is not None and not self._in_name(scene, at - len(word), at):
                found.insert(0, self._segments[word])
            else:
                word = _ending(text, at, scene.start, self._plain)
            if word is None:
                break
            at -= len(word)
        for name in scene.names:
            if name.end == at:
                return (name.entity if name.entity in self._places else None), found, self._of_unit(text[at:last], found)
        return None, found, self._of_unit(text[at:last], found)

    def _of_unit(self, said: str, found: Sequence[Segment]) -> bool:
        """Whether the words of a metric and what narrows it name a unit of the firm: "云**业务**收入"."""
        return bool(found) and self._units.search(said) is not None

    def _all_inside(self, cue: str) -> tuple[tuple[Segment, ...], tuple[tuple[int, Sequence[str]], ...]]:
        """The segments in the name of a metric ("**经调整**净利润"), and words that may reach into it from before ("5G**手机**销量").

        The latter by where they end in it, the last such place first.
        """
        found, at = list[Segment](), len(cue)
        while at:
            word = _ending(cue, at, 0, self._narrows)
            if word is not None:
                found.insert(0, self._segments[word])
            at -= len(word or cue[at - 1])
        reaching = []
        for end in range(len(cue), 0, -1):
            words = [w for w in self._narrows.get(cue[end - 1], ()) if len(w) > end and w.endswith(cue[:end])]
            if words:
                reaching.append((end, words))
        return tuple(found), tuple(reaching)

    @staticmethod
    def _in_name(scene: Scene, first: int, last: int) -> bool:
        return any(name.start < last and first < name.end for name in scene.names)

    def _counted(self, figure: Figure) -> Segment | None:
        """The goods right behind a number of them: "出货500万台**智能手机**"."""
        if figure.amount.kind != "count":
            return None
        behind = self._inside.match(figure.scene.folded, figure.amount.outer_end)
        segment = self._segments[behind.group()] if behind is not None else None
        return segment if segment is not None and segment.kind == "goods" else None

    def _spoken_of(self, figure: Figure) -> Segment | None:
        """The line of business that the clause is about: "**云业务**收入增长", behind the last name before the amount."""
        scene, at = figure.scene, figure.amount.start
        begin, last = scene.clause_start(at), None
        for unit in self._units.finditer(scene.folded, begin, at):
            last = unit
        if last is None:
            return None
        word = _ending(scene.folded, last.start(), begin, self._narrows)
        if word is None or any(last.end() <= name.start and name.end <= at for name in scene.names):
            return None
        segment = self._segments[word]
        return segment if segment.kind in LINES else None

    def _part(self, figure: Figure) -> Segment | None:
        """What is a part of the whole: "**智能手机**占收入的24%"."""
        scene, at = figure.scene, figure.amount.start
        begin = scene.clause_start(at)
        for word in scene.said(begin, at, "part_of"):
            narrows = _ending(scene.folded, word.start, begin, self._narrows)
            if narrows is not None:
                return self._segments[narrows]
        return None

    def _accounted(self, scene: Scene, link: Link) -> list[Segment]:
        """The way of accounting said before the metric: "**非国际财务报告准则**下净利润"."""
        if link.cue_at is None:
            return []
        at = link.cue_at.start
        last = scene.start
        for amount in scene.amounts:
            if amount.end > at:
                break
            last = amount.end
        said = self._accounting.search(scene.folded, last, at)
        return [self._segments[said.group()]] if said is not None else []


def _market(place: str, goods: str, grammar: ClauseWords) -> tuple[str, str]:
    """Finds "**印度智能手机**市场" and "**手机**出货量"."""
    return (
        rf"(?P<goods>{goods})(?:{exact(grammar.beside['market_heads'])})(?P<where>(?!))?",
        rf"(?P<place>{place})(?:{exact(grammar.beside['of'])})?",
    )


def _ending(text: str, end: int, stop: int, words: Mapping[str, Sequence[str]]) -> str | None:
    """The longest of some words that ends at an offset; it begins at ``stop`` or behind."""
    for word in words.get(text[end - 1 : end], ()):
        if text.endswith(word, stop, end):
            return word
    return None


def _says_owner(segment: Segment, owner: Owner) -> bool:
    """Whether the owner's name already says it: the cloud revenue of Alibaba Cloud."""
    return owner.name is not None and not frozenset(owner.name.lower().split()).isdisjoint(segment.names.get("en", ()))
