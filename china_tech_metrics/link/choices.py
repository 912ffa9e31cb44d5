"""What the cues of a sentence say of each other: heads of phrases, subjects of verbs, nouns that only describe.

Each cue is scored by where it stands (``metric``); here the scores of those that stand together are set right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from china_tech_metrics.link.gaps import BREAKS, NAME, NOTHING, TIME
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.model import Amount

NEAR_ENOUGH = 4.0
"""From this score a metric named before the amount may be the one it is measured in."""
SUBJECT_REACH = 6
OF_WORDS = (("of",), ("in",), ("for",), ("among",), ("to",))
OF_AIM = 3
"""How many words may lead from money to what it is to get: "costs **to fulfil** orders"."""
OF_PEOPLE = (("for",), ("among",))
OF_REACH, OF_ANOTHER, HEAD_COST = 8, 5.0, 0.5
NOUN_WORDS = 3
"""How many words before a noun can belong to it: "in **the grey** market"."""
OF_PLACE = 4
"""How many words may tell where or through what between a noun and its verb."""
RIGHT_BEFORE = "noun right before"
ARTICLES = ("a", "an")
"""Behind these a noun is none of what stands before: "shares of Acme, giving it **a valuation** of X"."""
PLACE_REACH = 9
"""How many characters may stand between a noun and its place: " in the "."""
RIGHT_BEHIND = "noun right behind"
SAID_AS_PART = "subject said as a part"
"""The feature of a noun whose sum is said as a part of another one."""
COUNTED = "counted noun behind"
"""The feature of a noun right behind a number of what it counts."""


@dataclass(slots=True)
class CueChoice:
    """A cue chosen for an amount, how strongly, and the feature that spoke for it."""

    mention: CueMention
    score: float
    feature: str
    follows: bool


def weighed(scene: Scene, amount: Amount, found: list[CueChoice]) -> list[CueChoice]:
    """The choices with scores that count in what stands beside each."""
    found = [c for c in found if not (c.follows and _said_before(scene, amount, c, found))]
    found = _as_modifiers(scene, found) if len(found) > 1 else found
    found = _heads_first(scene, found)
    found = [_as_item(scene, amount, choice, found) for choice in found]
    found = [_as_subject(scene, amount, choice, found) for choice in found]
    found = [_as_who_brings(scene, amount, choice, found) for choice in found] if amount.kind == "percent" else found
    found = [_as_purpose(scene, amount, choice, found) for choice in found]
    found = [_with_predicate(scene, amount, choice, found) for choice in found]
    found = [_in_things(scene, amount, choice, found) for choice in found] if amount.kind == "count" and len(found) > 1 else found
    tied = [c for c in found if c.feature == RIGHT_BEFORE]
    return [_that_turned(scene, choice, tied) for choice in found] if tied and len(found) > 1 else found


def _said_before(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> bool:
    """ "Time spent on A exceeded 80% of the time spent on B": the figure is that of the first naming."""
    if choice.feature != "noun behind in/of" or not scene.only(scene.after(amount.outer_end, 1), "part"):
        return False
    metrics = {c.metric for c in choice.mention.cues if c.role == "noun"}
    return any(
        not o.follows and o.score >= NEAR_ENOUGH and metrics & {c.metric for c in o.mention.cues if c.role == "noun"} for o in others
    )


def _as_modifiers(scene: Scene, choices: list[CueChoice]) -> list[CueChoice]:
    """A noun right before another one only describes it: "22% of all **discount** retail sales", "of **discount**-store sales"."""
    nouns = {c.mention.start for c in choices if c.follows and any(cue.role == "noun" for cue in c.mention.cues)}
    return [
        replace(c, score=c.score - OF_ANOTHER)
        if c.follows
        and (c.mention.end + 1 in nouns or scene.text.startswith("-", c.mention.end))
        and any(cue.role != "verb" for cue in c.mention.cues)
        else c
        for c in choices
    ]


def _as_item(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> CueChoice:
    """Things that grew are items of the metric named before: "**exports** grew, with electric vehicles and phones rising 68% and 40%"."""
    if choice.follows or amount.kind != "percent" or any(c.role != "counted" for c in choice.mention.cues):
        return choice
    for other in others:
        if other.mention.end <= choice.mention.start and any(c.role == "noun" and "money" in c.units for c in other.mention.cues):
            tokens = scene.gap(other.mention.end, choice.mention.start).tokens
            opens = any(mark == "," and scene.only([word], "having") for mark, word in pairwise(tokens))
            counted = any(other.mention.end <= a.start and choice.mention.start - a.outer_end in range(3) for a in scene.amounts)
            if opens and not counted:
                return replace(choice, mention=other.mention, feature="items of the metric")
    return choice


def _as_subject(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> CueChoice:
    """An expense that is said as a part of revenue is still the subject: "**R&D spending** was 23% of revenue"."""
    if choice.follows or amount.kind != "percent" or not scene.only(scene.after(amount.outer_end, 1), "part"):
        return choice
    whole = next((o for o in others if o.follows and o.feature == "noun behind in/of"), None)
    if whole is None or not (_is_money_noun(choice) and _is_money_noun(whole)):
        return choice
    gap = scene.gap(choice.mention.end, amount.outer_start)
    begins = len(scene.gap(scene.sentence.start, choice.mention.start)) <= 1
    if begins and not scene.grammar.content["coming_to"].isdisjoint(scene.before(amount.outer_start, 2)):
        return replace(choice, score=whole.score + 0.5, feature=SAID_AS_PART)  # "**The fine**, of Friday, amounts to 3% of revenue"
    if gap.breaks or len(gap) > SUBJECT_REACH or scene.amounts_between(choice.mention.end, amount.outer_start):
        return choice
    return replace(choice, score=whole.score + 0.5, feature=SAID_AS_PART)


def _as_who_brings(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> CueChoice:
    """What brings a part of a sum is not what it is a part of: "own **stores generated** 71% of sales"."""
    if choice.follows or not scene.some(scene.gap(choice.mention.end, amount.outer_start).tokens, "bringing"):
        return choice
    whole = next((o for o in others if o.follows and o.feature == "noun behind in/of" and _is_money_noun(o)), None)
    return choice if whole is None or _is_money_noun(choice) else replace(choice, score=min(choice.score, whole.score - 0.5))


def _as_purpose(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> CueChoice:
    """What a part of revenue is spent on names the metric: "spent 15% of its revenue last year **on R&D**"."""
    if (
        not choice.follows
        or amount.kind != "percent"
        or not scene.only(scene.gap(choice.mention.start, choice.mention.end).tokens[:1], "purpose")
    ):
        return choice
    whole = next((o for o in others if o.feature == "noun behind in/of" and o.mention.end <= choice.mention.start), None)
    if whole is None or any(t != TIME for t in scene.gap(whole.mention.end, choice.mention.start).tokens):
        return choice
    return replace(choice, score=whole.score + 0.5, feature="what a part is spent on")


def _is_money_noun(choice: CueChoice) -> bool:
    return any(c.role == "noun" and "money" in c.units and c.weight >= -1 for c in choice.mention.cues)


def _with_predicate(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> CueChoice:
    """A noun whose predicate is another cue's verb names the metric: "the **market** was worth", "**sales** brought in"."""
    if choice.follows or all(c.role == "verb" for c in choice.mention.cues):
        return choice
    counted = all(c.role == "counted" for c in choice.mention.cues)
    for other in others:
        if other.score > choice.score and other.mention.start >= choice.mention.end and any(c.role == "verb" for c in other.mention.cues):
            if scene.only(_last_word(scene, choice.mention), "trade") and _tells_where(scene, choice.mention):
                continue  # "offers **in the grey market** imply X"
            if counted and scene.only((scene.folded[other.mention.start : other.mention.end],), "selling"):
                continue  # "the two **brands sold** 300,000": cars
            if other.feature != RIGHT_BEFORE and any(c.role == "noun" for c in other.mention.cues):
                continue  # "the **market**, **spending** X"
            words = scene.gap(other.mention.start, amount.outer_start).tokens
            if words[-1:] == ("at",) and (NAME in words or scene.some(words, "that", "determiner")):
                continue  # "an offering that **valued it at**", "a round that would **value the firm at**"
            gap = scene.gap(_end_of_place(scene, choice.mention), other.mention.start)
            if "," in gap.tokens and scene.set_apart(choice.mention, other.mention):
                continue  # "Didi, which leads **the market**, **raised** X"
            if "," in gap.tokens and any(0 <= choice.mention.start - a.outer_end <= 1 for a in scene.amounts):
                continue  # "offers $26 **per share**, **valuing** it at X"
            tokens = gap.tokens
            if scene.some(_last_word(scene, other.mention), "worth") and _only_tells_where(scene, choice.mention, tokens):
                tokens = ()  # "**transactions** on the platform **were worth**"
            elif tokens[:1] in OF_WORDS and "," in tokens[:OF_REACH] and not scene.some(tokens[1:], "clause", "copula"):
                tokens = tokens[tokens.index(",") :]  # "the **market for toys**, **worth** X"
            if len(tokens) <= 3 and all(t == "," or scene.only([t], "copula", "adverb", "relative_pronoun") for t in tokens):
                return replace(choice, score=other.score + 0.5, feature="subject of the verb")
    return choice


