"""Level, growth, multiple, change or share: what the amount is of its metric, with its sign and what it is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from china_tech_metrics.link.metric import CueChoice
from china_tech_metrics.link.scene import CueMention, Scene, Spanned
from china_tech_metrics.model import Amount, Basis, Measure, Period
from china_tech_metrics.resolve.calendar import Slice, Unit, Window, granularity, same_days, shift
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary.entries import Cue, Metric

NOUN_REACH = 6
VERB_REACH = 6
UNIT_BEFORE: Mapping[Unit, Basis] = {"quarter": "qoq", "month": "mom"}
BASE_COST = 8.0
"""A base further off than this belongs to another figure."""
SAW = 6
"""How many words may stand between a unit and its growth: "had the fastest growth of all three, at a rate of"."""
BY_REACH = 14
VALUE_REACH = 4
NEAR_AIM = 4
"""How many words may stand between a percentage and the aim it is measured from."""
LINE = 3
"""How many words the name of a product line may have: "value-added services"."""


@dataclass(slots=True)
class Reading:
    """How an amount is to be read. ``sign`` multiplies its value; ``attached`` says a word of change governs it."""

    measure: Measure
    sign: int
    basis: Basis | None
    feature: str


@dataclass(slots=True)
class Direction:
    """A word of change that governs an amount."""

    sign: int
    span: Spanned
    noun: bool
    by: bool
    behind: bool = False


def read_measure(
    scene: Scene, amount: Amount, cue: Cue | None, metric: Metric | None, mention: CueMention | None, previous: Reading | None
) -> Reading:
    """Decide the measure of one amount. ``previous`` is the reading of the amount before it in the same list or sentence."""
    direction = find_direction(scene, amount)
    lost = "loss" in scene.classes and metric is not None and _said_as_loss(scene, amount) and metric.signed
    loss = cue is not None and (cue.sign < 0 or lost)
    if amount.kind == "times":
        return _multiple(scene, amount, direction, metric)
    if amount.kind == "point":
        sign = direction.sign if direction and amount.value > 0 else 1
        return Reading("change", sign, find_basis(scene, amount, metric), "percentage points")
    if amount.kind == "percent":
        if previous is not None and (_came_down_from(scene, amount) or (previous.measure == "growth" and _was_expected(scene, amount))):
            return Reading(previous.measure, previous.sign, previous.basis, "as the one before")
        return _percent(scene, amount, cue, metric, mention, direction, loss, previous)
    if cue is not None and cue.measure is not None:
        sign = direction.sign if direction and cue.measure in ("change", "growth") else 1
        return Reading(_measure(cue.measure), sign, _change_basis(scene, amount), "cue")
    differs = direction is not None and (_differs(scene, direction, amount) or _moved_by(scene, direction, amount))
    if direction is not None and (direction.by or (direction.noun and direction.behind) or differs):
        sign = direction.sign * (-1 if loss and not direction.noun else 1)
        return Reading("change", sign, find_basis(scene, amount, metric), "change by")
    if (
        direction is not None
        and amount.kind == "money"
        and metric is not None
        and metric.nature != "flow"
        and _object_of(scene, direction, amount)
    ):
        return Reading("change", direction.sign, _change_basis(scene, amount) or _metric_basis(metric), "added to or taken off")
    if amount.kind == "count" and _added(scene, amount):
        return Reading("change", 1, _change_basis(scene, amount), "added")
    return Reading("level", -1 if loss and amount.value > 0 else 1, None, "level")


def _came_down_from(scene: Scene, amount: Amount) -> bool:
    """ "two-thirds, **down from** 80%"."""
    before = scene.before(amount.outer_start, 2)
    return before[1:] == ("from",) and scene.only(before[:1], "moved")


def _was_expected(scene: Scene, amount: Amount) -> bool:
    """ "rose 11%, below **forecasts of** 13%"."""
    word = scene.nearest_before(amount.outer_start, "awaited")
    return word is not None and not scene.gap(word.end, amount.outer_start).tokens


def _said_as_loss(scene: Scene, amount: Amount) -> bool:
    """Whether the figure of a result is said as a loss: "the operating result swung to **a loss of** X"."""
    word = scene.nearest_before(amount.outer_start, "loss")
    return word is not None and scene.gap(word.end, amount.outer_start).tokens == ("of",)


def _measure(word: str) -> Measure:
    return word  # type: ignore[return-value]


# --- words of change ---------------------------------------------------------------------------------------------


def find_direction(scene: Scene, amount: Amount) -> Direction | None:
    """The word of change that governs the amount: "rose 5%", "a 5% drop in", "fell by RMB 2 billion", "5% higher"."""
    right = _direction_right(scene, amount)
    if right is not None:
        return right
    return _direction_left(scene, amount)


def _direction_right(scene: Scene, amount: Amount) -> Direction | None:
    best: Direction | None = None
    for name, sign, noun in (("up_noun", 1, True), ("down_noun", -1, True), ("comparative_up", 1, False), ("comparative_down", -1, False)):
        for span in scene.classes.get(name, ()):
            if span.start < amount.outer_end or span.start - amount.outer_end > 60:
                continue
            gap = scene.gap(amount.outer_end, span.start)
            if gap.breaks or scene.amounts_between(amount.outer_end, span.start):
                continue
            if noun:
                if len(gap) > 4 or (scene.only(gap.tokens[:1], "preposition") and gap.tokens and gap.tokens[0] not in ("on", "from")):
                    continue
                if gap.tokens and any(t in scene.grammar.gaps["copula"] for t in gap.tokens):
                    continue
            elif gap.tokens:
                continue
            if best is None or span.start < best.span.start:
                best = Direction(sign, span, noun, by=False, behind=True)
    return best


def _direction_left(scene: Scene, amount: Amount) -> Direction | None:
    best: Direction | None = None
    for name, sign, noun in (
        ("up_verb", 1, False),
        ("down_verb", -1, False),
        ("up_noun", 1, True),
        ("down_noun", -1, True),
        ("widen", 1, False),
        ("narrow", -1, False),
    ):
        for span in scene.classes.get(name, ()):
            if span.end > amount.outer_start or amount.outer_start - span.end > 90:
                continue
            gap = scene.gap(span.end, amount.outer_start)
            tokens = gap.tokens
            if gap.breaks > 0.5 or len(tokens) > (BY_REACH if tokens[-1:] == ("by",) else VERB_REACH):
                continue
            last = tokens[-1] if tokens else ""
            if last == "to" or ("to" in tokens[-3:] and scene.only(tokens[-2:], "adverb", "determiner", "reach")):
                continue  # "rose to 5%" says where it arrived
            if not noun and (last in ("at", "than") or ("from" in tokens[-3:] and "by" not in tokens)):
                continue
            others = scene.amounts_between(span.end, amount.outer_start)
            if others:
                continue
            if (
                noun
                and tokens
                and not any(t in ("of", "by", "at", "was", "is", "to", "reached", "hit", "rate", "stood", "totaling") for t in tokens)
            ):
                continue
            if (
                not noun
                and tokens
                and not (
                    "by" in tokens or scene.only(tokens, "adverb", "determiner", "of", "possessive") or _object_between(scene, span, amount)
                )
            ):
                continue
            found = Direction(sign, span, noun, by="by" in tokens[-3:])
            if best is None or span.end > best.span.end or (noun and span.end == best.span.end and _has_article(scene, span)):
                best = found
    return best


def _has_article(scene: Scene, span: Spanned) -> bool:
    """Whether a word that can be verb or noun is a noun: "an increase of", "a net increase of"."""
    before = scene.before(span.start, 2)
    return any(scene.only([t], "determiner") for t in before[-1:]) or (before[-1:] == ("net",) and scene.only(before[:1], "determiner"))


def _differs(scene: Scene, direction: Direction, amount: Amount) -> bool:
    """Whether the amount is a difference: "an increase **of 55**", "**$65 billion less than** in the second half"."""
    if direction.behind:
        return not direction.noun and scene.after(direction.span.end, 1) == ("than",)
    tokens = scene.gap(direction.span.end, amount.outer_start).tokens
    return direction.noun and tokens[:1] == ("of",) and scene.only(tokens, "of", "adverb")


def _moved_by(scene: Scene, direction: Direction, amount: Amount) -> bool:
    """Whether the amount is how far a figure moved: "1.08 billion users, **up 11 million** from December"."""
    if direction.noun or direction.behind or not scene.only(scene.gap(direction.span.start, direction.span.end).tokens, "moved"):
        return False
    opens = scene.before(direction.span.start, 1) in ((",",), ("(",))
    return opens and scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "adverb") and amount.paired is None


def _object_of(scene: Scene, direction: Direction, amount: Amount) -> bool:
    """Whether the amount is what the verb takes or gives: "erased $23 billion of market value"."""
    tokens = scene.gap(direction.span.end, amount.outer_start).tokens
    return (
        not direction.noun
        and not direction.behind
        and scene.only(tokens, "adverb", "determiner")
        and not scene.only(scene.after(amount.outer_end, 1), "clause")
    )


def grows_itself(scene: Scene, amount: Amount) -> bool:
    """Whether a name or a unit is what grew: "the cloud unit grew 7%", "the retail segment gained 4.8% growth"."""
    direction = find_direction(scene, amount)
    if direction is None:
        return False
    at = min(direction.span.start, amount.outer_start)
    if not scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "adverb", "preposition", "determiner", "reach"):
        return False
    if not direction.noun and line_before(scene, at):
        return True
    units = [span for span, kinds in scene.heads if kinds & {"unit", "line"}]
    if any(_acts(scene, unit, at, SAW) for unit in units):
        return True
    names = [m for m in scene.entities if m.role != "source" and not m.possessive and m.via != "pronoun"]
    return not direction.noun and any(_acts(scene, name, at, 0) for name in names)


def line_before(scene: Scene, at: int) -> bool:
    """Whether a product line alone is the subject of the verb at an offset: "**Advertising** rose 5%", "while **mobile games** grew 2%"."""
    tokens = [t for t in scene.before(at, LINE + 2) if not scene.only([t], "adverb", "copula")]
    for size in range(min(LINE, len(tokens)), 0, -1):
        if tuple(tokens[-size:]) in scene.grammar.lines:
            before = tokens[-size - 1 : -size]
            return not before or before[0] in ",;:(" or scene.only(before, "clause", "joining")
    return False


def of_the_fastest(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage in brackets is told of what grew fastest: "Realme **(255%)** was the fastest-growing brand"."""
    return scene.text[amount.outer_start - 1 : amount.outer_start] == "(" and bool(scene.classes.get("growing"))


