"""What "分别" gives each figure of a list: the owner, metric, time or base that stands at its place in another list.

"营收和净利润**分别**为100亿元和5亿元", "A和B的毛利率**分别**为14.0%和17.2%", "按年和按季**分别**升4%和7%".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from china_tech_metrics.model import Amount
from china_tech_metrics.resolve.expressions import Between, Relative, Slice, TimeExpr, Window, YearOf
from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Name
from china_tech_metrics.unspaced.measure import RATIOS
from china_tech_metrics.unspaced.quotes import BRACKET
from china_tech_metrics.unspaced.sentences import Figure, Scene, Spanned, within
from china_tech_metrics.unspaced.times import TimeMention

LONGEST_MARK = 4
LONGEST_JOINT = 12
"""What stands between two amounts of a list is no longer: "**/瓦、以及**"."""
LONGEST_RUN = 3
"""A list of so many amounts that goes on with the times of the list before needs no word for "respectively"."""
NO_TIME_OF_ITS_OWN = ("same", "anchored", "period", "report", "in_year")
A_UNIT = r"(?:/[a-z\u4e00-\u9fff]{1,3})?"
"""What a price is for, behind it: "0.87元**/瓦**、0.64元**/瓦**"."""
COMMAS = (",", "，")
LISTS = "、"
MOST = 12
"""No list is longer."""
LONGEST_PRODUCT = 6
"""Characters of the product that may stand behind the name of a maker in a list: "华为**小艺**、小米**超级小爱**"."""
S = TypeVar("S", bound=Spanned)


@dataclass(slots=True)
class Place:
    """What stands at an amount's place in the lists before it; it is the amount of that ``number`` in a run of so many.

    ``first`` is the first of the run if the word for "respectively" leads straight to it: its hedge holds for all of them.
    ``times`` are all those that ``time`` is one of.
    """

    owner: Name | None = None
    cue: CueFind | None = None
    time: TimeMention | None = None
    base: TimeMention | None = None
    number: int = -1
    count: int = 0
    first: Amount | None = None
    times: Sequence[TimeMention] = ()


NOWHERE = Place()


class ListReader:
    """Finds the places of amounts. Build once with the words for "respectively" and those that join the items of a list."""

    def __init__(self, groups: Mapping[str, tuple[str, ...]], until: Sequence[str], compound: Sequence[str], totals: Sequence[str]) -> None:
        series, self._compound, self._totals = groups["ranges.series"], compound, totals
        self._marks, self._from = groups["words.each"], groups["ranges.from"]
        self._close = re.compile(A_UNIT + joint(word for word in series if word not in COMMAS).pattern)
        self._joint, self._run = joint(series), re.compile(rf"{A_UNIT}[ ]?(?:{exact(series)}){{1,2}}[^，。；]{{0,3}}")
        self._next_time = re.compile(rf"{self._joint.pattern}(?:{exact(until)})?")
        self._next_name = re.compile(rf"[^，。；：、,;:（）()\d]{{0,{LONGEST_PRODUCT}}}[a-z0-9+ ]{{0,12}}{self._joint.pattern}")

    def is_told(self, scene: Scene) -> bool:
        """Whether two amounts of a sentence are joined, or one tells of both ends of a span; else a list needs a word for it."""
        amounts = scene.amounts
        for first, second in pairwise(amounts):
            if second.outer_start - first.outer_end <= LONGEST_JOINT and self._joined(scene, first, second):
                return True
        if any([self._begins(scene, amount) for amount in amounts]):
            return True
        return any([scene.folded.find(word, scene.start, scene.end) >= 0 for word in (*self._compound, *self._totals)])

    def place(self, figure: Figure, topics: Sequence[Name], told: Sequence[TimeMention] = ()) -> Place:
        """The place of an amount in the lists of its sentence; ``told`` are the times that the list before went through."""
        scene, amount = figure.scene, figure.amount
        if len(topics) > 1:
            topics = [name for name in topics if not any([other.end == name.start for other in topics])]  # "长城**欧拉**"
        at = max((scene.folded.rfind(mark, scene.start, amount.start) for mark in self._marks), default=-1)
        if at < 0:
            return self._unmarked(figure, topics, told)
        run = self._amounts_behind(scene, at)
        if len(run) < 2 or amount not in run:
            return self._unmarked(figure, topics, told, len(run) if at < amount.start else 0)
        place, count = run.index(amount), len(run)
        begin = max((a.outer_end for a in scene.amounts if a.outer_end <= at), default=scene.start)
        bases = [t for t in scene.times if t.role == "base"]
        owner = self._at(scene, within(topics, begin, at), place, count, self._next_name)
        cue = self._at(scene, within(scene.cues, begin, at), place, count, self._joint)
        times = self._times(scene, begin, run[0].start, count)
        if not times and owner is None and cue is None:
            owner = self._in_list_before(scene, within(topics, scene.start, begin), place, count)
            before = self._times(scene, scene.start, begin, count) if begin > scene.start and owner is None else ()
            times = before or (_told_again(scene, begin, at, count, told) if owner is None else ())
        return Place(
            owner=owner,
            cue=cue,
            time=times[place] if times else None,
            base=self._at(scene, within(bases, begin, at), place, count, self._joint),
            number=place,
            count=count,
            first=run[0] if run[0].outer_start - at <= LONGEST_MARK else None,
            times=times,
        )

    def _unmarked(self, figure: Figure, topics: Sequence[Name], told: Sequence[TimeMention], marked: int = 0) -> Place:
        """The place in a list without such a word: "2021年至2023年，营收为**1亿元、2亿元和3亿元**", "三星和苹果以**19%和16%**的份额…".

        ``marked`` is how long a list with such a word is that stands before it in the sentence.
        """
        scene, amounts, first = figure.scene, figure.scene.amounts, figure.index
        last = first
        while first and self._joined(scene, amounts[first - 1], amounts[first]):
            first -= 1
        while last + 1 < len(amounts) and self._joined(scene, amounts[last], amounts[last + 1]):
            last += 1
        if first == last:
            return self._ends(figure)
        at, place, count = amounts[first].start, figure.index - first, last - first + 1
        begin = amounts[first - 1].outer_end if first else scene.start
        times = self._times(scene, begin, at, count)
        owner = self._at(scene, within(topics, max(begin, scene.clause_start(at)), at), place, count, self._next_name)
        if owner is None and not times:
            before = scene.start if marked == count else begin  # "A和B分别售出7万和6万台，增幅5%和4%", "A、B和C位居其后，份额为7%、6%和5%"
            owner = self._in_list_before(scene, within(topics, before, at), place, count)
        if not times and owner is None and count >= LONGEST_RUN:
            times = _told_again(scene, begin, at, count, told)
        return Place(owner=owner, time=times[place] if times else None, number=place, count=count, times=times)

    def _ends(self, figure: Figure) -> Place:
        """What moved over a span has its first unit at one end and its last at the other: "2022年至2024年，由**7%**升至**22%**"."""
        scene, amounts, index = figure.scene, figure.scene.amounts, figure.index
        before = scene.folded[figure.begin : amounts[index].start]
        if any(word in before for word in self._compound):
            return self._over_both(scene, amounts[index])
        if any(word in before for word in self._totals):
            return self._over_all(scene, figure)
        first = index if self._begins(scene, amounts[index]) else index - 1
        if first < 0 or first + 1 >= len(amounts) or not self._begins(scene, amounts[first]):
            return NOWHERE
        low, high = amounts[first], amounts[first + 1]
        spans = [t for t in within(scene.times, scene.start, low.start) if t.role != "base"]
        arrived = scene.said(low.outer_end, high.outer_start, "arrival") and not scene.apart(low.outer_end, high.outer_start)
        if not spans or not arrived or low.kind != high.kind:
            return NOWHERE
        units = _units(spans[-1].expr) if spans_units(spans[-1]) else self._ends_before(scene, spans[-2:])
        return Place(time=replace(spans[-1], expr=units[-1 if index > first else 0])) if len(units) > 1 else NOWHERE

    def _over_both(self, scene: Scene, amount: Amount) -> Place:
        """A compound rate is that of the time from one end to the other: "从2018年的…增长至2023年的…，**复合年增长率**为44%"."""
        times = [t for t in within(scene.times, scene.start, amount.start) if t.role != "base"]
        ends = (
            (self._ends_before(scene, times[-2:]) or _years_of(scene, times, amount.start)) if times and not spans_units(times[-1]) else []
        )
        return Place(time=replace(times[-1], expr=Between(ends[0], ends[1]))) if len(ends) > 1 else NOWHERE

    def _over_all(self, scene: Scene, figure: Figure) -> Place:
        """A total is that of all the times listed before it: "2019年、2020年及2021年前三季度，收入**总计**6.57亿元"."""
        times = [t for t in within(scene.times, figure.begin, figure.amount.start) if t.role == "when" and isinstance(t.expr, Slice)]
        joined = all(self._next_time.fullmatch(scene.folded, a.end, b.start) for a, b in pairwise(times))
        if len(times) < 2 or not joined or times[0].expr is None or times[-1].expr is None:
            return NOWHERE
        return Place(time=replace(times[-1], expr=Between(times[0].expr, times[-1].expr)))

    def _ends_before(self, scene: Scene, times: Sequence[TimeMention]) -> list[TimeExpr]:
        """The times that something else in the sentence came from and to: "收入从2021年的…升至2023年的…，占比**从5%降至3%**"."""
        alike = len(times) > 1 and times[0].granularity == times[1].granularity and times[0].granularity is not None
        if not alike or not scene.folded.endswith(self._from, scene.start, times[0].start):
            return []
        return [time.expr for time in times if time.expr is not None]

    def _begins(self, scene: Scene, amount: Amount) -> bool:
        """Whether an amount is where something came from."""
        return scene.folded.endswith(self._from, scene.start, amount.outer_start)

    def _times(self, scene: Scene, first: int, last: int, count: int) -> Sequence[TimeMention]:
        """So many times that are listed between two offsets: "2020年至2022年及2023年上半年" are four."""
        chain: list[TimeMention] = []
        best: list[TimeMention] = []
        end = first
        for mention in within(scene.times, first, last):
            if mention.role == "base":
                continue
            if chain and not self._next_time.fullmatch(scene.folded, end, mention.start):
                chain = []
            chain += [replace(mention, expr=expr) for expr in _units(mention.expr)]
            end = mention.end
            if len(chain) == count:
                best = list(chain)
            elif not best and mention.granularity != "quarters":  # "前三季度" is one
                best = [replace(mention, expr=expr) for expr in _slices(mention.expr, count)]
        return best

    def _goes_on(self, scene: Scene, last: Amount, amount: Amount) -> bool:
        """Whether an amount is the next one of a list: "分别增长21%、42%和提高**2.7个百分点**"."""
        alike = amount.kind == last.kind or (amount.kind in RATIOS and last.kind in RATIOS)
        return alike and self._run.fullmatch(scene.folded, last.outer_end, amount.outer_start) is not None

    def _joined(self, scene: Scene, last: Amount, amount: Amount) -> bool:
        """Whether nothing but a word that joins stands between two amounts of a list."""
        return amount.kind == last.kind and self._close.fullmatch(scene.folded, last.outer_end, amount.outer_start) is not None

    def _amounts_behind(self, scene: Scene, at: int) -> list[Amount]:
        """The amounts behind "respectively" that are joined to each other."""
        found: list[Amount] = []
        for amount in scene.amounts:
            if amount.start < at:
                continue
            named = bool(found) and any(found[-1].outer_end <= name.start < amount.start for name in scene.names)
            if found and (named or not self._goes_on(scene, found[-1], amount)):
                break  # "A和B分别为7%和5%，**C**4%"
            found.append(amount)
        return found

    def _in_list_before(self, scene: Scene, names: Sequence[Name], place: int, count: int) -> Name | None:
        """The name at a place of the last list, if it is of just so many: "A、B和C的份额分别为…，**销量分别**为…"."""
        chain: list[Name] = []
        for name in reversed(names):
            if chain and not self._next_name.fullmatch(_between(scene, name, chain[0])):
                break
            chain.insert(0, name)
        return chain[place] if len(chain) == count else None

    @staticmethod
    def _at(scene: Scene, items: Sequence[S], place: int, count: int, next_item: re.Pattern[str]) -> S | None:
        """The item at a place of the last list of so many items."""
        chain: list[S] = []
        best: list[S] = []
        for item in items:
            if chain and not next_item.fullmatch(_between(scene, chain[-1], item)):
                chain = []
            chain.append(item)
            if len(chain) == count:
                best = list(chain)
        return best[place] if len(best) == count else None


def _between(scene: Scene, first: S, second: S) -> str:
    """What stands between two items but for what is in brackets: "荣耀**（14.9%）与**OPPO（14.8%）"."""
    between = scene.folded[first.end : second.start]
    return BRACKET.sub("", between) if scene.brackets else between


def spans_units(mention: TimeMention) -> bool:
    """Whether a time goes through several years, quarters or months: "2021年至2023年", "4月至6月", "近三年"."""
    return isinstance(mention.expr, Between | Window) or (isinstance(mention.expr, Slice) and mention.expr.last > mention.expr.first)


def _years_of(scene: Scene, times: Sequence[TimeMention], at: int) -> list[TimeExpr]:
    """The first and the last of the years that figures before were of: "2020年为1394亿元；预计**2025年**将达8366亿元"."""
    years: list[TimeExpr] = []
    for amount in scene.amounts:
        dated = [t for t in times if t.end <= amount.start] if amount.end <= at else []
        if dated and dated[-1].granularity == "year" and isinstance(dated[-1].expr, Slice):
            years.append(dated[-1].expr)
    listed = [t.expr for t in times if t.granularity == "year" and isinstance(t.expr, Slice)]
    first = listed[-len(years)] if years and len(set(map(id, years))) == 1 and len(listed) >= len(years) else years[0] if years else None
    return [first, years[-1]] if first is not None and first != years[-1] else []


def _told_again(scene: Scene, first: int, last: int, count: int, told: Sequence[TimeMention]) -> Sequence[TimeMention]:
    """The times of the list before, where one goes on with as many amounts and names no other time and no other list."""
    if len(told) != count or LISTS in scene.folded[max(first, scene.clause_start(last)) : last]:
        return ()
    others = [t for t in within(scene.times, first, last) if t.role != "base" and t.granularity not in NO_TIME_OF_ITS_OWN]
    return () if others else told


def _units(expr: TimeExpr | None) -> list[TimeExpr]:
    """The years, quarters or months that a time goes through; the time itself if it is one of those."""
    match expr:
        case None:
            return []
        case Between(Slice("year", year=YearOf(absolute=int(first))), Slice(unit, year=YearOf(absolute=int(last))) as end):
            years: list[TimeExpr] = [Slice("year", 1, 1, YearOf(absolute=number)) for number in range(first, min(last, first + MOST))]
            return [*years, end]
        case Window("year" | "quarter" as unit, number, "past") if number <= MOST:
            return [Relative(unit, place - number) for place in range(number)]
    return [expr]


def _slices(expr: TimeExpr | None, count: int) -> list[TimeExpr]:
    """The quarters or months that a time goes through, if they are so many: "4月至6月"."""
    match expr:
        case Slice("quarter" | "month" as unit, first, last, year, fiscal) if last - first + 1 == count > 1:
            return [Slice(unit, number, number, year, fiscal) for number in range(first, last + 1)]
    return []


def joint(series: Iterable[str]) -> re.Pattern[str]:
    """What stands between two items of a list."""
    one = f"(?:{exact(series)})"
    return re.compile(rf"[ ]?{one}{one}?[ ]?")  # "、以及"
