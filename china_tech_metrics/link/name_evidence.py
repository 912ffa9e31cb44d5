"""How much speaks for a capitalised word being the name of a company: how it is written, where it stands, what stands beside it."""

from __future__ import annotations

from typing import NamedTuple

from china_tech_metrics.link.coined import ends_as_noun, is_coined, is_subject_of_verb
from china_tech_metrics.link.gaps import NAME, NOTHING, TIME
from china_tech_metrics.link.scene import Scene
from china_tech_metrics.link.short_names import is_ordinary
from china_tech_metrics.scan.text import fold
from china_tech_metrics.vocabulary.entries import PLACE_KINDS

NAMING_HEADS = ("company", "platform", "unit", "related")
MOST_OF_PLACE, MOST_BEFORE, MOST_BEHIND = 10, 4, 4
"""More evidence the place of a name and the words before and behind it can not give."""
SURELY = 2
"""How much a verb says that only companies go with."""
DASHES = tuple("-–—")
OWNS, OWNED_REACH = 2, 2
"""How much owning a metric says, and how many words may stand before it: "Acme's **adjusted net** profit"."""
SHORTEST_LIST = 2
RESULT, FURTHER, RESULT_WIDTH = 6, 3, 60
"""How many words and characters may stand between a name and the figure that is its result; more words if it can only be a name."""
APPOSITION = 7
"""Within so many words an apposition says what a name is: ", a 15-minute haircut service **brand**"."""
PAID_INTO = 6
"""How many characters "into" takes between a sum and whom it was given to."""
GIVEN = 8
"""How many words may lead from the verb of giving to who got a sum: "**put** a further $40 million into Acme"."""
HELD_BY = 5
"""How many characters may stand between a figure and whose it is: "40% **for** Blinkit"."""


class Run(NamedTuple):
    """A run of capitalised words, and whether it is a person here."""

    scene: Scene
    start: int
    end: int
    person: bool


def evidence_of_spelling(name: str, scene: Scene) -> int:
    """How much speaks for a name in how it is written, and against it in words that the text also writes without a capital."""
    words = fold(name).split()
    score = 0
    if words[-1] in scene.grammar.gaps["company_suffix"] or words[-1] in scene.grammar.gaps["legal_form"]:
        score += 3
    if name.isupper():
        score -= 1
    elif len(words) == 1 and any(c.isupper() or c.isdigit() for c in name[1:]):
        score += 2
    if len(words) == 1 and is_ordinary(words[0], scene.text):
        score -= 3
    if len(words) > 1 and (words[0],) in scene.grammar.lines:
        score -= 2  # "AI Native"
    return score


def evidence_of_place(run: Run) -> int:
    """How much speaks for a name in where it stands and in what was found beside it."""
    scene, start, end, _ = run
    name = scene.text[start:end]
    score = 0
    tail = scene.folded[end : end + 8].replace("’", "'")
    coined = _is_coined(run)
    if coined and _has_head(scene, end) and not scene.only(scene.before(start, 1) or (",",), "determiner"):
        score += 3  # but "the **Max** version", "its **Sunderland** plant"
    if tail.startswith("'s"):
        score += 1 + (OWNS if _owns_metric(scene, end + 2) else coined + _has_head(scene, end + 2))
    if tail.startswith(("-backed", "-owned", "-based")):
        score += 2
    verb = scene.nearest_after(end, "up_verb", "down_verb", "said", "added", "target")
    if (verb is not None and verb.start - end <= 1) or _acts(scene, end):
        score += 1 + OWNS * (not name.isupper() and _says_of_itself(scene, end))
    score += _has_result(run) or OWNS * (coined and _opens_clause(run) and is_subject_of_verb(scene, end))
    if start - scene.sentence.start < 3 and name.isalpha() and not name.isupper() and not coined:
        score -= 1
    if any(0 <= a.outer_start - end <= 4 for a in scene.amounts):
        score += 1  # "PGMall at 9%"
    return score


def _is_coined(run: Run) -> bool:
    """Whether a single word can only be a name: it has a capital inside, or English has no such word."""
    word = run.scene.text[run.start : run.end]
    return word.isalpha() and not word.isupper() and (not word[1:].islower() or is_coined(word.lower(), run.scene))


def _has_head(scene: Scene, end: int) -> bool:
    """Whether right behind a name stands what it owns or who leads it: "Acme **CEO** Li Ming", "Acme **shares**"."""
    person = scene.nearest_after(end, "person")
    words = scene.after(end, 1)
    metric = any(0 <= cue.start - end <= 1 and cue.cues[0].role == "noun" for cue in scene.cues)
    return metric or (person is not None and person.start - end <= 1) or (bool(words) and _is_head(scene, words[0]))


def _owns_metric(scene: Scene, end: int) -> bool:
    """Whether a metric stands behind what owns it: "**Acme's quarterly profit**"."""
    cue = next((c for c in scene.cues if c.start > end and any(k.role in ("noun", "counted") for k in c.cues)), None)
    return cue is not None and len(scene.gap(end, cue.start)) <= OWNED_REACH


