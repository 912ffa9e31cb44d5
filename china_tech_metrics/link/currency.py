"""The currency of a sum that is said without one: "3.7 billion yuan, up from **4.9 billion**", "while the other costs **12,999**"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from china_tech_metrics.link.anaphora import points_back
from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.gaps import TIME
from china_tech_metrics.link.lists import enumerates, enumeration, stands_alone
from china_tech_metrics.link.metric import rank_cues
from china_tech_metrics.link.moment import Moment
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import Amount

SUMS = frozenset({"money", "count", "quantity"})
NAMED, PLAINLY_NAMED = 2.5, 6.0
"""From which score on a cue names a number with a magnitude word, and one without."""
LEAST, APART = 100, 20
"""A plain number is at least this to be a sum, and not so many times more or less than the sum before."""


def share_currency(scene: Scene) -> None:
    """Plain numbers of a list take the currency said behind its last: "1.8 billion, 1.7 billion and **1.5 billion yuan**"."""
    amounts = scene.amounts
    for i in range(len(amounts) - 2, -1, -1):
        this, following = amounts[i], amounts[i + 1]
        plain = this.kind == "count" and not this.bare and this.per is None
        priced = following.kind == "money" and following.per is None
        if plain and priced and enumerates(scene.gap(this.outer_end, following.outer_start).tokens):
            amounts[i] = replace(this, kind="money", unit=following.unit)


def with_currency(moment: Moment, amount: Amount) -> Amount:
    """A number without a currency, in that of a sum before it, where it is money as well.

    It is if the words around name something measured in money rather than something counted, or name nothing while the sum before it
    was money.
    """
    scene = moment.scene
    if amount.kind != "count" or amount.per is not None or moment.columns:
        return amount
    if not (stands_alone(scene, amount) or _is_told_of(scene, amount)):
        return amount
    here = [m.amount for m in moment.linked] or [a for a in scene.amounts if a.start < amount.start]
    told = [a for a in (*reversed(here), *(m.amount for m in moment.remembered)) if a.kind in SUMS]
    unit = next((a.unit.partition("/")[0] for a in told if a.kind == "money"), None)
    if unit is None and not any(a.kind in SUMS for a in here):
        unit, told = moment.discourse.currency, []
    if unit is None or _is_of_things(scene, amount) or _points_to_a_count(moment, amount):
        return amount
    priced = replace(amount, kind="money", unit=unit, bare=False)
    if not _is_money(scene, amount, priced, told[0] if told else None):
        return amount
    listed = [a for a in enumeration(scene, amount) if a.start > amount.start and not a.bare and a.per is None]
    scene.amounts[:] = [replace(a, kind="money", unit=unit) if a in listed else a for a in scene.amounts]
    return priced


def _is_money(scene: Scene, amount: Amount, priced: Amount, last: Amount | None) -> bool:
    """Whether the words around a number, and the sum before it, tell rather of money than of things."""
    as_count, as_money = rank_cues(scene, amount)[:1], rank_cues(scene, priced)[:1]
    counted, paid = _score(as_count), _score(as_money)
    named = paid >= PLAINLY_NAMED and paid > counted
    if last is None:
        return named and not amount.bare
    after_money = last.kind == "money"
    if amount.bare:
        return after_money and _like(last, amount) and (named or (counted < NAMED and not _counts(scene, last, amount)))
    if max(counted, paid) >= NAMED:
        either = after_money and [c.mention for c in as_count] == [c.mention for c in as_money]  # "exports were 1.8 trillion"
        return either or paid > counted
    return after_money and not _counts(scene, last, amount)


def _is_told_of(scene: Scene, amount: Amount) -> bool:
    """Whether a verb follows and no noun: "short of the 5.9 billion **analysts expected**", "a loss of 1.3 billion **was** narrower"."""
    if not amount.bare and scene.only(scene.after(amount.outer_end, 1) or (",",), "copula"):
        return True
    awaited = (span for name in ("awaited", "forecast") for span in scene.classes.get(name, ()) if span.start >= amount.outer_end)
    if any(scene.only(scene.gap(amount.outer_end, span.start).tokens, "subject") for span in awaited):
        return True  # "the 5.9 billion **they had forecast**"
    return scene.only(scene.after(amount.outer_end, 1) or (",",), "reckoner")


def _like(last: Amount, amount: Amount) -> bool:
    """Whether a plain number could be a sum like the one before by its size: "16,999 yuan, the cheapest for **12,999**"."""
    return not amount.worded and amount.value >= LEAST and last.value < amount.value * APART and amount.value < last.value * APART


def _counts(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether something is counted between the sum before and a number: "revenue fell 5%. Daily **users** averaged 117 million"."""
    begin = max(scene.sentence.start, last.end if last.start < amount.start else 0)
    between = (c for m in scene.cues if begin <= m.start and m.end <= amount.start for c in m.cues)
    return any("count" in c.units or c.role == "counted" for c in between)


def _score(ranked: Sequence[CueChoice]) -> float:
    return ranked[0].score if ranked else -1.0


def _points_to_a_count(moment: Moment, amount: Amount) -> bool:
    """Whether a noun stands for what the sentence began to count: "Temu had 48 million users; Shein, which spent $2 billion, said **its
    own figure** was 30 million"."""
    return bool(moment.linked) and moment.linked[0].amount.kind == "count" and points_back(moment.scene, amount)


def _is_of_things(scene: Scene, amount: Amount) -> bool:
    """Whether the number is one of things: "**795 million of them**", "730 million **of the shares**", not "340 billion **of 2022**"."""
    behind = scene.after(amount.outer_end, 2)
    of_a_sum = scene.only(behind[1:], "that", "relative_pronoun") and not scene.only(behind[1:], "plural", "whom")
    return behind[:1] == ("of",) and behind[1:] != (TIME,) and not of_a_sum
