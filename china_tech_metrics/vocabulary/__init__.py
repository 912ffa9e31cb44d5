"""The vocabulary: companies, metrics, currencies and the words of each language, immutable and picklable.

The default one is read once, at its first use, from the TOML under ``data/``. A user's own terms extend it:

>>> vocabulary = Vocabulary.default()
>>> vocabulary.entity("Alipay").parent
'Ant Group'
>>> vocabulary.metrics["gmv"].nature
'flow'
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.amounts import Currencies, NumberWords, Units
from china_tech_metrics.scan.time_words import TimeWords
from china_tech_metrics.unspaced.words import TopicLanguage
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Entity, Example, Grammar, Metric, Segment
from china_tech_metrics.vocabulary.loader import read_entities, read_grammar, read_metric, read_segments, read_toml

__all__ = ["Entity", "Example", "Grammar", "Language", "Metric", "Segment", "Vocabulary"]

E = TypeVar("E", Entity, Segment)
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Language:
    """Everything the engine knows of one language."""

    code: str
    numbers: NumberWords
    time: TimeWords
    grammar: Grammar

    reader: str = "phrases"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All entries by name. Built by :meth:`default` or :meth:`read`; never changed, only extended into a new one."""

    entities: Mapping[str, Entity]
    metrics: Mapping[str, Metric]
    languages: Mapping[str, Language | TopicLanguage]
    currencies: Currencies
    units: Units
    festivals: Festivals
    segments: Mapping[str, Segment] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    @classmethod
    def default(cls) -> Vocabulary:
        """The vocabulary that ships with the library, read once; the same object for every thread."""
        found = _kept.get(DATA)
        return _kept.setdefault(DATA, cls.read(DATA)) if found is None else found

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """The vocabulary under a folder laid out like ``data/``.

        Raises:
            VocabularyError: a file, entry or field is wrong.
        """
        languages = {}
        for folder in sorted((path / "languages").iterdir()):
            languages[folder.name] = _read_language(folder)
        bare = cls(
            entities={},
            metrics={},
            languages=languages,
            currencies=Currencies.from_toml(read_toml(path / "currencies.toml")),
            units=Units.from_toml(read_toml(path / "units.toml")),
            festivals=Festivals.from_toml(read_toml(path / "festivals.toml")),
        )
        return bare.extend(path)

    def extend(self, path: str | Path) -> Vocabulary:
        """A new vocabulary with the entries of a folder added: ``entities/*.toml``, ``metrics/*.toml`` and ``segments/*.toml`` under it.

        An entry of the same name or id replaces the one that was there. A folder without any of these subfolders
        is read as one of entity files.

        Raises:
            VocabularyError: the folder does not exist, or a file, entry or field is wrong.
        """
        path = Path(path)
        if not path.is_dir():
            raise VocabularyError(f"{path}: is no folder")
        entities, metrics, segments, examples = dict(self.entities), dict(self.metrics), dict(self.segments), list(self.examples)
        split = any((path / name).is_dir() for name in ("entities", "metrics", "segments"))
        examples += _add(entities, "entity", path / "entities" if split else path, read_entities)
        for file in sorted((path / "metrics").glob("*.toml")):
            metric, cases = read_metric(file)
            metrics[metric.id] = metric
            examples += cases
        examples += _add(segments, "segment", path / "segments", read_segments)
        _check_parents(entities)
        _check_seats(entities)
        for metric in metrics.values():
            keys = ("part", "seller_part", "place_part", "place_form", "market_form", "per_share", "made", "cut", "received", "within")
            named = [(key, getattr(metric, key)) for key in keys]
            named += [(f"every_{unit}", name) for unit, name in metric.active.items()]
            for key, part in [*named, *(("ratio", part) for part in metric.ratio)]:
                if part is not None and part not in metrics:
                    raise VocabularyError(f"{metric.file}: metric {metric.id!r}: {key}: no metric has the id {part!r}")
        for segment in segments.values():
            for name in sorted(segment.metrics - metrics.keys()):
                raise VocabularyError(f"{segment.file}: segment {segment.name!r}: metrics: no metric has the id {name!r}")
        return replace(self, entities=entities, metrics=metrics, segments=segments, examples=tuple(examples))

    def entity(self, name: str) -> Entity:
        """The entity of that canonical name or alias, ignoring case.

        Raises:
            VocabularyError: no entity has that name.
        """
        found = self._by_alias.get(name.casefold())
        if found is None:
            raise VocabularyError(f"no entity is named {name!r}")
        return self.entities[found]

    @cached_property
    def _by_alias(self) -> Mapping[str, str]:
        table = {alias.casefold(): e.name for e in self.entities.values() for words in e.names.values() for alias in words}
        return table | {name.casefold(): name for name in self.entities}

    @cached_property
    def engines(self) -> dict[str, Any]:
        """What is compiled from this vocabulary, by language; filled where it is used and left behind when pickled."""
        return {}

    def __reduce__(self) -> tuple[Callable[..., Vocabulary], tuple[type[Vocabulary], bytes]]:
        """Pickled as bytes, so that a process which is sent the same vocabulary with every task unpacks and compiles it once."""
        return _unpacked, (type(self), self._packed)

    @cached_property
    def _packed(self) -> bytes:
        return zlib.compress(pickle.dumps({field.name: getattr(self, field.name) for field in fields(self)}, protocol=5), level=1)

    def children(self, name: str) -> Iterable[Entity]:
        """The entities whose parent is ``name``."""
        return self._children.get(name, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[Entity, ...]]:
        table: dict[str, tuple[Entity, ...]] = {}
        for entity in self.entities.values():
            if entity.parent:
                table[entity.parent] = (*table.get(entity.parent, ()), entity)
        return table


