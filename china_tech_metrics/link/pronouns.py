"""Whom a pronoun means: "it" and "its", the "we" of a company, the "they" of an industry."""

from __future__ import annotations

import re
from itertools import pairwise

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import NAME, NOTHING
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.roles import APPOSITION_WORDS, depends, owns_together
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.vocabulary.entries import REPORTER_KINDS

SAID_REACH = 3
"""How many words may stand between "said" and the "it" that means who said it."""
OF_IT = 4
"""How many characters "of" takes between a figure and "it": "two-thirds **of** it"."""
OWN_WORDS = 1
"""How many words may stand between "its" and the network on which its account is: "its **main** Douyin account"."""
PAIR = 2
NEAR = 2
"""How many sentences back somebody may have been named who is called "she"."""
OWN_FORECAST = 2
"""How many words stand between a bank's "its" and what it foresees: "its **full-year forecast**"."""
PARTS = frozenset({"company", "platform", "unit"})
"""Groups of the words for what belongs to a business: "its Redmi **brand**", "its **app** Temu"."""
WHERE = 2
"""The comma and "where" behind a name that is meant."""


def read_pronouns(scene: Scene, discourse: Discourse, knowledge: KnowledgeBase) -> None:
    """Add the mentions that pronouns are: "it", "its", "we", "they"."""
    for span in scene.classes.get("it", ()):
        word = scene.folded[span.start : span.end]
        teller = _teller_meant(scene, span, word)
        if teller is not None:
            scene.entities.append(EntityMention(span.start, span.end, teller.name, teller.kind, via="pronoun", role="source"))
            continue
        if (
            word == "it"
            and scene.before(span.start, 1) == ("of",)
            and not any(0 < span.start - a.outer_end <= OF_IT for a in scene.amounts)
        ):
            continue  # "vacuum cleaners made up most **of it**": of what was told
        if word in scene.grammar.gaps["first_person"] and discourse.lead is not None:
            name: str | None = knowledge.group_of(discourse.lead, discourse, topmost=True)
        elif word in scene.grammar.gaps["plural"] and (makers := _makers_before(scene, span.start)) is not None:
            name = _place_before(scene, makers)
        elif word in scene.grammar.gaps["plural"] and (place := _place_told_of(scene, span.start)) is not None:
            name = place  # "The EU counted 130,000 new cars, and **they** made up 15%"
        else:
            name = antecedent_of(scene, discourse, span.start)
            if name is None:  # of nobody but a country the text has spoken
                name = next((p for p in reversed(discourse.places) if knowledge.kind_of(p, discourse) == "country"), None)
        if name is not None:
            possessive = word in ("its", "their", "our")
            mention = EntityMention(span.start, span.end, name, knowledge.kind_of(name, discourse), via="pronoun", possessive=possessive)
            if possessive and not owns_together(scene, span.end):
                own = _belongs_to_first(scene, span) or _names_its_own(scene, span) or _says_who_it_is(scene, span)
                mention.role = "modifier" if own else mention.role
            scene.entities.append(mention)


def read_person(scene: Scene, discourse: Discourse, knowledge: KnowledgeBase) -> None:
    """Add the mentions that "he", "she" and "her" are: of somebody whose figures were told: "Viya sold X. **She** has 80 million fans"."""
    if not scene.tokens.has_any(scene.grammar.content["of_a_person"]):
        return
    owners = {owner for owner, _ in discourse.told if owner is not None and knowledge.kind_of(owner, discourse) == "person"}
    near = [name for name in discourse.recent if name in owners and discourse.now - discourse.recent[name] <= NEAR]
    for word in re.finditer(r"\w+", scene.folded[scene.sentence.start : scene.sentence.end]) if near else ():
        if word.group() in scene.grammar.content["of_a_person"]:
            start, end = (scene.sentence.start + at for at in word.span())
            possessive = word.group() in scene.grammar.gaps["owning"]
            scene.entities.append(EntityMention(start, end, near[-1], "person", via="pronoun", possessive=possessive))


