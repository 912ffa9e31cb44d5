"""Whom a description means: "the company", "the TikTok owner", "its cloud unit", "the country"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from china_tech_metrics.link.described_places import described_place, is_part_of_market
from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import MARKS, NAME, without_short_form
from china_tech_metrics.link.knowledge import KnowledgeBase, sectors_named
from china_tech_metrics.link.pronouns import antecedent_of
from china_tech_metrics.link.roles import runs
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.vocabulary.entries import LISTED, PLACE_KINDS, REPORTER_KINDS, Grammar

POSSESSIVES = ("'s", "’s")
RELATIONS = ("parent", "sibling", "rival")
OPENING_CLAUSE = 16
"""How many words a clause without a subject may have that opens a sentence."""
AT_HOME = 4.0
"""How much speaks for a name of the country that a description names, and against those of others: "the **American** firm"."""
HEAD_WORDS = 6
"""How many words a description may have before its head noun: "the short video and live streaming platform"."""


RIVAL_WORDS = 2
"""How many words a sentence may begin with before "rival": "**its smaller** rival"."""
NAMED_OFTEN = 2
"""So often a text names the other one of two rivals."""
JUST = 2
"""So many sentences ago somebody was spoken of just now."""
OF_WORDS = 3
"""How many words may stand between a relation and the name: "operator **of the popular** WeChat app"."""
WATCHERS = 3
"""Within so many words behind a firm those may stand who watch for it: "the firm**'s senior analyst**"."""
UNITS = frozenset({"unit", "line"})
"""What sorts of thing a business of a group is: "the cloud **arm**", "the games **business**"."""
MADE = frozenset({"platform", "product"})
"""What is no company itself where the text names the one it belongs to."""
HEAD_WIDTH = 24
"""How many characters may stand between a place and the segment that is its market."""


@dataclass(slots=True)
class Description:
    """Words that stand for a name: "the TikTok owner", "its cloud unit", "the short video app".

    ``head`` is the noun and ``kinds`` what sort of thing it names, ``opener`` the determiner, ``words`` what stands between,
    ``inner`` a name among these, ``home`` a place among them ("the American firm", "the Hangzhou start-up"), ``earlier`` the names of
    the sentence before it,
    ``told_of`` the one whose time or place opens the sentence: "In **Tesla's** best quarter, the company sold"; ``general`` that the
    noun does not say what business it is in.
    """

    head: Spanned
    kinds: frozenset[str]
    opener: str
    words: tuple[str, ...]
    inner: EntityMention | None
    home: str | None
    earlier: list[str]
    told_of: str | None = None
    subject: tuple[str, ...] = ()
    general: bool = False


class DescriptionReader:
    """Resolves descriptions. Build once for a vocabulary and language."""

    def __init__(self, grammar: Grammar, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._relations = {relation: grammar.gaps[relation] for relation in RELATIONS}
        related = frozenset().union(*self._relations.values())
        self._attributes = tuple(ending for ending in grammar.heads["owned"] if ending.removeprefix("-") not in related)

    def read(self, scene: Scene, discourse: Discourse, number: int, heads: Sequence[tuple[Spanned, frozenset[str]]]) -> None:
        """Add the mentions that descriptions are to the names of the sentence."""
        names = list(scene.entities)
        for span, kinds in heads:
            if "place" in kinds:
                place = described_place(scene, discourse, self._knowledge, span, number)
                scene.entities += [place] if place is not None else []
                continue
            found = self._describe(scene, discourse, number, span, kinds, names)
            if found is not None:
                scene.entities.append(found)

    def _describe(
        self, scene: Scene, discourse: Discourse, number: int, span: Spanned, kinds: frozenset[str], names: list[EntityMention]
    ) -> EntityMention | None:
        """The mention a head noun stands for, with its own determiner or owner: "the TikTok owner", "its cloud unit"."""
        if any(n.start < span.end and span.start < n.end for n in names):
            return None
        if (of := self._of_name(scene, discourse, number, span, names)) is not None:
            return of
        if any(0 <= n.start - span.end <= 2 and n.role != "place" for n in names):
            return None  # "e-commerce giant Alibaba" names it itself
        if scene.folded.startswith(POSSESSIVES, span.end) and scene.some(scene.after(span.end, WATCHERS), "watcher"):
            return None  # "according to **the firm's analyst**": who counts, and not who is counted
        tokens = without_short_form(scene.before(span.start, HEAD_WORDS + 2))
        at = next((i for i in range(len(tokens) - 1, -1, -1) if _opens(scene, tokens[i])), None)
        if at is None and tokens == (NAME,) and "related" in kinds:
            tokens, at = ("the", NAME), 0  # a headline says no articles: "**Lazada owner's** revenue climbs"
        if at is None or len(tokens) - at > HEAD_WORDS + 1:
            return None
        opener, words, lead = tokens[at], tokens[at + 1 :], tokens[:at]
        if not words and scene.only([scene.folded[span.start : span.end]], "described_only"):
            return None  # "the major vendors", not "the e-commerce major"
        if any(scene.only([t], "preposition", "copula", "conjunction") or t in ",;:()" for t in words):
            return None
        apposed = lead[-2:] == (NAME, ",") and not _ends_participle(scene, span) and not _says_where(names, span)
        apposed = apposed or (kinds == {"unit"} and lead[-1:] == (",",) and _is_line(scene, lead[:-1]))
        if lead[-1:] and (scene.only(lead[-1:], "copula", "as", "linking") or apposed):
            return None  # "X is the largest platform", "X, the largest platform": says something of X
        if kinds == {"unit"} and (scene.some(words, "superlative") or is_part_of_market(scene, span, opener, lead)):
            return None  # "Ad sales, **its largest segment**, rose 5%": one of several of a group
        if kinds == {"unit"} and any(p.kind in PLACE_KINDS and p.end <= span.start <= p.end + HEAD_WIDTH for p in names):
            return None  # "the Indian smartphone segment" is a market
        shares = (c for c in scene.cues if all(k.measure == "share" for k in c.cues))
        if kinds == {"unit"} and any(c.start < span.start and span.end <= c.end for c in shares):
            return None  # "8% of the premium segment"
        home: str | None = None
        for place in names:
            if (
                place.kind in PLACE_KINDS
                and not place.possessive
                and place.end <= span.start
                and len(scene.gap(place.end, span.start)) < len(words)
            ):
                place.role = "modifier"  # "the Beijing startup"
                home = place.name if _says_seat(scene, place) else home
        inner = _inner(scene, span, names, opener, words)
        if inner is not None and scene.folded.startswith(self._attributes, inner.end):
            inner.role, inner = "modifier", None  # "the **Stellantis-backed** EV maker"
        if inner is not None and _in_apposition(scene, inner, names):
            inner.role = "modifier"  # "Douyin, TikTok's sibling": says something of Douyin
            return None
        roles = ("plain", "compare") if home is not None else ("plain",)
        earlier = [n.name for n in reversed(names) if n.end <= span.start and n.role in roles]
        told_of = next((n.name for n in names if _opens_aside(scene, n, span)), None)
        another_clause = any((t in MARKS and t != NAME) or scene.only([t], "clause", "conjunction") for t in lead[-2:])
        first = next((n for n in names if n.role != "modifier"), None)
        if first is not None and not another_clause and not scene.some(scene.gap(first.end, max(first.end, span.start)).tokens, "saying"):
            first = None  # "**Kuaishou** reported **that** users spent two hours on the platform" speaks of it
        subject = (first.name,) if first is not None and _begins(scene, first, span) else ()
        general = scene.folded[span.start : span.end] in scene.grammar.content["groups_of_companies"]
        said = Description(span, kinds, opener, words, inner, home, earlier, told_of, subject, general)
        target = self._target(scene, discourse, number, said)
        if target is None:
            return None
        start = span.start
        if inner is not None:
            inner.role, start = "modifier", inner.start
        tail = scene.folded[span.end : span.end + 2].replace("’", "'")
        return EntityMention(
            start, span.end, target, self._knowledge.kind_of(target, discourse), via="head", possessive=tail.startswith("'s")
        )

    def _of_name(self, scene: Scene, discourse: Discourse, number: int, span: Spanned, names: list[EntityMention]) -> EntityMention | None:
        """ "the operator of WeChat": a relation and the name behind "of"."""
        head = scene.folded[span.start : span.end]
        relation = next((r for r in ("parent", "sibling") if head in self._relations[r]), None)
        behind = next((n for n in names if n.start >= span.end), None)
        if relation is None or behind is None or behind.kind in PLACE_KINDS:
            return None
        words = scene.gap(span.end, behind.start).tokens
        if words[:1] != ("of",) or len(words) > OF_WORDS or not scene.only(words[1:2], "determiner"):
            return None  # "of **the** popular WeChat app"
        target = self._knowledge.related_to(behind.name, relation, discourse, number)
        if target is None or target == behind.name:
            return None
        behind.role = "modifier"
        for run in runs(scene):
            if run[0] is behind:
                for other in run[1:]:
                    other.role = "modifier"  # "the operator of KFC and **Pizza Hut**"
        return EntityMention(span.start, behind.end, target, self._knowledge.kind_of(target, discourse), via="head")

    def _target(self, scene: Scene, discourse: Discourse, number: int, said: Description) -> str | None:
        """The name a description stands for."""
        words = [w for w in said.words if w != NAME]
        sectors = sectors_named(scene.grammar, words)
        if sectors and "unit" in said.kinds and not self._says_sector(scene.grammar, words):
            sectors = set()  # "its **social entertainment** arm" is not one of "social"
        if said.inner is not None:
            head = scene.folded[said.head.start : said.head.end]
            relation = next((r for r in RELATIONS if any(w in self._relations[r] for w in (*said.words, *head.split()))), None)
            if relation == "rival":
                said.inner.role = "modifier"  # "**Douyin's** main rival": whom the text speaks of
                return next((name for name in (discourse.subject, discourse.lead) if name not in (None, said.inner.name)), None)
            if relation is not None:
                return self._knowledge.related_to(said.inner.name, relation, discourse, number)
            if "unit" not in said.kinds:
                return None
            if said.opener in POSSESSIVES:
                return self._knowledge.division(said.inner.name, sectors, said.words) or said.inner.name
            said.inner.role = "modifier"  # "the Tsinghua spin-off" is not Tsinghua
            return self._knowledge.division(said.inner.name, sectors) or self._business_of(said.inner.name, discourse, number)
        if said.opener in ("its", "their", "our"):
            owner = antecedent_of(scene, discourse, said.head.start)
            if owner is not None and self._opens_with_rival(scene, said.head):
                return self._rival_of(owner, discourse, number)
            if owner is not None and (whole := self._parent_of(scene, said, owner, discourse, number)) is not None:
                return whole
            if owner is None or "unit" not in said.kinds:
                return None
            known = self._knowledge.get(owner)
            group = known.parent if known else None
            return (
                self._knowledge.division(owner, sectors, said.words)
                or (self._knowledge.division(group, sectors) if group and sectors else None)
                or owner
            )
        if said.opener == "the" and (last := discourse.spoken_of()) is not None:
            whole = self._parent_of(scene, said, last, discourse, number)
            if whole is not None:
                return whole
        if (
            said.opener in scene.grammar.gaps["indefinite"]
            or said.opener in POSSESSIVES
            or ("related" in said.kinds and (said.home is None or "company" not in said.kinds))
            or "owned" in said.kinds
        ):
            return None
        if said.opener == "the" and not said.kinds.isdisjoint(UNITS):
            unit = self._unit_of_group(discourse, said, sectors if said.kinds == {"unit"} else set())
            if unit is not None:
                return unit
        return self._referent(discourse, number, said, sectors)

    def _parent_of(self, scene: Scene, said: Description, name: str, discourse: Discourse, number: int) -> str | None:
        """Whom somebody belongs to, where a description says so: "TikTok is in trouble. **Its parent** earned X"."""
        head = scene.folded[said.head.start : said.head.end].split()
        if self._relations["parent"].isdisjoint(head) or said.inner is not None:
            return None
        if said.opener == "the" and not scene.some(head, "owning_whole"):
            return None  # "the short video operator" is TikTok itself
        parent = self._knowledge.related_to(name, "parent", discourse, number)
        return parent if parent != name else None

    @staticmethod
    def _says_sector(grammar: Grammar, words: Sequence[str]) -> bool:
        """Whether the words right before "unit" name a sector."""
        return any(" ".join(words[at:]) in grammar.sectors_of for at in range(len(words)))

    def _unit_of_group(self, discourse: Discourse, said: Description, sectors: set[str]) -> str | None:
        """The unit of the group the text is about that words name: "**the overseas shopping unit**" of Alibaba, "**the cloud arm**"."""
        last = discourse.spoken_of()
        if last is None or not said.words:
            return None
        group = self._knowledge.group_of(last, discourse, topmost=True)
        entity = self._knowledge.get(last)
        if group == last and entity is not None and entity.parent is not None:
            group = entity.parent
        named = self._knowledge.division(group, set(), said.words)
        fits = entity is not None and entity.parent is not None and not sectors.isdisjoint(entity.sectors)
        return named or (None if fits else self._knowledge.division(group, sectors))

    def _opens_with_rival(self, scene: Scene, head: Spanned) -> bool:
        """Whether a sentence begins with somebody's rival: "**Its smaller rival**, which sells goods itself, had 552 million customers"."""
        words = scene.gap(scene.sentence.start, head.start).tokens
        return scene.folded[head.start : head.end] in self._relations["rival"] and len(words) <= RIVAL_WORDS

    def _rival_of(self, owner: str, discourse: Discourse, number: int) -> str | None:
        """The other one of the two that a text is about."""
        for name in discourse.salient(number):
            apart = name != owner and not self._knowledge.owns(owner, name) and not self._knowledge.owns(name, owner)
            if (
                apart
                and discourse.counts[name] >= NAMED_OFTEN
                and self._knowledge.kind_of(name, discourse) in ("company", "platform", "brand")
            ):
                return name
        return None

    def _business_of(self, owner: str, discourse: Discourse, number: int) -> str | None:
        """The business of an owner that the text has just spoken of: "Its rival is **Ele.me**. The Alibaba subsidiary"."""
        near = (name for name in discourse.salient(number) if number - discourse.recent[name] <= JUST)
        return next((name for name in near if self._knowledge.owns(owner, name)), None)

    def _referent(self, discourse: Discourse, number: int, said: Description, sectors: set[str]) -> str | None:
        """Whom "the company", "the short video app" means: the likeliest name spoken of that fits the description.

        Names of the same sentence count where the text has named nobody before, and those of whom a country is said.
        """
        kinds = said.kinds
        candidates = list[str]()
        salient = discourse.salient(number)
        here = said.earlier if said.home is not None else said.subject
        ordered = [*here, *salient[:1], *said.earlier, *salient[1:]]
        if said.told_of is not None:
            ordered.insert(0, said.told_of)
        for name in ordered:
            kind = self._knowledge.kind_of(name, discourse)
            if kind in PLACE_KINDS or kind in REPORTER_KINDS or kind == "person" or name in candidates:
                continue
            if ("work" in kinds and kind != "product") or (kinds == {"unit"} and kind == "product"):
                continue
            candidates.append(name)
        if not candidates:
            return None

        young = "young" in kinds

        def fit(name: str) -> float:
            entity = self._knowledge.get(name)
            kind = self._knowledge.kind_of(name, discourse)
            score = 0.0
            if sectors:
                score += 3.0 if entity and set(entity.sectors) & sectors else -1.0
            if "company" in kinds:
                related = name == candidates[0] or self._knowledge.owns(name, candidates[0])
                score += (2.0 if related else 1.0) if kind in ("company", "brand") else 0.0
            if "platform" in kinds:
                runs = kind in MADE or (name == discourse.lead and {owner for owner, _ in discourse.told} == {name})
                score += 1.5 if runs else 0.0  # "Vipshop, like Temu, is cheap. Revenue was X. **The site** has": the one told of
            if "company" in kinds and name not in (discourse.lead, discourse.subject) and self._knowledge.invests(name):
                score -= 2 * AT_HOME  # "XVC also took part. **The firm** is worth X": not the fund
            if young and name != candidates[0] and LISTED in self._knowledge.traits_of(name):
                score -= AT_HOME  # few start-ups are on the market
            if kinds == {"unit"}:
                score += 1.5 if entity and entity.parent else 0.0
            if said.home is not None and (known := self._knowledge.comes_from(name, said.home)) is not None:
                score += AT_HOME if known else -AT_HOME
            return score

        best = candidates[max(range(len(candidates)), key=lambda i: fit(candidates[i]) - 1.2 * i)]
        if "company" in kinds and self._knowledge.kind_of(best, discourse) in MADE:
            return self._knowledge.group_of(best, discourse, topmost=False)  # "WeChat had 1.3 billion users. **The company** earned X"
        known = self._knowledge.get(best)
        if said.general and known is not None and known.kind == "brand" and known.parent in discourse.counts:
            return known.parent  # "Transsion's Tecno phones cost $50. **The company** sold X"
        return discourse.lead if self._means_group(discourse, said, best) else best

    def _means_group(self, discourse: Discourse, said: Description, name: str) -> bool:
        """Whether "the company" is the group that the text is about and not the daughter told of last.

        It is in a new paragraph, and wherever a figure of the group was told: "Acme's sales fell. Acme Cloud grew. **The company** has".
        """
        if said.words or "company" not in said.kinds or said.subject or name in said.earlier:
            return False
        group = discourse.lead
        if group is None or not self._knowledge.owns(group, name):
            return False
        return not discourse.fresh or (said.general and any(owner == group for owner, _ in discourse.told))


