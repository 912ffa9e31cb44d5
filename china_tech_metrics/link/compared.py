"""Figures that another one is compared with, and what is told along with them."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.direction import rises_to
from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

COMPARED = 6
"""How many words may stand between "compared" and the figure: "compared with a net loss of X"."""
BESIDE = 10
"""How many words may stand between two figures told together: "RMB 5 billion **with an operating margin of** 8%"."""
BEATEN = 5
"""How many words may stand between two figures of which the second is that of who was beaten: "5,000 **against its rival's** 4,000"."""
CHANGED = 2
"""How many words may stand between a change and the figure it is one from: "a 6% **increase from** the 5,120"."""
LEVEL_REACH = 3
"""How many words may lead from a change to the level reached: "rose 25% **to a record** 31 billion"."""
CHANGES = ("up_noun", "down_noun", "up_verb", "down_verb")


def is_compared(scene: Scene, amount: Amount) -> bool:
    """Whether the figure is there to compare another one with: "from X", "compared with X", "against a loss of X"."""
    if amount.paired is not None:
        return amount.paired == "from"
    tokens = scene.before(amount.outer_start, COMPARED)
    owned = tokens[-1:] and scene.only(tokens[-1:], "possessive") and tokens[-2:-1] == (TIME,)  # "from last year's 4.62 billion"
    leading = tokens[:-2] if owned else tokens[:-1] if tokens[-1:] == ("the",) else tokens
    if leading[-1:] == ("from",) and (owned or _changed_from(scene, amount)):
        return True
    if _improved_from(scene, amount) or _moved_on(scene, amount) or _came_before(scene, amount):
        return True
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i] in scene.grammar.gaps["set_against"]), None)
    if at is None and tokens[-2:-1] == ("than",) and scene.only(tokens[-1:], "determiner"):
        return True  # "slower than **the** 33% of 2020"
    return at is not None and not {",", ";", "("} & set(tokens[at:])


def _came_before(scene: Scene, amount: Amount) -> bool:
    """Whether a figure is told behind the one it came before, with its own time: "42,013 in October, **after 41,581 in September**"."""
    last = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    if last is None or last.unit != amount.unit or amount.kind == "times":
        return False
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    behind = scene.after(amount.outer_end, 2)
    led = scene.only(tokens[-1:] or (",",), "looking_back") and len(tokens) <= COMPARED and NAME not in tokens
    return led and behind[1:] == (TIME,) and scene.only(behind[:1], "place_preposition")


def _changed_from(scene: Scene, amount: Amount) -> bool:
    """Whether a change stands before the "from" of a figure: "a 6% rise **from the 5,120**", "an improvement **from 13%**"."""
    changes = (a for a in scene.amounts if a.kind in ("percent", "times", "point") and a.outer_end <= amount.outer_start)
    if any(_leads_from(scene, scene.gap(a.outer_end, amount.outer_start).tokens) for a in changes) or _level_came_from(scene, amount):
        return True
    noun = scene.nearest_before(amount.outer_start, *CHANGES)
    if noun is not None and scene.gap(noun.end, amount.outer_start).tokens in (("from",), ("from", "the")):
        return True
    return scene.only(scene.before(amount.outer_start, 2)[:1] or (",",), "moved")


def _level_came_from(scene: Scene, amount: Amount) -> bool:
    """Whether a change led to the level before, and from this one: "shrank to 20 million in the first quarter **from 25 million**"."""
    level = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    if level is None or level.kind != amount.kind or rises_to(scene, level) is None:
        return False
    tokens = scene.gap(level.outer_end, amount.outer_start).tokens
    return tokens[-1:] == ("from",) and len(tokens) <= COMPARED and "," not in tokens


def _moved_on(scene: Scene, amount: Amount) -> bool:
    """Whether only "on" stands behind how much something changed: "an improvement of 13% **on 37 billion yuan**"."""
    if not scene.only(scene.before(amount.outer_start, 1) or (",",), "measured_over"):
        return False
    changes = (a for a in scene.amounts if a.kind == "percent" and a.outer_end <= amount.outer_start)
    return any(len(scene.gap(a.outer_end, amount.outer_start)) == 1 for a in changes)


def _improved_from(scene: Scene, amount: Amount) -> bool:
    """Whether a level before is said to have changed from this one: ", improved **from a loss of** 2 billion"."""
    if scene.amounts[0].start == amount.start:
        return False
    word = scene.nearest_before(amount.outer_start, *CHANGES)
    if word is None or scene.amounts_between(word.end, amount.outer_start):
        return False
    tokens = scene.gap(word.end, amount.outer_start).tokens
    earlier = scene.amounts[0].start < word.start
    return earlier and tokens[:1] == ("from",) and len(tokens) <= COMPARED and not {",", TIME, "to"} & {*tokens}


def _leads_from(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether what stands between two figures is "from", with a noun before or a determiner behind it."""
    words = [t for t in tokens if not scene.only([t], "determiner")]
    return words[-1:] == ["from"] and len(words) <= CHANGED and "," not in words


