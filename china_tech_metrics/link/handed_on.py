"""What one figure of a text takes over from another: a currency, a time, a rate; and what the period says of a change once it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from china_tech_metrics.link.basis import against, base_mention
from china_tech_metrics.link.compared import goes_with, is_compared
from china_tech_metrics.link.direction import opens_with_change
from china_tech_metrics.link.gaps import MARKS, NAME
from china_tech_metrics.link.lists import enumeration, in_order
from china_tech_metrics.link.measure import Reading
from china_tech_metrics.link.moment import About, Linked, Moment
from china_tech_metrics.link.observation import OTHER, Observation
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.restated import restates_by_the_share
from china_tech_metrics.link.roles import lists_names, runs
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.link.standing import is_headline
from china_tech_metrics.link.timeline import BASE_PERIOD, PeriodChoice, Timeline
from china_tech_metrics.model import CHANGES, RATIOS, Amount, Basis, Period, Status
from china_tech_metrics.resolve.calendar import resolve, same_days, term
from china_tech_metrics.scan.periods import PeriodMention
from china_tech_metrics.vocabulary.entries import Metric

OVER_TIME = ("yoy", "qoq", "mom")
"""The bases of changes from one time to another."""
STATED = ("behind", "before", "before the metric", "between metric and amount")
"""Features of a period that the sentence itself states."""
ONE_YEAR = (365, 366)
"""How many days lie between a day and the same one a year later."""
LONGEST_YEAR = dt.timedelta(days=371)
SHARED, OF_THE_LEAD, OF_ITS_CHANGE = "shared with the next", "the same figure in the lead", "with its change"
REPORTED_ON = ("the period reported on", "sentence before", "the period its owner reports on")
"""Features of a period that the text has told before."""
LEAD = 3
"""How many sentences behind a headline are the lead."""
TIMELESS = ("none", "the day counted at", "as of publication", "sentence before", "the period reported on")
"""Features of a period that the sentence itself does not say."""

COUNTED_BEHIND = "counted behind the change"
"""The feature of the metric of a change that is told with the things it led to."""
LISTED = 7
"""How many words may stand between the figures of a list that a clause in passing has: "in 2020**, net profit of** X"."""
CHANGED = 3
"""How many words may lead from a level to its change: ", **up some**", ", **an increase of**"."""
MOST_POINTS = 60
"""So many points and more are those of an index or a game."""


def shared_base(moment: Moment, amount: Amount) -> Period | None:
    """The time of the figure before, where that is one to compare with and this one is told along with it."""
    last, scene = moment.last, moment.scene
    if last is None or last.base is None:
        return None
    return last.base if goes_with(scene, last.amount, amount) or restates_by_the_share(scene, last.amount, amount) else None


def repeats(moment: Moment, about: About) -> bool:
    """Whether a figure is one more of the metric and the owner of the figure before it."""
    last = moment.last
    return last is not None and last.about.cue.metric == about.cue.metric and last.about.owner.name == about.owner.name


def restates(moment: Moment, amount: Amount) -> bool:
    """Whether a share is only another way to say the figure before it: "has 1.7 trillion in loans, **or roughly a 15%** share"."""
    last = moment.last
    if last is None or amount.kind != "percent" or last.amount.kind not in ("money", "count"):
        return False
    tokens = moment.scene.gap(last.amount.outer_end, amount.outer_start).tokens
    if "or" not in tokens and tokens != (",",):
        return False
    rest = tokens[tokens.index("or") :] if "or" in tokens else ()
    return moment.scene.only(rest, "restating", "determiner")


def adds_a_share(moment: Moment, amount: Amount, about: About, reading: Reading) -> bool:
    """Whether a share says once more how many were added: "added 1,382 stores, **or 7%**"."""
    last = moment.last
    if last is None or reading.measure != "share" or last.reading.measure != "change" or not repeats(moment, about):
        return False
    return restates(moment, amount) and moment.scene.after(amount.outer_end, 1) != ("of",)


def rate_again(before: Linked | None, amount: Amount, about: About, *, compared: bool) -> str | None:
    """The time of the rate that a figure is compared with: "128 minutes **a day**, beating Douyin's 110 minutes".

    A sum or a number of things has it only where it is said to be compared: "10,000 cars **a day**, against 3,000 in 2021".
    """
    if before is None or amount.per is not None or before.about.cue.metric != about.cue.metric:
        return None
    if amount.kind != "quantity" and not compared and amount.paired != "from":
        return None
    return before.amount.per if before.amount.unit.partition("/")[0] == amount.unit else None


def window_of_another(before: Linked, about: About, timeline: Timeline) -> bool:
    """Whether the time before is how long another one took: "A earned X **in three years**, B sold Y"."""
    period = before.period
    spanned = period is not None and period.source == "relative" and period.end == timeline.published and period.start < period.end
    return spanned and before.about.owner.name != about.owner.name and before.about.cue.metric != about.cue.metric


def over_years(scene: Scene, reading: Reading, when: PeriodChoice) -> bool:
    """Whether a change is one over several years, and not of each: "over the past four years has grown 15x"."""
    if reading.measure not in CHANGES or when.feature not in STATED or when.period is None or "compound" in scene.classes:
        return False
    return when.period.end - when.period.start > LONGEST_YEAR and all(m.basis != "yoy" for m in scene.periods)


def as_of_rivals(scene: Scene, amount: Amount, reading: Reading, owner: str | None, grown: dict[str | None, Basis | None]) -> Reading:
    """A growth that tells no base is over the quarter or month before where those of all others that were told are.

    "TSMC's sales grew 18% **from the quarter before**. SMIC's **fell 2%**"; ``grown`` has the base of each owner, None where one has
    several, and gets this one.
    """
    if reading.measure != "growth":
        return reading
    shared = next(iter(grown.values())) if len(set(grown.values())) == 1 and owner not in grown else None
    if reading.basis == "yoy" and shared in ("qoq", "mom") and base_mention(scene, amount) is None:
        reading = replace(reading, basis=shared)
    grown[owner] = reading.basis if grown.get(owner, reading.basis) == reading.basis else None
    return reading


def over_one_year(reading: Reading, metric: Metric, when: PeriodChoice) -> bool:
    """Whether a price is compared with that of a year before: "has gained 80% **over the past year**"."""
    if metric.nature != "moment" or reading.measure not in CHANGES or when.feature not in STATED or when.period is None:
        return False
    return (when.period.end - when.period.start).days in ONE_YEAR and when.period.start.day == when.period.end.day


def from_now(scene: Scene, reading: Reading, metric: Metric, status: Status) -> bool:
    """Whether what there is to be is so many times what there is now: "plans to **double its capacity**"."""
    ahead = status in ("target", "forecast") and metric.nature == "stock"
    return ahead and reading.measure == "multiple" and all(m.basis is None for m in scene.periods)


def of_no_other(scene: Scene, amount: Amount, metric: Metric, when: PeriodChoice) -> bool:
    """Whether a time is that of one figure only, told in passing or of a share: what fell **since January** dates nothing behind it.

    So is that of a part of the figure before: "RMB 1.2 trillion in 2023, with RMB 404 billion **of it** in the fourth quarter".
    """
    if _is_part_of_that(scene, amount):
        return True
    over_days = metric.nature == "moment" and when.period is not None and when.period.start < when.period.end
    return over_days or scene.told_in_passing(amount) or scene.in_aside(amount, scene.sentence.end)


def _is_part_of_that(scene: Scene, amount: Amount) -> bool:
    """Whether a figure is a part of the one before it in the sentence, which has another time."""
    behind = scene.after(amount.outer_end, 2)
    return behind[:1] == ("of",) and scene.only(behind[1:], "that") and amount is not scene.amounts[0]


def told_by_time(
    scene: Scene, amount: Amount, metric: Metric, reading: Reading, when: PeriodChoice, compared: PeriodMention | None
) -> Basis:
    """What the days compared say of a base that no word names: "up 28% on 2020", "shares fell 16% last year".

    ``compared`` is the time whose level a ratio is taken to: "double the **2021** figure".
    """
    period = when.period
    if period is None or period.source == "published":
        return "other"
    base = compared or base_mention(scene, amount)
    if base is None:
        over_a_year = metric.basis == "other" and reading.measure == "growth" and when.feature in STATED
        return "yoy" if over_a_year and term(period) == "year" else "other"
    earlier = resolve(base.expr, published=period.end, anchor=period)
    return "other" if earlier is None else against(period, earlier)


def figure_before(moment: Moment, amount: Amount) -> Linked | None:
    """The figure of the sentence whose time goes on for this one, if any has one."""
    before = next((m for m in reversed(moment.linked) if not moment.scene.set_apart(m.amount, amount)), moment.last)
    last = moment.last
    if last is not None and _is_its_change(moment.scene, last, amount):
        return last  # "38,000 in October, which pushed its tally so far this year to **211,000, up 81%**"
    if last is not None and last.base is not None and _told_of_it(moment.scene, last.amount, amount):
        return replace(last, period=last.base)
    return None if before is None or left_behind(moment.scene, before.amount, amount) else before


def _is_its_change(scene: Scene, last: Linked, amount: Amount) -> bool:
    """Whether a change is told right behind a level."""
    level = last.reading.measure == "level" and last.base is None and amount.kind in RATIOS
    return level and opens_with_change(scene, amount) and len(scene.gap(last.amount.outer_end, amount.outer_start)) <= CHANGED


def _told_of_it(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether a relative clause tells more of the figure before it: "from the $1.8 billion of May, **which was itself up** 20%"."""
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    return len(tokens) <= LISTED and scene.only([t for t in tokens if t != ","][:1] or (",",), "relative")


