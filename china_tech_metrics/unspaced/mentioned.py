"""Names that a sentence only mentions: what something is done to or compared with, investors, whose multiple a figure is.

All other names that can own figures are topics, among which ``topic`` chooses.
"""

from __future__ import annotations

import re
from dataclasses import replace

from china_tech_metrics.model import Amount
from china_tech_metrics.unspaced.brackets import CLOSES
from china_tech_metrics.unspaced.finder import Name, Word
from china_tech_metrics.unspaced.sentences import Scene
from china_tech_metrics.unspaced.spaces import NUMERALS
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary import Vocabulary
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, REPORTER_KINDS

QUOTES = ("《", "“", "「", "『", '"')
NO_OWNERS = REPORTER_KINDS | PLACE_KINDS
OBJECT_REACH = 4
ENUMERATES = "、"
ENDS = frozenset("，,；;。、）)")
LONGEST_PRODUCT = 6
LISTED = 20
"""How far behind a name "领投" may stand, with other investors between."""
TURN_REACH = 10
"""How many characters before a name may turn the sentence to it: "追得最紧的是第2位的比亚迪"."""


class MentionReader:
    """Tells such names. Build once for a vocabulary and the grammar of a language."""

    def __init__(self, vocabulary: Vocabulary, grammar: ClauseWords) -> None:
        beside = grammar.beside
        self._entities = vocabulary.entities
        self._kinds = {name: entity.kind for name, entity in vocabulary.entities.items()}
        self._acts_on = beside["acts_on"]
        self._of_objects = frozenset(metric.id for metric in vocabulary.metrics.values() if metric.owner == "object")
        self._leads_to, self._opening_words = beside["leads_to"], beside["opens_clause"]
        ordinal, counter, of = ("|".join(map(re.escape, beside[name])) or "(?!)" for name in ("ordinal", "counter", "of"))
        self._ranked = re.compile(rf"(?:{ordinal})[\d{NUMERALS}]{{1,2}}(?:{counter})?(?:{of})?\Z")
        self._is, self._of, self._joins, self._gains = beside["base_is"], beside["of"], beside["joins"], beside["gains"]
        self._means = frozenset(beside["by_means"])
        self._ratio_is = beside["ratio_is"]
        self._and_others, self._deals, self._takes_part = beside["and_others"], beside["deals"], frozenset(beside["takes_part"])

    def owns(self, name: Name) -> bool:
        """Whether a name can own figures."""
        return self._kinds.get(name.entity) not in NO_OWNERS

    def is_unit(self, scene: Scene, name: Name) -> bool:
        """Whether a multiple is told of a name's figure: "是**京东**的三倍"."""
        if not scene.folded.startswith(self._of, name.end):
            return False
        times = [a for a in scene.amounts if a.kind in ("times", "percent") and a.outer_start > name.end]
        if times and times[0].kind == "percent" and not self.is_ratio(scene, times[0]):
            return False
        return bool(times) and scene.folded[name.end : times[0].outer_start].strip() in self._of

    def is_ratio(self, scene: Scene, amount: Amount) -> bool:
        """Whether a part is one of somebody else's figure, with no noun behind: "市值为**特斯拉**的七分之一", not "占…"."""
        text, at = scene.folded, amount.outer_start
        if amount.kind != "percent" or not text.endswith(self._of, scene.start, at):
            return False
        if amount.outer_end < scene.end and text[amount.outer_end] not in ENDS:
            return False
        name = next((n for n in scene.names if self.owns(n) and n.end < at and text[n.end : at].strip() in self._of), None)
        return name is not None and text.endswith(self._ratio_is, scene.start, name.start)

    def mark_ratios(self, scene: Scene, fraction: re.Pattern[str]) -> None:
        """Make the fractions of somebody else's figures multiples."""
        for index, amount in enumerate(scene.amounts):
            if amount.worded and self.is_ratio(scene, amount) and fraction.search(scene.folded, amount.start, amount.end):
                ends = {end: value / 100 for end in ("low", "high") if (value := getattr(amount, end)) is not None}
                scene.amounts[index] = replace(amount, kind="times", unit="times", value=amount.value / 100, **ends)

    def leads_round(self, scene: Scene, name: Name) -> bool:
        """Whether the name is that of an investor in somebody else: "由红杉中国领投"."""
        clause = scene.clause_end(name.end)
        words = [word for word in scene.said(name.end, clause, "leads_round") if word.start - name.end <= LISTED]
        words = [word for word in words if word.end == clause or scene.folded[word.start : word.end] not in self._takes_part]
        if words and scene.folded.startswith(self._and_others, words[0].start):
            return not scene.folded.startswith(self._deals, name.end, words[0].start)  # "**小马**正与红杉等投资方洽谈"
        return bool(words)

    def is_object(self, scene: Scene, name: Name) -> bool:
        """Whether the name is what something is done to or compared with: "对快手的投资", "高于京东"."""
        start = name.start - 1 if scene.folded[name.start - 1] in QUOTES else name.start
        before = scene.said(max(scene.start, start - OBJECT_REACH), start, "object_of", "compared")
        word = next((word for word in before if word.end == start), None)
        if word is None:
            if scene.folded[name.start - 1 : name.start] != ENUMERATES:
                return False
            listed = next((other for other in scene.names if other.end == name.start - 1), None)
            return listed is not None and self.is_object(scene, listed) and not self._is_acted_on(scene, name)  # "投资方包括阿里、美团"
        if self._is_acted_on(scene, name) or self.turned_to(scene, name) or scene.folded.startswith(self._gains, name.end):
            return False  # "由苹果摘得"
        if scene.folded[name.end : name.end + 1] == ENUMERATES and scene.folded[word.start : word.end] in self._is:
            return False  # "前三名**为**三星、苹果和小米"
        if scene.folded[word.start - 1] in CLOSES and scene.folded[word.start : word.end] in self._joins:
            return False  # "小鹏（21%）和极氪（17%）"
        if scene.folded[word.start : word.end] not in self._joins:
            means = scene.folded[word.start : word.end] in self._means  # "苹果**凭借**iPhone卖出…"
            if not means and any(other.end == word.start and self._hands_on(other, name) for other in scene.names):
                return False
        elif (listed := next((other for other in scene.names if self._leads_on(scene, other, word)), None)) is not None:
            return self.is_object(scene, listed)  # "小鹏和极氪", "不考虑小鹏和极氪": one of a list
        return not (word.start == scene.clause_start(name.start) and scene.folded[word.start : word.end] in self._opening_words)

    def _is_acted_on(self, scene: Scene, name: Name) -> bool:
        """Whether a figure of those to whom something is done is told right behind a name: "**对阿里、美团**分别**罚款**182亿和34亿元"."""
        if not scene.folded.endswith(self._acts_on, scene.start, name.start) and scene.folded[name.start - 1] != ENUMERATES:
            return False
        first = next((cue for cue in scene.cues if cue.start >= name.end), None)
        return first is not None and first.cues[0].metric in self._of_objects and not scene.apart(name.end, first.start)

    def _hands_on(self, first: Name, second: Name) -> bool:
        """Whether what is said of somebody who does something to another is about that one: an office, a parent company."""
        entity = self._entities.get(second.entity)
        return not self.owns(first) or (entity is not None and entity.parent == first.entity)

    @staticmethod
    def _leads_on(scene: Scene, name: Name, word: Word) -> bool:
        """Whether a name stands before a word that joins; in a list that goes on with its product between: "…、OPPO**小布**和荣耀"."""
        if name.end == word.start:
            return True
        listed = name.end < word.start <= name.end + LONGEST_PRODUCT and scene.folded[name.start - 1 : name.start] == ENUMERATES
        return listed and not scene.apart(name.end, word.start)

    def turned_to(self, scene: Scene, name: Name) -> bool:
        """Whether a sentence leads to a name: "排在第二**的是**华为", "追得最紧**的是**第2位的比亚迪"."""
        before = scene.folded[max(scene.start, name.start - TURN_REACH) : name.start]
        return before.endswith(self._leads_to) or self._ranked.sub("", before).endswith(self._leads_to)
