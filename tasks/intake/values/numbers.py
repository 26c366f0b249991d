"""Numbers as officers write them, read exactly or not at all (buku-putih.md section 7)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

BLANKS = frozenset({"", "-", "–", "—", "n/a"})
_SIGNED = re.compile(r"([+\-−]?) ?(.*)", re.DOTALL)
_GROUPED = re.compile(r"([1-9]\d{0,2})((?:[ ']\d{3})+|(?:\.\d{3})+|(?:,\d{3})+)(?:([.,])(\d+))?")
_SIMPLE = re.compile(r"(\d+|(?=[.,]))(?:([.,])(\d+))?")

_FEW = 10
_LONGEST = 60
"""No amount, share or coordinate is written with more signs."""

Marks = frozenset[str]
NO_MARKS: Marks = frozenset()


class MixedMarks(Exception):
    """A column or file writes decimals with a point and with a comma."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written. `mark` is the decimal mark that this writing proves ("" when it proves none).

    `open_mark` is the mark of a text like `1.234`, which may be thousands or decimals; then `tail` holds the 3 digits.
    """

    sign: str
    whole: str
    tail: str = ""
    mark: str = ""
    open_mark: str = ""

    def value(self, decimal_mark: str) -> Decimal | None:
        """The number, given the decimal mark of its column or file ("" unknown); None when it stays open."""
        if not self.open_mark:
            return Decimal(f"{self.sign}{self.whole}.{self.tail or '0'}" if self.tail else f"{self.sign}{self.whole}")
        if not decimal_mark:
            return None
        return Decimal(f"{self.sign}{self.whole}{'.' if decimal_mark == self.open_mark else ''}{self.tail}")

    @property
    def grouped(self) -> Decimal:
        """The number when an open mark is read as thousands."""
        return Decimal(f"{self.sign}{self.whole}{self.tail}")


def figure(text: str) -> Figure | None:
    """The number written in a cleaned text; None when the text is not a number and nothing else."""
    if len(text) > _LONGEST:
        return None
    found = _SIGNED.fullmatch(text.replace("’", "'"))
    sign, body = (found[1].replace("−", "-").replace("+", ""), found[2]) if found else ("", text)
    if grouped := _GROUPED.fullmatch(body):
        return _grouped(sign, grouped[1], grouped[2], grouped[3] or "", grouped[4] or "")
    if simple := _SIMPLE.fullmatch(body):
        return Figure(sign, simple[1] or "0", simple[3] or "", mark=simple[2] or "")
    return None


def _grouped(sign: str, first: str, groups: str, mark: str, decimals: str) -> Figure | None:
    separator, digits = groups[0], re.sub(r"\D", "", groups)
    if separator == mark:
        return None
    if separator in ".," and len(groups) == 4 and not mark:
        return Figure(sign, first, digits, open_mark=separator)
    proven = mark or {".": ",", ",": "."}.get(separator, "")
    return Figure(sign, first + digits, decimals, mark=proven)


def marks_of(figures: Iterable[Figure | None]) -> Marks:
    """The decimal marks that the written numbers prove: none, one, or both (a mix that cannot be read).

    Up to a tenth that use the other mark are the odd ones; they do not make the others doubtful.
    """
    count = Counter(f.mark for f in figures if f is not None and f.mark)
    odd = min(count.values(), default=0) if len(count) > 1 else 0
    if odd * _FEW > count.total():
        return frozenset(count)
    return frozenset(mark for mark, n in count.items() if n != odd or len(count) == 1)


def decimal_mark(column: Marks, file: Marks) -> str:
    """The decimal mark by the column, else by the file, else "" (open). Raises MixedMarks for a mixed column."""
    if len(column) > 1:
        raise MixedMarks
    if column:
        return next(iter(column))
    return next(iter(file)) if len(file) == 1 else ""
