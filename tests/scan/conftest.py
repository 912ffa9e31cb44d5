"""What the scanner tests share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from china_tech_metrics.model import Amount
from china_tech_metrics.scan.amounts import AmountScanner
from china_tech_metrics.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def amount_scanner() -> AmountScanner:
    """The scanner of amounts with the English words that ship with the library."""
    vocabulary = Vocabulary.default()
    return AmountScanner(vocabulary.languages["en"].numbers, vocabulary.currencies, vocabulary.units)


def described(text: str, amount: Amount) -> str:
    """An amount on one line: ``quote = value unit``, then what is special about it, then ``also quote = value unit``."""
    parts = [text[amount.start : amount.end], "=", f"{round(amount.value, 2).normalize():f}", amount.unit]
    if amount.low is not None and amount.high is not None:
        parts.append(f"[{amount.low.normalize():f} {amount.high.normalize():f}]")
    if amount.modifier not in ("exact", "range"):
        parts.append(amount.modifier)
    parts += [name for name in ("bare", "worded", "ambiguous") if getattr(amount, name)]
    if amount.paired:
        parts.append(amount.paired)
    if amount.also is not None:
        also = amount.also
        parts += ["also", text[also.start : also.end], "=", f"{round(also.value, 2).normalize():f}", also.unit]
    return " ".join(parts)


@pytest.fixture
def read_amounts(amount_scanner: AmountScanner) -> Callable[[str], list[str]]:
    """Scans a sentence and describes what is found."""
    return lambda text: [described(text, amount) for amount in amount_scanner.scan(text)]
