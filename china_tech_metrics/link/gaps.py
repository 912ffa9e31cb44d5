"""What stands between two finds of a sentence: its words, and how much they separate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, repeat

TOKEN = re.compile(r"([^\W_]++(?:(?![-.&,'’])|(?:(?:[-.&]|(?<=\d),(?=\d))[^\W_]+|['’](?!s\b)[^\W_]+)*)|['’]s\b|[,;:()—–|])")
NAME, TIME = "<name>", "<time>"
"""Stand for a name and a time expression among the tokens of a gap."""
BREAKS = {",": 1.0, ";": 3.0, ":": 1.0, "(": 1.0, ")": 1.0, "—": 2.0, "–": 2.0, "|": 3.0}
DASHES = ("–", "—")
OPENING = ("(", ",", *DASHES)
"""Marks that what is inserted can begin with."""
LONGEST_ASIDE = 40
"""How many words may stand between two dashes that insert something."""
LONGEST_ADVERB = 4
"""How many words an adverb between commas may have: "on the other hand"."""
FIGURE = 3
"""How many tokens a figure has: "RMB 5 billion"."""
SUBJECT = 8
"""Within so many tokens of a sentence the subject stands that a participle describes."""
LONGEST_ITEM = 6
"""How many words an item of a list of names in a relative clause may have."""
CLAUSE_BREAK = 1.5
LIST_COMMA = 0.2
FUNCTION = frozenset({"determiner", "preposition", "copula", "adverb", "reach", "possessive"})
"""Groups of words that carry no content of their own."""
MARKS = {**BREAKS, NAME: 0.0, TIME: 0.0}
NOTHING: frozenset[str] = frozenset()


def without_short_form(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Tokens without a word in brackets: "the electric vehicle **(EV)** maker"."""
    if "(" not in tokens[:-2]:
        return tokens
    at = tokens.index("(")
    return tokens[:at] + tokens[at + 3 :] if tokens[at + 2] == ")" else tokens


@dataclass(slots=True)
class Gap:
    """What stands between two finds: lower-case words and marks, and how much they separate (0 is nothing).

    ``content`` counts the words that are neither marks nor function words. A gap is shared by all who ask for it and never changed.
    """

    tokens: tuple[str, ...]
    breaks: float
    content: int

    def __len__(self) -> int:
        return len(self.tokens)


EMPTY = Gap((), 0.0, 0)


class Separation:
    """How much the marks and function words of a language separate. Build once from the groups each function word is in."""

    def __init__(self, groups: Mapping[str, frozenset[str]]) -> None:
        words = {word: names for word, names in groups.items() if word not in MARKS}
        clauses = {word for word, names in words.items() if "clause" in names}
        conjunctions = {word for word, names in words.items() if "conjunction" in names} - clauses
        self.joining = frozenset(word for word, names in groups.items() if "joining" in names)
        self.relative_pronouns = frozenset(word for word, names in groups.items() if "relative_pronoun" in names)
        self.apposing = frozenset(word for word, names in groups.items() if "apposing" in names)
        self.prepositions = frozenset(word for word, names in groups.items() if "preposition" in names)
        self.participles = frozenset(word for word, names in groups.items() if "participle" in names)
        self.articles = frozenset(word for word, names in groups.items() if "determiner" in names)
        self.moves = frozenset(word for word, names in groups.items() if "does" in names)
        self.passed_over = frozenset(word for word, names in groups.items() if "adverb" in names)
        self.enduring = frozenset(word for word, names in groups.items() if "enduring" in names)
        self.finite = frozenset(word for word, names in groups.items() if "copula" in names)
        respective = {(word,) for word, names in groups.items() if "respective" in names}
        adverbs = {tuple(phrase.split()) for phrase, names in groups.items() if "parenthetic" in names}
        self.parenthetic = dict.fromkeys(adverbs, False) | dict.fromkeys(respective, True)
        """What can stand between two commas and parts nothing, and whether it may do so right behind a figure."""
        self.inserting = self.relative_pronouns | {phrase[-1] for phrase in self.parenthetic}
        self.adverbs = frozenset(phrase[0] for phrase in self.parenthetic)
        empty = {word for word, names in words.items() if not names.isdisjoint(FUNCTION)} | clauses | conjunctions
        self.by_neighbours = frozenset({",", *conjunctions})
        """What separates more or less by the tokens beside it."""
        self.breaks = MARKS | dict.fromkeys(clauses, CLAUSE_BREAK)
        self.content = dict.fromkeys([*MARKS, *empty], 0)


