"""Section 2.3: budget, sanitation expenditure, per head, fees, and what a subsector costs."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters import narrative
from reports.chapters.build import missing, numbers, relabel, say, section, table, words
from reports.labels import URAIAN_UANG
from schemas.facts import Facts

TABLES = (
    ("apbd", "2.5", "Realisasi APBD (rupiah)"),
    ("sanitasi", "2.6", "Belanja sanitasi menurut komponen dan jenis (rupiah)"),
    ("per_kapita", "2.7", "Belanja sanitasi per kapita"),
    ("retribusi", "2.8", "Realisasi retribusi sanitasi (rupiah)"),
)


def keuangan(facts: Facts) -> Iterator[Block]:
    """Keuangan dan perekonomian daerah."""
    yield from section(facts, 2, "2.3", "Keuangan dan perekonomian daerah")
    yield from say("buku_putih", "keuangan", opd=facts.opd)
    for name, number, caption in TABLES:
        yield money(facts, name, number, caption)
        if name == "sanitasi":
            yield from narrative.spending(facts)
    yield missing("Tabel", "2.9", "Peta perekonomian (PDRB)", "tanpa_kiriman", apa="PDRB")


def money(facts: Facts, name: str, number: str, caption: str) -> Block:
    """A table of amounts: an item per row, a year per column, and the mean growth."""
    shown = facts.with_table(name, relabel(facts.table(name), "uraian", URAIAN_UANG))
    return table(shown, name, number, caption, _columns(shown, name), empty="tanpa_angka")


def _columns(facts: Facts, name: str) -> tuple[Column, ...]:
    found = sorted({c for row in facts.table(name).rows for c in row if c.startswith("y") and c[1:].isdigit()})
    growth = {"tumbuh_pct": "Tumbuh rata-rata (%/tahun)"}
    return (*words(uraian="Uraian"), *numbers({c: c[1:] for c in found}), *numbers(growth))
