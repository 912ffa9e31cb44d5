"""Whose number it is: the likeliest name of the sentence, then the subject and the lead of the text."""

from __future__ import annotations

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.compared import of_another_place, whom_it_beat
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import MARKS, NAME, TIME
from china_tech_metrics.link.implied import worth_of_a_company
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.lists import compared_owner, listed_owner, respective_owner
from china_tech_metrics.link.moment import Linked, Moment
from china_tech_metrics.link.owner_before import (
    CARRIED,
    COUNTED_AT_HOME,
    LAST_RESORT,
    NO_COMPANIES,
    carried,
    home_of_statistics,
    place_spoken_of,
    seller_on,
)
from china_tech_metrics.link.owner_score import CLOSE, OwnerChoice, score_owners
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.link.whereabouts import made_there, narrows_people, place_right_behind
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Metric

LEFT_BEHIND = 2
"""How many words stand between a name and its figure in "leaving **Xpeng** behind with 7,000"."""
DASHES = (",", "–", "—")
DOUBTFUL = 0.5
"""Below this score the industry a sentence opens with is likelier than a name of it."""
SUBJECT = 4.0
"""From this score a name of the sentence is likely what it speaks of."""
LINKED = 16
"""How many characters may stand between a name and the figure it is named with: "ahead of Baidu **with over** 19%"."""
CHANGE_AT = 2
"""The words between a change and who changed: "41% **drop at** Xiaomi"."""
TOLD_OF_IT = 30
"""How many characters may stand between a figure and who is told to have it: "the 4% quarterly increase **Vipshop** posted"."""
INDUSTRY_REACH = 6
"""How many words may open a sentence before the industry it speaks of."""
ALL_WORDS = 9
"""How many words may stand between "all" and the industry: "**all** the major online **platforms**"."""
JUST = 2
"""So many sentences ago somebody was spoken of just now."""
BEATEN = "whom another one beat"
"""The feature of an owner whose figure is set against that of another one, and against no earlier time."""
INDUSTRY = "industry of a place"
"""The feature of an owner that no word of the sentence names."""


class OwnerReader:
    """Finds the owner of an amount as it follows from those before it. Build once for a vocabulary."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge

    def read(self, moment: Moment, amount: Amount, choice: CueChoice, metric: Metric) -> OwnerChoice:
        """The owner; a figure that shares its cue with the one before shares the owner too unless another was named since."""
        direct = possessor_of(moment.scene, amount)
        if direct is not None:
            return direct
        listed = respective_owner(moment.scene, amount)
        if listed is not None and not _only_places(listed, metric):
            return listed
        last = moment.last
        if last is not None and choice.mention is last.about.choice.mention and choice.mention.end <= last.amount.start:
            return self.following(moment, amount, last)
        if last is not None and _adds_to(moment.scene, last.amount, amount):
            return last.about.owner
        found = self.spoken_of(moment, amount, choice, metric)
        if last is not None and found.feature == CARRIED:
            before = last.about.owner
            if before.feature in (CARRIED, INDUSTRY) or _goes_on(moment.scene, last.amount, amount):
                return before  # who is spoken of in a sentence does not change without a word
        return found

    def following(self, moment: Moment, amount: Amount, last: Linked) -> OwnerChoice:
        """The owner of a figure that repeats the metric of the one before: a new name if one is tied to it, else the same.

        A figure in brackets is passed over: "4% in Thailand (compared to Shopee's 20%) while holding 5% in Vietnam".
        """
        scene, owner = moment.scene, last.about.owner.mention
        places = owner is not None and owner.kind in PLACE_KINDS
        name = last.about.owner.name
        regions = owner is None and (name is None or self._knowledge.kind_of(name, moment.discourse) in PLACE_KINDS)
        return (
            possessor_of(scene, amount)
            or respective_owner(scene, amount)
            or _beaten(scene, last.amount, amount)
            or compared_owner(scene, last.amount, amount, places=places)
            or listed_owner(scene, last.amount, amount, places=places or regions)
            or next((m for m in reversed(moment.linked) if not scene.set_apart(m.amount, amount)), last).about.owner
        )

    def unexplained(self, moment: Moment, amount: Amount) -> OwnerChoice:
        """The owner of a figure that no metric claims."""
        if moment.last is not None and _adds_to(moment.scene, moment.last.amount, amount):
            return moment.last.about.owner
        return self.spoken_of(moment, amount, None, None)

    def unnamed(self, moment: Moment, amount: Amount, choice: CueChoice, metric: Metric) -> OwnerChoice:
        """The owner of a figure whose metric no word of the sentence names."""
        listed = respective_owner(moment.scene, amount)
        if listed is not None and not _only_places(listed, metric):
            return listed
        if moment.last is not None and _adds_to(moment.scene, moment.last.amount, amount):
            return moment.last.about.owner
        return self.spoken_of(moment, amount, choice, metric)

    def spoken_of(self, moment: Moment, amount: Amount, choice: CueChoice | None, metric: Metric | None) -> OwnerChoice:
        """The owner by the sentence alone and what the text said before it, whatever the figures before have."""
        return choose_owner(moment.scene, amount, choice, metric, moment.discourse, self._knowledge, moment.number)


def _beaten(scene: Scene, last: Amount, amount: Amount) -> OwnerChoice | None:
    """The owner of the second figure of a comparison with whom the subject beat: "**overtook Beta** with 5,000 cars against 4,000"."""
    rival = whom_it_beat(scene, last, amount)
    return OwnerChoice(rival.name, CLOSE, BEATEN, rival) if rival is not None else None


def of_another(scene: Scene, amount: Amount, owner: OwnerChoice) -> bool:
    """Whether a figure is compared with that of another place or another company, and not with an earlier one."""
    return owner.feature == BEATEN or of_another_place(scene, amount)


def _goes_on(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether another verb of the same subject leads to a figure: "were downloaded 30 million times **and grossed** X"."""
    gap = scene.gap(last.outer_end, amount.outer_start)
    at = next((i for i, t in enumerate(gap.tokens) if scene.only((t,), "joining")), None)
    return at is not None and gap.breaks < 1 and gap.tokens[at + 1 : at + 2] != () and gap.tokens[at + 1].endswith("ed")


