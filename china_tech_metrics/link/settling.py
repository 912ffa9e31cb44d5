"""The status of a figure once its period is known."""

from __future__ import annotations

import datetime as dt

from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount, Period, Status

OVER = dt.timedelta(days=62)
"""A period that ended this long before publication is no forecast any more where the text states the period itself."""


def settled(
    status: Status, period: Period | None, published: dt.date | None, *, stated: bool, reckoned: bool = False, so_far: bool = False
) -> Status:
    """The status once the period is known.

    What lies ahead is a forecast, unless it is told as it stands ``so_far``; what is long over is a fact, or an estimate if it is only
    ``reckoned``.
    """
    if period is None or published is None:
        return status
    if status == "estimate" and reckoned and period.end > published:
        return "forecast"  # "HSBC **reckons** that it earns X **this year**", but "**reckons** that it has 400 million users"
    if (status == "actual" and period.start > published and not so_far) or (status == "estimate" and period.start > published):
        return "forecast"
    if status == "actual" and stated and not so_far and period.start == published and published < period.end:
        return "target"  # "a subsidy programme worth $1 billion over three years"
    if status == "forecast" and stated and period.start < period.end == published and period.source != "festival":
        return "actual"  # "lowered its forecast, and its shares have lost 9% since January"
    if status == "forecast" and stated and published - period.end > OVER:
        return "actual"
    return status


def is_over(period: Period | None, published: dt.date | None) -> bool:
    """Whether a period had ended when the text appeared."""
    return period is not None and published is not None and period.end < published


def told_so_far(scene: Scene, amount: Amount, cue: Spanned) -> bool:
    """Whether a verb in the present or perfect stands between metric and figure: "orders for the holiday **are** up 30%"."""
    return cue.end <= amount.outer_start and any(
        scene.only([t], "present", "perfect") for t in scene.gap(cue.end, amount.outer_start).tokens
    )
