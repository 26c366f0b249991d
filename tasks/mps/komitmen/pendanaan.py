"""Everything about commitments of one district: tables and edges, from its lines and the year's submission."""

from __future__ import annotations

from schemas.contract import Rows
from schemas.outputs import mps_komitmen as k
from tasks.lineage.units.step import Inputs, Outputs
from tasks.mps.jejak.komitmen import JejakKomitmen
from tasks.mps.komitmen.hitung import Komitmen, committed_lines, gaps, share, years_of_lines
from tasks.mps.komitmen.rekap import recaps
from tasks.mps.komitmen.syarat_sumber import conditions, dak_minimums

DATA = "validation@-1"


def add_commitments(inputs: Inputs, baris: Rows, has_ceilings: bool, out: Outputs) -> None:
    """Adds the tables of `schemas/outputs/mps_komitmen.py` and their edges."""
    fy = inputs.fiscal_year
    komitmen = Komitmen.read(inputs.rows("komitmen_baris"), inputs.rows("komitmen"), has_ceilings)
    jejak = JejakKomitmen(fy, inputs.kode_kab, out.edges)
    years = years_of_lines(baris, komitmen, fy)
    gap = gaps(baris, years, komitmen, fy)
    signed = recaps(committed_lines(years, fy))
    recap_tables = list(zip((k.REKAP_KOMPONEN_S, k.REKAP_SUMBER_S, k.REKAP_SILANG_S), signed, strict=True))
    own = inputs.rows("program_kegiatan")
    bukti = [*inputs.rows("bukti", DATA), *inputs.rows("bukti")]
    asked = conditions(baris, inputs.rows("program_kegiatan", DATA), own, bukti)
    dak = dak_minimums(inputs.rows("dak"), inputs.rules)
    for table, rows in ((k.KOMITMEN_TAHUN, years), (k.KESENJANGAN, gap), *recap_tables, (k.SYARAT, asked)):
        out.add(table, rows)
    out.add(k.DAK_MINIMUM, dak)
    jejak.years(years, komitmen)
    jejak.gaps(gap, years, komitmen)
    jejak.recaps(recap_tables, years)
    jejak.conditions(asked, own)
    jejak.dak(dak)
    if "mps.commit_share" in inputs.rules:
        row = share(gap, inputs.rules.exact("mps.commit_share"))
        out.add(k.BAGIAN_KOMITMEN, [row])
        jejak.share(row, gap)
