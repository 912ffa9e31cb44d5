"""The order in which words of time stand: patterns over word classes, and the longest that fits at a token."""

from __future__ import annotations

import re

from china_tech_metrics.scan import period_calendar, period_relative
from china_tech_metrics.scan.period_phrase import Builder, Phrase
from china_tech_metrics.scan.period_tokens import Tokens

RULES = period_calendar.RULES + period_relative.RULES
REPEATED = "Q"
REPEATABLE = "W123456n"


class PhraseGrammar:
    """All patterns, by the codes they can start with."""

    def __init__(self) -> None:
        self._patterns: dict[str, list[tuple[re.Pattern[str], Builder]]] = {}
        for starts, pattern, build in RULES:
            compiled = re.compile(pattern)
            for code in starts:
                self._patterns.setdefault(code, []).append((compiled, build))
        self._any = {code: _any_of([p for p, _ in patterns]) for code, patterns in self._patterns.items()}
        self._starts = re.compile(f"[{''.join(re.escape(code) for code in self._patterns)}]")

    def read(self, tokens: Tokens) -> list[tuple[int, int, Phrase]]:
        """(first token, token behind the last, meaning) of every phrase; the longest wins, the earlier pattern of two equal ones."""
        found: list[tuple[int, int, Phrase]] = []
        codes, at = tokens.codes, 0
        while (match := self._starts.search(codes, at)) is not None:
            at = match.start()
            if at and codes[at - 1] == REPEATED and codes[at] in REPEATABLE:
                at += 1
                continue
            stop, phrase = self._longest(tokens, at)
            if phrase is not None:
                found.append((at, stop, phrase))
            at = stop
        return found

    def _longest(self, tokens: Tokens, at: int) -> tuple[int, Phrase | None]:
        stop, best = at + 1, None
        if self._any[tokens.codes[at]].match(tokens.codes, at) is None:
            return stop, best
        for pattern, build in self._patterns[tokens.codes[at]]:
            hit = pattern.match(tokens.codes, at)
            if hit is None or (best is not None and hit.end() <= stop) or hit.end() == at:
                continue
            phrase = build(tokens, hit)
            if phrase is not None:
                stop, best = hit.end(), phrase
        return stop, best


def _any_of(patterns: list[re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern that matches where one of the patterns does; the names of their groups are made different."""
    parts = [re.sub(r"\(\?P(<|=)", rf"(?P\g<1>p{number}_", pattern.pattern) for number, pattern in enumerate(patterns)]
    return re.compile("|".join(f"(?:{part})" for part in parts))
