"""Bab 1: scope, sources, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import relabel, say, section, table, words
from reports.labels import TABEL
from schemas.facts import Facts

STATUS = {"tidak": "belum diserahkan", "diganti": "tidak diperlukan; memakai tabel penggantinya"}


def blocks(facts: Facts) -> Iterator[Block]:
    """Pendahuluan."""
    yield from section(facts, 1, "1", "Pendahuluan")
    yield from section(facts, 2, "1.1", "Ruang lingkup")
    yield from say("buku_putih", "lingkup", kabupaten=facts.kabupaten, provinsi=facts.provinsi, **facts.figures)
    yield from say("umum", "daftar_wilayah", edisi=facts.edisi_wilayah)
    yield from section(facts, 2, "1.2", "Sumber data")
    yield from say("buku_putih", "kiriman")
    named = relabel(relabel(facts.table("kiriman"), "tabel", TABEL), "status", STATUS)
    columns = words(tabel="Tabel kiriman", status="Keadaan", sumber="Sumber (tahun)")
    yield table(facts.with_table("kiriman", named), "kiriman", "1.1", "Tabel kiriman dan sumber datanya", columns)
    yield from section(facts, 2, "1.3", "Yang belum ada dalam dokumen ini")
    has_survey = not facts.table("berisiko").absent
    there = {"ada_ehra": has_survey, "ada_indeks": bool(facts.table("irs_area").rows), "has_batas": bool(facts.batas)}
    yield from say("buku_putih", "belum_ada", **there)
