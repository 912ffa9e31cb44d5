"""Marks on the axes of matplotlib. This module imports matplotlib; nothing does that imports with the package."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backend_bases import Event, MouseEvent
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.lines import Line2D
from matplotlib.text import Annotation
from matplotlib.ticker import FuncFormatter, Locator, MaxNLocator

from china_tech_metrics.plotting.marks import Mark, links
from china_tech_metrics.plotting.scale import middle, period_name, step, unit_words
from china_tech_metrics.timeseries.place import grid

SHAPES = {"actual": "o", "estimate": "D", "forecast": "s", "target": "*"}
SIZES = {"actual": 7.0, "estimate": 6.5, "forecast": 6.5, "target": 12.0}
ENDS = {"over": ("_", "^"), "under": ("v", "_")}
"""The lower and the upper end of the bar of a bound: an arrow where it is open."""
CLOSED = ("_", "_")
PALE = 0.6
"""How much of the background an approximate figure's fill has."""
RING = "#d62728"
NEUTRAL = "#808080"
"""The colour of the legend's marks, which are those of every series; to be seen on white and on black."""
NEAR = 12
"""Within so many pixels of a point its note is shown."""
OFFSET = 12
"""How far from its point a note begins, in points."""
TICKS = 9
"""The most names of periods at the axis."""
STRIDES = {"M": (1, 2, 3, 6, 12, 24, 60, 120), "Q": (1, 2, 4, 8, 20, 40), "Y": (1, 2, 5, 10, 20, 50)}
"""How many months, quarters and years ticks may be apart; pandas counts all three from 1970."""


def draw(ax: Axes, marks: Sequence[Mark], *, name: str, color: str | None) -> None:
    """The line, bars, points and rings of one series.

    Args:
        ax: the axes.
        marks: those of the series, by time.
        name: the series' name in the legend.
        color: any colour of matplotlib; the next one of the axes' cycle when not given.
    """
    firm, open_ = ([pair[:2] for pair in links(marks) if pair[2] is wanted] for wanted in (True, False))
    (line,) = ax.plot(*_joined(firm), color=color, linewidth=1.2, zorder=2, label=name)
    shade: Any = line.get_color()
    ax.plot(*_joined(open_), color=shade, linewidth=1.2, linestyle="--", zorder=2)
    for mark in marks:
        day = _number(mark.day)
        ax.plot([day, day], [mark.lowest, mark.highest], color=shade, linewidth=1.2, zorder=2.5)
        for end, shape in zip((mark.lowest, mark.highest), ENDS.get(mark.modifier, CLOSED), strict=True):
            if end != mark.value:
                ax.plot([day], [end], marker=shape, markersize=5, color=shade, zorder=2.5)
        ax.plot([day], [mark.value], zorder=3, **_point(mark, shade, _background(ax)))
        if mark.conflict:
            ax.plot([day], [mark.value], zorder=3.5, **CONFLICT)


def _joined(pairs: Iterable[tuple[Mark, Mark]]) -> tuple[list[float], list[float]]:
    """The ends of lines one after the other, with nothing between the lines."""
    days, values = [], []
    for first, second in pairs:
        days += [_number(first.day), _number(second.day), math.nan]
        values += [first.value, second.value, math.nan]
    return days, values


def _number(day: dt.datetime) -> float:
    return float(mdates.date2num(day))  # type: ignore[no-untyped-call]


def _day(number: float) -> dt.date:
    return mdates.num2date(number, tz=dt.UTC).date()  # type: ignore[no-untyped-call, no-any-return]


def _point(mark: Mark, color: Any, background: Any) -> dict[str, Any]:
    """How a mark looks: the shape of its status; empty if derived, pale if approximate."""
    fill: Any = color
    if mark.derived:
        fill = background
    elif mark.modifier == "approx":
        fill = [PALE * behind + (1 - PALE) * front for behind, front in zip(background, to_rgb(color), strict=True)]
    return _look(mark.status, color, fill)


def _look(status: str, edge: Any, fill: Any) -> dict[str, Any]:
    return _marker(SHAPES[status], SIZES[status], edge, fill)


def _marker(shape: str, size: float, edge: Any, fill: Any) -> dict[str, Any]:
    return {
        "marker": shape,
        "markersize": size,
        "color": edge,
        "markerfacecolor": fill,
        "markeredgecolor": edge,
        "markeredgewidth": 1.4,
        "linestyle": "none",
    }


def _background(ax: Axes) -> tuple[float, float, float]:
    """The colour behind the points; that of the figure, and else white, where the axes are transparent."""
    behind = (ax.get_facecolor(), ax.figure.get_facecolor())
    return next((to_rgb(color) for color in behind if to_rgba(color)[3] > 0), (1.0, 1.0, 1.0))


CONFLICT = _marker("o", 14, RING, "none")
KINDS: tuple[tuple[str, Callable[[Mark], bool], dict[str, Any]], ...] = (
    ("estimate", lambda mark: mark.status == "estimate", _look("estimate", NEUTRAL, NEUTRAL)),
    ("forecast", lambda mark: mark.status == "forecast", _look("forecast", NEUTRAL, NEUTRAL)),
    ("target", lambda mark: mark.status == "target", _look("target", NEUTRAL, NEUTRAL)),
    ("about", lambda mark: mark.modifier == "approx", _look("actual", NEUTRAL, "#c4c4c4")),
    ("over", lambda mark: mark.modifier == "over", _marker("^", 5, NEUTRAL, NEUTRAL)),
    ("under", lambda mark: mark.modifier == "under", _marker("v", 5, NEUTRAL, NEUTRAL)),
    ("calculated", lambda mark: mark.derived, _look("actual", NEUTRAL, "none")),
    ("contradicted", lambda mark: mark.conflict, CONFLICT),
)
"""What the legend explains, if it is in the picture: a word, which marks are so, and how it looks."""
BAR = "possible range"
VISIBLE = 0.02
"""A bar is explained if it is at least so long, as a part of the axis."""