def left_behind(scene: Scene, before: Amount, amount: Amount) -> bool:
    """Whether a figure told in passing has nothing to do with the next: "Lazada, which cost **$1 billion in 2016**, had 16% of sales".

    A participle goes on with it: "shipments, which fell to 25 million in 2024, **representing** 9% of the market". So does a list: "its
    prospectus, which showed revenue of X in 2020, **net profit of** Y and loans of Z".
    """
    if not scene.only_in_passing(before, amount) and not scene.in_aside(before, amount.outer_start):
        return False
    tokens = scene.gap(before.outer_end, amount.outer_start).tokens
    if tokens[-1:] == ("of",) and len(tokens) <= LISTED and not scene.some(tokens, "past", "present", "having", "clause"):
        return False
    return not any(mark == "," and word.endswith("ing") for mark, word in pairwise(tokens))


def with_shared_time(scene: Scene, rows: list[Observation]) -> list[Observation]:
    """A time said behind the last figure of a list holds for those before it: "4% in Thailand while holding 5% in Vietnam **in 2021**".

    So does that of the things which a change is told with: "posted a 7% gain, with 18,000 cars delivered **in May**".
    """
    for i in range(len(rows) - 2, -1, -1):
        row, behind = rows[i], rows[i + 1]
        if behind.measure != row.measure and rows[i + 2 : i + 3] and any(_arrives(scene, r.amount) for r in rows[i + 1 : i + 3]):
            behind = rows[i + 2]  # "rose 9% to 2 million and 7% to 1 million **in August**"
        if _dated_by_its_change(scene, row, behind):
            rows[i] = replace(row, period=behind.period, features=replace(row.features, period=OF_ITS_CHANGE))
            continue
        if behind.metric == OTHER:
            behind = replace(behind, metric=row.metric)  # "Asus (7%) and others (27%) in the third quarter"
        word = scene.nearest_before(behind.amount.start, "such_as")
        if word is not None and word.start >= row.amount.end:
            continue  # "raised $19 billion, including 11 billion **in May**"
        if scene.only(scene.after(behind.amount.outer_end, 1) or (",",), "subject"):
            continue  # "raised $441 million, below the $750 million **it raised in 2023**"
        if behind.features.period != SHARED and is_compared(scene, behind.amount):
            continue  # "rose 27 percent, the company said, compared with 39 percent **last year**"
        if any(a.kind == "times" and row.amount.end <= a.start and a.end <= behind.amount.start for a in scene.amounts):
            continue  # "40% came from websites, nearly **twice the** 22% of 2023"
        between = scene.gap(row.amount.outer_end, behind.amount.outer_start).tokens
        if ";" in between or ("of", "which") in pairwise(between) or scene.some(between, "looking_back"):
            continue  # "the loss was 1.6 billion**; it** had been 4.6 billion a year before"
        if scene.some(between, "record_level"):
            continue  # "is worth $6 billion, far below **its peak of** $54 billion in February 2021"
        if row.measure in CHANGES and scene.some(between, "perfect", "present", "on_top_of"):
            continue  # "fell 2%, but **have** gained 30% this year"
        if row.features.period not in TIMELESS or behind.features.period not in ("behind", SHARED) or behind.period is None:
            continue
        led = row.features.metric == COUNTED_BEHIND and (row.metric, row.status) == (behind.metric, behind.status)
        alike = (row.measure, row.unit, row.status) == (behind.measure, behind.unit, behind.status)
        if led or (alike and (row.metric == behind.metric or _moved_together(scene, row, behind, between))):
            rows[i] = replace(row, period=behind.period, features=replace(row.features, period=SHARED))
    return rows


