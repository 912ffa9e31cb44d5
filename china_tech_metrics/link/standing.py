"""Actual, target, forecast or estimate."""

from __future__ import annotations

from itertools import pairwise

from china_tech_metrics.link.aims import is_aimed_at, part_reached
from china_tech_metrics.link.compared import is_compared
from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import CueMention, Scene, Spanned
from china_tech_metrics.model import Amount, Status
from china_tech_metrics.scan.lexicon import Hit
from china_tech_metrics.vocabulary.entries import Cue

STATUS_CLASSES = frozenset({"target", "forecast", "awaited", "will", "estimate", "puts"})
"""The words without any of which a sentence tells facts."""
REACH = {"target": 20, "forecast": 18, "estimate": 18}
DONE_REACH = 4
MODAL_REACH = 9
"""Modal verbs ("could", "may") color only what follows at once."""
BEHIND_REACH, AWAITED_REACH = 4, 8
"""How many words may stand between a figure and who expects it behind: "the X **that analysts polled by LSEG had expected**"."""
IN_FACT, RECKONED = 6, 18
MADE_REACH, HAD_REACH = 5, 5
SUPPOSED = 2
PLAIN_BE = frozenset({"is", "are", "was", "were"})
ALONG = 12
"""How many words may stand between two figures of one expectation."""
ENDING = frozenset({";", ":", "(", "from", "than"})
EXPECTED = 5
"""How many words may stand between who expects something and what "will" be."""
REVISED = 5
"""How many words may stand between "raised" and the aim that was: "**raised** its full-year delivery target"."""
CLOSING, SUPPOSING = 3.0, 3.0
CLOSING_MARKS = frozenset(".!?…;:\"'”’)")
"""What a sentence ends with and a headline does not."""
AS = 0.5
"""What the "as" of "5 billion **as** its target" separates."""


def read_status(scene: Scene, amount: Amount, cue: Cue | None) -> Status:
    """The nearest word of aim, expectation or doubt that governs the amount. An aim that is only reported stays an aim.

    What an expected change starts from is there: "will rise to 12,000 yuan **from 9,900**".
    """
    if "target" in scene.classes and is_aimed_at(scene, amount):
        return "target"
    again = None if STATUS_CLASSES.isdisjoint(scene.classes) else _expected_before(scene, amount)
    if again is not None:
        return read_status(scene, again, cue)
    written = said_status(scene, amount) or announced_in_headline(scene, amount)
    if written is None and (cue is None or cue.status is None):
        return "actual"
    if (amount.paired == "from" and written != "estimate" and not _revised(scene, amount)) or _presupposed(scene, amount):
        return "actual"
    if written in ("target", "forecast"):
        return written
    if cue is not None and cue.status is not None and not _done(scene, amount):
        return cue.status  # type: ignore[return-value]
    return written or "actual"


def is_headline(scene: Scene) -> bool:
    """Whether a sentence ends as none does."""
    return scene.text[scene.sentence.end - 1] not in CLOSING_MARKS


def announced_in_headline(scene: Scene, amount: Amount) -> Status | None:
    """What a headline tells of a time to come: "Zeekr **to deliver** 230,000 cars" an aim, "Phone sales **to fall** 4%" a forecast."""
    begin = scene.sentence.start
    if not is_headline(scene) or scene.folded.find(" to ", begin, amount.start) < 0:
        return None
    finds: list[Spanned] = [*(m for m in scene.entities if m.role == "plain"), *scene.cues]
    for find in finds:
        tokens = scene.after(find.end, 2)
        if tokens[:1] != ("to",) or find.end > amount.start or scene.gap(find.end, amount.outer_start).breaks >= 1:
            continue
        if scene.some(scene.gap(begin, find.start).tokens, "told", "past", "present", "circumstance", "set_against"):
            return None
        if scene.only(tokens[1:], "outcome") and tokens[1:]:
            return "forecast" if isinstance(find, CueMention) else "target"
        if not isinstance(find, CueMention) and scene.only(tokens[1:] or (",",), "planned"):
            return "target"
    return None


