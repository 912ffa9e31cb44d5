"""Dated currency conversion: where rates come from, which day's rate an amount gets, and the table's columns in other currencies.

``rates`` has where they come from, ``market`` one currency in another on a day or over a period, ``timing`` the days of each row,
``conversion`` the table's columns in other currencies, and ``in_unit`` its amounts in another unit.
"""

from china_tech_metrics.fx.conversion import Rate, convert, rate, rates_of, unconverted
from china_tech_metrics.fx.in_unit import to
from china_tech_metrics.fx.market import Market, Pair, Reason, market_of
from china_tech_metrics.fx.rates import EcbRates, FirstOf, FrameRates, Rates

__all__ = [
    "EcbRates",
    "FirstOf",
    "FrameRates",
    "Market",
    "Pair",
    "Rate",
    "Rates",
    "Reason",
    "convert",
    "market_of",
    "rate",
    "rates_of",
    "to",
    "unconverted",
]
