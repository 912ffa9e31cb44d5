"""The market a text speaks of: the goods that figures of shipments and market shares are of where they name none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from china_tech_metrics.link.discourse import Discourse, Market
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.scan.text import fold
from china_tech_metrics.scan.words import BLANK, exact
from china_tech_metrics.vocabulary.entries import Entity, Grammar, Segment

AHEAD = 400
"""How many characters behind a figure its market may be named first, as in a list that opens a text."""


class MarketFinder:
    """Finds "the **Indian smartphone** market" and "the top **phone** makers". Build once for a vocabulary and a language."""

    def __init__(self, segments: Iterable[Segment], places: Iterable[Entity], grammar: Grammar, lang: str) -> None:
        self._goods = {fold(word): s for s in segments if s.kind == "goods" for word in s.names.get(lang, ())}
        self._places = {fold(word): place.name for place in places for word in place.names.get("en", ())}
        place, goods, heads = exact(self._places), exact(self._goods), exact(grammar.gaps["market_heads"])
        self._market = re.compile(
            rf"(?:\b(?P<place>{place})(?:['’]s)?{BLANK})?\b(?P<goods>{goods}){BLANK}(?:{heads})\b(?:{BLANK}in{BLANK}(?:the{BLANK})?(?P<where>{place})\b)?"
        )

    def spoken_of(self, scene: Scene, amount: Amount, discourse: Discourse) -> Market | None:
        """The market named last before an amount, else the first one soon behind it."""
        if discourse.markets is None:
            discourse.markets = self._all(scene.folded)
        last: Market | None = None
        for market in discourse.markets:
            if market.at > amount.start:
                return last or (market if market.at - amount.end <= AHEAD else None)
            last = market
        return last

    def _all(self, text: str) -> Sequence[Market]:
        """The markets of a text in order; one named without its place is the one of those goods named before."""
        found: list[Market] = []
        places: dict[str, str] = {}
        for match in self._market.finditer(text):
            goods = self._goods[match["goods"]]
            place = self._places.get(match["place"] or match["where"] or "", places.get(goods.name))
            if place is not None:
                places[goods.name] = place
            found.append(Market(match.start(), place, goods))
        return found
