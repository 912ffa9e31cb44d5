"""What stands around an article and is no part of it, taken out: share bars, subscription boxes, reading times, lists of other articles.

A text is looked at line by line, as readers give it: a paragraph is a line. The phrases are data, ``vocabulary/data/boilerplate``; what
their lists mean is decided here:

``lines``     a line goes if it is nothing but these, or all its parts between "|", "·" and the like are
``bar``       as ``lines``, but a line with one of these alone goes only beside another such line: "WeChat" may be a heading
``bylines``   goes with a line of the two above if it begins a part of it, as a day does
``begins``    a line goes if it begins so, and so does what stands in brackets and begins so
``contains``  a line goes if this stands in it; of a line longer than :data:`NOTICE` characters only the sentence, as with ``begins``
``headings``  a line that is this goes, with the headlines below it up to the first line that ends as a sentence does
``boxes``     a line that is this goes, with one paragraph below it
``inside``    is deleted wherever it stands
``passages``  from the first phrase to the end of the sentence with the second
``roles``, ``covering``, ``contact``   a paragraph about an author: it begins with a name and says that it is a reporter covering something

Phrases are compared without regard to case and space; "#" is any number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from china_tech_metrics.documents import WRITTEN_DATE
from china_tech_metrics.vocabulary.loader import read_toml

DATA = Path(__file__).parents[1] / "vocabulary" / "data" / "boilerplate"
SEPARATORS = re.compile(r"\s*[|·•‧∙▪]\s*|\s{3,}|\t")
"""Between the parts of a line of links and widgets."""
NUMBER = re.compile(r"\d[\d.,]*(?:[km]\b)?")
EDGE = re.compile(r"^[^\w#©(\"]+|[^\w#)\"?]+$")
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "})
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
SENTENCE = re.compile(r"[.!?。！？…][\"')\]”’」』]*\s*$")
BETWEEN = re.compile(r"(?<=[.!?。！？])(?:\s+|(?<=[。！？]))")
NOTICE = 300
"""Characters of the longest line that a notice of the publisher fills alone: in a longer one, it stands beside prose of the article."""
PORTRAIT = 1200
"""Characters of the longest paragraph about an author."""
NAME = r"(?:[^\W\d_][\w.'’-]*\s+){1,4}"
"""One to four words at the beginning of a paragraph; whether they are a name is told by what follows."""


@dataclass(frozen=True)
class Phrases:
    """The lists of all languages together, compiled."""

    lines: frozenset[str]
    bar: frozenset[str]
    headings: frozenset[str]
    boxes: frozenset[str]
    bylines: re.Pattern[str]
    begins: re.Pattern[str]
    contains: re.Pattern[str]
    endings: re.Pattern[str]
    deleted: re.Pattern[str]
    author: re.Pattern[str]


def clean(text: str) -> str:
    """An article without what stands around it on a page.

    What is left is as it was, letter by letter; a text with nothing to take out is returned as it is. Places in the table
    (``start``, ``end``) count in the text that was read, so in the cleaned one if that is what ``extract`` got.

    Args:
        text: an article, each paragraph on a line.

    >>> clean("5 min read\\nJD's revenue rose 5%.\\nAlso read: Meituan's revenue up 21%\\nShare on Facebook | Print")
    "JD's revenue rose 5%."
    """
    while (shorter := _once(text, _phrases())) != text:
        text = shorter
    return text


def endings() -> re.Pattern[str]:
    """What stands below a teaser or an entry of a feed, and ends it."""
    return _phrases().endings


def _once(text: str, phrases: Phrases) -> str:
    without = "\n".join(_cut(line, phrases) for line in phrases.deleted.sub("", CDATA.sub("\n", text)).split("\n"))
    lines = without.split("\n")
    kept = _kept(lines, phrases)
    if without == text and all(kept):
        return text
    left = "\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)
    return re.sub(r"\n(?:[^\S\n]*\n){2,}", "\n\n", left).strip()


def _cut(line: str, phrases: Phrases) -> str:
    """A long line without the sentences in it that are a notice."""
    if len(line) <= NOTICE or not _is_notice(line, phrases):
        return line
    edges = [0, *(space.end() for space in BETWEEN.finditer(line)), len(line)]
    sentences = [line[start:end] for start, end in pairwise(edges)]
    first = "" if _is_notice(sentences[0], phrases) else sentences[0]
    return "".join([first, *(sentence for sentence in sentences[1:] if not phrases.contains.search(fold(sentence)))]).rstrip()


def _is_notice(line: str, phrases: Phrases) -> bool:
    folded = fold(line)
    return bool(phrases.begins.match(folded) or phrases.contains.search(folded))


def _kept(lines: list[str], phrases: Phrases) -> list[bool]:
    """Which lines stay."""
    marks = [_mark(line, phrases) for line in lines]
    kept = [mark in ("", "text", "bar") for mark in marks]
    written = [n for n, line in enumerate(lines) if line.strip()]
    for place, n in enumerate(written):
        below = written[place + 1 :]
        if marks[n] == "bar":
            beside = written[max(place - 1, 0) : place] + below[:1]
            kept[n] = not any(marks[b] in ("bar", "line") for b in beside)
        elif marks[n] == "heading":
            for b in below:
                if SENTENCE.search(lines[b]):
                    break
                kept[b] = False
        elif marks[n] == "box" and below and marks[below[0]] == "text":
            kept[below[0]] = False
    return kept


def _mark(line: str, phrases: Phrases) -> str:
    """What a line is: "" if empty, "text", or by which list it may go."""
    if not line.strip():
        return ""
    folded = fold(line)
    plain = folded.replace(":", "").replace("：", "")
    if plain in phrases.headings:
        return "heading"
    if plain in phrases.boxes:
        return "box"
    parts = [part for part in map(_part, SEPARATORS.split(line.strip())) if part]
    known = [part for part in parts if part in phrases.lines]
    short = [part for part in parts if part in phrases.bar]
    if (known or len(short) > 1) and all(_goes_along(part, phrases) for part in parts):
        return "line"
    if _is_notice(line, phrases) or (len(line) <= PORTRAIT and phrases.author.match(" ".join(line.translate(QUOTES).split()))):
        return "line"
    return "bar" if short and len(parts) == 1 else "text"


def _goes_along(part: str, phrases: Phrases) -> bool:
    """Whether a part of a line of widgets is one, or the byline or day that stands beside them."""
    if part in phrases.lines or part in phrases.bar or WRITTEN_DATE.fullmatch(part):
        return True
    return bool(phrases.begins.match(part) or phrases.bylines.fullmatch(part))


def _part(text: str) -> str:
    if WRITTEN_DATE.fullmatch(text):
        return text
    return fold(text).replace(":", "").replace("：", "")


def fold(text: str) -> str:
    """A phrase or line as it is compared: without case, marks around it and amount of space, each number as "#"."""
    plain = " ".join(text.translate(QUOTES).casefold().split())
    return NUMBER.sub("#", EDGE.sub("", plain))


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    """The phrases of all languages, which are used on every text: pages of one language carry widgets in another."""
    lists: dict[str, list[str]] = {}
    passages: list[list[str]] = []
    for file in sorted(DATA.glob("*.toml")):
        for name, words in read_toml(file).items():
            if name == "passages":
                passages += words
            else:
                lists.setdefault(name, []).extend(words)

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(word).replace(":", "").replace("：", "") for word in lists[name])

    begins = _any_of(" ".join(word.casefold().split()) for word in lists["begins"])
    passage = "|".join(rf"{re.escape(first)}\b[^\n]{{1,400}}?{re.escape(then)}\b[^\n]*?(?:\.(?=\s|$)|(?=\n|$))" for first, then in passages)
    ending = f"{_any_of(lists['inside'])}|{passage}"
    bracketed = rf"(?i:\s?[(\[](?:{begins})[^()\[\]\n]{{0,300}}[)\]])"
    return Phrases(
        lines=folded("lines"),
        bar=folded("bar"),
        headings=folded("headings"),
        boxes=folded("boxes"),
        bylines=re.compile(f"(?:{_any_of(lists['bylines'])}).{{0,60}}"),
        begins=re.compile(begins),
        contains=re.compile(_any_of(fold(word) for word in lists["contains"])),
        endings=re.compile(ending),
        deleted=re.compile(f"{ending}|{bracketed}"),
        author=_author(lists),
    )


def _author(lists: dict[str, list[str]]) -> re.Pattern[str]:
    roles, covering, contact = (_any_of(lists[name]) for name in ("roles", "covering", "contact"))
    is_one = rf"(?:is|was)\s+(?:an?|the|our|[^\s.]+['’]s)\s+(?:[^\s.]+\s+){{0,6}}?(?:{roles})[,]?\s+(?:{covering})"
    return re.compile(rf"(?:By\s+)?(?=[^\W\d_a-z]){NAME}(?:\(\s*@\w+\s*\)|{is_one}|(?:.*?\s)?(?:{contact}))")


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of some phrases, the longest first, which ends where its last word does."""
    words = sorted(set(phrases), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (r"\b" if re.match(r"[a-z0-9]", word[-1], re.IGNORECASE) else "") for word in words)
