"""How likely each name of a sentence is the owner of a figure: by its role, where it stands and what ties it to the metric."""

from __future__ import annotations

from dataclasses import dataclass

from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import MARKS, NAME
from china_tech_metrics.link.objects import gives, has_preposition, is_object, is_paid, is_valued
from china_tech_metrics.link.roles import runs, words_tying
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.link.sites import is_seat
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Metric

ROLE_COST = {"plain": 0.0, "modifier": 7.0, "compare": 5.5, "source": 9.0, "place": 5.0}
VIA_COST = {"name": 0.0, "head": 0.3, "pronoun": 0.8, "shape": 0.6}
LOOSE = ("before, after a preposition", "of/at behind", "behind")
"""By these features alone a place owns no figure whose metric is usually a company's: "the company, based in Hangzhou"."""
BUSINESS_KINDS = frozenset({"company", "platform", "brand", "product", "person"})
"""What can own a figure that is usually a company's; a person as a seller or host."""
FORESEES_COST, OBJECT_COST = 6.0, 1.2
PAIR, LED, OWNED = 2, 3, 3
"""How many names make a pair, how many words may lead from "and" to a name ("and **its rival** Vivo's") or from "X's" to its metric."""
LISTING = (NAME, ",")
VERBS = frozenset({"experienced", "dealing"})
"""Groups of verbs that may have an object."""
RELATIVE = 8.0
OBJECT = 12.0
"""Score of what a metric's own words say is the object of a verb."""
CLOSE = 9.0
"""From this score a name belongs to the metric's words themselves."""
NOUNS = 2
"""How many nouns may stand between a place and the metric it narrows: "its **European** electric car sales"."""
AGAINST_REACH = 3
"""How many words may stand between "compared" and the figure of another one: "compared to 41 million **for Apple**"."""
GIVER_COST = 5.0


@dataclass(slots=True)
class OwnerChoice:
    """The entity chosen for an amount; ``mention`` is None when it was carried from an earlier sentence."""

    name: str | None
    score: float
    feature: str
    mention: EntityMention | None = None


def score_owners(scene: Scene, amount: Amount, choice: CueChoice | None, metric: Metric | None, discourse: Discourse) -> list[OwnerChoice]:
    """The mentions of the sentence that can own the amount, each with its score, in their order."""
    mentions = [m for m in scene.entities if (m.role != "source" or _owns_itself(m, amount, metric)) and not is_seat(scene, m)]
    mentions = [m for m in mentions if not _possesses_another(scene, amount, m) and not _led_by_clause(scene, amount, m)]
    mentions = [m for m in mentions if not _is_where_ranked(scene, m)]
    apposed = scene.apposed_to(amount.outer_start)
    found = [_score(scene, amount, choice, metric, m, apposed) for m in mentions]
    found = [f for f in found if not _loose_place(scene, f, metric, discourse) and not _narrows(scene, amount, f, mentions)]
    worlds = [f for f in found if f.mention is not None and _is_world(scene, f.mention)]
    others = [f for f in found if f not in worlds and _comes_first(scene, amount, f)] if worlds else []
    return [f for f in found if f not in worlds] if others else found


