"""Which metric a share is, by what it is a share of: a seller's part of a city's orders is a market share."""

from __future__ import annotations

from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.measure import accounts_for, is_a_share, of_somebody, part_of_all_goods, whole_of_place
from china_tech_metrics.link.moment import About, Moment
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Metric


class Wholes:
    """Tells what parts of one vocabulary's metrics are."""

    def __init__(self, vocabulary: Vocabulary, knowledge: KnowledgeBase) -> None:
        self._vocabulary = vocabulary
        self._knowledge = knowledge

    def metric(self, moment: Moment, amount: Amount, about: About, metric: Metric) -> Metric | None:
        """The metric that a share of another one is, if it has a name of its own."""
        part = metric.part if metric.nature != "moment" or about.cue.role == "noun" else None
        if whole_of_place(moment.scene, amount, about.choice) or self._of_the_whole_told(moment, about):
            kind = self._knowledge.kind_of(about.owner.name, moment.discourse) if about.owner.name else None
            of_a_place = (kind is None or kind in PLACE_KINDS) and not accounts_for(moment.scene, amount, about.owner.mention)
            part = (metric.place_part if of_a_place else metric.seller_part) or part
        elif metric.goods and about.owner.mention is None and part_of_all_goods(moment.scene, amount, about.choice):
            part = metric.place_part
        elif metric.seller_part is not None and not moment.columns and about.owner.name is not None:
            told = moment.has_told(metric.seller_part) and not of_somebody(moment.scene, amount, about.choice)
            if (told or is_a_share(moment.scene, amount)) and self._knowledge.kind_of(
                about.owner.name, moment.discourse
            ) not in PLACE_KINDS:
                part = metric.seller_part  # "Xiaomi had a market share of 19%. Huawei shipped 13 million units for **18%**"
        return None if part is None else self._vocabulary.metrics[part]

    def _of_the_whole_told(self, moment: Moment, about: About) -> bool:
        """Whether a seller's share is one of what a place's were said to be: "took 58% **of the sales**" after those of all platforms."""
        if not about.choice.follows or about.owner.name is None:
            return False
        alike = [m for m in (*moment.linked, *moment.remembered) if m.about.cue.metric == about.cue.metric]
        told = [m for m in alike if m.reading.measure in ("level", "growth")]
        kinds = {self._knowledge.kind_of(m.about.owner.name, moment.discourse) for m in told if m.about.owner.name is not None}
        return bool(kinds) and kinds <= PLACE_KINDS