def rises_to(scene: Scene, amount: Amount) -> Spanned | None:
    """The verb of change that led to the amount: "**surged** to RMB 1 billion"."""
    verb = scene.nearest_before(amount.outer_start, "up_verb", "down_verb")
    if verb is None:
        return None
    tokens = scene.gap(verb.end, amount.outer_start).tokens
    return verb if "to" in tokens and scene.only(tokens, "adverb", "reach", "determiner") else None


def _acts(scene: Scene, subject: Spanned, at: int, content: int) -> bool:
    """Whether what stands at ``at`` is said of a subject before it; what commas put behind the subject is passed over."""
    if subject.end > at or scene.cue_between(subject.end, at) or scene.amounts_between(subject.end, at):
        return False
    tokens = scene.gap(subject.end, at).tokens
    if tokens[:1] == (",",) and "," in tokens[1:]:
        tokens = tokens[tokens.index(",", 1) + 1 :]
    words = [t for t in tokens if not scene.only([t], "adverb", "copula", "determiner", "preposition")]
    return len(words) <= content and not any(t in words for t in ",;:()")


def opens_with_change(scene: Scene, amount: Amount) -> bool:
    """Whether a comma and a word of change open what is said of the figure before: "…, a jump of 71%", "…, up 5%"."""
    direction = _direction_left(scene, amount)
    if direction is None:
        return False
    before = [t for t in scene.before(direction.span.start, 2) if not scene.only([t], "determiner")]
    return before[-1:] == [","] and scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "of", "adverb")


