"""What the vocabulary knows of the entities a text speaks of: their kind, their home, who owns them and what they own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import Entity, EntityKind, Grammar

INVESTMENT = "investment"
"""The sector of those who invest by trade."""


class KnowledgeBase:
    """Answers by name. A name in no vocabulary is of the kind the text gave it, and nothing else is known of it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._entities = vocabulary.entities
        scopes = (segment for segment in vocabulary.segments.values() if segment.kind == "scope")
        self._scopes = [frozenset(chain.from_iterable(scope.names.values())) for scope in scopes]
        self._children = vocabulary.children

    def get(self, name: str | None) -> Entity | None:
        """The entry of a name."""
        return self._entities.get(name) if name else None

    def kind_of(self, name: str, discourse: Discourse) -> EntityKind:
        """What sort of thing a name is; a company if neither vocabulary nor text says."""
        entity = self._entities.get(name)
        return entity.kind if entity else discourse.shapes.get(name, "company")

    def home_of(self, name: str | None) -> str | None:
        """The country an entity comes from."""
        entity = self.get(name)
        return entity.home if entity else None

    def comes_from(self, name: str, place: str) -> bool | None:
        """Whether an entity is at home in a country, or has its seat, or who owns it, in a city; None where that is not known."""
        home, seat, owner = self.home_of(name), None, self._entities.get(name)
        if home == place:
            return True
        while owner is not None and seat is None:
            seat, owner = owner.seat, self._entities.get(owner.parent or "")
        if seat is None:
            return False if home not in (None, self.home_of(place)) else None
        if place in (within := self._within(seat)):
            return True
        return None if within[0] in self._within(place) else False

    def _within(self, place: str) -> list[str]:
        """A place and those it lies in."""
        found = [place]
        while (entity := self._entities.get(found[-1])) is not None and entity.seat is not None:
            found.append(entity.seat)
        return found

    def counts_for(self, name: str) -> str | None:
        """The country whose figures an office of statistics gives; None for anybody else."""
        entity = self._entities.get(name)
        return entity.home if entity is not None and "statistics" in entity.traits else None

    def invests(self, name: str | None) -> bool:
        """Whether an entity is an investor by trade."""
        entity = self.get(name)
        return entity is not None and INVESTMENT in entity.sectors

    def traits_of(self, name: str | None) -> frozenset[str]:
        """The traits an entry gives a name; none of one that is unknown."""
        entity = self.get(name)
        return entity.traits if entity else frozenset()

    def sorts_of_place(self, name: str) -> set[str]:
        """What a place can be called: "the country", "the city" (cities and provinces), "the region" (parts of the world)."""
        entity = self._entities.get(name)
        if entity is None:
            return set()
        if entity.kind == "country":
            return {"country", *(entity.traits & {"city"})}
        return {"city" if entity.home is not None else "parts_of_world"}

    def owns(self, owner: str, name: str) -> bool:
        """Whether ``name`` is a business of ``owner``, directly or through others."""
        entity = self._entities.get(name)
        return entity is not None and entity.parent is not None and (entity.parent == owner or self.owns(owner, entity.parent))

    def group_of(self, name: str, discourse: Discourse, *, topmost: bool) -> str:
        """The company a business belongs to, as far as the text has spoken of its owners: the nearest one, or the group at the top."""
        found = name
        entity = self._entities.get(name)
        while entity is not None and entity.parent is not None:
            entity = self._entities.get(entity.parent)
            if entity is not None and entity.name in discourse.recent:
                found = entity.name
                if not topmost:
                    break
        return found

    def related_to(self, name: str, relation: str, discourse: Discourse, number: int) -> str | None:
        """The parent of a name, or the sibling of it the text has spoken of."""
        entity = self._entities.get(name)
        if relation == "parent":
            return (entity.parent or name) if entity is not None else name
        if entity is None or relation != "sibling":
            return None
        for other in discourse.salient(number):
            candidate = self._entities.get(other)
            if candidate is not None and other != name and candidate.parent is not None and candidate.parent == entity.parent:
                return other
        return None

    def _says(self, said: set[str], word: str) -> bool:
        """Whether some words have one of a name, or another for the same part of the world: "the **overseas** shopping unit"."""
        return word in said or any(word in scope and not scope.isdisjoint(said) for scope in self._scopes)

    def division(self, owner: str, sectors: set[str], words: Iterable[str] = ()) -> str | None:
        """The business of ``owner`` that works in one of the sectors, or that is named by the words; what it makes is none."""
        best: Entity | None = None
        said = set(words)
        for child in self._children(owner):
            named = child.name.lower().split()
            if child.kind == "company" and len(named) > 1 and named[0] == owner.lower() and all(self._says(said, w) for w in named[1:]):
                return child.name  # "Alibaba's **international** commerce arm"
            if child.kind != "product" and sectors and child.sectors and set(child.sectors) & sectors:
                fit = (child.sectors[0] in sectors, child.kind == "company", -len(child.sectors))
                if best is None or fit > (best.sectors[0] in sectors, best.kind == "company", -len(best.sectors)):
                    best = child
        return best.name if best else None


def sectors_named(grammar: Grammar, words: Sequence[str]) -> set[str]:
    """The sectors words name, the longest names first: "food delivery" is not also logistics."""
    left, found = list(words), set[str]()
    for size in (3, 2, 1):
        for i in range(len(left) - size + 1):
            sectors = grammar.sectors_of.get(" ".join(left[i : i + size]))
            if sectors:
                found |= sectors
                left[i : i + size] = [""] * size
    return found
