"""Who tells the figures of a sentence: the company itself, somebody who is named, or people who are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from china_tech_metrics.link.citation import GOODS, Citation
from china_tech_metrics.link.gaps import DASHES as LONG_DASHES
from china_tech_metrics.link.hearsay import by_hearsay, by_rumour
from china_tech_metrics.link.own_words import COMPANY, read_source
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.link.speakers import Speakers, unknown_houses
from china_tech_metrics.link.timeline import REPORTED
from china_tech_metrics.model import Amount, Period, Status
from china_tech_metrics.resolve.calendar import term
from china_tech_metrics.vocabulary.entries import BANK, EXCHANGE, PLACE_KINDS, REPORTER_KINDS, Entity, Metric

ANALYSTS, OWN_ANALYSTS = "analysts", "its analysts"
CITED_NEAR, AGAIN = 60, 12
"""How many characters may stand between a word of saying and a reporter, and one before and "the report"."""
RECKONED, RECKONED_BEHIND, RECKONER = 18, 5, 3
"""How many words may stand between analysts and what they expect, before and behind it, and between them and who polled them."""
LEAD = 4
"""So many sentences at the beginning say that a text is a company's own."""
REPORTED_IN = 3
"""So many sentences at the beginning say that a text is on what a company reported."""
MARKS = ("according", "said", "puts")
DASHES = frozenset({"-", "--", *LONG_DASHES})
AHEAD = frozenset({"forecast", "will", "target"})
COUNTING = frozenset({"research", "institution"})
EXPECTING = frozenset({"analysts", "awaited", "forecast"})


