"""The annex of every document: parameters that nobody has verified yet."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Heading, Line, Table
from reports.chapters.build import say, words
from reports.labels import SATUAN
from schemas.facts import Facts


def parameters(facts: Facts, number: str) -> Iterator[Block]:
    """Assumed parameters in use: name, value, unit and reference."""
    yield Heading(2, "Parameter asumsi yang dipakai", number)
    yield from say("umum", "parameter")
    if not facts.parameters:
        return
    columns = words(name="Parameter", value="Nilai", unit="Satuan", reference="Dasar")
    yield Table(
        number=number,
        caption="Parameter asumsi yang berlaku pada tahun anggaran ini, belum diverifikasi",
        columns=columns,
        lines=tuple(Line((p.name, p.value, SATUAN.get(p.unit, p.unit), p.reference)) for p in facts.parameters),
    )
