"""Whom a sentence speaks of: the topic, which is named before what is said of it and holds until another one is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.brackets import is_other_name, name_in_brackets, opened
from china_tech_metrics.unspaced.finder import CueFind, Name
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.mentioned import ENUMERATES, NO_OWNERS, OBJECT_REACH, MentionReader
from china_tech_metrics.unspaced.places import PlaceReader
from china_tech_metrics.unspaced.sentences import Figure, Scene, within
from china_tech_metrics.unspaced.subjects import accounts
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Metric

GROUP, INDUSTRY, PLACE, OF_TEXT = "the group", "industry of the place", "place of the clause", "place of the text"
"""Features of owners that the next sentence goes on with."""
QUOTES = ("“", "「", "『", '"')
PRODUCT_KINDS = frozenset({"product", "brand"})
PLATFORM_KINDS = frozenset({"product", "brand", "platform"})
PARTS = frozenset("；;")
OF_REACH = 2
OPENING = 5
"""How many characters may open a clause before the name it speaks of."""


@dataclass(slots=True)
class Topic:
    """Whom the text speaks of so far: the topic of the sentence before, and the first one of all.

    ``pair`` are the last two that a sentence named.
    ``named`` says how often the whole text names each, ``of_place`` that the text began with the figures of a place.
    """

    current: str | None = None
    pair: Sequence[str] = ()
    lead: str | None = None
    place: str | None = None
    of_place: bool = False
    named: Counter[str] = field(default_factory=Counter)

    def turn_page(self, *, goes_on: bool, item: bool, kin: bool) -> None:
        """A new paragraph speaks of whom the text began with until it names another, or goes on with one that the text names more often.

        If that one is ``kin``, a business of whom the text began with, it does not.
        """
        if goes_on and not (item and self.of_place):
            return
        if self.of_place:
            self.current = None
        elif kin or self.current is None or self.lead is None or self.named[self.current] <= self.named[self.lead]:
            self.current = self.lead


@dataclass(slots=True)
class Owner:
    """Whose figure it is, and what told it."""

    name: str | None
    feature: str


class TopicReader:
    """Tells topics from names that are only mentioned. Build once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, grammar: ClauseWords, lang: str) -> None:
        self._entities = vocabulary.entities
        self._kinds = {name: entity.kind for name, entity in vocabulary.entities.items()}
        self._of_places = frozenset(m.id for m in vocabulary.metrics.values() if not PLACE_KINDS.isdisjoint(m.about))
        self._places = PlaceReader(vocabulary, grammar)
        self._markets = frozenset(m.id for m in vocabulary.metrics.values() if PLACE_KINDS.issuperset(m.about))
        self._whole, self._home = grammar.classes["whole"], grammar.home.country
        self._mentioned, self._titles = MentionReader(vocabulary, grammar), grammar.beside["described"]
        self._this = grammar.beside["this"]
        self._goods = tuple(fold(word) for segment in vocabulary.segments.values() for word in segment.names.get(lang, ()))
        self._is = grammar.beside["base_is"]
        self._of = grammar.beside["of"]
        self._and = frozenset((ENUMERATES, *grammar.beside["joins"]))
        self._overall = (*grammar.beside["overall"], *grammar.beside["markets"])
        self._together, self._each = grammar.beside["together"], grammar.beside["for_each"]
        self._shops = grammar.beside["shop_on"]
        self._than, self._apart_from = grammar.beside["than"], grammar.beside["apart_from"]
        self._line, self._those = grammar.beside["line"], grammar.beside["of_those"]
        self._firm = re.compile(rf"(?:{exact((*grammar.classes['firm'], *grammar.classes['of_group']))})+")
        self._dateline = re.compile(rf"(?:{exact(grammar.beside['desks'])})?(?:{exact(grammar.beside['wire'])})(?![\u4e00-\u9fff])")
        self._accounts = accounts(vocabulary.metrics.values())
        self._apart = frozenset(name for name, entity in vocabulary.entities.items() if entity.kind == "company" and entity.listings)

    def goes_on(self, scene: Scene) -> bool:
        """Whether a paragraph opens with a word that stands for whom the one before spoke of: "**公司**2024年营收…"."""
        if not scene.has("of_group"):
            return False
        start = scene.trimmed()[0]
        first = min([scene.end, *(a.start for a in scene.amounts[:1]), *(n.start for n in scene.names[:1])])
        words = scene.said(start, first, "of_group")
        return any(word.start == start or scene.folded.startswith(self._this, word.start) for word in words)

    def mark_ratios(self, scene: Scene, fraction: re.Pattern[str]) -> None:
        """Make the fractions of somebody else's figures multiples."""
        self._mentioned.mark_ratios(scene, fraction)

    def topics(self, scene: Scene) -> list[Name]:
        """The names of a sentence that can own its figures, in order."""
        found = [name for name in scene.names if self._kinds.get(name.entity) not in NO_OWNERS]
        found = [name for name in found if not scene.folded.startswith(self._shops, name.end)]
        if found and found[0].start <= scene.start + 1 and self._dateline.match(scene.folded, found[0].end):
            found = found[1:]
        if scene.brackets and len(scene.names) > 1:
            found = [name for name in found if not is_other_name(scene, name, self._firm)]
        if scene.has("object_of", "compared"):
            found = [name for name in found if not self._mentioned.is_object(scene, name)]
        if any([amount.kind in ("times", "percent") for amount in scene.amounts]):
            found = [name for name in found if not self._mentioned.is_unit(scene, name)]
        if scene.has("leads_round"):
            found = [name for name in found if not self._mentioned.leads_round(scene, name)]
        return found

    def owner(
        self, scene: Scene, topics: Sequence[Name], at: int, cue: CueFind | None, metric: Metric, topic: Topic, last: Owner | None = None
    ) -> Owner:
        """Whose the amount at an offset is; ``topics`` are those of its sentence, ``last`` owns the figure before in it."""
        if metric.owner == "object" and cue is not None:
            bought = [n for n in scene.names if n.start >= cue.end and self._kinds.get(n.entity) not in NO_OWNERS]
            if bought and not scene.apart(cue.end, bought[0].start):
                return Owner(bought[0].entity, "object of the metric")
            held = [n for n in scene.names if 0 <= at - n.end <= OF_REACH and self._kinds.get(n.entity) not in NO_OWNERS]
            if held and cue.start > at and "percent" in metric.units and self._mentioned.is_object(scene, held[0]):
                return Owner(held[0].entity, "object of the metric")  # "持有**美团**4%股份"
        named_firms = [n for n in topics if self._kinds.get(n.entity) != "person"] if metric.about == ("company",) else []
        if named_firms or (metric.about == ("company",) and topic.lead is not None):  # "**董宇辉**离开后，市值一度只剩98亿港元"
            topics = named_firms
            if self._kinds.get(topic.current or "") == "person":
                topic = replace(topic, current=topic.lead)
        clause = scene.clause_start(cue.start if cue is not None and cue.start < at else at)
        if metric.owner == "object" and topic.lead is not None and cue is not None and self._holds(scene, topics, clause, cue):
            return Owner(topic.lead, "topic of the text")
        taken_up = self._taken_up(scene, topics, clause, at, topic.pair) if scene.has("former", "latter") else None
        if taken_up is not None:
            return Owner(taken_up, "former or latter")
        bracketed = name_in_brackets(scene, at, self._mentioned.owns)
        if bracketed is not None:
            return Owner(bracketed, "topic of the clause")
        rival = self._compared_with(scene, at)
        if rival is not None:
            return Owner(rival, "topic of the clause")
        inside = within(topics, clause, at)
        if inside:
            return Owner(inside[-1].entity, "topic of the clause")
        firms = self._places.firms_of_place(scene, clause, at) if len(scene.names) > len(topics) else None
        if firms is not None:
            return Owner(firms, PLACE)
        market = self._places.market_of_place(scene, clause, cue) if cue is not None and len(scene.names) > len(topics) else None
        if market is not None:
            return Owner(market, PLACE)
        place = self._places.place(scene, clause if within(topics, scene.start, clause) else scene.start, clause, at, metric)
        if place is not None:
            known_firms = within(topics, scene.start, at)
            first = scene.start if metric.goods and not known_firms else clause  # "**全球手机**遭遇寒冬，出货下降24%"
            named = [n for n in within(scene.names, first, at) if n.entity == place]
            opens = any(self._opens(scene, n) for n in named) and not known_firms and not scene.said(first, at, "pronoun")
            of_firm = metric.about[:1] == ("company",) and (topic.current or (known_firms and not named))
            part = bool(known_firms) and self._is_region(scene, known_firms[-1], place, at)
            if opens or not (of_firm or part):
                return Owner(place, PLACE)
        known = bool(topics or topic.current)
        of_firm = metric.about[:1] == ("company",) and known
        if not within(topics, scene.start, at) and self._places.counts_firms(scene, at):
            return Owner(self._places.named_before(scene, at) or self._home, INDUSTRY)
        spoken_of = scene.has("industry") and self._places.of_industry(
            scene, clause if topics else scene.start, at, known=known, of_firm=of_firm
        )
        if spoken_of or (not topics and self._places.homes(scene)):
            return Owner(next(iter(self._places.homes(scene)), self._home), INDUSTRY)
        if metric.goods and not topics and topic.place is not None and self._of_the_market(scene, clause, at, topic):
            return Owner(topic.place, PLACE)
        group = self._group(scene, topics, clause, at, cue, metric, topic) or self._line_of_group(scene, topics, clause, cue, topic)
        if group is None and last is not None and last.feature == GROUP and not within(topics, scene.start, at):
            group = last.name if self._kinds.get(topic.current or "") in PLATFORM_KINDS else None  # "公司产品月活15亿，日活7亿"
        if group is not None:
            return Owner(group, GROUP)
        earlier = within(topics, scene.start, clause)
        for name in reversed(earlier):
            if self._opens(scene, name):
                maker = self._maker(scene, name, clause, cue, metric)
                if maker is not None:
                    return Owner(maker, "topic of the sentence")
                return Owner(name.entity, "topic of the sentence")
        if last is not None and last.feature in (PLACE, INDUSTRY) and not within(topics, scene.start, at):
            carried = cue is None or cue.start < scene.clause_start(at) or cue.cues[0].measure == "share"
            if carried or metric.id in self._of_places:
                return last
        if earlier and topic.current is None:
            return Owner(earlier[-1].entity, "named before")
        if topic.current is None and topic.lead is not None and self._is_of_firm(scene, clause, at, metric, topic):
            return Owner(topic.lead, "topic of the text")
        if topic.current is not None:
            of_none = metric.id in self._markets and not scene.said(clause, at, "of_group", "pronoun")
            return Owner(self._home, INDUSTRY) if of_none else Owner(topic.current, "topic of the text")
        if topic.of_place and topic.place is not None and metric.about[:1] != ("company",):
            return Owner(topic.place, OF_TEXT)
        behind = [n for n in topics if n.start >= at]
        if behind and not (topic.of_place and scene.apart(at, behind[0].start)):
            return Owner(behind[0].entity, "named behind")
        named_place = place or topic.place or self._places.named_before(scene, at)
        if named_place:
            return Owner(named_place, OF_TEXT)
        return Owner(self._home, "home") if metric.about[:1] == ("country",) else Owner(None, "none")

    def _is_region(self, scene: Scene, firm: Name, place: str, at: int) -> bool:
        """Whether a place behind a firm is one where that is active: "极兔**在中国**处理包裹…；**东南亚**市场…", not "；**全球**销量…"."""
        named = next((n for n in reversed(within(scene.names, firm.end, at)) if n.entity == place), None)
        if named is None or self._places.is_where(scene, named):
            return named is not None
        where, entity = self._entities.get(place), self._entities.get(firm.entity)
        return where is not None and "world" not in where.traits and (entity is None or entity.home != place)

    @staticmethod
    def _holds(scene: Scene, topics: Sequence[Name], clause: int, cue: CueFind) -> bool:
        """Whether a person does what the metric says, and no firm: "红杉持股11%，**创始人王兴持股11%**"."""
        return not within(topics, clause, cue.start) and bool(scene.said(clause, cue.start, "people", "title"))

    def _is_of_firm(self, scene: Scene, clause: int, at: int, metric: Metric, topic: Topic) -> bool:
        """Whether a clause behind the figures of a place goes back to the firm: "**公司**营收", "手机**业务**占营收54%"."""
        if scene.said(clause, at, "of_group"):
            return True
        of_firms = metric.about[:1] == ("company",) and not topic.of_place
        return of_firms and any(word in scene.folded[clause:at] for word in self._line)

    def _of_the_market(self, scene: Scene, clause: int, at: int, topic: Topic) -> bool:
        """Whether a clause that names no maker tells of the market the text began with: "**整体**出货量1.4亿台", "**平板**出货90万台"."""
        if scene.said(clause, at, "pronoun", "of_group"):
            return False
        if topic.of_place and scene.folded.startswith(self._goods, scene.trimmed()[0]):
            return True
        researched = any(self._kinds.get(n.entity) == "research" for n in within(scene.names, scene.start, at))
        return researched or any(word in scene.folded[clause:at] for word in self._overall)

    def _compared_with(self, scene: Scene, at: int) -> str | None:
        """Whose figure stands right behind a comparison with it: "低于**京东**的1.94亿", "与**豆包**的7871万相比"."""
        if not scene.has("compared", "object_of"):
            return None
        for name in reversed(within(scene.names, scene.start, at)):
            if scene.folded[name.end : at].strip() in self._of and self._kinds.get(name.entity) not in NO_OWNERS:
                return name.entity if self._is_yardstick(scene, name, at) else None
        return None

    def _is_yardstick(self, scene: Scene, name: Name, at: int) -> bool:
        """Whether the figure of a name is what another one is compared with, and no ratio to it: "超过**抖音**的八成"."""
        amount = next((a for a in scene.amounts if a.start == at), None)
        if amount is None or amount.kind == "times":
            return False
        words = scene.said(max(scene.start, name.start - OBJECT_REACH), name.start, "compared", "object_of")
        word = next((word for word in words if word.end == name.start), None)
        if word is None or "compared" in word.classes or scene.folded.startswith(self._than, word.start):
            return word is not None
        return scene.folded.startswith(self._apart_from, amount.outer_end)

    def others(self, scene: Scene, topics: Sequence[Name], figure: Figure, cue: CueFind | None, owner: Owner) -> list[str]:
        """Who else has the same figure as its owner: "**华为**和vivo均占15%", "**小鹏**和蔚来的月销量超过1万辆"."""
        if len(topics) < 2 or owner.feature != "topic of the clause":
            return []
        text, clause = scene.folded, scene.clause_start(figure.amount.start)
        names = within(topics, clause, figure.amount.outer_start)
        if len(names) < 2 or names[-1].entity != owner.name or names[-1].start < figure.begin:
            return []
        first = len(names) - 1
        while first and text[names[first - 1].end : names[first].start].strip() in self._and:
            first -= 1
        rest = text[names[-1].end : figure.amount.outer_start]
        measured = cue is not None and 0 <= cue.start - names[-1].end <= OF_REACH and cue.start < figure.amount.start
        if not (measured or any(word in rest for word in self._each)) or any(word in rest for word in self._together):
            return []
        return [name.entity for name in names[first:-1]]

    @staticmethod
    def _taken_up(scene: Scene, topics: Sequence[Name], clause: int, at: int, pair: Sequence[str]) -> str | None:
        """Whom "前者" and "后者" mean: the two names before, or the ``pair`` that the sentence before ended with."""
        earlier = within(topics, scene.start, clause)
        words = scene.said(earlier[-1].end if earlier else scene.start, at, "former", "latter")
        if earlier or within(topics, clause, at):
            pair = [name.entity for name in earlier[-2:]]
        if len(pair) < 2 or not words:
            return None
        return pair[0 if "former" in words[-1].classes else 1]

    def _opens(self, scene: Scene, name: Name) -> bool:
        """Whether a name is what its clause speaks of: it opens it, but for a time, a mark or a few words ("其中", "据悉")."""
        begin = scene.clause_start(name.start)
        if name.start - begin <= OPENING or self._mentioned.turned_to(scene, name) or self._is_described(scene, name, begin):
            return True
        times = sum(t.end - t.start for t in within(scene.times, begin, name.start))
        names = sum(n.end - n.start + 1 for n in scene.names if begin <= n.start and n.end <= name.start)
        return name.start - begin - times - names <= OPENING

    def _is_described(self, scene: Scene, name: Name, begin: int) -> bool:
        """Whether what stands before a name in its clause only says who that is: "卡牌**公司**禾青", "在华东开店**的**禾青"."""
        quoted = scene.folded.startswith(QUOTES, name.start - 1)
        if scene.folded.endswith(self._titles, begin, name.start - quoted):
            return True
        if not scene.folded.endswith(self._of, begin, name.start) or self._kinds.get(name.entity) in PRODUCT_KINDS:
            return False
        if scene.folded.startswith(self._is, name.end):
            return True  # "排在第四的小米**是**…"
        return not scene.said(begin, name.start, "object_of", "compared")

    def _group(
        self, scene: Scene, topics: Sequence[Name], clause: int, at: int, cue: CueFind | None, metric: Metric, topic: Topic
    ) -> str | None:
        """The company the text began with, where "the company" or a total is said after one of its businesses was spoken of.

        Behind the users of a platform what only companies have is the company's: "微信月活2.4亿。**增值服务收入**107亿元".
        """
        if topic.lead is None or topic.current == topic.lead or topic.lead not in self._above(topic.current):
            return None
        if topic.current in self._apart and topic.named[topic.current] > topic.named[topic.lead]:
            return None  # a business that is a company of its own, and what the text is about
        start = scene.trimmed()[0]
        of_group = scene.said(clause if within(topics, start, at) else start, at, "of_group")
        if not of_group and any(w.start == clause for w in scene.said(clause, at, "pronoun")):
            return None  # "其总营收"
        opened = any(w.start in (clause, start) or w.end == at for w in of_group)
        total = cue is not None and scene.folded.startswith(self._whole, cue.start)
        anew = cue is not None and cue.start >= clause and not within(topics, scene.start, at)
        kind = self._kinds.get(topic.current or "")
        of_trade = metric.nature == "flow" and metric.units == {"money"}
        account = anew and ((metric.id in self._accounts and kind in PLATFORM_KINDS) or (of_trade and kind in PRODUCT_KINDS))
        return topic.lead if opened or total or account else None

    def _maker(self, scene: Scene, name: Name, clause: int, cue: CueFind | None, metric: Metric) -> str | None:
        """Whose other business is told behind one of its products: "苹果营收…，**iPhone**收入490亿美元，**服务收入**288亿美元"."""
        if self._kinds.get(name.entity) not in PRODUCT_KINDS or metric.units != {"money"} or metric.parts != "add":
            return None
        if cue is None or cue.start <= clause or scene.said(clause, cue.start, "pronoun", "whole"):
            return None
        above = self._above(name.entity)
        return next((other.entity for other in scene.names if other.end <= name.start and other.entity in above), None)

    def _line_of_group(self, scene: Scene, topics: Sequence[Name], clause: int, cue: CueFind | None, topic: Topic) -> str | None:
        """The company the text began with, where a new part speaks of another of its businesses: "；**增值服务板块**收入".

        It may be ``listed`` behind one that is a company of its own.
        """
        if cue is None or cue.start < clause:
            return None
        begins = clause <= scene.trimmed()[0] or scene.folded[clause - 1] in PARTS
        if not begins or not any(word in scene.folded[clause : cue.end] for word in self._line):
            return None
        earlier = within(topics, scene.start, clause)
        last = earlier[-1].entity if earlier else topic.current
        lead = topic.lead or (earlier[0].entity if earlier else None)
        listed = bool(earlier) and (scene.amounts[0].start < earlier[0].start or earlier[0].entity == lead)
        kin = lead is not None and lead in self._above(last) and (listed or last not in self._apart)
        return lead if kin and not scene.folded[clause : cue.start].lstrip().startswith(self._those) else None

    def is_kin(self, topic: Topic) -> bool:
        """Whether whom the text speaks of is owned by whom it began with."""
        return topic.lead is not None and topic.lead in self._above(topic.current)

    def _above(self, name: str | None) -> list[str]:
        """Who owns a name, and who owns that one."""
        found = []
        entity = self._entities.get(name or "")
        while entity is not None and entity.parent is not None:
            found.append(entity.parent)
            entity = self._entities.get(entity.parent)
        return found

    def note(self, scene: Scene, found: Sequence[Name], topic: Topic, owner: Owner | None) -> None:
        """Remember whom the sentence spoke of: its first topic, as the rest is said of it or beside it."""
        if found:
            topic.pair = [name.entity for name in found[-2:]]
        if owner is not None and owner.feature == GROUP:
            topic.current = owner.name
            return
        if owner is not None and (owner.feature == INDUSTRY or (owner.feature in (PLACE, OF_TEXT) and not found)):
            topic.current, topic.place = None, owner.name
            topic.of_place = topic.of_place or topic.lead is None
            return
        if not found:
            places = self._places.homes(scene) or [n.entity for n in scene.names if self._kinds.get(n.entity) in PLACE_KINDS]
            topic.place = topic.place or (places[0] if places else None)
            return
        if len(found) > 2 and scene.brackets:
            found = [name for name in found if opened(scene, name) is None] or found
        turned_to = next((name for name in found if self._mentioned.turned_to(scene, name)), None)
        first = turned_to or next((name for name in found if self._opens(scene, name)), None)
        if first is None and topic.current is not None:
            return
        topic.current = (first or found[0]).entity
        if topic.lead is None or self._is_maker(topic.current, topic):
            topic.lead = topic.current

    def _is_maker(self, name: str, topic: Topic) -> bool:
        """Whether a firm makes what the text began with, and is what it is about: "**Labubu**系列进账48亿元 **泡泡玛特**净赚45亿元"."""
        if topic.lead is None or self._kinds.get(topic.lead) not in PRODUCT_KINDS or name not in self._above(topic.lead):
            return False
        return topic.named[name] >= topic.named[topic.lead]
