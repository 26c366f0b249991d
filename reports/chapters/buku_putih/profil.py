"""Bab 3: hygiene, wastewater, waste, drainage, drinking water and health."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters.build import missing, numbers, relabel, say, section, table, words
from reports.labels import KOMPONEN, MODUS
from schemas.facts import Facts

AIR_LIMBAH = (
    *words(kecamatan="Kecamatan"),
    *numbers({"kk": "KK"}),
    *numbers(
        {
            "kk_tangki_individual": "Tangki individual",
            "kk_mck": "MCK",
            "kk_tangki_komunal": "Tangki komunal",
            "kk_ipal_komunal": "IPAL komunal",
            "kk_ipal_terpusat": "IPAL terpusat",
        },
        "Akses layak (KK)",
    ),
    *numbers({"kk_jamban_tidak_layak": "Tidak layak", "kk_babs": "BABS"}, "Belum layak (KK)"),
    *numbers({"layak_pct": "Layak", "babs_pct": "BABS"}, "Persen KK"),
)
PERSAMPAHAN = (
    *words(kecamatan="Kecamatan"),
    *numbers(
        {"timbulan_m3_hari": "Timbulan", "terangkut_m3_hari": "Terangkut", "diolah_3r_m3_hari": "Diolah 3R"}, "m³/hari"
    ),
    *numbers({"terangkut_pct": "% terangkut"}),
    *numbers({"tps_unit": "TPS", "tps3r_unit": "TPS 3R", "armada_unit": "Armada"}, "Unit"),
)
GENANGAN = (
    *words(desa="Desa/kelurahan", lokasi="Lokasi"),
    *numbers(
        {
            "luas_genangan_ha": "Luas (ha)",
            "tinggi_m": "Tinggi (m)",
            "lama_jam": "Lama (jam)",
            "frekuensi_per_tahun": "Kali per tahun",
        }
    ),
    *words(penyebab="Penyebab"),
)
AIR_MINUM = (
    *words(kecamatan="Kecamatan"),
    *numbers(
        {
            "sr_unit": "Sambungan rumah (unit)",
            "hu_unit": "Hidran umum (unit)",
            "sumur_terlindungi_kk": "Sumur terlindungi (KK)",
            "pah_kk": "Penampung air hujan (KK)",
        }
    ),
)
KESEHATAN = (
    *words(desa="Desa/kelurahan"),
    *numbers({"klb_diare_penderita": "Penderita (jiwa)", "klb_diare_meninggal": "Meninggal (jiwa)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Profil sanitasi wilayah."""
    yield from section(facts, 1, "3", "Profil Sanitasi Wilayah")
    yield from section(facts, 2, "3.1", "Kajian wilayah sanitasi")
    named = facts.with_table("masalah", relabel(facts.table("masalah"), "komponen", KOMPONEN))
    yield table(named, "masalah", "3.1", "Permasalahan mendesak menurut Pokja", _MASALAH)
    yield from section(facts, 2, "3.2", "Perilaku hidup bersih dan sehat (PHBS)")
    yield missing("Gambar 3.1 sampai 3.4", "versi_ini", apa="Hasil studi EHRA")
    yield from section(facts, 2, "3.3", "Air limbah domestik")
    yield from say("buku_putih", "air_limbah")
    yield table(facts, "air_limbah", "3.2", "Sarana air limbah domestik per kecamatan", AIR_LIMBAH)
    yield from _modes(facts)
    yield from section(facts, 2, "3.4", "Persampahan")
    yield table(facts, "persampahan", "3.5", "Persampahan per kecamatan", PERSAMPAHAN)
    yield from section(facts, 2, "3.5", "Drainase lingkungan")
    yield table(facts, "genangan", "3.6", "Lokasi genangan", GENANGAN, group="kecamatan")
    yield from say("buku_putih", "banjir")
    yield table(
        facts,
        "banjir",
        "3.7",
        "Desa/kelurahan dengan banjir",
        _banjir(facts),
        group="kecamatan",
        empty="tanpa_kejadian",
    )
    yield from _related(facts)


_MASALAH = words(komponen="Komponen", uraian="Permasalahan", desa="Desa/kelurahan", mendesak="Mendesak")


def _modes(facts: Facts) -> Iterator[Block]:
    if facts.table("jamban_mayoritas").absent:
        return
    yield from say("buku_putih", "modus")
    yield table(
        facts, "jamban_mayoritas", "3.3", "Desa/kelurahan menurut jamban mayoritas keluarga", _mode("jamban_mayoritas")
    )
    yield table(
        facts,
        "pembuangan_tinja_mayoritas",
        "3.4",
        "Desa/kelurahan menurut pembuangan tinja mayoritas keluarga",
        _mode("pembuangan_tinja_mayoritas"),
    )


def _mode(column: str) -> tuple[Column, ...]:
    return (*words(kecamatan="Kecamatan"), *numbers({**MODUS[column], "kosong": "Tidak diketahui"}))


def _banjir(facts: Facts) -> tuple[Column, ...]:
    rows = facts.table("banjir").rows
    first, second = (
        ", ".join(sorted({str(r[f"periode_{n}"]) for r in rows} - {""})) or f"periode {word}"
        for n, word in ((1, "pertama"), (2, "kedua"))
    )
    return (
        *words(desa="Desa/kelurahan", jenis="Jenis"),
        *numbers({"kejadian_1": first, "kejadian_2": second}, "Kejadian"),
        *numbers({"meninggal_1": first, "meninggal_2": second}, "Meninggal (jiwa)"),
    )


def _related(facts: Facts) -> Iterator[Block]:
    yield from section(facts, 2, "3.6", "Komponen terkait sanitasi")
    yield from section(facts, 3, "3.6.1", "Air minum")
    yield table(facts, "air_minum", "3.8", "Sarana air minum per kecamatan", AIR_MINUM)
    if not facts.table("sumber_air_utama").absent:
        yield table(
            facts,
            "sumber_air_utama",
            "3.9",
            "Desa/kelurahan menurut sumber air utama keluarga",
            _mode("sumber_air_utama"),
            notes=("Kode sebagaimana dikirim; arti kode belum diverifikasi dan tidak menjadi masukan skor.",),
        )
    yield from section(facts, 3, "3.6.2", "Kesehatan")
    yield from say("buku_putih", "kesehatan")
    caption = "Desa/kelurahan dengan kejadian luar biasa diare"
    yield table(facts, "kesehatan", "3.10", caption, KESEHATAN, group="kecamatan", empty="tanpa_kejadian")