def _says_of_itself(scene: Scene, end: int) -> bool:
    """Whether who stands before a word of saying tells of what it owns: "**Acme** said on Monday that **its profit** fell"."""
    said, itself = scene.nearest_after(end, "said"), scene.nearest_after(end, "it")
    if said is None or itself is None or said.start - end > 1 or itself.start < said.end:
        return False
    return all(t == TIME or t in scene.grammar.gaps["saying"] for t in scene.gap(said.end, itself.start).tokens)


def _acts(scene: Scene, end: int) -> bool:
    """Whether a verb that names a metric stands right behind: "**Acme raised** X", not "**Goods sold** by"."""
    does = any(k.role == "verb" for c in scene.cues if 0 <= c.start - end <= 1 for k in c.cues)
    return does and not _is_done_to(scene, scene.after(end, 3))


def _is_done_to(scene: Scene, words: tuple[str, ...]) -> bool:
    """Whether a verb and what is behind it only say what is done: "Goods **sold through** the app", not "Letsvan **fell by** 5%"."""
    return scene.only(words[1:2] or (",",), "preposition") and words[2:3] != (TIME,) and not any(t[:1].isdigit() for t in words[2:3])


def _has_result(run: Run) -> int:
    """How much speaks for a name in a verb behind it that tells of its result: "**Acme Foods** rose 5%", "**Acme** now sells 200 cups"."""
    scene, end = run.scene, run.end
    if not scene.text[end + 1 : end + 2].islower():
        return 0
    figure = next((a for a in scene.amounts if end < a.outer_start <= end + RESULT_WIDTH), None)
    if figure is None or not _opens_clause(run):
        return 0
    coined = _is_coined(run)
    told = _is_told_of(scene, end) or SURELY * (coined and is_subject_of_verb(scene, end))
    if not told:
        return 0
    between = scene.gap(end, figure.outer_start).tokens
    if len(between) > RESULT + coined * FURTHER or (NAME in between and not coined):
        return 0
    if " " in scene.text[run.start : end]:
        return 3
    word, content = scene.folded[run.start : end], scene.grammar.content
    if not coined and (ends_as_noun(word, scene) or word in content["uncountable"] or word in content["opening_adverb"]):
        return 0
    if told < SURELY and word in scene.grammar.gaps["family_name"]:
        return 0
    return 3 + (run.start == scene.sentence.start)


def _opens_clause(run: Run) -> bool:
    """Whether a clause begins with a name, or a time or a dash stands before it: "BEIJING (Wire) - **Acme** said"."""
    before = run.scene.before(run.start, 1)
    dash = run.scene.folded[max(run.start - 2, 0) : run.start].rstrip()[-1:] in DASHES
    return dash or run.scene.only(before, "opens_clause") or before == (TIME,)


def _is_told_of(scene: Scene, end: int) -> int:
    """How surely a verb stands behind of what companies do, or of how they fare."""
    words = scene.after(end, 4)
    if _is_done_to(scene, words):
        return 0
    if _acts(scene, end):
        return SURELY
    had = scene.only(words[:1] or (",",), "perfect")
    while words and (words[0] == TIME or scene.only(words[:1], "perfect", "adverb", "time_adverb")):
        words = words[1:]
    if scene.only(words[:1] or (",",), "experienced", "dealing"):
        return SURELY
    if not scene.grammar.content["faring"].isdisjoint(words[:1]) or (had and scene.only(words[:1] or (",",), "indefinite")):
        return 1
    moves = scene.nearest_after(end, "up_verb", "down_verb")
    return int(moves is not None and scene.only(scene.gap(end, moves.start).tokens, "did"))


def _has_capital(scene: Scene, start: int, word: str) -> bool:
    """Whether the word before a name is capitalised itself, as in headings: "Business Review"."""
    begin = scene.folded.rfind(word, scene.sentence.start, start)
    return begin >= 0 and scene.text[begin].isupper()


def evidence_before(run: Run) -> int:
    """How much speaks for a name in the words before it."""
    before = run.scene.before(run.start, 3)
    if before and _is_head(run.scene, before[-1]) and not _has_capital(run.scene, run.start, before[-1]):
        return 3
    if run.scene.folded[run.scene.sentence.start : run.start].rstrip().endswith(tuple(run.scene.grammar.heads["owned"])):
        return 3  # "Hangzhou-based Hikvision"
    if _listed_like_others(run) or _next_in_ranking(run, before):
        return 4
    if _is_paid_into(run.scene, run.start, before):
        return 3
    if _is_valued(run) or (not run.scene.text[run.start : run.end].isupper() and _is_whose(run)):
        return 3
    if before[-1:] in (("for",), ("at",)) and any(0 < run.start - a.outer_end <= HELD_BY for a in run.scene.amounts):
        return 2  # "40% **for Blinkit**"
    if before[-1:] == ("of",) and _is_partly_bought(run):
        return 3
    joined = before[-2:-1] == (NAME,) and before[-1] in ("and", ",", "'s", "’s")
    return int(joined)  # "Shenzhen's Orange Whale"


