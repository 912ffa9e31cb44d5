"""Which language a text is written in, by its script."""

from __future__ import annotations

import regex

SCRIPTS = {"en": regex.compile(r"\p{Latin}"), "zh": regex.compile(r"\p{Han}")}
OTHER = regex.compile(r"[\p{Cyrillic}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Arabic}\p{Devanagari}\p{Thai}\p{Hebrew}\p{Greek}]")
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
    weights = {code: len(script.findall(sample)) for code, script in SCRIPTS.items()}
    weights["zh"] *= HAN_WEIGHT
    best = max(weights, key=lambda code: (weights[code], code == "en"))
    return best if weights[best] >= len(OTHER.findall(sample)) else None
