"""Several pieces of news run together in one text, taken apart again.

Where one ends is told by what feeds and their copies leave between them, and by nothing less: the marks of a CDATA section, a line of
asterisks or hyphens, the words that a page has below a teaser ("Keep Reading Show less") or a content system below an entry. A
blank line or a change of subject does not end a piece: a row's company and period may stand in the paragraph before.
"""

from __future__ import annotations

import re

from china_tech_metrics.sources.boilerplate import CDATA, SENTENCE, endings
from china_tech_metrics.sources.fragments import BREAK

RULE = re.compile(r"^[^\S\n]*(?:[*_=~#•·—–-][^\S\n]*){3,}$", re.MULTILINE)
HEADLINE = 150
"""Characters of the longest headline."""


def split_briefs(text: str) -> list[str]:
    """The pieces of news in a text, in order, none of them empty.

    >>> split_briefs("JD's revenue rose 5%.]]>Meituan's rose 20%. ]]> * * *\\n***\\nTemu grew.")
    ["JD's revenue rose 5%.", "Meituan's rose 20%.", 'Temu grew.']
    """
    marked = RULE.sub(BREAK, CDATA.sub(f"\n{BREAK}\n", text))
    marked = endings().sub(lambda found: f"{found[0]}\n{BREAK}\n", RULE.sub(BREAK, marked))
    pieces = (piece.strip() for piece in marked.split(BREAK))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


def headline(brief: str) -> str | None:
    """The first line of a brief if it is a headline: short, no sentence, and with a text below.

    >>> headline("JD grows again\\nJD's revenue rose 5%."), headline("JD's revenue rose 5%.\\nIt fell in 2022.")
    ('JD grows again', None)
    """
    first, _, below = brief.partition("\n")
    return first.strip() if below.strip() and len(first) <= HEADLINE and not SENTENCE.search(first) else None
