"""Whether two rows tell the same, contradict each other or can not be compared, and which of several is to be believed first.

Rows are compared by what their figures claim (:mod:`china_tech_metrics.printed`): "RMB 31.4 billion" and "RMB 31.44 billion" agree, and so
does "over RMB 30 billion". Two amounts in different currencies are compared in US dollars or renminbi, with room for the rate.

A row is of one *standing*: ``actual`` and ``estimate`` both say what is or was, and can contradict each other. A forecast, and a target, is
somebody's on some day: that of another source, or of another day, is another one and no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.printed import Claim, claims
from china_tech_metrics.table import SCHEMA
from china_tech_metrics.units import currency
from china_tech_metrics.vocabulary import Vocabulary

COMPANY = "company"
"""What ``source`` says where the company itself is cited."""
FACT = "fact"
"""The standing of rows that say what is or was; that of the others names its source."""
STATUSES = ("actual", "estimate", "forecast", "target")
MODIFIERS = ("exact", "range", "approx", "over", "under")
RATE_ROOM = 0.03
"""How far apart two amounts may be, as a part of them, when an exchange rate stands between them: articles convert at the rate of the
period, of its end or of the day they were written, which in the years since 2005 differed by less than this in most quarters."""

LONG_AGO = -1_000_000
"""The day of publication, counted from 1970, of what has none."""

Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The rows of a table, by position, ready to be compared.

    Attributes:
        rank: the place of each row in the order of belief, without ties: status (actual, estimate, forecast, target), the company's own
            word before that of others, exact before hedged, more digits, later publication, higher confidence, then all columns.
        dimension: what kind of unit a row has: "money" for any currency, with what follows it ("money/day"), else the unit itself.
        standing: :data:`FACT`, or the status with its source.
        primary: whether it is the company's own word, or nobody is cited.
        published: day of publication as a number, :data:`LONG_AGO` where it is not known.
        value: the figure, in its own unit.
        claims: what each figure may stand for, in its own unit.
        scales: for US dollars and for renminbi, what the figure is multiplied with; NaN where it has no such amount.
    """

    rank: Sequence[int]
    dimension: Sequence[str]
    unit: Sequence[str]
    standing: Sequence[str]
    primary: Sequence[bool]
    status: Sequence[int]
    published: Sequence[int]
    value: Sequence[float]
    claims: Sequence[Claim]
    scales: Sequence[tuple[float, float]]

    @classmethod
    def of(cls, df: pd.DataFrame, vocabulary: Vocabulary) -> Mentions:
        """The rows of a table that has the columns and dtypes of the schema."""
        told = claims(df)
        primary = _primary(df, vocabulary)
        status = _places(df["status"], STATUSES)
        units = df["unit"].astype(object).where(df["unit"].notna(), "").tolist()
        days = df["published"].to_numpy().astype("datetime64[D]")
        published = np.where(np.isnat(days), LONG_AGO, days.astype(np.int64))
        with np.errstate(divide="ignore", invalid="ignore"):
            scales = zip(*((df[name] / df["value"]).tolist() for name in ("value_usd", "value_cny")), strict=True)
        return cls(
            rank=_ranks(df, told, primary, status, published).tolist(),
            dimension=[dimension(unit) for unit in units],
            unit=units,
            standing=_standings(df, primary.tolist(), status),
            primary=primary.tolist(),
            status=status.tolist(),
            published=published.tolist(),
            value=df["value"].tolist(),
            claims=[Claim(*ends) for ends in zip(told["lowest"].tolist(), told["highest"].tolist(), strict=True)],
            scales=list(scales),
        )

    def agree(self, a: int, b: int) -> bool | None:
        """Whether what two rows claim overlaps; None if their units can not be compared."""
        if self.unit[a] == self.unit[b]:
            return _overlap(self.claims[a], self.claims[b])
        if self.dimension[a] != self.dimension[b]:
            return None
        for one, other in zip(self.scales[a], self.scales[b], strict=True):
            if np.isfinite(one) and np.isfinite(other):
                return _overlap(_scaled(self.claims[a], one), _scaled(self.claims[b], other))
        return None

    def contradict(self, a: int, b: int) -> bool:
        """Whether two rows of one fact can not both be right."""
        if self.standing[a] != self.standing[b] or (self.standing[a] != FACT and self.published[a] != self.published[b]):
            return False
        return self.agree(a, b) is False

    def clusters(self, rows: Iterable[int]) -> list[list[int]]:
        """Rows of one fact in groups that tell the same, each with its most believed row first.

        Agreement is not transitive: "around 100" agrees with 95 and with 105, which contradict each other. So the rows are taken in the
        order of belief. One that agrees with the *first* row of a group joins it, and of several groups the nearest; else it begins a
        group of its own. The order has no ties, so the groups do not depend on the order in which the rows came.
        """
        found: list[list[int]] = []
        for row in sorted(rows, key=self.rank.__getitem__):
            same = [c for c in found if self.standing[c[0]] == self.standing[row] and self.agree(c[0], row)]
            if same:
                min(same, key=lambda cluster: self._distance(cluster[0], row)).append(row)
            else:
                found.append([row])
        return found

    def _distance(self, a: int, b: int) -> float:
        """How far two figures are apart, as a part of the larger one."""
        one, other = self.value[a], self.value[b]
        if self.unit[a] != self.unit[b]:
            pairs = zip(self.scales[a], self.scales[b], strict=True)
            x, y = next((x, y) for x, y in pairs if np.isfinite(x) and np.isfinite(y))
            one, other = one * x, other * y
        return abs(one - other) / max(abs(one), abs(other), 1e-300)


