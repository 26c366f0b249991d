"""Bab 3: zones and systems per komponen."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters.build import classes, numbers, relabel, say, section, table, words
from reports.labels import DALAM_KALIMAT, KOMPONEN, SISTEM
from schemas.facts import Facts

BELUM = (*words(desa="Desa/kelurahan"), *classes({"kelas": "Kelas risiko"}), *words(alasan="Alasan"))
RINGKAS = (*words(komponen="Komponen", sistem="Sistem"), *numbers({"n_desa": "Desa/kelurahan"}))


def _zone_columns(komponen: str) -> tuple[Column, ...]:
    return (*_system(komponen), *numbers({"n_desa": "Jumlah"}), *words(desa="Desa/kelurahan", zona="Kode zona"))


def _desa_columns(komponen: str) -> tuple[Column, ...]:
    return (
        *words(desa="Desa/kelurahan"),
        *numbers({"kepadatan": "Kepadatan terbangun (jiwa/ha)"}),
        *classes({"kelas": "Kelas risiko"}),
        *_system(komponen),
        *words(catatan="Catatan"),
    )


def _system(komponen: str) -> tuple[Column, ...]:
    # Only wastewater names a phase; drainage has priorities instead of systems.
    if komponen == "AL":
        return words(sistem="Sistem", fase="Tahap")
    return words(sistem="Prioritas" if komponen == "DR" else "Sistem")


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
    word = DALAM_KALIMAT[k]
    yield table(
        facts, f"zona_{k}", f"3.{first}", f"Zona {word}", _zone_columns(k), group="kecamatan", empty="tanpa_zona"
    )
    caption = f"Sistem {word} per desa/kelurahan"
    yield table(
        facts, f"zonadesa_{k}", f"3.{first + 1}", caption, _desa_columns(k), group="kecamatan", empty="tanpa_zona"
    )
    if facts.table(f"belum_{k}").rows:
        yield from say("ssk", "belum")
    caption = f"Desa/kelurahan yang zona {word}nya belum ditentukan"
    yield table(facts, f"belum_{k}", f"3.{first + 2}", caption, BELUM, group="kecamatan", empty="semua_ditentukan")
