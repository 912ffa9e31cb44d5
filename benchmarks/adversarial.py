"""Texts made to be slow: whether ``extract`` needs no more than a few times the time of plain prose for any of them.

    python benchmarks/adversarial.py [KIND ...] [--kilobytes N] [--tries N] [--limit RATIO] [--worst N]

Every kind of text is read at an eighth of the size, a quarter, a half and the whole of it, 100 kB. The table that is printed has for
each the time per kB of the whole as a multiple of that of plain prose in the same language (the articles of the tests, each a document),
and how much the time per kB grew from the smallest to the largest size: about 1 where time grows with the length only, 8 where it grows
with its square. Times are processor time, the least of several tries; kB are 1,000 bytes of UTF-8. The status is 1 if a kind is slower than
``--limit`` times prose.

A kind that is far too slow at one size is not read at the next, and its line says so.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import china_tech_metrics as ctm
from china_tech_metrics import Document
from china_tech_metrics.vocabulary import Vocabulary

ARTICLES = Path(__file__).parents[1] / "tests" / "articles"
PUBLISHED = "2024-06-19"
PARTS = (8, 4, 2, 1)
"""The sizes, as parts of the whole."""
HOPELESS = 30.0
"""A kind that is so many times slower than prose is not read at larger sizes."""
LONG_LINE = 5_000_000
"""The size of texts without a single space."""

Pieces = Callable[[Vocabulary], Iterable[str]]
"""What a text is made of, over and over again."""


class Kind(NamedTuple):
    """A kind of text: the language it is read as, its name, and its pieces."""

    lang: str
    name: str
    pieces: Pieces
    size: int | None = None


class Measured(NamedTuple):
    """What came of a kind: time per kB over that of prose at the sizes that were read, and the growth from the first to the last."""

    kind: Kind
    kilobytes: list[float]
    ratios: list[float]

    @property
    def growth(self) -> float:
        return self.ratios[-1] / self.ratios[0]


def again(*pieces: str) -> Pieces:
    return lambda vocabulary: pieces


def numbered(pattern: str) -> Pieces:
    """The pattern with a number that is another one each time."""
    return lambda vocabulary: (pattern.format(n=n) for n in range(1, 1_000_000))


def names(joint: str, lang: str, alias: int | None = None) -> Pieces:
    """Every name of the vocabulary, or only one of each entity."""

    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        for entity in vocabulary.entities.values():
            for name in entity.names.get(lang, ())[: alias or None]:
                yield name + joint

    return pieces


def cues(joint: str, lang: str) -> Pieces:
    """The words of every metric."""

    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        for metric in vocabulary.metrics.values():
            for cue in metric.cues.get(lang, ()):
                yield from (word + joint for word in cue.words)

    return pieces


def grammar(joint: str, lang: str) -> Pieces:
    """The words of every class of the grammar."""

    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        language = vocabulary.languages[lang]
        for words in language.grammar.classes.values():
            yield from (word + joint for word in words)

    return pieces


def mixed(lang: str, joint: str, *others: str, seed: int = 7) -> Pieces:
    """Words of every sort in no order: names, cues, grammar and figures."""

    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        chance = random.Random(seed)
        words = [list(source("", lang)(vocabulary)) for source in (names, cues, grammar)] + [list(others)]
        while True:
            yield chance.choice(chance.choice(words)) + joint

    return pieces


def invented(joint: str) -> Pieces:
    """Names in no vocabulary, each another one."""

    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        for parts in itertools.product(["Vel", "Qor", "Zan", "Mip", "Tul", "Rask", "Dov", "Hesk"], repeat=5):
            yield parts[0] + "".join(parts[1:]).lower() + joint

    return pieces


def random_letters(alphabet: str, seed: int = 7) -> Pieces:
    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        chance = random.Random(seed)
        while True:
            yield "".join(chance.choices(alphabet, k=64))

    return pieces


def prose(lang: str, joint: str) -> Pieces:
    """The articles of a language as one text; with a joint of their own for line and sentence ends, as one sentence."""

    def pieces(vocabulary: Vocabulary) -> Iterator[str]:
        for text in articles(lang):
            if joint != "\n":
                text = text.replace("\n", joint).replace(". ", joint).replace("。", joint)
            yield text + joint

    return pieces


EN = {
    # digits and marks
    "digits": again("1"),
    "commas": again(","),
    "digits and commas": again("1,"),
    "groups of digits": again("111,"),
    "full stops": again("."),
    "digits and full stops": again("1."),
    "1-1-1": again("1-"),
    "1–2–3": numbered("{n}–"),
    "1 to 2 to 3": numbered("{n} to "),
    "slashes": again("1/"),
    "hyphens": again("-"),
    "spaces": again(" "),
    "blank lines": again("\n"),
    "spaced blank lines": again(" \n \n"),
    "CRLF": again("\r\n"),
    "tabs and figures": again("5\t6%\t"),
    "brackets": again("("),
    "nested brackets": again("(", "5"),
    "pairs of brackets": again("()"),
    "brackets of all kinds": again("([{<"),
    "closing brackets": again(")"),
    "quotation marks": again('"'),
    "curly quotation marks": again("“"),
    "quoted words": again('"a" '),
    "apostrophes": again("'s "),
    "currency symbols": again("$"),
    "several currency symbols": again("$€¥£₹"),
    "symbols and brackets": again("$5 ("),
    "percent signs": again("%"),
    "hashes and asterisks": again("#*"),
    "colons": again(":", " "),
    "semicolons": again("; "),
    "dashes": again(" — "),
    # amounts
    "magnitudes": again("million "),
    "number words": again("twenty "),
    "one hundred and one hundred": again("one hundred and "),
    "hyphenated number words": again("twenty-"),
    "halves": again("half a "),
    "two-thirds of": again("two-thirds of "),
    "percentages": again("5% "),
    "different percentages": numbered("{n}% "),
    "money": numbered("${n} million "),
    "money twice": numbered("RMB {n} million (${n} million) "),
    "plain figures": numbered("{n} "),
    "figures and commas": numbered("{n}, "),
    "figures and words": numbered("{n} users "),
    "hedges": again("nearly "),
    "long hedges": again("more than "),
    "hedges and figures": again("nearly more than about 5 "),
    "from to": again("from 5 to 6 "),
    "between and": again("between 5 and 6 "),
    "rates": again("5 a "),
    "per per": again("5 per "),
    "minus signs": again("-5"),
    "from 5% a year earlier": again("5% from a year earlier "),
    # times
    "Q1": again("Q1 "),
    "in 2023": again("in 2023 "),
    "quarters": again("the first quarter of "),
    "months": again("May "),
    "days": again("May 5, "),
    "full days": numbered("May 5, 2023, {n} users, "),
    "years": again("2023 "),
    "years and years": again("2021-2022 "),
    "last year": again("last year "),
    "a year earlier": again("a year earlier "),
    "fiscal years": again("fiscal 2023 "),
    "ended": again("the quarter ended June 30 "),
    "since": again("since "),
    "the first the first": again("the first "),
    "festivals": again("Singles' Day "),
    "times of all kinds": again("in Q1 2023, last year, by May, the first half of 2022, year-on-year, "),
    # names and words of the vocabulary
    "names": names(" ", "en"),
    "listed names": names(", ", "en"),
    "names and figures": names(" 5%, ", "en"),
    "one name": again("JD "),
    "possessives": again("JD's "),
    "names in brackets": names(" (", "en"),
    "tickers": again("JD.com (NASDAQ: JD; HKEX: 9618) "),
    "unknown names": invented(" "),
    "unknown names and figures": invented(" 5%, "),
    "unknown owners": invented("'s revenue rose 5%, "),
    "unknown names in brackets": invented(" ("),
    "unknown names said things": invented(" said. "),
    "capitals": again("A "),
    "initials": again("A."),
    "cues": cues(" ", "en"),
    "cues and figures": cues(" of 5 million, ", "en"),
    "one cue": again("revenue "),
    "one cue of": again("revenue of "),
    "grammar": grammar(" ", "en"),
    "grammar and figures": grammar(" 5% ", "en"),
    "words of every sort": mixed("en", " ", "5%", "$3 million", "in 2023", "last year", ",", "and", "of"),
    "words of every sort, sentences": mixed("en", " ", "5%", "$3 million.", "in 2023.", "last year", ",", "and", "of", ". It"),
    "words of every sort, lines": mixed("en", "\n", "5%", "$3 million", "in 2023", "last year", ",", "and", "of"),
    # sentences
    "It rose.": again("It rose. "),
    "It rose 5%.": again("It rose 5%. "),
    "It rose 5%. without spaces": again("It rose 5%."),
    "The company said it.": again("The company said it. "),
    "results": again("JD's revenue rose 5% to RMB 3 billion in the second quarter. "),
    "results in one sentence": again("JD's revenue rose 5% to RMB 3 billion in the second quarter, "),
    "results of different names": names("'s revenue rose 5% last year. ", "en", 1),
    "results of different names in one sentence": names("'s revenue rose 5% last year, ", "en", 1),
    "figures of nobody": again("Revenue rose 5%. "),
    "and and and": again("and "),
    "the the the": again("the "),
    "of of of": again("of "),
    "said said said": again("said "),
    "respectively": lambda v: ["A, B, C, D and E had 5%, 6%, 7%, 8% and 9%, ", "respectively. "],
    "a long list, respectively": names(", ", "en", 1),
    "respectively respectively": again("5%, 6% respectively, "),
    "while while": again("while it rose 5% "),
    "which which": again("5%, which is "),
    "compared with": again("compared with 5% "),
    "followed by": again("followed by JD with 5%, "),
    "according to": again("according to "),
    "bullets": again("- JD: 5%\n"),
    "numbered items": numbered("{n}. JD\n"),
    "numbered items in a line": numbered("{n}. "),
    "headings": again("Revenue:\n"),
    "headings and figures": again("Revenue\n5%\n"),
    "a table": numbered("| JD | {n} | 5% |\n"),
    "tabs": again("JD\t5%\t2023\n"),
    "abbreviations": again("Inc. "),
    "e.g.": again("e.g. "),
    "ellipses": again("... "),
    "question marks": again("? "),
    "one sentence of prose": prose("en", ", "),
    "one line of prose": prose("en", " "),
    "one text of prose": prose("en", "\n"),
    # scripts
    "mixed scripts": again("Revenue 营收 выручка 収益 매출 إيرادات 5% "),
    "Chinese": again("营收增长5%，"),
    "emoji": again("🤖"),
    "joined emoji": again("👩\u200d💻5% "),
    "combining marks": again("e\u0301\u0323"),
    "zero-width joiners": again("\u200d"),
    "right to left": again("\u202e5%\u202c "),
    "full-width digits": again("５"),
    "full-width letters": again("ＪＤ　"),
    "NUL": again("\x00"),
    "lone surrogates": again("\ud800"),
    "capital dotted I": again("İ"),
    "superscripts": again("¹²"),
    "fractions": again("½ "),
    "accented words": again("Société Générale "),
    "random letters": random_letters("abcdefghijklmnopqrstuvwxyz     "),
    "random ASCII": random_letters("".join(map(chr, range(32, 127)))),
}

ZH = {
    "数字": again("1"),
    "逗号": again("，"),
    "数字和逗号": again("1,"),
    "顿号": again("5、"),
    "百分号": again("5%"),
    "不同的百分号": numbered("{n}%，"),
    "一二三四": again("一二三四"),
    "一": again("一"),
    "十百千": again("十百千"),
    "万亿万亿": again("万亿"),
    "亿": again("亿"),
    "亿元": again("3亿元"),
    "亿元，": numbered("{n}亿元，"),
    "美元": numbered("{n}万元（{n}美元）"),
    "几": again("几"),
    "多": again("5多"),
    "区间": numbered("{n}-"),
    "到": again("5到"),
    "至": again("5%至"),
    "倍": again("5倍"),
    "分之": again("三分之"),
    "成": again("三成"),
    "约": again("约"),
    "近": again("近超过约"),
    "人民币": again("人民币"),
    "同比": again("同比"),
    "同比增长": again("同比增长5%，"),
    "同比环比": again("同比环比"),
    "年": again("2023年"),
    "去年": again("去年"),
    "年份": again("今年去年前年明年"),
    "季度": again("第一季度"),
    "月": again("1月"),
    "月日": again("5月5日"),
    "上半年": again("上半年"),
    "截至": again("截至"),
    "双11": again("双11"),
    "财年": again("2023财年"),
    "各种时间": again("2023年第一季度，去年5月，上半年，截至6月30日，同比，"),
    "公司名": names("", "zh"),
    "公司名、": names("、", "zh"),
    "公司名和数字": names("5%，", "zh"),
    "一个公司名": again("京东"),
    "京东的": again("京东的"),
    "指标": cues("", "zh"),
    "指标和数字": cues("5亿，", "zh"),
    "一个指标": again("营收"),
    "语法词": grammar("", "zh"),
    "语法词和数字": grammar("5%", "zh"),
    "混合": mixed("zh", "", "5%", "3亿元", "2023年", "去年", "，", "。", "和", "的"),
    "一句话混合": mixed("zh", "", "5%", "3亿元", "2023年", "去年", "，", "、", "和", "的"),
    "分行混合": mixed("zh", "\n", "5%", "3亿元", "2023年", "去年", "，", "。"),
    "增长。": again("增长。"),
    "增长5%。": again("增长5%。"),
    "业绩": again("京东营收3亿元，同比增长5%。"),
    "一句话业绩": again("京东营收3亿元，同比增长5%，"),
    "各家业绩": names("营收3亿元，同比增长5%。", "zh", 1),
    "一句话各家业绩": names("营收3亿元，同比增长5%，", "zh", 1),
    "没有主语": again("营收3亿元，"),
    "分别": again("京东、美团、快手分别增长5%、6%、7%，"),
    "分别分别": again("分别"),
    "分别为数字": numbered("分别为{n}、"),
    "其中": again("其中"),
    "其中数字": again("其中营收5亿，"),
    "的": again("的"),
    "和": again("和"),
    "括号": again("（"),
    "括号数字": again("（5"),
    "引号": again("“"),
    "书名号": again("《》"),
    "引号公司": again("“京东”"),
    "未知公司": numbered("某某{n}公司"),
    "英文名": invented(""),
    "英文名营收": invented("营收5亿，"),
    "条目": again("- 京东：5%\n"),
    "标题": again("营收\n"),
    "表格": again("|京东|5%|3亿|\n"),
    "空行": again("\n"),
    "句号": again("。"),
    "空格": again(" "),
    "全角空格": again("\u3000"),
    "全角数字": again("５"),
    "繁体": again("京東營收增長"),
    "一整句文章": prose("zh", "，"),
    "一整篇文章": prose("zh", "\n"),
    "混合文字": again("Revenue 营收 выручка 収益 5% "),
    "表情": again("🤖"),
    "NUL": again("\x00"),
    "孤立代理": again("\ud800"),
    "随机汉字": random_letters("".join(map(chr, range(0x4E00, 0x9FA5)))),
}

LONG = {
    "digits": again("1"),
    "different digits": lambda v: random_letters("0123456789")(v),
    "letters": again("a"),
    "different letters": random_letters("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "digits, commas and stops": random_letters("0123456789,."),
    "an address": random_letters("abcdefghijklmnopqrstuvwxyz0123456789-_/.%?=&"),
    "symbols": random_letters("$€¥%()[]-–/:;,.'\"0123456789"),
}
"""Texts of 5 MB without a space."""
KINDS = (
    *(Kind("en", name, pieces) for name, pieces in EN.items()),
    *(Kind("zh", name, pieces) for name, pieces in ZH.items()),
    *(Kind(lang, f"5 MB, no space: {name}", pieces, LONG_LINE) for lang in ("en", "zh") for name, pieces in LONG.items()),
)


def articles(lang: str) -> list[str]:
    """The articles of the tests in a language."""
    texts = [(file.name, tomllib.loads(file.read_text(encoding="utf-8"))["text"]) for file in sorted(ARTICLES.glob("*.toml"))]
    return [text for name, text in texts if name.startswith("zh") == (lang == "zh")]


def weight(text: str) -> float:
    """The kB of a text."""
    return len(text.encode("utf-8", "surrogatepass")) / 1000


def text_of(pieces: Pieces, size: int, vocabulary: Vocabulary) -> str:
    """Pieces, over and over again, until there are so many bytes; no piece is cut."""
    found: list[str] = []
    left = float(size)
    for piece in _endless(pieces, vocabulary):
        if left <= 0:
            break
        found.append(piece)
        left -= weight(piece) * 1000
    return "".join(found)


def _endless(pieces: Pieces, vocabulary: Vocabulary) -> Iterator[str]:
    while True:
        yield from pieces(vocabulary)


def seconds_of(documents: list[Document], vocabulary: Vocabulary, tries: int) -> float:
    """The least processor time of reading some documents."""

    def once() -> float:
        started = time.process_time()
        ctm.extract(documents, published=PUBLISHED, vocabulary=vocabulary, errors="raise")
        return time.process_time() - started

    return min(once() for _ in range(tries))


def prose_seconds(lang: str, size: int, vocabulary: Vocabulary, tries: int) -> float:
    """The time per kB of articles of a language, about as many as have the size, each a document."""
    documents: list[Document] = []
    kilobytes = 0.0
    for number, text in enumerate(itertools.cycle(articles(lang))):
        if kilobytes * 1000 >= size:
            break
        documents.append(Document(str(number), text, lang=lang))
        kilobytes += weight(text)
    return seconds_of(documents, vocabulary, tries) / kilobytes


def measured(kind: Kind, size: int, vocabulary: Vocabulary, tries: int) -> Measured:
    """A kind at all sizes, or at those before it became hopeless; prose is measured right before, because machines have other work, too."""
    base = prose_seconds(kind.lang, size, vocabulary, tries)
    kilobytes: list[float] = []
    ratios: list[float] = []
    for part in PARTS:
        text = text_of(kind.pieces, (kind.size or size) // part, vocabulary)
        kilobytes.append(weight(text))
        ratios.append(seconds_of([Document("d", text, lang=kind.lang)], vocabulary, 1) / kilobytes[-1] / base)
        if ratios[-1] > HOPELESS:
            break
        if kind.size is None and tries > 1:
            later = seconds_of([Document("d", text, lang=kind.lang)], vocabulary, tries - 1)
            ratios[-1] = min(ratios[-1], later / kilobytes[-1] / base)
    return Measured(kind, kilobytes, ratios)


def line(result: Measured) -> str:
    """A row of the Markdown table."""
    name = result.kind.name.replace("|", "\\|")
    given_up = "" if len(result.ratios) == len(PARTS) else f" at {result.kilobytes[-1]:.0f} kB, given up"
    return f"| {result.kind.lang} | {name} | {result.ratios[-1]:.1f}{given_up} | {result.growth:.1f} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="parts of the names of kinds; all if none is named")
    parser.add_argument("--lang", choices=("en", "zh"), help="only the kinds of a language")
    parser.add_argument("--kilobytes", type=float, default=100.0, metavar="N")
    parser.add_argument("--tries", type=int, default=3, metavar="N")
    parser.add_argument("--limit", type=float, default=10.0, metavar="RATIO")
    parser.add_argument("--worst", type=int, metavar="N", help="print only so many rows")
    options = parser.parse_args()
    chosen = [kind for kind in KINDS if not options.kinds or any(part in kind.name for part in options.kinds)]
    chosen = [kind for kind in chosen if options.lang in (None, kind.lang)]
    if not chosen:
        parser.error("no kind has such a name")

    vocabulary, size = Vocabulary.default(), int(options.kilobytes * 1000)
    langs = sorted({kind.lang for kind in chosen})
    for lang in langs:
        seconds_of([Document("d", articles(lang)[0], lang=lang)], vocabulary, 1)  # compiles the language
        print(f"plain prose, {lang}: {1 / prose_seconds(lang, size, vocabulary, tries=5):.0f} kB a second", file=sys.stderr)
    results: list[Measured] = []
    for kind in chosen:
        result = measured(kind, size, vocabulary, options.tries)
        results.append(result)
        if result.ratios[-1] > options.limit:
            print(f"slow: {line(result)}", file=sys.stderr, flush=True)
    results.sort(key=lambda result: -result.ratios[-1])
    print("| | text | time per kB, prose is 1 | growth over 8 times the size |\n|---|---|---:|---:|")
    print("\n".join(line(result) for result in results[: options.worst]))
    slow = sum(result.ratios[-1] > options.limit for result in results)
    middle = sorted(result.ratios[-1] for result in results)[len(results) // 2]
    print(f"\n{len(results)} kinds, {slow} of them over {options.limit:g} times prose; the middle one {middle:.1f}")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