def dimension(unit: str) -> str:
    """The kind of a unit: currencies are one kind, and all else is a kind by itself.

    >>> dimension("CNY/day"), dimension("USD/day"), dimension("count/day")
    ('money/day', 'money/day', 'count/day')
    """
    code = currency(unit)
    return unit if code is None else "money" + unit.removeprefix(code)


def _overlap(a: Claim, b: Claim) -> bool | None:
    return a.agrees(b) if np.isfinite([*a, *b]).all() else None


def _scaled(told: Claim, scale: float) -> Claim:
    """A claim in another currency; in its own the scale is one, and it needs no room."""
    ends = [end * scale for end in told]
    room = 0.0 if scale == 1 else RATE_ROOM * max(map(abs, ends))
    return Claim(min(ends) - room, max(ends) + room)


def _places(column: pd.Series, order: Sequence[str]) -> Integers:
    """The place of each value in an order; a missing or unknown one is behind the last."""
    place = {value: n for n, value in enumerate(order)}
    return np.array([place.get(value, len(order)) for value in column.tolist()], dtype=np.int64)


def _primary(df: pd.DataFrame, vocabulary: Vocabulary) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether nobody is cited, or the company itself: its name, one of its other names, or that of its family."""
    known: dict[tuple[Any, Any, Any], bool] = {}
    found = []
    for key in zip(df["source"].tolist(), df["entity"].tolist(), df["parent"].tolist(), strict=True):
        if not isinstance(key[0], str) or key[0] == COMPANY:
            found.append(True)
            continue
        if key not in known:
            names = {name.casefold() for name in key[1:] if isinstance(name, str)}
            known[key] = _canonical(key[0], vocabulary).casefold() in names
        found.append(known[key])
    return np.array(found, dtype=bool)


def _canonical(name: str, vocabulary: Vocabulary) -> str:
    try:
        return vocabulary.entity(name).name
    except VocabularyError:
        return name


def _standings(df: pd.DataFrame, primary: Sequence[bool], status: Integers) -> list[str]:
    facts = (STATUSES.index("actual"), STATUSES.index("estimate"), len(STATUSES))
    return [
        FACT if place in facts else f"{STATUSES[place]} {'' if own else str(source).casefold()}"
        for place, own, source in zip(status.tolist(), primary, df["source"].tolist(), strict=True)
    ]


def _ranks(df: pd.DataFrame, told: pd.DataFrame, primary: Any, status: Integers, published: Integers) -> Integers:
    """The place of each row in the order of belief; rows alike in all columns follow their labels."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        size, step = (np.floor(np.log10(column).round(6)) for column in (df["value"].abs(), told["highest"] - told["lowest"]))
        digits = (size - step).fillna(-np.inf)
    believed = [status, ~primary, _places(df["modifier"], MODIFIERS), -digits, -published, -df["confidence"].fillna(-1.0)]
    rest = [codes(df[name]) for name in SCHEMA.names]
    labels = codes(pd.Series([_written(label) for label in df.index], dtype=object))
    keys = [*believed, *rest, labels]
    ranks = np.empty(len(df), dtype=np.int64)
    ranks[np.lexsort([np.asarray(key) for key in reversed(keys)])] = np.arange(len(df))
    return ranks


def _written(label: Any) -> str:
    """An index label as a text that sorts as whole numbers do."""
    return f"{label:040d}" if isinstance(label, int) else f"{type(label).__name__} {label!r}"


def codes(column: pd.Series) -> Integers:
    """The values of a column as numbers in their own order; -1 is a missing one."""
    values = column.astype(object) if isinstance(column.dtype, pd.CategoricalDtype | pd.StringDtype) else column
    found, _ = pd.factorize(values, sort=True)
    return np.asarray(found, dtype=np.int64)
