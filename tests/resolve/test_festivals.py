"""The festivals' days agree with what their sources say of all years, and a wrong file is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import holidays
import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.resolve.festivals import Festivals

FESTIVALS = Vocabulary.default().festivals
STATUTORY = ["Lunar New Year", "National Day", "Labor Day", "Qingming", "Dragon Boat Festival", "Mid-Autumn Festival"]
LAST_KNOWN = 2026


def windows(names: list[str]) -> Iterator[tuple[str, dt.date, dt.date]]:
    for name in names:
        for _, first, last in FESTIVALS.windows[name]:
            yield name, first, last


@pytest.mark.parametrize(("name", "first", "last"), [pytest.param(*w, id=f"{w[0]} {w[2].year}") for w in windows(STATUTORY)])
def test_a_holiday_is_free_of_work(name: str, first: dt.date, last: dt.date) -> None:
    free = holidays.country_holidays("CN", years=range(2018, LAST_KNOWN + 1))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    assert all(day in free or day.weekday() >= 5 for day in days)
    assert any(day in free for day in days)


@pytest.mark.parametrize(("name", "first", "last"), [pytest.param(*w, id=f"{w[2].year}") for w in windows(["Black Friday"])])
def test_black_friday_follows_the_fourth_thursday(name: str, first: dt.date, last: dt.date) -> None:
    assert first == last
    assert first.weekday() == 4
    assert 23 <= first.day <= 29


@pytest.mark.parametrize("name", sorted(FESTIVALS.windows))
def test_each_year_has_one_window(name: str) -> None:
    found = FESTIVALS.windows[name]
    years = [year for year, _, _ in found]
    assert years == list(range(years[0], years[-1] + 1))
    assert all(first <= last for _, first, last in found)
    assert years[-1] >= 2025


@pytest.mark.parametrize("name", sorted(FESTIVALS.days))
def test_the_day_itself_lies_in_the_window(name: str) -> None:
    month, day = FESTIVALS.days[name]
    assert all(first <= dt.date(year, month, day) <= last for year, first, last in FESTIVALS.windows[name])


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
        ({"name": "Sale", "windows": [], "day": "13-01"}, "'Sale': day"),
        ({"name": "Sale", "windows": [], "en": "sale"}, "'Sale': en"),
    ],
)
def test_a_wrong_file_is_refused(record: dict[str, object], message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        Festivals.from_toml({"festival": [record]})
