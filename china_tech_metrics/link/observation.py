"""What the engine says of one amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from china_tech_metrics.link.confidence import confidence
from china_tech_metrics.model import Amount, Basis, Measure, Modifier, Period, Restatement, Status

OTHER = "other"
"""The metric of a measured figure that no metric of the vocabulary claims."""


@dataclass(slots=True)
class Features:
    """The names of the features that decided each aspect of an observation."""

    metric: str
    measure: str
    owner: str
    period: str


@dataclass(slots=True, unsafe_hash=True)
class Observation:
    """This metric of this entity, over this period, was this value, says this text.

    ``value``, ``low`` and ``high`` carry the sign that words gave the amount; ``sentence`` is a span of the text.
    Nothing changes one that was made; as for an amount, being frozen would cost too much.
    """

    amount: Amount
    metric: str
    measure: Measure
    basis: Basis | None
    entity: str | None
    parent: str | None
    segment: str | None
    period: Period | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    modifier: Modifier
    also: Restatement | None
    status: Status
    source: str | None
    sentence: tuple[int, int]
    features: Features

    @property
    def confidence(self) -> float:
        """The share of right rows among annotated ones with the same evidence."""
        return confidence((self.features.metric, self.features.owner, self.features.period))
