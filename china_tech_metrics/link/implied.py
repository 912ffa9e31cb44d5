"""What tells the metric of an amount though no word names it: who grew, what is sold by the piece, a sector a percentage is a part of."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.direction import find_direction, grows_itself, growth_of_a_unit, line_before, of_the_fastest, rises_to
from china_tech_metrics.link.gaps import NAME, NOTHING, TIME
from china_tech_metrics.link.measure import share_word
from china_tech_metrics.link.moment import Linked
from china_tech_metrics.link.purpose import SMALL, WORTH_FROM
from china_tech_metrics.link.scene import Scene, Spanned
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

DESCRIPTION = 4
"""How many words may lead from the sum to the company it describes: "the $160 billion **financial technology giant**"."""
ENERGY = frozenset(f"{size}watt{hours}" for size in ("mega", "giga", "tera") for hours in ("", "_hour"))
SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
OF_NO_GOODS = SPANS | {"millimeter", "meter", "kilometer", "mile", "kilometer/hour", "milliampere_hour", "horsepower", "degree_celsius"}
"""Units of how long something took, of what one thing is or can do, or how far it went: "cells of **210 mm**", "a range of **600 km**"."""
CROWD = 1000
"""So many people at least are the users of something."""
MANY = 100_000
"""So many that "use" something are people, though nothing says so: fewer may be "use cases"."""
DOING = 7
"""Within so many words behind a number of people stands what they do."""
HELD_REACH = 6
"""How many words may stand between the company held and the part of it that somebody holds."""
MARKET_WORDS = 8
"""How many words the name of a market may have, with marks: "online consumer-to-consumer market"."""
SESSION = 6
"""How many words may stand between a move and its day: "5% **in early Hong Kong trading on** Monday"."""
WHOSE = 5
"""How many words may tell whose a whole is: "of the carmaker's", "of Acme's"."""
CLOSING = 4
"""How many words may lead from a move to the price it ended at: ", **closing at** HK$725"."""
HAVING = 4
"""Within so many words before a part stands the verb of having it: "**had** a mere 4%"."""
RANKED = 8
"""How many words may lead from a rank to the share: "**second in** the mainland's market for tablets, **with** 25%"."""
PLACED = 5
"""How many words may lead from a place in a ranking to the share: "**in third place with** 9%"."""
SECTOR_WORDS = 3
"""How many words the name of a sector may have: "online video games"."""


def priced_by_the_piece(scene: Scene, amount: Amount) -> bool:
    """ "RMB 1 **for every** 10,000 tokens", "0.8 yuan **per** million": what a number of things costs."""
    after = scene.after(amount.outer_end, 2)
    if len(after) == 2 and after[0] in scene.grammar.gaps["price_of"] and after[1] in scene.grammar.gaps["every"]:
        return True
    return after[:1] == ("per",) and amount.per is None


def people_doing(scene: Scene, amount: Amount) -> str | None:
    """What is implied of people counted by what they do: "250 million **people in China watch** dramas", "40 million **use** phones"."""
    if amount.kind != "count" or amount.value < CROWD or amount.per is not None:
        return None
    words = scene.after(amount.outer_end, DOING)
    crowd = scene.only(words[:1] or (",",), "crowd") or (words[:1] == (NAME,) and _of_a_nation(scene, amount))
    at = int(crowd)
    if crowd and scene.only(words[1:2] or (",",), "place_preposition") and NAME in words[2:4]:
        at = words.index(NAME, 2) + 1
    while at < len(words) and scene.only(words[at : at + 1], "adverb", "relative_pronoun"):
        at += 1
    does = words[at : at + 1] or (",",)
    if not crowd:
        return "people using" if amount.value >= MANY and scene.only(does, "using_only") else None
    return "people watching" if scene.only(does, "watching") else "people using" if scene.only(does, "using") else None


def _of_a_nation(scene: Scene, amount: Amount) -> bool:
    """Whether the name behind an amount is that of a place: "250 million **Chinese**"."""
    name = next((m for m in scene.entities if m.start >= amount.outer_end), None)
    return name is not None and name.kind in PLACE_KINDS


def worth_of_a_company(scene: Scene, amount: Amount) -> bool:
    """Whether a sum describes a company: "the **$45 billion** video platform", "a **$300 billion** internet giant"."""
    if amount.kind != "money" or amount.per is not None or amount.value < WORTH_FROM:
        return False
    if not scene.only(scene.before(amount.outer_start, 1) or (",",), "determiner"):
        return False
    words = scene.after(amount.outer_end, DESCRIPTION + 1)
    if words[:1] == (NAME,):
        return not goes_on(scene, words[1:2])  # "the $100bn **ByteDance**"
    for at, token in enumerate(words[:DESCRIPTION], 1):
        kinds = scene.grammar.head_groups.get(token, NOTHING)
        behind = words[at : at + 1]
        if not kinds.isdisjoint(("company", "platform")) and (
            behind == (NAME,) or scene.only(behind, "aside") or not goes_on(scene, behind)
        ):
            return "line" not in kinds
        if token in scene.grammar.groups or token in ",.;:()":
            return False
    return False


def of_energy(amount: Amount | None) -> bool:
    """Whether an amount is so much power or energy as only plants, or the batteries of a year, have."""
    return amount is not None and amount.kind == "quantity" and amount.per is None and amount.unit in ENERGY


def grew(scene: Scene, amount: Amount) -> bool:
    """Whether a business or a product line grew by a percentage, or to a sum: "the cloud unit grew 7%", "advertising surged to X"."""
    if amount.kind in ("percent", "times"):
        return grows_itself(scene, amount) or of_the_fastest(scene, amount) or growth_of_a_unit(scene, amount)
    verb = rises_to(scene, amount) if amount.kind == "money" else None
    return verb is not None and line_before(scene, verb.start)


def comes_to(scene: Scene, amount: Amount) -> bool:
    """Whether a business is said to have come to a sum: "the **core local business reached** 69 billion yuan"."""
    if amount.kind != "money" or amount.per is not None:
        return False
    businesses = [span for span, kinds in scene.heads if kinds & {"unit", "line"} and span.end <= amount.outer_start]
    tokens = scene.gap(businesses[-1].end, amount.outer_start).tokens if businesses else ()
    return scene.some(tokens, "reach") and scene.only(tokens, "reach", "adverb")


def makes_a_business(scene: Scene, amount: Amount) -> bool:
    """Whether a sum is what a business makes in a year: "games have become **a $5 billion business**", "a $5 billion-a-year business"."""
    if amount.kind != "money" or amount.per not in (None, "year"):
        return False
    noun = scene.after(amount.outer_end, 1) or (",",)
    return "line" in scene.grammar.head_groups.get(noun[0], NOTHING) and scene.only(
        scene.before(amount.outer_start, 1) or (",",), "determiner"
    )


def whole_behind(scene: Scene, amount: Amount) -> Amount | None:
    """The figure behind that an amount is so much of: "12 billion **of the region's 50 billion**", "700 **of its 2,400** staff"."""
    at = next((i for i, a in enumerate(scene.amounts) if a is amount), len(scene.amounts)) + 1
    if amount.kind not in ("money", "count") or at >= len(scene.amounts):
        return None
    whole = scene.amounts[at]
    if whole.kind != amount.kind or whole.unit != amount.unit or whole.value <= amount.value:
        return None
    tokens = scene.gap(amount.outer_end, whole.outer_start).tokens
    if tokens[:1] != ("of",) or len(tokens) > WHOSE:
        return None
    return whole if all(t == NAME or scene.only([t], "determiner", "possessive", "adverb") for t in tokens[1:-2]) else None


def contributed(scene: Scene, amount: Amount) -> bool:
    """Whether somebody or something is said to have brought a sum as its part: "ticketing **contributed** RMB 2 billion"."""
    if amount.kind != "money" or amount.per is not None:
        return False
    gave = scene.nearest_before(amount.outer_start, "contributing")
    return gave is not None and scene.only(scene.gap(gave.end, amount.outer_start).tokens, "adverb", "determiner")


def moves_too(scene: Scene, last: Linked, amount: Amount) -> bool:
    """Whether another name moved like the one of the growth before: "A's users fell 52%, **while B lost** 25%", "A rose 5%; **B 2%**"."""
    moved = find_direction(scene, amount) if amount.kind == last.amount.kind == "percent" and last.reading.measure == "growth" else None
    if moved is None or moved.noun or moved.span.start < last.amount.end or scene.before(moved.span.start, 1) != (NAME,):
        return False
    tokens = scene.gap(last.amount.outer_end, moved.span.start).tokens
    named = [c for c in scene.cues if last.amount.end <= c.start and c.end <= moved.span.start and c is not last.about.choice.mention]
    told_next = scene.some(tokens, "clause", "joining") or tokens in ((";", NAME), (",", NAME))
    return told_next and not named


def moves_like_a_share(scene: Scene, amount: Amount) -> bool:
    """Whether the verb is one of prices, "Alibaba **sank** 4%", and none of businesses, as "**grew** 4%"."""
    direction = find_direction(scene, amount)
    if amount.kind != "percent" or direction is None or direction.noun or direction.by or line_before(scene, direction.span.start):
        return False
    return not scene.only(scene.gap(direction.span.start, direction.span.end).tokens, "of_a_business")


def on_a_day(scene: Scene, amount: Amount) -> bool:
    """Whether the day something moved by a percentage is said behind it, as of prices on an exchange: "rose 13% **on Thursday**"."""
    day = next((p for p in scene.periods if p.start >= amount.outer_end), None)
    if amount.kind != "percent" or day is None or day.granularity != "day" or day.role != "when":
        return False
    tokens = scene.gap(amount.outer_end, day.start).tokens
    words = [token for token in tokens if token != NAME]
    return 0 < len(words) <= SESSION and scene.only(words, "preposition", "adverb", "determiner", "session")


def of_a_sector(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is the part of what a place does in a sector: "half of **the region's e-commerce**"."""
    if amount.kind != "percent":
        return False
    if scene.after(amount.outer_end, 1) != ("of",):
        return _share_in_it(scene, amount) or _leads_with(scene, amount) or _came_in_with(scene, amount)
    if _of_a_market(scene, amount):
        return True
    place = next((m for m in scene.entities if m.start >= amount.outer_end), None)
    if place is None or place.role != "place":
        return False
    before = scene.gap(amount.outer_end, place.start).tokens
    if not place.possessive:
        return scene.only(before[-1:], "place_preposition") and before[1:-1] in scene.grammar.sector_words  # "of **online games in China**"
    if len(before) > 2:
        return False
    words = [t for t in scene.after(place.end, MARKET_WORDS) if t not in ("'s", "’s")]
    market = next((i for i, t in enumerate(words) if scene.only([t], "trade")), None)
    if market is not None and not goes_on(scene, words[market + 1 : market + 2]):
        return not any(t in ",;:()" or scene.only([t], "conjunction", "copula") for t in words[:market])
    sizes = range(1, min(SECTOR_WORDS, len(words)) + 1)
    return any(tuple(words[:n]) in scene.grammar.sector_words and not goes_on(scene, words[n : n + 1]) for n in sizes)


