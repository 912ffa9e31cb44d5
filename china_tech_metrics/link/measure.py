"""Level, growth, multiple, change or share: what the amount is of its metric, with its sign."""

from __future__ import annotations

from dataclasses import dataclass

from china_tech_metrics.link.basis import base_behind, change_basis, find_basis, metric_basis, outdoing, own_base
from china_tech_metrics.link.choices import measured_as_share
from china_tech_metrics.link.direction import (
    added,
    differs,
    find_direction,
    growth_named,
    growth_noun_near,
    lost_some,
    moved_by,
    object_of,
    of_the_fastest,
    removed,
)
from china_tech_metrics.link.lists import enumeration
from china_tech_metrics.link.scene import CueMention, Direction, Scene, Spanned
from china_tech_metrics.link.tense import has_now
from china_tech_metrics.model import Amount, Basis, Measure
from china_tech_metrics.vocabulary.entries import Cue, Metric

VALUE_REACH, LOSS_REACH = 4, 5
SHARE_REACH, SUBJECT_REACH = 4, 10
"""How many words may stand between a word for a part and the percentage, and behind "the share of" that opens a sentence."""
COMPARATIVES = ("comparative_up", "comparative_down")
MORE_REACH = 24
"""Within how many characters of its verb a figure with "more" behind it stands: "**sold** an estimated 144 billion yuan **more**"."""
POINTS, ARRIVAL_REACH = "percentage points", 3
"""The feature of a change in points, and how many words may hold the "to" of where it led."""


@dataclass(slots=True)
class Reading:
    """How an amount is to be read. ``sign`` multiplies its value; ``attached`` says a word of change governs it."""

    measure: Measure
    sign: int
    basis: Basis | None
    feature: str


def read_measure(
    scene: Scene, amount: Amount, cue: Cue | None, metric: Metric | None, mention: CueMention | None, previous: Reading | None
) -> Reading:
    """Decide the measure of one amount. ``previous`` is the reading of the amount before it in the same list or sentence."""
    direction = find_direction(scene, amount)
    lost = "loss" in scene.classes and metric is not None and metric.signed and _said_as_loss(scene, amount, mention, previous)
    loss = cue is not None and (cue.sign < 0 or lost) and not _called_profit(scene, amount)
    if amount.kind == "times":
        return _multiple(scene, amount, metric)
    if amount.kind == "point":
        sign = direction.sign if direction and amount.value > 0 else 1
        return Reading("change", sign, find_basis(scene, amount, metric), POINTS)
    if amount.kind == "percent":
        if previous is not None and (
            _came_down_from(scene, amount)
            or (previous.measure == "growth" and (_was_expected(scene, amount) or _is_lower(scene, amount)))
            or (previous.measure == "share" and direction is None and _set_against(scene, amount))
        ):
            return Reading(previous.measure, previous.sign, previous.basis, "as the one before")
        if direction is None and (_from_another_level(scene, amount) or _to_a_level(scene, amount)):
            return Reading("growth", _sign_before(scene, amount), find_basis(scene, amount, metric), "word of change")
        if previous is not None and previous.feature == POINTS and _arrived(scene, amount):
            return Reading("share" if cue is not None and cue.measure == "share" else "level", 1, None, "where points led to")
        return _percent(scene, amount, cue, metric, mention, direction, loss, previous)
    if previous is not None and previous.measure == "change" and has_now(scene, amount):
        return Reading("level", 1, None, "level")  # "added $4 billion to its value, **now** $8 billion"
    if cue is not None and cue.measure not in (
        None,
        "share",
    ):  # a part told before is carried on, a sum is none: "made 5% of it, **2 billion**"
        sign = 1 if cue.measure not in ("change", "growth") else direction.sign if direction else cue.sign
        return Reading(_measure(cue.measure), sign, change_basis(scene, amount), "cue")
    again = _said_again(scene, amount, metric, previous)
    if again is not None:
        return again
    once = metric is not None and (metric.once or _comes_on_top(scene, amount, metric))  # "raised $1 billion, and **$500 million more**"
    moved = direction is not None and not once and (differs(scene, direction, amount) or moved_by(scene, direction, amount))
    if direction is not None and (direction.by or (direction.noun and direction.behind) or moved):
        sign = direction.sign * (-1 if loss and not direction.noun else 1)
        return Reading("change", sign, find_basis(scene, amount, metric), "change by")
    if (
        direction is not None
        and amount.kind == "money"
        and metric is not None
        and metric.nature != "flow"
        and object_of(scene, direction, amount)
    ):
        return Reading("change", direction.sign, change_basis(scene, amount) or metric_basis(metric), "added to or taken off")
    if previous is not None and previous.feature == "added" and _set_against(scene, amount):
        return previous  # "added 5 million users, **compared with 3 million** a year ago"
    standing = amount.kind == "count" and (metric is None or metric.nature != "flow")  # "sold 500 new cars" is no change
    if standing and added(scene, amount) and not (previous is not None and previous.measure == "level" and _one_more(scene, amount)):
        return Reading("change", 1, change_basis(scene, amount), "added")
    if standing and removed(scene, amount):
        return Reading("change", -1, change_basis(scene, amount), "added to or taken off")
    if amount.kind == "count" and metric is not None and metric.nature in ("stock", "average") and lost_some(scene, direction, amount):
        return Reading("change", -1, change_basis(scene, amount), "lost")
    return Reading("level", -1 if loss and amount.value > 0 else 1, None, "level")


