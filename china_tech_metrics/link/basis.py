"""What a growth, a change or a multiple is measured against: a year or a unit before, or another base that the text names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount, Basis, Period
from china_tech_metrics.resolve.calendar import Anchored, Slice, Unit, Window, same_days, shift, term
from china_tech_metrics.resolve.expressions import MONTHS
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary.entries import Metric

EVERY: Mapping[str, Basis] = {"a_month": "mom", "a_quarter": "qoq", "a_year": "yoy"}
"""The groups of words for what a change came again in: "grew by 170% **a month**"."""
UNIT_BEFORE: Mapping[Unit, Basis] = {"quarter": "qoq", "month": "mom"}
BASE_COST = 8.0
"""A base further off than this belongs to another figure."""
MEASURED_REACH, BASE_REACH = 1, 6
"""How many words may stand before the "from" of a change ("5% **lower** from"), and how many before the time or the level of its base."""
OUTDONE_REACH = 6
"""How many words may stand between the time that is outdone and by how much."""
COUNTED_LATER = dt.timedelta(days=45)
"""What is said of a year so far may be counted up to a day so long before or behind publication."""
WINDOW_REACH = 6
"""How many words may stand between a growth and the span of time it took: "doubled in four months"."""
THAN_REACH = 6
"""How many words behind a growth may say that it is one over another's figure, and no time."""
THAN, OWN_WORDS = 2, 3
"""Within how many words "than" stands behind a change, and how many words a time may have before it: "than in **a weak** April"."""
AIM_REACH = 9
"""How many words may stand between "cut" and how much was cut of an aim: "cut **its sales target for 2025 by up to** 5%"."""
BY_REACH = 4
"""How many words back the "by" of such a change may stand: "**by** as much as 5%"."""
OF_ANOTHER = 4.0
"""What the name of another metric separates a growth from a base behind it, if no figure stands between."""
NEAR_AIM = 4
"""How many words may stand between a percentage and the aim it is measured from."""


def find_basis(scene: Scene, amount: Amount, metric: Metric | None, default: Basis | None = None) -> Basis:
    """The base a growth is measured against: the nearest base wording of the clause, else the metric's usual one."""
    every = _every(scene, amount)
    if every is not None:
        return every
    for period in scene.periods:
        if _since(scene, amount, period):
            return "other"
        if _within_a_window(scene, amount, period):
            return _of_one_unit(period) or "other"
        if over_one_unit(scene, period) and period.outer_start >= amount.outer_end and not scene.gap(amount.outer_end, period.outer_start):
            return UNIT_BEFORE[period.expr.unit]  # type: ignore[union-attr]
    if _measured_from_aim(scene, amount):
        return "other"
    if _than_the_one_before(scene, amount):
        return "qoq"
    base = base_mention(scene, amount)
    if base is not None:
        return (_unit_before(scene, base) if base.basis == "other" else None) or base.basis or "other"
    if _than_another(scene, amount):
        return "other"
    return default if default is not None else metric_basis(metric)


def _every(scene: Scene, amount: Amount) -> Basis | None:
    """The base of a change that came again and again: "had been growing at 170% **a month**"."""
    behind = scene.after(amount.outer_end, 2)
    if len(behind) < 2 or not scene.only(behind[:1], "each_one"):
        return None
    return next((basis for group, basis in EVERY.items() if behind[1] in scene.grammar.content[group]), None)


def _than_another(scene: Scene, amount: Amount) -> bool:
    """Whether the base is another one's figure: "20% higher **than Shein's**", "25 times more **than PayPal**"."""
    tokens = scene.after(amount.outer_end, THAN_REACH)
    if "than" not in tokens[:2]:
        return tokens[:1] == ("as",) and tokens[2:3] == ("as",) and NAME in tokens[3:]  # "twice **as much as Shein**"
    behind = tokens[tokens.index("than") + 1 :]
    if NAME in behind and "," not in behind[: behind.index(NAME)] and TIME not in behind[: behind.index(NAME)]:
        return True
    return TIME not in tokens and scene.grammar.gaps["span"].isdisjoint(tokens)


def _than_the_one_before(scene: Scene, amount: Amount) -> bool:
    """Whether a figure of a quarter is measured from that of another one, by its number alone: "11% more than in **the second**"."""
    tokens = scene.after(amount.outer_end, THAN_REACH)
    if "than" not in tokens[:2]:
        return False
    behind = [t for t in tokens[tokens.index("than") + 1 :] if t != "in"]
    numbered = behind[:1] == ["the"] and scene.only(behind[1:2] or (",",), "rank") and behind[2:3] in ([], [","])
    return numbered and any(p.granularity == "quarter" for p in scene.periods)


