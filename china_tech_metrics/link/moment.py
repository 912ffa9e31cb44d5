"""What was decided of the amounts so far, and where the reading of a document is: what one decision hands to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.measure import Reading
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.link.tellers import Tellers
from china_tech_metrics.link.witness import Witness
from china_tech_metrics.model import Amount, Period
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Cue


@dataclass(slots=True)
class About:
    """The metric and owner found for an amount, and the feature that decided; ``whole`` is what a share is one of."""

    choice: CueChoice
    cue: Cue
    owner: OwnerChoice
    feature: str
    whole: Cue | None = None

    @classmethod
    def unmatched(cls, amount: Amount, cue: Cue, owner: OwnerChoice) -> About:
        """For an amount nothing names."""
        return cls(CueChoice(CueMention(amount.start, amount.start, (cue,)), 0.0, "no cue", follows=False), cue, owner, "no cue")


LISTED_NAMES = 2
"""So many names with a figure are a list if the text has not had them before."""


@dataclass(slots=True)
class Linked:
    """What was decided of an amount, as the next one may continue it.

    ``period`` is the one the sentence speaks of, ``base`` that of a figure it only compares with.
    """

    amount: Amount
    about: About
    reading: Reading
    period: Period | None
    base: Period | None = None


@dataclass(slots=True)
class Moment:
    """Where the reading of a document is: the sentence, what was decided in it so far, and what came before.

    ``remembered`` are the figures the sentence may go on with, the last one first, ``latest`` the last one of each kind, unit and measure
    in the text, with its sentence; ``anew`` says that the sentence begins a paragraph and points to none of them. ``contexts`` are the
    topics of the whole text.
    ``in_list`` says that it is an item of a list, ``columns`` what the figures of every item are, ``heading`` what all of them
    are, ``split`` that they are parts, ``expected`` that the list has expectations, ``tellers`` know who tells it; ``spoken`` is the time
    said of a figure without a metric. ``witness`` is who watches, if anybody does.
    """

    scene: Scene
    number: int
    discourse: Discourse
    linked: list[Linked] = field(default_factory=list)
    remembered: Sequence[Linked] = ()
    latest: Mapping[tuple[str, str, str], tuple[int, Linked]] = field(default_factory=dict)
    anew: bool = False
    contexts: frozenset[str] = frozenset()
    in_list: bool = False
    columns: Sequence[CueMention | None] = ()
    heading: CueMention | None = None
    split: bool = False
    expected: bool = False
    tellers: Tellers = field(default_factory=Tellers)
    witness: Witness | None = None
    spoken: Period | None = None

    @property
    def last(self) -> Linked | None:
        """The amount of this sentence that was linked last."""
        return self.linked[-1] if self.linked else None

    @property
    def wholes(self) -> list[Linked]:
        """The figures a part can be one of, the last one first: those of this paragraph."""
        return [*reversed(self.linked), *(() if self.anew else self.remembered)]

    def take(self, linked: Linked) -> None:
        """Take in what was decided; a number of places comes before what is there: "had 7,000 shops **in 28 countries**, 300 more than"."""
        counts = bool(self.linked) and linked.amount.kind == "count" == self.linked[-1].amount.kind
        self.linked.insert(len(self.linked) - (counts and tells_where(self.scene, linked.amount)), linked)

    def has_told(self, metric: str) -> bool:
        """Whether a figure before, of this sentence or the remembered ones, is of a metric."""
        return any(m.about.cue.metric == metric for m in (*self.linked, *self.remembered))

    def tell(self, knowledge: KnowledgeBase) -> None:
        """Let the discourse know whose figures were told."""
        owners = [m.about.owner.name for m in self.linked]
        places = {name for name in owners if name is not None and knowledge.kind_of(name, self.discourse) in PLACE_KINDS}
        self.discourse.tell(owners, places, shares=all(m.reading.measure == "share" for m in self.linked))

    def is_of_the_lead(self, held: frozenset[str]) -> bool:
        """Whether it only tells who has a part of whom the text is about: "Alibaba owns 18% of **Unitree**. The company lost X"."""
        lead, last = self.discourse.lead, self.linked[-1]
        if any(m.about.cue.metric not in held for m in self.linked):
            return False
        return any(m.name == lead and m.start >= last.amount.end for m in self.scene.entities)

    def lists_owners(self) -> bool:
        """Whether it goes through several names: "Acme took in 2 billion yuan, Nike 1 billion and Uniqlo 500 million"."""
        named = [m.about for m in self.linked if m.about.owner.mention is not None and m.about.owner.mention.role == "plain"]
        owners = {about.owner.name for about in named}
        if len(owners) < LISTED_NAMES or len({about.cue.metric for about in named}) > 1:
            return False
        return len(owners) > LISTED_NAMES or all(self.discourse.counts.get(name or "") == 1 for name in owners)


def tells_where(scene: Scene, amount: Amount) -> bool:
    """Whether a number only says in how many places something is: "7,000 shops **in 28 countries**", "in China and **11 countries**"."""
    before = scene.before(amount.outer_start, 3)
    if scene.only(before[-1:] or (",",), "place_preposition"):
        return True
    return before[1:2] == (NAME,) and scene.only(before[2:], "joining") and scene.only(before[:1], "place_preposition")
