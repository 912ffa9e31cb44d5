"""Dates and spans of time in a text: each with what it says and the part it plays in its sentence."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.expressions import (
    Anchored,
    Between,
    Ending,
    FestivalDays,
    Relative,
    Since,
    Slice,
    TimeExpr,
    Window,
    is_anchored,
)
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.period_calendar import in_year_of
from china_tech_metrics.scan.period_grammar import PhraseGrammar
from china_tech_metrics.scan.period_phrase import Phrase
from china_tech_metrics.scan.period_tokens import Tokenizer, Tokens, festival_names
from china_tech_metrics.scan.time_words import MONTH, TimeWords

__all__ = ["PeriodMention", "PeriodScanner"]

Role = Literal["when", "as_of", "by", "since", "until", "duration", "base", "mention"]
SINCE_REACH = 12
"""How many words may stand between "since" and its time: "since its launch in the city last March"."""
EXTREME_REACH = 6
"""How many words may stand between a superlative and its window: "the first decline of its revenue in two years"."""
NAMED_BEHIND, HAPPENING = 2, 3
"""Within how many words behind a month or year stands what was done then: "in a **2021** Series C round"."""
CHANGE_REACH = 5
"""How many words may stand between a percentage and the "from" or "over" of its base."""
PREPOSITION_WORDS = 5
WINDOW, SINCE_WINDOW = 48, 80
"""How many characters before a time are looked at."""
PLAIN_ROLES: tuple[Role, ...] = ("by", "as_of", "since", "until", "when")
DATED = frozenset({"day", "week", "month", "quarter", "half", "year"})
JOINT = re.compile(r"[-t&][hEZo-]*")
REPORTED = ("quarter", "half")
END_BEHIND = re.compile(r"-?Z(?!o)")
UNITS = ("month", "quarter", "half", "year")
WHOLE = (*UNITS, None)
"""What "over" compares with: "rose 5% over 2019"; "over the holiday" tells when."""
DATELINE_PLACE = re.compile(r"\s*(?:[A-Z][\w.'’/-]*[ ,]+){1,6}\(?")
DATELINE_END = re.compile(r"[,.]?\)?\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)?\s*(?:--|[—–-])\s")
"""What stands before and behind the day in a dateline: a place, the agency and a dash; the day may stand in brackets."""
ORDINAL_ALONE = re.compile(r"h(?P<ordinal>O)(?P<behind>[,&x]|$)")
SAID_TOGETHER = re.compile(r"&h?")
PER_YEAR = {"quarter": 4, "half": 2}
PHRASE_END = re.compile(r"\s*(?:[.;:)]|$)")
SENTENCE_END = re.compile(r"[.!?;]\s|\n")
WORD = re.compile(r"[^\W_]+|%")
SENTENCE_MARKS = ".!?:;•"
POSSESSIVES = ("'s", "’s", "s'", "s’")
BLANKS_AND_BRACKETS = "(\"'“‘[ "
NO_ROLES: frozenset[str] = frozenset()
NO_CODE, AND = ("", None), "&"


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


@dataclass(slots=True)
class _Before:
    """The words before a time: the roles its preposition can give, the preposition and where it begins."""

    roles: frozenset[str]
    word: str
    start: int


class PeriodScanner:
    """Finds the time expressions of a text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, words: TimeWords, festivals: Festivals, lang: str = "en") -> None:
        self._source = (words, festivals, lang)
        self._words = words
        self._festivals = festivals
        self._tokenizer = Tokenizer(words, festival_names(festivals, lang))
        self._grammar = PhraseGrammar()
        self._since_words = tuple(phrase for phrase, roles in words.roles.items() if "since" in roles)
        self._since_word = re.compile("|".join(map(re.escape, self._since_words)) or "(?!)")
        self._role_ends = frozenset(phrase.split()[-1] for phrase in words.roles)

    def __reduce__(self) -> tuple[Any, ...]:
        return (PeriodScanner, self._source)

    def scan(self, text: str) -> list[PeriodMention]:
        """The time expressions in order, none overlapping another."""
        tokens = self._tokenizer.read(text)
        found = [m for at in self._joined(text, tokens) if (m := self._mention(text, tokens, *at)) is not None]
        said = [not (_says_its_days(*pair) or _is_said_again(text, *pair)) for pair in pairwise(found)]
        return [mention for mention, kept in zip(found, (*said, True), strict=False) if kept]

    # --- spans between two times -----------------------------------------------------------------------------------------

    def _joined(self, text: str, tokens: Tokens) -> list[tuple[int, int, Phrase]]:
        """The phrases, those with "to" or "and" between them made one: "from March 2020 to June 2021"."""
        joined: list[tuple[int, int, Phrase]] = []
        for first, stop, phrase in self._completed(text, tokens, self._grammar.read(tokens)):
            if joined and self._joins(text, tokens, joined[-1], first, phrase):
                begin, _, start = joined[-1]
                joined[-1] = (begin, stop, Phrase(Between(start.expr, phrase.expr), "span", comparable=False))
            else:
                joined.append((first, stop, phrase))
        return joined

    def _completed(self, text: str, tokens: Tokens, found: list[tuple[int, int, Phrase]]) -> list[tuple[int, int, Phrase]]:
        """The phrases with what others say for them: a unit ("5% in the first quarter and 4% **in the second**"), a year."""
        for hit in ORDINAL_ALONE.finditer(tokens.codes):
            at = hit.start("ordinal")
            told = [
                f
                for f in found
                if f[1] <= at and f[2].granularity in PER_YEAR and not SENTENCE_END.search(text, tokens.start(f[0]), tokens.start(at))
            ]
            noun_behind = hit["behind"] == "x" and PHRASE_END.match(text, tokens.end(at)) is None
            if not told or noun_behind:
                continue
            phrase, number = told[-1][2], tokens.value(at)
            if isinstance(phrase.expr, Slice) and phrase.granularity in ("quarter", "half") and number <= PER_YEAR[phrase.granularity]:
                again = replace(phrase.expr, first=number, last=number)
                insort(found, (at, at + 1, phrase._replace(expr=again, needs_role=True)), key=lambda f: f[0])
        for i, (before, behind) in enumerate(pairwise(found)):
            if SAID_TOGETHER.fullmatch(tokens.codes, before[1], behind[0]) and (dated := in_year_of(before[2], behind[2])) is not None:
                found[i] = (before[0], before[1], dated)
        return found

    def _joins(self, text: str, tokens: Tokens, before: tuple[int, int, Phrase], first: int, phrase: Phrase) -> bool:
        begin, stop, start = before
        if first - stop > 4 or start.granularity not in DATED or phrase.granularity not in DATED:
            return False
        if start.base or phrase.base or start.needs_article or phrase.needs_article:
            return False
        gap = tokens.codes[stop:first]
        if JOINT.fullmatch(gap) is None:
            return False
        left, _ = self._modifiers(tokens, begin)
        opening = tokens.codes[left - 1] if left else ""
        if gap[0] == "&":
            return opening == "b"
        if gap[0] == "-":
            dashes = text[tokens.start(stop) : tokens.end(first - 1)].strip()
            return start.granularity == phrase.granularity and dashes != "—" and not dashes.startswith("--")
        return opening == "v" or not self._before(text, tokens.start(left)).roles

    # --- one time ----------------------------------------------------------------------------------------------------------

    def _mention(self, text: str, tokens: Tokens, first: int, stop: int, phrase: Phrase) -> PeriodMention | None:
        left, end_of = self._modifiers(tokens, first)
        behind = END_BEHIND.match(tokens.codes, stop) if not end_of and phrase.granularity in REPORTED else None
        if behind is not None:
            end_of, stop = True, behind.end()  # "at the first **quarter end**"
        if phrase.needs_article and not end_of and not (left < first and tokens.codes[first - 1] == "h"):
            return None
        if phrase.with_article is not None and tokens.codes[first - 1 : first] == "h":
            phrase = phrase._replace(expr=phrase.with_article, duration=False, adjective=False, direction=None)
        before = self._before(text, tokens.start(left))
        if phrase.needs_change and not self._changed(text, before.start):
            return None
        if stop - first == 1 and tokens.codes[first] == MONTH and self._unsure(text, tokens, first, before):
            return None
        role, outer = self._role(text, tokens.start(left), before, phrase)
        if role == "mention" and phrase.adverbial and _ends_clause(text, tokens.end(stop - 1)):
            role = "when"  # "spent 220 million yuan that month."
        if role == "mention" and phrase.granularity in REPORTED and text.startswith(POSSESSIVES[:2], tokens.end(stop - 1)):
            role = "when"  # "**the quarter's** net loss"
        if role == "mention" and phrase.granularity in WHOLE and self._closed(text, tokens.start(left)):
            role = "when"  # "**ended the quarter with** RMB 9 billion in cash"
        closing = self._came_to_its_end(text, tokens.start(left), tokens.end(stop - 1)) if phrase.granularity in UNITS else None
        if closing is not None:
            role, end_of, outer = "when", True, closing  # "had 4,500 shops **when last year ended**"
        if phrase.needs_role and not end_of and (role == "mention" or (phrase.end_of and "moment" not in before.roles)):
            return None
        happened = self._happened(text, tokens, left, stop, before) if role == "when" else None
        if happened is not None:
            outer = happened
        elif role == "when" and (self._names(text, tokens, left, stop, before) or _in_dateline(text, tokens, left, stop, phrase)):
            role = "mention"
        expr = self._meaning(phrase, role, before, end_of)
        end = tokens.end(stop - 1)
        return PeriodMention(
            start=tokens.start(left),
            end=end - (text[end - 1] in ".,"),
            expr=expr,
            role=role,
            outer_start=outer,
            anchored=is_anchored(expr),
            basis=phrase.basis if phrase.base or role == "base" else None,
            granularity=phrase.granularity,
            end_of=end_of or phrase.end_of,
        )

    def _meaning(self, phrase: Phrase, role: Role, before: _Before, end_of: bool) -> TimeExpr:
        """The expression, with what the words around it add."""
        expr = phrase.expr
        if isinstance(expr, FestivalDays) and phrase.festival is not None:
            day = self._festivals.days.get(phrase.festival) if "on_day" in before.roles and phrase.granularity == "festival day" else None
            expr = replace(expr, windows=self._festivals.windows_of(phrase.festival), day=day, name=phrase.festival)
        elif end_of and phrase.at_end is not None:
            expr = phrase.at_end
        elif role == "since" and isinstance(expr, Anchored) and expr.named is not None:
            expr = Relative(expr.named, 0)  # "since the start of the year": the running one
        elif isinstance(expr, Slice) and expr.unit == "month" and role == "when" and "through" in before.roles:
            expr = replace(expr, first=1)
        elif phrase.alone is not None and role != "base":
            expr = phrase.alone
        elif isinstance(expr, Window) and phrase.duration and role == "when" and "within" in before.roles:
            expr = replace(expr, direction="future")
        if role == "since":
            expr = Ending(expr, "day") if end_of or phrase.end_of else expr  # "since the end of 2019": from its last day
            expr = Since(expr, starting="starting" in before.roles)
        return expr

    @staticmethod
    def _modifiers(tokens: Tokens, first: int) -> tuple[int, bool]:
        """The first token of the noun phrase, with "the", "early", "the end of" in front of it, and whether its end is meant."""
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

    def _unsure(self, text: str, tokens: Tokens, at: int, before: _Before) -> bool:
        """Whether a bare month is more likely a name or a verb: "Lei Jun", "May I"."""
        start, end = tokens.start(at), tokens.end(at)
        if text[start:end].lower() not in self._words.months_unsure or before.roles:
            return False
        words = text[max(0, start - WINDOW) : start].split()
        opens = not words or text[start - 1 : start] == "\n" or words[-1][-1] in SENTENCE_MARKS
        if opens:
            behind = WORD.match(text, end + 1)
            return behind is None or not behind.group().islower() or behind.group() in self._words.verb_openers
        before_it = words[-1].lower()
        return not (words[-1][0].islower() or before_it.endswith(POSSESSIVES) or before_it in self._words.month_openers)

    def _names(self, text: str, tokens: Tokens, left: int, stop: int, before: _Before) -> bool:
        """Whether a time only names or describes something: "World Expo 2023", "a January report"."""
        if not left:
            return False
        if tokens.codes[stop - 1] == "Y" and tokens.codes[max(0, stop - 2)] in "ha":
            behind = WORD.findall(text, tokens.end(stop - 1), tokens.end(stop - 1) + WINDOW)[:NAMED_BEHIND]
            if any(word.lower() in self._words.dated_things for word in behind):
                return True  # "the maximum under **the 2008 anti-monopoly law**"
        if before.roles or stop - left != 1:
            return False
        code, previous = tokens.codes[left], tokens.start(left - 1)
        if code == "Y":
            return tokens.codes[left - 1] == "x" and text[previous].isupper() and tokens.end(left - 1) + 1 == tokens.start(left)
        return code in "MW" and tokens.codes[left - 1] == "a"

    def _closed(self, text: str, begin: int) -> bool:
        """Whether somebody is said to have ended a time in some way."""
        verb = WORD.findall(text, max(0, begin - WINDOW), begin)[-1:]
        return bool(verb) and verb[0].lower() in self._words.closings

    def _came_to_its_end(self, text: str, begin: int, end: int) -> int | None:
        """Where a clause begins that says a time ended; None if none does."""
        clause = next(reversed(list(WORD.finditer(text, max(0, begin - WINDOW), begin))), None)
        if clause is None or clause[0].lower() not in self._words.at_its_close:
            return None
        verb = WORD.match(text, end + 1)
        return clause.start() if verb is not None and verb[0].lower() in self._words.closings else None

    def _happened(self, text: str, tokens: Tokens, left: int, stop: int, before: _Before) -> int | None:
        """Where the preposition of something done in a month or year stands: "valued at $180 billion **in a December fundraising**"."""
        if before.roles or not left or stop - left != 1 or tokens.codes[left - 1 : left + 1] not in ("aM", "aY"):
            return None
        behind = WORD.findall(text, tokens.end(left), tokens.end(left) + WINDOW)[:HAPPENING]
        if not any(word.lower() in self._words.happenings for word in behind):
            return None
        leading = self._before(text, tokens.start(left - 1))
        return leading.start if "when" in leading.roles else None

    # --- the part it plays ---------------------------------------------------------------------------------------------------

    def _role(self, text: str, begin: int, before: _Before, phrase: Phrase) -> tuple[Role, int]:
        """The role and where the preposition that gives it begins."""
        roles, outer = before.roles, before.start
        if phrase.base or self._compared(text, before, phrase):
            return "base", outer
        if phrase.adjective:
            return "duration", outer
        if "cause" in roles and phrase.festival is not None:
            return "mention", outer
        plain: Role | None = next((role for role in PLAIN_ROLES if role in roles), None)
        if "starting" in roles:
            return "since", outer
        if plain in (None, "when") and not phrase.duration and phrase.granularity in DATED and self._since(text, begin):
            return "since", begin
        if phrase.duration and plain not in ("since", "until"):
            told = plain == "when" and phrase.direction is not None and "lasting" not in roles and not self._extreme(text, outer)
            return "when" if told else "duration", outer
        if plain is None:
            return "mention" if phrase.needs_role or phrase.now else "when", outer if roles else begin
        return plain, outer

    def _compared(self, text: str, before: _Before, phrase: Phrase) -> bool:
        """Whether a preposition makes a time the base of a comparison."""
        roles = before.roles
        if not phrase.comparable:
            return False
        if "growth" in roles:
            return not (isinstance(phrase.expr, Anchored) and phrase.expr.deictic and self._hedged(text, before.start))
        unit = phrase.basis not in (None, "other")
        if "base_from" in roles and unit:
            return True
        needs = ("base", "base_from", "base_on") if unit or phrase.granularity in UNITS else ("base", "base_from")
        if "base_year" in roles and phrase.granularity == "year":
            return self._changed(text, before.start, same_sentence=True)
        if any(role in roles for role in needs):
            return ("base" in roles and _opens_sentence(text, before.start)) or self._changed(text, before.start)
        return "base_over" in roles and phrase.granularity in WHOLE and self._changed(text, before.start, same_sentence=True)

    def _hedged(self, text: str, stop: int) -> bool:
        """Whether "than" belongs to "more than a year ago" and compares nothing; "10% more than a year ago" does."""
        words = WORD.findall(text[max(0, stop - WINDOW) : stop])[-1:]
        return any(word.lower() in self._words.hedges for word in words) and not self._changed(text, stop)

    def _changed(self, text: str, stop: int, *, same_sentence: bool = False) -> bool:
        """Whether a percentage or a word of change stands shortly before."""
        window = text[max(0, stop - WINDOW) : stop]
        words = WORD.findall(SENTENCE_END.split(window)[-1] if same_sentence else window)[-CHANGE_REACH:]
        return any(word.lower() in self._words.changed for word in words)

    def _extreme(self, text: str, stop: int) -> bool:
        words = WORD.findall(text[max(0, stop - WINDOW) : stop])[-EXTREME_REACH:]
        return any(word.lower() in self._words.extremes for word in words)

    def _before(self, text: str, begin: int) -> _Before:
        """The preposition before a time, the longest there is."""
        window = text[max(0, begin - WINDOW) : begin]
        if window[-1:].isspace() or window[-1:] == "(":
            last = window.rsplit(None, 1)[-1:]
            if not last or last[0].lower().lstrip(BLANKS_AND_BRACKETS) not in self._role_ends:
                return _Before(NO_ROLES, "", begin)
            words = window.split()[-PREPOSITION_WORDS:]
            for size in range(len(words), 0, -1):
                phrase = " ".join(words[-size:]).lower().lstrip(BLANKS_AND_BRACKETS)
                roles = self._words.roles.get(phrase)
                if roles is not None:
                    start = begin
                    for word in reversed(words[-size:]):
                        start = text.rindex(word, 0, start)
                    return _Before(roles, phrase, start + len(words[-size]) - len(words[-size].lstrip(BLANKS_AND_BRACKETS)))
        return _Before(NO_ROLES, "", begin)

    def _since(self, text: str, begin: int) -> bool:
        """Whether a "since" stands before, with nothing between that ends its reach."""
        window = text[max(0, begin - SINCE_WINDOW) : begin].lower()
        if self._since_word.search(window) is None:
            return False
        for word in reversed(window.split()[-SINCE_REACH:]):
            if word[-1] in ",.;:)" or any(char.isdigit() for char in word) or self._words.phrases.get(word, NO_CODE)[0] == AND:
                return False
            if word in self._since_words:
                return True
        return False


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].strip(" \"“‘'")
    return not before or before[-1] in ".!?\n"


