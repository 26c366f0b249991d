"""What one million rupiah more of a ceiling would be worth: duals of the linear relaxation (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from schemas.contract import Row, Rows
from tasks.arith import half_up
from tasks.mps.alokasi.cara.model import Model, build, with_ceiling
from tasks.mps.alokasi.cara.penyelesai import Longgar, relax
from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.soal import Soal, bind

STEP_RP = 1_000_000
DIGITS = 2
WIDTH = Fraction(2, 10**DIGITS)
INDICATION = "Indikasi dari hitungan tanpa syarat satu kegiatan utuh; bukan besar manfaat yang pasti."
NOT_USED_UP = "Pagu ini tidak habis terpakai dalam hitungan itu, sehingga tambahan tidak menambah nilai."
SEVERAL = "Nilainya tidak tunggal: baca sebagai selang dari bawah sampai atas."
BELOW_STEP = "Pagu ini kurang dari Rp1.000.000, sehingga batas atasnya tidak dihitung."


@dataclass(frozen=True, slots=True)
class _Dasar:
    """The relaxation with the ceilings as they are, and what each of them leaves unused in it."""

    model: Model
    nilai: float
    harga: Mapping[int, float]
    left: Mapping[Cell, int]
    unused: Mapping[Cell, float]

    def price(self, cell: Cell) -> Fraction:
        """The dual of a ceiling per million rupiah; 0 where nothing asks for its money."""
        if cell not in self.model.pagu:
            return Fraction(0)
        row, unit = self.model.pagu[cell]
        return _exact(self.harga[row] / unit * STEP_RP)

    def change(self, cell: Cell, step: int) -> Fraction | None:
        """By how much the value changes with the ceiling; not at all where the step stays inside what is unused."""
        if self.unused.get(cell, inf) > STEP_RP:
            return Fraction(0)
        moved = relax(with_ceiling(self.model, cell, self.left[cell] + step))
        return None if moved is None else _exact(abs(moved.nilai - self.nilai))


def shadow_prices(soal: Soal, fiscal_year: int) -> Rows:
    """Rows of harga_bayangan, one per known ceiling.

    The interval is what Rp 1,000,000 more adds and what Rp 1,000,000 less costs. Value is concave in a ceiling, so
    every dual of that ceiling lies between the two, however many there are.
    """
    bound, left = bind(soal)
    model = build(soal, bound, left, is_partial=True)
    longgar = relax(model)
    if longgar is None:
        return []
    dasar = _Dasar(model, longgar.nilai, longgar.harga, left, _unused(model, longgar))
    return [_row(dasar, cell, fiscal_year) for cell in sorted(left)]


def _unused(model: Model, longgar: Longgar) -> dict[Cell, float]:
    baris = {cell: model.baris[row] for cell, (row, _) in model.pagu.items()}
    return {cell: b.bound - sum(c * longgar.bagian[j] for j, c in b.terms) for cell, b in baris.items()}


def _row(dasar: _Dasar, cell: Cell, fiscal_year: int) -> Row:
    nilai, has_step = dasar.price(cell), dasar.left[cell] >= STEP_RP
    low = dasar.change(cell, STEP_RP) if nilai else nilai
    high = dasar.change(cell, -STEP_RP) if has_step else None
    low = min(low, nilai) if low is not None else None
    high = max(high, nilai) if high is not None else None
    is_single = None if low is None or high is None else high - low <= WIDTH
    return {
        "sumber_dana": cell[0],
        "tahun": fiscal_year + cell[1],
        "nilai_per_juta": nilai,
        "bawah": low,
        "atas": high,
        "is_tunggal": None if is_single is None else int(is_single),
        "catatan": " ".join(_catatan(high, is_single)),
    }


def _catatan(high: Fraction | None, is_single: bool | None) -> Iterator[str]:
    yield INDICATION
    if high == 0:
        yield NOT_USED_UP
    if high is None:
        yield BELOW_STEP
    if is_single is False:
        yield SEVERAL


def _exact(value: float) -> Fraction:
    """To two decimals: floats of two machines differ far below that."""
    return half_up(Fraction(round(value, 6)), DIGITS)