def _tells_where(scene: Scene, mention: CueMention) -> bool:
    """Whether a noun stands behind "in" and at most its article and adjectives."""
    return scene.some(scene.before(mention.start, NOUN_WORDS), "place_preposition")


def _only_tells_where(scene: Scene, mention: CueMention, tokens: Sequence[str]) -> bool:
    """Whether the words behind a noun tell where or through what: "transactions **on the platform**"."""
    if len(tokens) > OF_PLACE or not scene.some((*_last_word(scene, mention), *tokens[:1]), "preposition"):
        return False
    return not any(t in BREAKS for t in tokens) and not scene.some(tokens, "clause", "copula", "conjunction")


def _end_of_place(scene: Scene, mention: CueMention) -> int:
    """Where a noun ends with the place it is in: "the **market in China** is valued at", "**sales in the region** were worth"."""
    span, named = next(((s, kinds) for s, kinds in scene.heads if s.start >= mention.end), (None, NOTHING))
    near = span is not None and "place" in named and span.start - mention.end <= PLACE_REACH
    if span is not None and near and scene.only(scene.gap(mention.end, span.start).tokens or (",",), "place_preposition", "determiner"):
        return span.end
    place = next((m for m in scene.entities if m.start >= mention.end), None)
    if place is None or place.role != "place" or place.start - mention.end > PLACE_REACH:
        return mention.end
    return place.end if scene.only(scene.gap(mention.end, place.start).tokens, "place_preposition", "determiner") else mention.end


