"""What narrows a metric beyond its name: the line of business, the goods, the place or the festival a figure is limited to.

The words are those of ``segments/*.toml``; where they may stand is told here: in the metric's name and before it ("**advertising**
revenue"), behind it ("revenue from **advertising**"), as what the sentence is about ("its **cloud** unit", "**Games** made up 30%").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import NAME, NOTHING
from china_tech_metrics.link.moment import About
from china_tech_metrics.link.narrowed import LINES, Narrowed, joined, label, of_market, special
from china_tech_metrics.link.scene import CueMention, EntityMention, Scene
from china_tech_metrics.link.segment_parts import SegmentWords, counted, listed, opening, owns, said_behind, tokens_of
from china_tech_metrics.link.whereabouts import held, place_of, venue
from china_tech_metrics.model import Amount, Measure
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Metric, Segment

BEFORE, BEHIND = 7, 8
"""How many words before and behind a metric's name are looked at."""
SUBJECT_REACH = 16
"""How many words before an amount what it is a part of may stand."""
SPECIAL_BEFORE, SPECIAL_BEHIND = 12, 8
"""How many words before and behind a figure may say of which round or edition it is."""
COMES, COMING = 3, frozenset({"from", "them", "those"})
"""Within so many words behind a share one of these may lead to where it is: "20% **came from abroad**", "half **of them** overseas"."""
HEADS, UNITS = ("company", "platform", "related"), frozenset({"unit", "line"})
UNIT_REACH = 500
"""How many characters behind its name "the unit" still is that one."""
PRICED = 4
"""How many words may say what a price is for: "per million input tokens"."""


