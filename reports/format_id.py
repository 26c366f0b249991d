"""Numbers as Indonesian readers write them: 1.234,5, and in the English edition 1,234.5.

Rounding is half-up from the exact value, once.
"""

from __future__ import annotations

from reports.language import is_english
from schemas.facts import Number

_SWAP = str.maketrans(".,", ",.")
UNKNOWN = "–"
UNKNOWN_WORDS = "tidak diketahui"
LEGEND = f"{UNKNOWN} = {UNKNOWN_WORDS}, bukan nol."
WITHHELD = "(r)"
WITHHELD_WORDS = "dirahasiakan"
WITHHELD_LEGEND = (
    f"{WITHHELD} = dirahasiakan, bukan nol: di belakang angka ini kurang dari lima rumah tangga, atau darinya angka "
    "sekecil itu dapat dihitung (batas lima: asumsi)."
)
PARTIAL_MARK = "*"
PARTIAL_LEGEND = f"{PARTIAL_MARK} = jumlah dari data yang diketahui saja; sebagian data belum ada."
PROVISIONAL_LEGEND = "(s) = sementara: sebagian sumber skor belum ada atau dipakai modus desa."


def number(value: Number | None, decimals: int = 0) -> str:
    """`value` with dots between thousands and a decimal comma, in English the other way; unknown is a dash, never 0."""
    if value is None:
        return UNKNOWN
    made = _english(value, decimals)
    return made if is_english() else made.translate(_SWAP)


def plain(value: Number | None, decimals: int = 0) -> str:
    """The number as programs read it, e.g. 1234.5; "" where it is unknown."""
    return "" if value is None else _english(value, decimals).replace(",", "")


def _english(value: Number, decimals: int) -> str:
    numerator, denominator = value.as_integer_ratio()
    digits = (2 * 10**decimals * abs(numerator) + denominator) // (2 * denominator)
    sign = "-" if numerator < 0 and digits else ""
    whole, rest = divmod(digits, 10**decimals)
    return sign + f"{whole:,}" + (f".{rest:0{decimals}d}" if decimals else "")


def rupiah(value: int | None) -> str:
    """Whole rupiah with its sign, e.g. Rp 1.500.000."""
    return UNKNOWN if value is None else f"Rp {number(value)}"


def percent(value: Number | None, decimals: int = 1) -> str:
    """A percentage 0-100, e.g. 12,5 %."""
    return UNKNOWN if value is None else f"{number(value, decimals)} %"


def short(digest: str) -> str:
    """The first digits of a digest, as people compare them."""
    return digest[:12]