def _in_things(scene: Scene, amount: Amount, choice: CueChoice, others: list[CueChoice]) -> CueChoice:
    """A noun counted in things goes before the things: "monthly **capacity** rose to 40,000 wafers", "9,000 units **of capacity**"."""
    cues = choice.mention.cues
    if not any(c.role == "noun" and "count" in c.units for c in cues) or any(c.role == "verb" or "money" in c.units for c in cues):
        return choice
    things = next((o for o in others if o.feature == COUNTED and o.score > choice.score), None)
    if things is None:
        return choice
    if choice.follows:
        of = scene.gap(things.mention.end, choice.mention.start).tokens == ("of",)
        return replace(choice, score=things.score + 0.5, feature="counted in things") if of else choice
    if max(c.weight for c in things.mention.cues) >= 0:
        return choice
    gap = scene.gap(choice.mention.end, amount.outer_start)
    if gap.breaks or gap.content > 1 or not scene.only(gap.tokens[-1:] or (",",), "reach", "adverb") or gap.tokens == ("in",):
        return choice
    if scene.amounts_between(choice.mention.end, amount.outer_start):
        return choice
    return replace(choice, score=things.score + 0.5, feature="counted in things")


def _that_turned(scene: Scene, choice: CueChoice, tied: list[CueChoice]) -> CueChoice:
    """A result keeps its name when it turns: "the **operating result** swung to a loss of X", "**operating profit** turned into a loss".

    ``tied`` are the nouns right before the amount.
    """
    if choice.follows or all(c.role == "verb" for c in choice.mention.cues):
        return choice
    for other in tied:
        if other.mention.start > choice.mention.end:
            tokens = scene.gap(choice.mention.end, other.mention.start).tokens
            if scene.only(tokens, "turned", "determiner", "adverb") and scene.some(tokens, "turned"):
                return replace(choice, score=max(choice.score, other.score + 0.5), feature="result that turned")
    return choice


