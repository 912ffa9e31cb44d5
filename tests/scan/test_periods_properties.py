"""What holds of the period scanner for any text."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.resolve.calendar import label, resolve
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.periods import PeriodScanner

VOCABULARY = Vocabulary.default()
WORDS = VOCABULARY.languages["en"].time
SCANNER = PeriodScanner(WORDS, VOCABULARY.festivals)
PIECES = [
    *sorted(WORDS.phrases), *sorted(WORDS.roles), "2022", "31", "Q2", "1H23", "FY25", "11", "1st", ",", ".", "-", "/", "'", "’s",
    "(", "%", "\n", "618", "İ", "x",
]  # fmt: skip
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_are_ordered_inside_the_text_and_apart(text: str) -> None:
    at = 0
    for mention in SCANNER.scan(text):
        assert 0 <= mention.outer_start <= mention.start < mention.end <= len(text)
        assert at <= mention.start
        assert text[mention.start : mention.end].strip()
        at = mention.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS, st.integers(1, 12), st.sampled_from(["past", "future"]))
def test_what_is_found_resolves_to_whole_periods_or_none(text: str, published: dt.date, year_end: int, lean: str) -> None:
    for mention in SCANNER.scan(text):
        period = resolve(mention.expr, published=published, fiscal_years=FiscalYears.ending(year_end), lean=lean)  # type: ignore[arg-type]
        if period is not None:
            assert period.start <= period.end
            assert label(period)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_text_before_a_line_does_not_move_what_is_found(text: str) -> None:
    prefix = "Nothing is told here.\n\n"
    plain = [(m.start, m.end, m.expr) for m in SCANNER.scan("\n\n" + text)]
    moved = [(m.start - len(prefix) + 2, m.end - len(prefix) + 2, m.expr) for m in SCANNER.scan(prefix + text)]
    assert moved == plain


MONTHS = ["January", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "October", "Nov.", "December"]
SHAPES = ["{m} {d}, {y}", "{d} {m} {y}", "{m} {d} {y}", "{y}-{n:02d}-{d:02d}", "{y}/{n}/{d}"]


@settings(max_examples=100, deadline=None)
@given(DAYS.filter(lambda day: day.year >= 1990), st.sampled_from(SHAPES))
def test_a_full_date_in_any_shape_is_that_day(day: dt.date, shape: str) -> None:
    written = shape.format(m=MONTHS[day.month - 1], d=day.day, y=day.year, n=day.month)
    (mention,) = SCANNER.scan(f"It was published on {written}")
    period = resolve(mention.expr, published=None)
    assert period is not None
    assert (period.start, period.end) == (day, day)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1990, 2060),
    st.integers(1, 4),
    st.sampled_from(["Q{q} {y}", "{q}Q{s:02d}", "the {o} quarter of {y}", "{y} Q{q}", "{y}'s {o} quarter"]),
)
def test_a_quarter_in_any_spelling_has_its_label(year: int, quarter: int, shape: str) -> None:
    if "{s" in shape and year < 2000:
        year += 10
    ordinal = ["first", "second", "third", "fourth"][quarter - 1]
    (mention,) = SCANNER.scan("revenue in " + shape.format(q=quarter, y=year, s=year % 100, o=ordinal))
    period = resolve(mention.expr, published=None)
    assert period is not None
    assert label(period) == f"{year}Q{quarter}"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1-",
        "1.",
        "2022 ",
        "2022-",
        "May ",
        "June-",
        "first ",
        "million ",
        "the ",
        "since ",
        "a year ",
        "from ",
        "’s",
        "\n",
        " ",
        "11.",
        "Q",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        SCANNER.scan(text)
        return time.process_time() - begin

    seconds(1000)
    assert seconds(80_000) < 16 * (seconds(20_000) + 0.01)