def _adds_to(scene: Scene, last: Amount, amount: Amount) -> bool:
    """Whether a clause tells more of what the figure before is of: "sales of 20,000, **accounting for** 9%", "…, **which** rose 5%"."""
    tokens = scene.gap(last.outer_end, amount.outer_start).tokens
    if NAME in tokens:
        return False
    if "," not in tokens:
        return tokens[-1:] == ("(",)  # "BOE, which shipped 4 million panels (+44%)"
    behind = tokens[len(tokens) - tokens[::-1].index(",") :]
    return bool(behind) and (behind[0].endswith("ing") or scene.only(behind[:1], "relative_pronoun"))


def _only_places(found: OwnerChoice, metric: Metric) -> bool:
    """Whether a company's figures are listed by place: "the United States and Japan contributed 32% and 20% of overseas revenue"."""
    placed = found.mention is not None and found.mention.role == "place"
    return placed and not set(metric.about) & PLACE_KINDS


def choose_owner(
    scene: Scene,
    amount: Amount,
    choice: CueChoice | None,
    metric: Metric | None,
    discourse: Discourse,
    knowledge: KnowledgeBase,
    number: int,
) -> OwnerChoice:
    """The likeliest owner of the amount's metric."""
    possessor = possessor_of(scene, amount)
    if possessor is not None:
        return possessor
    made = made_there(scene, amount)
    if made is not None:
        return OwnerChoice(made.name, CLOSE, "where it is made", made)
    found = score_owners(scene, amount, choice, metric, discourse)
    spoken_of = [f for f in found if not _is_whole(amount, choice, f.mention)]
    if any(f.score >= SUBJECT and f.mention is not None and f.mention.role != "place" for f in spoken_of):
        found = spoken_of  # "which is 10% of the country's users": the country is the whole, not the owner
    best = max(found, key=lambda f: f.score, default=None)
    home = knowledge.home_of(best.name) if best is not None and best.mention is not None and _is_instance(scene, best.mention) else None
    if home is not None:
        return OwnerChoice(home, 3.0, INDUSTRY)
    if best is not None and metric is not None and _supplies_part(scene, best.mention, metric, discourse):
        return OwnerChoice(discourse.subject, 3.0, CARRIED)
    best = _not_the_medium(scene, best, found, knowledge)
    seller = seller_on(scene, best.mention, metric, discourse, knowledge) if best is not None and best.mention is not None else None
    if seller is not None:
        return seller
    last, told_at = discourse.last_owner
    if (best is None or best.feature == "behind") and last is not None and told_at == number - 1 and _points_back(scene, amount):
        return OwnerChoice(last, 3.0, CARRIED)
    if best is not None and best.score < 0 and best.mention is not None and best.mention.role == "modifier":
        best = None  # "carmakers led by BYD sold X"
    if metric is not None and set(metric.about) <= PLACE_KINDS and best is not None and best.mention is not None:
        said_again = best.mention.via == "pronoun" and not best.mention.possessive  # "The market was worth X. **It** should pass Y"
        if best.mention.kind not in PLACE_KINDS and (metric.nature == "stock" or said_again):
            best = None  # a company has no population
    if best is not None and best.score >= COUNTED_AT_HOME:
        return best  # nobody the text spoke of before can have more
    before = home_of_statistics(scene, metric, knowledge) or carried(scene, amount, choice, metric, discourse, knowledge, number)
    if before is not None and before.feature == "place spoken of" and (place := place_right_behind(scene, amount)) is not None:
        before = OwnerChoice(place.name, before.score, "place behind the figure", place)  # "fell 4% in India and rose 7% **in China**"
    market = _of_market_told(scene, amount)
    if market is not None:
        return market
    if best is None or best.feature == "behind" or best.score < DOUBTFUL:
        whole = _of_researched_market(scene, choice, discourse) or _of_the_industry(scene, amount, metric, discourse, knowledge, number)
        if whole is not None:
            return whole
    abroad = before is not None and before.feature == CARRIED and best is not None and knowledge.home_of(before.name) != best.name
    if abroad and best is not None and narrows_people(amount, best.mention, metric):
        return before or best
    if best is None or (before is not None and before.score > best.score):
        return _of_the_coming(before, metric, discourse, knowledge) or before or OwnerChoice(discourse.origin, 0.0, "none")
    return best


