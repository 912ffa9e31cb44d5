"""The festivals' days agree with what their sources say of all years, and a wrong file is refused."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary
from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.resolve.calendar import resolve
from china_tech_metrics.resolve.expressions import FestivalDays, YearOf
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.resolve.holiday_weeks import FIRST_NOTICE, _calendar, holiday_weeks

FESTIVALS = Vocabulary.default().festivals
DAY = dt.timedelta(days=1)
LAST_KNOWN = 2026
"""The last notice that the oldest version of ``holidays`` asked for has; newer ones may have more."""
SINCE_2008 = {"Qingming", "Dragon Boat Festival", "Mid-Autumn Festival"}
"""Holidays by law since 1 January 2008 (State Council Order 513)."""


def windows(names: list[str]) -> Iterator[tuple[str, dt.date, dt.date]]:
    for name in names:
        for _, first, last in FESTIVALS.windows_of(name):
            yield name, first, last


WEEKS = [
    # from the notices of the State Council's General Office; the earliest and the latest, and those with something unusual in them
    ("Lunar New Year", 2001, "2001-01-24", "2001-01-30"),
    ("National Day", 2008, "2008-09-29", "2008-10-05"),
    ("New Year's Day", 2008, "2007-12-30", "2008-01-01"),
    ("Lunar New Year", 2013, "2013-02-09", "2013-02-15"),
    ("Mid-Autumn Festival", 2015, "2015-09-26", "2015-09-27"),
    ("Labor Day", 2019, "2019-05-01", "2019-05-04"),
    ("Lunar New Year", 2020, "2020-01-24", "2020-02-02"),
    ("National Day", 2020, "2020-10-01", "2020-10-08"),
    ("Mid-Autumn Festival", 2020, "2020-10-01", "2020-10-08"),
    ("Qingming", 2022, "2022-04-03", "2022-04-05"),
    ("Labor Day", 2022, "2022-04-30", "2022-05-04"),
    ("Qingming", 2023, "2023-04-05", "2023-04-05"),
    ("Labor Day", 2023, "2023-04-29", "2023-05-03"),
    ("Dragon Boat Festival", 2023, "2023-06-22", "2023-06-24"),
    ("National Day", 2023, "2023-09-29", "2023-10-06"),
    ("Mid-Autumn Festival", 2023, "2023-09-29", "2023-10-06"),
    ("New Year's Day", 2024, "2023-12-30", "2024-01-01"),
    ("Lunar New Year", 2024, "2024-02-10", "2024-02-17"),
    ("Mid-Autumn Festival", 2024, "2024-09-15", "2024-09-17"),
    ("Lunar New Year", 2025, "2025-01-28", "2025-02-04"),
    ("National Day", 2025, "2025-10-01", "2025-10-08"),
    ("Lunar New Year", 2026, "2026-02-15", "2026-02-23"),
    ("National Day", 2026, "2026-10-01", "2026-10-07"),
]


@pytest.mark.parametrize(("name", "year", "first", "last"), [pytest.param(*week, id=f"{week[0]} {week[1]}") for week in WEEKS])
def test_the_week_of_a_holiday(name: str, year: int, first: str, last: str) -> None:
    assert [w for w in FESTIVALS.windows_of(name) if w[0] == year] == [(year, dt.date.fromisoformat(first), dt.date.fromisoformat(last))]


@pytest.mark.parametrize("name", sorted(FESTIVALS.statutory))
def test_a_statutory_holiday_has_a_week_in_every_year_known(name: str) -> None:
    years = [year for year, _, _ in holiday_weeks(FESTIVALS.statutory[name])]
    assert years == list(range(2008 if name in SINCE_2008 else FIRST_NOTICE, years[-1] + 1))
    assert years[-1] >= LAST_KNOWN


@pytest.mark.parametrize("name", sorted(FESTIVALS.statutory))
def test_a_holiday_week_is_a_whole_run_of_days_off(name: str) -> None:
    calendar, holiday = _calendar(), FESTIVALS.statutory[name]
    for year, first, last in holiday_weeks(holiday):
        days = [first + DAY * n for n in range((last - first).days + 1)]
        assert all(map(calendar.is_free, days))
        assert not calendar.is_free(first - DAY)
        assert not calendar.is_free(last + DAY)
        assert any(holiday in calendar.off.get(day, ()) for day in days)
        assert year in (first.year, last.year)


def test_no_holiday_no_weeks() -> None:
    assert holiday_weeks("光棍节") == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FESTIVALS.windows)), st.dates(dt.date(2003, 1, 1), dt.date(2026, 12, 31)))
def test_a_festival_is_the_last_one_begun_or_the_next_one_not_over(name: str, day: dt.date) -> None:
    expr = FestivalDays(FESTIVALS.windows_of(name))
    past, ahead = (resolve(expr, published=day, lean=lean) for lean in ("past", "future"))  # type: ignore[arg-type]
    assert past is None or past.start <= day
    assert ahead is None or ahead.end >= day
    assert past is None or ahead is None or past == ahead or past.end < ahead.start


def test_an_unknown_year_has_no_days() -> None:
    expr = FestivalDays(FESTIVALS.windows_of("Lunar New Year"), YearOf(absolute=FIRST_NOTICE - 1))
    assert resolve(expr, published=dt.date(2024, 1, 1)) is None


def test_the_file_is_asked_where_the_notices_are_silent() -> None:
    record = {"name": "Spring", "statutory": "春节", "windows": [["1999-02-16", "1999-02-18"], ["2024-01-01", "2024-01-02"]]}
    found = Festivals.from_toml({"festival": [record]}).windows_of("Spring")
    assert [label_of(window) for window in found if window[0] in (1999, 2024)] == ["1999-02-16/1999-02-18", "2024-02-10/2024-02-17"]
    assert [year for year, _, _ in found] == sorted({year for year, _, _ in found})


def label_of(window: tuple[int, dt.date, dt.date]) -> str:
    return f"{window[1]}/{window[2]}"


def test_the_holidays_are_looked_up_only_when_a_text_names_one() -> None:
    """It takes a new process, and its seconds, to see what is imported."""
    code = (
        "import sys, china_tech_metrics as ctm\n"
        "ctm.extract('Orders rose 5% during 618.', published='2024-06-30'); print('holidays' in sys.modules)\n"
        "ctm.extract('Trips rose 5% during the May Day holiday.', published='2024-06-30'); print('holidays' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["False", "True"]


@pytest.mark.parametrize(("name", "first", "last"), [pytest.param(*w, id=f"{w[2].year}") for w in windows(["Black Friday"])])
def test_black_friday_follows_the_fourth_thursday(name: str, first: dt.date, last: dt.date) -> None:
    assert first == last
    assert first.weekday() == 4
    assert 23 <= first.day <= 29


@pytest.mark.parametrize("name", sorted(FESTIVALS.windows))
def test_each_year_has_one_window(name: str) -> None:
    found = FESTIVALS.windows_of(name)
    years = [year for year, _, _ in found]
    assert years == list(range(years[0], years[-1] + 1))
    assert all(first <= last for _, first, last in found)
    assert years[-1] >= 2025


@pytest.mark.parametrize("name", sorted(FESTIVALS.days))
def test_the_day_itself_lies_in_the_window(name: str) -> None:
    month, day = FESTIVALS.days[name]
    assert all(first <= dt.date(year, month, day) <= last for year, first, last in FESTIVALS.windows_of(name))


def test_names_of_every_language_lead_to_a_festival_with_days() -> None:
    for names in FESTIVALS.names.values():
        assert set(names.values()) <= set(FESTIVALS.windows)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"windows": []}, "festival 1: name"),
        ({"name": "Sale", "windows": [["2023-05-01"]]}, "'Sale': windows"),
        ({"name": "Sale", "windows": [["2023-05-02", "2023-05-01"]]}, "ends before it begins"),
        ({"name": "Sale", "windows": [["2023-05-01", "May 2"]]}, "no pair of days"),
        ({"name": "Sale", "windows": [{"counts": "JD's days"}]}, "'Sale': windows"),
        ({"name": "Sale", "windows": [], "day": "13-01"}, "'Sale': day"),
        ({"name": "Sale", "statutory": True}, "'Sale': statutory"),
        ({"name": "Sale", "statutory": ""}, "'Sale': statutory"),
        ({"name": "Sale", "windows": [], "en": "sale"}, "'Sale': en"),
    ],
)
def test_a_wrong_file_is_refused(record: dict[str, object], message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        Festivals.from_toml({"festival": [record]})