def _object_between(scene: Scene, verb: Spanned, amount: Amount) -> bool:
    """Whether between verb and amount stands only what changed: "cut its workforce 20%", "saw revenue increase"."""
    gap = scene.gap(verb.end, amount.outer_start)
    return gap.content <= 3 and not any(
        t in scene.grammar.gaps["preposition"] and t not in ("by", "about", "around", "over") for t in gap.tokens
    )


def _named_behind(scene: Scene, amount: Amount, mention: CueMention | None) -> bool:
    """Whether the metric is said right behind the amount."""
    return mention is not None and mention.start >= amount.end and not scene.gap(amount.outer_end, mention.start).tokens


def _added(scene: Scene, amount: Amount) -> bool:
    """Whether the counted things came on top: "added 3 million users", "opened 46 new stores"."""
    word = scene.nearest_before(amount.outer_start, "added")
    if word is not None:
        gap = scene.gap(word.end, amount.outer_start)
        if not gap.breaks and gap.content <= 1 and len(gap) <= 3:
            return True
    behind = scene.nearest_after(amount.outer_end, "added")
    return behind is not None and not scene.gap(amount.outer_end, behind.start).tokens


# --- percent and multiples ------------------------------------------------------------------------------------------


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
    if not share_metric and not level_metric and (amount.value < 0 or scene.text[amount.start - 1 : amount.start] == "+"):
        return Reading("growth", 1, find_basis(scene, amount, metric), "signed percent")
    if amount.worded and part and not (direction and (direction.behind or _of_its_value(scene, amount))):
        return Reading("share", 1, None, "fraction of")
    if part and not part_word and not share_metric and cue is not None and _same_metric_twice(scene, amount, cue):
        return Reading("multiple", 1, "other", "against the same metric of another")
    if (
        part
        and direction is not None
        and not (direction.noun or direction.by or direction.behind)
        and cue is not None
        and "money" not in cue.units
    ):
        return Reading("share", 1, None, "part cut or added")
    if (
        share_metric
        and direction is not None
        and not (direction.noun or direction.by or direction.behind)
        and _named_behind(scene, amount, mention)
    ):
        return Reading("share", 1, None, "share metric")  # "picked up a **12% stake**"
    if direction is not None and not (part and not direction.behind and (direction.noun or part_word) and not _of_its_value(scene, amount)):
        sign = _loss_sign(scene, direction) if loss else direction.sign
        if (share_metric or level_metric) and not direction.behind and not _explicit_growth(scene, amount):
            return Reading("growth", sign, find_basis(scene, amount, metric), "growth of a rate")
        return Reading("growth", sign, find_basis(scene, amount, metric), "word of change")
    if share_metric:
        return Reading("share", 1, None, "share metric")
    if level_metric and not (part and part_word):
        return Reading("level", 1, None, "rate metric")
    if part or part_word:
        if not _of_earlier_level(scene, amount):
            return Reading("share", 1, None, "part of a whole")
        return Reading("multiple", 1, "other", "of an earlier level")
    if previous is not None and previous.measure in ("growth", "share") and _listed(scene, amount):
        own = _own_base(scene, amount)
        return Reading(previous.measure, previous.sign, own or previous.basis, "as the one before")
    if growth_named(scene, amount) or of_the_fastest(scene, amount) or (mention is not None and _growth_noun_near(scene, mention, amount)):
        return Reading("growth", 1, find_basis(scene, amount, metric), "growth of the metric")
    if _explicit_growth(scene, amount):
        return Reading("growth", 1, find_basis(scene, amount, metric), "base of comparison")
    if cue is not None and not share_metric:
        word = scene.nearest_before(amount.outer_start, "up_verb", "down_verb", "up_noun", "down_noun")
        if word is not None and scene.gap(word.end, amount.outer_start).breaks < 2:
            sign = -1 if word in scene.classes.get("down_verb", ()) or word in scene.classes.get("down_noun", ()) else 1
            return Reading("growth", sign, find_basis(scene, amount, metric), "change in the sentence")
    return Reading("share", 1, None, "unexplained percent")


