"""Numbers in Chinese characters, in digits, and in both: 八点五亿, 1.2万亿, 2万7307, 一千二百."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from china_tech_metrics.scan.numerals import LONGEST, numeral

SPACE = r"[ \t\xa0\u3000]?"
"""No line end: what stands on two lines is no number."""
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?"


class Numerals:
    """Reads the numbers of one language's characters. Build once; values are exact Decimals."""

    def __init__(self, digits: Mapping[str, int], small: Mapping[str, int], big: Mapping[str, int], point: str) -> None:
        self._digits, self._small, self._big, self._point = digits, small, big, point
        self._characters = {*digits, *small, *big, point}
        self.han = f"[{''.join(digits)}{''.join(small)}{''.join(big)}{point}]"
        scale = f"[{''.join(small)}]?[{''.join(big)}]{{1,2}}|[{''.join(small)}]"
        self.scales = rf"(?:{scale})"
        behind = rf"(?:\d{{1,4}}(?![,\d])|\d,\d{{3}})(?:\.\d+)?(?:[{''.join(small)}]?[{''.join(big)}](?:\d{{1,4}})?)?"
        self.mixed = rf"(?:{DIGITS})(?:{SPACE}(?:{scale})(?:{behind})?)?"
        """A pattern for numbers that begin with digits: 3,500万, 1.2万亿, 2万7307, 3亿5000万."""
        self._leading = re.compile(DIGITS)
        powers = {**small, **big}
        self._factors = {"": 1, **powers} | {first + last: powers[first] * big[last] for first in powers for last in big}
        """What one or two characters of magnitude behind the digits make of them, the only ones most numbers have."""
        self._pieces = re.compile(rf"(?P<digits>{DIGITS})|(?P<scale>[{''.join(small)}{''.join(big)}])|\s")
        self.value = lru_cache(maxsize=16384)(self._value)

    def __reduce__(self) -> tuple[object, ...]:
        return (Numerals, (self._digits, self._small, self._big, self._point))

    def _value(self, written: str) -> Decimal | None:
        """The value of a whole number expression; None if it is none."""
        if len(written) > LONGEST:
            return None
        return self._of_digits(written) if written[0].isdigit() else self._of_characters(written)

    def _of_digits(self, written: str) -> Decimal | None:
        leading = self._leading.match(written)
        factor = self._factors.get(written[leading.end() :].lstrip()) if leading else None
        if leading is not None and factor is not None:
            value = numeral(leading.group())
            return None if value is None else value * factor
        total, section, current = Decimal(0), Decimal(0), None
        at = 0
        for piece in self._pieces.finditer(written):
            if piece.start() != at:
                return None
            at = piece.end()
            if piece["digits"]:
                current = numeral(piece["digits"])
                if current is None:
                    return None
            elif (scale := piece["scale"]) in self._small:
                section, current = section + (current or 0) * self._small[scale], None
            elif scale:
                part = section + (current or 0)
                total, section, current = (total + part * self._big[scale] if part else total * self._big[scale]), Decimal(0), None
        return total + section + (current or 0) if at == len(written) else None

    def _of_characters(self, written: str) -> Decimal | None:
        if not set(written) <= self._characters:
            return None
        whole, point, decimals = written.partition(self._point)
        if point:
            return self._with_decimals(whole, decimals)
        total, section, current, last = Decimal(0), Decimal(0), None, 1
        for i, character in enumerate(written):
            if character in self._digits:
                if current and not (self._runs(written) or self._one_by_one(written, i)):
                    return None
                current = (current or 0) * 10 + Decimal(self._digits[character])
            elif character in self._small:
                last = self._small[character]
                section, current = section + (1 if current is None else current) * last, None
            else:
                last = self._big[character]
                part = section + (current or 0)
                if not part and not i:
                    part = Decimal(1)
                total, section, current = (total + part * last if part else total * last), Decimal(0), None
        tail = current or Decimal(0)
        if current is not None and last >= 100 and len(written) > 1 and self._digits.get(written[-2]) != 0 and not self._runs(written):
            tail = current * last / 10  # 两百五 is 250
        return total + section + tail

    def _with_decimals(self, whole: str, decimals: str) -> Decimal | None:
        """ "八点五亿": the part before the point, the digits behind it, and the scale at the end."""
        count = next((i for i, c in enumerate(decimals) if c not in self._digits), len(decimals))
        base = self._of_characters(whole) if whole else None
        if base is None or not count:
            return None
        value = base + Decimal("0." + "".join(str(self._digits[c]) for c in decimals[:count]))
        for scale in decimals[count:]:
            factor = self._big.get(scale) or self._small.get(scale)
            if factor is None:
                return None
            value *= factor
        return value

    def _one_by_one(self, written: str, at: int) -> bool:
        """Whether the digits around an offset are written one by one before a big scale: "四一七亿", but not the vague "三四千"."""
        first, last = at, at
        while first and written[first - 1] in self._digits:
            first -= 1
        while last + 1 < len(written) and written[last + 1] in self._digits:
            last += 1
        return last - first >= 2 and written[last + 1 : last + 2] not in self._small

    def _runs(self, written: str) -> bool:
        """Whether digits are written one by one: "二〇二三"."""
        return all(c in self._digits for c in written)