class SegmentReader:
    """Finds what narrows figures. Build once for a vocabulary and a language; pickles by rebuilding."""

    def __init__(self, segments: Iterable[Segment], entities: Iterable[Entity], metrics: Iterable[Metric], lang: str) -> None:
        self._source = (tuple(segments), tuple(entities), tuple(metrics), lang)
        self._places = frozenset(entity.name for entity in self._source[1] if entity.kind in PLACE_KINDS)
        self._sole = {e.name: e.sectors[0] for e in self._source[1] if len(e.sectors) == 1 and e.parent is not None}
        self._trades = {e.name: e.sectors for e in self._source[1] if e.kind not in PLACE_KINDS}
        self._worlds = frozenset(entity.name for entity in self._source[1] if "world" in entity.traits)
        self._accounted_for = frozenset(metric.id for metric in self._source[2] if metric.signed)
        self._words = SegmentWords(self._source[0], lang)
        self._specials: dict[str, dict[tuple[str, ...], Segment]] = {}
        for metric, words, segment in special(self._source[0], lang):
            self._specials.setdefault(metric, {})[tokens_of(words)] = segment
        self._special_last = {metric: frozenset(words[-1] for words in found) for metric, found in self._specials.items()}
        self._special_sizes = {metric: sorted({len(words) for words in found}, reverse=True) for metric, found in self._specials.items()}
        self._named = lru_cache(maxsize=4096)(tokens_of)
        self._accounting = {w: s for s in self._source[0] if s.kind == "accounting" for w in s.names.get(lang, ())}
        self._said_by = {s.name: [frozenset(tokens_of(word)) for words in s.names.values() for word in words] for s in self._source[0]}

    def __reduce__(self) -> tuple[object, ...]:
        return (SegmentReader, self._source)

    def read(
        self, scene: Scene, amount: Amount, about: About, metric: Metric, measure: Measure, discourse: Discourse, *, festive: str | None
    ) -> str | None:
        """The name of what narrows a figure, several joined by commas; the ``discourse`` remembers the goods for the figures behind."""
        special = self._special(scene, amount, metric) if metric.id in self._specials else None
        if not metric.segmented:
            cues = [m for m in (about.choice.mention, *scene.cues) if any([cue.metric == metric.id for cue in m.cues])]
            before = (self._place_before(scene, mention.start, ()) for mention in cues)
            place = self._where(scene, amount, about, metric, discourse) or next(filter(None, before), None)
            place = None if place == about.owner.name or place in self._worlds else place
            firm = held(scene, amount, about.owner.name) if metric.owner == "object" or metric.received is not None else None
            return joined([place, about.cue.segment, firm, special.name if special is not None else None])
        worded = scene.tokens.has_any(self._words.signs) or (bool(scene.heads) and discourse.unit is not None)
        may = worded or any([m.kind in PLACE_KINDS for m in scene.entities])
        found = (
            self._said(scene, amount, about, metric, measure, discourse, worded=worded)
            if may
            else Narrowed(about.choice.mention, metric, amount.outer_end)
        )
        found.segments = [s for s in found.segments if not self._says_owner(s, about, metric)]
        if special is not None:
            found.add([special])
        found.place = found.place or _item(scene, amount, about) or self._where(scene, amount, about, metric, discourse)
        last = discourse.narrowed
        found.goes_on_from(last, scene.sentence.start, measure, added=last is not None and _is_added(scene, last.end, amount))
        discourse.narrowed, place, said = found, found.place, found.said
        narrowing: Sequence[Segment] = found.segments
        if metric.goods and discourse.markets is not None and (not said or place is None):
            market = discourse.markets.spoken_of(amount.start, amount.end)
            if market is not None and not market.heads and not self._may_make(scene, about.owner.name, market.goods):
                market = None  # "The **phone maker** delivered 10,000 cars"
            if market is not None and about.owner.name in self._places:
                market = market._replace(place=None)  # "**globally**, foldable shipments rose 14%"
            place, narrowing = of_market(market, place, narrowing, metric, said=said)
        per = _priced_per(scene, amount, metric) or festive
        return label(place, narrowing, about.owner.name, self._worlds, fixed=about.cue.segment, last=per)

    def _may_make(self, scene: Scene, owner: str | None, goods: Segment) -> bool:
        """Whether the owner, and a product that the sentence names, may be of the trade of goods, as far as the vocabulary knows."""
        known_as = scene.grammar.sectors_of
        trades = NOTHING.union(*[known_as.get(word, NOTHING) for word in goods.names.get(self._source[3], ())])
        makers = [self._trades.get(owner or ""), *(self._trades.get(m.name) for m in scene.entities if m.kind == "product")]
        return not trades or all(not known or not trades.isdisjoint(known) for known in makers)

    @staticmethod
    def _where(scene: Scene, amount: Amount, about: About, metric: Metric, discourse: Discourse) -> str | None:
        """The place a figure is limited to; of a share's price where it is traded, as long as the sentence speaks of that."""
        place = place_of(scene, amount, about)
        if metric.nature != "moment":
            return place
        last = discourse.narrowed
        if place is None and last is not None and last.metric is metric and last.end >= scene.sentence.start:
            place = last.place if NAME not in scene.gap(last.end, amount.outer_start).tokens else None
        place = place or venue(scene, amount)
        discourse.narrowed = Narrowed(about.choice.mention, metric, amount.outer_end, place)
        return place

    def _said(
        self, scene: Scene, amount: Amount, about: About, metric: Metric, measure: Measure, discourse: Discourse, *, worded: bool
    ) -> Narrowed:
        """What the sentence itself says that narrows a figure; ``worded`` says that there are words for more than places."""
        found = Narrowed(about.choice.mention, metric, amount.outer_end)
        if not worded:
            found.add(*self._modifiers(scene, about.choice.mention))
            if found.place is None:
                found.add(*self._complement(scene, about.choice.mention, amount))
            return found
        found.add(listed(self._words, scene, amount) if len(scene.amounts) > 1 else ())
        if amount.kind == "count" and not found.named and (told := counted(self._words, scene, amount, goods=False)):
            found.add(told)
        if not found.named:
            found.add(self._since_last(scene, amount, about))
        if metric.id in self._accounted_for:
            found.add(self._accounted(scene, about.choice.mention))
        if found.named:
            return found
        last = discourse.narrowed
        if measure == "share" and last is not None and last.named and _is_restated(scene, last.end, amount):
            found.add(last.segments, last.place)
            return found
        if measure == "share" and not COMING.isdisjoint(scene.after(amount.outer_end, COMES)):
            found.add(said_behind(self._words, scene, amount, about.choice.mention))  # "and 20% came **from abroad**"
            if found.segments:
                return found
        if measure == "share" and about.choice.mention.start >= amount.end:
            found.add(self._subject(scene, amount, measure, discourse))  # "**smartphones** accounted for 21% of its wafer revenue"
            if found.named:
                return found
        for mention in _mentions(scene, amount, about, metric):
            found.add(*self._modifiers(scene, mention))
            if not found.named and metric.goods and amount.kind == "count":
                found.add(counted(self._words, scene, amount, goods=True))
            if not found.named:
                found.add(*self._complement(scene, mention, amount))
            if found.named:
                return found
            if found.segments or found.place is not None:
                break  # "domestic sales fell 12%; its **overseas sales** rose"
        found.add(self._subject(scene, amount, measure, discourse))
        for mention in (
            () if found.segments or not scene.tokens.has_any(self._words.opens_scope) else _mentions(scene, amount, about, metric)
        ):
            found.add(said_behind(self._words, scene, amount, mention))
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
            segment, size = self._words.ending(tokens, stop)
            if segment is not None:
                found.insert(0, segment)
            elif stop > begin or tokens[stop - 1] in scene.grammar.gaps["unnarrowing"]:
                size = 1
            else:
                break
            stop -= size
        named = next((m.name for m in scene.entities if m.start == mention.start and m.end < mention.end and m.kind in PLACE_KINDS), None)
        if stop > begin or named is not None:
            return found, named
        if found and stop > 1 and tokens[stop - 1] in scene.grammar.gaps["joining"] and self._words.ending(tokens, stop - 1)[0] is not None:
            return [], None  # "smartphone and tablet shipments"
        place = self._place_before(scene, mention.start, tokens[stop:begin]) if stop and tokens[stop - 1] == NAME else None
        return found, place

    def _special(self, scene: Scene, amount: Amount, metric: Metric) -> Segment | None:
        """What only such a metric has, near its figure: "$300 million in a **Series A**", "a **pre-money** valuation of $2 billion"."""
        words = self._specials[metric.id]
        if not scene.tokens.has_any(self._special_last[metric.id]):
            return None
        after = next((a.outer_start for a in scene.amounts if a.outer_start >= amount.outer_end), scene.sentence.end)
        last = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
        before = scene.gap(scene.sentence.start if last is None else last.outer_end, amount.outer_start).tokens[-SPECIAL_BEFORE:]
        behind = scene.gap(amount.outer_end, after).tokens[:SPECIAL_BEHIND]
        for at in range(max(len(before), len(behind))):
            for size in self._special_sizes[metric.id]:
                stop = len(before) - at
                found = words.get(before[max(0, stop - size) : max(0, stop)]) or words.get(behind[at : at + size])
                if found is not None:
                    return found
        return None

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
            segment, _ = self._words.ending(tokens, stop)
            if segment is not None:
                return [segment]
        return []

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
                if tokens[at] == NAME and not owns(tokens, at):
                    named = next((m for m in scene.entities if m.start >= end and m.via != "pronoun"), None)
                    if named is not None and named.via == "head":
                        return self._in_description(scene, named), None  # "from **its payments business**"
                    place = named.name if named is not None and named.kind in PLACE_KINDS else None
                    if place is None:
                        break
                elif not (
                    scene.only(tokens[at : at + 1], "determiner") or tokens[at] in scene.grammar.gaps["unnarrowing"] or owns(tokens, at)
                ):
                    break
                at += 1
            found = list[Segment]()
            while at < len(tokens):
                segment, size = self._words.beginning(tokens, at)
                if segment is None:
                    break
                found.append(segment)
                at += size
            behind = tokens[at] if at < len(tokens) else ""
            heads = scene.grammar.head_groups.get(behind, NOTHING)
            if behind == NAME or (not heads.isdisjoint(HEADS) and heads.isdisjoint(UNITS)):
                continue  # "of the e-commerce giant"
            if found and not (behind in scene.grammar.gaps["joining"] and self._words.beginning(tokens, at + 1)[0]):
                return found, place
        return [], None

    def _in_description(self, scene: Scene, mention: EntityMention) -> list[Segment]:
        """The line of business in words that stand for a firm: "its **payments** business"."""
        words = self._named(scene.folded[mention.start : mention.end])
        found = [self._words.ending(words, stop)[0] for stop in range(len(words) - 1, 0, -1)]
        return [segment for segment in found if segment is not None][:1]

    def _subject(self, scene: Scene, amount: Amount, measure: Measure, discourse: Discourse) -> list[Segment]:
        """The business a sentence is about ("its **cloud** unit grew"), or what is a part ("**games** made up 30% of revenue").

        "The unit" is the one told of before.
        """
        for head, kinds in reversed(scene.heads):
            if head.end > amount.outer_start or not kinds & UNITS:
                continue
            between = scene.gap(head.end, amount.outer_start).tokens
            if NAME in between:
                break
            before = scene.before(head.start, self._words.longest)
            segment, _ = self._words.ending(before, len(before))
            if segment is None and before and before[-1] in scene.grammar.gaps["given"] and discourse.unit is not None:
                told, at = discourse.unit
                return [told] if amount.start - at <= UNIT_REACH else []
            if segment is not None:
                discourse.unit = segment, head.end
                return [segment]
            break
        begins_with = opening(self._words, scene, amount)
        if begins_with or measure != "share":
            return begins_with
        tokens = scene.before(amount.outer_start, SUBJECT_REACH)
        for stop in range(len(tokens), 0, -1):
            if tokens[stop - 1] in (";", NAME):
                break
            segment, _ = self._words.ending(tokens, stop)
            if segment is not None:
                return [segment]
        return []

    def hear(self, scene: Scene, discourse: Discourse) -> None:
        """The unit that a sentence without figures speaks of: "Douyin's **local services** unit is growing"."""
        for head, kinds in scene.heads:
            before = scene.before(head.start, self._words.longest) if kinds & UNITS else ()
            segment, _ = self._words.ending(before, len(before))
            if segment is not None:
                discourse.unit = segment, head.end

    def _says_owner(self, segment: Segment, about: About, metric: Metric) -> bool:
        """Whether the owner's name, or its only business, already says it: the cloud revenue of Alibaba Cloud, the logistics of Cainiao."""
        name = about.owner.name
        if name is None or metric.goods:
            return False  # the market is not said by it
        sole = self._sole.get(name)
        return any([words.issubset(self._named(name)) for words in self._said_by[segment.name]]) or (
            sole is not None and any([sole in words for words in segment.names.values()])
        )

    # --- words ----------------------------------------------------------------------------------------------------------


