"""Which days an amount is converted at: the rule of every row, before any rate is looked up.

==========================================================  ================================================================
row                                                         rate
==========================================================  ================================================================
``target`` and ``forecast``                                 the last one published on or before the day of publication
other, of a metric that is a ``flow`` or an ``average``     the mean of those published in the period
other, of a ``stock`` or a ``moment``                       the last one published on or before the period's last day
==========================================================  ================================================================

A text can not mean rates that were not known when it appeared: a period that runs past the publication ends there, and one that has not
begun by then is converted at the publication's. Without a period it is the day of publication, and without that day there is no
conversion. A metric that is in no vocabulary counts as a flow if its period is longer than a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from china_tech_metrics.fx.market import Days, Flags, Objects, Reason

MEAN = frozenset({"flow", "average"})
"""Natures that are converted at the mean of their period."""
AHEAD = frozenset({"target", "forecast"})
"""Standings that are converted at the day of publication."""


class Timing(NamedTuple):
    """For each row the days its rate is of: the mean from ``first`` to ``last`` where ``mean``, else the last one by ``last``.

    Where there is a ``reason`` the days are NaT.
    """

    first: Days
    last: Days
    mean: Flags
    reason: Objects

    def rows(self, at: npt.NDArray[np.intp]) -> Timing:
        """Those of some rows, by their positions."""
        return Timing(self.first[at], self.last[at], self.mean[at], self.reason[at])


def timing(nature: Iterable[str | None], status: Iterable[Any], start: Days, end: Days, published: Days) -> Timing:
    """The days of each row.

    Args:
        nature: "flow", "average", "stock" or "moment"; None for a metric in no vocabulary.
        status: as in the table; a missing one is taken as ``actual``.
        start: first day of the period, NaT if there is none.
        end: last day of the period; one of the two alone is taken as both.
        published: the day of publication, NaT if it is not known.

    >>> day = np.array(["2023-11-11"], dtype="datetime64[D]")
    >>> timing(["flow"], ["actual"], day, day + 19, day + 9).last.astype(str).tolist()
    ['2023-11-20']
    """
    start, end = np.where(np.isnat(start), end, start), np.where(np.isnat(end), start, end)
    unknown, undated = np.isnat(published), np.isnat(start)
    ahead = np.fromiter((told in AHEAD for told in status), dtype=bool, count=len(start))
    longer = ~undated & (end > start)
    mean = np.fromiter((kind in MEAN if kind else bool(more) for kind, more in zip(nature, longer, strict=True)), bool, len(start))
    moment = ahead | undated | (~unknown & (published < start))
    last = np.where(moment | (~unknown & (published < end)), published, end)
    reason = np.full(len(start), None, dtype=object)
    reason[unknown & undated] = Reason.NO_PERIOD.value
    reason[unknown & ahead] = Reason.NO_PUBLICATION.value
    mean &= ~moment
    return Timing(np.where(mean, start, last), last, mean, reason)


def natures(metrics: Iterable[str], known: Mapping[str, Any]) -> list[str | None]:
    """The nature of each metric id in a vocabulary's metrics; None for one that is not there."""
    return [known[metric].nature if metric in known else None for metric in metrics]
