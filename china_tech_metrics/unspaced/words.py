"""The word lists of a language read by this package, from the three TOML files of its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.scan.words import Lists
from china_tech_metrics.unspaced.fold import fold
from china_tech_metrics.unspaced.numerals import Numerals

Groups = Mapping[str, tuple[str, ...]]


AMOUNT_LISTS: Mapping[str, tuple[str, ...]] = {
    "words": (
        "point", "half_more", "tenths", "no_tenth", "parts", "percent_of", "permille_of", "minus", "vague", "each", "prefix_no",
        "no_prefix",
    ),
    "units": ("percent", "permille", "point", "basis_point", "times"),
    "counted": ("words", "not_before", "no_metric"),
    "ranges": ("dashes", "from", "series", "moved", "onward"),
    "restated": ("open", "close", "words"),
    "money": ("plain", "coins", "not_before", "below", "units_in"),
    "refused": ("phrases", "after", "not_after"),
}  # fmt: skip
"""The tables of numbers.toml with their lists, each of which may be left out but for those in ``NEEDED``."""
NEEDED = ("words.point", "money.plain")
TIME_LISTS: Mapping[str, tuple[str, ...]] = {
    "words": (
        "year", "fiscal", "quarter", "fiscal_quarter", "month", "day", "no_days", "ordinal", "counter", "whole", "first", "weekday",
        "no_weekday",
        "last_week", "next_week", "this_week", "year_end", "end", "until", "stop", "year_ago", "same", "which", "period", "report_period",
        "period_to_date", "now",
        "ago", "no_ago", "half_year", "ago_year", "ago_month", "ago_week", "ago_day",
        "so_far", "that_day", "day_before", "day_after", "in_year", "unit_year", "unit_half", "unit_quarter", "unit_month", "unit_week",
        "later", "about", "last_of_year",
        "unit_day", "within", "past", "future",
        "dash", "links", "fillers", "festival_tail", "no_festival", "quarter_of_month", "no_end", "that_month", "thirds",
        "hour", "hour_of", "minute", "in_a_row", "single_quarter", "period_end", "feast", "feast_before", "first_day",
        "launched", "since_launch", "first_span",
        "first_edition", "edition", "past_festival", "shifted", "plan_tail", "plan_quotes", "campaign", "quotes",
    ),
    "base": ("yoy", "qoq", "mom", "other"),
    "roles": ("by", "by_after", "since", "since_after", "since_alone", "base_before", "base_described", "base_after"),
    "said": ("words", "not"),
    "refused": ("phrases",),
}  # fmt: skip
"""The same of time.toml."""
CLAUSE_LISTS: Mapping[str, tuple[str, ...]] = {
    "classes": (
        "up", "down", "growth_noun", "fall_noun", "narrow", "widen", "arrival", "share", "more", "less", "plain", "part_of",
        "added", "lost", "awaited", "compared", "according", "said", "target", "forecast", "estimate", "done", "reaches", "pronoun",
        "speaks", "publishes", "shows", "official", "prospectus", "title",
        "of_group", "object_of", "leads_round", "where", "quoted", "item", "about_so", "reckon", "expected_by", "former", "latter",
        "expectation", "industry", "whole", "unmeasured", "listing", "hearsay", "leaves_out", "firm", "of_firm", "no_name", "no_names_in",
    ),
    "beside": (
        "from", "of_those", "leads_to", "ordinal", "spends", "buys", "of", "before_noun", "counter", "change_behind", "arrives",
        "unnarrowing", "units_of_firm", "market_heads", "opens_clause", "and_others", "takes_part", "deals",
        "base_is", "dateline", "figure_behind", "asked", "joins",
        "lines", "line", "described", "regions", "markets", "overall", "rounds", "called", "made_by", "acts", "totals", "so_far",
        "most", "issues", "averaged", "monthly", "occasions",
        "name_from", "firms", "that_figure", "this", "compound", "of_level",
        "of_past", "name_until", "gains", "together", "for_each", "alone", "by_means",
        "ratio_is", "times_than", "left", "left_out", "than", "apart_from", "outside", "times_of", "yardstick_from", "yardstick_to",
        "bare_margin", "bare_profit", "obtains", "leads_over", "time_behind", "no_subject", "firm_does", "firm_counter",
        "firms_together", "so_many",
        "speaker_until", "reports", "results", "this_reporter", "reckoners", "he", "its_data", "own_people", "rates",
        "stands_at", "rate_noun", "apart_by", "gap", "listed_as", "desks", "wire", "shop_on", "endings", "acts_on",
        "place_tails", "place_openers", "place_within", "held_within",
    ),
}  # fmt: skip
"""The same of grammar.toml."""


def _lists(top: Lists, tables: Mapping[str, Iterable[str]]) -> Groups:
    """The lists of some tables as "table.name"; those left out are empty.

    Raises:
        VocabularyError: a table has a list of another name, or one that is no list of words.
    """
    found: dict[str, tuple[str, ...]] = {}
    for table, names in tables.items():
        said = _groups(top, table)
        if unknown := sorted(said.keys() - set(names)):
            raise VocabularyError(f"{top.where}: {table}: {', '.join(unknown)}: no list of that name; there are {', '.join(names)}")
        found |= {f"{table}.{name}": said.get(name, ()) for name in names}
    return found


def _groups(top: Lists, field: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(fold, words)) for name, words in top.groups(field).items()}


def _numbers(top: Lists, field: str) -> dict[str, float]:
    return {fold(word): value for word, value in top.numbers(field).items()}


@dataclass(frozen=True)
class AmountWords:
    """numbers.toml: see the comments there. ``groups`` maps "table.name" to its words."""

    digits: Mapping[str, int]
    small: Mapping[str, int]
    big: Mapping[str, int]
    fractions: Mapping[str, float]
    fractions_over: Mapping[str, float]
    fractions_near: Mapping[str, float]
    multiples: Mapping[str, float]
    groups: Groups

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> AmountWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is of the wrong type.
        """
        top = Lists(data, "numbers.toml")
        named = ("rates", "rates_beside", "averages", "hundredths")  # the names of these lists are units of time and currencies
        groups = dict(_lists(top, AMOUNT_LISTS))
        groups |= {f"{table}.{name}": words for table in named for name, words in _groups(top, table).items()}
        hedges = top.table("hedges")
        for side in ("before", "after"):
            groups |= {f"hedges.{side}.{name}": tuple(map(fold, words)) for name, words in hedges.groups(side).items()}
        groups |= {f"hedges.{name}": tuple(map(fold, hedges.words(name))) for name in ("inside", "no_inside", "longer")}
        for name in NEEDED:
            if not groups[name]:
                raise VocabularyError(f"{top.where}: {name.replace('.', ': ')}: must have a word")
        digits, small, big = ({w: int(v) for w, v in _numbers(top, field).items()} for field in ("digits", "small", "big"))
        exact, over, near, multiples = (_numbers(top, field) for field in ("fractions", "fractions_over", "fractions_near", "multiples"))
        return cls(digits, small, big, exact, over, near, multiples, groups)

    @cached_property
    def numerals(self) -> Numerals:
        """The reader of numbers."""
        return Numerals(self.digits, self.small, self.big, self.groups["words.point"][0])


