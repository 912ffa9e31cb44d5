"""Names in brackets, and figures in brackets behind names."""

from __future__ import annotations

import re
from collections.abc import Callable

from china_tech_metrics.unspaced.finder import Name
from china_tech_metrics.unspaced.sentences import Scene, within

OPENS_BRACKET, CLOSES = frozenset("（("), frozenset("）)")
OF_REACH = 2
FIRM_REACH = 6
"""How many characters the words that end the name of a firm have: "极氪**科技集团**（极氪和领克）"."""


def is_other_name(scene: Scene, name: Name, firm: re.Pattern[str]) -> bool:
    """Whether a name in brackets only tells of the one before it: "月之暗面（Kimi）", "上汽集团（上汽和五菱）"."""
    at = opened(scene, name)
    if at is None:
        return False
    ends = [other.end for other in scene.names if 0 <= at - other.end <= FIRM_REACH]
    if not any(at - end <= OF_REACH or firm.fullmatch(scene.folded, end, at) for end in ends):
        return False
    ends_at = [place for mark in CLOSES if (place := scene.folded.find(mark, name.end, scene.end)) >= 0]
    closed = min(ends_at, default=scene.end)
    return not within(scene.amounts, at, closed)


def name_in_brackets(scene: Scene, at: int, owns: Callable[[Name], bool]) -> str | None:
    """Whose figure stands in brackets right behind a name, or has the name in such: "不及**京东**（1.94亿）", "98%（**腾讯**）"."""
    if not scene.brackets:
        return None
    if scene.folded[at - 1] not in OPENS_BRACKET:
        return _behind(scene, at, owns)
    names = [n for n in scene.names if n.end == at - 1 and owns(n)]
    return names[0].entity if names else None


def _behind(scene: Scene, at: int, owns: Callable[[Name], bool]) -> str | None:
    """The name that is all there is in brackets right behind the amount at an offset."""
    end = next((amount.outer_end for amount in scene.amounts if amount.start == at), at)
    if scene.folded[end : end + 1] not in OPENS_BRACKET:
        return None
    names = [n for n in scene.names if n.start == end + 1 and owns(n)]
    return names[0].entity if names and scene.folded[names[0].end : names[0].end + 1] in CLOSES else None


def opened(scene: Scene, name: Name) -> int | None:
    """Where the brackets open that a name stands in."""
    begin = max(scene.folded.rfind(mark, scene.start, name.start) for mark in OPENS_BRACKET)
    closed = max(scene.folded.rfind(mark, scene.start, name.start) for mark in CLOSES)
    return begin if begin > closed else None
