"""Numbers about Chinese tech, from prose to a tidy table.

>>> import china_tech_metrics as ctm
>>> df = ctm.extract("Meituan's revenue rose 22% to RMB 67.9 billion in the second quarter.", published="2023-08-25")
>>> df[["entity", "metric", "measure", "period", "value", "unit"]]
    entity   metric measure  period         value     unit
0  Meituan  revenue  growth  2023Q2  2.200000e+01  percent
1  Meituan  revenue   level  2023Q2  6.790000e+10      CNY
"""

from china_tech_metrics import accessor as accessor
from china_tech_metrics import units
from china_tech_metrics.api import check_vocabulary, extract, iter_extract
from china_tech_metrics.auditing import audit
from china_tech_metrics.documents import Documents
from china_tech_metrics.errors import (
    ChinaTechMetricsError,
    DocumentError,
    InputError,
    InputWarning,
    MissingExtraError,
    SourceError,
    UnitError,
    VocabularyError,
)
from china_tech_metrics.fx import EcbRates, FirstOf, FrameRates, Rates, convert
from china_tech_metrics.model import Document
from china_tech_metrics.partitions import extract_partition, extract_partitions
from china_tech_metrics.periods import period_frequency, to_period
from china_tech_metrics.plotting import plot
from china_tech_metrics.sources import read_csv, read_feed, read_file, read_folder, read_html, read_jsonl, read_parquet, read_text
from china_tech_metrics.table import SCHEMA, coerce
from china_tech_metrics.timeseries import panel, reconcile, series
from china_tech_metrics.view import explain, show, to_html, unmatched
from china_tech_metrics.vocabulary import Vocabulary

__version__ = "0.2.0"

__all__ = [
    "SCHEMA",
    "ChinaTechMetricsError",
    "Document",
    "DocumentError",
    "Documents",
    "EcbRates",
    "FirstOf",
    "FrameRates",
    "InputError",
    "InputWarning",
    "MissingExtraError",
    "Rates",
    "SourceError",
    "UnitError",
    "Vocabulary",
    "VocabularyError",
    "audit",
    "check_vocabulary",
    "coerce",
    "convert",
    "explain",
    "extract",
    "extract_partition",
    "extract_partitions",
    "iter_extract",
    "panel",
    "period_frequency",
    "plot",
    "read_csv",
    "read_feed",
    "read_file",
    "read_folder",
    "read_html",
    "read_jsonl",
    "read_parquet",
    "read_text",
    "reconcile",
    "series",
    "show",
    "to_html",
    "to_period",
    "units",
    "unmatched",
]
