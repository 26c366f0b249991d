"""What one million rupiah more of a ceiling would be worth: duals of the linear relaxation (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.arith import half_up
from tasks.mps.model import build
from tasks.mps.pagu import Cell
from tasks.mps.penyelesai import Longgar, relax
from tasks.mps.soal import Soal, bind

STEP_RP = 1_000_000
DIGITS = 2
WIDTH = Fraction(2, 10**DIGITS)
INDICATION = "Indikasi dari hitungan tanpa syarat satu kegiatan utuh; bukan besar manfaat yang pasti."
NOT_USED_UP = "Pagu ini tidak habis terpakai dalam hitungan itu, sehingga tambahan tidak menambah nilai."
SEVERAL = "Nilainya tidak tunggal: baca sebagai selang dari bawah sampai atas."
BELOW_STEP = "Pagu ini kurang dari Rp1.000.000, sehingga batas atasnya tidak dihitung."


def shadow_prices(soal: Soal, fiscal_year: int) -> Rows:
    """Rows of harga_bayangan, one per known ceiling.

    The interval is what Rp 1,000,000 more adds and what Rp 1,000,000 less costs. Value is concave in a ceiling, so
    every dual of that ceiling lies between the two, however many there are.
    """
    _, left = bind(soal)
    base = _relaxed(soal, left)
    if base is None:
        return []
    longgar, prices = base
    return [_row(soal, cell, prices.get(cell, 0.0), longgar.nilai, left, fiscal_year) for cell in sorted(left)]


def _relaxed(soal: Soal, left: Mapping[Cell, int]) -> tuple[Longgar, dict[Cell, float]] | None:
    bound, _ = bind(soal)
    model = build(soal, bound, left, is_partial=True)
    longgar = relax(model)
    if longgar is None:
        return None
    return longgar, {c: longgar.harga[row] / unit * STEP_RP for c, (row, unit) in model.pagu.items()}


def _row(soal: Soal, cell: Cell, price: float, base: float, left: Mapping[Cell, int], fiscal_year: int) -> Row:
    nilai = _exact(price)
    low = _change(soal, cell, STEP_RP, base, left) if nilai else nilai
    high = _change(soal, cell, -STEP_RP, base, left) if left[cell] >= STEP_RP else None
    low = min(low, nilai) if low is not None else None
    high = max(high, nilai) if high is not None else None
    is_single = None if low is None or high is None else high - low <= WIDTH
    notes = [INDICATION]
    if high == 0:
        notes.append(NOT_USED_UP)
    if high is None:
        notes.append(BELOW_STEP)
    if is_single is False:
        notes.append(SEVERAL)
    return {
        "sumber_dana": cell[0],
        "tahun": fiscal_year + cell[1],
        "nilai_per_juta": nilai,
        "bawah": low,
        "atas": high,
        "is_tunggal": None if is_single is None else int(is_single),
        "catatan": " ".join(notes),
    }


def _change(soal: Soal, cell: Cell, step: int, base: float, left: Mapping[Cell, int]) -> Fraction | None:
    moved = _relaxed(soal, {**left, cell: left[cell] + step})
    return None if moved is None else _exact(abs(moved[0].nilai - base))


def _exact(value: float) -> Fraction:
    """To two decimals: floats of two machines differ far below that."""
    return half_up(Fraction(round(value, 6)), DIGITS)