def _leads_with(scene: Scene, amount: Amount) -> bool:
    """Whether a rank in a market is told with it: "**led** China's phone **market with** 19%", "**second in** tablets **at** 25%"."""
    if not scene.only(scene.before(amount.outer_start, 1) or (",",), "with_share") or goes_on(scene, scene.after(amount.outer_end, 1)):
        return False
    before = scene.before(amount.outer_start, RANKED + 1)
    at = next((i for i in range(len(before) - 2, -1, -1) if scene.only(before[i : i + 1], "rank", "market_leading")), None)
    if at is None or any(t in ",;:()" or t == TIME or scene.only([t], "clause", "copula") for t in before[at:]):
        return False
    leads = scene.only(before[at : at + 1], "market_leading")
    return scene.only(before[-2:-1], "parted") if leads else before[at + 1 : at + 2] == ("in",)


def _came_in_with(scene: Scene, amount: Amount) -> bool:
    """Whether a place in a ranking is told with it: "Roborock **came second on** 14%", "**in third place with** 9%"."""
    before = scene.before(amount.outer_start, PLACED)
    if not scene.only(before[-1:] or (",",), "with_share", "on_share") or goes_on(scene, scene.after(amount.outer_end, 1)):
        return False
    at = len(before) - (3 if scene.only(before[-2:-1] or (",",), "podium") else 2)
    return at > 0 and scene.only(before[at : at + 1], "rank") and scene.only(before[at - 1 : at], "came_in")