@dataclass(frozen=True)
class TimeWords:
    """time.toml: see the comments there. ``numbers`` maps the name of a table to its words and their values."""

    numbers: Mapping[str, Mapping[str, int]]
    groups: Groups

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> TimeWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is of the wrong type.
        """
        top = Lists(data, "time.toml")
        tables = ("years", "anchored_years", "fiscal_years", "numerals", "quarters", "months", "days", "weekdays", "halves", "plans")
        return cls({table: {w: int(v) for w, v in _numbers(top, table).items()} for table in tables}, _lists(top, TIME_LISTS))


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange that is told by the codes of its shares: so many digits that begin so, perhaps with the ``market`` behind them."""

    digits: int
    begins: str
    market: str
    market_id: str
    currency: str


@dataclass(frozen=True, slots=True)
class Home:
    """The country whose texts these are: its ``currency`` is meant by a bare currency word, but for firms from the places ``elsewhere``."""

    country: str
    currency: str
    elsewhere: frozenset[str]
    exchanges: tuple[Exchange, ...]

    @classmethod
    def from_toml(cls, top: Lists) -> Home:
        """The tables ``home`` and ``exchange`` of grammar.toml.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        home = top.table("home")
        exchanges = tuple(
            Exchange(int(t.number("digits")), t.text("begins"), fold(t.text("market")), t.option("listing") or "", t.text("currency"))
            for t in top.tables("exchange")
        )
        return cls(home.text("country"), home.text("currency"), frozenset(home.words("elsewhere")), exchanges)


@dataclass(frozen=True)
class ClauseWords:
    """grammar.toml: see the comments there. ``classes`` are marked in the text, ``beside`` is looked for right beside something.

    ``people`` maps the names of those who speak for companies to how they are written.
    """

    sentence_end: str
    clause_end: str
    classes: Groups
    beside: Groups
    home: Home
    people: Groups

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> ClauseWords:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        top = Lists(data, "grammar.toml")
        lists = _lists(top, CLAUSE_LISTS)
        classes, beside = ({name: lists[f"{table}.{name}"] for name in names} for table, names in CLAUSE_LISTS.items())
        people = _groups(top, "people")
        classes["people"] = tuple(word for spellings in people.values() for word in spellings)
        return cls(top.text("sentence_end"), top.text("clause_end"), classes, beside, Home.from_toml(top), people)


@dataclass(frozen=True)
class TopicLanguage:
    """Everything known of one such language."""

    code: str
    numbers: AmountWords
    time: TimeWords
    grammar: ClauseWords
    reader: str = "topic chain"

    @classmethod
    def from_toml(cls, code: str, numbers: Mapping[str, Any], time: Mapping[str, Any], grammar: Mapping[str, Any]) -> TopicLanguage:
        """Read and check the three files of a language.

        Raises:
            VocabularyError: a field is wrong or missing.
        """
        return cls(code, AmountWords.from_toml(numbers), TimeWords.from_toml(time), ClauseWords.from_toml(grammar))


def by_last(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their last character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[-1], []).append(word)
    return found


def by_word(words: AmountWords, table: str) -> dict[str, str]:
    """The words of all lists of a table, each with the name of its list."""
    return {word: name.rpartition(".")[2] for name, group in words.groups.items() if name.startswith(table + ".") for word in group}
