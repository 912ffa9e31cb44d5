"""Growth, multiples and changes against the levels they are between; margins against what they are the ratio of."""

from __future__ import annotations

from typing import Any

import pytest

import china_tech_metrics as ctm

CONSISTENT = {
    "growth": ["Weibo's revenue rose 22% to RMB 12.2 billion in 2023 from RMB 10 billion in 2022."],
    "growth, both rounded": ["Weibo's revenue rose 22% to RMB 12 billion in 2023 from RMB 9.8 billion in 2022."],
    "a fall": ["Weibo's revenue fell 18% to RMB 8.2 billion in 2023 from RMB 10 billion in 2022."],
    "a multiple with a hedge": ["BYD sold 2.9 million vehicles in 2023, more than double the 1.2 million of 2022."],
    "a loss that widened": ["Pinduoduo's net loss widened 140% to RMB 7.2 billion in 2020 from RMB 3 billion in 2019."],
    "a loss that narrowed": ["Kuaishou's net loss narrowed 28% to RMB 7.2 billion in 2020 from RMB 10 billion in 2019."],
    "across documents": [
        ("2023-08-25", "Meituan's revenue was RMB 67.97 billion in the second quarter."),
        ("2024-08-29", "Meituan's revenue rose 21% to RMB 82.3 billion in the second quarter."),
    ],
    "across documents, restated a little": [
        ("2023-08-25", "Meituan's revenue was RMB 67.0 billion in the second quarter."),
        ("2024-08-29", "Meituan's revenue rose 21% to RMB 82.3 billion in the second quarter."),
    ],
    "across documents, at home and in the world": [
        ("2023-08-25", "Apple shipped 10.4 million smartphones in the second quarter."),
        ("2024-08-29", "Apple's smartphone shipments rose 1.5% to 45.2 million in the second quarter."),
    ],
    "users in China, of this and of that": [
        "The number of gamers in China, 679 million users, edged up in 2023. China had 576 million users of short plays in 2022. "
        "Users in China rose 0.7% in 2023."
    ],
    "of another segment": [
        "Tencent's games revenue rose 50% in 2023. Tencent's revenue was RMB 609 billion in 2023 and RMB 555 billion in 2022."
    ],
    "of another entity": ["JD's revenue rose 50% in 2023. Weibo's revenue was RMB 12.2 billion in 2023 and RMB 10 billion in 2022."],
    "against another base": [
        "Weibo's revenue rose 50% quarter-on-quarter in 2023. Its revenue was RMB 12.2 billion in 2023 and RMB 10 billion in 2022."
    ],
    "one level alone": ["Weibo's revenue rose 50% to RMB 12.2 billion in 2023."],
    "adjusted profit between plain ones": [
        "Kanzhun's net profit was RMB 1.1 billion in 2023 and RMB 107 million in 2022. Its adjusted net profit grew 170% in 2023."
    ],
    "two definitions of one level": [
        "Weibo's revenue was RMB 12.2 billion in 2023. Another report put Weibo's revenue at RMB 15 billion in 2023. "
        "Weibo's revenue was RMB 10 billion in 2022. Weibo's revenue rose 50% in 2023."
    ],
}

OFF = {
    "growth": (["Weibo's revenue rose 32% to RMB 12.2 billion in 2023 from RMB 10 billion in 2022."], "32%", 22.0),
    "growth in a later sentence": (
        ["Weibo's revenue was RMB 12.2 billion in 2023 and RMB 10 billion in 2022. Revenue rose 2.2% in 2023."],
        "2.2%",
        22.0,
    ),
    "a fall told as a rise": (["Weibo's revenue rose 18% to RMB 8.2 billion in 2023 from RMB 10 billion in 2022."], "18%", -18.0),
    "a multiple": (["BYD's deliveries tripled to 1.8 million vehicles in 2023 from 1.2 million in 2022."], "tripled", 1.5),
    "a fold": (["Temu's orders rose tenfold to 30 million in 2023 from 15 million in 2022."], "tenfold", 2.0),
    "a loss": (["Pinduoduo's net loss widened 20% to RMB 7.2 billion in 2020 from RMB 3 billion in 2019."], "20%", -140.0),
    "across documents": (
        [
            ("2023-08-25", "Meituan's revenue was RMB 67.97 billion in the second quarter."),
            ("2024-08-29", "Meituan's revenue rose 12% to RMB 82.3 billion in the second quarter."),
        ],
        "12%",
        21.1,
    ),
    "three documents": (
        [
            ("2023-03-25", "Kuaishou had 355 million daily active users in 2022."),
            ("2024-03-29", "Kuaishou's daily active users rose 27% in 2023."),
            ("2024-05-29", "Kuaishou had 380 million daily active users in 2023."),
        ],
        "27%",
        7.04,
    ),
    "more than all": (["Weibo's revenue fell 120% in 2023."], "120%", -100.0),
}


@pytest.mark.parametrize("texts", CONSISTENT.values(), ids=CONSISTENT)
def test_what_fits_is_not_told(texts: list[Any], read: Any, found: Any) -> None:
    df = read(*texts)
    assert df["measure"].isin(["growth", "multiple", "change"]).any()
    assert df["measure"].eq("level").any()
    assert found(df, rules=["growth"]) == []