def _dated_by_its_change(scene: Scene, row: Observation, behind: Observation) -> bool:
    """Whether what there was is of the time of its change, which is reported on: "had 9 million users, **4% more than a year ago**"."""
    counted = (row.measure, row.features.period) == ("level", "as of publication") and behind.basis in OVER_TIME
    if not counted or (row.metric, row.entity) != (behind.metric, behind.entity) or behind.features.period not in REPORTED_ON:
        return False
    verbs = scene.gap(scene.sentence.start, row.amount.outer_start).tokens
    return len(scene.gap(row.amount.outer_end, behind.amount.outer_start)) <= CHANGED + 2 and not scene.some(verbs[-CHANGED:], "present")


def _moved_together(scene: Scene, row: Observation, behind: Observation, between: Sequence[str]) -> bool:
    """Whether two things of one owner changed in one time: "revenue rose 9% to 5 billion **and** profit 7% to 2 billion **in 2022**"."""
    if row.entity != behind.entity or not scene.some(between, "joining"):
        return False
    return row.measure in CHANGES or (_arrives(scene, row.amount) and _arrives(scene, behind.amount))


def with_time_of_lead(scenes: Sequence[Scene], rows: list[Observation]) -> list[Observation]:
    """A figure of a headline has the time that the lead says of the same figure: "Scheme shifts 2.6 trillion yuan of goods"."""
    if not rows or len(scenes) == 1 or rows[0].amount.start > scenes[0].sentence.end or not is_headline(scenes[0]):
        return rows
    headline, lead = scenes[0].sentence.end, scenes[min(LEAD, len(scenes) - 1)].sentence.end
    told = [r for r in rows if headline <= r.amount.start < lead and r.period is not None and r.period.source != "published"]
    for i, row in enumerate(rows):
        if row.amount.start >= headline:
            break
        if row.features.period not in ("none", "as of publication"):
            continue
        same = (row.value, row.unit, row.measure)
        again = next((r for r in told if (r.value, r.unit, r.measure) == same), None)
        if again is None or (row.unit == "percent" and row.metric != again.metric):
            again = next((r for r in told if _tells_more(row, r)), None)
        if again is not None:
            rows[i] = replace(row, period=again.period, features=replace(row.features, period=OF_THE_LEAD))
    return rows


