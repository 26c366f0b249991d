"""Ways of allocating beside each other: what each places, and what each gives up (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.arith import half_up
from tasks.mps.alokasi.cara.aturan_polos import plain_rule
from tasks.mps.alokasi.cara.leksikografis import lexicographic
from tasks.mps.alokasi.cara.optimum import Batas, Hasil, optimum
from tasks.mps.alokasi.cara.tetap import as_planned, over_ceiling
from tasks.mps.alokasi.rencana import Rencana
from tasks.mps.alokasi.soal import Soal
from tasks.mps.kesiapan.persiapan import prepare_next
from tasks.mps.langkah import YEARS, Langkah

NOT_COMPARED = "Tidak dibandingkan: Pokja tidak menyerahkan tahun dan sumber dana kegiatan."
OPTIMUM, LEXICOGRAPHIC, PLAIN, FIXED = "optimum", "leksikografis", "polos", "tetap"


@dataclass(frozen=True, slots=True)
class Alokasi:
    """The plan in use, and the results of every way by name."""

    mode: str
    hasil: dict[str, Hasil]

    @property
    def rencana(self) -> Rencana:
        """The plan in use."""
        return self.hasil[self.mode].rencana


def allocate(soal: Soal, mode: str, batas: Batas, *, has_fixed: bool = True) -> Alokasi:
    """The optimum, the plain rule beside it, and the way in use (`mode`).

    The fixed plan is made where it is in use or the Pokja submitted years and sources (`has_fixed`), the
    lexicographic one only where it is in use (tasks/mps/alokasi/alternatif.py makes it on demand).
    """
    plain = plain_rule(soal)
    hasil = {OPTIMUM: optimum(soal, batas), PLAIN: Hasil(plain, soal.value(plain))}
    if mode == LEXICOGRAPHIC:
        hasil[LEXICOGRAPHIC] = lexicographic(soal, batas)
    if has_fixed or mode == FIXED:
        fixed = as_planned(soal)
        hasil[FIXED] = Hasil(fixed, soal.value(fixed))
    for found in hasil.values():
        prepare_next(soal, found.rencana)
    return Alokasi(mode, hasil)


def comparison(soal: Soal, alokasi: Alokasi, fiscal_year: int) -> Rows:
    """Rows of the table perbandingan."""
    best = alokasi.hasil[OPTIMUM].nilai
    rows = [
        compared(soal, name, h, best, fiscal_year, is_used=name == alokasi.mode) for name, h in alokasi.hasil.items()
    ]
    if FIXED not in alokasi.hasil:
        rows.append({**dict.fromkeys(rows[0]), "cara": FIXED, "is_dipakai": 0, "catatan": NOT_COMPARED})
    return sorted(rows, key=lambda r: str(r["cara"]))


def compared(soal: Soal, name: str, hasil: Hasil, best: int, fiscal_year: int, *, is_used: bool) -> Row:
    """One row of the table perbandingan: the way `name` against the optimum's value (`best`)."""
    placed = [s for s in soal.steps.values() if s.bagian and all(b.part in hasil.rencana.tahun for b in s.bagian)]
    some = {part[0] for part in hasil.rencana.tahun}
    parts = {b.part: b.biaya for s in soal.steps.values() for b in s.bagian}
    return {
        "cara": name,
        "is_dipakai": int(is_used),
        "nilai": hasil.nilai,
        "selisih_pct": half_up(Fraction(best - hasil.nilai, best) * 100, 2) if best > 0 else None,
        "celah_pct": hasil.gap_pct,
        "is_batas_simpul": int(hasil.is_cut),
        "n_ditempatkan": len(placed),
        "n_sebagian": len(some) - len(placed),
        "n_menunggu": sum(bool(s.bagian) for s in soal.steps.values()) - len(some),
        "ditempatkan_rp": sum(parts[part] for part in hasil.rencana.tahun),
        "persiapan_rp": sum(parts[part] for part in hasil.rencana.persiapan),
        "catatan": " ".join(_catatan(soal, name, hasil, fiscal_year)) or None,
    }


def _catatan(soal: Soal, name: str, hasil: Hasil, fiscal_year: int) -> Iterator[str]:
    over = [f"{s} {fiscal_year + t}" for s, t in over_ceiling(soal, hasil.rencana)]
    if over:
        yield f"Melampaui pagu: {', '.join(over)}."
    if hasil.is_cut:
        yield "Pencarian berakhir pada batas simpul sebelum celah yang diminta tercapai."
    if hasil.n_lowered:
        yield f"Pagu diturunkan {hasil.n_lowered} kali sebesar kelebihan akibat pembulatan, lalu dihitung ulang."
    if hasil.n_open:
        yield f"{hasil.n_open} bagian kegiatan belum dipastikan tidak muat: batas pemeriksaannya habis."


def choices(soal: Soal, alokasi: Alokasi, fiscal_year: int) -> Rows:
    """Rows of the table pilihan: the first year of every activity in each way, None where it waits."""
    return [
        {
            "kegiatan_id": s.id,
            f"tahun_{FIXED}": None,
            **{f"tahun_{name}": first_year(s, h.rencana, fiscal_year) for name, h in alokasi.hasil.items()},
        }
        for s in sorted(soal.steps.values(), key=lambda s: s.id)
        if s.bagian
    ]


def first_year(step: Langkah, plan: Rencana, fiscal_year: int) -> int | None:
    """The calendar year in which a plan begins an activity; None where it waits."""
    years = [t for b in step.bagian if (t := plan.tahun.get(b.part)) is not None and 1 <= t <= YEARS]
    return fiscal_year + min(years) if years else None
