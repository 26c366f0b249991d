"""Bab 2: geography, population, budget, spatial plan, society, institutions."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters import gambar, narrative, peta
from reports.chapters.build import (
    listing,
    missing,
    numbers,
    relabel,
    say,
    section,
    table,
    words,
)
from reports.chapters.buku_putih.keuangan import keuangan
from reports.labels import PROYEKSI, UKURAN
from schemas.facts import Facts

DAS = (*words(nama="Daerah aliran sungai"), *numbers({"luas_ha": "Luas (ha)", "debit_m3_dt": "Debit (m³/detik)"}))
LUAS = (
    *words(kecamatan="Kecamatan"),
    *numbers({"n_desa": "Desa/kelurahan"}),
    *numbers({"luas_adm_ha": "ha", "luas_pct": "% total"}, "Luas administrasi"),
    *numbers({"luas_terbangun_ha": "ha", "terbangun_pct": "% luas adm."}, "Luas terbangun"),
)
MISKIN = (
    *words(kecamatan="Kecamatan"),
    *numbers({"kk": "KK", "kk_miskin": "KK miskin", "miskin_pct": "% KK miskin"}),
)
RUMAH = (
    *words(kecamatan="Kecamatan"),
    *numbers(
        {"rumah": "Rumah (unit)", "kk": "KK", "penduduk_jiwa": "Penduduk (jiwa)", "jiwa_per_rumah": "Jiwa per rumah"}
    ),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Gambaran umum wilayah."""
    yield from section(facts, 1, "2", "Gambaran Umum Wilayah")
    yield from _geography(facts)
    yield from _people(facts)
    yield from keuangan(facts)
    yield from told(facts, "2.4", "Tata ruang wilayah")
    yield from _society(facts)
    yield from told(facts, "2.6", "Kelembagaan pemerintah daerah")


def told(facts: Facts, number: str, title: str) -> Iterator[Block]:
    """A section that only the Pokja can write; when it wrote nothing, that is said."""
    yield from section(facts, 2, number, title)
    if number not in facts.narasi and number not in facts.tidak_ada:
        yield missing("Bagian", number, title, "tanpa_narasi")


def _geography(facts: Facts) -> Iterator[Block]:
    yield from section(facts, 2, "2.1", "Geografis, administratif, dan kondisi fisik")
    yield table(facts, "das", "2.1", "Daerah aliran sungai (DAS)", DAS)
    yield missing("Peta", "2.1", "Daerah aliran sungai", "peta_das")
    yield peta.administration(facts, "2.2")
    yield from say("buku_putih", "luas")
    yield table(facts, "luas", "2.2", "Luas wilayah dan jumlah desa/kelurahan per kecamatan", LUAS)


def _people(facts: Facts) -> Iterator[Block]:
    yield from section(facts, 2, "2.2", "Demografi")
    yield from say("buku_putih", "penduduk")
    named = facts.with_table("penduduk", relabel(facts.table("penduduk"), "ukuran", UKURAN))
    columns = (*words(kecamatan="Kecamatan"), *years(named, "penduduk"))
    caption = "Jumlah penduduk, rumah tangga, laju pertumbuhan, dan kepadatan menurut tahun"
    yield table(named, "penduduk", "2.3", caption, columns, group="ukuran")
    yield from narrative.population(facts)
    yield gambar.population(facts, "2.1")
    yield from projection(facts, "2.4")


def projection(facts: Facts, number: str) -> Iterator[Block]:
    """The projected population per kecamatan, with its formula."""
    (method,) = facts.table("metode_proyeksi").rows
    if facts.table("proyeksi").rows:
        yield from say("buku_putih", "proyeksi")
        yield listing("buku_putih", "rumus_proyeksi", rumus=PROYEKSI.get(str(method["metode"]), str(method["metode"])))
    named = facts.with_table("proyeksi", relabel(facts.table("proyeksi"), "ukuran", UKURAN))
    columns = (*words(kecamatan="Kecamatan"), *numbers({"laju": "Laju (% per tahun)"}), *years(named, "proyeksi"))
    caption = "Jumlah penduduk, rumah tangga, dan kepadatan saat ini dan proyeksinya"
    yield table(named, "proyeksi", number, caption, columns, group="ukuran", empty="tanpa_proyeksi")


def years(facts: Facts, name: str) -> tuple[Column, ...]:
    """A number column per year of a table with columns `y<year>`."""
    rows = facts.table(name).rows
    names = sorted({c for row in rows for c in row if c.startswith("y") and c[1:].isdigit()})
    return numbers({c: c[1:] for c in names})


def _society(facts: Facts) -> Iterator[Block]:
    yield from section(facts, 2, "2.5", "Sosial dan budaya")
    levels = {f"j{i}": str(row["nama"]) for i, row in enumerate(facts.table("jenjang").rows)}
    columns = (*words(kecamatan="Kecamatan"), *numbers(levels, "Sekolah per jenjang"), *numbers({"jumlah": "Jumlah"}))
    yield table(facts, "sekolah", "2.10", "Fasilitas pendidikan per kecamatan", columns)
    yield table(facts, "miskin", "2.11", "Rumah tangga miskin per kecamatan", MISKIN)
    yield table(facts, "rumah", "2.12", "Jumlah rumah per kecamatan", RUMAH)
