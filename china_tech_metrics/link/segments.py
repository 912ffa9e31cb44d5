"""What narrows a metric beyond its name: the line of business, the goods, the place or the festival a figure is limited to.

The words are those of ``segments/*.toml``; where they may stand is told here: in the metric's name and before it ("**advertising**
revenue"), behind it ("revenue from **advertising**"), as what the sentence is about ("its **cloud** unit", "**Games** made up 30%").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import NAME, NOTHING, TOKEN
from china_tech_metrics.link.markets import MarketFinder
from china_tech_metrics.link.moment import About
from china_tech_metrics.link.narrowed import LINES, joined, label, of_market, says_line
from china_tech_metrics.link.scene import CueMention, EntityMention, Scene
from china_tech_metrics.model import Amount, Measure
from china_tech_metrics.resolve.expressions import FestivalDays
from china_tech_metrics.scan.text import fold
from china_tech_metrics.scan.words import BLANK, exact
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Grammar, Metric, Segment

BEFORE, BEHIND = 7, 8
"""How many words before and behind a metric's name are looked at."""
SUBJECT_REACH = 16
"""How many words before an amount what it is a part of may stand."""
PLACE_REACH = 5
HEADS = ("company", "platform", "related")
PRICED = 4
"""How many words may say what a price is for: "per million input tokens"."""


@dataclass(slots=True)
class Narrowed:
    """What narrows a figure: the place first, then the rest in the order of the text."""

    segments: list[Segment] = field(default_factory=list)
    place: str | None = None

    def add(self, segments: Iterable[Segment], place: str | None = None) -> None:
        self.place = self.place or place
        self.segments += [segment for segment in segments if segment not in self.segments]

    @property
    def named(self) -> bool:
        """Whether a line of business or goods are among them."""
        return says_line(self.segments)


