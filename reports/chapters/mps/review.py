"""Bab 2: the profile, the SSK in review, priorities."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.buku_putih.gambaran_umum import LUAS, projection
from reports.chapters.mps import prioritas
from reports.chapters.programme import TAMBAHAN
from reports.chapters.ringkas import short_table
from reports.labels import DALAM_KALIMAT, KOMPONEN, LAYANAN
from schemas.facts import Facts

PROFIL = (
    *LUAS,
    *numbers({"penduduk_jiwa": "Penduduk (jiwa)", "kk": "KK", "kepadatan": "Kepadatan (jiwa/ha)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Review SSK dan prioritas."""
    yield from section(facts, 1, "2", "Review SSK dan Prioritas")
    yield from section(facts, 2, "2.1", "Profil wilayah")
    people = PROFIL if facts.table("penduduk").rows else LUAS
    caption = "Luas, desa/kelurahan, penduduk, dan kepadatan per kecamatan"
    yield from short_table(
        facts, "luas", "2.1", caption, people, unknown=[c.name for c in people if c.kind == "number"]
    )
    yield from projection(facts, "2.2")
    yield from section(facts, 2, "2.2", "Review SSK")
    per_komponen = [(DALAM_KALIMAT[str(r["kelompok"])], r["n"]) for r in facts.table("ssk_total").rows]
    yield from say("mps", "review", per_komponen=per_komponen, **facts.figures)
    yield from _review(facts)
    yield from prioritas.blocks(facts)


def _review(facts: Facts) -> Iterator[Block]:
    heads = {f"kelas_{k}": f"{k} {label}" for k, label in sorted(facts.labels.items())}
    risk = (
        *words(komponen="Komponen"),
        *numbers({**heads, "tanpa_kelas": "Tanpa kelas"}, "Desa/kelurahan per kelas"),
        *words(catatan="Catatan"),
    )
    named = facts.with_table("ringkasan", relabel(facts.table("ringkasan"), "komponen", KOMPONEN))
    caption = "Area berisiko menurut Buku Putih yang disematkan"
    yield from short_table(named, "ringkasan", "2.3", caption, risk, optional=("catatan",))
    first, last = facts.fiscal_year, facts.fiscal_year + 4
    years = {f"biaya_{t}_rp": str(year) for t, year in enumerate(range(first, last + 1), 1)}
    costs = (
        *words(kelompok="Komponen"),
        *numbers({**years, "jumlah_rp": "Jumlah"}, "Biaya menurut SSK (Rp)"),
    )
    total = facts.with_table("ssk_total", relabel(facts.table("ssk_total"), "kelompok", KOMPONEN))
    yield table(total, "ssk_total", "2.4", "Biaya kegiatan menurut SSK", costs, empty="tanpa_program")
    served = relabel(relabel(facts.table("layanan"), "komponen", KOMPONEN), "sistem", LAYANAN)
    phases = (
        *words(sistem="Sistem"),
        *numbers({"eksisting": "Eksisting", "pendek": "Pendek", "menengah": "Menengah", "panjang": "Panjang"}),
        *TAMBAHAN,
    )
    caption = "Target layanan (persen; genangan dalam ha)"
    yield table(facts.with_table("layanan", served), "layanan", "2.5", caption, phases, group="komponen")