def _expected_before(scene: Scene, amount: Amount) -> Amount | None:
    """The figure that replaces what was expected until then: "now sees sales of **180,000**, versus 220,000 **previously**"."""
    if not scene.only(scene.after(amount.outer_end, 1) or (",",), "until_then") or not is_compared(scene, amount):
        return None
    last = next((a for a in reversed(scene.amounts) if a.outer_end <= amount.outer_start), None)
    return last if last is not None and last.kind == amount.kind else None


def _revised(scene: Scene, amount: Amount) -> bool:
    """Whether the aim itself was changed from this figure: "**raised its target** to 350,000 from 300,000"."""
    if scene.some(scene.before(amount.outer_start, SUPPOSED), "set_aim"):
        return True  # "up from a previous **forecast of** 280 million"
    for span in (s for name in ("target", "forecast", "estimate") for s in scene.classes.get(name, ())):
        if span.end > amount.start or not scene.only([scene.folded[span.start : span.end]], "set_aim"):
            continue
        behind = any(
            s.start >= span.end and s.end <= amount.start
            for c in ("up_verb", "down_verb", "raising", "cutting")
            for s in scene.classes.get(c, ())
        )
        if behind or _is_changed(scene, span):
            return True
    return False


def _done(scene: Scene, amount: Amount) -> bool:
    """Whether what is by itself an aim has been done: "has **completed** a $2 billion buyback"."""
    return not scene.grammar.gaps["achieved"].isdisjoint(scene.before(amount.outer_start, DONE_REACH))


def _presupposed(scene: Scene, amount: Amount) -> bool:
    """Whether the figure is spoken of as one there is: "could surpass **its $250 billion valuation**", "its actual GMV of X"."""
    if scene.only(scene.after(amount.outer_end, 1) or (",",), "behind"):
        return False
    before = scene.before(amount.outer_start, 1)
    if before and scene.only(before, "owning") and not scene.only(scene.after(amount.outer_end, 2)[-1:] or (",",), "behind"):
        return True
    if _whole(scene, amount) or (before == ("the",) and _had_by(scene, amount)):
        return True
    word = scene.nearest_before(amount.outer_start, "in_fact")
    if word is not None and any(
        word.end <= s.start and s.end <= amount.start for name in ("target", "forecast", "estimate") for s in scene.classes.get(name, ())
    ):
        return False  # "top its initial target of $18 billion"
    return (
        word is not None and not scene.gap(word.end, amount.outer_start).breaks and len(scene.gap(word.end, amount.outer_start)) <= IN_FACT
    )


def _had_by(scene: Scene, amount: Amount) -> bool:
    """Whether a clause says who has a given figure: "will add 1,500 to **the 4,000 it has**"."""
    wanted = (s for name in ("awaited", "forecast") for s in scene.classes.get(name, ()) if s.start >= amount.end)
    if any(len(scene.gap(amount.outer_end, s.start)) < HAD_REACH for s in wanted):
        return False  # "the 7 billion analysts polled by Acme **had expected**"
    tokens = scene.after(amount.outer_end, HAD_REACH)
    at = next((i for i, t in enumerate(tokens) if t == NAME or scene.only([t], "subject")), None)
    return at is not None and scene.some(tokens[at + 1 : at + 3], "has", "told") and "," not in tokens[:at]


def _whole(scene: Scene, amount: Amount) -> bool:
    """Whether another figure is told as a part of this one: "half **of the 5 billion** it made"."""
    before = scene.before(amount.outer_start, 2)
    if before[:1] != ("of",) or not scene.only(before[1:], "given"):
        return False
    if scene.grammar.gaps["told"].isdisjoint(scene.after(amount.outer_end, MADE_REACH)):
        return False
    return any(scene.gap(a.outer_end, amount.outer_start).tokens == before for a in scene.amounts if a.outer_end <= amount.outer_start)


