"""Of whom and of which places a document has spoken so far."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from china_tech_metrics.link.markets import Markets
from china_tech_metrics.link.narrowed import Festive, Narrowed
from china_tech_metrics.link.scene import EntityMention
from china_tech_metrics.model import Basis
from china_tech_metrics.vocabulary.entries import EntityKind, Segment

FADED = 2.0
"""How much being the subject of another paragraph counts, against 4 in the same one."""
LEAD, RETURNED_TO = 2.0, 3.0
"""How much being whom the text began with counts, and where a new paragraph may come back to it."""
CENTRAL, CENTRAL_BESIDE = 3.0, 1.0
"""How much speaks for the name a text has far more often than others, and beside a subject of the same paragraph."""
LISTED = 5
"""A name in another item of a list counts as one so many sentences longer ago."""


@dataclass(slots=True)
class Discourse:
    """Which entities a document has spoken of, in the order of their last mention, and who was the subject.

    ``home`` is the country whose statistics it tells, ``origin`` the one its first company comes from, ``fresh`` says that the subject
    is one of the running paragraph, ``turned`` that the paragraph before had several sentences, so that a new one is a turn; ``now``
    is the number of the sentence, ``aside_from`` whom the text spoke of before a paragraph on a rival, ``item`` which paragraph the
    item of a list is that the sentence is part of, ``listed`` the items that named somebody last. ``told_of`` is the place
    whose figure was the last one told: "The market grew 3%. IDC expects shipments of 285 million"; ``market`` is it still where sentences
    between only list the figures of several names or shares, ``reported`` the one whose figure was the first of the text
    but for shares, which is ``opened`` then.
    ``last_owner`` is whose figure was the last one and in which sentence, ``markets`` are those its text names, ``festivals`` those it
    tells of, ``narrowed`` what narrowed its last figure, ``unit`` the line of business whose unit it spoke of last and where,
    ``told`` the owners and metrics of its figures,
    ``grown`` against what each metric of each owner was said to have grown, None for several bases, ``currency`` that of its last sum,
    ``central`` the name that the whole text has far more often than others, ``coming`` the first one that its opening names, of whom
    a headline that names nobody tells.
    """

    home: str | None = None
    origin: str | None = None
    coming: str | None = None
    central: str | None = None
    lead: str | None = None
    subject: str | None = None
    fresh: bool = True
    turned: bool = False
    now: int = 0
    aside_from: str | None = None
    item: int | None = None
    told_of: str | None = None
    market: str | None = None
    reported: str | None = None
    opened: bool = False
    last_owner: tuple[str | None, int] = (None, -1)
    markets: Markets | None = None
    festivals: Festive = field(default_factory=Festive)
    narrowed: Narrowed | None = None
    unit: tuple[Segment, int] | None = None
    currency: str | None = None
    told: set[tuple[str | None, str]] = field(default_factory=set)
    grown: dict[str, dict[str | None, Basis | None]] = field(default_factory=dict)
    recent: dict[str, int] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    shapes: dict[str, EntityKind] = field(default_factory=dict)

    def note(self, mention: EntityMention, sentence: int) -> None:
        self.recent.pop(mention.name, None)
        self.recent[mention.name] = sentence
        if self.item is not None:
            self.listed[mention.name] = self.item
        else:
            self.listed.pop(mention.name, None)
        self.counts[mention.name] = self.counts.get(mention.name, 0) + 1

    def tell(self, owners: Sequence[str | None], places: Set[str | None], *, shares: bool) -> None:
        """To be called with whose figures a sentence gave, which of them are places, and whether all are shares of a market."""
        self.told_of = owners[-1] if owners[-1] in places else None
        if not (shares or self.opened):
            self.opened, self.reported = True, owners[0] if owners[0] in places else None
        self.last_owner = owners[-1], self.now
        if self.told_of is not None or (not shares and len({*owners} - places) == 1):
            self.market = self.told_of

    def back_to(self, owner: str | None) -> None:
        """To be called with whose figure was told; the text may have come back to whom it is about."""
        if owner is not None and owner == self.lead:
            self.subject = owner

    def weight_of_place(self, name: str, now: int) -> float:
        """How likely a place is the one a text speaks of: by how often it was named and how long ago."""
        return 1.0 * min(self.counts[name], 4) - 0.5 * min(now - self.places[name], 8)

    def spoken_of(self) -> str | None:
        """Whom "it" at the begin of a sentence means: the subject of the one before, or in a new paragraph the likeliest name."""
        if self.fresh or self.subject is None or not self.recent:
            return self.subject or self.lead
        return self.salient(self.now)[0]

    def comes_back_to(self) -> str | None:
        """Whom the text is about where a new paragraph leaves one who was named only once; None where it does not."""
        left = not self.fresh and self.lead is not None and self.subject not in (None, self.lead) and self.counts[self.subject] == 1
        return self.lead if left else None

    def back_to_the_lead(self) -> bool:
        """Whether a new paragraph may go on with whom the text began with and told figures of: "China's market grew. ¶ **Costs** fell"."""
        return not self.fresh and self.lead is not None and any(owner == self.lead for owner, _ in self.told)

    def salient(self, now: int) -> list[str]:
        """Names, likeliest referent first: the subject, then by recency and how often they were named."""

        returned = self.turned and not self.fresh

        def weight(name: str) -> float:
            age = now - self.recent[name] + LISTED * (self.listed.get(name, self.item) != self.item)
            return (
                (4.0 if self.fresh else FADED) * (name == self.subject)
                + (RETURNED_TO if returned else LEAD) * (name == self.lead)
                + (CENTRAL_BESIDE if self.fresh else CENTRAL) * (name == self.central)
                + min(self.counts[name], 5) * 0.5
                - 1.0 * min(age, 8)
            )

        return sorted(self.recent, key=weight, reverse=True)
