"""What a text as a whole is about: the period it reports on, whose figures of that period it gives, the country it is about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from china_tech_metrics.link.scene import EntityMention, Scene
from china_tech_metrics.model import Period
from china_tech_metrics.resolve.calendar import Anchored, Days, Relative, Starting, from_january, resolve, term
from china_tech_metrics.resolve.expressions import FestivalDays, Lean, YearOf
from china_tech_metrics.resolve.fiscal import CALENDAR_YEARS, FiscalYears
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import BANK, PLACE_KINDS, REPORTER_KINDS

RESULT_WORDS = ("results", "quarterly_results")
"""Classes of words that call a sentence one on results."""
HEADLINE, OPENING = 3, 6
"""The period of a report is said in its first sentences, most likely in its headline or lead."""
RESULTS = ("quarter", "half")
ANNUAL = (*RESULTS, "year")
MONTHLY = (*RESULTS, "month")
REPORTING_LAG = dt.timedelta(days=150)
"""Results of a quarter or half appear within this time."""
QUARTER_LAG = dt.timedelta(days=100)
"""Those of a quarter that is not named appear within this time."""
EVENTS = ("festival", "festival day")
EVENT_LAG, EVENT_LEAD = dt.timedelta(days=21), dt.timedelta(days=14)
"""What was sold at a festival is told while it runs and shortly behind it, what was booked for it shortly before."""
BATTERIES, DEVICE, SHIPPING = "batteries", "device", "shipping"
FESTIVAL = "festival"
"""The context of every sentence of a text about one."""
INDUSTRY_REACH = 5
EVERY, REVIEWED = 3, 3
CENTRAL_FROM, FAR_MORE = 3, 2
NO_COMPANIES = REPORTER_KINDS | PLACE_KINDS
EVENT_DAYS = range(3, 61)


@dataclass(frozen=True, slots=True)
class Topic:
    """What holds for the whole text.

    ``period`` is the quarter, half, year, month or festival it reports on, ``names`` whose figures that concerns (None: everybody's);
    ``place`` is the country whose statistics it tells, and ``as_of`` the day at which they were counted; ``origin`` is the one that
    its first company comes from, ``lead`` the first company that the opening of a report on results names; ``contexts`` are the topics
    of a good part of its sentences, ``event`` the days of the festival in any year.
    """

    period: Period | None = None
    names: frozenset[str] | None = frozenset()
    place: str | None = None
    origin: str | None = None
    lead: str | None = None
    as_of: Period | None = None
    contexts: frozenset[str] = frozenset()
    event: FestivalDays | None = None

    def event_of(self, year: YearOf, published: dt.date | None) -> Period | None:
        """The days the festival had in another year."""
        found = resolve(replace(self.event, year=year), published=published) if self.event is not None else None
        return found and replace(found, source="festival")

    def reports_on(self, name: str | None) -> bool:
        """Whether figures of a name that say no time are those of the period reported on."""
        return self.period is not None and (self.names is None or name is None or name in self.names)


NO_TOPIC = Topic()


class TopicReader:
    """Finds the topic of a text from its opening. Build once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def read(self, scenes: Sequence[Scene], published: dt.date | None) -> Topic:
        """The topic; empty when the opening tells none."""
        place, contexts = self._place(scenes), self._contexts(scenes)
        as_of = self._counted_at(scenes, published) if place is not None else None
        names: frozenset[str] | None = None
        period, event = self._event(scenes, published)
        if period is None:
            period = _year_reviewed(scenes, published)
        if period is None:
            period, names = self._results(scenes, published)
        contexts = contexts if event is None else contexts | {FESTIVAL}
        lead = _lead(scenes[:OPENING]) if names else None
        return Topic(period, names, place, self._origin(scenes), lead if names and lead in names else None, as_of, contexts, event)

    def _origin(self, scenes: Sequence[Scene]) -> str | None:
        """The country that the first company of a text comes from."""
        known = (self._vocabulary.entities.get(m.name) for scene in scenes for m in scene.entities if m.kind not in NO_COMPANIES)
        return next((entity.home for entity in known if entity is not None and entity.home is not None), None)

    @staticmethod
    def _contexts(scenes: Sequence[Scene]) -> frozenset[str]:
        """The topics that the opening or every third sentence with a figure has, of those that hold for whole texts."""
        told = [scene for scene in scenes if scene.amounts]
        counted = Counter(tag for scene in told for tag in scene.contexts & scene.grammar.gaps["topics"])
        opening = frozenset[str]().union(*(scene.contexts for scene in scenes[:HEADLINE]))
        found = {tag for tag, count in counted.items() if count > 1 and (tag in opening or count * EVERY >= len(told))}
        devices = sum(DEVICE in scene.contexts for scene in told)
        if devices > 1 and devices * EVERY >= len(told) and any(m.kind == "research" for scene in scenes for m in scene.entities):
            found.add(SHIPPING)  # researchers of devices count what is shipped
        return frozenset(found)

    def _results(self, scenes: Sequence[Scene], published: dt.date | None) -> tuple[Period | None, frozenset[str] | None]:
        """The quarter, half, year or (of research) month whose results a text reports, and the names that stand in sentences about it.

        A report of researchers tells of all vendors of a market: no names.
        """
        votes: Counter[Period] = Counter()
        names: dict[Period, set[str]] = {}
        opening: set[Period] = set()
        years = self.fiscal_years(scenes)
        lead = _lead(scenes)
        units: tuple[str, ...] = ANNUAL if any(scene.classes.get("results") for scene in scenes[:OPENING]) else RESULTS
        cited = [m for scene in scenes[:OPENING] for m in scene.entities if m.kind == "research"]
        if cited:
            units = (*ANNUAL, "month", "span")
        for number, scene in enumerate(scenes):
            here = any(m.kind == "research" for m in scene.entities)
            told = [
                self._told(mention, units, published, REPORTING_LAG, fiscal_years=years)
                for mention in scene.periods
                if mention.granularity != "month" or here or number
            ]
            if number < OPENING and scene.classes.get("annual_results"):
                told.append(self._year_reported(years, published))
            if number < OPENING and scene.classes.get("quarterly_results") and not _tells_a_longer_time(scene):
                told.append(self._quarter_reported(years, published))
            for period in told:
                if period is None or (term(period) is None and not from_january(period)):
                    continue
                of_results = any(scene.classes.get(name) for name in RESULT_WORDS)
                votes[period] += 1 + of_results + (number < HEADLINE) + (not number)
                if number < OPENING:
                    opening.add(period)
                names.setdefault(period, set()).update(self._family([*(m.name for m in scene.entities), *([lead] if lead else [])]))
        if not votes:
            return None, frozenset()
        best = max(votes, key=lambda p: (votes[p], p.end))
        if votes[best] < 2 or best not in opening:
            return None, frozenset()
        return best, None if any(map(self._studies_markets, cited)) else frozenset(names[best])

    def _studies_markets(self, mention: EntityMention) -> bool:
        """Whether researchers who count what all vendors of a market sell are named, and no bank or collector of estimates."""
        entity = self._vocabulary.entities.get(mention.name)
        return entity is not None and BANK not in entity.traits

    def fiscal_years(self, scenes: Sequence[Scene]) -> FiscalYears:
        """Those of the first company that some sentences name."""
        entity = self._vocabulary.entities.get(_lead(scenes) or "")
        return entity.fiscal_years if entity is not None else CALENDAR_YEARS

    @staticmethod
    def _year_reported(years: FiscalYears, published: dt.date | None) -> Period | None:
        """The last full year of a company whose results are told, if it is over for no longer than results take."""
        if published is None:
            return None
        last = years.year_of(years.year_of(published).start - dt.timedelta(days=1))
        return Period(last.start, last.end, "context") if published - last.end <= REPORTING_LAG else None

    @staticmethod
    def _quarter_reported(years: FiscalYears, published: dt.date | None) -> Period | None:
        """The last full quarter before a text on the results of one that it does not name: "its third straight **quarterly profit**"."""
        period = resolve(Relative("quarter", -1), published=published, fiscal_years=years) if published is not None else None
        if period is None or published is None or published - period.end > QUARTER_LAG:
            return None
        return replace(period, source="context")

    def _counted_at(self, scenes: Sequence[Scene], published: dt.date | None) -> Period | None:
        """The first end of a month, half or year that the opening counts to, or the month: "1.1 billion by the end of June 2024"."""
        for scene in scenes[:OPENING]:
            for mention in scene.periods if scene.amounts else ():
                if mention.role == "base" or not (mention.end_of or self._counts_in(scene, mention)):
                    continue
                period = resolve(mention.expr, published=published)
                if period is not None and (published is None or period.end <= published):
                    return Period(period.end if mention.end_of else period.start, period.end, "context")
        return None

    def _counts_in(self, scene: Scene, mention: PeriodMention) -> bool:
        """Whether what there was in a month is counted: "put the number of internet users at 1.1 billion **in December**"."""
        if mention.granularity != "month" or mention.role not in ("when", "as_of"):
            return False
        named = [cue for cue in scene.cues if cue.end <= mention.start]
        return bool(named) and self._vocabulary.metrics[named[-1].cues[0].metric].nature == "stock"

    def _event(self, scenes: Sequence[Scene], published: dt.date | None) -> tuple[Period | None, FestivalDays | None]:
        """The festival or sale of some days that the opening is about; days that are said go before those of the calendar."""
        named: Period | None = None
        event: FestivalDays | None = None
        days: Period | None = None
        count, headline, lead = 0, False, False
        for number, scene in enumerate(scenes):
            for mention in scene.periods:
                period = self._told(mention, (*EVENTS, "span"), published, EVENT_LAG, EVENT_LEAD)
                if period is None or (mention.granularity == "span" and not _some_days(mention, period)):
                    continue
                count += mention.granularity in EVENTS
                if (
                    number < HEADLINE
                    and mention.granularity in EVENTS
                    and scene.amounts
                    and mention.role == "when"
                    and not _told_by_the_month(scene)
                ):
                    lead = True
                if number < OPENING and mention.granularity in EVENTS:
                    named, headline = named or period, headline or not number
                    event = event or (mention.expr if isinstance(mention.expr, FestivalDays) else None)
                elif number < OPENING:
                    days = days or period
        if named is None:
            return None, None
        if days is not None and days.start <= named.end and named.start <= days.end:
            return days, event
        if count > 1 or headline:
            return named, event
        return named if lead else None, None  # a lead that gives figures of it may go on with something else

    @staticmethod
    def _told(
        mention: PeriodMention,
        units: tuple[str, ...],
        published: dt.date | None,
        lag: dt.timedelta,
        lead: dt.timedelta | None = None,
        fiscal_years: FiscalYears = CALENDAR_YEARS,
    ) -> Period | None:
        """The period of a mention if it is one of these and was over for at most ``lag`` when the text appeared.

        With a ``lead`` it may also be running, or begin so soon.
        """
        looks_back = isinstance(mention.expr, Anchored) and mention.expr.offset < 0  # "against 10% **a year ago**"
        if mention.role not in ("when", "as_of") or looks_back or not (mention.granularity in units or mention.granularity == "span"):
            return None
        lean: Lean = "past"
        if published is not None and lead is not None:
            soon = resolve(mention.expr, published=published, lean="future")
            lean = "future" if soon is not None and soon.start <= published + lead else lean
        period = resolve(mention.expr, published=published, fiscal_years=fiscal_years, lean=lean)
        if period is None or (mention.granularity not in units and term(period) not in units):
            return None  # "the first three months" are a quarter
        if published is None:
            return replace(period, source="context")
        over = published - period.end <= lag and (published >= period.end or lead is not None)
        return replace(period, source="context") if over else None

    def _family(self, names: Iterable[str]) -> Iterator[str]:
        """The names with the businesses they own."""
        for name in names:
            yield name
            yield from (child.name for child in self._vocabulary.children(name))

    def _place(self, scenes: Sequence[Scene]) -> str | None:
        """The country whose figures a text opens with, before it speaks of any company: by an office of statistics, or of an industry."""
        industry: str | None = None
        for scene in scenes[:HEADLINE]:
            for mention in scene.entities:
                if industry is None and mention.kind == "country" and self._has_industry(scene, mention):
                    industry = mention.name
                entity = self._vocabulary.entities.get(mention.name)
                if entity is not None and "statistics" in entity.traits:
                    return entity.home
                if mention.kind not in NO_COMPANIES:
                    return None
        return industry

    @staticmethod
    def _has_industry(scene: Scene, mention: EntityMention) -> bool:
        """Whether a sentence begins with a country's industry: "China's games market generated X", "The PC market in China grew"."""
        if mention.start == scene.sentence.start:
            return scene.some(scene.after(mention.end, INDUSTRY_REACH), "trade")
        opening = scene.gap(scene.sentence.start, mention.start).tokens
        return len(opening) <= INDUSTRY_REACH and opening[-1:] == ("in",) and scene.only(opening[-2:-1] or (",",), "trade")


def _lead(scenes: Sequence[Scene]) -> str | None:
    """The first company that some sentences name."""
    return next((m.name for scene in scenes for m in scene.entities if m.kind not in NO_COMPANIES), None)


def _year_reviewed(scenes: Sequence[Scene], published: dt.date | None) -> Period | None:
    """The year that a text looks back on by its headline: "**2023 in review**: the year AI got real"."""
    for mention in scenes[0].periods if scenes else ():
        named = scenes[0].some((*scenes[0].before(mention.outer_start, REVIEWED), *scenes[0].after(mention.end, REVIEWED)), "review")
        if named and mention.granularity == "year":
            year = resolve(mention.expr, published=published)
            return replace(year, source="context") if year is not None else None
    return None


def _tells_a_longer_time(scene: Scene) -> bool:
    """Whether a sentence tells of another time than the day its news came out: "its first quarterly profit **in 2023**"."""
    return any(m.role in ("when", "as_of") and m.granularity != "day" for m in scene.periods)


def _told_by_the_month(scene: Scene) -> bool:
    """Whether a sentence tells of a month or more, where a festival is only mentioned: "sold 400,000 **last month**, with the holiday"."""
    return any(m.role == "when" and m.granularity in MONTHLY for m in scene.periods)


def _some_days(mention: PeriodMention, period: Period) -> bool:
    return isinstance(mention.expr, (Days, Starting)) and (period.end - period.start).days + 1 in EVENT_DAYS


def central_name(scenes: Sequence[Scene]) -> str | None:
    """The name that a text has far more often than any other of a business."""
    named = Counter(m.name for scene in scenes for m in scene.entities if m.kind not in NO_COMPANIES).most_common(2)
    if not named or named[0][1] < CENTRAL_FROM:
        return None
    return named[0][0] if len(named) == 1 or named[0][1] >= FAR_MORE * named[1][1] else None
