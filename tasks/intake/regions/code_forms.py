"""What a code cell looks like before any list is asked: whole, damaged, or not a code at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.findings import Severity
from tasks.intake.grids.grid import BARE_FORMULA, DATE, FAILED, NUMBER, Cell

_DATE_LIKE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2}[- ][a-z]{3}.*", re.IGNORECASE)
TO_TEXT = "Format kolom kode sebagai teks, ketik ulang kodenya, lalu kirim kembali."


@dataclass(frozen=True, slots=True)
class Reading:
    """What a code cell gave: the Kemendagri code (None: refused) and, where there is something to say, the finding."""

    code: str | None
    rule: str = ""
    severity: Severity = "error"
    message: str = ""


def refused(rule: str, message: str) -> Reading:
    """A refusal of this one code."""
    return Reading(None, rule, "error", message)


def broken(cell: Cell) -> Reading | None:
    """The refusal of a cell that holds no code any more: a formula without value, a date; None otherwise."""
    if cell.kind in (BARE_FORMULA, FAILED):
        return refused("RG-01", f"Sel kode berisi rumus tanpa nilai atau galat. {TO_TEXT}")
    if cell.kind == DATE or _DATE_LIKE.fullmatch(cell.text):
        return refused("RG-07", f"Sel kode sudah berubah menjadi tanggal, sehingga kode aslinya hilang. {TO_TEXT}")
    return None


def lost(cell: Cell, form: str) -> Reading:
    """The refusal of a code that is not of the form any more."""
    if cell.kind != NUMBER and (typed := _mistyped(cell.text)):
        return refused("RG-01", typed)
    if cell.kind == NUMBER:
        why = "Sel kode berisi angka, sehingga nol di belakang dapat hilang (15.10 menjadi 15.1)."
    else:
        why = f"Kode ini tidak berbentuk {form}; mungkin nolnya hilang karena pernah terbaca sebagai angka."
    return refused("RG-01", f"{why} {TO_TEXT}")


def _mistyped(text: str) -> str:
    """Why a text that is nearly a code is none; "" when nothing certain can be said."""
    if re.fullmatch(r"\d\d([^\d.])\d\d(\1\d\d\1\d{4})?", text):
        return f"Kode ini memakai tanda '{text[2]}', bukan titik. Tulis {re.sub('[^0-9]', '.', text)}."
    plain = re.sub(r"[Oo]", "0", re.sub(r"[Il|]", "1", text))
    if plain != text and re.fullmatch(r"\d\d\.\d\d(\.\d\d\.\d{4})?", plain):
        return f"Kode ini memuat huruf (O, I, atau l) di tempat angka. Ketik ulang sebagai angka: {plain}."
    return ""


def dotted_of(digits: str) -> str:
    """Ten digits as PP.DD.CC.VVVV."""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def without_zeros(text: str) -> str:
    """What damage by a number format leaves of a code: neither dots nor zeros count."""
    return re.sub(r"[0.]", "", text)
