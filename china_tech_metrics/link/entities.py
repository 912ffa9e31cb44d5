"""Entity mentions of a sentence: names with the role they play, and the words that stand for a name said before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from china_tech_metrics.link.discourse import Discourse
from china_tech_metrics.link.gaps import NAME, TIME
from china_tech_metrics.link.scene import EntityMention, Scene, Spanned
from china_tech_metrics.scan.words import exact
from china_tech_metrics.vocabulary import Language, Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS, Entity, EntityKind

APPOSITION_WORDS = 4
"""How many words may stand between an owner and the name it qualifies: "Tencent's super app WeChat"."""
POSSESSIVES = ("'s", "’s")
INDEFINITE = ("a", "an", "any", "every", "each", "some", "all", "such")
RELATIONS = ("parent", "sibling", "rival")
HEADING = 4
WHERE = 2
"""The comma and "where" behind a name that is meant."""
SAID_REACH = 3
"""How many words may stand between "said" and the "it" that means who said it."""
SUPERLATIVE_REACH = 3
"""How many words may stand between a superlative and its head: "the world's **largest** smartphone **market**"."""
OPENING_WORDS = 3
"""A sentence that begins "Its smaller rival X" speaks of X."""
HEAD_WORDS = 6
"""How many words a description may have before its head noun: "the short video and live streaming platform"."""


@dataclass(slots=True)
class Description:
    """Words that stand for a name: "the TikTok owner", "its cloud unit", "the short video app".

    ``head`` is the noun and ``kinds`` what sort of thing it names, ``opener`` the determiner, ``words`` what stands between,
    ``inner`` a name among these, ``earlier`` the names of the sentence before it.
    """

    head: Spanned
    kinds: frozenset[str]
    opener: str
    words: tuple[str, ...]
    inner: EntityMention | None
    earlier: list[str]


class EntityReader:
    """Gives every entity mention of a scene its role, and resolves descriptions and pronouns."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        language = vocabulary.languages[lang]
        assert isinstance(language, Language)
        grammar = language.grammar
        self._vocabulary = vocabulary
        self._owned = tuple(grammar.heads["owned"])
        self._related = frozenset(grammar.heads["related"])
        self._relations = {relation: grammar.gaps[relation] for relation in RELATIONS}
        self._rival = re.compile(exact(grammar.gaps["rival"]))
        self._sectors_of: dict[str, set[str]] = {}
        for sector, words in grammar.sectors.items():
            for word in words:
                self._sectors_of.setdefault(word, set()).add(sector)

    def read(self, scene: Scene, discourse: Discourse, number: int) -> None:
        """Fill in the roles of ``scene.entities``, add descriptions and pronouns, and note them in the discourse."""
        for mention in scene.entities:
            self._role(scene, mention)
        self._appositions(scene)
        self._lists(scene)
        named = len(scene.entities)
        if scene.amounts:
            self._descriptions(scene, discourse, number)
        described = len(scene.entities) > named
        if scene.amounts:
            self._pronouns(scene, discourse)
        if len(scene.entities) > named:
            scene.entities.sort(key=lambda m: (m.start, m.end))
        if described:
            scene.names_changed()
        self._note(scene, discourse, number)

    def _note(self, scene: Scene, discourse: Discourse, number: int) -> None:
        """Remember whom the sentence spoke of and who was its subject."""
        subject: str | None = None
        end = scene.sentence.end
        first_amount = next((a.start for a in scene.amounts if not scene.in_aside(a, end)), end)
        for mention in scene.entities:
            if mention.role == "place":
                discourse.places.pop(mention.name, None)
                discourse.places[mention.name] = number
                discourse.counts[mention.name] = discourse.counts.get(mention.name, 0) + 1
            elif mention.role in ("plain", "modifier", "compare") and mention.via != "pronoun":
                discourse.note(mention, number)
            if (
                subject is None
                and mention.role == "plain"
                and mention.kind != "person"
                and mention.end <= first_amount
                and not scene.in_aside(mention, end)
                and not self._depends(scene, mention)
            ):
                subject = mention.name
        if subject is None and discourse.subject is None:
            subject = next((m.name for m in scene.entities if m.role == "plain"), None)
        if subject is not None:
            if self._opens_with_rival(scene):
                discourse.aside_from = discourse.aside_from or discourse.subject
            discourse.subject, discourse.fresh = subject, True
            discourse.lead = subject if discourse.lead is None or self.is_heading(scene) else discourse.lead

    def _opens_with_rival(self, scene: Scene) -> bool:
        """Whether a sentence speaks in passing of another one: "**Rival** Airwallex has said", "Its smaller **competitor** X"."""
        opening = scene.after(scene.sentence.start, OPENING_WORDS)
        return any(t.rstrip("s") in self._relations["rival"] for t in opening)

    def note_owner(self, scene: Scene, discourse: Discourse, owner: EntityMention | None) -> None:
        """Whose figure a sentence without a subject gave is spoken of: "Revenue at **Meituan** grew 22%. The loss of **its** segment …"."""
        if owner is None or owner.via != "name" or owner.role != "plain" or owner.kind == "person":
            return
        if any(m.role == "plain" and m.name == discourse.subject for m in scene.entities):
            return
        discourse.subject, discourse.fresh = owner.name, True

    def _depends(self, scene: Scene, mention: EntityMention) -> bool:
        """Whether a preposition governs the name or the list it is in: "driven by the strategy title X", "home of A and B"."""
        first = mention
        if mention is not scene.entities[0]:
            first = next((run[0] for run in self._runs(scene) if any(m is mention for m in run)), mention)
        for token in reversed(scene.before(first.start, 4)):
            if token in ",;:" or scene.only([token], "clause", "conjunction"):
                return False
            if scene.only([token], "preposition"):
                return True
        return False

    @staticmethod
    def is_heading(scene: Scene) -> bool:
        """Whether the line is little more than a name: the head of a section about it."""
        if scene.amounts:
            return False
        named = [m for m in scene.entities if m.role == "plain" and m.via in ("name", "shape")]
        return len(named) == 1 and scene.line.own_length <= HEADING

    # --- names -------------------------------------------------------------------------------------------------

    def _role(self, scene: Scene, mention: EntityMention) -> None:
        folded = scene.folded
        tail = folded[mention.end : mention.end + 16].replace("’", "'")
        mention.possessive = tail.startswith("'s") or (tail.startswith("'") and folded[mention.end - 1] == "s")
        if tail.startswith(self._owned):
            mention.role = "modifier"
        elif self._is_dateline(scene, mention):
            mention.role = "source"
        elif mention.possessive and self._superlative_behind(scene, mention):
            mention.role = "modifier"  # "the world's largest market"
        elif mention.kind in PLACE_KINDS:
            mention.role = "compare" if self._surpassed(scene, mention) else "place"
        elif mention.kind in REPORTER_KINDS:
            mention.role = "source"
        elif self._owner_of_subject(scene, mention):
            mention.role = "modifier"
        elif self._compared(scene, mention):
            mention.role = "compare"

    @staticmethod
    def _is_dateline(scene: Scene, mention: EntityMention) -> bool:
        """ "BEIJING, July 17 — …": where the story was written."""
        if mention.kind not in PLACE_KINDS or mention.start != scene.sentence.start:
            return False
        tokens = scene.after(mention.end, 4)
        return scene.text[mention.start : mention.end].isupper() and any(t in ("—", "–", "(") or t == TIME for t in tokens)

    @staticmethod
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

    @staticmethod
    def _surpassed(scene: Scene, mention: EntityMention) -> bool:
        """Whether a place is the object of a verb that compares: "India's market surpassed **the US**"."""
        word = scene.nearest_before(mention.start, "compare")
        return word is not None and not mention.possessive and scene.only(scene.gap(word.end, mention.start).tokens, "determiner")

    def _compared(self, scene: Scene, mention: EntityMention) -> bool:
        word = scene.nearest_before(mention.start, "compare", "such_as")
        if word is not None:
            gap = scene.gap(word.end, mention.start)
            if len(gap) <= 5 and not gap.breaks and not scene.amounts_between(word.end, mention.start):
                return True
        if self._rival.search(scene.folded, scene.sentence.start, mention.start) is None:
            return False
        before = scene.before(mention.start, 3)
        rival = next((i for i, t in enumerate(before) if i and t.rstrip("s") in self._relations["rival"]), None)
        if rival is None or before[rival - 1] in (NAME, "'s", "’s"):  # "TikTok rival Kuaishou" is Kuaishou itself
            return False
        opening = [t for t in scene.gap(scene.sentence.start, mention.start).tokens if t != ","]
        return len(opening) > OPENING_WORDS or any(scene.only([t], "preposition", "copula", "clause") for t in opening)

    def _appositions(self, scene: Scene) -> None:
        """An owner in front of what it owns only qualifies it: "Alibaba's AliExpress", "TikTok rival Kuaishou"."""
        for first, second in pairwise(scene.entities):
            if first.role != "plain" or second.role in ("place", "source"):
                continue
            gap = scene.gap(first.end, second.start)
            tokens = [t for t in gap.tokens if t not in ("'s", "’s")]
            if len(tokens) > APPOSITION_WORDS or gap.breaks:
                continue
            related = any(t in self._related or t.rstrip("s") in self._related for t in tokens)
            qualifies = first.possessive and not scene.only(tokens[:1], "preposition", "copula") if tokens else first.possessive
            if (qualifies or related) and not any(scene.only([t], "preposition", "conjunction", "copula") for t in tokens):
                first.role = "modifier"

    def _lists(self, scene: Scene) -> None:
        """What is said of the first of "A, B and C" as a comparison is said of all."""
        if all(mention.role != "compare" for mention in scene.entities):
            return
        for run in self._runs(scene):
            if run[0].role == "compare":
                for mention in run[1:]:
                    if mention.role == "plain":
                        mention.role = "compare"

    @staticmethod
    def _runs(scene: Scene) -> Iterator[list[EntityMention]]:
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
            run = []

    # --- descriptions and pronouns -------------------------------------------------------------------------------

    def _descriptions(self, scene: Scene, discourse: Discourse, number: int) -> None:
        names = list(scene.entities)
        for span, kinds in scene.heads:
            if "place" in kinds:
                place = self._place(scene, discourse, number, span)
                scene.entities += [place] if place is not None else []
                continue
            found = self._describe(scene, discourse, number, span, kinds, names)
            if found is not None:
                scene.entities.append(found)

    def _place(self, scene: Scene, discourse: Discourse, number: int, span: Spanned) -> EntityMention | None:
        """ "the country", "the city": the one spoken of last, for a country else where the lead of the text is at home."""
        before = scene.before(span.start, SUPERLATIVE_REACH)
        if before[-1:] not in (("the",), ("this",)) and not any(scene.only([t], "superlative") for t in before):
            return None
        word = scene.folded[span.start : span.end]
        group = next((g for g in ("city", "parts_of_world") if word in scene.grammar.gaps[g]), "country")
        here = [m.name for m in scene.entities if m.end <= span.start and m.role == "place" and group in self._sorts_of_place(m.name)]
        places = [name for name in discourse.places if group in self._sorts_of_place(name)]
        name = (
            here[-1]
            if here
            else max(places, key=lambda n: discourse.weight_of_place(n, number), default=None)
            or (self.home_of(discourse.lead) if group == "country" else None)
        )
        if name is None:
            return None
        kind = self.kind_of(name, discourse)
        possessive = scene.folded[span.end : span.end + 2].replace("’", "'") == "'s"
        if possessive and self._superlative_behind(scene, span):
            return None  # "the country's largest maker"
        return EntityMention(span.start, span.end, name, kind, via="head", role="place", possessive=possessive)

    @staticmethod
    def _superlative_behind(scene: Scene, span: Spanned) -> bool:
        return scene.only(scene.after(span.end, 2)[-1:] or (",",), "superlative")

    def _sorts_of_place(self, name: str) -> set[str]:
        """What a place can be called: "the country", "the city" (cities and provinces), "the region" (parts of the world)."""
        entity = self._vocabulary.entities.get(name)
        if entity is None:
            return set()
        if entity.kind == "country":
            return {"country", *(entity.traits & {"city"})}
        return {"city" if entity.home is not None else "parts_of_world"}

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
        tokens = scene.before(span.start, HEAD_WORDS + 2)
        at = next((i for i in range(len(tokens) - 1, -1, -1) if self._opens(scene, tokens[i])), None)
        if at is None or len(tokens) - at > HEAD_WORDS + 1:
            return None
        opener, words, lead = tokens[at], tokens[at + 1 :], tokens[:at]
        if any(scene.only([t], "preposition", "copula", "conjunction") or t in ",;:()" for t in words):
            return None
        if lead[-1:] and (scene.only(lead[-1:], "copula", "as", "linking") or (lead[-1] == "," and lead[-2:-1] == (NAME,))):
            return None  # "X is the largest platform", "X, the largest platform": says something of X
        for place in names:
            if (
                place.kind in PLACE_KINDS
                and not place.possessive
                and place.end <= span.start
                and len(scene.gap(place.end, span.start)) < len(words)
            ):
                place.role = "modifier"  # "the Beijing startup"
        inner = self._inner(scene, span, names, opener, words)
        if inner is not None and self._in_apposition(scene, inner, names):
            inner.role = "modifier"  # "Douyin, TikTok's sibling": says something of Douyin
            return None
        earlier = [n.name for n in reversed(names) if n.end <= span.start and n.role == "plain"]
        target = self._target(scene, discourse, number, Description(span, kinds, opener, words, inner, earlier))
        if target is None:
            return None
        start = span.start
        if inner is not None:
            inner.role, start = "modifier", inner.start
        tail = scene.folded[span.end : span.end + 2].replace("’", "'")
        return EntityMention(start, span.end, target, self.kind_of(target, discourse), via="head", possessive=tail.startswith("'s"))

    @staticmethod
    def _in_apposition(scene: Scene, inner: EntityMention, names: list[EntityMention]) -> bool:
        """Whether a comma and another name stand right before."""
        return any(n.end <= inner.start and n.role == "plain" and scene.gap(n.end, inner.start).tokens == (",",) for n in names)

    def _of_name(self, scene: Scene, discourse: Discourse, number: int, span: Spanned, names: list[EntityMention]) -> EntityMention | None:
        """ "the operator of WeChat": a relation and the name behind "of"."""
        head = scene.folded[span.start : span.end]
        relation = next((r for r in ("parent", "sibling") if head in self._relations[r]), None)
        behind = next((n for n in names if n.start >= span.end), None)
        if relation is None or behind is None or behind.kind in PLACE_KINDS or scene.gap(span.end, behind.start).tokens != ("of",):
            return None
        target = self._related_to(behind.name, relation, discourse, number)
        if target is None or target == behind.name:
            return None
        behind.role = "modifier"
        return EntityMention(span.start, behind.end, target, self.kind_of(target, discourse), via="head")

    @staticmethod
    def _inner(scene: Scene, span: Spanned, names: list[EntityMention], opener: str, words: tuple[str, ...]) -> EntityMention | None:
        """The name inside the description: TikTok in "the TikTok owner", Alibaba in "Alibaba's cloud unit"."""
        if opener not in POSSESSIVES and NAME not in words:
            return None
        before = [n for n in names if n.end <= span.start and n.kind not in PLACE_KINDS]
        if not before or len(scene.gap(before[-1].end, span.start)) > HEAD_WORDS:
            return None
        return before[-1]

    def _target(self, scene: Scene, discourse: Discourse, number: int, said: Description) -> str | None:
        """The name a description stands for."""
        sectors = self._matching_sectors(w for w in said.words if w != NAME)
        if said.inner is not None:
            head = scene.folded[said.head.start : said.head.end]
            relation = next((r for r in RELATIONS if any(w in self._relations[r] for w in (*said.words, *head.split()))), None)
            if relation is not None:
                return self._related_to(said.inner.name, relation, discourse, number)
            if "unit" not in said.kinds:
                return None
            if said.opener in POSSESSIVES:
                return self._division(said.inner.name, sectors) or said.inner.name
            said.inner.role = "modifier"  # "the Tsinghua spin-off" is not Tsinghua
            return self._division(said.inner.name, sectors)
        if said.opener in ("its", "their", "our"):
            owner = self._antecedent(scene, discourse, said.head.start)
            if owner is None or "unit" not in said.kinds:
                return None
            group = self._vocabulary.entities[owner].parent if owner in self._vocabulary.entities else None
            return self._division(owner, sectors) or (self._division(group, sectors) if group and sectors else None) or owner
        if said.opener in INDEFINITE or said.opener in POSSESSIVES or "related" in said.kinds or "owned" in said.kinds:
            return None
        return self._referent(discourse, number, said.kinds, sectors, said.earlier)

    def _related_to(self, name: str, relation: str, discourse: Discourse, number: int) -> str | None:
        """The parent of a name, or the sibling of it the text has spoken of."""
        entity = self._vocabulary.entities.get(name)
        if relation == "parent":
            return (entity.parent or name) if entity is not None else name
        if entity is None or relation != "sibling":
            return None
        for other in discourse.salient(number):
            candidate = self._vocabulary.entities.get(other)
            if candidate is not None and other != name and candidate.parent is not None and candidate.parent == entity.parent:
                return other
        return None

    @staticmethod
    def _opens(scene: Scene, token: str) -> bool:
        return token in scene.grammar.gaps["determiner"] or token in ("'s", "’s") or token.endswith(("'s", "’s", "s'", "s’"))

    def _matching_sectors(self, words: Iterable[str]) -> set[str]:
        """The sectors words name, the longest names first: "food delivery" is not also logistics."""
        left = list(words)
        found: set[str] = set()
        for size in (3, 2, 1):
            for i in range(len(left) - size + 1):
                sectors = self._sectors_of.get(" ".join(left[i : i + size]))
                if sectors:
                    found |= sectors
                    left[i : i + size] = [""] * size
        return found

    def _division(self, owner: str, sectors: set[str]) -> str | None:
        """The business of ``owner`` that works in one of the sectors."""
        best: Entity | None = None
        for child in self._vocabulary.children(owner):
            if sectors and child.sectors and set(child.sectors) & sectors:
                fit = (child.sectors[0] in sectors, child.kind == "company", -len(child.sectors))
                if best is None or fit > (best.sectors[0] in sectors, best.kind == "company", -len(best.sectors)):
                    best = child
        return best.name if best else None

    def _referent(self, discourse: Discourse, number: int, kinds: frozenset[str], sectors: set[str], earlier: list[str]) -> str | None:
        """Whom "the company", "the short video app" means: the likeliest name spoken of that fits the description.

        ``earlier`` are names of the same sentence; they count where the text has named nobody before.
        """
        candidates = list[str]()
        salient = discourse.salient(number)
        for name in [*salient[:1], *earlier, *salient[1:]]:
            kind = self.kind_of(name, discourse)
            if kind in PLACE_KINDS or kind in REPORTER_KINDS or kind == "person" or name in candidates:
                continue
            candidates.append(name)
        if not candidates:
            return None
        entities = self._vocabulary.entities

        def fit(name: str) -> float:
            entity = entities.get(name)
            kind = self.kind_of(name, discourse)
            score = 0.0
            if sectors:
                score += 3.0 if entity and set(entity.sectors) & sectors else -1.0
            if "company" in kinds:
                related = name == candidates[0] or self.owns(name, candidates[0])
                score += (2.0 if related else 1.0) if kind in ("company", "brand") else 0.0
            if "platform" in kinds:
                score += 1.5 if kind in ("platform", "product") else 0.0
            if kinds == {"unit"}:
                score += 1.5 if entity and entity.parent else 0.0
            return score

        ranked = sorted(range(len(candidates)), key=lambda i: fit(candidates[i]) - 1.2 * i, reverse=True)
        return candidates[ranked[0]]

    def _pronouns(self, scene: Scene, discourse: Discourse) -> None:
        for span in scene.classes.get("it", ()):
            word = scene.folded[span.start : span.end]
            if word in scene.grammar.gaps["first_person"] and discourse.lead is not None:
                name: str | None = self.group_of(discourse.lead, discourse, topmost=True)
            elif word in scene.grammar.gaps["plural"] and (makers := self._makers_before(scene, span.start)) is not None:
                name = self._place_before(scene, makers)
            else:
                name = self._antecedent(scene, discourse, span.start)
            if name is not None:
                possessive = word in ("its", "their", "our")
                mention = EntityMention(span.start, span.end, name, self.kind_of(name, discourse), via="pronoun", possessive=possessive)
                if possessive and self._names_its_own(scene, span):
                    mention.role = "modifier"
                scene.entities.append(mention)

    @staticmethod
    def _makers_before(scene: Scene, at: int) -> Spanned | None:
        """The industry of the clause that "they" means: "**Chinese manufacturers** raised their sales"."""
        word = scene.nearest_before(at, "industry")
        if (
            word is None
            or scene.gap(word.end, at).breaks
            or any(m.start >= word.end and m.end <= at and m.role == "plain" for m in scene.entities)
        ):
            return None
        return word

    @staticmethod
    def _place_before(scene: Scene, word: Spanned) -> str | None:
        """The place whose industry a word names: "**Chinese** carmakers"."""
        return next(
            (m.name for m in scene.entities if m.role == "place" and m.end <= word.start and len(scene.gap(m.end, word.start)) <= 2), None
        )

    def _names_its_own(self, scene: Scene, span: Spanned) -> bool:
        """Whether the possessive belongs to a name right behind: "its parent company ByteDance"."""
        for mention in scene.entities:
            if mention.start > span.end and mention.via != "pronoun":
                gap = scene.gap(span.end, mention.start)
                return (
                    0 < len(gap) <= APPOSITION_WORDS
                    and not gap.breaks
                    and not any(scene.only([t], "preposition", "copula") for t in gap.tokens)
                )
        return False

    def _antecedent(self, scene: Scene, discourse: Discourse, at: int) -> str | None:
        """Whom "it" at an offset means: the first name of its clause, else of its sentence, else the subject of the sentence before."""
        antecedent = scene.antecedent_end(at)
        told_of = next((m.name for m in scene.entities if m.end == antecedent and m.role != "place"), None)
        if told_of is not None:
            return told_of  # "behind Leapmotor, which wrote that **its** deliveries"
        earlier = [m for m in scene.entities if m.end <= at and m.role == "plain" and m.via != "pronoun"]
        earlier.sort(key=lambda m: m.start)
        said = scene.nearest_before(at, "said")
        if said is not None and len(scene.gap(said.end, at)) <= SAID_REACH:
            speakers = [m for m in earlier if m.end <= said.start and not scene.in_aside(m, said.start) and not self._depends(scene, m)]
            if speakers:
                return speakers[-1].name  # "Tencent, a rival of X, said it": Tencent
        same_clause = [m for m in earlier if scene.gap(m.end, at).breaks < 1]
        subjects = same_clause or [m for m in earlier if not self._is_inner(scene, m)]
        if scene.only(scene.before(at, 1) or (",",), "relative_place"):  # "moved from Youku to **Bilibili**, where they spent"
            subjects = [m for m in earlier if len(scene.gap(m.end, at)) == WHERE] or subjects or earlier
        return subjects[0].name if subjects else discourse.subject or discourse.lead

    @staticmethod
    def _is_inner(scene: Scene, mention: EntityMention) -> bool:
        """Whether a name only belongs to another word: "its use **of Google's** Android"."""
        before = scene.before(mention.start, 3)
        if scene.only(before[-1:] or (",",), "possessive") and before[-2:-1] == (NAME,):
            before = before[:-2]
        return scene.only(before[-1:] or (",",), "preposition")

    def owns(self, owner: str, name: str) -> bool:
        """Whether ``name`` is a business of ``owner``, directly or through others."""
        entity = self._vocabulary.entities.get(name)
        return entity is not None and entity.parent is not None and (entity.parent == owner or self.owns(owner, entity.parent))

    def group_of(self, name: str, discourse: Discourse, *, topmost: bool) -> str:
        """The company a business belongs to, as far as the text has spoken of its owners: the nearest one, or the group at the top."""
        found = name
        entity = self._vocabulary.entities.get(name)
        while entity is not None and entity.parent is not None:
            entity = self._vocabulary.entities.get(entity.parent)
            if entity is not None and entity.name in discourse.recent:
                found = entity.name
                if not topmost:
                    break
        return found

    def counts_for(self, name: str) -> str | None:
        """The country whose figures an office of statistics gives; None for anybody else."""
        entity = self._vocabulary.entities.get(name)
        return entity.home if entity is not None and "statistics" in entity.traits else None

    def home_of(self, name: str | None) -> str | None:
        """The country an entity comes from."""
        entity = self._vocabulary.entities.get(name) if name else None
        return entity.home if entity else None

    def kind_of(self, name: str, discourse: Discourse) -> EntityKind:
        entity = self._vocabulary.entities.get(name)
        return entity.kind if entity else discourse.shapes.get(name, "company")


def traits_of(name: str | None, entities: Mapping[str, Entity]) -> frozenset[str]:
    entity = entities.get(name) if name else None
    return entity.traits if entity else frozenset()
