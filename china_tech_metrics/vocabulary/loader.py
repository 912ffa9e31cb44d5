"""Read vocabulary TOML into entries, with errors that name file, entry and field."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise, product
from pathlib import Path
from typing import Any, TypeVar

from china_tech_metrics.errors import VocabularyError
from china_tech_metrics.resolve.fiscal import DAY, LONGEST, FiscalYear, FiscalYears, YearEnd
from china_tech_metrics.vocabulary.entries import (
    CUE_ROLES,
    ENTITY_KINDS,
    IMPLIED,
    LISTED,
    NATURES,
    SEGMENT_KINDS,
    Cue,
    Entity,
    Example,
    Grammar,
    Metric,
    Segment,
)

T = TypeVar("T")
LANGUAGES = ("en", "zh")
"""Codes under which entries may list names and cues; a language works once it has a folder under ``languages/``."""

KINDS = frozenset({"money", "percent", "point", "times", "count", "quantity"})
MEASURES = frozenset({"level", "growth", "multiple", "change", "share"})


class Table:
    """One TOML table being read: every access checks the type, and what is left over at the end is an error."""

    def __init__(self, data: Mapping[str, Any], file: str, entry: str) -> None:
        self._data = dict(data)
        self.file = file
        self.entry = entry

    def fail(self, field: str, problem: str) -> VocabularyError:
        return VocabularyError(f"{self.file}: {self.entry}: {field}: {problem}")

    def text(self, field: str, default: str | None = None, *, required: bool = False) -> str | None:
        value = self._data.pop(field, default)
        if required and not value:
            raise self.fail(field, "is missing")
        if value is not None and not isinstance(value, str):
            raise self.fail(field, f"must be a string, not {value!r}")
        return value

    def required(self, field: str) -> str:
        value = self.text(field, required=True)
        assert value is not None
        return value

    def words(self, field: str) -> tuple[str, ...]:
        value = self._data.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.fail(field, f"must be a list of words, not {value!r}")
        return tuple(value)

    def choice(self, field: str, legal: tuple[str, ...] | frozenset[str], default: str | None = None) -> Any:
        value = self.text(field, default)
        if value is not None and value not in legal:
            raise self.fail(field, f"{value!r} is none of {', '.join(sorted(legal))}")
        return value

    def number(self, field: str, default: float, low: float, high: float) -> float:
        value = self._data.pop(field, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise self.fail(field, f"must be a number from {low:g} to {high:g}, not {value!r}")
        return value

    def flag(self, field: str, *, default: bool = False) -> bool:
        value = self._data.pop(field, default)
        if not isinstance(value, bool):
            raise self.fail(field, f"must be true or false, not {value!r}")
        return value

    def tables(self, field: str) -> list[Mapping[str, Any]]:
        value = self._data.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.fail(field, "must be a list of tables")
        return value

    def table(self, field: str) -> Mapping[str, Any]:
        value = self._data.pop(field, {})
        if not isinstance(value, dict):
            raise self.fail(field, "must be a table")
        return value

    def day(self, field: str) -> dt.date | None:
        value = self._data.pop(field, None)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.fail(field, f"must be a day such as 2024-06-19, not {value!r}") from None

    def done(self) -> None:
        if self._data:
            raise self.fail(", ".join(sorted(self._data)), "unknown field")


def read_toml(path: Path) -> Mapping[str, Any]:
    """The TOML of a file.

    Raises:
        VocabularyError: the file can not be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(f"{path}: can not be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: is no TOML: {error}") from error


def read_entities(path: Path) -> tuple[list[Entity], list[Example]]:
    """Entities and examples of one file."""
    return _entries(path, "entity", _entity)


def read_segments(path: Path) -> tuple[list[Segment], list[Example]]:
    """Segments and examples of one file."""
    return _entries(path, "segment", _segment)


def _entries(path: Path, kind: str, read: Callable[[Mapping[str, Any], str], T]) -> tuple[list[T], list[Example]]:
    """The entries of one kind and the examples of a file."""
    top = Table(read_toml(path), path.name, "file")
    entries = [read(data, path.name) for data in top.tables(kind)]
    examples = list(_examples(top, path.name))
    top.done()
    return entries, examples


def _entity(data: Mapping[str, Any], file: str) -> Entity:
    t = Table(data, file, f"entity {data.get('name', '?')!r}")
    name = t.required("name")
    names = {lang: t.words(lang) for lang in LANGUAGES}
    names["en"] = (name, *(n for n in names["en"] if n != name))
    listings = t.words("listings")
    entity = Entity(
        name=name,
        kind=t.choice("kind", ENTITY_KINDS) or "company",
        names={lang: words for lang, words in names.items() if words},
        parent=t.text("parent"),
        sectors=t.words("sectors"),
        traits=frozenset((*t.words("traits"), *([LISTED] if listings else []))),
        listings=listings,
        fiscal_years=_fiscal_years(t),
        currency=t.text("currency"),
        home=t.text("home"),
        seat=t.text("seat"),
        file=file,
    )
    t.done()
    return entity