def _of_another(scene: Scene, choice: CueChoice, others: Sequence[CueChoice]) -> CueChoice:
    """A noun that only tells what another one is of is not the metric: "**GMV** of its travel business", "**sales** of vouchers"."""
    if choice.follows:
        return choice
    verb = all(c.role == "verb" for c in choice.mention.cues)
    sized = _sized(scene, choice.mention) if choice.feature == RIGHT_BEFORE and not verb else None
    for other in others:
        if (
            sized is not None
            and not other.follows
            and other.mention.end < sized.start
            and any(c.role == "noun" for c in other.mention.cues)
        ):
            return replace(choice, score=choice.score - OF_ANOTHER)
        if verb and all(c.role == "counted" for c in other.mention.cues):
            continue  # "two **brands** of Acme, Beta and Gamma, **sold** 300,000"
        if other.follows or other.mention.end >= choice.mention.start or all(c.role == "verb" for c in other.mention.cues):
            continue
        tokens = scene.gap(other.mention.end, choice.mention.start).tokens
        if "as_share" in scene.classes and measured_as_share(scene, other.mention, choice.mention.start):
            return replace(choice, score=choice.score - OF_ANOTHER)  # "**R&D spending** as a percentage of revenue"
        if not tokens and other.mention.end < choice.mention.start and scene.folded.startswith("of ", choice.mention.start):
            return replace(choice, score=choice.score - OF_ANOTHER)  # "**revenue** of the sector rose"
        if tokens[:1] not in OF_WORDS or len(tokens) > OF_REACH or tokens[-1] in ARTICLES:
            continue
        rate = tokens == ("in",) and all(c.units == {"percent"} for c in other.mention.cues)  # "penetration of EVs in sales"
        things = any(c.role == "counted" for c in choice.mention.cues) and any(c.role != "verb" for c in other.mention.cues)
        things = things and not scene.some(tokens, "owning", "possessive", "subject")
        placed = tokens[:1] == ("in",) and (rate or things or scene.only(_last_word(scene, choice.mention), "trade"))
        listed = "," not in tokens or scene.some(tokens, "joining")
        aimed = (
            tokens[:1] == ("to",)
            and len(tokens) <= OF_AIM
            and _is_money_noun(other)
            and all(c.role == "counted" for c in choice.mention.cues)
        )
        linked = (
            placed or aimed or (tokens[:1] == ("of",) and listed) or (tokens[:1] in OF_PEOPLE and "," not in tokens and TIME not in tokens)
        )
        apart = linked and scene.amounts_between(other.mention.end, choice.mention.start)
        if linked and not apart and _is_part_of_money(scene, other, choice):
            return _as_part(choice, other)
        if linked and not apart and not any(_ends_phrase(scene, t) for t in tokens):
            return replace(choice, score=choice.score - OF_ANOTHER)
    return choice


def _sized(scene: Scene, mention: CueMention) -> Amount | None:
    """The figure that only tells how large a thing is by which something was done: "sales **under its 8 billion yuan** scheme"."""
    for amount in scene.amounts:
        if 0 <= mention.start - amount.outer_end <= 1:
            before = scene.before(amount.outer_start, 2)
            led = scene.only(before[:1] or (",",), "preposition") and before[0] != "of"
            return amount if led and scene.only(before[1:] or (",",), "owning", "determiner") else None
    return None


def measured_as_share(scene: Scene, mention: CueMention, at: int) -> bool:
    """Whether a metric is told as a part of what stands behind it, before an offset: "R&D spending **as a percentage of** revenue"."""
    hits = scene.classes.get("as_share", ())
    return any(mention.end <= hit.start and hit.end <= at and not scene.gap(mention.end, hit.start).content for hit in hits)


def _is_part_of_money(scene: Scene, head: CueChoice, choice: CueChoice) -> bool:
    """Whether the head only says that a part of a sum is meant: "the **share of** their revenue from licences"."""
    if not scene.only(scene.gap(head.mention.start, head.mention.end).tokens, "proportion"):
        return False
    other = scene.only(_last_word(scene, choice.mention), "trade") or scene.text.startswith("-", choice.mention.end)
    return not other and _is_money_noun(choice) and all(c.role == "noun" for c in choice.mention.cues)


def _as_part(choice: CueChoice, head: CueChoice) -> CueChoice:
    """The noun behind "share of", read as a share, in place of it."""
    cues = tuple(replace(cue, measure="share") for cue in choice.mention.cues)
    return replace(
        choice, mention=choice.mention._replace(cues=cues), score=max(head.score, choice.score) + HEAD_COST, feature="part of a sum"
    )


def _last_word(scene: Scene, mention: CueMention) -> tuple[str, ...]:
    return scene.gap(mention.start, mention.end).tokens[-1:] or ("",)


def _heads_first(scene: Scene, choices: list[CueChoice]) -> list[CueChoice]:
    """The head of an of-phrase counts for what stands behind its last noun: "**sales** of hotel vouchers reached X"."""
    found = [_of_another(scene, choice, choices) for choice in choices]
    lost = [(before, after) for before, after in zip(choices, found, strict=True) if after.score < before.score]
    for before, _ in lost:
        heads = [c for c in found if not c.follows and c.mention.end < before.mention.start and all(c is not a for _, a in lost)]
        if heads:
            head = max(heads, key=lambda c: c.mention.start)
            found[found.index(head)] = replace(head, score=max(head.score, before.score - HEAD_COST))
    return found


def _ends_phrase(scene: Scene, token: str) -> bool:
    return scene.only([token], "copula", "clause", "saying", "transitive") or token in ";:()"


def is_set_off(scene: Scene, amount: Amount) -> bool:
    """Whether a clause ends and its figure follows: "delivered the most cars in June**: 48,006**", "**, at 48,006**"."""
    before = scene.before(amount.outer_start, 2)
    return before[-1:] == (":",) or before == (",", "at")
