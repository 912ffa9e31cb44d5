"""How a figure goes on with one before it: as its change, as a part of it, as the same of another time or name."""

from __future__ import annotations

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.direction import find_direction, opens_with_change
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.implied import goes_on
from china_tech_metrics.link.lists import enumeration
from china_tech_metrics.link.moment import Linked, Moment
from china_tech_metrics.link.purpose import counts_another
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import RATIOS, Amount

COUNTED_WORDS = 3
"""How many words may lead from a number to its change: "6,311 **dens,** 12% more"."""
ADJUNCT = 9
"""How many words may tell where or on what occasion a level was reached before its change."""


def measures_both(scene: Scene, rate: Amount, alike: Linked, amount: Amount) -> bool:
    """Whether a level with its rate is set against that of before: "9 million with a margin of 8%, **compared to 13 million** with"."""
    words = [t for t in scene.gap(rate.outer_end, amount.outer_start).tokens if t != ","]
    against = scene.some(words, "set_against") and scene.only(words, "set_against", "preposition")
    return against and alike.reading.measure == "level" and alike.amount.unit == amount.unit and alike.amount.kind == amount.kind


def accounted_otherwise(scene: Scene, last: Linked, amount: Amount) -> bool:
    """Whether a result is told again in another way of accounting: "a loss of 5 million; **on a non-GAAP basis,** 3 million"."""
    begin = last.amount.outer_end
    ways = scene.grammar.content["accounted_otherwise"]
    gap = scene.gap(begin, amount.outer_start)
    return not ways.isdisjoint(gap.tokens) and len(gap) <= ADJUNCT and not scene.cue_between(begin, amount.outer_start)


def moved_on(scene: Scene, last: Linked, amount: Amount, ranked: list[CueChoice]) -> bool:
    """Whether a change is told of the level right before it: "brought in 2 billion yuan in the quarter, **up 6%**"."""
    if amount.kind not in RATIOS or last.reading.measure != "level" or last.amount.kind in RATIOS:
        return False
    named = ranked[0].follows if ranked else False
    if named or not opens_with_change(scene, amount):
        return False
    begin, end = last.amount.outer_end, amount.outer_start
    gap = scene.gap(begin, end)
    if gap.content <= 1 and not scene.cue_between(begin, end):
        return True
    tokens = gap.tokens  # "hit $315 billion **in its latest buyback, up** 5.5%"
    return scene.only(tokens[:1], "place_preposition") and len(tokens) <= ADJUNCT and tokens[-2:-1] == (",",) and tokens.count(",") == 1


def changes_what_has_no_metric(moment: Moment, amount: Amount) -> bool:
    """Whether a change is one of a number before it that counts things no metric knows: "numbered 6,311 dens, **12% more**"."""
    scene = moment.scene
    counted = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    if amount.kind not in RATIOS or counted is None or counted.kind != "count" or any(m.amount is counted for m in moment.linked):
        return False
    tokens = scene.gap(counted.outer_end, amount.outer_start).tokens
    return 1 < len(tokens) <= COUNTED_WORDS and tokens[-1] == "," and tokens[0].endswith("s") and counts_another(scene, counted)


def names_another(scene: Scene, last: Linked, amount: Amount) -> bool:
    """Whether words for another metric than that of a sum stand behind it, or words for things: not "$189.90 **a share**, up 5%"."""
    between = [m for m in scene.cues if last.amount.end <= m.start and m.end <= amount.start]
    if last.amount.kind != "money" or not scene.grammar.content["other_clause"].isdisjoint(scene.gap(last.amount.end, amount.start).tokens):
        return bool(between)
    return any(all(c.metric != last.about.cue.metric for c in m.cues) for m in between)


def names_more(scene: Scene, last: Linked, amount: Amount) -> bool:
    """Whether a metric is named between a share and a figure, and not only the share: "a 6% **share**, 9% fewer"."""
    between = (m for m in scene.cues if last.amount.end <= m.start and m.end <= amount.start)
    return any(c.metric != last.about.cue.metric for m in between for c in m.cues)


