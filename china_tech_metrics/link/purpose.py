"""What money is for and where it comes from: context tags that hold for one amount or cue and not for its whole sentence."""

from __future__ import annotations

import re

from china_tech_metrics.link.gaps import NAME, NOTHING, TIME
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.link.standing import said_status
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

FOR_A_NAME = "for a name"
"""The tag of money given for something that has a name: "paid $2 billion for Kaola"."""
FROM_A_NAME = "from a name"
"""The tag of money that comes from somebody who is named: "collected $500 million **from IDG**"."""
ON_THINGS = "on things"
"""The tag of money that goes to things: "companies in China spent $9 billion **on cloud services**"."""
FROM_A_SOURCE = "from a source"
"""The tag of money that comes from something: "earned RMB 43 billion from games"."""
SMALL_SUM = "small sum"
"""The tag of money that a buyer pays for one thing, and no company in a quarter: "an americano that cost 9.9 yuan"."""
SMALL = 10_000
MODEST_SUM = "modest sum"
"""The tag of money that no company is had for: "offers its robot for $16,000"."""
MODEST = 1_000_000
WORTH_FROM = 100_000_000
"""From here on the sum before a company or platform is what it is worth, below it a price."""
PAID_BY_TIME = "paid by time"
"""The tag of money that one person gets or pays again and again: "make 7,000 yuan **a month**"."""
BY_THE_UNIT = "by the unit"
"""The tag of money for so much of a good: "trades at 100,000 yuan **a tonne**"."""
IN_SHARES = "in shares"
"""The tag of money that is the value of shares of somebody: "sold $7 billion of Alibaba shares"."""
BY_THE_SHARE = "by the share"
"""The tag of money for one share: "lost 32 cents a share"."""
OF_A_RESULT = "of a result"
"""The tag of money for one share in a sentence that tells a result before: "**earnings**, adjusted for options, were 40 cents a share"."""
AIM = "aim"
"""The tag of money that somebody only means to give: "intends to spend RMB 100 billion"."""
FOR_A_PART = "for a part of a company"
"""The tag of money given for a part of a company: "spent €300 million **on 49.9% of** Acme", "paid 60 million yuan **for its holding**"."""
AT_A_WORTH = "at the worth of a company"
"""The tag of money that somebody puts a company at: "the round **priced it at** $21 billion"."""
AS_A_PRICE = "as a price"
"""The tag of money that something is given or had for: "sold Moonton **for $4 billion**"."""
PURPOSES = ("for ads", "for research", "for making", "for equipment", "for discounts", "for own shares")
"""The word classes that are tags of amounts and cues they stand behind: "spent 220 million yuan on ads", "costs $30,000 to build"."""
ON_A_MARKETPLACE = "on a marketplace"
"""The tag of words behind which a marketplace stands: "spending **on Temu**"."""
OF_A_THING = "of a thing"
"""The tag of money that things are worth which are no company: "**parcels** worth less than $800"."""
AGAINST_A_LOSS = "against a loss"
"""The tag of money that a loss before is compared with: "made $391 million **against a loss** of $12 million"."""
LISTING = "listing"
"""The topic of a listing, also the tag of money raised where shares are traded: "raised $3.9 billion this week **in Hong Kong**"."""
IN_BULK = "in bulk"
"""The tag of goods told by weight or energy: "salt sales of **91,000 tonnes**"."""
OFF_A_PRICE = "taken off a price"
"""The tag of what "off" follows: "20% **off**", but "closed at HK$41, off 2%" and "wiped 6% off its shares"."""
OFF_SHARES = 6
"""How many words may lead from a loss to the shares that lost it: "6% **off the stock**", "6% **off Acme's market value**"."""
TURNOVER = "turnover"
"""The tag of money that a profit is made on: "a profit of $500 million **on** $3.7 billion in sales"."""
OF_A_LINE = "of a line"
"""The tag of verbs whose subject is a product line, which has revenue and tells no profit: "**advertising** earned RMB 26 billion"."""
OF_A_UNIT = "of a unit"
"""The tag of what a unit of a group has, whose sales are revenue: "the **overseas arm's** sales"."""
HELD = "held"
"""The tag of a number somebody is said to have or come to: "cut its staff and **now has** 5,000", "cut its staff **to** 5,000"."""
TAKEN_OFF = "taken off"
"""The tag of a number that somebody cuts away: "**cut** 3,400 employees"."""
COUNTED_NOUN = 3
"""The counted noun is one of so many words behind a number: "10 million **product listings**"."""
ANOTHER_THING = "of another thing"
"""The tag of a number of things that no metric knows: "closed **320 files**"."""
GOODS_REACH = 7
"""How many words may lead from things to what they are worth: "deliveries in 2023, worth"."""
WORTH = 3
"""How many words may stand between "worth" and the amount."""
SIZE_OF_A_MODEL, MODEL_SIZE = "size of a model", re.compile(r"[\d.]+[Bb]")
"""The tag of numbers written as those of parameters are: "a **32B** model"."""
BY_THE_DAY, BY_THE_MONTH = "by the day", "by the month"
"""The tags of numbers of people told by the time in which they come: "102 million people come **every day**"."""
INHABITANTS = "inhabitants"
"""The tag of people that a place has: "a city of 20 million", "Hangzhou's 12 million people"."""
STAFF, LARGEST_STAFF = "staff", 200_000
"""The tag of people somebody has, "DeepSeek **has 160 people**", and from how many on they are rather customers."""
TAGS = frozenset(
    {
        SIZE_OF_A_MODEL,
        INHABITANTS,
        BY_THE_DAY,
        BY_THE_MONTH,
        FOR_A_NAME,
        FROM_A_NAME,
        ON_THINGS,
        FROM_A_SOURCE,
        SMALL_SUM,
        MODEST_SUM,
        BY_THE_UNIT,
        PAID_BY_TIME,
        IN_BULK,
        IN_SHARES,
        BY_THE_SHARE,
        OF_A_RESULT,
        AIM,
        OF_A_THING,
        ON_A_MARKETPLACE,
        HELD,
        TAKEN_OFF,
        ANOTHER_THING,
        STAFF,
        OF_A_LINE,
        OF_A_UNIT,
        TURNOVER,
        OFF_A_PRICE,
        AGAINST_A_LOSS,
        AS_A_PRICE,
        AT_A_WORTH,
        FOR_A_PART,
        *PURPOSES,
    }
)
OBJECT_REACH, PURPOSE_REACH = 6, 4
PRICE_WORDS = 6
"""How many words "for an aggregate consideration of" may have."""
SPANS_OF_TIME = ("hour", "day", "week", "month", "quarter", "year")
IS_BULK = frozenset({IN_BULK})
BY_THE_TIME = {"day": frozenset({BY_THE_DAY}), "month": frozenset({BY_THE_MONTH})}


