"""The role each name of a sentence plays: who it may speak of, who only qualifies, compares, tells or says where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from china_tech_metrics.link.gaps import MARKS, NAME, NOTHING, TIME
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.scan.words import exact
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Grammar

DESCRIPTION = 6
"""How many words may lead to a name of a list and say what it is: "Baidu, **and its video platform** iQiyi"."""
LISTERS = frozenset({",", "and", "or"})
APPOSITION_WORDS = 4
"""How many words may stand between an owner and the name it qualifies: "Tencent's super app WeChat"."""
INTRODUCTION = 7
"""How many words may introduce who is cited: "according to **a Shanghai brokerage firm** Everbright"."""
PAID_BY = 6
"""How many characters "from" takes between a sum and who paid it."""
POST_WORDS = 8
"""How many words may stand between what is shared and the network it is shared on."""
ROUND_WORDS = 24
"""How many words may stand between an investor and the round it led, the others who led it among them."""
AMONG = frozenset({"among"})
"""With "them" behind the names of some of those told of before: "300 brands, Nike and Lego **among** them"."""
RIVAL_WORDS = 5
"""How many words a clause may begin with that says whose rival somebody is: "while its much smaller rival"."""
LEADERS = 5
"""Within how many words behind the first of those who led a round that is said: "**IDG** and Temasek jointly led"."""
INVESTING = 6
"""Within how many words behind a name whom it puts money into is named: "has **put money into** Acme"."""
LIKENED = 4
"""Within how many words before a name somebody is said to be called after it: "**often called** China's Twitter"."""
OPENING_WORDS = 3
"""A sentence that begins "Its smaller rival X" speaks of X."""


class RoleReader:
    """Gives every name of a sentence its role. Build once for a language."""

    def __init__(self, grammar: Grammar) -> None:
        self._owned = tuple(grammar.heads["owned"])
        self._related = frozenset(grammar.heads["related"])
        self._former = tuple(f"{word} " for word in grammar.gaps["former"])
        self._rivals = grammar.gaps["rival"]
        self._leading = grammar.content["leading_round"]
        self._rival = re.compile(exact(self._rivals))

    def read(self, scene: Scene) -> None:
        """Fill in the roles of ``scene.entities``."""
        for mention in scene.entities:
            self._role(scene, mention)
        self._appositions(scene)
        self._lists(scene)

    def _role(self, scene: Scene, mention: EntityMention) -> None:
        folded = scene.folded
        tail = folded[mention.end : mention.end + 16].replace("’", "'")
        mention.possessive = tail.startswith("'s") or (tail.startswith("'") and folded[mention.end - 1] == "s")
        if tail.startswith(self._owned):
            mention.role = "modifier"
        elif _is_dateline(scene, mention):
            mention.role = "source"
        elif mention.possessive and superlative_behind(scene, mention):
            mention.role = "modifier"  # "the world's largest market"
        elif mention.kind in PLACE_KINDS:
            exchange = folded.endswith(" in ", scene.sentence.start, mention.start) and scene.only(
                scene.before(mention.start, 2)[:1], "listing"
            )
            named_too = "such_as" in scene.classes and _named_among(scene, mention)
            words = [t for t in scene.before(mention.start, 3) if t != "of" and not scene.only([t], "determiner")]
            outside = scene.some(words[-1:], "beyond")
            mention.role = "modifier" if exchange or named_too or outside else "compare" if _surpassed(scene, mention) else "place"
        elif mention.kind in REPORTER_KINDS or _introduced(scene, mention):
            mention.role = "source"
        elif folded.endswith(self._former, scene.sentence.start, mention.start):
            mention.role = "modifier"  # "a **former Alibaba** manager"
        elif _owner_of_subject(scene, mention) or (scene.amounts and _made_what_is_counted(scene, mention)):
            mention.role = "modifier"
        elif self._compared(scene, mention):
            mention.role = "compare"
        elif (mention.kind == "platform" and _is_written_on(scene, mention)) or _is_instance(scene, mention) or _likens(scene, mention):
            mention.role = "modifier"
        elif scene.amounts and (_is_paid_by(scene, mention) or _is_affiliated(scene, mention)):
            mention.role = "modifier"  # "raised $50 million **from Temasek** at a value of X"
        elif scene.tokens.has_any(self._leading) and (_led_the_round(scene, mention) or _gives_money(scene, mention)):
            mention.role = "modifier"  # "**Tencent** and Qiming led a round in Acme": told of Acme
        elif not scene.amounts and _puts_money_into(scene, mention):
            mention.role = "modifier"  # "**Tencent** has put money into Acme": told of Acme

    def _compared(self, scene: Scene, mention: EntityMention) -> bool:
        if mention.possessive and _only_measures(scene, mention):
            return True
        word = scene.nearest_before(mention.start, "compare", "such_as")
        if word is not None:
            gap = scene.gap(word.end, mention.start)
            another = gap.tokens[-1:] == (NAME,)  # "unlike **Acme**, whose loss widened, Beta"
            if len(gap) <= 5 and not gap.breaks and not another and not scene.amounts_between(word.end, mention.start):
                return True
        if self._rival.search(scene.folded, scene.sentence.start, mention.start) is None:
            return False
        before = scene.before(mention.start, 3)
        rival = next((i for i, t in enumerate(before) if i and t.rstrip("s") in self._rivals), None)
        if rival is None or before[rival - 1] in (NAME, "'s", "’s"):  # "TikTok rival Kuaishou" is Kuaishou itself
            return False
        if before[rival + 1 :] in ((), (",",)) and _owned_by_subject(scene, mention):
            return False
        if before[-2:-1] == (",",) and rival == len(before) - 1 and scene.after(mention.end, 1) != (",",):
            return False  # "A day before, rival Kuaishou filed"
        if any(scene.gap(c.end, mention.start).tokens == ("at", before[-1]) for c in scene.cues if c.end < mention.start):
            return False  # "**revenue at rival PDD** rose 131%"
        led = before[:-2] if scene.only(before[-2:-1] or (",",), "owning") else before[:-1]  # "and **its** rival Kuaishou had"
        if rival == len(before) - 1 and (scene.only(led[-1:] or (",",), "opens_clause") or _opens_clause(scene, mention)):
            return False  # "X fell 5%, **while larger rival Kuaishou** lost 3%"
        opening = [t for t in scene.gap(scene.sentence.start, mention.start).tokens if t != ","]
        return len(opening) > OPENING_WORDS or scene.some(opening, "preposition", "copula", "clause")

    def _appositions(self, scene: Scene) -> None:
        """An owner in front of what it owns only qualifies it: "Alibaba's AliExpress", "TikTok rival Kuaishou"."""
        self._qualify(scene, pairwise(scene.entities))

    def qualify_described(self, scene: Scene) -> None:
        """The same of an owner that is only described: "**the company's** smaller rival Kuaishou"."""
        pairs = ((a, b) for a, b in pairwise(scene.entities) if a.via == "head" and a.possessive and b.via == "name")
        self._qualify(scene, (pair for pair in pairs if self._tells_relation(scene, *pair)))

    def _qualify(self, scene: Scene, pairs: Iterable[tuple[EntityMention, EntityMention]]) -> None:
        for first, second in pairs:
            if second.role == "source" and first.role == "place" and _is_home_of_teller(scene, first, second):
                first.role = "modifier"  # "data from **US** research house IDC"
            if first.role != "plain" or second.role == "source" or second.kind in PLACE_KINDS:
                continue  # "**Tesla's** China-made deliveries"
            gap = scene.gap(first.end, second.start)
            tokens = [t for t in gap.tokens if t not in ("'s", "’s")]
            if len(tokens) > APPOSITION_WORDS or gap.breaks:
                continue
            related = self._tells_relation(scene, first, second)
            qualifies = first.possessive and not scene.only(tokens[:1], "preposition", "copula") if tokens else first.possessive
            if not (qualifies or related) or scene.some(tokens, "preposition", "conjunction", "copula"):
                continue
            if first.possessive and second.possessive and scene.cue_between(first.end, second.start):
                continue  # "**BYD's** sales top Tesla's"
            if not (first.possessive and owns_together(scene, first.end)):
                first.role = "modifier"

    def _tells_relation(self, scene: Scene, first: EntityMention, second: EntityMention) -> bool:
        """Whether a word between two names says what one is to the other: "TikTok **rival** Kuaishou"."""
        return any(t in self._related or t.rstrip("s") in self._related for t in scene.gap(first.end, second.start).tokens)

    def _lists(self, scene: Scene) -> None:
        """What is said of the first of "A, B and C" as a comparison, or as who leads another, is said of all."""
        others = len(scene.entities) > 1 and scene.tokens.has_any(scene.grammar.content["all_over"])
        if not others and all(mention.role not in ("compare", "modifier") for mention in scene.entities):
            return
        self._examples(scene)
        for run in runs(scene):
            if not scene.grammar.content["all_over"].isdisjoint(scene.before(run[0].start, 1)) and _and_others(scene, run[-1]):
                for mention in run:  # "sales **across Tmall, JD.com and other platforms**"
                    mention.role = "modifier"
                continue
            leads = run[0].role == "modifier" and any(f(scene, run[0]) for f in (_owner_of_subject, _is_paid_by, _led_the_round))
            if _is_instance(scene, run[-1]):
                for mention in run:
                    mention.role = "modifier"
            elif run[0].role == "compare" or leads:
                owned = next((m for m in scene.entities if m.start > run[-1].end and run[-1].possessive), None)
                for mention in (*run[1:], *([owned] if owned and len(scene.gap(run[-1].end, owned.start)) <= 1 else [])):
                    if mention.role == "plain" or mention is run[-1]:
                        mention.role = run[0].role

    @staticmethod
    def _examples(scene: Scene) -> None:
        """All names of a list of examples are such: "services, **including** the grocer Freshippo **and delivery app Ele.me**, lost X"."""
        marks = scene.classes.get("such_as", ())
        for first, second in pairwise(scene.entities) if marks else ():
            if first.role != "compare" or second.role != "plain" or not any(mark.end <= first.start for mark in marks):
                continue
            tokens = scene.gap(first.end, second.start).tokens
            described = 1 < len(tokens) <= APPOSITION_WORDS + 1 and scene.only(tokens[:1], "joining") and MARKS.keys().isdisjoint(tokens)
            if described and not scene.some(tokens[1:], "preposition", "copula", "conjunction"):
                second.role = "compare"

    def opens_with_rival(self, scene: Scene) -> bool:
        """Whether a sentence speaks in passing of another one: "**Rival** Airwallex has said", "Its smaller **competitor** X"."""
        opening = scene.after(scene.sentence.start, OPENING_WORDS)
        first = scene.entities[0] if scene.entities else None
        if first is not None and first.start == scene.sentence.start:
            told = scene.after(first.end, OPENING_WORDS + 1)  # "UBTech, **another rival**, is worth $4 billion"
            opening = told[1:] if told[:1] == (",",) else opening
        return any(t.rstrip("s") in self._rivals for t in opening)


def _owned_by_subject(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name is told as the rival of whom a sentence begins with: "**The company's** smaller rival **Kuaishou** lost 3%"."""
    words = scene.gap(scene.sentence.start, mention.start).tokens
    at = next((i for i, t in enumerate(words[: OPENING_WORDS + 1]) if t in ("'s", "’s")), None)
    if at is None or len(words) - at > APPOSITION_WORDS + 1:
        return False
    return NAME not in words[at:] and not scene.some(words, "preposition", "copula", "clause")


