"""``show`` and ``to_html``: articles with what was read in them, to look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from china_tech_metrics.documents import Source
from china_tech_metrics.view import markup
from china_tech_metrics.view.articles import Articles, collect
from china_tech_metrics.vocabulary import Vocabulary

LIMIT = 50
"""So many articles are shown unless more are asked for: a notebook has to carry them all."""


@dataclass(frozen=True, repr=False)
class View:
    """Articles with their quantities highlighted. A notebook displays it; :meth:`save` writes it as a page."""

    articles: Articles
    title: str | None = None

    def _repr_html_(self) -> str:
        """For a notebook: an element with its own style and script, in the notebook's colours."""
        return markup.fragment(self.articles, self.title)

    @property
    def html(self) -> str:
        """A page of its own, which needs nothing from elsewhere."""
        return markup.page(self.articles, self.title)

    def save(self, path: str | Path) -> Path:
        """Write the page, in UTF-8, and say where it is."""
        target = Path(path)
        target.write_bytes(self.html.encode("utf-8"))
        return target

    def __repr__(self) -> str:
        shown, rows = len(self.articles.shown), self.articles.rows
        return f"<View of {shown} article{'s' * (shown != 1)}, {rows} row{'s' * (rows != 1)}; .save(path) writes it as a page>"


def show(
    source: Source | pd.DataFrame,
    documents: Source | None = None,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    title: str | None = None,
    limit: int | None = LIMIT,
) -> View:
    """The articles with every quantity, name, date and attribution highlighted, and what belongs together linked.

    Each quantity has the values of its rows in a tip, which comes with the pointer or the keyboard. Pointing at it lights up whose it is,
    what it measures, when, and who says so; pointing at a name lights up its figures. A quantity that is in no row is marked as such.

    Args:
        source: what :func:`extract` takes, or a table of observations.
        documents: for a table: the source it was read from, matched by ``doc_id``. Not needed as long as the table has its texts, which
            it loses in a file. Of a table without texts the sentences of its rows are shown.
        published: as in :func:`extract`, for texts that bring no date.
        lang: as in :func:`extract`, for texts that bring no language.
        vocabulary: the words to read with; those the table was read with when not given.
        title: stands above the articles.
        limit: how many articles are shown, None for all; the page says how many are not.

    Returns:
        A :class:`View`, which notebooks display and ``save(path)`` writes.

    Raises:
        InputError: the source can not be read, or ``documents`` are not the texts that the table was read from.

    >>> show("JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter.", published="2024-08-15")
    <View of 1 article, 2 rows; .save(path) writes it as a page>
    """
    found = collect(source, documents, published=published, lang=lang, vocabulary=vocabulary, limit=limit)
    return View(found, title)


def to_html(
    source: Source | pd.DataFrame,
    documents: Source | None = None,
    *,
    published: dt.date | str | None = None,
    lang: str | None = None,
    vocabulary: Vocabulary | None = None,
    title: str | None = None,
    limit: int | None = None,
) -> str:
    """What :func:`show` shows, as a page of its own; of all articles unless a ``limit`` is set.

    Args, errors: as in :func:`show`.

    Returns:
        A complete HTML document. It loads nothing, and can be encoded in UTF-8 whatever the texts contain.

    >>> to_html("JD's revenue rose 1.2%.").startswith("<!doctype html>")
    True
    """
    return show(source, documents, published=published, lang=lang, vocabulary=vocabulary, title=title, limit=limit).html
