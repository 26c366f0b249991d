"""Units of money as people write them: `Rp juta`, `dalam jutaan rupiah`, `Rp 000`, `1,2 miliar`."""

from __future__ import annotations

import re
import unicodedata

RUPIAH_PER_UNIT = {"Rp": 1, "Rp ribu": 1_000, "Rp juta": 1_000_000, "Rp miliar": 1_000_000_000}
_RP = r"(?:rp|rupiah|idr)"
_WORDS = {
    "Rp ribu": r"(?:ribu|ribuan|rb)",
    "Rp juta": r"(?:juta|jutaan|jt)",
    "Rp miliar": r"(?:miliar|miliaran|milyar|milyaran)",
}
_DIGITS = {"Rp ribu": r"(?:x_)?(?:1_?)?000", "Rp juta": r"(?:x_)?(?:1_?)?000_?000"}
_PLAIN = re.compile(rf"(?:(?:dalam|satuan|nilai|satuan_uang|mata_uang)_)*{_RP}(?:_penuh)?")
_UNITS = tuple(
    (unit, re.compile(rf"(?:^|_)(?:{_RP}_(?:dalam_)?{word}|{word}_{_RP}|(?:dalam|satuan)_{word})(?:_|$)"))
    for unit, word in _WORDS.items()
)
_NUMBERED = tuple((unit, re.compile(rf"(?:^|_){_RP}_{digits}$")) for unit, digits in _DIGITS.items())
_IN_RUPIAH = re.compile(rf"(?:^|_)dalam_{_RP}(?:_penuh)?(?:_|$)")


def unit_in(text: str) -> str | None:
    """The unit of money that a title, a bracket or the form names; None when it names none, or two."""
    plain = _plain(text)
    found = {unit for unit, pattern in (*_UNITS, *_NUMBERED) if pattern.search(plain)}
    if not found and (_PLAIN.fullmatch(plain) or _IN_RUPIAH.search(plain)):
        found = {"Rp"}
    return found.pop() if len(found) == 1 else None


def word_unit(word: str) -> str | None:
    """The unit that stands beside a number (`juta`, `jt.`, `miliar`); None for any other word."""
    plain = _plain(word)
    return next((unit for unit, pattern in _WORDS.items() if re.fullmatch(rf"{pattern}(?:_{_RP})?", plain)), None)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "_", plain).strip("_")
