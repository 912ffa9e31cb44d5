"""Which language a text is written in, by its script."""

from __future__ import annotations

import re

import regex

FOREIGN, LETTER = re.compile(r"[^\x00-\x7f]+"), re.compile(r"[^\W\d_]")
SCRIPTS = {"en": regex.compile(r"\p{Latin}+"), "zh": regex.compile(r"\p{Han}+")}
OTHER = regex.compile(r"[\p{Cyrillic}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Arabic}\p{Devanagari}\p{Thai}\p{Hebrew}\p{Greek}]")
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
"""Of ASCII, in which most of the sample is written."""
SAMPLE = 4000
HAN_WEIGHT = 3
"""A Chinese character says about as much as three Latin letters."""


def detect(text: str) -> str | None:
    """``"en"`` or ``"zh"``, or None when most letters belong to neither script. Looks at the first 4,000 characters.

    A text without letters counts as English, so that "12%" alone is read.

    >>> detect("Alibaba's revenue rose 5%"), detect("阿里巴巴营收增长5%"), detect("Выручка выросла на 5%")
    ('en', 'zh', None)
    """
    sample = text[:SAMPLE]
    foreign = "".join(FOREIGN.findall(sample))
    if not LETTER.search(foreign):
        return "en"
    weights = {code: sum(map(len, script.findall(foreign))) for code, script in SCRIPTS.items()}
    rest = len(foreign) - sum(weights.values())
    weights["en"] += len(sample.encode("ascii", "ignore").translate(None, delete=NO_LETTERS))
    weights["zh"] *= HAN_WEIGHT
    best = max(weights, key=lambda code: (weights[code], code == "en"))
    return best if weights[best] >= rest or weights[best] >= len(OTHER.findall(foreign)) else None
