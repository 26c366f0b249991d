"""Numbers of the sentences and trees that the command line prints in Indonesian: 1.234,5."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = re.compile(r"-?\d+(?:/\d+|\.\d+)?")
_DECIMALS = 3


def angka(value: str | int | Fraction | None) -> str | None:
    """The exact number where three decimals hold it, else three decimals with `…`; None stays None."""
    if value is None:
        return None
    exact = Fraction(value)
    scaled = abs(exact) * 10**_DECIMALS
    digits = scaled.numerator // scaled.denominator
    whole, rest = divmod(digits, 10**_DECIMALS)
    decimals = f"{rest:0{_DECIMALS}d}" if scaled.denominator != 1 else f"{rest:0{_DECIMALS}d}".rstrip("0")
    text = f"{whole:,}".replace(",", ".") + (f",{decimals}" if decimals else "")
    return f"{'-' if exact < 0 else ''}{text}{'…' if scaled.denominator != 1 else ''}"


def amount(value: object, unit: str) -> str:
    """A value with its unit as a person writes it: Rp 3.060.000.000, 96,28… (44000/457) KK; a code stays as it is."""
    text = str(value)
    if isinstance(value, bool) or not _NUMBER.fullmatch(text) or not (unit or "/" in text):
        return f"{text} {unit}".rstrip()
    shown = angka(text) or ""
    if "…" in shown:
        shown = f"{shown} ({text})"
    return f"Rp {shown}" if unit == "Rp" else f"{shown} {unit}".rstrip()
