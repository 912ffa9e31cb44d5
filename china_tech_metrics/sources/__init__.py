"""Readers: from files, pages and feeds to documents with their day, title and address. None of them uses a network.

    opening      a path, a string or bytes; limits, encodings
    text         plain text files
    html         pages                          (extra ``html``)
    feed         RSS and Atom                   (extra ``feed``)
    tables       JSON Lines, CSV, Parquet       (Parquet: extra ``parquet``)
    folder       files of any of these kinds, folders of them
    briefs       several pieces of news run together, taken apart
    fragments    a piece of HTML as text
    boilerplate  what is no part of an article, taken out

A reader of one article returns a :class:`Document`, one of many :class:`Documents`, which are read when they are gone over.
"""

from china_tech_metrics.sources.boilerplate import clean
from china_tech_metrics.sources.feed import read_feed
from china_tech_metrics.sources.folder import read_file, read_folder
from china_tech_metrics.sources.html import read_html
from china_tech_metrics.sources.tables import read_csv, read_jsonl, read_parquet
from china_tech_metrics.sources.text import read_text

__all__ = ["clean", "read_csv", "read_feed", "read_file", "read_folder", "read_html", "read_jsonl", "read_parquet", "read_text"]