def tags_of_amount(scene: Scene, amount: Amount) -> frozenset[str]:
    """The tags that the words around an amount give it."""
    place = (amount.start, amount.outer_end, amount.kind)
    found = scene.tags.get(place)
    if found is None:
        found = scene.tags[place] = _tags_of_amount(scene, amount)
    return found


def _tags_of_amount(scene: Scene, amount: Amount) -> frozenset[str]:
    if amount.kind == "count":
        if amount.per in BY_THE_TIME:
            return BY_THE_TIME[amount.per]
        if scene.only(scene.after(amount.outer_end, 1) or (",",), "equity"):
            return frozenset({IN_SHARES})  # "sold 17 million shares": nothing was shipped
        if MODEL_SIZE.fullmatch(scene.text, amount.start, amount.end):
            return frozenset({SIZE_OF_A_MODEL})
        if _has_people(scene, amount):
            return frozenset({STAFF})
        if _is_held(scene, amount):
            return frozenset({HELD})
        if "cutting" in scene.classes and _is_taken_off(scene, amount):
            return frozenset({TAKEN_OFF})
        if _of_a_place(scene, amount):
            return frozenset({INHABITANTS})
        return frozenset({ANOTHER_THING}) if counts_another(scene, amount) else NOTHING
    if amount.kind == "quantity":
        return IS_BULK if amount.per is None else NOTHING
    off = scene.after(amount.outer_end, 1) == ("off",) and not scene.some(scene.after(amount.outer_end, OFF_SHARES), "equity", "value")
    if amount.kind != "money":
        return frozenset({OFF_A_PRICE}) if off else NOTHING
    tags = {OFF_A_PRICE} if off else set()
    tags |= set(purposes(scene, amount.outer_end))
    before = scene.before(amount.outer_start, 1)
    behind = scene.after(amount.outer_end, OBJECT_REACH)
    if before == ("on",):
        tags.add(TURNOVER)
    if "loss" in scene.classes and _against_a_loss(scene, amount, behind):
        tags.add(AGAINST_A_LOSS)
    if _for_a_name(scene, behind):
        tags.add(FOR_A_NAME)
    if amount.value < SMALL:
        tags.add(SMALL_SUM)
    if _is_of_a_thing(scene, amount):
        tags.add(OF_A_THING)
    if amount.value < MODEST:
        tags.add(MODEST_SUM)
    if amount.per is not None:
        tags.add(PAID_BY_TIME if amount.per in SPANS_OF_TIME and amount.value <= MODEST else BY_THE_UNIT)
    if is_price(scene, amount):
        tags.add(AS_A_PRICE)
    if _for_a_part(scene, amount, behind):
        tags.add(FOR_A_PART)
    if amount.value >= WORTH_FROM and before == ("at",):
        tags.add(AT_A_WORTH)
    if _comes_from(scene, amount, behind):
        tags.add(FROM_A_SOURCE)
        if NAME in behind[1 : _clause_end(scene, behind) + 2] and _somebody_behind(scene, amount):
            tags.add(FROM_A_NAME)
    if _in_a_city_of_exchanges(scene, amount, behind):
        tags.add(LISTING)
    if behind[:1] == ("on",) and behind[1:2] not in ((NAME,), (TIME,)) and scene.grammar.content["averaging"].isdisjoint(behind[1:2]):
        tags.add(ON_THINGS)
    if _worth_in_shares(scene, behind):
        tags.add(IN_SHARES)
    if _by_the_share(scene, behind) or (amount.also is not None and _by_the_share(scene, scene.after(amount.end, 3))):
        tags.add(BY_THE_SHARE)
        if any(m.end <= amount.start and _of_one_share_too(m) for m in scene.cues):
            tags.add(OF_A_RESULT)
    if ("target" in scene.classes or "will" in scene.classes) and said_status(scene, amount) == "target":
        tags.add(AIM)
    return frozenset(tags)


