"""Whether a time of a sentence is plainly that of something else than the figure asked about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from china_tech_metrics.link.basis import dates_the_base
from china_tech_metrics.link.compared import is_compared, is_outdone
from china_tech_metrics.link.direction import opens_with_change
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.records import RECORD_OF_YEAR, came_from_a_rank, of_a_record, since_a_record
from china_tech_metrics.link.scene import ASIDE, Scene
from china_tech_metrics.link.telling import dates_the_part_reached, of_an_aim, of_an_aim_before, when_told
from china_tech_metrics.link.tense import does_now, is_now, told_of_now
from china_tech_metrics.link.timeline import Question, is_stock
from china_tech_metrics.model import CHANGES, RATIOS, Amount
from china_tech_metrics.resolve.calendar import Days, Relative, Slice
from china_tech_metrics.scan.periods import PeriodMention

HELD_REACH = 2
"""How many words back a verb of holding may stand: "**has** over 200 million players"."""
BIRTH_REACH = 4
"""How many words may stand between "born" and a year: "born in the years after"."""
DONE = "ed"
"""What a ratio ends with that is a verb: "doubled the number of its stores in 2023"."""
PEAK_REACH = 4
"""Within how many words behind a figure its peak is said: "a staff of 22,000 **at its height**"."""
PART_REACH, ENDS = 5, (",", ";", ")", "and")
"""How many words back the verb of a part of a whole may stand, and what may stand behind the noun of a base."""
AFTER = 5
"""How many words may stand between a figure and the one it comes after: "up 34% **this time after a revised** 26%"."""
FESTIVALS = ("festival", "festival day")
DESCRIBED = 5
"""How many words back what a participle describes may stand."""
OF_WHOLE = 7
"""How many words may lead from a part to the time of its whole: "3% **of Meituan's domestic revenue in** 2020"."""
ARRIVAL = 3
"""How many words may lead from a time to the level that a total reached by it: "to **almost**"."""


def is_of_something_else(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether the words around a time give it to something else."""
    amount, metric = question.amount, question.metric
    if _of_its_own_months(scene, mention):
        return True
    if since_a_record(scene, mention) or of_a_record(scene, amount, mention):
        return True
    if metric is not None and metric.nature == "stock" and _opens_with_event(scene, mention):
        return True
    if (
        _of_birth(scene, mention)
        or _after_a_festival(scene, mention)
        or _named_with_its_day(scene, mention)
        or _of_an_instance(scene, amount, mention)
        or scene.only_in_passing(mention, amount)
        or _is_surpassed(scene, amount, mention)
        or _labels_another(scene, amount, mention)
        or bracketed_apart(scene, amount, mention)
        or _of_a_total(scene, amount, mention)
        or (question.measure in CHANGES and _before_its_level(scene, amount, mention))
    ):
        return True
    stands = is_stock(question) and question.measure in ("level", "share")
    if stands and mention.end <= amount.start and scene.some(scene.after(amount.outer_end, PEAK_REACH), "at_its_peak"):
        return True
    perfect = scene.some(scene.before(amount.outer_start, HELD_REACH), "perfect")  # "**has raised** X and was valued at Y in 2022"
    if (stands or perfect) and question.status == "actual" and _done_by_another_verb(scene, amount, mention, perfect=perfect):
        return True
    if stands and (_told_in_passing(scene, amount, mention) or (mention.end <= amount.start and told_of_now(scene, mention.end, amount))):
        return True
    if stands and mention.end <= amount.start and (_described_by(scene, question) or does_now(scene, amount)):
        return True
    if question.measure in ("level", "share") and _before_now(scene, amount, mention):
        return True
    if metric is not None and metric.nature == "moment" and _of_another_clause(scene, amount, mention):
        return True
    if is_base_of_ratio(scene, amount, mention) or _looks_back_between(scene, amount, mention):
        return True
    if question.measure in CHANGES and dates_the_base(scene, amount, mention):
        return True
    if mention.start > amount.end and _likened_to(scene, amount, mention):
        return True
    if came_from_a_rank(scene, mention) or _of_another_metric(scene, question, mention) or _told_of_another(scene, amount, mention):
        return True
    if _of_the_compared(scene, amount, mention) or (question.status == "actual" and of_an_aim(scene, amount, mention)):
        return True
    if metric is not None and metric.once and _of_the_whole(scene, amount, mention):
        return True
    aimed = question.status in ("target", "forecast")
    if aimed and metric is not None and metric.once and mention.role == "when" and mention.granularity in ("day", "week"):
        return True  # "will open subscriptions on September 2 for an IPO of X"
    if aimed and mention.role == "by" and of_an_aim_before(scene, amount, mention):
        return True
    if aimed and dates_the_part_reached(scene, amount, mention):
        return True
    return when_told(scene, amount, mention, aimed=aimed)