def _score(
    scene: Scene, amount: Amount, choice: CueChoice | None, metric: Metric | None, mention: EntityMention, apposed: EntityMention | None
) -> OwnerChoice:
    anchor = choice.mention if choice is not None else amount
    first, last = min(anchor.start, amount.start), max(anchor.end, amount.end)
    score, feature = 0.0, "near"
    if anchor.start == mention.start and mention.end <= anchor.end <= amount.start:
        score, feature = 10.0, "compound"  # the name is part of the metric's words: "China's economy"
    elif anchor.start < mention.start and mention.end <= anchor.end:
        score, feature = 2.0, "in the metric's words"  # "followers on Douyin"
        if mention.via == "head" and mention.end == anchor.end:
            score, feature = 10.0, "compound"  # "the phone **market**"
        elif mention.via == "head" and choice is not None and choice.mention.end <= amount.start:
            score = OBJECT  # "Sequoia valued **the startup** at X"
    elif mention.end <= first:
        gap = scene.gap(mention.end, first)
        others = scene.amounts_between(mention.end, first)
        tokens = [t for t in gap.tokens if t not in ("'s", "’s")]
        governed = _governed(scene, mention)
        verb = choice is not None and anchor.start != amount.start and all(c.role == "verb" for c in choice.mention.cues)
        tied = not gap.breaks and not (tokens and scene.only(tokens[:1], "copula")) and not (governed and verb)
        tied = tied and mention.role != "modifier"
        if tied and len(tokens) <= 4 and (mention.possessive or not tokens) and not has_preposition(scene, tokens):
            score, feature = 10.0 - 0.3 * len(tokens), "possessive" if mention.possessive else "compound"
        else:
            score = 6.0 - 0.07 * len(tokens) - 0.9 * gap.breaks - 0.25 * others
            feature = "before"
            if governed:
                score -= OBJECT_COST  # the object of a preposition is rarely the subject
                feature = "before, after a preposition"
            elif _is_verbs_object(scene, mention):
                score -= OBJECT_COST
    elif mention.start >= last:
        gap = scene.gap(last, mention.start)
        tokens = list(words_tying(scene, gap.tokens))
        if last == amount.end and scene.only(tokens[:1] or (",",), "each_one") and scene.only(tokens[1:2] or (",",), "span"):
            tokens = tokens[2:]  # "against 14 million **a day** for Didi"
        others = scene.amounts_between(last, mention.start)
        if len(tokens) <= 4 and not gap.breaks and not others and tokens and tokens[0] in ("of", "at", "for", "by", "on", "into"):
            again = len(tokens) == 1 and last == amount.end and scene.amounts[0].start < amount.start
            against = not scene.grammar.gaps["set_against"].isdisjoint(scene.before(amount.outer_start, AGAINST_REACH))
            score, feature = (CLOSE + 1.0 + against if again or against else 6.5) - 0.3 * len(tokens), "of/at behind"
        elif (metric is None or "company" in metric.about) and _is_subject_of_fronted(scene, amount, mention):
            score, feature = 5.0, "behind"
        else:
            score, feature = 3.0 - 0.15 * len(tokens) - 1.5 * gap.breaks - 0.5 * others, "behind"
    else:
        score, feature = _between(scene, anchor, mention)
        if mention.kind == "platform" and metric is not None and metric.about[:1] == ("platform",) and mention.end + 1 == anchor.start:
            score = CLOSE  # "it counted 5 million **Temu** users"
    if metric is not None and metric.nature == "moment" and feature == "of/at between":
        score = CLOSE + 2.0  # "Citi raised its target price for Nio to $7"
    score = max(score, _near_same_metric(scene, amount, choice, mention))
    if scene.in_aside(mention, first):
        score -= 4.0
    if _leads_participle(scene, choice, mention, amount):
        score += 3.0
    told_at = amount.outer_start if mention.possessive and mention.via != "pronoun" else first  # "beat **Acme's** sales, which grew 5%"
    if scene.antecedent_end(told_at) == mention.end and (choice is None or scene.antecedent_end(amount.outer_start) == mention.end):
        score, feature = max(score, RELATIVE), "antecedent of the clause"
    elif mention is apposed and _is_plain_apposition(scene, choice, amount):
        score, feature = max(score, RELATIVE + 1.0), "antecedent of the clause"
    held = False
    if metric is not None and metric.owner == "object":
        held = is_object(scene, mention, amount, anchor) and not is_paid(scene, mention, amount)
        if held:
            score = max(score, CLOSE + 1.5)
        elif gives(scene, amount, mention):
            score -= GIVER_COST
    elif metric is not None and metric.implied == "worth" and is_valued(scene, mention, amount):
        score = max(score, CLOSE + 3.0)
    if mention.end <= first and is_paid(scene, mention, amount):
        score -= GIVER_COST + 1.0
    antecedent = held or feature == "antecedent of the clause"
    score -= VIA_COST[mention.via] + FORESEES_COST * _foresees(scene, mention, metric)
    if mention.role == "place" and _names_place_of(scene, choice, mention):
        score, feature = max(score, 6.5) - 3.0, "place of the metric"
    elif not (antecedent and mention.role == "compare"):
        score -= _role_cost(mention, metric, score >= CLOSE)
    if metric is not None and metric.about:
        if mention.kind in metric.about:
            score += 0.8
        elif mention.kind not in PLACE_KINDS and not (mention.kind in BUSINESS_KINDS and "company" in metric.about):
            score -= 1.0
    return OwnerChoice(mention.name, score, feature, mention)


