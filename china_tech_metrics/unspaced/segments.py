"""What narrows a metric in a text without spaces: the line of business, the goods, the place or the festival a figure is limited to.

The words are those of ``segments/*.toml``; where they may stand is told here: in the metric's name and before it ("**广告**收入"), as what
the clause is about ("**云业务**同比增长"), or counted ("出货500万台**智能手机**").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from china_tech_metrics.link.markets import MarketFinder, Markets
from china_tech_metrics.link.narrowed import LINES, joined, label, of_market, says_line
from china_tech_metrics.resolve.expressions import FestivalDays
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.measure import Link
from china_tech_metrics.unspaced.sentences import Figure, Scene
from china_tech_metrics.unspaced.topic import Owner
from china_tech_metrics.unspaced.words import ClauseWords, by_last
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Metric, Segment

MOST = 4
"""So many words may stand before a metric's name that narrow it or say nothing: "海外智能手机业务收入"."""


class SegmentReader:
    """Finds what narrows figures. Build once for the segments of a vocabulary and a language; pickles by rebuilding."""

    def __init__(
        self, segments: Iterable[Segment], entities: Mapping[str, Entity], metrics: Iterable[Metric], grammar: ClauseWords, lang: str
    ) -> None:
        self._source = (tuple(segments), entities, tuple(metrics), grammar, lang)
        self._accounted_for = frozenset(metric.id for metric in self._source[2] if metric.signed)
        self._segments = {fold(word): segment for segment in self._source[0] for word in segment.names.get(lang, ())}
        self._accounting = re.compile(exact(word for word, segment in self._segments.items() if segment.kind == "accounting"))
        self._places = frozenset(name for name, entity in entities.items() if entity.kind in PLACE_KINDS)
        self._worlds = frozenset(entity.name for entity in entities.values() if "world" in entity.traits)
        self._narrows = by_last(self._segments)
        self._plain = by_last(grammar.beside["unnarrowing"])
        self._ends = frozenset((*self._narrows, *self._plain))
        self._inside, self._units = re.compile(exact(self._segments)), re.compile(exact(grammar.beside["units_of_firm"]))
        self._in = lru_cache(maxsize=4096)(self._all_inside)
        self._markets = MarketFinder(
            segments, entities.values(), lang, fold, lambda place, goods: _market(place, goods, grammar), joining=grammar.beside["joins"]
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (SegmentReader, self._source)

    def markets(self, text: str) -> Markets:
        """The markets that a folded text speaks of."""
        return Markets(self._markets, text)

    def read(self, figure: Figure, link: Link, owner: Owner, metric: Metric, markets: Markets, *, festive: bool) -> str | None:
        """The name of what narrows a figure, several joined by commas; ``markets`` are those of the text."""
        place, found = self._modifiers(figure.scene, link) if metric.segmented and link.cue_at is not None else (None, [])
        if metric.id in self._accounted_for:
            found = [*[s for s in self._accounted(figure.scene, link) if s not in found], *found]
        said = says_line(found)
        if not said and metric.segmented:
            spoken_of = (self._counted(figure) if metric.goods else None) or self._spoken_of(figure)
            if spoken_of is None and link.measure == "share":
                spoken_of = self._part(figure)
            if spoken_of is not None:
                said, found = True, [*found, spoken_of]
        if found:
            found = [s for s in found if s.name not in metric.whole and not _says_owner(s, owner)]
        narrowing: Sequence[Segment] = found
        if metric.goods and (not said or place is None):
            market = markets.spoken_of(figure.amount.start, figure.amount.end)
            place, narrowing = of_market(market, place, found, metric, said=said)
        festival = _festival(figure.scene) if festive else None
        if not narrowing and place is None:
            return joined((link.cue.segment, festival))
        return label(place, narrowing, metric, owner.name, self._worlds, fixed=link.cue.segment, last=festival)

    # --- where words that narrow may stand ------------------------------------------------------------------------------

    def _modifiers(self, scene: Scene, link: Link) -> tuple[str | None, list[Segment]]:
        """What stands in a metric's name and right before it, and the place before that: "**中国智能手机**出货量"."""
        assert link.cue_at is not None
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
                return (name.entity if name.entity in self._places else None), found
        return None, found

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


def _festival(scene: Scene) -> str | None:
    """The festival that the sentence's figures are of."""
    return next((t.expr.name for t in scene.times if isinstance(t.expr, FestivalDays)), None)
