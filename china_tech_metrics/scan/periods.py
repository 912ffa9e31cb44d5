"""Dates and spans of time in a text: each with what it says and the part it plays in its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.calendar import Anchored, Between, FestivalDays, Same, Since, TimeExpr, YearOf
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.period_grammar import PATTERNS, Phrase
from china_tech_metrics.scan.period_tokens import TimeWords, Tokenizer, Tokens, festival_names

__all__ = ["PeriodMention", "PeriodScanner", "TimeWords"]

Role = Literal["when", "as_of", "by", "since", "until", "duration", "base", "mention"]
SINCE_REACH = 5
"""How many words may stand between "since" and its time: "since its launch in the city last March"."""
COMPARED = re.compile(r"(?:%|percent|per cent|points?|-?fold|times|pct)\W*(?:\w+\W+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A time expression at ``text[start:end]``, without the words that say which part it plays.

    ``role`` is that part: "when" a figure holds, "as_of" and "by" a moment, "since", "until", a "duration", the "base" of a
    comparison, or a mere "mention". ``outer_start`` is where its preposition begins. ``anchored`` ones need the period
    spoken of before. ``basis`` names what a comparison is against. ``granularity`` is the unit named; ``end_of`` says that
    the words mean its last day.
    """

    start: int
    end: int
    expr: TimeExpr
    role: Role
    outer_start: int
    anchored: bool = False
    basis: Basis | None = None
    granularity: str | None = None
    end_of: bool = False


class PeriodScanner:
    """Finds the time expressions of a text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, words: TimeWords, festivals: Festivals, lang: str = "en") -> None:
        self._source = (words, festivals, lang)
        self._words = words
        self._festivals = festivals
        self._tokenizer = Tokenizer(words, festival_names(festivals, lang))
        self._patterns: dict[str, list[tuple[re.Pattern[str], Callable[..., Phrase | None]]]] = {}
        for starts, pattern, build in PATTERNS:
            compiled = re.compile(pattern)
            for code in starts:
                self._patterns.setdefault(code, []).append((compiled, build))
        self._starts = re.compile(f"[{''.join(re.escape(c) for c in self._patterns)}]")

    def __reduce__(self) -> tuple[Any, ...]:
        return (PeriodScanner, self._source)

    def scan(self, text: str) -> list[PeriodMention]:
        """The time expressions in order, none overlapping another."""
        tokens = self._tokenizer.read(text)
        found: list[PeriodMention] = []
        at = 0
        while (match := self._starts.search(tokens.codes, at)) is not None:
            at = match.start()
            best: tuple[int, Phrase] | None = None
            for pattern, build in self._patterns[tokens.codes[at]]:
                hit = pattern.match(tokens.codes, at)
                if hit is None or (best is not None and hit.end() <= best[0]):
                    continue
                phrase = build(tokens, hit)
                if phrase is not None:
                    best = (hit.end(), phrase)
            if best is None:
                at += 1
                continue
            mention = self._mention(text, tokens, at, best[0], best[1])
            if mention is not None:
                found.append(mention)
            at = best[0]
        return found

    def _mention(self, text: str, tokens: Tokens, first: int, stop: int, phrase: Phrase) -> PeriodMention | None:
        expr = phrase.expr
        if isinstance(expr, FestivalDays) and isinstance(phrase.festival, str):
            expr = FestivalDays(self._festivals.windows[phrase.festival], expr.year)
        left, end_of = self._modifiers(tokens, first)
        article = left < first and tokens.codes[first - 1] == "h"
        if phrase.needs_article and not article and not end_of:
            return None
        role, outer = self._role(text, tokens, left, phrase)
        if phrase.needs_role and role == "mention" and not end_of:
            return None
        if end_of and phrase.at_end is not None:
            expr = phrase.at_end
        if role == "since":
            expr = Since(expr)
        last = stop - 2 if tokens.codes[stop - 1] in ".," else stop - 1
        return PeriodMention(
            start=tokens.starts[left],
            end=tokens.ends[last],
            expr=expr,
            role=role,
            outer_start=outer,
            anchored=_is_anchored(expr),
            basis=phrase.basis if phrase.base or role == "base" else None,
            granularity=phrase.granularity,
            end_of=end_of or phrase.end_of,
        )

    @staticmethod
    def _modifiers(tokens: Tokens, first: int) -> tuple[int, bool]:
        """The first token of the noun phrase, with "the", "early", "the end of" in front of it."""
        at, end_of = first, False
        codes = tokens.codes
        while at and codes[at - 1] in "hEU":
            at -= 1
        if at and codes[at - 1] == "Z":
            at, end_of = at - 1, True
        elif at > 1 and codes[at - 1] in "o-" and codes[at - 2] in "ZE":
            end_of = codes[at - 2] == "Z"
            at -= 2
        if at > 1 and codes[at - 1] == "-" and codes[at - 2] == "E":
            at -= 2
        if at < first and at and codes[at - 1] == "h":
            at -= 1
        return at, end_of

    def _role(self, text: str, tokens: Tokens, left: int, phrase: Phrase) -> tuple[Role, int]:
        begin = tokens.starts[left]
        if phrase.base:
            role, outer = self._preposition(text, begin)
            return "base", outer if role is not None else begin
        role, outer = self._preposition(text, begin)
        if role is not None and "base" in role:
            word = " ".join(text[outer:begin].lower().split())
            plain = role.replace("|base", "").replace("base", "")
            if word in self._words.growth or (phrase.comparable and COMPARED.search(text, max(0, outer - 40), outer)) or (phrase.comparable and phrase.basis in ("yoy", "qoq", "mom")):
                return "base", outer
            role = plain or "when"
        if role in (None, "when") and self._since(text, begin):
            return "since", begin
        if phrase.duration and role not in ("since", "until"):
            return ("when" if role == "when" and phrase.direction is not None else "duration"), outer
        if role is None:
            return "mention" if phrase.needs_role else "when", begin
        return role, outer  # type: ignore[return-value]

    def _preposition(self, text: str, begin: int) -> tuple[str | None, int]:
        window = text[max(0, begin - 44) : begin]
        words = window.split()
        if not words or not window[-1:].isspace():
            if window[-1:] not in "(" or not window:
                return None, begin
        for size in range(min(5, len(words)), 0, -1):
            phrase = " ".join(words[-size:]).lower().lstrip("(“\"'")
            role = self._words.roles.get(phrase)
            if role is not None:
                start = begin
                for word in reversed(words[-size:]):
                    start = text.rindex(word, 0, start)
                return role, start
        return None, begin

    def _since(self, text: str, begin: int) -> bool:
        window = text[max(0, begin - 48) : begin]
        words = window.lower().split()[-SINCE_REACH:]
        for word in reversed(words):
            if word[-1] in ",.;:" or any(c.isdigit() for c in word):
                return False
            if self._words.roles.get(word) == "since":
                return True
        return False


def _is_anchored(expr: TimeExpr) -> bool:
    match expr:
        case Anchored() | Same():
            return True
        case Since(start):
            return _is_anchored(start)
        case Between(first, last):
            return _is_anchored(first) or _is_anchored(last)
        case _:
            year = getattr(expr, "year", None)
            return isinstance(year, YearOf) and year.anchored is not None
