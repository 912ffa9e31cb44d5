"""The registry of rules: each one's name and the function that finds what it is about."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

from china_tech_metrics.auditing import conversion, growth, magnitude, margin, parts, plain, shares
from china_tech_metrics.auditing.facts import Facts
from china_tech_metrics.auditing.findings import NAMES, Finding
from china_tech_metrics.errors import InputError

Rule = Callable[[Facts], Iterable[Finding]]

RULES: Mapping[str, Rule] = {
    "conversion": conversion.find,
    "growth": growth.find,
    "margin": margin.find,
    "parts": parts.find,
    "share_over_100": shares.find,
    "magnitude": magnitude.find,
    "unit": plain.units,
    "sign": plain.signs,
    "future_actual": plain.future,
}


def chosen(names: Iterable[str] | None) -> list[Rule]:
    """The rules of some names, each once; all of them for None.

    Raises:
        InputError: a name is no rule's.
    """
    if names is None:
        return list(RULES.values())
    if isinstance(names, str):
        names = [names]
    wanted = list(names)
    for name in wanted:
        if name not in RULES:
            near = difflib.get_close_matches(str(name), NAMES, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise InputError(f"rules: {name!r} is none of {', '.join(NAMES)}{hint}")
    return [RULES[name] for name in NAMES if name in wanted]
