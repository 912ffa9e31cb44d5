"""Who tells the figures of a text: who a sentence names, who told the one before, who counts a market, or the company itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from china_tech_metrics.link.citation import GOODS, Citation
from china_tech_metrics.model import Status
from china_tech_metrics.unspaced.finder import Name, Word
from china_tech_metrics.unspaced.sentences import Figure, Scene
from china_tech_metrics.unspaced.topic import Owner
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import BANK, EXCHANGE, PLACE_KINDS, REPORTER_KINDS, Metric

COMPANY, ANALYSTS, PROSPECTUS = "company", "analysts", "prospectus"
REPORT_REACH = 12
"""How many characters may stand between a research firm and a word of citing or telling."""
QUOTED_REACH = 2
"""How many between a paper and one: a dateline names it, too."""
SPEAKER_REACH = 6
"""How many between a company and a word of telling: "百度**此前**公布"."""
RECKONER_REACH, RECKONED_REACH = 24, 14
OF_DATA = 8
HEARD = frozenset({"research", "institution", "person"})
MARKS = frozenset({"according", "said"})
CITING = MARKS | {"prospectus"}
TELLING = frozenset({"speaks", "publishes", "official", "shows"})
SPOKEN = frozenset({"speaks", "publishes"})
DATELINES = frozenset({"（", "(", "【", "@", "〔"})
OPENS = "（(《「“"
CLOSES = "）)》」”"


@dataclass(slots=True)
class Said:
    """What a document has told of its sources so far.

    ``here`` are those who are cited in the sentence that is read, ``telling`` its words of telling; ``cites`` says whether it has either
    but for an expectation, and ``silent`` that nobody tells it; ``told`` told the last
    figure of the paragraph, of the metric ``tells``, ``reporter`` the last one of all; ``counts`` says who counts what.
    """

    paragraph: int = -1
    told: Citation | None = None
    tells: str | None = None
    reporter: str | None = None
    counts: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    here: list[Citation] = field(default_factory=list)
    telling: list[Word] = field(default_factory=list)
    cites: bool = False
    silent: bool = True


class TellerReader:
    """Tells who is cited for figures. Build once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, grammar: ClauseWords) -> None:
        metrics = vocabulary.metrics.values()
        self._counted = frozenset(metric.id for metric in metrics if metric.goods or metric.about[:1] != ("company",))
        self._families = {metric.id: _family(metric) for metric in metrics}
        self._kinds: Mapping[str, str] = {
            name: next((trait for trait in (EXCHANGE, BANK) if trait in entity.traits), entity.kind)
            for name, entity in vocabulary.entities.items()
        }
        self._parents = {name: entity.parent for name, entity in vocabulary.entities.items()}
        beside = grammar.beside
        titles, stops = _longest_first(grammar.classes["title"]), _longest_first(beside["speaker_until"])
        self._titled = re.compile(rf"(?:{titles})(?:兼[^，]{{2,6}})?([一-鿿]{{2,3}}?)(?:(?:{stops}).*)?\Z")
        people = {written: name for name, spellings in grammar.people.items() for written in spellings}
        self._people, self._known = people, re.compile(_longest_first(people))
        self._reporting, self._results, self._this = beside["reports"], beside["results"], beside["this_reporter"]
        self._reckoners = re.compile(_longest_first(beside["reckoners"]))
        self._he, self._data, self._of = beside["he"], beside["its_data"], beside["of"]
        self._own_people, self._rates = beside["own_people"], beside["rates"]

    def hear(self, scene: Scene, said: Said) -> None:
        """Read a sentence without figures: those behind it may go on with whom it cites."""
        if scene.paragraph != said.paragraph:
            said.paragraph, said.told = scene.paragraph, None
        for citation in self._citations(scene, said) if scene.names or scene.has(*CITING) else ():
            if citation.kind in HEARD:
                said.told = citation
            if citation.kind == "research":
                said.reporter = said.counts[GOODS] = citation.name

    def enter(self, scene: Scene, said: Said) -> None:
        """To be called before a sentence with figures is read, in their order."""
        if scene.paragraph != said.paragraph:
            said.paragraph, said.told = scene.paragraph, None
        said.here = self._citations(scene, said) if scene.names or scene.has(*CITING) else []
        said.telling = [word for word in scene.words if not word.classes.isdisjoint(TELLING)] if scene.has(*TELLING) else []
        said.cites = bool(said.here or [word for word in said.telling if "forecast" not in word.classes])
        said.silent = not (said.cites or said.telling or said.told or said.counts)
        if not said.here and said.reporter is not None and scene.folded[scene.start : scene.end].lstrip().startswith(self._this):
            said.here = [Citation(scene.start, said.reporter, "research")]

    def _citations(self, scene: Scene, said: Said) -> list[Citation]:
        """All who are cited in a sentence, in order."""
        marks = [word for word in scene.words if not word.classes.isdisjoint(MARKS)] if scene.has(*MARKS) else []
        found = [citation for name in scene.names if (citation := self._reporter(scene, name, marks)) is not None]
        if scene.has("prospectus"):
            found += [Citation(word.start, PROSPECTUS, "paper") for word in scene.said(scene.start, scene.end, "prospectus")]
        if not marks:
            return found
        for mark in marks:
            if not mark.classes.isdisjoint(SPOKEN) and (speaker := self._person(scene, mark, said)) is not None:
                found.append(Citation(mark.start, speaker, "person"))
        return sorted(found, key=lambda citation: citation.at)

    def _reporter(self, scene: Scene, name: Name, marks: list[Word]) -> Citation | None:
        """A research firm, office or paper that is named as one that says so."""
        kind = self._kinds.get(name.entity)
        if kind == "research":
            return Citation(name.start, name.entity, kind)
        if kind == EXCHANGE:
            near = any(0 <= mark.start - name.end <= 1 and "said" in mark.classes for mark in marks)
            return Citation(name.start, name.entity, kind) if near else None
        if kind not in REPORTER_KINDS and kind != BANK:
            return None
        bracketed = scene.folded[name.start - 1 : name.start] in OPENS and scene.folded[name.end : name.end + 1] in CLOSES
        if kind == "media":
            if scene.folded[scene.start : name.start].strip() in DATELINES:
                return None  # "（星岛日报报道）", "【界面新闻"
            cited = any(0 <= name.start - mark.end <= QUOTED_REACH and "according" in mark.classes for mark in marks)
            cited = cited or scene.folded.startswith(self._reporting, name.end + (scene.folded[name.end : name.end + 1] in CLOSES))
        elif kind == BANK and any(word in scene.folded[name.end : scene.clause_end(name.end)] for word in self._rates):
            cited = True
        else:
            cited = bracketed or any(max(mark.start - name.end, name.start - mark.end) <= REPORT_REACH for mark in marks)
        return Citation(name.start, name.entity, "research" if kind == BANK else str(kind)) if cited else None

    def _person(self, scene: Scene, mark: Word, said: Said) -> str | None:
        """Who speaks, where that is somebody by name: "总裁**谭待**表示", later "**谭待**称"."""
        start = scene.clause_start(mark.start)
        if start == mark.start and start > scene.start:
            start = scene.clause_start(start - 1)  # "总裁魏哲家上修展望，**预期**"
        clause = scene.folded[start : mark.start]
        for written, name in said.people.items():
            if clause.lstrip(OPENS).startswith(written):
                return name
        if said.people and clause.endswith(self._he):
            return next(reversed(said.people.values()))
        if not scene.said(start, mark.start, "title", "people"):
            return None
        titled = self._titled.search(scene.folded, start, mark.start)
        if titled is not None:
            written, name = titled.group(1), scene.text[titled.start(1) : titled.end(1)]
        else:
            known = self._known.search(clause)
            if known is None:
                return None
            written = name = known.group()
        name = self._people.get(written, name)
        said.people.pop(written, None)
        said.people[written] = name  # the last one is meant by "he"
        return name

    def source(self, figure: Figure, said: Said, owner: Owner, metric: Metric, status: Status, *, awaited: bool) -> str | None:
        """Who gave a figure; ``awaited`` says that it is what was expected of another one."""
        if said.silent and status != "forecast" and not awaited and not figure.scene.has("expected_by"):
            return None
        scene, at = figure.scene, figure.amount.start
        others = [c for c in said.here if c.name != owner.name] if said.here else said.here
        before = [c for c in others if c.at <= at] if others else others
        if awaited or self._reckoned(figure, RECKONER_REACH if status == "forecast" else RECKONED_REACH):
            research = [c for c in before if c.kind == "research"]
            return research[-1].name if research else ANALYSTS
        cited = before[-1] if before else None
        if others and not before:
            cited = next((c for c in others if self._behind(scene, c, at)), None)
        if cited is not None and cited.kind == "media":
            cited = next((c for c in reversed(before) if c.kind in ("research", "institution")), cited)
        speaks = self._speaks(scene, said.telling, owner, metric, status, at) if said.telling else None
        if speaks is not None and (cited is None or cited.at < speaks - REPORT_REACH):
            said.told = Citation(speaks, COMPANY, COMPANY, owner.name)
            return COMPANY
        if cited is not None:
            if metric.nature == "moment" and cited.kind == "media":
                return None
            return self._tell(said, cited, owner, metric)
        if metric.nature == "moment":
            return None  # the prices of shares are there for all
        if said.told is not None and not said.cites and said.told.of in (None, owner.name) and self._goes_on(said, metric):
            return said.told.name
        if status == "forecast" and scene.said(scene.start, at, "hearsay"):
            return None
        if status == "forecast" and owner.name is not None and self._kinds.get(owner.name, "") not in PLACE_KINDS:
            return COMPANY if metric.about[:1] == ("company",) else None
        if status in ("actual", "estimate") and not said.cites:
            return said.counts.get(metric.id) or said.counts.get(self._families[metric.id])
        return None

    def _goes_on(self, said: Said, metric: Metric) -> bool:
        """Whether who told the figure before tells this one, too: those who count a market do not tell what a company has."""
        assert said.told is not None
        return said.told.kind not in ("research", "institution") or metric.id in self._counted or said.tells == metric.id

    def _tell(self, said: Said, cited: Citation, owner: Owner, metric: Metric) -> str:
        """Note who told a figure, as those behind may go on with it."""
        said.told, said.tells = cited if cited.kind != "paper" else replace(cited, of=owner.name), metric.id
        if cited.kind in ("research", "institution"):
            said.reporter = cited.name
            if metric.id in self._counted:
                said.counts[metric.id] = cited.name
                if cited.kind == "research":
                    said.counts[self._families[metric.id]] = cited.name
        return cited.name

    @staticmethod
    def _behind(scene: Scene, cited: Citation, at: int) -> bool:
        """Whether who is cited behind a figure is cited for it: in brackets, or in the clause behind."""
        if scene.folded[cited.at - 1] in OPENS:
            return True
        if cited.kind in ("person", "paper") or any(word.end == cited.at for word in scene.said(at, cited.at, "compared")):
            return False
        return not any(a.start > at and a.end < cited.at for a in scene.amounts)

    def _reckoned(self, figure: Figure, reach: int) -> bool:
        """Whether those who are not named expect a figure: "**分析师**先前只看1,785亿元"."""
        first = max(figure.begin, figure.amount.start - reach)
        found = self._reckoners.search(figure.scene.folded, first, figure.amount.start)
        return found is not None and (reach == RECKONER_REACH or not figure.scene.apart(found.end(), figure.amount.start))

    def _speaks(self, scene: Scene, telling: Sequence[Word], owner: Owner, metric: Metric, status: Status, at: int) -> int | None:
        """Where the company says so itself before an offset, if it does."""
        for mark in reversed(telling):
            if mark.end > at:
                continue
            if "shows" not in mark.classes and "speaks" not in mark.classes and self._tells_results(scene, mark):
                continue
            if "official" in mark.classes:
                return mark.start
            if ("forecast" in mark.classes and status != "forecast") or ("publishes" in mark.classes and metric.id not in self._counted):
                continue
            if self._is_own(scene, mark, owner):
                return mark.start
        return None

    def _is_own(self, scene: Scene, mark: Word, owner: Owner) -> bool:
        """Whether the owner of a figure, or one of its group, stands before a word of telling: "**公司**称", "**嘀嘀**的数据显示"."""
        reach = OF_DATA if "shows" in mark.classes else SPEAKER_REACH
        named = [n for n in scene.names if n.end <= mark.start and not scene.apart(n.end, mark.start)]
        if named and mark.start - named[-1].end <= reach:
            if "shows" in mark.classes and not scene.folded.startswith(self._data, named[-1].end):
                return False
            own = set(self._line(owner.name))
            return any(not own.isdisjoint(self._line(name.entity)) for name in named)
        if "shows" in mark.classes:
            return False
        if scene.folded.startswith(self._own_people, scene.clause_start(mark.start)):
            return True  # "**管理层**在电话会上指"
        pronouns = [w for w in scene.said(scene.start, mark.start, "pronoun") if 0 <= mark.start - w.end <= reach]
        return bool(pronouns) and not scene.folded.startswith(self._of, pronouns[-1].end)

    def _line(self, name: str | None) -> list[str]:
        """A name, its owner, the owner of that and so on."""
        found = []
        while name is not None:
            found.append(name)
            name = self._parents.get(name)
        return found

    def _tells_results(self, scene: Scene, mark: Word) -> bool:
        """Whether what is published is a company's results, whose figures are known to all."""
        clause = scene.folded[mark.end : scene.clause_end(mark.end)]
        return any(word in clause for word in self._results)


def _family(metric: Metric) -> str:
    """What is counted together with a metric by those who count it: goods sold, or how many use something."""
    if metric.goods:
        return GOODS
    return metric.about[0] if metric.about[:1] in (("platform",), ("product",)) else metric.id


def _longest_first(words: Iterable[str]) -> str:
    """The pattern of some words."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