def _comes_on_top(scene: Scene, amount: Amount, metric: Metric) -> bool:
    """Whether so much was sold besides what was told, and is compared with nothing: "livestreams **sold** 144 billion yuan **more**"."""
    behind = scene.after(amount.outer_end, 2)
    if metric.nature != "flow" or not scene.only(behind[:1] or (",",), "on_top") or behind[1:] not in ((), (",",)):
        return False
    return any(c.role == "verb" for m in scene.cues if 0 <= amount.outer_start - m.end <= MORE_REACH for c in m.cues)


def _came_down_from(scene: Scene, amount: Amount) -> bool:
    """ "two-thirds, **down from** 80%"."""
    before = scene.before(amount.outer_start, 2)
    if before[1:] != ("from",):
        return False
    noun = scene.nearest_before(amount.outer_start, "up_noun", "down_noun")
    if noun is None or scene.gap(noun.end, amount.outer_start).tokens != ("from",):
        return scene.only(before[:1], "moved")
    return scene.some(scene.before(noun.start, 2), "determiner")  # "a big **jump from** 50%"


def _set_against(scene: Scene, amount: Amount) -> bool:
    """Whether a part is only compared with the one before: "made 49% of its sales abroad, **against just** 24%"."""
    before = [t for t in scene.before(amount.outer_start, 4) if not scene.only([t], "adverb", "determiner")]
    return scene.only(before[-1:] or (",",), "set_against") or (
        scene.only(before[-2:-1] or (",",), "set_against") and scene.only(before[-1:], "preposition")
    )


def _to_a_level(scene: Scene, amount: Amount) -> bool:
    """Whether a change of no word of its own led to a level: "sales rose 20% to 1.7 million, and output **21% to 1.8 million**"."""
    level = next((a for a in scene.amounts if a.outer_start >= amount.outer_end), None)
    if level is None or level.kind in ("percent", "times", "point"):
        return False
    verbs = (span for group in ("up_verb", "down_verb") for span in scene.classes.get(group, ()))
    return scene.gap(amount.outer_end, level.outer_start).tokens == ("to",) and any(span.end <= amount.start for span in verbs)