class SegmentReader:
    """Finds what narrows figures. Build once for a vocabulary and a language; pickles by rebuilding."""

    def __init__(self, segments: Iterable[Segment], entities: Iterable[Entity], metrics: Iterable[Metric], lang: str) -> None:
        self._source = (tuple(segments), tuple(entities), tuple(metrics), lang)
        self._worlds = frozenset(entity.name for entity in self._source[1] if "world" in entity.traits)
        self._accounted_for = frozenset(metric.id for metric in self._source[2] if metric.signed)
        self._by_words = {_tokens(words): segment for segment in self._source[0] for words in segment.names.get(lang, ())}
        self._longest = max(map(len, self._by_words), default=0)
        self._last = frozenset(words[-1] for words in self._by_words)
        self._named = lru_cache(maxsize=4096)(_tokens)
        self._accounting = {w: s for s in self._source[0] if s.kind == "accounting" for w in s.names.get(lang, ())}
        self._said_by = {s.name: [frozenset(_tokens(word)) for words in s.names.values() for word in words] for s in self._source[0]}

    def __reduce__(self) -> tuple[object, ...]:
        return (SegmentReader, self._source)

    def read(
        self, scene: Scene, amount: Amount, about: About, metric: Metric, measure: Measure, discourse: Discourse, *, festive: bool
    ) -> str | None:
        """The name of what narrows a figure, several joined by commas; the ``discourse`` remembers the goods for the figures behind."""
        if not metric.segmented:
            return joined([_place(scene, amount, about), about.cue.segment])
        may = scene.tokens.has_any(self._last) or any([m.kind in PLACE_KINDS for m in scene.entities])
        found = self._said(scene, amount, about, metric, measure) if may else Narrowed()
        said = found.named
        found.segments = [s for s in found.segments if s.name not in metric.whole and not self._says_owner(s, about)]
        found.place = found.place or _place(scene, amount, about)
        place = found.place
        narrowing: Sequence[Segment] = found.segments
        if metric.goods and discourse.markets is not None and (not said or place is None):
            market = discourse.markets.spoken_of(amount.start, amount.end)
            place, narrowing = of_market(market, place, narrowing, metric, said=said)
        per = _priced_per(scene, amount, metric) or (_festival(scene) if festive else None)
        return label(place, narrowing, metric, about.owner.name, self._worlds, fixed=about.cue.segment, last=per)

    def _said(self, scene: Scene, amount: Amount, about: About, metric: Metric, measure: Measure) -> Narrowed:
        """What the sentence itself says that narrows a figure."""
        found = Narrowed(self._since_last(scene, amount, about))
        if metric.id in self._accounted_for:
            found.add(self._accounted(scene, about.choice.mention))
        if found.named:
            return found
        for mention in _mentions(scene, amount, about, metric):
            found.add(*self._modifiers(scene, mention))
            if not found.named and metric.goods:
                found.add(self._counted(scene, amount))
            if not found.named:
                found.add(*self._complement(scene, mention, amount))
            if found.named:
                return found
        found.add(self._subject(scene, amount, measure))
        return found

    # --- where words that narrow may stand ------------------------------------------------------------------------------

    def _modifiers(self, scene: Scene, mention: CueMention) -> tuple[list[Segment], str | None]:
        """The words in a metric's name and right before it, and the place before those: "its **US advertising** revenue"."""
        before = scene.before(mention.start, BEFORE)
        inside = self._named(scene.folded[mention.start : mention.end])
        hyphened = before and scene.folded[mention.start - 1] == "-"  # "non-**advertising revenue**"
        tokens = (*before, *(inside[1:] if hyphened else inside))
        found, stop, begin = list[Segment](), len(tokens), len(before)
        while stop:
            segment, size = self._ending(tokens, stop)
            if segment is not None:
                found.insert(0, segment)
            elif stop > begin or tokens[stop - 1] in scene.grammar.gaps["unnarrowing"]:
                size = 1
            else:
                break
            stop -= size
        if stop > begin:
            return found, None
        if found and stop > 1 and tokens[stop - 1] in scene.grammar.gaps["joining"] and self._ending(tokens, stop - 1)[0] is not None:
            return [], None  # "smartphone and tablet shipments"
        place = self._place_before(scene, mention.start, tokens[stop:begin]) if stop and tokens[stop - 1] == NAME else None
        return found, place

    def _accounted(self, scene: Scene, mention: CueMention) -> list[Segment]:
        """The way of accounting said before the metric: "On a **non-GAAP** basis, net income was $9 billion"."""
        last = next((a for a in reversed(scene.amounts) if a.end <= mention.start), None)
        before = scene.folded[scene.sentence.start if last is None else last.end : mention.start]
        return [segment for word, segment in self._accounting.items() if word in before]

    def _since_last(self, scene: Scene, amount: Amount, about: About) -> list[Segment]:
        """What the words since the last figure name, where the metric stands before that: "revenue of $9 billion, **games** $2 billion"."""
        last = next((a for a in reversed(scene.amounts) if a.end <= amount.outer_start), None)
        if last is None or about.choice.mention.end > last.start:
            return []
        tokens = scene.gap(last.outer_end, amount.outer_start).tokens
        for stop in range(len(tokens), 0, -1):
            segment, _ = self._ending(tokens, stop)
            if segment is not None:
                return [segment]
        return []

    def _counted(self, scene: Scene, amount: Amount) -> list[Segment]:
        """The goods right behind a number of them: "shipped 70,000 **smartphones**"."""
        segment, _ = self._beginning(scene.after(amount.outer_end, self._longest), 0) if amount.kind == "count" else (None, 0)
        return [segment] if segment is not None else []

    @staticmethod
    def _place_before(scene: Scene, at: int, between: Sequence[str]) -> str | None:
        """The place whose name stands before some words: "**Chinese** smartphone shipments"."""
        mention = next((m for m in reversed(scene.entities) if m.end <= at), None)
        if (
            mention is None
            or mention.kind not in PLACE_KINDS
            or scene.gap(mention.end, at).tokens not in (tuple(between), ("'s", *between), ("’s", *between))
        ):
            return None
        return mention.name

    def _complement(self, scene: Scene, mention: CueMention, amount: Amount) -> tuple[list[Segment], str | None]:
        """What the metric is said to be of: "revenue **from its cloud business**", "$5 billion **from advertising**"."""
        ends = [mention.end] if mention.end > amount.start or amount.outer_end == mention.end else [mention.end, amount.outer_end]
        for end in ends:
            first = scene.after(end, 1)
            if not first or first[0] not in scene.grammar.gaps["narrowed_by"]:
                continue
            tokens = scene.after(end, BEHIND)
            at, place = 1, None
            while at < len(tokens) and (place is None or tokens[at] != NAME):
                if tokens[at] == NAME and not _owns(tokens, at):
                    place = _place_behind(scene, end)
                    if place is None:
                        break
                elif not (
                    scene.only(tokens[at : at + 1], "determiner") or tokens[at] in scene.grammar.gaps["unnarrowing"] or _owns(tokens, at)
                ):
                    break
                at += 1
            found = list[Segment]()
            while at < len(tokens):
                segment, size = self._beginning(tokens, at)
                if segment is None:
                    break
                found.append(segment)
                at += size
            behind = tokens[at] if at < len(tokens) else ""
            if behind == NAME or not scene.grammar.head_groups.get(behind, NOTHING).isdisjoint(HEADS):
                continue  # "of the e-commerce giant"
            if found and not (behind in scene.grammar.gaps["joining"] and self._beginning(tokens, at + 1)[0]):
                return found, place
        return [], None

    def _subject(self, scene: Scene, amount: Amount, measure: Measure) -> list[Segment]:
        """The business a sentence is about ("its **cloud** unit grew"), or what is a part ("**games** made up 30% of revenue")."""
        for head, kinds in reversed(scene.heads):
            if head.end > amount.outer_start or not kinds & {"unit", "line"}:
                continue
            if NAME in scene.gap(head.end, amount.outer_start).tokens:
                break
            segment, _ = self._last_of(scene.before(head.start, self._longest))
            return [segment] if segment is not None else []
        if measure != "share":
            return []
        tokens = scene.before(amount.outer_start, SUBJECT_REACH)
        for stop in range(len(tokens), 0, -1):
            if tokens[stop - 1] in (";", NAME):
                break
            segment, _ = self._ending(tokens, stop)
            if segment is not None:
                return [segment]
        return []

    def _says_owner(self, segment: Segment, about: About) -> bool:
        """Whether the owner's name already says it: the cloud revenue of Alibaba Cloud."""
        name = about.owner.name
        return name is not None and any(words.issubset(self._named(name)) for words in self._said_by[segment.name])

    # --- words ----------------------------------------------------------------------------------------------------------

    def _last_of(self, tokens: Sequence[str]) -> tuple[Segment | None, int]:
        return self._ending(tokens, len(tokens))

    def _ending(self, tokens: Sequence[str], stop: int) -> tuple[Segment | None, int]:
        """The longest segment whose words end before a token, and how many words it has."""
        if stop and tokens[stop - 1] in self._last:
            for size in range(min(self._longest, stop), 0, -1):
                segment = self._by_words.get(tuple(tokens[stop - size : stop]))
                if segment is not None:
                    return segment, size
        return None, 0

    def _beginning(self, tokens: Sequence[str], at: int) -> tuple[Segment | None, int]:
        """The longest segment whose words begin at a token, and how many words it has."""
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            segment = self._by_words.get(tuple(tokens[at : at + size]))
            if segment is not None:
                return segment, size
        return None, 0


