"""What a company says itself, through its people or in its papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

COMPANY = "company"
SPEAKING = frozenset({"company", "platform", "unit"})
SAID_NEAR, CITED = 30, 12
"""How many characters may stand between a word of saying and a company that speaks, and one that is cited."""
PAPER_BEHIND, PAPER_BEFORE = 3, 2
"""How many words may stand between a word of citing and a paper behind it, a paper and a word of saying behind it."""
SPEAKER = 4
"""How many words of a name may stand between who somebody is and that he says something: "chairman Lei Jun **said**"."""
ADVERB = 14
"""How many characters an adverb may take there: "the company **also** said"."""
LONGEST_ASIDE = 120


def read_source(scene: Scene, owner: str | None, line: Sequence[str] = ()) -> str | None:
    """Whether a company tells a figure of an owner in a sentence: "company" for the owner itself, else the name of who is cited.

    ``line`` are the owner, who owns that and so on.
    """
    said, according = scene.classes.get("said", ()), scene.classes.get("according", ())
    if not said and not according:
        return None
    own = (*line, owner) if owner is not None else ()
    return _company(scene, own, said, according) or _cited(scene, own, according)


def _company(scene: Scene, own: Sequence[str], said: Iterable[Spanned], according: Iterable[Spanned]) -> str | None:
    """Whether the company says it itself, through one of its people or in a paper of its own."""
    for mark in _saying(scene, said):
        for mention in scene.entities:
            speaker = mention.name in own and mention.role == "plain" and mention.end <= mark.start
            if speaker and (mark.start - mention.end <= SAID_NEAR or _aside(scene.folded[mention.end : mark.start])):
                return COMPANY
        if speaks(scene, mark):
            return COMPANY
    for paper in scene.classes.get("paper", ()):
        if any(paper.end <= mark.start and len(scene.gap(paper.end, mark.start)) <= PAPER_BEFORE for mark in said):
            return COMPANY
        if any(mark.end <= paper.start and len(scene.gap(mark.end, paper.start)) <= PAPER_BEHIND for mark in according):
            return COMPANY
    return None


def _aside(between: str) -> bool:
    """Whether all that stands between is said in passing: "PDD**, which runs a discount app,** told investors"."""
    return between.startswith(",") and between.rstrip().endswith(",") and len(between) <= LONGEST_ASIDE


def _saying(scene: Scene, said: Iterable[Spanned]) -> Iterator[Spanned]:
    """The words of saying that say something: "posted a loss" only tells what was, and "its show" or "a report" are things."""
    for mark in said:
        word = scene.folded[mark.start : mark.end]
        if word in scene.grammar.gaps["only_shown"] or scene.only(scene.before(mark.start, 1) or (",",), "passive"):
            continue  # "**is** reported to have sold"
        if word in scene.grammar.gaps["saying_noun"]:
            before = scene.before(mark.start, 1) or (NAME,)
            if before[0] not in (NAME, ",") and not scene.only(before, "subject", "relative_pronoun"):
                continue
        yield mark


def speaks(scene: Scene, mark: Spanned) -> bool:
    """Whether who stands before a word of saying speaks for the company: "**the carmaker** said", "**it** said", "**chairman** X said"."""
    before = scene.before(mark.start, SPEAKER)
    if scene.only(before[-1:] or (",",), "subject"):
        return True
    for head, kinds in scene.heads:
        if kinds & SPEAKING and 0 < mark.start - head.end <= ADVERB and scene.only(scene.gap(head.end, mark.start).tokens, "adverb"):
            return True  # "the company **also** said"
    for person in scene.classes.get("person", ()):
        if person.end <= mark.start and scene.folded[person.start : person.end] not in scene.grammar.gaps["outsider"]:
            gap = scene.gap(person.end, mark.start)
            if len(gap) <= SPEAKER and not gap.breaks:
                return True
    return False


def _cited(scene: Scene, own: Sequence[str], according: Iterable[Spanned]) -> str | None:
    """Whom "according to" names."""
    for mark in according:
        for mention in scene.entities:
            if 0 <= mention.start - mark.end <= CITED and mention.kind not in PLACE_KINDS:
                return COMPANY if mention.name in own or mention.via != "name" else mention.name
    return None
