"""Which cue names the amount: every cue of the sentence is scored by where it stands and what stands between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from china_tech_metrics.link.choices import COUNTED, CueChoice, weighed
from china_tech_metrics.link.gaps import NAME, NOTHING, TIME
from china_tech_metrics.link.purpose import COUNTED_NOUN, counts_another, is_price, purposes, tags_of_amount
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import TRAITS, Cue

SUBJECT_REACH = 6
LISTED_THINGS = 6
"""How many words may stand between a number and the last of the things it counts together."""
OF_SOLD = 24
OPENING = 4
"""How many characters may stand before a figure that opens a sentence: "At "."""
ARTICLES = (("a",), ("an",))
"""Behind these an amount describes what follows: "offers buyers **a** 15% discount"."""
DESCRIBING = (*ARTICLES, ("at",))
"""Behind these a sum does: "a buyback **at** $330 billion valuation"."""
PRICE_REACH = 20
"""How many words may stand between what was done and its price: "bought about 20% of Leapmotor for $1.6 billion"."""
NEARER = 0.1
"""What each word costs that stands between what was done and its price."""
DESCRIBES, OF_ASIDE, COUNTS_ANOTHER = 4.0, 4.0, 4.0
LINKS = ("preposition", "clause", "conjunction", "copula")
"""Groups of words behind which another phrase begins."""
NOUN_PHRASE = 4
"""How many words before a noun may belong to it."""
COUNTED_REACH = 5
CIRCUMSTANCE = 7
"""How many words may lead from the begin of what only tells why to its noun: "**despite a long slump in** consumer spending"."""
PREDICATE = 5
"""How many words may lead from a figure set off by commas to what its owner is: "SoftBank, with 20%**, is Didi's** biggest shareholder"."""
OPENING_WORDS = 4
"""How many words may lead to the metric a sentence begins with: "**as measured by** deliveries, it was second"."""
MOST_REACH = 7
"""How many words may stand between the verb that takes "the most" and how many that is."""
BY_SO_MUCH = 6.0
"""The points of a verb that says what is done by so much more; what is done more of is named behind: "spent 16% **more time**"."""
CLAUSE = 5
"""How many words may lead to the verb of a clause that is a figure: "**what Acme hopes to** raise"."""
ADJECTIVES = 4
"""How many words may stand between an amount and the noun it counts: "4,500 self-operated coffee shops"."""


def rank_cues(scene: Scene, amount: Amount, edge: int | None = None, contexts: frozenset[str] = frozenset()) -> list[CueChoice]:
    """Cues that fit the amount's kind, best first.

    ``edge`` is where the list ends that the amount is one of, ``contexts`` are the topics of the whole text.
    """
    if edge is not None and edge > amount.outer_end:
        amount = replace(amount, outer_end=edge)
    found = []
    possible = scene.contexts | contexts | TRAITS | tags_of_amount(scene, amount)
    for mention in scene.cues:
        here = possible | purposes(scene, mention.end)
        cues = [c for c in mention.cues if fits(scene, c, amount) and (not c.when or not c.when.isdisjoint(here))]
        if not cues:
            continue
        roles: set[str] = {c.role for c in cues}
        if mention.start >= amount.end:
            score, feature = _after(scene, amount, mention, roles)
        else:
            score, feature = _before(scene, amount, mention, roles)
        score += max(c.weight for c in cues) * (1.0 if roles == {"counted"} else 0.5)
        found.append(CueChoice(mention, score, feature, mention.start >= amount.end))
    found = weighed(scene, amount, found)
    found.sort(key=lambda c: c.score, reverse=True)
    return found


def fits(scene: Scene, cue: Cue, amount: Amount) -> bool:
    """Whether a cue can name an amount of this kind.

    Ratios fit any metric that is named by a noun, and what is done by so much more: "**turned over** 34% more", "**sold** 7% fewer".
    """
    if cue.role == "verb" and by_so_much(scene, amount):
        return "percent" not in cue.units
    return amount.kind in cue.units or (amount.kind in ("percent", "times", "point") and cue.role != "verb")


def by_so_much(scene: Scene, amount: Amount) -> bool:
    """Whether a ratio says by how much more or less is done: "earned **34% more**", "took in **twice as much** as in 2022"."""
    if amount.kind not in ("percent", "times"):
        return False
    behind = scene.after(amount.outer_end, 4)
    if amount.kind == "times":
        then = scene.only(behind[2:3] or (",",), "as") and (behind[3:4] == (TIME,) or scene.only(behind[3:4] or (",",), "preposition"))
        return then and scene.only(behind[:1], "as") and scene.only(behind[1:2], "quantifier")
    return scene.only(behind[:1] or (",",), "by_so_much")


def _after(scene: Scene, amount: Amount, mention: CueMention, roles: set[str]) -> tuple[float, str]:
    gap = scene.gap(amount.outer_end, mention.start)
    tokens = gap.tokens
    others = scene.amounts_between(amount.outer_end, mention.start)
    if roles == {"verb"}:
        if scene.only(tokens, "copula", "adverb") and len(tokens) <= 3 and not gap.breaks and (tokens or not _is_finite(scene, mention)):
            return 7.0, "passive verb behind"
        if amount.kind == "count" and _counted_and_done(scene, amount, tokens):
            return 7.0, "passive verb behind"
        if amount.kind == "percent" and tokens[:2] == ("of", NAME) and not gap.breaks and scene.only(tokens[2:], "copula", "adverb"):
            return 7.0, "passive verb behind"  # "9% **of Acme** is owned by Beta"
        clause = tokens[1:] if scene.only(tokens[:1] or (",",), "relative_pronoun") else tokens  # "the $5 billion **that** Acme took in"
        subject = clause[:1] == (NAME,) or (bool(clause) and scene.only(clause[:1], "subject"))
        if subject and gap.breaks <= (len(tokens) - len(clause)) / 2 and not others and scene.only(clause[1:], "copula", "adverb"):
            return 9.5, "verb of the figure's own clause"  # "the $66 billion **it was worth** in 2022"
        if scene.only(tokens[:1], "embedding") and NAME in tokens and not gap.breaks and len(tokens) <= CLAUSE:
            return 9.0, "verb of the figure's own clause"  # "$2 billion – **what Acme hopes to** raise"
        return -1.0 - gap.breaks, "verb behind"
    if amount.kind == "times" and len(tokens) > 1 and scene.only(tokens[:1], "as") and scene.only(tokens[1:2], "quantifier"):
        return 11.0 - 0.5 * len(tokens), "as many of"  # "three times **as many transactions**"
    if amount.kind == "money" and _is_sold(scene, amount, mention):
        return 4.0, "what was sold"
    if not others and len(tokens) <= PREDICATE and tokens[:1] == (",",) and scene.only(tokens[1:2] or (",",), "copula"):
        return (9.0 if scene.before(amount.outer_start, 2) == (",", "with") else 3.0) - 0.35 * len(tokens), "predicate behind"
    if tokens[:1] == (",",) and not others and _opens_with_level(scene, amount, tokens):
        return 8.0, "named behind the opening"
    plain = not gap.breaks and not others and not _functional(scene, tokens)
    plain = plain and not (len(tokens) > 1 and scene.only(tokens[:1], "crowd"))  # "300 **people** sorted parcels"
    if scene.text[mention.end : mention.end + 1] in ("'", "’"):
        return 2.0, "owner of another noun"
    if amount.kind == "times" and amount.worded and not gap.breaks and not others and _has_object(scene, amount, mention):
        return 9.0 - 0.7 * len(tokens), "noun right behind"
    if amount.kind == "count" and roles == {"counted"} and tokens[:1] == ("of",):
        tokens = tokens[1:]  # "logged 4.2 billion **of** API calls"
        tokens = tokens[1:] if scene.only(tokens[:1], "determiner") else tokens  # "rural residents took 102 million **of the** trips"
        plain = not gap.breaks and not others and not _functional(scene, tokens) and NAME not in tokens
    if amount.kind == "count" and "counted" in roles and not others and _lists_things(scene, tokens):
        return 10.5, COUNTED  # "19 million **desktops, notebooks and tablets**"
    if plain and len(tokens) <= ADJECTIVES:
        if "counted" in roles and amount.kind == "count":
            return 12.0 - 0.5 * len(tokens), COUNTED
        return (9.5 if amount.kind != "count" else 9.0) - 0.7 * len(tokens), "noun right behind"
    if "noun" in roles or amount.kind in ("percent", "times", "point"):
        at = None if _has_its_own(scene, amount, mention) else _link_word(tokens, amount)
        at = 0 if _contributed(scene, amount, mention, tokens) else at
        if at is not None and tokens[at] == "in" and roles == {"counted"}:
            told_where = scene.only(tokens[at + 1 : at + 2] or (",",), "pointing") or (at and _lives_there(scene, amount, mention))
            at = None if told_where and amount.kind == "percent" else at  # "rises of 40% **in these two countries**"
        if at is not None and tokens[at] == "for" and roles == {"counted"} and amount.kind == "percent":
            at = None  # "raised its prices by over 30% **for some clients**"
        whole = others == 1 and at == 0 and amount.kind == "percent"  # "half **of** the company's $40 billion in sales"
        if at is not None and (not others or whole) and len(tokens) <= 9 and gap.breaks < 1:
            rest = tokens[at + 1 :]
            if roles == {"counted"} and amount.kind == "percent" and scene.some(rest[1:], "preposition"):
                return 1.0, "noun behind another one"  # "65% of the studies **on batteries**"
            if rest[:1] == (TIME,) and ("," in rest or scene.some(rest[1:], "conjunction")):
                pass  # "fell to $98 **on** August 26, cutting its market value", "grew 6% **in** the first quarter and its gross margin"
            elif not rest or not (scene.only(rest[:1], "preposition") or _leaves(scene, rest)):
                kind_of_money = amount.kind == "money" and tokens[0] == "in" and not (_functional(scene, rest) or {NAME, TIME} & {*rest})
                return 9.2 - (0.1 if kind_of_money else 0.35) * len(tokens), "noun behind in/of"
    return 3.0 - 0.35 * len(tokens) - 2.0 * gap.breaks - 1.5 * others, "behind"


def _lists_things(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether only other things that are counted with it stand before a noun: "**desktops, notebooks and** tablets"."""
    if not 1 < len(tokens) <= LISTED_THINGS or not scene.only(tokens[-1:], "joining"):
        return False
    things = [t for t in tokens[:-1] if t != ","]
    return bool(things) and all(t.endswith("s") and t.isalpha() and t not in scene.grammar.groups for t in things)


