"""The tables of festivals in docs/calendars.md are those of the data; ``python tests/test_calendars_page.py`` writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.vocabulary import DATA
from china_tech_metrics.vocabulary.loader import read_toml

PAGE = Path(__file__).parents[1] / "docs" / "calendars.md"
PLACE = re.compile(r"(?<=<!-- festivals -->\n).*?(?=<!-- /festivals -->)", re.DOTALL)
RECORDS: list[Mapping[str, Any]] = read_toml(DATA / "festivals.toml")["festival"]
EXPLAINED = [record for record in RECORDS if any(isinstance(window, dict) for window in record.get("windows", ()))]


def tables() -> str:
    """The tables as they have to stand on the page."""
    return "\n".join(line for record in EXPLAINED for line in ["", f"### {record['name']}", "", *table(record)]) + "\n\n"


def table(record: Mapping[str, Any]) -> list[str]:
    rows = [f"| {days(window['days'])} | {window['counts']} | {window['source']} |" for window in record["windows"]]
    return ["| days | whose | source |", "|---|---|---|", *rows]


def days(pair: list[str]) -> str:
    """ "1 to 18 June 2020"."""
    first, last = map(dt.date.fromisoformat, pair)
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    return f"{first.day} to {end}" if first.month == last.month else f"{first.day} {first:%B} to {end}"


def test_the_page_has_the_tables_of_the_data() -> None:
    found = PLACE.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == tables(), "write them anew: python tests/test_calendars_page.py"


@pytest.mark.parametrize("record", EXPLAINED, ids=lambda record: record["name"])
def test_every_window_says_whose_it_is_and_who_says_so(record: Mapping[str, Any]) -> None:
    for window in record["windows"]:
        assert set(window) == {"days", "counts", "source"}
        assert window["counts"].strip() and window["source"].strip()


def test_the_page_names_every_company_that_moved_its_year_end() -> None:
    text = PAGE.read_text(encoding="utf-8")
    moved = [entity.name for entity in Vocabulary.default().entities.values() if len(entity.fiscal_years.ends) > 1]
    assert moved
    assert not [name for name in moved if name not in text]


def test_the_page_names_every_company_that_names_years_by_their_start() -> None:
    text = PAGE.read_text(encoding="utf-8")
    entities = Vocabulary.default().entities
    named = [e.name for e in entities.values() if e.fiscal_years.named == "start" and (e.parent is None or e.parent not in entities)]
    assert named
    assert not [name for name in named if name not in text]


if __name__ == "__main__":
    PAGE.write_text(PLACE.sub(lambda _: tables(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