def _is_added(scene: Scene, end: int, amount: Amount) -> bool:
    """Whether a figure is told along with the one that ends at an offset: "rose 18% to $2 billion, **with** an operating margin of 7%"."""
    if not scene.sentence.start <= end <= amount.outer_start:
        return False
    tokens = scene.gap(end, amount.outer_start).tokens
    return tokens[:1] == (",",) and bool(tokens[1:]) and tokens[1] in scene.grammar.gaps["having"] and NAME not in tokens


def _is_restated(scene: Scene, end: int, amount: Amount) -> bool:
    """Whether a share says again what the figure is that ends at an offset: "contributed $2 billion, **or** 56% of revenue"."""
    if not scene.sentence.start <= end <= amount.outer_start:
        return False
    tokens = scene.gap(end, amount.outer_start).tokens
    return tokens[:1] == (",",) and bool(tokens[1:]) and tokens[1] in scene.grammar.gaps["restating"] and NAME not in tokens


def _item(scene: Scene, amount: Amount, about: About) -> str | None:
    """The place right before a figure, behind the one whose metric it has: "19 million users in Germany and **France** 16 million"."""
    if not scene.amounts or about.choice.mention.end > amount.start or scene.amounts[0] is amount:
        return None
    places = [m for m in scene.entities if m.end <= amount.outer_start and m.kind in PLACE_KINDS]
    if not places or places[-1].start < scene.amounts[0].outer_end or scene.gap(places[-1].end, amount.outer_start).tokens:
        return None
    return places[-1].name


def _mentions(scene: Scene, amount: Amount, about: About, metric: Metric) -> Iterator[CueMention]:
    """The words that name the metric: those that decided it, and the last ones before the amount that are told of the same owner."""
    chosen = about.choice.mention
    yield chosen
    for mention in reversed(scene.cues):
        if mention.end <= amount.outer_start and mention is not chosen and any(cue.metric == metric.id for cue in mention.cues):
            last, word = (scene.folded[m.start : m.end].rpartition(" ")[2] for m in (mention, chosen))
            if last != word and NAME not in scene.gap(mention.end, amount.outer_start).tokens:
                yield mention  # not "robotaxi revenue was $7 million and product **revenue** $2 million"
            return


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


def words_of(segments: Iterable[Segment], lang: str) -> Mapping[str, tuple[str, ...]]:
    """The words of lines of business and goods in a language, by name."""
    return {segment.name: segment.names[lang] for segment in segments if lang in segment.names and segment.kind in LINES}
