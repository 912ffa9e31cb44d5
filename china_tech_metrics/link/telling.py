"""Whether a time is only when somebody told a figure, aimed at it or changed the aim, or of what came before it."""

from __future__ import annotations

import datetime as dt

from china_tech_metrics.link.aims import is_part_of_aim, of_the_aim
from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.link.tense import told_then
from china_tech_metrics.link.timeline import REPORTED, Question, Timeline, is_stock
from china_tech_metrics.model import Amount, Period
from china_tech_metrics.resolve.calendar import Relative, resolve
from china_tech_metrics.scan.periods import PeriodMention

SUBJECT_REACH = 6
"""How many words may stand between a time and the verb of the pledge: "In May, **the Beijing-based company** pledged"."""
SAID_REACH, PLACE_REACH = 2, 6
"""How many words may stand between a verb of saying and when it was said, and where it stands behind what was said."""
SPOKEN_IN = ("day", "week", "month", "season")
"""The units of the times in which things are said: an aim told of with a quarter or year is most often one for it."""
OCCASION_REACH = 8
"""How many words may tell on what occasion something was said: "said **at a forum in Tianjin** last month that"."""
CHANGED_REACH = 7
"""Within how many words behind a time an aim is said to have been changed: "on Friday **raised its full-year sales target**"."""
TERM_REACH = 9
"""Within how many words behind a verb of saying the term of the figures may stand."""
RECENTLY = dt.timedelta(days=120)
"""So long ago somebody said a number that is rather that of the time at which he did."""


def when_told(scene: Scene, amount: Amount, mention: PeriodMention, *, aimed: bool) -> bool:
    """Whether a time is not that of a figure but when it was told, or of what came before; ``aimed`` says that it is an aim."""
    if when_said(scene, amount, mention) or (aimed and (when_aimed(scene, mention) or _when_it_was_set(scene, amount, mention))):
        return True
    return when_changed(scene, amount, mention) or when_preceded(scene, amount, mention)


