"""Fiscal years in a vocabulary file: what is read, and what is refused with file, entry and field."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.resolve.fiscal import FiscalYears, YearEnd

HEAD = '[[entity]]\nname = "Lantern Go"\nkind = "company"\n'


def read(folder: Path, fields: str) -> FiscalYears:
    (folder / "own.toml").write_text(HEAD + fields, encoding="utf-8")
    return Vocabulary.default().extend(folder).entities["Lantern Go"].fiscal_years


JUNE = YearEnd(6, until=dt.date(2023, 6, 30))
READ = [
    ("nothing said", "", FiscalYears((YearEnd(12),), "end")),
    ("a month", "fiscal_year_end = 3", FiscalYears((YearEnd(3),), "end")),
    ("named by its start", 'fiscal_year_end = 3\nfiscal_year_named = "start"', FiscalYears((YearEnd(3),), "start")),
    (
        "moved once, with days as strings and as TOML dates",
        'fiscal_year_ends = [{ month = 6, until = "2023-06-30" }, { month = 12, since = 2024-01-01 }]',
        FiscalYears((JUNE, YearEnd(12, since=dt.date(2024, 1, 1)))),
    ),
    (
        "moved twice",
        'fiscal_year_ends = [{ month = 6, until = "2023-06-30" }, { month = 12, since = "2024-01-01", until = "2025-12-31" }, '
        '{ month = 3, since = "2027-04-01" }]',
        FiscalYears((JUNE, YearEnd(12, dt.date(2024, 1, 1), dt.date(2025, 12, 31)), YearEnd(3, since=dt.date(2027, 4, 1)))),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), [pytest.param(*case[1:], id=case[0]) for case in READ])
def test_read(fields: str, expected: FiscalYears, tmp_path: Path) -> None:
    assert read(tmp_path, fields) == expected


AFTER = '{ month = 12, since = "2024-01-01" }'
BEFORE = '{ month = 6, until = "2023-06-30" }'
REFUSED = [
    ("both", f"fiscal_year_end = 3\nfiscal_year_ends = [{BEFORE}, {AFTER}]", "fiscal_year_end: must not be given beside"),
    ("a list of months", "fiscal_year_ends = [3, 12]", "fiscal_year_ends: must be a list of tables"),
    ("no month", f"fiscal_year_ends = [{{ until = '2023-06-30' }}, {AFTER}]", "fiscal_year_ends 1: month: must be a number from 1 to 12"),
    ("no last day", f"fiscal_year_ends = [{{ month = 6 }}, {AFTER}]", "fiscal_year_ends 1: until: is missing"),
    ("no first day", f"fiscal_year_ends = [{BEFORE}, {{ month = 12 }}]", "fiscal_year_ends 2: since: is missing"),
    ("a first day of the first", f"fiscal_year_ends = [{AFTER}, {AFTER}]", "fiscal_year_ends 1: since: must not be given in the first one"),
    ("a last day of the last", f"fiscal_year_ends = [{BEFORE}]", "fiscal_year_ends 1: until: must not be given in the last one"),
    (
        "another month's day",
        f"fiscal_year_ends = [{{ month = 6, until = '2023-07-31' }}, {AFTER}]",
        "until: must be the last day of month 6",
    ),
    ("not its last day", f"fiscal_year_ends = [{{ month = 6, until = '2023-06-29' }}, {AFTER}]", "until: must be the last day of month 6"),
    (
        "not the day after",
        f"fiscal_year_ends = [{BEFORE}, {{ month = 12, since = '2024-02-01' }}]",
        "since: must be the day after the last one",
    ),
    ("no day", f"fiscal_year_ends = [{{ month = 6, until = 'June' }}, {AFTER}]", "until: must be a day such as"),
    ("an unknown field", f"fiscal_year_ends = [{{ month = 6, to = '2023-06-30' }}, {AFTER}]", "to: unknown field"),
    (
        "the same month again",
        f"fiscal_year_ends = [{BEFORE}, {{ month = 6, since = '2024-07-01' }}]",
        "fiscal_year_ends: between 2023-06-30 and 2024-07-01 must be 1 to 18 months, and not 12, but are 12",
    ),
    (
        "too long",
        f"fiscal_year_ends = [{BEFORE}, {{ month = 12, since = '2026-01-01' }}]",
        "must be 1 to 18 months, and not 12, but are 30",
    ),
    ("the wrong way round", f"fiscal_year_ends = [{BEFORE}, {{ month = 12, since = '2023-01-01' }}]", "must be 1 to 18 months"),
    (
        "over before it begins",
        f"fiscal_year_ends = [{BEFORE}, {{ month = 12, since = '2024-01-01', until = '2022-12-31' }}, {{ month = 3 }}]",
        "fiscal_year_ends 2: until: must be after 2024-01-01",
    ),
    ("named by nothing known", 'fiscal_year_named = "middle"', "fiscal_year_named: 'middle' is none of end, start"),
]


@pytest.mark.parametrize(("fields", "message"), [pytest.param(*case[1:], id=case[0]) for case in REFUSED])
def test_refused(fields: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"^own\.toml: entity 'Lantern Go': ") as caught:
        read(tmp_path, fields)
    assert message in str(caught.value)
