"""Times in a folded text without spaces: where they stand, and the part each plays.

How a time is written stands in :mod:`china_tech_metrics.unspaced.time_forms`; of forms that begin at the same place the longest counts.
What days are meant is told by :func:`china_tech_metrics.resolve.calendar.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from china_tech_metrics.model import Basis
from china_tech_metrics.resolve.expressions import Anchored, Days, FestivalDays, Relative, Same, Since, Slice, TimeExpr
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.time_forms import DIGITS, Form, S, TimeForms
from china_tech_metrics.unspaced.words import TimeWords

SHORTEST_COMPARISON = 3
SINCE_REACH = 12
BASE_REACH = 12
"""So far before a time that is described may stand that it is compared with: "**比**“十三五”末的2020年增长"."""
HALF = "半数几多"
CLOSED = ("year", "month", "quarter", "half", "period", "report")
"""What can have an end: "6月**底**", "报告期**末**"."""
STARTS = ("day", "month", "quarter", "half", "year", "days")
"""What can be the beginning of a span."""
SPACES = (" ", "\t", "\xa0", "\u3000")


@dataclass(slots=True)
class TimeMention:
    """A time expression at ``text[start:end]``.

    ``role`` is "when", "as_of", "by", "since", "from" ("从1月的3万辆升至…"), "now", or "base" of a comparison; ``basis`` is what a base
    makes of the comparison,
    ``granularity`` the unit named, ``end_of`` says that its last day is meant.
    """

    start: int
    end: int
    expr: TimeExpr | None
    role: str
    granularity: str | None
    basis: Basis | None = None
    end_of: bool = False


class _Beginning(NamedTuple):
    """What two characters can begin: these forms, in their order, and perhaps a word of comparison.

    If they can begin a year, ``behind_year`` has those of the forms that can be meant by what stands behind it.
    """

    forms: tuple[Form, ...]
    compares: bool
    behind_year: Mapping[str, tuple[Form, ...]]


class TimeScanner:
    """Finds the time expressions of a text. Build once for a language; ``scan`` is pure; pickles by rebuilding."""

    def __init__(self, words: TimeWords, festivals: Festivals, lang: str) -> None:
        self._source = (words, festivals, lang)
        self._bases: dict[str, Basis] = {
            word: basis.partition(".")[2]  # type: ignore[misc]
            for basis, group in words.groups.items()
            if basis.startswith("base.")
            for word in group
        }
        self._base_words = re.compile(exact(self._bases))
        self._refused = re.compile(exact(words.groups["refused.phrases"]))
        self._ends = re.compile(rf"{S}(?!{exact(words.groups['words.no_end'])})(?:{exact(words.groups['words.end'])})")
        self._unit_of_year = frozenset(word for word in words.groups["words.year"] if len(word) == 1)
        self._counts = frozenset((*DIGITS, *HALF, *words.numbers["numerals"]))
        self._year_ends = frozenset(word[-1] for word in words.groups["words.year"])
        self._past_festival, self._shifted = words.groups["words.past_festival"], words.groups["words.shifted"]
        self._campaign, self._quotes = words.groups["words.campaign"], {pair[0]: pair[1] for pair in words.groups["words.quotes"]}
        self._until, self._of = words.groups["words.until"], words.groups["words.links"]
        self._role_words = {name.partition(".")[2]: group for name, group in words.groups.items() if name.startswith("roles.")}
        before, behind = ("until", "by", "since", "base_before"), ("by_after", "since_after", "since_alone", "base_after")
        roles = {"until": self._until, **self._role_words}
        self._about = frozenset("".join(words.groups["words.about"]))
        self._role_before = frozenset(word[-1] for name in before for word in roles[name]).union(self._of)
        self._role_behind = frozenset(word[0] for name in behind for word in roles[name])
        self._described_base = re.compile(rf"[，；。](?:{exact(self._role_words['base_described'])})[^，。；\d]{{1,{BASE_REACH - 2}}}\Z")
        names = {fold(name): festival for name, festival in festivals.names.get(lang, {}).items()}
        forms = TimeForms(words, festivals, names)
        self._year = forms.year
        self._compile_beginnings(list(forms), {*DIGITS, *(word[0] for word in words.numbers["numerals"])})

    def __reduce__(self) -> tuple[Any, ...]:
        return (TimeScanner, self._source)

    def _compile_beginnings(self, forms: list[Form], numerals: set[str]) -> None:
        """Where a time can begin, and which forms can be there.

        Most characters that can begin a time begin something else, so the next one is looked at too: for a number the one behind it.
        """
        behind = frozenset().union(*(form.behind_number for form in forms))
        keys = [_beginnings(form, numerals) for form in forms]
        bases = frozenset(word[:2] for word in self._bases)
        self._beginnings: dict[str, _Beginning] = {}
        for key in bases.union(*keys):
            fitting = tuple(form for form, own in zip(forms, keys, strict=True) if key in own or key[0] in own)
            self._beginnings[key] = _Beginning(fitting, key in bases or key[0] in bases, _by_what_follows(fitting))
        words = [word for form in forms for word in form.words]
        singles = {key for key in self._beginnings if len(key) == 1} - numerals | {word for word in words if len(word) == 1}
        pairs = [key for key in self._beginnings if len(key) == 2 and key[0] not in numerals]
        number, single, first, second = map(_inside, (numerals, singles, {pair[0] for pair in pairs}, {pair[1] for pair in pairs}))
        unit = rf"[{_inside(behind - {'.'})}]|(?<=\d{{4}})\."  # "2024.08.10", no decimal point
        counted = rf"(?<=[{number}])(?=[{number}]{{0,3}}[ \t]?(?P<behind>{unit}))"
        names = exact(word[1:] for word in words if word[0] in numerals)
        worded = rf"(?<=[{single}])|(?<=[{first}])(?=[{second}])|(?={names})"
        self._opener = re.compile(rf"[{number}{single}{first}](?<!\d\d)(?<!\d[.,]\d)(?:{counted}|{worded})")

    def scan(self, text: str, names: Iterable[tuple[int, int]] = ()) -> list[TimeMention]:
        """The times in order, none overlapping another or a name."""
        taken = {i for start, end in names for i in range(start, end)}
        found: list[TimeMention] = []
        at = 0
        for opener in self._opener.finditer(text):
            start = opener.start()
            beginning = self._beginning(text, opener)
            if beginning is None or start < at or start in taken:
                continue
            mention = self._at(text, start, beginning)
            if mention is not None:
                at = mention.end
                if mention.granularity == "day" and isinstance(mention.expr, Days) and not mention.expr.start[0]:
                    mention.expr = _in_month_named(text, start, mention.expr, found)
                if mention.granularity != "launch" or not self._begins_then(text, found, mention):
                    found.append(mention)
        return found

    @staticmethod
    def _begins_then(text: str, found: Sequence[TimeMention], launch: TimeMention) -> bool:
        """Whether the time of a launch is named before: "**2019年**上市以来"; that is then the beginning of the span."""
        named = found[-1] if found else None
        if named is None or launch.start - named.end > SINCE_REACH or "，" in text[named.end : launch.start]:
            return False
        if named.role == "when" and named.expr is not None and named.granularity in STARTS:
            named.expr, named.role = Since(named.expr), "since"
        return named.role == "since"

    def _beginning(self, text: str, opener: re.Match[str]) -> _Beginning | None:
        """What the characters at an opener can begin; most begin nothing."""
        start = opener.start()
        first = text[start]
        return self._beginnings.get(first + (opener["behind"] or text[start + 1 : start + 2])) or self._beginnings.get(first)

    def _at(self, text: str, start: int, beginning: _Beginning) -> TimeMention | None:
        """The longest time that begins at an offset."""
        forms = beginning.forms
        if beginning.behind_year and (year := self._year.match(text, start)) is not None:
            following = beginning.behind_year.get(text[year.end() : year.end() + 1])
            forms = beginning.behind_year[""] if following is None else following
        matches = [(match, form) for form in forms if (match := form.pattern.match(text, start)) is not None]
        if len(matches) > 1:
            matches.sort(key=_length, reverse=True)
        end, said = start, None
        for match, form in matches:
            said = form.said(match.groups())
            if said is not None:
                end = match.end()
                break
        base = self._base_words.match(text, start) if beginning.compares else None
        if base is not None and base.end() >= end:
            longer = self._behind_first(text, base)
            if longer is not None:
                return longer
            inner = self._compared_with(text, base)
            expr, end_of = (inner.expr, inner.end_of) if inner is not None else (None, False)
            return TimeMention(start, base.end(), expr, "base", None, self._bases[base.group()], end_of)
        if said is None or (text[start] in self._unit_of_year and text[start - 1 : start] in self._counts):
            return None  # "半年内"
        refused = self._refused.match(text, start)
        if refused is not None and refused.end() >= end:
            return None
        return self._with_role(text, start, end, *said)

    def _behind_first(self, text: str, base: re.Match[str]) -> TimeMention | None:
        """The time behind the first character of a comparison, if it is longer than that: "较去年**12月**", not "较去年"."""
        opener = self._opener.match(text, base.start() + 1) if text[base.end() - 1] in self._year_ends else None
        beginning = self._beginning(text, opener) if opener is not None else None
        inner = self._at(text, base.start() + 1, beginning) if beginning is not None else None
        return inner if inner is not None and inner.end > base.end() and inner.role == "base" else None

    def _compared_with(self, text: str, base: re.Match[str]) -> TimeMention | None:
        """The time in a comparison: "去年同期" in "较去年同期"."""
        opener = self._opener.match(text, base.start() + 1) if base.end() - base.start() >= SHORTEST_COMPARISON else None
        beginning = self._beginning(text, opener) if opener is not None else None
        inner = self._at(text, base.start() + 1, beginning) if beginning is not None else None
        return inner if inner is not None and inner.end == base.end() else None

    def _goes_on_since(self, text: str, end: int) -> bool:
        """Whether a time begins a span up to now: "自2019年**以来**", "自2015年**成立以来**"."""
        if text.startswith(self._role_words["since_after"], end):
            return True
        clause = text[end : end + SINCE_REACH].partition("，")[0]
        return any(word in clause for word in self._role_words["since_alone"])

    def _is_no_time(self, text: str, start: int, end: int) -> bool:
        """Whether a festival is not when something was: it is over, or is the cause of something, or part of the name of a campaign."""
        if text.startswith(self._past_festival, end):
            return True
        behind = text[end : end + SINCE_REACH].partition("，")[0]
        if any([word in behind for word in self._shifted]):
            return True
        closing = self._quotes.get(text[start - 1 : start])
        quoted = behind.partition(closing) if closing is not None else None
        return quoted is not None and bool(quoted[1]) and quoted[0].endswith(self._campaign)

    def _with_role(self, text: str, start: int, end: int, expr: TimeExpr | None, granularity: str | None) -> TimeMention:
        """The mention with the part it plays, told by the words before and behind it."""
        closing = self._ends.match(text, end) if granularity in CLOSED else None
        end_of = closing is not None
        end = closing.end() if closing else end
        words, before = self._role_words, start - text.startswith(SPACES, start - 1, start)
        while text[before - 1 : before] in self._about:
            before -= 1  # "比**约**半年前的189.90美元多5.5%"
        if granularity == "year_end":
            if text.endswith(words["base_before"], 0, before):
                return TimeMention(start, end, expr, "base", "year", "other", end_of=True)
            until = text.endswith(self._until, 0, before)
            by = text.startswith(words["by_after"], end) or (not until and text.endswith(words["by"], 0, before))
            return TimeMention(start, end, expr, "by" if by else "as_of", "year", end_of=True)
        if granularity in ("now", "launch"):
            return TimeMention(start, end, expr, "now", None if granularity == "now" else granularity)
        if granularity == "period_end":
            return TimeMention(start, end, expr, "as_of", "period", end_of=True)
        if granularity == "festival" and self._is_no_time(text, start, end):
            return TimeMention(start, end, None, "when", "festival")
        if granularity == "ended":
            return TimeMention(start, end, expr, "when", None)
        if text[before - 1 : before] not in self._role_before and text[end : end + 1] not in self._role_behind:
            return TimeMention(start, end, expr, "as_of" if end_of else "when", granularity, end_of=end_of)
        compared = text.endswith(words["base_before"], 0, before) and granularity != "anchored"
        compared = compared or (
            text.endswith(self._of, 0, before) and self._described_base.search(text, max(0, before - BASE_REACH), before) is not None
        )
        if compared or (granularity in ("same", "year") and text.startswith(words["base_after"], end)):
            return TimeMention(start, end, expr, "base", granularity, _basis_of(expr, granularity), end_of)
        since = text.endswith(words["since"], 0, before) and self._goes_on_since(text, end)
        if since or text.startswith(words["since_alone"], end):
            return TimeMention(start, end, None if expr is None else Since(expr), "since", granularity)
        of = text.startswith(self._of, end) or text.endswith(self._of, start, end)
        if of and text.endswith(words["since"], 0, before):
            return TimeMention(start, end, expr, "from", granularity, end_of=end_of)
        if text.endswith(self._until, 0, before):
            return TimeMention(start, end, expr, "as_of", granularity, end_of=end_of or granularity == "day")
        by = text.startswith(words["by_after"], end) and granularity != "window"
        if by or text.endswith(words["by"], 0, before):
            return TimeMention(start, end, expr, "by", granularity, end_of=end_of)
        return TimeMention(start, end, expr, "as_of" if end_of else "when", granularity, end_of=end_of)


def _in_month_named(text: str, at: int, day: Days, found: Sequence[TimeMention]) -> Days:
    """A day without its month behind another one of the paragraph is in the same month: "5月6日…；**15日**"."""
    for mention in reversed(found):
        if isinstance(mention.expr, Days) and mention.expr.end[0]:
            month, last = mention.expr.end
            near = last <= day.end[1] and "\n" not in text[mention.end : at]
            return Days((month, day.start[1]), (month, day.end[1]), mention.expr.year) if near else day
    return day


def mark_base(mention: TimeMention) -> None:
    """Make a time what something is compared with."""
    mention.role, mention.basis = "base", _basis_of(mention.expr, mention.granularity)


def _beginnings(form: Form, numerals: set[str]) -> set[str]:
    """The characters a form can begin with, as many as must be looked at: one, or two, or a numeral and what stands behind the number."""
    words = {word[0] if word[0] in numerals else word[:2] for word in form.words}
    return words | {numeral + behind for numeral in numerals for behind in form.behind_number}


def _by_what_follows(forms: Sequence[Form]) -> dict[str, tuple[Form, ...]]:
    """The forms that can be meant where a year was read, by the character behind it; those that need none under the empty one."""
    behind = frozenset().union(*(form.behind_year for form in forms))
    if not behind:
        return {}
    return {c: tuple(f for f in forms if not f.behind_year or not f.behind_year.isdisjoint((c, ""))) for c in behind | {""}}


def _length(found: tuple[re.Match[str], Form]) -> int:
    return found[0].end()


def _inside(characters: Iterable[str]) -> str:
    """Some characters as they stand inside the brackets of a pattern."""
    return "".join(map(re.escape, sorted(characters)))


def _basis_of(expr: TimeExpr | None, granularity: str | None) -> Basis:
    """What a comparison with this time is called."""
    match expr:
        case Same(year) | FestivalDays(year=year) if year.relative == -1:
            return "yoy"
        case Relative("year", -1) | Anchored("year", -1):
            return "yoy"
        case Slice(year=year) if year.relative == -1:
            return "yoy"
        case Relative("quarter", -1):
            return "qoq"
        case Relative("month", -1):
            return "mom"
    return "other"