def said_status(scene: Scene, amount: Amount) -> Status | None:
    """The status the sentence's own words give the amount, None if there are none."""
    if STATUS_CLASSES.isdisjoint(scene.classes):
        return None
    best: tuple[float, Status] | None = None
    for status, span in _marks(scene, amount):
        cost = _cost(scene, amount, span, status)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, status)
    if best is not None:
        return best[1]
    doubts = [span for span in scene.classes.get("estimate", ()) if not _outdone(scene, span)]
    if "forecast" in scene.classes:
        doubts += [span for span in _reckonings(scene) if _closes(scene, span) or _reckons_what_was(scene, span)]
    if any(_cost(scene, amount, span, "estimate") is not None for span in doubts) or _put_at(scene, amount):
        return "estimate"
    return None


def _met_at(scene: Scene, expected: Spanned, amount: Amount) -> bool:
    """Whether a figure is what was reached against what was expected: "revenue **topped analysts' expectations at** 5.3 billion"."""
    if scene.gap(expected.end, amount.outer_start).tokens != ("at",) or scene.amounts[0].start < expected.start:
        return False
    return any(0 <= expected.start - word.end <= 1 for word in scene.classes.get("outdone", ()))


def _outdone(scene: Scene, doubt: Spanned) -> bool:
    """Whether what was expected has only been met or missed: "**missed** Wall Street's **estimates**, sending its shares down 9%"."""
    if scene.folded[doubt.start : doubt.end] not in scene.grammar.gaps["set_aim"]:
        return False
    words = (s for name in ("outdone", "achieved") for s in scene.classes.get(name, ()) if s.end <= doubt.start)
    return any(len(scene.gap(word.end, doubt.start)) <= REVISED and not scene.amounts_between(word.end, doubt.start) for word in words)


def _put_at(scene: Scene, amount: Amount) -> bool:
    """Whether somebody who only reckons puts a figure at so much: "**analysts put** the cost **at** 5 billion"."""
    word = scene.nearest_before(amount.outer_start, "puts") if "puts" in scene.classes else None
    if word is None or scene.amounts_between(word.end, amount.outer_start):
        return False
    if scene.grammar.gaps["reckoner"].isdisjoint(scene.before(word.start, REACH["estimate"])):
        return False
    gap = scene.gap(word.end, amount.outer_start)
    led = "at" in gap.tokens[-2:] or (amount.outer_start < amount.start and "into" not in gap.tokens and "in" not in gap.tokens)
    return led and len(gap) <= REACH["estimate"] and gap.breaks <= 1


def _marks(scene: Scene, amount: Amount) -> list[tuple[Status, Spanned]]:
    """Words of aim and expectation. "Will" is an aim of who acts ("will open") and an expectation of what happens ("will reach")."""
    marks: list[tuple[Status, Spanned]] = []
    expected = scene.classes.get("forecast", ())
    for span in scene.classes.get("target", ()):
        # "**analysts are** looking for", "**expected to** raise"
        end = span.start + 1 if scene.folded.startswith("to ", span.start) else span.end
        inside = any(s.start <= span.start and end <= s.end for s in expected)
        if not inside and not _achieved(scene, span) and not _in_compound(scene, span) and part_reached(scene, span) is None:
            marks.append(("target", span))
    for span in (*expected, *scene.classes.get("awaited", ())):
        in_time = any(p.start <= span.start < p.end for p in scene.periods)  # "from May to 21,000"
        if not (in_time or _in_compound(scene, span) or _reckons_what_was(scene, span) or _met_at(scene, span, amount)):
            marks.append(("forecast", span))
    for span in scene.classes.get("estimate", ()):
        if scene.only([scene.folded[span.start : span.end]], "set_aim") and _is_changed(scene, span):
            marks.append(("forecast", span))
    for span in scene.classes.get("will", ()):
        if _supposes(scene, amount, span):
            marks.append(("target", span))
            continue
        if scene.after(span.end, 2) == ("have", "been"):
            continue  # "would have been X": a figure told in another way
        planned = _is_of_a_plan(scene, span)
        planned = planned or any(_says_an_aim(scene, cue, span, amount) for cue in scene.cues)
        marks.append(("forecast" if _happens(scene, span) and not planned else "target", span))
    return marks


def _is_changed(scene: Scene, aim: Spanned) -> bool:
    """Whether what is expected has been changed: "**raised** its full-year revenue **estimate** by 2% to 5 billion"."""
    verb = scene.nearest_before(aim.start, "up_verb", "down_verb", "raising", "cutting")
    return verb is not None and len(scene.gap(verb.end, aim.start)) <= REVISED


