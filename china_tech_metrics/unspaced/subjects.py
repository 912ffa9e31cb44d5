"""Firms in no vocabulary, told by what is said of them: what a text names often, where clauses begin, and before what only firms have.

"**禾青**上半年营收3亿元": a name stands between what opens a clause and what is said of it. One such place proves little, for goods and
lines of business have revenue too; so a word must stand so several times, and before words of more than one kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from china_tech_metrics.scan.words import exact
from china_tech_metrics.unspaced.finder import CueFind, Finds, Name, Word
from china_tech_metrics.unspaced.sentences import Spanned
from china_tech_metrics.unspaced.words import ClauseWords
from china_tech_metrics.vocabulary.entries import Metric

Span = tuple[int, int]

LONGEST_CLAUSE = 22
"""So far before what is said of a firm its name is looked for."""
SHORTEST, LONGEST = 2, 8
LATIN = 4
"""Letters of the shortest name in Latin letters."""
OFTEN = 3
"""How often a text has a name at least; half as often is enough before words that only firms have."""
MANY = 5
"""What stands in more places than that needs one proof less."""
ALSO = 0.3
"""In such a share of them it is, too, if it stands there often."""
LEAD = 100
"""So early a text names whom it is about."""
SAME = 0.75
"""A longer word is the name if it stands in this share of the places of the shorter one: "禾青远航" of "禾青"."""
OPENS_SHARE = 0.4
"""In this share of its places a name opens what is said."""
MARK = re.compile(r".*[^\u4e00-\u9fffa-z0-9—\-~%.]", re.DOTALL)
DATED = re.compile(r"(?:\d+(?:[年月日\-—~至]+|(?=[年月日]))|q\d|h\d)+")
DAYS = "年月日"
HAS_DIGIT = re.compile(r"\d")
HAN = re.compile(r"[\u4e00-\u9fff]")
OPENERS = frozenset("，。；：、！？,;:!?\n “”「」『』《》\"'（()）—")
MOST = 300
"""So many beginnings of clauses are looked at: how often each stands in the text has to be counted."""
LISTS = "、"
BETWEEN = re.compile(r"、(?P<name>[\u4e00-\u9fffa-z][\u4e00-\u9fffa-z0-9]{1,7})(?:、|以及|[和及与])")
LISTED = re.compile(r"、(?P<name>[\u4e00-\u9fff]{2,6}?)(?=等|\d+[家股]|分别)")


TAKEN = b"\1"
REACHED = 2
"""How many characters may stand between "实现" and what was reached."""
SAID = frozenset({"of_firm", "said", "reaches"})
HAS = frozenset({"has"})


class SubjectGuesser:
    """Finds such names. Build once with the grammar words, the metrics and the words that name goods and lines of business."""

    def __init__(self, grammar: ClauseWords, metrics: Iterable[Metric], goods: Collection[str]) -> None:
        beside = grammar.beside
        self._accounts = accounts(metrics)
        self._times = re.compile(rf"{DATED.pattern}|{exact(beside['time_behind'])}")
        led = exact([*beside["described"], *beside["name_from"], *beside["time_behind"]])
        self._opens, self._led = re.compile(rf".*(?:{led})"), re.compile(rf".*(?:{led}|\d[年月日])")
        self._until = re.compile(exact(beside["name_until"]))
        self._titles = beside["described"]
        self._of, self._does = beside["of"], frozenset(beside["firm_does"])
        no_names = [*grammar.classes["no_name"], *grammar.classes["pronoun"], *grammar.classes["industry"]]
        self._no_names = re.compile(exact([*no_names, *beside["no_subject"]]))
        self._goods = frozenset(goods)
        grammatical = {word for name in grammar.classes if name != "no_names_in" for word in grammar.classes[name] if len(word) > 1}
        self._no_beginnings = self._goods | grammatical
        times = (*beside["time_behind"], *beside["name_until"], *DAYS)
        tails = {word for word in (*no_names, *beside["no_subject"]) if len(word) <= SHORTEST and not any(t.endswith(word) for t in times)}
        self._tails, self._goods_tails = frozenset(tails), frozenset((*tails, *(word for word in goods if len(word) == SHORTEST)))

    def names(self, folded: str, finds: Finds, mask: bytearray) -> set[str]:
        """The names, folded; ``mask`` says what is taken by other words."""
        told: dict[str, dict[str, set[str]]] = {}
        stems: dict[str, str | None] = {}
        for at, kind, word in self._marks(folded, finds):
            said = folded[max(0, at - LONGEST_CLAUSE) : at]
            if said not in stems:
                if len(stems) >= MOST:
                    continue
                stems[said] = self._stem(folded, said)
            stem = stems[said]
            if stem is not None:
                told.setdefault(stem, {}).setdefault(kind, set()).add(word)
        told = {stem: kinds for stem, kinds in told.items() if folded.count(stem) >= SHORTEST and self._may_be_name(stem, kinds)}
        if not told:
            return set()
        found = set()
        for stem, kinds in told.items():
            places = [at for at in _places(folded, stem) if not any(mask[at : at + len(stem)])]
            if self._is_name(kinds, places, folded):
                found.add(stem)
        return found

    def _marks(self, folded: str, finds: Finds) -> Iterable[tuple[int, str, str]]:
        """Where something is said of a firm, with the kind of what is said and its word."""
        ends = {name.end for name in finds.names}
        for cue in finds.cues:
            if cue.cues[0].metric in self._accounts:
                at = cue.start - folded.startswith(self._of, cue.start - 1)
                if at not in ends and self._may_end(folded, at, self._goods_tails):
                    yield at, "has", cue.cues[0].metric
        for word in [word for word in finds.words if not SAID.isdisjoint(word.classes)]:
            if word.start in ends or not self._may_end(folded, word.start, self._tails):
                continue
            written = folded[word.start : word.end]
            if "of_firm" in word.classes:
                yield word.start, "firm", written
            elif written in self._does or ("reaches" in word.classes and _reaches(word, finds.cues)):
                yield word.start, "does", written

    @staticmethod
    def _may_end(folded: str, at: int, tails: Collection[str]) -> bool:
        """Whether a name may end at an offset, or a time that stands behind one."""
        return folded[at - 1] not in OPENERS and folded[at - 1] not in tails and folded[at - SHORTEST : at] not in tails

    def _stem(self, folded: str, said: str) -> str | None:
        """What stands between the beginning of the clause and what is said of it, without the times and the words that lead to it."""
        mark = MARK.match(said)
        said = said[mark.end() :].strip("—-~%.") if mark is not None else said
        time = self._times.search(said)
        if time is not None:
            first = self._bare(folded, said[: time.start()])
            if first is not None:
                return first
            *_, last = self._times.finditer(said)
            said = said[last.end() :]
        return self._bare(folded, said)

    def _bare(self, folded: str, said: str) -> str | None:
        """A name without what leads to it and what follows it, if it is as long as one."""
        led = self._opens.match(said)
        said = said[led.end() :] if led is not None else said
        until = self._until.search(said, SHORTEST)
        said = said[: until.start()] if until is not None else said
        least = SHORTEST if HAN.search(said) else LATIN
        if len(said) < least or HAS_DIGIT.search(said) is not None:
            return None
        often = folded.count(said[:least])
        while len(said) > least:
            count = folded.count(said)
            if count >= SAME * often or (count >= OFTEN and count > ALSO * often):
                break
            said = said[:-1]
        return said if len(said) <= LONGEST else None

    def _may_be_name(self, stem: str, kinds: Mapping[str, Collection[str]]) -> bool:
        """Whether a word is none for goods, a time or the like: not "**手机**业务", "折叠屏**手机**营收"."""
        if self._no_names.search(stem):
            return False
        ends = range(1, len(stem) + 1)
        goods = any([stem[:end] in self._no_beginnings for end in ends])
        return not goods and not (kinds.keys() <= HAS and any([stem[-end:] in self._goods for end in ends]))

    def _is_name(self, kinds: Mapping[str, Collection[str]], places: Sequence[int], folded: str) -> bool:
        """Whether a word that stands before what is said of firms, and in these places, is the name of one."""
        proofs = sum(map(len, kinds.values())) + len(kinds.get("firm", ())) + (len(places) > MANY)
        if len(places) + proofs < OFTEN + 1:
            return False
        titled = sum(folded.endswith(self._titles, max(0, at - SHORTEST * 2), at) for at in places)
        opening = sum(self._leads(folded, at) for at in places)
        proofs += (titled > 0) + (titled > 0 and "has" in kinds)
        if kinds.keys() <= HAS and not titled and (len(places) <= OFTEN or (places[0] > LEAD and len(places) <= MANY)):
            return False  # so it is with lines of business, too
        enough = len(places) >= OFTEN - (proofs > 2) and proofs > 1
        return enough and opening >= max(SHORTEST, OPENS_SHARE * len(places) / (1 + (proofs > 2)))

    def opens(self, folded: str, word: str, longer: str) -> bool:
        """Whether a word opens what is said in so many places, where it does not begin a longer one."""
        places = [at for at in _places(folded, word) if not folded.startswith(longer, at)]
        return sum(self._leads(folded, at) for at in places) >= OFTEN

    def _leads(self, folded: str, at: int) -> bool:
        """Whether a word at an offset opens what is said: behind a mark, a time, or a word that says who is named."""
        if at == 0 or folded[at - 1] in OPENERS:
            return True
        return self._led.fullmatch(folded, max(0, at - SHORTEST * 3), at) is not None


def taken(folded: str, finds: Iterable[Sequence[Spanned]]) -> bytearray:
    """Which characters of a text are in one of some finds."""
    mask = bytearray(len(folded))
    for sort in finds:
        for find in sort:
            mask[find.start : find.end] = TAKEN * (find.end - find.start)
    return mask


def _reaches(word: Word, cues: Sequence[CueFind]) -> bool:
    """Whether a word says that something was reached which is measured: "**实现**营业收入"."""
    index = bisect_left(cues, word.end, key=attrgetter("start"))
    return index < len(cues) and cues[index].start - word.end <= REACHED


def _places(folded: str, word: str) -> list[int]:
    """Where a word stands."""
    found, at = [], folded.find(word)
    while at >= 0:
        found.append(at)
        at = folded.find(word, at + len(word))
    return found


def accounts(metrics: Iterable[Metric]) -> frozenset[str]:
    """What only firms have: what their accounts are made of, what they are worth, and what is paid in by those who own them."""
    metrics = list(metrics)
    ratios = {part for metric in metrics for part in metric.ratio}
    told = {m.id for m in metrics if m.ratio or m.signed or m.once or m.nature == "moment" or m.implied == "worth"}
    return frozenset(ratios | told)


def listed_names(folded: str, names: Sequence[Name], firms: Collection[str]) -> set[str]:
    """What stands in a list of firms between two that are known, or behind them: "小鹏、**禾青**、理想", "小鹏、理想、**禾青**等"."""
    found = set()
    known = 0
    for first, second in pairwise([*names, None]):
        assert first is not None
        known = known + 1 if first.entity in firms else 0
        at = folded.startswith(LISTS, first.end)
        if not known or not at:
            known = 0
            continue
        listed = LISTED.match(folded, first.end)
        if second is not None and second.start - first.end <= LONGEST + 2:
            between = BETWEEN.fullmatch(folded, first.end, second.start)
            if between is not None and second.entity in firms:
                found.add(between["name"])
        elif listed is not None and known > 1:
            found.add(listed["name"])
    return found
