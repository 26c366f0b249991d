"""Sections 3.3 to 3.5: one subsector from its institutions to its urgent problems."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from reports.blocks import Block, Column
from reports.chapters import gambar, narrative, peta
from reports.chapters.build import missing, numbers, relabel, say, section, table, words
from reports.chapters.buku_putih.keuangan import money
from reports.labels import DALAM_KALIMAT, DSS_TAHAP, MODUS, PELAKU, TABEL
from schemas.facts import Facts

SUBSECTORS = (("3.3", "AL"), ("3.4", "PS"), ("3.5", "DR"))
REGULASI = words(
    nomor="Peraturan", judul="Judul", tahun="Tahun", ada="Ada", dilaksanakan="Dilaksanakan", catatan="Catatan"
)
PELAKU_COLUMNS = words(nama="Pelaku", jenis="Jenis", peran="Peran", kegiatan="Kegiatan")
DSS = (
    *words(tahap="Kelompok fungsi", jenis="Sarana"),
    *numbers({"jumlah": "Jumlah (unit)"}),
    *words(kondisi="Kondisi"),
)
MEDIA = words(nama="Media", jenis="Jenis", isu="Isu", frekuensi="Frekuensi", cakupan="Cakupan")
MASALAH = words(uraian="Permasalahan", desa="Desa/kelurahan", tabel="Tabel yang menunjukkan", mendesak="Mendesak")
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
SPALD = (
    *words(nama="Instalasi", desa="Desa/kelurahan", jenis="Jenis", tahun="Tahun"),
    *numbers({"kapasitas_m3_hari": "Kapasitas", "terpakai_m3_hari": "Terpakai"}, "m³/hari"),
    *numbers({"kk": "KK", "sr": "SR"}),
    *words(berfungsi="Berfungsi", pengelola="Pengelola"),
)
TPS3R = (
    *words(nama="TPS 3R", desa="Desa/kelurahan", tahun="Tahun"),
    *numbers({"luas_m2": "Luas (m²)", "sampah_ton_hari": "Sampah (ton/hari)", "kk": "KK", "jiwa": "Jiwa"}),
    *words(berfungsi="Berfungsi", pengelola="Pengelola"),
)


class Numbers:
    """Gives the next table number of a chapter."""

    def __init__(self, chapter: str) -> None:
        self._chapter, self._count = chapter, count(1)

    def __call__(self) -> str:
        return f"{self._chapter}.{next(self._count)}"


def subsector(facts: Facts, komponen: str, number: str, following: Numbers) -> Iterator[Block]:
    """One subsector: institutions, system and coverage, communication, providers, money, problems."""
    word = DALAM_KALIMAT[komponen]
    yield from section(facts, 2, number, f"Pengelolaan {word}")
    yield from section(facts, 3, f"{number}.1", "Kelembagaan")
    yield table(facts, f"regulasi_{komponen}", following(), f"Peta peraturan {word}", REGULASI)
    yield _actors(facts, f"pelaku_{komponen}", following(), f"Peta pemangku kepentingan {word}")
    yield from section(facts, 3, f"{number}.2", "Sistem dan cakupan pelayanan")
    yield _system(facts, komponen, following())
    yield _map(facts, komponen)
    yield from COVERAGE[komponen](facts, following)
    yield from _chart(facts, komponen)
    yield from section(facts, 3, f"{number}.3", "Kesadaran masyarakat dan media komunikasi")
    yield table(facts, f"media_{komponen}", following(), f"Media komunikasi {word}", MEDIA)
    yield from section(facts, 3, f"{number}.4", "Peran masyarakat dan dunia usaha")
    yield _actors(facts, f"penyedia_{komponen}", following(), f"Penyedia layanan {word}")
    yield from section(facts, 3, f"{number}.5", "Pendanaan dan pembiayaan")
    yield money(facts, f"pendanaan_{komponen}", following(), f"Belanja dan retribusi {word} (rupiah)")
    yield from section(facts, 3, f"{number}.6", "Permasalahan mendesak")
    shown = facts.with_table(f"masalah_{komponen}", relabel(facts.table(f"masalah_{komponen}"), "tabel", TABEL))
    yield table(shown, f"masalah_{komponen}", following(), f"Permasalahan mendesak {word}", MASALAH)


ORDER = ("AL", "PS", "DR")
SHARES = {"AL": ("air_limbah", "layak_pct", "Akses layak"), "PS": ("persampahan", "terangkut_pct", "Sampah terangkut")}


def _map(facts: Facts, komponen: str) -> Block:
    number, caption = f"3.{2 + ORDER.index(komponen)}", f"Cakupan layanan {DALAM_KALIMAT[komponen]}"
    if komponen not in SHARES:
        return missing("Peta", number, caption, "peta_tanpa_cakupan")
    name, value, _ = SHARES[komponen]
    return peta.coverage(facts, name, value, number, caption)


def _chart(facts: Facts, komponen: str) -> Iterator[Block]:
    """What the coverage means, and a bar per kecamatan."""
    if komponen not in SHARES:
        return
    name, value, what = SHARES[komponen]
    yield from narrative.coverage(facts, name, value, komponen)
    number = f"3.{6 + ORDER.index(komponen)}"
    unit = "% KK" if komponen == "AL" else "% timbulan"
    yield gambar.per_kecamatan(facts, name, value, number, f"{what} per kecamatan", unit)


def _actors(facts: Facts, name: str, number: str, caption: str) -> Block:
    shown = facts.with_table(name, relabel(facts.table(name), "jenis", PELAKU | {"opd": facts.opd}))
    return table(shown, name, number, caption, PELAKU_COLUMNS)


def _system(facts: Facts, komponen: str, number: str) -> Block:
    name = f"dss_{komponen}"
    shown = facts.with_table(name, relabel(facts.table(name), "tahap", DSS_TAHAP))
    return table(shown, name, number, f"Diagram sistem sanitasi {DALAM_KALIMAT[komponen]}", DSS, group="sistem")


def _wastewater(facts: Facts, following: Numbers) -> Iterator[Block]:
    yield from say("buku_putih", "air_limbah")
    yield table(facts, "air_limbah", following(), "Sarana air limbah domestik per kecamatan", AIR_LIMBAH)
    if not facts.table("jamban_mayoritas").absent:
        yield from say("buku_putih", "modus")
    for column, what in (("jamban_mayoritas", "jamban"), ("pembuangan_tinja_mayoritas", "pembuangan tinja")):
        caption = f"Desa/kelurahan menurut {what} mayoritas keluarga"
        yield table(facts, column, following(), caption, modes(column))
    yield table(facts, "spald", following(), "Kondisi instalasi pengelolaan air limbah domestik", SPALD)


def _waste(facts: Facts, following: Numbers) -> Iterator[Block]:
    yield table(facts, "persampahan", following(), "Persampahan per kecamatan", PERSAMPAHAN)
    yield table(facts, "tps3r", following(), "Kondisi TPS 3R", TPS3R)


def _drainage(facts: Facts, following: Numbers) -> Iterator[Block]:
    yield table(facts, "genangan", following(), "Lokasi genangan", GENANGAN, group="kecamatan")
    if facts.table("banjir").rows:
        yield from say("buku_putih", "banjir")
    caption = "Desa/kelurahan dengan banjir"
    yield table(facts, "banjir", following(), caption, _floods(facts), group="kecamatan", empty="tanpa_kejadian")


COVERAGE = {"AL": _wastewater, "PS": _waste, "DR": _drainage}


def modes(column: str) -> tuple[Column, ...]:
    """A count of desa per answer of most families."""
    return (*words(kecamatan="Kecamatan"), *numbers({**MODUS[column], "kosong": "Tidak diketahui"}))


def _floods(facts: Facts) -> tuple[Column, ...]:
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