def _share_in_it(scene: Scene, amount: Amount) -> bool:
    """Whether a share is said to be one in a business: "has **a share of** more than 20% **in online fashion**"."""
    behind = scene.after(amount.outer_end, 2)
    if behind[:1] != ("in",) or behind[1:] == (TIME,):
        return False
    before = scene.before(amount.outer_start, 2)
    if before[1:] != ("of",) or not scene.only(before[:1], "proportion"):
        return False
    return not any(
        m.cues[0].measure == "share" and scene.gap(m.end, amount.outer_start).tokens == ("of",)
        if m.end <= amount.outer_start
        else m.start >= amount.outer_end and len(scene.gap(amount.outer_end, m.start)) <= SECTOR_WORDS
        for m in scene.cues
    )


def _of_a_market(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is a part of a market with a name of its own: "61% **of the Indian phone market**"."""
    words = scene.after(amount.outer_end, MARKET_WORDS)[1:]
    head = next((span for span, _ in scene.heads if span.start >= amount.outer_end), None)
    if head is not None and scene.gap(amount.outer_end, head.start).tokens == ("of", "that"):
        return scene.only((scene.folded[head.start : head.end],), "parted")  # "44% of that segment"
    at = next((i for i, t in enumerate(words) if scene.only([t], "parted")), None)
    if not at or goes_on(scene, words[at + 1 : at + 2]):
        return False
    if any(t in ",;:()" or scene.only([t], "preposition", "conjunction", "copula", "owning", "clause") for t in words[:at]):
        return False
    names = [m for m in scene.entities if m.start >= amount.outer_end][: words[:at].count(NAME)]
    return all(m.role == "place" for m in names)


def part_of_a_company(scene: Scene, amount: Amount) -> bool:
    """Whether a percentage is a part of a company that was paid for, taken or is held: "$3 million **for 33% of Alibaba**"."""
    if amount.kind != "percent":
        return False
    if scene.after(amount.outer_end, 1) != ("of",):
        return _held_in_it(scene, amount)
    before = scene.before(amount.outer_start, 2) or (",",)
    paid = (
        not share_word(scene, amount)
        and scene.only(before[-1:], "price_of", "spent_on")
        and any(a.kind == "money" and a.outer_end <= amount.outer_start for a in scene.amounts)
    )
    changed_hands = scene.only(before[-1:], "taking") or (before[-1:] == ("of",) and scene.only(before[:1], "taken_of"))
    held = scene.only(before[-1:], "holding")
    if not paid and not changed_hands and not held:
        return False
    if not paid and scene.after(amount.outer_end, 2)[1:] == ("it",):
        return not goes_on(scene, scene.after(amount.outer_end, 3)[2:])  # "owns 29.8% **of it**"
    if scene.after(amount.outer_end, 2)[1:] == (NAME,):
        named = next((m for m in scene.entities if m.start >= amount.outer_end), None)
        if named is not None and not named.possessive and not (held and goes_on(scene, scene.after(named.end, 1))):
            return named.role != "place"
    owned = {"unit", "line", "company"} if paid else {"unit", "line"}  # "paid 60 million yuan **for 19% of the studio**"
    units = (span for span, kinds in scene.heads if kinds & owned and span.start >= amount.outer_end)
    return (changed_hands or paid) and any(_only_describes(scene, amount, unit) and not _owns(scene, unit) for unit in units)


def _owns(scene: Scene, noun: Spanned) -> bool:
    """Whether a noun only says whose something is: "2% of **the company's** revenue"."""
    return scene.only(scene.after(noun.end, 1) or (",",), "possessive")


def has_alone(scene: Scene, amount: Amount) -> bool:
    """Whether somebody is said to have a percentage, and not of what: "Apple **controlled** 24%", "BYD **now holds** 30% in China"."""
    if amount.kind != "percent" or goes_on(scene, scene.after(amount.outer_end, 1)) or scene.after(amount.outer_end, 1) == ("of",):
        return False
    words = [t for t in scene.before(amount.outer_start, HAVING) if not scene.only([t], "adverb", "determiner")]
    return scene.only(words[-1:] or (",",), "holding")


def given_a_share(scene: Scene, amount: Amount) -> bool:
    """Whether what was sold gave somebody a percentage: "sold 32 million, **giving it** 9.3%", "a gain that **left it with** 12%"."""
    if amount.kind != "percent" or goes_on(scene, scene.after(amount.outer_end, 1)) or scene.after(amount.outer_end, 1) == ("of",):
        return False
    words = [t for t in scene.before(amount.outer_start, HAVING + 1) if not scene.only([t], "adverb", "determiner")]
    words = words[:-1] if words[-1:] == ["with"] else words
    receiver = words[-1:] == [NAME] or scene.only(words[-1:] or (",",), "it", "subject")
    return receiver and scene.only(words[-2:-1] or (",",), "leaving_with")


def share_of_a_name(scene: Scene, amount: Amount) -> bool:
    """Whether a name has a percentage in brackets, or gained points: "**Oppo (15.7%)** came next", "**Huawei gained** 8.4 points"."""
    if amount.kind == "percent" and scene.before(amount.outer_start, 2) == (NAME, "("):
        return scene.after(amount.outer_end, 1) == (")",) and not of_the_fastest(scene, amount)
    moved = find_direction(scene, amount) if amount.kind == "point" else None
    return moved is not None and not moved.noun and not moved.behind and scene.before(moved.span.start, 1) == (NAME,)


def holds_too(scene: Scene, amount: Amount) -> bool:
    """Whether somebody has a percentage too, behind what another has: "Qiming **has 12%**", "owns 37% of Huya **and a third of DouYu**"."""
    if amount.kind != "percent":
        return False
    before, behind = scene.before(amount.outer_start, 1) or (",",), scene.after(amount.outer_end, 2)
    return (scene.only(before, "holding") and not goes_on(scene, behind[:1]) and behind[:1] != ("of",)) or (
        scene.only(before, "joining") and behind == ("of", NAME)
    )


def _held_in_it(scene: Scene, amount: Amount) -> bool:
    """Whether a clause says who holds a part of a company: "Acme, **in which Tencent holds** 21%"."""
    before = scene.before(amount.outer_start, HELD_REACH)
    at = next((i for i, token in enumerate(before[:-1]) if token == "in" and scene.only(before[i + 1 : i + 2], "relative_pronoun")), None)
    return at is not None and NAME in before[at:] and scene.only(before[-1:], "holding", "adverb")


def _only_describes(scene: Scene, amount: Amount, unit: Spanned) -> bool:
    """Whether only names and adjectives lead from "of" to a unit: "80% of **its American** unit"."""
    words = scene.gap(amount.outer_end, unit.start).tokens[1:]
    return len(words) <= DESCRIPTION and not any(t in ",;:()" or scene.only([t], "preposition", "clause", "copula") for t in words)


def goes_on(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether a noun follows, so that the words before only point to it: "of that **market**"."""
    function = ("preposition", "conjunction", "clause", "copula", "reach", "adverb")
    return bool(tokens) and tokens[0] not in ",.;:)" and not scene.only(tokens, *function)


def of_one_share(amount: Amount) -> bool:
    """Whether a sum is what one share costs: "Xpeng fell 4% **to HK$41**"."""
    return amount.kind == "money" and amount.per is None and amount.value < SMALL


def price_closed_at(scene: Scene, amount: Amount) -> Amount | None:
    """The price a name that rose or fell ended at: "surged 42%, **closing at HK$725**"."""
    level = next((a for a in scene.amounts if a.start >= amount.end), None)
    if level is None or amount.kind != "percent" or not of_one_share(level):
        return None
    tokens = scene.gap(amount.outer_end, level.outer_start).tokens
    return level if tokens[-1:] == ("at",) and tokens[:1] == (",",) and len(tokens) <= CLOSING else None
