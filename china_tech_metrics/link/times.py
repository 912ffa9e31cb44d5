"""How likely each time of a sentence is that of a figure: by where it stands, what stands between, and what else it may date."""

from __future__ import annotations

from china_tech_metrics.link.basis import dates_the_base
from china_tech_metrics.link.compared import is_compared, is_outdone, leads_to_base
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.lists import enumeration, restates_as_share
from china_tech_metrics.link.scene import ASIDE, Scene
from china_tech_metrics.link.timeline import Question, is_stock
from china_tech_metrics.model import Amount
from china_tech_metrics.resolve.calendar import Anchored, Between, Relative, Same, Weekday, Window
from china_tech_metrics.scan.periods import SINCE_REACH, PeriodMention

NEAR = 6
"""A single day counts only this close to the amount or its metric; elsewhere it is when somebody said so."""
OPENING = 24
RIGHT_BEFORE, OPENS = 9.0, 6.0
EVENT_COST = 5.0
SAID_REACH = 2
ASIDE_COST = 4.0
CLAUSE, ELSEWHERE = 4, 2.0
"""A time behind a comma and so many words of content belongs to what another clause tells."""
TAKEN_COST = 3.5
COLON = 2.0
"""What a colon separates a time behind it from a figure before it, if another figure is nearer."""
EVENT_REACH = 9
BIRTH_REACH = 4
"""How many words may stand between "born" and a year: "born in the years after"."""
WINDOW_REACH = 5
"""How many words may stand between a superlative and the span it holds for: ", its slowest annual growth **in the past decade**"."""
RECORD_REACH = 3
"""How many words may stand between a superlative and its "since": "the slowest pace since"."""


def score_time(scene: Scene, question: Question, mention: PeriodMention) -> tuple[float, str] | None:
    amount = question.amount
    if mention.role == "base" and _right_before(scene, amount, mention):
        return RIGHT_BEFORE, "right before"
    opens = mention.start == mention.outer_start == scene.sentence.start
    if mention.role == "base" and opens and _looks_back(mention) and question.measure == "level":
        return OPENS, "before"  # "A year earlier it had 376 million."
    if mention.role in ("duration", "base", "mention") or _is_base_of_another(scene, amount, mention) or _since_a_record(scene, mention):
        return None
    if question.metric is not None and question.metric.nature == "stock" and _opens_with_event(scene, mention):
        return None
    if (
        _of_birth(scene, mention)
        or _after_a_festival(scene, mention)
        or _of_an_instance(scene, amount, mention)
        or _in_relative_clause(scene, amount, mention)
        or _is_surpassed(scene, amount, mention)
    ):
        return None
    stands = is_stock(question) and question.measure in ("level", "share")
    if stands and (_told_in_passing(scene, amount, mention) or (mention.end <= amount.start and told_of_now(scene, mention.end, amount))):
        return None
    if question.metric is not None and question.metric.nature == "moment" and _of_another_clause(scene, amount, mention):
        return None
    if is_base_of_ratio(scene, amount, mention) or _looks_back_between(scene, amount, mention):
        return None
    if question.measure in ("growth", "change", "multiple") and dates_the_base(scene, amount, mention):
        return None
    if _of_the_compared(scene, amount, mention) or (question.status == "actual" and _of_an_aim(scene, amount, mention)):
        return None
    if mention.outer_start >= amount.outer_end:
        score, feature, distance = _score_behind(scene, amount, mention)
    else:
        score, feature, distance = _score_before(scene, question, mention)
    if _when_said(scene, amount, mention) or (question.status in ("target", "forecast") and _when_aimed(scene, mention)):
        return None
    if _single_day(mention) and not _day_counts(scene, question, mention, distance):
        return None
    if (
        _looks_back(mention)
        and not _right_before(scene, amount, mention)
        and (
            (question.measure in ("growth", "multiple", "change") and not question.compared) or _another_is_compared(scene, amount, mention)
        )
    ):
        return None  # "doubled from a year ago": the base, not the period that grew
    if isinstance(mention.expr, Window) and is_stock(question) and question.measure in ("level", "share") and question.status == "actual":
        return None  # what there is now was not there "in four months"
    if _dates_an_event(scene, amount, mention):
        score -= EVENT_COST
    if scene.in_aside(mention, amount.outer_start):
        score -= ASIDE_COST + ASIDE_COST * _single_day(mention)
    if _dates_the_one_before(scene, amount, mention):
        score -= TAKEN_COST + TAKEN_COST * isinstance(mention.expr, Window)
    return score, feature