def _of_the_coming(before: OwnerChoice | None, metric: Metric | None, discourse: Discourse, knowledge: KnowledgeBase) -> OwnerChoice | None:
    """Whom the text is about to name, for a headline that names nobody: "* Q3 revenue 31 billion yuan", above the report on NetEase."""
    unsaid = discourse.lead is None and (before is None or before.score <= LAST_RESORT)
    if not unsaid or discourse.coming is None or metric is None:
        return None
    of_it = knowledge.kind_of(discourse.coming, discourse) in metric.about
    return OwnerChoice(discourse.coming, 0.0, "named later") if of_it and PLACE_KINDS.isdisjoint(metric.about) else None


def _points_back(scene: Scene, amount: Amount) -> bool:
    """Whether a sentence only tells more of the figure before: "Just 6% **of those** were electric", "**That is** $500 million more"."""
    behind = scene.after(amount.outer_end, 2)
    if behind[:1] == ("of",) and scene.only(behind[1:] or (",",), "that"):
        return True
    opening = scene.after(scene.sentence.start, 2)
    return scene.only(opening[:1] or (",",), "pointing") and scene.only(opening[1:] or (",",), "copula")


def _not_the_medium(scene: Scene, best: OwnerChoice | None, found: list[OwnerChoice], knowledge: KnowledgeBase) -> OwnerChoice | None:
    """Whom a sentence speaks of where the likeliest name is only the platform that it sells on: "**Acme** lost orders **on Douyin**"."""
    medium = best.mention if best is not None else None
    if medium is None or medium.kind != "platform" or medium.possessive or scene.before(medium.start, 1) != ("on",):
        return best
    for other in found:
        seller = other.mention
        if seller is None or seller.end > medium.start or seller.role != "plain" or seller.kind in NO_COMPANIES:
            continue
        if other.score > 0 and other.feature == "before" and not knowledge.owns(seller.name, medium.name):
            return other
    return best


def _is_whole_sum(place: EntityMention, amount: Amount) -> bool:
    """Whether a sum is the one of a place: "48% of **the region's** $115 billion"."""
    return place.role == "place" and amount.kind == "money"


