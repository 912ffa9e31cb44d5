"""What a document says, and what was decided of each of its amounts: the document read once more, with somebody watching.

A table has values; a page that shows where they stand, and an explanation of them, need the words behind. Both come from here, as plain
values that are the same for every language. How they are got from the engine of a kind of grammar is in ``phrases`` and ``chains``; an
engine that neither knows still gives its amounts and observations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from china_tech_metrics.api import engine_for, observe
from china_tech_metrics.errors import DocumentError
from china_tech_metrics.language import detect
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import Amount, Document
from china_tech_metrics.vocabulary import Vocabulary

Kind = Literal["entity", "time", "metric", "source"]
Aspect = Literal["entity", "metric", "period", "measure", "status", "source"]


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that say who, when, what or by whom. ``names`` are the entities or metrics they can stand for."""

    start: int
    end: int
    kind: Kind
    names: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What else an amount could have had: a ``value``, the words for it if it has any, and its score if it was scored.

    ``why`` is the feature that spoke for it, or what ruled it out.
    """

    value: str
    words: Span | None
    score: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What decided one aspect of an amount: the feature's name, its score and the words, where there are any; and the others."""

    feature: str
    score: float | None = None
    words: Span | None = None
    others: tuple[Candidate, ...] = ()


Decision = Mapping[Aspect, Choice]
"""What was decided of one amount."""


@dataclass(frozen=True)
class Trace:
    """A document as it was read: its amounts, the mentions in it, its observations, and the decision on each amount by its span.

    ``sentences`` has the sentence of each amount. The amounts, mentions and observations stand in the order of the text.
    """

    document: Document
    amounts: tuple[Amount, ...] = ()
    mentions: tuple[Mention, ...] = ()
    observations: tuple[Observation, ...] = ()
    sentences: Mapping[Span, Span] = field(default_factory=dict)
    decisions: Mapping[Span, Decision] = field(default_factory=dict)

    def observed(self, span: Span) -> list[Observation]:
        """The observations on the amount there; several if it is said of several entities."""
        return self._by_span.get(span, [])

    @cached_property
    def _by_span(self) -> Mapping[Span, list[Observation]]:
        found: dict[Span, list[Observation]] = {}
        for observation in self.observations:
            found.setdefault(Span(observation.amount.start, observation.amount.end), []).append(observation)
        return found


def trace(document: Document, vocabulary: Vocabulary) -> Trace:
    """Read a document once more, and say how.

    Raises:
        DocumentError: the document could not be read, as in ``extract``.

    >>> found = trace(Document("a", "JD's revenue rose 1.2%."), Vocabulary.default())
    >>> [(m.kind, m.names) for m in found.mentions], found.decisions[Span(18, 22)]["entity"].feature
    ([('entity', ('JD',)), ('metric', ('revenue',))], 'possessive')
    """
    code = document.lang or detect(document.text)
    if code is None or code not in vocabulary.languages:
        observe(document, vocabulary)  # raises what extract says of it
        return Trace(document)
    engine = engine_for(vocabulary, code)
    try:
        return tracers().get(type(engine), plain)(engine, document, vocabulary)
    except Exception as error:
        raise DocumentError(f"document {document.doc_id!r}: {type(error).__name__}: {error}") from error


Tracer = Callable[[Any, Document, Vocabulary], Trace]


def tracers() -> Mapping[type, Tracer]:
    """How each kind of engine is watched."""
    from china_tech_metrics.link.engine import Engine
    from china_tech_metrics.unspaced.engine import TopicEngine
    from china_tech_metrics.view.chains import trace_chains
    from china_tech_metrics.view.phrases import trace_phrases

    return {Engine: trace_phrases, TopicEngine: trace_chains}


def plain(engine: Any, document: Document, vocabulary: Vocabulary) -> Trace:
    """What any engine gives: its amounts, and its observations with the names of the features that decided them."""
    finds = engine.scan([document.text])[0]
    observations = tuple(engine.read(document, finds))
    return Trace(
        document,
        tuple(finds.amounts),
        observations=observations,
        sentences={Span(o.amount.start, o.amount.end): Span(*o.sentence) for o in observations},
        decisions={Span(o.amount.start, o.amount.end): by_features(o) for o in observations},
    )


def by_features(observation: Observation) -> dict[Aspect, Choice]:
    """A decision of which nothing is known but the features."""
    names = observation.features
    return {
        "entity": Choice(names.owner),
        "metric": Choice(names.metric),
        "period": Choice(names.period),
        "measure": Choice(names.measure),
        "status": Choice(observation.status),
        "source": Choice("none" if observation.source is None else "cited"),
    }


def with_words(decision: dict[Aspect, Choice], **words: Span | None) -> dict[Aspect, Choice]:
    """The decision with the words found for some of its aspects."""
    return {name: replace(choice, words=words.get(name, choice.words)) for name, choice in decision.items()}
