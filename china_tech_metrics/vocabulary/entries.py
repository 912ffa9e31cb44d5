"""The records a vocabulary is made of, as they are read from TOML: entities, metrics with their cues, grammar, examples."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS, FiscalYears

EntityKind = Literal["company", "platform", "product", "brand", "research", "media", "institution", "person", "country", "region"]
CueRole = Literal["noun", "counted", "verb", "unit"]
CUE_ROLES = ("noun", "counted", "verb", "unit")
Nature = Literal["flow", "stock", "average", "moment"]
NATURES = ("flow", "stock", "average", "moment")

ENTITY_KINDS = ("company", "platform", "product", "brand", "research", "media", "institution", "person", "country", "region")
IMPLIED = ("growth", "unit price", "share of a sector", "part of a company", "worth", "energy", "sum", "people using", "people watching")
"""When a metric can be meant though no word names it."""
LISTED = "listed"
"""The trait of what has a listing: what it is worth is its market capitalisation."""
EXCHANGE = "exchange"
"""The trait of a place where shares are listed: it is named where that is said, and seldom as who says something."""
BANK = "bank"
"""The trait of a house that has a hand in deals: it is named in them, and is a source only where it says something."""
CAPITAL = "capital"
"""The trait of a city by which the government of its home is called."""
TRAITS = frozenset({CAPITAL, "marketplace", "maker", "statistics", "city", "world", LISTED, EXCHANGE, BANK})
REPORTER_KINDS = frozenset({"research", "media", "institution"})
"""Kinds that usually report somebody else's number."""
PLACE_KINDS = frozenset({"country", "region"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, platform, product, brand, research firm, news outlet, institution, person, country or region.

    ``names`` maps a language code to every name in it, the canonical ``name`` first under ``en``.
    ``traits`` holds ``marketplace`` (its sales are GMV), ``maker`` (its unit sales are shipments) and ``statistics`` (what it
    counts is its ``home``'s); what has ``listings`` is ``listed``.
    ``fiscal_years`` are those of the company it belongs to. ``seat`` is the city or province of its head office, of a city
    its province.
    """

    name: str
    kind: EntityKind
    names: Mapping[str, tuple[str, ...]]
    parent: str | None = None
    sectors: tuple[str, ...] = ()
    traits: frozenset[str] = frozenset()
    listings: tuple[str, ...] = ()
    fiscal_years: FiscalYears = CALENDAR_YEARS
    currency: str | None = None
    home: str | None = None
    seat: str | None = None
    file: str = ""

    @property
    def fiscal_year_end(self) -> int:
        """The month its fiscal year ends in now, 1 to 12."""
        return self.fiscal_years.month

    def fiscal_year_end_on(self, day: dt.date) -> int:
        """The month the fiscal year that a day is in ends in, or the period between two year ends."""
        return self.fiscal_years.year_of(day).end.month


SegmentKind = Literal["line", "goods", "scope", "accounting"]
SEGMENT_KINDS = ("line", "goods", "scope", "accounting")


@dataclass(frozen=True, slots=True)
class Segment:
    """What narrows a metric: a ``line`` of business, ``goods``, a ``scope`` (part of the world, channel) or a way of ``accounting``.

    ``names`` maps a language code to the words that say it. One with ``metrics`` narrows only these, wherever near their figures it is
    said, and even if no line of business has such figures of its own: rounds of funding, what a price is for.
    """

    name: str
    kind: SegmentKind
    names: Mapping[str, tuple[str, ...]]
    metrics: frozenset[str] = frozenset()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that name a metric, and what they say beyond it.

    ``role``: a "noun" stands for the metric, a "counted" noun behind the amount for what it counts, a "verb" takes the amount as its
    object, a "unit" is a measure word in which hardly anything else is counted ("辆"). ``nature`` is that of what they name, where it is
    not the metric's: output is a flow, though capacity is a stock. ``of_place`` is the metric they name where a place has it: what all
    sell there is the size of a market, what a country ships abroad is trade.
    """

    metric: str
    words: tuple[str, ...]
    role: CueRole
    units: frozenset[str]
    segment: str | None = None
    sign: int = 1
    measure: str | None = None
    status: str | None = None
    rate: str | None = None
    nature: Nature | None = None
    of_place: str | None = None
    weight: float = 0.0
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: what it means, the kinds of amount its level may have, and the words that name it in each language.

    ``nature`` is "flow" (so much in a period), "stock" (so much at a time), "average" (a stock taken over a period, as daily users)
    or "moment" (a stock that is spoken of day by day, as the price of a share).

    ``part`` is the metric a share of this one is: a part of the market size is a market share; ``seller_part`` and ``place_part`` are
    the same for shares of what a whole place has, held by a business ("44% of the city's orders" is a market share) or by nobody in
    particular ("half of new car sales in China" are electric: penetration). ``place_form`` is what this one is where a text has told
    that one of the same place: "retail sales rose 8%. **Spending** in cities rose 7%", ``market_form`` the same of what businesses in it
    took in: "China's games market grew 2%. Browser games **brought in** 2 billion yuan". ``per_share`` is the same of one share.
    ``made`` is what the things it counts are where they were produced and not sold. ``cut`` is the metric of what somebody takes off
    this one: to cut the workforce by a fifth is a layoff. ``received`` is the metric of such money told of the one who gets it (an
    investment is funding), ``active`` those of people who come every "day" or "month". ``implied`` says when it is meant though no word
    names it: "growth" ("the cloud unit grew 7%"), "unit price" ("RMB 303 per kilogram"), "share of a sector" ("half of the region's
    e-commerce"), "part of a company" ("$3 million for 33% of Alibaba"), "worth" ("the $45 billion start-up"), "energy" ("supplied 65
    GWh") or "sum" ("the festival is to hit $32 billion"), ``implied_when`` the context tags or traits it needs for that. ``most`` is
    what no level of it exceeds, whatever the currency, ``least`` what a plain number or a sum of it has at least: "two passengers" are
    no trips, and nobody raises $180.
    ``owner`` is "object" where the figure belongs to what is bought or held and not to who does it, and "group" where a sentence that
    names nobody means the group the text speaks of and not the business told of last: businesses have revenue, but no dividend.

    ``parts`` says how the amounts of segments and shorter periods go together with that of the whole: they "add" up to it, they
    "overlap" (people counted in several of them) but none exceeds it, or "none": a price or a single deal has no whole. What happens
    ``once``, as a round of funding, is not of the period that a text reports on; what is taken ``at_listing`` is of the day on which
    shares began to trade, and what companies tell ``in_accounts`` is rarely that of a single month. ``within`` is
    the metric of which this one is a part (daily users are within the monthly ones), ``ratio`` the two metrics a margin is the ratio of.
    ``goods`` says that it is one of goods, so that those told of last are meant where none are named, ``segmented`` whether segments
    have such figures of their own at all, and ``whole`` names segments that are no part of it: deliveries of a carmaker are of vehicles.
    """

    id: str
    name: str
    description: str
    units: frozenset[str]
    nature: Nature
    about: tuple[str, ...]
    basis: str
    cues: Mapping[str, tuple[Cue, ...]]
    ignore: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part: str | None = None
    seller_part: str | None = None
    place_part: str | None = None
    place_form: str | None = None
    market_form: str | None = None
    per_share: str | None = None
    made: str | None = None
    cut: str | None = None
    received: str | None = None
    active: Mapping[str, str] = field(default_factory=dict)
    implied: str | None = None
    implied_when: frozenset[str] = frozenset()
    most: float = math.inf
    least: float = 0
    owner: str = "subject"
    parts: Literal["add", "overlap", "none"] = "add"
    once: bool = False
    at_listing: bool = False
    in_accounts: bool = False
    within: str | None = None
    ratio: tuple[str, ...] = ()
    goods: bool = False
    segmented: bool = True
    whole: frozenset[str] = frozenset()
    file: str = ""

    @property
    def signed(self) -> bool:
        """Whether a level of it can be below zero: some words of it turn the sign, as those for a loss do."""
        return any(cue.sign < 0 for cues in self.cues.values() for cue in cues)


@dataclass(frozen=True)
class Grammar:
    """The words of one language that carry grammar: see the comments in ``languages/en/grammar.toml``.

    ``classes`` are the words the lexicon marks in a text, by class; ``gaps`` are function words looked up when
    the words between two mentions are read, ``content`` words that are looked up in the same places and carry content; the rest
    map an id to its words. ``segments`` are those of the vocabulary, which the engine puts there. ``ordinary`` are words of everyday
    use, of ``ordinary.toml`` beside it.
    """

    classes: Mapping[str, tuple[str, ...]]
    gaps: Mapping[str, frozenset[str]]
    content: Mapping[str, frozenset[str]]
    contexts: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, tuple[str, ...]]
    abbreviations: frozenset[str]
    sentence_end: str
    word_boundaries: bool
    segments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()

    @cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """For each word of ``gaps`` the groups it is in."""
        return _groups_by_word(self.gaps)

    @cached_property
    def sector_words(self) -> frozenset[tuple[str, ...]]:
        """The words of every sector of ``sectors``."""
        return frozenset(tuple(phrase.split()) for phrases in self.sectors.values() for phrase in phrases)

    @cached_property
    def sectors_of(self) -> Mapping[str, frozenset[str]]:
        """For each phrase of ``sectors`` the sectors it says."""
        return _groups_by_word(self.sectors)

    @cached_property
    def lines(self) -> frozenset[tuple[str, ...]]:
        """The words of every segment of ``segments``."""
        return frozenset(tuple(phrase.split()) for phrases in self.segments.values() for phrase in phrases)

    @cached_property
    def head_groups(self) -> Mapping[str, frozenset[str]]:
        """For each word of ``heads`` the groups it is in."""
        return _groups_by_word(self.heads)


def _groups_by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group, words in groups.items():
        for word in words:
            found.setdefault(word, set()).add(group)
    return {word: frozenset(names) for word, names in found.items()}


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the rows expected of it; each row is checked on the fields it names.

    ``gap`` says what the library does not read yet: such an example is known to fail.
    """

    text: str
    published: dt.date | None
    lang: str
    rows: tuple[Mapping[str, Any], ...]
    file: str
    number: int
    gap: str | None = None