def _in_dateline(text: str, tokens: Tokens, left: int, stop: int, phrase: Phrase) -> bool:
    """Whether a day is that of a report: "BEIJING, July 15 (Xinhua) -- Sales rose"."""
    if phrase.granularity != "day" or DATELINE_END.match(text, tokens.end(stop - 1)) is None:
        return False
    begin = text.rfind("\n", 0, tokens.start(left)) + 1
    return DATELINE_PLACE.fullmatch(text, begin, tokens.start(left)) is not None


def _ends_clause(text: str, end: int) -> bool:
    return text[end : end + 1] in ("", ".", ",", ";", ")", "\n") or text[end - 1] == "." or text.startswith(" and ", end)


def _says_its_days(before: PeriodMention, mention: PeriodMention) -> bool:
    """Whether a time only leads to the days behind it: "**the period** from Nov. 1 to Nov. 11"."""
    leans = isinstance(before.expr, Anchored) and before.expr.named is None and not before.expr.offset
    return leans and mention.granularity == "span" and mention.outer_start - before.end == 1


def _is_said_again(text: str, before: PeriodMention, mention: PeriodMention) -> bool:
    """Whether a time so long ago is named behind a comma, where its own days stand: "**A year ago**, in March 2019, it raised X"."""
    ago = isinstance(before.expr, Relative | Anchored) and before.expr.offset < 0
    dated = isinstance(mention.expr, Slice) and mention.expr.year.absolute is not None and mention.expr.unit != "year"
    return ago and dated and mention.role == "when" and text[before.end : mention.outer_start] == ", "
