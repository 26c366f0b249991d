"""The table of zones: one outcome per desa and komponen, with what was blank and what the Pokja moved."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.zona.putusan import (
    BELUM,
    MENENGAH,
    OUTCOMES,
    PANJANG,
    TERPUSAT,
    Putusan,
    decide_AL,
    decide_DR,
    decide_PS,
    density,
    is_wet,
    zone_id,
)

KOMPONEN = ("AL", "PS", "DR")
_BLANK = {
    "air_tanah_m": "muka air tanah tidak diisi, dianggap tidak basah",
    "banjir": "banjir tidak diisi, dianggap tidak basah",
    "rob": "rob tidak diisi, dianggap tidak basah",
    "cbd": "CBD tidak diisi, dianggap bukan CBD",
    "cbd_rencana": "rencana CBD tidak diisi, dianggap bukan CBD",
    "berbukit": "topografi tidak diisi, dianggap datar",
    "urban": "klasifikasi statistik tidak diisi, dianggap bukan perkotaan",
}
_READ_BY = {"AL": ("cbd", "cbd_rencana", "berbukit"), "PS": ("cbd", "urban"), "DR": ("cbd", "urban")}
_WET = ("air_tanah_m", "banjir", "rob")
Overrides = Mapping[tuple[str, str], Row]


def zone_rows(desa: list[Desa], overrides: Overrides, aturan: Aturan) -> Rows:
    """Rows of ZONA in order of desa, komponen AL, PS, DR."""
    return [row for d in desa for row in _rows_of(d, overrides, aturan)]


def decide(d: Desa, komponen: str, aturan: Aturan, at: Fraction | None = None) -> Putusan:
    """The computed outcome of one desa and komponen, before any adjustment; `at` is another density than its own."""
    dense, cbd, urban = at or density(d.penduduk, d.terbangun_ha), d.cbd == 1, d.urban == 1
    if komponen == "PS":
        return decide_PS(dense, cbd, urban, aturan.ps_density)
    if komponen == "DR":
        return decide_DR(urban, cbd, d.genangan_ha, d.rob, d.kelas_dr)
    wet = is_wet(d.air_tanah_m, d.banjir, d.rob, aturan.gw_depth)
    hilly, future = d.berbukit == 1, d.cbd_rencana == 1
    return decide_AL(dense, cbd, future, d.kelas_al, wet, hilly, aturan.density_cuts, aturan.hilly_steps)


def _rows_of(d: Desa, overrides: Overrides, aturan: Aturan) -> Rows:
    dense = density(d.penduduk, d.terbangun_ha)
    wet = is_wet(d.air_tanah_m, d.banjir, d.rob, aturan.gw_depth)
    rows = []
    for komponen in KOMPONEN:
        computed = decide(d, komponen, aturan, dense)
        final, notes = _adjusted(komponen, computed, overrides.get((d.kode, komponen)))
        if computed.sistem != BELUM:
            notes += _blanks(d, komponen, wet)
        alasan = final.alasan
        if computed.sistem == BELUM and dense is None and final is computed and komponen != "DR":
            alasan = _no_density(d)
        row: Row = {
            "kode_desa": d.kode,
            "komponen": komponen,
            "kepadatan_jiwa_ha": dense,
            "kelas_risiko": d.kelas(komponen),
            "sistem_hitung": computed.sistem,
            "sistem": final.sistem,
            "fase": final.fase,
            "zona_id": zone_id(d.kode, final.sistem),
            "alasan": alasan,
            "catatan": "; ".join(notes),
        }
        rows.append(row)
    return rows


def _adjusted(komponen: str, computed: Putusan, override: Row | None) -> tuple[Putusan, list[str]]:
    """The outcome after the Pokja's adjustment, which needs a known outcome code and a reason."""
    if override is None:
        return computed, []
    sistem: Any = override.get("sistem")
    alasan = override.get("alasan")
    if not alasan:
        return computed, ["penyesuaian Pokja tanpa alasan tidak dipakai"]
    if sistem not in OUTCOMES[komponen]:
        return computed, [f"penyesuaian Pokja tidak dipakai, sistem bukan kode {komponen}"]
    fase = ""
    if sistem == TERPUSAT:
        fase = PANJANG if computed.fase == PANJANG else MENENGAH
    return Putusan(sistem, fase, str(alasan)), []


def _no_density(d: Desa) -> str:
    facts = (("jumlah penduduk", d.penduduk), ("luas terbangun", d.terbangun_ha))
    unknown = [name for name, value in facts if not value]
    return f"{' dan '.join(unknown)} tidak diketahui atau 0"


def _blanks(d: Desa, komponen: str, wet: bool) -> list[str]:
    dry = () if wet or komponen != "AL" else _WET
    return [_BLANK[name] for name in (*dry, *_READ_BY[komponen]) if getattr(d, name) is None]