def _of_its_value(scene: Scene, amount: Amount) -> bool:
    """Whether a part is one of what something was worth, so that it fell by it: "lost a third **of their value**"."""
    tokens = scene.after(amount.outer_end, VALUE_REACH)
    return tokens[:1] == ("of",) and any(scene.only([t], "value") for t in tokens[1:])


def whole_of_place(scene: Scene, amount: Amount, choice: CueChoice) -> bool:
    """Whether a share is one of all that a place has: "44% of **the city's** orders", "half of new car sales **in China**"."""
    if not choice.follows:
        return False
    if any(m.possessive and m.role != "place" and amount.outer_end <= m.start < choice.mention.start for m in scene.entities):
        return False  # "45% of JD's orders in China"
    for mention in scene.entities:
        if mention.role == "place" and mention.start >= amount.outer_end:
            behind = scene.gap(choice.mention.end, mention.start).tokens
            if mention.end <= choice.mention.start or (len(behind) <= 2 and scene.only(behind[-1:] or (",",), "place_preposition")):
                return True
    return False


def _same_metric_twice(scene: Scene, amount: Amount, cue: Cue) -> bool:
    """ "Time spent on A exceeded 80% of the time spent on B": a ratio, not a part."""
    mentions = [m for m in scene.cues if any(c.metric == cue.metric and c.role == "noun" for c in m.cues)]
    return any(m.end <= amount.start for m in mentions) and any(
        m.start >= amount.end and len(scene.gap(amount.outer_end, m.start)) <= 4 for m in mentions
    )


