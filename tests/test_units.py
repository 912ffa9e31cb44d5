"""Units of the table: what they are made of, and which metrics they fit."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics import Vocabulary, units
from china_tech_metrics.errors import ChinaTechMetricsError, UnitError
from china_tech_metrics.model import Measure
from china_tech_metrics.vocabulary.entries import Metric

VOCABULARY = Vocabulary.default()
PHYSICAL = sorted(VOCABULARY.units.definitions)
CODES = sorted(VOCABULARY.currencies.codes)
TIMES = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]


@pytest.mark.parametrize("unit", [*CODES, *PHYSICAL, *units.PLAIN])
def test_every_unit_of_the_vocabulary_is_one(unit: str) -> None:
    assert units.parse(unit).dimensionality
    assert units.factor(unit, unit) == 1


@pytest.mark.parametrize("unit", PHYSICAL)
def test_no_unit_is_written_as_a_currency(unit: str) -> None:
    assert units.currency(unit) is None
    assert units.kind(unit) == "quantity"


@pytest.mark.parametrize(("unit", "expected"), [pytest.param(name, part, id=name) for name, part in sorted(VOCABULARY.units.parts.items())])
def test_parts_and_sizes_agree(unit: str, expected: tuple[str, Any]) -> None:
    part, number = expected
    assert units.factor(unit, part) == pytest.approx(float(number))


@pytest.mark.parametrize(
    ("unit", "code", "kind"),
    [
        ("CNY", "CNY", "money"),
        ("CNY/kg", "CNY", "money"),
        ("USD/day", "USD", "money"),
        ("NOK", "NOK", "money"),
        ("count", None, "count"),
        ("count/month", None, "count"),
        ("percent", None, "percent"),
        ("permille", None, "percent"),
        ("percentage_point", None, "point"),
        ("times", None, "times"),
        ("minute/day", None, "quantity"),
        ("kilometer/hour", None, "quantity"),
    ],
)
def test_currency_and_kind(unit: str, code: str | None, kind: str) -> None:
    assert units.currency(unit) == code
    assert units.kind(unit) == kind


@pytest.mark.parametrize("unit", [None, float("nan"), 3, "", "usd", "USDT", "US", "count/USD"])
def test_no_currency(unit: Any) -> None:
    assert units.currency(unit) is None


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        pytest.param("", "'' is no unit", id="empty"),
        pytest.param(None, "None is no unit", id="nothing"),
        pytest.param(7, "7 is no unit", id="number"),
        pytest.param("USD a day", "'USD a day' is no unit", id="words"),
        pytest.param("USD/", "'USD/' is no unit", id="open end"),
        pytest.param("m**2", "is no unit", id="expression"),
        pytest.param("T", "there is no unit 'T'", id="tesla in pint's own registry"),
        pytest.param("counts", "did you mean 'count'?", id="plural"),
        pytest.param("USD/dya", "unit 'USD/dya': there is no unit 'dya'; did you mean 'day'?", id="misspelt"),
    ],
)
def test_what_is_no_unit(unit: Any, message: str) -> None:
    for ask in (units.parse, units.kind, lambda u: units.factor(u, "count"), lambda u: units.factor("count", u)):
        with pytest.raises(UnitError, match=re.escape(message)):
            ask(unit)


@pytest.mark.parametrize("unit", ["count/percent", "minute/USD", "CNY/count"])
def test_per_what_nothing_is_counted(unit: str) -> None:
    with pytest.raises(UnitError, match="has no place in the table"):
        units.kind(unit)
    assert not units.legal(VOCABULARY.metrics["revenue"], unit)


def test_the_error_is_one_of_ours() -> None:
    assert issubclass(UnitError, ChinaTechMetricsError) and issubclass(UnitError, ValueError)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param("count/day", "count/month", 365.2425 / 12, id="a month is a twelfth of a year"),
        pytest.param("count/day", "count/quarter", 365.2425 / 4, id="a quarter is a fourth"),
        pytest.param("count/month", "count/year", 12, id="twelve months"),
        pytest.param("count/day", "count/week", 7, id="seven days"),
        pytest.param("CNY/day", "USD/week", 7, id="currencies aside"),
        pytest.param("minute/day", "hour/week", 7 / 60, id="both sides"),
        pytest.param("CNY/kg", "EUR/ton", 1000, id="price per ton"),
        pytest.param("permille", "percent", 0.1, id="permille"),
        pytest.param("gigawatt_hour", "kilowatt_hour", 1e6, id="energy"),
        pytest.param("mu", "square_meter", 10_000 / 15, id="mu"),
        pytest.param("acre", "square_meter", 4046.8564224, id="acre"),
        pytest.param("mile/hour", "kilometer/hour", 1.609344, id="speed"),
        pytest.param("count", "count/day", None, id="total and rate"),
        pytest.param("CNY", "count", None, id="money and count"),
        pytest.param("percent", "percentage_point", None, id="percent and points"),
        pytest.param("percent", "times", None, id="percent and times"),
        pytest.param("ounce", "gram", None, id="whose ounce"),
        pytest.param("degree_celsius", "hour", None, id="degrees"),
    ],
)
def test_factor(source: str, target: str, expected: float | None) -> None:
    assert units.factor(source, target) == (None if expected is None else pytest.approx(expected, rel=1e-12))


@given(st.sampled_from(["count", "CNY", "minute", "GBP"]), *[st.sampled_from(TIMES)] * 3)
def test_factors_chain(head: str, one: str, two: str, three: str) -> None:
    first, second, third = (units.factor(f"{head}/{a}", f"{head}/{b}") for a, b in ((one, two), (two, three), (one, three)))
    assert first is not None and second is not None
    assert third == pytest.approx(first * second, rel=1e-12)


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_currencies_never_turn_into_each_other(one: str, other: str) -> None:
    assert units.parse(one).is_compatible_with(units.parse(other)) == (one == other)


nearly = st.sampled_from(["count", "CNY", "kg"]).flatmap(lambda name: st.text("/*+ ays", max_size=6).map(name.__add__))


@given(st.text(max_size=20) | nearly)
def test_any_text_is_a_unit_or_a_unit_error(text: str) -> None:
    try:
        unit = units.parse(text)
    except UnitError:
        return
    assert str(unit).replace(" ", "") == text or units.factor(text, text) == 1


def metric(identity: str) -> Metric:
    return VOCABULARY.metrics[identity]


@pytest.mark.parametrize(
    ("identity", "unit", "measure", "fits"),
    [
        ("revenue", "CNY", "level", True),
        ("revenue", "USD/day", "level", True),
        ("revenue", "count", "level", False),
        ("revenue", "percent", "level", False),
        ("revenue", "percent", "growth", True),
        ("revenue", "percent", "share", True),
        ("revenue", "CNY", "growth", False),
        ("revenue", "times", "multiple", True),
        ("revenue", "percent", "multiple", True),
        ("revenue", "CNY", "change", True),
        ("revenue", "percentage_point", "change", True),
        ("revenue", "percentage_point", "level", False),
        ("dau", "count", "level", True),
        ("dau", "CNY", "level", False),
        ("orders", "count/day", "level", True),
        ("time_spent", "minute/day", "level", True),
        ("time_spent", "count", "level", False),
        ("gross_margin", "percent", "level", True),
        ("gross_margin", "permille", "level", True),
        ("gross_margin", "percentage_point", "change", True),
        ("capacity", "gigawatt_hour", "level", True),
        ("dau", "people", "level", False),
    ],
)
def test_legal_and_check(identity: str, unit: str, measure: Measure, fits: bool) -> None:
    assert units.legal(metric(identity), unit, measure) == fits
    if fits:
        units.check(metric(identity), unit, measure)
    else:
        with pytest.raises(UnitError, match=unit):
            units.check(metric(identity), unit, measure)


def test_check_says_what_would_fit() -> None:
    with pytest.raises(UnitError, match="revenue: a change in 'count' is count, not money or point"):
        units.check(metric("revenue"), "count", "change")


def test_the_examples_of_the_vocabulary_are_legal() -> None:
    """The rows that the entries expect have units that fit their metrics."""
    told = [(e.file, row) for e in VOCABULARY.examples for row in e.rows if {"unit", "metric", "measure"} <= set(row)]
    plain = [(file, row) for file, row in told if all(isinstance(row[name], str) for name in ("unit", "metric", "measure"))]
    told = [(file, row) for file, row in plain if row["metric"] in VOCABULARY.metrics]
    assert len(told) > 500
    assert not [(file, row) for file, row in told if not units.legal(metric(row["metric"]), row["unit"], row["measure"])]