def _tells_more(headline: Observation, lead: Observation) -> bool:
    """Whether the lead gives the figures of a move that the headline only hints at: "Profit **more than doubles**"."""
    if headline.measure not in CHANGES or lead.features.period == BASE_PERIOD or headline.status != lead.status:
        return False
    return (headline.metric, headline.entity) == (lead.metric, lead.entity) and lead.measure in CHANGES


def _arrives(scene: Scene, amount: Amount) -> bool:
    """Whether a figure is where a change led to: "rose 9% **to** 2 million"."""
    return scene.only(scene.before(amount.outer_start, 1) or (",",), "arriving")


def with_points(moment: Moment, amount: Amount) -> Amount:
    """A number of points of a share or rate is one of percentage points: "43% of it, **five points** less than in 2022"."""
    if amount.kind != "count" or amount.per is not None or amount.value >= MOST_POINTS or "points" not in moment.scene.classes:
        return amount
    word = moment.scene.nearest_after(amount.outer_end, "points")
    if word is None or moment.scene.gap(amount.outer_end, word.start).tokens:
        return amount
    last = moment.last or next(iter(moment.remembered), None)
    told = last is not None and last.amount.kind in ("percent", "point") and last.reading.measure != "growth"
    if not told and not _of_a_rate(moment.scene, amount, word):
        return amount
    return replace(amount, kind="point", unit="percentage_point", end=word.end, outer_end=word.end, bare=False)


