"""How findings put numbers and figures into words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from china_tech_metrics.auditing.facts import Facts

SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
SIGNS = {"percent": "%", "times": " times", "count": "", "percentage_point": " percentage points"}
POWERS = {1: "ten", 2: "a hundred", 3: "a thousand", 4: "ten thousand", 6: "a million"}


def amount(value: float, unit: str | None) -> str:
    """A number with its unit, to four digits.

    >>> amount(6.47e9, "USD"), amount(13.333, "percent"), amount(-250_000.0, "count"), amount(104.62e9, "CNY")
    ('6.47 billion USD', '13.33%', '-250,000', '104.6 billion CNY')
    """
    end = SIGNS.get(unit, f" {unit}") if unit is not None else ""
    if not math.isfinite(value):
        return f"{value}{end}"
    for size, name in SCALES:
        if size <= abs(value) < 1e16:
            return f"{value / size:.4g} {name}{end}"
    return f"{value:,.0f}{end}" if 1000 <= abs(value) < 1e6 else f"{value:.4g}{end}"


def power(exponent: int) -> str:
    """How many times 10**exponent is, in words.

    >>> power(1), power(5)
    ('ten', '10^5')
    """
    return POWERS.get(exponent, f"10^{exponent}")


def quoted(facts: Facts, row: int, *, beside: int | None = None) -> str:
    """The quote of a row with its segment and period, and with its document if that is not the one of the row ``beside`` it."""
    quote = f'"{facts.text(row, "quote") or "?"}"'
    around = [text for name in ("segment", "period") if (text := facts.text(row, name)) is not None]
    if beside is not None and facts.number(row, "doc") != facts.number(beside, "doc"):
        around.append(f"in {facts.text(row, 'doc_id') or 'a document without a name'}")
    return f"{quote} ({', '.join(around)})" if around else quote
