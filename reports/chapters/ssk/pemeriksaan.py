"""What the SSK found when everything stood together: reach, fit of systems, money."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.build import relabel, say, table, words
from reports.chapters.ssk.bab import Bab
from reports.labels import SEVERITY

COLUMNS = words(aturan="Aturan", tingkat="Tingkat", pesan="Temuan")


def findings(bab: Bab) -> Iterator[Block]:
    """Temuan atas rencana ini."""
    yield from bab.bagian("Temuan atas rencana ini")
    yield from say("ssk", "pemeriksaan")
    shown = bab.facts.with_table("temuan", relabel(bab.facts.table("temuan"), "tingkat", SEVERITY))
    yield table(shown, "temuan", bab.tabel(), "Temuan penyusunan SSK", COLUMNS, empty="tanpa_temuan")