def _says_where(names: Sequence[EntityMention], span: Spanned) -> bool:
    """Whether the last name before a description is a place, of which it says nothing: "**In Norway**, the company sold 5,000 cars"."""
    before = [n for n in names if n.end <= span.start]
    return bool(before) and before[-1].kind in PLACE_KINDS


def _ends_participle(scene: Scene, span: Spanned) -> bool:
    """Whether a clause without a subject opens the sentence and ends right before: "**Backed by Tencent**, the firm raised X"."""
    tokens = scene.after(scene.sentence.start, OPENING_CLAUSE)
    if not tokens or tokens[0] not in scene.grammar.content["introduced_as"] or "," not in tokens:
        return False
    return len(scene.gap(scene.sentence.start, span.start).tokens) - tokens.index(",") <= HEAD_WORDS + 2


def _says_seat(scene: Scene, place: EntityMention) -> bool:
    """Whether a place in a description says where somebody is at home: "the **Hangzhou**-based firm", not "the **US**-listed one"."""
    return scene.folded[place.end : place.end + 1] != "-" or scene.folded.startswith(tuple(scene.grammar.gaps["seated"]), place.end)


def _begins(scene: Scene, name: EntityMention, span: Spanned) -> bool:
    """Whether a sentence begins with a name: "**Acme's** sales rose 4%, yet the company", "A year ago **Acme** led; the firm"."""
    if name.end > span.start or name.role != "plain":
        return False
    before = scene.before(name.start, 3)
    if len(before) > 1 and scene.only(before[-2:-1], "pointing") and before[-1] == "of":
        before = before[:-2]  # "**Those of Nio** rose 47%, though the carmaker"
    opens = not before or before[-1] in MARKS or before[-1] in scene.grammar.head_groups
    return opens or scene.only(before[-1:], "conjunction")  # "sold 5% less, but **Samsung** fared worse: the company"


