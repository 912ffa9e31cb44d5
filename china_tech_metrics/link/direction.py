"""Words of change: which one governs an amount, which way it points, and what is said to rise or fall."""

from __future__ import annotations

from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import CueMention, Direction, Scene, Spanned
from china_tech_metrics.model import Amount

VERB_REACH = 6
BY_REACH = 14
AROUND_ASIDE = 2.6
"""What may separate a verb of change from its "by": "lowered the price of its cheapest car, the Seagull, **by** 5%"."""
APPOSED = ((",",), (",", "of"), (",", "at"))
"""What may stand between a noun of change and the percentage that says how much, before another comma."""
CUT_REACH = 3
"""How many words may stand between a verb of cutting and what is cut: "trim **its global** workforce"."""
SAW = 6
"""How many words may stand between a unit and its growth: "had the fastest growth of all three, at a rate of"."""
ADJECTIVES = 4
"""How many words may lead from the verb to the growth: "saw **an impressive yearly** rise"."""
ASIDE = 8
"""How many words, with their commas, may be put in behind it: ", its biggest earner,"."""
LINE = 3
"""How many words the name of a product line may have: "value-added services"."""


def find_direction(scene: Scene, amount: Amount) -> Direction | None:
    """The word of change that governs the amount: "rose 5%", "a 5% drop in", "fell by RMB 2 billion", "5% higher".

    It is asked for again and again, so the scene keeps the answer.
    """
    known = scene.directions
    at = (amount.outer_start, amount.kind)
    if at not in known:
        known[at] = _direction_right(scene, amount) or _direction_left(scene, amount)
    return known[at]


def _direction_right(scene: Scene, amount: Amount) -> Direction | None:
    best: Direction | None = _up_or_down(scene, amount)
    for name, sign, noun in (("up_noun", 1, True), ("down_noun", -1, True), ("comparative_up", 1, False), ("comparative_down", -1, False)):
        for span in scene.classes.get(name, ()):
            if span.start < amount.outer_end or span.start - amount.outer_end > 60:
                continue
            gap = scene.gap(amount.outer_end, span.start)
            if gap.breaks or scene.amounts_between(amount.outer_end, span.start):
                continue
            if noun:
                if len(gap) > 4 or (scene.only(gap.tokens[:1], "preposition") and gap.tokens and gap.tokens[0] not in ("on", "from")):
                    continue
                if gap.tokens and any(t in scene.grammar.gaps["copula"] or t in scene.grammar.gaps["through"] for t in gap.tokens):
                    continue  # "20 million users **through** expansion"
            elif gap.tokens:
                continue
            if best is None or span.start < best.span.start:
                best = Direction(sign, span, noun, by=False, behind=True)
    return best


def _up_or_down(scene: Scene, amount: Amount) -> Direction | None:
    """ "closed nearly 4% **up**", "ended 2% **down** at HK$40"."""
    if amount.kind != "percent":
        return None
    for name, sign in (("up_verb", 1), ("down_verb", -1)):
        for span in scene.classes.get(name, ()):
            if 0 <= span.start - amount.outer_end <= 1 and scene.only(scene.gap(span.start, span.end).tokens, "moved"):
                after = scene.after(span.end, 1)
                if not after or after[0] in ",.;:)" or scene.only(after, "preposition"):
                    return Direction(sign, span, noun=False, by=False, behind=True)
    return None


