"""Bab 2: area, population, budget."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import missing, numbers, say, section, table, words
from schemas.facts import Facts

LUAS = (
    *words(kecamatan="Kecamatan"),
    *numbers({"n_desa": "Desa/kelurahan"}),
    *numbers({"luas_adm_ha": "ha", "luas_pct": "% total"}, "Luas administrasi"),
    *numbers({"luas_terbangun_ha": "ha", "terbangun_pct": "% luas adm."}, "Luas terbangun"),
)
PENDUDUK = (
    *words(kecamatan="Kecamatan"),
    *numbers({"penduduk_jiwa": "Penduduk (jiwa)", "kk": "KK", "kepadatan": "Kepadatan (jiwa/ha)"}),
)
KEUANGAN = (
    *words(tahun="Tahun"),
    *numbers({"apbd_total_rp": "APBD", "belanja_langsung_rp": "Belanja langsung"}),
    *numbers(
        {
            "sanitasi_al_rp": "Air limbah",
            "sanitasi_ps_rp": "Persampahan",
            "sanitasi_dr_rp": "Drainase",
            "sanitasi_ph_rp": "PHBS",
            "belanja_sanitasi_rp": "Jumlah",
        },
        "Belanja sanitasi",
    ),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Gambaran umum wilayah."""
    yield from section(facts, 1, "2", "Gambaran Umum Wilayah")
    yield from section(facts, 2, "2.1", "Geografis dan administratif")
    yield missing("Tabel 2.1 Daerah aliran sungai", "versi_ini", apa="Tabel daerah aliran sungai")
    yield from say("buku_putih", "luas")
    yield table(facts, "luas", "2.2", "Luas dan jumlah desa/kelurahan per kecamatan", LUAS)
    yield from section(facts, 2, "2.2", "Demografi")
    yield from say("buku_putih", "penduduk")
    yield table(facts, "penduduk", "2.3", "Penduduk, rumah tangga, dan kepadatan", PENDUDUK, group="tahun")
    yield missing("Tabel 2.4 Proyeksi penduduk", "versi_ini", apa="Proyeksi penduduk lima tahun")
    yield from section(facts, 2, "2.3", "Keuangan daerah")
    yield table(facts, "keuangan", "2.5", "APBD dan belanja sanitasi (rupiah)", KEUANGAN)
    for number, title in (("2.4", "Tata ruang"), ("2.5", "Sosial dan budaya"), ("2.6", "Kelembagaan")):
        yield from section(facts, 2, number, title)
        if number not in facts.narasi and number not in facts.tidak_ada:
            yield missing(f"Bagian {number}", "tanpa_narasi")