def _of_the_whole(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time is that of what the figure is a part of: "was fined 700 million yuan, 4% of its **2020** sales"."""
    part = next((a for a in reversed(scene.amounts) if amount.start <= a.start and a.end <= mention.start), None)
    tokens = scene.gap(part.outer_end, mention.start).tokens if part is not None and part.kind == "percent" else ()
    if not tokens or not scene.only(tokens[:1], "part") or "," in tokens or len(tokens) > OF_WHOLE or part is None:
        return False
    between = [c for m in scene.cues if part.outer_end <= m.start and m.end <= mention.start for c in m.cues]
    return any("money" in cue.units for cue in between) or scene.only(tokens[1:], "determiner")  # "cut 5% of its staff **in 2023**"


def _labels_another(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time in brackets or a list leads with a colon to a figure of its own: "52.1% (**3Q2022:** 50.3%)"."""
    if mention.outer_start < amount.outer_end or scene.after(mention.end, 1) != (":",):
        return False
    return scene.only(scene.before(mention.outer_start, 1) or (".",), "before_label")


def bracketed_apart(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether brackets hold the time together with a like figure, or the figure with a time: "9.7 yuan (**8.5 yuan in Q2 2022**)"."""
    mine, its = scene.bracket(amount), scene.bracket(mention)
    if mine == its:
        return False
    if its is not None:
        return any(a.kind == amount.kind and scene.bracket(a) == its for a in scene.amounts)
    return any(m.role != "mention" and scene.bracket(m) == mine for m in scene.periods)


def _told_of_another(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a clause of its own dates the figure between: "raised $441 million, below the $750 million **it sought in 2023**"."""
    between = [a for a in scene.amounts if amount.outer_end <= a.start and a.end <= mention.outer_start]
    if not between:
        return False
    if dates_the_base(scene, between[-1], mention) or is_base_of_ratio(scene, between[-1], mention):
        return True  # "515 million trips, or 70% **of the 2019 figure**"
    if len(between) == 1 and between[0].kind == amount.kind and _comes_after(scene, amount, between[0]):
        return True  # "up 34% **after a 26% rise** in the June quarter"
    behind = scene.after(between[-1].outer_end, 2)
    return scene.some(behind[: 2 - scene.only(behind[:1], "clause", "joining")], "subject") and "," not in behind


def _named_with_its_day(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a festival only says what a date before it was: "**On June 18, the last day of the 618 festival,** JD sold X"."""
    if mention.granularity not in FESTIVALS:
        return False
    dates = (m for m in scene.periods if m.end <= mention.start and m.role == "when" and isinstance(m.expr, Days))
    return any(not scene.amounts_between(date.end, mention.start) for date in dates)


def _comes_after(scene: Scene, amount: Amount, earlier: Amount) -> bool:
    """Whether a figure is told as what came before: "grew 9% **after** 7% in May"."""
    tokens = scene.gap(amount.outer_end, earlier.outer_start).tokens
    at = next((i for i, token in enumerate(tokens) if scene.only([token], "looking_back")), None)
    return at is not None and len(tokens) <= AFTER and "," not in tokens[at:]


def is_base_of_ratio(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a ratio is taken to the level of a time: "double the **2024** figure", "three times **last year's** total"."""
    if amount.kind not in ("times", "percent") or mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    if scene.only(tokens[:1] or (",",), "part") and scene.only(tokens[1:2] or (",",), "embedding"):
        return "," not in tokens  # "half **of what** they were a year ago"
    if amount.kind == "times" and _of_another_level(scene, amount, tokens):
        return True
    if amount.kind == "percent" and scene.only(tokens[:1] or (",",), "part", "measured_from") and scene.some(tokens, "levels"):
        return "," not in tokens  # "60% of the level of the third quarter of 2019", "27% below its level of 2021"
    leading = scene.gap(amount.outer_end, mention.start).tokens
    if amount.kind == "percent" and scene.only(leading[:1] or (",",), "part") and scene.only(leading[1:], "determiner"):
        nouns = [t for t in scene.after(mention.end, 3) if not scene.only([t], "possessive")][:2]
        told = scene.some(scene.before(amount.outer_start, PART_REACH), "made_up")
        return not told and scene.some(nouns[:1], "sum") and (len(nouns) == 1 or nouns[1] in ENDS)  # "70% **of the 2019 figure**, and"
    if amount.kind == "percent" and not scene.some(tokens, "measured_from"):
        return False
    if len(leading) == 2 and scene.only(leading[:1], "that") and not scene.only(leading[:1], "subject") and scene.only(leading[1:], "of"):
        return True  # "double **that of** 2021", "33 times **that in** May"
    behind = scene.after(mention.end, 1)
    noun = bool(behind) and behind[0] not in ",.;:)" and not scene.only(behind, "preposition", "copula", "conjunction", "clause", "adverb")
    return noun and scene.only(tokens, "determiner", "of", "adverb")


def _of_another_level(scene: Scene, amount: Amount, tokens: Sequence[str]) -> bool:
    """Whether what a ratio is taken to leads to a time: "twice **as much as** in 2024", "three times **the share** of May"."""
    if "," in tokens or NAME in tokens or scene.folded[amount.start : amount.end].endswith(DONE):
        return False
    if tokens[:1] == ("as",):
        return "as" in tokens[2:4]
    if len(tokens) == 1 and scene.only(tokens, "that"):
        return False  # "will get through twice **that** this quarter": the base was said before
    if scene.only(tokens[:1] or (",",), "owning") and scene.only(tokens[1:2] or (",",), "sum", "levels"):
        return True  # "seven times **its total** for 2021"
    led = scene.only(scene.before(amount.outer_start, 1) or (",",), "arriving", "auxiliary")
    return not led and scene.only(tokens[:1] or (",",), "given") and not scene.only(tokens[:1], "owning")


def _after_a_festival(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is the one behind a festival: "on the first day of trading **after the Spring Festival**"."""
    if mention.granularity not in ("festival", "festival day"):
        return False
    before = [t for t in scene.before(mention.outer_start, 2) if not scene.only([t], "determiner")]
    return bool(before) and scene.only(before[-1:], "looking_back")


def _of_birth(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is that of people's birth: "a third of its users were **born after 2000**"."""
    return "event" in scene.classes and scene.some(scene.before(mention.outer_start, BIRTH_REACH), "birth")


def _of_an_instance(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is that of one of several: "has raised 19 billion in four rounds, **including** 11 billion **last December**"."""
    word = scene.nearest_before(mention.outer_start, "such_as") if mention.outer_start >= amount.outer_end else None
    return word is not None and word.start >= amount.end and scene.amounts_between(word.end, mention.outer_start) > 0


def _is_surpassed(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is that of what a figure is better than: "$56 billion, **beating the 2019** high", "**than in all of** 2019"."""
    word = scene.nearest_before(mention.outer_start, "compare") if mention.outer_start >= amount.outer_end else None
    tokens = scene.gap(word.end, mention.outer_start).tokens if word is not None and word.start >= amount.end else (",",)
    return scene.only(tokens, "determiner", "place_preposition", "entire")


def _told_in_passing(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the figure only describes a name: "Alipay, **with 1 billion users**, failed in May"."""
    before = mention.end <= amount.outer_start
    tokens = scene.gap(mention.end, amount.outer_start).tokens if before else scene.before(amount.outer_start, ASIDE)
    if (
        not before
        and scene.only(scene.before(amount.outer_start, 1) or (",",), "having")
        and "," in scene.gap(amount.outer_end, mention.outer_start).tokens
    ):
        return True  # "WeChat, an app for messages **with 1 billion users**, failed in March"
    opening = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i] == ","), None)
    if (
        opening is None
        or tokens[opening - 1] != NAME
        or not scene.only(tokens[opening + 1 : opening + 2], "having", "apposed", "relative_pronoun")
    ):
        return False
    if scene.only(tokens[opening + 1 : opening + 2], "apposed") and scene.some(tokens[opening + 2 :], "past"):
        return False  # "At the end of March X, a service for shops, **had** 2 million users"
    return before or "," in scene.gap(amount.outer_end, mention.outer_start).tokens


def _done_by_another_verb(scene: Scene, amount: Amount, mention: PeriodMention, *, perfect: bool) -> bool:
    """Whether a verb of its own tells what the time is of: "**has** 200 million players **and took in** 6 billion yuan **in May**"."""
    held = perfect or scene.some(scene.before(amount.outer_start, HELD_REACH), "held")
    if mention.outer_start < amount.outer_end or not held:
        return False
    following = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    if following is None or following.start > mention.start:
        return False
    tokens = scene.gap(amount.outer_end, following.outer_start).tokens
    return any(scene.only([word], "joining") and scene.only([verb], "past") for word, verb in pairwise(tokens))


def _of_another_clause(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a quarter or half is that of a report the price answers to: "is trading 9% lower **after second-quarter** sales came in"."""
    if mention.granularity not in ("quarter", "half") or mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    return "on" in tokens or scene.some(tokens, "clause", "another_clause")


def _looks_back_between(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is one of what was done before: "will open 300 stores **after** opening 500 **in 2023**"."""
    if mention.outer_start < amount.outer_end:
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    if not scene.some(tokens, "looking_back"):
        return False
    if scene.some(tokens, "in_wake"):
        return True  # "was fined X **following** a complaint of November"
    having = next((i for i, t in enumerate(tokens) if scene.only([t], "having") and scene.only([t], "looking_back")), None)
    if having is not None and scene.amounts_between(amount.outer_end, mention.outer_start):
        return True  # "grew 16%, **having** managed 8% in the previous three months"
    return any(scene.only([t], "looking_back") and i + 1 < len(tokens) and tokens[i + 1].endswith("ing") for i, t in enumerate(tokens))


def _of_its_own_months(scene: Scene, mention: PeriodMention) -> bool:
    """Whether months are the first of what began at any time: "in **its** first five months"."""
    expr = mention.expr
    if not isinstance(expr, Slice) or expr.unit != "month" or expr.last == expr.first or expr.year.said:
        return False
    words = (*scene.before(mention.start, 1), *scene.folded[mention.start : mention.end].split(None, 2)[:2])
    return any(scene.only((owner,), "owning") and scene.only((first,), "rank") for owner, first in pairwise(words))


def _opens_with_event(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a time at the start of a sentence is that of something done: "**Last week** it **released** a 671-billion model".

    "In 2016, **when** it listed, it had 3 million users" dates them.
    """
    if mention.outer_start != scene.sentence.start:
        return False
    close = (scene.gap(mention.end, span.start) for span in scene.classes.get("event", ()) if span.start >= mention.end)
    return any(len(gap) <= 3 and not scene.some(gap.tokens, "dating_clause") for gap in close)


def _before_now(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a clause of its own tells the figure of now: "sold 25 million **in the second quarter**, and now has 60%"."""
    if mention.end > amount.outer_start:
        return False
    if scene.gap(mention.end, amount.outer_start).breaks < 1:
        return any(is_now(m) and 0 < m.start - amount.outer_end <= 1 for m in scene.periods)  # "in the year, to 55 million **now**"
    for other in scene.periods:
        if is_now(other) and mention.end <= other.start:
            if other.end <= amount.outer_start:
                return True
            behind = scene.gap(amount.outer_end, other.outer_start)
            return behind.breaks < 1 and not scene.amounts_between(amount.outer_end, other.start)  # "…, while it closed at $7 **today**"
    return False


def _described_by(scene: Scene, question: Question) -> bool:
    """Whether a participle only describes a thing by the figure: "recovered last year with the M03, **a sedan priced from** X"."""
    cue = question.choice.mention if question.choice is not None else None
    if cue is None or cue.end > question.amount.start:
        return False
    participle = scene.after(cue.start, 2)
    if not scene.only(participle[:1] or (",",), "describing") or not scene.only(participle[1:] or (",",), "preposition"):
        return False  # "a round **valued it** at X"
    described = scene.before(cue.start, DESCRIBED)
    at = next((i for i, token in enumerate(described) if scene.only([token], "indefinite")), None)
    return at is not None and described[at + 1 :] != () and not scene.some(described[at + 1 :], "copula", "clause", "subject")


def _likened_to(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time behind a figure is only that of what it is like: "18% to 20%, **in line with** the third quarter".

    So is one long over in another clause: "24,000, something nobody imagined **three years ago**".
    """
    gap = scene.gap(amount.outer_end, mention.outer_start)
    if isinstance(mention.expr, Relative) and mention.expr.unit == "year" and mention.expr.offset < -1 and gap.breaks >= 1:
        return True
    if scene.amounts_between(amount.outer_end, mention.outer_start):
        return False
    done = len(gap) <= RECORD_OF_YEAR and "than" in gap.tokens[:2] and scene.some(gap.tokens, "subject")
    return done or scene.some(gap.tokens, "likened")  # "15 million more **than it shipped** last year"


def _of_another_metric(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether a time behind a figure only says of when another metric is: "has 36,000 stores as **Q2 revenue** rose"."""
    if mention.outer_start != mention.start or mention.start < question.amount.outer_end or question.metric is None:
        return False
    if question.metric.nature == "stock" and not scene.grammar.content["paid_in"].isdisjoint(scene.after(mention.end, 1)):
        return False  # "was valued at $66 billion in a **May 2023** funding round"
    nouns = [c for c in scene.cues if 0 <= c.start - mention.end <= 1]
    return bool(nouns) and all(cue.metric != question.metric.id for noun in nouns for cue in noun.cues)


def _of_a_total(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time is that of a total that the figure took somewhere: "up 17%, which took **its total since January to** 168,000"."""
    if mention.start < amount.outer_end or not scene.only(scene.before(mention.outer_start, 1) or (",",), "number_noun", "sum"):
        return False
    led = scene.after(mention.end, 1) == ("to",)
    return led and any(a.start >= mention.end and len(scene.gap(mention.end, a.outer_start)) <= ARRIVAL for a in scene.amounts)


def _before_its_level(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a time stands before that of the level a change is told of: "38,000 **in October**, and so far this year 211,000, up 81%"."""
    if mention.end > amount.outer_start or not opens_with_change(scene, amount):
        return False
    level = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    if level is None or level.kind in RATIOS or level.start < mention.end:
        return False
    later = (m for m in scene.periods if mention.end <= m.outer_start and m.end <= level.outer_start and m.role == mention.role)
    return any(not scene.amounts_between(m.end, level.outer_start) for m in later)


def _of_the_compared(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is that of a figure another one is compared with: "climbed to $429, from $411 **in 2023**, and by 5% from 408"."""
    before = [a for a in scene.amounts if a.end <= mention.outer_start and a.start != amount.start]
    if amount.end > mention.outer_start:
        before = [a for a in before[-1:] if not scene.gap(a.outer_end, mention.outer_start).breaks]
    others = [a for a in before if amount.end <= a.start or amount.start >= mention.end]
    return any(is_compared(scene, a) or is_outdone(scene, a) for a in others)