def _set_against(scene: Scene, place: EntityMention, amount: Amount) -> bool:
    """Whether a place has the share that another one is compared with: "14%, in contrast to **China's** 27%"."""
    if place.role != "place" or amount.kind != "percent":
        return False
    return not scene.grammar.gaps["set_against"].isdisjoint(scene.before(place.start, 3))


def possessor_of(scene: Scene, amount: Amount) -> OwnerChoice | None:
    """The name whose figure it is by grammar: "Amazon's 20%", "Meta's $60.6 billion", "ahead of Baidu **with 19%**"."""
    if amount.kind == "money" and scene.after(amount.outer_end, 1) == (NAME,) and worth_of_a_company(scene, amount):
        named = next((m for m in scene.entities if m.start >= amount.outer_end), None)
        return OwnerChoice(named.name, 9.0, "named behind its worth", named) if named is not None else None
    for mention in scene.entities:
        if 0 < amount.outer_start - mention.end <= LINKED and mention.role not in ("source", "modifier"):
            between = scene.gap(mention.end, amount.outer_start).tokens
            before = scene.before(mention.start, 2)
            ranked = before == ("followed", "by") or (mention.role == "compare" and _is_ranked_by(scene, before[-1:]))
            apart = between[:1] == (",",) and between[1:] in (("at",), ("on",)) and amount.kind == "money"  # "ahead of Nio, at $9 billion"
            told = ranked and (apart or (len(between) == 1 and scene.only(between, "share_link")))
            told = told or (between[:1] == ("behind",) and len(between) == LEFT_BEHIND and scene.only(between[1:], "share_link"))
            told = told or (amount.kind == "count" and between[:2] == (",", "with") and _has_beside(scene, mention, amount))
            if told or (between == ("(",) and mention.role != "place" and mention.via in ("name", "shape")):
                return OwnerChoice(mention.name, 9.0, "named with the amount", mention)
        if (
            mention.possessive
            and (mention.role not in ("place", "modifier") or _set_against(scene, mention, amount) or _is_whole_sum(mention, amount))
            and 0 < amount.outer_start - mention.end <= 3
            and mention.via != "pronoun"
        ):
            return OwnerChoice(mention.name, 10.0, "possessive of the amount", mention)
        its = mention.via == "pronoun" and mention.possessive and 0 < amount.outer_start - mention.end <= 1
        if its and scene.after(amount.outer_end, 1) == (NAME,):
            return OwnerChoice(mention.name, 9.0, "possessive of the amount", mention)  # "would silence **its** 170 million American users"
        if mention.start >= amount.outer_end and _moved_at(scene, amount, mention):
            return OwnerChoice(mention.name, 9.0, "named with the amount", mention)
        if 0 < mention.start - amount.outer_end <= TOLD_OF_IT and _tells_of_it(scene, amount, mention):
            return OwnerChoice(mention.name, 9.0, "named with the amount", mention)
    return None


def _has_beside(scene: Scene, mention: EntityMention, amount: Amount) -> bool:
    """Whether somebody is told with what he has: "lost users **to Douyin, with its** 700 million", but not "A beat B, with 36,000"."""
    if mention.role == "place":
        return False  # "TikTok is popular **in Indonesia, with** 125 million users"
    led = scene.before(mention.start, 1)
    tokens = scene.gap(mention.end, amount.outer_start).tokens[2:]
    return bool(led) and scene.only(led, "preposition") and scene.only(tokens, "owning")