def is_outdone(scene: Scene, amount: Amount) -> bool:
    """Whether the figure is a given one that another one is above or below: "more than **the 32,000 of June**"."""
    word = scene.nearest_before(amount.outer_start, "compare", "outdone")
    if word is None:
        return False
    gap = scene.gap(word.end, amount.outer_start)
    given = gap.tokens[:1] == (NAME,) or scene.only(gap.tokens[:1] or (",",), "determiner", "owning")
    return given and not gap.breaks and len(gap) <= COMPARED and gap.tokens[-1:] != ("at",)  # "closed 7% below the offer price **at** $12"


def of_another_place(scene: Scene, amount: Amount) -> bool:
    """Whether a figure is compared with that of another place: "20% of shipments in India in 2022, **against 12% in Indonesia**"."""
    if amount.paired is not None:
        return False
    where = next((m for m in scene.entities if m.start >= amount.outer_end and m.kind in PLACE_KINDS), None)
    led = [t for t in scene.gap(amount.outer_end, where.start).tokens if t != "the"] if where is not None else []
    if where is None or len(led) != 1 or not scene.only(led, "place_preposition"):
        return False
    return any(m.kind in PLACE_KINDS and m.end <= amount.outer_start and m.name != where.name for m in scene.entities)


def whom_it_beat(scene: Scene, last: Amount, amount: Amount) -> EntityMention | None:
    """Whom the subject outdid, where their figure follows: "**overtook Beta** with 5,000 cars **against** 4,000"."""
    if last.unit != amount.unit or not scene.tokens.has_any(scene.grammar.gaps["beating"]):
        return None
    tokens = [t for t in scene.gap(last.outer_end, amount.outer_start).tokens if not scene.only([t], "possessive")]
    rival = bool(tokens) and scene.only([tokens[-1].rstrip("s")], "rival")
    led = tokens[:-2] if rival and scene.only(tokens[-2:-1], "owning") else tokens
    if {",", NAME, TIME} & {*tokens} or len(tokens) > BEATEN or not (rival or led[-1:] == ["to"] or scene.only(led[-1:], "set_against")):
        return None
    beaten = (m for m in scene.entities if m.end <= last.outer_start and m.kind not in PLACE_KINDS and not m.possessive)
    return next((m for m in beaten if scene.some(scene.before(m.start, 2), "beating")), None)


def is_set_beside(scene: Scene, amount: Amount) -> bool:
    """Whether the figure stands in brackets behind one of its kind: "9.7 yuan **(8.5 yuan in Q2 2022)**"."""
    opened = scene.bracket(amount)
    if opened is None:
        return False
    return any(a.kind == amount.kind and 0 <= opened - a.outer_end <= 1 for a in scene.amounts)


def goes_with(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether a figure is told along with the one before it: "compared with 5 billion in Q3 2023 **with a margin of 8%**"."""
    gap = scene.gap(last.outer_end, amount.outer_start)
    tied = scene.some(gap.tokens, "having", "joining")
    close = gap.breaks < 1 and len(gap) <= BESIDE and "," not in gap.tokens
    return tied and close and scene.grammar.gaps["set_against"].isdisjoint(gap.tokens)


def leads_to_base(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a figure shares the time behind the next one: "compared to **a loss of 5 billion** and a margin of 8% in Q3 2023"."""
    between = [a for a in scene.amounts if a.start >= amount.outer_end and a.end <= mention.outer_start]
    if len(between) != 1 or between[0].kind == amount.kind or not is_compared(scene, amount):
        return False
    return goes_with(scene, amount, between[0]) and len(scene.gap(between[0].outer_end, mention.outer_start)) <= 1


def leads_to_level(scene: Scene, amount: Amount, level: Amount) -> bool:
    """Whether a figure says how far another one behind it has moved: "rose **25% to 31 billion yuan** in the first quarter"."""
    tokens = scene.gap(amount.outer_end, level.outer_start).tokens
    return tokens[:1] == ("to",) and len(tokens) <= LEVEL_REACH and amount.kind != level.kind and "," not in tokens