def _from_another_level(scene: Scene, amount: Amount) -> bool:
    """Whether a second percentage is measured from a level of its own: "up 13% from 66,000 and **40% from 54,000** a year before"."""
    if scene.before(amount.outer_start, 1) not in (("and",), (",",)):
        return False
    return any(a.start > amount.end and scene.gap(amount.outer_end, a.outer_start).tokens == ("from",) for a in scene.amounts)


def _sign_before(scene: Scene, amount: Amount) -> int:
    """Which way the nearest word of change points."""
    word = scene.nearest_before(amount.outer_start, "up_verb", "down_verb", "up_noun", "down_noun")
    falls = [*scene.classes.get("down_verb", ()), *scene.classes.get("down_noun", ())]
    return -1 if word in falls else 1


def _arrived(scene: Scene, amount: Amount) -> bool:
    """Whether the figure is where a change led to: "fell by 2 points **to 20%**"."""
    tokens = scene.before(amount.outer_start, ARRIVAL_REACH)
    return "to" in tokens and scene.only(tokens[len(tokens) - tokens[::-1].index("to") :], "adverb", "determiner", "reach")


def _is_lower(scene: Scene, amount: Amount) -> bool:
    """Whether a growth is measured against another: "rose 5%, slower **than the** 9% of the quarter before"."""
    before = scene.before(amount.outer_start, 2)
    return "than" in before and scene.only(before[before.index("than") + 1 :], "determiner") and not share_word(scene, amount)


def _was_expected(scene: Scene, amount: Amount) -> bool:
    """ "rose 11%, below **forecasts of** 13%"."""
    word = scene.nearest_before(amount.outer_start, "awaited")
    return word is not None and scene.gap(word.end, amount.outer_start).tokens in ((), ("of",))


def _called_profit(scene: Scene, amount: Amount) -> bool:
    """Whether a sum is called a profit: "a loss of 859 million, against **a 10.5 billion yuan profit**", "**a profit of** 9 million"."""
    result, of = (*scene.before(amount.outer_start, 2), "", "")[:2]
    if of == "of" and scene.only((result,), "plain_result"):
        loss = scene.nearest_before(amount.outer_start, "loss")
        return loss is None or scene.gap(loss.end, amount.outer_start).tokens != ("of",)
    if amount.kind != "money" or not scene.only(scene.after(amount.outer_end, 1) or (",",), "plain_result"):
        return False
    return not any(word.start - amount.outer_end <= 1 for word in scene.classes.get("loss", ()) if word.start >= amount.outer_end)


def _said_as_loss(scene: Scene, amount: Amount, mention: CueMention | None, previous: Reading | None) -> bool:
    """Whether the figure of a result is said as a loss: "the operating result swung to **a loss of** X", "**net loss** per ADS was X"."""
    behind = scene.nearest_after(amount.outer_end, "loss")
    if behind is not None and not scene.gap(amount.outer_end, behind.start).tokens:
        return True  # "operating income of X, against a **$12 million loss**"
    word = scene.nearest_before(amount.outer_start, "loss")
    if word is None:
        return False
    if scene.gap(word.end, amount.outer_start).tokens == ("of",):
        return True
    if mention is not None and word.end <= mention.start and mention.end <= amount.outer_start:
        gap = scene.gap(word.end, mention.start)
        apart = gap.breaks or not scene.grammar.gaps["set_against"].isdisjoint(gap.tokens)  # "a **loss** in May versus a profit of X"
        return not apart and len(gap) <= LOSS_REACH and not scene.amounts_between(word.end, amount.outer_start)
    before = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    lost = previous is not None and previous.measure == "level" and previous.sign < 0
    return lost and before is not None and _or(scene, before, amount)  # "a loss of 5 billion, **or 2 yuan per share**"


