"""The frame: vision, risk, service phases, funding capability."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters import gambar
from reports.chapters.build import missing, numbers, relabel, say, table, words
from reports.chapters.programme import TAMBAHAN
from reports.chapters.ssk.bab import Bab
from reports.labels import BACAAN, DALAM_KALIMAT, DERET, KOMPONEN, LAYANAN
from reports.language import told
from reports.sentences import sentences
from schemas.facts import Facts

VISI = words(
    komponen="Komponen",
    visi_daerah="Visi daerah",
    misi_daerah="Misi daerah",
    visi_sanitasi="Visi sanitasi",
    misi_sanitasi="Misi sanitasi",
)
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


RASIO = (
    *words(tahun="Tahun"),
    *numbers({"belanja_sanitasi_rp": "Sanitasi", "investasi_rp": "Investasi", "op_rp": "O&P"}, "Belanja (Rp)"),
    *numbers(
        {
            "sanitasi_pct": "Sanitasi dari belanja langsung",
            "investasi_pct": "Investasi dari sanitasi",
            "op_pct": "O&P dari sanitasi",
        },
        "Bagian (%)",
    ),
)
PERTUMBUHAN = (
    *words(deret="Deret"),
    *numbers({"aritmetik_pct": "Rata-rata aritmetik", "cagr_pct": "Majemuk (CAGR)"}, "Pertumbuhan (% per tahun)"),
)
PROYEKSI = (
    *words(tahun="Tahun"),
    *numbers({"apbd_murni_rp": "APBD murni", "komitmen_rp": "Komitmen", "op_rp": "O&P"}, "Proyeksi"),
    *numbers({"mampu_murni_rp": "Murni", "mampu_komitmen_rp": "Komitmen"}, "Kemampuan"),
    *numbers({"kebutuhan_apbd_k_rp": "Kebutuhan"}),
    *numbers({"selisih_murni_rp": "Murni", "selisih_komitmen_rp": "Komitmen"}, "Selisih"),
)


def vision(bab: Bab) -> Iterator[Block]:
    """Visi dan misi sanitasi."""
    facts = bab.facts
    yield from bab.bagian("Visi dan misi sanitasi")
    named = relabel(facts.table("visi_misi"), "komponen", {"": "Keseluruhan", **KOMPONEN})
    yield table(facts.with_table("visi_misi", named), "visi_misi", bab.tabel(), "Visi dan misi sanitasi", VISI)


def risk(bab: Bab) -> Iterator[Block]:
    """Area berisiko sebagai dasar."""
    facts = bab.facts
    yield from bab.bagian("Area berisiko sebagai dasar")
    heads = {f"kelas_{k}": f"{k} {label}" for k, label in sorted(facts.labels.items())}
    columns = (
        *words(komponen="Komponen"),
        *numbers({**heads, "tanpa_kelas": "Tanpa kelas"}, "Desa/kelurahan per kelas"),
        *(words(catatan="Catatan") if any(r["catatan"] for r in facts.table("ringkasan").rows) else ()),
    )
    shown = facts.with_table("ringkasan", relabel(facts.table("ringkasan"), "komponen", KOMPONEN))
    yield table(shown, "ringkasan", bab.tabel(), "Area berisiko menurut Buku Putih", columns)


def phases(bab: Bab) -> Iterator[Block]:
    """Tahapan pengembangan layanan."""
    yield from bab.bagian("Tahapan pengembangan layanan")
    yield from say("ssk", "tahapan")
    for k in ("AL", "PS", "DR"):
        yield _phases(bab.facts, k, bab.tabel())
    if bab.facts.table("tambahan").rows:
        yield _added(bab)


def scenario(bab: Bab) -> Iterator[Block]:
    """Skenario pencapaian: no submitted table asks for one."""
    yield from bab.bagian("Skenario pencapaian sasaran")
    yield missing("Bagian", "", "Skenario pencapaian", "tanpa_skenario")


def capability(bab: Bab) -> Iterator[Block]:
    """Kemampuan pendanaan."""
    facts = bab.facts
    yield from bab.bagian("Kemampuan pendanaan")
    yield from say("ssk", "kemampuan")
    yield table(facts, "riwayat", bab.tabel(), "Belanja sanitasi dan pengurangnya (rupiah)", RIWAYAT)
    projected = facts.with_table("proyeksi", relabel(facts.table("proyeksi"), "bacaan", BACAAN))
    caption = "Proyeksi kemampuan menurut kedua bacaan pertumbuhan dan kedua varian (rupiah)"
    yield table(projected, "proyeksi", bab.tabel(), caption, PROYEKSI, group="bacaan", empty="tanpa_kemampuan")
    caption = "Bagian belanja sanitasi, investasi, serta operasi dan pemeliharaan"
    yield table(facts, "rasio", bab.tabel(), caption, RASIO, empty="tanpa_kemampuan")
    named = facts.with_table("pertumbuhan", relabel(facts.table("pertumbuhan"), "deret", DERET))
    yield table(named, "pertumbuhan", bab.tabel(), "Pertumbuhan rata-rata", PERTUMBUHAN, empty="tanpa_kemampuan")
    notes = sorted({_sentence(str(row["catatan"])) for row in facts.table("kemampuan").rows if row["catatan"]})
    caption = "Kemampuan pendanaan APBD kabupaten/kota yang dipakai (rupiah)"
    yield table(facts, "kemampuan", bab.tabel(), caption, KEMAMPUAN, notes=notes, empty="tanpa_kemampuan")
    yield gambar.needed_and_able(facts, bab.gambar())


def _added(bab: Bab) -> Block:
    """Households to be added per system and plan year."""
    facts = bab.facts
    years = {f"tahun_{t}": str(year) for t, year in enumerate(facts.years, 1)}
    columns = (*words(sistem="Sistem"), *numbers(years, "Tambahan KK"), *numbers({"jumlah": "Jumlah"}))
    named = relabel(relabel(facts.table("tambahan"), "komponen", KOMPONEN), "sistem", LAYANAN)
    notes = [told("{}", "".join(map(str, runs))) for runs in sentences("ssk", "tambahan_tahun")]
    caption, shown = "Rumah tangga yang ditambahkan per sistem dan tahun", facts.with_table("tambahan", named)
    return table(shown, "tambahan", bab.tabel(), caption, columns, group="komponen", notes=notes)


def _phases(facts: Facts, komponen: str, number: str) -> Block:
    name = f"layanan_{komponen}"
    found = facts.table(name)
    first = found.rows[0] if found.rows else {}
    heads = {p: f"{word} {first.get(f'tahun_{p}', '')}".strip() for p, word in _PHASES.items()}
    columns = (
        *words(sistem="Sistem"),
        *numbers({"eksisting": "Eksisting"}),
        *numbers(heads, "Akhir tahap"),
        *TAMBAHAN,
    )
    shown = facts.with_table(name, relabel(found, "sistem", LAYANAN))
    notes = sorted({_sentence(str(row["catatan"])) for row in found.rows if row["catatan"]})
    caption = f"Tahapan layanan {DALAM_KALIMAT[komponen]}"
    return table(shown, name, number, caption, columns, notes=notes, empty="tanpa_tahapan")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


_PHASES = {"pendek": "Pendek", "menengah": "Menengah", "panjang": "Panjang"}
