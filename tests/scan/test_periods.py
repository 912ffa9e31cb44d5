"""What a date expression in a sentence means, which part it plays, and what it is compared with."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest

from china_tech_metrics import Vocabulary
from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import label, resolve
from china_tech_metrics.resolve.fiscal import FiscalYears
from china_tech_metrics.scan.periods import PeriodScanner
from china_tech_metrics.scan.time_words import TimeWords

VOCABULARY = Vocabulary.default()
SCANNER = PeriodScanner(VOCABULARY.languages["en"].time, VOCABULARY.festivals)
PUBLISHED = dt.date(2024, 6, 19)
QUARTER = Period(dt.date(2023, 10, 1), dt.date(2023, 12, 31))


def read(
    text: str, published: dt.date | None = PUBLISHED, year_end: int = 12, lean: str = "past", anchor: Period | None = None
) -> list[tuple]:
    """(what is written, label, role, basis) of every time in a text."""
    found = []
    for mention in SCANNER.scan(text):
        period = resolve(mention.expr, published=published, anchor=anchor, fiscal_years=FiscalYears.ending(year_end), lean=lean)  # type: ignore[arg-type]
        found.append((text[mention.start : mention.end], label(period) if period else None, mention.role, mention.basis))
    return found


EXPLICIT = [
    # text, the words, label, role
    ("The app opened on Feb. 11 in Hangzhou.", "Feb. 11", "2024-02-11", "when"),
    ("It was founded on 11 February 2021 in Wuhan.", "11 February 2021", "2021-02-11", "when"),
    ("On February 11, 2021, it went public.", "February 11, 2021", "2021-02-11", "when"),
    ("Filed 2021-02-11 with the exchange", "2021-02-11", "2021-02-11", "when"),
    ("Filed 2021/2/11 with the exchange", "2021/2/11", "2021-02-11", "when"),
    ("Sales on Oct.21 doubled.", "Oct.21", "2023-10-21", "when"),
    ("It opens on June 1st.", "June 1st", "2024-06-01", "when"),
    ("It opened on Wednesday, June 12, 2024, in Xi'an.", "Wednesday, June 12, 2024", "2024-06-12", "when"),
    ("Sales for the month of May were flat.", "the month of May", "2024-05", "when"),
    ("It closed on the 15th of May.", "the 15th of May", "2024-05-15", "when"),
    ("In June 2020, it raised funds.", "June 2020", "2020-06", "when"),
    ("It raised funds in Sept. 2023.", "Sept. 2023", "2023-09", "when"),
    ("The 2023-06 figure was revised.", "The 2023-06", "2023-06", "when"),
    ("Founded in 2012, it grew fast.", "2012", "2012", "when"),
    ("Margins in the 2010s were thin.", "the 2010s", "2010-01-01/2019-12-31", "when"),
    ("It began in mid-2022 with tea.", "mid-2022", "2022", "when"),
    ("It began in early 2024 with tea.", "early 2024", "2024", "when"),
]
QUARTERS = [
    ("in the second quarter of 2022", "the second quarter of 2022", "2022Q2", "when"),
    ("in the 3rd quarter of 2022", "the 3rd quarter of 2022", "2022Q3", "when"),
    ("second-quarter revenue rose", "second-quarter", "2024Q2", "when"),
    ("2Q22 sales", "2Q22", "2022Q2", "when"),
    ("in Q2 2022", "Q2 2022", "2022Q2", "when"),
    ("in Q2 of 2022", "Q2 of 2022", "2022Q2", "when"),
    ("in 2022 Q2", "2022 Q2", "2022Q2", "when"),
    ("in Q2'22", "Q2'22", "2022Q2", "when"),
    ("in Q1 this year", "Q1 this year", "2024Q1", "when"),
    ("from Q1-Q3 2023", "Q1-Q3 2023", "2023-01-01/2023-09-30", "when"),
    ("in Q1 and Q2 2023", "Q1 and Q2 2023", "2023H1", "when"),
    ("first- and second-quarter losses", "first- and second-quarter", "2024H1", "when"),
    ("2022's second quarter", "2022's second quarter", "2022Q2", "when"),
    ("its 2023 fourth-quarter results", "its 2023 fourth-quarter", "2023Q4", "when"),
    ("last year's fourth quarter", "last year's fourth quarter", "2023Q4", "when"),
    ("the last quarter of 2021", "the last quarter of 2021", "2021Q4", "when"),
    ("in the first two quarters", "the first two quarters", "2024H1", "when"),
    ("the first three quarters of 2022", "the first three quarters of 2022", "2022-01-01/2022-09-30", "when"),
    ("the first to third quarters of 2022", "the first to third quarters of 2022", "2022-01-01/2022-09-30", "when"),
    ("in the second and third quarters of 2022", "the second and third quarters of 2022", "2022-04-01/2022-09-30", "when"),
    ("for the three months to September", "the three months to September", "2023Q3", "when"),
    ("in the three months through March", "the three months through March", "2024Q1", "when"),
    ("in the three months from July to September", "the three months from July to September", "2023Q3", "when"),
    ("for the three months ended June 30, 2023,", "the three months ended June 30, 2023", "2023Q2", "when"),
    ("for the three months ended 30 June 2023", "the three months ended 30 June 2023", "2023Q2", "when"),
    ("for the three-month period ended June 30", "the three-month period ended June 30", "2024Q2", "when"),
    ("in the quarter ended in March", "the quarter ended in March", "2024Q1", "when"),
    ("in the quarter that ended in March", "the quarter that ended in March", "2024Q1", "when"),
    ("results of the quarter to March", "the quarter to March", "2024Q1", "when"),
    ("the quarter ending September 2022", "the quarter ending September 2022", "2022Q3", "when"),
    ("in the December quarter", "the December quarter", "2023Q4", "when"),
    ("in the January quarter of 2023", "the January quarter of 2023", "2022-11-01/2023-01-31", "when"),
    ("in the January-March period", "the January-March period", "2024Q1", "when"),
    ("in the January to March period in 2021", "the January to March period in 2021", "2021Q1", "when"),
    ("in the July–September quarter", "the July–September quarter", "2023Q3", "when"),
    ("in the last quarter of the year", "the last quarter of the year", "2023Q4", "when"),
    ("the last quarter of last year", "the last quarter of last year", "2023Q4", "when"),
]
SPANS = [
    ("the first nine months of 2023", "the first nine months of 2023", "2023-01-01/2023-09-30", "when"),
    ("in the first five months", "the first five months", "2024-01-01/2024-05-31", "when"),
    ("from January to May 2024", "January to May 2024", "2024-01-01/2024-05-31", "when"),
    ("between June and September 2022", "June and September 2022", "2022-06-01/2022-09-30", "when"),
    ("from March 2020 to June 2021", "March 2020 to June 2021", "2020-03-01/2021-06-30", "when"),
    ("in January and February 2022", "January and February 2022", "2022-01-01/2022-02-28", "when"),
    ("for the fiscal third quarter ended Dec. 31, 2023", "the fiscal third quarter ended Dec. 31, 2023", "2023Q4", "when"),
    ("for the full year of 2023", "the full year of 2023", "2023", "when"),
    ("from mid-April to early May", "mid-April to early May", "2024-04-01/2024-05-31", "when"),
    ("between March 2020 and this April", "March 2020 and this April", "2020-03-01/2024-04-30", "when"),
    ("between Jan. 1, 2023 and June 30, 2023", "Jan. 1, 2023 and June 30, 2023", "2023H1", "when"),
    ("from December 2022 to February", "December 2022 to February", "2022-12-01/2023-02-28", "when"),
    ("in the first half of 2022", "the first half of 2022", "2022H1", "when"),
    ("in H1 2023", "H1 2023", "2023H1", "when"),
    ("1H23 profit", "1H23", "2023H1", "when"),
    ("in the second half this year", "the second half this year", "2024H2", "when"),
    ("the six months to December", "the six months to December", "2023H2", "when"),
    ("the half-year ended June 30, 2023", "the half-year ended June 30, 2023", "2023H1", "when"),
    ("in the year ended March 31", "the year ended March 31", "2023-04-01/2024-03-31", "when"),
    ("in the 12 months to March 31", "the 12 months to March 31", "2023-04-01/2024-03-31", "when"),
    ("in the three years to 2023", "the three years to 2023", "2021-01-01/2023-12-31", "when"),
    ("between 2019 and 2022", "2019 and 2022", "2019-01-01/2022-12-31", "when"),
    ("from 2020 to 2022", "2020 to 2022", "2020-01-01/2022-12-31", "when"),
    ("the 2019-2022 boom", "the 2019-2022", "2019-01-01/2022-12-31", "when"),
    ("full-year 2022 sales", "full-year 2022", "2022", "when"),
    ("full-year sales came to", "full-year", "2023", "when"),
    ("from Feb. 9 to 12", "Feb. 9 to 12", "2024-02-09/2024-02-12", "when"),
    ("on June 1-3", "June 1-3", "2024-06-01/2024-06-03", "when"),
    ("from May 20 to June 18", "May 20 to June 18", "2024-05-20/2024-06-18", "when"),
    ("the holiday (Jan. 21 to Jan. 27)", "Jan. 21 to Jan. 27", "2024-01-21/2024-01-27", "when"),
    ("in the first three days of June", "the first three days of June", "2024-06-01/2024-06-03", "when"),
    ("on the first day of June", "the first day of June", "2024-06-01", "when"),
    ("in the first week of November", "the first week of November", "2023-11-01/2023-11-07", "when"),
    ("in the last week of May", "the last week of May", "2024-05-25/2024-05-31", "when"),
    ("in the second half of May", "the second half of May", "2024-05-16/2024-05-31", "when"),
    ("in the week ended June 16", "the week ended June 16", "2024-W24", "when"),
    ("in the week to June 5", "the week to June 5", "2024-05-30/2024-06-05", "when"),
    ("in the week of June 12", "the week of June 12", "2024-W24", "when"),
    ("in the 10 days to June 10", "the 10 days to June 10", "2024-06-01/2024-06-10", "when"),
    ("in the second week of 2024", "the second week of 2024", "2024-W02", "when"),
    ("the plan for 2023-25", "2023-25", "2023-01-01/2025-12-31", "when"),
    ("in the first two weeks of 2024", "the first two weeks of 2024", "2024-01-01/2024-01-14", "when"),
    ("in the 12 days that began on October 31", "the 12 days that began on October 31", "2023-10-31/2023-11-11", "when"),
    ("the 14 days starting on June 5", "the 14 days starting on June 5", "2024-06-05/2024-06-18", "when"),
    ("in the ten days beginning June 1, 2023", "the ten days beginning June 1, 2023", "2023-06-01/2023-06-10", "when"),
    ("in the two weeks that began May 20", "the two weeks that began May 20", "2024-05-20/2024-06-02", "when"),
    ("between June 1 and 18", "between June 1 and 18", "2024-06-01/2024-06-18", "when"),
    ("between October 20 and 31, 2023", "between October 20 and 31, 2023", "2023-10-20/2023-10-31", "when"),
    ("over the first six months they totaled 5", "the first six months", "2024H1", "when"),
    ("in the 12 days which began on October 31", "the 12 days which began on October 31", "2023-10-31/2023-11-11", "when"),
    ("in the three weeks that began on May 20, 2023", "the three weeks that began on May 20, 2023", "2023-05-20/2023-06-09", "when"),
    ("between June 1 and June 18", "between June 1 and June 18", "2024-06-01/2024-06-18", "when"),
    ("sales rose. Over 2019 they fell", "2019", "2019", "when"),
    ("against 2019, they fell", "2019", "2019", "base"),
    ("it won against 2019 rivals", "2019", "2019", "when"),
    ("from 2022 it grew", "2022", "2022", "when"),
]
RELATIVE = [
    ("last year sales fell", "last year", "2023", "when"),
    ("sales this year", "this year", "2024", "when"),
    ("next month it opens", "next month", "2024-07", "when"),
    ("last month it opened", "last month", "2024-05", "when"),
    ("last quarter it opened", "last quarter", "2024Q1", "when"),
    ("this week it opened", "this week", "2024-W25", "when"),
    ("late last year it opened", "late last year", "2023", "when"),
    ("it opened on Monday", "Monday", "2024-06-17", "when"),
    ("it opened yesterday", "yesterday", "2024-06-18", "when"),
    ("last night it sold 5 cars", "last night", "2024-06-18", "when"),
    ("the stream drew 5 million viewers last night", "last night", "2024-06-18", "when"),
    ("it opened last weekend", "last weekend", "2024-06-15/2024-06-16", "when"),
    ("it opened this past weekend", "this past weekend", "2024-06-15/2024-06-16", "when"),
    ("so far this year it sold", "so far this year", "2024-01-01/2024-06-19", "when"),
    ("so far in 2024 it sold", "so far in 2024", "2024-01-01/2024-06-19", "when"),
    ("year to date it sold", "year to date", "2024-01-01/2024-06-19", "when"),
    ("over the past three years", "the past three years", "2021-01-01/2023-12-31", "when"),
    ("in the past 12 months", "the past 12 months", "2023-06-19/2024-06-19", "when"),
    ("over the past year", "the past year", "2023-06-19/2024-06-19", "when"),
    ("over the past decade", "the past decade", "2014-06-19/2024-06-19", "when"),
    ("over the last two quarters", "the last two quarters", "2023-10-01/2024-03-31", "when"),
    ("in the next five years", "the next five years", "2024-06-19/2029-06-19", "when"),
    ("within five years", "five years", "2024-06-19/2029-06-19", "when"),
    ("over the next three to five years", "the next three to five years", "2024-06-19/2029-06-19", "when"),
    ("over the weekend it sold", "the weekend", "2024-06-15/2024-06-16", "when"),
    ("since the start of the year", "the start of the year", "2024-01-01/2024-06-19", "since"),
    ("in the coming year", "the coming year", "2025", "when"),
    ("in three months it sold", "three months", "2024-03-19/2024-06-19", "when"),
    ("it had two stores two years ago", "two years ago", "2022", "when"),
    ("opened more than two months ago", "two months ago", "2024-04", "when"),
]
ROLES = [
    ("it will reach 50 cities by 2025", "2025", "2025", "by"),
    ("by the end of the year it had", "the end of the year", "2023", "by"),
    ("by year-end it had", "year-end", "2023", "by"),
    ("by end-June it plans", "end-June", "2024-06", "by"),
    ("it had 40 shops as of December 31, 2022", "December 31, 2022", "2022-12-31", "as_of"),
    ("it had 40 shops as of September", "September", "2023-09", "as_of"),
    ("since May it has sold", "May", "2024-05-01/2024-06-19", "since"),
    ("since 2019 it has sold", "2019", "2019-01-01/2024-06-19", "since"),
    ("since it was launched last March", "last March", "2023-03-01/2024-06-19", "since"),
    ("since its debut in the city of Wuhan last July", "last July", "2023-07-01/2024-06-19", "since"),
    ("it separates the unit starting in September", "September", "2024-09", "since"),
    ("it kept the name until last July", "last July", "2023-07", "until"),
    ("it slept for three days", "three days", "2024-06-16/2024-06-19", "duration"),
    ("it launched a month before the ban", "a month before", None, "when"),
    ("a three-year plan", "three-year", "2021-06-19/2024-06-19", "duration"),
    ("the first decline of profit in two years", "two years", "2022-06-19/2024-06-19", "duration"),
    ("it now has 40 shops", "now", "2024-06-19", "mention"),
    ("at World Smart Expo 2023 it said", "2023", "2023", "mention"),
    ("according to a January report", "January", "2024-01", "mention"),
    ("it kept the name until 2028", "2028", "2028", "until"),
    ("a CAGR of 5% until the end of 2028", "the end of 2028", "2028", "until"),
]


@pytest.mark.parametrize(
    ("text", "words", "expected", "role"), [pytest.param(*case, id=case[0]) for case in EXPLICIT + QUARTERS + SPANS + RELATIVE + ROLES]
)
def test_a_time(text: str, words: str, expected: str | None, role: str) -> None:
    assert [found[:3] for found in read(text)] == [(words, expected, role)]


FISCAL = [
    # text, year end, label
    ("fiscal 2024", 3, "2023-04-01/2024-03-31"),
    ("fiscal year 2024", 12, "2024"),
    ("FY2024", 3, "2023-04-01/2024-03-31"),
    ("FY24", 6, "2023-07-01/2024-06-30"),
    ("FY 2024", 3, "2023-04-01/2024-03-31"),
    ("FY2023-24", 3, "2023-04-01/2024-03-31"),
    ("fiscal 2023/24", 3, "2023-04-01/2024-03-31"),
    ("Q1 FY25", 3, "2024Q2"),
    ("1QFY25", 3, "2024Q2"),
    ("the first quarter of fiscal 2025", 3, "2024Q2"),
    ("its fiscal 2024 first quarter", 3, "2023Q2"),
    ("the fiscal first quarter", 3, "2023Q2"),
    ("the fiscal third quarter", 3, "2023Q4"),
    ("the first half of fiscal 2024", 3, "2023-04-01/2023-09-30"),
    ("the last fiscal year", 3, "2023-04-01/2024-03-31"),
    ("this fiscal year", 3, "2024-04-01/2025-03-31"),
    ("the first quarter of 2024", 3, "2024Q1"),
    ("the December quarter", 3, "2023Q4"),
    ("the current quarter", 3, "2024Q2"),
    ("the current quarter", 5, "2024-03-01/2024-05-31"),
    ("the last quarter", 5, "2023-12-01/2024-02-29"),
]


@pytest.mark.parametrize(("text", "year_end", "expected"), [pytest.param(*case, id=f"{case[0]}-{case[1]}") for case in FISCAL])
def test_fiscal(text: str, year_end: int, expected: str) -> None:
    published = dt.date(2024, 5, 29)
    assert [found[1] for found in read(f"Sales in {text} came in.", published, year_end)] == [expected]


YEARS = [
    # text, published, lean, label: which year is meant when none is said
    ("the fourth quarter", "2023-02-14", "past", "2022Q4"),
    ("the second quarter", "2023-09-19", "past", "2023Q2"),
    ("the third quarter", "2024-08-20", "past", "2023Q3"),
    ("the third quarter", "2024-08-20", "future", "2024Q3"),
    ("the first half", "2024-06-15", "past", "2024H1"),
    ("October", "2023-12-05", "past", "2023-10"),
    ("October", "2023-10-05", "past", "2023-10"),
    ("October", "2023-12-05", "future", "2024-10"),
    ("Feb. 20", "2023-01-15", "past", "2022-02-20"),
    ("Feb. 20", "2023-01-15", "future", "2023-02-20"),
    ("last September", "2023-08-28", "past", "2022-09"),
    ("last December", "2023-08-28", "past", "2022-12"),
    ("last October", "2023-12-05", "past", "2023-10"),
    ("last March", "2024-05-29", "past", "2023-03"),
    ("last March", "2024-04-05", "past", "2024-03"),
    ("last March", "2024-03-20", "past", "2023-03"),
    ("last July", "2024-02-15", "past", "2023-07"),
    ("last June", "2021-06-01", "past", "2020-06"),
    ("this October", "2023-12-05", "past", "2023-10"),
    ("next June", "2024-06-19", "past", "2025-06"),
    ("five years", "2024-06-19", "past", "2019-06-19/2024-06-19"),
    ("five years", "2024-06-19", "future", "2024-06-19/2029-06-19"),
    ("the full year", "2024-02-01", "past", "2023"),
    ("the full year", "2024-02-01", "future", "2024"),
]


@pytest.mark.parametrize(("text", "published", "lean", "expected"), [pytest.param(*case, id="-".join(case[:3])) for case in YEARS])
def test_the_year_that_is_meant(text: str, published: str, lean: str, expected: str) -> None:
    assert [found[1] for found in read(f"it sold 5 in {text}.", dt.date.fromisoformat(published), lean=lean)] == [expected]


BASES = [
    # text, words, label after 2023Q4, basis
    ("up 5% year-on-year", "year-on-year", "2022Q4", "yoy"),
    ("up 5% YoY", "YoY", "2022Q4", "yoy"),
    ("up 5% y/y", "y/y", "2022Q4", "yoy"),
    ("up 5% on year", "on year", "2022Q4", "yoy"),
    ("up 5% year over year", "year over year", "2022Q4", "yoy"),
    ("an annual rise of 5%", "annual", "2022Q4", "yoy"),
    ("annual revenue growth of 5%", "annual", "2022Q4", "yoy"),
    ("up 5% on a yearly basis", "yearly", "2022Q4", "yoy"),
    ("it grew 5% annually", "annually", "2022Q4", "yoy"),
    ("up 5% from a year earlier", "a year earlier", "2022Q4", "yoy"),
    ("up 5% from a year ago", "a year ago", "2022Q4", "yoy"),
    ("10% more than a year ago", "a year ago", "2022Q4", "yoy"),
    ("against the year-ago quarter", "the year-ago quarter", "2022Q4", "yoy"),
    ("from the same period a year earlier", "the same period a year earlier", "2022Q4", "yoy"),
    ("from the same quarter of 2021", "the same quarter of 2021", "2021Q4", "yoy"),
    ("than in the corresponding period of the previous year", "the corresponding period of the previous year", "2022Q4", "yoy"),
    ("up 5% from last year", "last year", "2023", "yoy"),
    ("42 times as much compared to last year", "last year", "2023", "yoy"),
    ("up 5% quarter-on-quarter", "quarter-on-quarter", "2023Q3", "qoq"),
    ("up 5% QoQ", "QoQ", "2023Q3", "qoq"),
    ("up 5% sequentially", "sequentially", "2023Q3", "qoq"),
    ("a sequential decline of 5%", "sequential", "2023Q3", "qoq"),
    ("up 5% from the previous quarter", "the previous quarter", "2023Q3", "qoq"),
    ("up 5% on the previous quarter", "the previous quarter", "2023Q3", "qoq"),
    ("up 5% MoM", "MoM", "2023-09-01/2023-11-30", "mom"),
    ("up 5% from six months ago", "six months ago", "2023Q2", "other"),
    ("up 5% from the first quarter", "the first quarter", "2024Q1", "other"),
    ("up 5% on the year", "on the year", "2022Q4", "yoy"),
    ("down 5% on the quarter", "on the quarter", "2023Q3", "qoq"),
    ("down 5% on the month", "on the month", "2023-09-01/2023-11-30", "mom"),
    ("up 5% from twelve months earlier", "twelve months earlier", "2022Q4", "yoy"),
    ("up 5% from 12 months ago", "12 months ago", "2022Q4", "yoy"),
    ("up 5% from three months earlier", "three months earlier", "2023Q3", "qoq"),
    ("up 5% on 2020", "2020", "2020", "other"),
    ("up 8% over 2019", "2019", "2019", "other"),
    ("down from 2019", "2019", "2019", "other"),
    ("90% of 2019 levels", "2019 levels", "2019", "other"),
    ("it grew 5% from 2022", "2022", "2022", "other"),
    ("up 5% against 2019", "2019", "2019", "other"),
    ("Sales grew 5%. Against 2019, they fell", "2019", "2019", "other"),
    ("Sales fell sharply! Against 2019, they halved", "2019", "2019", "other"),
    ("rose 5% to that of 2021", "2021", "2021", "other"),
]


@pytest.mark.parametrize(("text", "words", "expected", "basis"), [pytest.param(*case, id=case[0]) for case in BASES])
def test_the_base_of_a_comparison(text: str, words: str, expected: str, basis: str) -> None:
    assert read(text, anchor=QUARTER) == [(words, expected, "base", basis)]


ANCHORED = [
    ("during the quarter", "2023Q4"),
    ("in the period", "2023Q4"),
    ("net cash at quarter-end", "2023Q4"),
    ("in the same period", "2023Q4"),
    ("in the same three-month period", "2023Q4"),
    ("in the three months", "2023Q4"),
    ("over those three months", "2023Q4"),
    ("over the same days", "2023Q4"),
    ("during the same 11 days", "2023Q4"),
    ("in the same 12 months", "2023"),
    ("in the previous quarter", "2023Q3"),
    ("in the following quarter", "2024Q1"),
    ("that year", "2023"),
    ("in the following year", "2024"),
    ("in the preceding three months", "2023Q3"),
    ("two years later", "2025Q4"),
    ("spent as much that month.", "2023-12"),
    ("sold 90 million that month, he said", "2023-12"),
    ("it sold 5 that quarter;", "2023Q4"),
    ("sold 90 million on that day.", None),
    ("sold as many that year)", "2023"),
    ("in the same three years", "2021-01-01/2023-12-31"),
    ("over the same two quarters", "2023H2"),
    ("during the same six months", "2023H2"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in ANCHORED])
def test_what_was_spoken_of_before(text: str, expected: str | None) -> None:
    assert [found[1] for found in read(text, anchor=QUARTER)] == [expected]
    assert all(mention.anchored for mention in SCANNER.scan(text))


@pytest.mark.parametrize(
    "text",
    [
        "up 5% from a year earlier",
        "during the quarter",
        "two years later",
        "in the following year",
        "the same period last year",
        "over the same days",
        "in the three months",
    ],
)
def test_nothing_is_guessed_without_the_period_spoken_of(text: str) -> None:
    assert [found[1] for found in read(text)] == [None]


@pytest.mark.parametrize("text", [case[0] for case in RELATIVE])
def test_nothing_is_guessed_without_a_publication_day(text: str) -> None:
    assert [found[1] for found in read(text, None)] == [None] or "2024" in text


FESTIVALS = [
    # text, published, label
    ("during this year's 618", "2024-06-19", "2024-05-20/2024-06-18"),
    ("during last year’s 618 festival", "2024-06-19", "2023-05-20/2023-06-18"),
    ("during the 2022 618 shopping festival", "2024-06-19", "2022-05-20/2022-06-18"),
    ("ahead of the upcoming 618 shopping festival", "2024-05-07", "2024-05-20/2024-06-18"),
    ("on Singles' Day", "2023-12-01", "2023-11-11"),
    ("on Singles’ Day 2022", "2023-12-01", "2022-11-11"),
    ("during the Double 11 shopping festival", "2022-12-01", "2022-10-31/2022-11-11"),
    ("over the Lunar New Year holiday", "2023-02-01", "2023-01-21/2023-01-27"),
    ("during Golden Week this year", "2022-10-20", "2022-10-01/2022-10-07"),
    ("on Black Friday", "2022-12-30", "2022-11-25"),
]


@pytest.mark.parametrize(("text", "published", "expected"), [pytest.param(*case, id=case[0]) for case in FESTIVALS])
def test_a_festival(text: str, published: str, expected: str) -> None:
    assert [found[1] for found in read(text, dt.date.fromisoformat(published))] == [expected]


NOT_TIMES = [
    "May have been wrong", "It may be, and you may also", "Theresa May said", "May I ask", "Lei Jun spoke", "March on, he said",
    "they march in line",
    "the second-largest seller", "first of all", "a second time", "a quarter of users", "half of the team", "a third of it",
    "over 4500 stores", "2,023 cars", "1999 yuan", "2000 stores", "RMB 2023", "$2024", "2023 users joined", "Model 2023",
    "nearly 2022 people",
    "24/7 support", "9.9 yuan", "in minutes", "996 culture", "360 said", "618 million users", "rose to $11.11", "over 618 shops",
    "6.18 billion yuan",
    "Spring alone", "it won 3-1", "a score of 1-3", "call +86 10 2023 4455 66", "version 2.2022", "GPT-4 and Pico 4", "iPhone 12",
    "a 24-year-old firm",
    "it is 20 years old", "her mom said", "a month-long sale", "a three-week-long sale", "in recent months", "in previous years",
    "over the years",
    "every year", "each quarter", "per month", "every Wednesday", "its 15th year", "in its first month", "at the same time",
    "by the Time magazine",
    "year-end bonuses", "for the year-end bonus", "one day it will", "semi-annually", "26% more monthly active users",
    "end users", "next-generation chips", "the last mile",
    "day-to-day work",
    "that month it sold 5 cars", "that quarter of the team", "the same day it sold 5",
    "prices are low these days", "sold in those days", "the stores that began to sell", "between 1 and 18 cars",
    "Sun rose", "Mon ami", "the 99 items", "May 5 billion", "FY figures",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_TIMES)
def test_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "sold from 1 to 18 June",
        pytest.param(
            "sold between 1 and 18 June",
            marks=pytest.mark.xfail(strict=True, reason='behind "between", of days before the month only the second one is read'),
        ),
    ],
)
def test_days_before_the_month(text: str) -> None:
    assert [found[1] for found in read(text)] == ["2024-06-01/2024-06-18"]


def test_several_times_in_one_sentence() -> None:
    text = "Sales rose from 3 billion in 2021 to 8 billion last year, up 20% from a year earlier, it said on Monday."
    assert [(words, role) for words, _, role, _ in read(text)] == [
        ("2021", "when"),
        ("last year", "when"),
        ("a year earlier", "base"),
        ("Monday", "when"),
    ]


def test_a_sentence_end_is_no_abbreviation() -> None:
    assert [found[0] for found in read("It opened in December. 2023 was better. It was sold in Sept.")] == ["December", "2023", "Sept"]


def test_the_preposition_stands_before_the_time() -> None:
    text = "It had 40 shops at the end of 2022."
    (mention,) = SCANNER.scan(text)
    assert text[mention.outer_start : mention.end] == "at the end of 2022"
    assert (mention.end_of, mention.granularity) == (True, "year")


def test_the_scanner_pickles() -> None:
    again = pickle.loads(pickle.dumps(SCANNER))
    assert again.scan("in the second quarter of 2022") == SCANNER.scan("in the second quarter of 2022")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"months": {"first": ["January"]}}, "months"),
        ({"units": {"fortnight": ["fortnight"]}}, "units"),
        ({"words": {"last": "last"}}, "last"),
        ({"refused": {"not_after": [3]}}, "not_after"),
    ],
)
def test_a_wrong_file_names_the_field(data: dict[str, object], field: str) -> None:
    with pytest.raises(VocabularyError, match=rf"time\.toml.*{field}"):
        TimeWords.from_toml(data)