def is_base_of_ratio(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a ratio is taken to the level of a time: "double the **2024** figure", "three times **last year's** total"."""
    if amount.kind not in ("times", "percent") or mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    if amount.kind == "percent" and tokens[:1] == ("of",) and any(scene.only([t], "levels") for t in tokens):
        return True  # "60% of the level of the third quarter of 2019"
    if amount.kind == "percent" and not any(scene.only([t], "measured_from") for t in tokens):
        return False
    leading = scene.gap(amount.outer_end, mention.start).tokens
    if len(leading) == 2 and scene.only(leading[:1], "that") and leading[1] == "of":
        return True  # "double **that of** 2021"
    behind = scene.after(mention.end, 1)
    noun = bool(behind) and behind[0] not in ",.;:)" and not scene.only(behind, "preposition", "copula", "conjunction", "clause", "adverb")
    return noun and scene.only(tokens, "determiner", "of", "adverb")


def _after_a_festival(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is the one behind a festival: "on the first day of trading **after the Spring Festival**"."""
    if mention.granularity not in ("festival", "festival day"):
        return False
    before = [t for t in scene.before(mention.outer_start, 2) if not scene.only([t], "determiner")]
    return bool(before) and scene.only(before[-1:], "looking_back")


def _of_birth(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is that of people's birth: "a third of its users were **born after 2000**"."""
    return "event" in scene.classes and any(scene.only([token], "birth") for token in scene.before(mention.outer_start, BIRTH_REACH))


def _of_an_instance(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is that of one of several: "has raised 19 billion in four rounds, **including** 11 billion **last December**"."""
    word = scene.nearest_before(mention.outer_start, "such_as") if mention.outer_start >= amount.outer_end else None
    return word is not None and word.start >= amount.end and scene.amounts_between(word.end, mention.outer_start) > 0


def _is_surpassed(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is that of what a figure is better than: "$56 billion in sales, **beating the 2019** high"."""
    word = scene.nearest_before(mention.outer_start, "compare") if mention.outer_start >= amount.outer_end else None
    return word is not None and word.start >= amount.end and scene.only(scene.gap(word.end, mention.outer_start).tokens, "determiner")


def _in_relative_clause(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time belongs to what is told in passing: "Meituan, **which will report next week**, has 700 million users"."""
    if not scene.line.has_relative_pronoun:
        return False
    inserted = scene.line.insertion(mention.start)
    return inserted is not None and scene.text[inserted] == "," and inserted != scene.line.insertion(amount.start)


def _told_in_passing(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the figure only describes a name: "Alipay, **with 1 billion users**, failed in May"."""
    before = mention.end <= amount.outer_start
    tokens = scene.gap(mention.end, amount.outer_start).tokens if before else scene.before(amount.outer_start, ASIDE)
    opening = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i] == ","), None)
    if (
        opening is None
        or tokens[opening - 1] != NAME
        or not scene.only(tokens[opening + 1 : opening + 2], "having", "apposed", "relative_pronoun")
    ):
        return False
    return before or "," in scene.gap(amount.outer_end, mention.outer_start).tokens


def told_of_now(scene: Scene, begin: int, amount: Amount) -> bool:
    """Whether a clause in the present tense behind an offset has the figure: "sold 20,000 in May, **and the SUV starts** at X"."""
    gap = scene.gap(begin, amount.outer_start)
    opening = next((i for i in range(len(gap.tokens) - 1, -1, -1) if scene.only(gap.tokens[i : i + 1], "clause", "joining")), None)
    return opening is not None and gap.breaks >= 1 and any(scene.only([t], "present") for t in gap.tokens[opening:])


def _of_another_clause(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a quarter or half is that of a report the price answers to: "is trading 9% lower **after second-quarter** sales came in"."""
    if mention.granularity not in ("quarter", "half") or mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    return any(scene.only([t], "clause", "another_clause") or t == "on" for t in tokens)


def _looks_back_between(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is one of what was done before: "will open 300 stores **after** opening 500 **in 2023**"."""
    if mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    return any(scene.only([t], "looking_back") and i + 1 < len(tokens) and tokens[i + 1].endswith("ing") for i, t in enumerate(tokens))


def _since_a_record(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time says for how long nothing was like it: "**the slowest since** it listed in 2004"."""
    if isinstance(mention.expr, Window):
        words = scene.before(mention.outer_start, WINDOW_REACH)
        return any(scene.only([t], "record") for t in words) and "," in scene.before(mention.outer_start, WINDOW_REACH + 2)
    if mention.role != "since":
        return False
    before = scene.before(mention.start, SINCE_REACH)
    at = next((i for i in range(len(before) - 1, -1, -1) if scene.only(before[i : i + 1], "since")), None)
    return at is not None and any(scene.only([t], "record") for t in before[max(0, at - RECORD_REACH) : at])


def _opens_with_event(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a time at the start of a sentence is that of something done: "**Last week** it **released** a 671-billion model"."""
    if mention.outer_start != scene.sentence.start:
        return False
    return any(span.start - mention.end >= 0 and len(scene.gap(mention.end, span.start)) <= 3 for span in scene.classes.get("event", ()))


def _dates_the_one_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time stands right behind another figure before a comma: "above 10 billion **since 2021**, reaching X".

    So does how long something took: "made $5 billion **in three years**, and its rival sold 20 million copies".
    """
    if (
        (mention.role != "since" and not isinstance(mention.expr, Window))
        or mention.end > amount.outer_start
        or not scene.gap(mention.end, amount.outer_start).breaks
    ):
        return False
    earlier = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    return bool(earlier) and not scene.gap(earlier[-1].outer_end, mention.outer_start).breaks


def _when_said(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time only tells when somebody said it: "told investors **last week** that", "said **in August** it would"."""
    if mention.granularity not in ("day", "week", "month") or mention.end > amount.start or mention.role != "when":
        return False
    said = scene.nearest_before(mention.outer_start, "said")
    if said is None or scene.cue_between(said.end, mention.start) or scene.amounts_between(said.end, mention.start):
        return False
    behind = scene.after(mention.end, 1)
    return len(scene.gap(said.end, mention.outer_start)) <= SAID_REACH and scene.only(behind or (",",), "saying", "owning", "subject")


def _when_aimed(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is that of the pledge: "Pinduoduo **in April** pledged to invest X", "a goal set **in the first quarter**"."""
    if scene.only(scene.before(mention.outer_start, 1) or (",",), "stated"):
        return True
    told = mention.granularity in ("day", "week", "month")
    return told and any(0 <= span.start - mention.end <= 1 for span in scene.classes.get("target", ()))


def _of_an_aim(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time belongs to an aim said behind the fact: "has 20,000 stores and aims to reach 30,000 **by 2026**"."""
    if mention.outer_start < amount.outer_end:
        return False
    marks = [span for group in ("target", "forecast", "will") for span in scene.classes.get(group, ())]
    behind = [span for span in marks if amount.outer_end <= span.start and span.end <= mention.outer_start]
    apart = scene.amounts_between(amount.outer_end, mention.outer_start) > 0
    return any(apart or any(scene.only([t], "joining") for t in scene.gap(amount.outer_end, span.start).tokens) for span in behind)


def _of_the_compared(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is that of a figure another one is compared with: "climbed to $429, from $411 **in 2023**, and by 5% from 408"."""
    before = [a for a in scene.amounts if a.end <= mention.outer_start and a.start != amount.start]
    if amount.end > mention.outer_start:
        before = [a for a in before[-1:] if not scene.gap(a.outer_end, mention.outer_start).breaks]
    return any((amount.end <= a.start or amount.start >= mention.end) and is_compared(scene, a) for a in before)


def came_from(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a figure is compared with another one and only that one's time is said: "shrank to 3.7 billion **in Q1** from 4.9"."""
    amount, metric = question.amount, question.metric
    if amount.paired is None and question.compared and question.measure in ("level", "share"):
        return not _looks_back(mention) and _said_of_the_one_before(scene, amount, mention)
    if amount.paired != "from" or metric is None or metric.nature != "flow" or question.measure != "level":
        return False
    if mention.outer_start >= amount.outer_end:
        return scene.amounts_between(amount.outer_end, mention.outer_start) > 0
    return mention.role == "when" and not _looks_back(mention)


def _said_of_the_one_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time stands before the words that compare a figure with another: "X **in the third quarter**, against Y"."""
    if mention.end > amount.outer_start:
        return False
    tokens = scene.gap(mention.end, amount.outer_start).tokens
    return not scene.grammar.gaps["set_against"].isdisjoint(tokens)


def is_base(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether the figure is what another one is compared with."""
    amount = question.amount
    return (question.measure in ("level", "share") and (is_compared(scene, amount) or is_outdone(scene, amount))) or (
        _looks_back(mention) and not _right_before(scene, amount, mention)
    )


def _looks_back(mention: PeriodMention) -> bool:
    return isinstance(mention.expr, Same) or (isinstance(mention.expr, Anchored) and mention.expr.offset < 0)


def _is_base_of_another(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a ratio said before is measured against it: "more than twice what it lost **a year ago**, though revenue was X"."""
    if not _looks_back(mention) or mention.end > amount.outer_start or _right_before(scene, amount, mention):
        return False
    earlier = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    return bool(earlier) and earlier[-1].kind in ("percent", "times", "point")


def _right_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """ "the previous year's 27.7% increase": the earlier period is the figure's own."""
    tokens = scene.gap(mention.end, amount.outer_start).tokens
    owns = mention.role != "base" or (scene.only(tokens[:1], "possessive") and bool(tokens))
    return mention.end <= amount.outer_start and owns and scene.only(tokens, "possessive", "adverb")


def _another_is_compared(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the earlier period belongs to a second figure: "73%, versus 72% in the preceding quarter"."""
    return mention.outer_start >= amount.outer_end and scene.amounts_between(amount.outer_end, mention.outer_start) > 0


def _score_behind(scene: Scene, amount: Amount, mention: PeriodMention) -> tuple[float, str, int]:
    gap = scene.gap(amount.outer_end, mention.outer_start)
    run = {a.start for a in enumeration(scene, amount)}
    between = [a for a in scene.amounts if a.start >= amount.outer_end and a.end <= mention.outer_start and a.start not in run]
    breaks, others = gap.breaks + COLON * (bool(between) and ":" in gap.tokens), len(between)
    if others == 1 and leads_to_base(scene, amount, mention):
        others = 0
    if others == 1 and restates_as_share(scene, amount, between[0]):
        breaks, others = max(0.0, breaks - 2.0), 0
    score = 8.5 - 0.22 * len(gap) - 1.3 * breaks - 2.5 * others - ELSEWHERE * (breaks >= 1 and gap.content >= CLAUSE)
    following = next((a for a in scene.amounts if a.outer_start >= mention.end), None)
    led = mention.outer_start < mention.start and scene.only(gap.tokens[-1:] or (",",), "joining")
    opens = led and scene.after(mention.end, 1) == (",",)  # "and **in June,** 2% more"
    if following is not None and (opens or (breaks >= 1 and breaks > _breaks_behind(scene, mention, following))):
        score -= 5.0  # it opens the clause of the next figure
    return score, "behind", len(gap)


def _breaks_behind(scene: Scene, mention: PeriodMention, following: Amount) -> float:
    """How much separates a time from the next figure; a comma right behind the time in full."""
    gap = scene.gap(mention.end, following.outer_start)
    return max(gap.breaks, 1.0 if gap.tokens[:1] == (",",) else 0.0)


def _score_before(scene: Scene, question: Question, mention: PeriodMention) -> tuple[float, str, int]:
    amount = question.amount
    if is_stock(question) and any(mention.end <= m.start and m.end <= amount.outer_start and is_now(m) for m in scene.periods):
        return -1.0, "before", 0
    anchor = question.choice.mention if question.choice is not None else amount
    gap = scene.gap(mention.end, amount.outer_start)
    others = scene.amounts_between(mention.end, amount.outer_start)
    taken = scene.amounts_between(scene.sentence.start, mention.outer_start)
    opening = mention.outer_start - scene.sentence.start <= OPENING or not taken
    first = mention.outer_start == scene.sentence.start
    score = 6.8 + 0.7 * first - 0.08 * len(gap) - (0.5 if opening else 0.9) * gap.breaks - (0.3 if opening else 2.5) * others
    feature = "before"
    if anchor is not amount and mention.end <= anchor.start:
        close = scene.gap(mention.end, anchor.start)
        if (
            len(close) <= 4
            and not close.breaks
            and not scene.amounts_between(mention.end, anchor.start)
            and not _said_anew(scene, anchor.end, amount.outer_start)
        ):
            score, feature = max(score, 8.4 - 0.2 * len(close)), "before the metric"
    elif anchor is not amount and anchor.end <= mention.outer_start and others == 0:
        score, feature = max(score, 7.6 - 2.0 * gap.breaks), "between metric and amount"
    return score, feature, len(gap)


def _said_anew(scene: Scene, begin: int, stop: int) -> bool:
    """Whether a clause between metric and amount names a time of its own: "22% of first-quarter revenue; its **2024** figure was 12%"."""
    return any(
        m.role == "when" and begin <= m.start and m.end <= stop and scene.gap(begin, m.start).breaks >= 1 and not m.anchored
        for m in scene.periods
    )


def _dates_an_event(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time tells when something began and not what the figure covers: "after its launch in September"."""
    if mention.role == "since":
        return False
    word = scene.nearest_before(mention.outer_start, "event")
    if word is None:
        return False
    gap = scene.gap(word.end, mention.outer_start)
    if len(gap) > EVENT_REACH or "," in gap.tokens:
        return False
    if scene.only(scene.after(scene.sentence.start, 1) or (",",), "dating_clause") and scene.after(mention.end, 1) == (",",):
        return False
    if amount.end <= word.start and scene.only(scene.before(word.start, 1) or (",",), "subject"):
        return True  # "600 million trips by the time it **ends** on October 8"
    return not scene.amounts_between(word.start, mention.outer_start) and not (
        amount.start < word.start and scene.gap(amount.outer_end, word.start).breaks == 0
    )


def _single_day(mention: PeriodMention) -> bool:
    return mention.role == "when" and (
        mention.granularity == "day" or (isinstance(mention.expr, Between) and isinstance(mention.expr.first, Weekday))
    )


def _in_its_clause(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether nothing separates a time from the figure before it."""
    if mention.outer_start < amount.outer_end:
        return False
    return scene.gap(amount.outer_end, mention.outer_start).breaks < 1 and not scene.amounts_between(amount.outer_end, mention.start)


def _day_counts(scene: Scene, question: Question, mention: PeriodMention, distance: int) -> bool:
    for span in scene.classes.get("said", ()):
        if abs(span.start - mention.end) <= 12:
            return False
        if abs(mention.outer_start - span.end) <= 30 and not scene.amounts_between(span.end, mention.outer_start):
            return False
    if question.metric is not None and question.metric.nature == "moment":
        return True
    if not scene.classes.get("said") and mention.outer_start == scene.sentence.start and question.measure != "share":
        return True  # "On May 15 it priced the model at X"
    nobody_said_it = not scene.classes.get("said") and not is_stock(question)
    if nobody_said_it and (mention.outer_start == scene.sentence.start or _in_its_clause(scene, question.amount, mention)):
        return True  # "On Monday the bureau fined it X", "sold X of shoes in a livestream on June 18"
    anchor = question.choice.mention if question.choice is not None else question.amount
    if mention.end <= anchor.start:
        near = len(scene.gap(mention.end, anchor.start))
    elif mention.outer_start >= anchor.end:
        near = len(scene.gap(anchor.end, mention.outer_start))
    else:
        near = 0
    return min(near, distance) <= NEAR


def is_now(mention: PeriodMention) -> bool:
    return mention.role == "mention" and mention.expr == Relative("day", 0)
