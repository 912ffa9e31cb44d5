"""A series as a picture, in which one sees what each point rests on.

    marks   what is drawn of each period: value, bar, shape, fill, ring, and the words behind it
    scale   units a reader can take in ("billion CNY") and the names of periods
    draw    marks on the axes of matplotlib, the only module that imports it
    picture from the table to the picture

matplotlib comes with the extra ``plot`` and is imported at the first call.
"""

from china_tech_metrics.plotting.picture import plot, plot_series

__all__ = ["plot", "plot_series"]