def _said_again(scene: Scene, amount: Amount, metric: Metric | None, previous: Reading | None) -> Reading | None:
    """A change said in two ways: "gaining 4%, **or RMB 10,000**", "**1,200 units**, or 2.2%, more than"."""
    if len(scene.amounts) < 2:
        return None
    at = next(i for i, a in enumerate(scene.amounts) if a.start == amount.start)
    before, behind = scene.amounts[at - 1 : at], scene.amounts[at + 1 : at + 2]
    if previous is not None and previous.measure == "growth" and before and before[0].kind == "percent" and _or(scene, before[0], amount):
        return Reading("change", previous.sign, previous.basis, "change said again")
    if not behind or behind[0].kind != "percent" or not _or(scene, amount, behind[0]):
        return None
    compared = next((hit for name in COMPARATIVES for hit in scene.classes.get(name, ()) if hit.start >= behind[0].end), None)
    if compared is None or scene.gap(behind[0].outer_end, compared.start).tokens != (",",):
        return None
    sign = -1 if compared in scene.classes.get("comparative_down", ()) else 1
    return Reading("change", sign, find_basis(scene, behind[0], metric), "change said again")


def _or(scene: Scene, first: Amount, second: Amount) -> bool:
    gap = scene.gap(first.outer_end, second.outer_start)
    return gap.tokens[-1:] == ("or",) and gap.content <= 1


def _measure(word: str) -> Measure:
    return word  # type: ignore[return-value]


# --- percent and multiples ------------------------------------------------------------------------------------------


def _one_more(scene: Scene, amount: Amount) -> bool:
    """Whether a number is told besides a like one before: "80 million followers on Taobao **and another** 18 million on Weibo"."""
    before = scene.before(amount.outer_start, 2)
    return scene.only(before[:1] or (",",), "joining") and not scene.grammar.content["besides"].isdisjoint(before[1:])


