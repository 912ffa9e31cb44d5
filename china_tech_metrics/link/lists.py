"""Lists of figures that share one metric: "Nio delivered 20,976 vehicles, Xpeng 10,146 and Li Auto 35,020"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.direction import rises_to
from china_tech_metrics.link.gaps import DASHES, TIME
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.restated import told_by_the_share
from china_tech_metrics.link.roles import lists_names, words_tying
from china_tech_metrics.link.scene import CueMention, EntityMention, Scene, Spanned
from china_tech_metrics.model import Amount
from china_tech_metrics.scan.periods import PeriodMention

S = TypeVar("S", bound=Spanned)
LONGEST_GAP = 14
"""Tokens that may stand between two figures of a list, names included."""
ASIDES = 30
"""Tokens that may stand before ", up from": what else is told of the figure."""
ENDED = 7
"""How many words may stand between a change of price and the price: "closed 6% **higher on its first day at** HK$40"."""
COUNTED = 5
"""How many words may stand between a figure and the noun it counts or is a part of."""
SUMMED = 3
"""How many words may lead from a multiple to what stands for the figure before: "nine times **the year-ago sum**"."""
NEXT_REACH = 48
"""How many characters may stand between two figures of an enumeration: a noun, a comma and "and"."""
LISTED = ("listed", "legal_form", "experienced")
"""Words of the pattern of a list: "**followed** by JA Solar **Holdings** with", "Vivo, which **managed**"."""
PATTERN = ("conjunction", "copula", "adverb", "possessive", "reach", "determiner", "clause", "preposition", *LISTED)
"""Words that may stand between two figures of a list besides names and times."""
PART_WORDS = 4
"""How many words the name of a part may have: "internet and wearables"."""
TURN = 3
"""How many words may stand between the last figure and "respectively"."""
PAIR = 2
TWO_BEFORE = 4
"""How many words may stand between "the two" and the figures that they have respectively: "**the two** firms raised"."""
OWNED = 2
"""How many words of description may stand between "of" and a name."""
MOVES = ("up_verb", "down_verb")
CHANGES = ("up_noun", "down_noun")


def continues(scene: Scene, last: Amount, amount: Amount, ranked: Sequence[CueChoice]) -> bool:
    """Whether an amount only repeats the sentence pattern of the one before, with another name or time in between.

    The noun the one before counts ("333,000 people") may stand between the two.
    """
    if amount.kind != last.kind or amount.unit != last.unit or amount.paired or respective_cue(scene, amount) is not None:
        return False
    last = replace(last, outer_end=_end_of_nouns(scene, last, amount))
    if scene.cue_between(last.outer_end, amount.outer_start):
        return False
    if ranked and ranked[0].follows and ranked[0].score >= 8.0:
        return False
    gap = scene.gap(last.outer_end, amount.outer_start)
    if len(gap) > LONGEST_GAP:
        return False
    names = _between(scene, last, amount)
    times = [p for p in scene.periods if p.start >= last.outer_end and p.end <= amount.outer_start]
    if not names and not times and not enumerates(gap.tokens):
        return False
    at, rest = last.outer_end, list[str]()
    inserted: list[Spanned] = [*names, *times]
    for span in sorted(inserted, key=lambda s: s.start):
        rest += scene.gap(at, span.start).tokens
        at = span.end
    rest += scene.gap(at, amount.outer_start).tokens
    moves = {t for group in MOVES for s in scene.classes.get(group, ()) if s.start >= at for t in scene.folded[s.start : s.end].split()}
    if not moves.isdisjoint(rest) and scene.only_in_passing(last, amount):
        return False  # "Acme, owner of 33% of Ant, fell 8%"
    return all(t in moves or t in ",();" or scene.only([t], *PATTERN) for t in rest)


def next_part(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether only another part of the same whole stands between: "smartphones 21%, **computers and tablets** 15%, cars 4%"."""
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    joining = scene.grammar.gaps["joining"]
    words = [t for t in tokens[1:] if t != "," and t not in joining]
    if tokens[:1] not in ((",",), (";",)) or not 0 < len(words) <= PART_WORDS or any(t in scene.grammar.groups for t in words):
        return False
    moves = {t for group in MOVES for span in scene.classes.get(group, ()) for t in scene.folded[span.start : span.end].split()}
    return moves.isdisjoint(words) and scene.only(scene.after(amount.outer_end, 1), "ends_part")


