"""Who may watch a document being read: for explanations, and for nothing else. What is decided does not depend on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from china_tech_metrics.link.measure import Reading
    from china_tech_metrics.link.moment import About, Moment
    from china_tech_metrics.link.timeline import PeriodChoice, Question
    from china_tech_metrics.model import Amount


class Witness(Protocol):
    """Is told of each amount that gives a row, as soon as its period is chosen and before anything of it is remembered."""

    def __call__(self, moment: Moment, amount: Amount, about: About, reading: Reading, question: Question, when: PeriodChoice) -> None: ...