def _against_a_loss(scene: Scene, amount: Amount, behind: tuple[str, ...]) -> bool:
    """Whether a loss is what a sum is compared with: "made $391 million **against a loss of** $12 million"."""
    loss = scene.nearest_after(amount.outer_end, "loss")
    tokens = scene.gap(amount.outer_end, loss.start).tokens if loss is not None and behind else ()
    tokens = tuple(t for t in tokens if t not in (TIME, ","))
    return 0 < len(tokens) <= PURPOSE_REACH and scene.only(tokens, "set_against", "result_before", "determiner", "preposition")


def _has_people(scene: Scene, amount: Amount) -> bool:
    """Whether somebody has people, who do nothing that is told of: "has **160 people**", "a team of **140 people** in Shenzhen"."""
    behind = scene.after(amount.outer_end, 2)
    if amount.value > LARGEST_STAFF or amount.per is not None or not scene.only(behind[:1] or (",",), "persons"):
        return False
    closed = behind[1:] == () or behind[1] in (",", ";", ":", "(", ")") or scene.only(behind[1:], "joining", "outward")
    led = scene.before(amount.outer_start, 2)
    return closed and (scene.only(led[-1:] or (",",), "having_staff") or (led[-1:] == ("of",) and scene.only(led[:1], "crew")))


def _of_a_place(scene: Scene, amount: Amount) -> bool:
    """Whether a number is that of the people of a place: "a city **of over 2 million**", "**Hangzhou's** 12 million people"."""
    before = scene.before(amount.outer_start, 3)
    if before[-1:] == ("of",):
        return any("place" in scene.grammar.head_groups.get(token, NOTHING) for token in before[:-1])
    return bool(before) and any(
        m.role == "place" and m.possessive and m.end <= amount.outer_start and len(scene.gap(m.end, amount.outer_start)) <= 1
        for m in scene.entities
    )


def _is_held(scene: Scene, amount: Amount) -> bool:
    """Whether a verb of having, an "its" or the "to" of a level stands right before a number, or it is where the level came from."""
    if amount.paired is not None:
        return True
    before = scene.before(amount.outer_start, 2)
    if scene.only(before[-1:] or (",",), "owning") or (amount.modifier != "exact" and scene.only(scene.before(amount.start, 1), "owning")):
        return True  # "will hit one in five of **its** 5,000 employees"
    return scene.only(before[-1:] or (",",), "has", "arriving") or (
        scene.only(before[:1] or (",",), "has") and scene.only(before[1:], "adverb")
    )