def _percent(
    scene: Scene,
    amount: Amount,
    cue: Cue | None,
    metric: Metric | None,
    mention: CueMention | None,
    direction: Direction | None,
    loss: bool,
    previous: Reading | None,
) -> Reading:
    after = scene.after(amount.outer_end, 3)
    part = bool(after) and after[0] == "of"
    part_word = share_word(scene, amount)
    share_metric = cue is not None and cue.measure == "share"
    level_metric = metric is not None and "percent" in metric.units and not share_metric
    if (share_metric or level_metric) and direction is not None and _in_name(direction, mention):
        direction = None  # "job **cuts** could reach 15%"
    if direction is None and scene.before(amount.outer_start, 1) == ("by",):
        sign = _outdone_by(scene, amount) or (_sign_before(scene, amount) if scene.before(amount.outer_start, 2)[:1] == ("or",) else 0)
        if sign:
            return Reading("growth", sign, find_basis(scene, amount, metric), "measured against a time before")
    if not share_metric and not level_metric and (amount.value < 0 or scene.text[amount.start - 1 : amount.start] == "+"):
        return Reading("growth", 1, find_basis(scene, amount, metric), "signed percent")
    if "as_share" in scene.classes and mention is not None and measured_as_share(scene, mention, amount.outer_start):
        return Reading("share", 1, None, "part of a whole")
    if (
        part
        and metric is not None
        and metric.cut is None
        and (metric.nature in ("stock", "average") or amount.worded)
        and lost_some(scene, direction, amount)
    ):
        return Reading("growth", -1, find_basis(scene, amount, metric), "lost")  # "shed 4% **of its users**"
    if amount.worded and part and not (direction and (direction.behind or _of_its_value(scene, amount))):
        return Reading("share", 1, None, "fraction of")
    if scene.before(amount.outer_start, 2)[:1] == ("of",) and scene.only(scene.before(amount.outer_start, 1), "relative_pronoun"):
        return Reading("share", 1, None, "part of a whole")  # "revenue of 119 billion, up 40%, **of which 64%** came from"
    twice = part and not part_word and not share_metric and cue is not None and _same_metric_twice(scene, amount, cue)
    if twice and not _is_restated(scene, amount):
        return Reading("multiple", 1, "other", "against the same metric of another")
    if (
        part
        and direction is not None
        and not (direction.noun or direction.by or direction.behind)
        and cue is not None
        and "money" not in cue.units
        and not _of_its_value(scene, amount)
    ):
        return Reading("share", 1, None, "part cut or added")
    if (
        share_metric
        and direction is not None
        and not (direction.noun or direction.by or direction.behind)
        and _named_behind(scene, amount, mention)
    ):
        return Reading("share", 1, None, "share metric")  # "picked up a **12% stake**"
    if amount.worded and direction is None and scene.some(scene.gap(amount.start, amount.end).tokens, "place_preposition"):
        return Reading("share", 1, None, "fraction of")  # "**eight in ten** on yearly plans"
    direction = direction or _change_behind_the_list(scene, amount)
    if direction is not None and not (part and not direction.behind and (direction.noun or part_word) and not _of_its_value(scene, amount)):
        sign = _loss_sign(direction) if loss else direction.sign
        if (share_metric or level_metric) and not direction.behind and not base_behind(scene, amount):
            return Reading("growth", sign, find_basis(scene, amount, metric), "growth of a rate")
        return Reading("growth", sign, find_basis(scene, amount, metric), "word of change")
    if share_metric:
        return Reading("share", 1, None, "share metric")
    if level_metric and not (part and part_word):
        return Reading("level", -1 if loss and amount.value > 0 else 1, None, "rate metric")
    if part or part_word:
        if not _of_earlier_level(scene, amount):
            return Reading("share", 1, None, "part of a whole")
        return Reading("multiple", 1, "other", "of an earlier level")
    if previous is not None and previous.measure in ("growth", "share") and _listed(scene, amount):
        own = own_base(scene, amount) if previous.measure == "growth" else None
        return Reading(previous.measure, previous.sign, own or previous.basis, "as the one before")
    if growth_named(scene, amount) or of_the_fastest(scene, amount) or (mention is not None and growth_noun_near(scene, mention, amount)):
        return Reading("growth", 1, find_basis(scene, amount, metric), "growth of the metric")
    if base_behind(scene, amount):
        return Reading("growth", 1, find_basis(scene, amount, metric), "base of comparison")
    if metric is not None and metric.goods and previous is not None and previous.measure == "level" and _told_with(scene, amount):
        return Reading("share", 1, None, "unexplained percent")
    if cue is not None and not share_metric:
        word = scene.nearest_before(amount.outer_start, "up_verb", "down_verb", "up_noun", "down_noun")
        if word is not None and scene.gap(word.end, amount.outer_start).breaks < 2:
            sign = -1 if word in scene.classes.get("down_verb", ()) or word in scene.classes.get("down_noun", ()) else 1
            return Reading("growth", sign, find_basis(scene, amount, metric), "change in the sentence")
    return Reading("share", 1, None, "unexplained percent")


def _outdone_by(scene: Scene, amount: Amount) -> int:
    """1 or -1 if a figure is above or below that of a time before by so much: "**beating last year's** 213 billion yuan **by** 26%"."""
    words = (outdoing(scene, amount, mention) for mention in scene.periods if mention.granularity != "day")
    word = next((word for word in words if word is not None), None)
    if word is None:
        return 0
    return -1 if scene.some(scene.gap(word.start, word.end).tokens, "missing_it") else 1


def _told_with(scene: Scene, amount: Amount) -> bool:
    """Whether "and" ties a percentage to the figure right before: "gained 58% to reach 111 GWh **and 15.8%**"."""
    before = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    return before is not None and scene.gap(before.outer_end, amount.outer_start).tokens == ("and",)


def _change_behind_the_list(scene: Scene, amount: Amount) -> Direction | None:
    """The change that several percentages are: "a **47% and** 53% **increase**"."""
    run = enumeration(scene, amount) if len(scene.amounts) > 1 else []
    direction = find_direction(scene, run[-1]) if len(run) > 1 else None
    return direction if direction is not None and direction.behind and direction.noun else None


