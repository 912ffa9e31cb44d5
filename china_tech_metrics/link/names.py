"""Company names that are in no vocabulary, found by their shape and the role they play in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from china_tech_metrics.link.gaps import NOTHING
from china_tech_metrics.link.hosts import hosts
from china_tech_metrics.link.lists import chained, enumeration, in_order
from china_tech_metrics.link.name_evidence import (
    MOST_BEFORE,
    MOST_BEHIND,
    MOST_OF_PLACE,
    Run,
    evidence_before,
    evidence_behind,
    evidence_of_place,
    evidence_of_spelling,
)
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.link.short_names import first_letters, lengthen, short_forms, written
from china_tech_metrics.link.titles import mark_titles
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, EntityKind

RUN = re.compile(r"[A-Z][\w&+-]*(?:\.[A-Za-z]{2,3}\b)?(?:[ \t](?:&[ \t])?[A-Z0-9][\w&+-]*)*")
RUN_WORD = re.compile(r"[\w&+.-]*\w")
OPENING = re.compile(r"\b[a-z]{1,2}\Z")
"""The lower-case letters a brand may begin with."""
ANOTHER = re.compile(r"[A-Z][\w-]+ [A-Z][\w-]+(?:, and|,| and) \Z")
"""The name of another person right before one."""
WORD = re.compile(r" ([A-Z][a-z]+)\b")
NO_NAME = re.compile(r"[A-Z]+s|[A-Z]{1,2}[a-z]{1,2}[A-Z]|\w+(?:-[a-z0-9]+)+|[A-Z]+\d+")
"""Plural abbreviations ("VCs"), those that end in a capital ("SaaS"), hyphenated words ("AI-related", "54-year-old"), codes: no names."""
ACCEPT = 3
OPENS = 3
"""So many characters may stand before the first word of a sentence: a mark of a list, a quotation mark."""
REPEATED = 2
PERSON = 5
FUNCTION_GROUPS = ("determiner", "preposition", "clause", "conjunction", "adverb")
SPEECH = 60
"""So many characters behind a name and a colon are what somebody says, and no figure of a list."""
SHORTEST_LIST = 2
WESTERN = 2
"""So many words has a Chinese person's name in Western order."""
LONGEST = 4
"""Names of more words than this are rather titles of events and laws."""


class _Item(NamedTuple):
    """A name of a list, known or not."""

    start: int
    end: int


def mark_names(scenes: Sequence[Scene]) -> None:
    """Add the mentions of names that some sentence of the text shows to be a company, brand or product, and of works by their titles.

    Evidence is added up: a kind word before ("startup Fourier"), a corporate suffix ("… Robotics"), a possessive, an
    apposition or a verb behind, capitals inside; titles of people before and ordinary words at a sentence's start count against.
    """
    runs = [_runs(scene) for scene in scenes]
    kinds = {m.name: m.kind for scene in scenes for m in scene.entities}
    names = _known_by_evidence(scenes, runs) | _listed(scenes, runs) | short_forms(scenes, runs)
    lengthen(names, kinds)
    people = hosts(scenes, runs)
    names |= people
    kinds.update((name, "person") for name in people.values())
    letters = first_letters(scenes)
    for scene, spans in zip(scenes, runs, strict=True):
        before = len(scene.entities)
        for start, end in [*spans, *written(scene, letters)] if letters else spans:
            word = scene.text[start:end]
            name = letters.get(word) or names.get(word)
            if name is not None:
                kind = kinds.get(name) or _kind(scene, start, end)
                kinds[name] = kind
                scene.entities.append(EntityMention(start, end, name, kind, via="shape"))
        extended = [_extend(scene, mention) for mention in scene.entities]
        if len(scene.entities) > before or any(extended):
            scene.entities.sort(key=lambda m: m.start)
            scene.names_changed()
    mark_titles(scenes)


def _kind(scene: Scene, start: int, end: int) -> EntityKind:
    """What a name is by the words before it, a company if they do not say."""
    if _is_outlet(scene, start):
        return "media"
    return "research" if _is_house(scene, start, end) else "company"


def _is_outlet(scene: Scene, start: int) -> bool:
    """Whether a name is introduced as a paper that told something: "told local **outlet** Chaye"."""
    before = scene.before(start, 1)
    return bool(before) and before[0] in scene.grammar.content["outlet"]


def _is_house(scene: Scene, start: int, end: int) -> bool:
    """Whether a name is introduced as one of those who count, and says something: "**industry body** SEMI said"."""
    house = next((hit for hit in scene.classes.get("house", ()) if hit.end == start - 1), None)
    if house is None:
        return False
    marks = [hit for name in ("said", "according") for hit in scene.classes.get(name, ())]
    return any(0 < mark.start - end <= 1 or (mark.end < house.start and len(scene.gap(mark.end, house.start)) <= 1) for mark in marks)


