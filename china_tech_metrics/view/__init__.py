"""What is in the texts, to look at, and why the rows are what they are.

pages      ``show`` and ``to_html``
articles   texts and rows brought together
marks      what is highlighted, and which rows each highlight belongs to
markup     as HTML

explaining ``explain``: why a row is what it is, in the sentences of ``reasons.toml``
lacking    ``unmatched``: quantities that no metric claims

trace      the document read once more, with somebody watching
phrases    ... by the engine for languages such as English
chains     ... by the engine for languages such as Chinese
"""

from china_tech_metrics.view.explaining import Explanation, explain
from china_tech_metrics.view.lacking import unmatched
from china_tech_metrics.view.pages import View, show, to_html

__all__ = ["Explanation", "View", "explain", "show", "to_html", "unmatched"]
