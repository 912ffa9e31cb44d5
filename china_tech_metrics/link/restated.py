"""A figure said again as a share of something, or for one share: "RMB 14 billion, or 40% of revenue", "$2 million, or 1 cent a share"."""

from __future__ import annotations

import re

from china_tech_metrics.link.gaps import TIME
from china_tech_metrics.link.purpose import BY_THE_SHARE, tags_of_amount
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.model import Amount

SAID_AGAIN = "said again as a share"
"""The feature of a figure that is told once more as a part of something."""
SHORT_FORM = re.compile(r"(?: ?\([^()\n]{2,6}\))?,?")
"""What may stand behind "per American depositary share": "(ADS),"."""
CLAUSE_WORDS = 4
"""How many words may lead from a comma to the part a sum is told again as: ", which amounts to"."""
PURPOSE_WORDS, DETERMINED = 7, 2
"""How many words may tell what money was for before it is said again as a share, and lead to the whole it is one of."""


def restates_as_share(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "RMB 14 billion, or 40% of revenue": the same figure said again as a part of something."""
    if amount.kind != "percent" or last.kind not in ("money", "count"):
        return False
    begin = _end_of_counted(scene, last)
    tokens = scene.gap(begin, amount.outer_start).tokens
    words = [t for t in tokens if t != ","]
    if words and scene.only(words, "restating"):
        return True
    if _clause_on_share(scene, last, amount) or _apposed_share(scene, last, amount, tokens):
        return True
    if scene.cue_between(begin, amount.outer_start):
        return False
    ahead = scene.only(scene.after(amount.outer_end, 1) or (",",), "part")
    if ahead and tokens in (("(",), (",",)) and last.kind == "money":
        return True  # "invested 10 billion **(14% of its revenue)** in R&D", "spent 10 billion, **14% of revenue**"
    return ahead and tokens[-2:-1] == (",",) and scene.only(tokens[-1:], "restating")


def spent_of_turnover(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether a participle tells an expense as a part of something: "rose to RMB 10.5 billion, **accounting for** 3.5% of revenue"."""
    word = scene.nearest_before(amount.outer_start, "share")
    if amount.kind != "percent" or word is None or word.start < last.outer_end or scene.after(amount.outer_end, 1) != ("of",):
        return False
    led = scene.gap(last.outer_end, word.start).tokens in ((",",), (TIME, ","))
    return led and scene.folded[word.start : word.end].split()[0].endswith("ing") and not scene.gap(word.end, amount.outer_start).content


def restates_by_the_share(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "a profit of $221 million, **or 82 cents a share**": the same result told of one share."""
    if amount.kind != "money" or last.kind != "money" or amount.value >= last.value or BY_THE_SHARE not in tags_of_amount(scene, amount):
        return False
    tokens = tuple(t for t in scene.gap(last.outer_end, amount.outer_start).tokens if t not in (",", "(", TIME))
    return len(tokens) <= DETERMINED and scene.only(tokens, "restating", "determiner", "place_preposition")


def told_by_the_share(scene: Scene, amount: Amount) -> bool:
    """Whether a result is told again for one share: "earned 1.29 billion yuan, **or 9.8 yuan per share**"."""
    behind = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    return behind is not None and restates_by_the_share(scene, amount, behind)


def end_by_the_share(scene: Scene, amount: Amount) -> int:
    """Where a result ends that is also told for one share: "a profit of $131 million, **or 49 cents a share,** a year earlier"."""
    again = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    last = again if again is not None and restates_by_the_share(scene, amount, again) else amount
    if BY_THE_SHARE not in tags_of_amount(scene, last):
        return amount.outer_end
    share = next((cue for cue in scene.cues if cue.start >= last.outer_end), None)
    if share is None or scene.gap(last.outer_end, share.start).tokens:
        return amount.outer_end
    end = SHORT_FORM.match(scene.text, share.end)
    return share.end if end is None else end.end()


def _end_of_counted(scene: Scene, last: Amount) -> int:
    """Where the noun ends that a number counts: "3,400 **employees**, or 8% of its workforce"."""
    if last.kind != "count":
        return last.outer_end
    counted = next((cue for cue in scene.cues if cue.start >= last.outer_end), None)
    return counted.end if counted is not None and not scene.gap(last.outer_end, counted.start).tokens else last.outer_end


def _apposed_share(scene: Scene, last: Amount, amount: Amount, tokens: tuple[str, ...]) -> bool:
    """ "spent 2.4 billion **on marketing, 21% of revenue**": what the money was for stands between."""
    tokens = tokens[:-1] if scene.only(tokens[-1:], "restating") else tokens  # "spent 2 billion on research last year, **or** 21%"
    if last.kind != "money" or tokens[-1:] != (",",) or tokens.count(",") > 1 or len(tokens) > PURPOSE_WORDS:
        return False
    if not scene.only(tokens[:1], "purpose") or scene.after(amount.outer_end, 1) != ("of",):
        return False
    whole = next((cue for cue in scene.cues if cue.start >= amount.outer_end), None)
    if whole is None or len(scene.gap(amount.outer_end, whole.start)) > DETERMINED:
        return False
    return scene.after(whole.end, 1) in ((), (",",))


def says_again(scene: Scene, amount: Amount) -> bool:
    """Whether a verb right before a percentage says a sum again as a part of something: "**amounts to** 3% of revenue"."""
    return not scene.grammar.content["coming_to"].isdisjoint(scene.before(amount.outer_start, 2))


def _clause_on_share(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "invested 3.88 billion in R&D, **which accounted for** 11% of revenue"."""
    said = scene.before(amount.outer_start, CLAUSE_WORDS)
    relative = next((i for i in range(len(said) - 1) if said[i] == "," and scene.only(said[i + 1 : i + 2], "relative_pronoun")), None)
    if relative is not None and says_again(scene, amount) and scene.only(scene.after(amount.outer_end, 1) or (",",), "part"):
        return True  # "was fined 3 billion yuan, **which amounts to** 3% of its revenue"
    word = scene.nearest_before(amount.outer_start, "share")
    if word is None or word.start < last.outer_end or not scene.only(scene.after(amount.outer_end, 1) or (",",), "part"):
        return False
    opening = scene.before(word.start, 2)
    return opening[:1] == (",",) and scene.only(opening[1:], "relative_pronoun") and scene.gap(word.end, amount.outer_start).content == 0