def _moved_at(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether a change is one at somebody named behind it: "better than the 41% **drop at Xiaomi** and 52% **at Realme**"."""
    if amount.kind != "percent" or mention.role not in ("plain", "compare") or mention.possessive:
        return False
    words = scene.gap(amount.outer_end, mention.start).tokens
    nouns = (span for group in ("up_noun", "down_noun") for span in scene.classes.get(group, ()))
    changed = len(words) == 1 or (len(words) == CHANGE_AT and any(0 <= span.start - amount.outer_end <= 1 for span in nouns))
    return changed and words[-1:] == ("at",)


def _tells_of_it(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether a clause without a pronoun says whose a figure is: "more than the 4% increase **Vipshop posted**"."""
    tokens = tuple(t for t in scene.gap(amount.outer_end, mention.start).tokens if t != TIME)
    if not tokens or mention.role not in ("plain", "compare") or mention.possessive or not MARKS.keys().isdisjoint(tokens):
        return False
    relative = scene.only(tokens[:1], "relative_pronoun")  # "the 18 billion yuan **that** Alibaba paid"
    if scene.some(tokens[relative:], "preposition", "copula", "conjunction", "clause", "joining", "determiner", "relative_pronoun"):
        return False
    did = scene.after(mention.end, 2)
    if relative and not scene.grammar.content["paying"].isdisjoint(did[:1]):
        return not scene.only(did[1:] or (",",), "price_of")
    return scene.only(did[:1] or (",",), "experienced", "dealing")


def _is_ranked_by(scene: Scene, word: tuple[str, ...]) -> bool:
    """Whether a word before a name places it and is no verb whose subject did better: "ahead **of** Nio with 9%", not "**outsold** Nio"."""
    return not word or word[0] == "behind" or scene.only(word, "preposition", "listed")


def _is_whole(amount: Amount, choice: CueChoice | None, mention: EntityMention | None) -> bool:
    """Whether the figure is a part of the place's people or things: "10% of the country's users"."""
    if mention is None or mention.role != "place" or amount.kind != "percent" or choice is None or not choice.follows:
        return False
    return amount.end <= mention.start < choice.mention.start


def _of_the_industry(
    scene: Scene, amount: Amount, metric: Metric | None, discourse: Discourse, knowledge: KnowledgeBase, number: int
) -> OwnerChoice | None:
    """The place whose industry or people are the subject: "Platforms sold a combined RMB 1.1 trillion"."""
    for hit in scene.classes.get("industry", ()):
        tokens = scene.gap(scene.sentence.start, hit.start).tokens
        begin = max((i + 1 for i, t in enumerate(tokens) if t in (":", ",", "that")), default=0)
        opening = tokens[begin:]
        if hit.end <= amount.start and _is_of_all(scene, hit):
            opening, tokens = (), ("that",)
        if hit.end > amount.start or len(opening) > INDUSTRY_REACH:
            continue
        ranked = scene.some(opening, "superlative")  # "the eight **largest** platforms": of the whole market
        if any(scene.only([t], "owning") or (scene.only([t], "certain") and not ranked) or t in ("'s", "’s") for t in opening):
            continue
        if scene.only(opening[-1:] or (",",), "circumstance") and not any(cue.end <= hit.start for cue in scene.cues):
            continue  # "leaks **from investors** put its revenue at X"
        if any(said.end <= hit.start for said in scene.classes.get("said", ())) and "that" not in tokens:
            continue  # "the CEO told **investors** he expects X"
        word = scene.folded[hit.start : hit.end]
        examples = [
            word for word in scene.classes.get("such_as", ()) if 0 < word.start - hit.end <= 1 and scene.after(word.end, 1) == (NAME,)
        ]
        if examples and not _are_of_others(scene, examples[0], discourse, knowledge):
            continue  # "**Apps such as** Talkie brought in 71%": those of the company spoken of
        if word in scene.grammar.content["shareholders"] and metric is not None and metric.nature == "moment":
            continue  # "**Investors** cheered: the shares rose 6%"
        sellers = word in scene.grammar.content["sellers"]
        if sellers and _is_platform_spoken_of(discourse, knowledge, number, metric):
            continue  # "Tmall grew again. Some 4,000 **brands** doubled their sales"
        places = [m for m in scene.entities if m.kind in PLACE_KINDS and m.role != "source"]
        named = next((m.name for m in places if scene.gap(hit.end, m.start).tokens == ("from",)), None)  # "**automakers from China**"
        named = named or next((m.name for m in places if m.end <= hit.start), None)
        place = named or (None if ranked else discourse.home or knowledge.home_of(discourse.lead))
        spoken = None if place else place_spoken_of(discourse, knowledge, number)
        place = place if place or spoken else discourse.home or knowledge.home_of(discourse.lead)
        if place is not None or spoken is not None:
            return OwnerChoice(place, 3.0, INDUSTRY) if place else spoken
    return None


def _are_of_others(scene: Scene, such: Spanned, discourse: Discourse, knowledge: KnowledgeBase) -> bool:
    """Whether an example is known, and none of those that the company spoken of has: "platforms **such as Douyin**" in a text on JD."""
    name = next((m.name for m in scene.entities if m.start >= such.end), None)
    if name is None or knowledge.get(name) is None:
        return False
    return discourse.subject is not None and name != discourse.subject and not knowledge.owns(discourse.subject, name)


def _is_of_all(scene: Scene, hit: Spanned) -> bool:
    """Whether all of an industry are counted: "the GMV **across platforms**", "sales of **all major platforms**"."""
    before = scene.before(hit.start, ALL_WORDS)
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i] in scene.grammar.content["all_over"]), None)
    if at is None or scene.some(before[at + 1 :], "preposition", "copula"):
        return False
    return NAME not in before[at:] or "other" in before[at:]  # "**across** Tmall, JD.com and **other platforms**"


