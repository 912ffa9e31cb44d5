"""Who is cited for a figure."""

from __future__ import annotations

from dataclasses import dataclass

GOODS = "goods"
"""What somebody counts who counts goods of all kinds: phones shipped, cars sold."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Somebody is cited at an offset.

    ``kind`` is that of a reporter ("research", "media", "institution"), "person", "paper" or "company"; ``of`` whom it tells, None of all.
    """

    at: int
    name: str
    kind: str
    of: str | None = None