def _of_a_rate(scene: Scene, amount: Amount, points: Spanned) -> bool:
    """Whether points are those of a rate named before or said behind: "its **margin** gained 2 points", "fell 2 points **to 18%**"."""
    level = next((a for a in scene.amounts if a.start >= points.end), None)
    if level is not None and level.kind == "percent" and scene.gap(points.end, level.outer_start).tokens == ("to",):
        return True
    named = next((c for c in reversed(scene.cues) if c.end <= amount.outer_start), None)
    return (
        named is not None and not scene.amounts_between(named.end, amount.outer_start) and all(c.units == {"percent"} for c in named.cues)
    )


def same_time(first: Period | None, second: Period | None) -> bool:
    """Whether both are the same days, however they were said."""
    return first is not None and second is not None and same_days(first, second)


def signed(value: Decimal | None, sign: int) -> Decimal | None:
    return None if value is None else value * sign


def _of_both(scene: Scene, second: EntityMention, behind: tuple[str, ...]) -> bool:
    """Whether a figure is said of two alike: "**Both A and B** grew 5%", and not of the two together: "both hold a combined 50%"."""
    before = scene.before(second.start, 3)
    return (
        before[1:2] == (NAME,)
        and scene.only(before[2:] or (",",), "joining")
        and scene.only(before[:1], "each")
        and not scene.some(behind, "together")
    )


EACH_REACH = 3
"""Within how many words behind a figure "each" says that all have it: "20,000 electric cars **each**"."""


def sharers(scene: Scene, amount: Amount, owner: OwnerChoice) -> Sequence[str | None]:
    """Everyone a distributive figure is said of: "WeChat Pay and Alipay each saw 20%", "Both A and B grew 5%"."""
    each = scene.grammar.gaps["each"]
    if owner.mention is None:
        return [owner.name]
    between = scene.gap(owner.mention.end, amount.outer_start).tokens
    at = next((i for i, t in enumerate(between) if t in each), None)
    behind = scene.after(amount.outer_end, EACH_REACH)
    for size in range(len(behind) * (at is None and amount.kind != "money")):
        if behind[size] in each and not any(t in MARKS for t in behind[:size]):
            run = next((r for r in runs(scene) if r[-1] is owner.mention or r[0] is owner.mention), ())
            return [m.name for m in run] or [owner.name]  # "Nio and Xpeng sold 20,000 cars **each**"
    if at is None and _of_both(scene, owner.mention, between):
        return [m.name for m in scene.entities if m.end <= owner.mention.end and m.via != "pronoun"][-2:]
    if at is None or between[at + 1 : at + 2] == (NAME,):  # "outsold **both** A and B"
        return [owner.name]
    if in_order(scene) and len(enumeration(scene, amount)) > 1:
        return [owner.name]  # "A and B **each** grew, to 5 million and 7 million users **respectively**"
    named = [m for m in scene.entities if m.role == "plain" and m.via == "name" and m.end <= amount.start]
    run = named[-1:]
    while len(run) < len(named) and lists_names(scene, scene.gap(named[-len(run) - 1].end, run[0].start).tokens):
        run.insert(0, named[-len(run) - 1])
    return list(dict.fromkeys(m.name for m in run)) or [owner.name]