def _is_line(scene: Scene, words: Sequence[str]) -> bool:
    """Whether words name a line of business: "**Marketing services**, the advertising unit, posted"."""
    return any(tuple(words[-size:]) in scene.grammar.lines for size in range(1, len(words) + 1))


def _opens_aside(scene: Scene, name: EntityMention, span: Spanned) -> bool:
    """Whether a name owns what a sentence opens with: "In **Tesla's** best quarter, the company"."""
    if not name.possessive or name.end > span.start or name.role not in ("plain", "modifier") or name.kind in PLACE_KINDS:
        return False
    led = scene.only(scene.before(name.start, 1) or (",",), "preposition")
    return led and "," in scene.gap(name.end, span.start).tokens and scene.before(span.start, 2)[:1] == (",",)


def _in_apposition(scene: Scene, inner: EntityMention, names: list[EntityMention]) -> bool:
    """Whether a comma and another name stand right before."""
    return any(n.end <= inner.start and n.role == "plain" and scene.gap(n.end, inner.start).tokens == (",",) for n in names)


def _inner(scene: Scene, span: Spanned, names: list[EntityMention], opener: str, words: tuple[str, ...]) -> EntityMention | None:
    """The name inside the description: TikTok in "the TikTok owner", Alibaba in "Alibaba's cloud unit"."""
    if opener not in POSSESSIVES and NAME not in words:
        return None
    before = [n for n in names if n.end <= span.start]
    if opener not in POSSESSIVES and before and before[-1].kind in PLACE_KINDS and words.count(NAME) == 1:
        return None  # "money from IDG, the **Beijing** startup": the place is the name
    before = [n for n in before if n.kind not in PLACE_KINDS]
    if not before or len(scene.gap(before[-1].end, span.start)) > HEAD_WORDS:
        return None
    return before[-1]


def _opens(scene: Scene, token: str) -> bool:
    """Whether a description begins with the word: a determiner or an owner."""
    return token in scene.grammar.gaps["determiner"] or token in ("'s", "’s") or token.endswith(("'s", "’s", "s'", "s’"))
