"""Lineage of the detailed lists: zones, rows for maps, years of service, prices in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas import refs
from schemas.contract import Rows
from tasks.ssk.jejak.program import Jejak
from tasks.ssk.program.harga import DaftarHarga
from tasks.ssk.program.pokja import parts
from tasks.ssk.zona.zonasi import KOMPONEN

_OF_ZONE = {
    "penduduk_jiwa": ("penduduk", "penduduk_jiwa"),
    "kk": ("penduduk", "kk"),
    "luas_terbangun_ha": ("wilayah", "luas_terbangun_ha"),
}


def detail_edges(jejak: Jejak, tables: Mapping[str, Rows], harga: DaftarHarga) -> None:
    """Adds the edges of the tables of schemas/outputs/ssk_rinci.py."""
    fy, kab, add = jejak.fiscal_year, jejak.kode_kab, jejak.edges.add
    for row in tables["zona_ringkas"]:
        ref, komponen = refs.computed("zona_ringkas", fy, kab, str(row["zona_id"])), str(row["komponen"])
        desa = parts(row["kode_desa"])
        zones = [refs.zona(fy, kode, komponen) for kode in desa]
        add(ref, "ssk.zone_key: desa satu kecamatan dengan hasil sama", zones)
        for column, (name, read) in _OF_ZONE.items():
            if row[column] is not None:
                add(f"{ref}#{column}", "jumlah desa zona", [jejak.cell_of(name, kode, read) for kode in desa])
        if row["luas_risiko_tinggi_pct"] is not None:
            add(f"{ref}#luas_risiko_tinggi_pct", "ssk.zone_risk_share", [refs.area(fy, k, komponen) for k in desa])
    for row in tables["peta_zona"]:
        kode = str(row["kode_desa"])
        for komponen in KOMPONEN:
            if (kode, komponen) in jejak.zoned:
                ref = refs.computed("peta_zona", fy, kab, kode, f"sistem_{komponen.lower()}")
                add(ref, "zona desa", [refs.zona(fy, kode, komponen)])
    for row in tables["layanan_tahun"]:
        key = f"{row['komponen']}|{row['sistem']}|{row['tahun']}"
        source = refs.layanan(fy, kab, str(row["komponen"]), str(row["sistem"]))
        ref = refs.computed("layanan_tahun", fy, kab, key)
        add(ref, "ssk.target_interpolation: linear di antara tahun tahap", [source])
    for row in tables["akibat_skor"]:
        behind = (area.partition("/") for area in parts(row["area"]))
        areas = [refs.area(fy, desa, komponen, "belum_beralasan") for desa, _, komponen in behind]
        add(refs.computed("akibat_skor", fy, kab, str(row["kegiatan_id"])), "area.change_from", areas)
    _prices(jejak, harga, {str(r["kode_katalog"]): r for r in tables["harga_dipakai"]})


def _prices(jejak: Jejak, harga: DaftarHarga, used: Mapping[str, Mapping[str, Any]]) -> None:
    for kode in used:
        ref = refs.harga_dipakai(jejak.fiscal_year, jejak.kode_kab, kode)
        if kode in harga.langkah:
            cell = jejak.cell(f"harga_satuan/{harga.langkah[kode].kunci}#harga_rp")
            jejak.edges.add(ref, "harga satuan kabupaten/kota tahun terbaru", [cell])
        else:
            jejak.edges.add(ref, "harga acuan katalog", [])
