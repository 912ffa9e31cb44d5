"""One spelling of a text, with every character in its place."""

from __future__ import annotations

import re
from functools import lru_cache

from china_tech_metrics.scan.text import fold as lower

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
KEPT = "，：；！？（）～"
"""Full-width marks that cut a text into clauses are not those inside numbers, so they stay as they are."""
HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


@lru_cache(maxsize=1)
def table() -> dict[int, int]:
    """Traditional characters to simplified ones, one for one, and full-width letters and digits to plain ones.

    The pairs are OpenCC's (https://github.com/BYVoid/OpenCC, Apache-2.0), taken for single characters so that no offset moves.
    """
    from opencc import OpenCC

    characters = [chr(code) for first, last in HAN_BLOCKS for code in range(first, last)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = {ord(old): ord(new) for old, new in zip(characters, simplified, strict=True) if old != new and len(new) == 1}
    return pairs | {code: plain for code, plain in FULL_WIDTH.items() if chr(code) not in KEPT}


@lru_cache(maxsize=1)
def _changed() -> re.Pattern[str]:
    """The characters that the table changes; many texts have none, and looking for one is cheaper than changing none."""
    return re.compile(f"[{re.escape(''.join(map(chr, table())))}]")


def fold(text: str) -> str:
    """Simplified characters, plain digits and letters, lower case; every character stays one character.

    >>> fold("營收達１２億元（ＧＭＶ）"), len(fold("營收")) == 2
    ('营收达12亿元（gmv）', True)
    """
    return lower(text.translate(table()) if _changed().search(text) else text)