def _is_platform_spoken_of(discourse: Discourse, knowledge: KnowledgeBase, number: int, metric: Metric | None) -> bool:
    """Whether the text has just spoken of one on which others sell, or counted such others."""
    name = next(iter(discourse.salient(number)), None)
    if name is None or number - discourse.recent[name] > JUST:
        return False
    return knowledge.kind_of(name, discourse) == "platform" or (metric is not None and (name, metric.id) in discourse.told)


def _of_market_told(scene: Scene, amount: Amount) -> OwnerChoice | None:
    """The place whose market a sentence speaks of before a figure, and of no company: "**China's** phone market grew, with sales up 5%"."""
    place: EntityMention | None = None
    for mention in scene.entities:
        if mention.end > amount.start:
            break
        if mention.role not in ("place", "source", "modifier") or mention.via == "pronoun":
            return None
        if place is None and mention.role == "place":
            tokens = scene.after(mention.end, INDUSTRY_REACH)
            if scene.some(tokens[1:], "trade") if mention.possessive else _is_told_of(scene, mention):
                place = mention
            elif scene.before(mention.start, 1) == ("in",) and any(
                hit.end < mention.start and scene.gap(hit.end, mention.start).tokens == ("in",) for hit in scene.classes.get("industry", ())
            ):
                place = mention  # "the GMV of the top eight **platforms in Vietnam**"
    return OwnerChoice(place.name, 6.0, INDUSTRY, place) if place is not None else None


def _is_told_of(scene: Scene, place: EntityMention) -> bool:
    """Whether a sentence begins with how a place fared: "**Vietnam grew** fastest: online sales were up 53%"."""
    if place.start != scene.sentence.start:
        return False
    moves = scene.nearest_after(place.end, "up_verb", "down_verb")
    return moves is not None and moves.start - place.end <= 1


def _of_researched_market(scene: Scene, choice: CueChoice | None, discourse: Discourse) -> OwnerChoice | None:
    """The place of a market whose goods researchers count: "According to Canalys, **phone shipments** grew 3%"."""
    if choice is None or choice.follows or discourse.markets is None or all(m.kind != "research" for m in scene.entities):
        return None
    begin = choice.mention.start
    market = discourse.markets.spoken_of(begin, choice.mention.end)
    if market is None or market.place is None or not scene.sentence.start <= market.at <= begin:
        return None
    before = scene.before(market.at, 1)
    opens = not before or before[0] == "," or scene.only(before, "clause", "saying")
    return OwnerChoice(market.place, 3.0, INDUSTRY) if opens else None


def _supplies_part(scene: Scene, place: EntityMention | None, metric: Metric, discourse: Discourse) -> bool:
    """Whether a place has its part of what was just told of a company: "China still **supplied** the bulk: 3 billion orders"."""
    if place is None or place.role != "place" or (discourse.subject, metric.id) not in discourse.told:
        return False
    return not scene.grammar.content["supplying"].isdisjoint(scene.after(place.end, 2))


def _is_instance(scene: Scene, mention: EntityMention) -> bool:
    """Whether a name stands in a list of examples: "sales on all major platforms, including Tmall and **JD.com**, hit X"."""
    for hit in scene.classes.get("industry", ()):
        such = next((s for s in scene.classes.get("such_as", ()) if hit.end <= s.start < mention.start), None)
        if such is not None and all(t in DASHES for t in scene.gap(hit.end, such.start).tokens):
            listed = scene.gap(such.end, mention.start).tokens
            return all(t in DASHES or t == NAME or scene.only([t], "joining", "possessive") for t in listed)
    return False