def counts_another(scene: Scene, amount: Amount) -> bool:
    """Whether the number counts things that no metric knows: "shoppers can pick from **10 million product listings**"."""
    if amount.kind != "count" or amount.worded:
        return False
    for size, token in enumerate(scene.after(amount.outer_end, COUNTED_NOUN), 1):
        if not token.isalpha() or token in scene.grammar.groups:
            return False
        if token.endswith("s") and not token.endswith("ss") and token not in scene.grammar.head_groups:
            return not any(m.start >= amount.outer_end and len(scene.gap(amount.outer_end, m.start)) < size for m in scene.cues)
    return False


def _is_taken_off(scene: Scene, amount: Amount) -> bool:
    """Whether a number is the object of a verb of cutting: "**cut** about 3,400 employees"."""
    verb = scene.nearest_before(amount.outer_start, "cutting")
    return verb is not None and scene.only(scene.gap(verb.end, amount.outer_start).tokens, "adverb", "determiner")


def purposes(scene: Scene, at: int) -> frozenset[str]:
    """The purposes said right behind an offset: "spending **on US ads**"."""
    said = [name for name in PURPOSES if name in scene.classes]
    if not said:
        return NOTHING
    at = _behind_restatement(scene, at)
    return frozenset(name for name in said if any(_leads_to(scene, at, hit.start) for hit in scene.classes[name]))


def _behind_restatement(scene: Scene, at: int) -> int:
    """Where a sum ends that is said again between commas: "16.9 billion yuan, **or 1.6% of revenue,** into research"."""
    if scene.after(at, 2) != (",", "or"):
        return at
    opening = scene.folded.find(",", at, scene.sentence.end)
    return scene.folded.find(",", opening + 1, scene.sentence.end) + 1 or at


def _leads_to(scene: Scene, at: int, start: int) -> bool:
    """Whether a preposition or "to" and at most some adjectives stand between two offsets."""
    if start < at:
        return False
    gap = scene.gap(at, start)
    between = [a for a in scene.amounts if at <= a.start and a.end <= start and scene.line.insertion(a.start) is None]
    if not gap.tokens and not between:
        return scene.after(at, 1)[0].endswith("ing")  # "spent 600 million yuan **promoting** it"
    told = gap.tokens[2:] if gap.tokens[:2] == ("by", NAME) else gap.tokens  # "was spent **by Acme** on ads"
    return 0 < len(told) <= PURPOSE_REACH and not gap.breaks and scene.only(told[:1], "purpose") and not between


def is_price(scene: Scene, amount: Amount) -> bool:
    """Whether an amount is what something was given for: "**for** $5 million", "**for a total of** $5 million"."""
    before = scene.before(amount.outer_start, PRICE_WORDS)
    at = len(before) - 1
    while at > 0 and scene.only(before[at : at + 1], "summing"):
        at -= 1
    return at >= 0 and scene.only(before[at : at + 1], "price_of")


def paid_for(scene: Scene, amount: Amount) -> bool:
    """Whether money was given for something with a name."""
    return amount.kind == "money" and _for_a_name(scene, scene.after(amount.outer_end, OBJECT_REACH))


def _for_a_name(scene: Scene, behind: tuple[str, ...]) -> bool:
    return NAME in behind and scene.only(behind[:1], "price_of") and NAME in behind[: _clause_end(scene, behind)]


def _for_a_part(scene: Scene, amount: Amount, behind: tuple[str, ...]) -> bool:
    """Whether a percentage of somebody or a holding is what was paid for."""
    if not scene.only(behind[:1] or (",",), "price_of", "spent_on"):
        return False
    part = next((a for a in scene.amounts if a.start >= amount.outer_end), None)
    if part is not None and part.kind == "percent" and scene.gap(amount.outer_end, part.outer_start).tokens == behind[:1]:
        return scene.after(part.outer_end, 1) == ("of",)
    owned = scene.only(behind[1:2] or (",",), "owning")
    return scene.only(behind[2:3] or (",",), "holding_noun") if owned else behind[:2] == ("on", "shares")


