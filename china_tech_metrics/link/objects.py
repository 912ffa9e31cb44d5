"""Who is bought, held or paid into, for metrics whose owner is the object: "bought 20% **of Leapmotor**"."""

from __future__ import annotations

from china_tech_metrics.link.gaps import NAME
from china_tech_metrics.link.purpose import paid_for
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.model import Amount

DESCRIPTION = 8
"""How many words may stand between what leads to the company bought or paid into and its name."""

INTO = 3
"""How many words lead to whom somebody paid into: "**a stake in** Acme"."""
VALUED = 12
"""How many words may lead from whom somebody paid into to the worth: "invested in **Acme** last month**, valuing it at** X"."""

AGAINST = 4
"""How many words may lead from a fine to whom it is imposed on: "**against Facebook owner** Meta"."""


def is_object(scene: Scene, mention: EntityMention, amount: Amount, anchor: Spanned) -> bool:
    """Whether the name is what is bought or held: right behind the verb, or in "of X", "in X" behind amount and cue."""
    if scene.after(mention.end, 2) == (",", "in") and scene.only(scene.after(mention.end, 3)[2:] or (",",), "relative_pronoun"):
        return mention.end < amount.start  # "**Acme**, in which Tencent holds 20%"
    if mention.possessive and scene.only(scene.after(mention.end, 2)[1:] or (",",), "holding_noun"):
        return False  # "paid $2 billion for **Alibaba's** stake in Sun Art"
    held = scene.only(scene.before(mention.start, 2)[:1] or (",",), "holding_noun") and scene.only(
        scene.before(mention.start, 1), "into", "of"
    )
    if held and mention.start >= amount.outer_end and paid_for(scene, amount):
        return True
    bought_by = scene.before(mention.start, 1) == ("to",)  # "sold 60% of Kaola to **Acme** for $2 billion"
    if anchor.end <= mention.start and mention.end <= amount.outer_start and not (bought_by or scene.gap(anchor.end, mention.start).breaks):
        after = scene.gap(mention.end, amount.outer_start).tokens
        if not mention.possessive and scene.only(after, "adverb", "determiner", "price_of"):
            # "fined ride-hailing company **Didi** $1.2 billion", or "40% of **Daraz** for" so much
            return True
    for end in (anchor.end, amount.outer_end):
        if mention.start >= end:
            tokens = scene.gap(end, mention.start).tokens
            if not tokens and scene.only(scene.before(mention.start, 1) or (",",), "giving"):
                return False  # "a cheque **from** Acme Capital"
            if len(tokens) <= 1 and (not tokens or tokens[0] in ("of", "in", "for", "'s")):
                return True
            if _described_as_object(scene, mention, tokens) or is_against(scene, mention, tokens):
                return True
    behind = next((m for m in scene.entities if m.start >= amount.outer_end and m.via == "name"), None)
    return behind is mention and paid_for(scene, amount)


def _described_as_object(scene: Scene, mention: EntityMention, tokens: tuple[str, ...]) -> bool:
    """Whether words of description stand between "in" and the name: "a $40 million round **in online publisher Jinying**"."""
    at = next((i for i, t in enumerate(tokens) if t in scene.grammar.gaps["into"]), None)
    if at is None or len(tokens) > DESCRIPTION or mention.role not in ("plain", "compare") or mention.possessive:
        return False
    around = (*tokens[:at], *tokens[at + 1 :])
    return "," not in around and not has_preposition(scene, list(around))


def is_valued(scene: Scene, mention: EntityMention, amount: Amount) -> bool:
    """Whether the name is what somebody put at a worth: "Tencent **valued Acme at** X", "invested **in Acme, valuing it at** X"."""
    if mention.possessive or mention.end > amount.outer_start or mention.role == "modifier" or mention.via == "pronoun":
        return False
    words = scene.gap(mention.end, amount.outer_start).tokens
    if NAME in words or scene.some(words, "copula"):
        return False
    before = scene.before(mention.start, INTO)
    if scene.only(before[-1:] or (",",), "valuing"):
        return words == ("at",)
    if len(words) > VALUED or not scene.only(before[-1:] or (",",), "into", "of") or not scene.some(words, "valuing"):
        return False
    paid = scene.only(before[-2:-1] or (",",), "giving_money", "holding_noun") or not scene.grammar.content["paid_in"].isdisjoint(
        before[-2:-1]
    )
    return paid or any(a.outer_end < mention.start and len(scene.gap(a.outer_end, mention.start)) == 1 for a in scene.amounts)


def is_against(scene: Scene, mention: EntityMention, tokens: tuple[str, ...]) -> bool:
    """Whether a sum was taken from a name: "a fine of €1.2 billion **against Facebook owner Meta**", which is no comparison with it."""
    return tokens[:1] == ("against",) and len(tokens) <= AGAINST and not (mention.possessive or has_preposition(scene, list(tokens[1:])))


def is_paid(scene: Scene, mention: EntityMention, amount: Amount) -> bool:
    """Whether the name is told as who got a sum from somebody else: "Alibaba was ordered to **pay JD.com** 1 billion yuan"."""
    if mention.possessive or scene.before(mention.start, 1)[:1] == () or mention.end > amount.outer_start:
        return False
    paid = not scene.grammar.content["paying"].isdisjoint(scene.before(mention.start, 1))
    return paid and scene.only(scene.gap(mention.end, amount.outer_start).tokens, "adverb", "determiner")


def gives(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether the name is told as who gave money to somebody: "raised $14 million in funding led **by Qiming**, with Tencent"."""
    return mention.start >= amount.outer_end and scene.some(scene.gap(amount.outer_end, mention.start).tokens, "giving")


def has_preposition(scene: Scene, tokens: list[str]) -> bool:
    """Whether words lead to another phrase, be it by a preposition, a form of "to be" or a conjunction."""
    gaps = scene.grammar.gaps
    return any(t in gaps["preposition"] or t in gaps["copula"] or t in gaps["conjunction"] for t in tokens)
