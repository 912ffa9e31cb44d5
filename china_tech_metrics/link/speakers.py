"""People who say something by name, and houses in no vocabulary that are cited."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

RUN = re.compile(r"[A-Z][a-zA-Z'’-]+(?: [A-Z](?:[a-zA-Z'’-]+|\.))*(?: [A-Z][a-zA-Z'’-]+)+")
"""Two or more capitalised words, such as a person's name."""
HOUSE = re.compile(r"[A-Z][\w&.’'-]*\w(?: (?:(?:of|for|and|&|the) )?[A-Z][\w&’'-]*\w)*")
WORD = re.compile(r"[A-Z][\w’'-]+")
SAID_BEHIND, TITLE_NEAR = 70, 45
"""How many characters may stand between a person and a word of saying, and between one and who he is."""
LED = 40
"""Within so many characters behind "according to" stands the name of a house: "according to **research conducted by the** X"."""
MARKS = frozenset(",;(:")
APPOSED = 3
LONGEST = 3
"""Names of people have no more words than this."""


@dataclass(slots=True)
class Speakers:
    """The people who have spoken in a text so far, by each word of their names."""

    people: dict[str, str] = field(default_factory=dict)
    last: str | None = None

    def read(self, scene: Scene) -> list[tuple[int, str]]:
        """Those who say something in a sentence and where: "CEO **Robin Li** told investors", later "**Li** said", "**he** said"."""
        shown = scene.grammar.gaps["only_shown"]
        marks = (*scene.classes.get("said", ()), *scene.classes.get("puts", ()))
        said = [mark for mark in marks if scene.folded[mark.start : mark.end] not in shown]
        if not said:
            return []
        found = [(at, name) for at, name in self._introduced(scene, said)] if "person" in scene.classes else []
        if found or not self.people:
            return found
        for mark in said:
            before, behind = scene.text[mark.start - 1 : mark.start], scene.text[mark.end : mark.end + 1]
            words = [*(WORD.findall(scene.text, scene.sentence.start, mark.start)[-1:] if before == " " else ())]
            at = mark.start - len(words[0]) - 1 if words else -1
            if words and scene.text.startswith(words[0], at) and words[0] in self.people:
                return [(at, self.people[words[0]])]
            follows = WORD.match(scene.text, mark.end + 1) if behind == " " else None
            if follows is not None and follows.group() in self.people:
                return [(follows.start(), self.people[follows.group()])]
            spoken = (*scene.before(mark.start, 1), *scene.gap(mark.start, mark.end).tokens[:1])
            if self.last is not None and scene.some(spoken, "person_pronoun"):
                return [(mark.start, self.last)]
        return []

    def _introduced(self, scene: Scene, said: Iterable[Spanned]) -> Iterator[tuple[int, str]]:
        """People who are named beside what they are: "Sandy Xu, the current **CEO** of JD, revealed"."""
        titles = [t for t in scene.classes["person"] if scene.folded[t.start : t.end] not in scene.grammar.gaps["outsider"]]
        if not titles:
            return
        taken = [*((m.start, m.end) for m in scene.entities if m.via != "pronoun"), *((t.start, t.end) for t in titles)]
        for start, end in _runs(scene, taken):
            beside = any(0 < start - t.end <= TITLE_NEAR or (0 < t.start - end <= TITLE_NEAR and scene.text[end] in ",(") for t in titles)
            says = any(-1 <= start - mark.end <= 1 or 0 < mark.start - end <= SAID_BEHIND for mark in said)
            if beside and says:
                self.last = name = scene.text[start:end]
                self.people |= dict.fromkeys(name.split(), name)
                yield start, name


def unknown_houses(scene: Scene, known: Container[str]) -> Iterator[tuple[int, str]]:
    """Houses cited by names in no vocabulary: "research by the **Aydin Trade Association**", "industry group **SEMI** said"."""
    for hit in (*scene.classes.get("house", ()), *scene.classes.get("reporter", ())):
        name = HOUSE.match(scene.text, hit.end + 1, scene.sentence.end)
        apposed = _apposed(scene, hit)
        name = apposed or name
        if name is not None and (apposed is not None or scene.text[hit.end] in " ,"):
            mention = next((m for m in scene.entities if m.start == name.start()), None)
            yield name.start(), mention.name if mention is not None else name.group()
            return
    for mark in scene.classes.get("according", ()):
        if not any(scene.folded[mark.start : mark.end] in scene.grammar.gaps[group] for group in ("cited_by", "counted_by")):
            continue
        house = HOUSE.search(scene.text, mark.end, min(mark.end + LED, scene.sentence.end))
        house = house and HOUSE.match(scene.text, house.start(), scene.sentence.end)
        if house is not None and not _is_no_house(scene, known, mark, house.start(), house.end()):
            yield house.start(), house.group()
            return


def _apposed(scene: Scene, hit: Spanned) -> re.Match[str] | None:
    """The name that words for a house stand behind: "**Analysys**, a Beijing consultancy"."""
    comma = scene.text.rfind(",", scene.sentence.start, hit.start)
    tokens = scene.gap(comma + 1, hit.end).tokens if comma > 0 else ()
    if len(tokens) > APPOSED + 2 or not scene.only(tokens[:1] or (",",), "determiner"):
        return None
    begin = max(scene.sentence.start, comma - LED)
    return next((run for run in HOUSE.finditer(scene.text, begin, comma) if run.end() == comma), None)


def _is_no_house(scene: Scene, known: Container[str], mark: Spanned, start: int, end: int) -> bool:
    """Whether a name behind a word of citing is that of somebody known, of a person, of an owner or of a time."""
    if not MARKS.isdisjoint(scene.text[mark.end : start]) or scene.folded.startswith(("'s", "’s"), end):
        return True
    names = [m for m in scene.entities if m.name in known and (m.kind not in PLACE_KINDS or m.end >= end)]
    others = [
        *scene.classes.get("paper", ()),
        *scene.classes.get("person", ()),
        *scene.classes.get("hearsay", ()),
        *scene.classes.get("rumour", ()),
    ]
    if any(mark.end <= other.start < end for other in others):
        return True
    spans = [*((m.start, m.end) for m in names), *((p.start, p.end) for p in scene.periods)]
    return any(first < end and start < last for first, last in spans)


def _runs(scene: Scene, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, without the names and titles in them."""
    inside = sorted(taken)
    for match in RUN.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        start, end = match.span()
        for first, last in inside:
            if first <= start < last:
                start = last
            elif start < first < end and not (last == end and scene.text.count(" ", start, end) == 1):
                end = first  # but "He **Xiaopeng**"
        name = scene.text[start:end].strip()
        start = scene.text.find(name, start, end) if name else start
        if RUN.fullmatch(name) and len(name.split()) <= LONGEST:
            yield start, start + len(name)