def _measured_from_aim(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is measured from what was aimed at or expected: "12% **below its target**", "**cut its goal** by 5%"."""
    if amount.kind != "percent":
        return False
    led = "by" in scene.before(amount.outer_start, BY_REACH)
    verb = scene.nearest_before(amount.outer_start, "up_verb", "down_verb", "raising", "cutting") if led else None
    changed = scene.gap(verb.end, amount.outer_start).tokens if verb is not None else ()
    if len(changed) <= AIM_REACH and scene.some(changed, "set_aim"):
        return "," not in changed
    if not scene.only(scene.after(amount.outer_end, 1) or (",",), "measured_from"):
        return False
    aims = [span for group in ("target", "forecast") for span in scene.classes.get(group, ()) if span.start >= amount.outer_end]
    return any(len(scene.gap(amount.outer_end, span.start)) <= NEAR_AIM for span in aims)


def base_mention(scene: Scene, amount: Amount) -> PeriodMention | None:
    """The base wording of the clause that is nearest to the amount."""
    best: tuple[float, PeriodMention] | None = None
    for period in scene.periods:
        if dates_the_base(scene, amount, period):
            return period
        if period.basis is None or _has_its_own_rate(scene, amount, period) or _in_a_row(scene, period):
            continue
        if period.start >= amount.outer_end:
            gap = scene.gap(amount.outer_end, period.outer_start)
            others = scene.amounts_between(amount.outer_end, period.outer_start)
            cost = len(gap) * 0.3 + gap.breaks * 1.5 + others * 2.0
            if others and any(a.kind == "point" and amount.end <= a.start and a.end <= period.start for a in scene.amounts):
                cost += OF_ANOTHER  # "rose 15%, a pace **7 points slower** than in the quarter before"
            if _of_a_record(scene, period) or (not others and scene.cue_between(amount.outer_end, period.outer_start)):
                cost += OF_ANOTHER  # "shares fell 5% as **sales** shrank from a quarter before"
        else:
            gap = scene.gap(period.end, amount.outer_start)
            others = scene.amounts_between(period.end, amount.outer_start)
            cost = 0.8 + len(gap) * 0.4 + gap.breaks * 2.0 + others * 3.0
        if cost < BASE_COST and (best is None or cost < best[0]):
            best = (cost, period)
    return best[1] if best is not None else None


def _has_its_own_rate(scene: Scene, amount: Amount, period: PeriodMention) -> bool:
    """Whether a time is that of another growth, and the base of none: "grew 3.7%, faster than **April's** 2.3%"."""
    if amount.kind != "percent" or not scene.only(scene.after(period.end, 1) or (",",), "possessive"):
        return False
    rate = next((a for a in scene.amounts if a.outer_start >= period.end), None)
    return rate is not None and rate.kind == "percent" and len(scene.gap(period.end, rate.outer_start)) <= 1


def _in_a_row(scene: Scene, period: PeriodMention) -> bool:
    """Whether a pace is only that of several in a row: "shrank 10%, the second **straight quarterly** decline"."""
    return scene.only(scene.before(period.outer_start, 1) or (",",), "in_a_row")


def _of_a_record(scene: Scene, period: PeriodMention) -> bool:
    """Whether a pace is only that of what there has not been for long: "rose 5%, the **slowest quarterly growth** in years"."""
    return scene.only(scene.before(period.outer_start, 1) or (",",), "record")


def dates_the_base(scene: Scene, amount: Amount, period: PeriodMention) -> bool:
    """Whether a time is that of the level a change is measured from: "up 2 points **from** its share **in May**"."""
    if outdoing(scene, amount, period) is not None:
        return True
    if period.start < amount.outer_end or amount.kind not in ("percent", "point", "times") or period.role not in ("when", "as_of", "base"):
        return False
    levels = [a for a in scene.amounts if a.start >= amount.outer_end and a.end <= period.outer_start]
    if len(levels) > 1 or scene.gap(amount.outer_end, period.outer_start).breaks:
        return False
    tokens = scene.gap(amount.outer_end, levels[0].outer_start if levels else period.outer_start).tokens
    from_words = scene.grammar.gaps["set_against"] | {"from"}
    if levels:
        from_words |= scene.grammar.gaps["measured_over"]
    if scene.only(tokens[:1], "measured_from") and tokens and not levels:
        return scene.only(tokens[1:], "determiner", "levels", "of")  # "9% **above June's** 101,000", "5% short of the level of May"
    if any(first in from_words and second == TIME for first, second in pairwise(tokens)):
        return False  # "up 40% from last year's 4.6 billion for the first half"
    if not levels and _than_in(scene, tokens):
        return True
    words = tokens[: MEASURED_REACH + 1]
    return len(tokens) <= BASE_REACH and any(t in from_words for t in words)


def outdoing(scene: Scene, amount: Amount, period: PeriodMention) -> Spanned | None:
    """The word that says that the figure of a time is outdone or missed by so much: "**beating last year's** 213 billion yuan by 26%"."""
    if period.end > amount.start or amount.kind != "percent" or scene.before(amount.outer_start, 1) != ("by",):
        return None
    word = scene.nearest_before(period.outer_start, "outdone", "compare")
    beside = word is not None and scene.only(scene.gap(word.end, period.outer_start).tokens, "determiner")
    return word if beside and len(scene.gap(period.end, amount.outer_start)) <= OUTDONE_REACH else None


def _than_in(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether a time with a word of its own is what a change is compared to: "16% more **than in lockdown-hit** April 2022"."""
    at = tokens.index("than") if "than" in tokens[:THAN] else None
    if at is None or len(tokens) - at > THAN_REACH or NAME in tokens or TIME in tokens:
        return False
    led, own = tokens[at + 1 : at + 2], tokens[at + 2 :]
    return scene.only(led, "place_preposition", "during") and bool(led) and len(own) <= OWN_WORDS and not scene.some(own, "preposition")


def against(period: Period, base: Period) -> Basis:
    """What a comparison of two periods is called: the same days a year before are "yoy", the unit before "qoq" or "mom"."""
    if not (base.start < period.start and base.end < period.end):
        return "other"
    before, unit = shift(period, count=-1), term(period)
    if same_days(before, base) or (term(base) == "year" and base.end.year == period.start.year - 1):
        return "yoy"
    if unit is None and before.start == base.start and abs(before.end - base.end) <= COUNTED_LATER:
        return "yoy"
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
    return period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= WINDOW_REACH


def is_one_unit(period: PeriodMention) -> bool:
    """Whether a change took one unit of time, the one told of: "rose 7% **in one month**"."""
    return isinstance(period.expr, Window) and period.expr.count == 1 and period.expr.direction is None


def over_one_unit(scene: Scene, period: PeriodMention) -> bool:
    """Whether a time says over which unit of it something changed: "shrank 14% **over the quarter** to 145 million"."""
    expr = period.expr
    if not isinstance(expr, Anchored) or expr.offset or expr.deictic or expr.unit not in UNIT_BEFORE:
        return False
    return scene.only(scene.gap(period.outer_start, period.start).tokens[:1] or (",",), "measured_over")


def _of_one_unit(period: PeriodMention) -> Basis | None:
    """The base of a change that took one unit of time: "mom" of one in a month, "yoy" of one in twelve."""
    expr = period.expr
    if not isinstance(expr, Window) or expr.direction is not None:
        return None
    if MONTHS.get(expr.unit, 0) * expr.count == MONTHS["year"]:
        return "yoy"
    return UNIT_BEFORE.get(expr.unit) if expr.count == 1 else None


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


def own_base(scene: Scene, amount: Amount) -> Basis | None:
    """The base said right behind the amount: "and 1% from the previous quarter"."""
    for period in scene.periods:
        if period.basis is not None and period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= 1:
            return period.basis
    return None


def base_behind(scene: Scene, amount: Amount) -> bool:
    """Whether a base is said right behind the amount: "5% **from a year earlier**"."""
    for period in scene.periods:
        if period.basis and isinstance(period.expr, Window):
            continue
        if period.basis and period.start >= amount.outer_end:
            gap = scene.gap(amount.outer_end, period.outer_start)
            return len(gap) <= 2 and not scene.amounts_between(amount.outer_end, period.outer_start)
    return False


def metric_basis(metric: Metric | None) -> Basis:
    basis = metric.basis if metric is not None else "yoy"
    return basis  # type: ignore[return-value]


def change_basis(scene: Scene, amount: Amount) -> Basis | None:
    """Things added have no base unless the text names one."""
    for period in scene.periods:
        if period.basis and period.start >= amount.outer_end and len(scene.gap(amount.outer_end, period.outer_start)) <= 4:
            return period.basis
    return None