def _teller_meant(scene: Scene, span: Spanned, word: str) -> EntityMention | None:
    """Who only counts or foresees, where a pronoun means him: "**UBS** raised **its** forecast", "**IDC** warns: **it** expects"."""
    teller = scene.entities[0] if scene.entities else None
    if teller is None or teller.role != "source" or teller.possessive or teller.kind not in REPORTER_KINDS or teller.end > span.start:
        return None
    if scene.only(scene.before(teller.start, 1) or (",",), "preposition"):
        return None
    if any(m.role == "plain" and m.end <= span.start for m in scene.entities):
        return None
    if scene.some(scene.gap(teller.end, span.start).tokens, "saying"):
        return None
    if word == "its":
        return teller if scene.some(scene.after(span.end, OWN_FORECAST), "set_aim") else None
    behind = scene.after(span.end, 1)
    counts = word == "it" and (not scene.grammar.content["counting"].isdisjoint(behind) or _foretells(scene, span.end))
    return teller if counts else None


def _foretells(scene: Scene, at: int) -> bool:
    """Whether a word of forecast stands right behind an offset."""
    return any(0 <= hit.start - at <= 1 for hit in scene.classes.get("forecast", ()))


def read_ordered(scene: Scene, discourse: Discourse, knowledge: KnowledgeBase) -> None:
    """Add the mentions that "the former" and "the latter" are: the first and the second of two names before."""
    for at, group in ((-2, "first_of_two"), (-1, "second_of_two")):
        if not scene.tokens.has_any(scene.grammar.content[group]):
            continue
        for word in scene.grammar.content[group]:
            start = scene.folded.find(f"the {word} ", scene.sentence.start, scene.sentence.end)
            end = start + len(f"the {word}")
            if start < 0 or not _has_a_part(scene, end):
                continue
            before = [m.name for m in scene.entities if m.end <= start and m.role in ("plain", "compare") and m.via in ("name", "shape")]
            names = list(dict.fromkeys(before)) or list(discourse.recent)
            if len(names) >= PAIR:
                scene.entities.append(EntityMention(start, end, names[at], knowledge.kind_of(names[at], discourse), via="head"))


def _has_a_part(scene: Scene, end: int) -> bool:
    """Whether a clause goes on with what somebody does or has: "the former **raising**", "the latter **$5**".

    It does not in "the former **chairman**".
    """
    starts = [span.start for group in ("up_verb", "down_verb") for span in scene.classes.get(group, ())]
    if any(0 <= start - end <= 1 for start in (*starts, *(a.start for a in scene.amounts))):
        return True
    word = scene.after(end, 1)
    known = scene.only(word or (",",), "copula", "experienced", "dealing", "preposition", "perfect", "did", "share_link")
    return known or word[:1] == ("'s",) or any(t.endswith(("ing", "ed")) or t.isdigit() for t in word)


def _makers_before(scene: Scene, at: int) -> Spanned | None:
    """The industry of the clause that "they" means: "**Chinese manufacturers** raised their sales"."""
    word = scene.nearest_before(at, "industry")
    if (
        word is None
        or scene.gap(word.end, at).breaks
        or any(m.start >= word.end and m.end <= at and m.role == "plain" for m in scene.entities)
    ):
        return None
    return word


def _place_told_of(scene: Scene, at: int) -> str | None:
    """The place that a sentence speaks of before an offset, if it names nobody else there: the subject of an earlier figure."""
    before = [m for m in scene.entities if m.end <= at and m.via != "pronoun"]
    if not before or any(m.role != "place" for m in before) or not any(a.end <= at for a in scene.amounts):
        return None
    return None if scene.only(scene.before(before[0].start, 1) or (",",), "preposition") else before[0].name


def _place_before(scene: Scene, word: Spanned) -> str | None:
    """The place whose industry a word names: "**Chinese** carmakers"."""
    return next(
        (m.name for m in scene.entities if m.role == "place" and m.end <= word.start and len(scene.gap(m.end, word.start)) <= 2), None
    )


def _names_its_own(scene: Scene, span: Spanned) -> bool:
    """Whether the possessive belongs to a name right behind: "its parent company ByteDance"."""
    for mention in scene.entities:
        if mention.start > span.end and mention.via != "pronoun":
            gap = scene.gap(span.end, mention.start)
            if len(gap) <= OWN_WORDS and mention.role == "plain" and scene.only(scene.after(mention.end, 1) or (",",), "hosted"):
                mention.role = "modifier"  # "its **Instagram account** has 2 million followers"
                return False
            return 0 < len(gap) <= APPOSITION_WORDS and not gap.breaks and not scene.some(gap.tokens, "preposition", "copula")
    return False