def explain(ax: Axes, marks: Sequence[Mark]) -> None:
    """The legend: the names of the series if there are several, and what the looks of points mean that the axes have."""
    shown = ax.get_legend()
    known = {} if shown is None else {text.get_text(): handle for text, handle in zip(shown.get_texts(), shown.legend_handles, strict=True)}
    lines = {str(line.get_label()): line for line in ax.get_lines() if not str(line.get_label()).startswith("_")}
    entries: dict[str, Any] = {**lines} if len(lines) > 1 else {}
    for word, holds, look in KINDS:
        if word in known or any(map(holds, marks)):
            entries[word] = Line2D([], [], **look)
    long = VISIBLE * abs(ax.dataLim.height)
    if BAR in known or any(mark.modifier not in ENDS and mark.highest - mark.lowest > long for mark in marks):
        entries[BAR] = Line2D([], [], **_marker("|", 12, NEUTRAL, NEUTRAL))
    if entries:
        ax.legend(entries.values(), entries.keys(), frameon=False, fontsize="small")


def label_axes(ax: Axes, index: pd.PeriodIndex, *, unit: str, what: str) -> None:
    """Names of periods below, amounts in steps of a thousand at the side, both of all that the axes show."""
    limits = ax.dataLim
    size, word = step([limits.y0, limits.y1])
    ax.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / size:,.10g}"))
    words = unit_words(unit, word)
    ax.set_ylabel(f"{what}, {words}" if words else what)
    ax.xaxis.set_major_locator(PeriodLocator(index.freqstr))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _name(value, index.freqstr)))
    if limits.y0 < 0 < limits.y1:
        ax.axhline(0, color=NEUTRAL, linewidth=0.8, zorder=1)


def _name(value: float, freq: str) -> str:
    period = grid(freq).at(_day(value))
    return "" if period is None else period_name(period)


class PeriodLocator(Locator):
    """Ticks in the middle of periods; where there are many, of some that are as far apart as a reader would count them."""

    def __init__(self, freq: str) -> None:
        self.grid = grid(freq)

    def __call__(self) -> Sequence[float]:
        """Those between the first and the last point, as far as they are in view."""
        assert self.axis is not None
        (low, high), (first, last) = sorted(self.axis.get_view_interval()), sorted(self.axis.get_data_interval())
        return self.tick_values(max(low, first), min(high, last))

    def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
        """The ticks between two days, counted as matplotlib does."""
        low, high = sorted((vmin, vmax))
        first, last = (pd.Period(str(_day(day)), self.grid.single) for day in (low, high))
        found = self._some(first, last) if self.grid.count == 1 else list(self.grid.over(first, last))
        days = [day for period in found if low <= (day := _number(middle(period))) <= high]
        return days[:: math.ceil(len(days) / TICKS) or 1]

    def _some(self, first: pd.Period, last: pd.Period) -> list[pd.Period]:
        """Every period from one to another, or every second, third … counted from the beginning of a year."""
        least = math.ceil((last.ordinal - first.ordinal - 1) / TICKS)
        steps = STRIDES.get(self.grid.single[0], ())
        stride = next((step for step in steps if step >= least), max(least, 1))
        ordinals = range(first.ordinal + -first.ordinal % stride, last.ordinal + 1, stride)
        return [pd.Period(ordinal=ordinal, freq=self.grid.single) for ordinal in ordinals]


def show_notes(ax: Axes, marks: Sequence[Mark]) -> None:
    """Show a mark's note while the pointer is at it, where the backend has a pointer; pictures without one are not changed."""
    box = {"boxstyle": "round", "facecolor": "#fffbe6", "edgecolor": NEUTRAL}
    note = ax.annotate(
        "", (0, 0), (0, 0), textcoords="offset points", fontsize="small", color="black", bbox=box, zorder=10, parse_math=False
    )
    note.set_visible(False)
    note.set_in_layout(False)
    points = [(_number(mark.day), mark.value) for mark in marks]

    def moved(event: Event) -> None:
        at = _near(ax, event, points)
        if at is None and not note.get_visible():
            return
        note.set_visible(at is not None)
        if at is not None:
            note.set_text(marks[at].note)
            _place(note, points[at])
        ax.figure.canvas.draw_idle()

    ax.figure.canvas.mpl_connect("motion_notify_event", moved)


def _place(note: Annotation, point: tuple[float, float]) -> None:
    """Put a note beside its point, on the side of the axes where there is more room."""
    note.xy = point
    right, above = (part > 0.5 for part in note.axes.transAxes.inverted().transform(note.axes.transData.transform(point)))  # type: ignore[union-attr]
    note.set_position((-OFFSET if right else OFFSET, -OFFSET if above else OFFSET))
    note.set_horizontalalignment("right" if right else "left")
    note.set_multialignment("left")
    note.set_verticalalignment("top" if above else "bottom")


def _near(ax: Axes, event: Event, points: Sequence[tuple[float, float]]) -> int | None:
    """The point the pointer is at."""
    if not isinstance(event, MouseEvent) or event.inaxes is not ax or not points:
        return None
    away = [math.dist((event.x, event.y), at) for at in ax.transData.transform(points).tolist()]
    nearest = min(range(len(away)), key=away.__getitem__)
    return nearest if away[nearest] <= NEAR else None
