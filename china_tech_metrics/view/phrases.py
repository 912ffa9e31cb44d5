"""How a document of a language with phrases, such as English, was read: the ranking functions of ``link`` are asked once more.

``link.engine`` tells a witness of every amount it links. At that moment all that was known of the sentence is still there, so the functions
that rank cues, owners and times give the ranking that the decision was made from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from china_tech_metrics.link.direction import find_direction
from china_tech_metrics.link.engine import Engine
from china_tech_metrics.link.handed_on import SHARED
from china_tech_metrics.link.lists import enumeration
from china_tech_metrics.link.measure import Reading
from china_tech_metrics.link.metric import rank_cues
from china_tech_metrics.link.moment import About, Moment
from china_tech_metrics.link.names import mark_names
from china_tech_metrics.link.observation import Observation
from china_tech_metrics.link.own_words import read_source
from china_tech_metrics.link.owner_before import COUNTED_AT_HOME
from china_tech_metrics.link.owner_score import score_owners
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.link.standing import read_status, said_status
from china_tech_metrics.link.timeline import PeriodChoice, Question
from china_tech_metrics.link.times import score_time
from china_tech_metrics.model import Amount, Document, Period, Status
from china_tech_metrics.resolve.calendar import label, resolve, same_days
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.view.trace import Aspect, Candidate, Choice, Decision, Mention, Span, Trace
from china_tech_metrics.vocabulary import Vocabulary

STATUS_WORDS = {"target": "target", "will": "target", "forecast": "forecast", "awaited": "forecast", "estimate": "estimate"}
"""What the classes of words of aim, expectation and doubt make of a figure."""
CITING = ("said", "according")
NOT_DATES = ("duration", "base", "mention")
REMEMBERED = 3
"""So many of the names spoken of before are told, the likeliest first."""


def trace_phrases(engine: Engine, document: Document, vocabulary: Vocabulary) -> Trace:
    """The document with all that was decided, and from what."""
    finds = engine.scan([document.text])[0]
    recorder = _Recorder(document)
    observations = tuple(engine.read(document, finds, recorder))
    scenes = engine.scenes(document.text)
    mark_names(scenes)
    watched = {scene.sentence.start: scene for scene in recorder.scenes}
    scenes = [watched.get(scene.sentence.start, scene) for scene in scenes]
    for observation in observations:
        recorder.settle(observation)
    cited = (c.words for d in recorder.decisions.values() for name, c in d.items() if name == "source" and c.words)
    metrics = (c.words for d in recorder.decisions.values() for name, c in d.items() if name == "metric" and c.words)
    return Trace(
        document,
        tuple(finds.amounts),
        _mentions(scenes, set(cited), _named(recorder, observations, set(metrics))),
        observations,
        {_span(a): Span(s.sentence.start, s.sentence.end) for s in scenes for a in s.amounts},
        dict(recorder.decisions),
    )


def _named(recorder: _Recorder, observations: Iterable[Observation], spans: set[Span]) -> dict[Span, tuple[str, ...]]:
    """The metrics that each cue decided, by where it stands."""
    found: dict[Span, tuple[str, ...]] = {span: () for span in spans}
    for o in observations:
        words = recorder.decisions[_span(o.amount)]["metric"].words
        if words is not None and o.metric not in found[words]:
            found[words] = (*found[words], o.metric)
    return found


def _mentions(scenes: Iterable[Scene], cited: set[Span], metrics: dict[Span, tuple[str, ...]]) -> tuple[Mention, ...]:
    found = [Mention(*span, "metric", names) for span, names in metrics.items()]
    named: set[Span] = set()
    for scene in scenes:
        for entity in scene.entities:
            source = entity.role == "source" or _span(entity) in cited
            found.append(Mention(entity.start, entity.end, "source" if source else "entity", (entity.name,)))
            named.add(_span(entity))
        found += [Mention(time.start, time.end, "time") for time in scene.periods]
    found += [Mention(*span, "source") for span in cited - named]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind)))


class _Recorder:
    """The witness: notes what every aspect of an amount was chosen from."""

    def __init__(self, document: Document) -> None:
        self._published = document.published
        self.scenes: list[Scene] = []
        self.decisions: dict[Span, Decision] = {}
        self._read_as: dict[Span, tuple[Scene, Amount, Status]] = {}

    def __call__(self, moment: Moment, amount: Amount, about: About, reading: Reading, question: Question, when: PeriodChoice) -> None:
        if moment.scene not in self.scenes[-1:]:
            self.scenes.append(moment.scene)
        cue = about.cue if about.choice.score else None
        self._read_as[_span(amount)] = (moment.scene, amount, read_status(moment.scene, amount, cue))
        self.decisions[_span(amount)] = {
            "metric": _metric(moment, amount, about),
            "entity": _entity(moment, amount, about, question),
            "period": _period(moment.scene, question, when, self._published),
            "measure": _measure(moment.scene, amount, reading),
        }

    def settle(self, observation: Observation) -> None:
        """Add what is known once the row is there: its status, who is cited, and a time shared with the figure behind."""
        span = _span(observation.amount)
        scene, amount, read_as = self._read_as[span]
        decision: dict[Aspect, Choice] = {**self.decisions[span]}
        decision["status"] = _status(scene, amount, observation.status, read_as)
        decision["source"] = _source(scene, amount, observation.source, observation.entity)
        if observation.features.period == SHARED:
            spans = (_span(a) for a in scene.amounts if a.start > span.start)
            behind = [self.decisions[s]["period"].words for s in spans if s in self.decisions]
            decision["period"] = replace(decision["period"], feature=SHARED, words=next((w for w in behind if w), None))
        self.decisions[span] = decision


def _span(find: Spanned) -> Span:
    return Span(find.start, find.end)


def _metric(moment: Moment, amount: Amount, about: About) -> Choice:
    """The cue that was chosen, and all others of the sentence."""
    scene, chosen = moment.scene, about.choice.mention
    ranked = rank_cues(scene, amount, enumeration(scene, amount)[-1].outer_end, moment.contexts)
    scored = {_span(c.mention): c for c in ranked}
    others = [Candidate(c.metric, _span(chosen), None, "same words") for c in chosen.cues if c.metric != about.cue.metric]
    for mention in scene.cues:
        if mention is chosen:
            continue
        plain = [c for c in mention.cues if not c.when] or mention.cues  # what the words mean without a condition
        metrics = " or ".join(dict.fromkeys(c.metric for c in plain if c.metric != about.cue.metric))
        if not metrics:
            continue  # it speaks for the same
        found = scored.get(_span(mention))
        if found is not None:
            others.append(Candidate(metrics, _span(mention), found.score, found.feature))
        else:
            others.append(Candidate(metrics, _span(mention), None, "does not fit"))
    words = _span(chosen) if chosen.end > chosen.start else None
    return Choice(about.feature, about.choice.score or None, words, _best_first(others))


def _measure(scene: Scene, amount: Amount, reading: Reading) -> Choice:
    """The word of change that governs the amount, where it is read as one."""
    direction = find_direction(scene, amount) if reading.measure in ("growth", "change", "multiple") else None
    return Choice(reading.feature, None, _span(direction.span) if direction is not None else None)


def _entity(moment: Moment, amount: Amount, about: About, question: Question) -> Choice:
    """The owner that was chosen, all other names of the sentence, and whom the text has spoken of before."""
    scene, owner = moment.scene, about.owner
    scored = score_owners(scene, amount, question.choice, question.metric, moment.discourse)
    by_mention = {id(found.mention): found for found in scored}
    others = []
    for mention in scene.entities:
        if mention is owner.mention or mention.name == owner.name:
            continue
        found = by_mention.get(id(mention))
        others.append(
            Candidate(mention.name, _span(mention), found.score, found.feature)
            if found is not None
            else Candidate(mention.name, _span(mention), None, _barred(mention))
        )
    here = {owner.name, *(m.name for m in scene.entities)}
    before = [name for name in moment.discourse.salient(moment.number) if name not in here]
    if owner.mention is None or owner.score < COUNTED_AT_HOME:  # else nobody the text spoke of before is asked for
        others += [Candidate(name, None, None, "spoken of before") for name in before[:REMEMBERED]]
    return Choice(owner.feature, owner.score or None, _span(owner.mention) if owner.mention else None, _best_first(others))


def _barred(mention: EntityMention) -> str:
    """Why a name owns no figure here."""
    return {"source": "only cited", "place": "only a place"}.get(mention.role, "owns another figure")


def _period(scene: Scene, question: Question, when: PeriodChoice, published: dt.date | None) -> Choice:
    """The time that was chosen, and all others of the sentence."""
    chosen = _time(scene, question, when, published)
    others = []
    for mention in scene.periods:
        if mention is chosen:
            continue
        scored = score_time(scene, question, mention)
        days = _days(question, mention, published)
        value = label(days) if days is not None else scene.text[mention.start : mention.end]
        if scored is not None:
            others.append(Candidate(value, _span(mention), *scored))
        else:
            others.append(Candidate(value, _span(mention), None, mention.role if mention.role in NOT_DATES else "dates something else"))
    return Choice(when.feature, when.score or None, _span(chosen) if chosen else None, _best_first(others))


def _time(scene: Scene, question: Question, when: PeriodChoice, published: dt.date | None) -> PeriodMention | None:
    """The time of the sentence that gave the period: the one with its score, else the one with its days."""
    scored = [(score_time(scene, question, mention), mention) for mention in scene.periods]
    same = [mention for found, mention in scored if found is not None and found[0] == when.score]
    if same:
        return same[0]
    for mention in scene.periods:
        days = _days(question, mention, published)
        if when.score and days is not None and when.period is not None and same_days(days, when.period):
            return mention
    return None


def _days(question: Question, mention: PeriodMention, published: dt.date | None) -> Period | None:
    return resolve(mention.expr, published=published, fiscal_years=question.fiscal_years)


def _status(scene: Scene, amount: Amount, status: Status, read_as: Status) -> Choice:
    """The words of aim, expectation or doubt that make it what it is, or why those of the sentence do not."""
    marks = sorted(
        ((span, made) for name, made in STATUS_WORDS.items() for span in scene.classes.get(name, ())),
        key=lambda mark: max(amount.start - mark[0].end, mark[0].start - amount.end),
    )
    if status != read_as:
        feature, words = "hearsay" if (read_as, status) == ("actual", "estimate") else "period", None
    elif status == "actual":
        feature, words = "no word", None
    elif said_status(scene, amount) == status:
        feature, words = "word", next((_span(span) for span, made in marks if made == status or scene.classes.get("will")), None)
    else:
        feature, words = "word of the metric", None
    others = [Candidate(made, _span(span), None, "governs another figure") for span, made in marks if _span(span) != words]
    return Choice(feature, None, words, tuple(others))


def _source(scene: Scene, amount: Amount, source: str | None, entity: str | None) -> Choice:
    """Where the one cited stands, or the word that says somebody is."""
    others = tuple(
        Candidate(m.name, _span(m), None, "cited for something else") for m in scene.entities if m.role == "source" and m.name != source
    )
    if source is None:
        return Choice("nobody cited", None, None, others)
    named = [_span(m) for m in scene.entities if m.name == source]
    if not named and read_source(scene, entity) != source:
        return Choice("told before", None, None, others)
    marks = [_span(span) for name in CITING for span in scene.classes.get(name, ())]
    nearest = sorted(marks if source == "company" else named or marks, key=lambda s: max(amount.start - s.end, s.start - amount.end))
    return Choice("company" if source == "company" else "cited", None, nearest[0] if nearest else None, others)


def _best_first(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The scored ones before the others."""
    return tuple(sorted(candidates, key=lambda c: (c.score is None, -(c.score or 0.0))))
