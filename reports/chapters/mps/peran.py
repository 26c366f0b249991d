"""Bab 5: who does what, how results are watched, and what happens when something changes."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import relabel, say, section, table, words
from reports.chapters.ssk.monev import HASIL, MEKANISME
from reports.labels import KOMPONEN, SUMBER_DANA
from schemas.facts import Facts

PERAN = words(sumber="Sumber", penandatangan="Yang menandatangani kesepakatan", tugas="Tugas")


def blocks(facts: Facts) -> Iterator[Block]:
    """Peran, pemantauan, antisipasi perubahan."""
    yield from section(facts, 2, "5.3", "Peran")
    yield from say("mps", "peran")
    named = facts.with_table("peran", relabel(facts.table("peran"), "sumber", SUMBER_DANA))
    yield table(named, "peran", "5.4", "Peran menurut sumber dana", PERAN)
    yield from section(facts, 2, "5.4", "Pemantauan dan evaluasi")
    yield from say("mps", "monev")
    watched = facts.with_table("monev_sasaran", relabel(facts.table("monev_sasaran"), "komponen", KOMPONEN))
    caption = "Sasaran yang dipantau"
    yield table(watched, "monev_sasaran", "5.5", caption, HASIL, group="komponen", empty="tanpa_sasaran")
    yield table(facts, "monev", "5.6", "Mekanisme pemantauan menurut SSK", MEKANISME)
    yield from section(facts, 2, "5.5", "Antisipasi perubahan")
    yield from say("mps", "perubahan")