def _direction_left(scene: Scene, amount: Amount) -> Direction | None:
    best: Direction | None = None
    for name, sign, noun in (
        ("up_verb", 1, False),
        ("down_verb", -1, False),
        *((("raising", 1, False),) if amount.kind == "percent" else ()),
        ("up_noun", 1, True),
        ("down_noun", -1, True),
        ("widen", 1, False),
        ("narrow", -1, False),
    ):
        for span in scene.classes.get(name, ()):
            if span.end > amount.outer_start or amount.outer_start - span.end > 90:
                continue
            if scene.text[span.start - 1 : span.start] == "-":
                continue  # "value-**added** services supplied 38%"
            gap = scene.gap(span.end, amount.outer_start)
            tokens = gap.tokens
            if noun and amount.kind == "percent" and tokens in APPOSED and scene.after(amount.outer_end, 1) == (",",):
                best = Direction(sign, span, noun, by=False)  # "the fastest **expansion, 10.5 per cent,** was in literature"
                continue
            if gap.breaks > (AROUND_ASIDE if tokens[-1:] == ("by",) else 0.5) or len(tokens) > (
                BY_REACH if tokens[-1:] == ("by",) else VERB_REACH
            ):
                continue
            last = tokens[-1] if tokens else ""
            if last == "to" or ("to" in tokens[-3:] and scene.only(tokens[-2:], "adverb", "determiner", "reach")):
                continue  # "rose to 5%" says where it arrived
            if not noun and (last == "at" or "than" in tokens[-2:] or ("from" in tokens[-3:] and "by" not in tokens)):
                continue
            if not noun and not tokens and scene.only((scene.folded[amount.outer_start : amount.start].strip(),), "measured_from"):
                continue  # "fell **below 5%**"
            others = scene.amounts_between(span.end, amount.outer_start)
            if others:
                continue
            if scene.some(tokens, "aside"):
                continue  # "its rise was fuelled by $13 billion": what caused it
            if noun and "from" in tokens and "by" not in tokens:
                continue  # "an increase from the 2020 rate of 5.8%"
            if noun and tokens and not scene.some(tokens, "amounting"):
                continue
            if (
                not noun
                and tokens
                and not (
                    "by" in tokens
                    or scene.only(tokens, "adverb", "determiner", "of", "possessive")
                    or _object_between(scene, span, amount)
                    or _describes_noun(scene, span, amount)
                )
            ):
                continue
            found = Direction(sign, span, noun, by="by" in tokens[-3:])
            a_noun = noun and best is not None and span.end == best.span.end and (tokens[:1] == ("of",) or _has_article(scene, span))
            if best is None or span.end > best.span.end or a_noun:
                best = found
    return best


def _has_article(scene: Scene, span: Spanned) -> bool:
    """Whether a word that can be verb or noun is a noun: "an increase of", "a net increase of"."""
    before = scene.before(span.start, 2)
    return scene.some(before[-1:], "determiner") or (before[-1:] == ("net",) and scene.only(before[:1], "determiner"))


def _object_between(scene: Scene, verb: Spanned, amount: Amount) -> bool:
    """Whether between verb and amount stands only what changed: "cut its workforce 20%", "saw revenue increase"."""
    gap = scene.gap(verb.end, amount.outer_start)
    return gap.content <= 3 and not any(
        t in scene.grammar.gaps["preposition"] and t not in ("by", "about", "around", "over") for t in gap.tokens
    )


def _describes_noun(scene: Scene, verb: Spanned, amount: Amount) -> bool:
    """Whether a participle describes the noun that is told by so much: "**declining shipments of** 28%"."""
    tokens = scene.gap(verb.end, amount.outer_start).tokens
    adjective = scene.folded[verb.start : verb.end].endswith("ing") and amount.kind == "percent"
    return adjective and tokens[-1:] == ("of",) and 2 <= len(tokens) <= 3 and scene.cue_between(verb.end, amount.outer_start)


def differs(scene: Scene, direction: Direction, amount: Amount) -> bool:
    """Whether the amount is a difference: "an increase **of 55**", "**$65 billion less than** in 2022", "**3 billion lower**"."""
    if direction.behind:
        behind = scene.after(direction.span.end, 1) or (",",)
        return not direction.noun and (behind in (("than",), (TIME,), (",",)) or scene.only(behind, "preposition"))
    tokens = scene.gap(direction.span.end, amount.outer_start).tokens
    return direction.noun and tokens[:1] == ("of",) and scene.only(tokens, "of", "adverb")


def moved_by(scene: Scene, direction: Direction, amount: Amount) -> bool:
    """Whether the amount is how far a figure moved: "1.08 billion users, **up 11 million** from December"."""
    if direction.noun or direction.behind or not scene.only(scene.gap(direction.span.start, direction.span.end).tokens, "moved"):
        return False
    opens = scene.before(direction.span.start, 1) in ((",",), ("(",))
    return opens and scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "adverb") and amount.paired is None