def _listed(scenes: Sequence[Scene], runs: Sequence[Sequence[tuple[int, int]]]) -> dict[str, str]:
    """Names in a list of as many as there are figures in another: "Acme, Nexchip and Tower made X, Y and Z, **respectively**"."""
    found: dict[str, str] = {}
    for scene, spans in zip(scenes, runs, strict=True):
        if not spans or len(scene.amounts) < SHORTEST_LIST or not in_order(scene):
            continue
        figures = {len(enumeration(scene, amount)) for amount in scene.amounts}
        items = sorted([*spans, *((m.start, m.end) for m in scene.entities)])
        listed = chained(scene, [_Item(*item) for item in items], [start for start, _ in items])
        for chain in listed:
            if len(chain) >= SHORTEST_LIST and len(chain) in figures:
                names = (scene.text[item.start : item.end] for item in chain if (item.start, item.end) in spans)
                found.update((name, name) for name in names)
    return found


def _known_by_evidence(scenes: Sequence[Scene], runs: Sequence[Sequence[tuple[int, int]]]) -> dict[str, str]:
    """The names with enough evidence in the whole text, each with its full form."""
    found: dict[str, list[Run]] = {}
    people: set[str] = set()
    for scene, spans in zip(scenes, runs, strict=True):
        for start, end in spans:
            name = scene.text[start:end]
            person = _person(scene, start, end, len(name.split()))
            found.setdefault(name, []).append(Run(scene, start, end, person))
            if person:
                people.update(name.split())
    times = {name: len(places) for name, places in found.items()}
    for name in found:
        shorter = name.split()[0]
        if shorter != name and shorter in found:  # "Tuoyu" of "Tuoyu Intelligent"
            times[name] += times[shorter]
            times[shorter] = times[name]
    names = {
        name: _without_legal_form(name, places[0].scene)
        for name, places in found.items()
        if name not in people and _is_name(name, places, times[name])
    }
    for name in list(names):
        shorter = name.split()[0]
        if shorter in found and len(shorter) > 3 and shorter not in people:
            names[shorter] = names[name]
    return names


def _without_legal_form(name: str, scene: Scene) -> str:
    """The name as one says it: "Lihe Technology" of "Lihe Technology Co Ltd"."""
    head, _, last = name.rpartition(" ")
    while head and last.lower() in scene.grammar.gaps["legal_ending"]:
        name = head
        head, _, last = name.rpartition(" ")
    return name


def _is_name(name: str, places: Sequence[Run], times: int) -> bool:
    """Whether there is enough evidence for a name: in how it is written and in one of its places."""
    if _only_opens_sentences(name, places) or _only_titles(name, places) or any(_counts(run) for run in places):
        return False
    needed = max(1, ACCEPT - min(times - 1, REPEATED)) - evidence_of_spelling(name, places[0].scene)
    return needed <= MOST_OF_PLACE + MOST_BEFORE + MOST_BEHIND and any(_is_shown(run, needed) for run in places)


def _only_titles(name: str, places: Sequence[Run]) -> bool:
    """Whether an ordinary word is only the end of a title: "Queen's **Day**", "Chairman's **Statement**"."""
    ordinary = name.lower() in places[0].scene.grammar.ordinary
    return ordinary and all(run.scene.only(run.scene.before(run.start, 1) or (",",), "possessive") for run in places)


def _counts(run: Run) -> bool:
    """Whether a name is that of somebody who counts things: "data from **Tidewater** Research"."""
    scene = run.scene
    cited = (hit for hit in scene.classes.get("according", ()) if hit.end == run.start - 1)
    return any(scene.folded[hit.start : hit.end] in scene.grammar.gaps["counted_by"] for hit in cited)


def _only_opens_sentences(name: str, places: Sequence[Run]) -> bool:
    """Whether a word of everyday use has its capital from the beginning of a sentence: "**Live** selling is 20% of the total"."""
    ordinary = name.lower() in places[0].scene.grammar.ordinary
    return ordinary and all(run.start - run.scene.sentence.start < OPENS for run in places)


def _is_shown(run: Run, needed: int) -> bool:
    """Whether there is so much evidence for a name in one place; the words around it are looked at only where they can decide."""
    evidence = evidence_of_place(run) - PERSON * run.person
    if evidence + MOST_BEFORE + MOST_BEHIND < needed:
        return False
    evidence += evidence_before(run)
    return evidence + MOST_BEHIND >= needed and evidence + evidence_behind(run) >= needed