@dataclass(slots=True)
class Tellers:
    """Who tells the sentence that is read; one that names nobody goes on with what the one before it told.

    ``here`` are those who are cited in the sentence, ``_told`` told a figure of the paragraph last, ``_reporter`` one of the text,
    ``_counts`` says who counts what, ``_release`` that a company itself is the author, ``_reports`` who reported of somebody on a period.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    heard: bool = False
    rumoured: bool = False
    here: list[Citation] = field(default_factory=list)
    speakers: Speakers = field(default_factory=Speakers)
    _goes_on: bool = False
    _cites: bool = False
    _paragraph: int = -1
    _number: int = -2
    _owners: set[str | None] = field(default_factory=set)
    _told: Citation | None = None
    _tells: str | None = None
    _told_in: int = -1
    _told_number: int = -9
    _reporter: str | None = None
    _counts: dict[str, str] = field(default_factory=dict)
    _release: bool = False
    _reports: dict[tuple[str | None, dt.date, dt.date], str] = field(default_factory=dict)

    def look_ahead(self, scenes: Iterable[Scene], goods: Container[str]) -> None:
        """Learn who counts goods where the text says so only behind some of the figures, and whether a company itself is the author."""
        found = set()
        for number, scene in enumerate(scenes):
            self._release = self._release or (number < LEAD and "release" in scene.classes)
            if scene.amounts and ("said" in scene.classes or "according" in scene.classes) and AHEAD.isdisjoint(scene.classes):
                firms = [m.name for m in scene.entities if m.kind == "research" and self._trait(m.name) is None]
                if firms and any(cue.metric in goods for mention in scene.cues for cue in mention.cues):
                    found.update(firms)
        if len(found) == 1:
            self._counts[GOODS] = found.pop()

    def hear(self, scene: Scene, number: int) -> None:
        """Read a sentence without figures: those behind it may go on with whom it cites."""
        if "person" not in scene.classes and not [m for m in scene.entities if m.kind in REPORTER_KINDS]:
            return
        for citation in self._citations(scene):
            if citation.kind in REPORTER_KINDS:
                self._reporter = citation.name
            if citation.kind in COUNTING or citation.kind == "person":
                self._told, self._tells, self._told_in, self._told_number = citation, None, scene.sentence.paragraph, number

    def enter(self, scene: Scene, number: int) -> None:
        """To be called before a sentence with figures is read, in their order."""
        follows = number == self._number + 1 and scene.sentence.paragraph == self._paragraph
        self.rumoured = by_rumour(scene)
        self.heard = self.rumoured or by_hearsay(scene)
        says = "said" in scene.classes or "according" in scene.classes
        self._goes_on = follows and not self.heard and not says
        if self.rumoured:
            self._paragraph, self._number, self._owners = scene.sentence.paragraph, number, set()
        self.here = self._citations(scene) if says or scene.entities else []
        self._cites = bool(self.here)

    def _citations(self, scene: Scene) -> list[Citation]:
        """All who are cited in a sentence, in order."""
        marks = [hit for name in MARKS for hit in scene.classes.get(name, ())]
        found = []
        for mention in scene.entities:
            kind = self._cited_as(scene, mention, marks) if mention.kind in REPORTER_KINDS else None
            if kind is not None:
                found.append(Citation(mention.start, mention.name, kind))
        if self._reporter is not None and not found and (again := _again(scene, marks)) is not None:
            found.append(Citation(again, self._reporter, "research"))
        if not marks:
            return found
        if not any(citation.kind in COUNTING for citation in found):
            found += [Citation(at, name, "person") for at, name in self.speakers.read(scene)]
            found += [Citation(at, name, "research") for at, name in unknown_houses(scene, self.entities)] if not found else []
        return sorted(found, key=lambda citation: citation.at)

    def _cited_as(self, scene: Scene, mention: EntityMention, marks: Iterable[Spanned]) -> str | None:
        """What somebody who is named as one that says so is, None if he says nothing."""
        if scene.text[mention.start - 1 : mention.start] == "[" or _is_dateline(scene, mention):
            return None
        trait = self._trait(mention.name)
        if mention.kind == "research" and trait is None:
            return mention.kind
        reach = 1 if trait == EXCHANGE else CITED_NEAR
        if trait == BANK and scene.only(scene.after(mention.end, 2)[-1 if mention.possessive else 0 :][:1] or (",",), "watcher"):
            return mention.kind  # "**Jefferies** analyst Karen Chan lowered"
        if trait == BANK and scene.only(scene.before(mention.start, 2)[:1] or (",",), "watcher"):
            return mention.kind  # "analysts at **Citi** think"
        if trait == BANK and scene.only(scene.after(mention.end, 1) or (",",), "opinion"):
            return mention.kind  # "**Barclays** values it at"
        opens = mention.start == scene.sentence.start
        if trait == BANK and opens and ("said" in scene.classes or "forecast" in scene.classes):
            return mention.kind  # "**Citi**, which rates the stock a buy, raised its price target, saying"
        near = any(max(mark.start - mention.end, mention.start - mark.end, 0) <= reach for mark in marks)
        return mention.kind if near else None

    def _trait(self, name: str) -> str | None:
        entity = self.entities.get(name)
        return None if entity is None else next((trait for trait in (EXCHANGE, BANK) if trait in entity.traits), None)

    def source(
        self,
        scene: Scene,
        number: int,
        owner: str | None,
        metric: Metric | None,
        status: Status,
        amount: Amount,
        period: Period | None,
    ) -> str | None:
        """Who gave a figure: who the sentence names, or told the sentence before it in its paragraph, a company only of itself.

        Who counts a market is the source of all that the text tells of it, and so is a company that the text begins with, or who counts for
        a place, of all figures of one period: "**Acme said** revenue rose 5% in the third quarter. … Net income was $2 billion."
        """
        found = self._source(scene, number, owner, metric, status, amount)
        if period is None or status != "actual" or (metric is not None and metric.nature == "moment"):
            return found
        if found is None:
            return None if self.heard or self._cites else self._reports.get((owner, period.start, period.end))
        entity = self.entities.get(owner or "")
        if found == COMPANY:
            if number < REPORTED_IN and term(period) in REPORTED:
                self._reports[owner, period.start, period.end] = found
        elif entity is not None and entity.kind in PLACE_KINDS and found in self.entities and self.entities[found].kind in COUNTING:
            self._reports[owner, period.start, period.end] = found
        return found

    def _source(self, scene: Scene, number: int, owner: str | None, metric: Metric | None, status: Status, amount: Amount) -> str | None:
        cited = self._cited(scene, owner, amount)
        if (reckoner := _reckoned(scene, amount, ahead=status in ("forecast", "estimate"))) is not None:
            if reckoner == ANALYSTS and cited is not None and cited.kind == "research":
                return cited.name
            return self._reporter or ANALYSTS if reckoner == OWN_ANALYSTS else reckoner
        moment = metric is not None and metric.nature == "moment"
        if cited is not None and status == "actual" and self._trait(cited.name) == BANK and (moment or _awaits(scene)):
            if cited.at > amount.end and not scene.gap(amount.outer_end, cited.at).breaks:
                return cited.name  # "topping the **5 billion** of estimates compiled by LSEG"
            cited = None  # "JPMorgan upgraded the stock, sending it up **22%**", "**5%**, above the 4% analysts expected, LSEG data shows"
        if cited is None and not moment:
            cited = self._own_words(scene, number, owner, metric, amount)
        if cited is not None:
            return self._tell(scene, number, cited, owner, metric, status)
        if moment:
            return None  # the prices of shares are there for all
        entity = self.entities.get(owner or "")
        counted = metric is not None and (_is_counted(metric) or (entity is not None and entity.kind in PLACE_KINDS))
        told = self._told if scene.sentence.paragraph == self._told_in and number <= self._told_number + 1 else None
        if "estimate" in scene.classes and number > self._told_number:
            told = None  # "Huawei **reportedly** sold X": somebody else says so
        if told is not None and status == "actual" and self._trait(told.name) == BANK:
            told = None  # who gathers what is expected does not tell what was
        if told is not None and told.of in (None, owner) and not self.heard and not self._cites:
            if told.kind not in COUNTING:
                return told.name
            if counted or self._tells is None or (metric is not None and self._tells == metric.id):
                self._told_number = number  # a report goes on over sentences
                return told.name
        if self._release and owner is not None and (metric is None or PLACE_KINDS.isdisjoint(metric.about[:1])):
            return COMPANY
        if counted and metric is not None and status not in ("target", "estimate"):
            return self._counts.get(metric.id) or (self._counts.get(GOODS) if metric.goods else None)
        return None

    def _own_words(self, scene: Scene, number: int, owner: str | None, metric: Metric | None, amount: Amount) -> Citation | None:
        """What a company says itself; "it" and "the firm" are those who counted a market in the sentence before."""
        name = read_source(scene, owner, self._line(owner))
        if name is None:
            return None
        follows = scene.sentence.paragraph == self._told_in and 0 <= number - self._told_number <= 1
        counted = follows and self._told is not None and self._told.kind in COUNTING and metric is not None and _is_counted(metric)
        if name == COMPANY and counted:
            return self._told  # "SEMI said … **It** expects the market to shrink"
        return Citation(amount.start, name, COMPANY, owner if name == COMPANY else None)

    def _cited(self, scene: Scene, owner: str | None, amount: Amount) -> Citation | None:
        """Who of those cited in a sentence is cited for a figure: the maker of it and not who only passes it on."""
        cited = [citation for citation in self.here if citation.name != owner]
        if not cited:
            return None
        makers = [citation for citation in cited if citation.kind != "media"]
        cited = makers or cited
        before = [citation for citation in cited if citation.at < amount.start]
        behind = [c for c in cited if c.at > amount.start and not _on_occasion(scene, c.at)]
        behind = [c for c in behind if ";" not in scene.gap(amount.outer_end, c.at).tokens]
        if not (before or behind):
            return None
        if before and behind and ";" in scene.gap(before[-1].at, amount.start).tokens:
            return behind[0]
        return before[-1] if before else behind[0]

    def _line(self, owner: str | None) -> list[str]:
        """An owner, who owns that and so on."""
        found = []
        while owner is not None:
            found.append(owner)
            entity = self.entities.get(owner)
            owner = entity.parent if entity is not None else None
        return found

    def _tell(self, scene: Scene, number: int, cited: Citation, owner: str | None, metric: Metric | None, status: Status) -> str:
        """Note who told a figure, as those behind may go on with it."""
        self._told = replace(cited, of=owner) if cited.kind == "person" else cited
        self._tells = metric.id if metric is not None else None
        self._told_in, self._told_number = scene.sentence.paragraph, number
        if cited.kind in REPORTER_KINDS:
            self._reporter = cited.name
        counts = cited.kind in COUNTING and metric is not None and _is_counted(metric)
        if counts and metric is not None and status == "actual" and self._trait(cited.name) is None:
            self._counts[metric.id] = cited.name
            if metric.goods and cited.kind == "research":
                self._counts[GOODS] = cited.name
        return cited.name

    def rumour(self, owner: OwnerChoice, metric: Metric, owners: Iterable[str | None]) -> bool:
        """Whether a figure only goes round; ``owners`` are its owner, the owner of that and so on.

        What anybody can look up is none: prices of shares, and figures of others it is compared with.
        """
        if metric.nature == "moment" or (owner.mention is not None and owner.mention.role == "compare"):
            return False
        if self.rumoured:
            self._owners.add(owner.name)
        return self.rumoured or (self._goes_on and not self._owners.isdisjoint(owners))


def _is_counted(metric: Metric) -> bool:
    """Whether others than the company can count it."""
    return metric.goods or not PLACE_KINDS.isdisjoint(metric.about[:1])


def _reckoned(scene: Scene, amount: Amount, *, ahead: bool) -> str | None:
    """Who expects a figure, where it is those who watch a company: "above the 5 billion **analysts** had expected"."""
    if EXPECTING.isdisjoint(scene.classes):
        return None
    best: Spanned | None = None
    expecting = [h for name in ("awaited", "forecast") for h in scene.classes.get(name, ()) if _by_reckoners(scene, h)]
    for hit in (*scene.classes.get("analysts", ()), *expecting):
        before = ahead and hit.end <= amount.start and len(scene.gap(hit.end, amount.outer_start)) <= RECKONED
        if before and not _company_between(scene, hit, amount):
            best = hit
        elif hit.start >= amount.end and len(scene.gap(amount.outer_end, hit.start)) <= (RECKONED_BEHIND if ahead else 0):
            best = hit
            break
    if best is None:
        return None
    first, last = best.start, best.end
    reporters = (m for m in scene.entities if m.kind in REPORTER_KINDS)
    named = (m.name for m in reporters if len(scene.gap(min(last, m.end), max(first, m.start))) <= RECKONER)
    return next(named, OWN_ANALYSTS if scene.only(scene.before(first, 1) or (",",), "owning") else ANALYSTS)


def _awaits(scene: Scene) -> bool:
    """Whether a sentence tells what was expected of a figure, too."""
    return "analysts" in scene.classes or "awaited" in scene.classes


def _by_reckoners(scene: Scene, hit: Spanned) -> bool:
    """Whether a word of expectation says that it is theirs: "**analysts** had expected"."""
    return scene.some(scene.gap(hit.start, hit.end).tokens, "watcher")


def _company_between(scene: Scene, hit: Spanned, amount: Amount) -> bool:
    """Whether something is told of its own between those who expect and a figure."""
    gap = scene.gap(hit.end, amount.outer_start)
    return ";" in gap.tokens or scene.amounts_between(hit.end, amount.outer_start) > 1


def _on_occasion(scene: Scene, at: int) -> bool:
    """Whether what somebody says is only when or why something happened: "lost 5% **after the regulator** said"."""
    before = scene.before(at, 2)
    before = before[:-1] if scene.only(before[-1:] or (",",), "determiner") else before
    return scene.only(before[-1:] or (",",), "occasion")


def _is_dateline(scene: Scene, mention: EntityMention) -> bool:
    """Whether a paper is only where the text comes from: "(Yicai) Jan. 19 --", "BEIJING (Reuters) - "."""
    if scene.text[mention.start - 1 : mention.start] != "(":
        return False
    ends = scene.text[mention.end : mention.end + 1] == ")"
    return mention.start - scene.sentence.start <= 1 or (ends and scene.text[mention.end + 1 : mention.end + 3].strip() in DASHES)


def _again(scene: Scene, marks: Iterable[Spanned]) -> int | None:
    """Where a sentence speaks of the one who reported before: "**the report** also noted", "**the ministry** said"."""
    for hit in scene.classes.get("reporter", ()):
        if any(m.start < hit.end and hit.start < m.end for m in scene.entities):
            continue
        behind = scene.after(hit.end, 1)
        if (behind == (",",) and scene.before(hit.start, 1) == (",",)) or scene.only(behind or (",",), "preposition"):
            continue  # "SEMI, **the industry body**, expects", "**the ministry** of transport"
        opens = hit.start == scene.sentence.start
        if opens or any(mark.start >= hit.end or 0 <= hit.start - mark.end <= AGAIN for mark in marks):
            return hit.start
    return None