def _counted_and_done(scene: Scene, amount: Amount, tokens: tuple[str, ...]) -> bool:
    """Whether only what is counted and a passive stand before the verb: "64,000 **blenders were** sold", "**with** 9 mugs sold"."""
    if 0 < len(tokens) <= COUNTED_NOUN and scene.only(scene.before(amount.outer_start, 1) or (",",), "having"):
        return tokens[-1].endswith("s") and counts_another(scene, amount)
    if not 1 < len(tokens) <= COUNTED_NOUN + 1 or not scene.only(tokens[-1:], "passive") or not scene.only(tokens[-1:], "copula"):
        return False
    return tokens[-2].endswith("s") and counts_another(scene, amount)


def _is_finite(scene: Scene, mention: CueMention) -> bool:
    """Whether a verb tells what the thing before it does and not what was done with it: "parcels below $800 **lose** that status"."""
    tokens = scene.gap(mention.start, mention.end).tokens
    return scene.only(tokens[:1] or (",",), "finite") or (bool(tokens) and tokens[-1].endswith("ing"))


def _lives_there(scene: Scene, amount: Amount, mention: CueMention) -> bool:
    """Whether counted things only tell where a part is: "60% **live in big cities**", but "a 6% rise in users"."""
    if amount.kind != "percent":
        return False
    changes = (span for group in ("up_noun", "down_noun", "up_verb", "down_verb") for span in scene.classes.get(group, ()))
    return not any(amount.outer_end <= span.start and span.end <= mention.start for span in changes)


