"""Random texts made of what the library looks for: does reading any of them raise, tell a wrong place, or take long?

    python benchmarks/fuzz.py [--megabytes N] [--seed N] [--lang en|zh] [--limit RATIO]
    python benchmarks/fuzz.py --coverage [--seconds N]

A text is spliced from words of the vocabulary, grammar, numbers, currencies, time phrases, marks, rare characters of Unicode, and pieces
of the articles of the tests, some of them cut, doubled, turned or repeated. Every text is read, and of each row is asked that its quote
stands where it says, inside its sentence, and that its values are in bounds. The time is taken per kB, as a multiple of that of the
articles; a text that exceeds the limit is read again, so that a pause of the machine is not taken for its fault. A find is printed with a
text made as small as it goes; all but one of each sort are counted only. The status is 1 if there is a find.

With ``--coverage`` atheris (``pip install atheris``) makes the texts, guided by the branches it reaches: each byte of its input names a
fragment.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

if "--coverage" in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["china_tech_metrics"]):
        import china_tech_metrics.api  # noqa: F401

sys.path.append(str(Path(__file__).parent))

from adversarial import articles, cues, grammar, names, prose_seconds, weight

from china_tech_metrics import Document
from china_tech_metrics.api import rows_of
from china_tech_metrics.vocabulary import Vocabulary

NUMBERS = [
    "0", "1", "5", "7.5", "1,234", "12,34", "1,234,567.89", "2023", "1999", "0.0001", "9" * 30, "00", "-3", "−4",
    "+5", "½", "３０", "1.2.3", "one", "two", "twenty-five", "a hundred", "half a", "two-thirds of", "a dozen",
    "zero", "doubled", "tripled", "3x", "fourfold", "三", "十二", "一百二十三万", "两成", "三分之一", "半", "几千",
    "1.5万", "３億", "翻倍", "零", "百万", "〇",
]  # fmt: skip
AROUND = [
    "%", "％", " percent", " percentage points", "$", "US$", "RMB ", "¥", "€", "HK$", " yuan", " million", " billion",
    "bn", "m", "k", " trillion", "元", "亿", "万", "万亿", "美元", "港元", "倍", "个百分点", "亿元", "人次", " users",
    " a day", " per month", "/kg", " times", "-year", "th", "°",
]  # fmt: skip
TIMES = [
    "in 2023", "last year", "Q1", "Q3 2022", "the second quarter of 2024", "May", "in May", "May 5, 2023",
    "2021-2022", "FY2024", "fiscal 2023", "the first half", "year-on-year", "from a year earlier", "since 2019",
    "by 2030", "Singles' Day", "over the past decade", "next year", "1 January 0001", "December 31, 9999",
    "February 30", "the quarter ended June 30", "on Monday", "every day", "2023/24", "2023年", "去年", "第一季度",
    "上半年", "5月5日", "同比", "环比", "截至6月30日", "双11", "2023财年", "近三年", "明年", "9999年", "十四五",
    "昨日", "0年",
]  # fmt: skip
MARKS = [
    " ", " ", " ", " ", ", ", ". ", ".", ",", "; ", ": ", "\n", "\n\n", "\r\n", "(", ")", "[", "]", "“", "”", '"',
    "'", "’s ", "—", " – ", "-", "- ", "/", "?", "!", "…", "* ", "• ", "1. ", "|", "\t", "&", "@", "#", "~", "=",
    "，", "。", "、", "；", "：", "（", "）", "《", "》", "！", "·",
]  # fmt: skip
RARE = [
    "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\u00a0", "\u3000", "\u200b", "\u200d", "\ufeff",
    "\u202e", "\u202c", "\u0301", "\u20e3", "\ud800", "\udfff", "\U0010ffff", "İ", "ß", "ﬁ", "Ⅷ", "²", "①", "㈠", "٣",
    "१", "๓", "𝟛", "🤖", "👩‍💻", "🇨🇳", "é", "e\u0301", "Ω", "Ж", "한", "の", "א", "ع", "𠮷", "㎡", "￥", "﹩", "₿",
    "♥", "�", "ǅ", "ŉ", "ͅ", "ẞ", "K", "Å", "µ", "\u0085", "万\u0301",
]  # fmt: skip
WORDS = [
    "it", "its", "the company", "which", "while", "and", "of", "to", "from", "between", "with", "respectively",
    "each", "compared with", "said", "according to", "more than", "nearly", "about", "up", "down", "rose", "fell",
    "grew", "expects", "aims to", "to reach", "accounting for", "the rest", "other", "both", "that of", "the former",
    "a", "an", "no", "not", "one", "if", "as", "than", "respectively,", "的", "和", "分别", "其中", "约", "近",
    "超过", "达", "为", "至", "从", "增长", "下降", "预计", "目标", "该公司", "其", "以及", "均", "各", "占", "是",
    "比", "以上", "左右",
]  # fmt: skip
DAYS = ("2024-06-19", "2024-02-29", "0001-01-01", "9999-12-31")
PER_TEXT = 40
"""A text has up to so many fragments before it is repeated or changed."""
SLOW_FROM = 0.005
"""Texts that are read in fewer seconds are too short for their speed to tell anything."""


class Find(NamedTuple):
    """What is wrong with a text: a sort of which one is shown, and in words."""

    sort: str
    told: str


class Fuzzer:
    """Makes texts and looks at what reading them gives."""

    def __init__(self, lang: str, seed: int, limit: float) -> None:
        self.vocabulary, self.lang, self.limit = Vocabulary.default(), lang, limit
        self.chance = random.Random(f"{lang} {seed}")
        self.pools: list[list[str]] = [
            list(names("", lang)(self.vocabulary)),
            list(cues("", lang)(self.vocabulary)),
            list(grammar("", lang)(self.vocabulary)),
            *(NUMBERS, NUMBERS, AROUND, AROUND, TIMES, MARKS, MARKS, MARKS, RARE, WORDS, WORDS),
        ]
        self.articles = articles(lang)
        self.read(self.articles[0])
        self.base = prose_seconds(lang, 100_000, self.vocabulary, 3)

    # --- texts ---------------------------------------------------------------------------------------------------

    def fragment(self) -> str:
        chance = self.chance
        if chance.random() < 0.03:
            return chr(chance.randrange(0x110000))
        if chance.random() < 0.06:
            return self.clip(chance.choice(self.articles), chance.randrange(1, 120))
        return chance.choice(chance.choice(self.pools))

    def clip(self, text: str, size: int) -> str:
        at = self.chance.randrange(max(1, len(text) - size))
        return text[at : at + size]

    def text(self) -> str:
        """A text of 10 to 20,000 characters: mostly short ones, and long ones that repeat a few fragments."""
        chance = self.chance
        way = chance.random()
        if way < 0.15:
            return self.mutated(chance.choice(self.articles))
        joint = chance.choice(["", "", " ", " ", ", ", "\n", "，" if self.lang == "zh" else " "])
        parts = [self.fragment() for _ in range(chance.randrange(1, PER_TEXT))]
        text = joint.join(parts)
        if way < 0.4:
            few = joint.join(parts[: chance.randrange(1, 6)]) + chance.choice(["", " ", "\n", ", "])
            text = few * min(chance.choice([10, 100, 1000]), 20_000 // len(few) + 1)
        elif way < 0.5:
            text = joint.join(chance.choices(parts, k=chance.choice([100, 1000])))[:20_000]
        return text

    def mutated(self, text: str) -> str:
        """An article of which pieces are cut out, doubled, moved, or replaced by fragments."""
        chance = self.chance
        for _ in range(chance.randrange(1, 30)):
            at, size = chance.randrange(len(text) + 1), chance.choice([0, 1, 1, 2, 5, 20, 100])
            way, piece = chance.random(), text[at : at + size]
            if way < 0.6:
                piece = self.fragment()
            elif way < 0.75:
                piece *= chance.choice([0, 2, 50])
            elif way < 0.85:
                piece = piece[::-1]
            elif way < 0.95:
                piece = self.clip(text, size)
            text = text[:at] + piece + text[at + size :]
        return text

    # --- what is asked of a text ---------------------------------------------------------------------------------

    def read(self, text: str) -> Find | None:
        """What is wrong with the rows of a text, if anything is."""
        day = self.chance.choice([None, *map(dt.date.fromisoformat, DAYS)])
        document = Document("d", text, day, self.lang)
        try:
            rows = rows_of(document, self.vocabulary)
        except Exception as error:
            cause = error.__cause__ or error
            where = traceback.extract_tb(cause.__traceback__)[-1]
            return Find(f"{type(cause).__name__} in {Path(where.filename).name}:{where.name}", f"published {day}: {cause}")
        return next((found for row in rows if (found := self.wrong(text, row, day))), None)

    def wrong(self, text: str, row: dict[str, Any], day: dt.date | None) -> Find | None:
        """What is wrong with a row, if anything is."""
        start, end, quote, sentence = row["start"], row["end"], row["quote"], row["sentence"]
        value, low, high = row["value"], row["low"], row["high"]
        told = f"published {day}: {row}"
        if not (0 <= start < end <= len(text) and text[start:end] == quote):
            return Find("the quote is not in its place", told)
        if quote not in sentence or sentence not in text:
            return Find("the quote is not in its sentence", told)
        if not math.isfinite(float(value)):
            return Find("the value is no number", told)
        if (low is None) != (high is None) or (low is not None and not float(low) <= float(value) <= float(high)):
            return Find("the value is not between its ends", told)
        if not 0 <= float(row["confidence"]) <= 1:
            return Find("the confidence is out of bounds", told)
        begins, ends = row["period_start"], row["period_end"]
        if (begins is None) != (ends is None) or (begins is not None and begins > ends):
            return Find("the period ends before it begins", told)
        return None

    def ratio(self, text: str) -> float:
        """The time of reading a text per kB, as a multiple of that of articles; 0 if it is too short to tell."""
        started = time.process_time()
        self.read(text)
        seconds = time.process_time() - started
        return seconds / weight(text) / self.base if seconds > SLOW_FROM else 0.0

    def smallest(self, text: str, still: Callable[[str], bool], steps: int = 400) -> str:
        """A text made smaller as long as something still holds of it."""
        size = len(text) // 2
        while size >= 1 and steps:
            at = 0
            while at < len(text) and steps:
                steps -= 1
                shorter = text[:at] + text[at + size :]
                if shorter and still(shorter):
                    text = shorter
                else:
                    at += size
            size //= 2
        return text


def shown(text: str) -> str:
    return ascii(text) if len(text) < 400 else f"{text[:400]!a} … {len(text)} characters"


def run(lang: str, seed: int, size: float, limit: float) -> tuple[Counter[str], list[float], int, int]:
    """Reads random texts of so many characters; what was found, the slowest ratios, the characters and the texts."""
    fuzzer, found = Fuzzer(lang, seed, limit), Counter[str]()
    characters = texts = 0
    ratios: list[float] = []
    while characters < size:
        text = fuzzer.text()
        characters, texts = characters + len(text), texts + 1
        started = time.process_time()
        find = fuzzer.read(text)
        seconds = time.process_time() - started
        if find is not None:
            found[find.sort] += 1
            if found[find.sort] == 1:
                state = fuzzer.chance.getstate()
                small = fuzzer.smallest(text, lambda t: any((f := fuzzer.read(t)) and f.sort == find.sort for _ in range(4)))  # noqa: B023
                fuzzer.chance.setstate(state)
                print(f"{lang}: {find.sort}: {find.told[:600]}\n    {shown(small)}", flush=True)
        ratio = seconds / max(weight(text), 0.001) / fuzzer.base
        if seconds > SLOW_FROM and len(text) > 200:
            if ratio > limit:
                state = fuzzer.chance.getstate()
                fuzzer.base = prose_seconds(lang, 100_000, fuzzer.vocabulary, 3)
                ratio = min(fuzzer.ratio(text) for _ in range(3))
                fuzzer.chance.setstate(state)
            ratios.append(ratio)
            if ratio > limit:
                found["slow"] += 1
                if found["slow"] <= 5:
                    print(f"{lang}: slow, {ratio:.1f} times prose: {shown(text)}", flush=True)
    return found, sorted(ratios, reverse=True), characters, texts


def covered(lang: str, seconds: int) -> None:
    """Texts by atheris; an exception ends it, with the text."""
    fuzzer = Fuzzer(lang, 1, 10.0)
    fragments = [part for pool in fuzzer.pools[3:] for part in pool]

    def one(data: bytes) -> None:
        source = atheris.FuzzedDataProvider(data)
        parts = []
        while source.remaining_bytes():
            number = source.ConsumeIntInRange(0, len(fragments) + 8)
            if number < len(fragments):
                parts.append(fragments[number])
            elif number < len(fragments) + 5:
                parts.append(fuzzer.pools[number % 3][source.ConsumeIntInRange(0, len(fuzzer.pools[number % 3]) - 1)])
            else:
                parts.append(source.ConsumeUnicode(4))
        text = chr(32 * source.ConsumeBool()).join(parts)
        if (find := fuzzer.read(text)) is not None:
            raise AssertionError(f"{find.sort}: {find.told}\n{text!r}")

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=400", "-print_final_stats=1", "-verbosity=0"], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0, metavar="N", help="so many million characters")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lang", choices=("en", "zh"))
    parser.add_argument("--limit", type=float, default=10.0, metavar="RATIO")
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    langs = [options.lang] if options.lang else ["en", "zh"]
    if options.coverage:
        covered(langs[0], options.seconds)
        return 0
    failed = False
    for lang in langs:
        found, ratios, characters, texts = run(lang, options.seed, options.megabytes * 1e6 / len(langs), options.limit)
        slowest = ", ".join(f"{ratio:.1f}" for ratio in ratios[:5])
        middle = ratios[len(ratios) // 2] if ratios else 0.0
        print(f"{lang}, seed {options.seed}: {texts} texts of {characters} characters; finds: {dict(found) or 'none'}")
        print(f"    time per kB, prose is 1, of {len(ratios)} texts: the slowest {slowest}; the middle one {middle:.1f}", flush=True)
        failed = failed or bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
