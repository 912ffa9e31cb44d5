"""What a table of observations tells over time, and where its rows agree and contradict each other.

    mentions   two rows: do they agree; and which is believed first
    reconcile  rows that tell the same become one, contradictions are marked
    choose     the figure of one span of days
    derive     figures that follow from others
    place      spans of days as the periods of a frequency
    build      one series, from rows to figures by period
    series     series and panels as DataFrames

The package is not called ``series`` because the function is, and a module would hide it.
"""

from china_tech_metrics.timeseries.reconcile import reconcile
from china_tech_metrics.timeseries.series import panel, series

__all__ = ["panel", "reconcile", "series"]