def _opens_with_level(scene: Scene, amount: Amount, tokens: tuple[str, ...]) -> bool:
    """Whether a figure opens the sentence and its metric is the subject: "**At $150 billion**, the valuation of Ant is"."""
    if amount.outer_start - scene.sentence.start > OPENING or scene.before(amount.outer_start, 2) != ("at",):
        return False
    return len(tokens) <= SUBJECT_REACH and not _leaves(scene, tokens) and tokens.count(",") == 1


def _has_object(scene: Scene, amount: Amount, mention: CueMention) -> bool:
    """Whether a noun is what somebody multiplied: "doubled **its annual profit**", and no base: "twice its actual profit"."""
    tokens = scene.gap(amount.outer_end, mention.start).tokens
    if not scene.only(tokens[:1] or (",",), "determiner") or len(tokens) > ADJECTIVES or _functional(scene, tokens[1:]):
        return False
    return not any(amount.end <= word.start < mention.start for word in scene.classes.get("in_fact", ()))


def _has_its_own(scene: Scene, amount: Amount, mention: CueMention) -> bool:
    """Whether the noun's figure stands behind it: "lost $200 million on **revenue of** $2 billion"."""
    if amount.kind in ("percent", "times", "point"):
        return False
    return any(scene.gap(mention.end, a.outer_start).tokens == ("of",) for a in scene.amounts if a.outer_start >= mention.end)


