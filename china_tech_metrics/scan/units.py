"""Currencies and physical units of the vocabulary, as lookups by the way they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from china_tech_metrics.scan.words import Lists, squeeze


@dataclass(frozen=True)
class Currencies:
    """The currencies.toml: how each currency is written before and behind digits.

    ``weak`` suffixes are ordinary words too ("won", "pounds") and need a large number before them.
    ``ambiguous`` prefixes belong to several currencies. ``names`` has, for languages without spaces, the names by their code.
    """

    prefixes: Mapping[str, str]
    suffixes: Mapping[str, str]
    cents: Mapping[str, str]
    ambiguous: frozenset[str]
    weak: frozenset[str] = frozenset()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """The ISO 4217 codes of all of them."""
        return frozenset(self.prefixes.values()) | frozenset(self.suffixes.values())

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Currencies:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        prefixes: dict[str, str] = {}
        suffixes: dict[str, str] = {}
        cents: dict[str, str] = {}
        ambiguous: set[str] = set()
        weak: set[str] = set()
        names: dict[str, dict[str, str]] = {}
        for currency in Lists(data, "currencies.toml").tables("currency"):
            code = currency.text("code")
            prefixes |= dict.fromkeys((*currency.words("prefix"), *currency.words("ambiguous")), code)
            ambiguous.update(currency.words("ambiguous"))
            suffixes |= {squeeze(word): code for word in (*currency.words("suffix"), *currency.words("weak"))}
            weak.update(squeeze(word) for word in currency.words("weak"))
            cents |= {squeeze(word): code for word in currency.words("cents")}
            names.setdefault("zh", {}).update(dict.fromkeys(currency.words("zh"), code))
        return cls(prefixes, suffixes, cents, frozenset(ambiguous), frozenset(weak), names)


@dataclass(frozen=True)
class Units:
    """The units.toml: physical units and spans of time by the name the table prints.

    ``words`` ignore case; ``attached`` symbols are compared as printed and may stand right behind the digits.
    ``parts`` has the smaller unit that may follow a unit, and how many of it make one: "2 hours and 5 minutes".
    ``definitions`` has, for every name, what it is in terms of other units; None where it has a dimension of its own.
    """

    words: Mapping[str, str]
    attached: Mapping[str, str]
    parts: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    definitions: Mapping[str, str | None] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Units:
        """Read and check the file.

        Raises:
            VocabularyError: a field is missing or of the wrong type.
        """
        words: dict[str, str] = {}
        attached: dict[str, str] = {}
        parts: dict[str, tuple[str, Decimal]] = {}
        definitions: dict[str, str | None] = {}
        names: dict[str, dict[str, str]] = {}
        for unit in Lists(data, "units.toml").tables("unit"):
            name = unit.text("name")
            words |= {squeeze(word): name for word in unit.words("words")}
            attached |= dict.fromkeys(unit.words("attached"), name)
            definitions[name] = unit.option("is")
            names.setdefault("zh", {}).update(dict.fromkeys(unit.words("zh"), name))
            for part, size in unit.numbers("parts").items():
                parts[name] = (part, Decimal(str(size)))
        return cls(words, attached, parts, definitions, names)