def _extend(scene: Scene, mention: EntityMention) -> bool:
    """A known name with another business's word behind it is another name: "CICC Capital", "Alibaba Pictures"."""
    match = WORD.match(scene.text, mention.end)
    gaps = scene.grammar.gaps
    if (
        match is None
        or (word := match[1].lower()) not in gaps["company_suffix"]
        or word in gaps["legal_form"]
        or mention.kind in PLACE_KINDS
    ):
        return False
    mention.end, mention.name, mention.kind, mention.via = match.end(1), scene.text[mention.start : match.end(1)], "company", "shape"
    return True


def _runs(scene: Scene) -> list[tuple[int, int]]:
    """Runs of capitalised words that nothing else claims, without the function words a sentence begins with."""
    text, claimed, gaps = scene.text, scene.claimed.overlaps, scene.grammar.gaps
    first, last = scene.sentence.start, scene.sentence.end
    found: list[tuple[int, int]] = []
    for match in RUN.finditer(text, first, last):
        begin, stop = match.span()
        if begin > first and text[begin - 1].islower():
            begin = _lower_case_opening(text, first, begin)
        if match.group().isalpha():  # a single word, as most are
            if not claimed(begin, stop) and not _is_function_word(scene, scene.folded[begin:stop]):
                found += _as_name([(begin, stop)])
            continue
        run: list[tuple[int, int]] = []
        for start, end in [word.span() for word in RUN_WORD.finditer(text, begin, stop)]:
            if run and scene.folded[start:end] in gaps["legal_form"]:
                run.append((start, end))  # "Orange Whale **Group**", though "the group" may mean a company by itself
            elif not claimed(start, end) and (run or not _is_function_word(scene, scene.folded[start:end])):
                run.append((start, end))
            elif run:
                found += _as_name(run)
                run = []
        if run:
            found += _as_name(run)
    if not found:
        return found
    suffixes = gaps["company_suffix"] | gaps["legal_form"]
    return [
        (start, end)
        for start, end in found
        if not NO_NAME.fullmatch(text, start, end)
        and not suffixes.issuperset(words := scene.folded[start:end].split())
        and tuple(words) not in scene.grammar.lines
    ]


def _lower_case_opening(text: str, first: int, at: int) -> int:
    """Where the name begins whose first capital is at an offset: before the "i" of "iFlytek" and the "e" of "eBay"."""
    opening = OPENING.search(text, max(first, at - 2), at)
    return at if opening is None else opening.start()


def _is_function_word(scene: Scene, word: str) -> bool:
    return not scene.grammar.groups.get(word, NOTHING).isdisjoint(FUNCTION_GROUPS)


def _as_name(run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(run) > LONGEST or run[-1][1] - run[0][0] < 3:
        return []
    return [(run[0][0], run[-1][1])]


def _person(scene: Scene, start: int, end: int, words: int) -> bool:
    """Whether a title stands beside the name: "CEO Wang Xing", "Wang Xing, co-founder of …", "Wang Xing told"."""
    if scene.folded[end : end + 1] == ":" and start == scene.sentence.start and scene.sentence.end - end > SPEECH:
        return not scene.text[end + 2 : end + 3].islower()  # "Liu Wei: Yes, in October we closed a round."
    if words not in (2, 3):
        title = scene.nearest_before(start, "person")
        return title is not None and start - title.end <= 1
    family, _, given = scene.folded[start:end].partition(" ")
    if family in scene.grammar.gaps["family_name"] and given not in scene.grammar.gaps["company_suffix"] and given.isalpha():
        return True  # "Wang Xing"
    if words == WESTERN and given in scene.grammar.gaps["family_name"] and scene.before(start, 1) == ():
        return True  # "Jack Ma"
    before = scene.nearest_before(start, "person")
    if before is not None and len(scene.gap(before.end, start)) <= 1:
        return True
    other = ANOTHER.search(scene.text, scene.sentence.start, start)
    if other is not None and before is not None and len(scene.gap(before.end, other.start())) <= 1:
        return True  # "former managers Jet Lee **and Tony Chen**"
    if scene.folded.startswith(",", end) and scene.after(end, 2) == (",", "who"):
        return True  # "Zhang Yijun, who heads a committee"
    behind = scene.nearest_after(end, "person")
    if behind is not None and len(scene.gap(end, behind.start)) <= 4 and scene.gap(end, behind.start).tokens[:1] == (",",):
        return True
    said = scene.nearest_after(end, "said")
    return said is not None and said.start - end <= 1 and scene.folded[start:end].split()[-1] not in scene.grammar.gaps["company_suffix"]