class SentenceTokens:
    """A sentence as tokens, cut once for all the lines of it."""

    def __init__(self, folded: str, start: int, end: int, separation: Separation) -> None:
        pieces = TOKEN.split(folded[start:end])  # what is between tokens, token, what is between, token, …
        self._words, self._places = pieces[1::2], list(accumulate(map(len, pieces), initial=start))[1:-1:2]
        self._separation = separation

    def has_any(self, words: frozenset[str]) -> bool:
        """Whether one of some words is in the sentence, be it in a name."""
        return not words.isdisjoint(self._words)

    def line(self, spans: Iterable[tuple[int, int, str]]) -> TokenLine:
        """The sentence with each of the ``spans`` that begins with a token as one token, its label."""
        words, places = self._words, self._places
        at, last = 0, len(places)
        tokens: list[str] = []
        starts: list[int] = []
        for begin, stop, label in sorted(spans, key=lambda s: (s[0], -s[1])):
            first = bisect_left(places, begin, at)
            if first < last and places[first] == begin:
                tokens += (*words[at:first], label)
                starts += places[at : first + 1]
                at = bisect_left(places, stop, first + 1)
        return TokenLine(tokens + words[at:], starts + places[at:], self._separation)


def _has_dashes(tokens: Sequence[str]) -> bool:
    return any(dash in tokens and tokens.count(dash) > 1 for dash in DASHES)