def _loss_sign(scene: Scene, direction: Direction) -> int:
    """A loss that widens is a fall of net income."""
    return -direction.sign


def share_word(scene: Scene, amount: Amount) -> bool:
    word = scene.nearest_before(amount.outer_start, "share")
    if word is None:
        return False
    gap = scene.gap(word.end, amount.outer_start)
    return not gap.breaks and len(gap) <= 4 and not scene.amounts_between(word.end, amount.outer_start)


def _explicit_growth(scene: Scene, amount: Amount) -> bool:
    for period in scene.periods:
        if period.basis and isinstance(period.expr, Window):
            continue
        if period.basis and period.start >= amount.outer_end:
            gap = scene.gap(amount.outer_end, period.outer_start)
            return len(gap) <= 2 and not scene.amounts_between(amount.outer_end, period.outer_start)
    return False


def _of_earlier_level(scene: Scene, amount: Amount) -> bool:
    """ "80% of the time spent on Moments", "90% of 2019 levels": a ratio to something else, not a part of a whole."""
    tokens = scene.after(amount.outer_end, 8)
    behind = [p for p in scene.periods if p.start >= amount.outer_end and len(scene.gap(amount.outer_end, p.outer_start)) <= 2]
    named = [scene.folded[p.start : p.end].split()[-1] for p in behind]  # "the 2019 level" is one expression of time
    return any(scene.only([t], "levels") for t in (*tokens, *named))


def growth_named(scene: Scene, amount: Amount) -> bool:
    """Whether the amount is where a growth came to: "growth slowed to 2 percent"."""
    word = scene.nearest_before(amount.outer_start, "up_noun")
    if word is None or scene.amounts_between(word.end, amount.outer_start):
        return False
    gap = scene.gap(word.end, amount.outer_start)
    return not gap.breaks and len(gap) <= 5 and any(t in scene.grammar.gaps["arrival"] for t in gap.tokens)


def _growth_noun_near(scene: Scene, mention: CueMention, amount: Amount) -> bool:
    """Whether the metric's name is one of growth: "revenue growth slowed to 5%", "growth in GMV was 5%"."""
    for span in (*scene.classes.get("up_noun", ()), *scene.classes.get("down_noun", ())):
        if span.start >= mention.end and not scene.gap(mention.end, span.start).tokens:
            return True
        if (
            span.end <= mention.start
            and scene.only(scene.gap(span.end, mention.start).tokens, "of", "determiner")
            and span.end <= amount.start
        ):
            return True
        if mention.start <= span.start and span.end <= mention.end:
            return True
    return False


def _listed(scene: Scene, amount: Amount) -> bool:
    """Whether the amount continues a list of amounts: "19.2%, 18% and 17.5%", "12% in 2021 and 9% in 2022"."""
    earlier = [a for a in scene.amounts if a.outer_end <= amount.outer_start]
    if not earlier:
        return False
    gap = scene.gap(earlier[-1].outer_end, amount.outer_start)
    return gap.content <= 3 and len(gap) <= 9


def _multiple(scene: Scene, amount: Amount, direction: Direction | None, metric: Metric | None) -> Reading:
    basis = find_basis(scene, amount, metric, default="other" if metric is None else None)
    return Reading("multiple", 1, basis, "ratio")


# --- what it is measured against --------------------------------------------------------------------------------------


