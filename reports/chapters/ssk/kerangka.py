"""Bab 2: vision, risk, service phases, funding capability."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.labels import DALAM_KALIMAT, KOMPONEN, LAYANAN
from schemas.facts import Facts

VISI = words(
    komponen="Komponen",
    visi_daerah="Visi daerah",
    misi_daerah="Misi daerah",
    visi_sanitasi="Visi sanitasi",
    misi_sanitasi="Misi sanitasi",
)
PHASE_NUMBER = {"AL": "2.3", "PS": "2.4", "DR": "2.5"}
RIWAYAT = (
    *words(tahun="Tahun"),
    *numbers({"belanja_sanitasi_rp": "Belanja sanitasi"}),
    *numbers(
        {
            "dak_sanitasi_rp": "DAK sanitasi",
            "dak_lh_rp": "DAK lingkungan hidup",
            "dak_perkim_rp": "DAK perumahan",
            "pinjaman_hibah_rp": "Pinjaman/hibah",
        },
        "Pengurang",
    ),
    *numbers({"belanja_langsung_rp": "Belanja langsung", "op_rp": "Operasi dan pemeliharaan"}),
)
KEMAMPUAN = (
    *words(tahun="Tahun"),
    *numbers({"apbd_murni_rp": "APBD murni", "komitmen_rp": "Komitmen", "op_rp": "O&P sarana yang ada"}, "Proyeksi"),
    *numbers({"mampu_murni_rp": "Murni", "mampu_komitmen_rp": "Komitmen", "mampu_rp": "Dipakai"}, "Kemampuan"),
    *numbers({"kebutuhan_apbd_k_rp": "Kebutuhan APBD kab/kota", "selisih_rp": "Selisih"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Kerangka pengembangan sanitasi."""
    yield from section(facts, 1, "2", "Kerangka Pengembangan Sanitasi")
    yield from section(facts, 2, "2.1", "Visi dan misi sanitasi")
    shown = facts.with_table(
        "visi_misi", relabel(facts.table("visi_misi"), "komponen", {"": "Keseluruhan", **KOMPONEN})
    )
    yield table(shown, "visi_misi", "2.1", "Visi dan misi sanitasi", VISI)
    yield from section(facts, 2, "2.2", "Area berisiko sebagai dasar")
    yield _risk(facts)
    yield from section(facts, 2, "2.3", "Tahapan pengembangan layanan")
    yield from say("ssk", "tahapan")
    for k, number in PHASE_NUMBER.items():
        yield _phases(facts, k, number)
    yield from section(facts, 2, "2.4", "Kemampuan pendanaan")
    yield from say("ssk", "kemampuan")
    yield table(facts, "riwayat", "2.6", "Belanja sanitasi dan pengurangnya (rupiah)", RIWAYAT)
    notes = sorted({str(row["catatan"]) for row in facts.table("kemampuan").rows if row["catatan"]})
    caption = "Kemampuan pendanaan APBD kabupaten/kota (rupiah)"
    yield table(facts, "kemampuan", "2.7", caption, KEMAMPUAN, notes=notes, empty="tanpa_kemampuan")


def _risk(facts: Facts) -> Block:
    heads = {f"kelas_{k}": f"{k} {label}" for k, label in sorted(facts.labels.items())}
    columns = (
        *words(komponen="Komponen"),
        *numbers({**heads, "tanpa_kelas": "Tanpa kelas"}, "Desa/kelurahan per kelas"),
        *words(catatan="Catatan"),
    )
    shown = facts.with_table("ringkasan", relabel(facts.table("ringkasan"), "komponen", KOMPONEN))
    return table(shown, "ringkasan", "2.2", "Area berisiko menurut Buku Putih", columns)


def _phases(facts: Facts, komponen: str, number: str) -> Block:
    name = f"layanan_{komponen}"
    found = facts.table(name)
    first = found.rows[0] if found.rows else {}
    heads = {p: f"{word} {first.get(f'tahun_{p}', '')}".strip() for p, word in _PHASES.items()}
    columns = (
        *words(sistem="Sistem"),
        *numbers({"eksisting": "Eksisting"}),
        *numbers(heads, "Akhir tahap"),
        *numbers({"tambahan_kk": "Tambahan KK"}),
    )
    shown = facts.with_table(name, relabel(found, "sistem", LAYANAN))
    notes = sorted({str(row["catatan"]) for row in found.rows if row["catatan"]})
    caption = f"Tahapan layanan {DALAM_KALIMAT[komponen]}"
    return table(shown, name, number, caption, columns, notes=notes, empty="tanpa_tahapan")


_PHASES = {"pendek": "Pendek", "menengah": "Menengah", "panjang": "Panjang"}