def _owns_itself(teller: EntityMention, amount: Amount, metric: Metric | None) -> bool:
    """Whether who tells of figures can have one: "**Bloomberg's** revenue was X", but "Sales rose 4%, **Canalys'** data shows"."""
    of_markets = teller.kind in REPORTER_KINDS and metric is not None and not PLACE_KINDS.isdisjoint(metric.about)
    return teller.possessive and teller.end <= amount.outer_start and not of_markets


def _is_subject_of_fronted(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether a sentence begins with a figure of its subject: "**Despite** a 4% fall in shipments, **Apple** held fifth place"."""
    behind = scene.gap(amount.outer_end, mention.start).tokens
    if mention.role != "plain" or behind[-1:] != (",",) or behind.count(",") > 1:
        return False
    front = scene.gap(scene.sentence.start, amount.outer_start).tokens
    fronted = front[:1] != () and (front[0] in scene.grammar.gaps["fronted"] or front[0].endswith("ing"))
    of_all = any(hit.start < mention.start for hit in scene.classes.get("industry", ()))
    return fronted and "," not in front and NAME not in front and not of_all


def _is_plain_apposition(scene: Scene, choice: CueChoice | None, amount: Amount) -> bool:
    """Whether the metric is named in the description that the amount stands in, or by no word."""
    if choice is None or choice.follows or choice.mention.start == amount.start:
        return True
    return "," not in scene.gap(choice.mention.end, amount.outer_start).tokens


def _between(scene: Scene, anchor: Spanned, mention: EntityMention) -> tuple[float, str]:
    """A mention between cue and amount: "sales of Nio cars were X", "X in gross profit at Nio's …", "users on Douyin to X"."""
    before = scene.before(mention.start, 1)
    if before == ("in",) and mention.role == "plain" and mention.via == "name" and mention.end <= anchor.start:
        owned = list(scene.gap(mention.end, anchor.start).tokens)[mention.possessive :]  # "a 5% drop **in Acme's online orders**"
        if len(owned) <= OWNED and "," not in owned and (mention.possessive or not owned) and not has_preposition(scene, owned):
            return 10.0, "possessive" if mention.possessive else "compound"
    if before and before[0] in scene.grammar.head_groups:
        led = scene.before(mention.start, NOUNS + 3)[:-1]
        own = next((i for i in range(len(led) - 1, 0, -1) if scene.only(led[i : i + 1], "owning")), None)
        if own is not None and led[own - 1] == "at" and anchor.end <= mention.start:
            return CLOSE + 2.0, "of/at between"  # "Meituan's losses **at its overseas arm** Keeta"
        before = scene.before(mention.start, 2)[:1]  # "revenue at **carmaker** BYD"
    if before and before[0] in ("of", "at", "for", "on", "from", "by", "'s"):
        inner = anchor.end <= mention.start and scene.some(scene.gap(anchor.end, mention.start).tokens, "clause")
        return (3.0, "between") if inner else (7.0, "of/at between")  # "shares, hurt **when** they stopped the listing of Acme, lost 10%"
    if anchor.end <= mention.start and mention.role == "plain" and before and before[0] in scene.grammar.content["other_clause"]:
        return CLOSE + 2.0, "between"  # "A cut staff by 20%, **while B** plans to part with 30% of them"
    if anchor.end <= mention.start and mention.role == "plain" and _is_joined(scene, anchor, mention):
        return CLOSE + 2.0, "between"
    return 5.0, "between"


def _is_joined(scene: Scene, counted: Spanned, mention: EntityMention) -> bool:
    """Whether a name begins what "and" ties to a figure of counted things: "fell to 22 million phones **and B's** to 20 million"."""
    if not any(0 <= counted.start - amount.end <= 1 for amount in scene.amounts):
        return False
    tokens = scene.before(mention.start, LED)
    while tokens and (tokens[-1] in scene.grammar.head_groups or scene.only(tokens[-1:], "owning")):
        tokens = tokens[:-1]  # "and **its rival** B's"
    return scene.only(tokens[-1:] or (",",), "joining")


def _role_cost(mention: EntityMention, metric: Metric | None, close: bool) -> float:
    cost = ROLE_COST[mention.role]
    if close and mention.role in ("place", "source"):
        of_places = metric is None or mention.role == "source" or bool(set(metric.about) & PLACE_KINDS)
        return 1.5 if of_places else 3.5  # "Chinese smartphone shipments", "Bloomberg's revenue": said of it itself
    if metric is None:
        return cost
    if mention.role == "place" and set(metric.about[:1]) & PLACE_KINDS:
        return -1.5 if mention.kind in PLACE_KINDS else cost
    if mention.role == "place" and set(metric.about) & PLACE_KINDS:
        return 2.0
    if mention.role == "source" and mention.kind in metric.about:
        return 3.0
    return cost


def _foresees(scene: Scene, mention: EntityMention, metric: Metric | None) -> bool:
    """Whether a company only tells what a place will have: "**Trip.com expects** travellers to make 600 million trips"."""
    if metric is None or not metric.about or metric.about[0] not in PLACE_KINDS or mention.kind in PLACE_KINDS:
        return False
    if mention.via == "head" or _governed(scene, mention):
        return False
    told = (span for group in ("forecast", "said") for span in scene.classes.get(group, ()) if 0 < span.start - mention.end <= 1)
    return any(scene.after(span.end, 1) != ("to",) or metric.nature == "flow" for span in told)  # "claims **to** reach 5% of them"


def _governed(scene: Scene, mention: EntityMention) -> bool:
    """Whether a preposition stands before the name; "with" may give a clause its subject: "with Jetour selling 568,387"."""
    before = scene.before(mention.start, 1)
    if scene.only(before or (",",), "possessive"):
        before = scene.before(mention.start, 3)[:1]  # "from **SoftBank's** Vision Fund"
    if before and (before[0] == "," or before[0] in scene.grammar.gaps["joining"]):
        before = scene.before(_first_of_list(scene, mention).start, 1)
    if not before or not scene.only(before, "preposition"):
        return False
    return not scene.only(before, "having") or scene.only(scene.after(mention.end, 1) or (",",), "joining")


def _is_verbs_object(scene: Scene, mention: EntityMention) -> bool:
    """Whether another name is the subject of the verb right before a name: "Nio **outdid Xpeng**, with sales of 5,000 cars"."""
    if mention.possessive or mention.via == "head" or mention is scene.entities[0]:
        return False
    first = _first_of_list(scene, mention)
    before = scene.before(first.start, 2)
    if not before:
        return False
    verb = before[0] if scene.only(before[1:] or (",",), "each") else before[-1]  # "outdid **both** A and B"
    groups = scene.grammar.groups.get(verb, VERBS)
    if groups.isdisjoint(VERBS) or not verb.isalpha():
        return False
    behind = scene.after(mention.end, 1)
    if behind and behind[0] not in MARKS and (behind[0] == "to" or not scene.only(behind, "preposition", "conjunction", "joining")):
        return False  # "expects Cainiao **to** earn"
    for other in reversed(scene.entities):
        if other.end <= first.start and other.role == "plain":
            return not other.possessive and not _governed(scene, other) and scene.gap(other.end, first.start).breaks < 1
    return False


def _first_of_list(scene: Scene, mention: EntityMention) -> EntityMention:
    """The first name of "A, B and C", asked of any but it."""
    last = scene.before(mention.start, 2)
    if len(last) < PAIR or last[0] not in LISTING or not (last[1] == "," or scene.only(last[1:], "joining")):
        return mention
    run = next((r for r in runs(scene) if any(m is mention for m in r[1:])), None)
    if run is None or (len(run) == PAIR and last[0] == ","):
        return mention  # "put $1 billion into Reddit, and **Baidu** plans"
    return run[0]


def _leads_participle(scene: Scene, choice: CueChoice | None, mention: EntityMention, amount: Amount) -> bool:
    """Whether the name is the subject of what a participle behind a comma tells: "**Meituan** fought Douyin's push, spending X"."""
    if choice is None or mention.role != "plain" or mention.end > amount.start or scene.folded.find(", ", mention.end, amount.start) < 0:
        return False
    if any(m.role == "plain" and m.end <= mention.start for m in scene.entities):
        return False
    if not choice.follows and any(c.role == "verb" for c in choice.mention.cues):
        verb = choice.mention
        return scene.folded[verb.start : verb.end].partition(" ")[0].endswith("ing") and scene.before(verb.start, 1) == (",",)
    tokens = scene.gap(mention.end, amount.outer_start).tokens
    if tokens.count(",") != 1:
        return False
    comma = tokens.index(",")
    return tokens[comma + 1 :][:1] != () and tokens[comma + 1].endswith("ing") and NAME not in tokens[comma:]


def _names_place_of(scene: Scene, choice: CueChoice | None, mention: EntityMention) -> bool:
    """Whether the place stands right behind the metric's name: "sales in China", "the games market worldwide"."""
    if choice is None or (not choice.follows and choice.mention.start >= mention.end):
        return False  # "its **sales in China** fell, while **overseas sales** reached X"
    metrics = {c.metric for c in choice.mention.cues}
    for cue in scene.cues:
        if cue.end <= mention.start and metrics & {c.metric for c in cue.cues}:
            tokens = scene.gap(cue.end, mention.start).tokens
            if len(tokens) <= 1 and scene.only(tokens, "place_preposition"):
                return True
    return False


def place_behind(scene: Scene, end: int) -> bool:
    """Whether a place stands right behind an offset: "sales **in Southeast Asia**", "sales **in the region**"."""
    place = next((m for m in scene.entities if m.start >= end), None)
    if place is None or place.role != "place":
        return False
    tokens = scene.gap(end, place.start).tokens
    return scene.only(tokens[:1] or (",",), "place_preposition") and scene.only(tokens[1:], "determiner")


def _near_same_metric(scene: Scene, amount: Amount, choice: CueChoice | None, mention: EntityMention) -> float:
    """ "Chinese smartphone shipments fell, with total shipments of X": the first naming of a metric says whose it is."""
    if choice is None or mention.role == "modifier":
        return 0.0
    earlier = [other for other in scene.cues if mention.end <= other.start < choice.mention.start]
    if mention.role == "place" and any(
        m.role == "plain" and m.end <= mention.start and not scene.gap(m.end, mention.start).breaks for m in scene.entities
    ):
        return 0.0  # "Lenovo led China's PC market but saw a decline of 5%"
    if not earlier or any(m.via != "pronoun" and mention.end < m.start and m.end <= amount.start for m in scene.entities):
        return 0.0
    metrics = {c.metric for c in choice.mention.cues}
    for other in earlier:
        if all(c.role == "verb" for c in other.cues) and _governed(scene, mention):
            continue
        if metrics & {c.metric for c in other.cues}:
            tokens = [t for t in scene.gap(mention.end, other.start).tokens if t not in ("'s", "’s")]
            if len(tokens) <= 2 and not has_preposition(scene, tokens) and MARKS.keys().isdisjoint(tokens):
                return CLOSE
    return 0.0


def _possesses_another(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether a name is the owner of a later figure by grammar: "a 16% share, in contrast to **China's** 31%"."""
    if not mention.possessive or mention.via == "pronoun" or mention.start < amount.end:
        return False
    return any(0 < a.outer_start - mention.end <= 3 for a in scene.amounts)


def told_in_passing(scene: Scene, amount: Amount) -> set[str]:
    """The names that only stand in a clause behind the figure, which tells of something else."""
    apart = {m.name for m in scene.entities if _led_by_clause(scene, amount, m)}
    return apart and apart - {m.name for m in scene.entities if m.start < amount.start}


def _led_by_clause(scene: Scene, amount: Amount, mention: EntityMention) -> bool:
    """Whether a name opens a clause behind the figure that tells of something else: "rose 7% in China, **where Vivo** led with 18%"."""
    if mention.start < amount.outer_end or not (mention.role == "plain" or (mention.role == "place" and mention.possessive)):
        return False
    tokens = scene.gap(amount.outer_end, mention.start).tokens
    while tokens[-1:] and tokens[-1] in (",", "and") and NAME in tokens[-3:-1]:
        tokens = tokens[: -1 - tokens[::-1].index(NAME)]  # the first of a list of names
    if not tokens:
        return False
    if tokens[-2:-1] != (",",):  # "fell 7% **as Europe's** tariffs bit", not "the slowest **since it** listed"
        return mention.via != "pronoun" and (tokens[-1] == "as" or scene.only(tokens[-1:], "clause"))
    return scene.only(tokens[-1:], "clause", "having")  # ", **with Vivo** taking 19%", ", **with Vivo** second"


def _loose_place(scene: Scene, found: OwnerChoice, metric: Metric | None, discourse: Discourse) -> bool:
    """Whether a place only happens to stand near a figure whose metric is a company's."""
    mention = found.mention
    if mention is None or mention.role != "place" or metric is None or set(metric.about) & PLACE_KINDS:
        return False
    if metric.nature == "moment" and found.feature not in ("compound", "possessive"):
        return True
    if not mention.possessive and discourse.lead is not None and discourse.home is None:
        return True  # "US sales", "users around the world": part of what the company has
    return found.feature in LOOSE or (found.feature == "before" and scene.only(scene.before(mention.start, 1) or (",",), "preposition"))


def _narrows(scene: Scene, amount: Amount, found: OwnerChoice, mentions: list[EntityMention]) -> bool:
    """Whether a place only narrows what a company of the same clause has: "XPeng achieved **global** deliveries of X"."""
    place = found.mention
    if place is None or place.role != "place" or place.possessive:
        return False
    if place.start >= amount.outer_end and scene.only(scene.before(amount.outer_start, 1) or (",",), "having"):
        before = [m for m in mentions if m.end <= amount.start]  # "TikTok, with X users in **Japan**"
        return any(m.kind in BUSINESS_KINDS and m.role == "plain" for m in before)
    if not _describes_metric(scene, place):
        return False
    owners = (m for m in mentions if m.kind in BUSINESS_KINDS and m.role == "plain" and m.end <= place.start)
    return any(not scene.gap(m.end, place.start).breaks for m in owners)


def _is_world(scene: Scene, mention: EntityMention) -> bool:
    return mention.role == "place" and scene.folded[mention.start : mention.end] in scene.grammar.gaps["world"]


def _is_where_ranked(scene: Scene, mention: EntityMention) -> bool:
    """Whether the world is only where somebody has a rank: "shipments rose 28%, ranking **third worldwide**"."""
    return _is_world(scene, mention) and scene.only(scene.before(mention.start, 1) or (",",), "rank")


def _comes_first(scene: Scene, amount: Amount, found: OwnerChoice) -> bool:
    """Whether a name before the figure is one the sentence speaks of: "**China's** global exports grew 5%"."""
    mention = found.mention
    if mention is None or mention.end > amount.outer_start or mention.role not in ("plain", "place"):
        return False
    return not _governed(scene, mention)


def _describes_metric(scene: Scene, place: EntityMention) -> bool:
    """Whether the place is an adjective of a metric: "**global** deliveries", "its **European** car sales"."""
    cue = next((c for c in scene.cues if c.start >= place.end), None)
    tokens = scene.gap(place.end, cue.start).tokens if cue is not None else None
    return (
        tokens is not None and len(tokens) <= NOUNS and not has_preposition(scene, list(tokens)) and not {",", "'s", "’s", "("} & {*tokens}
    )
