"""Facts of the SSK in detail: zones with their inputs, moved desa, households per year, prices in use."""

from __future__ import annotations

from schemas.contract import Row
from schemas.facts import FactRow, FactTable
from schemas.outputs.ssk import ZONA
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI, LAYANAN_TAHUN, ZONA_RINGKAS
from tasks.documents.buku_putih.area import KOMPONEN
from tasks.documents.places import Places
from tasks.documents.programme import phase_order
from tasks.documents.source import Source, words

_WHOLE = ("penduduk_jiwa", "kk", "n_banjir", "n_cbd", "n_air_tanah_dangkal")
_ONE = ("laju_pct", "kepadatan_jiwa_ha", "setempat_layak_pct", "komunal_pct", "terpusat_pct", "luas_risiko_tinggi_pct")


def zones(source: Source, places: Places, komponen: str) -> FactTable:
    """The inputs of every zone of a komponen."""
    rows = [r for r in source.rows(ZONA_RINGKAS) if r["komponen"] == komponen]
    return FactTable(tuple(_zone(source, places, r) for r in rows))


def _zone(source: Source, places: Places, row: Row) -> FactRow:
    made: FactRow = {
        "kecamatan": places.kecamatan_of(words(row["kode_kecamatan"])),
        "sistem": words(row["sistem"]),
        "tipe": words(row["tipe_kepadatan"]),
        "dominan": {1: "ya", 0: "tidak"}.get(_flag(row["is_risiko_dominan"]), ""),
    }
    made |= source.figures(ZONA_RINGKAS, row, _WHOLE, 0)
    return made | source.figures(ZONA_RINGKAS, row, _ONE, 1)


def _flag(value: object) -> int:
    return value if isinstance(value, int) else -1


def moved(source: Source, places: Places) -> FactTable:
    """Desa that the Pokja moved to another system, with what was computed and why."""
    rows: list[FactRow] = [
        {
            "komponen": words(r["komponen"]),
            "desa": f"{places.desa(words(r['kode_desa']))}, Kec. {places.kecamatan_of(words(r['kode_desa']))}",
            "hitungan": words(r["sistem_hitung"]),
            "sistem": words(r["sistem"]),
            "alasan": words(r["alasan"]),
        }
        for r in source.rows(ZONA)
        if r["sistem"] != r["sistem_hitung"]
    ]
    return FactTable(tuple(sorted(rows, key=lambda r: KOMPONEN.index(str(r["komponen"])))))


def added(source: Source, years: tuple[int, ...]) -> FactTable:
    """Households to be added per system and plan year, and their sum; rows without households are left out."""
    found: dict[tuple[str, str], dict[int, Row]] = {}
    for row in sorted(source.rows(LAYANAN_TAHUN), key=phase_order):
        year = row["tahun"]
        if isinstance(year, int) and year in years and row["tambahan_tahun_kk"] is not None:
            found.setdefault((words(row["komponen"]), words(row["sistem"])), {})[year] = row
    made: list[FactRow] = []
    for (komponen, sistem), by_year in found.items():
        if len(by_year) < len(years) or not any(r["tambahan_tahun_kk"] for r in by_year.values()):
            continue
        figures = {
            f"tahun_{t}": source.figure(LAYANAN_TAHUN, by_year[y], "tambahan_tahun_kk", 0)
            for t, y in enumerate(years, start=1)
        }
        last = source.figure(LAYANAN_TAHUN, by_year[years[-1]], "tambahan_kk", 0)
        made.append({"komponen": komponen, "sistem": sistem, **figures, "jumlah": last})
    return FactTable(tuple(made))


def prices(source: Source) -> FactTable:
    """Unit costs in use, by step: the district's own with their basis, else the catalogue's."""
    rows: list[FactRow] = [
        {
            "kode": words(r["kode_katalog"]),
            "nama": words(r["nama"]),
            "satuan": words(r["satuan"]),
            "harga": source.figure(HARGA_DIPAKAI, r, "harga_rp"),
            "acuan": source.figure(HARGA_DIPAKAI, r, "acuan_rp"),
            "status": "; ".join(filter(None, (_status(r), words(r["catatan"])))),
        }
        for r in source.rows(HARGA_DIPAKAI)
    ]
    return FactTable(tuple(rows))


def _status(row: Row) -> str:
    if row["asal"] != "kabupaten":
        return "katalog, belum diverifikasi"
    basis = " ".join(filter(None, (words(row["dasar"]), words(row["tahun"]))))
    return f"harga kabupaten/kota ({basis})"
