"""How likely each time of a sentence is that of a figure: by where it stands, what stands between, and what else it may date."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from china_tech_metrics.link.basis import dates_the_base, is_one_unit, over_one_unit
from china_tech_metrics.link.compared import is_compared, is_outdone, is_set_beside, leads_to_base, leads_to_level
from china_tech_metrics.link.days import TERMS, day_counts, is_single_day, of_the_clause_before, of_the_run_behind, told_of_a_term
from china_tech_metrics.link.elsewhere import bracketed_apart, is_base_of_ratio, is_of_something_else
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.lists import enumeration
from china_tech_metrics.link.restated import restates_as_share, restates_by_the_share
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.tense import is_now
from china_tech_metrics.link.timeline import Question, is_stock
from china_tech_metrics.model import CHANGES, Amount
from china_tech_metrics.resolve.calendar import Anchored, Same, Window
from china_tech_metrics.scan.periods import PeriodMention

OPENING = 24
RIGHT_BEFORE, OPENS = 9.0, 6.0
EVENT_COST = 5.0
TOLD_COST = 4.0
BRACKET = 3
"""Within how many characters behind a time the figure stands that a bracket gives it."""
ASIDE_COST = 4.0
CLAUSE, ELSEWHERE = 4, 2.0
"""A time behind a comma and so many words of content belongs to what another clause tells."""
TAKEN_COST, ANOTHERS_COST = 3.5, 5.0
COLON = 2.0
"""What a colon separates a time from a figure before it, if another figure is nearer."""
EVENT_REACH, LISTED = 9, 1.3
"""What the parts of a figure listed between it and its time separate: "X in revenue, **including travel and hotels,** in 2022"."""
MOVED_REACH = 4
"""How many words may stand between a change and "had", or the earlier period it is one of."""


def score_time(scene: Scene, question: Question, mention: PeriodMention, *, at_least: float = -inf) -> tuple[float, str] | None:
    """How likely a time is that of the figure and the feature that says so; None if it is not, or no likelier than ``at_least``."""
    amount = question.amount
    if mention.role == "base" and _right_before(scene, amount, mention):
        return RIGHT_BEFORE, "right before"
    if mention.end < amount.outer_start <= mention.end + BRACKET and scene.gap(mention.end, amount.outer_start).tokens == ("(",):
        return None if bracketed_apart(scene, amount, mention) else (RIGHT_BEFORE, "right before")  # "slower than in 2018 **(4%)**"
    if mention.role == "base" and _opens(scene, amount, mention) and looks_back(mention) and question.measure in ("level", "share"):
        return OPENS, "before"  # "A year earlier it had 376 million."
    if question.measure in CHANGES and looks_back(mention):
        if _moved_then(scene, amount, mention):
            return RIGHT_BEFORE, "behind"
        if _is_subject(scene, amount, mention) or _opens_alone(scene, amount, mention):
            return RIGHT_BEFORE, "before"
    if mention.role in ("duration", "base", "mention") or _is_base_of_another(scene, amount, mention):
        return None
    if looks_back(mention) and _ends_description(scene, amount, mention):
        return None
    if question.measure in CHANGES and is_one_unit(mention) and not question.ahead:
        return None  # "up 7% **in one month**"
    changed = question.measure in CHANGES or mention.end <= amount.start
    if changed and is_stock(question) and over_one_unit(scene, mention):
        return None
    if question.measure in CHANGES and _grown_over(scene, question, mention):
        return None
    if mention.outer_start >= amount.outer_end:
        score, feature, distance = _score_behind(scene, amount, mention)
    else:
        score, feature, distance = _score_before(scene, question, mention)
    if score < at_least or of_the_clause_before(scene, amount, mention) or is_of_something_else(scene, question, mention):
        return None
    led = _led_by_participle(scene, amount, mention)
    told_of_moment = led and question.metric is not None and question.metric.nature == "moment"
    if (
        is_single_day(mention)
        and not told_of_moment
        and (not day_counts(scene, question, mention, distance) or told_of_a_term(scene, question, mention))
    ):
        return None
    if (
        looks_back(mention)
        and not _right_before(scene, amount, mention)
        and ((question.measure in CHANGES and not question.compared) or _another_is_compared(scene, amount, mention))
    ):
        return None  # "doubled from a year ago": the base, not the period that grew
    if question.metric is not None and question.metric.nature == "moment" and of_the_run_behind(scene, question, mention):
        return None
    if (
        is_stock(question)
        and question.measure in ("level", "share")
        and question.status == "actual"
        and _leads_to_now(scene, amount, mention)
    ):
        return None  # what there is now was not there "in four months"
    if (_dates_an_event(scene, amount, mention) and not led) or _of_no_price(scene, question, mention):
        score -= EVENT_COST
    if scene.in_aside(mention, amount.outer_start):
        score -= ASIDE_COST + ASIDE_COST * (is_single_day(mention) or _dates_an_aside(scene, amount, mention))
    if _dates_the_one_before(scene, amount, mention):
        score -= TAKEN_COST + TAKEN_COST * isinstance(mention.expr, Window)
    return score, feature


def _grown_over(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a time is only how long it took to come to a dated level: "600 million at the end of 2024, up 9% **in six months**"."""
    if not isinstance(mention.expr, Window) or mention.expr.direction is not None or mention.start < question.amount.end:
        return False
    return any(
        m.end <= question.amount.start
        and (
            m.end_of or (is_stock(question) and m.role in ("when", "as_of") and scene.amounts_between(scene.sentence.start, m.outer_start))
        )
        for m in scene.periods
    )