def _add(entries: dict[str, E], kind: str, folder: Path, read: Callable[[Path], tuple[list[E], list[Example]]]) -> Iterator[Example]:
    """Put the entries of a folder's files beside others, or in the place of those of the same name; their examples.

    Raises:
        VocabularyError: a file is wrong, or two of the entries have the same name.
    """
    seen: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        found, cases = read(file)
        for entry in found:
            if entry.name in seen:
                raise VocabularyError(f"{file.name}: {kind} {entry.name!r}: also stands in {seen[entry.name]}")
            seen[entry.name] = file.name
            entries[entry.name] = entry
        yield from cases


def _read_language(folder: Path) -> Language | TopicLanguage:
    """The language of a folder; its grammar.toml says which reader its words are for."""
    numbers, time = (read_toml(folder / f"{name}.toml") for name in ("numbers", "time"))
    grammar = read_toml(folder / "grammar.toml")
    match grammar.get("reader", "phrases"):
        case "phrases":
            return Language(folder.name, NumberWords.from_toml(numbers), TimeWords.from_toml(time), read_grammar(folder / "grammar.toml"))
        case "topic chain":
            return TopicLanguage.from_toml(folder.name, numbers, time, grammar)
        case unknown:
            raise VocabularyError(f"{folder.name}/grammar.toml: reader: {unknown!r} is none of phrases, topic chain")


def _check_parents(entities: Mapping[str, Entity]) -> None:
    """Every parent is there, and no entity owns itself through others."""
    for entity in entities.values():
        above, at = {entity.name}, entity
        while at.parent is not None:
            if at.parent not in entities:
                raise VocabularyError(f"{at.file}: entity {at.name!r}: parent: no entity is named {at.parent!r}")
            if at.parent in above:
                raise VocabularyError(
                    f"{entity.file}: entity {entity.name!r}: parent: {at.parent!r} is owned by it, directly or through others"
                )
            above.add(at.parent)
            at = entities[at.parent]


def _check_seats(entities: Mapping[str, Entity]) -> None:
    """Every seat is a place that is there."""
    for entity in entities.values():
        if entity.seat is not None and (entity.seat not in entities or entities[entity.seat].kind not in PLACE_KINDS):
            raise VocabularyError(f"{entity.file}: entity {entity.name!r}: seat: no place is named {entity.seat!r}")


_kept: dict[Path, Vocabulary] = {}
"""The default vocabulary, once it was read. Threads that ask for it first at the same time each read it, and all get the one that was
there first: that needs no lock, which a forked process could inherit locked."""


@lru_cache(maxsize=4)
def _unpacked(kind: type[Vocabulary], packed: bytes) -> Vocabulary:
    """The vocabulary of some bytes: one object for the same ones, as long as no more than a few are in use."""
    vocabulary = kind(**pickle.loads(zlib.decompress(packed)))  # noqa: S301 - called while a pickle is read, whose reader trusts it
    vocabulary.__dict__["_packed"] = packed
    return vocabulary