def _leaves(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether an "in" or "of" leads to another clause and no noun of the amount: "fell 5% in the quarter **as it** paid rent"."""
    return scene.some(tokens, "another_clause", "clause", "subject")


def _is_sold(scene: Scene, amount: Amount, mention: CueMention) -> bool:
    """Whether a noun only tells what was sold for the amount: "sold RMB 200 billion **of vouchers**"."""
    if not scene.only(scene.before(amount.outer_start, 1) or (",",), "selling"):
        return False
    return scene.after(amount.outer_end, 1) == ("of",) and mention.start - amount.outer_end <= OF_SOLD


def _link_word(tokens: tuple[str, ...], amount: Amount) -> int | None:
    """Index of the "in" or "of" that ties the amount to the noun: "a 6% rise **in** ad revenue", "43% **of** revenue"."""
    for i, token in enumerate(tokens[:5]):
        if token == ",":
            return None  # "up 12% from a year earlier, **ahead of** an offering"
        if token in ("in", "of", "for") or (token == "on" and amount.kind not in ("percent", "times")):
            return i
        if token == "off" and not i and amount.kind == "percent":
            return i  # "wiped 6% **off** its shares"
    return None


def _contributed(scene: Scene, amount: Amount, mention: CueMention, tokens: tuple[str, ...]) -> bool:
    """Whether a part was added to a metric: "contributed 56% **to** revenue", but not "contributed 20% to revenue **growth**"."""
    if amount.kind not in ("percent", "money") or tokens[:1] != ("to",) or "contributing" not in scene.classes:
        return False
    verb = scene.nearest_before(amount.outer_start, "contributing")
    grown = any(0 <= noun.start - mention.end <= 1 for noun in scene.classes.get("up_noun", ()))
    return verb is not None and not grown and not scene.cue_between(verb.end, amount.outer_start)


def _functional(scene: Scene, tokens: Iterable[str]) -> bool:
    gaps = scene.grammar.gaps
    return any(
        t in gaps["preposition"] or t in gaps["copula"] or t in gaps["conjunction"] or t in gaps["clause"] or t in gaps["determiner"]
        for t in tokens
    )


def _before(scene: Scene, amount: Amount, mention: CueMention, roles: set[str]) -> tuple[float, str]:
    gap = scene.gap(mention.end, amount.outer_start)
    tokens = gap.tokens
    others = scene.amounts_between(mention.end, amount.outer_start)
    if roles == {"verb"}:
        if _only_describes(scene, mention):
            return 0.0, "participle of a noun"
        if amount.kind == "percent" and _takes_a_change(scene, mention, amount):
            return 0.0, "verb before"
        if len(tokens) <= 6 and not gap.breaks and not others:
            if by_so_much(scene, amount):
                return BY_SO_MUCH - NEARER * len(tokens), "object of verb"
            return 9.0 - 0.7 * gap.content - 0.25 * len(tokens), "object of verb"
        if amount.kind == "count" and gap.breaks < 1 and _most_of_all(scene, tokens):
            return 8.0, "object of verb"  # "**handed over** the most in March with 37,095"
        priced = amount.kind == "money" and is_price(scene, amount)
        if priced and gap.breaks <= 2 and len(tokens) <= PRICE_REACH:
            return 7.0 - NEARER * len(tokens), "price behind its thing"
        return 3.0 - 0.4 * len(tokens) - gap.breaks - others, "verb before"
    if roles == {"counted"} and amount.kind == "percent" and scene.only(scene.after(amount.outer_end, 1) or (",",), "own_measure"):
        return 0.0, "counted noun before another measure"
    if roles == {"counted"} and amount.kind == "percent" and not tokens:
        return 4.0, "counted noun before a percentage"  # "charges developers 30%"
    if others and scene.only(scene.gap(mention.start, mention.end).tokens[-1:], "preposition"):
        return 0.0, "words with an object of their own"  # "came **second with** 11 million after growth of 5%"
    right_before = len(tokens) <= 4 and not gap.breaks and scene.only(tokens, "reach", "adverb", "copula", "determiner")
    if right_before and roles == {"counted"} and _is_part_of_a_sum(scene, amount):
        return 5.0, "noun before"  # "directly operated **stores** at just 0.1% of revenue"
    if right_before and not (tokens[-1:] in DESCRIBING and not amount.worded and _describes_what_follows(scene, amount)):
        return 10.0 - 0.2 * len(tokens), "noun right before"
    if tokens[:1] == (",",) and scene.only(tokens[1:2] or (",",), "relative_pronoun") and _only_amounts(scene, tokens[2:]):
        return 9.0, "noun right before"  # "partner **outlets, which numbered** 9,238"
    if stands_for(scene, mention, amount):
        return 7.0, "noun the figure stands for"
    if tokens[:1] == (",",) and _opens_as_measure(scene, mention):
        return 8.0, "named at the opening"
    score = (7.5 if not _depends(scene, mention) else 5.5) - 0.25 * gap.content - 0.08 * len(tokens) - 1.3 * gap.breaks - 0.4 * others
    if roles == {"counted"} and not _is_counted(scene, mention):
        score -= 1.5 + COUNTS_ANOTHER * counts_another(scene, amount)
    if "," in tokens and _is_circumstance(scene, mention):
        score -= OF_ASIDE  # "revenue, driven by **advertising spending**, grew 33%"
    if _describes(scene, mention) or _left_out(scene, mention):
        score -= DESCRIBES
    if (
        amount.kind == "money"
        and len(tokens) > 1
        and scene.only(tokens[-1:], "joining")
        and any(a.kind == amount.kind and a.outer_end <= mention.start for a in scene.amounts)
    ):
        score -= DESCRIBES + OF_ASIDE  # "was worth $3 million after its first **round** in June and $2 billion in February"
    return score, "noun before"


def _most_of_all(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether a verb takes "the most" and the figure behind "with" says how many: "sold **the most cars** in May **with** 9,000"."""
    led = scene.only(tokens[:1] or (",",), "determiner") and scene.only(tokens[1:2] or (",",), "most_of_all")
    return led and len(tokens) <= MOST_REACH and scene.only(tokens[-1:], "having")


def _is_part_of_a_sum(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is said to be one of money right behind it: "0.1% **of revenue**"."""
    if amount.kind != "percent" or scene.after(amount.outer_end, 1) != ("of",):
        return False
    named = next((m for m in scene.cues if m.start >= amount.outer_end), None)
    sums = named is not None and any(c.role == "noun" and "money" in c.units for c in named.cues)
    return sums and named is not None and len(scene.gap(amount.outer_end, named.start)) == 1


def _only_describes(scene: Scene, mention: CueMention) -> bool:
    """Whether a participle at the head of a sentence describes what is counted: "**Paid** enterprise customers came to 4.9 million"."""
    if scene.gap(scene.sentence.start, mention.start).tokens:
        return False
    return any(m.start == mention.end + 1 and all(c.role == "counted" or "count" in c.units for c in m.cues) for m in scene.cues)


def _takes_a_change(scene: Scene, mention: CueMention, amount: Amount) -> bool:
    """Whether what a verb takes is a change that came to so much: "**taking the advance** this year **to** 29%"."""
    if scene.before(amount.outer_start, 1) != ("to",):
        return False
    nouns = (span for group in ("up_noun", "down_noun") for span in scene.classes.get(group, ()))
    return any(mention.end <= span.start and span.end <= amount.start for span in nouns)


def _only_amounts(scene: Scene, tokens: tuple[str, ...]) -> bool:
    """Whether a clause only says how much something is: "which **numbered**", "which **reached about**"."""
    return 0 < len(tokens) <= NOUN_PHRASE and scene.some(tokens, "reach") and scene.only(tokens, "reach", "adverb")


def _opens_as_measure(scene: Scene, mention: CueMention) -> bool:
    """Whether a sentence begins with what is measured: "**In terms of** revenue, the drop was 30%", "**By** shipments, it has 20%"."""
    tokens = scene.gap(scene.sentence.start, mention.start).tokens
    return 0 < len(tokens) <= OPENING_WORDS and scene.some(tokens, "by_measure") and scene.only(tokens, "by_measure", "preposition")


def _describes_what_follows(scene: Scene, amount: Amount) -> bool:
    """Whether a figure behind an article tells of the noun behind it: "a 15% discount", "a round at **an $11 billion valuation**"."""
    if amount.kind in ("percent", "point"):
        return True
    return any(0 <= m.start - amount.outer_end <= 1 and any(c.role == "noun" and c.weight >= 0 for c in m.cues) for m in scene.cues)


def _is_circumstance(scene: Scene, mention: CueMention) -> bool:
    """Whether a noun only tells why or in spite of what: "**Despite a slump in spending**, Acme", "**, driven by ad spending**, grew"."""
    tokens = scene.before(mention.start, CIRCUMSTANCE)
    begin = next((i + 1 for i in range(len(tokens) - 1, -1, -1) if tokens[i] == ","), 0 if len(tokens) < CIRCUMSTANCE else None)
    return begin is not None and begin < len(tokens) and scene.only(tokens[begin : begin + 1], "conceding", "aside")


def _left_out(scene: Scene, mention: CueMention) -> bool:
    """Whether the noun is part of what a figure leaves out: "revenue **excluding income from sales of goods** rose"."""
    before = scene.before(mention.start, NOUN_PHRASE)
    if scene.grammar.gaps["left_out"].isdisjoint(before):
        return False
    for token in reversed(before):
        if scene.only([token], "left_out"):
            return True
        if token == "," or scene.only([token], "clause", "copula"):
            return False
    return False


def _is_counted(scene: Scene, mention: CueMention) -> bool:
    """Whether a noun is said to be counted: "the **number of** Luckin **stores**"."""
    before = scene.before(mention.start, COUNTED_REACH)
    at = next((i for i in range(len(before) - 1, 0, -1) if before[i] == "of"), None)
    if at is None or not scene.only(before[at - 1 : at], "counting"):
        return False
    return all(t == NAME or scene.only([t], "determiner", "possessive", "adverb") for t in before[at + 1 :])


def stands_for(scene: Scene, mention: CueMention, amount: Amount) -> bool:
    """Whether a noun takes up the metric right before the amount: "does not disclose **GMV**, but **the figure** reached X"."""
    span = scene.nearest_before(amount.outer_start, "anaphor")
    if span is None or span.start < mention.end or scene.cue_between(mention.end, amount.outer_start):
        return False
    gap = scene.gap(span.end, amount.outer_start)
    return not gap.breaks and scene.only(gap.tokens, "reach", "adverb", "copula") and not scene.amounts_between(mention.end, span.start)


def _describes(scene: Scene, mention: CueMention) -> bool:
    """Whether the noun only tells the subject from others: "goods that have **high prices**", "creators with over 10,000 **fans**"."""
    before = scene.before(mention.start, 6)
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i] in scene.grammar.gaps["relative_pronoun"]), None)
    if at is not None and at + 1 < len(before) and scene.only(before[at + 1 : at + 2], "copula") and "," not in before[at:]:
        return True
    counted = next((a for a in scene.amounts if a.outer_end <= mention.start and not scene.gap(a.outer_end, mention.start).tokens), None)
    return counted is not None and scene.only(scene.before(counted.outer_start, 1) or (",",), "having")


def _depends(scene: Scene, mention: CueMention) -> bool:
    """Whether the noun only tells where or how: "orders shipped **from local warehouses** rose"."""
    known = scene.grammar.groups
    for size, token in enumerate(reversed(scene.before(mention.start, NOUN_PHRASE))):
        kinds = known.get(token, NOTHING)
        if "circumstance" in kinds:
            counted = (a for a in scene.amounts if a.outer_end <= mention.start)
            return token != "to" or not any(
                len(scene.gap(a.outer_end, mention.start)) <= size for a in counted
            )  # "**to 20 million** phones"
        if token == "," or not kinds.isdisjoint(LINKS):
            return False
    return False