def _when_it_was_set(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a sentence begins with when somebody spoke of an aim or changed it: "**In October** Tesla **raised** its target to X"."""
    if mention.outer_start != scene.sentence.start or mention.granularity not in SPOKEN_IN or mention.end > amount.outer_start:
        return False
    marks = [span for group in ("target", "forecast", "will") for span in scene.classes.get(group, ()) if span.start >= mention.end]
    first = min((span.start for span in marks if span.end <= amount.start), default=None)
    tokens = scene.gap(mention.end, first).tokens if first is not None else ()
    verb = next((i for i, t in enumerate(tokens) if scene.only([t], "past") and not scene.only([t], "copula")), None)
    return verb is not None and verb <= SUBJECT_REACH and not scene.some(tokens[:verb], "preposition", "clause")


def when_said(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time only tells when somebody said it: "told investors **last week** that", "said **in August** it would"."""
    if mention.role != "when" or "said" not in scene.classes:
        return False
    if mention.end <= amount.start and _between_saying_and_said(scene, mention):
        return True
    if mention.granularity not in ("day", "week", "month", "season") and not isinstance(mention.expr, Relative):
        return False
    if _closes_with_saying(scene, amount, mention):
        return True
    said = scene.nearest_before(mention.outer_start, "said")
    before = mention.end <= amount.start and mention.granularity in ("day", "week", "month", "season")
    if before and _leads_to_what_is_said(scene, mention):
        return True
    if said is None or scene.cue_between(said.end, mention.start) or scene.amounts_between(said.end, mention.start):
        return False
    if _said_behind(scene, said, mention):
        return True
    if not before:
        return False
    leading, behind = scene.gap(said.end, mention.outer_start).tokens, scene.after(mention.end, 1)
    if scene.some(leading, "saying"):
        return False  # "said **that** in May it delivered X"
    distance = len(leading)
    if behind == (",",) and not distance and mention.outer_start == mention.start:
        return True  # "begins to cut jobs, papers reported **this week**, with 10% of"
    told = scene.only(behind or (",",), "saying", "owning", "subject", "arriving")  # "was reported **last month** to be hiring"
    return told and distance <= SAID_REACH


def _between_saying_and_said(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a time stands between a verb of saying and its "that": "told investors at a forum **in early 2023** that sales would"."""
    said = scene.nearest_before(mention.outer_start, "said") if scene.only(scene.after(mention.end, 1) or (",",), "saying") else None
    if said is None or scene.amounts_between(said.end, mention.start) or scene.cue_between(said.end, mention.start):
        return False
    tokens = scene.gap(said.end, mention.outer_start).tokens
    return len(tokens) <= OCCASION_REACH and "," not in tokens and not scene.only(tokens[:1] or (",",), "saying")


def _leads_to_what_is_said(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a verb of saying stands right behind the time, and what is said behind it: "**last week** revealed that it had".

    Of the figures of a quarter or a year it is none: "**last month** posted a fall of 9% in quarterly profit".
    """
    verb = next((span for span in scene.classes["said"] if _begins_to_tell(scene, mention, span)), None)
    if verb is None:
        return False
    behind = scene.after(verb.end, 1) or (",",)
    posted = mention.granularity == "week" and scene.only((scene.folded[verb.start : verb.end],), "experienced")
    if posted or scene.only(behind, "saying", "owning", "subject"):
        return True
    return scene.some(scene.after(verb.end, TERM_REACH), "of_a_term")


def _begins_to_tell(scene: Scene, mention: PeriodMention, said: Spanned) -> bool:
    """Whether a verb of saying stands right behind a time, or behind who opens his sentence with it: "**Two weeks ago it** reported"."""
    if 0 <= said.start - mention.end <= 1:
        return True
    opens = mention.outer_start == scene.sentence.start and mention.granularity == "week" and said.start > mention.end
    between = scene.gap(mention.end, said.start).tokens if opens else ()
    reports = scene.only((scene.folded[said.start : said.end],), "experienced")
    return reports and len(between) == 1 and (between == (NAME,) or scene.only(between, "subject"))


def _closes_with_saying(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a verb of saying behind the time ends the sentence: "lost X and Y Z, their filings **this week** showed"."""
    if mention.start < amount.end or mention.granularity not in ("day", "week", "month", "season"):
        return False
    verb = next((span for span in scene.classes["said"] if 0 <= span.start - mention.end <= 1), None)
    return verb is not None and scene.after(verb.end, 1) == () and "," in scene.gap(amount.outer_end, mention.outer_start).tokens


def _said_behind(scene: Scene, said: Spanned, mention: PeriodMention) -> bool:
    """Whether who said so stands behind what was said: "has 300 million users, **its chief said in Jakarta last month**, and"."""
    if scene.after(mention.end, 1) not in ((), (",",)):
        return False
    told = [a for a in scene.amounts if a.end <= said.start]
    if not told:
        return False
    counted = [a for a in told if not a.bare] or told  # "lets go 15%, **three** websites reported"
    leading = scene.gap(counted[-1].outer_end, said.start).tokens
    return (
        "," in leading
        and len(scene.gap(said.end, mention.outer_start)) <= PLACE_REACH
        and "," not in scene.gap(said.end, mention.outer_start).tokens
    )


def when_aimed(scene: Scene, mention: PeriodMention) -> bool:
    """Whether the time is that of the pledge: "Pinduoduo **in April** pledged to invest X", "a goal set **in the first quarter**"."""
    if scene.only(scene.before(mention.outer_start, 1) or (",",), "stated"):
        return True
    if mention.granularity not in ("day", "week", "month", "season"):
        return False
    said = next((s for s in scene.classes.get("said", ()) if s.start >= mention.end), None)
    if said is not None and any(s.start >= said.end for name in ("target", "will") for s in scene.classes.get(name, ())):
        return (
            mention.granularity == "week" and mention.outer_start != scene.sentence.start
        )  # "criticised it **this week** and said it would"
    wanted = next(
        (s for name in ("target", "forecast") for s in scene.classes.get(name, ()) if 0 <= mention.outer_start - s.end <= 1), None
    )
    if wanted is not None and scene.only(scene.before(wanted.start, 1) or (",",), "past"):
        return True  # "less than **was planned in January**"
    return when_pledged(scene, mention) or any(
        0 <= span.start - mention.end <= 1 for name in ("target", "forecast") for span in scene.classes.get(name, ())
    )


def when_pledged(scene: Scene, mention: PeriodMention) -> bool:
    """Whether a pledge in the past tense follows on its day, week or month: "**In February, Alibaba pledged** to spend X"."""
    for span in scene.classes.get("target", ()):
        if span.start >= mention.end and scene.only(scene.before(span.end, 1), "pledging"):
            subject = scene.gap(mention.end, span.start).tokens
            return len(subject) <= SUBJECT_REACH and "," not in subject[1:] and not scene.some(subject, "preposition", "clause", "joining")
    return False


def when_changed(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time is when an aim was changed: "**on Friday** raised its target by 5%", "cut its goal by 5% **in May**"."""
    if mention.granularity not in ("day", "week", "month", "season") or mention.role != "when":
        return False
    if mention.end <= amount.start:
        verb = scene.before(mention.outer_start, 2)
        if (
            verb[1:] == ("it",)
            and scene.only(verb[:1], "opinion")
            and scene.some(scene.gap(scene.sentence.start, mention.start).tokens, "set_aim")
        ):
            return True  # "had a goal of 800,000 for 2024 but **lowered it** in March to X"
        tokens = scene.after(mention.end, CHANGED_REACH)
        return scene.only(tokens[:1] or (",",), "opinion") and scene.some(tokens[1:], "set_aim")
    tokens = scene.before(amount.outer_start, CHANGED_REACH)
    at = next((i for i, token in enumerate(tokens) if scene.only((token,), "opinion")), None)
    return at is not None and "," not in tokens[at:] and scene.some(tokens[at + 1 :], "set_aim")


def of_an_aim(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether the time belongs to an aim said behind the fact: "has 20,000 stores and aims to reach 30,000 **by 2026**"."""
    if mention.outer_start < amount.outer_end:
        return False
    if is_part_of_aim(scene, amount):
        return of_the_aim(scene, mention) and len(scene.periods) > 1  # "has **so far** met 41% of its **full-year** sales goal"
    apart = scene.amounts_between(amount.outer_end, mention.outer_start) > 0
    if apart and any(0 <= span.start - mention.end <= 1 for span in scene.classes.get("target", ())):
        return True  # "32% of its 5.5 million **full-year goal**"
    marks = [span for group in ("target", "forecast", "will") for span in scene.classes.get(group, ())]
    behind = [span for span in marks if amount.outer_end <= span.start and span.end <= mention.outer_start]
    return any(apart or scene.some(scene.gap(amount.outer_end, span.start).tokens, "joining") for span in behind)


def of_an_aim_before(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether another aim is told behind a time: "wants all its vans electric **by 2028** and **promised** to spend $40 million"."""
    if mention.end > amount.outer_start or mention.outer_start == scene.sentence.start:
        return False
    return any(span.start >= mention.end and span.end <= amount.start for span in scene.classes.get("target", ()))


def dates_the_part_reached(scene: Scene, aim: Amount, mention: PeriodMention) -> bool:
    """Whether a time tells when a part of an aim was reached: "met 23% of its **full-year** goal of 4 million cars **in nine months**"."""
    if mention.outer_start < aim.outer_end or not any(is_part_of_aim(scene, a) for a in scene.amounts if a.outer_end <= aim.start):
        return False
    return any(m.end <= aim.start and of_the_aim(scene, m) for m in scene.periods)


def when_preceded(scene: Scene, amount: Amount, mention: PeriodMention) -> bool:
    """Whether a clause behind a figure tells of what was before it: "rose to 30,000 **after it cut prices in April**"."""
    if mention.outer_start < amount.outer_end or mention.role != "when":
        return False
    tokens = scene.gap(amount.outer_end, mention.outer_start).tokens
    at = next((i for i, token in enumerate(tokens) if token in scene.grammar.content["preceding"]), None)
    return at is not None and scene.some(tokens[at + 2 :], "past")


def counted_when_said(scene: Scene, timeline: Timeline, question: Question) -> Period | None:
    """The time long ago at which somebody said how many there were: "said **last year** that it had 7,000 employees"."""
    if question.status != "actual" or question.measure != "level" or not is_stock(question) or timeline.published is None:
        return None
    for mention in scene.periods:
        if mention.granularity not in (*REPORTED, "month") or mention.role != "when" or not when_said(scene, question.amount, mention):
            continue
        period = resolve(mention.expr, published=timeline.published)
        if period is not None and timeline.published - period.end > RECENTLY and told_then(scene, question.amount):
            return period
    return None