def _segment(data: Mapping[str, Any], file: str) -> Segment:
    t = Table(data, file, f"segment {data.get('name', '?')!r}")
    name, kind = t.required("name"), t.choice("kind", SEGMENT_KINDS, SEGMENT_KINDS[0])
    names = {lang: words for lang in LANGUAGES if (words := t.words(lang))}
    metrics = frozenset(t.words("metrics"))
    t.done()
    if not names:
        raise t.fail(" or ".join(LANGUAGES), "is missing")
    return Segment(name, kind, names, metrics, file)


def _fiscal_years(t: Table) -> FiscalYears:
    """``fiscal_year_end``, a month, or ``fiscal_year_ends``, several with their days; ``fiscal_year_named`` says by which year."""
    month = int(t.number("fiscal_year_end", 12, 1, 12))
    named = t.choice("fiscal_year_named", ("end", "start"), "end")
    changes = t.tables("fiscal_year_ends")
    if not changes:
        return FiscalYears.ending(month, named)
    if month != 12:
        raise t.fail("fiscal_year_end", "must not be given beside fiscal_year_ends")
    ends = tuple(_year_end(t, number, data, len(changes)) for number, data in enumerate(changes, 1))
    for before, after in pairwise(ends):
        assert before.until is not None and after.since is not None
        between = FiscalYear(before.until + DAY, after.since - DAY)
        if not 1 <= between.months <= LONGEST or between.months == 12:
            wanted = f"must be 1 to {LONGEST} months, and not 12"
            raise t.fail("fiscal_year_ends", f"between {before.until} and {after.since} {wanted}, but are {between.months}")
    return FiscalYears(ends, named)


def _year_end(t: Table, number: int, data: Mapping[str, Any], last: int) -> YearEnd:
    """One of several year ends. The first has no ``since`` and the last no ``until``, all others have both."""
    record = Table(data, t.file, f"{t.entry}: fiscal_year_ends {number}")
    month = int(record.number("month", 0, 1, 12))
    since, until = record.day("since"), record.day("until")
    record.done()
    for field, day, wanted in (("since", since, number > 1), ("until", until, number < last)):
        if (day is not None) != wanted:
            raise record.fail(field, "is missing" if wanted else f"must not be given in the {'first' if field == 'since' else 'last'} one")
    if until is not None and ((until + DAY).day != 1 or until.month != month):
        raise record.fail("until", f"must be the last day of month {month}, not {until}")
    if since is not None and (since.day != 1 or (since - DAY).month != month):
        raise record.fail("since", f"must be the day after the last one of month {month}, not {since}")
    if since is not None and until is not None and until <= since:
        raise record.fail("until", f"must be after {since}, not {until}")
    return YearEnd(month, since, until)


def read_metric(path: Path) -> tuple[Metric, list[Example]]:
    """The metric and the examples of one file."""
    top = Table(read_toml(path), path.name, "metric")
    identity = top.required("id")
    units = frozenset(top.words("units"))
    if not units or units - KINDS:
        raise top.fail("units", f"must name kinds out of {', '.join(sorted(KINDS))}")
    cues: dict[str, tuple[Cue, ...]] = {}
    ignore: dict[str, tuple[str, ...]] = {}
    for lang in LANGUAGES:
        words = Table(top.table(lang), path.name, lang)
        cues[lang] = tuple(_cue(data, identity, units, path.name) for data in words.tables("cue"))
        ignore[lang] = words.words("ignore")
        words.done()
    happens = top.choice("happens", ("once", "once, at a listing", "in accounts"))
    metric = Metric(
        id=identity,
        name=top.required("name"),
        description=top.required("description"),
        units=units,
        nature=top.choice("nature", NATURES) or "flow",
        about=top.words("about"),
        basis=top.choice("basis", ("yoy", "qoq", "mom", "other"), "yoy"),
        cues=cues,
        ignore=ignore,
        part=top.text("part"),
        seller_part=top.text("seller_part"),
        place_part=top.text("place_part"),
        place_form=top.text("place_form"),
        market_form=top.text("market_form"),
        per_share=top.text("per_share"),
        made=top.text("made"),
        cut=top.text("cut"),
        received=top.text("received"),
        active={unit: name for unit in ("day", "month") if (name := top.text(f"every_{unit}")) is not None},
        most=top.number("most", math.inf, 1, math.inf),
        least=top.number("least", 0, 0, math.inf),
        owner=top.choice("owner", ("subject", "object", "group"), "subject"),
        parts=top.choice("parts", ("add", "overlap", "none"), "add"),
        once=happens in ("once", "once, at a listing"),
        in_accounts=happens == "in accounts",
        at_listing=happens == "once, at a listing",
        within=top.text("within"),
        ratio=top.words("ratio"),
        goods=top.flag("goods"),
        segmented=top.flag("segmented", default=True),
        whole=frozenset(top.words("whole")),
        implied=top.choice("implied", IMPLIED),
        implied_when=frozenset(top.words("implied_when")),
        file=path.name,
    )
    if len(metric.ratio) not in (0, 2):
        raise top.fail("ratio", f"must name two metrics, the part and the whole, not {len(metric.ratio)}")
    examples = list(_examples(top, path.name))
    top.done()
    return metric, examples


