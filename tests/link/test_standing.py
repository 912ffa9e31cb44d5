"""Actual, target, forecast or estimate; and who is cited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

STATUSES = [
    pytest.param("JD's revenue was RMB 3 billion in 2023.", {"RMB 3 billion": "actual"}, id="fact"),
    # aims
    pytest.param("Luckin Coffee plans to open 5,000 stores in 2025.", {"5,000": "target"}, id="plans to"),
    pytest.param("Luckin Coffee aims to have 30,000 stores by 2026.", {"30,000": "target"}, id="aims to"),
    pytest.param("Alibaba pledged to invest RMB 380 billion in cloud computing.", {"RMB 380 billion": "target"}, id="pledged"),
    pytest.param("Luckin Coffee set a target of 30,000 stores.", {"30,000": "target"}, id="target of"),
    pytest.param("Luckin Coffee will open 5,000 stores next year.", {"5,000": "target"}, id="will do"),
    # expectations
    pytest.param("JD's revenue is expected to reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="is expected to"),
    pytest.param("Analysts forecast JD's revenue will reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="analysts forecast"),
    pytest.param("JD's revenue will reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="will happen"),
    pytest.param("JD's revenue could reach RMB 3 billion in 2025.", {"RMB 3 billion": "forecast"}, id="could"),
    pytest.param("JD is on track to reach revenue of RMB 3 billion this year.", {"RMB 3 billion": "forecast"}, id="on track"),
    # doubt
    pytest.param("ByteDance reportedly had revenue of $120 billion in 2023.", {"$120 billion": "estimate"}, id="reportedly"),
    pytest.param("ByteDance's revenue was an estimated $120 billion in 2023.", {"$120 billion": "estimate"}, id="an estimated"),
    pytest.param("ByteDance is said to have 150,000 employees.", {"150,000": "estimate"}, id="is said to"),
    # only what is governed
    pytest.param(
        "JD's revenue was RMB 3 billion in 2023 and is expected to reach RMB 4 billion in 2025.",
        {"RMB 3 billion": "actual", "RMB 4 billion": "forecast"},
        id="fact and expectation",
    ),
    pytest.param(
        "Luckin Coffee has 20,000 stores and aims to reach 30,000 stores by 2026.",
        {"20,000": "actual", "30,000": "target"},
        id="fact and aim",
    ),
    # reached
    pytest.param("Luckin Coffee reached its goal of 20,000 stores in July.", {"20,000": "actual"}, id="goal reached"),
    pytest.param("Nio met its target of 20,000 deliveries in July.", {"20,000": "actual"}, id="target met"),
    pytest.param("Luckin Coffee set a 30,000 stores goal for 2026.", {"30,000": "target"}, id="goal behind"),
    pytest.param("Revenue of $3 billion is expected at JD in 2025.", {"$3 billion": "forecast"}, id="expected behind"),
    pytest.param("JD's revenue was forecast to reach RMB 3 billion in 2022.", {"RMB 3 billion": "actual"}, id="long over"),
    # the period decides
    pytest.param("JD's revenue is RMB 3 billion in 2026.", {"RMB 3 billion": "forecast"}, id="lies ahead"),
]


@pytest.mark.parametrize(("text", "wanted"), STATUSES)
def test_status(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "status") == wanted


SOURCES = [
    pytest.param("Huawei shipped 11 million smartphones, according to Counterpoint.", {"11 million": "Counterpoint"}, id="according to"),
    pytest.param(
        "According to Counterpoint, Huawei shipped 11 million smartphones.", {"11 million": "Counterpoint"}, id="according to, in front"
    ),
    pytest.param("Counterpoint said Huawei shipped 11 million smartphones.", {"11 million": "Counterpoint"}, id="said"),
    pytest.param("Data from IDC showed Huawei shipped 11 million smartphones.", {"11 million": "IDC"}, id="data from"),
    pytest.param("ByteDance has 150,000 employees, Reuters reported.", {"150,000": "Reuters"}, id="reported behind"),
    pytest.param("ByteDance has 150,000 employees, citing a report by Bloomberg.", {"150,000": "Bloomberg"}, id="report by"),
    pytest.param("JD said its revenue was RMB 3 billion.", {"RMB 3 billion": "company"}, id="company said"),
    pytest.param("JD's revenue was RMB 3 billion, according to JD.", {"RMB 3 billion": "company"}, id="according to the company"),
    pytest.param("JD's revenue was RMB 3 billion.", {"RMB 3 billion": "-"}, id="nobody"),
    pytest.param("Bloomberg's revenue was $12 billion in 2023.", {"$12 billion": "-"}, id="its own figure"),
]


@pytest.mark.parametrize(("text", "wanted"), SOURCES)
def test_source(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "source") == wanted
