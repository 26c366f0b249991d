"""Bab 2: the profile, the SSK in review, priorities."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import numbers, relabel, say, section, table, text, words
from reports.chapters.buku_putih.gambaran_umum import LUAS, projection
from reports.chapters.programme import PRIORITY_OF_KOMPONEN
from reports.labels import DALAM_KALIMAT, KOMPONEN, KRITERIA, KRITERIA_SINGKAT, LAYANAN
from schemas.facts import Facts

PROFIL = (
    *LUAS,
    *numbers({"penduduk_jiwa": "Penduduk (jiwa)", "kk": "KK", "kepadatan": "Kepadatan (jiwa/ha)"}),
)
BOBOT = (
    *words(kriteria="Kriteria"),
    *numbers({"bobot_pct": "Bobot (%)"}),
    *numbers({"bobot_min_pct": "Terendah", "bobot_max_pct": "Tertinggi"}, "Rentang (%)"),
    *words(asal="Asal", catatan="Catatan"),
)
SWAP = "Bobot penukar"
SKOR = (
    *words(nama="Kegiatan", lokasi="Lokasi"),
    *numbers(
        {
            "skor_penerima_manfaat": "Pene\u00adrima",
            "skor_permasalahan_mendesak": "Men\u00addesak",
            "skor_persepsi_pokja": "Per\u00adsepsi",
            "skor_pro_poor": "Pro-poor",
        },
        "Skor",
    ),
    *numbers({"bobot_ada_pct": "% bobot", "total": "Skor total"}),
    *numbers({"rank_komponen": "Kom\u00adponen", "rank_semua": "Semua"}, "Urutan"),
    *numbers({"posisi_komponen": "Dari", "posisi_akhir_komponen": "Sampai"}, "Posisi kini"),
    *numbers({"rank_bawah_komponen": "Terbaik", "rank_atas_komponen": "Terburuk"}, "Posisi undian"),
    text("tukar_kriteria", "text", "Kriteria", SWAP),
    text("tukar_poin", "number", "Poin", SWAP),
    *words(keterangan="Keterangan"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Review SSK dan prioritas."""
    yield from section(facts, 1, "2", "Review SSK dan Prioritas")
    yield from section(facts, 2, "2.1", "Profil wilayah")
    people = PROFIL if facts.table("penduduk").rows else LUAS
    yield table(facts, "luas", "2.1", "Luas, desa/kelurahan, penduduk, dan kepadatan per kecamatan", people)
    yield from projection(facts, "2.2")
    yield from section(facts, 2, "2.2", "Review SSK")
    yield from say("mps", "review", **facts.figures)
    yield from _review(facts)
    yield from section(facts, 2, "2.3", "Prioritas kegiatan")
    yield from say("mps", "prioritas")
    yield from say("mps", "peringkat")
    named = relabel(relabel(facts.table("bobot"), "komponen", KOMPONEN), "kriteria", KRITERIA)
    facts = facts.with_table("bobot", named)
    yield table(facts, "bobot", "2.6", "Bobot kriteria yang dipakai", BOBOT, group="komponen", empty="tanpa_program")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 7):
        caption = f"Skor prioritas {DALAM_KALIMAT[k]}"
        name = f"prioritas_{k}"
        shown = facts.with_table(name, relabel(facts.table(name), "tukar_kriteria", KRITERIA_SINGKAT))
        yield table(shown, name, f"2.{i}", caption, SKOR, empty="tanpa_program")


def _review(facts: Facts) -> Iterator[Block]:
    heads = {f"kelas_{k}": f"{k} {label}" for k, label in sorted(facts.labels.items())}
    risk = (
        *words(komponen="Komponen"),
        *numbers({**heads, "tanpa_kelas": "Tanpa kelas"}, "Desa/kelurahan per kelas"),
        *words(catatan="Catatan"),
    )
    named = facts.with_table("ringkasan", relabel(facts.table("ringkasan"), "komponen", KOMPONEN))
    yield table(named, "ringkasan", "2.3", "Area berisiko menurut Buku Putih yang disematkan", risk)
    first, last = facts.fiscal_year, facts.fiscal_year + 4
    years = {f"biaya_{t}_rp": str(year) for t, year in enumerate(range(first, last + 1), 1)}
    costs = (
        *words(kelompok="Komponen"),
        *numbers({"n": "Kegiatan"}),
        *numbers({**years, "jumlah_rp": "Jumlah"}, "Biaya menurut SSK (Rp)"),
    )
    total = facts.with_table("ssk_total", relabel(facts.table("ssk_total"), "kelompok", KOMPONEN))
    yield table(total, "ssk_total", "2.4", "Kegiatan dan biaya menurut SSK", costs, empty="tanpa_program")
    served = relabel(relabel(facts.table("layanan"), "komponen", KOMPONEN), "sistem", LAYANAN)
    phases = (
        *words(sistem="Sistem"),
        *numbers({"eksisting": "Eksisting", "pendek": "Pendek", "menengah": "Menengah", "panjang": "Panjang"}),
        *numbers({"tambahan_kk": "Tambahan KK"}),
    )
    caption = "Target layanan (persen; genangan dalam ha)"
    yield table(facts.with_table("layanan", served), "layanan", "2.5", caption, phases, group="komponen")
