"""Figures that stand at the head of a line: "**80%:** the share of parcels", "• **$2 billion –** what Acme hopes to raise"."""

from __future__ import annotations

import re
from dataclasses import replace

from china_tech_metrics.link.scene import Scene

BEHIND_HEAD = re.compile(r"[ \t]*:[ \t]|[ \t]+[-–—][ \t]+|[–—]")
"""What stands between such a figure and what it is."""


def join_head(scene: Scene) -> None:
    """Let a figure at the head of a line reach to what it is, as if nothing stood between: "902 million – users of Alipay"."""
    first = scene.amounts[0] if scene.amounts else None
    if first is None:
        return
    match = BEHIND_HEAD.match(scene.text, first.outer_end, scene.sentence.end)
    if match is not None and not scene.before(first.outer_start, 1):
        scene.amounts[0] = replace(first, outer_end=match.end())
