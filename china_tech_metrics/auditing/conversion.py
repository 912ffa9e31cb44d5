"""Rule ``conversion``: an amount printed in two currencies that are not worth the same.

A writer converts at the rate of the day of publication as often as at the period's, so that the printed rate is held against all daily
rates of the period and that of the day of publication, and the nearest of them counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from china_tech_metrics.auditing.facts import Facts
from china_tech_metrics.auditing.findings import Finding
from china_tech_metrics.auditing.wording import amount, power, quoted
from china_tech_metrics.fx.market import Market, market_of
from china_tech_metrics.printed import Claim, claim

TOLERANCE = 0.03
"""How far a printed rate may be off the market's, beyond rounding."""
MOST = 13
"""Powers of ten beyond which nobody's slip of scale goes: a trillion is 10^12."""
DAY = np.dtype("datetime64[D]")


class Printed(NamedTuple):
    """An amount, the same in another currency, and the days whose rates the writer may have used. Days may be NaT."""

    row: int
    value: float
    unit: str
    also_value: float
    also_unit: str
    first: np.datetime64
    last: np.datetime64
    published: np.datetime64


def find(facts: Facts) -> Iterator[Finding]:
    """Pairs of amounts whose rate is off the market's. Pairs without rates for their days are passed over."""
    df = facts.df
    pairs = df[df["also_value"].notna() & df["also_unit"].notna() & df["lowest"].notna() & df["kind"].eq("money")]
    if pairs.empty:
        return
    rates = market_of(facts.rates)
    same_quote = pairs.groupby(["doc", "start", "end", "value", "unit", "also_value", "also_unit"], sort=False, dropna=False)["row"]
    days = (pairs[name].to_numpy().astype(DAY) for name in ("first", "last", "published"))
    columns = (pairs[name] for name in ("row", "value", "unit", "also_value", "also_unit"))
    together = {rows.iloc[0]: tuple(map(int, rows)) for _, rows in same_quote}
    for row, value, unit, also_value, also_unit, first, last, published in zip(*columns, *days, strict=True):
        if row in together:
            printed = Printed(int(row), value, _currency(unit), also_value, _currency(also_unit), first, last, published)
            yield from _off(facts, rates, printed, together[row])


def _currency(unit: str) -> str:
    return unit.partition("/")[0]


def _off(facts: Facts, rates: Market, pair: Printed, rows: tuple[int, ...]) -> Iterator[Finding]:
    quote = facts.text(pair.row, "quote") or ""
    one, other = abs_claim(pair.value, quote), abs_claim(pair.also_value, f"{pair.also_value:.15g}")
    if one.lowest <= 0 or pair.unit == pair.also_unit:
        return
    implied = Claim(other.lowest / one.highest, other.highest / one.lowest)
    if not 0 < implied.lowest <= implied.highest < math.inf:
        return
    span = rate_span(rates, pair, pair.unit, pair.also_unit)
    if span is None or _fits(implied, span):
        return
    nearest = min(max(abs(pair.also_value / pair.value), span.lowest), span.highest)
    expected = math.copysign(abs(pair.value) * nearest, pair.also_value)
    message = (
        f"{quoted(facts, pair.row)} is printed again as {amount(pair.also_value, pair.also_unit)}; "
        f"at market rates it is {amount(expected, pair.also_unit)}{_reason(facts, rates, pair, implied, span)}"
    )
    yield Finding("conversion", rows, message, expected, pair.also_value, pair.also_unit)


def abs_claim(value: float, quote: str) -> Claim:
    """What the size of a printed figure stands for by rounding alone: both amounts of a pair share whatever hedge there is."""
    return claim(abs(value), quote)


def _fits(implied: Claim, span: Claim) -> bool:
    return implied.lowest <= span.highest * (1 + TOLERANCE) and implied.highest >= span.lowest * (1 - TOLERANCE)


def rate_span(rates: Market, pair: Printed, source: str, target: str) -> Claim | None:
    """The lowest and highest rate the writer may have used: any of the period's days and the day of publication. None if none is known."""
    found = rates.pair(source, target)
    if isinstance(found, str):
        return None
    in_period = (found.days >= pair.first) & (found.days <= pair.last)  # none if one of them is NaT
    days = np.array([day for day in (pair.last, pair.published) if not np.isnat(day)], dtype=DAY)
    usable = np.concatenate([found.rates[in_period], found.on(days).rate])
    usable = usable[np.isfinite(usable)]
    return Claim(float(usable.min()), float(usable.max())) if len(usable) else None


def _reason(facts: Facts, rates: Market, pair: Printed, implied: Claim, span: Claim) -> str:
    """What would explain it: a power of ten, or another currency with the same sign; nothing if neither does."""
    size = (implied.lowest + implied.highest) / (span.lowest + span.highest)
    exponent = round(math.log10(size)) if 0 < size < math.inf else 0
    if 0 < abs(exponent) < MOST and _fits(Claim(implied.lowest / 10.0**exponent, implied.highest / 10.0**exponent), span):
        return f", {power(abs(exponent))} times {'less' if exponent > 0 else 'more'}"
    for unit, sides in ((pair.also_unit, "second"), (pair.unit, "first")):
        for code in _alike(facts, unit):
            source, target = (pair.unit, code) if sides == "second" else (code, pair.also_unit)
            other = Claim(1.0, 1.0) if source == target else rate_span(rates, pair, source, target)
            if other is not None and _fits(implied, other):
                return f"; it would fit if the {sides} amount were in {code}"
    return ""


def _alike(facts: Facts, unit: str) -> list[str]:
    """Other currencies that are written with the same sign, "$" or "¥"."""
    prefixes = facts.vocabulary.currencies.prefixes
    own = "".join(prefix for prefix, code in prefixes.items() if code == unit)
    signs = {character for character in own if not character.isalnum()} - {".", " "}
    return sorted({code for prefix, code in prefixes.items() if code != unit and signs & set(prefix)})
