"""Whether a figure is told of now: by "now" or "recently", and by the verb that has it."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.gaps import NAME, NOTHING, TIME
from china_tech_metrics.link.scene import NAMING, Scene
from china_tech_metrics.link.timeline import Question, Timeline, is_stock
from china_tech_metrics.model import Amount
from china_tech_metrics.resolve.calendar import Relative
from china_tech_metrics.scan.periods import PeriodMention

HELD_REACH = 4
"""How many words may stand between a verb of holding and the share: "**commands** more than half of"."""
MARKS = frozenset(",;:—")
TENSES = frozenset({"lately", "past", "held", "perfect", "lasting"})
"""The groups of words that tell of now or of a time that is over."""
VERB_REACH = 12
"""How many words may stand between a verb and the figure it has: "**handles** on an average day in the holidays some 30 million"."""
DONE = 5
"""How many words behind a figure the verb and its participle may stand that say what is done with it."""
ACTED = 5
"""How many words behind a figure those who are counted may be said to have done something."""
DESCRIPTION, DESCRIBED = 20, 5
"""How many words back who is described may stand, and within how many words behind the figure the description ends."""
COMPARED = 3
"""Within so many words behind a change what it is compared with begins: "3% higher **than** in May"."""
OF_REACH = 8
"""How many words of a share's whole may stand before its verb: "a third of the batteries of the world **come** from"."""


def is_now(mention: PeriodMention) -> bool:
    return mention.role == "mention" and mention.expr == Relative("day", 0)


def told_of_now(scene: Scene, begin: int, amount: Amount) -> bool:
    """Whether a clause in the present tense behind an offset has the figure: "sold 20,000 in May, **and the SUV starts** at X"."""
    gap = scene.gap(begin, amount.outer_start)
    if not scene.some(gap.tokens, "present", "lasting", "perfect"):
        return False
    if _has_since(scene, gap.tokens):
        return True  # "peaked at 36 million in October and **have since** slipped to 12 million"
    openings = (
        i for i in range(len(gap.tokens) - 1, -1, -1) if gap.tokens[i] == ";" or scene.only(gap.tokens[i : i + 1], "clause", "joining")
    )
    opening = next(openings, None)
    if opening is None or not gap.breaks:
        return False
    if gap.breaks >= 1 and scene.some(gap.tokens[opening:], "present"):
        return True
    words = [t for t in gap.tokens[opening + 1 :] if not scene.only([t], "time_adverb", "adverb")]
    verb = words[:1]  # "was founded in 2016 and **employs** X", "set it up in 2016 and **still owns** X"
    return scene.only(verb or (",",), "lasting", "held") and verb[0].endswith("s")