def _is_whose(run: Run) -> bool:
    """Whether a metric is said to be of what a word names: "the revenue **of Acme**", "gross margin **at Acme**"."""
    scene = run.scene
    at = run.start - len(" of ")
    return scene.folded.startswith((" of ", " at "), at) and any(cue.end == at for cue in scene.cues)


def _is_valued(run: Run) -> bool:
    """Whether a word is valued at a sum: "investors valued **Acme at $3 billion**"."""
    scene = run.scene
    priced = scene.only(scene.after(run.end, 1) or (",",), "share_link") and _has_figure(scene, run.end)
    return priced and scene.only(scene.before(run.start, 1) or (",",), "worth", "valuing")


def _is_paid_into(scene: Scene, start: int, before: tuple[str, ...]) -> bool:
    """Whether words say that money was put into what they lead to: "a $40 million round **in Acme**", "put $40 million **into Acme**"."""
    if not scene.only(before[-1:] or (",",), "into") or _has_capital(scene, start, before[-1]):
        return False
    summed = any(a.kind == "money" and 0 < start - a.outer_end <= PAID_INTO for a in scene.amounts)
    given = scene.only(before[-2:-1] or (",",), "giving_money") or (summed and scene.some(scene.before(start, GIVEN), "giving_money"))
    return given or not scene.grammar.content["paid_in"].isdisjoint(before[-2:-1])


def _is_partly_bought(run: Run) -> bool:
    """Whether a part of what a word names is taken, held or paid for: "bought 10% **of Zepto**", "$60 million for 10% **of Zepto**"."""
    if run.scene.text[run.start : run.end].isupper():
        return False
    part = next((a for a in run.scene.amounts if 0 < run.start - a.outer_end <= HELD_BY and a.kind == "percent"), None)
    verb = run.scene.before(part.outer_start, 1) if part is not None else ()
    return (
        run.scene.only(verb or (",",), "taking", "holding", "giving_money", "price_of")
        and not run.scene.text[run.start : run.end].isupper()
    )


def _listed_like_others(run: Run) -> bool:
    """Whether a known name has a figure in the same way: "Nio with 2.5 GW, **CSI with 2.4 GW**", "Vivo (18%) and **Tecno (9%)**"."""
    scene = run.scene
    if len(scene.amounts) < SHORTEST_LIST:
        return False
    link = scene.after(run.end, 1)
    if not (link == ("(",) or scene.only(link or (",",), "share_link")) or not _has_figure(scene, run.end):
        return False
    return any(m.kind not in PLACE_KINDS and scene.after(m.end, 1) == link and _has_figure(scene, m.end) for m in scene.entities)


def _next_in_ranking(run: Run, before: tuple[str, ...]) -> bool:
    """Whether a name with its figure is the next of a ranking: "followed **by Isuzu at** 20.9%"."""
    ranked = before[-1:] == ("by",) and run.scene.only(before[-2:-1] or (",",), "listed")
    return ranked and run.scene.only(run.scene.after(run.end, 1) or (",",), "share_link") and _has_figure(run.scene, run.end)


def _has_figure(scene: Scene, end: int) -> bool:
    """Whether an amount stands one word behind an offset."""
    return any(a.outer_start > end and len(scene.gap(end, a.outer_start)) == 1 for a in scene.amounts)


def evidence_behind(run: Run) -> int:
    """How much speaks for a name in the words behind it."""
    scene, gaps = run.scene, run.scene.grammar.gaps
    after = scene.after(run.end, 2)
    if len(after) > 1 and after[0] == ",":
        before = scene.before(run.start, 1)
        opens = (not before or before == (",",)) and scene.folded[run.start : run.end] not in scene.grammar.content["opening_adverb"]
        if opens and (after[1] in gaps["of_things"] or after[1] in scene.grammar.content["introduced_as"]):
            return 3 + (not before)  # "a supplier, Letsvan, **which** makes toys", "Letsvan, **founded** in 2012, has"
        if after[1] in gaps["telling_of"] or _is_head(scene, after[1]):
            headed = any(_is_head(scene, t) for t in scene.after(run.end, APPOSITION)[2:])
            if not headed and scene.only(before or (",",), "place_preposition"):
                return 0  # "a plant **in Debrecen, a** project of 7 billion euros"
            return 2 + (2 if opens or after[1] in ("a", "an") else 1) * headed
    return int(bool(after) and (after[0] in gaps["copula"] or (after[0] in gaps["reach"] and after[0] not in gaps["preposition"])))


def _is_head(scene: Scene, token: str) -> bool:
    return not scene.grammar.head_groups.get(token, NOTHING).isdisjoint(NAMING_HEADS)