def _supposes(scene: Scene, amount: Amount, would: Spanned) -> bool:
    """Whether a thing of so much is only spoken of as one that might be: "**a $30 billion valuation would** make it"."""
    if would.start < amount.end or scene.folded[would.start : would.end] not in scene.grammar.gaps["supposing"]:
        return False
    gap = scene.gap(amount.outer_end, would.start)
    return 0 < len(gap) <= SUPPOSED and not gap.breaks and scene.before(amount.outer_start, 1) in (("a",), ("an",))


def _happens(scene: Scene, will: Spanned) -> bool:
    """Whether "will" says what is to happen and not what somebody is to do: "**prices** will", "analysts **expect** it will"."""
    adverbs, outcome = scene.grammar.gaps["adverb"], scene.grammar.gaps["outcome"]
    if next((t for t in scene.after(will.end, 3) if t not in adverbs), "") in outcome:
        return True
    if any(0 <= will.start - cue.end <= 1 for cue in scene.cues):
        return True
    word = scene.nearest_before(will.start, "forecast")
    return word is not None and len(scene.gap(word.end, will.start)) <= EXPECTED and not scene.amounts_between(word.end, will.start)


def _is_of_a_plan(scene: Scene, will: Spanned) -> bool:
    """Whether "will" says what an aim or a budget is to be: "**the budget** for research **would** stay at 5 billion"."""
    words = (s for s in scene.classes.get("target", ()) if s.end <= will.start)
    named = (s for s in words if scene.only(scene.gap(s.start, s.end).tokens[:1], "set_aim"))
    return any(len(gap := scene.gap(s.end, will.start)) <= EXPECTED and not gap.breaks for s in named)


def _says_an_aim(scene: Scene, cue: CueMention, will: Spanned, amount: Amount) -> bool:
    """Whether "will" is a part of words that say what a sum is meant for: "**will put** $2 billion into a plant"."""
    within = cue.start <= will.start and will.end < cue.end and any(c.status == "target" for c in cue.cues)
    return within and amount.kind == "money" and not scene.gap(cue.end, amount.outer_start).tokens


def _in_compound(scene: Scene, span: Spanned) -> bool:
    """Whether a word is only part of one that describes: "its above-**forecast** performance"."""
    return scene.folded[span.start - 1 : span.start] == "-"


def _achieved(scene: Scene, span: Spanned) -> bool:
    """Whether the aim has been reached: "has met its target", "topped its goal"."""
    return any(t in scene.grammar.gaps["achieved"] for t in scene.before(span.start, 5))


def reckoned(scene: Scene, amount: Amount) -> bool:
    """Whether somebody only thinks so, and of nothing that is to come: "Goldman **reckons** the market was worth X last year"."""
    return any(_cost(scene, amount, span, "forecast") is not None and not _of_what_comes(scene, span) for span in _reckonings(scene))


def _of_what_comes(scene: Scene, span: Spanned) -> bool:
    """Whether what somebody thinks is told as what is to come: "reckons that it **will** earn X"."""
    if scene.only(scene.gap(span.start, span.end).tokens, "foreseeing"):
        return True
    ahead = (s for name in ("will", "target", "forecast", "awaited") for s in scene.classes.get(name, ()))
    return any(s.start >= span.end for s in ahead)


def _reckonings(scene: Scene) -> list[Hit]:
    """The verbs of opinion of a sentence."""
    return [s for s in scene.classes.get("forecast", ()) if scene.folded[s.start : s.end] in scene.grammar.gaps["reckoning"]]


def _reckons_what_was(scene: Scene, span: Spanned) -> bool:
    """Whether what somebody thinks is told in the past: "**reckons** that it **had** 40 million users in June"."""
    if scene.folded[span.start : span.end] not in scene.grammar.gaps["reckoning"]:
        return False
    tokens = scene.after(span.end, RECKONED)
    end = next(
        (i for i, t in enumerate(tokens) if t == "," or (i and scene.only((t,), "clause") and not scene.only((t,), "relative"))), None
    )
    verbs = [t for t in tokens[:end] if scene.only((t,), "past", "told")]
    ahead = (will for will in scene.classes.get("will", ()) if will.start >= span.end)
    return bool(verbs) and not any(
        set(verbs).isdisjoint(scene.gap(span.end, will.start).tokens) for will in ahead
    )  # "had X **and will** have Y"