def _opens_clause(scene: Scene, mention: EntityMention) -> bool:
    """Whether only adjectives part "rival" and a name from where its clause begins: "**while much smaller rival Kuaishou** lost 3%"."""
    before = scene.before(mention.start, RIVAL_WORDS)[:-1]
    at = next((i for i in reversed(range(len(before))) if before[i] in scene.grammar.content["other_clause"]), len(before))
    words = before[at + 1 :]
    return bool(words) and not any(t in MARKS or t == TIME or t.endswith("ing") or scene.only([t], "preposition") for t in words)


def _introduced(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name is introduced as who says so: "according to **a Chinese broker, Everbright**"."""
    word = scene.nearest_before(mention.start, "according") if "according" in scene.classes else None
    if word is None:
        return False
    tokens = scene.gap(word.end, mention.start).tokens
    return 1 < len(tokens) <= INTRODUCTION and tokens[0] in ("a", "an") and not scene.some(tokens, "preposition", "clause")


def _likens(scene: Scene, mention: EntityMention) -> bool:
    """Whether somebody is only likened to somebody: "iQiyi, the **Netflix** of China", "Weibo, called China's **Twitter**"."""
    article = scene.only(scene.before(mention.start, 1) or (",",), "determiner")
    if article and scene.after(mention.end, 1) == ("of",):
        place = next((m for m in scene.entities if m.start > mention.end), None)
        return place is not None and place.kind in PLACE_KINDS and len(scene.gap(mention.end, place.start)) == 1
    before = scene.before(mention.start, LIKENED)
    at = next(
        (i for i in range(len(before) - 1, -1, -1) if before[i] != NAME and not scene.only(before[i : i + 1], "possessive", "determiner")),
        0,
    )
    return at < len(before) - 1 and scene.only(before[at : at + 1] or (",",), "called")


def _is_instance(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name is the last of those that stand for many: "300 brands took part, Nike and **Lego** among them"."""
    if not scene.tokens.has_any(AMONG):
        return False
    behind = scene.after(mention.end, 2)
    return not AMONG.isdisjoint(behind[:1]) and scene.only(behind[1:] or (",",), "plural")


def _is_dateline(scene: Scene, mention: EntityMention) -> bool:
    """ "BEIJING, July 17 — …", "Hangzhou — Shoppers …": where the story was written."""
    if mention.kind not in PLACE_KINDS or mention.start != scene.sentence.start:
        return False
    if not scene.text[mention.start : mention.end].isupper():
        dash, first = scene.text[mention.end : mention.end + 3], scene.text[mention.end + 3 : mention.end + 4]
        return mention.kind == "region" and dash in (" — ", " – ") and first.isupper()
    tokens = scene.after(mention.end, 4)
    marked = scene.text[mention.end : mention.end + 2] == " -"  # "BANGKOK -- Automakers from China"
    return marked or any(t in ("—", "–", "(") or t == TIME for t in tokens)


def _is_paid_by(scene: Scene, mention: EntityMention) -> bool:
    """Whether money right before a name came from it."""
    if mention.possessive or scene.before(mention.start, 1) != ("from",):
        return False
    return any(0 < mention.start - a.outer_end <= PAID_BY and a.kind == "money" for a in scene.amounts)


def _is_affiliated(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name only says with whom somebody is tied, or who sold shares.

    "a fund **linked to Tencent**", "shares **from Joyy**", "the best of all **Apple suppliers**"
    """
    if scene.after(mention.end, 1)[:1] and scene.after(mention.end, 1)[0] in scene.grammar.content["affiliates"]:
        return True
    first, second = (*scene.before(mention.start, 2), "", "")[:2]
    if second == "from":
        return scene.only((first,), "equity") and not mention.possessive
    return second in ("with", "to") and first in scene.grammar.content["affiliated"]


def _is_written_on(scene: Scene, mention: EntityMention) -> bool:
    """Whether somebody only tells something on a platform: "wrote **on Weibo** that", "shared the figures in a post **on WeChat**"."""
    if mention.possessive or scene.before(mention.start, 1) != ("on",):
        return False
    said = scene.nearest_before(mention.start, "said")
    if said is not None and len(scene.gap(said.end, mention.start)) == 1:
        return True
    return not scene.grammar.content["posting"].isdisjoint(scene.before(mention.start, POST_WORDS))


def _is_home_of_teller(scene: Scene, place: EntityMention, teller: EntityMention) -> bool:
    """Whether a place only says where those are at home who are cited: "**US** market research firm Canalys"."""
    tokens = scene.gap(place.end, teller.start).tokens
    if place.possessive or not 0 < len(tokens) <= APPOSITION_WORDS:
        return False
    if any(place.end <= said.start < teller.start for said in scene.classes.get("said", ())):
        return False  # "a shop owner in Hangzhou **told** Yicai"
    return not scene.some(tokens, "preposition", "copula", "conjunction", "clause") and MARKS.keys().isdisjoint(tokens)


def _gives_money(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name is told as one who puts money into another: "**Qiming** led a round in Acme", "**Tencent** joined the round"."""
    tokens = scene.after(mention.end, ROUND_WORDS)
    at = next((i for i, t in enumerate(tokens) if t in scene.grammar.content["leading_round"]), None)
    if at is None or tokens[at - 1 : at] == (",",) or tokens[at + 1 : at + 2] == ("by",):
        return False  # "Acme, led by its founder": nobody gives
    if scene.some([t for t in tokens[:at] if not scene.only((t,), "perfect")], "copula", "clause", "possessive"):
        return False
    if tokens[at] in scene.grammar.content["taking_part"] and not scene.amounts:
        return True  # "**Tencent** also took part"
    told = tokens[at + 1 :]
    told = told[: next((i for i, t in enumerate(told) if t in MARKS and t != NAME), len(told))]
    return not scene.grammar.content["paid_in"].isdisjoint(told)


def _led_the_round(scene: Scene, mention: EntityMention) -> bool:
    """Whether a clause says of a round who led it: "in a round **Temasek led**", "a Series A that **IDG** and Temasek co-led"."""
    behind = [t for t in scene.after(mention.end, LEADERS) if t != NAME and not scene.only((t,), "joining", "perfect", "adverb")]
    if not behind or behind[0] not in scene.grammar.content["leading_round"]:
        return False
    led = [t for t in scene.before(mention.start, 3) if not scene.only((t,), "relative_pronoun")]
    lettered = len(led) > 1 and len(led[-1]) == 1 and scene.only(led[-2:-1], "lettered")
    return lettered or not scene.grammar.content["paid_in"].isdisjoint(led[-1:])


def _puts_money_into(scene: Scene, mention: EntityMention) -> bool:
    """Whether a sentence without figures tells that a name has put money into another one: "**Tencent** has invested in Acme"."""
    words = [t for t in scene.after(mention.end, INVESTING) if not scene.only((t,), "perfect", "adverb")]
    if not scene.only(words[:1] or (",",), "giving_money"):
        return False
    into = next((i for i, t in enumerate(words) if t in scene.grammar.gaps["into"]), None)
    return into is not None and words[into + 1 : into + 2] == [NAME]


def _owner_of_subject(scene: Scene, mention: EntityMention) -> bool:
    """ "the short video app, owned by Beijing-based ByteDance": who owns is not who the sentence speaks of."""
    if scene.folded.find("by", scene.sentence.start, mention.start) < 0:
        return False
    before = scene.before(mention.start, 4)
    for i in (-1, -2, -3):
        if before[i:][:1] in ((",",), (NAME,)):
            return False  # "Backed by Tencent, Bilibili has": Bilibili
        if before[i:][:1] == ("by",):
            return len(before) > -i and before[i - 1] in scene.grammar.gaps["owned_by"]
    return False


def _made_what_is_counted(scene: Scene, mention: EntityMention) -> bool:
    """Whether a company only made the things of a number: "needed 2,048 **Nvidia** chips"."""
    if not any(a.outer_end == mention.start - 1 and a.kind == "count" for a in scene.amounts):
        return False
    behind = scene.after(mention.end, 1)
    return mention.kind == "company" and not mention.possessive and behind != () and behind[0] not in MARKS


def _surpassed(scene: Scene, mention: EntityMention) -> bool:
    """Whether a place is the object of a verb that compares: "India's market surpassed **the US**"."""
    word = scene.nearest_before(mention.start, "compare")
    return word is not None and not mention.possessive and scene.only(scene.gap(word.end, mention.start).tokens, "determiner")


def _only_measures(scene: Scene, mention: EntityMention) -> bool:
    """Whether a figure is told as a part or multiple of another's: "600 million searches, **half of Baidu's**", "**twice Baidu's**"."""
    behind = scene.after(mention.end, 2)
    if behind[1:2] and behind[1] not in ",.;:)":
        return False
    between = next((scene.gap(a.outer_end, mention.start).tokens for a in reversed(scene.amounts) if a.outer_end < mention.start), None)
    ratio = next((a for a in reversed(scene.amounts) if a.outer_end < mention.start), None)
    return ratio is not None and ratio.kind in ("percent", "times") and between in ((), ("of",), ("that", "of"), ("as", "much", "as"))


def _named_among(scene: Scene, place: EntityMention) -> bool:
    """Whether a place is only one of those where some of the counted went: "deliveries, **including those to Hong Kong**, rose"."""
    word = scene.nearest_before(place.start, "such_as")
    tokens = scene.gap(word.end, place.start).tokens if word is not None else ()
    return scene.only(tokens[:1] or (",",), "that") and scene.only(tokens[1:2] or (",",), "preposition")


def superlative_behind(scene: Scene, span: Spanned) -> bool:
    """Whether a place only says among whom: "**the world's** largest market"."""
    behind = scene.after(span.end, 4)
    if behind[2:3] and behind[2][0].isdigit() and scene.only(behind[1:2], "superlative"):
        return False  # "revenue of **the world's** top 10 foundries": all of them
    behind = behind[:3]
    if behind[1:2] and behind[1][0].isdigit():
        behind = (*behind[:1], *behind[2:])  # "the world's **10th** richest man"
    return scene.only(behind[1:2] or (",",), "superlative") and behind[2:] != ("of",)  # not "iQiyi's number of subscribers"


def runs(scene: Scene) -> Iterator[list[EntityMention]]:
    """The names of each list "A and B", "A, B and C"; the last one has a joining word before it."""
    run: list[EntityMention] = []
    joining = scene.grammar.gaps["joining"]
    for first, second in pairwise(scene.entities):
        tokens = scene.gap(first.end, second.start).tokens
        run = run or [first]
        if tokens == (",",):
            run.append(second)
            continue
        words = [t for t in tokens if t != ","]
        if words and joining.issuperset(words):
            yield [*run, second]
        elif len(run) > 1 and _and_others(scene, run[-1]):
            yield run
        run = []
    if len(run) > 1 and _and_others(scene, run[-1]):
        yield run


def lists_names(scene: Scene, tokens: Sequence[str]) -> bool:
    """Whether the words between two names only list them: "Baidu **and** Kuaishou", "Baidu **and video platform** Kuaishou"."""
    if not tokens or len(tokens) > DESCRIPTION or tokens[0] not in LISTERS:
        return False
    at = next((i for i, t in enumerate(tokens) if t not in LISTERS), len(tokens))
    words = tokens[at + 1 :] if scene.only(tokens[at : at + 1], "owning", "determiner") else tokens[at:]
    return not words or (words[-1] in scene.grammar.head_groups and all(t.isalpha() and t not in scene.grammar.groups for t in words[:-1]))


def words_tying(scene: Scene, tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The words between a figure and a name without what was done, and without its owner.

    Such are "9 million **for** Moonshot's Kimi" and "the 3 billion yuan imposed **on** Meituan".
    """
    if tokens[-2:] in ((NAME, "'s"), (NAME, "’s")):
        tokens = tokens[:-2]
    imposed = scene.grammar.content["imposed"]
    if imposed.isdisjoint(tokens[:2]) or not scene.only(tokens[: tokens[0] not in imposed], "copula"):
        return tokens
    at = next((i for i, t in enumerate(tokens) if i and t not in imposed), len(tokens))
    return tokens[at:]


def _and_others(scene: Scene, last: EntityMention) -> bool:
    """Whether a list of names ends with those that are not named: "from **Alibaba, Didi** and others"."""
    behind = scene.after(last.end, 2)
    return len(behind) > 1 and scene.only(behind[:1], "joining") and behind[1] in scene.grammar.content["unnamed"]


def owns_together(scene: Scene, end: int) -> bool:
    """Whether several businesses behind their owner are told of as one: "its **Tecno, Infinix and itel brands** sold 28 million phones".

    They only qualify then what the owner has, other than where each has its own figure.
    """
    run = next((r for r in runs(scene) if r[0].start > end and {"'s", "’s"}.issuperset(scene.gap(end, r[0].start).tokens)), None)
    if run is None or any(mention.role != "plain" for mention in run):
        return False
    noun = scene.after(run[-1].end, 1)
    if not noun or not noun[0].endswith("s") or noun[0][:-1] not in scene.grammar.head_groups:
        return False
    figures = [a for a in scene.amounts if a.start > run[-1].end][:2]
    if len(figures) > 1 and scene.only(scene.gap(figures[0].outer_end, figures[1].outer_start).tokens, "joining"):
        return False  # "its Lazada and Trendyol units grew 5% and 9%"
    for mention in run:
        mention.role = "modifier"
    return True


def depends(scene: Scene, mention: EntityMention) -> bool:
    """Whether a preposition governs the name or the list it is in: "driven by the strategy title X", "home of A and B"."""
    first = mention
    if mention is not scene.entities[0]:
        first = next((run[0] for run in runs(scene) if any(m is mention for m in run)), mention)
    known = scene.grammar.groups
    for token in reversed(scene.before(first.start, 4)):
        kinds = known.get(token, NOTHING)
        if token in ",;:" or not kinds.isdisjoint(("clause", "conjunction", "copula")):
            return False  # "the other one to have had a good start to the year **is Honor**"
        if "preposition" in kinds:
            return True
    return False