def _has_since(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether "since" stands behind the verb of the perfect tense, and no time behind it."""
    return any(
        behind == "since" and scene.only([verb], "perfect") and after != TIME
        for verb, behind, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def said_now(scene: Scene, amount: Amount) -> bool:
    """Whether "now" or a clause in the present tense stands between the figure before and this one, or "now" right behind it."""
    return told_of_now(scene, _end_before(scene, amount), amount) or has_now(scene, amount)


def _end_before(scene: Scene, amount: Amount) -> int:
    """Where the figure before ends, or the sentence begins."""
    return max((a.outer_end for a in scene.amounts if a.outer_end <= amount.outer_start), default=scene.sentence.start)


def has_now(scene: Scene, amount: Amount) -> bool:
    """Whether "now" stands between the figure before and this one, or right behind it."""
    begin = _end_before(scene, amount)
    for mention in scene.periods:
        if is_now(mention) and begin <= mention.start:
            behind = mention.start >= amount.outer_end
            gap = scene.gap(amount.outer_end, mention.start) if behind else None
            if gap is None or not (gap.breaks or scene.amounts_between(amount.outer_end, mention.start)):
                return True
    return False


def told_then(scene: Scene, amount: Amount) -> bool:
    """Whether a verb of its own clause tells the figure of a time that is over: "the second-largest holder **was** Y with 9%"."""
    known = scene.grammar.groups
    for token in reversed(scene.before(amount.start, VERB_REACH)):  # "broadcasts **passed** $1 million"
        kinds = known.get(token, NOTHING)
        if token in MARKS or not kinds.isdisjoint(("lasting", "perfect", "present")):
            return "past" in kinds
        if "past" in kinds:
            return True
    return False


def said_of_today(scene: Scene, question: Question) -> bool:
    """Whether a verb in the present tense ties the figure to its metric: "gross margin **is** just under 25%".

    By how much it is higher than another is told of a time before, too: "the tally **is** 3% higher than in May 2023".
    """
    choice, amount = question.choice, question.amount
    if choice is None or choice.follows or choice.mention.end > amount.outer_start:
        return False
    if not scene.some(scene.gap(choice.mention.end, amount.outer_start).tokens, "present"):
        return False
    return question.measure != "growth" or "than" not in scene.after(amount.outer_end, COMPARED)


def held_today(scene: Scene, timeline: Timeline, question: Question) -> bool:
    """Whether a share is one held now, told among figures of other metrics: "The company **holds** 70% of the market"."""
    if question.measure != "share" or question.metric is None or question.metric.id == timeline.last_metric:
        return False
    return scene.some(scene.before(question.amount.outer_start, HELD_REACH), "held")


def describes(scene: Scene, question: Question) -> bool:
    """Whether what somebody has only describes him: "**With 8 million users**, it grows", "Soul, an app **with 8 million**, grows"."""
    tokens = scene.before(question.amount.outer_start, DESCRIPTION)
    if not is_stock(question) or not scene.only(tokens[-1:] or (",",), "having") or question.measure != "level":
        return False
    if len(tokens) == 1:
        return True
    commas = [i for i, token in enumerate(tokens) if token == "," and i]
    heads = scene.grammar.head_groups
    named = any(tokens[i - 1] == NAME or not heads.get(tokens[i - 1], NOTHING).isdisjoint(NAMING) for i in commas)
    return named and "," in scene.after(question.amount.outer_end, DESCRIBED)


def _only_reported(scene: Scene, amount: Amount, verb: Sequence[str]) -> bool:
    """Whether a verb in the perfect tense tells of what was reported: "has **posted** a profit of X", but not "has **delivered** 5,000"."""
    return scene.some(verb, "experienced") and not (amount.kind == "count" and scene.some(verb, "selling"))


def _is_participle(scene: Scene, before: Sequence[str]) -> bool:
    """Whether a verb form stands behind "has", alone or with another one: "**has** now **signed** 90 contracts and **shipped** X"."""
    words = [t for t in before if t != TIME and not scene.only([t], "adverb", "time_adverb")]
    if words and scene.only(words[-1:], "joining"):
        at = next((i for i in range(len(words) - 2, -1, -1) if scene.only(words[i : i + 1], "perfect")), None)
        verb = words[at + 1] if at is not None and MARKS.isdisjoint(words[at:]) else ","
        return verb.endswith("ed") or scene.only([verb], "past")
    return bool(words) and scene.only(words[-1:], "perfect")


def did_something(scene: Scene, amount: Amount) -> bool:
    """Whether those who are counted did something at a time that is over: "2.6 million customers **booked** rooms"."""
    tokens = scene.after(amount.outer_end, ACTED)
    at = next((i for i, token in enumerate(tokens) if scene.only([token], "acted")), None)
    if at is None or not at or not MARKS.isdisjoint(tokens[:at]) or scene.some(tokens[:at], "clause", "copula", "perfect", "preposition"):
        return False
    return tokens[at + 1 : at + 2] != ("by",)


def _is_done(scene: Scene, amount: Amount) -> bool:
    """Whether a verb in the present tense says what is done with so many: "11 million rides **are booked** a day"."""
    tokens = scene.after(amount.outer_end, DONE)
    at = next((i for i, token in enumerate(tokens[:-1]) if scene.only([token], "is_done")), None)
    return at is not None and tokens[at + 1].endswith("ed") and MARKS.isdisjoint(tokens[:at])


def does_now(scene: Scene, amount: Amount) -> bool:
    """Whether a clause behind another one tells what those counted do: "sales grew 20% last year, **and 14 million people pay** for it"."""
    opening = scene.before(amount.outer_start, 2)
    if opening[:1] != (",",) or not scene.only(opening[1:] or (",",), "joining", "clause"):
        return False
    counted = scene.after(amount.outer_end, ACTED)
    verb = next((i for i, token in enumerate(counted) if scene.only([token], "doing")), 0)
    return verb > 0 and MARKS.isdisjoint(counted[:verb]) and not scene.some(counted[:verb], "preposition", "copula", "clause")


def lasts(scene: Scene, question: Question) -> bool:
    """Whether the verb that has a level or a share tells what is so at any time: "an app that **handles** 30 million orders".

    So does the perfect tense, "has raised 5 billion", but not where something is only reported: "has posted a profit of X". Of who
    holds which share of a market reports tell in the present tense, whenever it was.
    """
    amount = question.amount
    if question.measure not in ("level", "share", "change"):
        return False
    tokens, known = scene.before(amount.outer_start, VERB_REACH), scene.grammar.groups
    told = False
    for i in range(len(tokens) - 1, -1, -1):
        if tokens[i] in MARKS:
            break
        kinds = known.get(tokens[i], NOTHING)
        if kinds.isdisjoint(TENSES):
            continue
        if "lately" in kinds:
            return True
        told = told or ("past" in kinds and not _is_participle(scene, tokens[:i]))
        if told or "past" in kinds:
            continue  # "recently **raised** 5 billion"
        if question.measure == "share" and "held" in kinds:
            return False
        if "perfect" in kinds and not scene.only(tokens[i - 1 : i] or (",",), "copula", "auxiliary"):  # "would **have** been 7 billion"
            return not _only_reported(scene, amount, tokens[i + 1 :]) or scene.some(tokens[:i], "since")
        if "lasting" in kinds and question.measure != "change":
            return not scene.only(tokens[i - 1 : i] or (",",), "copula")
    if question.measure == "level" and (_is_done(scene, amount) or (is_stock(question) and does_now(scene, amount))):
        return True
    if amount.kind != "percent" or scene.after(amount.outer_end, 1) != ("of",):
        return False
    for token in scene.after(amount.outer_end, OF_REACH):
        if token in ",;:—(":
            return False
        if scene.only([token], "lasting"):
            return True
    return False


def has_it_today(scene: Scene, question: Question, mention: PeriodMention) -> bool:
    """Whether somebody has so many now, and the time is that of what another had: "A **had** 9,000 shops in March, B **has** 8,000"."""
    if question.status != "actual" or question.measure != "level" or not is_stock(question) or mention.end > question.amount.outer_start:
        return False
    had = next((a for a in reversed(scene.amounts) if a.outer_end <= mention.outer_start), None)
    return had is not None and lasts(scene, question) and told_then(scene, had)