def _in_name(direction: Direction, mention: CueMention | None) -> bool:
    """Whether a word of change is part of the metric's name."""
    return mention is not None and mention.start <= direction.span.start < mention.end


def _named_behind(scene: Scene, amount: Amount, mention: CueMention | None) -> bool:
    """Whether the metric is said right behind the amount."""
    return mention is not None and mention.start >= amount.end and not scene.gap(amount.outer_end, mention.start).tokens


def _of_its_value(scene: Scene, amount: Amount) -> bool:
    """Whether a part is one of what something was worth, so that it fell by it: "lost a third **of their value**"."""
    tokens = scene.after(amount.outer_end, VALUE_REACH)
    return tokens[:1] == ("of",) and scene.some(tokens[1:], "value")


def _same_metric_twice(scene: Scene, amount: Amount, cue: Cue) -> bool:
    """ "Time spent on A exceeded 80% of the time spent on B": a ratio, not a part."""
    mentions = [m for m in scene.cues if any(c.metric == cue.metric and c.role == "noun" for c in m.cues)]
    if not any(m.end <= amount.start for m in mentions):
        return False
    again = next((m for m in mentions if m.start >= amount.end and len(scene.gap(amount.outer_end, m.start)) <= 4), None)
    if again is None:
        return False
    others = (m for m in scene.entities if m.role != "place" and m.start >= amount.outer_end)
    return any(len(scene.gap(again.end, m.start)) <= 2 if m.start >= again.end else True for m in others)


def _is_restated(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage says the figure right before it in another way: "680 staff, **or** 83% of the workforce"."""
    before = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    return before is not None and _or(scene, before, amount)


def _loss_sign(direction: Direction) -> int:
    """A loss that widens is a fall of net income."""
    return -direction.sign


def share_word(scene: Scene, amount: Amount) -> bool:
    word = scene.nearest_before(amount.outer_start, "share")
    if word is None:
        return False
    gap = scene.gap(word.end, amount.outer_start)
    reach = SUBJECT_REACH if gap.tokens[-1:] == ("to",) and _opens(scene, word) else SHARE_REACH
    return not gap.breaks and len(gap) <= reach and not scene.amounts_between(word.end, amount.outer_start)


def _opens(scene: Scene, word: Spanned) -> bool:
    """Whether a noun opens its sentence: "The **share of** foldables rose to 5%"."""
    return len(scene.gap(scene.sentence.start, word.start)) <= 1


def _of_earlier_level(scene: Scene, amount: Amount) -> bool:
    """ "80% of the time spent on Moments", "90% of 2019 levels", "80% of where it stood": a ratio to something else, no part of a whole."""
    tokens = scene.after(amount.outer_end, 8)
    if scene.only(tokens[1:2] or (",",), "told_of_place"):
        return True
    tokens = tokens[: next((i for i, t in enumerate(tokens) if t in ",;:()"), len(tokens))]
    behind = [p for p in scene.periods if p.start >= amount.outer_end and len(scene.gap(amount.outer_end, p.outer_start)) <= 2]
    named = [scene.folded[p.start : p.end].split()[-1] for p in behind]  # "the 2019 level" is one expression of time
    return scene.some((*tokens, *named), "levels")


def _listed(scene: Scene, amount: Amount) -> bool:
    """Whether the amount continues a list of amounts: "19.2%, 18% and 17.5%", "12% in 2021 and 9% in 2022"."""
    earlier = [a for a in scene.amounts if a.outer_end <= amount.outer_start]
    if not earlier:
        return False
    gap = scene.gap(earlier[-1].outer_end, amount.outer_start)
    return gap.content <= 3 and len(gap) <= 9


def _multiple(scene: Scene, amount: Amount, metric: Metric | None) -> Reading:
    basis = find_basis(scene, amount, metric, default="other" if metric is None else None)
    return Reading("multiple", 1, basis, "ratio")
