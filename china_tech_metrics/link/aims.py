"""Figures that are told as aims or as parts of them: "its **350,000** goal", "**91%** of its yearly goal"."""

from __future__ import annotations

from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount

ENDING = ("preposition", "clause", "conjunction", "measured_from")
"""Groups of words that end the phrase of a noun."""
TOTAL_REACH = 5
"""Within how many words before a number the total that was taken to it stands: "**total** since January to"."""
OF_AIM = 5
"""Within how many words behind an amount its aim is said: "of its full-year delivery **target**"."""


def is_aimed_at(scene: Scene, amount: Amount) -> bool:
    """Whether an amount is what somebody aims at: "its **350,000** goal", "101% of its target of **3 million** cars"."""
    behind = scene.after(amount.outer_end, OF_AIM - 1)
    if behind and not scene.only(behind[:1], "determiner", "adverb", "owning") and _leads_to_aim(scene, behind):
        return True
    before = scene.before(amount.outer_start, 2)
    if len(before) < 2 or not (scene.only(before[:1], "aim") and scene.only(before[1:], "of")):
        return False
    return any(is_part_of_aim(scene, a) for a in scene.amounts if a.outer_end <= amount.outer_start)


def names_a_level(scene: Scene, amount: Amount) -> bool:
    """Whether a noun says that a number is an aim, a record or a total of what was told: "short of **the all-time high of** 53,709".

    So does "took **its total** since January **to** 168,000".
    """
    before = scene.before(amount.outer_start, TOTAL_REACH)
    if before[-1:] == ("to",):
        return scene.some(before, "number_noun") and scene.only([t for t in before[-3:-1] if t != TIME], "number_noun", "preposition")
    return before[-1:] == ("of",) and scene.only(before[-2:-1] or (",",), "aim", "record_level")


def is_part_of_aim(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is how much of an aim was reached: "reached **91%** of its yearly goal"."""
    if amount.kind != "percent":
        return False
    behind = scene.after(amount.outer_end, OF_AIM + 1)
    return behind[:1] == ("of",) and _leads_to_aim(scene, behind[1:])


def aim_behind(scene: Scene, part: Amount) -> Amount | None:
    """The aim that a percentage is a part of: "met 23% of its goal of **4 million** cars"."""
    if not is_part_of_aim(scene, part):
        return None
    aim = next((a for a in scene.amounts if a.start >= part.outer_end), None)
    return aim if aim is not None and aim.kind in ("count", "money") and is_aimed_at(scene, aim) else None


def of_the_aim(scene: Scene, time: Spanned) -> bool:
    """Whether a time only says what an aim is for: "its **full-year** sales goal"."""
    return _leads_to_aim(scene, scene.after(time.end, OF_AIM - 1))


def part_reached(scene: Scene, aim: Spanned) -> Amount | None:
    """The figure that says how much of an aim was reached."""
    reached = (a for a in scene.amounts if a.outer_end <= aim.start and len(scene.gap(a.outer_end, aim.start)) <= OF_AIM)
    return next((a for a in reached if is_part_of_aim(scene, a)), None)


def _leads_to_aim(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether only what narrows it stands before a noun of aim."""
    for token in tokens:
        if scene.only((token,), "aim"):
            return True
        if token in (NAME, TIME):
            continue
        if not token.replace("-", "").isalnum() or scene.only((token,), *ENDING):
            return False
    return False
