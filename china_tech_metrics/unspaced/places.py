"""Places whose figures a text gives, not those of a firm: statistics, markets for goods, all firms of a place together."""

from __future__ import annotations

import re

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Name, Word
from china_tech_metrics.unspaced.sentences import Scene, within
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Metric

LONGEST_MARKET = 3
"""A longer word behind a place names goods and their market, and not the market of the place: "中国**小游戏市场**"."""
BEHIND_PLACE = 6
"""So near behind a place a word for an industry speaks of the place's: "中国**家装行业**"."""
WHOLE_REACH = 4
"""How far before a place it may be said that something is a part of it."""
SHORTEST = 2


class PlaceReader:
    """Tells whether figures are those of a place. Build once for a vocabulary and a language."""

    def __init__(self, vocabulary: Vocabulary, grammar: ClauseWords) -> None:
        beside = grammar.beside
        self._kinds = {name: entity.kind for name, entity in vocabulary.entities.items()}
        self._offices = {
            name: entity.home for name, entity in vocabulary.entities.items() if entity.home is not None and "statistics" in entity.traits
        }
        self._of_places = frozenset(m.id for m in vocabulary.metrics.values() if not PLACE_KINDS.isdisjoint(m.about))
        self._whole, self._home = grammar.classes["whole"], grammar.home.country
        self._lines, self._from, self._regions, self._markets = (beside[name] for name in ("lines", "from", "regions", "markets"))
        self._outside = beside["outside"]
        self._counter, self._and_others = beside["firm_counter"], beside["and_others"]
        firms = exact([*beside["firms"], *beside["firms_together"]])
        number = rf"(?:\A|[，。；：,;:、\n]|{exact(beside['so_many'])})\s*\d+[余多]?(?:{exact(self._counter)})"
        self._counted = re.compile(rf"{number}[^，。；：、,;:的\d]{{0,8}}?(?:{firms})")
        self._firms = re.compile(rf"[^，。；：、,;:的\d]{{0,8}}?(?:{exact(beside['firms'])})")

    def of_industry(self, scene: Scene, first: int, at: int, *, known: bool, of_firm: bool) -> bool:
        """Whether a clause speaks of a whole industry or country, not only of where something is: "**在全国**拥有400家门店".

        What only companies have is theirs in each line of business: "**即时零售**亏损".
        """
        words = scene.said(first, at, "industry")
        if words and (of_firm or scene.said(scene.start, at, "of_group")):
            words = [word for word in words if not self._of_the_firm(scene, word, at)]
        if not words or not known:
            return bool(words)
        return not all(self.is_where(scene, word) for word in words)

    def is_where(self, scene: Scene, word: Word | Name) -> bool:
        """Whether a country is only where something is: "**在**全国", "**覆盖**北京、上海等全国80个城市"."""
        before = scene.said(scene.clause_start(word.start), word.start, "where")
        if any(w.end == word.start for w in before):
            return True
        return scene.folded.endswith(self._and_others, scene.start, word.start) and any(w.end - w.start > 1 for w in before)

    def _of_the_firm(self, scene: Scene, word: Word, at: int) -> bool:
        """Whether what looks like an industry is a firm's line of business or region: "**国内**游戏业务营收"."""
        said = scene.folded[word.start : word.end]
        if said in self._markets and word.start > scene.clause_start(word.start):
            narrowed = scene.folded[word.start - 1].isalpha() and not scene.words_between(word.start - SHORTEST, word.start)
            narrowed = narrowed and not any(time.end == word.start for time in scene.times)
            return narrowed and not any(n.end <= word.start and n.end > word.start - BEHIND_PLACE for n in scene.names)
        return said in self._lines or (said in self._regions and not any(m in scene.folded[word.end : at] for m in self._markets))

    def firms_of_place(self, scene: Scene, clause: int, at: int) -> str | None:
        """The place whose firms a clause speaks of together: "**中国**电池**企业**合计市占率"."""
        places = self._within(scene, clause, at)
        return places[-1].entity if places and self._firms.match(scene.folded, places[-1].end, at) else None

    def counts_firms(self, scene: Scene, at: int) -> bool:
        """Whether a sentence is about so many firms together: "**23家上市公司**净利润共计80亿元"."""
        if all(scene.folded.find(word, scene.start, at) < 0 for word in self._counter):
            return False
        found = self._counted.search(scene.folded, scene.start, at)
        return found is not None and found.end() < at and not scene.said(scene.start, found.start(), "of_group", "pronoun")

    def market_of_place(self, scene: Scene, clause: int, cue: CueFind) -> str | None:
        """The place whose market for some goods a clause is about: "**中国**小游戏**市场**总收入达…"."""
        before = scene.folded[clause : cue.start]
        before = next((before[: -len(word)] for word in self._whole if before.endswith(word)), before)
        if not before.endswith(self._markets) or cue.cues[0].measure == "share":
            return None
        places = self._within(scene, clause, cue.start)
        return places[-1].entity if places and clause + len(before) - places[-1].end > LONGEST_MARKET else None

    def _within(self, scene: Scene, first: int, last: int) -> list[Name]:
        """The places named between two offsets, but for those that end the name of a firm: "优步**中国**"."""
        places = [name for name in within(scene.names, first, last) if self._kinds.get(name.entity) in PLACE_KINDS]
        places = [name for name in places if not scene.folded.startswith(self._outside, name.end)]
        if not places or len(scene.names) == len(places):
            return places
        ends = {name.end for name in scene.names if self._kinds.get(name.entity) not in PLACE_KINDS}
        return [name for name in places if name.start not in ends]

    def named_before(self, scene: Scene, at: int) -> str | None:
        """The place named last before an amount in its sentence."""
        places = self._within(scene, scene.start, at)
        return places[-1].entity if places else None

    def place(self, scene: Scene, first: int, clause: int, at: int, metric: Metric) -> str | None:
        """The place whose statistics a clause gives; from ``first`` on the words for an industry are said of it.

        Where a topic stands before ``first``, what comes from a place is a part of its figure: "其中**来自**亚太地区的订单".
        """
        if metric.id not in self._of_places:
            return None
        places = self._within(scene, scene.start, at)
        if len(places) > 1:
            places = [n for n in places if not self._is_whole(scene, n)] or places
        if places and first > scene.start:
            places = [n for n in places if not scene.folded.endswith(self._from, scene.start, n.start)]
        near = [n for n in places if n.start >= clause]
        homes = self.homes(scene)
        if near or homes or places:
            return near[-1].entity if near else homes[0] if homes else places[-1].entity
        words = scene.said(first, at, "industry")
        if first > scene.start:
            words = [word for word in words if not self.is_where(scene, word)]  # "百度称，三季度**在全国**送出98万单"
        return self._home if words else None

    @staticmethod
    def _is_whole(scene: Scene, place: Name) -> bool:
        """Whether something else is a part of a place: "中国…，占**全球**的20.9%"."""
        said = scene.said(max(scene.start, place.start - WHOLE_REACH), place.start, "part_of", "share")
        return any(word.end == place.start for word in said)

    def homes(self, scene: Scene) -> list[str]:
        """The places whose statistics offices the sentence names."""
        return [self._offices[name.entity] for name in scene.names if name.entity in self._offices]
