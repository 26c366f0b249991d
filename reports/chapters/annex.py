"""The annexes of every document: parameters that nobody has verified yet, and the list of terms."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column, Heading, Line, Table
from reports.chapters.build import say, words
from reports.english.terms import KEPT_TERMS
from reports.labels_istilah import ISTILAH
from reports.language import English, is_english
from reports.parameter_words import AREAS, worded
from schemas.facts import Facts

COLUMNS = (
    *words(label="Parameter", value="Nilai", reason="Dasar"),
    Column("name", "Nama dalam aturan", "code"),
)


def parameters(facts: Facts, number: str) -> Iterator[Block]:
    """Assumed parameters in use: what they are called, value, reason, and last the name in the rules."""
    yield Heading(2, "Parameter asumsi yang dipakai", number)
    yield from say("umum", "parameter")
    if not facts.parameters:
        return
    order = {area: i for i, area in enumerate(AREAS.values())}
    said = sorted(map(worded, facts.parameters), key=lambda w: (order.get(w.area, len(order)), w.name))
    yield Table(
        number=number,
        caption="Parameter asumsi yang berlaku pada tahun anggaran ini, belum diverifikasi",
        columns=COLUMNS,
        lines=tuple(Line((w.label, w.value, w.reason, w.name), group=w.area) for w in said),
    )


def terms(facts: Facts, number: str) -> Iterator[Block]:
    """The terms and abbreviations of the programme, by name."""
    yield Heading(2, "Daftar istilah dan singkatan", number)
    yield from say("umum", "istilah")
    found = {name: meaning for name, (meaning, documents) in ISTILAH.items() if facts.document in documents}
    if is_english():
        found |= {English(name): English(meaning) for name, meaning in KEPT_TERMS.items()}
    lines = tuple(Line(pair) for pair in sorted(found.items(), key=lambda pair: pair[0].casefold()))
    yield Table(number, "Istilah dan singkatan", words(istilah="Istilah", arti="Arti"), lines)
