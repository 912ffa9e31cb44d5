"""One currency in another, on days and over periods: look-ups in sorted arrays, for all rows of a pair at once.

The mean of a period's daily rates is a difference of two cumulative sums, so that a row costs two binary searches however long its
period is. What the published rates do not cover is told by a reason and never filled in: see :class:`Reason`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from china_tech_metrics.fx.rates import EcbRates, FirstOf, Rates, check, clean

Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]

LONGEST_PAUSE = 14
"""Days between two published rates beyond which there is a gap: no market closes for so long, China's Golden Week takes eleven at most."""
NO_DAY = np.datetime64("NaT", "D")


class Reason(StrEnum):
    """Why an amount has no conversion: what ``fx_source`` says then. ``NO_RATE`` is followed by the currency's code."""

    NO_PERIOD = "none: no period"
    NO_PUBLICATION = "none: no publication day"
    NO_RATE = "none: no rate for"
    TOO_EARLY = "none: before the first rate"
    TOO_LATE = "none: after the last rate"
    GAP = "none: gap in the rates"
    DIMENSION = "none: other dimension"


class Found(NamedTuple):
    """Rates found for some rows: NaN with a reason where there is none, else with the day they are of."""

    rate: Floats
    day: Days
    reason: Objects


@dataclass(frozen=True, eq=False)
class Pair:
    """How many units of one currency a unit of another bought, day by day.

    ``days`` are sorted and ``rates`` stand beside them. ``sums[i]`` is the sum of the first ``i`` rates, and ``gaps[i]`` the number of
    pauses longer than :data:`LONGEST_PAUSE` up to ``days[i]``. ``source`` names the rates.
    """

    days: Days
    rates: Floats
    sums: Floats
    gaps: npt.NDArray[np.int64]
    source: str

    @classmethod
    def of(cls, days: Days, rates: Floats, source: str) -> Pair:
        """A pair from its days, sorted, and rates."""
        pauses = np.diff(days, prepend=days[:1]).astype(np.int64) > LONGEST_PAUSE
        return cls(days, rates, np.r_[0.0, np.cumsum(rates)], np.cumsum(pauses), source)

    def on(self, day: Days) -> Found:
        """The last rate published on or before each day.

        A day after the last rate has one only if weekend days alone lie between, and none if the rate before it is older than
        :data:`LONGEST_PAUSE`.
        """
        at = np.searchsorted(self.days, day, side="right") - 1
        seen = self.days[np.maximum(at, 0)]
        reason = np.full(len(day), None, dtype=object)
        reason[(day - seen).astype(np.int64) > LONGEST_PAUSE] = Reason.GAP.value
        reason[self._too_late(day)] = Reason.TOO_LATE.value
        reason[at < 0] = Reason.TOO_EARLY.value
        return _found(self.rates[np.maximum(at, 0)], seen, reason)

    def mean(self, first: Days, last: Days) -> Found:
        """The mean of the rates published from ``first`` to ``last``, both inside; the last one before where none was published between.

        Weekends and 1 January apart, the whole period must lie between the first and the last rate, without a gap. The day that is told
        is the period's last; if only one rate is taken, that one's.
        """
        begin = np.searchsorted(self.days, first, side="left")
        end = np.searchsorted(self.days, last, side="right")
        rate, day, reason = self.on(last)
        many = end - begin > 1
        rate[many] = (self.sums[end] - self.sums[begin])[many] / (end - begin)[many]
        before = np.maximum(np.searchsorted(self.days, first, side="right") - 1, 0)
        behind = np.minimum(np.searchsorted(self.days, last, side="left"), len(self.days) - 1)
        covered = np.array([told is None for told in reason], dtype=bool)
        reason[covered & (first < last) & (self.gaps[behind] > self.gaps[before])] = Reason.GAP.value
        reason[covered & self._too_early(first)] = Reason.TOO_EARLY.value
        return _found(rate, np.where(many, last, day), reason)

    def _too_late(self, day: Days) -> Flags:
        late: Flags = day > self.days[-1]
        late[late] = np.busday_count(self.days[-1] + 1, day[late] + 1) > 0
        return late

    def _too_early(self, day: Days) -> Flags:
        early: Flags = day < self.days[0]
        new_year = self.days[0].astype("datetime64[Y]").astype("datetime64[D]")
        early[early] = np.busday_count(day[early], self.days[0], holidays=[new_year]) > 0
        return early


def _found(rate: Floats, day: Days, reason: Objects) -> Found:
    missing = np.array([told is not None for told in reason], dtype=bool)
    return Found(np.where(missing, np.nan, rate), np.where(missing, NO_DAY, day), reason)


class Market:
    """The pairs of some rates, each built at its first use."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._series: dict[str, Any] = {}
        self._pairs: dict[tuple[str, str], Pair | str] = {}

    def pair(self, source: str, target: str) -> Pair | str:
        """Units of ``target`` that a unit of ``source``, another currency, bought, by day; a reason where one of them has no rates.

        Raises:
            InputError: the rates are not what :class:`Rates` asks for.
        """
        key = source, target
        if key not in self._pairs:
            self._pairs[key] = self._build(source, target)
        return self._pairs[key]

    def knows(self, currency: str) -> bool:
        """Whether there are rates for a currency."""
        return currency == self.rates.base or self._daily(currency) is not None

    def _build(self, source: str, target: str) -> Pair | str:
        sides = []
        for currency in (source, target):
            if currency == self.rates.base:
                continue
            series = self._daily(currency)
            if series is None or series.empty:
                return f"{Reason.NO_RATE} {currency}"
            sides.append(series if currency == target else 1 / series)
        rates = sides[0] if len(sides) == 1 else (sides[0] * sides[1]).dropna()
        if rates.empty:  # both are known, but on no common day
            return Reason.GAP.value
        return Pair.of(rates.index.to_numpy().astype("datetime64[D]"), rates.to_numpy(), self._source(source, target))

    def _daily(self, currency: str) -> Any:
        if currency not in self._series:
            series = self.rates.daily(currency)
            self._series[currency] = None if series is None else clean(series, f"rates {self.rates.name!r}: {currency}")
        return self._series[currency]

    def _source(self, *currencies: str) -> str:
        """The names of the sources that two currencies' rates are from."""
        if not isinstance(self.rates, FirstOf):
            return self.rates.name
        picked = [self.rates.pick(currency) for currency in currencies]
        return "+".join(dict.fromkeys(source.name for source in picked if source is not None))


def market_of(rates: Rates | None) -> Market:
    """The market of some rates, or of the ECB's.

    Raises:
        InputError: ``rates`` is not what :class:`Rates` asks for.
    """
    return _ecb() if rates is None else Market(check(rates))


@lru_cache(maxsize=1)
def _ecb() -> Market:
    return Market(EcbRates())
