"""Zones and systems per komponen."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column, Heading
from reports.chapters import peta
from reports.chapters.build import classes, numbers, relabel, say, table, words
from reports.chapters.ssk.bab import Bab
from reports.labels import DALAM_KALIMAT, KOMPONEN, SISTEM, TIPE_KEPADATAN

BELUM = (*words(desa="Desa/kelurahan"), *classes({"kelas": "Kelas risiko"}), *words(alasan="Alasan"))
RINGKAS = (*words(sistem="Sistem"), *numbers({"n_desa": "Desa/kelurahan"}))
DISESUAIKAN = words(desa="Desa/kelurahan", hitungan="Hitungan", sistem="Ditetapkan Pokja", alasan="Alasan")
_SHARES = {"setempat_layak_pct": "Tangki septik", "komunal_pct": "Komunal", "terpusat_pct": "Terpusat"}
_WATER = {"n_banjir": "Banjir/rob", "n_air_tanah_dangkal": "Air tanah dangkal", "n_cbd": "CBD"}


def _zone_columns(komponen: str) -> tuple[Column, ...]:
    named = (*words(desa="Desa/kelurahan"), Column("zona", "Kode zona", "code"))
    return (*_system(komponen), *numbers({"n_desa": "Jumlah"}), *named)


def _desa_columns(komponen: str, is_noted: bool) -> tuple[Column, ...]:
    return (
        *words(desa="Desa/kelurahan"),
        *(numbers({"kepadatan": "Kepadatan terbangun (jiwa/ha)"}) if komponen != "DR" else ()),
        *classes({"kelas": "Kelas risiko"}),
        *_system(komponen),
        *(words(catatan="Catatan") if is_noted else ()),
    )


def _detail_columns(komponen: str) -> tuple[Column, ...]:
    return (
        *words(sistem="Prioritas" if komponen == "DR" else "Sistem"),
        *numbers({"penduduk_jiwa": "Penduduk (jiwa)", "kk": "KK", "laju_pct": "Laju (%)"}),
        *(numbers({"kepadatan_jiwa_ha": "Kepadatan (jiwa/ha)"}) if komponen != "DR" else ()),
        *(words(tipe="Tipe kepadatan") if komponen != "DR" else ()),
        *(numbers(_SHARES, "Layanan sekarang (% KK)") if komponen == "AL" else ()),
        *(numbers(_WATER, "Desa/kelurahan dengan") if komponen != "PS" else ()),
        *numbers({"luas_risiko_tinggi_pct": "Luas berisiko (%)"}),
        *words(dominan="Dominan berisiko"),
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
    yield table(facts.with_table("sistem", summary), "sistem", bab.tabel(), caption, RINGKAS, group="komponen")
    yield from _moved(bab)
    for k in ("AL", "PS", "DR"):
        yield Heading(3, KOMPONEN[k])
        yield from _komponen(bab, k)


def _komponen(bab: Bab, k: str) -> Iterator[Block]:
    facts, word = bab.facts, DALAM_KALIMAT[k]
    for name in (f"zona_{k}", f"zonadesa_{k}"):
        facts = facts.with_table(name, relabel(facts.table(name), "sistem", SISTEM))
    is_noted = any(row["catatan"] for row in facts.table(f"zonadesa_{k}").rows)
    detail = relabel(relabel(facts.table(f"zonarinci_{k}"), "sistem", SISTEM), "tipe", TIPE_KEPADATAN)
    facts = facts.with_table(f"zonarinci_{k}", detail)
    for name, caption, columns in (
        (f"zona_{k}", f"Zona {word}", _zone_columns(k)),
        (f"zonarinci_{k}", f"Keadaan zona {word}", _detail_columns(k)),
        (f"zonadesa_{k}", f"Sistem {word} per desa/kelurahan", _desa_columns(k, is_noted)),
    ):
        yield table(facts, name, bab.tabel(), caption, columns, group="kecamatan", empty="tanpa_zona")
    yield peta.zones(bab.facts, k, bab.gambar())
    if facts.table(f"belum_{k}").rows:
        yield from say("ssk", "belum")
        caption = f"Desa/kelurahan yang zona {word}nya belum ditentukan"
        yield table(facts, f"belum_{k}", bab.tabel(), caption, BELUM, group="kecamatan")


def _moved(bab: Bab) -> Iterator[Block]:
    """Desa that the Pokja moved, with the computed system beside the one in force."""
    shown = bab.facts.table("disesuaikan")
    if not shown.rows:
        yield from say("ssk", "tanpa_penyesuaian")
        return
    for column, names in (("komponen", KOMPONEN), ("hitungan", SISTEM), ("sistem", SISTEM)):
        shown = relabel(shown, column, names)
    facts = bab.facts.with_table("disesuaikan", shown)
    yield table(facts, "disesuaikan", bab.tabel(), "Zona yang disesuaikan Pokja", DISESUAIKAN, group="komponen")