def _tokens(words: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(words.lower()))


def _mentions(scene: Scene, amount: Amount, about: About, metric: Metric) -> Iterator[CueMention]:
    """The words that name the metric: those that decided it, and the last ones before the amount that are told of the same owner."""
    chosen = about.choice.mention
    yield chosen
    for mention in reversed(scene.cues):
        if mention.end <= amount.outer_start and mention is not chosen and any(cue.metric == metric.id for cue in mention.cues):
            if NAME not in scene.gap(mention.end, amount.outer_start).tokens:
                yield mention
            return


def _place_behind(scene: Scene, at: int) -> str | None:
    """The place that is the first name behind an offset: "share of **Chinese** e-commerce"."""
    mention = next((m for m in scene.entities if m.start >= at), None)
    return mention.name if mention is not None and mention.kind in PLACE_KINDS else None


def _owns(tokens: Sequence[str], at: int) -> bool:
    """Whether a name with a possessive, or the possessive itself, stands at a token: "from **Alibaba's** cloud unit"."""
    return tokens[at] in ("'s", "’s") or (tokens[at] == NAME and tokens[at + 1 : at + 2] in (("'s",), ("’s",)))


def _festival(scene: Scene) -> str | None:
    """The festival that the sentence's figures are of."""
    return next((p.expr.name for p in scene.periods if isinstance(p.expr, FestivalDays) and p.role == "when"), None)


