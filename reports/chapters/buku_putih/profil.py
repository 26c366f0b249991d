"""Bab 3: the study area and EHRA, hygiene, then one section per subsector, and what is related."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters import gambar, peta
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.buku_putih.ehra import charts, study
from reports.chapters.buku_putih.keuangan import money
from reports.chapters.buku_putih.subsektor import MASALAH, SUBSECTORS, Numbers, modes, subsector
from reports.labels import DALAM_KALIMAT, TABEL
from schemas.facts import Facts

SEKOLAH = (
    *words(jenjang="Jenjang"),
    *numbers({"n": "Sekolah", "siswa": "Siswa (jiwa)"}),
    *numbers({"toilet": "Unit", "siswa_per_toilet": "Siswa per toilet"}, "Toilet"),
    *numbers({"ctps": "Sarana CTPS (unit)"}),
    *numbers({"air_ada": "Ada", "air_tidak": "Tidak", "air_kosong": "Tidak diketahui"}, "Air bersih (sekolah)"),
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
    following = Numbers("3")
    yield from section(facts, 1, "3", "Profil Sanitasi Wilayah")
    yield from section(facts, 2, "3.1", "Kajian wilayah sanitasi")
    yield peta.studied(facts, "3.1")
    yield from study(facts, following)
    yield from _hygiene(facts, following)
    for number, komponen in SUBSECTORS:
        yield from subsector(facts, komponen, number, following)
    yield from _related(facts, following)


def _hygiene(facts: Facts, following: Numbers) -> Iterator[Block]:
    yield from section(facts, 2, "3.2", "Perilaku hidup bersih dan sehat (PHBS) terkait sanitasi")
    yield from section(facts, 3, "3.2.1", "Tatanan rumah tangga")
    yield from charts(facts)
    yield gambar.survey(facts, "3.5")
    yield from section(facts, 3, "3.2.2", "Tatanan sekolah")
    yield table(facts, "sanitasi_sekolah", following(), "Fasilitas sanitasi di sekolah menurut jenjang", SEKOLAH)
    yield from section(facts, 3, "3.2.3", "Pendanaan dan permasalahan mendesak")
    yield money(facts, "pendanaan_PH", following(), f"Belanja {DALAM_KALIMAT['PH']} (rupiah)")
    shown = facts.with_table("masalah_PH", relabel(facts.table("masalah_PH"), "tabel", TABEL))
    yield table(shown, "masalah_PH", following(), f"Permasalahan mendesak {DALAM_KALIMAT['PH']}", MASALAH)


def _related(facts: Facts, following: Numbers) -> Iterator[Block]:
    yield from section(facts, 2, "3.6", "Komponen terkait sanitasi")
    yield from section(facts, 3, "3.6.1", "Air minum")
    yield table(facts, "air_minum", following(), "Sarana air minum per kecamatan", AIR_MINUM)
    yield table(
        facts,
        "sumber_air_utama",
        following(),
        "Desa/kelurahan menurut sumber air utama keluarga",
        modes("sumber_air_utama"),
        notes=("Kode sebagaimana dikirim; arti kode belum diverifikasi dan tidak menjadi masukan skor.",),
    )
    yield from section(facts, 3, "3.6.2", "Kesehatan")
    yield from say("buku_putih", "kesehatan")
    caption = "Desa/kelurahan dengan kejadian luar biasa diare"
    yield table(facts, "kesehatan", following(), caption, KESEHATAN, group="kecamatan", empty="tanpa_kejadian")
