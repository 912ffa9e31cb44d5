"""The ways fiscal years are written, and what they mean for a company whose year ends in March."""

from __future__ import annotations

import datetime as dt

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.resolve.calendar import label, resolve
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.periods import PeriodScanner

VOCABULARY = Vocabulary.default()
SCANNER = PeriodScanner(VOCABULARY.languages["en"].time, VOCABULARY.festivals)
MARCH = FiscalYears.ending(3)
YEAR_2024 = "2023-04-01/2024-03-31"

FORMS = [
    # words, what is found of them, the period
    ("in fiscal 2024", "fiscal 2024", YEAR_2024),
    ("in the 2024 fiscal year", "the 2024 fiscal year", YEAR_2024),
    ("in its 2024 financial year", "its 2024 financial year", YEAR_2024),
    ("in FY2023/24", "FY2023/24", YEAR_2024),
    ("in FY23/24", "FY23/24", YEAR_2024),
    ("in FY23-24", "FY23-24", YEAR_2024),
    ("in FY2023–2024", "FY2023–2024", YEAR_2024),
    ("in fiscal 2023-24", "fiscal 2023-24", YEAR_2024),
    ("in fiscal year 2023/2024", "fiscal year 2023/2024", YEAR_2024),
    ("in the 2023/24 fiscal year", "the 2023/24 fiscal year", YEAR_2024),
    ("in the 2023-24 financial year", "the 2023-24 financial year", YEAR_2024),
    ("in the second quarter of FY2023/24", "the second quarter of FY2023/24", "2023Q3"),
    ("in the second quarter of the 2023/24 fiscal year", "the second quarter of the 2023/24 fiscal year", "2023Q3"),
    ("in the second quarter of the 2024 fiscal year", "the second quarter of the 2024 fiscal year", "2023Q3"),
    ("in the first half of fiscal 2024-25", "the first half of fiscal 2024-25", "2024-04-01/2024-09-30"),
    ("in the first nine months of FY2023/24", "the first nine months of FY2023/24", "2023-04-01/2023-12-31"),
    ("in Q2 FY23/24", "Q2 FY23/24", "2023Q3"),
    ("in FY23/24 Q2", "FY23/24 Q2", "2023Q3"),
    ("in Q1FY24/25", "Q1FY24/25", "2024Q2"),
    ("in 1QFY2024-25", "1QFY2024-25", "2024Q2"),
    # what only looks like two years
    ("in FY24 - 3 points more", "FY24", YEAR_2024),
    ("in Q1 FY24 - 3 points more", "Q1 FY24", "2023Q2"),
    ("in Q1FY24/26", "Q1FY24", "2023Q2"),
    ("in fiscal 2024/5", "fiscal 2024", YEAR_2024),
    ("in 2023-24", "2023-24", "2023-01-01/2024-12-31"),
    ("in 2023-06", "2023-06", "2023-06"),
    ("as 2024 financial results show", "2024", "2024"),
]


@pytest.mark.parametrize(("words", "found", "period"), [pytest.param(*case, id=case[0]) for case in FORMS])
def test_forms(words: str, found: str, period: str) -> None:
    text = f"Its revenue grew {words}."
    mentions = SCANNER.scan(text)
    assert [text[m.start : m.end] for m in mentions] == [found]
    resolved = resolve(mentions[0].expr, published=dt.date(2024, 6, 1), fiscal_years=MARCH)
    assert resolved is not None
    assert label(resolved) == period


BY_START = FiscalYears.ending(3, "start")


@pytest.mark.parametrize(("words", "period"), [("fiscal 2023", YEAR_2024), ("FY2023/24", YEAR_2024), ("the 2023 fiscal year", YEAR_2024)])
def test_a_company_that_names_the_year_by_its_start(words: str, period: str) -> None:
    mention = SCANNER.scan(f"Its revenue grew in {words}.")[0]
    found = resolve(mention.expr, published=None, fiscal_years=BY_START)
    assert found is not None
    assert label(found) == period