def _priced_per(scene: Scene, amount: Amount, metric: Metric) -> str | None:
    """What a price is for: "RMB 0.8 **per million input tokens**"."""
    if metric.implied != "unit price" or amount.kind != "money" or amount.per is not None:
        return None
    tokens = scene.after(amount.outer_end, PRICED + 1)
    if tokens[:1] != ("per",):
        return None
    stop = 1
    while (
        stop < len(tokens)
        and tokens[stop] not in ",.;:()"
        and not scene.only(tokens[stop : stop + 1], "preposition", "clause", "conjunction", "copula")
    ):
        stop += 1
    return " ".join(tokens[:stop]) if stop > 1 else None


def _place(scene: Scene, amount: Amount, about: About) -> str | None:
    """The place a figure is limited to: "rose 5% **in Malaysia**", "sales **in Malaysia** rose 5%", "**In Malaysia**, sales rose 5%"."""
    places = [m for m in scene.entities if m.role == "place" and m.name != about.owner.name]
    if not places:
        return None
    for end in (amount.outer_end, about.choice.mention.end):
        for place in places:
            tokens = scene.gap(end, place.start).tokens if place.start >= end else ()
            near = 0 < len(tokens) <= PLACE_REACH and tokens[-1] in ("in", "the")
            if near and not scene.amounts_between(end, place.start):
                return place.name
    return next((place.name for place in places if place.end < amount.start and _opens(scene, place)), None)


def _opens(scene: Scene, place: EntityMention) -> bool:
    """Whether a place opens its sentence: "**In Malaysia**, sales rose 5%"."""
    before = scene.before(place.start, 3)
    return before in (("in",), ("in", "the"))


def market_finder(segments: Iterable[Segment], entities: Iterable[Entity], grammar: Grammar, lang: str) -> MarketFinder:
    """Finds "the **Indian smartphone** market", "the top **phone** makers" and "the **phone** market in **India**"."""

    def written(place: str, goods: str) -> tuple[str, str]:
        leading, determiner = exact(grammar.gaps["place_preposition"]), exact(grammar.gaps["determiner"])
        behind = rf"(?:{BLANK}(?:{leading}){BLANK}(?:(?:{determiner}){BLANK})?(?P<where>{place})\b)?"
        market = rf"(?P<goods>{goods}){BLANK}(?:{exact(grammar.gaps['market_heads'])})\b{behind}"
        return market, rf"\b(?P<place>{place})(?:['’]s)?{BLANK}"

    return MarketFinder(segments, entities, lang, fold, written, joining=grammar.gaps["joining"], spaced=True)


def words_of(segments: Iterable[Segment], lang: str) -> Mapping[str, tuple[str, ...]]:
    """The words of lines of business and goods in a language, by name."""
    return {segment.name: segment.names[lang] for segment in segments if lang in segment.names and segment.kind in LINES}
