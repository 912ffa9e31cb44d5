"""The period an amount is about. The texts are of 15 August 2024."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PERIODS = [
    # where the time may stand
    pytest.param("JD's revenue was RMB 3 billion in 2023.", {"RMB 3 billion": "2023"}, id="behind"),
    pytest.param("In 2023, JD's revenue was RMB 3 billion.", {"RMB 3 billion": "2023"}, id="opening"),
    pytest.param("JD's 2023 revenue was RMB 3 billion.", {"RMB 3 billion": "2023"}, id="before the metric"),
    pytest.param("JD's revenue in 2023 was RMB 3 billion.", {"RMB 3 billion": "2023"}, id="between metric and amount"),
    pytest.param("JD's revenue for the quarter ended June 30 was RMB 3 billion.", {"RMB 3 billion": "2024Q2"}, id="quarter ended"),
    # each its own
    pytest.param(
        "JD's revenue was RMB 3 billion in 2023 and RMB 2 billion in 2022.",
        {"RMB 3 billion": "2023", "RMB 2 billion": "2022"},
        id="two behind",
    ),
    pytest.param(
        "In 2022 JD's revenue was RMB 2 billion; in 2023 it was RMB 3 billion.",
        {"RMB 2 billion": "2022", "RMB 3 billion": "2023"},
        id="two openings",
    ),
    pytest.param(
        "JD's revenue rose to RMB 3 billion in 2023 from RMB 2 billion in 2022.",
        {"RMB 3 billion": "2023", "RMB 2 billion": "2022"},
        id="to and from",
    ),
    # relative to publication
    pytest.param("JD's revenue was RMB 3 billion last year.", {"RMB 3 billion": "2023"}, id="last year"),
    pytest.param("JD's revenue was RMB 3 billion in the second quarter.", {"RMB 3 billion": "2024Q2"}, id="quarter without year"),
    pytest.param("Nio delivered 20,000 vehicles in December.", {"20,000": "2023-12"}, id="month without year"),
    pytest.param("Nio delivered 20,000 vehicles last month.", {"20,000": "2024-07"}, id="last month"),
    # growth has the later period
    pytest.param("JD's revenue rose 5% in 2023 from 2022.", {"5%": "2023"}, id="growth from a year"),
    pytest.param("JD's second-quarter revenue rose 5% from a year earlier.", {"5%": "2024Q2"}, id="growth from a year earlier"),
    # the level of the base
    pytest.param(
        "JD's revenue was RMB 3 billion in the second quarter, compared with RMB 2.5 billion a year earlier.",
        {"RMB 3 billion": "2024Q2", "RMB 2.5 billion": "2023Q2"},
        id="base level compared with",
    ),
    pytest.param(
        "JD's revenue was RMB 3 billion in the second quarter, up from RMB 2.5 billion in the same period last year.",
        {"RMB 3 billion": "2024Q2", "RMB 2.5 billion": "2023Q2"},
        id="base level up from",
    ),
    pytest.param(
        "Growth in China's retail sales slowed to 2% in June from 3.7% in May.", {"2%": "2024-06", "3.7%": "2024-05"}, id="two months"
    ),
    pytest.param(
        "JD's revenue grew from RMB 2 billion in 2022 to RMB 3 billion in 2023.",
        {"RMB 2 billion": "2022", "RMB 3 billion": "2023"},
        id="from and to",
    ),
    # carried
    pytest.param("JD's revenue rose 5% to RMB 3 billion in 2023.", {"5%": "2023", "RMB 3 billion": "2023"}, id="same sentence"),
    pytest.param(
        "JD's revenue was RMB 3 billion in 2023. Its net profit was RMB 100 million.",
        {"RMB 3 billion": "2023", "RMB 100 million": "2023"},
        id="sentence before",
    ),
    # stocks
    pytest.param("Luckin Coffee has 20,000 stores.", {"20,000": "2024-08-15"}, id="stock of the present"),
    pytest.param("Luckin Coffee had 16,248 stores at the end of 2023.", {"16,248": "2023-12-31"}, id="at the end of"),
    pytest.param("As of June 30, Luckin Coffee had 19,961 stores.", {"19,961": "2024-06-30"}, id="as of a day"),
    pytest.param("As of June, Luckin Coffee had 19,961 stores.", {"19,961": "2024-06"}, id="as of a month"),
    pytest.param(
        "Alibaba's revenue in the first quarter of fiscal 2024 was RMB 234 billion.", {"RMB 234 billion": "2023Q2"}, id="fiscal quarter"
    ),
    pytest.param(
        "JD's revenue in the first quarter of fiscal 2024 was RMB 3 billion.", {"RMB 3 billion": "2024Q1"}, id="fiscal is calendar"
    ),
    # fiscal years and festivals
    pytest.param("Alibaba's revenue in fiscal 2024 was RMB 941 billion.", {"RMB 941 billion": "2023-04-01/2024-03-31"}, id="fiscal year"),
    pytest.param("JD's GMV hit RMB 3 billion during Singles' Day 2023.", {"RMB 3 billion": "2023-10-31/2023-11-11"}, id="festival"),
    # when somebody said so, and when something began
    pytest.param("JD said on Tuesday its revenue was RMB 3 billion in 2023.", {"RMB 3 billion": "2023"}, id="day of the saying"),
    pytest.param("Temu, launched in September 2022, has 100 million users.", {"100 million": "2024-08-15"}, id="day of the launch"),
    pytest.param("JD, founded in 1998, has 500,000 employees.", {"500,000": "2024-08-15"}, id="year of the founding"),
    # targets
    pytest.param("Luckin Coffee aims to have 30,000 stores by the end of 2025.", {"30,000": "2025-12-31"}, id="target stock"),
    pytest.param("Nio expects to deliver 230,000 vehicles this year.", {"230,000": "2024"}, id="forecast flow"),
    # nothing said of a flow
    pytest.param("JD's revenue was RMB 3 billion.", {"RMB 3 billion": "-"}, id="no time at all"),
]


@pytest.mark.parametrize(("text", "wanted"), PERIODS)
def test_period(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period") == wanted


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("JD's revenue was RMB 3 billion in 2023.", "stated", id="stated"),
        pytest.param("JD's revenue was RMB 3 billion last year.", "relative", id="relative"),
        pytest.param("Alibaba's revenue in fiscal 2024 was RMB 3 billion.", "fiscal", id="fiscal"),
        pytest.param("JD's GMV hit RMB 3 billion during Singles' Day 2023.", "festival", id="festival"),
        pytest.param("JD published its results for 2023. Revenue rose 5% in 2023. Net profit was RMB 3 billion.", "context", id="context"),
        pytest.param("JD has RMB 3 billion in cash.", "published", id="published"),
        pytest.param("JD's revenue was RMB 3 billion.", "-", id="none"),
    ],
)
def test_where_the_period_comes_from(column: Callable[..., dict[str, str]], text: str, source: str) -> None:
    assert column(text, "period_source")["RMB 3 billion"] == source


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("JD's revenue was RMB 3 billion last year.", {"RMB 3 billion": "-"}, id="relative"),
        pytest.param("JD's revenue was RMB 3 billion in the second quarter.", {"RMB 3 billion": "-"}, id="no year"),
        pytest.param("Luckin Coffee has 20,000 stores.", {"20,000": "-"}, id="present stock"),
        pytest.param("JD's revenue was RMB 3 billion in 2023.", {"RMB 3 billion": "2023"}, id="stated"),
    ],
)
def test_without_a_day_of_publication(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "period", published=None) == wanted