def _cost(scene: Scene, amount: Amount, span: Spanned, status: Status) -> float | None:
    inserted = scene.line.insertion(span.start)
    if inserted is not None and inserted != scene.line.insertion(amount.start):
        return None  # "Tencent, which **will** report in August, earned X"
    if status == "estimate" and span.start >= amount.end and _closes(scene, span):
        return CLOSING
    if status == "forecast" and "outdone" in scene.classes and _reached_instead(scene, amount, span):
        return None
    modal = status == "forecast" and scene.folded[span.start : span.end] in scene.grammar.gaps["modal"]
    if span.end <= amount.start:
        gap = scene.gap(span.end, amount.outer_start)
        apart = scene.grammar.gaps["looking_back"] | scene.grammar.gaps["set_against"]
        if (
            "(" in gap.tokens
            or not apart.isdisjoint(gap.tokens)
            or any(behind == "to" and scene.only([word], "close") for word, behind in pairwise(gap.tokens))
            or (
                gap.tokens[-1:] == ("from",)
                and (scene.only(gap.tokens[-2:-1], "moved") or (amount.paired is None and is_compared(scene, amount)))
            )
            or len(gap) > (MODAL_REACH if modal else REACH[status])
            or gap.breaks > (0.5 if modal else 2.0)
            or (gap.tokens[:1] == (",",) and _said_of_a_base(scene, span))
            or _told_anew(scene, span, amount)
        ):
            return _told_along(scene, amount, span, status) if status != "estimate" else None
        return len(gap) * 0.3 + gap.breaks * 2.0 + scene.amounts_between(span.end, amount.outer_start) * 0.5
    if span.start >= amount.end and _supposes(scene, amount, span):
        return SUPPOSING
    if span.start >= amount.end:
        gap = scene.gap(amount.outer_end, span.start)
        noun = scene.folded[span.start : span.end] in scene.grammar.gaps["behind"] or _wanted_by(scene, amount, gap.tokens)
        # "11% of its goal" has been reached, "a third of sales is expected" has not
        part = amount.kind == "percent" and scene.only(gap.tokens[:1] or ("",), "of", "measured_from")
        part = part and not scene.only(scene.gap(span.start, span.end).tokens[:1], "present")
        separate = "," in gap.tokens or scene.some(gap.tokens, "joining") or not scene.grammar.gaps["set_against"].isdisjoint(gap.tokens)
        separate = separate or any(amount.end <= s.start and s.end <= span.start for s in scene.classes.get("outdone", ()))
        awaited = span in scene.classes.get("awaited", ()) and scene.only(scene.before(amount.outer_start, 1), "given")
        if len(gap) > (AWAITED_REACH if awaited else BEHIND_REACH) or gap.breaks > AS or separate or not (noun or awaited) or part:
            return None
        return 2.0 + len(gap) * 0.6
    return 0.0


def _reached_instead(scene: Scene, amount: Amount, span: Spanned) -> bool:
    """Whether a figure is what was reached where another was expected: "beat estimates **with** X", "… of X**, helped by** a 9% rise"."""
    if span.end > amount.start:
        return False
    words = (word for word in scene.classes["outdone"] if word.end <= span.start)
    if not any(len(gap := scene.gap(word.end, span.start)) <= REVISED and not gap.breaks for word in words):
        return False
    tokens = scene.gap(span.end, amount.outer_start).tokens
    told_behind = any(mark == "," and not scene.only((word,), "joining") for mark, word in pairwise((*tokens, "")))
    return told_behind or scene.some(tokens, "reached_by")


