"""Bab 3: zones and systems per komponen."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import classes, numbers, relabel, say, section, table, words
from reports.labels import KOMPONEN, SISTEM
from schemas.facts import Facts

ZONA = (
    *words(sistem="Sistem", fase="Tahap"),
    *numbers({"n_desa": "Jumlah"}),
    *words(desa="Desa/kelurahan", zona="Kode zona"),
)
DESA = (
    *words(desa="Desa/kelurahan"),
    *numbers({"kepadatan": "Kepadatan terbangun (jiwa/ha)"}),
    *classes({"kelas": "Kelas risiko"}),
    *words(sistem="Sistem", fase="Tahap", catatan="Catatan"),
)
BELUM = (*words(desa="Desa/kelurahan"), *classes({"kelas": "Kelas risiko"}), *words(alasan="Alasan"))
RINGKAS = (*words(komponen="Komponen", sistem="Sistem"), *numbers({"n_desa": "Desa/kelurahan"}))


def blocks(facts: Facts) -> Iterator[Block]:
    """Zona dan sistem sanitasi."""
    yield from section(facts, 1, "3", "Zona dan Sistem Sanitasi")
    yield from say("ssk", "zona")
    summary = relabel(relabel(facts.table("sistem"), "komponen", KOMPONEN), "sistem", SISTEM)
    yield table(facts.with_table("sistem", summary), "sistem", "3.1", "Desa/kelurahan menurut sistem", RINGKAS)
    for i, k in enumerate(("AL", "PS", "DR"), 1):
        yield from section(facts, 2, f"3.{i}", KOMPONEN[k])
        yield from _komponen(facts, k, 3 * i - 1)


def _komponen(facts: Facts, k: str, first: int) -> Iterator[Block]:
    for name in (f"zona_{k}", f"zonadesa_{k}", f"belum_{k}"):
        facts = facts.with_table(
            name, relabel(facts.table(name), "sistem", SISTEM) if name[0] != "b" else facts.table(name)
        )
    word = KOMPONEN[k].lower()
    yield table(facts, f"zona_{k}", f"3.{first}", f"Zona {word}", ZONA, group="kecamatan", empty="tanpa_zona")
    caption = f"Sistem {word} per desa/kelurahan"
    yield table(facts, f"zonadesa_{k}", f"3.{first + 1}", caption, DESA, group="kecamatan", empty="tanpa_zona")
    if facts.table(f"belum_{k}").rows:
        yield from say("ssk", "belum")
    caption = f"Desa/kelurahan yang zona {word}nya belum ditentukan"
    yield table(facts, f"belum_{k}", f"3.{first + 2}", caption, BELUM, group="kecamatan", empty="semua_ditentukan")
