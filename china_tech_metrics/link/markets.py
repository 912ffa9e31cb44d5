"""The markets a text speaks of: the goods that figures of shipments and market shares are of where they name none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Segment

AHEAD = 400
"""How many characters behind a figure its market may be named first, as in a list that opens a text."""


class Market(NamedTuple):
    """Goods, and where they are sold if that is said: "the **Indian smartphone** market"; ``at`` is where a text names it."""

    at: int
    place: str | None
    goods: Segment


class MarketFinder:
    """Finds the markets of texts. Build once for a vocabulary and a language.

    ``pattern`` is given the words for places and for goods, folded, and has the groups ``place``, ``goods`` and ``where``.
    """

    def __init__(
        self,
        segments: Iterable[Segment],
        entities: Iterable[Entity],
        lang: str,
        fold: Callable[[str], str],
        pattern: Callable[[Iterable[str], Iterable[str]], str],
    ) -> None:
        self._goods = {fold(word): s for s in segments if s.kind == "goods" for word in s.names.get(lang, ())}
        self._places: Mapping[str, str] = {
            fold(word): entity.name for entity in entities if entity.kind in PLACE_KINDS for word in entity.names.get(lang, ())
        }
        self._market = re.compile(pattern(self._places, self._goods))

    def scan(self, text: str) -> Sequence[Market]:
        """The markets of a folded text in order; one named without its place is the one of those goods named before."""
        found: list[Market] = []
        places: dict[str, str] = {}
        for match in self._market.finditer(text):
            goods = self._goods[match["goods"]]
            place = self._places.get(match["place"] or match["where"] or "", places.get(goods.name))
            if place is not None:
                places[goods.name] = place
            found.append(Market(match.start(), place, goods))
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
        last: Market | None = None
        for market in self._found:
            if market.at > start:
                return last or (market if market.at - end <= AHEAD else None)
            last = market
        return last