def _said_of_a_base(scene: Scene, span: Spanned) -> bool:
    """Whether a word of expectation only closes what a figure is compared with: "2 billion versus **1.8 expected**, a 6% rise"."""
    closed = next((a for a in scene.amounts if 0 < span.start - a.outer_end <= 1), None)
    return closed is not None and (is_compared(scene, closed) or scene.only(scene.before(closed.outer_start, 1), "given"))


def _told_along(scene: Scene, amount: Amount, span: Spanned, status: Status) -> float | None:
    """What a word far before a figure costs if it governs the one before it: "expect sales of X …, and a profit of Y, **up 5%**"."""
    last = next((a for a in reversed(scene.amounts) if span.end <= a.start and a.outer_end <= amount.outer_start), None)
    given = scene.only(scene.before(amount.outer_start, 1), "given")  # "half of **the** 5 billion it made"
    if last is None or given or _told_anew(scene, span, amount):
        return None
    gap = scene.gap(last.outer_end, amount.outer_start)
    apart = scene.grammar.gaps["looking_back"] | scene.grammar.gaps["set_against"] | ENDING
    if not apart.isdisjoint(gap.tokens) or len(gap) > ALONG or gap.breaks > 2.0:
        return None
    cost = _cost(scene, last, span, status)
    return None if cost is None else cost + len(gap) * 0.3 + gap.breaks * 2.0 + 0.5


def _told_anew(scene: Scene, span: Spanned, amount: Amount) -> bool:
    """Whether a fact of its own is told between a word of expectation and a figure: "the consensus of 5 billion, as sales **rose** 9%"."""
    words = scene.gap(span.start, span.end).tokens
    if scene.some(words, "perfect_past") or (len(words) > 1 and scene.only(words[:1], "reckoner")):
        tokens = scene.gap(span.end, amount.outer_start).tokens
        told = tokens[tokens.index(",") :] if "," in tokens else ()
        if any(token.endswith("ed") or scene.only([token], "told") for token in told):
            return True  # "although analysts **had predicted** a fall, sales **rose** 9%"
    last = next((a for a in reversed(scene.amounts) if span.end <= a.start and a.outer_end <= amount.outer_start), None)
    tokens = scene.gap(last.outer_end if last is not None else span.end, amount.outer_start).tokens
    if last is None and scene.only(tokens[:1] or (",",), "saying"):
        tokens = tokens[1:]  # "estimates **that** sales rose by X"
    if last is not None and any(first in PLAIN_BE and scene.only([second], "moved") for first, second in pairwise(tokens)):
        return True  # "wants sales to top 2 billion this year, and the stock, which fell 9%, **is up** 80%"
    at = next((i for i, token in enumerate(tokens) if token in scene.grammar.gaps["told"]), None)
    if at is None or (at and tokens[at - 1] in scene.grammar.gaps["auxiliary"]):
        return False
    return last is not None or scene.some(tokens[:at], "clause", "as", "conjunction")


def _wanted_by(scene: Scene, amount: Amount, tokens: tuple[str, ...]) -> bool:
    """Whether a thing and who wants it stand between: "the 5,000 **vehicles Leapmotor** aims to deliver", "the 5,000 **it** targets"."""
    while tokens and (tokens[-1] == TIME or scene.only(tokens[-1:], "copula", "adverb")):
        tokens = tokens[:-1]  # "the 4.6 million **it is now** targeting"
    given = scene.before(amount.outer_start, 1) == ("the",)
    if given and len(tokens) > 1 and scene.only(tokens[:1], "relative_pronoun"):
        return True  # "**the** 20% **that the foundry** had guided for"
    return ((given and len(tokens) == 1) or len(tokens) > 1) and (tokens[-1] == NAME or scene.only(tokens[-1:], "subject"))


def _closes(scene: Scene, span: Spanned) -> bool:
    """Whether who says so closes the sentence: "took 46% of the market, **IDC estimates**"."""
    before, after = scene.before(span.start, 5), scene.after(span.end, 2)
    if before[-1:] == (",",):
        return after[:1] == (NAME,)  # "took 46% of the market, **reckons IDC**"
    named = before[-1:] == (NAME,) or scene.only(before[-1:], "reckoner")  # "took 46% of the market, **analysts estimate**"
    return named and "," in before and after[:1] in ((), (",",))
