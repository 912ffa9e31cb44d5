"""What a unit of the table is made of: its kind, its dimension, and which metrics it fits.

A unit is a name, or a name with what it is per: ``CNY``, ``count``, ``minute/day``, ``CNY/kg``. The names are the vocabulary's
currencies and physical units, and the plain ones of :data:`PLAIN`. Any three capital letters are a currency (ISO 4217); no other unit is
written so.

pint does the algebra, in a registry of our own with nothing but these names: in pint's own ``T`` is the tesla and ``USD`` unknown. Every
currency is a dimension of its own, so that none turns into another without a date, and so are counts, percent, percentage points and
multiples: a margin that rises by 4 points has not risen by 4 percent. pint is imported when a unit is first taken apart.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from china_tech_metrics.errors import UnitError
from china_tech_metrics.model import Kind, Measure
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import Metric

if TYPE_CHECKING:
    import pint

PLAIN: dict[str, tuple[Kind, str]] = {
    "count": ("count", "[count]"),
    "percent": ("percent", "[percent]"),
    "permille": ("percent", "percent / 10"),
    "percentage_point": ("point", "[point]"),
    "times": ("times", "[times]"),
}
"""Units that are neither currency nor physical: the kind of amount, and the definition for pint."""

RATIOS: dict[Measure, frozenset[Kind]] = {
    "growth": frozenset({"percent"}),
    "multiple": frozenset({"times", "percent"}),
    "share": frozenset({"percent"}),
}
"""The kinds of amount of those measures that are ratios, whatever the metric."""

_CURRENCY = re.compile(r"([A-Z]{3})(?:/|\Z)")
_FORM = re.compile(r"[A-Za-z]\w*(?:/[A-Za-z]\w*)*", re.ASCII)


def currency(unit: Any) -> str | None:
    """The currency of a monetary unit; None for any other, and for what is no string.

    >>> currency("CNY/kg"), currency("USD"), currency("count/day"), currency(float("nan"))
    ('CNY', 'USD', None, None)
    """
    return _currency(unit) if isinstance(unit, str) else None


@lru_cache(maxsize=1024)
def _currency(unit: str) -> str | None:
    found = _CURRENCY.match(unit)
    return found[1] if found else None


def parse(unit: str) -> pint.Unit:
    """A unit of the table as one of pint's, of a registry that knows only such units.

    Args:
        unit: as in the table's ``unit``.

    Raises:
        UnitError: it has another form, or a name in it is none of a unit.

    >>> parse("USD/month").dimensionality == parse("USD/day").dimensionality
    True
    >>> parse("USD").is_compatible_with(parse("CNY"))
    False
    """
    registry = _registry()
    for name in _names(unit):
        if name not in registry and _CURRENCY.fullmatch(name):
            registry.define(f"{name} = [currency_{name}]")
    return registry.parse_units(unit)


def kind(unit: str) -> Kind:
    """The sort of amount a unit is for: "money", "percent", "point", "times", "count" or "quantity".

    Raises:
        UnitError: it is no unit of the table, or one per something that is no physical unit or span of time.

    >>> kind("CNY/day"), kind("count"), kind("permille"), kind("minute/day")
    ('money', 'count', 'percent', 'quantity')
    """
    return _kind(unit)


@lru_cache(maxsize=1024)
def _kind(unit: str) -> Kind:
    first, *denominators = _names(unit)
    for name in denominators:
        if name in PLAIN or currency(name):
            raise UnitError(f"unit {unit!r}: an amount per {name} has no place in the table")
    return "money" if currency(first) else PLAIN[first][0] if first in PLAIN else "quantity"


def factor(source: str, target: str) -> float | None:
    """How many of one unit a unit of another is, leaving their currencies aside; None if their dimensions differ.

    Spans of time have the length they have on average: a year is 365.2425 days, a month a twelfth and a quarter a fourth of it.

    Args:
        source: the unit an amount is in.
        target: the unit it is to be in.

    Raises:
        UnitError: one of them is no unit of the table.

    >>> round(factor("CNY/day", "USD/month"), 4), factor("minute/day", "hour/week"), factor("CNY", "USD/month")
    (30.4369, 0.11666666666666667, None)
    """
    return _factor(source, target)


@lru_cache(maxsize=1024)
def _factor(source: str, target: str) -> float | None:
    ours, theirs = parse(source), parse(target)
    codes = currency(source), currency(target)
    if codes[0] is not None and codes[1] is not None:
        ours, theirs = ours / parse(codes[0]), theirs / parse(codes[1])
    if ours.dimensionality != theirs.dimensionality:
        return None
    return float((1.0 * ours).to(theirs).magnitude)


def legal(metric: Metric, unit: str, measure: Measure = "level") -> bool:
    """Whether an amount in a unit can be an amount of a metric.

    A growth or a share of any metric is in percent, a multiple in times or percent. A level has one of the metric's own kinds
    (:attr:`Metric.units`), and so has a change, which may also be in percentage points: those of the metric's share or rate.

    Args:
        metric: the vocabulary's entry.
        unit: as in the table; one that can not be parsed is not legal.
        measure: as in the table.

    >>> revenue = Vocabulary.default().metrics["revenue"]
    >>> legal(revenue, "USD/month"), legal(revenue, "count"), legal(revenue, "percent"), legal(revenue, "percent", "growth")
    (True, False, False, True)
    """
    try:
        found = kind(unit)
    except UnitError:
        return False
    return found in _kinds(metric, measure)


def check(metric: Metric, unit: str, measure: Measure = "level") -> None:
    """Nothing, if :func:`legal`.

    Raises:
        UnitError: the unit is none of the table, or does not fit the metric; the message says what would.
    """
    found, fit = kind(unit), _kinds(metric, measure)
    if found not in fit:
        raise UnitError(f"{metric.id}: a {measure} in {unit!r} is {found}, not {' or '.join(sorted(fit))}")


def _kinds(metric: Metric, measure: Measure) -> frozenset[str]:
    ratio = RATIOS.get(measure)
    if ratio is not None:
        return ratio
    return metric.units | {"point"} if measure == "change" else metric.units


def _names(unit: Any) -> list[str]:
    """The names in a unit, each of which is one of a unit.

    Raises:
        UnitError: it has another form, or there is no such name.
    """
    if not isinstance(unit, str) or not _FORM.fullmatch(unit):
        raise UnitError(f'{unit!r} is no unit: give a name, or names with "/" between, such as "USD" or "minute/day"')
    names, known = unit.split("/"), _known()
    for name in names:
        if name not in known and not _CURRENCY.fullmatch(name):
            near = difflib.get_close_matches(name, known, n=1)
            raise UnitError(f"unit {unit!r}: there is no unit {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return names


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    vocabulary = Vocabulary.default()
    return frozenset(PLAIN) | vocabulary.currencies.codes | {name for name in vocabulary.units.definitions if "/" not in name}


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry[float]:
    """The registry of all names the vocabulary has."""
    import pint

    vocabulary = Vocabulary.default()
    definitions = {name: definition for name, (_, definition) in PLAIN.items()}
    definitions |= {code: f"[currency_{code}]" for code in sorted(vocabulary.currencies.codes)}
    definitions |= {name: told or f"[{name}]" for name, told in vocabulary.units.definitions.items() if "/" not in name}
    registry: pint.UnitRegistry[float] = pint.UnitRegistry(None)
    for name, definition in definitions.items():
        registry.define(f"{name} = {definition}")
    return registry
