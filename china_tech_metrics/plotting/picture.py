"""From the table, or from a series, to the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from china_tech_metrics.errors import InputError
from china_tech_metrics.extras import require
from china_tech_metrics.plotting.marks import marks_of
from china_tech_metrics.timeseries.names import find_entity, find_metric
from china_tech_metrics.timeseries.series import series
from china_tech_metrics.vocabulary import Vocabulary

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from china_tech_metrics.fx import Rates

EXTRA = "plot"
SIZE = (9.0, 4.5)
"""Width and height of a new figure, in inches."""


def plot(
    df: pd.DataFrame,
    entity: str,
    metric: str,
    *,
    segment: str | None = None,
    measure: str | None = None,
    basis: str | None = None,
    unit: str | None = None,
    freq: str | None = None,
    currency: str | None = None,
    within: bool = False,
    derive: bool = True,
    rates: Rates | None = None,
    vocabulary: Vocabulary | None = None,
    ax: Axes | None = None,
    color: str | None = None,
    title: str | None = None,
    hover: bool = True,
) -> Axes:
    """Draw one metric of one entity over time, so that one sees how sure each point is.

    - A **circle** is a fact, a diamond an estimate, a square a forecast, a star a target; lines to what is no fact are dashed.
    - A **filled** point is told exactly, a pale one approximately, an **empty** one follows from other figures by arithmetic.
    - The **bar** goes from ``lowest`` to ``highest`` of the series: the ends of a range, what rounding allows, all that contradicting
      articles say. It ends in an arrow where the text says "over" or "under".
    - A **red ring** is a figure that is contradicted.
    - A period that nobody tells is a **gap**: nothing is drawn over it.

    While the pointer is at a point, its sentence and documents are shown, or the arithmetic behind it. That needs a window or ``%matplotlib
    widget``: a picture has no pointer.

    Args:
        df: a table of observations.
        entity: as for :func:`china_tech_metrics.series`, and so are ``metric``, ``segment``, ``measure``, ``basis``, ``unit``, ``freq``,
            ``currency``, ``within``, ``derive``, ``rates`` and ``vocabulary``.
        metric: its id or name.
        ax: axes of matplotlib to draw on; a new figure when not given. Series drawn on the same axes need the same unit.
        color: any colour of matplotlib; the next one of the axes when not given.
        title: of the axes; entity and metric when not given, unless the axes have one already.
        hover: show what is behind a point while the pointer is at it.

    Returns:
        The axes; ``ax.figure.savefig("revenue.png")`` writes the picture.

    Raises:
        MissingExtraError: matplotlib is not installed; the extra ``plot`` has it.
        InputError: as :func:`china_tech_metrics.series`; there is no figure to draw; or the axes have a series in another unit.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Keep's revenue was RMB 2.21 billion in 2022 and about RMB 2.1 billion in 2023.", published="2024-04-02")
    >>> ax = plot(df, "Keep", "revenue")
    >>> ax.get_title(), ax.get_ylabel()
    ('Keep: Revenue', 'Revenue, billion CNY')
    """
    require("matplotlib", EXTRA)
    vocabulary = vocabulary or Vocabulary.default()
    told = series(
        df,
        entity,
        metric,
        segment=segment,
        measure=measure,
        basis=basis,
        unit=unit,
        freq=freq,
        currency=currency,
        within=within,
        derive=derive,
        rates=rates,
        vocabulary=vocabulary,
    )
    name, found = find_entity(df, entity, vocabulary), find_metric(df, metric, vocabulary)
    what = vocabulary.metrics[found].name if found in vocabulary.metrics else found
    what = " ".join(part for part in (what, measure if measure not in (None, "level", "share") else None) if part)
    whose = f"{name}, {segment}" if segment else name
    return plot_series(told, name=whose, what=what, ax=ax, color=color, title=title, hover=hover)


def plot_series(
    told: pd.DataFrame,
    *,
    name: str,
    what: str = "Value",
    ax: Axes | None = None,
    color: str | None = None,
    title: str | None = None,
    hover: bool = True,
) -> Axes:
    """Draw a series that is at hand: some rows of one, or one that was corrected.

    Args:
        told: what :func:`china_tech_metrics.series` returned, or some of its rows.
        name: whose it is, for title and legend.
        what: what is measured, for title and axis.
        ax: as for :func:`plot`, and so are ``color``, ``title`` and ``hover``.

    Returns:
        The axes.

    Raises:
        MissingExtraError: matplotlib is not installed.
        InputError: it is no series, has no figure, or the axes have a series in another unit.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Keep's revenue rose 37% to RMB 2.21 billion in 2022.", published="2023-04-02")
    >>> told = ctm.series(df, "Keep", "revenue")
    >>> plot_series(told[~told["derived"]], name="Keep", what="Revenue").get_title()
    'Keep: Revenue'
    """
    require("matplotlib", EXTRA)
    from matplotlib import pyplot

    from china_tech_metrics.plotting import draw

    marks = marks_of(told)
    if not marks:
        raise InputError(f"{name}: {what} has no figure to draw")
    unit = _unit(told)
    if ax is None:
        _, ax = pyplot.subplots(figsize=SIZE, layout="constrained")
        ax.spines[["top", "right"]].set_visible(False)
    drawn = ax.yaxis.get_units()  # type: ignore[no-untyped-call]
    if drawn is not None and drawn != unit:
        raise InputError(f"{name}: {what} is in {unit}, but the axes are in {drawn}; give both the same currency or unit")
    ax.yaxis.set_units(unit)
    draw.draw(ax, marks, name=name, color=color)
    draw.label_axes(ax, pd.PeriodIndex(told.index), unit=unit, what=what)
    draw.explain(ax, marks)
    if title is not None or not ax.get_title():
        ax.set_title(title if title is not None else f"{name}: {what}", parse_math=False)
    if hover:
        draw.show_notes(ax, marks)
    return ax


def _unit(told: pd.DataFrame) -> str:
    """The one unit of a series."""
    units = sorted(set(told["unit"].dropna()))
    if len(units) > 1:
        raise InputError(f"the series has amounts in {' and '.join(units)}; draw one unit at a time")
    return str(units[0])
