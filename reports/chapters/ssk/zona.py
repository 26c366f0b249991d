"""Zones and systems per komponen."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column, Heading
from reports.chapters.build import classes, numbers, relabel, say, table, words
from reports.chapters.ssk.bab import Bab
from reports.labels import DALAM_KALIMAT, KOMPONEN, SISTEM

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


def zones(bab: Bab) -> Iterator[Block]:
    """Zona dan sistem sanitasi."""
    facts = bab.facts
    yield from bab.bagian("Zona dan sistem sanitasi")
    yield from say("ssk", "zona")
    summary = relabel(relabel(facts.table("sistem"), "komponen", KOMPONEN), "sistem", SISTEM)
    caption = "Desa/kelurahan menurut sistem"
    yield table(facts.with_table("sistem", summary), "sistem", bab.tabel(), caption, RINGKAS)
    for k in ("AL", "PS", "DR"):
        yield Heading(3, KOMPONEN[k])
        yield from _komponen(bab, k)


def _komponen(bab: Bab, k: str) -> Iterator[Block]:
    facts, word = bab.facts, DALAM_KALIMAT[k]
    for name in (f"zona_{k}", f"zonadesa_{k}"):
        facts = facts.with_table(name, relabel(facts.table(name), "sistem", SISTEM))
    for name, caption, columns in (
        (f"zona_{k}", f"Zona {word}", _zone_columns(k)),
        (f"zonadesa_{k}", f"Sistem {word} per desa/kelurahan", _desa_columns(k)),
    ):
        yield table(facts, name, bab.tabel(), caption, columns, group="kecamatan", empty="tanpa_zona")
    if facts.table(f"belum_{k}").rows:
        yield from say("ssk", "belum")
    caption = f"Desa/kelurahan yang zona {word}nya belum ditentukan"
    yield table(facts, f"belum_{k}", bab.tabel(), caption, BELUM, group="kecamatan", empty="semua_ditentukan")