def _in_a_city_of_exchanges(scene: Scene, amount: Amount, behind: tuple[str, ...]) -> bool:
    """Whether a city with an exchange is said to be where a sum was raised: "raised $3.9 billion this week **in Hong Kong**"."""
    words = tuple(t for t in behind if t != TIME)
    if words[:2] != ("in", NAME):
        return False
    city = next((m for m in scene.entities if m.start >= amount.outer_end), None)
    return city is not None and scene.folded[city.start : city.end] in scene.grammar.gaps["city_of_exchanges"]


def _worth_in_shares(scene: Scene, behind: tuple[str, ...]) -> bool:
    """Whether "of" or "worth of" and shares follow, maybe with whose they are: "of Alibaba **shares**", "worth of its **stock**"."""
    of = behind[1:] if behind[:1] == ("worth",) else behind
    return of[:1] == ("of",) and scene.some(of[1 : _clause_end(scene, of)], "equity")


def _is_of_a_thing(scene: Scene, amount: Amount) -> bool:
    """Whether a noun that stands for nobody is said to be worth the amount: "a **contract worth** $400 million"."""
    before = scene.before(amount.outer_start, WORTH + 1)
    at = next((i for i in range(len(before) - 1, 0, -1) if scene.only(before[i : i + 1], "worth")), None)
    if at is None or NAME in before[at:]:
        return False  # "the round led by IDG **valued Acme at** $440 million"
    noun = before[at - 1]
    if noun == "," and any(
        a.kind == "count" and a.outer_end < amount.outer_start and _count_of_goods(scene, a, amount) for a in scene.amounts
    ):
        return True  # "arranged **588 million deliveries** in 2023, **worth** $8.7 billion"
    if scene.only((noun,), "number_noun"):
        return True  # "the **volume** valued at 300 billion yuan"
    if noun.isalpha() and noun not in scene.grammar.groups and noun not in scene.grammar.head_groups:
        return True
    return any(c.cues[0].role == "counted" and scene.gap(c.end, amount.outer_start).tokens == before[at:] for c in scene.cues)


def _count_of_goods(scene: Scene, counted: Amount, amount: Amount) -> bool:
    """Whether no name stands between a number of things and what is said to be worth a sum."""
    tokens = scene.gap(counted.outer_end, amount.outer_start).tokens
    return NAME not in tokens and tokens.count(",") == 1 and len(tokens) <= GOODS_REACH


def _clause_end(scene: Scene, tokens: tuple[str, ...]) -> int:
    """How many tokens stand before the first mark or the first word of another clause."""
    clause = scene.grammar.gaps["clause"]
    return next((i for i, t in enumerate(tokens) if t in ",;:()" or t in clause), len(tokens))


def _by_the_share(scene: Scene, behind: tuple[str, ...]) -> bool:
    """Whether the amount is that of one share: "32 cents **per share**", "$1.45 **per ADS**", "20 cents **a share**"."""
    if not behind or not scene.only(behind[:1], "each_one"):
        return False
    at = next((i for i, t in enumerate(behind) if i and t != NAME and not scene.only((t,), "share_class")), 0)  # "per **ordinary** share"
    return at > 0 and scene.only(behind[at : at + 1], "one_share")


def _of_one_share_too(mention: CueMention) -> bool:
    """Whether a noun names one thing of a company and another of a share: "profit", "net loss"."""
    by_the_share = [c for c in mention.cues if BY_THE_SHARE in c.when]
    return 0 < len(by_the_share) < len(mention.cues) and all(c.role == "noun" for c in mention.cues)


def _somebody_behind(scene: Scene, amount: Amount) -> bool:
    """Whether the next name is that of somebody and of no place."""
    name = next((m for m in scene.entities if m.start >= amount.outer_end), None)
    return name is not None and name.kind not in PLACE_KINDS


def _comes_from(scene: Scene, amount: Amount, behind: tuple[str, ...]) -> bool:
    """Whether "from" and no earlier level or time stands right behind: not "from 5 billion", "from last year"."""
    if scene.only(behind[:1] or (",",), "subject") and behind[2:3] == ("from",):
        behind = behind[2:]  # "the 3 billion yuan **it earned from** games"
    if behind[:1] != ("from",) or behind[1:2] in ((), (TIME,)):
        return False
    return not any(a.outer_start - amount.outer_end >= 0 and len(scene.gap(amount.outer_end, a.outer_start)) <= 2 for a in scene.amounts)