@pytest.mark.parametrize(("texts", "quote", "expected"), OFF.values(), ids=OFF)
def test_what_does_not_fit_is_told(texts: list[Any], quote: str, expected: float, read: Any) -> None:
    df = read(*texts)
    findings = ctm.audit(df)
    assert findings["rule"].tolist() == ["growth"]
    finding = findings.iloc[0]
    first = df.loc[finding["rows"][0]]
    assert first["quote"] == quote
    assert finding["found"] == first["value"]
    assert finding["expected"] == pytest.approx(expected, abs=0.1)
    assert all(df.loc[row, "quote"] in finding["message"] for row in finding["rows"])


LEVELS = [{"value": 12.2e9, "quote": "RMB 12.2 billion", "period": "2023Q2"}, {"value": 10e9, "quote": "RMB 10.0 billion"}]


@pytest.mark.parametrize(("basis", "base"), [("yoy", "2022Q2"), ("qoq", "2023Q1")])
def test_the_base_is_that_of_the_basis(basis: str, base: str, make: Any) -> None:
    growth = {"measure": "growth", "unit": "percent", "basis": basis, "period": "2023Q2", "value": 5.0, "quote": "5%"}
    right = make(*LEVELS[:1], {**LEVELS[1], "period": base}, growth)
    assert ctm.audit(right)["expected"].tolist() == [pytest.approx(22.0)]
    other = make(*LEVELS[:1], {**LEVELS[1], "period": "2021Q2"}, growth)
    assert ctm.audit(other).empty


@pytest.mark.parametrize(
    ("first", "last", "basis", "base"),
    [
        ("2024-02-01", "2024-02-29", "yoy", ("2023-02-01", "2023-02-28")),
        ("2024-02-29", "2024-02-29", "yoy", ("2023-02-28", "2023-02-28")),
        ("2023-06-30", "2023-06-30", "qoq", ("2023-03-31", "2023-03-31")),
        ("2023-04-01", "2023-06-30", "qoq", ("2023-01-01", "2023-03-31")),
        ("2023-03-01", "2023-03-31", "mom", ("2023-02-01", "2023-02-28")),
        ("2023-11-11", "2023-11-11", "yoy", ("2022-11-11", "2022-11-11")),
        ("2023-04-01", "2024-03-31", "yoy", ("2022-04-01", "2023-03-31")),
    ],
    ids=str,
)
def test_days_of_the_base(first: str, last: str, basis: str, base: tuple[str, str], make: Any) -> None:
    rows = [
        {"value": 20.0, "quote": "20.0", "unit": "count", "metric": "stores", "period_start": first, "period_end": last},
        {"value": 10.0, "quote": "10.0", "unit": "count", "metric": "stores", "period_start": base[0], "period_end": base[1]},
        {"value": 5.0, "quote": "5%", "unit": "percent", "metric": "stores", "measure": "growth", "basis": basis}
        | {"period_start": first, "period_end": last},
    ]
    assert ctm.audit(make(*rows), rules=["growth"])["expected"].tolist() == [pytest.approx(100.0)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": 2.2e9, "unit": "CNY", "quote": "RMB 2.2 billion"}, False),
        ({"value": 5.2e9, "unit": "CNY", "quote": "RMB 5.2 billion"}, True),
        ({"value": -2.2e9, "unit": "CNY", "quote": "RMB 2.2 billion"}, True),
        ({"value": 5.2e9, "unit": "USD", "quote": "$5.2 billion"}, False),
    ],
    ids=["right", "wrong", "wrong sign", "other currency"],
)
def test_a_change_is_a_difference(change: dict[str, Any], told: bool, make: Any) -> None:
    levels = [{**LEVELS[0], "period": "2023"}, {**LEVELS[1], "period": "2022"}]
    df = make(*levels, {"measure": "change", "basis": "yoy", "period": "2023", **change})
    assert ctm.audit(df)["expected"].tolist() == ([pytest.approx(2.2e9)] if told else [])


@pytest.mark.parametrize("unit", ["percent", "percentage_point"])
def test_a_margin_may_grow_by_points(unit: str, make: Any) -> None:
    measure = "growth" if unit == "percent" else "change"
    margin = {"metric": "gross_margin", "unit": "percent"}
    rows = [
        {**margin, "value": 30.0, "quote": "30.0%", "period": "2023", "sentence": "s"},
        {**margin, "value": 25.0, "quote": "25.0%", "period": "2022", "sentence": "s"},
        {"metric": "gross_margin", "measure": measure, "basis": "yoy", "unit": unit, "quote": "5", "period": "2023", "sentence": "s"},
    ]
    assert ctm.audit(make(*rows[:2], {**rows[2], "value": 5.0}), rules=["growth"]).empty
    assert len(ctm.audit(make(*rows[:2], {**rows[2], "value": 9.0}), rules=["growth"])) == 1


MARGIN = "Xiaomi's revenue was RMB 88.9 billion and gross profit RMB 18.4 billion in the second quarter, for a gross margin of {}%."


@pytest.mark.parametrize("margin", ["20.7", "21", "20.5"])
def test_a_margin_that_fits_is_not_told(margin: str, read: Any, found: Any) -> None:
    df = read(MARGIN.format(margin))
    assert {"revenue", "gross_profit", "gross_margin"} == set(df["metric"])
    assert found(df) == []


@pytest.mark.parametrize("margin", ["30.7", "2.07", "27"])
def test_a_margin_that_does_not_fit_is_told(margin: str, read: Any, found: Any) -> None:
    assert found(read(MARGIN.format(margin))) == [("margin", (f"{margin}%", "RMB 18.4 billion", "RMB 88.9 billion"))]
