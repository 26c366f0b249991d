"""What is made on demand beside the plan in use: the lexicographic variant, and shadow prices (mps.md section 5.1).

Both are units of their own: the same inputs as the step mps, and its comparison.
"""

from __future__ import annotations

from schemas.contract import Rows
from schemas.outputs.mps import PERBANDINGAN
from schemas.outputs.mps_alokasi import HARGA_BAYANGAN, PERBANDINGAN_LAIN, PILIHAN_LAIN
from tasks.lineage.units.step import Inputs, Need, Outputs, Step, each
from tasks.mps.alokasi.banding import LEXICOGRAPHIC, OPTIMUM, compared, first_year
from tasks.mps.alokasi.cara.harga import shadow_prices
from tasks.mps.alokasi.cara.leksikografis import lexicographic
from tasks.mps.alokasi.lokal import limits
from tasks.mps.calon import whole
from tasks.mps.jejak.program import Jejak
from tasks.mps.kesiapan.persiapan import prepare_next
from tasks.mps.masukan import NEEDS, RULES
from tasks.mps.susun import Bahan, read

MPS = "mps"
_MADE = Need(MPS, PERBANDINGAN, ("is_dipakai", "nilai"))


def alternatives(inputs: Inputs) -> Outputs:
    """The ways of allocating that the step mps did not make; no table where ceilings are unknown."""
    out, bahan = Outputs(), _read(inputs)
    made = {str(r["cara"]): r for r in inputs.rows(PERBANDINGAN.name, MPS)}
    if made and LEXICOGRAPHIC not in made:
        soal, year = bahan.problem(inputs), inputs.fiscal_year
        found = lexicographic(soal, limits(inputs.rules, OPTIMUM))
        prepare_next(soal, found.rencana)
        best = whole(made[OPTIMUM]["nilai"]) or 0
        out.add(PERBANDINGAN_LAIN, [compared(soal, LEXICOGRAPHIC, found, best, year, is_used=False)])
        rows: Rows = [
            {"kegiatan_id": s.id, f"tahun_{LEXICOGRAPHIC}": first_year(s, found.rencana, year)}
            for s in soal.steps.values()
            if s.bagian
        ]
        out.add(PILIHAN_LAIN, rows)
    out.summary = {"ways": len(out.tables.get(PERBANDINGAN_LAIN.name, (None, ()))[1])}
    return out


def prices(inputs: Inputs) -> Outputs:
    """What Rp 1,000,000 more of every known ceiling would be worth; no table where ceilings are unknown."""
    out, bahan = Outputs(), _read(inputs)
    if bahan.pagu.is_known:
        out.add(HARGA_BAYANGAN, shadow_prices(bahan.problem(inputs), inputs.fiscal_year))
        Jejak(inputs.fiscal_year, inputs.kode_kab, out.edges).shadow_prices(bahan.pagu)
    out.summary = {"ceilings": len(bahan.pagu.rp)}
    return out


def _read(inputs: Inputs) -> Bahan:
    """The programme once more; its ranking and findings are the step mps's to keep."""
    aside = Outputs()
    return read(inputs, aside, Jejak(inputs.fiscal_year, inputs.kode_kab, aside.edges))


STEP_ALTERNATIF = Step("alternatif", each(alternatives), ("tasks.mps",), (*NEEDS, _MADE), RULES)
STEP_HARGA = Step("harga_bayangan", each(prices), ("tasks.mps",), NEEDS, RULES)
