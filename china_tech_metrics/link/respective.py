"""Figures that go with ones further back: "turnover hit X and earnings Y, up 12% and 31%, respectively", "X, or 3 yuan a share, up 5%"."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.lists import enumeration, in_order, place_in
from china_tech_metrics.link.moment import Linked, Moment
from china_tech_metrics.link.restated import restates_by_the_share
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import RATIOS, Amount

ORDER_WORDS = 4
"""Within how many words behind the figures they are said to be in order: "46% **from January, respectively**"."""
ITEM_WORDS = 4
"""How many words may say what an item of a list is: "**mobile games**, 1 billion yuan"."""


def in_their_order(moment: Moment, amount: Amount) -> Linked | None:
    """The figure that a change in a list belongs to: "turnover hit X and earnings Y, up **12% and 31%, respectively**"."""
    scene = moment.scene
    run = enumeration(scene, amount)
    if len(run) < 2:
        return None
    told = [m for m in moment.linked if m.amount.end <= run[0].start and m.reading.measure == "level"][-len(run) :]
    if len(told) != len(run) or scene.cue_between(told[-1].amount.outer_end, run[0].outer_start):
        return None
    if amount.kind not in RATIOS and any(m.amount.kind != amount.kind for m in told):
        return None
    ends = (run[-1].outer_end, told[-1].amount.outer_end)
    said = any(scene.only([t], "respective") for end in ends for t in scene.after(end, ORDER_WORDS))
    said = said or scene.some(scene.before(run[0].outer_start, 2), "respective")  # "X and Y, **respectively** 14% and 9% more"
    said = said or _awaited_in_order(scene, run)
    owners = {m.about.owner.name for m in told}
    apart = amount.kind in RATIOS and len(owners) == len(run)  # "Nio delivered 8,132 **and Xpeng 4,545, down 33% and 24%**"
    return told[place_in(run, amount)] if said or apart else None


def _awaited_in_order(scene: Scene, run: Sequence[Amount]) -> bool:
    """Whether figures are what was expected of the ones before: "sales rose to X and profit to Y; **analysts had looked for** A and B"."""
    before, behind = scene.nearest_before(run[0].outer_start, "awaited"), scene.nearest_after(run[-1].outer_end, "awaited")
    if behind is not None and not scene.gap(run[-1].outer_end, behind.start).tokens:
        return True  # "against the **A and B analysts had expected**"
    return before is not None and scene.gap(before.end, run[0].outer_start).content == 0


def in_the_order_before(moment: Moment, amount: Amount) -> Linked | None:
    """The figure of the sentence before in whose place one stands: "EPS of 3 yuan on sales of X. It saw **4 and Y, respectively**"."""
    if moment.scene.cues or not moment.remembered:
        return None
    run = enumeration(moment.scene, amount)
    if not in_order(moment.scene) and not _awaited_in_order(moment.scene, run):
        return None
    told = [m for m in reversed(moment.remembered) if m.reading.measure == "level"][-len(run) :]
    if not 1 < len(told) == len(run) or any(m.amount.unit != a.unit for m, a in zip(told, run, strict=True)):
        return None
    return told[place_in(run, amount)]


def is_item(scene: Scene, amount: Amount) -> bool:
    """Whether only what it is of stands between a colon or semicolon and a figure: "16% higher: **advertising, 2 billion**, up 30%; …"."""
    tokens = [t for t in scene.before(amount.outer_start, ITEM_WORDS + 2) if t != ","]
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i] in (":", ";")), None)
    label = [] if at is None else [t for t in tokens[at + 1 :] if not scene.only([t], "joining")]
    no_label = ("preposition", "copula", "clause", "subject", "determiner", "reach", "adverb", "measured_from")
    return 0 < len(label) <= ITEM_WORDS and all(t.isalpha() and not scene.only([t], *no_label) for t in label)


def told_before_its_share(moment: Moment, last: Linked) -> Linked | None:
    """The result that was told once more for one share: "earned **$718 million**, or $1.95 per ADS, up 43%"."""
    before = moment.linked[-2] if len(moment.linked) > 1 and last is moment.linked[-1] else None
    return before if before is not None and restates_by_the_share(moment.scene, before.amount, last.amount) else None


def told_before_its_part(moment: Moment, last: Linked, parts: frozenset[str]) -> Linked | None:
    """The goods that were told with the share they are: "shipped **4.7 million** for a 19% share, 8% more", "… despite a 10% fall".

    ``parts`` are the metrics of shares of goods.
    """
    before = moment.linked[-2] if len(moment.linked) > 1 and last is moment.linked[-1] else None
    if before is None or before.reading.measure != "level" or last.about.cue.metric not in parts or last.reading.measure != "share":
        return None
    return before if before.about.owner.name == last.about.owner.name and before.amount.kind == "count" else None
