"""What stands between two finds of a sentence: its words, and how much they separate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

TOKEN = re.compile(r"[^\W_]+(?:(?:[-.&]|(?<=\d),(?=\d))[^\W_]+|['’](?!s\b)[^\W_]+)*|['’]s\b|[,;:()—–|]")
NAME, TIME = "<name>", "<time>"
"""Stand for a name and a time expression among the tokens of a gap."""
BREAKS = {",": 1.0, ";": 3.0, ":": 1.0, "(": 1.0, ")": 1.0, "—": 2.0, "–": 2.0, "|": 3.0}
CLAUSE_BREAK = 1.5
LIST_COMMA = 0.2
FUNCTION = ("determiner", "preposition", "copula", "adverb", "reach", "possessive")
"""Groups of words that carry no content of their own."""
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two finds: lower-case words and marks, and how much they separate (0 is nothing).

    ``content`` counts the words that are neither marks nor function words.
    """

    tokens: tuple[str, ...]
    breaks: float
    content: int

    def __len__(self) -> int:
        return len(self.tokens)


EMPTY = Gap((), 0.0, 0)


class TokenLine:
    """A sentence as tokens, cut once. A name or a time expression is one token."""

    def __init__(
        self, folded: str, start: int, end: int, spans: Iterable[tuple[int, int, str]], groups: Mapping[str, frozenset[str]]
    ) -> None:
        self._tokens: list[str] = []
        self._starts: list[int] = []
        self._cut(folded, start, end, sorted(spans, key=lambda s: (s[0], -s[1])))
        self._groups = groups
        self._sums: tuple[list[float], list[int]] | None = None
        self._brackets = self._pairs()
        self._insertions = self._asides() if "," in self._tokens else self._brackets

    def _running_sums(self) -> tuple[list[float], list[int]]:
        """How much the tokens up to each place separate, and how many of them have content; counted when first asked for."""
        if self._sums is None:
            weights = [self._weight(i) for i in range(len(self._tokens))]
            self._sums = [0.0, *accumulate(w[0] for w in weights)], [0, *accumulate(w[1] for w in weights)]
        return self._sums

    def _cut(self, folded: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> None:
        at, stop, count = 0, start, len(spans)
        for match in TOKEN.finditer(folded, start, end):
            begin = match.start()
            if begin < stop:
                continue
            while at < count and spans[at][0] < begin:
                at += 1
            token = match.group()
            if at < count and spans[at][0] == begin:
                stop, token = spans[at][1], spans[at][2]
            self._tokens.append(token)
            self._starts.append(begin)

    def _weight(self, i: int) -> tuple[float, int]:
        """How much a token separates, and whether it has content."""
        tokens = self._tokens
        token = tokens[i]
        if token in (NAME, TIME):
            return 0.0, 0
        previous = tokens[i - 1] if i else ""
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        groups = self._groups.get(token, NOTHING)
        if token == "," and (
            previous == TIME or (previous == NAME and (following == NAME or "joining" in self._groups.get(following, NOTHING)))
        ):
            return LIST_COMMA, 0
        if token in BREAKS:
            return BREAKS[token], 0
        if "clause" in groups:
            return CLAUSE_BREAK, 0
        if "conjunction" in groups:
            if following == NAME and previous in (NAME, ","):
                return 0.0, 0
            return (1.0 if previous == "," else 0.5), 0
        return 0.0, int(groups.isdisjoint(FUNCTION))

    def _pairs(self) -> list[tuple[int, int]]:
        """First and last token of what stands in brackets, the brackets included."""
        pairs: list[tuple[int, int]] = []
        opened: int | None = None
        for i, token in enumerate(self._tokens):
            if token == "(" and opened is None:
                opened = i
            elif token == ")" and opened is not None:
                pairs.append((opened, i))
                opened = None
        return pairs

    def _asides(self) -> list[tuple[int, int]]:
        """What stands in brackets, and clauses between commas that begin with a relative pronoun: ", which many call X,"."""
        found, stop = list[tuple[int, int]](), 0
        tokens, brackets = self._tokens, dict(self._brackets)
        for i, token in enumerate(tokens):
            if i < stop:
                continue
            if i in brackets:
                found.append((i, brackets[i]))
                stop = brackets[i] + 1
            elif token == "," and i + 1 < len(tokens) and "relative_pronoun" in self._groups.get(tokens[i + 1], NOTHING):
                closing = next((j for j in range(i + 2, len(tokens)) if tokens[j] == ","), None)
                if closing is not None:
                    found.append((i, closing))
                    stop = closing + 1
        return found

    def gap(self, start: int, end: int) -> Gap:
        """What stands between two offsets, without what is put in brackets or inserted there."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if last <= first:
            return EMPTY
        pieces = [(first, last)]
        for opened, closed in self._insertions:
            if first <= opened and closed < last:
                begin, _ = pieces.pop()
                pieces += [(begin, opened), (closed + 1, last)]
        tokens = tuple(token for i, j in pieces for token in self._tokens[i:j])
        breaks, content = self._running_sums()
        separated = sum(breaks[j] - breaks[i] for i, j in pieces)
        return Gap(tokens, round(separated, 2), sum(content[j] - content[i] for i, j in pieces))

    def bracket(self, at: int) -> int | None:
        """Where the brackets that an offset stands in open."""
        return next((self._starts[i] for i, j in self._brackets if self._starts[i] < at < self._starts[j]), None)

    def before(self, at: int, count: int) -> tuple[str, ...]:
        """Up to ``count`` tokens that begin before ``at``, in reading order."""
        last = bisect_left(self._starts, at)
        return tuple(self._tokens[max(0, last - count) : last])

    def after(self, at: int, count: int) -> tuple[str, ...]:
        """Up to ``count`` tokens that begin at or behind ``at``."""
        first = bisect_left(self._starts, at)
        return tuple(self._tokens[first : first + count])
