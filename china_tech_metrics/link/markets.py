"""The markets a text speaks of: the goods that figures of shipments and market shares are of where they name none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from china_tech_metrics.scan.text import fold
from china_tech_metrics.scan.words import BLANK, exact
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Grammar, Segment

LONGEST_PLACE = 24
AHEAD = 400
"""How many characters behind a figure its market may be named first, as in a list that opens a text."""


class Market(NamedTuple):
    """Goods, and where they are sold if that is said: "the **Indian smartphone** market"; ``at`` is where a text names it.

    ``heads`` says that its words name a market, and not only somebody's goods: "sales of phones", "the phone maker".
    """

    at: int
    place: str | None
    goods: Segment
    heads: bool = True


class MarketFinder:
    """Finds the markets of texts. Build once for a vocabulary and a language.

    ``written`` is given the words for places and for goods, as patterns, and returns two of its own: for goods with what makes them a
    market behind them, with the groups ``goods`` and ``where``, and for a ``place`` right before that. Behind a word
    that is ``joining`` goods are one of several. ``spaced`` says that there are spaces between words.
    """

    def __init__(
        self,
        segments: Iterable[Segment],
        entities: Iterable[Entity],
        lang: str,
        fold: Callable[[str], str],
        written: Callable[[str, str], tuple[str, str]],
        *,
        joining: Iterable[str] = (),
        spaced: bool = False,
    ) -> None:
        self._spaced, self._joined = spaced, tuple(f"{word} " if spaced else word for word in joining)
        self._goods = {fold(word): s for s in segments if s.kind == "goods" for word in s.names.get(lang, ())}
        self._places: Mapping[str, str] = {
            fold(word): entity.name for entity in entities if entity.kind in PLACE_KINDS for word in entity.names.get(lang, ())
        }
        market, before = written(exact(self._places), exact(self._goods))
        self._market, self._before = re.compile(market), re.compile(rf"(?:{before})\Z")

    def scan(self, text: str) -> Sequence[Market]:
        """The markets of a folded text in order; one named without its place is the one of those goods named before."""
        found: list[Market] = []
        places: dict[str, str] = {}
        for match in self._market.finditer(text):
            goods = self._goods[match["goods"]]
            start = match.start()
            if (self._spaced and text[start - 1 : start].isalnum()) or text.endswith(self._joined, 0, start):
                continue  # inside a word, or one of several: "phone and **tablet** shipments"
            before = self._before.search(text, max(0, start - LONGEST_PLACE), start)
            said = before["place"] if before is not None else match["where"]
            place = self._places[said] if said is not None else places.get(goods.name)
            if place is not None:
                places[goods.name] = place
            of_somebody = match.groupdict()
            found.append(Market(start, place, goods, not (of_somebody.get("of") or of_somebody.get("made"))))
        return found


class Markets:
    """Those of one folded text, looked for when they are asked for first."""

    def __init__(self, finder: MarketFinder, text: str) -> None:
        self._finder, self._text = finder, text
        self._found: Sequence[Market] | None = None

    def spoken_of(self, start: int, end: int) -> Market | None:
        """The market named last before what stands between two offsets, else the first one soon behind it."""
        if self._found is None:
            self._found = self._finder.scan(self._text)
        behind = bisect_right(self._found, start, key=attrgetter("at"))
        if behind:
            return self._found[behind - 1]
        ahead = self._found[0] if self._found and self._found[0].at - end <= AHEAD else None
        return ahead if ahead is None or ahead.heads else ahead._replace(place=None)


def market_finder(segments: Iterable[Segment], entities: Iterable[Entity], grammar: Grammar, lang: str) -> MarketFinder:
    """Finds "the **Indian smartphone** market", "the top **phone** makers", "shipments of **phones**", "the **phone** market in India"."""

    def written(place: str, goods: str) -> tuple[str, str]:
        leading, determiner = exact(grammar.gaps["place_preposition"]), exact(grammar.gaps["determiner"])
        behind = rf"(?:{BLANK}(?:{leading}){BLANK}(?:(?:{determiner}){BLANK})?(?P<where>{place})\b)?"
        sold = rf"(?P<of>\b(?:{exact(grammar.gaps['sold'])}){BLANK}of{BLANK})?"
        heads = rf"{exact(grammar.gaps['market_heads'])}|(?P<made>{exact(grammar.gaps['maker_heads'])})"
        market = rf"{sold}(?P<goods>{goods})(?(of)\b|{BLANK}(?:{heads})\b){behind}"
        return market, rf"\b(?P<place>{place})(?:['’]s)?{BLANK}"

    return MarketFinder(segments, entities, lang, fold, written, joining=grammar.gaps["joining"], spaced=True)
