"""How times are written in a text without spaces: a pattern a form, and what the parts of a match say.

All words are those of time.toml and festivals.toml; only the order in which they stand is told here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from china_tech_metrics.resolve.expressions import Anchored, Between, Relative, ToDate
from china_tech_metrics.resolve.festivals import Festivals
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.time_readings import UNITS, Groups, Readings, Said
from china_tech_metrics.unspaced.words import TimeWords

BLANKS = " \t\xa0\u3000"
S = rf"[{BLANKS}]?"
DIGITS = "0123456789"
NO_BARE_DAY = r"(?!\d{1,2}(?!\d|[.,]\d|[^\W\d_]))"
"""Behind a month: no number that can only be a day, "8月15，", but "7月2.5万辆"."""
JOINS = "、及和与"
"""Between times that share what comes behind the last of them."""
NONE: frozenset[str] = frozenset()
Reader = Callable[[Groups], Said | None]
MOST_READ = 1024
"""So many readings are remembered for each form: the same few times are written again and again."""


class Form(NamedTuple):
    """One way to write a time: its pattern, and what the groups of a match say, None if it is no time.

    It begins with one of ``words``, or with a number behind which one of the characters ``behind_number`` stands. If it can begin with
    a year, what follows that begins with one of ``behind_year``: the empty one if nothing needs to follow.
    """

    pattern: re.Pattern[str]
    said: Callable[[tuple[str | None, ...]], Said | None]
    words: frozenset[str]
    behind_number: frozenset[str]
    behind_year: frozenset[str] = NONE


class TimeForms:
    """Every way to write a time in one language; iterate over it. ``festival_names`` maps names to those of ``festivals``.

    ``year`` matches a year with what may stand between it and the rest of a time.
    """

    def __init__(self, words: TimeWords, festivals: Festivals, festival_names: Mapping[str, str]) -> None:
        self._numbers, self._groups = words.numbers, words.groups
        self._festival_names, self._readings = frozenset(festival_names), Readings(words, festivals, festival_names)
        w = self._w = {name.partition(".")[2]: f"(?:{exact(group)})" for name, group in words.groups.items()}
        w["said"] = f"(?:{exact(words.groups['said.words'])})"
        n = self._n = {name: f"(?:{exact(values)})" for name, values in words.numbers.items()}
        short = rf"(?P<short>\d\d){w['year']}(?!{w['within']})"  # no "13年来"
        absolute = rf"(?P<year>(?:19|20)\d\d){S}{w['year']}|{short}|(?P<rel>{n['years']})|(?P<anchored>{n['anchored_years']})"
        fiscal = rf"(?P<fy>(?:20)?\d\d){S}{w['fiscal']}|(?P<relfy>{n['years']}|{n['fiscal_years']})?(?P<infy>{w['fiscal']})"
        self._year_pattern = f"(?:{absolute}|{fiscal})"
        self.year = re.compile(rf"{self._year_pattern}{S}{w['links']}?{S}{w['whole']}?{S}")
        fiscal_years = _led(self._numbers["fiscal_years"], self._firsts("fiscal"))
        self._years_words = fiscal_years.union(self._numbers["years"], self._numbers["anchored_years"], self._of("fiscal"))
        self._behind_digits = self._firsts("year", "fiscal")

    def __iter__(self) -> Iterator[Form]:
        """The forms; of two that match as much the first one counts."""
        yield from self._days_and_months()
        yield from self._quarters_and_halves()
        yield from self._years_and_labels()
        yield from self._words_and_festivals()

    def _of(self, *names: str) -> frozenset[str]:
        """The words of some lists."""
        return frozenset(word for name in names for word in self._groups[f"words.{name}"])

    def _firsts(self, *names: str) -> frozenset[str]:
        """The characters they begin with."""
        return frozenset(word[0] for word in self._of(*names))

    @property
    def _numerals(self) -> frozenset[str]:
        """What a number can begin with."""
        return frozenset(DIGITS).union(word[0] for word in self._numbers["numerals"])

    def _dated(
        self, pattern: str, read: Reader, behind_year: Iterable[str], words: Iterable[str] = (), behind_number: Iterable[str] = ()
    ) -> Form:
        """A form that can begin with a year; without one it begins with one of the words, or a number with this behind it."""
        first, number = self._years_words.union(words), self._behind_digits.union(behind_number)
        return _form(pattern, read, first, number, behind_year)

    def _days_and_months(self) -> Iterator[Form]:
        w, n, year, read = self._w, self._n, self._year_pattern, self._readings
        of_year, number, dash = self._of_year, rf"(?:\d{{1,2}}|{n['numerals']})", rf"{S}{w['dash']}{S}"
        month, day = rf"(?P<month>{number}){S}{w['month']}", rf"(?P<day>\d{{1,2}}){S}{w['day']}"
        dated, span = rf"(?:{year}{S})?{month}", rf"{S}{w['fillers']}*{S}(?:(?P<count>{number}){S})?(?:{self._units}){w['within']}?"
        which = rf"(?:{w['ordinal']}{number}|{w['which']})"  # "12月底止**第三**财季", "截至6月底的**次**季"
        of_month = rf"{S}{w['fillers']}*{which}{S}(?P<unit_quarter2>{w['unit_quarter']})|{span}"
        months, dashes = self._firsts("month"), self._firsts("dash")
        numerals = self._numerals
        yield _form(r"(?P<iso>(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)", read.iso, NONE, "-/.")
        yield self._dated(rf"{dated}{S}{day}{span}", read.ended_on, numerals, (), months)
        yield self._dated(rf"{dated}{S}(?:{w['end']}|{w['stop']}){{1,2}}(?:{of_month})", read.ended_in, numerals, (), months)
        yield self._dated(rf"{dated}(?P<unit_quarter>{w['quarter_of_month']})", read.ended_in, numerals, (), months)
        weeks = rf"的?(?:{w['first']}{S}(?P<weeks>{number}){S}{w['counter']}?|(?:{w['ordinal']}(?P<week>{number})|首)个?){w['unit_week']}"
        yield self._dated(rf"{dated}{S}(?:(?P<third>{w['thirds']})|{weeks})", read.part_of_month, numerals, (), months)
        second_day = rf"(?:(?P<month2>\d{{1,2}}){S}{w['month']}{S})?(?P<day2>\d{{1,2}}){S}{w['day']}"
        hour = rf"(?:{S}{w['hour_of']})?(?:{S}\d{{0,2}}{w['hour']}(?:{S}\d{{1,2}}{w['minute']})?)?"
        first_day = rf"(?P<day>\d{{1,2}})(?:{S}{w['day']}(?:{hour})?)?"
        yield self._dated(rf"{dated}{S}{first_day}{dash}{second_day}", read.days, numerals, (), months)
        yield self._dated(rf"{dated}{S}{day}", read.date, numerals, (), months)
        yield _form(
            rf"(?:{first_day}(?<={w['day']}){dash}|(?<![^，。；：\s（自从在于])(?P<day0>\d{{1,2}}){dash})(?P<day2>\d{{1,2}}){S}{w['day']}(?!{w['no_days']})",
            read.days_of_month,
            NONE,
            self._firsts("day") | dashes,
        )
        told, opens = w["that_day"] + "|" + w["said"], r"(?<![^，。；：\s（(于在自])"
        one_day = rf"(?:{opens}(?P<day>\d{{1,2}}){w['day']}(?!{w['no_days']})|(?P<day0>\d{{1,2}}){w['day']}(?={told}))"
        yield _form(one_day, read.day_of_month, NONE, self._firsts("day"))
        of_feast = "|".join(f"(?<={word})" for word in self._groups["words.feast_before"])
        first_days = rf"(?:{of_feast}){w['first']}{S}(?P<day2>\d{{1,2}}|{n['numerals']}){S}(?:{w['unit_day']})"
        yield _form(first_days, read.first_days_of_feast, self._of("first"))
        days_of = rf"(?<=月){w['first']}{S}(?P<day2>\d{{1,2}}){S}(?:{w['unit_day']})"
        yield _form(days_of, read.first_days, self._of("first"))
        no_day = rf"(?!\d|{S}\d+{S}{w['day']})"
        span_of_months = rf"(?P<first>{number})(?:{S}{w['month']})?{dash}(?P<last>{number}){S}{w['month']}{no_day}"
        yield self._dated(rf"{of_year}{span_of_months}", read.months, numerals, (), months | dashes)
        first, bare = self._firsts("first"), rf"(?:(?P<year4>20\d\d)(?=\D)|{of_year})"  # "2021前三季度"
        count = rf"{w['first']}{S}(?P<count>{number}){S}"
        yield self._dated(rf"{bare}{count}{w['unit_quarter']}", read.first_quarters, first, self._of("first"), first)
        yield self._dated(rf"{bare}{count}{w['unit_month']}", read.first_months, first, self._of("first"), first)
        several = rf"(?=[{JOINS}]{{1,2}}(?:{number}[{JOINS}]{{1,2}})*{number}{S}{w['month']}(?!{w['ago']}))"  # "5、6月"
        alone = rf"(?P<month>{number})(?:{S}{w['month']}{NO_BARE_DAY}|{several})"
        yield self._dated(rf"{of_year}{alone}", read.month, numerals, (), months.union(JOINS))
        yield _form(rf"(?P<which>{n['months']}){w['month']}", read.relative_month, _led(self._numbers["months"], self._firsts("month")))

    def _quarters_and_halves(self) -> Iterator[Form]:
        w, n, of_year, read = self._w, self._n, self._of_year, self._readings
        one = rf"(?:[1-4]|{n['numerals']})"
        several = rf"(?=[{JOINS}]{{1,2}}(?:{one}[{JOINS}]{{1,2}})*{one}{S}(?P<kind2>{w['quarter']}))"  # "一、二季度"
        numbered = rf"{w['ordinal']}?{S}(?P<quarter>[1-4]|{n['numerals']})(?:{S}(?P<kind>{w['quarter']})|{several})"
        quarter = rf"(?:{numbered}|{w['last_of_year']}{w['counter']}?(?P<kind3>{w['quarter']}))"
        behind, first = self._numerals | self._firsts("ordinal", "last_of_year"), self._of("ordinal", "last_of_year")
        yield self._dated(rf"{of_year}{quarter}", read.quarter, behind, first, self._firsts("quarter").union(JOINS))
        labelled = rf"(?:(?P<year4>20\d\d)|{of_year})q(?P<quarter>[1-4])(?![a-z0-9])"
        yield self._dated(labelled, read.quarter, "q", "q", "q")
        yield _form(r"(?P<quarter>[1-4])q(?:(?P<year2>20\d\d)|(?P<short>\d\d))(?![a-z0-9])", read.quarter_label, NONE, "q")
        yield _form(r"(?P<half>[12])h(?:(?P<year4>20\d\d)|(?P<short>\d\d))(?![a-z0-9])", read.half, NONE, "h")
        which = rf"(?P<which>{n['quarters']}){S}{w['counter']}?{w['quarter']}"
        yield _form(which, read.relative_quarter, _led(self._numbers["quarters"], self._firsts("counter", "quarter").union(BLANKS)))
        halves = frozenset(self._numbers["halves"])
        half = rf"(?:(?P<year4>20\d\d)(?=\D)|{of_year})(?P<half>{n['halves']})(?:{w['year']}|{w['fiscal']})?"
        yield self._dated(half, read.half, {word[0] for word in halves}, halves, {word[0] for word in halves})
        yield self._dated(rf"{of_year}h(?P<half>[12])(?![a-z0-9])", read.half, "h", "h")

    def _years_and_labels(self) -> Iterator[Form]:
        w, year, read = self._w, self._year_pattern, self._readings
        whole_year = rf"{year}{S}(?:{w['links']}|{w['whole']})?|(?P<year3>(?:19|20)\d\d){S}{w['whole']}"
        yield self._dated(whole_year, read.year, {""}, (), self._firsts("whole"))
        yield _form(w["whole"], lambda g: (Anchored("year", 0, "year", deictic=True), "year"), self._of("whole"))
        years_on = rf"(?P<year>(?:19|20)\d\d){S}{w['year']}?{S}{w['dash']}{S}(?P<year2>20\d\d){S}"
        number, dashes = rf"(?:\d{{1,2}}|{self._n['numerals']})", self._firsts("dash")
        firsts = rf"{w['first']}{S}(?P<count>{number}){S}(?:{w['unit_quarter']}|(?P<months>{w['unit_month']}))"
        quarter = rf"{w['ordinal']}?(?P<quarter>[1-4]|{self._n['numerals']}){w['quarter']}"
        months = rf"1{S}{w['dash']}{S}(?P<last>\d{{1,2}}){S}{w['month']}"
        part = rf"(?P<half>{self._n['halves']})(?:{w['year']})?|{firsts}|{quarter}|{months}"
        one, joins = r"(?:19|20)\d\d", r"[、及和与]{1,2}"
        listed = rf"(?P<year3>{one})(?={joins}(?:{one}{joins})*{one}{S}(?:{w['year']}|{w['fiscal']}))"
        yield _form(listed, read.year, NONE, "、及和与")
        yield _form(rf"{years_on}{w['year']}", read.years, NONE, self._behind_digits | dashes, dashes)
        yield _form(rf"{years_on}{w['year']}?{S}(?:{part})", read.years, NONE, self._behind_digits | dashes, dashes)
        yield _form(r"fy[ ]?(?P<fy>(?:20)?\d\d)(?!\d)(?:[ ]?q(?P<quarter>[1-4]))?", read.fiscal_label, "f")
        yield _form(r"q(?P<quarter>[1-4])[ ]?fy[ ]?(?P<fy>(?:20)?\d\d)(?!\d)", read.fiscal_label, "q")
        yield self._dated(rf"(?:{year}{S}{w['links']}?{S})?{w['same']}", read.same, self._firsts("same"), self._of("same"))

    def _words_and_festivals(self) -> Iterator[Form]:
        w, n, read = self._w, self._n, self._readings
        yield _form(w["year_ago"], lambda g: (Anchored("year", -1), "same"), self._of("year_ago"))
        yield _form(w["period"], lambda g: (Anchored("day", 0), "period"), self._of("period"))
        yield _form(w["report_period"], lambda g: (Anchored("day", 0), "report"), self._of("report_period"))
        to_date = Between(Anchored("year", 0, "year"), Anchored("day", 0))
        yield _form(w["period_to_date"], lambda g: (to_date, "period"), self._of("period_to_date"))
        yield _form(w["that_month"], lambda g: (Anchored("month", 0, "month", deictic=True), "month"), self._of("that_month"))
        yield _form(w["in_year"], lambda g: (Relative("year", 0), "in_year"), self._of("in_year"))
        yield _form(w["that_day"], lambda g: (Anchored("day", 0, "day"), "that_day"), self._of("that_day"))
        yield _form(w["day_after"], lambda g: (Anchored("day", 1, "day"), "that_day"), self._of("day_after"))
        days_after = rf"(?P<count>\d{{1,2}}|{n['numerals']}){S}{w['ago_day']}{w['later']}"
        yield _form(days_after, read.days_after, NONE, self._firsts("ago_day"))
        yield _form(w["first_day"], lambda g: (Anchored("day", 0, "day", deictic=True), "that_day"), self._of("first_day"))
        launched = "|".join(f"(?<={word})" for word in self._groups["words.launched"])
        since = rf"(?:{launched})(?:{w['since_launch']}|{w['first_span']})"
        yield _form(since, lambda g: (Relative("day", 0), "launch"), self._of("since_launch", "first_span"))
        plan = rf"(?P<plan>{n['plans']}){w['plan_quotes']}?{w['plan_tail']}"
        yield _form(plan, read.plan, self._numbers["plans"])
        yield _form(w["period_end"], lambda g: (Anchored("day", 0), "period_end"), self._of("period_end"))
        yield _form(w["single_quarter"], lambda g: (Anchored("quarter", 0, "quarter"), "quarter"), self._of("single_quarter"))
        yield _form(w["day_before"], lambda g: (Anchored("day", -1, "day"), "that_day"), self._of("day_before"))
        yield _form(w["now"], lambda g: (Relative("day", 0), "now"), self._of("now"))
        yield _form(w["year_end"], lambda g: (Relative("year", 0), "year_end"), self._of("year_end"))
        yield _form(w["so_far"], lambda g: (ToDate("year"), "year"), self._of("so_far"))
        yield _form(rf"(?P<which>{n['days']})", read.relative_day, self._numbers["days"])
        weekday = (
            rf"(?:(?P<before>{w['last_week']})|(?P<after>{w['next_week']})|{w['weekday']})(?!{w['no_weekday']})(?P<weekday>{n['weekdays']})"
        )
        yield _form(
            weekday, read.weekday, _led(self._of("last_week", "next_week", "weekday"), {word[0] for word in self._numbers["weekdays"]})
        )
        yield _form(w["last_week"], lambda g: (Relative("week", -1), "week"), self._of("last_week"))
        yield _form(w["next_week"], lambda g: (Relative("week", 1), "week"), self._of("next_week"))
        yield _form(w["this_week"], lambda g: (Relative("week", 0), "week"), self._of("this_week"))
        count_of = rf"(?:\d{{1,2}}|{n['numerals']})"
        count = rf"(?P<count>\d{{1,2}}|{n['numerals']})"
        window = rf"(?:(?P<past>{w['past']})|{w['future']}){S}{count}{S}(?:{self._units}){w['within']}?"
        yield _form(window, read.window, self._of("past", "future"))
        streak = rf"(?P<past>{w['in_a_row']}){S}{w['ordinal']}{S}{count}{S}(?:{self._units})"
        yield _form(streak, read.window, self._of("in_a_row"))
        units = "|".join(rf"(?P<{unit}>{w[unit]})" for unit in ("ago_year", "ago_month", "ago_week", "ago_day"))
        yield _form(rf"{count}{S}{w['ago_year']}{w['ago']}{w['links']}?{w['same']}", read.years_ago, NONE, self._firsts("ago_year"))
        ago = rf"(?:(?P<half_year>{w['half_year']})|{count}{S}(?:{units}))(?:{w['ago']})(?!{w['no_ago']})"
        yield _form(ago, read.ago, self._of("half_year"), self._firsts("ago_year", "ago_month", "ago_week", "ago_day"))
        names = self._festival_names
        edition = rf"(?:{w['first_edition']}|{w['ordinal']}{count_of}{S}{w['edition']})?"
        festival = rf"(?P<festival>{exact(names)})(?!{w['no_festival']})(?:(?P<on_day>{w['that_day']})|{w['festival_tail']})?"
        dated = rf"(?:{self._year_pattern}{S}{w['links']}?{S}{edition})?{festival}"
        yield self._dated(dated, read.festival, {name[0] for name in names} | self._firsts("first_edition", "ordinal"), names)
        yield _form(w["feast"], lambda g: (Anchored("day", 0), "feast"), self._of("feast"))

    @property
    def _of_year(self) -> str:
        """The pattern of a year before the rest of a time, which may be left out."""
        w = self._w
        return rf"(?:{self._year_pattern}{S}{w['links']}?{S}{w['whole']}?)?{S}"

    @property
    def _units(self) -> str:
        """The pattern of a unit of time, each in a group of its own."""
        return "|".join(rf"(?P<unit_{unit}>{self._w[f'unit_{unit}']})" for unit in UNITS)


def _led(words: Iterable[str], behind: Iterable[str]) -> frozenset[str]:
    """Words, each with every character that can stand behind it."""
    return frozenset(word + character for word in words for character in behind)


def _form(pattern: str, read: Reader, words: Iterable[str], behind_number: Iterable[str] = (), behind_year: Iterable[str] = ()) -> Form:
    compiled = re.compile(pattern)
    places = [(name, index - 1) for name, index in compiled.groupindex.items()]

    @lru_cache(maxsize=MOST_READ)
    def said(groups: tuple[str | None, ...]) -> Said | None:
        return read({name: groups[place] for name, place in places})

    return Form(compiled, said, frozenset(words), frozenset(behind_number), frozenset(behind_year))
