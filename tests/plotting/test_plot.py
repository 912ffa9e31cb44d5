"""The picture: what is on the axes, what the legend explains, what the pointer shows, and what can go wrong."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseEvent
from matplotlib.colors import same_color, to_rgb
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

import china_tech_metrics as ctm
from china_tech_metrics.plotting import plot_series
from china_tech_metrics.plotting.draw import RING, TICKS
from china_tech_metrics.plotting.marks import Mark, marks_of
from china_tech_metrics.plotting.scale import period_name
from told import row, told

Rows = list[dict[str, Any]]
MIXED = [
    row("2018", "1.0bn CNY"),
    row("2019", "about 1.2bn CNY"),
    row("2021", "over 1.5bn CNY"),
    row("2022", "under 1.9bn CNY"),
    row("2023", "1.8bn CNY", modifier="range", low=1.6e9, high=2.0e9, status="estimate"),
    row("2024", "2.2bn CNY", status="forecast"),
    row("2025", "2.5bn CNY", status="target"),
]


def drawn(*rows: dict[str, Any], **options: Any) -> Axes:
    return told(*rows).ctm.plot("Meituan", "revenue", **options)


def points(ax: Axes, *shapes: str) -> list[Line2D]:
    """The points of one of some shapes, by time."""
    return sorted((line for line in ax.get_lines() if line.get_marker() in shapes), key=lambda line: line.get_xdata()[0])


def explained(ax: Axes) -> list[str]:
    legend = ax.get_legend()
    return [] if legend is None else [text.get_text() for text in legend.get_texts()]


def names(ax: Axes) -> list[str]:
    """The names of periods at the axis, as they are printed."""
    ax.figure.canvas.draw()
    return [label.get_text() for label in ax.get_xticklabels()]


# What is on the axes


@pytest.mark.parametrize(
    ("status", "shape"),
    [("actual", "o"), ("estimate", "D"), ("forecast", "s"), ("target", "*")],
)
def test_the_shape_is_the_status(status: str, shape: str) -> None:
    assert len(points(drawn(row("2022", "5.12m", status=status)), shape)) == 1


def test_the_fill_says_how_it_is_told() -> None:
    ax = drawn(row("2022", "110m"), row("2022", "10%"), row("2023", "about 121m"))
    derived, exact, about = points(ax, "o")
    assert same_color(derived.get_markerfacecolor(), ax.get_facecolor())
    assert same_color(exact.get_markerfacecolor(), exact.get_markeredgecolor())
    pale, full = sum(to_rgb(about.get_markerfacecolor())), sum(to_rgb(exact.get_markerfacecolor()))
    assert full < pale < sum(to_rgb(derived.get_markerfacecolor()))


def test_bounds_end_in_an_arrow_and_ranges_in_two_caps() -> None:
    ax = drawn(row("2021", "over 150m"), row("2022", "under 190m"), row("2023", "180m", modifier="range", low=160e6, high=200e6))
    (up,), (down,) = points(ax, "^"), points(ax, "v")
    assert up.get_ydata()[0] == 165e6
    assert down.get_ydata()[0] == 171e6
    assert [line.get_ydata()[0] for line in points(ax, "_")] == [160e6, 200e6]


def test_a_contradicted_figure_has_a_ring() -> None:
    ax = drawn(row("2021", "5.0m"), row("2022", "5.12m"), row("2022", "8.4m", published="2024-05-01"))
    rings = [line for line in points(ax, "o") if same_color(line.get_markeredgecolor(), RING)]
    assert [line.get_ydata()[0] for line in rings] == [8.4e6]


def test_nothing_is_drawn_over_a_gap_and_lines_to_forecasts_are_dashed() -> None:
    ax = drawn(*MIXED)
    firm, open_ = (pd.DataFrame({"x": line.get_xdata(), "y": line.get_ydata()}) for line in ax.get_lines()[:2])
    assert [line.get_linestyle() for line in ax.get_lines()[:2]] == ["-", "--"]
    assert firm["y"].dropna().tolist() == [1.0e9, 1.2e9, 1.5e9, 1.9e9]
    assert open_["y"].dropna().tolist() == [1.9e9, 1.8e9, 1.8e9, 2.2e9, 2.2e9, 2.5e9]
    assert firm["y"].isna().tolist() == [False, False, True] * 2


def test_the_axes_are_in_words() -> None:
    ax = drawn(*MIXED)
    assert ax.get_title() == "Meituan: Revenue"
    assert ax.get_ylabel() == "Revenue, billion CNY"
    assert names(ax) == ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"]
    assert {label.get_text() for label in ax.get_yticklabels()} >= {"1", "1.2", "2"}


@pytest.mark.parametrize(
    ("rows", "options", "expected"),
    [
        pytest.param([row("2022", "5m", segment="overseas")], {"segment": "overseas"}, "Meituan, overseas: Revenue", id="segment"),
        pytest.param([row("2022", "36%")], {"measure": "growth"}, "Meituan: Revenue growth", id="measure"),
        pytest.param([row("2022", "5m")], {"title": "What $5 buys, and $6"}, "What $5 buys, and $6", id="a title of one's own"),
        pytest.param([row("2022", "5m")], {"title": ""}, "", id="none"),
    ],
)
def test_title(rows: Rows, options: dict[str, Any], expected: str) -> None:
    ax = drawn(*rows, **options)
    assert ax.get_title() == expected
    assert not ax.title.get_parse_math()


def test_the_metric_is_called_by_its_name() -> None:
    ax = told(row("2022Q1", "300m", metric="dau")).ctm.plot("Meituan", "Daily active users")
    assert ax.get_title() == f"Meituan: {ctm.Vocabulary.default().metrics['dau'].name}"


def test_a_loss_has_the_zero_in_sight() -> None:
    ax = drawn(row("2021", "-5m"), row("2022", "3m"))
    assert [line for line in ax.get_lines() if list(line.get_ydata()) == [0, 0]]


def periods(freq: str, first: int, last: int) -> pd.PeriodIndex:
    """All periods of some years."""
    if freq in ("2Q", "3Q"):
        quarters = (1, 3) if freq == "2Q" else (1,)
        return pd.PeriodIndex(
            [pd.Period(f"{year}Q{quarter}", freq=f"{freq}-DEC") for year in range(first, last + 1) for quarter in quarters]
        )
    return pd.period_range(pd.Period(f"{first}-01-01", freq), pd.Period(f"{last}-12-31", freq))


@pytest.mark.parametrize("freq", ["D", "W", "M", "Q", "2Q", "Y", "Y-MAR", "3Q", "Q-JAN"])
def test_periods_are_named_and_not_too_many(freq: str) -> None:
    series = ctm.series(told(row("2022", "5m")), "Meituan", "revenue")
    ends = pd.concat([series, series]).set_axis(periods(freq, 2015, 2024)[[0, -1]])
    shown = names(plot_series(ends, name="Meituan"))
    assert 4 <= len(shown) <= TICKS
    assert len(set(shown)) == len(shown)
    assert set(shown) <= set(map(period_name, periods(freq, 2015, 2024)))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param("2023Q2", "2024Q1", ["2023Q2", "2023Q3", "2023Q4", "2024Q1"], id="a few: all"),
        pytest.param("2020Q2", "2023Q4", ["2020Q3", "2021Q1", "2021Q3", "2022Q1", "2022Q3", "2023Q1", "2023Q3"], id="more: by halves"),
        pytest.param("2017Q2", "2023Q4", [f"{year}Q1" for year in range(2018, 2024)], id="many: by years"),
    ],
)
def test_ticks_are_where_a_reader_counts(first: str, last: str, expected: list[str]) -> None:
    assert names(drawn(row(first, "5m"), row(last, "6m"), freq="Q")) == expected


@pytest.mark.parametrize("backend", ["png", "svg", "pdf"])
def test_it_can_be_saved(backend: str) -> None:
    written = io.BytesIO()
    drawn(*MIXED).figure.savefig(written, format=backend)
    assert len(written.getvalue()) > 5_000


# The legend


def test_the_legend_explains_what_is_in_the_picture() -> None:
    ax = drawn(*MIXED, row("2018", "1.4bn CNY", published="2023-01-01"))
    assert explained(ax) == ["estimate", "forecast", "target", "about", "over", "under", "contradicted", "possible range"]


def test_without_anything_special_there_is_no_legend() -> None:
    assert explained(drawn(row("2021", "5.12m"), row("2022", "6.18m"))) == []


def test_calculated_points_are_explained() -> None:
    assert "calculated" in explained(drawn(row("2022", "110m"), row("2022", "10%")))
    assert "calculated" not in explained(drawn(row("2022", "110m"), row("2022", "10%"), derive=False))


# Several series on one axes


def two() -> pd.DataFrame:
    return told(*MIXED, row("2022", "3.1m CNY", entity="JD"), row("2023", "over 3.6m CNY", entity="JD"))


def test_series_on_one_axes_have_names_and_colours() -> None:
    df = two()
    ax = df.ctm.plot("Meituan", "revenue")
    assert df.ctm.plot("JD", "revenue", ax=ax) is ax
    assert explained(ax)[:3] == ["Meituan", "JD", "estimate"]
    assert ax.get_title() == "Meituan: Revenue"
    colors = [line.get_color() for line in ax.get_lines() if line.get_label() in ("Meituan", "JD")]
    assert list(map(to_rgb, colors)) == [to_rgb("C0"), to_rgb("C1")]
    assert ax.get_ylabel() == "Revenue, billion CNY"


def test_another_unit_is_refused() -> None:
    df = two()
    ax = df.ctm.plot("Meituan", "revenue")
    with pytest.raises(ctm.InputError, match="JD: Revenue is in USD, but the axes are in CNY"):
        df.ctm.plot("JD", "revenue", currency="USD", ax=ax)


def test_axes_of_the_user_are_drawn_on() -> None:
    figure, axes = pyplot.subplots(1, 2)
    ax = drawn(*MIXED, ax=axes[1], color="black")
    assert ax is axes[1]
    assert not axes[0].get_lines()
    assert same_color(ax.get_lines()[0].get_color(), "black")
    assert pyplot.get_fignums() == [figure.number]


# The pointer


def point_at(ax: Axes, mark: Mark, away: float = 0.0) -> Annotation:
    """Move the pointer to a mark, or some pixels beside it; the note."""
    canvas = ax.figure.canvas
    canvas.draw()
    x, y = ax.transData.transform((mdates.date2num(mark.day), mark.value))
    canvas.callbacks.process("motion_notify_event", MouseEvent("motion_notify_event", canvas, x + away, y))
    (note,) = (text for text in ax.texts if isinstance(text, Annotation))
    return note


def test_the_pointer_shows_the_sentence_behind_a_point() -> None:
    df = told(*MIXED[:2], row("2022", "1.9bn CNY", sentence="Costs $1 more, or $2."))
    marks = marks_of(df.ctm.series("Meituan", "revenue"))
    ax = df.ctm.plot("Meituan", "revenue")
    for mark in marks:
        note = point_at(ax, mark, away=3)
        assert note.get_visible()
        assert note.get_text() == mark.note
    assert "“Costs $1 more, or $2.”" in note.get_text()
    assert not point_at(ax, marks[0], away=60).get_visible()


def test_a_note_stays_inside_the_picture() -> None:
    df = told(*MIXED)
    ax = df.ctm.plot("Meituan", "revenue")
    for mark in marks_of(df.ctm.series("Meituan", "revenue")):
        note = point_at(ax, mark)
        ax.figure.canvas.draw()
        box, picture = note.get_window_extent(), ax.figure.bbox
        assert picture.x0 <= box.x0 and box.x1 <= picture.x1
        assert picture.y0 <= box.y0 and box.y1 <= picture.y1


def test_hover_can_be_switched_off() -> None:
    assert not drawn(*MIXED, hover=False).texts


# What can go wrong


def test_nothing_to_draw_is_told() -> None:
    df = told(row("2022", "5m"))
    with pytest.raises(ctm.InputError, match="Meituan: Net income has no figure to draw"):
        df.ctm.plot("Meituan", "net_income")


def test_a_wrong_name_is_told_as_by_series() -> None:
    with pytest.raises(ctm.InputError, match="no entity is named 'Meitaun'; near it: Meituan"):
        told(row("2022", "5m")).ctm.plot("Meitaun", "revenue")


def test_a_series_of_two_units_is_refused() -> None:
    series = ctm.series(told(row("2021", "5m CNY"), row("2022", "6m CNY")), "Meituan", "revenue")
    mixed = series.assign(unit=["CNY", "USD"])
    with pytest.raises(ctm.InputError, match="amounts in CNY and USD"):
        plot_series(mixed, name="Meituan")


def test_without_matplotlib_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ctm.MissingExtraError, match=r"matplotlib is not installed; run: pip install 'china-tech-metrics\[plot\]'"):
        drawn(row("2022", "5m"))
    assert issubclass(ctm.MissingExtraError, (ctm.ChinaTechMetricsError, ImportError))


def test_matplotlib_is_not_imported_with_the_package() -> None:
    code = "import sys, china_tech_metrics; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