def object_of(scene: Scene, direction: Direction, amount: Amount) -> bool:
    """Whether the amount is what the verb takes or gives: "erased $23 billion of market value"."""
    tokens = scene.gap(direction.span.end, amount.outer_start).tokens
    return (
        not direction.noun
        and not direction.behind
        and scene.only(tokens, "adverb", "determiner")
        and not scene.only(scene.after(amount.outer_end, 1), "clause")
    )


def is_cut(scene: Scene, amount: Amount, mention: CueMention) -> bool:
    """Whether somebody takes the amount off what the metric names: "**cut its** overall **workforce** by a fifth"."""
    verb = scene.nearest_before(mention.start, "cutting")
    if verb is None or mention.end > amount.outer_start or not scene.only(scene.after(mention.end, 1), "preposition", "adverb"):
        return False
    gap = scene.gap(verb.end, mention.start)
    return not gap.breaks and gap.content <= 1 and len(gap) <= CUT_REACH and not scene.amounts_between(verb.end, amount.outer_start)


def is_signed_aside(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage with its sign stands alone in brackets: "72.8 million shoppers **(+41.6%)**"."""
    if amount.kind != "percent":
        return False
    return scene.text.startswith("(+", amount.start - 2) or (amount.value < 0 and scene.text[amount.start - 1 : amount.start] == "(")


def opens_with_change(scene: Scene, amount: Amount) -> bool:
    """Whether a comma and a word of change open what is said of the figure before: "…, a jump of 71%", "…, up 5%"."""
    if is_signed_aside(scene, amount):
        return True
    named = _direction_right(scene, amount)
    if named is not None and named.noun:
        return scene.before(amount.outer_start, 2) in ((",", "a"), (",", "an"))  # "…, **a 160% increase**"
    if named is not None and scene.before(amount.outer_start, 1) == (",",):
        return True  # "…, **60.5% up on** the first half of 2022"
    direction = _direction_left(scene, amount)
    if direction is None:
        return False
    before = [t for t in scene.before(direction.span.start, 3) if t != TIME and not scene.only([t], "determiner")]
    return before[-1:] == [","] and scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "of", "adverb")


def rises_to(scene: Scene, amount: Amount) -> Spanned | None:
    """The verb of change that led to the amount: "**surged** to RMB 1 billion"."""
    verb = scene.nearest_before(amount.outer_start, "up_verb", "down_verb")
    if verb is None:
        return None
    tokens = scene.gap(verb.end, amount.outer_start).tokens
    return verb if "to" in tokens and scene.only(tokens, "adverb", "reach", "determiner") else None


def grows_itself(scene: Scene, amount: Amount) -> bool:
    """Whether a name or a unit is what grew: "the cloud unit grew 7%", "the retail segment gained 4.8% growth"."""
    direction = find_direction(scene, amount)
    if direction is None:  # "**advertising** doubled to 25 billion yuan"
        return amount.kind == "times" and amount.worded and line_before(scene, amount.outer_start)
    at = min(direction.span.start, amount.outer_start)
    if not scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "adverb", "preposition", "determiner", "reach"):
        return False
    if not direction.noun and line_before(scene, at):
        return True
    if direction.noun and direction.behind and _saw(scene, amount.outer_start):
        return True
    if direction.noun and scene.gap(direction.span.end, amount.outer_start).tokens == ("of",) and _saw(scene, direction.span.start):
        return True  # "**the studio managed** growth of 2%"
    units = [span for span, kinds in scene.heads if kinds & {"unit", "line"}]
    if any(_acts(scene, unit, at, SAW) for unit in units):
        return True
    names = [m for m in scene.entities if m.role != "source" and not m.possessive and m.via != "pronoun"]
    return not direction.noun and any(_acts(scene, name, at, 0) for name in names)


def _saw(scene: Scene, growth: int) -> bool:
    """Whether a name or a product line is said to have had a growth: "**Xpeng saw** a 15% surge", "its **games posted** a 3% rise"."""
    tokens = scene.before(growth, ADJECTIVES + LINE + 1)
    at = next((i for i in range(len(tokens) - 1, -1, -1) if scene.only(tokens[i : i + 1], "experienced")), 0)
    if not at or len(tokens) - at > ADJECTIVES or any(t in ",;:()" or scene.only([t], "preposition") for t in tokens[at:]):
        return False
    named = tokens[at - 1] == NAME or (scene.only(tokens[at - 1 : at], "relative_pronoun") and tokens[at - 2 : at - 1] == (NAME,))
    return named or any(tokens[at - size : at] in scene.grammar.lines for size in range(1, LINE + 1))


def line_before(scene: Scene, at: int) -> bool:
    """Whether a product line alone is the subject of the verb at an offset: "**Advertising** rose 5%", "while **mobile games** grew 2%"."""
    words = scene.before(at, LINE + 2)
    if words[-1:] == (",",):  # "**Advertising**, its biggest earner, brought in"
        words = scene.before(at, LINE + ASIDE)[:-1]
        words = words[: len(words) - 1 - words[::-1].index(",")] if "," in words else words  # "**Ads**, up 31%, have"
    tokens = [t for t in words[-LINE - 2 :] if not scene.only([t], "adverb", "copula")]
    offered = scene.only(tokens[-1:] or (",",), "offering")
    for size in range(min(LINE, len(tokens)), 0, -1):
        if tuple(tokens[-size:]) in scene.grammar.lines or (offered and size > 1):
            before = tokens[-size - 1 : -size]
            if not before or before[0] in ",;:(" or scene.only(before, "clause", "joining"):
                return True
    return False


def _acts(scene: Scene, subject: Spanned, at: int, content: int) -> bool:
    """Whether what stands at ``at`` is said of a subject before it; what commas put behind the subject is passed over."""
    if subject.end > at or scene.cue_between(subject.end, at) or scene.amounts_between(subject.end, at):
        return False
    tokens = scene.gap(subject.end, at).tokens
    if len(tokens) == 2 and tokens[0] == "," and scene.only(tokens[1:], "relative_pronoun"):
        return True  # "Zhipu, **which rose** 13%"
    if tokens[:1] == (",",) and "," in tokens[1:]:
        tokens = tokens[tokens.index(",", 1) + 1 :]
    words = [t for t in tokens if not scene.only([t], "adverb", "copula", "determiner", "preposition")]
    return len(words) <= content and not any(t in words for t in ",;:()")


def added(scene: Scene, amount: Amount) -> bool:
    """Whether the counted things came on top: "added 3 million users", "opened 46 new stores"."""
    word = scene.nearest_before(amount.outer_start, "added")
    if word is not None:
        gap = scene.gap(word.end, amount.outer_start)
        compared = any(t == "than" or t in scene.grammar.gaps["set_against"] for t in gap.tokens)  # "more than the 576 of Nio"
        if not gap.breaks and gap.content <= 1 and len(gap) <= 3 and not compared:
            return True
    behind = scene.nearest_after(amount.outer_end, "added")
    if behind is None or scene.gap(amount.outer_end, behind.start).tokens:
        return False
    return not scene.only(scene.after(behind.end, 1) or (",",), "no_addition")  # "8,000 new **energy** vehicles"


def lost_some(scene: Scene, direction: Direction | None, amount: Amount) -> bool:
    """Whether some of the counted were lost: "**lost** almost 9 million subscribers"."""
    if direction is None or direction.sign > 0 or direction.noun or direction.behind or direction.by:
        return False
    words = scene.gap(direction.span.start, direction.span.end).tokens
    return scene.only(words, "losing") and scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "adverb", "determiner")


def removed(scene: Scene, amount: Amount) -> bool:
    """Whether the counted things were taken away: "closed 46 stores"."""
    word = scene.nearest_before(amount.outer_start, "removed")
    gap = scene.gap(word.end, amount.outer_start) if word is not None else None
    return gap is not None and not gap.breaks and not gap.content and len(gap) <= 3


def growth_named(scene: Scene, amount: Amount) -> bool:
    """Whether the amount is where a growth came to: "growth slowed to 2 percent"."""
    word = scene.nearest_before(amount.outer_start, "up_noun")
    if word is None or scene.amounts_between(word.end, amount.outer_start):
        return False
    gap = scene.gap(word.end, amount.outer_start)
    return not gap.breaks and len(gap) <= 5 and any(t in scene.grammar.gaps["arrival"] for t in gap.tokens)


def changes_another(scene: Scene, amount: Amount) -> bool:
    """Whether what changed is a thing that no metric knows: "investments **cut delivery times by** 20%", "**lifted accuracy to** 99%"."""
    if amount.kind != "percent" or scene.before(amount.outer_start, 1) not in (("by",), ("to",)):
        return False
    verb = scene.nearest_before(amount.outer_start, "up_verb", "down_verb", "raising")
    if verb is None or not scene.only(scene.gap(verb.start, verb.end).tokens, "transitive"):
        return False
    words = [t for t in scene.gap(verb.end, amount.outer_start).tokens[:-1] if not scene.only([t], "owning", "determiner")]
    known = (t for t in words if t in scene.grammar.groups and not scene.only([t], "unmeasured"))
    if not 0 < len(words) <= CUT_REACH or NAME in words or TIME in words or any(known):
        return False
    return not scene.cue_between(verb.end, amount.outer_start) and not scene.amounts_between(verb.end, amount.outer_start)


def growth_of_a_unit(scene: Scene, amount: Amount) -> bool:
    """Whether the growth is said to be that of a business: "**growth at** Alibaba's cloud division slowed to 3%"."""
    if not growth_named(scene, amount):
        return False
    word = scene.nearest_before(amount.outer_start, "up_noun")
    if word is None or not scene.only(scene.after(word.end, 1) or (",",), "place_of_growth"):
        return False
    return any(word.end <= unit.start < amount.start and kinds & {"unit", "line"} for unit, kinds in scene.heads)


def names_another(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is that of a thing no metric knows: "a **25% tariff**", "loans at **3% interest**"."""
    if amount.kind != "percent":
        return False
    behind = scene.after(amount.outer_end, 2)
    return bool(behind) and (
        scene.only(behind[:1], "unmeasured") or (behind[0] in scene.grammar.content["on_loans"] and behind[1:] != ("in",))
    )


def grows_aside(scene: Scene, amount: Amount) -> bool:
    """Whether a name's own growth is told beside something else: "…, **growing 19%**", "…, while **its growth** eased to 8%"."""
    direction = find_direction(scene, amount)
    if direction is not None and not direction.noun and not direction.behind:
        verb = scene.gap(direction.span.start, direction.span.end).tokens
        before = [t for t in scene.before(direction.span.start, 2) if not scene.only([t], "adverb")]
        opens = len(verb) == 1 and (verb[0].endswith("ing") or before[-1:] == ["and"]) and before[-1:] in ([","], ["and"])
        a_part = scene.after(amount.outer_end, 1) == ("of",)  # "losing 40% **of its people**"
        return opens and not a_part and scene.only(scene.gap(direction.span.end, amount.outer_start).tokens, "adverb")
    named = direction is not None and direction.noun and not direction.behind
    word = direction.span if named and direction is not None else None
    word = scene.nearest_before(amount.outer_start, "up_noun") if word is None and growth_named(scene, amount) else word
    opening = () if word is None else scene.before(word.start, 2)
    if scene.only(opening[-2:-1] or (",",), "joining", "having") and scene.only(opening[-1:], "determiner"):
        opening = opening[:-1]  # "a share of 15% **and a growth** rate of 4%"
    return scene.only(opening[-1:] or (",",), "owning", "joining", "having")


def growth_noun_near(scene: Scene, mention: CueMention, amount: Amount) -> bool:
    """Whether the metric's name is one of growth: "revenue growth slowed to 5%", "growth in GMV was 5%"."""
    for span in (*scene.classes.get("up_noun", ()), *scene.classes.get("down_noun", ())):
        if span.start >= mention.end and not scene.gap(mention.end, span.start).tokens:
            return True
        if (
            span.end <= mention.start
            and scene.only(scene.gap(span.end, mention.start).tokens, "of", "determiner")
            and span.end <= amount.start
        ):
            return True
        if mention.start <= span.start and span.end <= mention.end:
            return True
    return False


def of_the_fastest(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage in brackets is told of what grew fastest: "Realme **(255%)** was the fastest-growing brand"."""
    return scene.text[amount.outer_start - 1 : amount.outer_start] == "(" and bool(scene.classes.get("growing"))
