"""Names that are in no vocabulary, by their shape: a stock code behind them, or a word for a firm at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import Finds, Name

CODE = re.compile(
    r"(?P<name>[\u4e00-\u9fffa-z][\u4e00-\u9fffa-z0-9]{1,11})[ ]?[（(](?:[a-z]{2,7}[:：. ]\s?)?(?:\d{4,6}|[a-z]{2,5})(?:\.[a-z]{1,2})?[）)]"
)
LISTED = re.compile(r"\d{4,6}|[:：]")
SHORT_NAME = 4
"""Characters of the short name under which a firm is listed."""


class NameGuesser:
    """Finds names by shape. Build once with the words that end the names of firms and those that no name begins with."""

    def __init__(self, forms: Iterable[str], no_names: Iterable[str]) -> None:
        self._form = re.compile(
            rf"(?:^|(?<=[，。；：\n、“「《\s]))(?P<name>[\u4e00-\u9fff]{{2,6}}?(?:{exact(forms)}))(?=[\u4e00-\u9fff，])(?!的)"
        )
        self._no_names = re.compile(exact(no_names))

    def guess(self, text: str, folded: str, finds: Finds) -> list[Name]:
        """The names, in order; none overlaps a word of the vocabulary."""
        taken = {i for start, end, _ in (*finds.names, *finds.cues) for i in range(start, end)}
        found = [*self._coded(text, folded, taken), *self._formed(text, folded, taken)]
        return sorted(found)

    def _coded(self, text: str, folded: str, taken: set[int]) -> list[Name]:
        names = []
        for match in CODE.finditer(folded):
            start, end = match.span("name")
            if end - 1 in taken or not LISTED.search(folded, end, match.end()):
                continue
            while start < end and start in taken:
                start += 1
            opens = start == 0 or not folded[start - 1].isalnum()
            if not opens or end - start > SHORT_NAME + 2:
                start = max(start, end - SHORT_NAME)
            if end - start >= 2:
                names.append(Name(start, end, text[start:end]))
        return names

    def _formed(self, text: str, folded: str, taken: set[int]) -> list[Name]:
        return [
            Name(*match.span("name"), text[match.start("name") : match.end("name")])
            for match in self._form.finditer(folded)
            if taken.isdisjoint(range(*match.span("name"))) and not self._no_names.search(folded, *match.span("name"))
        ]


def with_guesses(names: Sequence[Name], guesses: Sequence[Name]) -> list[Name]:
    """Both in order."""
    return sorted([*names, *guesses]) if guesses else list(names)