def _says_who_it_is(scene: Scene, span: Spanned) -> bool:
    """Whether the possessive opens what says who somebody is: "At UMC, **its Taiwanese competitor**, turnover fell"."""
    if scene.before(span.start, 2) != (NAME, ","):
        return False
    words = scene.after(span.end, APPOSITION_WORDS + 1)
    at = next((i for i, t in enumerate(words) if "related" in scene.grammar.head_groups.get(t, NOTHING)), None)
    return at is not None and words[at + 1 : at + 2] == (",",)


def _belongs_to_first(scene: Scene, span: Spanned) -> bool:
    """Whether a possessive adds a part to the name of the whole: "**Xiaomi** and **its** Redmi brand sold 40 million phones"."""
    if scene.before(span.start, 2) != (NAME, "and"):
        return False
    part = next((m for m in scene.entities if m.start > span.end and m.via != "pronoun"), None)
    words = scene.gap(span.end, part.start).tokens if part is not None else (",",)
    if part is None or len(words) > APPOSITION_WORDS or scene.some(words, "preposition", "copula", "conjunction"):
        return False
    around = (*words, *scene.after(part.end, 1))
    kinds = [scene.grammar.head_groups.get(t, NOTHING) for t in around]
    if not any(not PARTS.isdisjoint(k) for k in kinds) or any("related" in k and "unit" not in k for k in kinds):
        return False  # "Huawei and its rival Xiaomi" are two
    part.role = "modifier"
    return True


def is_of_management(scene: Scene) -> bool:
    """Whether a sentence begins with those who speak for a whole group: "**Management** sticks to its goal"."""
    opening = scene.after(scene.sentence.start, 2)
    words = scene.grammar.content["management"]
    return opening[:1] != () and (opening[0] in words or (scene.only(opening[:1], "determiner") and not words.isdisjoint(opening[1:])))


def antecedent_of(scene: Scene, discourse: Discourse, at: int) -> str | None:
    """Whom "it" at an offset means: the first name of its clause, else of its sentence, else the subject of the sentence before."""
    antecedent = scene.antecedent_end(at)
    told_of = next((m.name for m in scene.entities if m.end == antecedent and m.role != "place"), None)
    if told_of is not None:
        return told_of  # "behind Leapmotor, which wrote that **its** deliveries"
    earlier = [m for m in scene.entities if m.end <= at and m.role == "plain" and m.via != "pronoun"]
    earlier.sort(key=lambda m: m.start)
    said = scene.nearest_before(at, "said")
    if said is not None and len(scene.gap(said.end, at)) <= SAID_REACH:
        speakers = [m for m in earlier if m.end <= said.start and not scene.in_aside(m, said.start) and not depends(scene, m)]
        if speakers:
            return speakers[-1].name  # "Tencent, a rival of X, said it": Tencent
    same_part = [m for m in earlier if ";" not in scene.gap(m.end, at).tokens]
    earlier = same_part or earlier  # "Nio sold X; Xpeng's sales were Y and **it** had a share of Z": Xpeng
    # "having sold Honor, **Huawei** says **its**"
    closing = {first.end for first, second in pairwise(earlier) if scene.gap(first.end, second.start).tokens == (",",)}
    same_clause = [m for m in earlier if scene.gap(m.end, at).breaks < 1 and m.end not in closing]
    subjects = same_clause or [m for m in earlier if not _is_inner(scene, m)]
    if scene.only(scene.before(at, 1) or (",",), "relative_place"):  # "moved from Youku to **Bilibili**, where they spent"
        subjects = [m for m in earlier if len(scene.gap(m.end, at)) == WHERE] or subjects or earlier
    if not subjects:
        subjects = [m for m in earlier if ":" in scene.gap(m.end, at).tokens]  # "Volume counts for **Roborock**: IDC says **it** sold"
    if not subjects and discourse.lead is not None and is_of_management(scene):
        return discourse.lead  # "**Management** is sticking to **its** goal"
    return subjects[0].name if subjects else discourse.spoken_of()


def _is_inner(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name only belongs to another word: "its use **of Google's** Android"."""
    before = scene.before(mention.start, 3)
    if scene.only(before[-1:] or (",",), "possessive") and before[-2:-1] == (NAME,):
        before = before[:-2]
    return scene.only(before[-1:] or (",",), "preposition")
