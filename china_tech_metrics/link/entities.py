"""Entity mentions of a sentence, with the role they play: names, and the words that stand for a name said before."""

from __future__ import annotations

from china_tech_metrics.link.descriptions import POSSESSIVES, DescriptionReader
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.pronouns import read_ordered, read_person, read_pronouns
from china_tech_metrics.link.roles import RoleReader, depends, runs
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.vocabulary.entries import CAPITAL, Grammar

JUST = 2
"""So many sentences ago a city was named just now."""
HEADING = 4
"""How many words a line that is only a name may have."""
BESIDE = 6
"""Within so many characters the word beside a name stands."""
APPOSED = 3
"""How many words an apposition of an owner may have with its "'s": "Hangzhou, **Alibaba's back yard**"."""
OWNED = 3
"""How many characters may stand between an owner and the name it owns."""
SUBJECT_WORDS = 4
"""How many words a description may have whose head is a name: "the short video app WeChat Channels"."""


class EntityReader:
    """Completes the entity mentions of a scene, and notes in the discourse of whom it speaks."""

    def __init__(self, grammar: Grammar, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._roles = RoleReader(grammar)
        self._descriptions = DescriptionReader(grammar, knowledge)
        self._governing = grammar.content["governing"]
        self._of_its_own = grammar.content["of_a_nation"]
        self._parent = grammar.gaps["parent"]
        self._beside = grammar.gaps["embedding"] | grammar.gaps["placed"]

    def read(self, scene: Scene, discourse: Discourse, number: int) -> None:
        """Fill in the roles of ``scene.entities``, add descriptions and pronouns, and note them in the discourse."""
        discourse.now = number
        self._roles.read(scene)
        if scene.amounts and scene.tokens.has_any(self._governing):
            self._read_governments(scene, discourse)
        named = len(scene.entities)
        heads = scene.heads if scene.amounts else [h for h in scene.heads if self._is_parent_of(scene, h[0])]
        if heads:
            self._descriptions.read(scene, discourse, number, heads)
        described = len(scene.entities) > named
        if scene.amounts:
            read_pronouns(scene, discourse, self._knowledge)
            read_ordered(scene, discourse, self._knowledge)
            read_person(scene, discourse, self._knowledge)
        if len(scene.entities) > named:
            scene.entities.sort(key=lambda m: (m.start, m.end))
        if described:
            scene.names_changed()
            self._roles.qualify_described(scene)
        self._note(scene, discourse, number)

    def _is_parent_of(self, scene: Scene, head: Spanned) -> bool:
        """Whether a noun stands for whom a name right before belongs to: "sank after **the Temu parent** posted its results"."""
        return scene.folded[head.start : head.end] in self._parent and NAME in scene.before(head.start, 2)

    def _read_governments(self, scene: Scene, discourse: Discourse) -> None:
        """A capital that says or wants something is its country, in a text on no other city: "**Beijing** says exports fell 5%"."""
        for mention in scene.entities:
            if mention.role != "place" or CAPITAL not in self._knowledge.traits_of(mention.name):
                continue
            before, behind = scene.before(mention.start, 1), scene.after(mention.end, 3)
            behind = (
                behind[2:] if behind[1:2] == (TIME,) and scene.only(behind[:1], "preposition") else behind[:1]
            )  # "Beijing **in July** said"
            if scene.only(before or (",",), "preposition") or self._governing.isdisjoint(behind):
                continue
            near = (name for name, at in discourse.places.items() if discourse.now - at <= JUST)
            home, told = self._knowledge.home_of(mention.name), {*near, *(m.name for m in scene.entities)}
            cities = (name for name in told - {mention.name} if "city" in self._knowledge.sorts_of_place(name))
            if home is not None and all(self._knowledge.home_of(city) != home for city in cities):
                mention.name, mention.kind = home, "country"

    def _note(self, scene: Scene, discourse: Discourse, number: int) -> None:
        """Remember whom the sentence spoke of and who was its subject."""
        subject: str | None = None
        passing: str | None = None
        end = scene.sentence.end
        first_amount = next((a.start for a in scene.amounts if not scene.in_aside(a, end)), end)
        for mention in scene.entities:
            if mention.role == "place":
                if _is_venue(scene, mention) or not self._of_its_own.isdisjoint(scene.after(mention.end, 1)):
                    continue
                discourse.places.pop(mention.name, None)
                discourse.places[mention.name] = number
                discourse.counts[mention.name] = discourse.counts.get(mention.name, 0) + 1
            elif mention.role in ("plain", "modifier", "compare") and mention.via != "pronoun":
                discourse.note(mention, number)
            if (
                subject is None
                and mention.role == "plain"
                and mention.kind != "person"
                and mention.end <= first_amount
                and not scene.in_aside(mention, end)
                and not depends(scene, mention)
                and not _follows_subject(scene, mention)
            ):
                if (scene.tokens.has_any(self._beside) or _beside_a_mark(scene, mention)) and _told_in_passing(scene, mention):
                    passing = passing or mention.name
                else:
                    subject = mention.name
        if subject is None and scene.entities and _is_fronted(scene, scene.entities[0]):
            subject = scene.entities[0].name
        if subject is None and discourse.subject is None:
            subject = passing or next((m.name for m in scene.entities if m.role == "plain"), None)
        if subject is not None:
            if self._roles.opens_with_rival(scene):
                discourse.aside_from = discourse.aside_from or discourse.subject
            discourse.subject, discourse.fresh = subject, True
            if is_heading(scene):
                discourse.lead, discourse.reported = subject, None
            discourse.lead = discourse.lead or subject

    @staticmethod
    def note_owner(scene: Scene, discourse: Discourse, owner: EntityMention | None) -> None:
        """Whose figure a sentence without a subject gave is spoken of: "Revenue at **Meituan** grew 22%. The loss of **its** segment …"."""
        if owner is None or owner.via != "name" or owner.role != "plain" or owner.kind == "person":
            return
        if discourse.subject is not None and _told_in_passing(scene, owner):
            return
        if any(m.role == "plain" and m.name == discourse.subject for m in scene.entities):
            return
        discourse.subject, discourse.fresh = owner.name, True


def _is_venue(scene: Scene, place: EntityMention) -> bool:
    """Whether a place is only where shares are traded: "**Its shares** fell 10% in **New York**"."""
    if scene.folded[place.start - 3 : place.start] != "in " or not scene.tokens.has_any(scene.grammar.gaps["equity"]):
        return False
    word = scene.nearest_before(place.start, "down_verb", "up_verb")
    return word is not None and not place.possessive


def _beside_a_mark(scene: Scene, mention: EntityMention) -> bool:
    """Whether a comma or a word that joins may stand beside a name of several."""
    if len(scene.entities) == 1:
        return False
    joining = scene.grammar.gaps["joining"]
    behind = scene.folded[mention.end : mention.end + BESIDE]
    if behind[:1] == "," or not joining.isdisjoint(behind.split()[:1]):
        return True
    before = scene.folded[max(scene.sentence.start, mention.start - BESIDE) : mention.start].rstrip()
    return before[-1:] == "," or before[-2:] in POSSESSIVES or not joining.isdisjoint(before.split()[-1:])


def _told_in_passing(scene: Scene, mention: EntityMention) -> bool:
    """Whether a sentence speaks of a name only beside whom the text is about.

    "a part of **what Tesla** sells", "**BYD came** next with 17%", "**Tencent and Sequoia** bought 2 million shares each"
    """
    before = scene.before(mention.start, 1)
    if before and scene.only(before, "embedding"):
        return True
    behind = scene.after(mention.end, 2)
    if scene.only(behind[:1] or (",",), "placing") and scene.only(behind[1:] or (",",), "placed"):
        return True
    if len(scene.entities) == 1:
        return False
    first = mention
    if before and scene.only(before, "possessive"):  # "BYD and **SAIC's MG** sold a combined 43,000"
        first = next((m for m in scene.entities if m.end < mention.start <= m.end + OWNED), mention)
        before = scene.before(first.start, 1)
    if not any(beside[:1] == (",",) or (beside and scene.only(beside[:1], "joining")) for beside in (before, behind)):
        return False
    return any(any(m is first for m in run) for run in runs(scene))


def _is_fronted(scene: Scene, mention: EntityMention) -> bool:
    """Whether a sentence begins with the one it is about: "**For Bilibili** it was a good year", "**As for NetEase**, the loss widened"."""
    if mention.role != "plain" or mention.possessive:
        return False
    return scene.folded[scene.sentence.start : mention.start].rstrip() in scene.grammar.content["fronting"]


def _follows_subject(scene: Scene, mention: EntityMention) -> bool:
    """Whether a sentence begins with the words for whom it speaks of: "**Its** sales overtook those of Nio", "**It** beat Nio"."""
    if mention.via in ("head", "pronoun") or mention.start == scene.sentence.start:
        return False
    before = scene.before(mention.start, 1)
    if before == (",",) and mention.possessive:
        behind = scene.after(mention.end, APPOSED + 1)
        return len(behind) <= APPOSED or "," in behind  # "is moving to Hangzhou, **Alibaba's back yard**"
    if not before or before[0] == "," or before[0] in scene.grammar.head_groups:
        return False
    if scene.only(before, "copula") and scene.after(mention.end, 1) in ((), (",",)):
        return False  # "The other maker to have begun well **is Honor**."
    opening = scene.folded[scene.sentence.start : mention.start].split(None, 1)[0]
    if opening == "the":
        return not scene.only(before, "clause", "saying") and len(scene.gap(scene.sentence.start, mention.start)) > SUBJECT_WORDS
    return opening in scene.grammar.gaps["pointing"] or any(span.start == scene.sentence.start for span in scene.classes.get("it", ()))


def _is_sentence(scene: Scene) -> bool:
    """Whether a verb tells something and the line ends as sentences do: "Apple **dropped** to sixth."."""
    told = scene.gap(scene.sentence.start, scene.sentence.end).tokens
    return scene.text[scene.sentence.end - 1] in ".!?" and scene.some(told, "past", "present", "copula")


def is_heading(scene: Scene) -> bool:
    """Whether the line is little more than a name: the head of a section about it."""
    if scene.amounts or _is_sentence(scene):
        return False
    named = [m for m in scene.entities if m.role == "plain" and m.via in ("name", "shape")]
    return len(named) == 1 and scene.line.own_length <= HEADING