def find_basis(scene: Scene, amount: Amount, metric: Metric | None, default: Basis | None = None) -> Basis:
    """The base a growth is measured against: the nearest base wording of the clause, else the metric's usual one."""
    if any(_within_a_window(scene, amount, period) or _since(scene, amount, period) for period in scene.periods):
        return "other"
    if _measured_from_aim(scene, amount):
        return "other"
    base = base_mention(scene, amount)
    if base is not None and base.basis is not None:
        return (_unit_before(scene, base) if base.basis == "other" else None) or base.basis
    return default if default is not None else _metric_basis(metric)


def _measured_from_aim(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is measured from what was aimed at or expected: "12% **below its target**", "5% above forecasts"."""
    if not scene.only(scene.after(amount.outer_end, 1) or (",",), "measured_from"):
        return False
    aims = [span for group in ("target", "forecast") for span in scene.classes.get(group, ()) if span.start >= amount.outer_end]
    return any(len(scene.gap(amount.outer_end, span.start)) <= NEAR_AIM for span in aims)


def base_mention(scene: Scene, amount: Amount) -> PeriodMention | None:
    """The base wording of the clause that is nearest to the amount."""
    best: tuple[float, PeriodMention] | None = None
    for period in scene.periods:
        if period.basis is None:
            continue
        if period.start >= amount.outer_end:
            gap = scene.gap(amount.outer_end, period.outer_start)
            others = scene.amounts_between(amount.outer_end, period.outer_start)
            cost = len(gap) * 0.3 + gap.breaks * 1.5 + others * 2.0
        else:
            gap = scene.gap(period.end, amount.outer_start)
            others = scene.amounts_between(period.end, amount.outer_start)
            cost = 0.8 + len(gap) * 0.4 + gap.breaks * 2.0 + others * 3.0
        if cost < BASE_COST and (best is None or cost < best[0]):
            best = (cost, period)
    return best[1] if best is not None else None


def against(period: Period, base: Period) -> Basis:
    """What a comparison of two periods is called: the same days a year before are "yoy", the unit before "qoq" or "mom"."""
    if not (base.start < period.start and base.end < period.end):
        return "other"
    if same_days(shift(period, count=-1), base) or (granularity(base) == "year" and base.end.year == period.start.year - 1):
        return "yoy"
    unit = granularity(period)
    if unit is not None and unit in UNIT_BEFORE and same_days(shift(period, unit=unit, count=-1), base):
        return UNIT_BEFORE[unit]
    return "other"


def _since(scene: Scene, amount: Amount, period: PeriodMention) -> bool:
    """ "has risen 40% since 2021": measured against that moment."""
    return period.role == "since" and period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= 1


def _within_a_window(scene: Scene, amount: Amount, period: PeriodMention) -> bool:
    """ "doubled in four months": measured against the start of a span of its own."""
    expr = period.expr
    if not isinstance(expr, Window) or expr.unit == "year" or expr.direction == "past" or period.role != "when":
        return False
    return period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= VERB_REACH


def _unit_before(scene: Scene, base: PeriodMention) -> Basis | None:
    """What a named base is to a time the sentence is about: "in 2024, down 15% from 2023", "in July fell 5% from June"."""
    expr = base.expr
    if not isinstance(expr, Slice) or expr.fiscal or expr.first != expr.last:
        return None
    for other in (p.expr for p in scene.periods):
        if not isinstance(other, Slice) or other.fiscal or other.unit != expr.unit or other.first != other.last:
            continue
        if expr.unit == "year":
            if expr.year.absolute is not None and other.year.absolute == expr.year.absolute + 1:
                return "yoy"
        elif expr.unit in ("month", "quarter") and other.first == expr.first + 1 and not expr.year.said:
            return "mom" if expr.unit == "month" else "qoq"
    return None


def _own_base(scene: Scene, amount: Amount) -> Basis | None:
    """The base said right behind the amount: "and 1% from the previous quarter"."""
    for period in scene.periods:
        if period.basis is not None and period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= 1:
            return period.basis
    return None


def _metric_basis(metric: Metric | None) -> Basis:
    basis = metric.basis if metric is not None else "yoy"
    return basis  # type: ignore[return-value]


def _change_basis(scene: Scene, amount: Amount) -> Basis | None:
    """Things added have no base unless the text names one."""
    for period in scene.periods:
        if period.basis and period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= 4:
            return period.basis
    return None