def part_before(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether the part at another time stands behind the whole: "32% of turnover **compared with 25%**", "11%, **from 14%**"."""
    if last.kind != amount.kind or scene.only(scene.after(amount.outer_end, 1) or (",",), "part"):
        return False
    tokens = [t for t in scene.gap(_end_of_nouns(scene, last, amount), amount.outer_start).tokens if t not in (",", TIME)]
    known = ("result_before", "moved", "adverb", "determiner", "arriving", "share_link")
    return scene.some(tokens, "result_before") and scene.only(tokens, *known)


def _end_of_nouns(scene: Scene, last: Amount, amount: Amount) -> int:
    """Where the nouns end that the amount before counts or is a part of: "333,000 people", "37.9% of the battery market"."""
    end = last.outer_end
    for cue in sorted(scene.cues, key=lambda c: c.start):
        gap = scene.gap(end, cue.start)
        if cue.start >= end and cue.end <= amount.outer_start and not gap.breaks and len(gap) <= COUNTED:
            end = cue.end
    return end


def enumeration(scene: Scene, amount: Amount) -> list[Amount]:
    """The run of like amounts it is one of: the three of "19.2%, 18%, and 17.5% of the market"."""
    amounts = [a for a in scene.amounts if a.kind == amount.kind] if len(scene.amounts) > 1 else scene.amounts
    if len(amounts) == 1:
        return amounts
    at = next(i for i, a in enumerate(amounts) if a.start == amount.start)
    first = last = at
    while first and _next_in_list(scene, amounts[first - 1], amounts[first]):
        first -= 1
    while last + 1 < len(amounts) and _next_in_list(scene, amounts[last], amounts[last + 1]):
        last += 1
    return amounts[first : last + 1]


def _next_in_list(scene: Scene, first: Amount, second: Amount) -> bool:
    """Whether only commas and "and" stand between, maybe behind the noun that both count: "3 million **units** and 2 million units"."""
    if second.outer_start - first.outer_end > NEXT_REACH:
        return False
    tokens = scene.gap(first.outer_end, second.outer_start).tokens
    if enumerates(tokens):
        return True
    return enumerates(tokens[1:]) and scene.after(second.outer_end, 1) == tokens[:1]


def chained(scene: Scene, finds: Sequence[S], begins: Sequence[int], *, names: bool = False) -> list[list[S]]:
    """Finds in their order, those with only commas and "and" between them together; ``begins`` is where the words of each begin.

    Behind these, a word on what it is may stand before one of ``names``.
    """
    chains: list[list[S]] = []
    for find, begin in zip(finds, begins, strict=True):
        tokens = scene.gap(chains[-1][-1].end, begin).tokens if chains else ()
        if lists_names(scene, tokens) if names else enumerates(tokens):
            chains[-1].append(find)
        else:
            chains.append([find])
    return chains


def in_order(scene: Scene) -> bool:
    """Whether a sentence says that two lists go together: "respectively"."""
    begin, stop = scene.sentence.start, scene.sentence.end
    return any(scene.folded.find(word, begin, stop) >= 0 for word in scene.grammar.gaps["respective"])


def _in_turn(scene: Scene, amount: Amount, chains: Sequence[list[EntityMention]]) -> OwnerChoice | None:
    """The name whose turn it is: "Italy and Spain led, with sales up **12% to 2 million** and **7% to 1 million**, respectively"."""
    last = next((a for a in scene.amounts if scene.some(scene.after(a.outer_end, TURN), "respective")), None)
    if last is None or amount.start > last.start:
        return None
    for chain in chains:
        told = [a for a in scene.amounts if chain[-1].end <= a.start <= last.start]
        size, rest = divmod(len(told), len(chain))
        kinds = [a.kind for a in told]
        if len(chain) > 1 and size > 1 and not rest and amount in told and kinds == kinds[:size] * len(chain):
            mention = chain[place_in(told, amount) // size]
            return OwnerChoice(mention.name, 9.0, "in the order of the names", mention)
    return None


def place_in(run: Sequence[Amount], amount: Amount) -> int:
    """The place of an amount in the list it is one of."""
    return next(i for i, a in enumerate(run) if a.start == amount.start)


def respective_owner(scene: Scene, amount: Amount) -> OwnerChoice | None:
    """Names and figures listed in the same order: "Vivo, Apple and Oppo held 19.2%, 18% and 17.5%".

    Who owns the names may stand before them: "two brands **of Geely**, Zeekr and Galaxy, sold 222,000 and 494,000".
    """
    run = enumeration(scene, amount)
    if len(run) < 2 and not in_order(scene):
        return None
    named = [m for m in scene.entities if m.via != "pronoun" and m.role not in ("modifier", "source")] if len(scene.amounts) > 1 else []
    placed = [m for m in named if m.role == "place"]
    parts = ([m for m in named if m.role != "place"], placed) if placed else (named,)
    chains = [chain for part in parts for chain in chained(scene, part, [_begin(scene, m) for m in part], names=True)]
    if len(run) < 2:
        return _in_turn(scene, amount, chains)
    chains = [c[1:] if len(c) == len(run) + 1 and scene.some(scene.before(c[0].start, OWNED), "of") else c for c in chains]
    fits = [c for c in chains if len(c) == len(run) and (c[-1].end <= run[0].start or c[0].start >= run[-1].end)]
    if not fits and in_order(scene) and not scene.grammar.content["these_two"].isdisjoint(scene.before(run[0].outer_start, TWO_BEFORE)):
        told = [m for m in named if m.end <= run[0].start]  # "A fell, while B rose, after **the two** raised 6 and 2 billion"
        fits = [told] if len({m.name for m in told}) == len(told) == len(run) else []
    if not fits:
        return None
    nearest = min(fits, key=lambda c: abs(c[0].start - run[0].start))
    mention = nearest[place_in(run, amount)]
    if mention.role == "place" and _is_where_another_has_it(scene, nearest, run):
        return None
    return OwnerChoice(mention.name, 9.0, "in the order of the names", mention)


def _begin(scene: Scene, mention: EntityMention) -> int:
    """Where the words for a name begin, with whose it is or where it sits: "**Didi's** Chengxin", "**Changsha**-based Xingsheng"."""
    before = next((m for m in reversed(scene.entities) if m.end <= mention.start), None)
    if before is None or before.role != "modifier" or MARKS_OF_LISTS & {*scene.gap(before.end, mention.start).tokens}:
        return mention.start
    return before.start


def _is_where_another_has_it(scene: Scene, places: Sequence[EntityMention], run: Sequence[Amount]) -> bool:
    """Whether listed places only say where somebody has what: "**In Pakistan and Kenya its** share was 40% and 30%"."""
    before = scene.before(places[0].start, 2)
    before = before[:-1] if scene.only(before[-1:] or (",",), "determiner") else before
    if not scene.only(before[-1:] or (",",), "place_preposition"):
        return False
    return any(m.role == "plain" and m.end <= run[0].start for m in scene.entities)


MARKS_OF_LISTS = frozenset({",", ";", "and", "or"})


def enumerates(tokens: Sequence[str]) -> bool:
    return bool(tokens) and all(t in (",", "and", "or") for t in tokens)


def _between(scene: Scene, last: Amount, amount: Amount) -> list[EntityMention]:
    return [m for m in scene.entities if m.start >= last.outer_end and m.end <= amount.outer_start and m.via in ("name", "shape", "head")]


def compared_owner(scene: Scene, last: Amount, amount: Amount, *, places: bool) -> OwnerChoice | None:
    """The name behind the second figure of a comparison: "5%, against 2% **on Taobao**", "10% in Chengdu and 8.6% **in Wuhan**".

    ``places`` says whether the metric can be a place's.
    """
    for mention in scene.entities:
        if (
            mention.start < amount.outer_end
            or (mention.role == "place" and not places)
            or mention.via == "pronoun"
            or mention.role in ("modifier", "source")
        ):
            continue
        counted = next((c.end for c in scene.cues if c.start >= amount.outer_end and not scene.gap(amount.outer_end, c.start).tokens), None)
        tokens = words_tying(scene, scene.gap(amount.outer_end if counted is None else counted, mention.start).tokens)
        if (
            1 <= len(tokens) <= 2
            and tokens[0] in scene.grammar.gaps["beside"]
            and all(m.role == "place" or _behind(scene, last, m) for m in _between(scene, last, amount))
        ):
            return OwnerChoice(mention.name, 8.0, "named behind the figure", mention)
        if (
            places
            and tokens
            and tokens[0] == "in"
            and mention.role == "place"
            and any(m.role == "place" for m in _between(scene, last, amount))
        ):
            return OwnerChoice(mention.name, 8.0, "place behind the figure", mention)
        return None
    return None


def _behind(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether a name is tied to the figure before it: "680 million **for Douyin**"."""
    tokens = words_tying(scene, scene.gap(amount.outer_end, mention.start).tokens)
    return 1 <= len(tokens) <= 2 and tokens[0] in scene.grammar.gaps["beside"]


def respective_cue(scene: Scene, amount: Amount) -> CueMention | None:
    """Metrics and figures listed in the same order: "revenue and net profit rose 5% and 7%"."""
    run = enumeration(scene, amount)
    if len(run) < 2:
        return None
    roles = {"noun", "counted"} if in_order(scene) else {"noun"}
    nouns = sorted((c for c in scene.cues if c.end <= run[0].start and any(k.role in roles for k in c.cues)), key=lambda c: c.start)
    fitting = [c for c in chained(scene, nouns, [c.start for c in nouns]) if len(c) == len(run)]
    return fitting[-1][place_in(run, amount)] if fitting else None


def listed_owner(scene: Scene, last: Amount, amount: Amount, *, places: bool) -> OwnerChoice | None:
    """The name between two figures of a list, if it is the second figure's and not something of the first.

    ``places`` says whether the figures can be those of places.
    """
    for mention in reversed(_between(scene, last, amount)):
        if mention.role in ("modifier", "source") or (mention.role == "place" and not places):
            continue
        resumed = scene.some(scene.gap(mention.end, amount.outer_start).tokens[:2], "relative_pronoun")  # "behind Acme, **which has** 6%"
        if scene.only_in_passing(mention, amount) and not resumed:
            continue  # "Acme 20,000 and Nice, **in which Fiat owns a stake**, 18,000"
        lead = scene.gap(last.outer_end, mention.start).tokens
        tied = scene.some(lead[-2:], "preposition")
        if tied and {",", ";", "and", "while"}.isdisjoint(lead):
            continue  # "5% in China, 7% …": the place belongs to the figure before
        return OwnerChoice(mention.name, 8.0, "named in the list", mention)
    return None


def is_some_of(scene: Scene, amount: Amount) -> bool:
    """Whether a number counts some of those before: "2,480 employees, **of whom** 1,190 worked in research"."""
    before = scene.before(amount.outer_start, 2)
    return before[:1] == ("of",) and scene.only(before[1:], "relative_pronoun", "whom", "that")


def stands_alone(scene: Scene, amount: Amount) -> bool:
    """Whether no noun follows that a plain number would count: "it has over 4,500 in total", "up from 1,189."."""
    tokens = scene.after(amount.outer_end, 1)
    return (
        not tokens or tokens[0] in ",;:)" or tokens[0] == TIME or scene.only(tokens, "preposition", "conjunction", "clause", "time_adverb")
    )


def arrives(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "rose 5% **to RMB 3 billion**", "a 5% annual jump **to 3 billion**": the level a change led to."""
    tokens = _behind_change(scene, last, amount)
    if tokens[-3:] == (TIME, ",", "to"):
        tokens = ("to",)  # "cut its staff by half **since 2023, to** 5,000"
    while tokens and tokens[-1] != "to" and scene.only(tokens[-1:], "determiner", "adverb", "reach"):
        tokens = tokens[:-1]  # "to **a record** RMB 3 billion", "to **reach** RMB 3 billion"
    changed = (last.kind in ("percent", "times", "point") and amount.kind not in ("times", "point")) or (
        last.kind == amount.kind and last.kind in ("money", "count")
    )
    if changed and last.kind == "percent" and _reaching(scene, _behind_change(scene, last, amount)):
        return not scene.cue_between(last.outer_end, amount.outer_start)
    return (
        changed
        and tokens[-1:] == ("to",)
        and len(tokens) <= 5
        and scene.only(tokens, "adverb", "preposition", "determiner", "reach")
        and not scene.cue_between(last.outer_end, amount.outer_start)
    )


def _reaching(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether a participle leads from a change to its level: "rose 340% last month from a year ago, **reaching** 89,000"."""
    at = len(tokens) - tokens[::-1].index(",") if "," in tokens else 0
    led = at > 0 and tokens[at:] != () and tokens[at].endswith("ing") and scene.only(tokens[at:], "reach", "determiner", "adverb")
    return led and all(t == TIME or scene.only([t], "preposition") for t in tokens[: at - 1])


def _behind_change(scene: Scene, last: Amount, amount: Amount) -> tuple[str, ...]:
    """What stands between two figures, without the noun of change behind the first: "a 31% **yearly rise** to 5,210"."""
    nouns = (s for name in CHANGES for s in scene.classes.get(name, ()) if last.outer_end <= s.start and s.end <= amount.outer_start)
    noun = min(nouns, key=lambda s: s.start, default=None)
    if noun is None or scene.gap(last.outer_end, noun.start).content > 1:
        return scene.gap(last.outer_end, amount.outer_start).tokens
    return scene.gap(noun.end, amount.outer_start).tokens


def _without_change(scene: Scene, last: Amount, amount: Amount) -> tuple[str, ...]:
    """What stands between two figures, without by how much the second changed into the first: ", up **5%** from"."""
    change = next((a for a in reversed(scene.amounts) if last.outer_end <= a.start and a.end <= amount.outer_start), None)
    if change is None or change.kind not in ("percent", "times", "point") or scene.gap(change.outer_end, amount.outer_start).content:
        return scene.gap(last.outer_end, amount.outer_start).tokens
    return (*scene.gap(last.outer_end, change.outer_start).tokens, *scene.gap(change.outer_end, amount.outer_start).tokens)


def came_from(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "a margin of 21%, **up from 18.6%**", "$17 billion in a sale, **down from** $20 billion": where the figure before came from."""
    tokens = _without_change(scene, last, amount)
    while tokens and scene.only(tokens[-1:], "determiner"):
        tokens = tokens[:-1]  # "up 30% from **the** $6 billion set in May"
    if last.kind != amount.kind or last.unit != amount.unit or tokens[-1:] != ("from",) or len(tokens) > ASIDES:
        return False
    opening = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i] in (",", *DASHES)), -1)
    moves = tokens[opening + 1 : -1]
    if not moves and opening >= 0 and (rises_to(scene, last) is not None or told_by_the_share(scene, last)):
        return True  # "earned 1.29 billion, or 9 yuan per share, **from** 3.67"
    return scene.some(moves, "moved") and scene.only(moves, "moved", "adverb")


def ends_at(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "2.8% higher **at HK$77.45**", "down 3%, closing at $21": the price a change of price led to."""
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    return (
        last.kind == "percent"
        and amount.kind == "money"
        and tokens[-1:] == ("at",)
        and len(tokens) <= ENDED
        and not scene.cue_between(last.outer_end, amount.outer_start)
    )


def compares_itself(scene: Scene, last: Amount, amount: Amount) -> bool:
    """ "133.9 minutes a day each, **12.6% longer** than a year before": the figure before, measured against another."""
    if amount.kind not in ("percent", "times") or last.kind in ("percent", "times", "point"):
        return False
    gap = scene.gap(last.outer_end, amount.outer_start)
    after = scene.after(amount.outer_end, SUMMED)
    if amount.kind == "times" and after[::2] == ("as", "as") and scene.only([t for t in gap.tokens[:-1] if t != TIME], "preposition"):
        return gap.tokens[-1:] == (",",)  # "lost 15 billion, **13 times as much as** in 2024"
    if amount.kind == "times" and gap.tokens[-1:] == (",",) and gap.content <= COUNTED and scene.some(after, "sum"):
        return not scene.cue_between(
            amount.outer_end, amount.outer_end + NEXT_REACH
        )  # "spent 400 million, **nine times the year-ago sum**"
    longer = scene.nearest_after(amount.outer_end, "comparative_up", "comparative_down")
    return (
        gap.tokens[-1:] == (",",)
        and gap.content <= COUNTED
        and gap.breaks <= 1.0
        and longer is not None
        and not scene.gap(amount.outer_end, longer.start).tokens
        and scene.after(longer.end, 1) in ((), (",",), ("than",))
    )


def change_between(scene: Scene, amount: Amount) -> tuple[PeriodMention, PeriodMention] | None:
    """The times of the two levels that a change went from and to: "grew 5% from 20 million **in 2021** to 21 million **in 2022**"."""
    at = next((i for i, a in enumerate(scene.amounts) if a is amount), len(scene.amounts))
    levels = scene.amounts[at + 1 : at + 3]
    if [a.paired for a in levels] != ["from", "to"] or scene.gap(amount.outer_end, levels[0].outer_start).tokens != ("from",):
        return None
    first, last = (_time_right_behind(scene, level) for level in levels)
    return (first, last) if first is not None and last is not None else None


def _time_right_behind(scene: Scene, amount: Amount) -> PeriodMention | None:
    mention = next((m for m in scene.periods if m.start >= amount.outer_end), None)
    return mention if mention is not None and not scene.gap(amount.outer_end, mention.outer_start).tokens else None
