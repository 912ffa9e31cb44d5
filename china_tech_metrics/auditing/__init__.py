"""``audit``: what does not go together in a table.

    table -> facts.py     canonical order, claims, comparable levels
          -> rules.py     the registry; each rule is a function from Facts to Findings
          -> findings.py  the table of findings

conversion.py, growth.py, margin.py, parts.py (with spans.py for periods), shares.py, magnitude.py and plain.py hold the rules.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from china_tech_metrics.auditing.facts import Facts
from china_tech_metrics.auditing.findings import FINDINGS, build
from china_tech_metrics.auditing.rules import RULES, chosen
from china_tech_metrics.fx.rates import Rates, check
from china_tech_metrics.vocabulary import Vocabulary

__all__ = ["FINDINGS", "RULES", "audit"]


def audit(
    df: pd.DataFrame,
    *,
    rates: Rates | None = None,
    vocabulary: Vocabulary | None = None,
    rules: Iterable[str] | None = None,
) -> pd.DataFrame:
    """What does not go together in a table: slips of the texts, or of the extraction.

    Args:
        df: a table as :func:`extract` returns it, or anything that :func:`coerce` accepts.
        rates: exchange rates for the rule ``conversion``; those of the European Central Bank when not given.
        vocabulary: the metrics, units and entities; ``Vocabulary.default()`` when not given.
        rules: names of the rules to apply, out of ``RULES``; all when not given.

    Returns:
        One row a finding, with the columns and dtypes of :data:`FINDINGS`, in the order of ``doc_id`` and of the text, whatever the
        order of the rows in ``df``. ``rows`` has the index labels of the rows concerned, the figure in question first; ``expected`` and
        ``found`` are in ``unit``. Without a finding it has no row.

    Raises:
        InputError: ``df`` is no such table, ``rates`` are none, or a name is no rule's.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract("Meituan's revenue was RMB 67.9 billion ($93.9 billion) in the second quarter.", published="2023-08-25")
    >>> ctm.audit(df)[["rule", "expected", "found", "unit"]].round(-8).to_dict("records")
    [{'rule': 'conversion', 'expected': 9900000000.0, 'found': 93900000000.0, 'unit': 'USD'}]
    """
    selected = chosen(rules)
    facts = Facts.of(df, vocabulary or Vocabulary.default(), None if rates is None else check(rates))
    return build(facts, (finding for rule in selected for finding in rule(facts)))