def told_of_a_change(scene: Scene, amount: Amount) -> bool:
    """Whether a comma leads to a change of the figure before: "…, **down** 2 points", "…, 2 points **less** than in 2023"."""
    moved = find_direction(scene, amount)
    return opens_with_change(scene, amount) or (moved is not None and moved.behind and scene.before(amount.outer_start, 1) == (",",))


def is_of_the_counted(scene: Scene, last: Linked, amount: Amount, ranked: list[CueChoice]) -> bool:
    """Whether a change opens what is said of a quantity of counted things: "supplied 65 GWh **of batteries**, an increase of **55%**"."""
    if amount.kind not in RATIOS or not opens_with_change(scene, amount):
        return False
    if last.amount.kind == "money" and last.reading.measure == "level":
        return scene.gap(last.amount.outer_end, amount.outer_start).content <= 1 and not scene.cue_between(last.amount.end, amount.start)
    named = last.amount.kind == "count" and not any(c.metric == last.about.cue.metric for r in ranked[:1] for c in r.mention.cues)
    if not (last.amount.kind == "quantity" or named) or last.reading.measure != "level" or len(enumeration(scene, amount)) > 1:
        return False  # "ranked **second with** 1.4 million units, an increase of 62%": of the units
    between = [c for m in scene.cues if last.amount.outer_end <= m.start and m.end <= amount.outer_start for c in m.cues]
    return not scene.amounts_between(last.amount.outer_end, amount.outer_start) and all(c.role == "counted" for c in between)


def is_followed(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether another name follows in a ranking: "4 billion in revenue for a 9% share, **followed by SMIC with** 2 billion"."""
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    return NAME in tokens and (scene.some(tokens, "listed") or (tokens[:2] == (",", NAME) and scene.only(tokens[2:], "share_link")))


def was_then(scene: Scene, amount: Amount) -> bool:
    """Whether a clause says what a figure was at a time: "has tripled since 2020, **when it was** $529 million"."""
    tokens = scene.before(amount.outer_start, 3)
    begun = len(tokens) == 3 and tokens[0] in scene.grammar.gaps["clause_of_time"]
    return begun and scene.only(tokens[1:2], "subject") and scene.only(tokens[2:], "copula", "reach")


def leads_to_next_name(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether a semicolon leads to another name's figure of its unit: "Shopee sold 47 billion; **Lazada came next with** 20 billion"."""
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    if ";" not in tokens or last.unit != amount.unit:
        return False
    begin = scene.folded.rfind(";", last.outer_end, amount.outer_start)
    named = (m for m in scene.cues if begin <= m.start and m.end <= amount.outer_start)
    if not all(scene.only(scene.gap(m.start, m.end).tokens[-1:], "preposition") for m in named):
        return False  # "; Lazada **had revenue of** X", but "**came next with** X"
    clause = tokens[len(tokens) - tokens[::-1].index(";") :]
    return clause[:1] == (NAME,) and len(clause) <= ADJUNCT and "," not in clause


def is_of_that(scene: Scene, amount: Amount) -> bool:
    """Whether a part is said to be one of a figure before: "of that", "of it", "of the total", "of that sum"."""
    after = scene.after(amount.outer_end, 5)
    if after[:1] != ("of",) or len(after) < 2:
        return False
    if after[1] == "the":
        if scene.only(after[2:3] or (",",), "world"):
            after = (*after[:2], *after[3:])  # "of the **global** total"
        return scene.only(after[2:3], "sum") and len(after) > 2 and not goes_on(scene, after[3:4])
    if not scene.only(after[1:2], "that"):
        return False
    return not goes_on(scene, after[2:3]) or (scene.only(after[2:3], "sum") and not goes_on(scene, after[3:4]))


def apposed_to_its_metric(scene: Scene, amount: Amount) -> bool:
    """Whether the metric that a part is one of stands right before: "**Overseas sales, about 15%** of the total, grew"."""
    if scene.before(amount.outer_start, 1) != (",",) or scene.after(amount.outer_end, 2)[1:] != ("the",):
        return False
    return any(cue.end < amount.outer_start and scene.gap(cue.end, amount.outer_start).tokens == (",",) for cue in scene.cues)