class TokenLine:
    """A sentence as ``tokens`` and where each begins. A name or a time expression is one token."""

    def __init__(self, tokens: list[str], starts: list[int], separation: Separation) -> None:
        self.tokens, self.starts, self._separation = tuple(tokens), starts, separation
        self.has_relative_pronoun = not separation.relative_pronouns.isdisjoint(tokens)
        inserted = not separation.inserting.isdisjoint(tokens) or "(" in tokens or _has_dashes(tokens)
        inserted = inserted or (NAME in tokens and "," in tokens and not separation.apposing.isdisjoint(tokens))
        inserted = inserted or ("," in tokens[1:SUBJECT] and not separation.participles.isdisjoint(tokens[2 : SUBJECT + 2]))
        self._resumes = "," in tokens and not separation.moves.isdisjoint(tokens) and self._has_verb_behind_comma()
        self._insertions = self._find_insertions() if inserted or self._resumes else []
        self._sums: tuple[list[float], list[int]] | None = None

    def _add_up(self) -> tuple[list[float], list[int]]:
        """How much the tokens up to each place separate, and how many of them have content."""
        tokens, separation = self.tokens, self._separation
        breaks = list(map(separation.breaks.get, tokens, repeat(0.0)))
        for i in compress(range(len(tokens)), map(separation.by_neighbours.__contains__, tokens)):
            breaks[i] = self._comma(i) if tokens[i] == "," else self._conjunction(i)
        content = map(separation.content.get, tokens, repeat(1))
        return list(accumulate(breaks, initial=0.0)), list(accumulate(content, initial=0))

    def _comma(self, i: int) -> float:
        """How much a comma separates: little in a list of names and behind a time."""
        previous, following = self._neighbours(i)
        listed = previous == NAME and (following == NAME or following in self._separation.joining)
        return LIST_COMMA if previous == TIME or listed else BREAKS[","]

    def _conjunction(self, i: int) -> float:
        """How much an "and" separates: nothing between names."""
        previous, following = self._neighbours(i)
        if following == NAME and previous in (NAME, ","):
            return 0.0
        return 1.0 if previous == "," else 0.5

    def _neighbours(self, i: int) -> tuple[str, str]:
        """The tokens before and behind a place, empty where there is none."""
        tokens = self.tokens
        return tokens[i - 1] if i else "", tokens[i + 1] if i + 1 < len(tokens) else ""

    def _has_verb_behind_comma(self) -> bool:
        """Whether a verb of change stands right behind a comma, as where a subject's aside ends."""
        moves, before = self._separation.moves, ""
        for token in self.tokens:
            if before == "," and token in moves:
                return True
            before = token
        return False

    def _find_insertions(self) -> list[tuple[int, int]]:
        """What stands in brackets or between dashes, and clauses between commas with a relative pronoun: ", which many call X,"."""
        found, stop = list[tuple[int, int]](), 0
        tokens = self.tokens
        for i in [i for i, token in enumerate(tokens) if token in OPENING]:
            if i < stop:
                continue
            if tokens[i] == "(":
                closing = self._place_of(")", i + 1)
            elif tokens[i] in DASHES:
                closing = self._dash_behind(i)
            else:
                closing = self._end_of_clause(i + 1) or self._end_of_adverb(i) or self._end_of_description(i) or self._end_of_participle(i)
                closing = closing or (self._end_of_apposition(i) if self._resumes else None)
            if closing is not None:
                found.append((i, closing))
                stop = closing + 1
        return found

    def _end_of_clause(self, first: int) -> int | None:
        """The end of a clause with a relative pronoun, maybe behind others: ", **of which** it has 51%,", ", **most of which**"."""
        tokens, separation = self.tokens, self._separation
        if tokens[first + 1 : first + 2] == ("of",):
            first += 1
        if first < len(tokens) and tokens[first] in separation.prepositions:
            first += 1
        if first < len(tokens) and tokens[first] in separation.relative_pronouns:
            return self._end_of_list(self._place_of(",", first + 1))
        return None

    def _end_of_list(self, comma: int | None) -> int | None:
        """The comma behind a list that goes on behind one: ", which includes Aito with Seres**,** Luxeed and Maextro**,** delivered"."""
        tokens, joining = self.tokens, self._separation.joining
        while comma is not None and tokens[comma - 1] == NAME and comma + 1 < len(tokens):
            following = self._place_of(",", comma + 1)
            listed = tokens[comma + 1] == NAME or tokens[comma + 1] in joining
            if not listed or following is None or following - comma > LONGEST_ITEM:
                return comma
            comma = following
        return comma

    def _end_of_adverb(self, comma: int) -> int | None:
        """Where an adverb between commas ends: "Revenue, **however,** fell", "56% and 26%, **respectively,** of the market"."""
        tokens, separation = self.tokens, self._separation
        if comma + 1 == len(tokens) or tokens[comma + 1] not in separation.adverbs:
            return None
        closing = next((i for i in range(comma + 2, min(comma + LONGEST_ADVERB + 2, len(tokens))) if tokens[i] == ","), None)
        behind_figure = None if closing is None else separation.parenthetic.get(tuple(tokens[comma + 1 : closing]))
        if behind_figure is None:
            return None
        figure = any(token[0].isdigit() or token == TIME for token in tokens[max(0, comma - FIGURE) : comma])
        return closing if behind_figure or not figure else None

    def _end_of_description(self, i: int) -> int | None:
        """Where a description ends that a comma opens behind a name: "Acme, **a maker of chips for cars,** rose 5%"."""
        tokens, separation = self.tokens, self._separation
        if not i or tokens[i - 1] != NAME or i + 1 >= len(tokens) or tokens[i + 1] not in separation.apposing:
            return None
        closing = self._place_of(",", i + 2)
        if closing is None or closing - i > LONGEST_ASIDE // 2:
            return None
        behind = tokens[closing + 1 : closing + 2]
        goes_on = not behind or behind[0] == NAME or behind[0] in separation.joining or behind[0] in separation.relative_pronouns
        return None if goes_on else closing

    def _end_of_apposition(self, i: int) -> int | None:
        """Where what is told of a subject ends right before its verb: "System sales**, a measure that includes franchisees,** grew"."""
        tokens, separation = self.tokens, self._separation
        if i + 1 >= len(tokens) or tokens[i + 1] not in separation.articles:
            return None
        closing = self._place_of(",", i + 2)
        if closing is None or closing + 1 >= len(tokens) or closing - i > LONGEST_ASIDE // 2:
            return None
        return closing if tokens[closing + 1] in separation.moves else None

    def _end_of_participle(self, i: int) -> int | None:
        """Where a participle's clause ends behind the subject a sentence begins with: "The fine**, announced last year,** was 4%"."""
        tokens, separation = self.tokens, self._separation
        if not 0 < i < SUBJECT or not separation.finite.isdisjoint(tokens[:i]):
            return None
        opening = tokens[i + 1 : i + 3]
        if not opening or separation.participles.isdisjoint(opening[:1] if opening[0] not in separation.passed_over else opening):
            return None
        closing = self._place_of(",", i + 2)
        if closing is None or closing - i > LONGEST_ASIDE // 2 or not separation.enduring.isdisjoint(tokens[i:closing]):
            return None
        behind = tokens[closing + 1 : closing + 2]
        goes_on = not behind or behind[0] in (NAME, TIME) or behind[0] in separation.joining or behind[0] in separation.prepositions
        return None if goes_on or behind[0] in separation.relative_pronouns else closing

    def _dash_behind(self, i: int) -> int | None:
        """Where the dash stands that closes what one opens; none in a dateline, a range or a list."""
        tokens = self.tokens
        closing = self._place_of(tokens[i], i + 1)
        dateline = all(token in MARKS for token in tokens[:i])
        if closing is None or dateline or not 1 < closing - i <= LONGEST_ASIDE:
            return None
        beside = (*tokens[i - 1 : i + 2], *tokens[closing - 1 : closing + 2])
        return None if any(token[0].isdigit() for token in beside) else closing

    def _place_of(self, mark: str, first: int) -> int | None:
        """Where a mark stands next from a token on."""
        tokens = self.tokens
        return tokens.index(mark, first) if mark in tokens[first:] else None

    @property
    def own_length(self) -> int:
        """How many tokens it has without what stands in brackets or is inserted."""
        return len(self.tokens) - sum(closed + 1 - opened for opened, closed in self._insertions)

    def gap(self, start: int, end: int) -> Gap:
        """What stands between two offsets, without what is put in brackets or inserted there."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if last <= first:
            return EMPTY
        if self._sums is None:
            self._sums = self._add_up()
        breaks, content = self._sums
        if self._insertions:
            inserted = [(opened, closed) for opened, closed in self._insertions if first <= opened and closed < last]
            if inserted:
                return self._without(inserted, first, last, breaks, content)
        return Gap(self.tokens[first:last], round(breaks[last] - breaks[first], 2), content[last] - content[first])

    def _without(self, inserted: Iterable[tuple[int, int]], first: int, last: int, breaks: Sequence[float], content: Sequence[int]) -> Gap:
        """The tokens between two places without what is inserted between them."""
        pieces = [(first, last)]
        for opened, closed in inserted:
            begin, _ = pieces.pop()
            pieces += [(begin, opened), (closed + 1, last)]
        tokens = tuple([token for i, j in pieces for token in self.tokens[i:j]])
        separated = sum([breaks[j] - breaks[i] for i, j in pieces])
        return Gap(tokens, round(separated, 2), sum([content[j] - content[i] for i, j in pieces]))

    def insertion(self, at: int) -> int | None:
        """Where the brackets or the inserted clause that an offset stands in begin."""
        return next((self.starts[i] for i, j in self._insertions if self.starts[i] < at < self.starts[j]), None)