def _opens(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time stands at the start of a sentence, alone or behind a preposition: "**In the same month last year**, it sold".

    Alone it may begin a clause: "lost RMB 2 billion; **a year earlier** it lost RMB 3 billion", "where **a year earlier** it had lost".
    """
    if mention.outer_start != scene.sentence.start:
        before, behind = scene.before(mention.outer_start, 1), scene.after(mention.end, 1) or (",",)
        clause = scene.only(before or (",",), "clause") and scene.only(behind, "subject", "existing")
        begun = mention.end <= amount.outer_start and (before == (";",) or clause)
        return begun and not scene.amounts_between(mention.end, amount.outer_start)
    return mention.start == mention.outer_start or scene.only(
        scene.gap(mention.outer_start, mention.start).tokens, "beside", "place_preposition"
    )


def _opens_alone(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether an earlier time opens a sentence, and its first figure is a change then: "**Twelve months ago** growth was 26%"."""
    behind = scene.after(mention.end, 1) or (",",)
    opens = behind in ((",",), (NAME,)) or scene.only(behind, "subject", "given", "growth_noun")
    return opens and _opens(scene, amount, mention) and not scene.amounts_between(mention.end, amount.outer_start)


def _ends_description(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether an earlier time only ends what is told of somebody: "Sold **a year ago,** it made X", "tours, dead **a year ago,** …"."""
    if mention.end > amount.outer_start or scene.after(mention.end, 1) != (",",) or mention.outer_start == scene.sentence.start:
        return False
    return scene.before(mention.outer_start, 1) not in ((",",), (";",), ()) and not scene.amounts_between(
        scene.sentence.start, mention.outer_start
    )


def _is_subject(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether an earlier time is said to have had the figure: "**the previous quarter** saw growth of 9%"."""
    if mention.end > amount.outer_start or mention.outer_start != mention.start:
        return False
    return scene.only(scene.after(mention.end, 1), "experienced") and not scene.amounts_between(mention.end, amount.outer_start)


def _moved_then(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a change is itself one of an earlier period: "it **had grown** 9% a year earlier", "up 9% **in the prior quarter**".

    So is "the 34% **gain of the previous three months**".
    """
    if mention.outer_start < amount.outer_end:
        return False
    gap = scene.gap(amount.outer_end, mention.outer_start)
    if len(gap) > MOVED_REACH or gap.breaks >= 1 or scene.amounts_between(amount.outer_end, mention.outer_start):
        return False
    led = scene.gap(mention.outer_start, mention.start).tokens
    if led and (isinstance(mention.expr, Window) or (isinstance(mention.expr, Anchored) and mention.expr.named is not None)):
        nouns = (noun for group in ("up_noun", "down_noun") for noun in scene.classes.get(group, ()))
        grown = led == ("of",) and any(amount.end < noun.start < noun.end < mention.outer_start for noun in nouns)
        return grown or scene.only(led, "place_preposition", "during")
    tokens = scene.before(amount.outer_start, MOVED_REACH)
    marks = [i for i, token in enumerate(tokens) if not led and scene.only([token], "perfect_past", "looking_back")]
    return bool(marks) and "," not in tokens[marks[-1] :]


def _dates_the_one_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time stands right behind another figure before a comma: "above 10 billion **since 2021**, reaching X".

    So does how long something took: "made $5 billion **in three years**, and its rival sold 20 million copies".
    """
    if (
        (mention.role not in ("since", "by") and not isinstance(mention.expr, Window))
        or mention.end > amount.outer_start
        or not scene.gap(mention.end, amount.outer_start).breaks
    ):
        return False
    earlier = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    return bool(earlier) and not scene.gap(earlier[-1].outer_end, mention.outer_start).breaks


def came_from(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a figure is compared with another one and only that one's time is said: "shrank to 3.7 billion **in Q1** from 4.9"."""
    amount, metric = question.amount, question.metric
    if amount.paired is None and question.compared and question.status == "actual" and question.measure in ("level", "share"):
        return not looks_back(mention) and _said_of_the_one_before(scene, amount, mention)
    if amount.paired != "from" or metric is None or question.status != "actual" or question.measure not in ("level", "share"):
        return False
    if metric.nature != "flow":
        return (
            mention.granularity in ("quarter", "half", "year")
            and mention.role == "when"
            and not mention.end_of
            and _behind_both(scene, amount, mention)
        )
    if mention.outer_start >= amount.outer_end:
        return scene.amounts_between(amount.outer_end, mention.outer_start) > 0
    return mention.role == "when" and not looks_back(mention)


def _behind_both(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time stands behind what a figure has become: "its share grew from 9% to 17% **in 2019**"."""
    return mention.outer_start >= amount.outer_end and scene.amounts_between(amount.outer_end, mention.outer_start) > 0


def _said_of_the_one_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time stands before the words that compare a figure with another: "X **in the third quarter**, against Y"."""
    if mention.end > amount.outer_start:
        return False
    tokens = scene.gap(mention.end, amount.outer_start).tokens
    last = tokens[-1:] or (",",)
    return not scene.grammar.gaps["set_against"].isdisjoint(tokens) or last == ("from",) or scene.only(last, "measured_over")


def is_base(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether the figure is what another one is compared with."""
    amount = question.amount
    beside = is_compared(scene, amount) or is_outdone(scene, amount) or is_set_beside(scene, amount)
    return (question.measure in ("level", "share") and beside) or (
        looks_back(mention) and not isinstance(mention.expr, Window) and not _right_before(scene, amount, mention)
    )


def looks_back(mention: PeriodMention) -> bool:
    expr = mention.expr
    if isinstance(expr, Window):
        return expr.anchored and expr.direction == "past"  # "the previous three months"
    return isinstance(expr, Same) or (isinstance(expr, Anchored) and expr.offset < 0)


def _is_base_of_another(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a ratio said before is measured against it: "more than twice what it lost **a year ago**, though revenue was X"."""
    if mention.end > amount.outer_start or _right_before(scene, amount, mention):
        return False
    earlier = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    if not looks_back(mention):
        last = earlier[-1] if earlier else None  # "9% above **June's** 101,000 and X", "70% of the **2019** figure, and X"
        return last is not None and (dates_the_base(scene, last, mention) or is_base_of_ratio(scene, last, mention))
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
    if gap.tokens and scene.only(gap.tokens[:1], "dating_clause"):
        return 8.5 - 0.22 * len(gap), "behind", len(gap)  # "was valued at $13 billion **when it raised** $750 million in May"
    breaks, others = gap.breaks + COLON * (bool(between) and ":" in gap.tokens), len(between)
    if not between and gap.tokens[-1:] == (",",) and (listed := _lists_parts(scene, gap.tokens)) is not None:
        return 8.5 - 0.22 * listed - LISTED, "behind", listed
    if others == 1 and (leads_to_base(scene, amount, mention) or leads_to_level(scene, amount, between[0])):
        others = 0
    if others == 1 and (restates_as_share(scene, amount, between[0]) or restates_by_the_share(scene, amount, between[0])):
        breaks, others = max(0.0, breaks - 2.0), 0
    score = 8.5 - 0.22 * len(gap) - 1.3 * breaks - 2.5 * others - ELSEWHERE * (breaks >= 1 and gap.content >= CLAUSE)
    if others and scene.some(scene.gap(amount.outer_end, between[0].outer_start).tokens, "record_level"):
        score -= ANOTHERS_COST  # "is worth $6 billion, far below **its peak of** $54 billion in February 2021"
    clause = others and isinstance(mention.expr, Window) and scene.gap(amount.outer_end, between[-1].outer_start).content >= CLAUSE
    if clause and len(scene.gap(between[-1].outer_end, mention.outer_start)) <= 1:
        score -= ANOTHERS_COST  # "costs rose to RMB 3 billion as it paid RMB 10 billion **over three years**"
    following = next((a for a in scene.amounts if a.outer_start >= mention.end), None)
    led = mention.outer_start < mention.start and scene.only(gap.tokens[-1:] or (",",), "joining")
    opens = led and scene.after(mention.end, 1) == (",",)  # "and **in June,** 2% more"
    if following is not None and (opens or (breaks >= 1 and breaks > _breaks_behind(scene, mention, following))):
        score -= 5.0  # it opens the clause of the next figure
    if mention.granularity == "month" and _told_by(scene, amount, mention):
        score -= TOLD_COST  # "crossed $129 billion, according to data reported **in May**"
    return score, "behind", len(gap)


def _lists_parts(scene: Scene, tokens: Sequence[str]) -> int | None:
    """How many words stand before the parts of a figure that are listed behind a comma, if they are."""
    return next((i for i, (mark, word) in enumerate(pairwise(tokens)) if mark == "," and word in scene.grammar.gaps["listing_parts"]), None)


def _told_by(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time behind a figure says when somebody told it."""
    word = scene.nearest_before(mention.outer_start, "said", "according")
    if word is None or word.start < amount.end or scene.amounts_between(word.end, mention.outer_start):
        return False
    return any(span.start >= amount.end and span.end <= mention.outer_start for span in scene.classes.get("according", ()))


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
        m.role == "when"
        and begin <= m.start
        and m.end <= stop
        and not m.anchored
        and (scene.gap(begin, m.start).breaks >= 1 or scene.amounts_between(begin, m.start))
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
    if amount.end <= word.start and scene.only(scene.after(amount.outer_end, 1) or (",",), "dating_clause"):
        return False  # "raised $200 million **when** it went public in March"
    if amount.start >= mention.end and scene.gap(mention.end, amount.outer_start).tokens == ("at",):
        return False  # "went public in January **at** $16 a share"
    if amount.end <= word.start and scene.only(scene.before(word.start, 1) or (",",), "subject"):
        return True  # "600 million trips by the time it **ends** on October 8"
    return not scene.amounts_between(word.start, mention.outer_start) and not (
        amount.start < word.start and scene.gap(amount.outer_end, word.start).breaks == 0
    )


def _leads_to_now(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time says over how long something came to be as it is: "has doubled **since 2022 to** 5 billion".

    "Over the past 12 months" is a time that users are counted over.
    """
    if mention.role == "since":
        return scene.before(amount.outer_start, 1) == ("to",)
    return isinstance(mention.expr, Window) and mention.expr.direction is None


def _dates_an_aside(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a figure told in passing has the time: "shares, **sold at $69 in September**, trade at $51"."""
    inserted = [a for a in scene.amounts if a.outer_end <= mention.outer_start]
    return (
        bool(inserted)
        and "," not in scene.gap(inserted[-1].outer_end, mention.outer_start).tokens
        and scene.in_aside(inserted[-1], amount.outer_start)
    )


def _led_by_participle(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a participle behind the time tells what came of what was done then: "listed in December, **raising** $1 billion"."""
    if scene.text[mention.end : mention.end + 1] != "," or mention.end > amount.outer_start or mention.role != "when":
        return False
    tokens = scene.gap(mention.end, amount.outer_start).tokens
    participle = len(tokens) > 1 and tokens[1].endswith("ing") and not scene.only(tokens[1:2], "preposition")
    if not participle or "," in tokens[1:] or scene.amounts_between(mention.end, amount.outer_start):
        return False
    return not any(0 <= span.start - mention.end <= 2 for name in ("said", "according", "such_as") for span in scene.classes.get(name, ()))


def _of_no_price(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a price is that of a day and not of the year told beside it: "listed **in 2021**, and fell 2% on Monday"."""
    metric = question.metric
    if metric is None or metric.nature != "moment" or mention.granularity not in TERMS or mention.role == "since":
        return False
    amount = question.amount
    if question.measure in CHANGES and mention.outer_start >= amount.outer_end and not scene.gap(amount.outer_end, mention.outer_start):
        return False  # "up 40% **this year**, closed 2% lower on Thursday"
    behind = scene.gap(amount.outer_end, mention.outer_start).tokens if mention.outer_start >= amount.outer_end else None
    if behind == () or (behind and behind[1:2] == ("which",) and "," not in behind):
        return False  # "listed at **$9 in March 2021**", "far from the $9 **for which it sold in March**"
    return any(m.role == "when" and m.granularity == "day" for m in scene.periods)