def _cue(data: Mapping[str, Any], metric: str, units: frozenset[str], file: str) -> Cue:
    words = data.get("words")
    t = Table(data, file, f"cue {words[0] if isinstance(words, list) and words else '?'!r}")
    narrower = frozenset(t.words("units"))
    if narrower - KINDS:
        raise t.fail("units", f"must name kinds out of {', '.join(sorted(KINDS))}")
    cue = Cue(
        metric=metric,
        words=t.words("words"),
        role=t.choice("role", CUE_ROLES) or "noun",
        units=narrower or units,
        segment=t.text("segment"),
        sign=int(t.number("sign", 1, -1, 1)),
        measure=t.choice("measure", MEASURES),
        status=t.choice("status", ("actual", "target", "forecast", "estimate")),
        rate=t.text("rate"),
        nature=t.choice("nature", NATURES),
        of_place=t.text("of_place"),
        weight=t.number("weight", 0, -20, 20),
        when=frozenset(t.words("when")),
        unless=frozenset(t.words("unless")),
    )
    t.done()
    if not cue.words:
        raise t.fail("words", "is missing")
    return cue


def _examples(top: Table, file: str) -> Iterator[Example]:
    for number, data in enumerate(top.tables("example"), 1):
        t = Table(data, file, f"example {number}")
        text, published, lang = t.required("text"), t.day("published"), t.text("lang", "en") or "en"
        rows, gap = tuple(t.tables("rows")), t.text("gap")
        t.done()
        for row in rows:
            if not isinstance(row.get("quote"), str) or row["quote"] not in text:
                raise t.fail("rows", f"quote {row.get('quote')!r} is not in the text")
        yield Example(text=text, published=published, lang=lang, rows=rows, file=file, number=number, gap=gap)


def read_grammar(path: Path) -> Grammar:
    """The grammar words of one language."""
    top = Table(read_toml(path), f"{path.parent.name}/{path.name}", "grammar")

    def groups(field: str) -> dict[str, tuple[str, ...]]:
        t = Table(top.table(field), top.file, field)
        return {key: t.words(key) for key in list(t._data)}

    classes, families, parts = groups("classes"), groups("families"), groups("parts")
    for key, patterns in families.items():
        for pattern in patterns:
            classes[key] = (*classes.get(key, ()), *_family(top, pattern, parts))
    grammar = Grammar(
        classes=classes,
        gaps={key: frozenset(words) for key, words in groups("gaps").items()},
        content={key: frozenset(words) for key, words in groups("content").items()},
        contexts=groups("contexts"),
        heads=groups("heads"),
        sectors=groups("sectors"),
        abbreviations=frozenset(w.lower() for w in top.words("abbreviations")),
        sentence_end=top.required("sentence_end"),
        word_boundaries=top._data.pop("word_boundaries", True) is True,
        ordinary=_ordinary_words(path.with_name("ordinary.toml")),
    )
    top.done()
    return grammar


def _family(top: Table, pattern: str, parts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The phrases of a pattern such as "onlookers had? expected": one word or phrase of each part, "?" marks those that may be left out."""
    choices = []
    for part in pattern.split():
        words = parts.get(part.removesuffix("?"))
        if words is None:
            raise top.fail("families", f"{pattern!r} has a part {part!r} that [parts] does not have")
        choices.append(("", *words) if part.endswith("?") else words)
    for chosen in product(*choices):
        yield " ".join(filter(None, chosen))


def _ordinary_words(path: Path) -> frozenset[str]:
    """The words of everyday use of one language, none if it has no such file."""
    if not path.exists():
        return frozenset()
    top = Table(read_toml(path), f"{path.parent.name}/{path.name}", "words")
    words = frozenset([*top.required("words").split(), *top.required("business").split()])
    top.done()
    return words
