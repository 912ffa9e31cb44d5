"""Whether a figure that no word names can be one more of what was told before."""

from __future__ import annotations

from china_tech_metrics.link.anaphora import anaphor_before
from china_tech_metrics.link.direction import find_direction, growth_named
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.implied import goes_on
from china_tech_metrics.link.measure import share_word
from china_tech_metrics.link.moment import Linked
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import RATIOS, Amount

HAS_GROWN = 3
"""How many words may say of whom a multiple is: "**it also has** tripled"."""
UNMEASURED = 3
"""Within so many words before a percentage, or what it moved by, stands a thing that no metric measures."""


def leaves_out_the_metric(scene: Scene, amount: Amount) -> bool:
    """Whether a name's figure is told of without the word for it: "Shopee's GMV rose to X, while **Lazada's fell** to Y"."""
    owner = next((m for m in reversed(scene.entities) if m.end <= amount.outer_start and m.via != "pronoun"), None)
    if owner is None or not owner.possessive:
        return False
    behind = next((t for t in scene.after(owner.end, 3) if not scene.only([t], "possessive", "adverb")), "")
    if scene.only([behind], "reach", "copula"):
        return True
    multiples = (a for a in scene.amounts if a.worded and a.kind == "times")  # "Meituan's **tripled** to 3 billion yuan"
    moves = (*scene.classes.get("up_verb", ()), *scene.classes.get("down_verb", ()), *multiples)
    return any(owner.end <= word.start <= amount.start and not scene.gap(owner.end, word.start).content for word in moves)


def leaves_out_the_whole(scene: Scene, amount: Amount) -> bool:
    """Whether something accounts for a part, and it is not said of what: "Ads **accounted for** 38%", "38% **came from** ads"."""
    if find_direction(scene, amount) is not None or scene.after(amount.outer_end, 1) == ("of",):
        return False
    content, behind = scene.grammar.content, scene.after(amount.outer_end, 3)
    if scene.only(behind[:1] or (",",), "copula") and scene.only(behind[1:2] or (",",), "place_preposition") and behind[2:] == (NAME,):
        return True  # "had 6,440 shops. **About 97% are in China**"
    for verb in scene.classes.get("share", ()):
        if 0 <= verb.start - amount.outer_end <= 1 and scene.folded[verb.start : verb.end] in content["part_from"]:
            return True
    word = scene.nearest_before(amount.outer_start, "share")
    if word is None or scene.folded[word.start : word.end] not in content["making_up"]:
        return False
    told = scene.only(scene.gap(word.end, amount.outer_start).tokens, "adverb", "determiner")
    return told and not goes_on(scene, scene.after(amount.outer_end, 1))


def has_its_own_noun(scene: Scene, amount: Amount) -> bool:
    """Whether a noun that is no metric's, no change and no share has the percentage: "imposed **duties of** 35%", "a yield of 40%"."""
    if amount.kind != "percent":
        return False
    moved = find_direction(scene, amount)
    end = moved.span.start if moved is not None and not moved.behind else amount.outer_start
    if scene.some(scene.before(end, UNMEASURED), "unmeasured"):
        return True  # "its **emissions** rose 81%", "**returns** run at 15%"
    before = scene.before(amount.outer_start, 2)
    if len(before) < 2 or before[1] != "of" or not before[0].isalpha():
        return False
    words = scene.grammar
    if before[0] in words.groups or before[0] in words.head_groups:
        return False
    return not any(scene.folded.startswith(before[0], span.start) for spans in scene.classes.values() for span in spans) and not any(
        scene.folded[mention.start : mention.end].endswith(before[0]) for mention in scene.cues
    )


def can_repeat(scene: Scene, amount: Amount, last: Linked) -> bool:
    """Whether an amount can be one more of the metric that a figure of the sentence before had."""
    if anaphor_before(scene, amount) and amount.kind == last.amount.kind:
        return True  # "the rate stood at 38.4 percent"
    if amount.kind == "count" and last.amount.kind == "quantity":
        return False  # "has 16 GB of memory. It got 2.1 million points"
    if amount.kind in last.about.cue.units or tells_the_whole(scene, amount, last):
        return True
    if amount.kind == "times":
        before = scene.before(amount.outer_start, HAS_GROWN)
        grown = scene.some(before, "subject") and scene.only(before[-1:], "perfect")  # "it also has tripled"
        led = scene.only(before[-2:], "owning", "subject", "saying", "preposition")
        return grown or led or leaves_out_the_metric(scene, amount)  # "Alibaba's revenue fell 5%. **JD's doubled**"
    of_a_whole = scene.after(amount.outer_end, 1) == ("of",)
    if amount.kind == "percent" and last.reading.measure == "share" and share_word(scene, amount) and not of_a_whole:
        return True  # "Germany and Britain **accounted for** 10% between them"
    if amount.kind == "percent" and last.reading.measure == "share" and _next_in_the_ranking(scene, amount):
        return True  # "**Next comes Samsung with** 20%"
    if amount.kind == "point":
        return "percent" in last.about.cue.units and find_direction(scene, amount) is not None
    return amount.kind == "percent" and (find_direction(scene, amount) is not None or growth_named(scene, amount))


def tells_the_whole(scene: Scene, amount: Amount, last: Linked) -> bool:
    """Whether an amount is one of what a share before was of: "5% of **shipments**. The total will be 285 million"."""
    whole = last.about.whole
    if whole is None:
        return False
    return amount.kind in whole.units if amount.kind not in RATIOS else find_direction(scene, amount) is not None


def _next_in_the_ranking(scene: Scene, amount: Amount) -> bool:
    """Whether a name with a percentage goes on with a ranking: "**next** comes Samsung **with** 20%"."""
    before = scene.before(amount.outer_start, 2)
    return len(before) == 2 and before[0] == NAME and scene.only(before[1:], "share_link")
