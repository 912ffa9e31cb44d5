"""What each command takes, and its help."""

from __future__ import annotations

import argparse
from typing import Any

from china_tech_metrics.cli import commands
from china_tech_metrics.cli.output import FORMATS
from china_tech_metrics.sources.folder import ENDINGS, OPENERS

EXIT = "exit status: 0 all well; 1 problems or findings, the rest is done; 2 wrong usage or unreadable input"
EXTRACT = f"""examples:
  china-tech-metrics extract article.txt --published 2024-08-15
  china-tech-metrics extract articles/ --metric revenue --entity JD --format csv > revenue.csv
  china-tech-metrics extract page.html --output rows.parquet
  cat article.txt | china-tech-metrics extract - --published 2024-08-15 --format jsonl

{EXIT}"""
SERIES = f"""examples:
  china-tech-metrics series Pinduoduo revenue articles/ --freq Q --currency USD
  china-tech-metrics extract articles/ --output rows.parquet
  china-tech-metrics series JD revenue rows.parquet --format csv

{EXIT}"""
AUDIT = f"""examples:
  china-tech-metrics audit articles/
  china-tech-metrics audit rows.parquet --rule conversion --rule unit --format jsonl

{EXIT}"""
CHECK = f"""examples:
  china-tech-metrics check my_terms/

{EXIT}"""
VOCABULARY = f"""examples:
  china-tech-metrics vocabulary list metrics
  china-tech-metrics vocabulary show Taobao
  china-tech-metrics vocabulary show gmv --vocabulary my_terms/

{EXIT}"""


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; ``run`` of what it parses is the command's function."""
    top = argparse.ArgumentParser(
        prog="china-tech-metrics",
        description="Numbers about Chinese tech, from prose to a table.",
        epilog=f"china-tech-metrics COMMAND --help has examples\n{EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=commands.version())
    adding = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    extract = _command(adding, "extract", commands.extract, "the numbers in articles, one row an observation", EXTRACT)
    _articles(extract)
    extract.add_argument("--metric", action="append", metavar="ID", help="only rows with this metric; may be given several times")
    extract.add_argument("--entity", action="append", metavar="NAME", help="only rows with this entity; may be given several times")
    _output(extract)

    series = _command(adding, "series", commands.series, "one metric of one entity over time", SERIES)
    series.add_argument("entity", metavar="ENTITY", help="a company, platform, country …")
    series.add_argument("metric", metavar="METRIC", help="the id of a metric, as in: vocabulary list metrics")
    _articles(series, stored=True)
    for name, told in {
        "segment": "the segment, such as overseas",
        "measure": "level, growth, multiple, change or share",
        "basis": "of growth and change: yoy, qoq, mom or other",
        "unit": "of which kind the figures are to be, such as count/day",
        "freq": "how long a period is: Y, Q, M …",
        "currency": "to which money is converted, such as USD",
    }.items():
        series.add_argument(f"--{name}", help=told)
    series.add_argument("--no-derive", action="store_true", help="leave out figures that only follow from others")
    _output(series)

    audit = _command(adding, "audit", commands.audit, "what does not go together: slips of the texts, or of the extraction", AUDIT)
    _articles(audit, stored=True)
    audit.add_argument("--rule", action="append", metavar="NAME", help="only this rule; may be given several times")
    _output(audit)

    check = _command(adding, "check", commands.check, "read a folder of vocabulary files and run their examples", CHECK)
    check.add_argument("folder", metavar="DIR", help="holds entity files, or entities/ and metrics/ with them")

    vocabulary = _command(adding, "vocabulary", None, "what the vocabulary knows", VOCABULARY)
    asking = vocabulary.add_subparsers(dest="question", required=True, metavar="list|show")
    listing = _command(asking, "list", commands.list_entries, "all metrics, or all entities", "")
    listing.add_argument("what", choices=("metrics", "entities"))
    showing = _command(asking, "show", commands.show_entry, "one metric or entity with its words", "")
    showing.add_argument("name", metavar="NAME", help="the id of a metric, or any name of an entity")
    for command in (listing, showing):
        _own_words(command)
    return top


def _command(adding: Any, name: str, run: Any, told: str, examples: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = adding.add_parser(
        name, help=told, description=told, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.set_defaults(run=run)
    return command


def _articles(command: argparse.ArgumentParser, stored: bool = False) -> None:
    """The options of what reads articles."""
    also = ", or a table that extract wrote" if stored else ""
    command.add_argument("input", nargs="+", metavar="FILE|DIR|-", help=f"articles: files, folders, or standard input{also}")
    command.add_argument(
        "--from",
        dest="kind",
        choices=tuple(OPENERS),
        help=f"what is in a file; as the ending of its name says ({', '.join(ENDINGS)}) when not given, and text for -",
    )
    command.add_argument("--published", metavar="DAY", help="the day of articles that do not tell theirs: 2024-08-15")
    command.add_argument("--lang", help="the language of articles that do not tell theirs; found out when not given")
    command.add_argument("--encoding", help="the encoding of the files; UTF-8 when not given")
    command.add_argument("--as-is", action="store_true", help="leave navigation, subscription boxes and the like in the texts")
    command.add_argument("--max-bytes", type=int, metavar="N", help="refuse larger files and records")
    command.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to read in; -1 for one a processor")
    command.add_argument("--progress", action="store_true", help="show a bar")
    command.add_argument(
        "--errors",
        choices=("warn", "raise", "collect"),
        default="warn",
        help="what happens with what can not be read: told at once (warn), told at the end (collect), or nothing more is read (raise)",
    )
    _own_words(command)


def _own_words(command: argparse.ArgumentParser) -> None:
    command.add_argument("--vocabulary", metavar="DIR", help="a folder of entries of your own, added to the library's")


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=FORMATS, help="table when not given, or as the ending of --output says")
    command.add_argument("--output", "-o", metavar="FILE", help="write there and not to standard output")
