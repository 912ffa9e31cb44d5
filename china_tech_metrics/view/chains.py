"""How a document of a language that names its topic first, such as Chinese, was read.

The reader of such languages goes by rules in a fixed order and scores nothing, so the others are only named: the other names, metrics and
times of the sentence. The words a decision rests on are found again by what it came to: the nearest ones that say the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from china_tech_metrics.link.observation import Observation
from china_tech_metrics.model import Amount, Document
from china_tech_metrics.unspaced.engine import Finds, TopicEngine
from china_tech_metrics.view.trace import Aspect, Candidate, Choice, Mention, Span, Trace, by_features, plain, with_words
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import REPORTER_KINDS

CITING = frozenset({"said", "according"})
WORDLESS = ("same sentence", "sentence before", "as of publication", "none")
"""Features of a period that no time of the sentence gives."""


def trace_chains(engine: TopicEngine, document: Document, vocabulary: Vocabulary) -> Trace:
    """The document with all that was decided, and the words nearby that say so."""
    known = plain(engine, document, vocabulary)
    finds = engine.scan([document.text])[0]
    named = _names(finds, vocabulary)
    metrics = [Mention(c.start, c.end, "metric", tuple(dict.fromkeys(cue.metric for cue in c.cues))) for c in finds.marks.cues]
    times = [Mention(t.start, t.end, "time") for t in finds.times]
    dating = [Mention(t.start, t.end, "time") for t in finds.times if t.expr is not None and t.role != "base"]
    citing = [Mention(w.start, w.end, "source") for w in finds.marks.words if w.classes & CITING]
    decisions = {}
    for observation in known.observations:
        decision = by_features(observation)
        sentence = Span(*observation.sentence)
        here = [_within(group, sentence) for group in (named, metrics, dating, citing)]
        decisions[_span(observation.amount)] = _decide(document.text, observation, decision, *here)
    chosen = {c.words for d in decisions.values() for name, c in d.items() if name in ("metric", "source") and c.words}
    shown = [m for m in (*metrics, *citing) if m.span in chosen]
    mentions = sorted((*named, *times, *shown), key=lambda m: (m.start, m.end, m.kind))
    return Trace(document, known.amounts, tuple(mentions), known.observations, known.sentences, decisions)


def _names(finds: Finds, vocabulary: Vocabulary) -> list[Mention]:
    reporters = {name for name, entity in vocabulary.entities.items() if entity.kind in REPORTER_KINDS}
    return [Mention(n.start, n.end, "source" if n.entity in reporters else "entity", (n.entity,)) for n in finds.marks.names]


def _within(mentions: Sequence[Mention], sentence: Span) -> list[Mention]:
    """Those of a sentence; the mentions stand in the order of the text."""
    first, last = (bisect_left(mentions, at, key=lambda m: m.start) for at in sentence)
    return list(mentions[first:last])


def _span(amount: Amount) -> Span:
    return Span(amount.start, amount.end)


def _decide(
    text: str,
    observation: Observation,
    decision: dict[Aspect, Choice],
    names: Sequence[Mention],
    metrics: Sequence[Mention],
    times: Sequence[Mention],
    citing: Sequence[Mention],
) -> dict[Aspect, Choice]:
    """The decision with the words that say the same, and with the others of the sentence."""
    amount = observation.amount
    owner = nearest([n for n in names if observation.entity in n.names], amount)
    cue = nearest([m for m in metrics if observation.metric in m.names], amount)
    dated = decision["period"].feature not in WORDLESS
    behind = decision["period"].feature == "behind"
    time = nearest([t for t in times if (t.start >= amount.end) == behind], amount) if dated else None
    cited = [n for n in names if observation.source in n.names] or citing if observation.source is not None else ()
    source = nearest(cited, amount)
    found = with_words(decision, entity=owner, metric=cue, period=time, source=source)
    others = {
        "entity": [Candidate(n.names[0], n.span, None, "also named") for n in names if observation.entity not in n.names],
        "metric": [Candidate(" or ".join(m.names), m.span, None, "also named") for m in metrics if observation.metric not in m.names],
        "period": [Candidate(text[t.start : t.end], t.span, None, "also named") for t in times if t.span != time],
    }
    return {name: _with_others(choice, others.get(name, ())) for name, choice in found.items()}


def _with_others(choice: Choice, others: Iterable[Candidate]) -> Choice:
    return Choice(choice.feature, choice.score, choice.words, tuple(others))


def nearest(mentions: Iterable[Mention], amount: Amount) -> Span | None:
    """The last mention before an amount, else the first one behind it."""
    found = list(mentions)
    before = [m for m in found if m.end <= amount.start]
    chosen = before[-1:] or found[:1]
    return chosen[0].span if chosen else None
