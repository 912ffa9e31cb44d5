"""What a sentence says of parts of a business apart from the metric's name: what a clause begins with, lists, words behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from china_tech_metrics.link.gaps import NAME, TIME, TOKEN
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.model import Amount
from china_tech_metrics.vocabulary.entries import Segment

OPENING_REACH, SCOPE_REACH = 24, 5
"""How many words before a figure its clause may begin, and behind it a part of the world may stand."""


class SegmentWords:
    """The words of segments. Build once; ``longest`` is how many words a segment has at most, ``last`` are the last ones of each.

    ``signs`` are words without one of which a sentence names none.
    """

    def __init__(self, segments: Iterable[Segment], lang: str) -> None:
        self._by_words = {tokens_of(words): s for s in segments for words in s.names.get(lang, ()) if not s.metrics}
        self.longest = max(map(len, self._by_words), default=0)
        self.last = frozenset(words[-1] for words in self._by_words)
        self.opens_scope = frozenset(words[0] for words, segment in self._by_words.items() if segment.kind == "scope")
        self.signs = self.last | self.opens_scope
        self._first = frozenset(words[0] for words in self._by_words)

    def ending(self, tokens: Sequence[str], stop: int) -> tuple[Segment | None, int]:
        """The longest segment whose words end before a token, and how many words it has."""
        if stop and tokens[stop - 1] in self.last:
            for size in range(min(self.longest, stop), 0, -1):
                segment = self._by_words.get(tuple(tokens[stop - size : stop]))
                if segment is not None:
                    return segment, size
        return None, 0

    def beginning(self, tokens: Sequence[str], at: int) -> tuple[Segment | None, int]:
        """The longest segment whose words begin at a token, and how many words it has."""
        if at >= len(tokens) or tokens[at] not in self._first:
            return None, 0
        for size in range(min(self.longest, len(tokens) - at), 0, -1):
            segment = self._by_words.get(tuple(tokens[at : at + size]))
            if segment is not None:
                return segment, size
        return None, 0


def tokens_of(words: str) -> tuple[str, ...]:
    """The tokens that some words are cut into."""
    return tuple(TOKEN.findall(words.lower()))


def opening(words: SegmentWords, scene: Scene, amount: Amount) -> list[Segment]:
    """What the clause of a figure begins with and tells of: "**Live streaming** fell 7% to $1 billion", "**Other services** gained 21%"."""
    tokens, gaps = scene.before(amount.outer_start, OPENING_REACH), scene.grammar.gaps
    if gaps["does"].isdisjoint(tokens):
        return []
    begin, clause = len(tokens), gaps["clause"]
    while begin and tokens[begin - 1] not in clause and tokens[begin - 1] != ";" and tokens[begin - 2 : begin] != (",", "and"):
        begin -= 1
    if not begin and len(tokens) == OPENING_REACH:
        return []  # the clause began before
    at = begin
    while at < len(tokens) and (scene.only(tokens[at : at + 1], "determiner") or tokens[at] in gaps["unnarrowing"] or owns(tokens, at)):
        at += 1
    found = list[Segment]()
    while at < len(tokens):
        segment, size = words.beginning(tokens, at)
        if segment is None:
            break
        found.append(segment)
        at += size
    while at < len(tokens) and tokens[at] in gaps["unnarrowing"]:
        at += 1
    goes_on = _behind_insertion(tokens, at) if tokens[at : at + 1] == (",",) else at
    apart = gaps["trade"].intersection(tokens[begin:at]) or NAME in tokens[goes_on:]
    return found if not apart and at < len(tokens) and tokens[at] in gaps["does"] else []


def _behind_insertion(tokens: Sequence[str], at: int) -> int:
    """Where a clause goes on behind what a comma inserts: "**Advertising**, helped by new formats, **surged** 26%"."""
    return next((i + 1 for i in range(at + 1, len(tokens)) if tokens[i] == ","), at)


def counted(words: SegmentWords, scene: Scene, amount: Amount, *, goods: bool) -> list[Segment]:
    """What a number counts: "shipped 70,000 **smartphones**", "8,000 stores, of which 5,000 are **self-operated**"."""
    tokens = scene.after(amount.outer_end, words.longest + 1)
    told = scene.only(tokens[:1] or (",",), "copula")
    if goods and told:
        return []
    segment, size = words.beginning(tokens, int(told))
    behind = tokens[told + size : told + size + 1]
    if not goods and not told and tokens[size - 1 : size] != () and tokens[size - 1].endswith("s"):
        return []  # "a capacity of 950,000 **vehicles**"
    ends = not behind or behind[0] in (",", ";") or scene.some(behind, "joining", "conjunction")
    return [segment] if segment is not None and (goods or (ends and segment.kind != "goods")) else []


def listed(words: SegmentWords, scene: Scene, amount: Amount) -> list[Segment]:
    """The segment at the place of a figure in a list of as many: "**games, ads and cloud** revenue rose 1%, 2% and 3%, respectively"."""
    if not scene.tokens.has_any(scene.grammar.gaps["respective"]):
        return []
    run = first = scene.amounts.index(amount)
    while first and _joined(scene, scene.amounts[first - 1], scene.amounts[first]):
        first -= 1
    while run + 1 < len(scene.amounts) and _joined(scene, scene.amounts[run], scene.amounts[run + 1]):
        run += 1
    count, place = run - first + 1, scene.amounts.index(amount) - first
    if count < 2:
        return []
    tokens = scene.before(scene.amounts[first].outer_start, OPENING_REACH)
    between = scene.grammar.gaps["joining"] | scene.grammar.gaps["unnarrowing"] | {","}
    found, at, last = list[Segment](), 0, 0
    while at < len(tokens):
        segment, size = words.beginning(tokens, at)
        if segment is not None:
            found = [*found, segment] if between.issuperset(tokens[last:at]) else [segment]
            last = at + size
        at += size or 1
    return [found[place]] if len(found) == count else []


def _joined(scene: Scene, first: Amount, second: Amount) -> bool:
    """Whether nothing but a comma or a word that joins stands between two amounts."""
    tokens = scene.gap(first.outer_end, second.outer_start).tokens
    return first.kind == second.kind and bool(tokens) and all(t == "," or t in scene.grammar.gaps["joining"] for t in tokens)


def said_behind(words: SegmentWords, scene: Scene, amount: Amount, mention: CueMention) -> list[Segment]:
    """The part of the world or channel said behind a figure or its metric: "delivered 8,000 cars **overseas**", "sales **abroad** rose"."""
    for end in (amount.outer_end, mention.end):
        tokens = scene.after(end, SCOPE_REACH)
        for at, token in enumerate(tokens):
            if token in (",", ";", "(", ")", NAME) or token in scene.grammar.gaps["joining"]:
                break
            if token in words.opens_scope and NAME in tokens[at + 1 : at + 3]:
                named = next(m for m in scene.entities if m.start >= end)  # "stores **outside China**"
                name = tokens.index(NAME, at)
                tokens = (*tokens[:name], *tokens_of(scene.folded[named.start : named.end]), *tokens[name + 1 :])
            segment, size = words.beginning(tokens, at) if token in words.opens_scope else (None, 0)
            if segment is not None and not (at and scene.only(tokens[at - 1 : at], "determiner")):
                behind = tokens[at + size : at + size + 1]
                if (
                    not behind
                    or behind[0] in (",", ";", TIME)
                    or scene.only(behind, "preposition", "conjunction", "copula")
                    or behind[0] in scene.grammar.gaps["does"]
                ):
                    return [segment]
    return []


def owns(tokens: Sequence[str], at: int) -> bool:
    """Whether a name with a possessive, or the possessive itself, stands at a token: "from **Alibaba's** cloud unit"."""
    return tokens[at] in ("'s", "’s") or (tokens[at] == NAME and tokens[at + 1 : at + 2] in (("'s",), ("’s",)))
